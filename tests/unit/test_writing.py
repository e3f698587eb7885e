"""What is written into the explanation field, and what is told and offered when it cannot be: with a window that obeys."""

from __future__ import annotations

import asyncio
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from page_samples import button, document, field

from flows.load import load
from flows.references import find_reference
from flows.schema import State
from helper.guide import writing as module
from helper.guide.plan import Plan
from helper.guide.steps import PanelSituation, panel_of
from helper.guide.writing import Writing, Written
from helper.page.facts import Page
from helper.page.ports import Insertion, Place, Pressed
from helper.recognise import FormView, Lexicon, is_same_form, recognise
from helper.recognise.form import find_forms
from helper.texts import LANGUAGES, Texts

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
# Small words that one language has and the others here have not.
WORDS = {"fr": r"\b(je|les|des|aux)\b", "de": r"\b(ich|der|die|und)\b", "en": r"\b(the|of|that)\b"}


def form_with(language: str, value: str = "", touches: int = 0, **asked: Any) -> FormView:
    """Read the form as the guide does, in a language, with something in its explanation."""
    fields = (
        field(21, "email", before="Adresse e-mail", value="ana@example.org", is_required=True),
        field(
            22,
            "textarea",
            "Expliquez en quoi ce traitement vous affecte",
            value=value,
            touches=touches,
            **asked,
        ),
    )
    form = recognise(Page(document(fields=fields)), SERVICE.flow, LEXICON).form
    assert form is not None
    return replace(form, languages=(language,))


class Obedient:
    """A window whose field takes the text, or answers as it was told to."""

    def __init__(self, *answers: Insertion) -> None:
        self.answers = list(answers)
        self.written: list[str] = []

    async def insert(self, place: Place, expected: str, text: str) -> Insertion:
        self.written.append(text)
        return self.answers.pop(0) if self.answers else Insertion("inserted", expected + text)


def cnil_plan() -> Plan:
    """Ask for the text with the CNIL's page."""
    reference = find_reference("cnil")
    return Plan(
        SERVICE, None, reference, None, ("https://www.facebook.com/x",), 60, 60, "facebook", "Facebook"
    )


def write(window: Obedient, form: FormView) -> Writing:
    """Begin to write into a form and wait until that is over."""
    plan = cnil_plan()
    made: list[Writing] = []

    async def run() -> None:
        writing = Writing(plan, window, lambda: None)  # type: ignore[arg-type]
        made.append(writing)
        writing.begin(1, form)
        if writing._task:
            await writing._task

    with ThreadPoolExecutor(1) as thread:  # pytest-playwright keeps a loop of its own in this thread
        thread.submit(lambda: asyncio.run(run())).result()
    return made[0]


@pytest.mark.parametrize("language", WORDS)
def test_the_text_is_in_the_language_of_the_form(language: str) -> None:
    window = Obedient()
    writing = write(window, form_with(language))
    (text,) = window.written
    assert "https://www.cnil.fr/" in text
    plain = re.sub(r"https?://\S+", " ", text.lower())
    assert [name for name, words in WORDS.items() if re.search(words, plain)] == [language]
    assert writing.status in ("done", "shortened")
    offered = writing.text_to_paste((language,))
    assert offered is not None
    assert re.search(WORDS[language], offered.lower())


@pytest.mark.parametrize("answer", ["cancelled", "gone"])
def test_a_text_that_was_kept_back_is_told(answer: Any) -> None:
    writing = write(Obedient(Insertion(answer, None)), form_with("fr"))
    assert writing.shown_status == "kept_back"


def test_a_text_that_the_person_pasted_is_seen() -> None:
    writing = write(Obedient(Insertion("cancelled", None)), form_with("fr"))
    pasted = writing.text_to_paste(("fr",))
    writing.follow(1, form_with("fr", f"Bonjour. {pasted}", touches=1))
    assert writing.status == "done"
    assert writing.is_inserted
    writing.follow(1, form_with("fr", "", touches=2))
    assert writing.status == "by_person"


