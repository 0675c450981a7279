#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the window as a screen reader and a keyboard do: reads the accessibility tree, acts through accessible actions,
and falls back to real X events where GTK 4.8 offers no action.

It wants a session with a display, a bus and the accessibility bus, as `build-aux/session --display` makes one, and
Debian's own Python (/usr/bin/python3, python3-gi, gir1.2-atspi-2.0), xdotool and ImageMagick's `import`.

    with drive.start() as app:             starts tidings-app and waits until it is on the accessibility bus
        app.find('push button', 'Next').press()
        app.find('text', 'Name').enter('Ann')
        app.shows('Delivered')

Nothing in here sleeps for a fixed time: everything waits for a state, looks again whenever the window tells of a change
and now and then besides, and says what was there instead when the state does not come.
"""
import contextlib
import functools
import os
import re
import subprocess
import sys
import tempfile
import time
import traceback

from gi.repository import Gio, GLib

from accessibility import (ACCESSIBLE, ACTION, APPLICATION, COMPONENT, EDITABLE, LABELLED_BY, NOBODY, ROOT, TEXT, VALUE, WINDOW, Ear, about, bus,
                           looking, question, role_name, state_names)

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'journeys'))
import pseudo
import watch

# How long a state may take to come: generous enough for a busy machine, with sanitizers; what comes at once costs nothing.
PATIENCE = float(os.environ.get('TIDINGS_PATIENCE', '60'))
# In a sandbox (build-aux/flatpak-local) processes have other numbers, and somebody else speaks to the bus for them.
IN_SANDBOX = 'TIDINGS_SANDBOX' in os.environ

# The accessibility bus of Debian 13 has other words for the same things than that of Debian 12, where a switch is a check box.
ROLES = {
  'button': 'push button',
  'entry': 'text',
  'password text': 'text',
  'switch': 'check box',
  'toggle button': 'push button',
  'statusbar': 'status bar',
}


WINDOWS = ('frame', 'dialog', 'window')
NOWHERE = 0, 0, 0, 0
# More pixels than anything has.
BEYOND = 20_000


# With GTK 4.18 the AdwMessageDialog of libadwaita 1.7 says this of its own heading, also in a program of ten lines.
OF_LIBADWAITA = re.compile(r'Gtk-WARNING .*: Trying to measure GtkLabel 0x\w+ for width of \d+, but it needs at least \d+$')


class Unexpected(Exception):
    """The window does not show what it should."""


class Gone(GLib.Error):
    """The window took a widget away while it was looked at. Who waits looks again, as at what the bus itself finds gone."""


def plain(name):
    """GTK 4.8 names a button with an access key '_Send Send'; other versions say 'Send'."""
    words = pseudo.plain(name or '').replace('_', '')
    half = len(words) // 2

    if len(words) % 2 == 1 and words[half] == ' ' and words[:half] == words[half + 1:]:
        return words[:half]

    return words


def run(*command, check=True):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if check and done.returncode != 0:
        raise Unexpected(f'{" ".join(map(str, command))} ended with {done.returncode}: {done.stderr.strip()}')

    return done.stdout


ear = Ear()


def until(check, what, timeout=None):
    """Waits until check() gives something true, and gives that. `what` may be a text or a function that makes one."""
    end = time.monotonic() + (timeout or PATIENCE)

    while True:
        try:
            got = check()
        except GLib.Error:
            got = None                        # went away while it was looked at
        if got:
            return got
        if time.monotonic() > end:
            raise Unexpected(explain(what))
        ear.listen(0.1)


def explain(what):
    try:
        return what() if callable(what) else what
    except GLib.Error as error:
        return f'what was waited for does not come, and what was asked instead is gone: {error.message}'


class Node:
    """A widget as the accessibility bus shows it."""

    def __init__(self, path, app):
        self.path = path
        self.app = app
        self.again = None               # finds what has come in its place

    def __eq__(self, other):
        return isinstance(other, Node) and (self.app, self.path) == (other.app, other.path)

    def __hash__(self):
        return hash(self.path)

    def __repr__(self):
        try:
            return f'{self.role} “{self.label or self.name}”'
        except GLib.Error:
            return 'a widget that is gone'

    # What can be asked of it

    def question(self, interface, method, signature='', *arguments):
        return question(self.app.owner, self.path, interface, method, signature, *arguments)

    def about(self, interface, name):
        return about(self.app.owner, self.path, interface, name)

    def facts(self):
        """What tells whether it is there at all; the first two stay as they are."""
        return self.question(ACCESSIBLE, 'GetRole'), self.question(ACCESSIBLE, 'GetInterfaces'), self.question(COMPONENT, 'GetExtents', 'u', WINDOW)

    @property
    def role(self):
        role = role_name(bus.ask_once(self.question(ACCESSIBLE, 'GetRole')))

        return ROLES.get(role, role)

    @property
    def raw_name(self):
        """The name as it is told. The items of a menu have none in GTK 4.18; of them it is told where the words are."""
        name = bus.ask(self.about(ACCESSIBLE, 'Name'))
        if name or self.app.is_old or self.role not in ('menu item', 'check menu item', 'radio menu item'):
            return name

        return ' '.join(Node(path, self.app).raw_text for kind, targets in bus.ask(self.question(ACCESSIBLE, 'GetRelationSet'))
                        if kind == LABELLED_BY for _owner, path in targets)

    @property
    def name(self):
        return plain(self.raw_name)

    @property
    def description(self):
        return pseudo.plain(bus.ask(self.about(ACCESSIBLE, 'Description')))

    @property
    def label(self):
        """The name, or, where GTK gives none or only the class, the words inside."""
        name = self.name
        if name and not is_class_name(name):
            return name

        return ' '.join(text for child in self.walk() if child.role in ('label', 'status bar') for text in [child.text] if text)

    @property
    def raw_text(self):
        try:
            return bus.ask(self.question(TEXT, 'GetText', 'ii', 0, bus.ask(self.about(TEXT, 'CharacterCount'))))
        except GLib.Error:
            return self.raw_name

    @property
    def text(self):
        return pseudo.plain(self.raw_text)

    @property
    def value(self):
        return bus.ask(self.about(VALUE, 'CurrentValue'))

    @property
    def states(self):
        states = state_names(*bus.ask(self.question(ACCESSIBLE, 'GetState')))

        # What is wrong in an entry has one name in GTK 4.8 and another one in GTK 4.18.
        return states | {'invalid', 'invalid-entry'} if states & {'invalid', 'invalid-entry'} else states

    def has(self, *states):
        return set(states) <= self.states

    @property
    def parent(self):
        """What it is in; only what is gone is in nothing, as nobody asks above the program."""
        _owner, path = bus.ask(self.about(ACCESSIBLE, 'Parent'))
        if path == NOBODY:
            raise Gone('a widget is in no window any more')

        return Node(path, self.app)

    @property
    def children(self):
        children = [Node(path, self.app) for _owner, path in bus.ask(self.question(ACCESSIBLE, 'GetChildren')) if path != NOBODY]
        if bus.known is not None:
            for child in children:
                bus.known[child.about(ACCESSIBLE, 'Parent')] = self.app.owner, self.path

        return children

    def walk(self):
        """This widget and everything in it, in reading order, without the pages of stacks that are not the visible one."""
        with looking():
            self.look_ahead()
            found, todo = [], [self]
            while todo:
                node = todo.pop()
                found.append(node)
                todo.extend(reversed(node.inside()))

        return found

    def look_ahead(self):
        """Asks what walk() needs to know, of all widgets of the same depth together."""
        level = [self]
        self.app.meet(level)
        while level:
            bus.learn([node.question(ACCESSIBLE, 'GetChildren') for node in level if node.is_open()])
            children = []
            for node in level:
                with contextlib.suppress(GLib.Error):
                    children += node.children if node.is_open() else []
            self.app.meet(children)
            level = [child for node in level for child in node.inside()]

    def is_open(self):
        """Whether there is anything of it to be seen. What is folded up keeps its size, but what it is folded into has none."""
        try:
            return self.is_shown or not self.is_widget
        except GLib.Error:
            return False

    def inside(self):
        """What can be met in it; nothing in what is gone."""
        with looking():
            known = self, 'inside'
            if known not in bus.known:
                bus.known[known] = []
                with contextlib.suppress(GLib.Error):
                    bus.known[known] = self.uncovered() if self.is_open() else []

            return bus.known[known]

    def uncovered(self):
        """The children, without those that lie under a sibling. GTK 4.8 leaves hidden pages of a stack in the tree, with the
        size that they had when they were last seen, so only a look from above tells which page is shown. In that of GTK 4.18
        they are empty."""
        children = self.children
        if len(children) < 2 or self.role == 'application' or not self.app.is_old:
            return children
        boxes = [child.outline for child in children]
        window = None
        kept = []
        for i, (child, box) in enumerate(zip(children, boxes)):
            if any(overlap(box, other) for j, other in enumerate(boxes) if j != i):
                window = window or self.window()
                if child.lies_under(window, box, self, [other for j, other in enumerate(children) if j != i]):
                    continue
            kept.append(child)

        return kept

    @property
    def outline(self):
        """Its place, or, for the page of a stack, which is no widget, that of what it holds."""
        box = self.place
        if box[2] == 0 and not self.is_widget:
            children = self.children if self.name == 'GtkStackPage' else []
            box = children[0].place if children else box

        return box

    def lies_under(self, window, box, parent, siblings):
        """Whether a look from above meets a sibling where this widget is, or what is behind both, and nowhere the widget."""
        _x, _y, wide, tall = window.place
        x, y, width, height = clip(box, wide, tall)
        # What is scrolled out of the window covers nothing, and a look there would meet something else.
        if not overlap(box, (0, 0, wide, tall)):
            return False
        points = [(x + int(width / across), y + int(height / down))
                  for across, down in ((2, 2), (4, 4), (4, 1.3), (1.3, 4), (1.3, 1.3))]
        # What reaches out of the window may be covered by a small sibling between these. (A popover, which has a surface of its
        # own and is met nowhere here, does not.)
        if box[0] < 0 or box[0] + box[2] > wide:
            for other in siblings:
                left, top, across, down = clip(other.outline, wide, tall)
                if overlap((left, top, across, down), (x, y, width, height)):
                    points.append((left + across // 2, top + down // 2))
        met = self.meets(window, points, parent, siblings)
        if met is None:
            realize(parent)
            met = self.meets(window, points, parent, siblings)

        return met is not None and met is not self

    def meets(self, window, points, parent, siblings):
        """Who of this widget and its siblings is first seen at one of the points; their parent if none is."""
        behind = None
        for x, y in points:
            way = pick(window, x, y, parent)
            for node in (self, *siblings):
                if node in way:
                    return node
            if parent in way:
                behind = parent

        return behind

    def window(self):
        node = self
        while node.parent.role != 'application':
            node = node.parent

        return node

    def is_inside(self, other):
        node = self
        while node.role != 'application':
            if node == other:
                return True
            node = node.parent

        return False

    @property
    def place(self):
        """x, y, width and height inside the window's frame; all zero in size for what is not on the screen."""
        if not self.is_widget:
            return NOWHERE
        x, y, width, height = bus.ask(self.question(COMPONENT, 'GetExtents', 'u', WINDOW))
        left, top = self.app.edge
        if (left, top) != (0, 0) and self.role in WINDOWS:
            return next((child.place for child in self.children), NOWHERE)

        # Of what is not on the screen GTK 4.18 tells whatever is in its memory.
        return (x - left, y - top, width, height) if width < BEYOND and height < BEYOND else NOWHERE

    @property
    def is_shown(self):
        _x, _y, width, height = self.place

        return width > 0 and height > 0

    @property
    def is_widget(self):
        """Not so the program itself and the pages of stacks, which have no place of their own."""
        return COMPONENT in bus.ask_once(self.question(ACCESSIBLE, 'GetInterfaces'))

    @property
    def focused(self):
        return self.has('focused')

    # Acting

    @property
    def actions(self):
        try:
            return [bus.ask(self.question(ACTION, 'GetName', 'i', i)) for i in range(bus.ask(self.about(ACTION, 'NActions')))]
        except GLib.Error:
            return []

    def act(self, *wanted):
        for i, action in enumerate(self.actions):
            if action in wanted:
                return bus.ask(self.question(ACTION, 'DoAction', 'i', i))

        return False

    def press(self):
        """Activates the widget: by its accessible action where there is one, else with the mouse in its middle."""
        node = until(self.ready, lambda: f'{self!r} stays insensitive')
        if node.role == 'page tab' and not node.has('selected'):
            return node.turn()
        if not node.act('click', 'toggle', 'activate'):
            node.click()

        return node

    def turn(self):
        """Selects a page, and waits until one meets something new in its place."""
        window = self.window()
        before = window.middle()
        if not self.act('click', 'toggle', 'activate'):
            self.click()
        until(lambda: self.has('selected'), f'{self!r} is not selected')

        def turned():
            if window.middle() <= before:
                realize(window)
            return not window.middle() <= before

        # Of some widgets GTK 4.8 does not tell that they are there; that the page before is gone has to do then.
        with contextlib.suppress(Unexpected):
            until(turned, '', timeout=2)
        until(lambda: window.middle() != before, f'the page of {self!r} does not come')

        return self

    def middle(self):
        """What can be met in some places in the middle of a window; everything where GTK tells only what is shown."""
        if not self.app.is_old:
            return set(self.walk())
        _x, _y, width, height = self.place
        points = [(width // across, int(height / down)) for across in (2, 3) for down in (2, 1.5, 3)]

        return {node for x, y in points for node in pick(self, x, y, self)}

    def ready(self):
        """The widget once it is sensitive, or the one that a list has made anew meanwhile."""
        with contextlib.suppress(GLib.Error):
            if self.has('sensitive'):
                return self
        found = self.again() if self.again else None

        return found if found is not None and found.has('sensitive') else None

    def click(self):
        self.bring_into_view()
        x, y, width, height = self.place
        left, top = self.app.origin(self.window())
        run('xdotool', 'mousemove', left + x + width // 2, top + y + height // 2, 'click', 1)

        return self

    def is_in_view(self):
        """Whether the middle of the widget is in what its scrolled areas and the window show of it."""
        x, y, width, height = self.place
        across, down = x + width // 2, y + height // 2
        node = self
        while node.role != 'application':
            if node.role == 'scroll pane' or node.parent.role == 'application':
                left, top, wide, tall = node.place
                if not (left <= across < left + wide and top <= down < top + tall):
                    return False
            node = node.parent

        return True

    def bring_into_view(self):
        """Turns the mouse wheel over the middle of the page until the widget is there."""
        if self.is_in_view():
            return
        window = self.window()
        _x, _y, width, height = window.place
        left, top = self.app.origin(window)
        run('xdotool', 'mousemove', left + width // 2, top + height // 2)

        def turned():
            if self.is_in_view():
                return True
            _x, y, _width, tall = self.place
            run('xdotool', 'click', 5 if y + tall // 2 > height // 2 else 4)
            return False

        until(turned, lambda: f'{self!r} cannot be scrolled to; it is at {self.place}')

    def enter(self, text):
        """Puts the text in the place of what is there, by the keyboard as a person would."""
        self.point()
        self.app.key('ctrl+a', 'BackSpace')
        self.app.type(text)
        # A field may put its own spaces into what is typed.
        until(lambda: self.text.replace(' ', '') == text.replace(' ', ''),
              lambda: f'{self!r} holds “{self.text}” after typing “{text}”')

        return self

    def put(self, text):
        """Puts the text there by the accessible way."""
        bus.ask(self.question(EDITABLE, 'SetTextContents', 's', text))

    def point(self):
        """Clicks into a field. That it has the keyboard then cannot be asked: an entry row of GTK 4.8 does not tell."""
        self.click()
        self.app.take_keyboard(self.window())

        return self

    def find(self, role=None, name=None, **more):
        return self.app.find(role, name, within=self, **more)

    def maybe(self, role=None, name=None, **more):
        return self.app.maybe(role, name, within=self, **more)

    def shows(self, text, **more):
        return self.app.shows(text, within=self, **more)

    def words(self):
        """Everything to be read in it now, for messages and for searching."""
        lines = []
        with looking():
            nodes = [node for node in self.walk() if node.role in ('label', 'text', 'status bar', 'alert', 'notification') and node.is_shown]
            self.app.read_ahead(nodes)
            for node in nodes:
                text = node.text or node.name
                if text and text not in lines[-1:]:
                    lines.append(text)

        return lines


def pick(window, x, y, stop):
    """The widgets at that point of a window, innermost first, up to a certain one."""
    _owner, path = bus.ask(window.question(COMPONENT, 'GetAccessibleAtPoint', 'iiu', x, y, WINDOW))
    way = []
    while path != NOBODY:
        node = Node(path, window.app)
        if node.role == 'application':
            break
        way.append(node)
        if node == stop:
            break
        _owner, path = bus.ask(node.about(ACCESSIBLE, 'Parent'))

    return way


def realize(node):
    """GTK knows what is where, but does not tell of what nobody has asked for by way of the tree."""
    level = [node]
    with looking():
        while level:
            bus.learn([node.question(ACCESSIBLE, 'GetChildren') for node in level])
            deeper = []
            for node in level:
                with contextlib.suppress(GLib.Error):
                    deeper += node.children
            level = deeper


def clip(box, wide, tall):
    """The part of a place that is in a window of that size."""
    x, y, width, height = box
    left, top = max(x, 0), max(y, 0)

    return left, top, max(min(x + width, wide) - left, 1), max(min(y + height, tall) - top, 1)


def overlap(one, other):
    """Whether two places share more than their borders."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    tall = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])

    return wide > 4 and tall > 4


def is_class_name(name):
    return bool(re.fullmatch(r'(Gtk|Adw|Tidings)[A-Z]\w+', name))


def process_of(owner):
    return bus.ask(question('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID', 's', owner))


class App:
    """The program on the accessibility bus, with its windows, and the keyboard and the screen in front of it."""

    def __init__(self, name, process=None, log=None):
        self.name = name
        self.process = process
        self.log = log
        self.pid = process.pid if process and not IN_SANDBOX else None
        self.owner = None               # its name on the bus
        self.is_old = True              # whether its GTK is the one of Debian 12
        self.surfaces = {}              # the X windows behind its windows
        self.node = until(self.look_up, f'{name} does not come up on the accessibility bus')
        self.is_old = self.toolkit_version.startswith('4.8.')
        # GTK 4.18 counts from an edge of its own, and the frame as a part of the window.
        self.edge = 0, 0
        self.edge = until(self.find_edge, f'{name} opens no window')

    def find_edge(self):
        return next((child.place[:2] for window in self.windows() for child in window.children if child.is_shown), None)

    def look_up(self):
        if self.process and self.process.poll() is not None:
            raise Unexpected(f'{self.name} ended with {self.process.returncode}: {self.complaints()}')
        for owner, path in bus.ask(question('org.a11y.atspi.Registry', ROOT, ACCESSIBLE, 'GetChildren')):
            with contextlib.suppress(GLib.Error):
                if bus.ask(about(owner, path, ACCESSIBLE, 'Name')) == self.name and self.pid in (None, process_of(owner)):
                    self.owner = owner
                    return Node(path, self)

        return None

    @property
    def toolkit_version(self):
        return bus.ask(self.node.about(APPLICATION, 'Version'))

    def meet(self, nodes):
        """Asks about widgets that are seen for the first time, all together."""
        facts = [node.facts() for node in nodes]
        bus.learn_once([lasting for role, interfaces, _place in facts for lasting in (role, interfaces)])
        bus.learn([place for _role, _interfaces, place in facts])

    # Looking

    def windows(self):
        """The windows that answer; one that is just being closed may still be counted."""
        found = []
        for window in self.node.children:
            with contextlib.suppress(GLib.Error):
                found += [window] if window.states else []

        return found

    def top(self):
        """The window that takes input now: the last modal one, else the first."""
        return until(self.look_for_top, f'the windows of {self.name} come and go')

    def look_for_top(self):
        windows = self.windows()
        if not windows:
            raise Unexpected(f'{self.name} has no window any more; {self.complaints() or "it said nothing"}')
        modal = [window for window in windows if window.has('modal')]

        return (modal or windows[:1])[-1]

    def window(self, title, timeout=None):
        """The window with that title; a part of it is enough."""
        return until(lambda: next((window for window in self.windows() if title in window.name), None),
                      lambda: f'no window “{title}”; there: {self.windows()}', timeout)

    def gone(self, title, timeout=None):
        """Waits until no window has that title any more."""
        until(lambda: not any(title in window.name for window in self.windows()), f'the window “{title}” stays', timeout)

    def every(self, role=None, name=None, within=None, part=False, states=(), shown=True):
        """Every widget of that role and name: on the screen, unless shown is False. A part of the name is enough with `part`."""
        top = within or self.top()
        with looking():
            nodes = [node for node in top.walk() if role is None or node.role == role]
            bus.learn([node.about(ACCESSIBLE, 'Name') for node in nodes if name is not None])

            return [node for node in nodes if self.is_wanted(node, name, part, states, shown)]

    def is_wanted(self, node, name, part, states, shown):
        try:
            if name is not None and not (name in node.label if part else name == node.label or name == node.name):
                return False

            return (not shown or node.is_shown) and (not states or node.has(*states))
        except GLib.Error:
            return False

    def maybe(self, role=None, name=None, **more):
        return next(iter(self.every(role, name, **more)), None)

    def find(self, role=None, name=None, timeout=None, **more):
        node = until(lambda: self.maybe(role, name, **more), lambda: self.miss(role, name, **more), timeout)
        node.again = lambda: self.maybe(role, name, **more)

        return node

    def miss(self, role, name, within=None, **more):
        top = within or self.top()
        there = sorted({node.label for node in self.every(role, within=top)} - {''}) if role else top.words()

        return f'no {role or "widget"} “{name or "of any name"}” in {top!r}; there: {there[:60]}'

    def read(self, text, within=None):
        """The widget that shows this text, if one does: a piece of it, or a compiled pattern."""
        top = within or self.top()
        with looking():
            nodes = [node for node in top.walk()
                     if node.role in ('label', 'text', 'status bar', 'alert', 'notification', 'level bar', 'list item')]
            self.read_ahead(nodes)
            for node in nodes:
                with contextlib.suppress(GLib.Error):
                    said = [node.name] if node.role in ('level bar', 'list item') else [node.text, node.name]
                    if any(text.search(words) if hasattr(text, 'search') else text in words for words in said if words) and node.is_shown:
                        return node

        return None

    @staticmethod
    def ask_ahead(nodes):
        """Asks for the names and states of widgets, all together."""
        bus.learn([asked for node in nodes for asked in (node.about(ACCESSIBLE, 'Name'), node.question(ACCESSIBLE, 'GetState'))])

    @staticmethod
    def read_ahead(nodes):
        """Asks for the names and texts of widgets, all together."""
        counts = [node.about(TEXT, 'CharacterCount') for node in nodes]
        bus.learn([node.about(ACCESSIBLE, 'Name') for node in nodes] + counts)
        bus.learn([node.question(TEXT, 'GetText', 'ii', 0, bus.known[count]) for node, count in zip(nodes, counts)
                   if isinstance(bus.known[count], int)])

    def shows(self, text, within=None, timeout=None):
        """Waits until a label or the like shows the text, and gives it."""
        words = getattr(text, 'pattern', text)

        return until(lambda: self.read(text, within),
                      lambda: f'“{words}” is not shown in {(within or self.top())!r}; there: {(within or self.top()).words()[:80]}',
                      timeout)

    def hides(self, text, within=None, timeout=None):
        """Waits until nothing shows the text."""
        until(lambda: not self.read(text, within), f'“{text}” is still shown', timeout)

    def focus(self, within=None):
        """The widget with the keyboard in the window that takes input."""
        window = within or self.top()
        told = self.told_focus(window)
        if told is not None:
            return told

        return next((node for node in window.walk() if node.focused and node.is_shown), None)

    def told_focus(self, window):
        """The widget that has told of its focus, if it has it still and is inside. Much quicker than to look for it."""
        ear.catch_up()
        with contextlib.suppress(GLib.Error):
            owner, path = ear.focused or (None, None)
            node = Node(path, self)
            if owner == self.owner and node.focused and node.is_shown and node.is_inside(window):
                return node

        return None

    def tree(self, within=None):
        """The tree as indented lines, to look at when writing a test."""
        lines = []

        def add(node, depth):
            marks = node.states & {'checked', 'pressed', 'selected', 'editable', 'focused', 'focusable', 'expanded', 'modal', 'active'}
            marks |= set() if node.has('sensitive') else {'INSENSITIVE'}
            lines.append(f'{"  " * depth}{node.role} {node.name!r} {node.place} {" ".join(node.actions)} {" ".join(sorted(marks))}')
            for child in node.children:
                add(child, depth + 1)

        add(within or self.node, 0)

        return '\n'.join(lines)

    # The keyboard and the screen: X events, as there is no accessible way

    def surface(self, window):
        """The X window behind a window of the tree: same process, same title; of two alike the newer."""
        title = window.raw_name
        known = self.surfaces.get(window)
        if known is not None and self.title_of(known) == title:
            return known
        owner = ('--name', '.') if IN_SANDBOX else ('--pid', process_of(self.owner))
        found = run('xdotool', 'search', '--onlyvisible', *owner, check=False).split()
        named = [number for number in found if self.title_of(number) == title]
        if not named:
            raise Unexpected(f'no X window is called “{title}”')

        self.surfaces[window] = named[-1]

        return named[-1]

    @staticmethod
    def title_of(surface):
        return run('xdotool', 'getwindowname', surface, check=False).rstrip('\n')

    def box(self, window):
        """x, y, width and height of the X window on the screen."""
        facts = dict(line.split('=') for line in run('xdotool', 'getwindowgeometry', '--shell', self.surface(window)).split())

        return tuple(int(facts[key]) for key in ('X', 'Y', 'WIDTH', 'HEIGHT'))

    def origin(self, window):
        """Where the inside of the frame begins on the screen; without a compositor GTK draws a border around it."""
        left, top, wide, tall = self.box(window)
        _x, _y, width, height = window.place

        return left + (wide - width) // 2, top + (tall - height) // 2

    def take_keyboard(self, window=None):
        """Gives a window the keyboard: there is no window manager that would."""
        window = window or self.top()
        surface = self.surface(window)
        if run('xdotool', 'getwindowfocus', check=False).strip() != surface:
            run('xdotool', 'windowfocus', '--sync', surface)
        # Of a question, which is a dialog and not a frame, GTK 4.8 does not say that it is active.
        until(lambda: window.has('active') or window.role == 'dialog', f'{window!r} does not become the active window')

    def reach(self, name, role=None, part=False, within=None):
        """Moves the focus by keyboard alone: Tab from widget to widget, the arrow inside a list. Gives the widget."""
        seen = []
        for _step in range(80):
            node = self.focus(within)
            if node is not None:
                if role in (None, node.role) and (name in node.label if part else name in (node.label, node.name)):
                    return node
                seen.append(repr(node))
            self.step('Down' if node is not None and self.is_further_down(node, name, role, part) else 'Tab', node, within)

        raise Unexpected(f'the keyboard does not lead to {role or "a widget"} “{name}”; it came by {seen}')

    def is_further_down(self, node, name, role, part):
        """Whether the wanted row comes after the focused one in its list."""
        rows = node.parent.children if node.role == 'list item' else []
        below = False
        for row in rows:
            if below and row.is_shown and role in (None, row.role) and (name in row.label if part else name in (row.label, row.name)):
                return True
            below = below or row == node

        return False

    def step(self, key, node, within=None):
        """Presses a key that moves the focus and waits until it has moved, as far as that can be seen."""
        self.key(key)
        with contextlib.suppress(Unexpected):
            until(lambda: (self.focus(within) or node) != node, '', timeout=0.5)

    def key(self, *keys):
        run('xdotool', 'key', '--delay', 20, *keys)

    def type(self, text):
        pseudo.data.add(text)
        run('xdotool', 'type', '--delay', 15, '--', text)

    def type_sign(self, sign):
        """Types a character that no key of this keyboard has, by its number as GTK takes it. xdotool would lend it a key, and take
        that back before a busy window has looked what it stands for."""
        self.key('ctrl+shift+u', *f'{ord(sign):x}', 'space')

    def rest(self, window):
        """Waits until a window that has just come has the size that its X window has, all around alike."""
        def rests():
            _left, _top, wide, tall = self.box(window)
            _x, _y, width, height = window.place
            return wide - width == tall - height and 0 <= wide - width < 100

        until(rests, lambda: f'{window!r} does not come to rest: {self.box(window)} around {window.place}')

    def move(self, window, x, y):
        run('xdotool', 'windowmove', self.surface(window), x, y)
        until(lambda: self.box(window)[:2] == (x, y), 'the X server does not move the window')

    def resize(self, window, width, height):
        """Gives the inside of the frame this size, and waits until the window has taken it. Gives the size that it took."""
        self.rest(window)
        _left, _top, wide, tall = self.box(window)
        _x, _y, inner_width, inner_height = window.place
        aim = width + wide - inner_width, height + tall - inner_height

        run('xdotool', 'windowsize', self.surface(window), *aim)
        # A window that does not fit takes what it needs.
        with contextlib.suppress(Unexpected):
            until(lambda: self.box(window)[2:] == aim and window.place[2:] == (width, height), '', timeout=15)
        self.rest(window)

        return window.place[2:]

    def picture(self, path, x, y, width, height):
        """Stores that part of the screen as PNG once it has come to rest."""
        command = ['import', '-silent', '-window', 'root', '-crop', f'{width}x{height}+{x}+{y}', '+repage', '-depth', '8', 'png:-']

        def grab():
            return subprocess.run(command, capture_output=True, check=True).stdout

        images = [grab()]

        def rests():
            images.append(grab())
            return pixels(images[-1]) == pixels(images[-2])

        until(rests, 'the picture does not come to rest')
        with open(path, 'wb') as file:
            file.write(images[-1])

    # The end

    def state(self):
        """Whether the program lives, and what it complained about."""
        status = None if self.process is None else self.process.poll()

        return '\n'.join(filter(None, ['' if status is None else f'the program has ended with {status}', self.complaints()]))

    def complaints(self):
        """What the program wrote about its own mistakes."""
        if self.log is None:
            return ''
        with open(self.log.name, encoding='utf-8', errors='replace') as file:
            lines = [line.rstrip() for line in file if re.search(r'WARNING|CRITICAL|ERROR|runtime error|Sanitizer', line)]
        if not self.is_old:
            lines = [line for line in lines if not OF_LIBADWAITA.search(line)]

        return '\n'.join(lines + watch.reports())

    def quit(self):
        """Ends the program as Ctrl+Q does, and sees that it had nothing to complain about."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.ask_beyond()
            self.take_keyboard()
            self.key('ctrl+q')
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise Unexpected('Ctrl+Q does not end the program') from None
        if self.process.returncode != 0:
            raise Unexpected(f'the program ended with {self.process.returncode}: {self.complaints()}')
        if self.complaints():
            raise Unexpected(f'the program complained:\n{self.complaints()}')

    def ask_beyond(self):
        """Asks for one window more than there are, as happens to whoever asks while one closes. GTK 4.8 then answers with the last
        in its own list, and complains of one that was never shown, so that the window must not keep such a one."""
        with contextlib.suppress(GLib.Error):
            count = bus.ask(self.node.about(ACCESSIBLE, 'ChildCount'))
            bus.ask(self.node.question(ACCESSIBLE, 'GetChildAtIndex', 'i', count))

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        try:
            if kind is None:
                self.quit()
        finally:
            self.drop()

    def drop(self):
        """Ends the program without ceremony, after a failure."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def pixels(png):
    """The picture without the chunks that hold the time it was taken at."""
    parts, at = [], 8
    while at < len(png):
        size = int.from_bytes(png[at:at + 4], 'big')
        if png[at + 4:at + 8] == b'IDAT':
            parts.append(png[at + 8:at + 8 + size])
        at += 12 + size

    return b''.join(parts)


def program(name):
    """A program of the prefix that the session uses."""
    prefix = os.environ.get('TIDINGS_PREFIX')
    if prefix is None:
        raise Unexpected('no Tidings here; run this inside build-aux/session --display')

    return os.path.join(prefix, 'libexec', name)


def start(path=None, **environment):
    """Starts the window, with more in its environment if wanted, and gives it when it is on the accessibility bus."""
    path = path or program('tidings-app')
    # Sanitizers: the quick way of looking back, and what their build needs besides (tests/window/meson.build).
    environment = {
      'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':fast_unwind_on_malloc=1:verify_asan_link_order=0',
      'LD_PRELOAD': os.environ.get('TIDINGS_PRELOAD', ''),
      **environment,
    }
    if pseudo.is_on():
        environment['LANGUAGE'] = pseudo.LANGUAGE
    log = tempfile.NamedTemporaryFile('w', prefix='window-', suffix='.log')
    process = subprocess.Popen([path], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, **environment})

    try:
        return App(os.path.basename(path), process, log)
    except BaseException:
        process.kill()
        process.wait()
        raise


def speak(language):
    """What is started from now on, most of all the agent by the bus, has words for this language: gettext looks at LANGUAGE only
    where the locale is another than C, and Python, which may have been started without one, leaves half of it in the environment."""
    os.environ.pop('LC_ALL', None)
    locale = {'LANG': 'C.UTF-8', 'LC_MESSAGES': os.environ.get('LC_MESSAGES', 'C.UTF-8')}
    os.environ.update(locale)
    told = {'LANGUAGE': language, 'LC_ALL': '', **locale}
    Gio.bus_get_sync(Gio.BusType.SESSION).call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                                                    'UpdateActivationEnvironment', GLib.Variant('(a{ss})', (told,)),
                                                    None, Gio.DBusCallFlags.NONE, -1, None)


if pseudo.is_on():
    pseudo.put(os.environ['TIDINGS_PREFIX'])
    speak(pseudo.LANGUAGE)


def tidings(*arguments, status=0):
    """Runs the command line beside the window, as a person with a terminal would. Gives what it printed."""
    pseudo.data.add_command(arguments)
    done = subprocess.run(['tidings', *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=PATIENCE + 30)
    if done.returncode != status:
        raise Unexpected(f'tidings {" ".join(arguments)} ended with {done.returncode}, not {status}: {done.stderr.strip()}')

    return pseudo.plain(done.stdout)


@contextlib.contextmanager
def watched():
    """Shows notifications, and sees afterwards that nothing has gone wrong unseen in the agent."""
    import journey                          # it begins to watch when it is loaded, and not everybody here wants that
    yield
    journey.all_ends_well()


def tap(parts, **environment):
    """Runs the parts of a test on one window, one after the other, and says in TAP how each went. Gives the exit status."""
    print(f'1..{len(parts) + 1}', flush=True)
    n = 0
    part = None
    try:
        with watched(), start(**environment) as app:
            for n, part in enumerate(parts, 1):
                try:
                    part(app)
                except Exception as error:
                    with contextlib.suppress(Exception):
                        print('\n'.join(f'# screen: {line}' for line in app.top().words()))
                    raise Unexpected(f'{error}\n{app.state()}') from error
                print(f'ok {n} - {part.__doc__}', flush=True)
            part = None
    except Exception as error:
        print(f'not ok {n if part else n + 1} - {part.__doc__ if part else "the program starts and ends without a complaint"}')
        print('\n'.join(f'# {line}' for line in str(error).splitlines()))
        print('\n'.join(f'# {line}' for line in traceback.format_exc().splitlines()), flush=True)
        return 1
    print(f'ok {n + 1} - the program starts and ends without a complaint', flush=True)

    return 0


if __name__ == '__main__':
    # For a look around in a session that has a window open: drive.py tree | words
    watched = App('tidings-app')
    print(watched.tree() if sys.argv[1:] == ['tree'] else '\n'.join(watched.top().words()))
