#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window with a connected account, against a Twilio in another process: the sender check, what is asked about a text
whose answer was lost for good, and the way back for somebody who texted STOP. Leaves a picture of each.

    build-aux/session --display /usr/bin/python3 tests/window/account.py [--quick] [DIRECTORY]

Pictures and arguments are those of walk.py. It speaks TAP; run by `meson test`.
"""
import contextlib
import os
import re
import sqlite3
import sys

sys.dont_write_bytecode = True
import drive
import pseudo
from drive import until
from walk import EDGE, WIDE, Camera, prepare, Walk

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'journeys'))
import journey
from journey import E164, Simulator, messages, tidings, wait_for


# The messaging service that the simulator’s account has.
SERVICE = 'MG00000000000000000000000000000005'


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


    def in_doubt(self):
        """a text whose answer was lost for good asks, and either answer ends the question"""
        app = self.app
        self.go('Activity')
        app.find('list item', 'lost-one', part=True).press()
        app.shows('It may have arrived. Twilio has no answer yet')
        self.camera.take('in-doubt')
        app.find('push button', 'Send Again…').press()
        until(lambda: app.top().has('modal'), 'nothing asks before it goes twice')
        app.shows('If it has, it will be there twice')
        self.camera.take('in-doubt-again')
        app.find('push button', 'Cancel').press()
        until(lambda: not app.top().has('modal'), 'the question stays')
        if messages(state='queued') or len(messages(type='message')) != 3:
            raise drive.Unexpected('it was sent again although that was canceled')

        app.find('push button', 'Leave It').press()
        app.shows('Left as it is')
        until(lambda: not app.maybe('push button', 'Leave It'), 'it still asks')
        self.back()
        app.find('list item', 'lost-two', part=True).press()
        app.find('push button', 'Send Again…').press()
        until(lambda: app.top().has('modal'), 'nothing asks before it goes twice')
        app.find('push button', 'Send Again').press()
        until(lambda: len([text for text in self.simulator.inbox() if 'lost-two' in text['body']]) == 2, 'it was not sent again')
        self.back()

        # Twilio has had it all the while.
        app.find('list item', 'lost-three', part=True).press()
        app.find('push button', 'More').press()
        app.find('menu item', 'Ask Twilio Now').press()
        # Else it soon stands over a button that has a tooltip, which is a window too.
        drive.run('xdotool', 'mousemove', 1279, 1023)
        app.shows('Twilio has answered')
        app.shows('Delivered')
        self.back()

    def ahead(self):
        """a reminder that Twilio keeps says that it arrives with the computer off"""
        app = self.app
        tidings('account', 'set', '--sid', Simulator.SID, '--service', SERVICE, stdin=Simulator.TOKEN + '\n')
        tidings('remind', 'Ann', 'tomorrow 9:00', 'Dentist', '--before', '1h')
        self.go('Reminders')
        app.find('list item', 'Arrives even if this computer is off', part=True)
        self.camera.take('reminders-ahead')
        wait_for(lambda: messages(state='scheduled'), why='no text is scheduled')
        self.go('Activity')
        app.find('list item', 'Scheduled for', part=True).press()
        app.shows('Arrives even if this computer is off')
        self.camera.take('scheduled')
        self.back()
        tidings('account', 'set', '--sid', Simulator.SID, '--from', Simulator.SENDER, stdin=Simulator.TOKEN + '\n')

    def replies(self):
        """an answer stands beside the text it answers, and at the person who gave it"""
        app = self.app
        pseudo.data.add('On my way')
        self.simulator.post('/replies', From=E164, To=Simulator.SENDER, Body='On my way')
        # An agent that starts looks at once.
        journey.kill_agent()
        tidings('status')
        self.go('People')
        app.find('list item', 'Ann', part=True).press()
        app.shows('On my way')
        self.camera.take('person')

    def way_back(self):
        """after STOP the page shows a code that opens a ready START"""
        app = self.app
        self.simulator.post('/replies', From=E164, To=Simulator.SENDER, Body='STOP')
        main = app.window('Tidings')
        # After an answer the next look is never far.
        main.shows(re.compile('Ann texted STOP'), timeout=2 * drive.PATIENCE)
        code = main.find(None, 'QR code that opens a text with START to', part=True)
        if code.place[2] < 100 or '+1 500 555 0006' not in code.name:
            raise drive.Unexpected(f'the code is {code.place[2]} pixels wide and says “{code.name}”')
        main.shows(re.compile(r'texts START to .*\+1 500 555 0006'))
        self.camera.take('way-back')
        self.back()

    def twilio_preferences(self):
        """what Twilio can do is offered in Preferences, with what it costs or needs"""
        app = self.app
        app.take_keyboard(app.window('Tidings'))
        app.key('ctrl+comma')
        dialog = app.window('Preferences')
        dialog.shows('Needs a messaging service as sender')
        dialog.shows(re.compile('Twilio charges for each number'))
        self.camera.take('preferences-account')
        for page in ('Privacy', 'Reports'):
            dialog.find('page tab', page).press()
            dialog.shows('At Twilio' if page == 'Privacy' else 'Reports from Twilio')
            self.camera.take(f'preferences-{page.lower()}')
        app.take_keyboard(dialog)
        app.key('Escape')
        app.gone('Preferences')


PARTS = ('check', 'check_canceled', 'proof', 'in_doubt', 'ahead', 'replies', 'way_back', 'twilio_preferences')


def lose_answers():
    """Makes the store say that the answers to these texts were lost for good. By itself that takes the better part of an
    hour, after Twilio was asked again and again; tests/engine sees to it."""
    journey.kill_agent()
    path = os.path.join(os.environ['XDG_DATA_HOME'], 'tidings', 'tidings.db')
    with contextlib.closing(sqlite3.connect(path)) as store, store:
        changed = store.execute("UPDATE message SET state = 3, reason = 'lost-answer', sid = NULL, next_at = 0, n_looks = 9 "
                                "WHERE body LIKE 'lost-%'").rowcount
    if changed != 3:
        raise drive.Unexpected(f'{changed} texts were lost')


def connect():
    """The session's agents look at the simulator; Ann's number is confirmed by a code of this account."""
    simulator = Simulator()
    tidings('account', 'set', '--sid', Simulator.SID, '--from', Simulator.SENDER, stdin=Simulator.TOKEN + '\n')
    tidings('people', 'add', 'Ann', journey.NUMBER, '--country', 'DE')
    tidings('verify', 'Ann')
    code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(text['body'] for text in simulator.inbox())) or [None])[-1])
    tidings('verify', 'Ann', code)
    wait_for(lambda: messages(type='verification_code', state='delivered'), why='the code is not delivered')
    for body in ('lost-one', 'lost-two', 'lost-three'):
        tidings('send', 'Ann', body, '--wait')
    lose_answers()
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
