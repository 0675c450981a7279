/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that was ahead and was put back. */
#include "config.h"

#include "tidings-occurrences.h"
#include "tidings-reason.h"
#include "tidings-rewind.h"
#include "tidings-store-messages.h"
#include "tidings-store-reminders.h"
#include "tidings-store-told.h"
#include "tidings-turns.h"

/* "UNTIL SURE ERA OFFSET AT": the latest instant at which reminders were worked on, the one that surely has come, and the
 * clock at that look. */
#define META_SEEN "seen"

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))
#define DAY_MS (24 * 60 * MINUTE_MS)

/* Clocks are corrected by seconds all the time. */
#define SMALLEST_STEP_MS MINUTE_MS

/* How long a computer may be off without its clock being doubted. */
#define SURELY_OFF_MS (10 * DAY_MS)

/* A clock this far behind says nothing about the time: it began where clocks without a battery begin. */
#define HOPELESS_MS (400 * DAY_MS)

/* Reminders looked at in one turn, so that the bus is answered in between. */
#define BATCH 200

typedef struct {
  gint64 until;
  gint64 sure;
  char *era;
  gint64 offset;
  gint64 at;
} Seen;

static void
seen_clear (Seen *seen)
{
  g_free (seen->era);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Seen, seen_clear)

static gboolean
read_seen (TidingsCore *core,
           Seen        *seen)
{
  g_autofree char *value = tidings_store_dup_meta (core->store, META_SEEN);
  g_auto(GStrv) words = value != NULL ? g_strsplit (value, " ", 5) : NULL;

  if (words == NULL || g_strv_length (words) != 5)
    return FALSE;

  seen->until = g_ascii_strtoll (words[0], NULL, 10);
  seen->sure = g_ascii_strtoll (words[1], NULL, 10);
  seen->era = g_strdup (words[2]);
  seen->offset = g_ascii_strtoll (words[3], NULL, 10);
  seen->at = g_ascii_strtoll (words[4], NULL, 10);

  return TRUE;
}

static gboolean
write_seen (TidingsCore  *core,
            const Seen   *seen,
            GError      **error)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                                            seen->until, seen->sure, seen->era, seen->offset, seen->at);

  return tidings_store_set_meta (core->store, META_SEEN, value, error);
}

/* Takes the time that has passed since the last look into account. */
static void
look (TidingsCore *core,
      Seen        *seen)
{
  const char *era = tidings_clock_get_era (core->clock);
  gint64 offset = tidings_clock_get_offset (core->clock);
  gint64 now = tidings_core_now (core);
  gint64 present = tidings_core_present (core);

  if (seen->era == NULL)
    seen->sure = present;
  else if (g_str_equal (seen->era, era))
    seen->sure += MAX ((now - offset) - (seen->at - seen->offset), 0);
  else
    seen->sure += CLAMP (present - seen->sure, 0, SURELY_OFF_MS);
  if (seen->sure > present && seen->sure - present < HOPELESS_MS)
    seen->sure = present;

  g_free (seen->era);
  seen->era = g_strdup (era);
  seen->offset = offset;
  seen->at = now;
}

gboolean
tidings_rewind_note (TidingsCore  *core,
                     GError      **error)
{
  g_auto(Seen) seen = { 0 };
  gboolean is_known = read_seen (core, &seen);
  gint64 now = tidings_core_now (core);

  if (is_known && seen.at == now && seen.until >= now)
    return TRUE;

  look (core, &seen);
  seen.until = MAX (seen.until, now);

  return write_seen (core, &seen, error);
}

gint64
tidings_rewind_get_sure_now (TidingsCore *core)
{
  g_auto(Seen) seen = { 0 };

  read_seen (core, &seen);
  look (core, &seen);

  return MIN (seen.sure, seen.at);
}

static gboolean
has (GArray *people,
     gint64  person)
{
  for (guint i = 0; i < people->len; i++)
    if (g_array_index (people, gint64, i) == person)
      return TRUE;

  return FALSE;
}

