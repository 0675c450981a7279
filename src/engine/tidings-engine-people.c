/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front door: people, their confirmation, what they get and how it is worded. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-country.h"
#include "tidings-engine-private.h"
#include "tidings-gather.h"
#include "tidings-phone-number.h"
#include "tidings-reason.h"
#include "tidings-store-audit.h"
#include "tidings-store-people.h"
#include "tidings-template.h"
#include "tidings-trail.h"
#include "tidings-upkeep.h"
#include "tidings-verification.h"
#include "tidings-verify.h"
#include "tidings-zone.h"

#define MAX_NAME 100
#define MAX_LANGUAGE 35
#define MINUTES_A_DAY (24 * 60)
#define MAX_WORDING 1600
#define MAX_RATE 100000

/* What says when somebody is not to be disturbed. */
#define HOURS (TIDINGS_PERSON_CHANGE_QUIET | TIDINGS_PERSON_CHANGE_ZONE | TIDINGS_PERSON_CHANGE_PAUSE)

static TidingsPerson *
get_person (TidingsEngine  *self,
            gint64          id,
            GError        **error)
{
  GError *local_error = NULL;
  TidingsPerson *person = tidings_store_get_person (tidings_engine_get_core (self)->store, id, &local_error);

  if (person == NULL)
    tidings_core_take_error (error, local_error);

  return person;
}

static gboolean
set_invalid (GError     **error,
             const char  *words)
{
  g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, words);

  return FALSE;
}

