/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command of `tidings` shares: the agent, the clock, and how a command ends. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-cli-private.h"
#include "tidings-cli-print.h"

/* Of org.freedesktop.DBus.RequestName (D-Bus specification, "Message Bus Messages"). */
#define NAME_FLAG_DO_NOT_QUEUE 4

G_DEFINE_QUARK (tidings-cli-error-quark, tidings_cli_error)

TidingsCli *
tidings_cli_new (void)
{
  return g_new0 (TidingsCli, 1);
}

void
tidings_cli_free (TidingsCli *self)
{
  g_clear_object (&self->agent);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_free (self);
}

TidingsClock *
tidings_cli_get_clock (TidingsCli *self)
{
  g_autoptr(TidingsClock) timer = NULL;

  if (self->clock == NULL)
    {
      timer = tidings_real_clock_new ();
      self->clock = tidings_practice_clock_new (timer);
      if (self->read_ahead != NULL)
        tidings_cli_set_ahead (self, self->read_ahead (self));
    }

  return self->clock;
}

void
tidings_cli_set_ahead (TidingsCli *self,
                       gint64      ahead_ms)
{
  tidings_practice_clock_set_ahead (TIDINGS_PRACTICE_CLOCK (tidings_cli_get_clock (self)), ahead_ms);
}

gint64
tidings_cli_get_now (TidingsCli *self)
{
  return tidings_clock_get_now (tidings_cli_get_clock (self));
}

/* In the sandbox of Tidings the agent cannot see which program calls. There a name tells, one for each run, that no other sandbox may
 * have (tidings-caller.c); without it this would be one of the unknown programs, and limited as they are. */
static void
take_name (GDBusConnection *bus)
{
  g_autofree char *name = g_strdup_printf ("%s.CommandLine.c%s", APP_ID, g_dbus_connection_get_unique_name (bus) + 1);
  g_autoptr(GVariant) reply = NULL;

  g_strcanon (name + strlen (APP_ID ".CommandLine.c"), G_CSET_DIGITS, '_');
  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", name, NAME_FLAG_DO_NOT_QUEUE), G_VARIANT_TYPE ("(u)"),
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
}

static TidingsBusAgent1 *
make_agent (GDBusProxyFlags   flags,
            GError          **error)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);

  if (bus == NULL)
    return NULL;

  /* A bus that goes away is told as an error, not by a signal that ends the program. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    take_name (bus);
  /* Registers the names, so that errors come back as what they are. */
  (void) TIDINGS_BUS_ERROR;

  return tidings_bus_agent1_proxy_new_sync (bus, flags, AGENT_NAME, AGENT_PATH, NULL, error);
}

TidingsBusAgent1 *
tidings_cli_get_agent (TidingsCli  *self,
                       GError     **error)
{
  if (self->agent == NULL)
    self->agent = make_agent (G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES | G_DBUS_PROXY_FLAGS_DO_NOT_CONNECT_SIGNALS |
                              G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START_AT_CONSTRUCTION, error);

  return self->agent;
}

TidingsBusAgent1 *
tidings_cli_watch_agent (TidingsCli  *self,
                         GError     **error)
{
  return make_agent (G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES | G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START_AT_CONSTRUCTION,
                     error);
}

static gboolean
is_unreached (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER);
}

gboolean
tidings_cli_may_repeat (TidingsCli     *self,
                        TidingsRepeat   repeat,
                        GError        **error)
{
  if (self->has_repeated || error == NULL || *error == NULL)
    return FALSE;
  if (!is_unreached (*error) &&
      !(repeat == TIDINGS_REPEAT_LOST && g_error_matches (*error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)))
    return FALSE;

  self->has_repeated = TRUE;
  g_clear_error (error);

  return TRUE;
}

GVariant *
tidings_cli_ask_status (TidingsCli  *self,
                        GError     **error)
{
  TidingsBusAgent1 *agent = tidings_cli_get_agent (self, error);
  g_autoptr(GError) failure = NULL;
  GVariant *status = NULL;

  if (agent == NULL)
    return NULL;

  do
    tidings_bus_agent1_call_get_status_sync (agent, &status, NULL, &failure);
  while (status == NULL && tidings_cli_may_repeat (self, TIDINGS_REPEAT_LOST, &failure));

  if (status == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return status;
}

gint64
tidings_cli_parse_id (const char  *text,
                      GError     **error)
{
  gint64 id = 0;

  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return id;

  tidings_cli_set_usage (error, _("“%s” is not an id; ids are the numbers in the first column of the list"), text);
  return 0;
}

TidingsExit
tidings_cli_get_exit (const GError *error)
{
  if (g_error_matches (error, TIDINGS_CLI_ERROR, TIDINGS_CLI_ERROR_USAGE) ||
      g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT) ||
      g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_NOT_FOUND) || error->domain == G_OPTION_ERROR)
    return TIDINGS_EXIT_USAGE;
  if (g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_REFUSED))
    return TIDINGS_EXIT_REFUSED;
  if (g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_NO_ACCOUNT) ||
      g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_KEYRING_LOCKED))
    return TIDINGS_EXIT_NO_ACCOUNT;

  return tidings_bus_error_is_unreachable (error) ? TIDINGS_EXIT_UNREACHABLE : TIDINGS_EXIT_FAILED;
}

/* Whether the call may have been handed to an agent that did not answer any more. */
static gboolean
is_answer_lost (const GError *error)
{
  if (error->domain == G_DBUS_ERROR)
    return error->code == G_DBUS_ERROR_NO_REPLY || error->code == G_DBUS_ERROR_TIMEOUT ||
           error->code == G_DBUS_ERROR_TIMED_OUT || error->code == G_DBUS_ERROR_DISCONNECTED;

  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

TidingsExit
tidings_cli_fail_lost (const GError *error,
                       const char   *look)
{
  g_autofree char *rule = tidings_bus_error_dup_rule (error);
  g_autofree char *words = tidings_bus_error_dup_words (error);
  TidingsExit status = tidings_cli_get_exit (error);

  if (status == TIDINGS_EXIT_UNREACHABLE && look != NULL && is_answer_lost (error))
    /* Translators: %s says where to look, “tidings log” */
    tidings_cli_complain (_("The agent did not answer, so it is unknown whether this was done; look with “%s” before you try again"), look);
  else if (status == TIDINGS_EXIT_UNREACHABLE)
    /* Translators: %s is what the system says about it */
    tidings_cli_complain (_("The agent of Tidings cannot be reached (%s); check that Tidings is installed and that you are in a desktop session"), words);
  else if (rule != NULL)
    tidings_cli_complain ("%s – %s", rule, words);
  else
    tidings_cli_complain ("%s", words);

  return status;
}

TidingsExit
tidings_cli_fail (const GError *error)
{
  return tidings_cli_fail_lost (error, NULL);
}

void
tidings_cli_set_usage (GError     **error,
                       const char  *format,
                       ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (TIDINGS_CLI_ERROR, TIDINGS_CLI_ERROR_USAGE, format, arguments));
  va_end (arguments);
}

gboolean
tidings_cli_make_usage (GError **error)
{
  if (error != NULL && *error != NULL)
    {
      (*error)->domain = TIDINGS_CLI_ERROR;
      (*error)->code = TIDINGS_CLI_ERROR_USAGE;
    }

  return FALSE;
}
