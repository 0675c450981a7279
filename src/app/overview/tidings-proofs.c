/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When each confirmed phone last took a text. */
#include "config.h"

#include "tidings-proofs.h"

#include <glib/gi18n-lib.h>

#include "tidings-format.h"
#include "tidings-list-sync.h"
#include "tidings-person.h"
#include "tidings-store-days.h"

struct _TidingsProof
{
  GObject parent_instance;

  gint64 person_id;
  char *title;
  char *subtitle;
};

struct _TidingsProofs
{
  GObject parent_instance;

  GListModel *people;
  TidingsClock *clock;
  TidingsStore *store;
  GListStore *proofs;
};

enum {
  PROP_0,
  PROP_PERSON_ID,
  PROP_TITLE,
  PROP_SUBTITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TidingsProof, tidings_proof, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (TidingsProofs, tidings_proofs, G_TYPE_OBJECT)

static void
tidings_proof_finalize (GObject *object)
{
  TidingsProof *self = TIDINGS_PROOF (object);

  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (tidings_proof_parent_class)->finalize (object);
}

static void
tidings_proof_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  TidingsProof *self = TIDINGS_PROOF (object);

  switch (prop_id)
    {
    case PROP_PERSON_ID:
      g_value_set_int64 (value, self->person_id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_proof_class_init (TidingsProofClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = tidings_proof_finalize;
  object_class->get_property = tidings_proof_get_property;

  properties[PROP_PERSON_ID] = g_param_spec_int64 ("person-id", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, read);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, read);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_proof_init (TidingsProof *self)
{
}

static char *
dup_subtitle (gint64 at,
              gint64 now)
{
  g_autofree char *moment = NULL;

  if (at == 0)
    return g_strdup (_("No text has arrived yet"));

  moment = tidings_format_moment (at, now);

  /* Translators: %s is a moment: “14:05”, “yesterday 14:05”, “3 Nov 14:05” */
  return g_strdup_printf (_("Last text arrived: %s"), moment);
}

static TidingsProof *
make_proof (TidingsProofs *self,
            TidingsPerson *person,
            gint64         now)
{
  TidingsProof *proof = g_object_new (TIDINGS_TYPE_PROOF, NULL);

  proof->person_id = person->id;
  proof->title = g_strdup (person->name);
  proof->subtitle = dup_subtitle (tidings_store_get_last_delivered_at (self->store, person->number), now);

  return proof;
}

static gint64
proof_get_key (gpointer item)
{
  return TIDINGS_PROOF (item)->person_id;
}

static gboolean
proof_is_same (gpointer item,
               gpointer other)
{
  return TRUE;
}

static void
proof_take (TidingsProof *self,
            TidingsProof *other)
{
  if (g_str_equal (self->title, other->title) && g_str_equal (self->subtitle, other->subtitle))
    return;

  g_free (self->title);
  g_free (self->subtitle);
  self->title = g_strdup (other->title);
  self->subtitle = g_strdup (other->subtitle);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBTITLE]);
}

static void
people_changed_cb (TidingsProofs *self)
{
  tidings_proofs_look (self, self->store);
}

static void
tidings_proofs_dispose (GObject *object)
{
  TidingsProofs *self = TIDINGS_PROOFS (object);

  g_clear_object (&self->people);
  g_clear_object (&self->clock);
  g_clear_object (&self->store);
  g_clear_object (&self->proofs);

  G_OBJECT_CLASS (tidings_proofs_parent_class)->dispose (object);
}

static void
tidings_proofs_class_init (TidingsProofsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tidings_proofs_dispose;
}

static void
tidings_proofs_init (TidingsProofs *self)
{
  self->proofs = g_list_store_new (TIDINGS_TYPE_PROOF);
}

TidingsProofs *
tidings_proofs_new (GListModel   *people,
                    TidingsClock *clock)
{
  TidingsProofs *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (people), NULL);
  g_return_val_if_fail (TIDINGS_IS_CLOCK (clock), NULL);

  self = g_object_new (TIDINGS_TYPE_PROOFS, NULL);
  self->people = g_object_ref (people);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (people, "items-changed", G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
tidings_proofs_look (TidingsProofs *self,
                     TidingsStore  *store)
{
  g_autoptr(GPtrArray) proofs = NULL;
  gint64 now;

  g_return_if_fail (TIDINGS_IS_PROOFS (self));

  g_set_object (&self->store, store);
  if (store == NULL)
    return;

  now = tidings_clock_get_now (self->clock);
  proofs = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr(TidingsPerson) person = g_list_model_get_item (self->people, i);

      if (person->verified_at != 0)
        g_ptr_array_add (proofs, make_proof (self, person, now));
    }

  tidings_list_sync (self->proofs, proofs, proof_get_key, proof_is_same);
  for (guint i = 0; i < proofs->len; i++)
    {
      g_autoptr(TidingsProof) shown = g_list_model_get_item (G_LIST_MODEL (self->proofs), i);

      proof_take (shown, g_ptr_array_index (proofs, i));
    }
}

GListModel *
tidings_proofs_list (TidingsProofs *self)
{
  g_return_val_if_fail (TIDINGS_IS_PROOFS (self), NULL);

  return G_LIST_MODEL (self->proofs);
}
