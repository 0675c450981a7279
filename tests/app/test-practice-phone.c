/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice phones: whose they are, what stands on them, what nobody has looked at, and what they are made to do. */
#include "config.h"

#include <locale.h>

#include "tidings-person.h"
#include "tidings-practice-jump.h"
#include "tidings-practice-phone.h"

#define ANN "+4915123456789"
#define BEN "+4915123456780"
#define NOW G_GINT64_CONSTANT (1763715600000)
#define HOUR_MS G_GINT64_CONSTANT (3600000)

typedef struct {
  GListStore *people;
  TidingsPracticeInbox *inbox;
  GListModel *phones;
} Fixture;

static void
add_person (Fixture    *fixture,
            const char *name,
            const char *number)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  g_free (person->name);
  person->name = g_strdup (name);
  g_free (person->number);
  person->number = g_strdup (number);
  g_list_store_append (fixture->people, person);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->people = g_list_store_new (TIDINGS_TYPE_PERSON);
  add_person (fixture, "Ann", ANN);
  fixture->inbox = tidings_practice_inbox_new (G_LIST_MODEL (fixture->people));
  fixture->phones = tidings_practice_inbox_list_phones (fixture->inbox);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_assert_finalize_object (fixture->inbox);
  g_assert_finalize_object (fixture->people);
}

static void
tell (Fixture    *fixture,
      const char *texts,
      const char *behaviours)
{
  g_autoptr(GVariant) list = g_variant_ref_sink (g_variant_new_parsed (texts));
  g_autoptr(GVariant) map = g_variant_ref_sink (g_variant_new_parsed (behaviours));

  tidings_practice_inbox_set_texts (fixture->inbox, list, map);
}

static TidingsPracticePhone *
get_phone (Fixture *fixture,
           guint    i)
{
  g_autoptr(TidingsPracticePhone) phone = g_list_model_get_item (fixture->phones, i);

  g_assert_nonnull (phone);

  return phone;
}

static guint
get_uint (TidingsPracticePhone *phone,
          const char           *property)
{
  guint value = 0;

  g_object_get (phone, property, &value, NULL);

  return value;
}

#define HELLO "('" ANN "', '+15005550006', false, 'Hello', int64 1763715600000, 'SM1')"
#define REPLY "('" ANN "', '+15005550006', true, 'DONE', int64 1763715601000, 'SM2')"
#define CHORE "('" ANN "', '+15005550006', false, 'Bins. Reply DONE when it is done.', int64 1763715602000, 'SM3')"
#define OTHER "('" BEN "', '+15005550006', false, 'Hi', int64 1763715603000, 'SM4')"

static void
test_texts (Fixture       *fixture,
            gconstpointer  unused)
{
  TidingsPracticePhone *phone = NULL;
  g_autoptr(TidingsPracticeText) reply = NULL;
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (fixture->phones), ==, 1);
  tell (fixture, "[" HELLO ", " REPLY ", " OTHER "]", "@a{ss} {}");
  /* Nobody in the house has the other number; its phone has one all the same. */
  g_assert_cmpuint (g_list_model_get_n_items (fixture->phones), ==, 2);
  phone = get_phone (fixture, 0);
  g_assert_cmpuint (get_uint (phone, "n-texts"), ==, 2);
  reply = g_list_model_get_item (tidings_practice_phone_list_texts (phone), 1);
  g_assert_true (reply->is_reply);
  g_object_get (get_phone (fixture, 1), "title", &title, NULL);
  g_assert_nonnull (strstr (title, "1512 3456780"));

  /* The side that a bubble stands on is told in words, too. */
  words = tidings_practice_text_read_aloud (reply, NOW);
  g_assert_cmpstr (words, ==, "Answer · DONE · 09:00 · Sent from this phone");

  /* Somebody gets the other number: it is their phone from now on, and keeps what it has. */
  add_person (fixture, "Ben", BEN);
  g_free (title);
  g_object_get (get_phone (fixture, 1), "title", &title, NULL);
  g_assert_cmpstr (title, ==, "Ben");
  g_assert_cmpuint (get_uint (get_phone (fixture, 1), "n-texts"), ==, 1);
}

static void
test_unread (Fixture       *fixture,
             gconstpointer  unused)
{
  TidingsPracticePhone *phone = get_phone (fixture, 0);

  /* What is there when somebody looks for the first time is nothing new. */
  tell (fixture, "[" HELLO "]", "@a{ss} {}");
  g_assert_cmpuint (get_uint (phone, "n-unread"), ==, 0);
  /* An answer is one's own. */
  tell (fixture, "[" HELLO ", " REPLY "]", "@a{ss} {}");
  g_assert_cmpuint (get_uint (phone, "n-unread"), ==, 0);
  tell (fixture, "[" HELLO ", " REPLY ", " CHORE "]", "@a{ss} {}");
  g_assert_cmpuint (get_uint (phone, "n-unread"), ==, 1);
  tidings_practice_phone_mark_read (phone);
  g_assert_cmpuint (get_uint (phone, "n-unread"), ==, 0);
  /* A phone that comes later has something new from its first text on. */
  tell (fixture, "[" HELLO ", " REPLY ", " CHORE ", " OTHER "]", "@a{ss} {}");
  g_assert_cmpuint (get_uint (get_phone (fixture, 1), "n-unread"), ==, 1);
}

