/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Name, number and language of somebody. */
#include "config.h"

#include "tidings-person-form.h"

#include <glib/gi18n.h>
#include "tidings-bus-error.h"
#include "tidings-country.h"
#include "tidings-language.h"
#include "tidings-number-group.h"
#include "tidings-phone-number.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

struct _TidingsPersonForm {
  AdwBin parent_instance;

  TidingsClient *client;
  GCancellable *cancellable;
  gint64 person_id;
  char **languages;
  char *description;
  guint is_busy : 1;

  AdwPreferencesGroup *name_group;
  AdwEntryRow *name_row;
  TidingsNumberGroup *number_group;
  GtkWidget *language_group;
  AdwComboRow *language_row;
  GtkWidget *error_group;
  GtkLabel *error_label;
};

enum {
  PROP_0,
  PROP_CLIENT,
  PROP_PERSON_ID,
  PROP_NAME,
  PROP_NAME_TITLE,
  PROP_DESCRIPTION,
  PROP_WITH_LANGUAGE,
  PROP_IS_BUSY,
  N_PROPS
};

enum {
  SAVED,
  SHOW_PERSON,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsPersonForm, tidings_person_form, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
set_busy (TidingsPersonForm *self,
          gboolean           is_busy)
{
  self->is_busy = is_busy;
  gtk_widget_set_sensitive (gtk_widget_get_first_child (GTK_WIDGET (self)), !is_busy);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
}

static void
show_error (TidingsPersonForm *self,
            const char        *words)
{
  gtk_widget_set_visible (self->error_group, words != NULL);
  tidings_announce (self->error_label, words);
}

static TidingsPerson *
find_by_number (TidingsPersonForm *self,
                const char        *e164)
{
  GListModel *people = tidings_client_list_people (self->client);

  for (guint i = 0; e164 != NULL && i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      if (person->id != self->person_id && g_str_equal (person->number, e164))
        return person;
    }

  return NULL;
}

static const char *
get_e164 (TidingsPersonForm *self)
{
  return tidings_number_entry_get_e164 (tidings_number_group_get_entry (self->number_group));
}

static void
number_changed_cb (TidingsPersonForm *self)
{
  TidingsPerson *other = NULL;

  if (self->client == NULL)
    return;

  other = find_by_number (self, get_e164 (self));
  g_object_set (self->number_group, "taken-by", other != NULL ? other->name : NULL, NULL);
  show_error (self, NULL);
}

static void
name_changed_cb (TidingsPersonForm *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->name_row), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->name_row), GTK_ACCESSIBLE_STATE_INVALID);
  show_error (self, NULL);
}

static void
show_taken_cb (TidingsPersonForm *self)
{
  TidingsPerson *other = find_by_number (self, get_e164 (self));

  if (other != NULL)
    g_signal_emit (self, signals[SHOW_PERSON], 0, other->id);
}

/* The first choice follows the country of the number, and says which language that means. */
static void
country_changed_cb (TidingsPersonForm *self)
{
  g_autofree char *country = NULL;
  g_autofree char *language = NULL;
  g_autofree char *name = NULL;
  g_autofree char *choice = NULL;
  const char *choices[] = { NULL, NULL };
  GListModel *model = self->language_row != NULL ? adw_combo_row_get_model (self->language_row) : NULL;
  guint selected = 0;

  if (model == NULL)
    return;

  g_object_get (self->number_group, "country", &country, NULL);
  if (country != NULL)
    {
      language = tidings_country_dup_language (country);
      name = tidings_language_dup_name (language);
    }
  /* Translators: %s is the name of a language in that language */
  choice = name != NULL ? g_strdup_printf (_("As in the country (%s)"), name) : g_strdup (_("As in the country"));

  choices[0] = choice;
  selected = adw_combo_row_get_selected (self->language_row);
  gtk_string_list_splice (GTK_STRING_LIST (model), 0, 1, choices);
  adw_combo_row_set_selected (self->language_row, selected);
}

static void
list_languages (TidingsPersonForm *self)
{
  const char *placeholder[] = { "", NULL };
  g_autoptr(GtkStringList) names = gtk_string_list_new (placeholder);

  self->languages = tidings_language_list ();
  for (guint i = 0; self->languages[i] != NULL; i++)
    {
      g_autofree char *name = tidings_language_dup_name (self->languages[i]);

      gtk_string_list_append (names, name);
    }

  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language_row, 0);
  country_changed_cb (self);
}

