"""What is written after the person's own words, and how it is kept within the field."""

from __future__ import annotations

from typing import Any

import pytest

from helper.explanation import PlannedText, holds_reference, plan_text, read_back, utf16_length

LINK = "https://www.cnil.fr/fr/ia-comment-sopposer"
ESSENTIAL = f"La CNIL explique ce droit : {LINK}"
LONG = f"Je m'oppose, selon l'article 21. La CNIL explique ce droit : {LINK}"
BARE = "Je m'oppose (art. 21)."
REASON = "Je m'oppose. Mes photos sont privées ! Voir https://a.example/x?y=1.z pour le reste."


def plan(**changes: Any) -> PlannedText:
    given: dict[str, Any] = {
        "reason": REASON,
        "forms": (LONG, ESSENTIAL),
        "existing": "",
        "max_units": None,
        "min_units": None,
    }
    return plan_text(**(given | changes))


def test_the_reason_comes_first_then_the_reference() -> None:
    assert plan() == PlannedText(f"{REASON}\n{LONG}", has_reference=True)


def test_a_field_of_one_line_gets_one_line() -> None:
    assert plan(reason="One.\r\n\r\nTwo. ", multiline=False).text == f"One. Two. {LONG}"


@pytest.mark.parametrize(
    ("existing", "multiline", "lead"),
    [
        ("", True, ""),
        (" \n", True, ""),
        ("A draft.", True, "\n"),
        ("A draft.\n", True, ""),
        ("A draft", False, " "),
        ("A draft ", False, ""),
    ],
)
def test_a_draft_stays_and_is_set_apart(existing: str, multiline: bool, lead: str) -> None:
    assert (
        plan(reason=None, forms=[ESSENTIAL], existing=existing, multiline=multiline).text == lead + ESSENTIAL
    )


def test_a_text_that_fits_exactly_is_whole() -> None:
    whole = f"{REASON}\n{LONG}"
    assert plan(max_units=len(whole)).text == whole


def test_a_shorter_form_is_taken_first() -> None:
    made = plan(max_units=len(f"{REASON}\n{LONG}") - 1)
    assert made == PlannedText(f"{REASON}\n{ESSENTIAL}", has_reference=True)


@pytest.mark.parametrize(
    ("cut", "kept"),
    [(1, "Je m'oppose. Mes photos sont privées !"), (50, "Je m'oppose."), (len(REASON) - 12, "Je m'oppose.")],
)
def test_the_reason_then_loses_whole_sentences(cut: int, kept: str) -> None:
    made = plan(max_units=len(f"{REASON}\n{ESSENTIAL}") - cut)
    assert made == PlannedText(f"{kept}\n{ESSENTIAL}", shortened=True, has_reference=True)


def test_the_reference_alone_is_kept_when_no_sentence_of_the_reason_fits() -> None:
    assert plan(max_units=len(ESSENTIAL)) == PlannedText(ESSENTIAL, shortened=True, has_reference=True)


@pytest.mark.parametrize("max_units", [len(ESSENTIAL) - 1, 5, 0, -3])
def test_nothing_is_inserted_when_the_reference_cannot_fit(max_units: int) -> None:
    assert plan(max_units=max_units) == PlannedText(None, why="does_not_fit")


def test_without_room_for_a_link_the_objection_stands_alone_and_says_so() -> None:
    forms = (LONG, ESSENTIAL, BARE)
    assert plan(reason=None, forms=forms, max_units=len(ESSENTIAL) - 1) == PlannedText(BARE, shortened=True)
    assert plan(reason=None, forms=forms, max_units=len(BARE) - 1) == PlannedText(None, why="does_not_fit")
    assert plan(reason="Non.", forms=forms, max_units=len(f"Non. {BARE}")) == PlannedText(
        f"Non.\n{BARE}", shortened=True
    )


def test_the_link_is_worth_more_than_the_end_of_the_reason() -> None:
    forms = (LONG, ESSENTIAL, BARE)
    made = plan(forms=forms, max_units=len(f"{REASON}\n{ESSENTIAL}") - 1)
    assert made == PlannedText(
        f"Je m'oppose. Mes photos sont privées !\n{ESSENTIAL}", shortened=True, has_reference=True
    )


def test_an_objection_without_a_link_is_not_written_twice() -> None:
    forms = (LONG, ESSENTIAL, BARE)
    assert plan(reason=None, forms=forms, existing=f"Avant.\r\n{BARE}") == PlannedText(
        None, why="already_there"
    )
    assert holds_reference(BARE.replace(" ", "\u00a0"), [BARE])
    assert not holds_reference(BARE[:-2], [BARE])
    assert not holds_reference("", ["", BARE])


