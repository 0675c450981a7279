#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that a person sets, on the real clock: a pause of one person and of the household that ends by itself or by hand, what comes
through all the same, hours by weekday, own limits; and the story that says which of them stopped or held a text."""
import subprocess
import time

from journey import add_confirmed, inbox, main, messages, tidings, wait_for

BEN = '0171 2345678'


def person(name):
    found, = [p for p in tidings('people', 'list', '--json').json() if p['name'] == name]
    return found


def one(text):
    # The household's name and how to unsubscribe may stand around it.
    found, = [m for m in messages(type='message') if text in m['body']]
    return found


def log(message, *more):
    return tidings('log', str(message['id']), *more)


def arrives(text):
    wait_for(lambda: inbox(text), why=f'“{text}” never arrived')
    return wait_for(lambda: (lambda m: m if m['state'] == 'delivered' else None)(one(text)), why=f'“{text}” was never delivered')


def gsettings(key, value):
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', key, str(value)], check=True)


def two_people():
    add_confirmed()
    add_confirmed('Ben', BEN)
    gsettings('rate-hour', 0)
    gsettings('rate-day', 0)


def a_person_s_pause_holds_and_is_ended_by_hand():
    words = tidings('pause', 'Ann').out
    assert 'security alerts and codes still come through' in words, words
    assert person('Ann')['paused'] and person('Ann')['paused_until'] is None
    tidings('send', 'Ann', 'wait for me')
    tidings('send', 'Ben', 'not me')
    held = one('wait for me')
    assert (held['state'], held['reason'], held['until']) == ('held', 'person-paused', None), held
    arrives('not me')
    told = log(held).out
    assert 'paused until somebody ends it' in told and 'tidings pause WHO --off' in told, told

    # What comes through: security, codes, and what is sent at once by hand.
    tidings('alert', 'new_login', 'service=Mail', 'device=Laptop', 'place=Berlin', '--to', 'Ann')
    wait_for(lambda: inbox('Laptop'), why='a security alert waited')
    tidings('retry', str(held['id']))
    arrives('wait for me')

    tidings('send', 'Ann', 'now me')
    assert one('now me')['state'] == 'held'
    assert 'go on' in tidings('pause', 'Ann', '--off').out
    assert not person('Ann')['paused']
    arrives('now me')


def a_person_s_pause_ends_by_itself():
    shown = tidings('pause', 'Ann', '--for', '4s', '--json').json()
    assert shown['paused'] and shown['person'] == 'Ann' and shown['paused_until'], shown
    tidings('send', 'Ann', 'in four seconds')
    held = one('in four seconds')
    assert (held['state'], held['until']) == ('held', shown['paused_until']), (held, shown)
    went = arrives('in four seconds')
    story = log(went, '--json').json()['story']
    assert [s['what'] for s in story].count('rules') == 2, story
    assert any('paused until' in s['words'] and 'So it waits' in s['words'] for s in story), story
    # Not before its end.
    sent = next(s['at'] for s in story if s['what'] == 'sending')
    assert sent >= shown['paused_until'], (sent, shown)


def the_household_s_pause_lets_nothing_through_and_ends_by_itself():
    words = tidings('pause', '--for', '4s').out
    assert 'Nothing comes through' in words, words
    tidings('alert', 'new_login', 'service=Mail', 'device=Phone', 'place=Bonn', '--to', 'Ann')
    assert messages(type='new_login')[-1]['reason'] == 'paused'
    assert tidings('status', '--json').json()['paused']
    wait_for(lambda: inbox('Bonn'), why='the pause never ended')
    # Said twice, ended once.
    tidings('pause', '--for', '1h')
    tidings('pause', '--off')
    assert not tidings('status', '--json').json()['paused']


def hours_by_weekday():
    # All of today and of tomorrow, in the zone of this session, whatever the time is.
    names = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] * 2
    day = time.localtime().tm_wday
    tidings('people', 'edit', 'Ann', '--quiet', f'{names[day]},{names[day + 1]} 00:00-24:00')
    quiet = person('Ann')['quiet']
    assert quiet['text'].endswith(' 00:00-24:00') and [d is not None for d in quiet['days']].count(True) == 2, quiet
    tidings('send', 'Ann', 'psst')
    held = one('psst')
    assert (held['state'], held['reason']) == ('held', 'quiet-hours') and held['until'], held
    told = log(held).out
    assert 'Quiet hours until' in told and 'people edit --quiet' in told, told
    # Other hours: what these held is looked at again at once.
    tidings('people', 'edit', 'Ann', '--quiet', f'{names[day + 3]} 12:00-13:00')
    arrives('psst')
    tidings('people', 'edit', 'Ann', '--quiet', 'off')
    assert person('Ann')['quiet'] is None
    tidings('people', 'edit', 'Ann', '--quiet', 'sometimes', status=2)


def own_limits_and_the_setting_that_stopped_it():
    tidings('people', 'edit', 'Ben', '--rate-hour', '1')
    assert person('Ben')['rate_hour'] == 1 and person('Ben')['rate_day'] is None
    tidings('send', 'Ben', 'one too many', status=3)
    skipped = one('one too many')
    assert (skipped['state'], skipped['reason']) == ('skipped', 'rate-hour'), skipped
    told = log(skipped).out
    assert 'Texts an hour' in told and 'people edit --rate-hour' in told, told
    # The numbers that were seen, and one line for each rule that was asked.
    lines = told.splitlines()
    assert any('in an hour: ' in line and ' of 1' in line for line in lines), told
    assert any('The number is confirmed' in line for line in lines), told
    assert not any('in 24 hours' in line for line in lines), told
    story = log(skipped, '--json').json()['story']
    rules, = [s for s in story if s['what'] == 'rules']
    assert rules['detail'].startswith('skip rate-hour;') and rules['words'].startswith('Rules checked: '), rules
    tidings('people', 'edit', 'Ben', '--rate-hour', '-1')
    tidings('send', 'Ben', 'and one more')
    arrives('and one more')


def the_story_is_told_in_the_reader_s_language():
    story = log(one('and one more'), '--json').json()['story']
    route, = [s for s in story if s['what'] == 'route']
    # For programs a name and a number, no sentence of the agent's.
    assert route['detail'].split()[0] in ('default', 'own-number', 'same-number', 'service'), route
    assert route['words'].startswith('Sender chosen: '), route
    assert all(s['words'] for s in story), story


if __name__ == '__main__':
    main([two_people, a_person_s_pause_holds_and_is_ended_by_hand, a_person_s_pause_ends_by_itself,
          the_household_s_pause_lets_nothing_through_and_ends_by_itself, hours_by_weekday,
          own_limits_and_the_setting_that_stopped_it, the_story_is_told_in_the_reader_s_language])
