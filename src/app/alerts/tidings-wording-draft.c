/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wordings of an alert while they are written. */
#include "config.h"

#include "tidings-wording-draft.h"

#include <glib/gi18n-lib.h>

#include "tidings-language.h"

/* The wording of one language. */
typedef struct {
  char *language;
  char *text;
  char *loaded;
  char *built_in;
  gboolean was_own; /* when it was loaded */
} Version;

struct _TidingsWordingDraft
{
  GObject parent_instance;

  TidingsAlertType *type;
  GPtrArray *versions; /* Version, in the order in which they were first loaded */
  Version *now;        /* the one that is written, of @versions */
};

enum {
  PROP_0,
  PROP_TEXT,
  PROP_PREVIEW,
  PROP_COUNT,
  PROP_N_TEXTS,
  PROP_N_TEXTS_CHEAPER,
  PROP_IS_REMOVAL,
  PROP_NOTE,
  PROP_PROBLEM,
  PROP_ORIGIN,
  PROP_ELSEWHERE,
  PROP_CAN_SAVE,
  PROP_IS_CHANGED,
  PROP_IS_OWN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsWordingDraft, tidings_wording_draft, G_TYPE_OBJECT)

static Version *
version_new (const char *language)
{
  Version *version = g_new0 (Version, 1);

  version->language = g_strdup (language);
  version->text = g_strdup ("");
  version->loaded = g_strdup ("");
  version->built_in = g_strdup ("");

  return version;
}

static void
version_free (gpointer data)
{
  Version *version = data;

  g_free (version->language);
  g_free (version->text);
  g_free (version->loaded);
  g_free (version->built_in);
  g_free (version);
}

static gboolean
version_is_changed (Version *version)
{
  return g_strcmp0 (version->text, version->loaded) != 0;
}

static gboolean
version_is_own (Version *version)
{
  return g_strcmp0 (version->text, version->built_in) != 0;
}

static Version *
find_version (TidingsWordingDraft *self,
              const char          *language)
{
  for (guint i = 0; i < self->versions->len; i++)
    {
      Version *version = g_ptr_array_index (self->versions, i);

      if (g_str_equal (version->language, language))
        return version;
    }

  return NULL;
}

static char *
dup_problem (TidingsWordingDraft *self,
             Version             *version)
{
  return tidings_wording_dup_problem (self->type, version->text);
}

/* Nothing is kept before all can be, so what stands in the way is told wherever one is. */
static char *
dup_elsewhere (TidingsWordingDraft *self)
{
  for (guint i = 0; i < self->versions->len; i++)
    {
      Version *version = g_ptr_array_index (self->versions, i);
      g_autofree char *problem = NULL;
      g_autofree char *name = NULL;

      if (version == self->now || !version_is_changed (version))
        continue;
      problem = dup_problem (self, version);
      if (*problem == '\0')
        continue;

      name = tidings_language_dup_name (version->language);
      /* Translators: %1$s is a language, %2$s what is wrong with the wording in it: "Deutsch: Unknown: {{ devcie }}" */
      return g_strdup_printf (_("%1$s: %2$s"), name, problem);
    }

  return g_strdup ("");
}

