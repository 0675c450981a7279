/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sender check's two subjects share: the run (tidings-check.c) and its questions (tidings-check-asks.c). */
#pragma once

#include "tidings-check.h"
#include "tidings-core.h"

G_BEGIN_DECLS

/**
 * TidingsCheckRun:
 * @step: the next one
 * @countries: (element-type utf8): of people, each once
 * @numbers: (nullable): what the account has; @pool: (nullable): what the service has
 * @services: (nullable): all services, while a number is looked for in their pools
 * @toll_free: (element-type TidingsSender): those still to be asked for, borrowed from @numbers and @pool
 * @i: how far a step that asks several times has come
 */
typedef struct {
  TidingsEngine *engine;
  TidingsCore *core;
  TidingsTwilio *twilio;
  GTask *task;
  GCancellable *cancellable;
  GCancellable *sources[2];   /* what ends it: the caller, and another account */
  gulong source_ids[2];
  TidingsCheckFunc told;
  gpointer told_data;
  char *region;
  char *sender;
  char *service;
  char *sender_name;
  char *verify_service;
  gint64 low_micros;
  gboolean proves;
  gboolean is_brief;
  gboolean is_unasked;
  TidingsPerson *person;
  GPtrArray *people;
  GPtrArray *countries;
  TidingsCheck *check;
  GPtrArray *numbers;
  GPtrArray *pool;
  GPtrArray *services;
  GPtrArray *toll_free;
  gint64 test_id;
  gulong changed_id;
  gulong canceled_id;
  guint patience_id;
  guint step;
  guint i;
} TidingsCheckRun;


/** tidings_check_run_tell: one more line is known. @line: (transfer full) */
void     tidings_check_run_tell          (TidingsCheckRun  *self,
                                          TidingsCheckLine *line);
/** tidings_check_run_go_on: the step has ended: the next one begins */
void     tidings_check_run_go_on         (TidingsCheckRun  *self);
/** tidings_check_run_has_people_in: @country: ISO 3166-1 alpha-2. Returns: whether somebody's number is of that country */
gboolean tidings_check_run_has_people_in (TidingsCheckRun  *self,
                                          const char       *country);
/** tidings_check_dup_country: Returns: (transfer full): where the person's number is, "" if that cannot be told */
char    *tidings_check_dup_country       (TidingsPerson    *person);

/* The steps about the account itself come first. */
#define TIDINGS_CHECK_BRIEF_STEPS 2

/** TidingsCheckStep: asks something, tells of it, and goes on */
typedef void (*TidingsCheckStep) (TidingsCheckRun *self);

/** tidings_check_get_step: Returns: the step, %NULL when all has been asked */
TidingsCheckStep tidings_check_get_step  (guint             i);

G_END_DECLS
