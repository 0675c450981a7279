/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wording of an alert while it is written. */
#include "config.h"

#include "tidings-wording-draft.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-cheaper.h"
#include "tidings-segments.h"
#include "tidings-template.h"
#include "tidings-words.h"

/* More characters than this make a sentence that nobody reads. */
#define N_COSTLY_SHOWN 4

struct _TidingsWordingDraft
{
  GObject parent_instance;

  TidingsAlertType *type;
  char *text;
  char *loaded;
  char *built_in;
};

enum {
  PROP_0,
  PROP_TEXT,
  PROP_PREVIEW,
  PROP_COUNT,
  PROP_N_TEXTS,
  PROP_N_TEXTS_CHEAPER,
  PROP_COSTLY,
  PROP_NOTE,
  PROP_PROBLEM,
  PROP_CAN_SAVE,
  PROP_IS_CHANGED,
  PROP_IS_OWN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsWordingDraft, tidings_wording_draft, G_TYPE_OBJECT)

char *
tidings_wording_fill (TidingsAlertType *type,
                      const char       *template)
{
  g_autoptr(JsonObject) samples = NULL;

  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), NULL);
  g_return_val_if_fail (template != NULL, NULL);

  samples = tidings_alert_type_dup_samples (type);
  /* Who gets it may stand in every wording. */
  if (!json_object_has_member (samples, TIDINGS_FIELD_PERSON))
    /* Translators: a first name, in a preview of a text */
    json_object_set_string_member (samples, TIDINGS_FIELD_PERSON, C_("sample", "Amina"));

  return tidings_template_render (template, samples, NULL);
}

/* What leaves: look-alikes take the place of typographic characters only where that saves a text, as the composer does it. */
static char *
dup_leaving (const char *body)
{
  g_autofree char *plain = tidings_gsm7_look_alikes (body);

  if (tidings_segments_count (plain).n_segments < tidings_segments_count (body).n_segments)
    return g_steal_pointer (&plain);

  return g_strdup (body);
}

char *
tidings_wording_count (const char *body,
                       guint      *n_texts)
{
  g_autofree char *leaving = NULL;
  g_autofree char *characters = NULL;
  g_autofree char *texts = NULL;
  TidingsSegments segments = { 0 };

  g_return_val_if_fail (body != NULL, NULL);

  leaving = dup_leaving (body);
  segments = tidings_segments_count (leaving);
  characters = g_strdup_printf (ngettext ("%u character", "%u characters", segments.n_characters), segments.n_characters);
  texts = g_strdup_printf (ngettext ("%u text", "%u texts", segments.n_segments), segments.n_segments);
  if (n_texts != NULL)
    *n_texts = segments.n_segments;

  return tidings_words_join_facts (characters, texts, NULL);
}

/* How many texts it would take without what GSM-7 does not have. */
static guint
count_without (const char *leaving)
{
  g_autoptr(GString) without = g_string_new (NULL);

  for (const char *c = leaving; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (tidings_gsm7_has (g_utf8_get_char (c)) > 0)
        g_string_append_unichar (without, g_utf8_get_char (c));
    }

  return tidings_segments_count (without->str).n_segments;
}

static guint
count_texts (const char *body)
{
  g_autofree char *leaving = dup_leaving (body);

  return tidings_segments_count (leaving).n_segments;
}

/* The wording with look-alikes, or if they are not enough without accents and emoji; NULL where that wins nothing. */
static char *
dup_cheaper (TidingsWordingDraft *self,
             guint               *n_texts)
{
  g_autofree char *filled = tidings_wording_fill (self->type, self->text);
  guint n_now = filled != NULL ? count_texts (filled) : 0;

  for (gboolean may_lose = FALSE; filled != NULL && may_lose <= TRUE; may_lose++)
    {
      g_autofree char *cheaper = tidings_cheaper_dup_text (self->text, may_lose);
      g_autofree char *then = cheaper != NULL ? tidings_wording_fill (self->type, cheaper) : NULL;

      if (then == NULL || count_texts (then) >= n_now)
        continue;
      *n_texts = count_texts (then);
      return g_steal_pointer (&cheaper);
    }

  return NULL;
}

/* What makes the filled text dear, as a person sees it. */
static GStrv
dup_costly (TidingsWordingDraft *self)
{
  g_autofree char *filled = tidings_wording_fill (self->type, self->text);
  g_autofree char *leaving = filled != NULL ? dup_leaving (filled) : g_strdup ("");
  g_auto(TidingsCheaper) cheaper = { 0 };

  tidings_cheaper_find (leaving, TRUE, &cheaper);

  return g_strdupv (cheaper.costly);
}

