"""Would the main job run on this computer? Checks as values: what was found, and the remedy where it is not good."""

from __future__ import annotations

import asyncio
import datetime as dt
import importlib.metadata
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import flows
from flows.load import FlowError, load
from helper import __file__ as our_file
from helper.accounts import AccountBook, seconds_to_wait
from helper.age import age_of
from helper.browser.find import FoundBrowser, find_browser, has_display
from helper.browser.launch import start_once
from helper.browser.policies import Policies, Policy, find_blocking, find_forbidding, read_policies
from helper.browser.version import read_version
from helper.errors import ArchiveProblem, BrowserProblem, Exit, HelperError, KeyringProblem
from helper.evidence.files import archive_errors, commit_lock
from helper.evidence.forms import seen_forms
from helper.evidence.store import Archive
from helper.installed import Installation, recognise_installation, this_setting
from helper.recognise.fingerprint import compare
from helper.texts.flow_problems import explain_all
from helper.texts.sentences import format_day, say

OLD_DAYS = 180
OUR_PACKAGES = ("helper", "flows")
OUR_DISTRIBUTION = "optout-assist"


class HealthStatus(StrEnum):
    """How a check came out; only `fail` keeps the main job from running."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class HealthCheck:
    """One check. `key` names its sentences in the catalogue (`doctor.<key>.what`, `.remedy`), `values` fill them.

    What an attempt would have raised is `problem`: its first sentence fills `{problem}`, its last one is the remedy where
    the catalogue has no other.
    """

    name: str
    status: HealthStatus
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    exit: Exit = Exit.BUG  # what a failure of this check means for the exit status
    problem: HelperError | None = None


def examine(archive_dir: Path, choice: str | None) -> list[HealthCheck]:
    """Run every check; `choice` is the browser that was asked for, if one was."""
    is_shown = has_display(sys.platform, os.environ)
    return [
        check_installation(recognise_installation(this_setting())),
        check_python(),
        check_browser(choice),
        *check_policies(choice),
        check_display(is_shown),
        check_keyring(AccountBook(seconds_to_wait(is_shown))),
        check_archive(archive_dir),
        *check_flows(dt.datetime.now(dt.UTC).date()),
        *check_forms(archive_dir),
        check_packages(sys.path, Path(our_file).parent.parent),
    ]


def exit_of(checks: Iterable[HealthCheck]) -> Exit:
    """Give 0 when the main job would run, else the status of the failure that matters most."""
    failed = {check.exit for check in checks if check.status is HealthStatus.FAIL}
    order = (Exit.ARCHIVE, Exit.BROWSER, Exit.USAGE, Exit.BUG)
    return next((status for status in order if status in failed), Exit.OK)


def check_installation(found: Installation) -> HealthCheck:
    """How did the program come onto this computer? Who helps from afar asks that first."""
    how = say(f"installed.{found.kind}.what", folder=found.folder)
    return HealthCheck("installed", HealthStatus.OK, "installed", {"how": how})


def check_python(version: tuple[int, int] = sys.version_info[:2]) -> HealthCheck:
    """Is this a Python that we are tested on?"""
    values = {"version": platform.python_version()}
    if version < (3, 11):
        return HealthCheck("python", HealthStatus.FAIL, "python_old", values)
    return HealthCheck("python", HealthStatus.OK, "python", values)


def check_browser(
    choice: str | None,
    read: Callable[[Path], str | None] = read_version,
    start: Callable[[FoundBrowser], Coroutine[Any, Any, None]] = start_once,
) -> HealthCheck:
    """Is there a browser, and does it start as it will for an attempt, with a fresh profile in the same place?"""
    try:
        found = find_browser(choice)
    except BrowserProblem as problem:
        return HealthCheck("browser", HealthStatus.FAIL, "browser_unusable", {}, Exit.BROWSER, problem)
    version = read(found.path)
    values = {"browser": found.name, "path": found.path, "version": version or "?"}
    if version is None:
        return HealthCheck("browser", HealthStatus.FAIL, "browser_broken", values, Exit.BROWSER)
    try:
        asyncio.run(start(found))
    except HelperError as problem:
        return HealthCheck("browser", HealthStatus.FAIL, "browser_unusable", {}, Exit.BROWSER, problem)
    return HealthCheck("browser", HealthStatus.OK, "browser", values)


def check_policies(
    choice: str | None, read: Callable[[str], list[Policies]] = read_policies
) -> Iterator[HealthCheck]:
    """Does an administrator forbid what an attempt needs? Says nothing where nobody does."""
    try:
        kind = find_browser(choice).name
    except BrowserProblem:  # which has a check of its own
        return
    found = read(kind)
    if policy := find_forbidding(found):
        values: dict[str, object] = {"policy": policy.name, "place": policy.place}
        if kind == "other":  # whose rules it obeys is not known
            yield HealthCheck("policy", HealthStatus.WARN, "policy_perhaps", values)
        else:
            yield HealthCheck("policy", HealthStatus.FAIL, "policy_debugging", values, Exit.BROWSER)
    blocked = {name: policy for name in flows.names() if (policy := _blocked_by(name, found))}
    if blocked:
        policy = next(iter(blocked.values()))
        services = ", ".join(map(_title_of, blocked))
        values = {"policy": policy.name, "place": policy.place, "services": services}
        is_all = kind != "other" and len(blocked) == len(flows.names())
        status = HealthStatus.FAIL if is_all else HealthStatus.WARN
        yield HealthCheck("policy", status, "policy_pages", values, Exit.BROWSER)


def _blocked_by(name: str, found: list[Policies]) -> Policy | None:
    """Give the setting that blocks every address of a service's form."""
    try:
        policies = [find_blocking(found, address.url) for address in load(name).flow.address]
    except FlowError:  # which has a check of its own
        return None
    return policies[0] if policies and all(policies) else None


