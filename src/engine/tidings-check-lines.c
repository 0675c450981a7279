/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sender check's lines about the account. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-check-lines.h"
#include "tidings-country.h"
#include "tidings-format.h"

/* Test credentials pass only for sending and buying (Twilio reference, section 1.4). */
#define CODE_TEST_CREDENTIALS 20008

const char *
tidings_check_verdict_to_string (TidingsCheckVerdict verdict)
{
  static const char * const names[] = { "good", "bad", "unknown" };

  g_return_val_if_fail (verdict < G_N_ELEMENTS (names), NULL);

  return names[verdict];
}

void
tidings_check_line_free (TidingsCheckLine *line)
{
  g_free (line->words);
  g_free (line->next);
  g_free (line->about);
  g_free (line);
}

TidingsCheckLine *
tidings_check_line_new (const char          *what,
                        TidingsCheckVerdict  verdict,
                        const char          *about,
                        char                *words,
                        char                *next)
{
  TidingsCheckLine *line;

  g_return_val_if_fail (what != NULL && words != NULL, NULL);
  g_return_val_if_fail (verdict != TIDINGS_CHECK_BAD || next != NULL, NULL);

  line = g_new0 (TidingsCheckLine, 1);
  line->what = what;
  line->verdict = verdict;
  line->words = words;
  line->next = next;
  line->about = g_strdup (about);

  return line;
}

TidingsCheckLine *
tidings_check_line_new_unknown (const char   *what,
                                const char   *about,
                                const GError *error)
{
  const char *words = error->message;

  /* To a question, no other no has anything to do with texts. */
  if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN))
    words = _("This key may not see it");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    words = _("The check was stopped before");

  return tidings_check_line_new (what, TIDINGS_CHECK_UNKNOWN, about, g_strdup (words), NULL);
}

char *
tidings_check_dup_country_name (const char *code)
{
  g_autoptr(TidingsCountry) country = tidings_country_new (code, NULL);

  return g_strdup (country != NULL ? tidings_country_get_name (country) : code);
}

static TidingsCheckLine *
refused_key (const GError *error)
{
  if (tidings_twilio_error_get_code (error) == CODE_TEST_CREDENTIALS)
    return tidings_check_line_new (TIDINGS_CHECK_KEY, TIDINGS_CHECK_BAD, NULL,
                                   g_strdup (_("These are test credentials, with which nothing is ever sent")),
                                   g_strdup (_("Connect the account with its live credentials")));

  return tidings_check_line_new (TIDINGS_CHECK_KEY, TIDINGS_CHECK_BAD, NULL,
                                 g_strdup (_("Twilio refuses the sign-in")),
                                 g_strdup (_("Connect the account anew with its SID and its token or key")));
}

TidingsCheckLine *
tidings_check_line_key (const TidingsTwilioAccount *account,
                        const GError               *error)
{
  const char *words = NULL;
  TidingsCheckVerdict verdict = TIDINGS_CHECK_GOOD;

  if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN))
    return refused_key (error);
  if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND))
    return tidings_check_line_new (TIDINGS_CHECK_KEY, TIDINGS_CHECK_BAD, NULL,
                                   g_strdup (_("Twilio knows no account with this SID")),
                                   g_strdup (_("Connect the account anew with the SID from Twilio’s console")));
  if (account == NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_KEY, NULL, error);

  switch (account->key)
    {
    case TIDINGS_KEY_TOKEN:
      words = _("The account’s own token, which may do everything");
      break;
    case TIDINGS_KEY_MAIN:
      words = _("A main API key, which may do everything");
      break;
    case TIDINGS_KEY_STANDARD:
      words = _("A standard API key, which may do everything but see the account itself");
      break;
    case TIDINGS_KEY_RESTRICTED:
      words = _("A restricted API key. Whether it may send texts shows only when one is sent");
      verdict = TIDINGS_CHECK_UNKNOWN;
      break;
    default:
      g_assert_not_reached ();
    }

  return tidings_check_line_new (TIDINGS_CHECK_KEY, verdict, NULL, g_strdup (words), NULL);
}

