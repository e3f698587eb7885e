"""Questions on a terminal: what was typed or pasted ahead answers none of them, and what is not understood is said."""

from __future__ import annotations

import ast
import os
import pty
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import click.termui
import pytest
from source_samples import MODULES, ROOT

from helper.cli import questions
from helper.cli.options import Shared
from helper.cli.typed_ahead import take_typed
from helper.errors import Exit
from helper.texts import LANGUAGES

PASTED = "First line.\n\nThird line."  # as copied from a text: its last line has no end
ANSWERS = [
    ("both", "Facebook et Instagram"),
    ("facebook", "Facebook"),
    ("none", "Aucun, même pas l’un d’eux"),
]


# What waits for somebody to type.
ASKING = {"input", *(f"click.{name}" for name in ("prompt", "confirm", "getchar", "pause"))}


def calls(function: ast.AST) -> set[str]:
    """Name all that is called in a function."""
    return {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


class Terminal:
    """A terminal, seen from the person's side."""

    def __init__(self) -> None:
        self._keys, self.descriptor = pty.openpty()
        self.shown = ""
        self.typed: list[str] = []

    def type(self, text: str | bytes) -> None:
        os.write(self._keys, text if isinstance(text, bytes) else text.encode())

    def read_until(self, words: str) -> None:
        """Read what is shown until these words come."""
        begin = len(self.shown)
        while words not in self.shown[begin:]:
            self.shown += os.read(self._keys, 4096).decode("utf-8", "replace").replace("\r\n", "\n")

    def close(self) -> None:
        os.close(self._keys)
        os.close(self.descriptor)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    terminal = Terminal()
    with open(terminal.descriptor, encoding="utf-8", closefd=False) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield terminal
    terminal.close()


@pytest.fixture
def say(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Answer the questions in turn, each once it is asked."""

    def say(*answers: str | bytes) -> None:
        coming = iter(answers)

        def read(_: str = "") -> str:
            terminal.type(next(coming))
            return sys.stdin.readline().rstrip("\n")

        monkeypatch.setattr(click.termui, "visible_prompt_func", read)

    return say


# What is typed ahead


@pytest.mark.parametrize("typed", ["y\n", "y\ny\n\nno end", "no end", "é\n" * 3000, ""])
def test_what_waits_in_a_terminal_is_taken_whole_and_once(terminal: Terminal, typed: str) -> None:
    before = termios.tcgetattr(terminal.descriptor)
    terminal.type(typed)
    assert take_typed() == typed
    assert take_typed() == ""
    assert termios.tcgetattr(terminal.descriptor) == before


def test_in_the_background_what_is_typed_is_left_to_others(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "tcgetpgrp", lambda _: os.getpgrp() + 1)
    terminal.type("y\n")
    assert take_typed() == ""


def test_on_windows_the_console_is_asked(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [*"y\r\x00"]
    console = SimpleNamespace(kbhit=lambda: bool(keys), getwch=lambda: keys.pop(0))
    monkeypatch.setitem(sys.modules, "termios", None)
    monkeypatch.setitem(sys.modules, "msvcrt", console)
    assert take_typed() == "y\n\x00"


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda shared: questions.agrees(shared, "Delete?"), False),
        (lambda shared: questions.wants(shared, "Save?"), False),
        (lambda shared: questions.choose(shared, "Which?", ANSWERS), "none"),
        (lambda shared: questions.choose_told(shared, "Which?", ANSWERS), "none"),
        (lambda shared: questions.type_word(shared, "Who?"), "n"),
        (lambda shared: questions.type_text(shared, "Why?"), "n"),
    ],
)
def test_what_was_typed_ahead_answers_no_question(
    terminal: Terminal, say: Callable[..., None], ask: Callable[[Shared], object], expected: object
) -> None:
    say("3\n" if expected == "none" else "n\n")
    terminal.type("y\n1\nrm -r photos\n")
    assert ask(Shared(lang="en")) == expected


def test_every_question_forgets_what_was_typed_ahead() -> None:
    """A place that asks by itself would let a pasted line through."""
    asking = {
        (path, function.name)
        for path, tree in MODULES.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and calls(function) & ASKING
    }
    assert asking == {("helper/cli/questions.py", "_read"), ("helper/cli/console.py", "ask_address")}
    for path, name in asking:
        found = [one for one in ast.walk(MODULES[path]) if isinstance(one, ast.FunctionDef)]
        assert all("begin_question" in calls(one) for one in found if one.name == name)


def test_a_pasted_reason_is_taken_whole_and_shown(
    terminal: Terminal, say: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    say(PASTED, "\n")
    assert questions.type_text(Shared(lang="en"), "Why?") == PASTED
    assert "\n  First line.\n\n  Third line.\n" in capsys.readouterr().err


# What a terminal cuts

SHORT = "é" * 2047  # the longest text of which it is known that it came whole
TOO_LONG = [
    "é" * 2500,  # it is cut within a letter
    "x" + "é" * 2500,  # between two
    "x" * 4095,  # just not: nothing tells
    f"First.\n{'x' * 6000}END\nThird.",  # in the middle of what was pasted, where the rest is read
    "x" * 50_000,
]


@pytest.mark.parametrize("text", [SHORT, f"{SHORT}\n{SHORT}"])
def test_a_line_as_long_as_a_terminal_takes_is_taken(
    terminal: Terminal, say: Callable[..., None], text: str
) -> None:
    say(f"{text}\n", "y\n")
    assert questions.type_text(Shared(lang="en"), "Why?") == text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", TOO_LONG)
def test_of_a_line_that_the_terminal_cuts_nothing_is_taken_and_the_person_is_told(
    terminal: Terminal, say: Callable[..., None], capsys: pytest.CaptureFixture[str], text: str, lang: str
) -> None:
    shared = Shared(lang=lang)
    say(f"{text}\n", "Short.\n")
    assert questions.type_text(shared, "Why?") == "Short."
    said = capsys.readouterr().err
    for sentence in (shared.texts.say("ask.cut", longest=4095), shared.texts.say("ask.cut_text")):
        assert " ".join(sentence.split()) in " ".join(said.split())


def test_the_next_question_gets_nothing_of_a_line_that_was_cut(
    terminal: Terminal, say: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    shared = Shared(lang="en")
    say("x" * 5000 + "\ny\n", "n\n")
    assert not questions.agrees(shared, "Delete?")
    assert "--reason-file" not in capsys.readouterr().err


@pytest.mark.parametrize("on_error", ["strict", "surrogateescape"])
def test_what_is_no_text_is_asked_again(
    terminal: Terminal,
    say: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    on_error: str,
) -> None:
    """A terminal that is set to Latin-1 sends letters that are no UTF-8; a program in the locale C takes them as they are."""
    shared = Shared(lang="fr")
    with open(terminal.descriptor, encoding="utf-8", errors=on_error, closefd=False) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        say(b"pas d'accord, c\xe9l\xe8bre\n", b"pas d'accord\n")
        assert questions.type_text(shared, "Pourquoi ?") == "pas d'accord"
    assert "rien n’en a été pris" in " ".join(capsys.readouterr().err.split())


def test_a_pasted_reason_that_is_not_kept_is_asked_again(
    terminal: Terminal, say: Callable[..., None]
) -> None:
    say(PASTED, "n\n", "Mine.\n")
    assert questions.type_text(Shared(lang="en"), "Why?", "Proposed.") == "Mine."
    say("\n")
    assert questions.type_text(Shared(lang="en"), "Why?", "Proposed.") == "Proposed."


def test_nothing_pasted_is_an_answer_and_nothing_reaches_the_shell(
    terminal: Terminal, tmp_path: Path
) -> None:
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\nexit 1\n")
    browser.chmod(0o755)
    given = ["--instagram", "a@example.org", "--no-save", "--cnil", "--country", "FR", "--browser", browser]
    command = [
        sys.executable,
        "-c",
        "from helper.program import main; main()",
        "--lang",
        "en",
        "start",
        *given,
    ]
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "TERM": "dumb", "PYTHONPATH": str(ROOT)}
    asked: dict[str, str] = {
        "Enter for 1):": "4\n",
        "\n> ": f"{PASTED}\n\nrm -r photos\n",
        "Keep it?\n[Y/n]": "\n\nsecond\n",
        "Open the window now?\n[Y/n]": "n\ny\nrm -r photos\n",
    }
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), terminal.descriptor)
    with subprocess.Popen(command, cwd=tmp_path, env=environment, start_new_session=True, **streams) as run:
        for question, answer in asked.items():
            terminal.read_until(question)
            terminal.type(answer)
        assert run.wait() == Exit.NOT_SENT
    assert take_typed() == "", "the shell would run it"


# What is not understood


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        *(("2", "facebook"), ("Facebook", "facebook"), ("  facebook ET instagram", "both")),
        *(("aucun, meme pas l'un d'eux", "none"), ("4", None), ("0", None), ("", None), ("face", None)),
    ],
)
def test_an_answer_is_meant_by_its_number_or_its_words(typed: str, key: str | None) -> None:
    assert questions.find_answer(typed, ANSWERS) == key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_expected_is_said_before_it_is_asked_again(
    terminal: Terminal, say: Callable[..., None], capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    shared = Shared(lang=lang)
    say("x\n", "\n", "Twitter\n", "facebook\n")
    assert questions.wants(shared, "Save?")
    assert capsys.readouterr().err.count(shared.texts.say("ask.expects_yes_or_no")) == 1
    assert questions.choose(shared, "Which?", ANSWERS) == "facebook"
    assert capsys.readouterr().err.count(shared.texts.say("ask.expects_number", count=3)) == 1
