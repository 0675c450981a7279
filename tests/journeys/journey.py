# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole processes on a real bus: runs `tidings` as a person would, inside build-aux/session, and speaks TAP."""
import json
import os
import re
import signal
import subprocess
import sys
import time
import traceback
import urllib.parse
import urllib.request

import watch
from desktop import Desktop
from watch import agent_pid

NUMBER = '0151 23456789'
E164 = '+4915123456789'
# What this test is to the agent, when it calls it itself.
OWN_PROGRAM = 'exe:' + os.path.realpath(sys.argv[0])

watch.begin()
desktop = Desktop()
simulators = []


class Result:
    def __init__(self, done):
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr

    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f'status {self.status}\n--- out\n{self.out}--- err\n{self.err}'


told = []                           # what the command line was given, for who has to know those words again


def tidings(*args, status=0, stdin=None, timeout=90):
    """Runs the command line; anything but the expected exit status (None: any) fails the test."""
    told.append(args)
    done = Result(subprocess.run(['tidings', *args], capture_output=True, text=True, input=stdin, timeout=timeout))
    if status is not None and done.status != status:
        raise AssertionError(f'tidings {" ".join(args)}: expected status {status}, got {done!r}')
    if watch.warnings(done.err):
        raise AssertionError(repr(done))
    return done


def wait_for(what, timeout=60, why='it did not happen'):
    """Waits for a state that only another process can bring about; ends with the state, not with a guess at its time."""
    end = time.monotonic() + timeout
    while True:
        got = what()
        if got:
            return got
        if time.monotonic() > end:
            raise AssertionError(why)
        time.sleep(0.05)


def kill_agent():
    """kill -9, and not before the bus has noticed."""
    pid = agent_pid()
    if pid is None:
        return False
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: agent_pid() != pid, why='the bus keeps a dead agent')
    return True


def code():
    """The latest code on the practice phone."""
    return wait_for(lambda: (re.findall(r'\b[0-9]{6}\b', tidings('practice', 'inbox').out) or [None])[-1], why='no code came')


def add_confirmed(name='Ann', number=NUMBER, country='DE'):
    tidings('people', 'add', name, number, '--country', country)
    tidings('verify', name)
    tidings('verify', name, code())


def messages(**wanted):
    """The log's messages with these values."""
    return [m for m in tidings('log', '--json', '--limit', '1000').json() if all(m[k] == v for k, v in wanted.items())]


def inbox(words):
    return [t for t in tidings('practice', 'inbox', '--json').json() if words in t['body']]


def settle(type_, timeout=60):
    """Waits until every message of a type has its last word."""
    final = ('delivered', 'undelivered', 'failed', 'canceled', 'skipped')
    return wait_for(lambda: (lambda found: found if found and all(m['state'] in final for m in found) else None)
                    (messages(type=type_)), timeout, f'{type_} did not come to an end')


def all_ends_well():
    """The last test of every program: all programs end when they are told to, and nothing went wrong inside them."""
    assert watch.end_agent(), 'the agent does not end'
    for process in simulators:
        process.terminate()
        assert process.wait(60) == 0, f'the simulator ended with {process.returncode}'
    wrong = watch.complaints()
    assert not wrong, '\n'.join(wrong)


class Simulator:
    """A Twilio in another process, at which the session's agents look instead of Twilio itself from now on."""
    SID = 'AC00000000000000000000000000000001'
    TOKEN = '00000000000000000000000000000002'
    KEY = 'SK00000000000000000000000000000003'
    KEY_SECRET = '00000000000000000000000000000004'
    SENDER = '+15005550006'

    def __init__(self):
        program = os.path.join(os.environ['TIDINGS_PREFIX'], 'libexec', 'tidings-simulator')
        self.process = subprocess.Popen([program, '--port', '0'], stdout=subprocess.PIPE, text=True)
        simulators.append(self.process)
        self.origin = self.process.stdout.readline().strip()
        watch.tell(TIDINGS_TWILIO_ORIGIN=self.origin)
        assert agent_pid() is None

    def post(self, path, **form):
        data = urllib.parse.urlencode(form).encode()
        with urllib.request.urlopen(self.origin + path, data, timeout=30) as reply:
            return reply.read()

    def get(self, path):
        with urllib.request.urlopen(self.origin + path, timeout=30) as reply:
            return json.load(reply)

    def inbox(self):
        return self.get('/inbox')


def main(tests):
    """Runs the functions in order, TAP on standard output; the session is new for each program, not for each function."""
    tests = [*tests, all_ends_well]
    print(f'1..{len(tests)}')
    failed = 0
    for n, test in enumerate(tests, 1):
        try:
            test()
            print(f'ok {n} - {test.__name__}', flush=True)
        except Exception:                           # a failed test must not hide the others
            failed += 1
            print(f'not ok {n} - {test.__name__}', flush=True)
            # meson shows what is on standard error.
            traceback.print_exc()
    sys.exit(1 if failed else 0)