static void
finish (TidingsPersonForm *self,
        GError            *error)
{
  g_autofree char *words = NULL;

  set_busy (self, FALSE);
  if (error == NULL)
    {
      g_signal_emit (self, signals[SAVED], 0);
      return;
    }

  words = tidings_bus_error_dup_words (error);
  show_error (self, words);
  tidings_number_group_focus (self->number_group);
  if (tidings_bus_error_is_unreachable (error))
    tidings_client_refresh_status (self->client);
}

static void
add_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  TidingsPersonForm *self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 id = 0;

  tidings_bus_agent1_call_add_person_finish (TIDINGS_BUS_AGENT1 (object), &id, NULL, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error == NULL)
    g_object_set (self, "person-id", id, NULL);
  finish (self, error);
}

static void
edit_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  TidingsPersonForm *self = user_data;
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_edit_person_finish (TIDINGS_BUS_AGENT1 (object), result, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    finish (self, error);
}

static void
add (TidingsPersonForm *self,
     TidingsBusAgent1  *agent,
     const char        *name,
     const char        *country)
{
  GVariantDict changes = G_VARIANT_DICT_INIT (NULL);
  guint selected = adw_combo_row_get_selected (self->language_row);
  g_autoptr(GVariant) owned = NULL;

  if (gtk_widget_get_visible (self->language_group) && selected > 0 && selected <= g_strv_length (self->languages))
    g_variant_dict_insert (&changes, "language", "s", self->languages[selected - 1]);

  owned = g_variant_ref_sink (g_variant_dict_end (&changes));
  tidings_bus_agent1_call_add_person (agent, name, get_e164 (self), country != NULL ? country : "", owned,
                                      self->cancellable, add_cb, self);
}

static void
change_number (TidingsPersonForm *self,
               TidingsBusAgent1  *agent,
               const char        *country)
{
  GVariantDict changes = G_VARIANT_DICT_INIT (NULL);
  g_autoptr(GVariant) owned = NULL;

  g_variant_dict_insert (&changes, "number", "s", get_e164 (self));
  if (country != NULL)
    g_variant_dict_insert (&changes, "country", "s", country);

  owned = g_variant_ref_sink (g_variant_dict_end (&changes));
  tidings_bus_agent1_call_edit_person (agent, self->person_id, owned, self->cancellable, edit_cb, self);
}

/* The sentence stands above whatever comes first. */
static void
show_description (TidingsPersonForm *self)
{
  gboolean is_new = self->person_id == 0;

  adw_preferences_group_set_description (self->name_group, is_new ? self->description : NULL);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->number_group), is_new ? NULL : self->description);
}

static void
show_person (TidingsPersonForm *self)
{
  TidingsPerson *person = self->client != NULL ? tidings_client_find_person (self->client, self->person_id) : NULL;
  g_autofree char *number = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->name_group), self->person_id == 0);
  show_description (self);
  if (person == NULL)
    return;

  number = tidings_phone_number_format_national (person->number);
  g_object_set (self->number_group, "country", person->country, "text", number, NULL);
}

static void
set_person_id (TidingsPersonForm *self,
               gint64             person_id)
{
  if (self->person_id == person_id)
    return;

  self->person_id = person_id;
  show_person (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON_ID]);
}

static void
tidings_person_form_constructed (GObject *object)
{
  TidingsPersonForm *self = TIDINGS_PERSON_FORM (object);

  G_OBJECT_CLASS (tidings_person_form_parent_class)->constructed (object);

  list_languages (self);
  show_person (self);
}

static void
tidings_person_form_dispose (GObject *object)
{
  TidingsPersonForm *self = TIDINGS_PERSON_FORM (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_PERSON_FORM);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_person_form_parent_class)->dispose (object);
}

static void
tidings_person_form_finalize (GObject *object)
{
  TidingsPersonForm *self = TIDINGS_PERSON_FORM (object);

  g_strfreev (self->languages);
  g_free (self->description);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (tidings_person_form_parent_class)->finalize (object);
}

