/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Alert types that people make, change and remove, while alerts of them may be on their way. */
#pragma once

#include "tidings-core.h"

G_BEGIN_DECLS

/** tidings_types_load: takes the own types of the store into the catalog; a failure is logged, and then there are none */
void     tidings_types_load        (TidingsCore             *core);
/** tidings_types_put: see tidings_engine_put_type() */
gboolean tidings_types_put         (TidingsCore             *core,
                                    const TidingsTypeDraft  *draft,
                                    GError                 **error);
/** tidings_types_remove: see tidings_engine_remove_type() */
gboolean tidings_types_remove      (TidingsCore             *core,
                                    const char              *id,
                                    GError                 **error);
/** tidings_types_is_private: Returns: whether texts of this type are erased at Twilio; a type that is gone keeps what it promised */
gboolean tidings_types_is_private  (TidingsCore             *core,
                                    const char              *id);

G_END_DECLS
