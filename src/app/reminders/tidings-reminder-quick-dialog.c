/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small window in which a reminder is added with a title and a time. */
#include "config.h"

#include "tidings-reminder-quick-dialog.h"

#include <glib/gi18n.h>

#include "tidings-bus-error.h"
#include "tidings-reminder-dialog.h"
#include "tidings-reminder-quick.h"
#include "tidings-reminder-verbs.h"
#include "tidings-undo.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

struct _TidingsReminderQuickDialog
{
  AdwWindow parent_instance;

  TidingsClient *client;
  TidingsReminderQuick *quick;
  TidingsReminder *moved; /* (nullable): the one that takes place at another time */
  GtkWidget *opener; /* where toasts appear once this is closed */
  GCancellable *cancellable;

  GtkWidget *add_button;
  GtkEditable *title_row;
  GtkWidget *more_button;
  GtkEditable *when_row;
  GtkLabel *moment_label;
  GtkLabel *texts_label;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (TidingsReminderQuickDialog, tidings_reminder_quick_dialog, ADW_TYPE_WINDOW)

/* What Undo takes away again. */
typedef struct {
  GtkWidget *widget;
  TidingsClient *client;
  gint64 id;
} Added;

static void
added_free (gpointer data)
{
  Added *added = data;

  g_object_unref (added->widget);
  g_object_unref (added->client);
  g_free (added);
}

static void
take_away (gpointer data)
{
  Added *added = data;
  TidingsBusAgent1 *agent = tidings_verb_get_agent (added->client, added->widget);

  if (agent != NULL)
    tidings_bus_agent1_call_remove_reminder (agent, added->id, NULL, tidings_verb_cb, tidings_verb_new (added->widget, NULL));
}

static void
show_problem (TidingsReminderQuickDialog *self,
              const char                 *words)
{
  gboolean is_when_wrong = FALSE;

  g_object_get (self->quick, "is-when-wrong", &is_when_wrong, NULL);
  if (is_when_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->when_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->when_row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->when_row), GTK_ACCESSIBLE_STATE_INVALID,
                               is_when_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), *words != '\0');
  tidings_announce (self->problem_label, words);
}

/* The moment is always said in full: what was typed is understood so, and not otherwise. */
static void
show_outcome (TidingsReminderQuickDialog *self)
{
  g_autofree char *moment = NULL;
  g_autofree char *texts = NULL;
  g_autofree char *problem = NULL;

  g_object_get (self->quick, "moment-words", &moment, "texts-words", &texts, "problem", &problem, NULL);
  if (g_strcmp0 (moment, gtk_label_get_label (self->moment_label)) != 0)
    tidings_announce (self->moment_label, moment);
  gtk_label_set_label (self->texts_label, texts);
  gtk_widget_set_visible (GTK_WIDGET (self->moment_label), *moment != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->texts_label), *texts != '\0');
  if (g_strcmp0 (problem, gtk_label_get_label (self->problem_label)) != 0)
    show_problem (self, problem);
}

static void
tell_added (TidingsReminderQuickDialog *self,
            gint64                      id)
{
  g_autofree char *moment = NULL;
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;
  Added *added = NULL;

  if (tidings_verb_is_gone (self->opener))
    return;

  g_object_get (self->quick, "moment-words", &moment, NULL);
  g_object_get (tidings_reminder_quick_get_draft (self->quick), "title", &title, NULL);
  /* Translators: the first %s is what a reminder is about, the second its moment, “Sunday, 22 November 2026, 09:00” */
  words = g_strdup_printf (_("%s: added for %s"), g_strstrip (title), moment);
  added = g_new0 (Added, 1);
  added->widget = g_object_ref (self->opener);
  added->client = g_object_ref (self->client);
  added->id = id;
  tidings_toast_undo (self->opener, words, take_away, added, added_free);
}

static void
added_cb (GObject      *proxy,
          GAsyncResult *result,
          gpointer      user_data)
{
  TidingsReminderQuickDialog *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;
  gint64 id = 0;

  if (tidings_bus_agent1_call_add_reminder_finish (TIDINGS_BUS_AGENT1 (proxy), &id, result, &error))
    {
      tell_added (self, id);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* What was typed stays, and it is said why it could not be kept. */
  words = tidings_bus_error_dup_words (error);
  show_problem (self, words);
}

/* The first field that something is wrong with gets the focus. */
static void
focus_fault (TidingsReminderQuickDialog *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->title_row)));

  if (*title == '\0')
    show_problem (self, _("Say what the reminder is about"));
  gtk_widget_grab_focus (GTK_WIDGET (*title == '\0' ? self->title_row : self->when_row));
}

static void
move (TidingsReminderQuickDialog *self)
{
  g_autofree char *to = tidings_reminder_draft_dup_wall (tidings_reminder_quick_get_draft (self->quick));

  if (!tidings_verb_is_gone (self->opener))
    tidings_reminder_move (self->opener, self->client, self->moved, to);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_cb (TidingsReminderQuickDialog *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);
  gboolean can_add = FALSE;

  g_object_get (self->quick, "can-add", &can_add, NULL);
  if (!can_add)
    focus_fault (self);
  else if (agent == NULL)
    show_problem (self, _("Sending service is not running"));
  else if (self->moved != NULL)
    move (self);
  else
    tidings_reminder_draft_add (tidings_reminder_quick_get_draft (self->quick), agent, self->cancellable, added_cb, self);
}

