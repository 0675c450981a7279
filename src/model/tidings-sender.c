/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What texts come from, by its looks; where names are allowed; how fast each may go. */
#include "config.h"

#include <string.h>

#include "tidings-phone-number.h"
#include "tidings-sender.h"

#define MAX_NAME 11
#define MIN_SHORT_CODE 3
#define MAX_SHORT_CODE 8
#define SID_LENGTH 34

/* The toll-free area codes of the North American plan that are in use; 8xx is not enough, as 801 is Utah. */
static const char toll_free_codes[][4] = { "800", "833", "844", "855", "866", "877", "888" };

/* Those that Twilio names; there are more, which only a refusal tells. */
static const char general_words[][7] = { "info", "sms", "verify" };

/* Twilio's list of 10 April 2026 (reference, section 3.1), sorted within each class. A country in none of them allows names
 * freely. */
static const char * const refused[] = {
  "BE", "BS", "CA", "CL", "CN", "CO", "CR", "DO", "EC", "GF", "GU", "HU", "IR", "KR", "KY", "MY", "NR", "NZ", "PA", "PR",
  "PY", "SY", "TW", "US", "UY", "ZA", NULL
};
static const char * const registered[] = {
  "AE", "AF", "AM", "AU", "BD", "BJ", "BR", "BY", "CG", "CI", "CM", "CU", "CZ", "DZ", "EG", "ET", "GH", "GN", "GT", "GW",
  "HK", "HN", "ID", "IE", "IN", "JO", "KE", "KH", "KW", "KZ", "LK", "LR", "MA", "MM", "MX", "MZ", "NG", "NI", "NP", "OM",
  "PH", "QA", "RU", "RW", "SD", "SG", "SS", "SV", "SZ", "TH", "TR", "TZ", "UG", "VE", "VN", "ZM", "ZW", NULL
};
static const char * const conditional[] = { "FI", "IL", "RO", "RS", "SA", "TN", NULL };

static gboolean
has_only_digits (const char *text)
{
  return *text != '\0' && strspn (text, G_CSET_DIGITS) == strlen (text);
}

static gboolean
is_service (const char *id)
{
  return g_str_has_prefix (id, "MG") && strlen (id) == SID_LENGTH && strspn (id + 2, G_CSET_DIGITS "abcdefABCDEF") == SID_LENGTH - 2;
}

static gboolean
is_toll_free (const char *number)
{
  if (!g_str_has_prefix (number, "+1") || strlen (number) != strlen ("+18005550100"))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (toll_free_codes); i++)
    if (g_str_has_prefix (number + 2, toll_free_codes[i]))
      return TRUE;

  return FALSE;
}

TidingsSenderKind
tidings_sender_kind_of (const char *id)
{
  gsize n = 0;

  g_return_val_if_fail (id != NULL, TIDINGS_SENDER_NAME);

  n = strlen (id);
  if (is_service (id))
    return TIDINGS_SENDER_SERVICE;
  if (*id == '+' && has_only_digits (id + 1))
    return is_toll_free (id) ? TIDINGS_SENDER_TOLL_FREE : TIDINGS_SENDER_NUMBER;
  if (has_only_digits (id) && n >= MIN_SHORT_CODE && n <= MAX_SHORT_CODE)
    return TIDINGS_SENDER_SHORT_CODE;

  return TIDINGS_SENDER_NAME;
}

TidingsSender *
tidings_sender_new (const char *id)
{
  TidingsSender *sender = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  sender = g_new0 (TidingsSender, 1);
  sender->id = g_strdup (id);
  sender->kind = tidings_sender_kind_of (id);
  if (sender->kind == TIDINGS_SENDER_SERVICE)
    sender->sid = g_strdup (id);
  if (sender->kind == TIDINGS_SENDER_NUMBER || sender->kind == TIDINGS_SENDER_TOLL_FREE)
    {
      g_autoptr(TidingsNumberCheck) check = tidings_phone_number_check (id, NULL);

      sender->country = g_strdup (check->country);
    }

  return sender;
}

void
tidings_sender_free (TidingsSender *sender)
{
  if (sender == NULL)
    return;

  g_free (sender->id);
  g_free (sender->sid);
  g_free (sender->service);
  g_free (sender->country);
  g_free (sender->name);
  g_free (sender);
}

gboolean
tidings_sender_can_be_answered (const char *id)
{
  return tidings_sender_kind_of (id) != TIDINGS_SENDER_NAME;
}

static gboolean
is_general_word (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (general_words); i++)
    if (g_ascii_strcasecmp (text, general_words[i]) == 0)
      return TRUE;

  return FALSE;
}

gboolean
tidings_sender_is_name (const char *text)
{
  gsize n = text != NULL ? strlen (text) : 0;

  return n >= 1 && n <= MAX_NAME &&
         strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS " +-_&") == n &&
         strpbrk (text, G_CSET_A_2_Z G_CSET_a_2_z) != NULL &&
         !is_general_word (text);
}

TidingsNameRule
tidings_name_rule_of_country (const char *country)
{
  g_autofree char *code = country != NULL ? g_ascii_strup (country, -1) : NULL;

  /* Where it goes is not known, so nothing is promised. */
  if (code == NULL || strlen (code) != 2 || strspn (code, G_CSET_A_2_Z) != 2 || g_strv_contains (refused, code))
    return TIDINGS_NAME_REFUSED;
  if (g_strv_contains (registered, code))
    return TIDINGS_NAME_REGISTERED;
  if (g_strv_contains (conditional, code))
    return TIDINGS_NAME_CONDITIONAL;

  return TIDINGS_NAME_FREE;
}

guint
tidings_sender_get_rate (const char *id,
                         const char *country)
{
  gboolean is_north_america = country != NULL && (g_ascii_strcasecmp (country, "US") == 0 || g_ascii_strcasecmp (country, "CA") == 0);

  switch (tidings_sender_kind_of (id))
    {
    case TIDINGS_SENDER_TOLL_FREE:
      return 3;
    case TIDINGS_SENDER_SHORT_CODE:
      return 100;
    case TIDINGS_SENDER_NAME:
      return 10;
    /* Of a pool nobody can say how many senders share the work: as for one long code. */
    case TIDINGS_SENDER_SERVICE:
    case TIDINGS_SENDER_NUMBER:
    default:
      return is_north_america ? 1 : 10;
    }
}

gboolean
tidings_line_takes_texts (const char *type)
{
  static const char * const deaf[] = { "landline", "premium", "sharedCost", "pager", "voicemail", "uan", NULL };

  return type == NULL || !g_strv_contains (deaf, type);
}
