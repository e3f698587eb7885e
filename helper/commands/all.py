"""`optout-assist all`: every objection that is still to be made, one after another in one window."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import click

import flows
from helper.cli.attempts import addresses, load_service, make_plan, series_options, show_ending
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.errors import Exit, UsageProblem

if TYPE_CHECKING:
    from helper.accounts import AccountBook
    from helper.followup.todo import Wanted
    from helper.session.attempt import Ending
    from helper.session.opening import Series

# What says most about "was it sent?" comes first (contract, "How an attempt can end").
_WEIGHT = (
    *(Exit.SENT_UNCERTAIN, Exit.ARCHIVE, Exit.BUG, Exit.KEYRING, Exit.BROWSER),
    *(Exit.INTERRUPTED, Exit.TERMINATED, Exit.NOT_SENT, Exit.DEAD_END),
)
# After these the next form is opened: whoever closes the window before Send, or presses Ctrl-C, wants to stop.
GOES_ON = frozenset({Exit.OK, Exit.DEAD_END, Exit.SENT_UNCERTAIN})


@click.command("all", cls=Command)
@series_options
@shared_options
@click.pass_obj
def every(shared: Shared, /, **options: Any) -> int:
    """Take the saved accounts, leave out what was sent, and ask nothing."""
    from helper.followup.todo import Wanted

    saved = [one for one in account_book().list() if one.service in flows.objection_names()]
    if not saved:
        raise UsageProblem("no_accounts")
    left = still_left(shared, [Wanted(one.service, one.address) for one in saved])
    return run_series(shared, left, **options)


def account_book() -> AccountBook:
    """Give the saved accounts."""
    from helper.accounts import AccountBook, seconds_to_wait
    from helper.browser.find import has_display

    return AccountBook(seconds_to_wait(has_display(sys.platform, os.environ)))


def still_left(shared: Shared, wanted: Sequence[Wanted]) -> list[Wanted]:
    """Leave out what the archive shows as sent, and say so."""
    from helper.cli.console import Console
    from helper.email_check import mask_address
    from helper.evidence.store import Archive
    from helper.followup import clock
    from helper.followup.gather import gather
    from helper.followup.standing import find_standings
    from helper.followup.todo import still_to_do

    standings = find_standings(gather(Archive(shared.archive_dir)).past, *clock.read_clock())
    left = still_to_do(wanted, standings)
    console = Console(shared)
    for one in wanted:
        if one not in left:
            service = one.service.capitalize()
            account = f"{service} ({mask_address(one.address)})" if one.address else service
            said = shared.texts.say("series.sent_already", account=account)
            console.say(said)
    return left


def run_series(shared: Shared, wanted: Sequence[Wanted], *, browser: str | None, **wishes: Any) -> int:
    """Make the objections in their order; gives the exit status that says most."""
    from helper.cli.console import Console

    endings: list[Ending] = []
    console = Console(shared)
    shared.has_attempt = True
    for window in windows(wanted):
        if not _run(shared, window, endings, browser, wishes):
            break
    left = [one.service for one in wanted[len(endings) :]]
    if shared.json:
        records = [json.loads(ending.record.to_json()) for ending in endings]
        click.echo(json.dumps({"attempts": records, "left": left}, indent=2))
    elif left:
        said = shared.texts.say("series.left", services=", ".join(name.capitalize() for name in left))
        console.say(said)
    return heaviest([ending.status for ending in endings])


@dataclass(frozen=True)
class Turn:
    """One objection in the series, and the service that comes after it."""

    wanted: Wanted
    next_service: str | None


def windows(wanted: Sequence[Wanted]) -> list[list[Turn]]:
    """Put the objections into as few windows as can be: two accounts of one service never share a profile."""
    found: list[list[Turn]] = []
    for one, next_service in zip_longest(wanted, [after.service for after in wanted[1:]]):
        is_new = not found or any(turn.wanted.service == one.service for turn in found[-1])
        if is_new:
            found.append([])
        found[-1].append(Turn(one, next_service))
    return found


def heaviest(statuses: Sequence[int]) -> int:
    """Give the exit status of several attempts: the one that tells most about whether something was sent."""
    return next((int(status) for status in _WEIGHT if status in statuses), int(Exit.OK))


def _run(
    shared: Shared,
    turns: Sequence[Turn],
    endings: list[Ending],
    browser: str | None,
    wishes: dict[str, Any],
) -> bool:
    """Make the objections of one window; tell whether to go on with the next one."""
    from helper.session.opening import run_attempts

    goes_on = True

    def prepare() -> Series:
        from helper.browser.find import find_browser
        from helper.browser.launch import require_display
        from helper.browser.one_window import OneWindow
        from helper.cli.console import Console
        from helper.evidence.store import Archive
        from helper.log import open_log
        from helper.session.attempt import run
        from helper.session.opening import Series

        open_log()
        console, archive = Console(shared), Archive(shared.archive_dir)
        plans = []
        for turn in turns:
            service = load_service(turn.wanted.service)
            title = load_service(turn.next_service).flow.title if turn.next_service else None
            plans.append(
                make_plan(
                    turn.wanted.service,
                    service,
                    archive,
                    email=turn.wanted.address,
                    addresses=addresses(service, None),
                    next_title=title,
                    **wishes,
                )
            )
        archive.prepare()
        window = OneWindow(find_browser(browser))
        require_display()
        console.before(plans[0].service, expected=plans[0].expected_email)
        attempts = [
            partial(
                run,
                plan=plan,
                archive=archive,
                opener=window.open,
                texts=shared.texts,
                say=console.say,
                detail=console.detail,
            )
            for plan in plans
        ]
        return Series([*attempts], window)

    def after(ending: Ending) -> bool:
        nonlocal goes_on
        endings.append(ending)
        if not shared.json:
            show_ending(shared, ending)
        goes_on = ending.status in GOES_ON and not ending.is_stopped
        return goes_on

    run_attempts(prepare, after)
    return goes_on
