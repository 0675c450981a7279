/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kinds of alerts there are, and the catalog of those that come with Tidings. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** TidingsPriority: how much an alert matters. Numbers are stored; never reuse one. */
typedef enum {
  TIDINGS_PRIORITY_LOW = 0,
  TIDINGS_PRIORITY_NORMAL = 1,
  TIDINGS_PRIORITY_HIGH = 2,
  TIDINGS_PRIORITY_CRITICAL = 3,
} TidingsPriority;

/** tidings_priority_to_string: Returns: `low`, `normal`, `high` or `critical` */
const char *tidings_priority_to_string (TidingsPriority priority);
/** tidings_priority_from_string: Returns: %FALSE, leaving @priority as it is, if @text is none */
gboolean    tidings_priority_from_string (const char      *text,
                                          TidingsPriority *priority);

/** TidingsFieldKind: what a value has to be. Text takes any scalar; every other also takes the same written as a string. */
typedef enum {
  TIDINGS_FIELD_TEXT,
  TIDINGS_FIELD_NUMBER,   /* 3, -2.5, "1,000.50" is none */
  TIDINGS_FIELD_INTEGER,
  TIDINGS_FIELD_BOOLEAN,
  TIDINGS_FIELD_LINK,     /* an http or https address */
} TidingsFieldKind;

/* What every wording may name without its type having such a field: who gets the text. */
#define TIDINGS_FIELD_PERSON "person"
/* The group of types that people made and put nowhere else. */
#define TIDINGS_GROUP_OWN "own"

#define TIDINGS_TYPE_ALERT_TYPE (tidings_alert_type_get_type ())
G_DECLARE_FINAL_TYPE (TidingsAlertType, tidings_alert_type, TIDINGS, ALERT_TYPE, GObject)

/**
 * TidingsAlertType:
 * @id: name for programs, `[a-z0-9_]+`
 * @group: group id in the catalog
 * @fields: the values a raise brings: dotted paths, optional ones with a `?` at the end
 * @kinds: (array) what each of @fields has to be, as long as @fields (the file writes `code:number?`)
 * @priority: how much it matters
 * @always_on: nobody can switch it off, and it passes quiet hours (security)
 * @addressed: goes only to people who are named (codes, tests, free texts, reminders), so that there is no switch for it
 * @cooldown_s: seconds in which the same dedupe key is sent once to a person, 0 for no limit
 * @dedupe_field: (nullable): path whose value is the dedupe key when the caller names none
 * @late_s: seconds for which it still makes sense, 0 for always
 * @max_segments: the most segments its text may take
 * @is_private: the body is erased at Twilio once final
 * @is_one_way: nobody answers it, so that it may come from a name
 * @is_own: a person made it, so that it can be edited and removed
 * @burst: how many of them a person gets in ten minutes before the rest become one text; 0 for the household's number,
 *   %G_MAXUINT for any
 *
 * A value: made by the catalog and never changed afterwards, so its fields are read directly.
 * Texts for people depend on the language and are asked for by function.
 */
struct _TidingsAlertType {
  GObject parent_instance;

  char *id;
  char *group;
  char **fields;
  TidingsFieldKind *kinds;
  TidingsPriority priority;
  gboolean always_on;
  gboolean addressed;
  guint cooldown_s;
  char *dedupe_field;
  guint late_s;
  guint max_segments;
  gboolean is_private;
  gboolean is_one_way;
  gboolean is_own;
  guint burst;

  /*< private >*/
  char **samples;
  GKeyFile *key_file;
};

#define TIDINGS_TYPE_CATALOG (tidings_catalog_get_type ())
G_DECLARE_FINAL_TYPE (TidingsCatalog, tidings_catalog, TIDINGS, CATALOG, GObject)

/**
 * tidings_catalog_get_default:
 *
 * The catalog compiled into the program (`data/alert-types.ini.in` with all translations). A catalog that does not load is
 * a fault of the build and ends the program. Any thread.
 *
 * Returns: (transfer none): the catalog
 */
