/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random addresses, forms and headers: what was signed is good, and a guess never is. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "tidings-signature.h"

#define TOKEN "12345"
#define MAX_PAIRS 8

/* The bytes are texts behind one another: header, address, then names and values. */
static gsize
split (char              **texts,
       gsize               n_texts,
       TidingsSignedPair  *pairs)
{
  gsize n_pairs = 0;

  for (gsize i = 2; i + 1 < n_texts && n_pairs < MAX_PAIRS; i += 2)
    pairs[n_pairs++] = (TidingsSignedPair) { texts[i], texts[i + 1] };

  return n_pairs;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *whole = g_strndup ((const char *) data, size);
  g_auto(GStrv) texts = g_strsplit (whole, "\n", 2 + 2 * MAX_PAIRS);
  g_autoptr(GBytes) body = g_bytes_new (data, size);
  g_autofree char *signature = NULL;
  TidingsSignedPair pairs[MAX_PAIRS];
  gsize n_texts = g_strv_length (texts);
  gsize n_pairs = split (texts, n_texts, pairs);

  if (n_texts < 2)
    return 0;

  signature = tidings_signature_make (TOKEN, texts[1], pairs, n_pairs);
  g_assert (strlen (signature) == 28);
  g_assert (tidings_signature_check (TOKEN, signature, texts[1], pairs, n_pairs, NULL));
  g_assert (!tidings_signature_check ("12346", signature, texts[1], pairs, n_pairs, NULL));
  g_assert (!tidings_signature_check ("", signature, texts[1], pairs, n_pairs, NULL));
  /* Nobody finds a hash of the bytes that hold it. */
  g_assert (!tidings_signature_check (TOKEN, signature, texts[1], pairs, n_pairs, body));
  if (strlen (texts[0]) != strlen (signature))
    g_assert (!tidings_signature_check (TOKEN, texts[0], texts[1], pairs, n_pairs, NULL));

  return 0;
}
