/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a symbolic icon once, while Tidings is built, the way GTK keeps its own: so that no window has to load what reads SVG
 * before its first frame.
 *
 *   encode-icon IN.svg OUT.symbolic.png
 *
 * GTK takes colours from the channels of such a picture: red, green and blue say how much of a pixel is success, warning and
 * error. The icons here have one colour, so there is none of them: only how much is covered counts. */
#include <gdk-pixbuf/gdk-pixbuf.h>

#define SIZE 16

static void
drop_colours (GdkPixbuf *pixbuf)
{
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);

  for (int y = 0; y < SIZE; y++)
    {
      for (int x = 0; x < SIZE; x++)
        memset (pixels + y * stride + x * 4, 0, 3);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  g_autoptr(GError) error = NULL;

  if (argc != 3)
    {
      g_printerr ("usage: %s IN.svg OUT.symbolic.png\n", argv[0]);
      return 2;
    }

  pixbuf = gdk_pixbuf_new_from_file_at_size (argv[1], SIZE, SIZE, &error);
  if (pixbuf != NULL && (!gdk_pixbuf_get_has_alpha (pixbuf) || gdk_pixbuf_get_width (pixbuf) != SIZE ||
                         gdk_pixbuf_get_height (pixbuf) != SIZE))
    {
      g_printerr ("%s: not a square on nothing\n", argv[1]);
      return 1;
    }
  if (pixbuf != NULL)
    {
      drop_colours (pixbuf);
      gdk_pixbuf_save (pixbuf, argv[2], "png", &error, NULL);
    }
  if (error != NULL)
    {
      g_printerr ("%s: %s\n", argv[1], error->message);
      return 1;
    }

  return 0;
}
