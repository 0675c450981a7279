/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receiver as the household has set it: on or off, and why it does not listen. */
#pragma once

#include "tidings-engine.h"
#include "tidings-link.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_WEBHOOK (tidings_webhook_get_type ())
G_DECLARE_FINAL_TYPE (TidingsWebhook, tidings_webhook, TIDINGS, WEBHOOK, GObject)

/**
 * TidingsWebhookChange:
 * @url: (nullable): public address, %NULL to leave it
 * @address: (nullable): this computer's address to listen on, %NULL to leave it
 * @port: TCP port, 0 to leave it
 */
typedef struct {
  const char *url;
  const char *address;
  guint port;
} TidingsWebhookChange;

/**
 * TidingsWebhook::changed:
 *
 * It listens, or does not any more, or for another reason.
 */

/** tidings_webhook_new: Returns: (transfer full): one that does not listen before tidings_webhook_start() */
TidingsWebhook *tidings_webhook_new          (TidingsEngine               *engine,
                                              TidingsLink                 *link,
                                              GSettings                   *settings,
                                              TidingsClock                *clock);
/** tidings_webhook_start: listens if that is set and possible, and follows the settings and the account */
void            tidings_webhook_start        (TidingsWebhook              *self);
/** tidings_webhook_is_listening: Returns: whether requests may come, so that the process must stay */
gboolean        tidings_webhook_is_listening (TidingsWebhook              *self);

/**
 * tidings_webhook_set:
 * @self: a webhook that was started
 * @is_on: whether it shall listen
 * @change: what else is different
 * @error: return location, #TidingsBusError
 *
 * Switches it, and keeps that in the settings. What cannot listen is not kept, and what listened before still does.
 *
 * Returns: %FALSE with @error set
 */
gboolean        tidings_webhook_set          (TidingsWebhook              *self,
                                              gboolean                     is_on,
                                              const TidingsWebhookChange  *change,
                                              GError                     **error);
/** tidings_webhook_describe: adds the keys of GetStatus that begin with `webhook` */
void            tidings_webhook_describe     (TidingsWebhook              *self,
                                              GVariantDict                *status);

G_END_DECLS
