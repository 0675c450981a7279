/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes a text dear, told on the terminal and to programs. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-alert-type.h"
#include "tidings-cheaper.h"
#include "tidings-cli-cheaper.h"
#include "tidings-cli-print.h"
#include "tidings-format.h"
#include "tidings-template.h"

#define FREE_TEXT "message"

/* "’ ç U+00A0": what is costly, by name where nothing can be seen. */
static char *
dup_names (char **costly)
{
  g_autoptr(GString) names = g_string_new (NULL);
  g_autofree char *clean = NULL;

  for (char **one = costly; *one != NULL; one++)
    {
      g_autofree char *name = tidings_cheaper_name (*one);

      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", name);
    }

  return tidings_cli_clean (names->str);
}

/* Every part costs the same. */
static gint64
get_price (const TidingsCheaper *cheaper,
           gint64                micros)
{
  return micros < 0 || cheaper->now.n_segments == 0 ? -1 : micros / cheaper->now.n_segments * cheaper->then.n_segments;
}

static void
print_now (const TidingsCheaper *cheaper)
{
  g_autofree char *names = dup_names (cheaper->costly);

  /* Translators: %1$s are characters, %2$u how many texts a long text counts as because of them */
  tidings_cli_print (ngettext ("  Dear because of %1$s: it counts as %2$u text", "  Dear because of %1$s: it counts as %2$u texts", cheaper->now.n_segments),
                     names, cheaper->now.n_segments);
  tidings_cli_print ("\n");
}

static void
print_then (const TidingsCheaper *cheaper,
            gint64                micros,
            const char           *currency)
{
  gint64 price = get_price (cheaper, micros);
  g_autofree char *text = tidings_cli_clean (cheaper->text);
  g_autofree char *count = NULL;
  g_autofree char *money = NULL;

  /* Translators: how many texts a long text counts as */
  count = g_strdup_printf (ngettext ("%u text", "%u texts", cheaper->then.n_segments), cheaper->then.n_segments);
  if (price >= 0 && *currency != '\0')
    {
      money = tidings_format_money (price, currency, 4);
      /* Translators: %1$s is a count such as “1 text”, %2$s what it costs, %3$s the words; --cheaper stays as it is */
      tidings_cli_print (_("  With --cheaper: %1$s, about %2$s: %3$s"), count, money, text);
    }
  else
    /* Translators: %1$s is a count such as “1 text”, %2$s the words; --cheaper stays as it is */
    tidings_cli_print (_("  With --cheaper: %1$s: %2$s"), count, text);
  tidings_cli_print ("\n");
}

void
tidings_cli_print_cheaper (const char *body,
                           gint64      micros,
                           const char *currency)
{
  g_auto(TidingsCheaper) cheaper = { 0 };

  if (!tidings_cheaper_find (body, TRUE, &cheaper))
    return;

  print_now (&cheaper);
  print_then (&cheaper, micros, currency);
}

JsonObject *
tidings_cli_cheaper_to_json (const char *body,
                             gint64      micros)
{
  g_auto(TidingsCheaper) cheaper = { 0 };
  JsonArray *costly = NULL;
  JsonObject *object = NULL;
  gint64 price = 0;
  g_autofree char *decimal = NULL;

  if (!tidings_cheaper_find (body, TRUE, &cheaper))
    return NULL;

  object = json_object_new ();
  costly = json_array_new ();
  for (char **one = cheaper.costly; *one != NULL; one++)
    json_array_add_string_element (costly, *one);
  price = get_price (&cheaper, micros);
  decimal = price >= 0 ? tidings_format_decimal (price) : NULL;

  json_object_set_string_member (object, "text", cheaper.text);
  json_object_set_int_member (object, "segments", cheaper.then.n_segments);
  json_object_set_array_member (object, "costly", costly);
  json_object_set_boolean_member (object, "lossless", cheaper.is_lossless);
  if (decimal != NULL)
    json_object_set_string_member (object, "price", decimal);
  else
    json_object_set_null_member (object, "price");

  return object;
}

void
tidings_cli_warn_of_costly (const char *wording)
{
  g_autofree char *plain = tidings_gsm7_look_alikes (wording);
  g_autofree char *cheap = tidings_cheaper_dup_text (plain, TRUE);
  g_autofree char *names = NULL;
  g_autofree char *clean = NULL;
  g_auto(TidingsCheaper) cheaper = { 0 };

  /* Without a way to write it in GSM-7, as in Cyrillic, there is nothing to advise. */
  tidings_cheaper_find (plain, TRUE, &cheaper);
  if (*cheaper.costly == NULL || cheap == NULL)
    return;

  names = dup_names (cheaper.costly);
  clean = tidings_cli_clean (cheap);
  /* Translators: %s are characters such as “ç 🎉” */
  tidings_cli_tell (_("%s makes these texts dear: one part holds 70 characters then, not 160"), names);
  /* Translators: %s is a wording with other characters */
  tidings_cli_tell (_("Cheaper: %s"), clean);
}

gboolean
tidings_cli_is_too_long (const char *text,
                         gboolean    may_lose)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), FREE_TEXT);
  g_autoptr(JsonObject) values = json_object_new ();
  g_autofree char *body = NULL;
  g_autofree char *plain = NULL;
  g_auto(TidingsCheaper) cheaper = { 0 };

  json_object_set_string_member (values, "text", text);
  /* As the engine will read it: in one line, without what is no character. */
  body = tidings_template_render ("{{ text? }}", values, NULL);
  if (body == NULL)
    return TRUE;
  plain = tidings_gsm7_look_alikes (body);
  tidings_cheaper_find (body, may_lose, &cheaper);

  return MIN (tidings_segments_count (plain).n_segments, cheaper.then.n_segments) > type->max_segments;
}
