#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the installed Flatpak gets at and what not: the home folder, the names on the bus, the portals. Run by
build-aux/flatpak-local in a session where `tidings` is the one in the sandbox."""
import os
import re
import subprocess
import sys

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'journeys'))
from journey import NUMBER, Simulator, add_confirmed, agent_pid, main, messages, simulators, tidings, wait_for  # noqa: E402
from portals import Portals  # noqa: E402
import watch  # noqa: E402

APP = os.environ['TIDINGS_SANDBOX']
HOME = os.environ['HOME']
OWN = os.path.join(HOME, '.var', 'app', APP)
PING = ('call', '--session', '--object-path', '/', '--method', 'org.freedesktop.DBus.Peer.Ping', '--dest')
portals = Portals()


def inside(*command, options=()):
    """Runs a command in the sandbox."""
    return subprocess.run(['flatpak', 'run', '--user', *options, f'--command={command[0]}', APP, *command[1:]],
                          capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=90)


def plant(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def home_is_closed():
    """The home folder cannot be read; that it could be otherwise shows that the test looks at the right place."""
    letter = plant(os.path.join(HOME, 'Documents', 'letter.txt'), 'Dear Ann')
    closed = inside('cat', letter)
    assert closed.returncode != 0 and 'Dear' not in closed.stdout, closed
    listed = inside('ls', '-A', HOME)
    assert 'Documents' not in listed.stdout.split(), listed
    opened = inside('cat', letter, options=['--filesystem=home'])
    assert opened.stdout == 'Dear Ann', opened
    assert 'Documents' in inside('ls', '-A', HOME, options=['--filesystem=home']).stdout.split()


def home_cannot_be_written():
    """What is written there from inside goes to nowhere."""
    path = os.path.join(HOME, 'from-inside.txt')
    inside('sh', '-c', f'echo here > {path}')
    assert not os.path.exists(path)
    inside('sh', '-c', f'echo here > {path}', options=['--filesystem=home'])
    assert os.path.exists(path)


def only_its_names():
    """The keyring and the desktop's own interfaces are not on the bus that it sees, its agent is."""
    for name, seen in (('org.freedesktop.secrets', False), ('org.a11y.Bus', False), (f'{APP}.Agent', True),
                       ('org.freedesktop.portal.Desktop', True)):
        called = inside('gdbus', *PING, name)
        assert (called.returncode == 0) == seen, (name, called)
    opened = inside('gdbus', *PING, 'org.freedesktop.secrets', options=['--talk-name=org.freedesktop.secrets'])
    assert opened.returncode == 0, opened


def agent_from_outside():
    """A program outside asks the agent, and the bus starts it inside the sandbox."""
    assert watch.end_agent()
    wait_for(lambda: agent_pid() is None)
    called = subprocess.run(['gdbus', 'call', '--session', '--dest', f'{APP}.Agent', '--object-path', '/org/tidings/Tidings/Agent',
                             '--method', 'org.tidings.Tidings.Agent1.GetStatus'], capture_output=True, text=True)
    assert called.returncode == 0 and 'practice' in called.stdout, called
    # The bus speaks to a filter in front of the sandbox, which carries its marks.
    with open(f'/proc/{agent_pid()}/root/.flatpak-info', encoding='utf-8') as info:
        assert f'name={APP}\n' in info.read()
    running = subprocess.run(['flatpak', 'ps', '--columns=application'], capture_output=True, text=True, check=True).stdout
    assert APP in running.split(), running


def store_is_its_own():
    add_confirmed()
    assert os.path.exists(os.path.join(OWN, 'data', 'tidings', 'tidings.db'))
    assert not os.path.exists(os.path.join(os.environ['XDG_DATA_HOME'], 'tidings'))


def files():
    """A file that nobody would ever find is not written; what comes and goes by the terminal's own ways does."""
    # The root is memory, as the home folder is; not where that is in /tmp, which is kept as long as somebody is signed in.
    lost = tidings('export', '/household.json', status=2)
    assert 'tidings export -' in lost.err, lost
    assert tidings('export', '-').json()['people'][0]['name'] == 'Ann'
    own = os.path.join(OWN, 'data', 'household.json')
    tidings('export', own)
    assert os.path.getsize(own) > 0
    calendar = ('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n'
                'DTSTART:20991224T180000Z\r\nSUMMARY:Dinner\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n')
    tidings('reminders', 'import', '-', '--to', 'Ann', stdin=calendar)
    assert 'Dinner' in tidings('reminders', 'list').out