static gboolean
change_name (TidingsPerson  *person,
             const char     *name,
             GError        **error)
{
  g_autofree char *clean = g_strstrip (g_strdup (name != NULL ? name : ""));

  if (*clean == '\0')
    return set_invalid (error, _("Enter a name"));
  if (g_utf8_strlen (clean, -1) > MAX_NAME)
    return set_invalid (error, _("Enter a name of at most 100 characters"));
  /* A name stands in one line of lists, texts and notices. */
  for (const char *p = clean; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return set_invalid (error, _("Enter a name in one line"));

  g_free (person->name);
  person->name = g_steal_pointer (&clean);

  return TRUE;
}

/* Reads the number; another one ends the confirmation. */
static gboolean
change_number (TidingsPerson  *person,
               const char     *typed,
               const char     *country,
               GError        **error)
{
  g_autoptr(TidingsNumberCheck) check = NULL;
  g_autofree char *words = NULL;

  check = tidings_phone_number_check (typed != NULL ? typed : "", country != NULL && *country != '\0' ? country : NULL);
  if (tidings_number_verdict_blocks (check->verdict))
    {
      words = tidings_number_check_describe (check);
      return set_invalid (error, words);
    }

  if (g_strcmp0 (person->number, check->e164) != 0)
    {
      person->verified_at = 0;
      g_clear_pointer (&person->line_type, g_free);
      g_clear_pointer (&person->carrier, g_free);
    }
  g_free (person->number);
  person->number = g_strdup (check->e164);
  g_free (person->country);
  person->country = g_strdup (check->country != NULL ? check->country : "");

  return TRUE;
}

static gboolean
change_zone (TidingsPerson  *person,
             const char     *zone,
             GError        **error)
{
  g_autoptr(GTimeZone) found = NULL;

  if (zone != NULL && *zone != '\0' && (found = tidings_zone_new (zone)) == NULL)
    return set_invalid (error, _("There is no such time zone. Give it as in “Europe/Berlin”"));

  g_free (person->zone);
  person->zone = zone != NULL && *zone != '\0' ? g_strdup (zone) : NULL;

  return TRUE;
}

/* The shape alone: texts in a language that nobody has translated are English, as names on this computer are. */
static gboolean
is_language (const char *name)
{
  gsize n = strlen (name);

  return n >= 2 && n <= MAX_LANGUAGE && g_ascii_isalpha (*name) && strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-@.") == n;
}

static gboolean
set_no_language (GError **error)
{
  return set_invalid (error, _("There is no such language. Give it as in “de” or “pt_BR”"));
}

static gboolean
change_language (TidingsPerson  *person,
                 const char     *language,
                 GError        **error)
{
  if (language == NULL || *language == '\0')
    return TRUE;
  if (!is_language (language))
    return set_no_language (error);

  g_free (person->language);
  person->language = g_strdup (language);

  return TRUE;
}

static gboolean
change_quiet (TidingsPerson            *person,
              const TidingsQuietHours  *quiet,
              GError                  **error)
{
  for (guint day = 0; day < G_N_ELEMENTS (quiet->from); day++)
    {
      int from = quiet->from[day];
      int to = quiet->to[day];

      if ((from < 0) != (to < 0) || from >= MINUTES_A_DAY || to >= MINUTES_A_DAY)
        return set_invalid (error, _("Quiet hours need a beginning and an end, from 00:00 to 23:59"));
    }

  person->quiet = *quiet;

  return TRUE;
}

static gboolean
change_rates (TidingsPerson  *person,
              int             rate_hour,
              int             rate_day,
              GError        **error)
{
  if (rate_hour < -1 || rate_day < -1 || rate_hour > MAX_RATE || rate_day > MAX_RATE)
    return set_invalid (error, _("A limit of texts is from 0 to 100000, or -1 for the household’s"));

  person->rate_hour = rate_hour;
  person->rate_day = rate_day;

  return TRUE;
}

static gboolean
apply_changes (TidingsPerson  *person,
               TidingsPerson  *values,
               guint           changes,
               GError        **error)
{
  if ((changes & TIDINGS_PERSON_CHANGE_NAME) && !change_name (person, values->name, error))
    return FALSE;
  if (changes & (TIDINGS_PERSON_CHANGE_NUMBER | TIDINGS_PERSON_CHANGE_COUNTRY))
    {
      gboolean has_number = changes & TIDINGS_PERSON_CHANGE_NUMBER;
      gboolean has_country = changes & TIDINGS_PERSON_CHANGE_COUNTRY;

      if (!change_number (person, has_number ? values->number : person->number,
                          has_country ? values->country : person->country, error))
        return FALSE;
    }
  if ((changes & TIDINGS_PERSON_CHANGE_ZONE) && !change_zone (person, values->zone, error))
    return FALSE;
  if ((changes & TIDINGS_PERSON_CHANGE_QUIET) && !change_quiet (person, &values->quiet, error))
    return FALSE;
  if ((changes & TIDINGS_PERSON_CHANGE_LANGUAGE) && !change_language (person, values->language, error))
    return FALSE;
  if (changes & TIDINGS_PERSON_CHANGE_ENABLED)
    person->enabled = values->enabled;
  if (changes & TIDINGS_PERSON_CHANGE_PAUSE)
    person->paused_until = MAX (values->paused_until, 0);
  if ((changes & (TIDINGS_PERSON_CHANGE_RATE_HOUR | TIDINGS_PERSON_CHANGE_RATE_DAY)) &&
      !change_rates (person, changes & TIDINGS_PERSON_CHANGE_RATE_HOUR ? values->rate_hour : person->rate_hour,
                     changes & TIDINGS_PERSON_CHANGE_RATE_DAY ? values->rate_day : person->rate_day, error))
    return FALSE;

  if (person->language == NULL)
    person->language = tidings_country_dup_language (person->country);

  return TRUE;
}

/* The store's own CONFLICT cannot name the other person; this can. */
static gboolean
check_is_free (TidingsCore    *core,
               TidingsPerson  *person,
               GError        **error)
{
  g_autoptr(TidingsPerson) other = tidings_store_find_person_by_number (core->store, person->number);

  if (other == NULL || other->id == person->id)
    return TRUE;

  g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID,
               /* Translators: %s is a person's name */
               _("%s already has this number"), other->name);

  return FALSE;
}

void
tidings_engine_set_asker (TidingsEngine *self,
                          const char    *asker)
{
  TidingsCore *core;

  g_return_if_fail (TIDINGS_IS_ENGINE (self));

  core = tidings_engine_get_core (self);
  g_free (core->asker);
  core->asker = g_strdup (asker);
}

static gboolean
write_person (TidingsCore    *core,
              TidingsPerson  *person,
              const char     *old_number,
              GError        **error)
{
  g_autofree char *id = NULL;

  if (person->id == 0)
    {
      person->created_at = tidings_core_now (core);
      return tidings_store_add_person (core->store, person, error) && tidings_trail_note_written (core, person, NULL, error);
    }

  if (!tidings_store_update_person (core->store, person, error) ||
      !tidings_trail_note_written (core, person, old_number, error))
    return FALSE;
  if (g_str_equal (old_number, person->number))
    return TRUE;

  id = g_strdup_printf ("%" G_GINT64_FORMAT, person->id);

  return tidings_store_remove_code (core->store, person->id, error) &&
         tidings_core_list_remove (core, TIDINGS_META_UNPROVEN_PEOPLE, id, error) &&
         tidings_core_cancel_waiting (core, person->id, 0, old_number, TIDINGS_REASON_REMOVED, error);
}

