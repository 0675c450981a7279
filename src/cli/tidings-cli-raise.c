/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Raising an alert and telling what came of it, person by person. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-cli-json.h"
#include "tidings-store-json.h"
#include "tidings-cli-cheaper.h"
#include "tidings-cli-print.h"
#include "tidings-cli-raise.h"
#include "tidings-cli-store.h"
#include "tidings-cli-watch.h"
#include "tidings-format.h"
#include "tidings-reason.h"
#include "tidings-store-messages.h"

static gboolean
is_bad (TidingsMessage *message)
{
  return message->state == TIDINGS_MESSAGE_FAILED || message->state == TIDINGS_MESSAGE_UNDELIVERED ||
         message->state == TIDINGS_MESSAGE_CANCELED;
}

TidingsExit
tidings_messages_get_exit (GPtrArray *messages)
{
  gboolean is_accepted = FALSE;

  for (guint i = 0; i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);

      if (is_bad (message))
        return TIDINGS_EXIT_FAILED;
      if (message->state != TIDINGS_MESSAGE_SKIPPED)
        is_accepted = TRUE;
    }

  return is_accepted ? TIDINGS_EXIT_DONE : TIDINGS_EXIT_REFUSED;
}

/* State and, for what waits, until when: "held until 07:00". */
static char *
dup_state (TidingsMessage *message,
           gint64          now)
{
  const char *state = tidings_message_state_to_string (message->state);
  g_autofree char *until = NULL;

  if (message->state == TIDINGS_MESSAGE_SKIPPED && message->reason != NULL)
    return g_strdup (message->reason);
  if (message->until == 0 ||
      (message->state != TIDINGS_MESSAGE_HELD && message->state != TIDINGS_MESSAGE_SCHEDULED))
    return g_strdup (state);

  until = tidings_format_moment (message->until, now);
  /* Translators: state of a message (as “tidings log --state” takes it) and a time, “held until 07:00” */
  return g_strdup_printf (_("%1$s until %2$s"), state, until);
}

char *
tidings_message_to_line (TidingsMessage *message,
                         gint64          now)
{
  g_autofree char *state = dup_state (message, now);
  g_autofree char *words = message->reason != NULL && *message->reason != '\0'
                             ? tidings_reason_describe (message->reason, message->error_code, message->person)
                             : NULL;
  g_autofree char *line = words != NULL ? g_strdup_printf ("%s: %s – %s", message->person, state, words)
                                        : g_strdup_printf ("%s: %s", message->person, state);
  g_autofree char *id = NULL;
  g_autofree char *whole = NULL;

  if (message->id == 0)
    return tidings_cli_clean (line);

  id = g_strdup_printf ("%" G_GINT64_FORMAT, message->id);
  /* Translators: what became of a text, and its number in the log: “Ann: delivered (message 12)” */
  whole = g_strdup_printf (_("%1$s (message %2$s)"), line, id);

  return tidings_cli_clean (whole);
}

static void
print_messages_json (GPtrArray *messages)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < messages->len; i++)
    json_array_add_object_element (array, tidings_message_to_json (g_ptr_array_index (messages, i), NULL));

  tidings_cli_print_array (array);
}

/* What went its way is output; what did not is said on standard error. */
static void
print_messages (GPtrArray *messages,
                gint64     now)
{
  for (guint i = 0; i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);
      g_autofree char *line = tidings_message_to_line (message, now);

      if (is_bad (message) || message->state == TIDINGS_MESSAGE_SKIPPED)
        tidings_cli_tell ("%s", line);
      else
        tidings_cli_print ("%s\n", line);
    }
}

static TidingsExit
report (TidingsCli    *self,
        GPtrArray     *messages,
        TidingsReport  how)
{
  if (how & TIDINGS_REPORT_JSON)
    print_messages_json (messages);
  else
    print_messages (messages, tidings_cli_get_now (self));

  if (messages->len == 0)
    tidings_cli_complain (_("There is nobody to send it to; add a person with “tidings people add NAME NUMBER”"));

  return tidings_messages_get_exit (messages);
}

/* The verdict as a message, for what was not stored or cannot be read. */
static TidingsMessage *
message_from_verdict (TidingsStore *store,
                      gint64        id,
                      gint64        person,
                      const char   *type,
                      const char   *state,
                      const char   *reason)
{
  TidingsMessage *message = tidings_message_new ();

  message->id = id;
  message->person_id = person;
  message->person = tidings_cli_dup_name (store, person);
  message->type = g_strdup (type);
  message->reason = *reason != '\0' ? g_strdup (reason) : NULL;
  tidings_message_state_from_string (state, &message->state);

  return message;
}

static TidingsMessage *
find_message (GPtrArray *messages,
              gint64     id,
              gint64     person)
{
  for (guint i = 0; i < messages->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (messages, i);

      if (id != 0 && (message->id == id || (person != 0 && message->person_id == person)))
        return message;
    }

  return NULL;
}

