/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random forms, queries and JSON bodies, as anybody may send them to an open port: what is read of them is whole or nothing. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "tidings-webhook-form.h"

#define NOW G_GINT64_CONSTANT (1795262400000)

static void
check_message (TidingsTwilioMessage *message,
               gboolean              is_inbound)
{
  g_autoptr(TidingsTwilioMessage) owned = message;

  if (message == NULL)
    return;

  g_assert (message->is_inbound == is_inbound);
  g_assert (strlen (message->sid) == 34);
  g_assert (message->body == NULL || g_utf8_validate (message->body, -1, NULL));
  g_assert (!is_inbound || (message->from != NULL && message->body != NULL && message->created_at == NOW));
}

static void
check_form (TidingsWebhookForm *form)
{
  g_autoptr(TidingsWebhookForm) owned = form;
  const TidingsSignedPair *pairs;
  gsize n_pairs = 0;

  if (form == NULL)
    return;

  pairs = tidings_webhook_form_get_pairs (form, &n_pairs);
  g_assert (n_pairs <= 200);
  for (gsize i = 0; i < n_pairs; i++)
    g_assert (g_utf8_validate (pairs[i].name, -1, NULL) && g_utf8_validate (pairs[i].value, -1, NULL));
  check_message (tidings_webhook_form_to_report (form), FALSE);
  check_message (tidings_webhook_form_to_inbound (form, NOW), TRUE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) body = g_bytes_new (data, size);

  check_form (tidings_webhook_form_parse ((const char *) data, size));
  check_form (tidings_webhook_form_parse_json (body));

  return 0;
}
