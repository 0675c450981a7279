#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures: where a sender and a country can, one goes along; everywhere else nothing is kept and nothing leaves."""
import re

from journey import E164, Simulator, main, messages, tidings, wait_for

SID, TOKEN = Simulator.SID, Simulator.TOKEN
PICTURES, TEXTS = '+12125550101', '+14155550102'
AMERICAN = '+12025550143'
PICTURE = 'https://example.org/cat.jpg'
simulator = Simulator()


def confirm(name, number):
    tidings('people', 'add', name, number)
    tidings('verify', name)
    code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(t['body'] for t in simulator.inbox() if t['to'] == number)) or [None])[-1])
    tidings('verify', name, code)


def outbound():
    return [t for t in simulator.get('/texts') if t['direction'].startswith('outbound')]


def refused(*args, words):
    """Refused with words on what to do, and without a trace."""
    before = len(outbound()), len(tidings('log', '--json', '--limit', '1000').json())
    wrong = tidings(*args, status=2)
    assert words in wrong.err and len(wrong.err.strip().splitlines()) == 1, wrong
    assert before == (len(outbound()), len(tidings('log', '--json', '--limit', '1000').json())), args


def set_up():
    simulator.post('/numbers', Number=TEXTS, Country='US', Type='local', Capabilities='sms,voice', Registered='true')
    tidings('account', 'set', '--sid', SID, '--from', TEXTS, stdin=TOKEN + '\n')
    tidings('status', '--refresh')
    confirm('Amy', AMERICAN)
    confirm('Ann', E164)
    tidings('types', 'on', 'job_failed')


def no_sender_can():
    # The simulator's own numbers can, so they go.
    for number in ('+15005550006',):
        simulator.post('/numbers', Number=number, Remove='true')
    tidings('status', '--refresh')
    refused('send', 'Amy', 'look', '--media', PICTURE, words='None of the account’s senders can send a picture')
    refused('send', 'Amy', 'look', '--media', PICTURE, '--dry-run', words='choose a number that can')


def it_goes_along():
    simulator.post('/numbers', Number=PICTURES, Country='US', Type='local', Capabilities='sms,mms,voice', Registered='true')
    tidings('status', '--refresh')
    preview, = tidings('send', 'Amy', 'look', '--media', PICTURE, '--dry-run', '--json').json()
    assert preview['sender'] == PICTURES and preview['price'] is None, preview
    message, = tidings('send', 'Amy', 'look', '--media', PICTURE, '--wait', '--json').json()
    text, = [t for t in outbound() if t['sid'] == message['sid']]
    assert text['num_media'] == '1' and text['from'] == PICTURES, text
    assert message['state'] == 'delivered' and message['to'] == AMERICAN, message
    # Without a picture the sender that is set is good enough, or the one that she knows by now.
    assert tidings('send', 'Amy', 'hello', '--dry-run', '--json').json()[0]['sender'] in (TEXTS, PICTURES)


def also_with_an_alert():
    tidings('alert', 'job_failed', 'unit=roof', '--to', 'Amy', '--media', PICTURE, '--wait')
    text, = [t for t in outbound() if 'roof' in t['body']]
    assert text['num_media'] == '1', text


def not_to_every_country():
    refused('send', 'Ann', 'look', '--media', PICTURE, words='United States, Canada and Australia only')
    # Not even to those who could have it, if others were named with them.
    refused('send', 'Amy,Ann', 'look', '--media', PICTURE, words='Ann')
    refused('alert', 'job_failed', 'unit=door', '--media', PICTURE, words='Leave the picture out')


def not_every_address():
    for address, words in (('/home/ann/cat.jpg', 'https://'), ('file:///home/ann/cat.jpg', 'https://'), ('ftp://example.org/a', 'https://'),
                           ('http://localhost/a.jpg', 'public'), ('http://192.168.1.2/a.jpg', 'public'), ('https://nas.local/a.jpg', 'public'),
                           ('https://[::1]/a.jpg', 'public'), ('https://ann:secret@example.org/a.jpg', 'password'),
                           ('https://example.org/' + 'a' * 2000, 'too long')):
        refused('send', 'Amy', 'look', '--media', address, words=words)


def an_empty_text_is_none():
    refused('send', 'Amy', ' ', '--media', PICTURE, words='empty')


def a_picture_that_twilio_cannot_use():
    for code, words in (('21620', 'picture'), ('30019', 'picture'), ('11751', 'picture')):
        simulator.post('/phones', Number=AMERICAN, ErrorCode=code if int(code) >= 30000 or int(code) > 20000 else '30019')
        message, = tidings('send', 'Amy', f'look {code}', '--media', PICTURE, '--wait', '--json', status=1).json()
        assert message['error_code'] in (int(code), 30019) and words in message['reason_text'].lower(), message
    simulator.post('/phones', Number=AMERICAN, ErrorCode='0')


def a_lost_answer():
    simulator.post('/faults', Method='POST', Path='/Messages.json', Fault='drop-reply', Amount='0', Times='1')
    tidings('send', 'Amy', 'lost picture', '--media', PICTURE, '--wait')
    text, = [t for t in outbound() if 'lost picture' in t['body']]
    message, = [m for m in messages(type='message') if m['body'].startswith('lost picture')]
    assert message['sid'] == text['sid'] and text['num_media'] == '1', (message, text)


main([set_up, no_sender_can, it_goes_along, also_with_an_alert, not_to_every_country, not_every_address, an_empty_text_is_none,
      a_picture_that_twilio_cannot_use, a_lost_answer])
