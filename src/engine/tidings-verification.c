/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-time codes. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include <glib/gi18n-lib.h>

#include "tidings-arrivals.h"
#include "tidings-composer.h"
#include "tidings-intake.h"
#include "tidings-phone-number.h"
#include "tidings-reason.h"
#include "tidings-store-audit.h"
#include "tidings-store-messages.h"
#include "tidings-store-people.h"
#include "tidings-trail.h"
#include "tidings-verification.h"
#include "tidings-verify.h"

#define TYPE_ID "verification_code"
#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))

static void
fill_random (guint8 *bytes,
             gsize   n)
{
  gsize done = 0;

  /* getrandom(2) gives up to 256 bytes at once, and only a signal can interrupt it before its pool is ready. */
  while (done < n)
    {
      ssize_t got = getrandom (bytes + done, n - done, 0);

      if (got > 0)
        done += got;
      else if (errno != EINTR)
        g_error ("getrandom: %s", g_strerror (errno));
    }
}

void
tidings_code_make (char *digits)
{
  guint32 value;

  /* Only values below the largest multiple of a million are taken, so that every code is equally likely. */
  do
    fill_random ((guint8 *) &value, sizeof value);
  while (value >= 4294000000u);

  g_snprintf (digits, TIDINGS_CODE_DIGITS + 1, "%06u", value % 1000000u);
}

void
tidings_code_hash (const guint8  salt[16],
                   const char   *number,
                   const char   *digits,
                   guint8        hash[32])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize n = 32;

  g_checksum_update (checksum, salt, 16);
  g_checksum_update (checksum, (const guchar *) number, strlen (number) + 1);
  g_checksum_update (checksum, (const guchar *) digits, strlen (digits));
  g_checksum_get_digest (checksum, hash, &n);
}

gboolean
tidings_code_matches (const TidingsCode *code,
                      const char        *digits)
{
  guint8 hash[32];
  guint8 difference = 0;

  tidings_code_hash (code->salt, code->number, digits, hash);
  for (guint i = 0; i < sizeof hash; i++)
    difference |= hash[i] ^ code->hash[i];

  return difference == 0;
}

/* The ASCII digits of what was typed, %NULL if there is anything else, or not as many as there must be. */
static char *
clean_digits (const char *typed,
              guint       least,
              guint       most)
{
  g_autofree char *ascii = tidings_phone_number_ascii_digits (typed);
  g_autoptr(GString) digits = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 128 && g_ascii_isdigit (c))
        g_string_append_c (digits, c);
      else if (!g_unichar_isspace (c) && g_unichar_type (c) != G_UNICODE_DASH_PUNCTUATION && g_unichar_type (c) != G_UNICODE_FORMAT)
        return NULL;
    }

  return digits->len >= least && digits->len <= most ? g_strdup (digits->str) : NULL;
}

char *
tidings_code_clean (const char *typed)
{
  return clean_digits (typed, TIDINGS_CODE_DIGITS, TIDINGS_CODE_DIGITS);
}

/* When the hourly limit lets the next code go, 0 for now. */
static gint64
hour_is_over_at (TidingsCore *core,
                 const char  *number,
                 gint64       now)
{
  g_autoptr(GArray) sent = tidings_store_list_codes_sent (core->store, number, now - HOUR_MS + 1);

  if (sent->len < TIDINGS_CODE_PER_HOUR)
    return 0;

  return g_array_index (sent, gint64, sent->len - TIDINGS_CODE_PER_HOUR) + HOUR_MS;
}

static gint64
resend_at (TidingsCore *core,
           const char  *number,
           gint64       now)
{
  g_autoptr(GArray) sent = tidings_store_list_codes_sent (core->store, number, now - TIDINGS_CODE_RESEND_S * 1000 + 1);
  gint64 hour = hour_is_over_at (core, number, now);
  gint64 wait = sent->len > 0 ? g_array_index (sent, gint64, sent->len - 1) + TIDINGS_CODE_RESEND_S * 1000 : 0;
  gint64 asked = core->settings.verify_service != NULL ? tidings_verify_get_wait (core->verify, number) : 0;

  return MAX (MAX (hour, wait), asked > now ? asked : 0);
}

