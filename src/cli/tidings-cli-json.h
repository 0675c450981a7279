/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Objects of the field as JSON for programs: the keys are a promise (architecture, section 7). */
#pragma once

#include <json-glib/json-glib.h>
#include "tidings-message.h"
#include "tidings-person.h"
#include "tidings-reminder.h"

G_BEGIN_DECLS

/**
 * tidings_cli_message_to_json:
 * @message: a message
 * @story: (nullable) (element-type TidingsEvent): its story, to be told as well
 *
 * Returns: (transfer full): the object; `reason` is a rule's or state's name, plain words where Twilio or a carrier said no
 */
JsonObject *tidings_cli_message_to_json  (TidingsMessage   *message,
                                          GPtrArray        *story);

/** tidings_cli_person_to_json: Returns: (transfer full): the object */
JsonObject *tidings_cli_person_to_json   (TidingsPerson    *person);

/** TidingsSwitch: whether people get a type; MIXED when some do */
typedef enum {
  TIDINGS_SWITCH_OFF,
  TIDINGS_SWITCH_ON,
  TIDINGS_SWITCH_MIXED,
  TIDINGS_SWITCH_NONE,   /* has no switch: goes to who is named */
} TidingsSwitch;

/** tidings_cli_type_to_json: Returns: (transfer full): the object; `on` is null where people differ or there is no switch. @wording: the text in use */
JsonObject *tidings_cli_type_to_json     (TidingsAlertType *type,
                                          const char       *wording,
                                          TidingsSwitch     on);

/** tidings_cli_reminder_to_json: Returns: (transfer full): the object. @names: (array zero-terminated=1): of its people, in their order */
JsonObject *tidings_cli_reminder_to_json (TidingsReminder    *reminder,
                                          const char * const *names);

/** tidings_cli_status_to_json: Returns: (transfer full): the object. @status: what GetStatus gives */
JsonObject *tidings_cli_status_to_json   (GVariant         *status);

/** tidings_cli_account_to_json: Returns: (transfer full): the account alone. @status: what GetStatus gives */
JsonObject *tidings_cli_account_to_json  (GVariant         *status);

/** tidings_cli_set_text: sets a member to @text, or to null for %NULL and "" */
void        tidings_cli_set_text         (JsonObject       *object,
                                          const char       *key,
                                          const char       *text);

/** tidings_cli_set_instant: sets a member to the instant as ISO 8601, or to null for 0 */
void        tidings_cli_set_instant      (JsonObject       *object,
                                          const char       *key,
                                          gint64            instant);

/** tidings_cli_print_object: prints it over several lines. @object: (transfer full) */
void        tidings_cli_print_object     (JsonObject       *object);
/** tidings_cli_print_object_line: prints it on a line of its own. @object: (transfer full) */
void        tidings_cli_print_object_line (JsonObject      *object);
/** tidings_cli_print_array: prints it over several lines. @array: (transfer full) */
void        tidings_cli_print_array      (JsonArray        *array);

/** tidings_cli_dup_clock: Returns: (transfer full): minutes after midnight as `22:00` */
char       *tidings_cli_dup_clock        (int               minutes);

G_END_DECLS
