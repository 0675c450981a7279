/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is going to be told, while that is chosen. */
#include "config.h"

#include "tidings-reminder-told.h"

#include <glib/gi18n-lib.h>

#include "tidings-words.h"

struct _TidingsReminderTold
{
  GObject parent_instance;

  GListModel *people;
  GArray *ids; /* gint64 row ids */
};

enum {
  PROP_0,
  PROP_N_PEOPLE,
  PROP_WORDS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsReminderTold, tidings_reminder_told, G_TYPE_OBJECT)

static char *
dup_words (TidingsReminderTold *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      if (tidings_reminder_told_has (self, person->id))
        g_ptr_array_add (names, g_strdup (person->name));
    }

  if (names->len == 0)
    return g_strdup (_("No one yet"));
  g_ptr_array_add (names, NULL);

  return tidings_words_join_names ((const char * const *) names->pdata);
}

static void
tidings_reminder_told_finalize (GObject *object)
{
  TidingsReminderTold *self = TIDINGS_REMINDER_TOLD (object);

  g_clear_object (&self->people);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (tidings_reminder_told_parent_class)->finalize (object);
}

static void
tidings_reminder_told_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  TidingsReminderTold *self = TIDINGS_REMINDER_TOLD (object);

  switch (prop_id)
    {
    case PROP_N_PEOPLE:
      g_value_set_uint (value, self->ids->len);
      break;
    case PROP_WORDS:
      g_value_take_string (value, dup_words (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_reminder_told_class_init (TidingsReminderToldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_reminder_told_finalize;
  object_class->get_property = tidings_reminder_told_get_property;

  properties[PROP_N_PEOPLE] = g_param_spec_uint ("n-people", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_reminder_told_init (TidingsReminderTold *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
notify_choice (TidingsReminderTold *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_PEOPLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS]);
}

TidingsReminderTold *
tidings_reminder_told_new (GListModel *people)
{
  TidingsReminderTold *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (people), NULL);

  self = g_object_new (TIDINGS_TYPE_REMINDER_TOLD, NULL);
  self->people = g_object_ref (people);

  return self;
}

void
tidings_reminder_told_choose_first (TidingsReminderTold *self)
{
  gint64 first = 0;

  g_return_if_fail (TIDINGS_IS_REMINDER_TOLD (self));

  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      if (person->verified_at != 0 && person->opted_out_at == 0 && (first == 0 || person->id < first))
        first = person->id;
    }

  if (first != 0)
    tidings_reminder_told_set (self, first, TRUE);
}

gboolean
tidings_reminder_told_has (TidingsReminderTold *self,
                           gint64               id)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_TOLD (self), FALSE);

  for (guint i = 0; i < self->ids->len; i++)
    {
      if (g_array_index (self->ids, gint64, i) == id)
        return TRUE;
    }

  return FALSE;
}

void
tidings_reminder_told_set (TidingsReminderTold *self,
                           gint64               id,
                           gboolean             told)
{
  g_return_if_fail (TIDINGS_IS_REMINDER_TOLD (self));

  if (tidings_reminder_told_has (self, id) == !!told)
    return;

  if (told)
    g_array_append_val (self->ids, id);
  for (guint i = 0; !told && i < self->ids->len; i++)
    {
      if (g_array_index (self->ids, gint64, i) == id)
        g_array_remove_index (self->ids, i--);
    }
  notify_choice (self);
}

GVariant *
tidings_reminder_told_get_ids (TidingsReminderTold *self)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_TOLD (self), NULL);

  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, self->ids->data, self->ids->len, sizeof (gint64));
}

TidingsPerson *
tidings_reminder_told_find (TidingsReminderTold *self,
                            gint64               id)
{
  g_return_val_if_fail (TIDINGS_IS_REMINDER_TOLD (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      if (id != 0 ? person->id == id : tidings_reminder_told_has (self, person->id))
        return g_steal_pointer (&person);
    }

  return NULL;
}
