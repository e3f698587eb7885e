"""Starts the person's browser: headed, sandboxed, with a fresh profile, and in an environment that logs nothing."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs
from filelock import FileLock, Timeout
from playwright.async_api import BrowserContext, Error, async_playwright

from helper.browser.find import FoundBrowser, has_display
from helper.browser.messages import Watched
from helper.browser.window import BrowserWindow
from helper.errors import BrowserProblem, UsageProblem

# Names that make Playwright's driver or the browser write typed text or keys somewhere (evidence facts, section G).
_LEAKY = ("DEBUG", "PWDEBUG", "NODE_OPTIONS", "SSLKEYLOGFILE")
_PROFILE_PREFIX = "profile-"


@contextlib.contextmanager
def clean_environment() -> Iterator[None]:
    """Hide what would make the driver or the browser log what is typed; everything else stays as it is."""
    hidden = {
        name: os.environ.pop(name)
        for name in list(os.environ)
        if name in _LEAKY or (name.startswith(("PLAYWRIGHT_", "PW_")) and name != "PLAYWRIGHT_BROWSERS_PATH")
    }
    try:
        yield
    finally:
        os.environ.update(hidden)


def profiles_dir() -> Path:
    """Where fresh profiles live while a browser runs."""
    return Path(platformdirs.user_cache_dir("optout-assist", appauthor=False)) / "profiles"


def sweep_profiles(folder: Path) -> int:
    """Remove the profiles that a crash left behind; those of a running attempt are locked and stay."""
    removed = 0
    for profile in folder.glob(f"{_PROFILE_PREFIX}*"):
        if profile.suffix == ".lock":
            continue
        lock = FileLock(f"{profile}.lock")
        try:
            with lock.acquire(timeout=0):
                shutil.rmtree(profile, ignore_errors=True)
        except (Timeout, OSError):
            continue
        Path(f"{profile}.lock").unlink(missing_ok=True)
        removed += 1
    return removed


def _write_preferences(profile: Path) -> None:
    """Turn off what would offer to keep a password, and what would cover the form with an offer to translate it."""
    settings = {
        "credentials_enable_service": False,
        "profile": {"password_manager_enabled": False},
        "translate": {"enabled": False},
        "autofill": {"profile_enabled": False, "credit_card_enabled": False},
    }
    folder = profile / "Default"
    folder.mkdir(mode=0o700)
    (folder / "Preferences").write_text(json.dumps(settings), encoding="utf-8")


@contextlib.contextmanager
def fresh_profile() -> Iterator[Path]:
    """Give an empty profile folder that only the person can read, and remove it at the end."""
    folder = profiles_dir()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sweep_profiles(folder)
        profile = Path(tempfile.mkdtemp(prefix=_PROFILE_PREFIX, dir=folder))
        _write_preferences(profile)
    except OSError as error:
        raise BrowserProblem("profile", path=folder, reason=error.strerror) from error
    lock = FileLock(f"{profile}.lock")
    lock.acquire()
    try:
        yield profile
    finally:
        lock.release()
        # The browser's last processes may still write as they end; what is left is swept at the next start.
        shutil.rmtree(profile, ignore_errors=True)
        Path(f"{profile}.lock").unlink(missing_ok=True)


def require_display() -> None:
    """Refuse to begin where no window could open; raises BrowserProblem."""
    if not has_display(sys.platform, os.environ):
        raise BrowserProblem("no_display")


def require_own_address(address: str) -> None:
    """Refuse to attach to another computer's browser; raises UsageProblem."""
    if urlsplit(address).hostname not in ("127.0.0.1", "localhost", "::1"):
        raise UsageProblem("attach_host", address=address)


@contextlib.asynccontextmanager
async def launch(
    found: FoundBrowser,
    watch: Callable[[], Watched],
    prepare: Callable[[BrowserContext], Awaitable[None]] | None = None,
) -> AsyncIterator[BrowserWindow]:
    """Open a window of the found browser; it is closed and its profile removed at the end.

    `watch` tells what the watcher needs to know; it reads word files, which is done while the browser starts.
    `prepare` is called before anything is opened: the rehearsal puts its practice site there.
    """
    require_display()
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    watched = asyncio.create_task(asyncio.to_thread(watch))
    with fresh_profile() as profile, clean_environment():
        async with async_playwright() as playwright:
            try:
                context = await playwright.chromium.launch_persistent_context(
                    profile,
                    executable_path=found.path,
                    headless=False,
                    no_viewport=True,
                    accept_downloads=False,
                    chromium_sandbox=not is_root,
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                )
            except Error as error:
                raise BrowserProblem("launch", browser=found.path, reason=_first_line(error)) from error
            window = BrowserWindow(context, await watched, _name_of(context))
            try:
                if prepare:
                    await prepare(context)
                await window.start(context.pages[0] if context.pages else await context.new_page())
                yield window
            finally:
                await window.stop()
                with contextlib.suppress(Error):
                    await context.close()


@contextlib.asynccontextmanager
async def attach(address: str, watch: Callable[[], Watched]) -> AsyncIterator[BrowserWindow]:
    """Use a browser that the person started with remote debugging; only a tab of ours is watched, nothing is closed."""
    require_own_address(address)
    with clean_environment():
        async with async_playwright() as playwright:
            try:
                browser = await playwright.chromium.connect_over_cdp(address)
                context = browser.contexts[0]
                page = await context.new_page()
            except (Error, IndexError) as error:
                raise BrowserProblem("attach", address=address, reason=_first_line(error)) from error
            window = BrowserWindow(
                context, await asyncio.to_thread(watch), f"Chromium {browser.version}", only_ours=True
            )
            try:
                await window.start(page)
                yield window
            finally:
                await window.stop()


def _name_of(context: BrowserContext) -> str:
    return f"Chromium {context.browser.version}" if context.browser else "Chromium"


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
