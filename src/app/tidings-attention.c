/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many texts failed since Activity was last looked at: what the badge of its tab says, whether the page exists or not. */
#include "config.h"

#include "tidings-attention.h"

#include "tidings-store-messages.h"

#define SEEN_KEY "activity-seen"

struct _TidingsAttention {
  GObject parent_instance;

  TidingsClient *client;
  GSettings *settings;
  guint count;
};

enum {
  PROP_0,
  PROP_COUNT,
  PROP_IS_NEEDED,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsAttention, tidings_attention, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
count_failed (TidingsAttention *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  guint previous = self->count;

  self->count = store != NULL ? tidings_store_count_failed_since (store, g_settings_get_int64 (self->settings, SEEN_KEY)) : 0;
  if (self->count == previous)
    return;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
  if ((self->count > 0) != (previous > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_NEEDED]);
}

static void
tidings_attention_dispose (GObject *object)
{
  TidingsAttention *self = TIDINGS_ATTENTION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_attention_parent_class)->dispose (object);
}

static void
tidings_attention_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TidingsAttention *self = TIDINGS_ATTENTION (object);

  switch (prop_id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    case PROP_IS_NEEDED:
      g_value_set_boolean (value, self->count > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_attention_class_init (TidingsAttentionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_attention_dispose;
  object_class->get_property = tidings_attention_get_property;

  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_IS_NEEDED] = g_param_spec_boolean ("is-needed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_attention_init (TidingsAttention *self)
{
}

TidingsAttention *
tidings_attention_new (TidingsClient *client,
                       GSettings     *settings)
{
  TidingsAttention *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (TIDINGS_TYPE_ATTENTION, NULL);
  self->client = g_object_ref (client);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (count_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store", G_CALLBACK (count_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" SEEN_KEY, G_CALLBACK (count_failed), self, G_CONNECT_SWAPPED);
  count_failed (self);

  return self;
}

void
tidings_attention_note_seen (TidingsAttention *self)
{
  g_return_if_fail (TIDINGS_IS_ATTENTION (self));

  g_settings_set_int64 (self->settings, SEEN_KEY, tidings_clock_get_now (tidings_client_get_clock (self->client)));
}
