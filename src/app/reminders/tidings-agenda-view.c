/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda on the page Reminders. */
#include "config.h"

#include "tidings-agenda-view.h"

#include <glib/gi18n.h>

#include "tidings-agenda.h"
#include "tidings-box-model.h"
#include "tidings-reminder-dialog.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

#define LINE_KEY "tidings-agenda-line"

struct _TidingsAgendaView
{
  AdwBin parent_instance;

  TidingsClient *client;
  TidingsAgenda *agenda;

  GtkStack *stack;
  GtkBox *days_box;
  GtkWidget *more_button;
};

enum {
  PROP_0,
  PROP_CLIENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsAgendaView, tidings_agenda_view, ADW_TYPE_BIN)

static void
row_activated_cb (TidingsAgendaView *self,
                  GtkWidget         *row)
{
  TidingsAgendaLine *line = g_object_get_data (G_OBJECT (row), LINE_KEY);

  tidings_reminder_dialog_present (GTK_WIDGET (self), self->client, tidings_agenda_line_get_reminder (line));
}

/* The price comes a moment later than the row; the name that is read aloud begins with the time. */
static void
show_line (TidingsAgendaLine *line,
           GParamSpec        *pspec,
           GtkWidget         *row)
{
  g_autofree char *time = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *note = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *name = NULL;

  g_object_get (line, "time", &time, "title", &title, "subtitle", &subtitle, "note", &note, NULL);
  facts = *note != '\0' ? g_strdup_printf ("%s\n%s", subtitle, note) : g_strdup (subtitle);
  tidings_row_set_texts (row, title, facts);
  name = tidings_words_join_facts (time, title, facts);
  tidings_set_name (row, name);
}

static GtkWidget *
make_time_label (TidingsAgendaLine *line)
{
  g_autofree char *time = NULL;
  GtkWidget *label = NULL;

  g_object_get (line, "time", &time, NULL);
  label = gtk_label_new (time);
  gtk_widget_add_css_class (label, "numeric");

  return label;
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  GtkWidget *row = tidings_row_new (NULL, NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_time_label (item));
  tidings_row_add_next (row);
  g_object_set_data_full (G_OBJECT (row), LINE_KEY, g_object_ref (item), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), user_data, G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::subtitle", G_CALLBACK (show_line), row, 0);
  show_line (item, NULL, row);

  return row;
}

static void
show_title (TidingsAgendaDay *day,
            GParamSpec       *pspec,
            GtkWidget        *group)
{
  g_autofree char *title = NULL;

  g_object_get (day, "title", &title, NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  tidings_set_name (group, title);
}

static GtkWidget *
make_day (gpointer item,
          gpointer user_data)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  tidings_list_bind_model (GTK_LIST_BOX (list), tidings_agenda_day_list_lines (item), make_row, user_data);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  g_signal_connect_object (item, "notify::title", G_CALLBACK (show_title), group, 0);
  show_title (item, NULL, group);

  return group;
}

static void
days_changed_cb (TidingsAgendaView *self)
{
  guint n = g_list_model_get_n_items (tidings_agenda_list_days (self->agenda));

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "days" : "empty");
}

static void
more_clicked_cb (TidingsAgendaView *self)
{
  tidings_agenda_show_more (self->agenda);
}

static void
set_client (TidingsAgendaView *self,
            TidingsClient     *client)
{
  if (!g_set_object (&self->client, client) || client == NULL)
    return;

  self->agenda = tidings_agenda_new (client);
  tidings_box_bind_model (self->days_box, tidings_agenda_list_days (self->agenda), make_day, self);
  g_signal_connect_object (tidings_agenda_list_days (self->agenda), "items-changed", G_CALLBACK (days_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (self->agenda, "has-more", self->more_button, "visible", G_BINDING_SYNC_CREATE);
  g_object_set (self->agenda, "is-active", gtk_widget_get_mapped (GTK_WIDGET (self)), NULL);
  days_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

static void
tidings_agenda_view_map (GtkWidget *widget)
{
  TidingsAgendaView *self = TIDINGS_AGENDA_VIEW (widget);

  if (self->agenda != NULL)
    g_object_set (self->agenda, "is-active", TRUE, NULL);
  GTK_WIDGET_CLASS (tidings_agenda_view_parent_class)->map (widget);
}

static void
tidings_agenda_view_unmap (GtkWidget *widget)
{
  TidingsAgendaView *self = TIDINGS_AGENDA_VIEW (widget);

  GTK_WIDGET_CLASS (tidings_agenda_view_parent_class)->unmap (widget);
  if (self->agenda != NULL)
    g_object_set (self->agenda, "is-active", FALSE, NULL);
}

static void
tidings_agenda_view_dispose (GObject *object)
{
  TidingsAgendaView *self = TIDINGS_AGENDA_VIEW (object);

  /* The bin's child is also bound by the template, which would take it away behind the bin's back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_AGENDA_VIEW);
  g_clear_object (&self->agenda);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_agenda_view_parent_class)->dispose (object);
}

static void
tidings_agenda_view_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, TIDINGS_AGENDA_VIEW (object)->client);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_agenda_view_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CLIENT:
      set_client (TIDINGS_AGENDA_VIEW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_agenda_view_class_init (TidingsAgendaViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_agenda_view_dispose;
  object_class->get_property = tidings_agenda_view_get_property;
  object_class->set_property = tidings_agenda_view_set_property;
  widget_class->map = tidings_agenda_view_map;
  widget_class->unmap = tidings_agenda_view_unmap;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-agenda-view.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsAgendaView, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsAgendaView, days_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsAgendaView, more_button);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
}

static void
tidings_agenda_view_init (TidingsAgendaView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
