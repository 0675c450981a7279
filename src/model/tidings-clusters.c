/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grapheme clusters: what a person takes for one character. */
#include "config.h"

#include "tidings-clusters-private.h"

TidingsClusters
tidings_clusters_open (const char *body)
{
  UErrorCode status = U_ZERO_ERROR;
  TidingsClusters clusters = { NULL, NULL };

  clusters.text = utext_openUTF8 (NULL, body, -1, &status);
  /* The rules for clusters are the same in every language. */
  clusters.iterator = ubrk_open (UBRK_CHARACTER, "", NULL, 0, &status);
  ubrk_setUText (clusters.iterator, clusters.text, &status);
  if (U_FAILURE (status))
    g_error ("ICU does not know grapheme clusters: %s", u_errorName (status));

  return clusters;
}

void
tidings_clusters_close (TidingsClusters *clusters)
{
  g_clear_pointer (&clusters->iterator, ubrk_close);
  g_clear_pointer (&clusters->text, utext_close);
}
