/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Objects of the field as JSON for programs: the keys are a promise (architecture, section 7). */
#pragma once

#include "tidings-alert-type.h"
#include "tidings-json.h"
#include "tidings-message.h"
#include "tidings-person.h"
#include "tidings-reminder.h"
#include "tidings-store-audit.h"

G_BEGIN_DECLS

/**
 * tidings_message_to_json:
 * @message: a message
 * @story: (nullable) (element-type TidingsEvent): its story, to be told as well
 *
 * Returns: (transfer full): the object; `reason` is a rule's or state's name, plain words where Twilio or a carrier said no
 */
JsonObject *tidings_message_to_json      (TidingsMessage   *message,
                                          GPtrArray        *story);

/** tidings_person_to_json: Returns: (transfer full): the object */
JsonObject *tidings_person_to_json       (TidingsPerson    *person);

/** TidingsSwitch: whether people get a type; MIXED when some do */
typedef enum {
  TIDINGS_SWITCH_OFF,
  TIDINGS_SWITCH_ON,
  TIDINGS_SWITCH_MIXED,
  TIDINGS_SWITCH_NONE,   /* has no switch: goes to who is named */
} TidingsSwitch;

/** tidings_alert_type_to_json: Returns: (transfer full): the object; `on` is null where people differ or there is no switch. @wording: the text in use */
JsonObject *tidings_alert_type_to_json   (TidingsAlertType *type,
                                          const char       *wording,
                                          TidingsSwitch     on);

/** tidings_reminder_to_json: Returns: (transfer full): the object. @names: (array zero-terminated=1): of its people, in their order */
JsonObject *tidings_reminder_to_json     (TidingsReminder    *reminder,
                                          const char * const *names);

/** tidings_json_dup_clock: Returns: (transfer full): minutes after midnight as `22:00` */
char       *tidings_json_dup_clock       (int               minutes);

/** tidings_audit_to_json: Returns: (transfer full): the object; `text` is the entry in words */
JsonObject *tidings_audit_to_json        (TidingsAuditEntry  *entry);

G_END_DECLS
