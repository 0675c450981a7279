/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list behind the choice of a country. */
#include "config.h"

#include "tidings-country-choices.h"

#include <glib/gi18n.h>

#define MAX_RECENT 5

G_DEFINE_FINAL_TYPE (TidingsCountryChoice, tidings_country_choice, G_TYPE_OBJECT)

struct _TidingsCountryChoices
{
  GObject parent_instance;

  GListModel *countries;
  GPtrArray *likely;           /* TidingsCountry, without the list's others of the same code */
  char *current;
  GPtrArray *shown;            /* TidingsCountryChoice */
};

static void tidings_country_choices_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TidingsCountryChoices, tidings_country_choices, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, tidings_country_choices_iface_init))

static void
tidings_country_choice_finalize (GObject *object)
{
  g_clear_object (&TIDINGS_COUNTRY_CHOICE (object)->country);

  G_OBJECT_CLASS (tidings_country_choice_parent_class)->finalize (object);
}

static void
tidings_country_choice_class_init (TidingsCountryChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_country_choice_finalize;
}

static void
tidings_country_choice_init (TidingsCountryChoice *self)
{
}

static GType
get_item_type (GListModel *model)
{
  return TIDINGS_TYPE_COUNTRY_CHOICE;
}

static guint
get_n_items (GListModel *model)
{
  return TIDINGS_COUNTRY_CHOICES (model)->shown->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  TidingsCountryChoices *self = TIDINGS_COUNTRY_CHOICES (model);

  return position < self->shown->len ? g_object_ref (g_ptr_array_index (self->shown, position)) : NULL;
}

static void
tidings_country_choices_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
add_choice (TidingsCountryChoices *self,
            GPtrArray             *choices,
            TidingsCountry        *country,
            const char            *heading)
{
  TidingsCountryChoice *choice = g_object_new (TIDINGS_TYPE_COUNTRY_CHOICE, NULL);

  choice->country = g_object_ref (country);
  choice->heading = heading;
  choice->is_current = g_strcmp0 (tidings_country_get_code (country), self->current) == 0;
  g_ptr_array_add (choices, choice);
}

static void
take_shown (TidingsCountryChoices *self,
            GPtrArray             *choices)
{
  g_autoptr(GPtrArray) previous = self->shown;

  self->shown = choices;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, previous->len, choices->len);
}

static void
show_groups (TidingsCountryChoices *self)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->likely->len; i++)
    add_choice (self, choices, g_ptr_array_index (self->likely, i), i == 0 ? _("Suggested") : NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->countries); i++)
    {
      g_autoptr(TidingsCountry) country = g_list_model_get_item (self->countries, i);

      add_choice (self, choices, country, i == 0 && self->likely->len > 0 ? _("All Countries and Regions") : NULL);
    }
  take_shown (self, choices);
}

static gboolean
is_likely (TidingsCountryChoices *self,
           TidingsCountry        *country)
{
  return g_ptr_array_find (self->likely, country, NULL);
}

/* What a query names exactly comes first, so that Return after "de" or "1" takes what was meant. */
static guint
rank (TidingsCountryChoices *self,
      TidingsCountry        *country,
      const char            *query)
{
  return tidings_country_is_named_by (country, query) ? 0 : is_likely (self, country) ? 1 : 2;
}

void
tidings_country_choices_search (TidingsCountryChoices *self,
                                const char            *query)
{
  GPtrArray *choices = NULL;
  g_autofree char *wanted = NULL;

  g_return_if_fail (TIDINGS_IS_COUNTRY_CHOICES (self));
  g_return_if_fail (query != NULL);

  wanted = g_strstrip (g_strdup (query));
  if (*wanted == '\0')
    {
      show_groups (self);
      return;
    }

  choices = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint wanted_rank = 0; wanted_rank <= 2; wanted_rank++)
    for (guint i = 0; i < g_list_model_get_n_items (self->countries); i++)
      {
        g_autoptr(TidingsCountry) country = g_list_model_get_item (self->countries, i);

        if (tidings_country_matches (country, wanted) && rank (self, country, wanted) == wanted_rank)
          add_choice (self, choices, country, NULL);
      }
  take_shown (self, choices);
}

static void
add_likely (TidingsCountryChoices *self,
            const char            *code)
{
  if (code == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (self->countries); i++)
    {
      g_autoptr(TidingsCountry) country = g_list_model_get_item (self->countries, i);

      if (g_str_equal (tidings_country_get_code (country), code) && !is_likely (self, country))
        g_ptr_array_add (self->likely, g_object_ref (country));
    }
}

static void
tidings_country_choices_finalize (GObject *object)
{
  TidingsCountryChoices *self = TIDINGS_COUNTRY_CHOICES (object);

  g_object_unref (self->countries);
  g_ptr_array_unref (self->likely);
  g_ptr_array_unref (self->shown);
  g_free (self->current);

  G_OBJECT_CLASS (tidings_country_choices_parent_class)->finalize (object);
}

static void
tidings_country_choices_class_init (TidingsCountryChoicesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tidings_country_choices_finalize;
}

static void
tidings_country_choices_init (TidingsCountryChoices *self)
{
  self->countries = tidings_country_list_new (NULL);
  self->likely = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
}

TidingsCountryChoices *
tidings_country_choices_new (const char         *current,
                             const char * const *recent)
{
  TidingsCountryChoices *self = g_object_new (TIDINGS_TYPE_COUNTRY_CHOICES, NULL);
  g_autofree char *of_locale = tidings_country_code_for_locale (NULL);

  g_return_val_if_fail (recent != NULL, NULL);

  self->current = g_strdup (current);
  add_likely (self, current);
  add_likely (self, of_locale);
  for (guint i = 0; recent[i] != NULL && i < MAX_RECENT; i++)
    add_likely (self, recent[i]);
  show_groups (self);
  return self;
}

char **
tidings_country_choices_remember (const char * const *recent,
                                  const char         *code)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n_kept = 1;

  g_return_val_if_fail (recent != NULL, NULL);
  g_return_val_if_fail (code != NULL, NULL);

  g_strv_builder_add (builder, code);
  for (guint i = 0; recent[i] != NULL && n_kept < MAX_RECENT; i++)
    if (!g_str_equal (recent[i], code))
      {
        g_strv_builder_add (builder, recent[i]);
        n_kept++;
      }
  return g_strv_builder_end (builder);
}
