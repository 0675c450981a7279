/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the client share: a client of the server of bytes, and waiting for what it was asked. */
#pragma once

#include "test-server.h"
#include "tidings-twilio.h"

G_BEGIN_DECLS

#define ACCOUNT "AC00000000000000000000000000000001"
#define MESSAGE "SM00000000000000000000000000000001"
#define MESSAGE_JSON "{\"sid\":\"" MESSAGE "\",\"status\":\"queued\",\"to\":\"+14155550123\",\"num_segments\":\"1\"}"

/** make_client: Returns: (transfer full): a client of @origin that signs with the token `secret` */
TidingsTwilio *make_client    (const char    *origin);
/** keep_result_cb: a #GAsyncReadyCallback that keeps the result where user_data points to */
void           keep_result_cb (GObject       *object,
                               GAsyncResult  *result,
                               gpointer       user_data);
/** wait_for: runs the main context until there is a result */
void           wait_for       (GAsyncResult **result);

/** assert_contains: @needle is in @haystack */
void           assert_contains (const char   *haystack,
                                const char   *needle);
/** assert_lacks: @needle is not in @haystack */
void           assert_lacks    (const char   *haystack,
                                const char   *needle);
/** assert_request: the line and body of request @i; @body: (nullable): as it was sent, %NULL for none */
void           assert_request  (TestServer   *server,
                                guint         i,
                                const char   *line,
                                const char   *body);

G_END_DECLS
