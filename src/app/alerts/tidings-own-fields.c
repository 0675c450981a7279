/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of an alert of one's own. */
#include "config.h"

#include "tidings-own-fields.h"

#include <glib/gi18n.h>

#include "tidings-field-words.h"
#include "tidings-widgets.h"

/* As much as a sample may hold, see tidings-type-draft.c. */
#define MAX_SAMPLE 200

struct _TidingsOwnFields
{
  AdwPreferencesGroup parent_instance;

  TidingsOwnDraft *draft;
  GPtrArray *lines; /* Line, in the order of the text */
  GtkLabel *problem_label;
};

/* The rows of a value; the group owns the widgets. */
typedef struct {
  TidingsOwnFields *self;
  char *field;
  GtkWidget *sample_row;
  GtkWidget *kind_row;
} Line;

G_DEFINE_FINAL_TYPE (TidingsOwnFields, tidings_own_fields, ADW_TYPE_PREFERENCES_GROUP)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_signal_handlers_disconnect_by_data (line->sample_row, line);
  g_signal_handlers_disconnect_by_data (line->kind_row, line);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (line->self), line->sample_row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (line->self), line->kind_row);
  g_free (line->field);
  g_free (line);
}

static void
sample_changed_cb (Line *line)
{
  tidings_own_draft_set_sample (line->self->draft, line->field, gtk_editable_get_text (GTK_EDITABLE (line->sample_row)));
}

static void
kind_changed_cb (Line *line)
{
  tidings_own_draft_set_kind (line->self->draft, line->field, adw_combo_row_get_selected (ADW_COMBO_ROW (line->kind_row)));
}

static GtkWidget *
make_sample_row (TidingsOwnFields *self,
                 const char       *field,
                 const char       *words)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *sample = tidings_own_draft_dup_sample (self->draft, field);
  /* Translators: %s is the name of a value of an alert, such as "dish" */
  g_autofree char *title = g_strdup_printf (_("Example for “%s”"), words);
  GtkEditable *text = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  tidings_set_name (row, title);
  gtk_editable_set_text (GTK_EDITABLE (row), sample);
  text = gtk_editable_get_delegate (GTK_EDITABLE (row));
  if (GTK_IS_TEXT (text))
    gtk_text_set_max_length (GTK_TEXT (text), MAX_SAMPLE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->problem_label, NULL, -1);

  return row;
}

static GtkWidget *
make_kind_row (TidingsOwnFields *self,
               const char       *field,
               const char       *words)
{
  GtkWidget *row = adw_combo_row_new ();
  /* In the order of TidingsFieldKind. */
  const char *kinds[] = {
    C_("kind of value", "Text"),
    C_("kind of value", "Number"),
    C_("kind of value", "Whole number"),
    C_("kind of value", "Yes or no"),
    C_("kind of value", "Web address"),
    NULL,
  };
  g_autoptr(GtkStringList) model = gtk_string_list_new (kinds);
  /* Translators: %s is the name of a value of an alert, such as "dish" */
  g_autofree char *title = g_strdup_printf (_("Kind of “%s”"), words);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  tidings_set_name (row, title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), tidings_own_draft_get_kind (self->draft, field));

  return row;
}

static void
add_line (TidingsOwnFields *self,
          const char       *field)
{
  Line *line = g_new0 (Line, 1);
  g_autofree char *words = tidings_field_dup_words (field);

  line->self = self;
  line->field = g_strdup (field);
  line->sample_row = make_sample_row (self, field, words);
  line->kind_row = make_kind_row (self, field, words);
  g_signal_connect_swapped (line->sample_row, "changed", G_CALLBACK (sample_changed_cb), line);
  g_signal_connect_swapped (line->kind_row, "notify::selected", G_CALLBACK (kind_changed_cb), line);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), line->sample_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), line->kind_row);
  g_ptr_array_add (self->lines, line);
}

static gboolean
has_same_fields (TidingsOwnFields *self,
                 GStrv             fields)
{
  if (g_strv_length (fields) != self->lines->len)
    return FALSE;

  for (guint i = 0; i < self->lines->len; i++)
    {
      if (!g_str_equal (((Line *) g_ptr_array_index (self->lines, i))->field, fields[i]))
        return FALSE;
    }

  return TRUE;
}

static void
show_problems (TidingsOwnFields *self)
{
  g_autofree char *first = g_strdup ("");

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);
      g_autofree char *problem = tidings_own_draft_dup_value_problem (self->draft, line->field);
      gboolean is_bad = *problem != '\0';

      tidings_set_kind (line->sample_row, (const char * const[]) { "error", NULL }, is_bad ? "error" : NULL);
      gtk_accessible_update_state (GTK_ACCESSIBLE (line->sample_row), GTK_ACCESSIBLE_STATE_INVALID,
                                   is_bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
      if (is_bad && *first == '\0')
        {
          g_free (first);
          first = g_steal_pointer (&problem);
        }
    }

  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), *first != '\0');
  tidings_announce (self->problem_label, first);
}

static void
follow (TidingsOwnFields *self)
{
  g_auto(GStrv) fields = tidings_own_draft_list_fields (self->draft);
  g_autofree char *preview = NULL;

  /* In the middle of a placeholder the text asks for nothing; what was said of its values stays until that is written. */
  g_object_get (self->draft, "preview", &preview, NULL);
  if (*preview != '\0' && !has_same_fields (self, fields))
    {
      g_ptr_array_set_size (self->lines, 0);
      for (guint i = 0; fields[i] != NULL; i++)
        add_line (self, fields[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->lines->len > 0);
  show_problems (self);
}

static void
tidings_own_fields_dispose (GObject *object)
{
  TidingsOwnFields *self = TIDINGS_OWN_FIELDS (object);

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (tidings_own_fields_parent_class)->dispose (object);
}

static void
tidings_own_fields_class_init (TidingsOwnFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_own_fields_dispose;
}

static void
tidings_own_fields_init (TidingsOwnFields *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->problem_label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "xalign", 0.0f,
                                      "wrap", TRUE, "margin-top", 12, "visible", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem_label), "error");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Values"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _("What an alert brings; the examples stand in previews and tests"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->problem_label));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
tidings_own_fields_follow (TidingsOwnFields *self,
                           TidingsOwnDraft  *draft)
{
  g_return_if_fail (TIDINGS_IS_OWN_FIELDS (self) && self->draft == NULL);
  g_return_if_fail (TIDINGS_IS_OWN_DRAFT (draft));

  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "notify::is-changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  follow (self);
}

gboolean
tidings_own_fields_focus_problem (TidingsOwnFields *self)
{
  g_return_val_if_fail (TIDINGS_IS_OWN_FIELDS (self), FALSE);

  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);
      g_autofree char *problem = tidings_own_draft_dup_value_problem (self->draft, line->field);

      if (*problem != '\0')
        return gtk_widget_grab_focus (line->sample_row);
    }

  return FALSE;
}
