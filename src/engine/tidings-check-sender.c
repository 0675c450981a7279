/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sender check's lines about what texts leave from, and where they may go. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-check-lines.h"
#include "tidings-format.h"
#include "tidings-phone-number.h"

static TidingsCheckLine *
sender_name (const char *name,
             gboolean    is_trial)
{
  if (!tidings_sender_is_name (name))
    return tidings_check_line_new (TIDINGS_CHECK_SENDER, TIDINGS_CHECK_BAD, NULL,
                                   /* Translators: %s is the name texts come from */
                                   g_strdup_printf (_("“%s” cannot be a sender’s name"), name),
                                   g_strdup (_("Choose a name of 1 to 11 letters, digits, spaces or + - _ &, and no general word such as "
                                               "SMS")));
  if (is_trial)
    return tidings_check_line_new (TIDINGS_CHECK_SENDER, TIDINGS_CHECK_BAD, NULL,
                                   g_strdup (_("A trial account sends from a number only, not from a name")),
                                   g_strdup (_("Choose the trial account’s number as sender")));

  return tidings_check_line_new (TIDINGS_CHECK_SENDER, TIDINGS_CHECK_GOOD, NULL,
                                 /* Translators: %s is the name texts come from */
                                 g_strdup_printf (_("Texts come from the name “%s”. Nobody can answer it, so a STOP never comes"),
                                                  name), NULL);
}

static const TidingsSender *
find_sender (GPtrArray  *senders,
             const char *id)
{
  for (guint i = 0; i < senders->len; i++)
    {
      const TidingsSender *sender = g_ptr_array_index (senders, i);

      if (g_str_equal (sender->id, id))
        return sender;
    }

  return NULL;
}

TidingsCheckLine *
tidings_check_line_sender (const char   *sender,
                           GPtrArray    *senders,
                           gboolean      is_trial,
                           const GError *error)
{
  const TidingsSender *found = NULL;
  g_autofree char *number = NULL;

  if (tidings_sender_kind_of (sender) == TIDINGS_SENDER_NAME)
    return sender_name (sender, is_trial);
  if (senders == NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_SENDER, NULL, error);

  found = find_sender (senders, sender);
  number = tidings_phone_number_format (sender);
  if (found == NULL)
    return tidings_check_line_new (TIDINGS_CHECK_SENDER, TIDINGS_CHECK_BAD, NULL,
                                   /* Translators: %s is a phone number */
                                   g_strdup_printf (_("%s is not a number of this account"), number),
                                   g_strdup (_("Choose one of the account’s own numbers as sender")));
  if (!found->can_text)
    return tidings_check_line_new (TIDINGS_CHECK_SENDER, TIDINGS_CHECK_BAD, NULL,
                                   /* Translators: %s is a phone number */
                                   g_strdup_printf (_("%s belongs to this account, but it cannot text"), number),
                                   g_strdup (_("Choose a number that can text as sender")));

  return tidings_check_line_new (TIDINGS_CHECK_SENDER, TIDINGS_CHECK_GOOD, NULL,
                                 /* Translators: %s is a phone number */
                                 g_strdup_printf (_("%s belongs to this account and can text"), number), NULL);
}

TidingsCheckLine *
tidings_check_line_service (const TidingsService *service,
                            const GError         *error)
{
  if (g_error_matches (error, TIDINGS_TWILIO_ERROR, TIDINGS_TWILIO_ERROR_NOT_FOUND))
    return tidings_check_line_new (TIDINGS_CHECK_SERVICE, TIDINGS_CHECK_BAD, NULL,
                                   g_strdup (_("The account has no such messaging service")),
                                   g_strdup (_("Choose another messaging service, or a number, as sender")));
  if (service == NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_SERVICE, NULL, error);

  return tidings_check_line_new (TIDINGS_CHECK_SERVICE, TIDINGS_CHECK_GOOD, NULL,
                                 /* Translators: %s is the name of a messaging service */
                                 g_strdup_printf (_("Texts go through the messaging service “%s”"),
                                                  service->name != NULL ? service->name : service->sid), NULL);
}

TidingsCheckLine *
tidings_check_line_pool (GPtrArray    *pool,
                         const GError *error)
{
  guint n_can_text = 0;

  if (pool == NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_POOL, NULL, error);
  for (guint i = 0; i < pool->len; i++)
    n_can_text += ((const TidingsSender *) g_ptr_array_index (pool, i))->can_text;

  if (pool->len == 0)
    return tidings_check_line_new (TIDINGS_CHECK_POOL, TIDINGS_CHECK_BAD, NULL,
                                   g_strdup (_("The messaging service has no number to send from")),
                                   g_strdup (_("Add a number to the service in Twilio’s console")));
  if (n_can_text == 0)
    return tidings_check_line_new (TIDINGS_CHECK_POOL, TIDINGS_CHECK_BAD, NULL,
                                   g_strdup (_("No number of the messaging service can text")),
                                   g_strdup (_("Add a number that can text to the service in Twilio’s console")));

  return tidings_check_line_new (TIDINGS_CHECK_POOL, TIDINGS_CHECK_GOOD, NULL,
                                 g_strdup_printf (ngettext ("The messaging service has %u sender that can text",
                                                            "The messaging service has %u senders that can text", n_can_text),
                                                  n_can_text), NULL);
}

