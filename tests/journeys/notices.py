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
    desktop.stand_in_for_window()
    desktop.press(desktop.shown[0])
    wait_for(lambda: desktop.n_activations == 1, why='a click did not ask for the window')


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


def failed():
    simulator.post('/phones', Number=BEN, Behaviour='off')
    tidings('alert', 'job_failed', 'unit=failing', '--to', 'Ben', '--wait', status=1)
    shown = await_notice('Text Not Delivered')
    message, = [m for m in messages(type='job_failed') if 'failing' in m['body']]
    assert shown['body'].startswith(message['body'].split('\n')[0][:59]) and 'switched off' in shown['body'], (shown, message)


def text_is_hidden():
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'hide-text', 'true'], check=True)
    tidings('alert', 'job_failed', 'unit=secretly', '--to', 'Ben', '--wait', status=1)
    shown = await_notice('Text Not Delivered', 2)
    assert 'secretly' not in shown['body'] and 'switched off' in shown['body'], shown
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'hide-text', 'false'], check=True)


def code_is_hidden():
    tidings('people', 'add', 'Cleo', CLEO, '--country', 'GB')
    simulator.post('/phones', Number=CLEO, Behaviour='off')
    tidings('verify', 'Cleo')
    shown = await_notice('Text Not Delivered', 3)
    assert shown['body'].startswith('Confirmation code: ') and 'switched off' in shown['body'], shown
    wrong = [shown for shown in desktop.shown if CODE.search(shown['title'] + shown['body'])]
    assert not wrong, wrong


main([all_well, said_by_ann, click, connected, failed, text_is_hidden, code_is_hidden])
