/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lists and pages say of a person. */
#include "config.h"

#include "tidings-person-words.h"

#include <glib/gi18n-lib.h>
#include "tidings-consent.h"
#include "tidings-format.h"
#include "tidings-phone-number.h"
#include "tidings-sender.h"
#include "tidings-words.h"

static char *
dup_number (const char *number)
{
  g_autofree char *formatted = tidings_phone_number_format (number);

  return tidings_words_isolate (formatted);
}

char *
tidings_person_words_state (TidingsPerson *person,
                            gint64         now)
{
  g_autofree char *moment = NULL;

  g_return_val_if_fail (TIDINGS_IS_PERSON (person), NULL);

  if (person->opted_out_at != 0)
    {
      moment = tidings_format_moment (person->opted_out_at, now);
      /* Translators: the person answered STOP; %s is a moment such as “3 Nov 14:05” */
      return g_strdup_printf (_("Opted out: %s"), moment);
    }

  if (person->verified_at == 0)
    return g_strdup (C_("number", "Not confirmed"));
  if (person->paused_until == G_MAXINT64)
    return g_strdup (C_("person", "Paused"));
  if (person->paused_until > now)
    {
      moment = tidings_format_moment (person->paused_until, now);
      /* Translators: texts to the person wait; %s is a moment such as “18:00” or “tomorrow 08:00” */
      return g_strdup_printf (_("Paused until %s"), moment);
    }

  return g_strdup (C_("number", "Confirmed"));
}

const char *
tidings_person_words_icon (TidingsPerson  *person,
                           gint64          now,
                           const char    **style)
{
  g_return_val_if_fail (TIDINGS_IS_PERSON (person), NULL);
  g_return_val_if_fail (style != NULL, NULL);

  *style = "dim-label";
  if (person->opted_out_at != 0)
    {
      *style = "error";
      return "tidings-stopped-symbolic";
    }
  if (person->verified_at == 0)
    {
      *style = "warning";
      return "tidings-question-symbolic";
    }
  if (person->paused_until > now)
    return "tidings-pause-symbolic";

  *style = "success";

  return "tidings-check-symbolic";
}

char *
tidings_person_words_subtitle (TidingsPerson *person,
                               gint64         now)
{
  g_autofree char *number = NULL;
  g_autofree char *state = NULL;

  g_return_val_if_fail (TIDINGS_IS_PERSON (person), NULL);

  number = dup_number (person->number);
  state = tidings_person_words_state (person, now);

  return tidings_words_join_facts (number, state, NULL);
}

const char *
tidings_person_get_start_number (TidingsPerson *person,
                                 const char    *sender)
{
  g_return_val_if_fail (TIDINGS_IS_PERSON (person), NULL);

  /* A STOP holds for the sender it was said to, and so does START. */
  if (person->opted_out_sender != NULL && *person->opted_out_sender == '+')
    return person->opted_out_sender;

  return sender != NULL && *sender == '+' ? sender : NULL;
}

/* Since when and by what. */
static char *
dup_cause (TidingsPerson *person,
           gint64         now)
{
  g_autofree char *moment = tidings_format_moment (person->opted_out_at, now);

  if (g_strcmp0 (person->opted_out_by, "carrier") == 0)
    /* Translators: %1$s is the person’s name, %2$s a moment such as “3 Nov 14:05” */
    return g_strdup_printf (_("Twilio has blocked texts to %1$s since %2$s, because of an earlier STOP"), person->name, moment);
  if (g_strcmp0 (person->opted_out_by, "person") == 0)
    /* Translators: %1$s is the person’s name, %2$s a moment such as “3 Nov 14:05” */
    return g_strdup_printf (_("%1$s was opted out at this computer (%2$s)"), person->name, moment);

  /* Translators: %1$s is the person’s name, %2$s a moment such as “3 Nov 14:05”. STOP stays as it is */
  return g_strdup_printf (_("%1$s texted STOP (%2$s)"), person->name, moment);
}

char *
tidings_person_words_opt_out (TidingsPerson *person,
                              const char    *sender,
                              gint64         now)
{
  const char *start_number = NULL;
  g_autofree char *cause = NULL;
  g_autofree char *way_back = NULL;
  g_autofree char *number = NULL;

  g_return_val_if_fail (TIDINGS_IS_PERSON (person), NULL);

  cause = dup_cause (person, now);
  start_number = tidings_person_get_start_number (person, sender);
  /* START has to go to a number; a name or a Messaging Service is not one that can be typed into a phone. */
  if (start_number == NULL)
    /* Translators: %s is the person’s name. START stays as it is */
    way_back = g_strdup_printf (_("Nothing is sent to %1$s until %1$s answers START"), person->name);
  else
    {
      number = dup_number (start_number);
      /* Translators: %1$s is the person’s name, %2$s a phone number. START stays as it is */
      way_back = g_strdup_printf (_("Nothing is sent to %1$s until %1$s texts START to %2$s"), person->name, number);
    }

  /* Translators: two sentences after each other */
  return g_strdup_printf (C_("sentences", "%1$s. %2$s"), cause, way_back);
}

