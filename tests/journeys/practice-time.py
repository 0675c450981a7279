#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Practice time: what is due ahead happens once and in its own moment; back in the present it is still to come; and no kill on the
way loses the time or sends anything twice."""
import datetime
import subprocess
import threading

from journey import add_confirmed, agent_pid, inbox, kill_agent, main, messages, tidings, wait_for

UTC = datetime.timezone.utc


def ahead(*args, **kwargs):
    return tidings('practice', 'ahead', *args, '--json', **kwargs).json()


def instant(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))


def remind(when, title, *options):
    tidings('remind', 'Ann', when, title, *options)
    return [r for r in tidings('reminders', 'list', '--json').json() if r['title'] == title][0]


def delivered(words, n=1):
    """As people expect, a text is on the phone at once and its receipt comes after a moment, in true time."""
    return wait_for(lambda: (lambda found: found if len(found) == n and all(m['state'] == 'delivered' for m in found) else None)
                    ([m for m in messages(type='reminder') if words in m['body']]),
                    why=f'{words}: {[(m["body"], m["state"], m["reason"]) for m in messages(type="reminder")]}')


def ready():
    add_confirmed()
    assert tidings('practice', 'show', '--json').json()['ahead_s'] == 0
    assert tidings('status', '--json').json()['practice_ahead_s'] == 0
    # Nothing is planned and nothing waits.
    refused = tidings('practice', 'ahead', '--next', status=2)
    assert 'Nothing is due' in refused.err, refused
    tidings('practice', 'now')


def once():
    remind('in 25h', 'Dentist', '--before', '24h,1h')
    there = tidings('practice', 'show', '--json').json()
    assert there['next']['what'] == 'Dentist', there
    begin = instant(there['now'])
    # To the text of a day before, in two steps of which the first comes too early.
    ahead('30m')
    assert not inbox('Dentist')
    got = ahead('--next')
    assert got['now'] >= there['next']['at'] and got['ahead_s'] > 3000, (there, got)
    assert len(inbox('Dentist')) == 1
    delivered('Dentist')
    # And to the day itself: one more, none again.
    got = ahead('2d')
    assert abs((instant(got['now']) - begin).total_seconds() - 49 * 3600) < 120, got
    assert len(inbox('Dentist')) == 2
    text = max(delivered('Dentist', 2), key=lambda m: m['created'])
    assert abs((instant(text['created']) - begin).total_seconds() - 24 * 3600) < 120, 'it left at another time than it was due'
    status = tidings('status')
    assert 'Practice time' in status.out and 'Next reminder none' in status.out.replace('  ', ' '), status


def words_follow():
    # What is typed and what is said goes by the household's clock.
    now = instant(tidings('practice', 'show', '--json').json()['now'])
    ages = [(now.date() - instant(m['created']).date()).days for m in messages()]
    # Late in the evening the text of a day and an hour ago is of the day before yesterday.
    assert ('yesterday' in tidings('practice', 'inbox').out) == (1 in ages) and 0 not in ages, ages
    when = instant(remind('in 3h', 'Kettle', '--before', '0')['when'])
    assert abs((when - now).total_seconds() - 3 * 3600) <= 60, (when, now)


def back():
    tidings('practice', 'now')
    show = tidings('practice', 'show', '--json').json()
    assert show['ahead_s'] == 0 and show['next']['what'] == 'Dentist', show
    now = datetime.datetime.now(UTC)
    for m in messages():
        assert instant(m['created']) <= now and instant(m['updated']) <= now, m
    day = tidings('status', '--json').json()['quota']['day']
    assert day['used'] == 1, f'{day}: only the code of the present counts'
    assert len(inbox('Dentist')) == 2 and not [m for m in messages(type='reminder') if m['state'] in ('held', 'queued')]


def again():
    # What was only tried out keeps nothing away: it comes once more, and once only.
    before = len(inbox('Dentist'))
    ahead('26h')
    assert len(inbox('Dentist')) == before + 2, inbox('Dentist')
    tidings('practice', 'now')
    reminder = [r for r in tidings('reminders', 'list', '--json').json() if r['title'] == 'Dentist'][0]
    assert reminder['state'] == 'active' and instant(reminder['next']) > datetime.datetime.now(UTC), reminder


def quiet_hours():
    tidings('people', 'edit', 'Ann', '--quiet', '00:00-23:00', '--zone', 'UTC')
    tidings('types', 'on', 'job_failed', '--for', 'Ann')
    # Somewhere inside, whatever the time is now.
    noon = (datetime.datetime.now(UTC) + datetime.timedelta(days=1)).strftime('%Y-%m-%d') + 'T12:00Z'
    ahead(noon)
    tidings('alert', 'job_failed', 'unit=backup', '--to', 'Ann', status=None)
    held = messages(type='job_failed')[-1]
    assert held['state'] == 'held' and held['until'].endswith('T23:00:00Z'), held
    ahead('10h')
    assert messages(type='job_failed')[-1]['state'] == 'held'
    got = ahead('2h')
    text = messages(type='job_failed')[-1]
    assert text['state'] != 'held' and len(inbox('backup')) == 1, (text, got)
    assert inbox('backup')[0]['at'][:16].endswith('T23:00'), inbox('backup')
    tidings('practice', 'now')
    tidings('people', 'edit', 'Ann', '--quiet', 'off')


def code_runs_out():
    tidings('people', 'add', 'Ben', '0151 23456780', '--country', 'DE')
    tidings('verify', 'Ben')
    code = wait_for(lambda: [t for t in tidings('practice', 'inbox', '--json').json() if t['to'] == '+4915123456780'], why='no code')
    ahead('1h')
    late = tidings('verify', 'Ben', code[-1]['body'][:6], status=None)
    assert late.status != 0, 'a code of an hour ago is still good'
    tidings('practice', 'now')


def done_by_the_phone():
    # A chore that only a practice phone said was done is still to be done in the present.
    remind('in 5h', 'Bins', '--before', '0')
    ahead('301m')
    wait_for(lambda: inbox('Bins'), why='the chore was not told')
    tidings('practice', 'reply', 'Ann', 'DONE')
    state = lambda: [r for r in tidings('reminders', 'list', '--all', '--json').json() if r['title'] == 'Bins'][0]['state']
    wait_for(lambda: state() == 'done', why='DONE was not heard')
    replies = tidings('practice', 'inbox', '--replies', '--json').json()
    assert [t for t in replies if t['body'] == 'DONE'], replies
    tidings('practice', 'now')
    assert state() == 'active', state()
    ahead('301m')
    assert len(inbox('Bins')) == 2
    tidings('practice', 'now')


def killed_on_the_way():
    # A text an hour for two months; the agent dies somewhere in between. What it sent it had sent in its own moment, and what is left
    # is sent by the next one; nothing twice.
    tidings('remind', 'Ann', 'in 1h', 'Water', '--repeat', 'FREQ=HOURLY', '--before', '0')
    first = threading.Thread(target=lambda: subprocess.run(['tidings', 'practice', 'ahead', '60d'], capture_output=True))
    first.start()
    wait_for(lambda: len(inbox('Water')) > 5, why='nothing happened on the way')
    assert kill_agent()
    first.join(60)
    show = tidings('practice', 'show', '--json').json()
    assert show['ahead_s'] > 4 * 3600, show
    ahead('12h')
    moments = [m['created'][:13] for m in messages(type='reminder') if 'Water' in m['body'] and m['state'] not in ('skipped', 'canceled')]
    assert len(moments) == len(set(moments)), 'an hour had two'
    # By the phones themselves, too.
    arrived = [t['at'][:13] for t in inbox('Water')]
    assert len(arrived) == len(set(arrived)), 'a phone got one twice'
    tidings('practice', 'now')


def refused_with_an_account():
    pid = agent_pid()
    assert pid
    ahead('24h')
    tidings('practice', 'off', status=4)     # nothing to leave for: it stays
    assert tidings('practice', 'show', '--json').json()['ahead_s'] > 80000
    past = tidings('practice', 'ahead', '2001-01-01T09:00', status=2)
    assert 'passed' in past.err, past
    far = tidings('practice', 'ahead', '400d', status=2)
    assert '366' in far.err, far
    tidings('practice', 'now')


main([ready, once, words_follow, back, again, quiet_hours, code_runs_out, done_by_the_phone, killed_on_the_way,
      refused_with_an_account])