static gboolean
is_changed (TidingsWordingDraft *self)
{
  for (guint i = 0; i < self->versions->len; i++)
    {
      if (version_is_changed (g_ptr_array_index (self->versions, i)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
can_save (TidingsWordingDraft *self)
{
  for (guint i = 0; i < self->versions->len; i++)
    {
      Version *version = g_ptr_array_index (self->versions, i);
      g_autofree char *problem = dup_problem (self, version);

      if (version_is_changed (version) && *problem != '\0')
        return FALSE;
    }

  return is_changed (self);
}

static const char *
get_origin (TidingsWordingDraft *self)
{
  if (version_is_changed (self->now))
    return _("Changed, not saved yet");
  if (self->now->was_own)
    return _("Your own wording");

  return self->type->is_own ? _("Text of the alert, for all languages") : _("As it came with Tidings");
}

static void
tell_all (TidingsWordingDraft *self)
{
  for (guint i = PROP_TEXT; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
set_text (TidingsWordingDraft *self,
          const char          *text)
{
  if (g_strcmp0 (self->now->text, text) == 0)
    return;

  g_free (self->now->text);
  self->now->text = g_strdup (text != NULL ? text : "");
  tell_all (self);
}

static void
tidings_wording_draft_finalize (GObject *object)
{
  TidingsWordingDraft *self = TIDINGS_WORDING_DRAFT (object);

  g_clear_object (&self->type);
  g_ptr_array_unref (self->versions);

  G_OBJECT_CLASS (tidings_wording_draft_parent_class)->finalize (object);
}

static void
get_counted (TidingsWordingDraft *self,
             guint                prop_id,
             GValue              *value)
{
  g_autofree char *filled = tidings_wording_fill (self->type, self->now->text);
  guint n_texts = 0;
  g_autofree char *count = tidings_wording_count (filled != NULL ? filled : "", &n_texts);

  if (prop_id == PROP_N_TEXTS)
    g_value_set_uint (value, n_texts);
  else if (prop_id == PROP_COUNT)
    g_value_set_string (value, filled != NULL ? count : "");
  else
    g_value_set_string (value, filled != NULL ? filled : "");
}

static void
get_cheaper (TidingsWordingDraft *self,
             guint                prop_id,
             GValue              *value)
{
  guint n_texts = 0;
  g_autofree char *cheaper = tidings_wording_dup_cheaper (self->type, self->now->text, &n_texts);
  g_auto(GStrv) costly = tidings_wording_list_costly (self->type, self->now->text);

  if (prop_id == PROP_N_TEXTS_CHEAPER)
    g_value_set_uint (value, cheaper != NULL ? n_texts : 0);
  else
    g_value_set_boolean (value, cheaper != NULL && tidings_wording_is_removal ((const char * const *) costly));
}

static void
tidings_wording_draft_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TidingsWordingDraft *self = TIDINGS_WORDING_DRAFT (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->now->text);
      break;
    case PROP_PREVIEW:
    case PROP_COUNT:
    case PROP_N_TEXTS:
      get_counted (self, prop_id, value);
      break;
    case PROP_N_TEXTS_CHEAPER:
    case PROP_IS_REMOVAL:
      get_cheaper (self, prop_id, value);
      break;
    case PROP_NOTE:
      g_value_take_string (value, tidings_wording_dup_note (self->type, self->now->text));
      break;
    case PROP_PROBLEM:
      g_value_take_string (value, dup_problem (self, self->now));
      break;
    case PROP_ORIGIN:
      g_value_set_string (value, get_origin (self));
      break;
    case PROP_ELSEWHERE:
      g_value_take_string (value, dup_elsewhere (self));
      break;
    case PROP_CAN_SAVE:
      g_value_set_boolean (value, can_save (self));
      break;
    case PROP_IS_CHANGED:
      g_value_set_boolean (value, is_changed (self));
      break;
    case PROP_IS_OWN:
      g_value_set_boolean (value, version_is_own (self->now));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_wording_draft_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_TEXT:
      set_text (TIDINGS_WORDING_DRAFT (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_wording_draft_class_init (TidingsWordingDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_wording_draft_finalize;
  object_class->get_property = tidings_wording_draft_get_property;
  object_class->set_property = tidings_wording_draft_set_property;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "",
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PREVIEW] = g_param_spec_string ("preview", NULL, NULL, NULL, read);
  properties[PROP_COUNT] = g_param_spec_string ("count", NULL, NULL, NULL, read);
  properties[PROP_N_TEXTS] = g_param_spec_uint ("n-texts", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_N_TEXTS_CHEAPER] = g_param_spec_uint ("n-texts-cheaper", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_IS_REMOVAL] = g_param_spec_boolean ("is-removal", NULL, NULL, FALSE, read);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  properties[PROP_ORIGIN] = g_param_spec_string ("origin", NULL, NULL, NULL, read);
  properties[PROP_ELSEWHERE] = g_param_spec_string ("elsewhere", NULL, NULL, NULL, read);
  properties[PROP_CAN_SAVE] = g_param_spec_boolean ("can-save", NULL, NULL, FALSE, read);
  properties[PROP_IS_CHANGED] = g_param_spec_boolean ("is-changed", NULL, NULL, FALSE, read);
  properties[PROP_IS_OWN] = g_param_spec_boolean ("is-own", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_wording_draft_init (TidingsWordingDraft *self)
{
  self->versions = g_ptr_array_new_with_free_func (version_free);
  self->now = version_new ("");
  g_ptr_array_add (self->versions, self->now);
}

TidingsWordingDraft *
tidings_wording_draft_new (TidingsAlertType *type)
{
  TidingsWordingDraft *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), NULL);

  self = g_object_new (TIDINGS_TYPE_WORDING_DRAFT, NULL);
  self->type = g_object_ref (type);

  return self;
}

void
tidings_wording_draft_load (TidingsWordingDraft *self,
                            const char          *language,
                            const char          *own)
{
  g_return_if_fail (TIDINGS_IS_WORDING_DRAFT (self));
  g_return_if_fail (language != NULL);

  self->now = find_version (self, language);
  if (self->now == NULL)
    {
      self->now = version_new (language);
      g_ptr_array_add (self->versions, self->now);
    }
  if (!version_is_changed (self->now))
    {
      g_free (self->now->built_in);
      g_free (self->now->loaded);
      g_free (self->now->text);
      self->now->built_in = tidings_alert_type_dup_template (self->type, language);
      self->now->loaded = g_strdup (own != NULL ? own : self->now->built_in);
      self->now->text = g_strdup (self->now->loaded);
      self->now->was_own = own != NULL;
    }
  tell_all (self);
}

void
tidings_wording_draft_restore (TidingsWordingDraft *self)
{
  g_return_if_fail (TIDINGS_IS_WORDING_DRAFT (self));

  set_text (self, self->now->built_in);
}

void
tidings_wording_draft_cheapen (TidingsWordingDraft *self)
{
  g_autofree char *cheaper = NULL;
  guint n_texts = 0;

  g_return_if_fail (TIDINGS_IS_WORDING_DRAFT (self));

  cheaper = tidings_wording_dup_cheaper (self->type, self->now->text, &n_texts);
  if (cheaper != NULL)
    set_text (self, cheaper);
}

GArray *
tidings_wording_draft_list_marks (TidingsWordingDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_WORDING_DRAFT (self), NULL);

  return tidings_wording_list_marks (self->type, self->now->text);
}

GStrv
tidings_wording_draft_list_changed (TidingsWordingDraft *self)
{
  g_autoptr(GStrvBuilder) languages = g_strv_builder_new ();

  g_return_val_if_fail (TIDINGS_IS_WORDING_DRAFT (self), NULL);

  for (guint i = 0; i < self->versions->len; i++)
    {
      Version *version = g_ptr_array_index (self->versions, i);

      if (version_is_changed (version))
        g_strv_builder_add (languages, version->language);
    }

  return g_strv_builder_end (languages);
}

char *
tidings_wording_draft_dup_result (TidingsWordingDraft *self,
                                  const char          *language)
{
  Version *version = NULL;

  g_return_val_if_fail (TIDINGS_IS_WORDING_DRAFT (self), NULL);
  g_return_val_if_fail (language != NULL, NULL);

  version = find_version (self, language);
  g_return_val_if_fail (version != NULL, NULL);

  /* The agent takes an empty text as "the one that came with Tidings", which later versions may word better. */
  return g_strdup (version_is_own (version) ? version->text : "");
}
