/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phone of practice mode and its texts. */
#include "config.h"

#include "tidings-practice-phone-private.h"

#include "tidings-phone-number.h"
#include "tidings-segments.h"
#include "tidings-words.h"

G_DEFINE_FINAL_TYPE (TidingsPracticeText, tidings_practice_text, G_TYPE_OBJECT)

static void
tidings_practice_text_finalize (GObject *object)
{
  TidingsPracticeText *self = TIDINGS_PRACTICE_TEXT (object);

  g_clear_pointer (&self->sender, g_free);
  g_clear_pointer (&self->body, g_free);

  G_OBJECT_CLASS (tidings_practice_text_parent_class)->finalize (object);
}

static void
tidings_practice_text_class_init (TidingsPracticeTextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_practice_text_finalize;
}

static void
tidings_practice_text_init (TidingsPracticeText *self)
{
}

TidingsPracticeText *
tidings_practice_text_new (const char *sender,
                           const char *body,
                           gint64      at,
                           gboolean    is_reply)
{
  TidingsPracticeText *self = g_object_new (TIDINGS_TYPE_PRACTICE_TEXT, NULL);

  self->sender = g_strdup (sender);
  self->body = g_strdup (body);
  self->at = at;
  self->is_reply = is_reply;
  self->n_parts = tidings_segments_count (body).n_segments;

  return self;
}

struct _TidingsPracticePhone
{
  GObject parent_instance;

  char *number;
  char *name;
  char *behaviour;
  GListStore *texts;
};

enum {
  PROP_0,
  PROP_NUMBER,
  PROP_TITLE,
  PROP_N_TEXTS,
  PROP_BEHAVIOUR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsPracticePhone, tidings_practice_phone, G_TYPE_OBJECT)

static char *
dup_title (TidingsPracticePhone *self)
{
  g_autofree char *number = NULL;

  if (self->name != NULL)
    return g_strdup (self->name);

  number = tidings_phone_number_format (self->number);

  return tidings_words_isolate (number);
}

static void
set_behaviour (TidingsPracticePhone *self,
               const char           *behaviour)
{
  if (g_strcmp0 (self->behaviour, behaviour) == 0)
    return;

  g_free (self->behaviour);
  self->behaviour = g_strdup (behaviour);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BEHAVIOUR]);
}

static void
tidings_practice_phone_finalize (GObject *object)
{
  TidingsPracticePhone *self = TIDINGS_PRACTICE_PHONE (object);

  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->behaviour, g_free);
  g_clear_object (&self->texts);

  G_OBJECT_CLASS (tidings_practice_phone_parent_class)->finalize (object);
}

static void
tidings_practice_phone_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  TidingsPracticePhone *self = TIDINGS_PRACTICE_PHONE (object);

  switch (prop_id)
    {
    case PROP_NUMBER:
      g_value_set_string (value, self->number);
      break;
    case PROP_TITLE:
      g_value_take_string (value, dup_title (self));
      break;
    case PROP_N_TEXTS:
      g_value_set_uint (value, g_list_model_get_n_items (G_LIST_MODEL (self->texts)));
      break;
    case PROP_BEHAVIOUR:
      g_value_set_string (value, self->behaviour);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_practice_phone_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_BEHAVIOUR:
      set_behaviour (TIDINGS_PRACTICE_PHONE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_practice_phone_class_init (TidingsPracticePhoneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_practice_phone_finalize;
  object_class->get_property = tidings_practice_phone_get_property;
  object_class->set_property = tidings_practice_phone_set_property;

  properties[PROP_NUMBER] = g_param_spec_string ("number", NULL, NULL, NULL, read);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_N_TEXTS] = g_param_spec_uint ("n-texts", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_BEHAVIOUR] = g_param_spec_string ("behaviour", NULL, NULL, "normal",
                                                    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_practice_phone_init (TidingsPracticePhone *self)
{
  self->behaviour = g_strdup ("normal");
  self->texts = g_list_store_new (TIDINGS_TYPE_PRACTICE_TEXT);
}

TidingsPracticePhone *
tidings_practice_phone_new (const char *number)
{
  TidingsPracticePhone *self = g_object_new (TIDINGS_TYPE_PRACTICE_PHONE, NULL);

  self->number = g_strdup (number);

  return self;
}

void
tidings_practice_phone_set_name (TidingsPracticePhone *self,
                                 const char           *name)
{
  if (g_strcmp0 (self->name, name) == 0)
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static gboolean
is_same_text (TidingsPracticeText *one,
              TidingsPracticeText *other)
{
  return one->at == other->at && one->is_reply == other->is_reply && g_strcmp0 (one->body, other->body) == 0 &&
         g_strcmp0 (one->sender, other->sender) == 0;
}

void
tidings_practice_phone_set_texts (TidingsPracticePhone *self,
                                  GPtrArray            *texts)
{
  GListModel *model = G_LIST_MODEL (self->texts);
  guint n_old = g_list_model_get_n_items (model);
  guint n_same = 0;

  while (n_same < n_old && n_same < texts->len)
    {
      g_autoptr(TidingsPracticeText) old = g_list_model_get_item (model, n_same);

      if (!is_same_text (old, g_ptr_array_index (texts, n_same)))
        break;
      n_same++;
    }

  /* Nearly always only the end has grown; what is read does not move. */
  if (n_same == n_old && n_same == texts->len)
    return;
  g_list_store_splice (self->texts, n_same, n_old - n_same,
                       texts->len > n_same ? texts->pdata + n_same : NULL, texts->len - n_same);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TEXTS]);
}

const char *
tidings_practice_phone_get_number (TidingsPracticePhone *self)
{
  g_return_val_if_fail (TIDINGS_IS_PRACTICE_PHONE (self), NULL);

  return self->number;
}

GListModel *
tidings_practice_phone_list_texts (TidingsPracticePhone *self)
{
  g_return_val_if_fail (TIDINGS_IS_PRACTICE_PHONE (self), NULL);

  return G_LIST_MODEL (self->texts);
}
