/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which the wording of an alert is written. */
#include "config.h"

#include "tidings-wording-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "tidings-alert-item.h"
#include "tidings-bus-error.h"
#include "tidings-language.h"
#include "tidings-preview.h"
#include "tidings-store-people.h"
#include "tidings-widgets.h"
#include "tidings-wording-draft.h"
#include "tidings-words.h"

#define COSTLY_TAG "costly"

struct _TidingsWordingDialog
{
  AdwWindow parent_instance;

  TidingsClient *client;
  TidingsAlertType *type;
  TidingsWordingDraft *draft;
  TidingsPreview *preview; /* for the price */
  GCancellable *cancellable;
  GStrv languages;
  guint n_texts; /* told last */

  GtkWidget *save_button;
  AdwComboRow *language_row;
  GtkTextView *text_view;
  GtkLabel *problem_label;
  GtkLabel *count_label;
  GtkLabel *note_label;
  GtkWidget *cheaper_box;
  GtkLabel *cheaper_label;
  GtkMenuButton *insert_button;
  GtkWidget *restore_button;
  GtkWidget *preview_group;
  GtkLabel *preview_label;
  GtkLabel *failure_label;

  guint is_discarded : 1;
};

G_DEFINE_FINAL_TYPE (TidingsWordingDialog, tidings_wording_dialog, ADW_TYPE_WINDOW)

char *
tidings_wording_dup_window_language (void)
{
  const char *name = g_get_language_names ()[0];
  gsize length = strcspn (name, ".@");

  if (g_str_equal (name, "C") || g_str_has_prefix (name, "C."))
    return g_strdup ("en");

  return g_strndup (name, length);
}

static gboolean
is_same_language (const char *one,
                  const char *other)
{
  return g_ascii_strcasecmp (one, other) == 0;
}

static void
add_language (GPtrArray  *languages,
              const char *language)
{
  if (language == NULL || *language == '\0')
    return;

  for (guint i = 0; i < languages->len; i++)
    {
      if (is_same_language (g_ptr_array_index (languages, i), language))
        return;
    }

  g_ptr_array_add (languages, g_strdup (language));
}

/* Those that came with Tidings, and those that somebody gets texts in. */
static GStrv
collect_languages (TidingsClient *client)
{
  g_autoptr(GPtrArray) languages = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) built_in = tidings_language_list ();
  GListModel *people = tidings_client_list_people (client);

  for (guint i = 0; built_in[i] != NULL; i++)
    add_language (languages, built_in[i]);
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      add_language (languages, person->language);
    }
  g_ptr_array_add (languages, NULL);

  return (GStrv) g_ptr_array_steal (languages, NULL);
}

static const char *
get_language (TidingsWordingDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->language_row);

  return selected < g_strv_length (self->languages) ? self->languages[selected] : "en";
}

static void
load_wording (TidingsWordingDialog *self)
{
  TidingsStore *store = tidings_client_get_store (self->client);
  g_autofree char *own = NULL;

  if (store != NULL)
    own = tidings_store_dup_wording (store, self->type->id, get_language (self));
  tidings_wording_draft_load (self->draft, get_language (self), own);
}

static void
language_chosen_cb (TidingsWordingDialog *self)
{
  if (self->draft != NULL)
    load_wording (self);
}

static void
show_label (GtkLabel   *label,
            const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
  tidings_announce (label, text);
}

/* What makes the text dear is underlined where it stands. */
static void
mark_costly (TidingsWordingDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  g_auto(GStrv) costly = NULL;
  GtkTextIter start, end, from, to;
  guint n_cheaper = 0;

  g_object_get (self->draft, "costly", &costly, "n-texts-cheaper", &n_cheaper, NULL);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, COSTLY_TAG, &start, &end);
  for (guint i = 0; n_cheaper > 0 && costly != NULL && costly[i] != NULL; i++)
    {
      for (from = start; gtk_text_iter_forward_search (&from, costly[i], GTK_TEXT_SEARCH_TEXT_ONLY, &from, &to, NULL); from = to)
        gtk_text_buffer_apply_tag_by_name (buffer, COSTLY_TAG, &from, &to);
    }
}

