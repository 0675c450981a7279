/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text would cost is said in words before it leaves, and an answer to an earlier question is not shown. */
#include "config.h"

#include <locale.h>
#include "desk.h"
#include "tidings-bus-error.h"
#include "tidings-preview.h"

typedef struct {
  Desk desk;
  TidingsPreview *preview;
  GPtrArray *asked; /* invocations that wait for an answer */
} Fixture;

static gboolean
preview_cb (TidingsBusAgent1      *skeleton,
            GDBusMethodInvocation *invocation,
            const char            *type,
            GVariant              *values,
            GVariant              *options,
            Fixture               *fixture)
{
  g_autofree const char **to = NULL;

  g_assert_cmpstr (type, ==, "job_failed");
  g_assert_true (g_variant_lookup (options, "to", "^a&s", &to));
  g_assert_cmpstr (to[0], ==, "7");
  g_ptr_array_add (fixture->asked, invocation);

  return TRUE;
}

static void
setup (Fixture       *fixture,
       gconstpointer  mode)
{
  fixture->asked = g_ptr_array_new ();
  desk_set_up (&fixture->desk);
  g_variant_dict_insert (fixture->desk.agent->status, "mode", "s", mode);
  desk_open (&fixture->desk);
  g_signal_connect (fixture->desk.agent->skeleton, "handle-preview", G_CALLBACK (preview_cb), fixture);
  fixture->preview = tidings_preview_new (fixture->desk.client);
}

static void
teardown (Fixture       *fixture,
          gconstpointer  mode)
{
  g_assert_finalize_object (fixture->preview);
  desk_tear_down (&fixture->desk);
  g_ptr_array_unref (fixture->asked);
}

static gboolean
was_asked (gpointer data)
{
  return ((Fixture *) data)->asked->len > 0;
}

static gboolean
was_asked_twice (gpointer data)
{
  return ((Fixture *) data)->asked->len > 1;
}

static void
ask (Fixture *fixture)
{
  tidings_preview_ask (fixture->preview, "job_failed", g_variant_new ("a{sv}", NULL), 7);
}

/* The answer has as many fields as the interface says; those behind the price are empty here. */
static void
answer (Fixture    *fixture,
        guint       question,
        const char *state,
        const char *reason,
        const char *body)
{
  const char *signature = tidings_bus_agent1_interface_info ()->methods[1]->out_args[0]->signature;
  g_autofree char *text = NULL;
  g_autoptr(GVariant) previews = NULL;
  g_autoptr(GError) error = NULL;
  GString *more = g_string_new (NULL);

  g_assert_cmpstr (tidings_bus_agent1_interface_info ()->methods[1]->name, ==, "Preview");
  for (gsize i = strlen ("a(xssssusss)"); i < strlen (signature); i++)
    g_string_append (more, ", ''");
  text = g_strdup_printf ("[(7, 'Ann', '%s', '%s', '%s', 2, 'GSM-7', '0.0158', 'USD'%s)]", state, reason, body, more->str);
  previews = g_variant_parse (G_VARIANT_TYPE (signature), text, NULL, NULL, &error);
  g_assert_no_error (error);
  g_string_free (more, TRUE);

  tidings_bus_agent1_complete_preview (fixture->desk.agent->skeleton, g_ptr_array_index (fixture->asked, question), previews);
}

static gboolean
has_cost (gpointer data)
{
  g_autofree char *cost = NULL;

  g_object_get (data, "cost", &cost, NULL);

  return *cost != '\0';
}

static void
assert_known (TidingsPreview *preview,
              const char     *body,
              const char     *cost,
              gboolean        can_send)
{
  g_autofree char *actual_body = NULL;
  g_autofree char *actual_cost = NULL;
  gboolean actual_can = FALSE;

  g_object_get (preview, "body", &actual_body, "cost", &actual_cost, "can-send", &actual_can, NULL);
  g_assert_cmpstr (actual_body, ==, body);
  g_assert_cmpstr (actual_cost, ==, cost);
  g_assert_cmpint (actual_can, ==, can_send);
}

