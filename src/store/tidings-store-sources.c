/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about the names that go with texts of no program. */
#include "config.h"

#include "tidings-store-sources.h"
#include "tidings-store-sums-private.h"

/* SQLite does not skip from one value of an index to the next by itself, so that each name asks for the one after it. */
#define NAMES \
  "WITH RECURSIVE name (source) AS (" \
  "SELECT min (source) FROM message WHERE program = 0 " \
  "UNION ALL SELECT (SELECT min (source) FROM message WHERE program = 0 AND source > name.source) FROM name " \
  "WHERE name.source IS NOT NULL) "

#define SINCE "FROM message WHERE program = 0 AND source = name.source AND created_at >= ?1"

void
tidings_source_free (TidingsSource *source)
{
  if (source == NULL)
    return;

  g_free (source->source);
  g_strfreev (source->types);
  g_free (source);
}

static TidingsSource *
read_source (TidingsStatement *statement)
{
  TidingsSource *source = g_new0 (TidingsSource, 1);
  const char *types = (const char *) sqlite3_column_text (statement, 4);

  source->source = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  source->last_at = sqlite3_column_int64 (statement, 1);
  source->n_texts = sqlite3_column_int64 (statement, 2);
  source->micros = sqlite3_column_int64 (statement, 3);
  source->types = g_strsplit (types != NULL ? types : "", ",", -1);

  return source;
}

GPtrArray *
tidings_store_list_sources (TidingsStore  *self,
                            gint64         since,
                            const char    *currency,
                            GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_source_free);
  g_autoptr(GError) failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);

  statement = tidings_store_prepare (self,
                                     NAMES "SELECT source, (SELECT max (created_at) FROM message "
                                     "WHERE program = 0 AND source = name.source) AS last, "
                                     "(SELECT count (*) " SINCE " AND is_counted), "
                                     "(SELECT coalesce (sum (CASE WHEN is_settled THEN " TIDINGS_STORE_BILLED " ELSE "
                                     TIDINGS_STORE_PENDING " END), 0) " SINCE " AND is_counted "
                                     "AND (?2 = '' OR coalesce (currency, ?2) = ?2)), "
                                     "(SELECT group_concat (type) FROM (SELECT DISTINCT type " SINCE " ORDER BY type)) "
                                     "FROM name WHERE source IS NOT NULL ORDER BY last DESC",
                                     error);
  if (!statement)
    return NULL;

  sqlite3_bind_int64 (statement, 1, since);
  tidings_statement_bind_text (statement, 2, currency != NULL ? currency : "");
  while (tidings_store_next_row (self, statement, &failure))
    g_ptr_array_add (sources, read_source (statement));

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&sources);
}
