/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop's search finds of Tidings, in the words that the window has for it. */
#include "config.h"

#include "tidings-search-results.h"

#include <gio/gio.h>

#include "tidings-alert-type.h"
#include "tidings-message-item.h"
#include "tidings-person-words.h"
#include "tidings-reminder-item.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-store-reminders.h"

static const struct {
  const char *prefix;
  const char *icon;     /* of the desktop's own theme: it knows none of ours */
} kinds[] = {
  [TIDINGS_SEARCH_PERSON] = { "person:", "avatar-default-symbolic" },
  [TIDINGS_SEARCH_REMINDER] = { "reminder:", "alarm-symbolic" },
  [TIDINGS_SEARCH_MESSAGE] = { "message:", "mail-unread-symbolic" },
};

static void
add_id (GStrvBuilder      *builder,
        TidingsSearchKind  kind,
        gint64             row)
{
  g_autofree char *id = g_strdup_printf ("%s%" G_GINT64_FORMAT, kinds[kind].prefix, row);

  g_strv_builder_add (builder, id);
}

static gboolean
find_people (TidingsStore  *store,
             const char    *words,
             GStrvBuilder  *builder,
             GError       **error)
{
  g_autoptr(GPtrArray) people = tidings_store_list_people (store, error);
  guint n_found = 0;

  for (guint i = 0; people != NULL && i < people->len && n_found < TIDINGS_SEARCH_MAX_EACH; i++)
    {
      TidingsPerson *person = g_ptr_array_index (people, i);

      if (!tidings_person_matches (person, words))
        continue;
      add_id (builder, TIDINGS_SEARCH_PERSON, person->id);
      n_found++;
    }

  return people != NULL;
}

static gboolean
find_reminders (TidingsStore  *store,
                const char    *words,
                gint64         now,
                GStrvBuilder  *builder,
                GError       **error)
{
  g_autoptr(GArray) found = tidings_store_find_reminders (store, words, now, TIDINGS_SEARCH_MAX_EACH, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    add_id (builder, TIDINGS_SEARCH_REMINDER, g_array_index (found, gint64, i));

  return found != NULL;
}

static gboolean
find_messages (TidingsStore  *store,
               const char    *words,
               GStrvBuilder  *builder,
               GError       **error)
{
  TidingsMessageFilter filter = { .search = words, .limit = TIDINGS_SEARCH_MAX_EACH };
  g_autoptr(GPtrArray) messages = NULL;

  if (g_utf8_strlen (words, -1) < 2)
    return TRUE;
  messages = tidings_store_list_messages (store, &filter, error);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    add_id (builder, TIDINGS_SEARCH_MESSAGE, ((TidingsMessage *) g_ptr_array_index (messages, i))->id);

  return messages != NULL;
}

char **
tidings_search_find (TidingsStore        *store,
                     const char * const  *terms,
                     gint64               now,
                     GError             **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *words = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (store), NULL);
  g_return_val_if_fail (terms != NULL, NULL);

  words = g_strstrip (g_strjoinv (" ", (char **) terms));
  if (*words != '\0' &&
      (!find_people (store, words, builder, error) || !find_reminders (store, words, now, builder, error) ||
       !find_messages (store, words, builder, error)))
    return NULL;

  return g_strv_builder_end (builder);
}

gboolean
tidings_search_parse_id (const char        *id,
                         TidingsSearchKind *kind,
                         gint64            *row)
{
  g_return_val_if_fail (id != NULL && kind != NULL && row != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!g_str_has_prefix (id, kinds[i].prefix))
        continue;
      *kind = i;
      return g_ascii_string_to_signed (id + strlen (kinds[i].prefix), 10, 1, G_MAXINT64, row, NULL);
    }

  return FALSE;
}

/* Texts are taken; an empty or NULL one is left out. */
static void
take_text (GVariantDict *meta,
           const char   *key,
           char         *text)
{
  g_autofree char *owned = text;

  if (owned != NULL && *owned != '\0')
    g_variant_dict_insert (meta, key, "s", owned);
}

static gboolean
describe_person (TidingsStore *store,
                 gint64        row,
                 gint64        now,
                 gboolean      hide_text,
                 GVariantDict *meta)
{
  g_autoptr(TidingsPerson) person = tidings_store_get_person (store, row, NULL);

  if (person == NULL)
    return FALSE;

  g_variant_dict_insert (meta, "name", "s", person->name);
  take_text (meta, "description", hide_text ? tidings_person_words_state (person, now)
                                            : tidings_person_words_subtitle (person, now));

  return TRUE;
}

