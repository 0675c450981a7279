/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front door: practice time. */
#include "config.h"

#include "tidings-engine-practice.h"
#include "tidings-engine-private.h"
#include "tidings-store-moments.h"
#include "tidings-store-practice.h"
#include "tidings-store-reminders.h"

gint64
tidings_engine_get_next_due (TidingsEngine  *self,
                             char          **what)
{
  TidingsCore *core = NULL;
  g_autoptr(TidingsReminder) reminder = NULL;
  gint64 reminder_id = 0;
  gint64 moment_at;
  gint64 text_at;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), 0);
  g_return_val_if_fail (what != NULL, 0);

  core = tidings_engine_get_core (self);
  moment_at = tidings_store_get_next_moment (core->store, &reminder_id);
  text_at = tidings_store_get_next_waiting (core->store, tidings_core_now (core));
  *what = NULL;
  if (moment_at == 0 || (text_at != 0 && text_at < moment_at))
    return text_at;

  reminder = tidings_store_get_reminder (core->store, reminder_id, NULL);
  *what = reminder != NULL ? g_strdup (reminder->title) : NULL;

  return moment_at;
}

gboolean
tidings_engine_return_to (TidingsEngine  *self,
                          gint64          now,
                          GError        **error)
{
  TidingsCore *core = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  core = tidings_engine_get_core (self);
  if (!tidings_store_return_to (core->store, now, &local_error))
    {
      tidings_core_take_error (error, local_error);
      return FALSE;
    }

  g_message ("Back in the present; what is to come comes again");
  tidings_core_changed (core, "messages");
  tidings_core_changed (core, "reminders");
  tidings_core_changed (core, "people");

  return TRUE;
}
