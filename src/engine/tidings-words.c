/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words a person gets: the household's or the catalog's, in that person's language. */
#include "config.h"

#include "tidings-answer.h"
#include "tidings-sender.h"
#include "tidings-store-people.h"
#include "tidings-words.h"

#define CODE_TYPE "verification_code"
#define TEST_TYPE "delivery_test"

/* The values as one person's text sees them: with their name in reach. */
static JsonObject *
values_for (const TidingsRaise *raise,
            TidingsPerson      *person)
{
  JsonObject *values = json_object_new ();
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  json_object_set_string_member (values, "person", person->name);
  json_object_iter_init (&iter, raise->values);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (values, name, json_node_copy (node));

  return values;
}

/* Nobody is asked to answer a name, which cannot be answered. */
static char *
take_requests_out (const char *sender,
                   char       *wording)
{
  char *rest;

  if (wording == NULL || sender == NULL || tidings_sender_can_be_answered (sender))
    return wording;

  rest = tidings_answer_drop_requests (wording);
  g_free (wording);

  return rest;
}

/* A subject that the caller brings is plain text, not a template: it may hold braces of its own. */
static char *
dup_subject (TidingsAlertType   *type,
             const TidingsRaise *raise,
             const char         *language,
             JsonObject         *values)
{
  if (raise->subject == NULL)
    return tidings_alert_type_dup_subject (type, language);

  json_object_set_string_member (values, "subject", raise->subject);

  return g_strdup ("{{ subject? }}");
}

gboolean
tidings_words_wants_stop (TidingsCore      *core,
                          TidingsAlertType *type,
                          const char       *sender)
{
  /* Codes say it in their own words, and a test shows what arrives, not how to end it. */
  if (type != NULL && (g_str_equal (type->id, CODE_TYPE) || g_str_equal (type->id, TEST_TYPE)))
    return FALSE;

  return core->settings.asks_stop && sender != NULL && tidings_sender_can_be_answered (sender);
}

TidingsText *
tidings_words_compose (TidingsCore         *core,
                       TidingsPerson       *person,
                       TidingsAlertType    *type,
                       const TidingsRaise  *raise,
                       const char          *sender,
                       GError             **error)
{
  const char *language = person->language;
  g_autoptr(JsonObject) values = values_for (raise, person);
  g_autofree char *own = take_requests_out (sender, tidings_store_dup_wording (core->store, type->id, language));
  g_autofree char *template = take_requests_out (sender, tidings_alert_type_dup_template (type, language));
  g_autofree char *subject = dup_subject (type, raise, language, values);
  g_autofree char *stop = tidings_words_wants_stop (core, type, sender) ?
                          tidings_catalog_dup_phrase (core->catalog, "stop", language) : NULL;
  g_autofree char *yes = tidings_catalog_dup_phrase (core->catalog, "yes", language);
  g_autofree char *no = tidings_catalog_dup_phrase (core->catalog, "no", language);
  TidingsWording wording = { own, subject, core->settings.household, stop, { yes, no }, raise->cheaper, type->max_segments };
  g_autoptr(GError) local_error = NULL;
  TidingsText *text = own != NULL ? tidings_composer_compose (&wording, values, NULL) : NULL;

  /* An own wording was checked when it was set; the type may have lost a value since. Then the text that came with it is
   * better than none. */
  wording.template = template;
  if (text == NULL)
    text = tidings_composer_compose (&wording, values, &local_error);
  if (text == NULL)
    g_set_error_literal (error, TIDINGS_ENGINE_ERROR, TIDINGS_ENGINE_ERROR_INVALID, local_error->message);

  return text;
}
