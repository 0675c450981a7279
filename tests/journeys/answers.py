#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people answer: on the practice phone, where it is heard at once, and then through an account whose lists are asked for."""
import datetime
import json
import re
import subprocess
import urllib.request

from journey import E164, NUMBER, Simulator, add_confirmed, desktop, inbox, kill_agent, main, messages, tidings, wait_for

BEN = '+447400123456'
STRANGER = '+4915123456700'


def raise_the_limits():
    for key in ('rate-hour', 'rate-day', 'cap-day', 'cap-month', 'burst'):
        subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', key, '0'], check=True)


def say(body, who='Ann'):
    tidings('practice', 'reply', who, body)


def person(name='Ann'):
    return [p for p in tidings('people', 'list', '--json').json() if p['name'] == name][0]


def replies(id_):
    return tidings('log', str(id_), '--json').json()['replies']


def await_reply(id_, body):
    return wait_for(lambda: [r for r in replies(id_) if r['body'] == body], why=f'“{body}” is no answer to {id_}: {replies(id_)}')[-1]


def chore(words):
    tidings('alert', 'chore_due', f'chore={words}', '--wait')
    return [m for m in messages(type='chore_due') if words in m['body']][-1]['id']


def story(id_):
    return [s['what'] for s in tidings('log', str(id_), '--json').json()['story']]


def begun():
    add_confirmed()
    tidings('types', 'on', 'chore_due')
    tidings('types', 'on', 'appointment_reminder')


def stop_words():
    id_ = chore('The lamp')
    for stop, start in (('STOP', 'START'), (' unsubscribe ', 'yes'), ('Quit', 'UNSTOP')):
        say(stop)
        wait_for(lambda: person()['opted_out'], why=f'{stop} was not heard')
        out = person()['opted_out']
        assert out['by'] == 'reply' and out['sender'] == Simulator.SENDER and out['at'], out
        assert 'opted-out' in tidings('send', 'Ann', 'nothing', status=3).err
        assert 'by an answer' in tidings('people', 'list').out
        say(start)
        wait_for(lambda: person()['opted_out'] is None, why=f'{start} was not heard')
    assert [r['effect'] for r in replies(id_)] == ['stop', 'start'] * 3, replies(id_)


def the_way_back():
    assert 'not opted out' in tidings('people', 'opt-in', 'Ann').out
    say('STOP')
    wait_for(lambda: person()['opted_out'], why='the STOP was not heard')
    way = tidings('people', 'opt-in', 'Ann', '--json').json()
    assert way['uri'] == f'sms:{Simulator.SENDER}?body=START' and way['opted_out'] is True, way
    out = tidings('people', 'opt-in', 'Ann').out
    # A code of 29 modules with a margin of four, two in each line, in half blocks.
    code = [line for line in out.splitlines() if set(line) & set('▀▄█')]
    assert len(code) == 15 and {len(line) for line in code} == {37}, out
    assert way['uri'] in out and 'START' in out
    say('START')
    wait_for(lambda: person()['opted_out'] is None, why='the START was not heard')


def nearly_stop():
    id_ = chore('The plants')
    say('Stop please')
    reply = await_reply(id_, 'Stop please')
    assert reply['effect'] == 'wants-stop' and 'STOP' in reply['explanation'], reply
    assert person()['opted_out'] is None
    wait_for(lambda: [s for s in desktop.shown if s['title'] == 'Someone Wants No More Texts'], why='nobody was told')
    say('HELP')
    assert await_reply(id_, 'HELP')['effect'] == 'help'


def cancel_an_appointment():
    assert 'CANCEL' in tidings('types', 'show', 'appointment_reminder').err
    assert 'CANCEL' in tidings('types', 'template', 'appointment_reminder', 'Answer CANCEL for {{ appointment.title }}').err
    tidings('types', 'template', 'appointment_reminder', '')
    tidings('alert', 'appointment_reminder', 'appointment.title=Dentist', 'appointment.when=Friday', '--wait')
    id_ = messages(type='appointment_reminder')[-1]['id']
    say('Cancel')
    reply = await_reply(id_, 'Cancel')
    assert reply['effect'] == 'stop' and 'CANCEL' in reply['explanation'], reply
    wait_for(lambda: [s for s in desktop.shown if 'CANCEL' in s['body']], why='nobody was told what CANCEL does')
    say('START')
    wait_for(lambda: person()['opted_out'] is None, why='the START was not heard')


def done():
    first, second = chore('The bins'), chore('The dishes')
    say('done')
    assert await_reply(second, 'done')['effect'] == 'done'
    assert 'done' in story(second) and 'done' not in story(first)
    say('Erledigt, danke!')
    assert await_reply(first, 'Erledigt, danke!')['effect'] == 'done'
    third, fourth = chore('The cat'), chore('The dog')
    say(f'DONE #{third}')
    assert await_reply(third, f'DONE #{third}')['effect'] == 'done'
    assert 'done' not in story(fourth)
    say('Done?')
    assert await_reply(fourth, 'Done?')['effect'] is None


