/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the preferences say of the account and of limits. */
#include "config.h"

#include "tidings-account-words.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-words.h"

char *
tidings_account_words_state (const char *kind,
                             const char *state)
{
  g_return_val_if_fail (kind != NULL && state != NULL, NULL);

  if (g_str_equal (state, "suspended"))
    return g_strdup (_("Suspended: nothing can be sent. Ask Twilio why"));
  if (g_str_equal (state, "closed"))
    return g_strdup (_("Closed: nothing can be sent. Connect another account"));
  if (g_str_equal (kind, "Trial"))
    return tidings_words_join_facts (_("Trial account"), _("Texts reach only numbers confirmed at Twilio"), NULL);

  /* Translators: an account of Twilio that is in order and paid for */
  return g_strdup (g_str_equal (state, "active") ? _("Active") : "");
}

/* A paragraph for each thing, so that none is overlooked. */
static char *
join (const char *stays,
      guint       n_waiting,
      const char *scheduled,
      const char *end)
{
  g_autofree char *waiting = NULL;
  GString *words = g_string_new (stays);

  if (n_waiting > 0)
    {
      waiting = g_strdup_printf (ngettext ("%u text that waits is canceled.", "%u texts that wait are canceled.", n_waiting), n_waiting);
      g_string_append_printf (words, "\n\n%s", waiting);
    }
  if (scheduled != NULL)
    g_string_append_printf (words, "\n\n%s", scheduled);
  g_string_append_printf (words, "\n\n%s", end);

  return g_string_free (words, FALSE);
}

char *
tidings_account_words_replace (guint n_waiting,
                               guint n_scheduled)
{
  g_autofree char *scheduled = NULL;

  if (n_scheduled > 0)
    scheduled = g_strdup_printf (ngettext ("%u text that Twilio keeps for later is called back and planned anew.",
                                           "%u texts that Twilio keeps for later are called back and planned anew.", n_scheduled),
                                 n_scheduled);

  return join (_("People with their confirmed numbers, alerts, reminders, limits and the activity log stay."), n_waiting, scheduled,
               _("Until the other account is connected, everything stays as it is."));
}

char *
tidings_account_words_disconnect (guint n_waiting,
                                  guint n_scheduled)
{
  g_autofree char *scheduled = NULL;

  if (n_scheduled > 0)
    scheduled = g_strdup_printf (ngettext ("%u text that Twilio keeps for later is called back.",
                                           "%u texts that Twilio keeps for later are called back.", n_scheduled), n_scheduled);

  return join (_("People, reminders and the activity log stay."), n_waiting, scheduled,
               _("Its secret is removed from the keyring, and practice mode goes on: no texts leave this computer."));
}

char *
tidings_limit_words_texts (guint       limit,
                           guint       used,
                           gboolean    is_month,
                           const char *otherwise)
{
  g_return_val_if_fail (otherwise != NULL, NULL);

  if (limit == 0 || used < limit)
    return g_strdup (otherwise);
  if (is_month)
    return g_strdup_printf (ngettext ("Already reached this month: %u text", "Already reached this month: %u texts", used), used);

  return g_strdup_printf (ngettext ("Already reached today: %u text", "Already reached today: %u texts", used), used);
}

char *
tidings_limit_words_money (double      limit,
                           const char *used,
                           const char *currency,
                           gboolean    is_month,
                           const char *otherwise)
{
  gint64 micros = 0;
  g_autofree char *amount = NULL;

  g_return_val_if_fail (used != NULL && currency != NULL && otherwise != NULL, NULL);

  if (limit <= 0 || !tidings_parse_decimal (used, &micros) || micros < llround (limit * 1e6) || *currency == '\0')
    return g_strdup (otherwise);

  amount = tidings_format_money (micros, currency, 2);

  /* Translators: %s is an amount of money */
  return is_month ? g_strdup_printf (_("Already reached this month: %s"), amount) :
                    g_strdup_printf (_("Already reached today: %s"), amount);
}
