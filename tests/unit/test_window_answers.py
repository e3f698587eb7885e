"""What is read from the window's forms, and which buttons are offered where."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helper.followup.standing import Situation, Standing
from helper.followup.todo import OPEN, Wanted
from helper.window.asked import (
    AskedAccount,
    AskedAccounts,
    AskedExplanation,
    read_accounts,
    read_explanation,
    reason_of,
)
from helper.window.deeds import KINDS, Deed, deeds_for, read_deed

ADDRESS = "claire@example.org"
BEFORE = AskedAccounts((AskedAccount("facebook", "Facebook"), AskedAccount("instagram", "Instagram")), "FR")
COUNTRIES = ("other", "DE", "FR")
REASONS = [("none", "No"), ("family", "My family."), ("own", "Mine")]


def read(**answer: str) -> tuple[AskedAccounts, list[str]]:
    form, problems = read_accounts({"country": "DE", **answer}, BEFORE, COUNTRIES)
    return form, [one.field for one in problems]


def test_what_is_ticked_is_wanted_with_its_address() -> None:
    form, problems = read(wants_facebook="yes", address_facebook=f" {ADDRESS} ", address_instagram=ADDRESS)
    assert problems == []
    assert form.wanted() == [Wanted("facebook", ADDRESS)]
    assert (form.country, form.saves) == ("DE", False)
    assert form.accounts[1].address == ADDRESS, "what was typed is there again on the next page"


def test_an_address_may_be_left_out() -> None:
    form, problems = read(wants_facebook="yes", wants_instagram="yes", saves="yes")
    assert problems == []
    assert form.wanted() == [Wanted("facebook"), Wanted("instagram")]
    assert form.saves


@pytest.mark.parametrize("wrong", ["claire", "claire@", "a@b", "c…e@example.org", "a b@example.org", "@"])
def test_an_address_that_is_none_is_named_and_kept_to_be_corrected(wrong: str) -> None:
    form, problems = read(wants_facebook="yes", address_facebook=wrong)
    assert problems == ["address_facebook"]
    assert form.accounts[0].address == wrong


def test_of_an_account_that_is_not_wanted_nothing_is_asked() -> None:
    assert read(wants_facebook="yes", address_instagram="claire")[1] == []


def test_no_account_and_no_country_are_both_named() -> None:
    form, problems = read(country="XX")
    assert problems == ["wants_facebook", "country"]
    assert form.country == "FR"


@given(st.dictionaries(st.text(), st.text()))
def test_no_answer_is_too_strange(answer: dict[str, str]) -> None:
    read_accounts(answer, BEFORE, COUNTRIES)
    read_explanation(answer, AskedExplanation("cnil"), {"cnil": 1}, dict(REASONS), 100)


def explain(**answer: str) -> tuple[AskedExplanation, list[str]]:
    form, problems = read_explanation(
        answer, AskedExplanation("cnil"), {"cnil": 1, "dpc": 1}, dict(REASONS), limit=100
    )
    return form, [str(one.said.key) for one in problems]


@pytest.mark.parametrize(
    ("answer", "problems", "reason"),
    [
        ({"reason": "none"}, [], None),
        ({"reason": "family"}, [], "My family."),
        ({"reason": "own", "own": " They are mine. "}, [], "They are mine."),
        ({"reason": "nonsense"}, [], None),
        ({}, [], None),
        ({"reason": "own"}, ["window.problem.own_empty"], ""),
        ({"reason": "own", "own": " \n "}, ["window.problem.own_empty"], ""),
        ({"reason": "family", "own": "Mine."}, ["window.problem.own_unused"], "My family."),
        ({"reason": "own", "own": "é" * 51}, ["window.problem.own_long"], "é" * 51),
        ({"reason": "own", "own": "M\0e"}, ["window.problem.own_unreadable"], "M\0e"),
    ],
)
def test_a_reason_is_chosen_or_written(
    answer: dict[str, Any], problems: list[str], reason: str | None
) -> None:
    form, found = explain(**answer)
    assert found == problems
    assert reason_of(form.reason, form.own, REASONS) == reason


def test_the_text_is_added_only_where_it_is_ticked_and_only_one_that_there_is() -> None:
    assert explain(adds="yes", reference="dpc")[0] == AskedExplanation("dpc", adds=True)
    assert explain(reference="nobody")[0] == AskedExplanation("cnil", adds=False)


# Buttons


def standing(situation: Situation) -> Standing:
    return Standing(
        "facebook", ADDRESS, situation, dt.datetime(2026, 11, 22, tzinfo=dt.UTC), "20261122T1-x-1"
    )


@pytest.mark.parametrize("situation", list(Situation))
def test_each_standing_has_its_buttons(situation: Situation) -> None:
    kinds = [one.kind for one in deeds_for(standing(situation))]
    assert kinds[-1] == "folder"
    assert ("mail" in kinds) == (situation not in OPEN), "an e-mail answers what was sent"
    assert ("complaint" in kinds) == (
        situation in (Situation.REFUSED, Situation.OVERDUE, Situation.LETTER_OVERDUE)
    )
    assert ("renew" in kinds) == (situation in (Situation.RENEWAL, Situation.SENT_UNCONFIRMED))
    unread = (Situation.UNFINISHED, Situation.DAMAGED, Situation.NEWER)
    assert ("copy" in kinds) == (situation not in unread)


@pytest.mark.parametrize("kind", KINDS)
def test_a_button_is_read_as_it_was_made(kind: Any) -> None:
    deed = Deed(kind, "20261122T140311Z-facebook-7f3a9c")
    assert read_deed(deed.button) == deed


@pytest.mark.parametrize(
    "button", ["", "report", "folder:", "folder:../x", "folder:a/b", "delete:x", "copy:" + "a" * 101]
)
def test_what_is_no_button_of_these_does_nothing(button: str) -> None:
    assert read_deed(button) is None
