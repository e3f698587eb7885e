"""The address that a person sees on the form is found in a real browser: scrolled past, set in silence, in a made control."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from page_samples import FORM_URL
from playwright.sync_api import Page as BrowserPage

from flows.load import load
from helper.guide.findings import Findings
from helper.page.facts import Document, Page
from helper.recognise import Lexicon, recognise
from helper.recognise.form import FormView
from helper.record import Verdict
from helper.session.running import watched
from helper.texts import Texts

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
WATCHED = watched([SERVICE], Texts.load("en"))
ADDRESS = "ana@example.org"
HEADING = "<h1>Object to your information being used for AI at Meta</h1>"
EMAIL = f'<label>Email address<br><input type=email value="{ADDRESS}"></label>'
GAP = "<div style='height: 900px'>Information</div>"
WHY = "<label>Please explain how this processing affects you<br><textarea></textarea></label>"
SEND = "<button type=button>Submit</button>"
Read = Callable[..., FormView | None]


@pytest.fixture
def shown(page: BrowserPage) -> BrowserPage:
    """Give a page at the form's address that the watcher watches; what it says is in `told`."""
    page.route("**/*", lambda route: route.fulfill(body="<!DOCTYPE html>", content_type="text/html"))
    told = "globalThis.told = []; globalThis.optoutSay = (text) => told.push(JSON.parse(text));"
    page.add_init_script(f"{told}\n{WATCHED.script()}")
    page.goto(FORM_URL)
    return page


@pytest.fixture
def read(shown: BrowserPage) -> Read:
    """Show a page, do something in it, and give the form that is recognised then."""

    def show(body: str, act: str = "") -> FormView | None:
        facts = shown.evaluate(
            f"([body]) => {{ document.documentElement.lang = 'en'; document.body.innerHTML = body; {act};"
            " return JSON.stringify(optout.collect()); }",
            [body],
        )
        return recognise(Page(Document.model_validate_json(facts)), SERVICE.flow, LEXICON).form

    return show


SCROLLED = {
    "page": (f"{HEADING}<form>{EMAIL}{GAP}{WHY}{SEND}</form>{GAP}", "scrollTo(0, 1e6)"),
    "part": (
        f"<div id=part style='height: 300px; overflow: auto'>{HEADING}<form>{EMAIL}{GAP}{WHY}{SEND}</form></div>",
        "part.scrollTop = 1e6",
    ),
    "dialog": (
        f"{HEADING}<div id=part role=dialog style='position: fixed; top: 20px; height: 300px; overflow: auto'>{EMAIL}{GAP}{WHY}{SEND}</div>",
        "part.scrollTop = 1e6",
    ),
    "text": (
        f"{HEADING}<div id=part style='height: 300px; overflow: auto; position: relative'><form>"
        f"<p style='position: absolute; top: 0'>{ADDRESS}</p>{GAP}{WHY}{SEND}</form></div>",
        "part.scrollTop = 1e6",
    ),
    "wide-from-the-right": (
        f"<div id=wide style='width: 5000px'>{HEADING}<form style='width: 300px; margin-right: 4600px'>{EMAIL}{WHY}{SEND}</form></div>",
        "document.documentElement.dir = 'rtl'",
    ),
}


@pytest.mark.parametrize("how", SCROLLED)
def test_what_was_scrolled_past_is_still_there(read: Read, shown: BrowserPage, how: str) -> None:
    form = read(*SCROLLED[how])
    shown.evaluate("document.documentElement.dir = ''")
    assert form is not None
    assert form.displayed_email == ADDRESS


HIDDEN = {
    "absolute": "position: absolute; left: -5000px",
    "above-all": "position: absolute; top: -1500px",
    "fixed": "position: fixed; top: -300px",
}


@pytest.mark.parametrize("how", HIDDEN)
def test_what_no_scrolling_brings_back_is_not_shown(read: Read, how: str) -> None:
    decoy = f"<p style='{HIDDEN[how]}'><input type=email value=decoy@example.net></p>"
    body = f"<div id=part style='height: 300px; overflow: auto'>{HEADING}<form>{decoy}{EMAIL}{GAP}{GAP}{GAP}{WHY}{SEND}</form></div>"
    form = read(body, "part.scrollTop = 1e6")
    assert form is not None
    assert form.displayed_addresses == (ADDRESS,)


# Tells whether a report has this value of a field.
HAS_VALUE = (
    "(value) => told.some((one) => one.kind === 'facts' && one.facts.fields?.some((f) => f.value === value))"
)


@pytest.mark.parametrize(
    "field", ["<input type=email>", "<input name=email readonly>", "<textarea></textarea>"]
)
def test_a_value_that_a_script_sets_is_told_though_nothing_else_happens(
    shown: BrowserPage, field: str
) -> None:
    shown.evaluate("([body]) => { document.body.innerHTML = body; }", [f"<form>{field}{SEND}</form>"])
    shown.wait_for_function(HAS_VALUE, arg="")
    shown.evaluate("([value]) => { document.querySelector('input, textarea').value = value; }", [ADDRESS])
    shown.wait_for_function(HAS_VALUE, arg=ADDRESS, timeout=5000)


def test_a_choice_that_a_script_makes_is_told_as_the_person_moves(shown: BrowserPage) -> None:
    options = "".join(f"<option>{one}</option>" for one in ("old@example.org", ADDRESS))
    shown.evaluate(
        "([body]) => { document.body.innerHTML = body; }", [f"<form><select>{options}</select>{SEND}</form>"]
    )
    shown.wait_for_function(HAS_VALUE, arg="old@example.org")
    shown.evaluate("([value]) => { document.querySelector('select').value = value; }", [ADDRESS])
    assert not shown.evaluate(f"({HAS_VALUE})({json.dumps(ADDRESS)})")
    shown.mouse.move(40, 40)
    shown.wait_for_function(HAS_VALUE, arg=ADDRESS, timeout=5000)


