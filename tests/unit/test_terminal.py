"""Lines that break where readers expect it, and terminals that take words alone."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helper.cli.terminal import NARROWEST, is_styled, wrap

NO_BREAK = "\u00a0"


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


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
