#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What texts cost: known before they leave, set aside when they are counted, settled afterwards; balance and usage as Twilio counts
them; a budget that nothing passes; and the faults of all that."""
import re
import subprocess
from decimal import Decimal

from journey import E164, Simulator, add_confirmed, desktop, kill_agent, main, messages, tidings, wait_for

SID, TOKEN, SENDER = Simulator.SID, Simulator.TOKEN, Simulator.SENDER
simulator = Simulator()
LONG = 'word ' * 50     # 250 characters: two parts


def set_up(key, value):
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', key, str(value)], check=True)


def status():
    return tidings('status', '--json').json()


def budget():
    money = status()['quota']['budget']
    return Decimal(money['spent']), Decimal(money['reserved'])


def preview(text, *more):
    found, = tidings('send', 'Ann', text, '--dry-run', '--json', *more).json()
    return found


def confirm(name, number):
    tidings('people', 'add', name, number)
    tidings('verify', name)
    code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(t['body'] for t in simulator.inbox() if t['to'] == number)) or [None])[-1])
    tidings('verify', name, code)


def practice_costs_nothing_real():
    # The practice phone's own prices end with it.
    add_confirmed('Pam', '+4915100000001')
    assert status()['mode'] == 'practice'


def known_before_it_leaves():
    simulator.post('/prices', Clear='true')
    simulator.post('/prices', Country='DE', Carrier='One', Mcc='262', Mnc='01', NumberType='mobile', Price='0.0950')
    simulator.post('/prices', Country='DE', Carrier='Two', Mcc='262', Mnc='02', NumberType='mobile', Price='0.1120')
    simulator.post('/lines', Number=E164, Type='mobile', Carrier='One', Mcc='262', Mnc='01')
    tidings('account', 'set', '--sid', SID, '--from', SENDER, stdin=TOKEN + '\n')
    confirm('Ann', E164)
    one = wait_for(lambda: (lambda p: p if p['price'] else None)(preview('hello')), why='the price never came')
    assert (one['price_low'], one['price'], one['currency']) == ('0.095', '0.112', 'USD'), one
    two = preview(LONG)
    assert two['segments'] == 2 and (two['price_low'], two['price']) == ('0.19', '0.224'), two
    words = tidings('send', 'Ann', LONG, '--dry-run').out
    assert '$0.1900 to $0.2240' in words, words
    # Nothing was kept.
    assert not messages(type='message')


def the_network_makes_it_one_price():
    set_up('look-up', 'true')
    wait_for(lambda: tidings('people', 'lookup', 'Ann', '--json').json()['carrier'] == 'One')
    one = preview('hello')
    assert (one['price_low'], one['price']) == ('0.095', '0.095'), one
    assert 'about $0.0950' in tidings('send', 'Ann', 'hello', '--dry-run').out


def set_aside_then_settled():
    wait_for(lambda: budget()[1] == 0, why='the code was never settled')
    spent, _ = budget()
    # The price comes after the receipt; until then it is only set aside.
    simulator.post('/statuses', To=E164, Times='1', Statuses='delivered@1500', PriceAfter='3500')
    message, = tidings('send', 'Ann', 'reserve me', '--wait', '--json').json()
    assert message['price'] == '0.095' and message['currency'] == 'USD', message
    assert budget() == (spent, Decimal('0.095')), budget()
    wait_for(lambda: budget()[1] == 0, why='the price never came')
    settled, = messages(id=message['id'])
    assert budget()[0] == spent + Decimal(settled['price']), (budget(), settled)
    story = [s['what'] for s in tidings('log', str(message['id']), '--json').json()['story']]
    assert story.count('price') == 1, story


def days():
    """What was billed and what was not yet, over the last two days; a day may end while this runs."""
    found = tidings('costs', '--days', '2', '--json').json()
    assert len(found) == 2 and found[0]['day'] < found[1]['day'], found
    assert {day['currency'] for day in found} == {'USD'}, found
    return [sum(Decimal(day[key]) for day in found) for key in ('texts', 'billed', 'pending')]


def each_day_has_its_cost():
    texts, billed, pending = days()
    assert pending == 0 and billed == budget()[0], (texts, billed, pending, budget())
    simulator.post('/statuses', To=E164, Times='1', Statuses='delivered@500', PriceAfter='3000')
    tidings('send', 'Ann', 'count me', '--wait')
    assert days() == [texts + 1, billed, Decimal('0.095')], days()
    assert re.search(r'Total +%d +\$\d' % (texts + 1), tidings('costs').out), tidings('costs').out
    wait_for(lambda: days()[2] == 0, why='the price never came')
    assert days()[1] > billed and days()[1] == budget()[0], (days(), billed, budget())
    assert '--days' in tidings('costs', '--days', '0', status=2).err


def nothing_passes_the_budget():
    spent, _ = budget()
    # Room for one and a half: the second is stopped before it is counted, although none is settled yet.
    set_up('budget-month', spent + Decimal('0.14'))
    simulator.post('/statuses', To=E164, Times='1', Statuses='queued,sent', PriceAfter='3600000')
    tidings('send', 'Ann', 'fits')
    refused = tidings('send', 'Ann', 'does not fit', status=3)
    assert 'budget-month' in refused.err, refused
    assert preview('nor this')['reason'] == 'budget-month'
    assert Decimal(status()['quota']['budget']['reserved']) == Decimal('0.095'), status()
    set_up('budget-month', 0)
    tidings('send', 'Ann', 'fits again', '--wait')


def what_fails_is_not_set_aside():
    simulator.post('/phones', Number=E164, ErrorCode='21610')
    refused, = tidings('send', 'Ann', 'refused', '--wait', '--json', status=1).json()
    assert refused['price'] is None, refused
    simulator.post('/phones', Number=E164, ErrorCode='0')
    simulator.post('/replies', From=E164, To=SENDER, Body='START')
    wait_for(lambda: not [p for p in tidings('people', 'list', '--json').json() if p['name'] == 'Ann'][0]['opted_out'])
    simulator.post('/statuses', To=E164, Times='1', Statuses='queued,failed:30002', PriceAfter='3600000')
    failed, = tidings('send', 'Ann', 'failed inside', '--wait', '--json', status=1).json()
    assert failed['price'] is None and failed['sid'], failed
    # What is left is the one whose price comes in an hour.
    wait_for(lambda: budget()[1] == Decimal('0.095'), why=f'more stays set aside: {budget()}')


def balance_and_usage():
    tidings('status', '--refresh')
    now = status()
    counted = simulator.get('/texts')
    outbound = [t for t in counted if t['direction'].startswith('outbound') and t['status'] != 'failed']
    assert now['usage']['today']['texts'] == len(outbound), (now['usage'], len(outbound))
    assert now['usage']['today']['segments'] == sum(int(t['num_segments']) for t in outbound), now['usage']
    assert now['usage']['month']['texts'] >= now['usage']['today']['texts']
    assert Decimal(now['usage']['today']['price']) >= 0 and now['usage']['today']['currency'] == 'USD'
    assert Decimal(now['quota']['balance']) > 0 and now['usage']['at']


def what_cannot_be_asked_stays():
    before = status()
    for path in ('Balance', 'Usage', 'IncomingPhoneNumbers'):
        for fault in ('html', 'truncated', 'too-many', 'drop-reply', 'empty'):
            simulator.post('/faults', Method='GET', Path=path, Fault=fault, Times='1')
            tidings('status', '--refresh', status=None)
            simulator.post('/faults', Fault='none')
    after = status()
    assert after['quota']['balance'] == before['quota']['balance'], (before, after)
    assert after['usage']['month']['texts'] == before['usage']['month']['texts'], (before, after)


def prices_that_cannot_be_had():
    simulator.post('/requests', Keep='1000', Clear='true')
    simulator.post('/faults', Method='GET', Path='/Messaging/Countries/', Fault='html', Status='503', Times='0')
    confirm('Ben', '+447400123456')
    tidings('send', 'Ben', 'free of knowledge', '--wait')
    found, = tidings('send', 'Ben', 'x', '--dry-run', '--json').json()
    assert found['price'] is None and found['price_low'] is None, found
    assert '$' not in tidings('send', 'Ben', 'x', '--dry-run').out
    # Not asked again with each text.
    asked = [r for r in simulator.get('/requests')['requests'] if '/Messaging/Countries/GB' in r['path']]
    assert len(asked) == 1, asked
    simulator.post('/faults', Fault='none')
    kill_agent()
    wait_for(lambda: tidings('send', 'Ben', 'x', '--dry-run', '--json').json()[0]['price'], why='it was not asked again')


def low_balance_is_said_once():
    simulator.post('/account', Balance='1.50')
    set_up('low-balance', '5')
    tidings('status', '--refresh')
    tidings('status', '--refresh')
    told = wait_for(lambda: [n for n in desktop.shown if n['title'] == 'Little Money Left'], why='nobody said it')
    assert len(told) == 1 and '$1.' in told[0]['body'], told


def practice_knows_none_of_it():
    tidings('practice', 'on')
    now = status()
    assert now['quota']['balance'] != '1.5', now


main([practice_costs_nothing_real, known_before_it_leaves, the_network_makes_it_one_price, set_aside_then_settled,
      each_day_has_its_cost, nothing_passes_the_budget, what_fails_is_not_set_aside, balance_and_usage, what_cannot_be_asked_stays,
      prices_that_cannot_be_had, low_balance_is_said_once, practice_knows_none_of_it])
