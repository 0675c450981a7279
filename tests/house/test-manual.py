#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The man page knows every command and option that the program's own help knows, and no others.

PROGRAM is the one with all commands, which is not the one that people call.

Usage: test-manual.py PROGRAM MANPAGE
"""
import os
import re
import subprocess
import sys

OPTION = re.compile(r'(?<![\w-])--[a-z][a-z-]+')
# Said once for all commands.
COMMON = {'--help', '--json', '--version'}
# Of the programs of systemd, in examples.
OTHERS = {'--name', '--now', '--user'}


def ask(program, *words):
    env = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='en')
    return subprocess.run([program, *words, '--help'], env=env, check=True, capture_output=True, text=True).stdout


def list_commands(help_text):
    """Names in the list under “Commands:”."""
    section = help_text.partition('\nCommands:\n')[2].partition('\n\n')[0]
    return re.findall(r'^  ([a-z]+(?: [a-z-]+)?)  ', section, re.MULTILINE)


def list_options(help_text):
    section = help_text.partition('\nOptions:\n')[2].partition('\n\n')[0]
    return set(re.findall(r'^  (?:-\w, )?(--[a-z-]+)', section, re.MULTILINE))


def read_manual(path):
    """The page's words without its markup, and the commands it has an entry for."""
    text = open(path, encoding='utf-8').read().replace('\\-', '-')
    entries = re.findall(r'^\.BI? "?tidings ([a-z]+(?: [a-z-]+)?)"?(?: |$)', text, re.MULTILINE)
    return text, set(entries)


def main():
    program, manual = sys.argv[1:]
    text, entries = read_manual(manual)
    commands = []
    options = set()
    for name in list_commands(ask(program)):
        below = list_commands(ask(program, name))
        commands += below or [name]
    for name in commands:
        options |= list_options(ask(program, *name.split()))

    failures = [f'no entry for “tidings {name}”' for name in commands if name not in entries]
    failures += [f'an entry for “tidings {name}”, which there is not' for name in entries - set(commands)]
    failures += [f'nothing of {option}' for option in options if option not in text]
    failures += [f'{option}, which no command takes' for option in set(OPTION.findall(text)) - options - COMMON - OTHERS]
    assert len(commands) > 20 and len(options) > 20, 'the help could not be read'

    print('1..1')
    for failure in sorted(failures):
        print('# the man page has', failure)
    print('not ok' if failures else 'ok', '1 man page and help agree')
    return bool(failures)


if __name__ == '__main__':
    sys.exit(main())
