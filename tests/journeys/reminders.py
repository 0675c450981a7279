#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes again: told of in time, done, skipped, moved, put off, and passed on to the next person when nobody does it."""
import datetime
import re
import subprocess
import time

from journey import add_confirmed, desktop, inbox, kill_agent, main, messages, tidings, wait_for

UTC = datetime.timezone.utc
BEN = '+447400123456'
CHORE = 'Taking out the bins'


def call(method, *args):
    done = subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.tidings.Tidings.Agent', '--object-path',
                           '/org/tidings/Tidings/Agent', '--method', f'org.tidings.Tidings.Agent1.{method}', *args],
                          capture_output=True, text=True, check=True)
    return done.stdout


def wall(moment):
    return moment.strftime('%Y-%m-%dT%H:%M')


def instant(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))


def minute_to_come(least_s):
    """The next full minute that is at least so far away: walls have no seconds."""
    now = datetime.datetime.now(UTC) + datetime.timedelta(seconds=least_s)
    return now.replace(second=0, microsecond=0) + datetime.timedelta(minutes=1)


def add(title, at, before_s, people, options):
    """By the bus, where offsets have seconds: a text goes in a moment although its event is minutes away."""
    out = call('AddReminder', title, wall(at), 'UTC', f'[@x {before_s}]', f'[{people}]', options)
    return int(re.search(r'int64 (\d+)', out).group(1))


def soon(title, options, people='@x 1'):
    at = minute_to_come(90)
    before = int((at - datetime.datetime.now(UTC)).total_seconds()) - 2
    return add(title, at, before, people, options), at


def show(id_):
    return tidings('reminders', 'show', str(id_), '--json').json()


def told(id_, words):
    return wait_for(lambda: inbox(words), why=f'nobody was told of {words}: {show(id_)}')


def begun():
    add_confirmed()
    add_confirmed('Ben', BEN, 'GB')
    tidings('types', 'on', 'chore_due')
    tidings('types', 'on', 'chore_overdue')


chore = None


def a_chore_begins():
    global chore
    at = minute_to_come(1)
    before = max(int((at - datetime.datetime.now(UTC)).total_seconds()) - 1, 0)
    chore = add(CHORE, at, before, '@x 1, @x 2', "{'type': <'chore_due'>, 'repeat': <'daily'>, 'takes-turns': <true>, 'overdue': <@x 1>}")
    seen = show(chore)
    assert seen['turn'] == 'Ann' and seen['type'] == 'chore_due' and seen['takes_turns'] is True, seen
    assert seen['repeat'] == 'FREQ=DAILY' and seen['repeat_words'] and seen['until'] is None, seen


def written_down():
    tidings('remind', 'Ann', '2099-11-24T09:00', 'Yoga', '--repeat', 'weekly', '--until', '2099-12-31', '--zone', 'Europe/Berlin',
            '--before', '1h')
    yoga = [r for r in tidings('reminders', 'list', '--json').json() if r['title'] == 'Yoga'][0]
    assert yoga['repeat'].startswith('FREQ=WEEKLY') and yoga['until'], yoga
    # Nine in Berlin is eight here, and stays nine there.
    assert yoga['when'] == '2099-11-24T08:00:00Z' and yoga['next'] == '2099-11-24T07:00:00Z', yoga
    id_ = str(yoga['id'])
    tidings('reminders', 'skip', id_)
    assert show(id_)['when'] == '2099-12-01T08:00:00Z'
    tidings('reminders', 'skip', id_, '2099-11-24', '--undo')
    assert show(id_)['when'] == '2099-11-24T08:00:00Z'
    tidings('reminders', 'move', id_, 'next', '2099-11-25T18:30')
    seen = show(id_)
    assert seen['when'] == '2099-11-25T17:30:00Z', seen
    assert seen['exceptions'] == [{'wall': '2099-11-24T09:00', 'moved_to': '2099-11-25T18:30', 'state': 'planned'}], seen
    tidings('reminders', 'edit', id_, '--repeat', 'never', '--when', '2099-12-02T09:00')
    seen = show(id_)
    assert seen['repeat'] is None and seen['when'] == '2099-12-02T08:00:00Z', seen
    tidings('reminders', 'remove', id_)
    tidings('reminders', 'show', id_, status=2)
    tidings('remind', 'Ann', '2099-11-24T09:00', 'Alarm', '--repeat', 'FREQ=MINUTELY', status=2)
    tidings('remind', 'Ann', '2099-11-24T09:00', 'Alarm', '--type', 'job_failed', status=2)


