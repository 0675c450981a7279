/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches how full the disks of this computer are. */
#include "config.h"

#include <gio/gunixmounts.h>

#include "tidings-watch.h"
#include "tidings-watch-rules.h"

#define ATTRIBUTES G_FILE_ATTRIBUTE_FILESYSTEM_USED "," G_FILE_ATTRIBUTE_FILESYSTEM_FREE
#define DEFAULT_LIMIT 95

struct _TidingsDiskWatch {
  TidingsWatch parent_instance;

  GUnixMountMonitor *monitor;
  GCancellable *cancellable;   /* of the look that is under way */
  GHashTable *full;            /* a set: keys of disks that are still what was told of them */
  gulong mounts_id;
  gulong jump_id;
  gint64 pause_ms;             /* until something may be full, by what this look has seen */
  guint alarm_id;
  guint n_asked;
  guint limit;
};

/* A disk that is asked. */
typedef struct {
  TidingsDiskWatch *self;
  char *name;
} Asking;

G_DEFINE_FINAL_TYPE (TidingsDiskWatch, tidings_disk_watch, TIDINGS_TYPE_WATCH)

static void look (TidingsDiskWatch *self);

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->self);
  g_free (asking->name);
  g_free (asking);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
tell (TidingsWatch *watch,
      const char   *disk,
      guint         percent)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autofree char *host = tidings_watch_dup_host ();

  json_object_set_string_member (values, "disk", disk);
  json_object_set_int_member (values, "percent", percent);
  json_object_set_string_member (values, "host", host);
  tidings_watch_tell (watch, disk, NULL, values, FALSE);
}

static void
alarm_cb (gpointer user_data)
{
  TidingsDiskWatch *self = user_data;

  self->alarm_id = 0;
  look (self);
}

/* Nobody tells how much is written to a disk; but before it can be full there is no need to look. */
static void
end_look (TidingsDiskWatch *self)
{
  TidingsClock *clock = tidings_watch_get_clock (TIDINGS_WATCH (self));

  tidings_watch_keep (TIDINGS_WATCH (self), self->full);
  self->alarm_id = tidings_clock_call_at (clock, tidings_clock_get_now (clock) + self->pause_ms, alarm_cb, self);
}

static void
take_disk (TidingsDiskWatch *self,
           const char       *name,
           GFileInfo        *info)
{
  guint64 used = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_USED);
  guint64 available = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  guint percent = tidings_disk_get_percent (used, available);
  TidingsWatchVerdict verdict = tidings_disk_judge (percent, self->limit);

  if (verdict == TIDINGS_WATCH_TELL)
    tell (TIDINGS_WATCH (self), name, percent);
  if (verdict != TIDINGS_WATCH_OVER)
    g_hash_table_add (self->full, g_strdup (name));
  self->pause_ms = MIN (self->pause_ms, tidings_disk_get_pause_ms (used, available, self->limit));
}

static void
got_info_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Asking) asking = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInfo) info = g_file_query_filesystem_info_finish (G_FILE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* One that does not answer now has not become emptier. */
  if (info != NULL)
    take_disk (asking->self, asking->name, info);
  else
    g_hash_table_add (asking->self->full, g_strdup (asking->name));
  if (--asking->self->n_asked == 0)
    end_look (asking->self);
}

static void
ask (TidingsDiskWatch *self,
     const char       *path,
     const char       *shown)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  Asking *asking = g_new0 (Asking, 1);

  asking->self = g_object_ref (self);
  asking->name = g_filename_display_name (shown);
  self->n_asked++;
  g_file_query_filesystem_info_async (file, ATTRIBUTES, G_PRIORITY_LOW, self->cancellable, got_info_cb, asking);
}

