/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a text that Twilio lists is the one whose answer was lost. */
#include "tidings-doubt.h"

#define ANN "+4915123456789"
#define SENDER "+15005550006"
#define SERVICE "MG00000000000000000000000000000005"
#define NOW G_GINT64_CONSTANT (1795262400000)
#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)

/* A text that is the message's in everything but what the case says. */
typedef struct {
  const char *ours;
  const char *theirs;
  const char *to;
  const char *from;
  const char *service;
  gint64 age_ms;
  gboolean is_inbound;
} Listed;

static TidingsDoubtMatch
match (const Listed     *listed,
       const char       *sender,
       TidingsDoubtBody  is_same)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  TidingsTwilioMessage candidate = {
    .sid = (char *) "SM00000000000000000000000000000001",
    .is_inbound = listed->is_inbound,
    .to = (char *) (listed->to != NULL ? listed->to : ANN),
    .from = (char *) listed->from,
    .service = (char *) listed->service,
    .body = (char *) listed->theirs,
    .created_at = NOW + listed->age_ms,
  };

  message->to = g_strdup (ANN);
  message->sender = g_strdup (sender);
  message->body = g_strdup (listed->ours);

  return tidings_doubt_match (message, NOW, &candidate, is_same, NULL);
}

static void
test_bodies (void)
{
  static const struct { const char *ours; const char *theirs; TidingsDoubtMatch match; const char *why; } cases[] = {
    { "Hello", "Hello", TIDINGS_DOUBT_SAME, "equal" },
    { "Hello", "hello", TIDINGS_DOUBT_OTHER, "case counts" },
    { "Hello", "Hello!", TIDINGS_DOUBT_OTHER, "every sign counts" },
    { "a\r\nb", "a\nb", TIDINGS_DOUBT_SAME, "line ends" },
    { "a\nb", "a b", TIDINGS_DOUBT_OTHER, "but a line end is no blank" },
    { "Hello  \n", "Hello", TIDINGS_DOUBT_SAME, "trailing blanks" },
    { "Hello", "Sent from your Twilio trial account - Hello", TIDINGS_DOUBT_SAME, "a trial account's prefix" },
    { "Hello", "Sent from your Twilio trial account - Other", TIDINGS_DOUBT_OTHER, "the prefix alone says nothing" },
    { "caf\u00e9 \u201cblue\u201d \u2013 5\u2026", "caf\u00e9 \"blue\" - 5...", TIDINGS_DOUBT_SAME, "Smart Encoding there" },
    { "\"x\"", "\u201cx\u201d", TIDINGS_DOUBT_SAME, "or here" },
    { "a\u00a0b", "a  b", TIDINGS_DOUBT_SAME, "a no-break space is two there" },
    { "a\u00a0b", "a b", TIDINGS_DOUBT_SAME, "or one, should the live service differ" },
    { "\u2039x\u203a", ">x<", TIDINGS_DOUBT_SAME, "single guillemets come out swapped" },
    { "a\tb", "a       b", TIDINGS_DOUBT_SAME, "a tab is seven blanks" },
    { "\u2022 milk", "- milk", TIDINGS_DOUBT_SAME, "a bullet" },
    { "o\u0302", "o^", TIDINGS_DOUBT_SAME, "a combining mark becomes the sign it looks like" },
    { "n\u00ba 5", "n\u00b0 5", TIDINGS_DOUBT_OTHER, "look-alikes that the table does not have" },
    { "See https://a.example/x1", "See https://twil.io/abc", TIDINGS_DOUBT_OTHER, "we never have links shortened, so they count" },
    { "Hello", "", TIDINGS_DOUBT_UNKNOWN, "an erased body may be anything" },
    { "Hello", NULL, TIDINGS_DOUBT_UNKNOWN, "as may one that is not there" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Listed listed = { .ours = cases[i].ours, .theirs = cases[i].theirs, .from = SENDER };

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (match (&listed, SENDER, NULL), ==, cases[i].match);
    }
}

static void
test_circumstances (void)
{
  static const struct { Listed listed; const char *sender; TidingsDoubtMatch match; const char *why; } cases[] = {
    { { .from = SENDER }, SENDER, TIDINGS_DOUBT_SAME, "all as it should be" },
    { { .from = SENDER, .is_inbound = TRUE }, SENDER, TIDINGS_DOUBT_OTHER, "an answer" },
    { { .from = SENDER, .to = "+4915123456780" }, SENDER, TIDINGS_DOUBT_OTHER, "another phone" },
    { { .from = "+15005550009" }, SENDER, TIDINGS_DOUBT_OTHER, "another sender" },
    { { .from = NULL }, SENDER, TIDINGS_DOUBT_OTHER, "no sender" },
    { { .from = "+15005550009", .service = SERVICE }, SERVICE, TIDINGS_DOUBT_SAME, "any number of the service" },
    { { .from = NULL, .service = SERVICE }, SERVICE, TIDINGS_DOUBT_SAME, "none chosen yet" },
    { { .from = "+15005550009", .service = "MG1" }, SERVICE, TIDINGS_DOUBT_OTHER, "another service" },
    { { .from = SENDER, .service = SERVICE }, SENDER, TIDINGS_DOUBT_SAME, "a number that is in a service too" },
    { { .from = "Attic" }, "Attic", TIDINGS_DOUBT_SAME, "a name" },
    { { .from = SENDER }, NULL, TIDINGS_DOUBT_OTHER, "a message without a sender never left" },
    { { .from = SENDER, .age_ms = -5 * SECOND_MS }, SENDER, TIDINGS_DOUBT_SAME, "five seconds before, as clocks differ" },
    { { .from = SENDER, .age_ms = -6 * SECOND_MS }, SENDER, TIDINGS_DOUBT_SAME, "one more, as dates have whole seconds" },
    { { .from = SENDER, .age_ms = -7 * SECOND_MS }, SENDER, TIDINGS_DOUBT_OTHER, "older" },
    { { .from = SENDER, .age_ms = 15 * MINUTE_MS }, SENDER, TIDINGS_DOUBT_SAME, "a quarter of an hour later" },
    { { .from = SENDER, .age_ms = 15 * MINUTE_MS + 1 }, SENDER, TIDINGS_DOUBT_OTHER, "later still" },
    { { .from = SENDER, .age_ms = 60 * MINUTE_MS }, SENDER, TIDINGS_DOUBT_OTHER, "an hour off: the caller must know the clocks" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Listed listed = cases[i].listed;

      listed.ours = listed.theirs = "Hello";
      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (match (&listed, cases[i].sender, NULL), ==, cases[i].match);
      /* What does not fit is not unknown either. */
      listed.theirs = "";
      g_assert_cmpint (match (&listed, cases[i].sender, NULL), ==,
                       cases[i].match == TIDINGS_DOUBT_SAME ? TIDINGS_DOUBT_UNKNOWN : TIDINGS_DOUBT_OTHER);
    }
}

static gboolean
is_code (TidingsMessage *message,
         const char     *ours,
         const char     *theirs,
         gpointer        user_data)
{
  return g_str_equal (ours, "Code: ______") && g_str_equal (theirs, "Code: 123456");
}

static void
test_codes (void)
{
  static const struct { const char *theirs; TidingsDoubtMatch match; const char *why; } cases[] = {
    { "Code: 123456", TIDINGS_DOUBT_SAME, "its own digits" },
    { "Sent from your Twilio trial account - Code: 123456", TIDINGS_DOUBT_SAME, "behind a prefix" },
    { "Code: 123457", TIDINGS_DOUBT_OTHER, "others" },
    { "Code: ______", TIDINGS_DOUBT_OTHER, "not what is stored" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Listed listed = { .ours = "Code: ______", .theirs = cases[i].theirs, .from = SENDER };

      g_test_message ("%s", cases[i].why);
      g_assert_cmpint (match (&listed, SENDER, is_code), ==, cases[i].match);
    }
}

#define MOST 6

static void
test_assign (void)
{
  /* Seconds; the lists end with -100. */
  static const struct { gint64 started[MOST]; gint64 created[MOST]; int chosen[MOST]; const char *why; } cases[] = {
    { { 0, -100 }, { 1, -100 }, { 0 }, "one for one" },
    { { 0, -100 }, { -100 }, { -1 }, "none" },
    { { 0, -100 }, { 1, 60, -100 }, { 0 }, "the one that came first; the other belongs to somebody else" },
    { { 0, 10, -100 }, { 1, 11, -100 }, { 0, 1 }, "each its own" },
    { { 0, 60, -100 }, { 61, -100 }, { -1, 0 }, "the second left, the first did not" },
    { { 0, 60, -100 }, { 1, -100 }, { 0, -1 }, "or the other way round" },
    { { 0, 0, -100 }, { 1, -100 }, { 0, -1 }, "of two at the same moment the first" },
    { { 0, 10, -100 }, { 9, 14, -100 }, { 0, 1 }, "both, although the first is nearer to the second" },
    { { 0, 890, -100 }, { 885, 900, -100 }, { 0, 1 }, "the one only the first can be is the first's" },
    { { 0, 10, 20, -100 }, { 11, 21, -100 }, { -1, 0, 1 }, "the nearest two of three" },
    { { 0, -100 }, { 901, -100 }, { -1 }, "too late for any" },
    { { 0, 2, 4, -100 }, { 0, 2, 4, 6, 8, -100 }, { 0, 1, 2 }, "more there than were lost" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 started[MOST];
      gint64 created[MOST];
      int chosen[MOST];
      guint n = 0;
      guint m = 0;

      for (; cases[i].started[n] != -100; n++)
        started[n] = NOW + cases[i].started[n] * SECOND_MS;
      for (; cases[i].created[m] != -100; m++)
        created[m] = NOW + cases[i].created[m] * SECOND_MS;
      g_test_message ("%s", cases[i].why);
      tidings_doubt_assign (started, n, created, m, chosen);
      for (guint k = 0; k < n; k++)
        g_assert_cmpint (chosen[k], ==, cases[i].chosen[k]);
    }
}

/* Whatever the times: nobody gets one twice, none that does not fit, the order stays, and no one that could have one goes
 * without while one is left that fits. */
static void
test_assign_random (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      gint64 started[MOST] = { 0 };
      gint64 created[MOST] = { 0 };
      int chosen[MOST];
      guint n = g_test_rand_int_range (1, MOST + 1);
      guint m = g_test_rand_int_range (0, MOST + 1);
      int last = -1;

      for (guint i = 0; i < n; i++)
        started[i] = (i > 0 ? started[i - 1] : NOW) + g_test_rand_int_range (0, 600) * SECOND_MS;
      for (guint i = 0; i < m; i++)
        created[i] = (i > 0 ? created[i - 1] : NOW) + g_test_rand_int_range (-3, 600) * SECOND_MS;
      for (guint i = 1; i < m; i++)
        created[i] = MAX (created[i], created[i - 1]);
      tidings_doubt_assign (started, n, created, m, chosen);

      for (guint i = 0; i < n; i++)
        {
          if (chosen[i] >= 0)
            {
              g_assert_cmpint (chosen[i], >, last);
              g_assert_cmpint (chosen[i], <, (int) m);
              g_assert_true (tidings_doubt_fits (started[i], created[chosen[i]]));
              last = chosen[i];
              continue;
            }
          for (guint k = 0; k < m; k++)
            {
              gboolean is_taken = FALSE;

              for (guint j = 0; j < n; j++)
                is_taken = is_taken || chosen[j] == (int) k;
              g_assert_true (is_taken || !tidings_doubt_fits (started[i], created[k]));
            }
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/doubt/bodies", test_bodies);
  g_test_add_func ("/doubt/circumstances", test_circumstances);
  g_test_add_func ("/doubt/codes", test_codes);
  g_test_add_func ("/doubt/assign", test_assign);
  g_test_add_func ("/doubt/assign-random", test_assign_random);

  return g_test_run ();
}
