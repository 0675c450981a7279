/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text comes from, case by case; and which addresses a picture may have. */
#include "config.h"

#include <string.h>

#include "tidings-route.h"

#define MG "MG00000000000000000000000000000001"
#define MG2 "MG00000000000000000000000000000002"
#define US "+14155550199"
#define US2 "+12125550100"
#define CA "+16135550199"
#define DE "+4915112345678"
#define DE2 "+4915112345679"
#define FREE "+18005550100"
#define CODE "73322"
#define AU "+61412345678"

/* "id", "id:flags" with t = texts, p = pictures, m = in the pool of MG, n = in that of MG2; plain ids text. */
static GPtrArray *
parse_senders (const char *text)
{
  GPtrArray *senders = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_sender_free);
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  for (char **word = words; *word != NULL && **word != '\0'; word++)
    {
      g_auto(GStrv) parts = g_strsplit (*word, ":", 2);
      const char *flags = parts[1] != NULL ? parts[1] : "t";
      TidingsSender *sender = tidings_sender_new (parts[0]);

      sender->can_text = strchr (flags, 't') != NULL;
      sender->can_mms = strchr (flags, 'p') != NULL;
      if (strchr (flags, 'm') != NULL)
        sender->service = g_strdup (MG);
      if (strchr (flags, 'n') != NULL)
        sender->service = g_strdup (MG2);
      if (sender->kind == TIDINGS_SENDER_SHORT_CODE)
        sender->country = g_strdup ("US");
      g_ptr_array_add (senders, sender);
    }

  return senders;
}