gboolean
tidings_rewind_was_told (TidingsCore             *core,
                         const TidingsDueMoment  *moment,
                         gint64                   person,
                         gboolean                *was_told,
                         GError                 **error)
{
  g_autoptr(GArray) told = tidings_store_list_told (core->store, moment, G_MAXINT64, error);

  *was_told = told != NULL && has (told, person);

  return told != NULL;
}

/* Whether nobody is left to be told. Of those who take turns one was; the others have theirs another time. */
static gboolean
is_spent (TidingsCore             *core,
          TidingsReminder         *reminder,
          const TidingsDueMoment  *moment,
          gboolean                *is_spent,
          gboolean                *has_told,
          GError                 **error)
{
  g_autoptr(GArray) told = tidings_store_list_told (core->store, moment, tidings_core_now (core), error);

  if (told == NULL)
    return FALSE;

  *has_told |= told->len > 0;
  *is_spent = told->len > 0;
  for (guint i = 0; *is_spent && !reminder->takes_turns && i < reminder->n_people; i++)
    *is_spent = has (told, reminder->people[i]);

  return TRUE;
}

static gboolean
reopen (TidingsCore       *core,
        TidingsDueMoment  *moment,
        GError           **error)
{
  moment->state = TIDINGS_MOMENT_WAITS;

  return tidings_store_put_moment (core->store, moment, error) &&
         /* Who comes next is found anew. */
         (moment->kind != TIDINGS_MOMENT_OVERDUE || moment->before_s > 0 ||
          tidings_store_drop_chain (core->store, moment->reminder_id, moment->wall, error));
}

/* What became of one occurrence without anybody doing something did not become of it yet. */
static gboolean
reopen_occurrence (TidingsCore        *core,
                   TidingsReminder    *reminder,
                   TidingsOccurrence  *occurrence,
                   gboolean            has_told,
                   GError            **error)
{
  gint64 at = tidings_occurrences_get_instant (reminder, occurrence->wall);
  gint64 first_s = reminder->n_before > 0 ? reminder->before_s[0] : 0;
  gint64 now = tidings_core_now (core);
  TidingsOccurrence old = *occurrence;

  if (!tidings_occurrences_is_open (reminder, occurrence->wall))
    return TRUE;
  if (occurrence->state == TIDINGS_OCCURRENCE_OVERDUE && at + reminder->overdue_s * 1000 > now)
    occurrence->state = TIDINGS_OCCURRENCE_PLANNED;
  if (!has_told && at - first_s * 1000 > now)
    occurrence->turn = 0;
  if (old.state == occurrence->state && old.turn == occurrence->turn)
    return TRUE;

  return tidings_store_put_occurrence (core->store, reminder->id, occurrence, error);
}

/* Moments of one occurrence, which come one after the other. */
static gboolean
rewind_occurrence (TidingsCore       *core,
                   TidingsReminder   *reminder,
                   TidingsDueMoment  *moments,
                   guint              n,
                   GError           **error)
{
  TidingsOccurrence *occurrence = tidings_reminder_find_occurrence (reminder, moments[0].wall);
  gint64 now = tidings_core_now (core);
  gboolean has_told = FALSE;
  gboolean has_new_chain = FALSE;

  for (guint i = 0; i < n; i++)
    {
      gboolean is_over = FALSE;
      gboolean is_link = moments[i].kind == TIDINGS_MOMENT_OVERDUE && moments[i].before_s > 0;

      gboolean is_ahead = moments[i].state != TIDINGS_MOMENT_WAITS && moments[i].due_at > now;

      if ((is_ahead || reminder->takes_turns) && !is_spent (core, reminder, &moments[i], &is_over, &has_told, error))
        return FALSE;
      if (!is_ahead || is_over || (is_link && has_new_chain) || !tidings_occurrences_is_open (reminder, moments[i].wall))
        continue;
      has_new_chain |= moments[i].kind == TIDINGS_MOMENT_OVERDUE;
      if (!reopen (core, &moments[i], error))
        return FALSE;
    }

  return occurrence == NULL || reopen_occurrence (core, reminder, occurrence, has_told, error);
}

