# SPDX-License-Identifier: GPL-3.0-or-later
"""Two Twilio accounts behind one address: a simulator for each, and a door that looks whose credentials a request carries."""
import base64
import http.client
import http.server
import sys
import threading
import urllib.parse

import watch
from journey import Simulator

# The second account's own name; its simulator knows itself by the one that every simulator has.
OTHER_SID = 'AC000000000000000000000000000000b1'


class Doors(http.server.ThreadingHTTPServer):
    """A killed agent leaves in the middle of anything."""
    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Door(http.server.BaseHTTPRequestHandler):
    """Leads a request to the account that signs it, and gives the second account its own name in both directions."""
    protocol_version = 'HTTP/1.1'

    def log_message(self, *args):
        pass

    def lead(self):
        sign_in = base64.b64decode(self.headers.get('Authorization', 'Basic ').split(' ', 1)[1]).decode()
        # Keys are the second account's: the first one signs in with its token.
        is_other = sign_in.startswith((OTHER_SID, Simulator.KEY))
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        headers = {key: value for key, value in self.headers.items() if key.lower() not in ('host', 'content-length', 'accept-encoding')}
        path = self.path
        if is_other:
            path = path.replace(OTHER_SID, Simulator.SID)
            headers['Authorization'] = 'Basic ' + base64.b64encode(sign_in.replace(OTHER_SID, Simulator.SID).encode()).decode()
        elif OTHER_SID in path:
            path = path.replace(OTHER_SID, 'AC' + 'f' * 32)      # not this account's to see
        origin = self.server.accounts[is_other].origin
        link = http.client.HTTPConnection(urllib.parse.urlsplit(origin).netloc, timeout=60)
        link.request(self.command, path, body, headers)
        reply = link.getresponse()
        text = reply.read()
        if is_other:
            text = text.replace(Simulator.SID.encode(), OTHER_SID.encode())
        self.send_response(reply.status)
        for key, value in reply.getheaders():
            if key.lower() not in ('content-length', 'transfer-encoding', 'connection', 'date', 'server'):
                self.send_header(key, value)
        self.send_header('Content-Length', str(len(text)))
        self.end_headers()
        self.wfile.write(text)
        link.close()

    do_GET = do_POST = do_DELETE = lead


def open_accounts():
    """The two simulators; the session's agents stand before the door to both from now on."""
    accounts = Simulator(), Simulator()
    door = Doors(('127.0.0.1', 0), Door)
    door.accounts = accounts
    threading.Thread(target=door.serve_forever, daemon=True).start()
    watch.tell(TIDINGS_TWILIO_ORIGIN=f'http://127.0.0.1:{door.server_address[1]}')

    return accounts
