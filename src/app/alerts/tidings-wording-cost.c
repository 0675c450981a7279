/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a wording would say, and what makes it dear. */
#include "config.h"

#include "tidings-wording-cost.h"

#include <glib/gi18n-lib.h>

#include "tidings-cheaper.h"
#include "tidings-segments.h"
#include "tidings-template.h"
#include "tidings-words.h"

/* More characters than this make a sentence that nobody reads. */
#define N_NAMES_SHOWN 4
/* What a text holds alone, see tidings-segments.h. */
#define N_IN_GSM7 160
#define N_IN_UCS2 70

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

static char *
dup_filled_leaving (TidingsAlertType *type,
                    const char       *text)
{
  g_autofree char *filled = tidings_wording_fill (type, text);

  return filled != NULL ? dup_leaving (filled) : g_strdup ("");
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

char *
tidings_wording_dup_cheaper (TidingsAlertType *type,
                             const char       *text,
                             guint            *n_texts)
{
  g_autofree char *filled = tidings_wording_fill (type, text);
  guint n_now = filled != NULL ? count_texts (filled) : 0;

  g_return_val_if_fail (n_texts != NULL, NULL);

  for (gboolean may_lose = FALSE; filled != NULL && may_lose <= TRUE; may_lose++)
    {
      g_autofree char *cheaper = tidings_cheaper_dup_text (text, may_lose);
      g_autofree char *then = cheaper != NULL ? tidings_wording_fill (type, cheaper) : NULL;

      if (then == NULL || count_texts (then) >= n_now)
        continue;
      *n_texts = count_texts (then);
      return g_steal_pointer (&cheaper);
    }

  return NULL;
}

GStrv
tidings_wording_list_costly (TidingsAlertType *type,
                             const char       *text)
{
  g_autofree char *leaving = dup_filled_leaving (type, text);
  g_auto(TidingsCheaper) cheaper = { 0 };

  tidings_cheaper_find (leaving, TRUE, &cheaper);

  return g_strdupv (cheaper.costly);
}

GStrv
tidings_wording_list_doubles (TidingsAlertType *type,
                              const char       *text)
{
  g_autofree char *leaving = dup_filled_leaving (type, text);
  g_autoptr(GPtrArray) doubles = g_ptr_array_new_with_free_func (g_free);

  for (const char *c = leaving; *c != '\0'; c = g_utf8_next_char (c))
    {
      char sign[7] = { 0 };
      guint n_units = tidings_gsm7_has (g_utf8_get_char (c));

      g_unichar_to_utf8 (g_utf8_get_char (c), sign);
      if (n_units == 0)
        {
          g_ptr_array_set_size (doubles, 0);
          break;
        }
      if (n_units == 2 && !g_ptr_array_find_with_equal_func (doubles, sign, g_str_equal, NULL))
        g_ptr_array_add (doubles, g_strdup (sign));
    }
  g_ptr_array_add (doubles, NULL);

  return (GStrv) g_ptr_array_steal (doubles, NULL);
}

gboolean
tidings_wording_is_removal (const char * const *costly)
{
  for (guint i = 0; costly != NULL && costly[i] != NULL; i++)
    {
      g_autofree char *instead = tidings_cheaper_dup_text (costly[i], TRUE);

      if (instead != NULL)
        return FALSE;
    }

  return TRUE;
}

/* "“ş”, “ğ” and “ı”" */
static char *
dup_names (GStrv characters)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; characters[i] != NULL && i < N_NAMES_SHOWN; i++)
    {
      g_autofree char *name = tidings_cheaper_name (characters[i]);

      /* Translators: quotes around a character, as the language has them */
      g_ptr_array_add (names, g_strdup_printf (C_("character", "“%s”"), name));
    }
  if (g_strv_length (characters) > N_NAMES_SHOWN)
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

  names = dup_names (costly);
  /* Translators: %1$s are characters; they make a text longer, so that it is sent (and paid) as %2$u texts instead of %3$u. The
   * plural is that of the characters */
  return g_strdup_printf (ngettext ("%1$s makes this %2$u texts instead of %3$u", "%1$s make this %2$u texts instead of %3$u",
                                    g_strv_length (costly)), names, n_texts, n_then);
}

static char *
dup_costly_note (TidingsAlertType *type,
                 const char       *text,
                 const char       *leaving)
{
  g_auto(GStrv) costly = tidings_wording_list_costly (type, text);
  guint n_texts = tidings_segments_count (leaving).n_segments;
  guint n_then = 0;
  g_autofree char *cheaper = NULL;
  g_autofree char *names = NULL;

  if (costly == NULL || costly[0] == NULL)
    return NULL;

  cheaper = tidings_wording_dup_cheaper (type, text, &n_then);
  if (cheaper == NULL)
    n_then = count_without (leaving);
  if (n_then > 0 && n_then < n_texts)
    return tidings_wording_describe_costly (costly, n_texts, n_then);

  names = dup_names (costly);
  /* Translators: %1$s are characters such as “ş” and “ğ”; %2$u and %3$u are how many characters fit into a text with and without them */
  return g_strdup_printf (_("With %1$s a text holds %2$u characters instead of %3$u"), names, N_IN_UCS2, N_IN_GSM7);
}

static char *
dup_doubles_note (TidingsAlertType *type,
                  const char       *text)
{
  g_auto(GStrv) doubles = tidings_wording_list_doubles (type, text);
  g_autofree char *names = NULL;

  if (doubles[0] == NULL)
    return NULL;

  names = dup_names (doubles);
  /* Translators: %s are characters such as “€”, for which a text needs the room of two. The plural is that of the characters */
  return g_strdup_printf (ngettext ("%s counts as two characters", "%s count as two characters each", g_strv_length (doubles)),
                          names);
}

static void
add_line (GString *note,
          char    *line) /* taken */
{
  g_autofree char *owned = line;

  if (owned == NULL)
    return;
  if (note->len > 0)
    g_string_append_c (note, '\n');
  g_string_append (note, owned);
}

char *
tidings_wording_dup_note (TidingsAlertType *type,
                          const char       *text)
{
  g_autoptr(GString) note = g_string_new (NULL);
  g_autofree char *filled = NULL;
  g_autofree char *leaving = NULL;

  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  filled = tidings_wording_fill (type, text);
  if (filled == NULL)
    return g_strdup ("");

  leaving = dup_leaving (filled);
  add_line (note, dup_costly_note (type, text, leaving));
  if (type->max_segments > 0 && tidings_segments_count (leaving).n_segments > type->max_segments)
    add_line (note, g_strdup_printf (ngettext ("Longer than %u text: the end is cut off",
                                               "Longer than %u texts: the end is cut off", type->max_segments),
                                     type->max_segments));
  if (!g_str_equal (leaving, filled))
    add_line (note, g_strdup (_("Curly quotes and dashes are sent straight")));
  add_line (note, dup_doubles_note (type, text));

  return g_string_free (g_steal_pointer (&note), FALSE);
}
