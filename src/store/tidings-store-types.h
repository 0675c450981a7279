/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about the alert types that people made. */
#pragma once

#include "tidings-store.h"
#include "tidings-alert-type.h"

G_BEGIN_DECLS

/** tidings_store_load_types: puts the own types of the store, oldest first, into @catalog, in place of those it had. Main thread. Returns: %FALSE with @error set */
gboolean tidings_store_load_types  (TidingsStore     *self,
                                    TidingsCatalog   *catalog,
                                    GError          **error);
/** tidings_store_put_type: adds or replaces an own type, which keeps its place and its switches; @now: UTC milliseconds. Returns: %FALSE with @error set */
gboolean tidings_store_put_type    (TidingsStore     *self,
                                    TidingsAlertType *type,
                                    gint64            now,
                                    GError          **error);
/** tidings_store_remove_type: with its switches and wordings; reminders of it become plain ones, messages keep its id. Returns: %FALSE with NOT_FOUND */
gboolean tidings_store_remove_type (TidingsStore     *self,
                                    const char       *id,
                                    GError          **error);

G_END_DECLS
