"""What an administrator forbids the browser: where it is looked for on each system, and what of it counts."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import plistlib
import time
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

import pytest

import flows
from flows.load import load
from helper.browser import launch as launching
from helper.browser.driver import start_driver
from helper.browser.find import FoundBrowser
from helper.browser.launch import launch
from helper.browser.policies import (
    Computer,
    Policies,
    Policy,
    find_blocking,
    find_forbidding,
    parse_json,
    read_policies,
)
from helper.cli.browsers import find_blocking_policy
from helper.commands.doctor import explain
from helper.doctor import HealthStatus, check_policies
from helper.errors import BrowserProblem, Exit
from helper.session.running import SLOW_SECONDS, open_window
from helper.texts import LANGUAGES, Texts

FORBIDS = b'{"RemoteDebuggingAllowed": false}'
ALLOWS = b'{"RemoteDebuggingAllowed": true}'
NOTHING = Computer("linux", "marie", lambda _: {}, lambda _: None, lambda *_: {})


def linux(**folders: Mapping[str, bytes]) -> Computer:
    """Describe a Linux computer: `chromium__managed={"a.json": ...}` are files of /etc/chromium/policies/managed."""
    there = {
        f"/etc/{name.replace('opt_', 'opt/').replace('__', '/policies/')}": files
        for name, files in folders.items()
    }
    return dataclasses.replace(
        NOTHING,
        files=lambda folder: {f"{folder}/{name}": content for name, content in there.get(folder, {}).items()},
    )


def found_by(content: bytes) -> str | None:
    """Give the name of the setting that forbids, if a policy file with this content does."""
    policy = find_forbidding(read_policies("chromium", linux(chromium__managed={"x.json": content})))
    return policy.name if policy else None


# Each line tried on Chromium 156 with a real file.
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (FORBIDS, "RemoteDebuggingAllowed"),
        (b'{"RemoteDebuggingAllowed": false,}', "RemoteDebuggingAllowed"),
        (b'/* c */ {"RemoteDebuggingAllowed": false // x\n}', "RemoteDebuggingAllowed"),
        (b"\xef\xbb\xbf" + FORBIDS, "RemoteDebuggingAllowed"),
        (b'{"DeveloperToolsAvailability": 2}', "DeveloperToolsAvailability"),
        (b'{"RemoteDebuggingAllowed": true, "DeveloperToolsAvailability": 2}', "DeveloperToolsAvailability"),
        (b'{"DeveloperToolsDisabled": true}', "DeveloperToolsDisabled"),
        (b'{"DeveloperToolsDisabled": true, "DeveloperToolsAvailability": "1"}', "DeveloperToolsDisabled"),
        (b'{"BrowserSignin": 2}', "BrowserSignin"),
        (b'{"RemoteDebuggingAllowed": 0}', None),
        (b'{"RemoteDebuggingAllowed": "false"}', None),
        (b'{"remotedebuggingallowed": false}', None),
        (b'{"RemoteDebuggingAllowed": false, "RemoteDebuggingAllowed": true}', None),
        (b'{"RemoteDebuggingAllowed": false', None),
        (b'{"RemoteDebuggingAllowed": false, "A": "\xe9"}', None),
        (b"{'RemoteDebuggingAllowed': false}", None),
        (b'[{"RemoteDebuggingAllowed": false}]', None),
        (b'{"DeveloperToolsAvailability": 1}', None),
        (b'{"DeveloperToolsAvailability": "2"}', None),
        (b'{"DeveloperToolsAvailability": 2.0}', None),
        (b'{"DeveloperToolsDisabled": true, "DeveloperToolsAvailability": 1}', None),
        (b'{"BrowserSignin": 1, "URLBlocklist": ["*"], "BrowserGuestModeEnforced": true}', None),
        (b"", None),
    ],
)
def test_what_counts_is_what_counts_for_the_browser(content: bytes, name: str | None) -> None:
    assert found_by(content) == name


def test_comments_and_commas_inside_a_text_stay() -> None:
    content = b'{"A": "http://x/*,}*/", /* ,] */ "B": ["a,]", "\\"//", ], }'
    assert parse_json(content) == {"A": "http://x/*,}*/", "B": ["a,]", '"//']}


def test_of_several_files_the_last_name_wins_and_what_is_only_recommended_counts_least() -> None:
    both = linux(chromium__managed={"b.json": FORBIDS, "a.json": ALLOWS})
    policy = find_forbidding(read_policies("chromium", both))
    assert policy == Policy("RemoteDebuggingAllowed", "/etc/chromium/policies/managed/b.json")
    assert not find_forbidding(
        read_policies("chromium", linux(chromium__managed={"b.json": ALLOWS, "a.json": FORBIDS}))
    )
    advised = {"x.json": FORBIDS}
    assert find_forbidding(read_policies("chromium", linux(chromium__recommended=advised)))
    assert not find_forbidding(
        read_policies("chromium", linux(chromium__recommended=advised, chromium__managed={"x.json": ALLOWS}))
    )


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("opt_chrome__managed", "chrome"),
        ("opt_edge__managed", "msedge"),
        ("chromium__managed", "chromium"),
        ("chromium-browser__managed", "chromium"),
        ("opt_chrome_for_testing__managed", "chromium"),
        ("brave__managed", "other"),
    ],
)
def test_each_browser_has_its_folder_and_an_unknown_one_may_obey_any(folder: str, kind: str) -> None:
    computer = linux(**{folder: {"x.json": FORBIDS}})
    for asked in ("chrome", "msedge", "chromium", "other"):
        assert bool(find_forbidding(read_policies(asked, computer))) == (asked in (kind, "other"))


def test_a_browser_that_allows_does_not_answer_for_another() -> None:
    computer = linux(opt_chrome__managed={"x": FORBIDS}, chromium__managed={"x": ALLOWS})
    assert find_forbidding(read_policies("other", computer))
    assert not find_forbidding(read_policies("chromium", computer))


@pytest.mark.parametrize(
    ("kind", "key"),
    [("chrome", "Google\\Chrome"), ("msedge", "Microsoft\\Edge"), ("chromium", "Chromium")],
)
@pytest.mark.parametrize("hive", ["HKLM", "HKCU"])
@pytest.mark.parametrize(("value", "is_forbidden"), [(0, True), (1, False)])
def test_the_registry_of_windows_has_numbers_for_truths(
    kind: str, key: str, hive: str, value: int, is_forbidden: bool
) -> None:
    place = (hive, f"Software\\Policies\\{key}")
    computer = dataclasses.replace(
        NOTHING,
        platform="win32",
        registry=lambda *asked: {"RemoteDebuggingAllowed": value} if asked == place else {},
    )
    policy = find_forbidding(read_policies(kind, computer))
    assert policy == (Policy("RemoteDebuggingAllowed", "\\".join(place)) if is_forbidden else None)


def test_the_computers_registry_wins_over_the_persons() -> None:
    def registry(hive: str, key: str) -> Mapping[str, object]:
        return {"DeveloperToolsAvailability": 2 if hive == "HKCU" else 1} if key.endswith("Chrome") else {}

    computer = dataclasses.replace(NOTHING, platform="win32", registry=registry)
    assert not find_forbidding(read_policies("chrome", computer))


@pytest.mark.parametrize("kind", [plistlib.FMT_XML, plistlib.FMT_BINARY])
@pytest.mark.parametrize("user", ["", "marie/"])
def test_macos_keeps_them_in_property_lists(kind: plistlib.PlistFormat, user: str) -> None:
    path = f"/Library/Managed Preferences/{user}com.google.Chrome.plist"
    files = {path: plistlib.dumps({"RemoteDebuggingAllowed": False, "URLBlocklist": ["*"]}, fmt=kind)}
    computer = dataclasses.replace(NOTHING, platform="darwin", read=files.get)
    assert find_forbidding(read_policies("chrome", computer)) == Policy("RemoteDebuggingAllowed", path)
    assert not find_forbidding(read_policies("msedge", computer))


@pytest.mark.parametrize(
    "content", [b"", b"bplist00", b"bplist00\xff\xff\xff", b"<plist>", b"<?xml", b"\x00" * 64]
)
def test_a_damaged_property_list_says_nothing(content: bytes) -> None:
    computer = dataclasses.replace(NOTHING, platform="darwin", read=lambda _: content)
    assert not find_forbidding(read_policies("other", computer))


def test_this_computer_can_be_read() -> None:
    assert all(isinstance(one, Policies) for one in read_policies("other"))


# which pages


FORM = "https://www.facebook.com/help/contact/712876720715583"


@pytest.mark.parametrize(
    ("blocked", "allowed", "is_blocked"),
    [
        (["*"], [], True),
        (["facebook.com"], [], True),
        (["www.facebook.com"], [], True),
        (["Facebook.com"], [], True),
        (["https://*"], [], True),
        (["*://facebook.com"], [], True),
        (["facebook.com:443"], [], True),
        (["facebook.com/help"], [], True),
        (["facebook.com/help/*"], [], True),
        ([".www.facebook.com"], [], True),
        ([".facebook.com"], [], False),
        (["http://facebook.com"], [], False),
        (["facebook.com:8080"], [], False),
        (["facebook.com/messages"], [], False),
        (["facebook.com?v=1"], [], False),
        (["book.com"], [], False),
        (["instagram.com"], [], False),
        ([""], [], False),
        ([], [], False),
        (["*"], ["facebook.com"], False),
        (["facebook.com"], ["*"], True),
        (["facebook.com"], ["facebook.com"], False),
        (["facebook.com"], ["facebook.com/help"], False),
        (["www.facebook.com"], ["facebook.com"], True),
    ],
)
def test_the_most_exact_pattern_tells_whether_a_page_opens(
    blocked: list[str], allowed: list[str], is_blocked: bool
) -> None:
    settings = {"URLBlocklist": blocked, "URLAllowlist": allowed}
    policies = Policies(settings, dict.fromkeys(settings, "/etc/x"))
    found = find_blocking([policies], FORM)
    assert found == (Policy("URLBlocklist", "/etc/x") if is_blocked else None)


@pytest.mark.parametrize("value", [None, "facebook.com", 1, [1, None], {"1": "*"}])
def test_a_list_that_is_none_blocks_nothing(value: object) -> None:
    assert not find_blocking([Policies({"URLBlocklist": value}, {"URLBlocklist": "x"})], FORM)


# the doctor


def doctor_of(settings: Mapping[str, object], choice: str = "chromium") -> Callable[[str], list[Policies]]:
    return lambda _: [Policies(settings, dict.fromkeys(settings, "/etc/x"))]


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "helper.doctor.find_browser",
        lambda choice: FoundBrowser(choice or "chromium", Path("/usr/bin/chromium")),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("chromium")
def test_the_doctor_finds_what_forbids_with_its_name_and_place(language: str) -> None:
    read = doctor_of({"RemoteDebuggingAllowed": False})
    [check] = check_policies(None, read)
    assert (check.status, check.exit) == (HealthStatus.FAIL, Exit.BROWSER)
    what, remedy = explain(check, Texts.load(language))
    assert "RemoteDebuggingAllowed" in what
    assert "/etc/x" in what
    assert remedy
    [perhaps] = check_policies("other", read)
    assert perhaps.status is HealthStatus.WARN


@pytest.mark.usefixtures("chromium")
def test_the_doctor_names_the_services_whose_pages_are_blocked() -> None:
    [check] = check_policies(None, doctor_of({"URLBlocklist": ["instagram.com"]}))
    assert (check.status, check.values["services"]) == (HealthStatus.WARN, "Instagram")
    [check] = check_policies(None, doctor_of({"URLBlocklist": ["*"]}))
    assert check.status is HealthStatus.FAIL
    assert explain(check, Texts.load("en"))[1]
    assert all(load(name).flow.title in str(check.values["services"]) for name in flows.names())


@pytest.mark.usefixtures("chromium")
def test_the_doctor_says_nothing_where_nobody_forbids() -> None:
    assert (
        list(check_policies(None, doctor_of({"URLBlocklist": ["example.org"], "HomepageLocation": "x"})))
        == []
    )


# the attempt


@pytest.mark.usefixtures("chromium")
def test_an_attempt_says_beforehand_that_its_pages_are_blocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only said: a rule that was misread must not keep anybody from objecting."""
    monkeypatch.setattr("helper.browser.find.find_browser", lambda _: FoundBrowser("chromium", Path("/x")))
    monkeypatch.setattr(
        "helper.browser.policies.read_policies", doctor_of({"URLBlocklist": ["facebook.com"]})
    )
    assert find_blocking_policy(None, (FORM,)) == Policy("URLBlocklist", "/etc/x")
    assert find_blocking_policy(None, (FORM, "https://www.instagram.com/x")) is None


