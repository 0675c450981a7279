#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends whose answer was lost: found at Twilio, never repeated blindly, and asked about when nobody can know."""
import os
import re
import sqlite3
import subprocess
import time

from account_at import confirm, connect, get, send, settled, steps, texts
from journey import E164, Simulator, kill_agent, main, messages, tidings, wait_for

BEN = '+4915123456780'
simulator = Simulator()


def store():
    return os.path.join(os.environ['XDG_DATA_HOME'], 'tidings', 'tidings.db')


def lose(fault, **more):
    simulator.post('/faults', Method='POST', Fault=fault, Times='1', Path='/Messages.json', **more)


def long_ago(id_):
    """Makes a lost request one of ten minutes ago, as after a night; the looks that it had are over."""
    kill_agent()
    with sqlite3.connect(store(), timeout=30) as db:
        db.execute('UPDATE message SET sending_at = sending_at - 600000, created_at = created_at - 600000, '
                   'server_at = CASE server_at WHEN 0 THEN 0 ELSE server_at - 600000 END WHERE id = ?', (id_,))
    tidings('status')


def set_up():
    connect(simulator)
    confirm(simulator, 'Ann', E164)
    confirm(simulator, 'Ben', BEN)


def found_again():
    faults = (('drop-reply', {}), ('server-error', {'Amount': '1'}), ('html', {}), ('truncated', {}), ('empty', {}),
              ('cut-body', {}), ('nonsense', {}))
    ids = []
    for n, (fault, more) in enumerate(faults):
        lose(fault, **more)
        ids.append(send('Ann' if n % 2 else 'Ben', f'found {fault}')['id'])
    assert all(m['state'] == 'delivered' for m in settled(ids))
    for id_, (fault, _) in zip(ids, faults):
        assert len(texts(simulator, f'found {fault}')) == 1, fault
        assert {'in-doubt', 'found'} <= set(steps(id_)) or fault == 'html', (fault, steps(id_))


def clock_an_hour_off():
    for skew in ('3600', '-3600'):
        simulator.post('/clock', Skew=skew)
        kill_agent()                    # the first request of a process knows nothing of Twilio's clock
        lose('drop-reply')
        first = send('Ann', f'first at {skew}')['id']
        assert settled([first])[0]['state'] == 'delivered'
        lose('server-error', Amount='1')
        later = send('Ann', f'later at {skew}')['id']
        assert settled([later])[0]['state'] == 'delivered'
        assert len(texts(simulator, f'first at {skew}')) == len(texts(simulator, f'later at {skew}')) == 1
    simulator.post('/clock', Skew='0')
    kill_agent()


def trial_and_smart_encoding():
    # What comes back is not what was sent.
    simulator.post('/account', Kind='Trial')
    simulator.post('/caller-ids', Number=E164, Name='Ann')
    lose('drop-reply')
    id_ = send('Ann', 'Café “blue” – 5…')['id']
    assert settled([id_])[0]['state'] == 'delivered'
    assert len(texts(simulator, 'Caf')) == 1
    simulator.post('/account', Kind='Full')


def equal_texts_and_kill():
    for delay_ms in (0, 30, 80, 130, 200, 400):
        words = f'equal after {delay_ms}'
        simulator.post('/faults', Method='POST', Fault='latency', Amount='150', Times='0', Path='/Messages.json')
        sending = [subprocess.Popen(['tidings', 'send', 'Ann', words, '--json'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                    text=True) for _ in range(3)]
        time.sleep(delay_ms / 1000)                 # the moment itself is what is tried
        kill_agent()
        for process in sending:
            process.wait(60)
        simulator.post('/faults', Fault='none')
        tidings('status')
        rows = [m for m in messages() if m['body'].startswith(words)]
        if not rows:
            assert texts(simulator, words) == []
            continue
        wait_for(lambda: all(m['state'] in ('delivered', 'in-doubt', 'queued') for m in messages() if m['body'].startswith(words)))
        # What is in doubt may still be found; what arrived is nobody's twice.
        there = wait_for(lambda: (lambda n: n if len([m for m in messages() if m['body'].startswith(words) and
                                                      m['state'] == 'delivered']) == n else None)
                         (len(texts(simulator, words))) or not texts(simulator, words), 60, 'what arrived is not known')
        mine = [m['sid'] for m in messages() if m['body'].startswith(words) and m['sid']]
        assert len(mine) == len(set(mine)) == len(texts(simulator, words)), (delay_ms, there, rows)
        for m in messages():
            if m['body'].startswith(words) and m['state'] == 'in-doubt':
                long_ago(m['id'])
                settled([m['id']], states=('in-doubt', 'delivered'))
                wait_for(lambda: tidings('cancel', str(m['id']), status=None).status == 0, 30, 'it is still looked for')
        settled([m['id'] for m in messages() if m['body'].startswith(words)])
        assert len(texts(simulator, words)) <= 3, delay_ms


def nobody_knows():
    lose('drop-request')
    again = send('Ann', 'again please')['id']
    wait_for(lambda: get(again)['state'] == 'in-doubt', 30, 'it is not in doubt')
    # As long as Twilio is asked, neither answer is taken.
    assert 'in a few minutes' in tidings('cancel', str(again), status=None).err
    assert tidings('retry', str(again), status=None).status != 0
    long_ago(again)
    wait_for(lambda: 'gave-up' in steps(again), 30, 'nobody gives up')
    shown = tidings('log', str(again)).out
    assert f'tidings retry {again}' in shown and f'tidings cancel {again}' in shown, shown
    assert texts(simulator, 'again please') == []

    # Asked once more, it is still not there, and nobody is told twice.
    tidings('log', str(again), '--refresh')
    assert get(again)['state'] == 'in-doubt' and steps(again).count('gave-up') == 1

    new, = tidings('retry', str(again), '--wait', '--json').json()
    assert new['id'] != again and new['state'] == 'delivered', new
    assert get(again)['state'] == 'failed' and get(again)['reason'] == 'lost-answer'
    assert len(texts(simulator, 'again please')) == 1
    assert 'sent-again' in steps(new['id'])

    lose('drop-request')
    leave = send('Ben', 'never mind')['id']
    wait_for(lambda: get(leave)['state'] == 'in-doubt', 30, 'it is not in doubt')
    long_ago(leave)
    wait_for(lambda: 'gave-up' in steps(leave), 30, 'nobody gives up')
    used = tidings('status', '--json').json()['quota']['day']['used']
    assert 'counts as sent' in tidings('cancel', str(leave)).out
    assert get(leave)['state'] == 'failed' and 'left' in steps(leave)
    assert tidings('status', '--json').json()['quota']['day']['used'] == used
    assert texts(simulator, 'never mind') == []


def nothing_new_before():
    lose('drop-reply')
    lost = send('Ann', 'the first')['id']
    wait_for(lambda: get(lost)['state'] != 'queued', 30, 'it does not leave')
    following = send('Ann', 'the second')['id']
    settled([lost, following])
    first, = texts(simulator, 'the first')
    second, = texts(simulator, 'the second')
    assert 'found' in steps(lost), steps(lost)
    found = [s['at'] for s in get(lost)['story'] if s['what'] == 'found'][0]
    left = [s['at'] for s in get(following)['story'] if s['what'] == 'sending'][0]
    assert left >= found, (left, found)
    assert re.match('SM', first['sid']) and first['sid'] != second['sid']


main([set_up, found_again, clock_an_hour_off, trial_and_smart_encoding, nothing_new_before, nobody_knows, equal_texts_and_kill])
