"""`mail add` reads what people have: folders, mailbox files of any size, a stream."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from evidence_samples import kept
from mail_command_samples import Run, answer, bag, only, run, save
from mail_samples import UNCLEAR, mail

from helper.mail.kept import kept_mails, mails_folder
from helper.mail.kinds import MailKind

__all__ = ["bag", "kept", "run"]  # fixtures


def test_a_folder_gives_what_belongs_and_leaves_the_rest_alone(run: Run, bag: Path) -> None:
    save(mail(), "downloads/answer.eml")
    save(mail("You have a new friend suggestion."), "downloads/friend.eml")
    save(mail(sender="shop@shop.test"), "downloads/shop.eml")
    save(b"no mail at all", "downloads/broken.eml")
    save(mail(), "downloads/.hidden.eml")
    result = run("mail", "add", "downloads")
    assert result.exit_code == 0
    assert result.stdout.count("kept beside") == 1
    assert "E-mails looked at: 4. Kept: 1. Nothing to do with an attempt: 3" in result.stderr
    assert len(kept_mails(bag)) == 1


def test_other_mails_of_the_service_in_a_folder_change_nothing(run: Run, bag: Path) -> None:
    others = [
        mail("Bob commented on your post: Meta uses AI, I object!", subject="Bob commented"),
        mail("Hi Ana,\n\nYour request has been approved.", subject="You are now a member of Garden Friends"),
        mail("Hi Ana,\n\nWe received your request to reset your Facebook password.", subject="Your code"),
    ]
    for number, raw in enumerate(others):
        save(raw, f"downloads/{number}.eml")
    save(b"\xd0\xcf\x11\xe0" + b"\0" * 99, "downloads/answer.msg")
    before = run("status", "--json").stdout
    result = run("mail", "add", "downloads")
    assert result.exit_code == 2
    assert "mail help outlook" in result.stderr
    assert not mails_folder(bag).exists()
    assert run("status", "--json").stdout == before


def test_a_mail_without_a_signature_counts_only_on_the_persons_word(run: Run, bag: Path) -> None:
    result = run("mail", "add", save(mail()))
    assert "only your word counts" in result.stderr
    (account,) = json.loads(run("status", "--json").stdout)["accounts"]
    assert account["situation"] != "acknowledged"
    assert run("mail", "add", "message.eml", "--kind", "acknowledgement").exit_code == 0
    (account,) = json.loads(run("status", "--json").stdout)["accounts"]
    assert account["situation"] == "acknowledged"


def test_a_folder_without_anything_that_belongs_is_told(run: Run, bag: Path) -> None:
    save(mail(sender="shop@shop.test"), "downloads/shop.eml")
    result = run("mail", "add", "downloads")
    assert result.exit_code == 2
    assert "None of these e-mails belongs to an attempt. Looked at: 1" in result.stderr
    assert answer(run("mail", "add", "downloads", "--json"))["error"]["code"] == "usage"


def test_a_mailbox_file_of_200_mb_is_gone_through(run: Run, bag: Path) -> None:
    filler = (
        b"From x@y.test Sun Nov 22 14:05:00 2026\nFrom: a@shop.test\nSubject: x\n\n"
        + b"x" * 4_000_000
        + b"\n\n"
    )
    with Path("in.mbox").open("wb") as file:
        for _ in range(50):
            file.write(filler)
        file.write(b"From x@y.test Sun Nov 22 14:05:00 2026\n" + mail() + b"\n")
    result = run("mail", "add", "in.mbox", "--json")
    assert result.exit_code == 0
    assert (answer(result)["looked_at"], answer(result)["unrelated"]) == (51, 50)
    assert (only(result)["number"], only(result)["result"]) == (51, "kept")
    assert (kept_mails(bag)[0].path / "message.eml").read_bytes() == mail()


def test_mails_come_in_from_a_stream(run: Run, bag: Path) -> None:
    assert run("mail", "add", "-", stdin=mail()).exit_code == 0
    mailbox = b"From x@y.test Sun Nov 22 14:05:00 2026\n" + mail(subject="2") + b"\n"
    assert run("mail", "add", "-", stdin=mailbox).exit_code == 0
    assert len(kept_mails(bag)) == 2


@pytest.mark.parametrize("name", ["in.mbox", "in box.mbox", "-"])
def test_what_is_advised_for_a_mail_among_several_can_be_typed(run: Run, bag: Path, name: str) -> None:
    between = b"From x@y.test Sun Nov 22 14:05:00 2026\n"
    raw = between + mail("Lunch?\n", sender="bo@example.net") + between + mail(UNCLEAR)
    if name != "-":
        save(raw, name)
    result = run("mail", "add", name, stdin=raw)
    (advised,) = re.findall(r"`optout-assist (mail add .* --kind) KIND`", result.stderr)
    assert run(*shlex.split(advised), "refusal").exit_code == 0
    assert kept_mails(bag)[-1].kind is MailKind.REFUSAL


def test_a_mail_beside_another_one_without_a_sender_is_not_the_one_that_was_picked(
    run: Run, bag: Path
) -> None:
    between = b"From x@y.test Sun Nov 22 14:05:00 2026\n"
    other = mail("Ada commented on your post.\n", subject="Ada commented on your post")
    save(between + other + between + b"Subject: x\n\nWe will honour your objection.\n", "in.mbox")
    assert run("mail", "add", "in.mbox").exit_code == 2
    assert not mails_folder(bag).exists()
