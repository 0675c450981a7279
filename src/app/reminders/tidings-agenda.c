/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What reminders send in the next two weeks, by day. */
#include "config.h"

#include "tidings-agenda.h"

#include "tidings-agenda-prices.h"
#include "tidings-alert-type.h"
#include "tidings-list-sync.h"
#include "tidings-reminder-texts.h"
#include "tidings-store-messages.h"
#include "tidings-store-moments.h"
#include "tidings-words.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))
#define SPAN_MS (14 * DAY_MS)

/* More lines than this at once are slow, and nobody reads that far. */
#define N_LINES 100

struct _TidingsAgenda
{
  GObject parent_instance;

  TidingsClient *client;
  TidingsAgendaPrices *prices;
  GListStore *days;
  guint limit;
  guint call;
  guint idle_id;
  gboolean is_active;
  gboolean has_more;
};

/* One look at everything. */
typedef struct {
  TidingsAgenda *agenda;
  gint64 now;
  gint64 until;
  GPtrArray *kept;  /* (nullable): texts of reminders that Twilio keeps */
  GPtrArray *lines;
} Look;

enum {
  PROP_0,
  PROP_IS_ACTIVE,
  PROP_HAS_MORE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsAgenda, tidings_agenda, G_TYPE_OBJECT)

/* Whose text is it? One person's where they take turns, each in the order of the list. */
static GArray *
list_receivers (Look                      *look,
                TidingsReminder           *reminder,
                const TidingsReminderText *text)
{
  GArray *receivers = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint first = 0;

  for (guint i = 0; i < reminder->n_people; i++)
    {
      if (reminder->people[i] == reminder->turn)
        first = i;
    }
  for (guint i = 0; i < reminder->n_people; i++)
    {
      gint64 id = reminder->people[reminder->takes_turns ? (first + text->nth + i) % reminder->n_people : i];
      TidingsPerson *person = tidings_client_find_person (look->agenda->client, id);

      if (person == NULL || person->verified_at == 0 || person->opted_out_at != 0 || !person->enabled)
        continue;
      g_array_append_val (receivers, id);
      if (reminder->takes_turns)
        break;
    }

  return receivers;
}

static gboolean
passes_quiet_hours (TidingsReminder *reminder)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), reminder->type);

  return type != NULL && (type->priority == TIDINGS_PRIORITY_CRITICAL || type->always_on);
}

static gint64
get_arrival (Look            *look,
             TidingsReminder *reminder,
             gint64           person_id,
             gint64           due_at)
{
  TidingsPerson *person = tidings_client_find_person (look->agenda->client, person_id);
  gint64 until = 0;

  if (!passes_quiet_hours (reminder))
    until = tidings_quiet_hours_get_end (&person->quiet, person->zone, due_at);

  return MAX (until, due_at);
}

/* Quiet hours can move a text away from its moment, but never by a whole day. */
static gboolean
is_kept (Look            *look,
         TidingsReminder *reminder,
         gint64           person,
         gint64           due_at)
{
  for (guint i = 0; look->kept != NULL && i < look->kept->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (look->kept, i);

      if (message->reminder_id == reminder->id && message->person_id == person && message->send_at >= due_at &&
          message->send_at < due_at + DAY_MS)
        return TRUE;
    }

  return FALSE;
}

static char *
dup_names (Look         *look,
           const gint64 *people,
           guint         n_people)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  for (guint i = 0; i < n_people; i++)
    g_strv_builder_add (names, tidings_client_find_person (look->agenda->client, people[i])->name);
  list = g_strv_builder_end (names);

  return tidings_words_join_names ((const char * const *) list);
}

static void
add_line (Look               *look,
          TidingsReminder    *reminder,
          TidingsAgendaEntry *entry,
          GArray             *people,
          gint64              at)
{
  const gint64 *ids = (const gint64 *) people->data;
  g_autofree char *names = dup_names (look, ids, people->len);
  g_autofree char *cost = NULL;
  TidingsAgendaLine *line = NULL;

  entry->names = names;
  entry->n_people = people->len;
  line = tidings_agenda_line_new (reminder, entry, look->now);
  if (people->len > 0)
    {
      cost = tidings_agenda_prices_dup_words (look->agenda->prices, reminder, ids, people->len, at);
      g_object_set (line, "cost", cost, NULL);
    }
  g_ptr_array_add (look->lines, line);
}

