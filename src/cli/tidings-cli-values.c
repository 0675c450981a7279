/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as they are typed: KEY=VALUE, JSON, dates, and texts from standard input. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "tidings-cli.h"
#include "tidings-cli-values.h"
#include "tidings-message.h"
#include "tidings-reminder.h"
#include "tidings-values.h"
#include "tidings-zone.h"
#include "tidings-when.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAY_MINUTES (24 * 60)
/* A text has 1,600 characters at most; whoever pipes more has piped the wrong thing. */
#define MAX_INPUT_BYTES (1024 * 1024)

GHashTable *
tidings_cli_values_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
}

static GVariant *
node_to_variant (JsonNode *node)
{
  GType type;

  /* The agent refuses a list where the alert asks for it, and passes it over elsewhere. */
  if (JSON_NODE_HOLDS_ARRAY (node))
    return g_variant_new_strv (NULL, 0);

  type = json_node_get_value_type (node);
  if (type == G_TYPE_INT64)
    return g_variant_new_int64 (json_node_get_int (node));
  if (type == G_TYPE_DOUBLE)
    return g_variant_new_double (json_node_get_double (node));
  if (type == G_TYPE_BOOLEAN)
    return g_variant_new_boolean (json_node_get_boolean (node));

  return g_variant_new_string (json_node_get_string (node));
}

gboolean
tidings_cli_values_from_data (GHashTable  *values,
                              const char  *data,
                              GError     **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  JsonObjectIter iter;
  const char *path = NULL;
  JsonNode *node = NULL;

  if (!tidings_values_add_data (object, data, error))
    return tidings_cli_make_usage (error);

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &path, &node))
    g_hash_table_insert (values, g_strdup (path), g_variant_ref_sink (node_to_variant (node)));

  return TRUE;
}

gboolean
tidings_cli_values_from_pair (GHashTable  *values,
                              const char  *pair,
                              GError     **error)
{
  const char *equals = strchr (pair, '=');

  if (equals == NULL || equals == pair)
    {
      tidings_cli_set_usage (error, _("“%s” is not KEY=VALUE; write for example unit=backup"), pair);
      return FALSE;
    }

  g_hash_table_insert (values, g_strndup (pair, equals - pair),
                       g_variant_ref_sink (g_variant_new_string (equals + 1)));

  return TRUE;
}

GVariant *
tidings_cli_values_to_variant (GHashTable *values)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr(GList) keys = g_list_sort (g_hash_table_get_keys (values), (GCompareFunc) strcmp);

  for (GList *key = keys; key != NULL; key = key->next)
    g_variant_builder_add (&builder, "{sv}", key->data, g_hash_table_lookup (values, key->data));

  return g_variant_builder_end (&builder);
}

gint64
tidings_cli_parse_span (const char *text)
{
  static const struct { char unit; gint64 ms; } units[] = {
    { 's', 1000 }, { 'm', MINUTE_MS }, { 'h', 60 * MINUTE_MS }, { 'd', DAY_MINUTES * MINUTE_MS },
  };
  gsize length = strlen (text);
  g_autofree char *digits = g_strndup (text, length > 0 ? length - 1 : 0);
  guint64 n = 0;

  if (!g_ascii_string_to_unsigned (digits, 10, 0, 100000, &n, NULL))
    return -1;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (text[length - 1] == units[i].unit)
      return n * units[i].ms;

  return -1;
}

/* Midnight of the local day @n_days before the one of @now, as a wall clock. */
static char *
format_midnight (gint64      now,
                 guint       n_days,
                 const char *zone)
{
  g_autoptr(GTimeZone) known_zone = g_time_zone_new_identifier (zone);
  g_autoptr(GTimeZone) time_zone = known_zone != NULL ? g_time_zone_ref (known_zone) : g_time_zone_new_utc ();
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, time_zone);
  g_autoptr(GDateTime) day = g_date_time_add_days (local, -(int) n_days);

  return g_date_time_format (day, "%Y-%m-%dT00:00");
}

