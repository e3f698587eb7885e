"""`mail add` and `mail help` from end to end: which mail is kept beside which attempt, and what is refused."""

from __future__ import annotations

import datetime as dt
import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest
from evidence_samples import kept, seal_one
from mail_command_samples import ROOT, Run, answer, bag, only, run, save
from mail_samples import UNCLEAR, mail, record, sign

from helper.cli.documents import load_document
from helper.commands import mail as command
from helper.evidence.store import Archive
from helper.mail.kept import kept_mails, mails_folder
from helper.mail.kinds import DkimVerdict, MailKind
from helper.mail.parse import MAIL_LIMIT

__all__ = ["bag", "kept", "run"]  # fixtures


def test_a_mail_is_kept_beside_the_attempt_that_it_answers(run: Run, bag: Path) -> None:
    result = run("mail", "add", save(mail()))
    assert result.exit_code == 0, result.output
    assert f"message.eml: kept beside the attempt {bag.name}." in result.stdout
    assert "by its words: acknowledgement" in result.stdout
    assert "“We will honour your objection.”" in result.stdout
    assert "It has no electronic signature." in result.stdout
    (found,) = kept_mails(bag)
    assert (found.path / "message.eml").read_bytes() == mail()
    assert (found.kind, found.said_by, found.dkim) == (MailKind.ACKNOWLEDGEMENT, "words", DkimVerdict.ABSENT)
    assert found.sent_at == dt.datetime(2026, 11, 22, 14, 5, 30, tzinfo=dt.UTC)


def test_for_scripts_it_is_one_object(run: Run, bag: Path) -> None:
    result = run("mail", "add", save(mail()), "--json")
    found = answer(result)
    assert (found["looked_at"], found["unrelated"]) == (1, 0)
    row = only(result)
    assert (row["source"], row["number"], row["result"]) == ("message.eml", None, "kept")
    assert (row["attempt"], row["kind"], row["said_by"]) == (bag.name, "acknowledgement", "words")
    assert (row["sender"], row["sender_is_service"], row["doubts"]) == ("facebookmail.com", True, [])
    assert row["dkim"] == {
        "verdict": "absent",
        "reason": None,
        "domain": None,
        "selector": None,
        "key_name": None,
    }
    assert row["path"] == str(mails_folder(bag) / "01")


def test_nothing_is_ever_called_certain(run: Run, bag: Path) -> None:
    for lang in ("en", "fr"):
        for raw in (mail(), sign(mail(subject=lang)), mail(UNCLEAR, subject=lang)):
            result = run("mail", "add", save(raw), "--key", save(record().encode(), "key"), lang=lang)
            assert result.exit_code == 0
            assert not re.search("confirm|proof|preuve|prove", result.output, re.IGNORECASE), result.output


def test_the_same_mail_is_not_kept_twice(run: Run, bag: Path) -> None:
    run("mail", "add", save(mail()))
    result = run("mail", "add", save(mail(), "again.eml"), "message.eml")
    assert result.exit_code == 0
    assert result.stdout.count("already kept beside the attempt") == 2
    assert len(kept_mails(bag)) == 1
    assert only(run("mail", "add", "message.eml", "--json"))["result"] == "already_kept"


def test_a_wording_that_nobody_confirmed_stays_unclear_until_the_person_decides(run: Run, bag: Path) -> None:
    result = run("mail", "add", save(mail(UNCLEAR)))
    assert result.exit_code == 0
    assert "unclear" in result.stdout
    assert "--kind KIND" in result.stderr
    assert only(run("mail", "add", "message.eml", "--kind", "more-details", "--json"))["result"] == "updated"
    (found,) = kept_mails(bag)
    assert (found.kind, found.said_by) == (MailKind.MORE_DETAILS, "person")
    assert only(run("mail", "add", "message.eml", "--json"))["result"] == "already_kept", (
        "a person's word stays"
    )
    assert kept_mails(bag)[0].kind is MailKind.MORE_DETAILS


def test_the_persons_word_counts_from_the_start(run: Run, bag: Path) -> None:
    assert run("mail", "add", save(mail(UNCLEAR)), "--kind", "refusal").exit_code == 0
    (found,) = kept_mails(bag)
    assert (found.kind, found.said_by) == (MailKind.REFUSAL, "person")


