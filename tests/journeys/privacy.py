#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What does not stay at Twilio: private texts, or all of them, whatever becomes of the requests for that and of the agent."""
import json
import re
import subprocess
import urllib.request

from journey import E164, NUMBER, Simulator, kill_agent, main, messages, tidings, wait_for

SID, TOKEN, SENDER = Simulator.SID, Simulator.TOKEN, Simulator.SENDER
simulator = Simulator()


def get(path):
    with urllib.request.urlopen(simulator.origin + path, timeout=30) as reply:
        return json.load(reply)


def at_twilio(message):
    text, = [t for t in get('/texts') if t['sid'] == message['sid']]
    return text


def one(words):
    message, = [m for m in messages() if words in m['body']]
    return message


def erasure(words, wanted):
    def look():
        message = one(words)
        return message if message['erasure'] == wanted else None
    return wait_for(look, why=f'{words} is not {wanted} but {one(words)["erasure"]}')


def story(message):
    return [step['what'] for step in tidings('log', str(message['id']), '--json').json()['story']]


def requests(method, message):
    return [r for r in get('/requests')['requests'] if r['method'] == method and message['sid'] in r['path']]


def alert(pharmacy):
    tidings('alert', 'prescription_ready', f'pharmacy={pharmacy}', '--to', 'Ann', '--wait')


def price_at_once():
    """For the next text; otherwise it comes some seconds after the last word."""
    simulator.post('/statuses', To=E164, Times='1', PriceAfter='0')


def connected():
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'rate-hour', '100'], check=True)
    tidings('account', 'set', '--sid', SID, '--from', SENDER, stdin=TOKEN + '\n')
    price_at_once()
    tidings('people', 'add', 'Ann', NUMBER, '--country', 'DE')
    tidings('verify', 'Ann')
    code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(t['body'] for t in simulator.inbox())) or [None])[-1])
    tidings('verify', 'Ann', code)
    tidings('types', 'on', 'prescription_ready', '--for', 'Ann')
    assert tidings('account', 'privacy', '--json').json() == {'erase': 'private', 'delete': False}


def codes():
    message = erasure('', 'erased') if len(messages()) == 1 else None
    assert message['type'] == 'verification_code' and at_twilio(message)['body'] == '', message


def private_texts():
    price_at_once()
    alert('Swan')
    message = erasure('Swan', 'erased')
    assert story(message).index('delivered') < story(message).index('erased') and story(message).count('erased') == 1
    text = at_twilio(message)
    assert text['body'] == '' and text['price'] is not None and not text['deleted'], text
    # The phone has it, and so has the log.
    assert [t for t in simulator.inbox() if 'Swan' in t['body']] and 'Swan' in message['body']


def others_stay():
    price_at_once()
    tidings('send', 'Ann', 'lunch?', '--wait')
    message = wait_for(lambda: one('lunch?') if one('lunch?')['price'] else None)
    assert message['erasure'] is None and at_twilio(message)['body'].startswith('lunch?')


def through_trouble():
    alert('Heron')
    for fault in 'too-many', 'drop-reply':
        simulator.post('/faults', Method='POST', Fault=fault, Amount='0', Times='1')
    message = erasure('Heron', 'erased')
    assert at_twilio(message)['body'] == '' and story(message).count('erased') == 1
    assert [r['fault'] for r in requests('POST', message)].count('none') == 1, requests('POST', message)
    assert len(requests('POST', message)) == 3, requests('POST', message)


def still_in_flight():
    # It was delivered when it was looked at, and is not any more when it is to be erased.
    simulator.post('/statuses', To=E164, Times='1', Statuses='sent,delivered,sent', PriceAfter='0')
    alert('Stork')
    message = erasure('Stork', 'waiting')
    wait_for(lambda: [r for r in requests('POST', message) if r['status'] == 409], why='nobody tried')
    assert one('Stork')['erasure'] == 'waiting' and at_twilio(message)['sent_body'] == at_twilio(message)['body']


def killed_in_between():
    alert('Raven')
    simulator.post('/faults', Method='POST', Fault='latency', Amount='2000', Times='1')
    message = one('Raven')
    wait_for(lambda: get('/requests')['open'] > 0 and at_twilio(message)['status'] == 'delivered' and
             one('Raven')['erasure'] == 'waiting', why='it was never being erased')
    kill_agent()
    assert one('Raven')['erasure'] == 'waiting'
    tidings('status')
    message = erasure('Raven', 'erased')
    assert at_twilio(message)['body'] == '' and story(message).count('erased') == 1


def all_of_them():
    assert tidings('account', 'privacy', 'all', '--json').json() == {'erase': 'all', 'delete': False}
    price_at_once()
    tidings('send', 'Ann', 'supper?', '--wait')
    assert at_twilio(erasure('supper?', 'erased'))['body'] == ''
    simulator.post('/replies', From=E164, To=SENDER, Body='At seven')
    # Answers are looked for while something was sent a short while ago, or at the start.
    kill_agent()
    tidings('status')
    wait_for(lambda: [t for t in get('/texts') if t['direction'] == 'inbound' and t['redacted']], why='the answer stays there')
    # What ended before stays as it is.
    assert at_twilio(one('lunch?'))['body'].startswith('lunch?')


def whole_records():
    tidings('account', 'privacy', '--delete', 'on')
    simulator.post('/faults', Method='DELETE', Fault='server-error', Amount='0', Times='1')
    price_at_once()
    tidings('send', 'Ann', 'breakfast?', '--wait')
    message = erasure('breakfast?', 'deleted')
    assert at_twilio(message)['deleted'] and story(message)[-1] == 'deleted', story(message)
    assert message['state'] == 'delivered' and message['price'], message


def no_more():
    assert tidings('account', 'privacy', 'private', '--delete', 'off', '--json').json() == {'erase': 'private', 'delete': False}
    price_at_once()
    tidings('send', 'Ann', 'tea?', '--wait')
    message = wait_for(lambda: one('tea?') if one('tea?')['price'] else None)
    assert message['erasure'] is None


main([connected, codes, private_texts, others_stay, through_trouble, still_in_flight, killed_in_between, all_of_them,
      whole_records, no_more])
