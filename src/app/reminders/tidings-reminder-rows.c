/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows with a check button that the dialogs about reminders share. */
#include "config.h"

#include "tidings-reminder-rows.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-import-events.h"
#include "tidings-reminder-moment.h"
#include "tidings-widgets.h"

#define PERSON_KEY "tidings-person"
#define WEEKDAY_KEY "tidings-weekday"

static GtkWidget *
add_check (GtkWidget  *row,
           const char *name)
{
  GtkWidget *check = gtk_check_button_new ();

  tidings_set_name (check, name);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);

  return check;
}

static void
person_toggled_cb (GtkCheckButton      *check,
                   TidingsReminderTold *told)
{
  TidingsPerson *person = g_object_get_data (G_OBJECT (check), PERSON_KEY);

  tidings_reminder_told_set (told, person->id, gtk_check_button_get_active (check));
}

GtkWidget *
tidings_reminder_person_row_new (TidingsReminderTold *told,
                                 TidingsPerson       *person)
{
  gboolean can_be_told, is_told;
  GtkWidget *row = NULL;
  GtkWidget *check = NULL;

  g_return_val_if_fail (TIDINGS_IS_REMINDER_TOLD (told), NULL);
  g_return_val_if_fail (TIDINGS_IS_PERSON (person), NULL);

  can_be_told = person->verified_at != 0 && person->opted_out_at == 0;
  is_told = tidings_reminder_told_has (told, person->id);
  row = tidings_row_new (person->name, can_be_told                 ? NULL
                                       : person->opted_out_at != 0 ? _("Opted out by STOP")
                                                                   : _("Confirm the number first"));
  check = add_check (row, person->name);
  g_object_set_data_full (G_OBJECT (check), PERSON_KEY, g_object_ref (person), g_object_unref);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_told);
  g_signal_connect_object (check, "toggled", G_CALLBACK (person_toggled_cb), told, 0);
  /* Somebody who was chosen before can still be taken out. */
  gtk_widget_set_sensitive (row, can_be_told || is_told);

  return row;
}

/* The name of the row follows, too: it is what is read aloud. */
static void
at_words_cb (TidingsReminderMoment *moment,
             GParamSpec            *pspec,
             GtkWidget             *row)
{
  g_autofree char *words = NULL;
  g_autofree char *at = NULL;

  g_object_get (moment, "words", &words, "at-words", &at, NULL);
  tidings_row_set_texts (row, words, at);
}

GtkWidget *
tidings_reminder_moment_row_new (gpointer item,
                                 gpointer user_data)
{
  g_autofree char *words = NULL;
  GtkWidget *row = NULL;
  GtkWidget *check = NULL;

  g_return_val_if_fail (TIDINGS_IS_REMINDER_MOMENT (item), NULL);

  g_object_get (item, "words", &words, NULL);
  row = tidings_row_new (words, NULL);
  check = add_check (row, words);
  g_object_bind_property (item, "is-on", check, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (item, "notify::at-words", G_CALLBACK (at_words_cb), row, 0);
  at_words_cb (item, NULL, row);
  g_object_bind_property (item, "is-open", row, "sensitive", G_BINDING_SYNC_CREATE);

  return row;
}

static void
days_changed_cb (TidingsReminderCustom *custom,
                 GParamSpec            *pspec,
                 GtkCheckButton        *check)
{
  int weekday = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), WEEKDAY_KEY));

  gtk_check_button_set_active (check, tidings_reminder_custom_has_day (custom, weekday));
}

static void
day_toggled_cb (GtkCheckButton        *check,
                TidingsReminderCustom *custom)
{
  int weekday = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), WEEKDAY_KEY));

  tidings_reminder_custom_set_day (custom, weekday, gtk_check_button_get_active (check));
  /* The only day of the week stays. */
  days_changed_cb (custom, NULL, check);
}

GtkWidget *
tidings_reminder_day_row_new (TidingsReminderCustom *custom,
                              int                    weekday)
{
  g_autofree char *name = NULL;
  GtkWidget *row = NULL;
  GtkWidget *check = NULL;

  g_return_val_if_fail (TIDINGS_IS_REMINDER_CUSTOM (custom), NULL);

  name = tidings_reminder_custom_dup_day_name (weekday);
  row = tidings_row_new (name, NULL);
  check = add_check (row, name);
  g_object_set_data (G_OBJECT (check), WEEKDAY_KEY, GINT_TO_POINTER (weekday));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), tidings_reminder_custom_has_day (custom, weekday));
  g_signal_connect_object (check, "toggled", G_CALLBACK (day_toggled_cb), custom, 0);
  g_signal_connect_object (custom, "notify::days-words", G_CALLBACK (days_changed_cb), check, 0);

  return row;
}

GtkWidget *
tidings_import_event_row_new (gpointer item,
                              gpointer user_data)
{
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;
  GtkWidget *row = NULL;
  GtkWidget *check = NULL;

  g_return_val_if_fail (TIDINGS_IS_IMPORT_EVENT (item), NULL);

  g_object_get (item, "title", &title, "words", &words, NULL);
  row = tidings_row_new (title, words);
  check = add_check (row, title);
  g_object_bind_property (item, "is-wanted", check, "active", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (item, "can-import", row, "sensitive", G_BINDING_SYNC_CREATE);

  return row;
}
