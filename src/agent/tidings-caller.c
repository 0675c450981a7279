/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who calls, as far as the system shows it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tidings-caller.h"
#include "tidings-program.h"

/* The bus answers at once; without an answer the call itself matters more. */
#define PATIENCE_MS 1000

#define FLATPAK_SCOPE "app-flatpak-"

void
tidings_caller_free (TidingsCaller *self)
{
  if (self == NULL)
    return;

  g_free (self->identity);
  g_free (self->name);
  g_free (self);
}

/* One of the files of a process, each of which may be out of reach. */
static char *
dup_path (const char *root,
          guint32     process,
          const char *file)
{
  return g_strdup_printf ("%s/%u/%s", root, process, file);
}

static char *
read_file (const char *root,
           guint32     process,
           const char *file,
           gsize      *length)
{
  g_autofree char *path = dup_path (root, process, file);
  char *contents = NULL;

  g_file_get_contents (path, &contents, length, NULL);

  return contents;
}

/* Where systemd has put it: the one hierarchy of now, or the one that systemd had for itself beside others. */
static char *
dup_group (const char *root,
           guint32     process)
{
  g_autofree char *contents = read_file (root, process, "cgroup", NULL);
  g_auto(GStrv) lines = g_strsplit (contents != NULL ? contents : "", "\n", -1);
  const char *found = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *own = strstr (lines[i], ":name=systemd:");

      if (own != NULL && found == NULL)
        found = own + strlen (":name=systemd:");
      else if (g_str_has_prefix (lines[i], "0::") && strlen (lines[i]) > strlen ("0::/"))
        found = lines[i] + strlen ("0::");
    }

  return g_strdup (found != NULL ? found : "");
}

/* The innermost unit; a unit may have groups of its own making below it. */
static char *
dup_innermost (const char *group)
{
  g_auto(GStrv) parts = g_strsplit (group, "/", -1);

  for (guint i = g_strv_length (parts); i > 0; i--)
    if (g_str_has_suffix (parts[i - 1], ".service") || g_str_has_suffix (parts[i - 1], ".scope"))
      return g_strdup (parts[i - 1]);

  return NULL;
}

/* Services that say nothing of who is inside: those that start whatever they are asked to, what the bus starts (named after who
 * asked for it, "dbus-:1.30-org.example.App@0.service"), programs that a desktop starts for the person (systemd, "Desktop
 * Environment Integration"; not what starts with the session), and what systemd-run makes up. */
static gboolean
is_anybody (const char *unit)
{
  return g_str_has_prefix (unit, "user@") || g_str_has_prefix (unit, "dbus.") || g_str_has_prefix (unit, "dbus-") ||
         g_str_has_prefix (unit, "run-") || (g_str_has_prefix (unit, "app-") && !g_str_has_suffix (unit, "@autostart.service"));
}

static char *
dup_service (const char *group)
{
  g_autofree char *unit = dup_innermost (group);
  const char *instance;

  if (unit == NULL || !g_str_has_suffix (unit, ".service") || is_anybody (unit))
    return NULL;

  /* Or each unit that fails would be a program of its own: "tidings-failure@backup.service" is "tidings-failure@.service". */
  instance = g_str_has_prefix (unit, "app-") ? NULL : strchr (unit, '@');
  if (instance != NULL)
    return g_strdup_printf ("%.*s@.service", (int) (instance - unit), unit);

  return g_steal_pointer (&unit);
}

/* "app-flatpak-org.example.App-1234.scope", where a "-" of the id is written as systemd does. */
static char *
dup_box_of_group (const char *group)
{
  g_autofree char *unit = dup_innermost (group);
  g_auto(GStrv) parts = NULL;
  char *end;

  if (unit == NULL || !g_str_has_prefix (unit, FLATPAK_SCOPE) || (end = strrchr (unit, '-')) < unit + strlen (FLATPAK_SCOPE))
    return NULL;

  *end = '\0';
  parts = g_strsplit (unit + strlen (FLATPAK_SCOPE), "\\x2d", -1);

  return g_strjoinv ("-", parts);
}

/* What Flatpak itself puts into each sandbox, where no program of the sandbox can change it. The bus knows of a sandbox only
 * its proxy, which Flatpak keeps in one, too. */
static char *
dup_box (const char *root,
         guint32     process,
         const char *group)
{
  g_autofree char *path = dup_path (root, process, "root/.flatpak-info");
  g_autoptr(GKeyFile) info = g_key_file_new ();
  char *id = NULL;

  if (g_key_file_load_from_file (info, path, G_KEY_FILE_NONE, NULL))
    id = g_key_file_get_string (info, "Application", "name", NULL);

  return id != NULL ? id : dup_box_of_group (group);
}

