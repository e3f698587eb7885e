"""What differs from last time, and what is proposed again."""

from __future__ import annotations

import pytest
from evidence_samples import record_of

from flows.references import load_references
from helper.evidence.work import WorkFolder
from helper.followup.again import Proposal, propose
from helper.followup.differences import What, compare
from helper.record import Record

KNOWN = load_references()
CNIL = KNOWN["cnil"].words["fr"]


class _Work:
    id = "20261122T140311Z-facebook-7f3a9c"


def record(**changes: object) -> Record:
    work: WorkFolder = _Work()  # type: ignore[assignment]
    return record_of(work, {}, **changes)


def page(structure: str = "a", labels: str = "b", scheme: int = 1) -> dict[str, object]:
    found = {"scheme": scheme, "structure": structure * 16, "labels": labels * 16, "languages": ["fr"]}
    return {"url": "https://x.invalid/", "language": "fr", "variant": None, "form_fingerprint": found}


def shown(address: str | None) -> dict[str, object]:
    return {"verdict": "match", "displayed": address, "expected": "ana@example.org"}


def said(text: str) -> dict[str, object]:
    return {"text": text, "signs": ["words"], "words_verified": True}


def found(before: dict[str, object], after: dict[str, object]) -> list[str]:
    return [one.what for one in compare(record(**before), record(**after))]


def test_the_same_again_has_no_difference() -> None:
    assert found({}, {}) == found({"page": page()}, {"page": page()}) == []


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ({"page": page("a")}, {"page": page("c")}, "form_structure"),
        ({"page": page(labels="a")}, {"page": page(labels="c")}, "form_words"),
        ({"email_check": shown("ana@example.org")}, {"email_check": shown("eve@example.org")}, "address"),
        (
            {"explanation": {"reference": None, "inserted": False, "text": "One."}},
            {"explanation": {"reference": None, "inserted": False, "text": "Two."}},
            "text",
        ),
        (
            {"explanation": {"reference": None, "inserted": False, "text": "One."}},
            {"explanation": {"reference": None, "inserted": False, "text": None}},
            "text",
        ),
        ({"confirmation": said("Thank you.")}, {"confirmation": said("We will see.")}, "answer"),
        ({}, {"outcome": "sent_unconfirmed"}, "outcome"),
    ],
)
def test_each_thing_that_differs_is_named(
    before: dict[str, object], after: dict[str, object], what: str
) -> None:
    assert found(before, after) == [what]


def test_both_sides_are_told() -> None:
    (one,) = compare(record(confirmation=said("Thank you.")), record(confirmation=said("We will see.")))
    assert one.document() == {"what": What.ANSWER, "before": "Thank you.", "after": "We will see."}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"page": page(scheme=1)}, {"page": page("c", scheme=2)}),  # not comparable
        ({"page": page()}, {}),  # no form was recognised: the outcome says that
        ({"email_check": shown("ana@example.org")}, {"email_check": shown("ANA@EXAMPLE.ORG")}),
        ({"email_check": shown("ana@example.org")}, {"email_check": shown("a••@example.org")}),
        ({"email_check": shown("ana@example.org")}, {"email_check": shown(None)}),
        (
            {"explanation": {"reference": None, "inserted": False, "text": "One two."}},
            {"explanation": {"reference": None, "inserted": False, "text": "One\r\n\u00a0two."}},
        ),
        ({"confirmation": said("Thank you.")}, {"confirmation": None}),
    ],
)
def test_what_cannot_be_compared_is_no_difference(
    before: dict[str, object], after: dict[str, object]
) -> None:
    assert found(before, after) == []


def test_an_attempt_that_was_stopped_differs_in_its_outcome_alone() -> None:
    stopped = {
        "outcome": "not_sent", "confirmation": None, "timeline": [],
        "explanation": {"reference": "cnil", "inserted": False, "text": None},
    }  # fmt: skip
    assert found({}, stopped) == ["outcome"]


# what is proposed again


def wrote(text: str | None, reference: str | None = "cnil", inserted: bool = True) -> Proposal:
    explanation = {"reference": reference, "inserted": inserted, "text": text}
    return propose(record(explanation=explanation), KNOWN)


@pytest.mark.parametrize("written", [*CNIL.linked, *CNIL.former])
def test_the_person_s_words_are_proposed_without_the_reference_of_this_or_an_earlier_version(
    written: str,
) -> None:
    whole = f"Ma situation a changé.\nJe m’explique.\n{written}"
    assert wrote(whole) == Proposal("ana@example.org", "cnil", "Ma situation a changé.\nJe m’explique.")
    assert wrote(f"Avant. {written}\nAprès.").reason == "Avant.\nAprès."
    assert wrote(written).reason is None
    assert wrote(f"Avant.\r\n{written}".replace(" ", "\u00a0")).reason == "Avant."


def test_every_language_s_earlier_sentences_are_still_known() -> None:
    for reference in KNOWN.values():
        for words in reference.words.values():
            explanation = {"reference": reference.code, "inserted": True, "text": f"Non.\n{words.former[0]}"}
            assert propose(record(explanation=explanation), KNOWN).reason == "Non."


def test_what_was_sent_without_a_link_is_proposed_as_it_was_sent() -> None:
    assert wrote(f"Non.\n{CNIL.bare}", reference=None) == Proposal(
        "ana@example.org", None, f"Non.\n{CNIL.bare}"
    )


def test_an_old_sentence_that_is_known_no_more_is_not_taken_for_the_person_s() -> None:
    assert wrote("Avant. Voir https://www.cnil.fr/ancienne-adresse").reason is None
    assert wrote("Avant.", reference="gone").reference is None


def test_without_a_reference_all_is_the_person_s_own() -> None:
    assert wrote("  Parce que.  ", reference=None, inserted=True) == Proposal(
        "ana@example.org", None, "Parce que."
    )
    assert wrote(None, reference=None, inserted=False).reason is None


def test_an_address_that_is_none_is_not_proposed() -> None:
    for displayed, proposed in (
        ("x", None),
        ("a•••@example.org", None),
        ("eve@example.org", "eve@example.org"),
    ):
        check = {"verdict": "unchecked", "displayed": displayed, "expected": None}
        assert propose(record(email_check=check), KNOWN).address == proposed
