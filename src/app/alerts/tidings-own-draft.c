/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alert of one's own while it is made or changed. */
#include "config.h"

#include "tidings-own-draft.h"

#include <string.h>

#include "tidings-field.h"
#include "tidings-own-values.h"
#include "tidings-type-draft.h"
#include "tidings-wording-draft.h"

#define MINUTE_S 60
/* An id made of a title leaves room for a number behind it. */
#define MAX_MADE_ID 48
/* What stands for a part that is not there yet while another is checked; nobody sees it. */
#define STAND_IN "x"

struct _TidingsOwnDraft
{
  GObject parent_instance;

  TidingsCatalog *catalog;
  TidingsAlertType *type; /* NULL for a new one */
  GPtrArray *groups;      /* ids, of the catalog */
  TidingsOwnValues *values;
  char *title;
  char *text;
  guint group;
  guint priority;
  double cooldown;

  guint is_changed : 1;
  guint has_title : 1;    /* somebody has written into it */
  guint has_text : 1;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_TEXT,
  PROP_GROUP,
  PROP_PRIORITY,
  PROP_COOLDOWN,
  PROP_TITLE_PROBLEM,
  PROP_TEXT_PROBLEM,
  PROP_COOLDOWN_PROBLEM,
  PROP_PREVIEW,
  PROP_COUNT,
  PROP_N_TEXTS,
  PROP_COMMAND,
  PROP_CAN_SAVE,
  PROP_IS_CHANGED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsOwnDraft, tidings_own_draft, G_TYPE_OBJECT)

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

  return TRUE;
}

/* An own alert stands with the others of its own first. */
static void
list_groups (TidingsOwnDraft *self)
{
  const char * const *groups = tidings_catalog_list_groups (self->catalog);

  g_ptr_array_add (self->groups, g_strdup (TIDINGS_GROUP_OWN));
  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (!g_str_equal (groups[i], TIDINGS_GROUP_OWN) && may_be_added_to (self->catalog, groups[i]))
        g_ptr_array_add (self->groups, g_strdup (groups[i]));
    }
  g_ptr_array_add (self->groups, NULL);
}

/* "Kitchen timer" becomes kitchen_timer. */
static char *
make_id (const char *title)
{
  g_autofree char *plain = g_str_to_ascii (title, NULL);
  g_autofree char *lower = g_ascii_strdown (plain, -1);
  g_autoptr(GString) id = g_string_new (NULL);

  for (const char *c = lower; *c != '\0' && id->len < MAX_MADE_ID; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (id, *c);
      else if (id->len > 0 && id->str[id->len - 1] != '_')
        g_string_append_c (id, '_');
    }
  while (id->len > 0 && id->str[id->len - 1] == '_')
    g_string_truncate (id, id->len - 1);

  /* A title of letters that ASCII has nothing for leaves none. */
  return id->len > 0 && strspn (id->str, "_?") < id->len ? g_strdup (id->str) : g_strdup ("alert");
}

char *
tidings_own_draft_dup_id (TidingsOwnDraft *self)
{
  g_autofree char *base = NULL;
  char *id = NULL;

  g_return_val_if_fail (TIDINGS_IS_OWN_DRAFT (self), NULL);

  if (self->type != NULL)
    return g_strdup (self->type->id);

  base = make_id (self->title);
  id = g_strdup (base);
  for (guint n = 2; tidings_catalog_lookup (self->catalog, id) != NULL; n++)
    {
      g_free (id);
      id = g_strdup_printf ("%s_%u", base, n);
    }

  return id;
}

/* The draft with only the parts that are asked about; the others are as they may be. */
static TidingsTypeDraft *
make_draft (TidingsOwnDraft *self,
            gboolean         with_title,
            gboolean         with_text,
            gboolean         with_cooldown)
{
  TidingsTypeDraft *draft = self->type != NULL ? tidings_type_draft_new_for_type (self->type) : tidings_type_draft_new ();

  g_free (draft->id);
  g_free (draft->group);
  g_free (draft->title);
  g_free (draft->template);
  draft->id = tidings_own_draft_dup_id (self);
  draft->group = g_strdup (g_ptr_array_index (self->groups, self->group));
  draft->title = g_strdup (with_title ? self->title : STAND_IN);
  draft->template = g_strdup (with_text ? self->text : STAND_IN);
  draft->priority = self->priority;
  if (with_cooldown)
    draft->cooldown_s = (guint) (self->cooldown * MINUTE_S);
  tidings_type_draft_set_fields (draft, NULL);
  tidings_own_values_apply (self->values, draft);

  return draft;
}

