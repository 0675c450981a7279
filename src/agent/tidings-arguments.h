/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What callers on the bus may hand over: checked here, before anything is done with it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TidingsArgument:
 * @key: name of an option
 * @type: its type
 * @max: bytes of a text, or of each text of a list, at most; 0 where that says nothing
 */
typedef struct {
  const char *key;
  const char *type;
  gsize max;
} TidingsArgument;

/* Texts, numbers, or people in one list. */
#define TIDINGS_MAX_LIST 1000

/**
 * tidings_arguments_check:
 * @options: (a{sv}) what the caller sent
 * @known: what there is
 * @n_known: how many
 * @error: return location, #TidingsBusError INVALID_ARGUMENT
 *
 * An option that is not known or of another type is refused and not passed over: who writes "too" for "to" does not mean
 * everybody. Any thread.
 *
 * Returns: %FALSE with @error set
 */
gboolean tidings_arguments_check       (GVariant              *options,
                                        const TidingsArgument *known,
                                        guint                  n_known,
                                        GError               **error);
/** tidings_arguments_check_text: Returns: %FALSE with @error set if @text has more than @max bytes; @name: of the argument, for the words */
gboolean tidings_arguments_check_text  (const char            *name,
                                        const char            *text,
                                        gsize                  max,
                                        GError               **error);
/** tidings_arguments_check_list: Returns: %FALSE with @error set if @list has more than %TIDINGS_MAX_LIST entries */
gboolean tidings_arguments_check_list  (const char            *name,
                                        GVariant              *list,
                                        GError               **error);

G_END_DECLS