gint64
tidings_cli_parse_since (const char  *text,
                         gint64       now,
                         const char  *zone,
                         GError     **error)
{
  g_autofree char *wall = NULL;
  gint64 ago = tidings_cli_parse_span (text);
  gint64 instant = -1;

  if (ago >= 0)
    return now - ago;

  if (g_ascii_strcasecmp (text, "today") == 0)
    wall = format_midnight (now, 0, zone);
  else if (g_ascii_strcasecmp (text, "yesterday") == 0)
    wall = format_midnight (now, 1, zone);
  else
    wall = strlen (text) == strlen ("2026-11-21") ? g_strdup_printf ("%sT00:00", text) : g_strdup (text);

  g_strdelimit (wall, " ", 'T');
  if ((instant = tidings_wall_clock_to_instant (wall, zone, NULL)) >= 0)
    return instant;

  tidings_cli_set_usage (error, _("“%s” is not a date; write 2026-11-21, 2026-11-21T08:00, today, yesterday, or 2h for the last two hours"), text);

  return -1;
}

gint64
tidings_cli_parse_moment (const char  *text,
                          gint64       now,
                          GError     **error)
{
  g_autofree char *zone = tidings_zone_dup_local ();
  g_autofree char *wall = NULL;
  g_autoptr(GError) failure = NULL;
  gint64 instant = -1;

  if ((wall = tidings_when_parse (text, now, zone, &failure)) == NULL ||
      (instant = tidings_wall_clock_to_instant (wall, zone, &failure)) < 0)
    tidings_cli_set_usage (error, "%s", failure->message);
  else if (instant <= now)
    /* Translators: %s is a moment as it was typed, such as “today 8:00” */
    tidings_cli_set_usage (error, _("“%s” has passed already"), text);

  return instant > now ? instant : -1;
}

static char *
list_states (void)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < TIDINGS_MESSAGE_N_STATES; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", tidings_message_state_to_string (i));

  return g_string_free (names, FALSE);
}

guint
tidings_cli_parse_states (const char  *text,
                          GError     **error)
{
  g_auto(GStrv) names = g_strsplit (text, ",", -1);
  guint states = 0;

  for (char **name = names; *name != NULL; name++)
    {
      TidingsMessageState state = TIDINGS_MESSAGE_QUEUED;
      g_autofree char *all = NULL;

      if (tidings_message_state_from_string (g_strstrip (*name), &state))
        {
          states |= 1u << state;
          continue;
        }

      all = list_states ();
      tidings_cli_set_usage (error, _("“%1$s” is not a state; the states are: %2$s"), *name, all);
      return 0;
    }

  return states;
}

static gboolean
read_all (GByteArray  *bytes,
          GError     **error)
{
  guint8 buffer[4096];
  gssize n = 0;

  while ((n = read (STDIN_FILENO, buffer, sizeof buffer)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error, TIDINGS_CLI_ERROR, TIDINGS_CLI_ERROR_FAILED,
                       _("Standard input cannot be read: %s"), g_strerror (errno));
          return FALSE;
        }
      g_byte_array_append (bytes, buffer, n);
      if (bytes->len > MAX_INPUT_BYTES)
        {
          tidings_cli_set_usage (error, _("Standard input is too long"));
          return FALSE;
        }
    }

  return TRUE;
}

static char *
take_text (const char  *bytes,
           gsize        length,
           GError     **error)
{
  if (length > 0 && bytes[length - 1] == '\n')
    length--;
  if (g_utf8_validate (bytes, length, NULL))
    return g_strndup (bytes, length);

  tidings_cli_set_usage (error, _("The text is not in UTF-8"));

  return NULL;
}

char *
tidings_cli_read_input (GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  return read_all (bytes, error) ? take_text ((const char *) bytes->data, bytes->len, error) : NULL;
}

char *
tidings_cli_read_file (const char  *path,
                       GError     **error)
{
  g_autofree char *contents = NULL;
  g_autoptr(GError) failure = NULL;
  gsize length = 0;

  if (g_str_equal (path, "-"))
    return tidings_cli_read_input (error);

  if (!g_file_get_contents (path, &contents, &length, &failure))
    {
      tidings_cli_set_usage (error, "%s", failure->message);
      return NULL;
    }

  return take_text (contents, length, error);
}
