"""A rehearsal run to its end, for `rehearse` and the window: an attempt against the practice site, kept apart and marked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from helper.cli.attempt_options import AttemptOptions
from helper.cli.attempts import attempt_of, load_service, make_plan
from helper.cli.options import Shared

if TYPE_CHECKING:
    from helper.session.opening import ReadyRun
    from helper.session.running import Ending

# They say which account and which page, and a rehearsal has its own.
_IGNORED = ("account", "attach", "flow_file", "url")


def practise(
    shared: Shared,
    service: str,
    options: AttemptOptions,
    *,
    autopilot: bool = False,
    has_end_page: bool = False,
) -> Ending:
    """Rehearse the form of a service; the autopilot has a pretend person do it. Raises what keeps it from beginning."""
    from helper.session.opening import run_attempt

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
        if left_aside := [f"--{name.replace('_', '-')}" for name in _IGNORED if getattr(options, name)]:
            line = shared.texts.say("talk.rehearsal_ignores", options=", ".join(left_aside))
            console.say(line)
        practice = load_service("practice")
        address = EXAMPLE_ADDRESS if options.email is None else options.email
        used = replace(options, email=address, account=None, attach=None, flow_file=None, url=None)
        title = shared.texts.say("practice.service", service=service.capitalize())
        plan = make_plan(service, practice, used, has_end_page=has_end_page)
        plan = replace(plan, title=title, is_rehearsal=True)
        Archive(shared.archive_dir)  # what is not safe for an attempt is not for a rehearsal
        archive = Archive(shared.rehearsals_dir)
        archive.prepare()
        found = find_browser(options.browser)
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

    return run_attempt(prepare)
