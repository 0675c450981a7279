/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All about one person. */
#include "config.h"

#include "tidings-person-page.h"

#include <glib/gi18n.h>
#include "tidings-alert-item.h"
#include "tidings-box-model.h"
#include "tidings-detail.h"
#include "tidings-format.h"
#include "tidings-language.h"
#include "tidings-message-item.h"
#include "tidings-page-stack.h"
#include "tidings-people-menu.h"
#include "tidings-person-dialog.h"
#include "tidings-person-page-private.h"
#include "tidings-person-rules.h"
#include "tidings-person-words.h"
#include "tidings-phone-number.h"
#include "tidings-stop-card.h"
#include "tidings-store-messages.h"
#include "tidings-subscription-list.h"
#include "tidings-test-row.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsPersonPage {
  AdwBin parent_instance;

  TidingsClient *client;
  gint64 person_id;
  GPtrArray *languages;    /* codes, in the order of the combo row */
  gint64 last_message;
  guint is_showing : 1;    /* our own change of the controls */

  TidingsDetail *detail;
  GtkMenuButton *menu_button;
  GtkWidget *opted_out_group;
  TidingsStopCard *stop_card;
  GtkEditable *name_row;
  AdwActionRow *number_row;
  GtkWidget *confirm_button;
  GtkWidget *line_row;
  GtkWidget *look_up_button;
  GtkWidget *change_row;
  TidingsTestRow *test_row;
  GtkWidget *delivery_group;
  AdwComboRow *language_row;
  AdwActionRow *zone_row;
  TidingsPersonRules *rules;
  AdwActionRow *alerts_row;
  GtkWidget *last_group;
  AdwActionRow *last_row;
  GtkWidget *reply_group;
  GtkWidget *reply_row;
  GtkWidget *history_row;
  GtkWidget *remove_group;
};

enum {
  PROP_0,
  PROP_CLIENT,
  PROP_PERSON_ID,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsPersonPage, tidings_person_page, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];

static void show_person (TidingsPersonPage *self);

static TidingsPerson *
get_person (TidingsPersonPage *self)
{
  return tidings_client_find_person (self->client, self->person_id);
}

static gint64
get_now (TidingsPersonPage *self)
{
  return tidings_clock_get_now (tidings_client_get_clock (self->client));
}

static void
edit_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(TidingsPersonPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (tidings_bus_agent1_call_edit_person_finish (TIDINGS_BUS_AGENT1 (object), result, &error))
    return;

  /* The controls go back to what is true. */
  tidings_toast_error (GTK_WIDGET (self), error);
  if (self->client != NULL)
    show_person (self);
}

/* Takes @changes, which may be floating. */
static void
edit (TidingsPersonPage *self,
      GVariant          *changes)
{
  g_autoptr(GVariant) owned = g_variant_ref_sink (changes);
  TidingsBusAgent1 *agent = tidings_verb_get_agent (self->client, GTK_WIDGET (self));

  if (agent != NULL)
    tidings_bus_agent1_call_edit_person (agent, self->person_id, owned, NULL, edit_cb, g_object_ref (self));
}

static void
edit_one (TidingsPersonPage *self,
          const char        *key,
          GVariant          *value)
{
  GVariantDict changes = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert_value (&changes, key, value);
  edit (self, g_variant_dict_end (&changes));
}

static void
name_applied_cb (TidingsPersonPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));

  edit_one (self, "name", g_variant_new_string (name));
}

static void
confirm_clicked_cb (TidingsPersonPage *self)
{
  tidings_person_dialog_present_confirm (GTK_WIDGET (self), self->client, self->person_id);
}

static void
look_up_clicked_cb (TidingsPersonPage *self)
{
  TidingsPerson *person = get_person (self);

  if (person != NULL)
    tidings_person_page_ask_look_up (GTK_WIDGET (self), self->client, person);
}

static void
change_activated_cb (TidingsPersonPage *self)
{
  tidings_person_dialog_present_change_number (GTK_WIDGET (self), self->client, self->person_id);
}

static void
alerts_activated_cb (TidingsPersonPage *self)
{
  tidings_person_page_push_alerts (GTK_WIDGET (self), self->client, self->person_id);
}

static void
last_activated_cb (TidingsPersonPage *self)
{
  if (self->last_message != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-message", "x", self->last_message);
}

static void
remove_clicked_cb (TidingsPersonPage *self)
{
  TidingsPerson *person = get_person (self);

  if (person != NULL)
    tidings_person_page_ask_remove (GTK_WIDGET (self), self->client, person);
}

static void
history_activated_cb (TidingsPersonPage *self)
{
  TidingsPerson *person = get_person (self);

  if (person != NULL)
    tidings_person_page_push_history (GTK_WIDGET (self), self->client, person);
}

static void
erase_clicked_cb (TidingsPersonPage *self)
{
  TidingsPerson *person = get_person (self);

  if (person != NULL)
    tidings_person_page_ask_erase (GTK_WIDGET (self), self->client, person);
}

static void
zone_clicked_cb (TidingsPersonPage *self)
{
  edit_one (self, "zone", g_variant_new_string (""));
}

static void
language_selected_cb (TidingsPersonPage *self)
{
  guint selected = adw_combo_row_get_selected (self->language_row);

  if (!self->is_showing && selected < self->languages->len)
    edit_one (self, "language", g_variant_new_string (g_ptr_array_index (self->languages, selected)));
}

static guint
find_language (TidingsPersonPage *self,
               const char        *language)
{
  for (guint i = 0; i < self->languages->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->languages, i), language) == 0)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

