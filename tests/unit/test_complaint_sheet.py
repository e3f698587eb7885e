"""A draft's gaps and its sheet: what is left to fill in, where to complain, and what stays text whatever the archive holds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from complaint_samples import case, draft, record
from draft_samples import HOSTILE, READER, letter_of, markdown_page_of, page_of, text_of
from followup_samples import SENT_AT, mail
from markdown_it import MarkdownIt

from helper.complaint.case import Case, Exhibit, TimeStamp
from helper.complaint.grounds import Ground
from helper.drafts.markdown import to_markdown
from helper.drafts.words import LANGUAGES, Words

# gaps, and the sheet for the person


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ground", [*Ground])
def test_every_gap_is_marked_and_counted(ground: Ground, language: str) -> None:
    one = draft(case(ground), language)
    page = page_of(one)
    assert len(page.main.find_all("mark")) == one.gaps >= 7  # type: ignore[union-attr]
    assert str(one.gaps) in text_of(page.aside)
    assert len(markdown_page_of(one).find_all("strong")) == one.gaps + 1  # the example


@pytest.mark.parametrize("code", ["fr", "ie", "pl", "dk", "de", "is"])
def test_the_sheet_says_where_to_complain_and_how_sure_that_is(code: str) -> None:
    made = case(code=code)
    sheet = page_of(draft(made)).aside
    assert sheet
    for what, place in made.authority.places.items():
        if what == "site" and made.authority.complaint:
            continue
        assert Words.load("en", "helper.complaint").day(place.date) in text_of(sheet), what
    links = {link["href"] for link in sheet.find_all("a")}
    easy = {made.authority.easy.url} if made.authority.easy else set()
    assert links == {(made.authority.complaint or made.authority.site).url, made.fallback.url} | easy
    assert ("Land" in text_of(sheet)) is (code == "de")
    assert ("another language" in text_of(sheet)) is (code not in ("ie",))


def test_an_address_that_is_not_sure_is_a_gap_of_the_letter() -> None:
    letter = letter_of(draft(case(code="ie")))
    assert (
        "[TO CHECK: postal address; the one that we know is not certain: 21 Fitzwilliam Square South"
        in letter
    )
    assert "6 Pembroke Row" in text_of(page_of(draft(case(code="ie"))).aside)
    assert "not certain" not in letter_of(draft(case(code="fr")))


@pytest.mark.parametrize(
    ("ground", "changes", "words"),
    [
        (Ground.NO_ANSWER, {}, "Read part 4 again"),
        (Ground.NO_ANSWER, {"mails": (mail("more_details", SENT_AT),)}, "asks you for more"),
        (Ground.NO_FORM, {}, "was the form missing for everybody"),
        (Ground.LETTER_UNANSWERED, {}, "Attach the copy of your letter"),
        (Ground.LETTER_UNANSWERED, {}, "The month begins when your letter is received"),
        (Ground.EARLY, {}, "not over"),
    ],
)
def test_the_sheet_says_what_may_speak_against_it(
    ground: Ground, changes: dict[str, Any], words: str
) -> None:
    assert words in text_of(page_of(draft(case(ground, **changes))).aside)


# whatever is in the archive stays text


def hostile_case(text: str, ground: Ground) -> Case:
    made = case(ground)
    spoiled = made.record.model_copy(
        update={
            "id": text,
            "page": made.record.page.model_copy(update={"url": text, "language": text}),
            "email_check": made.record.email_check.model_copy(
                update={"verdict": "mismatch", "displayed": text, "expected": text}
            ),
            "explanation": made.record.explanation.model_copy(update={"text": text}),
            "confirmation": made.record.confirmation
            and made.record.confirmation.model_copy(update={"text": text}),
            "navigations": tuple(one.model_copy(update={"url": text}) for one in made.record.navigations),
        }
    )
    return replace(
        made,
        record=spoiled,
        service=text,
        controller=text,
        bag=text,
        copy=text,
        seal=text,
        mails=(mail("unclear", SENT_AT, subject=text, sender=text, dkim="absent"),),
        exhibits=(Exhibit(text, "form", SENT_AT, text),),
        stamps=(TimeStamp(text, SENT_AT, is_vouched=True),),
    )


@pytest.mark.parametrize("ground", [*Ground])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_stay_text_in_the_page(text: str, ground: Ground) -> None:
    plain, spoiled = page_of(draft(case(ground))), page_of(draft(hostile_case(text, ground)))
    assert {tag.name for tag in spoiled.find_all()} <= {tag.name for tag in plain.find_all()} | {
        "blockquote",
        "code",
    }
    assert not spoiled.find_all(["script", "img", "iframe", "base", "form", "link", "object"])
    assert not [tag for tag in spoiled.find_all() if any(name.startswith("on") for name in tag.attrs)]
    assert len(spoiled.find_all("a")) == len(plain.find_all("a"))
    assert len(spoiled.find_all("h2")) == 7
    html = spoiled.decode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", html)
    (policy,) = spoiled.find_all("meta", attrs={"http-equiv": True})
    assert policy["content"].startswith("default-src 'none'; style-src 'sha256-")


@pytest.mark.parametrize("ground", [*Ground])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_stay_text_in_markdown(text: str, ground: Ground) -> None:
    plain = markdown_page_of(draft(case(ground)))
    written = to_markdown(draft(hostile_case(text, ground)))
    for reader in (READER, MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])):
        spoiled = BeautifulSoup(reader.render(written), "html.parser")
        assert not spoiled.find_all(["script", "img", "iframe", "base", "pre", "del", "em", "h3", "b"])
        for name in ("h1", "h2", "hr", "table", "th", "a"):
            assert len(spoiled.find_all(name)) == len(plain.find_all(name)), name
        assert not [li for li in spoiled.find_all("li") if li.find(["ul", "ol", "p"])]
        assert not spoiled.find_all("ol")
        assert all("forged" not in strong.get_text() for strong in spoiled.find_all("strong"))
        assert len(spoiled.find_all("td")) == 4


def test_a_quotation_keeps_its_lines_and_words_in_markdown() -> None:
    text = HOSTILE[6]
    made = case(record=record(explanation={"reference": None, "inserted": False, "text": text}))
    quote = markdown_page_of(draft(made)).blockquote
    assert quote
    shown = [line.strip() for line in quote.get_text("\n").split("\n") if line.strip()]
    assert shown == [line.strip() for line in text.split("\n")]


def test_the_page_is_made_for_a4_and_parts_the_sheet_from_the_complaint() -> None:
    style = page_of(draft(case())).style
    assert style
    assert "size: A4" in style.get_text()
    assert "break-after: page" in style.get_text()
