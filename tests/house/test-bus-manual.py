#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the D-Bus interface says what the XML says, and cannot be made from an XML that does not say it all. No page of
the project has markup that a reader stumbles over.

Usage: test-bus-manual.py GENERATOR XML FRAME PAGE OTHER-PAGE…
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.dom.minidom

GENERATOR, XML, FRAME, PAGE, *OTHERS = sys.argv[1:]

# What is broken, and how; each must end the generator with a word on it.
BREAKS = (
    ('an argument without words', r'      @new_id: [^@]*?\n\n', '\n', 'Retry'),
    ('words on an argument that is gone', r'<arg type="x" name="new_id" direction="out"/>', '', 'Retry'),
    ('a method without a comment', r'<!-- UnlockKeyring:.*?-->', '', 'UnlockKeyring'),
    ('a comment that tells of another', r'      UnlockKeyring:|<!-- UnlockKeyring:', '<!-- Lock:', 'UnlockKeyring'),
)


def make(source, folder):
    page = os.path.join(folder, 'page')
    return subprocess.run([sys.executable, GENERATOR, source, FRAME, page], capture_output=True, text=True), page


def plain(text):
    """Words without markup."""
    text = re.sub(r'\\\[u([0-9A-F]{4,6})\]', lambda match: chr(int(match.group(1), 16)), text)
    return re.sub(r'\\&|\\f.|\s+', ' ', text.replace('\\-', '-').replace('\\e', '\\')).replace(' ', '')


def complete():
    page = plain(open(PAGE, encoding='utf-8').read())
    document = xml.dom.minidom.parse(XML)
    n = 0
    for comment in re.findall(r'<!--(.*?)-->', open(XML, encoding='utf-8').read(), re.DOTALL):
        for line in comment.splitlines():
            words = re.sub(r'^\s*(@\w+|\w+): ?', '', line).strip()
            if 'SPDX' in line or 'short_description' in line or ': @' in line or re.match(r'\s*[\w.]+:$|\s+\w+   ?', line):
                continue
            assert plain(re.sub(r'(?<!\w)@(?=\w)', '', words)) in page, line
            n += 1
    for element in document.getElementsByTagName('method') + document.getElementsByTagName('signal'):
        assert plain(f'.SS {element.getAttribute("name")}') in page, element.getAttribute('name')
    assert n > 300, n
    assert '%' not in re.sub(r'%\w*[^\w%]', '', page), 'a place in the frame was not filled'


def refused():
    whole = open(XML, encoding='utf-8').read()
    with tempfile.TemporaryDirectory() as folder:
        done, page = make(XML, folder)
        assert done.returncode == 0 and open(page).read() == open(PAGE).read(), done
        for what, old, new, name in BREAKS:
            broken, n = re.subn(old, new, whole, count=1, flags=re.DOTALL)
            assert n == 1, what
            source = os.path.join(folder, 'broken.xml')
            with open(source, 'w', encoding='utf-8') as file:
                file.write(broken)
            done, _ = make(source, folder)
            assert done.returncode != 0 and name in done.stderr and 'Traceback' not in done.stderr, (what, done)


def well_formed():
    if shutil.which('mandoc') is None:
        return 'mandoc is not there'
    for page in (PAGE, *OTHERS):
        done = subprocess.run(['mandoc', '-T', 'lint', '-W', 'warning', page], capture_output=True, text=True)
        # A page has no date of its own: it is as old as its version.
        wrong = [line for line in (done.stdout + done.stderr).splitlines() if 'missing date' not in line]
        assert not wrong, wrong
    return None


def main():
    tests = (complete, refused, well_formed)
    print(f'1..{len(tests)}')
    failed = False
    for n, test in enumerate(tests, 1):
        try:
            skipped = test()
            print(f'ok {n} {test.__name__}' + (f' # SKIP {skipped}' if skipped else ''))
        except AssertionError as error:
            failed = True
            print(f'not ok {n} {test.__name__}\n# {error!r}'.replace('\\n', '\n# '))
    return failed


if __name__ == '__main__':
    sys.exit(main())
