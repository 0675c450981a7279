/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message as a list shows it. */
#include "config.h"

#include "tidings-message-item.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-phone-number.h"
#include "tidings-reason.h"
#include "tidings-story.h"
#include "tidings-words.h"

#define HOUR_MS ((gint64) 3600 * 1000)

struct _TidingsMessageItem
{
  GObject parent_instance;

  TidingsMessage *message;
  gint64 now;
  gboolean hide_text;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_TEXT,
  PROP_WHO,
  PROP_SUBTITLE,
  PROP_DAY_SUBTITLE,
  PROP_STATE_LINE,
  PROP_ICON_NAME,
  PROP_STYLE_CLASS,
  PROP_DAY,
  PROP_STEP,
  PROP_STEP_LABEL,
  PROP_OTHER_STEP,
  PROP_OTHER_LABEL,
  PROP_NOTE,
  PROP_COST,
  PROP_SETTING,
  PROP_SETTING_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsMessageItem, tidings_message_item, G_TYPE_OBJECT)

static const struct {
  const char *icon;
  const char *style;
} looks[TIDINGS_MESSAGE_N_STATES] = {
  [TIDINGS_MESSAGE_HELD] = { "tidings-clock-symbolic", "dim-label" },
  [TIDINGS_MESSAGE_QUEUED] = { "tidings-dots-symbolic", "dim-label" },
  [TIDINGS_MESSAGE_SENDING] = { "tidings-dots-symbolic", "dim-label" },
  [TIDINGS_MESSAGE_IN_DOUBT] = { "tidings-question-symbolic", "warning" },
  [TIDINGS_MESSAGE_ACCEPTED] = { "tidings-dots-symbolic", "dim-label" },
  [TIDINGS_MESSAGE_SCHEDULED] = { "tidings-clock-cloud-symbolic", "dim-label" },
  [TIDINGS_MESSAGE_SENT] = { "tidings-single-check-symbolic", "dim-label" },
  [TIDINGS_MESSAGE_DELIVERED] = { "tidings-check-symbolic", "success" },
  [TIDINGS_MESSAGE_UNDELIVERED] = { "tidings-error-symbolic", "error" },
  [TIDINGS_MESSAGE_FAILED] = { "tidings-error-symbolic", "error" },
  [TIDINGS_MESSAGE_CANCELED] = { "tidings-cross-symbolic", "dim-label" },
  [TIDINGS_MESSAGE_SKIPPED] = { "tidings-minus-symbolic", "dim-label" },
};

static const char * const step_labels[] = {
  [TIDINGS_STEP_NONE] = "",
  [TIDINGS_STEP_RETRY] = N_("_Retry"),
  [TIDINGS_STEP_ASK_AGAIN] = N_("_Send Again…"),
  [TIDINGS_STEP_LEAVE] = N_("_Leave It"),
  [TIDINGS_STEP_SEND_NOW] = N_("_Send Now"),
  [TIDINGS_STEP_CANCEL] = N_("_Cancel Text"),
  [TIDINGS_STEP_RESUME] = N_("_Resume"),
  [TIDINGS_STEP_CONFIRM] = N_("_Confirm…"),
  [TIDINGS_STEP_HOW_TO_UNDO] = N_("_How to Undo"),
  [TIDINGS_STEP_ALERT_SETTINGS] = N_("_Alert Settings"),
  [TIDINGS_STEP_SHOW_PERSON] = N_("_Show Person"),
  [TIDINGS_STEP_SHOW_OTHER] = N_("_Show That Text"),
  [TIDINGS_STEP_CHANGE_LIMITS] = N_("_Change Limits…"),
  [TIDINGS_STEP_EDIT_NUMBER] = N_("_Edit Number…"),
  [TIDINGS_STEP_EDIT_WORDING] = N_("_Edit Wording…"),
  [TIDINGS_STEP_OPEN_TWILIO] = N_("_Open Twilio"),
  [TIDINGS_STEP_READ_MORE] = N_("_Read More"),
  [TIDINGS_STEP_CHECK_SENDING] = N_("_Check Sending…"),
  [TIDINGS_STEP_CHECK_ACCOUNT] = N_("_Check Account…"),
  [TIDINGS_STEP_EXPLANATION] = N_("_Open Explanation"),
};

