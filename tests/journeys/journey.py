# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole processes on a real bus: runs `tidings` as a person would, inside build-aux/session, and speaks TAP."""
import atexit
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

AGENT = 'org.tidings.Tidings.Agent'
NUMBER = '0151 23456789'
E164 = '+4915123456789'


class Result:
    def __init__(self, done):
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr

    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f'status {self.status}\n--- out\n{self.out}--- err\n{self.err}'


def tidings(*args, status=0, stdin=None, timeout=90):
    """Runs the command line; anything but the expected exit status (None: any) fails the test."""
    done = Result(subprocess.run(['tidings', *args], capture_output=True, text=True, input=stdin, timeout=timeout))
    if status is not None and done.status != status:
        raise AssertionError(f'tidings {" ".join(args)}: expected status {status}, got {done!r}')
    if done.status == 0 and 'Traceback' in done.err:
        raise AssertionError(repr(done))
    return done


def bus(method, *args):
    return subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus',
                           '--method', 'org.freedesktop.DBus.' + method, *args], capture_output=True, text=True)


def agent_pid():
    """The agent's process id, or None; asking does not start it."""
    found = re.search(r'uint32 (\d+)', bus('GetConnectionUnixProcessID', AGENT).stdout)
    return int(found.group(1)) if found else None


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


class Simulator:
    """A Twilio in another process, at which the session's agents look instead of Twilio itself from now on."""

    def __init__(self):
        program = os.path.join(os.environ['TIDINGS_PREFIX'], 'libexec', 'tidings-simulator')
        self.process = subprocess.Popen([program, '--port', '0'], stdout=subprocess.PIPE, text=True)
        atexit.register(self.process.terminate)
        self.origin = self.process.stdout.readline().strip()
        done = bus('UpdateActivationEnvironment', "{'TIDINGS_TWILIO_ORIGIN': '%s'}" % self.origin)
        assert done.returncode == 0 and agent_pid() is None, done

    def post(self, path, **form):
        data = urllib.parse.urlencode(form).encode()
        with urllib.request.urlopen(self.origin + path, data, timeout=30) as reply:
            return reply.read()

    def inbox(self):
        with urllib.request.urlopen(self.origin + '/inbox', timeout=30) as reply:
            return json.load(reply)


def main(tests):
    """Runs the functions in order, TAP on standard output; the session is new for each program, not for each function."""
    print(f'1..{len(tests)}')
    failed = 0
    for n, test in enumerate(tests, 1):
        try:
            test()
            print(f'ok {n} - {test.__name__}', flush=True)
        except Exception:                           # a failed test must not hide the others
            failed += 1
            print(f'not ok {n} - {test.__name__}')
            print(''.join('# ' + line + '\n' for line in traceback.format_exc().splitlines()), flush=True)
    sys.exit(1 if failed else 0)
