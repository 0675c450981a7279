/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All phones of practice mode: one for each person, and one for each other number that got a text. */
#include "config.h"

#include "tidings-practice-phone-private.h"

#include "tidings-person.h"

struct _TidingsPracticeInbox
{
  GObject parent_instance;

  GListModel *people;
  GListStore *phones;
  GVariant *texts;
  GVariant *behaviours;
  gboolean has_read;   /* what is there when the phones are first looked at is nothing new */
};

G_DEFINE_FINAL_TYPE (TidingsPracticeInbox, tidings_practice_inbox, G_TYPE_OBJECT)

static GPtrArray *
collect_texts (TidingsPracticeInbox *self,
               const char           *number)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_object_unref);
  GVariantIter iter;
  const char *phone = NULL, *other = NULL, *body = NULL, *sid = NULL;
  gboolean is_reply = FALSE;
  gint64 at = 0;

  g_variant_iter_init (&iter, self->texts);
  while (g_variant_iter_next (&iter, "(&s&sb&sx&s)", &phone, &other, &is_reply, &body, &at, &sid))
    if (g_strcmp0 (phone, number) == 0)
      g_ptr_array_add (texts, tidings_practice_text_new (sid, other, body, at, is_reply));

  return texts;
}

static TidingsPracticePhone *
find_phone (TidingsPracticeInbox *self,
            const char           *number,
            guint                *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->phones)); i++)
    {
      g_autoptr(TidingsPracticePhone) phone = g_list_model_get_item (G_LIST_MODEL (self->phones), i);

      if (g_strcmp0 (tidings_practice_phone_get_number (phone), number) != 0)
        continue;
      *position = i;
      return phone;
    }

  return NULL;
}

/* Moves or makes the phone of @number so that it stands at @position; only what differs is told. */
static void
place_phone (TidingsPracticeInbox *self,
             const char           *number,
             const char           *name,
             guint                 position)
{
  g_autoptr(TidingsPracticePhone) phone = NULL;
  g_autoptr(GPtrArray) texts = collect_texts (self, number);
  const char *behaviour = "normal";
  guint old = 0;

  g_set_object (&phone, find_phone (self, number, &old));
  if (phone == NULL)
    {
      phone = tidings_practice_phone_new (number);
      tidings_practice_phone_set_name (phone, name);
      if (self->has_read)
        tidings_practice_phone_mark_read (phone);
      g_list_store_insert (self->phones, position, phone);
    }
  else if (old != position)
    {
      g_list_store_remove (self->phones, old);
      g_list_store_insert (self->phones, position, phone);
    }

  tidings_practice_phone_set_name (phone, name);
  tidings_practice_phone_set_texts (phone, texts);
  g_variant_lookup (self->behaviours, number, "&s", &behaviour);
  tidings_practice_phone_set_behaviour (phone, behaviour);
}

static void
rebuild (TidingsPracticeInbox *self)
{
  g_autoptr(GHashTable) placed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GVariantIter iter;
  const char *to = NULL;
  guint position = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      if (g_hash_table_add (placed, g_strdup (person->number)))
        place_phone (self, person->number, person->name, position++);
    }

  g_variant_iter_init (&iter, self->texts);
  while (g_variant_iter_next (&iter, "(&s&sb&sx&s)", &to, NULL, NULL, NULL, NULL, NULL))
    {
      if (g_hash_table_add (placed, g_strdup (to)))
        place_phone (self, to, NULL, position++);
    }

  if (g_list_model_get_n_items (G_LIST_MODEL (self->phones)) > position)
    g_list_store_splice (self->phones, position, g_list_model_get_n_items (G_LIST_MODEL (self->phones)) - position, NULL, 0);
}

static void
people_changed_cb (GListModel           *people,
                   guint                 position,
                   guint                 removed,
                   guint                 added,
                   TidingsPracticeInbox *self)
{
  rebuild (self);
}

static void
tidings_practice_inbox_finalize (GObject *object)
{
  TidingsPracticeInbox *self = TIDINGS_PRACTICE_INBOX (object);

  g_clear_object (&self->people);
  g_clear_object (&self->phones);
  g_clear_pointer (&self->texts, g_variant_unref);
  g_clear_pointer (&self->behaviours, g_variant_unref);

  G_OBJECT_CLASS (tidings_practice_inbox_parent_class)->finalize (object);
}

static void
tidings_practice_inbox_class_init (TidingsPracticeInboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_practice_inbox_finalize;
}

static void
tidings_practice_inbox_init (TidingsPracticeInbox *self)
{
  self->phones = g_list_store_new (TIDINGS_TYPE_PRACTICE_PHONE);
  self->texts = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("(ssbsxs)"), NULL, 0));
  self->behaviours = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("{ss}"), NULL, 0));
}

TidingsPracticeInbox *
tidings_practice_inbox_new (GListModel *people)
{
  TidingsPracticeInbox *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (people), NULL);

  self = g_object_new (TIDINGS_TYPE_PRACTICE_INBOX, NULL);
  self->people = g_object_ref (people);
  g_signal_connect_object (people, "items-changed", G_CALLBACK (people_changed_cb), self, 0);
  rebuild (self);

  return self;
}

GListModel *
tidings_practice_inbox_list_phones (TidingsPracticeInbox *self)
{
  g_return_val_if_fail (TIDINGS_IS_PRACTICE_INBOX (self), NULL);

  return G_LIST_MODEL (self->phones);
}

static void
mark_all_read (TidingsPracticeInbox *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->phones)); i++)
    {
      g_autoptr(TidingsPracticePhone) phone = g_list_model_get_item (G_LIST_MODEL (self->phones), i);

      tidings_practice_phone_mark_read (phone);
    }
}

void
tidings_practice_inbox_set_texts (TidingsPracticeInbox *self,
                                  GVariant             *texts,
                                  GVariant             *behaviours)
{
  g_return_if_fail (TIDINGS_IS_PRACTICE_INBOX (self));
  g_return_if_fail (g_variant_is_of_type (texts, G_VARIANT_TYPE ("a(ssbsxs)")));
  g_return_if_fail (g_variant_is_of_type (behaviours, G_VARIANT_TYPE ("a{ss}")));

  g_variant_ref_sink (texts);
  g_variant_unref (self->texts);
  self->texts = texts;
  g_variant_ref_sink (behaviours);
  g_variant_unref (self->behaviours);
  self->behaviours = behaviours;
  rebuild (self);
  if (!self->has_read)
    mark_all_read (self);
  self->has_read = TRUE;
}
