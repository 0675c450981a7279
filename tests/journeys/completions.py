#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Completion in the shells themselves: what a person gets who types the beginning and presses Tab."""
import os
import re
import subprocess

from journey import E164, add_confirmed, agent_pid, main, messages, tidings
from terminal import Terminal
from watch import end_agent

SHARE = os.path.join(os.environ['TIDINGS_PREFIX'], 'share')
BASH = f'{SHARE}/bash-completion/completions/tidings'
ZSH = f'{SHARE}/zsh/site-functions'
FISH = f'{SHARE}/fish/vendor_completions.d/tidings.fish'

ODD = 'Zoë "Z" $HOME'
TAB, SHOW = '\t', '\x0f'


class Shell(Terminal):
    """A shell. SHOW has it say which words the line has, and empties it."""
    WAY_OUT = 'printf "<<<%s>>>" "$(printf "%s|" "${words[@]}")"'
    START = {
        'bash': (['bash', '--norc', '-i'], f"""
            bind 'set enable-bracketed-paste off'; bind 'set completion-query-items 0'; bind 'set page-completions off'
            source {BASH}
            show () {{ eval "words=($READLINE_LINE)"; {WAY_OUT}; READLINE_LINE= READLINE_POINT=0; }}
            bind -x '"\\C-o": show'"""),
        'zsh': (['zsh', '-f', '-i'], f"""
            fpath=({ZSH} $fpath); autoload -U compinit; compinit -u -D; LISTMAX=9999; unsetopt menucomplete automenu
            show () {{ eval "words=($BUFFER)"; {WAY_OUT}; BUFFER=; }}
            zle -N show; bindkey '^O' show"""),
    }

    def __init__(self, name):
        argv, setup = self.START[name]
        super().__init__(*argv)
        self.run(*map(str.strip, setup.splitlines()))

    def complete(self, typed):
        """The words that the line has after Tab."""
        self.press(typed + TAB + SHOW)
        return self.until('<<<(.*?)[|]>>>').group(1).split('|')

    def list(self, typed, last):
        """What is on the terminal after Tab twice, up to what must be there last."""
        self.press(typed + TAB + TAB)
        text = self.until(f'.*{last}').group()
        self.press(SHOW)
        self.until('<<<.*?>>>')
        return text


def fish(typed):
    """Candidates with their descriptions, as fish itself lists them."""
    done = subprocess.run(['fish', '--no-config', '-c', f'source {FISH}; complete -C $argv[1]', typed],
                          capture_output=True, text=True, timeout=60, check=True)
    return dict((line + '\t').split('\t')[:2] for line in done.stdout.splitlines())


def complete(*words):
    """What the program itself says to any shell."""
    done = tidings('complete', '--', *words)
    assert done.err == '', done
    return dict((line + '\t').split('\t')[:2] for line in done.out.splitlines())


def nothing_yet():
    assert complete('send', '') == {}
    assert 'people' in complete('')
    assert agent_pid() is None, 'looking for what fits has started the agent'


def a_household():
    add_confirmed('Ann Lee')
    for name, number in (("O'Brien", '+4915123456701'), (ODD, '+4915123456702'), ('-Bob', '+4915123456703'),
                         ('Kim, Jun', '+4915123456704'), ('Sam', '+4915123456705'), ('sam', '+4915123456706')):
        tidings('people', 'add', '--', name, number)
    tidings('types', 'add', 'tank_low', '--title', 'Tank low', '--text', 'The tank has {{ litres }} l {{ place? }}')
    tidings('types', 'on', 'tank_low', '--for', 'Ann Lee')
    tidings('remind', 'Ann Lee', '2030-01-02T09:00', 'Dentist')
    tidings('remind', 'Ann Lee', '2030-01-03T09:00', 'Piano')
    tidings('alert', 'tank_low', 'litres=12', '--wait')
    assert end_agent()


