/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice phones: how they behave, what they got, what they answer, and what STOP and START do (reference, section 10). */
#include "config.h"

#include "tidings-segments.h"
#include "tidings-simulator-private.h"

#define STOP_ANSWER "You will get no more messages from this number. Reply START to get them again."
#define START_ANSWER "You will get messages from this number again. Reply STOP to end them, HELP for help."
#define HELP_ANSWER "Reply STOP to get no more messages from this number. Msg&Data Rates May Apply."

typedef enum {
  KEYWORD_NONE,
  KEYWORD_STOP,
  KEYWORD_START,
  KEYWORD_HELP,
} Keyword;

static const struct {
  const char *word;
  Keyword keyword;
} keywords[] = {
  { "STOP", KEYWORD_STOP },
  { "STOPALL", KEYWORD_STOP },
  { "UNSUBSCRIBE", KEYWORD_STOP },
  { "CANCEL", KEYWORD_STOP },
  { "END", KEYWORD_STOP },
  { "QUIT", KEYWORD_STOP },
  { "REVOKE", KEYWORD_STOP },
  { "OPTOUT", KEYWORD_STOP },
  { "START", KEYWORD_START },
  { "YES", KEYWORD_START },
  { "UNSTOP", KEYWORD_START },
  { "HELP", KEYWORD_HELP },
  { "INFO", KEYWORD_HELP },
};

/* The whole body, in any case, with nothing else in it. */
static Keyword
read_keyword (const char *body)
{
  g_autofree char *word = g_strstrip (g_strdup (body));

  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (g_ascii_strcasecmp (keywords[i].word, word) == 0)
      return keywords[i].keyword;

  return KEYWORD_NONE;
}

static char *
dup_pair (const char *sender,
          const char *number)
{
  return g_strconcat (sender, " ", number, NULL);
}

gboolean
sim_is_blocked (TidingsSimulator *self,
                const char       *sender,
                const char       *number)
{
  g_autofree char *pair = dup_pair (sender, number);

  return g_hash_table_contains (self->blocked, pair);
}

static void
set_pair (TidingsSimulator *self,
          const char       *sender,
          const char       *number,
          gboolean          is_blocked)
{
  g_autofree char *pair = dup_pair (sender, number);

  if (is_blocked)
    g_hash_table_add (self->blocked, g_steal_pointer (&pair));
  else
    g_hash_table_remove (self->blocked, pair);
}

/* A STOP to one number of a service holds for all of it. */
static void
set_blocked (TidingsSimulator *self,
             const char       *sender,
             const char       *number,
             gboolean          is_blocked)
{
  const SimNumber *own = sim_world_find_number (self->world, sender);
  const SimService *service = own ? sim_world_find_service_of (self->world, own) : NULL;

  set_pair (self, sender, number, is_blocked);
  if (!service)
    return;

  set_pair (self, service->sid, number, is_blocked);
  for (guint i = 0; i < service->numbers->len; i++)
    set_pair (self, ((SimNumber *) g_ptr_array_index (service->numbers, i))->number, number, is_blocked);
}

/* The US network itself blocks toll-free senders, and knows one word less to open them again. */
static gboolean
is_reopening (TidingsSimulator *self,
              const SimText    *text)
{
  const SimNumber *own = sim_world_find_number (self->world, text->to);
  g_autofree char *word = g_strstrip (g_strdup (text->body));

  return !own || own->type != SIM_NUMBER_TOLL_FREE || g_ascii_strcasecmp (word, "YES") != 0;
}

void
sim_note_keyword (TidingsSimulator *self,
                  const SimText    *text)
{
  switch (read_keyword (text->body))
    {
    case KEYWORD_STOP:
      set_blocked (self, text->to, text->from, TRUE);
      break;
    case KEYWORD_START:
      if (is_reopening (self, text))
        set_blocked (self, text->to, text->from, FALSE);
      break;
    case KEYWORD_HELP:
    case KEYWORD_NONE:
    default:
      break;
    }
}

void
sim_set_phone (TidingsSimulator *self,
               const char       *number,
               SimPhone          phone)
{
  g_hash_table_replace (self->phones, g_strdup (number), GUINT_TO_POINTER (phone));
}

SimPhone
sim_get_phone (TidingsSimulator *self,
               const char       *number)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->phones, number));
}

void
sim_set_phone_error (TidingsSimulator *self,
                     const char       *number,
                     int               code)
{
  if (code)
    g_hash_table_replace (self->phone_errors, g_strdup (number), GINT_TO_POINTER (code));
  else
    g_hash_table_remove (self->phone_errors, number);
}

int
sim_get_phone_error (TidingsSimulator *self,
                     const char       *number)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (self->phone_errors, number));
}