def open_slowly(seconds: float, *, waits: bool) -> list[str]:
    """Open a window that comes when it is told to; gives what was said meanwhile."""
    said: list[str] = []

    async def attempt() -> None:
        heard = asyncio.Event()

        @contextlib.asynccontextmanager
        async def opener(_: object) -> AsyncIterator[str]:
            if waits:
                await heard.wait()
            yield "window"

        def say(text: str) -> None:
            said.append(text)
            heard.set()

        async with open_window(opener, "driver", Texts.load("en"), say, seconds=seconds) as opened:  # type: ignore[arg-type]
            assert opened == "window"

    asyncio.run(attempt())
    return said


def test_who_waits_long_for_the_window_is_told_why_that_may_be() -> None:
    assert ["company’s or a school’s computer" in line for line in open_slowly(0, waits=True)] == [True]
    assert open_slowly(60, waits=False) == []
    assert SLOW_SECONDS <= 10


# a browser that never answers


def start(browser: Path, kind: str = "other") -> tuple[BrowserProblem, float]:
    """Start a browser as an attempt does; gives what is said and how long it took."""

    async def attempt() -> None:
        async with start_driver() as driver, launch(await driver, FoundBrowser(kind, browser)):
            pytest.fail("no browser answers")

    began = time.monotonic()
    with pytest.raises(BrowserProblem) as caught:
        asyncio.run(attempt())
    return caught.value, time.monotonic() - began


