"""What a person asks of an attempt on the command line: the options, the one value they make, and what is refused of it."""

from __future__ import annotations

import math
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from helper.cli.localised import translate
from helper.cli.options import give_options
from helper.errors import UsageProblem

if TYPE_CHECKING:
    from flows.load import Service
    from flows.references import Reference
    from flows.schema import Flow

MAX_REASON_BYTES = 64 * 1024


@dataclass(frozen=True)
class AttemptOptions:
    """The options as they were typed or set, each under its own name; a command makes this of what Click hands it.

    Of a command that has only some of them the others are left out, as if nobody had typed them.
    """

    email: str | None = None
    account: str | None = None
    url: str | None = None
    attach: str | None = None
    flow_file: Path | None = None
    cnil: bool = False
    reference: str | None = None
    reason: str | None = None
    reason_file: Path | None = None
    browser: str | None = None
    timeout: float = 30.0  # minutes
    linger: float = 60.0  # seconds

    @property
    def has_reference(self) -> bool:
        """Tell whether the person said which authority to cite."""
        return bool(self.cnil or self.reference)

    @property
    def has_reason(self) -> bool:
        """Tell whether the person said why they object."""
        return bool(self.reason or self.reason_file)

    def find_reference(self) -> Reference | None:
        """Give the reference that was asked for; raises UsageProblem for one that we do not have."""
        wanted = "cnil" if self.cnil else self.reference
        if wanted is None:
            return None
        from flows import references

        found = references.find_reference(wanted)
        if self.cnil and self.reference and references.find_reference(self.reference) is not found:
            raise UsageProblem("reference_twice", code=self.reference)
        if found is None:
            known = ", ".join(sorted(references.load_references()))
            raise UsageProblem("reference_unknown", code=wanted, known=known)
        return found

    def read_reason(self) -> str | None:
        """Give the person's own explanation; raises UsageProblem for a file that cannot be used."""
        path = self.reason_file
        if path is None:
            if number := _unseen_in(self.reason or ""):
                raise UsageProblem("reason_unreadable", number=number)
            return (self.reason or "").strip() or None
        if self.reason:
            raise UsageProblem("reason_twice")
        try:
            # A device may have no end, and a pipe nobody at its other end; neither has a size that tells.
            if not stat.S_ISREG(path.stat().st_mode):
                raise UsageProblem("reason_file_kind", path=path)
            with path.open("rb") as file:
                content = file.read(MAX_REASON_BYTES + 1)
        except OSError as error:
            raise UsageProblem("reason_file", path=path, reason=error) from error
        if len(content) > MAX_REASON_BYTES:
            raise UsageProblem("reason_file_large", path=path, limit=MAX_REASON_BYTES // 1024)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UsageProblem("reason_file_encoding", path=path) from error
        if number := _unseen_in(text):
            raise UsageProblem("reason_file_unreadable", path=path, number=number)
        if not text.strip():
            raise UsageProblem("reason_file_empty", path=path)
        return text.strip()

    def addresses(self, service: Service) -> tuple[str, ...]:
        """Give the addresses to open, in order; raises UsageProblem for one that is not the service's."""
        if self.url is None:
            return tuple(address.url for address in service.flow.address)
        if other := _other_service_of(self.url, service.flow):
            raise UsageProblem("url_of_other", url=self.url, service=service.flow.name, other=other)
        if not service.flow.allows(self.url):
            raise UsageProblem("url_not_allowed", url=self.url, hosts=", ".join(sorted(service.flow.hosts)))
        return (self.url,)


def _other_service_of(url: str, ours: Flow) -> str | None:
    """Name the other service whose form, or whose site and not ours, is at an address, if there is one."""
    import flows
    from flows.load import load
    from flows.schema import State

    for name in flows.names():
        theirs = load(name).flow
        is_its_form = theirs.form_id_in(url) in theirs.form_ids(State.FORM) - ours.form_ids(State.FORM)
        if name != ours.name and theirs.allows(url) and (is_its_form or not ours.allows(url)):
            return name
    return None


def _unseen_in(text: str) -> str | None:
    """Give the number of a character that the reader of a reason would not see, None where there is none."""
    from helper.explanation import unreadable_in

    found = unreadable_in(text)
    return f"U+{ord(found):04X}" if found else None


def check_address(email: str | None) -> str | None:
    """Give an expected address as it is compared, if there is one; raises UsageProblem for one that is malformed.

    An empty one is malformed too: whoever names one wants it compared, and not left unchecked without a word.
    """
    return None if email is None else read_address(email)


def read_address(typed: str) -> str:
    """Give an address as it was typed, trimmed; raises UsageProblem for one that is malformed."""
    from helper.email_check import parse_address

    try:
        return parse_address(typed)
    except ValueError as error:
        raise UsageProblem("address_malformed") from error


class Duration(click.FloatRange):
    """A time that comes to an end: `inf` and `nan` are floats to Python, and in no range that could refuse `nan`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the number; what is none is refused in Click's words."""
        found = super().convert(value, param, ctx)
        if not math.isfinite(found):
            said = translate("{value!r} is not a valid {number_type}.")
            self.fail(said.format(value=value, number_type=self.name), param, ctx)
        return found


_PATH = click.Path(path_type=Path)
_OF_ONE_ACCOUNT = (
    click.option("--email", metavar="ADDRESS", envvar="OPTOUT_ASSIST_EMAIL"),
    click.option("--account", metavar="LABEL", envvar="OPTOUT_ASSIST_ACCOUNT"),
    click.option("--url", metavar="ADDRESS", envvar="OPTOUT_ASSIST_URL"),
    click.option("--attach", metavar="URL", envvar="OPTOUT_ASSIST_ATTACH"),
    click.option("--flow-file", type=_PATH, metavar="FILE", envvar="OPTOUT_ASSIST_FLOW_FILE"),
)
_OF_WORDS = (
    click.option("--cnil", is_flag=True, envvar="OPTOUT_ASSIST_CNIL"),
    click.option("--reference", metavar="CODE", envvar="OPTOUT_ASSIST_REFERENCE"),
    click.option("--reason", metavar="TEXT", envvar="OPTOUT_ASSIST_REASON"),
    click.option("--reason-file", type=_PATH, metavar="FILE", envvar="OPTOUT_ASSIST_REASON_FILE"),
)
_OF_THE_WINDOW = (
    click.option("--browser", metavar="NAME|PATH", envvar="OPTOUT_ASSIST_BROWSER"),
    click.option(
        "--timeout",
        type=Duration(min=0, min_open=True),
        default=AttemptOptions.timeout,
        show_default=True,
        metavar="MINUTES",
        envvar="OPTOUT_ASSIST_TIMEOUT",
    ),
    click.option(
        "--linger",
        type=Duration(min=0),
        default=AttemptOptions.linger,
        show_default=True,
        metavar="SECONDS",
        envvar="OPTOUT_ASSIST_LINGER",
    ),
)


# Of an attempt; those of them that hold for several accounts; what the person writes alone.
attempt_options = give_options(*_OF_ONE_ACCOUNT, *_OF_WORDS, *_OF_THE_WINDOW)
series_options = give_options(*_OF_WORDS, *_OF_THE_WINDOW)
words_options = give_options(*_OF_WORDS)
window_options = give_options(*_OF_THE_WINDOW)
