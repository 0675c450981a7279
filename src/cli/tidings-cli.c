/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command of `tidings` shares: the agent, the store for looking, who is meant, and how a command ends. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-cli.h"
#include "tidings-cli-print.h"
#include "tidings-country.h"
#include "tidings-store-people.h"

G_DEFINE_QUARK (tidings-cli-error-quark, tidings_cli_error)

struct _TidingsCli {
  TidingsClock *clock;
  TidingsBusAgent1 *agent;
  TidingsStore *store;
  gboolean has_repeated;
  gboolean has_woken;
};

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
  if (self->clock == NULL)
    self->clock = tidings_real_clock_new ();

  return self->clock;
}

gint64
tidings_cli_get_now (TidingsCli *self)
{
  return tidings_clock_get_now (tidings_cli_get_clock (self));
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

gboolean
tidings_cli_open_store (TidingsCli    *self,
                        TidingsStore **store,
                        GError       **error)
{
  g_autofree char *path = tidings_store_dup_default_path ();
  g_autoptr(GVariant) status = NULL;
  g_autoptr(GError) failure = NULL;

  *store = self->store;
  if (self->store != NULL)
    return TRUE;

  self->store = tidings_store_open_read_only (path, &failure);
  if (g_error_matches (failure, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FAILED))
    {
      /* It may be of an earlier version, and only the agent may bring it up to date. */
      if ((status = tidings_cli_ask_status (self, error)) == NULL)
        return FALSE;
      g_clear_error (&failure);
      self->store = tidings_store_open_read_only (path, &failure);
    }

  *store = self->store;
  if (self->store != NULL || g_error_matches (failure, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_MISSING))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
tidings_cli_keep_going (TidingsCli     *self,
                        TidingsMessage *message)
{
  g_autoptr(GDBusConnection) bus = NULL;

  gboolean is_open = message->state == TIDINGS_MESSAGE_SENDING ||
                     (message->next_at != 0 && !tidings_message_state_is_final (message->state));

  if (self->has_woken || !is_open)
    return;

  /* Without a bus there is nobody to wake, and the log can be read all the same. */
  self->has_woken = TRUE;
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (bus == NULL)
    return;
  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "StartServiceByName",
                          g_variant_new ("(su)", AGENT_NAME, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
  g_dbus_connection_flush_sync (bus, NULL, NULL);
}

TidingsPerson *
tidings_cli_find_person (TidingsCli  *self,
                         const char  *who,
                         GError     **error)
{
  TidingsStore *store = NULL;
  g_autofree char *country = NULL;

  if (!tidings_cli_open_store (self, &store, error))
    return NULL;
  if (store == NULL)
    {
      tidings_cli_set_usage (error, _("There is nobody yet; add a person with “tidings people add NAME NUMBER”"));
      return NULL;
    }

  country = tidings_country_code_for_locale (NULL);
  return tidings_store_find_person (store, who, country, error);
}

static gboolean
has_person (GPtrArray *people,
            gint64     id)
{
  for (guint i = 0; i < people->len; i++)
    if (((TidingsPerson *) g_ptr_array_index (people, i))->id == id)
      return TRUE;

  return FALSE;
}

GPtrArray *
tidings_cli_find_people (TidingsCli  *self,
                         const char  *list,
                         GError     **error)
{
  g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(TidingsPerson) whole = NULL;
  g_auto(GStrv) parts = NULL;

  if (strchr (list, ',') != NULL && (whole = tidings_cli_find_person (self, list, NULL)) != NULL)
    {
      g_ptr_array_add (people, g_steal_pointer (&whole));
      return g_steal_pointer (&people);
    }

  parts = g_strsplit (list, ",", -1);
  for (char **part = parts; *part != NULL; part++)
    {
      g_autoptr(TidingsPerson) person = tidings_cli_find_person (self, g_strstrip (*part), error);

      if (person == NULL)
        return NULL;
      if (!has_person (people, person->id))
        g_ptr_array_add (people, g_steal_pointer (&person));
    }

  return g_steal_pointer (&people);
}

char *
tidings_cli_dup_name (TidingsStore *store,
                      gint64        person)
{
  g_autoptr(TidingsPerson) found = store != NULL && person > 0 ? tidings_store_get_person (store, person, NULL) : NULL;
  g_autofree char *id = NULL;

  if (found != NULL)
    return g_strdup (found->name);

  id = g_strdup_printf ("%" G_GINT64_FORMAT, person);
  /* Translators: stands for the name of somebody who is not in the list any more; %s is a number */
  return g_strdup_printf (_("Person %s"), id);
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
      g_error_matches (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND) ||
      g_error_matches (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT) ||
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
