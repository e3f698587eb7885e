"""A kept mail in `archive` and `report`: shown, verified, damaged, deleted with its attempt, harmless on a terminal."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from evidence_samples import kept
from mail_command_samples import Run, bag, run, save
from mail_samples import mail, record, sign

from helper.mail.kept import kept_mails, mails_folder

__all__ = ["bag", "kept", "run"]  # fixtures


def test_verify_show_and_the_copy_speak_of_the_mails(run: Run, bag: Path) -> None:
    run("mail", "add", save(mail()))
    assert "mail 01: acknowledgement, from facebookmail.com, 2026-11-22" in run("archive", "verify").stdout
    assert "mail 01: acknowledgement" in run("archive", "show", "last").stdout
    (row,) = json.loads(run("archive", "verify", "--json").stdout)
    assert [one["kind"] for one in row["mails"]] == ["acknowledgement"]
    assert run("archive", "export", "last", "copy.zip").exit_code == 0
    with zipfile.ZipFile("copy.zip") as copy:
        assert copy.read(f"{bag.name}.mails/01/message.eml") == mail()
    result = run("archive", "export", "last", "masked.zip", "--redact")
    assert (
        "E-mails kept beside this attempt and not included, because they are addressed to you: 1"
        in result.stderr
    )
    with zipfile.ZipFile("masked.zip") as masked:
        assert not [name for name in masked.namelist() if "mail" in name]
    assert run("archive", "export", "last", "exact.zip", "--original").exit_code == 0
    with zipfile.ZipFile("exact.zip") as exact:
        assert not [name for name in exact.namelist() if ".mails" in name]


def test_a_changed_mail_is_damage(run: Run, bag: Path) -> None:
    run("mail", "add", save(mail()))
    path = mails_folder(bag) / "01" / "message.eml"
    path.write_bytes(path.read_bytes() + b"x")
    result = run("archive", "verify")
    assert result.exit_code == 6
    assert "changed" in result.stdout
    assert f"{bag.name}.mails/01/message.eml" in result.stdout
    assert run("archive", "verify", "last").exit_code == 6


def test_a_signature_that_is_claimed_and_does_not_hold_is_damage_although_all_sums_fit(
    run: Run, bag: Path
) -> None:
    run("mail", "add", save(sign(mail())), "--key", save(record().encode(), "key.txt"))
    assert run("archive", "verify").exit_code == 0
    folder = mails_folder(bag) / "01"
    forged = (folder / "message.eml").read_bytes().replace(b"going forward", b"going backward")
    sums = (folder / "sha256sums.txt").read_text()
    old = hashlib.sha256((folder / "message.eml").read_bytes()).hexdigest()
    about = (folder / "about.json").read_text()
    about_sum = hashlib.sha256(about.encode()).hexdigest()
    about = about.replace(old, hashlib.sha256(forged).hexdigest())
    sums = sums.replace(old, hashlib.sha256(forged).hexdigest())
    sums = sums.replace(about_sum, hashlib.sha256(about.encode()).hexdigest())
    (folder / "message.eml").write_bytes(forged)
    (folder / "about.json").write_text(about)
    (folder / "sha256sums.txt").write_text(sums)
    assert kept_mails(bag)[0].damage == ()
    result = run("archive", "verify")
    assert result.exit_code == 6
    assert "about.json" in result.stdout


def test_mails_without_their_attempt_are_damage_and_go_with_it_when_it_is_deleted(
    run: Run, bag: Path
) -> None:
    run("mail", "add", save(mail()))
    bag.rename(bag.with_name("elsewhere"))
    assert run("archive", "verify").exit_code == 6
    bag.with_name("elsewhere").rename(bag)
    assert run("archive", "verify").exit_code == 0
    assert run("archive", "delete", "last", "--yes").exit_code == 0
    assert not mails_folder(bag).exists()
    assert run("archive", "verify").exit_code == 0


def test_a_damaged_attempt_takes_its_mail_and_that_is_said(run: Run, bag: Path) -> None:
    (bag / "data" / "form.png").write_bytes(b"changed")
    result = run("mail", "add", save(mail()))
    assert result.exit_code == 0
    assert "is damaged" in result.stderr
    assert len(kept_mails(bag)) == 1


def test_a_disk_that_takes_nothing_is_an_error_of_the_archive(
    run: Run, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("helper.evidence.additions.write_new", full)
    result = run("mail", "add", save(mail()))
    assert result.exit_code == 6
    assert "The disk is full" in result.stderr
    assert not mails_folder(bag).exists()


def test_what_a_mail_says_cannot_steer_the_terminal(run: Run, bag: Path) -> None:
    raw = mail("\x1b[2J We will honour your objection \u202e now.")
    raw = raw.replace(b"Your objection\r", b"=?utf-8?q?=1B=5B2J=0Aok?=\r")
    result = run("mail", "add", save(raw, "a\x1b[2Jb.eml"))
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert kept_mails(bag)[0].subject == "\\u001b[2J ok"
