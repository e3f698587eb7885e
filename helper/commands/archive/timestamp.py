"""`optout-assist archive timestamp`: a time that somebody else vouches for; and what `show` and `verify` say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helper.cli.beside import damage_rows, print_damage
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.cli.questions import agrees, can_ask
from helper.cli.terminal import tell
from helper.errors import ArchiveProblem, TimestampProblem, UsageProblem
from helper.safe.clean import clean

if TYPE_CHECKING:
    from cryptography import x509

    from helper.timestamps.client import TimestampAuthority
    from helper.timestamps.judgement import JudgedStamp
    from helper.timestamps.stamps import KeptStamp

_LIMIT = 1_000_000

ca_option = click.option("--ca", metavar="FILE", type=click.Path(path_type=Path))


@click.command(cls=Command)
@click.argument("reference", metavar="ID")
@click.option("--tsa", metavar="URL")
@ca_option
@click.option("--yes", is_flag=True)
@shared_options
@click.pass_obj
def timestamp(shared: Shared, reference: str, tsa: str | None, ca: Path | None, yes: bool) -> None:
    """Ask the named authority, judge its answer, and put it beside the bag if it is sound."""
    from helper.evidence.store import Archive, unusable
    from helper.evidence.verify import verify_bag
    from helper.record import MOST_SKEW_SECONDS
    from helper.timestamps.client import ask, parse_authority
    from helper.timestamps.judgement import SOUND, StampVerdict, judge, make_request
    from helper.timestamps.stamps import keep_stamp, read_data

    if tsa is None:
        raise UsageProblem("timestamp_no_authority")
    authority = parse_authority(tsa)
    roots = load_roots(ca)
    entry = Archive(shared.archive_dir).find(reference)
    if not entry.sealed:
        raise UsageProblem("timestamp_not_sealed", id=entry.id, path=entry.path)
    if damage := verify_bag(entry.path):
        raise unusable(entry, damage)
    try:
        data = read_data(entry.path)
    except OSError as error:  # gone since
        raise ArchiveProblem("archive_damaged", id=entry.id, path=entry.path) from error
    request = make_request(data)
    _agree(shared, authority, yes=yes)
    reply = ask(authority, request)
    stamp = judge(reply, request, data, roots)
    if stamp.verdict is StampVerdict.UNCHECKED:
        raise TimestampProblem("timestamp_unchecked", host=authority.host, reason=stamp.reason)
    if stamp.verdict not in SOUND or stamp.stamped_at is None:
        raise TimestampProblem(
            "timestamp_bad_reply",
            host=authority.host,
            verdict=lambda texts: texts.say(f"timestamp.verdict.{stamp.verdict}", **_values(stamp)),
        )
    line = openssl_line(entry.id, stamp.stamped_at)
    path = keep_stamp(entry.path, _files(request, reply, stamp, line))
    document = {
        "id": entry.id,
        "authority_host": authority.host,
        **_row(path.name, path, stamp),
        "openssl": line,
    }

    def human() -> None:
        click.echo(shared.texts.say("timestamp.kept", path=clean(str(path))))
        click.echo("  " + _said(shared, path.name, stamp))
        click.echo(shared.texts.say("timestamp.how_to_verify", command=line))

    shared.result(document, human)
    skew = (dt.datetime.now(dt.UTC) - stamp.stamped_at).total_seconds()
    if abs(skew) > MOST_SKEW_SECONDS:
        tell(shared.texts.say("timestamp.skew", seconds=round(abs(skew))))


def openssl_line(attempt_id: str, stamped_at: dt.datetime) -> str:
    """Give the line that verifies a time stamp without this program, to be typed in the time stamp's folder.

    With the time of the stamp as the time to verify at: otherwise the line fails once the certificates have ended.
    """
    from helper.evidence import bag
    from helper.timestamps import stamps

    return (
        f"openssl ts -verify -attime {int(stamped_at.timestamp())} -data ../../{attempt_id}/{bag.TAG_MANIFEST} "
        f"-in {stamps.REPLY} -CAfile {stamps.ROOT} -untrusted {stamps.CHAIN}"
    )


def load_roots(path: Path | None) -> tuple[x509.Certificate, ...]:
    """Read the certificates that the person trusts; none without a file."""
    if path is None:
        return ()
    from helper.evidence.files import read_small
    from helper.timestamps.judgement import read_roots

    try:
        # `resolve`: systems keep their certificates behind symlinks.
        roots = read_roots(read_small(path.resolve(), _LIMIT))
    except (OSError, ValueError) as error:
        raise UsageProblem("timestamp_bad_ca", path=path) from error
    if not roots:
        raise UsageProblem("timestamp_bad_ca", path=path)
    return roots


def is_refused(kept: KeptStamp, roots: Sequence[x509.Certificate] = ()) -> bool:
    """Tell whether a time stamp is damaged, or not vouched for by those whom the person named."""
    from helper.timestamps.judgement import SOUND, StampVerdict

    # One that cannot be checked here is neither: what it is worth is said beside it.
    if kept.stamp is None or kept.stamp.verdict not in SOUND | {StampVerdict.UNCHECKED}:
        return True
    return bool(roots) and kept.stamp.verdict is not StampVerdict.GOOD


def rows(found: Sequence[KeptStamp]) -> list[dict[str, object]]:
    """Give what `--json` says of time stamps."""
    return [{**_row(one.name, one.path, one.stamp), "damage": damage_rows(one.damage)} for one in found]


def print_stamps(shared: Shared, found: Sequence[KeptStamp]) -> None:
    """Say what each time stamp is worth, and which of its files are damaged."""
    for one in found:
        click.echo("  " + _said(shared, one.name, one.stamp))
        print_damage(shared, one.damage)


def _agree(shared: Shared, authority: TimestampAuthority, *, yes: bool) -> None:
    """Name the host, and go on only if the person wants it contacted."""
    # Also with --quiet and --json: no host is ever contacted that was not named before (promise 1).
    tell(shared.texts.say("timestamp.before", host=authority.host, url=authority.url))
    if yes:
        return
    if not can_ask(shared):
        raise UsageProblem("timestamp_needs_yes", host=authority.host)
    if not agrees(shared, shared.texts.say("timestamp.ask", host=authority.host)):
        raise UsageProblem("timestamp_declined", host=authority.host)


def _files(request: bytes, reply: bytes, stamp: JudgedStamp, line: str) -> dict[str, bytes]:
    """Put together what is kept, with the advice in both languages: a stranger reads it, not the person."""
    from helper.texts import Texts
    from helper.texts.language import LANGUAGES
    from helper.timestamps import stamps

    values = _values(stamp)
    advice = "\n\n\n".join(
        Texts.load(one).say("timestamp.advice", command=line, **values) for one in LANGUAGES
    )
    return {
        stamps.REQUEST: request,
        stamps.REPLY: reply,
        stamps.CHAIN: stamp.chain_pem,
        stamps.ADVICE: f"{advice}\n".encode(),
    }


def _values(stamp: JudgedStamp) -> dict[str, str]:
    from helper.texts.sentences import format_utc

    return {
        "time": format_utc(stamp.stamped_at) if stamp.stamped_at else "?",
        "authority": clean(stamp.authority or "?"),
        "issuer": clean(stamp.issuer or "?"),
        "reason": clean(stamp.reason or "?"),
    }


def _said(shared: Shared, name: str, stamp: JudgedStamp | None) -> str:
    verdict = "damaged" if stamp is None else str(stamp.verdict)
    values = {} if stamp is None else _values(stamp)
    said = shared.texts.say(f"timestamp.verdict.{verdict}", **values)
    return shared.texts.say("timestamp.line", name=clean(name), verdict=said)


def _row(name: str, path: Path, stamp: JudgedStamp | None) -> dict[str, object]:
    from helper.record import format_time

    at = stamp.stamped_at if stamp else None
    return {
        "name": name,
        "path": str(path),
        "verdict": stamp.verdict if stamp else "damaged",
        "stamped_at": format_time(at) if at else None,
        "authority": stamp.authority if stamp else None,
    }