void
tidings_verification_get_info (TidingsCore     *core,
                               TidingsPerson   *person,
                               TidingsCodeInfo *info)
{
  g_autoptr(TidingsCode) code = tidings_store_get_code (core->store, person->id);
  gint64 now = tidings_core_now (core);

  *info = (TidingsCodeInfo) {
    .state = TIDINGS_CODE_NONE,
    .resend_at = resend_at (core, person->number, now),
    .n_digits = core->settings.verify_service != NULL ? tidings_verify_get_n_digits (core) : TIDINGS_CODE_DIGITS,
  };

  if (code != NULL && g_str_equal (code->number, person->number))
    {
      info->state = code->n_tries_left == 0 ? TIDINGS_CODE_USED_UP :
                    code->expires_at <= now ? TIDINGS_CODE_EXPIRED : TIDINGS_CODE_SENT;
      info->n_tries_left = code->n_tries_left;
      info->expires_at = code->expires_at;
      info->message_id = code->message_id;
      if (code->verify_sid == NULL)
        info->n_digits = TIDINGS_CODE_DIGITS;
    }
  else if (person->verified_at != 0)
    info->state = TIDINGS_CODE_VERIFIED;
}

/* Digits in a text or JSON value, never a pointer that outlives the call. */
static JsonObject *
make_values (TidingsCore *core,
             const char  *digits)
{
  JsonObject *values = json_object_new ();

  json_object_set_string_member (values, "code", digits);
  json_object_set_int_member (values, "minutes", (core->settings.code_life_s + 59) / 60);

  return values;
}

static gboolean
check_may_request (TidingsCore         *core,
                   TidingsPerson       *person,
                   TidingsCodeChannel   channel,
                   GError             **error)
{
  gint64 now = tidings_core_now (core);
  gint64 at = resend_at (core, person->number, now);
  gboolean has_verify = core->settings.verify_service != NULL;

  if (channel == TIDINGS_CODE_BY_CALL && !has_verify)
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                           _("Only a Verify service can call. Connect the account with one, or send the code as a text"));
      return FALSE;
    }
  if (!tidings_core_can_send (core) || (tidings_core_get_sender (core) == NULL && !has_verify))
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NO_ACCOUNT,
                           _("No code can be sent without a connected account or practice mode"));
      return FALSE;
    }
  if (at > now)
    {
      g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc ((at + 999) / 1000);
      g_autoptr(GDateTime) local = g_date_time_to_local (utc);
      g_autofree char *time = g_date_time_format (local, "%H:%M:%S");

      g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_TRY_LATER,
                   /* Translators: %s is a time of day with seconds */
                   _("A new code can be sent at %s"), time);
      return FALSE;
    }

  return TRUE;
}

static gboolean
is_alive_at_verify (const TidingsCode *code,
                    TidingsPerson     *person,
                    gint64             now)
{
  return code != NULL && code->verify_sid != NULL && *code->verify_sid != '\0' && code->n_tries_left > 0 &&
         code->expires_at > now && g_str_equal (code->number, person->number);
}

