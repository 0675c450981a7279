/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods about people, their confirmation, and what they get. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-language.h"
#include "tidings-caller.h"

#define MAX_NAME 500
#define MAX_NUMBER 200
#define MAX_WORD 100
#define MINUTES_A_DAY (24 * 60)

static const TidingsArgument person_changes[] = {
  { "name", "s", MAX_NAME },
  { "number", "s", MAX_NUMBER },
  { "country", "s", MAX_WORD },
  { "language", "s", MAX_WORD },
  { "zone", "s", MAX_WORD },
  { "quiet", "s", MAX_NAME },
  { "quiet-from", "i", 0 },
  { "quiet-to", "i", 0 },
  { "enabled", "b", 0 },
  { "rate-hour", "i", 0 },
  { "rate-day", "i", 0 },
};

/* For calls that the trail of consent and numbers tells of. */
static TidingsEngine *
check_asked (TidingsAgent          *self,
             GDBusMethodInvocation *invocation)
{
  TidingsEngine *engine = tidings_agent_check (self, invocation);
  g_autofree char *asker = NULL;

  if (engine == NULL)
    return NULL;

  asker = tidings_caller_dup_name (tidings_agent_get_bus (self), invocation);
  tidings_engine_set_asker (engine, asker);

  return engine;
}

static gboolean
set_invalid (GError     **error,
             const char  *words)
{
  g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, words);

  return FALSE;
}

/* "quiet" says it all; the older pair is the same window on each day. */
static gboolean
read_quiet (TidingsPerson  *values,
            GVariant       *changes,
            guint          *set,
            GError        **error)
{
  const char *text = NULL;
  g_autoptr(GError) failure = NULL;
  int from = -1;
  int to = -1;
  gboolean has_from = g_variant_lookup (changes, "quiet-from", "i", &from);
  gboolean has_to = g_variant_lookup (changes, "quiet-to", "i", &to);

  if (g_variant_lookup (changes, "quiet", "&s", &text))
    {
      if (has_from || has_to)
        return set_invalid (error, _("Give “quiet” alone, or “quiet-from” with “quiet-to”"));
      if (!tidings_quiet_hours_parse (text, &values->quiet, &failure))
        return set_invalid (error, failure->message);
    }
  else if (has_from || has_to)
    {
      if ((from < 0) != (to < 0) || from >= MINUTES_A_DAY || to >= MINUTES_A_DAY || (from >= 0 && from == to))
        return set_invalid (error, _("Quiet hours need a beginning and another end, from 00:00 to 23:59"));
      tidings_quiet_hours_set_every_day (&values->quiet, from, to);
    }
  else
    return TRUE;

  *set |= TIDINGS_PERSON_CHANGE_QUIET;

  return TRUE;
}

