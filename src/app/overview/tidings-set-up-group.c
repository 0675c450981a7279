/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first steps, until they are done. */
#include "config.h"

#include "tidings-set-up-group.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-set-up.h"
#include "tidings-test-dialog.h"
#include "tidings-widgets.h"

struct _TidingsSetUpGroup
{
  AdwPreferencesGroup parent_instance;

  TidingsClient *client;
  GSettings *settings;
  TidingsSetUp *set_up;

  GtkWidget *account_row;
  GtkWidget *account_icon;
  GtkWidget *number_row;
  GtkWidget *number_icon;
  GtkWidget *test_row;
  GtkWidget *test_icon;
};

enum {
  PROP_0,
  PROP_CLIENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsSetUpGroup, tidings_set_up_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_step (GtkWidget  *row,
           GtkWidget  *icon,
           const char *title,
           const char *subtitle,
           gboolean    is_done)
{
  static const char * const kinds[] = { "success", "dim-label", NULL };
  const char *note = is_done ? C_("step", "Done") : subtitle;

  tidings_row_set_texts (row, title, note);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), is_done ? "tidings-check-symbolic" : "tidings-dots-symbolic");
  tidings_set_kind (icon, kinds, is_done ? "success" : "dim-label");
}

static void
set_up_changed_cb (TidingsSetUpGroup *self)
{
  gboolean has_account = FALSE, has_number = FALSE, has_test = FALSE, is_done = FALSE, is_ready = FALSE;

  g_object_get (self->set_up, "has-account", &has_account, "has-number", &has_number, "has-test", &has_test, "is-done",
                &is_done, NULL);
  g_object_get (self->client, "is-ready", &is_ready, NULL);
  show_step (self->account_row, self->account_icon, _("Account"), _("Connect Twilio, or practice first"), has_account);
  show_step (self->number_row, self->number_icon, _("Confirm your number"), _("A code shows that texts arrive"), has_number);
  show_step (self->test_row, self->test_icon, _("Send a test text"),
             has_number ? _("To see it arrive") : _("Confirm the number first"), has_test);
  gtk_widget_set_sensitive (self->account_row, is_ready);
  gtk_widget_set_sensitive (self->number_row, is_ready);
  gtk_widget_set_sensitive (self->test_row, is_ready && has_number);
  gtk_widget_set_visible (GTK_WIDGET (self), !is_done);
}

static void
account_activated_cb (TidingsSetUpGroup *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-up", "s", "");
}

static void
number_activated_cb (TidingsSetUpGroup *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-up", "s", "number");
}

static void
test_activated_cb (TidingsSetUpGroup *self)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), "delivery_test");

  g_return_if_fail (type != NULL);

  tidings_test_dialog_present (GTK_WIDGET (self), self->client, type);
}

/* Practice was chosen once the assistant was finished or closed; before that the first step is still to do. */
static void
account_changed_cb (TidingsSetUpGroup *self)
{
  gboolean is_practice = TRUE;

  g_object_get (self->client, "is-practice", &is_practice, NULL);
  g_object_set (self->set_up, "has-account", !is_practice || g_settings_get_boolean (self->settings, "set-up"), NULL);
}

static void
messages_changed_cb (TidingsSetUpGroup *self)
{
  tidings_set_up_look (self->set_up, tidings_client_get_store (self->client));
}

static void
set_client (TidingsSetUpGroup *self,
            TidingsClient     *client)
{
  if (!g_set_object (&self->client, client))
    return;

  self->set_up = tidings_set_up_new (tidings_client_list_people (client));
  g_signal_connect_object (self->set_up, "notify::is-done", G_CALLBACK (set_up_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-practice", G_CALLBACK (account_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-ready", G_CALLBACK (set_up_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::store", G_CALLBACK (messages_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::messages", G_CALLBACK (messages_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::set-up", G_CALLBACK (account_changed_cb), self, G_CONNECT_SWAPPED);

  account_changed_cb (self);
  messages_changed_cb (self);
  set_up_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLIENT]);
}

static void
tidings_set_up_group_dispose (GObject *object)
{
  TidingsSetUpGroup *self = TIDINGS_SET_UP_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_SET_UP_GROUP);
  g_clear_object (&self->set_up);
  g_clear_object (&self->settings);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_set_up_group_parent_class)->dispose (object);
}

static void
tidings_set_up_group_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, TIDINGS_SET_UP_GROUP (object)->client);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_set_up_group_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_CLIENT:
      set_client (TIDINGS_SET_UP_GROUP (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_set_up_group_class_init (TidingsSetUpGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_set_up_group_dispose;
  object_class->get_property = tidings_set_up_group_get_property;
  object_class->set_property = tidings_set_up_group_set_property;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-set-up-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsSetUpGroup, account_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsSetUpGroup, account_icon);
  gtk_widget_class_bind_template_child (widget_class, TidingsSetUpGroup, number_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsSetUpGroup, number_icon);
  gtk_widget_class_bind_template_child (widget_class, TidingsSetUpGroup, test_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsSetUpGroup, test_icon);
  gtk_widget_class_bind_template_callback (widget_class, account_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_activated_cb);
}

static void
tidings_set_up_group_init (TidingsSetUpGroup *self)
{
  self->settings = g_settings_new (APP_ID);

  gtk_widget_init_template (GTK_WIDGET (self));
}