/* Until the digits are made, the row only says that a code is on its way and which text carries it. */
static gboolean
reserve_code (TidingsCore     *core,
              TidingsPerson   *person,
              TidingsMessage  *message,
              GError         **error)
{
  gint64 now = tidings_core_now (core);
  gboolean is_verify = tidings_verify_is_carried (message);
  g_autoptr(TidingsCode) last = tidings_store_get_code (core->store, person->id);
  TidingsCode code = {
    .person_id = person->id,
    .number = person->number,
    .created_at = now,
    .expires_at = now + (is_verify ? TIDINGS_VERIFY_LIFE_S : core->settings.code_life_s) * G_GINT64_CONSTANT (1000),
    .n_tries_left = is_verify ? TIDINGS_VERIFY_TRIES : TIDINGS_CODE_TRIES,
    .message_id = message->id,
    .verify_sid = (char *) (is_verify ? "" : NULL),
  };

  /* Verify repeats the same code as long as it lives, so that stays what can be typed. */
  if (is_verify && is_alive_at_verify (last, person, now))
    {
      last->message_id = message->id;
      return tidings_store_put_code (core->store, last, error) &&
             tidings_store_note_code_sent (core->store, person->number, message->created_at, error);
    }

  /* A hash of random bytes, which no digits match. */
  fill_random (code.salt, sizeof code.salt);
  fill_random (code.hash, sizeof code.hash);

  return tidings_store_put_code (core->store, &code, error) &&
         tidings_store_note_code_sent (core->store, person->number, message->created_at, error);
}

static gboolean
cancel_older_codes (TidingsCore    *core,
                    TidingsPerson  *person,
                    GError        **error)
{
  g_autoptr(GPtrArray) waiting = tidings_store_list_messages_in (core->store, 1u << TIDINGS_MESSAGE_QUEUED, error);

  if (waiting == NULL)
    return FALSE;

  for (guint i = 0; i < waiting->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (waiting, i);

      if (message->person_id != person->id || !g_str_equal (message->type, TYPE_ID))
        continue;
      message->queued_at = 0;
      if (!tidings_core_set_state (core, message, TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_REPLACED, "canceled",
                                   TIDINGS_REASON_REPLACED, error))
        return FALSE;
    }

  return TRUE;
}

static const char *
get_channel (TidingsCore        *core,
             TidingsCodeChannel  channel)
{
  if (core->settings.verify_service == NULL)
    return NULL;

  return channel == TIDINGS_CODE_BY_CALL ? TIDINGS_CHANNEL_VERIFY_CALL : TIDINGS_CHANNEL_VERIFY_SMS;
}

/* A rule's no is an error here: somebody is waiting for the code at the screen. */
static gboolean
queue_text (TidingsCore         *core,
            TidingsPerson       *person,
            TidingsCodeChannel   channel,
            GError             **error)
{
  g_autoptr(JsonObject) values = make_values (core, TIDINGS_CODE_MASK);
  TidingsRaise raise = { .type = TYPE_ID, .values = values, .source = "verify", .channel = get_channel (core, channel) };
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, TYPE_ID);
  TidingsOutcome *outcome = NULL;
  gboolean is_queued = FALSE;

  g_assert (type != NULL);

  if (!cancel_older_codes (core, person, error))
    return FALSE;

  outcome = tidings_intake_raise_for (core, person, type, &raise, FALSE, FALSE, 0, 0, error);
  if (outcome == NULL)
    return FALSE;

  if (outcome->message->state == TIDINGS_MESSAGE_QUEUED)
    is_queued = reserve_code (core, person, outcome->message, error);
  else
    {
      g_autofree char *words = g_strcmp0 (outcome->message->reason, TIDINGS_REASON_LANDLINE) == 0 &&
                               core->settings.verify_service != NULL ?
                               /* Translators: %s is a person's name; the words in quotes stay as they are */
                               g_strdup_printf (_("This line takes no texts. “tidings verify %s --call” calls it instead"), person->name) :
                               tidings_reason_describe (outcome->message->reason, 0, person->name);

      g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_REFUSED, "%s: %s", outcome->message->reason, words);
    }
  tidings_outcome_free (outcome);

  return is_queued;
}