static gboolean
rewind_one (TidingsCore  *core,
            gint64        id,
            GError      **error)
{
  g_autoptr(TidingsReminder) reminder = tidings_store_get_reminder (core->store, id, error);
  g_autoptr(GArray) moments = reminder != NULL ? tidings_store_list_moments (core->store, id, error) : NULL;
  guint n = 0;

  if (moments == NULL)
    return FALSE;

  for (guint i = 0; i < moments->len; i += n)
    {
      TidingsDueMoment *first = &g_array_index (moments, TidingsDueMoment, i);

      for (n = 1; i + n < moments->len && g_str_equal (first[n].wall, first->wall); n++)
        ;
      if (!rewind_occurrence (core, reminder, first, n, error))
        return FALSE;
    }

  /* Without knowledge of what was, so that what is there stays as it is. */
  return (tidings_occurrences_repeats (reminder) ? tidings_occurrences_plan (core, reminder, NULL, error) :
                                                   tidings_store_follow_moments (core->store, id, error)) &&
         tidings_turns_refresh (core, id, error);
}

/* Nothing of a time that is still to come leaves now. */
static gboolean
cancel_early (TidingsCore  *core,
              GError      **error)
{
  g_autoptr(GPtrArray) early = tidings_store_list_early (core->store, tidings_core_now (core), error);

  for (guint i = 0; early != NULL && i < early->len; i++)
    {
      TidingsMessage *message = g_ptr_array_index (early, i);

      message->queued_at = 0;
      if (!tidings_core_set_state (core, message, TIDINGS_MESSAGE_CANCELED, TIDINGS_REASON_REPLANNED, "canceled",
                                   TIDINGS_REASON_REPLANNED, error))
        return FALSE;
    }

  return early != NULL;
}

static gboolean
end_pass (TidingsCore  *core,
          Seen         *seen,
          GError      **error)
{
  seen->until = tidings_core_now (core);
  look (core, seen);
  tidings_core_changed (core, "reminders");
  tidings_core_changed (core, "messages");
  tidings_core_replan (core);

  return write_seen (core, seen, error);
}

static gboolean
rewind_some (TidingsCore  *core,
             Seen         *seen,
             gint64       *after,
             gboolean     *is_done,
             GError      **error)
{
  g_autoptr(GArray) ids = tidings_store_list_unfinished_reminders (core->store, *after, BATCH);

  if (*after == 0 && !cancel_early (core, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      *after = g_array_index (ids, gint64, i);
      if (!rewind_one (core, *after, error))
        return FALSE;
    }
  *is_done = ids->len < BATCH;

  return !*is_done || end_pass (core, seen, error);
}

gboolean
tidings_rewind_work (TidingsCore  *core,
                     gboolean     *is_done,
                     GError      **error)
{
  g_auto(Seen) seen = { 0 };
  gint64 now = tidings_core_now (core);
  gint64 after = core->rewound;

  *is_done = !read_seen (core, &seen) || seen.until - now <= SMALLEST_STEP_MS;
  if (*is_done)
    {
      core->rewound = 0;
      return TRUE;
    }
  /* It was put back once more meanwhile. */
  if (after == 0 || now < core->rewinding_at)
    {
      g_message ("The clock was put back by %" G_GINT64_FORMAT " s; what is to come again waits again", (seen.until - now) / 1000);
      core->rewinding_at = now;
      after = 0;
    }

  if (!tidings_core_begin (core, error))
    return FALSE;
  if (!rewind_some (core, &seen, &after, is_done, error))
    {
      tidings_core_rollback (core);
      return FALSE;
    }
  core->rewound = *is_done ? 0 : after;

  return tidings_core_commit (core, error);
}
