/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an alert's values to a text that fits. */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "tidings-cheaper.h"
#include "tidings-composer.h"
#include "tidings-web-address.h"

#define LINK "link"
#define STOP "STOP"

/* The rendered pieces, and what was given up of them so far. */
typedef struct {
  char *body;
  char *subject;
  const char *household;
  const char *stop;
  char *link;
  gboolean may_lose;
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

static char *
render_path (const char *path,
             JsonObject *values)
{
  g_autofree char *template = NULL;

  template = g_strdup_printf ("{{ %s%s }}", path, g_str_has_suffix (path, "?") ? "" : "?");

  return tidings_template_render (template, values, NULL);
}

/* The link as it stands in the text, if the wording names one and the values have it. */
static char *
dup_link (const char *template,
          JsonObject *values)
{
  g_auto(GStrv) paths = tidings_template_list_paths (template, NULL);
  g_autofree char *found = NULL;

  for (char **path = paths; path != NULL && *path != NULL; path++)
    {
      gboolean is_named = g_str_equal (*path, LINK) || g_str_equal (*path, LINK "?");
      g_autofree char *value = render_path (*path, values);

      if (value == NULL || *value == '\0')
        continue;
      if (is_named)
        return g_steal_pointer (&value);
      if (found == NULL && tidings_web_address_is (value))
        found = g_steal_pointer (&value);
    }

  return g_steal_pointer (&found);
}

static gboolean
has (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Name, heading, text and how to unsubscribe as they are put together. */
static char *
join (const char *household,
      const char *subject,
      const char *body,
      const char *stop)
{
  return g_strconcat (has (household) ? household : "", has (household) ? ": " : "", has (subject) ? subject : "", has (subject) ? ": " : "",
                      body, has (stop) ? "\n" : "", has (stop) ? stop : "", NULL);
}

static char *
join_draft (const Draft *draft)
{
  return join (draft->household, draft->subject, draft->body, draft->stop);
}

/* The same without accents and emoji; a name or heading of which nothing is left goes with its colon. */
static char *
join_folded (const Draft *draft)
{
  g_autofree char *household = has (draft->household) ? tidings_cheaper_dup_text (draft->household, TRUE) : NULL;
  g_autofree char *subject = has (draft->subject) ? tidings_cheaper_dup_text (draft->subject, TRUE) : NULL;
  g_autofree char *body = tidings_cheaper_dup_text (draft->body, TRUE);
  g_autofree char *stop = has (draft->stop) ? tidings_cheaper_dup_text (draft->stop, TRUE) : NULL;

  return body != NULL ? join (household, subject, body, stop) : NULL;
}

/* The next thing in @text that keeps every letter: the draft's link, or any other address. */
static const char *
find_untouchable (const Draft  *draft,
                  const char   *text,
                  const char  **end)
{
  const char *address = tidings_web_address_find (text, end);
  const char *link = draft->link != NULL ? strstr (text, draft->link) : NULL;

  if (link == NULL || (address != NULL && address < link))
    return address;
  *end = link + strlen (draft->link);

  return link;
}

/* A link is an address: not even a dash of it may change. */
static char *
dup_look_alikes (const Draft *draft,
                 const char  *text)
{
  g_autoptr(GString) plain = g_string_new (NULL);
  const char *start = NULL;
  const char *end = NULL;

  for (; *text != '\0'; text = end)
    {
      g_autofree char *before = NULL;
      g_autofree char *plain_before = NULL;

      if ((start = find_untouchable (draft, text, &end)) == NULL)
        start = end = text + strlen (text);
      before = g_strndup (text, start - text);
      plain_before = tidings_gsm7_look_alikes (before);
      g_string_append (plain, plain_before);
      g_string_append_len (plain, start, end - start);
    }

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* A text as it could leave, and what it gave up for that. */
typedef struct {
  char *body;
  gboolean is_plain;
  gboolean is_folded;
} Try;

static void
try_clear (Try *attempt)
{
  g_clear_pointer (&attempt->body, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Try, try_clear)

static guint
count (const char *text)
{
  return tidings_segments_count (text).n_segments;
}

/* What is saved without accents and emoji; %NULL if that may not be or saves nothing. */
static char *
dup_folded (const Draft *draft,
            const char  *text)
{
  g_auto(TidingsCheaper) cheaper = { 0 };
  g_autofree char *folded = NULL;

  if (!draft->may_lose || !tidings_cheaper_find (text, TRUE, &cheaper) || (folded = join_folded (draft)) == NULL)
    return NULL;
  /* A link that does not look like a web address is known to us alone. */
  if (draft->link != NULL && strstr (text, draft->link) != NULL && strstr (folded, draft->link) == NULL)
    return NULL;

  return count (folded) < count (text) ? g_steal_pointer (&folded) : NULL;
}

/* The draft as it is now, with look-alikes if they save a part; then without accents and emoji, if that may be and saves more. */
static void
write_draft (const Draft *draft,
             Try         *attempt)
{
  g_autofree char *plain = NULL;
  g_autofree char *folded = NULL;

  *attempt = (Try) { .body = join_draft (draft) };
  plain = dup_look_alikes (draft, attempt->body);
  attempt->is_plain = count (plain) < count (attempt->body);
  if (attempt->is_plain)
    {
      g_free (attempt->body);
      attempt->body = g_steal_pointer (&plain);
    }
  folded = dup_folded (draft, attempt->body);
  attempt->is_folded = folded != NULL;
  if (attempt->is_folded)
    {
      g_free (attempt->body);
      attempt->body = g_steal_pointer (&folded);
    }
}

/* They come first in the order of what is given up, whenever they turn out to help. */
static char *
take (Draft *draft,
      Try   *attempt)
{
  g_autofree char *rest = g_strdup (draft->note->str);

  g_string_truncate (draft->note, 0);
  if (attempt->is_plain)
    add_note (draft, "look-alikes");
  if (attempt->is_folded)
    add_note (draft, "accents");
  if (*rest != '\0')
    add_note (draft, rest);

  return g_steal_pointer (&attempt->body);
}

/* Tries the draft as it is now. Returns its text if it fits. */
static char *
try (Draft *draft)
{
  g_auto(Try) attempt = { NULL };

  write_draft (draft, &attempt);

  return count (attempt.body) <= draft->max_segments ? take (draft, &attempt) : NULL;
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
  if (count (through) <= max_segments)
    return g_steal_pointer (&through);

  return tidings_segments_cut_before (before, link, max_segments);
}

static char *
cut (Draft *draft)
{
  g_auto(Try) attempt = { NULL };
  g_autofree char *text = NULL;

  write_draft (draft, &attempt);
  text = take (draft, &attempt);
  add_note (draft, "cut");

  return cut_around_link (text, draft->link, draft->max_segments);
}

/* Whether @text has the word by itself and in capitals, as those write it who ask for it; a bus stop is none. */
static gboolean
says_stop (const char *text)
{
  for (const char *p = text; (p = strstr (p, STOP)) != NULL; p++)
    {
      gboolean is_start = p == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (p)));

      if (is_start && !g_unichar_isalnum (g_utf8_get_char (p + strlen (STOP))))
        return TRUE;
    }

  return FALSE;
}

/* The text with how to unsubscribe behind it, if it says so and that costs no part; without it from then on otherwise. */
static char *
try_with_stop (Draft *draft)
{
  const char *stop = draft->stop;
  g_auto(Try) without = { NULL };
  g_auto(Try) with = { NULL };

  draft->stop = NULL;
  write_draft (draft, &without);
  if (!has (stop) || says_stop (without.body))
    return NULL;

  draft->stop = stop;
  write_draft (draft, &with);
  if (count (with.body) <= MIN (count (without.body), draft->max_segments))
    return take (draft, &with);
  draft->stop = NULL;
  add_note (draft, "footer");

  return NULL;
}

/* Values that may all be missing can leave nothing, and nothing is no text. */
static gboolean
check_body (const char  *body,
            GError     **error)
{
  for (; *body != '\0'; body = g_utf8_next_char (body))
    if (!g_unichar_isspace (g_utf8_get_char (body)))
      return TRUE;
  g_set_error_literal (error, TIDINGS_TEMPLATE_ERROR, TIDINGS_TEMPLATE_ERROR_MISSING, _("Without its values, nothing is left of this text"));

  return FALSE;
}

static char *
fit (Draft *draft)
{
  char *text = try_with_stop (draft);

  if (text == NULL)
    text = try (draft);
  if (text == NULL && has (draft->subject))
    {
      g_clear_pointer (&draft->subject, g_free);
      add_note (draft, "subject");
      text = try (draft);
    }
  if (text == NULL && has (draft->household))
    {
      draft->household = NULL;
      add_note (draft, "household");
      text = try (draft);
    }

  return text != NULL ? text : cut (draft);
}

TidingsText *
tidings_composer_compose (const TidingsWording  *wording,
                          JsonObject            *values,
                          GError               **error)
{
  g_auto(Draft) draft = { .note = g_string_new (NULL) };
  g_autoptr(TidingsText) text = NULL;

  g_return_val_if_fail (wording != NULL && wording->template != NULL, NULL);
  g_return_val_if_fail (wording->words.yes != NULL && wording->words.no != NULL, NULL);
  g_return_val_if_fail (values != NULL, NULL);

  draft.household = wording->household;
  draft.stop = wording->stop;
  draft.may_lose = wording->may_lose;
  draft.max_segments = MAX (wording->max_segments, 1);
  if (!(draft.body = tidings_template_render_with (wording->template, values, &wording->words, error)) ||
      !check_body (draft.body, error) ||
      (wording->subject != NULL &&
       !(draft.subject = tidings_template_render_with (wording->subject, values, &wording->words, error))))
    return NULL;

  draft.link = dup_link (wording->template, values);
  text = g_new0 (TidingsText, 1);
  text->body = fit (&draft);
  text->segments = tidings_segments_count (text->body);
  text->note = g_strdup (draft.note->str);

  return g_steal_pointer (&text);
}
