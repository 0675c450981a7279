/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a number is entered: country, digits, and what becomes of them. */
#include "config.h"

#include "tidings-number-group.h"

#include <string.h>
#include <glib/gi18n.h>
#include "tidings-country-dialog.h"
#include "tidings-widgets.h"

struct _TidingsNumberGroup
{
  AdwPreferencesGroup parent_instance;

  TidingsNumberEntry *entry;
  GtkEditable *field;          /* what is typed into, inside number_row */

  AdwActionRow *country_row;
  AdwEntryRow *number_row;
  GtkLabel *code_label;
  GtkWidget *good_icon;
  GtkLabel *caption_label;
  GtkWidget *use_button;
  GtkWidget *show_button;
};

enum {
  PROP_0,
  PROP_COUNTRY,
  PROP_TEXT,
  PROP_TAKEN_BY,
  PROP_E164,
  PROP_VERDICT,
  PROP_CAN_CONTINUE,
  N_PROPS
};

enum {
  SHOW_TAKEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsNumberGroup, tidings_number_group, ADW_TYPE_PREFERENCES_GROUP)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char * const kinds[] = { "dim-label", "warning", "error", NULL };

/* Without selecting: the next key would replace what was typed. */
static gboolean
focus_field (TidingsNumberGroup *self)
{
  return gtk_text_grab_focus_without_selecting (GTK_TEXT (self->field));
}

static void
country_chosen_cb (TidingsNumberGroup *self,
                   const char         *code)
{
  tidings_number_entry_set_country (self->entry, code);
  focus_field (self);
}

