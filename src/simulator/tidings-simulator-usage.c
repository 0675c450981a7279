/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage records: what was sent and what it cost, by day, month and kind (reference, section 6). */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "tidings-simulator-private.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

typedef enum {
  CATEGORY_LOOKUPS,
  CATEGORY_MMS,
  CATEGORY_MMS_OUTBOUND,
  CATEGORY_SMS,
  CATEGORY_SMS_INBOUND,
  CATEGORY_SMS_INBOUND_LONGCODE,
  CATEGORY_SMS_INBOUND_SHORTCODE,
  CATEGORY_SMS_INBOUND_TOLLFREE,
  CATEGORY_SMS_OUTBOUND,
  CATEGORY_SMS_OUTBOUND_LONGCODE,
  CATEGORY_SMS_OUTBOUND_SHORTCODE,
  CATEGORY_SMS_OUTBOUND_TOLLFREE,
  CATEGORY_TOTALPRICE,
  N_CATEGORIES
} Category;

/* Parents include their children, so nobody may add both. */
static const struct {
  const char *name;
  const char *description;
  const char *unit;
} categories[N_CATEGORIES] = {
  [CATEGORY_LOOKUPS] = { "lookups", "Lookups", "lookups" },
  [CATEGORY_MMS] = { "mms", "MMS", "messages" },
  [CATEGORY_MMS_OUTBOUND] = { "mms-outbound", "Outbound MMS", "messages" },
  [CATEGORY_SMS] = { "sms", "SMS", "messages" },
  [CATEGORY_SMS_INBOUND] = { "sms-inbound", "Inbound SMS", "messages" },
  [CATEGORY_SMS_INBOUND_LONGCODE] = { "sms-inbound-longcode", "Inbound SMS Long Code", "messages" },
  [CATEGORY_SMS_INBOUND_SHORTCODE] = { "sms-inbound-shortcode", "Inbound SMS Short Code", "messages" },
  [CATEGORY_SMS_INBOUND_TOLLFREE] = { "sms-inbound-tollfree", "Inbound SMS Toll-Free", "messages" },
  [CATEGORY_SMS_OUTBOUND] = { "sms-outbound", "Outbound SMS", "messages" },
  [CATEGORY_SMS_OUTBOUND_LONGCODE] = { "sms-outbound-longcode", "Outbound SMS Long Code", "messages" },
  [CATEGORY_SMS_OUTBOUND_SHORTCODE] = { "sms-outbound-shortcode", "Outbound SMS Short Code", "messages" },
  [CATEGORY_SMS_OUTBOUND_TOLLFREE] = { "sms-outbound-tollfree", "Outbound SMS Toll-Free", "messages" },
  [CATEGORY_TOTALPRICE] = { "totalprice", "Total Price", NULL },
};

typedef enum {
  SPAN_WHOLE,
  SPAN_DAY,
  SPAN_MONTH,
  SPAN_YEAR,
} Span;

typedef struct {
  char *key;          /* in the order of the list, for its pages */
  Category category;
  gint64 begin;       /* of the first GMT day */
  gint64 end;         /* behind the last one */
  guint64 count;
  guint64 usage;
  gint64 micros;
} Record;

static void
record_free (Record *record)
{
  g_free (record->key);
  g_free (record);
}

static gint64
begin_of (gint64 instant,
          Span   span)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc (instant / 1000);
  g_autoptr(GDateTime) begin = g_date_time_new_utc (g_date_time_get_year (when),
                                                    span == SPAN_YEAR ? 1 : g_date_time_get_month (when),
                                                    span == SPAN_DAY ? g_date_time_get_day_of_month (when) : 1, 0, 0, 0);

  return g_date_time_to_unix (begin) * 1000;
}

/* Any instant of the span behind the one that begins at @begin is less than two of the shortest away. */
static gint64
end_of (gint64 begin,
        Span   span)
{
  static const gint64 days[] = { 0, 1, 31, 366 };

  return begin_of (begin + days[span] * DAY_MS, span);
}

