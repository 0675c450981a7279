#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs may send: a few a day, until the person has answered the question that the desktop asks once."""
import json
import os
import shutil
import subprocess

from gi.repository import Gio, GLib

from journey import OWN_PROGRAM, add_confirmed, desktop, main, messages, tidings, wait_for

NAME, PATH, INTERFACE = 'org.tidings.Tidings.Agent', '/org/tidings/Tidings/Agent', 'org.tidings.Tidings.Agent1'
GDBUS = 'exe:' + os.path.realpath(shutil.which('gdbus'))
OWN_NAME = os.path.basename(OWN_PROGRAM)


def ask(unit, type_='job_failed', **options):
    """Raises an alert as another program does; gives state and reason."""
    reply = desktop.bus.call_sync(NAME, PATH, INTERFACE, 'Raise',
                                  GLib.Variant('(sa{sv}a{sv})', (type_, {key: GLib.Variant('s', unit) for key in ('unit', 'service', 'device')}, options)),
                                  None, Gio.DBusCallFlags.NONE, 60_000, None)
    (_id, _person, state, reason), = reply.unpack()[0]
    return state, reason


def gdbus(unit):
    done = subprocess.run(['gdbus', 'call', '--session', '--dest', NAME, '--object-path', PATH, '--method', INTERFACE + '.Raise',
                           'job_failed', f"{{'unit': <'{unit}'>}}", '@a{sv} {}'], capture_output=True, text=True, check=True)
    return done.stdout


def program(identity):
    return next((p for p in tidings('programs', '--json').json() if p['id'] == identity), None)


def question(name):
    return [shown for shown in desktop.shown if shown['title'] == f'{name} Wants to Send Texts']


def prepared():
    add_confirmed()
    tidings('types', 'on', 'job_failed')
    for limit in ('rate-hour', 'rate-day', 'burst'):
        tidings('limits', 'set', limit, 'off')
    assert tidings('programs', '--json').json() == []


def person_is_free():
    for n in range(7):
        tidings('alert', 'job_failed', f'unit=mine-{n}')
    assert tidings('programs', '--json').json() == [] and desktop.shown == [], desktop.shown


def five_arrive():
    for n in range(5):
        assert ask(f'theirs-{n}') == ('queued', ''), n
    wait_for(lambda: len([m for m in messages(state='delivered') if 'theirs-' in m['body']]) == 5, why='five did not arrive')
    # What it calls itself makes it nobody else, and no type is a way around.
    assert ask('sixth', source=GLib.Variant('s', 'cli')) == ('skipped', 'program-day')
    assert ask('seventh', source=GLib.Variant('s', 'reminder')) == ('skipped', 'program-day')
    message, = [m for m in messages(reason='program-day') if 'sixth' in m['body']]
    told = tidings('log', str(message['id'])).out
    assert OWN_PROGRAM in told, told
    assert 'Texts of this program today: 5 of 5' in told and 'tidings programs allow' in told, told
    known = program(OWN_PROGRAM)
    assert (known['state'], known['per_day'], known['name']) == ('new', 5, OWN_NAME), known
    assert [known[span]['texts'] for span in ('today', 'month', 'all')] == [5, 5, 5], known
    assert float(known['all']['cost']) > 0, known


def asked_once():
    asked, = wait_for(lambda: question(OWN_NAME), why=f'nobody was asked, but {desktop.shown}')
    assert asked['body'] == 'It may send 5 texts a day until you decide' and {'Allow', 'Block'} <= set(asked['buttons']), asked
    assert 'theirs' not in str(asked), asked


def allowed_by_a_button():
    asked, = question(OWN_NAME)
    desktop.press(asked, 'Allow')
    wait_for(lambda: program(OWN_PROGRAM)['state'] == 'allowed', why='the button did nothing')
    wait_for(lambda: asked['id'] in desktop.withdrawn, why='the question stays')
    assert ask('eighth') == ('queued', '')
    wait_for(lambda: [m for m in messages(state='delivered') if 'eighth' in m['body']], why='it did not arrive')
    assert program(OWN_PROGRAM)['per_day'] is None