gboolean
sim_is_verified (TidingsSimulator *self,
                 const char       *number)
{
  const SimCallerId *caller_id = sim_world_find_caller_id (self->world, number);

  return caller_id && caller_id->listed_at <= tidings_clock_get_now (self->clock);
}

void
tidings_simulator_set_phone (TidingsSimulator      *self,
                             const char            *number,
                             TidingsSimulatorPhone  phone)
{
  JsonObject *line = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (TIDINGS_IS_SIMULATOR (self));
  g_return_if_fail (number != NULL);

  line = json_object_new ();
  json_object_set_string_member (line, "what", "phone");
  json_object_set_string_member (line, "number", number);
  json_object_set_string_member (line, "behaviour", sim_phone_to_string ((SimPhone) phone));
  if (!sim_journal_append (self->journal, line, &error))
    g_warning ("%s", error->message);

  sim_set_phone (self, number, (SimPhone) phone);
}

void
tidings_simulator_text_free (TidingsSimulatorText *text)
{
  g_free (text->sid);
  g_free (text->to);
  g_free (text->from);
  g_free (text->body);
  g_free (text);
}

/* What was redacted or deleted at Twilio is still on the phone. */
static GPtrArray *
list_texts (TidingsSimulator *self,
            gboolean          with_replies)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) tidings_simulator_text_free);
  gint64 now = tidings_clock_get_now (self->clock);

  for (guint i = 0; i < self->texts->len; i++)
    {
      const SimText *text = g_ptr_array_index (self->texts, i);
      gboolean is_reply = text->direction == SIM_INBOUND;
      gint64 at = is_reply ? text->created_at : sim_text_arrives_at (text);
      TidingsSimulatorText *row = NULL;

      if (at < 0 || at > now || (is_reply && !with_replies))
        continue;

      row = g_new0 (TidingsSimulatorText, 1);
      row->sid = g_strdup (text->sid);
      row->to = g_strdup (text->to);
      row->from = g_strdup (text->from ? text->from : text->chosen);
      row->body = g_strdup (text->body);
      row->at = at;
      row->is_reply = is_reply;
      g_ptr_array_add (list, row);
    }

  return list;
}

GPtrArray *
tidings_simulator_list_inbox (TidingsSimulator *self)
{
  g_return_val_if_fail (TIDINGS_IS_SIMULATOR (self), NULL);

  return list_texts (self, FALSE);
}

GPtrArray *
tidings_simulator_list_texts (TidingsSimulator *self)
{
  g_return_val_if_fail (TIDINGS_IS_SIMULATOR (self), NULL);

  return list_texts (self, TRUE);
}

GHashTable *
tidings_simulator_list_phones (TidingsSimulator *self)
{
  GHashTable *phones = NULL;
  GHashTableIter iter;
  gpointer number = NULL;
  gpointer phone = NULL;

  g_return_val_if_fail (TIDINGS_IS_SIMULATOR (self), NULL);

  phones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, self->phones);
  while (g_hash_table_iter_next (&iter, &number, &phone))
    if (GPOINTER_TO_UINT (phone) != SIM_PHONE_NORMAL)
      g_hash_table_insert (phones, g_strdup (number), g_strdup (sim_phone_to_string (GPOINTER_TO_UINT (phone))));

  return phones;
}

const char *
tidings_simulator_phone_to_string (TidingsSimulatorPhone phone)
{
  return sim_phone_to_string ((SimPhone) phone);
}

gboolean
tidings_simulator_phone_from_string (const char            *text,
                                     TidingsSimulatorPhone *phone)
{
  SimPhone found = SIM_PHONE_NORMAL;

  /* One that takes itself for a fraud's is for tests. */
  if (!sim_phone_from_string (text, &found) || found == SIM_PHONE_FRAUD)
    return FALSE;

  *phone = (TidingsSimulatorPhone) found;
  return TRUE;
}

static gboolean
has_later (TidingsSimulator *self,
           gint64            now)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (((SimText *) g_ptr_array_index (self->texts, i))->created_at > now)
      return TRUE;

  return FALSE;
}

void
tidings_simulator_return_to (TidingsSimulator *self,
                             gint64            now)
{
  JsonObject *line = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (TIDINGS_IS_SIMULATOR (self));

  if (!has_later (self, now))
    return;

  line = json_object_new ();
  json_object_set_string_member (line, "what", "return");
  json_object_set_int_member (line, "at", now);
  if (!sim_journal_append (self->journal, line, &error))
    g_warning ("%s", error->message);

  sim_texts_return_to (self, now);
}

static gboolean
keep (TidingsSimulator *self,
      SimText          *text)
{
  g_autoptr(GError) error = NULL;

  if (!sim_journal_append (self->journal, sim_text_to_journal (text), &error))
    {
      g_warning ("%s", error->message);
      sim_text_free (text);
      return FALSE;
    }

  sim_keep_text (self, text);
  return TRUE;
}

