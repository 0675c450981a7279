#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes the main way through the real window in practice mode, from the first start to a delivered text and on through
every page, and leaves a picture of each.

    build-aux/session --display /usr/bin/python3 tests/window/walk.py [--quick] [DIRECTORY]

Every picture is taken at 1000×700 and at 360×640, light and dark; with --quick only the first of these. Without a
directory they go into one in the build folder. It speaks TAP, a line for each part of the way, and ends with status 1 at
the first thing that is not as it should be.
"""
import functools
import json
import os
import re
import sys

sys.dont_write_bytecode = True
import drive
import faults
import pseudo
from drive import tidings, until

WIDE = (1000, 700)
NARROW = (360, 640)
# Without a compositor GTK draws a border of its own around a window; the pictures leave it out.
EDGE = 5


def lasting(look):
    """What a look finds, and the next one finds still: a window may be seen before all in it has found its new place."""
    findings = list(look())

    def last():
        nonlocal findings
        before, findings = findings, list(look())
        return before == findings

    if findings:
        until(last, 'the window does not come to rest')

    return findings


class Camera:
    """Takes each view in both sizes and both colour schemes."""

    def __init__(self, app, directory, quick):
        self.app = app
        self.directory = directory
        self.quick = quick
        self.n_views = 0
        self.scheme = 'light'

    def set_scheme(self, scheme):
        if scheme != self.scheme:
            value = 'prefer-dark' if scheme == 'dark' else 'default'
            drive.run('gsettings', 'set', 'org.gnome.desktop.interface', 'color-scheme', value)
        self.scheme = scheme

    def wears(self, scheme, x, y):
        """Whether the header bar of a window at that place has the colour of the scheme."""
        spot = f'1x1+{x + EDGE + 2}+{y + EDGE + 2}'
        grey = drive.run('import', '-silent', '-window', 'root', '-crop', spot, '-format', '%[fx:mean]', 'info:-')

        return (float(grey) < 0.5) == (scheme == 'dark')

    def take(self, name, window=None):
        """One picture of the window that takes input; or of another, at the size that it has."""
        self.n_views += 1
        view = f'{self.n_views:02}-{name}'
        if window is not None:
            self.schemes(view, window, 'window', *self.app.box(window)[:2], *window.place[2:])
            self.look(name, window)
            return
        top = self.app.top()
        self.app.rest(top)
        size = top.place[2:]
        at = (0, 0)
        if top.has('modal'):
            # A dialog stands over the middle of the main window.
            at = (WIDE[0] - size[0]) // 2, max(0, (WIDE[1] - size[1]) // 2)
            self.app.move(top, *at)
        self.schemes(view, top, 'wide', 0, 0, *WIDE, *at)
        if not self.quick:
            self.take_narrow(view, top, size)
            self.app.move(top, *at)
        self.look(name, top)

    def examine(self, top):
        """What is wrong with a window, at its size and as narrow as a phone."""
        self.app.rest(top)
        if top.role not in ('frame', 'dialog', 'window'):
            yield f'the window is told as a {top.role}'
        with drive.looking():
            yield from [*faults.nameless(top), *faults.unguarded(top), *(pseudo.untranslated(top) if pseudo.is_on() else ())]
        size = top.place[2:]
        if size[0] > NARROW[0]:
            self.app.resize(top, *NARROW)
            try:
                yield from lasting(lambda: faults.too_wide(top, NARROW[0]))
            finally:
                self.app.resize(top, *size)

    def look(self, name, top):
        """Nobody comes by a view without this."""
        # What goes away while it is looked at, as a toast does, has it looked at again.
        findings = until(lambda: [list(self.examine(top))], f'{name} does not stay as it is')[0]
        if findings:
            raise drive.Unexpected('\n'.join([f'{name} has faults:', *findings]))

    def take_narrow(self, view, top, size):
        """As on a phone: what has a header bar fills the screen, a question that fits stands as it is."""
        if size[0] > NARROW[0] or size[1] > NARROW[1]:
            took = self.app.resize(top, *NARROW)
            if took != NARROW:
                raise drive.Unexpected(f'{top!r} does not fit into {NARROW[0]}×{NARROW[1]}: it takes {took}')
        self.app.move(top, 0, 0)
        self.schemes(view, top, 'narrow', 0, 0, *top.place[2:])
        self.app.resize(top, *size)

    def schemes(self, view, window, kind, x, y, width, height, left=0, down=0):
        """The part of the screen at x, y, in which the window stands at left, down."""
        # Out of the way of everything that lights up under the mouse.
        drive.run('xdotool', 'mousemove', 1279, 1023)
        order = ['light'] if self.quick else [self.scheme, 'light' if self.scheme == 'dark' else 'dark']
        for scheme in order:
            self.set_scheme(scheme)
            until(lambda: self.wears(scheme, left or x, down or y), f'{window!r} does not become {scheme}')
            path = os.path.join(self.directory, f'{view}-{kind}-{scheme}.png')
            self.app.picture(path, x + EDGE, y + EDGE, width, height)


class Album:
    """Pictures for a test of `--pictures DIRECTORY`, one of each view with `--quick`; none for who asked for none."""

    def __init__(self, arguments):
        self.camera = None
        if arguments[:1] == ['--pictures']:
            directory = os.path.abspath(arguments[1])
            prepare(directory)
            self.camera = Camera(None, directory, '--quick' in arguments)

    def look(self, app, name):
        """A picture of what is on the screen; the keyboard stays where it is."""
        if self.camera is not None:
            self.camera.app = app
            self.camera.take(name)
            app.take_keyboard()


class Walk:
    """The way, part by part; each part begins where the one before it ended."""

    def __init__(self, app, camera):
        self.app = app
        self.camera = camera

    def steps(self):
        """The parts as drive.tap() takes them; one that fails leaves a picture of where it did not go on."""
        return [self.step(getattr(self, part)) for part in PARTS]

    def step(self, part):
        @functools.wraps(part)
        def step(app):
            self.app = self.camera.app = app
            try:
                part()
            except Exception:
                app.picture(os.path.join(self.camera.directory, 'unexpected.png'), 0, 0, 1280, 1024)
                raise
        return step

    # What comes up in several parts

    def go(self, title):
        """To a page, by its tab."""
        self.app.find('page tab', title, within=self.app.window('Tidings')).press()

    def back(self):
        self.app.find('push button', 'Back').press()

    def menu(self, item):
        """An item of the main menu."""
        button = [button for button in self.app.every('push button', 'Main Menu') if button.actions][-1]
        button.press()
        self.app.find('menu item', item).press()

    def inbox(self):
        return tidings('practice', 'inbox')

    def code(self):
        """The latest code on the practice phone."""
        return until(lambda: re.findall(r'\b\d{6}\b', self.inbox()), 'no code is on the practice phone')[-1]

    def messages(self, alert_type, state):
        """How many texts of that type are in that state, as the command line knows it."""
        log = json.loads(tidings('log', '--json'))

        return sum(message['type'] == alert_type and message['state'] == state for message in log)

    # The parts

    def first_start(self):
        """the first start leads to practice mode"""
        app = self.app
        app.resize(app.window('Tidings'), *WIDE)
        app.window('Welcome')
        app.shows('Text alerts that matter')
        self.camera.take('welcome')
        app.find('push button', 'Try Practice Mode').press()
        app.window('Your Number')

    def country(self):
        """a country is found by its name, by its code and by what is pasted"""
        app = self.app
        app.find('text', 'Your name').enter('Ann')
        self.camera.take('your-number')
        self.choose_country('deut', 'Germany')
        app.find('list item', 'Country or region', part=True).shows('Germany')
        self.choose_country('+44', 'United Kingdom')
        self.choose_country('49', 'Germany', picture='country')

        # What is on the clipboard comes from another field, as it might from a letter or a page.
        number = app.find('text', 'Mobile number')
        name = app.find('text', 'Your name')
        name.enter('call me: +44 7700 900123')
        app.key('ctrl+a', 'ctrl+x')
        number.click()
        app.key('ctrl+v')
        app.shows('Country changed to United Kingdom')
        app.find('list item', 'Country or region', part=True).shows('United Kingdom')
        name.enter('Ann')
        # What is typed with a plus has the last word, so it goes before another country is chosen.
        number.point()
        app.key('ctrl+a', 'BackSpace')
        self.choose_country('deut', 'Germany')

    def choose_country(self, search, name, picture=None):
        app = self.app
        app.find('list item', 'Country or region', part=True).press()
        dialog = app.window('Country or Region')
        app.take_keyboard(dialog)
        app.type(search)
        until(lambda: (dialog.maybe('list item') or dialog).maybe('label', name), lambda: f'{search} does not lead to {name} '
              f'first, but to {dialog.words()[:4]}')
        if picture:
            self.camera.take(picture)
            app.take_keyboard(dialog)
        app.key('Return')
        app.gone('Country or Region')
        app.find('list item', 'Country or region', part=True).shows(name)

    def number(self):
        """a number is shown as it will be saved, and what cannot be one is said"""
        app = self.app
        number = app.find('text', 'Mobile number')
        number.enter('0151')
        app.shows(re.compile('more digits needed'))
        number.enter('0151 23456789')
        app.shows('+49 1512 3456789')
        self.camera.take('number')
        app.find('push button', 'Next').press()
        app.window('Code')

    def confirm(self):
        """the code on the practice phone confirms the number, a wrong one does not"""
        app = self.app
        app.shows('+49 1512 3456789')
        code = self.code()
        entry = app.find('text', 'Enter the 6-digit code')
        self.camera.take('code')
        app.find('push button', 'Open Practice Phone').press()
        phone = app.window('Practice Phone')
        phone.shows(code)
        self.camera.take('practice-phone-with-code', phone)
        app.take_keyboard(phone)
        app.key('ctrl+w')
        app.gone('Practice Phone')

        entry.enter('000000' if code != '000000' else '111111')
        app.key('Return')
        app.shows('2 tries left')
        self.camera.take('wrong-code')
        entry.enter(code)
        app.find('push button', 'Confirm').press()
        app.window('Ready')

    def ready(self):
        """a test text arrives"""
        app = self.app
        app.find('push button', 'Send a Test Text').press()
        app.shows('Delivered')
        self.camera.take('ready')
        app.find('push button', 'Done').press()
        app.gone('Ready')
        app.shows('Practice mode')

    def people(self):
        """the person is listed, and all about them is on their page"""
        app = self.app
        self.go('People')
        app.shows('+49 1512 3456789')
        self.camera.take('people')
        app.find('list item', 'Ann', part=True).press()
        app.shows('Language of texts')
        # Looking at a person changes nothing about them.
        app.shows('Deutsch')
        self.camera.take('person')
        app.find('push button', 'Send Test Text').press()
        app.shows('Delivered')
        self.back()

        app.find('push button', 'Add Person').press()
        dialog = app.window('Add Person')
        app.find('text', 'Name').enter('Ben')
        self.camera.take('add-person')
        app.take_keyboard(dialog)
        app.key('Escape')
        app.gone('Add Person')

    def alerts(self):
        """an alert is switched on, and its test arrives"""
        app = self.app
        self.go('Alerts')
        self.camera.take('alerts')
        app.find('list item', 'Computer', part=True).press()
        row = app.find('list item', 'Job failed', part=True)
        row.bring_into_view()
        self.camera.take('alerts-open')
        row.press()
        app.shows('Ann')
        switch = app.find('check box', 'Ann')
        if switch.has('checked'):
            raise drive.Unexpected('Job failed is on for Ann before anyone switched it on')
        switch.press()
        app.find('check box', 'Ann', states=['checked'])
        until(lambda: 'job_failed' in tidings('people', 'list', '--json'), 'the command line does not know that it is on')
        self.camera.take('alert')

        app.find('push button', 'Edit Wording…').press()
        app.window('Job failed')
        app.shows('Preview')
        self.camera.take('wording')
        app.take_keyboard()
        app.key('Escape')
        until(lambda: not app.top().has('modal'), 'the wording does not close')

        app.find('push button', 'Send Test…').press()
        dialog = app.window('Send a Test')
        self.camera.take('test')
        app.find('push button', 'Send', within=dialog).press()
        app.shows('Delivered', within=dialog)
        until(lambda: self.messages('job_failed', 'delivered') == 1, 'the test is not delivered')
        app.take_keyboard(dialog)
        app.key('Escape')
        app.gone('Send a Test')
        self.back()

    def activity(self):
        """what was raised is listed as delivered, with its story"""
        app = self.app
        tidings('alert', 'job_failed', 'unit=photos', '--wait')
        self.go('Activity')
        app.shows('photos')
        app.shows(re.compile('Ann · .* · Delivered'))
        self.camera.take('activity')
        app.find('list item', 'photos', part=True).press()
        app.shows('Arrived on the phone')
        app.shows('Cost')
        self.camera.take('message')
        self.back()

    def overview(self):
        """what is left of the limits and of the money is in view"""
        app = self.app
        self.go('Overview')
        left = app.shows(re.compile(r'\d+ of 50 left'))
        status = tidings('status')
        used = int(re.search(r'Today +(\d+) of 50', status).group(1))
        if f'{50 - used} of 50 left' not in left.text:
            raise drive.Unexpected(f'the window says “{left.text}”, the command line that {used} of 50 are used')
        app.shows(re.compile(r'\$\d+\.\d\d'))
        self.camera.take('overview')

    def reminders(self):
        """a reminder takes a title and two Returns; it can be edited, removed and brought back"""
        app = self.app
        self.go('Reminders')
        self.camera.take('reminders-empty')
        app.find('push button', 'Add Reminder…').press()
        dialog = app.window('Add Reminder')
        app.take_keyboard(dialog)
        app.type('Dentist')
        self.camera.take('reminder')
        app.take_keyboard(dialog)
        app.key('Return')
        app.key('Return')
        app.gone('Add Reminder')
        app.shows('Dentist')
        self.camera.take('reminders')

        app.find('list item', 'Dentist', part=True).press()
        dialog = app.window('Edit Reminder')
        app.find('text', 'What').enter('Dentist, second floor')
        app.find('push button', 'Save').press()
        app.gone('Edit Reminder')
        app.shows('Dentist, second floor')

        app.find('list item', 'Dentist', part=True).press()
        app.window('Edit Reminder')
        app.find('push button', 'Delete').press()
        app.gone('Edit Reminder')
        app.shows('Reminder deleted')
        app.shows('No Reminders')
        app.find('push button', 'Undo').press()
        app.shows('Dentist, second floor')

    def practice_phone(self):
        """the practice phone answers STOP and START, and the window says so"""
        app = self.app
        self.menu('Practice Phone')
        phone = app.window('Practice Phone')
        # Beside the main window, which is to be seen too.
        app.move(phone, WIDE[0] + 2 * EDGE, 0)
        self.camera.take('practice-phone', phone)
        phone.find('push button', 'STOP').press()
        self.go('People')
        main = app.window('Tidings')
        main.shows(re.compile('Opted out'))
        main.find('list item', 'Ann', part=True).press()
        main.shows('Nothing is sent to Ann')
        self.camera.take('opted-out')
        self.back()
        phone.find('push button', 'START').press()
        main.shows('Confirmed')
        app.take_keyboard(phone)
        app.key('ctrl+w')
        app.gone('Practice Phone')

    def preferences(self):
        """preferences, shortcuts, about and the pause open and close"""
        app = self.app
        main = app.window('Tidings')
        app.take_keyboard(main)
        app.key('ctrl+comma')
        dialog = app.window('Preferences')
        dialog.shows('Practice Mode')
        self.camera.take('preferences')
        app.take_keyboard(dialog)
        app.key('Escape')
        app.gone('Preferences')

        self.menu('Pause Sending…')
        until(lambda: app.top().has('modal'), 'no dialog asks how long to pause')
        self.camera.take('pause')
        app.find('push button', 'Until Resumed').press()
        main.shows('Sending paused')
        self.go('Overview')
        self.camera.take('paused')
        main.find('push button', 'Resume').press()
        main.shows('Practice mode')


PARTS = ('first_start', 'country', 'number', 'confirm', 'ready', 'people', 'alerts', 'activity', 'overview', 'reminders',
         'practice_phone', 'preferences')


def prepare(directory):
    """Makes room for the pictures, and gives the session the look of a GNOME desktop: its font, and nothing that moves."""
    os.makedirs(directory, exist_ok=True)
    for name in os.listdir(directory):
        if name.endswith('.png'):
            os.remove(os.path.join(directory, name))

    path = os.path.join(os.environ['XDG_CONFIG_HOME'], 'gtk-4.0')
    os.makedirs(path, exist_ok=True)
    with open(os.path.join(path, 'settings.ini'), 'w', encoding='utf-8') as file:
        file.write('[Settings]\ngtk-enable-animations=false\ngtk-cursor-blink=false\ngtk-font-name=Cantarell 11\n')


def main(arguments):
    quick = '--quick' in arguments
    directories = [argument for argument in arguments if not argument.startswith('-')]
    if not directories and 'TIDINGS_BUILD' in os.environ:
        directories = [os.path.join(os.environ['TIDINGS_BUILD'], 'pictures')]
    if len(directories) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    directory = os.path.abspath(directories[0])
    prepare(directory)

    walk = Walk(None, Camera(None, directory, quick))
    status = drive.tap(walk.steps())
    print(f'# Pictures: {directory}', flush=True)

    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
