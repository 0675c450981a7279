/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Objects of the field as JSON for programs: the keys are a promise (architecture, section 7). */
#include "config.h"

#include "tidings-cli-json.h"
#include "tidings-cli-print.h"
#include "tidings-format.h"
#include "tidings-reason.h"
#include "tidings-store-messages.h"

void
tidings_cli_set_text (JsonObject *object,
                      const char *key,
                      const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, key, text);
  else
    json_object_set_null_member (object, key);
}

void
tidings_cli_set_instant (JsonObject *object,
                         const char *key,
                         gint64      instant)
{
  g_autofree char *text = tidings_format_iso (instant);

  tidings_cli_set_text (object, key, text);
}

static void
set_id (JsonObject *object,
        const char *key,
        gint64      id)
{
  if (id > 0)
    json_object_set_int_member (object, key, id);
  else
    json_object_set_null_member (object, key);
}

static void
set_reason (JsonObject     *object,
            TidingsMessage *message)
{
  g_autofree char *words = message->reason != NULL && *message->reason != '\0'
                             ? tidings_reason_describe (message->reason, message->error_code, message->person)
                             : NULL;
  gboolean is_foreign = g_strcmp0 (message->reason, TIDINGS_REASON_TWILIO) == 0;

  tidings_cli_set_text (object, "reason", is_foreign ? words : message->reason);
  tidings_cli_set_text (object, "reason_text", words);
}

static void
set_price (JsonObject     *object,
           TidingsMessage *message)
{
  g_autofree char *price = message->price_micros >= 0 ? tidings_format_decimal (message->price_micros) : NULL;

  tidings_cli_set_text (object, "price", price);
  tidings_cli_set_text (object, "currency", message->currency);
}

static JsonArray *
story_to_json (GPtrArray *story)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < story->len; i++)
    {
      TidingsEvent *event = g_ptr_array_index (story, i);
      JsonObject *step = json_object_new ();

      tidings_cli_set_instant (step, "at", event->at);
      tidings_cli_set_text (step, "what", event->what);
      tidings_cli_set_text (step, "detail", event->detail);
      json_array_add_object_element (array, step);
    }

  return array;
}

JsonObject *
tidings_cli_message_to_json (TidingsMessage *message,
                             GPtrArray      *story)
{
  JsonObject *object = json_object_new ();

  set_id (object, "id", message->id);
  tidings_cli_set_text (object, "person", message->person);
  set_id (object, "person_id", message->person_id);
  tidings_cli_set_text (object, "to", message->to);
  tidings_cli_set_text (object, "type", message->type);
  tidings_cli_set_text (object, "body", message->body);
  tidings_cli_set_text (object, "state", tidings_message_state_to_string (message->state));
  set_reason (object, message);
  tidings_cli_set_instant (object, "until", message->until);
  tidings_cli_set_text (object, "sid", message->sid);
  json_object_set_int_member (object, "segments", message->n_segments);
  tidings_cli_set_text (object, "encoding", tidings_encoding_to_string (message->encoding));
  set_price (object, message);
  set_id (object, "error_code", message->error_code);
  json_object_set_int_member (object, "attempts", message->n_attempts);
  tidings_cli_set_text (object, "source", message->source);
  tidings_cli_set_instant (object, "created", message->created_at);
  tidings_cli_set_instant (object, "updated", message->updated_at);
  if (story != NULL)
    json_object_set_array_member (object, "story", story_to_json (story));

  return object;
}

char *
tidings_cli_dup_clock (int minutes)
{
  return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
}

static void
set_quiet (JsonObject    *object,
           TidingsPerson *person)
{
  g_autofree char *from = tidings_cli_dup_clock (MAX (person->quiet_from, 0));
  g_autofree char *to = tidings_cli_dup_clock (MAX (person->quiet_to, 0));
  JsonObject *quiet = NULL;

  if (person->quiet_from < 0 || person->quiet_to < 0)
    {
      json_object_set_null_member (object, "quiet");
      return;
    }

  quiet = json_object_new ();
  json_object_set_string_member (quiet, "from", from);
  json_object_set_string_member (quiet, "to", to);
  json_object_set_object_member (object, "quiet", quiet);
}

