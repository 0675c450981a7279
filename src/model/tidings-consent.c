/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail of consent and numbers in words. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "tidings-alert-type.h"
#include "tidings-consent.h"

/* @how is NULL for any; @detail too. The first that fits is told. */
static const struct { const char *what; const char *how; const char *detail; const char *words; } sentences[] = {
  { "added", NULL, NULL, N_("Was added") },
  { "confirmed", "call", "practice", N_("Confirmed the number with a code from a rehearsed call, which proves nothing") },
  { "confirmed", NULL, "practice", N_("Confirmed the number with a rehearsed code, which proves nothing") },
  { "confirmed", "call", NULL, N_("Confirmed the number with a code from a call") },
  { "confirmed", "code", NULL, N_("Confirmed the number with a code") },
  { "confirmed", NULL, NULL, N_("Confirmed the number") },
  { "unconfirmed", NULL, NULL, N_("The rehearsed confirmation ended, because a Twilio account was connected") },
  { "opted-out", "carrier", NULL, N_("Wants no texts, says the phone company") },
  { "opted-out", "reply", "practice", N_("Texted STOP to the practice account") },
  { "opted-out", "reply", NULL, N_("Texted STOP") },
  { "opted-out", NULL, NULL, N_("Wants no texts") },
  { "opted-in", "reply", "practice", N_("Texted START to the practice account") },
  { "opted-in", "reply", NULL, N_("Texted START") },
  { "opted-in", NULL, NULL, N_("Wants texts again") },
  { "stop-ended", NULL, NULL, N_("The rehearsed STOP ended, because a Twilio account was connected") },
  { "removed", NULL, NULL, N_("Was removed") },
  { "erased", NULL, NULL, N_("Was erased") },
};

static char *
dup_type (const char *id)
{
  TidingsAlertType *type = tidings_catalog_lookup (tidings_catalog_get_default (), id);

  return type != NULL ? tidings_alert_type_dup_title (type, NULL) : g_strdup (id);
}

static char *
describe_change (const char *what,
                 const char *detail)
{
  g_autofree char *title = NULL;

  if (g_str_equal (what, "number") && *detail == '\0')
    return g_strdup (_("Got another number"));
  if (g_str_equal (what, "number"))
    /* Translators: %s is a phone number, with dots in place of its middle */
    return g_strdup_printf (_("Got another number instead of %s"), detail);
  if (!g_str_equal (what, "type-on") && !g_str_equal (what, "type-off"))
    return NULL;
  if (*detail == '\0')
    return g_strdup (g_str_equal (what, "type-on") ? _("A kind of alert was switched on") : _("A kind of alert was switched off"));

  title = dup_type (detail);
  if (g_str_equal (what, "type-on"))
    /* Translators: %s is the title of a kind of alert */
    return g_strdup_printf (_("“%s” was switched on"), title);

  /* Translators: %s is the title of a kind of alert */
  return g_strdup_printf (_("“%s” was switched off"), title);
}

char *
tidings_consent_describe (const char *what,
                          const char *how,
                          const char *detail)
{
  char *change = NULL;

  g_return_val_if_fail (what != NULL, NULL);

  if ((change = describe_change (what, detail != NULL ? detail : "")) != NULL)
    return change;

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (sentences[i].what, what) && (sentences[i].how == NULL || g_strcmp0 (sentences[i].how, how) == 0) &&
        (sentences[i].detail == NULL || g_strcmp0 (sentences[i].detail, detail) == 0))
      return g_strdup (_(sentences[i].words));

  return g_strdup (what);
}

char *
tidings_consent_describe_asker (const char *by)
{
  static const struct { const char *by; const char *words; } askers[] = {
    { "", "" },
    { "window", NC_("asker", "in the window") },
    { "cli", NC_("asker", "on the command line") },
    { "phone", NC_("asker", "from their phone") },
    { "twilio", NC_("asker", "through Twilio") },
    { "tidings", NC_("asker", "by Tidings itself") },
    { "bus", NC_("asker", "by another program") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (askers); i++)
    if (g_strcmp0 (by != NULL ? by : "", askers[i].by) == 0)
      return g_strdup (*askers[i].words != '\0' ? g_dpgettext2 (GETTEXT_PACKAGE, "asker", askers[i].words) : "");

  /* Translators: %s is the name of a program */
  return g_strdup_printf (C_("asker", "by %s"), by);
}
