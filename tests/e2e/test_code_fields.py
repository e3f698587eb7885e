"""Which fields are taken for those of a one-time code, in a real browser: whatever asks for one, and no form of the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from page_samples import FORM_URL
from playwright.sync_api import Page

from flows.concepts import Concept
from flows.load import load
from helper.recognise import Lexicon
from helper.session.running import watched
from helper.texts import Texts

WATCHED = watched([load("facebook")], Texts.load("en"))
Asks = Callable[..., bool]
SENT = "<p>We sent a 6-digit code to your address.</p>"
LONG = (
    SENT
    + "<p>It may take some minutes to arrive, and may be among the unwanted mails: look there too before you ask us for another one. Keep this page open, or you have to begin anew with all that you wrote.</p>"
)
GO = "<button type=button>Continue</button>"
FORM = (
    "<form><label>Country<select><option>Ireland</select></label><label>Email address<input type=email></label>"
    "<label>Please explain how this processing impacts you<textarea></textarea></label>{}<button>Submit</button></form>"
)


@pytest.fixture
def asks(page: Page) -> Asks:
    """Show a page, and tell whether it is said to ask for a one-time code."""
    page.route("**/*", lambda route: route.fulfill(body="<!DOCTYPE html>", content_type="text/html"))
    page.add_init_script(f"globalThis.optoutSay = () => {{}};\n{WATCHED.script()}")
    page.goto(FORM_URL)

    def show(body: str, act: str = "") -> bool:
        facts: dict[str, Any] = page.evaluate(
            f"([body]) => {{ document.body.innerHTML = body; {act}; return optout.secrets(); }}", [body]
        )
        assert not facts["isUnsure"]
        return bool(facts["code"])

    return show


# One box for each sign, in which nothing says how many signs it takes.
BOX = "style='width:40px;height:40px;display:inline-block'"
WIDE = "style='width:110px;height:40px;display:inline-block'"
LABELLED = "".join(f"<div><input {BOX} type=tel aria-label='Digit {i}'></div>" for i in range(1, 7))
CODES = {
    "no-label": f"{SENT}<input>",
    "called-code": f"{SENT}<label>Code<br><input></label>",
    "search": f"{SENT}<label>Code<br><input type=search></label>",
    "link": "<label>Security code<br><input type=url></label>",
    "far-below": f"{LONG}<input>",
    "pattern": f"{SENT}<input placeholder=000000>",
    "letters": f"{LONG}<input placeholder='FB-'>",
    "no-words": f"{LONG}<input placeholder='Enter it here'>",
    "long-label": "<label>Enter the code that we have just sent to your email address<br><input></label>",
    "mail-in-label-and-a-tick": f"{SENT}<label>Code from the e-mail<input></label><label><input type=checkbox>Trust this device</label>",
    "editable": "<div role=textbox contenteditable=true aria-label='Confirmation code'></div>",
    "editable-in-capitals": "<div contenteditable=TRUE aria-label='Confirmation code'></div>",
    "editable-below": f"{LONG}<div contenteditable=true style='height:20px'></div>",
    "textarea": "<label>Confirmation code<br><textarea></textarea></label>",
    "textarea-called-code": f"{SENT}<label>Code<br><textarea></textarea></label>",
    "textarea-row": f"{LONG}<textarea rows=1></textarea>",
    "textbox": "<div role=textbox tabindex=0 aria-label='Security code' style='height:20px'></div>",
    "french": "<p>Saisissez le code contenu dans l’e-mail envoyé à person@example.org, avant qu’il n’expire.</p><input placeholder='FB-'>",
    "polish": "<p>Wprowadź kod z wiadomości wysłanej na adres person@example.org, który podano.</p><label>Kod<input></label>",
    "address-beside": f"{LONG}<input type=email readonly value=person@example.org><input>",
    "form-inside": f"{LONG}<form><input></form>",
    "called-no-more-than-that": "<h2>Two-factor authentication</h2><label>Backup code<input></label>",
    "called-above": "<h2>Log in</h2><p>Enter one of your recovery codes<br><input></p>",
    "called-in-french": "<h2>Connexion</h2><input placeholder='Votre code de secours'>",
    "called-in-polish": "<h2>Logowanie</h2><label>Kod zapasowy<input></label>",
    "greek": "<label>Κωδικός επιβεβαίωσης<input></label>",
    "pin": "<label>PIN<input></label>",
    "pin-before": "<p>Enter your PIN:<br><input></p>",
    "pin-to-confirm": "<label>PIN bestätigen<input></label>",
    "pin-that-is-secret": "<label>Hemmelig PIN-kode<input></label>",
    "code-to-confirm": "<h2>Anmeldung</h2><label>Backup-Code bestätigen<input></label>",
    "pin-in-its-name": "<input name=login_pin>",
    "pin-in-a-name-without-spaces": "<input id=userPin>",
    "token": "<input placeholder=Token>",
    "token-that-is-editable": "<div role=textbox contenteditable=true aria-label='Security token' style='height:20px'></div>",
    "as-long-as-an-explanation": "<label>8-digit backup code<textarea></textarea></label>",
    "number-on-a-phone": "<p>Type the number that your phone shows</p><form><input inputmode=numeric maxlength=2></form>",
    "dots": "<p>Enter what we texted you</p><form><input inputmode=numeric placeholder='••••••'></form>",
    "digits": "<p>Enter what we texted you</p><form><input placeholder=123456></form>",
    "dashes-apart": "<p>Enter what we texted you</p><form><input placeholder='_ _ _ _ _ _'></form>",
    "letters-without-a-name": "<p>We texted you six letters. Enter them here.</p><form><input maxlength=6></form>",
    "boxes": f"<form>{LABELLED}</form>",
    "boxes-of-text": f"<input {BOX}>" * 6,
    "boxes-filled": f"<input {BOX} readonly value=7>" * 5,
    "boxes-that-are-wide": f"<div>{f'<input {WIDE}>' * 4}</div>",
    "boxes-that-are-wide-and-numbered": f"<div>{''.join(f'<input {WIDE} aria-label={i}>' for i in range(4))}</div>",
    "boxes-that-are-editable": f"<div contenteditable=true {BOX}></div>" * 6,
    "boxes-that-are-called-so": f"<div role=textbox contenteditable=true aria-label=Digit {BOX}></div>" * 4,
    "transparent": f"<div style='position:relative'>{SENT}<input style='opacity:0;position:absolute' maxlength=6 inputmode=numeric>______</div>",
}
PLACES = {
    "dialog": "<div role=dialog>{}</div>",
    "over-the-form": FORM.format("") + "<div role=dialog>{}</div>",
    "layer-without-a-role": FORM.format("") + "<div style='position:fixed'><div>{}</div></div>",
    "page": "<header><input type=search></header><main><div>{}</div></main><footer><select><option>English</select></footer>",
    "form": "<form>{}</form>",
}


@pytest.mark.proves("promise 4", case="called-code")
@pytest.mark.parametrize("code", CODES)
def test_what_asks_for_a_code_is_a_secret_wherever_it_stands(asks: Asks, code: str) -> None:
    missed = [place for place, around in PLACES.items() if not asks(around.format(CODES[code] + GO))]
    assert not missed


def test_a_code_asked_for_in_the_form_itself_is_a_secret(asks: Asks) -> None:
    assert asks(FORM.format(f"<p>{LONG}</p><div>{SENT}<label>Code<input></label></div>"))
    assert asks(FORM.format(f"<div>{LONG}<input>{GO}</div>"))
    assert not asks(FORM.format(f"<div>{SENT}<p>{LONG}</p></div>"))


@pytest.mark.parametrize(
    "label",
    [
        *(
            "Saisissez ici votre code d’accès",
            "Enter your one‑time code here",
            "ENTER THE SECURITY CODE HERE",
        ),
        *(
            "Ihr persönlicher Sicherheits\u00adcode",
            "Γράψτε τον κωδικό επαλήθευσης",
            "Ο κωδικός ασφαλείας που έχετε",
        ),
    ],
)
def test_it_is_one_however_its_name_is_typed(asks: Asks, label: str) -> None:
    assert asks(FORM.format(f"<label>{label}<input></label>"))


def test_a_code_in_parts_of_the_pages_own_making_is_a_secret(asks: Asks) -> None:
    inner = "document.querySelector('x-code').attachShadow({mode: 'open'}).innerHTML = '<div><input></div>'"
    assert asks(f"<div role=dialog>{LONG}<x-code></x-code>{GO}</div>", inner)
    slotted = "document.querySelector('x-box').attachShadow({mode: 'open'}).innerHTML = '<section><slot></slot></section>'"
    assert asks(f"<x-box>{LONG}<input></x-box>", slotted)


HELP = "<p>Never tell anybody a security code, and enter the code that we sent you nowhere but on our own pages.</p>"
WHY = "Please explain how this processing impacts you"
FORMS = [
    FORM.format(HELP),
    HELP + FORM.format(""),
    HELP + FORM.format("<label>Country code<input></label>"),
    HELP + FORM.format("<label>Postal code<input maxlength=8></label>"),
    HELP + FORM.format("<label>Code postal<input inputmode=numeric></label>"),
    HELP + FORM.format("<label>Full name<input></label>"),
    HELP + FORM.format("<label>Link to the post<input type=url></label>"),
    HELP + FORM.format("<div><label>Full name<input></label><button type=button>Clear</button></div>"),
    FORM.format(f"<div>{HELP}<label>Full name<input></label></div>"),
    f"{HELP}<form><label>Email address<input></label><button>Next</button></form>",
    f"{HELP}<form><label>Adresse e-mail<input></label><button>Suite</button></form>",
    f"{HELP}<form><p>Email address</p><input value=person@example.org><button>Next</button></form>",
    f"{HELP}<form><label>{WHY}<textarea></textarea></label><button>Submit</button></form>",
    f"{HELP}<form><p>{WHY}</p><textarea></textarea><button>Submit</button></form>",
    f"{HELP}<form><p>{WHY}</p><textarea placeholder='…'></textarea><button>Submit</button></form>",
    f"<form><p>{WHY}</p>{HELP}<textarea></textarea><button>Submit</button></form>",
    f"{HELP}<form><label>{WHY}<input></label><button>Submit</button></form>",
    f"{HELP}<form><label>{WHY}<textarea rows=1></textarea></label><button>Submit</button></form>",
    f"{HELP}<div><p>{WHY}</p><div contenteditable=true style='min-height:80px'></div><button>Submit</button></div>",
    f"{HELP}<div><div role=textbox contenteditable=true aria-label='{WHY}'></div><button>Submit</button></div>",
    f"{HELP}<div><div role=textbox contenteditable=true aria-multiline=true></div><button>Submit</button></div>",
    "<form><label>Opinion<input name=opinion></label><label>Shipping<input name=shipping></label>" + GO,
    "<form><p>Never tell anybody your PIN. Name<br><input></p><label>Spinning wool<input name=pins></label>"
    + GO,
    f"<div role=dialog>{HELP}<label>New email address<input></label><button>Save</button></div>",
    f"<p>person@example.org</p><div role=dialog>{HELP}<label>{WHY}<textarea></textarea></label><button>Send</button></div>",
    f"<main>{HELP}<input type=search aria-label='Search Help Center'></main>",
    f"<main>{HELP}<input role=searchbox><button>Go</button></main>",
    f"{HELP}<form><label>Country<input></label><button>Next</button></form>",
    f"<form><input name=email>{HELP}<p>{WHY}</p><textarea name=why></textarea><button>Submit</button></form>",
    FORM.format(
        f"<p>Born on<br><input {BOX} aria-label=Day><input {BOX} aria-label=Month><input {BOX} aria-label=Year></p>"
    ),
    FORM.format("<p>" + "<input style='width:150px;height:40px'>" * 5 + "</p>"),
    FORM.format(f"<p>{f'<input {WIDE}>' * 3}</p>"),
    FORM.format(f"<p>{f'<p><input {WIDE}></p>' * 5}</p>"),
    FORM.format(
        "<p>"
        + "".join(f"<input {WIDE} placeholder={word}>" for word in ("Title", "First", "Last", "Born"))
        + "</p>"
    ),
    FORM.format(f"<p>{f'<input type=checkbox {BOX}>' * 6}</p>"),
    FORM.format("<input style='opacity:0' name=website tabindex=-1>"),
    FORM.format("<div><label>Postal code<input></label><button type=button>Look up</button></div>"),
    FORM.format(f"<div hidden>{LABELLED}</div>"),
    FORM.format("<input maxlength=6>"),
    "<form><label>Opisz szkody<textarea rows=4></textarea></label><button>Wyślij</button></form>",
    "<form><label>¿Por qué es tan importante?<input></label><button>Enviar</button></form>",
    "<form><label>Title<input maxlength=8></label><button>Next</button></form>",
    "<form><label>Telephone<input type=tel maxlength=15></label><button>Next</button></form>",
    "<form><label>Telephone<input type=tel placeholder='+49 151 23456789'></label><button>Next</button></form>",
    "<form><input type=tel placeholder='+49 151 23456789'><button>Next</button></form>",
    "<form><input placeholder='DD/MM/YYYY'><button>Next</button></form>",
    "<form><label>Born on<input inputmode=numeric placeholder='DD/MM/YYYY'></label><button>Next</button></form>",
    f"{HELP}<form><label>Heimatland<input></label><button>Weiter</button></form>",
    "<form><label>Comment on the decoder<textarea rows=4></textarea></label><button>Submit</button></form>",
    f"{HELP}<form><label><input type=radio>Facebook</label><label><input type=radio>Instagram</label><button>Next</button></form>",
]


@pytest.mark.parametrize("number", range(len(FORMS)))
def test_a_form_of_the_service_is_none_though_it_speaks_of_codes(asks: Asks, number: int) -> None:
    assert not asks(FORMS[number])


def test_what_a_code_is_called_without_that_word_is_known_in_every_language(asks: Asks) -> None:
    lexicon = Lexicon(load("facebook").words)
    rows = ("<label>{}<input></label>", "<p>{}:<br><input></p>", "<input placeholder='{} *'>")
    missed = [
        (word, row)
        for language in lexicon.languages
        for word in lexicon.words(language, Concept.PIN)
        for row in rows
        if not asks(FORM.format(row.format(word)))
    ]
    assert not missed


def test_what_else_a_form_asks_for_is_no_secret_in_any_language(page: Page, asks: Asks) -> None:
    lexicon = Lexicon(load("facebook").words)
    assert not asks("<p>Meta</p>")
    held = [
        (word, secret)
        for language in lexicon.languages
        for concept in (
            Concept.EMAIL,
            Concept.EXPLANATION,
            Concept.ADDITIONAL,
            Concept.COUNTRY,
            Concept.OBJECTION,
        )
        for word in lexicon.words(language, concept)
        for secret in page.evaluate(
            "(body) => { document.body.innerHTML = body; const found = optout.secrets();"
            "return ['code', 'password'].filter((one) => found[one]); }",
            FORM.format(f"<label>{word}<input></label>"),
        )
    ]
    assert not held
