"""Starts the person's browser: headed, sandboxed, with a fresh profile; or uses one that the person started."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs
from filelock import Timeout
from playwright.async_api import BrowserContext, Error, Page, TimeoutError

from helper.browser.driver import Driver, first_line, start_driver
from helper.browser.find import FoundBrowser, has_display, is_root
from helper.browser.policies import Policy, find_forbidding, read_policies
from helper.errors import BrowserProblem, UsageProblem
from helper.locks import NO_LOCKS, file_lock

_PROFILE_PREFIX = "profile-"
# What we write into a profile ourselves: a folder and a file.
_SETTINGS, _CHOICES = "Default", "Local State"
_REFUSED = re.compile(r"permission denied|read-only file system|operation not permitted", re.IGNORECASE)

# Where nobody listens: a port of this computer that the browser itself refuses to use.
_NOWHERE = "https://127.0.0.1:1"
# What a fresh browser asks its maker although no page wants it (its net log, Chromium 156, 2026-11-27), and that no
# preference turns off: who is signed in to the browser, and the list of models for its own AI. (`--gaia-url` would be
# shorter, but is among the arguments of which Chromium warns in a bar.)
_SIGNED_IN_NOWHERE = json.dumps({"urls": {"gaia_url": {"url": _NOWHERE}}})
_ASK_NOBODY = (
    f"--gaia-config-contents={_SIGNED_IN_NOWHERE}",
    f"--component-updater=url-source={_NOWHERE}/",
)
# What Chromium loads ahead for its address bar in a process of its own: the list below it and a window for its own AI, both
# made as pages. Nobody types there; without, it draws the list itself. (Seen among the targets of Chromium 156, 2026-11-30:
# a fifth of the processor time up to the form.) Set as on `chrome://flags`, where 2 is "Disabled" and an unknown name is
# passed over: a second `--disable-features` would undo the driver's, since the last one counts.
_NOT_LOADED_AHEAD = ("webui-omnibox-popup@2", "webui-omnibox-aim-popup@2")
# The languages that Chromium can fetch a dictionary for (components/spellcheck/common/spellcheck_common.cc).
_DICTIONARIES = (
    "af bg ca cs cy da de el en-AU en-CA en-GB en-GB-oxendict en-US eo es es-419 es-AR es-ES es-MX es-US et fa fo fr gl he "
    "hi hr hu hy id it ko lt lv mn nb nl pl pt-BR pt-PT ro ru sh sk sl sq sr sv ta te tg tr uk vi"
)
# For pages that are answered here, whatever else the browser may try: what is to go by a proxy is not even looked up, and
# nobody is that proxy. (Rules for the names would do too, but under them Chromium warns of its own security in a bar.)
_REACH_NOBODY = f"--proxy-server={_NOWHERE}"
# How long a browser may take until it answers. One that a policy forbids to answer shows a window and says nothing more.
PATIENCE_SECONDS = 30.0
# Where a policy says so; a browser that answers all the same is right, and we misread it.
FORBIDDEN_SECONDS = 8.0
# How long the browser's processes may take to end once it was told to.
_ENDING_SECONDS = 5.0
# What Chromium writes to its standard error then (remote_debugging_server.cc, tried on Chromium 156, 2026-11-27).
_DISALLOWED = "remote debugging is disallowed"


def profiles_dir() -> Path:
    """Where fresh profiles live while a browser runs."""
    return Path(platformdirs.user_cache_dir("optout-assist", appauthor=False)) / "profiles"


def sweep_profiles(folder: Path) -> int:
    """Remove the profiles that a crash left behind; those of a running attempt are locked and stay."""
    removed = 0
    for profile in folder.glob(f"{_PROFILE_PREFIX}*"):
        if profile.suffix == ".lock":
            continue
        lock = file_lock(Path(f"{profile}.lock"))
        try:
            with lock:
                shutil.rmtree(profile, ignore_errors=True)
        except (Timeout, OSError):
            continue
        Path(f"{profile}.lock").unlink(missing_ok=True)
        removed += 1
    return removed


def _write_preferences(profile: Path) -> None:
    """Turn off what would offer to keep a password, cover the form, tell others of a page ahead, or work for nobody."""
    settings = {
        "credentials_enable_service": False,
        # A check for leaked passwords sends a part of the login's hash to the browser's maker.
        "profile": {"password_manager_enabled": False, "password_manager_leak_detection": False},
        # 2 is "never": else it resolves and connects ahead, also to a host whose requests are answered here.
        "net": {"network_prediction_options": 2},
        "search": {"suggest_enabled": False},
        # One for the system's language would be fetched for a text field, also when no dictionary is asked for.
        "spellcheck": {"blocked_dictionaries": _DICTIONARIES.split()},
        "translate": {"enabled": False},
        "autofill": {"profile_enabled": False, "credit_card_enabled": False},
    }
    folder = profile / _SETTINGS
    folder.mkdir(mode=0o700)
    (folder / "Preferences").write_text(json.dumps(settings), encoding="utf-8")
    choices = {"browser": {"enabled_labs_experiments": _NOT_LOADED_AHEAD}}
    (profile / _CHOICES).write_text(json.dumps(choices), encoding="utf-8")


@contextlib.contextmanager
def fresh_profile() -> Iterator[Path]:
    """Give an empty profile folder that only the person can read, and remove it at the end."""
    folder = profiles_dir()
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sweep_profiles(folder)
            profile = folder / f"{_PROFILE_PREFIX}{secrets.token_hex(8)}"
            stack.callback(_remove, profile)
            # First the lock: another attempt that begins at the same moment sweeps what is not locked.
            stack.enter_context(file_lock(Path(f"{profile}.lock")))
            profile.mkdir(mode=0o700)
            _write_preferences(profile)
        except OSError as error:
            if error.errno in NO_LOCKS:
                raise BrowserProblem("profile_no_locks", path=folder, reason=error) from error
            raise BrowserProblem("profile", path=folder, reason=error) from error
        yield profile


def _remove(profile: Path) -> None:
    # The browser's last processes may still write as they end; what is left after that is swept at the next start.
    until = time.monotonic() + _ENDING_SECONDS
    shutil.rmtree(profile, ignore_errors=True)
    while profile.exists() and time.monotonic() < until:
        time.sleep(0.05)
        shutil.rmtree(profile, ignore_errors=True)
    Path(f"{profile}.lock").unlink(missing_ok=True)


def process_using(profile: Path) -> int | None:
    """Give the number of the browser's process: Chromium links `SingletonLock` to its host and process; None on Windows."""
    try:
        return int((profile / "SingletonLock").readlink().name.rpartition("-")[2])
    except (OSError, ValueError):
        return None


