"""From the options of a command to an attempt: the plan made of them, the attempt run, its end said."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import flows
from helper.cli.attempt_options import AttemptOptions, check_address
from helper.cli.browsers import choose_window, find_blocking_policy
from helper.cli.options import Shared
from helper.cli.questions import agrees, can_ask
from helper.cli.terminal import tell
from helper.errors import Exit, KeyringProblem, UsageProblem
from helper.safe.clean import clean

if TYPE_CHECKING:
    from flows.load import Service
    from helper.accounts import AccountBook
    from helper.cli.console import Console
    from helper.evidence.store import Archive
    from helper.followup.differences import Difference
    from helper.guide.plan import Plan
    from helper.record import Record
    from helper.session.opening import ReadyRun
    from helper.session.running import Ending, Errand, Opener


def make_attempt(
    shared: Shared,
    name: str,
    options: AttemptOptions,
    *,
    compare: Callable[[Record], list[Difference]] | None = None,
) -> int:
    """Run an attempt with the options of the command line; `compare` tells at its end what differs from an earlier one."""
    from helper.session.opening import run_attempt

    # What to know and what is asked of the person comes before anything is started.
    is_objection = name in flows.objection_names()
    if not is_objection and not _introduce(shared, name):
        return Exit.OK
    if options.email is None:
        address = saved_or_typed_address(shared, name, options.account, asks=is_objection)
        options = replace(options, email=address)

    def prepare() -> ReadyRun:
        from helper.cli.console import Console
        from helper.evidence.store import Archive
        from helper.log import open_log

        open_log()
        service = load_service(name, options.flow_file)
        console = Console(shared)
        archive = Archive(shared.archive_dir)
        plan = make_plan(name, service, options, archive)
        archive.prepare()
        opener = choose_window(options.browser, options.attach)
        console.before(service, expected=plan.expected_email, is_attached=options.attach is not None)
        if not options.attach and (policy := find_blocking_policy(options.browser, plan.addresses)):
            warning = shared.texts.say("talk.policy_pages", policy=policy.name, place=policy.place)
            console.say(warning)
        return attempt_of(shared, console, plan, archive, opener)

    return show_ending(shared, run_attempt(prepare), compare)


def make_plan(
    name: str,
    service: Service,
    options: AttemptOptions,
    archive: Archive | None = None,
    *,
    next_title: str | None = None,
    has_end_page: bool = False,
) -> Plan:
    """Put together what an attempt is to do; raises UsageProblem for a wish that cannot be fulfilled.

    Without an archive no earlier attempt tells how the form looked.
    """
    from helper.evidence.forms import last_fingerprint
    from helper.guide.plan import Plan

    return Plan(
        service=service,
        addresses=options.addresses(service),
        expected_email=check_address(options.email),
        reference=options.find_reference(),
        reason=options.read_reason(),
        timeout_seconds=options.timeout * 60,
        linger_seconds=options.linger,
        recorded_service=name,
        title=service.flow.title,
        last_form=last_fingerprint(archive, name) if archive else None,
        next_title=next_title,
        has_end_page=has_end_page,
    )


def attempt_of(shared: Shared, console: Console, plan: Plan, archive: Archive, opener: Opener) -> ReadyRun:
    """Make an attempt ready to run, which speaks through the console."""
    from helper.session.attempt import AttemptErrand

    errand = AttemptErrand(plan, shared.texts, console.say, console.detail)
    return ready_run(shared, console, errand, archive, opener)


def ready_run(
    shared: Shared, console: Console, errand: Errand[Any], archive: Archive, opener: Opener
) -> ReadyRun:
    """Give what runs an errand once the driver is there."""
    from helper.session.running import run_errand

    return partial(
        run_errand, errand=errand, archive=archive, opener=opener, texts=shared.texts, say=console.say
    )


def show_ending(
    shared: Shared, ending: Ending, compare: Callable[[Record], list[Difference]] | None = None
) -> int:
    """Print the record or the summary, what differs from last time, and what went wrong with the archive, if anything."""
    from helper.cli.console import Console

    console = Console(shared)
    shared.has_attempt = True
    differences = compare(ending.record) if compare else None
    if shared.json:
        more = {} if differences is None else {"differences": [one.document() for one in differences]}
        print_record(ending, console.problem(ending), more)
    else:
        console.summary(ending)
        if differences is not None:
            console.differences(differences)
    if ending.problem:
        console.complain(ending)
    return ending.status


def print_record(ending: Ending, said: str, more: dict[str, Any] | None = None) -> None:
    """Print the record as it is kept, with `more` behind it, and what went wrong with the archive, as it was `said`."""
    record = {**json.loads(ending.record.to_json()), **(more or {})}
    if ending.problem:
        record["error"] = {"code": ending.problem.code, "message": said}
    click.echo(json.dumps(record, indent=2))


def load_service(name: str, flow_file: Path | None = None) -> Service:
    """Load the flow that ships or a repaired one; raises UsageProblem that names each mistake in the file."""
    from flows.load import FlowError, load, load_file
    from helper.texts.flow_problems import explain_all

    try:
        service = load_file(flow_file) if flow_file else load(name)
    except FlowError as error:
        problems = partial(explain_all, error.problems)  # said once the person's language is known
        raise UsageProblem("flow_broken", file=error.path, problems=problems) from error
    if flow_file and service.flow.name != name:
        raise UsageProblem("flow_of_other_service", path=flow_file, found=service.flow.name, wanted=name)
    return service


def account_book() -> AccountBook:
    """Give the saved accounts."""
    from helper.accounts import AccountBook, seconds_to_wait
    from helper.browser.find import has_display

    return AccountBook(seconds_to_wait(has_display(sys.platform, os.environ)))


def saved_or_typed_address(
    shared: Shared, service: str, account: str | None, *, asks: bool = True
) -> str | None:
    """Give the address that the form should show where none was named: the saved account's, the one typed now, or none."""
    from helper.cli.console import Console

    console = Console(shared)
    book = account_book()
    if account is not None:
        found = book.find(service, account)
        return found.address if found else None
    try:
        found = book.find(service)
    except KeyringProblem:
        found = None  # nobody asked for it: the address can still be typed, or stays unchecked
        console.say(shared.texts.say("talk.no_keyring"))
    if found:
        return found.address
    return console.ask_address(service) if asks else None  # a form that shows none is filled in by the person


def _introduce(shared: Shared, service: str) -> bool:
    """Say what a form is for that is not the objection, before anything is opened; False when it is not wanted then."""
    from flows.products import load_products
    from helper.products import answer

    catalogue = load_products()
    product = next((one for one in catalogue.product if one.flow == service), None)
    if product is None:
        return True
    if not shared.quiet:
        tell(clean(answer(catalogue, product, shared.texts), keep="\n"))
    if not can_ask(shared):
        return True
    is_wanted = agrees(shared, shared.texts.say("product.ask_other"))
    if not is_wanted:
        tell(shared.texts.say("product.not_opened"))
    return is_wanted
