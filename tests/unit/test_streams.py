"""Whoever is, or is not, on the other end of the standard streams: one clear message or none, and the right exit status."""

from __future__ import annotations

import errno
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from evidence_samples import seal_one
from replica.attempt import bare_environment

from helper.cli import streams
from helper.cli.options import Shared
from helper.evidence.store import Archive

PROGRAM = "from helper.program import main; main()"
# A command of each kind: a document, a bar on the terminal, a file to save, a list, help; and one that is wrong.
COMMANDS = {
    "archive list --json": ["--json", "archive", "list"],
    "archive verify": ["archive", "verify"],
    "calendar": ["calendar"],
    "flows list": ["flows", "list"],
    "--help": ["--help"],
}
WRONG = {"no such command": ["nonsense"], "no such command --json": ["nonsense", "--json"]}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("streams")
    seal_one(Archive(folder / "archive"))
    return folder


def run(
    place: Path,
    arguments: list[str],
    shell: str = "",
    before: str = "",
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the program under a shell that does something to its streams; `before` is Python that runs first."""
    script = f"exec {shlex.quote(sys.executable)} -c '{before}{PROGRAM}' \"$@\" {shell}"
    return subprocess.run(
        ["/bin/sh", "-c", script, "sh", "--lang", "en", "--archive", str(place / "archive"), *arguments],
        env=bare_environment(place / "home", {}),
        cwd=cwd or place,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def expect_calm(done: subprocess.CompletedProcess[str]) -> None:
    for word in ("Traceback", "Exception", "Errno", "went wrong in the program"):
        assert word not in done.stdout + done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_result_that_a_full_disk_does_not_take_is_said_once(place: Path, name: str) -> None:
    done = run(place, COMMANDS[name], ">/dev/full")
    expect_calm(done)
    assert done.returncode == 6
    assert done.stderr.count("the disk is full") == 1


@pytest.mark.parametrize("name", WRONG)
def test_an_error_on_a_full_disk_keeps_its_status_and_is_said_once(place: Path, name: str) -> None:
    done = run(place, WRONG[name], ">/dev/full")
    expect_calm(done)
    assert (done.returncode, "No such command" in done.stderr) == (2, True)
    assert "No space left" not in done.stderr


@pytest.mark.parametrize("name", COMMANDS | WRONG)
@pytest.mark.parametrize(
    "shell", [">&-", "<&-", "2>&-", "<&- >&- 2>&-", ">/dev/null 2>/dev/full", "2>&- >/dev/null <&-"]
)
def test_a_stream_that_is_closed_takes_its_words_and_nothing_else(place: Path, name: str, shell: str) -> None:
    done = run(place, (COMMANDS | WRONG)[name], shell)
    expect_calm(done)
    assert done.returncode == (2 if name in WRONG else 0)


@pytest.mark.parametrize("name", COMMANDS | WRONG)
@pytest.mark.parametrize("missing", ["stdin", "stdout", "stderr", "stdin = sys.stdout = sys.stderr"])
def test_without_streams_as_from_an_icon_a_command_ends_as_ever(place: Path, name: str, missing: str) -> None:
    """`pythonw` on Windows, and a launcher that closes everything, give None."""
    done = run(place, (COMMANDS | WRONG)[name], before=f"import sys; sys.{missing} = None; ")
    expect_calm(done)
    assert done.returncode == (2 if name in WRONG else 0)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_reader_who_goes_away_changes_no_status(place: Path, name: str, stream: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, "--archive", str(place / "archive"), *COMMANDS[name]],
            env=bare_environment(place / "home", {}),
            cwd=place,
            check=False,
            **{"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, stream: writing},  # type: ignore[call-overload]
        )
    finally:
        os.close(writing)
    assert done.returncode == 0
    assert not done.stderr or b"xception" not in done.stderr


def test_what_was_closed_is_never_the_place_of_a_file_that_is_opened_later(place: Path) -> None:
    """Else what another program says on its stderr would stand in a picture."""
    before = "import os; from helper.cli import streams; s = streams.safe_streams(); s.__enter__(); "
    tell = 'f = os.open("x", os.O_RDWR | os.O_CREAT); os.write(f, str(f).encode()); raise SystemExit; '
    done = run(place, [], "<&- >&- 2>&-", before=before + tell)
    assert done.returncode == 0
    assert int((place / "x").read_text()) > 2


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--archive", "archive", "archive", "list"], 2),
        (["--archive", "archive", "archive", "export", "last"], 2),
        (["archive", "export", "last"], 2),
        (["calendar", "--output", "x.ics"], 2),
        (["rehearse", "--autopilot"], 2),
        (["archive", "list"], 0),
        (["status"], 0),
        (["flows", "list"], 0),
    ],
)
def test_a_working_folder_that_is_gone_is_said_where_it_matters(
    place: Path, arguments: list[str], status: int
) -> None:
    folder = place / "gone"
    folder.mkdir()
    browser = ["--browser", "/bin/true"] if "rehearse" in arguments else []
    leave = 'import os; os.rmdir(os.getcwd()); os.environ.setdefault("DISPLAY", ":9"); '
    done = run(place, [*arguments, *browser], before=leave, cwd=folder)
    expect_calm(done)
    assert done.returncode == status, done.stderr
    assert ("no longer exists" in done.stderr) == (status == 2)


def test_an_attempt_keeps_its_own_status_when_its_words_are_lost(capsys: pytest.CaptureFixture[str]) -> None:
    full = OSError(errno.ENOSPC, "full")
    shared = Shared(lang="en")
    assert [shared.report_lost(full, status) for status in (0,)] == [6]
    shared = Shared(lang="en", has_attempt=True)
    assert [shared.report_lost(full, status) for status in (0, 3, 7)] == [0, 3, 7]
    assert capsys.readouterr().err.count("no need to make it again") == 1


class Failing(io.RawIOBase):
    """A stream that answers as it is told, call by call."""

    def __init__(self, *answers: int | OSError | None) -> None:
        self.answers = list(answers)
        self.taken: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int | None:  # type: ignore[override]
        answer = self.answers.pop(0) if self.answers else len(bytes(content))  # type: ignore[call-overload]
        if isinstance(answer, OSError):
            raise answer
        if answer is not None:
            self.taken.append(bytes(content)[:answer])  # type: ignore[call-overload]
        return answer


def written(inner: Failing, *words: str) -> streams.KeptStream:
    kept = streams.KeptStream(inner)
    text = io.TextIOWrapper(io.BufferedWriter(kept), encoding="utf-8")
    for word in words:
        text.write(word)
        text.flush()
    return kept


def test_after_the_first_error_nothing_more_is_written() -> None:
    inner = Failing(3, OSError(errno.ENOSPC, "full"))
    kept = written(inner, "abc", "def", "ghi")
    assert (inner.taken, kept.error and kept.error.errno) == ([b"abc"], errno.ENOSPC)


def test_a_pipe_that_takes_words_in_pieces_or_asks_to_wait_gets_all(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[object] = []
    monkeypatch.setattr(streams.select, "select", lambda *given: waited.append(given))
    inner = Failing(2, None, 1)
    assert written(inner, "abcdef").error is None
    assert (b"".join(inner.taken), len(waited)) == (b"abcdef", 1)


@pytest.mark.parametrize(
    ("error", "is_problem"),
    [("EPIPE", False), ("EIO", False), ("ENOSPC", True), ("EDQUOT", True), ("EFBIG", True), ("EBADF", True)],
)
def test_only_a_reader_who_is_still_there_misses_the_result(error: str, is_problem: bool) -> None:
    code = getattr(errno, error)
    kept = written(Failing(OSError(code, os.strerror(code))), "x")
    assert (kept.problem is not None) == is_problem


def test_the_streams_of_before_are_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    before = (sys.stdin, sys.stdout, sys.stderr)
    with streams.safe_streams():
        assert sys.stdin is not None
        assert sys.stdin.read() == ""
    assert (sys.stdin, sys.stdout, sys.stderr) == before


def test_the_result_is_whole_where_it_is_read(place: Path) -> None:
    done = run(place, ["--json", "archive", "list"])
    assert len(json.loads(done.stdout)) == 1