static void
tidings_person_form_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TidingsPersonForm *self = TIDINGS_PERSON_FORM (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_PERSON_ID:
      g_value_set_int64 (value, self->person_id);
      break;
    case PROP_NAME:
      g_value_set_string (value, gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
      break;
    case PROP_NAME_TITLE:
      g_value_set_string (value, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->name_row)));
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case PROP_WITH_LANGUAGE:
      g_value_set_boolean (value, gtk_widget_get_visible (self->language_group));
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->is_busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_person_form_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  TidingsPersonForm *self = TIDINGS_PERSON_FORM (object);
  const char *text = NULL;

  switch (prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_PERSON_ID:
      set_person_id (self, g_value_get_int64 (value));
      break;
    case PROP_NAME:
      text = g_value_get_string (value);
      gtk_editable_set_text (GTK_EDITABLE (self->name_row), text != NULL ? text : "");
      break;
    case PROP_NAME_TITLE:
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name_row), g_value_get_string (value));
      break;
    case PROP_DESCRIPTION:
      g_free (self->description);
      self->description = g_value_dup_string (value);
      show_description (self);
      break;
    case PROP_WITH_LANGUAGE:
      /* With one language there is nothing to choose. */
      gtk_widget_set_visible (self->language_group, g_value_get_boolean (value) && g_strv_length (self->languages) > 1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, TIDINGS_TYPE_CLIENT,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PERSON_ID] = g_param_spec_int64 ("person-id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_NAME_TITLE] = g_param_spec_string ("name-title", NULL, NULL, "", flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, "", flags);
  properties[PROP_WITH_LANGUAGE] = g_param_spec_boolean ("with-language", NULL, NULL, FALSE, flags);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_person_form_class_init (TidingsPersonFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tidings_person_form_constructed;
  object_class->dispose = tidings_person_form_dispose;
  object_class->finalize = tidings_person_form_finalize;
  object_class->get_property = tidings_person_form_get_property;
  object_class->set_property = tidings_person_form_set_property;
  install_properties (object_class);

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOW_PERSON] = g_signal_new ("show-person", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (TIDINGS_TYPE_NUMBER_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-person-form.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonForm, name_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonForm, number_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonForm, language_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonForm, language_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonForm, error_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsPersonForm, error_label);
  gtk_widget_class_bind_template_callback (widget_class, country_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_taken_cb);
}

static void
tidings_person_form_init (TidingsPersonForm *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  /* A group without a title needs a name for screen readers. */
  tidings_set_name (GTK_WIDGET (self->name_group), _("Person"));
  tidings_set_name (self->language_group, _("Language of texts"));
  tidings_set_name (self->error_group, _("Problem"));
}

GtkWidget *
tidings_person_form_new (TidingsClient *client,
                         gint64         person_id)
{
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  return g_object_new (TIDINGS_TYPE_PERSON_FORM, "client", client, "person-id", person_id, NULL);
}

static gboolean
insist_on_name (TidingsPersonForm *self,
                const char        *name)
{
  if (*name != '\0')
    return TRUE;

  gtk_widget_add_css_class (GTK_WIDGET (self->name_row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->name_row), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  show_error (self, _("Enter a name"));
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));

  return FALSE;
}

void
tidings_person_form_submit (TidingsPersonForm *self)
{
  TidingsPerson *person = NULL;
  TidingsBusAgent1 *agent = NULL;
  g_autofree char *name = NULL;
  g_autofree char *country = NULL;

  g_return_if_fail (TIDINGS_IS_PERSON_FORM (self));

  if (self->is_busy)
    return;

  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  if (self->person_id == 0 && !insist_on_name (self, name))
    return;
  if (!tidings_number_group_insist (self->number_group))
    return;

  person = tidings_client_find_person (self->client, self->person_id);
  if (person != NULL && g_str_equal (person->number, get_e164 (self)))
    {
      g_signal_emit (self, signals[SAVED], 0);
      return;
    }

  agent = tidings_client_get_agent (self->client);
  if (agent == NULL)
    {
      show_error (self, _("Sending service is not running"));
      return;
    }

  g_object_get (self->number_group, "country", &country, NULL);
  set_busy (self, TRUE);
  if (self->person_id == 0)
    add (self, agent, name, country);
  else
    change_number (self, agent, country);
}

void
tidings_person_form_set_number (TidingsPersonForm *self,
                                const char        *number)
{
  g_return_if_fail (TIDINGS_IS_PERSON_FORM (self));

  g_object_set (self->number_group, "text", number, NULL);
}

void
tidings_person_form_focus (TidingsPersonForm *self)
{
  g_return_if_fail (TIDINGS_IS_PERSON_FORM (self));

  if (self->person_id == 0 && *gtk_editable_get_text (GTK_EDITABLE (self->name_row)) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  else
    tidings_number_group_focus (self->number_group);
}
