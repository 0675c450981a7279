/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences of the receiver of reports. */
#include "config.h"

#include "tidings-receiver-page.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-receiver.h"
#include "tidings-widgets.h"

struct _TidingsReceiverPage
{
  AdwPreferencesPage parent_instance;

  TidingsReceiver *receiver;
  GSettings *settings;

  GtkWidget *state_row;
  GtkSwitch *on_switch;
  GtkEditable *url_row;
  GtkEditable *address_row;
  GtkEditable *port_row;
  GtkLabel *problem_label;
  GtkWidget *inbound_group;
  GtkWidget *inbound_row;

  guint is_following : 1; /* the switch follows the agent, nobody moved it */
};

G_DEFINE_FINAL_TYPE (TidingsReceiverPage, tidings_receiver_page, ADW_TYPE_PREFERENCES_PAGE)

static void
follow (TidingsReceiverPage *self)
{
  static const char * const kinds[] = { "success", "error", NULL };
  g_autofree char *words = NULL;
  g_autofree char *style = NULL;
  g_autofree char *inbound = NULL;
  g_autofree char *problem = NULL;
  gboolean is_on = FALSE, is_busy = FALSE;

  g_object_get (self->receiver, "is-on", &is_on, "words", &words, "style-class", &style, "inbound-url", &inbound, "is-busy",
                &is_busy, "problem", &problem, NULL);

  self->is_following = TRUE;
  tidings_row_set_texts (self->state_row, _("Receive Reports"), words);
  tidings_set_kind (self->state_row, kinds, g_str_equal (style, "dim-label") ? NULL : style);
  if (!is_busy)
    gtk_switch_set_active (self->on_switch, is_on);
  gtk_widget_set_sensitive (GTK_WIDGET (self->on_switch), !is_busy);
  tidings_announce (self->problem_label, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), *problem != '\0');
  gtk_widget_set_visible (self->inbound_group, *inbound != '\0');
  tidings_row_set_texts (self->inbound_row, _("For answers, enter this at Twilio"), inbound);
  self->is_following = FALSE;
}

static void
apply (TidingsReceiverPage *self,
       gboolean             is_on)
{
  g_autofree char *url = g_strstrip (g_strdup (gtk_editable_get_text (self->url_row)));
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (self->address_row)));

  guint64 port = 0;

  /* An empty field is not a wish; what is no port stays in its field and is not told to anybody. */
  if (!g_ascii_string_to_unsigned (gtk_editable_get_text (self->port_row), 10, 1, G_MAXUINT16, &port, NULL))
    gtk_widget_add_css_class (GTK_WIDGET (self->port_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->port_row), "error");
  tidings_receiver_set (self->receiver, is_on, *url != '\0' ? url : NULL, *address != '\0' ? address : NULL, (guint) port);
}

static void
switched_cb (TidingsReceiverPage *self)
{
  if (!self->is_following && self->receiver != NULL)
    apply (self, gtk_switch_get_active (self->on_switch));
}

/* What was entered counts at once where it is on, and is checked when it is switched on otherwise. */
static void
applied_cb (TidingsReceiverPage *self)
{
  gboolean is_busy = FALSE;

  g_object_get (self->receiver, "is-busy", &is_busy, NULL);
  if (!is_busy)
    apply (self, gtk_switch_get_active (self->on_switch));
}

static void
copy_clicked_cb (TidingsReceiverPage *self)
{
  g_autofree char *inbound = NULL;

  g_object_get (self->receiver, "inbound-url", &inbound, NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), inbound);
  tidings_toast (GTK_WIDGET (self), _("Address copied"));
}

static void
tidings_receiver_page_dispose (GObject *object)
{
  TidingsReceiverPage *self = TIDINGS_RECEIVER_PAGE (object);

  g_clear_object (&self->receiver);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tidings_receiver_page_parent_class)->dispose (object);
}

static void
tidings_receiver_page_class_init (TidingsReceiverPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_receiver_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-receiver-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsReceiverPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReceiverPage, on_switch);
  gtk_widget_class_bind_template_child (widget_class, TidingsReceiverPage, url_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReceiverPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReceiverPage, port_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsReceiverPage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsReceiverPage, inbound_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsReceiverPage, inbound_row);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
tidings_receiver_page_init (TidingsReceiverPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tidings_receiver_page_set_client (TidingsReceiverPage *self,
                                  TidingsClient       *client,
                                  GSettings           *settings)
{
  g_autofree char *url = NULL;
  g_autofree char *address = NULL;
  g_autofree char *port = NULL;

  g_return_if_fail (TIDINGS_IS_RECEIVER_PAGE (self));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (G_IS_SETTINGS (settings));

  self->settings = g_object_ref (settings);
  url = g_settings_get_string (settings, "webhook-url");
  address = g_settings_get_string (settings, "webhook-address");
  port = g_strdup_printf ("%u", g_settings_get_uint (settings, "webhook-port"));
  gtk_editable_set_text (self->url_row, url);
  gtk_editable_set_text (self->address_row, address);
  gtk_editable_set_text (self->port_row, port);

  self->receiver = tidings_receiver_new (client);
  g_signal_connect_object (self->receiver, "notify", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_object_bind_property (client, "is-ready", self, "sensitive", G_BINDING_SYNC_CREATE);
  follow (self);
}
