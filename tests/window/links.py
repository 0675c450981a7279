#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes to the window from other programs, and what it opens there: links to texts, what is chosen in the desktop's search, and
the help. Speaks TAP;
run by `meson test`, with --pictures DIRECTORY it leaves a picture of each view in both sizes and colour schemes."""
import configparser
import json
import os
import re
import sys

sys.dont_write_bytecode = True
import drive
import walk
from drive import tidings, until

DATA = os.environ.get('XDG_DATA_HOME', '/nonexistent')
VIEWER = os.path.join(DATA, 'applications', 'viewer.desktop')
OPENED = os.path.join(DATA, 'opened')
album = None


def look(app, name):
    """A picture of what is on the screen, for who asked for pictures."""
    if album is not None:
        album.app = app
        album.take(name)


def texts():
    """What is on the practice phone, without the line on how to opt out."""
    return [text['body'].split('\n')[0] for text in json.loads(tidings('practice', 'inbox', '--json'))]


def code():
    return until(lambda: re.findall(r'\b\d{6}\b', tidings('practice', 'inbox')), 'no code came')[-1]


def send(app, title):
    """Presses Send in the dialog with that title."""
    app.take_keyboard(app.window(title))
    app.reach('Send')
    app.key('Return')
    app.gone(title)


def known(app):
    """a link opens a text to whoever has its number, with its words, and nothing goes before Send is pressed"""
    app.resize(app.window('Tidings'), *walk.WIDE)
    before = len(texts())
    tidings('sms:0151%2F23456789?body=Home%20at%207%20%26%20hungry')
    dialog = app.window('Send a Text')
    app.shows('Ann', within=dialog)
    until(lambda: app.find('text', 'Text', within=dialog).text == 'Home at 7 & hungry', 'the text of the link is not in the field')
    if len(texts()) != before:
        raise drive.Unexpected('it was sent unasked')
    send(app, 'Send a Text')
    until(lambda: texts()[before:] == ['Home at 7 & hungry'], lambda: f'on the phone: {texts()[before:]}')


def unknown(app):
    """for a number that nobody has it offers to add somebody, and the text is there once the number is confirmed"""
    tidings('sms:+4915123456780?body=Welcome')
    app.shows('Nobody Here Has This Number')
    app.shows(re.compile('49 1512 3456780'))
    look(app, 'nobody')
    app.find('push button', 'Add Person…').press()
    dialog = app.window('Add Person')
    app.shows(re.compile('Will be saved as .*49 1512 3456780'), within=dialog)
    look(app, 'add')
    app.take_keyboard(dialog)
    app.type('Ben')
    app.key('Return')
    app.window('Confirm Number')
    app.find('push button', 'Later').press()
    app.gone('Confirm Number')
    if any(window.name == 'Send a Text' for window in app.windows()):
        raise drive.Unexpected('a text is offered to somebody who has not confirmed')
    tidings('verify', 'Ben', code())
    dialog = app.window('Send a Text')
    app.shows('Ben', within=dialog)
    look(app, 'kept')
    before = len(texts())
    send(app, 'Send a Text')
    until(lambda: texts()[before:] == ['Welcome'], lambda: f'on the phone: {texts()[before:]}')


def several(app):
    """one text after the other for a link with several numbers, without the one that nobody can have"""
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(os.path.join(os.environ['TIDINGS_PREFIX'], 'share', 'applications', 'org.tidings.Tidings.desktop'))
    entry = entry['Desktop Entry']
    schemes = set(entry['MimeType'].strip(';').split(';'))
    if schemes != {'x-scheme-handler/sms', 'x-scheme-handler/smsto'} or not entry['Exec'].endswith(' %u') or entry['DBusActivatable'] != 'true':
        raise drive.Unexpected(f'the desktop would not hand over links: {dict(entry)}')
    before = len(texts())
    # As the desktop hands over what is clicked on.
    drive.run('gdbus', 'call', '--session', '--dest', 'org.tidings.Tidings', '--object-path', '/org/tidings/Tidings',
              '--method', 'org.freedesktop.Application.Open', '["smsto:+4915123456789,+49,+4915123456780:Dinner"]', '{}')
    send(app, 'Send a Text, 1 of 3')
    until(lambda: app.read('No text can go to', app.window('Tidings')), 'the number that nobody can have is not told of')
    send(app, 'Send a Text, 3 of 3')
    until(lambda: texts()[before:] == ['Dinner', 'Dinner'], lambda: f'on the phone: {texts()[before:]}')


def broken(app):
    """a link that asks for nothing says so, and what comes with a link is no command"""
    tidings('sms:nobody')
    app.shows('This link has neither a number nor a text')
    tidings('sms:+4915123456789', 'status', status=2)


def ask(action, parameter):
    """What the program for the desktop's search asks of the window."""
    drive.run('gdbus', 'call', '--session', '--dest', 'org.tidings.Tidings', '--object-path', '/org/tidings/Tidings',
              '--method', 'org.freedesktop.Application.ActivateAction', action, f'[<{parameter}>]', '{}')