def check_display(is_shown: bool) -> HealthCheck:
    """Can a window be shown?"""
    if is_shown:
        return HealthCheck("display", HealthStatus.OK, "display")
    return HealthCheck("display", HealthStatus.FAIL, "display_none", exit=Exit.BROWSER)


def check_keyring(book: AccountBook) -> HealthCheck:
    """Can addresses be saved? Only a warning: `--email` does without."""
    try:
        book.probe()
    except KeyringProblem as problem:
        return HealthCheck("keyring", HealthStatus.WARN, "keyring_unusable", problem=problem)
    return HealthCheck("keyring", HealthStatus.OK, "keyring")


def check_archive(folder: Path) -> HealthCheck:
    """Can evidence be written, in a place that only this person can change? Leaves nothing behind."""
    try:
        archive = Archive(folder)
        with archive_errors(archive.path):
            # An archive that is not there yet will be made: what counts is whether it can be.
            place = next(p for p in (archive.path, *archive.path.parents) if p.exists())
            with tempfile.TemporaryDirectory(prefix=".tmp-", dir=place) as made, commit_lock(Path(made)):
                pass
    except ArchiveProblem as problem:
        return HealthCheck("archive", HealthStatus.FAIL, "archive_unusable", {}, Exit.ARCHIVE, problem)
    return HealthCheck("archive", HealthStatus.OK, "archive", {"path": folder})


def check_flows(today: dt.date) -> Iterator[HealthCheck]:
    """Can each flow be read, and how old are its facts?"""
    for name in flows.names():
        try:
            service = load(name)
        except FlowError as error:
            values: dict[str, object] = {
                "service": name,
                "file": error.path,
                "problems": partial(explain_all, error.problems),
            }
            yield HealthCheck("flow", HealthStatus.FAIL, "flow_broken", values, Exit.USAGE)
            continue
        age = age_of(service, today)
        values = {"service": name, "newest": _day(age.newest), "live": _day(age.live), "limit": OLD_DAYS}
        is_old = age.days > OLD_DAYS
        key = ("flow_old" if is_old else "flow") + ("_never" if age.live == "never" else "")
        yield HealthCheck("flow", HealthStatus.WARN if is_old else HealthStatus.OK, key, values)


def check_forms(folder: Path) -> Iterator[HealthCheck]:
    """Did a service change its form between the last two attempts that saw it? Says nothing where it did not."""
    for name in flows.names():
        try:
            seen = list(islice(seen_forms(Archive(folder), name), 2))
        except ArchiveProblem:  # which has a check of its own
            return
        if len(seen) < 2:
            continue
        now, before = seen
        values = {"service": _title_of(name), "before": _day(before.date), "now": _day(now.date)}
        match compare(now.fingerprint, before.fingerprint):
            case "other_words":
                yield HealthCheck("form", HealthStatus.WARN, "form_words", values)
            case "other_structure":
                yield HealthCheck("form", HealthStatus.WARN, "form_structure", values)


def _day(day: dt.date | str) -> object:
    return partial(format_day, day) if isinstance(day, dt.date) else day


def _title_of(name: str) -> str:
    try:
        return load(name).flow.title
    except FlowError:  # which has a check of its own
        return name


def check_packages(path: Iterable[str], our_root: Path) -> HealthCheck:
    """Is another package named `helper` or `flows` in the way? Both names are common."""
    if Path(flows.__file__).resolve().parent.parent != our_root.resolve():
        return HealthCheck("packages", HealthStatus.FAIL, "packages_mixed", {"places": flows.__file__})
    others = {
        f"{name} ({distribution})"
        for name in OUR_PACKAGES
        for distribution in importlib.metadata.packages_distributions().get(name, ())
        if distribution.lower().replace("_", "-") != OUR_DISTRIBUTION
    }
    for entry in path:
        folder = Path(entry or ".").resolve()
        if folder == our_root.resolve():
            continue
        for name in OUR_PACKAGES:
            places = (folder / name / "__init__.py", folder / f"{name}.py")
            others.update(str(place) for place in places if place.is_file())
    if others:
        return HealthCheck(
            "packages", HealthStatus.WARN, "packages_others", {"places": ", ".join(sorted(others))}
        )
    return HealthCheck("packages", HealthStatus.OK, "packages")
