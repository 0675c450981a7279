/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding somebody, confirming their number, and choosing their alerts. */
#include "config.h"

#include "tidings-person-dialog.h"

#include <glib/gi18n.h>
#include "tidings-code-page.h"
#include "tidings-person-form.h"
#include "tidings-person-page-private.h"
#include "tidings-widgets.h"

struct _TidingsPersonDialog {
  AdwWindow parent_instance;

  TidingsClient *client;
  GtkWidget *opener;       /* weak: a widget of the window below, for toasts and actions there */
  TidingsPersonForm *form; /* weak: it goes when another step comes */
  gint64 person_id;

  GtkWidget *cancel_button;
  GtkWidget *go_button;
  GtkSpinner *spinner;
  GtkLabel *hint_label;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (TidingsPersonDialog, tidings_person_dialog, ADW_TYPE_WINDOW)

static void show_code (TidingsPersonDialog *self);

static TidingsPerson *
get_person (TidingsPersonDialog *self)
{
  return tidings_client_find_person (self->client, self->person_id);
}

/* Shows @child in place of what was shown, under a title, with the buttons' labels; %NULL for no button. */
static void
show_step (TidingsPersonDialog *self,
           GtkWidget           *child,
           const char          *title,
           const char          *cancel,
           const char          *go)
{
  GtkWidget *previous = gtk_stack_get_visible_child (self->stack);

  gtk_stack_add_child (self->stack, child);
  gtk_stack_set_visible_child (self->stack, child);
  if (previous != NULL)
    gtk_stack_remove (self->stack, previous);

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_widget_set_visible (self->cancel_button, cancel != NULL);
  gtk_button_set_label (GTK_BUTTON (self->cancel_button), cancel != NULL ? cancel : "");
  gtk_widget_set_visible (self->go_button, go != NULL);
  gtk_button_set_label (GTK_BUTTON (self->go_button), go != NULL ? go : "");
  gtk_window_set_default_widget (GTK_WINDOW (self), go != NULL ? self->go_button : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), FALSE);
}

static void
busy_cb (TidingsPersonDialog *self)
{
  gboolean is_busy = FALSE;

  g_object_get (self->form, "is-busy", &is_busy, NULL);
  gtk_widget_set_sensitive (self->go_button, !is_busy);
  gtk_spinner_set_spinning (self->spinner, is_busy);
}

static void
saved_cb (TidingsPersonDialog *self)
{
  TidingsPerson *person = NULL;

  g_object_get (self->form, "person-id", &self->person_id, NULL);
  person = get_person (self);
  if (person != NULL && person->verified_at != 0)
    gtk_window_close (GTK_WINDOW (self));
  else
    show_code (self);
}

static void
show_person_cb (TidingsPersonDialog *self,
                gint64               person_id)
{
  if (self->opener != NULL)
    gtk_widget_activate_action (self->opener, "win.show-person", "x", person_id);

  gtk_window_close (GTK_WINDOW (self));
}

