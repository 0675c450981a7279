#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop is told without being asked: failures with their reason, replies, STOP and START; and never a code."""
import re
import subprocess

from journey import Simulator, add_confirmed, desktop, kill_agent, main, messages, tidings, wait_for

BEN = '+447400123456'
CLEO = '+447400654321'
CODE = re.compile(r'\d{4}')


def notices(title):
    return [shown for shown in desktop.shown if shown['title'] == title]


def await_notice(title, n=1):
    """The n-th notification with this title."""
    return wait_for(lambda: notices(title)[n - 1:], why=f'“{title}” was not shown; shown was {desktop.shown}')[0]


def all_well():
    add_confirmed()
    tidings('types', 'on', 'job_failed', '--for', 'Ann')
    tidings('alert', 'job_failed', 'unit=backup', '--wait')
    assert desktop.shown == [], desktop.shown


def said_by_ann():
    tidings('practice', 'reply', 'Ann', 'on my way')
    assert await_notice('Ann Answered')['body'] == 'on my way'
    tidings('practice', 'reply', 'Ann', 'STOP')
    assert 'Ann' in await_notice('Someone Opted Out')['body']
    tidings('practice', 'reply', 'Ann', 'START')
    assert 'Ann' in await_notice('Someone Opted In')['body']
    assert len(desktop.shown) == 3, desktop.shown


def click():
    """A click on what a person said leads to that person."""
    desktop.stand_in_for_window()
    desktop.press(notices('Ann Answered')[0])
    wait_for(lambda: desktop.activated == [('show-person', 1)], why=f'a click did not ask for the window, but for {desktop.activated}')


def connected():
    global simulator
    assert kill_agent()
    simulator = Simulator()
    tidings('account', 'set', '--sid', Simulator.SID, '--from', Simulator.SENDER, stdin=Simulator.TOKEN + '\n')
    tidings('people', 'add', 'Ben', BEN, '--country', 'GB')
    tidings('verify', 'Ben')
    text = wait_for(lambda: [t['body'] for t in simulator.inbox() if t['to'] == BEN])[0]
    tidings('verify', 'Ben', re.search(r'\b\d{6}\b', text).group())
    tidings('types', 'on', 'job_failed', '--for', 'Ben')
    # So many texts are on purpose.
    for key in ('rate-hour', 'burst'):
        subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', key, '0'], check=True)


def fail(unit):
    """Ben's phone is off. Gives the message."""
    tidings('alert', 'job_failed', f'unit={unit}', '--to', 'Ben', '--wait', status=1)
    message, = [m for m in messages(type='job_failed') if unit in m['body']]

    return message


def failed():
    simulator.post('/phones', Number=BEN, Behaviour='off')
    message = fail('failing')
    shown = await_notice('Text Not Delivered')
    assert shown['body'].startswith(message['body'].split('\n')[0][:59]) and 'switched off' in shown['body'], (shown, message)
    assert ', to Ben:' in shown['body'] and 'Try Again' in shown['buttons'], shown
    # What is not true any more is taken away.
    tidings('retry', str(message['id']))
    wait_for(lambda: shown['id'] in desktop.withdrawn, why='the notification stays')
    await_notice('2 Texts Not Delivered')       # it did not arrive this time either


def summed_up():
    """More failures within a minute are one notification that counts."""
    fail('third')
    several = await_notice('3 Texts Not Delivered')
    assert 'third' in several['body'] and 'Try Again' not in several['buttons'], several
    desktop.press(several)
    wait_for(lambda: ('show-page', 'activity') in desktop.activated, why=f'a click asked for {desktop.activated}')


def tried_again():
    """The button sends it once more, and a click shows it."""
    kill_agent()                    # the next one begins to count anew
    fail('again')
    simulator.post('/phones', Number=BEN, Behaviour='normal')
    desktop.press(await_notice('Text Not Delivered', 2), 'Try Again')
    wait_for(lambda: [m for m in messages(type='job_failed', state='delivered') if 'again' in m['body']], why='it was not sent again')
    simulator.post('/phones', Number=BEN, Behaviour='off')
    kill_agent()
    message = fail('clicked')
    desktop.press(await_notice('Text Not Delivered', 3))
    wait_for(lambda: ('show-message', message['id']) in desktop.activated, why=f'a click asked for {desktop.activated}')


def text_is_hidden():
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'hide-text', 'true'], check=True)
    fail('secretly')
    shown = await_notice('2 Texts Not Delivered')
    assert 'secretly' not in shown['body'] and 'switched off' in shown['body'], shown
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'hide-text', 'false'], check=True)


def locked():
    """While the screen is locked nobody reads what a text says, unless that is wanted."""
    desktop.lock(True)
    fail('privately')
    shown = await_notice('3 Texts Not Delivered', 2)
    assert 'privately' not in shown['body'] and 'Job failed' in shown['body'], shown
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'lock-screen-texts', 'true'], check=True)
    fail('openly')
    assert 'openly' in await_notice('4 Texts Not Delivered')['body'], desktop.shown
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'lock-screen-texts', 'false'], check=True)
    desktop.lock(False)
    fail('athome')
    assert 'athome' in await_notice('5 Texts Not Delivered')['body'], desktop.shown


def code_is_hidden():
    tidings('people', 'add', 'Cleo', CLEO, '--country', 'GB')
    simulator.post('/phones', Number=CLEO, Behaviour='off')
    tidings('verify', 'Cleo')
    shown = await_notice('6 Texts Not Delivered')
    assert 'Confirmation code' in shown['body'] and 'switched off' in shown['body'], shown
    wrong = [shown for shown in desktop.shown if CODE.search(shown['title'] + shown['body'])]
    assert not wrong, wrong


def not_wanted():
    """What somebody does not want to hear of is not shown."""
    before = len(desktop.shown)
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'notify-failures', 'false'], check=True)
    fail('quietly')
    # Another notification comes after where one would have come before.
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'notify-failures', 'true'], check=True)
    fail('loudly')
    assert 'loudly' in await_notice('7 Texts Not Delivered')['body'], desktop.shown
    assert len(desktop.shown) == before + 1, desktop.shown[before:]


main([all_well, said_by_ann, click, connected, failed, summed_up, tried_again, text_is_hidden, locked, code_is_hidden, not_wanted])
