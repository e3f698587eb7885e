"""The pages about an objection by letter, filled from what the archive and the command know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import flows
from flows.authorities import load_authorities
from flows.load import load
from helper.cli.countries import country_answers, residence_of
from helper.cli.letters import letter_language
from helper.cli.options import Shared
from helper.cli.wishes import reason_answers
from helper.drafts.words import LANGUAGES
from helper.evidence.letters import kept_letter
from helper.evidence.store import Archive
from helper.followup.standing import address_of
from helper.letter.gather import Subject, find_subject
from helper.residence import ELSEWHERE
from helper.window.asked import AskedMistake
from helper.window.asked_letters import WAYS, AskedLetter, AskedSending, AskedSubject, written_day
from helper.window.draw import WindowPage


def services() -> list[tuple[str, str]]:
    """Give the services that one may object to, with their names."""
    return [(name, load(name).flow.title) for name in flows.objection_names()]


def begin_letter(shared: Shared, name: str | None) -> AskedLetter:
    """Give the page of a letter as it is shown first; raises what keeps an attempt from being written about."""
    residence = residence_of(shared, load_authorities(), None)
    return AskedLetter(
        _about(_find(shared, name)), residence.country or ELSEWHERE, language=letter_language(shared)
    )


def letter_page(shared: Shared, form: AskedLetter, problems: Sequence[AskedMistake]) -> WindowPage:
    """Give the page that asks what goes into a letter."""
    known = load_authorities()
    languages = [(code, shared.texts.say(f"window.letter.language.{code}")) for code in LANGUAGES]
    return WindowPage(
        "letter.html",
        {
            "form": form,
            "services": services(),
            "asks_country": asks_country(shared),
            "countries": country_answers(shared, known),
            "reasons": reason_answers(shared),
            "languages": sorted(languages, key=lambda one: one[1]),
            "problems": problems,
        },
        shared.texts,
    )


def asks_country(shared: Shared) -> bool:
    """Tell whether the person has never said where they live."""
    return not residence_of(shared, load_authorities(), None).is_told


@dataclass(frozen=True)
class BegunSending:
    """The page of the sending as it is shown first."""

    form: AskedSending
    is_noted: bool  # something was before
    asks_address: bool  # of a letter that follows no attempt, by which its account is known


def begin_sending(shared: Shared, name: str | None) -> BegunSending:
    """Give the page of the sending with what was noted before."""
    subject = _find(shared, name)
    sent = kept_letter(subject.entry.path).sent if subject and subject.entry else None
    about = _about(subject)
    asks_address = subject is None or subject.entry is None
    if sent is None:
        return BegunSending(AskedSending(about), is_noted=False, asks_address=asks_address)
    received = written_day(sent.received_on) if sent.received_on else ""
    form = AskedSending(about, written_day(sent.on), sent.by, received)
    return BegunSending(form, is_noted=True, asks_address=asks_address)


def sent_page(
    shared: Shared, begun: BegunSending, form: AskedSending, problems: Sequence[AskedMistake]
) -> WindowPage:
    """Give the page that asks when and how a letter was sent."""
    return WindowPage(
        "sent.html",
        {
            "form": form,
            "services": services(),
            "ways": [(way, shared.texts.say(f"window.sent.way.{way}")) for way in WAYS],
            "is_noted": begun.is_noted,
            "asks_address": begun.asks_address,
            "problems": problems,
        },
        shared.texts,
    )


def _find(shared: Shared, name: str | None) -> Subject | None:
    return find_subject(Archive(shared.archive_dir), name) if name else None


def _about(subject: Subject | None) -> AskedSubject:
    if subject is None:
        return AskedSubject()
    address = address_of(subject.record.email_check) if subject.record else None
    # A service that no attempt was made for is known by its name.
    return AskedSubject(subject.service.flow.name, subject.name, address or "")
