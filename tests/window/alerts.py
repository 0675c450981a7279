#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes through the page Alerts without a mouse: finds an alert, words it anew in two languages, makes one of one's own, tries it,
changes it and removes it. The accessibility tree only tells where the focus is.

    build-aux/session --display /usr/bin/python3 tests/window/alerts.py [--quick] [DIRECTORY]

Pictures and TAP are those of walk.py.
"""
import os
import re
import sys

sys.dont_write_bytecode = True
import drive
import walk
from drive import tidings, until


class Alerts(walk.Walk):
    """The way through the page; Ann's number is confirmed, Ben's is not."""

    def steps(self):
        return [self.step(getattr(self, part)) for part in PARTS]

    # What comes up in several parts

    def press(self, name, key='Return', **more):
        """Reaches a widget by Tab and presses a key on it."""
        node = self.app.reach(name, **more)
        self.app.key(key)

        return node

    def dialog(self, title):
        window = self.app.window(title)
        self.app.take_keyboard(window)

        return window

    def closed(self, title):
        self.app.gone(title)
        self.app.take_keyboard()

    def empty(self, field):
        """Takes out what is in the field with the keyboard."""
        self.app.key('ctrl+a', 'BackSpace')
        until(lambda: self.app.find('text', field).text == '', f'{field} does not become empty')

    # The parts

    def page(self):
        """the page is opened by a key, and a search opens the group of what it finds"""
        app = self.app
        app.window('Tidings')
        app.take_keyboard()
        app.key('alt+3')
        app.find('page tab', 'Alerts', states=['selected'])
        self.camera.take('alerts')
        app.take_keyboard()
        app.key('ctrl+f')
        app.type('disk')
        app.find('list item', 'Disk almost full', part=True)
        until(lambda: not app.read('Password changed'), 'what is not searched for stays')
        self.camera.take('search')
        app.take_keyboard()
        app.type('xyz')
        app.shows('No Results')
        app.key('BackSpace', 'BackSpace', 'BackSpace')
        app.find('list item', 'Disk almost full', part=True)

    def who(self):
        """an alert is switched on for everyone, and off again by Undo"""
        app = self.app
        self.press('Disk almost full', part=True, role='list item')
        app.shows('Who')
        app.shows('Confirm the number first')
        self.press('Everyone', part=True, key='space')
        app.find('check box', 'Ann', states=['checked'])
        app.shows('On for everyone')
        self.press('Undo')
        until(lambda: not app.find('check box', 'Ann').has('checked'), 'Undo does not switch it off')
        self.press('Ann', key='space')
        app.find('check box', 'Ann', states=['checked'])
        self.camera.take('alert')
        app.take_keyboard()

    def language(self):
        """the text is shown in another language"""
        app = self.app
        app.shows('As it came with Tidings')
        self.press('Language', part=True)
        app.key('Home')
        self.choose('Deutsch')
        german = app.find('list item', 'Language', part=True)
        until(lambda: german.maybe('label', 'Deutsch'), 'Deutsch is not chosen')
        until(lambda: not app.read('is full'), 'the text stays in English')
        self.camera.take('alert-german')
        app.take_keyboard()

    def choose(self, name):
        """In the list of a row that has just been opened."""
        for _step in range(20):
            focus = self.app.focus()
            if focus is not None and name in focus.label:
                break
            self.app.key('Down')
        self.app.key('Return')

    def wording(self):
        """in the wording, what is dear is named and taken out, what is unknown stops it, and both languages are kept"""
        app = self.app
        self.press('Edit Wording…')
        self.dialog('Disk almost full')
        self.empty('Wording')
        app.type('{{ devcie }} is full')
        app.shows('Unknown: {{ devcie }}')
        if app.find('push button', 'Save').has('sensitive'):
            raise drive.Unexpected('what is unknown could be saved')
        self.camera.take('unknown')
        app.take_keyboard()


PARTS = ('page', 'who', 'language', 'wording')


def main(arguments):
    quick = '--quick' in arguments
    directories = [argument for argument in arguments if not argument.startswith('-')]
    if not directories and 'TIDINGS_BUILD' in os.environ:
        directories = [os.path.join(os.environ['TIDINGS_BUILD'], 'pictures-alerts')]
    if len(directories) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    directory = os.path.abspath(directories[0])
    walk.prepare(directory)

    drive.run('gsettings', 'set', 'org.tidings.Tidings', 'set-up', 'true')
    tidings('people', 'add', 'Ann', '+49 1512 3456789')
    tidings('verify', 'Ann')
    code = until(lambda: re.findall(r'\b\d{6}\b', tidings('practice', 'inbox')), 'no code is on the practice phone')[-1]
    tidings('verify', 'Ann', code)
    tidings('people', 'edit', 'Ann', '--language', 'en')
    tidings('people', 'add', 'Ben', '+49 1512 3456780')

    way = Alerts(None, walk.Camera(None, directory, quick))
    status = drive.tap(way.steps())
    print(f'# Pictures: {directory}', flush=True)

    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
