"""Finishing an attempt whose program died: the record says what the journal says, and names what nobody knows.

How such an attempt ended is never better than the journal allows. A record that the attempt itself had written is kept,
if its outcome is the one that the journal tells. Without it:

- Send was pressed, or the page or the person said that it was sent: `sent_unconfirmed`. Also when the journal has the
  state `submitted` and there is a picture of the answer: the words and signs that make an answer a positive one are not
  in a journal. `rejected` only if the program itself had come to that before it died.
- Nothing of the kind: what the program had come to (`not_sent`, `unavailable`, `moved`), if it was already sealing. That
  an objection stands already is no more than `not_sent` then, for the same reason as above.
- It died before: `interrupted`, as after any other end from outside before Send. What the page came to in the end, and
  whether the person pressed Send in the same moment or afterwards (a browser of their own goes on), nobody saw; hence
  never `not_sent`, and `end` is among what is unknown. Of a journal with damaged lines, or without any, it is not known
  whether Send was pressed either: the record has the note `unnoted`, by which nobody is told that nothing was sent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import ValidationError

from flows.hosts import PRACTICE_HOST
from flows.schema import State
from helper import __version__
from helper.evidence import bag
from helper.evidence.ids import parse_id
from helper.evidence.journal import Journal, JournalLine
from helper.evidence.verify import read_record
from helper.evidence.work import WorkFolder, utc_now
from helper.record import (
    SAID_ALREADY,
    SENT_OUTCOMES,
    SWAP_UNSURE,
    SWAPPED,
    UNDONE,
    UNNOTED,
    EmailCheck,
    Evidence,
    Explanation,
    FlowUsed,
    Kind,
    Moment,
    Navigation,
    Outcome,
    PageSeen,
    Record,
    SealedLater,
    Send,
    Software,
    Verdict,
    format_time,
)

UNKNOWN = "unknown"
_CAME_TO = frozenset({Outcome.NOT_SENT, Outcome.UNAVAILABLE, Outcome.MOVED, Outcome.INTERRUPTED})
_UNREAD_SENT = "unread_sent"  # a page that was not recognised sent something
_SAID = {"is_form": State.FORM, "was_sent": State.SENT}  # what the person told in the panel

_Word = TypeVar("_Word", bound=StrEnum)


def seal_later(archive: Path, attempt_id: str) -> tuple[Path, Record]:
    """Seal an attempt that its own program did not; gives the bag and its record. Raises ArchiveProblem."""
    at = utc_now()
    work, found = WorkFolder.reopen(archive, attempt_id)
    try:
        journal = found.before("reopen")  # what an earlier try to seal it noted is not the attempt's own
        record = _own_record(work, journal, at) or record_of_journal(attempt_id, journal, work.files, at)
        work.note("reopen", journal=_condition(journal))
        return work.seal(record), record
    finally:
        work.close()


def record_of_journal(attempt_id: str, journal: Journal, files: Mapping[str, str], at: dt.datetime) -> Record:
    """Make the record of an attempt from its journal and the sums of its files; `at`: when that is done."""
    began_at, service = parse_id(attempt_id) or (at, UNKNOWN)
    begin = journal.last("begin")
    flow = _flow_used(begin, service)
    outcome = derive_outcome(journal)
    press = journal.last("send_pressed")
    writing = journal.last("writing")
    unknown = {
        "end": journal.last("seal") is None,
        "flow": flow.revision == UNKNOWN,
        "page": True,
        "email_check": True,
        "explanation": True,
        "confirmation": outcome in SENT_OUTCOMES,
    }
    return Record(
        id=attempt_id,
        service=service,
        rehearsal=_is_rehearsal(journal),
        flow=flow,
        outcome=outcome,
        started_at=journal.lines[0].at if journal.lines else began_at,
        ended_at=journal.lines[-1].at if journal.lines else began_at,  # as far as it is known
        page=PageSeen(url=_last_address(journal), language=None, variant=None),
        email_check=EmailCheck(verdict=_verdict(journal), displayed=None, expected=None),
        explanation=Explanation(
            reference=begin.text("reference") if begin else None,
            inserted=writing is not None and writing.facts.get("is_inserted") is True,
            text=None,
        ),
        confirmation=None,
        timeline=tuple(_timeline(journal)),
        evidence=tuple(_evidence(journal, files, at)),
        software=Software(
            name="optout-assist", version=(begin and begin.text("software")) or __version__, browser=None
        ),
        navigations=tuple(_navigations(journal)),
        send=_send(press) if press else None,
        notes=tuple(_notes(journal)),
        sealed_later=SealedLater(
            at=at,
            source="journal",
            journal=_condition(journal),
            unknown=tuple(part for part, is_unknown in unknown.items() if is_unknown),
        ),
    )


def derive_outcome(journal: Journal) -> Outcome:
    """Tell how an attempt ended, never better than its journal allows (rules: above)."""
    last_seal = journal.last("seal")
    concluded = _word(Outcome, last_seal.text("outcome")) if last_seal else None
    if was_sent(journal) or concluded in SENT_OUTCOMES:
        return Outcome.REJECTED if concluded is Outcome.REJECTED else Outcome.SENT_UNCONFIRMED
    if concluded is None:
        return Outcome.INTERRUPTED
    return concluded if concluded in _CAME_TO else Outcome.NOT_SENT


def was_sent(journal: Journal) -> bool:
    """Tell whether the journal has any sign that the form may have gone off."""
    states = {line.text("state") for line in journal.having("state")}
    said = {line.text("what") for line in journal.having("said_by_person")}
    return (
        "was_sent" in said
        or ("is_form" in said and journal.last(_UNREAD_SENT) is not None)
        or journal.last("send_pressed") is not None
        or bool(states & {State.SENT, State.SUBMITTED, State.REFUSED})
    )


def _own_record(work: WorkFolder, journal: Journal, at: dt.datetime) -> Record | None:
    """Give the record that the attempt wrote before it died, marked as sealed later; None when there is none to trust."""
    try:
        record = read_record(work.path / bag.DATA / bag.RECORD)
    except (OSError, ValueError):
        return None
    last_seal = journal.last("seal")
    if record.id != work.id or last_seal is None or last_seal.text("outcome") != record.outcome:
        return None
    if record.sealed_later and record.sealed_later.source == "journal":
        return None  # made by an earlier try to seal it later: this one makes its own
    later = SealedLater(at=at, source="record", journal=_condition(journal))
    return record.model_copy(update={"sealed_later": later})


def _condition(journal: Journal) -> str:
    return "damaged" if journal.is_damaged else "torn" if journal.is_torn else "whole"


def _flow_used(begin: JournalLine | None, service: str) -> FlowUsed:
    """Give the flow that the first line names. Without one it counts as a stranger's: then least is claimed."""
    try:
        return FlowUsed.model_validate(begin.facts["flow"] if begin else None)
    except (KeyError, ValidationError):
        return FlowUsed(name=service, revision=UNKNOWN, sha256=UNKNOWN, origin="custom")


