# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop's portals: the real ones, as far as programs see them, with answers from here in place of a person's. The
keyring of the session has its own part in them."""
import os
import shutil
import subprocess
import threading

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.impl.portal.desktop.tests'
BACKEND = '''
<node>
  <interface name="org.freedesktop.impl.portal.Access">
    <method name="AccessDialog">
      <arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
      <arg type="u" direction="out"/><arg type="a{sv}" direction="out"/>
    </method>
  </interface>
  <interface name="org.freedesktop.impl.portal.Background">
    <method name="GetAppState"><arg type="a{sv}" direction="out"/></method>
    <method name="NotifyBackground">
      <arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
      <arg type="u" direction="out"/><arg type="a{sv}" direction="out"/>
    </method>
    <method name="EnableAutostart">
      <arg type="s" direction="in"/><arg type="b" direction="in"/><arg type="as" direction="in"/><arg type="u" direction="in"/>
      <arg type="b" direction="out"/>
    </method>
    <signal name="RunningApplicationsChanged"/>
  </interface>
  <interface name="org.freedesktop.impl.portal.Inhibit">
    <method name="Inhibit">
      <arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="u" direction="in"/>
      <arg type="a{sv}" direction="in"/>
    </method>
    <method name="CreateMonitor">
      <arg type="o" direction="in"/><arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
      <arg type="u" direction="out"/>
    </method>
    <method name="QueryEndResponse"><arg type="o" direction="in"/></method>
    <signal name="StateChanged"><arg type="o"/><arg type="a{sv}"/></signal>
  </interface>
  <interface name="org.freedesktop.impl.portal.Notification">
    <method name="AddNotification">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
    </method>
    <method name="RemoveNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/></method>
    <signal name="ActionInvoked"><arg type="s"/><arg type="s"/><arg type="s"/><arg type="av"/></signal>
  </interface>
</node>'''


class Portals:
    """Starts them; what programs wanted is in `autostart`, `shown` and `monitors`. Answers from a thread of its own."""

    def __init__(self):
        self.autostart = []         # (program, whether, command), in the order they were asked for
        self.shown = []             # (program, title, body)
        self.monitors = []          # sessions of who wants to know whether the screen is locked
        self.bus = None
        self.processes = []
        started = threading.Event()
        threading.Thread(target=self.run, args=(started,), daemon=True).start()
        started.wait()

        folder = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'portals')
        os.makedirs(folder)
        shutil.copy('/usr/share/xdg-desktop-portal/portals/gnome-keyring.portal', folder)
        with open(os.path.join(folder, 'tests.portal'), 'w', encoding='utf-8') as file:
            interfaces = ';'.join(interface.name for interface in Gio.DBusNodeInfo.new_for_xml(BACKEND).interfaces)
            file.write(f'[portal]\nDBusName={NAME}\nInterfaces={interfaces};\nUseIn=gnome\n')
        environment = {**os.environ, 'XDG_DESKTOP_PORTAL_DIR': folder, 'XDG_CURRENT_DESKTOP': 'GNOME'}
        self.log = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'portals.log')
        self.start('/usr/libexec/xdg-permission-store', 'org.freedesktop.impl.portal.PermissionStore', environment)
        self.start('/usr/libexec/xdg-desktop-portal', 'org.freedesktop.portal.Desktop', environment)

    def start(self, program, name, environment):
        with open(self.log, 'a', encoding='utf-8') as log:
            self.processes.append(subprocess.Popen([program], env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log))
        subprocess.run(['gdbus', 'wait', '--session', '--timeout', '30', name], check=True)

    def stop(self):
        for process in self.processes:
            process.terminate()
            process.wait()

    def run(self, started):
        context = GLib.MainContext()
        context.push_thread_default()
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        for interface in Gio.DBusNodeInfo.new_for_xml(BACKEND).interfaces:
            self.bus.register_object('/org/freedesktop/portal/desktop', interface, self.called, None, None)
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                           GLib.Variant('(su)', (NAME, 4)), None, Gio.DBusCallFlags.NONE, -1, None)
        started.set()
        GLib.MainLoop(context).run()

    def called(self, bus, sender, path, interface, method, parameters, invocation):
        values = parameters.unpack()
        answer = None
        if method == 'AccessDialog':
            answer = GLib.Variant('(ua{sv})', (0, {}))
        elif method == 'GetAppState':
            answer = GLib.Variant('(a{sv})', ({},))
        elif method == 'NotifyBackground':
            answer = GLib.Variant('(ua{sv})', (0, {'result': GLib.Variant('u', 1)}))
        elif method == 'EnableAutostart':
            program, is_on, command, _flags = values
            self.autostart.append((program, is_on, command))
            answer = GLib.Variant('(b)', (is_on,))
        elif method == 'AddNotification':
            program, _number, notification = values
            self.shown.append((program, notification['title'], notification.get('body')))
        elif method == 'CreateMonitor':
            self.monitors.append(values[1])
            answer = GLib.Variant('(u)', (0,))
        invocation.return_value(answer)

    def lock(self, is_locked):
        """Locks the screen, or opens it again."""
        state = {'screensaver-active': GLib.Variant('b', is_locked), 'session-state': GLib.Variant('u', 1)}
        for monitor in self.monitors:
            self.bus.emit_signal(None, '/org/freedesktop/portal/desktop', 'org.freedesktop.impl.portal.Inhibit', 'StateChanged',
                                 GLib.Variant('(oa{sv})', (monitor, state)))