def people_and_their_ids():
    people = {person['name']: str(person['id']) for person in tidings('people', 'list', '--json').json()}
    offered = complete('send', '')
    # A name that means two people, or would be read as an option, is no name to type.
    assert set(offered) == {'Ann Lee', "O'Brien", ODD, 'Kim, Jun', people['-Bob'], people['Sam'], people['sam']}, offered
    assert E164 not in str(offered) and not any(offered[name] for name in ('Ann Lee', "O'Brien")), 'a number nobody asked for'
    assert offered[people['Sam']] == 'Sam, …05' and offered[people['sam']] == 'sam, …06', offered
    assert complete('send', '+49151') != {} and complete('send', E164[:8])[E164] == 'Ann Lee'
    assert complete('send', "Ann Lee,o") == {"Ann Lee,O'Brien": ''}
    # In a list, a comma would end the name.
    assert people['Kim, Jun'] in {name.rpartition(',')[2] for name in complete('send', 'Ann Lee,')}
    assert complete('verify', 'Ann Lee,') == {}, 'a command that takes one person was offered two'


def what_the_store_knows():
    types = complete('types', 'show', 'tank')
    assert types == {'tank_low': 'Tank low'}, types
    assert complete('alert', 'tank_low', '') .keys() == {'litres=', 'place='}
    assert complete('alert', 'tank_low', 'litres=3', '').keys() == {'place='}, 'a value that was given is offered again'
    assert complete('alert', 'job_failed', 'u') == {'unit=': 'backup'}
    assert complete('types', 'edit', '') == types, 'a type that came with Tidings cannot be edited'
    assert 'new_login' not in complete('types', 'off', ''), 'it cannot be switched'
    reminders = complete('reminders', 'done', '')
    assert [words.split(' · ')[0] for words in reminders.values()] == ['Dentist', 'Piano'], reminders
    message, = messages(type='tank_low')
    row = complete('log', '')[str(message['id'])]
    assert 'Ann Lee' in row and 'Tank low' in row and 'delivered' in row, row
    assert message['body'] not in str(complete('log', '')), 'the words of a text are shown'
    assert str(message['id']) not in complete('cancel', ''), 'it has arrived'
    assert '--language=en' in complete('people', 'edit', 'Sam', '--language=')
    assert complete('people', 'edit', 'Sam', '--zone', 'europe/berl') == {'Europe/Berlin': ''}
    assert complete('account', 'privacy', '').keys() == {'private', 'all'}
    assert {row['name'] for row in tidings('watch', 'list', '--json').json()} == set(complete('watch', 'on', ''))
    assert end_agent()
    # Fixed words are those that the commands take.
    limits = [name for name in complete('limits', 'set', '') if ':' not in name]
    named = re.search(r'NAME is (.*?)\. ', tidings('help', 'limits', 'set').out).group(1)
    assert sorted(limits + ['budget-group:GROUP']) == sorted(re.findall(r'[a-zA-Z:-]+', named.replace(' or ', ' '))), (limits, named)
    for behaviour in complete('practice', 'phone', 'Ann Lee', ''):
        tidings('practice', 'phone', 'Ann Lee', behaviour)
    tidings('practice', 'phone', 'Ann Lee', 'normal')
    assert end_agent()
    tidings('programs', 'allow', 'exe:/opt/news/bin/news', '--day', '3')
    assert 'exe:/opt/news/bin/news' in complete('programs', 'block', 'exe:'), complete('programs', 'block', '')
    assert end_agent()
    assert '--for=' not in complete('types', 'list', '--for', 'Sam', '--'), 'an option that was used is offered again'
    assert '--to=' in complete('alert', 'job_failed', '--to', 'Sam', '--'), 'this one may come again'


def every_command_says_its_options():
    """And none does anything but that."""
    n = 0
    for name in complete(''):
        for verb in complete(name, '') if name not in ('help', 'send') else ():
            n += '--help' in complete(name, verb, '--')
        n += '--help' in complete(name, '--')
    assert n > 40, n
    assert agent_pid() is None


