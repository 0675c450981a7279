/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which the wording of an alert is written. */
#include "config.h"

#include "tidings-wording-dialog.h"

#include <glib/gi18n.h>

#include "tidings-alert-item.h"
#include "tidings-bus-error.h"
#include "tidings-field-words.h"
#include "tidings-language.h"
#include "tidings-preview.h"
#include "tidings-store-people.h"
#include "tidings-widgets.h"
#include "tidings-wording-draft.h"
#include "tidings-wording-languages.h"
#include "tidings-words.h"

/* How characters are marked, by #TidingsWordingMarkKind. */
static const struct {
  const char *name;
  PangoUnderline underline;
} mark_tags[] = {
  [TIDINGS_WORDING_MARK_COSTLY] = { "costly", PANGO_UNDERLINE_DOUBLE },
  [TIDINGS_WORDING_MARK_DOUBLE] = { "double", PANGO_UNDERLINE_SINGLE },
  [TIDINGS_WORDING_MARK_WRONG] = { "wrong", PANGO_UNDERLINE_ERROR },
};

struct _TidingsWordingDialog
{
  AdwWindow parent_instance;

  TidingsClient *client;
  TidingsAlertType *type;
  TidingsWordingDraft *draft;
  TidingsPreview *preview; /* for the price */
  GCancellable *cancellable;
  GStrv languages;
  guint n_texts;  /* told last */
  guint n_saving; /* calls that are not answered */

  GtkWidget *save_button;
  AdwComboRow *language_row;
  GtkTextView *text_view;
  GtkLabel *problem_label;
  GtkLabel *count_label;
  GtkLabel *note_label;
  GtkWidget *cheaper_box;
  GtkLabel *cheaper_label;
  GtkButton *cheaper_button;
  GtkMenuButton *insert_button;
  GtkWidget *restore_button;
  GtkWidget *preview_group;
  GtkLabel *preview_label;
  GtkLabel *failure_label;

  guint is_discarded : 1;
  guint has_failed : 1;
};

G_DEFINE_FINAL_TYPE (TidingsWordingDialog, tidings_wording_dialog, ADW_TYPE_WINDOW)

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

/* What is dear or wrong is underlined where it stands; the labels below say it in words. */
static void
show_marks (TidingsWordingDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  g_autoptr(GArray) marks = tidings_wording_draft_list_marks (self->draft);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  for (guint i = 0; i < G_N_ELEMENTS (mark_tags); i++)
    gtk_text_buffer_remove_tag_by_name (buffer, mark_tags[i].name, &start, &end);
  for (guint i = 0; i < marks->len; i++)
    {
      const TidingsWordingMark *mark = &g_array_index (marks, TidingsWordingMark, i);

      gtk_text_buffer_get_iter_at_offset (buffer, &start, mark->start);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, mark->end);
      gtk_text_buffer_apply_tag_by_name (buffer, mark_tags[mark->kind].name, &start, &end);
    }
}

/* What it would cost with other characters, beside the button that takes them. */
static void
show_cheaper (TidingsWordingDialog *self)
{
  guint n_texts = 0;
  gboolean is_removal = FALSE;
  g_autofree char *texts = NULL;
  g_autofree char *price = NULL;
  g_autofree char *line = NULL;

  g_object_get (self->draft, "n-texts-cheaper", &n_texts, "is-removal", &is_removal, NULL);
  gtk_widget_set_visible (self->cheaper_box, n_texts > 0);
  if (n_texts == 0)
    return;

  if (is_removal)
    texts = g_strdup_printf (ngettext ("%u text without these characters", "%u texts without these characters", n_texts), n_texts);
  else
    texts = g_strdup_printf (ngettext ("%u text with other characters", "%u texts with other characters", n_texts), n_texts);
  gtk_button_set_label (self->cheaper_button, is_removal ? C_("characters", "Re_move") : C_("characters", "Re_place"));
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

/* What is wrong, here or in another language; only here is the field itself marked. */
static void
show_problem (TidingsWordingDialog *self)
{
  g_autofree char *problem = NULL;
  g_autofree char *elsewhere = NULL;
  gboolean is_good = FALSE;

  g_object_get (self->draft, "problem", &problem, "elsewhere", &elsewhere, NULL);
  is_good = *problem == '\0';
  show_label (self->problem_label, is_good ? elsewhere : problem);
  gtk_widget_set_visible (self->preview_group, is_good);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), is_good);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_STATE_INVALID,
                               is_good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static void