static gboolean
is_subaccount (const TidingsTwilioAccount *account)
{
  return account != NULL && account->owner != NULL && *account->owner != '\0' && !g_str_equal (account->owner, account->sid);
}

static TidingsCheckLine *
account_of_state (const char *state)
{
  if (g_strcmp0 (state, "suspended") == 0)
    return tidings_check_line_new (TIDINGS_CHECK_ACCOUNT, TIDINGS_CHECK_BAD, NULL,
                                   g_strdup (_("Twilio has suspended this account")),
                                   g_strdup (_("Add money at Twilio, or ask Twilio why")));
  if (g_strcmp0 (state, "closed") == 0)
    return tidings_check_line_new (TIDINGS_CHECK_ACCOUNT, TIDINGS_CHECK_BAD, NULL,
                                   g_strdup (_("This account is closed")),
                                   g_strdup (_("Connect another account")));

  /* Translators: %s is a word of Twilio’s, such as “paused” */
  return tidings_check_line_new (TIDINGS_CHECK_ACCOUNT, TIDINGS_CHECK_UNKNOWN, NULL,
                                 g_strdup_printf (_("Twilio calls this account “%s”"), state), NULL);
}

/* Codes of an account that is not active (Twilio reference, section 7.1). */
static gboolean
is_closed (const GError *error)
{
  static const int codes[] = { 10001, 20005, 20403, 30002 };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (tidings_twilio_error_get_code (error) == codes[i])
      return TRUE;

  return FALSE;
}

TidingsCheckLine *
tidings_check_line_account (const TidingsTwilioAccount *account,
                            const GError               *error)
{
  const char *name = NULL;
  char *words = NULL;

  if (account == NULL && is_closed (error))
    return account_of_state ("suspended");
  if (account == NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_ACCOUNT, NULL, error);
  if (account->state == NULL || *account->state == '\0')
    return tidings_check_line_new (TIDINGS_CHECK_ACCOUNT, TIDINGS_CHECK_UNKNOWN, NULL,
                                   g_strdup (_("This key may not see whether the account is a trial")), NULL);
  if (!g_str_equal (account->state, "active"))
    return account_of_state (account->state);
  /* Rules of a trial differ with its age (Twilio reference, section 1.7). */
  if (g_strcmp0 (account->kind, "Trial") == 0)
    return tidings_check_line_new (TIDINGS_CHECK_ACCOUNT, TIDINGS_CHECK_UNKNOWN, NULL,
                                   g_strdup (_("Trial account – texts reach only numbers confirmed at Twilio, few a day, and for "
                                               "some weeks only")), NULL);

  name = account->name != NULL ? account->name : account->sid;
  if (is_subaccount (account))
    /* Translators: %s is the name of an account */
    words = g_strdup_printf (_("“%s” is a subaccount and active"), name);
  else
    /* Translators: %s is the name of an account */
    words = g_strdup_printf (_("“%s” is a full account and active"), name);

  return tidings_check_line_new (TIDINGS_CHECK_ACCOUNT, TIDINGS_CHECK_GOOD, NULL, words, NULL);
}

static const char *
region_name (const char *region)
{
  if (g_strcmp0 (region, "ie1") == 0)
    return _("Ireland (ie1)");
  if (g_strcmp0 (region, "au1") == 0)
    return _("Australia (au1)");

  return _("United States (us1)");
}

TidingsCheckLine *
tidings_check_line_region (const char                 *region,
                           const TidingsTwilioAccount *account,
                           const GError               *error)
{
  gboolean is_home = region == NULL || g_str_equal (region, "us1");

  if (account == NULL && g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_SIGN_IN) && !is_home)
    return tidings_check_line_new (TIDINGS_CHECK_REGION, TIDINGS_CHECK_UNKNOWN, NULL,
                                   /* Translators: %s is a region of Twilio */
                                   g_strdup_printf (_("Tokens and keys belong to one region; these may not be of %s"),
                                                    region_name (region)), NULL);
  if (account == NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_REGION, NULL, error);
  if (account->key == TIDINGS_KEY_RESTRICTED && !is_home)
    return tidings_check_line_new (TIDINGS_CHECK_REGION, TIDINGS_CHECK_BAD, NULL,
                                   g_strdup (_("Restricted keys work in the United States region only")),
                                   g_strdup (_("Connect the account with a standard key of its region")));

  return tidings_check_line_new (TIDINGS_CHECK_REGION, TIDINGS_CHECK_GOOD, NULL,
                                 /* Translators: %s is a region of Twilio */
                                 g_strdup_printf (_("The account answers in %s"), region_name (region)), NULL);
}