static void
test_price (Fixture       *fixture,
            gconstpointer  mode)
{
  g_autofree char *one = NULL;
  g_autofree char *four = NULL;
  g_autofree char *none = NULL;

  ask (fixture);
  iterate_until (was_asked, fixture);
  answer (fixture, 0, "queued", "", "It failed");
  iterate_until (has_cost, fixture->preview);

  assert_known (fixture->preview, "It failed",
                g_str_equal (mode, "practice") ? "2 texts · free, practice" : "2 texts · about $0.02", TRUE);

  /* Another wording of it costs more or less. */
  one = tidings_preview_dup_price (fixture->preview, 1);
  four = tidings_preview_dup_price (fixture->preview, 4);
  g_assert_cmpstr (one, ==, g_str_equal (mode, "practice") ? "free, practice" : "about $0.01");
  g_assert_cmpstr (four, ==, g_str_equal (mode, "practice") ? "free, practice" : "about $0.03");

  tidings_preview_clear (fixture->preview);
  assert_known (fixture->preview, "", "", FALSE);
  none = tidings_preview_dup_price (fixture->preview, 1);
  g_assert_cmpstr (none, ==, "");
}

static void
test_stopped (Fixture       *fixture,
              gconstpointer  mode)
{
  g_autofree char *cost = NULL;

  ask (fixture);
  iterate_until (was_asked, fixture);
  answer (fixture, 0, "skipped", "opted-out", "It failed");
  iterate_until (has_cost, fixture->preview);

  /* The rule in words, with the person's name, in place of a price. */
  g_object_get (fixture->preview, "cost", &cost, NULL);
  g_assert_nonnull (strstr (cost, "Ann"));
  assert_known (fixture->preview, "It failed", cost, FALSE);
}

static void
test_latest_counts (Fixture       *fixture,
                    gconstpointer  mode)
{
  ask (fixture);
  iterate_until (was_asked, fixture);
  ask (fixture);
  iterate_until (was_asked_twice, fixture);

  answer (fixture, 0, "queued", "", "Old");
  answer (fixture, 1, "queued", "", "New");
  iterate_until (has_cost, fixture->preview);
  assert_known (fixture->preview, "New", "2 texts · about $0.02", TRUE);
}

static void
test_error (Fixture       *fixture,
            gconstpointer  mode)
{
  ask (fixture);
  iterate_until (was_asked, fixture);
  g_dbus_method_invocation_return_error (g_ptr_array_index (fixture->asked, 0), TIDINGS_BUS_ERROR,
                                         TIDINGS_BUS_ERROR_INVALID_ARGUMENT, "A value is missing");
  iterate_until (has_cost, fixture->preview);
  assert_known (fixture->preview, "", "A value is missing", FALSE);
}

static void
test_words (void)
{
  static const struct {
    guint n_texts;
    const char *least;
    const char *most;
    const char *currency;
    gboolean is_practice;
    const char *words;
    const char *why;
  } cases[] = {
    { 1, "", "0.0079", "USD", FALSE, "1 text · about $0.01", "one price" },
    { 2, "0.08", "0.1", "USD", FALSE, "2 texts · $0.08 to $0.10", "networks differ" },
    { 1, "0.0501", "0.0502", "USD", FALSE, "1 text · about $0.05", "they differ by less than is shown" },
    { 1, NULL, "", "USD", FALSE, "1 text · price unknown", "no price yet" },
    { 1, NULL, "much", "USD", FALSE, "1 text · price unknown", "not a number" },
    { 1, "0.08", "0.1", "USD", TRUE, "1 text · free, practice", "nothing leaves" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tidings_price_dup_words (cases[i].n_texts, cases[i].least, cases[i].most, cases[i].currency,
                                                        cases[i].is_practice);

      g_test_message ("%s", cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GTestDBus) bus = NULL;
  int status = 0;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  g_test_add_func ("/app/preview/words", test_words);
#define ADD(name, mode, func) g_test_add ("/app/preview/" name, Fixture, mode, setup, func, teardown)
  ADD ("price", "account", test_price);
  ADD ("practice", "practice", test_price);
  ADD ("stopped", "account", test_stopped);
  ADD ("latest-counts", "account", test_latest_counts);
  ADD ("error", "account", test_error);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
