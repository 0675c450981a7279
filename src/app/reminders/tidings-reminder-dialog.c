/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which a reminder is written or changed. */
#include "config.h"

#include "tidings-reminder-dialog.h"

#include <stdlib.h>

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-bus-error.h"
#include "tidings-preview.h"
#include "tidings-reminder-draft.h"
#include "tidings-reminder-remove.h"
#include "tidings-reminder-rows.h"
#include "tidings-reminder-verbs.h"
#include "tidings-spin-row.h"
#include "tidings-time-entry.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

/* Long enough for the next letter, too short to be waited for. */
#define PREVIEW_DELAY_MS 500

struct _TidingsReminderDialog
{
  AdwWindow parent_instance;

  TidingsClient *client;
  TidingsReminder *reminder; /* NULL for a new one */
  TidingsReminderDraft *draft;
  GtkWidget *opener;         /* where toasts appear once this is closed */
  GCancellable *cancellable;
  TidingsPreview *preview;
  guint preview_call;

  GtkWidget *save_button;
  GtkEditable *title_row;
  AdwComboRow *kind_row;
  AdwExpanderRow *people_row;
  GtkWidget *turns_row;
  GtkSwitch *turns_switch;
  AdwComboRow *overdue_row;
  GtkLabel *problem_label;
  GtkCalendar *calendar;
  GtkMenuButton *date_button;
  GtkPopover *date_popover;
  GtkWidget *date_row;
  TidingsTimeEntry *time_entry;
  AdwComboRow *repeat_row;
  TidingsSpinRow *interval_row;
  AdwComboRow *unit_row;
  AdwExpanderRow *days_row;
  AdwComboRow *monthly_row;
  AdwComboRow *ends_row;
  GtkWidget *until_row;
  GtkMenuButton *until_button;
  GtkPopover *until_popover;
  GtkCalendar *until_calendar;
  TidingsSpinRow *count_row;
  AdwExpanderRow *zone_row;
  GtkEditable *zone_entry;
  GtkListBox *moments_list;
  GtkLabel *body_label;
  GtkLabel *cost_label;
  GtkWidget *end_box;
  GtkWidget *done_button;

  guint is_showing_date : 1; /* a calendar follows the draft, nobody chose */
};

G_DEFINE_FINAL_TYPE (TidingsReminderDialog, tidings_reminder_dialog, ADW_TYPE_WINDOW)

static void
show_problem (TidingsReminderDialog *self,
              const char            *words)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), *words != '\0');
  tidings_announce (self->problem_label, words);
}

static void
problem_changed_cb (TidingsReminderDialog *self)
{
  g_autofree char *problem = NULL;

  g_object_get (self->draft, "problem", &problem, NULL);
  show_problem (self, problem);
}

static void
saved_cb (GObject      *proxy,
          GAsyncResult *result,
          gpointer      user_data)
{
  TidingsReminderDialog *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (proxy), result, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  /* What was typed stays, and it is said why it could not be kept. */
  words = tidings_bus_error_dup_words (error);
  show_problem (self, words);
}

static void
show_preview (TidingsReminderDialog *self)
{
  g_autofree char *body = NULL;
  g_autofree char *cost = NULL;

  g_object_get (self->preview, "body", &body, "cost", &cost, NULL);
  /* Nothing is hidden and shown here: GTK 4.8 tells of a widget that appears while its window goes by a name it has not got. */
  gtk_label_set_label (self->body_label, *cost != '\0' ? body : _("The text is shown here once there is something to say"));
  tidings_announce (self->cost_label, cost);
}

static void
ask_preview (gpointer user_data)
{
  TidingsReminderDialog *self = user_data;
  g_autoptr(TidingsPerson) person = tidings_reminder_told_find (tidings_reminder_draft_get_told (self->draft), 0);
  g_autofree char *title = NULL;

  self->preview_call = 0;
  g_object_get (self->draft, "title", &title, NULL);
  if (person == NULL || *g_strstrip (title) == '\0')
    tidings_preview_clear (self->preview);
  else
    tidings_preview_ask (self->preview,
                         tidings_reminder_kind_get_alert_type (tidings_reminder_draft_get_kind (self->draft)),
                         tidings_reminder_draft_get_values (self->draft, person->id), person->id);
}

static void
drop_preview_call (TidingsReminderDialog *self)
{
  if (self->preview_call != 0)
    tidings_clock_cancel (tidings_client_get_clock (self->client), self->preview_call);
  self->preview_call = 0;
}

