"""Mails on the disk: whole or not at all, beside the bag and never in it, once only, and every change to them is named."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from bag_samples import archive, bag
from evidence_samples import files_in, seal_one
from failing_disk import failing_calls
from mail_samples import mail

from helper.errors import ArchiveProblem
from helper.evidence.ids import is_id
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.mail import kept as keeping
from helper.mail.kept import (
    About,
    AboutSignature,
    KeptMail,
    keep_mail,
    kept_mails,
    mails_folder,
)
from helper.mail.kinds import DkimVerdict, MailKind

__all__ = ["archive", "bag", "failing_calls"]  # fixtures

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def about(bag: Path, raw: bytes, **changes: object) -> About:
    fields: dict[str, object] = {
        "attempt": bag.name,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "size": len(raw),
        "kind": MailKind.UNCLEAR,
        "said_by": "words",
        "quote": None,
        "subject": "Your objection",
        "sender": "facebookmail.com",
        "sender_is_service": True,
        "sent_at": dt.datetime(2026, 11, 22, 14, 5, 30, tzinfo=dt.UTC),
        "kept_at": NOW,
        "signature": AboutSignature(verdict=DkimVerdict.UNCHECKED, reason=None, domain=None, selector=None),
        "software": "0",
    }
    return About.model_validate(fields | changes)


def keep(bag: Path, raw: bytes | None = None, key: str | None = None, **changes: object) -> Path:
    raw = mail() if raw is None else raw
    return keep_mail(bag, about(bag, raw, **changes), raw, key)[0]


def only(bag: Path) -> KeptMail:
    (found,) = kept_mails(bag)
    return found


def test_the_raw_bytes_lie_beside_the_bag_and_the_bag_is_untouched(bag: Path) -> None:
    before = files_in(bag)
    path = keep(bag, key="v=DKIM1; p=x")
    assert path == bag.parent / f"{bag.name}.mails" / "01"
    assert (path / "message.eml").read_bytes() == mail()
    assert (path / "dkim-key.txt").read_text() == "v=DKIM1; p=x\n"
    assert files_in(bag) == before
    assert verify_bag(bag) == []
    found = only(bag)
    assert (found.attempt_id, found.path, found.damage) == (bag.name, path, ())
    assert (found.kind, found.said_by, found.dkim) == (MailKind.UNCLEAR, "words", DkimVerdict.UNCHECKED)
    assert (found.subject, found.sender, found.kept_at) == ("Your objection", "facebookmail.com", NOW)
    assert found.sha256 == hashlib.sha256(mail()).hexdigest()


def test_only_the_person_can_read_it(bag: Path) -> None:
    path = keep(bag, key="v=DKIM1; p=x")
    for one in (path.parent, path, *path.iterdir()):
        assert stat.S_IMODE(one.stat().st_mode) == (0o700 if one.is_dir() else 0o600)


def test_what_is_made_of_it_says_its_schema(bag: Path) -> None:
    document = json.loads((keep(bag) / "about.json").read_text())
    assert document["schema"] == 1
    assert document["attempt"] == bag.name
    assert document["sent_at"] == "2026-11-22T14:05:30.000Z"


def test_the_archive_does_not_take_it_for_an_attempt_and_deletes_it_with_its_own(bag: Path) -> None:
    keep(bag)
    archive = Archive(bag.parent)
    assert [entry.path for entry in archive.entries()] == [bag]
    assert archive.find("last").path == bag
    assert not is_id(mails_folder(bag).name)
    archive.delete(archive.find("last"))
    assert not mails_folder(bag).exists()
    assert kept_mails(bag) == []


def test_several_are_given_in_the_order_of_their_dates(bag: Path) -> None:
    for day, hour in ((24, 1), (22, 2), (23, 3)):
        keep(
            bag,
            mail(subject=str(day)),
            sent_at=dt.datetime(2026, 11, day, hour, tzinfo=dt.UTC),
            subject=str(day),
        )
    assert [one.subject for one in kept_mails(bag)] == ["22", "23", "24"]
    assert [one.path.name for one in kept_mails(bag)] == ["02", "03", "01"]


def test_the_same_bytes_are_not_kept_twice(bag: Path) -> None:
    keep(bag)
    path, is_new = keep_mail(bag, about(bag, mail()), mail(), None, lambda _: False)
    assert (path.name, is_new) == ("01", False)
    assert [one.name for one in mails_folder(bag).iterdir()] == ["01"]


def test_what_is_learnt_later_is_added_and_counts(bag: Path) -> None:
    keep(bag)
    first = files_in(mails_folder(bag) / "01")
    later = keep(
        bag, key="v=DKIM1; p=x", kind=MailKind.REFUSAL, said_by="person", kept_at=NOW + dt.timedelta(days=1)
    )
    assert later.name == "02"
    assert not (later / "message.eml").exists()
    assert files_in(mails_folder(bag) / "01") == first
    found = only(bag)
    assert (found.kind, found.said_by, found.path.name, found.kept_at) == (
        MailKind.REFUSAL,
        "person",
        "01",
        NOW,
    )


def test_every_flipped_byte_of_every_file_is_found(bag: Path) -> None:
    path = keep(bag, key="v=DKIM1; p=x")
    for file in path.iterdir():
        content = file.read_bytes()
        for at in range(0, len(content), 11):
            file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
            assert only(bag).damage, (file.name, at)
        file.write_bytes(content)
    assert only(bag).damage == ()


@pytest.mark.parametrize("name", ["message.eml", "about.json", "dkim-key.txt", "sha256sums.txt"])
def test_a_missing_a_longer_and_a_linked_file_are_named(bag: Path, name: str) -> None:
    path = keep(bag, key="v=DKIM1; p=x") / name
    content = path.read_bytes()

    def found() -> set[tuple[str, str]]:
        return {(damage.kind, damage.file.rpartition("/")[2]) for damage in only(bag).damage}

    path.unlink()
    assert ("missing", name) in found()
    path.symlink_to("/etc/passwd")
    assert ("malformed", name) in found()
    path.unlink()
    os.mkfifo(path)
    assert ("malformed", name) in found()
    path.unlink()
    path.write_bytes(content + b"\n")
    assert {kind for kind, _ in found()} <= {"changed", "malformed"}


def test_what_was_added_renamed_or_removed_is_named(bag: Path) -> None:
    one, two = keep(bag), keep(bag, mail(subject="2"))

    def damage() -> set[tuple[str, str]]:
        return {(d.kind, d.file.partition("/")[2]) for kept in kept_mails(bag) for d in kept.damage}

    (two / "more").write_bytes(b"")
    assert damage() == {("added", "02/more")}
    (two / "more").unlink()
    (two / "dkim-key.txt").write_bytes(b"v=DKIM1; p=\n")
    assert damage() == {("added", "02/dkim-key.txt")}
    (two / "dkim-key.txt").unlink()
    one.rename(one.with_name("aside"))
    assert damage() == {("missing", "01"), ("added", "aside")}
    one.with_name("aside").rename(one)
    (one.parent / "03").write_bytes(b"")
    assert damage() == {("unsafe", "03")}


def test_a_later_word_without_its_mail_is_damage(bag: Path) -> None:
    keep(bag)
    keep(bag, kind=MailKind.REFUSAL, said_by="person")
    shutil.rmtree(mails_folder(bag) / "01")
    assert {(d.kind, d.file.partition("/")[2]) for one in kept_mails(bag) for d in one.damage} == {
        ("missing", "01"),
        ("missing", "01/message.eml"),
    }


def test_the_mail_of_another_attempt_is_found(bag: Path) -> None:
    other = seal_one(Archive(bag.parent), "instagram")
    keep(other)
    shutil.copytree(mails_folder(other), mails_folder(bag))
    assert [damage.kind for damage in only(bag).damage] == ["malformed"]


def test_what_a_newer_program_kept_is_told_apart(bag: Path) -> None:
    path = keep(bag) / "about.json"
    content = path.read_bytes().replace(b'"schema": 1', b'"schema": 2')
    sums = path.with_name("sha256sums.txt")
    old = hashlib.sha256(path.read_bytes()).hexdigest()
    sums.write_text(sums.read_text().replace(old, hashlib.sha256(content).hexdigest()))
    path.write_bytes(content)
    assert [damage.kind for damage in only(bag).damage] == ["newer"]


@pytest.mark.parametrize("kind", ["file", "link"])
def test_something_else_in_place_of_the_folder_is_named_and_not_written_to(
    bag: Path, tmp_path: Path, kind: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if kind == "file":
        mails_folder(bag).write_bytes(b"")
    else:
        mails_folder(bag).symlink_to(elsewhere)
    assert [damage.kind for damage in only(bag).damage] == ["unsafe"]
    with pytest.raises(ArchiveProblem):
        keep(bag)
    assert list(elsewhere.iterdir()) == []


def test_what_a_killed_run_left_is_no_mail_and_is_swept(bag: Path) -> None:
    left = mails_folder(bag) / "01.part"
    left.mkdir(parents=True, mode=0o700)
    (left / "message.eml").write_bytes(b"0")
    assert kept_mails(bag) == []
    assert keep(bag).name == "01"
    assert [path.name for path in mails_folder(bag).iterdir()] == ["01"]


def test_the_sums_are_a_file_that_sha256sum_reads(bag: Path) -> None:
    path = keep(bag, key="v=DKIM1; p=x")
    ran = subprocess.run(
        ["sha256sum", "-c", "sha256sums.txt"], cwd=path, check=False, capture_output=True, text=True
    )
    assert (ran.returncode, ran.stdout.count(": OK")) == (0, 3)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("has_one", [False, True])
def test_an_error_at_any_call_to_the_disk_leaves_a_whole_mail_or_none(
    bag: Path, failing_calls: dict[str, int], number: int, has_one: bool
) -> None:
    before = files_in(bag)

    def fresh() -> None:
        failing_calls["at"] = 0
        shutil.rmtree(mails_folder(bag), ignore_errors=True)
        if has_one:
            keep(bag, mail(subject="first"))
        failing_calls["made"] = 0

    fresh()
    keep(bag)
    count = failing_calls["made"]
    assert count > 20
    for at in range(1, count + 1):
        fresh()
        failing_calls.update(at=at, errno=number)
        try:
            keep(bag)
            is_told = False
        except ArchiveProblem:  # anything else would be a bug
            is_told = True
        failing_calls["at"] = 0
        found = kept_mails(bag)
        assert not any(one.damage for one in found), at
        assert len(found) in (int(has_one), int(has_one) + 1)
        assert is_told or len(found) == int(has_one) + 1, at
    assert files_in(bag) == before


def test_two_runs_at_once_keep_it_once(bag: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking and writing, another run puts the same mail there: decided again while nobody else can write."""
    real = keeping.put_beside
    second = {"done": False}

    def slow(*given: object) -> object:
        if not second["done"]:
            second["done"] = True
            keep_mail(bag, about(bag, mail()), mail(), None, lambda _: False)
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "put_beside", slow)
    _, is_new = keep_mail(bag, about(bag, mail()), mail(), None, lambda _: False)
    assert not is_new
    assert len(kept_mails(bag)) == 1