/* Who gets it at the same time, and from the same place, stands in one line. */
static void
add_text (Look                      *look,
          TidingsReminder           *reminder,
          const TidingsReminderText *text,
          TidingsAgendaKind          kind)
{
  TidingsAgendaEntry entry = { .kind = kind, .due_at = text->due_at, .arrives_at = text->due_at, .before_s = text->before_s };
  g_autoptr(GArray) receivers = list_receivers (look, reminder, text);

  if (receivers->len == 0)
    add_line (look, reminder, &entry, receivers, text->at);

  while (receivers->len > 0)
    {
      g_autoptr(GArray) together = g_array_new (FALSE, FALSE, sizeof (gint64));

      entry.arrives_at = get_arrival (look, reminder, g_array_index (receivers, gint64, 0), text->due_at);
      entry.is_ahead = is_kept (look, reminder, g_array_index (receivers, gint64, 0), text->due_at);
      for (guint i = 0; i < receivers->len; i++)
        {
          gint64 id = g_array_index (receivers, gint64, i);

          if (get_arrival (look, reminder, id, text->due_at) != entry.arrives_at ||
              is_kept (look, reminder, id, text->due_at) != entry.is_ahead)
            continue;
          g_array_append_val (together, id);
          g_array_remove_index (receivers, i--);
        }
      add_line (look, reminder, &entry, together, text->at);
      entry.variant++;
    }
}

/* What the store alone knows: a text that somebody asked for once more, and when a chore is told to be overdue. */
static void
add_others (Look            *look,
            TidingsReminder *reminder)
{
  TidingsStore *store = tidings_client_get_store (look->agenda->client);
  g_autoptr(GArray) moments = store != NULL ? tidings_store_list_moments (store, reminder->id, NULL) : NULL;

  for (guint i = 0; moments != NULL && i < moments->len; i++)
    {
      const TidingsDueMoment *moment = &g_array_index (moments, TidingsDueMoment, i);
      TidingsReminderText text = { .due_at = moment->due_at, .at = moment->at };

      if (moment->kind != TIDINGS_MOMENT_TEXT && moment->state == TIDINGS_MOMENT_WAITS && moment->due_at > look->now &&
          moment->due_at <= look->until)
        add_text (look, reminder, &text,
                  moment->kind == TIDINGS_MOMENT_SNOOZED ? TIDINGS_AGENDA_SNOOZED : TIDINGS_AGENDA_OVERDUE);
    }
}

/* Texts that were due already and wait for quiet hours to end. */
static void
add_held (Look *look)
{
  TidingsStore *store = tidings_client_get_store (look->agenda->client);
  GListModel *reminders = tidings_client_list_reminders (look->agenda->client);
  g_autoptr(GPtrArray) held = NULL;

  if (store != NULL)
    held = tidings_store_list_messages_in (store, 1u << TIDINGS_MESSAGE_HELD, NULL);
  for (guint i = 0; held != NULL && i < held->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (held, i);
      g_autoptr(GArray) people = g_array_new (FALSE, FALSE, sizeof (gint64));
      TidingsAgendaEntry entry = { .due_at = message->moment_at, .arrives_at = message->until, .variant = message->id % 16 };

      if (message->reminder_id == 0 || message->until <= look->now || message->until > look->until ||
          tidings_client_find_person (look->agenda->client, message->person_id) == NULL)
        continue;
      g_array_append_val (people, message->person_id);
      entry.before_s = MAX (0, (message->occurrence_at - message->moment_at) / 1000);
      for (guint j = 0; j < g_list_model_get_n_items (reminders); j++)
        {
          g_autoptr(TidingsReminder) reminder = g_list_model_get_item (reminders, j);

          if (reminder->id == message->reminder_id)
            add_line (look, reminder, &entry, people, message->occurrence_at);
        }
    }
}

