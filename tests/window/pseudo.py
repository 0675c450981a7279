#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A language in which every sentence that can be translated stands in brackets, ⟦like this⟧. A window that is walked in it shows
what nobody can translate: words outside of brackets that are not data.

    pseudo.py make CATALOG.po OUTPUT.mo     the language from the English of a complete catalog
    pseudo.py test CATALOG.po               TAP: what must be found is found, and what is data is let through

drive.py reads a window in this language as if it were English, and remembers every word that a test types or gives to the
command line: those, and what is listed below, are data.
"""
import os
import re
import subprocess
import sys
import tempfile

LANGUAGE = 'en_XA'
OPEN, CLOSE = '⟦⟧'
ENTRY = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) ("(?:.*)"(?:\n".*")*)$', re.MULTILINE)
# Alerts are named and worded in a file that is made for the languages of LINGUAS only; german.py looks at those.
ALERTS = 'data/alert-types.'
# What a person types as they read it: no key has brackets like these.
TYPED = ('"delete"',)
NAMES = re.compile(r'(\b(Etc|Europe|America|Africa|Asia|Australia|Atlantic|Pacific))?(/[\w.-]+)+')
WORD = re.compile(r'[^\W\d_]{2,}')
# What comes from other places than the catalog: GTK's own buttons, names of the months and days of the C locale, countries
# (ICU's), the currency, languages in their own words, answers that stay as they are, identifiers, and the
# name of the simulated account.
OTHERS = '''
    Avatar Close Dismiss Minimize Maximize Menu Activate Clear Cut Copy Paste Undo Redo Insert Emoji Select All Search Clipboard Ok
    Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec January February March April June July August September October November
    December Mon Tue Wed Thu Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday AM PM
    United Kingdom Guernsey Isle of Man Jersey Germany Deutschland
    USD EUR UTC GMT Tidings Twilio English Deutsch Français Español Italiano Nederlands Polski Português Brasil العربية STOP START HELP DONE LATER MG
    Practice
'''.split()


class Data:
    """What is nobody's to translate."""

    def __init__(self):
        self.words = {word.lower() for word in OTHERS}
        self.wordings = []

    def add(self, text):
        self.words.update(word.lower() for word in WORD.findall(str(text)))

    def add_command(self, arguments):
        """What the command line is given, but for its own words."""
        for argument in arguments[2:]:
            if not re.match(r'-|[a-z]+(_[a-z]+)+$', str(argument)):
                self.add(str(argument).split('=', 1)[-1])

    def add_wording(self, text):
        """A text to a phone with its values, or what stands in such a text."""
        pieces = re.split(r'\{\{.*?\}\}', text)
        if len(''.join(WORD.findall(''.join(pieces)))) > 5:
            self.wordings.append(re.compile('.*?'.join(re.escape(piece.strip()) for piece in pieces) + r'.*\Z', re.DOTALL))

    def left(self, shown):
        """The words of a text of the window that stand neither in brackets nor for data."""
        for arguments in getattr(sys.modules.get('journey'), 'told', ()):
            self.add_command(arguments)
        words = []
        for part in re.split(r' · |\n', outside(shown)):
            # What is for a terminal is written in its own language.
            if not re.match(r' *tidings [a-z]+ ', part) and not any(wording.match(part.strip()) for wording in self.wordings):
                words += [word for word in WORD.findall(part) if word.lower() not in self.words]

        return words


data = Data()


def is_on():
    return bool(os.environ.get('TIDINGS_PSEUDO'))


def outside(shown):
    """What is not in brackets, which may stand in each other."""
    depth, rest = 0, []
    for sign in shown:
        if sign == OPEN:
            depth += 1
        elif sign == CLOSE:
            depth -= 1
            rest.append(' ')
        elif depth <= 0:
            rest.append(sign)

    # Names of time zones and files are nobody's to translate either.
    return NAMES.sub(' ', ''.join(rest))


def plain(shown):
    return shown.replace(OPEN, '').replace(CLOSE, '') if shown else shown


def untranslated(window):
    """What in a window nobody can translate."""
    said = set()
    for node in window.walk():
        if not node.is_shown:
            continue
        # What is in a field has been typed, now or earlier.
        has_text = node.role in ('label', 'text', 'status bar', 'alert') and not node.has('editable')
        for text in (node.raw_name, node.raw_text if has_text else ''):
            if not text or text in said or re.fullmatch(r'(Gtk|Adw|Tidings)[A-Z]\w+', text):
                continue
            said.add(text)
            words = data.left(text)
            if words:
                yield f'“{text}” has words outside of the translation: {" ".join(words)}'


def entries(path):
    """The blocks of a catalog, each as its English and whether it is of the alerts."""
    with open(path, encoding='utf-8') as file:
        blocks = file.read().split('\n\n')[1:]
    for block in blocks:
        fields = dict(ENTRY.findall(block))
        if 'msgid' in fields and not re.search('^#~', block, re.MULTILINE):
            yield fields, ALERTS in block


