/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random calendar files: what comes out is what the header promises, or an error; and it comes out soon. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "tidings-calendar.h"
#include "tidings-recurrence.h"

static void
check_event (const TidingsCalendarEvent *event)
{
  g_assert (*event->uid != '\0' && g_utf8_validate (event->uid, -1, NULL));
  g_assert (g_utf8_validate (event->title, -1, NULL) && g_utf8_strlen (event->title, -1) <= 200);
  g_assert (event->is_usable || event->problem != NULL);
  g_assert (strlen (event->revision) == 32);
  if (!event->is_usable)
    return;

  g_assert (*event->title != '\0' && event->wall != NULL && event->rule != NULL);
  for (guint i = 1; i < event->n_before; i++)
    g_assert (event->before_s[i] < event->before_s[i - 1]);
  if (*event->rule != '\0')
    {
      g_auto(GStrv) walls = tidings_recurrence_list (event->rule, event->wall, NULL, 3);
      g_autofree char *words = tidings_recurrence_describe (event->rule, event->wall);

      g_assert (g_strcmp0 (walls[0], event->wall) == 0);
      g_assert (*words != '\0');
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(GPtrArray) events = tidings_calendar_parse (bytes, NULL, NULL);

  for (guint i = 0; events != NULL && i < events->len; i++)
    check_event (g_ptr_array_index (events, i));

  return 0;
}
