"""What is read in a page that did not load, and what the person is told and offered there."""

from __future__ import annotations

import pytest
from page_samples import document

from flows.load import load
from flows.schema import State
from helper.guide.steps import PanelSituation, panel_of
from helper.page.facts import Page
from helper.recognise import Lexicon, recognise
from helper.texts import LANGUAGES, Texts

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def state_at(url: str) -> tuple[State, bool]:
    """Read a page that is not of the service's own hosts."""
    reading = recognise(Page(document(url=url, is_ours=False)), SERVICE.flow, LEXICON)
    return reading.state, reading.has_not_loaded


def test_a_page_that_did_not_load_is_neither_another_host_nor_unavailable() -> None:
    assert state_at("chrome-error://chromewebdata/") == (State.UNKNOWN, True)


@pytest.mark.parametrize(
    "url",
    [
        "https://chrome-error.example/",
        "https://chrome-error/chromewebdata/",
        "https://www.facebook.com.example/chrome-error://chromewebdata/",
        "null/",
        "data:text/html",
        "chrome://settings/",
        "file:///home/chrome-error:",
    ],
)
def test_a_page_that_only_looks_like_that_is_another_host(url: str) -> None:
    assert state_at(url) == (State.WRONG_HOST, False)


def buttons(situation: PanelSituation, language: str) -> list[str]:
    """Give the names of the panel's buttons."""
    return [name for name, _ in panel_of(situation, Texts.load(language)).buttons]


@each_language
def test_before_send_it_can_be_tried_again(language: str) -> None:
    situation = PanelSituation(State.UNKNOWN, "Facebook", has_not_loaded=True)
    panel = panel_of(situation, Texts.load(language))
    assert panel.turn == "problem"
    [(name, label)] = panel.buttons
    assert name == "try_again"
    assert label in panel.next, "the sentence names the button as it is called"


@each_language
@pytest.mark.parametrize(
    ("situation", "offered"),
    [
        (PanelSituation(State.SENT, "Facebook", has_not_loaded=True), []),
        (
            PanelSituation(State.UNKNOWN, "Facebook", has_not_loaded=True, by_hand="form"),
            ["was_sent"],
        ),
    ],
    ids=["sent", "by_hand"],
)
def test_what_may_have_been_sent_is_not_offered_to_be_opened_again(
    situation: PanelSituation, offered: list[str], language: str
) -> None:
    assert buttons(situation, language) == offered
    texts = Texts.load(language)
    assert panel_of(situation, texts).now == texts.say("step.not_loaded_sent.now", service="Facebook")


@each_language
def test_the_offer_of_an_unknown_page_does_not_stand_on_one_that_did_not_load(language: str) -> None:
    situation = PanelSituation(State.UNKNOWN, "Facebook", has_not_loaded=True, by_hand="none")
    assert buttons(situation, language) == ["try_again"]
    assert buttons(PanelSituation(State.UNKNOWN, "Facebook"), language) == []


@each_language
def test_in_a_row_of_attempts_the_person_may_go_on_to_the_next(language: str) -> None:
    situation = PanelSituation(State.UNKNOWN, "Facebook", has_not_loaded=True, next_service="Instagram")
    assert buttons(situation, language) == ["try_again", "go_on"]
