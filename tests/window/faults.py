# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader or a phone would stumble over in a window: widgets without a name, numbers that another direction
would turn around, and what does not fit. Every camera looks at every view for it."""
import re

import drive

# What shows or takes a value: it needs a name even where the keyboard does not get to it.
VALUES = ('check box', 'level bar', 'progress bar', 'slider', 'spin button')

# What takes the focus only to scroll or arrange what is in it, and is passed over in silence.
SILENT = ('scroll pane', 'filler', 'panel', 'table cell', 'separator', 'label', 'status bar', 'alert')


def has_name(node):
    return bool(node.name) and not drive.is_class_name(node.name)


def above(node):
    node = node.parent
    while node.role != 'application':
        yield node
        node = node.parent


def is_foreign(node):
    """Parts that libadwaita puts together, which no caller can name: they are in something that has a name."""
    if node.role == 'list':
        # The list inside a group, inside an expander row or inside a combo row.
        return any(has_name(one) for one in list(above(node))[:5] if one.role in ('panel', 'grouping', 'list item', 'combo box'))
    if node.role == 'list item':
        return any(has_name(one) for one in above(node) if one.role in ('list item', 'combo box'))
    if node.role == 'push button':
        # The one that closes a toast.
        return any(one.name == 'AdwToastWidget' for one in list(above(node))[:2])

    return False


def nameless(window):
    """Every widget on the screen that says nothing, or the name of its class."""
    nodes = window.walk()
    window.app.ask_ahead(nodes)
    for node in nodes:
        spoken = node.role in VALUES or node.has('focusable') and node.role not in SILENT
        if spoken and node.is_shown and not has_name(node) and not is_foreign(node):
            yield f'{node.role} without a name ({node.name or "empty"}) in {where(node)}'


def where(node):
    """The way to a widget, by the names above it."""
    names = [one.name for one in above(node) if has_name(one) or one.name.startswith(('Tidings', 'Adw'))]
    inside = node.label if node.label != node.name else ''

    return f'“{" in ".join(names[:4])}”' + (f' around “{inside[:60]}”' if inside else '')


def too_wide(window, width):
    """What reaches beyond an edge of a window that has been made that narrow."""
    with drive.looking():
        yield from list(beyond_edges(window, width))


def beyond_edges(window, width):
    if window.place[2] > width:
        yield f'the window takes {window.place[2]} pixels of {width}'
    for node in window.walk():
        left, _top, wide, _tall = node.place
        # In GTK 4.18 the hidden page of a stack is an empty panel as large as when it was last seen.
        if node.role == 'panel' and not window.app.is_old and not node.children:
            continue
        if node.children or any(one.role == 'scroll bar' for one in above(node)):
            continue
        if left + wide > width + 2:
            yield f'{node!r} reaches to {left + wide} of {width} pixels'
        elif wide > 0 and left < -2:
            yield f'{node!r} begins {-left} pixels before the edge'


# A number with its plus, which is put on the other side where a text runs from right to left.
NUMBER = re.compile(r'(.?)\+\d[\d ]{5,}')
LEFT_TO_RIGHT = ('\u2066', '\u200e', '\u202a')


def unguarded(window):
    """Sentences with a number that is not kept from left to right. (A number alone has a widget that is.)"""
    nodes = window.walk()
    window.app.read_ahead(nodes)
    for node in nodes:
        if node.role not in ('label', 'text', 'status bar') or not node.is_shown:
            continue
        text = node.text
        found = NUMBER.search(text)
        if found and found[1] not in LEFT_TO_RIGHT and re.search(r'[^\W\d_]', text) and node.role != 'text':
            yield f'a number without a direction of its own in “{text}”'
