"""What differs between two attempts for one account, when an objection is renewed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from helper.email_check import compare_email
from helper.recognise import fingerprint
from helper.record import SENT_OUTCOMES, Record, Verdict


class What(StrEnum):
    """What may differ, in the order in which a person meets it."""

    FORM_STRUCTURE = "form_structure"
    FORM_WORDS = "form_words"
    ADDRESS = "address"  # the one that the form showed
    TEXT = "text"  # of the explanation
    ANSWER = "answer"  # the service's own words
    OUTCOME = "outcome"


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was; of a form, its fingerprint."""

    what: What
    before: str | None
    after: str | None

    def document(self) -> dict[str, str | None]:
        """Give it ready for JSON."""
        return {"what": self.what, "before": self.before, "after": self.after}


def compare(before: Record, after: Record) -> list[Difference]:
    """Tell what differs; what one of the attempts did not come to, such as a form, is no difference of it."""
    return [
        *_form(before, after),
        *_address(before, after),
        *_text(before, after),
        *_answer(before, after),
        *_outcome(before, after),
    ]


def _form(before: Record, after: Record) -> Iterator[Difference]:
    then, now = before.page.form_fingerprint, after.page.form_fingerprint
    if then is None or now is None:
        return
    found = fingerprint.compare(now, then)
    if found == "other_structure":
        yield Difference(What.FORM_STRUCTURE, then.structure, now.structure)
    elif found == "other_words":
        yield Difference(What.FORM_WORDS, then.labels, now.labels)


def _address(before: Record, after: Record) -> Iterator[Difference]:
    then, now = before.email_check.displayed, after.email_check.displayed
    if then and now and then != now and compare_email(now, then) is Verdict.MISMATCH:
        yield Difference(What.ADDRESS, then, now)


def _text(before: Record, after: Record) -> Iterator[Difference]:
    then, now = before.explanation.text, after.explanation.text
    was_sent = before.outcome in SENT_OUTCOMES and after.outcome in SENT_OUTCOMES
    if was_sent and _words(then) != _words(now):
        yield Difference(What.TEXT, then, now)


def _answer(before: Record, after: Record) -> Iterator[Difference]:
    then, now = before.answer, after.answer
    if then and now and _words(then.text) != _words(now.text):
        yield Difference(What.ANSWER, then.text, now.text)


def _outcome(before: Record, after: Record) -> Iterator[Difference]:
    if before.outcome is not after.outcome:
        yield Difference(What.OUTCOME, before.outcome, after.outcome)


def _words(text: str | None) -> list[str]:
    """Give what stands in a text, whatever its line breaks and spaces are."""
    return (text or "").split()
