/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The story of a message: steps as the store keeps them, told to people in their language. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * tidings_story_describe:
 * @what: name of a step (`raised`, `rules`, `held`, `merged`, `price`, …); unknown ones are shown as they are
 * @detail: (nullable): what the store keeps of it: words for programs, never for people, so that every reader has their own language.
 *   What an earlier version kept, and what nobody knows, is shown as it is
 * @zone: (nullable): IANA zone for times, %NULL for the computer's
 *
 * Returns: (transfer full): the step as a sentence without a period, in the process's language. Of `rules` one line for each
 *   rule that was looked at, with its numbers; a rule that stopped or held the text names the setting that did
 */
char *tidings_story_describe         (const char *what,
                                      const char *detail,
                                      const char *zone);

/** tidings_story_dup_title: Returns: (transfer full): what happened, without the detail; an unknown step as it is */
char *tidings_story_dup_title        (const char *what);

/**
 * tidings_story_dup_detail:
 * @what: as for tidings_story_describe()
 * @detail: (nullable): likewise
 * @person: (nullable): name to use in sentences
 * @zone: (nullable): likewise
 *
 * Returns: (transfer full): more about it: who raised it, which rule stopped it, what it cost; "" where nothing would help a
 *   person, such as ids. Of `rules` the lines that tidings_story_describe() gives below the first
 */
char *tidings_story_dup_detail       (const char *what,
                                      const char *detail,
                                      const char *person,
                                      const char *zone);

/** tidings_story_describe_route: Returns: (transfer full): where a text comes from and why: @detail is a reason's name and, where there is one, a sender ("own-number +15005550006"); another text as it is */
char *tidings_story_describe_route   (const char *detail);

/**
 * tidings_story_dup_setting:
 * @reason: a reason of tidings-reason.h
 *
 * Returns: (transfer full) (nullable): where the person changes what stopped a text, as the window calls it ("Preferences ▸
 *   Limits ▸ Texts a person gets in an hour"), in the process's language; %NULL when no setting did
 */
char *tidings_story_dup_setting      (const char *reason);

G_END_DECLS
