/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which an alert of one's own is made or changed. */
#include "config.h"

#include "tidings-own-dialog.h"

#include <glib/gi18n.h>

#include "tidings-bus-error.h"
#include "tidings-command-group.h"
#include "tidings-own-draft.h"
#include "tidings-own-fields.h"
#include "tidings-spin-row.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

struct _TidingsOwnDialog
{
  AdwWindow parent_instance;

  TidingsClient *client;
  TidingsOwnDraft *draft;
  GCancellable *cancellable;

  GtkButton *save_button;
  GtkWidget *title_row;
  GtkLabel *title_problem;
  AdwComboRow *group_row;
  GtkTextView *text_view;
  GtkLabel *text_problem;
  GtkLabel *count_label;
  TidingsOwnFields *fields_group;
  GtkWidget *preview_box;
  GtkLabel *preview_label;
  AdwComboRow *priority_row;
  TidingsSpinRow *cooldown_row;
  GtkLabel *cooldown_problem;
  TidingsCommandGroup *command_group;
  GtkLabel *failure_label;

  guint is_new : 1;
  guint is_discarded : 1;
};

G_DEFINE_FINAL_TYPE (TidingsOwnDialog, tidings_own_dialog, ADW_TYPE_WINDOW)

static void
show_label (GtkLabel   *label,
            const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    tidings_announce (label, text);
}

/* The sentence below a field, and the field marked for who sees it and for who hears it. */
static void
show_problem (TidingsOwnDialog *self,
              const char       *property,
              GtkLabel         *label,
              GtkWidget        *field)
{
  g_autofree char *problem = NULL;

  g_object_get (self->draft, property, &problem, NULL);
  show_label (label, problem);
  gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
                               *problem != '\0' ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (*problem != '\0')
    gtk_widget_add_css_class (field, "error");
  else
    gtk_widget_remove_css_class (field, "error");
}

static void
draft_changed_cb (TidingsOwnDialog *self)
{
  g_autofree char *preview = NULL;

  g_object_get (self->draft, "preview", &preview, NULL);
  show_problem (self, "title-problem", self->title_problem, self->title_row);
  show_problem (self, "text-problem", self->text_problem, GTK_WIDGET (self->text_view));
  show_problem (self, "cooldown-problem", self->cooldown_problem, GTK_WIDGET (self->cooldown_row));
  gtk_widget_set_visible (self->preview_box, *preview != '\0');
}

