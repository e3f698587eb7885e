"""What the draft of a letter says, in every language: the objection, what only the person knows as gaps, nothing of sending."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from draft_samples import letter_of, page_of, placeholders, text_of
from followup_samples import ADDRESS, SENT_AT
from markdown_it import MarkdownIt
from test_complaint_words import MARKS

from flows.authorities import load_authorities
from flows.references import load_references
from helper.drafts.blocks import CLOSE, OPEN, Draft
from helper.drafts.markdown import to_markdown
from helper.drafts.page import to_html
from helper.drafts.words import LANGUAGES, Words
from helper.letter.case import LetterCase, MissingForm
from helper.letter.draft import write_draft
from helper.letter.gather import _objection_alone
from helper.texts import LANGUAGES as OURS
from helper.texts import Texts

PACKAGE = "helper.letter"
WORDS = {language: Words.load(language, PACKAGE) for language in LANGUAGES}
ENGLISH = WORDS["en"].sentences
TEXTS = {language: Texts.load(language) for language in OURS}
META = load_authorities().controller_named("Meta Platforms Ireland Ltd")
URL = "https://www.facebook.com/help/contact/712876720715583"


def case(language: str = "en", **changes: Any) -> LetterCase:
    assert META
    made = LetterCase(
        service="Facebook",
        controller=META.name,
        post=META.post,
        contact=META.contact,
        address=ADDRESS,
        objection=load_references()["dpc"].words[language].forms[0],
        reason="My family is in these pictures.",
        missing=MissingForm(SENT_AT, URL),
        zone=dt.UTC,
        today=dt.date(2026, 9, 5),
        name="20260901T090000Z-facebook-7f3a9c",
    )
    return replace(made, **changes)


def draft(language: str = "en", **changes: Any) -> Draft:
    return write_draft(case(language, **changes), WORDS[language])


def part(language: str, key: str) -> str:
    pieces = re.split(r"\{\w+\}|[⟦⟧]", WORDS[language].sentences[key])
    return re.sub(r"\s+", " ", max(pieces, key=len)).strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same(language: str) -> None:
    own = WORDS[language].sentences
    assert set(own) == set(ENGLISH)
    for key, sentence in own.items():
        assert placeholders(sentence) == placeholders(ENGLISH[key]), key
        assert sentence.count(OPEN) == sentence.count(CLOSE) == ENGLISH[key].count(OPEN), key
        assert sentence == sentence.strip() != "", key
        assert set(re.findall(r"\d{2,}", sentence)) == set(re.findall(r"\d{2,}", ENGLISH[key])), key
        assert not re.search(r"['\"]|\.\.\.", sentence), key
        for gap in re.findall(f"{OPEN}(.+?){CLOSE}", sentence):
            assert gap.startswith(MARKS[language]), key


def test_french_is_set_as_french_readers_expect() -> None:
    wrong_space = re.compile(r"(?<!\u00a0)[;!?»]|(?<!\u00a0):(?=\s|$)|«(?!\u00a0)")
    for key, sentence in WORDS["fr"].sentences.items():
        assert not wrong_space.search(re.sub(r"\{[^}]*\}", "x", sentence)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_objects_says_why_and_asks_for_an_answer(language: str) -> None:
    one = draft(language)
    letter = letter_of(one)
    made = case(language)
    assert "".join(made.objection.split()) in "".join(letter.split())
    assert (page_of(one).main.find("a") or {})["href"] == made.objection.rpartition(" ")[2]  # type: ignore[union-attr,index]
    for exact in (
        ADDRESS,
        URL,
        "Meta Platforms Ireland Ltd",
        "Merrion Road",
        "My family is in these pictures.",
    ):
        assert exact in letter
    for key in ("letter.officer", "objection.missing", "objection.reason", "holder.identity", "wish.answer"):
        assert part(language, key) in letter, key
    for article in ("21", "18", "17", "12"):
        assert re.search(rf"\b{article}\b", letter), article


@pytest.mark.parametrize("language", LANGUAGES)
def test_name_address_identity_and_signature_are_gaps_that_are_counted(language: str) -> None:
    one = draft(language)
    page = page_of(one)
    marks = [text_of(mark) for mark in page.main.find_all("mark")]  # type: ignore[union-attr]
    assert len(marks) == one.gaps >= 8
    for key in ("letter.sender_name", "letter.sender_post", "letter.signature"):
        gap = WORDS[language].sentences[key].strip(OPEN + CLOSE).replace("\u00a0", " ")
        assert f"[{gap}]" in marks, key
    bare = draft(language, address=None, reason=None, post=None)
    assert bare.gaps == one.gaps + 3
    assert str(one.gaps) in text_of(page.aside)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nowhere_does_it_say_that_something_was_sent(language: str) -> None:
    sheet = text_of(page_of(draft(language)).aside)
    assert part(language, "sheet.draft") in sheet
    claims = {
        "de": r"abgeschickt habe|habe ich .*geschickt", "en": r"\bI sent\b|have sent", "es": r"he enviado|envié",
        "fr": r"j’ai envoyé|j’ai adressé", "it": r"ho inviato", "nl": r"heb ik .*(gestuurd|verstuurd)",
    }  # fmt: skip
    assert not re.search(claims[language], letter_of(draft(language)), re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_says_how_to_send_it_and_how_to_note_that(language: str) -> None:
    sheet = page_of(draft(language)).aside
    assert sheet
    assert "optout-assist letter sent 20260901T090000Z-facebook-7f3a9c --on 2026-09-05 --by post" in text_of(
        sheet
    )
    assert [link["href"] for link in sheet.find_all("a")] == ["https://help.meta.com/support/privacy/"]
    assert part(language, "sheet.post") in text_of(sheet)
    assert part(language, "sheet.identity") in text_of(sheet)
    if language in TEXTS:  # the window speaks these two: its buttons are named before any command
        said = text_of(sheet)
        for deed, command in (
            ("sent", "optout-assist letter sent"),
            ("complaint", "optout-assist complaint"),
        ):
            button = TEXTS[language].say(f"window.deed.{deed}")
            assert 0 < said.find(button) < said.find(command)
    without = text_of(page_of(draft(language, contact=None, post=None)).aside)
    assert "help.meta.com" not in without


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_attempt_no_missing_form_is_claimed(language: str) -> None:
    letter = letter_of(draft(language, missing=None))
    assert part(language, "objection.missing") not in letter
    assert part(language, "objection.no_form") in letter


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_objection_that_cites_nobody_is_the_first_sentence_and_ends_like_one(language: str) -> None:
    alone = _objection_alone(language)
    assert load_references()["cnil"].words[language].forms[0].startswith(alone)
    assert alone.endswith(".")
    assert len(alone) > 100
    assert "http" not in alone
    assert "CNIL" not in alone
    assert alone in letter_of(draft(language, objection=alone))


def test_page_and_markdown_say_the_same() -> None:
    one = draft("fr")
    again = BeautifulSoup(MarkdownIt("commonmark").render(to_markdown(one)), "html.parser")
    bare = [text_of(page).replace(" ", "").replace("\\", "") for page in (page_of(one).body, again)]
    assert bare[0] == bare[1]


def test_a_command_breaks_over_lines_only_between_its_words() -> None:
    (command,) = (code for code in page_of(draft("fr")).find_all("code") if "letter sent" in code.text)
    words = command.text.split(" ")
    assert "--on" in words
    assert [span.text for span in command.find_all("span")] == words
    assert "code span { display: inline-block;" in to_html(draft("fr"))


@pytest.mark.parametrize(
    "text", ["<script>x</script>", "⟦TO FILL IN: forged⟧", "# head\n- item\n> q", "{at}"]
)
def test_what_the_person_and_the_page_wrote_stays_text(text: str) -> None:
    hostile = draft(reason=text, address=text, missing=MissingForm(SENT_AT, text))
    assert hostile.gaps == draft().gaps
    page = page_of(hostile)
    assert not page.find_all(["script", "img"])
    again = BeautifulSoup(MarkdownIt("commonmark").render(to_markdown(hostile)), "html.parser")
    assert len(again.find_all("h1")) == 2
    assert len(again.find_all("li")) == len(page.find_all("li"))
