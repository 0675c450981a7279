#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People, by keyboard alone: one is added from nothing to a confirmed number, gets a text that was written by hand, opts out by
STOP and back in by START, has quiet hours, and is erased so that nothing tells of them any more. Speaks TAP; run by
`meson test`, with --pictures DIRECTORY it leaves a picture of each view in both sizes and colour schemes."""
import datetime
import json
import os
import re
import sys

sys.dont_write_bytecode = True
import drive
import walk
from drive import tidings, until

album = None


def people():
    return {person['name']: person for person in json.loads(tidings('people', 'list', '--json'))}


def focused(app, label):
    until(lambda: app.focus() and label in app.focus().label, lambda: f'{app.focus()} has the focus, not {label}')


def press(app, name, **more):
    """What the keyboard leads to, pressed."""
    app.take_keyboard()
    app.reach(name, **more)
    app.key('Return')


def menu(app, item):
    """An item of the menu on a person's page."""
    press(app, 'More About This Person')
    app.find('menu item', item)
    app.reach(item)
    app.key('Return')


def is_wrong(app, label):
    """Whether a field is marked as wrong; that of GTK 4.18 is in a row of its name, which is."""
    return any(node.has('invalid') for role in ('text', 'list item') for node in app.every(role, label, part=True))


def open_person(app):
    """Ben's page, from wherever."""
    app.take_keyboard()
    app.key('alt+2')
    app.find('page tab', 'People', states=['selected'])
    press(app, 'Ben', role='list item', part=True)
    app.shows('Language of texts')


def answer(app, word):
    """What the practice phone answers, by its own buttons."""
    app.take_keyboard(app.window('Tidings'))
    app.key('alt+2')
    app.find('page tab', 'People', states=['selected'])
    app.key('F10')
    app.find('menu item', 'Practice Phone')
    app.reach('Practice Phone')
    app.key('Return')
    phone = app.window('Practice Phone')
    app.take_keyboard(phone)
    for _step in range(40):
        node = app.focus(phone)
        if node is not None and node.label == word:
            break
        app.step('Tab', node)
    else:
        raise drive.Unexpected(f'the keyboard does not lead to {word} on the practice phone')
    app.key('Return')
    app.key('ctrl+w')
    app.gone('Practice Phone')
    app.take_keyboard(app.window('Tidings'))
    open_person(app)


# The parts

def add(app):
    """somebody is added by name, country and number, and what is no number is said at its field"""
    app.resize(app.window('Tidings'), *walk.WIDE)
    app.take_keyboard()
    app.key('alt+2')
    app.shows('No One Yet')
    album.look(app, 'empty')
    app.key('ctrl+n')
    dialog = app.window('Add Person')
    app.take_keyboard(dialog)
    app.key('Return')
    until(lambda: is_wrong(app, 'Name') or app.read('Enter a name'), 'an empty name is not told')
    app.type('Ben')
    press(app, 'Country or region', part=True)
    chooser = app.window('Country or Region')
    app.take_keyboard(chooser)
    app.type('+44')
    until(lambda: (chooser.maybe('list item') or chooser).maybe('label', 'United Kingdom'), '+44 does not lead to the United Kingdom')
    album.look(app, 'country')
    app.take_keyboard(app.window('Country or Region'))
    app.key('Return')
    app.gone('Country or Region')
    app.take_keyboard()
    app.type('07400')
    app.shows(re.compile('more digits needed'))
    app.key('Return')
    until(lambda: is_wrong(app, 'Mobile number'), 'a short number is not marked')
    album.look(app, 'short-number')
    # The keyboard is at what is wrong.
    app.key('End')
    app.type('123456')
    app.shows('+44 7400 123456')
    album.look(app, 'add')
    app.take_keyboard()
    app.key('Return')
    app.window('Confirm Number')


def confirm(app):
    """a wrong code is said at its field, the right one leads on to the alerts"""
    app.take_keyboard()
    until(lambda: app.focus() and app.focus().role == 'text', lambda: f'{app.focus()} has the focus')
    code = until(lambda: re.findall(r'\b\d{6}\b', tidings('practice', 'inbox')), 'no code came')[-1]
    app.type('000000' if code != '000000' else '111111')
    app.key('Return')
    app.shows('2 tries left')
    album.look(app, 'wrong-code')
    app.take_keyboard()
    app.key('ctrl+a')
    app.type(code)
    app.key('Return')
    app.window('Alerts for Ben')
    album.look(app, 'alerts')
    app.take_keyboard()
    focused(app, 'Done')
    app.key('Return')
    app.gone('Alerts for Ben')
    app.shows(re.compile('Confirmed'))
    album.look(app, 'list')


def write(app):
    """a text is written by hand: counted, priced, kept when closed by accident, sent"""
    open_person(app)
    album.look(app, 'person')
    menu(app, 'Send a Text…')
    dialog = app.window('Send a Text')
    app.take_keyboard(dialog)
    app.key('Return')
    app.shows('Write what the text says')
    app.type('I will be home at seven')
    app.shows('23 characters · 1 text · free, practice')
    app.hides('Write what the text says')
    album.look(app, 'text')
    app.take_keyboard(dialog)
    app.key('Escape')
    app.shows('Discard Changes?')
    album.look(app, 'discard')
    app.take_keyboard()
    focused(app, 'Keep Editing')
    app.key('Return')
    until(lambda: app.read('23 characters · 1 text'), 'what was typed is gone')
    app.take_keyboard(dialog)
    app.reach('Send')
    app.key('Return')
    app.gone('Send a Text')
    app.shows('The text to Ben is on its way')
    album.look(app, 'sent')
    until(lambda: 'I will be home at seven' in tidings('practice', 'inbox'), 'the text does not arrive')
    app.shows('Delivered')