/* A service without an inbound address drops what comes in, unless it leaves that to its numbers. */
TidingsCheckLine *
tidings_check_line_service_answers (const TidingsService *service,
                                    const GError         *error)
{
  if (service == NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_ANSWERS, NULL, error);
  if (!service->logs_inbound)
    return tidings_check_line_new (TIDINGS_CHECK_ANSWERS, TIDINGS_CHECK_BAD, NULL,
                                   g_strdup (_("The messaging service drops what people answer, so Tidings never sees it")),
                                   g_strdup (_("Set the service’s incoming messages to “Defer to sender’s webhook” in Twilio’s "
                                               "console")));

  return tidings_check_line_new (TIDINGS_CHECK_ANSWERS, TIDINGS_CHECK_GOOD, NULL,
                                 g_strdup (_("What people answer to the messaging service is logged")), NULL);
}

TidingsCheckLine *
tidings_check_line_number_answers (gint64 last_at,
                                   gint64 now)
{
  g_autofree char *when = NULL;

  if (last_at == 0)
    return tidings_check_line_new (TIDINGS_CHECK_ANSWERS, TIDINGS_CHECK_UNKNOWN, NULL,
                                   g_strdup (_("Nobody has answered yet, and only an answer shows that answers come in")),
                                   g_strdup (_("Answer a text from one of the phones")));

  when = tidings_format_moment (last_at, now);

  return tidings_check_line_new (TIDINGS_CHECK_ANSWERS, TIDINGS_CHECK_GOOD, NULL,
                                 /* Translators: %s is a moment such as “3 Nov 14:05” */
                                 g_strdup_printf (_("Answers come in; the last one: %s"), when), NULL);
}

gboolean
tidings_check_needs_campaign (const char *sender)
{
  return g_str_has_prefix (sender, "+1") && tidings_sender_kind_of (sender) == TIDINGS_SENDER_NUMBER;
}

TidingsCheckLine *
tidings_check_line_campaign (gboolean             has_service,
                             TidingsRegistration  registration,
                             const GError        *error)
{
  if (error != NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_REGISTRATION, "country:US", error);
  if (!has_service)
    registration = TIDINGS_REGISTRATION_NONE;

  switch (registration)
    {
    case TIDINGS_REGISTRATION_GOOD:
      return tidings_check_line_new (TIDINGS_CHECK_REGISTRATION, TIDINGS_CHECK_GOOD, "country:US",
                                     g_strdup (_("The sender is registered for US texts")), NULL);
    case TIDINGS_REGISTRATION_NONE:
      return tidings_check_line_new (TIDINGS_CHECK_REGISTRATION, TIDINGS_CHECK_BAD, "country:US",
                                     g_strdup (_("The sender is not registered for US texts, so US carriers refuse them")),
                                     g_strdup (_("Register it for A2P 10DLC in Twilio’s console")));
    case TIDINGS_REGISTRATION_REFUSED:
      return tidings_check_line_new (TIDINGS_CHECK_REGISTRATION, TIDINGS_CHECK_BAD, "country:US",
                                     g_strdup (_("The sender’s registration for US texts was refused")),
                                     g_strdup (_("Correct the campaign in Twilio’s console and hand it in again")));
    case TIDINGS_REGISTRATION_PENDING:
      return tidings_check_line_new (TIDINGS_CHECK_REGISTRATION, TIDINGS_CHECK_BAD, "country:US",
                                     g_strdup (_("The sender’s registration for US texts is still being looked at, which takes 10 "
                                                 "to 15 working days")),
                                     g_strdup (_("Wait for Twilio’s answer before texting the United States")));
    case TIDINGS_REGISTRATION_UNKNOWN:
    default:
      return tidings_check_line_new (TIDINGS_CHECK_REGISTRATION, TIDINGS_CHECK_UNKNOWN, "country:US",
                                     g_strdup (_("Twilio’s word for the sender’s US registration is new to Tidings")), NULL);
    }
}

static char *
dup_refusal (const char *number,
             const char *reason)
{
  if (reason == NULL || *reason == '\0')
    /* Translators: %s is a phone number */
    return g_strdup_printf (_("The registration of %s was refused"), number);

  /* Translators: %1$s is a phone number, %2$s is Twilio’s own (English) reason */
  return g_strdup_printf (_("The registration of %1$s was refused: %2$s"), number, reason);
}