def blocked_by_a_button():
    assert 'queued' in gdbus('first')
    asked, = wait_for(lambda: question('gdbus'), why='nobody was asked about another program')
    desktop.press(asked, 'Block')
    wait_for(lambda: program(GDBUS)['state'] == 'blocked', why='the button did nothing')
    assert 'program-off' in gdbus('second')
    assert ask('ninth') == ('queued', ''), 'one program was taken for another'


def refused(method, arguments, *words, path=PATH, interface=INTERFACE):
    try:
        desktop.bus.call_sync(NAME, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 60_000, None)
    except GLib.Error as error:
        assert all(word in error.message for word in words), error.message
        return
    raise AssertionError(f'a program did {method}')


def programs_do_not_decide():
    for method, arguments in (('PutProgram', GLib.Variant('(ssi)', (GDBUS, 'allowed', -1))), ('ForgetProgram', GLib.Variant('(s)', (GDBUS,))),
                              ('SetLimits', GLib.Variant('(a{sv})', ({'allowance-new': GLib.Variant('u', 1000)},)))):
        refused(method, arguments, 'Refused', 'only-person: ')
    # Nor by pressing the button of the question themselves.
    target = GLib.Variant('s', GDBUS)
    refused('ActivateAction', GLib.Variant('(sava{sv})', ('allow-program', [target], {})), 'AccessDenied',
            path='/org/tidings/Tidings', interface='org.freedesktop.Application')
    refused('Activate', GLib.Variant('(sava{sv})', ('allow-program', [target], {})), 'AccessDenied',
            path='/org/tidings/Tidings', interface='org.gtk.Actions')
    assert program(GDBUS)['state'] == 'blocked' and tidings('programs', 'new').out == '5\n'


def by_hand():
    """On the command line, where the same is asked of the agent."""
    tidings('programs', 'allow', GDBUS, '--day', '2')
    assert 'queued' in gdbus('third')
    assert 'program-day' in gdbus('fourth'), 'what it sent before counts'
    tidings('programs', 'allow', GDBUS, '--no-limit')
    assert 'queued' in gdbus('fifth')
    tidings('programs', 'block', OWN_PROGRAM)
    assert ask('tenth') == ('skipped', 'program-off')
    # What would be sent later is no way around, nor is a code.
    refused('AddReminder', GLib.Variant('(sssaxaxa{sv})', ('Later', '2099-01-01T10:00', '', [], [], {})), 'Refused', 'program-off: ')
    refused('SendCode', GLib.Variant('(xa{sv})', (1, {})), 'Refused', 'program-off: ')
    assert ask('tenth', 'new_login', to=GLib.Variant('as', ['Ann'])) == ('skipped', 'program-off')
    listed = tidings('programs').out
    assert GDBUS in listed and 'blocked' in listed and '3, no limit' in listed, listed
    path = os.path.join(os.environ['HOME'], 'all.json')
    tidings('export', path)
    with open(path, encoding='utf-8') as file:
        kept = {p['id']: (p['state'], p['per_day']) for p in json.load(file)['programs']}
    assert kept == {GDBUS: ('allowed', None), OWN_PROGRAM: ('blocked', None)}, kept
    tidings('programs', 'allow', GDBUS, '--day', '2', '--no-limit', status=2)
    unknown = tidings('programs', 'block', 'gdbus', status=2)
    assert 'unit:backup.service' in unknown.err, unknown


def forgotten():
    before = len(question('gdbus'))
    tidings('programs', 'forget', GDBUS)
    assert program(GDBUS) is None
    tidings('programs', 'new', '0')
    assert tidings('programs', 'new').out == '0\n'
    assert 'program-day' in gdbus('sixth')
    asked = wait_for(lambda: question('gdbus')[before:], why='it was not asked about again')[0]
    assert asked['body'] == 'It may send nothing until you decide', asked
    # A click on the question itself leads to where there is more to choose.
    desktop.stand_in_for_window()
    desktop.press(asked)
    wait_for(lambda: desktop.activated == [('show-preferences', 'programs')], why=f'a click asked for {desktop.activated}')


main([prepared, person_is_free, five_arrive, asked_once, allowed_by_a_button, blocked_by_a_button, programs_do_not_decide, by_hand,
      forgotten])
