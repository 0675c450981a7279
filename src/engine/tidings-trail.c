/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail of consent and numbers. */
#include "config.h"

#include "tidings-phone-number.h"
#include "tidings-store-audit.h"
#include "tidings-store-people.h"
#include "tidings-trail.h"

static gboolean
add (TidingsCore  *core,
     gint64        person,
     const char   *name,
     const char   *number,
     const char   *what,
     const char   *how,
     const char   *by,
     const char   *detail,
     GError      **error)
{
  TidingsAuditEntry entry = {
    .at = tidings_core_now (core),
    .person_id = person,
    .name = (char *) name,
    .number = (char *) number,
    .what = (char *) what,
    .how = (char *) how,
    .by = (char *) (by != NULL ? by : core->asker != NULL ? core->asker : TIDINGS_TRAIL_OURSELVES),
    .detail = (char *) detail,
  };

  return tidings_store_add_audit (core->store, &entry, error);
}

gboolean
tidings_trail_note (TidingsCore    *core,
                    TidingsPerson  *person,
                    const char     *what,
                    const char     *how,
                    const char     *by,
                    const char     *detail,
                    GError        **error)
{
  return add (core, person->id, person->name, person->number, what, how, by, detail, error);
}

gboolean
tidings_trail_note_number (TidingsCore  *core,
                           const char   *number,
                           const char   *what,
                           const char   *how,
                           const char   *by,
                           const char   *detail,
                           GError      **error)
{
  g_autoptr(TidingsPerson) person = tidings_store_find_person_by_number (core->store, number);

  return add (core, person != NULL ? person->id : 0, person != NULL ? person->name : NULL, number, what, how, by, detail, error);
}

gboolean
tidings_trail_note_written (TidingsCore    *core,
                            TidingsPerson  *person,
                            const char     *old_number,
                            GError        **error)
{
  g_autofree char *shortened = NULL;

  if (old_number == NULL)
    return tidings_trail_note (core, person, TIDINGS_AUDIT_ADDED, "person", NULL, NULL, error);
  if (g_str_equal (old_number, person->number))
    return TRUE;

  shortened = tidings_phone_number_shorten (old_number);

  return tidings_trail_note (core, person, TIDINGS_AUDIT_NUMBER, "person", NULL, shortened, error);
}

gboolean
tidings_trail_note_type (TidingsCore  *core,
                         gint64        person,
                         const char   *type,
                         gboolean      is_on,
                         GError      **error)
{
  g_autoptr(GPtrArray) people = tidings_store_list_people (core->store, error);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      TidingsPerson *one = g_ptr_array_index (people, i);
      gboolean was_on = one->types != NULL && g_strv_contains ((const char * const *) one->types, type);

      if ((person == 0 || person == one->id) && was_on != is_on &&
          !tidings_trail_note (core, one, is_on ? TIDINGS_AUDIT_TYPE_ON : TIDINGS_AUDIT_TYPE_OFF, "person", NULL, type, error))
        return FALSE;
    }

  return people != NULL;
}
