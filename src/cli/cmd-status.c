/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How things stand: `tidings status`. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-alert-type.h"
#include "tidings-cli-command.h"
#include "tidings-cli-print.h"
#include "tidings-cli-status.h"
#include "tidings-format.h"

static const char *
get_text (GVariant   *status,
          const char *key)
{
  const char *text = "";

  g_variant_lookup (status, key, "&s", &text);

  return text;
}

static guint
get_count (GVariant   *status,
           const char *key)
{
  guint count = 0;

  g_variant_lookup (status, key, "u", &count);

  return count;
}

static gint64
get_instant (GVariant   *status,
             const char *key)
{
  gint64 instant = 0;

  g_variant_lookup (status, key, "x", &instant);

  return instant;
}

static void
print_row (const char *label,
           const char *value)
{
  guint width = tidings_cli_width (label);
  g_autofree char *clean = tidings_cli_clean (value);

  tidings_cli_print ("%s%*s%s\n", label, width < 14 ? (int) (14 - width) : 1, "", clean);
}

/* The household's clock is not the computer's. */
static void
print_practice_time (GVariant *status,
                     gint64    now)
{
  gint64 ahead = 0;
  g_autofree char *when = NULL;

  if (!g_variant_lookup (status, "practice-ahead", "x", &ahead) || ahead == 0)
    return;

  when = tidings_format_moment (now, now - ahead);
  print_row (_("Practice time"), when);
}

static void
print_mode (GVariant *status)
{
  g_autofree char *account = NULL;
  const char *name = get_text (status, "account-name");

  if (!g_str_equal (get_text (status, "mode"), "account"))
    {
      print_row (_("Mode"), _("practice; texts go to the practice phone on this computer"));
      return;
    }

  account = g_strdup_printf ("%s %s %s", *name != '\0' ? name : get_text (status, "account-sid"),
                             get_text (status, "account-kind"), get_text (status, "account-state"));
  print_row (_("Account"), g_strstrip (account));
  print_row (_("Sender"), get_text (status, "sender"));
  if (g_str_equal (get_text (status, "keyring"), "locked"))
    print_row (_("Keyring"), _("locked; nothing is sent until it is unlocked"));
  else if (g_str_equal (get_text (status, "keyring"), "missing"))
    print_row (_("Keyring"), _("missing; nothing is sent without the secret that it keeps"));
}

static void
print_used (const char *label,
            guint       used,
            guint       cap)
{
  g_autofree char *text = NULL;

  if (cap > 0)
    /* Translators: texts used and the limit: “3 of 50 texts” */
    text = g_strdup_printf (ngettext ("%1$u of %2$u text", "%1$u of %2$u texts", cap), used, cap);
  else
    text = g_strdup_printf (ngettext ("%u text, no limit", "%u texts, no limit", used), used);

  print_row (label, text);
}

/* "3 texts, 4 parts, 0.0332 USD": all programs that use the account, by Twilio's days. */
static void
print_usage (GVariant   *status,
             const char *label,
             const char *period)
{
  g_autofree char *texts_key = g_strconcat ("usage-", period, "-texts", NULL);
  g_autofree char *segments_key = g_strconcat ("usage-", period, "-segments", NULL);
  g_autofree char *price_key = g_strconcat ("usage-", period, "-price", NULL);
  g_autofree char *count = NULL;
  g_autofree char *parts = NULL;
  g_autofree char *text = NULL;
  gint64 texts = -1;
  gint64 segments = -1;

  g_variant_lookup (status, texts_key, "x", &texts);
  g_variant_lookup (status, segments_key, "x", &segments);
  if (texts < 0 || segments < 0 || *get_text (status, price_key) == '\0')
    return;

  count = g_strdup_printf ("%" G_GINT64_FORMAT, texts);
  parts = g_strdup_printf ("%" G_GINT64_FORMAT, segments);
  /* Translators: what Twilio has counted: numbers of texts and of their parts, an amount and its currency */
  text = g_strdup_printf (_("texts: %1$s, parts: %2$s, %3$s %4$s"), count, parts, get_text (status, price_key),
                          get_text (status, "currency"));
  print_row (label, text);
}