REFUSED = {
    "another account": (mail(to="bo@example.org"), "mail_other_account", "no attempt is for that address"),
    "older": (mail(date="Sat, 21 Nov 2026 10:00:00 +0000"), "mail_older", "older than the attempt"),
    "no date": (mail(date=None), "mail_no_date", "no date"),
    "foreign": (mail(sender="Facebook <x@evil.test>"), "mail_foreign", "evil.test"),
    "look-alike": (mail(sender='"notification@facebookmail.com" <x@evil.test>'), "mail_foreign", "evil.test"),
    "two senders": (b"From: x@evil.test\r\n" + mail(), "mail_foreign", "evil.test"),
    "no mail": (b"%PDF-1.7\n", "mail_not_a_mail", "not an e-mail"),
    "empty": (b"", "mail_not_a_mail", "not an e-mail"),
    "Outlook's": (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "mail_outlook", ".msg"),
    "Outlook's own mailbox": (b"!BDN" + b"\0" * 99, "mail_outlook", ".pst"),
    "packed": (b"PK\x03\x04" + b"\0" * 99, "mail_packed", ".zip"),
    "packed, as servers do": (b"\x1f\x8b\x08" + b"\0" * 99, "mail_packed", "Unpack"),
    "announcement": (
        mail("x", subject="Découvrez comment nous utiliserons vos informations"),
        "mail_announcement",
        "to everybody",
    ),
    "another service": (mail(sender="x@mail.instagram.com"), "mail_no_attempt", "instagram"),
    "too large": (mail() + b"x" * MAIL_LIMIT, "mail_too_large", "5 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_belongs_to_no_attempt_is_refused_and_nothing_is_kept(
    run: Run, bag: Path, case: str, lang: str
) -> None:
    raw, reason, said = REFUSED[case]
    result = run("mail", "add", save(raw), lang=lang)
    assert (result.exit_code, result.stdout) == (2, "")
    assert lang == "fr" or said in result.stderr
    row = answer(run("mail", "add", "message.eml", "--json", lang=lang))
    assert (row["mails"][0]["result"], row["mails"][0]["reason"]) == ("refused", reason)
    assert row["error"]["code"] == "usage"
    assert row["error"]["message"] in result.stderr.replace("\n", " ")
    assert not mails_folder(bag).exists()


def test_an_attempt_that_was_never_sent_takes_no_mail(run: Run, kept: Archive) -> None:
    bag = seal_one(kept, outcome="not_sent", timeline=[], confirmation=None)
    for more in ([], ["--for", "last"], ["--for", bag.name, "--kind", "refusal"]):
        result = run("mail", "add", save(mail()), *more)
        assert result.exit_code == 2
        assert "nothing was sent there" in result.stderr
    assert not mails_folder(bag).exists()


def test_an_attempt_that_is_not_sealed_is_to_be_sealed_first(run: Run, kept: Archive) -> None:
    work = kept.begin("facebook")
    result = run("mail", "add", save(mail()), "--for", work.id)
    assert result.exit_code == 2
    assert f"archive seal {work.id}" in result.stderr


def test_without_any_archive_there_is_nothing_to_answer(run: Run, kept: Archive) -> None:
    result = run("mail", "add", save(mail()))
    assert result.exit_code == 2
    assert "no sealed attempt" in result.stderr
    assert not kept.path.exists()


def test_several_attempts_that_fit_are_named_and_the_person_chooses(run: Run, kept: Archive) -> None:
    one, other = seal_one(kept), seal_one(kept, "instagram")
    raw = mail("Hello", sender="x@support.facebook.com")
    result = run("mail", "add", save(raw))
    assert result.exit_code == 2
    assert one.name in result.stderr
    assert other.name in result.stderr
    assert "--for ID" in result.stderr
    assert run("mail", "add", "message.eml", "--for", other.name).exit_code == 0
    assert len(kept_mails(other)) == 1


def test_naming_the_attempt_overrules_address_and_time_with_a_warning(run: Run, bag: Path) -> None:
    raw = mail(to="bo@example.org", date="Sat, 21 Nov 2026 10:00:00 +0000")
    result = run("mail", "add", save(raw), "--for", "last")
    assert result.exit_code == 0
    assert "not written to the address" in result.stderr
    assert "older than the sending" in result.stderr
    assert only(run("mail", "add", "message.eml", "--json"))["doubts"] == ["address", "time"]
    assert len(kept_mails(bag)) == 1


def test_a_foreign_mail_is_kept_only_by_the_persons_explicit_word_and_marked(run: Run, bag: Path) -> None:
    foreign = save(mail(sender="x@evil.test"))
    assert run("mail", "add", foreign, "--for", "last").exit_code == 2
    assert run("mail", "add", foreign, "--kind", "refusal").exit_code == 2
    result = run("mail", "add", foreign, "--for", "last", "--kind", "acknowledgement")
    assert result.exit_code == 0
    assert "is not the service" in result.stderr
    (found,) = kept_mails(bag)
    assert (found.said_by, found.is_from_service, found.sender) == ("person", False, "evil.test")


def test_one_bad_file_among_good_ones_stops_nothing(run: Run, bag: Path) -> None:
    other = save(mail(sender="x@evil.test"), "b.eml")
    result = run("mail", "add", save(mail(), "a.eml"), other, save(mail(subject="2"), "c.eml"), "--json")
    assert result.exit_code == 2
    assert [row["result"] for row in answer(result)["mails"]] == ["kept", "refused", "kept"]
    assert len(kept_mails(bag)) == 2


def test_a_file_that_is_not_there_is_said_and_the_others_are_kept(run: Run, bag: Path) -> None:
    result = run("mail", "add", "none.eml", save(mail()))
    assert result.exit_code == 2
    assert "none.eml" in result.stderr
    assert len(kept_mails(bag)) == 1


def test_a_word_for_one_mail_is_not_taken_for_many(run: Run, bag: Path) -> None:
    save(mail(sender="shop@shop.test"), "downloads/shop.eml")
    assert run("mail", "add", "downloads", "--for", "last", "--kind", "refusal").exit_code == 2
    raw = b"".join(b"From x@y.test Sun Nov 22 14:05:00 2026\n" + mail() + b"\n" for _ in range(2))
    assert run("mail", "add", save(raw, "in.mbox"), "--for", "last", "--kind", "refusal").exit_code == 2
    assert not mails_folder(bag).exists()


@pytest.mark.parametrize(
    ("answer_typed", "kind"), [("3", MailKind.REFUSAL), ("6", MailKind.UNCLEAR), ("7", None)]
)
def test_on_a_terminal_an_unclear_mail_is_asked_about(
    kept: Archive, bag: Path, tmp_path: Path, answer_typed: str, kind: MailKind | None
) -> None:
    path = tmp_path / "message.eml"
    path.write_bytes(mail(UNCLEAR))
    master, slave = pty.openpty()
    code = "import sys; sys.argv[0] = 'optout-assist'; from helper.program import main; main()"
    arguments = ["--lang", "en", "--archive", str(kept.path), "mail", "add", str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    running = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=slave,
        stdout=subprocess.DEVNULL,
        stderr=slave,
        env=environment,
        cwd=tmp_path,
    )
    os.close(slave)
    said = b""
    while b"(a number)" not in said and select.select([master], [], [], 60)[0]:
        said += os.read(master, 4096)
    os.write(master, answer_typed.encode() + b"\n")
    while running.poll() is None and select.select([master], [], [], 60)[0]:
        try:
            said += os.read(master, 4096)
        except OSError:
            break
    running.wait(60)
    os.close(master)
    assert b"We have read what you wrote" in said
    found = kept_mails(bag)
    assert [one.kind for one in found] == ([] if kind is None else [kind])
    assert running.returncode == (2 if kind is None else 0)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_help_says_how_to_save_a_message_with_each_provider(run: Run, lang: str) -> None:
    whole = run("mail", "help", lang=lang).stdout
    assert whole == load_document("mails", lang).text
    titles = re.findall(r"^### (.+)$", whole, re.MULTILINE)
    assert [title.split()[0].rstrip(",").lower() for title in titles] == list(command.PROVIDERS)
    for provider, title in zip(command.PROVIDERS, titles, strict=True):
        said = run("mail", "help", provider, lang=lang).stdout
        assert re.findall(r"^### (.+)$", said, re.MULTILINE) == [title]
        assert "optout-assist mail add" in said
    assert json.loads(run("mail", "help", "gmail", "--json", lang=lang).stdout)["provider"] == "gmail"
    assert run("mail", "help", "hotmail-on-a-fax", lang=lang).exit_code == 2


def test_no_mail_command_loads_what_it_does_not_need() -> None:
    code = (
        "import sys; sys.argv = ['optout-assist', 'mail', 'help']\n"
        "from helper.program import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.exit(bool({'dkim', 'dns', 'pydantic'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    assert ran.returncode == 0
