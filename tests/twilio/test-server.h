/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server of bytes on loopback: it answers what it was told to, however wrong that is, and keeps what it was asked. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** TestEnd: what happens to the connection after the reply */
typedef enum {
  TEST_END_KEEP,  /* it waits for the next request */
  TEST_END_CLOSE, /* it is closed */
  TEST_END_HANG,  /* nothing more is read or written */
} TestEnd;

typedef struct _TestServer TestServer;

/** test_server_new: Returns: (transfer full): a server that listens on 127.0.0.1 in the default main context */
TestServer *test_server_new           (void);
void        test_server_free          (TestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestServer, test_server_free)

/** test_server_get_origin: Returns: `http://127.0.0.1:PORT` */
const char *test_server_get_origin    (TestServer *self);

/** test_server_push: adds a reply, byte for byte; an empty one is none. A request that finds no reply pushed fails the test */
void        test_server_push          (TestServer *self,
                                       const char *reply,
                                       TestEnd     end);
/** test_server_push_bytes: the same for a reply with bytes of any value */
void        test_server_push_bytes    (TestServer *self,
                                       GBytes     *reply,
                                       TestEnd     end);
/** test_server_push_json: adds a whole reply with a JSON @body that keeps the connection */
void        test_server_push_json     (TestServer *self,
                                       const char *status_line,
                                       const char *headers,
                                       const char *body);

/** test_server_get_request: Returns: request number @i, head and body */
const char *test_server_get_request   (TestServer *self,
                                       guint       i);
guint       test_server_count_requests    (TestServer *self);
guint       test_server_count_connections (TestServer *self);

G_END_DECLS
