#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Codes of Twilio's Verify, through the command line: by text and by call, wrong, run out, used up, lost, and refused."""
import base64
import json
import re
import urllib.error
import urllib.request

from journey import Simulator, main, messages, tidings, wait_for

SID, TOKEN, SENDER = Simulator.SID, Simulator.TOKEN, Simulator.SENDER
simulator = Simulator()
numbers = iter(f'+4915123456{n}' for n in range(700, 800))


def get(path):
    with urllib.request.urlopen(simulator.origin + path, timeout=30) as reply:
        return json.load(reply)


def add(name, number=None):
    number = number or next(numbers)
    tidings('people', 'add', name, number)
    return number


def code_of(number):
    return wait_for(lambda: [t['body'] for t in simulator.inbox() if t['to'] == number], why='no code came')[-1].split()[-1]


def wrong(code):
    return '0' * len(code) if code != '0' * len(code) else '1' * len(code)


def connect(**options):
    args = [word for name, value in options.items() for word in (f'--{name}', value)]
    tidings('account', 'set', '--sid', SID, '--from', SENDER, *args, stdin=TOKEN + '\n')


def make_service(**options):
    return json.loads(simulator.post('/verify-services', Name='Codes', **options))['sid']


def is_gone(service, number):
    """Whether Twilio has forgotten the verification of a number."""
    request = urllib.request.Request(f'{simulator.origin}/v2/Services/{service}/Verifications/{number.replace("+", "%2B")}')
    request.add_header('Authorization', 'Basic ' + base64.b64encode(f'{SID}:{TOKEN}'.encode()).decode())
    try:
        with urllib.request.urlopen(request, timeout=30):
            return False
    except urllib.error.HTTPError as error:
        assert error.code == 404, error
        return True


def rows(name):
    return [m for m in messages(type='verification_code') if m['person'] == name]


def confirmed(name):
    return [p for p in tidings('people', 'list', '--json').json() if p['name'] == name][0]['verified']


def own_codes_cannot_call():
    add('Own')
    refused = tidings('verify', 'Own', '--call', status=2)
    assert 'Verify service' in refused.err, refused
    tidings('verify', 'Own', '123456', '--call', status=2)
    connect()
    assert 'Verify service' in tidings('verify', 'Own', '--call', status=2).err
    assert simulator.inbox() == [] and get('/calls') == []


def by_text():
    connect(verify=make_service(CodeLength='4'))
    number = add('Ann')
    tidings('verify', 'Ann')
    code = code_of(number)
    assert re.fullmatch(r'[0-9]{4}', code), code
    message, = rows('Ann')
    assert message['state'] == 'accepted' and code not in message['body'] and '******' in message['body'], message
    # It counts like a text, and it is none of the account's messages.
    assert tidings('status', '--json').json()['quota']['day']['used'] == 1
    assert [t for t in get('/texts') if t['direction'] != 'code'] == []
    assert tidings('verify', 'Ann', '12345', status=2).err
    tidings('verify', 'Ann', f'{code[:2]} {code[2:]}')
    message, = rows('Ann')
    assert message['state'] == 'delivered' and confirmed('Ann'), message
    person = [p for p in tidings('people', 'list', '--json').json() if p['name'] == 'Ann'][0]
    assert person['last_received_from'].startswith('VA'), person
    assert 'confirmed already' in tidings('verify', 'Ann').out


def by_call():
    number = add('Bea')
    said = tidings('verify', 'Bea', '--call')
    assert 'voice' in said.out, said
    call, = [c for c in get('/calls') if c['to'] == number]
    assert [t for t in simulator.inbox() if t['to'] == number] == []
    tidings('verify', 'Bea', call['code'])
    assert confirmed('Bea')


def wrong_and_used_up():
    number = add('Cleo')
    tidings('verify', 'Cleo')
    code = code_of(number)
    for left in (4, 3, 2, 1, 0):
        refused = tidings('verify', 'Cleo', wrong(code), status=1)
        assert str(left) in refused.err or 'no try' in refused.err, (left, refused)
    assert tidings('verify', 'Cleo', code, status=1).err
    assert not confirmed('Cleo')


