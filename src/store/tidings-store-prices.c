/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries about prices. */
#include "config.h"

#include "tidings-store-prices.h"
#include "tidings-store-private.h"

/* A country without prices is remembered by a row of this number type, so that it is not asked for with every text. */
#define NONE "none"

TidingsTariff *
tidings_tariff_new (const char *mcc,
                    const char *mnc,
                    const char *number_type,
                    gint64      micros,
                    const char *currency)
{
  TidingsTariff *tariff = g_new0 (TidingsTariff, 1);

  tariff->mcc = g_strdup (mcc);
  tariff->mnc = g_strdup (mnc);
  tariff->number_type = g_strdup (number_type);
  tariff->micros = micros;
  tariff->currency = g_strdup (currency);

  return tariff;
}

void
tidings_tariff_free (TidingsTariff *tariff)
{
  if (tariff == NULL)
    return;

  g_free (tariff->mcc);
  g_free (tariff->mnc);
  g_free (tariff->number_type);
  g_free (tariff->currency);
  g_free (tariff);
}

static gboolean
clear_prices (TidingsStore  *self,
              const char    *country,
              GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  if (!(statement = tidings_store_prepare (self, "DELETE FROM price WHERE country = ?1", error)))
    return FALSE;

  tidings_statement_bind_text (statement, 1, country);
  return tidings_store_run (self, statement, error);
}

static gboolean
insert_price (TidingsStore         *self,
              const char           *country,
              const TidingsTariff  *tariff,
              gint64                at,
              GError              **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  statement = tidings_store_prepare (self,
                                     "INSERT INTO price (country, mcc, mnc, number_type, micros, currency, at) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
                                     "ON CONFLICT (country, mcc, mnc, number_type) DO UPDATE SET micros = excluded.micros, "
                                     "currency = excluded.currency WHERE excluded.micros > micros",
                                     error);
  if (!statement)
    return FALSE;

  tidings_statement_bind_text (statement, 1, country);
  tidings_statement_bind_word (statement, 2, tariff->mcc);
  tidings_statement_bind_word (statement, 3, tariff->mnc);
  tidings_statement_bind_word (statement, 4, tariff->number_type);
  sqlite3_bind_int64 (statement, 5, tariff->micros);
  tidings_statement_bind_word (statement, 6, tariff->currency);
  sqlite3_bind_int64 (statement, 7, at);

  return tidings_store_run (self, statement, error);
}

static gboolean
insert_prices (TidingsStore  *self,
               const char    *country,
               GPtrArray     *tariffs,
               gint64         at,
               GError       **error)
{
  const TidingsTariff none = { .number_type = (char *) NONE };

  for (guint i = 0; i < tariffs->len; i++)
    if (!insert_price (self, country, g_ptr_array_index (tariffs, i), at, error))
      return FALSE;

  return tariffs->len > 0 || insert_price (self, country, &none, at, error);
}

gboolean
tidings_store_put_prices (TidingsStore  *self,
                          const char    *country,
                          GPtrArray     *tariffs,
                          gint64         at,
                          GError       **error)
{
  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);
  g_return_val_if_fail (country && tariffs, FALSE);

  if (!tidings_store_begin (self, error))
    return FALSE;

  if (!clear_prices (self, country, error) || !insert_prices (self, country, tariffs, at, error))
    {
      tidings_store_rollback (self);
      return FALSE;
    }

  return tidings_store_commit (self, error);
}

GPtrArray *
tidings_store_list_prices (TidingsStore *self,
                           const char   *country)
{
  g_autoptr(TidingsStatement) statement = NULL;
  g_autoptr(GPtrArray) tariffs = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_tariff_free);
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), NULL);
  g_return_val_if_fail (country, NULL);

  statement = tidings_store_prepare_or_warn (self,
                                             "SELECT mcc, mnc, number_type, micros, currency FROM price "
                                             "WHERE country = ?1 AND number_type <> '" NONE "'");
  if (!statement)
    return g_steal_pointer (&tariffs);

  tidings_statement_bind_text (statement, 1, country);
  while (tidings_store_next_row (self, statement, &error))
    g_ptr_array_add (tariffs, tidings_tariff_new ((const char *) sqlite3_column_text (statement, 0),
                                                  (const char *) sqlite3_column_text (statement, 1),
                                                  (const char *) sqlite3_column_text (statement, 2),
                                                  sqlite3_column_int64 (statement, 3),
                                                  (const char *) sqlite3_column_text (statement, 4)));
  if (error)
    g_warning ("%s", error->message);

  return g_steal_pointer (&tariffs);
}

gint64
tidings_store_get_prices_at (TidingsStore *self,
                             const char   *country)
{
  TidingsStatement *statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), 0);
  g_return_val_if_fail (country, 0);

  if ((statement = tidings_store_prepare_or_warn (self, "SELECT max (at) FROM price WHERE country = ?1")))
    tidings_statement_bind_text (statement, 1, country);

  return tidings_store_ask_number (self, statement, 0, 0);
}

gboolean
tidings_store_forget_prices (TidingsStore  *self,
                             GError       **error)
{
  g_autoptr(TidingsStatement) statement = NULL;

  g_return_val_if_fail (TIDINGS_IS_STORE (self), FALSE);

  if (!(statement = tidings_store_prepare (self, "DELETE FROM price", error)))
    return FALSE;

  return tidings_store_run (self, statement, error);
}
