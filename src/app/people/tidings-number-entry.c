/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of a number while it is being entered. */
#include "config.h"

#include "tidings-number-entry.h"

#include <string.h>
#include "tidings-country.h"
#include "tidings-number-caption.h"

struct _TidingsNumberEntry
{
  GObject parent_instance;

  TidingsCountry *country;
  char *home;                  /* ISO code of the country from which 00 leads out */
  char *text;
  char *taken_by;
  TidingsNumberCheck *check;

  char *caption;
  const char *caption_kind;
  char *code;
  char *country_caption;

  guint was_switched : 1;      /* the country was found in the text, and nobody has chosen another since */
  guint was_refused : 1;       /* the last thing typed was no digit */
  guint is_insisting : 1;      /* somebody wanted to go on although something blocks */
};

enum {
  PROP_0,
  PROP_COUNTRY,
  PROP_TEXT,
  PROP_TAKEN_BY,
  PROP_E164,
  PROP_VERDICT,
  PROP_CAN_CONTINUE,
  PROP_CAPTION,
  PROP_CAPTION_KIND,
  PROP_SUGGESTION,
  PROP_CODE,
  PROP_COUNTRY_NAME,
  PROP_COUNTRY_CAPTION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (TidingsNumberEntry, tidings_number_entry, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

/* Whether the first signs of a number in @text, passing over what may stand before them, are @sign. */
static gboolean
begins_with (const char *text,
             const char *sign)
{
  g_autofree char *plain = tidings_phone_number_ascii_digits (text);
  const char *first = plain;

  while (*first != '\0' && *first != '+' && !g_ascii_isdigit (*first))
    first = g_utf8_next_char (first);
  return g_str_has_prefix (first, sign);
}

static gboolean
has_own_code (const char *text)
{
  return begins_with (text, "+") || begins_with (text, "00");
}

static void
take_string (TidingsNumberEntry *self,
             char              **member,
             char               *value,
             guint               prop)
{
  g_autofree char *previous = *member;

  *member = value;
  if (g_strcmp0 (previous, value) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

static void
derive (TidingsNumberEntry *self)
{
  const TidingsNumberFacts facts = {
    .check = self->check, .country = self->country, .taken_by = self->taken_by, .was_switched = self->was_switched,
    .was_refused = self->was_refused, .is_insisting = self->is_insisting,
  };
  const char *kind = NULL;
  char *caption = tidings_number_caption_dup (&facts, &kind);
  gboolean shows_code = self->country != NULL && !has_own_code (self->text);

  /* The kind first: who hears of a new caption asks for its kind. */
  if (g_strcmp0 (self->caption_kind, kind) != 0)
    {
      self->caption_kind = kind;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTION_KIND]);
    }
  take_string (self, &self->caption, caption, PROP_CAPTION);
  take_string (self, &self->country_caption, tidings_number_caption_dup_country (self->country), PROP_COUNTRY_CAPTION);
  take_string (self, &self->code,
               shows_code ? g_strdup_printf ("+%u", tidings_country_get_calling_code (self->country)) : g_strdup (""),
               PROP_CODE);
}

static void
take_country (TidingsNumberEntry *self,
              const char         *country)
{
  g_clear_object (&self->country);
  if (country != NULL)
    self->country = tidings_country_new (country, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNTRY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNTRY_NAME]);
}

/* What 00 means goes by the country one is in while typing it, not by the one that it has led to so far. */
static void
take_home (TidingsNumberEntry *self)
{
  g_free (self->home);
  self->home = g_strdup (tidings_number_entry_get_country (self));
}

/* After a +, a code is a code. Without one, digits that begin like another way out (0011 in Australia) are not yet,
 * so only a whole number changes the country then. */
static gboolean
names_another_country (TidingsNumberEntry *self)
{
  const TidingsNumberCheck *check = self->check;

  if (check->country == NULL || check->calling_code == 0 ||
      g_strcmp0 (check->country, tidings_number_entry_get_country (self)) == 0)
    return FALSE;
  return begins_with (self->text, "+") || !tidings_number_verdict_blocks (check->verdict);
}

static void
look (TidingsNumberEntry *self)
{
  g_autoptr(TidingsNumberCheck) previous = g_steal_pointer (&self->check);
  gboolean leads_out = begins_with (self->text, "00");

  g_object_freeze_notify (G_OBJECT (self));
  self->check = tidings_phone_number_check (self->text, leads_out ? self->home : tidings_number_entry_get_country (self));
  if (names_another_country (self))
    {
      self->was_switched = TRUE;
      take_country (self, self->check->country);
    }
  if (self->check->verdict == TIDINGS_NUMBER_EMPTY)
    self->was_switched = FALSE;
  if (!leads_out)
    take_home (self);

  if (previous == NULL || previous->verdict != self->check->verdict)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERDICT]);
  if (previous == NULL || g_strcmp0 (previous->e164, self->check->e164) != 0)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_E164]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_CONTINUE]);
    }
  if (previous == NULL || g_strcmp0 (previous->suggestion, self->check->suggestion) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUGGESTION]);
  derive (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
tidings_number_entry_finalize (GObject *object)
{
  TidingsNumberEntry *self = TIDINGS_NUMBER_ENTRY (object);

  g_clear_object (&self->country);
  g_free (self->home);
  g_free (self->text);
  g_free (self->taken_by);
  g_clear_pointer (&self->check, tidings_number_check_free);
  g_free (self->caption);
  g_free (self->code);
  g_free (self->country_caption);

  G_OBJECT_CLASS (tidings_number_entry_parent_class)->finalize (object);
}

static void
tidings_number_entry_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  TidingsNumberEntry *self = TIDINGS_NUMBER_ENTRY (object);

  switch (prop_id)
    {
    case PROP_COUNTRY:
      g_value_set_string (value, tidings_number_entry_get_country (self));
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_TAKEN_BY:
      g_value_set_string (value, self->taken_by);
      break;
    case PROP_E164:
      g_value_set_string (value, self->check->e164);
      break;
    case PROP_VERDICT:
      g_value_set_int (value, self->check->verdict);
      break;
    case PROP_CAN_CONTINUE:
      g_value_set_boolean (value, tidings_number_entry_get_can_continue (self));
      break;
    case PROP_CAPTION:
      g_value_set_string (value, self->caption);
      break;
    case PROP_CAPTION_KIND:
      g_value_set_string (value, self->caption_kind);
      break;
    case PROP_SUGGESTION:
      g_value_set_string (value, self->check->suggestion);
      break;
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_COUNTRY_NAME:
      g_value_set_string (value, self->country != NULL ? tidings_country_get_name (self->country) : "");
      break;
    case PROP_COUNTRY_CAPTION:
      g_value_set_string (value, self->country_caption);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_number_entry_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  TidingsNumberEntry *self = TIDINGS_NUMBER_ENTRY (object);

  switch (prop_id)
    {
    case PROP_COUNTRY:
      tidings_number_entry_set_country (self, g_value_get_string (value));
      break;
    case PROP_TEXT:
      tidings_number_entry_set_text (self, g_value_get_string (value));
      break;
    case PROP_TAKEN_BY:
      tidings_number_entry_set_taken_by (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tidings_number_entry_class_init (TidingsNumberEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->finalize = tidings_number_entry_finalize;
  object_class->get_property = tidings_number_entry_get_property;
  object_class->set_property = tidings_number_entry_set_property;

  properties[PROP_COUNTRY] = g_param_spec_string ("country", NULL, NULL, NULL, writable);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", writable);
  properties[PROP_TAKEN_BY] = g_param_spec_string ("taken-by", NULL, NULL, NULL, writable);
  properties[PROP_E164] = g_param_spec_string ("e164", NULL, NULL, NULL, readable);
  properties[PROP_VERDICT] = g_param_spec_int ("verdict", NULL, NULL, TIDINGS_NUMBER_GOOD, TIDINGS_NUMBER_NO_TEXTS,
                                               TIDINGS_NUMBER_EMPTY, readable);
  properties[PROP_CAN_CONTINUE] = g_param_spec_boolean ("can-continue", NULL, NULL, FALSE, readable);
  properties[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, "", readable);
  properties[PROP_CAPTION_KIND] = g_param_spec_string ("caption-kind", NULL, NULL, "dim-label", readable);
  properties[PROP_SUGGESTION] = g_param_spec_string ("suggestion", NULL, NULL, NULL, readable);
  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, "", readable);
  properties[PROP_COUNTRY_NAME] = g_param_spec_string ("country-name", NULL, NULL, "", readable);
  properties[PROP_COUNTRY_CAPTION] = g_param_spec_string ("country-caption", NULL, NULL, "", readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tidings_number_entry_init (TidingsNumberEntry *self)
{
  g_autofree char *country = tidings_country_code_for_locale (NULL);

  self->text = g_strdup ("");
  if (country != NULL)
    self->country = tidings_country_new (country, NULL);
  take_home (self);
  look (self);
}

TidingsNumberEntry *
tidings_number_entry_new (void)
{
  return g_object_new (TIDINGS_TYPE_NUMBER_ENTRY, NULL);
}

const char *
tidings_number_entry_get_country (TidingsNumberEntry *self)
{
  g_return_val_if_fail (TIDINGS_IS_NUMBER_ENTRY (self), NULL);

  return self->country != NULL ? tidings_country_get_code (self->country) : NULL;
}

/* The text as the new country groups it, if the old one's groups are all that was put between its digits. */
static char *
dup_regrouped (TidingsNumberEntry *self,
               const char         *country)
{
  g_auto(GStrv) parts = g_strsplit (self->text, " ", -1);
  g_autofree char *typed = g_strjoinv ("", parts);
  g_autofree char *ours = tidings_phone_number_format_typed (typed, tidings_number_entry_get_country (self));

  if (!g_str_equal (ours, self->text))
    return g_strdup (self->text);
  return tidings_phone_number_format_typed (typed, country);
}

void
tidings_number_entry_set_country (TidingsNumberEntry *self,
                                  const char         *country)
{
  char *text = NULL;

  g_return_if_fail (TIDINGS_IS_NUMBER_ENTRY (self));

  if (g_strcmp0 (tidings_number_entry_get_country (self), country) == 0)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  text = dup_regrouped (self, country);
  self->was_switched = FALSE;
  self->was_refused = FALSE;
  self->is_insisting = FALSE;
  take_country (self, country);
  take_home (self);
  take_string (self, &self->text, text, PROP_TEXT);
  look (self);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
tidings_number_entry_get_text (TidingsNumberEntry *self)
{
  g_return_val_if_fail (TIDINGS_IS_NUMBER_ENTRY (self), NULL);

  return self->text;
}

void
tidings_number_entry_set_text (TidingsNumberEntry *self,
                               const char         *text)
{
  g_return_if_fail (TIDINGS_IS_NUMBER_ENTRY (self));

  if (text == NULL)
    text = "";
  if (g_str_equal (self->text, text))
    return;

  g_object_freeze_notify (G_OBJECT (self));
  self->was_refused = FALSE;
  self->is_insisting = FALSE;
  take_string (self, &self->text, g_strdup (text), PROP_TEXT);
  look (self);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
tidings_number_entry_get_taken_by (TidingsNumberEntry *self)
{
  g_return_val_if_fail (TIDINGS_IS_NUMBER_ENTRY (self), NULL);

  return self->taken_by;
}

void
tidings_number_entry_set_taken_by (TidingsNumberEntry *self,
                                   const char         *taken_by)
{
  g_return_if_fail (TIDINGS_IS_NUMBER_ENTRY (self));

  if (g_strcmp0 (self->taken_by, taken_by) == 0)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  take_string (self, &self->taken_by, g_strdup (taken_by), PROP_TAKEN_BY);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_CONTINUE]);
  derive (self);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
tidings_number_entry_get_e164 (TidingsNumberEntry *self)
{
  g_return_val_if_fail (TIDINGS_IS_NUMBER_ENTRY (self), NULL);

  return self->check->e164;
}

const char *
tidings_number_entry_get_suggestion (TidingsNumberEntry *self)
{
  g_return_val_if_fail (TIDINGS_IS_NUMBER_ENTRY (self), NULL);

  return self->check->suggestion;
}

TidingsNumberVerdict
tidings_number_entry_get_verdict (TidingsNumberEntry *self)
{
  g_return_val_if_fail (TIDINGS_IS_NUMBER_ENTRY (self), TIDINGS_NUMBER_EMPTY);

  return self->check->verdict;
}

gboolean
tidings_number_entry_get_can_continue (TidingsNumberEntry *self)
{
  g_return_val_if_fail (TIDINGS_IS_NUMBER_ENTRY (self), FALSE);

  return self->check->e164 != NULL && self->taken_by == NULL;
}

/* What of the text can stand in the field: all of it, the number in it, or nothing. */
static char *
dup_readable (TidingsNumberEntry *self,
              const char         *inserted)
{
  g_autofree char *valid = g_utf8_make_valid (inserted, -1);
  g_autoptr(TidingsNumberCheck) check = NULL;

  /* A line end comes along when a line is copied; in a field of one line it would be shown as a sign. */
  g_strdelimit (valid, "\t\r\n", ' ');
  if (g_utf8_strlen (valid, -1) > 1)
    g_strstrip (valid);
  if (tidings_phone_number_is_typable (valid))
    return g_steal_pointer (&valid);
  if (g_utf8_strlen (valid, -1) == 1)
    return NULL;

  check = tidings_phone_number_check (valid, tidings_number_entry_get_country (self));
  if (check->e164 == NULL)
    return NULL;
  if (self->country != NULL && check->calling_code == tidings_country_get_calling_code (self->country))
    return tidings_phone_number_format_national (check->e164);
  return tidings_phone_number_format (check->e164);
}

char *
tidings_number_entry_accept (TidingsNumberEntry *self,
                             const char         *before,
                             const char         *inserted,
                             const char         *after)
{
  g_autofree char *readable = NULL;
  g_autofree char *plain = NULL;

  g_return_val_if_fail (TIDINGS_IS_NUMBER_ENTRY (self), NULL);
  g_return_val_if_fail (before != NULL && inserted != NULL && after != NULL, NULL);

  readable = dup_readable (self, inserted);
  self->was_refused = readable == NULL;
  derive (self);
  if (readable == NULL)
    return NULL;

  plain = g_strconcat (before, readable, NULL);
  if (*after != '\0')
    return g_steal_pointer (&plain);
  return tidings_phone_number_format_typed (plain, tidings_number_entry_get_country (self));
}

gboolean
tidings_number_entry_insist (TidingsNumberEntry *self)
{
  g_return_val_if_fail (TIDINGS_IS_NUMBER_ENTRY (self), FALSE);

  self->is_insisting = !tidings_number_entry_get_can_continue (self);
  self->was_refused = FALSE;
  derive (self);
  return !self->is_insisting;
}

void
tidings_number_entry_use_suggestion (TidingsNumberEntry *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (TIDINGS_IS_NUMBER_ENTRY (self));

  if (self->check->suggestion == NULL)
    return;
  text = tidings_phone_number_format_typed (self->check->suggestion, NULL);
  tidings_number_entry_set_text (self, text);
}
