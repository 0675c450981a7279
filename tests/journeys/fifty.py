#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fifty processes that raise at once leave exactly as many texts as the day has room for, the last tenth for critical ones."""
import os
import shutil
import subprocess

from journey import add_confirmed, main, messages, tidings, wait_for

N_PROCESSES = 50
N_EACH = 4
CAP = 100
# Passes the protected tenth.
CRITICAL = ('password_changed', 'service')
KEPT = 10

# A process of its own for each, which stands ready until all do. Half of them are the command line, half another program on
# the bus; each raises alerts that differ in their words.
SCRIPT = r'''
read -r _ <&3
for n in $(seq 1 %(each)d); do
  if (( %(process)d %% 2 )); then
    tidings alert %(type)s %(key)s=%(round)s-%(process)d-$n > /dev/null
  else
    gdbus call --session --dest org.tidings.Tidings.Agent --object-path /org/tidings/Tidings/Agent \
      --method org.tidings.Tidings.Agent1.Raise %(type)s "{'%(key)s': <'%(round)s-%(process)d-$n'>}" '@a{sv} {}' > /dev/null
  fi
  status=$?
  # 3: a rule said no, which is an answer, too.
  (( status == 0 || status == 3 )) || exit $status
done
'''


def raise_at_once(round_, types):
    """Starts all, then lets them go at one moment; gives how they ended."""
    gate, opener = os.pipe()
    processes = []
    for process in range(N_PROCESSES):
        type_, key = types[process % len(types)]
        script = SCRIPT % {'each': N_EACH, 'process': process, 'type': type_, 'key': key, 'round': round_}
        processes.append(subprocess.Popen(['bash', '-c', script], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                          pass_fds=(gate,), preexec_fn=lambda: os.dup2(gate, 3)))
    os.write(opener, b'\n' * N_PROCESSES)
    failed = []
    for process in processes:
        _, said = process.communicate(timeout=120)
        if process.returncode != 0:
            failed.append((process.returncode, said))
    os.close(gate)
    os.close(opener)
    assert not failed, failed


def used():
    return tidings('status', '--json').json()['quota']['day']['used']


def prepared():
    add_confirmed()
    # So many of another program are on purpose.
    tidings('programs', 'allow', 'exe:' + os.path.realpath(shutil.which('gdbus')))
    for name, value in (('rate-hour', 0), ('rate-day', 0), ('burst', 0), ('cap-month', 0), ('cap-day', CAP)):
        tidings('limits', 'set', name, str(value))
    tidings('types', 'on', 'job_failed', '--for', 'Ann')
    # The code that confirmed the number is one of the hundred.
    assert used() == 1


def ninety():
    raise_at_once('plain', [('job_failed', 'unit')])
    assert used() == CAP - KEPT, used()
    rows = messages(type='job_failed')
    assert len(rows) == N_PROCESSES * N_EACH, len(rows)
    stopped = [m for m in rows if m['state'] == 'skipped']
    assert len(rows) - len(stopped) == CAP - KEPT - 1, len(stopped)
    assert {m['reason'] for m in stopped} == {'cap-day'}, {m['reason'] for m in stopped}
    # What did not go is kept with its words.
    assert all('plain-' in m['body'] for m in stopped)


def hundred():
    raise_at_once('mixed', [('job_failed', 'unit'), CRITICAL])
    assert used() == CAP, used()
    plain = [m for m in messages(type='job_failed') if 'mixed-' in m['body']]
    critical = messages(type=CRITICAL[0])
    assert len(plain) + len(critical) == N_PROCESSES * N_EACH, (len(plain), len(critical))
    assert all(m['state'] == 'skipped' and m['reason'] == 'cap-day' for m in plain)
    went = [m for m in critical if m['state'] != 'skipped']
    assert len(went) == KEPT, len(went)
    assert all(m['reason'] == 'cap-day' for m in critical if m['state'] == 'skipped')


def on_the_phone():
    def arrived():
        return tidings('practice', 'inbox', '--json').json()
    wait_for(lambda: len(arrived()) >= CAP, why='not all that was counted arrived')
    texts = arrived()
    assert len(texts) == CAP, len(texts)
    assert len({text['body'] for text in texts}) == CAP


main([prepared, ninety, hundred, on_the_phone])