/* What it would cost with other characters, beside the button that takes them. */
static void
show_cheaper (TidingsWordingDialog *self)
{
  guint n_texts = 0;
  g_autofree char *texts = NULL;
  g_autofree char *price = NULL;
  g_autofree char *line = NULL;

  g_object_get (self->draft, "n-texts-cheaper", &n_texts, NULL);
  gtk_widget_set_visible (self->cheaper_box, n_texts > 0);
  mark_costly (self);
  if (n_texts == 0)
    return;

  texts = g_strdup_printf (ngettext ("%u text with other characters", "%u texts with other characters", n_texts), n_texts);
  price = tidings_preview_dup_price (self->preview, n_texts);
  line = tidings_words_join_facts (texts, price, NULL);
  gtk_label_set_label (self->cheaper_label, line);
}

static void
cheaper_clicked_cb (TidingsWordingDialog *self)
{
  tidings_wording_draft_cheapen (self->draft);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
draft_changed_cb (TidingsWordingDialog *self)
{
  g_autofree char *problem = NULL;
  g_autofree char *count = NULL;
  g_autofree char *note = NULL;
  g_autofree char *price = NULL;
  g_autofree char *line = NULL;
  guint n_texts = 0;

  g_object_get (self->draft, "problem", &problem, "count", &count, "note", &note, "n-texts", &n_texts, NULL);
  show_label (self->problem_label, problem);
  show_label (self->note_label, note);
  gtk_widget_set_visible (self->preview_group, *problem == '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), *problem == '\0');
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_STATE_INVALID,
                               *problem != '\0' ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);

  show_cheaper (self);
  price = tidings_preview_dup_price (self->preview, n_texts);
  line = tidings_words_join_facts (count, price, NULL);
  /* A reader is told of another price, not of each letter. */
  if (n_texts != self->n_texts)
    tidings_announce (self->count_label, line);
  else
    gtk_label_set_label (self->count_label, line);
  self->n_texts = n_texts;
  if (n_texts > 1)
    gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->count_label), "warning");
}

/* What a text costs depends on whose phone it goes to; the first who could get it stands for all. */
static void
ask_price (TidingsWordingDialog *self)
{
  GListModel *people = tidings_client_list_people (self->client);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      if (!tidings_person_can_get_alerts (person))
        continue;
      tidings_preview_ask (self->preview, self->type->id, tidings_wording_get_samples (self->type), person->id);
      return;
    }
}

static void
insert_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  TidingsWordingDialog *self = TIDINGS_WORDING_DIALOG (widget);
  g_autofree char *placeholder = g_strdup_printf ("{{ %s }}", g_variant_get_string (parameter, NULL));

  gtk_text_buffer_insert_interactive_at_cursor (gtk_text_view_get_buffer (self->text_view), placeholder, -1, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
restore_clicked_cb (TidingsWordingDialog *self)
{
  tidings_wording_draft_restore (self->draft);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
saved_cb (GObject      *proxy,
          GAsyncResult *result,
          gpointer      user_data)
{
  TidingsWordingDialog *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;

  tidings_bus_agent1_call_set_template_finish (TIDINGS_BUS_AGENT1 (proxy), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error == NULL)
    {
      self->is_discarded = TRUE;
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  /* What was typed stays. */
  words = tidings_bus_error_dup_words (error);
  show_label (self->failure_label, words);
}

static void
save_clicked_cb (TidingsWordingDialog *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);
  g_autofree char *text = tidings_wording_draft_dup_result (self->draft);

  if (agent == NULL)
    {
      show_label (self->failure_label, _("Sending service is not running"));
      return;
    }

  tidings_bus_agent1_call_set_template (agent, self->type->id, get_language (self), text, self->cancellable, saved_cb, self);
}

static void
discard (GtkWindow *window)
{
  TIDINGS_WORDING_DIALOG (window)->is_discarded = TRUE;
  gtk_window_close (window);
}

static gboolean
tidings_wording_dialog_close_request (GtkWindow *window)
{
  TidingsWordingDialog *self = TIDINGS_WORDING_DIALOG (window);
  gboolean is_changed = FALSE;

  g_object_get (self->draft, "is-changed", &is_changed, NULL);
  if (!is_changed || self->is_discarded)
    return GTK_WINDOW_CLASS (tidings_wording_dialog_parent_class)->close_request (window);

  tidings_ask_discard (window, _("The new wording was not saved"), discard);

  return TRUE;
}

static void
tidings_wording_dialog_dispose (GObject *object)
{
  TidingsWordingDialog *self = TIDINGS_WORDING_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_WORDING_DIALOG);
  g_clear_object (&self->draft);
  g_clear_object (&self->preview);
  g_clear_object (&self->type);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_wording_dialog_parent_class)->dispose (object);
}