/* Checks what the caller changes and puts it into @values; @set: (out): the fields, as #TidingsPersonChange. */
static gboolean
read_changes (TidingsPerson  *values,
              GVariant       *changes,
              guint          *set,
              GError        **error)
{
  static const struct {
    const char *key;
    gsize offset;
    TidingsPersonChange change;
  } fields[] = {
    { "name", G_STRUCT_OFFSET (TidingsPerson, name), TIDINGS_PERSON_CHANGE_NAME },
    { "number", G_STRUCT_OFFSET (TidingsPerson, number), TIDINGS_PERSON_CHANGE_NUMBER },
    { "country", G_STRUCT_OFFSET (TidingsPerson, country), TIDINGS_PERSON_CHANGE_COUNTRY },
    { "language", G_STRUCT_OFFSET (TidingsPerson, language), TIDINGS_PERSON_CHANGE_LANGUAGE },
    { "zone", G_STRUCT_OFFSET (TidingsPerson, zone), TIDINGS_PERSON_CHANGE_ZONE },
    { "enabled", G_STRUCT_OFFSET (TidingsPerson, enabled), TIDINGS_PERSON_CHANGE_ENABLED },
    { "rate-hour", G_STRUCT_OFFSET (TidingsPerson, rate_hour), TIDINGS_PERSON_CHANGE_RATE_HOUR },
    { "rate-day", G_STRUCT_OFFSET (TidingsPerson, rate_day), TIDINGS_PERSON_CHANGE_RATE_DAY },
  };

  *set = 0;
  if (!tidings_arguments_check (changes, person_changes, G_N_ELEMENTS (person_changes), error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr(GVariant) value = g_variant_lookup_value (changes, fields[i].key, NULL);

      if (value == NULL)
        continue;
      /* The type of each was checked; it says how wide the field is. */
      g_variant_get (value, g_variant_get_type_string (value), G_STRUCT_MEMBER_P (values, fields[i].offset));
      *set |= fields[i].change;
    }

  return read_quiet (values, changes, set, error);
}

/* Who is new gets the language that was chosen for texts, unless one was named; without either it is that of the country. */
static void
fill_language (TidingsAgent  *self,
               TidingsPerson *values,
               guint         *set)
{
  g_autofree char *language = g_settings_get_string (tidings_agent_get_settings (self), "text-language");
  g_auto(GStrv) languages = tidings_language_list ();

  /* Anybody can write anything into the settings. */
  if ((*set & TIDINGS_PERSON_CHANGE_LANGUAGE) || !g_strv_contains ((const char * const *) languages, language))
    return;

  g_free (values->language);
  values->language = g_steal_pointer (&language);
  *set |= TIDINGS_PERSON_CHANGE_LANGUAGE;
}

static gboolean
handle_add_person_cb (TidingsBusAgent1      *face,
                      GDBusMethodInvocation *invocation,
                      const char            *name,
                      const char            *number,
                      const char            *country,
                      GVariant              *changes,
                      gpointer               user_data)
{
  TidingsEngine *engine = check_asked (user_data, invocation);
  g_autoptr(TidingsPerson) values = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  GError *error = NULL;
  guint set;

  if (engine == NULL)
    return TRUE;
  values = tidings_person_new ();
  if (!tidings_arguments_check_text ("name", name, MAX_NAME, &error) ||
      !tidings_arguments_check_text ("number", number, MAX_NUMBER, &error) ||
      !tidings_arguments_check_text ("country", country, MAX_WORD, &error) ||
      !read_changes (values, changes, &set, &error))
    {
      tidings_agent_take_error (invocation, error);
      return TRUE;
    }

  g_free (values->name);
  g_free (values->number);
  g_free (values->country);
  values->name = g_strdup (name);
  values->number = g_strdup (number);
  values->country = g_strdup (country);
  fill_language (user_data, values, &set);
  person = tidings_engine_put_person (engine, 0, values, set, &error);
  if (person == NULL)
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_add_person (face, invocation, person->id, person->number);

  return TRUE;
}

static gboolean
handle_edit_person_cb (TidingsBusAgent1      *face,
                       GDBusMethodInvocation *invocation,
                       gint64                 id,
                       GVariant              *changes,
                       gpointer               user_data)
{
  TidingsEngine *engine = check_asked (user_data, invocation);
  g_autoptr(TidingsPerson) values = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  GError *error = NULL;
  guint set = 0;

  if (engine == NULL)
    return TRUE;

  values = tidings_person_new ();
  /* To the engine 0 is somebody new. */
  if (id == 0)
    g_set_error_literal (&error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_NOT_FOUND, _("This person is no longer there"));
  else if (read_changes (values, changes, &set, &error))
    person = tidings_engine_put_person (engine, id, values, set, &error);
  if (person == NULL)
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_edit_person (face, invocation);

  return TRUE;
}

static gboolean
handle_pause_person_cb (TidingsBusAgent1      *face,
                        GDBusMethodInvocation *invocation,
                        gint64                 id,
                        gint64                 until,
                        gpointer               user_data)
{
  TidingsEngine *engine = check_asked (user_data, invocation);
  g_autoptr(TidingsPerson) values = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;

  values = tidings_person_new ();
  values->paused_until = until;
  /* To the engine 0 is somebody new. */
  if (id == 0)
    g_set_error_literal (&error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_NOT_FOUND, _("This person is no longer there"));
  else
    person = tidings_engine_put_person (engine, id, values, TIDINGS_PERSON_CHANGE_PAUSE, &error);
  if (person == NULL)
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_pause_person (face, invocation);

  return TRUE;
}

static gboolean
handle_remove_person_cb (TidingsBusAgent1      *face,
                         GDBusMethodInvocation *invocation,
                         gint64                 id,
                         gboolean               with_messages,
                         gpointer               user_data)
{
  TidingsEngine *engine = check_asked (user_data, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_engine_remove_person (engine, id, with_messages, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_remove_person (face, invocation);

  return TRUE;
}

typedef struct {
  TidingsAgent *agent;
  GDBusMethodInvocation *invocation;
} Erasing;

static void
erased_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Erasing *self = user_data;
  g_autoptr(TidingsAgent) agent = self->agent;
  TidingsErased erased = { 0 };
  GError *error = NULL;

  if (!tidings_engine_erase_person_finish (TIDINGS_ENGINE (object), result, &erased, &error))
    tidings_agent_take_error (self->invocation, error);
  else
    tidings_bus_agent1_complete_erase (NULL, self->invocation, erased.n_texts, erased.n_at_twilio, erased.n_waiting,
                                       erased.keeps_stop);
  tidings_agent_release (agent);
}

static gboolean
handle_erase_cb (TidingsBusAgent1      *face,
                 GDBusMethodInvocation *invocation,
                 gint64                 id,
                 gpointer               user_data)
{
  TidingsEngine *engine = check_asked (user_data, invocation);
  Erasing *erasing = NULL;

  if (engine == NULL)
    return TRUE;

  erasing = g_new0 (Erasing, 1);
  erasing->agent = g_object_ref (user_data);
  erasing->invocation = invocation;
  tidings_agent_hold (erasing->agent);
  tidings_engine_erase_person_async (engine, id, erased_cb, erasing);

  return TRUE;
}

static const TidingsArgument code_options[] = {
  { "channel", "s", MAX_WORD },
};

static gboolean
read_channel (GVariant            *options,
              TidingsCodeChannel  *channel,
              GError             **error)
{
  const char *name = "sms";

  if (!tidings_arguments_check (options, code_options, G_N_ELEMENTS (code_options), error))
    return FALSE;

  g_variant_lookup (options, "channel", "&s", &name);
  *channel = g_str_equal (name, "call") ? TIDINGS_CODE_BY_CALL : TIDINGS_CODE_BY_TEXT;
  if (*channel == TIDINGS_CODE_BY_CALL || g_str_equal (name, "sms"))
    return TRUE;

  g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT, _("A code goes by “sms” or “call”"));

  return FALSE;
}

static gboolean
handle_send_code_cb (TidingsBusAgent1      *face,
                     GDBusMethodInvocation *invocation,
                     gint64                 id,
                     GVariant              *options,
                     gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check_not_blocked (user_data, invocation);
  TidingsCodeChannel channel = TIDINGS_CODE_BY_TEXT;
  TidingsCodeInfo info;
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!read_channel (options, &channel, &error) ||
      !tidings_engine_send_code_by (engine, id, channel, &info, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_send_code (face, invocation, info.message_id, info.expires_at, info.resend_at);

  return TRUE;
}

typedef struct {
  TidingsAgent *agent;
  GDBusMethodInvocation *invocation;
} Confirming;

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Confirming *self = user_data;
  g_autoptr(TidingsAgent) agent = self->agent;
  GError *error = NULL;

  if (!tidings_engine_confirm_code_finish (TIDINGS_ENGINE (object), result, &error))
    tidings_agent_take_error (self->invocation, error);
  else
    tidings_bus_agent1_complete_confirm_code (NULL, self->invocation);
  tidings_agent_release (agent);
}

static gboolean
handle_confirm_code_cb (TidingsBusAgent1      *face,
                        GDBusMethodInvocation *invocation,
                        gint64                 id,
                        const char            *code,
                        gpointer               user_data)
{
  TidingsEngine *engine = check_asked (user_data, invocation);
  Confirming *confirming = NULL;
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_arguments_check_text ("code", code, MAX_WORD, &error))
    {
      tidings_agent_take_error (invocation, error);
      return TRUE;
    }

  confirming = g_new0 (Confirming, 1);
  confirming->agent = g_object_ref (user_data);
  confirming->invocation = invocation;
  tidings_agent_hold (confirming->agent);
  tidings_engine_confirm_code_async (engine, id, code, confirmed_cb, confirming);

  return TRUE;
}

