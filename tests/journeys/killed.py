#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of the agent after each step of the main job, and at many moments around the sending of a text."""
import subprocess
import time

from journey import NUMBER, code, inbox, kill_agent, main, messages, settle, tidings


def at_each_step():
    steps = (lambda: tidings('people', 'add', 'Ann', NUMBER, '--country', 'DE'),
             lambda: tidings('verify', 'Ann'),
             lambda: tidings('verify', 'Ann', code()),
             lambda: tidings('types', 'on', 'job_failed', '--for', 'Ann'),
             lambda: tidings('alert', 'job_failed', 'unit=backup'))
    for step in steps:
        step()
        assert kill_agent()
    sent, = settle('job_failed')
    assert sent['state'] == 'delivered', sent
    assert len(inbox('backup')) == 1


def at_any_moment():
    # From before the row is written until after Twilio's answer: a fresh process each time, killed a little later.
    for n, delay_ms in enumerate((0, 1, 2, 3, 5, 8, 12, 18, 25, 40, 60, 90, 150, 300, 700, 1500)):
        unit = f'moment{n}x'
        sending = subprocess.Popen(['tidings', 'alert', 'job_failed', f'unit={unit}', '--dedupe', unit],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay_ms / 1000)                 # the moment itself is what is tried, not a wait for something
        kill_agent()
        status = sending.wait(60)
        settle('job_failed')
        stored = [m for m in messages(type='job_failed') if unit in m['body']]
        # Accepted: one text. Not accepted (the caller was told so): none, and never two.
        assert len(inbox(unit)) == len(stored) <= 1, (delay_ms, status, stored)
        assert status != 0 or len(stored) == 1, (delay_ms, status)
        assert all(m['state'] == 'delivered' for m in stored), stored
        if status != 0:
            assert status == 5, status


def waiting_through_it():
    waiting = subprocess.Popen(['tidings', 'alert', 'job_failed', 'unit=patience', '--dedupe', 'patience', '--wait'],
                               stdout=subprocess.PIPE, text=True)
    while not [m for m in messages(type='job_failed') if 'patience' in m['body']]:
        pass
    kill_agent()
    assert waiting.wait(60) == 0
    assert len(inbox('patience')) == 1


def raise_the_limits():
    # The tries below are more than a person gets in an hour.
    for key in ('rate-hour', 'rate-day', 'cap-day', 'cap-month', 'burst'):
        subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', key, '0'], check=True)


main([at_each_step, raise_the_limits, at_any_moment, waiting_through_it])
