/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account's health while the process runs: looked at once a day, and whenever Twilio has refused something (Twilio
 * reference, section 13.5). An answer alone ends no refusal: that takes a person. */
#include "config.h"

#include "tidings-agent-private.h"
#include "tidings-check.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

typedef struct {
  TidingsAgent *agent;     /* owns the engine, and thereby this */
  TidingsClock *clock;
  guint alarm_id;
  gboolean was_refused;
  gboolean is_asking;
} Health;

static void
health_clear (gpointer data)
{
  Health *self = data;

  if (self->alarm_id != 0)
    tidings_clock_cancel (self->clock, self->alarm_id);
  g_object_unref (self->clock);
}

static void
health_release (gpointer  data,
                GClosure *closure)
{
  g_rc_box_release_full (data, health_clear);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Health *self = user_data;
  g_autoptr(TidingsAgent) agent = self->agent;
  g_autoptr(GError) error = NULL;
  g_autoptr(TidingsCheck) check = tidings_engine_check_finish (TIDINGS_ENGINE (object), result, &error);

  self->is_asking = FALSE;
  if (check != NULL && check->account != NULL)
    {
      tidings_account_info_take (tidings_agent_get_info (agent), check->account, check->balance_micros, check->currency);
      tidings_agent_changed (agent, "status");
    }
  else if (error != NULL)
    g_message ("The account’s state is not known: %s", error->message);
  g_rc_box_release_full (self, health_clear);
  tidings_agent_release (agent);
}

static void
look (Health *self)
{
  TidingsLink *link = tidings_agent_get_link (self->agent);
  TidingsTwilio *twilio = tidings_link_get_twilio (link);
  const TidingsCheckWish wish = { .is_brief = TRUE, .is_unasked = TRUE };

  if (self->is_asking || tidings_link_is_practice (link) || twilio == NULL || !tidings_twilio_has_credentials (twilio))
    return;

  self->is_asking = TRUE;
  g_object_ref (self->agent);
  tidings_agent_hold (self->agent);
  tidings_engine_check_async (tidings_agent_get_engine (self->agent), &wish, NULL, NULL, NULL, checked_cb,
                              g_rc_box_acquire (self));
}

static void
day_over_cb (gpointer user_data)
{
  Health *self = user_data;

  self->alarm_id = tidings_clock_call_at (self->clock, tidings_clock_get_now (self->clock) + DAY_MS, day_over_cb, self);
  /* Repeated bad sign-ins may lock the account. */
  if (!tidings_engine_sign_in_refused (tidings_agent_get_engine (self->agent)))
    look (self);
}

static void
changed_cb (TidingsEngine *engine,
            const char    *subject,
            gpointer       user_data)
{
  Health *self = user_data;
  gboolean is_refused = tidings_engine_sign_in_refused (engine);
  gboolean is_new = is_refused && !self->was_refused;

  self->was_refused = is_refused;
  if (is_new)
    look (self);
}

void
tidings_agent_watch_health (TidingsAgent *self)
{
  Health *health = g_rc_box_new0 (Health);

  health->agent = self;
  health->clock = g_object_ref (tidings_agent_get_clock (self));
  health->alarm_id = tidings_clock_call_at (health->clock, tidings_clock_get_now (health->clock) + DAY_MS, day_over_cb, health);
  g_signal_connect_data (tidings_agent_get_engine (self), "changed", G_CALLBACK (changed_cb), health, health_release, 0);
}
