/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with one fault of each kind that lint.py looks for, each beside something that is right. */
#include "config.h"

#include <adwaita.h>

static void
name (GtkWidget  *widget,
      const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* A tooltip is no name. */
static void
add_buttons (GtkBox *box)
{
  GtkWidget *nameless = gtk_button_new_from_icon_name ("list-add-symbolic");
  GtkWidget *named = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_set_tooltip_text (nameless, "Add");
  name (named, "Innocent button");
  gtk_box_append (box, nameless);
  gtk_box_append (box, named);
}

static void
add_bars (GtkBox *box)
{
  GtkWidget *nameless = gtk_level_bar_new ();
  GtkWidget *named = gtk_level_bar_new ();

  name (named, "Innocent bar");
  gtk_box_append (box, nameless);
  gtk_box_append (box, named);
}

static void
add_rows (GtkBox *box)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *nameless = gtk_list_box_row_new ();
  GtkWidget *named = gtk_list_box_row_new ();

  name (list, "Innocent list");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (nameless), gtk_label_new ("A row"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (named), gtk_label_new ("A row"));
  name (named, "Innocent row");
  gtk_list_box_append (GTK_LIST_BOX (list), nameless);
  gtk_list_box_append (GTK_LIST_BOX (list), named);
  gtk_box_append (box, list);
}

static GtkWidget *
make_wide (const char *text,
           int         width)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_size_request (label, width, -1);

  return label;
}

static void
add_widths (GtkBox *box)
{
  GtkWidget *area = gtk_scrolled_window_new ();
  GtkWidget *breaking = gtk_label_new ("Innocent label, as long as it is, breaks where the window ends");

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (area), make_wide ("A label to be scrolled to", 900));
  gtk_label_set_wrap (GTK_LABEL (breaking), TRUE);
  gtk_box_append (box, make_wide ("A label that does not break", 500));
  gtk_box_append (box, area);
  gtk_box_append (box, breaking);
}

/* Where a text runs from right to left, the plus would stand behind the number. */
static void
add_numbers (GtkBox *box)
{
  gtk_box_append (box, gtk_label_new ("Call +44 7700 900123 at once"));
  gtk_box_append (box, gtk_label_new ("Innocent: \342\201\246+44 7700 900123\342\201\251"));
}

/* A focus that is taken before the window is shown does harm as soon as somebody listens. */
static void
present_dialog_cb (GtkWidget *opener)
{
  GtkWidget *dialog = g_object_new (ADW_TYPE_WINDOW, "title", "Dialog", "transient-for", gtk_widget_get_root (opener),
                                    "default-width", 480, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *entry = gtk_search_entry_new ();

  name (entry, "Innocent entry");
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), gtk_label_new ("A label of middling length, in one line"));
  adw_window_set_content (ADW_WINDOW (dialog), box);
  gtk_widget_grab_focus (entry);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_opener (GtkBox *box)
{
  GtkWidget *opener = gtk_button_new_with_label ("Innocent opener");

  g_signal_connect (opener, "clicked", G_CALLBACK (present_dialog_cb), NULL);
  gtk_box_append (box, opener);
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_window_set_title (GTK_WINDOW (window), "Planted");
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 600);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  add_buttons (GTK_BOX (box));
  add_bars (GTK_BOX (box));
  add_rows (GTK_BOX (box));
  add_widths (GTK_BOX (box));
  add_numbers (GTK_BOX (box));
  add_opener (GTK_BOX (box));
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(AdwApplication) application = adw_application_new (APP_ID ".Planted", G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