static int
compare_by_next (gconstpointer a,
                 gconstpointer b)
{
  const TidingsReminder *first = *(TidingsReminder * const *) a;
  const TidingsReminder *second = *(TidingsReminder * const *) b;

  return first->next_at < second->next_at ? -1 : first->next_at > second->next_at;
}

/* Only those whose next text is near; the rules of all others need not be looked at. */
static GPtrArray *
list_near (Look *look)
{
  GListModel *reminders = tidings_client_list_reminders (look->agenda->client);
  GPtrArray *near = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (reminders); i++)
    {
      g_autoptr(TidingsReminder) reminder = g_list_model_get_item (reminders, i);

      if (reminder->state == TIDINGS_REMINDER_ACTIVE && reminder->n_people > 0 && reminder->next_at != 0 &&
          reminder->next_at <= look->until)
        g_ptr_array_add (near, g_object_ref (reminder));
    }
  g_ptr_array_sort (near, compare_by_next);

  return near;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  gint64 first = tidings_agenda_line_get_arrival (*(TidingsAgendaLine * const *) a);
  gint64 second = tidings_agenda_line_get_arrival (*(TidingsAgendaLine * const *) b);

  return first < second ? -1 : first > second;
}

static void
set_has_more (TidingsAgenda *self,
              gboolean       has_more)
{
  if (self->has_more == has_more)
    return;

  self->has_more = has_more;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_MORE]);
}

/* Reminders come by their next text, so once there are lines enough, the next one's are all later than what is shown. */
static void
collect_lines (Look *look)
{
  g_autoptr(GPtrArray) near = list_near (look);
  guint limit = look->agenda->limit;
  guint i;

  add_held (look);
  for (i = 0; i < near->len; i++)
    {
      TidingsReminder *reminder = g_ptr_array_index (near, i);
      g_autoptr(GArray) texts = NULL;

      g_ptr_array_sort (look->lines, compare_lines);
      if (look->lines->len > limit &&
          tidings_agenda_line_get_arrival (g_ptr_array_index (look->lines, limit)) < reminder->next_at)
        break;

      texts = tidings_reminder_list_texts (reminder, look->now, look->until, limit + 1);
      for (guint j = 0; j < texts->len; j++)
        add_text (look, reminder, &g_array_index (texts, TidingsReminderText, j), TIDINGS_AGENDA_TEXT);
      add_others (look, reminder);
    }
  g_ptr_array_sort (look->lines, compare_lines);
  set_has_more (look->agenda, look->lines->len > limit || i < near->len);
  if (look->lines->len > limit)
    g_ptr_array_set_size (look->lines, limit);
}

static GPtrArray *
collect_days (Look *look)
{
  GPtrArray *days = g_ptr_array_new_with_free_func (g_object_unref);
  TidingsAgendaDay *day = NULL;

  for (guint i = 0; i < look->lines->len; i++)
    {
      TidingsAgendaLine *line = g_ptr_array_index (look->lines, i);
      gint64 arrival = tidings_agenda_line_get_arrival (line);

      if (day == NULL || !tidings_agenda_day_covers (day, arrival))
        {
          day = tidings_agenda_day_new (arrival, look->now);
          g_ptr_array_add (days, day);
        }
      tidings_agenda_day_add (day, line);
    }

  return days;
}

static void refresh (TidingsAgenda *self);

static void
time_passed_cb (gpointer user_data)
{
  TidingsAgenda *self = user_data;

  self->call = 0;
  refresh (self);
}

/* When the first text has gone, or another day begins. */
static void
await_change (TidingsAgenda *self,
              Look          *look)
{
  TidingsClock *clock = tidings_client_get_clock (self->client);
  g_autoptr(GDateTime) today = g_date_time_new_from_unix_local (look->now / 1000);
  g_autoptr(GDateTime) tomorrow = g_date_time_add_days (today, 1);
  g_autoptr(GDateTime) midnight = g_date_time_new_local (g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                                                         g_date_time_get_day_of_month (tomorrow), 0, 0, 0);
  gint64 next = g_date_time_to_unix (midnight) * 1000;

  if (look->lines->len > 0)
    next = MIN (next, tidings_agenda_line_get_arrival (g_ptr_array_index (look->lines, 0)) + 1);
  if (self->call != 0)
    tidings_clock_cancel (clock, self->call);
  self->call = tidings_clock_call_at (clock, next, time_passed_cb, self);
}

