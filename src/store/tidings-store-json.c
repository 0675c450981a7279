/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Objects of the field as JSON for programs: the keys are a promise (architecture, section 7). */
#include "config.h"

#include "tidings-consent.h"
#include "tidings-field.h"
#include "tidings-format.h"
#include "tidings-reason.h"
#include "tidings-recurrence.h"
#include "tidings-store-json.h"
#include "tidings-store-messages.h"
#include "tidings-story.h"

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

  tidings_json_set_text (object, "reason", is_foreign ? words : message->reason);
  tidings_json_set_text (object, "reason_text", words);
}

static void
set_price (JsonObject     *object,
           TidingsMessage *message)
{
  g_autofree char *price = message->price_micros >= 0 ? tidings_format_decimal (message->price_micros) : NULL;

  tidings_json_set_text (object, "price", price);
  tidings_json_set_text (object, "currency", message->currency);
}

/* Whether Twilio keeps it for later, so that it arrives although this computer is off. */
static void
set_ahead (JsonObject     *object,
           TidingsMessage *message)
{
  g_autofree char *words = tidings_message_dup_ahead_words (message);

  json_object_set_boolean_member (object, "ahead", words != NULL);
}

static JsonArray *
story_to_json (GPtrArray *story)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < story->len; i++)
    {
      TidingsEvent *event = g_ptr_array_index (story, i);
      g_autofree char *words = tidings_story_describe (event->what, event->detail, NULL);
      JsonObject *step = json_object_new ();

      tidings_json_set_instant (step, "at", event->at);
      tidings_json_set_text (step, "what", event->what);
      tidings_json_set_text (step, "detail", event->detail);
      tidings_json_set_text (step, "words", words);
      json_array_add_object_element (array, step);
    }

  return array;
}

/* What became of it at Twilio; null where it stays. */
static const char *
get_erasure (TidingsErasure erasure)
{
  switch (erasure)
    {
    case TIDINGS_ERASURE_REDACT:
    case TIDINGS_ERASURE_DELETE:
      return "waiting";
    case TIDINGS_ERASURE_REDACTED:
      return "erased";
    case TIDINGS_ERASURE_DELETED:
      return "deleted";
    case TIDINGS_ERASURE_GIVEN_UP:
      return "not-erased";
    case TIDINGS_ERASURE_NONE:
    default:
      return NULL;
    }
}

JsonObject *
tidings_message_to_json (TidingsMessage *message,
                         GPtrArray      *story)
{
  JsonObject *object = json_object_new ();

  set_id (object, "id", message->id);
  tidings_json_set_text (object, "person", message->person);
  set_id (object, "person_id", message->person_id);
  tidings_json_set_text (object, "to", message->to);
  tidings_json_set_text (object, "type", message->type);
  tidings_json_set_text (object, "body", message->body);
  tidings_json_set_text (object, "state", tidings_message_state_to_string (message->state));
  set_reason (object, message);
  tidings_json_set_instant (object, "until", message->until);
  tidings_json_set_instant (object, "send_at", message->send_at);
  set_ahead (object, message);
  tidings_json_set_text (object, "sid", message->sid);
  json_object_set_int_member (object, "segments", message->n_segments);
  tidings_json_set_text (object, "encoding", tidings_encoding_to_string (message->encoding));
  set_price (object, message);
  set_id (object, "error_code", message->error_code);
  json_object_set_int_member (object, "attempts", message->n_attempts);
  tidings_json_set_text (object, "source", message->source);
  set_id (object, "merged_into", message->merged_into);
  json_object_set_int_member (object, "repeats", message->n_repeats);
  tidings_json_set_instant (object, "occurrence", message->occurrence_at);
  tidings_json_set_text (object, "erasure", get_erasure (message->erasure));
  tidings_json_set_instant (object, "created", message->created_at);
  tidings_json_set_instant (object, "updated", message->updated_at);
  if (story != NULL)
    json_object_set_array_member (object, "story", story_to_json (story));

  return object;
}

char *
tidings_json_dup_clock (int minutes)
{
  return g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
}

static JsonObject *
new_window (int from,
            int to)
{
  JsonObject *window = json_object_new ();
  g_autofree char *begin = tidings_json_dup_clock (from);
  g_autofree char *end = tidings_json_dup_clock (to);

  json_object_set_string_member (window, "from", begin);
  json_object_set_string_member (window, "to", end);

  return window;
}

/* A number of the household's own is null; 0 is no limit. */
static void
set_rate (JsonObject *object,
          const char *key,
          int         rate)
{
  if (rate < 0)
    json_object_set_null_member (object, key);
  else
    json_object_set_int_member (object, key, rate);
}

