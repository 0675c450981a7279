#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An alert type of one's own: made, switched on, raised in every way, worded, changed, and removed while a text of it waits."""
import datetime
import json
import subprocess

from journey import add_confirmed, inbox, kill_agent, main, messages, tidings, wait_for

NAME, PATH, INTERFACE = 'org.tidings.Tidings.Agent', '/org/tidings/Tidings/Agent', 'org.tidings.Tidings.Agent1'


def call(method, *arguments, refused=None):
    """A call by another program. With `refused` it must fail with that error, and its words are given."""
    done = subprocess.run(['gdbus', 'call', '--session', '--dest', NAME, '--object-path', PATH, '--method', f'{INTERFACE}.{method}',
                           *arguments], capture_output=True, text=True, timeout=60)
    if refused is None:
        assert done.returncode == 0, (method, done.stderr)
        return done.stdout
    assert done.returncode != 0 and f'Error.{refused}' in done.stderr, (method, done.stdout, done.stderr)
    return done.stderr


def refuse(*args, words, stdin=None, status=2):
    """Refused in one line with these words, and nothing is stored."""
    before = len(tidings('log', '--json', '--limit', '1000').json())
    wrong = tidings(*args, status=status, stdin=stdin)
    assert words in wrong.err and len(wrong.err.strip().splitlines()) == 1, wrong
    assert before == len(tidings('log', '--json', '--limit', '1000').json()), args


def arrives(words):
    return wait_for(lambda: inbox(words), why=f'“{words}” did not arrive')


def show(type_):
    return tidings('types', 'show', type_, '--json').json()


def set_up():
    add_confirmed()


def it_is_made():
    tidings('types', 'add', 'tank_low', '--title', 'Tank low', '--text', '{{ tank.name }} is at {{ level }}% {{ link? }}',
            '--priority', 'high', '--late', '2h')
    tank = show('tank_low')
    assert tank['own'] and tank['group'] == 'own' and tank['on'] is False and tank['late'] == 7200, tank
    assert [(f['name'], f['kind'], f['optional']) for f in tank['fields']] == [
        ('tank.name', 'text', False), ('level', 'text', False), ('link', 'text', True)], tank
    assert 'My Alerts' in tidings('types').out
    refuse('types', 'add', 'tank_low', '--title', 'T', '--text', 'x', words='types edit')
    refuse('types', 'add', 'job_failed', '--title', 'T', '--text', 'x', words='comes with Tidings')
    refuse('types', 'add', 'Tank', '--title', 'T', '--text', 'x', words='small letters')
    refuse('types', 'add', 'b', '--title', 'T', '--text', '{{ a', words='{{ a')
    refuse('types', 'add', 'b', '--title', 'T', '--text', '{{ a }}', '--field', 'c', words='{{ a }}')
    refuse('types', 'add', 'b', '--title', 'T', '--text', 'x', '--group', 'security', words='“security”')


def nobody_has_it_on():
    # Who did not ask for it is only told of, and the caller hears why.
    tidings('alert', 'tank_low', 'tank.name=Oil', 'level=9', status=3)
    assert not messages(type='tank_low')
    tidings('types', 'on', 'tank_low', '--for', 'Ann')
    assert show('tank_low')['on'] is True


def it_is_changed():
    # Kinds come with the fields; who had it on keeps it on.
    tidings('types', 'edit', 'tank_low', '--field', 'tank.name', '--field', 'level:number', '--field', 'link:link?')
    tank = show('tank_low')
    assert tank['on'] is True and tank['title'] == 'Tank low' and tank['priority'] == 'high', tank
    assert [f['kind'] for f in tank['fields']] == ['text', 'number', 'link'], tank
    refuse('types', 'edit', 'tank_low', '--text', 'Gone: {{ other }}', '--field', 'level', words='{{ other }}')
    assert show('tank_low') == tank


def previews_and_refusals():
    preview, = tidings('alert', 'tank_low', 'tank.name=Oil', 'level=9', '--dry-run', '--json').json()
    assert 'Oil is at 9%' in preview['body'] and preview['state'] == 'queued', preview
    assert not messages(type='tank_low')
    refuse('alert', 'tank_low', 'tank.name=Oil', 'level=low', words='“level” must be a number')
    refuse('alert', 'tank_low', 'level=9', words='“tank.name”')
    refuse('alert', 'tank_low', 'tank.name=Oil', 'level=9', 'link=nowhere', words='“link” must be a web address')
    refuse('alert', 'tank_low', 'tank.name=Oil', 'level=9', '--urgency', 'critical', words='high')
    refuse('alert', 'tank_low', 'tank.name=Oil', 'level=9', '--urgency', 'very', words='“very”')
    refuse('alert', 'tank_low', 'tank.name=Oil', 'level=9', '--until', '2001-01-01 09:00', words='passed')
    refuse('alert', 'tank_low', '--data', '-', stdin='{"tank": {"name": ["Oil"]}, "level": 9}', words='“tank.name” must be one value')
    refuse('alert', 'tank_low', '--data', '-', stdin='{"level": 9, "level": 10}', words='“level” is there twice')
    refuse('alert', 'tank_low', '--data', '-', stdin='{"level": NaN}', words='JSON')
    refuse('alert', 'tank_low', '--data', '-', stdin='[' * 100000, words='64 KiB')
    refuse('alert', 'tank_low', '--data', '-', stdin='{"a":' * 5000, words='deep')


