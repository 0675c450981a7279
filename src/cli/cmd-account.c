/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Twilio account that texts go through: `tidings account`. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <glib/gi18n-lib.h>
#include <gio/gunixfdlist.h>

#include "cmd-account-private.h"
#include "tidings-cli-command.h"
#include "tidings-cli-json.h"
#include "tidings-cli-print.h"
#include "tidings-cli-secret.h"
#include "tidings-cli-status.h"
#include "tidings-cli-store.h"

#define SID_LENGTH 34

static const char *
get_text (GVariant   *values,
          const char *key)
{
  const char *text = "";

  g_variant_lookup (values, key, "&s", &text);

  return text;
}

static void
print_row (const char *label,
           const char *value)
{
  guint width = tidings_cli_width (label);
  g_autofree char *clean = tidings_cli_clean (value);

  if (*clean != '\0')
    tidings_cli_print ("%s%*s%s\n", label, width < 14 ? (int) (14 - width) : 1, "", clean);
}

static const char *
get_keyring_words (const char *keyring)
{
  if (g_str_equal (keyring, "locked"))
    return _("locked");
  if (g_str_equal (keyring, "missing"))
    return _("missing");

  return _("open");
}

static void
print_account (GVariant *status)
{
  const char *sid = get_text (status, "account-sid");

  if (g_str_equal (get_text (status, "mode"), "practice"))
    print_row (_("Practice"), _("on; texts go to the practice phone on this computer"));
  print_row (_("Keyring"), get_keyring_words (get_text (status, "keyring")));
  if (*sid == '\0')
    {
      /* What the status tells beside it is the practice account’s. */
      tidings_cli_print ("%s\n", _("No account is connected; connect one with “tidings account set --sid AC…”"));
      return;
    }

  print_row (_("Account"), sid);
  print_row (_("Name"), get_text (status, "account-name"));
  print_row (_("Kind"), get_text (status, "account-kind"));
  print_row (_("State"), get_text (status, "account-state"));
  print_row (_("Sender"), get_text (status, "sender"));
}

static TidingsExit
run_show (TidingsCli           *cli,
          const TidingsCommand *command,
          char                **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GVariant) status = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit end = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &end))
    return end;
  if ((status = tidings_cli_ask_status (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  if (json)
    tidings_cli_print_object (tidings_cli_account_to_json (status));
  else
    print_account (status);

  return TIDINGS_EXIT_DONE;
}

/* What `account set` was given. */
typedef struct {
  char *sid;
  char *key;
  char *from;
  char *service;
  char *verify;
  char *name;
  char *region;
} Account;

static void
account_clear (Account *account)
{
  g_free (account->sid);
  g_free (account->key);
  g_free (account->from);
  g_free (account->service);
  g_free (account->verify);
  g_free (account->name);
  g_free (account->region);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Account, account_clear)

static gboolean
check_sid (const char  *sid,
           const char  *prefix,
           const char  *option,
           GError     **error)
{
  if (sid == NULL)
    return TRUE;
  if (g_str_has_prefix (sid, prefix) && strlen (sid) == SID_LENGTH &&
      strspn (sid + 2, "0123456789abcdefABCDEF") == SID_LENGTH - 2)
    return TRUE;

  /* Translators: an option of the command line, and the two letters that an id of Twilio begins with */
  tidings_cli_set_usage (error, _("%1$s takes an id of Twilio: %2$s and 32 digits or letters from a to f"), option, prefix);

  return FALSE;
}

/* Looks at the shape before anybody is asked for a secret in vain. */
static gboolean
account_check (const Account  *account,
               GError        **error)
{
  if (account->sid == NULL)
    tidings_cli_set_usage (error, _("Give the account with --sid AC…; it stands on the first page of Twilio’s console"));
  else if (account->from == NULL && account->service == NULL)
    tidings_cli_set_usage (error, _("Give the sender: --from with a number or name, or --service MG…"));
  else if (account->from != NULL && account->service != NULL)
    tidings_cli_set_usage (error, _("Give either --from or --service"));
  else
    return check_sid (account->sid, "AC", "--sid", error) && check_sid (account->key, "SK", "--key", error) &&
           check_sid (account->service, "MG", "--service", error) && check_sid (account->verify, "VA", "--verify", error);

  return FALSE;
}

static void
add_text (GVariantBuilder *builder,
          const char      *key,
          const char      *text)
{
  if (text != NULL)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_string (text));
}

static GVariant *
account_to_options (const Account *account)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  add_text (&builder, "from", account->from);
  add_text (&builder, "service", account->service);
  add_text (&builder, "verify", account->verify);
  add_text (&builder, "name", account->name);
  add_text (&builder, "region", account->region);

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
print_connected (GVariant *connected)
{
  g_autofree char *balance = g_strdup_printf ("%s %s", get_text (connected, "balance"), get_text (connected, "currency"));

  tidings_cli_print ("%s\n", _("The account is connected, and practice is off"));
  print_row (_("Name"), get_text (connected, "name"));
  print_row (_("Kind"), get_text (connected, "kind"));
  print_row (_("State"), get_text (connected, "state"));
  print_row (_("Balance"), g_strstrip (balance));
  print_row (_("Sender"), get_text (connected, "sender"));
}

static TidingsExit
connect_account (TidingsCli    *cli,
                 const Account *account,
                 GUnixFDList   *secret)
{
  g_autoptr(GVariant) options = account_to_options (account);
  g_autoptr(GVariant) connected = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = tidings_cli_get_agent (cli, &error);

  if (agent == NULL)
    return tidings_cli_fail (error);

  /* Twilio is asked several things meanwhile, and a person may be asked to unlock the keyring. */
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (agent), G_MAXINT);
  do
    tidings_bus_agent1_call_connect_account_sync (agent, account->sid, account->key != NULL ? account->key : "",
                                                  g_variant_new_handle (0), options, secret, &connected, NULL, NULL, &error);
  while (connected == NULL && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_UNREACHED, &error));

  if (connected == NULL)
    return tidings_cli_fail_lost (error, "tidings account");

  print_connected (connected);

  return TIDINGS_EXIT_DONE;
}

