/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sender check's lines about what has truly arrived. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-check-lines.h"
#include "tidings-format.h"
#include "tidings-reason.h"

TidingsCheckLine *
tidings_check_line_arrival (TidingsPerson        *person,
                            const TidingsArrival *here,
                            const TidingsArrival *any,
                            gint64                now)
{
  g_autofree char *about = g_strdup_printf ("person:%" G_GINT64_FORMAT, person->id);
  const TidingsArrival *arrival = here != NULL ? here : any;
  g_autofree char *when = arrival != NULL ? tidings_format_moment (arrival->at, now) : NULL;

  if (here != NULL)
    return tidings_check_line_new (TIDINGS_CHECK_ARRIVAL, TIDINGS_CHECK_GOOD, about,
                                   /* Translators: %1$s is a person’s name, %2$s a date or time */
                                   g_strdup_printf (_("The phone of %1$s last received a text from this sender: %2$s"),
                                                    person->name, when), NULL);
  if (any != NULL)
    return tidings_check_line_new (TIDINGS_CHECK_ARRIVAL, TIDINGS_CHECK_UNKNOWN, about,
                                   /* Translators: %1$s is a person’s name, %2$s a date or time */
                                   g_strdup_printf (_("The phone of %1$s last received a text from another sender: %2$s"),
                                                    person->name, when), NULL);

  return tidings_check_line_new (TIDINGS_CHECK_ARRIVAL, TIDINGS_CHECK_UNKNOWN, about,
                                 /* Translators: %s is a person’s name */
                                 g_strdup_printf (_("It is not known that a text ever arrived on the phone of %s"), person->name),
                                 NULL);
}

TidingsCheckLine *
tidings_check_line_unproved (gboolean proves)
{
  if (!proves)
    return tidings_check_line_new (TIDINGS_CHECK_PROOF, TIDINGS_CHECK_UNKNOWN, NULL,
                                   g_strdup (_("In practice mode no text leaves this computer, so nothing is proved")),
                                   g_strdup (_("Connect an account")));

  return tidings_check_line_new (TIDINGS_CHECK_PROOF, TIDINGS_CHECK_UNKNOWN, NULL,
                                 g_strdup (_("Only a real text on a phone proves that texts arrive")),
                                 g_strdup (_("Send a test text to a person")));
}

TidingsCheckLine *
tidings_check_line_untried (void)
{
  return tidings_check_line_new (TIDINGS_CHECK_PROOF, TIDINGS_CHECK_UNKNOWN, NULL,
                                 g_strdup (_("No test text was sent, because the account does not answer")), NULL);
}

static TidingsCheckLine *
arrived (TidingsPerson *person,
         const char    *about,
         gboolean       proves)
{
  if (!proves)
    return tidings_check_line_new (TIDINGS_CHECK_PROOF, TIDINGS_CHECK_UNKNOWN, about,
                                   /* Translators: %s is a person’s name */
                                   g_strdup_printf (_("The test text is on the practice phone of %s, which proves nothing about the "
                                                      "real one"), person->name),
                                   g_strdup (_("Connect an account")));

  return tidings_check_line_new (TIDINGS_CHECK_PROOF, TIDINGS_CHECK_GOOD, about,
                                 /* Translators: %s is a person’s name */
                                 g_strdup_printf (_("Proved: the test text from this sender arrived on the phone of %s"),
                                                  person->name), NULL);
}

/* What to do after a rule of the household has stopped the test. */
static char *
dup_step_of_rule (TidingsPerson *person,
                  const char    *reason)
{
  if (g_strcmp0 (reason, TIDINGS_REASON_NOT_VERIFIED) == 0)
    /* Translators: %s is a person’s name */
    return g_strdup_printf (_("Confirm the number of %s first"), person->name);
  if (g_strcmp0 (reason, TIDINGS_REASON_OPTED_OUT) == 0)
    /* Translators: %s is a person’s name */
    return g_strdup_printf (_("Ask %s to text START to the sender"), person->name);
  if (g_strcmp0 (reason, TIDINGS_REASON_PAUSED) == 0)
    return g_strdup (_("Resume sending, then test again"));

  return g_strdup (_("Change what stands in the way, then test again"));
}

