"""What a deed has to know first, asked on pages of its own; gives what became of it, None where the person went back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flows.authorities import load_authorities
from helper.cli.attempt_options import MAX_REASON_BYTES
from helper.cli.countries import country_answers
from helper.cli.options import Shared
from helper.cli.wishes import reason_answers
from helper.desk import complaint_pages, doing, letter_pages, pages
from helper.drafts.words import LANGUAGES
from helper.errors import UsageProblem
from helper.mail.kinds import MailKind
from helper.texts.sentences import say
from helper.window.asked import AskedMistake
from helper.window.asked_letters import mistake_of, read_letter, read_sent

if TYPE_CHECKING:
    from helper.desk.doing import ToldResult
    from helper.desk.pages import Desk
    from helper.window.asked_letters import AskedSending


async def complain(desk: Desk, shared: Shared, attempt: str) -> ToldResult | None:
    """Ask where the person lives and to which authority they complain, as far as that is not known, and draft."""
    while (page := await desk.attempt(partial(complaint_pages.country_page, shared))) is not None:
        answer = await desk.ask(page)
        if answer.get("do") != "go":
            return None
        await desk.attempt(partial(pages.remember, shared, answer.get("country", ""), []))
    choice = await desk.attempt(partial(complaint_pages.find_choice, shared))
    code: str | None = None
    problems: list[AskedMistake] = []
    while choice and code is None:
        answer = await desk.ask(complaint_pages.authority_page(shared, choice, problems))
        if answer.get("do") != "go":
            return None
        code = next((one for one, _ in choice.authorities if one == answer.get("authority")), None)
        problems = [AskedMistake("authority", say("window.problem.no_authority"))]
    await desk.wait()
    # Without one, the command says where all of them are.
    chosen = None if code == complaint_pages.NO_AUTHORITY else code
    return await desk.attempt(partial(doing.write_complaint, shared, attempt, chosen))


async def write_letter(desk: Desk, shared: Shared, name: str | None) -> ToldResult | None:
    """Ask what goes into a letter, and draft it."""
    form = await desk.attempt(partial(letter_pages.begin_letter, shared, name))
    problems: list[AskedMistake] = []
    while form is not None:
        answer = await desk.ask(letter_pages.letter_page(shared, form, problems))
        if answer.get("do") != "go":
            return None
        form, problems = read_letter(
            answer,
            form,
            services=[service for service, _ in letter_pages.services()],
            countries=[code for code, _ in country_answers(shared, load_authorities())],
            languages=LANGUAGES,
            reasons=[reason for reason, _ in reason_answers(shared)],
            limit=MAX_REASON_BYTES,
        )
        if problems:
            continue
        await desk.wait()
        if letter_pages.asks_country(shared):
            await desk.attempt(partial(pages.remember, shared, form.country, []))
        told = await desk.attempt(partial(doing.write_letter, shared, form))
        if told is not None:
            return told
    return None


async def note_sending(desk: Desk, shared: Shared, name: str | None) -> ToldResult | None:
    """Ask when and how a letter was sent, and note it."""
    begun = await desk.attempt(partial(letter_pages.begin_sending, shared, name))
    if begun is None:
        return None
    form = begun.form
    problems: list[AskedMistake] = []
    while True:
        answer = await desk.ask(letter_pages.sent_page(shared, begun, form, problems))
        match answer.get("do"):
            case "undo" if begun.is_noted:
                return await desk.attempt(partial(doing.take_back_sending, shared, form))
            case "go":
                form, problems = read_sent(answer, form, [service for service, _ in letter_pages.services()])
            case _:
                return None
        if problems:
            continue
        found = await desk.attempt(partial(_note, shared, form))
        if isinstance(found, AskedMistake):
            problems = [found]
        elif found is not None:
            return found


def _note(shared: Shared, form: AskedSending) -> ToldResult | AskedMistake:
    """Note it, or give what is wrong with a day, to be said beside its field."""
    try:
        return doing.note_sending(shared, form)
    except UsageProblem as problem:
        if mistake := mistake_of(problem, form):
            return mistake
        raise


async def add_mail(desk: Desk, shared: Shared) -> ToldResult | None:
    """Ask for the file of an e-mail, and keep it."""
    attempts = await desk.attempt(partial(pages.attempts_to_answer, shared)) or []
    problems: list[AskedMistake] = []
    kind = attempt = ""
    while True:
        answer = await desk.ask(pages.mail_page(shared, kind, problems, attempts, attempt))
        if answer.get("do") != "add":
            return None
        kind = next((one for one in MailKind if one == answer.get("kind")), "")
        attempt = next((one for one, _ in attempts if one == answer.get("attempt")), "")
        path = await desk.find_file()
        problems = [] if path else [AskedMistake("file", say("window.problem.no_file"))]
        if path is None:
            continue
        await desk.wait()
        told = await desk.attempt(partial(doing.add_mail, shared, path, kind, attempt))
        if told is not None:
            return told
