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

  return g_strdup (person->verified_at != 0 ? C_("number", "Confirmed") : C_("number", "Not confirmed"));
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