# What is typed, and the words that the line has then. They are read by the shell itself, which proves the quotes.
CASES = (
    ('tidings types temp', ['tidings', 'types', 'template'], 'a verb'),
    ('tidings send ann', ['tidings', 'send', 'Ann Lee'], 'a name in another case, and a blank in it'),
    ('tidings send Ann\\ L', ['tidings', 'send', 'Ann Lee'], 'a blank that was typed'),
    ('tidings send "Ann L', ['tidings', 'send', 'Ann Lee'], 'within quotes'),
    ("tidings send 'Ann L", ['tidings', 'send', 'Ann Lee'], 'within the other quotes'),
    ('tidings send O', ['tidings', 'send', "O'Brien"], 'a quote in the name'),
    ("tidings send \"O", ['tidings', 'send', "O'Brien"], 'and within quotes'),
    ('tidings send Zo', ['tidings', 'send', ODD], 'everything that a shell could take for its own'),
    ('tidings send "Zo', ['tidings', 'send', ODD], 'and within quotes'),
    ("tidings send 'Zo", ['tidings', 'send', ODD], 'and within the others'),
    ('tidings send Ann\\ Lee,O', ['tidings', 'send', "Ann Lee,O'Brien"], 'the second of a list'),
    ('tidings types list --for=O', ['tidings', 'types', 'list', "--for=O'Brien"], 'behind an equals sign'),
    ('tidings types list -f O', ['tidings', 'types', 'list', '-f', "O'Brien"], 'behind a short option'),
    ('tidings alert tank', ['tidings', 'alert', 'tank_low'], 'a type of one’s own'),
    ('tidings alert tank_low li', ['tidings', 'alert', 'tank_low', 'litres='], 'a value, which comes next'),
    ('tidings limits set budget-group:hou', ['tidings', 'limits', 'set', 'budget-group:household'], 'behind a colon'),
    ('tidings log --state=deliv', ['tidings', 'log', '--state=delivered'], 'one of fixed words'),
    ('tidings export /etc/host', None, 'a file'),
    ('tidings alert tank_low --data=/etc/host', None, 'a file behind an equals sign'),
)


def in_a_terminal(name):
    shell = Shell(name)
    for typed, words, why in CASES:
        got = shell.complete(typed)
        if words is None:
            assert '/etc/host' in got[-1] and '/' in got[-1] and len(got) == len(typed.split()), (name, why, typed, got)
        else:
            assert got == words, (name, why, typed, got)
    assert 'Dentist' in shell.list('tidings reminders show ', 'Piano')
    shell.end()


def in_bash():
    in_a_terminal('bash')


def in_zsh():
    in_a_terminal('zsh')


def in_fish():
    assert fish('tidings types temp') == {'template': 'Show or change the wording of an alert type'}
    for typed in ('tidings send ann', 'tidings send Ann\\ L', 'tidings send "Ann L', "tidings send 'Ann L"):
        assert list(fish(typed)) == ['Ann Lee'], (typed, fish(typed))
    assert ODD in fish('tidings send Zo') and "O'Brien" in fish('tidings send O')
    for typed in ('tidings types list --for=O', 'tidings types list --for="O', "tidings types list --for='O"):
        assert list(fish(typed)) == ["--for=O'Brien"], (typed, fish(typed))
    assert list(fish('tidings alert tank_low li')) == ['litres=']
    assert any('Dentist' in words for words in fish('tidings reminders show ').values())
    assert '/etc/hosts' in fish('tidings export /etc/host')
    assert '--data=/etc/hosts' in fish('tidings alert tank_low --data=/etc/host')


def nobody_was_asked():
    assert agent_pid() is None, 'pressing Tab has started the agent'
    store = os.path.join(os.environ['XDG_DATA_HOME'], 'tidings')
    os.rename(store, store + '.away')
    broken = os.path.join(store, 'tidings.db')
    os.mkdir(store)
    open(broken, 'w').write('this is no store')
    assert complete('send', '') == {} and 'job_failed' in complete('alert', 'job_f')
    assert open(broken).read() == 'this is no store'
    os.unlink(broken)
    os.rmdir(store)
    os.rename(store + '.away', store)


if __name__ == '__main__':
    main([nothing_yet, a_household, people_and_their_ids, what_the_store_knows, every_command_says_its_options,
          in_bash, in_zsh, in_fish, nobody_was_asked])
