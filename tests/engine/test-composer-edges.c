/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts at the edge: one letter fewer fits, one more costs something. */
#include "config.h"

#include <string.h>

#include "tidings-composer.h"

#define STOP "Reply STOP to unsubscribe"                      /* 25 septets, 26 with its line */
#define FAMILY "\U0001f468\u200d\U0001f469\u200d\U0001f467"   /* one cluster of eight units */

/* @n letters, what stands around them, and how many of them are left in how many parts. */
typedef struct {
  const char *letter;
  guint n;
  const char *household;
  const char *subject;
  const char *stop;
  gboolean may_lose;
  guint max_segments;
  const char *note;
  guint n_segments;
  guint n_kept;
  const char *why;
} Edge;

static char *
repeat (const char *letter,
        guint       n)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, letter);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Straight quotes and letters without accents stand for those they were. */
static guint
count_letters (const char *body,
               const char *letter,
               const char *plain)
{
  guint n = 0;

  for (const char *at = body; *at != '\0'; )
    {
      const char *found = g_str_has_prefix (at, letter) ? letter : plain != NULL && g_str_has_prefix (at, plain) ? plain : NULL;

      n += found != NULL;
      at = found != NULL ? at + strlen (found) : g_utf8_next_char (at);
    }

  return n;
}

static const char *
get_plain (const Edge *edge)
{
  if (strstr (edge->note, "look-alikes") != NULL)
    return "'";

  return strstr (edge->note, "accents") != NULL ? "c" : NULL;
}

static void
check_edge (const Edge *edge)
{
  const TidingsWording wording = {
    "{{ text }}", edge->subject, edge->household, edge->stop, { "yes", "no" }, edge->may_lose, edge->max_segments
  };
  g_autoptr(JsonObject) values = json_object_new ();
  g_autofree char *letters = repeat (edge->letter, edge->n);
  g_autoptr(TidingsText) text = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;
  const char *own = NULL;

  json_object_set_string_member (values, "text", letters);
  text = tidings_composer_compose (&wording, values, &error);
  g_assert_no_error (error);

  g_test_message ("%s: %u become %s", edge->why, edge->n, text->note);
  g_assert_cmpstr (text->note, ==, edge->note);
  g_assert_cmpuint (text->segments.n_segments, ==, edge->n_segments);
  g_assert_cmpuint (text->segments.n_segments, ==, tidings_segments_count (text->body).n_segments);

  /* What stands in front is there unless it was given up. */
  g_assert_true (g_str_has_prefix (text->body, "Home: ") == (edge->household != NULL && strstr (edge->note, "household") == NULL));
  g_assert_true ((strstr (text->body, "News: ") != NULL) == (edge->subject != NULL && strstr (edge->note, "subject") == NULL));
  g_assert_true ((strstr (text->body, "\n" STOP) != NULL) == (edge->stop != NULL && strstr (edge->note, "footer") == NULL));
  own = strrchr (text->body, ':');
  own = own != NULL ? own + 1 : text->body;
  words = g_strndup (own, strcspn (own, "\n"));
  g_assert_cmpuint (count_letters (words, edge->letter, get_plain (edge)), ==, edge->n_kept);
}

