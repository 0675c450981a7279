/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about programs that ask for texts, and about what they sent and spent. */
#pragma once

#include "tidings-program.h"
#include "tidings-store.h"

G_BEGIN_DECLS

/**
 * tidings_store_find_program:
 * @self: a store
 * @identity: what it is known by
 * @error: return location
 *
 * Returns: (transfer full) (nullable): without an error if there is none
 */
TidingsProgram *tidings_store_find_program   (TidingsStore    *self,
                                              const char      *identity,
                                              GError         **error);
/** tidings_store_get_program: Returns: (transfer full) (nullable): without an error if there is none (any more) */
TidingsProgram *tidings_store_get_program    (TidingsStore    *self,
                                              gint64           id,
                                              GError         **error);
/** tidings_store_put_program: writes a program, a new one if its id is 0, which is set then. Returns: %FALSE with @error set */
gboolean        tidings_store_put_program    (TidingsStore    *self,
                                              TidingsProgram  *program,
                                              GError         **error);
/** tidings_store_forget_program: takes it out; its texts stay, and are nobody's any more. Returns: %FALSE with NOT_FOUND if there is none */
gboolean        tidings_store_forget_program (TidingsStore    *self,
                                              gint64           id,
                                              GError         **error);
/** tidings_store_list_programs: Returns: (transfer full) (element-type TidingsProgram) (nullable): who asked last comes first, then by identity */
GPtrArray      *tidings_store_list_programs  (TidingsStore    *self,
                                              GError         **error);

/** tidings_store_list_waiting_of_program: Returns: (transfer full) (element-type TidingsMessage) (nullable): what is held or queued of it here, oldest first */
GPtrArray      *tidings_store_list_waiting_of_program (TidingsStore *self,
                                                       gint64        id,
                                                       GError      **error);

/** tidings_store_count_program_texts: Returns: a program's texts with queued_at in @since … @until (exclusive), as tidings_store_count_texts() counts; more than any limit if the store cannot be read */
guint           tidings_store_count_program_texts (TidingsStore *self,
                                                   gint64        id,
                                                   gint64        since,
                                                   gint64        until);

/**
 * TidingsProgramUse:
 * @n_texts: texts, as tidings_store_count_texts() counts
 * @micros: what they cost: billed, or estimated where Twilio has not billed yet; millionths
 */
typedef struct {
  guint n_texts;
  gint64 micros;
} TidingsProgramUse;

/**
 * tidings_store_sum_program:
 * @self: a store
 * @id: a program's row id
 * @since: UTC milliseconds, inclusive, of queued_at; 0 for all
 * @currency: (nullable): ISO 4217: money in another currency is left out, its texts are not; %NULL or "" for all
 * @use: (out caller-allocates): what it sent and spent since then
 * @error: return location
 *
 * What it takes goes by the program's own texts since @since.
 *
 * Returns: %FALSE with @error set
 */
gboolean        tidings_store_sum_program    (TidingsStore       *self,
                                              gint64              id,
                                              gint64              since,
                                              const char         *currency,
                                              TidingsProgramUse  *use,
                                              GError            **error);

G_END_DECLS