static GListModel *
list_people (TidingsStore *store)
{
  GListStore *people = g_list_store_new (TIDINGS_TYPE_PERSON);
  g_autoptr(GPtrArray) all = tidings_store_list_people (store, NULL);

  for (guint i = 0; all != NULL && i < all->len; i++)
    g_list_store_append (people, g_ptr_array_index (all, i));

  return G_LIST_MODEL (people);
}

static gboolean
describe_reminder (TidingsStore *store,
                   gint64        row,
                   gint64        now,
                   gboolean      hide_text,
                   GVariantDict *meta)
{
  g_autoptr(TidingsReminder) reminder = tidings_store_get_reminder (store, row, NULL);
  g_autoptr(GListModel) people = NULL;
  g_autoptr(TidingsReminderItem) item = NULL;
  TidingsAlertType *type = NULL;
  char *subtitle = NULL;

  if (reminder == NULL)
    return FALSE;

  people = list_people (store);
  item = tidings_reminder_item_new (reminder, people, now);
  type = tidings_catalog_lookup (tidings_catalog_get_default (), hide_text ? reminder->type : "reminder");
  /* What it is about is what its text will say. */
  take_text (meta, "name", hide_text && type != NULL ? tidings_alert_type_dup_title (type, NULL) : g_strdup (reminder->title));
  g_object_get (item, "subtitle", &subtitle, NULL);
  take_text (meta, "description", subtitle);

  return TRUE;
}

static gboolean
describe_message (TidingsStore *store,
                  gint64        row,
                  gint64        now,
                  gboolean      hide_text,
                  GVariantDict *meta)
{
  g_autoptr(TidingsMessage) message = tidings_store_get_message (store, row, NULL);
  g_autoptr(TidingsMessageItem) item = NULL;
  char *title = NULL;
  char *subtitle = NULL;

  /* Of somebody who was erased only the count is left. */
  if (message == NULL || message->to == NULL || *message->to == '\0')
    return FALSE;

  item = tidings_message_item_new (message, now, hide_text);
  g_object_get (item, "title", &title, "day-subtitle", &subtitle, NULL);
  take_text (meta, "name", title);
  take_text (meta, "description", subtitle);

  return TRUE;
}

static GVariant *
describe (TidingsStore *store,
          const char   *id,
          gint64        now,
          gboolean      hide_text)
{
  g_auto(GVariantDict) meta = G_VARIANT_DICT_INIT (NULL);
  g_autoptr(GIcon) icon = NULL;
  g_autoptr(GVariant) icon_value = NULL;
  TidingsSearchKind kind = TIDINGS_SEARCH_PERSON;
  gint64 row = 0;
  gboolean is_there = FALSE;

  if (!tidings_search_parse_id (id, &kind, &row))
    return NULL;

  switch (kind)
    {
    case TIDINGS_SEARCH_PERSON:
      is_there = describe_person (store, row, now, hide_text, &meta);
      break;
    case TIDINGS_SEARCH_REMINDER:
      is_there = describe_reminder (store, row, now, hide_text, &meta);
      break;
    case TIDINGS_SEARCH_MESSAGE:
      is_there = describe_message (store, row, now, hide_text, &meta);
      break;
    }
  if (!is_there)
    return NULL;

  icon = g_themed_icon_new (kinds[kind].icon);
  g_variant_dict_insert (&meta, "id", "s", id);
  icon_value = g_icon_serialize (icon);
  g_variant_dict_insert_value (&meta, "icon", icon_value);

  return g_variant_dict_end (&meta);
}

GVariant *
tidings_search_describe (TidingsStore       *store,
                         const char * const *ids,
                         gint64              now,
                         gboolean            hide_text)
{
  GVariantBuilder metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  g_return_val_if_fail (TIDINGS_IS_STORE (store), NULL);
  g_return_val_if_fail (ids != NULL, NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      GVariant *meta = describe (store, ids[i], now, hide_text);

      if (meta != NULL)
        g_variant_builder_add_value (&metas, meta);
    }

  return g_variant_builder_end (&metas);
}