static void
refresh (TidingsAgenda *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  gint64 now = tidings_clock_get_now (tidings_client_get_clock (self->client));
  g_autoptr(GPtrArray) kept = NULL;
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) days = NULL;
  Look look = { self, now, now + SPAN_MS, NULL, lines };

  if (!self->is_active)
    return;
  if (store != NULL)
    kept = tidings_store_list_messages_in (store, 1u << TIDINGS_MESSAGE_SCHEDULED, NULL);
  look.kept = kept;

  collect_lines (&look);
  days = collect_days (&look);
  tidings_list_sync (self->days, days, tidings_agenda_day_get_key, tidings_agenda_day_is_same);
  for (guint i = 0; i < days->len; i++)
    {
      g_autoptr(TidingsAgendaDay) shown = g_list_model_get_item (G_LIST_MODEL (self->days), i);

      if (shown != g_ptr_array_index (days, i))
        tidings_agenda_day_follow (shown, g_ptr_array_index (days, i));
    }
  await_change (self, &look);
}

static gboolean
idle_cb (gpointer user_data)
{
  TidingsAgenda *self = user_data;

  self->idle_id = 0;
  refresh (self);

  return G_SOURCE_REMOVE;
}

/* Many rows change together; one look is enough for all of them. */
static void
refresh_soon (TidingsAgenda *self)
{
  if (self->is_active && self->idle_id == 0)
    self->idle_id = g_idle_add (idle_cb, self);
}

static void
set_is_active (TidingsAgenda *self,
               gboolean       is_active)
{
  if (self->is_active == is_active)
    return;

  self->is_active = is_active;
  refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_ACTIVE]);
}

static void
tidings_agenda_dispose (GObject *object)
{
  TidingsAgenda *self = TIDINGS_AGENDA (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->call != 0)
    tidings_clock_cancel (tidings_client_get_clock (self->client), self->call);
  self->call = 0;
  g_clear_object (&self->prices);
  g_clear_object (&self->days);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_agenda_parent_class)->dispose (object);
}

static void
tidings_agenda_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TidingsAgenda *self = TIDINGS_AGENDA (object);

  switch (prop_id)
    {
    case PROP_IS_ACTIVE:
      g_value_set_boolean (value, self->is_active);
      break;
    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->has_more);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_agenda_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_IS_ACTIVE:
      set_is_active (TIDINGS_AGENDA (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_agenda_class_init (TidingsAgendaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_agenda_dispose;
  object_class->get_property = tidings_agenda_get_property;
  object_class->set_property = tidings_agenda_set_property;

  properties[PROP_IS_ACTIVE] = g_param_spec_boolean ("is-active", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_MORE] = g_param_spec_boolean ("has-more", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_agenda_init (TidingsAgenda *self)
{
  self->days = g_list_store_new (TIDINGS_TYPE_AGENDA_DAY);
  self->limit = N_LINES;
}

TidingsAgenda *
tidings_agenda_new (TidingsClient *client)
{
  TidingsAgenda *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_AGENDA, NULL);
  self->client = g_object_ref (client);
  self->prices = tidings_agenda_prices_new (client);
  g_signal_connect_object (self->prices, "changed", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tidings_client_list_reminders (client), "items-changed", G_CALLBACK (refresh_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (tidings_client_list_people (client), "items-changed", G_CALLBACK (refresh_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-ready", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::mode", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tidings_client_get_clock (client), "jumped", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);

  return self;
}

GListModel *
tidings_agenda_list_days (TidingsAgenda *self)
{
  g_return_val_if_fail (TIDINGS_IS_AGENDA (self), NULL);

  return G_LIST_MODEL (self->days);
}

void
tidings_agenda_show_more (TidingsAgenda *self)
{
  g_return_if_fail (TIDINGS_IS_AGENDA (self));

  self->limit += N_LINES;
  refresh (self);
}
