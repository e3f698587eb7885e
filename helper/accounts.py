"""Keeps the expected address of each account in the operating system's keyring, and nowhere else.

The only importer of keyring. Measured with keyring 25.7 on 2026-11-22: the null backend drops what is written without a
word, `keyrings.alt` asks on the terminal or writes plain files, and a locked keyring on a desktop blocks for ever. So
only the system's own backends are accepted, each call has a time limit, and what is written is read back.
"""

from __future__ import annotations

import configparser
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Literal, TypeVar

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from helper.errors import KeyringProblem, UsageProblem

SERVICE_NAME = "optout-assist"
INDEX = "index"
DEFAULT_LABEL = "default"
MAX_LABEL = 64

SECONDS_WITH_DISPLAY = 60.0  # a person may have to type the password of the keyring
SECONDS_WITHOUT_DISPLAY = 5.0  # nobody can

ACCEPTED_MODULES = frozenset(
    f"keyring.backends.{name}" for name in ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
)

# What keyring raises of its own or of Python's: the last lines for a file of settings that is none, and for a backend
# that is named there or in the environment and does not exist, is none, or is no Python.
_OWN_ERRORS = (
    KeyringError,
    RuntimeError,
    EOFError,
    OSError,
    *(configparser.Error, ValueError),
    *(ImportError, AttributeError, TypeError, SyntaxError, NameError),
)

# What backends raise besides these, by the module that must be loaded when they do.
_FOREIGN_ERRORS = (
    ("jeepney.wrappers", "DBusErrorResponse"),
    ("secretstorage.exceptions", "SecretStorageException"),
    ("dbus.exceptions", "DBusException"),
    ("gi.repository.GLib", "Error"),
    ("win32ctypes.pywin32.pywintypes", "error"),
)

_Answer = TypeVar("_Answer")  # Python 3.11 has no type parameters on functions


@dataclass(frozen=True, order=True)
class Account:
    """One account of the person, known only by its expected address."""

    service: str
    label: str
    address: str


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    service: str
    label: str