TidingsCatalog   *tidings_catalog_get_default  (void);

/**
 * tidings_catalog_new_for_data:
 * @data: a catalog file's contents
 * @error: return location
 *
 * Returns: (transfer full) (nullable): %NULL if a key is missing, unknown or malformed
 */
TidingsCatalog   *tidings_catalog_new_for_data (GBytes  *data,
                                                GError **error);

/** tidings_catalog_list_types: Returns: (transfer none): a #GListModel of #TidingsAlertType in the order of the file */
GListModel       *tidings_catalog_list_types   (TidingsCatalog *self);

/** tidings_catalog_lookup: Returns: (transfer none) (nullable): the type with that id */
TidingsAlertType *tidings_catalog_lookup       (TidingsCatalog *self,
                                                const char     *id);

/**
 * tidings_catalog_dup_phrase:
 * @self: a catalog
 * @id: a section `[phrase ID]` of the file: `stop` (how to unsubscribe), `several` (alerts of one type as one text: title, count, texts),
 *   `repeated` (the same text more than once: text, count), `more` (how many others are in Activity: count), `flood` (too many of one
 *   type at once: title, count), `yes` and `no` (values that are true or false)
 * @language: (nullable): POSIX or BCP 47 name; %NULL for the process's language
 *
 * Words of Tidings itself in texts, in the language of who gets them. They are templates as those of types are.
 *
 * Returns: (transfer full): the wording; English where no translation exists. A phrase that is not in the file is a fault
 */
char             *tidings_catalog_dup_phrase    (TidingsCatalog *self,
                                                 const char     *id,
                                                 const char     *language);

/**
 * tidings_catalog_set_own_types:
 * @self: a catalog
 * @types: (element-type TidingsAlertType): types that people made; one with the id of a built-in type is passed over
 *
 * Replaces the own types; they stand behind the built-in ones of their group, and those of a group that is not there in
 * %TIDINGS_GROUP_OWN. The lists of the catalog tell of it; a type that is as it was stays the same object, and one that is
 * replaced lives as long as somebody has a reference. Main thread.
 */
void              tidings_catalog_set_own_types (TidingsCatalog *self,
                                                 GPtrArray      *types);

/** tidings_catalog_list_groups: Returns: (transfer none) (array zero-terminated=1): group ids in the order of the file */
const char * const *tidings_catalog_list_groups (TidingsCatalog *self);

/**
 * tidings_catalog_dup_group_title:
 * @self: a catalog
 * @group: a group id
 *
 * Returns: (transfer full): its title in the process's language (the catalog's `[group ID]` sections hold them)
 */
char             *tidings_catalog_dup_group_title (TidingsCatalog *self,
                                                   const char     *group);

/**
 * tidings_alert_type_dup_title:
 * @self: a type
 * @language: (nullable): POSIX or BCP 47 name such as `de` or `pt_BR`; %NULL for the process's language
 *
 * Returns: (transfer full): the title; English where no translation exists. Likewise description, template, and subject (nullable)
 */
char             *tidings_alert_type_dup_title       (TidingsAlertType *self,
                                                      const char       *language);
char             *tidings_alert_type_dup_description (TidingsAlertType *self,
                                                      const char       *language);
char             *tidings_alert_type_dup_template    (TidingsAlertType *self,
                                                      const char       *language);
char             *tidings_alert_type_dup_subject     (TidingsAlertType *self,
                                                      const char       *language);

/**
 * tidings_alert_type_dup_samples:
 * @self: a type
 *
 * A typical value for every field, for previews and tests of a wording.
 *
 * Returns: (transfer full): an object whose members are named by the whole path, without a `?`
 */
JsonObject       *tidings_alert_type_dup_samples     (TidingsAlertType *self);

G_END_DECLS