CONTROLS = {
    "combobox": "<div role=combobox tabindex=0 aria-label='Email address'><span>{}</span></div>",
    "menu-button": "<p>Email address</p><div role=button tabindex=0 aria-haspopup=listbox>{} <span>▾</span></div>",
    "named-menu-button": "<button type=button aria-haspopup=listbox aria-label='Email address'>{}</button>",
    "button-as-combobox": "<button type=button role=combobox aria-label='Email address'>{}</button>",
    "editable": "<div role=textbox contenteditable=true aria-label='Email address'>{}</div>",
    "editable-without-a-name": "<p>Email address</p><div contenteditable=true>{}</div>",
}


@pytest.mark.parametrize("control", CONTROLS)
def test_an_address_in_a_control_of_the_pages_own_making_is_the_forms(read: Read, control: str) -> None:
    for text in (WHY, WHY.replace("<textarea></textarea>", "<div contenteditable=true></div>")):
        form = read(f"{HEADING}<form>{CONTROLS[control].format(ADDRESS)}{text}{SEND}</form>")
        assert form is not None
        assert form.displayed_addresses == (ADDRESS,)
        assert form.explanation is not None
        assert len(form.text_fields) == 1
        assert form.explanation.value == ""


@pytest.mark.parametrize("held", ["", "ana@exam", "ana", ADDRESS])
def test_an_editable_address_is_never_where_the_explanation_goes(read: Read, held: str) -> None:
    form = read(f"{HEADING}<form>{CONTROLS['editable'].format(held)}{SEND}</form>")
    assert form is None or (form.explanation is None and form.displayed_email == held)


# --- several addresses, and fields that need not be filled in -----------------------------------------------------------

OTHER = "other@example.net"
ACCOUNT = f"<p><label>Account e-mail <input name=account_email value='{ADDRESS}' readonly></label></p>"
MAIN = f"<p>Email address<br><input name=contact_email value='{ADDRESS}'></p>"
SEVERAL = {
    "two": (f"{MAIN}<p><label>Account e-mail <input value='{OTHER}' readonly></label></p>", Verdict.MISMATCH, OTHER),
    "optional-in-a-label": (
        f"{MAIN}<p><label>Another email address (optional)<br><input type=email></label></p>", Verdict.MATCH, ADDRESS,
    ),
    "optional-in-bare-words": (f"{MAIN}<p>Another email address (optional)<br><input type=email></p>", Verdict.MATCH, ADDRESS),
    "optional-in-a-hint": (f"{MAIN}<p><input type=email placeholder='Another email, optional'></p>", Verdict.MATCH, ADDRESS),
    "optional-in-a-title": (f"{MAIN}<p><input type=email aria-label='Other email' title=Optional></p>", Verdict.EMPTY, ""),
    "optional-and-wrong": (
        f"{MAIN}<p><label>Another email (optional)<br><input type=email value='{OTHER}'></label></p>", Verdict.MISMATCH, OTHER,
    ),
    "optional-alone-is-filled": (
        f"<p>Email address<br><input type=email></p><p><label>Another email (optional)<input type=email value='{ADDRESS}'></label></p>",
        Verdict.EMPTY, "",
    ),
    "star-in-a-label": (f"{ACCOUNT}<p><label>Email address <b>*</b> <input></label></p>", Verdict.EMPTY, ""),
    "star-in-bare-words": (f"{ACCOUNT}<p>Email address&nbsp;*<br><input type=text></p>", Verdict.EMPTY, ""),
    "required": (f"{ACCOUNT}<p>Email address<br><input required></p>", Verdict.EMPTY, ""),
    "aria-required": (f"{ACCOUNT}<p>Email address<br><input aria-required=true></p>", Verdict.EMPTY, ""),
    "confirmed": (f"{MAIN}<p>Confirm your email address<br><input type=email required value='{ADDRESS}'></p>", Verdict.MATCH, ADDRESS),
    "not-confirmed": (f"{MAIN}<p>Confirm your email address<br><input type=email required></p>", Verdict.EMPTY, ""),
    "mirrored": (
        f"{MAIN}<input type=hidden name=email value='{OTHER}'><input name=email_copy style='display: none' value='{OTHER}'>",
        Verdict.MATCH, ADDRESS,
    ),
    "telephone-or-address": (f"{ACCOUNT}<p>Phone or email address<br><input value='+33 6 12 34 56 78'></p>", Verdict.EMPTY, ""),
    "half-typed": (f"{ACCOUNT}<p>Email address<br><input value=other></p>", Verdict.EMPTY, ""),
    "two-texts": (f"<p>Account email</p><p>{ADDRESS}</p><p>The reply goes to {OTHER}.</p>", Verdict.MISMATCH, OTHER),
    "text-and-help": (f"<p>Account email</p><p>{ADDRESS}</p><p>Questions? Write to privacy@meta.com.</p>", Verdict.MATCH, ADDRESS),
}  # fmt: skip


@pytest.mark.parametrize("how", SEVERAL)
def test_of_several_addresses_the_doubtful_one_is_named_and_none_is_missed_in_vain(
    read: Read, how: str
) -> None:
    fields, verdict, named = SEVERAL[how]
    form = read(f"{HEADING}<form>{fields}{WHY}{SEND}</form>")
    assert form is not None
    findings = Findings(page_url=FORM_URL)
    findings.check_addresses(form, ADDRESS)
    assert findings.verdict is verdict
    assert findings.displayed == named
