/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assistant's step where the sender is chosen. */
#include "config.h"

#include "tidings-sender-page.h"

#include <glib/gi18n.h>
#include "tidings-box-model.h"
#include "tidings-phone-number.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

/* What is typed in the field below the choices, if anything. */
typedef enum {
  CHOICE_NUMBER,
  CHOICE_SERVICE,
  CHOICE_OTHER,
} Choice;

struct _TidingsSenderPage {
  AdwBin parent_instance;

  TidingsConnectDraft *draft;
  GtkCheckButton *first;     /* the others of the group are joined to it */
  Choice choice;
  char *number;              /* E.164 of the chosen number */

  AdwPreferencesGroup *choices_group;
  GtkWidget *value_group;
  AdwEntryRow *value_row;
  GtkWidget *problem_group;
  GtkLabel *problem_label;
  GtkWidget *button_group;
  GtkWidget *next_button;
  GtkSpinner *spinner;
};

enum {
  DONE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsSenderPage, tidings_sender_page, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static const char *
get_value (TidingsSenderPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->value_row));
}

static void
show_state (TidingsSenderPage *self)
{
  g_autofree char *problem = NULL;
  gboolean is_busy = FALSE;

  g_object_get (self->draft, "problem", &problem, "is-busy", &is_busy, NULL);
  gtk_widget_set_visible (self->problem_group, *problem != '\0');
  tidings_announce (self->problem_label, problem);

  gtk_widget_set_visible (self->value_group, self->choice != CHOICE_NUMBER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->value_row),
                                 self->choice == CHOICE_SERVICE ? _("Messaging service SID") : _("Number or name"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->choices_group), !is_busy);
  gtk_widget_set_sensitive (self->value_group, !is_busy);
  gtk_widget_set_sensitive (self->next_button, !is_busy && (self->choice == CHOICE_NUMBER || *get_value (self) != '\0'));
  gtk_spinner_set_spinning (self->spinner, is_busy);
}

static void
value_changed_cb (TidingsSenderPage *self)
{
  if (self->draft != NULL)
    show_state (self);
}

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TidingsSenderPage) self = user_data;

  if (tidings_connect_draft_finish (TIDINGS_CONNECT_DRAFT (object), result))
    g_signal_emit (self, signals[DONE], 0);
}

static void
next_clicked_cb (TidingsSenderPage *self)
{
  const char *sender = "";
  const char *service = "";

  if (!gtk_widget_get_sensitive (self->next_button))
    return;

  if (self->choice == CHOICE_NUMBER)
    sender = self->number;
  else if (self->choice == CHOICE_SERVICE)
    service = get_value (self);
  else
    sender = get_value (self);

  tidings_connect_draft_keep_async (self->draft, sender, service, keep_cb, g_object_ref (self));
}

static void
toggled_cb (GtkCheckButton    *check,
            TidingsSenderPage *self)
{
  if (!gtk_check_button_get_active (check))
    return;

  self->choice = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), "choice"));
  g_free (self->number);
  self->number = g_strdup (g_object_get_data (G_OBJECT (check), "number"));
  show_state (self);
}

static void
add_choice (TidingsSenderPage *self,
            Choice             choice,
            const char        *number,
            const char        *title,
            const char        *subtitle)
{
  GtkWidget *row = tidings_row_new (title, subtitle);
  GtkWidget *check = gtk_check_button_new ();

  g_object_set_data (G_OBJECT (check), "choice", GINT_TO_POINTER (choice));
  g_object_set_data_full (G_OBJECT (check), "number", g_strdup (number), g_free);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  if (self->first == NULL)
    self->first = GTK_CHECK_BUTTON (check);
  else
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->first);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->choices_group, row);
}

static void
list_choices (TidingsSenderPage *self)
{
  const char * const *senders = tidings_connect_draft_list_senders (self->draft);

  for (guint i = 0; senders[i] != NULL; i++)
    {
      g_autofree char *formatted = tidings_phone_number_format (senders[i]);
      g_autofree char *title = tidings_words_isolate (formatted);

      add_choice (self, CHOICE_NUMBER, senders[i], title, NULL);
    }
  add_choice (self, CHOICE_SERVICE, NULL, _("Messaging service"), _("Reminders can arrive while this computer is off"));
  add_choice (self, CHOICE_OTHER, NULL, _("Another number or name"), NULL);

  gtk_check_button_set_active (self->first, TRUE);
}

static void
tidings_sender_page_dispose (GObject *object)
{
  TidingsSenderPage *self = TIDINGS_SENDER_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_SENDER_PAGE);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (tidings_sender_page_parent_class)->dispose (object);
}

static void
tidings_sender_page_finalize (GObject *object)
{
  g_free (TIDINGS_SENDER_PAGE (object)->number);

  G_OBJECT_CLASS (tidings_sender_page_parent_class)->finalize (object);
}

static void
tidings_sender_page_class_init (TidingsSenderPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_sender_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = tidings_sender_page_finalize;

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-sender-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsSenderPage, choices_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsSenderPage, value_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsSenderPage, value_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsSenderPage, problem_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsSenderPage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsSenderPage, button_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsSenderPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsSenderPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_changed_cb);
}

static void
tidings_sender_page_init (TidingsSenderPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tidings_set_name (self->value_group, _("Sender"));
  tidings_set_name (self->problem_group, _("Problem"));
  tidings_set_name (self->button_group, _("Connect"));
}

GtkWidget *
tidings_sender_page_new (TidingsConnectDraft *draft)
{
  TidingsSenderPage *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CONNECT_DRAFT (draft), NULL);

  self = g_object_new (TIDINGS_TYPE_SENDER_PAGE, NULL);
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "notify", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  list_choices (self);
  show_state (self);

  return GTK_WIDGET (self);
}

void
tidings_sender_page_focus (TidingsSenderPage *self)
{
  g_return_if_fail (TIDINGS_IS_SENDER_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->first));
}
