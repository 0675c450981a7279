/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An agent that answers from a table. */
#include "config.h"

#include "fake-agent.h"

#include <gio/gunixfdlist.h>
#include <gio/gunixinputstream.h>
#include "tidings-bus-error.h"

static gboolean
get_status_cb (TidingsBusAgent1      *skeleton,
               GDBusMethodInvocation *invocation,
               FakeAgent             *self)
{
  g_autoptr(GVariant) status = NULL;

  self->n_asked++;
  if (self->n_deaths > 0)
    {
      self->n_deaths--;
      fake_agent_leave (self);
      g_object_unref (invocation);
      fake_agent_arrive (self);
      return TRUE;
    }

  /* Taking the table's value empties it, so it is filled again. */
  status = g_variant_ref_sink (g_variant_dict_end (self->status));
  g_variant_dict_unref (self->status);
  self->status = g_variant_dict_new (status);
  tidings_bus_agent1_complete_get_status (skeleton, invocation, status);

  return TRUE;
}

static gboolean
raise_cb (TidingsBusAgent1      *skeleton,
          GDBusMethodInvocation *invocation,
          const char            *type,
          GVariant              *values,
          GVariant              *options,
          FakeAgent             *self)
{
  self->n_raised++;
  if (self->refuses != NULL)
    g_dbus_method_invocation_return_error (invocation, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_REFUSED, "%s", self->refuses);
  else
    tidings_bus_agent1_complete_raise (skeleton, invocation, self->verdicts);

  return TRUE;
}

static char *
read_pipe (int fd)
{
  g_autoptr(GInputStream) stream = g_unix_input_stream_new (fd, TRUE);
  char buffer[256] = { 0 };
  gsize length = 0;
  g_autoptr(GError) error = NULL;

  /* The whole of it, to the end: a writer that did not close would hang the test here. */
  g_input_stream_read_all (stream, buffer, sizeof buffer - 1, &length, NULL, &error);
  g_assert_no_error (error);

  return g_strndup (buffer, length);
}

static gboolean
connect_account_cb (TidingsBusAgent1      *skeleton,
                    GDBusMethodInvocation *invocation,
                    GUnixFDList           *fds,
                    const char            *sid,
                    const char            *key,
                    GVariant              *secret,
                    GVariant              *options,
                    FakeAgent             *self)
{
  int fd = g_unix_fd_list_get (fds, g_variant_get_handle (secret), NULL);

  g_free (self->secret);
  self->secret = read_pipe (fd);
  g_clear_pointer (&self->options, g_variant_unref);
  self->options = g_variant_ref (options);
  if (self->wrong != NULL)
    g_dbus_method_invocation_take_error (invocation, g_steal_pointer (&self->wrong));
  else
    tidings_bus_agent1_complete_connect_account (skeleton, invocation, NULL, self->account);

  return TRUE;
}

FakeAgent *
fake_agent_new (void)
{
  FakeAgent *self = g_new0 (FakeAgent, 1);

  self->status = g_variant_dict_new (NULL);

  return self;
}

void
fake_agent_arrive (FakeAgent *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);

  g_assert_no_error (error);
  self->connection = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                             G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                             NULL, NULL, &error);
  g_assert_no_error (error);

  self->skeleton = tidings_bus_agent1_skeleton_new ();
  g_signal_connect (self->skeleton, "handle-get-status", G_CALLBACK (get_status_cb), self);
  g_signal_connect (self->skeleton, "handle-raise", G_CALLBACK (raise_cb), self);
  g_signal_connect (self->skeleton, "handle-connect-account", G_CALLBACK (connect_account_cb), self);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), self->connection, AGENT_PATH, &error);
  g_assert_no_error (error);

  reply = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName", g_variant_new ("(su)", AGENT_NAME, 0),
                                       NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

void
fake_agent_leave (FakeAgent *self)
{
  if (self->connection == NULL)
    return;

  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->skeleton);
  g_clear_object (&self->connection);
}

void
fake_agent_free (FakeAgent *self)
{
  fake_agent_leave (self);
  g_variant_dict_unref (self->status);
  g_clear_pointer (&self->verdicts, g_variant_unref);
  g_clear_pointer (&self->account, g_variant_unref);
  g_clear_pointer (&self->options, g_variant_unref);
  g_clear_error (&self->wrong);
  g_free (self->secret);
  g_free (self);
}

void
iterate_until (gboolean (*condition) (gpointer data),
               gpointer   data)
{
  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
}
