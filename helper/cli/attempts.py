"""From the options of a command to an attempt: the options, the plan made of them, the attempt run, its end said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import flows
from helper.cli.options import Shared
from helper.errors import Exit

if TYPE_CHECKING:
    from flows.load import Service
    from flows.references import Reference
    from helper.browser.policies import Policy
    from helper.evidence.store import Archive
    from helper.followup.differences import Difference
    from helper.guide.plan import Plan
    from helper.record import Record
    from helper.session.attempt import Ending, Opener
    from helper.session.opening import Attempt

MAX_REASON_BYTES = 64 * 1024


def attempt_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of an attempt (contract, "Command line")."""
    path = click.Path(path_type=Path)
    command = series_options(command)
    for option in reversed(
        [
            click.option("--email", metavar="ADDRESS", envvar="OPTOUT_ASSIST_EMAIL"),
            click.option("--account", metavar="LABEL", envvar="OPTOUT_ASSIST_ACCOUNT"),
            click.option("--url", metavar="ADDRESS", envvar="OPTOUT_ASSIST_URL"),
            click.option("--attach", metavar="URL", envvar="OPTOUT_ASSIST_ATTACH"),
            click.option("--flow-file", type=path, metavar="FILE", envvar="OPTOUT_ASSIST_FLOW_FILE"),
        ]
    ):
        command = option(command)
    return command


def series_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command those of them that hold for several accounts."""
    return words_options(window_options(command))


def words_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of what the person writes."""
    path = click.Path(path_type=Path)
    for option in reversed(
        [
            click.option("--cnil", is_flag=True, envvar="OPTOUT_ASSIST_CNIL"),
            click.option("--reference", metavar="CODE", envvar="OPTOUT_ASSIST_REFERENCE"),
            click.option("--reason", metavar="TEXT", envvar="OPTOUT_ASSIST_REASON"),
            click.option("--reason-file", type=path, metavar="FILE", envvar="OPTOUT_ASSIST_REASON_FILE"),
        ]
    ):
        command = option(command)
    return command


def window_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of the window alone."""
    options = [
        click.option("--browser", metavar="NAME|PATH", envvar="OPTOUT_ASSIST_BROWSER"),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True),
            default=30.0,
            show_default=True,
            metavar="MINUTES",
            envvar="OPTOUT_ASSIST_TIMEOUT",
        ),
        click.option(
            "--linger",
            type=click.FloatRange(min=0),
            default=60.0,
            show_default=True,
            metavar="SECONDS",
            envvar="OPTOUT_ASSIST_LINGER",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def make_attempt(
    shared: Shared,
    name: str,
    *,
    compare: Callable[[Record], list[Difference]] | None = None,
    browser: str | None,
    attach: str | None,
    flow_file: Path | None,
    url: str | None,
    timeout: float,
    linger: float,
    **wishes: Any,
) -> int:
    """Run an attempt with the options of the command line; `compare` tells at its end what differs from an earlier one."""
    from helper.cli.products_shown import introduce
    from helper.session.opening import run_attempt

    # What to know and what is asked of the person comes before anything is started.
    is_objection = name in flows.objection_names()
    if not is_objection and not introduce(shared, name):
        return Exit.OK
    email, account = wishes.pop("email"), wishes.pop("account")
    expected = email or saved_or_typed_address(shared, name, account, asks=is_objection)

    def prepare() -> Attempt:
        from helper.cli.console import Console
        from helper.evidence.store import Archive
        from helper.log import open_log
        from helper.session.attempt import run

        open_log()
        service = load_service(name, flow_file)
        console = Console(shared)
        archive = Archive(shared.archive_dir)
        plan = make_plan(
            name,
            service,
            archive,
            email=expected,
            addresses=addresses(service, url),
            timeout=timeout,
            linger=linger,
            **wishes,
        )
        archive.prepare()
        opener = choose_window(browser, attach)
        console.before(service, expected=plan.expected_email)
        if not attach and (policy := _find_blocking(browser, plan.addresses)):
            warning = shared.texts.say("talk.policy_pages", policy=policy.name, place=policy.place)
            console.say(warning)
        return partial(
            run,
            plan=plan,
            archive=archive,
            opener=opener,
            texts=shared.texts,
            say=console.say,
            detail=console.detail,
        )

    return show_ending(shared, run_attempt(prepare), compare)


def choose_window(browser: str | None, attach: str | None) -> Opener:
    """Tell in which window an attempt takes place; raises what keeps one from opening."""
    from helper.browser import launch
    from helper.browser.find import find_browser

    if attach:
        launch.require_own_address(attach)
        return partial(launch.attach, address=attach)
    opener = partial(launch.launch, found=find_browser(browser))
    launch.require_display()
    return opener


def _find_blocking(browser: str | None, opened: tuple[str, ...]) -> Policy | None:
    """Give the administrator's rule that keeps the browser from opening any address of the form."""
    from helper.browser.find import find_browser
    from helper.browser.policies import find_blocking, read_policies

    found = read_policies(find_browser(browser).name)
    blocking = [find_blocking(found, address) for address in opened]
    return blocking[0] if all(blocking) else None


