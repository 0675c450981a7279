#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window in German: every view is looked at for English that is left over. Speaks TAP; run by `meson test`."""
import os
import re
import sys

sys.dont_write_bytecode = True
import drive
from drive import tidings, until

PO = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'po')
PLACEHOLDER = r'%(?:\d\$)?[-\d.]*l?l?[a-zA-Z]'
# Small words that no German sentence has, for what was never marked for translation.
ENGLISH = re.compile(r'\b(the|and|is|are|not|of|to|with|from|your|this|for|you|it|has|will|be)\b', re.IGNORECASE)


def unquote(lines):
    return ''.join(re.sub(r'\\(.)', lambda found: {'n': '\n', 't': '\t'}.get(found[1], found[1]), line) for line in lines)


def read_catalog(path):
    """What is translated: pairs of English and German, plural forms included, without access keys."""
    pairs = []
    with open(path, encoding='utf-8') as file:
        blocks = file.read().split('\n\n')
    for block in blocks:
        if '#, fuzzy' in block or re.search('^#~', block, re.MULTILINE):
            continue
        texts = {}
        for keyword, first, more in re.findall(r'^(msg\w+(?:\[\d\])?) "(.*)"((?:\n".*")*)$', block, re.MULTILINE):
            texts[keyword] = unquote([first, *re.findall(r'"(.*)"', more)]).replace('_', '')
        english = [texts[key] for key in ('msgid', 'msgid_plural') if texts.get(key)]
        german = [text for key, text in texts.items() if key.startswith('msgstr') and text]
        pairs += [(one, two) for one in english for two in german]

    return pairs


def pattern(text):
    """Whole text, a number where a number is put in, and anything where another text is."""
    pieces = re.split(f'({PLACEHOLDER})', text)

    return re.compile(''.join(re.escape(piece) if i % 2 == 0 else r'[\d.,\s]+' if piece[-1] in 'ud' else '.+'
                              for i, piece in enumerate(pieces)) + r'\Z', re.DOTALL)


def n_letters(text):
    return len(re.sub(PLACEHOLDER + r'|\W|\d', '', text))


class Catalog:
    def __init__(self, path):
        pairs = read_catalog(path)
        if len(pairs) < 300:
            raise drive.Unexpected(f'only {len(pairs)} sentences in {path}')
        self.german = {}
        for english, german in pairs:
            self.german.setdefault(english, german)
        same = {german for _english, german in pairs}
        # What is little more than placeholders would match everything.
        self.english = [pattern(english) for english, german in pairs if english not in same and n_letters(english) > 2]
        self.translated = [pattern(german) for _english, german in pairs if n_letters(german) > 2]

    def __call__(self, text):
        """The German for an English text of the window."""
        if text not in self.german:
            raise drive.Unexpected(f'“{text}” is not in the catalog')

        return self.german[text]

    def judge(self, shown):
        """What is wrong with a text on the screen, or nothing."""
        if any(one.match(shown) for one in self.translated):
            return None
        if any(one.match(shown) for one in self.english):
            return 'is English, and there is German for it'
        if len(ENGLISH.findall(shown)) > 1:
            return 'looks like English that nobody can translate'

        return None


class Reader:
    """Reads view after view, and remembers what was wrong."""

    def __init__(self, german):
        self.german = german
        self.findings = []
        self.n_texts = 0

    def read(self, app, view, window=None):
        top = window or app.top()
        texts = top.words() + [top.name] + [node.name for node in top.walk() if node.role in ('push button', 'list item', 'check box')
                                            and node.is_shown and node.name and not drive.is_class_name(node.name)]
        for text in texts:
            self.n_texts += 1
            # Facts are joined by dots; each is a text of its own.
            for part in re.sub('[\u2066-\u2069]', '', text).split(' · '):
                wrong = self.german.judge(part)
                if wrong and (part, wrong) not in [(known, why) for _view, known, why in self.findings]:
                    self.findings.append((view, part, wrong))

    def verdict(self, app):
        """no English is left in any view"""
        if self.findings:
            raise drive.Unexpected('\n'.join(f'{view}: “{text}” {wrong}' for view, text, wrong in self.findings))
        if self.n_texts < 400:
            raise drive.Unexpected(f'only {self.n_texts} texts were read')


