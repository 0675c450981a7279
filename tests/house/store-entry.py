#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store entry as it is published: valid, within what stores show, and with every picture that it names. Speaks TAP, and
shows on changed copies that each check can fail.

Usage: store-entry.py SOURCE_ROOT BUILT_ENTRY"""
import os
import re
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

PAGES = 'https://example.org/tidings'
# What appstreamcli notes of a name that is fixed, what the version of Debian 12 does not know yet, and what newer ones miss
# in an entry that is built without an address of its pages.
KNOWN = ('cid-contains-uppercase-letter', 'unknown-tag developer', 'url-homepage-missing')
LARGEST = (1000, 700)


def read(root, pages=PAGES):
    with open(os.path.join(root, 'data', 'org.tidings.Tidings.metainfo.xml.in'), encoding='utf-8') as file:
        text = file.read()
    values = {'pages': pages, 'pages_begin': '' if pages else '<!-- ', 'pages_end': '' if pages else ' -->', 'version': '1.0',
              'app_id': 'org.tidings.Tidings', 'agent_name': 'org.tidings.Tidings.Agent'}
    return re.sub(r'@(\w+)@', lambda found: values[found[1]], text)


def validate(text, root):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'org.tidings.Tidings.metainfo.xml')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        done = subprocess.run(['appstreamcli', 'validate', '--no-net', '--pedantic', path], capture_output=True, text=True)
    said = [line for line in done.stdout.splitlines() if re.match('[EWIP]: ', line)]
    findings = [line for line in said if not any(known in line for known in KNOWN)]
    return findings or ([done.stdout + done.stderr] if done.returncode and not said else [])


def size_of(path):
    with open(path, 'rb') as file:
        head = file.read(24)
    return struct.unpack('>II', head[16:24]) if head[:8] == b'\x89PNG\r\n\x1a\n' else None


def pictures(text, root):
    """Each picture is there, of the size that is told, not larger than stores take, and has a caption."""
    shots = tree.fromstring(text).findall('screenshots/screenshot')
    findings = [] if 3 <= len(shots) <= 6 else [f'{len(shots)} pictures, and not three to six']
    for shot in shots:
        image, caption = shot.find('image'), shot.findtext('caption') or ''
        path = os.path.join(root, 'data', image.text.strip().removeprefix(PAGES + '/'))
        told = int(image.get('width')), int(image.get('height'))
        size = size_of(path) if os.path.exists(path) else None
        if size != told:
            findings.append(f'{path} has the size {size}, and not {told}')
        elif size[0] > LARGEST[0] or size[1] > LARGEST[1]:
            findings.append(f'{path} is larger than {LARGEST}')
        if not caption or caption.endswith('.'):
            findings.append(f'“{caption}” is no caption')
    return findings


def words(text, root):
    """Name and summary are short enough to be shown whole."""
    entry = tree.fromstring(text)
    name, summary = entry.findtext('name'), entry.findtext('summary')
    return [f'“{said}” has more than {most} characters or ends with a period' for said, most in ((name, 15), (summary, 35))
            if len(said) > most or said.endswith('.')]


CHECKS = (validate, pictures, words)
PLANTED = (
    (validate, 'an unknown tag', lambda text: text.replace('<name ', '<nom>x</nom><name ')),
    (validate, 'no licence of its own', lambda text: re.sub('<metadata_license>.*?</metadata_license>', '', text)),
    (pictures, 'a picture that is not there', lambda text: text.replace('overview.png', 'nowhere.png')),
    (pictures, 'a picture of another size', lambda text: text.replace('width="968"', 'width="900"', 1)),
    (pictures, 'a picture without a caption', lambda text: re.sub('<caption>.*?</caption>', '', text, count=1)),
    (words, 'a long summary', lambda text: text.replace('<summary>', '<summary>Everything that you want to know, ')),
)


def main(arguments):
    root, built = arguments
    text = read(root)
    with open(built, encoding='utf-8') as file:
        translated = file.read()
    print(f'1..{len(CHECKS) + 3 + len(PLANTED)}')
    lines = [(check.__name__, check(text, root)) for check in CHECKS]
    lines.append(('valid without pages', validate(read(root, ''), root)))
    lines.append(('valid as it is installed', validate(translated, root)))
    lines.append(('translated', [] if '<summary xml:lang=' in translated else ['its summary is in English only']))
    lines += [(f'{what} is found', [] if check(change(text), root) else ['it is not'])
              for check, what, change in PLANTED]
    for n, (what, findings) in enumerate(lines, 1):
        print(f'{"not ok" if findings else "ok"} {n} - {what}')
        print(''.join(f'# {finding}\n' for finding in findings), end='')

    return any(findings for _what, findings in lines)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