static void
add_language (TidingsPersonPage *self,
              GtkStringList     *names,
              const char        *language)
{
  g_autofree char *name = tidings_language_dup_name (language);

  g_ptr_array_add (self->languages, g_strdup (language));
  gtk_string_list_append (names, name);
}

/* A number can come from a country whose language nobody has translated to yet; it is shown as what it is. */
static void
show_language (TidingsPersonPage *self,
               TidingsPerson     *person)
{
  GtkStringList *names = GTK_STRING_LIST (adw_combo_row_get_model (self->language_row));

  if (find_language (self, person->language) == GTK_INVALID_LIST_POSITION)
    add_language (self, names, person->language);

  adw_combo_row_set_selected (self->language_row, find_language (self, person->language));
  gtk_widget_set_visible (GTK_WIDGET (self->language_row), self->languages->len > 1);
}

static void
list_languages (TidingsPersonPage *self)
{
  g_auto(GStrv) languages = tidings_language_list ();
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; languages[i] != NULL; i++)
    add_language (self, names, languages[i]);

  /* A row that is filled selects its first language, which is nobody's choice. */
  self->is_showing = TRUE;
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  self->is_showing = FALSE;
}

static void
show_number (TidingsPersonPage *self,
             TidingsPerson     *person)
{
  g_autofree char *formatted = tidings_phone_number_format (person->number);
  g_autofree char *number = tidings_words_isolate (formatted);
  g_autofree char *state = tidings_person_words_state (person, get_now (self));
  g_autofree char *confirmed = NULL;

  if (person->opted_out_at == 0 && person->verified_at != 0)
    {
      g_autofree char *moment = tidings_format_moment (person->verified_at, get_now (self));

      /* Translators: %s is a moment such as “14:05” or “3 Nov 14:05” */
      confirmed = g_strdup_printf (_("Confirmed: %s"), moment);
    }

  tidings_row_set_texts (GTK_WIDGET (self->number_row), number, confirmed != NULL ? confirmed : state);
  gtk_widget_set_visible (self->confirm_button, person->verified_at == 0 && person->opted_out_at == 0);
}

static void
show_line (TidingsPersonPage *self,
           TidingsPerson     *person)
{
  g_autofree char *line = tidings_person_words_line (person);

  tidings_row_set_texts (self->line_row, _("Line"), *line != '\0' ? line : _("Not looked up"));
}

static void
show_opt_out (TidingsPersonPage *self,
              TidingsPerson     *person)
{
  gtk_widget_set_visible (self->opted_out_group, person->opted_out_at != 0);
  tidings_stop_card_set_person (self->stop_card, self->client, person);
}

static void
show_last (TidingsPersonPage *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  TidingsMessageFilter filter = { .person_id = self->person_id, .limit = 1 };
  g_autoptr(GPtrArray) messages = store != NULL ? tidings_store_list_messages (store, &filter, NULL) : NULL;
  g_autoptr(TidingsMessageItem) item = NULL;
  g_autofree char *state_line = NULL;
  g_autofree char *moment = NULL;
  TidingsMessage *message = NULL;

  self->last_message = 0;
  gtk_widget_set_visible (self->last_group, messages != NULL && messages->len > 0);
  if (messages == NULL || messages->len == 0)
    return;

  message = g_ptr_array_index (messages, 0);
  item = tidings_message_item_new (message, get_now (self), TRUE);
  g_object_get (item, "state-line", &state_line, NULL);
  moment = tidings_format_moment (message->updated_at, get_now (self));
  self->last_message = message->id;
  tidings_row_set_texts (GTK_WIDGET (self->last_row), state_line, moment);
}

static void
show_reply (TidingsPersonPage *self)
{
  gboolean is_shown = tidings_person_page_show_reply (self->reply_row, self->client, get_person (self));

  gtk_widget_set_visible (self->reply_group, is_shown);
}

