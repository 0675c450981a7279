/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which a calendar file becomes reminders. */
#include "config.h"

#include "tidings-reminder-import-dialog.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-reminder-import.h"
#include "tidings-reminder-rows.h"
#include "tidings-widgets.h"

struct _TidingsReminderImportDialog
{
  AdwWindow parent_instance;

  TidingsClient *client;
  TidingsReminderImport *import;

  GtkWidget *cancel_button;
  GtkWidget *start_button;
  GtkWidget *close_button;
  GtkStack *stack;
  AdwPreferencesGroup *people_group;
  AdwPreferencesGroup *events_group;
  GtkListBox *events_list;
  GtkWidget *more_label;
  GtkProgressBar *progress_bar;
  GtkLabel *progress_label;
  GtkLabel *result_label;
  AdwPreferencesGroup *problems_group;
};

/* More rows than this at once are slow; what is not shown is imported with all the others. */
#define N_EVENTS_SHOWN 200

G_DEFINE_FINAL_TYPE (TidingsReminderImportDialog, tidings_reminder_import_dialog, ADW_TYPE_WINDOW)

static void
start_clicked_cb (TidingsReminderImportDialog *self)
{
  tidings_reminder_import_start (self->import);
}

/* Before it runs there is nothing to cancel but the window; while it runs the window stays and says what came of it. */
static void
cancel_clicked_cb (TidingsReminderImportDialog *self)
{
  int state = TIDINGS_IMPORT_CHOOSING;

  g_object_get (self->import, "state", &state, NULL);
  if (state == TIDINGS_IMPORT_RUNNING)
    tidings_reminder_import_cancel (self->import);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static gboolean
close_request_cb (TidingsReminderImportDialog *self)
{
  tidings_reminder_import_cancel (self->import);

  return GDK_EVENT_PROPAGATE;
}

static void
show_problems (TidingsReminderImportDialog *self)
{
  const char * const *problems = tidings_reminder_import_list_problems (self->import);

  for (guint i = 0; problems[i] != NULL; i++)
    adw_preferences_group_add (self->problems_group, tidings_row_new (problems[i], NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->problems_group), problems[0] != NULL);
}

static void
show_result (TidingsReminderImportDialog *self)
{
  g_autofree char *words = NULL;

  g_object_get (self->import, "result-words", &words, NULL);
  show_problems (self);
  gtk_stack_set_visible_child_name (self->stack, "result");
  tidings_announce (self->result_label, words);
  gtk_widget_hide (self->cancel_button);
  gtk_widget_hide (self->start_button);
  gtk_widget_show (self->close_button);
  gtk_widget_grab_focus (self->close_button);
}

static void
all_clicked_cb (TidingsReminderImportDialog *self)
{
  tidings_reminder_import_want_all (self->import, TRUE);
}

static void
none_clicked_cb (TidingsReminderImportDialog *self)
{
  tidings_reminder_import_want_all (self->import, FALSE);
}

/* Now there is something to choose from: the button that goes on gets the keyboard. */
static void
show_events (TidingsReminderImportDialog *self)
{
  guint n = g_list_model_get_n_items (tidings_reminder_import_list_events (self->import));

  gtk_stack_set_visible_child_name (self->stack, "choose");
  gtk_widget_set_visible (self->more_label, n > N_EVENTS_SHOWN);
  gtk_widget_grab_focus (self->start_button);
}

static void
state_changed_cb (TidingsReminderImportDialog *self)
{
  int state = TIDINGS_IMPORT_CHOOSING;

  g_object_get (self->import, "state", &state, NULL);
  if (state == TIDINGS_IMPORT_CHOOSING)
    show_events (self);
  else if (state == TIDINGS_IMPORT_RUNNING)
    {
      gtk_stack_set_visible_child_name (self->stack, "running");
      gtk_widget_grab_focus (self->cancel_button);
    }
  else if (state != TIDINGS_IMPORT_READING)
    show_result (self);
}

static void
tidings_reminder_import_dialog_dispose (GObject *object)
{
  TidingsReminderImportDialog *self = TIDINGS_REMINDER_IMPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_REMINDER_IMPORT_DIALOG);
  g_clear_object (&self->import);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_reminder_import_dialog_parent_class)->dispose (object);
}

