/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the code is entered that was sent to a number. */
#include "config.h"

#include "tidings-code-page.h"

#include <glib/gi18n.h>
#include "tidings-code-session.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsCodePage
{
  AdwBin parent_instance;

  TidingsClient *client;
  TidingsCodeSession *session;
  GSettings *settings;
  char *offered;               /* the code in the clipboard, if there is one */
  GtkEditable *field;          /* what is typed into, inside entry */
  GtkWindow *window;           /* that is watched for coming to the front */

  GtkLabel *title_label;
  GtkLabel *sent_label;
  GtkWidget *entry;
  GtkWidget *paste_button;
  GtkLabel *error_label;
  GtkWidget *practice_box;
  GtkWidget *practice_button;
  GtkWidget *send_button;
  GtkWidget *call_child;
  GtkWidget *call_button;
};

enum {
  CONFIRMED,
  CHANGE_NUMBER,
  OPEN_PRACTICE_PHONE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsCodePage, tidings_code_page, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
confirm_cb (TidingsCodePage *self)
{
  gboolean is_trying = FALSE;

  tidings_code_session_confirm (self->session, gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  /* If it turns out wrong, the next key begins anew. One that lacks digits is kept to be completed. */
  g_object_get (self->session, "is-busy", &is_trying, NULL);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), is_trying ? 0 : -1, -1);
}

static void
call_cb (TidingsCodePage *self)
{
  tidings_code_session_call (self->session);
}

static void
send_cb (TidingsCodePage *self)
{
  tidings_code_session_send (self->session);
  gtk_widget_grab_focus (self->entry);
}

static void
change_cb (TidingsCodePage *self)
{
  g_signal_emit (self, signals[CHANGE_NUMBER], 0);
}

static void
practice_clicked_cb (TidingsCodePage *self)
{
  g_signal_emit (self, signals[OPEN_PRACTICE_PHONE], 0);
}

static void
insert_text_cb (GtkEditable     *field,
                const char      *inserted,
                int              length,
                int             *position,
                TidingsCodePage *self)
{
  g_autofree char *coming = length < 0 ? g_strdup (inserted) : g_strndup (inserted, length);
  g_autofree char *accepted = tidings_code_session_accept (self->session, coming);

  g_signal_stop_emission_by_name (field, "insert-text");
  if (accepted == NULL)
    {
      gtk_widget_error_bell (self->entry);
      return;
    }

  g_signal_handlers_block_by_func (field, insert_text_cb, self);
  gtk_editable_insert_text (field, accepted, -1, position);
  g_signal_handlers_unblock_by_func (field, insert_text_cb, self);
}

static void
changed_cb (TidingsCodePage *self)
{
  tidings_code_session_clear_error (self->session);
}

static void
error_cb (TidingsCodePage *self)
{
  g_autofree char *error = NULL;
  gboolean is_error = FALSE;

  g_object_get (self->session, "error", &error, NULL);
  is_error = *error != '\0';

  tidings_announce (self->error_label, error);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), is_error);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, error, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (is_error)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
}

static void
digits_cb (TidingsCodePage *self)
{
  g_autofree char *title = NULL;
  guint n_digits = 0;

  g_object_get (self->session, "n-digits", &n_digits, NULL);
  if (n_digits > 0)
    title = g_strdup_printf (ngettext ("Enter the %u-digit code", "Enter the %u-digit code", n_digits), n_digits);
  else
    title = g_strdup (_("Enter the code"));

  gtk_label_set_label (self->title_label, title);
  tidings_set_name (self->entry, title);
}

static void
number_cb (TidingsCodePage *self)
{
  g_autofree char *number = NULL;
  g_autofree char *isolated = NULL;
  g_autofree char *words = NULL;

  g_object_get (self->session, "number", &number, NULL);
  isolated = tidings_words_isolate (number);
  /* Translators: %s is a phone number */
  words = g_strdup_printf (_("Sent to %s"), isolated);
  gtk_label_set_label (self->sent_label, *number != '\0' ? words : "");
}

static void
sent_cb (TidingsCodePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (self->entry);
}

static void
confirmed_cb (TidingsCodePage *self)
{
  g_signal_emit (self, signals[CONFIRMED], 0);
}

static void
paste_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  TidingsCodePage *self = TIDINGS_CODE_PAGE (widget);

  if (self->offered == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->offered);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
offer (TidingsCodePage *self,
       char            *code)
{
  g_autofree char *grouped = NULL;
  g_autofree char *isolated = NULL;
  g_autofree char *label = NULL;

  g_free (self->offered);
  self->offered = code;
  gtk_widget_set_visible (self->paste_button, code != NULL);
  if (code == NULL)
    return;

  grouped = g_strdup_printf ("%.3s %s", code, code + 3);
  isolated = tidings_words_isolate (grouped);
  /* Translators: %s is a code such as 123 456 */
  label = g_strdup_printf (_("Paste %s"), isolated);
  gtk_button_set_label (GTK_BUTTON (self->paste_button), label);
}

static void
clipboard_text_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(TidingsCodePage) self = user_data;
  /* Whatever else is in there, and whether it can be read, is no concern of this page. */
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);

  if (self->session != NULL)
    offer (self, tidings_code_session_dup_code (text));
}

