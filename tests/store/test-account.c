/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an account has told: its senders, its prices, and the lines of phones. */
#include "config.h"

#include "store-fixture.h"
#include "tidings-store-lines.h"
#include "tidings-store-prices.h"
#include "tidings-store-senders.h"

#define ACCOUNT "AC00000000000000000000000000000001"
#define OTHER "AC00000000000000000000000000000002"
#define SERVICE "MG00000000000000000000000000000001"

static GPtrArray *
make_senders (const char *first,
              ...)
{
  GPtrArray *senders = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_sender_free);
  va_list ids;

  va_start (ids, first);
  for (const char *id = first; id != NULL; id = va_arg (ids, const char *))
    g_ptr_array_add (senders, tidings_sender_new (id));
  va_end (ids);

  return senders;
}

static char *
dup_ids (Fixture    *fixture,
         const char *account)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) senders = tidings_store_list_senders (fixture->store, account, &error);
  GString *ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < senders->len; i++)
    g_string_append_printf (ids, "%s ", ((TidingsSender *) g_ptr_array_index (senders, i))->id);

  return g_string_free (ids, FALSE);
}

static void
test_senders (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) senders = make_senders ("Tidings", "+14155550199", SERVICE, NULL);
  g_autoptr(GPtrArray) others = make_senders ("+447700900123", NULL);
  g_autoptr(GPtrArray) twice = make_senders ("73322", "73322", NULL);
  g_autoptr(GPtrArray) listed = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *ids = NULL;
  g_autofree char *other_ids = NULL;
  TidingsSender *sender = g_ptr_array_index (senders, 1);

  sender->sid = g_strdup ("PN00000000000000000000000000000001");
  sender->service = g_strdup (SERVICE);
  sender->name = g_strdup ("Alerts");
  sender->can_text = TRUE;
  tidings_store_put_senders (fixture->store, ACCOUNT, senders, 1000, &error);
  g_assert_no_error (error);
  tidings_store_put_senders (fixture->store, OTHER, others, 1000, &error);
  g_assert_no_error (error);

  listed = tidings_store_list_senders (fixture->store, ACCOUNT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (listed->len, ==, 3);
  sender = g_ptr_array_index (listed, 0);
  g_assert_cmpstr (sender->id, ==, "+14155550199");
  g_assert_cmpint (sender->kind, ==, TIDINGS_SENDER_NUMBER);
  g_assert_cmpstr (sender->sid, ==, "PN00000000000000000000000000000001");
  g_assert_cmpstr (sender->service, ==, SERVICE);
  g_assert_cmpstr (sender->country, ==, "US");
  g_assert_cmpstr (sender->name, ==, "Alerts");
  g_assert_true (sender->can_text);
  g_assert_false (sender->can_mms);

  /* What cannot be kept whole is not kept at all. */
  g_assert_false (tidings_store_put_senders (fixture->store, ACCOUNT, twice, 2000, &error));
  g_assert_error (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT);
  ids = dup_ids (fixture, ACCOUNT);
  other_ids = dup_ids (fixture, OTHER);
  g_assert_cmpstr (ids, ==, "+14155550199 " SERVICE " Tidings ");
  g_assert_cmpstr (other_ids, ==, "+447700900123 ");
}

static void
test_senders_replaced (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GPtrArray) first = make_senders ("+14155550199", "+447700900123", NULL);
  g_autoptr(GPtrArray) second = make_senders ("+447700900123", NULL);
  g_autofree char *ids = NULL;

  g_assert_true (tidings_store_put_senders (fixture->store, ACCOUNT, first, 1000, NULL));
  g_assert_true (tidings_store_put_senders (fixture->store, ACCOUNT, second, 2000, NULL));
  ids = dup_ids (fixture, ACCOUNT);
  g_assert_cmpstr (ids, ==, "+447700900123 ");
}

static void
leave (Fixture    *fixture,
       gint64      person,
       const char *number,
       const char *sender,
       const char *sid)
{
  g_autoptr(TidingsMessage) message = fixture_add_message (fixture, person, "text");
  g_autoptr(GError) error = NULL;

  fixture_set_text (&message->to, number);
  fixture_set_text (&message->sender, sender);
  fixture_set_text (&message->sid, sid);
  tidings_store_update_message (fixture->store, message, &error);
  g_assert_no_error (error);
}

static void
test_last_sender (Fixture       *fixture,
                  gconstpointer  data)
{
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  gint64 ben = fixture_add_person (fixture, "Ben", "+447400123456");
  g_autofree char *none = tidings_store_dup_last_sender (fixture->store, ann, "+4915123456789");
  g_autofree char *last = NULL;

  g_assert_null (none);
  leave (fixture, ann, "+4915123456789", "+14155550199", "SM1");
  leave (fixture, ann, "+4915123456789", "+447700900123", "SM2");
  /* Neither what never left, nor what went to an old number of theirs or to somebody else. */
  leave (fixture, ann, "+4915123456789", "Tidings", NULL);
  leave (fixture, ann, "+4915100000000", "73322", "SM3");
  leave (fixture, ben, "+447400123456", "73322", "SM4");
  last = tidings_store_dup_last_sender (fixture->store, ann, "+4915123456789");
  g_assert_cmpstr (last, ==, "+447700900123");
}

