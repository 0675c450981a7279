/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about the alert types that people made. */
#pragma once

#include "tidings-store.h"
#include "tidings-alert-type.h"

G_BEGIN_DECLS

/** tidings_store_load_types: puts the own types of the store into @catalog, in place of those it had. Returns: %FALSE with @error set */
gboolean tidings_store_load_types  (TidingsStore     *self,
                                    TidingsCatalog   *catalog,
                                    GError          **error);
/** tidings_store_put_type: adds or replaces an own type; @now: UTC milliseconds. Returns: %FALSE with @error set */
gboolean tidings_store_put_type    (TidingsStore     *self,
                                    TidingsAlertType *type,
                                    gint64            now,
                                    GError          **error);
/** tidings_store_remove_type: with its switches and wordings; messages keep its id. Returns: %FALSE with NOT_FOUND */
gboolean tidings_store_remove_type (TidingsStore     *self,
                                    const char       *id,
                                    GError          **error);

G_END_DECLS