def found(app):
    """what the desktop's search has found opens: a person, a reminder, a text; and a search goes on in Activity"""
    ask('show-reminder', 'int64 1')
    app.window('Reminder')
    until(lambda: app.find('text', 'What').text == 'Dentist', 'another reminder was opened')
    app.key('Escape')
    app.gone('Reminder')
    app.find('page tab', 'Reminders', states=['selected'])
    ask('show-person', 'int64 1')
    app.shows('Language of texts')
    ask('search', '"welcome"')
    app.find('page tab', 'Activity', states=['selected'])
    app.shows('Welcome')
    app.hides('Dinner')
    until(lambda: app.focus() and app.focus().text == 'welcome', lambda: f'{app.focus()} has the focus, not the search')
    look(app, 'search')


def opened(address):
    """Waits until the help viewer was started with that address."""
    def read():
        with open(OPENED, encoding='utf-8') as file:
            return file.read().split()

    until(lambda: read()[-1:] == [address], lambda: f'opened was {read()}')


def viewed(app):
    """F1 opens the help about what is shown, in dialogs as well, the menu its first page, and without a viewer that is said"""
    app.take_keyboard()
    app.key('F1')
    opened('help:tidings/not-arrived')
    for page, topic in (('alt+1', 'first-steps'), ('alt+2', 'people'), ('alt+3', 'alerts'), ('alt+4', 'reminders')):
        app.key(page, 'F1')
        opened(f'help:tidings/{topic}')
    app.key('ctrl+shift+n')
    app.take_keyboard(app.window('New Reminder'))
    app.key('F1')
    opened('help:tidings/reminders')
    app.key('Escape')
    app.gone('New Reminder')
    app.take_keyboard()
    app.key('ctrl+comma')
    app.take_keyboard(app.window('Preferences'))
    app.key('F1')
    opened('help:tidings/account')
    app.key('Escape')
    app.gone('Preferences')
    app.take_keyboard()
    app.key('F10')
    app.find('menu item', 'Help')
    app.reach('Help')
    app.key('Return')
    opened('help:tidings')

    os.remove(VIEWER)
    app.take_keyboard()
    # The desktop is told of what is installed a moment later.
    until(lambda: app.key('F1') or app.read('The help cannot be shown'), 'nothing is said where no viewer is', timeout=30)


def install_viewer():
    """Something that is started for the help, and only notes what for."""
    os.makedirs(os.path.dirname(VIEWER), exist_ok=True)
    with open(OPENED, 'w', encoding='utf-8'):
        pass
    with open(VIEWER, 'w', encoding='utf-8') as file:
        file.write(f"""[Desktop Entry]
Type=Application
Name=Viewer
Exec=sh -c 'echo "$1" >> {OPENED}' sh %u
MimeType=x-scheme-handler/help;
""")
    with open(os.path.join(os.path.dirname(VIEWER), 'mimeinfo.cache'), 'w', encoding='utf-8') as file:
        file.write('[MIME Cache]\nx-scheme-handler/help=viewer.desktop;\n')


def prepare():
    install_viewer()
    tidings('people', 'add', 'Ann', '+4915123456789')
    tidings('verify', 'Ann')
    tidings('verify', 'Ann', code())
    tidings('remind', 'Ann', 'in 2d', 'Dentist')
    drive.run('gsettings', 'set', 'org.tidings.Tidings', 'set-up', 'true')


def main(arguments):
    global album
    prepare()
    if arguments[:1] == ['--pictures']:
        directory = os.path.abspath(arguments[1])
        walk.prepare(directory)
        album = walk.Camera(None, directory, quick='--quick' in arguments)

    return drive.tap([known, unknown, several, broken, found, viewed])


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
