/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trying out an alert. */
#include "config.h"

#include "tidings-test-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "tidings-alert-item.h"
#include "tidings-box-model.h"
#include "tidings-preview.h"
#include "tidings-reason.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"
#include "tidings-wording-draft.h"

/* One test, from the question to the toast. */
typedef struct {
  GtkWidget *widget;
  TidingsClient *client;
  TidingsAlertType *type;
  TidingsPreview *preview;
  GPtrArray *people;        /* TidingsPerson, in the order of the choice */
  AdwMessageDialog *dialog; /* borrowed: this belongs to the dialog */
  GtkDropDown *choice;
  GtkLabel *body_label;
  GtkLabel *cost_label;
} Test;

static void
test_free (gpointer data)
{
  Test *test = data;

  g_object_unref (test->preview);
  g_object_unref (test->widget);
  g_object_unref (test->client);
  g_object_unref (test->type);
  g_ptr_array_unref (test->people);
  g_free (test);
}

static TidingsPerson *
get_person (Test *test)
{
  guint selected = gtk_drop_down_get_selected (test->choice);

  return selected < test->people->len ? g_ptr_array_index (test->people, selected) : NULL;
}

static GVariant *
make_options (TidingsPerson *person)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, person->id);
  const char *to[] = { id, NULL };
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert_value (&options, "to", g_variant_new_strv (to, -1));
  g_variant_dict_insert (&options, "source", "s", "window");

  return g_variant_dict_end (&options);
}

static void
show_preview (Test *test)
{
  g_autofree char *body = NULL;
  g_autofree char *cost = NULL;
  gboolean can_send = FALSE;
  GtkWidget *send = NULL;

  g_object_get (test->preview, "body", &body, "cost", &cost, "can-send", &can_send, NULL);
  if (*body != '\0')
    gtk_label_set_label (test->body_label, body);
  tidings_announce (test->cost_label, cost);
  adw_message_dialog_set_response_enabled (test->dialog, "send", can_send);

  /* As long as nothing could be sent, the choice of people had the focus; Return would open it instead of sending. */
  send = gtk_window_get_default_widget (GTK_WINDOW (test->dialog));
  if (can_send && send != NULL)
    gtk_widget_grab_focus (send);
}

/* Until the agent has said exactly what would leave, what came with Tidings stands there: the dialog then keeps its size. */
static void
show_guess (Test          *test,
            TidingsPerson *person)
{
  g_autofree char *template = tidings_alert_type_dup_template (test->type, person->language);
  g_autofree char *filled = tidings_wording_fill (test->type, template);
  g_autofree char *count = tidings_wording_count (filled != NULL ? filled : "", NULL);

  gtk_label_set_label (test->body_label, filled);
  gtk_label_set_label (test->cost_label, count);
}

static void
person_chosen_cb (Test *test)
{
  TidingsPerson *person = get_person (test);

  adw_message_dialog_set_response_enabled (test->dialog, "send", FALSE);
  if (person == NULL)
    return;

  show_guess (test, person);
  tidings_preview_ask (test->preview, test->type->id, tidings_wording_get_samples (test->type), person->id);
}

static void
raised_cb (GObject      *proxy,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GtkWidget) widget = user_data;
  g_autoptr(GVariant) verdicts = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;
  const char *state = NULL, *reason = NULL;

  tidings_bus_agent1_call_raise_finish (TIDINGS_BUS_AGENT1 (proxy), &verdicts, result, &error);
  if (tidings_verb_is_gone (widget))
    return;
  if (error != NULL)
    {
      tidings_toast_error (widget, error);
      return;
    }

  if (g_variant_n_children (verdicts) > 0)
    g_variant_get_child (verdicts, 0, "(xx&s&s)", NULL, NULL, &state, &reason);
  if (g_strcmp0 (state, "skipped") == 0)
    words = tidings_reason_describe (reason, 0, NULL);
  else if (g_strcmp0 (state, "held") == 0)
    words = g_strdup (_("Test text waits"));
  else
    words = g_strdup (_("Test text is on its way"));
  tidings_toast (widget, words);
}

static void
response_cb (Test       *test,
             const char *response)
{
  TidingsBusAgent1 *agent = NULL;
  TidingsPerson *person = get_person (test);

  if (!g_str_equal (response, "send") || person == NULL)
    return;

  agent = tidings_verb_get_agent (test->client, test->widget);
  if (agent != NULL)
    tidings_bus_agent1_call_raise (agent, test->type->id, tidings_wording_get_samples (test->type), make_options (person), NULL, raised_cb,
                                   g_object_ref (test->widget));
}

static GPtrArray *
collect_people (TidingsClient *client)
{
  GListModel *all = tidings_client_list_people (client);
  GPtrArray *people = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (all, i);

      if (tidings_person_can_get_alerts (person))
        g_ptr_array_add (people, g_steal_pointer (&person));
    }

  return people;
}

static GtkWidget *
make_choice (Test *test)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *choice = NULL;

  for (guint i = 0; i < test->people->len; i++)
    gtk_string_list_append (names, ((TidingsPerson *) g_ptr_array_index (test->people, i))->name);

  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  tidings_drop_down_set_name (GTK_DROP_DOWN (choice), _("Send to"));

  return choice;
}

static GtkWidget *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* A dialog is as wide as its longest line asks for, which on a phone is more than there is. */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
make_content (Test *test)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  test->choice = GTK_DROP_DOWN (make_choice (test));
  test->body_label = GTK_LABEL (make_label ("body"));
  test->cost_label = GTK_LABEL (make_label ("dim-label"));
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "tidings-card");
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (test->body_label));
  gtk_box_append (GTK_BOX (card), GTK_WIDGET (test->cost_label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (test->choice));
  gtk_box_append (GTK_BOX (box), card);

  return box;
}

static void
tell_nobody (GtkWidget *widget)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("Nobody to Send To"),
                                              _("Confirm somebody’s number first. Texts go to confirmed numbers only"));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
tidings_test_dialog_present (GtkWidget        *widget,
                             TidingsClient    *client,
                             TidingsAlertType *type)
{
  g_autoptr(GPtrArray) people = NULL;
  Test *test = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_ALERT_TYPE (type));

  people = collect_people (client);
  if (people->len == 0)
    {
      tell_nobody (widget);
      return;
    }

  test = g_new0 (Test, 1);
  test->widget = g_object_ref (widget);
  test->client = g_object_ref (client);
  test->type = g_object_ref (type);
  test->preview = tidings_preview_new (client);
  test->people = g_steal_pointer (&people);
  test->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("Send a Test?"),
                                                             _("One text with made-up values")));
  adw_message_dialog_set_extra_child (test->dialog, make_content (test));
  adw_message_dialog_add_responses (test->dialog, "cancel", _("_Cancel"), "send", _("_Send"), NULL);
  adw_message_dialog_set_response_appearance (test->dialog, "send", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (test->dialog, "cancel");
  adw_message_dialog_set_default_response (test->dialog, "send");
  g_object_set_data_full (G_OBJECT (test->dialog), "tidings-test", test, test_free);

  g_signal_connect_swapped (test->dialog, "response", G_CALLBACK (response_cb), test);
  g_signal_connect_swapped (test->choice, "notify::selected", G_CALLBACK (person_chosen_cb), test);
  g_signal_connect_swapped (test->preview, "notify::cost", G_CALLBACK (show_preview), test);
  person_chosen_cb (test);
  gtk_window_present (GTK_WINDOW (test->dialog));
}
