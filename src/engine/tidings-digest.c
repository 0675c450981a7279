/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several texts as one. Pure: the words come from outside. */
#include "config.h"

#include <string.h>

#include "tidings-digest.h"
#include "tidings-template.h"

/* Texts that are kept apart; no text holds more, so that the rest only counts. */
#define MAX_TEXTS 100

/* Stands for a text while a wording is filled in, because values lose the ends of their lines. Private use: nobody's letter. */
#define MARK "\xee\x80\x80"

typedef struct {
  char *text;
  guint count;
} Item;

struct _TidingsDigest {
  const TidingsDigestWords *words;
  GPtrArray *items;      /* Item, the newest first */
  GHashTable *by_text;   /* text → Item, both borrowed */
  guint count;
};

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->text);
  g_free (item);
}

TidingsDigest *
tidings_digest_new (const TidingsDigestWords *words)
{
  TidingsDigest *self = g_new0 (TidingsDigest, 1);

  self->words = words;
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->by_text = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
tidings_digest_free (TidingsDigest *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_text);
  g_ptr_array_unref (self->items);
  g_free (self);
}

/* A wording with its count, MARK in the place of texts. A wording that cannot be filled in is a fault of the catalog. */
static char *
fill (const char *wording,
      const char *title,
      guint       count)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autoptr(GError) error = NULL;
  char *text;

  json_object_set_string_member (values, "title", title != NULL ? title : MARK);
  json_object_set_string_member (values, "text", MARK);
  json_object_set_string_member (values, "texts", MARK);
  json_object_set_int_member (values, "count", count);
  text = tidings_template_render (wording, values, &error);
  if (text == NULL)
    {
      g_critical ("A phrase of the catalog cannot be used: %s", error->message);
      return g_strdup (MARK);
    }

  return text;
}

/* @wording with @text in MARK's place. */
static char *
put_in (const char *wording,
        const char *text)
{
  g_auto(GStrv) parts = g_strsplit (wording, MARK, 2);

  return g_strconcat (parts[0], text, parts[1], NULL);
}

static char *
repeat (const TidingsDigestWords *words,
        const char               *text,
        guint                     count)
{
  g_autofree char *wording = NULL;

  if (count < 2)
    return g_strdup (text);

  wording = fill (words->repeated, NULL, count);

  return put_in (wording, text);
}

/* The length of what a text ends with when it says how to unsubscribe; it may have become look-alikes on the way. */
static gsize
find_stop (const TidingsDigestWords *words,
           const char               *body)
{
  g_autofree char *stop = words->stop != NULL ? g_strconcat ("\n", words->stop, NULL) : NULL;
  g_autofree char *plain = stop != NULL ? tidings_gsm7_look_alikes (stop) : NULL;

  if (stop == NULL)
    return 0;
  if (g_str_has_suffix (body, stop))
    return strlen (stop);

  return g_str_has_suffix (body, plain) ? strlen (plain) : 0;
}

static gsize
find_household (const TidingsDigestWords *words,
                const char               *body)
{
  gboolean has_name = words->household != NULL && *words->household != '\0';
  g_autofree char *front = has_name ? g_strconcat (words->household, ": ", NULL) : NULL;
  g_autofree char *plain = has_name ? tidings_gsm7_look_alikes (front) : NULL;

  if (!has_name)
    return 0;
  if (g_str_has_prefix (body, front))
    return strlen (front);

  return g_str_has_prefix (body, plain) ? strlen (plain) : 0;
}

/* What the alert says by itself. */
static char *
strip (const TidingsDigestWords *words,
       const char               *body,
       guint                     n_repeats)
{
  const char *start = body + find_household (words, body);
  g_autofree char *text = g_strndup (start, strlen (start) - MIN (find_stop (words, body), strlen (start)));
  g_autofree char *wording = n_repeats > 0 ? fill (words->repeated, NULL, n_repeats + 1) : NULL;
  g_auto(GStrv) parts = wording != NULL ? g_strsplit (wording, MARK, 2) : NULL;

  if (parts == NULL || parts[1] == NULL || strlen (text) < strlen (parts[0]) + strlen (parts[1]) ||
      !g_str_has_prefix (text, parts[0]) || !g_str_has_suffix (text, parts[1]))
    return g_steal_pointer (&text);

  return g_strndup (text + strlen (parts[0]), strlen (text) - strlen (parts[0]) - strlen (parts[1]));
}

void
tidings_digest_add (TidingsDigest *self,
                    const char    *body,
                    guint          n_repeats,
                    guint          n_texts)
{
  g_autofree char *text = strip (self->words, body, n_repeats);
  guint count = (n_repeats + 1) * n_texts;
  Item *item = g_hash_table_lookup (self->by_text, text);

  self->count += count;
  if (item != NULL)
    {
      item->count += count;
      return;
    }
  if (self->items->len == MAX_TEXTS)
    return;

  item = g_new0 (Item, 1);
  item->text = g_steal_pointer (&text);
  item->count = count;
  g_ptr_array_add (self->items, item);
  g_hash_table_insert (self->by_text, item->text, item);
}

guint
tidings_digest_get_count (TidingsDigest *self)
{
  return self->count;
}

