/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods about alerts and messages. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-format.h"
#include "tidings-raise-check.h"
#include "tidings-raise-values.h"
#include "tidings-values.h"

#define MAX_TYPE 100

static const TidingsArgument raise_options[] = {
  { "to", "as", 200 },
  { "dedupe", "s", 4 * TIDINGS_MAX_DEDUPE },
  { "source", "s", 100 },
  { "media", "s", 10000 },
  { "subject", "s", 1000 },
  { "cheaper", "b", 0 },
  { "data", "s", TIDINGS_MAX_DATA_BYTES },
  { "urgency", "s", 100 },
  { "until", "x", 0 },
};

static gboolean
read_urgency (GVariant      *options,
              TidingsRaise  *request,
              GError       **error)
{
  const char *name = NULL;
  TidingsPriority urgency = TIDINGS_PRIORITY_NORMAL;

  if (!g_variant_lookup (options, "urgency", "&s", &name))
    return TRUE;
  if (!tidings_priority_from_string (name, &urgency))
    {
      g_set_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                   /* Translators: %s is what was given; the four words stay as they are */
                   _("“%s” is not an urgency; it is low, normal, high or critical"), name);
      return FALSE;
    }
  request->urgency = 1 + urgency;

  return TRUE;
}

/* Fills in a request from the arguments of a call, which keep its strings. @program: (nullable): who calls */
static TidingsRaiseCall *
read_raise (const char  *type,
            GVariant    *values,
            GVariant    *options,
            const char  *program,
            GError     **error)
{
  g_autoptr(TidingsRaiseCall) call = tidings_raise_call_new (options);
  TidingsRaise *request = &call->request;
  const char *data = NULL;

  if (!tidings_arguments_check_text ("type", type, MAX_TYPE, error) ||
      !tidings_arguments_check (options, raise_options, G_N_ELEMENTS (raise_options), error) ||
      !read_urgency (options, request, error) || (call->values = tidings_raise_values_read (values, error)) == NULL)
    return NULL;
  if (g_variant_lookup (options, "data", "&s", &data) && !tidings_values_add_data (call->values, data, error))
    return NULL;

  call->type = g_strdup (type);
  request->type = call->type;
  request->source = "bus";
  call->program = g_strdup (program);
  request->program = call->program;
  request->values = call->values;
  g_variant_lookup (options, "to", "^a&s", &call->to);
  g_variant_lookup (options, "dedupe", "&s", &request->dedupe);
  g_variant_lookup (options, "source", "&s", &request->source);
  g_variant_lookup (options, "media", "&s", &request->media_url);
  g_variant_lookup (options, "subject", "&s", &request->subject);
  g_variant_lookup (options, "until", "x", &request->late_at);
  g_variant_lookup (options, "cheaper", "b", &request->cheaper);
  request->to = call->to;

  return g_steal_pointer (&call);
}

static gboolean
handle_raise_cb (TidingsBusAgent1      *face,
                 GDBusMethodInvocation *invocation,
                 const char            *type,
                 GVariant              *values,
                 GVariant              *options,
                 gpointer               user_data)
{
  TidingsAgent *self = user_data;
  TidingsRaiseCall *call = NULL;
  GError *error = NULL;

  if (!tidings_agent_check_raise (self, invocation))
    return TRUE;
  if ((call = read_raise (type, values, options, tidings_agent_get_program (self, invocation), &error)) == NULL)
    tidings_agent_take_error (invocation, error);
  else
    tidings_raises_add (tidings_agent_get_raises (self), call, invocation);

  return TRUE;
}

void
tidings_agent_answer_raise (GDBusMethodInvocation *invocation,
                            GPtrArray             *outcomes)
{
  GVariantBuilder verdicts;

  g_variant_builder_init (&verdicts, G_VARIANT_TYPE ("a(xxss)"));
  for (guint i = 0; i < outcomes->len; i++)
    {
      TidingsOutcome *outcome = g_ptr_array_index (outcomes, i);
      TidingsMessage *message = outcome->message;

      g_variant_builder_add (&verdicts, "(xxss)", message->id, outcome->person->id,
                             tidings_message_state_to_string (message->state), message->reason != NULL ? message->reason : "");
    }
  tidings_bus_agent1_complete_raise (NULL, invocation, g_variant_builder_end (&verdicts));
}

