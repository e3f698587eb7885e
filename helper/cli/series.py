"""Several objections, one after another in one window: what is left of them, how they are made, and which end counts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

import flows
from helper.cli.attempt_options import AttemptOptions
from helper.cli.attempts import account_book, attempt_of, load_service, make_plan, show_ending
from helper.cli.options import Shared
from helper.errors import Exit

if TYPE_CHECKING:
    from helper.followup.todo import Wanted
    from helper.session.opening import Series
    from helper.session.running import Ending

# What says most about "was it sent?" comes first.
_WEIGHT = (
    *(Exit.SENT_UNCERTAIN, Exit.ARCHIVE, Exit.BUG, Exit.KEYRING, Exit.BROWSER),
    *(Exit.INTERRUPTED, Exit.TERMINATED, Exit.NOT_SENT, Exit.DEAD_END),
)
# After these the next form is opened: whoever closes the window before Send wants to stop.
_GOES_ON = frozenset({Exit.OK, Exit.DEAD_END, Exit.SENT_UNCERTAIN})


def saved_objections() -> list[Wanted]:
    """Give the saved accounts whose service has a form to object; raises KeyringProblem."""
    from helper.followup.todo import Wanted

    names = flows.objection_names()
    return [Wanted(one.service, one.address) for one in account_book().list() if one.service in names]


def still_left(shared: Shared, wanted: Sequence[Wanted]) -> list[Wanted]:
    """Leave out what the archive shows as sent, and say so."""
    from helper.cli.console import Console
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
            said = shared.texts.say("series.sent_already", account=one.account)
            console.say(said)
    return left


def run_series(shared: Shared, wanted: Sequence[Wanted], options: AttemptOptions) -> int:
    """Make the objections in their order; gives the exit status that says most."""
    from helper.cli.console import Console

    endings: list[Ending] = []
    console = Console(shared)
    shared.has_attempt = True
    for window in windows(wanted):
        if not _run(shared, window, endings, options):
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
class SeriesTurn:
    """One objection in the series, and the service that comes after it."""

    wanted: Wanted
    next_service: str | None


def windows(wanted: Sequence[Wanted]) -> list[list[SeriesTurn]]:
    """Put the objections into as few windows as can be: two accounts of one service never share a profile."""
    found: list[list[SeriesTurn]] = []
    for one, next_service in zip_longest(wanted, [after.service for after in wanted[1:]]):
        is_new = not found or any(turn.wanted.service == one.service for turn in found[-1])
        if is_new:
            found.append([])
        found[-1].append(SeriesTurn(one, next_service))
    return found


def heaviest(statuses: Sequence[int]) -> int:
    """Give the exit status of several attempts: the one that tells most about whether something was sent."""
    return next((int(status) for status in _WEIGHT if status in statuses), int(Exit.OK))


def goes_on_after(ending: Ending) -> bool:
    """Tell whether the next form is opened: not after Ctrl-C, be it after the answer."""
    return ending.status in _GOES_ON and not ending.is_stopped


def _run(shared: Shared, turns: Sequence[SeriesTurn], endings: list[Ending], options: AttemptOptions) -> bool:
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
        from helper.session.opening import Series

        open_log()
        console, archive = Console(shared), Archive(shared.archive_dir)
        plans = []
        for turn in turns:
            service = load_service(turn.wanted.service)
            title = load_service(turn.next_service).flow.title if turn.next_service else None
            own = replace(options, email=turn.wanted.address)
            plans.append(make_plan(turn.wanted.service, service, own, archive, next_title=title))
        archive.prepare()
        window = OneWindow(find_browser(options.browser))
        require_display()
        console.before(plans[0].service, expected=plans[0].expected_email)
        return Series([attempt_of(shared, console, plan, archive, window.open) for plan in plans], window)

    def after(ending: Ending) -> bool:
        nonlocal goes_on
        endings.append(ending)
        if not shared.json:
            show_ending(shared, ending)
        goes_on = goes_on_after(ending)
        return goes_on

    run_attempts(prepare, after)
    return goes_on
