/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What texts come from: numbers, short codes, names, Messaging Services; and where names are allowed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** TidingsSenderKind: numbers are stored; never reuse one */
typedef enum {
  TIDINGS_SENDER_NUMBER = 0,      /* long code */
  TIDINGS_SENDER_TOLL_FREE = 1,   /* US and Canada */
  TIDINGS_SENDER_SHORT_CODE = 2,
  TIDINGS_SENDER_NAME = 3,        /* alphanumeric: one way */
  TIDINGS_SENDER_SERVICE = 4,     /* a Messaging Service, which chooses */
} TidingsSenderKind;

/**
 * TidingsSender:
 * @id: E.164, digits of a short code, a name, or MG…
 * @kind: what it is
 * @sid: (nullable): PN…, SC…, AI… or MG…
 * @service: (nullable): MG… whose pool it is in
 * @country: (nullable): ISO 3166-1 alpha-2 of a number or short code
 * @name: (nullable): what the account's owner calls it
 * @can_text: it may send texts
 * @can_mms: it may send pictures
 *
 * Something of an account that texts can come from.
 */
typedef struct {
  char *id;
  TidingsSenderKind kind;
  char *sid;
  char *service;
  char *country;
  char *name;
  gboolean can_text;
  gboolean can_mms;
} TidingsSender;

/** tidings_sender_new: @id: E.164, short code, name or MG…. Returns: (transfer full): with kind and country read from @id; able to do nothing yet */
TidingsSender    *tidings_sender_new        (const char          *id);
void              tidings_sender_free       (TidingsSender       *sender);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsSender, tidings_sender_free)

/** tidings_sender_kind_of: Returns: what @id is by its looks: MG… a service, + and digits a number (toll free in +1 8xx), 3 to 8 digits a short code, anything else a name */
TidingsSenderKind tidings_sender_kind_of    (const char          *id);
/** tidings_sender_can_be_answered: Returns: whether an answer to @id can come back at all: not to a name */
gboolean          tidings_sender_can_be_answered (const char     *id);
/** tidings_sender_is_name: Returns: whether @text can be a name: 1 to 11 of A-Z a-z 0-9, space, + - _ &, one letter at least, and none of the general words that are blocked everywhere (Twilio reference, section 3.1) */
gboolean          tidings_sender_is_name    (const char          *text);

/** TidingsNameRule: whether texts to a country may come from a name */
typedef enum {
  TIDINGS_NAME_FREE,
  TIDINGS_NAME_CONDITIONAL,   /* protected names, volume, foreign companies only */
  TIDINGS_NAME_REGISTERED,    /* only after registration */
  TIDINGS_NAME_REFUSED,       /* not supported */
} TidingsNameRule;

/** tidings_name_rule_of_country: @country: ISO 3166-1 alpha-2. Returns: Twilio's rule as of 10 April 2026 (reference, section 3.1) */
TidingsNameRule   tidings_name_rule_of_country (const char       *country);

/** tidings_sender_get_rate: @id: what a text leaves from; @country: where it goes. Returns: parts a second (reference, section 8) */
guint             tidings_sender_get_rate   (const char          *id,
                                             const char          *country);

/** tidings_line_takes_texts: @type: (nullable): as a lookup said. Returns: %FALSE for `landline`, `premium`, `sharedCost`, `pager`, `voicemail`, `uan` (reference, section 4) */
gboolean          tidings_line_takes_texts  (const char          *type);

G_END_DECLS