static void
set_quiet (JsonObject    *object,
           TidingsPerson *person)
{
  g_autofree char *text = tidings_quiet_hours_to_string (&person->quiet);
  JsonArray *days = NULL;
  JsonObject *quiet = NULL;
  int from = -1;
  int to = -1;

  if (tidings_quiet_hours_is_none (&person->quiet))
    {
      json_object_set_null_member (object, "quiet");
      return;
    }

  /* What is asked for most stands in front: the hours of each day, or else of the first day that has some. */
  tidings_quiet_hours_get_first (&person->quiet, &from, &to);
  quiet = new_window (from, to);
  days = json_array_new ();
  for (guint day = 0; day < G_N_ELEMENTS (person->quiet.from); day++)
    if (person->quiet.from[day] < 0)
      json_array_add_null_element (days);
    else
      json_array_add_object_element (days, new_window (person->quiet.from[day], person->quiet.to[day]));
  json_object_set_array_member (quiet, "days", days);
  json_object_set_string_member (quiet, "text", text);
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
  tidings_json_set_text (line, "type", person->line_type);
  tidings_json_set_text (line, "carrier", person->carrier);
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

/* Since when and by what, for who asks; null, which is false to most programs, otherwise. */
static void
set_opt_out (JsonObject    *object,
             TidingsPerson *person)
{
  JsonObject *opt_out = NULL;

  if (person->opted_out_at == 0)
    {
      json_object_set_null_member (object, "opted_out");
      return;
    }

  opt_out = json_object_new ();
  tidings_json_set_instant (opt_out, "at", person->opted_out_at);
  tidings_json_set_text (opt_out, "by", person->opted_out_by);
  tidings_json_set_text (opt_out, "sender", person->opted_out_sender != NULL && *person->opted_out_sender != '\0' ?
                                            person->opted_out_sender : NULL);
  json_object_set_object_member (object, "opted_out", opt_out);
}

JsonObject *
tidings_person_to_json (TidingsPerson *person)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", person->id);
  tidings_json_set_text (object, "name", person->name);
  tidings_json_set_text (object, "number", person->number);
  tidings_json_set_text (object, "country", person->country);
  json_object_set_boolean_member (object, "verified", person->verified_at != 0);
  set_opt_out (object, person);
  tidings_json_set_text (object, "language", person->language);
  tidings_json_set_text (object, "zone", person->zone);
  set_quiet (object, person);
  set_texts (object, "types", (const char * const *) person->types);
  set_line (object, person);
  json_object_set_boolean_member (object, "enabled", person->enabled);
  json_object_set_boolean_member (object, "paused", person->paused_until > 0);
  tidings_json_set_instant (object, "paused_until", person->paused_until == G_MAXINT64 ? 0 : person->paused_until);
  set_rate (object, "rate_hour", person->rate_hour);
  set_rate (object, "rate_day", person->rate_day);
  tidings_json_set_instant (object, "verified_at", person->verified_at);
  tidings_json_set_instant (object, "opted_out_at", person->opted_out_at);

  return object;
}

static JsonArray *
fields_to_json (TidingsAlertType *type)
{
  g_autoptr(JsonObject) samples = tidings_alert_type_dup_samples (type);
  JsonArray *array = json_array_new ();

  for (guint i = 0; type->fields[i] != NULL; i++)
    {
      g_autofree char *name = tidings_field_dup_name (type->fields[i]);
      JsonObject *field = json_object_new ();

      tidings_json_set_text (field, "name", name);
      tidings_json_set_text (field, "kind", tidings_field_kind_to_string (type->kinds[i]));
      json_object_set_boolean_member (field, "optional", tidings_field_is_optional (type->fields[i]));
      tidings_json_set_text (field, "sample", json_object_get_string_member (samples, name));
      json_array_add_object_element (array, field);
    }

  return array;
}

JsonObject *
tidings_alert_type_to_json (TidingsAlertType *type,
                            const char       *wording,
                            TidingsSwitch     on)
{
  JsonObject *object = json_object_new ();
  g_autofree char *title = tidings_alert_type_dup_title (type, NULL);
  g_autofree char *description = tidings_alert_type_dup_description (type, NULL);
  g_autofree char *subject = tidings_alert_type_dup_subject (type, NULL);

  tidings_json_set_text (object, "id", type->id);
  tidings_json_set_text (object, "group", type->group);
  tidings_json_set_text (object, "title", title);
  tidings_json_set_text (object, "priority", tidings_priority_to_string (type->priority));
  json_object_set_boolean_member (object, "always_on", type->always_on);
  tidings_json_set_text (object, "template", wording);
  if (on == TIDINGS_SWITCH_ON || on == TIDINGS_SWITCH_OFF)
    json_object_set_boolean_member (object, "on", on == TIDINGS_SWITCH_ON);
  else
    json_object_set_null_member (object, "on");
  json_object_set_array_member (object, "fields", fields_to_json (type));
  json_object_set_boolean_member (object, "own", type->is_own);
  tidings_json_set_text (object, "description", description);
  tidings_json_set_text (object, "subject", subject);
  json_object_set_int_member (object, "cooldown", type->cooldown_s);
  tidings_json_set_text (object, "dedupe_field", type->dedupe_field);
  json_object_set_int_member (object, "late", type->late_s);
  json_object_set_int_member (object, "max_segments", type->max_segments);
  json_object_set_boolean_member (object, "private", type->is_private);
  json_object_set_boolean_member (object, "one_way", type->is_one_way);

  return object;
}

