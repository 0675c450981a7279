/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alert type while somebody makes or changes it: what may stand in it, and the type that comes of it. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-alert-type-private.h"
#include "tidings-field.h"
#include "tidings-template.h"
#include "tidings-type-draft.h"

#define MAX_ID 64
#define MAX_TITLE 80
#define MAX_DESCRIPTION 300
#define MAX_TEMPLATE 1600
#define MAX_SUBJECT 100
#define MAX_FIELDS 100
#define MAX_SAMPLE 200
#define MAX_SEGMENTS 10
#define MAX_SECONDS (366 * 24 * 60 * 60)

#define ID_LETTERS "abcdefghijklmnopqrstuvwxyz0123456789_"

G_DEFINE_QUARK (tidings-type-draft-error-quark, tidings_type_draft_error)

TidingsTypeDraft *
tidings_type_draft_new (void)
{
  TidingsTypeDraft *self = g_new0 (TidingsTypeDraft, 1);

  self->group = g_strdup (TIDINGS_GROUP_OWN);
  self->priority = TIDINGS_PRIORITY_NORMAL;
  self->max_segments = 1;

  return self;
}

TidingsTypeDraft *
tidings_type_draft_new_for_type (TidingsAlertType *type)
{
  TidingsTypeDraft *self = g_new0 (TidingsTypeDraft, 1);
  guint n = g_strv_length (type->fields);

  self->id = g_strdup (type->id);
  self->group = g_strdup (type->group);
  self->title = tidings_alert_type_dup_title (type, NULL);
  self->description = tidings_alert_type_dup_description (type, NULL);
  self->template = tidings_alert_type_dup_template (type, NULL);
  self->subject = tidings_alert_type_dup_subject (type, NULL);
  self->samples = g_strdupv (type->samples);
  self->fields = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->fields[i] = tidings_field_format (type->fields[i], type->kinds[i]);
  self->priority = type->priority;
  self->cooldown_s = type->cooldown_s;
  self->dedupe_field = g_strdup (type->dedupe_field);
  self->late_s = type->late_s;
  self->max_segments = type->max_segments;
  self->is_private = type->is_private;
  self->is_one_way = type->is_one_way;

  return self;
}

void
tidings_type_draft_free (TidingsTypeDraft *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->group);
  g_free (self->title);
  g_free (self->description);
  g_free (self->template);
  g_free (self->subject);
  g_strfreev (self->fields);
  g_strfreev (self->samples);
  g_free (self->dedupe_field);
  g_free (self);
}

/* The index of what is written for a field, whatever kind it is of; -1 if it is not there. */
static int
find_written (char       **fields,
              const char  *name)
{
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      gsize length = strcspn (fields[i], ":?");

      if (strlen (name) == length && strncmp (fields[i], name, length) == 0)
        return i;
    }

  return -1;
}

/* A field for a placeholder: of the kind that it had. What one text needs, no other makes optional. */
static void
take_path (TidingsTypeDraft *self,
           GPtrArray        *fields,
           const char       *path)
{
  g_autofree char *name = tidings_field_dup_name (path);
  int former = find_written (self->fields, name);
  TidingsFieldKind kind = TIDINGS_FIELD_TEXT;
  g_autofree char *former_path = NULL;

  if (g_str_equal (name, TIDINGS_FIELD_PERSON))
    return;
  if (former >= 0)
    tidings_field_parse (self->fields[former], &former_path, &kind);

  for (guint i = 0; i < fields->len; i++)
    {
      char *there = g_ptr_array_index (fields, i);
      gsize length = strcspn (there, ":?");

      if (strlen (name) != length || strncmp (there, name, length) != 0)
        continue;
      if (!tidings_field_is_optional (path) && tidings_field_is_optional (there))
        there[strlen (there) - 1] = '\0';
      return;
    }
  g_ptr_array_add (fields, tidings_field_format (path, kind));
}

static void
take_text (TidingsTypeDraft *self,
           GPtrArray        *fields,
           const char       *text)
{
  g_auto(GStrv) paths = text != NULL ? tidings_template_list_paths (text, NULL) : NULL;

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    take_path (self, fields, paths[i]);
}

static char **
list_needed (TidingsTypeDraft *self)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new ();

  take_text (self, fields, self->template);
  take_text (self, fields, self->subject);
  for (guint i = 0; self->fields != NULL && self->fields[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (self->fields[i], strcspn (self->fields[i], ":?"));
      gboolean stays = tidings_field_is_optional (self->fields[i]) || g_strcmp0 (self->dedupe_field, name) == 0;
      g_autofree char *path = tidings_field_is_optional (self->fields[i]) ? g_strconcat (name, "?", NULL) : g_strdup (name);

      if (stays)
        take_path (self, fields, path);
    }
  g_ptr_array_add (fields, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&fields), FALSE);
}

