#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another account in place of the present one: people, reminders and limits stay, what waited is canceled, what Twilio kept for
later is called back there and planned anew here, and of the old account nothing is kept. And in the end, nothing at all."""
import os
import re
import subprocess

from journey import Simulator, kill_agent, main, messages, tidings, wait_for
from two_accounts import OTHER_SID, open_accounts

SERVICE = 'MG00000000000000000000000000000005'
one, other = open_accounts()


def connect(sid, *more, secret=Simulator.TOKEN, status=0):
    return tidings('account', 'set', '--sid', sid, '--service', SERVICE, *more, stdin=secret + '\n', status=status)


def keyring(sid):
    found = subprocess.run(['secret-tool', 'search', '--all', 'account', sid], capture_output=True, text=True)
    return 'secret = ' in found.stdout


def dentist(simulator, status):
    return [text for text in simulator.get('/texts') if 'Dentist' in text['body'] and text['status'] == status]


def confirm(name, number):
    tidings('people', 'add', name, number)
    tidings('verify', name)
    code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(t['body'] for t in one.inbox() if t['to'] == number)) or [None])[-1],
                    why='no code came')
    tidings('verify', name, code)


def begun():
    connect(Simulator.SID)
    confirm('Ann', '+4915123456789')
    confirm('Ben', '+447400123456')
    tidings('limits', 'set', 'cap-day', '40')
    tidings('remind', 'Ann', 'tomorrow 9:00', 'Dentist', '--before', '1h')
    wait_for(lambda: dentist(one, 'scheduled') and messages(state='scheduled'), why='the account does not keep the reminder')
    tidings('types', 'on', 'job_failed', '--for', 'Ben')
    tidings('pause', 'Ben')
    tidings('alert', 'job_failed', 'unit=photos', '--to', 'Ben')
    assert messages(state='held'), messages()


def refused_changes_nothing():
    before = tidings('status', '--json').json()['account']
    connect(OTHER_SID, secret='f' * 32, status=1)
    assert tidings('status', '--json').json()['account'] == before
    assert keyring(Simulator.SID) and not keyring(OTHER_SID)
    assert dentist(one, 'scheduled') and messages(state='held')


def replaced():
    connect(OTHER_SID)
    assert tidings('status', '--json').json()['account']['sid'] == OTHER_SID
    # Not both, at no time: the one is called back, and then the other is asked to keep it.
    wait_for(lambda: dentist(one, 'canceled') and not dentist(one, 'scheduled'), why='the old account still sends the reminder')
    wait_for(lambda: dentist(other, 'scheduled'), why='the new account does not keep the reminder')
    assert not dentist(one, 'scheduled')
    held, = messages(type='job_failed')
    assert held['state'] == 'canceled', held


def what_stays():
    people = tidings('people', 'list', '--json').json()
    assert len(people) == 2 and all(person['verified'] for person in people), people
    assert tidings('limits', 'show', '--json').json()['cap_day'] == 40
    assert [r['title'] for r in tidings('reminders', 'list', '--json').json()] == ['Dentist']
    wait_for(lambda: not keyring(Simulator.SID), why='the old secret stays in the keyring')
    assert keyring(OTHER_SID)
    # Texts go through the new account and through no other.
    n_before = len(one.inbox())
    tidings('send', 'Ann', 'From the new one', '--wait')
    assert [t for t in other.inbox() if 'From the new one' in t['body']] and len(one.inbox()) == n_before


def another_key():
    """A key of the same account in place of its token changes nothing else."""
    n_before = len(messages())
    connect(OTHER_SID, '--key', Simulator.KEY, secret=Simulator.KEY_SECRET)
    tidings('send', 'Ann', 'With the key', '--wait')
    assert len(messages()) == n_before + 1
    assert len(dentist(other, 'scheduled')) == 1 and not dentist(other, 'canceled'), other.get('/texts')


def everything_deleted():
    assert tidings('erase', '--all', '--yes', '--json').json() == {'left': 0}
    wait_for(lambda: dentist(other, 'canceled') and not dentist(other, 'scheduled'), why='the reminder still arrives')
    assert not keyring(OTHER_SID) and not keyring(Simulator.SID)
    assert tidings('people', 'list', '--json').json() == []
    assert tidings('status', '--json').json()['mode'] == 'practice'
    settings = subprocess.run(['gsettings', 'list-recursively', 'org.tidings.Tidings'], capture_output=True, text=True).stdout
    assert OTHER_SID not in settings and "cap-day 40" not in settings, settings
    # Not a word is left in what is on the disk.
    for folder, _folders, names in os.walk(os.environ['XDG_DATA_HOME']):
        for name in names:
            with open(os.path.join(folder, name), 'rb') as file:
                content = file.read()
            assert b'Dentist' not in content and b'Ann' not in content, f'{folder}/{name}'


def language_of_new_people():
    """One that was chosen wins over the country's, and one that is named over both; what nobody knows is as none."""
    for language, more, expected in (('', (), 'en'), ('de', (), 'de'), ('de', ('--language', 'en'), 'en'), ('x-nonsense', (), 'en')):
        subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'text-language', language], check=True)
        tidings('people', 'add', 'Cleo', '+447400123457', *more)
        cleo, = [person for person in tidings('people', 'list', '--json').json() if person['name'] == 'Cleo']
        assert cleo['language'].startswith(expected), (language, more, cleo)
        tidings('people', 'remove', 'Cleo')


def left_when_twilio_is_away():
    """What cannot be called back is said, and stands in nobody's way."""
    kill_agent()
    connect(Simulator.SID)
    confirm('Ann', '+4915123456789')
    tidings('remind', 'Ann', 'tomorrow 9:00', 'Dentist', '--before', '1h')
    wait_for(lambda: messages(state='scheduled'), why='the account does not keep the reminder')
    one.post('/faults', Method='POST', Path='/Messages/', Fault='server-error', Times='0')
    assert tidings('erase', '--all', '--yes', '--json').json() == {'left': 1}
    assert tidings('people', 'list', '--json').json() == []


if __name__ == '__main__':
    main([begun, refused_changes_nothing, replaced, what_stays, another_key, everything_deleted, language_of_new_people, left_when_twilio_is_away])
