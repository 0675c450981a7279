/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists that come in pages, followed to their end or not at all. */
#include "config.h"

#include "tidings-twilio-private.h"

typedef struct
{
  char *url;
  TidingsTwilioPageFunc parse;
  GPtrArray *rows;
  GHashTable *seen;
  GHashTable *visited;
  guint max_rows;
} List;

static void
list_free (List *list)
{
  g_free (list->url);
  g_clear_pointer (&list->rows, g_ptr_array_unref);
  g_clear_pointer (&list->seen, g_hash_table_unref);
  g_clear_pointer (&list->visited, g_hash_table_unref);
  g_free (list);
}

static void page_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data);

static void
get_page (GTask *task)
{
  List *list = g_task_get_task_data (task);

  g_hash_table_add (list->visited, g_strdup (list->url));
  tidings_twilio_request_async (g_task_get_source_object (task), "GET", list->url, NULL,
                                g_task_get_cancellable (task), page_cb, task);
}

/* Whether there is a page to come, and it may be asked for. */
static gboolean
turn_page (List        *list,
           const char  *next,
           GError     **error)
{
  g_autofree char *url = tidings_twilio_resolve_page (list->url, next);

  if (url == NULL || g_hash_table_contains (list->visited, url) ||
      g_hash_table_size (list->visited) >= TIDINGS_TWILIO_MAX_PAGES)
    {
      g_propagate_error (error, tidings_twilio_error_new_unreadable ());
      return FALSE;
    }

  g_free (list->url);
  list->url = g_steal_pointer (&url);

  return TRUE;
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *next = NULL;
  List *list = g_task_get_task_data (task);

  body = tidings_twilio_request_finish (TIDINGS_TWILIO (object), result, &error);
  if (body == NULL || !list->parse (body, list->rows, list->seen, &next, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (list->max_rows > 0 && list->rows->len >= list->max_rows)
    g_ptr_array_set_size (list->rows, (int) list->max_rows);
  else if (next != NULL)
    {
      if (turn_page (list, next, &error))
        get_page (g_steal_pointer (&task));
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_return_pointer (task, g_steal_pointer (&list->rows), (GDestroyNotify) g_ptr_array_unref);
}

void
tidings_twilio_list_async (TidingsTwilio         *self,
                           const char            *url,
                           TidingsTwilioPageFunc  parse,
                           GPtrArray             *rows,
                           guint                  max_rows,
                           GCancellable          *cancellable,
                           GAsyncReadyCallback    callback,
                           gpointer               user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  List *list = g_new0 (List, 1);

  list->url = g_strdup (url);
  list->parse = parse;
  list->rows = rows;
  list->max_rows = max_rows;
  list->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  list->visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_task_set_source_tag (task, tidings_twilio_list_async);
  g_task_set_task_data (task, list, (GDestroyNotify) list_free);
  get_page (task);
}

GPtrArray *
tidings_twilio_list_finish (TidingsTwilio  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
