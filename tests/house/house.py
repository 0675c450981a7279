#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the sources and says where a rule of the house is broken: who may include whom, which library lives where,
who may ask the clock, who may write the store, which words the catalog lacks, what has to be
a function of values. Prints one line for each finding; ends with 1 if there is one."""

import functools
import os
import re
import sys
from typing import NamedTuple


class Finding(NamedTuple):
    rule: str
    path: str
    line: int
    what: str

    def __str__(self):
        return f'{self.path}:{self.line}: {self.what} [{self.rule}]'


# Who knows whom, directly. What a room's rooms know, it may use as well.
ROOMS = {
    'clock': (),
    'model': (),
    'bus': (),
    'store': ('model',),
    'twilio': ('model', 'clock'),
    'simulator': ('model', 'twilio', 'clock'),
    'engine': ('model', 'store', 'twilio', 'clock'),
    'agent': ('engine', 'bus', 'simulator', 'clock'),
    'cli': ('bus', 'store', 'model', 'clock'),
    'app': ('bus', 'store', 'model', 'clock'),
}

# Headers that the build makes, and the room they belong to; None for everyone's.
GENERATED = {'config.h': None, 'tidings-bus.h': 'bus'}

# A library: headers, the beginning of its functions, its name in meson.build, and where it may be.
LIBRARIES = {
    'GTK': (r'gtk/|gdk/|gsk/|adwaita\.h', r'gtk|gdk|gsk|adw', r'gtk_dep|adw_dep', r'src/app/'),
    'SQLite': (r'sqlite3', r'sqlite3', r'sqlite_dep', r'src/store/'),
    'libsoup': (r'libsoup/', r'soup', r'soup_dep', r'src/(twilio|simulator)/|src/agent/(tidings-receiver\.c|meson\.build)$'),
    'libical': (r'libical/', r'ical[a-z]*', r'ical_dep', r'src/model/'),
    'libsecret': (r'libsecret/', r'secret_(?:password|service|schema|item|collection|value)', r'secret_dep', r'src/twilio/'),
    'libportal': (r'libportal/', r'xdp_portal', r'portal_dep', r'src/agent/(tidings-background\.c|meson\.build)$'),
}

# The wall clock and whatever waits. Monotonic time only measures and is everyone's.
CLOCK = re.compile(
    r'\b(g_get_real_time|g_get_current_time|g_date_time_new_now\w*|g_timeout_\w+|g_source_set_ready_time|g_usleep|'
    r'g_time_val_\w+|timerfd_\w+|timer_create|setitimer|alarm|time|gettimeofday|clock_gettime|clock_nanosleep|'
    r'sleep|usleep|nanosleep|ftime|timespec_get)\s*\(')

# What may be asked of the store without writing it. Any other function of it is taken for a writing one.
STORE_CALL = re.compile(r'\btidings_store_(\w+)\s*\(')
STORE_READS = re.compile(r'(get|dup|list|find|has|count|sum|peek)_|load_types$|open_read_only(_within)?$|interrupt$|export$|error_quark$')

# What decides and what writes: functions from values to values, so that everything about them can be tried in tables.
PURE = {f'src/{stem}' for stem in (
    'engine/tidings-composer', 'engine/tidings-digest', 'engine/tidings-forecast', 'engine/tidings-policy',
    'model/tidings-cheaper', 'model/tidings-clusters', 'model/tidings-quiet-hours', 'model/tidings-recurrence', 'model/tidings-segments',
    'model/tidings-smart-encoding', 'model/tidings-template', 'model/tidings-web-address')}
# They know neither rooms that read and write, nor headers for that, and ask nobody for anything.
IMPURE_ROOMS = {'clock', 'store', 'twilio', 'bus', 'simulator'}
IMPURE_HEADERS = re.compile(r'(gio|libsoup|libsecret|sys|netinet|arpa)/|(sqlite3|unistd|fcntl|stdio|time|locale|tidings-core|tidings-engine)\.h$')
IMPURE_CALL = re.compile(
    r'\b(g_file_\w+|g_settings_\w+|g_dbus_\w+|g_bus_\w+|g_socket_\w+|g_resource\w*_\w+|g_mkdir\w*|g_open|g_fopen|fopen|open|read|write|'
    r'g_getenv|getenv|g_get_(?:home|user|tmp|host|real|monotonic|current)\w*|g_random_\w+|g_rand_\w+|rand|random|'
    r'g_idle_\w+|g_main_\w+|g_spawn_\w+|g_thread_\w+)\s*\(')

# Words of Tidings in texts: a literal id, or the name of one, in the second place.
PHRASE_CALL = re.compile(r'\btidings_catalog_dup_phrase\s*\((?:[^()]|\([^()]*\))*?,\s*("[^"\n]*"|[A-Z][A-Z0-9_]*)\s*,')
PHRASES = 'data/alert-types.ini.in'

TOP_LEVEL = {'src', 'data', 'po', 'tests', 'build-aux', 'flatpak', 'meson.build', 'meson.options', 'meson_options.txt',
             'README.md', 'COPYING'}

SPDX = 'SPDX-License-Identifier: GPL-3.0-or-later'
# Software centres take a description only under a licence that lets them copy it.
SPDX_OF_METAINFO = 'SPDX-License-Identifier: CC0-1.0'
SPDX_WITHIN_LINES = 5   # an XML file begins with its declaration and its document type
# Texts for people, plain lists and bytes to read, which have no place for it.
WITHOUT_SPDX = re.compile(r'(^|/)(COPYING|README\.md|LINGUAS|POTFILES(\.skip|\.in)?)$|\.(json|ics|png|gpg|mo|pot|db)$|^tests/fuzz/corpus/')

TOKENS = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
INCLUDE = re.compile(r'^\s*#\s*(?:include|import)\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def known_rooms(room):
    """The room itself, those it knows, and those they know."""
    known = {room}
    for other in ROOMS[room]:
        known |= known_rooms(other)
    return known


@functools.lru_cache(maxsize=None)
def strip(text, with_strings):
    """C without its comments, and without its strings unless asked for; lines stay where they are."""
    def replace(match):
        token = match.group()
        if token[0] == '/' or not with_strings:
            return re.sub(r'[^\n]', ' ', token)
        return token
    return TOKENS.sub(replace, text)


def line_of(text, position):
    return text.count('\n', 0, position) + 1


# What is found in one text alone is kept: the proof that a broken rule is noticed reads the same files a hundred times.
@functools.lru_cache(maxsize=None)
def find_includes(text):
    """What a source includes, and the lines that say so."""
    code = strip(text, True)
    return tuple((match.group(2), line_of(code, match.start(1))) for match in INCLUDE.finditer(code))


@functools.lru_cache(maxsize=None)
def find_phrases(text):
    """The phrases of the catalog that a source asks for, each as it is written and as it is named, and the lines."""
    code = strip(text, True)
    phrases = []
    for match in PHRASE_CALL.finditer(code):
        name = match.group(1)
        named = re.search(rf'^\s*#\s*define\s+{name}\s+"(\w+)"', code, re.MULTILINE)
        wanted = name.strip('"') if name.startswith('"') else named and named.group(1)
        phrases.append((name, wanted, line_of(code, match.start(1))))
    return tuple(phrases)


@functools.lru_cache(maxsize=None)
def find_impure_calls(text):
    """What a source calls that reads, writes or asks the clock, and the lines."""
    code = strip(text, False)
    return tuple((match.group(1), line_of(code, match.start()))
                 for pattern in (IMPURE_CALL, CLOCK) for match in pattern.finditer(code))


@functools.lru_cache(maxsize=None)
def has_in_head(text, line):
    return any(line in head for head in text.split('\n', SPDX_WITHIN_LINES)[:SPDX_WITHIN_LINES])


def find_library(name, path, text):
    """Where a file touches a library, or None."""
    headers, functions, _, places = LIBRARIES[name]
    if re.match(places, path):
        return None
    match = re.search(rf'^\s*#\s*include\s*[<"]({headers})', strip(text, True), re.MULTILINE)
    return match or re.search(rf'\b((?:{functions})_\w+)\s*\(', strip(text, False))


@functools.lru_cache(maxsize=None)
def check_source(path, text):
    """What a source breaks all by itself."""
    room = path.split('/')[1]
    code = strip(text, False)
    findings = []

    for name in LIBRARIES:
        match = find_library(name, path, text)
        if match:
            findings.append(Finding('libraries', path, line_of(text, match.start(1)), f'{name} does not belong here'))

    if room != 'clock':
        for match in CLOCK.finditer(code):
            findings.append(Finding('clock', path, line_of(text, match.start()), f'{match.group(1)}() is for the clock alone'))

    if room in ('app', 'cli'):
        for match in STORE_CALL.finditer(code):
            if not STORE_READS.match(match.group(1)):
                findings.append(Finding('store', path, line_of(text, match.start()),
                                        f'tidings_store_{match.group(1)}() writes the store, which only the agent does'))

    return tuple(findings)


@functools.lru_cache(maxsize=None)
def check_build(path, text):
    """The libraries that a room's meson.build names."""
    code = re.sub(r'#[^\n]*', '', text)
    findings = []

    for name, (_, _, dependency, places) in LIBRARIES.items():
        match = re.search(rf'\b({dependency})\b', code)
        if match and not re.match(places, path):
            findings.append(Finding('libraries', path, line_of(code, match.start()), f'{name} does not belong here'))

    return tuple(findings)


