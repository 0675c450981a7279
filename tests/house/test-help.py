#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the help: its pages are valid and linked, the window finds each page that it opens, and what they say of buttons, keys, limits
and countries is what the program has. Each check is first shown to find something. Speaks TAP; run by `meson test` with the folder of
the project."""
import glob
import html
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

ROOT = sys.argv[1]
PAGES = os.path.join(ROOT, 'data', 'help', 'C')
SCHEMA = '/usr/share/xml/mallard/1.0/mallard-1.0.rng'
M = '{http://projectmallard.org/1.0/}'

# What they show has it.
WITHOUT_HELP = {'TidingsPreferencesWindow', 'TidingsWindow'}


def read(*names):
    with open(os.path.join(ROOT, *names), encoding='utf-8') as file:
        return file.read()


def trees():
    return {os.path.basename(path)[:-5]: ElementTree.parse(path).getroot() for path in sorted(glob.glob(os.path.join(PAGES, '*.page')))}


def words(element):
    return ' '.join(''.join(element.itertext()).split())


# Pages and links

def link_findings(pages):
    """What leads nowhere, and what nothing leads to."""
    places = set(pages)
    for name, page in pages.items():
        places |= {f'{name}#{section.get("id")}' for section in page.iter(f'{M}section') if section.get('id')}
    reached = {'index'}
    for name, page in pages.items():
        if page.get('id') != name:
            yield f'{name}.page has the id {page.get("id")}'
        for link in page.iter(f'{M}link'):
            xref = link.get('xref')
            if xref is not None and (f'{name}{xref}' if xref.startswith('#') else xref) not in places:
                yield f'{name}.page links to {xref}, which is not there'
            if xref is not None and xref.startswith('index#') and link.get('type') == 'guide':
                reached.add(name)
    yield from (f'nothing leads to {name}.page' for name in sorted(set(pages) - reached))


def check_links():
    """every link leads somewhere, and every page is in the index"""
    broken = ElementTree.fromstring(f'<page xmlns="{M[1:-1]}" id="b"><p><link xref="nowhere"/><link xref="#no"/></p></page>')
    if len(list(link_findings({'index': broken, 'a': broken}))) != 7:
        yield 'what leads nowhere is not found'
    yield from link_findings(trees())
    installed = read('data', 'help', 'meson.build')
    for name, page in trees().items():
        for media in page.iter(f'{M}media'):
            picture = media.get('src').replace('figures/', 'screenshots/')
            if f"'../{picture}'" not in installed or not os.path.exists(os.path.join(ROOT, 'data', picture)):
                yield f'{name}.page shows {picture}, which is either not there or not installed'
    listed = set(re.findall(r"'C/([\w-]+)\.page'", installed))
    yield from (f'{name}.page is either not there or not installed' for name in sorted(listed ^ set(trees())))


def check_valid():
    """every page is valid Mallard"""
    if not os.path.exists(SCHEMA):
        yield f'{SCHEMA} is missing: build-aux/packages test'
        return

    def lint(text):
        return subprocess.run(['xmllint', '--noout', '--nonet', '--relaxng', SCHEMA, '-'], input=text, capture_output=True, text=True)

    if lint(f'<page xmlns="{M[1:-1]}" id="a" type="topic"><title>A</title><gui>B</gui></page>').returncode == 0:
        yield 'what is not valid is not found'
    for name in trees():
        done = lint(read('data', 'help', 'C', f'{name}.page'))
        yield from done.stderr.splitlines() if done.returncode else ()


# What the window opens

def topics(table):
    source = read('src', 'app', 'tidings-help-topics.c')
    return dict(re.findall(r'\{ "([\w-]+)", "([\w#-]+)" \}', re.search(rf'{table}\[\] = \{{(.*?)\n\}};', source, re.S).group(1)))


def check_topics():
    """every page that the window opens is there, and every window and page has one"""
    pages = trees()
    opened = {**topics('type_topics'), **topics('check_topics')}
    opened.update(re.findall(r'#define (TIDINGS_HELP_\w+) "([\w#-]+)"', read('src', 'app', 'tidings-help-topics.h')))
    for key, topic in opened.items():
        page, _sign, part = topic.partition('#')
        parts = {section.get('id') for section in pages[page].iter(f'{M}section')} if page in pages else ()
        if page not in pages or (part and part not in parts):
            yield f'{key} opens {topic}, which is not there'

    types = set()
    for path in glob.glob(os.path.join(ROOT, 'src', 'app', '**', '*.c'), recursive=True):
        types |= set(re.findall(r'G_DEFINE_FINAL_TYPE \((Tidings\w+), \w+, (?:ADW_TYPE_\w*WINDOW|ADW_TYPE_PREFERENCES_PAGE)\)', read(path)))
        types |= set(re.findall(r'G_DEFINE_FINAL_TYPE \((Tidings\w+Page), ', read(path)))
    yield from (f'F1 opens nothing in {name}' for name in sorted(types - set(topics('type_topics')) - WITHOUT_HELP))
    yield from (f'{name} has help, but is not there' for name in sorted(set(topics('type_topics')) - types))


# What the pages say

def strings():
    """Everything that people can read in the window, without the marks of access keys."""
    found = set()
    for path in glob.glob(os.path.join(ROOT, 'src', '**', '*'), recursive=True) + [os.path.join(ROOT, 'data', 'alert-types.ini.in')]:
        if path.endswith('.ui'):
            found |= {html.unescape(text) for text in re.findall(r'translatable="yes"[^>]*>([^<]+)<', read(path))}
        elif path.endswith('.c'):
            found |= set(re.findall(r'\b(?:N?_|N?C_) \((?:"[^"]*", )?"([^"]+)"\)', read(path)))
            found |= set(re.findall(r'\b(?:N?_|N?C_)\((?:"[^"]*", )?"([^"]+)"\)', read(path)))

    return {text.replace('_', '') for text in found}


def check_buttons():
    """every button, row and menu that a page names is in the window"""
    there = strings()
    if 'Send Now' not in there or 'Turn Back Time' in there:
        yield 'the words of the window are not found'
    for name, page in trees().items():
        yield from (f'{name}.page names “{words(gui)}”, which is not in the window'
                    for gui in page.iter(f'{M}gui') if words(gui) not in there)


def accelerators(page):
    """The keys of the page on the keyboard, as GTK writes them."""
    signs = {'Ctrl': '<Control>', 'Shift': '<Shift>', 'Alt': '<Alt>', ',': 'comma', '?': 'question', 'Page Up': 'Page_Up',
             'Page Down': 'Page_Down', '←': 'Left', 'Enter': 'Return', 'Esc': 'Escape'}

    def write(keys):
        return ''.join(signs.get(key, key.lower() if len(key) == 1 and len(keys) > 1 else key) for key in keys)

    for cell in page.iter(f'{M}td'):
        inside = set()
        for sequence in cell.iter(f'{M}keyseq'):
            inside |= set(sequence.iter(f'{M}key'))
            yield write([words(key) for key in sequence.iter(f'{M}key')])
        yield from (write([words(key)]) for key in cell.iter(f'{M}key') if key not in inside)


def check_keys():
    """the page on the keyboard has the keys that the window of shortcuts has"""
    listed = set(' '.join(html.unescape(text) for text in re.findall(r'name="accelerator">([^<]+)<', read('src', 'app', 'gtk', 'help-overlay.ui'))).split())
    # Those between the first and the last page, and Back where text runs from right to left.
    listed -= {'<Alt>2', '<Alt>3', '<Alt>4', '<Alt>Right'}
    told = set(accelerators(trees()['keyboard']))
    yield from (f'{key} is on the page or in the window of shortcuts alone' for key in sorted(listed ^ told))


def check_limits():
    """the limits that the page names are the ones that a new household has"""
    schema = read('data', 'org.tidings.Tidings.gschema.xml.in')
    told = [words(row[1]) for row in trees()['limits'].iter(f'{M}tr')][1:]
    keys = ('cap-day', 'cap-month', 'rate-hour', 'rate-day', 'burst', 'budget-day', 'budget-month')
    has = [re.search(rf'<key name="{key}".*?<default>(\S+)</default>', schema, re.S).group(1) for key in keys]
    if has[:5] != told[:5] or set(has[5:]) != {'0'} or told[5:] != ['none']:
        yield f'the page has {told}, the program {has}'


def check_countries():
    """the countries of the page on names are those that the program asks for its route"""
    source = read('src', 'model', 'tidings-sender.c')
    for section in trees()['sender-names'].iter(f'{M}section'):
        found = re.search(rf'{section.get("id")}\[\] = \{{(.*?)\}}', source, re.S)
        has = set(re.findall(r'"([A-Z]{2})"', found.group(1))) if found else set()
        told = set(re.findall(r'\(([A-Z]{2})\)', words(section)))
        yield from (f'{country} is {section.get("id")} on the page or in the program alone' for country in sorted(has ^ told))


def main():
    checks = (check_links, check_valid, check_topics, check_buttons, check_keys, check_limits, check_countries)
    status = 0
    print(f'1..{len(checks)}')
    for n, check in enumerate(checks, 1):
        findings = list(check())
        print(f'{"not ok" if findings else "ok"} {n} - {check.__doc__}')
        for finding in findings:
            print(f'# {finding}')
        status |= bool(findings)

    return status


if __name__ == '__main__':
    sys.exit(main())