TidingsCheckLine *
tidings_check_line_toll_free (const char          *sender,
                              TidingsRegistration  registration,
                              const char          *reason,
                              const GError        *error)
{
  g_autofree char *about = g_strconcat ("sender:", sender, NULL);
  g_autofree char *number = tidings_phone_number_format (sender);

  if (error != NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_REGISTRATION, about, error);

  switch (registration)
    {
    case TIDINGS_REGISTRATION_GOOD:
      return tidings_check_line_new (TIDINGS_CHECK_REGISTRATION, TIDINGS_CHECK_GOOD, about,
                                     /* Translators: %s is a phone number */
                                     g_strdup_printf (_("The toll-free number %s is registered"), number), NULL);
    case TIDINGS_REGISTRATION_NONE:
      return tidings_check_line_new (TIDINGS_CHECK_REGISTRATION, TIDINGS_CHECK_BAD, about,
                                     /* Translators: %s is a phone number */
                                     g_strdup_printf (_("The toll-free number %s is not registered, so carriers refuse its texts"),
                                                      number),
                                     g_strdup (_("Hand in its toll-free verification in Twilio’s console")));
    case TIDINGS_REGISTRATION_REFUSED:
      return tidings_check_line_new (TIDINGS_CHECK_REGISTRATION, TIDINGS_CHECK_BAD, about, dup_refusal (number, reason),
                                     g_strdup (_("Correct its toll-free verification in Twilio’s console and hand it in again")));
    case TIDINGS_REGISTRATION_PENDING:
      return tidings_check_line_new (TIDINGS_CHECK_REGISTRATION, TIDINGS_CHECK_BAD, about,
                                     /* Translators: %s is a phone number */
                                     g_strdup_printf (_("The registration of %s is still being looked at, which takes 3 to 5 working "
                                                        "days"), number),
                                     g_strdup (_("Wait for Twilio’s answer before texting the United States and Canada")));
    case TIDINGS_REGISTRATION_UNKNOWN:
    default:
      return tidings_check_line_new (TIDINGS_CHECK_REGISTRATION, TIDINGS_CHECK_UNKNOWN, about,
                                     /* Translators: %s is a phone number */
                                     g_strdup_printf (_("Twilio’s word for the registration of %s is new to Tidings"), number), NULL);
    }
}

TidingsCheckLine *
tidings_check_line_country (const char   *country,
                            gboolean      is_allowed,
                            const GError *error)
{
  g_autofree char *about = g_strconcat ("country:", country, NULL);
  g_autofree char *name = tidings_check_dup_country_name (country);

  if (error != NULL)
    return tidings_check_line_new_unknown (TIDINGS_CHECK_COUNTRY, about, error);
  if (!is_allowed)
    return tidings_check_line_new (TIDINGS_CHECK_COUNTRY, TIDINGS_CHECK_BAD, about,
                                   /* Translators: %s is a country */
                                   g_strdup_printf (_("Texts to this country are switched off in the account: %s"), name),
                                   g_strdup (_("Switch the country on under messaging geographic permissions in Twilio’s console")));

  return tidings_check_line_new (TIDINGS_CHECK_COUNTRY, TIDINGS_CHECK_GOOD, about,
                                 /* Translators: %s is a country */
                                 g_strdup_printf (_("Texts to this country are switched on: %s"), name), NULL);
}

TidingsCheckLine *
tidings_check_line_name (const char      *country,
                         TidingsNameRule  rule,
                         gboolean         is_spare)
{
  g_autofree char *about = g_strconcat ("country:", country, NULL);
  g_autofree char *name = tidings_check_dup_country_name (country);

  switch (rule)
    {
    case TIDINGS_NAME_FREE:
      return tidings_check_line_new (TIDINGS_CHECK_NAME, TIDINGS_CHECK_GOOD, about,
                                     /* Translators: %s is a country */
                                     g_strdup_printf (_("Texts may come from a name in this country: %s"), name), NULL);
    case TIDINGS_NAME_CONDITIONAL:
      return tidings_check_line_new (TIDINGS_CHECK_NAME, TIDINGS_CHECK_UNKNOWN, about,
                                     /* Translators: %s is a country */
                                     g_strdup_printf (_("Texts may come from a name in this country only on conditions of its own: %s"),
                                                      name), NULL);
    case TIDINGS_NAME_REGISTERED:
      return tidings_check_line_new (TIDINGS_CHECK_NAME, TIDINGS_CHECK_UNKNOWN, about,
                                     /* Translators: %s is a country */
                                     g_strdup_printf (_("Texts may come from a name in this country once it is registered: %s"), name),
                                     g_strdup (_("Register the name in Twilio’s console if it is not")));
    case TIDINGS_NAME_REFUSED:
      if (is_spare)
        return tidings_check_line_new (TIDINGS_CHECK_NAME, TIDINGS_CHECK_GOOD, about,
                                       /* Translators: %s is a country */
                                       g_strdup_printf (_("Names are not allowed in this country, so the other sender is used: %s"),
                                                        name), NULL);
      return tidings_check_line_new (TIDINGS_CHECK_NAME, TIDINGS_CHECK_BAD, about,
                                     /* Translators: %s is a country */
                                     g_strdup_printf (_("Texts cannot come from a name in this country: %s"), name),
                                     g_strdup (_("Choose a number as sender")));
    default:
      g_assert_not_reached ();
    }
}
