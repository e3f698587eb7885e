"""One run of the installed program against the replica, with a pretend person, ended for certain."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Playwright

from replica.browser_wrapper import free_port, is_listening, write_wrapper
from replica.certificate import Certificate
from replica.exchange import Received
from replica.leaks import find_secrets, find_strays, secrets_in_command_lines
from replica.person import Person, connect
from replica.scenario import Scenario
from replica.server import Server

# What is told of the end of an attempt: the second where Send was pressed before the form could be pictured.
_KEPT = ("The pictures are kept", "A picture of this answer is kept; none shows the form")
KEPT_VARIABLES = ("PATH", "TZ", "DISPLAY", "XAUTHORITY", "COVERAGE_PROCESS_START")


@dataclass(frozen=True)
class Result:
    """What a finished attempt left."""

    exit: int
    record: dict[str, Any]  # the object that --json printed; empty when stdout held none
    stdout: str
    stderr: str
    archive: Path
    received: tuple[Received, ...]

    @property
    def outcome(self) -> str:
        """Give the outcome, or the code of the error."""
        return str(self.record.get("outcome") or self.record.get("error", {}).get("code", ""))

    @property
    def states(self) -> list[str]:
        """Give the states of the timeline, in order."""
        return [entry["state"] for entry in self.record.get("timeline", [])]

    @property
    def bag(self) -> Path:
        """Give the folder of the evidence."""
        return self.archive / str(self.record["id"])


def program_command() -> list[str]:
    """Give the console script beside this Python, or a call of its entry point from the source tree."""
    script = Path(sys.executable).with_name("optout-assist")
    return (
        [str(script)]
        if script.exists()
        else [sys.executable, "-c", "from helper.program import main; main()"]
    )


def bare_environment(home: Path, extra: Mapping[str, str]) -> dict[str, str]:
    """Give an environment with an empty home and nothing of the developer's."""
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    environment["HOME"] = str(home)
    environment["PYTHONFAULTHANDLER"] = "1"
    environment["LC_ALL"] = "C.UTF-8"  # the program speaks English, wherever the tests run
    for name, folder in (("CONFIG", "config"), ("DATA", "data"), ("STATE", "state"), ("CACHE", "cache")):
        environment[f"XDG_{name}_HOME"] = str(home / folder)
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment["XDG_RUNTIME_DIR"] = str(runtime)
    found = importlib.util.find_spec("helper")
    if found and found.origin:  # the same helper that the tests see, wherever the program is started
        environment["PYTHONPATH"] = str(Path(found.origin).parents[1])
    return environment | dict(extra)


