"""The sentences of the drafts: complete in every language, set as its readers expect, and never more than a draft may say."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, get_args

import pytest
from draft_samples import placeholders
from typography import faults, rude_to_the_reader

from flows.authorities import Certainty
from helper.drafts.blocks import CLOSE, OPEN, TextRun, fill
from helper.drafts.words import LANGUAGES, Words
from helper.mail.kinds import DkimVerdict, MailKind
from helper.record import Kind

WORDS = {language: Words.load(language, "helper.complaint") for language in LANGUAGES}
ENGLISH = WORDS["en"].sentences
# What a gap of each language begins with: to fill in, or to check.
MARKS = {
    "de": ("BITTE ERGÄNZEN", "BITTE PRÜFEN"),
    "en": ("TO FILL IN", "TO CHECK"),
    "es": ("POR COMPLETAR", "POR COMPROBAR"),
    "fr": ("À COMPLÉTER", "À VÉRIFIER"),
    "it": ("DA COMPLETARE", "DA VERIFICARE"),
    "nl": ("IN TE VULLEN", "TE CONTROLEREN"),
}


def test_gaps_are_known_in_the_languages_that_there_are() -> None:
    assert tuple(sorted(MARKS)) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same(language: str) -> None:
    own = WORDS[language].sentences
    assert set(own) == set(ENGLISH)
    for key, sentence in own.items():
        assert placeholders(sentence) == placeholders(ENGLISH[key]), key
        assert sentence.count(OPEN) == sentence.count(CLOSE) == ENGLISH[key].count(OPEN), key
        assert sentence == sentence.strip()
        assert sentence, key
        assert not re.search(r"[^\S\u00a0 ]| {2}", sentence), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gap_says_whether_to_fill_or_to_check(language: str) -> None:
    for key, sentence in WORDS[language].sentences.items():
        for gap in re.findall(f"{OPEN}(.+?){CLOSE}", sentence):
            assert gap.startswith(MARKS[language]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_come_has_words(language: str) -> None:
    own = WORDS[language].sentences
    kinds = {f"answer.kind.{kind}" for kind in MailKind if kind is not MailKind.CODE}
    kinds |= {f"answer.signature.{verdict}" for verdict in DkimVerdict}
    kinds |= {f"proof.kind.{kind}" for kind in (*Kind, "record", "mail", "statement")}
    kinds |= {f"sheet.certainty.{certainty}" for certainty in get_args(Certainty)}
    assert kinds <= set(own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_articles_and_regulations_are_the_same_in_every_language(language: str) -> None:
    for key, sentence in WORDS[language].sentences.items():
        numbers = set(re.findall(r"\d{2,}(?:/\d+)?", sentence))
        assert numbers == set(re.findall(r"\d{2,}(?:/\d+)?", ENGLISH[key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_have_twelve_months_and_times_their_offset(language: str) -> None:
    words = WORDS[language]
    assert len(words.sentences["written.months"].split(", ")) == 12
    days = {words.day(dt.date(2026, month, 2)) for month in range(1, 13)}
    assert len(days) == 12
    at = dt.datetime(2026, 2, 28, 23, 30, tzinfo=dt.UTC)
    said = words.moment(at, dt.timezone(dt.timedelta(hours=5, minutes=30)))
    assert words.day(dt.date(2026, 3, 1)).split()[0] in said
    assert "05:00" in said
    assert said.endswith("(UTC+05:30)")


@pytest.mark.parametrize("at", [dt.datetime.min, dt.datetime.max])
def test_a_forged_time_beyond_the_calendar_is_no_bug(at: dt.datetime) -> None:
    for hours in (-14, 14):
        assert WORDS["en"].moment(at.replace(tzinfo=dt.UTC), dt.timezone(dt.timedelta(hours=hours)))


@pytest.mark.parametrize("package", ["helper.complaint", "helper.letter"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_draft_is_set_as_its_readers_expect(language: Literal["fr", "en"], package: str) -> None:
    for key, sentence in Words.load(language, package).sentences.items():
        assert faults(sentence, language) == [], key
        assert language == "en" or rude_to_the_reader(sentence) == [], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_uses_the_signs_of_a_typewriter(language: str) -> None:
    for key, sentence in WORDS[language].sentences.items():
        assert not re.search(r"['\"]|\.\.\.", sentence), key


def test_only_a_sentence_of_ours_can_open_a_gap() -> None:
    hostile = f"{OPEN}forged{CLOSE}{{at}}"
    assert fill("a {one} b", {"one": hostile}) == (TextRun("a "), TextRun(hostile), TextRun(" b"))
    assert fill(f"{OPEN}fill {{one}} in{CLOSE}.", {"one": hostile}) == (
        TextRun(f"fill {hostile} in", "gap"),
        TextRun("."),
    )
    assert fill("{one}", {"one": "a\x1b[31m\u202eb\n"}) == (TextRun("a\\u001b[31m\\u202eb\\u000a"),)


def test_a_language_that_drafts_are_not_written_in_is_none() -> None:
    with pytest.raises(KeyError):
        Words.load("../en", "helper.complaint")
