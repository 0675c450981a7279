/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists in pages, in the two shapes that Twilio's products have. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

#define DEFAULT_PAGE_SIZE 50
#define MAX_PAGE_SIZE 1000

typedef struct {
  guint number;
  guint size;
  guint begin;     /* first row */
  guint end;       /* behind the last row */
} Page;

static int
compare_row (SimRequest    *request,
             const SimList *list,
             guint          index,
             const char    *sid)
{
  gpointer row = g_ptr_array_index (list->rows, index);

  return list->compare ? list->compare (request, row, sid) : strcmp (list->get_sid (row), sid);
}

/* A token is PA (after) or PB (before) and the SID at the edge of the page it was taken from, so that rows which arrive
 * or go meanwhile shift nothing. */
static void
find_rows (SimRequest    *request,
           const SimList *list,
           const char    *token,
           Page          *page)
{
  guint edge = 0;

  if (!token)
    {
      page->end = MIN (list->rows->len, page->size);
      return;
    }

  if (g_str_has_prefix (token, "PA"))
    {
      while (edge < list->rows->len && compare_row (request, list, edge, token + 2) <= 0)
        edge++;
      /* As with pages by number, which new rows push down. */
      edge -= MIN (edge, request->n_shifted);
      page->begin = edge;
      page->end = MIN (list->rows->len, edge + page->size);
      return;
    }

  while (edge < list->rows->len && compare_row (request, list, edge, token + 2) < 0)
    edge++;
  page->end = edge;
  page->begin = edge > page->size ? edge - page->size : 0;
}

static gboolean
parse_number (const char *text,
              guint64     lowest,
              guint64     highest,
              guint      *number)
{
  guint64 value = 0;

  if (!text)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, lowest, highest, &value, NULL))
    return FALSE;

  *number = value;
  return TRUE;
}

static gboolean
is_token (const char *text)
{
  if (!g_str_has_prefix (text, "PA") && !g_str_has_prefix (text, "PB"))
    return FALSE;

  return strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) == strlen (text);
}

static gboolean
find_page (SimRequest    *request,
           const SimList *list,
           Page          *page)
{
  const char *token = sim_request_get_query (request, "PageToken");

  *page = (Page) { .size = DEFAULT_PAGE_SIZE };

  if (!parse_number (sim_request_get_query (request, "PageSize"), 1, MAX_PAGE_SIZE, &page->size))
    {
      sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20007, "Page size must be between 1 and %d", MAX_PAGE_SIZE);
      return FALSE;
    }

  /* Both are only to be taken from links, which never give a later page without its token. */
  if (!parse_number (sim_request_get_query (request, "Page"), 0, G_MAXINT, &page->number) ||
      (page->number > 0 && !token) ||
      (token && !is_token (token)))
    {
      sim_reply_error (request, SOUP_STATUS_BAD_REQUEST, 20001, "Page and PageToken must come from a link of this list");
      return FALSE;
    }

  find_rows (request, list, token, page);
  return TRUE;
}

static char *
dup_first_link (SimRequest *request,
                const Page *page)
{
  return sim_request_dup_link (request, page->size, 0, NULL);
}

static char *
dup_next_link (SimRequest    *request,
               const SimList *list,
               const Page    *page)
{
  g_autofree char *token = NULL;

  if (page->end >= list->rows->len || page->end == 0)
    return NULL;

  token = g_strconcat ("PA", list->get_sid (g_ptr_array_index (list->rows, page->end - 1)), NULL);
  return sim_request_dup_link (request, page->size, page->number + 1, token);
}

static char *
dup_previous_link (SimRequest    *request,
                   const SimList *list,
                   const Page    *page)
{
  g_autofree char *token = NULL;

  if (page->begin == 0 || page->begin >= list->rows->len || page->number == 0)
    return NULL;

  token = g_strconcat ("PB", list->get_sid (g_ptr_array_index (list->rows, page->begin)), NULL);
  return sim_request_dup_link (request, page->size, page->number - 1, token);
}

static char *
dup_this_link (SimRequest *request,
               const Page *page)
{
  return sim_request_dup_link (request, page->size, page->number, sim_request_get_query (request, "PageToken"));
}

static JsonArray *
dup_rows (SimRequest    *request,
          const SimList *list,
          const Page    *page)
{
  JsonArray *array = json_array_new ();

  for (guint i = page->begin; i < page->end; i++)
    json_array_add_object_element (array, list->to_resource (request, g_ptr_array_index (list->rows, i)));

  return array;
}

/* json-glib writes null for a NULL string. The newer products give absolute links. */
static void
set_link (SimRequest *request,
          JsonObject *object,
          const char *name,
          gboolean    is_absolute,
          char       *path)
{
  g_autofree char *taken = path;
  g_autofree char *link = path ? g_strconcat (is_absolute ? request->simulator->origin : "", path, NULL) : NULL;

  json_object_set_string_member (object, name, link);
}

void
sim_reply_page_2010 (SimRequest    *request,
                     const SimList *list)
{
  JsonObject *object = NULL;
  guint64 start = 0;
  Page page;

  if (!find_page (request, list, &page))
    return;

  start = (guint64) page.number * page.size;
  object = json_object_new ();
  json_object_set_int_member (object, "page", page.number);
  json_object_set_int_member (object, "page_size", page.size);
  json_object_set_int_member (object, "start", start);
  json_object_set_int_member (object, "end", page.end > page.begin ? start + page.end - page.begin - 1 : start);
  set_link (request, object, "first_page_uri", FALSE, dup_first_link (request, &page));
  set_link (request, object, "previous_page_uri", FALSE, dup_previous_link (request, list, &page));
  set_link (request, object, "next_page_uri", FALSE, dup_next_link (request, list, &page));
  set_link (request, object, "uri", FALSE, dup_this_link (request, &page));
  json_object_set_array_member (object, list->key, dup_rows (request, list, &page));
  sim_reply (request, SOUP_STATUS_OK, object);
}

void
sim_reply_page_v1 (SimRequest    *request,
                   const SimList *list)
{
  JsonObject *object = NULL;
  JsonObject *meta = NULL;
  Page page;

  if (!find_page (request, list, &page))
    return;

  meta = json_object_new ();
  json_object_set_string_member (meta, "key", list->key);
  json_object_set_int_member (meta, "page", page.number);
  json_object_set_int_member (meta, "page_size", page.size);
  set_link (request, meta, "first_page_url", TRUE, dup_first_link (request, &page));
  set_link (request, meta, "previous_page_url", TRUE, dup_previous_link (request, list, &page));
  set_link (request, meta, "next_page_url", TRUE, dup_next_link (request, list, &page));
  set_link (request, meta, "url", TRUE, dup_this_link (request, &page));

  object = json_object_new ();
  json_object_set_array_member (object, list->key, dup_rows (request, list, &page));
  json_object_set_object_member (object, "meta", meta);
  sim_reply (request, SOUP_STATUS_OK, object);
}
