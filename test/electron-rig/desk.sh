#!/bin/sh
# A desktop for one command: a session bus and an unlocked keyring. Each test file has a screen of its own.
exec dbus-run-session -- sh -c 'echo | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"' sh "$@"
