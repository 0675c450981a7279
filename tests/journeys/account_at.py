# SPDX-License-Identifier: GPL-3.0-or-later
"""An account at a simulator in another process, with people whose phones are confirmed: what several programs begin with."""
import re
import subprocess

from journey import Simulator, messages, tidings, wait_for

FINAL = ('delivered', 'undelivered', 'failed', 'canceled', 'skipped')


def raise_the_limits():
    for key in ('rate-hour', 'rate-day', 'cap-day', 'cap-month', 'burst'):
        subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', key, '0'], check=True)


def connect(simulator):
    raise_the_limits()
    tidings('account', 'set', '--sid', Simulator.SID, '--from', Simulator.SENDER, stdin=Simulator.TOKEN + '\n')


def confirm(simulator, name, number):
    tidings('people', 'add', name, number)
    tidings('verify', name)
    code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(t['body'] for t in simulator.inbox() if t['to'] == number))
                             or [None])[-1], why='no code came')
    tidings('verify', name, code)


def send(who, text, *more, **wanted):
    """Sends a text and gives its row."""
    return tidings('send', who, text, '--json', *more, **wanted).json()[0]


def get(id_):
    return tidings('log', str(id_), '--json').json()


def steps(id_):
    return [step['what'] for step in get(id_)['story']]


def settled(ids, timeout=60, states=FINAL):
    """Waits until all of these rows are in one of the states."""
    ids = set(ids)
    return wait_for(lambda: (lambda rows: rows if len(rows) == len(ids) and all(m['state'] in states for m in rows) else None)
                    ([m for m in messages() if m['id'] in ids]), timeout, f'{ids} did not come to an end')


def texts(simulator, words):
    """All that Twilio has with these words, whatever became of them."""
    return [t for t in simulator.get('/texts') if words in t['sent_body'] and t['direction'] == 'outbound-api']


def forget_requests(simulator):
    simulator.post('/requests', Keep='10000', Clear='true')


def requests(simulator, method=None, path=''):
    return [r for r in simulator.get('/requests')['requests'] if path in r['path'] and method in (None, r['method'])]
