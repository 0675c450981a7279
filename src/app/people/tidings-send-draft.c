/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that somebody writes to a person. */
#include "config.h"

#include "tidings-send-draft.h"

#include <glib/gi18n-lib.h>

#include "tidings-alert-type.h"
#include "tidings-bus-error.h"
#include "tidings-cheaper.h"
#include "tidings-format.h"
#include "tidings-preview.h"
#include "tidings-reason.h"
#include "tidings-template.h"
#include "tidings-wording-draft.h"
#include "tidings-words.h"

/* The alert type of what people write by hand. */
#define FREE_TEXT "message"

/* What the rules and the price of one text are asked with while nothing is written. */
#define ANY_TEXT "."

struct _TidingsSendDraft
{
  GObject parent_instance;

  TidingsClient *client;
  TidingsPreview *preview;
  GCancellable *cancellable;
  gint64 person_id;
  char *text;
  char *failure;
  guint is_busy : 1;
  guint is_insisting : 1; /* somebody wanted to send it as it is */
};

enum {
  PROP_0,
  PROP_PERSON_ID,
  PROP_TEXT,
  PROP_COUNT,
  PROP_N_TEXTS,
  PROP_NOTE,
  PROP_VERDICT,
  PROP_IS_STOPPED,
  PROP_PROBLEM,
  PROP_FAILURE,
  PROP_CAN_SEND,
  PROP_IS_BUSY,
  PROP_IS_WRITTEN,
  N_PROPS
};

