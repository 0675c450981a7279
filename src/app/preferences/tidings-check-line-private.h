/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of the sender check, as it makes them. */
#pragma once

#include "tidings-sender-check.h"

G_BEGIN_DECLS

/** tidings_check_line_new: takes the parts of CheckLine as they come over the bus. Returns: (transfer full): a line */
TidingsCheckLine *tidings_check_line_new      (const char       *what,
                                               const char       *verdict,
                                               const char       *words,
                                               const char       *next);

/** tidings_check_line_is_bad: Returns: whether something has to be done about it */
gboolean          tidings_check_line_is_bad   (TidingsCheckLine *self);

/** tidings_check_line_dup_text: Returns: (transfer full): its text property */
char             *tidings_check_line_dup_text (TidingsCheckLine *self);

G_END_DECLS
