"""A login box in a page's header is no login that stands before the form; what stands in the form is not read beside it."""

from __future__ import annotations

import asyncio
import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from page_samples import FORM_URL, block, button, dialog, document, field

from flows.load import load
from flows.references import find_reference
from flows.schema import State
from helper.guide.findings import Findings
from helper.guide.plan import Plan
from helper.guide.steps import PanelSituation, email_line, panel_of
from helper.guide.writing import Writing
from helper.page.facts import FormElement, Page
from helper.page.ports import Insertion, Place
from helper.recognise import Lexicon, Recognition, recognise
from helper.record import Send, Verdict
from helper.texts import LANGUAGES, Texts

OBJECTION, OTHERS = load("facebook"), load("third-party")
LEXICON = Lexicon(OBJECTION.words)
LOGIN = FormElement(key=50, is_native=True, technical="login_form", ids=())
IN_HEADER: dict[str, Any] = {"within": (50, 1), "is_aside": True}
BOX = (
    field(51, "text", "Adresse e-mail ou numéro de mobile", technical="email", **IN_HEADER),
    field(52, "password", "Mot de passe", **IN_HEADER),
)
LOG_IN = button(53, "Se connecter", within=(50, 1))
PLAIN = document()
THIRD: dict[str, Any] = {
    "url": OTHERS.flow.address[0].url,
    "title": "Informations de tiers",
    "blocks": (block("Droits sur les informations de tiers utilisées pour l’IA chez Meta", is_heading=True),),
    "fields": (
        field(21, "email", "Adresse e-mail", value="ana@example.org", is_required=True),
        field(22, "textarea", "Requête (prompt) posée à l’IA", value=""),
        field(23, "file", "Capture d’écran de la réponse"),
    ),
}


def beside(*box: Any, **facts: Any) -> dict[str, Any]:
    """Put a login box beside the form; what stands in the fields is not reported then."""
    shown = document(**facts)
    fields = tuple(f.model_copy(update={"value": None}) for f in shown.fields)
    return {
        **facts,
        "has_password": True,
        "fields": (*(box or BOX), *fields),
        "buttons": (LOG_IN, *shown.buttons),
        "forms": (*shown.forms, LOGIN),
    }


def look(page: Page, service: Any = OBJECTION, *, is_after_send: bool = False) -> Recognition:
    """Recognise a page."""
    return recognise(page, service.flow, Lexicon(service.words), is_after_send=is_after_send)


def test_an_objection_asks_for_the_login_and_says_that_the_form_stands_there() -> None:
    seen = look(Page(document(**beside())))
    assert (seen.state, seen.has_login_aside) == (State.LOGIN, True)
    assert seen.form is not None, "a press of Send is noticed all the same"
    assert {f.key for f in seen.form.fields} == {f.key for f in PLAIN.fields}


def test_a_form_that_needs_no_account_is_the_form() -> None:
    seen = look(Page(document(**beside(**THIRD))), OTHERS)
    assert (seen.state, seen.has_login_aside) == (State.FORM, True)
    assert look(Page(document(**THIRD)), OTHERS).has_login_aside is False


IN_MAIN: dict[str, Any] = {"within": (50, 1), "is_aside": False}


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ("in the page itself", {"fields": (*BOX[:1], field(52, "password", "Mot de passe", **IN_MAIN))}),
        (
            "one there and one in the header",
            {"fields": (*BOX, field(54, "password", "Mot de passe", **IN_MAIN))},
        ),
        ("in a dialog of the header", {"dialogs": (dialog(50),)}),
        ("where no field is known", {"fields": ()}),
        ("in the form", {"fields": (*BOX, field(54, "password", "Mot de passe"))}),
    ],
)
@pytest.mark.parametrize("is_after_send", [False, True])
def test_every_other_password_is_a_login(what: str, changed: dict[str, Any], is_after_send: bool) -> None:
    facts = beside(**THIRD)
    if "fields" in changed:
        changed = {"fields": (*changed["fields"], *facts["fields"][len(BOX) :])}
    page = Page(document(**{**facts, **changed}))
    seen = look(page, OTHERS, is_after_send=is_after_send)
    assert (seen.state, seen.has_login_aside) == (State.LOGIN, False), what


@pytest.mark.parametrize("is_ours", [False, True])
def test_a_password_in_a_frame_is_a_login_beside_the_box_too(is_ours: bool) -> None:
    frame = document(id="2", is_top=False, has_password=True, is_ours=is_ours, fields=BOX)
    assert look(Page(document(**beside(**THIRD)), (frame,)), OTHERS).state is State.LOGIN


def test_the_page_of_a_login_is_one_wherever_its_password_stands() -> None:
    page = Page(document(**{**beside(**THIRD), "url": "https://www.facebook.com/login/"}))
    assert look(page, OTHERS).state is State.LOGIN


@pytest.mark.parametrize("said", ["Nous avons bien reçu votre demande.", "Vous vous êtes déjà opposé."])
def test_after_send_nothing_that_stands_beside_the_box_is_an_answer(said: str) -> None:
    gone = {**beside(), "fields": BOX, "buttons": (LOG_IN,), "forms": (LOGIN,), "blocks": (block(said),)}
    for service in (OBJECTION, OTHERS):
        assert look(Page(document(**gone)), service, is_after_send=True).state is State.UNKNOWN
    assert look(Page(document(**gone))).state is State.LOGIN


