"""The pictures that are kept: what each is called, and whether it shows what was sent."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from page_samples import document, field

from flows.load import load
from helper.evidence.store import Archive
from helper.guide.kept import Kept, Values
from helper.guide.pictures import Pictures, shows_all_of
from helper.page.facts import FieldSight, Frame, Page
from helper.page.ports import Picture
from helper.recognise import FormView, Lexicon, recognise
from helper.record import Kind

SENT: Values = (("email", "ana@example.org"), ("explanation", "Mine."))


def picture() -> Picture:
    """Make a picture of the form."""
    page = Page(document())
    return Picture(b"\x89PNG", dt.datetime.now(dt.UTC), page.url, (), None, page, page)


@pytest.mark.parametrize(
    ("values", "matches"),
    [
        (SENT, True),
        ((("email", "ana@example.org"), ("explanation", "")), False),
        (SENT[:1], False),
        (None, False),  # the form changed while the picture was taken
    ],
)
def test_the_picture_before_send_says_whether_it_shows_what_was_sent(
    tmp_path: Path, values: Values | None, matches: bool
) -> None:
    kept = Kept(Archive(tmp_path).begin("facebook"))
    kept.keep_draft(picture(), values)
    kept.settle_filled(SENT)
    assert [(e.kind, e.matches_sent) for e in kept.evidence] == [(Kind.FILLED, matches)]


@pytest.mark.parametrize(
    ("again", "drawn", "kinds"),
    [
        (SENT, False, [(Kind.FILLED, True)]),
        (SENT[:1], False, [(Kind.DRAFT, None)]),
        (SENT[:1], True, [(Kind.DRAFT, None), (Kind.FILLED, True)]),
    ],
    ids=["the same", "not pictured", "pictured"],
)
def test_what_was_sent_another_time_is_no_picture_of_what_is_sent_now(
    tmp_path: Path, again: Values, drawn: bool, kinds: list[tuple[Kind, bool | None]]
) -> None:
    kept = Kept(Archive(tmp_path).begin("facebook"))
    kept.keep_draft(picture(), SENT)
    kept.settle_filled(SENT)
    if drawn:
        kept.keep_draft(picture(), again)
    kept.settle_filled(again)
    assert [(e.kind, e.matches_sent) for e in kept.evidence] == kinds


def test_of_the_form_being_filled_in_only_the_latest_picture_is_on_the_disk(tmp_path: Path) -> None:
    work = Archive(tmp_path).begin("facebook")
    kept = Kept(work)
    kept.keep_draft(picture(), None)
    kept.keep_draft(picture(), SENT)
    listed = [evidence.path for evidence in kept.evidence]
    assert [path.name for path in (work.path / "data").glob("*.png")] == listed
    assert list(work.files) == listed


SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)


def shown_with(address: str) -> Page:
    """Give the page with another address in the form."""
    why = field(22, "textarea", "Expliquez en quoi ce traitement vous affecte", value="")
    return Page(
        document(fields=(field(21, "email", before="Adresse e-mail", value=address, is_required=True), why))
    )


def form_on(page: Page) -> FormView | None:
    """Read the form as the guide does."""
    return recognise(page, SERVICE.flow, LEXICON).form


class Photographer:
    """A window that takes pictures of a page that changes meanwhile, or does not."""

    def __init__(self, before: Page, after: Page) -> None:
        self.picture = replace(picture(), before=before, after=after)

    async def take_picture(self, tab: int, *, whole: bool) -> Picture:
        """Give the picture."""
        return self.picture

    async def take_urgent_picture(self, tab: int) -> Picture:
        """Give the picture."""
        return self.picture


RIGHT, WRONG = shown_with("ana@example.org"), shown_with("eva@example.net")


@pytest.mark.parametrize(
    ("before", "after", "matches"),
    [(RIGHT, RIGHT, True), (RIGHT, WRONG, None), (WRONG, RIGHT, None), (WRONG, WRONG, None)],
)
def test_at_send_only_a_picture_of_what_was_sent_takes_the_place_of_the_draft(
    tmp_path: Path, before: Page, after: Page, matches: bool | None
) -> None:
    window = Photographer(before, after)
    kept = Kept(Archive(tmp_path).begin("facebook"))
    pictures = Pictures(window, kept, form_on)  # type: ignore[arg-type]
    sent = form_on(RIGHT)
    assert sent
    in_thread(lambda: pictures.keep_sent(1, sent))
    kept.settle_filled(sent.values)
    assert [one.matches_sent for one in kept.evidence] == ([matches] if matches else [])


def test_a_form_that_changed_while_it_was_pictured_is_not_called_what_was_sent(tmp_path: Path) -> None:
    kept = Kept(Archive(tmp_path).begin("facebook"))
    pictures = Pictures(Photographer(RIGHT, WRONG), kept, form_on)  # type: ignore[arg-type]
    sent = form_on(RIGHT)
    assert sent
    in_thread(lambda: pictures.keep_draft(1, sent))
    kept.settle_filled(sent.values)
    assert [one.matches_sent for one in kept.evidence if one.kind is Kind.FILLED] == [False]


def seen(page: Page, sight: FieldSight, *, of_empty: bool = False) -> Page:
    """Give a page whose fields, those that hold something or those that do not, are seen so."""
    assert page.top
    fields = tuple(
        f.model_copy(update={"sight": sight}) if bool(f.value) is not of_empty else f for f in page.top.fields
    )
    return Page(page.top.model_copy(update={"fields": fields}))


@pytest.mark.parametrize("is_urgent", [False, True])
@pytest.mark.parametrize(
    ("before", "after", "is_whole", "shows_all"),
    [
        (RIGHT, RIGHT, True, True),
        (RIGHT, RIGHT, False, True),
        (seen(RIGHT, "cut"), seen(RIGHT, "cut"), True, False),
        (RIGHT, seen(RIGHT, "cut"), True, False),  # scrolled meanwhile
        (seen(RIGHT, "cut"), RIGHT, True, False),
        (seen(RIGHT, "off"), seen(RIGHT, "off"), True, True),
        (seen(RIGHT, "off"), seen(RIGHT, "off"), False, False),
        (seen(RIGHT, "cut", of_empty=True), seen(RIGHT, "off", of_empty=True), False, True),
    ],
)
def test_a_picture_that_does_not_show_all_that_was_filled_in_says_so(
    tmp_path: Path, before: Page, after: Page, is_whole: bool, shows_all: bool, is_urgent: bool
) -> None:
    window = Photographer(before, after)
    window.picture = replace(window.picture, is_whole=is_whole)
    kept = Kept(Archive(tmp_path).begin("facebook"))
    pictures = Pictures(window, kept, form_on)  # type: ignore[arg-type]
    sent = form_on(RIGHT)
    assert sent
    in_thread(lambda: (pictures.keep_sent if is_urgent else pictures.keep_draft)(1, sent))
    kept.settle_filled(sent.values)
    [filled] = [one for one in kept.evidence if one.kind is Kind.FILLED]
    assert (filled.matches_sent, filled.shows_all) == (True, shows_all)


@pytest.mark.parametrize("is_whole", [False, True])
@pytest.mark.parametrize(
    ("of_frame", "of_fields", "shows_all"),
    [("whole", "whole", True), ("cut", "whole", False), ("whole", "off", False), ("whole", "cut", False)],
)
def test_a_form_in_a_frame_is_seen_as_far_as_the_frame_lets_it(
    of_frame: FieldSight, of_fields: FieldSight, shows_all: bool, is_whole: bool
) -> None:
    top = seen(RIGHT, of_fields).top
    assert top
    around = Frame(host="", path="", width=300, height=300, within=(), sight=of_frame)
    inner = top.model_copy(update={"is_top": False})
    page = Page(document(id="around", frames=(around,)), (inner,))
    form = form_on(RIGHT)
    assert form
    form = replace(form, document=inner).as_in(page)
    assert form
    assert shows_all_of(form, replace(picture(), before=page, after=page, is_whole=is_whole)) is shows_all


@pytest.mark.parametrize(("is_again", "count"), [(False, 1), (True, 2)])
def test_words_that_were_pictured_are_pictured_anew_where_the_form_is_sent_again(
    tmp_path: Path, is_again: bool, count: int
) -> None:
    kept = Kept(Archive(tmp_path).begin("facebook"))
    pictures = Pictures(Photographer(RIGHT, RIGHT), kept, form_on)  # type: ignore[arg-type]
    words = min(RIGHT.texts())
    in_thread(lambda: pictures.keep_words(1, words))
    if is_again:
        pictures.forget_words()
    in_thread(lambda: pictures.keep_answer(1, words))
    assert len(kept.evidence) == count


def in_thread(act: Callable[[], Coroutine[Any, Any, object]]) -> None:
    """Run it where no other loop is: pytest-playwright keeps one in this thread."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(act())).result()
