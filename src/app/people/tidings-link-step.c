/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes next for a number that a link wants to have texted. */
#include "config.h"

#include "tidings-link-step.h"

#include "tidings-phone-number.h"

static TidingsPerson *
find_added (GListModel *people,
            gint64      asked_after)
{
  for (guint i = 0; asked_after >= 0 && i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      if (person->id > asked_after)
        return g_steal_pointer (&person);
    }

  return NULL;
}

static gboolean
has_number (TidingsPerson *person,
            const char    *number,
            const char    *e164)
{
  g_autoptr(TidingsNumberCheck) at_home = NULL;

  if (e164 != NULL)
    return g_str_equal (person->number, e164);

  at_home = tidings_phone_number_check (number, person->country);

  return g_strcmp0 (person->number, at_home->e164) == 0;
}

static TidingsPerson *
find_person (GListModel *people,
             const char *number,
             const char *e164)
{
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      if (has_number (person, number, e164))
        return g_steal_pointer (&person);
    }

  return NULL;
}

TidingsLinkStep
tidings_link_step (GListModel     *people,
                   const char     *number,
                   const char     *country,
                   gint64          asked_after,
                   TidingsPerson **person)
{
  g_autoptr(TidingsNumberCheck) check = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (people), TIDINGS_LINK_STEP_NEVER);
  g_return_val_if_fail (number != NULL && person != NULL, TIDINGS_LINK_STEP_NEVER);

  check = tidings_phone_number_check (number, country);
  if ((*person = find_person (people, number, check->e164)) == NULL && check->e164 != NULL)
    *person = find_person (people, number, NULL);
  if (*person == NULL)
    *person = find_added (people, asked_after);

  if (*person != NULL)
    return asked_after >= 0 && (*person)->verified_at == 0 ? TIDINGS_LINK_STEP_WAIT : TIDINGS_LINK_STEP_WRITE;
  /* Without a country the digits may still be a number, in the one that is chosen then. */
  if (tidings_number_verdict_blocks (check->verdict) && check->verdict != TIDINGS_NUMBER_NO_COUNTRY)
    return TIDINGS_LINK_STEP_NEVER;

  return asked_after >= 0 ? TIDINGS_LINK_STEP_LEAVE : TIDINGS_LINK_STEP_ADD;
}
