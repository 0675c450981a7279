/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two parts of a story share. */
#pragma once

#include "tidings-story.h"

G_BEGIN_DECLS

/** tidings_story_describe_rules: Returns: (transfer full) (nullable): lines about what the rules saw (a trace as tidings_verdict_dup_trace() of the engine writes it); %NULL if @trace is none */
char *tidings_story_describe_rules (const char *trace,
                                    const char *person,
                                    const char *zone);
/** tidings_story_dup_moment: Returns: (transfer full): weekday, day and time in the process's language */
char *tidings_story_dup_moment     (gint64      instant,
                                    const char *zone);
/** tidings_story_describe_late: Returns: (transfer full): that a text made sense until @late_at (UTC milliseconds) */
char *tidings_story_describe_late  (gint64      late_at,
                                    const char *zone);

G_END_DECLS
