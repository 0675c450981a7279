/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assistant's step where a Twilio account is named and checked. */
#include "config.h"

#include "tidings-connect-page.h"

#include <glib/gi18n.h>
#include "tidings-box-model.h"
#include "tidings-help.h"
#include "tidings-help-topics.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

struct _TidingsConnectPage {
  AdwBin parent_instance;

  TidingsClient *client;
  TidingsConnectDraft *draft;

  GtkWidget *fields_group;
  AdwEntryRow *sid_row;
  GtkWidget *sid_check;
  AdwEntryRow *secret_row;
  AdwExpanderRow *key_row;
  AdwEntryRow *key_entry;
  GtkWidget *key_check;
  AdwComboRow *region_row;
  GtkWidget *status_group;
  GtkLabel *problem_label;
  GtkWidget *unlock_button;
  GtkWidget *keyring_label;
  GtkWidget *account_group;
  AdwActionRow *account_row;
  GtkWidget *trial_row;
  GtkWidget *button_group;
  GtkStack *button_stack;
  GtkButton *check_button;
  GtkSpinner *spinner;
};

enum {
  PROP_0,
  PROP_CLIENT,
  PROP_DRAFT,
  N_PROPS
};

enum {
  DONE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsConnectPage, tidings_connect_page, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* In the order of the combo row; "" is Twilio's own default. */
static const char * const regions[] = { "", "ie1", "au1" };

static gboolean
get_flag (TidingsConnectPage *self,
          const char         *name)
{
  gboolean flag = FALSE;

  g_object_get (self->draft, name, &flag, NULL);

  return flag;
}

static void
secret_changed_cb (TidingsConnectPage *self)
{
  if (self->draft != NULL)
    tidings_connect_draft_set_secret (self->draft, gtk_editable_get_text (GTK_EDITABLE (self->secret_row)));
}

/* A key that is folded away does not count; the secret then belongs to the account itself. */
static void
key_changed_cb (TidingsConnectPage *self)
{
  gboolean with_key = adw_expander_row_get_enable_expansion (self->key_row);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row), with_key ? _("API key secret") : _("Auth token"));
  if (self->draft != NULL)
    g_object_set (self->draft, "key", with_key ? gtk_editable_get_text (GTK_EDITABLE (self->key_entry)) : "", NULL);
}

static void
region_changed_cb (TidingsConnectPage *self)
{
  guint selected = adw_combo_row_get_selected (self->region_row);

  if (self->draft != NULL && selected < G_N_ELEMENTS (regions))
    g_object_set (self->draft, "region", regions[selected], NULL);
}

/* To what can be mended: the keyring, the secret that Twilio did not take, or only another try. */
static void
focus_problem (TidingsConnectPage *self)
{
  if (get_flag (self, "needs-unlock"))
    gtk_widget_grab_focus (self->unlock_button);
  else if (get_flag (self, "is-refused"))
    gtk_widget_grab_focus (GTK_WIDGET (self->secret_row));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->check_button));
}

static void
check_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(TidingsConnectPage) self = user_data;
  gboolean worked = tidings_connect_draft_finish (TIDINGS_CONNECT_DRAFT (object), result);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (worked)
    gtk_widget_grab_focus (GTK_WIDGET (self->check_button));
  else
    focus_problem (self);
}

static void
check_clicked_cb (TidingsConnectPage *self)
{
  if (get_flag (self, "is-checked"))
    g_signal_emit (self, signals[DONE], 0);
  else if (get_flag (self, "can-check"))
    tidings_connect_draft_check_async (self->draft, check_cb, g_object_ref (self));
}

/* Return goes to the next empty field, and from the last one on. */
static void
entry_activated_cb (TidingsConnectPage *self)
{
  if (get_flag (self, "can-check"))
    check_clicked_cb (self);
  else
    tidings_connect_page_focus (self);
}

static void
trial_clicked_cb (TidingsConnectPage *self)
{
  tidings_help_show (GTK_WIDGET (self), TIDINGS_HELP_TRIAL);
}

static void
unlock_clicked_cb (TidingsConnectPage *self)
{
  TidingsBusAgent1 *agent = tidings_verb_get_agent (self->client, GTK_WIDGET (self));

  /* The desktop's own dialog may stay open for long. */
  if (agent != NULL)
    g_dbus_proxy_call (G_DBUS_PROXY (agent), "UnlockKeyring", NULL, G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL,
                       tidings_verb_cb, tidings_verb_new (GTK_WIDGET (self), NULL));
}