gboolean
tidings_verification_request (TidingsCore         *core,
                              TidingsPerson       *person,
                              TidingsCodeChannel   channel,
                              TidingsCodeInfo     *info,
                              GError             **error)
{
  if (!check_may_request (core, person, channel, error))
    return FALSE;

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!queue_text (core, person, channel, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  if (!tidings_core_commit (core, error))
    return FALSE;

  tidings_core_changed (core, "messages");
  tidings_core_wake (core);
  tidings_verification_get_info (core, person, info);

  return TRUE;
}

static char *
replace_mask (const char *body,
              const char *digits)
{
  const char *mask = strstr (body, TIDINGS_CODE_MASK);

  if (mask == NULL)
    return g_strdup (body);

  return g_strdup_printf ("%.*s%s%s", (int) (mask - body), body, digits, mask + strlen (TIDINGS_CODE_MASK));
}

char *
tidings_verification_fill (TidingsCore     *core,
                           TidingsMessage  *message,
                           GError         **error)
{
  g_autoptr(TidingsPerson) person = tidings_store_get_person (core->store, message->person_id, error);
  char digits[TIDINGS_CODE_DIGITS + 1];
  gint64 now = tidings_core_now (core);
  TidingsCode code = { 0 };
  char *body = NULL;

  if (person == NULL)
    return NULL;

  tidings_code_make (digits);
  code.person_id = person->id;
  code.number = message->to;
  code.created_at = now;
  code.expires_at = now + core->settings.code_life_s * G_GINT64_CONSTANT (1000);
  code.n_tries_left = TIDINGS_CODE_TRIES;
  code.message_id = message->id;
  fill_random (code.salt, sizeof code.salt);
  tidings_code_hash (code.salt, code.number, digits, code.hash);

  if (tidings_store_put_code (core->store, &code, error))
    body = replace_mask (message->body, digits);
  explicit_bzero (digits, sizeof digits);

  return body;
}

gboolean
tidings_verification_is_body (TidingsCore    *core,
                              TidingsMessage *message,
                              const char     *masked,
                              const char     *body)
{
  g_autoptr(TidingsCode) code = tidings_store_get_code (core->store, message->person_id);
  const char *mask = strstr (masked, TIDINGS_CODE_MASK);
  g_autofree char *digits = NULL;
  g_autofree char *filled = NULL;
  gsize at;

  if (code == NULL || mask == NULL || code->message_id != message->id)
    return FALSE;

  at = mask - masked;
  if (strlen (body) < at + TIDINGS_CODE_DIGITS)
    return FALSE;
  digits = g_strndup (body + at, TIDINGS_CODE_DIGITS);
  filled = replace_mask (masked, digits);

  return g_str_equal (filled, body) && tidings_code_matches (code, digits);
}

static gboolean
refuse_dead_code (const TidingsCode  *code,
                  TidingsPerson      *person,
                  gint64              now,
                  GError            **error)
{
  if (code == NULL || !g_str_equal (code->number, person->number))
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_TRY_LATER,
                         _("No code is on its way. Send one first"));
  else if (code->n_tries_left == 0)
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_TRY_LATER,
                         _("Too many tries. Send a new code"));
  else if (code->expires_at <= now)
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_TRY_LATER,
                         _("This code has run out. Send a new one"));
  else
    return FALSE;

  return TRUE;
}

/* The try is on disk before the answer leaves, so that a crash gives nobody another one. */
void
tidings_verification_use_up_try (TidingsCore  *core,
                                 TidingsCode  *code,
                                 GError      **error)
{
  code->n_tries_left--;
  if (!tidings_store_put_code (core->store, code, error))
    return;

  if (code->n_tries_left == 0)
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_WRONG_CODE,
                         _("That code is not right. Send a new code"));
  else
    g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_WRONG_CODE,
                 /* Translators: %u is how often a code may still be typed */
                 ngettext ("That code is not right. %u try left", "That code is not right. %u tries left",
                           code->n_tries_left), code->n_tries_left);
}