char *
tidings_person_words_line (TidingsPerson *person)
{
  static const struct {
    const char *type;
    const char *words;
  } lines[] = {
    { "mobile", N_("Mobile phone") },
    { "landline", N_("Landline") },
    { "fixedVoip", N_("Internet line at a fixed place") },
    { "nonFixedVoip", N_("Internet line") },
    { "tollFree", N_("Toll-free number") },
    { "personal", N_("Personal number") },
    { "premium", N_("Premium number") },
    { "sharedCost", N_("Shared-cost number") },
    { "uan", N_("Company number") },
    { "voicemail", N_("Voicemail") },
    { "pager", N_("Pager") },
  };
  const char *words = NULL;

  g_return_val_if_fail (TIDINGS_IS_PERSON (person), NULL);

  if (person->line_type == NULL && person->carrier == NULL)
    return g_strdup ("");

  words = C_("line", "Kind unknown");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      if (g_strcmp0 (lines[i].type, person->line_type) == 0)
        words = _(lines[i].words);
    }

  return tidings_words_join_facts (words, person->carrier, tidings_line_takes_texts (person->line_type) ? NULL :
                                                           _("takes no texts"));
}

static gboolean
has_digits (const char *number,
            const char *word)
{
  g_autofree char *ascii = tidings_phone_number_ascii_digits (word);
  g_autoptr(GString) digits = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (digits, *c);

  /* National numbers begin with a zero that the stored number does not have. */
  return digits->len > 0 && strstr (number, digits->str + (digits->str[0] == '0' && digits->len > 1 ? 1 : 0)) != NULL;
}

gboolean
tidings_person_matches (TidingsPerson *person,
                        const char    *query)
{
  g_auto(GStrv) words = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (TIDINGS_IS_PERSON (person), FALSE);

  if (query == NULL)
    return TRUE;

  if (g_str_match_string (query, person->name, TRUE))
    return TRUE;

  folded = g_strstrip (g_strdup (query));

  return *folded == '\0' || has_digits (person->number, folded);
}

char *
tidings_person_words_trail (const TidingsAuditEntry *entry,
                            gint64                   now)
{
  g_autofree char *when = NULL;
  g_autofree char *asker = NULL;
  g_autofree char *number = NULL;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (entry != NULL, NULL);

  when = tidings_format_moment (entry->at, now);
  asker = tidings_consent_describe_asker (entry->by);
  /* One that was erased has none. */
  if (entry->number != NULL && *entry->number != '\0')
    {
      number = tidings_phone_number_format (entry->number);
      shown = tidings_words_isolate (number);
    }

  return tidings_words_join_facts (when, asker, shown);
}

gboolean
tidings_person_words_is_consent (const TidingsAuditEntry *entry)
{
  g_return_val_if_fail (entry != NULL, FALSE);

  return !g_str_equal (entry->what, TIDINGS_AUDIT_TYPE_ON) && !g_str_equal (entry->what, TIDINGS_AUDIT_TYPE_OFF);
}

const char *
tidings_person_words_trail_icon (const TidingsAuditEntry  *entry,
                                 const char              **style)
{
  static const struct {
    const char *what;
    const char *icon;
    const char *style;
  } looks[] = {
    { TIDINGS_AUDIT_ADDED, "tidings-people-symbolic", "dim-label" },
    { TIDINGS_AUDIT_NUMBER, "tidings-phone-symbolic", "dim-label" },
    { TIDINGS_AUDIT_CONFIRMED, "tidings-check-symbolic", "success" },
    { TIDINGS_AUDIT_UNCONFIRMED, "tidings-question-symbolic", "warning" },
    { TIDINGS_AUDIT_OPTED_OUT, "tidings-stopped-symbolic", "error" },
    { TIDINGS_AUDIT_OPTED_IN, "tidings-check-symbolic", "success" },
    { TIDINGS_AUDIT_STOP_ENDED, "tidings-check-symbolic", "dim-label" },
    { TIDINGS_AUDIT_TYPE_ON, "tidings-alerts-symbolic", "dim-label" },
    { TIDINGS_AUDIT_TYPE_OFF, "tidings-minus-symbolic", "dim-label" },
  };

  g_return_val_if_fail (entry != NULL && style != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_str_equal (looks[i].what, entry->what))
      {
        *style = looks[i].style;
        return looks[i].icon;
      }

  *style = "dim-label";

  return "tidings-dots-symbolic";
}

/* Whether the entry answers the question if texts may be sent to the number. */
static gboolean
is_answer (const TidingsAuditEntry *entry)
{
  static const char * const answers[] = {
    TIDINGS_AUDIT_CONFIRMED, TIDINGS_AUDIT_UNCONFIRMED, TIDINGS_AUDIT_OPTED_OUT, TIDINGS_AUDIT_OPTED_IN, TIDINGS_AUDIT_STOP_ENDED,
    TIDINGS_AUDIT_NUMBER, NULL
  };

  return g_strv_contains (answers, entry->what);
}

char *
tidings_person_words_last_consent (GPtrArray *entries,
                                   gint64     now)
{
  g_return_val_if_fail (entries != NULL, NULL);

  for (guint i = entries->len; i > 0; i--)
    {
      const TidingsAuditEntry *entry = g_ptr_array_index (entries, i - 1);
      g_autofree char *what = NULL;
      g_autofree char *when = NULL;

      if (!is_answer (entry))
        continue;

      what = tidings_consent_describe (entry->what, entry->how, entry->detail);
      when = tidings_format_moment (entry->at, now);
      return tidings_words_join_facts (what, when, NULL);
    }

  return g_strdup ("");
}
