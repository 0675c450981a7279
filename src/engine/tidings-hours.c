/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows when the hours of a person change in which they are not to be disturbed. */
#include "config.h"

#include "tidings-hours.h"
#include "tidings-reason.h"
#include "tidings-release.h"
#include "tidings-store-messages.h"

static gboolean
is_held_by_hours (TidingsMessage *message)
{
  return g_strcmp0 (message->reason, TIDINGS_REASON_PERSON_PAUSED) == 0 ||
         g_strcmp0 (message->reason, TIDINGS_REASON_QUIET_HOURS) == 0;
}

void
tidings_hours_changed (TidingsCore *core,
                       gint64       person)
{
  g_autoptr(GPtrArray) held = tidings_store_list_messages_in (core->store, 1u << TIDINGS_MESSAGE_HELD, NULL);

  for (guint i = 0; held != NULL && i < held->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (held, i);
      g_autoptr(GError) error = NULL;

      if (message->person_id == person && is_held_by_hours (message) &&
          !tidings_release_one (core, message, FALSE, &error))
        g_warning ("A held message cannot be released: %s", error->message);
    }
}
