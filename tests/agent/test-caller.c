/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who calls: what is made of the files that the system shows of a process, from tables of such processes. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "tidings-caller.h"

#define PROCESS 4711
#define OWN 12
#define SESSION "0::/user.slice/user-1000.slice/user@1000.service/app.slice/"

typedef struct {
  const char *exe;       /* where the link leads; NULL for one that may not be read */
  const char *words;     /* the command line, a "|" between two words */
  const char *cgroup;    /* NULL for none */
  const char *box;       /* what .flatpak-info says; NULL for none */
  TidingsCallerKind kind;
  const char *identity;
  const char *why;
  const char *own;       /* the group of this agent; NULL for none */
} Process;

static const Process processes[] = {
  { "/usr/bin/foo", "foo|bar", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/foo", "a program by its file, not by what it calls itself" },
  { "/usr/bin/foo (deleted)", "foo", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/foo", "replaced by an update while it runs" },
  { NULL, "foo", "0::/", NULL, TIDINGS_CALLER_OTHER, "bus", "another person's, or gone" },
  { "/usr/bin/new\nline", "foo", NULL, NULL, TIDINGS_CALLER_OTHER, "bus", "a name that would break a list" },

  /* Scripts. */
  { "/usr/bin/python3.11", "python3|/home/ann/watch.py|-v", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/home/ann/watch.py", "a script that is started by its first line" },
  { "/usr/bin/python3.11", "python3|-u|-sB|/home/ann/watch.py", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/home/ann/watch.py", "options with nothing behind them" },
  { "/usr/bin/python3.11", "python3|/usr/./../usr/bin", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin", "one name for each file" },
  { "/usr/bin/python3.11", "python3|-m|watch|/home/ann/x.py", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/python3.11", "a module; the path is its argument" },
  { "/usr/bin/python3.11", "python3|-c|import this|/etc/x", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/python3.11", "words on the command line" },
  { "/usr/bin/python3.11", "python3|-uc|import this|/etc/x", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/python3.11", "the same behind another option" },
  { "/usr/bin/python3.11", "python3|-W|/etc/x", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/python3.11", "an option's argument looks like a script" },
  { "/usr/bin/python3.11", "python3|watch.py", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/python3.11", "nobody knows in which folder it was" },
  { "/usr/bin/python3.11", "python3", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/python3.11", "by hand" },
  { "/usr/bin/python3.11", "", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/python3.11", "no command line at all" },
  { "/usr/bin/bash", "bash|-e|/usr/local/bin/backup", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/local/bin/backup", "a shell's script" },
  { "/usr/bin/bash", "bash|-o|/usr/local/bin/backup", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/bash", "an option that has an argument" },
  { "/usr/bin/bash", "-bash", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/bash", "a login shell" },
  { "/usr/bin/foo", "foo|/etc/passwd", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/foo", "no interpreter: a path is its own matter" },

  /* Sandboxes. */
  { "/usr/bin/xdg-dbus-proxy", "xdg-dbus-proxy|/tmp/x", SESSION "app-flatpak-org.example.App-1234.scope", "[Application]\nname=org.example.App\n", TIDINGS_CALLER_FLATPAK, "flatpak:org.example.App", "what the bus knows of a sandbox is its proxy" },
  { "/usr/bin/foo", "foo", "0::/", "[Application]\nname=org.example.App\n", TIDINGS_CALLER_FLATPAK, "flatpak:org.example.App", "without systemd" },
  { NULL, "foo", SESSION "app-flatpak-org.example.App-1234.scope", NULL, TIDINGS_CALLER_FLATPAK, "flatpak:org.example.App", "only the group can be read" },
  { NULL, "foo", SESSION "app-flatpak-org.exa\\x2dmple.App-1234.scope", NULL, TIDINGS_CALLER_FLATPAK, "flatpak:org.exa-mple.App", "a - of the id, as systemd writes it" },
  { "/usr/bin/foo", "foo", "0::/", "[Runtime]\nruntime=x\n", TIDINGS_CALLER_FILE, "exe:/usr/bin/foo", "a sandbox of no application" },
  { "/usr/bin/foo", "foo", "0::/", "rubbish", TIDINGS_CALLER_FILE, "exe:/usr/bin/foo", "no key file" },
  { "/app/bin/foo", "foo", "0::/", "[Application]\nname=../../etc\n", TIDINGS_CALLER_OTHER, "bus", "no id" },
  { LIBEXECDIR "/tidings-app", "x", "0::/", "[Application]\nname=org.example.App\n", TIDINGS_CALLER_FLATPAK, "flatpak:org.example.App", "a file in a sandbox may be called anything" },
  { "/usr/bin/xdg-dbus-proxy", "x", "0::/", "[Application]\nname=" APP_ID "\n", TIDINGS_CALLER_PERSON, "cli", "our own in its sandbox" },

  /* Services. */
  { "/usr/bin/foo", "foo", SESSION "backup.service", NULL, TIDINGS_CALLER_UNIT, "unit:backup.service", "a service of the person's" },
  { "/usr/bin/foo", "foo", "0::/system.slice/cron.service", NULL, TIDINGS_CALLER_UNIT, "unit:cron.service", "a service of the system's" },
  { "/usr/bin/foo", "foo", "0::/system.slice/docker.service/payload/7", NULL, TIDINGS_CALLER_UNIT, "unit:docker.service", "groups of its own making" },
  { "/usr/bin/foo", "foo", SESSION "tidings-failure@backup.service", NULL, TIDINGS_CALLER_UNIT, "unit:tidings-failure@.service", "a template is one program" },
  { "/usr/bin/foo", "foo", "12:pids:/x.service\n1:name=systemd:/system.slice/cron.service\n0::/", NULL, TIDINGS_CALLER_UNIT, "unit:cron.service", "the older hierarchies" },
  { "/usr/bin/foo", "foo", SESSION "dbus.service", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/foo", "what the bus starts may be anybody" },
  { "/usr/bin/foo", "foo", SESSION "dbus-:1.30-org.example.App@0.service", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/foo", "its service is another one in each session" },
  { "/usr/bin/foo", "foo", SESSION "run-r0123456789abcdef.service", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/foo", "a name that is made up each time" },
  { "/usr/bin/foo", "foo", SESSION "app-org.kde.konsole@0123.service", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/foo", "a desktop that starts programs as services" },
  { "/usr/bin/foo", "foo", SESSION "app-foo@autostart.service", NULL, TIDINGS_CALLER_UNIT, "unit:app-foo@autostart.service", "what starts with the session" },
  { "/usr/bin/foo", "foo", "0::/user.slice/user-1000.slice/user@1000.service/init.scope", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/foo", "a scope inside a service is the scope" },
  { "/usr/bin/foo", "foo", "0::/user.slice/user-1000.slice/session-2.scope", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/foo", "a login" },

  /* Our own. */
  { LIBEXECDIR "/tidings-app", "tidings-app", SESSION "app-gnome-org.tidings.Tidings-12.scope", NULL, TIDINGS_CALLER_WINDOW, "window", "the window" },
  { LIBEXECDIR "/tidings-app", "tidings-app", SESSION "org.gnome.Shell@wayland.service", NULL, TIDINGS_CALLER_WINDOW, "window", "whoever started it" },
  { "/tmp/tidings-app", "tidings-app", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/tmp/tidings-app", "the name alone is nothing" },
  { BINDIR "/tidings", "tidings|send", SESSION "vte-spawn-1.scope", NULL, TIDINGS_CALLER_PERSON, "cli", "in a terminal" },
  { LIBEXECDIR "/tidings-cli", "tidings|send", "0::/", NULL, TIDINGS_CALLER_PERSON, "cli", "the other half of it" },
  { LIBEXECDIR "/tidings-cli (deleted)", "tidings|send", "0::/", NULL, TIDINGS_CALLER_PERSON, "cli", "while Tidings is brought up to date" },
  { BINDIR "/tidings", "tidings|alert", SESSION "backup.service", NULL, TIDINGS_CALLER_UNIT, "unit:backup.service", "whoever runs it counts" },
  { BINDIR "/tidings", "tidings|alert", "0::/system.slice/cron.service", NULL, TIDINGS_CALLER_UNIT, "unit:cron.service", "also cron" },
  { BINDIR "/tidings", "tidings|alert", SESSION "app-org.kde.konsole@0123.service", NULL, TIDINGS_CALLER_PERSON, "cli", "a terminal that runs as a service" },
  { BINDIR "/tidings", "tidings|alert", SESSION "run-u12.service", NULL, TIDINGS_CALLER_PERSON, "cli", "systemd-run by hand" },
  { BINDIR "/tidings", "tidings|alert", "0::/system.slice/runner.service", NULL, TIDINGS_CALLER_PERSON, "cli", "a session inside a service", "0::/system.slice/runner.service" },
  { BINDIR "/tidings", "tidings|alert", SESSION "backup.service", NULL, TIDINGS_CALLER_UNIT, "unit:backup.service", "another service than the agent's", SESSION "tidings-agent.service" },
  { "/usr/bin/foo", "foo", "0::/system.slice/runner.service", NULL, TIDINGS_CALLER_FILE, "exe:/usr/bin/foo", "others in that session, too", "0::/system.slice/runner.service" },
  { "/opt/bin/tidings", "tidings|alert", "0::/", NULL, TIDINGS_CALLER_FILE, "exe:/opt/bin/tidings", "another program of the same name" },
};

static void
put_file (const char *folder,
          const char *name,
          const char *contents,
          gsize       length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, contents, length, &error);
  g_assert_no_error (error);
}

static void
make_process (const char    *folder,
              const Process *process)
{
  g_autofree char *exe = g_build_filename (folder, "exe", NULL);
  g_autofree char *root = g_build_filename (folder, "root", NULL);
  g_autofree char *words = g_strconcat (process->words, "|", NULL);
  gsize length = *process->words != '\0' ? strlen (words) : 0;

  g_assert_cmpint (g_mkdir_with_parents (root, 0700), ==, 0);
  g_strdelimit (words, "|", '\0');
  put_file (folder, "cmdline", words, length);
  put_file (folder, "comm", "called\n", -1);
  if (process->exe != NULL)
    g_assert_cmpint (symlink (process->exe, exe), ==, 0);
  if (process->cgroup != NULL)
    put_file (folder, "cgroup", process->cgroup, -1);
  if (process->box != NULL)
    put_file (root, ".flatpak-info", process->box, -1);
}

static void
make_own (const char *folder,
          const char *cgroup)
{
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (cgroup != NULL)
    put_file (folder, "cgroup", cgroup, -1);
}

static void
remove_process (const char *folder)
{
  static const char * const files[] = { "exe", "cmdline", "comm", "cgroup", "root/.flatpak-info", "root", "" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      g_assert_true (g_remove (path) == 0 || errno == ENOENT);
    }
}

static void
test_processes (void)
{
  g_autofree char *proc = g_dir_make_tmp ("tidings-proc-XXXXXX", NULL);
  g_autofree char *folder = g_strdup_printf ("%s/%u", proc, PROCESS);
  g_autofree char *own = g_strdup_printf ("%s/%u", proc, OWN);

  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    {
      g_autoptr(TidingsCaller) caller = NULL;

      g_test_message ("%s", processes[i].why);
      make_process (folder, &processes[i]);
      make_own (own, processes[i].own);
      caller = tidings_caller_look (proc, PROCESS, OWN);
      g_assert_cmpstr (caller->identity, ==, processes[i].identity);
      g_assert_cmpint (caller->kind, ==, processes[i].kind);
      g_assert_cmpstr (caller->name, ==, "called");
      g_assert_cmpint (tidings_caller_is_program (caller), ==,
                       processes[i].kind != TIDINGS_CALLER_WINDOW && processes[i].kind != TIDINGS_CALLER_PERSON);
      remove_process (folder);
      remove_process (own);
    }

  g_assert_cmpint (g_rmdir (proc), ==, 0);
}

static void
test_gone (void)
{
  g_autofree char *proc = g_dir_make_tmp ("tidings-proc-XXXXXX", NULL);
  g_autoptr(TidingsCaller) caller = tidings_caller_look (proc, PROCESS, OWN);

  g_assert_cmpstr (caller->identity, ==, "bus");
  g_assert_null (caller->name);
  g_assert_true (tidings_caller_is_program (caller));
  g_assert_cmpint (g_rmdir (proc), ==, 0);
}

/* Ourselves, on a real bus: the file that this test is, and nobody once the connection has ended. */
static void
test_bus (void)
{
  g_autoptr(GTestDBus) daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr(GDBusConnection) bus = NULL;
  g_autoptr(GDBusConnection) other = NULL;
  g_autoptr(TidingsCaller) alive = NULL;
  g_autoptr(TidingsCaller) gone = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *file = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *identity = g_strconcat ("exe:", file, NULL);
  g_autofree char *sender = NULL;

  g_test_dbus_up (daemon);
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  other = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (daemon),
                                                  G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);

  sender = g_strdup (g_dbus_connection_get_unique_name (other));
  alive = tidings_caller_new (bus, sender);
  g_assert_cmpstr (alive->identity, ==, identity);

  g_assert_true (g_dbus_connection_close_sync (other, NULL, &error));
  /* The bus tells of the end in the order in which it happened. */
  for (gboolean is_there = TRUE; is_there; )
    {
      g_autoptr(GVariant) reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                                               "org.freedesktop.DBus", "NameHasOwner",
                                                               g_variant_new ("(s)", sender), NULL, 0, -1, NULL, &error);

      g_assert_no_error (error);
      g_variant_get (reply, "(b)", &is_there);
    }
  gone = tidings_caller_new (bus, sender);
  g_assert_cmpstr (gone->identity, ==, "bus");

  g_clear_object (&bus);
  g_test_dbus_down (daemon);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/agent/caller/processes", test_processes);
  g_test_add_func ("/agent/caller/gone", test_gone);
  g_test_add_func ("/agent/caller/bus", test_bus);

  return g_test_run ();
}
