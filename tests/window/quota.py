#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uses a limit up and gets out of it again, by keyboard alone: a limit of a few texts is set in Preferences, texts are sent until it
stops them, banner and bar say so, the stopped text names its reason and leads to the limit, and goes out after all. Then the chart of
what it cost: from bar to bar, in both directions of time, and as a table.

    build-aux/session --display /usr/bin/python3 tests/window/quota.py [--quick] [DIRECTORY]

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


# The alert type of what people write themselves.
FREE = 'message'


class Quota(walk.Walk):
    """Ann is there already, and her number is confirmed."""

    def steps(self):
        return [self.step(getattr(self, part)) for part in PARTS]

    def press(self, name, **more):
        """Moves the focus to a widget and presses it."""
        self.app.reach(name, **more)
        self.app.key('Return')

    def menu_item(self, name):
        """An item of the menu that has just been opened."""
        until(lambda: self.app.focus() is not None and self.app.focus().role == 'menu item', 'no menu opens')
        self.press(name)

    def page(self, number, title):
        self.app.take_keyboard(self.app.window('Tidings'))
        self.app.key(f'alt+{number}')
        self.app.find('page tab', title, states=['selected'])

    def set_number(self, name, value):
        self.app.reach(name, role='spin button', part=True)
        self.app.key('ctrl+a')
        self.app.type(value)
        self.app.key('Tab')

    def close_preferences(self):
        self.app.key('Escape')
        self.app.gone('Preferences')
        self.app.take_keyboard(self.app.window('Tidings'))

    def limit(self):
        return json.loads(tidings('limits', 'show', '--json'))['cap_day']

    def focused(self, words):
        """Waits until the focus is on what these words begin."""
        until(lambda: self.app.focus() is not None and self.app.focus().label.startswith(words),
              lambda: f'{self.app.focus()} has the focus, and nothing that begins with “{words}”')

    def back_to(self, words):
        """Moves the focus backwards: from the end of a long page it is not as far."""
        for _step in range(40):
            node = self.app.focus()
            if node is not None and node.label.startswith(words):
                return
            self.app.step('shift+Tab', node)
        raise drive.Unexpected(f'the keyboard does not lead back to “{words}”')

    # The parts

    def set_limit(self):
        """a row without a limit leads to Preferences, where five texts a day are set"""
        app = self.app
        app.resize(app.window('Tidings'), *walk.WIDE)
        self.page(1, 'Overview')
        app.shows(re.compile(r'^\d+ of 50 left'))
        app.shows('No limit')
        self.press('Set Limit…')
        app.take_keyboard(app.window('Preferences'))
        self.set_number('Texts a day', '5')
        until(lambda: self.limit() == 5, lambda: f'the limit is {self.limit()}')
        self.close_preferences()
        # The code that confirmed the number was the first text of the day; the last of five is kept for what is critical.
        app.shows(re.compile('^4 of 5 left'))
        app.shows('The last 1 is kept for critical alerts')

    def write(self):
        """Opens the dialog for a text to Ann, whose row has the focus."""
        self.app.take_keyboard(self.app.window('Tidings'))
        self.app.reach('Ann', role='list item', part=True)
        self.app.key('Menu')
        self.menu_item('Send a Text…')
        dialog = self.app.window('Send a Text')
        self.app.take_keyboard(dialog)

        return dialog

    def use_up(self):
        """texts go until the limit stops them, and it is said before one is written in vain"""
        app = self.app
        self.page(2, 'People')
        self.write()
        app.type('Butter')
        self.press('Send')
        app.gone('Send a Text')
        for text in ('Bread', 'Salt'):
            tidings('send', 'Ann', text, '--wait')
        until(lambda: self.messages(FREE, 'delivered') == 3, 'not all three are delivered')
        dialog = self.write()
        app.shows('Daily limit reached', within=dialog)
        self.camera.take('stopped')
        app.key('Escape')
        app.gone('Send a Text')
        # What comes from elsewhere is stopped all the same, and kept.
        tidings('send', 'Ann', 'Milk', status=3)

    def see(self):
        """banner, words and bar say what is left"""
        app = self.app
        self.page(1, 'Overview')
        app.shows('Daily limit reached – security alerts only')
        app.shows('Only 1 of 5 left')
        app.shows(re.compile('Only critical alerts are sent now'))
        bar = app.find('level bar', 'Remaining today')
        if bar.value != 0.2:
            raise drive.Unexpected(f'the bar is at {bar.value}, not at a fifth')
        # The toast’s own button has no name in libadwaita 1.2.
        app.hides('is on its way')
        self.camera.take('used-up')

    def reason(self):
        """the stopped text says why, and leads to the limit"""
        app = self.app
        self.page(5, 'Activity')
        app.shows(re.compile('Skipped: Daily limit'))
        self.press('Milk', role='list item', part=True)
        app.shows('What Happened')
        self.camera.take('reason')
        self.press('Change Limits…')
        app.take_keyboard(app.window('Preferences'))
        self.set_number('Texts a day', '40')
        until(lambda: self.limit() == 40, lambda: f'the limit is {self.limit()}')
        self.close_preferences()

    def send_again(self):
        """with the limit raised, the text goes out"""
        app = self.app
        self.press('More')
        self.menu_item('Send Again…')

        def has_gone():
            return self.messages(FREE, 'delivered') == 4

        # Nobody can doubt that it never left, but the question may come all the same.
        until(lambda: app.top().has('modal') or has_gone(), 'nothing happens to Send Again…')
        if app.top().has('modal'):
            app.take_keyboard()
            self.press('Send Again')
        until(has_gone, 'the text does not go out')
        app.take_keyboard(app.window('Tidings'))
        app.key('Escape')
        self.page(1, 'Overview')
        app.shows(re.compile('^35 of 40 left'))
        app.hides('security alerts only')

    def chart(self):
        """the chart is one stop of the keyboard, and arrows lead from day to day"""
        app = self.app
        # A bar is called otherwise as soon as its texts are billed.
        until(lambda: all(float(day['pending']) == 0 for day in json.loads(tidings('costs', '--json'))), 'not all is billed')
        self.page(1, 'Overview')
        app.shows(re.compile(r'^Today, .*: \$\d+\.\d\d, 5 texts$'))
        self.back_to('Today, ')
        today = app.focus().name
        if not re.search(r': \$\d+\.\d\d, 5 texts$', today):
            raise drive.Unexpected(f'five texts went today, and the bar is called “{today}”')
        app.shows(today)
        bars = app.find('list', 'Cost by day').children
        bars = [bar for bar in bars if bar.role == 'list item']
        if len(bars) != 30 or bars[-1].name != today:
            raise drive.Unexpected(f'{len(bars)} bars, and the last is {bars[-1]!r}')
        app.key('Left')
        self.focused(bars[-2].name)
        app.shows(bars[-2].name)
        app.key('Home')
        self.focused(bars[0].name)
        app.key('Left')
        self.focused(bars[0].name)
        app.key('End')
        self.focused(today)
        self.camera.take('chart')

        # One stop: the next Tab is out of it, and Shift+Tab comes back to the same bar.
        app.key('Left')
        self.focused(bars[-2].name)
        app.key('Tab')
        until(lambda: app.focus() is not None and app.focus().role != 'list item' or 'text' not in app.focus().name,
              'Tab stays in the chart')
        app.key('shift+Tab')
        self.focused(bars[-2].name)

    def week(self):
        """seven days are shown instead of thirty"""
        app = self.app
        app.key('shift+Tab', 'shift+Tab', 'shift+Tab')
        self.focused('7 Days')
        app.key('space')
        app.shows('Cost in the Last 7 Days')
        until(lambda: sum(bar.role == 'list item' for bar in app.find('list', 'Cost by day').children) == 7, 'there are not seven bars')
        self.camera.take('week')

    def table(self):
        """the chart is a table too"""
        app = self.app
        self.press('Chart Menu')
        self.menu_item('View as Table')
        table = app.find('table', 'Cost by day')
        heads = [node.label for node in table.children[0].walk() if node.role == 'table cell']
        if heads != ['Day', 'Texts', 'Cost']:
            raise drive.Unexpected(f'the columns are called {heads}')
        rows = [row for row in table.children if row.has('focusable')]
        if len(rows) != 8 or not rows[1].name.startswith('Today, '):
            raise drive.Unexpected(f'the rows are {rows}')
        cells = [node.label for node in rows[1].walk() if node.role == 'table cell']
        if cells[:2] != ['Today', '5'] or '$' not in cells[2]:
            raise drive.Unexpected(f'the cells of today are {cells}')
        app.reach(rows[0].name)
        app.key('Down', 'Down')
        self.focused(rows[2].name)
        self.camera.take('table')
        app.key('Escape')
        app.find('list', 'Cost by day')
        self.focused('Chart Menu')

    def pause(self):
        """sending is paused until a time of one's own, and resumed"""
        app = self.app
        self.page(1, 'Overview')
        self.press('Pause…')
        until(lambda: app.top().has('modal'), 'no dialog asks how long to pause')
        app.take_keyboard()
        self.press('Until a Time…')
        dialog = app.window('Pause Until')
        app.take_keyboard(dialog)
        app.shows(re.compile('^Until '))
        self.camera.take('pause-until')
        self.press('Pause')
        app.gone('Pause Until')
        app.take_keyboard(app.window('Tidings'))
        app.shows(re.compile('^Paused until .*; what comes up meanwhile waits'))
        tidings('send', 'Ann', 'Eggs')
        app.find('list', 'Waiting texts')
        app.shows(re.compile(r'Ann · .*Waiting until .*\(sending is paused\)'))
        self.camera.take('paused')
        self.press('Resume', role='push button')
        app.shows('Texts are sent as they come')
        until(lambda: self.messages(FREE, 'delivered') == 5, 'what waited does not go out')


PARTS = ('set_limit', 'use_up', 'see', 'reason', 'send_again', 'chart', 'week', 'table', 'pause')


def main(arguments):
    quick = '--quick' in arguments
    directories = [argument for argument in arguments if not argument.startswith('-')]
    if not directories and 'TIDINGS_BUILD' in os.environ:
        directories = [os.path.join(os.environ['TIDINGS_BUILD'], 'pictures-quota')]
    if len(directories) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    directory = os.path.abspath(directories[0])
    walk.prepare(directory)

    drive.run('gsettings', 'set', 'org.tidings.Tidings', 'set-up', 'true')
    tidings('people', 'add', 'Ann', '+49 1512 3456789')
    tidings('verify', 'Ann')
    code = until(lambda: re.findall(r'\b\d{6}\b', tidings('practice', 'inbox')), 'no code is on the practice phone')[-1]
    tidings('verify', 'Ann', code)

    quota = Quota(None, walk.Camera(None, directory, quick))
    status = drive.tap(quota.steps())
    print(f'# Pictures: {directory}', flush=True)

    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