@pytest.fixture
def silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Make a browser that shows a window, so to speak, and never answers; it may write a line before."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(launching, "read_policies", lambda _: [])
    monkeypatch.setattr(launching, "PATIENCE_SECONDS", 0.5)

    def make(line: str) -> Path:
        path = tmp_path / "browser"
        path.write_text(f"#!/bin/sh\necho '{line}' >&2\nexec sleep 600\n", "utf-8")
        path.chmod(0o700)
        return path

    return make


def test_a_browser_that_says_that_it_is_forbidden_is_believed(silent: Callable[[str], Path]) -> None:
    problem, _ = start(silent("DevTools remote debugging is disallowed by the system admin."))
    assert problem.key == "launch_disallowed"
    assert problem.exit == Exit.BROWSER


def test_a_browser_that_says_nothing_is_waited_for_half_a_minute_at_most(
    silent: Callable[[str], Path],
) -> None:
    problem, took = start(silent("A line about something else."))
    assert problem.key == "launch_silent"
    assert took < 10
    assert list(launching.profiles_dir().iterdir()) == [], "its profile is gone"


def test_where_a_policy_is_known_its_name_is_said_within_seconds(
    silent: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    policies = Policies({"DeveloperToolsAvailability": 2}, {"DeveloperToolsAvailability": "/etc/x"})
    monkeypatch.setattr(launching, "read_policies", lambda _: [policies])
    monkeypatch.setattr(launching, "PATIENCE_SECONDS", 60)
    assert launching.FORBIDDEN_SECONDS <= 10
    monkeypatch.setattr(launching, "FORBIDDEN_SECONDS", 0.5)
    problem, took = start(silent(""))
    assert (problem.key, problem.values["policy"], problem.values["place"]) == (
        "launch_policy",
        "DeveloperToolsAvailability",
        "/etc/x",
    )
    assert took < 10


def test_a_browser_that_breaks_off_is_another_matter_even_where_a_policy_forbids(
    tmp_path: Path, silent: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    policies = Policies({"BrowserSignin": 2}, {"BrowserSignin": "/etc/x"})
    monkeypatch.setattr(launching, "read_policies", lambda _: [policies])
    path = tmp_path / "broken"
    path.write_text("#!/bin/sh\nexit 3\n", "utf-8")
    path.chmod(0o700)
    assert start(path)[0].key == "launch"
