/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail of consent and numbers. Rows are added and, when a person is erased, reduced; never changed otherwise. */
#pragma once

#include "tidings-store.h"

G_BEGIN_DECLS

/* What happened. */
#define TIDINGS_AUDIT_ADDED      "added"
#define TIDINGS_AUDIT_NUMBER     "number"      /* detail: the old one, shortened */
#define TIDINGS_AUDIT_CONFIRMED  "confirmed"   /* how: code, call */
#define TIDINGS_AUDIT_OPTED_OUT  "opted-out"   /* how: reply, carrier, person */
#define TIDINGS_AUDIT_OPTED_IN   "opted-in"    /* how: reply, person */
#define TIDINGS_AUDIT_TYPE_ON    "type-on"     /* detail: alert type */
#define TIDINGS_AUDIT_TYPE_OFF   "type-off"
#define TIDINGS_AUDIT_REMOVED    "removed"
#define TIDINGS_AUDIT_ERASED     "erased"
/* What was only rehearsed ends when an account comes that texts for real; how: practice. */
#define TIDINGS_AUDIT_UNCONFIRMED "unconfirmed"
#define TIDINGS_AUDIT_STOP_ENDED "stop-ended"

/**
 * TidingsAuditEntry:
 * @id: row id
 * @at: UTC milliseconds
 * @person_id: the person's row id as it was then
 * @name: their name then, "" once erased
 * @number: E.164 then, "" once erased
 * @what: a word above
 * @how: `code`, `call`, `reply`, `carrier`, `person`, `import`, `practice`, or ""
 * @by: who asked for it: `window`, `cli`, a program's name, `phone`, `twilio`
 * @detail: more, may be empty: `practice` where a code or a STOP proved nothing
 */
typedef struct {
  gint64 id;
  gint64 at;
  gint64 person_id;
  char *name;
  char *number;
  char *what;
  char *how;
  char *by;
  char *detail;
} TidingsAuditEntry;

void       tidings_audit_entry_free        (TidingsAuditEntry       *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsAuditEntry, tidings_audit_entry_free)

/** tidings_store_add_audit: its id is not looked at, %NULL strings become "". Returns: %FALSE with @error set */
gboolean   tidings_store_add_audit         (TidingsStore            *self,
                                            const TidingsAuditEntry *entry,
                                            GError                 **error);
/** tidings_store_list_audit: Returns: (transfer full) (element-type TidingsAuditEntry) (nullable): of one person, with what their numbers said while nobody had them, or of all with 0; in the order in which it was written */
GPtrArray *tidings_store_list_audit        (TidingsStore            *self,
                                            gint64                   person,
                                            GError                 **error);
/** tidings_store_reduce_audit: takes names, numbers and details out of a person's rows, and out of those of their numbers unless they are of somebody who is still there; when, what, how and by whom stay. Returns: %FALSE with @error set */
gboolean   tidings_store_reduce_audit      (TidingsStore            *self,
                                            gint64                   person,
                                            GError                 **error);

G_END_DECLS