/* Not with each letter: the agent is asked when the typing rests. */
static void
await_preview (TidingsReminderDialog *self)
{
  TidingsClock *clock = tidings_client_get_clock (self->client);

  drop_preview_call (self);
  self->preview_call = tidings_clock_call_at (clock, tidings_clock_get_now (clock) + PREVIEW_DELAY_MS, ask_preview, self);
}

static void
save_clicked_cb (TidingsReminderDialog *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);

  if (agent == NULL)
    show_problem (self, _("Sending service is not running"));
  else if (self->reminder == NULL)
    tidings_reminder_draft_add (self->draft, agent, self->cancellable, saved_cb, self);
  else
    tidings_reminder_draft_edit (self->draft, agent, self->reminder->id, self->cancellable, saved_cb, self);
}

/* Return in the title leads to the button that keeps it, so that title, Return, Return is a whole reminder. */
static void
title_activated_cb (TidingsReminderDialog *self)
{
  if (gtk_widget_get_sensitive (self->save_button))
    gtk_widget_grab_focus (self->save_button);
}

static void
show_date (TidingsReminderDialog *self)
{
  g_autofree char *words = NULL;
  g_autoptr(GDateTime) noon = NULL;
  int year = 0, month = 0, day = 0;

  tidings_reminder_draft_get_date (self->draft, &year, &month, &day);
  noon = g_date_time_new_local (year, month, day, 12, 0, 0);
  if (noon != NULL)
    {
      self->is_showing_date = TRUE;
      gtk_calendar_select_day (self->calendar, noon);
      self->is_showing_date = FALSE;
    }

  g_object_get (self->draft, "date-words", &words, NULL);
  gtk_menu_button_set_label (self->date_button, words);
}

static void
day_selected_cb (TidingsReminderDialog *self)
{
  g_autoptr(GDateTime) day = NULL;

  if (self->is_showing_date || self->draft == NULL)
    return;

  day = gtk_calendar_get_date (self->calendar);
  tidings_reminder_draft_set_date (self->draft, g_date_time_get_year (day), g_date_time_get_month (day),
                                   g_date_time_get_day_of_month (day));
}

static void
show_last_day (TidingsReminderDialog *self)
{
  g_autofree char *until = NULL;
  g_auto(GStrv) parts = NULL;
  g_autoptr(GDateTime) noon = NULL;

  g_object_get (tidings_reminder_draft_get_repeat (self->draft), "until", &until, NULL);
  parts = g_strsplit (until, "-", 3);
  if (g_strv_length (parts) == 3)
    noon = g_date_time_new_local (atoi (parts[0]), atoi (parts[1]), atoi (parts[2]), 12, 0, 0);
  if (noon == NULL)
    return;

  self->is_showing_date = TRUE;
  gtk_calendar_select_day (self->until_calendar, noon);
  self->is_showing_date = FALSE;
}

static void
last_day_selected_cb (TidingsReminderDialog *self)
{
  g_autoptr(GDateTime) day = NULL;
  g_autofree char *until = NULL;

  if (self->is_showing_date || self->draft == NULL)
    return;

  day = gtk_calendar_get_date (self->until_calendar);
  until = g_date_time_format (day, "%Y-%m-%d");
  g_object_set (tidings_reminder_draft_get_repeat (self->draft), "until", until, NULL);
}

static void
zone_applied_cb (TidingsReminderDialog *self)
{
  g_object_set (self->draft, "zone", gtk_editable_get_text (self->zone_entry), NULL);
}

static void
add_moment_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  tidings_reminder_moments_put (tidings_reminder_draft_get_moments (TIDINGS_REMINDER_DIALOG (widget)->draft),
                                g_variant_get_int64 (parameter), TRUE);
}

static void
add_people (TidingsReminderDialog *self)
{
  GListModel *people = tidings_client_list_people (self->client);
  TidingsReminderTold *told = tidings_reminder_draft_get_told (self->draft);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      adw_expander_row_add_row (self->people_row, tidings_reminder_person_row_new (told, person));
    }
}

static void
delete_clicked_cb (TidingsReminderDialog *self)
{
  tidings_reminder_remove (self->opener, self->client, self->reminder);
  gtk_window_close (GTK_WINDOW (self));
}