static char *
dup_kind (TidingsMessageItem *self)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), self->message->type);

  return type != NULL ? tidings_alert_type_dup_title (type, NULL) : g_strdup (_("Text"));
}

static char *
dup_text (TidingsMessageItem *self)
{
  /* What proves that a phone is theirs is for that phone only. */
  if (tidings_message_is_code (self->message))
    return g_strdup (_("Confirmation code"));
  if (self->hide_text)
    return dup_kind (self);

  return g_strdup (self->message->body != NULL ? self->message->body : "");
}

static char *
dup_title (TidingsMessageItem *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *line = tidings_words_first_line (text);

  /* A text that a rule stopped before it was composed has only its kind. */
  return *line != '\0' ? g_steal_pointer (&line) : dup_kind (self);
}

static char *
dup_who (TidingsMessageItem *self)
{
  g_autofree char *number = NULL;

  if (self->message->person != NULL)
    return g_strdup (self->message->person);
  if (self->message->to == NULL)
    return g_strdup ("");

  number = tidings_phone_number_format (self->message->to);

  return tidings_words_isolate (number);
}

/* Why it waits until then, where it is neither a pause of all nor quiet hours; NULL for these. */
static char *
dup_waiting_reason (TidingsMessage *message)
{
  static const char * const reasons[] = {
    TIDINGS_REASON_PERSON_PAUSED, TIDINGS_REASON_GATHERING, TIDINGS_REASON_FLOOD, NULL
  };

  if (message->reason == NULL || !g_strv_contains (reasons, message->reason))
    return NULL;

  return tidings_reason_describe (message->reason, 0, message->person);
}

static char *
dup_held_line (TidingsMessageItem *self)
{
  TidingsMessage *message = self->message;
  gboolean is_paused = g_strcmp0 (message->reason, TIDINGS_REASON_PAUSED) == 0;
  g_autofree char *moment = NULL;
  g_autofree char *reason = dup_waiting_reason (message);

  /* A pause without an end is kept as the last instant there is. */
  if (message->until <= 0 || message->until == G_MAXINT64)
    {
      if (reason != NULL)
        /* Translators: a state and why, "Waiting: texts to Ben are paused" */
        return g_strdup_printf (C_("state", "%1$s: %2$s"), tidings_message_state_get_word (message->state), reason);
      return g_strdup (is_paused ? _("Waiting (sending is paused)") : tidings_message_state_get_word (message->state));
    }

  moment = tidings_format_moment (message->until, self->now);
  if (is_paused)
    /* Translators: %s is a clock time such as 07:00, with the day when it is another one */
    return g_strdup_printf (_("Waiting until %s (sending is paused)"), moment);

  if (g_strcmp0 (message->reason, TIDINGS_REASON_SNOOZED) == 0)
    /* Translators: %s is a clock time such as 07:00, with the day when it is another one. LATER is the word that was texted */
    return g_strdup_printf (_("Waiting until %s (LATER was answered)"), moment);

  if (reason != NULL)
    /* Translators: %1$s is a clock time such as 07:00, with the day when it is another one, %2$s why, "Texts to Ben are paused" */
    return g_strdup_printf (_("Waiting until %1$s: %2$s"), moment, reason);

  /* Translators: %s is a clock time such as 07:00, with the day when it is another one */
  return g_strdup_printf (_("Waiting until %s (quiet hours)"), moment);
}

static char *
dup_state_line (TidingsMessageItem *self)
{
  TidingsMessage *message = self->message;
  const char *word = tidings_message_state_get_word (message->state);
  g_autofree char *reason = NULL;
  g_autofree char *moment = NULL;

  if (message->state == TIDINGS_MESSAGE_HELD)
    return dup_held_line (self);
  if (message->state == TIDINGS_MESSAGE_SCHEDULED && message->send_at > 0)
    {
      moment = tidings_format_moment (message->send_at, self->now);
      /* Translators: Twilio keeps the text until then; %s is a moment such as "Fri 09:30" */
      return g_strdup_printf (_("Scheduled for %s"), moment);
    }

  reason = tidings_message_dup_reason_words (message);
  if (reason == NULL || *reason == '\0')
    return g_strdup (word);

  /* Nobody checks any more, and what the carrier never confirmed is no state of its own: the reason is the whole story. */
  if (tidings_message_is_lost (message) || g_strcmp0 (message->reason, TIDINGS_REASON_NO_RECEIPT) == 0 ||
      (message->state == TIDINGS_MESSAGE_FAILED && g_strcmp0 (message->reason, TIDINGS_REASON_LOST_ANSWER) == 0))
    return g_steal_pointer (&reason);

  /* Translators: a state and why, "Not delivered: phone switched off" */
  return g_strdup_printf (C_("state", "%1$s: %2$s"), word, reason);
}

