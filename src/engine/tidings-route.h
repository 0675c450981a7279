/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text comes from? Values in, a choice with its reason out; no clock, no store, no network. */
#pragma once

#include "tidings-sender.h"

G_BEGIN_DECLS

/**
 * TidingsRouteReason:
 * @TIDINGS_ROUTE_NO_SENDER: no sender is set
 * @TIDINGS_ROUTE_OWN_NUMBER: a number or short code of the account in the recipient's country
 * @TIDINGS_ROUTE_SAME_NUMBER: the same, and the one that the person knows from the last text
 * @TIDINGS_ROUTE_SERVICE: the Messaging Service chooses
 * @TIDINGS_ROUTE_NAME: a name, as the country allows it and nobody answers
 * @TIDINGS_ROUTE_DEFAULT: the sender that is set
 * @TIDINGS_ROUTE_OTHER_NUMBER: another number of the account, as the one that is set cannot be used for this
 * @TIDINGS_ROUTE_NO_PICTURES_THERE: pictures exist in other countries only: it cannot go
 * @TIDINGS_ROUTE_NO_PICTURES: no sender can send pictures there: it cannot go
 */
typedef enum {
  TIDINGS_ROUTE_NO_SENDER,
  TIDINGS_ROUTE_OWN_NUMBER,
  TIDINGS_ROUTE_SAME_NUMBER,
  TIDINGS_ROUTE_SERVICE,
  TIDINGS_ROUTE_NAME,
  TIDINGS_ROUTE_DEFAULT,
  TIDINGS_ROUTE_OTHER_NUMBER,
  TIDINGS_ROUTE_NO_PICTURES_THERE,
  TIDINGS_ROUTE_NO_PICTURES,
} TidingsRouteReason;

/**
 * TidingsRouteQuestion:
 * @country: (nullable): ISO 3166-1 alpha-2 of the recipient
 * @is_one_way: nobody answers this text
 * @has_picture: a picture goes along
 * @is_ahead: Twilio is to send it later, which only a Messaging Service does (reference, section 2.7)
 * @senders: (element-type TidingsSender): what the account has, as far as it is known; may be empty
 * @sender: (nullable): the number or name that is set
 * @service: (nullable): the Messaging Service that is set; then @sender is not looked at
 * @name: (nullable): the name that is set for texts that nobody answers
 * @last_sender: (nullable): what the last text to this person came from
 *
 * Everything the choice depends on.
 */
typedef struct {
  const char *country;
  gboolean is_one_way;
  gboolean has_picture;
  gboolean is_ahead;
  GPtrArray *senders;
  const char *sender;
  const char *service;
  const char *name;
  const char *last_sender;
} TidingsRouteQuestion;

/**
 * TidingsRoute:
 * @reason: why
 * @sender: (nullable): number, short code, name or MG…; the question's; %NULL if it cannot go
 * @service: (nullable): MG… that it goes through; the question's. With a number in @sender, that number is in its pool
 * @kind: of @sender
 */
typedef struct {
  TidingsRouteReason reason;
  const char *sender;
  const char *service;
  TidingsSenderKind kind;
} TidingsRoute;

/**
 * tidings_route_choose:
 * @question: what the choice depends on
 *
 * In this order: a number of the account in the recipient's country (the one the person knows before the one that is set,
 * that before others); the Messaging Service; a name where the country allows it freely and nobody answers; the sender that is
 * set, or another number where that one certainly cannot do it. Numbers for US texts are taken only from the pool of the
 * service, where one is set: its campaign is theirs (reference, section 12). Any thread.
 *
 * Returns: the choice; its strings live as long as the question's
 */
TidingsRoute tidings_route_choose      (const TidingsRouteQuestion *question);

/** tidings_route_can_go: Returns: whether there is something that it can leave from */
gboolean     tidings_route_can_go      (const TidingsRoute         *route);

/** tidings_route_to_string: Returns: (transfer full): the choice for a story: its reason's name and, where there is one, the sender: "own-number +15005550006" */
char        *tidings_route_to_string   (const TidingsRoute         *route);

/** tidings_route_describe: Returns: (transfer full): the choice and its reason, as a sentence without a period in the process's language */
char        *tidings_route_describe    (const TidingsRoute         *route);

/** tidings_country_takes_pictures: Returns: whether pictures (MMS) exist in @country: US, CA and AU (reference, section 2.1); @country: (nullable) */
gboolean     tidings_country_takes_pictures (const char            *country);

/**
 * tidings_picture_check:
 * @url: what was given as a picture's address
 *
 * Twilio fetches it, so it must be a public http or https address: no file, no user name, no host that only this computer or
 * its network knows, and at most 2000 characters. Nothing is fetched here. Any thread.
 *
 * Returns: (nullable): what is wrong with it and what to do, one sentence in the process's language; %NULL if nothing is
 */
const char  *tidings_picture_check     (const char                 *url);

G_END_DECLS