/* "“ş”, “ğ” and “ı”" */
static char *
dup_costly_names (GStrv costly)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; costly[i] != NULL && i < N_COSTLY_SHOWN; i++)
    {
      g_autofree char *name = tidings_cheaper_name (costly[i]);

      /* Translators: quotes around a character, as the language has them */
      g_ptr_array_add (names, g_strdup_printf (C_("character", "“%s”"), name));
    }
  if (g_strv_length (costly) > N_COSTLY_SHOWN)
    g_ptr_array_add (names, g_strdup (C_("characters", "others")));
  g_ptr_array_add (names, NULL);

  return tidings_words_join_names ((const char * const *) names->pdata);
}

char *
tidings_wording_describe_costly (GStrv costly,
                                 guint n_texts,
                                 guint n_then)
{
  g_autofree char *names = NULL;

  g_return_val_if_fail (costly != NULL, NULL);

  names = dup_costly_names (costly);
  /* Translators: %1$s are characters; they make a text longer, so that it is sent (and paid) as %2$u texts instead of %3$u. The
   * plural is that of the characters */
  return g_strdup_printf (ngettext ("%1$s makes this %2$u texts instead of %3$u", "%1$s make this %2$u texts instead of %3$u",
                                    g_strv_length (costly)), names, n_texts, n_then);
}

static char *
dup_costly_note (TidingsWordingDraft *self,
                 const char          *leaving)
{
  g_auto(GStrv) costly = dup_costly (self);
  guint n_texts = tidings_segments_count (leaving).n_segments;
  guint n_then = 0;
  g_autofree char *cheaper = dup_cheaper (self, &n_then);

  if (cheaper == NULL)
    n_then = count_without (leaving);
  if (costly == NULL || costly[0] == NULL || n_then == 0 || n_then >= n_texts)
    return NULL;

  return tidings_wording_describe_costly (costly, n_texts, n_then);
}

static char *
dup_note (TidingsWordingDraft *self)
{
  g_autofree char *filled = tidings_wording_fill (self->type, self->text);
  g_autofree char *leaving = NULL;
  g_autofree char *costly = NULL;

  if (filled == NULL)
    return g_strdup ("");

  leaving = dup_leaving (filled);
  costly = dup_costly_note (self, leaving);
  if (costly != NULL)
    return g_steal_pointer (&costly);
  if (self->type->max_segments > 0 && tidings_segments_count (leaving).n_segments > self->type->max_segments)
    return g_strdup_printf (ngettext ("Longer than %u text: the end is cut off",
                                      "Longer than %u texts: the end is cut off", self->type->max_segments),
                            self->type->max_segments);
  if (!g_str_equal (leaving, filled))
    return g_strdup (_("Curly quotes and dashes are sent straight"));

  return g_strdup ("");
}

/* Whether a field of the type has that name; @is_optional: whether a raise may leave it out. */
static gboolean
find_field (TidingsAlertType *type,
            const char       *path,
            gboolean         *is_optional)
{
  gsize length = strlen (path);

  *is_optional = FALSE;
  for (guint i = 0; type->fields != NULL && type->fields[i] != NULL; i++)
    {
      if (strncmp (type->fields[i], path, length) != 0)
        continue;
      if (type->fields[i][length] != '\0' && !g_str_equal (type->fields[i] + length, "?"))
        continue;
      *is_optional = type->fields[i][length] == '?';
      return TRUE;
    }

  return g_str_equal (path, TIDINGS_FIELD_PERSON);
}

static char *
dup_path_problem (TidingsWordingDraft *self,
                  const char          *path)
{
  g_autofree char *bare = g_strdup (path);
  gboolean may_miss = g_str_has_suffix (path, "?");
  gboolean is_optional = FALSE;

  if (may_miss)
    bare[strlen (bare) - 1] = '\0';

  if (!find_field (self->type, bare, &is_optional))
    /* Translators: %s is the name of a placeholder that the alert does not have */
    return g_strdup_printf (_("Unknown: {{ %s }}"), bare);
  if (is_optional && !may_miss)
    /* Translators: %1$s is the name of a placeholder */
    return g_strdup_printf (_("{{ %1$s }} is not always known. Write {{ %1$s? }}"), bare);

  return NULL;
}

static char *
dup_problem (TidingsWordingDraft *self)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) paths = NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (self->text));

  if (*stripped == '\0')
    return g_strdup (_("Write what the text says"));

  paths = tidings_template_list_paths (self->text, &error);
  if (paths == NULL)
    return g_strdup (error->message);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      char *problem = dup_path_problem (self, paths[i]);

      if (problem != NULL)
        return problem;
    }

  return g_strdup ("");
}

