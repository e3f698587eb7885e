"""`mail add` and `mail help` from end to end: files, folders, mailbox files, signatures checked by a real name server."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import pty
import re
import select
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from evidence_samples import seal_one
from mail_samples import NAME, UNCLEAR, mail, name_server, record, sign

from helper.cli.documents import load_document
from helper.commands import mail as command
from helper.evidence.store import Archive
from helper.mail.kept import kept_mails, mails_folder
from helper.mail.kinds import DkimVerdict, MailKind
from helper.mail.parse import MAIL_LIMIT
from helper.program import program

Run = Callable[..., Result]
ROOT = Path(__file__).resolve().parents[2]
SENT = [{"at": "2026-11-22T14:04:00Z", "state": "sent"}]


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def run(kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command, with exit status and messages as a person gets them."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("OPTOUT_ASSIST_")]:
        monkeypatch.delenv(name)

    def invoke(*arguments: object, lang: str = "en", stdin: bytes = b"") -> Result:
        given = ["--lang", lang, "--archive", str(kept.path), *map(str, arguments)]
        return CliRunner().invoke(program, given, input=stdin, prog_name="optout-assist")

    return invoke


@pytest.fixture
def bag(kept: Archive) -> Path:
    return seal_one(kept)


def save(raw: bytes, name: str = "message.eml") -> str:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_bytes(raw)
    return name


def answer(result: Result) -> Any:
    return json.loads(result.stdout)


def only(result: Result) -> dict[str, Any]:
    (row,) = answer(result)["mails"]
    assert isinstance(row, dict)
    return row


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
    assert set(command.KINDS) == {kind.replace("_", "-") for kind in MailKind}


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


def test_a_word_for_one_mail_is_not_taken_for_many(run: Run, bag: Path) -> None:
    save(mail(sender="shop@shop.test"), "downloads/shop.eml")
    assert run("mail", "add", "downloads", "--for", "last", "--kind", "refusal").exit_code == 2
    raw = b"".join(b"From x@y.test Sun Nov 22 14:05:00 2026\n" + mail() + b"\n" for _ in range(2))
    assert run("mail", "add", save(raw, "in.mbox"), "--for", "last", "--kind", "refusal").exit_code == 2
    assert not mails_folder(bag).exists()


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


def test_a_key_from_a_file_checks_the_signature_and_is_kept(run: Run, bag: Path) -> None:
    result = run("mail", "add", save(sign(mail())), "--key", save(f'"{record()}"\n'.encode(), "key.txt"))
    assert result.exit_code == 0
    assert "Its electronic signature is valid: facebookmail.com signed" in result.stdout
    (found,) = kept_mails(bag)
    assert found.dkim is DkimVerdict.ALIGNED
    assert (found.path / "dkim-key.txt").read_text().strip() == record()
    assert found.about
    assert found.about.signature.key
    assert (found.about.signature.key.name, found.about.signature.key.source) == (NAME, "file")


def test_a_name_server_is_asked_once_named_first_and_its_answer_kept(run: Run, bag: Path) -> None:
    with name_server({NAME: record()}) as server:
        add = ["mail", "add", save(sign(mail())), "--dkim", "--resolver", server.address]
        result = run(*add, "--json", "-q")
        assert only(result)["dkim"]["verdict"] == "aligned"
        assert only(result)["dkim"]["key_name"] == NAME
        assert (
            f"asks the name server {server.address} for the key of this e-mail’s signature ({NAME})"
            in result.stderr
        )
        assert only(run(*add, "--json"))["result"] == "already_kept"
    assert server.asked == [NAME], "what is known is not asked again"
    (found,) = kept_mails(bag)
    assert (found.path / "dkim-key.txt").read_text().strip() == record()


def test_the_key_may_be_fetched_after_the_mail_was_kept(run: Run, bag: Path) -> None:
    add = ["mail", "add", save(sign(mail(UNCLEAR))), "--json"]
    assert only(run(*add, "--kind", "refusal"))["dkim"] == {
        "verdict": "unchecked",
        "reason": "no_key",
        "domain": "facebookmail.com",
        "selector": "s2026",
        "key_name": None,
    }
    with name_server({NAME: record()}) as server:
        row = only(run(*add, "--dkim", "--resolver", server.address))
    assert (row["result"], row["dkim"]["verdict"]) == ("updated", "aligned")
    (found,) = kept_mails(bag)
    assert (found.dkim, found.kind, found.said_by) == (DkimVerdict.ALIGNED, MailKind.REFUSAL, "person")
    assert run("archive", "verify").exit_code == 0


def test_a_mail_that_is_not_kept_asks_nobody(run: Run, bag: Path) -> None:
    raws = [
        mail(),
        sign(mail(), domain="evil.test"),
        sign(mail(sender="x@evil.test"), domain="evil.test"),
        sign(mail(to="bo@example.org")),
    ]
    with name_server({NAME: record()}) as server:
        for raw in raws:
            result = run("mail", "add", save(raw), "--dkim", "--resolver", server.address)
            assert "asks the name server" not in result.stderr
    assert server.asked == []


def test_a_name_server_without_an_answer_loses_nothing(run: Run, bag: Path) -> None:
    with name_server({}) as server:
        result = run("mail", "add", save(sign(mail())), "--dkim", "--resolver", server.address)
    assert result.exit_code == 0
    assert "is not published" in result.stdout
    assert kept_mails(bag)[0].dkim is DkimVerdict.UNCHECKED


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--key", "k", "--dkim"], "both given"),
        (["--key", "none"], "No key record"),
        (["--key", "message.eml"], "No key record"),
        (["--dkim", "--resolver", "9.9.9.9:53"], "not a name server that may be asked"),
        (["--dkim", "--resolver", "dns.example.org"], "not a name server that may be asked"),
        (["--kind", "praise"], "praise"),
        (["--for", "2031"], "2031"),
    ],
)
def test_a_wrong_option_keeps_nothing_and_contacts_nobody(
    run: Run, bag: Path, arguments: list[str], said: str
) -> None:
    result = run("mail", "add", save(mail()), *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not mails_folder(bag).exists()


def test_the_environment_may_ask_for_the_check_and_a_file_may_not(
    run: Run, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with name_server({NAME: record()}) as server:
        monkeypatch.setenv("OPTOUT_ASSIST_DKIM", "1")
        monkeypatch.setenv("OPTOUT_ASSIST_RESOLVER", server.address)
        assert only(run("mail", "add", save(sign(mail())), "--json"))["dkim"]["verdict"] == "aligned"
    monkeypatch.delenv("OPTOUT_ASSIST_DKIM")
    Path(".env").write_text("OPTOUT_ASSIST_DKIM=1\n")
    result = run("mail", "add", "message.eml")
    assert result.exit_code == 2
    assert "OPTOUT_ASSIST_DKIM" in result.stderr


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