static void
add_child (SimWorld      *world,
           const SimText *text,
           gboolean      *is_in)
{
  gboolean is_inbound = text->direction == SIM_INBOUND;
  const char *own = is_inbound ? text->to : text->chosen;
  const SimNumber *number = sim_world_find_number (world, own);
  SimNumberType type = number ? number->type : SIM_NUMBER_LOCAL;
  Category first = is_inbound ? CATEGORY_SMS_INBOUND_LONGCODE : CATEGORY_SMS_OUTBOUND_LONGCODE;

  is_in[CATEGORY_SMS] = TRUE;
  is_in[is_inbound ? CATEGORY_SMS_INBOUND : CATEGORY_SMS_OUTBOUND] = TRUE;
  if (type == SIM_NUMBER_SHORT_CODE)
    is_in[first + 1] = TRUE;
  else if (type == SIM_NUMBER_TOLL_FREE)
    is_in[first + 2] = TRUE;
  /* Names have no category of their own here. */
  else if (number)
    is_in[first] = TRUE;
}

static gboolean
is_within (TidingsSimulator *self,
           const Record     *record,
           gint64            instant)
{
  /* The days are those of its own dates. */
  gint64 shown = instant + self->skew_ms;

  return shown >= record->begin && shown < record->end;
}

static void
count_text (TidingsSimulator *self,
            const SimText    *text,
            gint64            now,
            Record           *record)
{
  gboolean is_in[N_CATEGORIES] = { FALSE };
  SimState state = sim_text_get_state (text, now);

  if (text->direction == SIM_CODE || state.sent_at == 0 || !is_within (self, record, state.sent_at))
    return;

  is_in[CATEGORY_TOTALPRICE] = TRUE;
  if (text->n_media > 0 && text->direction != SIM_INBOUND)
    is_in[CATEGORY_MMS] = is_in[CATEGORY_MMS_OUTBOUND] = TRUE;
  else
    add_child (self->world, text, is_in);

  if (!is_in[record->category])
    return;

  record->count++;
  record->usage += text->n_segments;
  record->micros -= state.price_micros;
}

static void
count_lookups (TidingsSimulator *self,
               Record           *record)
{
  GArray *lookups = self->world->paid_lookups;

  for (guint i = 0; i < lookups->len; i++)
    {
      if (!is_within (self, record, g_array_index (lookups, gint64, i)))
        continue;
      record->count++;
      record->usage++;
      record->micros += SIM_LOOKUP_MICROS;
    }
}

static void
add_records (SimRequest *request,
             GPtrArray  *records,
             gint64      begin,
             gint64      end)
{
  TidingsSimulator *self = request->simulator;
  const char *wanted = sim_request_get_query (request, "Category");

  for (guint i = 0; i < N_CATEGORIES; i++)
    {
      Record *record = NULL;

      if (wanted && strcmp (wanted, categories[i].name) != 0)
        continue;

      record = g_new0 (Record, 1);
      record->key = g_strdup_printf ("%08u", records->len);
      record->category = i;
      record->begin = begin;
      record->end = end;
      for (guint j = 0; j < self->texts->len; j++)
        count_text (self, g_ptr_array_index (self->texts, j), request->now, record);
      if (i == CATEGORY_LOOKUPS || i == CATEGORY_TOTALPRICE)
        count_lookups (self, record);
      g_ptr_array_add (records, record);
    }
}

static char *
dup_day (gint64 instant)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc (instant / 1000);

  return g_date_time_format (when, "%Y-%m-%d");
}

static JsonObject *
to_resource (SimRequest *request,
             gpointer    row)
{
  const Record *record = row;
  TidingsSimulator *self = request->simulator;
  JsonObject *object = json_object_new ();
  gboolean has_count = categories[record->category].unit != NULL;
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, record->count);
  g_autofree char *usage = g_strdup_printf ("%" G_GUINT64_FORMAT, record->usage);
  g_autofree char *price = sim_decimal (record->micros, 2);
  g_autofree char *unit = g_ascii_strdown (self->world->account.currency, -1);
  g_autofree char *start = dup_day (record->begin);
  g_autofree char *end = dup_day (MIN (record->end - 1, request->now + self->skew_ms));
  g_autofree char *as_of = sim_date_iso8601 (self, request->now);

  json_object_set_string_member (object, "category", categories[record->category].name);
  json_object_set_string_member (object, "description", categories[record->category].description);
  json_object_set_string_member (object, "count", has_count ? count : NULL);
  json_object_set_string_member (object, "count_unit", has_count ? categories[record->category].unit : "");
  json_object_set_string_member (object, "usage", has_count ? usage : price);
  json_object_set_string_member (object, "usage_unit", has_count ? categories[record->category].unit : unit);
  json_object_set_string_member (object, "price", price);
  json_object_set_string_member (object, "price_unit", unit);
  json_object_set_string_member (object, "start_date", start);
  json_object_set_string_member (object, "end_date", end);
  json_object_set_string_member (object, "as_of", as_of);
  json_object_set_string_member (object, "account_sid", TIDINGS_SIMULATOR_ACCOUNT_SID);
  json_object_set_string_member (object, "api_version", "2010-04-01");
  json_object_set_string_member (object, "uri", request->path);
  json_object_set_object_member (object, "subresource_uris", json_object_new ());

  return object;
}

