#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recipes: each program that is watched ends in one text, and never in trouble because of it. And the examples of the
interface's man page, as they stand there."""
import base64
import glob
import json
import os
import re
import shlex
import shutil
import stat
import subprocess

from journey import add_confirmed, main, messages, tidings, wait_for
from terminal import Terminal

PREFIX = os.environ['TIDINGS_PREFIX']
RECIPES = os.path.join(PREFIX, 'share', 'tidings', 'recipes')
STUBS = os.path.join(os.environ['HOME'], 'stubs')
HOST = os.uname().nodename
TYPES = ('job_failed', 'job_finished', 'unit_failed', 'disk_failing', 'power_lost', 'power_back', 'system_mail')

# Nobody's settings but the test's.
os.environ['TIDINGS_DEFAULTS'] = os.path.join(os.environ['HOME'], 'defaults')
NO_AGENT = {'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent/bus'}


def run(*argv, status=0, input=None, **env):
    """Runs a recipe (a name without a slash) or any program."""
    if '/' not in argv[0]:
        argv = (os.path.join(RECIPES, argv[0]), *argv[1:])
    binary = isinstance(input, bytes)
    done = subprocess.run(argv, input=input if binary else (input or ''), text=not binary, capture_output=True, timeout=120,
                          env=dict(os.environ, PATH=f'{STUBS}:{os.environ["PATH"]}', **env))
    assert status is None or done.returncode == status, (argv, done)
    return done


def stub(name, text):
    """A program of that name that comes before the real one."""
    os.makedirs(STUBS, exist_ok=True)
    path = os.path.join(STUBS, name)
    with open(path, 'w') as file:
        file.write('#!/bin/sh\n' + text)
    os.chmod(path, stat.S_IRWXU)


class One:
    """Within it exactly one text of a type comes into being; its words are then in `body`."""
    def __init__(self, type_):
        self.type = type_

    def __enter__(self):
        self.before = {message['id'] for message in messages()}
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            new = wait_for(lambda: [m for m in messages() if m['id'] not in self.before], why=f'no text of {self.type}')
            assert [m['type'] for m in new] == [self.type], new
            self.body = new[0]['body']


def set_up():
    add_confirmed('Ann')
    # Texts are in the language of who gets them; here they are read.
    tidings('people', 'edit', 'Ann', '--language', 'en')
    for type_ in TYPES:
        tidings('types', 'on', type_, '--for', 'Ann')
    for limit in ('rate-hour', 'rate-day', 'cap-day', 'burst'):
        tidings('limits', 'set', limit, 'off')
    for path in glob.glob(os.path.join(RECIPES, '*')):
        first = open(path).readline()
        assert os.access(path, os.X_OK) == first.startswith('#!'), path
        assert '@' not in re.sub(r'tidings-failure@|"\$@"|\$@|%i|@%n|\[@\]', '', open(path).read()), f'{path} was not filled in'


def a_failed_unit():
    for manager, option in (('user', '--user'), ('system', '')):
        path = os.path.join(PREFIX, 'lib', 'systemd', manager, 'tidings-failure@.service')
        unit = open(path).read()
        command = shlex.split(re.search(r'^ExecStart=(.*)$', unit, re.MULTILINE).group(1))
        assert command[2:] == option.split(), command
        instance = f'backup-{manager}.service'
        with One('unit_failed') as text:
            run(*(word.replace('%i', instance) for word in command), MONITOR_SERVICE_RESULT='exit-code', MONITOR_EXIT_CODE='exited',
                MONITOR_EXIT_STATUS='3')
        assert instance in text.body and HOST in text.body and 'Exit status 3' in text.body, text.body

        if shutil.which('systemd-analyze'):
            copy = os.path.join(os.environ['HOME'], 'tidings-failure@x.service')
            shutil.copy(path, copy)
            done = subprocess.run(['systemd-analyze', 'verify', f'--{manager}', '--man=no', copy], capture_output=True, text=True)
            wrong = [line for line in (done.stdout + done.stderr).splitlines() if 'tidings' in line]
            assert not wrong, wrong

    # Before systemd 251 the unit has to be asked for.
    stub('systemctl', 'case $* in *--user*Result*web.service) echo signal ;; *--user*ExecMainStatus*web.service) echo 9 ;; esac\n')
    with One('unit_failed') as text:
        run('tidings-failure', 'web.service', '--user')
    assert 'web.service' in text.body and 'Killed by signal 9' in text.body, text.body
    run('tidings-failure', status=2)
    before = len(messages())
    run('tidings-failure', 'tidings-failure@tidings-failure@web.service.service', status=0, MONITOR_SERVICE_RESULT='exit-code')
    assert len(messages()) == before, 'a text that a text could not be sent'


