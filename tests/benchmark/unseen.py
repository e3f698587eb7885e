"""How answers in unseen sentences are understood, in all languages: precision and recall of success and refusal.

`make bench FIGURES="unseen"`, or some languages: `FIGURES="unseen:fr,de"`. No browser: the pages are values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from unseen_answers import NEVER, RIGHT, UnseenAnswer, ordinary_answers, unseen_answers, unseen_languages

from benchmark.figure import Figure
from flows.schema import State


def measure(selection: str = "") -> Iterator[Figure]:
    """Read every answer and sum up: those written to be hard, and the most likely ones."""
    languages = selection.split(",") if selection else unseen_languages()
    for name, answers_of in (("unseen", unseen_answers), ("ordinary", ordinary_answers)):
        yield from _sum_up(name, [one for language in languages for one in answers_of(language)])


def _sum_up(name: str, answers: list[UnseenAnswer]) -> Iterator[Figure]:
    """Give the figures of one collection; the matrix of kinds and states is printed at the end."""
    read = Counter((one.kind, one.read()) for one in answers)
    others = sum(count for (kind, _), count in read.items() if kind != "success")
    false = sum(
        count for (kind, said), count in read.items() if kind != "success" and said is State.SUBMITTED
    )
    yield Figure(f"{name}_false_submitted", false, "answers", "0", others)
    standing = sum(
        count for (kind, said), count in read.items() if kind != "success" and said is State.ALREADY_OBJECTED
    )
    yield Figure(f"{name}_false_already", standing, "answers", "0", others)
    good = sum(count for (kind, said), count in read.items() if kind == "success" and said in NEVER)
    successes = sum(count for (kind, _), count in read.items() if kind == "success")
    # Some of the good news is of an earlier objection: "your objection is still in force".
    yield Figure(
        f"{name}_good_news_understood", _percent(good, successes), "%", "over 90 of success", successes
    )
    for kind, states in RIGHT.items():
        (state,) = states
        right, all_of_kind = read[kind, state], sum(n for (k, _), n in read.items() if k == kind)
        said = sum(n for (_, s), n in read.items() if s is state)
        yield Figure(f"{name}_{kind}_precision", _percent(right, said), "%", "100 of success", said)
        yield Figure(
            f"{name}_{kind}_recall", _percent(right, all_of_kind), "%", "over 90 of success", all_of_kind
        )
    for (kind, said_state), count in sorted(read.items()):
        print(f"# {name} {kind} -> {said_state}: {count}", flush=True)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