static void
test_asks_done (Fixture       *fixture,
                gconstpointer  unused)
{
  static const struct { const char *texts; gboolean asks; const char *why; } cases[] = {
    { "[" HELLO "]", FALSE, "a text that asks for nothing" },
    { "[" HELLO ", " CHORE "]", TRUE, "a chore" },
    { "[" CHORE ", " HELLO "]", FALSE, "the newest counts" },
    { "[" CHORE ", " REPLY "]", FALSE, "it was answered" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean asks = FALSE;

      tell (fixture, cases[i].texts, "@a{ss} {}");
      g_object_get (get_phone (fixture, 0), "asks-done", &asks, NULL);
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (asks, ==, cases[i].asks);
    }
}

static void
count_cb (TidingsPracticePhone *phone,
          GParamSpec           *pspec,
          guint                *n)
{
  (*n)++;
}

static void
test_behaviour (Fixture       *fixture,
                gconstpointer  unused)
{
  static const char * const behaviours[] = { "off", "network-trouble", "slow", "landline", "unknown", "filtered", "opted-out", "unpriced" };
  TidingsPracticePhone *phone = get_phone (fixture, 0);
  g_autofree char *consequence = NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (behaviours); i++)
    g_assert_cmpstr (tidings_practice_consequence (behaviours[i]), !=, "");
  g_assert_cmpstr (tidings_practice_consequence ("normal"), ==, "");
  g_assert_cmpstr (tidings_practice_consequence ("of the future"), ==, "");

  g_signal_connect (phone, "notify::consequence", G_CALLBACK (count_cb), &n);
  tell (fixture, "@a(ssbsxs) []", "{'" ANN "': 'off'}");
  g_object_get (phone, "consequence", &consequence, NULL);
  g_assert_cmpstr (consequence, ==, tidings_practice_consequence ("off"));
  g_assert_cmpuint (n, ==, 1);
  tell (fixture, "@a(ssbsxs) []", "@a{ss} {}");
  g_assert_cmpuint (n, ==, 2);
  tell (fixture, "@a(ssbsxs) []", "@a{ss} {}");
  g_assert_cmpuint (n, ==, 2);
}

/* Back in the present the same texts have another time, and are drawn anew; what stayed is left alone. */
static void
changed_from_cb (GListModel *model,
                 guint       position,
                 guint       removed,
                 guint       added,
                 guint      *from)
{
  *from = position;
}

static void
test_only_what_differs (Fixture       *fixture,
                        gconstpointer  unused)
{
  TidingsPracticePhone *phone = get_phone (fixture, 0);
  guint from = G_MAXUINT;

  tell (fixture, "[" HELLO "]", "@a{ss} {}");
  g_signal_connect (tidings_practice_phone_list_texts (phone), "items-changed", G_CALLBACK (changed_from_cb), &from);
  tell (fixture, "[" HELLO ", " REPLY "]", "@a{ss} {}");
  g_assert_cmpuint (from, ==, 1);
  from = G_MAXUINT;
  tell (fixture, "[" HELLO ", " REPLY "]", "@a{ss} {}");
  g_assert_cmpuint (from, ==, G_MAXUINT);
  tell (fixture, "[('" ANN "', '+15005550006', false, 'Hello', int64 1763715500000, 'SM1'), " REPLY "]", "@a{ss} {}");
  g_assert_cmpuint (from, ==, 0);
}

/* Where one may go: an hour ahead, and the next eight in the morning (UTC here). */
static void
test_moments (void)
{
  static const struct { gint64 now; gint64 morning; const char *why; } cases[] = {
    { NOW, NOW + 23 * HOUR_MS, "nine in the morning: tomorrow" },
    { NOW - 2 * HOUR_MS, NOW - HOUR_MS, "seven: today" },
    { NOW - HOUR_MS, NOW + 23 * HOUR_MS, "eight sharp: not again" },
    { NOW + 14 * HOUR_MS, NOW + 23 * HOUR_MS, "before midnight" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (tidings_practice_jump_get_morning (cases[i].now), ==, cases[i].morning);
      g_assert_cmpint (tidings_practice_jump_get_hour (cases[i].now), ==, cases[i].now + HOUR_MS);
    }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/practice-phone/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("texts", test_texts);
  ADD ("unread", test_unread);
  ADD ("asks-done", test_asks_done);
  ADD ("behaviour", test_behaviour);
  ADD ("only-what-differs", test_only_what_differs);
#undef ADD
  g_test_add_func ("/practice-phone/moments", test_moments);

  return g_test_run ();
}
