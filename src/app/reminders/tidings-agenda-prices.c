/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the texts of reminders cost. */
#include "config.h"

#include "tidings-agenda-prices.h"

#include "tidings-format.h"
#include "tidings-moment.h"
#include "tidings-preview.h"
#include "tidings-reminder-kind.h"

/* What the agent says of one person's text. */
typedef struct {
  guint n_texts;
  char *most;
  char *least;
  char *currency;
} Price;

/* A question about all people of a reminder. */
typedef struct {
  TidingsReminder *reminder;
  gint64 at;
} Question;

struct _TidingsAgendaPrices
{
  GObject parent_instance;

  TidingsClient *client;
  GCancellable *cancellable;
  GHashTable *known;   /* TidingsReminder → GHashTable of gint64 person → Price */
  GQueue questions;    /* of Question, the first of them is being answered */
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TidingsAgendaPrices, tidings_agenda_prices, G_TYPE_OBJECT)

static void
price_free (gpointer data)
{
  Price *price = data;

  g_free (price->most);
  g_free (price->least);
  g_free (price->currency);
  g_free (price);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->reminder);
  g_free (question);
}

static GHashTable *
read_previews (GVariant *previews)
{
  GHashTable *prices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, price_free);
  GVariantIter iter;
  gint64 person = 0;
  guint n_texts = 0;
  const char *most, *currency, *least;

  g_variant_iter_init (&iter, previews);
  while (g_variant_iter_next (&iter, "(xssssu&s&s&s&sss)", &person, NULL, NULL, NULL, NULL, &n_texts, NULL, &most, &currency,
                              &least, NULL, NULL))
    {
      Price *price = g_new0 (Price, 1);

      price->n_texts = n_texts;
      price->most = g_strdup (most);
      price->least = g_strdup (least);
      price->currency = g_strdup (currency);
      g_hash_table_insert (prices, g_memdup2 (&person, sizeof person), price);
    }

  return prices;
}

static void ask_first (TidingsAgendaPrices *self);

static void
preview_cb (GObject      *proxy,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsAgendaPrices *self = user_data;
  g_autoptr(GVariant) previews = NULL;
  g_autoptr(GError) error = NULL;
  Question *question = NULL;

  tidings_bus_agent1_call_preview_finish (TIDINGS_BUS_AGENT1 (proxy), &previews, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  question = g_queue_pop_head (&self->questions);
  /* What cannot be told is not asked for again and again; the agenda says the rest without it. */
  g_hash_table_insert (self->known, g_object_ref (question->reminder),
                       previews != NULL ? read_previews (previews)
                                        : g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, price_free));
  question_free (question);
  g_signal_emit (self, signals[CHANGED], 0);
  ask_first (self);
}

static GVariant *
make_values (TidingsAgendaPrices *self,
             const Question      *question)
{
  g_autoptr(TidingsReminderKind) kind = tidings_reminder_kind_new (question->reminder);
  TidingsPerson *person = tidings_client_find_person (self->client, question->reminder->people[0]);
  g_autofree char *when = tidings_moment_describe (question->at, person != NULL ? person->zone : NULL,
                                                   person != NULL ? person->language : "en");
  GVariantDict values;

  g_variant_dict_init (&values, NULL);
  tidings_reminder_kind_add_values (kind, &values, question->reminder->title, when, person != NULL ? person->name : "");

  return g_variant_dict_end (&values);
}

static void
ask_first (TidingsAgendaPrices *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);
  const Question *question = g_queue_peek_head (&self->questions);
  g_autoptr(GStrvBuilder) to = g_strv_builder_new ();
  g_auto(GStrv) people = NULL;
  GVariantDict options;

  if (question == NULL)
    return;
  if (agent == NULL)
    {
      /* They are asked again when the agenda is made anew. */
      g_queue_clear_full (&self->questions, question_free);
      return;
    }

  for (guint i = 0; i < question->reminder->n_people; i++)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, question->reminder->people[i]);

      g_strv_builder_add (to, id);
    }
  people = g_strv_builder_end (to);
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "to", "^as", people);
  tidings_bus_agent1_call_preview (agent, question->reminder->type, make_values (self, question), g_variant_dict_end (&options),
                                   self->cancellable, preview_cb, self);
}

