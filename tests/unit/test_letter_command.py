"""`letter`: whose draft it is, what is noted of sending, and what status, calendar, report and archive make of that."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import vobject
from click.testing import Result
from drafting_samples import Run, expect, run_at
from followup_samples import ADDRESS, SENT_AT, after, keep, root, seal_at

from helper.evidence.letters import keep_letter, kept_letter
from helper.evidence.store import Archive
from helper.mail.add import Adder, Wish
from helper.mail.match import Candidate

__all__ = ["root", "run_at"]  # fixtures
SOON = after(days=10)
UNAVAILABLE = {
    "outcome": "unavailable",
    "timeline": [{"at": SENT_AT.isoformat(), "state": "unavailable"}],
    "explanation": {"reference": None, "inserted": False, "text": None},
    "confirmation": None,
}


@pytest.fixture
def run(run_at: Run) -> Run:
    """Run a command in the days after Send."""

    def invoke(*arguments: str, at: dt.datetime = SOON) -> Result:
        return run_at(at, *arguments)

    return invoke


def document(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# the draft


def test_the_draft_follows_the_attempt_in_which_the_form_was_missing(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    result = run("letter")
    assert result.exit_code == 0, result.output
    folder = Path(f"{bag.name}-letter")
    assert result.stdout == f"{folder.absolute()}\n"
    assert {path.name for path in folder.iterdir()} == {"letter.md", "letter.html"}
    text = (folder / "letter.md").read_text("utf-8")
    assert "712876720715583" in text
    assert ADDRESS in text
    assert "rien n’a été envoyé" in result.stderr.replace("\u00a0", " ")
    assert f"optout-assist letter sent {bag.name}" in result.stderr


@pytest.mark.parametrize(
    "arguments", [("facebook",), ("write", "facebook"), ("--email", ADDRESS, "facebook")]
)
def test_no_attempt_is_needed(run: Run, root: Path, arguments: tuple[str, ...]) -> None:
    found = document(run("letter", *arguments, "--json"))
    assert (found["id"], found["service"], found["language"]) == (None, "facebook", "fr")
    text = Path("facebook-letter/letter.md").read_text("utf-8")
    assert "j’ai ouvert" not in text
    assert (ADDRESS in text) is ("--email" in arguments)
    assert not root.exists(), "a draft writes nothing into the archive"


def test_what_the_person_says_goes_before_what_the_attempt_says(run: Run, root: Path) -> None:
    words_of_before = {"reference": None, "inserted": False, "text": "Mes enfants y sont."}
    seal_at(root, SENT_AT, explanation=words_of_before)
    run("letter", "--output", "a")
    assert "Mes enfants y sont." in Path("a/letter.md").read_text("utf-8"), "what they wrote then"
    run("letter", "--reason", "Ma santé.", "--reference", "dpc", "--email", "b@example.org", "--output", "b")
    text = Path("b/letter.md").read_text("utf-8")
    for words in ("Ma santé.", "dataprotection.ie", "b@example.org"):
        assert words in text
    assert ADDRESS not in text
    assert "Mes enfants" not in text


@pytest.mark.parametrize(
    ("arguments", "cited"),
    [
        ((), "CNIL"),
        (("--country", "IE"), "DPC"),
        (("--country", "BE"), None),
        (("--cnil", "--country", "BE"), "CNIL"),
    ],
)
def test_the_authority_cited_is_that_of_the_country_or_none(
    run: Run, arguments: tuple[str, ...], cited: str | None
) -> None:
    run("letter", "facebook", *arguments, "--output", "x")
    text = Path("x/letter.md").read_text("utf-8")
    assert [one for one in ("CNIL", "DPC") if f"({one})" in text] == ([cited] if cited else [])


def test_the_language_is_the_persons_and_another_on_request(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    assert document(run("letter", "facebook", "--json"))["language"] == "de"
    monkeypatch.setenv("LANG", "pl_PL.UTF-8")
    assert document(run("letter", "facebook", "--json", "--output", "y"))["language"] == "en"
    assert (
        document(run("letter", "facebook", "--json", "--language", "nl", "--output", "z"))["language"] == "nl"
    )


def test_what_cannot_be_meant_is_refused(run: Run, root: Path) -> None:
    expect(run("letter"), 2, "optout-assist letter SERVICE", "instagram")
    expect(run("letter", "whatsapp"), 2, "whatsapp")
    bag = seal_at(root, SENT_AT, rehearsal=True)
    expect(run("letter", bag.name), 2, bag.name)
    expect(run("letter"), 2, "instagram")
    other = seal_at(root, after(hours=1), service="whatsapp")
    expect(run("letter", other.name), 2, "whatsapp")
    assert list(Path.cwd().iterdir()) == []


# what is noted


def test_the_day_is_kept_beside_the_attempt_as_the_persons_word(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    before = {path: path.read_bytes() for path in bag.rglob("*") if path.is_file()}
    result = run("letter", "sent", bag.name, "--on", "2026-09-04", "--by", "post")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(
        "Vous avez indiqué avoir envoyé votre opposition par courrier le 4 septembre 2026"
    )
    assert "ne prouve pas" in result.stderr
    assert {path: path.read_bytes() for path in bag.rglob("*") if path.is_file()} == before
    kept = json.loads((root / f"{bag.name}.letters/01/letter.json").read_text())
    assert (kept["said_by"], kept["sent_on"], kept["by"]) == ("person", "2026-09-04", "post")


def test_what_is_noted_later_corrects_and_may_be_taken_back(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    run("letter", "sent", "--on", "2026-09-04", "--by", "post")
    found = document(run("letter", "sent", "--received", "2026-09-08", "--json"))
    assert found["letter"]["sent_on"] == "2026-09-04"
    assert found["letter"]["received_on"] == "2026-09-08"
    found = document(run("letter", "sent", "--on", "2026-09-03", "--by", "email", "--json"))
    assert (found["letter"]["by"], found["letter"]["received_on"]) == ("email", None)
    assert document(run("letter", "sent", "--undo", "--json"))["letter"] is None
    assert kept_letter(bag).sent is None
    assert len(list((root / f"{bag.name}.letters").iterdir())) == 4, "nothing that was kept is changed"
    expect(run("letter", "sent", "--undo"), 2, bag.name)
    assert document(run("status", "--json"))["accounts"][0]["situation"] == "unavailable"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--on"),
        (("--on", "2026-09-04"), "--by"),
        (("--by", "post"), "--on"),
        (("--on", "4/9/2026", "--by", "post"), "4/9/2026"),
        (("--on", "2026-09-12", "--by", "post"), "11 septembre 2026"),
        (("--on", "2026-09-04", "--by", "post", "--received", "2026-09-30"), "11 septembre 2026"),
        (("--on", "2026-09-04", "--by", "post", "--received", "2026-09-03"), "3 septembre 2026"),
        (("--on", "0206-09-04", "--by", "post"), "25 mai 2018"),  # a digit was left out
    ],
)
def test_a_day_that_cannot_be_is_not_noted(
    run: Run, root: Path, arguments: tuple[str, ...], words: str
) -> None:
    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    expect(run("letter", "sent", bag.name, *arguments), 2, words)
    assert not (root / f"{bag.name}.letters").exists()


def test_a_letter_without_an_attempt_gets_a_sealed_record_that_claims_no_form(run: Run, root: Path) -> None:
    arguments = ("letter", "sent", "facebook", "--on", "2026-09-04", "--by", "email", "--email", ADDRESS)
    found = document(run(*arguments, "--json"))
    entry = Archive(root).find(found["id"])
    assert entry.sealed
    assert entry.record
    assert (entry.record.outcome, entry.record.page.url, entry.record.timeline) == ("not_sent", "", ())
    assert run("archive", "verify").exit_code == 0
    (account,) = document(run("status", "--json"))["accounts"]
    assert (account["situation"], account["address"]) == ("letter_sent", ADDRESS)
    run("letter", "sent", "facebook", "--on", "2026-09-05", "--by", "email")
    assert len(Archive(root).entries()) == 1, "a correction makes no second record"
    run("report")
    page = (root / "report.html").read_text("utf-8")
    assert "Aucun formulaire n’a été ouvert" in page
    assert "Rien n’a été envoyé à Facebook" not in page, "of the letter nobody knows that"
    late = run("complaint", found["id"], "--output", "x", at=after(days=50))
    assert late.exit_code == 0, late.output
    text = Path("x/complaint.md").read_text("utf-8")
    assert "par e-mail à Meta Platforms Ireland Ltd" in text
    assert "j’ai ouvert" not in text


def test_a_letter_for_another_address_is_not_noted_for_this_account(run: Run, root: Path) -> None:
    ours = seal_at(root, SENT_AT, **UNAVAILABLE)
    noted = ("letter", "sent", "facebook", "--on", "2026-09-04", "--by", "post")
    other = document(run(*noted, "--email", "bob@example.org", "--json"))
    assert other["id"] != ours.name
    assert kept_letter(ours).sent is None
    situations = {one["address"]: one["situation"] for one in document(run("status", "--json"))["accounts"]}
    assert situations == {ADDRESS: "unavailable", "bob@example.org": "letter_sent"}
    expect(run("letter", "sent", "facebook", "--email", ADDRESS, "--undo"), 2, ours.name)
    # The same account, however its address is written, finds its own attempt again; so does whoever names none.
    assert document(run(*noted, "--email", "BOB@example.org", "--json"))["id"] == other["id"]
    assert document(run(*noted, "--email", ADDRESS.upper(), "--json"))["id"] == ours.name
    assert run("letter", "sent", "facebook", "--email", ADDRESS, "--undo").exit_code == 0
    expect(run(*noted[:2], *noted[3:], "--email", "zoe@example.org"), 2, "letter SERVICE")
    expect(run(*noted, "--email", "zoe"), 2, "adresse")
    assert len(Archive(root).entries()) == 2


def test_an_attempt_that_saw_no_address_may_be_that_of_any_account(run: Run, root: Path) -> None:
    unseen = {"verdict": "unchecked", "displayed": None, "expected": None}
    bag = seal_at(root, SENT_AT, **(UNAVAILABLE | {"email_check": unseen}))
    noted = run(
        "letter", "sent", "facebook", "--on", "2026-09-04", "--by", "post", "--email", ADDRESS, "--json"
    )
    assert document(noted)["id"] == bag.name


# what follows


def test_status_counts_from_that_day_and_says_whose_word_it_is(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    keep_letter(bag, (dt.date(2026, 9, 4), "email"), None, after(days=5))
    (account,) = document(run("status", "--json"))["accounts"]
    assert (account["situation"], account["due"], account["sent_at"]) == ("letter_sent", "2026-10-05", None)
    assert account["letter"] == {
        "said_by": "person", "sent_on": "2026-09-04", "by": "email", "received_on": None, "said_at": "2026-09-06T09:00:00.000Z",
    }  # fmt: skip
    assert "Vous avez indiqué" in run("status").stdout
    late = document(run("status", "--json", at=after(days=40)))["accounts"][0]
    assert late["situation"] == "letter_overdue"
    assert f"optout-assist complaint {bag.name}" in run("status", at=after(days=40)).stdout


@pytest.mark.parametrize("received", [None, dt.date(2026, 9, 8)])
def test_of_a_letter_that_travels_no_last_day_is_claimed(
    run: Run, root: Path, received: dt.date | None
) -> None:
    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    keep_letter(bag, (dt.date(2026, 9, 4), "post"), received, after(days=8))
    said = run("status").stdout
    assert ("au plus tard" in said) is (received is not None)
    assert ("pas avant" in said) is (received is None)
    assert ("--received" in said) is (received is None)


def test_the_calendar_has_the_day_and_moves_it(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    keep_letter(bag, (dt.date(2026, 9, 4), "post"), None, after(days=5))
    (first, renewal) = document(run("calendar", "--json", "--output", "a.ics"))["events"]
    assert (first["kind"], first["date"], first["said_by"]) == ("letter", "2026-10-05", "person")
    assert renewal["kind"] == "renewal"
    keep_letter(bag, (dt.date(2026, 9, 4), "post"), dt.date(2026, 9, 8), after(days=8))
    run("calendar", bag.name, "--output", "b.ics")
    events = [
        next(
            e for e in vobject.readOne(Path(name).read_text("utf-8")).vevent_list if "letter." in e.uid.value
        )
        for name in ("a.ics", "b.ics")
    ]
    assert events[0].uid.value == events[1].uid.value
    assert [event.dtstart.value for event in events] == [dt.date(2026, 10, 5), dt.date(2026, 10, 8)]
    assert int(events[0].sequence.value) < int(events[1].sequence.value)
    assert "vous avez indiqué" in events[0].description.value


def test_report_and_archive_say_it_and_name_damage(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    path = keep_letter(bag, (dt.date(2026, 9, 4), "post"), None, after(days=5))
    assert run("report").exit_code == 0
    page = (root / "report.html").read_text("utf-8")
    assert "Opposition envoyée par courrier le 4 septembre 2026, selon vous" in page
    assert "Vous avez indiqué" in page
    assert "Vous avez indiqué" in run("archive", "show", bag.name).stdout
    assert document(run("archive", "show", bag.name, "--json"))["letter"]["sent_on"] == "2026-09-04"
    assert "selon vous" in run("archive", "list").stdout
    assert run("archive", "verify").exit_code == 0
    (path / "letter.json").write_text((path / "letter.json").read_text().replace("09-04", "08-04"))
    result = run("archive", "verify")
    assert result.exit_code == 6
    assert f"{bag.name}.letters/01/letter.json" in result.stdout
    assert document(run("status", "--json"))["accounts"][0]["situation"] == "unavailable", "it counts no more"
    assert document(run("status", "--json"))["accounts"][0]["damaged"] == [bag.name]
    assert run("report").exit_code == 6


def test_a_statement_whose_attempt_is_gone_is_named_and_deleting_takes_it_along(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    keep_letter(bag, (dt.date(2026, 9, 4), "post"), None, after(days=5))
    run("archive", "delete", bag.name, "--yes")
    assert not (root / f"{bag.name}.letters").exists()
    assert run("archive", "verify").exit_code == 0
    other = seal_at(root, after(hours=1), **UNAVAILABLE)
    keep_letter(other, (dt.date(2026, 9, 4), "post"), None, after(days=5))
    other.rename(root / "elsewhere")
    result = run("archive", "verify")
    assert result.exit_code == 6
    assert other.name in result.stdout


def test_it_is_handed_over_with_the_attempt(run: Run, root: Path) -> None:
    import zipfile

    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    keep_letter(bag, (dt.date(2026, 9, 4), "post"), None, after(days=5))
    assert run("archive", "export", bag.name, "--output", "x.zip").exit_code == 0
    with zipfile.ZipFile("x.zip") as packed:
        assert f"{bag.name}.letters/01/letter.json" in packed.namelist()


def test_an_answer_by_e_mail_finds_the_letter(run: Run, root: Path) -> None:
    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    adder = Adder(Archive(root), Wish())
    assert [one.sent_at for one in adder._candidates] == [None]
    keep_letter(bag, (dt.date(2026, 9, 4), "post"), None, after(days=5))
    (found,) = Adder(Archive(root), Wish())._candidates
    assert isinstance(found, Candidate)
    assert found.sent_at == dt.datetime(2026, 9, 4, tzinfo=dt.UTC)
    keep(bag, "refusal", after(days=9))
    assert document(run("status", "--json"))["accounts"][0]["situation"] == "refused"
    assert document(run("complaint", bag.name, "--json"))["ground"] == "refusal"


def test_archives_of_before_read_as_they_did(run: Run, root: Path) -> None:
    """No letters folder anywhere: every command says what it said."""
    bag = seal_at(root, SENT_AT)
    assert "letter" not in document(run("archive", "show", bag.name, "--json"))
    assert all("letter" not in one for one in document(run("archive", "verify", "--json")))
    assert document(run("status", "--json"))["accounts"][0]["letter"] is None
    events = document(run("calendar", "--json", "--output", "a.ics"))["events"]
    assert [one["kind"] for one in events] == ["answer", "renewal"]


def test_a_statement_of_a_newer_program_is_refused_and_not_half_read(run: Run, root: Path) -> None:
    import hashlib

    bag = seal_at(root, SENT_AT, **UNAVAILABLE)
    path = keep_letter(bag, (dt.date(2026, 9, 4), "post"), None, after(days=5))
    newer = (path / "letter.json").read_text().replace('"schema": 1', '"schema": 2')
    (path / "letter.json").write_text(newer)
    sums = (path / "sha256sums.txt").read_text()
    old = sums.split()[0]
    (path / "sha256sums.txt").write_text(sums.replace(old, hashlib.sha256(newer.encode()).hexdigest()))
    (damage,) = kept_letter(bag).damage
    assert damage.kind == "newer"
    assert kept_letter(bag).sent is None