static TidingsAlertType *
make_type (TidingsOwnDraft  *self,
           gboolean          with_title,
           gboolean          with_text,
           gboolean          with_cooldown,
           GError          **error)
{
  g_autoptr(TidingsTypeDraft) draft = make_draft (self, with_title, with_text, with_cooldown);

  return tidings_type_draft_finish (draft, self->catalog, error);
}

static char *
dup_problem (TidingsOwnDraft *self,
             guint            prop)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsAlertType) type = NULL;

  if ((prop == PROP_TITLE_PROBLEM && !self->has_title) || (prop == PROP_TEXT_PROBLEM && !self->has_text))
    return g_strdup ("");

  type = make_type (self, prop == PROP_TITLE_PROBLEM, prop == PROP_TEXT_PROBLEM, prop == PROP_COOLDOWN_PROBLEM, &error);

  return g_strdup (type != NULL ? "" : error->message);
}

static char *
dup_preview (TidingsOwnDraft *self)
{
  g_autoptr(TidingsAlertType) type = make_type (self, FALSE, TRUE, FALSE, NULL);
  char *filled = type != NULL ? tidings_wording_fill (type, self->text) : NULL;

  return filled != NULL ? filled : g_strdup ("");
}

/* "tidings alert kitchen_timer dish=…" */
static char *
dup_command (TidingsOwnDraft *self)
{
  g_autoptr(TidingsAlertType) type = make_type (self, TRUE, TRUE, TRUE, NULL);
  g_autoptr(GString) command = g_string_new ("tidings alert ");

  if (type == NULL)
    return g_strdup ("");

  g_string_append (command, type->id);
  for (guint i = 0; type->fields[i] != NULL; i++)
    {
      if (!g_str_has_suffix (type->fields[i], "?"))
        g_string_append_printf (command, " %s=…", type->fields[i]);
    }

  return g_string_free (g_steal_pointer (&command), FALSE);
}

static gboolean
can_save (TidingsOwnDraft *self)
{
  g_autoptr(TidingsAlertType) type = make_type (self, TRUE, TRUE, TRUE, NULL);

  for (guint i = 0; type != NULL && type->fields[i] != NULL; i++)
    {
      g_autofree char *problem = tidings_own_values_dup_problem (self->values, type->fields[i]);

      if (*problem != '\0')
        return FALSE;
    }

  return type != NULL && self->is_changed;
}