static SimText *
make_text (TidingsSimulator *self,
           SimDirection      direction,
           const char       *from,
           const char       *to,
           const char       *body)
{
  SimText *text = g_new0 (SimText, 1);

  text->sid = sim_dup_sid (self, "SM");
  text->from = g_strdup (from);
  text->to = g_strdup (to);
  text->body = g_strdup (body);
  text->direction = direction;
  text->phone = direction == SIM_INBOUND ? SIM_PHONE_NORMAL : sim_get_phone (self, to);
  /* Twilio's own answers and codes are not billed as texts. */
  text->part_micros = direction == SIM_INBOUND ? SIM_INBOUND_MICROS : 0;
  text->n_segments = tidings_segments_count (body).n_segments;
  text->created_at = tidings_clock_get_now (self->clock);
  text->send_at = text->created_at;

  return text;
}

/* Twilio answers where something changed, and leaves HELP unanswered while blocked. */
static const char *
get_answer (Keyword  keyword,
            gboolean was_blocked)
{
  if (keyword == KEYWORD_STOP && !was_blocked)
    return STOP_ANSWER;
  if (keyword == KEYWORD_START && was_blocked)
    return START_ANSWER;
  if (keyword == KEYWORD_HELP && !was_blocked)
    return HELP_ANSWER;

  return NULL;
}

void
sim_send_code (TidingsSimulator *self,
               const char       *number,
               const char       *body)
{
  keep (self, make_text (self, SIM_CODE, "VERIFY", number, body));
}

void
sim_answer_text (TidingsSimulator *self,
                 const SimText    *text,
                 const char       *body)
{
  SimText *answer = make_text (self, SIM_ANSWER, text->to, text->from, body);

  answer->part_micros = SIM_OUTBOUND_MICROS;
  keep (self, answer);
}

/* Numbers only: a name cannot be answered. */
static const char *
find_last_sender (TidingsSimulator *self,
                  const char       *phone)
{
  for (guint i = self->texts->len; i > 0; i--)
    {
      const SimText *text = g_ptr_array_index (self->texts, i - 1);

      const char *sender = text->from ? text->from : text->chosen;

      if (text->direction != SIM_INBOUND && sender && *sender == '+' && g_str_equal (text->to, phone))
        return sender;
    }

  return TIDINGS_SIMULATOR_SENDER;
}

/* A service without an inbound address has receiving switched off, and what comes in leaves no trace (reference, 3). */
static gboolean
is_logged (TidingsSimulator *self,
           const SimNumber  *number)
{
  const SimService *service = sim_world_find_service_of (self->world, number);

  return !service || service->uses_number_webhook || (service->inbound_url && *service->inbound_url);
}

static void
keep_inbound (TidingsSimulator *self,
              SimText          *text)
{
  sim_scripts_give (self, text);
  if (keep (self, text))
    sim_webhooks_tell_inbound (self, text);
}

void
sim_reply_with_media (TidingsSimulator  *self,
                      const char        *from,
                      const char        *to,
                      const char        *body,
                      char             **media)
{
  const char *own = to ? to : find_last_sender (self, from);
  const SimNumber *number = sim_world_find_number (self->world, own);
  SimText *text = NULL;
  const char *answer = NULL;

  /* A text to anyone else never comes to this account. */
  if (!number || !number->can_text)
    return;

  answer = get_answer (read_keyword (body), sim_is_blocked (self, own, from));
  text = make_text (self, SIM_INBOUND, from, own, body);
  text->media = g_strdupv (media);
  text->n_media = media ? g_strv_length (media) : 0;
  sim_note_keyword (self, text);

  if (is_logged (self, number))
    keep_inbound (self, text);
  else
    sim_text_free (text);
  if (answer)
    keep (self, make_text (self, SIM_ANSWER, own, from, answer));
}

void
tidings_simulator_reply (TidingsSimulator *self,
                         const char       *from,
                         const char       *to,
                         const char       *body)
{
  g_return_if_fail (TIDINGS_IS_SIMULATOR (self));
  g_return_if_fail (from != NULL && body != NULL);

  sim_reply_with_media (self, from, to, body, NULL);
}

void
sim_suspend (TidingsSimulator *self)
{
  gint64 now = tidings_clock_get_now (self->clock);

  for (guint i = 0; i < self->texts->len; i++)
    {
      SimText *text = g_ptr_array_index (self->texts, i);
      SimState state = sim_text_get_state (text, now);

      if (text->direction != SIM_OUTBOUND || state.is_final || state.sent_at > 0)
        continue;

      text->error_code = 30002;
      text->is_failed = TRUE;
      tidings_clock_cancel (self->clock, text->arrival_id);
    }
}
