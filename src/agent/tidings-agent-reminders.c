/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods about reminders. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"
#include "tidings-recurrence.h"

#define MAX_TITLE 1000
#define MAX_WALL 100
#define MAX_ZONE 100
#define MAX_WORD 100
#define MAX_RULE 1000

#define OPTIONS \
  { "type", "s", MAX_WORD }, \
  { "repeat", "s", MAX_RULE }, \
  { "until", "s", MAX_WALL }, \
  { "count", "u", 0 }, \
  { "takes-turns", "b", 0 }, \
  { "overdue", "x", 0 }, \
  { "late", "x", 0 }

static const TidingsArgument reminder_options[] = { OPTIONS };

static const TidingsArgument reminder_changes[] = {
  { "title", "s", MAX_TITLE },
  { "wall", "s", MAX_WALL },
  { "zone", "s", MAX_ZONE },
  { "before", "ax", 0 },
  { "people", "ax", 0 },
  OPTIONS,
};

static void
take_before (TidingsReminder *reminder,
             GVariant        *before)
{
  gsize n = 0;
  const gint64 *values = g_variant_get_fixed_array (before, &n, sizeof (gint64));

  tidings_reminder_set_before (reminder, values, n);
}

static void
take_people (TidingsReminder *reminder,
             GVariant        *people)
{
  gsize n = 0;
  const gint64 *values = g_variant_get_fixed_array (people, &n, sizeof (gint64));

  tidings_reminder_set_people (reminder, values, n);
}

static void
replace (char       **field,
         GVariant    *changes,
         const char  *key)
{
  char *value = NULL;

  if (!g_variant_lookup (changes, key, "s", &value))
    return;

  g_free (*field);
  *field = value;
}

/* A rule without its end, so that it can be given another. */
static char *
dup_endless (const char *rule)
{
  g_auto(GStrv) parts = g_strsplit (rule, ";", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) kept = NULL;

  for (char **part = parts; *part != NULL; part++)
    if (!g_str_has_prefix (*part, "COUNT=") && !g_str_has_prefix (*part, "UNTIL="))
      g_strv_builder_add (builder, *part);
  kept = g_strv_builder_end (builder);

  return g_strjoinv (";", kept);
}

/* "repeat", "until" and "count" make one rule; what is not given stays. */
static gboolean
take_rule (TidingsReminder  *reminder,
           GVariant         *options,
           GError          **error)
{
  const char *text = NULL;
  const char *until = NULL;
  guint32 count = 0;
  gboolean has_text = g_variant_lookup (options, "repeat", "&s", &text);
  gboolean has_end = g_variant_lookup (options, "until", "&s", &until);
  g_autofree char *base = NULL;
  g_autofree char *localized = NULL;
  char *rule = NULL;

  has_end |= g_variant_lookup (options, "count", "u", &count);
  if (!has_text && !has_end)
    return TRUE;

  base = has_text ? g_strdup (text) : dup_endless (reminder->rule);
  if (*base == '\0' && ((until != NULL && *until != '\0') || count != 0))
    {
      g_set_error_literal (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
                           _("Say how often it comes again, too"));
      return FALSE;
    }
  if (*base != '\0')
    {
      localized = tidings_recurrence_localize (base, *reminder->zone != '\0' ? reminder->zone : "UTC");
      rule = tidings_recurrence_parse (localized, reminder->wall, until != NULL && *until != '\0' ? until : NULL, count, error);
      if (rule == NULL)
        return FALSE;
    }
  g_free (reminder->rule);
  reminder->rule = rule != NULL ? rule : g_strdup ("");

  return TRUE;
}

static gboolean
take_options (TidingsReminder  *reminder,
              GVariant         *options,
              GError          **error)
{
  gboolean takes_turns = FALSE;

  replace (&reminder->type, options, "type");
  g_variant_lookup (options, "overdue", "x", &reminder->overdue_s);
  g_variant_lookup (options, "late", "x", &reminder->late_s);
  if (g_variant_lookup (options, "takes-turns", "b", &takes_turns))
    reminder->takes_turns = takes_turns;

  return take_rule (reminder, options, error);
}

/* Who names no time means the household's usual ones. */
static void
take_default_before (TidingsAgent    *self,
                     TidingsReminder *reminder)
{
  g_autoptr(GVariant) before = g_settings_get_value (tidings_agent_get_settings (self), "reminder-before");

  take_before (reminder, before);
}

static TidingsReminder *
make_reminder (TidingsAgent  *self,
               const char    *title,
               const char    *wall,
               const char    *zone,
               GVariant      *before,
               GVariant      *people,
               GVariant      *options,
               GError       **error)
{
  g_autoptr(TidingsReminder) reminder = tidings_reminder_new ();

  if (!tidings_arguments_check_text ("title", title, MAX_TITLE, error) ||
      !tidings_arguments_check_text ("wall", wall, MAX_WALL, error) ||
      !tidings_arguments_check_text ("zone", zone, MAX_ZONE, error) ||
      !tidings_arguments_check_list ("before", before, error) ||
      !tidings_arguments_check_list ("people", people, error) ||
      !tidings_arguments_check (options, reminder_options, G_N_ELEMENTS (reminder_options), error))
    return NULL;

  reminder->title = g_strdup (title);
  reminder->wall = g_strdup (wall);
  reminder->zone = g_strdup (zone);
  if (g_variant_n_children (before) > 0)
    take_before (reminder, before);
  else
    take_default_before (self, reminder);
  take_people (reminder, people);

  return take_options (reminder, options, error) ? g_steal_pointer (&reminder) : NULL;
}

