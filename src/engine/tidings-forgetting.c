/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing people, and forgetting what has become old. */
#include "config.h"

#include "tidings-forgetting.h"
#include "tidings-purse.h"
#include "tidings-reason.h"
#include "tidings-store-audit.h"
#include "tidings-store-people.h"
#include "tidings-trail.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define DAY_MS (24 * 60 * 60 * SECOND_MS)

/* Rows that one turn looks through for old ones. */
#define SLICE 500

/* While somebody reads the file it is tried again this often; who asked for it waits for so many tries. */
#define BUSY_WAIT_MS 200
#define PATIENCE 10

#define META_OLD_AT "forgot-old-at"

struct _TidingsForgetting {
  TidingsCore *core;
  GPtrArray *tasks;        /* who waits until the file is clean */
  guint n_busy;
  gint64 scrub_at;         /* of the next step, 0 for none */
  gint64 after;            /* where the last slice of old texts ended */
  gboolean is_among_old;   /* there are more slices */
};

/* As far back as anything counts: the month and the day of the account's owner, and the day that a person's limit rolls over. */
static gint64
get_counted_since (TidingsCore *core,
                   gint64       now)
{
  TidingsWindow month = tidings_purse_get_window (core, TIDINGS_PERIOD_MONTH, now);
  TidingsWindow day = tidings_purse_get_window (core, TIDINGS_PERIOD_DAY, now);

  return MIN (MIN (month.start, day.start), now - DAY_MS);
}

static TidingsForget
begin_to_forget (TidingsCore *core)
{
  gint64 now = tidings_core_now (core);

  return (TidingsForget) {
    .account = core->settings.account != NULL ? core->settings.account : "",
    .now = now,
    .counted_since = get_counted_since (core, tidings_core_present (core)),
  };
}

static gboolean
has_unproven_stop (TidingsCore *core,
                   const char  *number)
{
  g_auto(GStrv) numbers = tidings_core_list_get (core, TIDINGS_META_UNPROVEN_OPT_OUTS);

  return g_strv_contains ((const char * const *) numbers, number);
}

/* The lists by number, which must not outlive the person; a STOP that was only rehearsed ends here. */
static gboolean
clear_lists (TidingsCore  *core,
             gint64        person,
             GError      **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, person);
  g_auto(GStrv) numbers = tidings_store_list_numbers_of (core->store, person, error);

  for (char **number = numbers; numbers != NULL && *number != NULL; number++)
    if ((has_unproven_stop (core, *number) && !tidings_store_clear_opt_out (core->store, *number, error)) ||
        !tidings_core_list_remove (core, TIDINGS_META_UNPROVEN_OPT_OUTS, *number, error) ||
        !tidings_core_list_remove (core, TIDINGS_META_UNPROVEN_LINES, *number, error))
      return FALSE;

  return numbers != NULL && tidings_core_list_remove (core, TIDINGS_META_UNPROVEN_PEOPLE, id, error);
}

static gboolean
erase (TidingsCore    *core,
       gint64          id,
       TidingsForget  *forget,
       GError        **error)
{
  g_autoptr(TidingsPerson) nobody = tidings_person_new ();

  nobody->id = id;

  return tidings_core_cancel_waiting (core, id, 0, NULL, TIDINGS_REASON_REMOVED, error) &&
         clear_lists (core, id, error) &&
         tidings_store_forget_person (core->store, id, forget, error) &&
         tidings_trail_note (core, nobody, TIDINGS_AUDIT_ERASED, "person", NULL, NULL, error);
}

gboolean
tidings_forgetting_erase (TidingsCore    *core,
                          gint64          person,
                          TidingsForget  *forget,
                          GError        **error)
{
  *forget = begin_to_forget (core);
  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!erase (core, person, forget, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }

  return tidings_core_commit (core, error);
}

