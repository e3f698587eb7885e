"""The record of an attempt: what `--json` prints and the bag keeps as `data/record.json`."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints

from flows.schema import State
from helper.errors import Exit

if TYPE_CHECKING:
    from flows.load import Service

SCHEMA_VERSION = 1
# Note of a record: beside the form, the page spoke of an objection that stands already.
SAID_ALREADY = "said_already"
# Note of a record whose answer the person undid themselves, as far as the page showed.
UNDONE = "undone"
# Note of a record that was made from a damaged journal which does not tell the end: Send may have been in what is lost.
UNNOTED = "unnoted"
# Notes of a record: between the press of Send and what went off, the page itself put another address in the place of the one
# that stood there; and that it is not known which of the two was sent.
SWAPPED, SWAP_UNSURE = "address_swapped", "address_swap_unsure"
SwapKind = Literal["swapped", "swap_unsure"]
# Between two clocks; more makes times doubtful, and a clock that sets itself by the network never has it.
MOST_SKEW_SECONDS = 120.0


class Outcome(StrEnum):
    """How an attempt ended."""

    SUBMITTED = "submitted"
    ALREADY_OBJECTED = "already_objected"
    NOT_SENT = "not_sent"
    UNAVAILABLE = "unavailable"
    MOVED = "moved"
    SENT_UNCONFIRMED = "sent_unconfirmed"
    REJECTED = "rejected"
    REFUSED = "refused"  # the form went off, and the service answered that it will not act on it
    INTERRUPTED = "interrupted"
    # Of a privacy check alone: the person went through its pages; nothing is sent there.
    REVIEWED = "reviewed"


EXIT_OF_OUTCOME = {
    Outcome.SUBMITTED: Exit.OK,
    Outcome.ALREADY_OBJECTED: Exit.OK,
    Outcome.NOT_SENT: Exit.NOT_SENT,
    Outcome.UNAVAILABLE: Exit.DEAD_END,
    Outcome.MOVED: Exit.DEAD_END,
    Outcome.SENT_UNCONFIRMED: Exit.SENT_UNCERTAIN,
    Outcome.REJECTED: Exit.SENT_UNCERTAIN,
    Outcome.REFUSED: Exit.SENT_UNCERTAIN,
    Outcome.INTERRUPTED: Exit.INTERRUPTED,
    Outcome.REVIEWED: Exit.OK,
}
# Of attempts whose form went off, or may have.
SENT_OUTCOMES = frozenset({Outcome.SUBMITTED, Outcome.REFUSED, Outcome.SENT_UNCONFIRMED, Outcome.REJECTED})
# Of attempts after which an objection stands, as the service's page says.
CONFIRMED_OUTCOMES = frozenset({Outcome.SUBMITTED, Outcome.ALREADY_OBJECTED})
# Of attempts that may have gone by a page that was not recognised, where Send is not seen.
_SEND_UNSEEN = frozenset({Outcome.NOT_SENT, Outcome.INTERRUPTED, Outcome.MOVED, Outcome.SENT_UNCONFIRMED})


class Verdict(StrEnum):
    """What the comparison of the form's e-mail address with the expected one gave."""

    MATCH = "match"
    MISMATCH = "mismatch"
    COMPATIBLE = "compatible"  # a masked address that may be the expected one
    EMPTY = "empty"  # the field is there and empty
    ABSENT = "absent"  # the form shows no address
    UNCHECKED = "unchecked"  # no expected address was given


class Kind(StrEnum):
    """What a piece of evidence shows."""

    FORM = "form"
    FILLED = "filled"
    CONFIRMATION = "confirmation"
    STATE = "state"
    DRAFT = "draft"  # the form while it was being filled in, of an attempt that was not sent
    JOURNAL = "journal"
    TEXT = "text"  # what a page says
    SHAPE = "shape"  # a page that was not recognised, described without anything that is personal (JSON)


def _aware_utc(value: object) -> object:
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value)
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise ValueError("a time without a time zone")
        return value.astimezone(dt.UTC)
    return value


