"""An attempt whose program died is sealed later, with a record that claims no more than its journal allows."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bag_samples import archive
from evidence_samples import BEGAN_AT, picture, record_of, seal_one

from flows.hosts import PRACTICE_HOST
from helper.errors import ArchiveProblem
from helper.evidence.journal import Journal, parse_journal
from helper.evidence.recovery import derive_outcome, record_of_journal, seal_later
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.evidence.work import WorkFolder
from helper.followup.ending import outcome_key
from helper.record import Outcome, Record

__all__ = ["archive"]  # fixtures

FLOW = {"name": "facebook", "revision": "3", "sha256": "a" * 64, "origin": "shipped"}
ADDRESS = "https://www.facebook.com/help/contact/712876720715583"


def die(work: WorkFolder) -> None:
    """End as the program does that is killed: its lock is gone, its folder stays."""
    work.close()


def sealed(archive: Archive, work: WorkFolder) -> Record:
    path, record = seal_later(archive.path, work.id)
    assert verify_bag(path) == []
    assert (path / "data/record.json").read_text() == record.to_json() + "\n"
    return record


def _line(event: str, fact: str, value: str) -> bytes:
    facts = {"at": "2026-11-22T14:03:11.000Z", "seconds": 0, "event": event, fact: value}
    return json.dumps(facts).encode() + b"\n"


def journal_of(*events: tuple[str, str, str]) -> Journal:
    return parse_journal(b"".join(_line(*event) for event in events))


PRESSED = ("send_pressed", "via", "mouse")
BEGAN = ("begin", "id", "x")


@pytest.mark.parametrize(
    ("events", "outcome"),
    [
        ([], "interrupted"),
        ([("state", "state", "form")], "interrupted"),
        ([("state", "state", "unavailable")], "interrupted"),  # another address might have followed
        ([("state", "state", "already_objected")], "interrupted"),
        ([("send_blocked", "via", "mouse")], "interrupted"),
        ([("said_by_person", "what", "is_form")], "interrupted"),
        ([PRESSED], "sent_unconfirmed"),
        ([PRESSED, ("state", "state", "sent"), ("state", "state", "validation_error")], "sent_unconfirmed"),
        ([PRESSED, ("state", "state", "submitted"), ("picture", "kind", "confirmation")], "sent_unconfirmed"),
        ([("state", "state", "sent")], "sent_unconfirmed"),
        ([("state", "state", "submitted")], "sent_unconfirmed"),
        ([("said_by_person", "what", "was_sent")], "sent_unconfirmed"),
        ([("unread_sent", "via", "mouse")], "interrupted"),
        ([("said_by_person", "what", "is_form"), ("unread_sent", "via", "mouse")], "sent_unconfirmed"),
        # The program had come to an end, and died while it sealed.
        ([("seal", "outcome", "not_sent")], "not_sent"),
        ([("seal", "outcome", "unavailable")], "unavailable"),
        ([("seal", "outcome", "moved")], "moved"),
        ([("seal", "outcome", "interrupted")], "interrupted"),
        ([("seal", "outcome", "already_objected")], "not_sent"),
        ([PRESSED, ("seal", "outcome", "rejected")], "rejected"),
        ([PRESSED, ("seal", "outcome", "submitted")], "sent_unconfirmed"),
        ([PRESSED, ("seal", "outcome", "already_objected")], "sent_unconfirmed"),
        ([PRESSED, ("seal", "outcome", "not_sent")], "sent_unconfirmed"),  # a lie, or a fault
        ([("seal", "outcome", "submitted")], "sent_unconfirmed"),
        ([("seal", "outcome", "perfect")], "interrupted"),
    ],
)
def test_the_outcome_is_never_better_than_the_journal_allows(
    events: list[tuple[str, str, str]], outcome: str
) -> None:
    assert derive_outcome(journal_of(BEGAN, *events)) == outcome


@pytest.mark.parametrize(("pressed", "notes"), [([], ("unread_sent",)), ([PRESSED], ())])
def test_what_a_page_sent_that_was_not_recognised_is_in_the_record(
    pressed: list[tuple[str, str, str]], notes: tuple[str, ...]
) -> None:
    journal = journal_of(BEGAN, ("unread_sent", "via", "mouse"), *pressed)
    assert record_of_journal("20261122T140312Z-facebook-0a1b2c", journal, {}, BEGAN_AT).notes == notes


@pytest.mark.parametrize("pressed", [[], [PRESSED]])
def test_that_a_page_spoke_of_an_earlier_objection_is_in_the_record(
    pressed: list[tuple[str, str, str]],
) -> None:
    journal = journal_of(BEGAN, ("said_already", "", ""), *pressed)
    record = record_of_journal("20261122T140312Z-facebook-0a1b2c", journal, {}, BEGAN_AT)
    assert record.notes == ("said_already",)


def test_nothing_but_an_own_record_gives_a_success() -> None:
    good = {Outcome.SUBMITTED, Outcome.ALREADY_OBJECTED}
    for last in Outcome:
        for pressed in ([], [PRESSED]):
            assert derive_outcome(journal_of(BEGAN, *pressed, ("seal", "outcome", last))) not in good


def test_a_killed_attempt_is_sealed_with_all_that_was_captured(archive: Archive) -> None:
    work = archive.begin("facebook", flow=FLOW, rehearsal=False, reference="cnil")
    work.note("open", address=ADDRESS)
    work.note("arrived", url=ADDRESS, status=200)
    work.note("state", state="form")
    work.add("01-form.png", picture(1))
    work.note("picture", kind="form", path="01-form.png")
    work.note("email_check", verdict="match")
    work.note("writing", status="done", is_inserted=True)
    work.note("send_pressed", via="keyboard")
    work.add("02-filled.png", picture(2))  # died before it could be noted
    (work.path / "03-confirmation.png.part").write_bytes(b"half")
    die(work)
    record = sealed(archive, work)
    assert record.outcome == "sent_unconfirmed"
    assert record.flow.revision == "3"
    assert record.page.url == ADDRESS
    assert (record.email_check.verdict, record.email_check.displayed) == ("match", None)
    assert (record.explanation.reference, record.explanation.inserted, record.explanation.text) == (
        "cnil",
        True,
        None,
    )
    assert record.confirmation is None
    assert [moment.state for moment in record.timeline] == ["form"]
    assert [(item.path, item.kind, item.matches_sent) for item in record.evidence] == [
        ("01-form.png", "form", None),
        ("02-filled.png", "draft", None),
    ]
    assert [navigation.url for navigation in record.navigations] == [ADDRESS]
    assert record.send is not None
    assert record.send.via == "keyboard"
    later = record.sealed_later
    assert later is not None
    assert (later.source, later.journal) == ("journal", "whole")
    assert set(later.unknown) == {"end", "page", "email_check", "explanation", "confirmation"}
    assert archive.find(work.id).sealed
    assert not list(archive.path.rglob("*.part"))


def test_a_journal_of_the_first_version_is_enough(archive: Archive) -> None:
    work = archive.begin("facebook")
    work.note("open", address=ADDRESS)
    die(work)
    record = sealed(archive, work)
    assert record.outcome == "interrupted"
    assert (record.flow.name, record.flow.revision, record.flow.origin) == ("facebook", "unknown", "custom")
    assert "flow" in record.sealed_later.unknown  # type: ignore[union-attr]
    assert record.started_at == record.sealed_later.at or record.started_at < record.sealed_later.at  # type: ignore[union-attr]
    assert not record.rehearsal


def test_a_rehearsal_stays_one(archive: Archive) -> None:
    told = archive.begin("facebook", rehearsal=True)
    die(told)
    assert sealed(archive, told).rehearsal
    shown = archive.begin("facebook")
    shown.note("open", address=f"https://{PRACTICE_HOST}/form")
    die(shown)
    assert sealed(archive, shown).rehearsal
    assert "Rehearsal" in (archive.find(shown.id).path / "bag-info.txt").read_text()


@pytest.mark.parametrize(
    "torn", [b'{"at": "2026-', b"\xff", b'{"at": "2026-11-22T14:03:11.000Z", "event": "send_pressed"}']
)
def test_a_torn_last_line_is_cut_off_and_the_record_says_so(archive: Archive, torn: bytes) -> None:
    work = archive.begin("facebook")
    work.note("state", state="form")
    die(work)
    journal = work.path / "data/journal.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole + torn)
    record = sealed(archive, work)
    assert record.sealed_later is not None
    assert record.sealed_later.journal == "torn"
    content = (archive.find(work.id).path / "data/journal.jsonl").read_bytes()
    assert content.startswith(whole)
    assert [json.loads(line)["event"] for line in content.splitlines()] == [
        "begin",
        "state",
        "reopen",
        "seal",
    ]


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"nonsense\n", b'{"at": 1}\n', b"null\n", b"[" * 50_000 + b"\n"]
)
def test_a_damaged_journal_is_kept_as_it_is_and_nothing_is_claimed(archive: Archive, content: bytes) -> None:
    work = archive.begin("facebook")
    work.add("01-form.png", picture())
    die(work)
    (work.path / "data/journal.jsonl").write_bytes(content)
    record = sealed(archive, work)
    assert record.outcome == "interrupted"
    assert record.sealed_later is not None
    assert record.sealed_later.journal == "damaged"
    assert (archive.find(work.id).path / "data/journal.jsonl").read_bytes().startswith(content)
    assert [item.path for item in record.evidence] == ["01-form.png"]
    # Whether Send was pressed stood in what is lost, if it was: nobody is told that nothing was sent.
    assert record.may_be_sent
    assert (record.told_as, outcome_key(record)) == ("unread", "outcome.unnoted")


LOST = b"\0" * 40 + b"\n"


@pytest.mark.parametrize(
    ("events", "lost", "is_known"),
    [
        ([BEGAN], LOST, False),
        ([BEGAN, ("state", "state", "form")], LOST, False),
        ([BEGAN, ("state", "state", "form")], b"", True),
        ([BEGAN, ("state", "state", "form")], LOST[:-1], True),  # torn: it was never acknowledged
        ([BEGAN, PRESSED], LOST, True),
        ([BEGAN, ("seal", "outcome", "not_sent")], LOST, True),  # the program itself had come to that
    ],
)
def test_of_a_damaged_journal_that_does_not_tell_the_end_nobody_knows_whether_it_was_sent(
    events: list[tuple[str, str, str]], lost: bytes, *, is_known: bool
) -> None:
    whole = b"".join(_line(*event) for event in events)
    record = record_of_journal("20261122T140311Z-facebook-7f3a9c", parse_journal(whole + lost), {}, BEGAN_AT)
    assert ("unnoted" not in record.notes) is is_known
    assert record.may_be_sent is not is_known


def test_a_missing_journal_is_no_obstacle(archive: Archive) -> None:
    work = archive.begin("facebook")
    work.add("01-form.png", picture())
    die(work)
    (work.path / "data/journal.jsonl").unlink()
    record = sealed(archive, work)
    assert record.sealed_later is not None
    assert record.sealed_later.journal == "damaged"
    assert record.may_be_sent


@contextmanager
def refused_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the system refuse to give a folder its name: everything before that is done."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        yield


def seal_and_stop_before_the_name(work: WorkFolder, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal up to the last step, which the system refuses."""
    with refused_names(monkeypatch), pytest.raises(ArchiveProblem):
        work.seal(record)
    die(work)