enum {
  SENT,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsSendDraft, tidings_send_draft, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify_all (TidingsSendDraft *self)
{
  for (guint i = PROP_COUNT; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static TidingsPerson *
get_person (TidingsSendDraft *self)
{
  return tidings_client_find_person (self->client, self->person_id);
}

static gint64
get_now (TidingsSendDraft *self)
{
  return tidings_clock_get_now (tidings_client_get_clock (self->client));
}

/* As the engine will read it: in one line, without what is no character. */
static char *
dup_body (TidingsSendDraft *self)
{
  g_autoptr(JsonObject) values = json_object_new ();
  char *body = NULL;

  json_object_set_string_member (values, "text", self->text);
  body = tidings_template_render ("{{ text? }}", values, NULL);

  return body != NULL ? body : g_strdup (self->text);
}

static gboolean
is_written (TidingsSendDraft *self)
{
  g_autofree char *body = dup_body (self);

  return *body != '\0';
}

static guint
count_texts (const char *body)
{
  guint n_texts = 0;
  g_autofree char *count = tidings_wording_count (body, &n_texts);

  return n_texts;
}

static char *
dup_state (TidingsSendDraft *self)
{
  char *state = NULL;

  g_object_get (self->preview, "state", &state, NULL);

  return state;
}

static char *
dup_count (TidingsSendDraft *self)
{
  g_autofree char *body = dup_body (self);
  guint n_texts = 0;
  g_autofree char *count = tidings_wording_count (body, &n_texts);
  g_autofree char *state = dup_state (self);
  g_autofree char *price = NULL;

  /* What would not go costs nothing. */
  if (n_texts > 0 && *state != '\0' && !g_str_equal (state, "skipped"))
    price = tidings_preview_dup_price (self->preview, n_texts);

  return tidings_words_join_facts (count, price, NULL);
}

static char *
dup_note (TidingsSendDraft *self)
{
  g_autofree char *body = dup_body (self);
  g_autofree char *plain = tidings_gsm7_look_alikes (body);
  g_auto(TidingsCheaper) cheaper = { 0 };
  guint n_texts = count_texts (body);

  if (tidings_cheaper_find (plain, TRUE, &cheaper) && cheaper.then.n_segments < n_texts)
    return tidings_wording_describe_costly (cheaper.costly, n_texts, cheaper.then.n_segments);
  /* The look-alikes take their place only where that saves a text. */
  if (!g_str_equal (plain, body) && tidings_segments_count (body).n_segments > n_texts)
    return g_strdup (_("Curly quotes and dashes are sent straight"));

  return g_strdup ("");
}

/* When what holds texts for that reason ends: 0 if it has no end of its own. */
static gint64
get_end (TidingsSendDraft *self,
         const char       *reason)
{
  TidingsPerson *person = get_person (self);
  gint64 end = 0;

  if (g_str_equal (reason, TIDINGS_REASON_PAUSED))
    g_object_get (self->client, "paused-until", &end, NULL);
  else if (person != NULL && g_str_equal (reason, TIDINGS_REASON_PERSON_PAUSED))
    end = person->paused_until;
  else if (person != NULL && g_str_equal (reason, TIDINGS_REASON_QUIET_HOURS))
    end = tidings_quiet_hours_get_end (&person->quiet, person->zone, get_now (self));

  return end == G_MAXINT64 ? 0 : end;
}

static char *
dup_waiting (TidingsSendDraft *self,
             const char       *reason)
{
  TidingsPerson *person = get_person (self);
  gint64 end = get_end (self, reason);
  g_autofree char *why = tidings_reason_describe (reason, 0, person != NULL ? person->name : NULL);
  g_autofree char *moment = NULL;

  if (end <= 0)
    /* Translators: said before a text is sent; %s is why: “Texts to Ben are paused” */
    return g_strdup_printf (_("Will wait: %s"), why);

  moment = tidings_format_moment (end, get_now (self));
  /* Translators: said before a text is sent; %1$s is a clock time such as 07:00, %2$s why: “Quiet hours” */
  return g_strdup_printf (_("Will wait until %1$s: %2$s"), moment, why);
}

static char *
dup_verdict (TidingsSendDraft *self)
{
  g_autofree char *state = dup_state (self);
  g_autofree char *reason = NULL;
  char *words = NULL;

  g_object_get (self->preview, "reason", &reason, NULL);
  if (g_str_equal (state, "held"))
    return dup_waiting (self, reason);
  if (*state != '\0' && !g_str_equal (state, "skipped"))
    return g_strdup ("");

  /* The rule that stops it, or what went wrong with the question. */
  g_object_get (self->preview, "cost", &words, NULL);

  return words;
}

static gboolean
is_stopped (TidingsSendDraft *self)
{
  g_autofree char *state = dup_state (self);
  g_autofree char *verdict = dup_verdict (self);

  return *verdict != '\0' && !g_str_equal (state, "held");
}

static char *
dup_problem (TidingsSendDraft *self)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), FREE_TEXT);
  g_autofree char *body = dup_body (self);

  if (type != NULL && count_texts (body) > type->max_segments)
    return g_strdup_printf (ngettext ("Too long: it counts as more than %u text", "Too long: it counts as more than %u texts",
                                      type->max_segments), type->max_segments);
  if (self->is_insisting && *body == '\0')
    return g_strdup (_("Write what the text says"));

  return g_strdup ("");
}

static gboolean
can_send (TidingsSendDraft *self)
{
  g_autofree char *problem = dup_problem (self);

  return self->person_id != 0 && !self->is_busy && !is_stopped (self) && (*problem == '\0' || !is_written (self));
}

/* Takes the words. */
static void
set_failure (TidingsSendDraft *self,
             char             *failure)
{
  g_free (self->failure);
  self->failure = failure;
}

static GVariant *
make_values (const char *text)
{
  GVariantBuilder values = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&values, "{sv}", "text", g_variant_new_string (text));

  return g_variant_builder_end (&values);
}

static void
ask (TidingsSendDraft *self)
{
  if (self->person_id != 0 && !self->is_busy)
    tidings_preview_ask (self->preview, FREE_TEXT, make_values (is_written (self) ? self->text : ANY_TEXT), self->person_id);
}