@pytest.mark.parametrize(
    ("waited", "shown", "again"), [(0.0, "none", 0.4), (0.5, "waiting", 3.5), (4.5, "late", 0.0)]
)
def test_waiting_is_told_after_a_moment_and_loudly_after_a_few_seconds(
    monkeypatch: pytest.MonkeyPatch, waited: float, shown: str, again: float
) -> None:
    writing = write(Obedient(), form_with("fr"))
    monkeypatch.setattr(module.time, "monotonic", lambda: 100.0)
    writing._settle("waiting")
    monkeypatch.setattr(module.time, "monotonic", lambda: 100.0 + waited)
    assert writing.shown_status == shown
    assert writing.tell_in == pytest.approx(again)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("insertion", "is_offered"),
    [
        *((s, True) for s in ("late", "does_not_fit", "no_field", "changed", "kept_back", "taken_out")),
        *((s, False) for s in ("none", "waiting", "done", "shortened", "by_person")),
    ],
)
def test_what_was_not_written_can_be_copied(language: str, insertion: Any, is_offered: bool) -> None:
    situation = PanelSituation(State.FORM, "Facebook", insertion=insertion, text_to_paste="Because.")
    paste = panel_of(situation, Texts.load(language)).paste
    assert (paste.text if paste else None) == ("Because." if is_offered else None)
    sent = replace(situation, state=State.SENT)
    assert panel_of(sent, Texts.load(language)).paste is None


def live_through(*forms: FormView) -> tuple[Obedient, Writing]:
    """Welcome the first form, follow it and each that comes after, and give what was written."""
    plan = Plan(
        SERVICE,
        None,
        find_reference("cnil"),
        None,
        ("https://www.facebook.com/x",),
        60,
        60,
        "facebook",
        "Facebook",
    )
    window = Obedient()
    made: list[Writing] = []

    async def run() -> None:
        writing = Writing(plan, window, lambda: None)  # type: ignore[arg-type]
        made.append(writing)
        welcomed = None
        for form in forms:
            writing.follow(1, form)
            if welcomed is None or not is_same_form(welcomed, form):
                writing.begin(1, form)
            welcomed = form
            for _ in range(5):
                await asyncio.sleep(0)
        await writing.stop()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, run()).result()
    return window, made[0]


def newsletter() -> FormView:
    """Give a small form of the page that was drawn before the real one."""
    fields = (field(50, "email", "Recevoir nos actualités", value="", technical="news", within=(40, 1)),)
    buttons = (button(51, "S’abonner", within=(40, 1)),)
    [form] = find_forms(document(fields=fields, buttons=buttons), LEXICON, ("fr",))
    return form


def half_drawn() -> FormView:
    """Give the form before a slow page has drawn the field for the explanation."""
    form = form_with("fr")
    return replace(form, explanation=None, text_fields=(), fields=form.fields[:1])


def test_the_text_goes_into_the_real_form_once_it_comes_after_another() -> None:
    window, writing = live_through(newsletter(), newsletter(), form_with("fr"))
    assert (len(window.written), writing.status) == (1, "done")


def test_the_text_goes_into_a_field_that_is_drawn_last() -> None:
    window, writing = live_through(half_drawn(), half_drawn(), form_with("fr"))
    assert (len(window.written), writing.status) == (1, "done")


def test_nothing_goes_into_another_form_before_it_is_welcomed() -> None:
    window = Obedient()

    async def run() -> None:
        plan = Plan(
            SERVICE,
            None,
            find_reference("cnil"),
            None,
            ("https://www.facebook.com/x",),
            60,
            60,
            "facebook",
            "Facebook",
        )
        writing = Writing(plan, window, lambda: None)  # type: ignore[arg-type]
        writing.begin(1, newsletter())
        writing.follow(1, form_with("fr"))
        await asyncio.sleep(0)
        await writing.stop()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, run()).result()
    assert window.written == []


def follow(form: FormView, *others: FormView, freeze: bool = False) -> tuple[Obedient, Writing]:
    """Write into a form, then show the guide what stands there later; with `freeze` Send was pressed in between."""
    window = Obedient()
    plan = cnil_plan()
    made: list[Writing] = []

    async def run() -> None:
        writing = Writing(plan, window, lambda: None)  # type: ignore[arg-type]
        made.append(writing)
        writing.begin(1, form)
        assert writing._task
        await writing._task
        if freeze:
            writing.freeze(form)
        for other in others:
            writing.follow(1, other)
            writing.begin(1, other)
            await writing._task

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(run())).result()
    return window, made[0]


def drawn_anew(form: FormView, key: int) -> FormView:
    """Give the form of the same load whose field is another element now."""
    assert form.explanation
    text = form.explanation.model_copy(update={"key": key})
    fields = tuple(text if field is form.explanation else field for field in form.fields)
    return replace(form, explanation=text, text_fields=(text,), fields=fields)


def test_what_the_person_deleted_is_not_put_back_though_the_field_is_drawn_anew() -> None:
    empty = form_with("fr", touches=3)
    window, writing = follow(form_with("fr"), empty, drawn_anew(empty, 72))
    assert len(window.written) == 1
    assert writing.status == "by_person"


