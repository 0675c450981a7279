#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sender check, against accounts of many kinds: what is in the way is said before a text is lost to it."""
import json
import signal
import subprocess
import time
import urllib.request

from journey import Simulator, main, messages, tidings, wait_for

SID, TOKEN, SENDER = Simulator.SID, Simulator.TOKEN, Simulator.SENDER
GERMAN, AMERICAN = '+4915123456789', '+14155550123'
simulator = Simulator()


def connect(secret=TOKEN, **options):
    if 'service' not in options:
        options.setdefault('from', SENDER)
    args = [word for name, value in options.items() for word in (f'--{name}', value)]
    tidings('account', 'set', '--sid', SID, *args, stdin=secret + '\n')


def check(*args, status=None):
    """Lines by what they are about; where there is one for each person or country, by that."""
    done = tidings('account', 'check', '--json', *args, status=status)
    lines = done.json()
    assert lines and lines[-1]['what'] == 'proof', lines
    assert all(line['next'] for line in lines if line['result'] == 'bad'), lines
    assert done.status == (1 if any(line['result'] == 'bad' for line in lines) else 0), done
    found = {}
    for line in lines:
        found[line['what']] = found.get(line['what'], []) + [line]
    return found


def results(lines, what):
    return [line['result'] for line in lines.get(what, [])]


def listed():
    with urllib.request.urlopen(simulator.origin + '/requests', timeout=30) as reply:
        return json.load(reply)


def requests():
    return listed()['requests']


def asked_for(path):
    return [request for request in requests() if path in request['path']]


def all_well():
    tidings('people', 'add', 'Ann', GERMAN)
    connect()
    lines = check(status=0)
    for what in ('key', 'account', 'region', 'balance', 'sender', 'country'):
        assert results(lines, what) == ['good'], (what, lines)
    assert results(lines, 'proof') == ['unknown'] and results(lines, 'arrival') == ['unknown'], lines
    assert lines['country'][0]['country'] == 'DE' and 'registration' not in lines and 'trial' not in lines, lines


def proved_by_a_real_text():
    refused = check('--to', 'Ann', status=1)
    assert results(refused, 'proof') == ['bad'] and 'onfirm' in refused['proof'][0]['next'], refused
    tidings('verify', 'Ann')
    code = wait_for(lambda: simulator.inbox() and simulator.inbox()[-1]['body'].split()[0], why='no code came')
    tidings('verify', 'Ann', code)

    lines = check('--to', 'Ann', status=0)
    assert results(lines, 'proof') == ['good'], lines
    # The code, and one text.
    assert len(simulator.inbox()) == 2, simulator.inbox()
    person, = tidings('people', 'list', '--json').json()
    assert person['last_received'] and person['last_received_from'] == SENDER, person
    # Remembered, but another day is another matter: only a new text proves anything then.
    again = check(status=0)
    assert results(again, 'arrival') == ['good'] and results(again, 'proof') == ['unknown'], again


def not_proved_by_acceptance():
    simulator.post('/phones', Number=GERMAN, Behaviour='off')
    lines = check('--to', 'Ann', status=1)
    assert results(lines, 'proof') == ['bad'] and lines['proof'][0]['person_id'], lines
    simulator.post('/phones', Number=GERMAN, Behaviour='normal')


def keys():
    for kind, permissions, expected, why in (
            ('Main', '', 'good', 'it may do everything'),
            ('Standard', '', 'good', 'it may do everything but see the account'),
            ('Restricted', 'messages/create,messages/read,numbers/read', 'unknown', 'what it may do cannot be asked')):
        made = json.loads(simulator.post('/keys', Kind=kind, Permissions=permissions, Secret='5' * 32))
        connect('5' * 32, key=made['sid'])
        lines = check()
        assert results(lines, 'key') == [expected], (why, lines)
        assert results(lines, 'sender') == ['good'], (why, lines)
        # A key that may not see something is no failure.
        hidden = 'unknown' if kind == 'Restricted' else 'good'
        assert results(lines, 'country') == [hidden] and results(lines, 'balance') == [hidden], (why, lines)
        assert results(lines, 'account') == ['good' if kind == 'Main' else 'unknown'], (why, lines)


def test_credentials():
    # They are refused when an account is connected, with words of their own; nothing changes then.
    refused = tidings('account', 'set', '--sid', 'AC00000000000000000000000000000006', '--from', SENDER,
                      stdin='00000000000000000000000000000007\n', status=None)
    assert refused.status != 0 and 'test' in refused.err.lower(), refused
    connect()


def account_states():
    simulator.post('/account', State='suspended')
    lines = check(status=1)
    assert results(lines, 'account') == ['bad'], lines
    simulator.post('/account', State='active', Balance='-3')
    assert results(check(status=1), 'balance') == ['bad']
    simulator.post('/account', Balance='20')


