/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statuses on request: out of order, repeated, of the future, with a price that comes late or never. */
#include "config.h"

#include <string.h>

#include "tidings-simulator-private.h"

typedef struct {
  char *status;
  int error_code;
  gint64 at_ms;          /* age of the text, -1 for: when someone looks again */
} Step;

struct _SimScript {
  GPtrArray *steps;      /* owned Step; none leaves the text as it would be */
  gint64 price_ms;       /* after the last word, -1 for the usual */
  char *to;              /* for whose texts it waits, NULL for anybody's */
  guint n_left;          /* 0 for all */
};

static void
step_free (Step *step)
{
  g_free (step->status);
  g_free (step);
}

static void
script_clear (gpointer data)
{
  SimScript *script = data;

  g_ptr_array_unref (script->steps);
  g_free (script->to);
}

void
sim_script_unref (SimScript *script)
{
  if (script)
    g_rc_box_release_full (script, script_clear);
}

static SimScript *
script_new (void)
{
  SimScript *script = g_rc_box_new0 (SimScript);

  script->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  script->price_ms = -1;

  return script;
}

gboolean
sim_script_is_by_look (const SimScript *script)
{
  return script->steps->len > 0 && ((const Step *) g_ptr_array_index (script->steps, 0))->at_ms < 0;
}

gboolean
sim_script_has_steps (const SimScript *script)
{
  return script->steps->len > 0;
}

gboolean
sim_script_goes_on (const SimText *text)
{
  return text->n_looks + 1 < text->script->steps->len;
}

gint64
sim_script_get_price_ms (const SimScript *script,
                         gint64           usual)
{
  return script && script->price_ms >= 0 ? script->price_ms : usual;
}

GArray *
sim_script_list_instants (const SimText *text)
{
  GArray *instants = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < text->script->steps->len; i++)
    {
      const Step *step = g_ptr_array_index (text->script->steps, i);
      gint64 at = text->send_at + step->at_ms;

      if (step->at_ms >= 0)
        g_array_append_val (instants, at);
    }

  return instants;
}

static const Step *
find_step (const SimText *text,
           gint64         now)
{
  GPtrArray *steps = text->script->steps;
  const Step *found = NULL;

  if (sim_script_is_by_look (text->script))
    return g_ptr_array_index (steps, MIN (text->n_looks, steps->len - 1));

  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = g_ptr_array_index (steps, i);

      if (now >= text->send_at + step->at_ms)
        found = step;
    }

  return found;
}

void
sim_script_change_state (const SimText *text,
                         gint64         now,
                         SimState      *state)
{
  static const char *final[] = { "delivered", "undelivered", "failed", "canceled", "read", "received", NULL };
  static const char *before_sent[] = { "accepted", "scheduled", "queued", "sending", "failed", "canceled", NULL };
  const Step *step = text->script->steps->len > 0 && text->canceled_at == 0 ? find_step (text, now) : NULL;

  if (!step)
    return;

  state->status = step->status;
  state->error_code = step->error_code;
  state->since = step->at_ms >= 0 ? text->send_at + step->at_ms : MAX (text->looked_at, text->created_at);
  state->is_final = g_strv_contains (final, step->status);
  state->has_sender = strcmp (step->status, "accepted") != 0 || text->from;
  state->is_counted = state->has_sender;
  state->sent_at = g_strv_contains (before_sent, step->status) ? 0 : text->send_at;
}

void
sim_scripts_give (TidingsSimulator *self,
                  SimText          *text)
{
  for (guint i = 0; i < self->scripts->len; i++)
    {
      SimScript *script = g_ptr_array_index (self->scripts, i);

      if (script->to ? strcmp (script->to, text->to) != 0 : text->direction == SIM_INBOUND)
        continue;

      text->script = g_rc_box_acquire (script);
      if (script->n_left > 0 && --script->n_left == 0)
        g_ptr_array_remove_index (self->scripts, i);
      return;
    }
}

/* `word`, `word:code`, `word@ms` or `word:code@ms`. */
static gboolean
add_step (SimScript  *script,
          const char *text)
{
  g_auto(GStrv) timed = g_strsplit (text, "@", 2);
  g_auto(GStrv) parts = timed[0] ? g_strsplit (timed[0], ":", 2) : NULL;
  guint64 code = 0;
  guint64 at_ms = 0;
  Step *step = NULL;

  if (!parts || !parts[0] || !*parts[0])
    return FALSE;
  if (parts[1] && !g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXINT, &code, NULL))
    return FALSE;
  if (timed[1] && !g_ascii_string_to_unsigned (timed[1], 10, 0, G_MAXINT, &at_ms, NULL))
    return FALSE;
  /* By the clock or by looks, not both. */
  if (script->steps->len > 0 && sim_script_is_by_look (script) != (timed[1] == NULL))
    return FALSE;

  step = g_new0 (Step, 1);
  step->status = g_strdup (parts[0]);
  step->error_code = code;
  step->at_ms = timed[1] ? (gint64) at_ms : -1;
  g_ptr_array_add (script->steps, step);

  return TRUE;
}

static gboolean
read_steps (SimRequest *request,
            SimScript  *script)
{
  const char *text = sim_request_get_form (request, "Statuses");
  g_auto(GStrv) steps = g_strsplit (text ? text : "", ",", -1);

  for (guint i = 0; steps[i]; i++)
    if (!add_step (script, steps[i]))
      {
        sim_refuse (request, "Statuses");
        return FALSE;
      }

  return TRUE;
}

static gboolean
read_script (SimRequest *request,
             SimScript  *script)
{
  guint price_ms = 0;

  if (!read_steps (request, script))
    return FALSE;
  if (!sim_read_count (request, "PriceAfter", 0, &price_ms))
    {
      sim_refuse (request, "PriceAfter");
      return FALSE;
    }
  if (!sim_read_count (request, "Times", 1, &script->n_left))
    {
      sim_refuse (request, "Times");
      return FALSE;
    }

  if (sim_request_get_form (request, "PriceAfter"))
    script->price_ms = price_ms;
  if (!sim_request_get_form (request, "To"))
    return TRUE;

  script->to = sim_read_number (request, "To");

  return script->to != NULL;
}

void
sim_control_statuses (SimRequest *request)
{
  TidingsSimulator *self = request->simulator;
  const char *sid = sim_request_get_form (request, "Sid");
  SimText *text = sid ? g_hash_table_lookup (self->texts_by_sid, sid) : NULL;
  SimScript *script = NULL;

  if (sid && !text)
    {
      sim_refuse (request, "Sid");
      return;
    }

  script = script_new ();
  if (!read_script (request, script))
    {
      sim_script_unref (script);
      return;
    }

  if (text)
    {
      sim_script_unref (text->script);
      text->script = script;
      text->n_looks = 0;
      sim_webhooks_follow (self, text);
    }
  else
    {
      g_ptr_array_add (self->scripts, script);
    }
  sim_reply_nothing (request, SOUP_STATUS_NO_CONTENT);
}
