# SPDX-License-Identifier: GPL-3.0-or-later
"""A program at a terminal of its own, which is typed at and read from as a person would."""
import os
import pty
import re
import select
import signal
import time


class Terminal:
    def __init__(self, *argv, **env):
        self.seen = ''
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.execvpe(argv[0], argv, dict(os.environ, TERM='dumb', COLUMNS='200', LINES='100', PS1='$ ', **env))

    def press(self, keys):
        os.write(self.terminal, keys.encode())

    def until(self, pattern, timeout=30):
        """What matches, once it is on the terminal; what was before it is forgotten."""
        end = time.monotonic() + timeout
        while not (match := re.search(pattern, self.seen, re.DOTALL)):
            assert select.select([self.terminal], [], [], max(0, end - time.monotonic()))[0], f'no {pattern!r} in {self.seen!r}'
            self.seen += os.read(self.terminal, 65536).decode(errors='replace')
        self.seen = self.seen[match.end():]
        return match

    def run(self, *lines):
        """Types the lines and waits until the last of them was done."""
        # The word is in two parts where it is typed, or what the terminal echoes would be taken for it.
        self.press('\n'.join(lines) + '\necho re""ady\n')
        self.until('ready')

    def end(self):
        """Hangs up. A shell may wait until its last words were read, so they are."""
        os.kill(self.pid, signal.SIGHUP)
        end = time.monotonic() + 30
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
            try:
                if select.select([self.terminal], [], [], 0.1)[0]:
                    os.read(self.terminal, 65536)
            except OSError:             # nobody is at the other side any more
                os.waitpid(self.pid, 0)
                break
        os.close(self.terminal)