def a_job_of_cron():
    job = 'printf out; printf err >&2; exit 7'
    with One('job_failed') as text:
        done = run('tidings-cron', 'sh', '-c', job, 'token-1234', status=7)
    assert (done.stdout, done.stderr) == ('out', 'err'), done
    assert 'sh' in text.body and 'Exit status 7' in text.body and '1234' not in text.body, text.body
    with One('job_failed') as text:
        run('tidings-cron', '-n', 'nightly backup', 'sh', '-c', 'kill -TERM $$', status=143)
    assert 'nightly backup' in text.body and 'Killed by signal 15' in text.body, text.body

    before = len(messages())
    assert run('tidings-cron', 'cat', input='in').stdout == 'in', 'a job reads what cron gives it'
    assert len(messages()) == before, 'a job that did well is nobody’s text'
    run('tidings-cron', status=2)


# What is typed in which shell, what comes of it, and what the text calls it; None for no text. No two say the same: those would be
# counted as one while the first waits.
COMMANDS = (
    ('bad-{} secret', 'job_failed', 'bad-{}', 'a command that failed, without its arguments'),
    ('$HOME/stubs/good-{} secret', 'job_finished', 'good-{}', 'one that did well, without its folder'),
    ('less --version secret', None, None, 'what lasts as long as one likes'),
    ('sudo other-{} secret', 'job_finished', 'other-{}', 'not the word in front of it'),
)


def a_long_command():
    stub('sudo', 'exec "$@"\n')
    stub('less', 'exit 0\n')
    path = f'{STUBS}:{os.environ["PATH"]}'
    for argv, source in ((['bash', '--norc', '-i'], '. {}/tidings-long-command.sh'), (['zsh', '-f', '-i'], '. {}/tidings-long-command.sh'),
                         (['fish', '--no-config', '-i'], 'source {}/tidings-long-command.fish')):
        for name, status in (('bad', 1), ('good', 0), ('other', 0)):
            stub(f'{name}-{argv[0]}', f'exit {status}\n')
        # Every command is a long one here.
        shell = Terminal(*argv, PATH=path, TIDINGS_LONG_SECONDS='0', TIDINGS_LONG_WHEN='always')
        shell.run(source.format(RECIPES), 'set -g fish_greeting' if argv[0] == 'fish' else ':')
        quiet = [m['id'] for m in messages()]
        for typed, type_, name, why in COMMANDS:
            known = {m['id'] for m in messages()}
            shell.press(typed.format(argv[0]) + '\n')
            if type_ is None:
                continue
            new = wait_for(lambda: [m for m in messages(type=type_)
                                    if m['id'] not in known and f' {name.format(argv[0])} ' in m['body']],
                           why=f'{argv[0]}: {why}: no text')
            assert len(new) == 1 and 'secret' not in new[0]['body'], (argv[0], why, new)
        shell.end()
        assert not [m for m in messages() if m['id'] not in quiet and ' less ' in m['body']], argv[0]


