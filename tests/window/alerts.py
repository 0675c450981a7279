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


LONG = 'a computer in the cellar, where nobody looks, ' * 2


# From English, which comes first, to German among the others, which come by their codes.
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'po', 'LINGUAS'), encoding='utf-8') as linguas:
    GERMAN = ['Down'] * (1 + sorted(re.findall(r'(?m)^[a-z]\w*', linguas.read())).index('de'))


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

    # The parts

    def page(self):
        """the page is opened by a key, and a search opens the group of what it finds"""
        app = self.app
        app.resize(app.window('Tidings'), *walk.WIDE)
        app.take_keyboard()
        app.key('alt+3')
        app.find('page tab', 'Alerts', states=['selected'])
        self.camera.take('alerts')
        app.take_keyboard()
        app.key('ctrl+f')
        app.type('diskx')
        app.shows('No Results')
        app.key('BackSpace')
        app.find('list item', 'Disk almost full', part=True)
        self.camera.take('search')
        app.take_keyboard()

    def who(self):
        """an alert is switched on for everyone, and off again by a key"""
        app = self.app
        self.press('Disk almost full', part=True, role='list item')
        app.shows('Confirm the number first')
        self.press('Everyone', part=True, key='space')
        app.find('check box', 'Ann', states=['checked'])
        app.key('ctrl+z')
        until(lambda: not app.find('check box', 'Ann').has('checked'), 'Ctrl+Z does not switch it off')
        self.press('Ann', key='space')
        app.find('check box', 'Ann', states=['checked'])
        self.camera.take('alert')
        app.take_keyboard()

    def language(self):
        """the text is shown in another language"""
        app = self.app
        app.shows('As it came with Tidings')
        self.choose('Language', 'Home', *GERMAN)
        until(lambda: not app.read('Disk almost full: '), 'the text stays in English')
        self.camera.take('alert-german')
        app.take_keyboard()

    def choose(self, row, *keys):
        """What these keys lead to in the list of a row. GTK 4.8 does not tell where the focus is in there."""
        self.press(row, part=True)
        self.app.key(*keys, 'Return')

    def wording(self):
        """in the wording, what is dear is named and taken out, what is unknown stops it, and both languages are kept"""
        app = self.app
        self.press('Edit Wording…')
        dialog = self.dialog('Disk almost full')
        app.key('ctrl+a', 'BackSpace')
        app.type('Voll: {{ disk }}')
        app.shows('Changed, not saved yet')
        self.choose('Language', 'Home')
        app.shows('As it came with Tidings')

        app.reach('Wording')
        app.key('ctrl+a', 'BackSpace')
        app.type('{{ devcie }} is full')
        app.shows('Unknown: {{ devcie }}')
        if app.find('push button', 'Save').has('sensitive'):
            raise drive.Unexpected('what is unknown could be saved')
        self.camera.take('unknown')
        app.take_keyboard(dialog)

        app.key('ctrl+a', 'BackSpace')
        app.type('Full: ')
        self.press('Insert')
        app.find('menu item', 'Name of the disk', part=True)
        app.reach('Name of the disk', part=True)
        app.key('Return')
        app.shows('Full: {{ disk }}')
        app.reach('Wording')
        app.key('ctrl+End')
        app.type(' on ' + LONG)
        app.type_sign('€')
        app.shows('“€” counts as two characters')
        app.type_sign('😀')
        app.shows(re.compile('“😀” makes this 2 texts instead of 1'))
        self.camera.take('dear')
        app.take_keyboard(dialog)
        self.press('Remove')
        app.hides(re.compile('“😀” makes'))
        app.shows(re.compile('1 text'))
        self.press('Save')
        self.closed('Disk almost full')

        tidings('alert', 'disk_full', 'disk=/srv', 'percent=97', '--wait')
        if 'Full: /srv on ' not in self.inbox():
            raise drive.Unexpected(f'the text did not arrive as it was worded: {self.inbox()}')
        tidings('people', 'edit', 'Ann', '--language', 'de')
        tidings('alert', 'disk_full', 'disk=/opt', 'percent=97', '--wait')
        if 'Voll: /opt' not in self.inbox():
            raise drive.Unexpected(f'the German text did not arrive as it was worded: {self.inbox()}')
        tidings('people', 'edit', 'Ann', '--language', 'en')
        app.key('alt+Left')
        app.shows('New Alert')

    def own(self):
        """an alert of one's own is made; what is missing is told at its field, and its command is copied"""
        app = self.app
        self.press('New Alert…')
        self.dialog('New Alert')
        app.key('Return')
        app.shows('The title is one line of 1 to 80 characters')
        app.type('Kitchen timer')
        app.reach('Text', role='text')
        app.type('{{ dish }} is ready, {{ person }}')
        app.shows('tidings alert kitchen_timer dish=…')
        self.camera.take('new-alert')
        app.take_keyboard()
        self.press('Copy Command')
        app.shows('Command copied')
        self.press('Add')
        self.closed('New Alert')
        # The search is over, and the group of what was made is open.
        self.press('Kitchen timer', part=True, role='list item')
        app.shows('tidings alert kitchen_timer dish=dish')
        self.press('Ann', key='space')
        app.find('check box', 'Ann', states=['checked'])

    def tried(self):
        """it is tried with a value of one's own, and the window says that it has arrived"""
        app = self.app
        self.press('Send Test…')
        dialog = self.dialog('Send a Test')
        app.shows('dish is ready, Ann')
        until(lambda: app.focus() and app.focus().label == 'Send', lambda: f'{app.focus()} has the focus, not Send')
        app.reach('Send to', part=True)
        # The next one is a field, which does not tell that it has the keyboard.
        app.key('Tab', 'ctrl+a')
        app.type('Soup')
        app.shows('Soup is ready, Ann')
        app.key('Return')
        app.shows('Delivered', within=dialog)
        self.camera.take('tried')
        app.take_keyboard(dialog)
        app.key('Escape')
        self.closed('Send a Test')
        if 'Soup is ready, Ann' not in self.inbox():
            raise drive.Unexpected(f'the test did not arrive: {self.inbox()}')

    def changed(self):
        """it is changed, and removed with everything that belongs to it"""
        app = self.app
        self.press('Edit Alert…')
        self.dialog('Edit Alert')
        app.key('ctrl+a')
        app.type('Oven timer')
        app.key('Return')
        self.closed('Edit Alert')
        app.shows('Oven timer')
        self.camera.take('own-alert')
        app.take_keyboard()
        self.press('Remove Alert…')
        until(lambda: app.top().has('modal'), 'nobody asks whether to remove it')
        app.take_keyboard()
        self.camera.take('remove')
        app.take_keyboard()
        self.press('Remove')
        until(lambda: 'kitchen_timer' not in tidings('types', 'list', '--json'), 'the command line still knows the alert')
        app.shows('New Alert')
        app.hides('Oven timer')


PARTS = ('page', 'who', 'language', 'wording', 'own', 'tried', 'changed')


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
