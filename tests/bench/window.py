#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window costs up to its first frame, in time and memory, as a ratio to a window with ten rows in the same run:

    build-aux/session --display /usr/bin/python3 tests/bench/window.py FIRST-FRAME-MODULE TEN-ROWS [RUNS]

Both programs run by turns, so that what else the machine does falls on both; what is compared are medians. CPU time counts,
because the clock on the wall also sees what others do. The window shows a household with people, reminders and messages,
for which the agent is there already. Speaks TAP; fails beyond the budget.
"""
import os
import re
import statistics
import subprocess
import sys
import time

BUDGET = 1.3
MEMORY_BUDGET = 1.3


def tidings(*arguments):
    return subprocess.run(['tidings', *arguments], check=True, capture_output=True, text=True, timeout=120).stdout


def prepare():
    """A household as it may be after some weeks."""
    for name, number in (('Ann', '0151 23456789'), ('Ben', '0151 23456780'), ('Carla', '0151 23456781')):
        tidings('people', 'add', name, number, '--country', 'DE')
    tidings('verify', 'Ann')
    tidings('verify', 'Ann', re.findall(r'\b\d{6}\b', tidings('practice', 'inbox'))[-1])
    tidings('types', 'on', 'job_failed', '--for', 'Ann')
    for title in ('Dentist', 'Bins out', 'Vet'):
        tidings('remind', 'Ann', 'tomorrow 09:30', title)
    tidings('alert', 'job_failed', 'unit=photos', '--wait')
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', 'set-up', 'true'], check=True)


def run_once(command, module):
    """One start. Gives milliseconds on the wall, milliseconds of CPU time, MiB of PSS."""
    reader, writer = os.pipe()
    began = time.monotonic()
    process = subprocess.Popen(command, pass_fds=[writer], stdout=subprocess.DEVNULL,
                               env={**os.environ, 'LD_PRELOAD': module, 'TIDINGS_FRAME_FD': str(writer)})
    os.close(writer)
    with os.fdopen(reader) as pipe:
        line = pipe.readline()
    status = process.wait(60)
    if status or not line:
        sys.exit(f'Bail out! {command[0]} ended with {status} before its first frame')
    at, cpu, pss = map(int, line.split())

    return at / 1000 - began * 1000, cpu / 1000, pss / 1024


def main(module, yardstick, runs='15'):
    prepare()
    commands = {'Tidings': [os.path.join(os.environ['TIDINGS_PREFIX'], 'libexec', 'tidings-app')], 'ten rows': [yardstick]}
    results = {name: [] for name in commands}
    for i in range(int(runs) + 1):
        for name, command in commands.items():
            # An agent that is just being started would take part in the race.
            tidings('status')
            result = run_once(command, module)
            if i > 0:                   # the first one finds the disk cold
                results[name].append(result)

    print('1..2')
    status = 0
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in results.items()}
    for name, (wall, cpu, pss) in medians.items():
        print(f'# {name:10} {wall:7.1f} ms on the wall, {cpu:7.1f} ms of CPU, {pss:6.1f} MiB')
    ratios = [one / other for one, other in zip(medians['Tidings'], medians['ten rows'])]
    print(f'# on the wall {ratios[0]:.2f} times, GSK_RENDERER={os.environ.get("GSK_RENDERER", "")}, {runs} runs of each')
    for n, (what, ratio, budget) in enumerate((('first frame', ratios[1], BUDGET), ('memory', ratios[2], MEMORY_BUDGET)), 1):
        is_good = ratio <= budget
        print(f'{"ok" if is_good else "not ok"} {n} - {what} takes {ratio:.2f} times that of ten rows, of {budget} at most', flush=True)
        status |= not is_good

    return status


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