static gboolean
handle_get_code_state_cb (TidingsBusAgent1      *face,
                          GDBusMethodInvocation *invocation,
                          gint64                 id,
                          gpointer               user_data)
{
  static const char * const names[] = { "none", "sent", "expired", "used-up", "verified" };
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  TidingsCodeInfo info;
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_engine_get_code_info (engine, id, &info, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_get_code_state (face, invocation, names[info.state], info.n_tries_left, info.expires_at,
                                                info.resend_at, info.n_digits);

  return TRUE;
}

static gboolean
handle_set_subscription_cb (TidingsBusAgent1      *face,
                            GDBusMethodInvocation *invocation,
                            gint64                 person,
                            const char            *type,
                            gboolean               is_on,
                            gpointer               user_data)
{
  TidingsEngine *engine = check_asked (user_data, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_arguments_check_text ("type", type, MAX_WORD, &error) ||
      !tidings_engine_set_subscription (engine, person, type, is_on, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_set_subscription (face, invocation);

  return TRUE;
}

static gboolean
handle_set_template_cb (TidingsBusAgent1      *face,
                        GDBusMethodInvocation *invocation,
                        const char            *type,
                        const char            *language,
                        const char            *text,
                        gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_arguments_check_text ("type", type, MAX_WORD, &error) ||
      !tidings_arguments_check_text ("language", language, MAX_WORD, &error) ||
      !tidings_engine_set_wording (engine, type, language, text, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_set_template (face, invocation);

  return TRUE;
}

/* A call that waits for Twilio. */
typedef struct {
  TidingsAgent *agent;
  GDBusMethodInvocation *invocation;
} Asking;

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Asking *asking = user_data;
  g_autoptr(TidingsAgent) agent = asking->agent;
  GError *error = NULL;
  g_autoptr(TidingsLine) line = tidings_engine_look_up_finish (tidings_agent_get_engine (agent), result, &error);

  if (line == NULL)
    tidings_agent_take_error (asking->invocation, error);
  else
    tidings_bus_agent1_complete_look_up (NULL, asking->invocation, line->is_valid, line->country != NULL ? line->country : "",
                                         line->type != NULL ? line->type : "", line->carrier != NULL ? line->carrier : "",
                                         line->is_paid, line->at);
  tidings_agent_release (agent);
}

static gboolean
handle_look_up_cb (TidingsBusAgent1      *face,
                   GDBusMethodInvocation *invocation,
                   gint64                 id,
                   gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  Asking *asking = NULL;

  if (engine == NULL)
    return TRUE;

  asking = g_new0 (Asking, 1);
  asking->agent = g_object_ref (user_data);
  asking->invocation = invocation;
  tidings_agent_hold (asking->agent);
  tidings_engine_look_up_async (engine, id, looked_up_cb, asking);

  return TRUE;
}

void
tidings_agent_connect_people (TidingsAgent     *self,
                              TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-add-person", G_CALLBACK (handle_add_person_cb), self, 0);
  g_signal_connect_object (face, "handle-edit-person", G_CALLBACK (handle_edit_person_cb), self, 0);
  g_signal_connect_object (face, "handle-erase", G_CALLBACK (handle_erase_cb), self, 0);
  g_signal_connect_object (face, "handle-pause-person", G_CALLBACK (handle_pause_person_cb), self, 0);
  g_signal_connect_object (face, "handle-look-up", G_CALLBACK (handle_look_up_cb), self, 0);
  g_signal_connect_object (face, "handle-remove-person", G_CALLBACK (handle_remove_person_cb), self, 0);
  g_signal_connect_object (face, "handle-send-code", G_CALLBACK (handle_send_code_cb), self, 0);
  g_signal_connect_object (face, "handle-confirm-code", G_CALLBACK (handle_confirm_code_cb), self, 0);
  g_signal_connect_object (face, "handle-get-code-state", G_CALLBACK (handle_get_code_state_cb), self, 0);
  g_signal_connect_object (face, "handle-set-subscription", G_CALLBACK (handle_set_subscription_cb), self, 0);
  g_signal_connect_object (face, "handle-set-template", G_CALLBACK (handle_set_template_cb), self, 0);
}