def only_when_nobody_looks():
    """Long enough, and the session is locked or idle. Asked of the file itself, without a shell at a terminal."""
    script = f'. {RECIPES}/tidings-long-command.sh; _tidings_ended "$@"'
    silent = []
    for hints, seconds, status, is_sent, why in (
            ('LockedHint=no\nIdleHint=no', 901, '0', False, 'somebody is there'),
            ('LockedHint=yes\nIdleHint=no', 10, '0', False, 'not long'),
            ('LockedHint=no\nIdleHint=yes', 902, '130', False, 'ended by hand'),
            ('LockedHint=no\nIdleHint=yes', 903, '148', False, 'stopped by hand'),
            ('LockedHint=yes\nIdleHint=no', 904, '0', True, 'the screen is locked'),
            ('LockedHint=no\nIdleHint=yes', 905, '0', True, 'nobody has touched anything'),
            ('', 906, '0', True, 'nobody can say whether somebody is there')):
        stub('loginctl', f"printf '{hints}'\n" if hints else 'exit 1\n')
        for shell, more in (('bash', 0), ('zsh', 10)):
            lasted = f'{(seconds + more) // 60} min {(seconds + more) % 60} s'
            run(shutil.which(shell), '-c', script, shell, status, str(seconds + more), f'TOKEN="a b" make-{shell} secret')
            if is_sent:
                text = wait_for(lambda: [m['body'] for m in messages(type='job_finished') if lasted in m['body']], why=f'{shell}: {why}')
                assert 'command' in text[0] and 'TOKEN' not in text[0] and 'secret' not in text[0], (why, text)
            else:
                silent.append((lasted, why))
    # Their texts, if there were any, have begun before those that have arrived.
    bodies = str([m['body'] for m in messages() if m['type'] in ('job_finished', 'job_failed')])
    for lasted, why in silent:
        assert lasted not in bodies, why


def a_disk():
    environment = {'SMARTD_DEVICE': '/dev/sda', 'SMARTD_DEVICESTRING': '/dev/sda [SAT]', 'SMARTD_FAILTYPE': 'CurrentPendingSector',
                   'SMARTD_MESSAGE': 'Device: /dev/sda [SAT], 8 Currently unreadable (pending) sectors'}
    with One('disk_failing') as text:
        done = run('tidings-smartd', **environment)
    assert text.body.count('/dev/sda') == 1 and '8 Currently unreadable (pending) sectors' in text.body, text.body
    assert done.stdout == done.stderr == '', done
    with One('disk_failing') as text:
        run('tidings-smartd', **dict(environment, SMARTD_FAILTYPE='Temperature', SMARTD_MESSAGE='Device: /dev/sda [SAT], Temperature 71'))
    assert 'Temperature 71' in text.body, text.body


def the_power():
    stub('apcaccess', 'case $* in "-p TIMELEFT") echo "18.0 Minutes" ;; "-p BCHARGE") echo "62.0 Percent" ;; esac\n')
    events = os.path.join(os.environ['HOME'], 'apcupsd')
    os.mkdir(events)
    for event in ('onbattery', 'offbattery', 'doshutdown', 'changeme'):
        os.symlink(os.path.join(RECIPES, 'tidings-apcupsd'), os.path.join(events, event))
    with One('power_lost') as text:
        done = run(f'{events}/onbattery', 'ups1', 'Battery')
    assert HOST in text.body and '18.0 Minutes left' in text.body and done.stdout == done.stderr == '', (text.body, done)
    with One('power_lost') as text:
        run(f'{events}/doshutdown', 'ups1')
    assert 'Shutting down' in text.body, text.body
    with One('power_back') as text:
        run('tidings-apcupsd', 'offbattery', 'ups1')
    assert HOST in text.body and '62.0 Percent' in text.body, text.body
    before = len(messages())
    run(f'{events}/changeme', 'ups1')
    assert len(messages()) == before


