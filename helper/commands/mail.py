"""`optout-assist mail`: keep what the service wrote beside the attempt that it answers; how to save a message as a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helper.cli.localised import Group
from helper.cli.options import Shared, shared_options
from helper.cli.questions import can_ask, choose_told
from helper.cli.terminal import tell
from helper.errors import UsageProblem
from helper.mail.kinds import MailKind
from helper.safe.clean import clean

if TYPE_CHECKING:
    from helper.mail.add import Result
    from helper.mail.parse import Mail
    from helper.mail.signature import KeyFinder
    from helper.mail.source import FoundMail, Unusable

KINDS = tuple(kind.replace("_", "-") for kind in MailKind)
# In the order of the document's sections.
PROVIDERS = ("gmail", "outlook", "orange", "free", "proton", "thunderbird", "apple")
STDIN = "-"
NOT_OURS = "none"  # the answer that a mail does not belong

_SHOWN_LINES = 12  # of a mail, when its reader is asked what it is
_KEY_FILE_LIMIT = 20_000


@click.group(cls=Group)
@shared_options
def mail() -> None:
    """Group the commands about mails."""


@mail.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--for", "reference", metavar="ID")
@click.option("--kind", metavar="KIND", type=click.Choice(KINDS, case_sensitive=False))
@click.option("--dkim", is_flag=True)
@click.option("--key", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--resolver", metavar="HOST:PORT")
@shared_options
@click.pass_obj
def add(
    shared: Shared,
    *,
    paths: tuple[str, ...],
    reference: str | None,
    kind: str | None,
    key: Path | None,
    resolver: str | None,
    dkim: bool,
) -> int:
    """Keep each mail that belongs to an attempt, and say what was done to every other."""
    from helper.cli.mails_shown import show_results
    from helper.evidence.store import Archive
    from helper.mail.add import Adder, Done, Wish

    if kind is not None and any(Path(path).is_dir() for path in paths if path != STDIN):
        raise UsageProblem("mail_kind_of_many")
    wish = Wish(
        reference=reference,
        kind=MailKind(kind.replace("-", "_")) if kind else None,
        find_key=_key_finder(shared, key, resolver, is_asked=dkim),
        ask=_asker(shared) if kind is None and STDIN not in paths and can_ask(shared) else None,
    )
    adder = Adder(Archive(shared.archive_dir), wish)
    looked_at = 0
    shown: list[Result] = []
    for found in _found(paths):
        looked_at += 1
        result = adder.add(found)
        if result.done is not Done.UNRELATED:
            shown.append(result)
    return show_results(shared, shown, looked_at)


@mail.command("help")
@click.argument("provider", metavar="[PROVIDER]", type=click.Choice(PROVIDERS), required=False)
@shared_options
@click.pass_obj
def show_help(shared: Shared, provider: str | None) -> None:
    """Say how a message is saved as a file, with one provider or with all."""
    from helper.cli.documents import load_document, print_document

    text = load_document("mails", shared.language).text
    if provider is not None:
        text = section_of(text, PROVIDERS.index(provider))
    document = {"provider": provider, "text": text}
    shared.result(document, lambda: print_document(shared, text), as_written=True)


def section_of(text: str, index: int) -> str:
    """Give what the document says for everybody, and one of its sections on providers (those of the third level)."""
    start, *parts = text.split("\n## ")
    sections = [part for part in parts if "\n### " in part]
    if len(sections) != 1:
        raise ValueError("one part of the document is about providers")
    head, *providers = sections[0].split("\n### ")
    everybody = [f"## {part}" for part in parts if part is not sections[0]]
    return (
        "\n\n".join(part.strip() for part in (start, f"## {head}", f"### {providers[index]}", *everybody))
        + "\n"
    )


def _found(paths: tuple[str, ...]) -> Iterator[FoundMail | Unusable]:
    from helper.mail.source import find_mails, read_stream

    for path in dict.fromkeys(paths):
        if path == STDIN:
            yield from read_stream(sys.stdin.buffer, STDIN)
        else:
            yield from find_mails(Path(path))


def _key_finder(shared: Shared, path: Path | None, resolver: str | None, *, is_asked: bool) -> KeyFinder:
    """Say where keys come from: nowhere, from the file, or from the one name server that is named first."""
    from helper.mail.signature import DkimKey, no_key, read_key

    if path is not None and is_asked:
        raise UsageProblem("mail_key_or_dkim")
    if path is not None:
        from helper.evidence.files import read_small

        try:
            text = read_key(read_small(path.resolve(), _KEY_FILE_LIMIT).decode("utf-8-sig"))
        except (OSError, ValueError) as error:
            raise UsageProblem("mail_bad_key", path=path) from error
        return lambda _: DkimKey(text, "file")
    if not is_asked:
        return no_key
    from helper.mail.resolver import NameServer, ask_server, choose_server

    def announce(server: NameServer, name: str) -> None:
        # Also with --quiet and --json: no host is ever contacted that was not named before (promise 1).
        tell(shared.texts.say("mail.asks", server=server, name=name))

    return partial(ask_server, choose_server(resolver), announce)


def _asker(shared: Shared) -> Callable[[Mail], MailKind | None]:
    """Give what asks the person about an unclear mail."""
    say = shared.texts.say
    answers = [(kind, say(f"mail.ask_kind.{kind}")) for kind in (*MailKind, NOT_OURS)]

    def ask(mail: Mail) -> MailKind | None:
        """Show the mail's beginning and give what the person says; None when it does not belong."""
        lines = [clean(line, limit=200) for line in mail.text.splitlines() if line.strip()]
        shown = [say("mail.unclear_mail", sender=clean(mail.domain or "?"), subject=mail.subject or "–")]
        click.echo("\n".join([*shown, *(f"  | {line}" for line in lines[:_SHOWN_LINES])]), err=True)
        chosen = choose_told(shared, say("mail.ask"), answers)
        return MailKind(chosen) if chosen != NOT_OURS else None

    return ask