static char *
dup_done_words (TidingsSendDraft *self,
                const char       *state,
                const char       *reason)
{
  TidingsPerson *person = get_person (self);
  gint64 end = g_str_equal (state, "held") ? get_end (self, reason) : 0;
  const char *name = person != NULL ? person->name : "";
  g_autofree char *moment = NULL;

  if (end > 0)
    {
      moment = tidings_format_moment (end, get_now (self));
      /* Translators: %1$s is a person’s name, %2$s a moment such as “07:00” */
      return g_strdup_printf (_("The text to %1$s waits until %2$s"), name, moment);
    }
  if (g_str_equal (state, "held"))
    /* Translators: %s is a person’s name */
    return g_strdup_printf (_("The text to %s waits"), name);

  /* Translators: %s is a person’s name */
  return g_strdup_printf (_("The text to %s is on its way"), name);
}

static void
take_verdicts (TidingsSendDraft *self,
               GVariant         *verdicts)
{
  TidingsPerson *person = get_person (self);
  const char *state = "";
  const char *reason = "";
  gint64 id = 0;
  g_autofree char *words = NULL;

  if (g_variant_n_children (verdicts) == 0)
    {
      set_failure (self, g_strdup (_("This person is gone")));
      return;
    }

  g_variant_get_child (verdicts, 0, "(xx&s&s)", &id, NULL, &state, &reason);
  if (id == 0 || g_str_equal (state, "skipped"))
    {
      set_failure (self, tidings_reason_describe (reason, 0, person != NULL ? person->name : NULL));
      return;
    }

  words = dup_done_words (self, state, reason);
  g_signal_emit (self, signals[SENT], 0, id, words);
}

static void
raise_cb (GObject      *proxy,
          GAsyncResult *result,
          gpointer      user_data)
{
  TidingsSendDraft *self = user_data;
  g_autoptr(TidingsSendDraft) alive = NULL;
  g_autoptr(GVariant) verdicts = NULL;
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_raise_finish (TIDINGS_BUS_AGENT1 (proxy), &verdicts, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Who hears that it was sent may let go of the draft. */
  alive = g_object_ref (self);
  self->is_busy = FALSE;
  if (error != NULL)
    set_failure (self, tidings_bus_error_dup_words (error));
  else
    take_verdicts (self, verdicts);
  notify_all (self);
}

static void
set_person_id (TidingsSendDraft *self,
               gint64            person_id)
{
  if (self->person_id == person_id)
    return;

  self->person_id = person_id;
  set_failure (self, g_strdup (""));
  tidings_preview_clear (self->preview);
  ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON_ID]);
  notify_all (self);
}

static void
set_text (TidingsSendDraft *self,
          const char       *text)
{
  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text != NULL ? text : "");
  self->is_insisting = FALSE;
  set_failure (self, g_strdup (""));
  ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  notify_all (self);
}

static void
tidings_send_draft_dispose (GObject *object)
{
  TidingsSendDraft *self = TIDINGS_SEND_DRAFT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->preview);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_send_draft_parent_class)->dispose (object);
}

static void
tidings_send_draft_finalize (GObject *object)
{
  TidingsSendDraft *self = TIDINGS_SEND_DRAFT (object);

  g_object_unref (self->cancellable);
  g_free (self->text);
  g_free (self->failure);

  G_OBJECT_CLASS (tidings_send_draft_parent_class)->finalize (object);
}

