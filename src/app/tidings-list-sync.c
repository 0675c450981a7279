/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a list up to date, touching only what differs. */
#include "config.h"

#include "tidings-list-sync.h"

static GHashTable *
collect_keys (GPtrArray          *items,
              TidingsListKeyFunc  get_key)
{
  GHashTable *keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < items->len; i++)
    {
      gint64 key = get_key (g_ptr_array_index (items, i));

      g_hash_table_add (keys, g_memdup2 (&key, sizeof key));
    }

  return keys;
}

static void
remove_missing (GListStore         *list,
                GPtrArray          *items,
                TidingsListKeyFunc  get_key)
{
  g_autoptr(GHashTable) keys = collect_keys (items, get_key);

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (list)); i > 0; i--)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (list), i - 1);
      gint64 key = get_key (item);

      if (!g_hash_table_contains (keys, &key))
        g_list_store_remove (list, i - 1);
    }
}

/* Takes the item with @key out of the rows from @start on. */
static GObject *
take_from_below (GListStore         *list,
                 guint               start,
                 gint64              key,
                 TidingsListKeyFunc  get_key)
{
  for (guint i = start; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (get_key (item) == key)
        {
          g_list_store_remove (list, i);
          return g_steal_pointer (&item);
        }
    }

  return NULL;
}

void
tidings_list_sync (GListStore          *list,
                   GPtrArray           *items,
                   TidingsListKeyFunc   get_key,
                   TidingsListSameFunc  is_same)
{
  g_return_if_fail (G_IS_LIST_STORE (list));
  g_return_if_fail (items != NULL);

  remove_missing (list, items, get_key);

  for (guint i = 0; i < items->len; i++)
    {
      GObject *wanted = g_ptr_array_index (items, i);
      g_autoptr(GObject) present = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autoptr(GObject) moved = NULL;

      if (present != NULL && get_key (present) == get_key (wanted))
        {
          if (!is_same (present, wanted))
            g_list_store_splice (list, i, 1, (gpointer *) &wanted, 1);
          continue;
        }

      moved = take_from_below (list, i, get_key (wanted), get_key);
      g_list_store_insert (list, i, moved != NULL && is_same (moved, wanted) ? moved : wanted);
    }
}

gint64
tidings_person_get_key (gpointer item)
{
  return TIDINGS_PERSON (item)->id;
}

gboolean
tidings_person_is_same (gpointer item,
                        gpointer other)
{
  TidingsPerson *a = item;
  TidingsPerson *b = other;

  return a->id == b->id && g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->number, b->number) == 0 &&
         g_strcmp0 (a->country, b->country) == 0 && a->verified_at == b->verified_at &&
         a->opted_out_at == b->opted_out_at && g_strcmp0 (a->opted_out_by, b->opted_out_by) == 0 &&
         g_strcmp0 (a->opted_out_sender, b->opted_out_sender) == 0 &&
         g_strcmp0 (a->language, b->language) == 0 && g_strcmp0 (a->zone, b->zone) == 0 &&
         tidings_quiet_hours_equal (&a->quiet, &b->quiet) && a->paused_until == b->paused_until &&
         a->rate_hour == b->rate_hour && a->rate_day == b->rate_day && a->enabled == b->enabled &&
         g_strcmp0 (a->line_type, b->line_type) == 0 && g_strcmp0 (a->carrier, b->carrier) == 0 &&
         a->types != NULL && b->types != NULL &&
         g_strv_equal ((const char * const *) a->types, (const char * const *) b->types);
}

gint64
tidings_reminder_get_key (gpointer item)
{
  return TIDINGS_REMINDER (item)->id;
}

static gboolean
has_same_exceptions (TidingsReminder *a,
                     TidingsReminder *b)
{
  if (a->exceptions->len != b->exceptions->len)
    return FALSE;

  for (guint i = 0; i < a->exceptions->len; i++)
    {
      const TidingsOccurrence *first = g_ptr_array_index (a->exceptions, i);
      const TidingsOccurrence *second = g_ptr_array_index (b->exceptions, i);

      if (g_strcmp0 (first->wall, second->wall) != 0 || g_strcmp0 (first->moved_to, second->moved_to) != 0 ||
          first->state != second->state || first->turn != second->turn)
        return FALSE;
    }

  return TRUE;
}

gboolean
tidings_reminder_is_same (gpointer item,
                          gpointer other)
{
  TidingsReminder *a = item;
  TidingsReminder *b = other;

  return a->id == b->id && g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->wall, b->wall) == 0 &&
         g_strcmp0 (a->zone, b->zone) == 0 && a->at == b->at && a->next_at == b->next_at && a->state == b->state &&
         g_strcmp0 (a->rule, b->rule) == 0 && g_strcmp0 (a->type, b->type) == 0 &&
         g_strcmp0 (a->next_wall, b->next_wall) == 0 && a->takes_turns == b->takes_turns && a->turn == b->turn &&
         a->overdue_s == b->overdue_s && a->late_s == b->late_s && has_same_exceptions (a, b) &&
         a->n_before == b->n_before && a->n_people == b->n_people &&
         (a->n_before == 0 || memcmp (a->before_s, b->before_s, a->n_before * sizeof *a->before_s) == 0) &&
         (a->n_people == 0 || memcmp (a->people, b->people, a->n_people * sizeof *a->people) == 0);
}