class House:
    def __init__(self, root):
        self.root = root
        self.findings = []
        self.files = {}      # path from the root → text, for what is text
        self.headers = {}    # bare name → rooms that have such a header

    def add(self, rule, path, line, what):
        self.findings.append(Finding(rule, path, line, what))

    def read(self):
        for folder, folders, names in os.walk(self.root):
            relative = os.path.relpath(folder, self.root)
            if relative == '.':
                folders[:] = [f for f in folders if f in TOP_LEVEL or f == '.ci']
            folders[:] = sorted(f for f in folders if f != '__pycache__')
            for name in sorted(names):
                path = os.path.normpath(os.path.join(relative, name))
                with open(os.path.join(folder, name), 'rb') as file:
                    data = file.read()
                if b'\0' not in data:
                    self.files[path] = data.decode('utf-8', 'replace')
        for path in self.files:
            if path.startswith('src/') and path.endswith('.h'):
                self.headers.setdefault(os.path.basename(path), set()).add(path.split('/')[1])

    def sources(self, suffixes=('.c', '.cc', '.h')):
        for path, text in self.files.items():
            if path.startswith('src/') and path.endswith(suffixes):
                yield path, path.split('/')[1], text

    def check_top_level(self):
        for name in sorted(os.listdir(self.root)):
            if name not in TOP_LEVEL and not name.startswith(('.', '_build')):
                self.add('top-level', name, 1, 'does not belong at the top')

    def check_spdx(self):
        for path, text in self.files.items():
            if os.path.basename(path).startswith('.') or WITHOUT_SPDX.search(path):
                continue
            wanted = SPDX_OF_METAINFO if '.metainfo.xml' in path else SPDX
            if not has_in_head(text, wanted):
                self.add('spdx', path, 1, 'lacks its SPDX line')

    def check_include(self, path, room, line, name):
        bare = os.path.basename(name)
        owners = {GENERATED[bare]} if bare in GENERATED else self.headers.get(bare, {None})
        if None in owners or (room in owners and '/' not in name):
            return
        allowed = known_rooms(room) & owners
        owner = ' and '.join(sorted(owners))
        if not allowed:
            self.add('rooms', path, line, f'{room} may not include {name} of {owner}')
        elif '/' in name:
            self.add('rooms', path, line, f'{name} is to be included by its bare name')
        elif bare.endswith('-private.h'):
            self.add('rooms', path, line, f'{name} is private to {owner}')

    def check_rooms(self):
        for path, room, text in self.sources():
            if room not in ROOMS:
                self.add('rooms', path, 1, f'{room} is no room of the house')
                continue
            for name, line in find_includes(text):
                self.check_include(path, room, line, name)

        for path, text in self.files.items():
            parts = path.split('/')
            if len(parts) < 3 or parts[0] != 'src' or parts[-1] != 'meson.build' or parts[1] not in ROOMS:
                continue
            code = re.sub(r'#[^\n]*', '', text)
            for match in re.finditer(r'\btidings_(\w+)_dep\b', code):
                if match.group(1) in ROOMS and match.group(1) not in known_rooms(parts[1]):
                    self.add('rooms', path, line_of(code, match.start()), f'{parts[1]} may not depend on {match.group(1)}')

    def check_each_source(self):
        for path, text in self.files.items():
            if path.startswith('src/') and path.endswith(('.c', '.cc', '.h')):
                self.findings.extend(check_source(path, text))
            elif path.startswith('src/') and path.endswith('/meson.build') and path != 'src/meson.build':
                self.findings.extend(check_build(path, text))

    def check_app_id(self):
        match = re.search(r"^app_id = '([^']+)'", self.files.get('meson.build', ''), re.MULTILINE)
        if not match:
            self.add('app-id', 'meson.build', 1, 'does not say the application id')
            return
        app_id = match.group(1)
        for path, _, text in self.sources(('.c', '.cc')):
            for form in (app_id, '/' + app_id.replace('.', '/')):
                position = text.find(form)
                if position >= 0:
                    self.add('app-id', path, line_of(text, position), 'the application id comes from config.h')

    def impure_header(self, name, seen):
        """The way from a header to one that reads or writes, or None; a room's own headers are looked into."""
        bare = os.path.basename(name)
        if IMPURE_HEADERS.search(name) or IMPURE_ROOMS & self.headers.get(bare, set()):
            return name
        for path in sorted(f'src/{room}/{bare}' for room in self.headers.get(bare, ()) if room):
            if path in seen or path not in self.files:
                continue
            seen.add(path)
            for included, _ in self.includes(path):
                found = self.impure_header(included, seen)
                if found:
                    return f'{name} and so {found}'
        return None

    def includes(self, path):
        """What a source includes, and where. Values of the model are objects and lists, which GIO has; a header that only describes
        them does not read or write by that."""
        is_value = path.startswith('src/model/') and path.endswith('.h')
        for name, line in find_includes(self.files[path]):
            if not is_value or name != 'gio/gio.h':
                yield name, line

    def check_pure(self):
        for path in sorted(PURE):
            if path + '.c' not in self.files:
                self.add('pure', 'tests/house/house.py', 1, f'{path}.c is not there')
        for path, _, text in self.sources(('.c', '.h')):
            if path.rsplit('.', 1)[0].removesuffix('-private') not in PURE:
                continue
            for included, line in self.includes(path):
                found = self.impure_header(included, set())
                if found:
                    self.add('pure', path, line, f'takes values only and includes {found}')
            for call, line in find_impure_calls(text):
                self.add('pure', path, line, f'takes values only and calls {call}()')

    def check_phrases(self):
        """A phrase that the catalog does not have would be found out when the first text needs it."""
        there = set(re.findall(r'^\[phrase (\w+)\]', self.files.get(PHRASES, ''), re.MULTILINE))
        for path, _, text in self.sources(('.c',)):
            for name, wanted, line in find_phrases(text):
                if wanted not in there:
                    self.add('phrases', path, line, f'{PHRASES} has no [phrase {wanted or name}]')

    def check(self):
        self.read()
        self.check_top_level()
        self.check_spdx()
        self.check_rooms()
        self.check_each_source()
        self.check_app_id()
        self.check_phrases()
        self.check_pure()
        return self.findings


def main():
    findings = House(sys.argv[1]).check()
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == '__main__':
    sys.exit(main())