def test_a_draft_takes_its_share_of_the_room() -> None:
    assert plan(existing="x" * 10, max_units=len(ESSENTIAL) + 10).why == "does_not_fit"


@pytest.mark.parametrize(
    ("reason", "max_units", "kept"),
    [
        ("One. Two.", 8, "One."),
        ("One.\n\nTwo, which goes on", 12, "One."),
        ("Heading\n\nTwo, which goes on", 12, "Heading"),
        ("Wrapped\nline. Two", 12, None),
        ("لماذا؟ لا أوافق على ذلك", 10, "لماذا؟"),
        ("反对。理由很多。", 6, "反对。"),
        ("なぜ\uff1f理由。", 5, "なぜ\uff1f"),
        ("« Non. » Vraiment pas", 10, "« Non. »"),
        ("See https://a.example/b.c!d and more words", 30, None),
        ("看https://例え。テスト/路径", 12, None),
        ("In 3.5 years nothing", 12, None),
        ("😀😀. Next", 5, "😀😀."),
        ("😀😀. Next", 4, None),
        ('Yes. "No" or so', 6, "Yes."),
        ("Well?!... and more", 12, "Well?!..."),
        ("." * 64_000 + "x", 10, None),  # at once: a reason may be 64 KiB of anything
    ],
)
def test_a_reason_alone_is_cut_at_a_sentence_end_or_not_at_all(
    reason: str, max_units: int, kept: str | None
) -> None:
    made = plan(reason=reason, forms=[], max_units=max_units)
    assert made == (PlannedText(kept, shortened=True) if kept else PlannedText(None, why="does_not_fit"))


def test_a_text_below_the_minimum_is_inserted_and_reported() -> None:
    made = plan(reason=None, forms=[ESSENTIAL], min_units=100)
    assert made == PlannedText(ESSENTIAL, why="too_short", has_reference=True)
    assert plan(reason=None, min_units=100).why is None
    assert plan(reason=None, forms=[ESSENTIAL], min_units=100, existing="x" * 60).why is None


@pytest.mark.parametrize("draft", [f"Voir {LINK}.", f"{LINK}\nMon avis", f"({LINK})"])
def test_a_reference_that_is_there_is_not_written_again(draft: str) -> None:
    assert plan(reason=None, existing=draft) == PlannedText(None, why="already_there")
    assert plan(existing=draft).text == f"\n{REASON}"


def test_a_longer_link_is_another_link() -> None:
    assert plan(reason=None, forms=[ESSENTIAL], existing=f"{LINK}/autre\n").text == ESSENTIAL


def test_a_restored_draft_gets_nothing_twice() -> None:
    first = plan(reason="Je refuse !\nVraiment.").text
    assert first is not None
    restored = first.replace("\n", "\r\n").replace(" !", "\u00a0!")
    assert plan(reason="Je refuse !\nVraiment.", existing=restored) == PlannedText(None, why="already_there")


def test_a_reason_that_is_there_is_not_written_again() -> None:
    assert plan(existing=f"{REASON}\n", forms=[ESSENTIAL]).text == ESSENTIAL


@pytest.mark.parametrize("blank", [None, "", " \n"])
def test_without_a_wish_nothing_is_inserted(blank: str | None) -> None:
    assert plan(reason=blank, forms=[blank or ""], existing="A draft") == PlannedText(
        None, why="nothing_asked"
    )


def test_an_emoji_counts_twice_as_in_browsers() -> None:
    assert utf16_length("é") == 1
    assert utf16_length("😀\n") == 3
    assert utf16_length("\ud83d") == 1


TEXT = f"Je m'oppose à cet usage.\n{ESSENTIAL}"


@pytest.mark.parametrize(
    ("found", "fate"),
    [
        (TEXT, "present"),
        (f"A draft.\r\n{TEXT}\r\nMore.", "present"),
        (TEXT.replace("\n", "\r\n"), "present"),
        (TEXT.replace("\n", "\n\n"), "present"),
        (TEXT.replace(" :", "\u00a0:"), "present"),
        (TEXT.replace("\n", " "), "changed"),
        (TEXT[:-4], "changed"),
        (TEXT.replace(LINK, ""), "changed"),
        (f"Voir {LINK}", "changed"),
        (TEXT.replace("CNIL", "cnil"), "changed"),
        ("My own words.", "gone"),
        ("Je pars.", "gone"),
        ("", "gone"),
        (None, "gone"),
    ],
)
def test_what_became_of_the_text_is_read_back(found: str | None, fate: str) -> None:
    assert read_back(f"\n{TEXT}", found) == fate
