/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How both programs of the command line begin and end: locale, arguments, and what is left to write. */
#pragma once

#include "tidings-cli.h"

G_BEGIN_DECLS

/** TidingsMainFunc: @argv: in UTF-8. Returns: how the program ends */
typedef TidingsExit (*TidingsMainFunc) (char **argv);

/** tidings_cli_main: sets up the locale, runs @run and hands the output over. Returns: the exit status */
int tidings_cli_main (char            **argv,
                      TidingsMainFunc   run);

G_END_DECLS
