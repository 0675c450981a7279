/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that a link asked for. What it waits for is the state of the world and no chain of callbacks: whenever a dialog comes or
 * goes, or a person changes, it looks again at what comes next. */
#include "config.h"

#include "tidings-linked-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "tidings-country.h"
#include "tidings-link-step.h"
#include "tidings-person-dialog.h"
#include "tidings-phone-number.h"
#include "tidings-send-dialog.h"
#include "tidings-sms-link.h"
#include "tidings-widgets.h"

#define KEY "tidings-linked-text"

/* Owned by the window. */
typedef struct {
  GtkWindow *window;       /* borrowed */
  GtkWidget *widget;       /* borrowed: inside the window */
  TidingsClient *client;
  TidingsSmsLink *link;
  char *country;
  guint n_done;            /* of the link's numbers */
  gint64 asked_after;      /* see tidings_link_step() */
  GtkWindow *dialog;       /* weak: ours, while it is open */
  guint look_id;
  gulong toplevels_handler;
  gulong people_handler;
  gulong ready_handler;
  guint was_sent : 1;
} Linked;

static void look_soon (Linked *self);

static void
linked_free (gpointer data)
{
  Linked *self = data;

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_signal_handler (&self->toplevels_handler, gtk_window_get_toplevels ());
  g_clear_signal_handler (&self->people_handler, tidings_client_list_people (self->client));
  g_clear_signal_handler (&self->ready_handler, self->client);
  if (self->dialog != NULL)
    g_signal_handlers_disconnect_by_data (self->dialog, self);
  g_clear_weak_pointer (&self->dialog);
  g_clear_pointer (&self->link, tidings_sms_link_free);
  g_free (self->country);
  g_object_unref (self->client);
  g_free (self);
}

static void
end (Linked *self)
{
  g_object_set_data (G_OBJECT (self->window), KEY, NULL);
}

static void
go_on (Linked *self)
{
  self->n_done++;
  self->asked_after = -1;
  look_soon (self);
}

static void
sent_cb (Linked *self)
{
  self->was_sent = TRUE;
}

/* Who cancels one of several texts does not want the rest of them. */
static void
send_closed_cb (Linked *self)
{
  if (self->was_sent)
    go_on (self);
  else
    end (self);
}

static void
write_to (Linked *self,
          gint64  person_id)
{
  guint n_numbers = g_strv_length (self->link->numbers);
  g_autofree char *title = NULL;

  self->was_sent = FALSE;
  g_set_weak_pointer (&self->dialog, tidings_send_dialog_present (self->widget, self->client, person_id, self->link->body));
  if (self->dialog == NULL)
    {
      end (self);
      return;
    }

  g_signal_connect_swapped (self->dialog, "sent", G_CALLBACK (sent_cb), self);
  g_signal_connect_swapped (self->dialog, "destroy", G_CALLBACK (send_closed_cb), self);
  if (n_numbers < 2)
    return;

  /* Translators: title of a window; %1$u is which of several texts is written, %2$u how many there are */
  title = g_strdup_printf (_("Send a Text, %1$u of %2$u"), self->n_done + 1, n_numbers);
  gtk_window_set_title (self->dialog, title);
}

static gint64
get_last_person (Linked *self)
{
  GListModel *people = tidings_client_list_people (self->client);
  gint64 last = 0;

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (people, i);

      last = MAX (last, person->id);
    }

  return last;
}

static void
add_response_cb (Linked     *self,
                 const char *response)
{
  if (!g_str_equal (response, "add"))
    {
      go_on (self);
      return;
    }

  self->asked_after = get_last_person (self);
  tidings_person_dialog_present_add (self->widget, self->client, self->link->numbers[self->n_done]);
}

static char *
dup_number_words (Linked *self)
{
  const char *number = self->link->numbers[self->n_done];
  g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (number, self->country);
  g_autofree char *words = check->e164 != NULL ? tidings_phone_number_format (check->e164) : g_strdup (number);

  return g_strdup_printf ("\342\201\246%s\342\201\251", words);
}

static void
ask_to_add (Linked *self)
{
  GtkWidget *dialog = adw_message_dialog_new (self->window, _("Nobody Here Has This Number"), NULL);
  g_autofree char *number = dup_number_words (self);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: %s is a phone number */
                                  _("Texts go only to people who confirmed their number. Add whoever has %s, and the text is kept "
                                    "until the number is confirmed or the window is closed."), number);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "add", _("_Add Person…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "add", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "add");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (add_response_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
tell_never (Linked *self)
{
  g_autofree char *number = dup_number_words (self);
  /* Translators: %s is a phone number that came with a link */
  g_autofree char *words = g_strdup_printf (_("No text can go to %s"), number);

  tidings_toast_now (self->widget, words);
  go_on (self);
}

/* One dialog after the other, also where the first run's assistant is open. */
static gboolean
has_dialog (Linked *self)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (window != self->window && gtk_window_get_modal (window) && gtk_window_get_transient_for (window) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
take_step (Linked *self)
{
  g_autoptr(TidingsPerson) person = NULL;

  switch (tidings_link_step (tidings_client_list_people (self->client), self->link->numbers[self->n_done], self->country,
                             self->asked_after, &person))
    {
    case TIDINGS_LINK_STEP_WRITE:
      write_to (self, person->id);
      break;
    case TIDINGS_LINK_STEP_ADD:
      ask_to_add (self);
      break;
    case TIDINGS_LINK_STEP_NEVER:
      tell_never (self);
      break;
    case TIDINGS_LINK_STEP_LEAVE:
      go_on (self);
      break;
    case TIDINGS_LINK_STEP_WAIT:
      break;
    }
}

static void
look (Linked *self)
{
  gboolean is_ready = FALSE;

  g_object_get (self->client, "is-ready", &is_ready, NULL);
  if (!is_ready || has_dialog (self))
    return;

  if (self->link->numbers[0] == NULL && self->n_done == 0)
    write_to (self, 0);
  else if (self->n_done >= g_strv_length (self->link->numbers))
    end (self);
  else
    take_step (self);
}

static gboolean
look_cb (gpointer user_data)
{
  Linked *self = user_data;

  self->look_id = 0;
  look (self);

  return G_SOURCE_REMOVE;
}

/* Not in the middle of a window's coming or going. */
static void
look_soon (Linked *self)
{
  if (self->look_id == 0)
    self->look_id = g_idle_add (look_cb, self);
}

void
tidings_linked_text_open (GtkWindow     *window,
                          GtkWidget     *widget,
                          TidingsClient *client,
                          const char    *uri)
{
  g_autoptr(TidingsSmsLink) link = NULL;
  Linked *self = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (uri != NULL);

  if ((link = tidings_sms_link_parse (uri)) == NULL)
    {
      tidings_toast_now (widget, _("This link has neither a number nor a text"));
      return;
    }

  self = g_new0 (Linked, 1);
  self->window = window;
  self->widget = widget;
  self->client = g_object_ref (client);
  self->link = g_steal_pointer (&link);
  self->country = tidings_country_code_for_locale (NULL);
  self->asked_after = -1;
  self->toplevels_handler = g_signal_connect_swapped (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (look_soon), self);
  self->people_handler = g_signal_connect_swapped (tidings_client_list_people (client), "items-changed",
                                                   G_CALLBACK (look_soon), self);
  self->ready_handler = g_signal_connect_swapped (client, "notify::is-ready", G_CALLBACK (look_soon), self);
  g_object_set_data_full (G_OBJECT (window), KEY, self, linked_free);
  look_soon (self);
}