static void
country_activated_cb (TidingsNumberGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = tidings_country_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                                  tidings_number_entry_get_country (self->entry));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (country_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
use_clicked_cb (TidingsNumberGroup *self)
{
  tidings_number_entry_use_suggestion (self->entry);
  tidings_number_group_focus (self);
}

static void
show_clicked_cb (TidingsNumberGroup *self)
{
  g_signal_emit (self, signals[SHOW_TAKEN], 0);
}

/* Changes the field only where @text differs, so that undo and screen readers see no more than what came. */
static void
put_text (TidingsNumberGroup *self,
          const char         *text)
{
  const char *old = gtk_editable_get_text (self->field);
  const char *old_end = old + strlen (old);
  const char *end = text + strlen (text);
  g_autofree char *piece = NULL;
  int from = 0;
  int to = 0;

  while (*old != '\0' && g_utf8_get_char (old) == g_utf8_get_char (text))
    {
      old = g_utf8_next_char (old);
      text = g_utf8_next_char (text);
      from++;
    }
  while (old_end > old && end > text &&
         g_utf8_get_char (g_utf8_prev_char (old_end)) == g_utf8_get_char (g_utf8_prev_char (end)))
    {
      old_end = g_utf8_prev_char (old_end);
      end = g_utf8_prev_char (end);
    }

  to = from + g_utf8_strlen (old, old_end - old);
  piece = g_strndup (text, end - text);
  if (to > from)
    gtk_editable_delete_text (self->field, from, to);
  if (*piece != '\0')
    gtk_editable_insert_text (self->field, piece, -1, &from);
}

static void insert_text_cb (GtkEditable        *field,
                            const char         *inserted,
                            int                 length,
                            int                *position,
                            TidingsNumberGroup *self);

static void changed_cb (TidingsNumberGroup *self);

static void
block (TidingsNumberGroup *self)
{
  g_signal_handlers_block_by_func (self->field, insert_text_cb, self);
  g_signal_handlers_block_by_func (self->field, changed_cb, self);
}

static void
unblock (TidingsNumberGroup *self)
{
  g_signal_handlers_unblock_by_func (self->field, insert_text_cb, self);
  g_signal_handlers_unblock_by_func (self->field, changed_cb, self);
}

static void
changed_cb (TidingsNumberGroup *self)
{
  tidings_number_entry_set_text (self->entry, gtk_editable_get_text (self->field));
}

/* Whatever comes in, by key, input method, paste or drop, comes through here. */
static void
insert_text_cb (GtkEditable        *field,
                const char         *inserted,
                int                 length,
                int                *position,
                TidingsNumberGroup *self)
{
  const char *text = gtk_editable_get_text (field);
  const char *cut = g_utf8_offset_to_pointer (text, *position);
  g_autofree char *before = g_strndup (text, cut - text);
  g_autofree char *after = g_strdup (cut);
  g_autofree char *coming = length < 0 ? g_strdup (inserted) : g_strndup (inserted, length);
  g_autofree char *accepted = tidings_number_entry_accept (self->entry, before, coming, after);
  g_autofree char *whole = NULL;

  g_signal_stop_emission_by_name (field, "insert-text");
  if (accepted == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  whole = g_strconcat (accepted, after, NULL);
  block (self);
  put_text (self, whole);
  unblock (self);
  *position = g_utf8_strlen (accepted, -1);
  changed_cb (self);
}

static void
entry_text_cb (TidingsNumberGroup *self)
{
  const char *text = tidings_number_entry_get_text (self->entry);

  if (strcmp (text, gtk_editable_get_text (self->field)) == 0)
    return;

  block (self);
  put_text (self, text);
  gtk_editable_set_position (self->field, -1);
  unblock (self);
}

static void
caption_cb (TidingsNumberGroup *self)
{
  g_autofree char *caption = NULL;
  g_autofree char *kind = NULL;
  const char *taken_by = tidings_number_entry_get_taken_by (self->entry);
  g_autofree char *show_label = NULL;
  gboolean is_error = FALSE;
  gboolean is_taken = taken_by != NULL && tidings_number_entry_get_e164 (self->entry) != NULL;

  g_object_get (self->entry, "caption", &caption, "caption-kind", &kind, NULL);
  is_error = g_strcmp0 (kind, "error") == 0;

  tidings_set_kind (GTK_WIDGET (self->caption_label), kinds, kind);
  tidings_announce (self->caption_label, caption);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number_row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, caption, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->number_row), GTK_ACCESSIBLE_STATE_INVALID,
                               is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  tidings_set_kind (GTK_WIDGET (self->number_row), kinds, is_error ? "error" : NULL);

  gtk_widget_set_visible (self->use_button, tidings_number_entry_get_suggestion (self->entry) != NULL);
  gtk_widget_set_visible (self->show_button,
                          is_taken && g_signal_has_handler_pending (self, signals[SHOW_TAKEN], 0, FALSE));
  if (is_taken)
    {
      /* Translators: %s is a person's name; shows the page of who already has the number */
      show_label = g_strdup_printf (_("Show %s"), taken_by);
      gtk_button_set_label (GTK_BUTTON (self->show_button), show_label);
    }
}

static void
verdict_cb (TidingsNumberGroup *self)
{
  gboolean is_good = tidings_number_entry_get_verdict (self->entry) == TIDINGS_NUMBER_GOOD;

  gtk_widget_set_visible (self->good_icon, is_good && tidings_number_entry_get_can_continue (self->entry));
}

static void
country_cb (TidingsNumberGroup *self)
{
  g_autofree char *caption = NULL;
  g_autofree char *country = NULL;
  g_autofree char *name = NULL;
  guint code = 0;

  g_object_get (self->entry, "country-caption", &caption, "country-name", &country, NULL);
  adw_action_row_set_subtitle (self->country_row, caption);

  if (tidings_number_entry_get_country (self->entry) == NULL)
    {
      tidings_set_name (GTK_WIDGET (self->country_row), _("Country or region, not chosen"));
      return;
    }
  code = tidings_phone_number_calling_code (tidings_number_entry_get_country (self->entry));
  /* Translators: read aloud; the name of a country and its calling code */
  name = g_strdup_printf (_("Country or region, %s, plus %u"), country, code);
  tidings_set_name (GTK_WIDGET (self->country_row), name);
}

static void
code_cb (TidingsNumberGroup *self)
{
  g_autofree char *code = NULL;

  g_object_get (self->entry, "code", &code, NULL);
  gtk_label_set_label (self->code_label, code);
  /* Where text runs from right to left it would stand behind the digits; the row above has it, too. */
  gtk_widget_set_visible (GTK_WIDGET (self->code_label),
                          *code != '\0' && gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_LTR);
}

static void
entry_notify_cb (TidingsNumberGroup *self,
                 GParamSpec         *pspec)
{
  GParamSpec *own = g_object_class_find_property (G_OBJECT_GET_CLASS (self), pspec->name);

  if (own != NULL && own->owner_type == TIDINGS_TYPE_NUMBER_GROUP)
    g_object_notify_by_pspec (G_OBJECT (self), own);
}

static void
show_entry (TidingsNumberGroup *self)
{
  static const struct { const char *signal; GCallback callback; } followed[] = {
    { "notify::text", G_CALLBACK (entry_text_cb) },
    { "notify::caption", G_CALLBACK (caption_cb) },
    { "notify::caption-kind", G_CALLBACK (caption_cb) },
    { "notify::verdict", G_CALLBACK (verdict_cb) },
    { "notify::can-continue", G_CALLBACK (verdict_cb) },
    { "notify::country-caption", G_CALLBACK (country_cb) },
    { "notify::code", G_CALLBACK (code_cb) },
    { "notify", G_CALLBACK (entry_notify_cb) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (self->entry, followed[i].signal, followed[i].callback, self, G_CONNECT_SWAPPED);
  caption_cb (self);
  verdict_cb (self);
  country_cb (self);
  code_cb (self);
}

static void
tidings_number_group_dispose (GObject *object)
{
  TidingsNumberGroup *self = TIDINGS_NUMBER_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_NUMBER_GROUP);

  G_OBJECT_CLASS (tidings_number_group_parent_class)->dispose (object);
}

static void
tidings_number_group_finalize (GObject *object)
{
  TidingsNumberGroup *self = TIDINGS_NUMBER_GROUP (object);

  g_clear_object (&self->entry);

  G_OBJECT_CLASS (tidings_number_group_parent_class)->finalize (object);
}

static void
tidings_number_group_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  TidingsNumberGroup *self = TIDINGS_NUMBER_GROUP (object);

  g_object_get_property (G_OBJECT (self->entry), pspec->name, value);
}

static void
tidings_number_group_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  TidingsNumberGroup *self = TIDINGS_NUMBER_GROUP (object);

  g_object_set_property (G_OBJECT (self->entry), pspec->name, value);
}

