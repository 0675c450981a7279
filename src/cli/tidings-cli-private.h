/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one run of the program holds; for the files that make up TidingsCli. */
#pragma once

#include "tidings-cli.h"
#include "tidings-store.h"

G_BEGIN_DECLS

struct _TidingsCli {
  TidingsClock *clock;
  TidingsBusAgent1 *agent;
  TidingsStore *store;
  gint64 (*read_ahead) (TidingsCli *self);   /* how far ahead practice has put the clock, NULL for nobody asks */
  gboolean has_repeated;
  gboolean has_woken;
};

G_END_DECLS
