/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Practice time, as the practice phone shows it. */
#include "config.h"

#include "tidings-practice-jump.h"

#include <glib/gi18n.h>

#include "tidings-format.h"
#include "tidings-when.h"
#include "tidings-words.h"
#include "tidings-zone.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))
#define MORNING "08:00"

struct _TidingsPracticeJump {
  GObject parent_instance;

  TidingsClient *client;
  char *title;
  char *going;
  char *next;
  gint64 begin;      /* where a jump under way began, 0 while there is none */
  double progress;
  gboolean is_ahead;
  gboolean can_go;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_IS_AHEAD,
  PROP_IS_GOING,
  PROP_GOING,
  PROP_PROGRESS,
  PROP_NEXT,
  PROP_CAN_GO,
  PROP_CAN_GO_NEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsPracticeJump, tidings_practice_jump, G_TYPE_OBJECT)

static void
take_string (TidingsPracticeJump *self,
             char               **place,
             char                *value,
             guint                prop)
{
  g_autofree char *previous = *place;

  *place = value;
  if (g_strcmp0 (previous, value) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

static char *
dup_title (gint64 now,
           gint64 ahead)
{
  g_autofree char *when = ahead != 0 ? tidings_format_moment (now, now - ahead) : NULL;

  /* Translators: %s is a moment, such as “tomorrow 09:00” */
  return when != NULL ? g_strdup_printf (_("Practice time: %s"), when) : g_strdup ("");
}

static char *
dup_going (gint64 until,
           gint64 present)
{
  g_autofree char *when = until != 0 ? tidings_format_moment (until, present) : NULL;

  /* Translators: %s is a moment, such as “tomorrow 09:00” */
  return when != NULL ? g_strdup_printf (_("Going ahead to %s…"), when) : g_strdup ("");
}

static char *
dup_next (gint64      next,
          const char *what,
          gint64      now)
{
  g_autofree char *when = next != 0 ? tidings_format_moment (next, now) : NULL;

  return when == NULL ? g_strdup ("") : tidings_words_join_facts (*what != '\0' ? what : _("A text that waits"), when, NULL);
}

static void
follow (TidingsPracticeJump *self)
{
  gint64 now = tidings_clock_get_now (tidings_client_get_clock (self->client));
  g_autofree char *what = NULL;
  gint64 ahead = 0;
  gint64 until = 0;
  gint64 next = 0;
  gboolean is_ready = FALSE;
  gboolean was_going = self->begin != 0;
  gboolean could_go = self->can_go;

  g_object_get (self->client, "practice-ahead", &ahead, "practice-until", &until, "practice-next", &next,
                "practice-next-what", &what, "is-ready", &is_ready, NULL);
  g_object_freeze_notify (G_OBJECT (self));
  if (until == 0)
    self->begin = 0;
  else if (self->begin == 0)
    self->begin = now;
  self->progress = until > self->begin && self->begin != 0 ? CLAMP ((double) (now - self->begin) / (until - self->begin), 0, 1) : 0;
  self->can_go = is_ready && until == 0;
  take_string (self, &self->title, dup_title (now, ahead), PROP_TITLE);
  take_string (self, &self->going, dup_going (until, now - ahead), PROP_GOING);
  take_string (self, &self->next, dup_next (next, what, now), PROP_NEXT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  if (self->is_ahead != (ahead != 0))
    {
      self->is_ahead = ahead != 0;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_AHEAD]);
    }
  if (was_going != (self->begin != 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_GOING]);
  if (could_go != self->can_go)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_NEXT]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
tidings_practice_jump_finalize (GObject *object)
{
  TidingsPracticeJump *self = TIDINGS_PRACTICE_JUMP (object);

  g_clear_object (&self->client);
  g_free (self->title);
  g_free (self->going);
  g_free (self->next);

  G_OBJECT_CLASS (tidings_practice_jump_parent_class)->finalize (object);
}

static void
tidings_practice_jump_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TidingsPracticeJump *self = TIDINGS_PRACTICE_JUMP (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_IS_AHEAD:
      g_value_set_boolean (value, self->is_ahead);
      break;
    case PROP_IS_GOING:
      g_value_set_boolean (value, self->begin != 0);
      break;
    case PROP_GOING:
      g_value_set_string (value, self->going);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_NEXT:
      g_value_set_string (value, self->next);
      break;
    case PROP_CAN_GO:
      g_value_set_boolean (value, self->can_go);
      break;
    case PROP_CAN_GO_NEXT:
      g_value_set_boolean (value, self->can_go && *self->next != '\0');
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_practice_jump_class_init (TidingsPracticeJumpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_practice_jump_finalize;
  object_class->get_property = tidings_practice_jump_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", read);
  properties[PROP_IS_AHEAD] = g_param_spec_boolean ("is-ahead", NULL, NULL, FALSE, read);
  properties[PROP_IS_GOING] = g_param_spec_boolean ("is-going", NULL, NULL, FALSE, read);
  properties[PROP_GOING] = g_param_spec_string ("going", NULL, NULL, "", read);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, read);
  properties[PROP_NEXT] = g_param_spec_string ("next", NULL, NULL, "", read);
  properties[PROP_CAN_GO] = g_param_spec_boolean ("can-go", NULL, NULL, FALSE, read);
  properties[PROP_CAN_GO_NEXT] = g_param_spec_boolean ("can-go-next", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_practice_jump_init (TidingsPracticeJump *self)
{
  self->title = g_strdup ("");
  self->going = g_strdup ("");
  self->next = g_strdup ("");
}

TidingsPracticeJump *
tidings_practice_jump_new (TidingsClient *client)
{
  TidingsPracticeJump *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_PRACTICE_JUMP, NULL);
  self->client = g_object_ref (client);
  g_signal_connect_object (client, "notify", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  follow (self);

  return self;
}

gint64
tidings_practice_jump_get_hour (gint64 now)
{
  return now + HOUR_MS;
}

gint64
tidings_practice_jump_get_morning (gint64 now)
{
  g_autofree char *zone = tidings_zone_dup_local ();
  g_autofree char *wall = tidings_when_parse (MORNING, now, zone, NULL);
  gint64 morning = wall != NULL ? tidings_wall_clock_to_instant (wall, zone, NULL) : -1;

  /* The day may have no such hour; then there is another one tomorrow. */
  return morning > now ? morning : now + 24 * HOUR_MS;
}
