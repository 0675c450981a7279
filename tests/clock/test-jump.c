/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The computer's clock is set: the kernel says so to whoever reads the timer, or to whoever arms it. Both are played here,
 * because no test may set the clock of its machine. */
#include "config.h"

#include <errno.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "tidings-clock.h"

static guint n_canceled_reads;
static guint n_canceled_arms;

ssize_t __real_read (int fd, void *buffer, size_t length);
ssize_t __wrap_read (int fd, void *buffer, size_t length);
int __real_timerfd_settime (int fd, int flags, const struct itimerspec *new_value, struct itimerspec *old_value);
int __wrap_timerfd_settime (int fd, int flags, const struct itimerspec *new_value, struct itimerspec *old_value);

ssize_t
__wrap_read (int     fd,
             void   *buffer,
             size_t  length)
{
  ssize_t n_read = __real_read (fd, buffer, length);

  if (n_canceled_reads == 0)
    return n_read;

  n_canceled_reads--;
  errno = ECANCELED;
  return -1;
}

int
__wrap_timerfd_settime (int                      fd,
                        int                      flags,
                        const struct itimerspec *new_value,
                        struct itimerspec       *old_value)
{
  int result = __real_timerfd_settime (fd, flags, new_value, old_value);

  g_assert_true (flags & TFD_TIMER_CANCEL_ON_SET);
  if (n_canceled_arms == 0)
    return result;

  /* The kernel arms the timer first and tells afterwards. */
  n_canceled_arms--;
  errno = ECANCELED;
  return -1;
}

static void
write_cb (gpointer user_data)
{
  g_string_append_c (user_data, 'a');
}

static void
jumped_cb (TidingsClock *clock,
           GString      *log)
{
  g_string_append_c (log, 'j');
}

static void
turn_until (GString    *log,
            const char *expected)
{
  while (log->len == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  g_assert_cmpstr (log->str, ==, expected);
}

static void
test_told_on_reading (void)
{
  g_autoptr(TidingsClock) clock = tidings_real_clock_new ();
  g_autoptr(GString) log = g_string_new (NULL);

  g_signal_connect (clock, "jumped", G_CALLBACK (jumped_cb), log);
  n_canceled_reads = 1;
  tidings_clock_call_at (clock, tidings_clock_get_now (clock) + 5, write_cb, log);
  turn_until (log, "aj");   /* what is due first, then the signal */

  g_string_truncate (log, 0);
  tidings_clock_call_at (clock, tidings_clock_get_now (clock) + 5, write_cb, log);
  turn_until (log, "a");    /* armed again, and no jump told twice */
}

static void
test_told_on_arming (void)
{
  g_autoptr(TidingsClock) clock = tidings_real_clock_new ();
  g_autoptr(GString) log = g_string_new (NULL);

  g_signal_connect (clock, "jumped", G_CALLBACK (jumped_cb), log);
  n_canceled_arms = 1;
  tidings_clock_call_at (clock, G_MAXINT64, write_cb, log);
  g_assert_cmpstr (log->str, ==, "");   /* never from inside the call */
  turn_until (log, "j");
  g_assert_cmpuint (n_canceled_arms, ==, 0);

  g_string_truncate (log, 0);
  tidings_clock_call_at (clock, 0, write_cb, log);
  turn_until (log, "a");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/jump/told-on-reading", test_told_on_reading);
  g_test_add_func ("/clock/jump/told-on-arming", test_told_on_arming);

  return g_test_run ();
}
