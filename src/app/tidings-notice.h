/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lasting state the window's banner tells of: one at a time, the first that is true. */
#pragma once

#include "tidings-client.h"

G_BEGIN_DECLS

/**
 * TidingsNoticeFacts:
 * @agent_state: whether the agent answers
 * @store_note: what happened to a damaged store, "" normally
 * @is_practice: texts stay on this computer
 * @keyring: `ok`, `locked` or `missing`
 * @account_state: as GetStatus says
 * @balance: decimal string, "" if unknown
 * @paused_until: UTC milliseconds, 0 when not paused, %G_MAXINT64 when a person has to resume
 * @day_used: texts counted today
 * @day_cap: the day's limit, 0 for none
 * @month_used: texts counted this month
 * @month_cap: the month's limit, 0 for none
 * @is_online: Twilio can be reached
 * @n_waiting: texts that are queued
 * @now: UTC milliseconds
 * @practice_ahead: milliseconds that practice has put the clock ahead, part of @now; 0 in the present
 *
 * What decides. Strings are borrowed and never %NULL.
 */
typedef struct {
  TidingsAgentState agent_state;
  const char *store_note;
  gboolean is_practice;
  const char *keyring;
  const char *account_state;
  const char *balance;
  gint64 paused_until;
  guint day_used;
  guint day_cap;
  guint month_used;
  guint month_cap;
  gboolean is_online;
  guint n_waiting;
  gint64 now;
  gint64 practice_ahead;
} TidingsNoticeFacts;

/**
 * TidingsNotice:
 * @title: what is true, one sentence
 * @button: (nullable): label with mnemonic of the one next step
 * @action: (nullable): detailed name of the button's action
 * @kind: `accent`, `warning` or `error`
 */
typedef struct {
  char *title;
  const char *button;
  const char *action;
  const char *kind;
} TidingsNotice;

void           tidings_notice_free       (TidingsNotice            *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TidingsNotice, tidings_notice_free)

/** tidings_notice_new: Returns: (transfer full) (nullable): what to tell; %NULL when all is as it should be */
TidingsNotice *tidings_notice_new        (const TidingsNoticeFacts *facts);
/** tidings_notice_new_for_client: Returns: (transfer full) (nullable): the same for the client's properties as they are now */
TidingsNotice *tidings_notice_new_for_client (TidingsClient        *client);

G_END_DECLS