static gboolean
tidings_number_group_grab_focus (GtkWidget *widget)
{
  TidingsNumberGroup *self = TIDINGS_NUMBER_GROUP (widget);

  if (tidings_number_entry_get_country (self->entry) == NULL && *tidings_number_entry_get_text (self->entry) == '\0')
    return gtk_widget_grab_focus (GTK_WIDGET (self->country_row));
  return focus_field (self);
}

/* A list takes Tab for itself, enters where it was left, and leaves the way between its rows to the arrows. Who fills in
 * a form expects one field after the other. */
static gboolean
tidings_number_group_focus_step (GtkWidget        *widget,
                                 GtkDirectionType  direction)
{
  TidingsNumberGroup *self = TIDINGS_NUMBER_GROUP (widget);
  GtkWidget *stops[] = { GTK_WIDGET (self->country_row), GTK_WIDGET (self->field), self->use_button, self->show_button };
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  int step = direction == GTK_DIR_TAB_FORWARD ? 1 : -1;
  int i = step > 0 ? -1 : (int) G_N_ELEMENTS (stops);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (tidings_number_group_parent_class)->focus (widget, direction);

  for (int k = 0; k < (int) G_N_ELEMENTS (stops); k++)
    if (stops[k] == focus)
      i = k;
  for (i += step; i >= 0 && i < (int) G_N_ELEMENTS (stops); i += step)
    if (gtk_widget_is_visible (stops[i]) && gtk_widget_grab_focus (stops[i]))
      return TRUE;
  return FALSE;
}

