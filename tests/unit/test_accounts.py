"""Accounts in a real Secret Service, and every way in which a keyring can be of no use."""

from __future__ import annotations

import configparser
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import keyring.backends.SecretService
import keyring.errors
import pytest
from keyring_samples import Memory

import helper
from helper import accounts
from helper.accounts import Account, AccountBook, find_vault, in_time
from helper.errors import KeyringProblem, UsageProblem

if TYPE_CHECKING:
    from secret_service import SecretService

pytest_plugins = ["secret_service"]

ADDRESS = "marie@example.org"
PROGRAM = [sys.executable, "-c", "from helper.program import main; main()"]


class Sieve(Memory):
    """A vault that keeps nothing and says nothing, as keyring's null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


def book(vault: accounts.KeyringBackend | None = None) -> AccountBook:
    kept = vault or Memory()
    return AccountBook(5, lambda: kept)


def run(environ: dict[str, str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, "--lang", "en", "account", *arguments],
        env=environ | {"PYTHONPATH": str(Path(helper.__file__).parents[1])},
        cwd=folder,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


def test_a_saved_account_is_found_by_its_service_and_its_label() -> None:
    saved = book()
    assert not saved.add(Account("facebook", "default", ADDRESS))
    assert not saved.add(Account("facebook", "work", "work@example.org"))
    assert not saved.add(Account("instagram", "default", ADDRESS))
    assert saved.find("facebook", "work") == Account("facebook", "work", "work@example.org")
    assert [account.label for account in saved.list()] == ["default", "work", "default"]


def test_the_only_account_of_a_service_needs_no_label_and_several_are_never_guessed() -> None:
    saved = book()
    assert saved.find("facebook") is None
    saved.add(Account("facebook", "default", ADDRESS))
    found = saved.find("facebook")
    assert found is not None
    assert found.address == ADDRESS
    saved.add(Account("facebook", "work", "work@example.org"))
    assert saved.find("facebook") is None
    with pytest.raises(UsageProblem) as caught:
        saved.show("facebook")
    assert (caught.value.key, caught.value.values["labels"]) == ("account_which", "default, work")


def test_adding_again_replaces_the_address_and_says_so() -> None:
    saved = book()
    saved.add(Account("facebook", "default", ADDRESS))
    assert saved.add(Account("facebook", "default", "new@example.org"))
    assert saved.list() == [Account("facebook", "default", "new@example.org")]


def test_removing_leaves_nothing_of_the_account_behind() -> None:
    vault = Memory()
    saved = book(vault)
    saved.add(Account("facebook", "default", ADDRESS))
    saved.remove("facebook")
    assert saved.list() == []
    assert [name for _, name in vault.kept] == [accounts.INDEX]
    with pytest.raises(UsageProblem, match="account_none"):
        saved.remove("facebook")


def test_an_unknown_label_names_the_saved_ones() -> None:
    saved = book()
    saved.add(Account("facebook", "default", ADDRESS))
    with pytest.raises(UsageProblem) as caught:
        saved.find("facebook", "work")
    assert caught.value.key == "account_unknown"
    assert caught.value.values["known"] == "default"


@pytest.mark.parametrize("label", ["", " ", " a", "a ", "a\nb", "a\x1b[2J", "x" * 65])
def test_a_label_that_could_not_be_typed_again_is_refused(label: str) -> None:
    with pytest.raises(UsageProblem, match="account_label"):
        book().add(Account("facebook", label, ADDRESS))


def test_an_entry_that_somebody_removed_is_left_out() -> None:
    vault = Memory()
    saved = book(vault)
    saved.add(Account("facebook", "default", ADDRESS))
    vault.delete_password(accounts.SERVICE_NAME, "facebook/default")
    assert saved.list() == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"schema": 2, "accounts": []}', '{"schema": 1, "accounts": [{}]}']
)
def test_a_damaged_index_is_reported_and_never_overwritten(text: str) -> None:
    vault = Memory()
    vault.set_password(accounts.SERVICE_NAME, accounts.INDEX, text)
    with pytest.raises(KeyringProblem, match="keyring_damaged"):
        book(vault).add(Account("facebook", "default", ADDRESS))
    assert vault.kept == {(accounts.SERVICE_NAME, accounts.INDEX): text}


def test_a_keyring_that_drops_what_it_is_given_is_noticed() -> None:
    with pytest.raises(KeyringProblem, match="keyring_dropped"):
        book(Sieve()).add(Account("facebook", "default", ADDRESS))


def test_a_keyring_that_never_answers_is_given_up() -> None:
    never = threading.Event()
    try:
        with pytest.raises(KeyringProblem, match="keyring_silent"):
            in_time(never.wait, 0.01)
    finally:
        never.set()


class DBusErrorResponse(Exception):
    """Stands for a D-Bus error, which is no KeyringError."""


@pytest.mark.parametrize(
    ("raised", "key"),
    [
        (keyring.errors.NoKeyringError("no"), "keyring_missing"),
        (keyring.errors.InitError("Prompt dismissed"), "keyring_locked"),
        (keyring.errors.KeyringLocked("locked"), "keyring_locked"),
        (keyring.errors.PasswordSetError("no"), "keyring_failed"),
        (RuntimeError("no"), "keyring_failed"),
        (EOFError(), "keyring_failed"),
        (OSError("no"), "keyring_failed"),
        (ModuleNotFoundError("no"), "keyring_failed"),
        (AttributeError("no"), "keyring_failed"),
        (DBusErrorResponse("no"), "keyring_failed"),
        (configparser.MissingSectionHeaderError("no", 1, "no"), "keyring_failed"),
        (SyntaxError("no"), "keyring_failed"),
    ],
)
def test_every_failure_of_a_backend_becomes_one_error_without_its_words(
    raised: Exception, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jeepney.wrappers.DBusErrorResponse", DBusErrorResponse)

    def call() -> None:
        raise raised

    with pytest.raises(KeyringProblem) as caught:
        in_time(call, 5)
    assert caught.value.key == key
    assert "no" not in map(str, caught.value.values.values())


def test_a_bug_in_a_call_stays_a_bug_and_does_not_wait_for_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    with pytest.raises(AssertionError, match="without an answer"):
        in_time(lambda: dict[str, int]()["no"], 60)


def test_only_the_systems_own_backends_are_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    class Plaintext:
        __module__ = "keyrings.alt.file"

    class System:
        __module__ = "keyring.backends.SecretService"

    class Chainer:
        __module__ = "keyring.backends.chainer"

        def __init__(self) -> None:
            self.backends: list[object] = []

    def use(backend: object) -> Callable[[], object]:
        return lambda: backend

    monkeypatch.setattr("keyring.get_keyring", use(Plaintext()))
    with pytest.raises(KeyringProblem, match="keyring_refused"):
        find_vault()
    chainer, system = Chainer(), System()
    monkeypatch.setattr("keyring.get_keyring", use(chainer))
    with pytest.raises(KeyringProblem, match="keyring_refused"):
        find_vault()
    chainer.backends = [Plaintext(), system]
    assert find_vault() is system


def test_a_real_keyring_keeps_accounts_with_any_letters(
    secret_service: SecretService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", secret_service.environ["DBUS_SESSION_BUS_ADDRESS"])
    saved = AccountBook(20, keyring.backends.SecretService.Keyring)
    account = Account("facebook", "à moi 𝄞", "élodie@exämple.org")
    saved.add(account)
    assert AccountBook(20, keyring.backends.SecretService.Keyring).list() == [account]
    saved.remove("facebook", account.label)
    assert saved.list() == []


def test_the_program_keeps_an_account_from_run_to_run(secret_service: SecretService, tmp_path: Path) -> None:
    environ = secret_service.environ
    added = run(environ, tmp_path, "add", "facebook", ADDRESS, "--json")
    assert (added.returncode, added.stderr) == (0, "")
    assert json.loads(added.stdout)["address"] == ADDRESS
    listed = run(environ, tmp_path, "list", "--json")
    assert json.loads(listed.stdout) == [
        {"service": "facebook", "label": "default", "address": "m…e@e…e.org"}
    ]
    assert ADDRESS not in run(environ, tmp_path, "list").stdout
    assert run(environ, tmp_path, "show", "facebook").stdout == f"{ADDRESS}\n"
    # Read by somebody else's code: the address is nowhere but in the secret itself.
    assert sorted(secret_service.labels()) == [
        "Password for 'facebook/default' on 'optout-assist'",
        "Password for 'index' on 'optout-assist'",
    ]
    assert run(environ, tmp_path, "remove", "facebook").returncode == 0
    assert json.loads(run(environ, tmp_path, "list", "--json").stdout) == []
    assert list(tmp_path.iterdir()) == []


def expect_no_keyring(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 8
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "keyring"
    assert "--email" in error["message"]
    assert "OPTOUT_ASSIST_EMAIL" in error["message"]
    assert "Traceback" not in done.stderr


def test_a_locked_keyring_is_exit_8_with_two_ways_out(
    locked_secret_service: SecretService, tmp_path: Path
) -> None:
    expect_no_keyring(run(locked_secret_service.environ, tmp_path, "list", "--json"))
    expect_no_keyring(run(locked_secret_service.environ, tmp_path, "add", "facebook", ADDRESS, "--json"))


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"},
        {"DBUS_SESSION_BUS_ADDRESS": "not an address"},
        {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
        {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
        {"PYTHON_KEYRING_BACKEND": "no.such.Backend"},
        {"PYTHON_KEYRING_BACKEND": "nothing"},
        {"PYTHON_KEYRING_BACKEND": "json.JSONDecoder"},
    ],
    ids=["no bus", "dead bus", "garbage bus", "null", "fail", "no module", "no class", "not a keyring"],
)
def test_a_useless_keyring_is_exit_8_with_two_ways_out(changed: dict[str, str], tmp_path: Path) -> None:
    expect_no_keyring(
        run(without_keyring(tmp_path) | changed, tmp_path, "add", "facebook", ADDRESS, "--json")
    )


@pytest.mark.parametrize(
    "settings",
    [
        b"default-keyring=keyring.backends.SecretService.Keyring\n",
        b"[backend]\n[backend]\n",
        b"[backend]\ndefault-keyring\n",
        b"[backend]\ndefault-keyring=no.such.Backend\n",
        b"\xff\xfe[\0b\0",
        b"[backend]\ndefault-keyring=broken.Keyring\nkeyring-path=.\n",
    ],
    ids=["no section", "section twice", "no value", "no module", "not text", "no Python"],
)
def test_a_broken_file_of_settings_is_exit_8_with_two_ways_out(settings: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "python_keyring"
    folder.mkdir()
    (folder / "keyringrc.cfg").write_bytes(settings)
    (tmp_path / "broken.py").write_text("class Keyring(\n", encoding="utf-8")
    environ = without_keyring(tmp_path) | {"XDG_CONFIG_HOME": str(tmp_path)}
    done = run(environ, tmp_path, "list", "--json")
    expect_no_keyring(done)
    expect_no_keyring(run(environ, tmp_path, "add", "facebook", ADDRESS, "--json"))


def without_keyring(home: Path) -> dict[str, str]:
    environ = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY")
        and not name.startswith("OPTOUT_ASSIST_")
    }
    return environ | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