static void
look_into_clipboard (TidingsCodePage *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), G_TYPE_STRING))
    gdk_clipboard_read_text_async (clipboard, NULL, clipboard_text_cb, g_object_ref (self));
  else
    offer (self, NULL);
}

static void
window_active_cb (TidingsCodePage *self)
{
  if (gtk_window_is_active (self->window))
    look_into_clipboard (self);
}

static void
tidings_code_page_map (GtkWidget *widget)
{
  TidingsCodePage *self = TIDINGS_CODE_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  GTK_WIDGET_CLASS (tidings_code_page_parent_class)->map (widget);

  look_into_clipboard (self);
  if (GTK_IS_WINDOW (root))
    {
      self->window = GTK_WINDOW (root);
      g_signal_connect_swapped (self->window, "notify::is-active", G_CALLBACK (window_active_cb), self);
    }
}

static void
tidings_code_page_unmap (GtkWidget *widget)
{
  TidingsCodePage *self = TIDINGS_CODE_PAGE (widget);

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_func (self->window, window_active_cb, self);
  self->window = NULL;

  GTK_WIDGET_CLASS (tidings_code_page_parent_class)->unmap (widget);
}

static void
tidings_code_page_dispose (GObject *object)
{
  TidingsCodePage *self = TIDINGS_CODE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_CODE_PAGE);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_code_page_parent_class)->dispose (object);
}

static void
tidings_code_page_finalize (GObject *object)
{
  TidingsCodePage *self = TIDINGS_CODE_PAGE (object);

  g_free (self->offered);

  G_OBJECT_CLASS (tidings_code_page_parent_class)->finalize (object);
}

static void
tidings_code_page_class_init (TidingsCodePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_code_page_dispose;
  object_class->finalize = tidings_code_page_finalize;
  widget_class->map = tidings_code_page_map;
  widget_class->unmap = tidings_code_page_unmap;

  signals[CONFIRMED] = g_signal_new ("confirmed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGE_NUMBER] = g_signal_new ("change-number", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPEN_PRACTICE_PHONE] = g_signal_new ("open-practice-phone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "code.paste", NULL, paste_action);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-code-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsCodePage, title_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsCodePage, sent_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsCodePage, entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsCodePage, paste_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsCodePage, error_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsCodePage, practice_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsCodePage, practice_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsCodePage, send_button);
  gtk_widget_class_bind_template_callback (widget_class, confirm_cb);
  gtk_widget_class_bind_template_child (widget_class, TidingsCodePage, call_child);
  gtk_widget_class_bind_template_child (widget_class, TidingsCodePage, call_button);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, call_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
  gtk_widget_class_bind_template_callback (widget_class, practice_clicked_cb);
}

static void
tidings_code_page_init (TidingsCodePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->field = gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
  gtk_widget_set_direction (self->entry, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->field), GTK_TEXT_DIR_LTR);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->error_label, NULL, -1);
  g_signal_connect (self->field, "insert-text", G_CALLBACK (insert_text_cb), self);
  g_signal_connect_swapped (self->field, "changed", G_CALLBACK (changed_cb), self);
}

/* Only Twilio's Verify can read a code out. */
static gboolean
has_text_cb (GValue   *value,
             GVariant *variant,
             gpointer  user_data)
{
  g_value_set_boolean (value, *g_variant_get_string (variant, NULL) != '\0');

  return TRUE;
}

static void
show_session (TidingsCodePage *self)
{
  g_signal_connect_object (self->session, "notify::error", G_CALLBACK (error_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::number", G_CALLBACK (number_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::n-digits", G_CALLBACK (digits_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "sent", G_CALLBACK (sent_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "confirmed", G_CALLBACK (confirmed_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->session, "send-label", self->send_button, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->session, "can-send", self->send_button, "sensitive", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->session, "can-send", self->call_button, "sensitive", G_BINDING_SYNC_CREATE);
  g_settings_bind_with_mapping (self->settings, "verify-service", self->call_child, "visible", G_SETTINGS_BIND_GET,
                                has_text_cb, NULL, NULL, NULL);
  g_object_bind_property (self->client, "is-practice", self->practice_box, "visible", G_BINDING_SYNC_CREATE);
  error_cb (self);
  number_cb (self);
  digits_cb (self);
}

GtkWidget *
tidings_code_page_new (TidingsClient *client,
                       gint64         person_id)
{
  TidingsCodePage *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_CODE_PAGE, NULL);
  self->client = g_object_ref (client);
  self->session = tidings_code_session_new (client, person_id);
  self->settings = g_settings_new (APP_ID);
  show_session (self);
  return GTK_WIDGET (self);
}

void
tidings_code_page_start (TidingsCodePage *self)
{
  g_return_if_fail (TIDINGS_IS_CODE_PAGE (self));

  gtk_widget_set_visible (self->practice_button,
                          g_signal_has_handler_pending (self, signals[OPEN_PRACTICE_PHONE], 0, FALSE));
  tidings_code_session_start (self->session);
  gtk_widget_grab_focus (self->entry);
}
