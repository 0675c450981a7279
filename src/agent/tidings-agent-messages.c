/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods about alerts, messages and reminders. */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-format.h"

/* What a caller may bring; more is no alert. */
#define MAX_VALUES 100
#define MAX_VALUE 10000
#define MAX_KEY 100

static gboolean
refuse_value (GError     **error,
              const char  *words,
              const char  *key)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: %s", key, words);

  return FALSE;
}

static gboolean
add_double (JsonObject  *object,
            const char  *key,
            double       number,
            GError     **error)
{
  if (!isfinite (number))
    return refuse_value (error, _("This is no number"), key);
  json_object_set_double_member (object, key, number);

  return TRUE;
}

/* Every whole number that D-Bus knows; one beyond JSON's loses its last digits, not its size. */
static gboolean
add_number (JsonObject  *object,
            const char  *key,
            GVariant    *value,
            GError     **error)
{
  gint64 number;

  switch (g_variant_classify (value))
    {
    case G_VARIANT_CLASS_BYTE:
      number = g_variant_get_byte (value);
      break;
    case G_VARIANT_CLASS_INT16:
      number = g_variant_get_int16 (value);
      break;
    case G_VARIANT_CLASS_UINT16:
      number = g_variant_get_uint16 (value);
      break;
    case G_VARIANT_CLASS_INT32:
      number = g_variant_get_int32 (value);
      break;
    case G_VARIANT_CLASS_UINT32:
      number = g_variant_get_uint32 (value);
      break;
    case G_VARIANT_CLASS_INT64:
      number = g_variant_get_int64 (value);
      break;
    case G_VARIANT_CLASS_UINT64:
      return add_double (object, key, g_variant_get_uint64 (value), error);
    case G_VARIANT_CLASS_DOUBLE:
      return add_double (object, key, g_variant_get_double (value), error);
    default:
      return refuse_value (error, _("A value is a text, a number, or true or false"), key);
    }
  json_object_set_int_member (object, key, number);

  return TRUE;
}

static gboolean
add_value (JsonObject  *object,
           const char  *key,
           GVariant    *value,
           GError     **error)
{
  if (strlen (key) > MAX_KEY || *key == '\0')
    return refuse_value (error, _("The name of a value has 1 to 100 characters"), "?");
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) && g_variant_get_size (value) > MAX_VALUE)
    return refuse_value (error, _("This value is too long"), key);

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    json_object_set_string_member (object, key, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    json_object_set_boolean_member (object, key, g_variant_get_boolean (value));
  else
    return add_number (object, key, value, error);

  return TRUE;
}

static JsonObject *
read_values (GVariant  *values,
             GError   **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  if (g_variant_n_children (values) > MAX_VALUES)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("An alert has at most 100 values"));
      return NULL;
    }

  g_variant_iter_init (&iter, values);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    if (!add_value (object, key, value, error))
      {
        g_variant_unref (value);
        return NULL;
      }

  return g_steal_pointer (&object);
}

static const TidingsArgument raise_options[] = {
  { "to", "as", 200 },
  { "dedupe", "s", 200 },
  { "source", "s", 100 },
  { "media", "s", 10000 },
  { "subject", "s", 1000 },
  { "cheaper", "b", 0 },
};

static GPtrArray *
raise_alert (TidingsEngine  *engine,
             const char     *type,
             GVariant       *values,
             GVariant       *options,
             gboolean        is_preview,
             GError        **error)
{
  g_autoptr(JsonObject) object = NULL;
  g_autofree const char **to = NULL;
  TidingsRaise request = { .type = type, .source = "bus" };

  if (!tidings_arguments_check_text ("type", type, MAX_KEY, error) ||
      !tidings_arguments_check (options, raise_options, G_N_ELEMENTS (raise_options), error) ||
      (object = read_values (values, error)) == NULL)
    return NULL;

  request.values = object;
  g_variant_lookup (options, "to", "^a&s", &to);
  g_variant_lookup (options, "dedupe", "&s", &request.dedupe);
  g_variant_lookup (options, "source", "&s", &request.source);
  g_variant_lookup (options, "media", "&s", &request.media_url);
  g_variant_lookup (options, "subject", "&s", &request.subject);
  g_variant_lookup (options, "cheaper", "b", &request.cheaper);
  request.to = to;

  return tidings_engine_raise (engine, &request, is_preview, error);
}

static gboolean
handle_raise_cb (TidingsBusAgent1      *face,
                 GDBusMethodInvocation *invocation,
                 const char            *type,
                 GVariant              *values,
                 GVariant              *options,
                 gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  g_autoptr(GPtrArray) outcomes = NULL;
  GVariantBuilder verdicts;
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  outcomes = raise_alert (engine, type, values, options, FALSE, &error);
  if (outcomes == NULL)
    {
      tidings_agent_take_error (invocation, error);
      return TRUE;
    }

  g_variant_builder_init (&verdicts, G_VARIANT_TYPE ("a(xxss)"));
  for (guint i = 0; i < outcomes->len; i++)
    {
      TidingsOutcome *outcome = g_ptr_array_index (outcomes, i);
      TidingsMessage *message = outcome->message;

      g_variant_builder_add (&verdicts, "(xxss)", message->id, outcome->person->id,
                             tidings_message_state_to_string (message->state), message->reason != NULL ? message->reason : "");
    }
  tidings_bus_agent1_complete_raise (face, invocation, g_variant_builder_end (&verdicts));

  return TRUE;
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
  GVariantBuilder previews;
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  outcomes = raise_alert (engine, type, values, options, TRUE, &error);
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
  GError *error = NULL;
  gint64 new_id;

  if (engine == NULL)
    return TRUE;
  new_id = tidings_engine_retry (engine, id, &error);
  if (new_id == 0)
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_retry (face, invocation, new_id);

  return TRUE;
}

