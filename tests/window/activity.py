#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Activity by keyboard alone: a failure is found, explained and retried; what is looked for is narrowed down and taken along
as a file; a text is deleted; a list longer than a page is gone through to its end and back.

    build-aux/session --display /usr/bin/python3 tests/window/activity.py [--quick] [DIRECTORY]

Pictures and TAP are those of walk.py.
"""
import json
import os
import re
import sys

sys.dont_write_bytecode = True
import drive
import walk
from drive import tidings, until


class Activity(walk.Walk):
    """The way through Activity; Ann is there already, her number is confirmed, and her phone was off for one text."""

    def steps(self):
        return [self.step(getattr(self, part)) for part in PARTS]

    def focused(self, name):
        until(lambda: self.app.focus() and name in self.app.focus().label, lambda: f'{self.app.focus()} has the focus, not {name}')

    # The parts

    def explained(self):
        """a failure is told, and its page says what happened and what to do"""
        app = self.app
        app.resize(app.window('Tidings'), *walk.WIDE)
        app.take_keyboard(app.window('Tidings'))
        app.key('alt+5')
        app.find('page tab', 'Activity', states=['selected'])
        app.shows(re.compile('1 text failed since you last looked'))
        app.shows(re.compile('Not delivered: .*'))
        self.camera.take('activity')
        app.take_keyboard(app.window('Tidings'))
        app.reach('Dentist', role='list item', part=True)
        app.key('Return')
        app.shows('What Happened')
        app.shows(re.compile('Not delivered: .*'))
        self.camera.take('failure')

    def retried(self):
        """the phone is on again, and the one next step sends the text anew"""
        app = self.app
        tidings('practice', 'phone', 'Ann', 'normal')
        app.take_keyboard(app.window('Tidings'))
        app.reach('Retry')
        app.key('Return')
        app.shows('Sending again')
        app.key('Escape')
        until(lambda: [m['state'] for m in json.loads(tidings('log', '--json', '--search', 'Dentist'))] == ['undelivered', 'delivered'],
              lambda: tidings('log', '--search', 'Dentist'))
        app.find('list item', 'Dentist, tomorrow 09:30 · Ann', part=True)
        until(lambda: sum('Dentist' in node.label for node in app.every('list item')) == 2, 'the second one is not listed')

    def copied(self):
        """Ctrl+C copies the text of the row, and the Menu key opens what can be done with it"""
        app = self.app
        app.take_keyboard(app.window('Tidings'))
        app.reach('Dentist', role='list item', part=True)
        # That it was copied is seen below; the toast is gone before a busy machine has looked through the window.
        app.key('ctrl+c')
        for key in ('Menu', 'shift+F10'):
            app.key(key)
            self.focused('Copy Text')
            app.key('Escape')
            self.focused('Dentist')

        # Where one writes, the keys are those of the text.
        app.key('ctrl+f')
        until(lambda: app.focus() and app.focus().role == 'text', lambda: f'{app.focus()} has the focus')
        app.key('ctrl+v')
        until(lambda: app.focus().text.startswith('Dentist, tomorrow 09:30'), lambda: f'{app.focus().text} was copied')
        app.key('Home', 'ctrl+shift+Right', 'ctrl+c', 'End', 'ctrl+v')
        until(lambda: app.focus().text.endswith('Dentist'), lambda: f'{app.focus().text} is searched for')
        app.key('Home', 'Delete')
        until(lambda: app.focus().text.startswith('entist'), lambda: f'{app.focus().text} is searched for')
        app.key('ctrl+a', 'Delete')
        app.key('Escape')
        app.shows('Hello')

    def searched(self):
        """typing finds, a word that nothing has says so, and its filters are taken back"""
        app = self.app
        app.key('ctrl+f')
        until(lambda: app.focus() and app.focus().role == 'text', lambda: f'{app.focus()} has the focus')
        app.type('dent')
        app.shows('2 texts found')
        self.camera.take('search')
        app.take_keyboard(app.window('Tidings'))
        app.type('xyz')
        app.shows('No Results')
        self.camera.take('no-results')
        app.take_keyboard(app.window('Tidings'))
        app.reach('Remove Filters')
        app.key('Return')
        app.shows('Hello')

    def filtered(self):
        """a state is chosen in the popover, stands as a pill, and goes with it"""
        app = self.app
        app.reach('Filter')
        app.key('Return')
        app.reach('State')
        app.key('Return')
        for _state in range(8):
            if app.focus() and 'Failed' in app.focus().label:
                break
            app.step('Down', app.focus())
        self.focused('Failed')
        app.key('Return')
        # GTK 4.18 gives the focus to the button of the popover, which stays open.
        self.focused('State' if app.is_old else 'Filter')
        app.key('Escape')
        app.find('push button', 'Remove Filter “Failed”')
        app.shows('1 text found')
        self.camera.take('filtered')

    def exported(self):
        """what is shown, and nothing else, is written into a file"""
        app = self.app
        path = os.path.join(os.environ['HOME'], 'failed.json')
        app.take_keyboard(app.window('Tidings'))
        app.reach('More')
        app.key('Return')
        app.reach('Export What Is Shown…')
        app.key('Return')
        chooser = app.window('Export What Is Shown')
        # The chooser is GTK's own and, for 4.8, no window that could be active.
        drive.run('xdotool', 'windowfocus', '--sync', app.surface(chooser))
        until(lambda: any(node.text == 'activity.json' for node in app.every('text', within=chooser)), 'no name is proposed')
        app.key('ctrl+a')
        app.type(path)
        until(lambda: any(node.text == path for node in app.every('text', within=chooser)), 'the place is not written')
        app.key('Return')
        app.gone('Export What Is Shown')
        app.shows('Exported to “failed.json”')
        self.camera.take('exported')
        with open(path, encoding='utf-8') as file:
            texts = json.load(file)
        if [text['state'] for text in texts] != ['undelivered'] or not texts[0]['story']:
            raise drive.Unexpected(f'the file does not hold what was shown: {texts}')
        app.take_keyboard(app.window('Tidings'))
        app.reach('Remove Filter “Failed”')
        app.key('Return')
        app.shows('Hello')
        self.focused('Filter')

    def deleted(self):
        """a text is deleted after a question"""
        app = self.app
        app.reach('Dentist', role='list item', part=True)
        app.key('Delete')
        app.shows('Delete This Text?')
        self.camera.take('delete')
        app.take_keyboard()
        app.reach('Delete')
        app.key('Return')
        until(lambda: len(json.loads(tidings('log', '--json', '--search', 'Dentist'))) == 1, lambda: tidings('log'))

    def to_the_end(self):
        """End leads to the oldest, Home back to the newest, and older ones are shown on request"""
        app = self.app
        # Elsewhere, so that not each of them is a row to look at.
        app.take_keyboard(app.window('Tidings'))
        app.key('alt+3')
        app.find('page tab', 'Alerts', states=['selected'])
        for n in range(N_MORE):
            drive.subprocess.run(['tidings', 'send', 'Ann', f'Number {n + 1}'], check=True, stdout=drive.subprocess.DEVNULL)
        app.key('alt+5')
        app.find('page tab', 'Activity', states=['selected'])
        newest = f'Number {N_MORE}'
        app.reach(newest, role='list item', part=True)
        app.key('End')
        self.focused('Confirmation code')
        app.find('push button', 'Show Newer')
        self.camera.take('oldest') if not self.camera.quick else None
        app.take_keyboard(app.window('Tidings'))
        app.key('Home')
        self.focused(newest)
        app.find('push button', 'Show Older')
        until(lambda: app.maybe('push button', 'Show Newer') is None, 'there are newer ones than the newest')


# More than one page of the list.
N_MORE = 105

PARTS = ('explained', 'retried', 'copied', 'searched', 'filtered', 'exported', 'deleted', 'to_the_end')


def main(arguments):
    quick = '--quick' in arguments
    directories = [argument for argument in arguments if not argument.startswith('-')]
    if not directories and 'TIDINGS_BUILD' in os.environ:
        directories = [os.path.join(os.environ['TIDINGS_BUILD'], 'pictures-activity')]
    if len(directories) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    directory = os.path.abspath(directories[0])
    walk.prepare(directory)

    import journey                          # notifications are shown from here on: the failure raises one
    drive.run('gsettings', 'set', 'org.tidings.Tidings', 'set-up', 'true')
    tidings('people', 'add', 'Ann', '+49 1512 3456789')
    tidings('verify', 'Ann')
    code = until(lambda: re.findall(r'\b\d{6}\b', tidings('practice', 'inbox')), 'no code is on the practice phone')[-1]
    tidings('verify', 'Ann', code)
    for key, value in (('rate-hour', '1000'), ('rate-day', '1000'), ('cap-day', '1000'), ('cap-month', '1000')):
        tidings('limits', 'set', key, value)
    tidings('send', 'Ann', 'Hello', '--wait')
    tidings('practice', 'phone', 'Ann', 'off')
    tidings('send', 'Ann', 'Dentist, tomorrow 09:30', '--wait', status=1)

    status = drive.tap(Activity(None, walk.Camera(None, directory, quick)).steps())
    print(f'# Pictures: {directory}', flush=True)

    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
