/* SPDX-License-Identifier: GPL-3.0-or-later */
int tidings_clock_placeholder;
