/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who calls. */
#include "config.h"

#include "tidings-caller.h"

/* The bus answers at once; without an answer the call itself matters more. */
#define PATIENCE_MS 1000

static guint32
get_process (GDBusConnection *bus,
             const char      *sender)
{
  g_autoptr(GVariant) reply = NULL;
  guint32 process = 0;

  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "GetConnectionUnixProcessID", g_variant_new ("(s)", sender), G_VARIANT_TYPE ("(u)"),
                                       G_DBUS_CALL_FLAGS_NONE, PATIENCE_MS, NULL, NULL);
  if (reply != NULL)
    g_variant_get (reply, "(u)", &process);

  return process;
}

/* Our own programs by their files, so that no other is taken for them by a mere name; scripts by the name of the script. */
static char *
dup_program (guint32 process)
{
  g_autofree char *link = g_strdup_printf ("/proc/%u/exe", process);
  g_autofree char *comm = g_strdup_printf ("/proc/%u/comm", process);
  g_autofree char *file = g_file_read_link (link, NULL);
  g_autofree char *program = file != NULL ? g_path_get_basename (file) : NULL;
  g_autofree char *name = NULL;

  if (g_strcmp0 (program, "tidings-app") == 0)
    return g_strdup ("window");
  if (g_strcmp0 (program, "tidings") == 0 || g_strcmp0 (program, "tidings-cli") == 0)
    return g_strdup ("cli");
  if (!g_file_get_contents (comm, &name, NULL, NULL) || *g_strchomp (name) == '\0')
    return NULL;

  return g_utf8_make_valid (name, -1);
}

char *
tidings_caller_dup_name (GDBusConnection       *bus,
                         GDBusMethodInvocation *invocation)
{
  const char *sender = g_dbus_method_invocation_get_sender (invocation);
  guint32 process = sender != NULL ? get_process (bus, sender) : 0;
  char *name = process != 0 ? dup_program (process) : NULL;

  return name != NULL ? name : g_strdup ("bus");
}
