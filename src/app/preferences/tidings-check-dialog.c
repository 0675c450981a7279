/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check Sending. */
#include "config.h"

#include "tidings-check-dialog.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-bus-error.h"

struct _TidingsCheckDialog
{
  AdwWindow parent_instance;

  TidingsClient *client;
  GCancellable *cancellable;

  GtkWidget *again_button;
  GtkStack *stack;
  GtkListBox *lines_list;
  AdwStatusPage *error_page;
};

G_DEFINE_FINAL_TYPE (TidingsCheckDialog, tidings_check_dialog, ADW_TYPE_WINDOW)

static const struct {
  const char *outcome;
  const char *icon;
  const char *style;
} looks[] = {
  { "good", "tidings-check-symbolic", "success" },
  { "bad", "tidings-error-symbolic", "error" },
  { "unknown", "tidings-question-symbolic", "warning" },
};

/* What the agent looks at has names for programs. */
static const char *
get_title (const char *what)
{
  static const struct {
    const char *what;
    const char *title;
  } titles[] = {
    { "key", N_("Key") },
    { "account", N_("Account") },
    { "region", N_("Region") },
    { "balance", N_("Balance") },
    { "sender", N_("Sender") },
    { "service", N_("Messaging Service") },
    { "pool", N_("Senders of the Service") },
    { "answers", N_("Answers") },
    { "registration", N_("Registration") },
    { "country", N_("Country") },
    { "name", N_("Sender Name") },
    { "trial", N_("Trial") },
    { "verify", N_("Codes") },
    { "arrival", N_("Last Arrival") },
    { "proof", N_("Proof") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      if (g_str_equal (titles[i].what, what))
        return _(titles[i].title);
    }

  return what;
}

static void
add_line (TidingsCheckDialog *self,
          const char         *what,
          const char         *outcome,
          const char         *sentence,
          const char         *next)
{
  /* The one next step stands below what is wrong. */
  g_autofree char *words = *next != '\0' ? g_strdup_printf ("%s\n%s", sentence, next) : g_strdup (sentence);
  GtkWidget *row = tidings_row_new (get_title (what), words);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      GtkWidget *icon = NULL;

      if (!g_str_equal (looks[i].outcome, outcome))
        continue;

      icon = tidings_icon_new (looks[i].icon);
      gtk_widget_add_css_class (icon, looks[i].style);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }

  gtk_list_box_append (self->lines_list, row);
}

static void
show_lines (TidingsCheckDialog *self,
            GVariant           *lines)
{
  GVariantIter iter;
  const char *what = NULL, *outcome = NULL, *sentence = NULL, *next = NULL;

  while (gtk_widget_get_first_child (GTK_WIDGET (self->lines_list)) != NULL)
    gtk_list_box_remove (self->lines_list, gtk_widget_get_first_child (GTK_WIDGET (self->lines_list)));

  g_variant_iter_init (&iter, lines);
  while (g_variant_iter_next (&iter, "(&s&s&s&s&s)", &what, &outcome, &sentence, &next, NULL))
    add_line (self, what, outcome, sentence, next);

  gtk_stack_set_visible_child_name (self->stack, "lines");
}

static void
show_error (TidingsCheckDialog *self,
            const char         *words)
{
  g_autofree char *markup = g_markup_escape_text (words, -1);

  adw_status_page_set_description (self->error_page, markup);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
checked_cb (GObject      *proxy,
            GAsyncResult *result,
            gpointer      user_data)
{
  TidingsCheckDialog *self = user_data;
  g_autoptr(GVariant) lines = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;

  tidings_bus_agent1_call_check_account_finish (TIDINGS_BUS_AGENT1 (proxy), &lines, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (self->again_button, TRUE);
  if (error == NULL)
    {
      show_lines (self, lines);
      return;
    }

  words = tidings_bus_error_dup_words (error);
  show_error (self, words);
}

static void
check (TidingsCheckDialog *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);

  if (agent == NULL)
    {
      show_error (self, _("Sending service is not running"));
      return;
    }

  gtk_widget_set_sensitive (self->again_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "checking");
  tidings_bus_agent1_call_check_account (agent, g_variant_new ("a{sv}", NULL), self->cancellable, checked_cb, self);
}

static void
tidings_check_dialog_dispose (GObject *object)
{
  TidingsCheckDialog *self = TIDINGS_CHECK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_CHECK_DIALOG);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_check_dialog_parent_class)->dispose (object);
}

static void
tidings_check_dialog_finalize (GObject *object)
{
  g_object_unref (TIDINGS_CHECK_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (tidings_check_dialog_parent_class)->finalize (object);
}

static void
tidings_check_dialog_class_init (TidingsCheckDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_check_dialog_dispose;
  object_class->finalize = tidings_check_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-check-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, lines_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsCheckDialog, error_page);
  gtk_widget_class_bind_template_callback (widget_class, check);
}

static void
tidings_check_dialog_init (TidingsCheckDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tidings_check_dialog_present (GtkWindow     *parent,
                              TidingsClient *client)
{
  TidingsCheckDialog *self = NULL;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));

  self = g_object_new (TIDINGS_TYPE_CHECK_DIALOG, "transient-for", parent, NULL);
  self->client = g_object_ref (client);
  check (self);
  gtk_window_present (GTK_WINDOW (self));
}