static gboolean
is_changed (TidingsWordingDraft *self)
{
  return g_strcmp0 (self->text, self->loaded) != 0;
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
  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text != NULL ? text : "");
  tell_all (self);
}

static void
tidings_wording_draft_finalize (GObject *object)
{
  TidingsWordingDraft *self = TIDINGS_WORDING_DRAFT (object);

  g_clear_object (&self->type);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->loaded, g_free);
  g_clear_pointer (&self->built_in, g_free);

  G_OBJECT_CLASS (tidings_wording_draft_parent_class)->finalize (object);
}

static void
get_counted (TidingsWordingDraft *self,
             guint                prop_id,
             GValue              *value)
{
  g_autofree char *filled = tidings_wording_fill (self->type, self->text);
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
tidings_wording_draft_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TidingsWordingDraft *self = TIDINGS_WORDING_DRAFT (object);
  g_autofree char *problem = NULL;
  g_autofree char *cheaper = NULL;
  guint n_texts = 0;

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_PREVIEW:
    case PROP_COUNT:
    case PROP_N_TEXTS:
      get_counted (self, prop_id, value);
      break;
    case PROP_N_TEXTS_CHEAPER:
      cheaper = dup_cheaper (self, &n_texts);
      g_value_set_uint (value, cheaper != NULL ? n_texts : 0);
      break;
    case PROP_COSTLY:
      g_value_take_boxed (value, dup_costly (self));
      break;
    case PROP_NOTE:
      g_value_take_string (value, dup_note (self));
      break;
    case PROP_PROBLEM:
      g_value_take_string (value, dup_problem (self));
      break;
    case PROP_CAN_SAVE:
      problem = dup_problem (self);
      g_value_set_boolean (value, is_changed (self) && *problem == '\0');
      break;
    case PROP_IS_CHANGED:
      g_value_set_boolean (value, is_changed (self));
      break;
    case PROP_IS_OWN:
      g_value_set_boolean (value, g_strcmp0 (self->text, self->built_in) != 0);
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
  properties[PROP_COSTLY] = g_param_spec_boxed ("costly", NULL, NULL, G_TYPE_STRV, read);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  properties[PROP_CAN_SAVE] = g_param_spec_boolean ("can-save", NULL, NULL, FALSE, read);
  properties[PROP_IS_CHANGED] = g_param_spec_boolean ("is-changed", NULL, NULL, FALSE, read);
  properties[PROP_IS_OWN] = g_param_spec_boolean ("is-own", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_wording_draft_init (TidingsWordingDraft *self)
{
  self->text = g_strdup ("");
  self->loaded = g_strdup ("");
  self->built_in = g_strdup ("");
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

  g_free (self->built_in);
  g_free (self->loaded);
  g_free (self->text);
  self->built_in = tidings_alert_type_dup_template (self->type, language);
  self->loaded = g_strdup (own != NULL ? own : self->built_in);
  self->text = g_strdup (self->loaded);
  tell_all (self);
}

void
tidings_wording_draft_restore (TidingsWordingDraft *self)
{
  g_return_if_fail (TIDINGS_IS_WORDING_DRAFT (self));

  set_text (self, self->built_in);
}

void
tidings_wording_draft_cheapen (TidingsWordingDraft *self)
{
  g_autofree char *cheaper = NULL;
  guint n_texts = 0;

  g_return_if_fail (TIDINGS_IS_WORDING_DRAFT (self));

  cheaper = dup_cheaper (self, &n_texts);
  if (cheaper != NULL)
    set_text (self, cheaper);
}

char *
tidings_wording_draft_dup_result (TidingsWordingDraft *self)
{
  g_return_val_if_fail (TIDINGS_IS_WORDING_DRAFT (self), NULL);

  /* The agent takes an empty text as "the one that came with Tidings", which later versions may word better. */
  return g_strdup (g_strcmp0 (self->text, self->built_in) != 0 ? self->text : "");
}

GVariant *
tidings_wording_get_samples (TidingsAlertType *type)
{
  g_autoptr(JsonObject) samples = NULL;
  g_autoptr(GList) names = NULL;
  GVariantBuilder builder;

  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), NULL);

  samples = tidings_alert_type_dup_samples (type);
  names = json_object_get_members (samples);
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (GList *name = names; name != NULL; name = name->next)
    g_variant_builder_add (&builder, "{sv}", (const char *) name->data,
                           g_variant_new_string (json_object_get_string_member_with_default (samples, name->data, "")));

  return g_variant_builder_end (&builder);
}