static void
show_account (TidingsConnectPage *self)
{
  g_autofree char *name = NULL;
  g_autofree char *balance = NULL;
  g_autofree char *words = NULL;

  g_object_get (self->draft, "account-name", &name, "balance", &balance, NULL);
  if (*balance != '\0')
    /* Translators: %s is an amount of money with its currency */
    words = g_strdup_printf (_("Balance: %s"), balance);
  else
    words = g_strdup (_("Balance not visible to this key"));

  tidings_row_set_texts (GTK_WIDGET (self->account_row), *name != '\0' ? name : _("Twilio account"), words);
  gtk_widget_set_visible (self->account_group, get_flag (self, "is-checked"));
  gtk_widget_set_visible (self->trial_row, get_flag (self, "is-trial"));
}

/* A wrong pair is wrong in both of its halves. */
static void
mark_field (TidingsConnectPage *self,
            AdwEntryRow        *row)
{
  gboolean is_refused = get_flag (self, "is-refused");

  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               is_refused ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (is_refused)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

static void
show_state (TidingsConnectPage *self)
{
  gboolean is_busy = get_flag (self, "is-busy");
  gboolean is_checked = get_flag (self, "is-checked");
  g_autofree char *problem = NULL;

  g_object_get (self->draft, "problem", &problem, NULL);
  gtk_widget_set_visible (self->sid_check, get_flag (self, "has-good-sid"));
  gtk_widget_set_visible (self->key_check, get_flag (self, "has-good-key"));
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), *problem != '\0');
  tidings_announce (self->problem_label, problem);
  gtk_widget_set_visible (self->unlock_button, get_flag (self, "needs-unlock"));
  gtk_widget_set_visible (self->keyring_label, get_flag (self, "lacks-keyring"));
  mark_field (self, self->sid_row);
  mark_field (self, self->secret_row);

  gtk_widget_set_sensitive (self->fields_group, !is_busy);
  gtk_stack_set_visible_child_name (self->button_stack, is_busy ? "spinner" : "button");
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_button_set_label (self->check_button, is_checked ? _("_Next") : _("_Check Connection"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->check_button), is_checked || get_flag (self, "can-check"));
  show_account (self);
}

static void
tidings_connect_page_constructed (GObject *object)
{
  TidingsConnectPage *self = TIDINGS_CONNECT_PAGE (object);

  G_OBJECT_CLASS (tidings_connect_page_parent_class)->constructed (object);

  g_object_bind_property (self->sid_row, "text", self->draft, "sid", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->draft, "notify", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
}

static void
tidings_connect_page_dispose (GObject *object)
{
  TidingsConnectPage *self = TIDINGS_CONNECT_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_CONNECT_PAGE);
  g_clear_object (&self->draft);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_connect_page_parent_class)->dispose (object);
}

static void
tidings_connect_page_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  TidingsConnectPage *self = TIDINGS_CONNECT_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_DRAFT:
      g_value_set_object (value, self->draft);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_connect_page_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  TidingsConnectPage *self = TIDINGS_CONNECT_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_DRAFT:
      self->draft = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_connect_page_class_init (TidingsConnectPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = tidings_connect_page_constructed;
  object_class->dispose = tidings_connect_page_dispose;
  object_class->get_property = tidings_connect_page_get_property;
  object_class->set_property = tidings_connect_page_set_property;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT, flags);
  properties[PROP_DRAFT] = g_param_spec_object ("draft", NULL, NULL, TIDINGS_TYPE_CONNECT_DRAFT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-connect-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, fields_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, sid_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, sid_check);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, secret_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, key_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, key_entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, key_check);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, region_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, status_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, unlock_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, keyring_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, account_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, account_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, trial_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, button_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, button_stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, check_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsConnectPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, check_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, region_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, secret_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, trial_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlock_clicked_cb);
}

static void
tidings_connect_page_init (TidingsConnectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tidings_set_name (self->status_group, _("Secret"));
  tidings_set_name (self->button_group, _("Check"));
  tidings_name_switch (GTK_WIDGET (self->key_row), _("Use an API key"));
  tidings_name_button (GTK_WIDGET (self->secret_row), _("Show or hide the secret"));
}

GtkWidget *
tidings_connect_page_new (TidingsClient       *client,
                          TidingsConnectDraft *draft)
{
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);
  g_return_val_if_fail (TIDINGS_IS_CONNECT_DRAFT (draft), NULL);

  return g_object_new (TIDINGS_TYPE_CONNECT_PAGE, "client", client, "draft", draft, NULL);
}

void
tidings_connect_page_focus (TidingsConnectPage *self)
{
  GtkWidget *field = NULL;

  g_return_if_fail (TIDINGS_IS_CONNECT_PAGE (self));

  if (!get_flag (self, "has-good-sid"))
    field = GTK_WIDGET (self->sid_row);
  else if (*gtk_editable_get_text (GTK_EDITABLE (self->secret_row)) == '\0')
    field = GTK_WIDGET (self->secret_row);
  else if (adw_expander_row_get_enable_expansion (self->key_row) && !get_flag (self, "has-good-key"))
    field = GTK_WIDGET (self->key_entry);
  else
    field = GTK_WIDGET (self->check_button);

  gtk_widget_grab_focus (field);
}