gboolean
tidings_forgetting_delete (TidingsCore  *core,
                           gint64        message,
                           GError      **error)
{
  TidingsForget forget = begin_to_forget (core);

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!tidings_store_forget_text (core->store, message, &forget, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  if (!tidings_core_commit (core, error))
    return FALSE;

  /* Its words are still in the file until that was cleaned. */
  core->is_unclean = TRUE;
  tidings_core_changed (core, "messages");
  tidings_core_wake (core);

  return TRUE;
}

/* Whether there is still something to learn of it. */
static gboolean
is_doubted (TidingsMessage *message)
{
  return message->state == TIDINGS_MESSAGE_SENDING || (message->state == TIDINGS_MESSAGE_IN_DOUBT && message->next_at != 0);
}

gboolean
tidings_forgetting_settle (TidingsCore     *core,
                           TidingsMessage  *message,
                           GError         **error)
{
  TidingsForget forget;

  if (is_doubted (message) || !tidings_store_is_forgotten (core->store, message->id))
    return TRUE;

  forget = begin_to_forget (core);
  message->erasure = TIDINGS_ERASURE_FORGET;
  core->is_unclean = TRUE;
  tidings_core_wake (core);

  return tidings_store_forget_text (core->store, message->id, &forget, error);
}

static void
answer (TidingsForgetting *self)
{
  g_autoptr(GPtrArray) tasks = g_steal_pointer (&self->tasks);

  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
  tidings_core_changed (self->core, "status");
}

void
tidings_forgetting_when_clean (TidingsForgetting *self,
                               GTask             *task)
{
  g_ptr_array_add (self->tasks, g_object_ref (task));
  self->n_busy = 0;
  self->core->is_unclean = TRUE;
  tidings_core_wake (self->core);
}

static void
scrub (TidingsForgetting *self)
{
  gint64 now = tidings_core_now (self->core);
  g_autoptr(GError) error = NULL;

  self->scrub_at = 0;
  switch (tidings_store_scrub (self->core->store, &error))
    {
    case TIDINGS_SCRUB_MORE:
      self->scrub_at = now;
      tidings_core_wake (self->core);
      return;
    case TIDINGS_SCRUB_BUSY:
      self->n_busy++;
      self->scrub_at = now + BUSY_WAIT_MS;
      if (self->n_busy == PATIENCE)
        answer (self);
      return;
    case TIDINGS_SCRUB_FAILED:
      g_warning ("What was erased is still in the file: %s", error->message);
      self->scrub_at = now + 60 * SECOND_MS;
      answer (self);
      return;
    case TIDINGS_SCRUB_DONE:
    default:
      answer (self);
    }
}

/* The longest time for which a dedupe key keeps another text away. */
static gint64
get_longest_cooldown_ms (TidingsCore *core)
{
  GListModel *types = tidings_catalog_list_types (core->catalog);
  gint64 longest_s = TIDINGS_DUPLICATE_WINDOW_S;

  for (guint i = 0; i < g_list_model_get_n_items (types); i++)
    {
      g_autoptr(TidingsAlertType) type = g_list_model_get_item (types, i);

      longest_s = MAX (longest_s, (gint64) type->cooldown_s);
    }

  return longest_s * SECOND_MS;
}

static void
forget_slice (TidingsForgetting *self)
{
  TidingsCore *core = self->core;
  /* A month that was only tried out makes nothing old. */
  gint64 now = tidings_core_present (core);
  gint64 before = core->settings.retention_days > 0 ? now - core->settings.retention_days * DAY_MS : 0;
  g_autoptr(GError) error = NULL;
  guint n = 0;

  self->is_among_old = FALSE;
  if (!tidings_store_forget_old (core->store, before, get_counted_since (core, now), now - get_longest_cooldown_ms (core), SLICE,
                                 &self->after, &n, &error))
    {
      g_warning ("Old texts cannot be deleted: %s", error->message);
      return;
    }
  if (n > 0)
    tidings_core_changed (core, "messages");

  self->is_among_old = self->after != 0;
  if (self->is_among_old)
    tidings_core_wake (core);
}

/* Once a day; a clock that was set back does not stretch the day. */
static gboolean
is_new_day (TidingsForgetting *self)
{
  g_autofree char *last = tidings_store_dup_meta (self->core->store, META_OLD_AT);
  gint64 now = tidings_core_present (self->core);
  gint64 at = last != NULL ? g_ascii_strtoll (last, NULL, 10) : 0;
  g_autofree char *mark = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_autoptr(GError) error = NULL;

  if (at <= now && now - at < DAY_MS)
    return FALSE;
  if (tidings_store_set_meta (self->core->store, META_OLD_AT, mark, &error))
    return TRUE;

  g_warning ("Old texts cannot be deleted: %s", error->message);

  return FALSE;
}

void
tidings_forgetting_work (TidingsForgetting *self)
{
  gint64 now = tidings_core_now (self->core);

  if (self->core->depth > 0 || self->core->is_taking_over)
    return;

  if (self->core->is_unclean && self->scrub_at == 0 && (tidings_store_needs_scrub (self->core->store) || self->tasks->len > 0))
    self->scrub_at = now;
  self->core->is_unclean = FALSE;
  if (self->scrub_at != 0 && self->scrub_at <= now)
    scrub (self);
  if (self->is_among_old || is_new_day (self))
    forget_slice (self);
}

gint64
tidings_forgetting_get_next_at (TidingsForgetting *self)
{
  return self->scrub_at;
}

TidingsForgetting *
tidings_forgetting_new (TidingsCore *core)
{
  TidingsForgetting *self = g_new0 (TidingsForgetting, 1);

  self->core = core;
  /* An earlier process may have left some. */
  core->is_unclean = TRUE;
  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

void
tidings_forgetting_free (TidingsForgetting *self)
{
  g_ptr_array_unref (self->tasks);
  g_free (self);
}