def outlast(process: int | None) -> None:
    """Wait until the browser has gone: one that is still ending would make its profile anew, with the login in it.

    The driver ends it and waits for it, unless it was stopped with us. One that goes on for too long is killed.
    """
    until = time.monotonic() + _ENDING_SECONDS
    while process and _is_running(process):
        if time.monotonic() > until:
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
            return
        time.sleep(0.05)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)  # asks, and does nothing
    except OSError:
        return False
    with contextlib.suppress(OSError):  # Linux alone tells
        # One that has ended may stand in the list for good, where nobody asks what became of it: in a container.
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    return True


def require_display() -> None:
    """Refuse to begin where no window could open; raises BrowserProblem."""
    if not has_display(sys.platform, os.environ):
        raise BrowserProblem("no_display")


def require_own_address(address: str) -> None:
    """Refuse to attach to another computer's browser; raises UsageProblem."""
    if urlsplit(address).hostname not in ("127.0.0.1", "localhost", "::1"):
        raise UsageProblem("attach_host", address=address)


@dataclass(frozen=True)
class Opened:
    """A browser that runs: its context, the tab of the attempt, its name and version."""

    context: BrowserContext
    page: Page
    name: str
    is_own: bool  # else it is the person's: their other tabs are none of our business
    is_fresh: bool  # nobody has used its profile before this attempt
    profile: Path | None = None  # ours alone; None: the person's browser, whose files we leave alone


