/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets from pipes: whole however they come, and nothing that is none. */
#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gstdio.h>

#include "tidings-secret-reader.h"

typedef struct {
  GMainLoop *loop;
  char *secret;
  GError *error;
} Reading;

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;

  reading->secret = tidings_secret_read_finish (result, &reading->error);
  g_main_loop_quit (reading->loop);
}

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->loop, g_main_loop_unref);
  g_clear_pointer (&reading->secret, tidings_secret_free);
  g_clear_error (&reading->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
run (Reading      *reading,
     int           fd,
     GCancellable *cancellable)
{
  reading->loop = g_main_loop_new (NULL, FALSE);
  tidings_secret_read_async (fd, cancellable, read_cb, reading);
  g_main_loop_run (reading->loop);
}

static void
write_all (int         fd,
           const char *bytes,
           gsize       n)
{
  while (n > 0)
    {
      gssize done = write (fd, bytes, n);

      g_assert_cmpint (done, >, 0);
      bytes += done;
      n -= done;
    }
}

#define X10 "xxxxxxxxxx"
#define X100 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10
#define X500 X100 X100 X100 X100 X100

static void
test_contents (void)
{
  static const struct { const char *bytes; gsize n; const char *secret; const char *why; } cases[] = {
    { "0123abcd", 0, "0123abcd", "as it is" },
    { "0123abcd\n", 0, "0123abcd", "a line end does not belong to it" },
    { "0123abcd\r\n", 0, "0123abcd", "nor one of another system" },
    { "0123abcd \t\n\n", 0, "0123abcd", "nor what an editor leaves behind" },
    { "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", 0, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "any visible sign" },
    { X500 X10 "xx", 0, X500 X10 "xx", "512 bytes" },
    { X500 X10 "xxx", 0, NULL, "513 bytes: not the first 512 of them" },
    { X500 X500 X500, 0, NULL, "much more" },
    { "", 0, NULL, "nothing" },
    { "\n", 0, NULL, "a line end alone" },
    { "   ", 0, NULL, "blanks alone" },
    { "0123 abcd", 0, NULL, "a blank in the middle" },
    { " 0123abcd", 0, NULL, "a blank before it" },
    { "0123\nabcd\n", 0, NULL, "two lines" },
    { "0123\0abcd", 9, NULL, "a zero byte: not what is before it" },
    { "0123abcd\0", 9, NULL, "a zero byte at the end" },
    { "0123\x1b[Aabcd", 0, NULL, "a control character" },
    { "0123\x7f", 0, NULL, "delete" },
    { "p\xc3\xa4sswort", 0, NULL, "not ASCII" },
    { "\xff\xfe", 0, NULL, "not even text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Reading) reading = { NULL };
      int fds[2];

      g_test_message ("%s", cases[i].why);
      g_assert_true (g_unix_open_pipe (fds, FD_CLOEXEC, NULL));
      write_all (fds[1], cases[i].bytes, cases[i].n != 0 ? cases[i].n : strlen (cases[i].bytes));
      close (fds[1]);
      run (&reading, fds[0], NULL);
      g_assert_cmpstr (reading.secret, ==, cases[i].secret);
      if (cases[i].secret == NULL)
        g_assert_error (reading.error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      /* The descriptor was ours to close no longer. */
      g_assert_cmpint (fcntl (fds[0], F_GETFD), ==, -1);
    }
}

typedef struct {
  int fd;
  const char *rest;
} Writing;

/* One byte for each turn of the main loop. */
static gboolean
write_cb (gpointer user_data)
{
  Writing *writing = user_data;

  if (*writing->rest == '\0')
    {
      close (writing->fd);
      return G_SOURCE_REMOVE;
    }
  write_all (writing->fd, writing->rest++, 1);

  return G_SOURCE_CONTINUE;
}

static void
test_pieces (void)
{
  g_auto(Reading) reading = { NULL };
  Writing writing = { 0 };
  int fds[2];

  g_assert_true (g_unix_open_pipe (fds, FD_CLOEXEC, NULL));
  writing = (Writing) { fds[1], "0123456789abcdef\n" };
  g_idle_add (write_cb, &writing);
  run (&reading, fds[0], NULL);
  g_assert_no_error (reading.error);
  g_assert_cmpstr (reading.secret, ==, "0123456789abcdef");
}

static void
test_socket (void)
{
  g_auto(Reading) reading = { NULL };
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  write_all (fds[1], "0123abcd", 8);
  close (fds[1]);
  run (&reading, fds[0], NULL);
  g_assert_cmpstr (reading.secret, ==, "0123abcd");
}

static int
open_file (void)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("tidings-secret-XXXXXX", &path, NULL);

  write_all (fd, "0123abcd", 8);
  lseek (fd, 0, SEEK_SET);
  g_unlink (path);

  return fd;
}

static int
open_null (void)
{
  return open ("/dev/null", O_RDONLY | O_CLOEXEC);
}

static int
open_folder (void)
{
  return open ("/", O_RDONLY | O_CLOEXEC);
}

static int
open_write_end (void)
{
  int fds[2];

  g_assert_true (g_unix_open_pipe (fds, FD_CLOEXEC, NULL));
  close (fds[0]);

  return fds[1];
}

static int
open_listener (void)
{
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  /* Not even bound: reading it fails at once. */
  return fd;
}

static void
test_no_pipes (void)
{
  static const struct { int (*open) (void); const char *why; } cases[] = {
    { open_file, "a file on disk, where the secret would be" },
    { open_null, "a device" },
    { open_folder, "a folder" },
    { open_write_end, "the wrong end of a pipe" },
    { open_listener, "a socket with nobody at the other end" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(Reading) reading = { NULL };

      g_test_message ("%s", cases[i].why);
      run (&reading, cases[i].open (), NULL);
      g_assert_null (reading.secret);
      g_assert_error (reading.error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_never_closed (void)
{
  g_auto(Reading) reading = { NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  int fds[2];

  g_assert_true (g_unix_open_pipe (fds, FD_CLOEXEC, NULL));
  write_all (fds[1], "0123abcd", 8);
  g_idle_add (cancel_cb, cancellable);
  run (&reading, fds[0], cancellable);
  g_assert_null (reading.secret);
  g_assert_error (reading.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  close (fds[1]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret-reader/contents", test_contents);
  g_test_add_func ("/secret-reader/pieces", test_pieces);
  g_test_add_func ("/secret-reader/socket", test_socket);
  g_test_add_func ("/secret-reader/no-pipes", test_no_pipes);
  g_test_add_func ("/secret-reader/never-closed", test_never_closed);

  return g_test_run ();
}