/* By which way the code came that was typed just now. */
static const char *
get_way (TidingsCore   *core,
         TidingsPerson *person)
{
  g_autoptr(TidingsCode) code = tidings_store_get_code (core->store, person->id);
  g_autoptr(TidingsMessage) message = code != NULL ? tidings_store_get_message (core->store, code->message_id, NULL) : NULL;

  return message != NULL && g_strcmp0 (message->channel, TIDINGS_CHANNEL_VERIFY_CALL) == 0 ? "call" : "code";
}

gboolean
tidings_verification_keep (TidingsCore    *core,
                           TidingsPerson  *person,
                           const char     *by,
                           GError        **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, person->id);
  g_auto(GStrv) unproven = tidings_core_list_get (core, TIDINGS_META_UNPROVEN_PEOPLE);
  gboolean was_proven = person->verified_at != 0 && !g_strv_contains ((const char * const *) unproven, id);

  person->verified_at = tidings_core_now (core);
  if (!tidings_trail_note (core, person, TIDINGS_AUDIT_CONFIRMED, get_way (core, person), by,
                           core->settings.proves_numbers ? NULL : "practice", error) ||
      !tidings_store_update_person (core->store, person, error) ||
      !tidings_store_remove_code (core->store, person->id, error))
    return FALSE;

  if (core->settings.proves_numbers)
    return tidings_core_list_remove (core, TIDINGS_META_UNPROVEN_PEOPLE, id, error);

  /* A rehearsal of what was proved before takes nothing away. */
  return was_proven || tidings_core_list_add (core, TIDINGS_META_UNPROVEN_PEOPLE, id, error);
}

static void
set_incomplete (guint    n_digits,
                GError **error)
{
  if (n_digits == 0)
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, _("Enter all digits of the code"));
  else
    g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
                 /* Translators: %u is how many digits a code has */
                 ngettext ("Enter the %u digit", "Enter all %u digits", n_digits), n_digits);
}

char *
tidings_verification_check_typed (TidingsCore        *core,
                                  TidingsPerson      *person,
                                  const TidingsCode  *code,
                                  const char         *typed,
                                  GError            **error)
{
  gboolean is_verify = code != NULL && code->verify_sid != NULL;
  guint n_digits = is_verify ? tidings_verify_get_n_digits (core) : TIDINGS_CODE_DIGITS;
  g_autofree char *digits = clean_digits (typed, n_digits != 0 ? n_digits : TIDINGS_VERIFY_MIN_DIGITS,
                                          n_digits != 0 ? n_digits : TIDINGS_VERIFY_MAX_DIGITS);

  if (digits == NULL)
    set_incomplete (n_digits, error);
  else if (!refuse_dead_code (code, person, tidings_core_now (core), error))
    return g_steal_pointer (&digits);

  return NULL;
}

/* Digits that come back were on the phone, whatever the carrier says of them, or does not. */
static void
note_arrival (TidingsCore *core,
              gint64       id)
{
  g_autoptr(TidingsMessage) message = tidings_store_get_message (core->store, id, NULL);

  /* The log may have been emptied meanwhile. */
  if (message != NULL)
    tidings_arrivals_note_delivered (core, message);
}

gboolean
tidings_verification_confirm (TidingsCore    *core,
                              TidingsPerson  *person,
                              const char     *typed,
                              GError        **error)
{
  g_autoptr(TidingsCode) code = tidings_store_get_code (core->store, person->id);
  g_autofree char *digits = tidings_verification_check_typed (core, person, code, typed, error);

  if (digits == NULL)
    return FALSE;
  if (code->verify_sid != NULL)
    {
      g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, _("Only Twilio can check this code"));
      return FALSE;
    }
  if (!tidings_code_matches (code, digits))
    {
      tidings_verification_use_up_try (core, code, error);
      return FALSE;
    }

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!tidings_verification_keep (core, person, NULL, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  note_arrival (core, code->message_id);
  if (!tidings_core_commit (core, error))
    return FALSE;

  tidings_core_changed (core, "people");

  return TRUE;
}
