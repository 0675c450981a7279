#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connected account: the secret from standard input through the agent into the real keyring, texts through another
process that answers as Twilio does, and a lost reply."""
import os
import re
import subprocess

from journey import E164, NUMBER, Simulator, add_confirmed, agent_pid, kill_agent, main, messages, settle, tidings, wait_for

SID, TOKEN, SENDER = Simulator.SID, Simulator.TOKEN, Simulator.SENDER
simulator = Simulator()


def secrets():
    found = subprocess.run(['secret-tool', 'search', '--all', 'account', SID], capture_output=True, text=True)
    return re.findall(r'secret = (\S+)', found.stdout)


def mode():
    return tidings('status', '--json').json()['mode']


def nobody_connected():
    # Confirmed on the practice phone, which proves nothing.
    add_confirmed()
    tidings('types', 'on', 'job_failed', '--for', 'Ann')
    tidings('practice', 'off', status=4)
    assert mode() == 'practice'


def refused_and_nothing_kept():
    for secret, sender, status, why in (('f' * 32, SENDER, 1, 'the wrong token'),
                                        (TOKEN, '+15005550007', 2, 'a number that is not the account’s'),
                                        (TOKEN, '12', 2, 'no number at all'),
                                        ('', SENDER, 2, 'no token')):
        wrong = tidings('account', 'set', '--sid', SID, '--from', sender, stdin=secret + '\n', status=None)
        assert wrong.status == status and len(wrong.err.strip().splitlines()) == 1, (why, wrong)
        assert mode() == 'practice' and secrets() == [], why
    tidings('account', 'set', '--sid', 'AC12', '--from', SENDER, stdin=TOKEN + '\n', status=2)
    tidings('account', 'set', '--sid', SID, '--from', SENDER, '--token', TOKEN, status=2)


def connected():
    tidings('account', 'set', '--sid', SID, '--from', SENDER, stdin=TOKEN + '\n')
    assert secrets() == [TOKEN]
    status = tidings('status', '--json').json()
    assert status['mode'] == 'account' and status['account']['sid'] == SID and status['account']['sender'] == SENDER, status
    assert status['quota']['balance'] is not None, status
    assert [line['result'] for line in tidings('account', 'check', '--json').json() if line['what'] == 'key'] == ['good']


def nowhere_else():
    # The keyring's own file is encrypted; nothing else below the home folder may hold the secret.
    places = {os.environ[v] for v in ('HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR')
              if os.environ.get(v)}
    found = subprocess.run(['grep', '-rlsI', '--devices=skip', TOKEN, *places], capture_output=True, text=True)
    assert found.stdout == '', found
    with open(f'/proc/{agent_pid()}/cmdline') as line:
        assert TOKEN not in line.read()


def confirmed_anew():
    person, = tidings('people', 'list', '--json').json()
    assert person['verified'] is False, person
    assert 'not-verified' in tidings('alert', 'job_failed', 'unit=backup', status=3).err
    # The number was sent a code a moment ago: the 30 seconds hold whatever account it came from.
    wait_for(lambda: tidings('verify', 'Ann', status=None).status == 0, why='no second code could be sent')
    code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(t['body'] for t in simulator.inbox())) or [None])[-1])
    tidings('verify', 'Ann', code)


def delivered():
    tidings('alert', 'job_failed', 'unit=backup', '--wait')
    assert len([t for t in simulator.inbox() if 'backup' in t['body'] and t['to'] == E164]) == 1


def lost_reply():
    # To the path of new texts: the erasing of an old one is a POST as well, and may come first.
    simulator.post('/faults', Method='POST', Path='/Messages.json', Fault='drop-reply', Amount='0', Times='1')
    tidings('alert', 'job_failed', 'unit=lost', '--wait')
    message, = [m for m in messages(type='job_failed') if 'lost' in m['body']]
    text, = [t for t in simulator.inbox() if 'lost' in t['body']]
    assert message['state'] == 'delivered' and message['sid'] == text['sid'], (message, text)


def killed_while_in_flight():
    # The answer would take longer than any look at the log; the agent dies while it waits. What it left in doubt is
    # found, not repeated.
    simulator.post('/faults', Method='POST', Path='/Messages.json', Fault='latency', Amount='50000', Times='1')
    tidings('alert', 'job_failed', 'unit=flight')
    wait_for(lambda: [m for m in messages(type='job_failed', state='sending')], why='it was never sending')
    kill_agent()
    settle('job_failed')
    message, = [m for m in messages(type='job_failed') if 'flight' in m['body']]
    text, = [t for t in simulator.inbox() if 'flight' in t['body']]
    assert message['state'] == 'delivered' and message['sid'] == text['sid'], (message, text)


def stopped():
    simulator.post('/replies', From=E164, To=SENDER, Body='STOP')
    tidings('send', 'Ann', 'hello', '--wait', status=1)
    message, = messages(type='message')
    assert message['reason'] == 'opted-out' and message['error_code'] == 21610, message
    assert 'opted-out' in tidings('send', 'Ann', 'hello again', status=3).err


def api_key():
    tidings('account', 'set', '--sid', SID, '--key', Simulator.KEY, '--from', SENDER, stdin=Simulator.KEY_SECRET + '\n')
    assert secrets() == [Simulator.KEY_SECRET]
    assert tidings('status', '--json').json()['quota']['balance'] is not None


def ready_at_once():
    # The one who has connected asks in the same breath.
    subprocess.run(['/usr/bin/python3', '-c', '''
import os, sys
from gi.repository import Gio, GLib
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
name, path = 'org.tidings.Tidings.Agent', '/org/tidings/Tidings/Agent'
sid, token, sender = sys.argv[1:]
for n in range(5):
    ours, theirs = os.pipe()
    os.write(theirs, token.encode())
    os.close(theirs)
    fds = Gio.UnixFDList.new_from_array([ours])
    arguments = GLib.Variant('(ssha{sv})', (sid, '', 0, {'from': GLib.Variant('s', sender)}))
    bus.call_with_unix_fd_list_sync(name, path, name + '1', 'ConnectAccount', arguments, None, 0, 60000, fds, None)
    bus.call_sync(name, path, name + '1', 'Refresh', None, None, 0, 60000, None)
    for practice in True, False:
        bus.call_sync(name, path, name + '1', 'SetPractice', GLib.Variant('(b)', (practice,)), None, 0, 60000, None)
    bus.call_sync(name, path, name + '1', 'Refresh', None, None, 0, 60000, None)
''', SID, TOKEN, SENDER], check=True, timeout=90)


def practice_and_back():
    tidings('practice', 'on')
    assert mode() == 'practice'
    tidings('practice', 'off')
    assert mode() == 'account'


def locked_keyring():
    kill_agent()
    alias = subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets', '--object-path',
                            '/org/freedesktop/secrets', '--method', 'org.freedesktop.Secret.Service.ReadAlias', 'default'],
                           capture_output=True, text=True, check=True).stdout
    path = re.search(r"'(/[^']+)'", alias).group(1)
    subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets',
                    '--method', 'org.freedesktop.Secret.Service.Lock', f"['{path}']"], check=True, capture_output=True)
    locked = tidings('account', 'check', status=4)
    assert 'keyring' in locked.err.lower(), locked
    # What is raised meanwhile is kept and waits.
    tidings('types', 'on', 'job_finished', '--for', 'Ann')
    tidings('people', 'add', 'Ben', '07400 123456', '--country', 'GB')
    tidings('verify', 'Ben', status=4)


def forgotten():
    # A locked keyring cannot forget; the account stays connected, whole.
    assert tidings('account', 'clear', status=4).err
    assert tidings('status', '--json').json()['account']['sid'] == SID


main([nobody_connected, refused_and_nothing_kept, connected, nowhere_else, confirmed_anew, delivered, lost_reply,
      killed_while_in_flight, stopped, api_key, ready_at_once, practice_and_back, locked_keyring, forgotten])
