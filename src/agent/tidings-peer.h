/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A service of the system that is listened to: only what the owner of its name says counts. */
#pragma once

#include <gio/gio.h>
#include <gio/gunixfdlist.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_PEER (tidings_peer_get_type ())
G_DECLARE_FINAL_TYPE (TidingsPeer, tidings_peer, TIDINGS, PEER, GObject)

/** TidingsPeer::changed: the service came, went, or it is known now that there is none */

/**
 * TidingsPeerSignalFunc:
 * @path: object that the signal is about
 * @parameters: of the type that was asked for
 */
typedef void (*TidingsPeerSignalFunc) (const char *path,
                                       GVariant   *parameters,
                                       gpointer    user_data);

/**
 * tidings_peer_new:
 * @bus: where it is
 * @name: its well-known name; a service that can be started is
 *
 * Looks for the service. A bus that is not there, or that a sandbox does not let through, is a service that is not there.
 *
 * Returns: (transfer full): the service; TidingsPeer::changed tells more
 */
TidingsPeer *tidings_peer_new       (GBusType               bus,
                                     const char            *name);
/** tidings_peer_is_there: Returns: whether the service has an owner now */
gboolean     tidings_peer_is_there  (TidingsPeer           *self);
/** tidings_peer_listen: has @func called for a signal of the name's owner with parameters of type @type; @path: (nullable): of this object only; @arg0: (nullable): with this first argument only. Call it once the service was there */
void         tidings_peer_listen    (TidingsPeer           *self,
                                     const char            *path,
                                     const char            *interface,
                                     const char            *signal,
                                     const char            *arg0,
                                     const char            *type,
                                     TidingsPeerSignalFunc  func,
                                     gpointer               user_data);
/** tidings_peer_call_async: calls a method of the name's owner; @arguments: (nullable): sunk; @type: of the reply */
void         tidings_peer_call_async (TidingsPeer          *self,
                                      const char           *path,
                                      const char           *interface,
                                      const char           *method,
                                      GVariant             *arguments,
                                      const char           *type,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
/** tidings_peer_call_finish: Returns: (transfer full) (nullable): the reply; %NULL with @error set, which is CANCELLED when the peer is gone */
GVariant    *tidings_peer_call_finish (GAsyncResult        *result,
                                       GError             **error);
/** tidings_peer_call_fds_finish: the same; @fds: (out) (transfer full) (nullable): the descriptors that came with it */
GVariant    *tidings_peer_call_fds_finish (GAsyncResult    *result,
                                           GUnixFDList    **fds,
                                           GError         **error);
/** tidings_peer_close: hears and asks nothing any more; what was asked ends as CANCELLED */
void         tidings_peer_close     (TidingsPeer           *self);

G_END_DECLS
