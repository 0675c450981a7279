#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A calendar file of five thousand events: seen coming in, canceled midway, taken up again without doubles, followed when it changes,
and left by a caller that dies; the agent answers others meanwhile."""
import datetime
import os
import pty
import re
import signal
import subprocess
import tempfile
import time

from journey import E164, main, tidings, wait_for

N = 5000
FOLDER = tempfile.TemporaryDirectory()
FILE = os.path.join(FOLDER.name, 'years.ics')
TOMORROW = datetime.date.today() + datetime.timedelta(days=1)
SHAPES = (
    'DTSTART;TZID=Europe/Berlin:{day}T0930{second:02}',
    'DTSTART;TZID=America/New_York:{day}T070000\r\nRRULE:FREQ=WEEKLY;INTERVAL=2',
    'DTSTART;VALUE=DATE:{day}\r\nRRULE:FREQ=YEARLY',
    'DTSTART:{day}T120000Z\r\nRRULE:FREQ=MONTHLY;COUNT=24\r\nEXDATE:20350101T120000Z',
    'DTSTART;TZID=Asia/Tokyo:{day}T180000\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\nEND:VALARM',
)


def event(n, title=None, status='CONFIRMED'):
    day = (TOMORROW + datetime.timedelta(days=1 + n % 900)).strftime('%Y%m%d')
    return '\r\n'.join(('BEGIN:VEVENT', f'UID:event-{n}@journey.example', f'SUMMARY:{title or f"Event {n}"}', f'STATUS:{status}',
                        SHAPES[n % len(SHAPES)].format(day=day, second=n % 60), 'DESCRIPTION:' + 'Nobody reads this. ' * 5,
                        'END:VEVENT', ''))


def write(events, path=FILE):
    with open(path, 'w', newline='') as file:
        file.write('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//journey//EN\r\n' + ''.join(events) + 'END:VCALENDAR\r\n')


def reminders():
    return tidings('reminders', 'list', '--json').json()


def import_file(*args, **options):
    return tidings('reminders', 'import', FILE, '--to', 'Ann', '--json', *args, **options).json()


def start():
    """The import on a terminal, as a person starts it; gives the process and the terminal's other end."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(['tidings', 'reminders', 'import', FILE, '--to', 'Ann'], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=theirs, text=True)
    os.close(theirs)
    return process, ours


def await_progress(terminal, at_least):
    """Waits until so many events are said to be in; gives what the terminal showed."""
    shown = ''
    end = time.monotonic() + 60
    while time.monotonic() < end:
        shown += os.read(terminal, 4096).decode()
        seen = [int(done) for done, total in re.findall(r'(\d+) of (\d+) events', shown) if int(total) == N]
        if seen and seen[-1] >= at_least:
            assert seen == sorted(seen), seen
            return shown
    raise AssertionError(shown)


def nobody_to_tell():
    write(event(n) for n in range(N))
    refused = tidings('reminders', 'import', FILE, status=2)
    assert '--to' in refused.err, refused
    tidings('people', 'add', 'Ann', E164)


def read_to_end(terminal):
    """All that is left; a pseudo-terminal whose other end is closed is at its end with an error."""
    rest = b''
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:
            break
        if not more:
            break
        rest += more
    os.close(terminal)

    return rest.decode()


def canceled_midway():
    process, terminal = start()
    await_progress(terminal, 200)
    process.send_signal(signal.SIGINT)
    out = process.communicate(timeout=60)[0]
    rest = read_to_end(terminal)
    assert process.returncode == 1, (process.returncode, out, rest)
    assert 'goes on from there' in rest, rest
    added = int(re.match(r'(\d+) added, 0 changed, 0 as they were, 0 not usable', out)[1])
    assert 200 <= added < N, added
    assert len(reminders()) == added


def answered_meanwhile():
    before = len(reminders())
    process, terminal = start()
    await_progress(terminal, 0)
    n_answers = 0
    longest = 0
    while process.poll() is None:
        begin = time.monotonic()
        tidings('status', '--json')
        longest = max(longest, time.monotonic() - begin)
        n_answers += process.poll() is None
        try:
            os.read(terminal, 65536)
        except OSError:             # the other end is closed: it has ended
            break
    out = process.communicate(timeout=60)[0]
    os.close(terminal)
    assert process.returncode == 0, out
    assert out == f'{N - before} added, 0 changed, {before} as they were, 0 not usable\n', out
    # A whole import takes many seconds; whoever asks in between is not kept until its end.
    assert n_answers >= 3, n_answers
    assert longest < 5, longest
    assert len(reminders()) == N


def no_doubles():
    assert import_file() == {'added': 0, 'changed': 0, 'unchanged': N, 'unusable': 0, 'complete': True, 'problems': []}
    titles = [r['title'] for r in reminders()]
    assert len(titles) == len(set(titles)) == N


def follows_changes():
    done = next(r['id'] for r in reminders() if r['title'] == 'Event 5')
    tidings('reminders', 'done', str(done))
    write([event(n) for n in range(4)] + [event(5, 'Done and changed'), event(6, 'Renamed'), event(7, status='CANCELLED'),
                                          event(N + 1, 'New'), event(N + 2).replace('SUMMARY', 'X-SUMMARY')])
    outcome = import_file()
    assert {k: v for k, v in outcome.items() if k != 'problems'} == {
        'added': 1, 'changed': 2, 'unchanged': 5, 'unusable': 1, 'complete': True}, outcome
    assert len(outcome['problems']) == 1 and 'title' in outcome['problems'][0], outcome
    titles = [r['title'] for r in reminders()]
    # What is not in the file stays: a file may be a part of a calendar.
    assert 'Event 8' in titles and 'Renamed' in titles and 'New' in titles
    assert 'Event 6' not in titles and 'Event 7' not in titles and 'Done and changed' not in titles


def left_by_its_caller():
    write(event(n, f'Later {n}') for n in range(N))
    process, terminal = start()
    await_progress(terminal, 50)
    process.kill()
    process.wait(60)
    os.close(terminal)
    # The agent notices, and takes another file: nothing of the first goes on.
    write([event(N + 3)])
    wait_for(lambda: tidings('reminders', 'import', FILE, '--to', 'Ann', status=None).status == 0, why='the first import goes on for ever')
    renamed = sum(r['title'].startswith('Later') for r in reminders())
    # One of those that were in is done, and stays as it was.
    assert 50 - 1 <= renamed < N, renamed
    assert sum(r['title'].startswith('Later') for r in reminders()) == renamed


def refused():
    with open(FILE, 'w') as file:
        file.write('Dear diary')
    assert 'not a calendar file' in tidings('reminders', 'import', FILE, '--to', 'Ann', status=2).err
    assert 'cannot be read' in tidings('reminders', 'import', FILE + '-gone', '--to', 'Ann', status=2).err
    with open(FILE, 'wb') as file:
        file.truncate(100 * 1024 * 1024)
    assert 'too large' in tidings('reminders', 'import', FILE, '--to', 'Ann', status=2).err
    write([event(N + 4)])
    with open(FILE) as file:
        out = tidings('reminders', 'import', '-', '--to', 'Ann', stdin=file.read()).out
    assert out.startswith('1 added'), out


main([nobody_to_tell, canceled_midway, answered_meanwhile, no_doubles, follows_changes, left_by_its_caller, refused])
