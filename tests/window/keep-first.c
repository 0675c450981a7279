/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded into the window when leaks are looked for: keeps a pointer to each of the first blocks that the program takes.
 *
 * GLib takes its table of quarks when it is loaded, and leaves it for a larger one at the 2049th quark, on purpose
 * (quark_new() in gquark.c: “This leaks the old quarks array”). The window comes to that number when most of it has been
 * seen. The block cannot be told from others by who took it, only by being among the very first, when nothing of ours
 * runs. */
#include <stddef.h>

#define N_BLOCKS 64

void __sanitizer_malloc_hook (const volatile void *block, size_t size);

extern const volatile void *tidings_first_blocks[N_BLOCKS];
const volatile void *tidings_first_blocks[N_BLOCKS];

void
__sanitizer_malloc_hook (const volatile void *block,
                         size_t               size)
{
  static size_t n_blocks;

  if (n_blocks < N_BLOCKS)
    tidings_first_blocks[n_blocks++] = block;
}
