#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the templates of the window: a button that shows an icon only has a tooltip for those who see it and a label for
those who hear it. A tooltip cannot be read from the accessibility tree of GTK 4.8, so this is not for lint.py. Speaks TAP."""
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

BUTTONS = ('GtkButton', 'GtkToggleButton', 'GtkMenuButton', 'AdwSplitButton')


def missing(text, code):
    """What icon-only buttons of a template lack; `code` is the source beside it, which may set it instead."""
    for widget in ElementTree.fromstring(text).iter('object'):
        properties = {one.get('name') for one in widget.findall('property')}
        if widget.get('class') not in BUTTONS or 'icon-name' not in properties or 'label' in properties:
            continue
        name = widget.get('id', 'a button')
        if 'tooltip-text' not in properties and not re.search(rf'set_tooltip_text \([^;]*{name}\b', code):
            yield f'{name} has no tooltip'
        labels = [one.get('name') for one in widget.findall('accessibility/property')]
        if 'label' not in labels and not re.search(rf'tidings_set_name \([^;]*{name}\b', code):
            yield f'{name} has no accessible label'


def unlabelled_in_code(code):
    """Icon-only buttons that are made in C: the same variable gets both."""
    for variable in re.findall(r'(\w+(?:->\w+)?) = (?:GTK_\w+ \()?gtk_button_new_from_icon_name', code):
        for function in ('gtk_widget_set_tooltip_text', 'tidings_set_name'):
            if not re.search(rf'{function} \([^;]*{re.escape(variable)}\b', code):
                yield f'{variable} gets no {function}'


PLANTED = '''<interface><template class="X">
  <child><object class="GtkButton" id="bare"><property name="icon-name">a</property></object></child>
  <child><object class="GtkButton" id="words"><property name="icon-name">a</property><property name="label">A</property></object></child>
  <child><object class="GtkButton" id="right"><property name="icon-name">a</property><property name="tooltip-text">A</property>
    <accessibility><property name="label">A</property></accessibility></object></child>
  <child><object class="GtkButton" id="in_code"><property name="icon-name">a</property></object></child>
</template></interface>'''
PLANTED_CODE = '''
  gtk_widget_set_tooltip_text (self->in_code, label);
  tidings_set_name (self->in_code, label);
  button = gtk_button_new_from_icon_name ("a");
  gtk_widget_set_tooltip_text (button, "A");
'''


def check_itself():
    """the check finds what is planted, and no more"""
    found = [*missing(PLANTED, PLANTED_CODE), *unlabelled_in_code(PLANTED_CODE)]
    if found != ['bare has no tooltip', 'bare has no accessible label', 'button gets no tidings_set_name']:
        yield f'found {found}'


def read(path):
    if not os.path.exists(path):
        return ''
    with open(path, encoding='utf-8') as file:
        return file.read()


def check_window(root):
    """each button that shows an icon only has a tooltip and a label"""
    n_templates = 0
    for folder, _folders, names in os.walk(root):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith('.ui'):
                n_templates += 1
                yield from (f'{name}: {what}' for what in missing(read(path), read(path[:-3] + '.c')))
            elif name.endswith('.c'):
                yield from (f'{name}: {what}' for what in unlabelled_in_code(read(path)))
    if n_templates < 10:
        yield f'only {n_templates} templates under {root}'


def main():
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'src', 'app')
    checks = ((check_itself, check_itself()), (check_window, check_window(root)))
    status = 0
    print(f'1..{len(checks)}')
    for n, (check, findings) in enumerate(checks, 1):
        findings = list(findings)
        print(f'{"not ok" if findings else "ok"} {n} - {check.__doc__}')
        for finding in findings:
            print(f'# {finding}')
        status |= bool(findings)

    return status


if __name__ == '__main__':
    sys.exit(main())