/* wants: 1 nobody answers, p picture, a ahead of time */
static const struct {
  const char *senders;
  const char *sender;
  const char *service;
  const char *name;
  const char *last;
  const char *country;
  const char *wants;
  TidingsRouteReason reason;
  const char *from;
  const char *through;
  const char *why;
} cases[] = {
  /* Nothing set. */
  { "", NULL, NULL, NULL, NULL, "DE", "", TIDINGS_ROUTE_NO_SENDER, NULL, NULL, "nothing is set" },
  { US, NULL, NULL, NULL, NULL, "US", "", TIDINGS_ROUTE_NO_SENDER, NULL, NULL, "a number nobody has chosen is not used by itself" },
  { "", NULL, NULL, "Tidings", NULL, "DE", "1", TIDINGS_ROUTE_NO_SENDER, NULL, NULL, "a name alone cannot serve everybody" },

  /* The sender that is set. */
  { "", US, NULL, NULL, NULL, "DE", "", TIDINGS_ROUTE_DEFAULT, US, NULL, "nothing is known of the account" },
  { US, US, NULL, NULL, NULL, "DE", "", TIDINGS_ROUTE_DEFAULT, US, NULL, "none is in the country" },
  { US " " CA, US, NULL, NULL, NULL, "DE", "", TIDINGS_ROUTE_DEFAULT, US, NULL, "nor is the other; the one that is set wins" },
  { US, US, NULL, NULL, NULL, NULL, "", TIDINGS_ROUTE_DEFAULT, US, NULL, "the country is not known" },
  { US, US, NULL, NULL, NULL, "", "", TIDINGS_ROUTE_DEFAULT, US, NULL, "likewise" },
  { DE ":p", US, NULL, NULL, NULL, "DE", "", TIDINGS_ROUTE_DEFAULT, US, NULL, "a number that cannot text is none" },

  /* An own number in the recipient's country. */
  { US, US, NULL, NULL, NULL, "US", "", TIDINGS_ROUTE_OWN_NUMBER, US, NULL, "the one that is set is there" },
  { US " " DE, US, NULL, NULL, NULL, "DE", "", TIDINGS_ROUTE_OWN_NUMBER, DE, NULL, "another one is there" },
  { US " " DE, US, NULL, NULL, NULL, "de", "", TIDINGS_ROUTE_OWN_NUMBER, DE, NULL, "small letters" },
  { US " " DE, US, NULL, "Tidings", NULL, "DE", "1", TIDINGS_ROUTE_OWN_NUMBER, DE, NULL, "before a name: it can be answered with STOP" },
  { DE " " DE2, DE2, NULL, NULL, NULL, "DE", "", TIDINGS_ROUTE_OWN_NUMBER, DE2, NULL, "of two, the one that is set" },
  { DE " " DE2, US, NULL, NULL, NULL, "DE", "", TIDINGS_ROUTE_OWN_NUMBER, DE, NULL, "of two, always the same" },
  { DE " " DE2, DE, NULL, NULL, DE2, "DE", "", TIDINGS_ROUTE_SAME_NUMBER, DE2, NULL, "the one the person knows" },
  { DE, DE, NULL, NULL, US, "DE", "", TIDINGS_ROUTE_OWN_NUMBER, DE, NULL, "the one they knew is gone" },
  { US " " CA, US, NULL, NULL, NULL, "CA", "", TIDINGS_ROUTE_OWN_NUMBER, CA, NULL, "the same calling code, another country" },
  { FREE, FREE, NULL, NULL, NULL, "US", "", TIDINGS_ROUTE_OWN_NUMBER, FREE, NULL, "toll-free in the US" },
  { FREE, FREE, NULL, NULL, NULL, "CA", "", TIDINGS_ROUTE_OWN_NUMBER, FREE, NULL, "and in Canada" },
  { FREE " " US, DE, NULL, NULL, NULL, "US", "", TIDINGS_ROUTE_OWN_NUMBER, US, NULL, "a plain number before toll-free" },
  { CODE " " US, DE, NULL, NULL, NULL, "US", "", TIDINGS_ROUTE_OWN_NUMBER, CODE, NULL, "a short code before both" },

  /* The Messaging Service. */
  { "", NULL, MG, NULL, NULL, "DE", "", TIDINGS_ROUTE_SERVICE, MG, MG, "its pool is not known" },
  { US ":tm", NULL, MG, NULL, NULL, "DE", "", TIDINGS_ROUTE_SERVICE, MG, MG, "none of its pool is there" },
  { US ":tm", US, MG, NULL, NULL, "DE", "", TIDINGS_ROUTE_SERVICE, MG, MG, "it wins over a sender" },
  { US ":tm", NULL, MG, "Tidings", NULL, "DE", "1", TIDINGS_ROUTE_SERVICE, MG, MG, "it wins over a name, and may have one in its pool" },
  { US ":tm", NULL, MG, NULL, NULL, "US", "", TIDINGS_ROUTE_OWN_NUMBER, US, MG, "a number of the pool goes through the service" },
  { US ":tm " US2 ":tm", NULL, MG, NULL, US2, "US", "", TIDINGS_ROUTE_SAME_NUMBER, US2, MG, "the one the person knows" },
  { US, NULL, MG, NULL, NULL, "US", "", TIDINGS_ROUTE_SERVICE, MG, MG, "outside the pool it has no campaign" },
  { US ":tn", NULL, MG, NULL, NULL, "US", "", TIDINGS_ROUTE_SERVICE, MG, MG, "nor in the pool of another service" },
  { DE, NULL, MG, NULL, NULL, "DE", "", TIDINGS_ROUTE_OWN_NUMBER, DE, NULL, "elsewhere nobody asks for a campaign" },
  { DE ":tn", NULL, MG, NULL, NULL, "DE", "", TIDINGS_ROUTE_OWN_NUMBER, DE, NULL, "and it does not go through a service it is not in" },
  { FREE, NULL, MG, NULL, NULL, "US", "", TIDINGS_ROUTE_OWN_NUMBER, FREE, NULL, "toll-free has its own verification" },
  { DE, NULL, MG, NULL, NULL, "DE", "a", TIDINGS_ROUTE_SERVICE, MG, MG, "ahead of time only through the service" },
  { DE ":tm", NULL, MG, NULL, NULL, "DE", "a", TIDINGS_ROUTE_OWN_NUMBER, DE, MG, "which its number is in" },

  /* A name. */
  { US, US, NULL, "Tidings", NULL, "DE", "1", TIDINGS_ROUTE_NAME, "Tidings", NULL, "free there, and nobody answers" },
  { US, US, NULL, "Tidings", NULL, "DE", "", TIDINGS_ROUTE_DEFAULT, US, NULL, "somebody may answer" },
  { US, US, NULL, "Tidings", NULL, "FI", "1", TIDINGS_ROUTE_DEFAULT, US, NULL, "conditional is not free" },
  { US, US, NULL, "Tidings", NULL, "IN", "1", TIDINGS_ROUTE_DEFAULT, US, NULL, "not registered there" },
  { DE, DE, NULL, "Tidings", NULL, "US", "1", TIDINGS_ROUTE_DEFAULT, DE, NULL, "not supported there" },
  { US, US, NULL, "Tidings", NULL, NULL, "1", TIDINGS_ROUTE_DEFAULT, US, NULL, "the country is not known" },
  { US, US, NULL, "Our Tidings Bell", NULL, "DE", "1", TIDINGS_ROUTE_DEFAULT, US, NULL, "no name that Twilio would take" },

  /* A sender that is set and certainly cannot do it. */
  { US, "Tidings", NULL, NULL, NULL, "GB", "1", TIDINGS_ROUTE_DEFAULT, "Tidings", NULL, "a name may be the sender that is set" },
  { US, "Tidings", NULL, NULL, NULL, "GB", "", TIDINGS_ROUTE_OTHER_NUMBER, US, NULL, "but nobody could answer it" },
  { DE, "Tidings", NULL, NULL, NULL, "CN", "1", TIDINGS_ROUTE_OTHER_NUMBER, DE, NULL, "and not every country takes it" },
  { "", "Tidings", NULL, NULL, NULL, "CN", "1", TIDINGS_ROUTE_DEFAULT, "Tidings", NULL, "there is nothing else: Twilio decides" },
  { CODE " " US, CODE, NULL, NULL, NULL, "DE", "", TIDINGS_ROUTE_OTHER_NUMBER, US, NULL, "a short code works at home only" },
  { FREE " " US, FREE, NULL, NULL, NULL, "DE", "", TIDINGS_ROUTE_OTHER_NUMBER, US, NULL, "and so does toll-free" },
  { US ":p " DE, US, NULL, NULL, NULL, "GB", "", TIDINGS_ROUTE_OTHER_NUMBER, DE, NULL, "the one that is set has lost its texts" },
  { CODE, CODE, NULL, NULL, NULL, "DE", "", TIDINGS_ROUTE_DEFAULT, CODE, NULL, "nothing else: Twilio decides" },

  /* Pictures. */
  { US ":tp", US, NULL, NULL, NULL, "US", "p", TIDINGS_ROUTE_OWN_NUMBER, US, NULL, "a number that can" },
  { US ":tp", US, NULL, NULL, NULL, "CA", "p", TIDINGS_ROUTE_DEFAULT, US, NULL, "to Canada" },
  { AU ":tp", AU, NULL, NULL, NULL, "AU", "p", TIDINGS_ROUTE_OWN_NUMBER, AU, NULL, "to Australia" },
  { US ":tp", US, NULL, NULL, NULL, "DE", "p", TIDINGS_ROUTE_NO_PICTURES_THERE, NULL, NULL, "there are none in Germany" },
  { US ":tp", US, NULL, NULL, NULL, NULL, "p", TIDINGS_ROUTE_NO_PICTURES_THERE, NULL, NULL, "the country is not known" },
  { US, US, NULL, NULL, NULL, "US", "p", TIDINGS_ROUTE_NO_PICTURES, NULL, NULL, "its only number cannot" },
  { US " " US2 ":tp", US, NULL, NULL, NULL, "US", "p", TIDINGS_ROUTE_OWN_NUMBER, US2, NULL, "another one can" },
  { US " " CA ":tp", US, NULL, NULL, NULL, "US", "p", TIDINGS_ROUTE_OTHER_NUMBER, CA, NULL, "one from across the border can" },
  { "", US, NULL, NULL, NULL, "US", "p", TIDINGS_ROUTE_DEFAULT, US, NULL, "nothing is known: Twilio decides" },
  { "", "Tidings", NULL, NULL, NULL, "US", "p", TIDINGS_ROUTE_NO_PICTURES, NULL, NULL, "a name never can" },
  { "", NULL, MG, NULL, NULL, "US", "p", TIDINGS_ROUTE_SERVICE, MG, MG, "a pool that is not known may" },
  { CA ":tpm", NULL, MG, NULL, NULL, "US", "p", TIDINGS_ROUTE_SERVICE, MG, MG, "a pool with one that can" },
  { CA ":tm", NULL, MG, NULL, NULL, "US", "p", TIDINGS_ROUTE_NO_PICTURES, NULL, NULL, "a pool without" },
  { US ":tp", US, NULL, "Tidings", NULL, "AU", "1p", TIDINGS_ROUTE_DEFAULT, US, NULL, "and never from a name" },
};