static void
tidings_send_draft_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TidingsSendDraft *self = TIDINGS_SEND_DRAFT (object);
  g_autofree char *body = NULL;

  switch (prop_id)
    {
    case PROP_PERSON_ID:
      g_value_set_int64 (value, self->person_id);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_COUNT:
      g_value_take_string (value, dup_count (self));
      break;
    case PROP_N_TEXTS:
      body = dup_body (self);
      g_value_set_uint (value, count_texts (body));
      break;
    case PROP_NOTE:
      g_value_take_string (value, dup_note (self));
      break;
    case PROP_VERDICT:
      g_value_take_string (value, dup_verdict (self));
      break;
    case PROP_IS_STOPPED:
      g_value_set_boolean (value, is_stopped (self));
      break;
    case PROP_PROBLEM:
      g_value_take_string (value, dup_problem (self));
      break;
    case PROP_FAILURE:
      g_value_set_string (value, self->failure);
      break;
    case PROP_CAN_SEND:
      g_value_set_boolean (value, can_send (self));
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->is_busy);
      break;
    case PROP_IS_WRITTEN:
      g_value_set_boolean (value, is_written (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_send_draft_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  TidingsSendDraft *self = TIDINGS_SEND_DRAFT (object);

  switch (prop_id)
    {
    case PROP_PERSON_ID:
      set_person_id (self, g_value_get_int64 (value));
      break;
    case PROP_TEXT:
      set_text (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_send_draft_class_init (TidingsSendDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags write = read | G_PARAM_WRITABLE;

  object_class->dispose = tidings_send_draft_dispose;
  object_class->finalize = tidings_send_draft_finalize;
  object_class->get_property = tidings_send_draft_get_property;
  object_class->set_property = tidings_send_draft_set_property;

  properties[PROP_PERSON_ID] = g_param_spec_int64 ("person-id", NULL, NULL, 0, G_MAXINT64, 0, write);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", write);
  properties[PROP_COUNT] = g_param_spec_string ("count", NULL, NULL, "", read);
  properties[PROP_N_TEXTS] = g_param_spec_uint ("n-texts", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", read);
  properties[PROP_VERDICT] = g_param_spec_string ("verdict", NULL, NULL, "", read);
  properties[PROP_IS_STOPPED] = g_param_spec_boolean ("is-stopped", NULL, NULL, FALSE, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, "", read);
  properties[PROP_FAILURE] = g_param_spec_string ("failure", NULL, NULL, "", read);
  properties[PROP_CAN_SEND] = g_param_spec_boolean ("can-send", NULL, NULL, FALSE, read);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, read);
  properties[PROP_IS_WRITTEN] = g_param_spec_boolean ("is-written", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SENT] = g_signal_new ("sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_INT64, G_TYPE_STRING);
}

static void
tidings_send_draft_init (TidingsSendDraft *self)
{
  self->cancellable = g_cancellable_new ();
  self->text = g_strdup ("");
  self->failure = g_strdup ("");
}

TidingsSendDraft *
tidings_send_draft_new (TidingsClient *client)
{
  TidingsSendDraft *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_SEND_DRAFT, NULL);
  self->client = g_object_ref (client);
  self->preview = tidings_preview_new (client);
  g_signal_connect_object (self->preview, "notify::state", G_CALLBACK (notify_all), self, G_CONNECT_SWAPPED);
  /* A STOP, a pause, a limit: what is said of the text has to stay true. */
  g_signal_connect_object (client, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-ready", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);

  return self;
}

void
tidings_send_draft_send (TidingsSendDraft *self)
{
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  TidingsBusAgent1 *agent = NULL;
  g_autofree char *who = NULL;
  const char *to[] = { NULL, NULL };

  g_return_if_fail (TIDINGS_IS_SEND_DRAFT (self));

  self->is_insisting = TRUE;
  set_failure (self, g_strdup (""));
  if (!can_send (self) || !is_written (self))
    {
      notify_all (self);
      return;
    }
  if ((agent = tidings_client_get_agent (self->client)) == NULL)
    {
      set_failure (self, g_strdup (_("Sending service is not running")));
      notify_all (self);
      return;
    }

  who = g_strdup_printf ("%" G_GINT64_FORMAT, self->person_id);
  to[0] = who;
  g_variant_builder_add (&options, "{sv}", "to", g_variant_new_strv (to, -1));
  g_variant_builder_add (&options, "{sv}", "source", g_variant_new_string ("window"));
  self->is_busy = TRUE;
  notify_all (self);
  tidings_bus_agent1_call_raise (agent, FREE_TEXT, make_values (self->text), g_variant_builder_end (&options),
                                 self->cancellable, raise_cb, self);
}