# --- the header's fields are no part of the form ------------------------------------------------------------------------


@pytest.mark.parametrize("has_form_element", [True, False])
def test_of_a_form_that_is_but_a_part_of_the_page_the_header_is_no_part(has_form_element: bool) -> None:
    """Its smallest common element is the page's own, in which the header stands too."""
    flat: dict[str, Any] = {"within": (1,)}
    fields = tuple(f.model_copy(update=flat) for f in PLAIN.fields)
    chain = (50, 1) if has_form_element else (1,)
    news = field(51, "email", "Adresse e-mail", value="bob@example.net", within=chain, is_aside=True)
    page = document(
        fields=(news, *fields),
        buttons=(button(53, "Rester au courant", within=chain), button(30, "Voilà", is_submit=False, **flat)),
        forms=(LOGIN,) if has_form_element else (),
    )
    seen = look(Page(page)).form
    assert seen is not None
    assert seen.displayed_addresses == ("ana@example.org",)
    if has_form_element:
        assert [b.text for b in seen.send] == ["Voilà"]


# --- what is not read is not judged -------------------------------------------------------------------------------------


def form_of(**facts: Any) -> Any:
    form = look(Page(document(**facts))).form
    assert form is not None
    return form


@pytest.mark.parametrize("hidden", [{"has_password": True}, {"is_unsure": True}])
def test_an_address_that_is_not_read_is_neither_empty_nor_what_it_was(hidden: dict[str, bool]) -> None:
    withheld = {**hidden, "fields": tuple(f.model_copy(update={"value": None}) for f in PLAIN.fields)}
    findings = Findings(page_url=FORM_URL)
    findings.check_addresses(form_of(), "ana@example.org")
    assert findings.verdict is Verdict.MATCH
    assert findings.check_addresses(form_of(**withheld), "ana@example.org")
    assert (findings.verdict, findings.displayed) == (Verdict.UNCHECKED, None)
    at = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    findings.note_send(form_of(**withheld), Send(at=at, via="mouse"), "ana@example.org")
    assert findings.sent_check == (Verdict.UNCHECKED, None)
    findings.check_addresses(form_of(), "ana@example.org")
    assert findings.verdict is Verdict.MATCH


def test_a_step_whose_address_was_not_read_vouches_for_no_later_one() -> None:
    address = PLAIN.fields[1]
    first, last = {"fields": (address,)}, {"fields": PLAIN.fields[2:]}
    hidden = {"has_password": True, "fields": (address.model_copy(update={"value": None}),)}
    findings = Findings(page_url=FORM_URL)
    for facts in (first, hidden):
        findings.remember_addresses(look(Page(document(**facts))).showing_address)
    findings.check_addresses(form_of(**last), "ana@example.org")
    assert (findings.verdict, findings.displayed) == (Verdict.ABSENT, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_person_is_told_what_stands_there_and_that_it_is_not_read(language: str) -> None:
    texts = Texts.load(language)
    usual = PanelSituation(State.LOGIN, "Facebook")
    beside_it = PanelSituation(State.LOGIN, "Facebook", has_login_aside=True)
    assert (
        panel_of(usual, texts).now
        != panel_of(beside_it, texts).now
        == texts.say("step.login_aside.now", service="Facebook")
    )
    form = PanelSituation(State.FORM, "Facebook", email_verdict=Verdict.UNCHECKED, expected="ana@example.org")
    line = email_line(form, texts)
    assert line is not None
    assert panel_of(replace(form, has_login_aside=True), texts).next == texts.say("panel.beside_login")
    assert (line.tone, line.text) == ("warn", texts.say("email.withheld"))


class Watched:
    """A window that tells what was written into it."""

    def __init__(self) -> None:
        self.written: list[str] = []

    async def insert(self, place: Place, expected: str, text: str) -> Insertion:
        self.written.append(expected)
        return Insertion("inserted", expected + text)


def test_nothing_is_written_beside_a_password_and_all_is_once_it_is_gone() -> None:
    """What stands in the field is not known there, and what was written would be read back (promises 3 and 4)."""
    window, address = Watched(), document().url
    plan = Plan(OBJECTION, None, find_reference("cnil"), None, (address,), 60, 60, "facebook", "Facebook")
    hidden = form_of(**beside())
    seen: list[tuple[str, list[str], str | None]] = []

    async def run() -> None:
        writing = Writing(plan, window, lambda: None)  # type: ignore[arg-type]

        async def note() -> None:
            if writing._task:
                await writing._task
            seen.append((writing.status, list(window.written), writing.text))

        writing.begin(1, hidden)
        await note()
        writing.follow(1, form_of())
        await note()
        text = writing.text
        written = tuple(
            f.model_copy(update={"value": text}) if f.kind == "textarea" else f for f in PLAIN.fields
        )
        writing.follow(1, form_of(fields=written))
        writing.follow(1, hidden)  # a login box comes over it
        await note()

    with ThreadPoolExecutor(1) as thread:  # pytest-playwright keeps a loop of its own in this thread
        thread.submit(lambda: asyncio.run(run())).result()
    assert seen[0] == ("kept_back", [], None)
    assert seen[1][:2] == ("done", [""])
    assert seen[2] == seen[1]