def test_what_the_page_took_away_is_written_once_more_and_not_again() -> None:
    gone = form_with("fr")
    window, writing = follow(form_with("fr"), gone, gone)
    assert len(window.written) == 2
    assert writing.status == "changed"


def press(form: FormView, **facts: Any) -> Pressed:
    """Press something on the page of a form, now."""
    usual: dict[str, Any] = {"via": "mouse", "is_blocked": False, "at": time.monotonic()}
    return Pressed(1, Page(form.document), form.document.id, 77, **{**usual, **facts})


def after_press(
    event: Pressed | None, *shown: FormView, insertion: Insertion | None = None
) -> tuple[Obedient, Writing]:
    """Write into a form, press, and show the guide what stands there after that."""
    window, made = Obedient(*([insertion] if insertion else [])), []

    async def run() -> None:
        writing = Writing(cnil_plan(), window, lambda: None)  # type: ignore[arg-type]
        made.append(writing)
        writing.begin(1, form_with("fr"))
        assert writing._task
        await writing._task
        if event:
            writing.note_press(replace(event, at=event.at + time.monotonic()))
        for form in shown:
            writing.follow(1, form)
            await writing._task

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(run())).result()
    return window, made[0]


PRESSED = press(form_with("fr"), at=0.0)


@pytest.mark.parametrize(
    "shown",
    [form_with("fr"), form_with("fr", "Mon texte d’avant."), drawn_anew(form_with("fr"), 72)],
    ids=["emptied", "another text", "drawn anew"],
)
def test_what_vanished_after_a_press_of_the_person_is_not_put_back_but_offered(shown: FormView) -> None:
    window, writing = after_press(PRESSED, shown, shown)
    assert (len(window.written), writing.status) == (1, "taken_out")
    assert not writing.is_inserted


@pytest.mark.parametrize(
    "event",
    [
        replace(PRESSED, is_blocked=True),
        replace(PRESSED, at=-0.5),  # before the text was there
        replace(PRESSED, page=Page(document(id="other"))),
    ],
)
def test_a_press_that_cannot_have_done_it_changes_nothing(event: Pressed) -> None:
    window, writing = after_press(event, form_with("fr"))
    assert (len(window.written), writing.status) == (2, "done")


def test_a_press_long_ago_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_THEIRS_SECONDS", -1.0)  # whatever was pressed is longer ago than that
    window, _ = after_press(PRESSED, form_with("fr"))
    assert len(window.written) == 2


def test_what_the_person_pastes_after_all_is_seen() -> None:
    window, writing = after_press(PRESSED, form_with("fr"))
    _, writing = after_press(PRESSED, form_with("fr"), form_with("fr", window.written[0], touches=1))
    assert (writing.status, writing.is_inserted) == ("done", True)


def test_what_the_page_put_in_place_of_our_text_is_left_alone() -> None:
    """A draft that the service kept: the text was inserted into this load, and is inserted into each only once."""
    draft = form_with("fr", "Brouillon d’hier")
    window, writing = after_press(None, draft, drawn_anew(draft, 72), form_with("fr"))
    assert (len(window.written), writing.status) == (1, "changed")


def test_a_field_that_is_drawn_anew_again_and_again_gets_the_text_back_once() -> None:
    fields = [drawn_anew(form_with("fr"), key) for key in (72, 73, 74)]
    window, writing = after_press(None, *fields)
    assert (len(window.written), writing.status) == (2, "changed")


def test_after_send_nothing_is_written_into_a_form_that_is_drawn_anew() -> None:
    form = form_with("fr")
    window, _ = follow(form, drawn_anew(form, 72), drawn_anew(form, 73), freeze=True)
    assert len(window.written) == 1


def test_after_send_a_form_that_came_back_empty_in_a_new_load_is_written_into() -> None:
    """An error of the server's own page, or a connection that broke: without it the repaired form would go off bare."""
    back = replace(form_with("fr"), document=document(id="2"))
    window, writing = follow(form_with("fr"), back, freeze=True)
    assert len(window.written) == 2
    assert writing.status == "done"


def test_what_was_sent_stays_so_whatever_is_written_afterwards() -> None:
    """Somebody may repair an error and close the window: that was never sent."""
    form = form_with("fr")
    _, writing = follow(form, drawn_anew(form_with("fr", "Jamais envoyé", touches=1), 22), freeze=True)
    assert writing.text == "Jamais envoyé"
    assert writing.as_sent == Written("", is_inserted=False)
