/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What forgetting leaves to scrubbing. */
#pragma once

/* How far the words of what was forgotten are scrubbed out; unset when they are. */
#define TIDINGS_META_SCRUB "scrub"
#define TIDINGS_SCRUB_BEGIN "begin"
#define TIDINGS_SCRUB_WORDS "words"
#define TIDINGS_SCRUB_LOG "log"