def _is_rehearsal(journal: Journal) -> bool:
    """Tell practice from an attempt; where the first line does not, the practice site's address does."""
    begin = journal.last("begin")
    said = begin.facts.get("rehearsal") if begin else None
    if isinstance(said, bool):
        return said
    return urlsplit(_last_address(journal)).hostname == PRACTICE_HOST


def _last_address(journal: Journal) -> str:
    addresses = [address for line in journal.lines if (address := line.text("address"))]
    return addresses[-1] if addresses else ""


def _verdict(journal: Journal) -> Verdict:
    line = journal.last("email_check")
    return (_word(Verdict, line.text("verdict")) if line else None) or Verdict.UNCHECKED


def _timeline(journal: Journal) -> Iterator[Moment]:
    for line in journal.lines:
        if line.event == "state" and (state := _word(State, line.text("state"))):
            yield Moment(at=line.at, state=state)
        elif line.event == "said_by_person" and (said := _SAID.get(line.text("what") or "")):
            yield Moment(at=line.at, state=said, said_by="person")


def _evidence(journal: Journal, files: Mapping[str, str], at: dt.datetime) -> Iterator[Evidence]:
    """Describe the files that are there, also one that the program had no time to note; never whether it matches."""
    noted = {line.text("path"): line for line in journal.having("picture")}
    for name, digest in files.items():
        line = noted.get(name)
        kind = (_word(Kind, line.text("kind")) if line else None) or _kind_by_name(name)
        if kind is not None:
            yield Evidence(path=name, kind=kind, sha256=digest, captured_at=line.at if line else at, url=None)


def _kind_by_name(name: str) -> Kind | None:
    """Read the kind from names like `03-filled.png`; a picture of the form that nobody called `filled` is a draft."""
    if name.endswith(".txt"):
        return Kind.TEXT
    kind = next((kind for kind in Kind if kind in name), None)
    return Kind.DRAFT if kind is Kind.FILLED else kind


def _navigations(journal: Journal) -> Iterator[Navigation]:
    for line in journal.having("arrived"):
        facts = {name: value for name, value in line.facts.items() if name != "seconds"}
        try:
            yield Navigation.model_validate({**facts, "at": format_time(line.at)})
        except ValidationError:
            continue  # written by rules that are not ours; it stays in the journal


def _notes(journal: Journal) -> Iterator[str]:
    if journal.is_damaged and journal.last("seal") is None and not was_sent(journal):
        yield UNNOTED
    if journal.last(_UNREAD_SENT) and not journal.last("send_pressed"):
        yield _UNREAD_SENT
    if journal.last(SAID_ALREADY):
        yield SAID_ALREADY
    swapped, again = journal.last(SWAPPED), journal.last("sent_again")
    if swapped and not (again and again.at > swapped.at):  # else it was done to what was sent before
        yield from (SWAPPED,) if swapped.facts.get("is_sure") is True else (SWAPPED, SWAP_UNSURE)
    undone, press = journal.last(UNDONE), journal.last("send_pressed")
    if undone and press and undone.at > press.at:
        yield UNDONE


def _send(press: JournalLine) -> Send | None:
    try:
        return Send.model_validate({"at": format_time(press.at), "via": press.text("via")})
    except ValidationError:
        return None


def _word(words: type[_Word], text: str | None) -> _Word | None:
    return words(text) if text in set(words) else None