def done_for_this_time():
    id_, at = soon('Watering the plants', "{'repeat': <'daily'>}")
    told(id_, 'Watering the plants')
    tidings('reminders', 'done', str(id_))
    seen = show(id_)
    assert seen['state'] == 'active' and instant(seen['when']) == at + datetime.timedelta(days=1), seen
    assert [e['state'] for e in seen['exceptions']] == ['done'], seen
    tidings('reminders', 'done', str(id_))
    assert instant(show(id_)['when']) == at + datetime.timedelta(days=2)


def an_answer_means_its_time():
    id_, at = soon('Feeding the cat', "{'repeat': <'daily'>}")
    told(id_, 'Feeding the cat')
    # Times of answers have whole seconds: one within the text's own second would be older than it.
    sent = max(instant(m['created']).timestamp() for m in messages(type='reminder'))
    wait_for(lambda: int(time.time()) > sent, why='time stands still')
    tidings('practice', 'reply', 'Ann', f'DONE #{id_}')
    wait_for(lambda: [e for e in show(id_)['exceptions'] if e['state'] == 'done' and e['wall'] == wall(at)], why=f'DONE was not heard: {show(id_)}')
    assert show(id_)['state'] == 'active'


def put_off():
    id_, _ = soon('Calling grandma', "{'repeat': <'weekly'>}")
    told(id_, 'Calling grandma')
    call('SnoozeReminder', str(id_), str(int((time.time() + 2) * 1000)))
    # Whoever dies meanwhile has not promised it for nothing.
    kill_agent()
    tidings('status')
    wait_for(lambda: len(inbox('Calling grandma')) == 2, why='the text did not come once more')
    tidings('reminders', 'snooze', str(id_), '2h')
    assert instant(show(id_)['next']) > datetime.datetime.now(UTC) + datetime.timedelta(minutes=110)


def the_chore_moves_on():
    """Nobody said that it is done: the next one is told, the desktop hears of it, and tomorrow is Ann's again."""
    ben = tidings('people', 'list', '--json').json()
    ben = [p for p in ben if p['name'] == 'Ben'][0]['number']
    wait_for(lambda: [m for m in messages(type='chore_due', to=ben) if CHORE in m['body']], why=f'Ben was not told: {messages(type="chore_due")}')
    assert [m for m in messages(type='chore_overdue', person='Ann') if CHORE in m['body']], messages(type='chore_overdue')
    assert [m['person'] for m in messages(type='chore_due') if CHORE in m['body']].count('Ann') == 1
    wait_for(lambda: [s for s in desktop.shown if s['title'] == 'Not Done Yet' and CHORE in s['body']], why='the desktop was not told')
    wait_for(lambda: len(messages(type='chore_overdue')) == 2, why='Ben had it without end')
    seen = show(chore)
    assert [e['state'] for e in seen['exceptions']] == ['overdue'] and seen['turn'] == 'Ann', seen


def done_at_the_desktop():
    """The notification says that it is done, and goes."""
    shown = [s for s in desktop.shown if s['title'] == 'Not Done Yet' and CHORE in s['body']][-1]
    assert {'Done', 'In an Hour'} <= set(shown['buttons']), shown
    desktop.press(shown, 'Done')
    wait_for(lambda: 'done' in [e['state'] for e in show(chore)['exceptions']], why=f'it is not done: {show(chore)}')


if __name__ == '__main__':
    main([begun, a_chore_begins, written_down, done_for_this_time, an_answer_means_its_time, put_off, the_chore_moves_on,
          done_at_the_desktop])
