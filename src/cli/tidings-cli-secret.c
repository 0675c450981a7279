/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A secret on its way from the person to the agent: never in argv, in a bus message or in memory longer than needed. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <glib/gi18n-lib.h>
#include <glib-unix.h>
#include <gio/gunixfdlist.h>

#include "tidings-cli.h"
#include "tidings-cli-secret.h"

/* Signals that would end or stop the program while the terminal shows nothing. */
static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP };

static volatile sig_atomic_t caught = 0;

static void
signal_cb (int number)
{
  caught = number;
}

void
tidings_cli_wipe (char  *secret,
                  gsize  n_bytes)
{
  explicit_bzero (secret, n_bytes);
}

/* Reads up to the line's or the stream's end; plain read(), because stdio would keep a copy in its buffer. */
static gboolean
read_line (int     fd,
           char   *line,
           gsize  *n_bytes)
{
  gsize n = 0;

  while (n < TIDINGS_SECRET_MAX)
    {
      gssize got = read (fd, line + n, 1);

      if (got < 0 && errno == EINTR && caught == 0)
        continue;
      if (got < 0)
        return FALSE;
      if (got == 0 || line[n] == '\n')
        {
          /* What was piped may come from another system. */
          while (n > 0 && (line[n - 1] == '\r' || line[n - 1] == ' ' || line[n - 1] == '\t'))
            n--;
          *n_bytes = n;
          return TRUE;
        }
      n++;
    }

  errno = EMSGSIZE;

  return FALSE;
}

static gboolean
read_hidden (int     terminal,
             char   *line,
             gsize  *n_bytes)
{
  struct termios before;
  struct termios hidden;
  struct sigaction action = { .sa_handler = signal_cb };
  struct sigaction old[G_N_ELEMENTS (signals)];
  gboolean is_good = FALSE;

  if (tcgetattr (terminal, &before) != 0)
    return FALSE;

  /* Without SA_RESTART, so that the read ends and the terminal is put right before the signal does its work. */
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &action, &old[i]);

  hidden = before;
  hidden.c_lflag &= ~(tcflag_t) (ECHO | ECHONL);
  if (tcsetattr (terminal, TCSAFLUSH, &hidden) == 0)
    {
      is_good = read_line (terminal, line, n_bytes);
      tcsetattr (terminal, TCSAFLUSH, &before);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &old[i], NULL);
  if (caught != 0)
    raise (caught);

  return is_good;
}

static gboolean
write_all (int         fd,
           const char *bytes,
           gsize       n_bytes)
{
  while (n_bytes > 0)
    {
      gssize n = write (fd, bytes, n_bytes);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      n_bytes -= n;
    }

  return TRUE;
}

static gboolean
ask (const char *prompt,
     char       *secret,
     gsize      *n_bytes)
{
  int terminal = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  gboolean is_good = FALSE;

  if (terminal < 0)
    return FALSE;

  is_good = write_all (terminal, prompt, strlen (prompt)) && read_hidden (terminal, secret, n_bytes);
  /* The person's own line end was not shown either. */
  write_all (terminal, "\n", 1);
  close (terminal);

  return is_good;
}

gboolean
tidings_cli_read_secret (const char  *prompt,
                         char        *secret,
                         gsize       *n_bytes,
                         GError     **error)
{
  gboolean is_good = FALSE;

  *n_bytes = 0;
  errno = 0;
  is_good = isatty (STDIN_FILENO) == 1 ? ask (prompt, secret, n_bytes) : read_line (STDIN_FILENO, secret, n_bytes);

  if (is_good && *n_bytes > 0)
    return TRUE;

  if (is_good || errno == 0)
    tidings_cli_set_usage (error, _("No secret was given; type it when asked, or pipe it in"));
  else
    tidings_cli_set_usage (error, _("The secret cannot be read: %s"), g_strerror (errno));
  tidings_cli_wipe (secret, TIDINGS_SECRET_MAX);

  return FALSE;
}

GUnixFDList *
tidings_cli_secret_to_pipe (const char  *secret,
                            gsize        n_bytes,
                            GError     **error)
{
  g_autoptr(GUnixFDList) list = g_unix_fd_list_new ();
  int ends[2] = { -1, -1 };
  gboolean is_good = FALSE;

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return NULL;

  /* It is shorter than what a pipe takes at once, so nobody has to read yet. */
  is_good = write_all (ends[1], secret, n_bytes) && g_unix_fd_list_append (list, ends[0], error) >= 0;
  close (ends[0]);
  close (ends[1]);

  if (!is_good && error != NULL && *error == NULL)
    g_set_error (error, TIDINGS_CLI_ERROR, TIDINGS_CLI_ERROR_FAILED, _("The secret cannot be handed over: %s"), g_strerror (errno));

  return is_good ? g_steal_pointer (&list) : NULL;
}
