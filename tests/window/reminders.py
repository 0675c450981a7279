#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders that come again, through the window: a weekly chore that two people take in turns, from its title to the list,
opened again and put off. Speaks TAP; run by `meson test`, with
--pictures DIRECTORY it leaves a picture of each view in both sizes and colour schemes."""
import datetime
import json
import os
import re
import sys

sys.dont_write_bytecode = True
import drive
import walk
from drive import tidings, until

camera = None


def look(app, name):
    """A picture of what is on the screen, for who asked for pictures."""
    if camera is not None:
        camera.app = app
        camera.take(name)


def reminders():
    return {reminder['title']: reminder for reminder in json.loads(tidings('reminders', 'list', '--json'))}


def menu(app, title, item):
    """An item of the menu beside a reminder."""
    app.find('push button', f'More about {title}', part=True).press()
    app.find('menu item', item).press()


def has_focus(node):
    """Whether something in the widget has the keyboard."""
    return any(child.focused or has_focus(child) for child in node.children)


def choose(app, row, option, steps):
    """An entry of a row with a list to choose from: so many steps below the one that is chosen."""
    app.take_keyboard()
    app.find('combo box', row, part=True).click()
    # The list may reach beyond the window, where a look from above does not find it.
    until(lambda: has_focus(app.find('combo box', row, part=True)), f'the list of {row} does not open')
    app.key(*['Down'] * steps, 'Return')

    def is_chosen():
        box = app.find('combo box', row, part=True)
        return [item.label for item in app.every('list item', within=box)] == [option]

    until(is_chosen, f'{row} is not {option}')


def bins():
    return reminders()['Bins']


def chore(app):
    """a weekly chore that two people take in turns goes from its title to the list"""
    app.resize(app.window('Tidings'), *walk.WIDE)
    app.find('page tab', 'Reminders').press()
    app.shows('No Reminders')
    look(app, 'empty')
    app.find('push button', 'Add Reminder…').press()
    dialog = app.window('Add Reminder')
    app.take_keyboard(dialog)
    app.type('Bins')
    choose(app, 'Kind', 'Chore', 1)
    app.find('list item', 'Send To', part=True).press()
    app.find('check box', 'Ben').press()
    app.shows('Ann and Ben')
    app.find('check box', 'Take Turns').press()
    choose(app, 'Tell When Not Done', 'After 4 hours', 2)
    look(app, 'chore')
    choose(app, 'Repeat', 'Every week', 3)
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    app.shows(re.compile(f'[Ee]very {tomorrow:%A}'))
    choose(app, 'Ends', 'After a number of times', 2)
    app.find('spin button', 'Times').bring_into_view()
    look(app, 'repeat')
    app.find('push button', 'Add').press()
    app.gone('Add Reminder')
    app.shows(re.compile(f'every {tomorrow:%A}, 10 times · .* · Ann’s turn', re.IGNORECASE))
    look(app, 'list')
    if bins()['repeat'] is None or bins()['type'] != 'chore_due' or bins()['turn'] != 'Ann' or bins()['overdue_after'] != 4 * 3600:
        raise drive.Unexpected(f'the command line tells of another chore: {bins()}')


def edited(app):
    """what comes again opens as it was kept"""
    app.find('list item', 'Bins', part=True).press()
    app.window('Edit Reminder')
    app.shows('Every week')
    app.shows('After a number of times')
    app.find('check box', 'Take Turns', states=['checked'])
    look(app, 'edit')
    app.take_keyboard()
    app.key('Escape')
    app.gone('Edit Reminder')


def custom(app):
    """every third week on two days is put together by keyboard, said in a sentence meanwhile, and opens as it was kept"""
    app.find('list item', 'Bins', part=True).press()
    dialog = app.window('Edit Reminder')
    app.take_keyboard(dialog)
    app.find('combo box', 'Repeat', part=True).click()
    until(lambda: has_focus(app.find('combo box', 'Repeat', part=True)), 'the list of Repeat does not open')
    app.reach('Custom…', role='list item')
    app.key('Return')
    app.find('spin button', 'Repeat Every')
    app.reach('Repeat Every', role='spin button')
    app.key('ctrl+a')
    app.type('3')
    app.key('Tab')
    day = datetime.date.today() + datetime.timedelta(days=1)
    other = day + datetime.timedelta(days=2)
    app.reach('Weekdays', role='list item', part=True)
    app.key('Return')
    app.reach(f'{other:%A}')
    app.key('space')
    app.shows(re.compile(f'[Ee]very 3 weeks on .*{day:%A}'))
    app.shows(re.compile(f'[Ee]very 3 weeks on .*{other:%A}'))
    look(app, 'custom')
    app.find('push button', 'Save').press()
    app.gone('Edit Reminder')
    kept = until(lambda: 'INTERVAL=3' in bins()['repeat'] and bins()['repeat'], 'the rule is not kept')
    if f'{day:%a}'[:2].upper() not in kept or f'{other:%a}'[:2].upper() not in kept or 'COUNT=10' not in kept:
        raise drive.Unexpected(f'another rule was kept: {kept}')


def snoozed(app):
    """one more text is asked for"""
    menu(app, 'Bins', 'Text Again in 1 Hour')
    app.shows(re.compile('One more text goes'))
    look(app, 'snoozed')


def prepare():
    for n, (name, number) in enumerate((('Ann', '+4915123456789'), ('Ben', '+4915123456780')), 1):
        tidings('people', 'add', name, number)
        tidings('verify', name)
        codes = until(lambda: re.findall(r'\b\d{6}\b', tidings('practice', 'inbox'))[n - 1:], f'no code came for {name}')
        tidings('verify', name, codes[-1])
    drive.run('gsettings', 'set', 'org.tidings.Tidings', 'set-up', 'true')


def main(arguments):
    global camera
    prepare()
    if arguments[:1] == ['--pictures']:
        directory = os.path.abspath(arguments[1])
        walk.prepare(directory)
        camera = walk.Camera(None, directory, quick=False)

    return drive.tap([chore, edited, custom, snoozed])


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