/* By device the shortest path it is mounted at: the same disk may be seen at several. */
static GHashTable *
list_disks (void)
{
  GHashTable *disks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GList *mounts = g_unix_mounts_get (NULL);

  for (GList *l = mounts; l != NULL; l = l->next)
    {
      GUnixMountEntry *mount = l->data;
      const char *device = g_unix_mount_get_device_path (mount);
      const char *path = g_unix_mount_get_mount_path (mount);
      const char *known = g_hash_table_lookup (disks, device);

      if (tidings_disk_counts (device, path, g_unix_mount_get_fs_type (mount), g_unix_mount_is_readonly (mount)) &&
          (known == NULL || strlen (path) < strlen (known)))
        g_hash_table_insert (disks, g_strdup (device), g_strdup (path));
    }
  g_list_free_full (mounts, (GDestroyNotify) g_unix_mount_free);

  return disks;
}

/* Where the texts themselves are kept counts whatever it is on. */
static void
ask_own (TidingsDiskWatch *self,
         GHashTable       *disks)
{
  GUnixMountEntry *mount = g_unix_mount_for (g_get_user_data_dir (), NULL);
  const char *path = mount != NULL ? g_unix_mount_get_mount_path (mount) : NULL;

  if (path == NULL)
    ask (self, g_get_user_data_dir (), g_get_home_dir ());
  else if (!g_hash_table_contains (disks, g_unix_mount_get_device_path (mount)))
    ask (self, path, path);
  g_clear_pointer (&mount, g_unix_mount_free);
}

static void
stop_looking (TidingsDiskWatch *self)
{
  if (self->alarm_id != 0)
    tidings_clock_cancel (tidings_watch_get_clock (TIDINGS_WATCH (self)), self->alarm_id);
  self->alarm_id = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->n_asked = 0;
}

static void
look (TidingsDiskWatch *self)
{
  g_autoptr(GHashTable) disks = NULL;
  GHashTableIter iter;
  gpointer path = NULL;

  stop_looking (self);
  self->cancellable = g_cancellable_new ();
  self->pause_ms = G_MAXINT64;
  g_hash_table_remove_all (self->full);
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    {
      /* A sandbox shows the disks in pieces; all that is known is the one that the home folder is on. */
      ask (self, g_get_user_data_dir (), g_get_home_dir ());
      return;
    }

  disks = list_disks ();
  ask_own (self, disks);
  g_hash_table_iter_init (&iter, disks);
  while (g_hash_table_iter_next (&iter, NULL, &path))
    ask (self, path, path);
}

void
tidings_disk_watch_set_limit (TidingsDiskWatch *self,
                              guint             percent)
{
  g_return_if_fail (TIDINGS_IS_DISK_WATCH (self));

  if (self->limit == percent)
    return;
  self->limit = percent;
  if (self->monitor != NULL)
    look (self);
}

static void
tidings_disk_watch_start (TidingsWatch *watch)
{
  TidingsDiskWatch *self = TIDINGS_DISK_WATCH (watch);

  if (tidings_watch_is_on (watch))
    {
      self->full = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->monitor = g_unix_mount_monitor_get ();
      self->mounts_id = g_signal_connect_swapped (self->monitor, "mounts-changed", G_CALLBACK (look), self);
      /* The computer may have slept, and something else may have run on it. */
      self->jump_id = g_signal_connect_swapped (tidings_watch_get_clock (watch), "jumped", G_CALLBACK (look), self);
      look (self);
    }
  tidings_watch_set_ready (watch);
}

static void
tidings_disk_watch_stop (TidingsWatch *watch)
{
  TidingsDiskWatch *self = TIDINGS_DISK_WATCH (watch);

  stop_looking (self);
  if (self->monitor != NULL)
    {
      g_clear_signal_handler (&self->mounts_id, self->monitor);
      g_clear_signal_handler (&self->jump_id, tidings_watch_get_clock (watch));
    }
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->full, g_hash_table_unref);
}

static void
tidings_disk_watch_class_init (TidingsDiskWatchClass *klass)
{
  TidingsWatchClass *watch_class = TIDINGS_WATCH_CLASS (klass);

  watch_class->name = "disk";
  watch_class->setting = "watch-disk";
  watch_class->type = "disk_full";
  watch_class->start = tidings_disk_watch_start;
  watch_class->stop = tidings_disk_watch_stop;
}

static void
tidings_disk_watch_init (TidingsDiskWatch *self)
{
  self->limit = DEFAULT_LIMIT;
}
