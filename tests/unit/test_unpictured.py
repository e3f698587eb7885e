"""That pictures are kept is said only of those that are: of an answer, of a page on the way, of two that contradict."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from evidence_samples import kept, record_of
from page_samples import block, document
from panel_samples import SITUATIONS
from replica.texts import texts as service_texts
from test_attempt_guide import SERVICE, go_through

from flows.schema import Purpose
from helper.evidence.store import Archive
from helper.followup.ending import sentences_of
from helper.guide.steps import Unpictured, panel_of
from helper.page.facts import Page
from helper.texts import LANGUAGES, Texts

__all__ = ["kept"]  # fixtures

each_language = pytest.mark.parametrize("language", LANGUAGES)
TELLING = {
    "submitted": "submitted",
    "taken_back": "sent_taken_back",
    "already_objected": "already_objected",
    "unavailable": "unavailable",
    "refused": "refused",
    "moved": "moved",
    "portal": "portal",
    "privacy_centre": "privacy_centre",
    "home": "home",
    "by_hand_sent": "by_hand_sent",
}


@each_language
@pytest.mark.parametrize("sample", TELLING)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_step_says_what_is_pictured_and_what_is_not(sample: str, purpose: Purpose, language: str) -> None:
    texts = Texts.load(language)
    claim = texts.say(f"step.{TELLING[sample]}.kept")
    situation = replace(SITUATIONS[sample], purpose=purpose)
    assert panel_of(situation, texts).now.endswith(claim)
    for missing in get_args(Unpictured):
        said = panel_of(replace(situation, unpictured=missing), texts).now
        assert claim not in said
        assert said.endswith(texts.say(f"panel.unpictured.{missing}"))


@each_language
@pytest.mark.parametrize(
    "sample", [one for one in SITUATIONS if one not in TELLING and "submitted" not in one]
)
def test_where_no_picture_is_told_of_none_is_missed(sample: str, language: str) -> None:
    texts, situation = Texts.load(language), SITUATIONS[sample]
    assert panel_of(replace(situation, unpictured="page"), texts) == panel_of(situation, texts)


@each_language
def test_no_sentence_on_a_step_claims_a_picture_whatever_was_kept(language: str) -> None:
    word = {"en": "picture", "fr": "image"}[language]
    sentences = Texts.load(language).sentences
    own = {key: text for key, text in sentences.items() if key.startswith("step.") and key.endswith(".now")}
    assert not [key for key, text in own.items() if word in text.casefold()]


def test_a_page_that_could_not_be_pictured_is_not_said_to_be(tmp_path: Path) -> None:
    sentence = service_texts("fr")["unavailable"]
    url = SERVICE.flow.address[0].url
    shown = Page(document(url=url, blocks=(block(sentence),), fields=(), buttons=(), forms=()))
    said = go_through(tmp_path, shown)
    assert any("Aucune image de cette page n’a pu être prise." in line for line in said), said
    assert not any("Une image datée est conservée" in line for line in said)


@pytest.mark.parametrize("notes", [(), ("answer_not_pictured",)])
def test_the_end_says_where_no_picture_shows_the_answer(kept: Archive, notes: tuple[str, ...]) -> None:
    work = kept.begin("facebook")
    record = record_of(work, {}, notes=notes)
    work.close()
    said = [one.key for one in sentences_of(record, "Facebook", None)]
    assert ("talk.answer_not_pictured" in said) == bool(notes)