static void
tidings_reminder_import_dialog_class_init (TidingsReminderImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_reminder_import_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-reminder-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderImportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderImportDialog, start_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderImportDialog, close_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderImportDialog, people_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderImportDialog, events_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderImportDialog, events_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderImportDialog, more_label);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, none_clicked_cb);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderImportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderImportDialog, progress_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderImportDialog, result_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderImportDialog, problems_group);
  gtk_widget_class_bind_template_callback (widget_class, start_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
}

static void
tidings_reminder_import_dialog_init (TidingsReminderImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
describe_file (TidingsReminderImportDialog *self,
               GFile                       *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: %s is the name of a calendar file */
  g_autofree char *words = g_strdup_printf (_("The events of “%s” become reminders. An event that is there already stays one."),
                                            shown);
  g_autofree char *markup = g_markup_escape_text (words, -1);

  adw_preferences_group_set_description (self->people_group, markup);
}

void
tidings_reminder_import_dialog_present (GtkWidget     *widget,
                                        TidingsClient *client,
                                        GFile         *file)
{
  TidingsReminderImportDialog *self = NULL;
  TidingsReminderTold *told = NULL;
  g_autoptr(GtkSliceListModel) events = NULL;
  GListModel *people = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (G_IS_FILE (file));

  people = tidings_client_list_people (client);
  self = g_object_new (TIDINGS_TYPE_REMINDER_IMPORT_DIALOG,
                       "title", _("Import Calendar File"),
                       "transient-for", gtk_widget_get_root (widget),
                       NULL);
  self->client = g_object_ref (client);
  self->import = tidings_reminder_import_new (client, file);
  told = tidings_reminder_import_get_told (self->import);
  describe_file (self, file);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      adw_preferences_group_add (self->people_group, tidings_reminder_person_row_new (told, person));
    }

  events = gtk_slice_list_model_new (g_object_ref (tidings_reminder_import_list_events (self->import)), 0, N_EVENTS_SHOWN);
  gtk_list_box_bind_model (self->events_list, G_LIST_MODEL (events), tidings_import_event_row_new, NULL, NULL);
  g_object_bind_property (self->import, "choice-words", self->events_group, "description", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->import, "can-start", self->start_button, "sensitive", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->import, "fraction", self->progress_bar, "fraction", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->import, "progress-words", self->progress_label, "label", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->import, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);

  gtk_window_present (GTK_WINDOW (self));
  gtk_window_set_focus (GTK_WINDOW (self), self->cancel_button);
}

/* The file that somebody is choosing, and where it goes on from there. */
typedef struct {
  GtkWidget *widget;
  TidingsClient *client;
} Choice;

static void
choice_free (gpointer  user_data,
             GClosure *closure)
{
  Choice *choice = user_data;

  g_object_unref (choice->widget);
  g_object_unref (choice->client);
  g_free (choice);
}

static void
chosen_cb (GtkNativeDialog *chooser,
           int              response,
           Choice          *choice)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && gtk_widget_get_root (choice->widget) != NULL)
    tidings_reminder_import_dialog_present (choice->widget, choice->client, file);
  /* It has no parent that would own it. */
  g_object_unref (chooser);
}

void
tidings_reminder_import_choose (GtkWidget     *widget,
                                TidingsClient *client)
{
  GtkFileChooserNative *chooser = NULL;
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  Choice *choice = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));

  gtk_file_filter_set_name (filter, _("Calendar files"));
  gtk_file_filter_add_mime_type (filter, "text/calendar");
  gtk_file_filter_add_pattern (filter, "*.ics");
  chooser = gtk_file_chooser_native_new (_("Import Calendar File"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                         GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), _("_Cancel"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);

  choice = g_new0 (Choice, 1);
  choice->widget = g_object_ref (widget);
  choice->client = g_object_ref (client);
  g_signal_connect_data (chooser, "response", G_CALLBACK (chosen_cb), choice, choice_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
