/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the client looks into the store: without ever waiting for it, because the window would stand still meanwhile. */
#include "config.h"

#include "tidings-client-private.h"

#include <glib/gstdio.h>
#include "tidings-list-sync.h"
#include "tidings-store-people.h"
#include "tidings-store-reminders.h"
#include "tidings-store-types.h"

/* A moment that nobody notices, enough for what the agent does when it closes or mends the file. */
#define PATIENCE_MS 20
#define LOOK_AGAIN_MS 250

static void
set_store_state (TidingsClient     *self,
                 TidingsStoreState  state,
                 const char        *trouble)
{
  g_autofree char *previous = self->store_trouble;

  self->store_trouble = g_strdup (trouble);
  if (g_strcmp0 (previous, trouble) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), tidings_client_properties[PROP_STORE_TROUBLE]);

  if (self->store_state == state)
    return;

  self->store_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), tidings_client_properties[PROP_STORE_STATE]);
}

static void
look_again_cb (gpointer user_data)
{
  TidingsClient *self = user_data;

  self->look_id = 0;
  tidings_client_ensure_store (self);
}

static void
look_again_soon (TidingsClient *self)
{
  if (self->look_id == 0)
    self->look_id = tidings_clock_call_at (self->clock, tidings_clock_get_now (self->clock) + LOOK_AGAIN_MS, look_again_cb, self);
}

/* The agent brings an old store up to date and puts a damaged one aside, so before it has answered nothing is lost yet. */
static void
take_failure (TidingsClient *self,
              const GError  *error)
{
  gboolean is_busy = g_error_matches (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_BUSY);
  gboolean is_future = g_error_matches (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_FUTURE);

  if (is_busy)
    look_again_soon (self);

  if (g_error_matches (error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_MISSING))
    set_store_state (self, TIDINGS_STORE_STATE_NOTHING, "");
  else if (is_busy || (self->agent_state == TIDINGS_AGENT_CONNECTING && !is_future))
    set_store_state (self, TIDINGS_STORE_STATE_WAITING, error->message);
  else
    set_store_state (self, TIDINGS_STORE_STATE_UNREADABLE, error->message);
}

/* Whether the file at our path is not the one we have open: the agent puts a damaged store aside and begins a fresh one. */
static gboolean
was_replaced (TidingsClient *self)
{
  GStatBuf info = { 0 };

  return g_stat (self->path, &info) == 0 && (info.st_dev != self->store_device || info.st_ino != self->store_inode);
}

static void
note_identity (TidingsClient *self)
{
  GStatBuf info = { 0 };

  if (g_stat (self->path, &info) != 0)
    return;

  self->store_device = info.st_dev;
  self->store_inode = info.st_ino;
}

static void
reload_lists (TidingsClient *self)
{
  tidings_client_reload_types (self);
  tidings_client_reload_people (self);
  tidings_client_reload_reminders (self);
}

void
tidings_client_ensure_store (TidingsClient *self)
{
  g_autoptr(GError) error = NULL;
  gboolean had_store = self->store != NULL;

  if (had_store && !was_replaced (self))
    return;

  /* The identity is noted first: a file that takes its place meanwhile is noticed the next time. */
  g_clear_object (&self->store);
  note_identity (self);
  self->store = tidings_store_open_read_only_within (self->path, PATIENCE_MS, &error);

  /* The lists first: who is told of the store looks for people and reminders there; and they are cut by days. */
  if (self->store != NULL)
    {
      tidings_client_follow_practice_time (self);
      reload_lists (self);
    }
  if (had_store || self->store != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), tidings_client_properties[PROP_STORE]);

  if (self->store != NULL)
    set_store_state (self, TIDINGS_STORE_STATE_READABLE, "");
  else
    take_failure (self, error);
}

void
tidings_client_reload_people (TidingsClient *self)
{
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GError) error = NULL;

  if (self->store == NULL)
    return;

  people = tidings_store_list_people (self->store, &error);
  if (people != NULL)
    tidings_list_sync (self->people, people, tidings_person_get_key, tidings_person_is_same);
  else
    g_message ("Cannot list people: %s", error->message);
}

void
tidings_client_reload_reminders (TidingsClient *self)
{
  g_autoptr(GPtrArray) reminders = NULL;
  g_autoptr(GError) error = NULL;

  if (self->store == NULL)
    return;

  reminders = tidings_store_list_reminders (self->store, TRUE, &error);
  if (reminders != NULL)
    tidings_list_sync (self->reminders, reminders, tidings_reminder_get_key, tidings_reminder_is_same);
  else
    g_message ("Cannot list reminders: %s", error->message);
}

/* People's own alert types stand in the catalog, where all pages look. */
void
tidings_client_reload_types (TidingsClient *self)
{
  g_autoptr(GError) error = NULL;

  if (self->store != NULL && !tidings_store_load_types (self->store, tidings_catalog_get_default (), &error))
    g_message ("Cannot list alert types: %s", error->message);
}

void
tidings_client_reload_all (TidingsClient *self)
{
  TidingsStore *before = self->store;

  tidings_client_ensure_store (self);
  /* One that was opened just now has been read. */
  if (self->store != NULL && self->store == before)
    reload_lists (self);
}

void
tidings_client_forget_store (TidingsClient *self)
{
  if (self->look_id != 0)
    tidings_clock_cancel (self->clock, self->look_id);
  self->look_id = 0;
  g_clear_object (&self->store);
  g_list_store_remove_all (self->people);
  g_list_store_remove_all (self->reminders);
}
