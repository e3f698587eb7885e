"""Where each objection stands today and what to do now, as `status` prints it and a start without arguments begins."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial

import click

from flows.changes import load_changes
from helper.cli.folders import hint_nothing_kept
from helper.cli.options import Shared
from helper.cli.progress import with_progress
from helper.cli.terminal import tell, wrap
from helper.email_check import mask_address
from helper.evidence.store import Archive
from helper.followup import clock
from helper.followup.deadlines import local_day
from helper.followup.gather import gather
from helper.followup.sentences import advice_on, is_counted, situation_of, tone_of
from helper.followup.standing import Situation, Standing, find_standings, mail_time
from helper.followup.titles import title_of
from helper.record import format_time
from helper.safe.clean import clean
from helper.texts.sentences import in_words

_MARKS = {"good": ("✓", "green"), "wait": ("…", "yellow"), "bad": ("!", "red"), "plain": ("•", "")}


def show_status(shared: Shared) -> None:
    """Print one line for each account, the most urgent first."""
    track = partial(with_progress, shared, label=shared.texts.say("archive.verifying"))
    found = gather(Archive(shared.archive_dir), track)
    now, zone = clock.read_clock()
    standings = find_standings(found.past, now, zone, load_changes())
    document = {
        "today": local_day(now, zone).isoformat(),
        "accounts": [_document(standing) for standing in standings],
        "missing": found.lost,
    }
    shared.result(document, partial(_print, shared, standings, zone))
    if found.lost and not shared.json:
        tell(shared.texts.say("status.lost", ids=", ".join(found.lost)))


def _document(standing: Standing) -> dict[str, object]:
    mail = standing.mail
    return {
        "service": standing.service,
        "address": standing.address,
        "situation": standing.situation,
        "attempt": standing.attempt_id,
        "since": format_time(standing.since),
        "sent_at": format_time(standing.sent_at) if standing.sent_at else None,
        "due": standing.due.isoformat() if standing.due else None,
        "extended": standing.is_extended,
        "mail": mail
        and {
            "kind": mail.kind,
            "said_by": mail.said_by,
            "at": format_time(mail_time(mail)),
            "subject": mail.subject,
            "dkim": mail.dkim,
            "path": str(mail.path),
        },
        "renewal": {
            "on": standing.renewal_on.isoformat() if standing.renewal_on else None,
            "reasons": [{"kind": one.kind, "since": one.since.isoformat()} for one in standing.reasons],
        },
        "letter": standing.letter and standing.letter.document(),
        "damaged": list(standing.damaged),
    }


def _print(shared: Shared, standings: list[Standing], zone: dt.tzinfo | None) -> None:
    if not standings:
        hint_nothing_kept(shared, "status.empty")
        return
    if shared.is_styled(sys.stdout):
        _print_for_eyes(shared, standings, zone)
    else:
        for standing in standings:
            account, situation, advice = lines_of(shared, standing, zone)
            click.echo(f"{account}\t{standing.attempt_id}\t{situation}\n  → {advice}")
    if any(map(is_counted, standings)):
        shared.hint("status.counted")


def _print_for_eyes(shared: Shared, standings: list[Standing], zone: dt.tzinfo | None) -> None:
    # Only for a terminal: it costs 0.08 s.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    columns = console.width - 2  # the mark and its space
    table = Table.grid(padding=(0, 1))
    for standing in standings:
        account, situation, advice = lines_of(shared, standing, zone)
        mark, style = _MARKS[tone_of(standing)]
        line = Text(wrap(f"{account}  {situation} [{standing.attempt_id}]", columns))
        line.stylize("bold", 0, len(account))
        table.add_row(Text(mark, style=f"bold {style}"), line)
        table.add_row("", Text(wrap(f"→ {advice}", columns)))
    console.print(table)


def lines_of(shared: Shared, standing: Standing, zone: dt.tzinfo | None) -> tuple[str, str, str]:
    """Give the account, where its objection stands and what to do now, each in words."""
    texts = shared.texts
    address = mask_address(standing.address) if standing.address else texts.say("report_page.address_unknown")
    situation = in_words(situation_of(standing, zone), texts)
    if standing.damaged and standing.situation is not Situation.DAMAGED:
        situation += " " + texts.say("status.damaged_too", ids=", ".join(standing.damaged))
    account = texts.say("status.account", service=title_of(standing.service), address=clean(address))
    return account, situation, in_words(advice_on(standing), texts)
