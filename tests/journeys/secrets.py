#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""With all debug output on, nothing that is nobody's business stands in what the programs write: no token, no key's secret, no
code, no words of a text, no whole phone number."""
import base64
import json
import os
import re
import socket
import subprocess
import threading
import urllib.request

import journey
import watch
from journey import E164, NUMBER, agent_pid, kill_agent, main, tidings, wait_for

SID, TOKEN, SENDER = journey.Simulator.SID, journey.Simulator.TOKEN, journey.Simulator.SENDER
KEY, KEY_SECRET = journey.Simulator.KEY, journey.Simulator.KEY_SECRET
PUBLIC = 'https://hooks.example.com'
WRONG = '5eec7e75eec7e75eec7e75eec7e75eec'
# Lines that GLib writes; debug and info go to standard output, among what the program says.
LOG = re.compile(r'^\(?.*\b(DEBUG|INFO|MESSAGE|WARNING|CRITICAL)\b.*$|^\*\* ', re.MULTILINE)
written = {'agent': '', 'simulator': '', 'tidings': ''}
bodies = ['Xylophone in the cellar', 'Quagga at the gate', 'Zeppelin over the roof']
codes = []


class Talkative(journey.Simulator):
    """A simulator whose every word is kept."""
    def __init__(self):
        program = os.path.join(os.environ['TIDINGS_PREFIX'], 'libexec', 'tidings-simulator')
        self.process = subprocess.Popen([program, '--port', '0'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        journey.simulators.append(self.process)
        self.origin = None
        while self.origin is None:
            line = self.process.stdout.readline()
            written['simulator'] += line
            self.origin = line.strip() if line.startswith('http://') else None
        threading.Thread(target=self.listen, daemon=True).start()
        watch.tell(TIDINGS_TWILIO_ORIGIN=self.origin)

    def listen(self):
        for line in self.process.stdout:
            written['simulator'] += line

    def get(self, path):
        with urllib.request.urlopen(self.origin + path, timeout=30) as reply:
            return json.load(reply)


def run(*args, **kwargs):
    done = tidings(*args, **kwargs)
    written['tidings'] += done.err + '\n'.join(line for line in done.out.splitlines() if LOG.match(line))
    return done


watch.tell(G_MESSAGES_DEBUG='all')
simulator = Talkative()


def connect():
    run('account', 'set', '--sid', SID, '--from', SENDER, stdin=WRONG + '\n', status=1)
    run('account', 'set', '--sid', SID, '--key', KEY, '--from', SENDER, stdin=KEY_SECRET + '\n')
    run('account', 'set', '--sid', SID, '--from', SENDER, stdin=TOKEN + '\n')
    run('status')


def code():
    run('people', 'add', 'Ann', NUMBER, '--country', 'DE')
    run('verify', 'Ann')
    codes.append(wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(t['body'] for t in simulator.inbox())) or [None])[-1]))
    # The digits are the caller's own; what they typed wrong is not to be repeated either.
    codes.append('%06d' % ((int(codes[0]) + 1) % 1000000))
    run('verify', 'Ann', codes[1], status=None)
    run('verify', 'Ann', codes[0])


def send():
    run('send', 'Ann', bodies[0], '--wait')
    simulator.post('/faults', Method='POST', Fault='drop-reply', Amount='0', Times='1')
    run('send', 'Ann', bodies[1], '--wait')
    simulator.post('/phones', Number=E164, ErrorCode='21614')
    run('send', 'Ann', 'refused', '--wait', status=1)
    simulator.post('/phones', Number=E164, ErrorCode='0')


def check():
    run('account', 'check', status=None)
    run('log')


def webhook():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        port = probe.getsockname()[1]
    run('account', 'webhook', 'on', '--url', PUBLIC, '--port', str(port))
    simulator.post('/tunnels', Public=PUBLIC, Local=f'http://127.0.0.1:{port}')
    simulator.post('/numbers', Number=SENDER, SmsUrl=PUBLIC + '/twilio/inbound')
    run('send', 'Ann', 'by itself', '--wait')
    sid = [t['sid'] for t in simulator.inbox() if t['body'].startswith('by itself')][0]
    simulator.post('/webhooks', Sid=sid, Url=PUBLIC + '/twilio/status', Signature='bad')
    simulator.post('/replies', From=E164, To=SENDER, Body=bodies[2])
    wait_for(lambda: [w for w in simulator.get('/webhooks') if w['kind'] == 'inbound' and w['done']])
    wait_for(lambda: all(w['done'] for w in simulator.get('/webhooks')))


def killed():
    """What starts anew reads everything again."""
    kill_agent()
    run('status')
    assert agent_pid() is not None


def everything_was_said():
    """All three have talked, and to here: otherwise the next test looks at nothing."""
    with open(os.environ['TIDINGS_BUS_LOG']) as log:
        written['agent'] = log.read()
    for name, text in written.items():
        assert 'DEBUG' in text, f'{name} said nothing: {text[:200]}'
    assert 'had no signature' in written['agent']
    assert find('a line with ' + TOKEN + ' in it') == ['token']


def find(text):
    """Names of what stands in a text and must not."""
    digits = E164[1:]
    secrets = {
        'token': TOKEN, 'secret of the key': KEY_SECRET, 'wrong token': WRONG,
        'token with its account': base64.b64encode(f'{SID}:{TOKEN}'.encode()).decode(),
        'secret with its key': base64.b64encode(f'{KEY}:{KEY_SECRET}'.encode()).decode(),
        'number': digits, 'number as it is typed': NUMBER.replace(' ', ''), 'sender': SENDER[1:],
        **{f'text {n}': body.split()[0] for n, body in enumerate(bodies)},
    }
    found = [name for name, secret in secrets.items() if secret.lower() in text.lower()]
    # Times and addresses have digits as well, but not six between words.
    return found + [f'code {n}' for n, code in enumerate(codes) if re.search(rf'(?<![\w.:-]){code}(?![\w.:-])', text)]


def nothing_stands_there():
    wrong = {name: find(text) for name, text in written.items()}
    lines = [line for text in written.values() for line in text.splitlines() if find(line)]
    assert not any(wrong.values()), (wrong, lines[:10])


main([connect, code, send, check, webhook, killed, everything_was_said, nothing_stands_there])
