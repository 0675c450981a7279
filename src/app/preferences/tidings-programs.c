/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has raised alerts, in words, as a list. */
#include "config.h"

#include "tidings-programs.h"

#include <glib/gi18n-lib.h>

#include "tidings-alert-type.h"
#include "tidings-format.h"
#include "tidings-words.h"

/* More kinds than these are counted, not named. */
#define NAMED_TYPES 3

struct _TidingsProgramItem
{
  GObject parent_instance;

  char *title;
  char *subtitle;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsProgramItem, tidings_program_item, G_TYPE_OBJECT)

static void
tidings_program_item_finalize (GObject *object)
{
  TidingsProgramItem *self = TIDINGS_PROGRAM_ITEM (object);

  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (tidings_program_item_parent_class)->finalize (object);
}

static void
tidings_program_item_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  TidingsProgramItem *self = TIDINGS_PROGRAM_ITEM (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_program_item_class_init (TidingsProgramItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_program_item_finalize;
  object_class->get_property = tidings_program_item_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", read);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_program_item_init (TidingsProgramItem *self)
{
}

/* Our own have names of ours; others are called what they call themselves. */
static char *
dup_title (const char *source)
{
  static const struct { const char *source; const char *title; } own[] = {
    { "window", N_("This Window") },
    { "cli", N_("Command Line") },
    { "reminder", N_("Reminders") },
    { "verify", N_("Confirmation Codes") },
    { "check", N_("Sending Check") },
    { "watch-logins", N_("Watcher of Sign-ins") },
    { "watch-battery", N_("Watcher of the Battery") },
    { "watch-disk", N_("Watcher of the Disks") },
    { "watch-units", N_("Watcher of Services") },
    { "", N_("Programs Without a Name") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (g_str_equal (source, own[i].source))
      return g_strdup (_(own[i].title));

  return g_strdup (source);
}

static char *
dup_use (const TidingsSource *program,
         const char           *currency)
{
  g_autofree char *texts = NULL;
  g_autofree char *money = NULL;

  if (program->n_texts == 0)
    return g_strdup (_("No texts this month"));

  texts = g_strdup_printf (ngettext ("%u text this month", "%u texts this month", program->n_texts), program->n_texts);
  if (*currency == '\0')
    return g_steal_pointer (&texts);
  money = tidings_format_money (program->micros, currency, 2);

  /* Translators: the first %s is "5 texts this month", the second what they cost */
  return g_strdup_printf (_("%s for %s"), texts, money);
}

/* The titles of the types; those that nobody knows any more by their ids. */
static char *
dup_types (char **types)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) titles = NULL;
  guint n = g_strv_length (types);

  if (n > NAMED_TYPES)
    return g_strdup_printf (ngettext ("%u kind of alert", "%u kinds of alerts", n), n);

  for (guint i = 0; i < n; i++)
    {
      TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), types[i]);
      g_autofree char *title = type != NULL ? tidings_alert_type_dup_title (type, NULL) : g_strdup (types[i]);

      g_strv_builder_add (builder, title);
    }
  titles = g_strv_builder_end (builder);

  return tidings_words_join_names ((const char * const *) titles);
}

TidingsProgramItem *
tidings_program_item_new (const TidingsSource *program,
                          const char           *currency,
                          gint64                now)
{
  TidingsProgramItem *self = NULL;
  g_autofree char *when = NULL;
  g_autofree char *last = NULL;
  g_autofree char *use = NULL;
  g_autofree char *types = NULL;

  g_return_val_if_fail (program != NULL, NULL);

  when = tidings_format_moment (program->last_at, now);
  /* Translators: %s is a moment, as in "Last: today 14:05" */
  last = g_strdup_printf (_("Last: %s"), when);
  use = dup_use (program, currency != NULL ? currency : "");
  types = dup_types (program->types);

  self = g_object_new (TIDINGS_TYPE_PROGRAM_ITEM, NULL);
  self->title = dup_title (program->source);
  self->subtitle = tidings_words_join_facts (last, use, types);

  return self;
}

struct _TidingsPrograms
{
  GObject parent_instance;

  TidingsClient *client;
  GListStore *items;
};

static void
items_changed_cb (TidingsPrograms *self,
                  guint            position,
                  guint            n_removed,
                  guint            n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static GType
get_item_type (GListModel *model)
{
  return TIDINGS_TYPE_PROGRAM_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (TIDINGS_PROGRAMS (model)->items));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (TIDINGS_PROGRAMS (model)->items), position);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TidingsPrograms, tidings_programs, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* The first instant of the month, as it is where this computer is. */
static gint64
get_month_start (gint64 now)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (now / 1000);
  g_autoptr(GDateTime) first = g_date_time_new_local (g_date_time_get_year (moment), g_date_time_get_month (moment), 1, 0, 0, 0);

  return g_date_time_to_unix (first) * 1000;
}

static gboolean
is_same (TidingsProgramItem *a,
         TidingsProgramItem *b)
{
  return g_str_equal (a->title, b->title) && g_str_equal (a->subtitle, b->subtitle);
}

/* Rows that say the same stay, so that a reader keeps its place. */
static void
take_items (TidingsPrograms *self,
            GPtrArray       *items)
{
  GListModel *model = G_LIST_MODEL (self->items);
  guint n_before = g_list_model_get_n_items (model);
  guint n_same = 0;

  while (n_same < n_before && n_same < items->len)
    {
      g_autoptr(TidingsProgramItem) item = g_list_model_get_item (model, n_same);

      if (!is_same (item, g_ptr_array_index (items, n_same)))
        break;
      n_same++;
    }
  if (n_same < n_before || n_same < items->len)
    g_list_store_splice (self->items, n_same, n_before - n_same, items->pdata + n_same, items->len - n_same);
}

static void
reload (TidingsPrograms *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  gint64 now = tidings_clock_get_now (tidings_client_get_clock (self->client));
  g_autofree char *currency = NULL;
  g_autoptr(GPtrArray) programs = NULL;
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;

  g_object_get (self->client, "currency", &currency, NULL);
  if (store != NULL)
    programs = tidings_store_list_sources (store, get_month_start (now), currency, &error);
  if (error != NULL)
    {
      g_message ("Who raised alerts cannot be listed: %s", error->message);
      return;
    }

  for (guint i = 0; programs != NULL && i < programs->len; i++)
    g_ptr_array_add (items, tidings_program_item_new (g_ptr_array_index (programs, i), currency, now));
  take_items (self, items);
}

static void
tidings_programs_dispose (GObject *object)
{
  TidingsPrograms *self = TIDINGS_PROGRAMS (object);

  g_clear_object (&self->client);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (tidings_programs_parent_class)->dispose (object);
}

static void
tidings_programs_class_init (TidingsProgramsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_programs_dispose;
}

static void
tidings_programs_init (TidingsPrograms *self)
{
  self->items = g_list_store_new (TIDINGS_TYPE_PROGRAM_ITEM);
  g_signal_connect_object (self->items, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

TidingsPrograms *
tidings_programs_new (TidingsClient *client)
{
  TidingsPrograms *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_PROGRAMS, NULL);
  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::types", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::currency", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);

  return self;
}
