/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a text that Twilio lists is the one whose answer was lost. Values only: no clock, store or network. */
#include "config.h"

#include <string.h>

#include "tidings-doubt.h"
#include "tidings-smart-encoding.h"

#define TRIAL_PREFIX "Sent from your Twilio trial account - "

/* A candidate was created around the time of the request, by the server's clock. Twilio's dates have whole seconds, so one may
 * look up to a second too old. */
#define EARLIEST_MS (-6 * G_GINT64_CONSTANT (1000))
#define LATEST_MS (15 * 60 * G_GINT64_CONSTANT (1000))

/* What both sides may have done to a body on the way, but for Smart Encoding. */
static char *
plain (const char *body)
{
  g_auto(GStrv) lines = g_strsplit (body, "\r\n", -1);
  g_autofree char *joined = g_strjoinv ("\n", lines);
  const char *start = g_str_has_prefix (joined, TRIAL_PREFIX) ? joined + strlen (TRIAL_PREFIX) : joined;

  return g_strchomp (g_strdup (start));
}

static char *
by_table (const char *plain_body)
{
  return g_strchomp (tidings_smart_encode (plain_body));
}

/* The live service may differ in detail from the table, most likely in blanks and marks: our own look-alikes, and every row of
 * blanks as one. */
static char *
by_looks (const char *plain_body)
{
  g_autofree char *text = tidings_gsm7_look_alikes (plain_body);
  GString *narrow = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p++)
    if (*p != ' ' || narrow->len == 0 || narrow->str[narrow->len - 1] != ' ')
      g_string_append_c (narrow, *p);

  return g_strchomp (g_string_free (narrow, FALSE));
}

static gboolean
has_same_body (TidingsMessage   *message,
               const char       *theirs,
               TidingsDoubtBody  is_same,
               gpointer          user_data)
{
  static char *(* const forms[]) (const char *) = { g_strdup, by_table, by_looks };
  g_autofree char *our_plain = plain (message->body);
  g_autofree char *their_plain = plain (theirs);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *a = forms[i] (our_plain);
      g_autofree char *b = forms[i] (their_plain);

      if (is_same != NULL ? is_same (message, a, b, user_data) : g_str_equal (a, b))
        return TRUE;
    }

  return FALSE;
}

gboolean
tidings_doubt_fits (gint64 started_at,
                    gint64 created_at)
{
  gint64 age = created_at - started_at;

  return age >= EARLIEST_MS && age <= LATEST_MS;
}

TidingsDoubtMatch
tidings_doubt_match (TidingsMessage       *message,
                     gint64                started_at,
                     TidingsTwilioMessage *candidate,
                     TidingsDoubtBody      is_same,
                     gpointer              user_data)
{
  if (candidate->is_inbound || candidate->sid == NULL || message->sender == NULL ||
      g_strcmp0 (candidate->to, message->to) != 0 || !tidings_doubt_fits (started_at, candidate->created_at))
    return TIDINGS_DOUBT_OTHER;
  if (g_strcmp0 (candidate->from, message->sender) != 0 && g_strcmp0 (candidate->service, message->sender) != 0)
    return TIDINGS_DOUBT_OTHER;
  if (candidate->body == NULL || *candidate->body == '\0')
    return TIDINGS_DOUBT_UNKNOWN;

  return has_same_body (message, candidate->body, is_same, user_data) ? TIDINGS_DOUBT_SAME : TIDINGS_DOUBT_OTHER;
}

/* How good the best assignment of the requests from one on to the texts from one on is. */
typedef struct {
  guint n;
  gint64 distance;
} Worth;

static gboolean
is_better (Worth a,
           Worth b)
{
  return a.n > b.n || (a.n == b.n && a.distance < b.distance);
}

static Worth
pair (Worth  rest,
      gint64 started_at,
      gint64 created_at)
{
  return (Worth) { rest.n + 1, rest.distance + ABS (created_at - started_at) };
}

void
tidings_doubt_assign (const gint64 *started_at,
                      guint         n,
                      const gint64 *created_at,
                      guint         m,
                      int          *chosen)
{
  /* worth[i * (m + 1) + k]: of the requests from i on and the texts from k on. Windows are equally wide, so an assignment that
   * keeps the order is as good as any. */
  g_autofree Worth *worth = g_new0 (Worth, (gsize) (n + 1) * (m + 1));

#define WORTH(i, k) worth[(gsize) (i) * (m + 1) + (k)]
  for (guint i = n; i-- > 0;)
    for (guint j = m; j-- > 0;)
      {
        Worth best = WORTH (i, j + 1);

        if (is_better (WORTH (i + 1, j), best))
          best = WORTH (i + 1, j);
        if (tidings_doubt_fits (started_at[i], created_at[j]) &&
            is_better (pair (WORTH (i + 1, j + 1), started_at[i], created_at[j]), best))
          best = pair (WORTH (i + 1, j + 1), started_at[i], created_at[j]);
        WORTH (i, j) = best;
      }

  for (guint i = 0; i < n; i++)
    chosen[i] = -1;
  /* Of two ways that are as good, the one in which the first gets the first. */
  for (guint i = 0, j = 0; i < n && j < m;)
    if (tidings_doubt_fits (started_at[i], created_at[j]) &&
        !is_better (WORTH (i, j), pair (WORTH (i + 1, j + 1), started_at[i], created_at[j])))
      chosen[i++] = (int) j++;
    else if (is_better (WORTH (i, j), WORTH (i, j + 1)))
      i++;
    else
      j++;
#undef WORTH
}
