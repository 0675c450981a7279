/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an alert's values to a text that fits. */
#include "config.h"

#include <string.h>

#include "tidings-composer.h"
#include "tidings-template.h"

#define LINK "link"

/* The rendered pieces, and what was given up of them so far. */
typedef struct {
  char *body;
  char *subject;
  const char *footer;
  char *link;
  guint max_segments;
  GString *note;
} Draft;

static void
draft_clear (Draft *draft)
{
  g_free (draft->body);
  g_free (draft->subject);
  g_free (draft->link);
  g_string_free (draft->note, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

void
tidings_text_free (TidingsText *text)
{
  if (text == NULL)
    return;

  g_free (text->body);
  g_free (text->note);
  g_free (text);
}

static void
add_note (Draft      *draft,
          const char *what)
{
  if (draft->note->len > 0)
    g_string_append_c (draft->note, ',');
  g_string_append (draft->note, what);
}

/* The link as it stands in the text, if the wording names it and the values have it. */
static char *
dup_link (const char *template,
          JsonObject *values)
{
  g_auto(GStrv) paths = tidings_template_list_paths (template, NULL);
  g_autofree char *link = NULL;

  if (paths == NULL || (!g_strv_contains ((const char * const *) paths, LINK) &&
                        !g_strv_contains ((const char * const *) paths, LINK "?")))
    return NULL;
  link = tidings_template_render ("{{ " LINK "? }}", values, NULL);

  return link != NULL && *link != '\0' ? g_steal_pointer (&link) : NULL;
}

/* Heading, text and footer as they are put together. */
static char *
join (const Draft *draft)
{
  gboolean has_subject = draft->subject != NULL && *draft->subject != '\0';
  gboolean has_footer = draft->footer != NULL && *draft->footer != '\0';

  return g_strconcat (has_subject ? draft->subject : "", has_subject ? ": " : "", draft->body,
                      has_footer ? "\n" : "", has_footer ? draft->footer : "", NULL);
}

/* A link is an address: not even a dash of it may change. */
static char *
dup_look_alikes (const Draft *draft,
                 const char  *text)
{
  const char *link = draft->link != NULL ? g_strrstr (text, draft->link) : NULL;
  g_autofree char *before = NULL;
  g_autofree char *plain_before = NULL;
  g_autofree char *plain_after = NULL;

  if (link == NULL)
    return tidings_gsm7_look_alikes (text);

  before = g_strndup (text, link - text);
  plain_before = tidings_gsm7_look_alikes (before);
  plain_after = tidings_gsm7_look_alikes (link + strlen (draft->link));

  return g_strconcat (plain_before, draft->link, plain_after, NULL);
}

/* @text with look-alikes if they save a part, otherwise @text itself. */
static char *
choose_look_alikes (const Draft *draft,
                    char        *text,
                    gboolean    *is_changed)
{
  g_autofree char *plain = dup_look_alikes (draft, text);

  *is_changed = tidings_segments_count (plain).n_segments < tidings_segments_count (text).n_segments;
  if (!*is_changed)
    return text;
  g_free (text);

  return g_steal_pointer (&plain);
}

/* Look-alikes come first in the order of what is given up, whenever they turn out to help. */
static void
note_look_alikes (Draft *draft)
{
  g_string_prepend (draft->note, draft->note->len > 0 ? "look-alikes," : "look-alikes");
}

/* Tries the draft as it is now. Returns its text if it fits. */
static char *
try (Draft *draft)
{
  gboolean is_changed = FALSE;
  g_autofree char *text = choose_look_alikes (draft, join (draft), &is_changed);

  if (tidings_segments_count (text).n_segments > draft->max_segments)
    return NULL;
  if (is_changed)
    note_look_alikes (draft);

  return g_steal_pointer (&text);
}

static char *
cut_around_link (const char *text,
                 const char *link,
                 guint       max_segments)
{
  const char *start = link != NULL ? g_strrstr (text, link) : NULL;
  g_autofree char *shorter = tidings_segments_cut (text, max_segments);
  g_autofree char *before = NULL;
  g_autofree char *through = NULL;
  g_autofree char *beyond = NULL;

  if (start == NULL)
    return g_steal_pointer (&shorter);

  before = g_strndup (text, start - text);
  through = g_strconcat (before, link, NULL);
  beyond = g_strconcat (through, " ", NULL);
  if (g_str_has_prefix (shorter, beyond))
    return g_steal_pointer (&shorter);
  /* Dots right behind a link would become part of it. */
  if (tidings_segments_count (through).n_segments <= max_segments)
    return g_steal_pointer (&through);

  return tidings_segments_cut_before (before, link, max_segments);
}

static char *
cut (Draft *draft)
{
  gboolean is_changed = FALSE;
  g_autofree char *text = choose_look_alikes (draft, join (draft), &is_changed);

  if (is_changed)
    note_look_alikes (draft);
  add_note (draft, "cut");

  return cut_around_link (text, draft->link, draft->max_segments);
}

static char *
fit (Draft *draft)
{
  char *text = try (draft);

  if (text == NULL && draft->footer != NULL && *draft->footer != '\0')
    {
      draft->footer = NULL;
      add_note (draft, "footer");
      text = try (draft);
    }
  if (text == NULL && draft->subject != NULL && *draft->subject != '\0')
    {
      g_clear_pointer (&draft->subject, g_free);
      add_note (draft, "subject");
      text = try (draft);
    }

  return text != NULL ? text : cut (draft);
}

TidingsText *
tidings_composer_compose (const char  *template,
                          const char  *subject,
                          const char  *footer,
                          JsonObject  *values,
                          guint        max_segments,
                          GError     **error)
{
  g_auto(Draft) draft = { NULL, NULL, footer, NULL, MAX (max_segments, 1), g_string_new (NULL) };
  g_autoptr(TidingsText) text = NULL;

  g_return_val_if_fail (template != NULL, NULL);
  g_return_val_if_fail (values != NULL, NULL);

  if (!(draft.body = tidings_template_render (template, values, error)) ||
      (subject != NULL && !(draft.subject = tidings_template_render (subject, values, error))))
    return NULL;

  draft.link = dup_link (template, values);
  text = g_new0 (TidingsText, 1);
  text->body = fit (&draft);
  text->segments = tidings_segments_count (text->body);
  text->note = g_strdup (draft.note->str);

  return g_steal_pointer (&text);
}
