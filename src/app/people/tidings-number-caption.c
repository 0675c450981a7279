/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a number while it is being entered. */
#include "config.h"

#include "tidings-number-caption.h"

#include <glib/gi18n.h>
#include "tidings-words.h"

static char *
dup_saved_line (const TidingsNumberFacts *facts)
{
  g_autofree char *number = tidings_phone_number_format (facts->check->e164);
  g_autofree char *isolated = tidings_words_isolate (number);

  /* Translators: %s is a phone number such as +44 7700 900123 */
  return g_strdup_printf (_("Will be saved as %s"), isolated);
}

static char *
dup_example_line (const TidingsNumberFacts *facts)
{
  const char *country = facts->country != NULL ? tidings_country_get_code (facts->country) : NULL;
  g_autofree char *example = country != NULL ? tidings_phone_number_example (country) : NULL;
  g_autofree char *isolated = example != NULL ? tidings_words_isolate (example) : NULL;

  if (isolated == NULL)
    return g_strdup (_("The number of a mobile phone"));
  /* Translators: %s is a phone number such as 07400 123456 */
  return g_strdup_printf (_("For example %s"), isolated);
}

static char *
dup_verdict_line (const TidingsNumberFacts  *facts,
                  const char               **kind)
{
  g_autofree char *words = tidings_number_check_describe (facts->check);
  g_autofree char *saved = NULL;
  gboolean blocks = tidings_number_verdict_blocks (facts->check->verdict);

  *kind = !blocks ? "warning" : facts->is_insisting ? "error" : "dim-label";
  if (blocks)
    return g_steal_pointer (&words);

  saved = dup_saved_line (facts);
  return g_strconcat (words, "\n", saved, NULL);
}

/* One thing at a time, the one that matters most. */
static char *
dup_main_line (const TidingsNumberFacts  *facts,
               const char               **kind)
{
  g_autofree char *number = NULL;
  g_autofree char *isolated = NULL;

  *kind = "warning";
  if (facts->was_refused)
    return g_strdup (_("Only digits"));
  if (facts->check->suggestion != NULL)
    {
      number = tidings_phone_number_format (facts->check->suggestion);
      isolated = tidings_words_isolate (number);
      /* Translators: %s is a phone number such as +49 1511 2345678 */
      return g_strdup_printf (_("Did you mean %s?"), isolated);
    }
  if (facts->taken_by != NULL && facts->check->e164 != NULL)
    {
      *kind = "error";
      /* Translators: %s is a person's name */
      return g_strdup_printf (_("%s already has this number"), facts->taken_by);
    }

  *kind = "dim-label";
  if (facts->check->verdict == TIDINGS_NUMBER_EMPTY && !facts->is_insisting)
    return dup_example_line (facts);
  if (facts->check->verdict == TIDINGS_NUMBER_GOOD)
    return dup_saved_line (facts);
  return dup_verdict_line (facts, kind);
}

char *
tidings_number_caption_dup (const TidingsNumberFacts  *facts,
                            const char               **kind)
{
  g_autofree char *line = dup_main_line (facts, kind);
  g_autofree char *note = NULL;

  if (!facts->was_switched || facts->was_refused || facts->country == NULL || g_str_equal (*kind, "error"))
    return g_steal_pointer (&line);

  /* Translators: %s is the name of a country */
  note = g_strdup_printf (_("Country changed to %s"), tidings_country_get_name (facts->country));
  return g_strconcat (note, "\n", line, NULL);
}

char *
tidings_number_caption_dup_country (TidingsCountry *country)
{
  g_autofree char *code = NULL;
  g_autofree char *isolated = NULL;

  if (country == NULL)
    return g_strdup (C_("country", "Choose…"));

  code = g_strdup_printf ("+%u", tidings_country_get_calling_code (country));
  isolated = tidings_words_isolate (code);
  /* Translators: the name of a country and its calling code, “United Kingdom (+44)” */
  return g_strdup_printf (_("%s (%s)"), tidings_country_get_name (country), isolated);
}
