/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of texts that waited here: the rules are asked again. */
#include "config.h"

#include "tidings-programs.h"
#include "tidings-quota.h"
#include "tidings-reason.h"
#include "tidings-release.h"
#include "tidings-ruling.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"

gboolean
tidings_release_find_addressee (TidingsCore     *core,
                                TidingsMessage  *message,
                                TidingsPerson  **person,
                                GError         **error)
{
  GError *local_error = NULL;

  *person = tidings_store_get_person (core->store, message->person_id, &local_error);
  if (*person != NULL && !g_str_equal ((*person)->number, message->to))
    g_clear_object (person);

  /* A store that cannot be read says nothing about the person. */
  if (local_error != NULL && !g_error_matches (local_error, TIDINGS_STORE_ERROR, TIDINGS_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_clear_error (&local_error);

  return TRUE;
}

static gboolean
decide_again (TidingsCore     *core,
              TidingsMessage  *message,
              gboolean         is_forced,
              TidingsVerdict  *verdict,
              TidingsChoice  **choice,
              GError         **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, message->type);
  /* Without its key, or it would meet itself as its own duplicate. */
  const TidingsRulingCase again = { .is_forced = is_forced };

  *verdict = (TidingsVerdict) { .kind = TIDINGS_VERDICT_SKIP, .reason = TIDINGS_REASON_REMOVED };
  if (!tidings_release_find_addressee (core, message, &person, error))
    return FALSE;

  if (person == NULL || type == NULL)
    return TRUE;

  *choice = tidings_router_choose (core, person, type, message->media_url != NULL, message->send_at != 0);
  tidings_ruling_estimate (core, person, message, *choice);
  if (message->late_at != 0 && tidings_core_now (core) > message->late_at && !is_forced)
    *verdict = tidings_ruling_judge_late (message->late_at);
  else
    *verdict = tidings_ruling_ask (core, person, type, message, &again);

  return TRUE;
}

gboolean
tidings_release_may_leave (TidingsCore     *core,
                           TidingsMessage  *message,
                           gboolean        *may_leave,
                           GError         **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, message->type);
  TidingsVerdict verdict = { .kind = TIDINGS_VERDICT_SKIP, .reason = TIDINGS_REASON_REMOVED };
  TidingsFacts facts = {
    .now = MAX (tidings_core_now (core), message->send_at),
    .paused_until = core->settings.paused_until,
    .is_code = g_str_equal (message->type, TIDINGS_RULING_CODE_TYPE),
    .is_lowered = type != NULL && message->priority < type->priority,
    .is_invalid = tidings_quota_is_invalid (core, message->to),
    .is_call = g_strcmp0 (message->channel, TIDINGS_CHANNEL_VERIFY_CALL) == 0,
  };

  if (!tidings_release_find_addressee (core, message, &person, error))
    return FALSE;
  tidings_programs_read_facts_of (core, message->program_id, facts.now, &facts);
  if (person != NULL && type != NULL)
    verdict = tidings_policy_decide_again (person, type, &facts);

  *may_leave = verdict.kind == TIDINGS_VERDICT_SEND;
  if (!*may_leave)
    tidings_ruling_apply (message, &verdict, facts.now);

  return TRUE;
}

gboolean
tidings_release_settle (TidingsCore           *core,
                        TidingsMessage        *message,
                        const TidingsVerdict  *verdict,
                        TidingsChoice         *choice,
                        GError               **error)
{
  g_autofree char *reason = NULL;

  tidings_ruling_apply (message, verdict, tidings_core_now (core));
  tidings_ruling_note_missing_account (core, message);
  if (choice != NULL)
    tidings_ruling_set_route (message, choice);
  reason = g_strdup (message->reason);

  if (!tidings_ruling_keep_trace (core, message->id, verdict, error) ||
      (choice != NULL && !tidings_ruling_keep_route (core, message, choice, error)) ||
      !tidings_core_set_state (core, message, message->state, reason, tidings_message_state_to_string (message->state), reason, error))
    return FALSE;
  tidings_ruling_tell (core, message, NULL);

  return TRUE;
}

gboolean
tidings_release_one (TidingsCore     *core,
                     TidingsMessage  *message,
                     gboolean         is_forced,
                     GError         **error)
{
  TidingsVerdict verdict;
  g_autoptr(TidingsChoice) choice = NULL;

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!decide_again (core, message, is_forced, &verdict, &choice, error) ||
      !tidings_release_settle (core, message, &verdict, choice, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  if (!tidings_core_commit (core, error))
    return FALSE;

  tidings_core_wake (core);

  return TRUE;
}
