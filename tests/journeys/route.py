#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What texts come from, and which lines get none: an account with several senders, a Messaging Service and a name, another process
that answers as Twilio does, and its faults."""
import re
import subprocess

from journey import E164, Simulator, kill_agent, main, messages, tidings, wait_for

SID, TOKEN, SENDER = Simulator.SID, Simulator.TOKEN, Simulator.SENDER
GERMAN, GERMAN2 = '+4915799900001', '+4915799900002'
SERVICE = 'MG000000000000000000000000000000aa'
simulator = Simulator()


def set_up(key, value):
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', key, value], check=True)


def connect(*more):
    tidings('account', 'set', '--sid', SID, *more, stdin=TOKEN + '\n')
    tidings('status', '--refresh')


def confirm(name):
    tidings('verify', name)
    person, = [p for p in tidings('people', 'list', '--json').json() if p['name'] == name]
    code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(t['body'] for t in simulator.inbox() if t['to'] == person['number']))
                             or [None])[-1], why='no code came')
    tidings('verify', name, code)


def route_of(message):
    steps = [s['words'].removeprefix('Sender chosen: ') for s in tidings('log', str(message['id']), '--json').json()['story'] if s['what'] == 'route']
    assert len(steps) == 1, steps
    return steps[0]


def send(who, text, *more):
    """Sends a text and gives it as Twilio has it, and the choice as the story tells it."""
    message, = tidings('send', who, text, '--wait', '--json', *more).json()
    sent, = [t for t in simulator.get('/texts') if t['sid'] == message['sid']]
    return sent, route_of(message)


def the_sender_that_is_set():
    connect('--from', SENDER)
    tidings('people', 'add', 'Ann', E164)
    confirm('Ann')
    text, why = send('Ann', 'one')
    assert text['from'] == SENDER and 'the sender that is set' in why, (text, why)


def a_number_in_their_country():
    simulator.post('/numbers', Number=GERMAN, Country='DE', Type='mobile', Capabilities='sms,voice')
    # The list is a day old at most; nobody has to wait for it.
    tidings('status', '--refresh')
    preview, = tidings('send', 'Ann', 'two', '--dry-run', '--json').json()
    assert preview['sender'] == GERMAN and 'in the person’s country' in preview['route'], preview
    text, why = send('Ann', 'two')
    assert text['from'] == GERMAN and 'in the person’s country' in why, (text, why)


def the_number_they_know():
    simulator.post('/numbers', Number=GERMAN2, Country='DE', Type='mobile', Capabilities='sms')
    simulator.post('/numbers', Number='+4915799900000', Country='DE', Type='mobile', Capabilities='voice')
    tidings('status', '--refresh')
    text, why = send('Ann', 'three')
    assert text['from'] == GERMAN and 'know already' in why, (text, why)


def a_sender_that_is_gone():
    # Twilio refuses the number (21606); the list is looked at anew, and the next text comes from another.
    simulator.post('/numbers', Number=GERMAN, Remove='true')
    message, = tidings('send', 'Ann', 'four', '--wait', '--json', status=1).json()
    assert message['error_code'] in (21606, 21660, 21659), message
    wait_for(lambda: tidings('send', 'Ann', 'five', '--dry-run', '--json').json()[0]['sender'] == GERMAN2, why='the list stays old')
    text, _ = send('Ann', 'five')
    assert text['from'] == GERMAN2, text


def a_list_that_cannot_be_read():
    for fault in ({'Fault': 'html', 'Status': '503'}, {'Fault': 'truncated'}, {'Fault': 'server-error'}, {'Fault': 'too-many'}):
        simulator.post('/faults', Method='GET', Path='IncomingPhoneNumbers', Times='1', **fault)
        tidings('status', '--refresh', status=None)
        preview, = tidings('send', 'Ann', 'x', '--dry-run', '--json').json()
        assert preview['sender'] == GERMAN2, (fault, preview)
    simulator.post('/faults', Fault='none')


def a_name():
    simulator.post('/numbers', Number=GERMAN2, Remove='true')
    set_up('sender-name', 'Our House')
    tidings('status', '--refresh')
    tidings('types', 'on', 'job_failed', '--for', 'Ann')
    preview, = tidings('alert', 'job_failed', 'unit=backup', '--dry-run', '--json').json()
    assert preview['sender'] == 'Our House' and 'nobody answers' in preview['route'], preview
    tidings('alert', 'job_failed', 'unit=backup', '--wait')
    text, = [t for t in simulator.get('/texts') if 'backup' in t['body']]
    assert text['from'] == 'Our House', text
    # A text that may be answered never comes from a name.
    text, why = send('Ann', 'six')
    assert text['from'] == SENDER, (text, why)


def a_service():
    simulator.post('/services', Sid=SERVICE, Name='Pool', Senders=SENDER, UseInboundWebhookOnNumber='true')
    connect('--service', SERVICE)
    text, why = send('Ann', 'seven')
    assert text['messaging_service_sid'] == SERVICE and 'service chooses' in why, (text, why)
    # One of its own numbers in the country goes through it all the same.
    simulator.post('/numbers', Number=GERMAN, Country='DE', Type='mobile', Capabilities='sms')
    simulator.post('/services', Sid=SERVICE, Senders=f'{SENDER},{GERMAN}')
    tidings('status', '--refresh')
    text, why = send('Ann', 'eight')
    assert text['messaging_service_sid'] == SERVICE and text['from'] == GERMAN, (text, why)


def stop_holds_for_all_senders():
    simulator.post('/replies', From=E164, To=GERMAN, Body='STOP')
    wait_for(lambda: tidings('people', 'list', '--json').json()[0]['opted_out'], why='the STOP was not heard')
    connect('--from', SENDER)
    assert 'opted-out' in tidings('send', 'Ann', 'nine', status=3).err
    simulator.post('/replies', From=E164, To=GERMAN, Body='START')
    wait_for(lambda: not tidings('people', 'list', '--json').json()[0]['opted_out'], why='the START was not heard')


def no_such_number():
    simulator.post('/lines', Number='+4915211111111', Valid='false')
    tidings('people', 'add', 'Nil', '+49 1521 1111111')
    wait_for(lambda: 'not-reachable' in tidings('verify', 'Nil', status=None).err, why='nobody looked the number up')
    assert 'cannot exist' in tidings('people', 'lookup', 'Nil').out
    nil, = [p for p in tidings('people', 'list', '--json').json() if p['name'] == 'Nil']
    assert nil['number'] == '+4915211111111', 'the number is kept'
    # A slip of Twilio's ends with the next look.
    simulator.post('/lines', Number='+4915211111111', Valid='true')
    assert tidings('people', 'lookup', 'Nil', '--json').json()['valid'] is True
    tidings('verify', 'Nil')


def paid_only_if_allowed():
    simulator.post('/lines', Number='+4930123456', Type='landline', Carrier='Example Fixed')
    simulator.post('/lines', Number=E164, Type='mobile', Carrier='Example DE', Mcc='262', Mnc='01')
    tidings('people', 'add', 'Fix', '+49 30 123456')
    line = tidings('people', 'lookup', 'Fix', '--json').json()
    assert line['valid'] and not line['paid'] and line['type'] is None, line
    assert 'charges' in tidings('people', 'lookup', 'Fix').out

    set_up('look-up', 'true')
    line = wait_for(lambda: (lambda l: l if l['paid'] else None)(tidings('people', 'lookup', 'Fix', '--json').json()))
    assert line['type'] == 'landline' and line['carrier'] == 'Example Fixed', line
    fix, = [p for p in tidings('people', 'list', '--json').json() if p['name'] == 'Fix']
    assert fix['line'] == {'type': 'landline', 'carrier': 'Example Fixed'}, fix
    refused = tidings('verify', 'Fix', status=3)
    assert 'landline' in refused.err and 'takes no texts' in refused.err, refused

    # The answer is kept: no second one is paid for, nor by another process.
    simulator.post('/requests', Keep='100', Clear='true')
    assert tidings('people', 'lookup', 'Ann', '--json').json()['carrier'] == 'Example DE'
    kill_agent()
    assert tidings('people', 'lookup', 'Ann', '--json').json()['carrier'] == 'Example DE'
    assert tidings('people', 'lookup', 'Fix', '--json').json()['at'] == line['at']
    asked = [r for r in simulator.get('/requests')['requests'] if '/v2/PhoneNumbers/' in r['path']]
    assert len(asked) == 1, asked


def a_lookup_that_fails():
    simulator.post('/lines', Number='+447400123456', ErrorCode='60600')
    tidings('people', 'add', 'Ben', '+44 7400 123456')
    line = wait_for(lambda: (lambda l: l if l['paid'] else None)(tidings('people', 'lookup', 'Ben', '--json').json()))
    assert line['type'] is None and line['valid'], line
    simulator.post('/faults', Method='GET', Path='/v2/PhoneNumbers', Fault='server-error', Times='1')
    tidings('people', 'add', 'Cem', '+44 7400 123457')
    # Whether it is asked now or was before: the fault stops neither person nor text.
    confirm('Cem')
    assert messages(type='verification_code')
    simulator.post('/faults', Fault='none')
    assert tidings('people', 'lookup', 'Cem', '--json').json()['valid'] is True


main([the_sender_that_is_set, a_number_in_their_country, the_number_they_know, a_sender_that_is_gone, a_list_that_cannot_be_read,
      a_name, a_service, stop_holds_for_all_senders, no_such_number, paid_only_if_allowed, a_lookup_that_fails])