TidingsPerson *
tidings_engine_put_person (TidingsEngine  *self,
                           gint64          id,
                           TidingsPerson  *values,
                           guint           changes,
                           GError        **error)
{
  TidingsCore *core;
  g_autoptr(TidingsPerson) person = NULL;
  g_autofree char *old_number = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), NULL);
  g_return_val_if_fail (TIDINGS_IS_PERSON (values), NULL);

  core = tidings_engine_get_core (self);
  person = id == 0 ? tidings_person_new () : get_person (self, id, error);
  if (id == 0)
    changes |= TIDINGS_PERSON_CHANGE_NAME | TIDINGS_PERSON_CHANGE_NUMBER | TIDINGS_PERSON_CHANGE_COUNTRY;
  if (person == NULL)
    return NULL;

  old_number = g_strdup (person->number);
  if (!apply_changes (person, values, changes, error) || !check_is_free (core, person, error))
    return NULL;

  if (tidings_core_begin (core, &local_error))
    {
      if (!write_person (core, person, old_number, &local_error))
        tidings_core_rollback (core);
      else
        tidings_core_commit (core, &local_error);
    }
  if (local_error != NULL)
    {
      tidings_core_take_error (error, local_error);
      return NULL;
    }
  tidings_core_changed (core, "people");
  tidings_upkeep_want_prices (core->upkeep, person->country);
  if (g_strcmp0 (old_number, person->number) != 0)
    tidings_upkeep_want_line (core->upkeep, person->number);
  if (id != 0 && (changes & HOURS) != 0 && !tidings_gather_look_again (core, id, &local_error))
    {
      g_warning ("What was held cannot be looked at again: %s", local_error->message);
      g_clear_error (&local_error);
    }

  /* Read back, so that the caller sees a STOP that is on file for the number. */
  return get_person (self, person->id, error);
}

static gboolean
remove_person (TidingsCore  *core,
               gint64        id,
               gboolean      with_messages,
               GError      **error)
{
  g_autoptr(TidingsPerson) person = tidings_store_get_person (core->store, id, error);

  return person != NULL &&
         tidings_core_cancel_waiting (core, id, 0, NULL, TIDINGS_REASON_REMOVED, error) &&
         tidings_trail_note (core, person, TIDINGS_AUDIT_REMOVED, "person", NULL, NULL, error) &&
         tidings_store_remove_person (core->store, id, with_messages, error);
}

gboolean
tidings_engine_remove_person (TidingsEngine  *self,
                              gint64          id,
                              gboolean        with_messages,
                              GError        **error)
{
  TidingsCore *core;
  GError *local_error = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);

  core = tidings_engine_get_core (self);
  if (tidings_core_begin (core, &local_error))
    {
      if (!remove_person (core, id, with_messages, &local_error))
        tidings_core_rollback (core);
      else
        tidings_core_commit (core, &local_error);
    }
  if (local_error != NULL)
    {
      tidings_core_take_error (error, local_error);
      return FALSE;
    }

  tidings_core_changed (core, "people");
  tidings_core_changed (core, "messages");
  tidings_core_changed (core, "reminders");
  tidings_core_wake (core);

  return TRUE;
}

void
tidings_engine_erase_person_async (TidingsEngine       *self,
                                   gint64               id,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  TidingsCore *core;
  TidingsErased *erased = NULL;
  TidingsForget forget;
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  GError *local_error = NULL;

  g_return_if_fail (TIDINGS_IS_ENGINE (self));

  core = tidings_engine_get_core (self);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tidings_engine_erase_person_async);
  if (!tidings_forgetting_erase (core, id, &forget, &local_error))
    {
      tidings_core_take_error (&error, local_error);
      g_task_return_error (task, error);
      return;
    }

  erased = g_new0 (TidingsErased, 1);
  *erased = (TidingsErased) { forget.n_texts, forget.n_at_twilio, forget.n_waiting, forget.keeps_stop };
  g_task_set_task_data (task, erased, g_free);
  tidings_core_changed (core, "people");
  tidings_core_changed (core, "messages");
  tidings_core_changed (core, "reminders");
  tidings_forgetting_when_clean (tidings_engine_get_forgetting (self), task);
}

