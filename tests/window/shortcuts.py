#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the sources: every key that the window takes is in the window of keyboard shortcuts, that lists no other, and each that
was promised is there. It is first shown to find what is missing on either side. Speaks TAP; run by `meson test`."""
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'src', 'app')

# By a menu button that is the primary one, which GTK opens.
BUILT_IN = {'F10'}

# Their keys are their own.
DIALOGS = ('tidings-country-dialog.c',)

PROMISED = {f'<Alt>{n}' for n in range(1, 6)} | {
    '<Control>Page_Up', '<Control>Page_Down', '<Control>n', '<Control>f', '<Control>r', '<Alt>Left', 'Escape', '<Alt>Return',
    'Delete', '<Control>c', '<Control>comma', '<Control>question', 'F1', 'F10', '<Control>w', '<Control>q'}

MASKS = {'0': '', 'GDK_ALT_MASK': '<Alt>', 'GDK_CONTROL_MASK': '<Control>', 'GDK_SHIFT_MASK': '<Shift>'}


def read(*names):
    with open(os.path.join(ROOT, *names), encoding='utf-8') as file:
        return file.read()


def accelerators(source):
    """What is set for actions: the table of the program."""
    table = re.search(r'\} keys\[\] = \{(.*?)\n\};', source, re.S).group(1)

    return {accel for group in re.findall(r'"[^"]+", \{([^}]*)\}', table) for accel in re.findall(r'"([^"]+)"', group)}


def bindings(source):
    """What is bound to a class of widgets or to one of them; the keys of the number pad are the same ones once more."""
    found = re.findall(r'add_binding(?:_action)? \(widget_class, GDK_KEY_(\w+), ([\w| ]+),', source)
    found += re.findall(r'gtk_keyval_trigger_new \(GDK_KEY_(\w+), ([\w| ]+)\)', source)

    return {''.join(MASKS[mask.strip()] for mask in masks.split('|')) + key for key, masks in found if not key.startswith('KP_')}


def listed(overlay):
    """What the window of shortcuts shows. An entry by its action alone would show no key: nobody tells it of the window."""
    found = set()
    for entry in ElementTree.fromstring(overlay).iter('object'):
        if entry.get('class') == 'GtkShortcutsShortcut':
            keys = [one.text for one in entry.findall('property') if one.get('name') == 'accelerator']
            found |= set((keys[0] if keys else 'an entry without a key').split())

    return found


def differences(taken, shown, promised):
    yield from (f'{key} is taken, but not listed' for key in sorted(taken - shown))
    yield from (f'{key} is listed, but nothing takes it' for key in sorted(shown - taken))
    yield from (f'{key} was promised' for key in sorted(promised - taken))


def check_itself():
    """a key that is missing on either side is found"""
    found = list(differences({'a', 'b'}, {'b', 'c'}, {'d'}))
    if found != ['a is taken, but not listed', 'c is listed, but nothing takes it', 'd was promised']:
        yield f'found {found}'
    one = '<interface><object class="GtkShortcutsShortcut"><property name="%s">%s</property></object></interface>'
    if listed(one % ('action-name', 'win.add')) != {'an', 'entry', 'without', 'a', 'key'}:
        yield 'an entry by its action alone is not noticed'
    if accelerators('} keys[] = {\n  { "a.b", { "<Control>r", "F5" } },\n};') != {'<Control>r', 'F5'}:
        yield 'the table of accelerators is not understood'
    if bindings('add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, cb') != {'<Control>c'}:
        yield 'bindings are not understood'


def check_sources():
    """the keys of the window and its list of shortcuts are the same"""
    taken = accelerators(read('tidings-application.c')) | BUILT_IN
    for folder, _folders, names in os.walk(ROOT):
        for name in names:
            if name.endswith('.c') and name not in DIALOGS:
                taken |= bindings(read(folder, name))

    yield from differences(taken, listed(read('gtk', 'help-overlay.ui')), PROMISED)


def main():
    checks = (check_itself, check_sources)
    status = 0
    print(f'1..{len(checks)}')
    for n, check in enumerate(checks, 1):
        findings = list(check())
        print(f'{"not ok" if findings else "ok"} {n} - {check.__doc__}')
        for finding in findings:
            print(f'# {finding}')
        status |= bool(findings)

    return status


if __name__ == '__main__':
    sys.exit(main())