/* Amounts stand as the agent gives them: no ICU is loaded for one line. */
static void
print_money (GVariant *status)
{
  const char *currency = get_text (status, "currency");
  gint64 budget = 0;
  g_autofree char *balance = g_strdup_printf ("%s %s", get_text (status, "balance"), currency);
  g_autofree char *spent = NULL;

  if (*get_text (status, "balance") != '\0')
    print_row (_("Balance"), balance);
  if (!tidings_parse_decimal (get_text (status, "budget"), &budget) || budget <= 0)
    return;

  /* Translators: money spent, money set aside for texts whose price is not settled yet, and the month’s budget:
   * “1.20 and 0.05 set aside of 5 USD” */
  spent = g_strdup_printf (_("%1$s and %2$s set aside of %3$s %4$s"), get_text (status, "spent"), get_text (status, "reserved"),
                           get_text (status, "budget"), currency);
  print_row (_("Budget"), spent);
}

static void
print_of (GVariant   *status,
          const char *label,
          const char *spent,
          const char *budget)
{
  g_autofree char *text = NULL;
  gint64 micros = 0;

  if (!tidings_parse_decimal (budget, &micros) || micros <= 0)
    return;

  /* Translators: money spent or set aside, and the budget with its currency: “0.35 of 2 USD” */
  text = g_strdup_printf (_("%1$s of %2$s %3$s"), spent, budget, get_text (status, "currency"));
  print_row (label, g_strchomp (text));
}

/* Budgets of a day and of groups of alerts, where there are any. */
static void
print_budgets (GVariant *status)
{
  g_autoptr(GVariant) groups = g_variant_lookup_value (status, "groups", G_VARIANT_TYPE ("a{s(ss)}"));
  GVariantIter iter;
  const char *group = NULL;
  const char *spent = NULL;
  const char *budget = NULL;

  print_of (status, _("Money today"), get_text (status, "day-spent"), get_text (status, "day-budget"));
  if (groups == NULL)
    return;

  g_variant_iter_init (&iter, groups);
  while (g_variant_iter_next (&iter, "{&s(&s&s)}", &group, &spent, &budget))
    {
      g_autofree char *title = NULL;

      /* Those without a budget are for programs. */
      if (*budget == '\0')
        continue;
      title = tidings_catalog_dup_group_title (tidings_catalog_get_default (), group);
      print_of (status, title != NULL ? title : group, spent, budget);
    }
}

/* "at this pace texts until 24 November", or what the month will come to. */
static void
print_forecast (GVariant *status,
                gint64    now)
{
  gint64 at = get_instant (status, "forecast-at");
  gint64 texts = -1;
  gboolean is_money = g_str_equal (get_text (status, "forecast-what"), "money");
  const char *price = get_text (status, "forecast-price");
  g_autofree char *moment = NULL;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  g_variant_lookup (status, "forecast-texts", "x", &texts);
  if (at == 0 && texts < 0)
    return;

  count = g_strdup_printf ("%" G_GINT64_FORMAT, texts);
  moment = at > now ? tidings_format_moment (at, now) : NULL;
  if (at != 0 && at <= now)
    text = g_strdup (is_money ? _("the money of this month is used up, but for critical alerts")
                              : _("the texts of this month are used up, but for critical alerts"));
  else if (at != 0 && is_money)
    /* Translators: %s is a day and a time */
    text = g_strdup_printf (_("at this pace the money of this month lasts until %s"), moment);
  else if (at != 0)
    /* Translators: %s is a day and a time */
    text = g_strdup_printf (_("at this pace the texts of this month last until %s"), moment);
  else if (*price != '\0')
    /* Translators: number of texts, an amount and its currency */
    text = g_strdup_printf (_("at this pace %1$s texts this month, for %2$s %3$s"), count, price, get_text (status, "currency"));
  else
    /* Translators: %s is the number of texts */
    text = g_strdup_printf (_("at this pace %s texts this month"), count);

  print_row (_("Forecast"), g_strchomp (text));
}

static void
print_next (GVariant *status,
            gint64    now)
{
  gint64 at = get_instant (status, "next-at");
  g_autofree char *when = at != 0 ? tidings_format_moment (at, now) : NULL;
  g_autofree char *text = when != NULL ? g_strdup_printf ("%s  %s", when, get_text (status, "next-what")) : NULL;

  print_row (_("Next reminder"), text != NULL ? text : _("none"));
}

