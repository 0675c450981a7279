/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desktop's search finds, and what it is told of it. */
#include "config.h"

#include "desk.h"
#include "tidings-search-results.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-store-reminders.h"

#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))
#define DAY_MS (24 * HOUR_MS)

static void
add_message (Desk       *desk,
             const char *type,
             const char *body)
{
  g_autoptr(TidingsMessage) message = tidings_message_new ();
  g_autoptr(GError) error = NULL;

  message->person_id = 1;
  message->to = g_strdup ("+4915123456789");
  message->type = g_strdup (type);
  message->body = g_strdup (body);
  message->state = TIDINGS_MESSAGE_DELIVERED;
  message->source = g_strdup ("cli");
  message->created_at = message->updated_at = DESK_NOW - HOUR_MS;
  tidings_store_add_message (desk->store, message, &error);
  g_assert_no_error (error);
}

static void
add_reminder (Desk       *desk,
              const char *title,
              gint64      at)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();
  g_autoptr(GError) error = NULL;
  const gint64 before_s[] = { 3600 };
  const gint64 people[] = { 1 };

  g_free (reminder->title);
  reminder->title = g_strdup (title);
  g_free (reminder->wall);
  reminder->wall = g_strdup ("2025-11-21T12:00");
  g_free (reminder->zone);
  reminder->zone = g_strdup ("UTC");
  reminder->at = at;
  tidings_reminder_set_before (reminder, before_s, 1);
  tidings_reminder_set_people (reminder, people, 1);
  tidings_store_put_reminder (desk->store, reminder, DESK_NOW, &error);
  g_assert_no_error (error);
}

static void
set_up (Desk          *desk,
        gconstpointer  data)
{
  g_autoptr(TidingsPerson) person = tidings_person_new ();

  person->name = g_strdup ("Zo\u00eb Brown");
  person->number = g_strdup ("+4915123456789");
  person->country = g_strdup ("DE");
  person->language = g_strdup ("en");
  person->verified_at = DESK_NOW - DAY_MS;
  desk_set_up (desk);
  desk_keep (desk, person);
  add_reminder (desk, "Dentist", DESK_NOW + 3 * HOUR_MS);
  add_reminder (desk, "Den cleaning", DESK_NOW - 30 * DAY_MS);
  add_reminder (desk, "Den cleaning", DESK_NOW + 2 * HOUR_MS);
  add_message (desk, "job_failed", "Backup of den failed\nand more");
  add_message (desk, "verification_code", "482913 is your Tidings code");
  desk_open (desk);
}

static void
tear_down (Desk          *desk,
           gconstpointer  data)
{
  desk_tear_down (desk);
}

static void
test_find (Desk          *desk,
           gconstpointer  data)
{
  static const struct { const char *terms; const char *ids; const char *why; } cases[] = {
    { "zoe", "person:1,message:2,message:1", "a name without its accent; messages are found by whom they went to" },
    { "br ZO", "person:1,message:2,message:1", "beginnings in any order and case" },
    { "oe", "", "the middle of a word is no beginning" },
    { "15123", "person:1", "digits of a number" },
    { "den", "reminder:3,reminder:1,reminder:2,message:1", "reminders: the next one first, past ones last" },
    { "d", "reminder:3,reminder:1,reminder:2", "a single letter is not looked for in texts" },
    { "backup failed", "message:1", "both words" },
    { "backup nothing", "", "of which one is missing" },
    { "\" OR *", "", "signs have no meaning" },
    { "", "", "nothing was typed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) terms = g_strsplit (cases[i].terms, " ", -1);
      g_autoptr(GError) error = NULL;
      g_auto(GStrv) ids = tidings_search_find (desk->store, (const char * const *) terms, DESK_NOW, &error);
      g_autofree char *found = NULL;

      g_test_message ("%s: %s", cases[i].terms, cases[i].why);
      g_assert_no_error (error);
      found = g_strjoinv (",", ids);
      g_assert_cmpstr (found, ==, cases[i].ids);
    }
}

static void
test_few (Desk          *desk,
          gconstpointer  data)
{
  const char * const terms[] = { "many", NULL };
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) ids = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(TidingsPerson) person = tidings_person_new ();

      person->name = g_strdup_printf ("Many %u", i);
      person->number = g_strdup_printf ("+49151234500%02u", i);
      person->country = g_strdup ("DE");
      person->language = g_strdup ("en");
      tidings_store_add_person (desk->store, person, &error);
      g_assert_no_error (error);
      add_reminder (desk, "Many things", DESK_NOW + HOUR_MS);
      add_message (desk, "job_failed", "many a thing");
    }

  ids = tidings_search_find (desk->store, terms, DESK_NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (ids), ==, 3 * TIDINGS_SEARCH_MAX_EACH);
}

