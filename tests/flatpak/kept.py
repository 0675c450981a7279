#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an update has to leave alone. Run by build-aux/flatpak-local in two sessions with the same home: `before` makes a
person and a text, `after` looks for them."""
import os
import sys

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'journeys'))
from journey import E164, add_confirmed, inbox, main, messages, tidings  # noqa: E402


def person_and_text():
    add_confirmed()
    tidings('types', 'on', 'job_failed', '--for', 'Ann')
    tidings('limits', 'set', 'cap-day', '41')
    tidings('send', 'Ann', 'Sent by the first version', '--wait')
    assert inbox('first version')


def still_there():
    person, = tidings('people', 'list', '--json').json()
    assert person['name'] == 'Ann' and person['number'] == E164 and person['verified'] is True, person
    assert 'job_failed' in person['types'], person
    text, = messages(type='message')
    assert text['state'] == 'delivered' and text['body'].startswith('Sent by the first version'), text
    assert tidings('status', '--json').json()['quota']['day']['cap'] == 41


def goes_on():
    tidings('send', 'Ann', 'Sent by the second version', '--wait')
    assert [text['state'] for text in messages(type='message')] == ['delivered', 'delivered']


if __name__ == '__main__':
    main({'before': [person_and_text], 'after': [still_there, goes_on]}[sys.argv[1]])
