# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a desktop that shows notifications, as far as a program can see it (Desktop Notifications Specification 1.2),
and, where wanted, the window that a click on one opens."""
import atexit
import os
import threading

from gi.repository import Gio, GLib

SERVER = Gio.DBusNodeInfo.new_for_xml('''
<node>
  <interface name="org.freedesktop.Notifications">
    <method name="Notify">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/>
      <arg type="u" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u" direction="in"/></method>
    <method name="GetCapabilities"><arg type="as" direction="out"/></method>
    <method name="GetServerInformation">
      <arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/>
    </method>
    <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  </interface>
</node>''').interfaces[0]

WINDOW = Gio.DBusNodeInfo.new_for_xml('''
<node>
  <interface name="org.freedesktop.Application">
    <method name="Activate"><arg type="a{sv}" direction="in"/></method>
    <method name="ActivateAction">
      <arg type="s" direction="in"/><arg type="av" direction="in"/><arg type="a{sv}" direction="in"/>
    </method>
  </interface>
</node>''').interfaces[0]


SCREEN_SAVER = Gio.DBusNodeInfo.new_for_xml('''
<node>
  <interface name="org.gnome.ScreenSaver">
    <method name="GetActive"><arg type="b" direction="out"/></method>
    <signal name="ActiveChanged"><arg type="b"/></signal>
  </interface>
</node>''').interfaces[0]


class Desktop:
    """Answers from a thread of its own, so that a test may wait for other things meanwhile."""

    def __init__(self):
        self.shown = []             # everything ever shown: {'id', 'title', 'body', 'actions', 'urgency'}
        self.n_activations = 0
        self.activated = []         # the actions that the window was asked for, with what they are for
        self.withdrawn = []         # the numbers of what was taken away again
        self.is_locked = False
        self.bus = None
        self.loop = None
        started = threading.Event()
        self.thread = threading.Thread(target=self.run, args=(started,), daemon=True)
        self.thread.start()
        started.wait()
        atexit.register(self.stop)

    def run(self, started):
        context = GLib.MainContext()
        context.push_thread_default()
        self.loop = GLib.MainLoop(context)
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.bus.register_object('/org/freedesktop/Notifications', SERVER, self.called, None, None)
        self.bus.register_object('/org/tidings/Tidings', WINDOW, self.called, None, None)
        self.bus.register_object('/org/gnome/ScreenSaver', SCREEN_SAVER, self.called, None, None)
        self.own('org.freedesktop.Notifications')
        started.set()
        self.loop.run()

    def stop(self):
        self.loop.quit()
        self.thread.join()

    def own(self, name):
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                           GLib.Variant('(su)', (name, 4)), None, Gio.DBusCallFlags.NONE, -1, None)

    def called(self, bus, sender, path, interface, method, parameters, invocation):
        values = parameters.unpack()
        answer = None
        if method == 'Notify':
            _app, replaced, _icon, title, body, actions, hints, _timeout = values
            number = replaced or len(self.shown) + 1
            self.shown.append({'id': number, 'title': title, 'body': body, 'actions': actions[::2], 'urgency': hints.get('urgency'),
                               'buttons': dict(zip(actions[1::2], actions[::2]))})
            answer = GLib.Variant('(u)', (number,))
        elif method == 'GetCapabilities':
            answer = GLib.Variant('(as)', (['actions', 'body'],))
        elif method == 'GetServerInformation':
            answer = GLib.Variant('(ssss)', ('desktop of the tests', 'Tidings', '1', '1.2'))
        elif method == 'Activate':
            self.n_activations += 1
        elif method == 'ActivateAction':
            self.activated.append((values[0], *values[1]))
        elif method == 'CloseNotification':
            self.withdrawn.append(values[0])
        elif method == 'GetActive':
            answer = GLib.Variant('(b)', (self.is_locked,))
        invocation.return_value(answer)

    def stand_in_for_window(self):
        """From now on the window's name is taken, and the bus does not start it."""
        self.own('org.tidings.Tidings')

    def lock(self, is_locked):
        """Locks the screen, or opens it again."""
        if not self.is_locked:
            self.own('org.gnome.ScreenSaver')
        self.is_locked = is_locked
        self.bus.emit_signal(None, '/org/gnome/ScreenSaver', 'org.gnome.ScreenSaver', 'ActiveChanged', GLib.Variant('(b)', (is_locked,)))

    def press(self, shown, button=None):
        """A click on the notification itself, or on one of its buttons."""
        self.bus.emit_signal(None, '/org/freedesktop/Notifications', 'org.freedesktop.Notifications', 'ActionInvoked',
                             GLib.Variant('(us)', (shown['id'], shown['buttons'][button] if button else 'default')))