static void
set_line (JsonObject    *object,
          TidingsPerson *person)
{
  JsonObject *line = NULL;

  if (person->line_type == NULL && person->carrier == NULL)
    {
      json_object_set_null_member (object, "line");
      return;
    }

  line = json_object_new ();
  tidings_cli_set_text (line, "type", person->line_type);
  tidings_cli_set_text (line, "carrier", person->carrier);
  json_object_set_object_member (object, "line", line);
}

static void
set_texts (JsonObject         *object,
           const char         *key,
           const char * const *texts)
{
  JsonArray *array = json_array_new ();

  for (const char * const *text = texts; text != NULL && *text != NULL; text++)
    json_array_add_string_element (array, *text);

  json_object_set_array_member (object, key, array);
}

JsonObject *
tidings_cli_person_to_json (TidingsPerson *person)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", person->id);
  tidings_cli_set_text (object, "name", person->name);
  tidings_cli_set_text (object, "number", person->number);
  tidings_cli_set_text (object, "country", person->country);
  json_object_set_boolean_member (object, "verified", person->verified_at != 0);
  json_object_set_boolean_member (object, "opted_out", person->opted_out_at != 0);
  tidings_cli_set_text (object, "language", person->language);
  tidings_cli_set_text (object, "zone", person->zone);
  set_quiet (object, person);
  set_texts (object, "types", (const char * const *) person->types);
  set_line (object, person);
  json_object_set_boolean_member (object, "enabled", person->enabled);
  tidings_cli_set_instant (object, "verified_at", person->verified_at);
  tidings_cli_set_instant (object, "opted_out_at", person->opted_out_at);

  return object;
}

JsonObject *
tidings_cli_type_to_json (TidingsAlertType *type,
                          const char       *wording,
                          TidingsSwitch     on)
{
  JsonObject *object = json_object_new ();
  g_autofree char *title = tidings_alert_type_dup_title (type, NULL);

  tidings_cli_set_text (object, "id", type->id);
  tidings_cli_set_text (object, "group", type->group);
  tidings_cli_set_text (object, "title", title);
  tidings_cli_set_text (object, "priority", tidings_priority_to_string (type->priority));
  json_object_set_boolean_member (object, "always_on", type->always_on);
  tidings_cli_set_text (object, "template", wording);
  if (on == TIDINGS_SWITCH_ON || on == TIDINGS_SWITCH_OFF)
    json_object_set_boolean_member (object, "on", on == TIDINGS_SWITCH_ON);
  else
    json_object_set_null_member (object, "on");
  set_texts (object, "fields", (const char * const *) type->fields);

  return object;
}

JsonObject *
tidings_cli_reminder_to_json (TidingsReminder    *reminder,
                              const char * const *names)
{
  JsonObject *object = json_object_new ();
  JsonArray *before = json_array_new ();
  JsonArray *ids = json_array_new ();

  for (guint i = 0; i < reminder->n_before; i++)
    {
      g_autofree char *text = tidings_before_to_string (reminder->before_s[i]);

      json_array_add_string_element (before, text);
    }
  for (guint i = 0; i < reminder->n_people; i++)
    json_array_add_int_element (ids, reminder->people[i]);

  json_object_set_int_member (object, "id", reminder->id);
  tidings_cli_set_text (object, "title", reminder->title);
  tidings_cli_set_instant (object, "when", reminder->at);
  tidings_cli_set_text (object, "zone", reminder->zone);
  json_object_set_null_member (object, "repeat");
  json_object_set_array_member (object, "before", before);
  set_texts (object, "people", names);
  tidings_cli_set_instant (object, "next", reminder->next_at);
  tidings_cli_set_text (object, "state", tidings_reminder_state_to_string (reminder->state));
  tidings_cli_set_text (object, "wall", reminder->wall);
  json_object_set_array_member (object, "people_ids", ids);

  return object;
}

static void
copy_text (JsonObject *object,
           const char *key,
           GVariant   *status,
           const char *name)
{
  const char *text = NULL;

  g_variant_lookup (status, name, "&s", &text);
  tidings_cli_set_text (object, key, text);
}

/* Zero means no limit, which no number says. */
static void
copy_cap (JsonObject *object,
          GVariant   *status,
          const char *name)
{
  guint cap = 0;

  g_variant_lookup (status, name, "u", &cap);
  set_id (object, "cap", cap);
}