/* Near itself, a moment is only its clock time: for lists whose headings say the day. */
static char *
dup_subtitle (TidingsMessageItem *self,
              gint64              near_to)
{
  g_autofree char *who = dup_who (self);
  g_autofree char *line = dup_state_line (self);
  g_autofree char *moment = tidings_format_moment (self->message->created_at, near_to);

  return tidings_words_join_facts (who, moment, line);
}

static const char *
get_step_label (TidingsStep step)
{
  return *step_labels[step] != '\0' ? _(step_labels[step]) : "";
}

static const char *
get_note (TidingsMessageItem *self)
{
  return self->message->state == TIDINGS_MESSAGE_SCHEDULED ? _("Arrives even if this computer is off") : "";
}

/* What never left Twilio or this computer, for whatever reason. */
static gboolean
is_free (TidingsMessage *message)
{
  return message->sid == NULL && (message->state == TIDINGS_MESSAGE_SKIPPED || message->state == TIDINGS_MESSAGE_CANCELED);
}

static char *
dup_cost (TidingsMessageItem *self)
{
  TidingsMessage *message = self->message;
  g_autofree char *parts = NULL;
  g_autofree char *money = NULL;
  g_autofree char *about = NULL;

  if (is_free (message))
    return g_strdup (_("Nothing, it was not sent"));
  if (message->n_segments > 0)
    parts = g_strdup_printf (ngettext ("%u text", "%u texts", message->n_segments), message->n_segments);
  if (message->price_micros < 0 || message->currency == NULL)
    return tidings_words_join_facts (parts, _("Price unknown"), NULL);

  money = tidings_format_money (message->price_micros, message->currency, 4);
  if (message->is_settled)
    return tidings_words_join_facts (parts, money, NULL);

  /* Translators: %s is an amount of money such as $0.05 */
  about = g_strdup_printf (_("About %s, not billed yet"), money);

  return tidings_words_join_facts (parts, about, NULL);
}

/* Whether a rule has it now: what went on in spite of one, or after it, is not explained by it any more. */
static gboolean
is_ruled (TidingsMessage *message)
{
  return message->reason != NULL && (message->state == TIDINGS_MESSAGE_HELD || message->state == TIDINGS_MESSAGE_SKIPPED);
}

static char *
dup_setting (TidingsMessageItem *self)
{
  char *setting = is_ruled (self->message) ? tidings_story_dup_setting (self->message->reason) : NULL;

  return setting != NULL ? setting : g_strdup ("");
}

static const char *
get_setting_title (TidingsMessageItem *self)
{
  return self->message->state == TIDINGS_MESSAGE_HELD ? _("Setting That Holds It") : _("Setting That Stopped It");
}

static void
tidings_message_item_finalize (GObject *object)
{
  TidingsMessageItem *self = TIDINGS_MESSAGE_ITEM (object);

  g_clear_object (&self->message);

  G_OBJECT_CLASS (tidings_message_item_parent_class)->finalize (object);
}

