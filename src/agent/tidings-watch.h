/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something of this computer that is looked after, and raises an alert when it happens: what all of them share. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "tidings-clock.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_WATCH (tidings_watch_get_type ())
G_DECLARE_DERIVABLE_TYPE (TidingsWatch, tidings_watch, TIDINGS, WATCH, GObject)

/** TidingsWatchState: nobody asked for it; it is not known yet whether it can be done; it is done; it cannot be done on this computer now */
typedef enum {
  TIDINGS_WATCH_IDLE,
  TIDINGS_WATCH_ASKING,
  TIDINGS_WATCH_READY,
  TIDINGS_WATCH_UNAVAILABLE,
} TidingsWatchState;

/**
 * TidingsWatchClass:
 * @name: as people and the log know it
 * @setting: key of the setting that switches it
 * @type: id of the alert type that it raises
 * @start: begins to look; ends in tidings_watch_set_ready() or tidings_watch_set_unavailable(), also later and again
 * @stop: ends it
 */
struct _TidingsWatchClass {
  GObjectClass parent_class;

  const char *name;
  const char *setting;
  const char *type;
  void (*start) (TidingsWatch *self);
  void (*stop)  (TidingsWatch *self);
};

/** TidingsWatch::changed: its state is another; TidingsWatch::told: what it has told of is different, and to be kept */

/**
 * TidingsWatchRaise:
 * @dedupe: (nullable): what happened is the same as another with this key; %NULL for the type's own way
 * @values: of the alert
 *
 * Returns: whether there is now a text for somebody
 */
typedef gboolean (*TidingsWatchRaise) (TidingsWatch *self,
                                       const char   *dedupe,
                                       JsonObject   *values,
                                       gpointer      user_data);

/** tidings_watch_set_up: gives it a clock, and who raises what it tells; once, before it is started */
void              tidings_watch_set_up          (TidingsWatch       *self,
                                                 TidingsClock       *clock,
                                                 TidingsWatchRaise   raise,
                                                 gpointer            user_data);
const char       *tidings_watch_get_name        (TidingsWatch       *self);
const char       *tidings_watch_get_setting     (TidingsWatch       *self);
const char       *tidings_watch_get_alert       (TidingsWatch       *self);
TidingsClock     *tidings_watch_get_clock       (TidingsWatch       *self);

/**
 * tidings_watch_start:
 * @self: a watch that is idle
 * @is_on: %FALSE to learn only whether it could be done: then nothing is told
 * @told: (nullable): the keys that tidings_watch_dup_told() gave before; %NULL if it was off since, and what is so already is no news
 */
void              tidings_watch_start           (TidingsWatch       *self,
                                                 gboolean            is_on,
                                                 const char * const *told);
void              tidings_watch_stop            (TidingsWatch       *self);
gboolean          tidings_watch_is_on           (TidingsWatch       *self);
TidingsWatchState tidings_watch_get_state       (TidingsWatch       *self);
/** tidings_watch_get_why: Returns: a sentence that says why it is unavailable, "" otherwise */
const char       *tidings_watch_get_why         (TidingsWatch       *self);
/** tidings_watch_dup_told: Returns: (transfer full): keys of what was told of and is still so, sorted */
char            **tidings_watch_dup_told        (TidingsWatch       *self);

/* For those who watch. */

/** tidings_watch_is_first: Returns: whether it was just switched on, so that what is so already is no news */
gboolean          tidings_watch_is_first        (TidingsWatch       *self);
/** tidings_watch_set_ready: it is being watched, and what was so at the beginning has been seen */
void              tidings_watch_set_ready       (TidingsWatch       *self);
/** tidings_watch_set_unavailable: @why: a sentence */
void              tidings_watch_set_unavailable (TidingsWatch       *self,
                                                 const char         *why);
gboolean          tidings_watch_was_told        (TidingsWatch       *self,
                                                 const char         *key);
/** tidings_watch_note: remembers what is so as if it had been told */
void              tidings_watch_note            (TidingsWatch       *self,
                                                 const char         *key);
/** tidings_watch_forget: what @key stands for is over */
void              tidings_watch_forget          (TidingsWatch       *self,
                                                 const char         *key);
/** tidings_watch_keep: forgets all keys that are not in @keys: (element-type utf8): a set */
void              tidings_watch_keep            (TidingsWatch       *self,
                                                 GHashTable         *keys);
/**
 * tidings_watch_tell:
 * @self: a watch
 * @key: what happened; told of once until it is forgotten
 * @dedupe: (nullable): see #TidingsWatchRaise
 * @values: (transfer none): of the alert
 * @is_event: it happens and is over; otherwise it is told of again later if nobody gets a text now
 */
void              tidings_watch_tell            (TidingsWatch       *self,
                                                 const char         *key,
                                                 const char         *dedupe,
                                                 JsonObject         *values,
                                                 gboolean            is_event);
/** tidings_watch_dup_host: Returns: (transfer full): this computer's name */
char             *tidings_watch_dup_host        (void);

#define TIDINGS_TYPE_LOGIN_WATCH (tidings_login_watch_get_type ())
G_DECLARE_FINAL_TYPE (TidingsLoginWatch, tidings_login_watch, TIDINGS, LOGIN_WATCH, TidingsWatch)
#define TIDINGS_TYPE_BATTERY_WATCH (tidings_battery_watch_get_type ())
G_DECLARE_FINAL_TYPE (TidingsBatteryWatch, tidings_battery_watch, TIDINGS, BATTERY_WATCH, TidingsWatch)
#define TIDINGS_TYPE_DISK_WATCH (tidings_disk_watch_get_type ())
G_DECLARE_FINAL_TYPE (TidingsDiskWatch, tidings_disk_watch, TIDINGS, DISK_WATCH, TidingsWatch)
#define TIDINGS_TYPE_UNIT_WATCH (tidings_unit_watch_get_type ())
G_DECLARE_FINAL_TYPE (TidingsUnitWatch, tidings_unit_watch, TIDINGS, UNIT_WATCH, TidingsWatch)

/** tidings_disk_watch_set_limit: how full a disk may be, in percent; looks anew */
void              tidings_disk_watch_set_limit  (TidingsDiskWatch   *self,
                                                 guint               percent);

G_END_DECLS