static gboolean
handle_preview_cb (TidingsBusAgent1      *face,
                   GDBusMethodInvocation *invocation,
                   const char            *type,
                   GVariant              *values,
                   GVariant              *options,
                   gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  g_autoptr(GPtrArray) outcomes = NULL;
  g_autoptr(TidingsRaiseCall) call = NULL;
  GVariantBuilder previews;
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  call = read_raise (type, values, options, tidings_agent_get_program (user_data, invocation), &error);
  outcomes = call != NULL ? tidings_engine_raise (engine, &call->request, TRUE, &error) : NULL;
  if (outcomes == NULL)
    {
      tidings_agent_take_error (invocation, error);
      return TRUE;
    }

  g_variant_builder_init (&previews, G_VARIANT_TYPE ("a(xssssussssss)"));
  for (guint i = 0; i < outcomes->len; i++)
    {
      TidingsOutcome *outcome = g_ptr_array_index (outcomes, i);
      TidingsMessage *message = outcome->message;
      g_autofree char *price = message->price_micros >= 0 ? tidings_format_decimal (message->price_micros) : g_strdup ("");
      g_autofree char *low = outcome->price_low_micros >= 0 ? tidings_format_decimal (outcome->price_low_micros) : g_strdup ("");

      g_variant_builder_add (&previews, "(xssssussssss)", outcome->person->id, outcome->person->name,
                             tidings_message_state_to_string (message->state), message->reason != NULL ? message->reason : "",
                             message->body, message->n_segments, tidings_encoding_to_string (message->encoding), price,
                             message->currency != NULL ? message->currency : "", low,
                             outcome->sender != NULL ? outcome->sender : "", outcome->route);
    }
  tidings_bus_agent1_complete_preview (face, invocation, g_variant_builder_end (&previews));

  return TRUE;
}

static gboolean
handle_retry_cb (TidingsBusAgent1      *face,
                 GDBusMethodInvocation *invocation,
                 gint64                 id,
                 gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  const char *program = NULL;
  GError *error = NULL;
  gint64 new_id;

  if (engine == NULL)
    return TRUE;
  program = tidings_agent_get_program (user_data, invocation);
  new_id = program != NULL ? tidings_engine_retry_for_program (engine, id, program, &error) :
                             tidings_engine_retry (engine, id, &error);
  if (new_id == 0)
    tidings_agent_take_error (invocation, error);
  else
    {
      tidings_agent_notice_done (user_data, "failed", id);
      tidings_agent_notice_done (user_data, "missed", id);
      tidings_bus_agent1_complete_retry (face, invocation, new_id);
    }

  return TRUE;
}

static gboolean
handle_cancel_cb (TidingsBusAgent1      *face,
                  GDBusMethodInvocation *invocation,
                  gint64                 id,
                  gpointer               user_data)
{
  return tidings_agent_do (user_data, face, invocation, id, tidings_engine_cancel, tidings_bus_agent1_complete_cancel);
}

static gboolean
handle_delete_message_cb (TidingsBusAgent1      *face,
                          GDBusMethodInvocation *invocation,
                          gint64                 id,
                          gpointer               user_data)
{
  return tidings_agent_do (user_data, face, invocation, id, tidings_engine_delete_message, tidings_bus_agent1_complete_delete_message);
}

typedef struct {
  TidingsAgent *agent;
  GDBusMethodInvocation *invocation;
} Refresh;

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Refresh *refresh = user_data;
  g_autoptr(TidingsAgent) agent = refresh->agent;
  GError *error = NULL;

  if (tidings_engine_ask_now_finish (TIDINGS_ENGINE (object), result, &error))
    tidings_bus_agent1_complete_refresh_message (NULL, refresh->invocation);
  else
    tidings_agent_take_error (refresh->invocation, error);
  tidings_agent_release (agent);
}

static gboolean
handle_refresh_cb (TidingsBusAgent1      *face,
                   GDBusMethodInvocation *invocation,
                   gint64                 id,
                   gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  Refresh *refresh;

  if (engine == NULL)
    return TRUE;

  refresh = g_new0 (Refresh, 1);
  refresh->agent = g_object_ref (user_data);
  refresh->invocation = invocation;
  tidings_agent_hold (refresh->agent);
  tidings_engine_ask_now_async (engine, id, refreshed_cb, refresh);

  return TRUE;
}

void
tidings_agent_connect_messages (TidingsAgent     *self,
                                TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-raise", G_CALLBACK (handle_raise_cb), self, 0);
  g_signal_connect_object (face, "handle-preview", G_CALLBACK (handle_preview_cb), self, 0);
  g_signal_connect_object (face, "handle-retry", G_CALLBACK (handle_retry_cb), self, 0);
  g_signal_connect_object (face, "handle-cancel", G_CALLBACK (handle_cancel_cb), self, 0);
  g_signal_connect_object (face, "handle-delete-message", G_CALLBACK (handle_delete_message_cb), self, 0);
  g_signal_connect_object (face, "handle-refresh-message", G_CALLBACK (handle_refresh_cb), self, 0);
}
