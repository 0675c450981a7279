#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes through the practice phone without a mouse: a chore that is due tomorrow is seen to arrive, is answered with DONE and is done;
the window says what time is practised, and comes back to now; a phone that is off says so until it is mended. Speaks TAP; leaves
pictures in the directory it is given."""
import re
import sys
import time
import tempfile

sys.dont_write_bytecode = True
import drive
import walk
from drive import tidings, until

# From any hour of today to the middle of tomorrow.
HOURS = 36 - time.localtime().tm_hour

# The phone stands over the right edge of the main window: both do not fit beside each other on the screen.
BESIDE = 900


class Practice:
    """The way, part by part; each part begins where the one before it ended."""

    def __init__(self, directory, quick):
        self.directory = directory
        self.quick = quick
        self.camera = None
        self.phone = None

    def take(self, name):
        self.camera.take(name, self.phone)

    def reach(self, app, *wanted, **more):
        """Inside the phone; the main window beside it has a focus of its own."""
        return app.reach(*wanted, within=self.phone, **more)

    def jump(self, app, item):
        """By the menu of the clock in the phone's header."""
        app.take_keyboard(self.phone)
        self.reach(app, 'Jump Ahead in Time', part=True)
        app.key('Return')
        self.phone.find('menu item', item, part=True)
        self.reach(app, item, part=True)
        app.key('Return')

    def opened(self, app):
        """the main menu opens the phone beside the window"""
        self.camera = walk.Camera(app, self.directory, self.quick)
        app.window('Welcome')
        app.take_keyboard()
        app.key('Escape')
        app.gone('Welcome')
        tidings('people', 'add', 'Ann', '0151 23456789', '--country', 'DE', '--language', 'en')
        tidings('people', 'add', 'Ben', '0151 23456780', '--country', 'DE', '--language', 'en')
        for n, name in enumerate(('Ann', 'Ben'), 1):
            tidings('verify', name)
            codes = until(lambda: re.findall(r'\b\d{6}\b', tidings('practice', 'inbox'))[n - 1:], f'no code came for {name}')
            tidings('verify', name, codes[0])
        tidings('types', 'on', 'chore_due', '--for', 'Ann')
        tidings('remind', 'Ann', f'in {HOURS}h', 'Bins out', '--before', '0', '--type', 'chore_due')
        app.take_keyboard()
        app.key('F10')
        app.find('menu item', 'Practice Phone')
        app.reach('Practice Phone')
        app.key('Return')
        self.phone = app.window('Practice Phone')
        app.move(self.phone, BESIDE, 0)
        self.phone.shows('Not a real phone')
        self.phone.shows('Ann')

    def reminded(self, app):
        """what is due tomorrow arrives, and the window says what time it is there"""
        self.jump(app, 'To What Is Due Next')
        self.phone.shows(re.compile('Bins out'))
        self.phone.shows(re.compile('Practice time: tomorrow'))
        self.phone.find('push button', 'LATER')
        app.window('Tidings').shows(re.compile('Practice time: tomorrow'))
        self.take('practice-reminder-arrives')

    def done(self, app):
        """DONE is answered, stands on the other side, and the chore is done"""
        app.take_keyboard(self.phone)
        self.reach(app, 'DONE')
        app.key('Return')
        self.phone.shows(re.compile('Sent from this phone'))
        until(lambda: 'done' in tidings('reminders', 'list', '--all', '--json'), 'DONE was not heard')
        main = app.window('Tidings')
        app.take_keyboard(main)
        app.key('alt+4')
        main.find('page tab', 'Reminders', states=['selected'])
        self.take('practice-answered')

    def typed(self, app):
        """an answer is typed and survives the window"""
        app.take_keyboard(self.phone)
        self.reach(app, 'Reply', role='text')
        app.type('Thank you')
        app.key('Return')
        self.phone.shows(re.compile('Thank you'))
        app.key('ctrl+w')
        app.gone('Practice Phone')
        app.take_keyboard()
        app.key('F10')
        app.find('menu item', 'Practice Phone')
        app.reach('Practice Phone')
        app.key('Return')
        self.phone = app.window('Practice Phone')
        app.move(self.phone, BESIDE, 0)
        self.phone.shows(re.compile('Thank you'))
        self.phone.shows(re.compile('Practice time: tomorrow'))

    def fails(self, app):
        """a phone that is off says so, what is sent to it fails, and it is mended"""
        app.take_keyboard(self.phone)
        app.key('F10')
        self.phone.find('menu item', 'Phone Off', part=True)
        self.reach(app, 'Phone Off', part=True)
        app.key('Return')
        self.phone.shows('This phone is off: texts to it are not delivered')
        tidings('send', 'Ann', 'Are you there?', '--wait', status=1)
        assert 'Are you there?' not in tidings('practice', 'inbox')
        self.take('practice-phone-off')
        app.take_keyboard(self.phone)
        self.reach(app, 'Mend')
        app.key('Return')
        app.hides('This phone is off: texts to it are not delivered', within=self.phone)
        assert tidings('practice', 'phone', 'Ann') == 'normal\n'

    def others(self, app):
        """another phone that gets something says so until somebody looks"""
        tidings('send', 'Ben', 'Hello Ben')
        self.phone.shows('New text on the phone of Ben')
        app.take_keyboard(self.phone)
        self.reach(app, 'Whose phone', part=True)
        app.key('Return')
        app.key('Down', 'Return')
        self.phone.shows(re.compile('Hello Ben'))
        app.hides('New text on the phone of Ben', within=self.phone)

    def back(self, app):
        """Back to Now, and the chore is still to be done"""
        app.take_keyboard(self.phone)
        self.reach(app, 'Back to Now')
        app.key('Return')
        app.hides(re.compile('Practice time'), within=self.phone)
        app.hides(re.compile('Practice time'), within=app.window('Tidings'))
        until(lambda: '"state" : "active"' in tidings('reminders', 'list', '--all', '--json'), 'what was only practised stays done')
        self.take('practice-back-to-now')

    def chosen(self, app):
        """a moment is chosen, and an hour more"""
        self.jump(app, 'To a Moment…')
        dialog = app.window('Moment')
        app.take_keyboard(dialog)
        self.camera.take('practice-moment', dialog)
        app.take_keyboard(dialog)
        app.reach('Go Ahead', role='push button', within=dialog)
        app.key('Return')
        app.gone('Moment')
        self.phone.shows(re.compile('Practice time: tomorrow'))
        self.jump(app, '1 Hour Ahead')
        until(lambda: 'Practice time' in tidings('status'), 'the command line has another time')
        app.take_keyboard(self.phone)
        app.key('ctrl+w')
        app.gone('Practice Phone')

    def main_window(self, app):
        """the banner of the window leads back, too"""
        main = app.window('Tidings')
        app.take_keyboard(main)
        app.reach('Back to Now', within=main)
        app.key('Return')
        app.hides(re.compile('Practice time'), within=main)


if __name__ == '__main__':
    quick = '--quick' in sys.argv
    arguments = [word for word in sys.argv[1:] if not word.startswith('--')]
    directory = arguments[0] if arguments else tempfile.mkdtemp(prefix='practice-')
    walk.prepare(directory)
    way = Practice(directory, quick)
    sys.exit(drive.tap([way.opened, way.reminded, way.done, way.typed, way.fails, way.others, way.back, way.chosen, way.main_window]))
