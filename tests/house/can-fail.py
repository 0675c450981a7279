#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks each rule of the house in a copy of the sources and looks whether house.py finds that and nothing else more than
before. Speaks TAP."""

import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from house import House, SPDX, TOP_LEVEL  # noqa: E402

HEAD = f'/* {SPDX} */\n'


def c(code):
    return HEAD + code + '\n'


# What is planted: where, what, and the rule that must say so; None where nothing may be said.
PLANTS = [
    # Rooms: each arrow that points the wrong way.
    ('src/clock/planted.c', c('#include "tidings-segments.h"'), 'rooms'),
    ('src/model/planted.c', c('#include "tidings-store.h"'), 'rooms'),
    ('src/model/planted.c', c('#include "tidings-clock.h"'), 'rooms'),
    ('src/bus/planted.c', c('#include "tidings-message.h"'), 'rooms'),
    ('src/store/planted.c', c('#include "tidings-twilio.h"'), 'rooms'),
    ('src/store/planted.c', c('#include "tidings-clock.h"'), 'rooms'),
    ('src/twilio/planted.c', c('#include "tidings-store.h"'), 'rooms'),
    ('src/simulator/planted.c', c('#include "tidings-store.h"'), 'rooms'),
    ('src/simulator/planted.h', c('#include "tidings-policy.h"'), 'rooms'),
    ('src/engine/planted.c', c('#include "tidings-simulator.h"'), 'rooms'),
    ('src/engine/planted.c', c('#include "tidings-bus.h"'), 'rooms'),
    ('src/agent/planted.c', c('#include "tidings-client.h"'), 'rooms'),
    ('src/cli/planted.c', c('#include "tidings-policy.h"'), 'rooms'),
    ('src/cli/planted.c', c('#include <tidings-twilio.h>'), 'rooms'),
    ('src/app/people/planted.c', c('#include "tidings-twilio.h"'), 'rooms'),
    ('src/app/planted.c', c('  #  include "tidings-simulator.h"'), 'rooms'),
    ('src/app/planted.c', c('#include "../store/tidings-store.h"'), 'rooms'),
    ('src/twilio/planted.c', c('#include "../twilio/tidings-twilio.h"'), 'rooms'),
    ('src/agent/planted.c', c('#include "tidings-simulator-private.h"'), 'rooms'),
    ('src/attic/planted.c', c('int planted;'), 'rooms'),
    ('src/cli/sub/meson.build', f'# {SPDX}\nplanted_deps = [tidings_engine_dep]\n', 'rooms'),
    ('src/engine/tidings-application.h', c('int planted;'), None),   # two rooms may use one name
    ('src/agent/planted.c', c('#include "tidings-store.h"\n#include "tidings-twilio.h"\n#include "tidings-message.h"'), None),
    ('src/model/planted.c', c('/* #include "tidings-store.h" */\n// #include "tidings-store.h"'), None),
    ('src/cli/sub/meson.build', f'# {SPDX}\n# not tidings_engine_dep\nplanted_deps = [tidings_store_dep]\n', None),

    # Libraries outside their rooms.
    ('src/cli/planted.c', c('#include <gtk/gtk.h>'), 'libraries'),
    ('src/agent/planted.c', c('#include <adwaita.h>'), 'libraries'),
    ('src/model/planted.h', c('#include <gdk/gdk.h>'), 'libraries'),
    ('src/engine/planted.c', c('void planted (void) { gtk_init (); }'), 'libraries'),
    ('src/engine/planted.c', c('#include <sqlite3.h>'), 'libraries'),
    ('src/app/planted.c', c('void planted (void) { sqlite3_shutdown (); }'), 'libraries'),
    ('src/engine/planted.c', c('#include <libsoup/soup.h>'), 'libraries'),
    ('src/agent/planted.c', c('#include <libsoup/soup.h>'), 'libraries'),
    ('src/agent/planted.c', c('void planted (void) { soup_session_new (); }'), 'libraries'),
    ('src/agent/planted.c', c('#include <libsecret/secret.h>'), 'libraries'),
    ('src/cli/planted.c', c('#include <libportal/portal.h>'), 'libraries'),
    ('src/engine/planted.c', c('#include <libical/ical.h>'), 'libraries'),
    ('src/cli/planted.c', c('void planted (void) { icaltime_today (); }'), 'libraries'),
    ('src/app/planted.c', c('void planted (void) { secret_service_get_sync (0, NULL, NULL); }'), 'libraries'),
    ('src/engine/sub/meson.build', f'# {SPDX}\nplanted_deps = [soup_dep]\n', 'libraries'),
    ('src/cli/sub/meson.build', f'# {SPDX}\nplanted_deps = [adw_dep]\n', 'libraries'),
    ('src/agent/tidings-receiver-other.c', c('#include <libsoup/soup.h>'), 'libraries'),
    ('src/agent/sub/tidings-receiver.c', c('#include <libsoup/soup.h>'), 'libraries'),
    ('src/app/planted.c', c('#include <gtk/gtk.h>\nvoid planted (void) { adw_init (); }'), None),
    ('src/engine/planted.c', c('/* gtk_init () */\nconst char *planted = "soup_session_new ()";'), None),

    # The wall clock and whatever waits.
    *[('src/engine/planted.c', c(f'void planted (void) {{ {call}; }}'), 'clock') for call in (
        'g_get_real_time ()', 'time (NULL)', 'time(NULL)', 'gettimeofday (&t, NULL)', 'clock_gettime (CLOCK_REALTIME, &t)',
        'g_date_time_new_now_utc ()', 'g_date_time_new_now_local ()', 'g_date_time_new_now (zone)', 'g_timeout_add (1, f, NULL)',
        'g_timeout_add_seconds (1, f, NULL)', 'g_timeout_add_once (1, f, NULL)', 'g_timeout_source_new (1)', 'g_usleep (1)',
        'sleep (1)', 'usleep (1)', 'nanosleep (&t, NULL)', 'timerfd_create (0, 0)', 'g_source_set_ready_time (s, 0)')],
    ('src/app/planted.c', c('void planted (void) { g_timeout_add (1, f, NULL); }'), 'clock'),
    ('src/twilio/planted.h', c('static inline long planted (void) { return time (NULL); }'), 'clock'),
    ('src/clock/planted.c', c('void planted (void) { g_get_real_time (); }'), None),
    ('src/engine/planted.c', c('/* g_get_real_time () and time () */\nconst char *planted = "time (NULL)";'), None),
    ('src/engine/planted.c', c('void planted (void) { read_time (1); g_get_monotonic_time (); }'), None),

    # Writing the store from the window or the command line.
    *[(f'src/{room}/planted.c', c(f'void planted (void) {{ tidings_store_{call}; }}'), 'store')
      for room in ('app', 'cli') for call in (
          'open (path, NULL)', 'begin (store, NULL)', 'commit (store, NULL)', 'set_meta (store, "a", "b", NULL)',
          'add_person (store, person, NULL)', 'update_message (store, message, NULL)', 'remove_reminder (store, 1, NULL)',
          'clear_opt_out (store, number, NULL)', 'put_code (store, code, NULL)', 'something_new (store)')],
    ('src/app/planted.c', c('void planted (void) { tidings_store_open_read_only (path, NULL); tidings_store_list_people (store, NULL); }'), None),
    ('src/engine/planted.c', c('void planted (void) { tidings_store_begin (store, NULL); }'), None),

    # Words that the catalog does not have.
    ('src/engine/planted.c', c('void planted (void) { tidings_catalog_dup_phrase (catalog, "stpo", NULL); }'), 'phrases'),
    ('src/engine/planted.c', c('void planted (void) { tidings_catalog_dup_phrase (tidings_catalog_get_default (), "stpo", NULL); }'), 'phrases'),
    ('src/engine/planted.c', c('#define STOP "stpo"\nvoid planted (void) { tidings_catalog_dup_phrase (catalog, STOP, NULL); }'), 'phrases'),
    ('src/engine/planted.c', c('#define STOP "stop"\nvoid planted (void) { tidings_catalog_dup_phrase (catalog, STOP, NULL); }'), None),
    ('src/engine/planted.c', c('void planted (void) { tidings_catalog_dup_phrase (catalog, "stop",\nperson->language); }'), None),

    # What has to be a function of values.
    *[('src/engine/tidings-policy-private.h', c(f'#include {header}'), 'pure') for header in (
        '"tidings-clock.h"', '"tidings-store-people.h"', '"tidings-twilio.h"', '"tidings-core.h"', '"tidings-quota.h"', '"tidings-words.h"',
        '<gio/gio.h>', '<stdio.h>', '<time.h>', '<unistd.h>')],
    *[('src/engine/tidings-composer-private.h', c(f'static inline void planted (void) {{ {call}; }}'), 'pure') for call in (
        'g_file_get_contents (p, NULL, NULL, NULL)', 'g_settings_get_boolean (s, k)', 'g_getenv (k)', 'g_random_int ()', 'fopen (p, "r")',
        'g_get_monotonic_time ()', 'g_get_home_dir ()', 'g_dbus_proxy_get_name (p)')],
    ('src/model/tidings-cheaper-private.h', c('#include <gio/gunixsocketaddress.h>'), 'pure'),
    ('src/engine/tidings-policy-private.h', c('#include <string.h>\n#include "tidings-person.h"\n#include "tidings-composer.h"'), None),
    ('src/model/tidings-cheaper-private.h', c('#include <gio/gio.h>'), None),
    ('src/engine/tidings-composer-private.h', c('/* g_getenv () */\nconst char *planted = "fopen ()";'), None),

    # Licence lines.
    ('src/model/planted.c', 'int planted;\n', 'spdx'),
    ('src/model/planted.c', 'int planted;\n' * 10 + HEAD, 'spdx'),
    ('src/app/planted.ui', '<?xml version="1.0" encoding="UTF-8"?>\n<interface/>\n', 'spdx'),
    ('tests/model/planted.py', '#!/usr/bin/python3\nprint(1)\n', 'spdx'),
    ('data/planted.in', 'nothing\n', 'spdx'),
    ('data/planted.metainfo.xml.in', f'<!-- {SPDX} -->\n', 'spdx'),
    ('data/planted.metainfo.xml.in', '<!-- SPDX-License-Identifier: CC0-1.0 -->\n', None),
    ('data/planted.xml', '<!-- SPDX-License-Identifier: CC0-1.0 -->\n', 'spdx'),
    ('build-aux/planted', '#!/bin/sh\ntrue\n', 'spdx'),
    ('build-aux/planted', f'#!/bin/sh\n# {SPDX}\ntrue\n', None),
    ('data/planted.json', '{}\n', None),

    # The top level.
    ('Makefile', f'# {SPDX}\n', 'top-level'),
    ('docs/planted.md', 'Words\n', 'top-level'),
    ('.planted', 'anything\n', None),
    ('_build-planted/planted.c', 'int planted;\n', None),

    # The application id.
    ('src/agent/planted.c', c('const char *planted = "org.tidings.Tidings";'), 'app-id'),
    ('src/app/planted.c', c('const char *planted = "/org/tidings/Tidings/ui";'), 'app-id'),
    ('src/cli/planted.c', c('const char *planted = "org.tidings.Tidings.Agent";'), 'app-id'),
    ('src/model/planted.cc', c('const char *planted = "org.tidings.Tidings";'), 'app-id'),
    ('src/app/planted.c', c('const char *planted = APP_ID;'), None),
]


def copy_tree(source, target):
    for name in os.listdir(source):
        path = os.path.join(source, name)
        if name not in TOP_LEVEL and name != '.ci':
            continue
        if os.path.isdir(path):
            shutil.copytree(path, os.path.join(target, name), ignore=shutil.ignore_patterns('__pycache__'))
        else:
            shutil.copy(path, target)


def plant(root, path, text):
    """Gives what to remove afterwards: the file, or the first folder that was made for it."""
    whole = os.path.join(root, path)
    made = whole
    folder = os.path.dirname(whole)
    while not os.path.isdir(folder):
        made = folder
        folder = os.path.dirname(folder)
    os.makedirs(os.path.dirname(whole), exist_ok=True)
    with open(whole, 'x', encoding='utf-8') as file:
        file.write(text)
    return made


def uproot(made):
    if os.path.isdir(made):
        shutil.rmtree(made)
    else:
        os.remove(made)


def try_plant(root, before, path, text, rule):
    made = plant(root, path, text)
    try:
        findings = [finding for finding in House(root).check() if finding not in before]
    finally:
        uproot(made)
    rules = {finding.rule for finding in findings}
    places = {finding.path for finding in findings}
    if rule is None:
        return not findings, findings
    return rules == {rule} and all(path.startswith(place) for place in places), findings


def main():
    with tempfile.TemporaryDirectory(prefix='tidings-house-') as root:
        copy_tree(sys.argv[1], root)
        print(f'1..{len(PLANTS)}', flush=True)
        before = set(House(root).check())   # the other test is about these
        failed = False
        for number, (path, text, rule) in enumerate(PLANTS, 1):
            good, findings = try_plant(root, before, path, text, rule)
            wish = f'{rule} is found' if rule else 'nothing is found'
            sample = ' '.join(text.replace(HEAD, '').split())[:60].replace('#', '')
            print('ok' if good else 'not ok', number, f'- {wish} in {path}: {sample}', flush=True)
            if not good:
                failed = True
                for finding in findings:
                    print(f'# {finding}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