def unquote(quoted):
    return ''.join(re.sub(r'\\(.)', lambda found: {'n': '\n', 't': '\t'}.get(found[1], found[1]), line)
                   for line in re.findall(r'"(.*)"', quoted))


def bracket(quoted):
    """The English of a catalog, in brackets. What begins or ends a line goes on doing so, as msgfmt wants it."""
    inner = ''.join(re.findall(r'"(.*)"', quoted))
    start, middle, end = re.fullmatch(r'((?:\\n)*)(.*?)((?:\\n)*)', inner, re.DOTALL).groups()

    return f'"{start}{OPEN}{middle}{CLOSE}{end}"'


def make(catalog, output):
    lines = ['msgid ""\nmsgstr ""\n"Language: en_XA\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
             '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n']
    for fields, _is_alert in entries(catalog):
        english = fields['msgid']
        block = [f'{key} {fields[key]}' for key in ('msgctxt', 'msgid', 'msgid_plural') if key in fields]
        if 'msgid_plural' in fields:
            block += [f'msgstr[0] {bracket(english)}', f'msgstr[1] {bracket(fields["msgid_plural"])}']
        else:
            block.append(f'msgstr {english if english in TYPED else bracket(english)}')
        lines.append('\n'.join(block) + '\n')
    with tempfile.NamedTemporaryFile('w', suffix='.po', encoding='utf-8') as file:
        file.write('\n'.join(lines))
        file.flush()
        subprocess.run(['msgfmt', '-o', output, file.name], check=True)


def learn_alerts(catalog):
    """The alerts' own words are data here."""
    for fields, is_alert in entries(catalog):
        if is_alert:
            data.add_wording(unquote(fields['msgid']))
            data.add_wording(unquote(fields.get('msgstr', '""')))


def put(prefix):
    """Where the programs of a prefix look for it. Several tests may do so at the same time."""
    folder = os.path.join(prefix, 'share', 'locale', LANGUAGE, 'LC_MESSAGES')
    os.makedirs(folder, exist_ok=True)
    catalog, built = os.environ['TIDINGS_PSEUDO'].split(':')
    mine = os.path.join(folder, f'.{os.getpid()}.mo')
    with open(built, 'rb') as source, open(mine, 'wb') as copy:
        copy.write(source.read())
    os.replace(mine, os.path.join(folder, 'tidings.mo'))
    learn_alerts(catalog)


class Label:
    """A widget as far as untranslated() asks for it."""
    role, is_shown = 'label', True

    def __init__(self, text):
        self.raw_name = ''
        self.raw_text = text

    def has(self, _state):
        return False


class Window:
    def __init__(self, text):
        self.text = text

    def walk(self):
        return [Label(self.text)]


CASES = (
    ('⟦Add Person⟧', False, 'a translated label'),
    ('⟦Sent to Ann⟧', False, 'what is put into a sentence is inside of it'),
    ('⟦⟦Sat⟧, ⟦9:00⟧⟧ · ⟦Delivered⟧', False, 'sentences in sentences, facts joined by dots'),
    ('Ann', False, 'a name that a test typed'),
    ('+49 1512 3456789', False, 'a number'),
    ('Job failed', False, 'the title of an alert'),
    ('The job photos has failed. Reply STOP to unsubscribe', False, 'a text to a phone'),
    ('Europe/Berlin · Etc/UTC', False, 'names of time zones'),
    ('tidings alert disk_full disk=/home', False, 'what is to be typed into a terminal'),
    ('Add Person', True, 'a label that was never marked'),
    ('⟦Delivered⟧ to Ann after a while', True, 'a sentence put together from pieces'),
    ('⟦Ann⟧ (confirmed)', True, 'a word behind a translated one'),
)


def test(catalog):
    learn_alerts(catalog)
    data.add('Ann')
    print(f'1..{len(CASES) + 2}')
    status = 0
    for n, (text, is_wrong, why) in enumerate(CASES, 1):
        good = bool(list(untranslated(Window(text)))) == is_wrong
        print(f'{"ok" if good else "not ok"} {n} - {why}: {text}')
        status |= not good
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tidings.mo')
        make(catalog, path)
        back = subprocess.run(['msgunfmt', path], capture_output=True, text=True, check=True).stdout
    n_made = len(re.findall('^msgid ', back, re.MULTILINE)) - 1
    n_there = sum(1 for _entry in entries(catalog))
    good = n_made == n_there > 1000
    print(f'{"ok" if good else "not ok"} {len(CASES) + 1} - all {n_there} entries are in it: {n_made}')
    bare = re.findall(r'^msgstr(?:\[\d\])? ("(?!(?:\\n)*⟦)[^"].*)', back.split('\n\n', 1)[1], re.MULTILINE)
    whole = set(bare) <= set(TYPED)
    print(f'{"ok" if whole else "not ok"} {len(CASES) + 2} - all of them are in brackets')

    return status or not good or not whole


def main(arguments):
    if arguments[:1] == ['make'] and len(arguments) == 3:
        make(*arguments[1:])
        return 0
    if arguments[:1] == ['test'] and len(arguments) == 2:
        return test(arguments[1])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