static GArray *
list_ids (GVariant *verdicts)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GVariantIter iter;
  gint64 id = 0;

  g_variant_iter_init (&iter, verdicts);
  while (g_variant_iter_next (&iter, "(xxss)", &id, NULL, NULL, NULL))
    if (id != 0)
      g_array_append_val (ids, id);

  return ids;
}

/* A message for each verdict, in their order: the row as it is now where there is one. */
static GPtrArray *
merge (TidingsCli *self,
       const char *type,
       GVariant   *verdicts,
       GPtrArray  *rows)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);
  TidingsStore *store = NULL;
  GVariantIter iter;
  gint64 id = 0;
  gint64 person = 0;
  const char *state = NULL;
  const char *reason = NULL;

  tidings_cli_open_store (self, &store, NULL);
  g_variant_iter_init (&iter, verdicts);
  while (g_variant_iter_next (&iter, "(xx&s&s)", &id, &person, &state, &reason))
    {
      /* Its person's row is another one if another text says it now. */
      TidingsMessage *row = find_message (rows, id, person);

      if (row != NULL && row->person == NULL)
        row->person = person != 0 ? tidings_cli_dup_name (store, person) : g_strdup (row->to);
      g_ptr_array_add (messages, row != NULL ? g_object_ref (row)
                                             : message_from_verdict (store, id, person, type, state, reason));
    }

  return messages;
}

static TidingsExit
report_verdicts (TidingsCli    *self,
                 const char    *type,
                 GVariant      *verdicts,
                 TidingsReport  how)
{
  g_autoptr(GArray) ids = list_ids (verdicts);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GPtrArray) messages = NULL;
  g_autoptr(GError) error = NULL;

  if ((how & TIDINGS_REPORT_WAIT) && ids->len > 0)
    rows = tidings_cli_wait_messages (self, ids, tidings_message_is_settled, 0, &error);
  else
    rows = tidings_cli_read_messages (self, ids, &error);

  if (rows == NULL)
    return tidings_cli_fail_lost (error, "tidings log");

  messages = merge (self, type, verdicts, rows);

  return report (self, messages, how);
}

typedef struct {
  const char *person;
  const char *state;
  const char *reason;
  const char *body;
  const char *encoding;
  const char *price;
  const char *currency;
  const char *price_low;
  const char *sender;
  const char *route;
  gint64 id;
  guint n_segments;
} Preview;

static gboolean
next_preview (GVariantIter *iter,
              Preview      *preview)
{
  return g_variant_iter_next (iter, "(x&s&s&s&su&s&s&s&s&s&s)", &preview->id, &preview->person, &preview->state,
                              &preview->reason, &preview->body, &preview->n_segments, &preview->encoding,
                              &preview->price, &preview->currency, &preview->price_low, &preview->sender, &preview->route);
}

/* What it costs at most, -1 when unknown. */
static gint64
get_micros (const Preview *preview)
{
  gint64 micros = 0;

  return tidings_parse_decimal (preview->price, &micros) && *preview->currency != '\0' ? micros : -1;
}

static JsonNode *
cheaper_to_node (const Preview *preview)
{
  g_autoptr(JsonObject) object = tidings_cli_cheaper_to_json (preview->body, get_micros (preview));

  return object != NULL ? json_node_init_object (json_node_alloc (), object) : json_node_new (JSON_NODE_NULL);
}

static JsonObject *
preview_to_json (const Preview *preview)
{
  JsonObject *object = json_object_new ();
  g_autofree char *words = *preview->reason != '\0' ? tidings_reason_describe (preview->reason, 0, preview->person) : NULL;

  tidings_json_set_text (object, "person", preview->person);
  json_object_set_int_member (object, "person_id", preview->id);
  tidings_json_set_text (object, "state", preview->state);
  tidings_json_set_text (object, "reason", preview->reason);
  tidings_json_set_text (object, "reason_text", words);
  tidings_json_set_text (object, "body", preview->body);
  json_object_set_int_member (object, "segments", preview->n_segments);
  tidings_json_set_text (object, "encoding", preview->encoding);
  tidings_json_set_text (object, "price", preview->price);
  tidings_json_set_text (object, "price_low", preview->price_low);
  tidings_json_set_text (object, "currency", preview->currency);
  tidings_json_set_text (object, "sender", preview->sender);
  tidings_json_set_text (object, "route", preview->route);
  json_object_set_member (object, "cheaper", cheaper_to_node (preview));

  return object;
}

