/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a failed request means: whether it left, whether it may be repeated, and the words for it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-reason.h"
#include "tidings-twilio-private.h"

/* Nobody is asked to wait longer than a day by a header. */
#define MAX_RETRY_AFTER_S (24 * 60 * 60)

typedef struct {
  int code;
  guint status;
  guint retry_after;
} TidingsTwilioErrorPrivate;

static void
tidings_twilio_error_private_init (TidingsTwilioErrorPrivate *priv)
{
}

static void
tidings_twilio_error_private_copy (const TidingsTwilioErrorPrivate *from,
                                   TidingsTwilioErrorPrivate       *to)
{
  *to = *from;
}

static void
tidings_twilio_error_private_clear (TidingsTwilioErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (TidingsTwilioError, tidings_twilio_error)

int
tidings_twilio_error_get_code (const GError *error)
{
  if (error == NULL || error->domain != TIDINGS_TWILIO_ERROR)
    return 0;

  return tidings_twilio_error_get_private (error)->code;
}

guint
tidings_twilio_error_get_status (const GError *error)
{
  if (error == NULL || error->domain != TIDINGS_TWILIO_ERROR)
    return 0;

  return tidings_twilio_error_get_private (error)->status;
}

guint
tidings_twilio_error_get_retry_after (const GError *error)
{
  if (error == NULL || error->domain != TIDINGS_TWILIO_ERROR)
    return 0;

  return tidings_twilio_error_get_private (error)->retry_after;
}

static TidingsTwilioErrorCode
classify (guint status,
          int   code)
{
  switch (status)
    {
    case 401:
      return TIDINGS_TWILIO_ERROR_SIGN_IN;

    case 403:
      if (code == 20003 || code == 20006 || code == 20008 || code == 70051)
        return TIDINGS_TWILIO_ERROR_SIGN_IN;
      return TIDINGS_TWILIO_ERROR_REFUSED;

    case 404:
      return TIDINGS_TWILIO_ERROR_NOT_FOUND;

    case 408:
      /* A gateway that gave up waiting does not know how far the request came. */
      return TIDINGS_TWILIO_ERROR_UNKNOWN;

    case 429:
      /* Turned away before it was processed (Twilio reference, section 8), so even a send may be repeated. */
      return TIDINGS_TWILIO_ERROR_NOT_SENT;

    default:
      /* A redirect is no answer, and it is not followed: the credentials belong to this host. */
      return status >= 400 && status < 500 ? TIDINGS_TWILIO_ERROR_REFUSED : TIDINGS_TWILIO_ERROR_UNKNOWN;
    }
}

static guint
parse_retry_after (const char *text,
                   const char *date)
{
  gint64 until = 0;
  gint64 now = 0;
  guint64 seconds = 0;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, MAX_RETRY_AFTER_S, &seconds, NULL))
    return (guint) seconds;

  until = tidings_twilio_parse_date (text);
  now = tidings_twilio_parse_date (date);
  if (until == 0 || now == 0 || until <= now)
    return 0;

  return (guint) MIN ((until - now) / 1000, MAX_RETRY_AFTER_S);
}

static char *
describe_status (guint status)
{
  switch (status)
    {
    case 401:
      return g_strdup (_("Twilio does not know this SID and secret together"));
    case 403:
      return g_strdup (_("Twilio does not allow this with these credentials"));
    case 404:
      return g_strdup (_("Twilio does not know this item"));
    case 429:
      return g_strdup (_("Twilio is busy and asks to wait"));
    default:
      if (status >= 500)
        /* Translators: the number is an HTTP status, such as 503 */
        return g_strdup_printf (_("Twilio has trouble at the moment (status %u)"), status);
      /* Translators: the number is an HTTP status, such as 400 */
      return g_strdup_printf (_("Twilio did not accept the request (status %u)"), status);
    }
}

GError *
tidings_twilio_error_new_reply (guint       status,
                                const char *retry_after,
                                const char *date,
                                GBytes     *body)
{
  TidingsTwilioErrorPrivate *priv = NULL;
  g_autofree char *twilio_words = NULL;
  g_autofree char *words = NULL;
  GError *error = NULL;
  int code = 0;

  if (body != NULL)
    tidings_twilio_parse_problem (body, &code, &twilio_words);

  words = code == 0 ? describe_status (status) : tidings_reason_describe_error (code, twilio_words);
  error = g_error_new_literal (TIDINGS_TWILIO_ERROR, classify (status, code), words);
  priv = tidings_twilio_error_get_private (error);
  priv->code = code;
  priv->status = status;
  priv->retry_after = parse_retry_after (retry_after, date);

  return error;
}

GError *
tidings_twilio_error_new_lost (gboolean      may_have_left,
                               const GError *cause)
{
  if (may_have_left)
    return g_error_new_literal (TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN,
                                _("The connection to Twilio broke before its answer came"));

  if (cause != NULL && cause->domain == G_TLS_ERROR)
    return g_error_new_literal (TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_SENT,
                                _("The connection to Twilio is not safe, so nothing was sent. Check the network and this computer’s clock"));

  return g_error_new_literal (TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_SENT,
                              _("No connection to Twilio. Check your network"));
}

GError *
tidings_twilio_error_new_unreadable (void)
{
  return g_error_new_literal (TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_UNKNOWN,
                              _("Twilio’s answer could not be read"));
}

GError *
tidings_twilio_error_new_no_account (void)
{
  return g_error_new_literal (TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NO_ACCOUNT,
                              _("No Twilio account is connected"));
}

GError *
tidings_twilio_error_new_elsewhere (const GError *refusal)
{
  GError *error = g_error_new_literal (TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_REFUSED,
                                       _("Twilio does not offer this to accounts in this region"));

  *tidings_twilio_error_get_private (error) = *tidings_twilio_error_get_private (refusal);

  return error;
}

GError *
tidings_twilio_error_new_foreign (void)
{
  return g_error_new_literal (TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_REFUSED,
                              _("This address is not Twilio’s, so nothing was sent"));
}
