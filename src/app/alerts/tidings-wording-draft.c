/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wording of an alert while it is written. */
#include "config.h"

#include "tidings-wording-draft.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "tidings-segments.h"
#include "tidings-template.h"
#include "tidings-words.h"

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

/* The first character that makes a text travel in UCS-2, and how many texts it would take without all such ones. */
static gunichar
find_costly (const char *leaving,
             guint      *n_without)
{
  GString *without = g_string_new (NULL);
  g_autofree char *rest = NULL;
  gunichar costly = 0;

  for (const char *c = leaving; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (tidings_gsm7_has (character) > 0)
        g_string_append_unichar (without, character);
      else if (costly == 0)
        costly = character;
    }

  rest = g_string_free (without, FALSE);
  *n_without = tidings_segments_count (rest).n_segments;

  return costly;
}

static char *
dup_note (TidingsWordingDraft *self)
{
  g_autofree char *filled = tidings_wording_fill (self->type, self->text);
  g_autofree char *leaving = NULL;
  char shown[8] = { 0 };
  gunichar costly = 0;
  guint n_texts = 0, n_without = 0;

  if (filled == NULL)
    return g_strdup ("");

  leaving = dup_leaving (filled);
  n_texts = tidings_segments_count (leaving).n_segments;
  costly = find_costly (leaving, &n_without);
  if (costly != 0 && n_without < n_texts)
    {
      g_unichar_to_utf8 (costly, shown);
      /* Translators: %1$s is a character; it makes a text longer, so that it is sent (and paid) as %2$u texts instead of %3$u */
      return g_strdup_printf (_("“%1$s” makes this %2$u texts instead of %3$u"), shown, n_texts, n_without);
    }
  if (self->type->max_segments > 0 && n_texts > self->type->max_segments)
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

  for (guint i = 0; type->fields != NULL && type->fields[i] != NULL; i++)
    {
      if (strncmp (type->fields[i], path, length) != 0)
        continue;
      if (type->fields[i][length] != '\0' && !g_str_equal (type->fields[i] + length, "?"))
        continue;
      *is_optional = type->fields[i][length] == '?';
      return TRUE;
    }

  return FALSE;
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
