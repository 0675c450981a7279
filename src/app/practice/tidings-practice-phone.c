/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phone of practice mode and its texts. */
#include "config.h"

#include "tidings-practice-phone-private.h"

#include <glib/gi18n.h>

#include "tidings-answer.h"
#include "tidings-format.h"
#include "tidings-phone-number.h"
#include "tidings-segments.h"
#include "tidings-words.h"

G_DEFINE_FINAL_TYPE (TidingsPracticeText, tidings_practice_text, G_TYPE_OBJECT)

static void
tidings_practice_text_finalize (GObject *object)
{
  TidingsPracticeText *self = TIDINGS_PRACTICE_TEXT (object);

  g_clear_pointer (&self->sid, g_free);
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
tidings_practice_text_new (const char *sid,
                           const char *sender,
                           const char *body,
                           gint64      at,
                           gboolean    is_reply)
{
  TidingsPracticeText *self = g_object_new (TIDINGS_TYPE_PRACTICE_TEXT, NULL);

  self->sid = g_strdup (sid);
  self->sender = g_strdup (sender);
  self->body = g_strdup (body);
  self->at = at;
  self->is_reply = is_reply;
  self->n_parts = tidings_segments_count (body).n_segments;

  return self;
}

char *
tidings_practice_text_describe (TidingsPracticeText *text,
                                gint64               now)
{
  g_autofree char *moment = NULL;
  g_autofree char *parts = NULL;

  g_return_val_if_fail (TIDINGS_IS_PRACTICE_TEXT (text), NULL);

  moment = tidings_format_moment (text->at, now);
  if (text->n_parts > 1)
    /* Translators: how many parts a long text takes on the air; each is paid for */
    parts = g_strdup_printf (ngettext ("%u part", "%u parts", text->n_parts), text->n_parts);

  return tidings_words_join_facts (moment, parts, text->is_reply ? _("Sent from this phone") : NULL);
}

char *
tidings_practice_text_read_aloud (TidingsPracticeText *text,
                                  gint64               now)
{
  g_autofree char *facts = tidings_practice_text_describe (text, now);
  const char *who = text->is_reply ? _("Answer") : _("Text");

  return tidings_words_join_facts (who, text->body, facts);
}

const char *
tidings_practice_consequence (const char *behaviour)
{
  static const struct {
    const char *behaviour;
    const char *words;
  } consequences[] = {
    { "off", N_("This phone is off: texts to it are not delivered") },
    { "network-trouble", N_("The carrier’s network has trouble: texts to this phone fail on the way") },
    { "slow", N_("Slow carrier: texts to this phone take half a minute to be confirmed") },
    { "landline", N_("This is a landline: it takes no texts") },
    { "unknown", N_("This number does not exist: texts to it are not delivered") },
    { "filtered", N_("The carrier takes texts to this phone for unwanted and drops them") },
    { "opted-out", N_("This phone texted STOP to Twilio, unknown to Tidings: texts to it are refused") },
    { "unpriced", N_("What texts to this phone cost never becomes known") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (consequences); i++)
    if (g_strcmp0 (consequences[i].behaviour, behaviour) == 0)
      return _(consequences[i].words);

  return "";
}

struct _TidingsPracticePhone
{
  GObject parent_instance;

  char *number;
  char *name;
  char *behaviour;
  GListStore *texts;
  guint n_read;     /* texts that were there when somebody looked */
  guint n_unread;
  gboolean asks_done;
};

enum {
  PROP_0,
  PROP_NUMBER,
  PROP_TITLE,
  PROP_N_TEXTS,
  PROP_N_UNREAD,
  PROP_BEHAVIOUR,
  PROP_CONSEQUENCE,
  PROP_ASKS_DONE,
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
    case PROP_N_UNREAD:
      g_value_set_uint (value, self->n_unread);
      break;
    case PROP_BEHAVIOUR:
      g_value_set_string (value, self->behaviour);
      break;
    case PROP_CONSEQUENCE:
      g_value_set_string (value, tidings_practice_consequence (self->behaviour));
      break;
    case PROP_ASKS_DONE:
      g_value_set_boolean (value, self->asks_done);
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

  properties[PROP_NUMBER] = g_param_spec_string ("number", NULL, NULL, NULL, read);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_N_TEXTS] = g_param_spec_uint ("n-texts", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_N_UNREAD] = g_param_spec_uint ("n-unread", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_BEHAVIOUR] = g_param_spec_string ("behaviour", NULL, NULL, "normal", read);
  properties[PROP_CONSEQUENCE] = g_param_spec_string ("consequence", NULL, NULL, "", read);
  properties[PROP_ASKS_DONE] = g_param_spec_boolean ("asks-done", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_practice_phone_init (TidingsPracticePhone *self)
{
  self->behaviour = g_strdup ("normal");
  self->texts = g_list_store_new (TIDINGS_TYPE_PRACTICE_TEXT);
  /* What is there before anybody could look is nothing new. */
  self->n_read = G_MAXUINT;
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

void
tidings_practice_phone_set_behaviour (TidingsPracticePhone *self,
                                      const char           *behaviour)
{
  if (g_strcmp0 (self->behaviour, behaviour) == 0)
    return;

  g_free (self->behaviour);
  self->behaviour = g_strdup (behaviour);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BEHAVIOUR]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONSEQUENCE]);
}

/* A text that goes back to the present with the household's clock is another to look at. */
static gboolean
is_same_text (TidingsPracticeText *one,
              TidingsPracticeText *other)
{
  return one->at == other->at && g_strcmp0 (one->sid, other->sid) == 0;
}

static guint
count_unread (TidingsPracticePhone *self)
{
  GListModel *model = G_LIST_MODEL (self->texts);
  guint n_unread = 0;

  for (guint i = self->n_read; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(TidingsPracticeText) text = g_list_model_get_item (model, i);

      n_unread += !text->is_reply;
    }

  return n_unread;
}

static void
follow_texts (TidingsPracticePhone *self)
{
  guint n_texts = g_list_model_get_n_items (G_LIST_MODEL (self->texts));
  g_autoptr(TidingsPracticeText) newest = n_texts > 0 ? g_list_model_get_item (G_LIST_MODEL (self->texts), n_texts - 1) : NULL;
  gboolean asks_done = newest != NULL && !newest->is_reply && tidings_answer_asks_for_done (newest->body);
  guint n_unread = count_unread (self);

  if (self->asks_done != asks_done)
    {
      self->asks_done = asks_done;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKS_DONE]);
    }
  if (self->n_unread != n_unread)
    {
      self->n_unread = n_unread;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNREAD]);
    }
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
  follow_texts (self);
}

void
tidings_practice_phone_mark_read (TidingsPracticePhone *self)
{
  g_return_if_fail (TIDINGS_IS_PRACTICE_PHONE (self));

  self->n_read = g_list_model_get_n_items (G_LIST_MODEL (self->texts));
  follow_texts (self);
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
