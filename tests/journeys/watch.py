# SPDX-License-Identifier: GPL-3.0-or-later
"""Sees to it that nothing stays unseen that goes wrong inside a program of the session, whoever has started it: reports of
sanitizers (in a build with -Db_sanitize=…), and warnings of the programs that the bus starts.

    watch.begin()           before the first program is started
    watch.end_agent()       when there is nothing more to do
    watch.complaints()      when all programs have ended
"""
import glob
import os
import re
import select
import signal
import subprocess
import tempfile

AGENT = 'org.tidings.Tidings.Agent'
# What GLib writes before a message that is no mere information; a critical one ends the program as well.
WARNING = re.compile(r'\b(WARNING|CRITICAL|ERROR) \*\*: ')
folder = None


def bus(method, *args):
    return subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/org/freedesktop/DBus',
                           '--method', 'org.freedesktop.DBus.' + method, *args], capture_output=True, text=True)


def tell(**environment):
    """Sets environment variables for what is started from now on, by this program or by the bus."""
    os.environ.update(environment)
    wanted = ', '.join(f"'{name}': '{value}'" for name, value in environment.items())
    done = bus('UpdateActivationEnvironment', '{%s}' % wanted)
    assert done.returncode == 0, done


def agent_pid():
    """The agent's process id, or None; asking does not start it."""
    found = re.search(r'uint32 (\d+)', bus('GetConnectionUnixProcessID', AGENT).stdout)
    return int(found.group(1)) if found else None


def begin():
    global folder
    # The session removes it with everything else.
    folder = tempfile.mkdtemp(prefix='reports-', dir=os.environ['XDG_RUNTIME_DIR'])
    # The two runtimes of gcc would overwrite each other's reports.
    tell(G_DEBUG='fatal-criticals', **{f'{name}_OPTIONS': f'{os.environ.get(f"{name}_OPTIONS", "")}:log_path={folder}/{name}'
                                       for name in ('ASAN', 'UBSAN')})


def warnings(text):
    return [line for line in text.splitlines() if WARNING.search(line)]


def end_agent():
    """Asks the agent to end, as leaks are looked for at the end of a program, and waits for it. Whether it did."""
    pid = agent_pid()
    if pid is None:
        return True
    process = os.pidfd_open(pid)
    signal.pidfd_send_signal(process, signal.SIGTERM)
    waiting = select.poll()
    waiting.register(process, select.POLLIN)
    ended = waiting.poll(60_000)
    os.close(process)
    return bool(ended)


def reports():
    """What sanitizers have said, as lines."""
    lines = []
    for path in sorted(glob.glob(folder + '/*')) if folder else ():
        with open(path) as report:
            lines += report.read().splitlines()
    return lines


def complaints():
    """What was wrong, as lines; asked when all programs have ended."""
    with open(os.environ['TIDINGS_BUS_LOG']) as log:
        return warnings(log.read()) + reports()