gboolean
tidings_engine_erase_person_finish (TidingsEngine  *self,
                                    GAsyncResult   *result,
                                    TidingsErased  *erased,
                                    GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (erased != NULL)
    *erased = *(TidingsErased *) g_task_get_task_data (G_TASK (result));

  return TRUE;
}

static TidingsAlertType *
find_type (TidingsCore  *core,
           const char   *id,
           GError      **error)
{
  TidingsAlertType *type = tidings_catalog_lookup (core->catalog, id);

  if (type == NULL)
    g_set_error (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_NOT_FOUND,
                 /* Translators: %s is what was typed for an alert type's id */
                 _("There is no alert type “%s”. “tidings types” lists them"), id);

  return type;
}

static gboolean
set_subscription (TidingsCore  *core,
                  gint64        person,
                  const char   *type,
                  gboolean      is_on,
                  GError      **error)
{
  if (!tidings_core_begin (core, error))
    return FALSE;
  /* Before it is done, while it can be seen for whom it is a change. */
  if (!tidings_trail_note_type (core, person, type, is_on, error) ||
      !tidings_store_set_subscription (core->store, person, type, is_on, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }

  return tidings_core_commit (core, error);
}

gboolean
tidings_engine_set_subscription (TidingsEngine  *self,
                                 gint64          person,
                                 const char     *type,
                                 gboolean        is_on,
                                 GError        **error)
{
  TidingsCore *core;
  TidingsAlertType *found;
  g_autoptr(TidingsPerson) whom = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (type != NULL, FALSE);

  core = tidings_engine_get_core (self);
  if ((found = find_type (core, type, error)) == NULL ||
      (person != 0 && (whom = get_person (self, person, error)) == NULL))
    return FALSE;
  if (found->always_on)
    return set_invalid (error, _("Security alerts are always on; there is nothing to switch"));
  if (found->addressed)
    return set_invalid (error, _("This type goes only to people who are named; there is nothing to switch"));

  if (!set_subscription (core, person, type, is_on, &local_error))
    {
      tidings_core_take_error (error, local_error);
      return FALSE;
    }
  tidings_core_changed (core, "people");

  return TRUE;
}

static gboolean
check_wording (TidingsAlertType  *type,
               const char        *text,
               GError           **error)
{
  g_auto(GStrv) paths = NULL;
  g_autoptr(GError) local_error = NULL;

  if (g_utf8_strlen (text, -1) > MAX_WORDING)
    return set_invalid (error, _("A text has at most 1600 characters"));
  if ((paths = tidings_template_list_paths (text, &local_error)) == NULL)
    return set_invalid (error, local_error->message);

  for (char **path = paths; *path != NULL; path++)
    {
      gboolean is_optional = g_str_has_suffix (*path, "?");
      g_autofree char *name = g_strndup (*path, strlen (*path) - (is_optional ? 1 : 0));
      g_autofree char *optional = g_strconcat (name, "?", NULL);
      g_autofree char *words = NULL;

      /* A field that a raise may leave out must be optional in the wording too, or the alert would fail one day. */
      if (g_str_equal (name, "person") || g_strv_contains ((const char * const *) type->fields, name) ||
          (is_optional && g_strv_contains ((const char * const *) type->fields, optional)))
        continue;
      if (g_strv_contains ((const char * const *) type->fields, optional))
        /* Translators: both %s are the name of a value such as "link" */
        words = g_strdup_printf (_("“%s” may be missing in an alert; write {{ %s? }}"), name, name);
      else
        /* Translators: both %s are an alert type's id or the name of a value; the braces stay as they are */
        words = g_strdup_printf (_("“%s” has no value for {{ %s }}. “tidings types show” lists its values"), type->id, name);
      return set_invalid (error, words);
    }

  return TRUE;
}

gboolean
tidings_engine_set_wording (TidingsEngine  *self,
                            const char     *type,
                            const char     *language,
                            const char     *text,
                            GError        **error)
{
  TidingsCore *core;
  TidingsAlertType *found;
  gboolean restore;
  GError *local_error = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (type != NULL, FALSE);

  core = tidings_engine_get_core (self);
  restore = text == NULL || *text == '\0';
  if ((found = find_type (core, type, error)) == NULL || (!restore && !check_wording (found, text, error)))
    return FALSE;
  if (language != NULL && *language != '\0' && !is_language (language))
    return set_no_language (error);

  if (!tidings_store_set_wording (core->store, type, language != NULL ? language : "", restore ? NULL : text, &local_error))
    {
      tidings_core_take_error (error, local_error);
      return FALSE;
    }
  tidings_core_changed (core, "types");

  return TRUE;
}

gboolean
tidings_engine_send_code_by (TidingsEngine       *self,
                             gint64               id,
                             TidingsCodeChannel   channel,
                             TidingsCodeInfo     *info,
                             GError             **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (info != NULL, FALSE);

  if ((person = get_person (self, id, error)) == NULL)
    return FALSE;
  if (!tidings_verification_request (tidings_engine_get_core (self), person, channel, info, &local_error))
    {
      tidings_core_take_error (error, local_error);
      return FALSE;
    }

  return TRUE;
}

gboolean
tidings_engine_send_code (TidingsEngine    *self,
                          gint64            id,
                          TidingsCodeInfo  *info,
                          GError          **error)
{
  return tidings_engine_send_code_by (self, id, TIDINGS_CODE_BY_TEXT, info, error);
}

static void
confirmed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TidingsEngine *self = g_task_get_source_object (task);
  GError *local_error = NULL;
  GError *error = NULL;

  if (tidings_verify_confirm_finish (tidings_engine_get_core (self)->verify, result, &local_error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (local_error->domain == TIDINGS_STORE_ERROR)
    tidings_core_take_error (&error, local_error);
  else
    error = local_error;
  g_task_return_error (task, error);
}

void
tidings_engine_confirm_code_async (TidingsEngine       *self,
                                   gint64               id,
                                   const char          *digits,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  TidingsCore *core;
  g_autoptr(GTask) task = NULL;
  g_autoptr(TidingsPerson) person = NULL;
  g_autoptr(TidingsCode) code = NULL;
  g_autofree char *clean = NULL;
  GError *error = NULL;

  g_return_if_fail (TIDINGS_IS_ENGINE (self));
  g_return_if_fail (digits != NULL);

  core = tidings_engine_get_core (self);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tidings_engine_confirm_code_async);
  code = tidings_store_get_code (core->store, id);
  if ((code == NULL || code->verify_sid == NULL) && !tidings_engine_confirm_code (self, id, digits, &error))
    g_task_return_error (task, error);
  else if (code == NULL || code->verify_sid == NULL)
    g_task_return_boolean (task, TRUE);
  else if ((person = get_person (self, id, &error)) == NULL ||
           (clean = tidings_verification_check_typed (core, person, code, digits, &error)) == NULL)
    g_task_return_error (task, error);
  else
    {
      tidings_verify_confirm_async (core->verify, person, clean, confirmed_cb, g_steal_pointer (&task));
      explicit_bzero (clean, strlen (clean));
    }
}

gboolean
tidings_engine_confirm_code_finish (TidingsEngine  *self,
                                    GAsyncResult   *result,
                                    GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
tidings_engine_confirm_code (TidingsEngine  *self,
                             gint64          id,
                             const char     *digits,
                             GError        **error)
{
  g_autoptr(TidingsPerson) person = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (digits != NULL, FALSE);

  if ((person = get_person (self, id, error)) == NULL)
    return FALSE;
  if (!tidings_verification_confirm (tidings_engine_get_core (self), person, digits, &local_error))
    {
      tidings_core_take_error (error, local_error);
      return FALSE;
    }

  return TRUE;
}

gboolean
tidings_engine_get_code_info (TidingsEngine    *self,
                              gint64            id,
                              TidingsCodeInfo  *info,
                              GError          **error)
{
  g_autoptr(TidingsPerson) person = NULL;

  g_return_val_if_fail (TIDINGS_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (info != NULL, FALSE);

  if ((person = get_person (self, id, error)) == NULL)
    return FALSE;
  tidings_verification_get_info (tidings_engine_get_core (self), person, info);

  return TRUE;
}
