/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known to have truly reached a phone, and from which sender. */
#include "config.h"

#include "tidings-arrivals.h"
#include "tidings-store-arrivals.h"
#include "tidings-store-people.h"

void
tidings_arrivals_note_delivered (TidingsCore    *core,
                                 TidingsMessage *message)
{
  g_autoptr(GError) error = NULL;

  if (!core->settings.proves_numbers || message->sender == NULL || message->to == NULL ||
      message->erasure == TIDINGS_ERASURE_FORGET)
    return;

  if (!tidings_store_note_arrival (core->store, message->to, message->sender, tidings_core_now (core), message->id, &error))
    g_warning ("Could not remember that a text has arrived: %s", error->message);
  else
    tidings_core_changed (core, "people");
}

gboolean
tidings_arrivals_note_answer (TidingsCore  *core,
                              const char   *from,
                              const char   *to,
                              const char   *service,
                              gint64        at,
                              GError      **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  /* Texts leave from the service as a whole, whichever of its numbers was answered. */
  const char *sender = service != NULL && g_strcmp0 (service, core->settings.service) == 0 ? service : to;

  if (!core->settings.proves_numbers || sender == NULL)
    return TRUE;
  person = tidings_store_find_person_by_number (core->store, from);

  return person == NULL || tidings_store_note_arrival (core->store, from, sender, at, 0, error);
}
