"""What the window tells of an e-mail is what `mail add` tells: what it is, its signature, what is doubtful, what was not kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from evidence_samples import kept, seal_one
from mail_command_samples import bag
from mail_samples import UNCLEAR, mail, record, sign

from helper.cli.mails_shown import sentences_on_all
from helper.cli.options import Shared
from helper.desk import doing
from helper.errors import UsageProblem
from helper.evidence.store import Archive
from helper.mail.add import Adder, Wish
from helper.mail.kept import kept_mails
from helper.mail.signature import DkimKey
from helper.mail.source import find_mails

__all__ = ["bag", "kept"]  # fixtures


@pytest.fixture
def shared(kept: Archive, bag: Path) -> Shared:
    return Shared(lang="en", archive=kept.path)


def add(shared: Shared, path: Path, raw: bytes, kind: str = "", attempt: str = "") -> doing.ToldResult:
    path.write_bytes(raw)
    return doing.add_mail(shared, path, kind, attempt)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "message.eml"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (
            mail(),
            (
                "message.eml: kept.",
                "acknowledgement",
                "We will honour",
                "no electronic signature",
                "only your word",
            ),
        ),
        (sign(mail()), ("was not checked: for that a key", "contacts nobody")),
        (mail(UNCLEAR), ("unclear", "No known source has this wording")),
    ],
    ids=["unsigned", "signed", "unclear"],
)
def test_it_says_what_it_is_and_what_its_signature_is_worth(
    shared: Shared, path: Path, raw: bytes, words: tuple[str, ...]
) -> None:
    told = add(shared, path, raw)
    lines = " ".join(told.lines)
    for word in words:
        assert word in lines
    assert str(path.parent) not in lines, "the name is enough: the place is shown beside it"
    assert told.path is not None
    assert told.path.is_relative_to(shared.archive_dir)


@pytest.mark.parametrize(
    "raw", [mail(), mail(UNCLEAR), sign(mail()), sign(mail()).replace(b"honour", b"h0n0ur")]
)
def test_no_sentence_of_the_command_is_missing(shared: Shared, path: Path, raw: bytes) -> None:
    told = add(shared, path, raw)
    again = [Adder(Archive(shared.archive_dir), Wish()).add(found) for found in find_mails(path)]
    assert len(told.lines) == len(sentences_on_all(again, len(again)))


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_signature_that_was_checked_by_the_command_stays_checked(
    shared: Shared, path: Path, bag: Path, *, is_broken: bool
) -> None:
    raw = sign(mail())
    path.write_bytes(raw.replace(b"honour", b"h0n0ur") if is_broken else raw)
    wish = Wish(find_key=lambda _: DkimKey(record(), "file"))
    for found in find_mails(path):
        Adder(Archive(shared.archive_dir), wish).add(found)
    told = doing.add_mail(shared, path, "", "")
    lines = " ".join(told.lines)
    assert ("is valid" in lines) is not is_broken
    assert ("is not valid" in lines) is is_broken
    assert told.tone == ("wait" if is_broken else "good")
    assert len(kept_mails(bag)) == 1


def test_of_several_each_that_was_not_kept_is_told(shared: Shared, path: Path) -> None:
    def entry(raw: bytes) -> bytes:
        return b"From x Sun Nov 22 14:05:30 2026\n" + raw.replace(b"\r\n", b"\n") + b"\n"

    older = mail(date="Sun, 22 Nov 2015 14:05:30 +0000", subject="Your objection, older")
    told = add(shared, path, entry(mail()) + entry(older))
    lines = " ".join(told.lines)
    assert "E-mails looked at: 2" in lines
    assert "older" in lines
    assert "--for" not in lines
    assert told.tone == "wait"


def test_one_that_may_answer_several_is_kept_beside_the_one_that_is_chosen(
    shared: Shared, kept: Archive, path: Path, bag: Path
) -> None:
    other = seal_one(kept, "instagram")
    stranger = mail(to="other@example.org")
    with pytest.raises(UsageProblem) as raised:
        add(shared, path, stranger)
    assert raised.value.key == "mail_other_account"
    told = add(shared, path, stranger, attempt=bag.name)
    assert "was not written to the address of this objection" in " ".join(told.lines)
    assert told.tone == "wait"
    assert [len(kept_mails(one)) for one in (bag, other)] == [1, 0]


def test_what_cannot_be_kept_is_an_error(shared: Shared, path: Path) -> None:
    with pytest.raises(UsageProblem) as raised:
        add(shared, path, b"no mail at all")
    assert raised.value.key == "mail_not_a_mail"