static gboolean
handle_cancel_cb (TidingsBusAgent1      *face,
                  GDBusMethodInvocation *invocation,
                  gint64                 id,
                  gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_engine_cancel (engine, id, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_cancel (face, invocation);

  return TRUE;
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

#define MAX_TITLE 1000
#define MAX_WALL 100
#define MAX_ZONE 100

static const TidingsArgument reminder_changes[] = {
  { "title", "s", MAX_TITLE },
  { "wall", "s", MAX_WALL },
  { "zone", "s", MAX_ZONE },
  { "before", "ax", 0 },
  { "people", "ax", 0 },
};

static void
take_before (TidingsReminder *reminder,
             GVariant        *before)
{
  gsize n = 0;
  const gint64 *values = g_variant_get_fixed_array (before, &n, sizeof (gint64));

  tidings_reminder_set_before (reminder, values, n);
}

static void
take_people (TidingsReminder *reminder,
             GVariant        *people)
{
  gsize n = 0;
  const gint64 *values = g_variant_get_fixed_array (people, &n, sizeof (gint64));

  tidings_reminder_set_people (reminder, values, n);
}

static gboolean
handle_add_reminder_cb (TidingsBusAgent1      *face,
                        GDBusMethodInvocation *invocation,
                        const char            *title,
                        const char            *wall,
                        const char            *zone,
                        GVariant              *before,
                        GVariant              *people,
                        gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  g_autoptr(TidingsReminder) reminder = NULL;
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_arguments_check_text ("title", title, MAX_TITLE, &error) ||
      !tidings_arguments_check_text ("wall", wall, MAX_WALL, &error) ||
      !tidings_arguments_check_text ("zone", zone, MAX_ZONE, &error) ||
      !tidings_arguments_check_list ("before", before, &error) ||
      !tidings_arguments_check_list ("people", people, &error))
    {
      tidings_agent_take_error (invocation, error);
      return TRUE;
    }

  reminder = tidings_reminder_new ();
  reminder->title = g_strdup (title);
  reminder->wall = g_strdup (wall);
  reminder->zone = g_strdup (zone);
  take_before (reminder, before);
  take_people (reminder, people);
  if (!tidings_engine_put_reminder (engine, reminder, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_add_reminder (face, invocation, reminder->id);

  return TRUE;
}

static void
replace (char       **field,
         GVariant    *changes,
         const char  *key)
{
  char *value = NULL;

  if (!g_variant_lookup (changes, key, "s", &value))
    return;

  g_free (*field);
  *field = value;
}

static gboolean
handle_edit_reminder_cb (TidingsBusAgent1      *face,
                         GDBusMethodInvocation *invocation,
                         gint64                 id,
                         GVariant              *changes,
                         gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  g_autoptr(TidingsReminder) reminder = NULL;
  g_autoptr(GVariant) before = NULL;
  g_autoptr(GVariant) people = NULL;
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (tidings_arguments_check (changes, reminder_changes, G_N_ELEMENTS (reminder_changes), &error))
    reminder = tidings_engine_get_reminder (engine, id, &error);
  if (reminder != NULL)
    {
      replace (&reminder->title, changes, "title");
      replace (&reminder->wall, changes, "wall");
      replace (&reminder->zone, changes, "zone");
      if ((before = g_variant_lookup_value (changes, "before", G_VARIANT_TYPE ("ax"))) != NULL)
        take_before (reminder, before);
      if ((people = g_variant_lookup_value (changes, "people", G_VARIANT_TYPE ("ax"))) != NULL)
        take_people (reminder, people);
      reminder->state = TIDINGS_REMINDER_ACTIVE;
    }
  if (reminder == NULL || !tidings_engine_put_reminder (engine, reminder, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_edit_reminder (face, invocation);

  return TRUE;
}

static gboolean
handle_finish_reminder_cb (TidingsBusAgent1      *face,
                           GDBusMethodInvocation *invocation,
                           gint64                 id,
                           gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_engine_finish_reminder (engine, id, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_finish_reminder (face, invocation);

  return TRUE;
}

static gboolean
handle_remove_reminder_cb (TidingsBusAgent1      *face,
                           GDBusMethodInvocation *invocation,
                           gint64                 id,
                           gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_engine_remove_reminder (engine, id, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_remove_reminder (face, invocation);

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
  g_signal_connect_object (face, "handle-refresh-message", G_CALLBACK (handle_refresh_cb), self, 0);
  g_signal_connect_object (face, "handle-add-reminder", G_CALLBACK (handle_add_reminder_cb), self, 0);
  g_signal_connect_object (face, "handle-edit-reminder", G_CALLBACK (handle_edit_reminder_cb), self, 0);
  g_signal_connect_object (face, "handle-finish-reminder", G_CALLBACK (handle_finish_reminder_cb), self, 0);
  g_signal_connect_object (face, "handle-remove-reminder", G_CALLBACK (handle_remove_reminder_cb), self, 0);
}
