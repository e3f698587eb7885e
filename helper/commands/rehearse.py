"""`optout-assist rehearse`: the same guide, recogniser, panel and archive against a practice site that ships with us."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

import flows
from helper.cli.attempts import (
    attempt_options,
    check_address,
    find_reference,
    load_service,
    read_reason,
    show_ending,
)
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.references import Reference
    from helper.session.attempt import Ending
    from helper.session.opening import Attempt


@click.command("rehearse", cls=Command)
@click.argument("service", type=click.Choice(flows.objection_names()), default="facebook")
@click.option(
    "--autopilot",
    is_flag=True,
    envvar="OPTOUT_ASSIST_AUTOPILOT",
)
@attempt_options
@shared_options
@click.pass_obj
def rehearse(
    shared: Shared,
    *,
    service: str,
    autopilot: bool,
    email: str | None,
    account: str | None,
    cnil: bool,
    reference: str | None,
    reason: str | None,
    reason_file: Path | None,
    url: str | None,
    browser: str | None,
    attach: str | None,
    flow_file: Path | None,
    timeout: float,
    linger: float,
) -> int:
    """Run a rehearsal. The record, the exit status and the bag are those of an attempt, marked as a rehearsal."""
    given = {"--account": account, "--attach": attach, "--flow-file": flow_file, "--url": url}
    ending = practise(
        shared,
        service,
        ignored=[name for name, value in given.items() if value],
        is_played=autopilot,
        email=email,
        reference=find_reference(cnil, reference),
        reason=read_reason(reason, reason_file),
        browser=browser,
        timeout=timeout,
        linger=linger,
    )
    return show_ending(shared, ending)


def practise(
    shared: Shared,
    service: str,
    *,
    reference: Reference | None,
    reason: str | None,
    email: str | None = None,
    ignored: Sequence[str] = (),
    is_played: bool = False,
    has_end_page: bool = False,
    browser: str | None,
    timeout: float,
    linger: float,
) -> Ending:
    """Run a rehearsal to its end; `is_played` has a pretend person do it."""
    from helper.session.opening import run_attempt

    def prepare() -> Attempt:
        from helper.browser.find import find_browser
        from helper.browser.launch import require_display
        from helper.cli.attempts import addresses
        from helper.cli.console import Console
        from helper.evidence.store import Archive
        from helper.guide.plan import Plan
        from helper.log import open_log
        from helper.rehearsal import open_rehearsal
        from helper.rehearsal.site import EXAMPLE_ADDRESS
        from helper.session.attempt import run

        open_log()
        console = Console(shared)
        if ignored:
            line = shared.texts.say("talk.rehearsal_ignores", options=", ".join(ignored))
            console.say(line)
        practice = load_service("practice")
        expected = check_address(email) or EXAMPLE_ADDRESS
        plan = Plan(
            service=practice,
            expected_email=expected,
            reference=reference,
            reason=reason,
            addresses=addresses(practice, None),
            timeout_seconds=timeout * 60,
            linger_seconds=linger,
            recorded_service=service,
            title=shared.texts.say("practice.service", service=service.capitalize()),
            is_rehearsal=True,
            has_end_page=has_end_page,
        )
        Archive(shared.archive_dir)  # what is not safe for an attempt is not for a rehearsal
        archive = Archive(shared.rehearsals_dir)
        archive.prepare()
        found = find_browser(browser)
        require_display()
        console.before(practice, expected=expected, is_rehearsal=True)
        opener = partial(
            open_rehearsal, found=found, texts=shared.texts, address=expected, autopilot=is_played
        )
        return partial(
            run,
            plan=plan,
            archive=archive,
            opener=opener,
            texts=shared.texts,
            say=console.say,
            detail=console.detail,
        )

    return run_attempt(prepare)
