#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's search, as GNOME Shell asks for it: what it finds, what it is told, what stays hidden, and where a choice leads."""
import configparser
import os
import subprocess

from gi.repository import Gio, GLib
from journey import add_confirmed, desktop, main, settle, tidings, wait_for

# GIcons as they are serialized, a reminder's, a text's and a person's, each by its name in the desktop's theme.
ICONS = ('alarm-symbolic', 'mail-unread-symbolic', 'avatar-default-symbolic')
INTERFACE = 'org.gnome.Shell.SearchProvider2'
ini = configparser.ConfigParser()
ini.read(os.path.join(os.environ['TIDINGS_PREFIX'], 'share', 'gnome-shell', 'search-providers',
                      'org.tidings.Tidings.search-provider.ini'))
PROVIDER = ini['Shell Search Provider']
bus = Gio.bus_get_sync(Gio.BusType.SESSION)


def call(method, signature=None, *values):
    """Calls what the installed description names, as the shell does: the bus starts it."""
    arguments = GLib.Variant(signature, values) if signature else None
    return bus.call_sync(PROVIDER['BusName'], PROVIDER['ObjectPath'], INTERFACE, method, arguments, None,
                         Gio.DBusCallFlags.NONE, 60_000, None).unpack()


def find(*terms):
    return call('GetInitialResultSet', '(as)', terms)[0]


def metas(*ids):
    return call('GetResultMetas', '(as)', ids)[0]


def hide(is_hidden):
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'hide-text', 'true' if is_hidden else 'false'], check=True)


def nothing_yet():
    """Before anything is stored the search finds nothing, and says so at once."""
    assert PROVIDER['Version'] == '2' and PROVIDER['DesktopId'] == 'org.tidings.Tidings.desktop', dict(PROVIDER)
    assert find('ann') == []


def finds():
    add_confirmed()
    tidings('remind', 'Ann', 'in 2d', 'Dentist')
    tidings('send', 'Ann', 'The dentist called', '--wait')
    settle('message')
    found = find('dent')
    assert [one.split(':')[0] for one in found] == ['reminder', 'message'], found
    assert call('GetSubsearchResultSet', '(asas)', ['message:999'], ['dentist', 'called'])[0] == found[1:]
    told = metas(*found, *find('ann')[:1])
    assert [one['name'] for one in told] == ['Dentist', 'The dentist called', 'Ann'], told
    assert [one['id'] for one in told] == [*found, 'person:1'], told
    assert told[1]['description'].startswith('Ann'), told[1]
    # The Shell would put it into the clipboard when a result is opened.
    assert 'clipboardText' not in str(told), told
    assert [one['icon'] for one in told] == [('themed', [icon, icon.removesuffix('-symbolic')]) for icon in ICONS], told


def hidden():
    """Where texts are hidden, only kinds are told."""
    hide(True)
    wait_for(lambda: 'dentist' not in str(metas(*find('dent'))).lower(), why='it still tells what the texts say')
    assert '1512' not in str(metas('person:1')), metas('person:1')
    hide(False)
    wait_for(lambda: 'dentist' in str(metas(*find('dent'))).lower(), why='it does not tell it again')


def locked():
    """Nobody in front of a locked screen finds anything, or reads more of what was found before."""
    found = find('dent')
    desktop.lock(True)
    wait_for(lambda: find('dent') == [], why='it finds something while the screen is locked')
    assert metas(*found) == [], metas(*found)
    desktop.lock(False)
    wait_for(lambda: find('dent') == found, why='it finds nothing any more')


def overtaken():
    """Each search is answered, and the last one with what it asked for."""
    answers = {}

    def ask(word):
        bus.call(PROVIDER['BusName'], PROVIDER['ObjectPath'], INTERFACE, 'GetInitialResultSet', GLib.Variant('(as)', ([word],)), None,
                 Gio.DBusCallFlags.NONE, 60_000, None, lambda _bus, answer: answers.update({word: bus.call_finish(answer).unpack()[0]}))

    for word in ('d', 'de', 'den', 'dent', 'dentist'):
        ask(word)
    context = GLib.MainContext.default()
    wait_for(lambda: (context.iteration(False), len(answers) == 5)[1], why=f'only these searches were answered: {answers}')
    assert len(answers['dentist']) == 2 and answers['dentist'] == find('dentist'), answers


def chosen():
    """What is chosen is shown by the window, with what it is about."""
    desktop.stand_in_for_window()
    found = [*find('ann')[:1], *find('dent')]
    for one in found:
        call('ActivateResult', '(sasu)', one, ['dent'], 7)
    call('ActivateResult', '(sasu)', 'nothing:1', [], 7)
    call('LaunchSearch', '(asu)', ['den', 'tist'], 7)
    wanted = [('show-person', 1), ('show-reminder', int(found[1].split(':')[1])), ('show-message', int(found[2].split(':')[1])),
              ('search', 'den tist')]
    wait_for(lambda: desktop.activated == wanted, why=f'the window was asked for {desktop.activated}')


def erased():
    """What was erased a moment ago is not found any more, although the program still runs."""
    assert find('dent') != []
    tidings('erase', '--all', '--yes')
    assert find('dent') == [] and find('ann') == [], (find('dent'), find('ann'))


def leaves():
    """It does not stay when nobody searches."""
    def is_there():
        return bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'NameHasOwner',
                             GLib.Variant('(s)', (PROVIDER['BusName'],)), None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0]

    assert is_there()
    wait_for(lambda: not is_there(), why='it stays')


main([nothing_yet, finds, hidden, locked, overtaken, chosen, erased, leaves])