static gboolean
handle_add_reminder_cb (TidingsBusAgent1      *face,
                        GDBusMethodInvocation *invocation,
                        const char            *title,
                        const char            *wall,
                        const char            *zone,
                        GVariant              *before,
                        GVariant              *people,
                        GVariant              *options,
                        gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check_not_blocked (user_data, invocation);
  g_autoptr(TidingsReminder) reminder = NULL;
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;

  reminder = make_reminder (user_data, title, wall, zone, before, people, options, &error);
  if (reminder == NULL || !tidings_engine_put_reminder (engine, reminder, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_add_reminder (face, invocation, reminder->id);

  return TRUE;
}

static gboolean
take_changes (TidingsReminder  *reminder,
              GVariant         *changes,
              GError          **error)
{
  g_autoptr(GVariant) before = g_variant_lookup_value (changes, "before", G_VARIANT_TYPE ("ax"));
  g_autoptr(GVariant) people = g_variant_lookup_value (changes, "people", G_VARIANT_TYPE ("ax"));

  replace (&reminder->title, changes, "title");
  replace (&reminder->wall, changes, "wall");
  replace (&reminder->zone, changes, "zone");
  if (before != NULL)
    take_before (reminder, before);
  if (people != NULL)
    take_people (reminder, people);
  reminder->state = TIDINGS_REMINDER_ACTIVE;

  return take_options (reminder, changes, error);
}

static gboolean
handle_edit_reminder_cb (TidingsBusAgent1      *face,
                         GDBusMethodInvocation *invocation,
                         gint64                 id,
                         GVariant              *changes,
                         gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check_not_blocked (user_data, invocation);
  g_autoptr(TidingsReminder) reminder = NULL;
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (tidings_arguments_check (changes, reminder_changes, G_N_ELEMENTS (reminder_changes), &error))
    reminder = tidings_engine_get_reminder (engine, id, &error);
  if (reminder == NULL || !take_changes (reminder, changes, &error) ||
      !tidings_engine_put_reminder (engine, reminder, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_edit_reminder (face, invocation);

  return TRUE;
}

static gboolean
handle_finish_reminder_cb (TidingsBusAgent1      *face,
                           GDBusMethodInvocation *invocation,
                           gint64                 id,
                           gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_engine_finish_reminder (engine, id, &error))
    tidings_agent_take_error (invocation, error);
  else
    {
      tidings_agent_notice_done (user_data, "overdue", id);
      tidings_bus_agent1_complete_finish_reminder (face, invocation);
    }

  return TRUE;
}

static gboolean
handle_reopen_reminder_cb (TidingsBusAgent1      *face,
                           GDBusMethodInvocation *invocation,
                           gint64                 id,
                           gpointer               user_data)
{
  if (tidings_agent_check_not_blocked (user_data, invocation) == NULL)
    return TRUE;

  return tidings_agent_do (user_data, face, invocation, id, tidings_engine_reopen_reminder, tidings_bus_agent1_complete_reopen_reminder);
}

static gboolean
handle_remove_reminder_cb (TidingsBusAgent1      *face,
                           GDBusMethodInvocation *invocation,
                           gint64                 id,
                           gpointer               user_data)
{
  return tidings_agent_do (user_data, face, invocation, id, tidings_engine_remove_reminder, tidings_bus_agent1_complete_remove_reminder);
}

static gboolean
handle_skip_occurrence_cb (TidingsBusAgent1      *face,
                           GDBusMethodInvocation *invocation,
                           gint64                 id,
                           const char            *wall,
                           gboolean               skip,
                           gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_arguments_check_text ("wall", wall, MAX_WALL, &error) ||
      !tidings_engine_skip_occurrence (engine, id, wall, skip, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_skip_occurrence (face, invocation);

  return TRUE;
}

static gboolean
handle_move_occurrence_cb (TidingsBusAgent1      *face,
                           GDBusMethodInvocation *invocation,
                           gint64                 id,
                           const char            *wall,
                           const char            *to,
                           gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check_not_blocked (user_data, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_arguments_check_text ("wall", wall, MAX_WALL, &error) ||
      !tidings_arguments_check_text ("to", to, MAX_WALL, &error) ||
      !tidings_engine_move_occurrence (engine, id, wall, to, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_move_occurrence (face, invocation);

  return TRUE;
}

static gboolean
handle_snooze_reminder_cb (TidingsBusAgent1      *face,
                           GDBusMethodInvocation *invocation,
                           gint64                 id,
                           gint64                 until,
                           gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check_not_blocked (user_data, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_engine_snooze_reminder (engine, id, until, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_snooze_reminder (face, invocation);

  return TRUE;
}

void
tidings_agent_connect_reminders (TidingsAgent     *self,
                                 TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-add-reminder", G_CALLBACK (handle_add_reminder_cb), self, 0);
  g_signal_connect_object (face, "handle-edit-reminder", G_CALLBACK (handle_edit_reminder_cb), self, 0);
  g_signal_connect_object (face, "handle-finish-reminder", G_CALLBACK (handle_finish_reminder_cb), self, 0);
  g_signal_connect_object (face, "handle-reopen-reminder", G_CALLBACK (handle_reopen_reminder_cb), self, 0);
  g_signal_connect_object (face, "handle-remove-reminder", G_CALLBACK (handle_remove_reminder_cb), self, 0);
  g_signal_connect_object (face, "handle-skip-occurrence", G_CALLBACK (handle_skip_occurrence_cb), self, 0);
  g_signal_connect_object (face, "handle-move-occurrence", G_CALLBACK (handle_move_occurrence_cb), self, 0);
  g_signal_connect_object (face, "handle-snooze-reminder", G_CALLBACK (handle_snooze_reminder_cb), self, 0);
}
