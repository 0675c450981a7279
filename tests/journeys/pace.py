#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast Twilio is asked: never more than four at once, less when it says that it is too much, and as it asks to wait."""
from datetime import datetime

from account_at import confirm, connect, forget_requests, get, requests, send, settled, texts
from journey import E164, Simulator, main, tidings, wait_for

PEOPLE = {'Ann': E164, 'Ben': '+4915123456780', 'Cleo': '+4915123456781'}
simulator = Simulator()


def set_up():
    connect(simulator)
    for name, number in PEOPLE.items():
        confirm(simulator, name, number)


def posts():
    return sorted(requests(simulator, 'POST', '/Messages.json'), key=lambda r: r['at'])


def seconds(request):
    return datetime.fromisoformat(request['at'].replace('Z', '+00:00')).timestamp()


def burst(words, n):
    ids = []
    for i in range(n):
        ids += [m['id'] for m in tidings('send', ','.join(PEOPLE), f'{words} {i}.', '--json').json()]
    return ids


def all_once(words, ids):
    assert all(m['state'] == 'delivered' for m in settled(ids)), words
    bodies = [(t['to'], t['sent_body']) for t in texts(simulator, words)]
    assert len(bodies) == len(set(bodies)) == len(ids), (words, len(bodies), len(ids))


def four_at_once():
    simulator.post('/faults', Fault='latency', Amount='900', Times='0')
    forget_requests(simulator)
    ids = burst('crowd', 6)
    all_once('crowd', ids)
    peak = simulator.get('/requests')['peak']
    simulator.post('/faults', Fault='none')
    assert 2 <= peak <= 4, peak


def one_text_at_a_time():
    # Ten parts a second from a number: no second has more, however long nothing has left.
    forget_requests(simulator)
    ids = burst('paced', 8)
    all_once('paced', ids)
    at = [seconds(r) for r in posts()]
    assert len(at) == len(ids)
    assert max(sum(1 for b in at if a <= b < a + 1) for a in at) <= 11, at


def told_to_wait():
    forget_requests(simulator)
    simulator.post('/faults', Method='POST', Fault='too-many', Amount='3', Times='1', Path='/Messages.json')
    ids = burst('waits', 2)
    all_once('waits', ids)
    refused = [r for r in requests(simulator) if r['status'] == 429]
    assert len(refused) == 1, refused
    since = seconds(refused[0])
    # Neither texts nor questions; what was on its way already may still have come.
    early = [r for r in requests(simulator, None, '/Messages') if since + 0.5 < seconds(r) < since + 2.9]
    assert early == [], early


def storm():
    forget_requests(simulator)
    simulator.post('/faults', Fault='too-many', Amount='1', Times='12', Path='/Messages')
    ids = burst('storm', 4)
    all_once('storm', ids)
    refused = [r for r in requests(simulator) if r['status'] == 429]
    assert len(refused) == 12, len(refused)
    assert simulator.get('/requests')['peak'] <= 4


def an_account_that_takes_two():
    simulator.post('/account', ConcurrencyLimit='2')
    simulator.post('/faults', Fault='latency', Amount='400', Times='0')
    forget_requests(simulator)
    ids = burst('narrow', 6)
    all_once('narrow', ids)
    refused = [r for r in requests(simulator) if r['status'] == 429]
    assert len(refused) < len(ids), len(refused)
    simulator.post('/faults', Fault='none')
    simulator.post('/account', ConcurrencyLimit='0')


def full_queue():
    # The sender's queue at Twilio is full: nothing is lost, and nothing is tried at once.
    simulator.post('/phones', Number=E164, ErrorCode='21611')
    forget_requests(simulator)
    row = send('Ann', 'queue')
    wait_for(lambda: get(row['id'])['reason'] == 'busy', 30, 'it does not wait')
    assert get(row['id'])['state'] == 'queued' and get(row['id'])['until'], get(row['id'])
    assert len(posts()) == 1
    simulator.post('/phones', Number=E164, ErrorCode='0')
    tidings('retry', str(row['id']), '--wait')
    assert len(texts(simulator, 'queue')) == 1


main([set_up, four_at_once, one_text_at_a_time, told_to_wait, storm, an_account_that_takes_two, full_queue])