def trial():
    tidings('people', 'add', 'Bob', AMERICAN)
    simulator.post('/account', Kind='Trial')
    lines = check(status=1)
    assert sorted(results(lines, 'trial')) == ['bad', 'bad'], lines
    for number in (GERMAN, AMERICAN):
        simulator.post('/caller-ids', Number=number)
    lines = check()
    # Newer trials text the United States only, and nobody says which kind this is.
    assert sorted(results(lines, 'trial')) == ['good', 'unknown'], lines
    simulator.post('/account', Kind='Full')


def us_registration():
    simulator.post('/numbers', Number='+14155550199', Capabilities='voice,sms,mms')
    connect(**{'from': '+14155550199'})
    lines = check(status=1)
    assert results(lines, 'registration') == ['bad'], lines
    made = json.loads(simulator.post('/services', Name='Registered', Senders='+14155550199', Campaign='VERIFIED',
                                     UseInboundWebhookOnNumber='true'))
    assert results(check(), 'registration') == ['good']
    for campaign, expected in (('IN_PROGRESS', 'bad'), ('FAILED', 'bad'), ('NONE', 'bad'), ('VERIFIED', 'good')):
        simulator.post('/services', Sid=made['sid'], Campaign=campaign)
        assert results(check(), 'registration') == [expected], campaign


def toll_free():
    simulator.post('/numbers', Number='+18005550100', Type='tollfree', Capabilities='sms', TollFree='TWILIO_REJECTED',
                   RejectionReason='No opt-in shown')
    connect(**{'from': '+18005550100'})
    lines = check(status=1)
    assert results(lines, 'registration') == ['bad'] and 'No opt-in' in lines['registration'][0]['text'], lines
    simulator.post('/numbers', Number='+18005550100', TollFree='TWILIO_APPROVED')
    assert results(check(), 'registration') == ['good']


def services():
    made = json.loads(simulator.post('/services', Name='Home', Senders=SENDER, UseInboundWebhookOnNumber='false', Campaign='VERIFIED'))
    connect(service=made['sid'])
    lines = check(status=1)
    assert results(lines, 'service') == ['good'] and results(lines, 'pool') == ['good'], lines
    assert results(lines, 'answers') == ['bad'], lines
    simulator.post('/services', Sid=made['sid'], InboundUrl='https://example.com/in')
    assert results(check(status=0), 'answers') == ['good']
    simulator.post('/services', Sid=made['sid'], Senders='')
    assert results(check(status=1), 'pool') == ['bad']
    simulator.post('/services', Sid=made['sid'], Remove='true')
    assert results(check(status=1), 'service') == ['bad']


def names():
    connect(**{'from': 'Home'})
    lines = check(status=1)
    by_country = {line['country']: line['result'] for line in lines['name']}
    assert results(lines, 'sender') == ['good'] and by_country == {'DE': 'good', 'US': 'bad'}, lines
    # As a second sender it is used where it may be, and the number elsewhere.
    connect(name='Home')
    assert {line['country']: line['result'] for line in check()['name']} == {'DE': 'good', 'US': 'good'}
    for name in ('Home of the Smiths', 'H;me', '+ -'):
        assert tidings('account', 'set', '--sid', SID, '--from', SENDER, '--name', name, stdin=TOKEN + '\n', status=None).status == 2


def countries():
    connect()
    simulator.post('/countries', Country='DE', Allowed='false')
    lines = check(status=1)
    assert {line['country']: line['result'] for line in lines['country']} == {'DE': 'bad', 'US': 'good'}, lines
    simulator.post('/countries', Country='DE', Allowed='true')


def lost_sender():
    tidings('people', 'remove', 'Bob')
    simulator.post('/numbers', Number='+14155550188', Capabilities='sms')
    connect(**{'from': '+14155550188'})
    simulator.post('/numbers', Number='+14155550188', Remove='true')
    assert results(check(status=1), 'sender') == ['bad']
    simulator.post('/numbers', Number='+14155550188', Capabilities='voice')
    assert results(check(status=1), 'sender') == ['bad']
    connect()


def verify_service():
    made = json.loads(simulator.post('/verify-services', Name='Codes', CodeLength='6'))
    connect(verify=made['sid'])
    lines = check()
    assert results(lines, 'verify') == ['good'] and 'does not prove' in lines['verify'][0]['text'], lines
    simulator.post('/verify-services', Sid=made['sid'], Remove='true')
    assert results(check(status=1), 'verify') == ['bad']
    assert tidings('account', 'set', '--sid', SID, '--from', SENDER, '--verify', made['sid'], stdin=TOKEN + '\n',
                   status=None).status == 2
    connect()