static void
tidings_message_item_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  TidingsMessageItem *self = TIDINGS_MESSAGE_ITEM (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_take_string (value, dup_title (self));
      break;
    case PROP_TEXT:
      g_value_take_string (value, dup_text (self));
      break;
    case PROP_WHO:
      g_value_take_string (value, dup_who (self));
      break;
    case PROP_SUBTITLE:
      g_value_take_string (value, dup_subtitle (self, self->message->created_at));
      break;
    case PROP_DAY_SUBTITLE:
      g_value_take_string (value, dup_subtitle (self, self->now));
      break;
    case PROP_STATE_LINE:
      g_value_take_string (value, dup_state_line (self));
      break;
    case PROP_ICON_NAME:
      g_value_set_static_string (value, looks[self->message->state].icon);
      break;
    case PROP_STYLE_CLASS:
      g_value_set_static_string (value, looks[self->message->state].style);
      break;
    case PROP_DAY:
      g_value_take_string (value, tidings_format_day (self->message->created_at, self->now));
      break;
    case PROP_STEP:
      g_value_set_int (value, tidings_message_get_step (self->message));
      break;
    case PROP_STEP_LABEL:
      g_value_set_static_string (value, get_step_label (tidings_message_get_step (self->message)));
      break;
    case PROP_OTHER_STEP:
      g_value_set_int (value, tidings_message_get_other_step (self->message));
      break;
    case PROP_OTHER_LABEL:
      g_value_set_static_string (value, get_step_label (tidings_message_get_other_step (self->message)));
      break;
    case PROP_NOTE:
      g_value_set_static_string (value, get_note (self));
      break;
    case PROP_COST:
      g_value_take_string (value, dup_cost (self));
      break;
    case PROP_SETTING:
      g_value_take_string (value, dup_setting (self));
      break;
    case PROP_SETTING_TITLE:
      g_value_set_static_string (value, get_setting_title (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_message_item_class_init (TidingsMessageItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_message_item_finalize;
  object_class->get_property = tidings_message_item_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, read);
  properties[PROP_WHO] = g_param_spec_string ("who", NULL, NULL, NULL, read);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, read);
  properties[PROP_DAY_SUBTITLE] = g_param_spec_string ("day-subtitle", NULL, NULL, NULL, read);
  properties[PROP_STATE_LINE] = g_param_spec_string ("state-line", NULL, NULL, NULL, read);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, read);
  properties[PROP_STYLE_CLASS] = g_param_spec_string ("style-class", NULL, NULL, NULL, read);
  properties[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL, read);
  properties[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, TIDINGS_STEP_NONE, TIDINGS_STEP_EXPLANATION,
                                            TIDINGS_STEP_NONE, read);
  properties[PROP_STEP_LABEL] = g_param_spec_string ("step-label", NULL, NULL, NULL, read);
  properties[PROP_OTHER_STEP] = g_param_spec_int ("other-step", NULL, NULL, TIDINGS_STEP_NONE, TIDINGS_STEP_EXPLANATION,
                                                  TIDINGS_STEP_NONE, read);
  properties[PROP_OTHER_LABEL] = g_param_spec_string ("other-label", NULL, NULL, NULL, read);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, read);
  properties[PROP_COST] = g_param_spec_string ("cost", NULL, NULL, NULL, read);
  properties[PROP_SETTING] = g_param_spec_string ("setting", NULL, NULL, NULL, read);
  properties[PROP_SETTING_TITLE] = g_param_spec_string ("setting-title", NULL, NULL, NULL, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_message_item_init (TidingsMessageItem *self)
{
}

TidingsMessageItem *
tidings_message_item_new (TidingsMessage *message,
                          gint64          now,
                          gboolean        hide_text)
{
  TidingsMessageItem *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_MESSAGE (message), NULL);
  g_return_val_if_fail ((guint) message->state < TIDINGS_MESSAGE_N_STATES, NULL);

  self = g_object_new (TIDINGS_TYPE_MESSAGE_ITEM, NULL);
  self->message = g_object_ref (message);
  self->now = now;
  self->hide_text = hide_text;

  return self;
}

void
tidings_message_item_update (TidingsMessageItem *self,
                             TidingsMessage     *message,
                             gint64              now,
                             gboolean            hide_text)
{
  gboolean is_other = FALSE;

  g_return_if_fail (TIDINGS_IS_MESSAGE_ITEM (self));
  g_return_if_fail (TIDINGS_IS_MESSAGE (message));
  g_return_if_fail (message->id == self->message->id);

  /* Words such as "tomorrow" change with the local day, which begins with an hour nearly everywhere. */
  is_other = self->message != message || self->hide_text != hide_text || self->now / HOUR_MS != now / HOUR_MS;
  if (!is_other)
    return;

  g_set_object (&self->message, message);
  self->now = now;
  self->hide_text = hide_text;

  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

TidingsMessage *
tidings_message_item_get_message (TidingsMessageItem *self)
{
  g_return_val_if_fail (TIDINGS_IS_MESSAGE_ITEM (self), NULL);

  return self->message;
}