static TidingsCheckLine *
not_arrived (TidingsPerson  *person,
             TidingsMessage *message,
             const char     *about)
{
  g_autofree char *why = message->reason != NULL ?
                         tidings_reason_describe (message->reason, message->error_code, person->name) :
                         g_strdup (tidings_message_state_get_word (message->state));
  TidingsRetry retry = tidings_reason_get_retry (message->error_code);
  g_autofree char *next = NULL;

  if (message->state == TIDINGS_MESSAGE_SKIPPED || tidings_reason_is_gate (message->reason))
    next = dup_step_of_rule (person, message->reason);
  else if (retry == TIDINGS_RETRY_ASK)
    /* Translators: %s is a person’s name */
    next = g_strdup_printf (_("Ask %s whether it has arrived"), person->name);
  else
    next = g_strdup (retry == TIDINGS_RETRY_LATER ? _("Test again later") : _("Change what stands in the way, then test again"));

  return tidings_check_line_new (TIDINGS_CHECK_PROOF, TIDINGS_CHECK_BAD, about,
                                 /* Translators: %s says why */
                                 g_strdup_printf (_("The test text did not arrive: %s"), why), g_steal_pointer (&next));
}

TidingsCheckLine *
tidings_check_line_proof (TidingsPerson  *person,
                          TidingsMessage *message,
                          gboolean        proves)
{
  g_autofree char *about = g_strdup_printf ("person:%" G_GINT64_FORMAT, person->id);
  g_autofree char *why = NULL;

  switch (message->state)
    {
    case TIDINGS_MESSAGE_DELIVERED:
      return arrived (person, about, proves);
    case TIDINGS_MESSAGE_UNDELIVERED:
    case TIDINGS_MESSAGE_FAILED:
    case TIDINGS_MESSAGE_CANCELED:
    case TIDINGS_MESSAGE_SKIPPED:
      return not_arrived (person, message, about);
    case TIDINGS_MESSAGE_HELD:
    case TIDINGS_MESSAGE_QUEUED:
      why = message->reason != NULL ? tidings_reason_describe (message->reason, 0, person->name) :
                                      g_strdup (tidings_message_state_get_word (message->state));
      return tidings_check_line_new (TIDINGS_CHECK_PROOF, TIDINGS_CHECK_UNKNOWN, about,
                                     /* Translators: %s says what it waits for */
                                     g_strdup_printf (_("The test text still waits: %s"), why), NULL);
    case TIDINGS_MESSAGE_SENDING:
    case TIDINGS_MESSAGE_IN_DOUBT:
      return tidings_check_line_new (TIDINGS_CHECK_PROOF, TIDINGS_CHECK_UNKNOWN, about,
                                     g_strdup (_("Twilio’s answer to the test text was lost, and it is being looked for")),
                                     /* Translators: %s is a person’s name */
                                     g_strdup_printf (_("Ask %s whether it has arrived"), person->name));
    case TIDINGS_MESSAGE_ACCEPTED:
    case TIDINGS_MESSAGE_SCHEDULED:
      return tidings_check_line_new (TIDINGS_CHECK_PROOF, TIDINGS_CHECK_UNKNOWN, about,
                                     g_strdup (_("Twilio has the test text, and no carrier has taken it yet")), NULL);
    case TIDINGS_MESSAGE_SENT:
      return tidings_check_line_new (TIDINGS_CHECK_PROOF, TIDINGS_CHECK_UNKNOWN, about,
                                     g_strdup (_("A carrier has taken the test text, and has not said whether it arrived")),
                                     /* Translators: %s is a person’s name */
                                     g_strdup_printf (_("Ask %s whether it has arrived"), person->name));
    default:
      g_assert_not_reached ();
    }
}
