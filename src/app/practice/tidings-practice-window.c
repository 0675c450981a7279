/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice phone. */
#include "config.h"

#include "tidings-practice-window.h"

#include <glib/gi18n.h>

#include "tidings-box-model.h"
#include "tidings-bus-error.h"
#include "tidings-format.h"
#include "tidings-practice-phone.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsPracticeWindow
{
  AdwWindow parent_instance;

  TidingsClient *client;
  TidingsPracticeInbox *inbox;
  TidingsPracticePhone *phone; /* shown now */
  GCancellable *cancellable;
  GSimpleAction *behaviour;    /* radio items of the menu */

  GtkStack *stack;
  GtkDropDown *phone_choice;
  GtkLabel *behaviour_label;
  GtkScrolledWindow *scroller;
  GtkListBox *texts_list;
  GtkEditable *reply_entry;
  GtkWidget *send_button;

  guint scroll_down : 1; /* something arrived: its row is shown once it has a place */
};

G_DEFINE_FINAL_TYPE (TidingsPracticeWindow, tidings_practice_window, ADW_TYPE_WINDOW)

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static char *
dup_facts (TidingsPracticeWindow *self,
           TidingsPracticeText   *text)
{
  gint64 now = tidings_clock_get_now (tidings_client_get_clock (self->client));
  g_autofree char *moment = tidings_format_moment (text->at, now);
  g_autofree char *parts = NULL;

  if (text->n_parts > 1)
    parts = g_strdup_printf (ngettext ("%u part", "%u parts", text->n_parts), text->n_parts);

  return tidings_words_join_facts (moment, parts, text->is_reply ? _("Sent from this phone") : NULL);
}

static GtkWidget *
make_text_row (gpointer item,
               gpointer user_data)
{
  TidingsPracticeWindow *self = user_data;
  TidingsPracticeText *text = item;
  g_autofree char *facts = dup_facts (self, text);
  g_autofree char *name = tidings_words_join_facts (text->body, facts, NULL);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *body = make_label (text->body, NULL);

  gtk_label_set_selectable (GTK_LABEL (body), TRUE);
  gtk_box_append (GTK_BOX (card), body);
  gtk_box_append (GTK_BOX (card), make_label (facts, "caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (card), "dim-label");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "tidings-card");
  /* Who spoke is told by the side as on any phone, and by words for those who do not see it. */
  gtk_widget_set_halign (card, text->is_reply ? GTK_ALIGN_END : GTK_ALIGN_START);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), card);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  tidings_set_name (row, name);

  return row;
}

static void
scrolled_cb (GtkAdjustment         *adjustment,
             GParamSpec            *pspec,
             TidingsPracticeWindow *self)
{
  if (!self->scroll_down)
    return;

  self->scroll_down = FALSE;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
texts_changed_cb (TidingsPracticeWindow *self)
{
  self->scroll_down = TRUE;
}

static void
behaviour_changed_cb (TidingsPracticeWindow *self)
{
  static const struct {
    const char *behaviour;
    const char *words;
  } behaviours[] = {
    { "off", N_("This phone is off: texts are not delivered") },
    { "network-trouble", N_("The carrier has trouble: texts fail on the way") },
    { "slow", N_("Slow carrier: receipts take half a minute") },
  };
  g_autofree char *behaviour = NULL;
  const char *words = "";

  g_object_get (self->phone, "behaviour", &behaviour, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (behaviours); i++)
    {
      if (g_str_equal (behaviours[i].behaviour, behaviour))
        words = _(behaviours[i].words);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->behaviour_label), *words != '\0');
  tidings_announce (self->behaviour_label, words);
  g_simple_action_set_state (self->behaviour, g_variant_new_string (behaviour));
}

static void
show_phone (TidingsPracticeWindow *self,
            TidingsPracticePhone  *phone)
{
  if (self->phone == phone)
    return;

  if (self->phone != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->phone, self);
      g_signal_handlers_disconnect_by_data (tidings_practice_phone_list_texts (self->phone), self);
    }
  g_set_object (&self->phone, phone);

  gtk_list_box_bind_model (self->texts_list, phone != NULL ? tidings_practice_phone_list_texts (phone) : NULL,
                           make_text_row, self, NULL);
  if (phone == NULL)
    return;

  g_signal_connect_object (phone, "notify::behaviour", G_CALLBACK (behaviour_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tidings_practice_phone_list_texts (phone), "items-changed", G_CALLBACK (texts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  behaviour_changed_cb (self);
  texts_changed_cb (self);
}

static void
phone_chosen_cb (TidingsPracticeWindow *self)
{
  show_phone (self, gtk_drop_down_get_selected_item (self->phone_choice));
}

static void
phones_changed_cb (TidingsPracticeWindow *self)
{
  guint n_phones = g_list_model_get_n_items (tidings_practice_inbox_list_phones (self->inbox));

  /* Its list item comes with the first phone. */
  tidings_drop_down_set_name (self->phone_choice, _("Whose phone"));

  gtk_stack_set_visible_child_name (self->stack, n_phones > 0 ? "phones" : "empty");
}

static void
inbox_cb (GObject      *proxy,
          GAsyncResult *result,
          gpointer      user_data)
{
  TidingsPracticeWindow *self = user_data;
  g_autoptr(GVariant) texts = NULL;
  g_autoptr(GError) error = NULL;

  tidings_bus_agent1_call_practice_inbox_finish (TIDINGS_BUS_AGENT1 (proxy), &texts, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    tidings_toast_error (GTK_WIDGET (self->stack), error);
  else
    tidings_practice_inbox_set_texts (self->inbox, texts);
}

static void
read_inbox (TidingsPracticeWindow *self)
{
  TidingsBusAgent1 *agent = tidings_client_get_agent (self->client);

  if (agent != NULL)
    tidings_bus_agent1_call_practice_inbox (agent, self->cancellable, inbox_cb, self);
}

/* With an account connected there are no practice phones any more. */
static void
mode_changed_cb (TidingsPracticeWindow *self)
{
  gboolean is_practice = TRUE;

  g_object_get (self->client, "is-practice", &is_practice, NULL);
  if (!is_practice)
    gtk_window_close (GTK_WINDOW (self));
}

static void
reply_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  TidingsPracticeWindow *self = user_data;
  TidingsBusAgent1 *agent = tidings_verb_get_agent (self->client, GTK_WIDGET (self->stack));
  const char *number = NULL;
  const char *text = g_variant_get_string (parameter, NULL);

  if (agent == NULL || self->phone == NULL)
    return;

  number = tidings_practice_phone_get_number (self->phone);
  tidings_bus_agent1_call_practice_reply (agent, number, text, NULL, tidings_verb_cb,
                                          tidings_verb_new (GTK_WIDGET (self->stack), NULL));
  tidings_practice_inbox_add_reply (self->inbox, number, text,
                                    tidings_clock_get_now (tidings_client_get_clock (self->client)));
}

static void
send_cb (TidingsPracticeWindow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->reply_entry)));

  if (*text == '\0')
    return;

  gtk_widget_activate_action (GTK_WIDGET (self), "practice.reply", "s", text);
  gtk_editable_set_text (self->reply_entry, "");
}

