# SPDX-License-Identifier: GPL-3.0-or-later
"""What a computer says of itself, as far as watchers listen: logind and UPower on a system bus of the test's own, and a user's
systemd on the session's bus. Only the members that are used are there, as the services' own manuals describe them."""
import atexit
import os
import select
import subprocess
import threading

from gi.repository import Gio, GLib

PROPERTIES = 'org.freedesktop.DBus.Properties'

MEMBERS = Gio.DBusNodeInfo.new_for_xml('''
<node>
  <interface name="org.freedesktop.login1.Manager">
    <method name="ListSessions"><arg type="a(susso)" direction="out"/></method>
    <method name="Inhibit">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
      <arg type="h" direction="out"/>
    </method>
    <signal name="SessionNew"><arg type="s"/><arg type="o"/></signal>
    <signal name="SessionRemoved"><arg type="s"/><arg type="o"/></signal>
    <signal name="PrepareForSleep"><arg type="b"/></signal>
  </interface>
  <interface name="org.freedesktop.systemd1.Manager">
    <method name="Subscribe"/>
    <method name="ListUnitsFiltered"><arg type="as" direction="in"/><arg type="a(ssssssouso)" direction="out"/></method>
  </interface>
  <interface name="org.freedesktop.DBus.Properties">
    <method name="GetAll"><arg type="s" direction="in"/><arg type="a{sv}" direction="out"/></method>
    <method name="Get"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/></method>
  </interface>
</node>''')


