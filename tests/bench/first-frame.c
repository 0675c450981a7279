/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into a program with a window: tells what it took to the first frame of the first window that is presented, as one
 * line on the descriptor named in TIDINGS_FRAME_FD, and ends the program there unless TIDINGS_FRAME_STAY is set.
 *
 * The line: microseconds of CLOCK_MONOTONIC at that moment, microseconds of CPU time spent until then, KiB of PSS. */
#include <dlfcn.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static gboolean was_rendered;
static gboolean was_told;

static gint64
get_us (clockid_t clock)
{
  struct timespec now = { 0 };

  clock_gettime (clock, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static long
get_pss_kib (void)
{
  g_autofree char *text = NULL;
  const char *line = NULL;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL) || (line = strstr (text, "\nPss:")) == NULL)
    return 0;

  return strtol (line + strlen ("\nPss:"), NULL, 10);
}

/* A hook, because GTK's own handler ends the emission. */
static gboolean
render_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               user_data)
{
  was_rendered = TRUE;

  return FALSE;
}

static void
after_paint_cb (void)
{
  gint64 cpu = get_us (CLOCK_PROCESS_CPUTIME_ID);
  gint64 now = get_us (CLOCK_MONOTONIC);

  /* The clock also ticks for windows that wait for their place on the screen. */
  if (!was_rendered || was_told)
    return;

  was_told = TRUE;
  dprintf (atoi (g_getenv ("TIDINGS_FRAME_FD")), "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %ld\n", now, cpu, get_pss_kib ());
  if (g_getenv ("TIDINGS_FRAME_STAY") == NULL)
    _exit (0);
}

/* Takes the place of GTK's, for the program's own calls. */
void
gtk_window_present (GtkWindow *window)
{
  void (*present) (GtkWindow *) = (void (*) (GtkWindow *)) dlsym (RTLD_NEXT, "gtk_window_present");
  static gboolean is_watched = FALSE;
  GdkSurface *surface = NULL;

  gtk_widget_realize (GTK_WIDGET (window));
  surface = gtk_native_get_surface (GTK_NATIVE (window));
  if (!is_watched && g_getenv ("TIDINGS_FRAME_FD") != NULL)
    {
      is_watched = TRUE;
      g_signal_add_emission_hook (g_signal_lookup ("render", GDK_TYPE_SURFACE), 0, render_cb, NULL, NULL);
      g_signal_connect (gdk_surface_get_frame_clock (surface), "after-paint", G_CALLBACK (after_paint_cb), NULL);
    }

  present (window);
}
