/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front door: reminders. */
#include "config.h"

#include "tidings-engine-private.h"
#include "tidings-reason.h"
#include "tidings-reminders.h"
#include "tidings-store-reminders.h"

/* What one of the verbs below needs; each uses what it knows. */
typedef struct {
  const char *wall;
  const char *to;
  gboolean skip;
  gint64 until;
} Wish;

typedef gboolean (*Verb) (TidingsCore      *core,
                          TidingsReminder  *reminder,
                          const Wish       *wish,
                          GError          **error);

/* In one transaction; @reminder is read where it is not given. */
static gboolean
carry_out (TidingsEngine    *self,
           TidingsReminder  *given,
           gint64            id,
           Verb              verb,
           const Wish       *wish,
           GError          **error)
{
  TidingsCore *core = tidings_engine_get_core (self);
  g_autoptr(TidingsReminder) reminder = NULL;
  GError *local_error = NULL;

  if (tidings_core_begin (core, &local_error))
    {
      reminder = given != NULL ? g_object_ref (given) : tidings_store_get_reminder (core->store, id, &local_error);
      if (reminder == NULL || !verb (core, reminder, wish, &local_error))
        tidings_core_rollback (core);
      else
        tidings_core_commit (core, &local_error);
    }
  if (local_error == NULL)
    return TRUE;

  tidings_core_take_error (error, local_error);

  return FALSE;
}

static gboolean
put (TidingsCore      *core,
     TidingsReminder  *reminder,
     const Wish       *wish,
     GError          **error)
{
  return tidings_reminders_put (core, reminder, error);
}

gboolean
tidings_engine_put_reminder (TidingsEngine    *self,
                             TidingsReminder  *reminder,
                             GError          **error)
{
  gint64 old_id;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (TIDINGS_IS_REMINDER (reminder), FALSE);

  old_id = reminder->id;
  if (carry_out (self, reminder, 0, put, NULL, error))
    return TRUE;

  /* What was undone has no row. */
  reminder->id = old_id;

  return FALSE;
}

TidingsReminder *
tidings_engine_get_reminder (TidingsEngine  *self,
                             gint64          id,
                             GError        **error)
{
  GError *local_error = NULL;
  TidingsReminder *reminder;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), NULL);

  reminder = tidings_store_get_reminder (tidings_engine_get_core (self)->store, id, &local_error);
  if (reminder == NULL)
    tidings_core_take_error (error, local_error);

  return reminder;
}

static gboolean
finish (TidingsCore      *core,
        TidingsReminder  *reminder,
        const Wish       *wish,
        GError          **error)
{
  return tidings_reminders_finish (core, reminder, NULL, error);
}

gboolean
tidings_engine_finish_reminder (TidingsEngine  *self,
                                gint64          id,
                                GError        **error)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  return carry_out (self, NULL, id, finish, NULL, error);
}

static gboolean
reopen (TidingsCore      *core,
        TidingsReminder  *reminder,
        const Wish       *wish,
        GError          **error)
{
  return tidings_reminders_reopen (core, reminder, error);
}

gboolean
tidings_engine_reopen_reminder (TidingsEngine  *self,
                                gint64          id,
                                GError        **error)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  return carry_out (self, NULL, id, reopen, NULL, error);
}

static gboolean
take_out (TidingsCore      *core,
          TidingsReminder  *reminder,
          const Wish       *wish,
          GError          **error)
{
  tidings_core_changed (core, "reminders");
  tidings_core_replan (core);

  return tidings_store_remove_reminder (core->store, reminder->id, error) &&
         tidings_core_cancel_waiting (core, 0, reminder->id, NULL, TIDINGS_REASON_REMOVED, error);
}

gboolean
tidings_engine_remove_reminder (TidingsEngine  *self,
                                gint64          id,
                                GError        **error)
{
  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  return carry_out (self, NULL, id, take_out, NULL, error);
}

static gboolean
skip_one (TidingsCore      *core,
          TidingsReminder  *reminder,
          const Wish       *wish,
          GError          **error)
{
  return tidings_reminders_skip (core, reminder, wish->wall, wish->skip, error);
}

gboolean
tidings_engine_skip_occurrence (TidingsEngine  *self,
                                gint64          id,
                                const char     *wall,
                                gboolean        skip,
                                GError        **error)
{
  const Wish wish = { .wall = wall, .skip = skip };

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (wall != NULL, FALSE);

  return carry_out (self, NULL, id, skip_one, &wish, error);
}

static gboolean
move_one (TidingsCore      *core,
          TidingsReminder  *reminder,
          const Wish       *wish,
          GError          **error)
{
  return tidings_reminders_move (core, reminder, wish->wall, wish->to, error);
}

gboolean
tidings_engine_move_occurrence (TidingsEngine  *self,
                                gint64          id,
                                const char     *wall,
                                const char     *to,
                                GError        **error)
{
  const Wish wish = { .wall = wall, .to = to };

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (wall != NULL && to != NULL, FALSE);

  return carry_out (self, NULL, id, move_one, &wish, error);
}

static gboolean
snooze (TidingsCore      *core,
        TidingsReminder  *reminder,
        const Wish       *wish,
        GError          **error)
{
  return tidings_reminders_snooze (core, reminder, wish->until, error);
}

gboolean
tidings_engine_snooze_reminder (TidingsEngine  *self,
                                gint64          id,
                                gint64          until,
                                GError        **error)
{
  const Wish wish = { .until = until };

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  return carry_out (self, NULL, id, snooze, &wish, error);
}
