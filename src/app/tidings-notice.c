/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which lasting state the window's banner tells of. */
#include "config.h"

#include "tidings-notice.h"

#include <glib/gi18n-lib.h>
#include "tidings-format.h"

static TidingsNotice *
make_notice (const char *kind,
             char       *title,
             const char *button,
             const char *action)
{
  TidingsNotice *notice = g_new0 (TidingsNotice, 1);

  notice->kind = kind;
  notice->title = title;
  notice->button = button;
  notice->action = action;

  return notice;
}

/* The last tenth of a limit, rounded up, is kept for critical alerts. */
static gboolean
is_reached (guint used,
            guint cap)
{
  return cap > 0 && used >= cap - (cap + 9) / 10;
}

static gboolean
is_used_up (const char *balance)
{
  gint64 micros = 0;

  return tidings_parse_decimal (balance, &micros) && micros <= 0;
}

static TidingsNotice *
make_account_notice (const TidingsNoticeFacts *facts)
{
  if (g_str_equal (facts->keyring, "locked"))
    return make_notice ("warning", g_strdup (_("Keyring locked – sending is paused")), _("_Unlock…"), "win.unlock-keyring");
  if (g_str_equal (facts->keyring, "missing"))
    return make_notice ("warning", g_strdup (_("No keyring on this computer – sending is paused")), NULL, NULL);
  if (g_str_equal (facts->account_state, "refused"))
    return make_notice ("error", g_strdup (_("Twilio refused the sign-in")), _("_Check Account…"), "win.set-up::connect");
  if (g_str_equal (facts->account_state, "suspended") || g_str_equal (facts->account_state, "closed"))
    return make_notice ("error", g_strdup (_("Twilio has suspended this account – nothing can be sent")),
                        _("_Open Twilio"), "win.open-twilio");
  if (is_used_up (facts->balance))
    return make_notice ("error", g_strdup (_("Twilio balance used up – nothing can be sent")),
                        _("_Open Twilio"), "win.open-twilio");

  return NULL;
}

static TidingsNotice *
make_pause_notice (const TidingsNoticeFacts *facts)
{
  g_autofree char *until = NULL;
  char *title = NULL;

  if (facts->paused_until <= facts->now)
    return NULL;

  if (facts->paused_until == G_MAXINT64)
    {
      title = g_strdup (_("Sending paused"));
    }
  else
    {
      until = tidings_format_moment (facts->paused_until, facts->now);
      /* Translators: %s is a moment, such as “18:00” or “Fri 08:00” */
      title = g_strdup_printf (_("Sending paused until %s"), until);
    }

  return make_notice ("accent", title, _("_Resume"), "win.resume");
}

static TidingsNotice *
make_limit_notice (const TidingsNoticeFacts *facts)
{
  if (is_reached (facts->month_used, facts->month_cap))
    return make_notice ("warning", g_strdup (_("Monthly limit reached – security alerts only")),
                        _("Change _Limits…"), "app.show-preferences::limits");
  if (is_reached (facts->day_used, facts->day_cap))
    return make_notice ("warning", g_strdup (_("Daily limit reached – security alerts only")),
                        _("Change _Limits…"), "app.show-preferences::limits");

  return NULL;
}

static TidingsNotice *
make_offline_notice (const TidingsNoticeFacts *facts)
{
  char *title = NULL;

  if (facts->is_online || facts->is_practice)
    return NULL;

  if (facts->n_waiting == 0)
    title = g_strdup (_("Offline – texts will go out later"));
  else
    /* Translators: %u is the number of texts that wait for a connection */
    title = g_strdup_printf (ngettext ("Offline – %u text will go out later", "Offline – %u texts will go out later",
                                       facts->n_waiting), facts->n_waiting);

  return make_notice ("accent", title, NULL, NULL);
}

/* Whoever comes back to the window must not take the date for today's. */
static TidingsNotice *
make_practice_notice (const TidingsNoticeFacts *facts)
{
  g_autofree char *when = NULL;

  if (facts->practice_ahead == 0)
    return make_notice ("accent", g_strdup (_("Practice mode – no texts leave this computer")), _("_Connect…"),
                        "win.set-up::connect");

  when = tidings_format_moment (facts->now, facts->now - facts->practice_ahead);

  /* Translators: %s is a moment, such as “tomorrow 09:00” */
  return make_notice ("accent", g_strdup_printf (_("Practice time: %s"), when), _("Back to _Now"), "win.practice-now");
}

void
tidings_notice_free (TidingsNotice *notice)
{
  if (notice == NULL)
    return;

  g_free (notice->title);
  g_free (notice);
}

TidingsNotice *
tidings_notice_new (const TidingsNoticeFacts *facts)
{
  TidingsNotice *notice = NULL;

  g_return_val_if_fail (facts != NULL, NULL);

  if (facts->agent_state == TIDINGS_AGENT_GONE)
    return make_notice ("error", g_strdup (_("Sending service is not running")), _("Start _Again"), "win.restart-agent");

  /* Nothing is claimed before the first answer. */
  if (facts->agent_state == TIDINGS_AGENT_CONNECTING)
    return NULL;

  if (*facts->store_note != '\0')
    return make_notice ("warning", g_strdup (facts->store_note), NULL, NULL);

  if (!facts->is_practice)
    notice = make_account_notice (facts);
  if (notice == NULL)
    notice = make_pause_notice (facts);
  if (notice == NULL)
    notice = make_limit_notice (facts);
  if (notice == NULL)
    notice = make_offline_notice (facts);
  if (notice == NULL && facts->is_practice)
    notice = make_practice_notice (facts);

  return notice;
}

TidingsNotice *
tidings_notice_new_for_client (TidingsClient *client)
{
  g_autofree char *store_note = NULL;
  g_autofree char *keyring = NULL;
  g_autofree char *account_state = NULL;
  g_autofree char *balance = NULL;
  TidingsNoticeFacts facts = { 0 };
  int agent_state = 0;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  g_object_get (client,
                "agent-state", &agent_state, "store-note", &store_note, "is-practice", &facts.is_practice,
                "keyring", &keyring, "account-state", &account_state, "balance", &balance,
                "paused-until", &facts.paused_until, "day-used", &facts.day_used, "day-cap", &facts.day_cap,
                "month-used", &facts.month_used, "month-cap", &facts.month_cap, "is-online", &facts.is_online,
                "n-queued", &facts.n_waiting, "practice-ahead", &facts.practice_ahead, NULL);

  facts.agent_state = agent_state;
  facts.store_note = store_note;
  facts.keyring = keyring;
  facts.account_state = account_state;
  facts.balance = balance;
  facts.now = tidings_clock_get_now (tidings_client_get_clock (client));

  return tidings_notice_new (&facts);
}