/* The first @n texts, each on a line of its own. */
static char *
join (TidingsDigest *self,
      guint          n)
{
  g_autoptr(GString) lines = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);
      g_autofree char *line = repeat (self->words, item->text, item->count);

      if (i > 0)
        g_string_append_c (lines, '\n');
      g_string_append (lines, line);
    }

  return g_string_free (g_steal_pointer (&lines), FALSE);
}

static guint
count_rest (TidingsDigest *self,
            guint          n)
{
  guint rest = self->count;

  for (guint i = 0; i < n; i++)
    rest -= ((Item *) g_ptr_array_index (self->items, i))->count;

  return rest;
}

/* How many others there are, NULL if there are none. */
static char *
dup_more (TidingsDigest *self,
          guint          n)
{
  guint rest = count_rest (self, n);

  return rest > 0 ? fill (self->words->more, NULL, rest) : NULL;
}

/* The digest with @n of its texts. */
static char *
draft (TidingsDigest *self,
       guint          n)
{
  g_autofree char *wording = fill (self->words->several, self->words->title, self->count);
  g_autofree char *lines = join (self, n);
  g_autofree char *more = dup_more (self, n);
  g_autofree char *texts = NULL;

  /* All say the same. */
  if (n == 1 && self->items->len == 1)
    return g_steal_pointer (&lines);

  texts = g_strconcat (lines, *lines != '\0' && more != NULL ? "\n" : "", more, NULL);

  return put_in (wording, texts);
}

/* @text with look-alikes if they save a part. An address keeps every letter. */
static char *
choose_look_alikes (char *text)
{
  g_autofree char *plain = NULL;

  if (strstr (text, "://") != NULL)
    return text;
  plain = tidings_gsm7_look_alikes (text);
  if (tidings_segments_count (plain).n_segments >= tidings_segments_count (text).n_segments)
    return text;
  g_free (text);

  return g_steal_pointer (&plain);
}

static gboolean
fits (const char *text,
      guint       max_segments)
{
  return tidings_segments_count (text).n_segments <= max_segments;
}

/* The beginning of the newest text, as much as there is room for. */
static char *
cut (TidingsDigest *self,
     guint          max_segments)
{
  Item *newest = g_ptr_array_index (self->items, 0);
  g_autofree char *wording = fill (self->words->several, self->words->title, self->count);
  g_autofree char *head = put_in (wording, newest->text);
  g_autofree char *plain = tidings_gsm7_look_alikes (head);
  g_autofree char *more = NULL;

  if (strstr (newest->text, "://") != NULL)
    return draft (self, 0);
  more = dup_more (self, 1);

  return more != NULL ? tidings_segments_cut_before (plain, more, max_segments) : tidings_segments_cut (plain, max_segments);
}

/* As many texts as fit, at least the beginning of one. */
static char *
fit (TidingsDigest *self,
     guint          max_segments)
{
  for (guint n = self->items->len; n > 0; n--)
    {
      g_autofree char *text = choose_look_alikes (draft (self, n));

      if (fits (text, max_segments))
        return g_steal_pointer (&text);
    }

  return cut (self, max_segments);
}

/* @text with something in front and behind, if that costs no part. */
static char *
frame (char       *text,
       const char *front,
       const char *back,
       guint       max_segments)
{
  char *framed = choose_look_alikes (g_strconcat (front, text, back, NULL));

  if (fits (framed, max_segments))
    {
      g_free (text);
      return framed;
    }
  g_free (framed);

  return text;
}

/* @text: (transfer full) */
static TidingsText *
make_text (char *text)
{
  TidingsText *made = g_new0 (TidingsText, 1);

  made->body = text;
  made->segments = tidings_segments_count (text);
  made->note = g_strdup ("");

  return made;
}

TidingsText *
tidings_digest_compose (TidingsDigest *self,
                        guint          max_segments)
{
  const TidingsDigestWords *words = self->words;
  char *text;

  g_return_val_if_fail (self->items->len > 0, NULL);

  text = fit (self, MAX (max_segments, 1));
  if (words->household != NULL && *words->household != '\0')
    {
      g_autofree char *front = g_strconcat (words->household, ": ", NULL);

      text = frame (text, front, "", MAX (max_segments, 1));
    }
  if (words->stop != NULL && words->says_stop)
    {
      g_autofree char *back = g_strconcat ("\n", words->stop, NULL);

      text = frame (text, "", back, tidings_segments_count (text).n_segments);
    }

  return make_text (text);
}

TidingsText *
tidings_digest_repeat (const TidingsDigestWords *words,
                       const char               *body,
                       guint                     count)
{
  gsize n_front = find_household (words, body);
  gsize n_back = find_stop (words, body + n_front);
  g_autofree char *front = g_strndup (body, n_front);
  g_autofree char *text = g_strndup (body + n_front, strlen (body) - n_front - n_back);
  g_autofree char *repeated = repeat (words, text, count);
  g_autofree char *framed = g_strconcat (front, repeated, body + strlen (body) - n_back, NULL);

  if (!fits (framed, tidings_segments_count (body).n_segments))
    return make_text (g_strdup (body));

  return make_text (g_steal_pointer (&framed));
}