static char *
make_sample (const TidingsTypeDraft *self,
             const char             *field)
{
  g_autofree char *name = g_strndup (field, strcspn (field, ":?"));
  g_autofree char *path = NULL;
  TidingsFieldKind kind = TIDINGS_FIELD_TEXT;
  int former = find_written (self->fields, name);

  if (!tidings_field_parse (field, &path, &kind))
    return g_strdup ("");
  if (former >= 0 && self->samples != NULL && (guint) former < g_strv_length (self->samples) &&
      tidings_field_takes_text (kind, self->samples[former]))
    return g_strdup (self->samples[former]);

  return tidings_field_dup_sample (path, kind);
}

void
tidings_type_draft_set_fields (TidingsTypeDraft   *self,
                               const char * const *fields)
{
  char **own;
  char **samples;
  guint n;

  g_return_if_fail (self != NULL);

  own = fields != NULL ? g_strdupv ((char **) fields) : list_needed (self);
  n = g_strv_length (own);
  samples = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    samples[i] = make_sample (self, own[i]);

  g_strfreev (self->fields);
  g_strfreev (self->samples);
  self->fields = own;
  self->samples = samples;
}

static gboolean G_GNUC_PRINTF (3, 4)
refuse (GError                **error,
        TidingsTypeDraftError   part,
        const char             *format,
        ...)
{
  va_list arguments;
  g_autofree char *words = NULL;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, TIDINGS_TYPE_DRAFT_ERROR, part, words);

  return FALSE;
}

static gboolean
check_id (const TidingsTypeDraft  *self,
          TidingsCatalog          *catalog,
          GError                 **error)
{
  TidingsAlertType *former;

  if (self->id == NULL || *self->id == '\0' || strlen (self->id) > MAX_ID || self->id[strspn (self->id, ID_LETTERS)] != '\0')
    return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_ID,
                   _("The id of an alert type has 1 to 64 small letters a to z, digits and _"));
  former = tidings_catalog_lookup (catalog, self->id);
  if (former != NULL && !former->is_own)
    return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_ID,
                   /* Translators: %s is the id of an alert type */
                   _("“%s” comes with Tidings; choose another id, or change its wording"), self->id);

  return TRUE;
}

/* What is always on, and what goes to people who are named, comes with Tidings alone. */
static gboolean
may_be_added_to (TidingsCatalog *catalog,
                 const char     *group)
{
  GListModel *types = tidings_catalog_list_types (catalog);

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);

      if (g_str_equal (type->group, group) && (type->always_on || type->addressed))
        return FALSE;
    }

  return g_strv_contains (tidings_catalog_list_groups (catalog), group);
}

static gboolean
check_group (const TidingsTypeDraft  *self,
             TidingsCatalog          *catalog,
             GError                 **error)
{
  g_autoptr(GString) groups = g_string_new (NULL);

  if (self->group != NULL && may_be_added_to (catalog, self->group))
    return TRUE;

  for (const char * const *group = tidings_catalog_list_groups (catalog); *group != NULL; group++)
    if (may_be_added_to (catalog, *group))
      g_string_append_printf (groups, "%s%s", groups->len > 0 ? ", " : "", *group);

  return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_GROUP,
                 /* Translators: the first %s is what was given as the group of an alert type, the second a list of such words */
                 _("No alert type can be added to the group “%s”; the groups are: %s"),
                 self->group != NULL ? self->group : "", groups->str);
}

static gboolean
is_one_line (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_iscntrl (g_utf8_get_char (text)))
      return FALSE;

  return TRUE;
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

static gboolean
check_names (const TidingsTypeDraft  *self,
             GError                 **error)
{
  if (is_blank (self->title) || g_utf8_strlen (self->title, -1) > MAX_TITLE || !is_one_line (self->title))
    return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_TITLE, _("The title is one line of 1 to 80 characters"));
  if (self->description != NULL &&
      (g_utf8_strlen (self->description, -1) > MAX_DESCRIPTION || !is_one_line (self->description)))
    return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_DESCRIPTION, _("The description is one line of at most 300 characters"));
  if (is_blank (self->template) || g_utf8_strlen (self->template, -1) > MAX_TEMPLATE)
    return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_TEMPLATE, _("The text has 1 to 1600 characters"));
  if (self->subject != NULL && (g_utf8_strlen (self->subject, -1) > MAX_SUBJECT || !is_one_line (self->subject)))
    return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_SUBJECT, _("The subject is one line of at most 100 characters"));

  return TRUE;
}

