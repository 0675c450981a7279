#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets every rule in the real window and sees that it holds: quiet hours, a pause, limits, an alert of one's own, and the
way from a text that was stopped to the setting that stopped it; then the trail of all that, taken along as a file.

    build-aux/session --display /usr/bin/python3 tests/window/rules.py [--quick] [DIRECTORY]

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

LONG = 'come and eat it while it is hot, ' * 2


def limits():
    return json.loads(tidings('limits', 'show', '--json'))


class Rules(walk.Walk):
    """The way through the rules; Ann is there already, and her number is confirmed."""

    def steps(self):
        return [self.step(getattr(self, part)) for part in PARTS]

    def person(self):
        self.go('People')
        self.app.find('list item', 'Ann', part=True).press()
        self.app.shows('When Texts Come')

    def press(self, role, name, **more):
        """What may stand below what is in view."""
        node = self.app.find(role, name, part=True, **more)
        node.bring_into_view()
        node.press()

    def set_number(self, name, value):
        node = self.app.find('spin button', name, part=True)
        node.bring_into_view()
        node.enter(value)
        self.app.key('Tab')

    # The parts

    def quiet_hours(self):
        """quiet hours are set for one day of the week"""
        app = self.app
        app.resize(app.window('Tidings'), *walk.WIDE)
        self.person()
        self.press('list item', 'By Weekday')
        dialog = app.window('Quiet Hours by Weekday')
        app.find('check box', 'Friday', within=dialog, part=True).press()
        self.camera.take('weekday')
        app.find('push button', 'Save', within=dialog).press()
        app.gone('Quiet Hours by Weekday')
        until(lambda: 'fr 22:00' in tidings('people', 'list', '--json'), 'the command line does not know the quiet hours')
        app.shows('Quiet hours by weekday')
        self.camera.take('person-rules')
        # On a Friday night they would hold what comes next.
        tidings('people', 'edit', 'Ann', '--quiet', 'off')

    def pause(self):
        """a person's texts are paused for two hours, and a text says who holds it"""
        app = self.app
        self.press('push button', 'Pause…')
        until(lambda: app.top().has('modal'), 'no dialog asks how long to pause')
        self.camera.take('person-pause')
        app.find('push button', 'For 2 Hours').press()
        app.shows(re.compile('Until .*'))
        self.back()

        tidings('types', 'on', 'job_failed', '--for', 'Ann')
        tidings('alert', 'job_failed', 'unit=photos')
        self.go('Activity')
        app.find('list item', 'photos', part=True).press()
        app.shows(re.compile('Waiting until .*: Texts to Ann are paused'))
        self.press('list item', 'Setting That Holds It')
        app.shows('When Texts Come')
        self.press('push button', 'Resume')
        app.shows('Not paused')
        self.back()
        app.shows('What Happened')
        self.back()

    def money(self):
        """limits and budgets set in Preferences are those of the command line"""
        app = self.app
        main = app.window('Tidings')
        app.take_keyboard(main)
        app.key('ctrl+comma')
        dialog = app.window('Preferences')
        app.find('page tab', 'Limits', within=dialog).press()
        self.set_number('Texts a day', '40')
        self.set_number('Money a day', '2.50')
        until(lambda: limits()['cap_day'] == 40, lambda: f'the limit of texts is not known: {limits()}')
        until(lambda: float(limits()['budget_day']) == 2.5, lambda: f'the limit of money is not known: {limits()}')
        self.camera.take('limits')
        app.take_keyboard(dialog)
        app.key('Escape')
        app.gone('Preferences')
        self.go('Overview')
        app.shows(re.compile(r'of \$2\.50'))
        self.camera.take('overview-today')

    def own_alert(self):
        """an alert of one's own is made, worded for less, and arrives"""
        app = self.app
        self.go('Alerts')
        self.press('push button', 'New Alert…')
        dialog = app.window('New Alert')
        app.find('push button', 'Add', within=dialog).press()
        app.shows('The title is one line of 1 to 80 characters')
        app.find('text', 'Title', within=dialog).enter('Kitchen timer')
        app.find('text', 'Text', within=dialog).enter('{{ dish }} is ready')
        app.shows('tidings alert kitchen_timer dish=…')
        self.camera.take('new-alert')
        app.find('push button', 'Add', within=dialog).press()
        app.gone('New Alert')
        until(lambda: 'kitchen_timer' in tidings('types', 'list', '--json'), 'the command line does not know the alert')

        self.press('list item', 'Kitchen timer')
        self.press('check box', 'Ann')
        app.find('check box', 'Ann', states=['checked'])
        self.press('push button', 'Edit Wording…')
        app.window('Kitchen timer')
        app.find('text', 'Wording').enter('{{ dish }} is ready ')
        app.type_sign('ş')
        app.type(' ' + LONG)
        app.shows(re.compile('“ş” makes this 2 texts instead of 1'))
        self.camera.take('dear-wording')
        app.find('push button', 'Replace').press()
        app.shows(re.compile('1 text'))
        app.find('push button', 'Save').press()
        until(lambda: not app.top().has('modal'), 'the wording does not close')
        self.camera.take('own-alert')

        tidings('alert', 'kitchen_timer', 'dish=Soup', '--wait')
        if 'Soup is ready s come' not in self.inbox():
            raise drive.Unexpected(f'the text did not arrive as it was worded: {self.inbox()}')
        self.back()

    def stopped(self):
        """a text that a limit stopped names the setting and leads to it"""
        app = self.app
        tidings('send', 'Ann', 'Butter', '--wait')
        tidings('limits', 'set', 'rate-hour', '1')
        tidings('send', 'Ann', 'Bread', status=3)
        self.go('Activity')
        app.find('list item', 'Bread', part=True).press()
        app.shows(re.compile('Skipped: .*an hour'))
        app.shows('Rules checked')
        self.camera.take('stopped')
        self.press('list item', 'Setting That Stopped It')
        dialog = app.window('Preferences')
        app.find('spin button', 'Texts an hour', part=True, within=dialog)
        app.take_keyboard(dialog)
        app.key('Escape')
        app.gone('Preferences')
        app.shows('What Happened')
        self.back()
        tidings('limits', 'set', 'rate-hour', '10')

    def history(self):
        """the trail of consent is on a page of the person's"""
        app = self.app
        self.person()
        self.press('list item', 'History')
        app.shows('History of Ann')
        app.shows(re.compile('onfirmed'))
        self.camera.take('history')
        self.back()
        app.shows('When Texts Come')
        self.back()

    def export(self):
        """everything is exported into a file that programs can read"""
        app = self.app
        path = os.path.join(os.environ['HOME'], 'taken-along.json')
        app.take_keyboard(app.window('Tidings'))
        app.key('ctrl+comma')
        dialog = app.window('Preferences')
        app.find('page tab', 'Privacy', within=dialog).press()
        # libadwaita 1.7 names the button by its row.
        self.press('push button', 'Export', within=dialog)
        chooser = app.window('Export')
        name = next(node for node in app.every('text', within=chooser) if node.text == 'tidings.json')
        # The chooser is GTK's own and, for 4.8, no window that could be active.
        name.put(path)
        app.find('push button', 'Export', within=chooser).press()
        app.gone('Export')
        app.shows('Exported to “taken-along.json”')
        self.camera.take('exported')
        with open(path, encoding='utf-8') as file:
            whole = json.load(file)
        if [person['name'] for person in whole['people']] != ['Ann'] or not whole['audit']:
            raise drive.Unexpected(f'the file does not hold what the store does: {list(whole)}')
        app.take_keyboard(dialog)
        app.key('Escape')
        app.gone('Preferences')


PARTS = ('quiet_hours', 'pause', 'money', 'own_alert', 'stopped', 'history', 'export')


def main(arguments):
    quick = '--quick' in arguments
    directories = [argument for argument in arguments if not argument.startswith('-')]
    if not directories and 'TIDINGS_BUILD' in os.environ:
        directories = [os.path.join(os.environ['TIDINGS_BUILD'], 'pictures-rules')]
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
    # The wording that is written here is that of the window's language.
    tidings('people', 'edit', 'Ann', '--language', 'en')

    rules = Rules(None, walk.Camera(None, directory, quick))
    status = drive.tap(rules.steps())
    print(f'# Pictures: {directory}', flush=True)

    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
