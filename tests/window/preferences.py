#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences by keyboard alone: what the search finds, starting at login, another account in place of the present one, and
everything deleted. Leaves a picture of each.

    build-aux/session --display /usr/bin/python3 tests/window/preferences.py [--quick] [DIRECTORY]

Pictures and arguments are those of walk.py. It speaks TAP; run by `meson test`.
"""
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
import drive
import pseudo
from drive import until
from reminders import choose
from walk import WIDE, Camera, Walk, prepare

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'journeys'))
import journey
from journey import Simulator, messages, tidings, wait_for
from two_accounts import OTHER_SID, open_accounts

SERVICE = 'MG00000000000000000000000000000005'
AUTOSTART = os.path.join(os.environ['XDG_CONFIG_HOME'], 'autostart')
ENTRY = os.path.join(AUTOSTART, 'org.tidings.Tidings.desktop')

# A word of each page for the search, and the row it has to find.
ROWS = (
    ('sending', 'Check Sending…'), ('verify', 'Verify service for codes, VA…'), ('ahead', 'Hand Reminders Over Ahead of Time'),
    ('month', 'Money a month'), ('gone wild', 'Texts an hour'), ('login', 'Start at Login'), ('signs in', 'Sign-ins'), ('missed', 'Failures'),
    ('opts out', 'Replies'), ('hide', 'Hide Texts'), ('keep', 'Keep Texts'), ('records', 'Delete Whole Records'),
    ('export', 'Export'), ('household', 'Name of the household, in front'), ('language', 'Language for new people'), ('replace', 'Replace Account…'),
)


def login():
    return tidings('background', '--json').json()['login']


class PreferencesWalk(Walk):
    """Begins with a connected account that keeps a reminder of Ann’s for later."""

    def __init__(self, camera, one, other):
        super().__init__(None, camera)
        self.one, self.other = one, other

    def open(self):
        app = self.app
        app.take_keyboard(app.window('Tidings'))
        app.key('ctrl+comma')
        dialog = app.window('Preferences')
        app.take_keyboard(dialog)

        return dialog

    def seek(self, words, row):
        """What is typed into the search leads to a row, which has the keyboard then."""
        app = self.app
        dialog = app.window('Preferences')
        app.take_keyboard(dialog)
        app.key('ctrl+f')
        until(lambda: app.focus() and app.focus().role == 'text', 'the search does not open')
        app.key('ctrl+a', 'BackSpace')
        app.type(words)
        app.find('list item', row, part=True)
        app.reach(row, role='list item', part=True)
        app.key('Return')

    def search(self):
        """the search finds each kind of row"""
        app = self.app
        app.resize(app.window('Tidings'), *WIDE)
        dialog = self.open()
        self.camera.take('account')
        app.take_keyboard(dialog)
        app.key('ctrl+f')
        until(lambda: app.focus() and app.focus().role == 'text', 'the search does not open')
        for words, row in ROWS:
            app.key('ctrl+a', 'BackSpace')
            app.type(words)
            until(lambda: app.maybe('list item', row, part=True) or app.read(row), f'“{words}” does not find “{row}”')
        app.key('Escape')

    def login(self):
        """starting at login is what the system says, also when somebody else undoes it or nobody can write it"""
        app = self.app
        self.seek('login', 'Start at Login')
        app.find('check box', 'Start at Login')
        app.reach('Start at Login', part=True)
        app.key('space')
        wait_for(lambda: os.path.exists(ENTRY) and login(), why='no entry starts the agent')
        app.find('check box', 'Start at Login', states=['checked'])
        self.camera.take('background')

        # Coming back to the window is the moment to look again.
        os.remove(ENTRY)
        app.take_keyboard(app.window('Tidings'))
        app.take_keyboard(app.window('Preferences'))
        until(lambda: not app.find('check box', 'Start at Login').has('checked'), 'the switch stays on without an entry')

        shutil.rmtree(AUTOSTART)
        with open(AUTOSTART, 'w', encoding='utf-8'):
            pass
        app.reach('Start at Login', part=True)
        app.key('space')
        app.shows('The entry for starting at login cannot be changed')
        until(lambda: not app.find('check box', 'Start at Login').has('checked'), 'the switch stays on although nothing was written')
        os.remove(AUTOSTART)
        app.shows('Command Line')

    def programs(self):
        """a program that asked for a text is allowed a number, blocked and forgotten where Preferences lists it"""
        app = self.app
        subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.tidings.Tidings.Agent', '--object-path', '/org/tidings/Tidings/Agent',
                        '--method', 'org.tidings.Tidings.Agent1.Raise', 'job_failed', "{'unit': <'backup'>}", "{'to': <['Ann']>}"],
                       check=True, capture_output=True)
        # As the system shows it, in every language.
        pseudo.data.add('exe:/usr/bin/gdbus')
        self.seek('new program', 'Texts a Day of a New Program')
        app.reach('gdbus', part=True)
        app.key('Return')
        choose(app, 'May Send', 'So many texts a day', 1)
        app.find('spin button', 'Texts a Day')
        self.camera.take('programs')
        wait_for(lambda: self.known()['per_day'] == 10, why=f'no number is allowed: {self.known()}')
        choose(app, 'May Send', 'Nothing', 2)
        app.shows(re.compile('Blocked'))
        wait_for(lambda: self.known()['state'] == 'blocked', why=f'it is not blocked: {self.known()}')
        app.take_keyboard()
        app.reach('Forget', role='push button', part=True)
        app.key('Return')
        app.shows('No program has asked for a text yet')
        assert tidings('programs', '--json').json() == []

    def known(self):
        program, = tidings('programs', '--json').json()
        return program

    def key(self):
        """a wrong token is refused in its place, and changes nothing"""
        app = self.app
        self.seek('token', 'Replace Token or API Key…')
        app.reach('Replace Token or API Key…', part=True)
        app.key('Return')
        dialog = app.window('Replace Token or API Key')
        app.take_keyboard(dialog)
        app.type('f' * 32)
        app.key('Return')
        dialog.shows('Twilio refused the sign-in')
        self.camera.take('key-refused')
        app.take_keyboard(dialog)
        app.key('Escape')
        app.gone('Replace Token or API Key')
        assert tidings('status', '--json').json()['account']['state'] == 'active'

    def replaced(self):
        """another account takes the place of this one; before, it is said what becomes of what waits and is scheduled"""
        app = self.app
        self.seek('replace', 'Replace Account…')
        app.reach('Replace Account…', part=True)
        app.key('Return')
        app.shows(re.compile('1 text that Twilio keeps for later is called back and planned anew'))
        app.shows(re.compile('Until the other account is connected, everything stays as it is'))
        self.camera.take('replace')
        app.take_keyboard()
        app.reach('Connect Another…')
        app.key('Return')

        dialog = app.window('Connect')
        app.take_keyboard(dialog)
        app.type(OTHER_SID)
        app.key('Return')
        app.type(Simulator.TOKEN)
        app.key('Return')
        app.shows('Account Found')
        self.camera.take('found')
        # Checked, and still nothing has changed.
        assert tidings('status', '--json').json()['account']['sid'] == Simulator.SID
        app.take_keyboard(dialog)
        until(lambda: app.focus() and app.focus().label == 'Next', lambda: f'{app.focus()} has the focus')
        app.key('Return')
        dialog = app.window('Sender')
        app.take_keyboard(dialog)
        app.reach('Messaging service', part=True)
        app.key('space')
        # The field comes after the choices; that it has the keyboard, an entry row of GTK 4.8 does not tell.
        app.reach('Another number or name', part=True)
        app.key('Tab')
        app.type(SERVICE)
        until(lambda: app.find('text', 'Messaging service SID').text == SERVICE, 'the service does not come after the choice')
        app.reach('Connect')
        app.key('Return')
        app.window('Ready')

    def handled(self):
        """what was scheduled is with the new account alone, and people, limits and reminders are there"""
        app = self.app
        wait_for(lambda: [t for t in self.one.get('/texts') if 'Dentist' in t['body'] and t['status'] == 'canceled'],
                 why='the old account still sends the reminder')
        wait_for(lambda: [t for t in self.other.get('/texts') if 'Dentist' in t['body'] and t['status'] == 'scheduled'],
                 why='the new account does not keep the reminder')
        app.take_keyboard()
        app.reach('Done')
        app.key('Return')
        app.gone('Ready')
        app.take_keyboard(app.window('Tidings'))
        app.key('alt+2')
        app.shows('Ann')
        app.shows(re.compile('Confirmed'))
        dialog = self.open()
        dialog.shows(re.compile('…00b1'))
        self.camera.take('account-replaced')

    def limits(self):
        """a limit below what was sent says so"""
        app = self.app
        tidings('limits', 'set', 'cap-day', '1')
        self.seek('texts a day', 'Texts a day')
        app.shows(re.compile(r'Already reached today: \d+ text'))

    def deleted(self):
        """everything is deleted after a word was typed, and the first start comes again"""
        app = self.app
        dialog = app.window('Preferences')
        app.take_keyboard(dialog)
        self.seek('hide', 'Hide Texts')
        app.reach('Delete All Data…')
        self.camera.take('privacy')
        app.take_keyboard(app.window('Preferences'))
        app.reach('Delete All Data…')
        app.key('Return')
        dialog = app.window('Delete All Data')
        app.take_keyboard(dialog)
        button = dialog.find('push button', 'Delete All')
        app.type('delet')
        assert not button.has('sensitive'), 'a part of the word is enough'
        app.key('Return')
        assert tidings('people', 'list', '--json').json(), 'Return has deleted everything'
        self.camera.take('delete')
        app.take_keyboard(dialog)
        # Return has left the keyboard in the field, with what was typed selected.
        app.type('delete')
        app.key('Return')
        until(lambda: app.focus() and app.focus().label == 'Delete All', lambda: f'{app.focus()} has the focus')
        app.key('Return')
        app.window('Welcome')
        app.gone('Preferences')
        self.camera.take('first-start')
        assert tidings('people', 'list', '--json').json() == []
        wait_for(lambda: not [t for t in self.other.get('/texts') if 'Dentist' in t['body'] and t['status'] == 'scheduled'],
                 why='the reminder still arrives')
        app.take_keyboard()
        app.key('Escape')
        app.gone('Welcome')
        app.take_keyboard(app.window('Tidings'))
        app.key('alt+2')
        app.shows('No One Yet')


PARTS = ('search', 'login', 'programs', 'key', 'replaced', 'handled', 'limits', 'deleted')


def connect():
    """The first account keeps a reminder of Ann’s for tomorrow."""
    one, other = open_accounts()
    tidings('account', 'set', '--sid', Simulator.SID, '--service', SERVICE, stdin=Simulator.TOKEN + '\n')
    tidings('people', 'add', 'Ann', journey.NUMBER, '--country', 'DE')
    tidings('verify', 'Ann')
    code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(text['body'] for text in one.inbox())) or [None])[-1])
    tidings('verify', 'Ann', code)
    tidings('send', 'Ann', 'hello', '--wait')
    tidings('remind', 'Ann', 'tomorrow 9:00', 'Dentist', '--before', '1h')
    wait_for(lambda: messages(state='scheduled'), why='no text is scheduled')
    drive.run('gsettings', 'set', 'org.tidings.Tidings', 'set-up', 'true')

    return one, other


def main(arguments):
    directories = [argument for argument in arguments if not argument.startswith('-')]
    directory = os.path.abspath(directories[0] if directories else
                                os.path.join(os.environ['TIDINGS_BUILD'], 'pictures-preferences'))
    prepare(directory)
    walk = PreferencesWalk(Camera(None, directory, '--quick' in arguments), *connect())
    status = drive.tap([walk.step(getattr(walk, part)) for part in PARTS])
    print(f'# Pictures: {directory}', flush=True)

    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
