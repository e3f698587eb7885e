"""`optout-assist renew`: the same objection again, and what differs from last time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import click

import flows
from helper.cli.attempt_options import AttemptOptions, attempt_options, check_address
from helper.cli.attempts import account_book, make_attempt
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.errors import ArchiveProblem, UsageProblem

if TYPE_CHECKING:
    from helper.accounts import Account
    from helper.evidence.store import Archive
    from helper.followup.again import Proposal
    from helper.followup.standing import Past
    from helper.record import Record


LONGEST_QUOTE = 120  # characters of the person's text that are shown as a reminder


@click.command(cls=Command)
@click.argument("name", metavar="[ACCOUNT]", required=False)
@attempt_options
@shared_options
@click.pass_obj
def renew(shared: Shared, /, name: str | None, **options: Any) -> int:
    """Run the attempt of a service once more, with the wishes of last time where nothing else is said."""
    from flows.references import load_references
    from helper.evidence.store import Archive
    from helper.followup.again import propose
    from helper.followup.differences import compare

    typed = AttemptOptions(**options)
    saved = _saved(name, typed.account)
    before = _last(Archive(shared.archive_dir), _service(name), saved, check_address(typed.email))
    again = _as_before(shared, before, propose(before, load_references()), saved, typed)
    return make_attempt(shared, before.service, again, compare=partial(compare, before))


def _service(name: str | None) -> str | None:
    return name if name in flows.names() else None


def _saved(name: str | None, account: str | None) -> list[Account]:
    """Give the saved accounts that are meant, when one is named; raises UsageProblem for a name that nobody knows."""
    service = _service(name)
    label = account if name is None or service else name
    if label is None:
        return []
    found = [one for one in account_book().list() if one.label == label and service in (None, one.service)]
    if not found:
        raise UsageProblem("renew_unknown", name=label, services=", ".join(flows.names()))
    return found


def _last(archive: Archive, service: str | None, saved: list[Account], email: str | None) -> Record:
    """Give the newest record of the account that is meant in which something was sent."""
    from helper.followup.gather import gather
    from helper.followup.standing import was_sent

    services = {one.service for one in saved} or {service or one for one in flows.names()}
    past = [one for one in gather(archive).past if one.service in services]
    newest = {(one.service, (one.address or "").casefold()): one for one in past if was_sent(one)}
    wanted = {email.casefold()} if email else {one.address.casefold() for one in saved}
    # An address that no attempt had is a new one of the account, and chooses none.
    found = [one for key, one in newest.items() if key[1] in wanted] or list(newest.values())
    if len(found) > 1:
        raise UsageProblem("renew_which", accounts=", ".join(map(_name, found)))
    if not found:
        _refuse(archive, past)
    record = archive.find(found[0].attempt_id).record
    if record is None:  # gone since it was looked at
        raise UsageProblem("archive_unknown_id", id=found[0].attempt_id, path=archive.path)
    return record


def _refuse(archive: Archive, past: list[Past]) -> NoReturn:
    for one in past:
        if one.is_sealed and not one.is_intact:
            raise ArchiveProblem(
                "archive_newer" if one.is_newer else "archive_damaged",
                id=one.attempt_id,
                path=archive.path / one.attempt_id,
            )
    raise UsageProblem("renew_not_sent", services=", ".join(flows.names()))


def _name(one: Past) -> str:
    from helper.email_check import mask_address

    return f"{one.service} {mask_address(one.address) if one.address else '?'}"


def _as_before(
    shared: Shared, before: Record, proposal: Proposal, saved: list[Account], typed: AttemptOptions
) -> AttemptOptions:
    """Fill in what was not said with what was said last time, and say so; the address may be typed anew."""
    from helper.cli.console import Console
    from helper.followup.deadlines import local_day
    from helper.texts.sentences import format_day

    texts, console = shared.texts, Console(shared)
    found = replace(typed, account=None)
    lines = [texts.say("renew.again", date=format_day(local_day(before.started_at), texts))]
    if not typed.has_reference and proposal.reference:
        found = replace(found, reference=proposal.reference)
        lines.append(texts.say("renew.reference", reference=proposal.reference.upper()))
    if not typed.has_reason and proposal.reason:
        found = replace(found, reason=proposal.reason)
        reminder = " ".join(proposal.reason.split())[:LONGEST_QUOTE]
        lines.append(texts.say("renew.reason", reason=reminder))
    for line in lines:
        console.say(line)
    address = next((one.address for one in saved if one.service == before.service), None)
    if typed.email is None and (address or proposal.address):
        found = replace(found, email=address or console.ask_address(before.service, proposal.address))
    return found
