/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors as they cross the bus. */
#include "config.h"

#include "tidings-bus-error.h"

#define ERROR_NAME(name) APP_ID ".Error." name

static const GDBusErrorEntry entries[] = {
  { TIDINGS_BUS_ERROR_INVALID_ARGUMENT, ERROR_NAME ("InvalidArgument") },
  { TIDINGS_BUS_ERROR_NOT_FOUND, ERROR_NAME ("NotFound") },
  { TIDINGS_BUS_ERROR_REFUSED, ERROR_NAME ("Refused") },
  { TIDINGS_BUS_ERROR_WRONG_CODE, ERROR_NAME ("WrongCode") },
  { TIDINGS_BUS_ERROR_TRY_LATER, ERROR_NAME ("TryLater") },
  { TIDINGS_BUS_ERROR_NO_ACCOUNT, ERROR_NAME ("NoAccount") },
  { TIDINGS_BUS_ERROR_KEYRING_LOCKED, ERROR_NAME ("KeyringLocked") },
  { TIDINGS_BUS_ERROR_TWILIO, ERROR_NAME ("Twilio") },
  { TIDINGS_BUS_ERROR_STORAGE, ERROR_NAME ("Storage") },
};

GQuark
tidings_bus_error_quark (void)
{
  static gsize quark = 0;

  g_dbus_error_register_error_domain ("tidings-bus-error-quark", &quark, entries, G_N_ELEMENTS (entries));

  return (GQuark) quark;
}

gboolean
tidings_bus_error_is_unreachable (const GError *error)
{
  if (error == NULL)
    return FALSE;
  if (error->domain == G_DBUS_ERROR)
    return error->code == G_DBUS_ERROR_SERVICE_UNKNOWN || error->code == G_DBUS_ERROR_NAME_HAS_NO_OWNER ||
           error->code == G_DBUS_ERROR_NO_REPLY || error->code == G_DBUS_ERROR_NO_SERVER ||
           error->code == G_DBUS_ERROR_DISCONNECTED || error->code == G_DBUS_ERROR_TIMED_OUT ||
           error->code == G_DBUS_ERROR_TIMEOUT || error->code == G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND ||
           (error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED && error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY);

  return error->domain == G_IO_ERROR && error->code != G_IO_ERROR_CANCELLED;
}

char *
tidings_bus_error_dup_words (const GError *error)
{
  g_autoptr(GError) copy = NULL;
  const char *words;

  g_return_val_if_fail (error != NULL, NULL);

  copy = g_error_copy (error);
  g_dbus_error_strip_remote_error (copy);
  words = copy->message;

  /* A refusal starts with the rule's name for programs; people get the sentence after it. */
  if (g_error_matches (copy, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_REFUSED) && strstr (words, ": ") != NULL)
    words = strstr (words, ": ") + 2;

  return g_strdup (words);
}

char *
tidings_bus_error_dup_rule (const GError *error)
{
  g_autoptr(GError) copy = NULL;
  const char *colon;

  if (!g_error_matches (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_REFUSED))
    return NULL;

  copy = g_error_copy (error);
  g_dbus_error_strip_remote_error (copy);
  colon = strstr (copy->message, ": ");

  return colon != NULL ? g_strndup (copy->message, colon - copy->message) : NULL;
}