static gboolean
check_numbers (const TidingsTypeDraft  *self,
               GError                 **error)
{
  if (self->cooldown_s > MAX_SECONDS)
    return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_COOLDOWN, _("The time in which the same alert is sent once is at most 366 days"));
  if (self->late_s > MAX_SECONDS)
    return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_LATE, _("The time for which the alert makes sense is at most 366 days"));
  if (self->max_segments < 1 || self->max_segments > MAX_SEGMENTS)
    return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_MAX_SEGMENTS, _("A text takes 1 to 10 parts"));

  return TRUE;
}

/* The fields as paths, each once. */
static char **
read_paths (char   **fields,
            GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *path = NULL;
      char *name = NULL;
      TidingsFieldKind kind = TIDINGS_FIELD_TEXT;

      if (i >= MAX_FIELDS)
        {
          refuse (error, TIDINGS_TYPE_DRAFT_ERROR_FIELDS, _("An alert has at most 100 values"));
          return NULL;
        }
      if (!tidings_field_parse (fields[i], &path, &kind))
        {
          refuse (error, TIDINGS_TYPE_DRAFT_ERROR_FIELDS,
                  /* Translators: %s is what was given as a field; the example and the kinds stay as they are */
                  _("“%s” is not a field; write it like order.number, code:number or link:link?, with one of the kinds text, number, integer, boolean and link"),
                  fields[i]);
          return NULL;
        }
      name = tidings_field_dup_name (path);
      if (g_str_equal (name, TIDINGS_FIELD_PERSON))
        {
          g_free (name);
          refuse (error, TIDINGS_TYPE_DRAFT_ERROR_FIELDS, _("“person” is the name of who gets the text and needs no field"));
          return NULL;
        }
      if (g_hash_table_contains (seen, name))
        {
          /* Translators: %s is the name of a value such as "unit" */
          refuse (error, TIDINGS_TYPE_DRAFT_ERROR_FIELDS, _("The field “%s” is there twice"), name);
          g_free (name);
          return NULL;
        }
      g_hash_table_add (seen, name);
      g_strv_builder_add (builder, path);
    }

  return g_strv_builder_end (builder);
}

/* Each placeholder is a field, and one that may be missing has a ? in the text as well. Tells in @used which are there. */
static gboolean
check_text (const char             *text,
            TidingsTypeDraftError   part,
            char                  **paths,
            gboolean               *used,
            GError                **error)
{
  g_autoptr(GError) failure = NULL;
  g_auto(GStrv) asked = tidings_template_list_paths (text, &failure);

  if (asked == NULL)
    return refuse (error, part, "%s", failure->message);

  for (char **path = asked; *path != NULL; path++)
    {
      g_autofree char *name = tidings_field_dup_name (*path);
      int i = tidings_field_find (paths, name);

      if (g_str_equal (name, TIDINGS_FIELD_PERSON))
        continue;
      if (i < 0)
        /* Translators: %s is the name of a value such as "unit"; the braces stay as they are */
        return refuse (error, part, _("The text asks for {{ %s }}, which is none of the fields"), name);
      if (tidings_field_is_optional (paths[i]) && !tidings_field_is_optional (*path))
        /* Translators: both %s are the name of a value such as "link" */
        return refuse (error, part, _("“%s” may be missing in an alert; write {{ %s? }}"), name, name);
      used[i] = TRUE;
    }

  return TRUE;
}

static gboolean
check_samples (const TidingsTypeDraft  *self,
               char                   **paths,
               GError                 **error)
{
  if (self->samples == NULL)
    return TRUE;
  if (g_strv_length (self->samples) != g_strv_length (paths))
    return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_SAMPLES, _("There must be one sample for each field"));

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *name = tidings_field_dup_name (paths[i]);
      g_autofree char *path = NULL;
      TidingsFieldKind kind = TIDINGS_FIELD_TEXT;

      tidings_field_parse (self->fields[i], &path, &kind);
      if (is_blank (self->samples[i]) || g_utf8_strlen (self->samples[i], -1) > MAX_SAMPLE ||
          !tidings_field_takes_text (kind, self->samples[i]))
        /* Translators: the first %s is the name of a value such as "unit", the second one of text, number, integer, boolean, link */
        return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_SAMPLES, _("The sample for “%s” is not a %s that can stand in a text"),
                       name, tidings_field_kind_to_string (kind));
    }

  return TRUE;
}

static gboolean
check_use (const TidingsTypeDraft  *self,
           char                   **paths,
           const gboolean          *used,
           GError                 **error)
{
  if (self->dedupe_field != NULL && tidings_field_find (paths, self->dedupe_field) < 0)
    return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_DEDUPE_FIELD,
                   /* Translators: %s is the name of a value such as "unit" */
                   _("“%s”, which tells the same alert from another, is none of the fields"), self->dedupe_field);

  for (guint i = 0; paths[i] != NULL; i++)
    if (!used[i] && !tidings_field_is_optional (paths[i]) && g_strcmp0 (paths[i], self->dedupe_field) != 0)
      return refuse (error, TIDINGS_TYPE_DRAFT_ERROR_FIELDS,
                     /* Translators: both %s are the name of a value such as "unit" */
                     _("Nothing uses the field “%s”; put it into the text, or write it as “%s?” so that it may be missing"),
                     paths[i], paths[i]);

  return TRUE;
}

