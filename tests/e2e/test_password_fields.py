"""Which fields are taken for a password in a real browser, also where the page shows in plain text what is typed there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from page_samples import FORM_URL
from playwright.sync_api import Page
from test_code_fields import WATCHED

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