static void
tidings_wording_dialog_finalize (GObject *object)
{
  TidingsWordingDialog *self = TIDINGS_WORDING_DIALOG (object);

  g_object_unref (self->cancellable);
  g_strfreev (self->languages);

  G_OBJECT_CLASS (tidings_wording_dialog_parent_class)->finalize (object);
}

static void
tidings_wording_dialog_class_init (TidingsWordingDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_wording_dialog_dispose;
  object_class->finalize = tidings_wording_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = tidings_wording_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-wording-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, language_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, text_view);
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, cheaper_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, cheaper_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, insert_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, restore_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, preview_group);
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, preview_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, failure_label);
  gtk_widget_class_bind_template_callback (widget_class, language_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cheaper_clicked_cb);

  gtk_widget_class_install_action (widget_class, "wording.insert", "s", insert_cb);
}

static void
tidings_wording_dialog_init (TidingsWordingDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_text_buffer_create_tag (gtk_text_view_get_buffer (self->text_view), COSTLY_TAG, "underline", PANGO_UNDERLINE_DOUBLE, NULL);
}

static void
fill_languages (TidingsWordingDialog *self)
{
  g_autofree char *window_language = tidings_wording_dup_window_language ();
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  self->languages = collect_languages (self->client);
  for (guint i = 0; self->languages[i] != NULL; i++)
    {
      g_autofree char *name = tidings_language_dup_name (self->languages[i]);

      gtk_string_list_append (names, name);
      if (is_same_language (self->languages[i], window_language) ||
          (selected == 0 && g_str_has_prefix (window_language, self->languages[i])))
        selected = i;
    }

  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language_row, selected);
}

/* Each placeholder with a typical value behind it, so that its name need not be understood. */
static void
fill_placeholders (TidingsWordingDialog *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(JsonObject) samples = tidings_alert_type_dup_samples (self->type);

  for (guint i = 0; self->type->fields != NULL && self->type->fields[i] != NULL; i++)
    {
      g_autofree char *bare = g_strdelimit (g_strdup (self->type->fields[i]), "?", '\0');
      const char *sample = json_object_get_string_member_with_default (samples, bare, "");
      /* Translators: a placeholder of a text and a typical value: "disk (/home)" */
      g_autofree char *label = g_strdup_printf (C_("placeholder", "%1$s (%2$s)"), bare, sample);
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "wording.insert", "s", self->type->fields[i]);
      g_menu_append_item (menu, item);
    }

  gtk_menu_button_set_menu_model (self->insert_button, G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (GTK_WIDGET (self->insert_button), g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

static void
bind_draft (TidingsWordingDialog *self)
{
  g_object_bind_property (self->draft, "text", gtk_text_view_get_buffer (self->text_view), "text",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->draft, "can-save", self->save_button, "sensitive", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->draft, "is-own", self->restore_button, "sensitive", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->draft, "preview", self->preview_label, "label", G_BINDING_SYNC_CREATE);
  /* All properties of the draft are told together. */
  g_signal_connect_object (self->draft, "notify::count", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  self->preview = tidings_preview_new (self->client);
  g_signal_connect_object (self->preview, "notify::cost", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  draft_changed_cb (self);
  ask_price (self);
}

void
tidings_wording_dialog_present (GtkWidget        *widget,
                                TidingsClient    *client,
                                TidingsAlertType *type)
{
  TidingsWordingDialog *self = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_ALERT_TYPE (type));

  title = tidings_alert_type_dup_title (type, NULL);
  self = g_object_new (TIDINGS_TYPE_WORDING_DIALOG,
                       "title", title,
                       "transient-for", gtk_widget_get_root (widget),
                       NULL);
  self->client = g_object_ref (client);
  self->type = g_object_ref (type);
  fill_languages (self);
  fill_placeholders (self);
  self->draft = tidings_wording_draft_new (type);
  load_wording (self);
  bind_draft (self);

  /* Shown first: a focus that comes before makes GTK 4.8 tell assistive technology that this is no window. */
  gtk_window_present (GTK_WINDOW (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->text_view));
}
