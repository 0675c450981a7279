/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list behind the choice of a country: likely ones first, hits of a search in the order they are meant. */
#pragma once

#include "tidings-country.h"

G_BEGIN_DECLS

#define TIDINGS_TYPE_COUNTRY_CHOICE (tidings_country_choice_get_type ())
G_DECLARE_FINAL_TYPE (TidingsCountryChoice, tidings_country_choice, TIDINGS, COUNTRY_CHOICE, GObject)

/**
 * TidingsCountryChoice:
 * @country: what is chosen
 * @heading: (nullable): words above it, where a group begins
 * @is_current: whether it is chosen now
 *
 * A value, never changed after it was handed out.
 */
struct _TidingsCountryChoice
{
  GObject parent_instance;

  TidingsCountry *country;
  const char *heading;
  gboolean is_current;
};

#define TIDINGS_TYPE_COUNTRY_CHOICES (tidings_country_choices_get_type ())
G_DECLARE_FINAL_TYPE (TidingsCountryChoices, tidings_country_choices, TIDINGS, COUNTRY_CHOICES, GObject)

/** TidingsCountryChoices is a #GListModel of #TidingsCountryChoice */

/**
 * tidings_country_choices_new:
 * @current: (nullable): ISO code of the country chosen now
 * @recent: (array zero-terminated=1): ISO codes chosen last, latest first
 *
 * Returns: (transfer full): the current one, the locale's, the recent ones; then all by name
 */
TidingsCountryChoices *tidings_country_choices_new        (const char            *current,
                                                           const char * const    *recent);

/** tidings_country_choices_search: shows the hits of @query: the one that it names exactly, likely ones, the others by name; "" shows the groups */
void                   tidings_country_choices_search     (TidingsCountryChoices *self,
                                                           const char            *query);

/**
 * tidings_country_choices_remember:
 * @recent: (array zero-terminated=1): ISO codes chosen last, latest first
 * @code: what is chosen now
 *
 * Returns: (transfer full) (array zero-terminated=1): at most five codes, @code first, each once
 */
char                 **tidings_country_choices_remember   (const char * const    *recent,
                                                           const char            *code);

G_END_DECLS
