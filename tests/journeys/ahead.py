#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders that Twilio keeps for later: there while the agent is dead, called back when something changes, told when Twilio does not
keep them; and nothing ahead without a Messaging Service."""
import datetime
import json
import re
import subprocess
import urllib.request

from journey import E164, Simulator, desktop, kill_agent, main, messages, tidings, wait_for

BEN = '+447400123456'
SERVICE = 'MG00000000000000000000000000000005'
simulator = Simulator()


def in_minutes(minutes):
    return (datetime.datetime.now() + datetime.timedelta(minutes=minutes)).strftime('%Y-%m-%d %H:%M')


def remind(title, minutes=40, who='Ann'):
    """A reminder at that time; gives its id."""
    tidings('remind', who, in_minutes(minutes), title, '--before', '0')
    return [r for r in tidings('reminders', 'list', '--json').json() if r['title'] == title][0]['id']


def at_twilio(words):
    """What Twilio has with these words: its own resources."""
    with urllib.request.urlopen(simulator.origin + '/texts', timeout=30) as reply:
        return [t for t in json.load(reply) if words in (t['body'] or '') and t['direction'] != 'inbound']


def await_status(words, status, n=1):
    return wait_for(lambda: [t for t in at_twilio(words) if t['status'] == status][n - 1:],
                    why=f'“{words}” never was {status} at Twilio: {[t["status"] for t in at_twilio(words)]}')[0]


def await_text(words, state):
    return wait_for(lambda: [m for m in messages(type='reminder') if words in m['body'] and m['state'] == state],
                    why=f'“{words}” is not {state}: {[(m["body"], m["state"], m["reason"]) for m in messages(type="reminder")]}')[-1]


def received(words):
    return [t for t in simulator.inbox() if words in t['body']]


def connected():
    tidings('account', 'set', '--sid', Simulator.SID, '--service', SERVICE, stdin=Simulator.TOKEN + '\n')
    for name, number in (('Ann', E164), ('Ben', BEN)):
        tidings('people', 'add', name, number)
        tidings('verify', name)
        code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(t['body'] for t in simulator.inbox() if t['to'] == number)) or [None])[-1])
        tidings('verify', name, code)


def given_away():
    id_ = remind('Dentist')
    text = await_text('Dentist', 'scheduled')
    assert text['ahead'] is True and text['send_at'], text
    there = await_status('Dentist', 'scheduled')
    assert there['sid'] == text['sid'] and there['to'] == E164 and there['messaging_service_sid'] == SERVICE, there
    reminder, = tidings('reminders', 'list', '--json').json()
    assert reminder['ahead'] == [{'person': 'Ann', 'at': text['send_at'], 'message': text['id']}], reminder
    assert reminder['id'] == id_ and reminder['state'] == 'active'
    assert 'even if this computer is off' in tidings('reminders', 'list').out
    assert 'even if this computer is off' in tidings('log', str(text['id'])).out
    assert not received('Dentist')


def computer_off():
    # No agent, no call of the bus: the text arrives all the same, and only once whoever comes home later.
    assert kill_agent()
    simulator.post('/clock', Pass='3600')
    wait_for(lambda: received('Dentist'), why='Twilio sent nothing while the computer was off')
    tidings('status')
    text, = [m for m in messages(type='reminder') if 'Dentist' in m['body']]
    tidings('alert', 'message', 'text=hello', '--to', 'Ann', status=None)
    assert len(received('Dentist')) == 1 and len(at_twilio('Dentist')) == 1, at_twilio('Dentist')
    assert text['sid'] == at_twilio('Dentist')[0]['sid']


def edited():
    id_ = remind('Piano')
    await_status('Piano', 'scheduled')
    tidings('reminders', 'edit', str(id_), '--title', 'Choir')
    await_status('Piano', 'canceled')
    await_status('Choir', 'scheduled')
    old = await_text('Piano', 'canceled')
    assert old['reason'] == 'replanned', old
    await_text('Choir', 'scheduled')
    tidings('reminders', 'done', str(id_))
    await_status('Choir', 'canceled')
    await_text('Choir', 'canceled')


def killed_while_it_is_edited():
    # Whatever the agent was about to do when it died: never two, and in the end one, of the last words. A death between writing
    # down that a text leaves and its leaving is looked into for five minutes (the engine's tests wait for it, with their own clock).
    id_ = remind('Walk 0', who='Ben')
    for n in range(1, 6):
        tidings('reminders', 'edit', str(id_), '--title', f'Walk {n}')
        assert kill_agent()
        tidings('status')
        assert len([t for t in at_twilio('Walk') if t['status'] == 'scheduled']) <= 1, at_twilio('Walk')
    wait_for(lambda: [m for m in messages(type='reminder') if 'Walk' in m['body'] and
                      (m['state'] == 'in-doubt' or (m['state'] == 'scheduled' and 'Walk 5' in m['body']))],
             why=f'it came to neither: {[(m["body"], m["state"]) for m in messages(type="reminder")]}')
    assert len([t for t in at_twilio('Walk') if t['status'] == 'scheduled']) <= 1, at_twilio('Walk')
    tidings('reminders', 'remove', str(id_))
    wait_for(lambda: not [t for t in at_twilio('Walk') if t['status'] == 'scheduled'], why='what is removed is kept at Twilio')


def lost_answers():
    # Of the giving away and of the calling back: both happened, and both are found out.
    simulator.post('/faults', Method='POST', Path='/Messages.json', Fault='drop-reply', Amount='0', Times='1')
    id_ = remind('Yoga')
    await_text('Yoga', 'scheduled')
    assert len(at_twilio('Yoga')) == 1
    simulator.post('/faults', Method='POST', Path='/Messages/', Fault='drop-reply', Amount='0', Times='1')
    tidings('reminders', 'remove', str(id_))
    await_text('Yoga', 'canceled')
    await_status('Yoga', 'canceled')


def paused_and_not():
    id_ = remind('Bins')
    await_status('Bins', 'scheduled')
    future = (int(datetime.datetime.now().timestamp()) + 86400) * 1000
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'paused-until', str(future)], check=True)
    await_status('Bins', 'canceled')
    assert await_text('Bins', 'canceled')['reason'] == 'paused'
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'paused-until', '0'], check=True)
    await_status('Bins', 'scheduled')
    # Quiet hours all day, but for the last minute: too late for this one.
    now = datetime.datetime.now()
    start = (now - datetime.timedelta(hours=2)).strftime('%H:%M')
    end = (now + datetime.timedelta(hours=20)).strftime('%H:%M')
    tidings('people', 'edit', 'Ann', '--quiet', f'{start}-{end}')
    wait_for(lambda: not [t for t in at_twilio('Bins') if t['status'] == 'scheduled'], why='quiet hours call nothing back')
    tidings('people', 'edit', 'Ann', '--quiet', 'off')
    await_status('Bins', 'scheduled')
    tidings('reminders', 'remove', str(id_))
    await_status('Bins', 'canceled', 3)


def one_text_canceled():
    id_ = remind('Tax')
    text = await_text('Tax', 'scheduled')
    tidings('cancel', str(text['id']))
    await_status('Tax', 'canceled')
    assert await_text('Tax', 'canceled')['reason'] == 'canceled'
    assert len(at_twilio('Tax')) == 1, 'another went in its place'
    tidings('reminders', 'remove', str(id_))


def stopped():
    remind('Garden')
    await_status('Garden', 'scheduled')
    simulator.post('/replies', From=E164, Body='STOP')
    # The next agent looks for what was said while there was none.
    kill_agent()
    tidings('status')
    await_status('Garden', 'canceled')
    person = [p for p in tidings('people', 'list', '--json').json() if p['name'] == 'Ann'][0]
    assert person['opted_out']['by'] == 'reply', person
    assert await_text('Garden', 'canceled')['reason'] == 'opted-out'
    simulator.post('/replies', From=E164, Body='START')
    kill_agent()
    tidings('status')
    wait_for(lambda: tidings('people', 'list', '--json').json()[0]['opted_out'] is None, why='the START was not heard')
    await_status('Garden', 'scheduled')


def not_kept():
    simulator.post('/account', DropsSchedule='true')
    remind('Library')
    text = wait_for(lambda: [m for m in messages(type='reminder') if 'Library' in m['body'] and m['state'] == 'delivered'],
                    why='what went at once was not followed')[0]
    story = [s['what'] for s in tidings('log', str(text['id']), '--json').json()['story']]
    assert 'not-scheduled' in story and 'left-anyway' in story, story
    wait_for(lambda: [shown for shown in desktop.shown if shown['title'] == 'Not Kept for Later'], why='nobody was told')
    assert len(received('Library')) == 1 and len(at_twilio('Library')) == 1
    simulator.post('/account', DropsSchedule='false')


def without_a_service():
    tidings('account', 'set', '--sid', Simulator.SID, '--from', Simulator.SENDER, stdin=Simulator.TOKEN + '\n')
    wait_for(lambda: not [t for t in at_twilio('Garden') if t['status'] == 'scheduled'], why='the old service’s text was not called back')
    n_texts = len(at_twilio(''))
    remind('Market')
    assert [r for r in tidings('reminders', 'list', '--json').json() if r['title'] == 'Market'][0]['ahead'] == []
    tidings('send', 'Ann', 'after the reminder', '--wait')
    assert not at_twilio('Market') and len(at_twilio('')) == n_texts + 1, at_twilio('Market')


def raise_the_limits():
    for key in ('rate-hour', 'rate-day', 'cap-day', 'cap-month', 'burst'):
        subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', key, '0'], check=True)


main([connected, raise_the_limits, given_away, computer_off, edited, killed_while_it_is_edited, lost_answers, paused_and_not,
      one_text_canceled, stopped, not_kept, without_a_service])
