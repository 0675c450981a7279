/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a wording, and which of its characters to mark while it is written. */
#pragma once

#include "tidings-alert-type.h"

G_BEGIN_DECLS

/** TidingsWordingMarkKind: why characters are marked */
typedef enum {
  TIDINGS_WORDING_MARK_COSTLY,  /* keeps the text out of the GSM alphabet */
  TIDINGS_WORDING_MARK_DOUBLE,  /* needs the room of two */
  TIDINGS_WORDING_MARK_WRONG,   /* a placeholder that the alert does not have, or that is broken */
} TidingsWordingMarkKind;

/** TidingsWordingMark: characters @start to @end (exclusive) of a wording, counted from 0 as Unicode characters */
typedef struct {
  TidingsWordingMarkKind kind;
  guint start;
  guint end;
} TidingsWordingMark;

/** tidings_wording_dup_problem: Returns: (transfer full): why @text cannot be a wording of @type, as a sentence; "" if it can */
char   *tidings_wording_dup_problem (TidingsAlertType *type,
                                     const char       *text);

/**
 * tidings_wording_list_marks:
 * @type: an alert type
 * @text: a wording of it, broken or not
 *
 * Characters of a script that has no place in the GSM alphabet at all are not marked one by one: all would be.
 *
 * Returns: (transfer full) (element-type TidingsWordingMark): what to mark, in no order
 */
GArray *tidings_wording_list_marks  (TidingsAlertType *type,
                                     const char       *text);

G_END_DECLS
