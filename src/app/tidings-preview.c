/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text would be and cost. */
#include "config.h"

#include "tidings-preview.h"

#include <glib/gi18n-lib.h>

#include "tidings-bus-error.h"
#include "tidings-format.h"
#include "tidings-reason.h"
#include "tidings-words.h"

/* Where the answer has what, see Preview in the interface. */
enum {
  FIELD_NAME = 1,
  FIELD_STATE = 2,
  FIELD_REASON = 3,
  FIELD_BODY = 4,
  FIELD_N_TEXTS = 5,
  FIELD_MOST = 7,
  FIELD_CURRENCY = 8,
  FIELD_LEAST = 9,
  FIELD_WHY = 11,
};

struct _TidingsPreview
{
  GObject parent_instance;

  TidingsClient *client;
  GCancellable *cancellable; /* of the question that is open */
  char *body;
  char *cost;
  char *sender;
  GVariant *answer; /* (nullable): the whole of it */
  gboolean can_send;
};

enum {
  PROP_0,
  PROP_BODY,
  PROP_COST,
  PROP_SENDER,
  PROP_STATE,
  PROP_REASON,
  PROP_CAN_SEND,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsPreview, tidings_preview, G_TYPE_OBJECT)

static char *
dup_money (const char *least,
           const char *most,
           const char *currency)
{
  gint64 least_micros = 0, most_micros = 0;
  g_autofree char *least_money = NULL;
  g_autofree char *most_money = NULL;

  if (most == NULL || currency == NULL || !tidings_parse_decimal (most, &most_micros))
    return g_strdup (_("price unknown"));

  most_money = tidings_format_money (most_micros, currency, 2);
  if (least != NULL && *least != '\0' && tidings_parse_decimal (least, &least_micros))
    least_money = tidings_format_money (least_micros, currency, 2);
  if (least_money != NULL && g_strcmp0 (least_money, most_money) != 0)
    /* Translators: what a text costs, depending on the network: "$0.08 to $0.10" */
    return g_strdup_printf (_("%1$s to %2$s"), least_money, most_money);

  /* Translators: %s is an amount of money such as $0.05 */
  return g_strdup_printf (_("about %s"), most_money);
}

char *
tidings_price_dup_words (guint       n_texts,
                         const char *least,
                         const char *most,
                         const char *currency,
                         gboolean    is_practice)
{
  g_autofree char *texts = g_strdup_printf (ngettext ("%u text", "%u texts", n_texts), n_texts);
  g_autofree char *money = is_practice ? g_strdup (_("free, practice")) : dup_money (least, most, currency);

  return tidings_words_join_facts (texts, money, NULL);
}

