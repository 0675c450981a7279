/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people say about the values of an alert of their own: what kind they are, and one that is typical. */
#pragma once

#include "tidings-type-draft.h"

G_BEGIN_DECLS

typedef struct _TidingsOwnValues TidingsOwnValues;

/** tidings_own_values_new: Returns: (transfer full): nothing is said yet */
TidingsOwnValues *tidings_own_values_new         (void);
/** tidings_own_values_free: frees it */
void              tidings_own_values_free        (TidingsOwnValues *self);

/** tidings_own_values_set_kind: says of what kind the value @field (with or without `?`) is */
void              tidings_own_values_set_kind    (TidingsOwnValues *self,
                                                  const char       *field,
                                                  TidingsFieldKind  kind);
/** tidings_own_values_set_sample: gives a typical value; one that cannot be is told by tidings_own_values_dup_problem() and not used */
void              tidings_own_values_set_sample  (TidingsOwnValues *self,
                                                  const char       *field,
                                                  const char       *sample);

/** tidings_own_values_apply: puts what was said into the fields of @draft; of the others, and where it cannot be, it stays as it is */
void              tidings_own_values_apply       (TidingsOwnValues *self,
                                                  TidingsTypeDraft *draft);

/** tidings_own_values_dup_problem: Returns: (transfer full): why what was said of @field cannot be, "" if it can */
char             *tidings_own_values_dup_problem (TidingsOwnValues *self,
                                                  const char       *field);

G_END_DECLS
