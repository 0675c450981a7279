/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small things every page needs. */
#include "config.h"

#include "tidings-widgets.h"

#include <dlfcn.h>
#include <glib/gi18n.h>
#include "tidings-bus-error.h"
#include "tidings-page-stack.h"

static void
add_toast (GtkWidget        *widget,
           const char       *text,
           AdwToastPriority  priority)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *markup = NULL;
  AdwToast *toast = NULL;

  if (overlay == NULL)
    return;

  /* Titles of toasts are markup, and people have names like “Tom & Ann”. */
  markup = g_markup_escape_text (text, -1);
  toast = adw_toast_new (markup);
  adw_toast_set_priority (toast, priority);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

void
tidings_toast (GtkWidget  *widget,
               const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  add_toast (widget, text, ADW_TOAST_PRIORITY_NORMAL);
}

void
tidings_toast_now (GtkWidget  *widget,
                   const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (text != NULL);

  add_toast (widget, text, ADW_TOAST_PRIORITY_HIGH);
}

void
tidings_toast_error (GtkWidget    *widget,
                     const GError *error)
{
  g_autofree char *words = NULL;

  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  words = tidings_bus_error_dup_words (error);
  tidings_toast (widget, words);
}

void
tidings_push_page (GtkWidget *widget,
                   GtkWidget *page)
{
  GtkWidget *stack = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (GTK_IS_WIDGET (page));

  stack = gtk_widget_get_ancestor (widget, TIDINGS_TYPE_PAGE_STACK);
  g_return_if_fail (stack != NULL);

  tidings_page_stack_push (TIDINGS_PAGE_STACK (stack), page);
}

void
tidings_announce (GtkLabel   *label,
                  const char *text)
{
  typedef void (*AnnounceFunc) (GtkAccessible *self, const char *message, int priority);
  static gsize asked = 0;
  static AnnounceFunc announce = NULL;

  g_return_if_fail (GTK_IS_LABEL (label));

  if (g_once_init_enter (&asked))
    {
      /* Newer than the floor, so it is looked up instead of linked. */
      announce = (AnnounceFunc) dlsym (RTLD_DEFAULT, "gtk_accessible_announce");
      g_once_init_leave (&asked, 1);
    }

  if (g_strcmp0 (gtk_label_get_label (label), text) == 0)
    return;

  gtk_label_set_label (label, text != NULL ? text : "");
  if (announce != NULL && text != NULL && *text != '\0')
    announce (GTK_ACCESSIBLE (label), text, 1);
}

void
tidings_set_name (GtkWidget  *widget,
                  const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  /* A row is labelled by its title from the start. GTK 4.8 would say both, later versions the title alone. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
find_inside (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_inside (child, type);

  return found;
}

void
tidings_name_switch (GtkWidget  *expander,
                     const char *name)
{
  GtkWidget *toggle = NULL;

  g_return_if_fail (ADW_IS_EXPANDER_ROW (expander));

  toggle = find_inside (expander, GTK_TYPE_SWITCH);
  if (toggle != NULL)
    tidings_set_name (toggle, name);
}

static void
find_last_inside (GtkWidget  *widget,
                  GType       type,
                  GtkWidget **found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    *found = widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_last_inside (child, type, found);
}

void
tidings_name_button (GtkWidget  *row,
                     const char *name)
{
  GtkWidget *button = NULL;

  g_return_if_fail (ADW_IS_PREFERENCES_ROW (row));

  find_last_inside (row, GTK_TYPE_BUTTON, &button);
  if (button != NULL)
    tidings_set_name (button, name);
}

static void
collect_buttons (GtkWidget *widget,
                 GPtrArray *buttons)
{
  if (GTK_IS_BUTTON (widget))
    g_ptr_array_add (buttons, widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_buttons (child, buttons);
}

void
tidings_name_calendar (GtkWidget *calendar)
{
  /* In the order in which they stand in its head. */
  const char *names[] = { _("Previous month"), _("Next month"), _("Previous year"), _("Next year") };
  g_autoptr(GPtrArray) buttons = g_ptr_array_new ();

  g_return_if_fail (GTK_IS_CALENDAR (calendar));

  collect_buttons (calendar, buttons);
  for (guint i = 0; i < MIN (buttons->len, G_N_ELEMENTS (names)); i++)
    tidings_set_name (g_ptr_array_index (buttons, i), names[i]);
}

typedef struct {
  GtkWindow *window;
  void (*discard) (GtkWindow *window);
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->window);
  g_free (question);
}

static void
discard_response_cb (Question   *question,
                     const char *response)
{
  if (g_str_equal (response, "discard"))
    question->discard (question->window);
}

void
tidings_wrap_button (GtkWidget *button)
{
  GtkWidget *label = NULL;

  g_return_if_fail (GTK_IS_BUTTON (button));

  label = gtk_button_get_child (GTK_BUTTON (button));
  if (!GTK_IS_LABEL (label))
    return;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
}

void
tidings_ask_discard (GtkWindow   *window,
                     const char  *body,
                     void       (*discard) (GtkWindow *window))
{
  GtkWidget *dialog = NULL;
  Question *question = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (body != NULL && discard != NULL);

  dialog = adw_message_dialog_new (window, _("Discard Changes?"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("_Keep Editing"), "discard", _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");

  question = g_new0 (Question, 1);
  question->window = g_object_ref (window);
  question->discard = discard;
  g_signal_connect_data (dialog, "response", G_CALLBACK (discard_response_cb), question, question_free, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
tidings_set_kind (GtkWidget          *widget,
                  const char * const *kinds,
                  const char         *kind)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  for (guint i = 0; kinds[i] != NULL; i++)
    if (g_strcmp0 (kinds[i], kind) != 0)
      gtk_widget_remove_css_class (widget, kinds[i]);

  if (kind != NULL)
    gtk_widget_add_css_class (widget, kind);
}
