/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing all that the store knows into a file, in a thread of its own, with progress. */
#pragma once

#include <gio/gio.h>
#include "tidings-store-messages.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_EXPORTER (tidings_exporter_get_type ())
G_DECLARE_FINAL_TYPE (TidingsExporter, tidings_exporter, TIDINGS, EXPORTER, GObject)

/**
 * TidingsExporter properties, read-only:
 *   is-running (bool), fraction (double, 0 to 1), words (string: how far it is, "Exported to tidings.json", "Export canceled", or what went
 *   wrong; "" before anything began)
 */

/** tidings_exporter_new: Returns: (transfer full): one that does nothing yet */
TidingsExporter *tidings_exporter_new      (void);
/**
 * tidings_exporter_start:
 * @self: an exporter that does not run
 * @store: (type filename): path of the store; it is opened for looking, for this alone
 * @file: where to; `.json` for everything, `.csv` for the texts as a table. What was there stays until the new one is whole
 * @now: UTC milliseconds
 *
 * Begins; the properties tell how it goes. A file of another kind is refused in words.
 */
void             tidings_exporter_start    (TidingsExporter *self,
                                            const char      *store,
                                            GFile           *file,
                                            gint64           now);
/** tidings_exporter_start_messages: as tidings_exporter_start(), for the texts that match @filter alone */
void             tidings_exporter_start_messages (TidingsExporter            *self,
                                                  const char                 *store,
                                                  GFile                      *file,
                                                  const TidingsMessageFilter *filter,
                                                  gint64                      now);
/** tidings_exporter_cancel: ends what runs; no half of a file is left */
void             tidings_exporter_cancel   (TidingsExporter *self);

G_END_DECLS