/* What the meta of one id says: "name | description". */
static char *
describe (Desk       *desk,
          const char *id,
          gboolean    hide_text)
{
  const char * const ids[] = { id, NULL };
  g_autoptr(GVariant) metas = g_variant_ref_sink (tidings_search_describe (desk->store, ids, DESK_NOW, hide_text));
  g_autoptr(GVariant) meta = NULL;
  g_autoptr(GVariant) icon_value = NULL;
  g_autoptr(GIcon) icon = NULL;
  const char *own_id = "";
  const char *name = "";
  const char *description = "";

  if (g_variant_n_children (metas) == 0)
    return g_strdup ("");

  meta = g_variant_get_child_value (metas, 0);
  g_variant_lookup (meta, "id", "&s", &own_id);
  g_variant_lookup (meta, "name", "&s", &name);
  g_variant_lookup (meta, "description", "&s", &description);
  icon_value = g_variant_lookup_value (meta, "icon", NULL);
  icon = g_icon_deserialize (icon_value);
  g_assert_cmpstr (own_id, ==, id);
  g_assert_nonnull (icon);
  /* Whoever opens a result would find a number or a text in the clipboard, in the place of what they had there. */
  g_assert_false (g_variant_lookup (meta, "clipboardText", "&s", NULL));

  return g_strjoin (" | ", name, description, NULL);
}

static void
test_describe (Desk          *desk,
               gconstpointer  data)
{
  static const struct { const char *id; gboolean hide_text; const char *words; const char *why; } cases[] = {
    { "person:1", FALSE, "Zo\u00eb Brown | \u2066+49 1512 3456789\u2069 \u00b7 Confirmed", "as in the list" },
    { "person:1", TRUE, "Zo\u00eb Brown | Confirmed", "no number where texts are hidden" },
    { "reminder:1", FALSE, "Dentist | 12:00 \u00b7 1 hour before \u00b7 Zo\u00eb Brown", "what, when and who" },
    { "reminder:1", TRUE, "Reminder | 12:00 \u00b7 1 hour before \u00b7 Zo\u00eb Brown", "its title is what the text will say" },
    { "message:1", FALSE, "Backup of den failed | Zo\u00eb Brown \u00b7 08:00 \u00b7 Delivered", "the first line" },
    { "message:1", TRUE, "Job failed | Zo\u00eb Brown \u00b7 08:00 \u00b7 Delivered", "only its kind" },
    { "message:2", FALSE, "Confirmation code | Zo\u00eb Brown \u00b7 08:00 \u00b7 Delivered", "a code is for one phone only" },
    { "message:99", FALSE, "", "gone" },
    { "message:-1", FALSE, "", "no row" },
    { "message:1;2", FALSE, "", "no number" },
    { "other:1", FALSE, "", "of another program" },
    { "", FALSE, "", "nothing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = describe (desk, cases[i].id, cases[i].hide_text);

      g_test_message ("%s: %s", cases[i].id, cases[i].why);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

#define DESK_TEST(path, func) g_test_add (path, Desk, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GTestDBus) bus = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  DESK_TEST ("/search-results/find", test_find);
  DESK_TEST ("/search-results/few", test_few);
  DESK_TEST ("/search-results/describe", test_describe);

  status = g_test_run ();
  g_test_dbus_stop (bus);

  return status;
}
