"""`mail add --dkim`: a signature is checked by a real name server or a key from a file, and nobody else is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_samples import kept
from mail_command_samples import Run, bag, only, run, save
from mail_samples import NAME, UNCLEAR, mail, name_server, record, sign

from helper.mail.kept import kept_mails, mails_folder
from helper.mail.kinds import DkimVerdict, MailKind

__all__ = ["bag", "kept", "run"]  # fixtures


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