static void
insert_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  TidingsOwnDialog *self = TIDINGS_OWN_DIALOG (widget);
  g_autofree char *placeholder = g_strdup_printf ("{{ %s }}", g_variant_get_string (parameter, NULL));

  gtk_text_buffer_insert_interactive_at_cursor (gtk_text_view_get_buffer (self->text_view), placeholder, -1, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
saved_cb (GObject      *proxy,
          GAsyncResult *result,
          gpointer      user_data)
{
  TidingsOwnDialog *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;

  tidings_bus_agent1_call_put_type_finish (TIDINGS_BUS_AGENT1 (proxy), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error == NULL)
    {
      self->is_discarded = TRUE;
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  /* What was typed stays. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
  words = tidings_bus_error_dup_words (error);
  show_label (self->failure_label, words);
}

static void
focus_problem (TidingsOwnDialog *self)
{
  g_autofree char *title_problem = NULL;
  g_autofree char *text_problem = NULL;

  g_object_get (self->draft, "title-problem", &title_problem, "text-problem", &text_problem, NULL);
  if (*title_problem != '\0')
    gtk_widget_grab_focus (self->title_row);
  else if (*text_problem != '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
  else if (!tidings_own_fields_focus_problem (self->fields_group))
    gtk_widget_grab_focus (GTK_WIDGET (self->cooldown_row));
}

static void
save_clicked_cb (TidingsOwnDialog *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);
  g_autofree char *id = NULL;
  gboolean is_changed = FALSE;

  g_object_get (self->draft, "is-changed", &is_changed, NULL);
  if (!tidings_own_draft_show_problems (self->draft))
    {
      if (is_changed || self->is_new)
        focus_problem (self);
      else
        gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (agent == NULL)
    {
      show_label (self->failure_label, _("Sending service is not running"));
      return;
    }

  id = tidings_own_draft_dup_id (self->draft);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  tidings_bus_agent1_call_put_type (agent, id, tidings_own_draft_dup_values (self->draft), self->cancellable, saved_cb, self);
}

static void
discard (GtkWindow *window)
{
  TIDINGS_OWN_DIALOG (window)->is_discarded = TRUE;
  gtk_window_close (window);
}

static gboolean
tidings_own_dialog_close_request (GtkWindow *window)
{
  TidingsOwnDialog *self = TIDINGS_OWN_DIALOG (window);
  gboolean is_changed = FALSE;

  g_object_get (self->draft, "is-changed", &is_changed, NULL);
  if (!is_changed || self->is_discarded)
    return GTK_WINDOW_CLASS (tidings_own_dialog_parent_class)->close_request (window);

  tidings_ask_discard (window, _("The alert was not saved"), discard);

  return TRUE;
}

static void
tidings_own_dialog_dispose (GObject *object)
{
  TidingsOwnDialog *self = TIDINGS_OWN_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_OWN_DIALOG);
  g_clear_object (&self->draft);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_own_dialog_parent_class)->dispose (object);
}

static void
tidings_own_dialog_finalize (GObject *object)
{
  g_object_unref (TIDINGS_OWN_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (tidings_own_dialog_parent_class)->finalize (object);
}

static void
tidings_own_dialog_class_init (TidingsOwnDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_own_dialog_dispose;
  object_class->finalize = tidings_own_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = tidings_own_dialog_close_request;

  g_type_ensure (TIDINGS_TYPE_COMMAND_GROUP);
  g_type_ensure (TIDINGS_TYPE_OWN_FIELDS);
  g_type_ensure (TIDINGS_TYPE_SPIN_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-own-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, title_problem);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, group_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, text_view);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, text_problem);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, fields_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, preview_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, preview_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, priority_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, cooldown_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, cooldown_problem);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, command_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsOwnDialog, failure_label);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);

  gtk_widget_class_install_action (widget_class, "own.insert", "s", insert_cb);
}

static void
tidings_own_dialog_init (TidingsOwnDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->save_button));
}

static void
fill_groups (TidingsOwnDialog *self)
{
  const char * const *groups = tidings_own_draft_get_groups (self->draft);
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    gtk_string_list_take (titles, tidings_catalog_dup_group_title (tidings_catalog_get_default (), groups[i]));

  adw_combo_row_set_model (self->group_row, G_LIST_MODEL (titles));
}

static void
bind_draft (TidingsOwnDialog *self)
{
  const GBindingFlags both = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_object_bind_property (self->draft, "title", self->title_row, "text", both);
  g_object_bind_property (self->draft, "text", gtk_text_view_get_buffer (self->text_view), "text", both);
  g_object_bind_property (self->draft, "group", self->group_row, "selected", both);
  g_object_bind_property (self->draft, "priority", self->priority_row, "selected", both);
  g_object_bind_property (self->draft, "cooldown", self->cooldown_row, "value", both);
  g_object_bind_property (self->draft, "preview", self->preview_label, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->draft, "count", self->count_label, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->draft, "command", self->command_group, "command", G_BINDING_SYNC_CREATE);
  /* All properties of the draft are told together. */
  g_signal_connect_object (self->draft, "notify::is-changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  draft_changed_cb (self);
  tidings_own_fields_follow (self->fields_group, self->draft);
}

void
tidings_own_dialog_present (GtkWidget        *widget,
                            TidingsClient    *client,
                            TidingsAlertType *type)
{
  TidingsOwnDialog *self = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (type == NULL || TIDINGS_IS_ALERT_TYPE (type));

  self = g_object_new (TIDINGS_TYPE_OWN_DIALOG,
                       "title", type != NULL ? _("Edit Alert") : _("New Alert"),
                       "transient-for", gtk_widget_get_root (widget),
                       NULL);
  self->client = g_object_ref (client);
  self->is_new = type == NULL;
  self->draft = tidings_own_draft_new (tidings_catalog_get_default (), type);
  gtk_button_set_label (self->save_button, type != NULL ? _("_Save") : _("_Add"));
  fill_groups (self);
  bind_draft (self);

  /* Shown first: a focus that comes before makes GTK 4.8 tell assistive technology that this is no window. */
  gtk_window_present (GTK_WINDOW (self));
  gtk_window_set_focus (GTK_WINDOW (self), self->title_row);
}

typedef struct {
  GtkWidget *widget;
  TidingsClient *client;
  char *id;
} Removal;

static void
removal_free (gpointer  data,
              GClosure *closure)
{
  Removal *removal = data;

  g_object_unref (removal->widget);
  g_object_unref (removal->client);
  g_free (removal->id);
  g_free (removal);
}

static void
remove_response_cb (Removal    *removal,
                    const char *response)
{
  TidingsBusAgent1 *agent = NULL;

  if (!g_str_equal (response, "remove"))
    return;

  agent = tidings_verb_get_agent (removal->client, removal->widget);
  if (agent != NULL)
    tidings_bus_agent1_call_remove_type (agent, removal->id, NULL, tidings_verb_cb, tidings_verb_new (removal->widget, NULL));
}

void
tidings_own_dialog_ask_remove (GtkWidget        *widget,
                               TidingsClient    *client,
                               TidingsAlertType *type)
{
  g_autofree char *title = NULL;
  g_autofree char *heading = NULL;
  GtkWidget *dialog = NULL;
  Removal *removal = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_ALERT_TYPE (type));

  title = tidings_alert_type_dup_title (type, NULL);
  /* Translators: %s is the title of an alert */
  heading = g_strdup_printf (_("Remove “%s”?"), title);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading,
                                   _("Its switches and wordings go with it, and texts of it that wait are canceled. Reminders of it "
                                     "become plain ones. Programs that raise it are told that it is gone. The activity log stays."));
  removal = g_new0 (Removal, 1);
  removal->widget = g_object_ref (widget);
  removal->client = g_object_ref (client);
  removal->id = g_strdup (type->id);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (remove_response_cb), removal, removal_free, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
