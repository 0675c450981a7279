#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The agent's watchers: a sign-in, a battery that runs low, a full disk and a failing service each end in one text, and in none
where nobody has switched that on, where it is no news, or where it was told before."""
import os
import shutil
import socket

import journey
import watch
from journey import add_confirmed, inbox, kill_agent, main, messages, settle, tidings, wait_for
from system import System

# Before the agent is started: it is to find this system, and not the one it runs on.
system = System()
watch.tell(DBUS_SYSTEM_BUS_ADDRESS=system.address)

HOST = socket.gethostname()
ALERTS = ('new_login', 'battery_low', 'disk_full', 'unit_failed')


def watches():
    return {w['name']: w for w in tidings('watch', 'list', '--json').json()}


def texts(type_, n):
    """The texts of a type, once there are so many and each has arrived."""
    wait_for(lambda: len(messages(type=type_)) >= n, why=f'{type_}: not {n}, but {messages(type=type_)}')
    found = settle(type_)
    assert len(found) == n, found
    return found


def told(type_, n):
    found = texts(type_, n)
    assert all(m['state'] == 'delivered' for m in found), found
    return found


def fence():
    """Whatever was said before has been heard: a failure that is told of comes after it."""
    fence.n += 1
    before = len(messages(type='unit_failed'))
    system.unit(f'fence-{fence.n}.service', 'failed')
    wait_for(lambda: len(messages(type='unit_failed')) > before, why='the fence was not told of')


fence.n = 0


def raise_the_limits():
    for limit in ('burst', 'rate-hour', 'rate-day'):
        tidings('limits', 'set', limit, '0')


def nothing_is_here():
    """No logind, no UPower, no systemd: it is said, and the agent need not stay for it."""
    add_confirmed()
    tidings('people', 'edit', 'Ann', '--language', 'en')
    for type_ in ALERTS[1:]:
        tidings('types', 'on', type_)
    assert {n: (w['on'], w['available']) for n, w in watches().items()} == {
        'logins': (False, False), 'battery': (False, False), 'disk': (False, True), 'units': (False, False)}
    shown = tidings('watch', 'on', 'battery').out
    assert 'UPower' in shown and 'not available here' in shown, shown
    assert tidings('status', '--json').json()['watches'] == [
        {'name': 'battery', 'available': False, 'why': watches()['battery']['why']}]
    assert 'UPower' in tidings('status').out
    tidings('watch', 'off', 'battery')
    assert tidings('status', '--json').json()['watches'] == []


def nothing_is_on():
    """All services are there and something happens; nobody has asked for it."""
    system.open_session('1', 'ann', uid=os.getuid(), service='gdm-password', seat='seat0', tty='tty2')
    system.battery(50, 2, 1)
    system.system_state('running')
    system.own('org.freedesktop.login1')
    system.own('org.freedesktop.UPower')
    system.own('org.freedesktop.systemd1', system.user_bus)
    assert all(w['available'] and not w['on'] for w in watches().values()), watches()
    system.battery(5, 2, 3)
    system.open_session('2', 'eve', host='203.0.113.7')
    system.unit('backup.service', 'failed')
    assert not any(w['on'] for w in watches().values())
    for type_ in ALERTS:
        assert not messages(type=type_)
    system.battery(50, 2, 1)


def wrong_words():
    assert 'logins' in tidings('watch', 'on', 'weather', status=2).err
    assert 'percent' in tidings('watch', 'on', 'battery', '--percent', '50', status=2).err
    tidings('watch', 'on', 'disk', '--percent', '100', status=2)
    tidings('watch', 'off', 'weather', status=2)


def failed_unit():
    """backup.service had failed before this was switched on; that is no news."""
    tidings('watch', 'on', 'units')
    assert watches()['units']['on'] and watch.agent_pid()
    system.unit('nextcloud.service', 'failed', run=7)
    found = told('unit_failed', 1)[0]
    assert found['body'].startswith(f'The service nextcloud.service on {HOST} has failed. exit-code 1'), found
    assert found['source'] == 'watch-units'
    assert len(inbox('nextcloud')) == 1
    # Said again, as systemd does at each change of anything; our own unit; a group of processes; the end of the session.
    system.unit('nextcloud.service', 'failed', run=7)
    system.unit('tidings-agent.service', 'failed')
    system.unit('app-org.tidings.Tidings.Agent@autostart.service', 'failed')
    system.unit('app-browser-1.scope', 'failed')
    system.unit('well.service', 'active')
    # Somebody who is not systemd.
    stranger = system.connect(os.environ['DBUS_SESSION_BUS_ADDRESS'])
    for to in names_on(system.user_bus):
        system.emit_unit(stranger, '/org/freedesktop/systemd1/unit/forged_2eservice', 'failed', to)
    names_on(stranger)
    fence()
    told('unit_failed', 2)


def new_login():
    tidings('watch', 'on', 'logins')
    wait_for(lambda: watches()['logins']['available'])
    assert not messages(type='new_login'), 'who was there already is no news'
    system.open_session('3', 'eve', service='sshd', host='203.0.113.9', at=1795262460)
    found = told('new_login', 1)[0]
    assert found['body'].startswith(f'New sign-in to {HOST}: eve (sshd) 203.0.113.9 '), found
    assert found['source'] == 'watch-logins' and len(inbox('eve (sshd)')) == 1
    # The same seat opened again, the greeter, a job, and somebody who is not logind.
    system.open_session('4', 'ann', uid=os.getuid(), service='gdm-password', seat='seat0', at=1795262470)
    system.open_session('c1', 'gdm', uid=120, service='gdm-launch-environment', seat='seat0', kind='greeter')
    system.open_session('5', 'root', uid=0, service='cron', kind='background')
    path = system.open_session('9', 'mallory', service='sshd', host='203.0.113.99', at=1795262475, says=False)
    stranger = system.connect(system.address)
    for to in names_on(system.bus):
        system.emit_session('SessionNew', '9', path, bus=stranger, to=to)
    system.open_session('6', 'bob', service='sshd', host='198.51.100.1\n“Pay now”', at=1795262480)
    found = told('new_login', 2)
    assert 'bob (sshd) 198.51.100.1Paynow ' in next(m for m in found if 'bob' in m['body'])['body'], found


def names_on(bus):
    listed = bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'ListNames', None, None, 0, -1, None)
    return [name for name in listed.unpack()[0] if name.startswith(':')]


def low_battery():
    tidings('watch', 'on', 'battery')
    system.battery(20, 2, 1)
    system.battery(8.6, 2, 3)
    found = told('battery_low', 1)[0]
    assert found['body'].startswith(f'{HOST}: 8% battery left. Time to plug it in.'), found
    assert found['source'] == 'watch-battery' and len(inbox('8% battery')) == 1
    system.battery(4, 2, 4)
    fence()
    assert len(messages(type='battery_low')) == 1


def full_disk():
    used = shutil.disk_usage(os.environ['XDG_DATA_HOME'])
    percent = -(-used.used * 100 // (used.used + used.free))
    assert 1 <= percent <= 99, 'this computer’s disk is too full for the test'
    tidings('watch', 'on', 'disk', '--percent', str(percent))
    wait_for(lambda: messages(type='disk_full'), why='a full disk is not told of')
    found = settle('disk_full')
    assert len({m['body'] for m in found}) == len(found) and found[0]['source'] == 'watch-disk', found
    assert all(m['body'].startswith('Disk almost full: /') and HOST in m['body'] for m in found), found


def not_again():
    """Neither an agent that ended in good order nor one that was killed has forgotten what it told of."""
    before = {type_: len(messages(type=type_)) for type_ in ALERTS}
    assert watch.end_agent()
    assert all(w['on'] and w['available'] for w in watches().values()), watches()
    fence()
    assert kill_agent()
    assert all(w['on'] and w['available'] for w in watches().values()), watches()
    fence()
    before['unit_failed'] += 2
    assert {type_: len(messages(type=type_)) for type_ in ALERTS} == before


def while_away():
    """What happened while no agent ran is found at its start."""
    assert watch.end_agent()
    system.unit('sync.timer', 'failed', run=9)
    system.open_session('7', 'eve', service='sshd', host='203.0.113.10', at=1795262490)
    system.battery(90, 1, 1)
    tidings('status')
    wait_for(lambda: inbox('sync.timer'))
    wait_for(lambda: inbox('203.0.113.10'))
    # Charged, and low again: an hour has to pass between two texts of that kind, so it is noted and not sent.
    system.battery(7, 2, 3)
    found = wait_for(lambda: messages(type='battery_low', state='skipped'))
    assert found[0]['reason'] == 'duplicate', found


def it_stays_and_leaves():
    """With something to watch the agent stays; without it leaves as ever."""
    assert tidings('watch', 'off', 'disk', '--json').json()[2]['on'] is False
    for name in ('logins', 'battery', 'units'):
        tidings('watch', 'off', name)
    system.open_session('8', 'eve', service='sshd', host='203.0.113.11', at=1795262500)
    system.unit('other.service', 'failed')
    system.battery(3, 2, 4)
    tidings('status')
    assert not inbox('203.0.113.11') and not inbox('other.service')


if __name__ == '__main__':
    main([raise_the_limits, nothing_is_here, nothing_is_on, wrong_words, failed_unit, new_login, low_battery, full_disk, not_again, while_away,
          it_stays_and_leaves])