def make_parts(german, reader):
    def close(app):
        app.take_keyboard()
        app.key('Escape')
        until(lambda: not app.top().has('modal'), lambda: f'{app.top()!r} does not close')

    def start(app):
        """the assistant of the first start"""
        app.shows(german('Text alerts that matter'))
        reader.read(app, 'welcome')
        app.find('push button', german('Try Practice Mode')).press()
        app.window(german('Your Number'))
        reader.read(app, 'your number')
        app.find('list item', german('Country or region'), part=True).press()
        dialog = app.window(german('Country or Region'))
        app.take_keyboard(dialog)
        app.type('deut')
        app.shows('Deutschland', within=dialog)
        reader.read(app, 'country')
        app.key('Return')
        app.gone(german('Country or Region'))
        app.find('text', german('Mobile number')).enter('0151')
        reader.read(app, 'too short a number')
        close(app)

    def pages(app):
        """the pages, and what they lead to"""
        prepare()
        for title in ('Overview', 'People', 'Alerts', 'Reminders', 'Activity'):
            app.find('page tab', german(title)).press()
            if title in ('Reminders', 'Overview'):
                app.shows('Zahnarzt')
            reader.read(app, title)
        app.find('list item', 'photos', part=True).press()
        app.shows(german('What Happened'))
        reader.read(app, 'a message')
        back(app)
        app.find('page tab', german('People')).press()
        app.find('list item', 'Ann', part=True).press()
        app.shows(german('Language of texts'))
        reader.read(app, 'a person')
        back(app)

    def back(app):
        app.find('push button', german('Back')).press()

    def alert(app):
        """an alert, its wording and its test"""
        app.find('page tab', german('Alerts')).press()
        app.find('list item', german('Computer'), part=True).press()
        app.find('list item', german('Job failed'), part=True).press()
        app.shows('Ann')
        reader.read(app, 'an alert')
        app.find('push button', german('Edit Wording…')).press()
        app.shows(german('Preview'))
        reader.read(app, 'a wording')
        close(app)
        app.find('push button', german('Send Test…')).press()
        app.window(german('Send a Test'))
        reader.read(app, 'a test')
        close(app)
        back(app)

    def dialogs(app):
        """dialogs, preferences and the practice phone"""
        for key, title in (('alt+2', 'Add Person'), ('alt+4', 'Add Reminder')):
            app.take_keyboard()
            app.key(key)
            app.find('push button', german(title)).press()
            app.window(german(title))
            reader.read(app, title)
            close(app)
        for item, title in (('Pause Sending…', 'Pause Sending?'), ('Keyboard Shortcuts', 'Keyboard Shortcuts'),
                            ('Preferences', 'Preferences')):
            menu(app, item)
            dialog = app.window(german(title))
            reader.read(app, title)
            if title == 'Preferences':
                for page in ('Texts', 'Limits', 'Privacy'):
                    app.find('page tab', german(page), within=dialog).press()
                    reader.read(app, f'Preferences, {page}')
            close(app)
        menu(app, 'Practice Phone')
        reader.read(app, 'Practice Phone', app.window(german('Practice Phone')))

    def menu(app, item):
        buttons = app.every('push button', german('Main Menu'))
        next(button for button in buttons if button.actions).press()
        app.find('menu item', german(item)).press()

    def itself(app):
        """English would be found, German and names are let through"""
        for text, is_wrong in (('Add Person', True), ('Sent to +49 1512 3456789', True), ('1 of 6 on', True),
                               ('Nobody has marked this for the translators', True),
                               (german('Add Person'), False), ('Ann', False), ('+49 1512 3456789', False),
                               ('Der Auftrag photos ist fehlgeschlagen.', False)):
            if bool(german.judge(text)) != is_wrong:
                raise drive.Unexpected(f'“{text}”: {german.judge(text)}')

    return [itself, start, pages, alert, dialogs, reader.verdict]


def prepare():
    tidings('people', 'add', 'Ann', '0151 23456789', '--country', 'DE')
    tidings('verify', 'Ann')
    tidings('verify', 'Ann', until(lambda: re.findall(r'\b\d{6}\b', tidings('practice', 'inbox')), 'no code came')[-1])
    tidings('types', 'on', 'job_failed', '--for', 'Ann')
    tidings('alert', 'job_failed', 'unit=photos', '--wait')
    tidings('remind', 'Ann', 'tomorrow 09:00', 'Zahnarzt')


def main():
    with open(os.path.join(PO, 'LINGUAS'), encoding='utf-8') as file:
        if 'de' not in file.read().split():
            print('1..0 # SKIP there is no German yet')
            return 0
    # Where messages are those of C.UTF-8, the newest glibc translates none.
    os.environ['LANGUAGE'] = 'de'
    drive.speak('de')
    german = Catalog(os.path.join(PO, 'de.po'))

    return drive.tap(make_parts(german, Reader(german)))


if __name__ == '__main__':
    sys.exit(main())
