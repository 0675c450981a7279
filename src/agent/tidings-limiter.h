/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream that remembers its first line, and ends with an error when more came through it than was allowed. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDINGS_TYPE_LIMITER (tidings_limiter_get_type ())
G_DECLARE_FINAL_TYPE (TidingsLimiter, tidings_limiter, TIDINGS, LIMITER, GObject)

/** tidings_limiter_new: Returns: (transfer full): #GConverter that hands on what it gets, up to @max_bytes, then %G_IO_ERROR_MESSAGE_TOO_LARGE */
TidingsLimiter *tidings_limiter_new            (gsize           max_bytes);
/** tidings_limiter_get_first_line: Returns: (nullable): the first line that came through, without its end; %NULL before it has ended */
const char     *tidings_limiter_get_first_line (TidingsLimiter *self);

G_END_DECLS