def test_the_record_that_the_attempt_wrote_is_kept(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    work = archive.begin("facebook")
    work.note("send_pressed", via="mouse")
    own = record_of(work, {"form.png": work.add("form.png", picture())})
    seal_and_stop_before_the_name(work, own, monkeypatch)
    record = sealed(archive, work)
    assert record.outcome == "submitted"
    assert record.sealed_later is not None
    assert record.sealed_later.source == "record"
    assert record.model_copy(update={"sealed_later": None}).to_json() == own.to_json()


def test_a_record_that_the_journal_contradicts_is_not(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = archive.begin("facebook")
    seal_and_stop_before_the_name(work, record_of(work, {}, outcome="not_sent"), monkeypatch)
    path = work.path / "data/record.json"
    path.write_text(path.read_text().replace('"not_sent"', '"submitted"'))
    assert sealed(archive, work).outcome == "not_sent"


def test_sealing_later_can_itself_be_tried_again(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    work = archive.begin("facebook")
    work.note("state", state="form")
    die(work)
    for _ in range(2):
        with refused_names(monkeypatch), pytest.raises(ArchiveProblem):
            seal_later(archive.path, work.id)
    record = sealed(archive, work)
    assert record.outcome == "interrupted"
    assert "end" in record.sealed_later.unknown  # type: ignore[union-attr]
    assert record.sealed_later.source == "journal"  # type: ignore[union-attr]


def test_a_picture_that_is_no_file_of_ours_is_named_and_nothing_is_sealed(archive: Archive) -> None:
    work = archive.begin("facebook")
    die(work)
    (work.path / "data/x.png").symlink_to("/etc/hostname")
    with pytest.raises(ArchiveProblem) as caught:
        seal_later(archive.path, work.id)
    assert caught.value.values["files"] == "data/x.png"
    assert not archive.find(work.id).sealed


# An attempt that is under way


def test_a_running_attempt_is_neither_sealed_nor_deleted(archive: Archive) -> None:
    work = archive.begin("facebook")
    for act in (lambda: seal_later(archive.path, work.id), lambda: archive.delete(archive.find(work.id))):
        with pytest.raises(ArchiveProblem) as caught:
            act()
        assert caught.value.key == "archive_running"
    work.seal(record_of(work, {}))  # unharmed


def test_nor_by_another_program(archive: Archive) -> None:
    work = archive.begin("facebook")
    code = "import sys; from pathlib import Path; from helper.evidence.recovery import seal_later; seal_later(Path(sys.argv[1]), sys.argv[2])"
    for is_running in (True, False):
        command = [sys.executable, "-c", code, str(archive.path), work.id]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (ended.returncode != 0) == is_running
        assert ("archive_running" in ended.stderr) == is_running
        die(work)


def test_nothing_of_a_lock_is_left_after_sealing(archive: Archive) -> None:
    seal_one(archive)
    assert [path.name for path in archive.path.iterdir() if path.name.startswith(".")] == [".lock"]


# What a crash leaves is swept at the next start


def test_leftovers_are_swept_and_attempts_are_not(archive: Archive) -> None:
    running, dead = archive.begin("facebook"), archive.begin("facebook")
    dead.add("01-form.png", picture())
    die(dead)
    stale = archive.path / ".20261122T140311Z-facebook-0a1b2c.lock"
    stale.touch()
    empty = archive.path / "20261122T140311Z-facebook-0a1b2d.unsealed"
    (empty / "data").mkdir(parents=True)
    part = archive.path / "20261122T140311Z-facebook-0a1b2e.deleted.part"
    part.touch()
    others = archive.path / "notes.part"
    others.touch()
    archive.begin("instagram")
    assert not any(os.path.lexists(path) for path in (stale, empty, part))
    assert others.exists()
    assert {running.id, dead.id} < {entry.id for entry in archive.entries()}
    assert (archive.path / f".{running.id}.lock").exists()


def test_an_attempt_that_began_a_moment_ago_is_not_swept(archive: Archive, tmp_path: Path) -> None:
    """Even if nothing was written into its folder yet."""
    work = archive.begin("facebook")
    (work.path / "data/journal.jsonl").unlink()
    archive.begin("facebook")
    assert work.path.exists()


def test_times_of_a_record_are_those_of_the_journal(tmp_path: Path) -> None:
    archive = Archive(tmp_path, lambda: BEGAN_AT)
    work = archive.begin("facebook")
    die(work)
    record = sealed(archive, work)
    assert (record.started_at, record.ended_at) == (BEGAN_AT, BEGAN_AT)
