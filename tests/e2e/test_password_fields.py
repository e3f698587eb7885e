"""Which fields are taken for a password in a real browser, also where the page shows in plain text what is typed there."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from page_samples import FORM_URL
from playwright.sync_api import Page
from test_code_fields import WATCHED

from flows.concepts import Concept
from flows.load import load
from helper.recognise import Lexicon

Asks = Callable[..., list[bool]]


@pytest.fixture
def asks(page: Page) -> Asks:
    """Show a page, do something, and tell before and after it whether a password is said to be there."""
    page.route("**/*", lambda route: route.fulfill(body="<!DOCTYPE html>", content_type="text/html"))
    page.add_init_script(f"globalThis.optoutSay = () => {{}};\n{WATCHED.script()}")
    page.goto(FORM_URL)

    def show(body: str, act: str = "") -> list[bool]:
        facts: list[dict[str, Any]] = page.evaluate(
            "([body]) => { document.body.innerHTML = body; const before = optout.secrets();"
            f"{act}; return [before, optout.secrets()]; }}",
            [body],
        )
        return [bool(one["password"]) for one in facts]

    return show


@pytest.mark.proves("promise 4", case="name=pass")
@pytest.mark.parametrize(
    "named",
    [
        *("name=pass", "id=pass", "name=password", "name=user_password", "id=newPassword", "name=passwd"),
        *("name=pwd", "name=encpass", "id=login-pwd", "name=passphrase", "type=tel name=passcode"),
        *("type=search name=password", "type=url name=pass"),
        *("style='-webkit-text-security:disc'", "autocomplete='section-a current-password'"),
    ],
)
def test_a_password_that_is_shown_as_text_is_one(asks: Asks, named: str) -> None:
    assert asks(f"<form><input name=email><input {named}><button>Log in</button></form>")[0]


@pytest.mark.parametrize(
    "named",
    [
        *("name=passport", "name=compass", "name=passenger", "name=bypass", "id=tresspass"),
        *(
            "name=email",
            "type=email name=password_reset",
            "type=checkbox name=show_password",
            "hidden name=pass",
        ),
    ],
)
def test_what_only_sounds_like_one_is_none(asks: Asks, named: str) -> None:
    assert not asks(f"<form><input {named}><button>Send</button></form>")[0]


LEXICON = Lexicon(load("facebook").words)
PLACES = (
    "<label>{}<br><input></label>",
    "<p>{}:<br><input></p>",
    "<input placeholder='{}'>",
    "<input aria-label='{} *'>",
)


def missed(asks: Asks, concept: Concept) -> list[tuple[str, str]]:
    """Give what a field may be called in each language, and where, without being taken for a secret."""
    return [
        (word, place)
        for language in LEXICON.languages
        for word in LEXICON.words(language, concept)
        for place in PLACES
        if not asks(f"<p>Meta</p><form><input name=who>{place.format(html.escape(word))}</form>")[0]
    ]


def test_a_field_of_text_that_is_called_a_password_is_one_in_every_language(asks: Asks) -> None:
    assert not missed(asks, Concept.PASSWORD)


@pytest.mark.parametrize(
    "field",
    [
        *("<label>Your password<input></label>", "<label>Enter your password<input></label>"),
        *("<p>Votre mot de passe *<br><input></p>", "<p>Parola ta<br><input></p>", "<p>Пароль:<input></p>"),
        "<div contenteditable=true role=textbox aria-label=Password style='height:20px'></div>",
        *("<label>Contraseña (obligatorio)<input></label>", "<input aria-label='Neues Passwort'>"),
        *("<label>Passwort bestätigen<input></label>", "<label>Bestätigen Sie Ihr Passwort<input></label>"),
        "<label>Passwort zum Anmelden<input></label>",
    ],
)
def test_it_is_one_by_the_words_around_it_too(asks: Asks, field: str) -> None:
    assert asks(f"<form><input name=who>{field}<button>OK</button></form>")[0]


@pytest.mark.parametrize(
    "field",
    [
        "<label>Email address for the password reset<input></label>",
        "<p>Forgot your password? Full name<br><input></p>",
        "<p>Never send us your password.</p><p>Country<br><input></p>",
        "<label>Explain why we asked you for a password on that day<input></label>",
        "<label>Password<textarea></textarea></label>",
        "<label>Spiega con parole tue<input></label>",
        "<p>Spiegaci con le tue parole:<br><input></p>",
        "<div contenteditable=true role=textbox aria-multiline=true aria-label='Password story'></div>",
        "<label><input type=checkbox> Show password</label>",
    ],
)
def test_what_speaks_of_a_password_is_none(asks: Asks, field: str) -> None:
    assert not asks(f"<form><input name=who>{field}<button>OK</button></form>")[0]


def test_words_are_read_as_they_are_written_whatever_signs_they_hold(page: Page) -> None:
    word = "pass+word (o)"
    words = dict.fromkeys(("password_words", "pin_words", "code_nouns"), (word,))
    page.add_init_script(f"globalThis.optoutSay = () => {{}};\n{replace(WATCHED, **words).script()}")
    page.route("**/*", lambda route: route.fulfill(body="<p>Name<br><input></p>", content_type="text/html"))
    page.goto(FORM_URL)
    assert not page.evaluate("optout.secrets().password")
    assert page.evaluate(
        f"document.querySelector('p').innerHTML = '{word}:<br><input>', optout.secrets().password"
    )


SECRET = "<p>Wachtwoord<br><input id=s type=password></p>"
OTHER = "<p>Toelichting<br><input></p>"


@pytest.mark.parametrize(
    ("body", "act"),
    [
        (SECRET, "s.type = 'text'"),
        (SECRET, "s.outerHTML = '<input>'"),
        (SECRET, "document.body.innerHTML = '<form><p>Wachtwoord<br><input></p></form>'"),
        ("<input id=s type=password placeholder=Salasana>", "s.outerHTML = '<input placeholder=Salasana>'"),
        ("<label>Heslo<input id=s type=password></label>", "s.outerHTML = '<input aria-label=Heslo>'"),
    ],
)
def test_a_password_stays_one_when_the_page_shows_it(asks: Asks, body: str, act: str) -> None:
    assert asks(body + OTHER, act) == [True, True]


@pytest.mark.parametrize(
    ("body", "act"),
    [
        (SECRET + OTHER, "s.parentElement.remove()"),
        ("<input id=s type=password>", "s.outerHTML = '<input>'"),  # nothing says what it is
        (SECRET, "document.body.innerHTML = '<p>E-mail<br><input></p>'"),
    ],
)
def test_where_another_field_follows_there_is_none(asks: Asks, body: str, act: str) -> None:
    assert asks(body, act) == [True, False]