def later():
    id_ = chore('The windows')
    say('LATER')
    assert await_reply(id_, 'LATER')['effect'] == 'later'
    assert 'snoozed' in story(id_)
    held, = [m for m in messages(type='chore_due', state='held') if 'windows' in m['body']]
    at = datetime.datetime.fromisoformat(held['until'].replace('Z', '+00:00'))
    away = at - datetime.datetime.now(datetime.timezone.utc)
    assert held['reason'] == 'snoozed' and datetime.timedelta(minutes=58) < away <= datetime.timedelta(minutes=60), held
    told = wait_for(lambda: [s for s in desktop.shown if s['title'] == 'Ann Answered' and 'windows' in s['body']], why='nobody was told')
    assert 'DONE' not in told[0]['body'] and at.astimezone().strftime('%H:%M') in told[0]['body'], told
    # It is done before it comes again.
    say('FERTIG')
    wait_for(lambda: not messages(type='chore_due', state='held'), why='what is done waits to be sent again')
    assert len(inbox('windows')) == 1


def a_reminder():
    soon = (datetime.datetime.now() + datetime.timedelta(minutes=90)).strftime('%Y-%m-%d %H:%M')
    tidings('remind', 'Ann', soon, 'Piano', '--before', '0')
    ids = [r['id'] for r in tidings('reminders', 'list', '--json').json() if r['title'] == 'Piano']
    # Not sent yet, so DONE alone cannot mean it.
    say('DONE')
    wait_for(lambda: [r for m in messages() for r in replies(m['id']) if r['body'] == 'DONE'], why='DONE was not heard')
    assert [r['id'] for r in tidings('reminders', 'list', '--json').json()] == ids


def strangers():
    before = len(desktop.shown)
    tidings('practice', 'reply', STRANGER, 'Buy pills', status=None)
    say('Still here')
    wait_for(lambda: [s for s in desktop.shown if s['body'] == 'Still here'], why='Ann was not heard')
    assert not [s for s in desktop.shown[before:] if 'pills' in s['body']]


# From here on through an account: nothing tells the agent that somebody answered.

def account():
    global simulator
    assert kill_agent()
    simulator = Simulator()
    simulator.post('/requests', Keep='1000')
    tidings('account', 'set', '--sid', Simulator.SID, '--from', Simulator.SENDER, stdin=Simulator.TOKEN + '\n')
    tidings('people', 'add', 'Ben', BEN)
    tidings('verify', 'Ben')
    code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(t['body'] for t in simulator.inbox() if t['to'] == BEN)) or [None])[-1])
    tidings('verify', 'Ben', code)
    tidings('types', 'on', 'chore_due')


def requests():
    with urllib.request.urlopen(simulator.origin + '/requests', timeout=30) as reply:
        return json.load(reply)


def look_again():
    """The next agent looks through all that came in while there was none."""
    assert kill_agent()
    tidings('status')


def pages():
    tidings('alert', 'chore_due', 'chore=The shed', '--to', 'Ben', '--wait')
    id_ = messages(type='chore_due')[-1]['id']
    simulator.post('/replies', From=STRANGER, To=Simulator.SENDER, Body='Buy pills')
    simulator.post('/replies', From=BEN, To=Simulator.SENDER, Body='DONE')
    for n in range(120):
        simulator.post('/replies', From=STRANGER, To=Simulator.SENDER, Body=f'Pills {n}')
    # The page is moved while it is read.
    simulator.post('/faults', Method='GET', Path='/Messages.json', Fault='shifted-page', Amount='3', Times='1')
    look_again()
    assert await_reply(id_, 'DONE')['effect'] == 'done'
    assert 'done' in story(id_)


def spoiled_lists():
    # A look that fails loses nothing and counts nothing twice; the next one hears it.
    tidings('alert', 'chore_due', 'chore=The gate', '--to', 'Ben', '--wait')
    id_ = messages(type='chore_due')[-1]['id']
    faults = ('too-many', 'server-error', 'html', 'truncated', 'empty', 'cut-body', 'drop-reply', 'unknown-enum')
    for fault in faults:
        simulator.post('/faults', Method='GET', Path='/Messages.json', Fault=fault, Times='1')
        simulator.post('/replies', From=BEN, To=Simulator.SENDER, Body=f'Through {fault}')
        look_again()
        wait_for(lambda: [r for r in requests()['requests'] if r['fault'] == fault], why=f'{fault}: nobody looked')
        look_again()
        await_reply(id_, f'Through {fault}')
    assert [r['body'] for r in replies(id_)] == [f'Through {fault}' for fault in faults], replies(id_)


def still_coming_in():
    # Ben's STOP is there, but Twilio is still receiving it; it counts once it is there whole.
    simulator.post('/statuses', To=Simulator.SENDER, Times='1', Statuses='receiving,receiving,received')
    simulator.post('/replies', From=BEN, To=Simulator.SENDER, Body='STOP')
    look_again()
    wait_for(lambda: person('Ben')['opted_out'], why='a text that was still coming in was forgotten')


def by_number():
    simulator.post('/replies', From=BEN, To=Simulator.SENDER, Body='START')
    look_again()
    wait_for(lambda: person('Ben')['opted_out'] is None, why='the START was not heard')
    # Only what came to the own number is listed, or what went to one phone: never all that the account has.
    lists = [r for r in requests()['requests'] if r['method'] == 'GET' and r['path'].endswith('/Messages.json')]
    assert lists and all('To' in r['parameters'] or 'PageToken' in r['parameters'] for r in lists), lists


main([raise_the_limits, begun, stop_words, the_way_back, nearly_stop, cancel_an_appointment, done, later, a_reminder, strangers,
      account, pages, spoiled_lists, still_coming_in, by_number])
