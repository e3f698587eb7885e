"""A profile is removed once its browser has gone: one that is still ending would make the folder anew, with the login in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helper.browser import launch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there the browser leaves no link")


@pytest.fixture
def browser() -> Iterator[subprocess.Popen[bytes]]:
    """Give a process that runs until its input ends."""
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


def test_a_browser_that_is_still_ending_is_waited_for(
    browser: subprocess.Popen[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "SingletonLock").symlink_to(f"some-host-{browser.pid}")
    process = launch.process_using(tmp_path)
    (tmp_path / "SingletonLock").unlink()  # it goes before the browser does
    slept: list[float] = []

    def end_meanwhile(seconds: float) -> None:
        slept.append(seconds)
        browser.communicate()

    monkeypatch.setattr(launch.time, "sleep", end_meanwhile)
    launch.outlast(process)
    assert len(slept) == 1
    assert browser.returncode == 0


def test_a_browser_that_does_not_end_is_killed(
    browser: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "_ENDING_SECONDS", 0.0)
    launch.outlast(browser.pid)
    assert browser.wait(timeout=30) == -9


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system asks what became of it")
def test_one_that_has_ended_and_that_nobody_fetches_is_not_waited_for(
    browser: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert browser.stdin
    browser.stdin.close()
    status = Path(f"/proc/{browser.pid}/stat")
    while ") Z " not in status.read_text("utf-8"):
        pass
    monkeypatch.setattr(launch.time, "sleep", lambda _: pytest.fail("waited"))
    launch.outlast(browser.pid)


@pytest.mark.parametrize("link", [None, "no-number", "some-host-0x"])
def test_where_nothing_tells_of_a_browser_nobody_waits(
    link: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch.time, "sleep", lambda _: pytest.fail("waited"))
    if link:
        (tmp_path / "SingletonLock").symlink_to(link)
    assert launch.process_using(tmp_path) is None
    launch.outlast(None)
