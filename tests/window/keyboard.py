#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes the main way through the window without a mouse: every step is a key press, and what is to be pressed is reached
by Tab and arrows alone. The accessibility tree only tells where the focus is. Speaks TAP; run by `meson test`, with
--pictures DIRECTORY it leaves a picture of each step in both sizes and colour schemes."""
import re
import sys

sys.dont_write_bytecode = True
import drive
import walk
from drive import tidings, until

album = None


def first_start(app):
    """practice mode is one Return away"""
    app.resize(app.window('Tidings'), *walk.WIDE)
    app.window('Welcome')
    app.take_keyboard()
    until(lambda: app.focus() and app.focus().label == 'Try Practice Mode', lambda: f'{app.focus()} has the focus')
    album.look(app, 'welcome')
    app.key('Return')
    app.window('Your Number, step 2 of 3')


def back(app):
    """an account is asked for on the other way, which leads back to the beginning"""
    app.take_keyboard()
    app.reach('Back')
    app.key('Return')
    app.window('Welcome')
    app.take_keyboard()
    app.reach('Connect Twilio Account…')
    app.key('Return')
    app.window('Connect, step 2 of 5')
    app.take_keyboard()
    # What is typed goes into the first empty field.
    app.type('AC0123456789abcdef0123456789abcdef')
    until(lambda: app.find('text', 'Account SID').text.startswith('AC0123'), 'the typing does not begin in the first field')
    app.find('image', 'The form is right')
    app.key('Return')
    app.type('x')
    until(lambda: app.find('push button', 'Check Connection').has('sensitive'), 'Return does not lead to the next field')
    album.look(app, 'connect')
    app.reach('Back')
    app.key('Return')
    app.window('Welcome')
    app.take_keyboard()
    app.reach('Try Practice Mode')
    app.key('Return')
    app.window('Your Number')
    app.take_keyboard()


def number(app):
    """name, country and number are typed one after the other"""
    app.type('Ann')
    until(lambda: app.find('text', 'Your name').text == 'Ann', 'the name is not where the typing begins')
    app.reach('Country or region', part=True)
    app.key('Return')
    dialog = app.window('Country or Region')
    app.take_keyboard(dialog)
    app.type('deut')
    until(lambda: (dialog.maybe('list item') or dialog).maybe('label', 'Germany'), 'deut does not lead to Germany')
    app.key('Return')
    app.gone('Country or Region')
    app.take_keyboard()
    app.type('015123456789')
    until(lambda: app.find('text', 'Mobile number').text == '01512 3456789', 'the number does not come after the country')
    album.look(app, 'number')
    app.key('Return')
    app.window('Code')


def code(app):
    """the code is typed, and Return confirms it"""
    app.take_keyboard()
    until(lambda: app.focus() and app.focus().role == 'text', lambda: f'{app.focus()} has the focus')
    album.look(app, 'code')
    app.type(until(lambda: re.findall(r'\b\d{6}\b', tidings('practice', 'inbox')), 'no code came')[-1])
    app.key('Return')
    app.window('Ready')
    app.key('Return')
    app.shows('Delivered')
    album.look(app, 'ready')
    app.reach('Done')
    app.key('Return')
    app.gone('Ready')


def alert(app):
    """an alert is found, switched on and tested"""
    app.take_keyboard()
    app.key('alt+3')
    app.find('page tab', 'Alerts', states=['selected'])
    app.reach('Computer', part=True)
    app.key('Return')
    app.find('list item', 'Job failed', part=True)
    app.reach('Job failed', part=True)
    app.key('Return')
    app.shows('Who')
    # The row of a person acts for the switch in it.
    app.reach('Ann')
    app.key('space')
    app.find('check box', 'Ann', states=['checked'])
    app.reach('Send Test…')
    app.key('Return')
    dialog = app.window('Send a Test')
    app.take_keyboard(dialog)
    until(lambda: app.focus() and app.focus().label == 'Send', lambda: f'{app.focus()} has the focus, not Send')
    app.key('Return')
    app.shows('Delivered', within=dialog)
    app.key('Escape')
    app.gone('Send a Test')
    app.take_keyboard()
    app.key('alt+Left')
    app.shows('Password changed')
    until(lambda: app.focus() and 'Job failed' in app.focus().label, lambda: f'back again, {app.focus()} has the focus')


def activity(app):
    """the list of messages leads to one and back"""
    app.key('alt+5')
    app.find('page tab', 'Activity', states=['selected'])
    app.shows(re.compile('Ann · .* · Delivered'))
    row = app.reach('backup', role='list item', part=True)
    app.key('Return')
    app.shows('Arrived on the phone')
    app.key('Escape')
    until(lambda: app.focus() and app.focus().label == row.label, lambda: f'back again, {app.focus()} has the focus')


def reminder(app):
    """a reminder takes a title and two Returns"""
    app.key('alt+4')
    app.find('page tab', 'Reminders', states=['selected'])
    app.key('ctrl+n')
    app.take_keyboard(app.window('Add Reminder'))
    app.type('Dentist')
    app.key('Return', 'Return')
    app.gone('Add Reminder')
    app.shows('Dentist')
    app.take_keyboard()
    app.reach('Dentist', part=True)
    app.key('Return')
    app.take_keyboard(app.window('Edit Reminder'))
    app.key('Escape')
    app.gone('Edit Reminder')


def pages(app):
    """pages turn by Ctrl+PageDown, and the menu opens by F10"""
    app.take_keyboard()
    app.key('alt+1')
    app.find('page tab', 'Overview', states=['selected'])
    for title in ('People', 'Alerts', 'Reminders', 'Activity'):
        app.key('ctrl+Next')
        app.find('page tab', title, states=['selected'])
    app.key('ctrl+Prior')
    app.find('page tab', 'Reminders', states=['selected'])
    app.key('F10')
    app.find('menu item', 'Preferences')
    app.reach('Preferences')
    app.key('Return')
    app.take_keyboard(app.window('Preferences'))
    app.key('Escape')
    app.gone('Preferences')
    app.take_keyboard()
    app.key('ctrl+question')
    shortcuts = app.window('Keyboard Shortcuts')
    app.take_keyboard(shortcuts)
    app.key('Escape')
    app.gone('Keyboard Shortcuts')


if __name__ == '__main__':
    album = walk.Album(sys.argv[1:])
    sys.exit(drive.tap([first_start, back, number, code, alert, activity, reminder, pages]))