def it_is_raised():
    tidings('alert', 'tank_low', 'tank.name=Oil', 'level=9', '--wait')
    arrives('Oil is at 9%')
    # A whole object, as a program has it: lists and what the type does not know do nothing; the line wins.
    whole = {'tank': {'name': 'Rain', 'sensors': [1, 2]}, 'level': 50, 'owner': {'name': 'Ann'}, 'note': None}
    tidings('alert', 'tank_low', 'level=12.5', '--data', '-', '--urgency', 'low', '--until', 'in 1h', '--wait', stdin=json.dumps(whole))
    arrives('Rain is at 12.5%')
    call('Raise', 'tank_low', "{'tank': <{'name': <'Milk'>}>, 'level': <@u 7>}", "{'until': <@x 0>}")
    arrives('Milk is at 7%')
    # No more of one type than the household takes in ten minutes: the rest is asked for, not sent.
    words = call('Preview', 'tank_low', "{'level': <1>}", """{'data': <'{"tank": {"name": "Water"}, "level": 2.5}'>, 'urgency': <'normal'>}""")
    assert 'Water is at 2.5%' in words, words
    words = call('Raise', 'tank_low', "{'tank': <{'name': <'Milk'>}>, 'level': <true>}", '{}', refused='InvalidArgument')
    assert '“level” must be a number' in words, words


def it_has_words_of_its_own():
    tidings('types', 'template', 'tank_low', 'Please fill {{ tank.name }}, {{ person }}')
    preview, = tidings('alert', 'tank_low', 'tank.name=Beer', 'level=1', '--dry-run', '--json').json()
    assert 'Please fill Beer, Ann' in preview['body'], preview
    tidings('alert', 'tank_low', 'tank.name=Beer', 'level=1', '--wait')
    arrives('Please fill Beer, Ann')
    tidings('types', 'template', 'tank_low', '')


def it_outlives_the_agent():
    assert kill_agent()
    call('PutType', 'tank_low', "{'template': <'{{ tank.name }}: only {{ level }}% left'>, 'max-segments': <@u 2>}")
    tank = show('tank_low')
    # The text asks for it no more, but what may be missing stays; so do kinds and switches.
    assert [(f['name'], f['kind']) for f in tank['fields']] == [('tank.name', 'text'), ('level', 'number'), ('link', 'link')], tank
    assert tank['on'] is True and tank['max_segments'] == 2 and tank['late'] == 7200, tank
    tidings('alert', 'tank_low', 'tank.name=Wine', 'level=3', '--wait')
    arrives('Wine: only 3% left')
    words = call('PutType', 'tank_low', "{'priority': <'urgent'>}", refused='InvalidArgument')
    assert '“urgent”' in words, words
    call('RemoveType', 'job_failed', refused='InvalidArgument')


def it_is_removed_while_one_waits():
    now = datetime.datetime.now()
    quiet = [(now + datetime.timedelta(hours=hours)).strftime('%H:%M') for hours in (-2, 2)]
    tidings('people', 'edit', 'Ann', '--quiet', '-'.join(quiet))
    tidings('alert', 'tank_low', 'tank.name=Tea', 'level=3')
    held, = messages(type='tank_low', state='held')
    tidings('types', 'remove', 'tank_low')
    gone, = messages(id=held['id'])
    assert gone['state'] == 'canceled' and gone['reason'] == 'removed' and gone['type'] == 'tank_low', gone
    assert 'tank_low' not in tidings('types').out
    assert 'tank_low' not in tidings('people', '--json').json()[0]['types']
    tidings('people', 'edit', 'Ann', '--quiet', 'off')
    refuse('types', 'show', 'tank_low', words='tidings types')
    refuse('types', 'remove', 'tank_low', words='tank_low')
    refuse('alert', 'tank_low', 'tank.name=Tea', 'level=3', words='tank_low')
    call('RemoveType', 'tank_low', refused='NotFound')
    assert not inbox('Tea')
    # The name is free again, and whoever had the old one on did not ask for the new one.
    tidings('types', 'add', 'tank_low', '--title', 'Tank', '--text', 'Low')
    assert show('tank_low')['on'] is False


main([set_up, it_is_made, nobody_has_it_on, it_is_changed, previews_and_refusals, it_is_raised, it_has_words_of_its_own,
      it_outlives_the_agent, it_is_removed_while_one_waits])
