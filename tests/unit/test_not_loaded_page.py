"""What is read in a page that did not load, or that crashed, and what the person is told and offered there."""

from __future__ import annotations

from dataclasses import replace

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
each_way = pytest.mark.parametrize("has_crashed", [False, True], ids=["not_loaded", "crashed"])


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


@pytest.mark.parametrize(
    "url", ["about:blank", "https://www.facebook.com/help/contact/712876720715583", None]
)
def test_what_stands_in_a_page_that_crashed_is_not_read(url: str | None) -> None:
    top = document(url=url) if url else None
    reading = recognise(Page(top, has_crashed=True), SERVICE.flow, LEXICON)
    assert (reading.state, reading.has_not_loaded, reading.has_crashed) == (State.UNKNOWN, True, True)
    assert not reading.is_as(recognise(Page(document(url="chrome-error:")), SERVICE.flow, LEXICON))


@each_way
@each_language
def test_before_send_it_can_be_tried_again(language: str, has_crashed: bool) -> None:
    situation = PanelSituation(State.UNKNOWN, "Facebook", has_not_loaded=True, has_crashed=has_crashed)
    texts = Texts.load(language)
    panel = panel_of(situation, texts)
    assert panel.turn == "problem"
    said = texts.say(f"step.{'crashed' if has_crashed else 'not_loaded'}.now", service="Facebook")
    assert panel.now == said
    [(name, label)] = panel.buttons
    assert name == "try_again"
    assert label in panel.next, "the sentence names the button as it is called"


@each_way
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
    situation: PanelSituation, offered: list[str], language: str, has_crashed: bool
) -> None:
    situation = replace(situation, has_crashed=has_crashed)
    assert buttons(situation, language) == offered
    texts = Texts.load(language)
    key = "step.crashed_sent.now" if has_crashed else "step.not_loaded_sent.now"
    assert panel_of(situation, texts).now == texts.say(key, service="Facebook")


@each_language
def test_the_offer_of_an_unknown_page_does_not_stand_on_one_that_did_not_load(language: str) -> None:
    situation = PanelSituation(State.UNKNOWN, "Facebook", has_not_loaded=True, by_hand="none")
    assert buttons(situation, language) == ["try_again"]
    assert buttons(PanelSituation(State.UNKNOWN, "Facebook"), language) == []


@each_language
def test_in_a_row_of_attempts_the_person_may_go_on_to_the_next(language: str) -> None:
    situation = PanelSituation(State.UNKNOWN, "Facebook", has_not_loaded=True, next_service="Instagram")
    assert buttons(situation, language) == ["try_again", "go_on"]