static void
print_waiting (GVariant *status)
{
  guint held = get_count (status, "held");
  guint queued = get_count (status, "queued");
  guint in_doubt = get_count (status, "in-doubt");
  g_autofree char *text = NULL;

  if (held + queued + in_doubt == 0)
    text = g_strdup (_("nothing"));
  else
    /* Translators: texts that wait, by state of “tidings log” */
    text = g_strdup_printf (_("%1$u held, %2$u queued, %3$u in doubt"), held, queued, in_doubt);

  print_row (_("Waiting"), text);
}

/* What is watched, and what is not although it should be. */
static void
print_watches (GVariant *status)
{
  g_autoptr(GVariant) watches = g_variant_lookup_value (status, "watches", G_VARIANT_TYPE ("a{ss}"));
  g_autoptr(GString) names = g_string_new (NULL);
  GVariantIter iter;
  const char *name = NULL;
  const char *why = NULL;

  if (watches == NULL || g_variant_n_children (watches) == 0)
    return;

  g_variant_iter_init (&iter, watches);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &why))
    if (*why == '\0')
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
  if (names->len > 0)
    print_row (_("Watches"), names->str);
  g_variant_iter_init (&iter, watches);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &why))
    if (*why != '\0')
      {
        g_autofree char *text = g_strdup_printf ("%s: %s", name, why);

        print_row (_("Cannot watch"), text);
      }
}

static void
print_troubles (GVariant *status,
                gint64    now)
{
  gint64 paused_until = get_instant (status, "paused-until");
  gboolean is_online = TRUE;
  g_autofree char *until = NULL;
  g_autofree char *text = NULL;

  if (paused_until == G_MAXINT64)
    print_row (_("Paused"), _("until you go on"));
  else if (paused_until != 0)
    {
      until = tidings_format_moment (paused_until, now);
      text = g_strdup_printf (_("until %s"), until);
      print_row (_("Paused"), text);
    }
  if (g_variant_lookup (status, "online", "b", &is_online) && !is_online)
    print_row (_("Network"), _("no connection; texts wait"));
  if (g_str_equal (get_text (status, "webhook"), "on"))
    print_row (_("Receiver"), get_text (status, "webhook-url"));
  else if (g_str_equal (get_text (status, "webhook"), "stopped"))
    print_row (_("Receiver"), get_text (status, "webhook-trouble"));
  if (*get_text (status, "store-note") != '\0')
    print_row (_("Note"), get_text (status, "store-note"));
}

static void
print_status (GVariant *status,
              gint64    now)
{
  print_mode (status);
  print_practice_time (status, now);
  print_used (_("Today"), get_count (status, "day-used"), get_count (status, "day-cap"));
  print_used (_("This month"), get_count (status, "month-used"), get_count (status, "month-cap"));
  print_money (status);
  print_budgets (status);
  print_forecast (status, now);
  print_usage (status, _("Twilio today"), "today");
  print_usage (status, _("Twilio month"), "month");
  print_next (status, now);
  print_waiting (status);
  print_watches (status);
  print_troubles (status, now);
  print_row (_("Agent"), get_text (status, "version"));
}

static gboolean
refresh (TidingsCli  *cli,
         GError     **error)
{
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, error);
  gboolean is_done = FALSE;

  if (agent == NULL)
    return FALSE;

  do
    is_done = tidings_bus_agent1_call_refresh_sync (agent, NULL, error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, error));

  return is_done;
}

static TidingsExit
run_status (TidingsCli           *cli,
            const TidingsCommand *command,
            char                **argv)
{
  gboolean json = FALSE;
  gboolean is_fresh = FALSE;
  const GOptionEntry entries[] = {
    { "refresh", 'r', 0, G_OPTION_ARG_NONE, &is_fresh, N_("Ask Twilio for senders, balance and usage first"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GVariant) status = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit end = TIDINGS_EXIT_DONE;
  gint64 ahead_ms = 0;

  if (!tidings_command_parse (command, entries, argv, &arguments, &end))
    return end;
  if ((is_fresh && !refresh (cli, &error)) || (status = tidings_cli_ask_status (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  g_variant_lookup (status, "practice-ahead", "x", &ahead_ms);
  tidings_cli_set_ahead (cli, ahead_ms);
  if (json)
    tidings_cli_print_object (tidings_cli_status_to_json (status));
  else
    print_status (status, tidings_cli_get_now (cli));

  return TIDINGS_EXIT_DONE;
}

const TidingsCommand tidings_command_status = {
  .name = "status",
  .summary = N_("Show account, texts left, balance, next reminder and what waits"),
  .run = run_status,
};
