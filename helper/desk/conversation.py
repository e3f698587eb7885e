"""The conversation in the window: which page comes when, and what follows from what the person answers."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import flows
from flows.references import load_references
from helper.browser.driver import Driver, start_driver
from helper.browser.find import find_browser
from helper.browser.launch import require_display
from helper.browser.one_window import OneWindow
from helper.browser.own_pages import OwnPages
from helper.browser.tickets import PageAnswer
from helper.cli.attempt_options import MAX_REASON_BYTES, AttemptOptions
from helper.cli.attempts import attempt_of, load_service, make_plan
from helper.cli.console import Console
from helper.cli.folders import open_place
from helper.cli.options import Shared
from helper.cli.practising import practise
from helper.cli.series import goes_on_after, heaviest
from helper.cli.wishes import reason_answers
from helper.desk import asking, doing, pages
from helper.desk.pages import Desk, WindowLeft
from helper.desk.state import AfterPage, AfterWindow, Conversation
from helper.errors import ArchiveProblem, HelperError, UsageProblem
from helper.evidence.store import Archive
from helper.followup.again import propose
from helper.followup.differences import compare
from helper.followup.todo import Wanted
from helper.log import open_log
from helper.session.signals import stop_on_signals
from helper.window.asked import AskedAccounts, AskedExplanation, read_accounts, read_explanation, reason_of
from helper.window.deeds import Deed, read_deed
from helper.window.words import explain, tell

if TYPE_CHECKING:
    from helper.guide.plan import Plan


def converse(shared: Shared, options: AttemptOptions) -> int:
    """Hold the whole conversation in the window; gives the exit status that says most of what was tried."""
    conversation = Conversation(shared, options)
    stopped_with = _hold(conversation)
    records = [json.loads(ending.record.to_json()) for ending in conversation.endings]
    left = [one.service for one in conversation.left]
    shared.result({"attempts": records, "left": left}, lambda: None)
    statuses = [ending.status for ending in conversation.endings if not ending.record.rehearsal]
    return heaviest([*statuses, *([stopped_with] if stopped_with else [])])


def _hold(conversation: Conversation) -> int | None:
    """Go on until the person closes the window; gives the status of a signal, if one ended it."""
    open_log()
    while True:
        match asyncio.run(_in_one_window(conversation)):
            case AfterWindow.END:
                return conversation.stopped_with
            case AfterWindow.PRACTICE:
                _practise(conversation)
                if conversation.is_stopped:
                    return None


def _practise(conversation: Conversation) -> None:
    shared, wanted = conversation.shared, conversation.practice
    try:
        options = replace(
            conversation.options,
            email=wanted.address if wanted else None,
            reference=pages.offer(shared, None).reference.code,
        )
        service = wanted.service if wanted else flows.objection_names()[0]
        ending = practise(shared, service, options, has_end_page=True)
    except HelperError as error:
        conversation.notes += explain(error, shared.texts)
        return
    conversation.endings.append(ending)
    conversation.has_unseen = True
    conversation.is_stopped = ending.is_stopped


async def _in_one_window(conversation: Conversation) -> AfterWindow:
    async with start_driver() as starting:
        found = await asyncio.to_thread(find_browser, conversation.options.browser)
        require_display()
        window = OneWindow(found)
        try:
            return await _Sitting(conversation, window, await starting).go()
        finally:
            await window.close()


class _Sitting:
    """The conversation as long as one window lasts."""

    def __init__(self, conversation: Conversation, window: OneWindow, driver: Driver) -> None:
        self._talk, self._window, self._driver = conversation, window, driver
        self._shared, self._texts = conversation.shared, conversation.shared.texts
        self._served: set[str] = set()  # services that were in this window

    async def go(self) -> AfterWindow:
        """Show pages and make attempts in turn."""
        while True:
            async with self._window.show(self._driver) as own, stop_on_signals(own.post):
                try:
                    turn = await self._on_pages(own)
                except WindowLeft:
                    turn = AfterPage.CLOSED
                self._talk.stopped_with = own.stopped_with
            if turn is AfterPage.CLOSED or self._talk.stopped_with:
                return AfterWindow.END
            if turn is AfterPage.PRACTICE:
                return AfterWindow.PRACTICE
            if self._talk.left[0].service in self._served:  # two accounts never share a profile
                return AfterWindow.NEW_WINDOW
            goes_on = await self._attempt()
            if self._talk.is_stopped:
                return AfterWindow.END
            if not self._window.is_open:
                return AfterWindow.NEW_WINDOW if goes_on else AfterWindow.END

    # ---------------------------------------------------------------------------------------------- pages
    async def _on_pages(self, own: OwnPages) -> AfterPage:
        talk, desk = self._talk, Desk(self._shared, own)
        turn = AfterPage.HOME
        if talk.left and talk.wishes and not talk.has_unseen:  # a window that was opened for this account
            return AfterPage.ATTEMPT
        if talk.has_unseen:
            turn = await self._after(desk)
        while turn is AfterPage.HOME:
            talk.left, talk.before, talk.wishes, talk.explanation = [], None, None, None
            turn = await self._start(desk)
        return turn

    async def _start(self, desk: Desk) -> AfterPage:
        """Show where things stand and ask for which accounts an objection is wanted."""
        talk = self._talk
        home = await desk.attempt(partial(pages.look_around, self._shared))
        if home is None:
            return AfterPage.HOME
        form = talk.accounts or home.form
        problems: list[Any] = []
        while True:
            notes, talk.notes = talk.notes, []
            answer = await desk.ask(pages.start_page(self._shared, home, form, problems, notes))
            if answer.get("do") in ("go", "practise"):  # the other buttons are in forms of their own
                form, problems = read_accounts(answer, form, [code for code, _ in home.countries])
                talk.accounts = form
            match answer.get("do"):
                case "practise":
                    talk.practice = form.wanted()[0] if form.wanted() and not problems else None
                    return AfterPage.PRACTICE
                case "go" if not problems:
                    if await self._decide(desk, home, form):
                        return await self._explain(desk)
                case "go":
                    pass
                case _:
                    turn = await self._do(desk, answer)
                    return AfterPage.HOME if turn is None else turn

    async def _decide(self, desk: Desk, home: pages.Home, form: AskedAccounts) -> bool:
        """Remember what was said of the accounts; tells whether something is left to send."""
        talk = self._talk
        left, said = pages.still_left(home, form)
        talk.left = left
        talk.notes = [tell(one, self._texts) for one in said]
        saving = form.wanted() if form.saves else []
        kept = await desk.attempt(partial(pages.remember, self._shared, form.country, saving))
        if kept and saving:
            talk.notes.append(self._texts.say("start.saved"))
        if not left:
            talk.notes.append(self._texts.say("window.nothing_left"))
        return bool(left)

    async def _explain(self, desk: Desk) -> AfterPage:
        """Ask what goes into the explanation field, show it whole, and ask for the word to open the form."""
        talk = self._talk
        offered = await asyncio.to_thread(pages.offer, self._shared, None)
        form = talk.explanation or AskedExplanation(offered.reference.code)
        reasons = reason_answers(self._shared)
        problems: list[Any] = []
        while True:
            notes, talk.notes = talk.notes, []
            shown = await asyncio.to_thread(pages.offer, self._shared, form.reference)
            page = pages.explanation_page(
                self._shared,
                shown,
                form,
                usual=offered.reference.code,
                service=talk.left[0].service,
                problems=problems,
                notes=notes,
            )
            answer = await desk.ask(page)
            form, problems = read_explanation(
                answer, form, load_references(), dict(reasons), MAX_REASON_BYTES
            )
            talk.explanation = form
            match answer.get("do"):
                case "back":
                    return AfterPage.HOME
                case "see":
                    problems = []
                case "open" if not problems:
                    talk.wishes = replace(
                        talk.options,
                        reference=form.reference if form.adds else None,
                        reason=reason_of(form.reason, form.own, reasons),
                    )
                    return AfterPage.ATTEMPT

    async def _after(self, desk: Desk) -> AfterPage:
        """Show what happened, and offer the next account or what can be done now."""
        talk = self._talk
        shown = talk.endings[-1:] if talk.left else talk.endings
        has_rehearsal = talk.endings[-1].record.rehearsal
        shown = [one for one in shown if one.record.rehearsal == has_rehearsal]
        while True:
            page = await asyncio.to_thread(
                pages.ended_page, self._shared, shown, [] if has_rehearsal else talk.left, talk.notes
            )
            answer = await desk.ask(page)
            talk.has_unseen = False
            talk.notes = []
            match answer.get("do"):
                case "next" if talk.left and not has_rehearsal:
                    return AfterPage.ATTEMPT
                case "home":
                    return AfterPage.HOME
                case _:
                    turn = await self._do(desk, answer, has_rehearsals=has_rehearsal)
                    if turn is not None:
                        return turn

    # ---------------------------------------------------------------------------------------------- deeds
    async def _do(self, desk: Desk, answer: PageAnswer, *, has_rehearsals: bool = False) -> AfterPage | None:
        """Do what a button asks for; gives what comes then, None for the page on which it was pressed."""
        pressed = answer.get("do", "")
        deed = read_deed(pressed)
        if deed and deed.kind == "renew":
            return await self._renew(desk, deed)
        if pressed == "report":
            await desk.wait()
            path = await desk.attempt(
                partial(doing.write_report, self._shared, has_rehearsals=has_rehearsals)
            )
            if path:
                await desk.open_beside(path)
            return None
        if deed and deed.kind == "folder":
            await desk.attempt(partial(doing.open_folder, self._shared, deed))
            return None
        told = await self._result_of(desk, deed, pressed)
        return None if told is None else await self._tell(desk, told)

    async def _result_of(self, desk: Desk, deed: Deed | None, pressed: str) -> doing.ToldResult | None:
        """Ask what has to be known first, and do it; None where there is nothing to tell."""
        shared, attempt = self._shared, deed.attempt if deed else None
        match deed.kind if deed else pressed:
            case "mail":
                return await asking.add_mail(desk, shared)
            case "letter":
                return await asking.write_letter(desk, shared, attempt)
            case "sent" | "received":
                return await asking.note_sending(desk, shared, attempt)
            case "complaint" if deed:
                return await asking.complain(desk, shared, deed.attempt)
            case "copy" | "redacted" if deed:
                await desk.wait()
                return await desk.attempt(partial(doing.write_copy, shared, deed))
            case "calendar":
                await desk.wait()
                return await desk.attempt(partial(doing.write_calendar, shared))
        return None

    async def _tell(self, desk: Desk, told: doing.ToldResult) -> AfterPage | None:
        while True:
            answer = await desk.ask(pages.told_page(self._shared, told))
            pressed = answer.get("do", "")
            if pressed == "place" and told.path:
                await desk.attempt(partial(open_place, told.path))
            elif pressed == "read" and told.page:
                await desk.open_beside(told.page)
            elif read_deed(pressed) in told.deeds:
                return await self._do(desk, answer)
            else:
                return None

    async def _renew(self, desk: Desk, deed: Deed) -> AfterPage | None:
        """Make an objection once more, with the wishes of last time to begin with."""
        talk = self._talk
        found = await desk.attempt(partial(pages.find_record, self._shared, deed.attempt))
        if found is None:
            return None
        proposal = propose(found, load_references())
        offered = await asyncio.to_thread(pages.offer, self._shared, proposal.reference)
        talk.before, talk.left = found, [Wanted(found.service, proposal.address)]
        talk.explanation = AskedExplanation(
            offered.reference.code,
            adds=proposal.reference is not None,
            reason="own" if proposal.reason else "none",
            own=proposal.reason or "",
        )
        talk.notes = [pages.said_of_renewal(self._shared, found)]
        return await self._explain(desk)

    # ---------------------------------------------------------------------------------------------- attempts
    async def _attempt(self) -> bool:
        """Open the form of the next account in a tab of its own; tells whether to go on after it."""
        talk, wanted = self._talk, self._talk.left[0]
        console = Console(self._shared)
        try:
            archive = Archive(self._shared.archive_dir)
            plan = await asyncio.to_thread(self._plan, archive, wanted)
            console.before(plan.service, expected=plan.expected_email)
            self._served.add(wanted.service)
            self._shared.has_attempt = True
            run = attempt_of(self._shared, console, plan, archive, self._window.open)
            ending = await run(_ready(self._driver))
        except (UsageProblem, ArchiveProblem) as error:
            talk.left = []
            talk.notes += explain(error, self._texts)
            return True
        talk.endings.append(ending)
        talk.has_unseen = True
        if talk.before is not None:
            found = compare(talk.before, ending.record)
            talk.notes += console.lines_on(found)
        talk.left = talk.left[1:]
        talk.is_stopped = ending.is_stopped
        return goes_on_after(ending)

    def _plan(self, archive: Archive, wanted: Wanted) -> Plan:
        options = replace(self._talk.wishes or self._talk.options, email=wanted.address)
        service = load_service(wanted.service)
        plan = make_plan(wanted.service, service, options, archive, has_end_page=True)
        archive.prepare()
        return plan


async def _ready(driver: Driver) -> Driver:
    return driver
