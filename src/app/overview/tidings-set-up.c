/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the first steps have come. */
#include "config.h"

#include "tidings-set-up.h"

#include "tidings-message-item.h"
#include "tidings-person.h"
#include "tidings-store-messages.h"

#define ARRIVED_STATES ((1u << TIDINGS_MESSAGE_SENT) | (1u << TIDINGS_MESSAGE_DELIVERED))

struct _TidingsSetUp
{
  GObject parent_instance;

  GListModel *people;
  guint has_account : 1;
  guint has_number : 1;
  guint has_test : 1;
};

enum {
  PROP_0,
  PROP_HAS_ACCOUNT,
  PROP_HAS_NUMBER,
  PROP_HAS_TEST,
  PROP_IS_DONE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsSetUp, tidings_set_up, G_TYPE_OBJECT)

static void
tell (TidingsSetUp *self,
      guint         prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_DONE]);
}

static void
people_changed_cb (TidingsSetUp *self)
{
  gboolean has_number = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      has_number |= person->verified_at != 0;
    }

  if (self->has_number == has_number)
    return;
  self->has_number = has_number;
  tell (self, PROP_HAS_NUMBER);
}

static void
tidings_set_up_finalize (GObject *object)
{
  g_clear_object (&TIDINGS_SET_UP (object)->people);

  G_OBJECT_CLASS (tidings_set_up_parent_class)->finalize (object);
}

static void
tidings_set_up_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TidingsSetUp *self = TIDINGS_SET_UP (object);

  switch (prop_id)
    {
    case PROP_HAS_ACCOUNT:
      g_value_set_boolean (value, self->has_account);
      break;
    case PROP_HAS_NUMBER:
      g_value_set_boolean (value, self->has_number);
      break;
    case PROP_HAS_TEST:
      g_value_set_boolean (value, self->has_test);
      break;
    case PROP_IS_DONE:
      g_value_set_boolean (value, self->has_account && self->has_number && self->has_test);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_set_up_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  TidingsSetUp *self = TIDINGS_SET_UP (object);

  switch (prop_id)
    {
    case PROP_HAS_ACCOUNT:
      if (self->has_account == g_value_get_boolean (value))
        return;
      self->has_account = g_value_get_boolean (value);
      tell (self, PROP_HAS_ACCOUNT);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_set_up_class_init (TidingsSetUpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_set_up_finalize;
  object_class->get_property = tidings_set_up_get_property;
  object_class->set_property = tidings_set_up_set_property;

  properties[PROP_HAS_ACCOUNT] = g_param_spec_boolean ("has-account", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_NUMBER] = g_param_spec_boolean ("has-number", NULL, NULL, FALSE, read);
  properties[PROP_HAS_TEST] = g_param_spec_boolean ("has-test", NULL, NULL, FALSE, read);
  properties[PROP_IS_DONE] = g_param_spec_boolean ("is-done", NULL, NULL, FALSE, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_set_up_init (TidingsSetUp *self)
{
}

TidingsSetUp *
tidings_set_up_new (GListModel *people)
{
  TidingsSetUp *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (people), NULL);

  self = g_object_new (TIDINGS_TYPE_SET_UP, NULL);
  self->people = g_object_ref (people);
  g_signal_connect_object (people, "items-changed", G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);
  people_changed_cb (self);

  return self;
}

void
tidings_set_up_look (TidingsSetUp *self,
                     TidingsStore *store)
{
  TidingsMessageFilter filter = { .states = ARRIVED_STATES };
  g_autoptr(GPtrArray) arrived = NULL;

  g_return_if_fail (TIDINGS_IS_SET_UP (self));

  if (self->has_test || store == NULL)
    return;

  arrived = tidings_store_list_messages (store, &filter, NULL);
  for (guint i = 0; arrived != NULL && i < arrived->len; i++)
    {
      if (tidings_message_is_code (g_ptr_array_index (arrived, i)))
        continue;
      self->has_test = TRUE;
      tell (self, PROP_HAS_TEST);
      return;
    }
}