def trouble_while_checking():
    for fault, more in (('server-error', {}), ('html', {}), ('html', {'Status': '502'}), ('truncated', {}), ('empty', {}),
                        ('nonsense', {}), ('cut-body', {}), ('redirect', {}), ('too-many', {})):
        simulator.post('/faults', Method='GET', Fault=fault, Times='0', Path='/Messaging/GeoPermissions', **more)
        simulator.post('/faults', Method='GET', Fault=fault, Times='0', Path='/Balance.json', **more)
        lines = check(status=0)
        simulator.post('/faults', Fault='none')
        assert results(lines, 'balance') == ['unknown'] and results(lines, 'country') == ['unknown'], (fault, lines)
        assert results(lines, 'sender') == ['good'], (fault, lines)
    simulator.post('/faults', Method='GET', Fault='unknown-enum', Times='0')
    assert 'bad' not in results(check(), 'account')
    simulator.post('/faults', Fault='none')


def every_line_as_it_is_known():
    # The first lines are there while Twilio still thinks about the last ones.
    simulator.post('/requests', Keep='100', Clear='true')
    simulator.post('/faults', Method='GET', Fault='latency', Amount='5000', Times='1', Path='/IncomingPhoneNumbers')
    running = subprocess.Popen(['tidings', 'account', 'check'], stdout=subprocess.PIPE, text=True)
    begun = time.monotonic()
    first = running.stdout.readline()
    assert first.startswith('✓ '), first
    assert running.poll() is None and time.monotonic() - begun < 30
    wait_for(lambda: asked_for('/IncomingPhoneNumbers'), why='the sender was not asked for')
    # Whoever goes away ends the check: nothing more is asked for when this answer is there.
    running.send_signal(signal.SIGKILL)
    running.wait()
    wait_for(lambda: listed()['open'] == 0, why='Twilio is still waited for')
    assert check(status=0)
    # Only a check asks for these; the balance is also asked for after texts were priced.
    assert len(asked_for('/IncomingPhoneNumbers')) == 2 and len(asked_for('/Messaging/GeoPermissions')) == 1, requests()
    simulator.post('/faults', Fault='none')


def canceled():
    # One connection asks, and stops its own check; another's goes on.
    simulator.post('/faults', Method='GET', Fault='latency', Amount='20000', Times='1', Path='/Messaging/GeoPermissions')
    begun = time.monotonic()
    script = '''
import gi
from gi.repository import Gio, GLib
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
name, path = 'org.tidings.Tidings.Agent', '/org/tidings/Tidings/Agent'
loop, lines = GLib.MainLoop(), []
def call(method, arguments, done):
    bus.call(name, path, name + '1', method, arguments, None, 0, -1, None, done)
def told(bus, sender, path, interface, signal, line):
    lines.append(line.unpack())
    if line[0] == 'sender':
        call('CancelCheck', None, lambda *_: None)
def answered(bus, result):
    answer = bus.call_finish(result).unpack()[0]
    assert lines == answer, (lines, answer)
    assert answer[-1][:2] == ('proof', 'unknown') and 'stopped' in answer[-1][2], answer
    loop.quit()
bus.signal_subscribe(None, name + '1', 'CheckLine', path, None, 0, told)
call('CheckAccount', GLib.Variant('(a{sv})', ({},)), answered)
GLib.timeout_add_seconds(60, lambda: exit(1))
loop.run()
'''
    subprocess.run(['/usr/bin/python3', '-c', script], check=True, timeout=90)
    assert time.monotonic() - begun < 15, 'it waited for Twilio'
    simulator.post('/faults', Fault='none')


def refused_and_looked_at():
    # After a refusal the account is looked at once, and then nothing is asked until somebody acts.
    simulator.post('/requests', Keep='100', Clear='true')
    simulator.post('/faults', Method='POST', Fault='html', Status='401', Times='1', Path='/Messages.json')
    tidings('send', 'Ann', 'refused')
    wait_for(lambda: [r for r in requests() if r['path'].endswith(f'/{SID}.json')], why='the account was not looked at')
    assert tidings('status', '--json').json()['account']['state'] == 'refused'
    message, = [m for m in messages(type='message') if m['body'].startswith('refused')]
    assert message['state'] == 'queued', message
    # Somebody asks, Twilio answers, and what waited goes.
    check(status=0)
    wait_for(lambda: [t for t in simulator.inbox() if t['body'].startswith('refused')], why='it still waits')


def subaccount():
    simulator.post('/account', Owner='AC00000000000000000000000000000009')
    lines = check(status=0)
    assert results(lines, 'account') == ['good'] and 'subaccount' in lines['account'][0]['text'], lines
    assert results(lines, 'balance') == ['unknown'], lines


main([all_well, proved_by_a_real_text, not_proved_by_acceptance, keys, test_credentials, account_states, trial, us_registration,
      toll_free, services, names, countries, lost_sender, verify_service, trouble_while_checking, every_line_as_it_is_known,
      canceled, refused_and_looked_at, subaccount])