static void
tell_all (TidingsOwnDraft *self)
{
  for (guint i = PROP_TITLE; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
set_words (TidingsOwnDraft  *self,
           char            **place,
           const char       *words)
{
  if (g_strcmp0 (*place, words) == 0)
    return;

  g_free (*place);
  *place = g_strdup (words != NULL ? words : "");
  self->is_changed = TRUE;
  self->has_title |= place == &self->title;
  self->has_text |= place == &self->text;
  tell_all (self);
}

static void
set_number (TidingsOwnDraft *self,
            guint           *place,
            guint            number)
{
  if (*place == number)
    return;

  *place = number;
  self->is_changed = TRUE;
  tell_all (self);
}

static void
set_cooldown (TidingsOwnDraft *self,
              double           minutes)
{
  if ((gint64) self->cooldown == (gint64) minutes)
    return;

  self->cooldown = minutes;
  self->is_changed = TRUE;
  tell_all (self);
}

static void
tidings_own_draft_finalize (GObject *object)
{
  TidingsOwnDraft *self = TIDINGS_OWN_DRAFT (object);

  g_clear_object (&self->catalog);
  g_clear_object (&self->type);
  g_ptr_array_unref (self->groups);
  tidings_own_values_free (self->values);
  g_free (self->title);
  g_free (self->text);

  G_OBJECT_CLASS (tidings_own_draft_parent_class)->finalize (object);
}

static void
get_seen (TidingsOwnDraft *self,
          guint            prop_id,
          GValue          *value)
{
  g_autofree char *preview = dup_preview (self);
  guint n_texts = 0;
  g_autofree char *count = tidings_wording_count (preview, &n_texts);

  if (prop_id == PROP_PREVIEW)
    g_value_set_string (value, preview);
  else if (prop_id == PROP_COUNT)
    g_value_set_string (value, *preview != '\0' ? count : "");
  else
    g_value_set_uint (value, *preview != '\0' ? n_texts : 0);
}

static void
tidings_own_draft_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  TidingsOwnDraft *self = TIDINGS_OWN_DRAFT (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_GROUP:
      g_value_set_uint (value, self->group);
      break;
    case PROP_PRIORITY:
      g_value_set_uint (value, self->priority);
      break;
    case PROP_COOLDOWN:
      g_value_set_double (value, self->cooldown);
      break;
    case PROP_TITLE_PROBLEM:
    case PROP_TEXT_PROBLEM:
    case PROP_COOLDOWN_PROBLEM:
      g_value_take_string (value, dup_problem (self, prop_id));
      break;
    case PROP_PREVIEW:
    case PROP_COUNT:
    case PROP_N_TEXTS:
      get_seen (self, prop_id, value);
      break;
    case PROP_COMMAND:
      g_value_take_string (value, dup_command (self));
      break;
    case PROP_CAN_SAVE:
      g_value_set_boolean (value, can_save (self));
      break;
    case PROP_IS_CHANGED:
      g_value_set_boolean (value, self->is_changed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_own_draft_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  TidingsOwnDraft *self = TIDINGS_OWN_DRAFT (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      set_words (self, &self->title, g_value_get_string (value));
      break;
    case PROP_TEXT:
      set_words (self, &self->text, g_value_get_string (value));
      break;
    case PROP_GROUP:
      g_return_if_fail (g_value_get_uint (value) + 1 < self->groups->len);
      set_number (self, &self->group, g_value_get_uint (value));
      break;
    case PROP_PRIORITY:
      set_number (self, &self->priority, g_value_get_uint (value));
      break;
    case PROP_COOLDOWN:
      set_cooldown (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_own_draft_class_init (TidingsOwnDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_own_draft_finalize;
  object_class->get_property = tidings_own_draft_get_property;
  object_class->set_property = tidings_own_draft_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", both);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", both);
  properties[PROP_GROUP] = g_param_spec_uint ("group", NULL, NULL, 0, G_MAXUINT, 0, both);
  properties[PROP_PRIORITY] = g_param_spec_uint ("priority", NULL, NULL, TIDINGS_PRIORITY_LOW, TIDINGS_PRIORITY_CRITICAL,
                                                 TIDINGS_PRIORITY_NORMAL, both);
  properties[PROP_COOLDOWN] = g_param_spec_double ("cooldown", NULL, NULL, 0, G_MAXUINT / MINUTE_S, 0, both);
  properties[PROP_TITLE_PROBLEM] = g_param_spec_string ("title-problem", NULL, NULL, NULL, read);
  properties[PROP_TEXT_PROBLEM] = g_param_spec_string ("text-problem", NULL, NULL, NULL, read);
  properties[PROP_COOLDOWN_PROBLEM] = g_param_spec_string ("cooldown-problem", NULL, NULL, NULL, read);
  properties[PROP_PREVIEW] = g_param_spec_string ("preview", NULL, NULL, NULL, read);
  properties[PROP_COUNT] = g_param_spec_string ("count", NULL, NULL, NULL, read);
  properties[PROP_N_TEXTS] = g_param_spec_uint ("n-texts", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_COMMAND] = g_param_spec_string ("command", NULL, NULL, NULL, read);
  properties[PROP_CAN_SAVE] = g_param_spec_boolean ("can-save", NULL, NULL, FALSE, read);
  properties[PROP_IS_CHANGED] = g_param_spec_boolean ("is-changed", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_own_draft_init (TidingsOwnDraft *self)
{
  self->groups = g_ptr_array_new_with_free_func (g_free);
  self->values = tidings_own_values_new ();
  self->title = g_strdup ("");
  self->text = g_strdup ("");
  self->priority = TIDINGS_PRIORITY_NORMAL;
}

static void
take_type (TidingsOwnDraft  *self,
           TidingsAlertType *type)
{
  g_free (self->title);
  g_free (self->text);
  self->type = g_object_ref (type);
  self->title = tidings_alert_type_dup_title (type, NULL);
  self->text = tidings_alert_type_dup_template (type, NULL);
  self->priority = type->priority;
  self->cooldown = (double) type->cooldown_s / MINUTE_S;
  for (guint i = 0; type->fields[i] != NULL; i++)
    tidings_own_values_set_kind (self->values, type->fields[i], type->kinds[i]);
  for (guint i = 0; i + 1 < self->groups->len; i++)
    {
      if (g_strcmp0 (g_ptr_array_index (self->groups, i), type->group) == 0)
        self->group = i;
    }
}

TidingsOwnDraft *
tidings_own_draft_new (TidingsCatalog   *catalog,
                       TidingsAlertType *type)
{
  TidingsOwnDraft *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CATALOG (catalog), NULL);
  g_return_val_if_fail (type == NULL || (TIDINGS_IS_ALERT_TYPE (type) && type->is_own), NULL);

  self = g_object_new (TIDINGS_TYPE_OWN_DRAFT, NULL);
  self->catalog = g_object_ref (catalog);
  list_groups (self);
  if (type != NULL)
    take_type (self, type);

  return self;
}

const char * const *
tidings_own_draft_get_groups (TidingsOwnDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_OWN_DRAFT (self), NULL);

  return (const char * const *) self->groups->pdata;
}

GStrv
tidings_own_draft_list_fields (TidingsOwnDraft *self)
{
  g_autoptr(TidingsAlertType) type = NULL;

  g_return_val_if_fail (TIDINGS_IS_OWN_DRAFT (self), NULL);

  type = make_type (self, FALSE, TRUE, FALSE, NULL);

  return type != NULL ? g_strdupv (type->fields) : g_new0 (char *, 1);
}

char *
tidings_own_draft_dup_sample (TidingsOwnDraft *self,
                              const char      *field)
{
  g_autoptr(TidingsAlertType) type = NULL;
  g_autoptr(JsonObject) samples = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (TIDINGS_IS_OWN_DRAFT (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  type = make_type (self, FALSE, TRUE, FALSE, NULL);
  if (type == NULL)
    return g_strdup ("");

  samples = tidings_alert_type_dup_samples (type);
  name = tidings_field_dup_name (field);

  return g_strdup (json_object_get_string_member_with_default (samples, name, ""));
}

void
tidings_own_draft_set_sample (TidingsOwnDraft *self,
                              const char      *field,
                              const char      *sample)
{
  g_return_if_fail (TIDINGS_IS_OWN_DRAFT (self));
  g_return_if_fail (field != NULL && sample != NULL);

  tidings_own_values_set_sample (self->values, field, sample);
  self->is_changed = TRUE;
  tell_all (self);
}

TidingsFieldKind
tidings_own_draft_get_kind (TidingsOwnDraft *self,
                            const char      *field)
{
  g_autoptr(TidingsAlertType) type = NULL;
  g_autofree char *name = NULL;
  int i = -1;

  g_return_val_if_fail (TIDINGS_IS_OWN_DRAFT (self), TIDINGS_FIELD_TEXT);
  g_return_val_if_fail (field != NULL, TIDINGS_FIELD_TEXT);

  type = make_type (self, FALSE, TRUE, FALSE, NULL);
  name = tidings_field_dup_name (field);
  i = type != NULL ? tidings_field_find (type->fields, name) : -1;

  return i >= 0 ? type->kinds[i] : TIDINGS_FIELD_TEXT;
}

void
tidings_own_draft_set_kind (TidingsOwnDraft  *self,
                            const char       *field,
                            TidingsFieldKind  kind)
{
  g_return_if_fail (TIDINGS_IS_OWN_DRAFT (self));
  g_return_if_fail (field != NULL);

  if (tidings_own_draft_get_kind (self, field) == kind)
    return;

  tidings_own_values_set_kind (self->values, field, kind);
  self->is_changed = TRUE;
  tell_all (self);
}

char *
tidings_own_draft_dup_value_problem (TidingsOwnDraft *self,
                                     const char      *field)
{
  g_return_val_if_fail (TIDINGS_IS_OWN_DRAFT (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  return tidings_own_values_dup_problem (self->values, field);
}

gboolean
tidings_own_draft_show_problems (TidingsOwnDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_OWN_DRAFT (self), FALSE);

  self->has_title = TRUE;
  self->has_text = TRUE;
  tell_all (self);

  return can_save (self);
}

GVariant *
tidings_own_draft_dup_values (TidingsOwnDraft *self)
{
  GVariantDict values = G_VARIANT_DICT_INIT (NULL);
  g_autoptr(TidingsTypeDraft) draft = NULL;

  g_return_val_if_fail (TIDINGS_IS_OWN_DRAFT (self), NULL);

  /* What is not named here stays as it was; the fields are those that the text names. */
  draft = make_draft (self, TRUE, TRUE, TRUE);
  g_variant_dict_insert_value (&values, "fields", g_variant_new_strv ((const char * const *) draft->fields, -1));
  g_variant_dict_insert_value (&values, "samples", g_variant_new_strv ((const char * const *) draft->samples, -1));
  g_variant_dict_insert (&values, "title", "s", self->title);
  g_variant_dict_insert (&values, "template", "s", self->text);
  g_variant_dict_insert (&values, "group", "s", g_ptr_array_index (self->groups, self->group));
  g_variant_dict_insert (&values, "priority", "s", tidings_priority_to_string (self->priority));
  if (self->type == NULL || (guint) (self->cooldown * MINUTE_S) / MINUTE_S != self->type->cooldown_s / MINUTE_S)
    g_variant_dict_insert (&values, "cooldown", "u", (guint) (self->cooldown * MINUTE_S));

  return g_variant_dict_end (&values);
}
