/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The computer's clock: a main loop source on a timerfd of CLOCK_REALTIME, which notices suspend and clock changes. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <glib-unix.h>

#include "tidings-clock-private.h"

/* In the year 2255. The kernel counts nanoseconds in 63 bits and would cut a later one off. A timer stands here when
 * nothing waits: it never rings, but a change of the clock still reports itself. */
#define FAR_AWAY_MS (G_GINT64_CONSTANT (9000000000) * 1000)

/* Two looks at clocks take microseconds; a busy computer may take a break in between. */
#define MAX_BETWEEN_LOOKS_MS 100

#define BOOT_ID_FILE "/proc/sys/kernel/random/boot_id"

#define TIDINGS_TYPE_REAL_CLOCK (tidings_real_clock_get_type ())
G_DECLARE_FINAL_TYPE (TidingsRealClock, tidings_real_clock, TIDINGS, REAL_CLOCK, TidingsClock)

struct _TidingsRealClock {
  TidingsClock parent_instance;

  GSource *source;
  int fd;
  char *era;

  guint was_set : 1;   /* a change of the clock that arming came upon, not yet told */
};

typedef struct {
  GSource parent;
  TidingsRealClock *clock;   /* borrowed: the clock destroys its source */
} ClockSource;

G_DEFINE_FINAL_TYPE (TidingsRealClock, tidings_real_clock, TIDINGS_TYPE_CLOCK)

static gboolean
clock_source_dispatch (GSource     *source,
                       GSourceFunc  callback,
                       gpointer     user_data)
{
  g_autoptr(TidingsRealClock) self = g_object_ref (((ClockSource *) source)->clock);
  guint64 n_expirations = 0;
  gboolean was_set = self->was_set;

  self->was_set = FALSE;
  g_source_set_ready_time (source, -1);

  if (read (self->fd, &n_expirations, sizeof n_expirations) < 0 && errno == ECANCELED)
    was_set = TRUE;

  if (was_set)
    tidings_clock_jump (TIDINGS_CLOCK (self));
  else
    tidings_clock_fire (TIDINGS_CLOCK (self));

  return G_SOURCE_CONTINUE;
}

/* No prepare and check: GLib's own test of the descriptor and the ready time is what is wanted. */
static GSourceFuncs clock_source_funcs = { NULL, NULL, clock_source_dispatch, NULL, NULL, NULL };

static gint64
tidings_real_clock_get_now (TidingsClock *clock)
{
  return g_get_real_time () / 1000;
}

/* Counts on while the computer sleeps; nobody can set it, and it follows slow corrections as the wall clock does. */
static gint64
get_elapsed (void)
{
  struct timespec elapsed = { 0 };

  if (clock_gettime (CLOCK_BOOTTIME, &elapsed) != 0)
    g_error ("No clock to be had: %s", g_strerror (errno));

  return elapsed.tv_sec * G_GINT64_CONSTANT (1000) + elapsed.tv_nsec / 1000000;
}

static gint64
tidings_real_clock_get_offset (TidingsClock *clock)
{
  gint64 before = 0;
  gint64 now = 0;
  gint64 after = 0;

  /* A process that was stopped between two looks would take the time in between for a jump. */
  do
    {
      before = get_elapsed ();
      now = tidings_real_clock_get_now (clock);
      after = get_elapsed ();
    }
  while (after - before > MAX_BETWEEN_LOOKS_MS);

  return now - before;
}

static const char *
tidings_real_clock_get_era (TidingsClock *clock)
{
  TidingsRealClock *self = TIDINGS_REAL_CLOCK (clock);
  g_autofree char *id = NULL;

  if (self->era != NULL)
    return self->era;

  /* Where the kernel does not say which boot this is, each process is alone with its offsets. */
  if (g_file_get_contents (BOOT_ID_FILE, &id, NULL, NULL) && *g_strstrip (id) != '\0' && strpbrk (id, " \t\n") == NULL)
    self->era = g_steal_pointer (&id);
  else
    self->era = g_uuid_string_random ();

  return self->era;
}

static void
tidings_real_clock_arm (TidingsClock *clock,
                        gint64        instant)
{
  TidingsRealClock *self = TIDINGS_REAL_CLOCK (clock);
  gint64 ms = instant < 0 ? FAR_AWAY_MS : MIN (instant, FAR_AWAY_MS);
  struct itimerspec when = { 0 };

  when.it_value.tv_sec = ms / 1000;
  /* All zero would disarm; one nanosecond after 1970 is as far in the past. */
  when.it_value.tv_nsec = ms == 0 ? 1 : ms % 1000 * G_GINT64_CONSTANT (1000000);

  if (timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL) == 0)
    return;

  /* The clock was set since the last read: the kernel armed the timer all the same, tells it here and not again. */
  g_assert (errno == ECANCELED);
  self->was_set = TRUE;
  g_source_set_ready_time (self->source, 0);
}

static void
tidings_real_clock_finalize (GObject *object)
{
  TidingsRealClock *self = TIDINGS_REAL_CLOCK (object);

  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  close (self->fd);
  g_free (self->era);

  G_OBJECT_CLASS (tidings_real_clock_parent_class)->finalize (object);
}

static void
tidings_real_clock_class_init (TidingsRealClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_real_clock_finalize;

  TIDINGS_CLOCK_CLASS (klass)->get_now = tidings_real_clock_get_now;
  TIDINGS_CLOCK_CLASS (klass)->get_offset = tidings_real_clock_get_offset;
  TIDINGS_CLOCK_CLASS (klass)->get_era = tidings_real_clock_get_era;
  TIDINGS_CLOCK_CLASS (klass)->arm = tidings_real_clock_arm;
}

static void
tidings_real_clock_init (TidingsRealClock *self)
{
  g_autoptr(GMainContext) context = g_main_context_ref_thread_default ();

  self->fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  /* As GLib does for the descriptors of its main loop: a process that gets none can do nothing useful. */
  if (self->fd < 0)
    g_error ("No timer to be had: %s", g_strerror (errno));

  self->source = g_source_new (&clock_source_funcs, sizeof (ClockSource));
  g_source_set_static_name (self->source, "TidingsRealClock");
  ((ClockSource *) self->source)->clock = self;
  g_source_add_unix_fd (self->source, self->fd, G_IO_IN);
  g_source_attach (self->source, context);

  tidings_real_clock_arm (TIDINGS_CLOCK (self), -1);
}

TidingsClock *
tidings_real_clock_new (void)
{
  return g_object_new (TIDINGS_TYPE_REAL_CLOCK, NULL);
}
