#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts followed to their end without a public address: whatever Twilio says, in whatever order, and what it is asked."""
from account_at import confirm, connect, forget_requests, get, requests, send, settled, steps, texts
from journey import E164, Simulator, kill_agent, main, tidings, wait_for

simulator = Simulator()


def will_be(statuses, **more):
    simulator.post('/statuses', To=E164, Times='1', Statuses=statuses, **more)


def set_up():
    connect(simulator)
    confirm(simulator, 'Ann', E164)


def every_order():
    cases = (('sent,queued,delivered', 'delivered', 'the rank never falls'),
             ('sent,sent,sent,delivered', 'delivered', 'repeated'),
             ('teleported,delivered', 'delivered', 'a word of the future'),
             ('queued,sending,sent,delivered', 'delivered', 'one after the other'),
             ('delivered', 'delivered', 'all at once'),
             ('undelivered:30003', 'undelivered', 'the phone is off'),
             ('sent,undelivered:30005', 'undelivered', 'the number does not exist'),
             ('failed:30007', 'failed', 'never left'),
             ('canceled', 'canceled', 'canceled at Twilio'))
    ids = []
    for statuses, _, why in cases:
        will_be(statuses)
        ids.append(send('Ann', why)['id'])
    settled(ids)
    for id_, (statuses, state, why) in zip(ids, cases):
        message = get(id_)
        assert message['state'] == state, (why, message)
        told = [s for s in steps(id_) if s in ('sent', 'delivered', 'undelivered', 'failed', 'canceled')]
        assert told == sorted(set(told), key=told.index), (why, told)
        assert told[-1] == state, (why, told)


def failures_in_words():
    will_be('undelivered:30005')
    failed = tidings('send', 'Ann', 'nobody there', '--wait', status=1)
    assert 'number' in failed.err + failed.out, failed
    will_be('failed:39999')
    id_ = send('Ann', 'a code of the future')['id']
    settled([id_])
    shown = tidings('log', str(id_)).out
    assert '39999' in shown and 'https://www.twilio.com/docs/errors/39999' in shown, shown
    assert get(id_)['error_code'] == 39999


def price_that_comes_late():
    will_be('delivered', PriceAfter='7000')
    id_ = send('Ann', 'late price')['id']
    settled([id_])
    # The look of its own is after five minutes; whoever wants to know sooner asks.
    before = get(id_)
    paid = wait_for(lambda: (lambda m: m if 'price' in [s['what'] for s in m['story']] else None)
                    (tidings('log', str(id_), '--refresh', '--json').json()), 60, 'no price came')
    assert 'price' not in [s['what'] for s in before['story']], before
    assert paid['price'] and paid['currency'] == 'USD' and paid['segments'] == 1, paid


def asked_now():
    will_be('sent@0,delivered@4000')
    id_ = send('Ann', 'asked')['id']
    wait_for(lambda: get(id_)['sid'], 20, 'it was not accepted')
    forget_requests(simulator)
    tidings('log', str(id_), '--refresh')
    assert requests(simulator, 'GET', '/Messages/'), 'nothing was asked'
    settled([id_])
    # Not of what Twilio cannot have, nor of what is not there, nor of everything.
    tidings('log', '4711', '--refresh', status=None)
    tidings('log', '--refresh', status=2)
    simulator.post('/faults', Method='GET', Fault='server-error', Times='1')
    tidings('log', str(id_), '--refresh', status=1)
    tidings('log', str(id_), '--refresh')


def spoiled_answers():
    faults = ('too-many', 'server-error', 'drop-reply', 'html', 'truncated', 'empty', 'cut-body', 'unknown-enum')
    ids = []
    for fault in faults:
        will_be('delivered')
        simulator.post('/faults', Method='GET', Fault=fault, Times='2', Path='/Messages')
        ids.append(send('Ann', f'spoiled by {fault}')['id'])
        settled(ids[-1:])
        simulator.post('/faults', Fault='none')
    assert all(m['state'] == 'delivered' for m in settled(ids))
    assert len(texts(simulator, 'spoiled by')) == len(faults)


def many_in_one_question():
    simulator.post('/statuses', To=E164, Times='0', Statuses='sent@0,delivered@14000')
    forget_requests(simulator)
    ids = [send('Ann', f'many {n}')['id'] for n in range(30)]
    simulator.post('/faults', Method='GET', Fault='shifted-page', Amount='3', Times='0', Path='/Messages.json')
    assert all(m['state'] == 'delivered' for m in settled(ids))
    simulator.post('/faults', Fault='none')
    lists, fetches = requests(simulator, 'GET', '/Messages.json'), requests(simulator, 'GET', '/Messages/')
    # Alone each would be asked about at 2, 5, 10 and 30 seconds.
    assert lists and len(fetches) < 30, (len(lists), len(fetches))
    assert len(lists) < 30, (len(lists), len(fetches))
    # By sender and by day, in pages, and nothing else.
    wanted = {'From', 'DateSent>', 'PageSize'}
    assert any(wanted <= set(r['parameters']) for r in lists), lists[:3]
    assert len(texts(simulator, 'many ')) == 30


def followed_across_a_crash():
    simulator.post('/statuses', To=E164, Times='0', Statuses='sent@0,delivered@3000')
    ids = [send('Ann', f'crash {n}')['id'] for n in range(8)]
    kill_agent()
    tidings('status')
    assert all(m['state'] == 'delivered' for m in settled(ids))
    assert len(texts(simulator, 'crash ')) == 8


main([set_up, every_order, failures_in_words, price_that_comes_late, asked_now, spoiled_answers, many_in_one_question,
      followed_across_a_crash])