static TidingsExit
run_set (TidingsCli           *cli,
         const TidingsCommand *command,
         char                **argv)
{
  g_auto(Account) account = { NULL };
  const GOptionEntry entries[] = {
    { "sid", 0, 0, G_OPTION_ARG_FILENAME, &account.sid, N_("The account"), N_("AC…") },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &account.key, N_("API key; the secret is then the key’s, not the account’s token"), N_("SK…") },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &account.from, N_("Number or name that texts come from"), N_("NUMBER|NAME") },
    { "service", 0, 0, G_OPTION_ARG_FILENAME, &account.service, N_("Messaging Service that texts go through"), N_("MG…") },
    { "verify", 0, 0, G_OPTION_ARG_FILENAME, &account.verify, N_("Verify service for codes"), N_("VA…") },
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &account.name, N_("Name for texts that need no answer, where a country allows it"), N_("NAME") },
    { "region", 0, 0, G_OPTION_ARG_FILENAME, &account.region, N_("Region of the account, ie1 or au1"), N_("ie1") },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GUnixFDList) pipe = NULL;
  g_autoptr(GError) error = NULL;
  char secret[TIDINGS_SECRET_MAX] = "";
  gsize n_bytes = 0;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (!account_check (&account, &error) ||
      !tidings_cli_read_secret (account.key != NULL ? _("Secret of the API key: ") : _("Auth token of the account: "),
                                secret, &n_bytes, &error))
    return tidings_cli_fail (error);

  pipe = tidings_cli_secret_to_pipe (secret, n_bytes, &error);
  tidings_cli_wipe (secret, sizeof secret);

  return pipe != NULL ? connect_account (cli, &account, pipe) : tidings_cli_fail (error);
}

typedef struct {
  JsonArray *array;
  guint n_lines;
  guint n_bad;
  gboolean json;
} Report;

