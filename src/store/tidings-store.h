/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one file that everything is kept in: opening, schema, transactions. A file of queries per subject stands beside it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TIDINGS_STORE_ERROR (tidings_store_error_quark ())
GQuark tidings_store_error_quark (void);

/**
 * TidingsStoreError:
 * @TIDINGS_STORE_ERROR_FAILED: SQLite said no; nothing has changed
 * @TIDINGS_STORE_ERROR_FULL: the disk is full; nothing has changed
 * @TIDINGS_STORE_ERROR_FUTURE: written by a newer Tidings; it is left alone
 * @TIDINGS_STORE_ERROR_MISSING: there is no store yet (read-only opening)
 * @TIDINGS_STORE_ERROR_NOT_FOUND: no such row
 * @TIDINGS_STORE_ERROR_CONFLICT: another row has that number
 */
typedef enum {
  TIDINGS_STORE_ERROR_FAILED,
  TIDINGS_STORE_ERROR_FULL,
  TIDINGS_STORE_ERROR_FUTURE,
  TIDINGS_STORE_ERROR_MISSING,
  TIDINGS_STORE_ERROR_NOT_FOUND,
  TIDINGS_STORE_ERROR_CONFLICT,
  TIDINGS_STORE_ERROR_BUSY,
} TidingsStoreError;

#define TIDINGS_TYPE_STORE (tidings_store_get_type ())
G_DECLARE_FINAL_TYPE (TidingsStore, tidings_store, TIDINGS, STORE, GObject)

/**
 * tidings_store_dup_default_path:
 * Returns: (transfer full) (type filename): `XDG_DATA_HOME/tidings/tidings.db`
 */
char         *tidings_store_dup_default_path (void);

/**
 * tidings_store_open:
 * @path: (type filename): the file; its folder is made with mode 0700, the file with 0600
 * @error: return location in #TIDINGS_STORE_ERROR; the message is for people
 *
 * Opens the store for writing (WAL, synchronous=FULL, foreign keys) and brings its schema up to date in one transaction.
 * Only the agent does this. A file that SQLite calls damaged, or that is no database, is renamed aside (with its -wal and
 * -shm) and a fresh one is begun: see tidings_store_get_set_aside(). All calls must come from the thread that opened it.
 *
 * Returns: (transfer full) (nullable): the store
 */
TidingsStore *tidings_store_open             (const char  *path,
                                              GError     **error);

/**
 * tidings_store_open_read_only:
 * @path: (type filename): the file
 * @error: return location: MISSING if there is none yet, FUTURE as above
 *
 * Opens the store for looking (window, command line). Writing functions assert. A store whose schema is older than this
 * program is refused as FAILED: the agent has to open it first. A file that is there but was not filled yet is MISSING, and
 * a damaged one FAILED: only the agent moves files. May be used by any thread, but by one at a time.
 *
 * Returns: (transfer full) (nullable): the store
 */
TidingsStore *tidings_store_open_read_only   (const char  *path,
                                              GError     **error);

/**
 * tidings_store_interrupt:
 * @self: a store
 *
 * Has the query that runs on it end soon, with an error. From any thread, as long as somebody keeps the store.
 */
void          tidings_store_interrupt        (TidingsStore *self);

/**
 * tidings_store_open_read_only_within:
 * @path: (type filename): the file
 * @patience_ms: how long to wait at most while another program holds the file, here and in every query later
 * @error: return location: BUSY when it is held longer, else as tidings_store_open_read_only(), which waits five seconds
 *
 * The same for a window, which would stand still meanwhile.
 *
 * Returns: (transfer full) (nullable): the store
 */
TidingsStore *tidings_store_open_read_only_within (const char  *path,
                                                   int          patience_ms,
                                                   GError     **error);

/** tidings_store_get_set_aside: Returns: (nullable) (type filename): where a damaged file was put when this one was opened */
const char   *tidings_store_get_set_aside    (TidingsStore *self);

/**
 * tidings_store_begin:
 * @self: a store open for writing
 * @error: return location
 *
 * Begins a transaction (IMMEDIATE). They nest: only the outermost commit writes, and a rollback at any depth undoes all.
 * Every begin that succeeds is ended by exactly one commit or rollback, also after something inside has failed; between a
 * rollback inside and the end of the outermost, writing is refused. Single writing functions outside a transaction are one
 * of their own.
 *
 * Returns: %FALSE with @error set
 */
gboolean      tidings_store_begin            (TidingsStore *self,
                                              GError      **error);
/** tidings_store_commit: Returns: %FALSE with @error set; then all since the outermost begin is undone, and this begin is ended all the same */
gboolean      tidings_store_commit           (TidingsStore *self,
                                              GError      **error);
/** tidings_store_rollback: undoes all since the outermost begin, and ends this one */
void          tidings_store_rollback         (TidingsStore *self);

/** tidings_store_dup_meta: Returns: (transfer full) (nullable): a small value kept under @key */
char         *tidings_store_dup_meta         (TidingsStore *self,
                                              const char   *key);
/** tidings_store_set_meta: keeps @value under @key, forgets the key for %NULL. Returns: %FALSE with @error set */
gboolean      tidings_store_set_meta         (TidingsStore *self,
                                              const char   *key,
                                              const char   *value,
                                              GError      **error);

G_END_DECLS
