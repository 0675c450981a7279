/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which page of the help is about what. The pages are in data/help. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is linked from rows; a part of a page stands behind a number sign. */
#define TIDINGS_HELP_KEYS "account#keys"
#define TIDINGS_HELP_TRIAL "trial"

/** tidings_help_topic_for_type: Returns: (transfer none) (nullable): the page about the widget type of that name; %NULL if it has none of its own */
const char *tidings_help_topic_for_type  (const char *type_name);

/** tidings_help_topic_for_check: Returns: (transfer none) (nullable): the page about what a check looked at, `registration`; %NULL if there is none */
const char *tidings_help_topic_for_check (const char *what);

/** tidings_help_dup_uri: @topic: (nullable): a page, %NULL for the first one. Returns: (transfer full): its address for the desktop's help viewer */
char       *tidings_help_dup_uri         (const char *topic);

G_END_DECLS
