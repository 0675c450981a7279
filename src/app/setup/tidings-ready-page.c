/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assistant's last step. */
#include "config.h"

#include "tidings-ready-page.h"

#include "tidings-test-text.h"
#include "tidings-widgets.h"

struct _TidingsReadyPage {
  AdwBin parent_instance;

  TidingsTestText *test;
  gint64 person_id;

  GtkWidget *test_button;
  GtkSpinner *spinner;
  GtkLabel *result_label;
};

enum {
  DONE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (TidingsReadyPage, tidings_ready_page, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static const char * const result_kinds[] = { "dim-label", "success", "error", NULL };

static void
show_result (TidingsReadyPage *self)
{
  g_autofree char *words = NULL;
  gboolean is_busy = FALSE;
  gboolean has_arrived = FALSE;
  gboolean has_failed = FALSE;

  g_object_get (self->test, "words", &words, "is-busy", &is_busy, "has-arrived", &has_arrived, "has-failed", &has_failed, NULL);
  tidings_announce (self->result_label, words);
  tidings_set_kind (GTK_WIDGET (self->result_label), result_kinds,
                    has_arrived ? "success" : has_failed ? "error" : "dim-label");
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_widget_set_sensitive (self->test_button, !is_busy);
}

static void
test_clicked_cb (TidingsReadyPage *self)
{
  tidings_test_text_start (self->test, self->person_id);
}

static void
done_clicked_cb (TidingsReadyPage *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

static void
tidings_ready_page_dispose (GObject *object)
{
  TidingsReadyPage *self = TIDINGS_READY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TIDINGS_TYPE_READY_PAGE);
  g_clear_object (&self->test);

  G_OBJECT_CLASS (tidings_ready_page_parent_class)->dispose (object);
}

static void
tidings_ready_page_class_init (TidingsReadyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tidings_ready_page_dispose;

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tidings-ready-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TidingsReadyPage, test_button);
  gtk_widget_class_bind_template_child (widget_class, TidingsReadyPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, TidingsReadyPage, result_label);
  gtk_widget_class_bind_template_callback (widget_class, done_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_clicked_cb);
}

static void
tidings_ready_page_init (TidingsReadyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tidings_ready_page_new (TidingsClient *client,
                        gint64         person_id)
{
  TidingsReadyPage *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_READY_PAGE, NULL);
  self->test = tidings_test_text_new (client);
  self->person_id = person_id;
  g_signal_connect_object (self->test, "notify::words", G_CALLBACK (show_result), self, G_CONNECT_SWAPPED);
  show_result (self);

  return GTK_WIDGET (self);
}

void
tidings_ready_page_focus (TidingsReadyPage *self)
{
  g_return_if_fail (TIDINGS_IS_READY_PAGE (self));

  gtk_widget_grab_focus (self->test_button);
}