static char *
dup_file (const char *root,
          guint32     process)
{
  g_autofree char *path = dup_path (root, process, "exe");
  char *file = g_file_read_link (path, NULL);

  /* A program that was replaced by a newer one while it ran is still the same. */
  if (file != NULL && g_str_has_suffix (file, " (deleted)"))
    file[strlen (file) - strlen (" (deleted)")] = '\0';

  return file;
}

static gboolean
is_file (const char *file,
         const char *path)
{
  g_autofree char *real = NULL;

  if (g_strcmp0 (file, path) == 0)
    return TRUE;
  real = realpath (path, NULL);

  return real != NULL && g_strcmp0 (file, real) == 0;
}

/* The letters of options that have nothing behind them; %NULL if the file is no interpreter. Any other option, such as -c or -m,
 * says that what follows is not the script, or not surely. */
static const char *
get_plain_options (const char *file)
{
  static const struct { const char *name; const char *options; } interpreters[] = {
    { "python", "BEIOPSbdqsuvx" }, { "perl", "wWtTX" }, { "ruby", "w" }, { "node", "" }, { "gjs-console", "" }, { "lua", "" },
    { "sh", "aefhuvxl" }, { "bash", "aefhuvxl" }, { "dash", "aefhuvxl" }, { "zsh", "aefhuvxl" }, { "ksh", "aefhuvxl" },
    { "fish", "l" },
  };
  g_autofree char *name = g_path_get_basename (file);
  gsize length = strlen (name);

  /* "python3.11" */
  while (length > 0 && (g_ascii_isdigit (name[length - 1]) || name[length - 1] == '.'))
    name[--length] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (interpreters); i++)
    if (g_str_equal (name, interpreters[i].name))
      return interpreters[i].options;

  return NULL;
}

static gboolean
is_plain_option (const char *word,
                 const char *letters)
{
  return word[0] == '-' && word[1] != '\0' && strspn (word + 1, letters) == strlen (word + 1);
}

/* The script that an interpreter runs; %NULL if it is none, or if that is not certain. */
static char *
dup_script (const char *root,
            guint32     process,
            const char *file)
{
  const char *options = get_plain_options (file);
  gsize length = 0;
  g_autofree char *words = options != NULL ? read_file (root, process, "cmdline", &length) : NULL;
  g_autofree char *real = NULL;
  const char *word;

  if (words == NULL)
    return NULL;

  /* Each word ends with a zero byte, and g_file_get_contents() adds another one. */
  word = words + strlen (words) + 1;
  while (word < words + length && is_plain_option (word, options))
    word += strlen (word) + 1;

  if (word >= words + length || *word != '/')
    return NULL;

  /* One name for each file, as the system has for what it runs itself. */
  real = realpath (word, NULL);

  return g_strdup (real != NULL ? real : word);
}

/* @rest: (transfer full) */
static void
set_identity (TidingsCaller     *self,
              TidingsCallerKind  kind,
              const char        *prefix,
              char              *rest)
{
  g_autofree char *name = g_utf8_make_valid (rest, -1);
  g_autofree char *identity = g_strconcat (prefix, name, NULL);

  g_free (rest);
  if (!tidings_program_is_identity (identity))
    return;

  self->kind = kind;
  g_free (self->identity);
  self->identity = g_steal_pointer (&identity);
}

static void
set_own (TidingsCaller     *self,
         TidingsCallerKind  kind)
{
  self->kind = kind;
  g_free (self->identity);
  self->identity = g_strdup (kind == TIDINGS_CALLER_WINDOW ? "window" : "cli");
}

/* The service that says who is inside, which one around this agent, too, does not. */
static char *
dup_telling_service (const char *root,
                     const char *group,
                     guint32     own)
{
  g_autofree char *service = dup_service (group);
  g_autofree char *around = dup_group (root, own);
  g_autofree char *same = dup_service (around);

  return g_strcmp0 (service, same) != 0 ? g_steal_pointer (&service) : NULL;
}

static void
look_at_file (TidingsCaller *self,
              const char    *root,
              guint32        process,
              guint32        own,
              const char    *group)
{
  g_autofree char *file = dup_file (root, process);
  g_autofree char *service = dup_telling_service (root, group, own);
  char *script = NULL;

  if (file != NULL && is_file (file, LIBEXECDIR "/tidings-app"))
    set_own (self, TIDINGS_CALLER_WINDOW);
  else if (service != NULL)
    set_identity (self, TIDINGS_CALLER_UNIT, TIDINGS_PROGRAM_UNIT, g_steal_pointer (&service));
  else if (file != NULL && (is_file (file, BINDIR "/tidings") || is_file (file, LIBEXECDIR "/tidings-cli")))
    set_own (self, TIDINGS_CALLER_PERSON);
  else if (file != NULL)
    {
      script = dup_script (root, process, file);
      set_identity (self, TIDINGS_CALLER_FILE, TIDINGS_PROGRAM_FILE, script != NULL ? script : g_steal_pointer (&file));
    }
}

