#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures that stores and the README show: a household in practice mode, page by page, each window with round
corners and a shadow on nothing. Run it by build-aux/screenshots.

    showcase.py DIRECTORY
"""
import os
import re
import sys

sys.dont_write_bytecode = True
import drive
from drive import tidings, until
from walk import EDGE, prepare

# With the shadow a picture keeps below the 1000×700 that stores ask for.
SIZE = (920, 620)
ROUND = 12

PEOPLE = (('Ann', '07400 654321', 'GB'), ('Ben', '07400 123456', 'GB'))
ON = (('Ann', 'job_failed'), ('Ann', 'disk_full'), ('Ann', 'out_for_delivery'), ('Ben', 'job_failed'))
ALERTS = (('job_failed', 'unit=photo-backup'), ('disk_full', 'disk=/home', 'percent=93'))
REMINDERS = (
    ('Ann', 'tomorrow 09:30', 'Dentist'),
    ('Ben', 'tomorrow 19:00', 'Choir practice'),
    ('Ann', 'fri 18:30', 'Bins out', '--repeat', 'weekly'),
    ('Ann', 'mon 12:00', 'Rent', '--repeat', 'monthly'),
)
# Which page, what it has to show before it is taken, and the name of the picture.
PAGES = (
    ('Overview', re.compile(r'\d+ of 50 left'), 'overview'),
    ('People', '+44 7400 123456', 'people'),
    ('Reminders', 'Dentist', 'reminders'),
    ('Activity', re.compile('photo-backup'), 'activity'),
)


def confirm(name):
    tidings('verify', name)
    tidings('verify', name, until(lambda: re.findall(r'\b\d{6}\b', tidings('practice', 'inbox')), 'no code came')[-1])


def furnish():
    """What a household has after a day or two."""
    for name, number, country in PEOPLE:
        tidings('people', 'add', name, number, '--country', country)
        confirm(name)
    for name, alert in ON:
        tidings('types', 'on', alert, '--for', name)
    for alert in ALERTS:
        tidings('alert', *alert, '--wait')
    for reminder in REMINDERS:
        tidings('remind', *reminder)
    tidings('send', 'Ben', 'Home by seven, soup is on', '--wait')


def frame(raw, path):
    """Round corners and a soft shadow, as a desktop draws them around a window."""
    width, height = SIZE
    drive.run('convert', raw,
              '(', '-size', f'{width}x{height}', 'xc:black', '-fill', 'white',
              '-draw', f'roundrectangle 0,0 {width - 1},{height - 1} {ROUND},{ROUND}', ')',
              '-alpha', 'off', '-compose', 'CopyOpacity', '-composite', '-compose', 'Over',
              '(', '+clone', '-background', 'black', '-shadow', '35x12+0+6', ')', '+swap',
              '-background', 'none', '-layers', 'merge', '+repage', '-strip', '-define', 'png:compression-level=9', path)
    os.remove(raw)


def take(app, directory, name):
    drive.run('xdotool', 'mousemove', 1279, 1023)
    raw = os.path.join(directory, f'.{name}.png')
    app.picture(raw, EDGE, EDGE, *SIZE)
    frame(raw, os.path.join(directory, f'{name}.png'))


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    directory = os.path.abspath(arguments[0])
    prepare(directory)
    furnish()
    drive.run('gsettings', 'set', 'org.tidings.Tidings', 'set-up', 'true')
    with drive.watched(), drive.start() as app:
        main_window = app.window('Tidings')
        app.move(main_window, 0, 0)
        app.resize(main_window, *SIZE)
        for title, shown, name in PAGES:
            app.find('page tab', title).press()
            app.find('page tab', title, states=['selected'])
            app.shows(shown)
            take(app, directory, name)
        app.find('page tab', 'Alerts').press()
        app.find('list item', 'Computer', part=True).press()
        app.find('list item', 'Job failed', part=True).press()
        app.shows('Ann')
        take(app, directory, 'alert')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
