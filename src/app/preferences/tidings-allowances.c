/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs that ask for texts, with what they may, sent and spent, as a list. */
#include "config.h"

#include "tidings-allowances.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-words.h"
#include "tidings-zone.h"

struct _TidingsAllowance
{
  GObject parent_instance;

  gint64 id;
  char *identity;
  char *title;
  char *subtitle;
  char *total;
  int state;
  int per_day;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_TOTAL,
  PROP_STATE,
  PROP_PER_DAY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsAllowance, tidings_allowance, G_TYPE_OBJECT)

static void
tidings_allowance_finalize (GObject *object)
{
  TidingsAllowance *self = TIDINGS_ALLOWANCE (object);

  g_free (self->identity);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->total);

  G_OBJECT_CLASS (tidings_allowance_parent_class)->finalize (object);
}

static void
tidings_allowance_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TidingsAllowance *self = TIDINGS_ALLOWANCE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_TOTAL:
      g_value_set_string (value, self->total);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_PER_DAY:
      g_value_set_int (value, self->per_day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_allowance_class_init (TidingsAllowanceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_allowance_finalize;
  object_class->get_property = tidings_allowance_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", read);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, "", read);
  properties[PROP_TOTAL] = g_param_spec_string ("total", NULL, NULL, "", read);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, TIDINGS_PROGRAM_NEW, TIDINGS_PROGRAM_BLOCKED, TIDINGS_PROGRAM_NEW,
                                             read);
  properties[PROP_PER_DAY] = g_param_spec_int ("per-day", NULL, NULL, TIDINGS_PROGRAM_NO_LIMIT, G_MAXINT, TIDINGS_PROGRAM_NO_LIMIT,
                                               read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_allowance_init (TidingsAllowance *self)
{
  self->title = g_strdup ("");
  self->subtitle = g_strdup ("");
  self->total = g_strdup ("");
  self->per_day = TIDINGS_PROGRAM_NO_LIMIT;
}

TidingsAllowance *
tidings_allowance_new (gint64      id,
                       const char *identity)
{
  TidingsAllowance *self = g_object_new (TIDINGS_TYPE_ALLOWANCE, NULL);

  self->id = id;
  self->identity = g_strdup (identity);

  return self;
}

gint64
tidings_allowance_get_id (TidingsAllowance *self)
{
  g_return_val_if_fail (TIDINGS_IS_ALLOWANCE (self), 0);

  return self->id;
}

const char *
tidings_allowance_get_identity (TidingsAllowance *self)
{
  g_return_val_if_fail (TIDINGS_IS_ALLOWANCE (self), NULL);

  return self->identity;
}

static char *
dup_today (const TidingsProgram *program,
           guint                 n,
           guint                 of_new)
{
  int allowance = tidings_program_get_allowance (program, of_new);

  if (program->state == TIDINGS_PROGRAM_BLOCKED)
    return g_strdup (_("Blocked"));
  if (allowance == TIDINGS_PROGRAM_NO_LIMIT)
    return g_strdup_printf (ngettext ("%u text today, no limit", "%u texts today, no limit", n), n);

  /* Translators: %1$u texts of a program today, of %2$d that it may send */
  return g_strdup_printf (ngettext ("%1$u of %2$d text today", "%1$u of %2$d texts today", allowance), n, allowance);
}

static char *
dup_money (const TidingsProgramUse *use,
           const char              *texts,
           const char              *currency)
{
  g_autofree char *money = NULL;

  if (*currency == '\0' || use->n_texts == 0)
    return g_strdup (texts);
  money = tidings_format_money (use->micros, currency, 2);

  /* Translators: the first %s is "5 texts this month", the second what they cost */
  return g_strdup_printf (_("%s for %s"), texts, money);
}

static char *
dup_month (const TidingsProgramUse *use,
           const char              *currency)
{
  g_autofree char *texts = NULL;

  if (use->n_texts == 0)
    return g_strdup (_("No texts this month"));
  texts = g_strdup_printf (ngettext ("%u text this month", "%u texts this month", use->n_texts), use->n_texts);

  return dup_money (use, texts, currency);
}

static char *
dup_total (const TidingsProgram    *program,
           const TidingsProgramUse *use,
           const char              *currency,
           gint64                   now)
{
  g_autofree char *texts = g_strdup_printf (ngettext ("%u text", "%u texts", use->n_texts), use->n_texts);
  g_autofree char *money = dup_money (use, texts, currency);
  g_autofree char *when = NULL;
  g_autofree char *last = NULL;

  if (program->last_at == 0)
    return g_strdup (_("It has not asked for a text yet"));
  when = tidings_format_moment (program->last_at, now);
  /* Translators: %s is a moment, as in "Last: today 14:05" */
  last = g_strdup_printf (_("Last: %s"), when);

  return tidings_words_join_facts (money, last, NULL);
}

/* @text: (transfer full) */
static void
take (TidingsAllowance *self,
      char            **field,
      char             *text,
      int               property)
{
  g_autofree char *old = *field;

  *field = text;
  if (g_strcmp0 (old, text) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_number (TidingsAllowance *self,
            int              *field,
            int               number,
            int               property)
{
  if (*field == number)
    return;

  *field = number;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
tidings_allowance_show (TidingsAllowance        *self,
                        const TidingsProgram    *program,
                        const TidingsProgramUse *uses,
                        guint                    of_new,
                        const char              *currency,
                        gint64                   now)
{
  g_autofree char *state = NULL;
  g_autofree char *today = NULL;
  g_autofree char *month = NULL;
  const char *label = NULL;

  g_return_if_fail (TIDINGS_IS_ALLOWANCE (self));
  g_return_if_fail (program != NULL && uses != NULL);

  today = dup_today (program, uses[TIDINGS_ALLOWANCE_TODAY].n_texts, of_new);
  month = dup_month (&uses[TIDINGS_ALLOWANCE_MONTH], currency != NULL ? currency : "");
  if (program->state == TIDINGS_PROGRAM_NEW)
    state = g_strdup (C_("program", "New"));
  label = *program->label != '\0' && !g_str_equal (program->label, TIDINGS_PROGRAM_OTHERS) ? program->label : NULL;

  take (self, &self->title, tidings_program_dup_title (program->identity), PROP_TITLE);
  take (self, &self->subtitle, state != NULL ? tidings_words_join_facts (state, today, month) :
                                               tidings_words_join_facts (today, month, label), PROP_SUBTITLE);
  take (self, &self->total, dup_total (program, &uses[TIDINGS_ALLOWANCE_ALL], currency != NULL ? currency : "", now), PROP_TOTAL);
  set_number (self, &self->per_day, program->per_day, PROP_PER_DAY);
  set_number (self, &self->state, program->state, PROP_STATE);
}

struct _TidingsAllowances
{
  GObject parent_instance;

  TidingsClient *client;
  GSettings *settings;
  GListStore *items;
};

G_DEFINE_FINAL_TYPE (TidingsAllowances, tidings_allowances, G_TYPE_OBJECT)

static void
tidings_allowances_dispose (GObject *object)
{
  TidingsAllowances *self = TIDINGS_ALLOWANCES (object);

  g_clear_object (&self->client);
  g_clear_object (&self->settings);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (tidings_allowances_parent_class)->dispose (object);
}

static void
tidings_allowances_class_init (TidingsAllowancesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_allowances_dispose;
}

static void
tidings_allowances_init (TidingsAllowances *self)
{
  self->items = g_list_store_new (TIDINGS_TYPE_ALLOWANCE);
}

static const TidingsProgram *
find_program (GPtrArray *programs,
              gint64     id)
{
  for (guint i = 0; i < programs->len; i++)
    {
      const TidingsProgram *program = g_ptr_array_index (programs, i);

      if (program->id == id)
        return program;
    }

  return NULL;
}

static void
drop_forgotten (TidingsAllowances *self,
                GPtrArray         *programs)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->items)); i > 0; i--)
    {
      g_autoptr(TidingsAllowance) item = g_list_model_get_item (G_LIST_MODEL (self->items), i - 1);

      if (find_program (programs, item->id) == NULL)
        g_list_store_remove (self->items, i - 1);
    }
}

/* The newest stands first, and no id comes twice, so that a place is found from the top. */
static TidingsAllowance *
find_or_add (TidingsAllowances    *self,
             const TidingsProgram *program)
{
  GListModel *list = G_LIST_MODEL (self->items);
  g_autoptr(TidingsAllowance) added = NULL;
  guint i = 0;

  for (; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(TidingsAllowance) item = g_list_model_get_item (list, i);

      if (item->id == program->id)
        return g_steal_pointer (&item);
      if (item->id < program->id)
        break;
    }
  added = tidings_allowance_new (program->id, program->identity);
  g_list_store_insert (self->items, i, added);

  return g_steal_pointer (&added);
}

static gboolean
show_one (TidingsAllowances     *self,
          TidingsStore          *store,
          const TidingsProgram  *program,
          const gint64          *since,
          const char            *currency,
          GError               **error)
{
  TidingsProgramUse uses[TIDINGS_ALLOWANCE_N_SPANS] = { 0 };
  g_autoptr(TidingsAllowance) item = NULL;
  gint64 now = tidings_clock_get_now (tidings_client_get_clock (self->client));

  for (guint i = 0; i < TIDINGS_ALLOWANCE_N_SPANS; i++)
    if (!tidings_store_sum_program (store, program->id, since[i], currency, &uses[i], error))
      return FALSE;
  item = find_or_add (self, program);
  tidings_allowance_show (item, program, uses, g_settings_get_uint (self->settings, "allowance-new"), currency, now);

  return TRUE;
}

static void
reload (TidingsAllowances *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  gint64 now = tidings_clock_get_now (tidings_client_get_clock (self->client));
  g_autoptr(GTimeZone) zone = tidings_zone_new (NULL);
  g_autoptr(GDateTime) wall = g_date_time_new_from_unix_utc (tidings_zone_to_wall (zone, now) / 1000);
  const gint64 since[] = {
    [TIDINGS_ALLOWANCE_TODAY] = tidings_zone_get_midnight (zone, now, 0),
    [TIDINGS_ALLOWANCE_MONTH] = tidings_zone_get_midnight (zone, now, 1 - g_date_time_get_day_of_month (wall)),
    [TIDINGS_ALLOWANCE_ALL] = 0,
  };
  g_autofree char *currency = NULL;
  g_autoptr(GPtrArray) programs = NULL;
  g_autoptr(GError) error = NULL;

  if (store == NULL)
    return;
  g_object_get (self->client, "currency", &currency, NULL);
  programs = tidings_store_list_programs (store, &error);
  if (programs != NULL)
    drop_forgotten (self, programs);
  for (guint i = 0; programs != NULL && i < programs->len; i++)
    if (!show_one (self, store, g_ptr_array_index (programs, i), since, currency, &error))
      break;
  if (error != NULL)
    g_message ("Programs cannot be listed: %s", error->message);
}

TidingsAllowances *
tidings_allowances_new (TidingsClient *client,
                        GSettings     *settings)
{
  static const char * const signals[] = { "changed::messages", "changed::programs", "notify::store", "notify::currency" };
  TidingsAllowances *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (TIDINGS_TYPE_ALLOWANCES, NULL);
  self->client = g_object_ref (client);
  self->settings = g_object_ref (settings);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (client, signals[i], G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::allowance-new", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);

  return self;
}

GListModel *
tidings_allowances_get_list (TidingsAllowances *self)
{
  g_return_val_if_fail (TIDINGS_IS_ALLOWANCES (self), NULL);

  return G_LIST_MODEL (self->items);
}
