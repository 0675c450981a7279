/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lists and pages say of a person. */
#include "config.h"

#include "tidings-person-words.h"

#include <glib/gi18n-lib.h>
#include "tidings-format.h"
#include "tidings-phone-number.h"
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

char *
tidings_person_words_opt_out (TidingsPerson *person,
                              const char    *sender,
                              gint64         now)
{
  g_autofree char *moment = NULL;
  g_autofree char *number = NULL;

  g_return_val_if_fail (TIDINGS_IS_PERSON (person), NULL);

  moment = tidings_format_moment (person->opted_out_at, now);
  /* START has to go to a number; a name or a Messaging Service is not one that can be typed into a phone. */
  if (sender == NULL || *sender != '+')
    /* Translators: first and third %s are the person’s name, the second a moment such as “3 Nov 14:05”. STOP and START stay as they are */
    return g_strdup_printf (_("%1$s texted STOP (%2$s). Nothing is sent to %1$s until %1$s answers START"), person->name, moment);

  number = dup_number (sender);
  /* Translators: %1$s is the person’s name, %2$s a moment such as “3 Nov 14:05”, %3$s a phone number. STOP and START stay as they are */
  return g_strdup_printf (_("%1$s texted STOP (%2$s). Nothing is sent to %1$s until %1$s texts START to %3$s"),
                          person->name, moment, number);
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