static gboolean
check_fields (const TidingsTypeDraft  *self,
              GError                 **error)
{
  g_auto(GStrv) paths = read_paths (self->fields, error);
  g_autofree gboolean *used = NULL;

  if (paths == NULL)
    return FALSE;
  used = g_new0 (gboolean, g_strv_length (paths) + 1);

  return check_text (self->template, TIDINGS_TYPE_DRAFT_ERROR_TEMPLATE, paths, used, error) &&
         (self->subject == NULL || check_text (self->subject, TIDINGS_TYPE_DRAFT_ERROR_SUBJECT, paths, used, error)) &&
         check_samples (self, paths, error) && check_use (self, paths, used, error);
}

static TidingsTypeDraft *
copy (const TidingsTypeDraft *self)
{
  TidingsTypeDraft *draft = g_memdup2 (self, sizeof *self);

  draft->id = g_strdup (self->id);
  draft->group = g_strdup (self->group);
  draft->title = self->title != NULL ? g_strstrip (g_strdup (self->title)) : NULL;
  draft->description = g_strstrip (g_strdup (self->description != NULL ? self->description : ""));
  draft->template = self->template != NULL ? g_strstrip (g_strdup (self->template)) : NULL;
  draft->subject = is_blank (self->subject) ? NULL : g_strstrip (g_strdup (self->subject));
  draft->fields = g_strdupv (self->fields);
  draft->samples = g_strdupv (self->samples);
  draft->dedupe_field = is_blank (self->dedupe_field) ? NULL : g_strdup (self->dedupe_field);

  return draft;
}

TidingsAlertType *
tidings_type_draft_finish (const TidingsTypeDraft  *self,
                           TidingsCatalog          *catalog,
                           GError                 **error)
{
  g_autoptr(TidingsTypeDraft) draft = NULL;
  g_autoptr(GError) failure = NULL;
  TidingsAlertType *type;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (TIDINGS_IS_CATALOG (catalog), NULL);

  draft = copy (self);
  if (!check_id (draft, catalog, error) || !check_group (draft, catalog, error) ||
      !check_names (draft, error) || !check_numbers (draft, error))
    return NULL;
  if (draft->fields == NULL)
    tidings_type_draft_set_fields (draft, NULL);
  if (!check_fields (draft, error))
    return NULL;
  if (draft->samples == NULL)
    tidings_type_draft_set_fields (draft, (const char * const *) draft->fields);

  if ((type = tidings_type_draft_read (draft, &failure)) == NULL)
    refuse (error, TIDINGS_TYPE_DRAFT_ERROR_TEMPLATE, "%s", failure->message);

  return type;
}

TidingsAlertType *
tidings_type_draft_read (const TidingsTypeDraft  *self,
                         GError                 **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  const char *none[] = { NULL };
  const char * const *fields = self->fields != NULL ? (const char * const *) self->fields : none;
  const char * const *samples = self->samples != NULL ? (const char * const *) self->samples : none;
  TidingsAlertType *type;

  g_key_file_set_string (file, self->id, "Group", self->group);
  g_key_file_set_string (file, self->id, "Title", self->title);
  g_key_file_set_string (file, self->id, "Description", self->description != NULL ? self->description : "");
  g_key_file_set_string (file, self->id, "Template", self->template);
  if (self->subject != NULL)
    g_key_file_set_string (file, self->id, "Subject", self->subject);
  g_key_file_set_string_list (file, self->id, "Fields", fields, g_strv_length ((char **) fields));
  g_key_file_set_string_list (file, self->id, "Samples", samples, g_strv_length ((char **) samples));
  g_key_file_set_string (file, self->id, "Priority", tidings_priority_to_string (self->priority));
  g_key_file_set_integer (file, self->id, "CooldownSeconds", self->cooldown_s);
  if (self->dedupe_field != NULL)
    g_key_file_set_string (file, self->id, "DedupeField", self->dedupe_field);
  g_key_file_set_integer (file, self->id, "LateSeconds", self->late_s);
  g_key_file_set_integer (file, self->id, "MaxSegments", self->max_segments);
  g_key_file_set_boolean (file, self->id, "Private", self->is_private);
  g_key_file_set_boolean (file, self->id, "OneWay", self->is_one_way);

  if ((type = tidings_alert_type_new_from_key_file (file, self->id, error)) != NULL)
    type->is_own = TRUE;

  return type;
}
