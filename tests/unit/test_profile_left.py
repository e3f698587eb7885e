"""A profile is removed once its browser has gone: one that is still ending would make the folder anew, with the login in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from helper.browser import launch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there the browser leaves no link")


def test_a_profile_is_removed_only_once_its_browser_has_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "profiles_dir", lambda: tmp_path)
    browser = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    waited: list[bool] = []

    def end_meanwhile(_seconds: float) -> None:
        waited.append(profile.exists())
        browser.communicate()

    monkeypatch.setattr(launch.time, "sleep", end_meanwhile)
    with launch.fresh_profile() as profile:
        (profile / "SingletonLock").symlink_to(f"some-host-{browser.pid}")
    assert waited == [True]
    assert not profile.exists()


@pytest.mark.parametrize("link", [None, "no-number", "some-host-0x"])
def test_where_nothing_tells_of_a_browser_nobody_waits(
    link: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "profiles_dir", lambda: tmp_path)
    monkeypatch.setattr(launch.time, "sleep", lambda _: pytest.fail("waited"))
    with launch.fresh_profile() as profile:
        if link:
            (profile / "SingletonLock").symlink_to(link)
    assert not profile.exists()