MAIL = (
    (('-t', '-i', '-oi', '-f', 'root@studio'),
     b'From: cron\nTo: root\nSubject: Cron <root@studio> backup\n\n.\nNo space left\n  on device\n',
     'Mail: Cron <root@studio> backup. . No space left on device', 'as cron calls it; a dot ends nothing with -i'),
    (('root',), b'Subject: Dot\n\nup to here\n.\nSubject: not here\n', 'Mail: Dot. up to here', 'a dot ends it without -i'),
    (('-bm', 'a@example.org'), b'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nContent-Type: text/plain; charset=iso-8859-1\n'
     b'Content-Transfer-Encoding: quoted-printable\n\nF=FCr Zo=EB, 5=\n0 Cent\n', 'Mail: Grüße. Für Zoë, 50 Cent',
     'an encoded subject, quoted-printable, and an old character set'),
    (('-t',), b'Subject: Parts\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\nnobody reads this\n--x\n'
     b'Content-Type: text/plain\nContent-Disposition: attachment\n\nan attachment\n--x\nContent-Type: multipart/alternative; boundary=y\n\n'
     b'--y\nContent-Type: text/html\n\n<b>page</b>\n--y\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n'
     + base64.b64encode('the words: für Zoë'.encode()) + b'\n--y--\n--x--\n', 'Mail: Parts. the words: für Zoë',
     'the first text that is no attachment, and not the page beside it'),
    (('-i',), b'Subject: Page.\nContent-Type: text/html; charset=utf-8\n\n<head><title>t</title></head><style>p{}</style>'
     b'<p>All &amp; sundry</p><p>second</p>\n', 'Mail: Page. All & sundry second', 'a page where there is nothing else'),
    ((), b'Subject: Odd\nContent-Type: text/plain; charset=klingon\n\nqapla\xff\n-- \nsomebody\n', 'Mail: Odd. qapla',
     'a character set that there is not, and no signature'),
    ((), b'Subject: =?klingon?q?odd?= sign\nContent-Type: text/html; charset*0*="\n\nwords <b>and</b> <![x more\n',
     'Mail: =?klingon?q?odd?= sign. words and', 'what the library does not bear'),
    (('-F', 'Cron', '--', 'root'), b'just words\n', 'Mail: just words.', 'no header at all'),
)


def mail():
    for options, message, words, why in MAIL:
        with One('system_mail') as text:
            done = run('tidings-sendmail', *options, input=message)
        assert text.body.startswith(words.replace('\ufffd', '')) or words in text.body, (why, text.body)
        assert done.stdout == done.stderr == b'', (why, done)
    long = b'Subject: Long\n\n' + b'word ' * 2_000_000
    with One('system_mail') as text:
        run('tidings-sendmail', input=long)
    assert text.body.startswith('Mail: Long. word word') and len(text.body) < 500, text.body


def mail_that_is_none():
    before = len(messages())
    for options, message, status, why in (
            ((), b'Subject:\n\n \n', 65, 'nothing to say'),
            ((), b'', 65, 'nothing at all'),
            (('-Z',), b'Subject: a\n\nb\n', 64, 'an option that no sendmail has'),
            (('-bs',), b'HELO a\n', 64, 'no server'),
            (('-q30m',), b'', 64, 'no queue'),
            (('-bp',), b'', 0, 'an empty queue'),
            ((), b'Auto-Submitted: auto-replied\nSubject: Away\n\nI am away\n', 0, 'an answer of a machine'),
            ((), b'X-Tidings-Loop: 1\nSubject: Again\n\nand again\n', 0, 'marked as going round'),
            ((), b'Received: by a\n' * 31 + b'Subject: Round\n\nand round\n', 0, 'too many hops')):
        done = run('tidings-sendmail', *options, input=message, status=status)
        assert b'Traceback' not in done.stderr, (why, done)
    run('tidings-sendmail', input=b'Subject: a\n\nb\n', status=69, TIDINGS_IN_SENDMAIL='1')
    assert len(messages()) == before


def to_whom():
    add_confirmed('Ben', '0151 23456780')
    tidings('types', 'on', 'system_mail')
    with One('system_mail') as text:
        run('tidings-sendmail', input=b'Subject: For Ben\n\nalone\n', TIDINGS_MAIL_TO='Ben')
    assert messages(type='system_mail')[-1]['person'] == 'Ben', text.body