static void
test_choose (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) senders = parse_senders (cases[i].senders);
      TidingsRouteQuestion question = {
        .country = cases[i].country,
        .is_one_way = strchr (cases[i].wants, '1') != NULL,
        .has_picture = strchr (cases[i].wants, 'p') != NULL,
        .is_ahead = strchr (cases[i].wants, 'a') != NULL,
        .senders = senders,
        .sender = cases[i].sender,
        .service = cases[i].service,
        .name = cases[i].name,
        .last_sender = cases[i].last,
      };
      TidingsRoute route = tidings_route_choose (&question);
      g_autofree char *words = tidings_route_describe (&route);

      g_test_message ("%" G_GSIZE_FORMAT ", %s: %s: %s", i, cases[i].senders, cases[i].why, words);
      g_assert_cmpint (route.reason, ==, cases[i].reason);
      g_assert_cmpstr (route.sender, ==, cases[i].from);
      g_assert_cmpstr (route.service, ==, cases[i].through);
      g_assert_true (tidings_route_can_go (&route) == (cases[i].from != NULL));
      if (route.sender != NULL)
        g_assert_cmpint (route.kind, ==, tidings_sender_kind_of (route.sender));
      g_assert_false (g_str_has_suffix (words, "."));
    }
  g_assert_cmpuint (G_N_ELEMENTS (cases), >=, 40);
}