def make_plan(
    name: str,
    service: Service,
    archive: Archive,
    *,
    email: str | None,
    cnil: bool,
    reference: str | None,
    reason: str | None,
    reason_file: Path | None,
    addresses: tuple[str, ...],
    timeout: float,
    linger: float,
    next_title: str | None = None,
    has_end_page: bool = False,
) -> Plan:
    """Put together what an attempt is to do; raises UsageProblem for a wish that cannot be fulfilled."""
    from helper.evidence.forms import last_fingerprint
    from helper.guide.plan import Plan

    return Plan(
        service=service,
        expected_email=check_address(email),
        reference=find_reference(cnil, reference),
        reason=read_reason(reason, reason_file),
        addresses=addresses,
        timeout_seconds=timeout * 60,
        linger_seconds=linger,
        recorded_service=name,
        title=service.flow.title,
        last_form=last_fingerprint(archive, name),
        next_title=next_title,
        has_end_page=has_end_page,
    )


def show_ending(
    shared: Shared, ending: Ending, compare: Callable[[Record], list[Difference]] | None = None
) -> int:
    """Print the record or the summary, what differs from last time, and what went wrong with the archive, if anything."""
    import json

    from helper.cli.console import Console

    console = Console(shared)
    shared.has_attempt = True
    differences = compare(ending.record) if compare else None
    if shared.json:
        record = json.loads(ending.record.to_json())
        if differences is not None:
            record["differences"] = [one.document() for one in differences]
        if ending.problem:
            record["error"] = {"code": ending.problem.code, "message": console.problem(ending)}
        click.echo(json.dumps(record, indent=2))
    else:
        console.summary(ending)
        if differences is not None:
            console.differences(differences)
    if ending.problem:
        console.complain(ending)
    return ending.status


def load_service(name: str, flow_file: Path | None = None) -> Service:
    """Load the flow that ships or a repaired one; raises UsageProblem that names each mistake in the file."""
    from flows.load import FlowError, load, load_file
    from helper.errors import UsageProblem
    from helper.texts.flow_problems import flow_broken

    try:
        service = load_file(flow_file) if flow_file else load(name)
    except FlowError as error:
        raise flow_broken(error) from error
    if flow_file and service.flow.name != name:
        raise UsageProblem("flow_of_other_service", path=flow_file, found=service.flow.name, wanted=name)
    return service


def addresses(service: Service, url: str | None) -> tuple[str, ...]:
    """Give the addresses to open, in order; raises UsageProblem for one that is not the service's."""
    from helper.errors import UsageProblem

    if url is None:
        return tuple(address.url for address in service.flow.address)
    if not service.flow.allows(url):
        raise UsageProblem("url_not_allowed", url=url, hosts=", ".join(sorted(service.flow.hosts)))
    return (url,)


def find_reference(cnil: bool, code: str | None) -> Reference | None:
    """Give the reference that was asked for; raises UsageProblem for one that we do not have."""
    from helper.errors import UsageProblem

    wanted = "cnil" if cnil else code
    if wanted is None:
        return None
    from flows import references

    found = references.find_reference(wanted)
    if cnil and code and references.find_reference(code) is not found:
        raise UsageProblem("reference_twice", code=code)
    if found is None:
        known = ", ".join(sorted(references.load_references()))
        raise UsageProblem("reference_unknown", code=wanted, known=known)
    return found


def read_reason(reason: str | None, reason_file: Path | None) -> str | None:
    """Give the person's own explanation; raises UsageProblem for a file that cannot be used."""
    from helper.errors import UsageProblem

    if reason_file is None:
        return reason.strip() or None if reason else None
    if reason:
        raise UsageProblem("reason_twice")
    try:
        content = reason_file.read_bytes() if reason_file.stat().st_size <= MAX_REASON_BYTES else None
    except OSError as error:
        raise UsageProblem("reason_file", path=reason_file, reason=error.strerror) from error
    if content is None:
        raise UsageProblem("reason_file_large", path=reason_file, limit=MAX_REASON_BYTES // 1024)
    try:
        return content.decode("utf-8-sig").strip() or None
    except UnicodeDecodeError as error:
        raise UsageProblem("reason_file_encoding", path=reason_file) from error


def check_address(email: str | None) -> str | None:
    """Give the expected address as it is compared; raises UsageProblem for one that is malformed."""
    from helper.email_check import parse_address
    from helper.errors import UsageProblem

    try:
        return parse_address(email) if email else None
    except ValueError as error:
        raise UsageProblem("address_malformed") from error


def saved_or_typed_address(
    shared: Shared, service: str, account: str | None, *, asks: bool = True
) -> str | None:
    """Give the address that the form should show where none was named: the saved account's, the one typed now, or none."""
    import os
    import sys

    from helper.accounts import AccountBook, seconds_to_wait
    from helper.browser.find import has_display
    from helper.cli.console import Console
    from helper.errors import KeyringProblem

    console = Console(shared)
    book = AccountBook(seconds_to_wait(has_display(sys.platform, os.environ)))
    if account:
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
