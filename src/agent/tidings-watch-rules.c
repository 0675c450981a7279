/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the watchers make of what the system says. */
#include "config.h"

#include <math.h>
#include <string.h>
#include <gio/gunixmounts.h>

#include "tidings-watch-rules.h"

#define MAX_NAME 64
#define MAX_UNIT 120
#define MAX_SESSION 40
#define UNIT_PATH "/org/freedesktop/systemd1/unit/"

/* UPower's numbers (UpDeviceState, UpDeviceKind, UpDeviceLevel in its up-types.h). */
enum { STATE_CHARGING = 1, STATE_DISCHARGING = 2, STATE_EMPTY = 3, STATE_FULL = 4, STATE_PENDING_CHARGE = 5, STATE_PENDING_DISCHARGE = 6 };
enum { KIND_BATTERY = 2, KIND_UPS = 3 };
enum { LEVEL_UNKNOWN = 0, LEVEL_LOW = 3 };
#define LOW_PERCENT 10

/* A disk that was told of has to come this far below the limit. */
#define RECOVERED_PERCENT 3
#define FASTEST_BYTES_PER_MS (100 * 1000)
#define SHORTEST_PAUSE_MS (5 * 60 * G_GINT64_CONSTANT (1000))
#define LONGEST_PAUSE_MS (60 * 60 * G_GINT64_CONSTANT (1000))

char *
tidings_watch_dup_clean (const char *text,
                         const char *extra,
                         gsize       max)
{
  GString *clean = g_string_new (NULL);

  for (const char *at = text != NULL ? text : ""; *at != '\0' && clean->len < max; at++)
    if (g_ascii_isalnum (*at) || strchr (extra, *at) != NULL)
      g_string_append_c (clean, *at);

  return g_string_free (clean, FALSE);
}

