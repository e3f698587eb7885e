"""A real Secret Service for tests: a private D-Bus and gnome-keyring, sharing nothing with the desktop.

A fixture plugin (`pytest_plugins` of `tests/conftest.py`). A program that is missing is a failure, never a skip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection

PASSWORD = b"testpass"  # no newline: it would be part of the password
SECRETS = "org.freedesktop.secrets"
SECONDS = 20.0


class SecretService:
    """One bus with one keyring; `environ` is what a program needs to reach it."""

    def __init__(self, home: Path) -> None:
        (home / "run").mkdir(0o700)
        self.environ = {
            name: value
            for name, value in os.environ.items()
            # With a display, a locked keyring would open a window and wait.
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND")
            and not name.startswith("OPTOUT_ASSIST_")
        }
        folders = {"RUNTIME_DIR": "run", "DATA_HOME": "data", "CONFIG_HOME": "config", "CACHE_HOME": "cache"}
        self.environ |= {f"XDG_{name}": str(home / folder) for name, folder in folders.items()}
        self.environ["HOME"] = str(home)
        self._bus = subprocess.Popen(
            [
                _program("dbus-daemon"),
                *("--session", "--nofork", "--print-address=1", f"--address=unix:path={home}/run/bus"),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self.environ,
        )
        assert self._bus.stdout is not None
        self.environ["DBUS_SESSION_BUS_ADDRESS"] = self._bus.stdout.readline().decode().strip()
        self._keyring: subprocess.Popen[bytes] | None = None

    def start_keyring(self, *, unlocked: bool) -> None:
        """Start the keyring and wait until it has its name on the bus."""
        command = [_program("gnome-keyring-daemon"), "--foreground", "--components=secrets"]
        with open_dbus_connection(self.environ["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            rule = MatchRule(type="signal", interface=message_bus.interface, member="NameOwnerChanged")
            rule.add_arg_condition(0, SECRETS)
            with connection.filter(rule) as signals:
                connection.send_and_get_reply(message_bus.AddMatch(rule))
                self._keyring = subprocess.Popen(
                    [*command, "--unlock"] if unlocked else command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=self.environ,
                )
                assert self._keyring.stdin is not None
                with self._keyring.stdin as stdin:
                    stdin.write(PASSWORD if unlocked else b"")
                connection.recv_until_filtered(signals, timeout=SECONDS)

    def stop_keyring(self) -> None:
        """End the keyring, as a logout does; what it kept stays, locked."""
        if self._keyring is not None:
            self._keyring.terminate()
            self._keyring.wait(SECONDS)
            self._keyring = None

    def labels(self) -> list[str]:
        """Name the items of all collections, read without our code."""
        service = DBusAddress("/org/freedesktop/secrets", SECRETS, "org.freedesktop.Secret.Service")
        names = []
        with open_dbus_connection(self.environ["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            found = connection.send_and_get_reply(new_method_call(service, "SearchItems", "a{ss}", ({},)))
            for path in [*found.body[0], *found.body[1]]:
                item = DBusAddress(path, SECRETS, "org.freedesktop.DBus.Properties")
                call = new_method_call(item, "Get", "ss", ("org.freedesktop.Secret.Item", "Label"))
                reply = connection.send_and_get_reply(call)
                assert HeaderFields.error_name not in reply.header.fields
                names.append(reply.body[0][1])
        return names

    def close(self) -> None:
        """End the keyring and the bus."""
        self.stop_keyring()
        self._bus.terminate()
        self._bus.wait(SECONDS)


@pytest.fixture
def secret_service() -> Iterator[SecretService]:
    """An unlocked keyring with nothing in it."""
    # Not pytest's own folder: the path of a socket has room for 107 bytes.
    with tempfile.TemporaryDirectory(prefix="oa-", ignore_cleanup_errors=True) as home:
        service = SecretService(Path(home))
        try:
            service.start_keyring(unlocked=True)
            yield service
        finally:
            service.close()


@pytest.fixture
def locked_secret_service(secret_service: SecretService) -> SecretService:
    """A keyring that has a collection, locked, and no display to ask for its password on."""
    secret_service.stop_keyring()
    secret_service.start_keyring(unlocked=False)
    return secret_service


def _program(name: str) -> str:
    path = shutil.which(name)
    assert path is not None, f"{name} is missing: install dbus and gnome-keyring (see .ci/run)"
    return path