def notification():
    """It is shown by the portal, which knows whose it is."""
    tidings('practice', 'reply', 'Ann', 'on my way')
    shown = wait_for(lambda: portals.shown, why='the portal was not asked for a notification')
    assert shown[0][0] == APP and shown[0][1:] == ('Ann Answered', 'on my way'), shown


def screen_lock():
    """The portal tells of it, and what somebody answers stays out of sight meanwhile."""
    def answer(words):
        n = len(portals.shown)
        tidings('practice', 'reply', 'Ann', words)
        return wait_for(lambda: portals.shown[n:], why='the portal was not asked for a notification')[0][2]
    wait_for(lambda: portals.monitors, why='the portal was not asked for the lock')
    portals.lock(True)
    wait_for(lambda: 'secretly' not in answer('secretly'), why='texts are shown although the screen is locked')
    portals.lock(False)
    wait_for(lambda: 'openly' in answer('openly'), why='texts stay hidden')


def background():
    """Starting with the login is the portal's to grant, and what it is to start is the agent in the sandbox."""
    off = tidings('background', '--json').json()
    assert off['login'] is False and off['way'] == 'portal', off
    on = tidings('background', 'on', '--json').json()
    assert on['login'] is True, on
    program, is_on, command = portals.autostart[-1]
    assert program == APP and is_on and command[:2] == ['flatpak', 'run'] and command[-1] == APP, portals.autostart
    assert '--command=/app/libexec/tidings-agent' in command, command
    assert not os.path.exists(os.path.join(os.environ['XDG_CONFIG_HOME'], 'autostart'))
    tidings('background', 'off')
    assert portals.autostart[-1][1] is False, portals.autostart


def secret():
    """It is kept in a file of the sandbox, encrypted with the portal's key, and found again by another agent."""
    assert watch.end_agent()
    wait_for(lambda: agent_pid() is None)
    simulator = Simulator()
    # `flatpak kill` ends it, as the end of every sandbox, not a signal.
    simulators.remove(simulator.process)
    tidings('account', 'set', '--sid', Simulator.SID, '--from', Simulator.SENDER, stdin=Simulator.TOKEN + '\n')
    keyring = os.path.join(OWN, 'data', 'keyrings', 'default.keyring')
    assert os.path.getsize(keyring) > 0
    for folder, _, names in os.walk(OWN):
        for name in names:
            with open(os.path.join(folder, name), 'rb') as file:
                assert Simulator.TOKEN.encode() not in file.read(), name
    # Not where the secrets of all programs are.
    found = subprocess.run(['secret-tool', 'search', '--all', 'xdg:schema', APP], capture_output=True, text=True)
    assert Simulator.TOKEN not in found.stdout, 'the secret is in the keyring'

    assert watch.end_agent()
    wait_for(lambda: agent_pid() is None)
    tidings('people', 'add', 'Ben', '+447400123456')
    tidings('verify', 'Ben')
    text = wait_for(lambda: [text['body'] for text in simulator.inbox() if text['to'] == '+447400123456'])[0]
    tidings('verify', 'Ben', re.search(r'\b\d{6}\b', text).group())
    tidings('send', 'Ben', 'Hello', '--wait')
    assert [message['state'] for message in messages(person='Ben', type='message')] == ['delivered']


def german():
    """Translations come along."""
    done = subprocess.run(['tidings', 'people', 'list', '--help'], capture_output=True, text=True,
                          env={**os.environ, 'LC_ALL': 'de_DE.UTF-8', 'LANG': 'de_DE.UTF-8', 'LANGUAGE': 'de'})
    assert 'Optionen:' in done.stdout, done


def everything_ends():
    subprocess.run(['flatpak', 'kill', APP], check=True)
    portals.stop()


if __name__ == '__main__':
    main([home_is_closed, home_cannot_be_written, only_its_names, agent_from_outside, store_is_its_own, files, notification, screen_lock,
          background, secret, german, everything_ends])