def quiet(app):
    """quiet hours are drawn and told in words, and a text says before it is sent that it will wait"""
    tidings('people', 'edit', 'Ben', '--quiet', 'mo-fr 22:00-07:00 sa,su 23:00-09:00')
    strip = app.find('image', 'Quiet hours: Mon–Fri 22:00–07:00, Sat, Sun 23:00–09:00.', part=True)
    strip.bring_into_view()
    album.look(app, 'week')
    now = datetime.datetime.now()
    hours = f'{(now - datetime.timedelta(hours=1)):%H:00}-{(now + datetime.timedelta(hours=2)):%H:00}'
    tidings('people', 'edit', 'Ben', '--quiet', hours)
    until(lambda: app.find('image', 'Quiet now, until', part=True), 'the strip does not say that it is quiet now')
    app.find('image', 'Quiet now, until', part=True).bring_into_view()
    album.look(app, 'day')
    menu(app, 'Send a Text…')
    dialog = app.window('Send a Text')
    dialog.shows(re.compile('Will wait until .*: Quiet hours'))
    album.look(app, 'text-waits')
    app.take_keyboard(dialog)
    app.key('Escape')
    app.gone('Send a Text')
    tidings('people', 'edit', 'Ben', '--quiet', 'off')


def opt_out(app):
    """after STOP the page says so with the way back, and nothing can be sent until START"""
    answer(app, 'STOP')
    app.shows('Nothing is sent to Ben')
    if 'QR code' not in app.find('image', 'START', part=True).label:
        raise drive.Unexpected('the code is not named')
    album.look(app, 'opted-out')
    app.take_keyboard()
    press(app, 'Copy Number')
    app.shows('Number copied')
    menu(app, 'Send a Text…')
    dialog = app.window('Send a Text')
    dialog.shows(re.compile('Ben .*STOP'))
    until(lambda: not app.find('push button', 'Send', within=dialog).has('sensitive'), 'a text to somebody who opted out can be sent')
    album.look(app, 'text-stopped')
    app.take_keyboard(dialog)
    app.type('Please')
    app.key('Return')
    app.window('Send a Text')
    app.key('Escape')
    app.shows('Discard Changes?')
    app.take_keyboard()
    app.reach('Discard')
    app.key('Return')
    app.gone('Send a Text')
    if 'Please' in tidings('practice', 'inbox'):
        raise drive.Unexpected('a text went to somebody who had opted out')
    answer(app, 'START')
    app.hides('Nothing is sent to Ben')
    app.shows(re.compile('Confirmed: '))


def history(app):
    """who agreed to what, when and how, can be read"""
    press(app, 'History', role='list item', part=True)
    app.shows('History of Ben')
    for words in ('Texted START', 'Texted STOP', 'Confirmed the number'):
        app.shows(re.compile(words))
    album.look(app, 'history')
    app.take_keyboard()
    app.key('Escape')
    until(lambda: app.focus() and 'History' in app.focus().label, lambda: f'back again, {app.focus()} has the focus')


def search(app):
    """from eight people on, typing finds them, and Delete asks whether to remove one"""
    for n in range(8):
        tidings('people', 'add', ('Amina', 'Carla', 'Dora', 'Emil', 'Farid', 'Greta', 'Hugo', 'Ida')[n], f'+4477009005{n:02}')
    app.take_keyboard()
    app.key('alt+2')
    app.shows('Ida')
    app.reach('Amina', role='list item', part=True)
    album.look(app, 'eight')
    app.take_keyboard()
    app.type('zzz')
    app.shows('No Results')
    album.look(app, 'no-results')
    app.take_keyboard()
    app.key('Escape')
    app.shows('Ida')
    app.take_keyboard()
    app.reach('Ida', role='list item', part=True)
    app.key('Delete')
    app.shows('Remove Ida?')
    album.look(app, 'remove')
    app.take_keyboard()
    # Nothing is lost by Return alone.
    focused(app, 'Also delete Ida’s messages')
    app.reach('Remove')
    app.key('Return')
    until(lambda: 'Ida' not in people(), 'Ida is not removed')
    until(lambda: not app.maybe('list item', 'Ida', part=True), 'Ida stays in the list')


def erase(app):
    """somebody is erased: what that means is said before, and afterwards nothing tells of them"""
    open_person(app)
    press(app, 'Erase Person…')
    app.shows('Erase Ben?')
    app.shows('This cannot be undone')
    album.look(app, 'erase')
    app.take_keyboard()
    focused(app, 'Cancel')
    app.reach('Erase')
    app.key('Return')
    app.shows('Ben was erased')
    app.find('page tab', 'People', states=['selected'])
    until(lambda: not app.read('+44 7400 123456'), 'Ben is still in the list')
    album.look(app, 'erased')

    path = os.path.join(os.environ['HOME'], 'all.json')
    tidings('export', path)
    with open(path, encoding='utf-8') as file:
        told = file.read()
    for trace in ('Ben', '7400123456', 'home at seven'):
        if trace in told or trace in tidings('log', '--json'):
            raise drive.Unexpected(f'“{trace}” is still told of')
    tidings('log', '--who', 'Ben', status=2)


PARTS = (add, confirm, write, quiet, opt_out, history, search, erase)


def main(arguments):
    global album
    drive.run('gsettings', 'set', 'org.tidings.Tidings', 'set-up', 'true')
    album = walk.Album(arguments)

    return drive.tap(list(PARTS))


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