TidingsCheckLine *
tidings_check_line_balance (const TidingsTwilioAccount *account,
                            gint64                      micros,
                            const char                 *currency,
                            gint64                      low_micros,
                            const GError               *error)
{
  g_autofree char *money = NULL;

  if (error != NULL && is_subaccount (account))
    return tidings_check_line_new (TIDINGS_CHECK_BALANCE, TIDINGS_CHECK_UNKNOWN, NULL,
                                   g_strdup (_("A subaccount has no balance of its own; its main account pays")), NULL);
  if (currency == NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_BALANCE, NULL, error);

  money = tidings_format_money (micros, currency, 2);
  if (micros <= 0)
    return tidings_check_line_new (TIDINGS_CHECK_BALANCE, TIDINGS_CHECK_BAD, NULL,
                                   /* Translators: %s is an amount of money */
                                   g_strdup_printf (_("The balance of %s is used up, and nothing can be sent"), money),
                                   g_strdup (_("Add money at Twilio")));
  if (micros < low_micros)
    return tidings_check_line_new (TIDINGS_CHECK_BALANCE, TIDINGS_CHECK_BAD, NULL,
                                   /* Translators: %s is an amount of money */
                                   g_strdup_printf (_("The balance of %s is low"), money),
                                   g_strdup (_("Add money at Twilio")));

  /* Translators: %s is an amount of money */
  return tidings_check_line_new (TIDINGS_CHECK_BALANCE, TIDINGS_CHECK_GOOD, NULL,
                                 g_strdup_printf (_("The balance is %s"), money), NULL);
}

TidingsCheckLine *
tidings_check_line_trial (TidingsPerson      *person,
                          const char         *country,
                          const char * const *caller_ids,
                          const GError       *error)
{
  g_autofree char *about = g_strdup_printf ("person:%" G_GINT64_FORMAT, person->id);

  if (caller_ids == NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_TRIAL, about, error);
  if (!g_strv_contains (caller_ids, person->number))
    return tidings_check_line_new (TIDINGS_CHECK_TRIAL, TIDINGS_CHECK_BAD, about,
                                   /* Translators: %s is a person’s name */
                                   g_strdup_printf (_("Trial account – the number of %s is not confirmed at Twilio"), person->name),
                                   g_strdup (_("Add the number to the verified caller IDs in Twilio’s console")));
  if (g_strcmp0 (country, "US") != 0)
    return tidings_check_line_new (TIDINGS_CHECK_TRIAL, TIDINGS_CHECK_UNKNOWN, about,
                                   /* Translators: %s is a person’s name */
                                   g_strdup_printf (_("The number of %s is confirmed at Twilio, but newer trial accounts text only "
                                                      "the United States"), person->name), NULL);

  return tidings_check_line_new (TIDINGS_CHECK_TRIAL, TIDINGS_CHECK_GOOD, about,
                                 /* Translators: %s is a person’s name */
                                 g_strdup_printf (_("The number of %s is confirmed at Twilio"), person->name), NULL);
}

TidingsCheckLine *
tidings_check_line_verify (const char   *name,
                           const GError *error)
{
  if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND))
    return tidings_check_line_new (TIDINGS_CHECK_VERIFY, TIDINGS_CHECK_BAD, NULL,
                                   g_strdup (_("The Verify service is not there, so no code can be sent")),
                                   g_strdup (_("Connect the account anew with another Verify service, or with none")));
  if (name == NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_VERIFY, NULL, error);

  return tidings_check_line_new (TIDINGS_CHECK_VERIFY, TIDINGS_CHECK_GOOD, NULL,
                                 /* Translators: %s is the name of a Verify service */
                                 g_strdup_printf (_("Codes come from the Verify service “%s”. They use Twilio’s senders, so a code "
                                                    "that arrives does not prove your own sender"), name), NULL);
}
