/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which page of the help is about what. */
#include "config.h"

#include "tidings-help-topics.h"

typedef struct {
  const char *key;
  const char *topic;
} Topic;

static const Topic type_topics[] = {
  { "TidingsAccountPage", "account" },
  { "TidingsActivityPage", "not-arrived" },
  { "TidingsAlertPage", "alerts" },
  { "TidingsAlertsPage", "alerts" },
  { "TidingsBackgroundPage", "background" },
  { "TidingsCheckDialog", "not-arrived" },
  { "TidingsCodePage", "people#code" },
  { "TidingsConnectPage", "account" },
  { "TidingsCountryDialog", "people" },
  { "TidingsDeleteDialog", "privacy" },
  { "TidingsKeyDialog", "account#keys" },
  { "TidingsLimitsPage", "limits" },
  { "TidingsMessagePage", "not-arrived" },
  { "TidingsOverviewPage", "first-steps" },
  { "TidingsOwnDialog", "alerts#own" },
  { "TidingsPauseTime", "quiet-hours#pause" },
  { "TidingsPeoplePage", "people" },
  { "TidingsPersonDialog", "people" },
  { "TidingsPersonPage", "people" },
  { "TidingsPracticeMomentDialog", "practice#time" },
  { "TidingsPracticeWindow", "practice" },
  { "TidingsPrivacyPage", "privacy" },
  { "TidingsQuietDialog", "quiet-hours" },
  { "TidingsReadyPage", "first-steps" },
  { "TidingsReceiverPage", "background#reports" },
  { "TidingsReminderDialog", "reminders" },
  { "TidingsReminderImportDialog", "reminders#import" },
  { "TidingsReminderQuickDialog", "reminders" },
  { "TidingsRemindersPage", "reminders" },
  { "TidingsSendDialog", "people#text" },
  { "TidingsSenderPage", "account#sender" },
  { "TidingsSetupWindow", "first-steps" },
  { "TidingsTestDialog", "alerts" },
  { "TidingsTextsPage", "costs#length" },
  { "TidingsWordingDialog", "alerts#wording" },
};

/* The names that the agent has for what it looks at. */
static const Topic check_topics[] = {
  { "country", "not-arrived#country" },
  { "key", "account#keys" },
  { "name", "sender-names" },
  { "registration", "us-registration" },
  { "sender", "account#sender" },
  { "trial", "trial" },
};

static const char *
find (const Topic *topics,
      gsize        n_topics,
      const char  *key)
{
  for (gsize i = 0; i < n_topics; i++)
    if (g_strcmp0 (topics[i].key, key) == 0)
      return topics[i].topic;

  return NULL;
}

const char *
tidings_help_topic_for_type (const char *type_name)
{
  return find (type_topics, G_N_ELEMENTS (type_topics), type_name);
}

const char *
tidings_help_topic_for_check (const char *what)
{
  return find (check_topics, G_N_ELEMENTS (check_topics), what);
}

char *
tidings_help_dup_uri (const char *topic)
{
  return topic != NULL ? g_strconcat ("help:tidings/", topic, NULL) : g_strdup ("help:tidings");
}