class System:
    """Answers from a thread of its own."""

    def __init__(self):
        self.objects = {}     # by path: {interface: {property: GLib.Variant}}
        self.sessions = {}    # by id: path
        self.failed = {}      # by path: name
        self.n_subscribed = 0
        self.locks = []       # the other ends of the locks that delay sleep
        self.daemon = None
        self.ids = {}
        config = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'system.conf')
        with open(config, 'w') as file:
            file.write('<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" '
                       '"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">'
                       '<busconfig><type>system</type><listen>unix:dir=%s</listen><auth>EXTERNAL</auth>'
                       '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>'
                       '<allow own="*"/></policy></busconfig>' % os.environ['XDG_RUNTIME_DIR'])
        self.daemon = subprocess.Popen(['dbus-daemon', '--config-file=' + config, '--nofork', '--nopidfile', '--print-address=1'],
                                       stdout=subprocess.PIPE, text=True)
        self.address = self.daemon.stdout.readline().strip()
        started = threading.Event()
        self.thread = threading.Thread(target=self.run, args=(started,), daemon=True)
        self.thread.start()
        started.wait()
        atexit.register(self.stop)

    def run(self, started):
        context = GLib.MainContext()
        context.push_thread_default()
        self.loop = GLib.MainLoop(context)
        self.bus = self.connect(self.address)
        self.user_bus = self.connect(os.environ['DBUS_SESSION_BUS_ADDRESS'])
        self.export(self.bus, '/org/freedesktop/login1', 'org.freedesktop.login1.Manager')
        self.export(self.user_bus, '/org/freedesktop/systemd1', 'org.freedesktop.systemd1.Manager')
        self.export(self.user_bus, '/org/freedesktop/systemd1', PROPERTIES)
        started.set()
        self.loop.run()

    def stop(self):
        self.loop.quit()
        self.thread.join()
        self.daemon.terminate()
        self.daemon.wait()

    def connect(self, address):
        bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        bus.set_exit_on_close(False)
        return bus

    def export(self, bus, path, interface):
        info = next(i for i in MEMBERS.interfaces if i.name == interface)
        return bus.register_object(path, info, self.called, None, None)

    def do(self, func):
        """Runs it in the thread that answers."""
        done = threading.Event()
        result = []

        def run():
            result.append(func())
            done.set()

        self.loop.get_context().invoke_full(GLib.PRIORITY_DEFAULT, run)
        done.wait()
        return result[0]

    def request(self, bus, method, *args):
        bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', method, GLib.Variant(*args), None,
                      Gio.DBusCallFlags.NONE, -1, None)

    def own(self, name, bus=None):
        self.request(bus or self.bus, 'RequestName', '(su)', (name, 4))

    def called(self, bus, sender, path, interface, method, parameters, invocation):
        values = parameters.unpack()
        answer = None
        if method == 'ListSessions':
            answer = GLib.Variant('(a(susso))', ([(i, 0, '', '', p) for i, p in self.sessions.items()],))
        elif method == 'ListUnitsFiltered':
            rows = [(name, '', 'loaded', 'failed', 'failed', '', unit, 0, '', '/') for unit, name in self.failed.items()]
            answer = GLib.Variant('(a(ssssssouso))', (rows,))
        elif method == 'Inhibit':
            ours, theirs = os.pipe()
            self.locks.append(ours)
            invocation.return_value_with_unix_fd_list(GLib.Variant('(h)', (0,)), Gio.UnixFDList.new_from_array([theirs]))
            return
        elif method == 'Subscribe':
            self.n_subscribed += 1
        elif method == 'GetAll':
            answer = GLib.Variant('(a{sv})', (self.objects.get(path, {}).get(values[0], {}),))
        elif method == 'Get':
            answer = GLib.Variant('(v)', (self.objects[path][values[0]][values[1]],))
        invocation.return_value(answer)

    def put(self, bus, path, interface, **properties):
        """An object with properties, or other values for them; says so, as its service would."""
        values = {name.replace('_', ''): value for name, value in properties.items()}

        def change():
            self.objects.setdefault(path, {}).setdefault(interface, {}).update(values)
            if path not in self.ids and path != '/org/freedesktop/systemd1':
                self.ids[path] = self.export(bus, path, PROPERTIES)
            bus.emit_signal(None, path, PROPERTIES, 'PropertiesChanged', GLib.Variant('(sa{sv}as)', (interface, values, [])))

        self.do(change)

    # --- logind ---------------------------------------------------------------------------------------------------------

    def open_session(self, name, user, uid=1000, service='sshd', host='', seat='', kind='user', tty='', at=1795262400, says=True):
        """Unless it says so, nobody is told, and it is in no list."""
        path = '/org/freedesktop/login1/session/_3' + name
        if says:
            self.sessions[name] = path
        self.put(self.bus, path, 'org.freedesktop.login1.Session',
                 Id=GLib.Variant('s', name), Name=GLib.Variant('s', user), User=GLib.Variant('(uo)', (uid, '/')),
                 Service=GLib.Variant('s', service), Remote=GLib.Variant('b', bool(host)), RemoteHost=GLib.Variant('s', host),
                 Class=GLib.Variant('s', kind), Seat=GLib.Variant('(so)', (seat, '/')), TTY=GLib.Variant('s', tty),
                 Timestamp=GLib.Variant('t', at * 1000000))
        if says:
            self.emit_session('SessionNew', name, path)
        return path

    def close_session(self, name):
        self.emit_session('SessionRemoved', name, self.sessions.pop(name))

    def emit_session(self, signal, name, path, bus=None, to=None):
        self.do(lambda: (bus or self.bus).emit_signal(to, '/org/freedesktop/login1', 'org.freedesktop.login1.Manager', signal,
                                                      GLib.Variant('(so)', (name, path))))

    def prepare_for_sleep(self, before):
        self.do(lambda: self.bus.emit_signal(None, '/org/freedesktop/login1', 'org.freedesktop.login1.Manager', 'PrepareForSleep',
                                             GLib.Variant('(b)', (before,))))

    def is_locked(self):
        """Whether somebody still delays sleep."""
        return any(not select.select([lock], [], [], 0)[0] for lock in self.locks)

    # --- UPower ---------------------------------------------------------------------------------------------------------

    def battery(self, percent, state, level):
        """State 1 is charging, 2 is not; level 1 is fine, 3 is low (UPower's UpDeviceState and UpDeviceLevel)."""
        self.put(self.bus, '/org/freedesktop/UPower/devices/DisplayDevice', 'org.freedesktop.UPower.Device',
                 IsPresent=GLib.Variant('b', percent is not None), Type=GLib.Variant('u', 2), State=GLib.Variant('u', state),
                 Percentage=GLib.Variant('d', percent or 0), WarningLevel=GLib.Variant('u', level))

    # --- systemd --------------------------------------------------------------------------------------------------------

    def unit(self, name, state, run=1, result='exit-code', status=1):
        escaped = ''.join(c if c.isalnum() else '_%02x' % ord(c) for c in name)
        path = '/org/freedesktop/systemd1/unit/' + escaped
        self.objects.setdefault(path, {})['org.freedesktop.systemd1.Service'] = {
            'Result': GLib.Variant('s', result), 'ExecMainStatus': GLib.Variant('i', status)}
        self.failed.pop(path, None)
        if state == 'failed':
            self.failed[path] = name
        self.put(self.user_bus, path, 'org.freedesktop.systemd1.Unit', ActiveState=GLib.Variant('s', state),
                 InvocationID=GLib.Variant('ay', bytes([run] * 16)))

    def emit_unit(self, bus, path, state, to=None):
        """What systemd says of a unit, from whoever is on that bus."""
        values = {'ActiveState': GLib.Variant('s', state)}
        self.do(lambda: bus.emit_signal(to, path, PROPERTIES, 'PropertiesChanged',
                                        GLib.Variant('(sa{sv}as)', ('org.freedesktop.systemd1.Unit', values, []))))

    def system_state(self, state):
        self.objects.setdefault('/org/freedesktop/systemd1', {})['org.freedesktop.systemd1.Manager'] = {
            'SystemState': GLib.Variant('s', state)}
