/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that sends somebody a test text, says what it costs before, and how it went after. */
#pragma once

#include <adwaita.h>
#include "tidings-client.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_TEST_ROW (tidings_test_row_get_type ())
G_DECLARE_FINAL_TYPE (TidingsTestRow, tidings_test_row, TIDINGS, TEST_ROW, AdwActionRow)

/** tidings_test_row_set_person: once: whom it is for, by row id; what becomes of the person is followed from then on */
void tidings_test_row_set_person (TidingsTestRow *self,
                                  TidingsClient  *client,
                                  gint64          person_id);

G_END_DECLS
