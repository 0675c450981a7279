#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten thousand alerts from many programs at once: nothing is lost, few texts leave, and whoever asks is answered meanwhile."""
import statistics
import subprocess
import threading
import time

from gi.repository import Gio, GLib

from journey import OWN_PROGRAM, add_confirmed, main, tidings

NAME = 'org.tidings.Tidings.Agent'
PATH = '/org/tidings/Tidings/Agent'
INTERFACE = 'org.tidings.Tidings.Agent1'
PEOPLE = {'Ann': '0151 23456789', 'Ben': '0151 23456788', 'Cleo': '0151 23456787'}
N_CALLERS, N_RAISES, IN_FLIGHT = 5, 2000, 20
accepted, refused = [], []


def connect():
    address = Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION, None)
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


def ask_status(bus):
    """How long GetStatus takes, in seconds."""
    start = time.monotonic()
    bus.call_sync(NAME, PATH, INTERFACE, 'GetStatus', None, None, Gio.DBusCallFlags.NONE, 60000, None)
    return time.monotonic() - start


def alert(caller, number):
    """One in three says what others said before."""
    unit = f'disk {caller}' if number % 3 == 0 else f'job {caller}-{number}'
    who = list(PEOPLE)[number % len(PEOPLE)]
    kind = 'job_failed' if number % 2 else 'unit_failed'
    values = {'unit': GLib.Variant('s', unit)}
    if kind == 'unit_failed':
        values['host'] = GLib.Variant('s', 'studio')
    return GLib.Variant('(sa{sv}a{sv})', (kind, values, {'to': GLib.Variant('as', [who])}))


class Caller(threading.Thread):
    """A program that raises as fast as it is answered, some alerts at a time."""

    def __init__(self, number):
        super().__init__()
        self.number, self.next, self.n_open = number, 0, 0

    def run(self):
        context = GLib.MainContext()
        context.push_thread_default()
        self.bus = connect()
        while self.next < N_RAISES or self.n_open:
            while self.next < N_RAISES and self.n_open < IN_FLIGHT:
                self.n_open += 1
                self.bus.call(NAME, PATH, INTERFACE, 'Raise', alert(self.number, self.next), None, Gio.DBusCallFlags.NONE, 120000, None, self.answered)
                self.next += 1
            context.iteration(True)
        context.pop_thread_default()

    def answered(self, bus, result):
        self.n_open -= 1
        try:
            accepted.append([v[0] for v in bus.call_finish(result).unpack()[0]])
        except GLib.Error as error:
            refused.append(error.message)


def set_up():
    for name, number in PEOPLE.items():
        add_confirmed(name, number)
    # So many of a program are on purpose.
    tidings('programs', 'allow', OWN_PROGRAM)
    for kind in ('job_failed', 'unit_failed'):
        tidings('types', 'on', kind)
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'cap-day', '25'], check=True)


def storm():
    bus = connect()
    idle = statistics.median(ask_status(bus) for _ in range(50))
    begun = time.monotonic()
    tidings('status')
    quiet = time.monotonic() - begun
    callers = [Caller(number) for number in range(N_CALLERS)]
    waits, commands = [], []
    start = time.monotonic()
    for caller in callers:
        caller.start()
    while any(caller.is_alive() for caller in callers):
        waits.append(ask_status(bus))
        if len(waits) % 20 == 0:
            begun = time.monotonic()
            tidings('status')
            commands.append(time.monotonic() - begun)
    took = time.monotonic() - start
    print(f'# {len(accepted)} accepted, {len(refused)} refused in {took:.1f} s')
    print(f'# GetStatus: {idle * 1000:.1f} ms idle, {statistics.median(waits) * 1000:.1f} ms meanwhile, {max(waits) * 1000:.1f} ms at most of '
          f'{len(waits)}; tidings status {quiet:.2f} s idle, {max(commands or [0]):.2f} s')
    assert len(accepted) + len(refused) == N_CALLERS * N_RAISES
    assert waits, 'nobody was answered meanwhile'
    # No answer takes much longer than the alerts that were asked for before it, however many come in all.
    in_front = N_CALLERS * IN_FLIGHT * took / (N_CALLERS * N_RAISES)
    assert max(waits) < 8 * in_front + 50 * idle, (max(waits), in_front, idle)
    assert all(command < 8 * in_front + 2 * quiet for command in commands), (commands, in_front, quiet)


def nothing_is_lost():
    global rows
    rows = {m['id']: m for m in tidings('log', '--json', '--limit', '100000').json()}
    ids = [i for answer in accepted for i in answer]
    assert len(ids) == len(accepted) and all(ids), 'an accepted alert has no text'
    assert all(i in rows for i in ids), 'a text that was told of is not in the store'
    assert sum(1 + rows[i]['repeats'] for i in set(ids)) == len(accepted), 'an alert is neither a text nor counted in one'


def few_leave():
    # The limit of the day counts the codes of the three people, too; a tenth of it is kept for what is critical.
    left = [m for m in rows.values() if m['sid']]
    assert 3 < len(left) <= 25, len(left)


main([set_up, storm, nothing_is_lost, few_leave])
