"""The panel's heading and its text agree: nobody reads "Your turn" above "wait", or "busy" above what they have to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from panel_samples import SITUATIONS

from flows.privacy_check import load_check
from flows.schema import Purpose, State
from helper.guide.check_steps import CheckView, check_panel
from helper.guide.steps import GO_ON, PanelSituation, panel_of, step_key
from helper.page.ports import Panel
from helper.texts import LANGUAGES, Texts

# What a sentence asks for, by how it begins, "please" left out, or after its condition.
WAITS = {
    "en": r"wait\b|leave the window open",
    "fr": r"attendez|patientez|laissez la fenêtre ouverte",
}
ACTS = {
    "en": r"answer|check|choose|close|correct|do\b|enter|follow|give|go\b|log\b|look|open\b|press|read\b|switch|type|unlock",
    "fr": r"allez|appuyez|cherchez|choisissez|connectez|continuez|corrigez|déconnectez|débloquez|entrez|faites|fermez|"
    r"indiquez|lisez|n’y tapez|ouvrez|passez|regardez|répondez|revenez|suivez|tapez|vérifiez|écrivez",
}
CONDITIONS = {"en": r"if\b|otherwise\b", "fr": r"si\b|sinon\b"}
LEFT_TO_THE_PERSON = {"en": r"is yours|is enough", "fr": r"c’est à vous|suffit"}
BUSY = {"en": r"opening|opens|waiting", "fr": r"en cours|ouvre|attend"}
RECEIVED = {
    "en": r"confirms that it received|already on record",
    "fr": r"confirme avoir reçu|déjà enregistrée",
}
LAST = {"en": r"last step|press the button", "fr": r"dernière étape|appuyez sur le bouton"}


def asked(text: str, language: str) -> list[str]:
    """Give what a text asks for, in its order: `wait`, `act`, or `perhaps` for what depends on a condition."""
    found = []
    for sentence in re.split(r"(?<=[.?!:;])\s+|, (?:then|puis) ", text.lower()):
        begun = re.sub(r"^(please|ensuite|then|puis) ", "", sentence)
        if re.match(CONDITIONS[language], begun):
            if re.search(rf"(?:, |otherwise )(?:{ACTS[language]})", begun):
                found.append("perhaps")
        elif re.match(WAITS[language], begun):
            found.append("wait")
        elif re.match(ACTS[language], begun):
            found.append("act")
    return found


def disagreement(panel: Panel, language: str, *, is_warned: bool) -> str | None:
    """Say how heading and text contradict each other; None where they agree."""
    text = " ".join([panel.now, *(line.text for line in panel.lines if line.tone == "plain"), panel.next])
    wanted, has = asked(text, language), re.compile
    match panel.turn:
        case "you" if not wanted and not has(LEFT_TO_THE_PERSON[language]).search(text.lower()):
            return "it is the person's turn, and nothing is asked of them"
        case "you" if wanted and wanted[0] == "wait":
            return "it is the person's turn, and they are to wait"
        case "us" if is_warned:
            return "the program is busy, and a sign of the person is awaited"
        case "us" if "act" in wanted or not has(BUSY[language]).search(text.lower()):
            return "the program is busy, and the person is to act"
        case "wait" if wanted[:1] != ["wait"] and not (is_warned and "act" not in wanted):
            return "nobody can do anything, and the person is not told to wait"
        case "done" if not has(RECEIVED[language]).search(panel.now) or wanted[:1] == ["wait"]:
            return "done, and it is not said what is"
        case "done" if wanted and not has(LAST[language]).search(panel.next.lower()):
            return "done, and something is asked that is not called the last step"
        case "problem" if not wanted:
            return "the person's attention is asked for, and nothing else"
        case "problem" if wanted[:1] == ["wait"] or has(RECEIVED[language]).search(panel.now):
            return "something is wrong, and the text does not say so"
    return None


def varied(situation: PanelSituation) -> Iterator[PanelSituation]:
    """Give a situation as it is in each kind of attempt."""
    for purpose, is_rehearsal, minutes, more in product(
        Purpose, (False, True), (None, 2), ({}, {"has_end_page": True}, {"next_service": "Instagram"})
    ):
        yield replace(situation, purpose=purpose, is_rehearsal=is_rehearsal, minutes_left=minutes, **more)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SITUATIONS)
def test_heading_and_text_agree(name: str, language: str) -> None:
    texts = Texts.load(language)
    for one in varied(SITUATIONS[name]):
        panel = panel_of(one, texts)
        found = disagreement(panel, language, is_warned=one.minutes_left is not None)
        assert not found, f"{found}: {panel.turn_text} / {panel.now} / {panel.next}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SITUATIONS)
def test_who_may_go_on_to_the_next_service_is_told_so_beside_closing_the_window(
    name: str, language: str
) -> None:
    panel = panel_of(replace(SITUATIONS[name], next_service="Instagram"), Texts.load(language))
    may_go_on = GO_ON in dict(panel.buttons)
    assert may_go_on is ("Instagram" in panel.next)


def test_every_step_of_the_catalogue_has_a_sample() -> None:
    steps = {key.split(".")[1] for key in Texts.load("en").sentences if key.startswith("step.")}
    assert {step_key(one) for one in SITUATIONS.values()} == steps - {State.CLOSED.value}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("minutes", [None, 2])
def test_in_a_privacy_check_too_nobody_is_busy_once_a_sign_of_the_person_is_awaited(
    language: str, minutes: int | None
) -> None:
    pages = load_check().pages
    panel = check_panel(CheckView(pages, 0, State.OPENING, minutes_left=minutes), Texts.load(language))
    assert panel.turn == ("wait" if minutes else "us")
    assert panel.turn_text == Texts.load(language).say(f"panel.turn.{panel.turn}")


@pytest.mark.parametrize(
    ("turn", "next_"),
    [
        ("you", "Wait a little longer: the program is still watching. If nothing comes, close the window."),
        ("you", "Please leave the window open."),
        ("you", "The program is still watching."),
        ("us", "Press Send again."),
        ("wait", "Close the window, then wait two days."),
        ("done", "Log out."),
        ("problem", "Wait."),
        ("problem", "The program opens the next known address."),
    ],
)
def test_the_check_finds_what_does_not_agree(turn: str, next_: str) -> None:
    panel = panel_of(SITUATIONS["silent"], Texts.load("en"))
    assert disagreement(replace(panel, turn=turn, next=next_), "en", is_warned=False)  # type: ignore[arg-type]
