"""`optout-assist rehearse`: the same guide, recogniser, panel and archive against a practice site that ships with us."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

import flows
from helper.cli.attempt_options import AttemptOptions, attempt_options
from helper.cli.attempts import attempt_of, load_service, make_plan, show_ending
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options

if TYPE_CHECKING:
    from helper.session.opening import ReadyRun

# They say which account and which page, and a rehearsal has its own.
_IGNORED = ("account", "attach", "flow_file", "url")


@click.command("rehearse", cls=Command)
@click.argument("service", type=click.Choice(flows.objection_names()), default="facebook")
@click.option("--autopilot", is_flag=True, envvar="OPTOUT_ASSIST_AUTOPILOT")
@attempt_options
@shared_options
@click.pass_obj
def rehearse(shared: Shared, /, service: str, *, autopilot: bool, **options: Any) -> int:
    """Run a rehearsal. The record, the exit status and the bag are those of an attempt, marked as a rehearsal."""
    from helper.session.opening import run_attempt

    typed = AttemptOptions(**options)

    def prepare() -> ReadyRun:
        from helper.browser.find import find_browser
        from helper.browser.launch import require_display
        from helper.cli.console import Console
        from helper.evidence.store import Archive
        from helper.log import open_log
        from helper.rehearsal import open_rehearsal
        from helper.rehearsal.site import EXAMPLE_ADDRESS

        open_log()
        console = Console(shared)
        if left_aside := [f"--{name.replace('_', '-')}" for name in _IGNORED if getattr(typed, name)]:
            line = shared.texts.say("talk.rehearsal_ignores", options=", ".join(left_aside))
            console.say(line)
        practice = load_service("practice")
        address = typed.email or EXAMPLE_ADDRESS
        used = replace(typed, email=address, account=None, attach=None, flow_file=None, url=None)
        title = shared.texts.say("practice.service", service=service.capitalize())
        plan = replace(make_plan(service, practice, used), title=title, is_rehearsal=True)
        Archive(shared.archive_dir)  # what is not safe for an attempt is not for a rehearsal
        archive = Archive(shared.rehearsals_dir)
        archive.prepare()
        found = find_browser(typed.browser)
        require_display()
        console.before(practice, expected=plan.expected_email, is_rehearsal=True)
        opener = partial(
            open_rehearsal,
            found=found,
            texts=shared.texts,
            address=plan.expected_email or EXAMPLE_ADDRESS,
            autopilot=autopilot,
        )
        return attempt_of(shared, console, plan, archive, opener)

    return show_ending(shared, run_attempt(prepare))
