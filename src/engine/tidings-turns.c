/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chores that take turns. */
#include "config.h"

#include "tidings-occurrences.h"
#include "tidings-store-people.h"
#include "tidings-turns.h"

/* The reminder's people in their order, and who of them can be texted now. */
typedef struct {
  const gint64 *people;
  guint n_people;
  gboolean *can_be_told;
} Round;

static void
round_clear (Round *round)
{
  g_free (round->can_be_told);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Round, round_clear)

static gboolean
can_be_told (TidingsCore   *core,
             TidingsPerson *person,
             const char    *type_id)
{
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, type_id);

  return person->enabled && person->verified_at != 0 && person->opted_out_at == 0 &&
         (type == NULL || type->addressed || type->always_on || tidings_person_has_type (person, type_id));
}

static gboolean
round_read (Round            *round,
            TidingsCore      *core,
            TidingsReminder  *reminder,
            GError          **error)
{
  round->people = reminder->people;
  round->n_people = reminder->n_people;
  round->can_be_told = g_new0 (gboolean, reminder->n_people + 1);
  for (guint i = 0; i < reminder->n_people; i++)
    {
      GError *local_error = NULL;
      g_autoptr(TidingsPerson) person = tidings_store_get_person (core->store, reminder->people[i], &local_error);

      if (person == NULL && !g_error_matches (local_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      g_clear_error (&local_error);
      round->can_be_told[i] = person != NULL && can_be_told (core, person, reminder->type);
    }

  return TRUE;
}

/* -1 if the person is not among them any more. */
static int
round_find (const Round *round,
            gint64       person)
{
  for (guint i = 0; i < round->n_people; i++)
    if (round->people[i] == person)
      return i;

  return -1;
}

/* Who comes after the one at @index. When nobody can be texted they take their turns all the same: the log then says why the
 * text did not go. */
static int
round_step (const Round *round,
            int          index)
{
  for (guint i = 1; i <= round->n_people; i++)
    {
      int next = (index + i) % round->n_people;

      if (round->can_be_told[next])
        return next;
    }

  return (index + 1) % round->n_people;
}

/* The latest occurrence up to @wall whose turn is known. */
static TidingsOccurrence *
find_base (TidingsReminder *reminder,
           const char      *wall)
{
  TidingsOccurrence *base = NULL;

  for (guint i = 0; i < reminder->exceptions->len; i++)
    {
      TidingsOccurrence *occurrence = g_ptr_array_index (reminder->exceptions, i);

      if (occurrence->turn != 0 && strcmp (occurrence->wall, wall) <= 0 &&
          (base == NULL || strcmp (occurrence->wall, base->wall) > 0))
        base = occurrence;
    }

  return base;
}

/* Open occurrences that are planned later than @base (%NULL for all) and not later than @wall. */
static guint
count_steps (GArray          *moments,
             TidingsReminder *reminder,
             const char      *base,
             const char      *wall)
{
  const char *last = NULL;
  guint n = 0;

  for (guint i = 0; i < moments->len; i++)
    {
      const TidingsDueMoment *moment = &g_array_index (moments, TidingsDueMoment, i);

      /* They come in the order of their walls. */
      if (g_strcmp0 (moment->wall, last) == 0 || strcmp (moment->wall, wall) > 0 ||
          (base != NULL && strcmp (moment->wall, base) <= 0))
        continue;
      last = moment->wall;
      n += tidings_occurrences_is_open (reminder, moment->wall);
    }

  return MAX (n, 1);
}

gboolean
tidings_turns_find (TidingsCore      *core,
                    TidingsReminder  *reminder,
                    const char       *wall,
                    gint64           *person,
                    GError          **error)
{
  g_autoptr(GArray) moments = tidings_store_list_moments (core->store, reminder->id, error);
  TidingsOccurrence *base = find_base (reminder, wall);
  g_auto(Round) round = { NULL };
  guint n_steps;
  int index = -1;

  *person = 0;
  if (moments == NULL || !round_read (&round, core, reminder, error))
    return FALSE;
  if (reminder->n_people == 0)
    return TRUE;

  if (base != NULL)
    index = round_find (&round, base->turn);
  /* Its own turn is known, and whoever has it can still be texted. */
  if (base != NULL && g_str_equal (base->wall, wall) && index >= 0 && round.can_be_told[index])
    {
      *person = base->turn;
      return TRUE;
    }

  n_steps = base != NULL && g_str_equal (base->wall, wall) ? 1 :
            count_steps (moments, reminder, base != NULL ? base->wall : NULL, wall);
  for (guint i = 0; i < n_steps; i++)
    index = round_step (&round, index);
  *person = reminder->people[index];

  return TRUE;
}

gboolean
tidings_turns_keep (TidingsCore      *core,
                    TidingsReminder  *reminder,
                    const char       *wall,
                    gint64            person,
                    GError          **error)
{
  TidingsOccurrence *occurrence = tidings_reminder_add_occurrence (reminder, wall);

  if (occurrence->turn == person)
    return TRUE;
  occurrence->turn = person;

  return tidings_store_put_occurrence (core->store, reminder->id, occurrence, error);
}

gboolean
tidings_turns_find_next (TidingsCore      *core,
                         TidingsReminder  *reminder,
                         gint64            person,
                         gint64           *next,
                         GError          **error)
{
  g_auto(Round) round = { NULL };
  int index;

  *next = 0;
  if (!round_read (&round, core, reminder, error))
    return FALSE;
  if (reminder->n_people == 0)
    return TRUE;

  index = round_step (&round, round_find (&round, person));
  if (round.can_be_told[index] && round.people[index] != person)
    *next = round.people[index];

  return TRUE;
}

gboolean
tidings_turns_refresh (TidingsCore  *core,
                       gint64        reminder_id,
                       GError      **error)
{
  g_autoptr(TidingsReminder) reminder = tidings_store_get_reminder (core->store, reminder_id, error);
  gint64 person = 0;

  if (reminder == NULL)
    return FALSE;
  if (reminder->takes_turns && reminder->next_wall != NULL &&
      !tidings_turns_find (core, reminder, reminder->next_wall, &person, error))
    return FALSE;
  if (reminder->turn == person)
    return TRUE;

  /* What Twilio was given ahead of time may be for somebody else. */
  tidings_core_replan (core);

  return tidings_store_set_turn (core->store, reminder_id, person, error);
}
