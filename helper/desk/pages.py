"""The pages of the conversation, filled from what the terminal says too: one place decides, two show it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import flows
from flows.authorities import load_authorities
from flows.changes import load_changes
from flows.load import load
from flows.references import find_reference, load_references
from helper.browser.own_pages import OwnPages
from helper.browser.tickets import PageAnswer
from helper.cli.attempts import account_book
from helper.cli.console import Console
from helper.cli.countries import country_answers, keep_country, name_of, residence_of
from helper.cli.folders import documents_dir
from helper.cli.options import Shared
from helper.cli.standings_shown import lines_of
from helper.cli.wishes import (
    Offered,
    offer_text,
    proposed_address,
    reason_answers,
    save_addresses,
    worth_saving,
)
from helper.desk.doing import ToldResult
from helper.errors import HelperError, KeyringProblem, UsageProblem
from helper.evidence.store import Archive
from helper.followup import clock
from helper.followup.deadlines import local_day
from helper.followup.gather import gather
from helper.followup.sentences import is_counted
from helper.followup.standing import Standing, find_standings
from helper.followup.todo import Wanted, still_to_do
from helper.letter.gather import objections
from helper.mail.kinds import MailKind
from helper.record import Record
from helper.residence import ELSEWHERE
from helper.safe.clean import clean
from helper.session.running import Ending
from helper.texts.sentences import Said, format_day, say
from helper.window.asked import AskedAccount, AskedAccounts, AskedExplanation, AskedMistake
from helper.window.deeds import Deed
from helper.window.draw import WindowPage
from helper.window.places import place_of
from helper.window.shown import Standings, show_ended, show_standing
from helper.window.words import explain, tell

T = TypeVar("T")


class WindowLeft(Exception):
    """The window was closed, or a signal came."""


class Desk:
    """Where the person answers: pages shown in our tab, work done beside it, what goes wrong said on a page."""

    def __init__(self, shared: Shared, own: OwnPages) -> None:
        self._shared, self._own = shared, own
        self.find_file = own.find_file
        self.open_beside = own.open_beside

    async def ask(self, page: WindowPage) -> PageAnswer:
        """Show a page and give what was answered; raises WindowLeft."""
        answer = await self._own.ask(page)
        if answer is None:
            raise WindowLeft
        return answer

    async def wait(self) -> None:
        """Say that something is being done."""
        line = self._shared.texts.say("window.wait.work")
        await self._own.show(WindowPage("wait.html", {"line": line}, self._shared.texts))

    async def attempt(self, work: Callable[[], T]) -> T | None:
        """Do something that may take a while; what goes wrong is said, and gives None."""
        try:
            return await asyncio.to_thread(work)
        except HelperError as error:
            await self.ask(
                told_page(
                    self._shared,
                    ToldResult(
                        say("window.went_wrong"), tuple(explain(error, self._shared.texts)), tone="bad"
                    ),
                )
            )
            return None


@dataclass(frozen=True)
class Home:
    """What is known when the first page is shown."""

    form: AskedAccounts
    countries: list[tuple[str, str]]
    standings: list[Standing]
    shown: list[Standings]
    lost: list[str]
    may_save: bool


def look_around(shared: Shared) -> Home:
    """Look at the archive, the keyring and the country, as `status` and `start` do."""
    known = load_authorities()
    past = gather(Archive(shared.archive_dir))
    now, zone = clock.read_clock()
    standings = find_standings(past.past, now, zone, load_changes())
    shown = []
    for one in standings:
        account, situation, _ = lines_of(shared, one, zone)
        shown.append(show_standing(one, account, situation, shared.texts))
    try:
        saved, may_save = account_book().list(), True
    except KeyringProblem:
        saved, may_save = [], False
    residence = residence_of(shared, known, None)
    names = flows.objection_names()
    addresses = {name: proposed_address(saved, name) or "" for name in names}
    accounts = [
        AskedAccount(
            name,
            load(name).flow.title,
            is_wanted=bool(still_to_do([Wanted(name, addresses[name] or None)], standings)),
            address=addresses[name],
        )
        for name in names
    ]
    return Home(
        form=AskedAccounts(tuple(accounts), residence.country or ELSEWHERE),
        countries=country_answers(shared, known),
        standings=standings,
        shown=shown,
        lost=past.lost,
        may_save=may_save,
    )


def start_page(
    shared: Shared, home: Home, form: AskedAccounts, problems: Sequence[AskedMistake], notes: Sequence[str]
) -> WindowPage:
    """Give the first page."""
    lost = tell(say("status.lost", ids=", ".join(home.lost)), shared.texts) if home.lost else ""
    return WindowPage(
        "start.html",
        {
            "form": form,
            "countries": home.countries,
            "standings": home.shown,
            "is_counted": any(map(is_counted, home.standings)),
            "lost": lost,
            "may_save": home.may_save,
            "problems": problems,
            "notes": notes,
        },
        shared.texts,
    )


def still_left(home: Home, form: AskedAccounts) -> tuple[list[Wanted], list[Said]]:
    """Leave out what was sent, and say so."""
    wanted = form.wanted()
    left = still_to_do(wanted, home.standings)
    said = [say("series.sent_already", account=one.account) for one in wanted if one not in left]
    return left, said


def remember(shared: Shared, country: str, wanted: Sequence[Wanted]) -> bool:
    """Keep the country, and the addresses if that is wanted; raises what keeps them from being kept."""
    keep_country(shared, load_authorities(), country)
    if wanted:
        book = account_book()
        save_addresses(book, worth_saving(book.list(), wanted))
    return True


def offer(shared: Shared, code: str | None) -> Offered:
    """Give the text of an authority, or the one that is offered where the person lives."""
    residence = residence_of(shared, load_authorities(), None)
    usual = offer_text(shared, residence)
    chosen = find_reference(code) if code else None
    return offer_text(shared, residence, chosen) if chosen and chosen is not usual.reference else usual


def explanation_page(
    shared: Shared,
    shown: Offered,
    form: AskedExplanation,
    *,
    usual: str,
    service: str,
    problems: Sequence[AskedMistake],
    notes: Sequence[str],
) -> WindowPage:
    """Give the page that asks what goes into the explanation field, with the whole text on it."""
    return WindowPage(
        "explanation.html",
        {
            "form": form,
            "text": shown.text,
            "cites": shown.cites,
            "is_other": shown.reference.code != usual,
            "references": _references(shared),
            "reasons": reason_answers(shared),
            "first": load(service).flow.title,
            "problems": problems,
            "notes": notes,
        },
        shared.texts,
    )


def _references(shared: Shared) -> list[tuple[str, str]]:
    known = load_authorities()
    found = [
        (code, f"{name_of(shared, authority.country)} – {reference.name}")
        for code, reference in load_references().items()
        if (authority := known.find(code))
    ]
    return sorted(found, key=lambda one: one[1])


def ended_page(
    shared: Shared, endings: Sequence[Ending], left: Sequence[Wanted], notes: Sequence[str]
) -> WindowPage:
    """Give the page that says what happened, and what comes now."""
    shown = [
        show_ended(one.record, one.title or one.record.service.capitalize(), one.folder, shared.texts)
        for one in endings
    ]
    return WindowPage(
        "ended.html",
        {
            "endings": shown,
            "folders": [Deed("folder", one.attempt) for one in shown if one.attempt],
            "letters": [Deed("letter", one.attempt) for one in shown if one.attempt and one.had_no_form],
            "has_kept": any(one.attempt for one in shown),
            "is_rehearsal": all(one.is_rehearsal for one in shown),
            "next": load(left[0].service).flow.title if left else None,
            "notes": [clean(note, keep="\n") for note in notes],
            "troubles": [clean(Console(shared).problem(one)) for one in endings if one.problem],
        },
        shared.texts,
    )


def mail_page(
    shared: Shared,
    kind: str,
    problems: Sequence[AskedMistake],
    attempts: Sequence[tuple[str, str]] = (),
    attempt: str = "",
) -> WindowPage:
    """Give the page on which an e-mail is chosen; `attempts`: those that it may answer, in words."""
    kinds = [(one, shared.texts.say(f"mail.ask_kind.{one}")) for one in MailKind]
    values = {
        "kinds": kinds,
        "kind": kind,
        "attempts": attempts,
        "attempt": attempt,
        "problems": problems,
    }
    return WindowPage("mail.html", values, shared.texts)


def attempts_to_answer(shared: Shared) -> list[tuple[str, str]]:
    """Give the sealed attempts that an e-mail may answer, the newest first, with service and day."""
    return [
        (
            entry.id,
            f"{load(entry.service).flow.title}, {format_day(local_day(record.started_at), shared.texts)}",
        )
        for entry, record in objections(Archive(shared.archive_dir))
    ]


def told_page(shared: Shared, told: ToldResult) -> WindowPage:
    """Give the page that says what became of something."""
    say_label = shared.texts.say
    buttons = [
        *([("read", say_label("window.told.read"))] if told.page else []),
        *([("place", say_label(_label_of(told.path)))] if told.path else []),
        *((one.button, say_label(f"window.deed.{one.kind}")) for one in told.deeds),
        ("back", say_label("window.back")),
    ]
    return WindowPage(
        "told.html",
        {
            "title": tell(told.title, shared.texts),
            "lines": told.lines,
            "tone": told.tone,
            "place": place_of(told.path, documents_dir(), Path.home(), shared.archive_dir)
            if told.path
            else None,
            "buttons": buttons,
        },
        shared.texts,
    )


def _label_of(path: Path) -> str:
    return "window.deed.folder" if path.is_dir() else "window.told.place"


def find_record(shared: Shared, attempt_id: str) -> Record:
    """Give the record of an attempt; raises what keeps it from being read."""
    archive = Archive(shared.archive_dir)
    record = archive.find(attempt_id).record
    if record is None:
        raise UsageProblem("archive_unknown_id", id=attempt_id, path=archive.path)
    return record


def said_of_renewal(shared: Shared, before: Record) -> str:
    """Say which objection is made once more."""
    return tell(say("renew.again", date=local_day(before.started_at)), shared.texts)
