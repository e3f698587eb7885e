"""Questions on the terminal, asked on stderr and only where somebody is there to answer."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Sequence

import click

from helper.cli.options import Shared
from helper.cli.terminal import tell
from helper.cli.typed_ahead import LONGEST_LINE, may_be_cut, take_typed
from helper.safe.clean import clean

_YES = frozenset({"y", "yes", "o", "oui"})
_NO = frozenset({"n", "no", "non"})
_UNREAD = re.compile(r"[\ud800-\udfff]")  # a byte that is no text in the terminal's encoding


def can_ask(shared: Shared) -> bool:
    """Tell whether somebody is there to answer a question."""
    return not shared.json and all(
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)
    )


def begin_question(shared: Shared) -> None:
    """Forget what was typed before the question could be read: it is no answer to it. Every question begins here."""
    take_typed()
    shared.has_asked = True


def agrees(shared: Shared, question: str) -> bool:
    """Ask before something that cannot be undone: anything but a yes is a no."""
    return _read(shared, question).lower() in _YES


def wants(shared: Shared, question: str) -> bool:
    """Ask what most people answer with yes: Enter is a yes, and what is neither is asked again."""
    tell(f"\n{question}")
    while True:
        answer = _read(shared, shared.texts.say("ask.yes_or_no")).lower()
        if not answer or answer in _YES:
            return True
        if answer in _NO:
            return False
        tell(shared.texts.say("ask.expects_yes_or_no"))


def choose(shared: Shared, question: str, answers: Sequence[tuple[str, str]]) -> str:
    """Let the person choose one of `answers` (key, words), as `find_answer` reads it; Enter takes the first. Gives the key."""
    return _choose(shared, question, answers, shared.texts.say("ask.number", count=len(answers)), "1")


def choose_told(shared: Shared, question: str, answers: Sequence[tuple[str, str]]) -> str:
    """Let the person choose as `choose` does, where Enter alone would be no answer."""
    return _choose(shared, question, answers, shared.texts.say("ask.number_told"), "")


def _choose(
    shared: Shared, question: str, answers: Sequence[tuple[str, str]], prompt: str, of_enter: str
) -> str:
    tell(f"\n{question}")
    for number, (_, words) in enumerate(answers, 1):
        tell(f"  {number}  {words}")
    while True:
        found = find_answer(_read(shared, prompt) or of_enter, answers)
        if found is not None:
            return found
        tell(shared.texts.say("ask.expects_number", count=len(answers)))


def find_answer(typed: str, answers: Sequence[tuple[str, str]]) -> str | None:
    """Give the key of the answer that is meant by its number or by its words, whatever their case and accents."""
    by_words = {_bare(words): key for key, words in answers}
    by_number = {str(number): key for number, (key, _) in enumerate(answers, 1)}
    return (by_words | by_number).get(_bare(typed))


def type_text(shared: Shared, question: str, proposed: str = "") -> str:
    """Let the person type a line, or paste several, which are shown before they count; Enter takes the proposed text."""
    while True:
        tell(f"\n{question}")
        # The terminal gives the first line of a paste; the rest waits there.
        first = _read(shared, ">", "ask.cut_text")
        rest = take_typed()
        if any(map(may_be_cut, rest.split("\n"))):
            _say_cut(shared, "ask.cut_text")
            continue
        typed = "\n".join(map(str.rstrip, f"{first}\n{rest}".splitlines())).strip()
        if "\n" not in typed:
            return typed or proposed
        tell("\n" + shared.texts.say("ask.pasted"))
        tell("\n".join(f"  {clean(line)}".rstrip() for line in typed.split("\n")))
        if wants(shared, shared.texts.say("ask.keep_pasted")):
            return typed


def type_word(shared: Shared, question: str) -> str:
    """Let the person type what has to be typed: Enter alone asks again."""
    while not (typed := _read(shared, question)):
        pass
    return typed


def _read(shared: Shared, question: str, *advice: str) -> str:
    """Read a line that came whole; of one that did not nothing is taken, and the person is told."""
    while True:
        begin_question(shared)
        try:
            answer: str = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
        except UnicodeDecodeError as error:
            answer = error.object.decode("utf-8", "surrogateescape").rstrip("\n")
        if may_be_cut(answer):
            _say_cut(shared, *advice)
        elif _UNREAD.search(answer):
            tell(shared.texts.say("ask.unreadable"))
        else:
            return answer.strip()


def _say_cut(shared: Shared, *advice: str) -> None:
    tell(shared.texts.say("ask.cut", longest=LONGEST_LINE))
    for one in advice:
        tell(shared.texts.say(one))


def _bare(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words.replace("’", "'"))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).casefold().split())
