#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reminder from its title to its arrival, by keyboard alone: added from another page with a title and a time, seen in the
agenda, arrived on the practice phone once the practice's time has come, answered with DONE. Then what can be said of a row
and taken back, and a calendar file that is handed to the window. Speaks TAP; run by `meson test`, with --pictures DIRECTORY
it leaves a picture of each view in both sizes and colour schemes."""
import contextlib
import datetime
import json
import os
import re
import sqlite3
import sys

sys.dont_write_bytecode = True
import drive
import walk
from gi.repository import GLib
from drive import tidings, until

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'journeys'))
import journey

CALENDAR = os.path.join(os.environ.get('XDG_DATA_HOME', '/nonexistent'), 'school.ics')
camera = None


def look(app, name):
    """A picture of what is on the screen, for who asked for pictures."""
    if camera is not None:
        camera.app = app
        camera.take(name)


def reminders(*options):
    return {reminder['title']: reminder for reminder in json.loads(tidings('reminders', 'list', '--json', *options))}


def inbox():
    return json.loads(tidings('practice', 'inbox', '--json'))


def has_focus(app, words):
    return until(lambda: app.focus() and words in app.focus().label, lambda: f'{app.focus()} has the focus, not {words}')


def reach(app, name, **more):
    """Goes to a widget by keyboard; once more when a row on the way was just made anew."""
    for _attempt in range(5):
        try:
            return app.reach(name, **more)
        except GLib.Error:
            continue
    return app.reach(name, **more)


def menu(app, title, item):
    """An item of the menu beside a reminder, by keyboard."""
    app.take_keyboard()
    reach(app, f'More about {title}', part=True)
    app.key('space')
    app.find('menu item', item)
    app.reach(item)
    app.key('Return')


def undo(app, words):
    """Takes back what the toast tells of."""
    app.shows(words)
    app.take_keyboard()
    app.key('ctrl+z')


def away(app, name):
    """Waits until no button has that name any more."""
    until(lambda: app.maybe('push button', name) is None, f'the button “{name}” stays')


def added(app):
    """a title and a time make a reminder, from whatever page is shown"""
    app.resize(app.window('Tidings'), *walk.WIDE)
    app.take_keyboard()
    app.key('alt+5')
    app.find('page tab', 'Activity', states=['selected'])
    app.key('ctrl+shift+n')
    dialog = app.window('New Reminder')
    app.take_keyboard(dialog)
    app.type('Bins')
    app.key('Return')
    # What does not say when is not guessed.
    app.type('tomorrow')
    app.shows('“tomorrow” does not say at what time')
    look(app, 'not-a-moment')
    app.take_keyboard(dialog)
    app.key('ctrl+a')
    day = datetime.date.today() + datetime.timedelta(days=2)
    app.type(f'{day} 12:30')
    app.shows(f'{day:%A}, {day.day} {day:%B %Y}, 12:30')
    app.shows('To: Ann')
    look(app, 'quick')
    app.take_keyboard(dialog)
    app.key('Return')
    app.shows('Bins: added for', within=app.window('Tidings'))
    app.gone('New Reminder')
    app.find('page tab', 'Activity', states=['selected'])


def agenda(app):
    """the agenda has both of its texts, each with its day, its time and its price"""
    app.take_keyboard()
    app.key('alt+4')
    app.shows('Bins')
    app.reach('Agenda')
    app.key('space')
    app.shows(re.compile('1 day before · Ann · 1 text · free, practice'))
    app.shows(re.compile('1 hour before · Ann · 1 text · free, practice'))
    app.shows('Tomorrow')
    look(app, 'agenda')
    app.reach('List')
    app.key('space')


def arrived(app):
    """once its time has come the text is on the phone, and DONE ends the reminder"""
    before = len(inbox())
    tidings('practice', 'ahead', '--next')
    text = until(lambda: inbox()[before:], 'nothing arrives on the practice phone')[-1]
    if 'Bins' not in text['body']:
        raise drive.Unexpected('another text has arrived')
    # At once: nobody waits until the window knows that it has arrived.
    tidings('practice', 'reply', 'Ann', 'DONE')
    until(lambda: reminders('--all')['Bins']['state'] == 'done', 'DONE does not end it')
    app.shows('1 Past')
    app.take_keyboard()
    app.reach('1 Past', part=True)
    app.key('space')
    app.shows('Done')
    look(app, 'done')
    tidings('practice', 'now')
    app.shows('Next 7 Days')


def taken_back(app):
    """what is skipped, done, put off or deleted can be taken back, and the keyboard stays in the list"""
    tidings('remind', 'Ann', 'in 3d', 'Choir', '--repeat', 'FREQ=WEEKLY', '--before', '1h')
    app.shows('Choir')
    first = reminders()['Choir']['when']
    menu(app, 'Choir', 'Skip This Time')
    until(lambda: reminders()['Choir']['when'] > first, 'the next time is still the one that was skipped')
    undo(app, re.compile('^Skipped'))
    until(lambda: reminders()['Choir']['when'] == first, 'Undo does not bring it back')

    menu(app, 'Choir', 'Done')
    until(lambda: reminders()['Choir']['when'] > first, 'it is not done')
    undo(app, 'Done for this time')
    until(lambda: reminders()['Choir']['when'] == first, 'Undo does not open it again')

    following = reminders()['Choir']['next']
    menu(app, 'Choir', 'Text Again in 1 Hour')
    until(lambda: reminders()['Choir']['next'] != following, 'no text comes in an hour')
    undo(app, re.compile('One more text goes'))
    until(lambda: reminders()['Choir']['next'] == following, 'Undo does not take the text back')

    menu(app, 'Choir', 'Move This Time…')
    dialog = app.window('Move This Time')
    app.take_keyboard(dialog)
    app.type('in 4d')
    look(app, 'move')
    app.take_keyboard(dialog)
    app.key('Return')
    app.gone('Move This Time')
    until(lambda: reminders()['Choir']['when'] > first, 'it is not moved')
    undo(app, re.compile('^Takes place'))
    until(lambda: reminders()['Choir']['when'] == first, 'Undo does not move it back')

    app.take_keyboard()
    reach(app, 'Choir', role='list item', part=True)
    app.key('Delete')
    until(lambda: 'Choir' not in reminders(), 'it is still there')
    undo(app, 'Reminder deleted')
    until(lambda: 'Choir' in reminders(), 'Undo does not bring it back')


def sleep_for_days(days):
    """As when the computer was off: the practice's clock has gone on and nothing was sent meanwhile. Practice itself lets
    time pass only with everything that happens in it."""
    path = os.path.join(os.environ['XDG_DATA_HOME'], 'tidings', 'tidings.db')
    with contextlib.closing(sqlite3.connect(path)) as store, store:
        store.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('practice-ahead', ?)", (str(days * 86400 * 1000),))
    tidings('status')
    until(journey.kill_agent, 'there is no agent to kill')
    tidings('status')


def missed(app):
    """what was missed stands on top of the page, is sent or dismissed by keyboard, and what was dismissed can be brought back"""
    tidings('remind', 'Ann', 'in 2d', 'Piano', '--before', '1h')
    tidings('remind', 'Ann', 'in 2d', 'Guitar', '--before', '1h')
    sleep_for_days(3)
    app.shows('Missed while the computer was off')
    look(app, 'missed')
    app.take_keyboard()
    reach(app, 'Dismiss: Guitar')
    app.key('space')
    away(app, 'Dismiss: Guitar')
    undo(app, 'Dismissed')
    reach(app, 'Dismiss: Guitar')
    app.key('space')
    away(app, 'Dismiss: Guitar')
    before = len(inbox())
    reach(app, 'Send Now: Piano')
    app.key('space')
    text = until(lambda: inbox()[before:], 'the text is not sent')[-1]
    if 'Piano' not in text['body']:
        raise drive.Unexpected('another text has arrived')
    away(app, 'Send Now: Piano')
    tidings('practice', 'now')


def imported(app):
    """a calendar file that is handed to the window on any page shows its events, and what is chosen becomes reminders"""
    app.take_keyboard()
    app.key('alt+1')
    app.find('page tab', 'Overview', states=['selected'])
    # What a drop on the window does, as no X event of a test drops a file.
    drive.run('gdbus', 'call', '--session', '--dest', 'org.tidings.Tidings', '--object-path', '/org/tidings/Tidings/window/1',
              '--method', 'org.gtk.Actions.Activate', 'import-calendar', f'[<"file://{CALENDAR}">]', '{}')
    dialog = app.window('Import Calendar File')
    app.shows('2 of 2 events')
    app.shows('Long ago')
    look(app, 'import')
    app.take_keyboard(dialog)
    app.reach('Holiday', part=True)
    app.key('space')
    app.shows('1 of 2 events')
    app.reach('Import')
    app.key('Return')
    app.shows('1 reminder added')
    look(app, 'imported')
    app.take_keyboard(dialog)
    has_focus(app, 'Close')
    app.key('Return')
    app.gone('Import Calendar File')
    if 'Holiday' in reminders() or 'Parents’ evening' not in reminders():
        raise drive.Unexpected(f'the command line tells of {sorted(reminders())}')


def prepare():
    tidings('people', 'add', 'Ann', '+4915123456789')
    tidings('verify', 'Ann')
    tidings('verify', 'Ann', until(lambda: re.findall(r'\b\d{6}\b', tidings('practice', 'inbox')), 'no code came')[-1])
    drive.run('gsettings', 'set', 'org.tidings.Tidings', 'set-up', 'true')

    day = datetime.date.today() + datetime.timedelta(days=12)
    os.makedirs(os.path.dirname(CALENDAR), exist_ok=True)
    events = (('a', day, 'Parents’ evening'), ('b', day, 'Holiday'), ('c', day - datetime.timedelta(days=400), 'Long ago'))
    with open(CALENDAR, 'w', encoding='utf-8', newline='') as file:
        file.write('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n')
        for uid, when, title in events:
            file.write(f'BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:{when:%Y%m%d}T180000\r\n'
                       f'SUMMARY:{title}\r\nEND:VEVENT\r\n')
        file.write('END:VCALENDAR\r\n')


def main(arguments):
    global camera
    prepare()
    if arguments[:1] == ['--pictures']:
        directory = os.path.abspath(arguments[1])
        walk.prepare(directory)
        camera = walk.Camera(None, directory, quick='--quick' in arguments)

    return drive.tap([added, agenda, arrived, taken_back, missed, imported])


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
