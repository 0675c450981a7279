#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window while the agent behind it is killed, cannot be started, or finds the keyring locked: it says so, everything
can still be read, and it works again without being started anew. Speaks TAP; run by `meson test`."""
import os
import re
import sys

sys.dont_write_bytecode = True
import drive
from drive import tidings, until

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'journeys'))
import journey
import watch

# The bus of the session finds its services beside the runtime folder.
SERVICE = os.path.join(os.path.dirname(os.environ['XDG_RUNTIME_DIR']), 'services', 'org.tidings.Tidings.Agent.service')


def go(app, title):
    app.find('page tab', title).press()


def kill_agent():
    # The window keeps an agent alive only while it asks it something.
    tidings('status')
    until(journey.kill_agent, 'there is no agent to kill')


def killed(app):
    """an agent that is killed comes back, whatever page is open"""
    app.shows('Practice mode – no texts leave this computer')
    for title in ('Overview', 'People', 'Alerts', 'Reminders', 'Activity'):
        go(app, title)
        kill_agent()
        app.shows('Practice mode – no texts leave this computer')
        until(lambda: not app.read('Sending service is not running'), 'the banner of the dead agent stays')


def works(app):
    """what is raised after that is shown, and the window's own controls work"""
    tidings('alert', 'job_failed', 'unit=photos', '--wait')
    go(app, 'Activity')
    app.shows('photos')
    kill_agent()
    go(app, 'People')
    app.find('list item', 'Ann', part=True).press()
    app.find('push button', 'Send Test Text').press()
    app.shows('Delivered')
    app.find('push button', 'Back').press()


def absent(app):
    """without an agent the window says so, reads on, and changes nothing"""
    os.rename(SERVICE, SERVICE + '.away')
    watch.bus('ReloadConfig')
    kill_agent_that_stays_away()
    # That an agent leaves is no news; that it does not come when it is asked is.
    app.take_keyboard()
    app.key('ctrl+r')
    app.shows('Sending service is not running')
    go(app, 'Activity')
    app.shows('photos')
    go(app, 'People')
    until(lambda: not app.find('push button', 'Add Person').has('sensitive'), 'a person could be added')


def kill_agent_that_stays_away():
    # Killed as soon as it is there; nothing can start it any more.
    pid = journey.agent_pid()
    if pid is not None:
        os.kill(pid, 9)
    until(lambda: journey.agent_pid() is None, 'the bus keeps a dead agent')


def back(app):
    """Start Again brings it back"""
    os.rename(SERVICE + '.away', SERVICE)
    watch.bus('ReloadConfig')
    app.find('push button', 'Start Again').press()
    app.shows('Practice mode – no texts leave this computer')
    until(lambda: app.find('push button', 'Add Person').has('sensitive'), 'a person cannot be added')


def connected(app):
    """a connected account ends practice mode in the window too"""
    kill_agent()
    app.simulator = journey.Simulator()
    journey.tidings('account', 'set', '--sid', journey.Simulator.SID, '--from', journey.Simulator.SENDER,
                    stdin=journey.Simulator.TOKEN + '\n')
    until(lambda: not app.read('Practice mode – no texts leave this computer'), 'the window stays in practice mode')
    go(app, 'Overview')
    app.shows('Account')


def locked(app):
    """a locked keyring is said, with a way to unlock it"""
    kill_agent()
    lock_keyring()
    tidings('status')
    app.shows('Keyring locked – sending is paused')
    app.find('push button', 'Unlock…')


def lock_keyring():
    alias = drive.run('gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets',
                      '--method', 'org.freedesktop.Secret.Service.ReadAlias', 'default')
    collection = re.search(r"'(/[^']+)'", alias).group(1)
    drive.run('gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets',
              '--method', 'org.freedesktop.Secret.Service.Lock', f"['{collection}']")


def prepare():
    tidings('people', 'add', 'Ann', '0151 23456789', '--country', 'DE')
    tidings('verify', 'Ann')
    tidings('verify', 'Ann', re.findall(r'\b\d{6}\b', tidings('practice', 'inbox'))[-1])
    tidings('types', 'on', 'job_failed', '--for', 'Ann')
    drive.run('gsettings', 'set', 'org.tidings.Tidings', 'set-up', 'true')


if __name__ == '__main__':
    prepare()
    sys.exit(drive.tap([killed, works, absent, back, connected, locked]))