static void
copy_count (JsonObject *object,
            const char *key,
            GVariant   *status,
            const char *name)
{
  guint count = 0;

  if (g_variant_lookup (status, name, "u", &count))
    json_object_set_int_member (object, key, count);
  else
    json_object_set_null_member (object, key);
}

static JsonObject *
quota_to_json (GVariant *status)
{
  JsonObject *quota = json_object_new ();
  JsonObject *day = json_object_new ();
  JsonObject *month = json_object_new ();
  JsonObject *budget = json_object_new ();
  const char *cap = NULL;
  gint64 micros = 0;

  copy_count (day, "used", status, "day-used");
  copy_cap (day, status, "day-cap");
  copy_count (month, "used", status, "month-used");
  copy_cap (month, status, "month-cap");
  copy_text (budget, "spent", status, "spent");
  copy_text (budget, "reserved", status, "reserved");
  if (g_variant_lookup (status, "budget", "&s", &cap) && tidings_parse_decimal (cap, &micros) && micros > 0)
    json_object_set_string_member (budget, "cap", cap);
  else
    json_object_set_null_member (budget, "cap");
  copy_text (budget, "currency", status, "currency");

  json_object_set_object_member (quota, "day", day);
  json_object_set_object_member (quota, "month", month);
  json_object_set_object_member (quota, "budget", budget);
  copy_text (quota, "balance", status, "balance");

  return quota;
}

JsonObject *
tidings_cli_account_to_json (GVariant *status)
{
  JsonObject *account = json_object_new ();

  copy_text (account, "sid", status, "account-sid");
  copy_text (account, "name", status, "account-name");
  copy_text (account, "kind", status, "account-kind");
  copy_text (account, "state", status, "account-state");
  copy_text (account, "sender", status, "sender");
  copy_text (account, "keyring", status, "keyring");

  return account;
}

static JsonObject *
next_to_json (GVariant *status)
{
  JsonObject *next = json_object_new ();
  gint64 at = 0;

  g_variant_lookup (status, "next-at", "x", &at);
  tidings_cli_set_instant (next, "at", at);
  copy_text (next, "what", status, "next-what");

  return next;
}

JsonObject *
tidings_cli_status_to_json (GVariant *status)
{
  JsonObject *object = json_object_new ();
  JsonObject *waiting = json_object_new ();
  gint64 paused_until = 0;
  gboolean online = FALSE;

  copy_count (waiting, "held", status, "held");
  copy_count (waiting, "queued", status, "queued");
  copy_count (waiting, "in_doubt", status, "in-doubt");

  copy_text (object, "mode", status, "mode");
  json_object_set_object_member (object, "account", tidings_cli_account_to_json (status));
  json_object_set_object_member (object, "quota", quota_to_json (status));
  json_object_set_object_member (object, "next", next_to_json (status));
  json_object_set_object_member (object, "waiting", waiting);

  g_variant_lookup (status, "paused-until", "x", &paused_until);
  json_object_set_boolean_member (object, "paused", paused_until != 0);
  tidings_cli_set_instant (object, "paused_until", paused_until == G_MAXINT64 ? 0 : paused_until);
  if (g_variant_lookup (status, "online", "b", &online))
    json_object_set_boolean_member (object, "online", online);
  copy_text (object, "store_note", status, "store-note");
  copy_text (object, "version", status, "version");

  return object;
}

static void
print_node (JsonNode *node,
            gboolean  is_pretty)
{
  g_autofree char *text = json_to_string (node, is_pretty);

  tidings_cli_print_utf8 (text);
  json_node_unref (node);
}

void
tidings_cli_print_object (JsonObject *object)
{
  print_node (json_node_init_object (json_node_alloc (), object), TRUE);
  json_object_unref (object);
}

void
tidings_cli_print_object_line (JsonObject *object)
{
  print_node (json_node_init_object (json_node_alloc (), object), FALSE);
  json_object_unref (object);
}

void
tidings_cli_print_array (JsonArray *array)
{
  print_node (json_node_init_array (json_node_alloc (), array), TRUE);
  json_array_unref (array);
}
