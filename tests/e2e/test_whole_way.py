"""The whole way: a form is sent in a real window, the service's signed mail comes, time goes by, a complaint is drafted."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import vobject
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from mail_samples import NAME, mail, name_server, record, sign
from markdown_it import MarkdownIt
from promises import close_and_check
from replica.attempt import Attempt
from replica.scenario import Scenario

from helper.followup import clock
from helper.program import program

ADDRESS = "person@example.org"
REFUSED = "Hi,\n\nWe have read what you wrote about AI and we will take no further action.\n\nThe team\n"


def test_from_the_form_to_the_complaint(
    run_attempt: Callable[..., Attempt], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The form is sent.
    attempt = run_attempt(Scenario(), "--email", ADDRESS, "--cnil")
    attempt.person.log_in()
    attempt.person.wait_for_form()
    attempt.wait_for_note("writing", status="done")
    attempt.person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    attempt_id = result.record["id"]
    sent_at = dt.datetime.fromisoformat(result.record["send"]["at"])
    work = tmp_path / "work"
    work.mkdir()
    # What follows writes the address into files that an attempt alone never makes (mails, report).
    archive = shutil.copytree(result.archive, tmp_path / "archive")
    monkeypatch.chdir(work)

    def run(*arguments: str, **later: float) -> Result:
        now = sent_at + dt.timedelta(**later)
        monkeypatch.setattr(clock, "read_clock", lambda: clock.Clock(now, dt.UTC))
        return CliRunner().invoke(program, ["--lang", "en", "--archive", str(archive), *arguments])

    def situation(**later: float) -> str:
        (account,) = json.loads(run("status", "--json", **later).stdout)["accounts"]
        assert (account["attempt"], account["address"]) == (attempt_id, ADDRESS)
        return str(account["situation"])

    def save(text: str, name: str, **later: float) -> str:
        at = email.utils.format_datetime(sent_at + dt.timedelta(**later))
        (work / name).write_bytes(sign(mail(text, to=ADDRESS, date=at)))
        return name

    # Time goes by without a mail.
    assert situation(hours=1) == "mail_awaited"
    assert situation(hours=49) == "mail_overdue"
    refused = run("complaint", attempt_id, "--authority", "cnil", days=3)
    assert refused.exit_code == 2, refused.output

    # The service's mail comes, and its signature holds.
    acknowledged = save(
        "We will honour your objection. This will be applied going forward.", "a.eml", hours=50
    )
    with name_server({NAME: record()}) as server:
        added = run("mail", "add", acknowledged, "--dkim", "--resolver", server.address, "--json", hours=51)
        assert server.asked == [NAME]
    assert added.exit_code == 0, added.output
    (kept,) = json.loads(added.stdout)["mails"]
    assert (kept["attempt"], kept["kind"], kept["dkim"]["verdict"]) == (
        attempt_id,
        "acknowledgement",
        "aligned",
    )
    assert situation(hours=52) == "acknowledged"

    # The calendar is read by a parser that is not the one it was written with.
    made = run("calendar", attempt_id, days=3)
    events = list(vobject.readOne(made.stdout).vevent_list)
    assert len(events) >= 1
    assert all(len(event.valarm_list) == 1 and isinstance(event.dtstart.value, dt.date) for event in events)
    assert ADDRESS not in made.stdout

    # A refusal, said to be one by the person, makes a complaint possible before the month is over.
    said = run("mail", "add", save(REFUSED, "b.eml", days=4), "--kind", "refusal", "--json", days=4)
    assert said.exit_code == 0, said.output
    assert situation(days=5) == "refused"
    drafted = run("complaint", attempt_id, "--authority", "cnil", "--language", "fr", "--json", days=5)
    assert drafted.exit_code == 0, drafted.output
    document = json.loads(drafted.stdout)
    assert document["ground"] == "refusal"
    folder = Path(document["path"])
    words = BeautifulSoup((folder / "complaint.html").read_text("utf-8"), "html.parser").get_text(" ")
    prose = BeautifulSoup(
        MarkdownIt().enable("table").render((folder / "complaint.md").read_text("utf-8")), "html.parser"
    ).get_text(" ")
    for text in (words, prose):
        assert "Commission nationale de l" in text
        assert "712876720715583" in text
        assert attempt_id in text

    # The report shows it all, and the archive is still what it was.
    assert run("report", days=5).exit_code == 0
    (page,) = archive.rglob("*.html")
    shown = BeautifulSoup(page.read_text("utf-8"), "html.parser").get_text(" ")
    assert "Your objection" in shown, "the kept mail's subject"
    verified = run("archive", "verify", days=5)
    assert verified.exit_code == 0, verified.output
