/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the watchers make of what the system says: pure, and trusting nothing of it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** TidingsWatchVerdict: nothing to be said; something to be said, once; or it is over and may be said again the next time */
typedef enum {
  TIDINGS_WATCH_QUIET,
  TIDINGS_WATCH_TELL,
  TIDINGS_WATCH_OVER,
} TidingsWatchVerdict;

/**
 * tidings_watch_dup_clean:
 * @text: (nullable): a name that somebody else has given
 * @extra: characters that are allowed besides ASCII letters and digits
 * @max: characters that are kept
 *
 * Returns: (transfer full): @text without anything else; may be empty
 */
char *tidings_watch_dup_clean (const char *text,
                               const char *extra,
                               gsize       max);

/**
 * TidingsSignIn:
 * @id: logind's name of the session
 * @user: who
 * @service: (nullable): how: the PAM service
 * @place: (nullable): from where: the other computer, or else the terminal or seat
 * @seat: (nullable): the seat it is at, %NULL for one from elsewhere
 * @uid: of @user
 * @at: UTC milliseconds
 * @is_person: somebody uses it: no greeter, lock screen or job
 */
typedef struct {
  char *id;
  char *user;
  char *service;
  char *place;
  char *seat;
  guint32 uid;
  gint64 at;
  gboolean is_person;
} TidingsSignIn;

/** tidings_sign_in_read: @properties: (a{sv}) of org.freedesktop.login1.Session (org.freedesktop.login1(5)). Returns: (transfer full) (nullable): the session, %NULL if what is said of it is no session */
TidingsSignIn *tidings_sign_in_read    (GVariant            *properties);
void           tidings_sign_in_free    (TidingsSignIn       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsSignIn, tidings_sign_in_free)
/** tidings_sign_in_is_new: Returns: whether somebody came who was not at this seat before; @others: (element-type TidingsSignIn): the sessions that are open */
gboolean       tidings_sign_in_is_new  (const TidingsSignIn *self,
                                        GPtrArray           *others);
/** tidings_sign_in_dup_key: Returns: (transfer full): what is the same for this session only, also after logind has counted anew */
char          *tidings_sign_in_dup_key (const TidingsSignIn *self);

/**
 * tidings_battery_judge:
 * @properties: (a{sv}) of UPower's org.freedesktop.UPower.Device for all batteries together
 * @is_there: (out): whether there is a battery
 * @percent: (out): how full it is, 0 to 100
 *
 * Low is what UPower warns of, or a tenth where it does not say; OVER is when it is charged again.
 */
TidingsWatchVerdict tidings_battery_judge (GVariant *properties,
                                           gboolean *is_there,
                                           guint    *percent);

/** tidings_disk_counts: Returns: whether what is mounted there can fill up and is for long: no medium that comes and goes, nothing read-only, nothing of the system's inside */
gboolean            tidings_disk_counts       (const char *device,
                                               const char *path,
                                               const char *fs_type,
                                               gboolean    is_read_only);
/** tidings_disk_get_percent: Returns: how much of what a program may use is used, rounded up as df(1) does; 0 when nothing is known */
guint               tidings_disk_get_percent  (guint64     used,
                                               guint64     available);
/** tidings_disk_judge: OVER is when it is well below @limit again, so that a disk at the limit is told of once */
TidingsWatchVerdict tidings_disk_judge        (guint       percent,
                                               guint       limit);
/** tidings_disk_get_pause_ms: Returns: how long it can be left alone: it cannot be full before, at the pace of a fast download; five minutes at least, an hour at most */
gint64              tidings_disk_get_pause_ms (guint64     used,
                                               guint64     available,
                                               guint       limit);

/**
 * TidingsUnitState:
 * @name: of the unit
 * @key: what is the same for this failure only
 * @verdict: TELL if it failed, OVER if it has not
 */
typedef struct {
  char *name;
  char *key;
  TidingsWatchVerdict verdict;
} TidingsUnitState;

/** tidings_unit_state_read: @path: of the unit's object; @properties: (a{sv}) of org.freedesktop.systemd1.Unit, all or those that changed. Returns: (transfer full) (nullable): its state, %NULL for units that nobody is told of: our own, and those that are no job of anybody's */
TidingsUnitState *tidings_unit_state_read (const char       *path,
                                           GVariant         *properties);
void              tidings_unit_state_free (TidingsUnitState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsUnitState, tidings_unit_state_free)
/** tidings_unit_dup_detail: @properties: (nullable): (a{sv}) of org.freedesktop.systemd1.Service. Returns: (transfer full) (nullable): systemd's own word for why it failed, with the status */
char             *tidings_unit_dup_detail (GVariant         *properties);

G_END_DECLS
