/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer in words. */
#include "config.h"

#include "tidings-reply-words.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *effect;
  const char *words;
} effects[] = {
  { "stop", N_("Opted out") },
  { "start", N_("Opted in again") },
  { "help", N_("Asked for help") },
  { "done", N_("Marked as done") },
  { "later", N_("Asked to be told later") },
  { "wants-stop", N_("Seems to want no more texts, but used no word that Twilio knows") },
  { "loop", N_("Too many came, so a machine may be answering") },
  { "own", N_("From one of your own senders") },
  { "unknown", N_("From a number that nobody here has") },
};

char *
tidings_reply_dup_text (const TidingsInbound *reply,
                        gboolean              hide_text)
{
  g_return_val_if_fail (reply != NULL, NULL);

  if (hide_text)
    return g_strdup (C_("noun", "Reply"));
  if (reply->body != NULL && *reply->body != '\0')
    return g_strdup (reply->body);

  if (reply->n_media > 0)
    return g_strdup_printf (ngettext ("%u picture, not fetched", "%u pictures, not fetched", reply->n_media), reply->n_media);

  return g_strdup (_("Empty text"));
}

char *
tidings_reply_dup_effect (const TidingsInbound *reply)
{
  g_return_val_if_fail (reply != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    {
      if (g_strcmp0 (effects[i].effect, reply->effect) == 0)
        return g_strdup (_(effects[i].words));
    }

  return g_strdup ("");
}