static void
tidings_number_group_class_init (TidingsNumberGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->dispose = tidings_number_group_dispose;
  object_class->finalize = tidings_number_group_finalize;
  object_class->get_property = tidings_number_group_get_property;
  object_class->set_property = tidings_number_group_set_property;
  widget_class->grab_focus = tidings_number_group_grab_focus;
  widget_class->focus = tidings_number_group_focus_step;

  properties[PROP_COUNTRY] = g_param_spec_string ("country", NULL, NULL, NULL, writable);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", writable);
  properties[PROP_TAKEN_BY] = g_param_spec_string ("taken-by", NULL, NULL, NULL, writable);
  properties[PROP_E164] = g_param_spec_string ("e164", NULL, NULL, NULL, readable);
  properties[PROP_VERDICT] = g_param_spec_int ("verdict", NULL, NULL, TIDINGS_NUMBER_GOOD, TIDINGS_NUMBER_NO_TEXTS,
                                               TIDINGS_NUMBER_EMPTY, readable);
  properties[PROP_CAN_CONTINUE] = g_param_spec_boolean ("can-continue", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SHOW_TAKEN] = g_signal_new ("show-taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-number-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsNumberGroup, country_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsNumberGroup, number_row);
  gtk_widget_class_bind_template_child (widget_class, TidingsNumberGroup, code_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsNumberGroup, good_icon);
  gtk_widget_class_bind_template_child (widget_class, TidingsNumberGroup, caption_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsNumberGroup, use_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsNumberGroup, show_button);
  gtk_widget_class_bind_template_callback (widget_class, country_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked_cb);
}

static void
tidings_number_group_init (TidingsNumberGroup *self)
{
  self->entry = tidings_number_entry_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  /* Numbers run from left to right in every language. */
  self->field = gtk_editable_get_delegate (GTK_EDITABLE (self->number_row));
  gtk_widget_set_direction (GTK_WIDGET (self->field), GTK_TEXT_DIR_LTR);
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    gtk_editable_set_alignment (self->field, 1.0f);
  tidings_set_name (gtk_widget_get_parent (GTK_WIDGET (self->country_row)), _("Number"));
  /* Our own name says it all; the row would add its title to it. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->country_row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->number_row),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->caption_label, NULL, -1);

  g_signal_connect (self->field, "insert-text", G_CALLBACK (insert_text_cb), self);
  g_signal_connect_swapped (self->field, "changed", G_CALLBACK (changed_cb), self);
  show_entry (self);
}

GtkWidget *
tidings_number_group_new (void)
{
  return g_object_new (TIDINGS_TYPE_NUMBER_GROUP, NULL);
}

TidingsNumberEntry *
tidings_number_group_get_entry (TidingsNumberGroup *self)
{
  g_return_val_if_fail (TIDINGS_IS_NUMBER_GROUP (self), NULL);

  return self->entry;
}

gboolean
tidings_number_group_insist (TidingsNumberGroup *self)
{
  g_return_val_if_fail (TIDINGS_IS_NUMBER_GROUP (self), FALSE);

  if (tidings_number_entry_insist (self->entry))
    return TRUE;

  if (tidings_number_entry_get_verdict (self->entry) == TIDINGS_NUMBER_NO_COUNTRY)
    gtk_widget_grab_focus (GTK_WIDGET (self->country_row));
  else
    focus_field (self);
  return FALSE;
}

void
tidings_number_group_focus (TidingsNumberGroup *self)
{
  g_return_if_fail (TIDINGS_IS_NUMBER_GROUP (self));

  gtk_widget_grab_focus (GTK_WIDGET (self));
}
