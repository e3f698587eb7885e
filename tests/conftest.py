"""Fixtures for every test: a display, a certificate, a browser told where the services live, runs of the program."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tiers
from hypothesis import settings
from replica.attempt import Attempt
from replica.browser_wrapper import host_arguments, write_lean_wrapper
from replica.certificate import Certificate, make_certificate
from replica.display import virtual_display
from replica.scenario import Scenario
from replica.server import Server

# How long an example takes says more about the other tests on this machine than about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure() -> None:
    """Let what the tests start hear the signals that a shell had us ignore: `nohup` one, `&` in a script another."""
    for number in (signal.SIGHUP, signal.SIGINT):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


@pytest.hookimpl(wrapper=True, tryfirst=True)  # before `-m` chooses by these marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Say of each test when it runs, and run what needs Playwright's driver last.

    The driver's event loop runs in this thread for as long as the driver is there.
    """
    for item in items:
        for mark in tiers.marks_of(item):
            item.add_marker(mark)
    yield
    # At last: pytest puts side by side what shares a parameter of the session, the driver's tests behind any that names a browser.
    items.sort(key=lambda item: "playwright" in getattr(item, "fixturenames", ()))


def pytest_collection_finish() -> None:
    """Keep Python from looking through thousands of tests again and again for what may be thrown away: a fifth of the time."""
    gc.freeze()


@pytest.fixture(scope="session")
def watch() -> tiers.Watch:
    """Give what hears of every program that is started."""
    return tiers.Watch()


@pytest.fixture(autouse=True)
def _only_decisions(request: pytest.FixtureRequest, watch: tiers.Watch) -> Iterator[None]:
    """Fail a test that is called pure and starts a program all the same: `make check` waits for none."""
    with watch.forbidding() if "pure" in request.keywords else contextlib.nullcontext():
        yield


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """Give a display to headed browsers: the one that is there, else one of this worker's own."""
    if name := os.environ.get("DISPLAY"):
        yield name
        return
    with virtual_display() as name:
        os.environ["DISPLAY"] = name
        yield name
        del os.environ["DISPLAY"]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Give the certificate that the replica's servers show."""
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session")
def replica_server(certificate: Certificate) -> Iterator[Server]:
    """Give the server that pytest-playwright's own browser talks to; `begin(scenario)` starts a test's story."""
    with Server(Scenario(), certificate) as server:
        yield server


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
    display: str,
    replica_server: Server,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Any]:
    """Launch pytest-playwright's browser headed, from the system, with the services' addresses on loopback."""
    return {
        **browser_type_launch_args,
        "headless": False,
        "env": dict(os.environ),  # Playwright's driver may have been started before the display was
        "executable_path": write_lean_wrapper(tmp_path_factory.mktemp("browser")),
        "chromium_sandbox": os.geteuid() != 0,
        "args": host_arguments(replica_server),
    }


_TELLING = ("seconds", "event", "state", "status", "kind", "why", "via", "verdict")


@pytest.fixture
def run_attempt(
    playwright: Any, display: str, certificate: Certificate, tmp_path: Path
) -> Iterator[Callable[..., Attempt]]:
    """Start the program against a scenario: `run_attempt(scenario, "--email", ADDRESS, env={...})`; ended at teardown."""
    running: list[Attempt] = []

    def start(scenario: Scenario, *arguments: str, **more: Any) -> Attempt:
        folder = tmp_path / f"attempt-{len(running)}"
        folder.mkdir()
        attempt = Attempt(playwright, scenario, certificate, folder, arguments, **more)
        running.append(attempt)
        return attempt

    yield start
    for attempt in running:
        attempt.close()
        with contextlib.suppress(ValueError):  # a test may have spoiled the journal
            for note in attempt.notes:  # shown where the test failed: what the program saw, and when
                print({name: note[name] for name in _TELLING if name in note})
    # Whatever a test was about: nothing of what was typed in secret is left anywhere.
    assert not [leak for attempt in running for leak in attempt.leaks]
