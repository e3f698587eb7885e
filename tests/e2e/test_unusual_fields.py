"""Fields as large sites make them: editors whose empty line holds a break, lists of several choices, a page without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from watched_page import WatchedPage

EDITORS = {
    "nothing": "",
    "a break": "<br>",
    "a paragraph with a break": "<p><br></p>",
    "a paragraph with a break in a span": "<p><span><br></span></p>",
    "blocks in blocks": "<div><div><div><span><br></span></div></div></div>",
}
WRITTEN = {
    "a paragraph": ("<p>Mine.</p>", "Mine. Ours."),
    "several": ("<p>First.</p><p>Mine.</p>", "First. Mine. Ours."),
    "an empty line at the end": ("<p>Mine.</p><p><br></p>", "Mine. Ours."),
    "bare text": ("Mine.", "Mine. Ours."),
}


def editor(content: str) -> str:
    """Give a page with an editor."""
    return f"<form><p>Why?</p><div role=textbox contenteditable=true style='min-height: 60px'>{content}</div></form>"


def insert(watched: WatchedPage, text: str) -> Any:
    """Put a text where the page's one field is, and give what came of it, with its lines as the page has them."""
    return watched.call(
        "(text) => { const [{ key, value }] = optout.collect().fields; return optout.insert(key, value, text).then((r) => [value, r.status, r.value]); }",
        text,
    )


@pytest.mark.parametrize("name", EDITORS)
def test_an_empty_editor_holds_nothing_and_gets_the_text_in_its_first_line(
    context: BrowserContext, name: str
) -> None:
    before, status, after = insert(WatchedPage(context, editor(EDITORS[name])), "Ours.")
    assert (before, status) == ("", "inserted")
    assert after.rstrip("\n") == "Ours."


@pytest.mark.parametrize("name", WRITTEN)
def test_what_stands_in_an_editor_stays_before_the_text(context: BrowserContext, name: str) -> None:
    content, right = WRITTEN[name]
    _, status, after = insert(WatchedPage(context, editor(content)), " Ours.")
    assert status == "inserted"
    assert " ".join(after.split()) == right


def values(watched: WatchedPage) -> list[str | None]:
    """Read what stands in the fields."""
    found: list[str | None] = watched.call("() => optout.collect().fields.map((field) => field.value)")
    return found


@pytest.mark.parametrize(
    ("chosen", "right"),
    [
        ((), None),
        ((0,), "ana@example.org"),
        ((1,), "bob@example.net"),
        ((0, 1), "ana@example.org bob@example.net"),
    ],
)
def test_every_address_that_is_chosen_in_a_list_is_told(
    context: BrowserContext, chosen: tuple[int, ...], right: str | None
) -> None:
    options = "".join(
        f"<option{' selected' if number in chosen else ''}>{one}</option>"
        for number, one in enumerate(("ana@example.org", "bob@example.net"))
    )
    assert values(WatchedPage(context, f"<form><select multiple>{options}</select></form>")) == [right]


def test_a_page_that_may_run_no_script_is_told_of_once_it_has_loaded(context: BrowserContext) -> None:
    body = "<form><input type=email value=ana@example.org></form>"
    watched = WatchedPage(context, body, policy="sandbox allow-forms")
    told = watched.call(
        "() => said.filter((one) => one.kind === 'facts').map((one) => one.facts.fields?.length ?? 0)"
    )
    assert told[-1] == 1