static void
reply_changed_cb (TidingsPracticeWindow *self)
{
  gtk_widget_set_sensitive (self->send_button, *gtk_editable_get_text (self->reply_entry) != '\0');
}

static void
behaviour_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  TidingsPracticeWindow *self = user_data;
  TidingsBusAgent1 *agent = tidings_verb_get_agent (self->client, GTK_WIDGET (self->stack));

  if (agent == NULL || self->phone == NULL)
    return;

  tidings_bus_agent1_call_practice_set (agent, tidings_practice_phone_get_number (self->phone),
                                        g_variant_get_string (parameter, NULL), NULL, tidings_verb_cb,
                                        tidings_verb_new (GTK_WIDGET (self->stack), NULL));
  g_object_set (self->phone, "behaviour", g_variant_get_string (parameter, NULL), NULL);
}

static void
tidings_practice_window_dispose (GObject *object)
{
  TidingsPracticeWindow *self = TIDINGS_PRACTICE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->phone != NULL)
    show_phone (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_PRACTICE_WINDOW);
  g_clear_object (&self->inbox);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_practice_window_parent_class)->dispose (object);
}

static void
tidings_practice_window_finalize (GObject *object)
{
  TidingsPracticeWindow *self = TIDINGS_PRACTICE_WINDOW (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->behaviour);

  G_OBJECT_CLASS (tidings_practice_window_parent_class)->finalize (object);
}

static void
tidings_practice_window_class_init (TidingsPracticeWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_practice_window_dispose;
  object_class->finalize = tidings_practice_window_finalize;

  g_type_ensure (TIDINGS_TYPE_PRACTICE_PHONE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-practice-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, phone_choice);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, behaviour_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, texts_list);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, reply_entry);
  gtk_widget_class_bind_template_child (widget_class, TidingsPracticeWindow, send_button);
  gtk_widget_class_bind_template_callback (widget_class, phone_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, reply_changed_cb);
}

static void
tidings_practice_window_init (TidingsPracticeWindow *self)
{
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) reply = g_simple_action_new ("reply", G_VARIANT_TYPE_STRING);

  self->cancellable = g_cancellable_new ();
  self->behaviour = g_simple_action_new_stateful ("behaviour", G_VARIANT_TYPE_STRING, g_variant_new_string ("normal"));
  g_signal_connect_object (self->behaviour, "activate", G_CALLBACK (behaviour_cb), self, 0);
  g_signal_connect_object (reply, "activate", G_CALLBACK (reply_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (self->behaviour));
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (reply));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "practice", G_ACTION_GROUP (actions));

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "notify::upper", G_CALLBACK (scrolled_cb),
                           self, 0);
}

GtkWindow *
tidings_practice_window_new (GtkApplication *application,
                             TidingsClient  *client)
{
  g_autoptr(GtkWindowGroup) group = NULL;
  TidingsPracticeWindow *self = NULL;
  GListModel *phones = NULL;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_PRACTICE_WINDOW, "application", application, NULL);
  /* In a group of its own, the phone stays in use while a dialog asks for the code that it shows. */
  group = gtk_window_group_new ();
  gtk_window_group_add_window (group, GTK_WINDOW (self));
  self->client = g_object_ref (client);
  self->inbox = tidings_practice_inbox_new (tidings_client_list_people (client));
  phones = tidings_practice_inbox_list_phones (self->inbox);
  gtk_drop_down_set_model (self->phone_choice, phones);

  g_signal_connect_object (phones, "items-changed", G_CALLBACK (phones_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed::practice", G_CALLBACK (read_inbox), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-ready", G_CALLBACK (read_inbox), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-practice", G_CALLBACK (mode_changed_cb), self, G_CONNECT_SWAPPED);
  phones_changed_cb (self);
  read_inbox (self);

  return GTK_WINDOW (self);
}
