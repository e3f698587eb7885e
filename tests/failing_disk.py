"""A disk that fails, a program that ends: at each call to the file system, in every way; and what must hold afterwards."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from evidence_samples import NAMES, picture, record_of

from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag

CALLS = (
    "open", "close", "write", "fsync", "ftruncate", "unlink", "rename", "replace", "mkdir", "rmdir",
    "listdir", "scandir", "stat", "lstat", "fstat",
)  # fmt: skip
# What writing a numbered folder beside a bag may ask of the system.
CALLS_BESIDE = (
    "open", "write", "fsync", "mkdir", "rename", "rmdir", "unlink", "scandir", "listdir", "lstat", "close",
)  # fmt: skip
ERRNOS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES")


@contextmanager
def file_system(at_call: Callable[[str, int], None]) -> Iterator[list[str]]:
    """Call `at_call(name, number)` before each call to the file system; gives the list of the calls made."""
    made: list[str] = []

    def wrap(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            made.append(name)
            if name == "close":  # also a close that reports an error has closed
                real(*arguments, **named)
            at_call(name, len(made))
            # The real fsync would only cost time: what is looked at afterwards is what the system knows, not the disk.
            return None if name in {"close", "fsync"} else real(*arguments, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, wrap(name, getattr(os, name)))
        yield made


@pytest.fixture
def failing_calls() -> Iterator[dict[str, int]]:
    """Make the n-th call to the file system fail with an errno: `{"at": n, "errno": …}`; counts them in "made"."""
    state = {"at": 0, "errno": errno.EIO, "made": 0}
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS_BESIDE:

            def call(
                *given: object, _real: object = getattr(os, name), _name: str = name, **named: object
            ) -> object:
                state["made"] += 1
                if state["made"] == state["at"]:
                    if _name == "close":
                        _real(*given)  # type: ignore[operator]
                    raise OSError(state["errno"], os.strerror(state["errno"]))
                return _real(*given, **named)  # type: ignore[operator]

            patch.setattr(os, name, call)
        yield state


def attempt(archive: Path, saved: dict[str, str]) -> Path:
    """Run an attempt; `saved` receives each picture that was acknowledged."""
    work = Archive(archive).begin("facebook")
    for shade, name in enumerate(NAMES):
        work.note("capture", name=name)
        saved[name] = work.add(name, picture(shade))
    work.add("mistake.png", b"secret")
    work.discard("mistake.png")
    return work.seal(record_of(work, saved))


def check_promise(archive: Path, saved: dict[str, str]) -> tuple[list[Path], list[Path]]:
    """Assert that all that is called sealed verifies, and that what was acknowledged is on the disk, whole."""
    entries = Archive(archive).entries()
    sealed = [entry.path for entry in entries if entry.sealed]
    unsealed = [entry.path for entry in entries if not entry.sealed]
    for bag in sealed:
        assert verify_bag(bag) == []
    for folder in sealed + unsealed:
        data = folder / "data"
        if not data.exists():  # ended between the two folders
            assert not saved
            continue
        sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in data.glob("*.png")}
        assert sums.items() >= saved.items()
        # No half picture, and only the one in hand may be there without having been acknowledged.
        whole = {hashlib.sha256(picture(shade)).hexdigest() for shade in range(len(NAMES))}
        assert set(sums.values()) <= whole | {hashlib.sha256(b"secret").hexdigest()}
        for path in folder.rglob("*"):
            assert path.lstat().st_mode & 0o077 == 0
    return sealed, unsealed


def failing(code: str, at: int, *, lasting: bool) -> Callable[[str, int], None]:
    """Let the call number `at` fail, and all that follow if it is lasting."""
    number = getattr(errno, code)

    def fail(_name: str, call: int) -> None:
        if call == at or (lasting and call > at):
            raise OSError(number, os.strerror(number))

    return fail


def ending(at: int) -> Callable[[str, int], None]:
    """End the process at the call number `at`, without any clean-up."""

    def stop(_name: str, call: int) -> None:
        if call == at:
            os._exit(0)

    return stop


def count_calls(act: Callable[[], object]) -> int:
    """Count the calls to the file system that `act` makes when nothing fails."""
    with file_system(lambda _name, _number: None) as made:
        act()
    return len(made)


def in_child(act: Callable[[int], None]) -> tuple[int, int]:
    """Run `act(pipe)` in a child process that ends without any clean-up; gives its id and the pipe to read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover
        try:
            os.close(reading)
            act(writing)
        finally:
            os._exit(0)
    os.close(writing)
    return child, reading


def acknowledged(reading: int) -> list[str]:
    with os.fdopen(reading, "rb") as pipe:
        return [line.decode() for line in pipe.read().split(b"\n")[:-1]]
