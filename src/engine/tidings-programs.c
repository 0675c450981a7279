/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs that ask for texts. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-engine-private.h"
#include "tidings-programs.h"
#include "tidings-purse.h"
#include "tidings-release.h"
#include "tidings-store-messages.h"
#include "tidings-store-programs.h"

/* More texts a day than any program may be allowed, but for any number. */
#define MAX_PER_DAY 100000

/* Finds what is kept of a program, or makes one that is not kept yet; %NULL with @error set. */
static TidingsProgram *
find_or_make (TidingsCore  *core,
              const char   *identity,
              GError      **error)
{
  GError *failure = NULL;
  TidingsProgram *program = tidings_store_find_program (core->store, identity, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return program != NULL ? program : tidings_program_new (identity);
}

gboolean
tidings_programs_meet (TidingsCore         *core,
                       const TidingsRaise  *raise,
                       gboolean             is_preview,
                       TidingsProgram     **program,
                       GError             **error)
{
  g_autoptr(TidingsProgram) met = NULL;
  gboolean is_new;

  *program = NULL;
  if (raise->program == NULL)
    return TRUE;
  if ((met = find_or_make (core, raise->program, error)) == NULL)
    return FALSE;

  is_new = met->first_at == 0;
  if (!is_preview)
    {
      met->last_at = tidings_core_now (core);
      if (is_new)
        met->first_at = met->last_at;
      if (raise->source != NULL)
        {
          g_free (met->label);
          met->label = g_strdup (raise->source);
        }
      if (!tidings_store_put_program (core->store, met, error))
        return FALSE;
      tidings_core_changed (core, "programs");
      /* The person may have said something about it before it came. */
      if (is_new && met->state == TIDINGS_PROGRAM_NEW)
        tidings_core_notice (core, TIDINGS_NOTICE_NEW_PROGRAM, NULL, NULL, met->identity);
    }
  *program = g_steal_pointer (&met);

  return TRUE;
}

void
tidings_programs_read_facts (TidingsCore          *core,
                             const TidingsProgram *program,
                             gint64                at,
                             TidingsFacts         *facts)
{
  TidingsWindow day = tidings_purse_get_window (core, TIDINGS_PERIOD_DAY, at);

  facts->has_program = TRUE;
  facts->is_program_blocked = program->state == TIDINGS_PROGRAM_BLOCKED;
  facts->program_allowance = tidings_program_get_allowance (program, core->settings.allowance_new);
  facts->program_day = program->id != 0 ? tidings_store_count_program_texts (core->store, program->id, day.start, day.end) : 0;
}

void
tidings_programs_read_facts_of (TidingsCore  *core,
                                gint64        id,
                                gint64        at,
                                TidingsFacts *facts)
{
  g_autoptr(TidingsProgram) program = NULL;
  g_autoptr(GError) error = NULL;

  if (id == 0)
    return;

  program = tidings_store_get_program (core->store, id, &error);
  if (error != NULL)
    g_warning ("What a program may cannot be read: %s", error->message);
  if (program == NULL)
    {
      program = tidings_program_new ("");
      program->id = id;
    }
  tidings_programs_read_facts (core, program, at, facts);
}

/* What was held or queued of a program that is blocked by now: the rules stop each. */
static gboolean
stop_waiting (TidingsCore           *core,
              const TidingsProgram  *program,
              GError               **error)
{
  g_autoptr(GPtrArray) waiting = tidings_store_list_waiting_of_program (core->store, program->id, error);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    if (!tidings_release_one (core, g_ptr_array_index (waiting, i), FALSE, error))
      return FALSE;

  return waiting != NULL;
}

static gboolean
put (TidingsCore     *core,
     TidingsProgram  *program,
     GError         **error)
{
  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!tidings_store_put_program (core->store, program, error) ||
      (program->state == TIDINGS_PROGRAM_BLOCKED && !stop_waiting (core, program, error)))
    {
      tidings_core_rollback (core);
      return FALSE;
    }

  return tidings_core_commit (core, error);
}

TidingsProgram *
tidings_engine_put_program (TidingsEngine        *self,
                            const char           *identity,
                            TidingsProgramState   state,
                            int                   per_day,
                            GError              **error)
{
  TidingsCore *core = NULL;
  g_autoptr(TidingsProgram) program = NULL;
  GError *failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), NULL);

  core = tidings_engine_get_core (self);
  if (!tidings_program_is_identity (identity))
    {
      g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                   /* Translators: %s is what was typed; unit:backup.service is an example and stays as it is */
                   _("“%s” is no program; it is written as in “unit:backup.service”. “tidings programs” lists them"), identity);
      return NULL;
    }
  if (state == TIDINGS_PROGRAM_ALLOWED && (per_day < TIDINGS_PROGRAM_NO_LIMIT || per_day > MAX_PER_DAY))
    {
      g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                   /* Translators: %d is a number */
                   _("A program may send up to %d texts a day, or any number"), MAX_PER_DAY);
      return NULL;
    }

  program = find_or_make (core, identity, &failure);
  if (program != NULL)
    {
      program->state = state;
      if (state == TIDINGS_PROGRAM_ALLOWED)
        program->per_day = per_day;
    }
  if (program == NULL || !put (core, program, &failure))
    {
      tidings_core_take_error (error, failure);
      return NULL;
    }
  tidings_core_changed (core, "programs");

  return g_steal_pointer (&program);
}

gboolean
tidings_engine_forget_program (TidingsEngine  *self,
                               const char     *identity,
                               GError        **error)
{
  TidingsCore *core = NULL;
  g_autoptr(TidingsProgram) program = NULL;
  GError *failure = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (identity != NULL, FALSE);

  core = tidings_engine_get_core (self);
  program = find_or_make (core, identity, &failure);
  if (program == NULL || !tidings_store_forget_program (core->store, program->id, &failure))
    {
      tidings_core_take_error (error, failure);
      return FALSE;
    }
  tidings_core_changed (core, "programs");

  return TRUE;
}
