/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One test text to one person. */
#include "config.h"

#include "tidings-test-text.h"

#include <glib/gi18n-lib.h>
#include "tidings-bus-error.h"
#include "tidings-reason.h"
#include "tidings-store-messages.h"

typedef enum {
  STAGE_IDLE,
  STAGE_ON_ITS_WAY,
  STAGE_ARRIVED,
  STAGE_FAILED,
} Stage;

struct _TidingsTestText {
  GObject parent_instance;

  TidingsClient *client;
  GCancellable *cancellable;
  char *words;
  gint64 person_id;
  gint64 message_id;
  Stage stage;
};

enum {
  PROP_0,
  PROP_WORDS,
  PROP_IS_BUSY,
  PROP_HAS_ARRIVED,
  PROP_HAS_FAILED,
  PROP_MESSAGE_ID,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsTestText, tidings_test_text, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

/* Takes the words. */
static void
set_stage (TidingsTestText *self,
           Stage            stage,
           char            *words)
{
  g_free (self->words);
  self->words = words;
  self->stage = stage;

  for (guint i = PROP_WORDS; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static char *
describe (TidingsMessage *message)
{
  g_autofree char *reason = tidings_message_dup_reason_words (message);
  const char *word = tidings_message_state_get_word (message->state);

  if (reason == NULL)
    return g_strdup (word);

  /* Translators: what became of a text, and why: “Not delivered: phone switched off” */
  return g_strdup_printf (_("%s: %s"), word, reason);
}

static void
follow (TidingsTestText *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  g_autoptr(TidingsMessage) message = NULL;
  Stage stage = STAGE_ON_ITS_WAY;

  if (self->stage != STAGE_ON_ITS_WAY || self->message_id == 0 || store == NULL)
    return;

  message = tidings_store_get_message (store, self->message_id, NULL);
  if (message == NULL)
    return;

  if (message->state == TIDINGS_MESSAGE_DELIVERED)
    stage = STAGE_ARRIVED;
  else if (tidings_message_state_is_final (message->state))
    stage = STAGE_FAILED;

  set_stage (self, stage, describe (message));
}

static void
take_verdict (TidingsTestText *self,
              GVariant        *verdicts)
{
  TidingsPerson *person = tidings_client_find_person (self->client, self->person_id);
  const char *state = NULL;
  const char *reason = NULL;

  if (g_variant_n_children (verdicts) == 0)
    {
      set_stage (self, STAGE_FAILED, g_strdup (_("This person is gone")));
      return;
    }

  g_variant_get_child (verdicts, 0, "(xx&s&s)", &self->message_id, NULL, &state, &reason);
  if (self->message_id == 0)
    {
      set_stage (self, STAGE_FAILED, tidings_reason_describe (reason, 0, person != NULL ? person->name : NULL));
      return;
    }

  follow (self);
}

static void
raise_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  TidingsTestText *self = user_data;
  g_autoptr(GVariant) verdicts = NULL;
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_raise_finish (TIDINGS_BUS_AGENT1 (object), &verdicts, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    set_stage (self, STAGE_FAILED, tidings_bus_error_dup_words (error));
  else
    take_verdict (self, verdicts);
}

static void
tidings_test_text_dispose (GObject *object)
{
  TidingsTestText *self = TIDINGS_TEST_TEXT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_test_text_parent_class)->dispose (object);
}

static void
tidings_test_text_finalize (GObject *object)
{
  TidingsTestText *self = TIDINGS_TEST_TEXT (object);

  g_object_unref (self->cancellable);
  g_free (self->words);

  G_OBJECT_CLASS (tidings_test_text_parent_class)->finalize (object);
}

static void
tidings_test_text_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TidingsTestText *self = TIDINGS_TEST_TEXT (object);

  switch (prop_id)
    {
    case PROP_WORDS:
      g_value_set_string (value, self->words);
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->stage == STAGE_ON_ITS_WAY);
      break;
    case PROP_HAS_ARRIVED:
      g_value_set_boolean (value, self->stage == STAGE_ARRIVED);
      break;
    case PROP_HAS_FAILED:
      g_value_set_boolean (value, self->stage == STAGE_FAILED);
      break;
    case PROP_MESSAGE_ID:
      g_value_set_int64 (value, self->message_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_test_text_class_init (TidingsTestTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_test_text_dispose;
  object_class->finalize = tidings_test_text_finalize;
  object_class->get_property = tidings_test_text_get_property;

  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, "", flags);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_ARRIVED] = g_param_spec_boolean ("has-arrived", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_FAILED] = g_param_spec_boolean ("has-failed", NULL, NULL, FALSE, flags);
  properties[PROP_MESSAGE_ID] = g_param_spec_int64 ("message-id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_test_text_init (TidingsTestText *self)
{
  self->cancellable = g_cancellable_new ();
  self->words = g_strdup ("");
}

TidingsTestText *
tidings_test_text_new (TidingsClient *client)
{
  TidingsTestText *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_TEST_TEXT, NULL);
  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);

  return self;
}

void
tidings_test_text_start (TidingsTestText *self,
                         gint64           person_id)
{
  tidings_test_text_raise (self, TIDINGS_TEST_TEXT_TYPE, g_variant_new ("a{sv}", NULL), person_id);
}

void
tidings_test_text_raise (TidingsTestText *self,
                         const char      *type,
                         GVariant        *values,
                         gint64           person_id)
{
  TidingsBusAgent1 *agent = NULL;
  g_autoptr(GVariant) owned = NULL;
  g_autofree char *who = NULL;
  const char *to[] = { NULL, NULL };
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_return_if_fail (TIDINGS_IS_TEST_TEXT (self));
  g_return_if_fail (type != NULL && values != NULL);
  g_return_if_fail (self->stage != STAGE_ON_ITS_WAY);

  owned = g_variant_ref_sink (values);
  self->person_id = person_id;
  self->message_id = 0;
  agent = tidings_client_get_agent (self->client);
  if (agent == NULL)
    {
      g_variant_builder_clear (&options);
      set_stage (self, STAGE_FAILED, g_strdup (_("Sending service is not running")));
      return;
    }

  who = g_strdup_printf ("%" G_GINT64_FORMAT, person_id);
  to[0] = who;
  g_variant_builder_add (&options, "{sv}", "to", g_variant_new_strv (to, -1));
  g_variant_builder_add (&options, "{sv}", "source", g_variant_new_string ("window"));

  set_stage (self, STAGE_ON_ITS_WAY, g_strdup (_("Sending")));
  tidings_bus_agent1_call_raise (agent, type, owned, g_variant_builder_end (&options), self->cancellable, raise_cb, self);
}
