#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every string that a person can see is known to the translators and translated into every language of po/LINGUAS. Speaks
TAP, and proves on copies that each of its checks can fail.

Usage: translations.py SOURCE_ROOT XGETTEXT_OPTION…
"""

import os
import re
import subprocess
import sys
import tempfile

PATTERNS = ('.c', '.cc', '.h', '.ui', '.desktop.in', '.metainfo.xml.in', '.gschema.xml.in')
PLACEHOLDER = re.compile(r'\{\{\s*([\w.]+)\??\s*\}\}')
# Answers that Twilio and Tidings know as they are; a person who reads a translated word would send it in vain.
ANSWERS = re.compile(r'\b(STOP|START|HELP|DONE)\b')
ENTRY = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) ("(?:.*)")$')


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


class Tree:
    def __init__(self, root, options):
        self.root = root
        self.options = options

    def path(self, *names):
        return os.path.join(self.root, *names)

    def read_list(self, name):
        with open(self.path('po', name), encoding='utf-8') as lines:
            return [line.strip() for line in lines if line.strip() and not line.startswith('#')]

    def find_sources(self):
        for top in ('src', 'data'):
            for folder, _, names in os.walk(self.path(top)):
                for name in names:
                    if name.endswith(PATTERNS):
                        yield os.path.relpath(os.path.join(folder, name), self.root)

    def extract(self, files):
        """The catalog of the strings in these files, as text."""
        with tempfile.NamedTemporaryFile('w', suffix='.txt') as listed:
            listed.write('\n'.join(files) + '\n')
            listed.flush()
            return run('xgettext', *self.options, '--directory', self.root, '--files-from', listed.name, '-o', '-')


def check_listed(tree):
    """Files whose strings translators would never see."""
    listed = tree.read_list('POTFILES')
    findings = [f'{path} is in POTFILES, but not there' for path in listed if not os.path.exists(tree.path(path))]
    if listed != sorted(set(listed)):
        findings.append('POTFILES is not sorted')
    others = sorted(set(tree.find_sources()) - set(listed))
    found = re.findall(r'(?:^#:| )\s?([\w./-]+):\d+', '\n'.join(
        line for line in tree.extract(others).splitlines() if line.startswith('#:'))) if others else []
    return findings + [f'{path} has strings and is not in POTFILES' for path in sorted(set(found))]


def check_languages(tree):
    named = set(tree.read_list('LINGUAS'))
    there = {name[:-3] for name in os.listdir(tree.path('po')) if name.endswith('.po')}
    return [f'{language} is either in LINGUAS or has a file, not both' for language in sorted(named ^ there)]


def count(text):
    """Entries of a catalog, without its header."""
    return max(len(re.findall(r'^msgid ', text, re.MULTILINE)) - 1, 0)


def name_first(text):
    names = [match.group(1) for match in re.finditer(r'^msgid (".*"(?:\n".*")*)', text, re.MULTILINE)]
    return next((name for name in names if name != '""'), '')


def check_complete(tree):
    """Untranslated and fuzzy strings, against what the sources say now."""
    findings = []
    with tempfile.NamedTemporaryFile('w', suffix='.pot') as pot:
        pot.write(tree.extract(tree.read_list('POTFILES')))
        pot.flush()
        for language in tree.read_list('LINGUAS'):
            catalog = tree.path('po', f'{language}.po')
            with tempfile.NamedTemporaryFile('w', suffix='.po') as merged:
                merged.write(run('msgmerge', '--quiet', '--no-fuzzy-matching', '-o', '-', catalog, pot.name))
                merged.flush()
                for kind, option in (('untranslated', '--untranslated'), ('fuzzy', '--only-fuzzy')):
                    left = run('msgattrib', '--no-obsolete', option, merged.name)
                    if count(left):
                        findings.append(f'{language}.po: {count(left)} {kind}, first {name_first(left)}')
    return findings


def read_entries(path):
    """Each entry as a dictionary of its strings, still escaped."""
    entry, key = {}, None
    for line in open(path, encoding='utf-8').read().splitlines() + ['']:
        match = ENTRY.match(line)
        if match:
            key = match.group(1)
            entry[key] = match.group(2)[1:-1]
        elif line.startswith('"') and key:
            entry[key] += line[1:-1]
        elif not line and entry:
            yield entry
            entry, key = {}, None


def check_sound(tree):
    """Formats that would crash, and wordings that lost a value."""
    findings = []
    for language in tree.read_list('LINGUAS'):
        path = tree.path('po', f'{language}.po')
        checked = subprocess.run(['msgfmt', '--check', '-o', os.devnull, path], capture_output=True, text=True)
        if checked.returncode:
            findings += checked.stderr.splitlines()
        for entry in read_entries(path):
            wanted = sorted(PLACEHOLDER.findall(entry.get('msgid', '')))
            got = sorted(PLACEHOLDER.findall(entry.get('msgstr', '')))
            if wanted != got and entry.get('msgstr'):
                findings.append(f'{language}.po: “{entry["msgstr"]}” has other values than “{entry["msgid"]}”')
            answers = [sorted(set(ANSWERS.findall(entry.get(key, '')))) for key in ('msgid', 'msgstr')]
            if entry.get('msgstr') and answers[0] != answers[1]:
                findings.append(f'{language}.po: “{entry["msgstr"]}” has other answers than “{entry["msgid"]}”')
    return findings


CHECKS = (check_listed, check_languages, check_complete, check_sound)


def plant(tree, folder, path, change):
    """A copy of the tree, by links, in which one file is changed."""
    copy = Tree(folder, tree.options)
    for top in ('src', 'data', 'po'):
        for place, _, names in os.walk(tree.path(top)):
            inside = os.path.relpath(place, tree.root)
            os.makedirs(copy.path(inside), exist_ok=True)
            for name in names:
                os.symlink(os.path.join(place, name), copy.path(inside, name))
    before = open(tree.path(path), encoding='utf-8').read() if os.path.exists(tree.path(path)) else ''
    after = change(before)
    assert after != before, path
    if os.path.lexists(copy.path(path)):
        os.unlink(copy.path(path))
    with open(copy.path(path), 'w', encoding='utf-8') as changed:
        changed.write(after)
    return copy


PLANTS = (
    (check_listed, 'po/POTFILES', lambda text: text.replace('src/model/tidings-reason.c\n', ''), 'tidings-reason.c has strings'),
    (check_listed, 'po/POTFILES', lambda text: text + 'zzz/none.c\n', 'zzz/none.c is in POTFILES'),
    (check_listed, 'po/POTFILES', lambda text: 'src/model/tidings-reason.c\n' + text, 'not sorted'),
    (check_listed, 'src/model/planted.cc', lambda text: 'const char *a = _("Planted");', 'planted.cc has strings'),
    (check_listed, 'src/app/planted.ui', lambda text: '<interface><object class="GtkLabel"><property name="label" '
     'translatable="yes">Planted</property></object></interface>', 'planted.ui has strings'),
    (check_languages, 'po/LINGUAS', lambda text: text + 'xx\n', 'xx is either'),
    (check_complete, 'po/de.po', lambda text: text.replace('msgstr "Sicherheit"', 'msgstr ""', 1), 'untranslated, first "Security"'),
    (check_complete, 'po/de.po', lambda text: text.replace('msgid "Security"', '#, fuzzy\nmsgid "Security"', 1), 'fuzzy, first "Security"'),
    (check_complete, 'data/alert-types.desktop.in', lambda text: text.replace('Title=Security', 'Title=Planted'), 'first "Planted"'),
    (check_sound, 'po/de.po', lambda text: text.replace('msgstr "%s hat STOP', 'msgstr "%d hat STOP', 1), 'de.po'),
    (check_sound, 'po/de.po', lambda text: re.sub(r'(msgstr "Auftrag|msgstr "Der Auftrag) \{\{ unit \}\}', r'\1', text, count=1), 'other values'),
    (check_sound, 'po/de.po', lambda text: re.sub(r'(msgstr "(?:[^"\n]|"\n")*)\bSTOP\b', r'\1HALT', text, count=1), 'other answers'),
    (check_complete, 'data/alert-types.desktop.in', lambda text: text.replace('Template=Reply STOP to', 'Template=Planted STOP to'),
     'first "Planted STOP to unsubscribe"'),
)


def main():
    tree = Tree(os.path.abspath(sys.argv[1]), sys.argv[2:])
    print(f'1..{len(CHECKS) + len(PLANTS)}')
    number = 0
    for check in CHECKS:
        number += 1
        findings = check(tree)
        for finding in findings:
            print('#', finding)
        print('not ok' if findings else 'ok', number, check.__name__)
    for check, path, change, expected in PLANTS:
        number += 1
        with tempfile.TemporaryDirectory() as folder:
            findings = check(plant(tree, folder, path, change))
        good = any(expected in finding for finding in findings)
        if not good:
            print('#', expected, 'was not among', findings)
        print('ok' if good else 'not ok', number, f'{check.__name__} notices {expected}')


if __name__ == '__main__':
    main()