show_count (TidingsWordingDialog *self)
{
  g_autofree char *count = NULL;
  g_autofree char *price = NULL;
  g_autofree char *line = NULL;
  guint n_texts = 0;

  g_object_get (self->draft, "count", &count, "n-texts", &n_texts, NULL);
  price = tidings_preview_dup_price (self->preview, n_texts);
  line = tidings_words_join_facts (count, price, NULL);
  /* A reader is told of another price, not of each letter. */
  if (n_texts != self->n_texts)
    tidings_announce (self->count_label, line);
  else
    gtk_label_set_label (self->count_label, line);
  self->n_texts = n_texts;
  tidings_set_kind (GTK_WIDGET (self->count_label), (const char * const[]) { "warning", NULL }, n_texts > 1 ? "warning" : NULL);
  tidings_set_kind (GTK_WIDGET (self->note_label), (const char * const[]) { "warning", "dim-label", NULL },
                    n_texts > 1 ? "warning" : "dim-label");
}

static void
draft_changed_cb (TidingsWordingDialog *self)
{
  g_autofree char *note = NULL;

  g_object_get (self->draft, "note", &note, NULL);
  show_problem (self);
  show_label (self->note_label, note);
  show_marks (self);
  show_cheaper (self);
  show_count (self);
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

/* Each language is kept by a call of its own; the dialog stays if one of them fails, with what was typed. */
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

  self->n_saving--;
  if (error != NULL)
    {
      self->has_failed = TRUE;
      words = tidings_bus_error_dup_words (error);
      show_label (self->failure_label, words);
    }
  if (self->n_saving > 0 || self->has_failed)
    return;

  self->is_discarded = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_clicked_cb (TidingsWordingDialog *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);
  g_auto(GStrv) languages = tidings_wording_draft_list_changed (self->draft);

  if (self->n_saving > 0)
    return;
  if (agent == NULL)
    {
      show_label (self->failure_label, _("Sending service is not running"));
      return;
    }

  self->has_failed = FALSE;
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *text = tidings_wording_draft_dup_result (self->draft, languages[i]);

      self->n_saving++;
      tidings_bus_agent1_call_set_template (agent, self->type->id, languages[i], text, self->cancellable, saved_cb, self);
    }
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
  gtk_widget_class_bind_template_child (widget_class, TidingsWordingDialog, cheaper_button);
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
  for (guint i = 0; i < G_N_ELEMENTS (mark_tags); i++)
    gtk_text_buffer_create_tag (gtk_text_view_get_buffer (self->text_view), mark_tags[i].name,
                                "underline", mark_tags[i].underline, NULL);
}

static void
fill_languages (TidingsWordingDialog *self,
                const char           *language)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  self->languages = tidings_wording_list_languages (tidings_client_list_people (self->client));
  for (guint i = 0; self->languages[i] != NULL; i++)
    gtk_string_list_take (names, tidings_language_dup_name (self->languages[i]));

  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language_row,
                              tidings_wording_find_language ((const char * const *) self->languages, language));
}

static void
bind_draft (TidingsWordingDialog *self)
{
  g_object_bind_property (self->draft, "text", gtk_text_view_get_buffer (self->text_view), "text",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->draft, "can-save", self->save_button, "sensitive", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->draft, "is-own", self->restore_button, "sensitive", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->draft, "origin", self->language_row, "subtitle", G_BINDING_SYNC_CREATE);
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
                                TidingsAlertType *type,
                                const char       *language)
{
  TidingsWordingDialog *self = NULL;
  g_autoptr(GMenuModel) menu = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_ALERT_TYPE (type));
  g_return_if_fail (language != NULL);

  title = tidings_alert_type_dup_title (type, NULL);
  self = g_object_new (TIDINGS_TYPE_WORDING_DIALOG,
                       "title", title,
                       "transient-for", gtk_widget_get_root (widget),
                       NULL);
  self->client = g_object_ref (client);
  self->type = g_object_ref (type);
  fill_languages (self, language);
  menu = tidings_field_make_menu (type, "wording.insert");
  gtk_menu_button_set_menu_model (self->insert_button, menu);
  self->draft = tidings_wording_draft_new (type);
  load_wording (self);
  bind_draft (self);

  /* Shown first: a focus that comes before makes GTK 4.8 tell assistive technology that this is no window. */
  gtk_window_present (GTK_WINDOW (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->text_view));
}
