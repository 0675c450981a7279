/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the banner over the pages says now: the notice that is true, as properties to bind to. */
#include "config.h"

#include "tidings-headline.h"

#include "tidings-notice.h"

struct _TidingsHeadline {
  GObject parent_instance;

  TidingsClient *client;
  TidingsNotice *notice;       /* NULL before the first one */
  gboolean is_shown;
  guint over_id;               /* the clock's call at the end of a pause */
};

enum {
  PROP_0,
  PROP_IS_SHOWN,
  PROP_TITLE,
  PROP_BUTTON_LABEL,
  PROP_BUTTON_ACTION,
  PROP_KIND,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsHeadline, tidings_headline, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void look (TidingsHeadline *self);

static void
notify_unless_same (TidingsHeadline *self,
                    guint            prop,
                    const char      *previous,
                    const char      *now)
{
  if (g_strcmp0 (previous, now) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

/* In this order: the button never does for a moment what the words of another notice promised. */
static void
take_notice (TidingsHeadline *self,
             TidingsNotice   *notice)
{
  static const TidingsNotice nothing = { NULL };
  g_autoptr(TidingsNotice) owned = g_steal_pointer (&self->notice);
  const TidingsNotice *previous = owned != NULL ? owned : &nothing;

  self->notice = notice;
  notify_unless_same (self, PROP_BUTTON_ACTION, previous->action, notice->action);
  notify_unless_same (self, PROP_BUTTON_LABEL, previous->button, notice->button);
  notify_unless_same (self, PROP_KIND, previous->kind, notice->kind);
  notify_unless_same (self, PROP_TITLE, previous->title, notice->title);
}

static void
pause_over_cb (gpointer user_data)
{
  TidingsHeadline *self = user_data;

  self->over_id = 0;
  look (self);
}

/* The agent says when a pause is over, but it may be asleep or gone by then. */
static void
wait_for_pause (TidingsHeadline *self)
{
  TidingsClock *clock = tidings_client_get_clock (self->client);
  gint64 until = 0;

  if (self->over_id != 0)
    tidings_clock_cancel (clock, self->over_id);
  self->over_id = 0;

  g_object_get (self->client, "paused-until", &until, NULL);
  if (until > tidings_clock_get_now (clock) && until < G_MAXINT64)
    self->over_id = tidings_clock_call_at (clock, until, pause_over_cb, self);
}

static void
look (TidingsHeadline *self)
{
  TidingsNotice *notice = tidings_notice_new_for_client (self->client);
  gboolean was_shown = self->is_shown;

  self->is_shown = notice != NULL;
  if (notice != NULL)
    take_notice (self, notice);
  if (self->is_shown != was_shown)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_SHOWN]);

  wait_for_pause (self);
}

static void
tidings_headline_dispose (GObject *object)
{
  TidingsHeadline *self = TIDINGS_HEADLINE (object);

  if (self->over_id != 0)
    tidings_clock_cancel (tidings_client_get_clock (self->client), self->over_id);
  self->over_id = 0;
  g_clear_pointer (&self->notice, tidings_notice_free);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tidings_headline_parent_class)->dispose (object);
}

static void
tidings_headline_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TidingsHeadline *self = TIDINGS_HEADLINE (object);

  switch (prop_id)
    {
    case PROP_IS_SHOWN:
      g_value_set_boolean (value, self->is_shown);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->notice != NULL ? self->notice->title : NULL);
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, self->notice != NULL ? self->notice->button : NULL);
      break;
    case PROP_BUTTON_ACTION:
      g_value_set_string (value, self->notice != NULL ? self->notice->action : NULL);
      break;
    case PROP_KIND:
      g_value_set_string (value, self->notice != NULL ? self->notice->kind : NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_headline_class_init (TidingsHeadlineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tidings_headline_dispose;
  object_class->get_property = tidings_headline_get_property;

  properties[PROP_IS_SHOWN] = g_param_spec_boolean ("is-shown", NULL, NULL, FALSE, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_ACTION] = g_param_spec_string ("button-action", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_headline_init (TidingsHeadline *self)
{
}

TidingsHeadline *
tidings_headline_new (TidingsClient *client)
{
  TidingsHeadline *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_CLIENT (client), NULL);

  self = g_object_new (TIDINGS_TYPE_HEADLINE, NULL);
  self->client = g_object_ref (client);
  g_signal_connect_object (client, "notify", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);

  return self;
}
