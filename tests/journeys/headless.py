#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A machine that nobody looks at: the secret as a credential of systemd's, sleep and waking up, the end of the session in the
middle of a text, and a start at login that is the agent alone."""
import configparser
import os
import shlex
import shutil
import subprocess
import tempfile

import watch
from account_at import confirm, raise_the_limits, send, settled, steps, texts
from journey import E164, Simulator, agent_pid, kill_agent, main, messages, tidings, wait_for
from system import System

PREFIX = os.environ['TIDINGS_PREFIX']
AGENT = os.path.join(PREFIX, 'libexec', 'tidings-agent')
ENTRY = os.path.join(os.environ['XDG_CONFIG_HOME'], 'autostart', 'org.tidings.Tidings.desktop')

# systemd shows credentials in memory only; a machine that has none for everybody runs the rest.
memory = None
if subprocess.run(['stat', '-f', '-c', '%T', '/dev/shm'], capture_output=True, text=True).stdout.strip() == 'tmpfs':
    memory = tempfile.mkdtemp(prefix='tidings-credentials-', dir='/dev/shm')
SECRET = memory and os.path.join(memory, 'tidings-secret')

system = System()
system.own('org.freedesktop.login1')
watch.tell(DBUS_SYSTEM_BUS_ADDRESS=system.address)
simulator = Simulator()


def put_secret(secret, mode=0o400):
    if os.path.exists(SECRET):
        os.remove(SECRET)
    with open(os.open(SECRET, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), 'w') as file:
        file.write(secret)
    os.chmod(SECRET, mode)


def in_keyring():
    found = subprocess.run(['secret-tool', 'search', 'account', Simulator.SID], capture_output=True, text=True)
    return Simulator.TOKEN in found.stdout


def credential():
    """The secret is systemd's: it is used, and put nowhere else."""
    raise_the_limits()
    if memory:
        put_secret(Simulator.TOKEN + '\n')
        watch.tell(CREDENTIALS_DIRECTORY=memory)
    tidings('account', 'set', '--sid', Simulator.SID, '--from', Simulator.SENDER, stdin=Simulator.TOKEN + '\n')
    assert in_keyring() == (not memory)
    kill_agent()
    account = tidings('account', 'show', '--json').json()
    assert account['keyring'] == 'ok' and account['sid'] == Simulator.SID, account
    confirm(simulator, 'Ann', E164)


def another_credential():
    """A key's secret that is not the credential is not taken for it, and what was connected stays."""
    if not memory:
        return
    refused = tidings('account', 'set', '--sid', Simulator.SID, '--key', Simulator.KEY, '--from', Simulator.SENDER,
                      stdin=Simulator.KEY_SECRET + '\n', status=4)
    assert 'tidings-secret' in refused.err and Simulator.KEY_SECRET not in refused.err, refused
    assert settled([send('Ann', 'still here')['id']])[0]['state'] == 'delivered'


def plain_file():
    """One that others may read is no credential, and neither is one on a disk."""
    if not memory:
        return
    put_secret(Simulator.TOKEN, 0o444)
    kill_agent()
    assert tidings('account', 'show', '--json').json()['keyring'] == 'missing'
    kill_agent()
    with open(os.environ['TIDINGS_BUS_LOG']) as log:
        said = log.read()
    assert 'Others may read or change it' in said and Simulator.TOKEN not in said
    put_secret(Simulator.TOKEN)
    assert tidings('account', 'show', '--json').json()['keyring'] == 'ok'


def asleep():
    """Nothing begins once sleep is announced; the computer waits for what is on its way, and afterwards all goes on at once."""
    tidings('status')
    wait_for(system.is_locked, why='sleep is not delayed')
    system.prepare_for_sleep(True)
    wait_for(lambda: not system.is_locked(), why='sleep is delayed although nothing is on its way')
    waits = send('Ann', 'good morning')['id']
    tidings('status')
    assert messages(id=waits)[0]['state'] == 'queued' and not texts(simulator, 'good morning')
    system.prepare_for_sleep(False)
    assert settled([waits])[0]['state'] == 'delivered'
    wait_for(system.is_locked, why='the next sleep is not delayed')