static void
done_clicked_cb (TidingsReminderDialog *self)
{
  tidings_reminder_finish (self->opener, self->client, self->reminder);
  gtk_window_close (GTK_WINDOW (self));
}

static void
tidings_reminder_dialog_dispose (GObject *object)
{
  TidingsReminderDialog *self = TIDINGS_REMINDER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_REMINDER_DIALOG);
  g_clear_object (&self->draft);
  if (self->client != NULL)
    drop_preview_call (self);
  g_clear_object (&self->preview);
  g_clear_object (&self->reminder);
  g_clear_object (&self->opener);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_reminder_dialog_parent_class)->dispose (object);
}

static void
tidings_reminder_dialog_finalize (GObject *object)
{
  g_object_unref (TIDINGS_REMINDER_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (tidings_reminder_dialog_parent_class)->finalize (object);
}

static void
tidings_reminder_dialog_class_init (TidingsReminderDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_reminder_dialog_dispose;
  object_class->finalize = tidings_reminder_dialog_finalize;

  g_type_ensure (TIDINGS_TYPE_SPIN_ROW);
  g_type_ensure (TIDINGS_TYPE_TIME_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-reminder-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, people_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, turns_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, turns_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, overdue_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, calendar);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, date_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, date_popover);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, time_entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, repeat_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, interval_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, unit_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, days_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, monthly_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, ends_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, until_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, until_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, until_popover);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, until_calendar);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, count_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, zone_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, zone_entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, moments_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, body_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, cost_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, end_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsReminderDialog, done_button);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, last_day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, zone_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);

  gtk_widget_class_install_action (widget_class, "reminder.add-moment", "x", add_moment_cb);
}

static void
tidings_reminder_dialog_init (TidingsReminderDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tidings_name_calendar (GTK_WIDGET (self->calendar));
  tidings_name_calendar (GTK_WIDGET (self->until_calendar));
}