def format_time(at: dt.datetime) -> str:
    """Write an aware time as RFC 3339 in UTC, with milliseconds."""
    return at.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Time = Annotated[dt.datetime, BeforeValidator(_aware_utc), PlainSerializer(format_time, return_type=str)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Frozen(BaseModel):
    """Part of a record: nothing extra, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True)


class FlowUsed(Frozen):
    """Which facts the attempt rested on."""

    name: str
    revision: str
    sha256: str
    origin: Literal["shipped", "custom"]


def flow_used(service: Service) -> FlowUsed:
    """Name the facts that an attempt rests on."""
    flow = service.flow
    return FlowUsed(name=flow.name, revision=flow.revision, sha256=service.sha256, origin=service.origin)


class FormFingerprint(Frozen):
    """By what a form is known again: hashes of its structure and of its labels; nothing that was typed is in them."""

    # How the hashes are made. Those of another scheme say nothing about each other.
    scheme: int = Field(default=1, ge=1)
    structure: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    labels: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")], ...]


class PageSeen(Frozen):
    """The form's page, or the last page when no form was seen."""

    url: str  # without query and fragment
    language: str | None  # BCP 47
    variant: str | None
    form_fingerprint: FormFingerprint | None = None  # null when no form was recognised

    @property
    def spoken(self) -> str | None:
        """Its language as an attribute of HTML may hold it; what does not look like one is none."""
        found = re.match(r"[A-Za-z]{2,3}(?=-|$)", self.language or "")
        return found[0].lower() if found else None


class EmailCheck(Frozen):
    """The address that the form displayed, against the expected one."""

    verdict: Verdict
    displayed: str | None
    expected: str | None

    @property
    def is_unread(self) -> bool:
        """Tell whether no address was read: none was seen, or a password field stood beside it."""
        return self.verdict is Verdict.UNCHECKED and self.displayed is None


class Explanation(Frozen):
    """What stood in the explanation field; `text` was read back from the page."""

    reference: str | None
    inserted: bool
    text: str | None


class Confirmation(Frozen):
    """What the service answered, in its own words, and the signs that made it an answer."""

    text: str
    signs: tuple[str, ...]
    words_verified: bool


class Moment(Frozen):
    """From when on the page showed a state."""

    at: Time
    state: State
    # The person told it in the panel, on a page that was not recognised: no finding of the program.
    said_by: Literal["person"] | None = Field(default=None, exclude_if=lambda by: by is None)


class Region(Frozen):
    """A rectangle of a picture with personal data in it, in CSS pixels of the picture."""

    what: str
    x: float
    y: float
    width: float
    height: float


class Evidence(Frozen):
    """One file of the bag: what it shows, when and where it was captured."""

    path: str  # below `data/`
    kind: Kind
    sha256: str
    captured_at: Time
    url: str | None
    matches_sent: bool | None = None  # of `filled`: do the values in the picture equal those that were sent?
    # Of `filled`: does the picture show every field that was filled in, and all that stands in it? What does not fit into a
    # field, or into a part of the page that scrolls by itself, is in no picture; null where it is not known.
    shows_all: bool | None = Field(default=None, exclude_if=lambda shows_all: shows_all is None)
    regions: tuple[Region, ...] = ()
    # Pixels of the picture to one CSS pixel; null when it is not known that the regions are all that there are.
    scale: float | None = Field(default=None, gt=0, exclude_if=lambda scale: scale is None)


class Software(Frozen):
    """What made the record."""

    name: str
    version: str
    browser: str | None
    system: str | None = None


class Server(Frozen):
    """Who answered: the network address and the certificate that it showed, as the browser tells them."""

    address: str | None
    port: int | None
    protocol: str | None  # TLS 1.3, ...
    certificate_issuer: str | None
    certificate_subject: str | None
    valid_from: Time | None
    valid_to: Time | None


class Navigation(Frozen):
    """A page that was opened in a tab of the attempt."""

    at: Time
    url: str  # without query and fragment; of a host that is not the service's, the host alone
    status: int | None = None
    server: Server | None = None
    service_date: Time | None = None  # the HTTP `Date` of the answer, in whole seconds
    skew_seconds: float | None = None  # our clock minus the service's


class Setting(Frozen):
    """Where the attempt ran."""

    utc_offset: str  # of the computer's time zone, +01:00
    duration_seconds: float  # by a clock that nobody sets
    is_fresh_profile: bool
    has_proxy: bool  # one is named in the environment
    skew_seconds: float | None = None  # of the computer's clock against the service's, by the last page


class Send(Frozen):
    """The person's press of Send: a trusted input event of the browser. That it was a human being it does not prove."""

    at: Time
    via: Literal["mouse", "keyboard", "enter"]


class SealedLater(Frozen):
    """That the program died in this attempt: it was finished afterwards, from what was left on the disk."""

    at: Time
    # `record`: the attempt had ended and its record was written. `journal`: the record was made from the journal alone.
    source: Literal["record", "journal"]
    journal: Literal["whole", "torn", "damaged"]  # torn: its last line was half written, and was cut off
    # The parts of the record that nothing is known of; `end`: how the attempt ended.
    unknown: tuple[str, ...] = ()


class CheckedPage(Frozen):
    """One page of a privacy check: that it was opened, and what the person said. What they changed there nobody knows."""

    name: str
    url: str  # that was opened, without query and fragment
    opened_at: Time
    reached: bool
    said: Literal["picture", "no_picture"] | None  # which button they pressed; null: they ended there
    picture: str | None  # the picture that was kept, below `data/`


class PrivacyCheck(Frozen):
    """The pages that were opened, in their order, and those that were asked for and were not."""

    pages: tuple[CheckedPage, ...]
    unopened: tuple[str, ...] = ()


class Head(Frozen):
    """What a list says of an attempt; reading it alone passes over the rest, which takes three times as long."""

    model_config = ConfigDict(extra="ignore")

    schema_version: Literal[1] = Field(default=1, alias="schema")
    id: str
    service: str
    rehearsal: bool = False
    outcome: Outcome
    started_at: Time
    notes: tuple[str, ...] = ()  # what a reader should know: text shortened, wording not checked, ...

    @property
    def is_unread_sent(self) -> bool:
        """Tell whether a page that was not recognised sent something as the person pressed a control there, or one that
        nobody watched, or whose notes are lost, may have.
        """
        return not {"unread_sent", "unwatched", UNNOTED}.isdisjoint(self.notes)

    @property
    def is_unwatched(self) -> bool:
        """Tell whether the program stood still for a while (Ctrl+Z) and never learnt what happened in the window then."""
        return "unwatched" in self.notes

    @property
    def is_undone(self) -> bool:
        """Tell whether the person undid what they sent, and no other answer came."""
        return UNDONE in self.notes and self.outcome is Outcome.SENT_UNCONFIRMED

    @property
    def swap(self) -> SwapKind | None:
        """Tell whether the page put another address in the place of the one that stood there as Send was pressed."""
        if SWAPPED not in self.notes:
            return None
        return "swap_unsure" if SWAP_UNSURE in self.notes else "swapped"

    @property
    def told_as(self) -> str:
        """Name how it ended in a few words: the outcome, or that nobody knows whether something was sent."""
        return "unread" if self.is_unread_sent and self.outcome in _SEND_UNSEEN else self.outcome


class Record(Head):
    """One attempt for one account."""

    model_config = ConfigDict(extra="forbid")

    ended_at: Time
    flow: FlowUsed
    page: PageSeen
    email_check: EmailCheck
    explanation: Explanation
    confirmation: Confirmation | None
    refusal: Confirmation | None = Field(default=None, exclude_if=lambda refusal: refusal is None)
    timeline: tuple[Moment, ...]
    evidence: tuple[Evidence, ...]
    software: Software
    # Not in the records of the first versions.
    navigations: tuple[Navigation, ...] = ()
    setting: Setting | None = None
    send: Send | None = None
    sealed_later: SealedLater | None = Field(default=None, exclude_if=lambda later: later is None)
    privacy_check: PrivacyCheck | None = Field(default=None, exclude_if=lambda check: check is None)

    @property
    def answer(self) -> Confirmation | None:
        """What the service's page answered, good or bad."""
        return self.confirmation or self.refusal

    @property
    def is_said_sent(self) -> bool:
        """Tell whether it is the person alone who says that the form was sent."""
        return any(moment.said_by for moment in self.timeline if moment.state is State.SENT)

    @property
    def is_said_form(self) -> bool:
        """Tell whether it is the person alone who says that the form stood there: whether they sent it, nobody saw."""
        return any(moment.said_by for moment in self.timeline if moment.state is State.FORM)

    @property
    def may_be_sent(self) -> bool:
        """Tell whether nobody knows if something was sent: Send was not seen on a page that was not recognised."""
        is_said = self.is_said_form and self.outcome is not Outcome.SENT_UNCONFIRMED
        return self.outcome in _SEND_UNSEEN and (self.is_unread_sent or is_said)

    @property
    def is_by_hand(self) -> bool:
        """Tell whether nobody but the person knows whether the form was sent."""
        return self.is_said_sent or self.is_unread_sent

    def times_of(self, *states: State) -> list[dt.datetime]:
        """Give when the page came to any of these states, in order of time."""
        return [moment.at for moment in self.timeline if moment.state in states]

    def to_json(self) -> str:
        """Write the record as the JSON document that `--json` prints."""
        return self.model_dump_json(indent=2, by_alias=True, exclude_none=False)
