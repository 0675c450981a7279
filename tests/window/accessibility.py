# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessibility bus, asked without a library between: many questions go out together, so that a look at a whole window takes
a few round trips and not one for each fact of each widget; and what was answered is remembered for as long as that look lasts.

    with looking():                 within it, the same question is asked once
        bus.learn(questions)        all at once
        bus.ask(question)           one, or what is known of it
"""
import contextlib

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib

# How long one answer of the window may take: generous enough for a busy machine, with sanitizers.
ANSWER_MS = 30_000
ROOT = '/org/a11y/atspi/accessible/root'
NOBODY = '/org/a11y/atspi/null'
ACCESSIBLE, ACTION, APPLICATION, COMPONENT, EDITABLE, TEXT, VALUE = (
  f'org.a11y.atspi.{name}' for name in ('Accessible', 'Action', 'Application', 'Component', 'EditableText', 'Text', 'Value'))
PROPERTIES = 'org.freedesktop.DBus.Properties'
WINDOW = int(Atspi.CoordType.WINDOW)
LABELLED_BY = int(Atspi.RelationType.LABELLED_BY)


def question(owner, path, interface, method, signature='', *arguments):
    """A method of an object on the bus, as bus.ask() and bus.learn() take it."""
    return owner, path, interface, method, signature, arguments


def about(owner, path, interface, name):
    """The value of a property."""
    return question(owner, path, PROPERTIES, 'Get', 'ss', interface, name)


class Bus:
    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address, = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, ANSWER_MS, None)
        flags = Gio.DBusConnectionFlags
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)
        self.known = None               # while somebody looks: what was asked, with its answer or the error
        self.ever = {}                  # what never changes, for as long as there is an object of that path

    def ask(self, asked):
        """The answer; raises GLib.Error where there is none."""
        answer = self.known.get(asked) if self.known else None
        if isinstance(answer, GLib.Error):
            raise answer
        if answer is None:
            answer = self.answer(self.connection.call_sync(*self.words(asked)))
            if self.known is not None:
                self.known[asked] = answer

        return answer

    def ask_once(self, asked):
        """Of what stays as it is."""
        if asked not in self.ever:
            self.ever[asked] = self.ask(asked)

        return self.ever[asked]

    def learn(self, questions):
        """Asks all that is not known, together, and waits for all the answers. Only while looking."""
        new = [asked for asked in dict.fromkeys(questions) if asked not in self.known]
        if not new:
            return
        # What else is heard meanwhile can wait.
        context = GLib.MainContext.new()
        context.push_thread_default()
        n_open = len(new)

        def answered(connection, result, asked):
            nonlocal n_open
            n_open -= 1
            try:
                self.known[asked] = self.answer(connection.call_finish(result))
            except GLib.Error as error:
                self.known[asked] = error

        try:
            for asked in new:
                self.connection.call(*self.words(asked), answered, asked)
            while n_open:
                context.iteration(True)
        finally:
            context.pop_thread_default()

    def learn_once(self, questions):
        new = [asked for asked in questions if asked not in self.ever]
        self.learn(new)
        self.ever.update((asked, self.known[asked]) for asked in new if not isinstance(self.known[asked], GLib.Error))

    @staticmethod
    def words(asked):
        owner, path, interface, method, signature, arguments = asked

        return (owner, path, interface, method, GLib.Variant(f'({signature})', arguments) if signature else None, None,
                Gio.DBusCallFlags.NONE, ANSWER_MS, None)

    @staticmethod
    def answer(reply):
        answer = reply.unpack()

        return answer[0] if len(answer) == 1 else answer


bus = Bus()


@contextlib.contextmanager
def looking():
    """For as long as a look lasts, what was answered once is true. A look within a look is a part of it."""
    before = bus.known
    if before is None:
        bus.known = {}
    try:
        yield
    finally:
        bus.known = before


class Ear:
    """Ends a wait early when any window says that something has changed."""
    EVENTS = 'object:state-changed', 'object:children-changed', 'object:text-changed', 'object:property-change', 'window'

    def __init__(self):
        self.loop = GLib.MainLoop()
        self.focused = None             # owner and path of what has said last that it has the focus
        for event in self.EVENTS:
            bus.ask(question('org.a11y.atspi.Registry', '/org/a11y/atspi/registry', 'org.a11y.atspi.Registry', 'RegisterEvent',
                             'sass', event, [], ''))
        for kind in ('Object', 'Window'):
            bus.connection.signal_subscribe(None, f'org.a11y.atspi.Event.{kind}', None, None, None, Gio.DBusSignalFlags.NONE,
                                            self.heard)

    def heard(self, _connection, owner, path, _interface, signal, arguments):
        if signal == 'StateChanged' and arguments.get_child_value(0).get_string() == 'focused' and arguments.get_child_value(1).get_int32():
            self.focused = owner, path
        self.loop.quit()

    def listen(self, at_most):
        tick = GLib.timeout_add(int(at_most * 1000), self.loop.quit)
        self.loop.run()
        self.catch_up()
        if GLib.MainContext.default().find_source_by_id(tick) is not None:
            GLib.source_remove(tick)

    @staticmethod
    def catch_up():
        """Hears what was said meanwhile."""
        while GLib.MainContext.default().iteration(False):
            pass


def role_name(number):
    return Atspi.role_get_name(Atspi.Role(number))


def state_names(low, high):
    """The states of a widget, from the two halves of their bits."""
    bits = low | high << 32

    return frozenset(Atspi.StateType(n).value_nick for n in range(int(Atspi.StateType.LAST_DEFINED)) if bits >> n & 1)