static void
test_edges (void)
{
  static const Edge edges[] = {
    { "a", 1, NULL, NULL, NULL, FALSE, 1, "", 1, 1, "the shortest there is" },
    { "a", 160, NULL, NULL, NULL, FALSE, 1, "", 1, 160, "one part is full" },
    { "a", 161, NULL, NULL, NULL, FALSE, 1, "cut", 1, 157, "one letter too many costs three more for the dots" },
    { "a", 161, NULL, NULL, NULL, FALSE, 2, "", 2, 161, "unless a second part is allowed" },
    { "a", 306, NULL, NULL, NULL, FALSE, 2, "", 2, 306, "two parts hold 153 each" },
    { "a", 307, NULL, NULL, NULL, FALSE, 2, "cut", 2, 303, "and not one more" },
    { "a", 307, NULL, NULL, NULL, FALSE, 3, "", 3, 307, "a third takes it" },
    { "a", 459, NULL, NULL, NULL, FALSE, 3, "", 3, 459, "three are full" },
    { "a", 460, NULL, NULL, NULL, FALSE, 3, "cut", 3, 456, "and not one more" },
    { "a", 1530, NULL, NULL, NULL, FALSE, 10, "", 10, 1530, "ten are full, the most there is" },
    { "a", 1531, NULL, NULL, NULL, FALSE, 10, "cut", 10, 1527, "beyond ten nothing goes" },
    { "\u044f", 70, NULL, NULL, NULL, FALSE, 1, "", 1, 70, "one part of another script is full" },
    { "\u044f", 71, NULL, NULL, NULL, FALSE, 1, "cut", 1, 69, "one letter too many costs one more for the ellipsis" },
    { "\u044f", 71, NULL, NULL, NULL, FALSE, 2, "", 2, 71, "unless a second part is allowed" },
    { "\u044f", 134, NULL, NULL, NULL, FALSE, 2, "", 2, 134, "two hold 67 each" },
    { "\u044f", 135, NULL, NULL, NULL, FALSE, 2, "cut", 2, 133, "and not one more" },
    { "\u044f", 201, NULL, NULL, NULL, FALSE, 3, "", 3, 201, "three are full" },
    { "\u044f", 202, NULL, NULL, NULL, FALSE, 3, "cut", 3, 200, "and not one more" },
    { "\u044f", 670, NULL, NULL, NULL, FALSE, 10, "", 10, 670, "ten are full" },
    { "\u044f", 671, NULL, NULL, NULL, FALSE, 10, "cut", 10, 669, "beyond ten nothing goes" },
    { "\u00e9", 160, NULL, NULL, NULL, FALSE, 1, "", 1, 160, "a letter with an accent that is in the plain table is one like any other" },
    { "\u00e9", 161, NULL, NULL, NULL, FALSE, 1, "cut", 1, 157, "also when it is cut" },
    { "\u20ac", 80, NULL, NULL, NULL, FALSE, 1, "", 1, 80, "a sign of the second table counts twice" },
    { "\u20ac", 81, NULL, NULL, NULL, FALSE, 1, "cut", 1, 78, "and is cut whole" },
    { "\u20ac", 81, NULL, NULL, NULL, FALSE, 2, "", 2, 81, "two parts" },
    { "\u20ac", 152, NULL, NULL, NULL, FALSE, 2, "", 2, 152, "the two halves of a sign are never in two parts, so each part has one septet to spare" },
    { "\u20ac", 153, NULL, NULL, NULL, FALSE, 2, "cut", 2, 151, "which is why one more does not fit" },
    { "\U0001f600", 35, NULL, NULL, NULL, FALSE, 1, "", 1, 35, "an emoji is two units" },
    { "\U0001f600", 36, NULL, NULL, NULL, FALSE, 1, "cut", 1, 34, "and is cut whole" },
    { "\U0001f600", 36, NULL, NULL, NULL, FALSE, 2, "", 2, 36, "two parts" },
    { "\U0001f600", 66, NULL, NULL, NULL, FALSE, 2, "", 2, 66, "its halves are never in two parts" },
    { FAMILY, 8, NULL, NULL, NULL, FALSE, 1, "", 1, 8, "a family of eight units, eight times" },
    { FAMILY, 9, NULL, NULL, NULL, FALSE, 1, "cut", 1, 8, "no child is left behind: families are cut whole" },
    { "\u2019", 70, NULL, NULL, NULL, FALSE, 1, "", 1, 70, "curly quotes stay while they cost nothing" },
    { "\u2019", 71, NULL, NULL, NULL, FALSE, 1, "look-alikes", 1, 71, "straight ones fit" },
    { "\u2019", 71, NULL, NULL, NULL, FALSE, 2, "look-alikes", 1, 71, "also where a second part were allowed: it would cost" },
    { "\u2019", 160, NULL, NULL, NULL, FALSE, 1, "look-alikes", 1, 160, "as many as there are letters" },
    { "\u2019", 161, NULL, NULL, NULL, FALSE, 1, "look-alikes,cut", 1, 157, "both, in this order" },
    { "\u00e7", 70, NULL, NULL, NULL, FALSE, 1, "", 1, 70, "a letter that the plain table does not have" },
    { "\u00e7", 71, NULL, NULL, NULL, FALSE, 1, "cut", 1, 69, "is no look-alike: nobody asked for other letters" },
    { "\u00e7", 71, NULL, NULL, NULL, TRUE, 1, "accents", 1, 71, "unless somebody did" },
    { "\u00e7", 70, NULL, NULL, NULL, TRUE, 1, "", 1, 70, "and even then only where it saves a part" },
    { "\u00e7", 160, NULL, NULL, NULL, TRUE, 1, "accents", 1, 160, "up to a whole part" },
    { "a", 134, NULL, NULL, STOP, FALSE, 1, "", 1, 134, "how to unsubscribe fits to the letter" },
    { "a", 135, NULL, NULL, STOP, FALSE, 1, "footer", 1, 135, "one more, and it goes" },
    { "a", 135, NULL, NULL, STOP, FALSE, 2, "footer", 1, 135, "it is never worth a part of its own" },
    { "a", 160, NULL, NULL, STOP, FALSE, 1, "footer", 1, 160, "the words come first" },
    { "a", 161, NULL, NULL, STOP, FALSE, 1, "footer,cut", 1, 157, "and are cut only after it" },
    { "a", 161, NULL, NULL, STOP, FALSE, 2, "", 2, 161, "a second part that is there anyway has room" },
    { "a", 280, NULL, NULL, STOP, FALSE, 2, "", 2, 280, "to the letter" },
    { "a", 281, NULL, NULL, STOP, FALSE, 2, "footer", 2, 281, "one more, and it goes" },
    { "\u044f", 44, NULL, NULL, STOP, FALSE, 1, "", 1, 44, "in another script it fits to the letter, too" },
    { "\u044f", 45, NULL, NULL, STOP, FALSE, 1, "footer", 1, 45, "one more, and it goes" },
    { "\u044f", 108, NULL, NULL, STOP, FALSE, 2, "", 2, 108, "in two parts" },
    { "\u044f", 109, NULL, NULL, STOP, FALSE, 2, "footer", 2, 109, "one more, and it goes" },
    { "a", 154, NULL, "News", NULL, FALSE, 1, "", 1, 154, "a heading fits to the letter" },
    { "a", 155, NULL, "News", NULL, FALSE, 1, "subject", 1, 155, "one more, and it goes" },
    { "a", 154, "Home", NULL, NULL, FALSE, 1, "", 1, 154, "the household fits to the letter" },
    { "a", 155, "Home", NULL, NULL, FALSE, 1, "household", 1, 155, "one more, and it goes" },
    { "a", 155, "Home", NULL, NULL, FALSE, 2, "", 2, 155, "who writes is worth a part that the type allows" },
    { "a", 148, "Home", "News", NULL, FALSE, 1, "", 1, 148, "both fit to the letter" },
    { "a", 149, "Home", "News", NULL, FALSE, 1, "subject", 1, 149, "the heading goes first" },
    { "a", 155, "Home", "News", NULL, FALSE, 1, "subject,household", 1, 155, "then the household" },
    { "a", 161, "Home", "News", NULL, FALSE, 1, "subject,household,cut", 1, 157, "then the end" },
    { "a", 122, "Home", "News", STOP, FALSE, 1, "", 1, 122, "all of it fits to the letter" },
    { "a", 123, "Home", "News", STOP, FALSE, 1, "footer", 1, 123, "how to unsubscribe goes first" },
    { "a", 149, "Home", "News", STOP, FALSE, 1, "footer,subject", 1, 149, "then the heading" },
    { "a", 155, "Home", "News", STOP, FALSE, 1, "footer,subject,household", 1, 155, "then the household" },
    { "a", 161, "Home", "News", STOP, FALSE, 1, "footer,subject,household,cut", 1, 157, "then the end: the whole order" },
    { "\u044f", 64, "Home", NULL, NULL, FALSE, 1, "", 1, 64, "the household counts like the words in another script" },
    { "\u044f", 65, "Home", NULL, NULL, FALSE, 1, "household", 1, 65, "one more, and it goes" },
    { "\u044f", 58, "Home", "News", NULL, FALSE, 1, "", 1, 58, "both in another script" },
    { "\u044f", 59, "Home", "News", NULL, FALSE, 1, "subject", 1, 59, "the heading goes first there, too" },
    { "\u2019", 148, "Home", "News", NULL, FALSE, 1, "look-alikes", 1, 148, "straight quotes come before the heading goes" },
    { "\u2019", 149, "Home", "News", NULL, FALSE, 1, "look-alikes,subject", 1, 149, "which goes when they are not enough" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    check_edge (&edges[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/composer/edges", test_edges);

  return g_test_run ();
}
