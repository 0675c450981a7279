/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of Twilio's codes, for the test that holds it against the reference. */
#pragma once

#include "tidings-reason.h"

G_BEGIN_DECLS

/** tidings_reason_get_range: @first, @last: (out): codes that share their words, both included. Returns: %FALSE past the table's end */
gboolean tidings_reason_get_range (guint  i,
                                   int   *first,
                                   int   *last);

G_END_DECLS
