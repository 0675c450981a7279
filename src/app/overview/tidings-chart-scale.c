/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Up to where a chart goes. */
#include "config.h"

#include "tidings-chart-scale.h"

/* Half of it is the smallest coin of most currencies. */
#define LEAST G_GINT64_CONSTANT (20000)

gint64
tidings_chart_scale_get_top (gint64 largest)
{
  gint64 step = LEAST;

  g_return_val_if_fail (largest >= 0, LEAST);

  /* Five steps of two make ten, which the next power begins with. */
  while (step < G_MAXINT64 / 50 && largest > 5 * step)
    step *= 10;

  return MAX (1, (largest + step - 1) / step) * step;
}
