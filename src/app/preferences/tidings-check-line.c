/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the sender check: what was looked at, how it is, and where to go. */
#include "config.h"

#include "tidings-check-line-private.h"

#include <glib/gi18n-lib.h>
#include "tidings-help-topics.h"
#include "tidings-words.h"

struct _TidingsCheckLine
{
  GObject parent_instance;

  char *what;
  char *words;
  char *next;
  guint look; /* index into looks[] */
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_TEXT,
  PROP_VERDICT,
  PROP_ICON_NAME,
  PROP_STYLE_CLASS,
  PROP_STEP,
  PROP_STEP_LABEL,
  PROP_HELP_TOPIC,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsCheckLine, tidings_check_line, G_TYPE_OBJECT)

/* The last one is also for verdicts that a newer agent may give. */
static const struct {
  const char *verdict;
  const char *words;
  const char *icon;
  const char *style;
} looks[] = {
  { "good", NC_("check", "Good"), "tidings-check-symbolic", "success" },
  { "bad", NC_("check", "Needs attention"), "tidings-error-symbolic", "error" },
  { "unknown", NC_("check", "Not known"), "tidings-question-symbolic", "warning" },
};

/* What the agent looks at has names for programs. Where both steps can be meant, the words alone say which. */
static const struct {
  const char *what;
  const char *title;
  TidingsCheckStep step;
} subjects[] = {
  { "key", N_("Key"), TIDINGS_CHECK_STEP_CONNECT },
  { "account", N_("Account"), TIDINGS_CHECK_STEP_NONE },
  { "region", N_("Region"), TIDINGS_CHECK_STEP_CONNECT },
  { "balance", N_("Balance"), TIDINGS_CHECK_STEP_OPEN_TWILIO },
  { "sender", N_("Sender"), TIDINGS_CHECK_STEP_CONNECT },
  { "service", N_("Messaging Service"), TIDINGS_CHECK_STEP_CONNECT },
  { "pool", N_("Senders of the Service"), TIDINGS_CHECK_STEP_OPEN_TWILIO },
  { "answers", N_("Answers"), TIDINGS_CHECK_STEP_OPEN_TWILIO },
  { "registration", N_("Registration"), TIDINGS_CHECK_STEP_OPEN_TWILIO },
  { "country", N_("Country"), TIDINGS_CHECK_STEP_OPEN_TWILIO },
  { "name", N_("Sender Name"), TIDINGS_CHECK_STEP_NONE },
  { "trial", N_("Trial"), TIDINGS_CHECK_STEP_OPEN_TWILIO },
  { "verify", N_("Codes"), TIDINGS_CHECK_STEP_CONNECT },
  { "arrival", N_("Last Arrival"), TIDINGS_CHECK_STEP_NONE },
  { "proof", N_("Proof"), TIDINGS_CHECK_STEP_NONE },
};

static const char *
get_title (TidingsCheckLine *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      if (g_str_equal (subjects[i].what, self->what))
        return _(subjects[i].title);
    }

  return self->what;
}

static TidingsCheckStep
get_step (TidingsCheckLine *self)
{
  /* Only what is bad has a place where it is mended for sure. */
  if (!g_str_equal (looks[self->look].verdict, "bad"))
    return TIDINGS_CHECK_STEP_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      if (g_str_equal (subjects[i].what, self->what))
        return subjects[i].step;
    }

  return TIDINGS_CHECK_STEP_NONE;
}

static const char *
get_step_label (TidingsCheckStep step)
{
  switch (step)
    {
    case TIDINGS_CHECK_STEP_CONNECT:
      return _("_Connect Account…");
    case TIDINGS_CHECK_STEP_OPEN_TWILIO:
      return _("_Open Twilio");
    case TIDINGS_CHECK_STEP_NONE:
    default:
      return "";
    }
}

static const char *
get_help_topic (TidingsCheckLine *self)
{
  const char *topic = tidings_check_line_is_bad (self) ? tidings_help_topic_for_check (self->what) : NULL;

  return topic != NULL ? topic : "";
}

static void
tidings_check_line_finalize (GObject *object)
{
  TidingsCheckLine *self = TIDINGS_CHECK_LINE (object);

  g_free (self->what);
  g_free (self->words);
  g_free (self->next);

  G_OBJECT_CLASS (tidings_check_line_parent_class)->finalize (object);
}

static void
tidings_check_line_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TidingsCheckLine *self = TIDINGS_CHECK_LINE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, get_title (self));
      break;
    case PROP_TEXT:
      g_value_take_string (value, tidings_check_line_dup_text (self));
      break;
    case PROP_VERDICT:
      g_value_set_static_string (value, g_dpgettext2 (GETTEXT_PACKAGE, "check", looks[self->look].words));
      break;
    case PROP_ICON_NAME:
      g_value_set_static_string (value, looks[self->look].icon);
      break;
    case PROP_STYLE_CLASS:
      g_value_set_static_string (value, looks[self->look].style);
      break;
    case PROP_STEP:
      g_value_set_int (value, get_step (self));
      break;
    case PROP_STEP_LABEL:
      g_value_set_static_string (value, get_step_label (get_step (self)));
      break;
    case PROP_HELP_TOPIC:
      g_value_set_static_string (value, get_help_topic (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_check_line_class_init (TidingsCheckLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_check_line_finalize;
  object_class->get_property = tidings_check_line_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, read);
  properties[PROP_VERDICT] = g_param_spec_string ("verdict", NULL, NULL, NULL, read);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, read);
  properties[PROP_STYLE_CLASS] = g_param_spec_string ("style-class", NULL, NULL, NULL, read);
  properties[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, TIDINGS_CHECK_STEP_NONE, TIDINGS_CHECK_STEP_OPEN_TWILIO,
                                            TIDINGS_CHECK_STEP_NONE, read);
  properties[PROP_STEP_LABEL] = g_param_spec_string ("step-label", NULL, NULL, NULL, read);
  properties[PROP_HELP_TOPIC] = g_param_spec_string ("help-topic", NULL, NULL, NULL, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_check_line_init (TidingsCheckLine *self)
{
}

TidingsCheckLine *
tidings_check_line_new (const char *what,
                        const char *verdict,
                        const char *words,
                        const char *next)
{
  TidingsCheckLine *self = g_object_new (TIDINGS_TYPE_CHECK_LINE, NULL);

  self->what = g_strdup (what);
  self->words = tidings_words_isolate_numbers (words);
  self->next = g_strdup (next);
  while (self->look + 1 < G_N_ELEMENTS (looks) && !g_str_equal (looks[self->look].verdict, verdict))
    self->look++;

  return self;
}

gboolean
tidings_check_line_is_bad (TidingsCheckLine *self)
{
  return g_str_equal (looks[self->look].verdict, "bad");
}

char *
tidings_check_line_dup_text (TidingsCheckLine *self)
{
  return *self->next != '\0' ? g_strdup_printf ("%s\n%s", self->words, self->next) : g_strdup (self->words);
}
