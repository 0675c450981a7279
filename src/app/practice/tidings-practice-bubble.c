/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text on the practice phone's screen. */
#include "config.h"

#include "tidings-practice-bubble.h"

#include "tidings-widgets.h"

/* Of the other side's width this much stays free, so that the sides can be told apart in a narrow window. */
#define ASIDE 36

/* So that a single word is not spread over the window. */
#define WIDTH_CHARS 34

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);

  return label;
}

static GtkWidget *
make_facts (TidingsPracticeText *text,
            gint64               now)
{
  g_autofree char *facts = tidings_practice_text_describe (text, now);
  GtkWidget *label = make_label (facts);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");

  return label;
}

GtkWidget *
tidings_practice_bubble_new (TidingsPracticeText *text,
                             gint64               now)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *bubble = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *body = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (TIDINGS_IS_PRACTICE_TEXT (text), row);

  name = tidings_practice_text_read_aloud (text, now);
  body = make_label (text->body);
  gtk_label_set_selectable (GTK_LABEL (body), TRUE);
  gtk_box_append (GTK_BOX (bubble), body);
  gtk_box_append (GTK_BOX (bubble), make_facts (text, now));
  gtk_widget_add_css_class (bubble, "tidings-bubble");
  if (text->is_reply)
    gtk_widget_add_css_class (bubble, "reply");
  gtk_widget_set_halign (bubble, text->is_reply ? GTK_ALIGN_END : GTK_ALIGN_START);
  gtk_widget_set_margin_start (bubble, text->is_reply ? ASIDE : 0);
  gtk_widget_set_margin_end (bubble, text->is_reply ? 0 : ASIDE);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), bubble);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  tidings_set_name (row, name);

  return row;
}