class _Index(BaseModel):
    """Names of what is kept, because a keyring cannot be asked for them in the same way on every system."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    accounts: tuple[_Entry, ...] = ()


class AccountBook:
    """The saved accounts. Every method raises KeyringProblem when the keyring cannot be used."""

    def __init__(self, seconds: float, find: Callable[[], KeyringBackend] | None = None) -> None:
        self._seconds = seconds
        self._find = find or find_vault
        self._vault: KeyringBackend | None = None

    def add(self, account: Account) -> bool:
        """Save an account, read it back, and tell whether it replaced one of the same service and label."""
        check_label(account.label)
        entries = self._read_index()
        entry = _Entry(service=account.service, label=account.label)
        # Entry first: a run that dies here leaves an entry that is not listed, never a listed one that is missing.
        self._write(_username(entry), account.address)
        if entry in entries:
            return True
        self._write_index((*entries, entry))
        return False

    def list(self) -> list[Account]:
        """Give all saved accounts; one whose entry somebody removed from the keyring is left out."""
        found = [(entry, self._get(_username(entry))) for entry in self._read_index()]
        return sorted(
            Account(entry.service, entry.label, address) for entry, address in found if address is not None
        )

    def find(self, service: str, label: str | None = None) -> Account | None:
        """Give the account that an attempt should use: the one of that label, else the only one of the service.

        None when no label was given and there is none, or more than one. An unknown label raises UsageProblem.
        """
        saved = [account for account in self.list() if account.service == service]
        if label is None:
            return saved[0] if len(saved) == 1 else None
        for account in saved:
            if account.label == label:
                return account
        raise UsageProblem(
            "account_unknown", service=service, label=label, known=", ".join(a.label for a in saved) or "-"
        )

    def show(self, service: str, label: str | None = None) -> Account:
        """Give one account; raises UsageProblem when the label is needed or nothing is saved."""
        found = self.find(service, label)
        if found is not None:
            return found
        labels = [account.label for account in self.list() if account.service == service]
        if labels:
            raise UsageProblem("account_which", service=service, labels=", ".join(labels))
        raise UsageProblem("account_none", service=service)

    def remove(self, service: str, label: str | None = None) -> Account:
        """Forget one account and give what it was; raises UsageProblem as `show` does."""
        account = self.show(service, label)
        entry = _Entry(service=account.service, label=account.label)
        self._write_index(tuple(other for other in self._read_index() if other != entry))
        self._call(lambda vault: vault.delete_password(SERVICE_NAME, _username(entry)))
        return account

    def probe(self) -> None:
        """Find out whether the keyring can be read, without changing anything."""
        self._read_index()

    def _read_index(self) -> tuple[_Entry, ...]:
        text = self._get(INDEX)
        if text is None:
            return ()
        try:
            return _Index.model_validate_json(text).accounts
        except ValidationError as error:
            raise KeyringProblem("keyring_damaged", name=INDEX, service=SERVICE_NAME) from error

    def _write_index(self, entries: tuple[_Entry, ...]) -> None:
        self._write(INDEX, _Index(schema=1, accounts=entries).model_dump_json(by_alias=True))

    def _get(self, username: str) -> str | None:
        return self._call(lambda vault: vault.get_password(SERVICE_NAME, username))

    def _write(self, username: str, text: str) -> None:
        self._call(lambda vault: vault.set_password(SERVICE_NAME, username, text))
        if self._get(username) != text:
            raise KeyringProblem("keyring_dropped")

    def _call(self, use: Callable[[KeyringBackend], _Answer]) -> _Answer:
        if self._vault is None:
            self._vault = in_time(self._find, self._seconds)
        vault = self._vault
        return in_time(lambda: use(vault), self._seconds)


def check_label(label: str) -> None:
    """Refuse a label that could not be shown or typed again; raises UsageProblem."""
    if not label.strip() or label != label.strip() or len(label) > MAX_LABEL or not label.isprintable():
        raise UsageProblem("account_label", limit=MAX_LABEL)


def seconds_to_wait(has_display: bool) -> float:
    """Give the time limit of one call to the keyring, in seconds."""
    return SECONDS_WITH_DISPLAY if has_display else SECONDS_WITHOUT_DISPLAY


def find_vault() -> KeyringBackend:
    """Give the system's own keyring; raises KeyringProblem for any other kind, which may drop or expose what it is given."""
    backend = keyring.get_keyring()
    module = type(backend).__module__
    if module == "keyring.backends.chainer":
        for chained in getattr(backend, "backends", ()):  # sorted by priority
            if type(chained).__module__ in ACCEPTED_MODULES:
                found: KeyringBackend = chained
                return found
    if module == "keyring.backends.fail":
        raise KeyringProblem("keyring_missing")
    if module not in ACCEPTED_MODULES:
        raise KeyringProblem("keyring_refused", backend=module)
    return backend


def in_time(call: Callable[[], _Answer], seconds: float) -> _Answer:
    """Run a call to the keyring in a thread of its own; raises KeyringProblem for every way in which it can fail."""
    answer: Future[_Answer] = Future()

    def run() -> None:
        try:
            answer.set_result(call())
        except KeyringProblem as error:
            answer.set_exception(error)
        except _failures() as error:
            answer.set_exception(error)
        finally:
            if not answer.done():
                answer.set_exception(AssertionError("the call to the keyring ended without an answer"))

    # A daemon: a call that blocks for ever must not keep the program from ending.
    threading.Thread(target=run, daemon=True, name="keyring").start()
    try:
        return answer.result(timeout=seconds)
    except KeyringProblem:
        raise
    except TimeoutError as error:
        raise KeyringProblem("keyring_silent", seconds=round(seconds)) from error
    except NoKeyringError as error:
        raise KeyringProblem("keyring_missing") from error
    except (InitError, KeyringLocked) as error:
        raise KeyringProblem("keyring_locked") from error
    except _failures() as error:
        # The name only: the words of an error may hold what was to be kept.
        raise KeyringProblem("keyring_failed", reason=type(error).__name__) from error


def _failures() -> tuple[type[BaseException], ...]:
    foreign = (
        getattr(sys.modules.get(module), name, None)
        for module, name in _FOREIGN_ERRORS
        if module in sys.modules
    )
    return _OWN_ERRORS + tuple(
        kind for kind in foreign if isinstance(kind, type) and issubclass(kind, BaseException)
    )


def _username(entry: _Entry) -> str:
    # A service has no slash (`flows.schema.Slug`), so this is unambiguous and never `INDEX`.
    return f"{entry.service}/{entry.label}"