/* A property as a clean name, %NULL without one. */
static char *
dup_name (GVariant   *properties,
          const char *key,
          const char *extra,
          gsize       max)
{
  const char *text = NULL;
  g_autofree char *clean = NULL;

  g_variant_lookup (properties, key, "&s", &text);
  clean = tidings_watch_dup_clean (text, extra, max);

  return *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

/* Names of users may have letters of every script; what could break out of a line of text may not be in them. */
static char *
dup_user (GVariant *properties)
{
  const char *text = "";
  GString *clean = g_string_new (NULL);
  glong n = 0;

  g_variant_lookup (properties, "Name", "&s", &text);
  for (const char *at = text; *at != '\0' && n < MAX_NAME; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (!g_unichar_isalnum (letter) && (letter >= 128 || strchr ("._-@$+\\", (int) letter) == NULL))
        continue;
      g_string_append_unichar (clean, letter);
      n++;
    }

  return g_string_free (clean, FALSE);
}

/* As systemd writes classes: "user", "user-early", "user-light", … are people; "user-incomplete" becomes one, with the same session. */
static gboolean
is_person (GVariant *properties)
{
  const char *class = "";

  g_variant_lookup (properties, "Class", "&s", &class);

  return g_str_equal (class, "user") || g_str_has_prefix (class, "user-");
}

static void
read_place (TidingsSignIn *self,
            GVariant      *properties)
{
  gboolean is_remote = FALSE;
  g_autofree char *terminal = dup_name (properties, "TTY", "/._-:", MAX_NAME);
  g_autoptr(GVariant) seat = g_variant_lookup_value (properties, "Seat", G_VARIANT_TYPE ("(so)"));

  g_variant_lookup (properties, "Remote", "b", &is_remote);
  if (is_remote)
    {
      self->place = dup_name (properties, "RemoteHost", ".:%_-", MAX_NAME);
      return;
    }

  if (seat != NULL)
    {
      const char *name = NULL;

      g_variant_get (seat, "(&s&o)", &name, NULL);
      self->seat = tidings_watch_dup_clean (name, "_-", MAX_NAME);
      if (*self->seat == '\0')
        g_clear_pointer (&self->seat, g_free);
    }
  self->place = terminal != NULL ? g_steal_pointer (&terminal) : g_strdup (self->seat);
}

TidingsSignIn *
tidings_sign_in_read (GVariant *properties)
{
  g_autoptr(TidingsSignIn) self = g_new0 (TidingsSignIn, 1);
  g_autoptr(GVariant) user = NULL;
  guint64 at_us = 0;

  g_return_val_if_fail (g_variant_is_of_type (properties, G_VARIANT_TYPE_VARDICT), NULL);

  user = g_variant_lookup_value (properties, "User", G_VARIANT_TYPE ("(uo)"));
  self->id = dup_name (properties, "Id", "_-", MAX_SESSION);
  self->user = dup_user (properties);
  if (user == NULL || self->id == NULL || *self->user == '\0')
    return NULL;

  g_variant_get (user, "(uo)", &self->uid, NULL);
  g_variant_lookup (properties, "Timestamp", "t", &at_us);
  self->at = (gint64) MIN (at_us / 1000, (guint64) G_MAXINT64 / 1000);
  self->service = dup_name (properties, "Service", "._-", MAX_NAME);
  self->is_person = is_person (properties);
  read_place (self, properties);

  return g_steal_pointer (&self);
}

void
tidings_sign_in_free (TidingsSignIn *self)
{
  g_free (self->id);
  g_free (self->user);
  g_free (self->service);
  g_free (self->place);
  g_free (self->seat);
  g_free (self);
}

gboolean
tidings_sign_in_is_new (const TidingsSignIn *self,
                        GPtrArray           *others)
{
  if (!self->is_person)
    return FALSE;

  /* Who is at a seat and opens it again, or another terminal of it, was there before. */
  for (guint i = 0; self->seat != NULL && i < others->len; i++)
    {
      const TidingsSignIn *other = g_ptr_array_index (others, i);

      if (other->is_person && other->uid == self->uid && g_strcmp0 (other->seat, self->seat) == 0 &&
          !g_str_equal (other->id, self->id) && other->at <= self->at)
        return FALSE;
    }

  return TRUE;
}

char *
tidings_sign_in_dup_key (const TidingsSignIn *self)
{
  return g_strdup_printf ("%s@%" G_GINT64_FORMAT, self->id, self->at);
}

TidingsWatchVerdict
tidings_battery_judge (GVariant *properties,
                       gboolean *is_there,
                       guint    *percent)
{
  guint32 kind = 0;
  guint32 state = 0;
  guint32 level = LEVEL_UNKNOWN;
  double share = 0;

  g_return_val_if_fail (g_variant_is_of_type (properties, G_VARIANT_TYPE_VARDICT), TIDINGS_WATCH_QUIET);

  *is_there = FALSE;
  g_variant_lookup (properties, "IsPresent", "b", is_there);
  g_variant_lookup (properties, "Type", "u", &kind);
  g_variant_lookup (properties, "State", "u", &state);
  g_variant_lookup (properties, "WarningLevel", "u", &level);
  *is_there = *is_there && (kind == KIND_BATTERY || kind == KIND_UPS) && g_variant_lookup (properties, "Percentage", "d", &share);
  *percent = isfinite (share) ? (guint) CLAMP (share, 0, 100) : 0;

  if (!*is_there)
    return TIDINGS_WATCH_QUIET;
  if (state == STATE_CHARGING || state == STATE_FULL || state == STATE_PENDING_CHARGE)
    return TIDINGS_WATCH_OVER;
  if (level >= LEVEL_LOW)
    return TIDINGS_WATCH_TELL;
  if (level == LEVEL_UNKNOWN && isfinite (share) && *percent <= LOW_PERCENT &&
      (state == STATE_DISCHARGING || state == STATE_EMPTY || state == STATE_PENDING_DISCHARGE))
    return TIDINGS_WATCH_TELL;

  return TIDINGS_WATCH_QUIET;
}

static gboolean
is_under (const char *path,
          const char *folder)
{
  gsize length = strlen (folder);

  return strncmp (path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

gboolean
tidings_disk_counts (const char *device,
                     const char *path,
                     const char *fs_type,
                     gboolean    is_read_only)
{
  static const char * const full_by_nature[] = { "squashfs", "iso9660", "udf", "erofs", "cramfs", "romfs", NULL };

  g_return_val_if_fail (device && path && fs_type, FALSE);

  /* A file system of ZFS has the name of its pool in the place of a device. */
  if (!g_str_has_prefix (device, "/dev/") && !g_str_equal (fs_type, "zfs"))
    return FALSE;
  if (g_str_has_prefix (device, "/dev/loop") || is_read_only || g_strv_contains (full_by_nature, fs_type))
    return FALSE;

  /* Sticks and cards are full as a rule, and their owners know. A container's own files are mounted by themselves. */
  return !is_under (path, "/media") && !is_under (path, "/run") && !is_under (path, "/etc") && !is_under (path, "/dev") &&
         !is_under (path, "/proc") && !is_under (path, "/sys");
}

guint
tidings_disk_get_percent (guint64 used,
                          guint64 available)
{
  /* Files of this size are not had yet; a number beyond is nonsense that must not run over. */
  const guint64 most = G_MAXUINT64 / 400;

  if (used > most || available > most || used + available == 0)
    return 0;

  return (guint) ((used * 100 + used + available - 1) / (used + available));
}

TidingsWatchVerdict
tidings_disk_judge (guint percent,
                    guint limit)
{
  if (percent == 0)
    return TIDINGS_WATCH_QUIET;
  if (percent >= limit)
    return TIDINGS_WATCH_TELL;

  return percent + RECOVERED_PERCENT <= limit ? TIDINGS_WATCH_OVER : TIDINGS_WATCH_QUIET;
}

gint64
tidings_disk_get_pause_ms (guint64 used,
                           guint64 available,
                           guint   limit)
{
  double room = ((double) used + (double) available) * limit / 100 - (double) used;

  return (gint64) CLAMP (room / FASTEST_BYTES_PER_MS, SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS);
}

/* systemd writes other bytes than letters and digits of a name as _ and two hexadecimal digits (sd_bus_path_encode(3)). */
static char *
dup_unit_name (const char *path)
{
  GString *name = NULL;

  if (!g_str_has_prefix (path, UNIT_PATH))
    return NULL;

  name = g_string_new (NULL);
  for (const char *at = path + strlen (UNIT_PATH); *at != '\0'; at++)
    if (*at == '_' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]))
      {
        g_string_append_c (name, (char) (g_ascii_xdigit_value (at[1]) * 16 + g_ascii_xdigit_value (at[2])));
        at += 2;
      }
    else
      g_string_append_c (name, *at);

  return g_string_free (name, FALSE);
}

/* Scopes and slices are groups of processes that nobody has asked to do something, devices and targets no processes at all. */
static gboolean
is_job (const char *name)
{
  static const char * const kinds[] = { ".service", ".socket", ".timer", ".path", ".mount", ".automount", ".swap" };

  /* Ours, also as the session bus and the autostart entry call it. */
  if (g_str_has_prefix (name, "tidings-agent") || strstr (name, AGENT_NAME) != NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_suffix (name, kinds[i]))
      return TRUE;

  return FALSE;
}

/* What systemd calls this run of the unit, else when it came into its state. */
static char *
dup_run (GVariant *properties)
{
  g_autoptr(GVariant) invocation = g_variant_lookup_value (properties, "InvocationID", G_VARIANT_TYPE_BYTESTRING);
  guint64 since = 0;
  gsize length = 0;
  const guint8 *bytes = invocation != NULL ? g_variant_get_fixed_array (invocation, &length, 1) : NULL;
  GString *run = NULL;

  if (length != 16)
    {
      g_variant_lookup (properties, "StateChangeTimestamp", "t", &since);
      return g_strdup_printf ("%" G_GUINT64_FORMAT, since);
    }

  run = g_string_new (NULL);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (run, "%02x", bytes[i]);

  return g_string_free (run, FALSE);
}

TidingsUnitState *
tidings_unit_state_read (const char *path,
                         GVariant   *properties)
{
  g_autoptr(TidingsUnitState) self = NULL;
  g_autofree char *name = NULL;
  g_autofree char *run = NULL;
  const char *state = NULL;

  g_return_val_if_fail (g_variant_is_of_type (properties, G_VARIANT_TYPE_VARDICT), NULL);

  name = dup_unit_name (path);
  if (name == NULL || !is_job (name) || !g_variant_lookup (properties, "ActiveState", "&s", &state))
    return NULL;

  run = dup_run (properties);
  self = g_new0 (TidingsUnitState, 1);
  /* The characters that a unit's name may have (systemd.unit(5)). */
  self->name = tidings_watch_dup_clean (name, ":-_.\\@", MAX_UNIT);
  self->key = g_strdup_printf ("%s %s", self->name, run);
  self->verdict = g_str_equal (state, "failed") ? TIDINGS_WATCH_TELL : TIDINGS_WATCH_OVER;

  return g_steal_pointer (&self);
}

void
tidings_unit_state_free (TidingsUnitState *self)
{
  g_free (self->name);
  g_free (self->key);
  g_free (self);
}

char *
tidings_unit_dup_detail (GVariant *properties)
{
  g_autofree char *result = NULL;
  gint32 status = 0;

  if (properties == NULL)
    return NULL;

  g_return_val_if_fail (g_variant_is_of_type (properties, G_VARIANT_TYPE_VARDICT), NULL);

  result = dup_name (properties, "Result", "-", MAX_NAME);
  g_variant_lookup (properties, "ExecMainStatus", "i", &status);
  if (result == NULL || g_str_equal (result, "success"))
    return NULL;

  return status != 0 ? g_strdup_printf ("%s %d", result, status) : g_steal_pointer (&result);
}
