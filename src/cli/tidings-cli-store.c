/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading from the store, and who is meant. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-cli-private.h"
#include "tidings-cli-store.h"
#include "tidings-country.h"
#include "tidings-store-people.h"
#include "tidings-store-practice.h"
#include "tidings-store-types.h"

/* Who waits for a peek sits before a cursor. */
#define PEEK_PATIENCE_MS 200

gboolean
tidings_cli_take_store_error (GError **error)
{
  if (error != NULL && (g_error_matches (*error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND) ||
                        g_error_matches (*error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_CONFLICT)))
    tidings_cli_make_usage (error);

  return FALSE;
}

gboolean
tidings_cli_open_store (TidingsCli    *self,
                        TidingsStore **store,
                        GError       **error)
{
  g_autofree char *path = tidings_store_dup_default_path ();
  g_autoptr(GVariant) status = NULL;
  g_autoptr(GError) failure = NULL;

  *store = self->store;
  if (self->store != NULL)
    return TRUE;

  self->store = tidings_store_open_read_only (path, &failure);
  if (g_error_matches (failure, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FAILED))
    {
      /* It may be of an earlier version, and only the agent may bring it up to date. */
      if ((status = tidings_cli_ask_status (self, error)) == NULL)
        return FALSE;
      g_clear_error (&failure);
      self->store = tidings_store_open_read_only (path, &failure);
    }

  /* People's own alert types stand in the catalog, where every command looks. */
  if (self->store != NULL && !tidings_store_load_types (self->store, tidings_catalog_get_default (), error))
    g_clear_object (&self->store);
  if (self->store == NULL && failure == NULL)
    return FALSE;

  *store = self->store;
  if (self->store != NULL || g_error_matches (failure, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_MISSING))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

TidingsStore *
tidings_cli_peek_store (TidingsCli *self)
{
  g_autofree char *path = tidings_store_dup_default_path ();

  if (self->store != NULL)
    return self->store;

  self->store = tidings_store_open_read_only_within (path, PEEK_PATIENCE_MS, NULL);
  if (self->store != NULL && !tidings_store_load_types (self->store, tidings_catalog_get_default (), NULL))
    g_clear_object (&self->store);

  return self->store;
}

/* Where there is no store yet nobody has practised, and one of another version is the agent's to open. */
static gint64
read_practice_ahead (TidingsCli *self)
{
  g_autofree char *path = tidings_store_dup_default_path ();
  g_autoptr(TidingsStore) store = self->store != NULL ? g_object_ref (self->store) : tidings_store_open_read_only (path, NULL);

  return store != NULL ? tidings_store_get_practice_ahead (store) : 0;
}

void
tidings_cli_follow_practice (TidingsCli *self)
{
  self->read_ahead = read_practice_ahead;
}

void
tidings_cli_keep_going (TidingsCli     *self,
                        TidingsMessage *message)
{
  g_autoptr(GDBusConnection) bus = NULL;

  gboolean is_open = message->state == TIDINGS_MESSAGE_SENDING ||
                     (message->next_at != 0 && !tidings_message_state_is_final (message->state));

  if (self->has_woken || !is_open)
    return;

  /* Without a bus there is nobody to wake, and the log can be read all the same. */
  self->has_woken = TRUE;
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (bus == NULL)
    return;
  g_dbus_connection_call (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "StartServiceByName",
                          g_variant_new ("(su)", AGENT_NAME, 0), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
  g_dbus_connection_flush_sync (bus, NULL, NULL);
}

TidingsPerson *
tidings_cli_find_person (TidingsCli  *self,
                         const char  *who,
                         GError     **error)
{
  TidingsStore *store = NULL;
  TidingsPerson *person = NULL;
  g_autofree char *country = NULL;

  if (!tidings_cli_open_store (self, &store, error))
    return NULL;
  if (store == NULL)
    {
      tidings_cli_set_usage (error, _("There is nobody yet; add a person with “tidings people add NAME NUMBER”"));
      return NULL;
    }

  country = tidings_country_code_for_locale (NULL);
  if ((person = tidings_store_find_person (store, who, country, error)) == NULL)
    tidings_cli_take_store_error (error);

  return person;
}

static gboolean
has_person (GPtrArray *people,
            gint64     id)
{
  for (guint i = 0; i < people->len; i++)
    if (((TidingsPerson *) g_ptr_array_index (people, i))->id == id)
      return TRUE;

  return FALSE;
}

GPtrArray *
tidings_cli_find_people (TidingsCli  *self,
                         const char  *list,
                         GError     **error)
{
  g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(TidingsPerson) whole = NULL;
  g_auto(GStrv) parts = NULL;

  if (strchr (list, ',') != NULL && (whole = tidings_cli_find_person (self, list, NULL)) != NULL)
    {
      g_ptr_array_add (people, g_steal_pointer (&whole));
      return g_steal_pointer (&people);
    }

  parts = g_strsplit (list, ",", -1);
  for (char **part = parts; *part != NULL; part++)
    {
      g_autoptr(TidingsPerson) person = tidings_cli_find_person (self, g_strstrip (*part), error);

      if (person == NULL)
        return NULL;
      if (!has_person (people, person->id))
        g_ptr_array_add (people, g_steal_pointer (&person));
    }

  return g_steal_pointer (&people);
}

char *
tidings_cli_dup_name (TidingsStore *store,
                      gint64        person)
{
  g_autoptr(TidingsPerson) found = store != NULL && person > 0 ? tidings_store_get_person (store, person, NULL) : NULL;
  g_autofree char *id = NULL;

  if (found != NULL)
    return g_strdup (found->name);

  id = g_strdup_printf ("%" G_GINT64_FORMAT, person);
  /* Translators: stands for the name of somebody who is not in the list any more; %s is a number */
  return g_strdup_printf (_("Person %s"), id);
}
