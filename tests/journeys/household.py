#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent from the first code to the last trace: the trail, what can be taken along, and what is left after erasing."""
import csv
import glob
import io
import json
import os
import signal
import stat
import subprocess
import tempfile

from account_at import confirm, connect, send, settled, texts
from journey import E164, Simulator, add_confirmed, kill_agent, main, tidings, wait_for

BEN = '+4915123456788'
# In the rehearsal: codes to one phone have their time between them.
FIRST = '0151 23456722'
FIRST_E164 = '+4915123456722'
NEW = '+4915123456700'
folder = tempfile.mkdtemp(prefix='tidings-household-')
store = os.path.join(os.environ['XDG_DATA_HOME'], 'tidings', 'tidings.db')
# The practice phone comes first; the account that this one has later.
simulator = Simulator()


def history(who):
    return [(e['what'], e['how'], e['by'], e['detail']) for e in tidings('people', 'history', who, '--json').json()]


def file(name):
    return os.path.join(folder, name)


def jq(program, path):
    """What jq makes of a file, one line for each answer; so that others' programs can read it too."""
    done = subprocess.run(['jq', '-r', program, path], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def traces(*words):
    """Which of the words are in the store's files."""
    everything = b''.join(open(path, 'rb').read() for path in glob.glob(store + '*'))
    return [w for w in words if w.encode() in everything]


def trail_of_consent():
    add_confirmed('Paula', FIRST)
    tidings('types', 'on', 'job_failed', '--for', 'Paula')
    tidings('practice', 'reply', 'Paula', 'STOP')
    wait_for(lambda: ('opted-out', 'reply', 'phone', 'practice') in history('Paula'), why='the STOP is not in the trail')
    tidings('practice', 'reply', 'Paula', 'START')
    wait_for(lambda: ('opted-in', 'reply', 'phone', 'practice') in history('Paula'), why='the START is not in the trail')
    tidings('people', 'edit', 'Paula', '--number', NEW)
    tidings('people', 'edit', 'Paula', '--number', FIRST_E164)
    told = history('Paula')
    assert [e[0] for e in told] == ['added', 'confirmed', 'type-on', 'opted-out', 'opted-in', 'number', 'number'], told
    assert told[0][2] == 'cli' and told[1] == ('confirmed', 'code', 'cli', 'practice'), told
    assert told[2][3] == 'job_failed' and told[5][3].endswith('22') and FIRST_E164 not in told[5][3], told
    words = tidings('people', 'history', 'Paula').out
    assert 'Texted START' in words and 'on the command line' in words and 'from their phone' in words, words
    tidings('people', 'history', 'Nobody', status=2)


def other_programs_have_names():
    call = ['gdbus', 'call', '--session', '--dest', 'org.tidings.Tidings.Agent', '--object-path', '/org/tidings/Tidings/Agent',
            '--method', 'org.tidings.Tidings.Agent1.SetSubscription', '1', 'job_failed', 'false']
    subprocess.run(call, check=True, capture_output=True)
    assert history('Paula')[-1] == ('type-off', 'person', 'gdbus', 'job_failed'), history('Paula')


def numbers_are_unique():
    for typed in (FIRST_E164, FIRST, '0049 151 23456722'):
        refused = tidings('people', 'add', 'Second', typed, '--country', 'DE', status=2)
        assert 'Paula' in refused.err, refused
    tidings('people', 'add', 'Ben', BEN)
    tidings('people', 'edit', 'Ben', '--number', FIRST_E164, status=2)
    call = ['gdbus', 'call', '--session', '--dest', 'org.tidings.Tidings.Agent', '--object-path', '/org/tidings/Tidings/Agent',
            '--method', 'org.tidings.Tidings.Agent1.AddPerson', 'Third', FIRST_E164, '', '{}']
    done = subprocess.run(call, capture_output=True, text=True)
    assert done.returncode != 0 and 'InvalidArgument' in done.stderr, done
    assert len(tidings('people', '--json').json()) == 2


def an_account_comes():
    add_confirmed('Cleo', '0151 23456744')
    before = history('Cleo')
    connect(simulator)
    wait_for(lambda: history('Cleo')[-1] == ('unconfirmed', 'practice', 'tidings', None), why='the rehearsed code still counts')
    assert len(history('Cleo')) == len(before) + 1


def confirmed_for_real():
    tidings('people', 'remove', 'Paula', '--with-messages')
    tidings('people', 'remove', 'Ben')
    tidings('people', 'remove', 'Cleo', '--with-messages')
    confirm(simulator, 'Ann', E164)
    confirm(simulator, 'Ben', BEN)
    assert history('Ann')[-1] == ('confirmed', 'code', 'cli', None), history('Ann')
    ids = [send('Ann', text)['id'] for text in ('Ziggurat "quoted", with a comma', '=1+1', 'two\nlines', '@sum +49')]
    ids.append(send('Ben', 'Obelisk')['id'])
    tidings('remind', 'Ann', '2030-03-01 09:00', 'Xylophone lesson', '--zone', 'UTC')
    tidings('remind', 'Ann,Ben', '2030-03-02 09:00', 'Dentist', '--zone', 'UTC')
    settled(ids)


def all_as_json():
    path = file('all.json')
    done = tidings('export', path)
    assert not done.out and not done.err, done
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert jq('.people[].name', path) == ['Ann', 'Ben'], jq('.people[].name', path)
    assert 'Obelisk' in '\n'.join(jq('.messages[].body', path))
    assert all(n != '0' for n in jq('.messages[].story | length', path))
    assert jq('.reminders[] | [.title, (.people | join("+"))] | @tsv', path) == ['Xylophone lesson\tAnn', 'Dentist\tAnn+Ben']
    assert 'confirmed' in jq('.audit[].what', path)
    assert jq('.exported_at', path)[0].endswith('Z') and jq('.person', path) == ['null']
    # The very keys that the command line prints.
    whole = json.load(open(path))
    shown = tidings('log', str(whole['messages'][0]['id']), '--json').json()
    assert set(shown) <= set(whole['messages'][0]) | {'answers', 'replies'}, set(shown) - set(whole['messages'][0])
    assert set(whole['people'][0]) <= set(tidings('people', '--json').json()[0])
    # The same through a pipe.
    piped = tidings('export', '-').json()
    assert [m['id'] for m in piped['messages']] == [m['id'] for m in whole['messages']]


def one_as_json():
    path = file('ann.json')
    tidings('export', path, '--who', 'Ann')
    text = open(path).read()
    assert 'Ben' not in text and BEN not in text and 'Obelisk' not in text
    assert jq('.people[].name', path) == ['Ann'] and jq('.person', path) == ['Ann']
    assert jq('.reminders[] | [.title, (.people | join("+"))] | @tsv', path) == ['Xylophone lesson\tAnn', 'Dentist\tAnn']
    assert len(jq('.messages[].id', path)) == 5


def texts_as_csv():
    path = file('texts.csv')
    tidings('export', path)
    raw = open(path, newline='').read()
    rows = list(csv.DictReader(io.StringIO(raw, newline='')))
    bodies = [r['body'] for r in rows]
    assert '"Ziggurat ""quoted"", with a comma' in raw, raw
    assert raw.endswith('\r\n') and all(len(r) == len(rows[0]) and None not in r for r in rows), raw
    # No spreadsheet takes it for a formula.
    for begin in ('Ziggurat "quoted", with a comma', "'=1+1", "'@sum +49", 'Obelisk'):
        assert [b for b in bodies if b.startswith(begin)], (begin, bodies)
    assert {r['to'] for r in rows} == {E164, BEN}
    assert rows[0]['created'].endswith('Z')
    assert len(list(csv.DictReader(io.StringIO(tidings('export', '-', '--format', 'csv', '--who', 'Ben').out, newline='')))) == 2


def refusals():
    assert 'force' in tidings('export', file('all.json'), status=2).err
    tidings('export', file('all.json'), '--force')
    tidings('export', file('all.txt'), status=2)
    tidings('export', file('all.txt'), '--format', 'xml', status=2)
    tidings('export', file('x.json'), '--who', 'Nobody', status=2)
    tidings('export', file('no/such/folder.json'), status=1)
    tidings('export', status=2)
    tidings('erase', 'Nobody', '--yes', status=2)
    assert 'yes' in tidings('erase', 'Ann', stdin='', status=2).err
    assert sorted(os.listdir(folder)) == ['all.json', 'ann.json', 'texts.csv'], os.listdir(folder)


def stopped_halfway():
    # Whatever it was at, it leaves the whole file or nothing.
    process = subprocess.Popen(['tidings', 'export', file('stopped.json')])
    process.send_signal(signal.SIGINT)
    process.wait(30)
    if os.path.exists(file('stopped.json')):
        # It was quicker.
        json.load(open(file('stopped.json')))
        os.unlink(file('stopped.json'))
    assert sorted(os.listdir(folder)) == ['all.json', 'ann.json', 'texts.csv'], os.listdir(folder)


def erased():
    assert traces('Ann', E164, 'Ziggurat', 'Xylophone') == ['Ann', E164, 'Ziggurat', 'Xylophone']
    assert len(texts(simulator, 'Ziggurat')) == 1
    told = tidings('erase', 'Ann', '--yes', '--json').json()
    assert told['texts'] == 5 and told['at_twilio'] == 5 and not told['keeps_stop'], told
    # While the agent runs, and after its end.
    assert not traces('Ann', E164, 'Ziggurat', 'Xylophone'), traces('Ann', E164, 'Ziggurat', 'Xylophone')
    wait_for(lambda: not [t for t in simulator.get('/texts') if t['to'] == E164 and not t['deleted']],
             why='they are still at Twilio')
    assert [t['deleted'] for t in texts(simulator, 'Obelisk')] == [False]
    kill_agent()
    assert not traces('Ann', E164, 'Ziggurat', 'Xylophone'), traces('Ann', E164, 'Ziggurat', 'Xylophone')
    tidings('people', 'history', 'Ann', status=2)
    path = file('after.json')
    tidings('export', path)
    assert jq('.people[].name', path) == ['Ben']
    assert [r for r in jq('.reminders[] | [.title, (.people | join("+"))] | @tsv', path)] == ['Dentist\tBen']
    assert 'erased' in jq('.audit[] | select(.person == null and .number == null) | .what', path)


def stop_outlives_it():
    simulator.post('/replies', From=BEN, To=Simulator.SENDER, Body='STOP')
    # Twilio refuses what is sent to him, and says why.
    tidings('send', 'Ben', 'does he hear me', '--wait', status=1)
    wait_for(lambda: tidings('people', '--json').json()[0]['opted_out'], why='the STOP was not heard')
    told = tidings('erase', 'Ben', '--yes', '--json').json()
    assert told['keeps_stop'], told
    assert not traces('Ben', BEN, 'Obelisk'), traces('Ben', BEN, 'Obelisk')
    tidings('people', 'add', 'Benjamin', BEN)
    assert tidings('people', '--json').json()[0]['opted_out'], 'the STOP was forgotten'
    tidings('send', 'Benjamin', 'hello', status=3)


main([trail_of_consent, other_programs_have_names, numbers_are_unique, an_account_comes, confirmed_for_real, all_as_json,
      one_as_json, texts_as_csv, refusals, stopped_halfway, erased, stop_outlives_it])
