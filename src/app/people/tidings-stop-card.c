/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way back after STOP. */
#include "config.h"

#include "tidings-stop-card.h"

#include <glib/gi18n.h>

#include "tidings-person-words.h"
#include "tidings-phone-number.h"
#include "tidings-qr-code.h"
#include "tidings-qr.h"
#include "tidings-widgets.h"
#include "tidings-words.h"

struct _TidingsStopCard
{
  AdwBin parent_instance;

  char *number; /* to which START goes, NULL if there is none */

  GtkLabel *words_label;
  GtkWidget *code_box;
  TidingsQrCode *code;
  GtkLabel *number_label;
};

G_DEFINE_FINAL_TYPE (TidingsStopCard, tidings_stop_card, ADW_TYPE_BIN)

static void
copy_clicked_cb (TidingsStopCard *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->number);
  tidings_toast (GTK_WIDGET (self), _("Number copied"));
}

static void
show_code (TidingsStopCard *self,
           TidingsPerson   *person)
{
  g_autofree char *uri = NULL;
  g_autofree char *formatted = NULL;
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->code_box, self->number != NULL);
  if (self->number == NULL)
    return;

  uri = tidings_qr_dup_text_uri (self->number, "START");
  formatted = tidings_phone_number_format (self->number);
  number = tidings_words_isolate (formatted);
  /* Translators: what a QR code does when a phone’s camera sees it; %s is a phone number. START stays as it is */
  name = g_strdup_printf (_("QR code that opens a text with START to %s"), number);
  /* Translators: %s is a person’s name */
  words = g_strdup_printf (_("Or point the camera of %s’s phone at the code, and send the text that opens"), person->name);

  g_object_set (self->code, "text", uri, NULL);
  tidings_set_name (GTK_WIDGET (self->code), name);
  gtk_label_set_label (self->number_label, words);
}

static void
tidings_stop_card_dispose (GObject *object)
{
  TidingsStopCard *self = TIDINGS_STOP_CARD (object);

  /* The bin's child is also bound by the template, which would take it away behind the bin's back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_STOP_CARD);

  G_OBJECT_CLASS (tidings_stop_card_parent_class)->dispose (object);
}

static void
tidings_stop_card_finalize (GObject *object)
{
  g_free (TIDINGS_STOP_CARD (object)->number);

  G_OBJECT_CLASS (tidings_stop_card_parent_class)->finalize (object);
}

static void
tidings_stop_card_class_init (TidingsStopCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tidings_stop_card_dispose;
  object_class->finalize = tidings_stop_card_finalize;

  g_type_ensure (TIDINGS_TYPE_QR_CODE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-stop-card.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsStopCard, words_label);
  gtk_widget_class_bind_template_child (widget_class, TidingsStopCard, code_box);
  gtk_widget_class_bind_template_child (widget_class, TidingsStopCard, code);
  gtk_widget_class_bind_template_child (widget_class, TidingsStopCard, number_label);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
tidings_stop_card_init (TidingsStopCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tidings_stop_card_new (void)
{
  return g_object_new (TIDINGS_TYPE_STOP_CARD, NULL);
}

void
tidings_stop_card_set_person (TidingsStopCard *self,
                              TidingsClient   *client,
                              TidingsPerson   *person)
{
  gboolean is_stopped = person != NULL && person->opted_out_at != 0;
  g_autofree char *sender = NULL;
  g_autofree char *words = NULL;
  gint64 now = 0;

  g_return_if_fail (TIDINGS_IS_STOP_CARD (self));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));

  gtk_widget_set_visible (GTK_WIDGET (self), is_stopped);
  if (!is_stopped)
    return;

  g_object_get (client, "sender", &sender, NULL);
  now = tidings_clock_get_now (tidings_client_get_clock (client));
  words = tidings_person_words_opt_out (person, sender, now);
  gtk_label_set_label (self->words_label, words);

  g_free (self->number);
  self->number = g_strdup (tidings_person_get_start_number (person, sender));
  show_code (self, person);
}