class Attempt:
    """A running program: `.person` acts in its window, `.finish()` waits for its end."""

    def __init__(
        self,
        playwright: Playwright,
        scenario: Scenario,
        certificate: Certificate,
        folder: Path,
        arguments: Sequence[str] = (),
        *,
        env: Mapping[str, str] | None = None,
        command: Sequence[str] = (),
        subcommand: str = "",
        beside: Scenario | None = None,
        browser_arguments: Sequence[str] = (),
    ) -> None:
        """`subcommand` is typed instead of the service's name; `beside`: see Server."""
        self.scenario = scenario
        self.folder = folder
        self.archive = folder / "archive"
        self.port = free_port()
        self._playwright = playwright
        self._stack = contextlib.ExitStack()
        self.server = self._stack.enter_context(Server(scenario, certificate, beside))
        self.wrapper = write_wrapper(folder, self.server, self.port, *browser_arguments)
        work = folder / "work"
        work.mkdir()
        # A folder of its own, to look into afterwards; short, because browsers put sockets there.
        self.temporary = Path(
            self._stack.enter_context(tempfile.TemporaryDirectory(prefix="oa-", ignore_cleanup_errors=True))
        )
        self.leaks: list[str] = []  # whole once the attempt is closed
        # Given first, so that `arguments` may say otherwise.
        standard = ["--json", "--archive", str(self.archive), "--browser", str(self.wrapper)]
        self.command = [
            *(command or program_command()),
            subcommand or scenario.service,
            *standard,
            *arguments,
        ]
        self.stdout_path, self.stderr_path = folder / "stdout", folder / "stderr"
        with self.stdout_path.open("wb") as out, self.stderr_path.open("wb") as err:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                cwd=work,
                env=bare_environment(folder / "home", {"TMPDIR": str(self.temporary), **(env or {})}),
                start_new_session=True,
            )

    @cached_property
    def browser(self) -> Browser:
        """Connect to the program's browser as soon as it runs.

        A second client that comes while a page with a frame of another site is loading sometimes never sees into that
        frame (one in eight, Chromium 156), so it comes before the first page.
        """
        until = time.monotonic() + 30
        while not is_listening(self.port):
            if self.process.poll() is not None or time.monotonic() > until:
                raise TimeoutError(f"no browser; exit {self.process.poll()}; stderr:\n{self.stderr}")
            select.select([], [], [], 0.02)  # a port that opens is no event
        return self._stack.enter_context(connect(self._playwright, self.port))

    @cached_property
    def person(self) -> Person:
        """Give the person who sits at the window, once it has asked the services for a page."""
        browser = self.browser
        try:
            self.server.wait_until(lambda server: server.requests)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; exit {self.process.poll()}; stderr:\n{self.stderr}") from None
        return Person.at(browser, self.scenario)

    def forget_browser(self) -> None:
        """The window is gone: `browser` and `person` are those of the next one."""
        for name in ("browser", "person"):
            self.__dict__.pop(name, None)

    @property
    def stderr(self) -> str:
        """Give what the program has said so far."""
        return self.stderr_path.read_text("utf-8", "replace")

    @property
    def received(self) -> list[Received]:
        """Give the forms that reached the service so far."""
        return self.server.received

    @property
    def notes(self) -> list[dict[str, Any]]:
        """Give the journal of the attempt so far."""
        found = sorted(self.archive.glob("*/data/journal.jsonl"))
        lines = found[-1].read_text("utf-8").splitlines() if found else []
        return [json.loads(line) for line in lines if line.endswith("}")]

    def wait_for_note(self, event: str, timeout_s: float = 15, **facts: Any) -> dict[str, Any]:
        """Wait until the program has noted something in its journal, and give the note."""
        until = time.monotonic() + timeout_s
        while time.monotonic() < until:
            for note in self.notes:
                if note["event"] == event and all(note.get(name) == value for name, value in facts.items()):
                    return note
            if self.process.poll() is not None:
                break
            select.select([], [], [], 0.02)  # there is no portable event for a line in a file
        raise TimeoutError(f"no note {event} {facts} in {self.notes}; stderr:\n{self.stderr}")

    def wait_for_picture(self, count: int, timeout_s: float = 15) -> None:
        """Wait until the program has taken so many pictures."""
        until = time.monotonic() + timeout_s
        while sum(n["event"] == "picture" for n in self.notes) < count:
            if time.monotonic() > until or self.process.poll() is not None:
                raise TimeoutError(f"pictures: {self.notes}; stderr:\n{self.stderr}")
            select.select([], [], [], 0.02)

    def wait_until_said(self, words: str, timeout_s: float = 15, *, count: int = 1) -> None:
        """Wait until the program has told the person something, so often."""
        self._wait_until_said((words,), timeout_s, count)

    def _wait_until_said(self, words: tuple[str, ...], timeout_s: float, count: int) -> None:
        until = time.monotonic() + timeout_s
        while self.times_said(*words) < count:
            if time.monotonic() > until or self.process.poll() is not None:
                raise TimeoutError(f"never said {words!r}; stderr:\n{self.stderr}")
            select.select([], [], [], 0.02)

    def times_said(self, *words: str) -> int:
        """Tell how often the program has told the person one of these."""
        return sum(map(self.stderr.count, words))

    def times_kept(self) -> int:
        """Tell how often it has told that a picture of what ends the attempt is kept."""
        return self.times_said(*_KEPT)

    def wait_until_kept(self, timeout_s: float = 15, *, count: int = 1) -> None:
        """Wait until the program has told, so often, that a picture of what ends the attempt is kept.

        Whoever is so quick that none shows the form is told that too.
        """
        self._wait_until_said(_KEPT, timeout_s, count)

    @property
    def browser_pid(self) -> int:
        """Give the process of the browser; raises FileNotFoundError before it was started."""
        return int((self.folder / "browser.pid").read_text())

    def finish(self, timeout_s: float = 30) -> Result:
        """Wait for the program's end and give what it left."""
        self.leaks += secrets_in_command_lines()
        try:
            status = self.process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGABRT)  # it says where each of its threads stands
            self.process.wait(10)
            raise TimeoutError(f"still running after {timeout_s} s; stderr:\n{self.stderr}") from None
        stdout = self.stdout_path.read_text("utf-8", "replace")
        try:
            record = json.loads(stdout)
        except ValueError:
            record = {}
        return Result(status, record, stdout, self.stderr, self.archive, tuple(self.received))

    def close_window_and_finish(self, timeout_s: float = 30) -> Result:
        """Close the window as a person does at the end, then wait."""
        self.leaks += secrets_in_command_lines()
        self.person.close_window()
        return self.finish(timeout_s)

    def interrupt(self) -> None:
        """Press Ctrl-C: the whole foreground group gets SIGINT, the driver too, the browser not."""
        os.killpg(self.process.pid, signal.SIGINT)

    def halt(self) -> None:
        """Press Ctrl+Z: the whole foreground group stands still, the driver too, the browser not.

        The signal is the one that nobody can refuse: a group without a shell is not stopped by the other.
        """
        os.killpg(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Type `fg`."""
        os.killpg(self.process.pid, signal.SIGCONT)

    def terminate(self) -> None:
        """Send SIGTERM to the program alone."""
        self.process.terminate()

    def hang_up(self) -> None:
        """Close the terminal's window: the whole foreground group gets SIGHUP, the driver too, the browser not."""
        os.killpg(self.process.pid, signal.SIGHUP)

    def kill(self) -> None:
        """Kill the program alone, without warning."""
        self.process.kill()

    def kill_browser(self) -> None:
        """Kill the browser under the program."""
        os.kill(self.browser_pid, signal.SIGKILL)

    def _find_leaks(self) -> list[str]:
        """Name everything that this attempt left where it does not belong: secrets anywhere, personal words elsewhere."""
        profiles = self.folder / "home" / "cache" / "optout-assist" / "profiles"
        if (
            self.process.poll() == -signal.SIGKILL
        ):  # the next start removes what a killed program had to leave
            shutil.rmtree(profiles, ignore_errors=True)
        folders = [self.folder, self.temporary]
        private = [self.folder / "home", self.folder / "work", self.temporary]
        words = {sent.email for sent in self.received} | {sent.explanation for sent in self.received}
        return [
            *find_secrets(folders, self.server.tokens),
            *find_strays([*private, self.archive], filter(None, words)),
        ]

    def close(self) -> None:
        """End everything that this attempt started; may be called twice."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, ValueError):
            kill_and_wait(self.browser_pid)
        if self.temporary.exists():
            self.leaks += self._find_leaks()
        with contextlib.suppress(Error):
            self._stack.close()


def kill_and_wait(pid: int) -> None:
    """Kill a process that is no child of ours and wait until it is gone, with all that it held open (Linux)."""
    process = os.pidfd_open(pid)
    try:
        signal.pidfd_send_signal(process, signal.SIGKILL)
        select.select([process], [], [], 30)
    finally:
        os.close(process)
