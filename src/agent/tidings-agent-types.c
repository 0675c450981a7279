/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface's methods about alert types that people make. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-agent-private.h"

#define MAX_ID 200
#define MAX_WORD 500
#define MAX_TEXT 10000

static const TidingsArgument type_values[] = {
  { "group", "s", MAX_WORD },
  { "title", "s", MAX_WORD },
  { "description", "s", MAX_TEXT },
  { "template", "s", MAX_TEXT },
  { "subject", "s", MAX_WORD },
  { "fields", "as", MAX_WORD },
  { "samples", "as", MAX_TEXT },
  { "priority", "s", MAX_WORD },
  { "cooldown", "u", 0 },
  { "dedupe-field", "s", MAX_WORD },
  { "late", "u", 0 },
  { "max-segments", "u", 0 },
  { "private", "b", 0 },
  { "one-way", "b", 0 },
};

static gboolean
take_text (char       **field,
           GVariant    *values,
           const char  *key)
{
  char *text = NULL;

  if (!g_variant_lookup (values, key, "s", &text))
    return FALSE;
  g_free (*field);
  *field = text;

  return TRUE;
}

static void
take_list (char      ***field,
           GVariant    *values,
           const char  *key)
{
  char **list = NULL;

  if (!g_variant_lookup (values, key, "^as", &list))
    return;
  g_strfreev (*field);
  *field = list;
}

/* Without a word about them the fields follow the texts. */
static void
take_fields (TidingsTypeDraft *draft,
             GVariant         *values,
             gboolean          has_texts)
{
  g_autofree const char **fields = NULL;

  if (g_variant_lookup (values, "fields", "^a&s", &fields))
    tidings_type_draft_set_fields (draft, fields);
  else if (has_texts)
    tidings_type_draft_set_fields (draft, NULL);
}

static gboolean
take_priority (TidingsTypeDraft  *draft,
               GVariant          *values,
               GError           **error)
{
  const char *name = NULL;

  if (!g_variant_lookup (values, "priority", "&s", &name) || tidings_priority_from_string (name, &draft->priority))
    return TRUE;

  g_set_error (error, TIDINGS_BUS_ERROR, TIDINGS_BUS_ERROR_INVALID_ARGUMENT,
               /* Translators: %s is what was given; the four words stay as they are */
               _("“%s” is not a priority; the priorities are low, normal, high and critical"), name);

  return FALSE;
}

static gboolean
take_values (TidingsTypeDraft  *draft,
             GVariant          *values,
             GError           **error)
{
  gboolean has_template;
  gboolean has_subject;

  take_text (&draft->group, values, "group");
  take_text (&draft->title, values, "title");
  take_text (&draft->description, values, "description");
  has_template = take_text (&draft->template, values, "template");
  has_subject = take_text (&draft->subject, values, "subject");
  take_text (&draft->dedupe_field, values, "dedupe-field");
  take_fields (draft, values, has_template || has_subject);
  take_list (&draft->samples, values, "samples");
  g_variant_lookup (values, "cooldown", "u", &draft->cooldown_s);
  g_variant_lookup (values, "late", "u", &draft->late_s);
  g_variant_lookup (values, "max-segments", "u", &draft->max_segments);
  g_variant_lookup (values, "private", "b", &draft->is_private);
  g_variant_lookup (values, "one-way", "b", &draft->is_one_way);

  return take_priority (draft, values, error);
}

static gboolean
put_type (TidingsEngine  *engine,
          const char     *id,
          GVariant       *values,
          GError        **error)
{
  g_autoptr(TidingsTypeDraft) draft = NULL;

  if (!tidings_arguments_check_text ("id", id, MAX_ID, error) ||
      !tidings_arguments_check (values, type_values, G_N_ELEMENTS (type_values), error))
    return FALSE;

  draft = tidings_engine_draft_type (engine, id);

  return take_values (draft, values, error) && tidings_engine_put_type (engine, draft, error);
}

static gboolean
handle_put_type_cb (TidingsBusAgent1      *face,
                    GDBusMethodInvocation *invocation,
                    const char            *id,
                    GVariant              *values,
                    gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!put_type (engine, id, values, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_put_type (face, invocation);

  return TRUE;
}

static gboolean
handle_remove_type_cb (TidingsBusAgent1      *face,
                       GDBusMethodInvocation *invocation,
                       const char            *id,
                       gpointer               user_data)
{
  TidingsEngine *engine = tidings_agent_check (user_data, invocation);
  GError *error = NULL;

  if (engine == NULL)
    return TRUE;
  if (!tidings_arguments_check_text ("id", id, MAX_ID, &error) || !tidings_engine_remove_type (engine, id, &error))
    tidings_agent_take_error (invocation, error);
  else
    tidings_bus_agent1_complete_remove_type (face, invocation);

  return TRUE;
}

void
tidings_agent_connect_types (TidingsAgent     *self,
                             TidingsBusAgent1 *face)
{
  g_signal_connect_object (face, "handle-put-type", G_CALLBACK (handle_put_type_cb), self, 0);
  g_signal_connect_object (face, "handle-remove-type", G_CALLBACK (handle_remove_type_cb), self, 0);
}
