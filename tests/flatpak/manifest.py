#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be said of the Flatpak without building it: its permissions and the reason for each, where its sources come
from, and what it exports. Speaks TAP, and proves on changed copies that each of its checks can fail.

Usage: manifest.py SOURCE_ROOT APP_ID INSTALLED

INSTALLED is meson's list of what is installed (intro-installed.json).
"""

import copy
import json
import os
import re
import sys

# The way of a permission into the metadata that `flatpak info --show-permissions` prints.
KEYS = {'share': 'shared', 'socket': 'sockets', 'device': 'devices'}
# What Flathub refuses, and what would let Tidings see more of a person's computer than it needs.
REFUSED = [
    (r'--filesystem=', 'reads files that nobody chose'),
    (r'--(own|talk)-name=org\.tidings\.', 'is granted without asking'),
    (r'--(own|talk)-name=org\.freedesktop\.portal\.', 'is granted without asking'),
    (r'--own-name=', 'is a name of somebody else'),
    (r'--talk-name=org\.freedesktop\.Flatpak', 'leads out of the sandbox'),
    (r'--talk-name=org\.freedesktop\.secrets', 'reads the secrets of all programs'),
    (r'--talk-name=(ca\.desrt\.dconf|org\.gnome\.SettingsDaemon)', 'reads the settings of all programs'),
    (r'--(system-)?talk-name=org\.freedesktop\.(systemd1|login1)', 'leads out of the sandbox'),
    (r'--(system-)?(own|talk)-name=.*\*', 'is many names'),
    (r'--socket=(session|system)-bus', 'leads out of the sandbox'),
    (r'--socket=x11', 'is there even under Wayland; fallback-x11 is not'),
    (r'--device=(all|input|shm)', 'is more than the graphics card'),
]
# Folders of which a Flatpak exports what is named after it; anything else there is lost without a word.
EXPORTED = ('share/applications/', 'share/dbus-1/services/', 'share/metainfo/', 'share/icons/hicolor/',
            'share/gnome-shell/search-providers/')
# Folders of which a Flatpak exports nothing: what the system, a shell or a person would look for there is not found, and would
# call a program that is not where it says.
HIDDEN = ('lib/systemd/', 'share/bash-completion/', 'share/fish/', 'share/zsh/', 'share/man/', 'share/tidings/recipes/')
# Without these nobody starts anything.
NEEDED = ('share/applications/{}.desktop', 'share/metainfo/{}.metainfo.xml', 'share/dbus-1/services/{}.service',
          'share/dbus-1/services/{}.Agent.service', 'share/icons/hicolor/scalable/apps/{}.svg')


class Flatpak:
    """All that is looked at, so that it can be changed as a whole."""

    def __init__(self, root, app_id, installed):
        self.app_id = app_id
        folder = os.path.join(root, 'flatpak')
        self.names = [name for name in os.listdir(folder) if name.endswith('.json')]
        with open(os.path.join(folder, f'{app_id}.json'), encoding='utf-8') as file:
            self.manifest = json.load(file)
        with open(os.path.join(folder, 'permissions'), encoding='utf-8') as file:
            self.permissions = file.read()
        with open(installed, encoding='utf-8') as file:
            self.installed = sorted(json.load(file).values())

    def arguments(self):
        return self.manifest.get('finish-args', [])

    def program(self):
        return next(module for module in self.manifest['modules'] if module['name'] == 'tidings')

    def libraries(self):
        return self.manifest['modules'][:-1]


def check_top(flatpak):
    """the manifest is that of this program"""
    manifest = flatpak.manifest
    if flatpak.names != [f'{flatpak.app_id}.json'] or manifest['id'] != flatpak.app_id:
        yield 'the manifest is not named after the program'
    if '/' in manifest.get('command', '/'):
        yield 'the command is no plain name'
    for key in ('branch', 'cleanup-commands', 'tags'):
        if key in manifest:
            yield f'{key} is not for the manifest'
    for module in (manifest, *manifest['modules']):
        if 'build-options' in module and 'network' in json.dumps(module['build-options']):
            yield f'{module.get("name", "everything")} is built with a network'


def check_reasons(flatpak):
    """there is a reason for each permission, and a permission for each reason"""
    reasons = flatpak.manifest.get('x-reasons', {})
    for argument in flatpak.arguments():
        if not re.match(r'[A-Z].{9,}\.$', reasons.get(argument, '')):
            yield f'no sentence says why {argument}'
    for argument in reasons:
        if argument not in flatpak.arguments():
            yield f'a reason for {argument}, which is not asked for'


def check_refused(flatpak):
    """no permission is more than is needed"""
    for argument in flatpak.arguments():
        for pattern, why in REFUSED:
            if re.match(pattern, argument):
                yield f'{argument} {why}'
    if '--socket=fallback-x11' in flatpak.arguments():
        for other in ('--socket=wayland', '--share=ipc'):
            if other not in flatpak.arguments():
                yield f'fallback-x11 wants {other}'


def read_permissions(text):
    """The groups, keys and values of a key file, without order."""
    groups = {}
    group = None
    for line in text.splitlines():
        if line.startswith('['):
            group = groups.setdefault(line.strip('[]'), {})
        elif line and not line.startswith('#'):
            key, _, values = line.partition('=')
            group[key] = set(values.strip(';').split(';'))
    return groups


def check_permissions(flatpak):
    """the list of permissions that an installation is compared with is that of the manifest"""
    wanted = {}
    for argument in flatpak.arguments():
        kind, _, value = argument.removeprefix('--').partition('=')
        if kind not in KEYS:
            yield f'{argument} is of a kind that flatpak/permissions has not had; teach this test about it'
            continue
        values = wanted.setdefault(KEYS[kind], set())
        values.add(value)
        if value == 'fallback-x11':
            values.add('x11')
    if read_permissions(flatpak.permissions) != {'Context': wanted}:
        yield f'flatpak/permissions is not what the manifest asks for: {wanted}'


def check_sources(flatpak):
    """what others made is fetched from a fixed address and is what it was"""
    for module in flatpak.libraries():
        for source in module['sources']:
            name = f'{module["name"]}: {source.get("url", source["type"])}'
            if source['type'] != 'archive' or not source.get('url', '').startswith('https://'):
                yield f'{name} is no archive at a fixed address'
            elif not re.fullmatch(r'[0-9a-f]{64}', source.get('sha256', '')):
                yield f'{name} has no sha256'
            elif source.keys() & {'md5', 'sha1'}:
                yield f'{name} is pinned by a sum that can be forged'
    last = flatpak.manifest['modules'][-1]
    if last['name'] != 'tidings' or [source['type'] for source in last['sources']] != ['dir']:
        yield 'Tidings itself does not come last, from its folder, which flatpak/publish replaces'


def check_licences(flatpak):
    """the licence of everything that is shipped is shipped"""
    for module in flatpak.manifest['modules']:
        folder = f'/share/licenses/{flatpak.app_id}/{module["name"]} '
        if not any(folder in command for command in module.get('post-install', ())):
            yield f'{module["name"]} comes without its licence'


def check_exports(flatpak):
    """what the desktop is to find is named after the program"""
    for path in flatpak.installed:
        for folder in EXPORTED:
            name = path.rpartition('/')[2]
            if f'/{folder}' in path and not re.match(re.escape(flatpak.app_id) + r'[.-]', name):
                yield f'{path} is not exported'
    for name in NEEDED:
        wanted = '/' + name.format(flatpak.app_id)
        if not any(path.endswith(wanted) for path in flatpak.installed):
            yield f'{wanted[1:]} is missing'


def check_cleanup(flatpak):
    """what nobody could find is left out"""
    if '-Dsystemd=false' not in flatpak.program()['config-opts']:
        yield 'the bus would have the agent started by a unit that is not exported'
    cleanup = tuple(flatpak.manifest.get('cleanup', ()))
    for path in flatpak.installed:
        for folder in HIDDEN:
            if f'/{folder}' in path and not f'/{folder}'.startswith(cleanup):
                yield f'{path} is of no use inside'


CHECKS = (check_top, check_reasons, check_refused, check_permissions, check_sources, check_licences, check_exports, check_cleanup)


def ask_for(flatpak, argument, reason='Because a test wants it.'):
    flatpak.manifest['finish-args'].append(argument)
    flatpak.manifest['x-reasons'][argument] = reason


def without(flatpak, argument):
    flatpak.manifest['finish-args'].remove(argument)
    del flatpak.manifest['x-reasons'][argument]


def spoil_source(flatpak, **changes):
    source = flatpak.libraries()[0]['sources'][0]
    source.update(changes)
    for key in [key for key, value in source.items() if value is None]:
        del source[key]


def install(flatpak, path):
    flatpak.installed.append(f'/app/{path}')


def uninstall(flatpak, end):
    flatpak.installed = [path for path in flatpak.installed if not path.endswith(end)]


# What is spoiled, how, and who says so.
PLANTS = [
    ('a manifest of another name', lambda f: f.names.append('other.json'), {check_top}),
    ('a command with a folder', lambda f: f.manifest.update(command='/app/bin/tidings'), {check_top}),
    ('a branch', lambda f: f.manifest.update(branch='stable'), {check_top}),
    ('a build with a network', lambda f: f.libraries()[0].update({'build-options': {'build-args': ['--share=network']}}),
     {check_top}),
    ('a permission without a reason', lambda f: ask_for(f, '--share=ipc2', ''), {check_reasons, check_permissions}),
    ('a reason without a permission', lambda f: f.manifest['finish-args'].remove('--device=dri'),
     {check_reasons, check_permissions}),
    ('the home folder', lambda f: ask_for(f, '--filesystem=home'), {check_refused, check_permissions}),
    ('a folder', lambda f: ask_for(f, '--filesystem=xdg-documents:ro'), {check_refused, check_permissions}),
    ('its own name', lambda f: ask_for(f, '--own-name=org.tidings.Tidings.Agent'), {check_refused, check_permissions}),
    ('a portal', lambda f: ask_for(f, '--talk-name=org.freedesktop.portal.Desktop'), {check_refused, check_permissions}),
    ('the name of another', lambda f: ask_for(f, '--own-name=org.example.Other'), {check_refused, check_permissions}),
    ('all names', lambda f: ask_for(f, '--talk-name=org.example.*'), {check_refused, check_permissions}),
    ('the keyring of all', lambda f: ask_for(f, '--talk-name=org.freedesktop.secrets'), {check_refused, check_permissions}),
    ('the settings of all', lambda f: ask_for(f, '--talk-name=ca.desrt.dconf'), {check_refused, check_permissions}),
    ('the way out', lambda f: ask_for(f, '--talk-name=org.freedesktop.Flatpak'), {check_refused, check_permissions}),
    ('logind', lambda f: ask_for(f, '--system-talk-name=org.freedesktop.login1'), {check_refused, check_permissions}),
    ('the whole bus', lambda f: ask_for(f, '--socket=session-bus'), {check_refused, check_permissions}),
    ('X11 beside Wayland', lambda f: ask_for(f, '--socket=x11'), {check_refused}),
    ('all devices', lambda f: ask_for(f, '--device=all'), {check_refused, check_permissions}),
    ('X11 without shared memory', lambda f: without(f, '--share=ipc'), {check_refused, check_permissions}),
    ('X11 without Wayland', lambda f: without(f, '--socket=wayland'), {check_refused, check_permissions}),
    ('a source without a sum', lambda f: spoil_source(f, sha256=None), {check_sources}),
    ('a source with another sum', lambda f: spoil_source(f, sha1='0' * 40), {check_sources}),
    ('a branch of git', lambda f: spoil_source(f, type='git', branch='main'), {check_sources}),
    ('an open address', lambda f: spoil_source(f, url='http://example.org/a.tar.gz'), {check_sources}),
    ('Tidings not last', lambda f: f.manifest['modules'].reverse(), {check_sources}),
    ('a library without its licence', lambda f: f.libraries()[0].pop('post-install'), {check_licences}),
    ('an icon of another name', lambda f: install(f, 'share/icons/hicolor/scalable/apps/tidings.svg'), {check_exports}),
    ('a service of another name', lambda f: install(f, 'share/dbus-1/services/org.tidings.Other.service'), {check_exports}),
    ('a service that wants a unit', lambda f: f.program()['config-opts'].remove('-Dsystemd=false'), {check_cleanup}),
    ('a unit of systemd', lambda f: f.manifest['cleanup'].remove('/lib/systemd'), {check_cleanup}),
    ('no service of the agent', lambda f: uninstall(f, 'Agent.service'), {check_exports}),
]


def main():
    given = Flatpak(*sys.argv[1:])
    results = []
    for check in CHECKS:
        findings = list(check(given))
        results.append((not findings, check.__doc__, findings))
    for name, plant, wanted in PLANTS:
        changed = copy.deepcopy(given)
        plant(changed)
        found = {check for check in CHECKS if list(check(changed))}
        told = [f'noticed by: {sorted(check.__name__ for check in found)}']
        results.append((found == wanted, f'it is noticed: {name}', told))

    print(f'1..{len(results)}')
    for number, (good, name, findings) in enumerate(results, 1):
        print('ok' if good else 'not ok', number, '-', name)
        if not good:
            print('\n'.join(f'# {finding}' for finding in findings))
    return not all(good for good, _, _ in results)


if __name__ == '__main__':
    sys.exit(main())
