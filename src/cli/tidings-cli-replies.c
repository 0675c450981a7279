/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people answered, as lines and as JSON. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-answer.h"
#include "tidings-cli-print.h"
#include "tidings-cli-replies.h"
#include "tidings-format.h"
#include "tidings-store-inbound.h"

GPtrArray *
tidings_cli_list_replies (TidingsStore  *store,
                          gint64         message,
                          GError       **error)
{
  TidingsInboundFilter filter = { .message_id = message };

  return tidings_store_list_inbound (store, &filter, error);
}

/* What an answer did, for people; NULL where it did nothing. */
static const char *
get_effect_words (TidingsInbound *inbound)
{
  static const struct { const char *effect; const char *words; } table[] = {
    { "stop", N_("texts were stopped") },
    { "start", N_("texts are wanted again") },
    { "help", N_("Twilio answered it") },
    { "done", N_("marked as done") },
    { "later", N_("is sent again later") },
    { "wants-stop", N_("reads like a wish for no more texts, but only the single word STOP ends them") },
    { "loop", N_("not listened to: a machine seems to answer") },
  };

  if (g_strcmp0 (inbound->effect, "stop") == 0 && tidings_answer_is_cancel (tidings_answer_parse (inbound->body).word))
    return _("texts were stopped, because phone companies take CANCEL for STOP; nothing else was canceled");

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (inbound->effect, table[i].effect) == 0)
      return _(table[i].words);

  return NULL;
}

JsonArray *
tidings_cli_replies_to_json (GPtrArray *replies)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < replies->len; i++)
    {
      TidingsInbound *inbound = g_ptr_array_index (replies, i);
      JsonObject *object = json_object_new ();
      gboolean has_effect = inbound->effect != NULL && *inbound->effect != '\0';

      tidings_json_set_instant (object, "at", inbound->at);
      tidings_json_set_text (object, "from", inbound->from);
      tidings_json_set_text (object, "body", inbound->body);
      tidings_json_set_text (object, "effect", has_effect ? inbound->effect : NULL);
      tidings_json_set_text (object, "explanation", get_effect_words (inbound));
      json_array_add_object_element (array, object);
    }

  return array;
}

void
tidings_cli_print_replies (GPtrArray *replies,
                           gint64     now)
{
  if (replies->len > 0)
    tidings_cli_print ("\n%s\n", _("Answers"));

  for (guint i = 0; i < replies->len; i++)
    {
      TidingsInbound *inbound = g_ptr_array_index (replies, i);
      g_autofree char *when = tidings_format_moment (inbound->at, now);
      g_autofree char *body = tidings_cli_clean (inbound->body);
      const char *words = get_effect_words (inbound);

      if (words != NULL)
        /* Translators: when somebody answered, what, and what it did: “14:05  DONE  (marked as done)” */
        tidings_cli_print (_("  %1$s  %2$s  (%3$s)"), when, body, words);
      else
        tidings_cli_print ("  %s  %s", when, body);
      tidings_cli_print ("\n");
    }
}

void
tidings_cli_tell_cancel (void)
{
  tidings_cli_tell (_("Mind that phone companies take the answer CANCEL for STOP: whoever gives it gets no more texts at all, and nothing else is canceled"));
}