def falling_asleep():
    """A request that is on its way is waited for, and needs no looking for afterwards."""
    simulator.post('/faults', Method='POST', Fault='latency', Amount='1500', Times='1', Path='/Messages.json')
    late = send('Ann', 'good night')['id']
    wait_for(lambda: messages(id=late)[0]['state'] == 'sending')
    system.prepare_for_sleep(True)
    wait_for(lambda: not system.is_locked(), why='sleep is delayed for ever')
    assert messages(id=late)[0]['sid'], 'the computer sleeps before the answer is there'
    system.prepare_for_sleep(False)
    assert settled([late])[0]['state'] == 'delivered'
    assert 'in-doubt' not in steps(late) and len(texts(simulator, 'good night')) == 1


def logged_out():
    """The end of the session in the middle of a request: the agent ends at once, and the text is neither lost nor sent twice."""
    simulator.post('/faults', Method='POST', Fault='latency', Amount='1500', Times='1', Path='/Messages.json')
    late = send('Ann', 'before the end')['id']
    wait_for(lambda: messages(id=late)[0]['state'] == 'sending')
    assert watch.end_agent()
    assert messages(id=late)[0]['state'] in ('sending', 'in-doubt')
    tidings('status')
    assert settled([late])[0]['state'] == 'delivered'
    assert len(texts(simulator, 'before the end')) == 1


def bus_goes():
    """Without its bus an agent ends in good order, by itself."""
    data = tempfile.mkdtemp(dir=os.environ['XDG_RUNTIME_DIR'])
    bus = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address=1',
                            '--address=unix:dir=' + os.environ['XDG_RUNTIME_DIR']], stdout=subprocess.PIPE, text=True)
    address = bus.stdout.readline().strip()
    agent = subprocess.Popen([AGENT], stderr=subprocess.PIPE, text=True,
                             env=dict(os.environ, DBUS_SESSION_BUS_ADDRESS=address, XDG_DATA_HOME=data))
    subprocess.run(['gdbus', 'wait', '--address', address, '--timeout', '30', watch.AGENT], check=True)
    bus.terminate()
    bus.wait()
    _, said = agent.communicate(timeout=60)
    assert agent.returncode == 0 and not watch.warnings(said), (agent.returncode, said)


def at_login():
    """What starts at login is the agent, without a window, and it sends what has fallen due."""
    tidings('background', 'on')
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(ENTRY)
    command = shlex.split(entry['Desktop Entry']['Exec'])
    assert command == [AGENT], command
    simulator.post('/faults', Method='POST', Fault='latency', Amount='1500', Times='1', Path='/Messages.json')
    late = send('Ann', 'after the login')['id']
    wait_for(lambda: messages(id=late)[0]['state'] == 'sending')
    kill_agent()
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: agent_pid() == started.pid, why='the entry does not start the agent')
    assert settled([late])[0]['state'] == 'delivered'
    owners = watch.bus('NameHasOwner', 'org.tidings.Tidings').stdout
    assert 'false' in owners and agent_pid() == started.pid, owners
    assert watch.end_agent()
    assert started.wait(60) == 0


def units():
    """The session's bus starts the same program as systemd does, and systemd understands the unit."""
    unit = os.path.join(PREFIX, 'lib', 'systemd', 'user', 'tidings-agent.service')
    with open(unit) as file:
        text = file.read()
    with open(os.path.join(PREFIX, 'share', 'dbus-1', 'services', watch.AGENT + '.service')) as file:
        service = file.read()
    assert f'\nExecStart={AGENT}\n' in text and f'\nExec={AGENT}\n' in service
    assert f'\nBusName={watch.AGENT}\n' in text and '\nSystemdService=tidings-agent.service\n' in service
    if shutil.which('systemd-analyze'):
        checked = subprocess.run(['systemd-analyze', 'verify', '--user', '--man=no', unit], capture_output=True, text=True)
        assert checked.returncode == 0 and 'tidings' not in checked.stderr, checked


if __name__ == '__main__':
    try:
        main([credential, another_credential, plain_file, asleep, falling_asleep, logged_out, bus_goes, at_login, units])
    finally:
        if memory:
            shutil.rmtree(memory)