static void
assert_line_of (Fixture    *fixture,
                gint64      id,
                const char *type,
                const char *carrier)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsPerson) person = tidings_store_get_person (fixture->store, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (person->line_type, ==, type);
  g_assert_cmpstr (person->carrier, ==, carrier);
}

static void
test_lines (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 ann = fixture_add_person (fixture, "Ann", "+4915123456789");
  TidingsLine paid = {
    .number = (char *) "+4915123456789", .at = 1000, .is_paid = TRUE, .is_valid = TRUE, .country = (char *) "DE",
    .type = (char *) "mobile", .carrier = (char *) "Example DE", .mcc = (char *) "262", .mnc = (char *) "01", .error_code = 60608,
  };
  TidingsLine free_answer = { .number = (char *) "+4915123456789", .at = 2000, .is_valid = FALSE };
  g_autoptr(TidingsLine) line = NULL;
  g_autoptr(TidingsLine) later = NULL;
  g_autoptr(TidingsLine) gone = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (tidings_store_get_line (fixture->store, "+4915123456789"));
  tidings_store_put_line (fixture->store, &paid, &error);
  g_assert_no_error (error);
  line = tidings_store_get_line (fixture->store, "+4915123456789");
  g_assert_cmpstr (line->number, ==, "+4915123456789");
  g_assert_cmpint (line->at, ==, 1000);
  g_assert_true (line->is_paid && line->is_valid);
  g_assert_cmpstr (line->country, ==, "DE");
  g_assert_cmpstr (line->type, ==, "mobile");
  g_assert_cmpstr (line->carrier, ==, "Example DE");
  g_assert_cmpstr (line->mcc, ==, "262");
  g_assert_cmpstr (line->mnc, ==, "01");
  g_assert_cmpint (line->error_code, ==, 60608);
  assert_line_of (fixture, ann, "mobile", "Example DE");

  /* A free answer says nothing of the line's type, so what was paid for stays with the person. */
  tidings_store_put_line (fixture->store, &free_answer, &error);
  g_assert_no_error (error);
  later = tidings_store_get_line (fixture->store, "+4915123456789");
  g_assert_false (later->is_valid || later->is_paid);
  assert_line_of (fixture, ann, "mobile", "Example DE");

  tidings_store_forget_line (fixture->store, "+4915123456789", &error);
  g_assert_no_error (error);
  gone = tidings_store_get_line (fixture->store, "+4915123456789");
  g_assert_null (gone);
  assert_line_of (fixture, ann, NULL, NULL);
}

static void
test_prices (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) german = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_tariff_free);
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr(GPtrArray) listed = NULL;
  g_autoptr(GPtrArray) empty = NULL;
  g_autoptr(GPtrArray) forgotten = NULL;
  g_autoptr(GError) error = NULL;
  TidingsTariff *tariff = NULL;

  g_ptr_array_add (german, tidings_tariff_new ("262", "01", "mobile", 105000, "USD"));
  g_ptr_array_add (german, tidings_tariff_new ("262", "01", "mobile", 110000, "USD"));
  g_ptr_array_add (german, tidings_tariff_new ("262", "01", "mobile", 90000, "USD"));
  g_ptr_array_add (german, tidings_tariff_new ("262", "02", "mobile", 95000, "USD"));
  tidings_store_put_prices (fixture->store, "DE", german, 1000, &error);
  g_assert_no_error (error);
  tidings_store_put_prices (fixture->store, "AQ", nothing, 2000, &error);
  g_assert_no_error (error);

  listed = tidings_store_list_prices (fixture->store, "DE");
  g_assert_cmpuint (listed->len, ==, 2);
  tariff = g_ptr_array_index (listed, 0);
  g_assert_cmpstr (tariff->mcc, ==, "262");
  g_assert_cmpstr (tariff->mnc, ==, "01");
  g_assert_cmpstr (tariff->number_type, ==, "mobile");
  g_assert_cmpint (tariff->micros, ==, 110000);
  g_assert_cmpstr (tariff->currency, ==, "USD");
  g_assert_cmpint (tidings_store_get_prices_at (fixture->store, "DE"), ==, 1000);

  /* That a country has none is known too. */
  empty = tidings_store_list_prices (fixture->store, "AQ");
  g_assert_cmpuint (empty->len, ==, 0);
  g_assert_cmpint (tidings_store_get_prices_at (fixture->store, "AQ"), ==, 2000);
  g_assert_cmpint (tidings_store_get_prices_at (fixture->store, "GB"), ==, 0);

  tidings_store_forget_prices (fixture->store, &error);
  g_assert_no_error (error);
  forgotten = tidings_store_list_prices (fixture->store, "DE");
  g_assert_cmpuint (forgotten->len, ==, 0);
  g_assert_cmpint (tidings_store_get_prices_at (fixture->store, "AQ"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_TEST ("/account/senders", test_senders);
  FIXTURE_TEST ("/account/senders-replaced", test_senders_replaced);
  FIXTURE_TEST ("/account/last-sender", test_last_sender);
  FIXTURE_TEST ("/account/lines", test_lines);
  FIXTURE_TEST ("/account/prices", test_prices);

  return g_test_run ();
}
