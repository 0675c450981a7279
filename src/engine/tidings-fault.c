/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong with a request, as a story keeps it. */
#include "config.h"

#include "tidings-fault.h"
#include "tidings-reason.h"
#include "tidings-twilio.h"

char *
tidings_fault_dup (const GError *error)
{
  int code = tidings_twilio_error_get_code (error);

  if (error == NULL)
    return NULL;
  if (code != 0)
    return g_strdup_printf ("%d", code);
  if (error->domain != TIDINGS_TWILIO_ERROR)
    return g_strdup (TIDINGS_REASON_LOST_ANSWER);

  switch ((TidingsTwilioErrorCode) error->code)
    {
    case TIDINGS_TWILIO_ERROR_NOT_SENT:
      return g_strdup (TIDINGS_REASON_OFFLINE);
    case TIDINGS_TWILIO_ERROR_SIGN_IN:
    case TIDINGS_TWILIO_ERROR_NO_ACCOUNT:
      return g_strdup (TIDINGS_REASON_NO_ACCOUNT);
    case TIDINGS_TWILIO_ERROR_NOT_FOUND:
    case TIDINGS_TWILIO_ERROR_REFUSED:
      return g_strdup (TIDINGS_REASON_TWILIO);
    case TIDINGS_TWILIO_ERROR_UNKNOWN:
    default:
      return g_strdup (TIDINGS_REASON_LOST_ANSWER);
    }
}