def nothing_breaks(mail_status, failure_status, **env):
    """Whatever is the matter with Tidings, what is watched does not notice."""
    done = run('tidings-cron', 'sh', '-c', 'printf out; printf err >&2; exit 7', status=7, **env)
    assert (done.stdout, done.stderr) == ('out', 'err'), done
    run('tidings-smartd', SMARTD_DEVICE='/dev/sdb', SMARTD_MESSAGE='Device: /dev/sdb, failed', **env)
    run('tidings-apcupsd', 'onbattery', 'ups9', **env)
    run('tidings-failure', 'x.service', status=failure_status, MONITOR_SERVICE_RESULT='timeout', **env)
    done = run('tidings-sendmail', input=b'Subject: a\n\nb\n', status=mail_status, **env)
    assert b'Traceback' not in done.stderr, done


def nothing_breaks_without_an_agent():
    nothing_breaks(75, 5, **NO_AGENT)
    # Nor without Tidings.
    nothing_breaks(69, 127, TIDINGS='/nonexistent/tidings')


def nothing_breaks_when_nobody_wants_it():
    for type_ in TYPES:
        tidings('types', 'off', type_)
    before = len(messages())
    nothing_breaks(77, 3)
    assert len(messages()) == before
    for type_ in TYPES:
        tidings('types', 'on', type_, '--for', 'Ann')


def nothing_breaks_without_an_account():
    stub('tidings', 'echo "tidings: no account is connected" >&2; exit 4\n')
    nothing_breaks(78, 4, TIDINGS=os.path.join(STUBS, 'tidings'))
    os.unlink(os.path.join(STUBS, 'tidings'))


def for_programs_of_root():
    """They have no session; a file says whose Tidings is meant."""
    stub('id', 'case $* in -u) echo 0 ;; "-u ann") echo 1234 ;; *) exec /usr/bin/id "$@" ;; esac\n')
    stub('runuser', 'printf "%s\\n" "$*" > "$HOME/asked"; shift 7; DBUS_SESSION_BUS_ADDRESS=$SAVED exec "$@"\n')
    bare = [shutil.which('env'), '-u', 'DBUS_SESSION_BUS_ADDRESS', '-u', 'XDG_RUNTIME_DIR',
            f'SAVED={os.environ["DBUS_SESSION_BUS_ADDRESS"]}', os.path.join(RECIPES, 'tidings-raise')]
    done = run(*bare, 'job_failed', 'unit=root', status=5)
    assert 'TIDINGS_USER' in done.stderr and os.environ['TIDINGS_DEFAULTS'] in done.stderr, done
    with open(os.environ['TIDINGS_DEFAULTS'], 'w') as file:
        file.write('TIDINGS_USER=ann\n')
    with One('job_failed') as text:
        run(*bare, 'job_failed', 'unit=from root', '--to', 'Ann')
    assert 'from root' in text.body
    asked = open(os.path.join(os.environ['HOME'], 'asked')).read()
    assert asked.startswith('-u ann -- env -u DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR=/run/user/1234 '), asked


# What each command prints as JSON has at least these keys; in braces, those of an object below.
MESSAGE = ('id person to type body state reason until sid segments encoding price currency error_code attempts source '
           'created updated')
KEYS = (
    ('status', 'mode account{sid kind state sender} quota{day{used cap} month{used cap} budget{spent reserved cap currency} balance} '
     'next{at what} waiting{held queued in_doubt} paused'),
    ('send Ann hello', MESSAGE),
    ('alert job_failed unit=keys', MESSAGE),
    ('alert job_failed unit=keys --dry-run', 'person state reason body segments encoding price currency'),
    ('log', MESSAGE),
    ('log 1', MESSAGE + ' story{at what detail}'),
    ('people', 'id name number country verified opted_out language zone quiet{from to} types line{type carrier}'),
    ('types', 'id group title priority always_on template on'),
    ('types show job_failed', 'id group title priority always_on template on'),
    ('types template job_failed', 'id language template'),
    ('remind Ann 2030-01-01T09:00 Dentist', 'id title when zone repeat before people next state'),
    ('reminders', 'id title when zone repeat before people next state'),
    ('practice inbox', 'to from body at sid'),
    ('practice phone Ann', 'person person_id number behaviour'),
)