static TidingsCaller *
make_other (void)
{
  TidingsCaller *self = g_new0 (TidingsCaller, 1);

  self->identity = g_strdup (TIDINGS_PROGRAM_OTHERS);

  return self;
}

TidingsCaller *
tidings_caller_look (const char *root,
                     guint32     process,
                     guint32     own)
{
  TidingsCaller *self = make_other ();
  g_autofree char *group = NULL;
  g_autofree char *box = NULL;
  g_autofree char *comm = NULL;

  g_return_val_if_fail (root != NULL, self);

  group = dup_group (root, process);
  box = dup_box (root, process, group);
  comm = read_file (root, process, "comm", NULL);
  if (comm != NULL && *g_strchomp (comm) != '\0')
    self->name = g_utf8_make_valid (comm, -1);

  /* Our own, installed for the person from elsewhere. */
  if (g_strcmp0 (box, APP_ID) == 0)
    set_own (self, TIDINGS_CALLER_PERSON);
  else if (box != NULL)
    set_identity (self, TIDINGS_CALLER_FLATPAK, TIDINGS_PROGRAM_FLATPAK, g_steal_pointer (&box));
  else
    look_at_file (self, root, process, own, group);

  return self;
}

static GVariant *
ask_bus (GDBusConnection    *bus,
         const char         *method,
         const char         *name,
         const GVariantType *type)
{
  return g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method,
                                      g_variant_new ("(s)", name), type, G_DBUS_CALL_FLAGS_NONE, PATIENCE_MS, NULL, NULL);
}

static guint32
get_process (GDBusConnection *bus,
             const char      *sender)
{
  g_autoptr(GVariant) reply = ask_bus (bus, "GetConnectionUnixProcessID", sender, G_VARIANT_TYPE ("(u)"));
  guint32 process = 0;

  if (reply != NULL)
    g_variant_get (reply, "(u)", &process);

  return process;
}

static gboolean
owns (GDBusConnection *bus,
      const char      *sender,
      const char      *name)
{
  g_autoptr(GVariant) reply = ask_bus (bus, "GetNameOwner", name, G_VARIANT_TYPE ("(s)"));
  const char *owner = NULL;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(&s)", &owner);

  return g_str_equal (owner, sender);
}

/* In a sandbox of our own the numbers of processes are others', and nothing can be looked at. There our own programs are told by
 * names that the sandboxes of others may not have; the command line takes one for each of its runs. */
static TidingsCaller *
look_by_name (GDBusConnection *bus,
              const char      *sender)
{
  TidingsCaller *self = make_other ();
  g_autofree char *own = g_strdup_printf ("%s.CommandLine.c%s", APP_ID, sender + 1);

  g_strcanon (own + strlen (APP_ID ".CommandLine.c"), G_CSET_DIGITS, '_');
  if (owns (bus, sender, APP_ID))
    set_own (self, TIDINGS_CALLER_WINDOW);
  else if (owns (bus, sender, own))
    set_own (self, TIDINGS_CALLER_PERSON);

  return self;
}

TidingsCaller *
tidings_caller_new (GDBusConnection *bus,
                    const char      *sender)
{
  g_autoptr(TidingsCaller) self = NULL;
  guint32 process;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (bus), NULL);

  if (sender == NULL)
    return make_other ();
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return look_by_name (bus, sender);

  process = get_process (bus, sender);
  if (process == 0)
    return make_other ();
  self = tidings_caller_look ("/proc", process, (guint32) getpid ());
  if (get_process (bus, sender) != process)
    return make_other ();

  return g_steal_pointer (&self);
}

gboolean
tidings_caller_is_program (const TidingsCaller *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->kind != TIDINGS_CALLER_WINDOW && self->kind != TIDINGS_CALLER_PERSON;
}

char *
tidings_caller_dup_name (GDBusConnection       *bus,
                         GDBusMethodInvocation *invocation)
{
  g_autoptr(TidingsCaller) self = tidings_caller_new (bus, g_dbus_method_invocation_get_sender (invocation));

  return g_strdup (!tidings_caller_is_program (self) || self->name == NULL ? self->identity : self->name);
}