static gboolean
is_asked (TidingsAgendaPrices *self,
          TidingsReminder     *reminder)
{
  for (GList *link = self->questions.head; link != NULL; link = link->next)
    {
      if (((Question *) link->data)->reminder == reminder)
        return TRUE;
    }

  return FALSE;
}

static void
ask (TidingsAgendaPrices *self,
     TidingsReminder     *reminder,
     gint64               at)
{
  Question *question = NULL;

  if (is_asked (self, reminder))
    return;

  question = g_new0 (Question, 1);
  question->reminder = g_object_ref (reminder);
  question->at = at;
  g_queue_push_tail (&self->questions, question);
  if (self->questions.length == 1)
    ask_first (self);
}

static void
tidings_agenda_prices_dispose (GObject *object)
{
  TidingsAgendaPrices *self = TIDINGS_AGENDA_PRICES (object);

  g_cancellable_cancel (self->cancellable);
  g_queue_clear_full (&self->questions, question_free);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_agenda_prices_parent_class)->dispose (object);
}

static void
tidings_agenda_prices_finalize (GObject *object)
{
  TidingsAgendaPrices *self = TIDINGS_AGENDA_PRICES (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->known, g_hash_table_unref);

  G_OBJECT_CLASS (tidings_agenda_prices_parent_class)->finalize (object);
}

static void
tidings_agenda_prices_class_init (TidingsAgendaPricesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tidings_agenda_prices_dispose;
  object_class->finalize = tidings_agenda_prices_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tidings_agenda_prices_init (TidingsAgendaPrices *self)
{
  self->cancellable = g_cancellable_new ();
  /* A reminder that changed is another object, so that its price is asked for anew. */
  self->known = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) g_hash_table_unref);
}

/* What was known of other people, modes or prices is known no more. */
static void
forget (TidingsAgendaPrices *self)
{
  g_hash_table_remove_all (self->known);
}

TidingsAgendaPrices *
tidings_agenda_prices_new (TidingsClient *client)
{
  TidingsAgendaPrices *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_AGENDA_PRICES, NULL);
  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed::people", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::types", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-ready", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::mode", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);

  return self;
}

/* Adds a decimal amount; FALSE for one that is unknown. */
static gboolean
add_amount (gint64     *sum,
            const char *amount)
{
  gint64 micros = 0;

  if (!tidings_parse_decimal (amount, &micros))
    return FALSE;
  *sum += micros;

  return TRUE;
}

char *
tidings_agenda_prices_dup_words (TidingsAgendaPrices *self,
                                 TidingsReminder     *reminder,
                                 const gint64        *people,
                                 guint                n_people,
                                 gint64               at)
{
  GHashTable *prices = NULL;
  g_autofree char *most = NULL;
  g_autofree char *least = NULL;
  const char *currency = NULL;
  gint64 most_micros = 0, least_micros = 0;
  gboolean is_practice = FALSE;
  gboolean is_known = TRUE;
  guint n_texts = 0;

  g_return_val_if_fail (TIDINGS_IS_AGENDA_PRICES (self), NULL);
  g_return_val_if_fail (TIDINGS_IS_REMINDER (reminder), NULL);
  g_return_val_if_fail (n_people > 0, NULL);

  if ((prices = g_hash_table_lookup (self->known, reminder)) == NULL)
    {
      ask (self, reminder, at);
      return g_strdup ("");
    }

  for (guint i = 0; i < n_people; i++)
    {
      const Price *price = g_hash_table_lookup (prices, &people[i]);

      if (price == NULL)
        return g_strdup ("");
      n_texts += price->n_texts;
      currency = price->currency;
      is_known = add_amount (&most_micros, price->most) && is_known;
      is_known = add_amount (&least_micros, *price->least != '\0' ? price->least : price->most) && is_known;
    }

  most = is_known ? tidings_format_decimal (most_micros) : NULL;
  least = is_known ? tidings_format_decimal (least_micros) : NULL;
  g_object_get (self->client, "is-practice", &is_practice, NULL);

  return tidings_price_dup_words (n_texts, least, most, currency, is_practice);
}
