/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small sentences that several pages of the window share. */
#include "config.h"

#include "tidings-words.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define MINUTE_S 60
#define HOUR_S (60 * MINUTE_S)
#define DAY_S (24 * HOUR_S)

char *
tidings_words_join_names (const char * const *names)
{
  g_autofree char *joined = NULL;
  guint n_names = 0;

  g_return_val_if_fail (names != NULL, NULL);

  n_names = g_strv_length ((char **) names);
  if (n_names == 0)
    return g_strdup ("");

  joined = g_strdup (names[0]);
  for (guint i = 1; i < n_names; i++)
    {
      g_autofree char *before = g_steal_pointer (&joined);

      /* Translators: the last two of a list of names: %1$s may itself be a list. "Amina and Ben" */
      if (i + 1 == n_names)
        joined = g_strdup_printf (C_("names", "%1$s and %2$s"), before, names[i]);
      /* Translators: a list of names that goes on: %1$s may itself be a list. "Amina, Ben" */
      else
        joined = g_strdup_printf (C_("names", "%1$s, %2$s"), before, names[i]);
    }

  return g_steal_pointer (&joined);
}

char *
tidings_words_join_facts (const char *first,
                          const char *second,
                          const char *third)
{
  const char *facts[] = { first, second, third };
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      if (facts[i] == NULL || *facts[i] == '\0')
        continue;
      if (line->len > 0)
        g_string_append (line, " · ");
      g_string_append (line, facts[i]);
    }

  return g_string_free (line, FALSE);
}

char *
tidings_words_before (gint64 before_s)
{
  g_return_val_if_fail (before_s >= 0, NULL);

  if (before_s == 0)
    return g_strdup (_("At the time"));
  /* A day is spoken of as a day, and an odd number of hours never as a broken day. */
  if (before_s % DAY_S == 0)
    return g_strdup_printf (ngettext ("%u day before", "%u days before", (gulong) (before_s / DAY_S)),
                            (guint) (before_s / DAY_S));
  if (before_s % HOUR_S == 0)
    return g_strdup_printf (ngettext ("%u hour before", "%u hours before", (gulong) (before_s / HOUR_S)),
                            (guint) (before_s / HOUR_S));

  return g_strdup_printf (ngettext ("%u minute before", "%u minutes before", (gulong) (before_s / MINUTE_S)),
                          (guint) (before_s / MINUTE_S));
}

/* "1 day" inside "1 day and 1 hour before" */
static char *
dup_span (gint64 before_s)
{
  if (before_s % DAY_S == 0)
    return g_strdup_printf (ngettext ("%u day", "%u days", (gulong) (before_s / DAY_S)), (guint) (before_s / DAY_S));
  if (before_s % HOUR_S == 0)
    return g_strdup_printf (ngettext ("%u hour", "%u hours", (gulong) (before_s / HOUR_S)), (guint) (before_s / HOUR_S));

  return g_strdup_printf (ngettext ("%u minute", "%u minutes", (gulong) (before_s / MINUTE_S)),
                          (guint) (before_s / MINUTE_S));
}

char *
tidings_words_before_list (const gint64 *before_s,
                           guint         n_before)
{
  g_autoptr(GPtrArray) spans = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;
  gboolean at_the_time = FALSE;

  for (guint i = 0; i < n_before; i++)
    {
      if (before_s[i] == 0)
        at_the_time = TRUE;
      else
        g_ptr_array_add (spans, dup_span (before_s[i]));
    }

  if (spans->len == 0)
    return g_strdup (at_the_time ? _("At the time") : "");

  g_ptr_array_add (spans, NULL);
  joined = tidings_words_join_names ((const char * const *) spans->pdata);
  if (at_the_time)
    /* Translators: when the texts of a reminder go; %s is "1 hour" or "1 day and 1 hour" */
    return g_strdup_printf (_("%s before and at the time"), joined);

  /* Translators: when the texts of a reminder go; %s is "1 hour" or "1 day and 1 hour" */
  return g_strdup_printf (_("%s before"), joined);
}

char *
tidings_words_age (gint64 instant,
                   gint64 now)
{
  gint64 age_s = (now - instant) / 1000;

  if (age_s < MINUTE_S)
    return g_strdup (_("Updated just now"));
  if (age_s < HOUR_S)
    return g_strdup_printf (ngettext ("Updated %u minute ago", "Updated %u minutes ago", (gulong) (age_s / MINUTE_S)),
                            (guint) (age_s / MINUTE_S));
  if (age_s < DAY_S)
    return g_strdup_printf (ngettext ("Updated %u hour ago", "Updated %u hours ago", (gulong) (age_s / HOUR_S)),
                            (guint) (age_s / HOUR_S));

  return g_strdup_printf (ngettext ("Updated %u day ago", "Updated %u days ago", (gulong) (age_s / DAY_S)),
                          (guint) (age_s / DAY_S));
}

char *
tidings_words_waiting (guint n_held,
                       guint n_queued,
                       guint n_in_doubt)
{
  g_autofree char *held = NULL;
  g_autofree char *queued = NULL;
  g_autofree char *in_doubt = NULL;

  if (n_held > 0)
    held = g_strdup_printf (ngettext ("%u held", "%u held", n_held), n_held);
  if (n_queued > 0)
    queued = g_strdup_printf (ngettext ("%u waiting to send", "%u waiting to send", n_queued), n_queued);
  if (n_in_doubt > 0)
    in_doubt = g_strdup_printf (ngettext ("%u being checked with Twilio", "%u being checked with Twilio", n_in_doubt),
                                n_in_doubt);

  return tidings_words_join_facts (held, queued, in_doubt);
}

char *
tidings_words_first_line (const char *text)
{
  g_auto(GStrv) lines = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*g_strstrip (lines[i]) != '\0')
        return g_strdup (lines[i]);
    }

  return g_strdup ("");
}

char *
tidings_words_begin (const char *words)
{
  char first[8] = { 0 };

  g_return_val_if_fail (words != NULL, NULL);

  if (*words == '\0')
    return g_strdup ("");

  g_unichar_to_utf8 (g_unichar_totitle (g_utf8_get_char (words)), first);

  return g_strconcat (first, g_utf8_next_char (words), NULL);
}

char *
tidings_words_isolate (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_strconcat ("\xe2\x81\xa6", text, "\xe2\x81\xa9", NULL);
}

char *
tidings_words_isolate_numbers (const char *text)
{
  g_autoptr(GRegex) number = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strchr (text, '+') == NULL)
    return g_strdup (text);

  /* What is isolated already is left alone. */
  number = g_regex_new ("(?<!\xe2\x81\xa6)\\+\\d[\\d ]{5,}\\d", G_REGEX_OPTIMIZE, 0, NULL);

  return g_regex_replace (number, text, -1, 0, "\xe2\x81\xa6\\0\xe2\x81\xa9", 0, NULL);
}
