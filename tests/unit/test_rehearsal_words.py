"""What is said while somebody practises: nobody is told to wait for an e-mail that cannot come."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from panel_samples import SITUATIONS

from helper.guide.steps import PanelSituation, panel_of
from helper.rehearsal import site
from helper.texts import LANGUAGES, Texts

# A code is asked for by e-mail; the practice form asks for none.
SITUATIONS_OF_PRACTICE = {name: one for name, one in SITUATIONS.items() if name != "code"}
PROMISES = re.compile(
    r"indésirables|devrait arriver|attendez deux jours|spam|junk|should arrive|wait two days"
)


def said(situation: PanelSituation, language: str) -> str:
    panel = panel_of(situation, Texts.load(language))
    return " ".join([panel.now, panel.next, *(line.text for line in panel.lines)])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("has_end_page", [False, True])
@pytest.mark.parametrize("name", sorted(SITUATIONS_OF_PRACTICE))
def test_no_step_of_a_rehearsal_lets_one_wait_for_an_email(
    name: str, language: str, has_end_page: bool
) -> None:
    situation = replace(
        SITUATIONS_OF_PRACTICE[name], is_rehearsal=True, has_end_page=has_end_page, next_service=None
    )
    assert not PROMISES.search(said(situation, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("has_end_page", [False, True])
def test_at_its_end_it_says_that_none_will_come(language: str, has_end_page: bool) -> None:
    end = replace(SITUATIONS["submitted"], has_end_page=has_end_page)
    none = {"fr": "aucun e-mail n’arrivera", "en": "no e-mail will come"}[language]
    assert none in said(replace(end, is_rehearsal=True), language)
    assert none not in said(end, language)
    assert PROMISES.search(said(end, language)), "of the real form one is to be waited for"


@pytest.mark.parametrize(
    ("language", "none"), [("fr", "aucun e-mail n’arrivera"), ("en", "no e-mail will come")]
)
def test_the_practice_page_says_so_beside_its_answer(language: str, none: str) -> None:
    pages = site.PracticeSite(Texts.load(language), "a@example.org")
    assert none in pages._page("answer")
    assert none not in pages._page("form")