def lacks(value, keys):
    """What of the keys an object lacks, also further down; null is known of nothing."""
    wanted, at = re.findall(r'\w+|[{}]', keys), 0

    def check(value, at):
        missing = []
        while at < len(wanted) and wanted[at] != '}':
            key = wanted[at]
            at += 1
            if value is not None and key not in value:
                missing.append(key)
            if at < len(wanted) and wanted[at] == '{':
                below = (value or {}).get(key)
                more, at = check(below[0] if isinstance(below, list) else below, at + 1)
                missing += more
        return missing, at + 1

    return check(value[0] if isinstance(value, list) else value, at)[0]


def keys_that_scripts_rely_on():
    assert lacks({'a': 1, 'b': {'c': 2}}, 'a b{c d} e') == ['d', 'e'], 'a key that is gone would not be seen'
    tidings('people', 'edit', 'Ann', '--quiet', '03:00-03:05')
    for command, keys in KEYS:
        value = tidings(*command.split(), '--json').json()
        assert value and not lacks(value, keys), (command, lacks(value, keys))
    assert tidings('people', '--json').json()[0]['quiet']['from'] is not None


def examples_of_the_interface():
    """Each block of the man page, as somebody would copy it."""
    interface = os.path.join(PREFIX, 'share', 'dbus-1', 'interfaces', 'org.tidings.Tidings.Agent1.xml')
    assert '<method name="Raise">' in open(interface).read()
    page = open(os.path.join(PREFIX, 'share', 'man', 'man5', 'org.tidings.Tidings.Agent1.5')).read()
    blocks = [re.sub(r'\\-', '-', block).replace('\\(aq', "'").replace('\\e', '\\')
              for block in re.findall(r'^\.EX\n(.*?)^\.EE', page, re.MULTILINE | re.DOTALL)]
    raised, to_one, preview, status, look = blocks
    has_busctl = shutil.which('busctl') is not None

    with One('job_failed') as text:
        subprocess.run(['sh', '-ec', raised], check=True, timeout=60, stdout=subprocess.DEVNULL)
    assert 'backup' in text.body, text.body
    before = len(messages())
    done = subprocess.run(['sh', '-ec', preview], check=True, timeout=60, capture_output=True, text=True)
    assert '/home' in done.stdout and '95' in done.stdout and len(messages()) == before, done
    if has_busctl:
        with One('job_failed'):
            subprocess.run(['sh', '-ec', to_one], check=True, timeout=60, stdout=subprocess.DEVNULL)
        done = subprocess.run(['sh', '-ec', status], check=True, timeout=60, capture_output=True, text=True)
        assert json.loads(done.stdout)['data'][0]['mode']['data'] == 'practice', done
    introspect, monitor = look.splitlines()
    if has_busctl:
        done = subprocess.run(['sh', '-ec', introspect], check=True, timeout=60, capture_output=True, text=True)
        assert 'PutType' in done.stdout, done
    watching = subprocess.Popen(['sh', '-ec', 'exec ' + monitor], stdout=subprocess.PIPE, text=True)
    watching.stdout.readline()
    watching.terminate()
    watching.wait(30)


if __name__ == '__main__':
    main([set_up, a_failed_unit, a_job_of_cron, a_long_command, only_when_nobody_looks, a_disk, the_power, mail, mail_that_is_none,
          to_whom, nothing_breaks_without_an_agent, nothing_breaks_when_nobody_wants_it, nothing_breaks_without_an_account,
          for_programs_of_root, keys_that_scripts_rely_on, examples_of_the_interface])
