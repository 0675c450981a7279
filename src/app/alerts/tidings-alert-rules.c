/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a kind of alert, in words. */
#include "config.h"

#include "tidings-alert-rules.h"

#include <glib/gi18n-lib.h>

#include "tidings-field-words.h"

#define DAY_S 86400
#define HOUR_S 3600
#define MINUTE_S 60

const char *
tidings_priority_get_words (TidingsPriority priority)
{
  switch (priority)
    {
    case TIDINGS_PRIORITY_LOW:
      return C_("priority", "Low");
    case TIDINGS_PRIORITY_HIGH:
      return C_("priority", "High");
    case TIDINGS_PRIORITY_CRITICAL:
      return C_("priority", "Critical");
    case TIDINGS_PRIORITY_NORMAL:
    default:
      return C_("priority", "Normal");
    }
}

/* In the largest unit that says it whole. */
static char *
dup_span (guint seconds)
{
  if (seconds % DAY_S == 0)
    return g_strdup_printf (ngettext ("%u day", "%u days", seconds / DAY_S), seconds / DAY_S);
  if (seconds % HOUR_S == 0)
    return g_strdup_printf (ngettext ("%u hour", "%u hours", seconds / HOUR_S), seconds / HOUR_S);
  if (seconds % MINUTE_S == 0)
    return g_strdup_printf (ngettext ("%u minute", "%u minutes", seconds / MINUTE_S), seconds / MINUTE_S);

  return g_strdup_printf (ngettext ("%u second", "%u seconds", seconds), seconds);
}

static char *
dup_priority_rule (TidingsAlertType *type)
{
  if (type->priority == TIDINGS_PRIORITY_CRITICAL)
    return g_strdup (_("Critical: the last tenth of the limits is kept for it"));

  /* Translators: %s is "Low", "Normal" or "High" */
  return g_strdup_printf (_("Priority: %s"), tidings_priority_get_words (type->priority));
}

static char *
dup_cooldown_rule (TidingsAlertType *type)
{
  g_autofree char *span = NULL;
  g_autofree char *what = NULL;

  if (type->cooldown_s == 0)
    return NULL;

  span = dup_span (type->cooldown_s);
  if (type->dedupe_field == NULL)
    /* Translators: %s is a span of time such as "15 minutes" */
    return g_strdup_printf (_("The same alert not more often than every %s"), span);

  what = tidings_field_dup_words (type->dedupe_field);
  /* Translators: %1$s is a span of time such as "15 minutes", %2$s what the alert tells, such as "Name of the disk" */
  return g_strdup_printf (_("Not more often than every %1$s with the same “%2$s”"), span, what);
}

static char *
dup_late_rule (TidingsAlertType *type)
{
  g_autofree char *span = type->late_s > 0 ? dup_span (type->late_s) : NULL;

  /* Translators: %s is a span of time such as "12 hours" */
  return span != NULL ? g_strdup_printf (_("Not sent when more than %s late"), span) : NULL;
}

static char *
dup_burst_rule (TidingsAlertType *type)
{
  if (type->burst == 0)
    return NULL;
  if (type->burst == G_MAXUINT)
    return g_strdup (_("Each one is a text of its own, however many there are"));

  return g_strdup_printf (ngettext ("After %u in ten minutes the others become one text",
                                    "After %u in ten minutes the others become one text", type->burst), type->burst);
}

static char *
dup_length_rule (TidingsAlertType *type)
{
  return g_strdup_printf (ngettext ("At most %u text long; the end of what is longer is cut off",
                                    "At most %u texts long; the end of what is longer is cut off", type->max_segments),
                          type->max_segments);
}

static void
add_rule (GStrvBuilder *rules,
          char         *rule) /* taken */
{
  g_autofree char *owned = rule;

  if (owned != NULL)
    g_strv_builder_add (rules, owned);
}

GStrv
tidings_alert_type_list_rules (TidingsAlertType *type)
{
  g_autoptr(GStrvBuilder) rules = g_strv_builder_new ();
  gboolean passes = FALSE;

  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), NULL);

  passes = type->always_on || type->priority == TIDINGS_PRIORITY_CRITICAL;
  g_strv_builder_add (rules, passes ? _("Passes quiet hours") : _("Waits for the end of quiet hours"));
  add_rule (rules, dup_priority_rule (type));
  add_rule (rules, dup_cooldown_rule (type));
  add_rule (rules, dup_burst_rule (type));
  add_rule (rules, dup_late_rule (type));
  add_rule (rules, dup_length_rule (type));
  if (type->is_private)
    g_strv_builder_add (rules, _("Erased at Twilio once it has arrived"));

  return g_strv_builder_end (rules);
}
