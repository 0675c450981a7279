/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chores that nobody said were done. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-chores.h"
#include "tidings-occurrences.h"
#include "tidings-scheduler.h"
#include "tidings-store-people.h"
#include "tidings-turns.h"

#define OVERDUE_TYPE "chore_overdue"

/* How long it makes sense to say that something should have been done. */
#define GRACE_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static gboolean
has_begun_again (TidingsCore             *core,
                 const TidingsDueMoment  *moment,
                 gboolean                *has_begun,
                 GError                 **error)
{
  g_autoptr(GArray) moments = tidings_store_list_moments (core->store, moment->reminder_id, error);
  gint64 now = tidings_core_now (core);

  *has_begun = FALSE;
  for (guint i = 0; moments != NULL && i < moments->len; i++)
    {
      const TidingsDueMoment *other = &g_array_index (moments, TidingsDueMoment, i);

      *has_begun |= other->at > moment->at && other->at <= now;
    }

  return moments != NULL;
}

/* The desktop hears it once, whoever was to do it. */
static gboolean
tell_desktop (TidingsCore      *core,
              TidingsReminder  *reminder,
              gint64            person_id,
              GError          **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  g_autofree char *words = NULL;

  if (person_id != 0 && (person = tidings_store_get_person (core->store, person_id, error)) == NULL)
    return FALSE;

  if (person != NULL)
    /* Translators: %1$s is a chore, %2$s the name of the person whose turn it is */
    words = g_strdup_printf (_("“%1$s” is overdue. It was %2$s’s turn"), reminder->title, person->name);
  else
    /* Translators: %s is a chore */
    words = g_strdup_printf (_("“%s” is overdue"), reminder->title);
  tidings_core_notice_overdue (core, reminder->id, words);

  return TRUE;
}

static gboolean
raise_overdue (TidingsCore             *core,
               TidingsReminder         *reminder,
               const TidingsDueMoment  *moment,
               gint64                   turn,
               gint64                   late_at,
               GError                 **error)
{
  if (turn != 0)
    return tidings_scheduler_raise (core, reminder, OVERDUE_TYPE, moment, late_at, turn, NULL, error);

  for (guint i = 0; i < reminder->n_people; i++)
    if (!tidings_scheduler_raise (core, reminder, OVERDUE_TYPE, moment, late_at, reminder->people[i], NULL, error))
      return FALSE;

  return TRUE;
}

/* The next one is told at once, whatever the time before the event was. */
static gboolean
pass_on (TidingsCore             *core,
         TidingsReminder         *reminder,
         const TidingsDueMoment  *moment,
         gint64                   from,
         GError                 **error)
{
  TidingsDueMoment next = *moment;
  gint64 person = 0;

  if (moment->before_s + 1 >= reminder->n_people)
    return TRUE;
  if (!tidings_turns_find_next (core, reminder, from, &person, error))
    return FALSE;
  if (person == 0)
    return TRUE;

  next.before_s = moment->before_s + 1;
  next.due_at = tidings_core_now (core) + reminder->overdue_s * 1000;
  next.state = TIDINGS_MOMENT_WAITS;

  return tidings_turns_keep (core, reminder, moment->wall, person, error) &&
         tidings_scheduler_raise (core, reminder, NULL, moment, next.due_at, person, NULL, error) &&
         tidings_store_put_moment (core->store, &next, error);
}

gboolean
tidings_chores_fall_overdue (TidingsCore             *core,
                             TidingsReminder         *reminder,
                             const TidingsDueMoment  *moment,
                             GError                 **error)
{
  TidingsOccurrence *occurrence = NULL;
  gint64 late_at = moment->due_at + GRACE_MS;
  gboolean has_begun = FALSE;
  gint64 turn = 0;

  if (!tidings_occurrences_is_open (reminder, moment->wall) || reminder->state == TIDINGS_REMINDER_DONE)
    return TRUE;
  if ((reminder->takes_turns && !tidings_turns_find (core, reminder, moment->wall, &turn, error)) ||
      !has_begun_again (core, moment, &has_begun, error))
    return FALSE;
  /* Nothing ran when it was overdue, and meanwhile it is to be done anew. */
  if (has_begun && tidings_core_now (core) - moment->due_at > TIDINGS_LATE_MS)
    late_at = moment->due_at;

  occurrence = tidings_reminder_add_occurrence (reminder, moment->wall);
  occurrence->state = TIDINGS_OCCURRENCE_OVERDUE;
  occurrence->turn = turn;

  return tidings_store_put_occurrence (core->store, reminder->id, occurrence, error) &&
         raise_overdue (core, reminder, moment, turn, late_at, error) &&
         (late_at == moment->due_at || tell_desktop (core, reminder, turn, error)) &&
         (has_begun || !reminder->takes_turns || pass_on (core, reminder, moment, turn, error));
}
