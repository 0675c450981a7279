/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An alert type with those who get it. */
#include "config.h"

#include "tidings-alert-item.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-words.h"

/* More names than this make a subtitle that nobody reads. */
#define N_NAMES_SHOWN 3

struct _TidingsAlertItem
{
  GObject parent_instance;

  TidingsAlertType *kind;
  GListModel *people;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_IS_ON,
  PROP_IS_FOR_EVERYONE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsAlertItem, tidings_alert_item, G_TYPE_OBJECT)

gboolean
tidings_person_can_get_alerts (TidingsPerson *person)
{
  g_return_val_if_fail (TIDINGS_IS_PERSON (person), FALSE);

  return person->verified_at != 0 && person->opted_out_at == 0;
}

char *
tidings_person_dup_alert_hindrance (TidingsPerson *person,
                                    gint64         now)
{
  g_autofree char *moment = NULL;

  g_return_val_if_fail (TIDINGS_IS_PERSON (person), NULL);

  if (person->opted_out_at != 0)
    {
      moment = tidings_format_moment (person->opted_out_at, now);
      /* Translators: a STOP text ends all messages; %s is a moment such as "3 Nov 14:05" */
      return g_strdup_printf (_("Opted out by STOP: %s"), moment);
    }
  if (person->verified_at == 0)
    return g_strdup (_("Confirm the number first"));

  return NULL;
}

static gboolean
gets_it (TidingsAlertItem *self,
         TidingsPerson    *person)
{
  return tidings_person_can_get_alerts (person) &&
         (self->kind->always_on || tidings_person_has_type (person, self->kind->id));
}

static guint
count_receivers (TidingsAlertItem *self,
                 guint            *n_able)
{
  guint n_receivers = 0;

  *n_able = 0;
  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      *n_able += tidings_person_can_get_alerts (person);
      n_receivers += gets_it (self, person);
    }

  return n_receivers;
}

static char *
dup_names (TidingsAlertItem *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      if (gets_it (self, person))
        g_ptr_array_add (names, g_strdup (person->name));
    }
  g_ptr_array_add (names, NULL);

  return tidings_words_join_names ((const char * const *) names->pdata);
}

static char *
dup_subtitle (TidingsAlertItem *self)
{
  guint n_able = 0;
  guint n_receivers = count_receivers (self, &n_able);

  if (self->kind->addressed)
    return g_strdup (_("Sent to the person it is for"));
  if (n_receivers == 0)
    return g_strdup (_("No one"));
  if (n_receivers > N_NAMES_SHOWN)
    return g_strdup_printf (ngettext ("%u person", "%u people", n_receivers), n_receivers);

  return dup_names (self);
}

static void
people_changed_cb (GListModel       *people,
                   guint             position,
                   guint             removed,
                   guint             added,
                   TidingsAlertItem *self)
{
  for (guint i = PROP_SUBTITLE; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
tidings_alert_item_finalize (GObject *object)
{
  TidingsAlertItem *self = TIDINGS_ALERT_ITEM (object);

  g_clear_object (&self->kind);
  g_clear_object (&self->people);

  G_OBJECT_CLASS (tidings_alert_item_parent_class)->finalize (object);
}

static void
tidings_alert_item_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TidingsAlertItem *self = TIDINGS_ALERT_ITEM (object);
  guint n_able = 0;
  guint n_receivers = count_receivers (self, &n_able);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_take_string (value, tidings_alert_type_dup_title (self->kind, NULL));
      break;
    case PROP_SUBTITLE:
      g_value_take_string (value, dup_subtitle (self));
      break;
    case PROP_IS_ON:
      g_value_set_boolean (value, n_receivers > 0);
      break;
    case PROP_IS_FOR_EVERYONE:
      g_value_set_boolean (value, n_able > 0 && n_receivers == n_able);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_alert_item_class_init (TidingsAlertItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_alert_item_finalize;
  object_class->get_property = tidings_alert_item_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, read);
  properties[PROP_IS_ON] = g_param_spec_boolean ("is-on", NULL, NULL, FALSE, read);
  properties[PROP_IS_FOR_EVERYONE] = g_param_spec_boolean ("is-for-everyone", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_alert_item_init (TidingsAlertItem *self)
{
}

TidingsAlertItem *
tidings_alert_item_new (TidingsAlertType *type,
                        GListModel       *people)
{
  TidingsAlertItem *self = NULL;

  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (people), NULL);

  self = g_object_new (TIDINGS_TYPE_ALERT_ITEM, NULL);
  self->kind = g_object_ref (type);
  self->people = g_object_ref (people);
  g_signal_connect_object (people, "items-changed", G_CALLBACK (people_changed_cb), self, 0);

  return self;
}

TidingsAlertType *
tidings_alert_item_get_kind (TidingsAlertItem *self)
{
  g_return_val_if_fail (TIDINGS_IS_ALERT_ITEM (self), NULL);

  return self->kind;
}

gboolean
tidings_alert_item_matches (TidingsAlertItem *self,
                            const char       *query)
{
  g_autofree char *title = NULL;
  g_autofree char *description = NULL;
  g_autofree char *names = NULL;
  g_autofree char *all = NULL;

  g_return_val_if_fail (TIDINGS_IS_ALERT_ITEM (self), FALSE);

  if (query == NULL || *query == '\0')
    return TRUE;

  title = tidings_alert_type_dup_title (self->kind, NULL);
  description = tidings_alert_type_dup_description (self->kind, NULL);
  names = dup_names (self);
  all = g_strjoin (" ", title, self->kind->id, names, description, NULL);

  return g_str_match_string (query, all, TRUE);
}
