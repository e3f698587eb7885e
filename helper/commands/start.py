"""`optout-assist` with nothing behind it, and `optout-assist start`: asks what an objection needs, then makes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

import flows
from helper.cli import questions
from helper.cli.attempt_options import AttemptOptions, check_address, series_options
from helper.cli.attempts import account_book
from helper.cli.browsers import fetch
from helper.cli.countries import country_answers, keep_country, name_of, residence_of
from helper.cli.localised import Command, translate
from helper.cli.options import Shared, shared_options
from helper.cli.series import run_series, saved_objections, still_left
from helper.cli.terminal import tell
from helper.cli.wishes import (
    EXAMPLES,
    SERVICES,
    offer_text,
    proposed_address,
    reason_answers,
    save_addresses,
    worth_saving,
)
from helper.errors import Exit, KeyringProblem, UsageProblem

if TYPE_CHECKING:
    from helper.followup.todo import Wanted
    from helper.residence import Residence

LINKED = ("unknown", "no", "yes")  # in one Accounts Centre


def start_or_status(ctx: click.Context) -> int:
    """Show where the objections stand and offer what is missing; without history, ask what is wanted.

    Where nobody can answer, say that a command is needed, as Click does; where there is no terminal, the window asks.
    """
    from helper.evidence.store import Archive

    shared = ctx.ensure_object(Shared)
    if shared.speaks_by_page and not shared.json:
        from helper.desk.conversation import converse

        return converse(shared, AttemptOptions())
    if any(True for _ in Archive(shared.archive_dir).summaries()):
        from helper.cli.standings_shown import show_status

        show_status(shared)
        return _offer_the_rest(shared)
    if questions.can_ask(shared):
        return _ask_and_run(shared, [], AttemptOptions())
    sources = (ctx.get_parameter_source(param.name or "") for param in ctx.command.params)
    if not any(source and source.name == "COMMANDLINE" for source in sources):
        raise click.exceptions.NoArgsIsHelpError(ctx)
    raise click.UsageError(translate("Missing command."), ctx)


@click.command(cls=Command)
@click.option("--facebook", metavar="ADDRESS")
@click.option("--instagram", metavar="ADDRESS")
@click.option("--save/--no-save", default=None)
@click.option("--country", metavar="CODE", envvar="OPTOUT_ASSIST_COUNTRY")
@series_options
@shared_options
@click.pass_obj
def start(
    shared: Shared,
    /,
    facebook: str | None,
    instagram: str | None,
    country: str | None,
    *,
    save: bool | None,
    **options: Any,
) -> int:
    """Ask for what is not said by an option; with an address for a service, nothing is asked about it."""
    from flows.authorities import load_authorities
    from helper.followup.todo import Wanted

    given = [
        Wanted(service, check_address(address))
        for service, address in (("facebook", facebook), ("instagram", instagram))
        if address is not None
    ]
    if questions.can_ask(shared):
        return _ask_and_run(shared, given, AttemptOptions(**options), country, save=save)
    if not given:
        raise UsageProblem("start_needs_terminal")
    if save:
        _save(shared, given)
    if country:
        keep_country(shared, load_authorities(), country)
    return run_series(shared, still_left(shared, given), AttemptOptions(**options))


def _offer_the_rest(shared: Shared) -> int:
    """Offer the saved accounts whose form was not sent."""
    from helper.followup.todo import Wanted

    if not questions.can_ask(shared):
        return Exit.OK
    try:
        saved = saved_objections()
    except KeyringProblem:
        saved = []
    left = still_left(shared, saved or [Wanted(name) for name in flows.objection_names()])
    if not left:
        return Exit.OK
    names = ", ".join(one.service.capitalize() for one in left)
    if not questions.agrees(shared, shared.texts.say("start.offer", services=names)):
        return Exit.OK
    return _ask_and_run(shared, left, AttemptOptions())


def _ask_and_run(
    shared: Shared,
    given: Sequence[Wanted],
    options: AttemptOptions,
    country: str | None = None,
    *,
    save: bool | None = None,
) -> int:
    from helper.cli.standings_shown import show_status

    texts = shared.texts
    tell(texts.say("start.welcome") + "\n" + texts.say("start.practise"))
    wanted = _with_addresses(shared, given or _ask_services(shared))
    left = still_left(shared, wanted)
    if not left:
        tell(texts.say("start.nothing_left"))
        return Exit.OK
    if save or (
        save is None and _is_worth_saving(wanted) and questions.wants(shared, texts.say("start.save"))
    ):
        _save(shared, wanted)
    options = _ask_words(shared, options, _ask_country(shared, country))
    _offer_a_browser(shared, options.browser)
    tell(texts.say("start.ready"))
    if not questions.wants(shared, texts.say("start.open")):
        tell(texts.say("start.not_opened"))
        return Exit.NOT_SENT
    status = run_series(shared, left, options)
    show_status(shared)
    tell(texts.say("start.folder", folder=shared.archive_dir))
    return status


def _ask_services(shared: Shared) -> list[Wanted]:
    from helper.followup.todo import Wanted

    texts = shared.texts
    both = [Wanted("facebook"), Wanted("instagram")]
    answers = [(name, texts.say(f"start.service.{name}")) for name in SERVICES]
    chosen = questions.choose(shared, texts.say("start.which"), answers)
    if chosen != "both":
        return [Wanted(chosen)]
    linked = [(name, texts.say(f"start.linked_answer.{name}")) for name in LINKED]
    if questions.choose(shared, texts.say("start.linked"), linked) == "yes":
        forms = [(name, texts.say(f"start.form.{name}")) for name in SERVICES]
        one = questions.choose(shared, texts.say("start.forms"), forms)
        return both if one == "both" else [Wanted(one)]
    return both


def _with_addresses(shared: Shared, wanted: Sequence[Wanted]) -> list[Wanted]:
    """Find the addresses in the keyring, or ask for them; nothing typed means that one stays unchecked."""
    from helper.cli.console import Console
    from helper.followup.todo import Wanted

    console = Console(shared)
    try:
        saved = account_book().list()
    except KeyringProblem:
        saved = []
    found = []
    for one in wanted:
        proposed = proposed_address(saved, one.service)
        found.append(Wanted(one.service, one.address or proposed or console.ask_address(one.service)))
    return found


def _is_worth_saving(wanted: Sequence[Wanted]) -> bool:
    try:
        return bool(worth_saving(account_book().list(), wanted))
    except KeyringProblem:
        return False  # nothing could be saved


def _save(shared: Shared, wanted: Sequence[Wanted]) -> None:
    from helper.cli.console import Console

    save_addresses(account_book(), wanted)
    said = shared.texts.say("start.saved")
    Console(shared).say(said)


def _offer_a_browser(shared: Shared, browser: str | None) -> None:
    """Get a browser now, if there is none and the person wants one; else the attempt says what is missing."""
    from helper.browser.find import find_browser
    from helper.errors import BrowserProblem

    try:
        find_browser(browser)
    except BrowserProblem as problem:
        is_none = problem.key == "browser_none"
        if is_none and questions.wants(shared, shared.texts.say("start.no_browser")):
            fetch(shared)


def _ask_country(shared: Shared, asked: str | None) -> Residence:
    """Ask once where the person lives, and remember it: that decides which authority is theirs."""
    from flows.authorities import load_authorities
    from helper.residence import Residence

    known, texts = load_authorities(), shared.texts
    if asked:
        return Residence(keep_country(shared, known, asked), is_told=True)
    found = residence_of(shared, known, None)
    if found.is_told:
        return found
    guessed = found.country
    if guessed and questions.wants(
        shared, texts.say("start.country_guessed", country=name_of(shared, guessed))
    ):
        return Residence(keep_country(shared, known, guessed), is_told=True)
    answers = country_answers(shared, known, without=guessed)
    chosen = questions.choose(shared, texts.say("start.country"), answers)
    return Residence(keep_country(shared, known, chosen), is_told=True)


def _ask_words(shared: Shared, options: AttemptOptions, residence: Residence) -> AttemptOptions:
    """Ask what goes into the explanation field, as far as no option says it."""
    from flows.references import find_reference
    from helper.cli.console import Console

    texts = shared.texts
    wanted = find_reference("cnil" if options.cnil else options.reference or "")
    offered = offer_text(shared, residence, wanted)
    if not options.has_reference:
        asked = (
            texts.say("start.cnil", cites=offered.cites),
            f"  {offered.text}",
            texts.say("start.cnil_whole"),
            texts.say("start.cnil_add"),
        )
        if questions.wants(shared, "\n".join(asked)):
            options = replace(options, reference=offered.reference.code)
    elif wanted:  # asked for in an option: shown all the same, before it is written
        shown = texts.say("start.text", text=offered.text)
        Console(shared).say(shown)
    if not options.has_reason:
        answers = reason_answers(shared)
        chosen = questions.choose(shared, texts.say("start.reason"), answers)
        if chosen in EXAMPLES:
            proposed = texts.say(f"start.example.{chosen}")
            typed = questions.type_text(shared, texts.say("start.change", text=proposed), proposed)
            return replace(options, reason=typed)
        if chosen == "own":
            return replace(options, reason=questions.type_text(shared, texts.say("start.type")))
    return options
