#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings the window into every lasting state for real: from a start while the agent does not answer and another program holds the
store, through each state that the banner tells of, to a store that was damaged. Each says what is true with its one next step,
everything can still be read, and what needs the agent waits for it. Leaves a picture of each.

    build-aux/session --display /usr/bin/python3 tests/window/states.py [--quick] [DIRECTORY]

Pictures and arguments are those of walk.py. It speaks TAP; run by `meson test`.
"""
import contextlib
import fcntl
import os
import re
import sys

sys.dont_write_bytecode = True
import drive
import survive
from drive import until
from walk import WIDE, Camera, prepare, Walk

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'journeys'))
import journey
import watch
from journey import Simulator, tidings

# Takes the agent's place without ever taking its name.
SLEEPER = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'sleeper')
MUTE = f'/bin/sh -c "echo $$ > {SLEEPER}; exec sleep 1000"'
STORE = os.path.join(os.environ['XDG_DATA_HOME'], 'tidings', 'tidings.db')


@contextlib.contextmanager
def agent_by(command):
    """The bus starts the agent by another command: what keeps it from answering, or from the network."""
    with open(survive.SERVICE, encoding='utf-8') as file:
        before = file.read()
    replace_service(re.sub(r'(?m)^Exec=(.*)$', lambda found: 'Exec=' + command.format(found.group(1)), before))
    try:
        yield
    finally:
        replace_service(before)


def replace_service(text):
    with open(survive.SERVICE, 'w', encoding='utf-8') as file:
        file.write(text)
    watch.bus('ReloadConfig')


@contextlib.contextmanager
def held_store():
    """As a program holds it that wants it for itself alone: nobody else can even look."""
    with open(STORE, 'r+b') as file:
        fcntl.lockf(file, fcntl.LOCK_EX, 512, 0x40000000)
        yield


class States(Walk):
    """Begins with Ann, whose number is confirmed, in a window that nobody helps."""

    def __init__(self, camera, hurdles):
        super().__init__(None, camera)
        self.hurdles = hurdles
        self.simulator = None

    def tells(self, words, button, picture):
        """The banner says so, with that one next step or none; and one can still read."""
        main = self.app.window('Tidings')
        main.shows(words)
        if button:
            main.find('push button', button)
        self.camera.take(picture)
        self.go('People')
        main.find('list item', 'Ann', part=True)
        self.go('Overview')

    def can_add(self):
        """Whether people can be added, which needs the agent."""
        self.go('People')
        able = self.app.find('push button', 'Add Person').has('sensitive')
        self.go('Overview')

        return able

    def refresh(self):
        self.app.take_keyboard(self.app.window('Tidings'))
        self.app.key('ctrl+r')

    def held(self):
        """the first frame waits neither for the agent nor for the store; then the page says that it is loading"""
        app = self.app
        app.resize(app.window('Tidings'), *WIDE)
        app.shows('Loading…')
        self.camera.take('loading')
        if app.read('Practice mode'):
            raise drive.Unexpected('the agent has answered')

    def let_go(self):
        """the page opens by itself as soon as it can, also without an answer of the agent"""
        self.hurdles.pop_all().close()
        self.app.find('page tab', 'People').press()
        self.app.shows('+49 1512 3456789')
        self.go('Overview')

    def gone(self):
        """without an agent everything can be read, and nothing can be changed"""
        os.rename(survive.SERVICE, survive.SERVICE + '.away')
        watch.bus('ReloadConfig')
        with open(SLEEPER, encoding='utf-8') as file:
            os.kill(int(file.read()), 15)
        survive.kill_agent_that_stays_away()
        self.refresh()
        self.tells('Sending service is not running', 'Start Again', 'gone')
        if self.can_add():
            raise drive.Unexpected('a person could be added')
        os.rename(survive.SERVICE + '.away', survive.SERVICE)
        watch.bus('ReloadConfig')
        self.app.find('push button', 'Start Again').press()

    def practice(self):
        """practice mode is said as long as it lasts"""
        self.tells('Practice mode – no texts leave this computer', 'Connect…', 'practice')
        until(self.can_add, 'a person cannot be added')

    def small(self):
        """half of a small screen, a phone and the least size bear every page, and nothing complains"""
        app = self.app
        for size in ((512, 600), (360, 640), (360, 294), WIDE):
            took = app.resize(app.window('Tidings'), *size)
            if took != size:
                raise drive.Unexpected(f'the window takes {took} instead of {size}')
            for title in ('People', 'Alerts', 'Reminders', 'Activity', 'Overview'):
                app.find('page tab', title).press()
            if app.complaints():
                raise drive.Unexpected(f'at {size}: {app.complaints()}')

    def paused(self):
        """a pause is said with its end, and ends by itself at that moment"""
        tidings('pause', '--for', '2h')
        self.tells('Sending paused until ', 'Resume', 'paused')
        self.app.find('push button', 'Resume').press()
        self.app.shows('Practice mode')

    def limit(self):
        """a limit that is reached is said, with the way to change it"""
        tidings('limits', 'set', 'cap-day', '1')
        self.tells('Daily limit reached – security alerts only', 'Change Limits…', 'limit')
        self.app.find('push button', 'Change Limits…').press()
        self.app.take_keyboard(self.app.window('Preferences'))
        self.app.key('Escape')
        self.app.gone('Preferences')
        tidings('limits', 'set', 'cap-day', '50')
        self.app.shows('Practice mode')

    def connected(self):
        """with an account there is nothing to tell"""
        survive.kill_agent()
        self.simulator = Simulator()
        tidings('account', 'set', '--sid', Simulator.SID, '--from', Simulator.SENDER, stdin=Simulator.TOKEN + '\n')
        self.app.hides('Practice mode')
        # A number is confirmed to the account that texts it.
        tidings('verify', 'Ann')
        code = journey.wait_for(lambda: re.findall(r'\b\d{6}\b', ' '.join(text['body'] for text in self.simulator.inbox())))
        tidings('verify', 'Ann', code[-1])

    def suspended(self):
        """a suspended account"""
        self.simulator.post('/account', State='suspended')
        tidings('account', 'check', status=None)
        self.tells('Twilio has suspended this account – nothing can be sent', 'Open Twilio', 'suspended')
        self.simulator.post('/account', State='active')
        tidings('account', 'check', status=None)
        self.app.hides('Twilio has suspended')

    def used_up(self):
        """a balance that is used up"""
        self.simulator.post('/account', Balance='0')
        self.refresh()
        self.tells('Twilio balance used up – nothing can be sent', 'Open Twilio', 'used-up')
        self.simulator.post('/account', Balance='20')
        self.refresh()
        self.app.hides('Twilio balance used up')

    def refused(self):
        """a refused sign-in leads to the account"""
        self.simulator.post('/faults', Fault='html', Status='401', Path='/Messages.json', Method='POST', Times='1')
        tidings('send', 'Ann', 'refused')
        self.tells('Twilio refused the sign-in', 'Check Account…', 'refused')
        tidings('account', 'check', status=None)
        self.app.hides('Twilio refused the sign-in')

    def offline(self):
        """without a network texts wait, and their number is said"""
        assert watch.end_agent()
        # Root needs no namespace of users for it, which there may be none of, as in a chroot.
        mapping = '' if os.geteuid() == 0 else '--map-current-user '
        with agent_by(f'/usr/bin/unshare {mapping}--net {{}}'):
            self.refresh()
            self.app.shows('Offline – texts will go out later')
            tidings('send', 'Ann', 'later')
            self.tells('Offline – 1 text will go out later', None, 'offline')
            assert watch.end_agent()
        self.refresh()
        self.app.hides('Offline')

    def locked(self):
        """a locked keyring"""
        survive.kill_agent()
        survive.lock_keyring()
        tidings('status')
        self.tells('Keyring locked – sending is paused', 'Unlock…', 'locked')

    def damaged(self):
        """a damaged store is put aside, and where it is gets said"""
        assert watch.end_agent()
        for ending in ('-wal', '-shm'):
            with contextlib.suppress(FileNotFoundError):
                os.remove(STORE + ending)
        with open(STORE, 'r+b') as file:
            file.write(b'This is no store any more. ' * 40)
        self.refresh()
        self.app.shows('The store was damaged. It was put aside as')
        self.camera.take('damaged')


PARTS = ('held', 'let_go', 'gone', 'practice', 'small', 'paused', 'limit', 'connected', 'suspended', 'used_up', 'refused',
         'offline', 'locked', 'damaged')


def main(arguments):
    directories = [argument for argument in arguments if not argument.startswith('-')]
    directory = os.path.abspath(directories[0] if directories else os.path.join(os.environ['TIDINGS_BUILD'], 'pictures-states'))
    prepare(directory)
    survive.prepare()
    assert watch.end_agent()
    with contextlib.ExitStack() as hurdles:
        hurdles.enter_context(agent_by(MUTE))
        hurdles.enter_context(held_store())
        states = States(Camera(None, directory, '--quick' in arguments), hurdles)
        status = drive.tap([states.step(getattr(states, part)) for part in PARTS])
    print(f'# Pictures: {directory}', flush=True)

    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
