/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values that alerts bring, in people's words. */
#include "config.h"

#include "tidings-field-words.h"

#include <glib/gi18n-lib.h>

#include "tidings-field.h"

/* What the fields of the catalog mean. */
static const struct {
  const char *path;
  const char *words;
} meanings[] = {
  { TIDINGS_FIELD_PERSON, N_("Name of who gets it") },
  { "account", N_("Account") },
  { "achievement", N_("What was achieved") },
  { "amount", N_("Amount") },
  { "appointment.place", N_("Place of the appointment") },
  { "appointment.title", N_("What the appointment is about") },
  { "appointment.when", N_("When the appointment is") },
  { "asset", N_("What is traded") },
  { "challenge", N_("Name of the challenge") },
  { "change", N_("What was changed") },
  { "chore", N_("What there is to do") },
  { "code", N_("The code") },
  { "deadline", N_("By when") },
  { "detail", N_("Details") },
  { "device", N_("Device") },
  { "disk", N_("Name of the disk") },
  { "game", N_("Name of the game") },
  { "host", N_("Name of the computer") },
  { "invoice.number", N_("Number of the invoice") },
  { "job", N_("What is to be done") },
  { "last", N_("When it was done last") },
  { "link", N_("Web address") },
  { "minutes", N_("Minutes") },
  { "name", N_("Name") },
  { "opponent", N_("Name of the opponent") },
  { "order.number", N_("Number of the order") },
  { "order.pickup_date", N_("Day of the pick-up") },
  { "partner.name", N_("Name of the partner") },
  { "payment.amount", N_("Amount of the payment") },
  { "payment.due_date", N_("Day by which to pay") },
  { "payment.reason", N_("Why the payment failed") },
  { "payment.transaction_id", N_("Number of the payment") },
  { "percent", N_("Percent") },
  { "pharmacy", N_("Name of the pharmacy") },
  { "place", N_("Place") },
  { "points", N_("Points") },
  { "preview", N_("Beginning of the message") },
  { "price", N_("Price") },
  { "quantity", N_("How many") },
  { "reason", N_("Reason") },
  { "refund.amount", N_("Amount of the refund") },
  { "result", N_("Result") },
  { "reward", N_("The reward") },
  { "sender", N_("Name of the sender") },
  { "service", N_("Name of the service") },
  { "side", N_("Bought or sold") },
  { "subject", N_("Subject") },
  { "text", N_("The message") },
  { "thread", N_("Name of the conversation") },
  { "title", N_("What it is about") },
  { "unit", N_("Name of the job") },
  /* Translators: a UPS is a battery that keeps a computer running through a power cut */
  { "ups", N_("Name of the UPS") },
  { "when", N_("When") },
};

char *
tidings_field_dup_words (const char *path)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  name = tidings_field_dup_name (path);
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      if (g_str_equal (meanings[i].path, name))
        return g_strdup (_(meanings[i].words));
    }

  return g_strdelimit (g_steal_pointer (&name), "._", ' ');
}

char *
tidings_field_dup_offer (const char *path,
                         const char *sample)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (path != NULL && sample != NULL, NULL);

  words = tidings_field_dup_words (path);
  if (tidings_field_is_optional (path))
    /* Translators: a value that a text may name but that not every alert brings, and a typical one: "Name of the computer, if known (studio)" */
    return g_strdup_printf (C_("placeholder", "%1$s, if known (%2$s)"), words, sample);
  if (*sample == '\0')
    return g_steal_pointer (&words);

  /* Translators: a value that a text may name, and a typical one: "Name of the disk (/home)" */
  return g_strdup_printf (C_("placeholder", "%1$s (%2$s)"), words, sample);
}

static void
append_item (GMenu      *menu,
             const char *path,
             const char *sample,
             const char *action)
{
  g_autoptr(GString) label = g_string_new (NULL);
  g_autofree char *offer = tidings_field_dup_offer (path, sample);
  g_autoptr(GMenuItem) item = NULL;

  g_string_assign (label, offer);
  /* A single one would be an access key. */
  g_string_replace (label, "_", "__", 0);
  item = g_menu_item_new (label->str, NULL);
  g_menu_item_set_action_and_target (item, action, "s", path);
  g_menu_append_item (menu, item);
}

GMenuModel *
tidings_field_make_menu (TidingsAlertType *type,
                         const char       *action)
{
  g_autoptr(GMenu) menu = NULL;
  g_autoptr(JsonObject) samples = NULL;

  g_return_val_if_fail (TIDINGS_IS_ALERT_TYPE (type), NULL);
  g_return_val_if_fail (action != NULL, NULL);

  menu = g_menu_new ();
  samples = tidings_alert_type_dup_samples (type);
  append_item (menu, TIDINGS_FIELD_PERSON, "", action);
  for (guint i = 0; type->fields != NULL && type->fields[i] != NULL; i++)
    {
      g_autofree char *name = tidings_field_dup_name (type->fields[i]);

      append_item (menu, type->fields[i], json_object_get_string_member_with_default (samples, name, ""), action);
    }

  return G_MENU_MODEL (g_steal_pointer (&menu));
}
