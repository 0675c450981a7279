/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day of the agenda: its name and what is sent on it. */
#include "config.h"

#include "tidings-agenda-day.h"

#include "tidings-format.h"
#include "tidings-list-sync.h"

struct _TidingsAgendaDay
{
  GObject parent_instance;

  gint64 key;
  char *title;
  GListStore *lines;
};

enum {
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsAgendaDay, tidings_agenda_day, G_TYPE_OBJECT)

static gint64
make_key (gint64 instant)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_local (instant / 1000);
  int year, month, day;

  g_date_time_get_ymd (moment, &year, &month, &day);

  return (year * 12 + month) * 32 + day;
}

static void
tidings_agenda_day_finalize (GObject *object)
{
  TidingsAgendaDay *self = TIDINGS_AGENDA_DAY (object);

  g_clear_pointer (&self->title, g_free);
  g_clear_object (&self->lines);

  G_OBJECT_CLASS (tidings_agenda_day_parent_class)->finalize (object);
}

static void
tidings_agenda_day_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, TIDINGS_AGENDA_DAY (object)->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_agenda_day_class_init (TidingsAgendaDayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tidings_agenda_day_finalize;
  object_class->get_property = tidings_agenda_day_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_agenda_day_init (TidingsAgendaDay *self)
{
  self->lines = g_list_store_new (TIDINGS_TYPE_AGENDA_LINE);
}

TidingsAgendaDay *
tidings_agenda_day_new (gint64 instant,
                        gint64 now)
{
  TidingsAgendaDay *self = g_object_new (TIDINGS_TYPE_AGENDA_DAY, NULL);

  self->key = make_key (instant);
  self->title = tidings_format_day (instant, now);

  return self;
}

gboolean
tidings_agenda_day_covers (TidingsAgendaDay *self,
                           gint64            instant)
{
  g_return_val_if_fail (TIDINGS_IS_AGENDA_DAY (self), FALSE);

  return self->key == make_key (instant);
}

void
tidings_agenda_day_add (TidingsAgendaDay  *self,
                        TidingsAgendaLine *line)
{
  g_return_if_fail (TIDINGS_IS_AGENDA_DAY (self));
  g_return_if_fail (TIDINGS_IS_AGENDA_LINE (line));

  g_list_store_append (self->lines, line);
}

GListModel *
tidings_agenda_day_list_lines (TidingsAgendaDay *self)
{
  g_return_val_if_fail (TIDINGS_IS_AGENDA_DAY (self), NULL);

  return G_LIST_MODEL (self->lines);
}

static void
follow_lines (GListStore *shown,
              GListModel *wanted)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (wanted); i++)
    g_ptr_array_add (lines, g_list_model_get_item (wanted, i));
  tidings_list_sync (shown, lines, tidings_agenda_line_get_key, tidings_agenda_line_is_same);
  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr(TidingsAgendaLine) line = g_list_model_get_item (G_LIST_MODEL (shown), i);
      g_autofree char *cost = NULL;

      g_object_get (g_ptr_array_index (lines, i), "cost", &cost, NULL);
      g_object_set (line, "cost", cost, NULL);
    }
}

void
tidings_agenda_day_follow (TidingsAgendaDay *self,
                           TidingsAgendaDay *wanted)
{
  g_return_if_fail (TIDINGS_IS_AGENDA_DAY (self));
  g_return_if_fail (TIDINGS_IS_AGENDA_DAY (wanted));

  follow_lines (self->lines, G_LIST_MODEL (wanted->lines));
  if (g_strcmp0 (self->title, wanted->title) == 0)
    return;

  g_free (self->title);
  self->title = g_strdup (wanted->title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

gint64
tidings_agenda_day_get_key (gpointer day)
{
  g_return_val_if_fail (TIDINGS_IS_AGENDA_DAY (day), 0);

  return TIDINGS_AGENDA_DAY (day)->key;
}

gboolean
tidings_agenda_day_is_same (gpointer day,
                            gpointer other)
{
  return TRUE;
}
