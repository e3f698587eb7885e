"""Lines that break where readers expect it, and terminals that take words alone."""

from __future__ import annotations

import fcntl
import io
import os
import shutil
import struct
import termios
from pathlib import Path

import pytest
from evidence_samples import kept, seal_one
from hypothesis import given
from hypothesis import strategies as st

from flows.load import load
from helper.cli.console import Console
from helper.cli.options import Shared
from helper.cli.terminal import NARROWEST, block, count_columns, has_room, is_styled, pair, wrap
from helper.evidence.store import Archive
from helper.session.running import Ending

__all__ = ["kept"]  # fixture

NO_BREAK = "\u00a0"


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("told", [None, "", "0", "-3", "72", " 72 ", "wide", "7e1"])
@pytest.mark.parametrize("columns", [None, 0, 43])
def test_the_columns_are_those_that_the_library_counts(
    monkeypatch: pytest.MonkeyPatch, told: str | None, columns: int | None
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if told is not None:
        monkeypatch.setenv("COLUMNS", told)
    terminal, inside = os.openpty()
    if columns is not None:
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with open(inside, "w", closefd=False) as screen:
        monkeypatch.setattr("sys.__stdout__", screen if columns is not None else None)
        assert count_columns() == shutil.get_terminal_size().columns
    monkeypatch.undo()
    os.close(inside)
    os.close(terminal)


def test_a_line_never_breaks_at_a_no_break_space() -> None:
    text = f"Voici ce qui reste à faire{NO_BREAK}: une chose"
    broken = [line for columns in range(NARROWEST, 60) for line in wrap(text, columns).split("\n")]
    assert not [line for line in broken if line.startswith(":")]


def test_an_address_stays_whole_and_line_breaks_and_indents_stay() -> None:
    address = "https://www.example.org/" + "a-long-path/" * 10
    assert wrap(address, 40) == address
    assert wrap("one\n\n  two three four five six", 20).split("\n") == [
        "one",
        "",
        "  two three four",
        "  five six",
    ]


def test_an_answer_goes_on_below_its_words_and_not_below_its_number() -> None:
    assert wrap("  2  three four five six", 20).split("\n") == ["  2  three four five", "     six"]
    assert wrap("  27 mai 2025 et la suite", 20).split("\n") == ["  27 mai 2025 et la", "  suite"]


@given(st.text(alphabet="ab -:\u00a0é", max_size=200), st.integers(20, 100))
def test_no_word_is_lost(text: str, columns: int) -> None:
    assert wrap(text, columns).replace("\n", " ").split() == text.split()


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=12), max_size=30), st.integers(20, 100))
def test_no_line_is_longer_than_the_terminal(words: list[str], columns: int) -> None:
    assert all(len(line) <= columns for line in wrap(" ".join(words), columns).split("\n"))


@pytest.mark.parametrize(
    ("term", "is_plain", "expected"), [("xterm", False, True), ("dumb", False, False), ("xterm", True, False)]
)
def test_only_a_terminal_that_takes_it_gets_style(
    monkeypatch: pytest.MonkeyPatch, term: str, is_plain: bool, expected: bool
) -> None:
    monkeypatch.setenv("TERM", term)
    assert is_styled(Screen(), is_plain=is_plain) is expected
    assert not is_styled(io.StringIO(), is_plain=is_plain)
    assert not is_styled(None)


ATTEMPT = "20260901T090000Z-facebook-000000"
ROW = (ATTEMPT, "2026-09-01 09:00", "facebook", "envoyée, réception confirmée")
HEAD = ("Démarche", "Date", "Service", "Résultat")


def test_a_list_becomes_blocks_before_it_cuts_a_word_and_keeps_its_names_whole() -> None:
    fits = [columns for columns in range(20, 121) if has_room([ROW], HEAD, columns)]
    assert fits == list(
        range(len(ATTEMPT) + 2 + len("2026-09-01") + 2 + len("facebook") + 2 + len("confirmée"), 121)
    )
    assert block(ROW, 50).split("\n") == [
        ATTEMPT,
        "  2026-09-01 09:00 · facebook · envoyée, réception",
        "  confirmée",
    ]


def test_a_path_beside_its_label_is_one_piece_whatever_is_in_it() -> None:
    folder = Path(f"/home/ana/Application Support/archive/{ATTEMPT}")
    assert pair("Dossier", folder, 20, 50).split("\n") == ["Dossier", str(folder)]
    assert pair("Dossier", folder, 20, 100) == "Dossier".ljust(22) + str(folder)
    assert pair("Réponse", "un deux trois quatre cinq six", 20, 45).split("\n") == [
        "Réponse".ljust(22) + "un deux trois quatre",
        " " * 22 + "cinq six",
    ]


@pytest.mark.parametrize("quiet", [False, True])
@pytest.mark.parametrize("columns", [50, 80])
def test_at_the_end_the_path_of_the_folder_can_be_copied_as_one_piece(
    kept: Archive, monkeypatch: pytest.MonkeyPatch, columns: int, quiet: bool
) -> None:
    work = kept.begin("facebook")
    bag = seal_one(kept)
    record = kept.find(bag.name).record
    assert record
    folder = Path("/home/ana/Application Support/optout-assist/archive/with-a-long-name") / work.id
    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", str(columns))
    Console(Shared(lang="fr", quiet=quiet)).summary(Ending(record, 0, folder))
    assert f"\nPreuves\u00a0: {folder}\n" in screen.getvalue()
    framed = [line for line in screen.getvalue().splitlines() if "│" in line]
    assert bool(framed) is not quiet
    assert not [line for line in framed if "with-a-long-name" in line], "only there"


def test_a_word_that_is_longer_than_the_terminal_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, address = Screen(), "https://www.example.org/" + "a-long-path/" * 10
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "50")
    Console(Shared(lang="en")).say(f"Look at {address}")
    assert address in screen.getvalue()


def test_of_the_person_s_own_browser_it_is_not_said_that_it_is_new(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for lang, new in (("en", "this window is new"), ("fr", "cette fenêtre est neuve")):
        console = Console(Shared(lang=lang))
        console.before(load("facebook"), expected=None)
        assert new in capsys.readouterr().err
        console.before(load("facebook"), expected=None, is_attached=True)
        assert new not in capsys.readouterr().err