/* What a check looks at has names for programs. */
static const char *
get_title (const char *what)
{
  static const struct { const char *what; const char *title; } titles[] = {
    { "key", N_("Key") },
    { "account", N_("Account") },
    { "region", N_("Region") },
    { "balance", N_("Balance") },
    { "sender", N_("Sender") },
    { "service", N_("Messaging Service") },
    { "pool", N_("Senders of the Service") },
    { "answers", N_("Answers") },
    { "registration", N_("Registration") },
    { "country", N_("Country") },
    { "name", N_("Sender Name") },
    { "trial", N_("Trial") },
    { "verify", N_("Codes") },
    { "arrival", N_("Last Arrival") },
    { "proof", N_("Proof") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].what, what))
      return _(titles[i].title);

  return what;
}

static const char *
get_sign (const char *verdict)
{
  if (g_str_equal (verdict, "good"))
    return "✓";

  return g_str_equal (verdict, "bad") ? "✗" : "?";
}

/* `person:3` becomes a member of its own. */
static void
set_about (JsonObject *object,
           const char *about)
{
  const char *value = strchr (about, ':');
  g_autofree char *name = value != NULL ? g_strndup (about, value - about) : NULL;

  json_object_set_null_member (object, "person_id");
  json_object_set_null_member (object, "country");
  json_object_set_null_member (object, "sender");
  if (g_strcmp0 (name, "person") == 0)
    json_object_set_int_member (object, "person_id", g_ascii_strtoll (value + 1, NULL, 10));
  else if (name != NULL)
    json_object_set_string_member (object, name, value + 1);
}

static void
report_line (Report     *self,
             const char *what,
             const char *verdict,
             const char *words,
             const char *next,
             const char *about)
{
  g_autofree char *clean = tidings_cli_clean (words);

  self->n_lines++;
  self->n_bad += g_str_equal (verdict, "bad");
  if (self->json)
    {
      JsonObject *line = json_object_new ();

      tidings_json_set_text (line, "what", what);
      tidings_json_set_text (line, "result", verdict);
      tidings_json_set_text (line, "text", words);
      tidings_json_set_text (line, "next", next);
      set_about (line, about);
      json_array_add_object_element (self->array, line);
      return;
    }

  tidings_cli_print ("%s %s: %s\n", get_sign (verdict), get_title (what), clean);
  if (*next != '\0')
    tidings_cli_print ("  → %s\n", next);
  /* Somebody watches. */
  fflush (stdout);
}

static void
line_cb (TidingsBusAgent1 *agent,
         const char       *what,
         const char       *verdict,
         const char       *words,
         const char       *next,
         const char       *about,
         gpointer          user_data)
{
  report_line (user_data, what, verdict, words, next, about);
}

/* All that the signals have not told. */
static void
report_rest (Report   *self,
             GVariant *lines)
{
  const char *what = NULL, *verdict = NULL, *words = NULL, *next = NULL, *about = NULL;

  for (gsize i = self->n_lines; i < g_variant_n_children (lines); i++)
    {
      g_variant_get_child (lines, i, "(&s&s&s&s&s)", &what, &verdict, &words, &next, &about);
      report_line (self, what, verdict, words, next, about);
    }
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GVariant *
call_check (TidingsBusAgent1  *agent,
            gint64             person,
            GError           **error)
{
  GVariantBuilder options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr(GAsyncResult) result = NULL;
  GVariant *lines = NULL;

  if (person != 0)
    g_variant_builder_add (&options, "{sv}", "to", g_variant_new_int64 (person));
  tidings_bus_agent1_call_check_account (agent, g_variant_builder_end (&options), NULL, answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  tidings_bus_agent1_call_check_account_finish (agent, &lines, result, error);

  return lines;
}

static TidingsExit
check_account (TidingsCli *cli,
               gint64      person,
               gboolean    json)
{
  g_autoptr(JsonArray) array = json_array_new ();
  Report report = { .array = array, .json = json };
  g_autoptr(GVariant) lines = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsBusAgent1) agent = tidings_cli_watch_agent (cli, &error);

  if (agent == NULL)
    return tidings_cli_fail (error);

  /* Twilio is asked many things, and a phone may take its time. */
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (agent), G_MAXINT);
  g_signal_connect (agent, "check-line", G_CALLBACK (line_cb), &report);
  /* A text must not be sent twice. */
  do
    lines = call_check (agent, person, &error);
  while (lines == NULL && report.n_lines == 0 &&
         tidings_cli_may_repeat (cli, person != 0 ? TIDINGS_REPEAT_UNREACHED : TIDINGS_REPEAT_LOST, &error));
  g_signal_handlers_disconnect_by_data (agent, &report);

  if (lines == NULL)
    return person != 0 ? tidings_cli_fail_lost (error, "tidings log") : tidings_cli_fail (error);
  report_rest (&report, lines);
  if (json)
    tidings_cli_print_array (json_array_ref (array));

  return report.n_bad == 0 ? TIDINGS_EXIT_DONE : TIDINGS_EXIT_FAILED;
}

