/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What GetStatus tells, as JSON for programs: the keys are a promise (architecture, section 7). */
#pragma once

#include "tidings-cli-json.h"

G_BEGIN_DECLS

/** tidings_cli_status_to_json: Returns: (transfer full): the object. @status: what GetStatus gives */
JsonObject *tidings_cli_status_to_json   (GVariant         *status);

/** tidings_cli_account_to_json: Returns: (transfer full): the account alone. @status: what GetStatus gives */
JsonObject *tidings_cli_account_to_json  (GVariant         *status);

/** tidings_cli_webhook_to_json: Returns: (transfer full): the receiver alone. @status: what GetStatus or SetWebhook gives */
JsonObject *tidings_cli_webhook_to_json  (GVariant         *status);

G_END_DECLS
