#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window with a connected account, against a Twilio in another process: the sender check, what is asked about a text
whose answer was lost for good, and the way back for somebody who texted STOP. Leaves a picture of each.

    build-aux/session --display /usr/bin/python3 tests/window/account.py [--quick] [DIRECTORY]

Pictures and arguments are those of walk.py. It speaks TAP; run by `meson test`.
"""
import os
import re
import sys

sys.dont_write_bytecode = True
import drive
from drive import until
from walk import EDGE, WIDE, Camera, prepare, Walk

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'journeys'))
import journey
from journey import E164, Simulator, messages, tidings, wait_for


class AccountWalk(Walk):
    """Begins with a connected account and Ann, whose number is confirmed."""

    def __init__(self, camera, simulator):
        super().__init__(None, camera)
        self.simulator = simulator

    def check(self):
        """the check tells line by line what it finds, with a place to go for what is bad"""
        app = self.app
        app.resize(app.window('Tidings'), *WIDE)
        self.simulator.post('/countries', Country='DE', Allowed='false')
        main = app.window('Tidings')
        app.take_keyboard(main)
        app.key('ctrl+comma')
        app.window('Preferences')
        app.find('list item', 'Check Sending…', part=True).press()
        dialog = app.window('Check Sending')
        dialog.shows('1 thing needs attention')
        dialog.find('list item', 'Key · Good', part=True)
        dialog.find('list item', 'Country · Needs attention', part=True)
        dialog.find('push button', 'Open Twilio')
        # The code that confirmed the number has arrived there.
        dialog.shows('The phone of Ann last received a text from this sender')
        self.camera.take('check')
        self.simulator.post('/countries', Country='DE', Allowed='true')
        dialog.find('push button', 'Check Again').press()
        dialog.shows('Nothing stands in the way')

    def check_canceled(self):
        """a check that takes long can be stopped, and what it has learned stays"""
        dialog = self.app.window('Check Sending')
        self.simulator.post('/faults', Method='GET', Path='/Balance', Fault='latency', Amount='50000', Times='1')
        dialog.find('push button', 'Check Again').press()
        dialog.shows('Checking…')
        dialog.find('list item', 'Key', part=True)
        dialog.find('push button', 'Cancel').press()
        dialog.shows('The check was stopped')

    def proof(self):
        """a real text at the end proves that texts arrive, after its price was said"""
        app = self.app
        dialog = app.window('Check Sending')
        dialog.shows(re.compile('1 text · '))
        button = dialog.find('push button', 'Send Test Text')
        button.bring_into_view()
        n_texts = len(self.simulator.inbox())
        button.press()
        dialog.shows('Delivered')
        self.camera.take('check-proved')
        if len(self.simulator.inbox()) != n_texts + 1:
            raise drive.Unexpected('the button does not send exactly one text')
        app.take_keyboard(dialog)
        app.key('Escape')
        app.gone('Check Sending')
        app.take_keyboard(app.window('Preferences'))
        app.key('Escape')
        app.gone('Preferences')


PARTS = ('check', 'check_canceled', 'proof')


def connect():
    """The session's agents look at the simulator; Ann's number is confirmed by a code of this account."""
    simulator = Simulator()
    tidings('account', 'set', '--sid', Simulator.SID, '--from', Simulator.SENDER, stdin=Simulator.TOKEN + '\n')
    tidings('people', 'add', 'Ann', journey.NUMBER, '--country', 'DE')
    tidings('verify', 'Ann')
    code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(text['body'] for text in simulator.inbox())) or [None])[-1])
    tidings('verify', 'Ann', code)
    wait_for(lambda: messages(type='verification_code', state='delivered'), why='the code is not delivered')
    drive.run('gsettings', 'set', 'org.tidings.Tidings', 'set-up', 'true')

    return simulator


def main(arguments):
    directories = [argument for argument in arguments if not argument.startswith('-')]
    directory = os.path.abspath(directories[0] if directories else
                                os.path.join(os.environ['TIDINGS_BUILD'], 'pictures-account'))
    prepare(directory)
    walk = AccountWalk(Camera(None, directory, '--quick' in arguments), connect())
    status = drive.tap([walk.step(getattr(walk, part)) for part in PARTS])
    print(f'# Pictures: {directory}', flush=True)

    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