/* The names first: the model decides what can be selected. */
static void
bind_choice (AdwComboRow        *row,
             const char * const *names,
             gpointer            object,
             const char         *property)
{
  g_autoptr(GtkStringList) model = names != NULL ? gtk_string_list_new (names) : NULL;

  if (model != NULL)
    adw_combo_row_set_model (row, G_LIST_MODEL (model));
  g_object_bind_property (object, property, row, "selected", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

static void
bind_kind (TidingsReminderDialog *self)
{
  TidingsReminderKind *kind = tidings_reminder_draft_get_kind (self->draft);

  bind_choice (self->kind_row, tidings_reminder_kind_list_choices (kind), kind, "choice");
  bind_choice (self->overdue_row, tidings_reminder_kind_list_spans (kind), kind, "overdue");
  g_object_bind_property (kind, "takes-turns", self->turns_switch, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (kind, "can-take-turns", self->turns_row, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (kind, "can-be-overdue", self->overdue_row, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (kind, "notify::choice", G_CALLBACK (await_preview), self, G_CONNECT_SWAPPED);
}

/* The first day of the week is Monday here, as it is in the rules. */
static void
add_days (TidingsReminderDialog *self,
          TidingsReminderCustom *custom)
{
  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_SUNDAY; weekday++)
    adw_expander_row_add_row (self->days_row, tidings_reminder_day_row_new (custom, weekday));
}

static void
bind_custom (TidingsReminderDialog *self)
{
  TidingsReminderCustom *custom = tidings_reminder_repeat_get_custom (tidings_reminder_draft_get_repeat (self->draft));

  add_days (self, custom);
  bind_choice (self->unit_row, NULL, custom, "unit");
  bind_choice (self->monthly_row, NULL, custom, "monthly");
  g_object_bind_property (custom, "interval", self->interval_row, "value", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (custom, "is-chosen", self->interval_row, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (custom, "is-chosen", self->unit_row, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (custom, "shows-weeks", self->days_row, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (custom, "days-words", self->days_row, "subtitle", G_BINDING_SYNC_CREATE);
  g_object_bind_property (custom, "shows-months", self->monthly_row, "visible", G_BINDING_SYNC_CREATE);
}

static void
bind_repeat (TidingsReminderDialog *self)
{
  TidingsReminderRepeat *repeat = tidings_reminder_draft_get_repeat (self->draft);

  bind_choice (self->repeat_row, tidings_reminder_repeat_list_choices (repeat), repeat, "choice");
  bind_custom (self);
  bind_choice (self->ends_row, NULL, repeat, "ends");
  g_object_bind_property (repeat, "words", self->repeat_row, "subtitle", G_BINDING_SYNC_CREATE);
  g_object_bind_property (repeat, "repeats", self->ends_row, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (repeat, "ends-on-date", self->until_row, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (repeat, "until-words", self->until_button, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (repeat, "ends-after-count", self->count_row, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (repeat, "count", self->count_row, "value", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (repeat, "notify::until", G_CALLBACK (show_last_day), self, G_CONNECT_SWAPPED);
  show_last_day (self);
}

static void
bind_draft (TidingsReminderDialog *self)
{
  TidingsReminderDraft *draft = self->draft;
  const GBindingFlags both = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_object_bind_property (draft, "title", self->title_row, "text", both);
  g_object_bind_property (draft, "minutes", self->time_entry, "minutes", both);
  g_object_bind_property (draft, "zone", self->zone_row, "subtitle", G_BINDING_SYNC_CREATE);
  g_object_bind_property (draft, "zone", self->zone_entry, "text", G_BINDING_SYNC_CREATE);
  g_object_bind_property (tidings_reminder_draft_get_told (draft), "words", self->people_row, "subtitle", G_BINDING_SYNC_CREATE);
  g_object_bind_property (draft, "can-save", self->save_button, "sensitive", G_BINDING_SYNC_CREATE);
  gtk_list_box_bind_model (self->moments_list, tidings_reminder_moments_list (tidings_reminder_draft_get_moments (draft)),
                           tidings_reminder_moment_row_new, NULL, NULL);
  g_signal_connect_object (draft, "notify::problem", G_CALLBACK (problem_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify::date-words", G_CALLBACK (show_date), self, G_CONNECT_SWAPPED);
  problem_changed_cb (self);
  show_date (self);
  bind_kind (self);
  bind_repeat (self);

  g_signal_connect_object (self->preview, "notify::cost", G_CALLBACK (show_preview), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify", G_CALLBACK (await_preview), self, G_CONNECT_SWAPPED);
  show_preview (self);
  await_preview (self);
}

/* @reminder: (nullable): what is changed; @draft: taken */
static void
present (GtkWidget            *widget,
         TidingsClient        *client,
         TidingsReminder      *reminder,
         TidingsReminderDraft *draft)
{
  TidingsReminderDialog *self = g_object_new (TIDINGS_TYPE_REMINDER_DIALOG,
                                              "title", reminder != NULL ? _("Edit Reminder") : _("Add Reminder"),
                                              "transient-for", gtk_widget_get_root (widget),
                                              NULL);

  self->client = g_object_ref (client);
  self->opener = g_object_ref (widget);
  self->preview = tidings_preview_new (client);
  self->draft = draft;
  g_set_object (&self->reminder, reminder);

  gtk_button_set_label (GTK_BUTTON (self->save_button), reminder != NULL ? _("_Save") : _("_Add"));
  gtk_widget_set_visible (self->end_box, reminder != NULL);
  gtk_widget_set_visible (self->done_button, reminder != NULL && reminder->state == TIDINGS_REMINDER_ACTIVE);
  add_people (self);
  bind_draft (self);

  /* Shown first: a focus that comes before makes GTK 4.8 tell assistive technology that this is no window. */
  gtk_window_present (GTK_WINDOW (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->title_row));
}

TidingsReminderDraft *
tidings_reminder_dialog_make_draft (TidingsClient *client)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autoptr(GVariant) before = g_settings_get_value (settings, "reminder-before");

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  return tidings_reminder_draft_new (tidings_client_get_clock (client), tidings_client_list_people (client), before);
}

void
tidings_reminder_dialog_present (GtkWidget       *widget,
                                 TidingsClient   *client,
                                 TidingsReminder *reminder)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (reminder == NULL || TIDINGS_IS_REMINDER (reminder));

  present (widget, client, reminder,
           reminder == NULL ? tidings_reminder_dialog_make_draft (client)
                            : tidings_reminder_draft_new_for (tidings_client_get_clock (client),
                                                              tidings_client_list_people (client), reminder));
}

void
tidings_reminder_dialog_present_draft (GtkWidget            *widget,
                                       TidingsClient        *client,
                                       TidingsReminderDraft *draft)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_REMINDER_DRAFT (draft));

  present (widget, client, NULL, g_object_ref (draft));
}