static void
test_words (void)
{
  TidingsRoute number = { TIDINGS_ROUTE_OWN_NUMBER, US, NULL, TIDINGS_SENDER_NUMBER };
  TidingsRoute name = { TIDINGS_ROUTE_NAME, "Tidings", NULL, TIDINGS_SENDER_NAME };
  TidingsRoute service = { TIDINGS_ROUTE_SERVICE, MG, MG, TIDINGS_SENDER_SERVICE };
  g_autofree char *number_words = tidings_route_describe (&number);
  g_autofree char *name_words = tidings_route_describe (&name);
  g_autofree char *service_words = tidings_route_describe (&service);

  g_assert_cmpstr (number_words, ==, "+1 415 555 0199, a number of the account in the person’s country");
  g_assert_cmpstr (name_words, ==, "Tidings, as the country allows names and nobody answers this");
  g_assert_null (strstr (service_words, "MG"));
}

static void
test_pictures (void)
{
  static const struct { const char *url; gboolean is_good; const char *why; } urls[] = {
    { "https://example.org/a.jpg", TRUE, "as it should be" },
    { "http://example.org:8080/a.jpg?b=c", TRUE, "also without encryption, with a port and a query" },
    { "https://93.184.216.34/a.jpg", TRUE, "a public address" },
    { "https://[2606:2800:220:1::1]/a.jpg", TRUE, "likewise" },
    { "https://8.example.org/a", TRUE, "a host may begin with a digit" },
    { "file:///home/ann/a.jpg", FALSE, "a file of this computer" },
    { "ftp://example.org/a.jpg", FALSE, "Twilio does not fetch it" },
    { "/home/ann/a.jpg", FALSE, "a path" },
    { "https:///a.jpg", FALSE, "no host" },
    { "picture", FALSE, "a word" },
    { "", FALSE, "nothing" },
    { "https://ann:secret@example.org/a.jpg", FALSE, "a password" },
    { "https://localhost/a.jpg", FALSE, "this computer" },
    { "https://LOCALHOST./a.jpg", FALSE, "written in another way" },
    { "https://nas/a.jpg", FALSE, "a name of the house" },
    { "https://nas.local/a.jpg", FALSE, "likewise" },
    { "https://nas.home.arpa/a.jpg", FALSE, "likewise" },
    { "https://127.0.0.1/a.jpg", FALSE, "loopback" },
    { "https://127.1/a.jpg", FALSE, "loopback in short" },
    { "https://0x7f000001/a.jpg", FALSE, "loopback as a number" },
    { "https://2130706433/a.jpg", FALSE, "likewise" },
    { "https://0.0.0.0/a.jpg", FALSE, "any" },
    { "https://10.0.0.5/a.jpg", FALSE, "a private network" },
    { "https://192.168.1.9/a.jpg", FALSE, "likewise" },
    { "https://172.16.3.4/a.jpg", FALSE, "likewise" },
    { "https://100.64.1.1/a.jpg", FALSE, "a provider’s own network" },
    { "https://169.254.1.1/a.jpg", FALSE, "link local" },
    { "https://224.0.0.1/a.jpg", FALSE, "multicast" },
    { "https://[::1]/a.jpg", FALSE, "loopback" },
    { "https://[fe80::1]/a.jpg", FALSE, "link local" },
    { "https://[fd00::1]/a.jpg", FALSE, "unique local" },
    { "https://[::ffff:127.0.0.1]/a.jpg", FALSE, "loopback in other clothes" },
    { "https://[::ffff:10.0.0.1]/a.jpg", FALSE, "private in other clothes" },
  };
  g_autofree char *path = g_strnfill (1980, 'a');
  g_autofree char *longest = g_strconcat ("https://ab.example/", path, NULL);
  g_autofree char *longer = g_strconcat (longest, "aa", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_test_message ("%s: %s", urls[i].url, urls[i].why);
      g_assert_true ((tidings_picture_check (urls[i].url) == NULL) == urls[i].is_good);
    }
  g_assert_null (tidings_picture_check (longest));
  g_assert_nonnull (tidings_picture_check (longer));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/route/choose", test_choose);
  g_test_add_func ("/route/words", test_words);
  g_test_add_func ("/route/pictures", test_pictures);

  return g_test_run ();
}