static void
title_activated_cb (TidingsReminderQuickDialog *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->when_row));
  gtk_editable_select_region (self->when_row, 0, -1);
}

static void
more_clicked_cb (TidingsReminderQuickDialog *self)
{
  tidings_reminder_dialog_present_draft (self->opener, self->client, tidings_reminder_quick_get_draft (self->quick));
  gtk_window_close (GTK_WINDOW (self));
}

static void
tidings_reminder_quick_dialog_dispose (GObject *object)
{
  TidingsReminderQuickDialog *self = TIDINGS_REMINDER_QUICK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_REMINDER_QUICK_DIALOG);
  g_clear_object (&self->quick);
  g_clear_object (&self->moved);
  g_clear_object (&self->opener);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_reminder_quick_dialog_parent_class)->dispose (object);
}

static void
tidings_reminder_quick_dialog_finalize (GObject *object)
{
  g_object_unref (TIDINGS_REMINDER_QUICK_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (tidings_reminder_quick_dialog_parent_class)->finalize (object);
}

static void
tidings_reminder_quick_dialog_class_init (TidingsReminderQuickDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_reminder_quick_dialog_dispose;
  object_class->finalize = tidings_reminder_quick_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-reminder-quick-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderQuickDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderQuickDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderQuickDialog, more_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderQuickDialog, when_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderQuickDialog, moment_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderQuickDialog, texts_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderQuickDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
}

static void
tidings_reminder_quick_dialog_init (TidingsReminderQuickDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* A template of GTK 4.8 takes one description only. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->when_row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->moment_label,
                                  self->problem_label, NULL, -1);
}

static TidingsReminderQuickDialog *
new_dialog (GtkWidget            *widget,
            TidingsClient        *client,
            TidingsReminderDraft *draft,
            const char           *when)
{
  TidingsReminderQuickDialog *self = g_object_new (TIDINGS_TYPE_REMINDER_QUICK_DIALOG, NULL);
  const GBindingFlags both = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (gtk_widget_get_root (widget)));
  self->client = g_object_ref (client);
  self->opener = g_object_ref (widget);
  self->quick = tidings_reminder_quick_new (tidings_client_get_clock (client), draft);
  if (when != NULL)
    {
      tidings_reminder_quick_keep_texts (self->quick);
      g_object_set (self->quick, "when", when, NULL);
    }

  g_object_bind_property (draft, "title", self->title_row, "text", both);
  g_object_bind_property (self->quick, "when", self->when_row, "text", both);
  g_object_bind_property (self->quick, "can-add", self->add_button, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->quick, "notify", G_CALLBACK (show_outcome), self, G_CONNECT_SWAPPED);
  show_outcome (self);

  return self;
}

/* Shown first: a focus that comes before makes GTK 4.8 tell assistive technology that this is no window. */
static void
show (TidingsReminderQuickDialog *self,
      GtkEditable                *first)
{
  gtk_window_present (GTK_WINDOW (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (first));
}

void
tidings_reminder_quick_dialog_present (GtkWidget     *widget,
                                       TidingsClient *client)
{
  TidingsReminderQuickDialog *self = NULL;
  g_autoptr(TidingsReminderDraft) draft = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));

  draft = tidings_reminder_dialog_make_draft (client);
  self = new_dialog (widget, client, draft, NULL);
  show (self, self->title_row);
}

void
tidings_reminder_quick_dialog_move (GtkWidget       *widget,
                                    TidingsClient   *client,
                                    TidingsReminder *reminder)
{
  TidingsReminderQuickDialog *self = NULL;
  g_autoptr(TidingsReminderDraft) draft = NULL;
  g_autoptr(GTimeZone) zone = NULL;
  g_autoptr(GDateTime) wall = NULL;
  g_autofree char *when = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_REMINDER (reminder));

  draft = tidings_reminder_draft_new_for (tidings_client_get_clock (client), tidings_client_list_people (client), reminder);
  zone = tidings_zone_new (reminder->zone);
  wall = g_date_time_new_from_unix_utc ((zone != NULL ? tidings_zone_to_wall (zone, reminder->at) : reminder->at) / 1000);
  when = g_date_time_format (wall, "%Y-%m-%d %H:%M");
  self = new_dialog (widget, client, draft, when);
  g_set_object (&self->moved, reminder);
  gtk_window_set_title (GTK_WINDOW (self), *reminder->rule != '\0' ? _("Move This Time") : _("Move Reminder"));
  gtk_button_set_label (GTK_BUTTON (self->add_button), _("_Move"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->title_row), FALSE);
  gtk_widget_hide (self->more_button);
  show (self, self->when_row);
  gtk_editable_select_region (self->when_row, 0, -1);
}
