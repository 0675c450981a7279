#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job on the command line: from a typed number to a delivered text, and what each command says on the way."""
import re

from journey import E164, NUMBER, add_confirmed, agent_pid, code, inbox, main, messages, settle, tidings, wait_for


def empty_house():
    status = tidings('status', '--json').json()
    assert status['mode'] == 'practice', status
    assert status['quota']['day']['used'] == 0 and status['quota']['day']['cap'] == 50, status
    assert status['quota']['balance'] is not None, status
    assert tidings('people', 'list', '--json').json() == []
    assert tidings('log', '--json').json() == []


def refused_before_confirmation():
    tidings('people', 'add', 'Ann', NUMBER, '--country', 'DE')
    person, = tidings('people', 'list', '--json').json()
    assert person['number'] == E164 and person['verified'] is False and person['types'] == [], person
    refused = tidings('alert', 'job_failed', 'unit=backup', status=3)
    assert 'not-verified' in refused.err and refused.out == '', refused
    assert messages() == []


def confirmation():
    tidings('verify', 'Ann')
    digits = code()
    wrong = '111111' if digits != '111111' else '222222'
    assert '2' in tidings('verify', 'Ann', wrong, status=1).err
    tidings('verify', 'Ann', '12', status=2)
    # Another may be sent after 30 seconds only.
    tidings('verify', 'Ann', status=1)
    tidings('verify', 'Ann', f'{digits[:3]} {digits[3:]}')
    assert tidings('people', 'list', '--json').json()[0]['verified'] is True
    tidings('verify', 'Ann', digits, status=1)


def nothing_unasked():
    refused = tidings('alert', 'job_failed', 'unit=backup', status=3)
    assert 'type-off' in refused.err, refused
    assert inbox('backup') == []


def delivered():
    tidings('types', 'on', 'job_failed', '--for', 'Ann')
    tidings('alert', 'job_failed', 'unit=backup', '--wait')
    message, = messages(type='job_failed')
    assert message['state'] == 'delivered' and message['to'] == E164 and message['segments'] == 1, message
    assert message['encoding'] == 'GSM-7' and message['sid'].startswith('SM') and message['person'] == 'Ann', message
    assert len(inbox('backup')) == 1
    story = tidings('log', str(message['id']), '--json').json()
    story = story[0] if isinstance(story, list) else story
    steps = [step['what'] for step in story['story']]
    assert steps.index('raised') < steps.index('sending') < steps.index('accepted') < steps.index('delivered'), steps


def price_and_quota():
    priced = wait_for(lambda: [m for m in messages(type='job_failed') if m['price']], 60, 'no price came')
    assert re.fullmatch(r'0\.\d+', priced[0]['price']) and priced[0]['currency'] == 'USD', priced
    status = tidings('status', '--json').json()
    assert status['quota']['day']['used'] == 2 and status['quota']['month']['used'] == 2, status


def free_text():
    tidings('send', 'ann', '-', '--wait', stdin='Bring milk ✓')
    message, = messages(type='message')
    # It says how to end texts, in the language of who gets them, as that costs nothing here.
    assert re.fullmatch(r'Bring milk ✓\n.*\bSTOP\b.*', message['body']) and message['segments'] == 1, message
    assert message['encoding'] == 'UCS-2' and message['state'] == 'delivered', message


def dry_run():
    before = len(messages())
    preview = tidings('send', E164, 'Hello', '--dry-run')
    assert 'Hello' in preview.out, preview
    assert len(messages()) == before


def wrong_usage():
    for args in (['nonsense'], ['send', 'Nobody', 'x'], ['alert', 'no_such_type'], ['alert', 'job_failed'],
                 ['people', 'add', 'Ben', '12'], ['log', '--limit', 'x'], ['remind', 'Ann', '03/04', 'x'], ['send', 'Ann']):
        wrong = tidings(*args, status=2)
        assert wrong.out == '' and len(wrong.err.strip().splitlines()) == 1, (args, wrong)


def help_for_each():
    for command in ('status', 'send', 'alert', 'types', 'people', 'verify', 'remind', 'reminders', 'log', 'retry', 'cancel',
                    'account', 'practice'):
        assert command in tidings(command, '--help').out


def stop_and_start():
    tidings('practice', 'reply', 'Ann', 'STOP')
    wait_for(lambda: tidings('people', 'list', '--json').json()[0]['opted_out'], why='the STOP was not heard')
    assert 'opted-out' in tidings('send', 'Ann', 'still there?', status=3).err
    assert 'opted-out' in tidings('alert', 'new_login', 'service=Mail', 'device=laptop', status=3).err
    tidings('practice', 'reply', 'Ann', 'START')
    wait_for(lambda: not tidings('people', 'list', '--json').json()[0]['opted_out'], why='the START was not heard')
    tidings('send', 'Ann', 'welcome back', '--wait')


def reminders():
    tidings('remind', 'Ann', 'tomorrow 9:00', 'Dentist')
    reminder, = tidings('reminders', 'list', '--json').json()
    assert reminder['title'] == 'Dentist' and reminder['people'] and reminder['next'], reminder
    assert tidings('status', '--json').json()['next']['what'] == 'Dentist'
    tidings('reminders', 'done', str(reminder['id']))
    assert tidings('status', '--json').json()['next'] in (None, {'at': None, 'what': None})
    tidings('reminders', 'remove', str(reminder['id']))
    assert tidings('reminders', 'list', '--json').json() == []


def search():
    assert [m['type'] for m in tidings('log', '--search', 'back', '--state', 'delivered', '--json').json()].count('job_failed') == 1
    assert tidings('log', '--search', '"* -x', '--json').json() == []


def number_is_edited():
    tidings('people', 'edit', 'Ann', '--number', '0151 23456780')
    assert tidings('people', 'list', '--json').json()[0]['verified'] is False
    assert 'not-verified' in tidings('send', 'Ann', 'x', status=3).err


def agent_leaves_and_comes_back():
    settle('message')
    wait_for(lambda: agent_pid() is None, 120, 'the agent stays although nothing is pending')
    assert tidings('status', '--json').json()['mode'] == 'practice'
    assert agent_pid() is not None
    assert len(inbox('backup')) == 1


main([empty_house, refused_before_confirmation, confirmation, nothing_unasked, delivered, price_and_quota, free_text, dry_run,
      wrong_usage, help_for_each, stop_and_start, reminders, search, number_is_edited, agent_leaves_and_comes_back])
