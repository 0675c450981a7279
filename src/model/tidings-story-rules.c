/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules saw, rule by rule, from the trace that the store keeps. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-reason.h"
#include "tidings-story-private.h"

#define MAX_NUMBERS 3

/* One rule of a trace: "cap-day:word 45 50 5". */
typedef struct {
  char *gate;
  char *word;
  guint n_numbers;
  gint64 numbers[MAX_NUMBERS];
  gboolean decides;
  const char *person;
  const char *zone;
} Look;

static void
look_clear (Look *look)
{
  g_free (look->gate);
  g_free (look->word);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

/* Numbers of texts, whatever a trace that somebody wrote by hand holds. */
static guint
get_count (const Look *look,
           guint       i)
{
  return (guint) CLAMP (look->numbers[i], 0, G_MAXUINT);
}

static char *
describe_texts (const char *what,
                const Look *look)
{
  guint used = get_count (look, 0);
  guint limit = get_count (look, 1);

  if (limit == 0)
    /* Translators: %1$s says which texts are counted, such as “Texts in an hour”, %2$u is how many there were */
    return g_strdup_printf (_("%1$s: %2$u, no limit"), what, used);
  if (get_count (look, 2) > 0 && !g_str_equal (look->gate, TIDINGS_REASON_FLOOD))
    /* Translators: %1$s says which texts are counted, %2$u is how many there were, %3$u the limit, %4$u a part of the limit */
    return g_strdup_printf (_("%1$s: %2$u of %3$u, of which %4$u are kept for critical alerts"), what, used, limit, get_count (look, 2));

  /* Translators: %1$s says which texts are counted, such as “Texts in an hour”, %2$u is how many there were, %3$u the limit */
  return g_strdup_printf (_("%1$s: %2$u of %3$u"), what, used, limit);
}

static char *
describe_money (const char *what,
                const Look *look)
{
  g_autofree char *spent = tidings_format_decimal (look->numbers[0]);
  g_autofree char *price = tidings_format_decimal (MAX (look->numbers[1], 0));
  g_autofree char *budget = tidings_format_decimal (look->numbers[2]);

  if (look->numbers[2] == 0)
    /* Translators: %1$s says which money is counted, such as “Money today”, %2$s is how much was spent */
    return g_strdup_printf (_("%1$s: %2$s spent, no limit"), what, spent);
  if (g_strcmp0 (look->word, "kept") == 0)
    /* Translators: %1$s says which money is counted, %2$s is how much was spent, %3$s the limit */
    return g_strdup_printf (_("%1$s: %2$s of %3$s spent, and the last tenth is kept for critical alerts"), what, spent, budget);
  if (look->numbers[1] < 0)
    /* Translators: %1$s says which money is counted, %2$s is how much was spent, %3$s the limit */
    return g_strdup_printf (_("%1$s: %2$s of %3$s spent, the price of this text is unknown"), what, spent, budget);

  /* Translators: %1$s says which money is counted, %2$s is how much was spent, %3$s the limit, %4$s what this text costs */
  return g_strdup_printf (_("%1$s: %2$s of %3$s spent, this text costs %4$s"), what, spent, budget, price);
}

/* What is closed until some moment: @until_words (with a %s for it) while it is, @open_words when it is over, @endless_words when a person ends it. */
static char *
describe_until (const Look *look,
                const char *open_words,
                const char *until_words,
                const char *endless_words)
{
  g_auto(GStrv) halves = NULL;
  g_autofree char *moment = NULL;

  if (look->n_numbers == 0)
    return g_strdup (open_words);
  if (look->numbers[0] == 0)
    return g_strdup (endless_words);

  moment = tidings_story_dup_moment (look->numbers[0], look->zone);
  halves = g_strsplit (until_words, "%s", 2);

  return g_strjoinv (moment, halves);
}

static char *
describe_duplicate (const Look *look)
{
  gint64 age_s = ABS (look->numbers[0]);

  if (look->n_numbers == 0)
    return g_strdup (_("The same was not told before"));

  /* Translators: %1$u is minutes since the same alert was told, %2$u minutes in which it is told once */
  return g_strdup_printf (_("The same was told %1$u min ago; once in %2$u min is enough"), (guint) MIN (age_s / 60, G_MAXUINT),
                          get_count (look, 1) / 60);
}

static char *
describe_opt_out (const Look *look)
{
  if (!look->decides)
    return g_strdup (_("Nobody texted STOP from this number"));
  if (g_str_equal (look->word, "carrier"))
    return g_strdup (_("This number texted STOP, as the carrier says"));

  return g_strdup (_("This number texted STOP"));
}

static char *
describe_line (const Look *look)
{
  if (g_str_equal (look->word, "none"))
    return g_strdup (_("Twilio says that there is no such number"));
  if (*look->word == '\0')
    return g_strdup (_("What kind of line it is was not looked up"));
  if (look->decides)
    /* Translators: %s is a kind of line in Twilio’s words, such as “landline” */
    return g_strdup_printf (_("The line is of the kind “%s”, which takes no texts"), look->word);

  /* Translators: %s is a kind of line in Twilio’s words, such as “mobile” */
  return g_strdup_printf (_("The line is of the kind “%s”"), look->word);
}

static char *
describe_switch (const Look *look,
                 const char *open_words,
                 const char *closed_words)
{
  return g_strdup (look->decides || *look->word != '\0' ? closed_words : open_words);
}

static char *
describe_counted (const Look *look)
{
  static const struct { const char *gate; const char *what; gboolean is_money; } counts[] = {
    { TIDINGS_REASON_PROGRAM_DAY, N_("Texts of this program today"), FALSE },
    { TIDINGS_REASON_RATE_HOUR, N_("Texts to this person in an hour"), FALSE },
    { TIDINGS_REASON_RATE_DAY, N_("Texts to this person in 24 hours"), FALSE },
    { TIDINGS_REASON_CAP_DAY, N_("All texts today"), FALSE },
    { TIDINGS_REASON_CAP_MONTH, N_("All texts this month"), FALSE },
    { TIDINGS_REASON_FLOOD, N_("Texts of this type in ten minutes"), FALSE },
    { TIDINGS_REASON_BUDGET_DAY, N_("Money today"), TRUE },
    { TIDINGS_REASON_BUDGET_MONTH, N_("Money this month"), TRUE },
    { TIDINGS_REASON_BUDGET_GROUP, N_("Money this month for this group of alerts"), TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (g_str_equal (look->gate, counts[i].gate) && look->n_numbers >= (counts[i].is_money ? 3 : 2))
      return counts[i].is_money ? describe_money (_(counts[i].what), look) : describe_texts (_(counts[i].what), look);

  return NULL;
}

static char *
describe_look (const Look *look)
{
  char *counted = describe_counted (look);

  if (counted != NULL)
    return counted;
  if (g_str_equal (look->gate, TIDINGS_REASON_PROGRAM_OFF))
    return describe_switch (look, _("The program that asked for it may send texts"), _("The program that asked for it may send nothing"));
  if (g_str_equal (look->gate, TIDINGS_REASON_PROGRAM_DAY))
    return g_strdup (_("New programs may send nothing before they are allowed to"));
  if (g_str_equal (look->gate, TIDINGS_REASON_PAUSED))
    /* Translators: %s is a moment, such as “Fri, Nov 20, 7:00 AM” */
    return describe_until (look, _("Sending is not paused"), _("Sending is paused until %s"), _("Sending is paused until somebody ends it"));
  if (g_str_equal (look->gate, TIDINGS_REASON_PERSON_PAUSED))
    /* Translators: %s is a moment, such as “Fri, Nov 20, 7:00 AM” */
    return describe_until (look, _("This person’s texts are not paused"), _("This person’s texts are paused until %s"),
                           _("This person’s texts are paused until somebody ends it"));
  if (g_str_equal (look->gate, TIDINGS_REASON_QUIET_HOURS))
    /* Translators: %s is a moment, such as “Fri, Nov 20, 7:00 AM” */
    return describe_until (look, _("No quiet hours"), _("Quiet hours until %s"), _("Quiet hours"));
  if (g_str_equal (look->gate, TIDINGS_REASON_MISSED) && look->n_numbers > 0)
    return tidings_story_describe_late (look->numbers[0], look->zone);
  if (g_str_equal (look->gate, TIDINGS_REASON_NOT_VERIFIED))
    return describe_switch (look, _("The number is confirmed"), _("The number is not confirmed"));
  if (g_str_equal (look->gate, TIDINGS_REASON_PERSON_OFF))
    return describe_switch (look, _("Alerts are on for this person"), _("Alerts are off for this person"));
  if (g_str_equal (look->gate, TIDINGS_REASON_TYPE_OFF))
    return describe_switch (look, _("This type is on for this person"),
                            look->decides ? _("This type is off for this person") : _("This type has no switch"));
  if (g_str_equal (look->gate, TIDINGS_REASON_OPTED_OUT))
    return describe_opt_out (look);
  if (g_str_equal (look->gate, TIDINGS_REASON_DUPLICATE))
    return describe_duplicate (look);
  if (g_str_equal (look->gate, "line") || g_str_equal (look->gate, TIDINGS_REASON_LANDLINE) ||
      g_str_equal (look->gate, TIDINGS_REASON_NOT_REACHABLE))
    return describe_line (look);

  return tidings_reason_describe (look->gate, 0, look->person);
}

/* Why what is closed lets this one through. */
static const char *
get_excuse (const Look *look)
{
  static const struct { const char *word; const char *words; } excuses[] = {
    { "code", N_("a code passes") },
    { "critical", N_("a critical alert passes") },
    { "always-on", N_("a security alert passes") },
    { "forced", N_("it was asked for by hand") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (excuses); i++)
    if (g_str_equal (look->word, excuses[i].word))
      return _(excuses[i].words);

  return NULL;
}

static char *
describe_line_of_story (const Look *look,
                        gboolean    is_hold)
{
  g_autofree char *words = describe_look (look);
  g_autofree char *setting = look->decides ? tidings_story_dup_setting (look->gate) : NULL;
  const char *excuse = look->decides ? NULL : get_excuse (look);

  if (excuse != NULL)
    /* Translators: %1$s is what a rule saw, such as “Quiet hours until 7:00”, %2$s why this text passes all the same */
    return g_strdup_printf (_("%1$s; %2$s"), words, excuse);
  if (!look->decides)
    return g_steal_pointer (&words);
  if (setting == NULL)
    return is_hold ? g_strdup_printf (_("%s. So it waits"), words) : g_strdup_printf (_("%s. So it was not sent"), words);
  if (is_hold)
    /* Translators: %1$s is what a rule saw, such as “Quiet hours until 7:00”, %2$s the setting, such as “People ▸ Ann ▸ Quiet hours” */
    return g_strdup_printf (_("%1$s. So it waits; the setting is %2$s"), words, setting);

  /* Translators: %1$s is what a rule saw, such as “Texts in an hour: 10 of 10”, %2$s the setting, such as “Preferences ▸ Limits” */
  return g_strdup_printf (_("%1$s. So it was not sent; the setting is %2$s"), words, setting);
}

/* "gate:word 1 2 3" */
static gboolean
read_look (const char *text,
           Look       *look)
{
  g_auto(GStrv) parts = g_strsplit (text, " ", -1);
  char *colon = parts[0] != NULL ? strchr (parts[0], ':') : NULL;

  if (parts[0] == NULL || *parts[0] == '\0')
    return FALSE;
  if (colon != NULL)
    *colon = '\0';
  look->gate = g_strdup (parts[0]);
  look->word = g_strdup (colon != NULL ? colon + 1 : "");
  for (char **part = parts + 1; *part != NULL && look->n_numbers < MAX_NUMBERS; part++)
    if (!g_ascii_string_to_signed (*part, 10, G_MININT64, G_MAXINT64, &look->numbers[look->n_numbers++], NULL))
      return FALSE;

  return TRUE;
}

/* The outcome, "hold quiet-hours 1763622000000"; NULL if it is none. */
static char *
describe_outcome (const char *text,
                  const char *person,
                  gboolean   *is_hold)
{
  g_auto(GStrv) parts = g_strsplit (text, " ", 3);
  g_autofree char *why = NULL;
  guint n = g_strv_length (parts);

  *is_hold = n > 0 && g_str_equal (parts[0], "hold");
  if (n == 1 && g_str_equal (parts[0], "send"))
    return g_strdup (_("All passed"));
  if (n < 2 || (!*is_hold && !g_str_equal (parts[0], "skip")))
    return NULL;

  why = tidings_reason_describe (parts[1], 0, person);

  return g_steal_pointer (&why);
}

char *
tidings_story_describe_rules (const char *trace,
                              const char *person,
                              const char *zone)
{
  g_auto(GStrv) parts = g_strsplit (trace, ";", -1);
  g_autoptr(GString) text = NULL;
  g_autofree char *outcome = NULL;
  gboolean is_hold = FALSE;
  gboolean is_sent = FALSE;

  if (parts[0] == NULL || (outcome = describe_outcome (parts[0], person, &is_hold)) == NULL)
    return NULL;

  is_sent = g_str_equal (parts[0], "send");
  text = g_string_new (outcome);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      g_auto(Look) look = { .decides = !is_sent && parts[i + 1] == NULL, .person = person, .zone = zone };
      g_autofree char *line = NULL;

      if (!read_look (parts[i], &look))
        return NULL;
      line = describe_line_of_story (&look, is_hold);
      g_string_append_printf (text, "\n%s", line);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