/* Takes the texts. */
static void
set_known (TidingsPreview *self,
           char           *body,
           char           *cost,
           char           *sender,
           gboolean        can_send)
{
  g_free (self->body);
  g_free (self->cost);
  g_free (self->sender);
  self->body = body;
  self->cost = cost;
  self->sender = sender;
  self->can_send = can_send;

  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
forget_question (TidingsPreview *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static const char *
get_field (GVariant *preview,
           guint     field)
{
  g_autoptr(GVariant) value = NULL;

  if (field >= g_variant_n_children (preview))
    return "";

  /* The text belongs to the whole answer. */
  value = g_variant_get_child_value (preview, field);

  return g_variant_get_string (value, NULL);
}

/* The price of one part of a text, in millionths; -1 if it is unknown. */
static gint64
get_unit (GVariant *answer,
          guint     field)
{
  g_autoptr(GVariant) n_texts = g_variant_get_child_value (answer, FIELD_N_TEXTS);
  guint n = g_variant_get_uint32 (n_texts);
  gint64 micros = 0;

  if (n == 0 || !tidings_parse_decimal (get_field (answer, field), &micros))
    return -1;

  return micros / n;
}

static char *
dup_decimal (gint64 micros)
{
  return micros < 0 ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT ".%06d", micros / 1000000, (int) (micros % 1000000));
}

static void
take_preview (TidingsPreview *self,
              GVariant       *preview)
{
  gboolean is_practice = FALSE;
  gboolean is_stopped = g_str_equal (get_field (preview, FIELD_STATE), "skipped");
  g_autoptr(GVariant) n_texts = g_variant_get_child_value (preview, FIELD_N_TEXTS);
  char *cost = NULL;

  g_object_get (self->client, "is-practice", &is_practice, NULL);
  g_clear_pointer (&self->answer, g_variant_unref);
  self->answer = g_variant_ref (preview);
  cost = is_stopped ? tidings_reason_describe (get_field (preview, FIELD_REASON), 0, get_field (preview, FIELD_NAME)) :
                      tidings_price_dup_words (g_variant_get_uint32 (n_texts), get_field (preview, FIELD_LEAST),
                                               get_field (preview, FIELD_MOST), get_field (preview, FIELD_CURRENCY),
                                               is_practice);

  set_known (self, g_strdup (get_field (preview, FIELD_BODY)), cost, g_strdup (get_field (preview, FIELD_WHY)), !is_stopped);
}

static void
preview_cb (GObject      *proxy,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsPreview *self = user_data;
  g_autoptr(GVariant) previews = NULL;
  g_autoptr(GVariant) preview = NULL;
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_preview_finish (TIDINGS_BUS_AGENT1 (proxy), &previews, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    {
      g_clear_pointer (&self->answer, g_variant_unref);
      set_known (self, g_strdup (""), tidings_bus_error_dup_words (error), g_strdup (""), FALSE);
      return;
    }
  if (g_variant_n_children (previews) == 0)
    return;

  preview = g_variant_get_child_value (previews, 0);
  take_preview (self, preview);
}

/* "" while nothing is known, and when the question itself failed. */
static const char *
get_known (TidingsPreview *self,
           guint           field)
{
  return self->answer != NULL ? get_field (self->answer, field) : "";
}

static void
tidings_preview_dispose (GObject *object)
{
  TidingsPreview *self = TIDINGS_PREVIEW (object);

  forget_question (self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_preview_parent_class)->dispose (object);
}

static void
tidings_preview_finalize (GObject *object)
{
  TidingsPreview *self = TIDINGS_PREVIEW (object);

  g_clear_pointer (&self->answer, g_variant_unref);
  g_free (self->body);
  g_free (self->cost);
  g_free (self->sender);

  G_OBJECT_CLASS (tidings_preview_parent_class)->finalize (object);
}

static void
tidings_preview_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TidingsPreview *self = TIDINGS_PREVIEW (object);

  switch (prop_id)
    {
    case PROP_BODY:
      g_value_set_string (value, self->body);
      break;
    case PROP_COST:
      g_value_set_string (value, self->cost);
      break;
    case PROP_SENDER:
      g_value_set_string (value, self->sender);
      break;
    case PROP_STATE:
      g_value_set_string (value, get_known (self, FIELD_STATE));
      break;
    case PROP_REASON:
      g_value_set_string (value, get_known (self, FIELD_REASON));
      break;
    case PROP_CAN_SEND:
      g_value_set_boolean (value, self->can_send);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_preview_class_init (TidingsPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_preview_dispose;
  object_class->finalize = tidings_preview_finalize;
  object_class->get_property = tidings_preview_get_property;

  properties[PROP_BODY] = g_param_spec_string ("body", NULL, NULL, "", read);
  properties[PROP_COST] = g_param_spec_string ("cost", NULL, NULL, "", read);
  properties[PROP_SENDER] = g_param_spec_string ("sender", NULL, NULL, "", read);
  properties[PROP_STATE] = g_param_spec_string ("state", NULL, NULL, "", read);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, "", read);
  properties[PROP_CAN_SEND] = g_param_spec_boolean ("can-send", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_preview_init (TidingsPreview *self)
{
  self->body = g_strdup ("");
  self->cost = g_strdup ("");
  self->sender = g_strdup ("");
}

TidingsPreview *
tidings_preview_new (TidingsClient *client)
{
  TidingsPreview *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_PREVIEW, NULL);
  self->client = g_object_ref (client);

  return self;
}

void
tidings_preview_ask (TidingsPreview *self,
                     const char     *type,
                     GVariant       *values,
                     gint64          person_id)
{
  TidingsBusAgent1 *agent = NULL;
  g_autoptr(GVariant) owned = NULL;
  g_autofree char *who = g_strdup_printf ("%" G_GINT64_FORMAT, person_id);
  const char *to[] = { who, NULL };
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_return_if_fail (TIDINGS_IS_PREVIEW (self));
  g_return_if_fail (type != NULL);
  g_return_if_fail (values != NULL);

  owned = g_variant_ref_sink (values);
  g_variant_builder_add (&options, "{sv}", "to", g_variant_new_strv (to, -1));
  forget_question (self);
  if (self->can_send)
    {
      self->can_send = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SEND]);
    }

  agent = tidings_client_get_agent (self->client);
  if (agent == NULL)
    {
      g_variant_builder_clear (&options);
      g_clear_pointer (&self->answer, g_variant_unref);
      set_known (self, g_strdup (""), g_strdup (_("Sending service is not running")), g_strdup (""), FALSE);
      return;
    }

  self->cancellable = g_cancellable_new ();
  tidings_bus_agent1_call_preview (agent, type, owned, g_variant_builder_end (&options), self->cancellable, preview_cb, self);
}

char *
tidings_preview_dup_price (TidingsPreview *self,
                           guint           n_texts)
{
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;
  gboolean is_practice = FALSE;
  gint64 least_micros = 0, most_micros = 0;

  g_return_val_if_fail (TIDINGS_IS_PREVIEW (self), NULL);

  if (self->answer == NULL)
    return g_strdup ("");
  g_object_get (self->client, "is-practice", &is_practice, NULL);
  if (is_practice)
    return g_strdup (_("free, practice"));

  least_micros = get_unit (self->answer, FIELD_LEAST);
  most_micros = get_unit (self->answer, FIELD_MOST);
  least = dup_decimal (least_micros < 0 ? -1 : least_micros * n_texts);
  most = dup_decimal (most_micros < 0 ? -1 : most_micros * n_texts);

  return dup_money (least, most, get_field (self->answer, FIELD_CURRENCY));
}

void
tidings_preview_clear (TidingsPreview *self)
{
  g_return_if_fail (TIDINGS_IS_PREVIEW (self));

  forget_question (self);
  g_clear_pointer (&self->answer, g_variant_unref);
  set_known (self, g_strdup (""), g_strdup (""), g_strdup (""), FALSE);
}
