#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Twilio tells by itself: statuses and answers through the receiver of the real agent, signed by another process that
answers as Twilio does; and what others may send to an open port."""
import json
import re
import socket
import urllib.error
import urllib.parse
import urllib.request

from journey import E164, NUMBER, Simulator, agent_pid, kill_agent, main, messages, tidings, wait_for

SID, TOKEN, SENDER = Simulator.SID, Simulator.TOKEN, Simulator.SENDER
PUBLIC = 'https://hooks.example.com/home'
simulator = Simulator()
port = None


def get(path):
    with urllib.request.urlopen(simulator.origin + path, timeout=30) as reply:
        return json.load(reply)


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def webhook(*args, **kwargs):
    return tidings('account', 'webhook', *args, **kwargs)


def state():
    return webhook('--json').json()


def told(**wanted):
    """What the simulator has told to the end, and how that was answered."""
    return [w for w in get('/webhooks') if w['done'] and all(w[k] == v for k, v in wanted.items())]


def knock(path, data=b'x=1', **headers):
    """The status that somebody gets who is not Twilio."""
    request = urllib.request.Request(f'http://127.0.0.1:{port}{path}', data, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        assert error.read() == b'', 'a refusal that talks'
        return error.code


def is_closed():
    with socket.socket() as probe:
        return probe.connect_ex(('127.0.0.1', port)) != 0


def not_in_practice():
    assert state()['state'] == 'off'
    assert 'Practice' in webhook('on', '--url', PUBLIC, status=4).err
    assert state()['state'] == 'off'


def not_with_a_key():
    tidings('account', 'set', '--sid', SID, '--key', Simulator.KEY, '--from', SENDER, stdin=Simulator.KEY_SECRET + '\n')
    assert 'Auth Token' in webhook('on', '--url', PUBLIC, status=4).err
    assert state()['state'] == 'off'


def not_just_anywhere():
    tidings('account', 'set', '--sid', SID, '--from', SENDER, stdin=TOKEN + '\n')
    for url in '', 'http://hooks.example.com', 'https://localhost', 'https://127.0.0.1':
        assert len(webhook('on', '--url', url, status=2).err.splitlines()) == 1, url
    with socket.socket() as other:
        other.bind(('127.0.0.1', 0))
        other.listen()
        taken = str(other.getsockname()[1])
        assert taken in webhook('on', '--url', PUBLIC, '--port', taken, status=2).err
    now = state()
    assert now['state'] == 'off' and now['url'] is None, now


def on():
    global port
    port = free_port()
    shown = webhook('on', '--url', PUBLIC + '/', '--port', str(port)).out
    now = state()
    assert now['state'] == 'on' and now['listen'] == f'127.0.0.1:{port}', now
    assert now['inbound_url'].startswith(PUBLIC) and now['inbound_url'] in shown, (now, shown)
    assert tidings('status', '--json').json()['webhook'] == now
    simulator.post('/tunnels', Public=PUBLIC, Local=f'http://127.0.0.1:{port}')
    simulator.post('/numbers', Number=SENDER, SmsUrl=now['inbound_url'])


def statuses():
    tidings('people', 'add', 'Ann', NUMBER, '--country', 'DE')
    tidings('verify', 'Ann')
    code = wait_for(lambda: (re.findall(r'\b\d{6}\b', ' '.join(t['body'] for t in simulator.inbox())) or [None])[-1])
    tidings('verify', 'Ann', code)
    tidings('send', 'Ann', 'told by itself', '--wait')
    message, = messages(type='message')
    assert message['state'] == 'delivered', message
    wait_for(lambda: {w['answer'] for w in told(sid=message['sid'])} == {204})
    # Nobody asked: the first question would come a minute later.
    asked = [r for r in get('/requests')['requests'] if r['method'] == 'GET' and message['sid'] in r['path']]
    assert asked == [], asked


def late_and_again():
    message, = messages(type='message')
    for status, token in ('sent', 'T1'), ('queued', 'T2'), ('failed', 'T3'), ('delivered', 'T4'), ('delivered', 'T4'), ('levitating', 'T5'):
        before = len(told())
        simulator.post('/webhooks', Sid=message['sid'], Url=state()['status_url'], Status=status, Token=token, Extra='NewOfToday')
        wait_for(lambda: len(told()) > before)
        assert {w['answer'] for w in told(sid=message['sid'])} == {204}, told()
    now, = messages(type='message')
    assert now['state'] == 'delivered' and now['error_code'] is None, now
    story = [step['what'] for step in tidings('log', str(now['id']), '--json').json()['story']]
    assert story.count('delivered') == 1, story


def answers():
    simulator.post('/replies', From=E164, To=SENDER, Body='STOP')
    wait_for(lambda: tidings('people', 'list', '--json').json()[0]['opted_out'], 30, 'the answer did not come by itself')
    # On disk first, answered then: so the answer may come after the change was seen.
    wait_for(lambda: any(w['answer'] == 200 for w in told(kind='inbound')))
    simulator.post('/replies', From=E164, To=SENDER, Body='START')
    wait_for(lambda: not tidings('people', 'list', '--json').json()[0]['opted_out'], 30)
    # The STOP of before, again: it was heard, and something newer has been said since.
    stop = [t for t in get('/texts') if t['direction'] == 'inbound' and t['body'] == 'STOP'][0]
    before = len(told())
    simulator.post('/webhooks', Sid=stop['sid'], Url=state()['inbound_url'])
    wait_for(lambda: len(told()) > before)
    assert not tidings('people', 'list', '--json').json()[0]['opted_out']


def other_forms():
    message, = messages(type='message')
    for form in 'form', 'get', 'json':
        before = len(told())
        simulator.post('/webhooks', Sid=message['sid'], Url=state()['status_url'], Status='sent', Format=form)
        wait_for(lambda: len(told()) > before)
        assert {w['answer'] for w in told(sid=message['sid'])} == {204}, (form, told())


def forged():
    message, = messages(type='message')
    simulator.post('/statuses', To=E164, Times='1', Statuses='queued')
    tidings('send', 'Ann', 'waits')
    open_ = wait_for(lambda: [m for m in messages(type='message') if m['state'] == 'accepted'])[0]
    for signature in 'bad', 'none':
        for url in state()['status_url'], state()['inbound_url']:
            before = len(told())
            simulator.post('/webhooks', Sid=open_['sid'], Url=url, Status='delivered', Signature=signature)
            wait_for(lambda: len(told()) > before)
    assert {w['answer'] for w in told(sid=open_['sid'], message_status='delivered')} == {403}, told()
    assert [m['state'] for m in messages(type='message') if m['id'] == open_['id']] == ['accepted']

    form = urllib.parse.urlencode({'MessageSid': open_['sid'], 'MessageStatus': 'delivered', 'AccountSid': SID}).encode()
    path = '/twilio/status'
    assert knock(path, form) == 403
    assert knock(path, form, **{'X-Twilio-Signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='}) == 403
    assert knock('/home' + path, form) == 403
    for other in '/', '/twilio', '/twilio/', path + '/', '/../etc/passwd', '/home/../twilio/status', '/twilio/%73tatus':
        assert knock(other, form) == 404, other
    assert [m['state'] for m in messages(type='message') if m['id'] == open_['id']] == ['accepted']


def comes_back():
    assert kill_agent()
    assert is_closed()
    assert state()['state'] == 'on' and not is_closed()
    assert knock('/twilio/status') == 403


def with_the_account():
    tidings('practice', 'on')
    now = state()
    assert now['state'] == 'stopped' and 'Practice' in now['trouble'] and is_closed(), now
    assert 'Practice' in tidings('status').out
    tidings('practice', 'off')
    wait_for(lambda: state()['state'] == 'on')
    assert not is_closed()


def elsewhere():
    """What cannot be had changes nothing."""
    with socket.socket() as other:
        other.bind(('127.0.0.1', 0))
        other.listen()
        webhook('on', '--port', str(other.getsockname()[1]), status=2)
    assert state()['state'] == 'on' and not is_closed()
    assert knock('/twilio/status') == 403


def off():
    pid = agent_pid()
    webhook('off')
    assert state()['state'] == 'off' and is_closed()
    assert agent_pid() == pid


main([not_in_practice, not_with_a_key, not_just_anywhere, on, statuses, late_and_again, answers, other_forms, forged, comes_back,
      with_the_account, elsewhere, off])