@contextlib.asynccontextmanager
async def launch(
    driver: Driver, found: FoundBrowser, *, is_offline: bool = False, is_shown: bool = True
) -> AsyncIterator[Opened]:
    """Open a window of the found browser; it is closed and its profile removed at the end. Offline, it finds no host."""
    arguments = [*_ASK_NOBODY, *([_REACH_NOBODY] if is_offline else [])]
    with contextlib.ExitStack() as stack:
        profile = stack.enter_context(fresh_profile())
        try:
            context = await _start(driver, found, profile, arguments, is_shown=is_shown)
        except BrowserProblem as problem:
            if problem.key != "launch":
                raise
            # On a busy computer one in some hundreds ends as it starts, for reasons that it does not tell.
            profile = stack.enter_context(fresh_profile())
            context = await _start(driver, found, profile, arguments, is_shown=is_shown)
        stack.callback(outlast, process_using(profile))
        try:
            if not is_used(profile):
                raise BrowserProblem("launch_confined", browser=found.path, path=profile.parent)
            page = context.pages[0] if context.pages else await context.new_page()
            yield Opened(context, page, _name_of(context), is_own=True, is_fresh=True, profile=profile)
        finally:
            with contextlib.suppress(Error):
                await context.close()
            await driver.stop()


async def _start(
    driver: Driver, found: FoundBrowser, profile: Path, arguments: Sequence[str], *, is_shown: bool
) -> BrowserContext:
    """Start the found browser with a profile of ours; raises BrowserProblem that tells why it did not."""
    policy = find_forbidding(read_policies(found.name))
    patience = FORBIDDEN_SECONDS if policy else PATIENCE_SECONDS
    try:
        return await driver.chromium.launch_persistent_context(
            profile,
            executable_path=found.path,
            args=arguments,
            headless=not is_shown,
            no_viewport=True,
            accept_downloads=False,
            chromium_sandbox=not is_root(),
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            timeout=patience * 1000,
        )
    except Error as error:
        if is_kept_out(profile, str(error)):
            raise BrowserProblem("launch_confined", browser=found.path, path=profile.parent) from error
        raise _why_not(error, found.path, policy, patience) from error


async def start_once(found: FoundBrowser) -> None:
    """Start and end the found browser as an attempt does, but unseen and offline; raises what an attempt would."""
    async with start_driver() as starting, launch(await starting, found, is_offline=True, is_shown=False):
        pass


def is_kept_out(profile: Path, said: str) -> bool:
    """Tell from what a browser said as it ended whether it may not use our folder: a snap may not use hidden ones.

    Playwright's own words are then that another browser is using the profile, which nobody can.
    """
    return any(str(profile) in line and _REFUSED.search(line) for line in said.splitlines())


def is_used(profile: Path, platform: str = sys.platform) -> bool:
    """Tell whether the browser that runs keeps its files in our folder; a flatpak may see an empty one in its place."""
    return platform != "linux" or any(entry.name not in (_SETTINGS, _CHOICES) for entry in profile.iterdir())


def has_ended_in_order(profile: Path) -> bool:
    """Tell whether the browser that used a profile went away by itself, and was not killed: it writes down that it did.

    Chromium's own word for the next start (tried on 156, 2026-11-28): "Normal" only once it is done.
    """
    try:
        settings = json.loads((profile / _SETTINGS / "Preferences").read_text(encoding="utf-8"))
        return bool(settings["profile"]["exit_type"] == "Normal")
    except (OSError, ValueError, KeyError, TypeError):
        return False  # it never came to that


@contextlib.asynccontextmanager
async def attach(driver: Driver, address: str) -> AsyncIterator[Opened]:
    """Use a browser that the person started with remote debugging, in a tab of ours; nothing is closed."""
    require_own_address(address)
    try:
        browser = await driver.chromium.connect_over_cdp(address)
        context = browser.contexts[0]
        page = await context.new_page()
    except (Error, IndexError) as error:
        raise BrowserProblem("attach", address=address, reason=first_line(error)) from error
    yield Opened(context, page, f"Chromium {browser.version}", is_own=False, is_fresh=False)


def _why_not(error: Error, browser: Path, policy: Policy | None, seconds: float) -> BrowserProblem:
    """Tell why no window came: what the browser itself wrote counts most, then whether it was silent."""
    is_disallowed = _DISALLOWED in str(error)
    if not is_disallowed and not isinstance(error, TimeoutError):
        return BrowserProblem("launch", browser=browser, reason=first_line(error))
    if policy:
        return BrowserProblem("launch_policy", browser=browser, policy=policy.name, place=policy.place)
    if is_disallowed:
        return BrowserProblem("launch_disallowed", browser=browser)
    return BrowserProblem("launch_silent", browser=browser, seconds=round(seconds))


def _name_of(context: BrowserContext) -> str:
    return f"Chromium {context.browser.version}" if context.browser else "Chromium"
