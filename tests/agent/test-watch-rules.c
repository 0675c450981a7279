/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What watchers make of what the system says, also when it says nonsense. */
#include "config.h"

#include "tidings-watch-rules.h"

#define UNIT "/org/freedesktop/systemd1/unit/"

static GVariant *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  GVariant *value = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);

  g_assert_no_error (error);

  return value;
}

static void
test_clean (void)
{
  static const struct { const char *text; const char *extra; gsize max; const char *clean; const char *why; } cases[] = {
    { "studio-2.example.org", ".-", 40, "studio-2.example.org", "a name stays as it is" },
    { "a\nb\033[31mc", ".-", 40, "ab31mc", "no line ends and no orders to a terminal" },
    { "\xe2\x80\xae" "evil", "", 40, "evil", "no marks that turn the direction of a line" },
    { "abcdef", "", 3, "abc", "no longer than wanted" },
    { NULL, "", 3, "", "nothing is nothing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = tidings_watch_dup_clean (cases[i].text, cases[i].extra, cases[i].max);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

static char *
describe (const TidingsSignIn *session)
{
  if (session == NULL)
    return g_strdup ("none");

  return g_strdup_printf ("%s %s %s %s %s %u %" G_GINT64_FORMAT " %s", session->id, session->user,
                          session->service != NULL ? session->service : "-", session->place != NULL ? session->place : "-",
                          session->seat != NULL ? session->seat : "-", session->uid, session->at,
                          session->is_person ? "person" : "nobody");
}

static void
test_read_sign_in (void)
{
  static const struct { const char *properties; const char *session; const char *why; } cases[] = {
    { "{'Id': <'3'>, 'Name': <'ann'>, 'User': <(uint32 1000, objectpath '/')>, 'Service': <'sshd'>, 'Remote': <true>, "
      "'RemoteHost': <'2001:db8::1%eth0'>, 'Class': <'user'>, 'TTY': <'pts/0'>, 'Seat': <('', objectpath '/')>, "
      "'Timestamp': <uint64 5000123>}",
      "3 ann sshd 2001:db8::1%eth0 - 1000 5000 person", "from elsewhere, by the other computer" },
    { "{'Id': <'2'>, 'Name': <'ann'>, 'User': <(uint32 1000, objectpath '/')>, 'Class': <'user-early'>, 'TTY': <'tty3'>, "
      "'Seat': <('seat0', objectpath '/')>}", "2 ann - tty3 seat0 1000 0 person", "here, by the terminal" },
    { "{'Id': <'2'>, 'Name': <'ann'>, 'User': <(uint32 1000, objectpath '/')>, 'Class': <'user'>, "
      "'Seat': <('seat0', objectpath '/')>}", "2 ann - seat0 seat0 1000 0 person", "here, with a screen" },
    { "{'Id': <'c1'>, 'Name': <'gdm'>, 'User': <(uint32 120, objectpath '/')>, 'Class': <'greeter'>}",
      "c1 gdm - - - 120 0 nobody", "the greeter is nobody" },
    { "{'Id': <'c2'>, 'Name': <'ann'>, 'User': <(uint32 1000, objectpath '/')>, 'Class': <'lock-screen'>}",
      "c2 ann - - - 1000 0 nobody", "nor is a lock screen" },
    { "{'Id': <'4'>, 'Name': <'root'>, 'User': <(uint32 0, objectpath '/')>, 'Class': <'background'>, 'Service': <'cron'>}",
      "4 root cron - - 0 0 nobody", "nor a job" },
    { "{'Id': <'1'>, 'Name': <'ann'>, 'User': <(uint32 1000, objectpath '/')>, 'Class': <'manager'>}",
      "1 ann - - - 1000 0 nobody", "nor the manager of a user's services" },
    { "{'Id': <'3'>, 'Name': <'B\303\266rte\\n\342\200\256 x'>, 'User': <(uint32 7, objectpath '/')>, 'Service': <'a b'>}",
      "3 B\303\266rtex ab - - 7 0 nobody", "letters of every script, but nothing that breaks out of a line" },
    { "{'Id': <'3'>, 'Name': <'ann'>, 'User': <uint32 1000>}", "none", "a user of another type is none" },
    { "{'Id': <uint32 3>, 'Name': <'ann'>, 'User': <(uint32 1, objectpath '/')>}", "none", "an id of another type is none" },
    { "{'Id': <'3'>, 'Name': <'\\t'>, 'User': <(uint32 1, objectpath '/')>}", "none", "a name of nothing is none" },
    { "{}", "none", "a session that is gone" },
    { "{'Id': <'3'>, 'Name': <'ann'>, 'User': <(uint32 1, objectpath '/')>, 'Timestamp': <uint64 18446744073709551615>}",
      "3 ann - - - 1 9223372036854775 nobody", "a time beyond all time" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GVariant) properties = parse (cases[i].properties);
      g_autoptr(TidingsSignIn) session = tidings_sign_in_read (properties);
      g_autofree char *text = describe (session);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (text, ==, cases[i].session);
    }
}

static void
test_new_sign_in (void)
{
  TidingsSignIn first = { .id = (char *) "1", .user = (char *) "ann", .seat = (char *) "seat0", .uid = 1000, .at = 10, .is_person = TRUE };
  static const struct { const char *seat; guint uid; gint64 at; gboolean is_person; gboolean is_new; const char *why; } cases[] = {
    { "seat0", 1000, 20, TRUE, FALSE, "who is at the seat opens it again" },
    { "seat0", 1001, 20, TRUE, TRUE, "somebody else at the same seat" },
    { "seat1", 1000, 20, TRUE, TRUE, "the same person at another seat" },
    { NULL, 1000, 20, TRUE, TRUE, "the same person from elsewhere" },
    { "seat0", 1000, 5, TRUE, TRUE, "who was first, heard of late" },
    { NULL, 1000, 20, FALSE, FALSE, "nobody" },
  };
  g_autoptr(GPtrArray) open = g_ptr_array_new ();

  g_ptr_array_add (open, &first);
  g_assert_true (tidings_sign_in_is_new (&first, open));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TidingsSignIn session = { .id = (char *) "2", .user = (char *) "x", .seat = (char *) cases[i].seat, .uid = cases[i].uid,
                                .at = cases[i].at, .is_person = cases[i].is_person };
      g_autofree char *key = tidings_sign_in_dup_key (&session);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_sign_in_is_new (&session, open), ==, cases[i].is_new);
      /* After a new start of the computer logind counts from 1 again. */
      g_assert_true (g_str_has_prefix (key, "2@"));
    }
}

static void
test_battery (void)
{
  static const struct { const char *properties; gboolean is_there; guint percent; TidingsWatchVerdict verdict; const char *why; } cases[] = {
    { "{'IsPresent': <true>, 'Type': <uint32 2>, 'State': <uint32 2>, 'Percentage': <9.9>, 'WarningLevel': <uint32 3>}",
      TRUE, 9, TIDINGS_WATCH_TELL, "low is low" },
    { "{'IsPresent': <true>, 'Type': <uint32 2>, 'State': <uint32 2>, 'Percentage': <2.0>, 'WarningLevel': <uint32 5>}",
      TRUE, 2, TIDINGS_WATCH_TELL, "so is critical" },
    { "{'IsPresent': <true>, 'Type': <uint32 3>, 'State': <uint32 2>, 'Percentage': <9.0>, 'WarningLevel': <uint32 3>}",
      TRUE, 9, TIDINGS_WATCH_TELL, "a battery for the whole computer is one" },
    { "{'IsPresent': <true>, 'Type': <uint32 2>, 'State': <uint32 2>, 'Percentage': <9.0>, 'WarningLevel': <uint32 1>}",
      TRUE, 9, TIDINGS_WATCH_QUIET, "a warning that is not given is not needed: the system was told when" },
    { "{'IsPresent': <true>, 'Type': <uint32 2>, 'State': <uint32 2>, 'Percentage': <10.0>}",
      TRUE, 10, TIDINGS_WATCH_TELL, "without a word about warnings a tenth is low" },
    { "{'IsPresent': <true>, 'Type': <uint32 2>, 'State': <uint32 2>, 'Percentage': <11.0>, 'WarningLevel': <uint32 0>}",
      TRUE, 11, TIDINGS_WATCH_QUIET, "and more is not" },
    { "{'IsPresent': <true>, 'Type': <uint32 2>, 'State': <uint32 1>, 'Percentage': <3.0>, 'WarningLevel': <uint32 4>}",
      TRUE, 3, TIDINGS_WATCH_OVER, "it is being charged" },
    { "{'IsPresent': <true>, 'Type': <uint32 2>, 'State': <uint32 4>, 'Percentage': <100.0>, 'WarningLevel': <uint32 1>}",
      TRUE, 100, TIDINGS_WATCH_OVER, "it is charged" },
    { "{'IsPresent': <true>, 'Type': <uint32 2>, 'State': <uint32 2>, 'Percentage': <60.0>, 'WarningLevel': <uint32 1>}",
      TRUE, 60, TIDINGS_WATCH_QUIET, "the charger was taken away: the discharge goes on" },
    { "{'IsPresent': <false>, 'Type': <uint32 2>, 'State': <uint32 2>, 'Percentage': <0.0>, 'WarningLevel': <uint32 3>}",
      FALSE, 0, TIDINGS_WATCH_QUIET, "no battery is not an empty one" },
    { "{'IsPresent': <true>, 'Type': <uint32 1>, 'Percentage': <0.0>, 'WarningLevel': <uint32 3>}",
      FALSE, 0, TIDINGS_WATCH_QUIET, "a plug is no battery" },
    { "{'IsPresent': <true>, 'Type': <uint32 2>, 'State': <uint32 2>, 'Percentage': <-5e300>, 'WarningLevel': <uint32 3>}",
      TRUE, 0, TIDINGS_WATCH_TELL, "a percentage below all" },
    { "{'IsPresent': <true>, 'Type': <uint32 2>, 'State': <uint32 2>, 'Percentage': <nan>}",
      TRUE, 0, TIDINGS_WATCH_QUIET, "no number is not low" },
    { "{'IsPresent': <'yes'>, 'Type': <'battery'>}", FALSE, 0, TIDINGS_WATCH_QUIET, "other types say nothing" },
    { "{}", FALSE, 0, TIDINGS_WATCH_QUIET, "no device" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GVariant) properties = parse (cases[i].properties);
      gboolean is_there = TRUE;
      guint percent = 77;
      TidingsWatchVerdict verdict = tidings_battery_judge (properties, &is_there, &percent);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (verdict, ==, cases[i].verdict);
      g_assert_cmpint (is_there, ==, cases[i].is_there);
      g_assert_cmpuint (percent, ==, cases[i].percent);
    }
}

static void
test_disk_counts (void)
{
  static const struct { const char *device; const char *path; const char *type; gboolean is_read_only; gboolean counts; const char *why; } cases[] = {
    { "/dev/sda2", "/", "ext4", FALSE, TRUE, "a disk" },
    { "/dev/mapper/home", "/home", "btrfs", FALSE, TRUE, "an encrypted one" },
    { "tank/home", "/home", "zfs", FALSE, TRUE, "one of a pool" },
    { "/dev/sdb1", "/mnt/backup", "ext4", FALSE, TRUE, "one that somebody has added" },
    { "tmpfs", "/tmp", "tmpfs", FALSE, FALSE, "memory" },
    { "proc", "/proc", "proc", FALSE, FALSE, "no disk at all" },
    { "server:/home", "/net", "nfs4", FALSE, FALSE, "the disk of another computer, which may not answer" },
    { "/dev/loop3", "/snap/core/1", "squashfs", TRUE, FALSE, "a package, always full" },
    { "/dev/loop4", "/mnt/image", "ext4", FALSE, FALSE, "a file of another disk" },
    { "/dev/sr0", "/mnt/cd", "iso9660", FALSE, FALSE, "a disc, always full" },
    { "/dev/sda3", "/mnt/old", "ext4", TRUE, FALSE, "nothing can be written there" },
    { "/dev/sdc1", "/media/ann/STICK", "vfat", FALSE, FALSE, "a stick" },
    { "/dev/sdc1", "/run/media/ann/STICK", "vfat", FALSE, FALSE, "a stick elsewhere" },
    { "/dev/sda4", "/mediathek", "ext4", FALSE, TRUE, "a name that only begins so" },
    { "/dev/sda2", "/etc/hosts", "ext4", FALSE, FALSE, "a file that a container was given" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_disk_counts (cases[i].device, cases[i].path, cases[i].type, cases[i].is_read_only), ==, cases[i].counts);
    }
}

static void
test_disk_judge (void)
{
  static const struct { guint64 used; guint64 available; guint limit; guint percent; TidingsWatchVerdict verdict; const char *why; } cases[] = {
    { 950, 50, 95, 95, TIDINGS_WATCH_TELL, "as full as that" },
    { 941, 59, 95, 95, TIDINGS_WATCH_TELL, "a part of a percent counts, as df shows it" },
    { 940, 60, 95, 94, TIDINGS_WATCH_QUIET, "a bit below: neither full nor well again" },
    { 920, 80, 95, 92, TIDINGS_WATCH_OVER, "well again" },
    { 1000, 0, 99, 100, TIDINGS_WATCH_TELL, "no room at all" },
    { 0, 0, 1, 0, TIDINGS_WATCH_QUIET, "a file system that says nothing" },
    { G_MAXUINT64, G_MAXUINT64, 95, 0, TIDINGS_WATCH_QUIET, "nonsense does not run over" },
    { 10, 990, 1, 1, TIDINGS_WATCH_TELL, "the least limit" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint percent = tidings_disk_get_percent (cases[i].used, cases[i].available);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpuint (percent, ==, cases[i].percent);
      g_assert_cmpint (tidings_disk_judge (percent, cases[i].limit), ==, cases[i].verdict);
    }
}

static void
test_disk_pause (void)
{
  const guint64 gb = 1000 * 1000 * 1000;
  static const struct { guint64 used_gb; guint64 available_gb; gint64 seconds; const char *why; } cases[] = {
    { 100, 900, 3600, "far from full: once an hour" },
    { 850, 150, 1000, "100 GB to the limit take a fast network so long" },
    { 940, 60, 300, "near: often, but not all the time" },
    { 990, 10, 300, "beyond: to see when it is over" },
    { 0, 0, 300, "nothing is known" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_disk_get_pause_ms (cases[i].used_gb * gb, cases[i].available_gb * gb, 95), ==, cases[i].seconds * 1000);
    }
}

static void
test_unit (void)
{
  static const struct { const char *path; const char *properties; const char *name; const char *key; TidingsWatchVerdict verdict;
                        const char *why; } cases[] = {
    { UNIT "nextcloud_2eservice", "{'ActiveState': <'failed'>, 'StateChangeTimestamp': <uint64 7>}", "nextcloud.service",
      "nextcloud.service 7", TIDINGS_WATCH_TELL, "a service has failed" },
    { UNIT "a_40b_2dc_2eservice", "{'ActiveState': <'failed'>, 'InvocationID': <[byte 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 255]>}",
      "a@b-c.service", "a@b-c.service 0102030405060708090a0b0c0d0e0fff", TIDINGS_WATCH_TELL, "known by the run that failed" },
    { UNIT "x_2eservice", "{'ActiveState': <'failed'>, 'InvocationID': <[byte 1]>, 'StateChangeTimestamp': <uint64 8>}", "x.service",
      "x.service 8", TIDINGS_WATCH_TELL, "a run of another length is none" },
    { UNIT "x_2eservice", "{'ActiveState': <'active'>}", "x.service", "x.service 0", TIDINGS_WATCH_OVER, "it runs again" },
    { UNIT "x_2eservice", "{'ActiveState': <'activating'>}", "x.service", "x.service 0", TIDINGS_WATCH_OVER, "systemd tries it again by itself" },
    { UNIT "x_2etimer", "{'ActiveState': <'failed'>}", "x.timer", "x.timer 0", TIDINGS_WATCH_TELL, "a timer can fail, too" },
    { UNIT "x_2eservice", "{'SubState': <'failed'>}", NULL, NULL, 0, "nothing about its state" },
    { UNIT "x_2eservice", "{'ActiveState': <7>}", NULL, NULL, 0, "a state of another type" },
    { UNIT "app_2dbrowser_2escope", "{'ActiveState': <'failed'>}", NULL, NULL, 0, "a group of processes" },
    { UNIT "tidings_2dagent_2eservice", "{'ActiveState': <'failed'>}", NULL, NULL, 0, "our own agent" },
    { UNIT "dbus_2d_3a1_2e2_2dorg_2etidings_2eTidings_2eAgent_400_2eservice", "{'ActiveState': <'failed'>}", NULL, NULL, 0,
      "our own agent, as the bus starts it" },
    { "/org/freedesktop/systemd1/job/7", "{'ActiveState': <'failed'>}", NULL, NULL, 0, "not a unit" },
    { UNIT "x_0a_1b_5bm_2eservice", "{'ActiveState': <'failed'>}", "xm.service", "xm.service 0", TIDINGS_WATCH_TELL,
      "a name that would give orders to a terminal" },
    { UNIT "x_2eservice_", "{'ActiveState': <'failed'>}", NULL, NULL, 0, "an escape without digits" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GVariant) properties = parse (cases[i].properties);
      g_autoptr(TidingsUnitState) state = tidings_unit_state_read (cases[i].path, properties);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (state != NULL ? state->name : NULL, ==, cases[i].name);
      g_assert_cmpstr (state != NULL ? state->key : NULL, ==, cases[i].key);
      if (state != NULL)
        g_assert_cmpint (state->verdict, ==, cases[i].verdict);
    }
}

static void
test_unit_detail (void)
{
  static const struct { const char *properties; const char *detail; const char *why; } cases[] = {
    { "{'Result': <'exit-code'>, 'ExecMainStatus': <3>}", "exit-code 3", "with its status" },
    { "{'Result': <'oom-kill'>, 'ExecMainStatus': <0>}", "oom-kill", "without one" },
    { "{'Result': <'success'>, 'ExecMainStatus': <0>}", NULL, "that is no reason" },
    { "{'Result': <'a\\nb'>}", "ab", "one word" },
    { "{}", NULL, "no service" },
  };

  g_assert_null (tidings_unit_dup_detail (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GVariant) properties = parse (cases[i].properties);
      g_autofree char *detail = tidings_unit_dup_detail (properties);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (detail, ==, cases[i].detail);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch-rules/clean", test_clean);
  g_test_add_func ("/watch-rules/sign-in/read", test_read_sign_in);
  g_test_add_func ("/watch-rules/sign-in/new", test_new_sign_in);
  g_test_add_func ("/watch-rules/battery", test_battery);
  g_test_add_func ("/watch-rules/disk/counts", test_disk_counts);
  g_test_add_func ("/watch-rules/disk/judge", test_disk_judge);
  g_test_add_func ("/watch-rules/disk/pause", test_disk_pause);
  g_test_add_func ("/watch-rules/unit/state", test_unit);
  g_test_add_func ("/watch-rules/unit/detail", test_unit_detail);

  return g_test_run ();
}
