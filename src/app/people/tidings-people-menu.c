/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with somebody. */
#include "config.h"

#include "tidings-people-menu.h"

#include <glib/gi18n.h>

#include "tidings-person-page-private.h"
#include "tidings-widgets.h"

typedef struct {
  GtkWidget *widget; /* borrowed: the actions are its own */
  TidingsClient *client;
} Place;

static void
place_free (gpointer  data,
            GClosure *closure)
{
  Place *place = data;

  g_object_unref (place->client);
  g_free (place);
}

static void
copy_number_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  Place *place = user_data;
  TidingsPerson *person = tidings_client_find_person (place->client, g_variant_get_int64 (parameter));

  if (person == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (place->widget), person->number);
  tidings_toast (place->widget, _("Number copied"));
}

static void
remove_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  Place *place = user_data;
  TidingsPerson *person = tidings_client_find_person (place->client, g_variant_get_int64 (parameter));

  if (person != NULL)
    tidings_person_page_ask_remove (place->widget, place->client, person);
}

static void
erase_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  Place *place = user_data;
  TidingsPerson *person = tidings_client_find_person (place->client, g_variant_get_int64 (parameter));

  if (person != NULL)
    tidings_person_page_ask_erase (place->widget, place->client, person);
}

static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        GVariant   *target)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

GMenuModel *
tidings_people_menu_new (TidingsPerson *person,
                         gboolean       with_page)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) first = g_menu_new ();
  g_autoptr(GMenu) last = g_menu_new ();

  g_return_val_if_fail (TIDINGS_IS_PERSON (person), NULL);

  if (with_page)
    append (first, _("Show _Details"), "win.show-person", g_variant_new_int64 (person->id));
  append (first, _("_Send a Text…"), "win.send-text", g_variant_new ("(xs)", person->id, ""));
  append (first, _("_Copy Number"), "person.copy-number", g_variant_new_int64 (person->id));
  append (last, _("_Remove Person…"), "person.remove", g_variant_new_int64 (person->id));
  append (last, _("_Erase Person…"), "person.erase", g_variant_new_int64 (person->id));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
add_action (GSimpleActionGroup *group,
            const char         *name,
            GCallback           activate,
            GtkWidget          *widget,
            TidingsClient      *client,
            gboolean            needs_agent)
{
  g_autoptr(GSimpleAction) action = g_simple_action_new (name, G_VARIANT_TYPE_INT64);
  Place *place = g_new0 (Place, 1);

  place->widget = widget;
  place->client = g_object_ref (client);
  g_signal_connect_data (action, "activate", activate, place, place_free, 0);
  if (needs_agent)
    g_object_bind_property (client, "is-ready", action, "enabled", G_BINDING_SYNC_CREATE);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

void
tidings_people_menu_install_actions (GtkWidget     *widget,
                                     TidingsClient *client)
{
  g_autoptr(GSimpleActionGroup) group = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (TIDINGS_IS_CLIENT (client));

  group = g_simple_action_group_new ();
  add_action (group, "copy-number", G_CALLBACK (copy_number_cb), widget, client, FALSE);
  add_action (group, "remove", G_CALLBACK (remove_cb), widget, client, TRUE);
  add_action (group, "erase", G_CALLBACK (erase_cb), widget, client, TRUE);
  gtk_widget_insert_action_group (widget, "person", G_ACTION_GROUP (group));
}