static void
show_person (TidingsPersonPage *self)
{
  TidingsPerson *person = get_person (self);
  g_autofree char *summary = NULL;
  g_autofree char *hindrance = NULL;
  GtkWidget *page_stack = NULL;

  if (person == NULL)
    {
      page_stack = gtk_widget_get_ancestor (GTK_WIDGET (self), TIDINGS_TYPE_PAGE_STACK);
      if (page_stack != NULL)
        tidings_page_stack_pop_to_content (TIDINGS_PAGE_STACK (page_stack));
      return;
    }

  self->is_showing = TRUE;
  g_object_set (self->detail, "title", person->name, NULL);
  if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (self->name_row))))
    gtk_editable_set_text (self->name_row, person->name);
  show_opt_out (self, person);
  show_number (self, person);
  show_line (self, person);
  show_language (self, person);
  gtk_widget_set_visible (GTK_WIDGET (self->zone_row), person->zone != NULL);
  tidings_row_set_texts (GTK_WIDGET (self->zone_row), _("Time zone"), person->zone);
  tidings_person_page_show_consent (self->history_row, self->client, self->person_id);
  summary = tidings_subscription_dup_summary (person);
  hindrance = tidings_person_dup_alert_hindrance (person, get_now (self));
  tidings_row_set_texts (GTK_WIDGET (self->alerts_row), summary, hindrance);
  self->is_showing = FALSE;
}

/* Changes need the agent; without it everything can still be read, and the banner says why no more. */
static void
show_ready (TidingsPersonPage *self)
{
  gboolean is_ready = FALSE;

  g_object_get (self->client, "is-ready", &is_ready, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name_row), is_ready);
  gtk_widget_set_sensitive (self->confirm_button, is_ready);
  gtk_widget_set_sensitive (self->look_up_button, is_ready);
  gtk_widget_set_sensitive (self->change_row, is_ready);
  gtk_widget_set_sensitive (self->delivery_group, is_ready);
  gtk_widget_set_sensitive (GTK_WIDGET (self->rules), is_ready);
  gtk_widget_set_sensitive (self->remove_group, is_ready);
}

static void
show_menu (TidingsPersonPage *self)
{
  TidingsPerson *person = get_person (self);
  g_autoptr(GMenuModel) menu = NULL;

  if (person == NULL)
    return;

  menu = tidings_people_menu_new (person, FALSE);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  tidings_people_menu_install_actions (GTK_WIDGET (self), self->client);
}

static void
tidings_person_page_constructed (GObject *object)
{
  TidingsPersonPage *self = TIDINGS_PERSON_PAGE (object);

  G_OBJECT_CLASS (tidings_person_page_parent_class)->constructed (object);

  show_menu (self);
  list_languages (self);
  tidings_person_rules_set_person (self->rules, self->client, self->person_id);
  tidings_test_row_set_person (self->test_row, self->client, self->person_id);
  g_signal_connect_object (self->client, "changed::messages", G_CALLBACK (show_last), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "changed::messages", G_CALLBACK (show_reply), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "notify::is-ready", G_CALLBACK (show_ready), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tidings_client_list_people (self->client), "items-changed", G_CALLBACK (show_person), self,
                           G_CONNECT_SWAPPED);
  show_person (self);
  show_last (self);
  show_reply (self);
  show_ready (self);
}

static void
tidings_person_page_dispose (GObject *object)
{
  TidingsPersonPage *self = TIDINGS_PERSON_PAGE (object);

  /* The bin's child is also bound by the template, which would take it away behind the bin's back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_PERSON_PAGE);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_person_page_parent_class)->dispose (object);
}

static void
tidings_person_page_finalize (GObject *object)
{
  TidingsPersonPage *self = TIDINGS_PERSON_PAGE (object);

  g_ptr_array_unref (self->languages);

  G_OBJECT_CLASS (tidings_person_page_parent_class)->finalize (object);
}

static void
tidings_person_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TidingsPersonPage *self = TIDINGS_PERSON_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_PERSON_ID:
      g_value_set_int64 (value, self->person_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_person_page_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  TidingsPersonPage *self = TIDINGS_PERSON_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_PERSON_ID:
      self->person_id = g_value_get_int64 (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, detail);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, opted_out_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, stop_card);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, number_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, line_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, look_up_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, change_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, test_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, delivery_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, language_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, zone_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, rules);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, alerts_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, last_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, last_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, reply_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, reply_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, history_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonPage, remove_group);
}

static void
tidings_person_page_class_init (TidingsPersonPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = tidings_person_page_constructed;
  object_class->dispose = tidings_person_page_dispose;
  object_class->finalize = tidings_person_page_finalize;
  object_class->get_property = tidings_person_page_get_property;
  object_class->set_property = tidings_person_page_set_property;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT, flags);
  properties[PROP_PERSON_ID] = g_param_spec_int64 ("person-id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (TIDINGS_TYPE_DETAIL);
  g_type_ensure (TIDINGS_TYPE_PERSON_RULES);
  g_type_ensure (TIDINGS_TYPE_STOP_CARD);
  g_type_ensure (TIDINGS_TYPE_TEST_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-person-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, alerts_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, confirm_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, last_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_up_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, history_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, zone_clicked_cb);
}

static void
tidings_person_page_init (TidingsPersonPage *self)
{
  self->languages = g_ptr_array_new_with_free_func (g_free);
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_showing = FALSE;
}

GtkWidget *
tidings_person_page_new (TidingsClient *client,
                         gint64         person_id)
{
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  return g_object_new (TIDINGS_TYPE_PERSON_PAGE, "client", client, "person-id", person_id, NULL);
}