/* The rule as calendars write it, in words, and its end. */
static void
set_rule (JsonObject      *object,
          TidingsReminder *reminder)
{
  gboolean repeats = *reminder->rule != '\0';
  g_autofree char *words = repeats ? tidings_recurrence_describe (reminder->rule, reminder->wall) : NULL;
  const char *until = strstr (reminder->rule, "UNTIL=");
  g_autofree char *end = until != NULL ? g_strndup (until + 6, strcspn (until + 6, ";")) : NULL;

  tidings_json_set_text (object, "repeat", repeats ? reminder->rule : NULL);
  tidings_json_set_text (object, "repeat_words", words);
  tidings_json_set_text (object, "until", end);
}

/* Whose turn the next occurrence is: their name, null where all are told. */
static void
set_turn (JsonObject         *object,
          TidingsReminder    *reminder,
          const char * const *names)
{
  const char *turn = NULL;

  for (guint i = 0; i < reminder->n_people && names[i] != NULL; i++)
    if (reminder->people[i] == reminder->turn)
      turn = names[i];
  json_object_set_boolean_member (object, "takes_turns", reminder->takes_turns);
  tidings_json_set_text (object, "turn", turn);
}

static void
set_span (JsonObject *object,
          const char *name,
          gint64      seconds,
          gint64      none)
{
  if (seconds == none)
    json_object_set_null_member (object, name);
  else
    json_object_set_int_member (object, name, seconds);
}

static JsonArray *
exceptions_to_json (TidingsReminder *reminder)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < reminder->exceptions->len; i++)
    {
      const TidingsOccurrence *occurrence = g_ptr_array_index (reminder->exceptions, i);
      JsonObject *object = NULL;

      /* That somebody was told of it makes it no exception. */
      if (occurrence->state == TIDINGS_OCCURRENCE_PLANNED && occurrence->moved_to == NULL)
        continue;
      object = json_object_new ();
      tidings_json_set_text (object, "wall", occurrence->wall);
      tidings_json_set_text (object, "moved_to", occurrence->moved_to);
      tidings_json_set_text (object, "state", tidings_occurrence_state_to_string (occurrence->state));
      json_array_add_object_element (array, object);
    }

  return array;
}

JsonObject *
tidings_reminder_to_json (TidingsReminder    *reminder,
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
  tidings_json_set_text (object, "title", reminder->title);
  tidings_json_set_instant (object, "when", reminder->at);
  tidings_json_set_text (object, "zone", reminder->zone);
  set_rule (object, reminder);
  json_object_set_array_member (object, "before", before);
  set_texts (object, "people", names);
  tidings_json_set_instant (object, "next", reminder->next_at);
  tidings_json_set_text (object, "state", tidings_reminder_state_to_string (reminder->state));
  tidings_json_set_text (object, "wall", reminder->wall);
  json_object_set_array_member (object, "people_ids", ids);
  tidings_json_set_text (object, "type", reminder->type);
  tidings_json_set_text (object, "next_wall", reminder->next_wall);
  set_turn (object, reminder, names);
  set_span (object, "overdue_after", reminder->overdue_s, 0);
  set_span (object, "late_after", reminder->late_s, -1);
  json_object_set_array_member (object, "exceptions", exceptions_to_json (reminder));

  return object;
}

JsonObject *
tidings_audit_to_json (TidingsAuditEntry *entry)
{
  JsonObject *object = json_object_new ();
  g_autofree char *words = tidings_consent_describe (entry->what, entry->how, entry->detail);

  tidings_json_set_instant (object, "at", entry->at);
  set_id (object, "person_id", entry->person_id);
  tidings_json_set_text (object, "person", entry->name);
  tidings_json_set_text (object, "number", entry->number);
  tidings_json_set_text (object, "what", entry->what);
  tidings_json_set_text (object, "how", entry->how);
  tidings_json_set_text (object, "by", entry->by);
  tidings_json_set_text (object, "detail", entry->detail);
  tidings_json_set_text (object, "text", words);

  return object;
}