static void
show_form (TidingsPersonDialog *self)
{
  GtkWidget *form = tidings_person_form_new (self->client, self->person_id);
  gboolean is_new = self->person_id == 0;

  g_set_weak_pointer (&self->form, TIDINGS_PERSON_FORM (form));
  g_object_set (form, "with-language", is_new, NULL);
  g_object_set (form, "description", is_new ? _("They receive a text with a code. Ask them to read it to you") : "", NULL);
  g_signal_connect_object (form, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "show-person", G_CALLBACK (show_person_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "notify::is-busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);

  show_step (self, form, is_new ? _("Add Person") : _("Change Number"), _("_Cancel"), is_new ? _("_Add") : _("_Save"));
  tidings_person_form_focus (self->form);
}

static void
show_alerts (TidingsPersonDialog *self)
{
  TidingsPerson *person = get_person (self);
  g_autofree char *title = NULL;

  /* Translators: %s is a person’s name */
  title = g_strdup_printf (_("Alerts for %s"), person->name);
  show_step (self, tidings_person_make_alerts (self->client, self->person_id), title, NULL, _("_Done"));
  tidings_toast (GTK_WIDGET (self->stack), _("Number confirmed"));
  gtk_widget_grab_focus (self->go_button);
}

static void
confirmed_cb (TidingsPersonDialog *self)
{
  TidingsPerson *person = get_person (self);

  /* Who has switches on already had a confirmed number before; there is nothing to choose anew. */
  if (person != NULL && (person->types == NULL || person->types[0] == NULL))
    {
      show_alerts (self);
      return;
    }

  if (self->opener != NULL)
    tidings_toast (self->opener, _("Number confirmed"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
practice_phone_cb (TidingsPersonDialog *self)
{
  if (self->opener != NULL)
    gtk_widget_activate_action (self->opener, "win.practice-phone", NULL);
}

/* Somebody who was added a moment ago may come into the list only now. */
static void
show_hint (TidingsPersonDialog *self)
{
  TidingsPerson *person = get_person (self);
  gboolean is_code = TIDINGS_IS_CODE_PAGE (gtk_stack_get_visible_child (self->stack));
  g_autofree char *hint = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), is_code && person != NULL);
  if (!is_code || person == NULL)
    return;

  /* Translators: %1$s is a person’s name, twice */
  hint = g_strdup_printf (_("%1$s receives a text with a code. Ask %1$s to read it to you"), person->name);
  gtk_label_set_label (self->hint_label, hint);
}

static void
show_code (TidingsPersonDialog *self)
{
  GtkWidget *page = tidings_code_page_new (self->client, self->person_id);

  g_signal_connect_object (page, "confirmed", G_CALLBACK (confirmed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "change-number", G_CALLBACK (show_form), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open-practice-phone", G_CALLBACK (practice_phone_cb), self, G_CONNECT_SWAPPED);

  show_step (self, page, _("Confirm Number"), _("_Later"), NULL);
  show_hint (self);
  tidings_code_page_start (TIDINGS_CODE_PAGE (page));
}

static void
go_clicked_cb (TidingsPersonDialog *self)
{
  if (self->form != NULL)
    tidings_person_form_submit (self->form);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
tidings_person_dialog_dispose (GObject *object)
{
  TidingsPersonDialog *self = TIDINGS_PERSON_DIALOG (object);

  g_clear_weak_pointer (&self->opener);
  g_clear_weak_pointer (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_PERSON_DIALOG);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_person_dialog_parent_class)->dispose (object);
}

static void
tidings_person_dialog_class_init (TidingsPersonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_person_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-person-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonDialog, go_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonDialog, stack);
  gtk_widget_class_bind_template_callback (widget_class, go_clicked_cb);
}

static void
tidings_person_dialog_init (TidingsPersonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static TidingsPersonDialog *
make_dialog (GtkWidget     *opener,
             TidingsClient *client,
             gint64         person_id)
{
  GtkRoot *root = gtk_widget_get_root (opener);
  TidingsPersonDialog *self = g_object_new (TIDINGS_TYPE_PERSON_DIALOG, "transient-for", root, NULL);

  self->client = g_object_ref (client);
  self->person_id = person_id;
  g_set_weak_pointer (&self->opener, opener);
  g_signal_connect_object (tidings_client_list_people (client), "items-changed", G_CALLBACK (show_hint), self, G_CONNECT_SWAPPED);

  return self;
}

void
tidings_person_dialog_present_add (GtkWidget     *parent,
                                   TidingsClient *client,
                                   const char    *number)
{
  TidingsPersonDialog *self = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));

  /* Shown first: a focus that comes before makes GTK 4.8 tell assistive technology that this is no window. */
  self = make_dialog (parent, client, 0);
  gtk_window_present (GTK_WINDOW (self));
  show_form (self);
  if (number != NULL)
    tidings_person_form_set_number (self->form, number);
}

void
tidings_person_dialog_present_confirm (GtkWidget     *parent,
                                       TidingsClient *client,
                                       gint64         person_id)
{
  TidingsPersonDialog *self = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));

  self = make_dialog (parent, client, person_id);
  gtk_window_present (GTK_WINDOW (self));
  show_code (self);
}

void
tidings_person_dialog_present_change_number (GtkWidget     *parent,
                                             TidingsClient *client,
                                             gint64         person_id)
{
  TidingsPersonDialog *self = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));

  self = make_dialog (parent, client, person_id);
  gtk_window_present (GTK_WINDOW (self));
  show_form (self);
}