/* "2 texts, GSM-7, about $0.0158", or from … to … where networks differ. */
static char *
dup_cost (const Preview *preview)
{
  g_autofree char *money = NULL;
  g_autofree char *least = NULL;
  gint64 micros = 0;
  gint64 low_micros = 0;
  g_autofree char *count = NULL;

  /* Translators: how many texts a long text counts as */
  count = g_strdup_printf (ngettext ("%u text", "%u texts", preview->n_segments), preview->n_segments);
  if (!tidings_parse_decimal (preview->price, &micros) || *preview->currency == '\0')
    return g_strdup_printf ("%s, %s", count, preview->encoding);

  money = tidings_format_money (micros, preview->currency, 4);
  if (tidings_parse_decimal (preview->price_low, &low_micros) && low_micros < micros)
    {
      least = tidings_format_money (low_micros, preview->currency, 4);
      /* Translators: a count of texts, their encoding, and what they cost at least and at most: “1 text, GSM-7, $0.0950 to $0.1120” */
      return g_strdup_printf (_("%1$s, %2$s, %3$s to %4$s"), count, preview->encoding, least, money);
    }

  /* Translators: a count of texts, their encoding, and what they cost: “2 texts, GSM-7, about $0.0158” */
  return g_strdup_printf (_("%1$s, %2$s, about %3$s"), count, preview->encoding, money);
}

static void
print_preview (const Preview *preview)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autofree char *line = NULL;
  g_autofree char *body = NULL;
  g_autofree char *cost = NULL;
  g_autofree char *route = NULL;

  message->person = g_strdup (preview->person);
  message->reason = *preview->reason != '\0' ? g_strdup (preview->reason) : NULL;
  tidings_message_state_from_string (preview->state, &message->state);

  line = tidings_message_to_line (message, 0);
  tidings_cli_print ("%s\n", line);
  if (*preview->body == '\0')
    return;

  body = tidings_cli_clean (preview->body);
  cost = dup_cost (preview);
  tidings_cli_print ("  %s\n  %s\n", body, cost);
  tidings_cli_print_cheaper (preview->body, get_micros (preview), preview->currency);
  if (message->state == TIDINGS_MESSAGE_SKIPPED)
    return;

  route = tidings_cli_clean (preview->route);
  /* Translators: what a text comes from and why: “From: +1 415 555 0199, the sender that is set” */
  tidings_cli_print (_("  From: %s"), route);
  tidings_cli_print ("\n");
}

static TidingsExit
print_previews (GVariant      *previews,
                TidingsReport  how)
{
  JsonArray *array = json_array_new ();
  GVariantIter iter;
  Preview preview = { NULL };

  g_variant_iter_init (&iter, previews);
  while (next_preview (&iter, &preview))
    {
      if (how & TIDINGS_REPORT_JSON)
        json_array_add_object_element (array, preview_to_json (&preview));
      else
        print_preview (&preview);
    }

  if (how & TIDINGS_REPORT_JSON)
    tidings_cli_print_array (json_array_ref (array));
  json_array_unref (array);

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
dry_run (TidingsCli    *self,
         const char    *type,
         GVariant      *values,
         GVariant      *options,
         TidingsReport  how)
{
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (self, &error);
  g_autoptr(GVariant) previews = NULL;

  if (agent == NULL)
    return tidings_cli_fail (error);

  do
    tidings_bus_agent1_call_preview_sync (agent, type, values, options, &previews, NULL, &error);
  while (previews == NULL && tidings_cli_may_repeat (self, TIDINGS_REPEAT_LOST, &error));

  return previews != NULL ? print_previews (previews, how) : tidings_cli_fail (error);
}

TidingsExit
tidings_cli_raise (TidingsCli    *self,
                   const char    *type,
                   GVariant      *values,
                   GVariant      *options,
                   TidingsReport  report_how)
{
  g_autoptr(GVariant) own_values = g_variant_ref_sink (values);
  g_autoptr(GVariant) own_options = g_variant_ref_sink (options);
  g_autoptr(GVariant) verdicts = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;

  if (report_how & TIDINGS_REPORT_DRY_RUN)
    return dry_run (self, type, own_values, own_options, report_how);
  if ((agent = tidings_cli_get_agent (self, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    tidings_bus_agent1_call_raise_sync (agent, type, own_values, own_options, &verdicts, NULL, &error);
  while (verdicts == NULL && tidings_cli_may_repeat (self, TIDINGS_REPEAT_UNREACHED, &error));

  if (verdicts == NULL)
    return tidings_cli_fail_lost (error, "tidings log");

  return report_verdicts (self, type, verdicts, report_how);
}

TidingsExit
tidings_cli_report_message (TidingsCli    *self,
                            gint64         id,
                            TidingsReport  how)
{
  g_autoptr(GVariant) verdicts = NULL;
  const char *state = tidings_message_state_to_string (TIDINGS_MESSAGE_QUEUED);

  verdicts = g_variant_ref_sink (g_variant_new_parsed ("[(%x, int64 0, %s, '')]", id, state));

  return report_verdicts (self, "", verdicts, how);
}
