/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that sends a test text. */
#include "config.h"

#include "tidings-test-row.h"

#include <glib/gi18n.h>

#include "tidings-alert-item.h"
#include "tidings-box-model.h"
#include "tidings-preview.h"
#include "tidings-test-text.h"

struct _TidingsTestRow
{
  AdwActionRow parent_instance;

  TidingsClient *client;
  TidingsTestText *test;
  TidingsPreview *preview; /* for the price */
  gint64 person_id;

  GtkSpinner *spinner;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (TidingsTestRow, tidings_test_row, ADW_TYPE_ACTION_ROW)

static void
clicked_cb (TidingsTestRow *self)
{
  tidings_test_text_start (self->test, self->person_id);
}

/* Before anything was sent: what it costs, or what stands in the way. */
static char *
dup_prospect (TidingsTestRow *self,
              TidingsPerson  *person)
{
  char *cost = NULL;

  if (person->opted_out_at != 0)
    return g_strdup (_("Not possible after STOP"));
  if (person->verified_at == 0)
    return g_strdup (_("Confirm the number first"));

  g_object_get (self->preview, "cost", &cost, NULL);

  return cost;
}

static void
show (TidingsTestRow *self)
{
  TidingsPerson *person = tidings_client_find_person (self->client, self->person_id);
  g_autofree char *words = NULL;
  g_autofree char *prospect = NULL;
  gboolean is_busy = FALSE, is_ready = FALSE;

  if (person == NULL)
    return;

  g_object_get (self->test, "words", &words, "is-busy", &is_busy, NULL);
  g_object_get (self->client, "is-ready", &is_ready, NULL);
  if (*words == '\0')
    prospect = dup_prospect (self, person);

  tidings_row_set_texts (GTK_WIDGET (self), _("Test text"), prospect != NULL ? prospect : words);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_widget_set_sensitive (self->button, is_ready && tidings_person_can_get_alerts (person) && !is_busy);
}

static void
person_changed_cb (TidingsTestRow *self)
{
  TidingsPerson *person = tidings_client_find_person (self->client, self->person_id);

  if (person != NULL && tidings_person_can_get_alerts (person) && tidings_client_get_agent (self->client) != NULL)
    tidings_preview_ask (self->preview, TIDINGS_TEST_TEXT_TYPE, g_variant_new ("a{sv}", NULL), self->person_id);
  show (self);
}

static void
tidings_test_row_dispose (GObject *object)
{
  TidingsTestRow *self = TIDINGS_TEST_ROW (object);

  g_clear_object (&self->test);
  g_clear_object (&self->preview);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_test_row_parent_class)->dispose (object);
}

static void
tidings_test_row_class_init (TidingsTestRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_test_row_dispose;
}

static void
tidings_test_row_init (TidingsTestRow *self)
{
  self->spinner = g_object_new (GTK_TYPE_SPINNER, "valign", GTK_ALIGN_CENTER, "accessible-role",
                                GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->button = gtk_button_new_with_mnemonic (_("_Send Test Text"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->spinner));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
}

void
tidings_test_row_set_person (TidingsTestRow *self,
                             TidingsClient  *client,
                             gint64          person_id)
{
  g_return_if_fail (TIDINGS_IS_TEST_ROW (self));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  self->person_id = person_id;
  self->test = tidings_test_text_new (client);
  self->preview = tidings_preview_new (client);
  g_signal_connect_object (self->test, "notify::words", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->preview, "notify::cost", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::is-ready", G_CALLBACK (person_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tidings_client_list_people (client), "items-changed", G_CALLBACK (person_changed_cb), self,
                           G_CONNECT_SWAPPED);
  person_changed_cb (self);
}
