/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's trail of consent and numbers as a page, and erasing somebody with all that names them. */
#include "config.h"

#include "tidings-person-page-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include "tidings-box-model.h"
#include "tidings-consent.h"
#include "tidings-detail.h"
#include "tidings-person-words.h"
#include "tidings-store-audit.h"
#include "tidings-verb.h"
#include "tidings-widgets.h"

typedef struct {
  TidingsClient *client;
  gint64 person_id;
  GtkListBox *consent; /* the number and what was agreed to */
  GtkListBox *alerts;
  GtkWidget *alerts_group;
} Trail;

static void
trail_free (gpointer data)
{
  Trail *trail = data;

  g_object_unref (trail->client);
  g_free (trail);
}

#define TRAIL_KEY "tidings-trail"

static void
empty_list (GtkListBox *list)
{
  while (gtk_widget_get_first_child (GTK_WIDGET (list)) != NULL)
    gtk_list_box_remove (list, gtk_widget_get_first_child (GTK_WIDGET (list)));
}

static GtkWidget *
make_entry (const TidingsAuditEntry *entry,
            gint64                   now)
{
  g_autofree char *when = tidings_person_words_trail (entry, now);
  g_autofree char *what = tidings_consent_describe (entry->what, entry->how, entry->detail);
  GtkWidget *row = tidings_row_new (what, when);
  const char *style = NULL;
  GtkWidget *icon = tidings_icon_new (tidings_person_words_trail_icon (entry, &style));

  gtk_widget_add_css_class (icon, style);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);

  return row;
}

/* The latest is what people look for, so it stands first. */
static void
show_trail (GtkWidget *page)
{
  Trail *trail = g_object_get_data (G_OBJECT (page), TRAIL_KEY);
  TidingsStore *store = tidings_client_get_store (trail->client);
  gint64 now = tidings_clock_get_now (tidings_client_get_clock (trail->client));
  g_autoptr(GPtrArray) entries = store != NULL ? tidings_store_list_audit (store, trail->person_id, NULL) : NULL;

  empty_list (trail->consent);
  empty_list (trail->alerts);
  for (guint i = entries != NULL ? entries->len : 0; i > 0; i--)
    {
      const TidingsAuditEntry *entry = g_ptr_array_index (entries, i - 1);

      gtk_list_box_append (tidings_person_words_is_consent (entry) ? trail->consent : trail->alerts, make_entry (entry, now));
    }

  if (gtk_widget_get_first_child (GTK_WIDGET (trail->consent)) == NULL)
    gtk_list_box_append (trail->consent, tidings_row_new (_("Nothing is known"), NULL));
  gtk_widget_set_visible (trail->alerts_group, gtk_widget_get_first_child (GTK_WIDGET (trail->alerts)) != NULL);
}

/* Gives the list of the new group. */
static GtkListBox *
add_group (AdwPreferencesPage  *page,
           const char          *title,
           const char          *description,
           GtkWidget          **group)
{
  GtkWidget *list = gtk_list_box_new ();

  *group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (*group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (*group), description);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  tidings_set_name (list, title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (*group), list);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (*group));

  return GTK_LIST_BOX (list);
}

static GtkWidget *
make_trail (TidingsClient *client,
            gint64         person_id)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = NULL;
  Trail *trail = g_new0 (Trail, 1);

  trail->client = g_object_ref (client);
  trail->person_id = person_id;
  trail->consent = add_group (ADW_PREFERENCES_PAGE (page), _("Number and Consent"),
                              _("Who agreed to what, when and how, or wanted no more texts"), &group);
  trail->alerts = add_group (ADW_PREFERENCES_PAGE (page), _("Alerts"), _("What was switched on and off"), &trail->alerts_group);
  g_object_set_data_full (G_OBJECT (page), TRAIL_KEY, trail, trail_free);
  g_signal_connect_object (client, "changed::people", G_CALLBACK (show_trail), page, G_CONNECT_SWAPPED);
  show_trail (page);

  return page;
}

void
tidings_person_page_show_consent (GtkWidget     *row,
                                  TidingsClient *client,
                                  gint64         person_id)
{
  TidingsStore *store = tidings_client_get_store (client);
  g_autoptr(GPtrArray) entries = store != NULL ? tidings_store_list_audit (store, person_id, NULL) : NULL;
  g_autofree char *last = NULL;

  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  if (entries != NULL)
    last = tidings_person_words_last_consent (entries, tidings_clock_get_now (tidings_client_get_clock (client)));
  tidings_row_set_texts (row, C_("of a person", "History"), last != NULL && *last != '\0' ? last : _("Who agreed to what, and when"));
}

