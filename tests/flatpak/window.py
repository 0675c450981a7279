#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job in the window inside the sandbox: the way of tests/window/walk.py. Run by build-aux/flatpak-local in a session
where `tidings-app` is the one in the sandbox.

Usage: window.py FOLDER    for the pictures
"""
import os
import sys

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'window'))
import drive  # noqa: E402
import walk  # noqa: E402


class Camera(walk.Camera):
    """Takes pictures only. Faults in what is shown are looked for outside, where the same window is on the same GTK."""

    def look(self, name, top):
        pass


if __name__ == '__main__':
    folder = os.path.abspath(sys.argv[1])
    walk.prepare(folder)
    sys.exit(drive.tap(walk.Walk(None, Camera(None, folder, True)).steps()))
