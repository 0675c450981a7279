#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a text says: the household in front, how to unsubscribe behind, own wordings by language, cheaper words, and nothing cut in
silence."""
import subprocess

from journey import E164, add_confirmed, inbox, main, messages, settle, tidings

STOP = '\nReply STOP to unsubscribe'
LONG = 'The backup of the photos on the old computer in the study ended well: '


def settings(key, value):
    subprocess.run(['gsettings', 'set', 'org.tidings.Tidings', key, value], check=True)


def preview(*args):
    """The text that the first person would get."""
    return tidings(*args, '--dry-run', '--json').json()[0]


def set_up():
    add_confirmed('Ann')
    tidings('people', 'edit', 'Ann', '--language', 'en')
    tidings('types', 'on', 'job_failed')
    # A code says how to end texts in its own words, and nobody is told twice.
    text, = [t for t in inbox('Tidings') if t['to'] == E164]
    assert text['body'].count('STOP') == 1 and not text['body'].endswith(STOP), text


def around_a_text():
    assert preview('alert', 'job_failed', 'unit=x')['body'] == 'The job x has failed.' + STOP
    settings('household', 'Millers')
    assert preview('alert', 'job_failed', 'unit=x')['body'] == 'Millers: The job x has failed.' + STOP
    tidings('alert', 'job_failed', 'unit=backup')
    message, = settle('job_failed')
    assert message['body'] == 'Millers: The job backup has failed.' + STOP and message['segments'] == 1, message
    assert inbox('backup')[0]['body'] == message['body']
    # It never costs a part, and the name gives way only to the text itself.
    assert preview('send', 'Ann', 'x' * 140)['body'] == 'Millers: ' + 'x' * 140
    settings('ask-stop', 'false')
    assert preview('alert', 'job_failed', 'unit=x')['body'] == 'Millers: The job x has failed.'
    settings('household', '')


def own_wordings():
    tidings('types', 'template', 'job_failed', 'Kaputt: {{ unit }}', '--language', 'de')
    assert preview('alert', 'job_failed', 'unit=x')['body'] == 'The job x has failed.', 'a German wording for English'
    tidings('people', 'edit', 'Ann', '--language', 'de_AT')
    assert preview('alert', 'job_failed', 'unit=x')['body'] == 'Kaputt: x'
    tidings('types', 'template', 'job_failed', '{{ unit }} {{ host? }} !', '--language', '')
    assert preview('alert', 'job_failed', 'unit=x')['body'] == 'Kaputt: x', 'the one for all languages wins'
    tidings('types', 'template', 'job_failed', '', '--language', 'de')
    assert preview('alert', 'job_failed', 'unit=x')['body'] == 'x !'
    tidings('types', 'template', 'job_failed', '')
    assert preview('alert', 'job_failed', 'unit=x')['body'] == 'Der Auftrag x ist fehlgeschlagen.'
    tidings('people', 'edit', 'Ann', '--language', 'en')


def values_are_values():
    for value, text in (('{{ host }}', '{{ host }}'), ('a\tb\n c', 'a b c'), ('\u202eabc', 'abc'), ('%s%n', '%s%n')):
        assert preview('alert', 'job_failed', f'unit={value}', 'host=secret')['body'] == f'The job {text} has failed.', value
    for data, words in (('{"unit": 12.50}', '12.5'), ('{"unit": 1e6}', '1000000'), ('{"unit": "1e6"}', '1e6'), ('{"unit": true}', 'yes')):
        done = tidings('alert', 'job_failed', '--data', '-', '--dry-run', '--json', stdin=data).json()
        assert done[0]['body'] == f'The job {words} has failed.', (data, done)
    for data in ('{"unit": {"name": "x"}}', '{"unit": ["x"]}', '{"unit": null}'):
        refused = tidings('alert', 'job_failed', '--data', '-', '--dry-run', stdin=data, status=None)
        assert refused.status in (1, 2) and 'unit' in refused.err, (data, refused)


def cheaper():
    before = len(messages())
    dear = preview('send', 'Ann', LONG + 'garçon 🎉')
    assert dear['segments'] == 2 and dear['encoding'] == 'UCS-2', dear
    assert dear['cheaper'] == {'text': LONG + 'garcon', 'segments': 1, 'costly': ['ç', '🎉'], 'lossless': False,
                               'price': dear['cheaper']['price']}, dear
    assert 'ç 🎉' in tidings('send', 'Ann', LONG + 'garçon 🎉', '--dry-run').out
    assert preview('send', 'Ann', LONG + 'é ä ñ')['cheaper'] is None
    assert len(messages()) == before
    tidings('send', 'Ann', LONG + 'garçon 🎉', '--cheaper', '--wait')
    message, = messages(type='message')
    assert message['body'] == LONG + 'garcon' and message['segments'] == 1, message
    story = tidings('log', str(message['id']), '--json').json()['story']
    assert [s for s in story if s['what'] == 'composed' and s['detail'].endswith('accents')], story
    assert 'ç' in tidings('types', 'template', 'job_failed', '{{ unit }} garçon').err
    assert tidings('types', 'template', 'job_failed', '').err == ''


def not_cut_in_silence():
    before = len(messages())
    refused = tidings('send', 'Ann', 'word ' * 400, status=2)
    assert '--cut' in refused.err and len(messages()) == before, refused
    tidings('send', 'Ann', 'word ' * 400, '--cut', '--wait')
    message = max(messages(type='message'), key=lambda m: m['id'])
    assert message['segments'] == 10 and message['body'].endswith('word...'), message


main([set_up, around_a_text, own_wordings, values_are_values, cheaper, not_cut_in_silence])