def run_out():
    sid = make_service(Lifetime='1')
    connect(verify=sid)
    number = add('Dora')
    tidings('verify', 'Dora')
    code = code_of(number)
    wait_for(lambda: is_gone(sid, number), why='it does not run out')
    assert 'run out' in tidings('verify', 'Dora', code, status=1).err
    assert tidings('verify', 'Dora', code, status=1).err and not confirmed('Dora')
    connect(verify=make_service())


def lost_answer():
    # It was started; the answer did not come. Twilio is asked for it, nothing is sent twice, and the code is good.
    number = add('Ella')
    simulator.post('/faults', Method='POST', Fault='drop-reply', Times='1', Path='/Verifications')
    tidings('verify', 'Ella')
    assert len([t for t in simulator.inbox() if t['to'] == number]) == 1
    assert rows('Ella')[0]['state'] == 'accepted'
    assert 'found' in [e['what'] for e in tidings('log', str(rows('Ella')[0]['id']), '--json').json()['story']]
    tidings('verify', 'Ella', code_of(number))
    assert confirmed('Ella')


def spoiled_answers():
    # Started, but nobody can read what Twilio says of it; or the check of the digits is what cannot be read.
    for n, (fault, more) in enumerate((('server-error', {'Amount': '1'}), ('html', {}), ('truncated', {}), ('cut-body', {}))):
        number = add(f'Eve {n}')
        simulator.post('/faults', Method='POST', Fault=fault, Times='1', Path='/Verifications', **more)
        tidings('verify', f'Eve {n}')
        assert len([t for t in simulator.inbox() if t['to'] == number]) == 1, fault
        simulator.post('/faults', Method='POST', Fault=fault, Times='1', Path='/VerificationCheck', **more)
        # Twilio keeps no code that was right, so nobody can say any more that it was.
        refused = tidings('verify', f'Eve {n}', code_of(number), status=1)
        assert 'lost' in refused.err and len(refused.err.strip().splitlines()) == 1, (fault, refused)
        assert not confirmed(f'Eve {n}'), fault


def limits_of_twilio():
    for code, status, words in (('fraud', 60410, 'fraud'), ('landline', 60205, 'call'), ('country', 60605, 'switched off')):
        number = '+493012345678' if code == 'landline' else next(numbers)
        name = f'Fay {code}'
        tidings('people', 'add', name, number)
        if code == 'fraud':
            simulator.post('/phones', Number=number, Behaviour='fraud')
        if code == 'country':
            simulator.post('/countries', Country='DE', Allowed='false')
        refused = tidings('verify', name, status=1)
        simulator.post('/countries', Country='DE', Allowed='true')
        message, = rows(name)
        assert message['state'] == 'failed' and message['error_code'] == status, message
        assert words in refused.err, (code, refused)
        # Nothing was sent, so the next way may be tried at once.
        if code == 'landline':
            tidings('verify', name, '--call')
            assert [c for c in get('/calls') if c['to'] == number]


def too_many():
    # Too many requests at once are repeated when Twilio says so.
    number = add('Gwen')
    simulator.post('/faults', Method='POST', Fault='too-many', Amount='2', Times='1', Path='/Verifications')
    tidings('verify', 'Gwen')
    assert len([t for t in simulator.inbox() if t['to'] == number]) == 1
    tidings('verify', 'Gwen', code_of(number))


def service_gone():
    sid = make_service()
    connect(verify=sid)
    simulator.post('/verify-services', Sid=sid, Remove='true')
    add('Hanna')
    tidings('verify', 'Hanna', status=1)
    message, = rows('Hanna')
    assert message['state'] == 'failed' and message['error_code'] == 20404, message
    # A Verify service that is gone is no reason to stop everything else.
    assert tidings('status', '--json').json()['account']['state'] == 'active'


def practice_keeps_own_codes():
    tidings('practice', 'on')
    add('Ida')
    tidings('verify', 'Ida')
    body = tidings('practice', 'inbox', '--json').json()[-1]['body']
    assert re.search(r'\b[0-9]{6}\b', body) and 'Codes' not in body, body
    assert 'Verify service' in tidings('verify', 'Ida', '--call', status=2).err


main([own_codes_cannot_call, by_text, by_call, wrong_and_used_up, run_out, lost_answer, spoiled_answers, limits_of_twilio,
      too_many, service_gone, practice_keeps_own_codes])