static const char *
get_key (gpointer row)
{
  return ((const Record *) row)->key;
}

/* `YYYY-MM-DD`, or `-30days`. */
static gboolean
read_day (SimRequest *request,
          const char *name,
          gint64     *begin)
{
  const char *text = sim_request_get_query (request, name);
  g_autoptr(GDateTime) day = NULL;
  int year = 0;
  int month = 0;
  int number = 0;
  int n_read = 0;

  if (!text)
    return TRUE;

  if (sscanf (text, "-%4ddays%n", &number, &n_read) == 1 && n_read > 0 && text[n_read] == '\0')
    {
      *begin = begin_of (request->now + request->simulator->skew_ms - number * DAY_MS, SPAN_DAY);
      return TRUE;
    }
  if (sscanf (text, "%4d-%2d-%2d%n", &year, &month, &number, &n_read) == 3 && text[n_read] == '\0')
    day = g_date_time_new_utc (year, month, number, 0, 0, 0);
  if (day)
    {
      *begin = g_date_time_to_unix (day) * 1000;
      return TRUE;
    }

  sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "The '%s' must be YYYY-MM-DD or -30days", name);
  return FALSE;
}

static void
reply_records (SimRequest *request,
               gint64      begin,
               gint64      end,
               Span        span)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) record_free);
  gint64 last = end - 1;

  if (!read_day (request, "StartDate", &begin) || !read_day (request, "EndDate", &last))
    return;
  if (sim_request_get_query (request, "EndDate"))
    end = last + DAY_MS;

  if (span == SPAN_WHOLE)
    add_records (request, records, begin, end);
  for (gint64 at = begin_of (end - 1, span); span != SPAN_WHOLE && at + DAY_MS > begin; at = begin_of (at - 1, span))
    add_records (request, records, MAX (at, begin), MIN (end_of (at, span), end));

  sim_reply_page_2010 (request, &(SimList) { "usage_records", records, get_key, to_resource, NULL });
}

void
sim_usage_list (SimRequest *request)
{
  reply_records (request, begin_of (SIM_ACCOUNT_CREATED_AT, SPAN_DAY),
                 request->now + request->simulator->skew_ms + 1, SPAN_WHOLE);
}

void
sim_usage_period (SimRequest *request)
{
  const char *period = request->arguments[1];
  gint64 now = request->now + request->simulator->skew_ms;
  gint64 today = begin_of (now, SPAN_DAY);
  gint64 month = begin_of (now, SPAN_MONTH);
  gint64 ever = begin_of (SIM_ACCOUNT_CREATED_AT, SPAN_DAY);
  const struct { const char *name; gint64 begin; gint64 end; Span span; } periods[] = {
    { "Today", today, now + 1, SPAN_WHOLE },
    { "Yesterday", today - DAY_MS, today, SPAN_WHOLE },
    { "ThisMonth", month, now + 1, SPAN_WHOLE },
    { "LastMonth", begin_of (month - 1, SPAN_MONTH), month, SPAN_WHOLE },
    { "AllTime", ever, now + 1, SPAN_WHOLE },
    { "Daily", ever, now + 1, SPAN_DAY },
    { "Monthly", ever, now + 1, SPAN_MONTH },
    { "Yearly", ever, now + 1, SPAN_YEAR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    if (strcmp (periods[i].name, period) == 0)
      {
        reply_records (request, periods[i].begin, periods[i].end, periods[i].span);
        return;
      }

  sim_reply_not_found (request);
}
