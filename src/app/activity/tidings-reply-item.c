/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply as a list shows it. */
#include "config.h"

#include "tidings-reply-item.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-phone-number.h"
#include "tidings-reply-words.h"
#include "tidings-words.h"

struct _TidingsReplyItem
{
  GObject parent_instance;

  gint64 key;
  char *title;
  char *subtitle;
  gint64 message;
  gint64 person;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_MESSAGE,
  PROP_PERSON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsReplyItem, tidings_reply_item, G_TYPE_OBJECT)

static void
tidings_reply_item_finalize (GObject *object)
{
  TidingsReplyItem *self = TIDINGS_REPLY_ITEM (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);

  G_OBJECT_CLASS (tidings_reply_item_parent_class)->finalize (object);
}

static void
tidings_reply_item_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TidingsReplyItem *self = TIDINGS_REPLY_ITEM (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_MESSAGE:
      g_value_set_int64 (value, self->message);
      break;
    case PROP_PERSON:
      g_value_set_int64 (value, self->person);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reply_item_class_init (TidingsReplyItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_reply_item_finalize;
  object_class->get_property = tidings_reply_item_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, read);
  properties[PROP_MESSAGE] = g_param_spec_int64 ("message", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_PERSON] = g_param_spec_int64 ("person", NULL, NULL, 0, G_MAXINT64, 0, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_reply_item_init (TidingsReplyItem *self)
{
}

/* Below all row ids, and made of Twilio's id, which no two have: as much of it as fits. */
static gint64
make_key (const char *sid)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_MD5, sid, -1);

  sum[15] = '\0';

  return -(gint64) g_ascii_strtoull (sum, NULL, 16) - 1;
}

TidingsReplyItem *
tidings_reply_item_new (const TidingsInbound *reply,
                        TidingsPerson        *person,
                        gint64                now,
                        gboolean              hide_text)
{
  TidingsReplyItem *self = NULL;
  g_autofree char *text = NULL;
  g_autofree char *number = NULL;
  g_autofree char *who = NULL;
  g_autofree char *from = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *effect = NULL;

  g_return_val_if_fail (reply != NULL && reply->sid != NULL, NULL);

  text = tidings_reply_dup_text (reply, hide_text);
  number = tidings_phone_number_format (reply->from);
  who = person != NULL ? g_strdup (person->name) : tidings_words_isolate (number);
  /* Translators: %s is a name or a number */
  from = g_strdup_printf (_("Reply from %s"), who);
  moment = tidings_format_moment (reply->at, reply->at);
  effect = tidings_reply_dup_effect (reply);

  self = g_object_new (TIDINGS_TYPE_REPLY_ITEM, NULL);
  self->key = make_key (reply->sid);
  self->title = tidings_words_first_line (text);
  self->subtitle = tidings_words_join_facts (from, moment, effect);
  self->message = reply->message_id;
  self->person = person != NULL ? person->id : 0;

  return self;
}

gint64
tidings_reply_item_get_key (TidingsReplyItem *self)
{
  g_return_val_if_fail (TIDINGS_IS_REPLY_ITEM (self), 0);

  return self->key;
}

gboolean
tidings_reply_item_is_same (TidingsReplyItem *self,
                            TidingsReplyItem *other)
{
  g_return_val_if_fail (TIDINGS_IS_REPLY_ITEM (self), FALSE);
  g_return_val_if_fail (TIDINGS_IS_REPLY_ITEM (other), FALSE);

  return g_str_equal (self->title, other->title) && g_str_equal (self->subtitle, other->subtitle) &&
         self->message == other->message;
}