static TidingsExit
run_check (TidingsCli           *cli,
           const TidingsCommand *command,
           char                **argv)
{
  g_autofree char *who = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "to", 't', 0, G_OPTION_ARG_FILENAME, &who, N_("Send a real test text to this person, and wait until it has arrived"), N_("WHO") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL },
  };
  g_auto(GStrv) arguments = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(GError) error = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;

  if (!tidings_command_parse (command, entries, argv, &arguments, &status))
    return status;
  if (who != NULL && (person = tidings_cli_find_person (cli, who, &error)) == NULL)
    return tidings_cli_fail (error);

  return check_account (cli, person != NULL ? person->id : 0, json);
}

static TidingsExit
run_clear (TidingsCli           *cli,
           const TidingsCommand *command,
           char                **argv)
{
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  TidingsBusAgent1 *agent = NULL;
  TidingsExit status = TIDINGS_EXIT_DONE;
  gboolean is_done = FALSE;

  if (!tidings_command_parse (command, NULL, argv, &arguments, &status))
    return status;
  if ((agent = tidings_cli_get_agent (cli, &error)) == NULL)
    return tidings_cli_fail (error);

  do
    is_done = tidings_bus_agent1_call_clear_account_sync (agent, NULL, &error);
  while (!is_done && tidings_cli_may_repeat (cli, TIDINGS_REPEAT_LOST, &error));

  if (!is_done)
    return tidings_cli_fail_lost (error, "tidings account");

  tidings_cli_print ("%s\n", _("The account and its secret are forgotten; practice goes on"));

  return TIDINGS_EXIT_DONE;
}

static const TidingsCommand verbs[] = {
  { .name = "account show", .summary = N_("Show the connected account"), .n_max = 0, .run = run_show },
  { .name = "account set", .summary = N_("Connect an account"),
    .details = N_("The account’s auth token, or the secret of the API key given by --key, is asked for on the terminal and not "
                  "shown, or read from the first line of standard input. It goes to the keyring and nowhere else."),
    .n_max = 0, .run = run_set },
  { .name = "account check", .summary = N_("Look for all that can stand between a text and a phone"),
    .details = N_("Asks Twilio about the key, the account, the sender and the countries of all people, and prints a line for each: "
                  "✓ good, ✗ bad with the next step, or ? for what cannot be told. Only a text that arrives proves that "
                  "texts arrive; --to sends one. The exit status is 1 if a line is bad."),
    .n_max = 0, .run = run_check },
  { .name = "account privacy", .arguments = N_("[private|all]"), .summary = N_("Show or set what is erased at Twilio"),
    .details = N_("Private texts – codes, health, what a camera saw – do not stay at Twilio once they have arrived and their price "
                  "is known; with “all”, no text and no answer does. It counts for what is not erased yet."),
    .n_max = 1, .run = tidings_account_run_privacy },
  { .name = "account webhook", .arguments = N_("[on|off]"), .summary = N_("Show or switch the receiver for what Twilio tells by itself"),
    .details = N_("With a public address that leads to this computer, statuses and answers come at once and not only when Twilio is "
                  "asked. Every report must carry Twilio’s signature, so the account must be connected with its primary Auth "
                  "Token and not with an API key. The agent stays while the receiver is on."),
    .n_max = 1, .run = tidings_account_run_webhook },
  { .name = "account clear", .summary = N_("Forget the account and its secret"), .n_max = 0, .run = run_clear },
  { NULL },
};

const TidingsCommand tidings_command_account = {
  .name = "account",
  .arguments = N_("[show|set|check|privacy|webhook|clear]"),
  .summary = N_("Show, connect, check or forget the Twilio account"),
  .verbs = verbs,
};