void
tidings_person_page_push_history (GtkWidget     *page,
                                  TidingsClient *client,
                                  TidingsPerson *person)
{
  g_autofree char *title = NULL;
  GtkWidget *detail = NULL;
  GtkWidget *trail = NULL;

  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (TIDINGS_IS_PERSON (person));

  /* Translators: %s is a person’s name */
  title = g_strdup_printf (_("History of %s"), person->name);
  detail = tidings_detail_new (title);
  trail = make_trail (client, person->id);
  gtk_widget_set_vexpand (trail, TRUE);
  tidings_detail_set_child (TIDINGS_DETAIL (detail), trail);
  tidings_push_page (page, detail);
}

typedef struct {
  GtkWidget *overlay; /* of the window’s toasts: the page goes with the person */
  TidingsClient *client;
  gint64 person_id;
  char *name;
} Erasing;

static void
erasing_free (Erasing *erasing)
{
  g_object_unref (erasing->overlay);
  g_object_unref (erasing->client);
  g_free (erasing->name);
  g_free (erasing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Erasing, erasing_free)

static void
erasing_gone_cb (gpointer  data,
                 GClosure *closure)
{
  erasing_free (data);
}

static void
erased_cb (GObject      *proxy,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Erasing) erasing = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *words = NULL;
  guint n_texts = 0, n_at_twilio = 0, n_waiting = 0;
  gboolean keeps_stop = FALSE;

  if (!tidings_bus_agent1_call_erase_finish (TIDINGS_BUS_AGENT1 (proxy), &n_texts, &n_at_twilio, &n_waiting, &keeps_stop, result,
                                             &error))
    {
      tidings_toast_error (erasing->overlay, error);
      return;
    }

  /* Translators: %s is a person’s name */
  words = g_strdup_printf (_("%s was erased"), erasing->name);
  tidings_toast (erasing->overlay, words);
}

static void
erase_response_cb (Erasing    *erasing,
                   const char *response)
{
  TidingsBusAgent1 *agent = NULL;
  Erasing *copy = NULL;

  if (!g_str_equal (response, "erase"))
    return;
  if ((agent = tidings_verb_get_agent (erasing->client, erasing->overlay)) == NULL)
    return;

  copy = g_new0 (Erasing, 1);
  copy->overlay = g_object_ref (erasing->overlay);
  copy->client = g_object_ref (erasing->client);
  copy->name = g_strdup (erasing->name);
  tidings_bus_agent1_call_erase (agent, erasing->person_id, NULL, erased_cb, copy);
}

void
tidings_person_page_ask_erase (GtkWidget     *page,
                               TidingsClient *client,
                               TidingsPerson *person)
{
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  g_autofree char *stop = NULL;
  GtkWidget *dialog = NULL;
  Erasing *erasing = NULL;

  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (TIDINGS_IS_PERSON (person));

  /* Translators: %s is a person’s name */
  heading = g_strdup_printf (_("Erase %s?"), person->name);
  /* Translators: %1$s is a person’s name, here and in the next sentence */
  body = g_strdup_printf (_("All texts to and from %1$s are deleted, here and at Twilio. What waits for %1$s is canceled, and reminders "
                            "for %1$s alone go too. The history keeps only what happened when, without name and number. What others "
                            "were sent stays. This cannot be undone."), person->name);
  if (person->opted_out_at != 0)
    stop = g_strdup_printf (_("The STOP of %1$s stays in force if the number is ever added again."), person->name);

  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (page)), heading, NULL);
  if (stop != NULL)
    {
      g_autofree char *both = g_strconcat (body, "\n\n", stop, NULL);

      adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), both);
    }
  else
    adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "erase", _("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");

  erasing = g_new0 (Erasing, 1);
  erasing->overlay = g_object_ref (tidings_person_page_get_overlay (page));
  erasing->client = g_object_ref (client);
  erasing->person_id = person->id;
  erasing->name = g_strdup (person->name);
  g_signal_connect_data (dialog, "response", G_CALLBACK (erase_response_cb), erasing, erasing_gone_cb, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
