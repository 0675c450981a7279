/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sender check on the bus: each caller's own, told line by line. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-check.h"

#define LINE_SIGNAL "CheckLine"

static const TidingsArgument check_options[] = {
  { "to", "x", 0 },
  { "brief", "b", 0 },
};

/* The checks that run, shared by the handlers and by each check. */
typedef struct {
  TidingsAgent *agent;     /* owns the interface, and thereby the handlers */
  GPtrArray *running;
} Checks;

typedef struct {
  Checks *checks;
  TidingsAgent *agent;
  GDBusMethodInvocation *invocation;
  GCancellable *cancellable;
  guint watch_id;
} Checking;

static void
checks_clear (gpointer data)
{
  Checks *self = data;

  g_ptr_array_unref (self->running);
}

static void
checks_release (gpointer  data,
                GClosure *closure)
{
  g_rc_box_release_full (data, checks_clear);
}

static void
check_end (Checking *self)
{
  g_ptr_array_remove_fast (self->checks->running, self);
  g_bus_unwatch_name (self->watch_id);
  g_object_unref (self->cancellable);
  g_rc_box_release_full (self->checks, checks_clear);
  tidings_agent_release (self->agent);
  g_object_unref (self->agent);
  g_free (self);
}

static GVariant *
line_to_variant (const TidingsCheckLine *line)
{
  return g_variant_new ("(sssss)", line->what, tidings_check_verdict_to_string (line->verdict), line->words,
                        line->next != NULL ? line->next : "", line->about != NULL ? line->about : "");
}

static GVariant *
lines_to_variant (GPtrArray *lines)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sssss)"));

  for (guint i = 0; i < lines->len; i++)
    g_variant_builder_add_value (&builder, line_to_variant (g_ptr_array_index (lines, i)));

  return g_variant_builder_end (&builder);
}

/* The generated code tells everyone; this line is the caller's alone. A caller who is gone is no failure. */
static void
told_cb (const TidingsCheckLine *line,
         gpointer                user_data)
{
  Checking *self = user_data;

  g_dbus_connection_emit_signal (tidings_agent_get_bus (self->agent), g_dbus_method_invocation_get_sender (self->invocation),
                                 AGENT_PATH, tidings_bus_agent1_interface_info ()->name, LINE_SIGNAL, line_to_variant (line),
                                 NULL);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Checking *self = user_data;
  GError *error = NULL;
  g_autoptr(TidingsCheck) check = tidings_engine_check_finish (TIDINGS_ENGINE (object), result, &error);

  if (check == NULL)
    tidings_agent_take_error (self->invocation, error);
  else
    {
      if (check->account != NULL)
        tidings_account_info_take (tidings_agent_get_info (self->agent), check->account, check->balance_micros, check->currency);
      tidings_agent_changed (self->agent, "status");
      tidings_bus_agent1_complete_check_account (NULL, self->invocation, lines_to_variant (check->lines));
    }
  check_end (self);
}

/* Without credentials there is nothing to ask; the call is answered here. */
static gboolean
has_credentials (TidingsAgent          *agent,
                 GDBusMethodInvocation *invocation)
{
  TidingsLink *link = tidings_agent_get_link (agent);
  TidingsTwilio *twilio = tidings_link_get_twilio (link);

  if (twilio != NULL && tidings_twilio_has_credentials (twilio))
    return TRUE;

  if (tidings_link_get_keyring (link) == TIDINGS_KEYRING_LOCKED)
    g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_KEYRING_LOCKED,
                                                   _("The keyring is locked. Unlock it to send texts"));
  else if (tidings_link_get_keyring (link) == TIDINGS_KEYRING_MISSING)
    g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_KEYRING_LOCKED,
                                                   _("No keyring on this computer. The account’s secret is kept nowhere else"));
  else
    g_dbus_method_invocation_return_error_literal (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_NO_ACCOUNT,
                                                   _("No account is connected. “tidings account set” connects one"));

  return FALSE;
}

static void
vanished_cb (GDBusConnection *bus,
             const char      *name,
             gpointer         user_data)
{
  Checking *self = user_data;

  g_cancellable_cancel (self->cancellable);
}

static void
start (Checks                *checks,
       GDBusMethodInvocation *invocation,
       GVariant              *options)
{
  Checking *self = g_new0 (Checking, 1);
  g_autofree char *region = g_settings_get_string (tidings_agent_get_settings (checks->agent), "region");
  TidingsCheckWish wish = { .region = *region != '\0' && !tidings_link_is_practice (tidings_agent_get_link (checks->agent)) ?
                                      region : NULL };

  g_variant_lookup (options, "to", "x", &wish.person);
  g_variant_lookup (options, "brief", "b", &wish.is_brief);

  self->checks = g_rc_box_acquire (checks);
  self->agent = g_object_ref (checks->agent);
  self->invocation = invocation;
  self->cancellable = g_cancellable_new ();
  self->watch_id = g_bus_watch_name_on_connection (tidings_agent_get_bus (self->agent),
                                                   g_dbus_method_invocation_get_sender (invocation),
                                                   G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, vanished_cb, self, NULL);
  g_ptr_array_add (checks->running, self);
  tidings_agent_hold (self->agent);
  tidings_engine_check_async (tidings_agent_get_engine (self->agent), &wish, told_cb, self, self->cancellable, checked_cb, self);
}

static gboolean
handle_check_account_cb (TidingsBusAgent1      *face,
                         GDBusMethodInvocation *invocation,
                         GVariant              *options,
                         gpointer               user_data)
{
  Checks *checks = user_data;
  GError *error = NULL;

  if (tidings_agent_check (checks->agent, invocation) == NULL)
    return TRUE;

  if (!tidings_arguments_check (options, check_options, G_N_ELEMENTS (check_options), &error))
    tidings_agent_take_error (invocation, error);
  else if (has_credentials (checks->agent, invocation))
    start (checks, invocation, options);

  return TRUE;
}

static gboolean
handle_cancel_check_cb (TidingsBusAgent1      *face,
                        GDBusMethodInvocation *invocation,
                        gpointer               user_data)
{
  Checks *checks = user_data;
  const char *caller = g_dbus_method_invocation_get_sender (invocation);
  g_autoptr(GPtrArray) stopped = g_ptr_array_new_with_free_func (g_object_unref);

  if (tidings_agent_check (checks->agent, invocation) == NULL)
    return TRUE;

  /* A check that ends leaves the list. */
  for (guint i = 0; i < checks->running->len; i++)
    {
      Checking *check = g_ptr_array_index (checks->running, i);

      if (g_str_equal (g_dbus_method_invocation_get_sender (check->invocation), caller))
        g_ptr_array_add (stopped, g_object_ref (check->cancellable));
    }
  for (guint i = 0; i < stopped->len; i++)
    g_cancellable_cancel (g_ptr_array_index (stopped, i));
  tidings_bus_agent1_complete_cancel_check (face, invocation);

  return TRUE;
}

void
tidings_agent_connect_check (TidingsAgent     *self,
                             TidingsBusAgent1 *face)
{
  Checks *checks = g_rc_box_new0 (Checks);

  checks->agent = self;
  checks->running = g_ptr_array_new ();
  g_signal_connect_data (face, "handle-check-account", G_CALLBACK (handle_check_account_cb), checks, checks_release, 0);
  g_signal_connect_data (face, "handle-cancel-check", G_CALLBACK (handle_cancel_check_cb), g_rc_box_acquire (checks),
                         checks_release, 0);
}
