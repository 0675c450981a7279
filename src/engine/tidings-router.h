/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text comes from and what it costs, with what the store knows of the account and of the phone. */
#pragma once

#include "tidings-core.h"
#include "tidings-route.h"

G_BEGIN_DECLS

/**
 * TidingsChoice:
 * @reason: why
 * @sender: (nullable): number, short code, name or MG…; %NULL if it cannot go
 * @service: (nullable): MG… that it goes through
 * @kind: of @sender
 * @detail: the choice and its reason, as the story keeps it
 * @words: the same as a sentence for people, in the process's language
 */
typedef struct {
  TidingsRouteReason reason;
  char *sender;
  char *service;
  TidingsSenderKind kind;
  char *detail;
  char *words;
} TidingsChoice;

void           tidings_choice_free    (TidingsChoice     *choice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsChoice, tidings_choice_free)

/**
 * tidings_router_choose:
 * @core: what the parts share
 * @person: who gets it
 * @type: (nullable): what it is; without one somebody may answer it
 * @has_picture: a picture goes along
 * @is_ahead: Twilio is to send it later
 *
 * Returns: (transfer full): what it comes from, see tidings_route_choose()
 */
TidingsChoice *tidings_router_choose  (TidingsCore       *core,
                                       TidingsPerson     *person,
                                       TidingsAlertType  *type,
                                       gboolean           has_picture,
                                       gboolean           is_ahead);

/**
 * tidings_router_route:
 * @core: what the parts share
 * @message: a message of the store that is about to leave, at once or (send_at) later; its sender is set and not yet written
 * @service: (out) (transfer full) (nullable): MG… that it goes through
 * @error: return location
 *
 * Chooses again, as the account may have changed since it was queued, and adds a step `route` to its story when the sender is
 * another one than before. Call it inside a transaction. A request names the sender as From unless it is the service itself,
 * and the service if there is one.
 *
 * Returns: %FALSE with @error set
 */
gboolean       tidings_router_route   (TidingsCore       *core,
                                       TidingsMessage    *message,
                                       char             **service,
                                       GError           **error);

/**
 * tidings_router_estimate:
 * @core: what the parts share
 * @person: who gets it
 * @message: its parts are counted; its price, reserve and currency are set, to the most it costs, or to unknown
 * @kind: what it leaves from
 *
 * Returns: the least it costs, millionths; -1 if unknown. Pictures, and codes that Verify sends, have prices that are not listed.
 */
gint64         tidings_router_estimate (TidingsCore      *core,
                                        TidingsPerson    *person,
                                        TidingsMessage   *message,
                                        TidingsSenderKind kind);

G_END_DECLS
