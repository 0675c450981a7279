#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits as a person meets them: set on the command line, told once when they are near, and what they stop shown and kept."""
import os
import subprocess

from gi.repository import Gio, GLib

from journey import OWN_PROGRAM, add_confirmed, desktop, kill_agent, main, messages, tidings, wait_for

N_STORM = 300


def shown(title):
    return [notice for notice in desktop.shown if title in notice['title']]


def status():
    return tidings('status', '--json').json()


def alert(unit, **options):
    return tidings('alert', 'job_failed', f'unit={unit}', **options)


def prepared():
    add_confirmed()
    tidings('types', 'on', 'job_failed', '--for', 'Ann')
    for name, value in (('rate-hour', 'off'), ('rate-day', 'off'), ('burst', 0), ('cap-month', 0), ('cap-day', 10)):
        tidings('limits', 'set', name, str(value))
    limits = tidings('limits', '--json').json()
    assert limits['cap_day'] == 10 and limits['rate_hour'] is None and limits['budget_day'] is None, limits
    assert status()['quota']['day'] == {'used': 1, 'cap': 10, 'spent': status()['quota']['day']['spent'], 'budget': None}


def near():
    for n in range(7):
        alert(f'first-{n}')
    assert not shown('Limit Nearly Reached'), desktop.shown
    alert('first-7')
    notice, = wait_for(lambda: shown('Limit Nearly Reached'))
    assert notice['body'] == '9 of 10 texts of today are used', notice


def stopped():
    alert('ninth', status=3)
    notice, = wait_for(lambda: shown('Text Not Sent'))
    message, = [m for m in messages(type='job_failed') if 'ninth' in m['body']]
    assert message['state'] == 'skipped' and message['reason'] == 'cap-day', message
    assert 'ninth' in notice['body'] and 'Daily limit reached' in notice['body'], notice


def storm():
    """Hundreds at once are one notification, whose number grows."""
    tidings('programs', 'allow', OWN_PROGRAM)     # so many of a program are on purpose
    bus = Gio.DBusConnection.new_for_address_sync(
        os.environ['DBUS_SESSION_BUS_ADDRESS'],
        Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
    for n in range(N_STORM):
        bus.call('org.tidings.Tidings.Agent', '/org/tidings/Tidings/Agent', 'org.tidings.Tidings.Agent1', 'Raise',
                 GLib.Variant('(sa{sv}a{sv})', ('job_failed', {'unit': GLib.Variant('s', f'storm-{n}')}, {})), None,
                 Gio.DBusCallFlags.NONE, 60_000, None, None)
    bus.flush_sync()
    wait_for(lambda: [m for m in messages(type='job_failed') if f'storm-{N_STORM - 1}' in m['body']], why='the storm was not taken in')
    wait_for(lambda: shown(f'{N_STORM + 1} Texts Not Sent'), why=f'the number was not told: {shown("Not Sent")}')
    notices = shown('Not Sent')
    assert len(notices) < 10, len(notices)
    assert len({notice['id'] for notice in notices}) == 1, notices
    assert 'storm-' in notices[-1]['body'], notices[-1]
    assert status()['quota']['day']['used'] == 9


def told_once():
    assert kill_agent()
    alert('after', status=3)
    wait_for(lambda: len([m for m in messages(type='job_failed') if 'after' in m['body']]) == 1)
    assert len(shown('Limit Nearly Reached')) == 1, desktop.shown


def hidden():
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'hide-text', 'true'], check=True)
    tidings('limits', 'set', 'cap-day', '0')
    tidings('limits', 'set', 'rate-hour', '1')
    before = len(shown('Text Not Sent'))
    alert('secretly', status=3)
    notice = wait_for(lambda: shown('Text Not Sent')[before:])[0]
    assert 'secretly' not in notice['body'] and 'Ann' in notice['body'], notice


def sent_again():
    """What a limit stopped is kept with its words, and goes when there is room."""
    tidings('limits', 'set', 'rate-hour', '0')
    message, = [m for m in messages(type='job_failed') if 'ninth' in m['body']]
    tidings('retry', str(message['id']), '--wait')
    states = sorted(m['state'] for m in messages(type='job_failed') if m['body'] == message['body'])
    assert 'delivered' in states, states


def money():
    """A budget for the group of the alert stops it, and one for the day all."""
    spent = wait_for(lambda: (lambda group: group and float(group['spent']) > 0 and float(group['spent']))
                     (status()['quota']['groups'].get('computer')), why='no price was named')
    tidings('limits', 'set', 'budget-group:computer', f'{spent:.4f}')
    alert('dear', status=3)
    message, = [m for m in messages(type='job_failed') if 'dear' in m['body']]
    assert message['reason'] == 'budget-group', message
    tidings('limits', 'set', 'budget-group:computer', 'off')
    tidings('limits', 'set', 'budget-day', '0.0001')
    alert('daily', status=3)
    assert [m['reason'] for m in messages(type='job_failed') if 'daily' in m['body']] == ['budget-day']
    quota = status()['quota']
    assert quota['day']['budget'] == '0.0001' and quota['groups']['computer']['budget'] is None, quota


main([prepared, near, stopped, storm, told_once, hidden, sent_again, money])
