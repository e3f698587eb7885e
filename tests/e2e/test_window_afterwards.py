"""What the window does after an objection, each thing by its button, with an archive that holds one; and how it is entered."""

from __future__ import annotations

import datetime as dt
import subprocess
import zipfile
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from followup_samples import ADDRESS, seal_at
from mail_samples import mail
from playwright.sync_api import Page
from replica.attempt import Attempt, bare_environment, program_command
from replica.panel import press_panel
from replica.person import Person
from window_visitor import (
    FACEBOOK,
    INSTAGRAM,
    Run,
    choose_file,
    finish,
    next_browser,
    our_page,
    press,
    press_and_stay,
    service_person,
)

from helper.evidence.verify import verify_bag

START = "Object to Meta’s AI"
LONG_AGO = dt.datetime.now(dt.UTC) - dt.timedelta(days=50)


@pytest.fixture
def opener(tmp_path: Path) -> Path:
    """Put programs that write down what they are to open in the place of the system's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("xdg-open", "a-browser"):
        (folder / name).write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {folder}/opened\n', "utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def overdue(run_attempt: Run, tmp_path: Path, opener: Path) -> Attempt:
    """Start with an archive in which an answer is overdue."""
    archive = tmp_path / "kept" / "archive"
    seal_at(archive, LONG_AGO)
    return run_attempt(
        FACEBOOK,
        *("--archive", str(archive)),
        subcommand="window",
        beside=INSTAGRAM,
        env={"PATH": f"{opener}:/usr/bin:/bin"},
    )


def home_of(attempt: Attempt) -> Path:
    return attempt.folder / "home"


def written(attempt: Attempt, pattern: str) -> Path:
    (found,) = home_of(attempt).glob(pattern)
    return found


def test_where_it_stands_and_what_to_do_comes_first(overdue: Attempt) -> None:
    page = our_page(overdue, START)
    standing = page.locator("form.standing")
    assert "Facebook" in standing.locator("h3").inner_text()
    assert "An answer was due" in standing.inner_text()
    assert "`" not in page.locator("main").inner_text()
    assert "optout-assist " not in standing.inner_text(), "nobody is told to type a command"
    assert not page.locator("#wants_facebook").is_checked(), "what was sent is not proposed again"
    assert page.locator("#wants_instagram").is_checked()


def test_a_complaint_is_drafted_with_its_enclosures(overdue: Attempt) -> None:
    page = our_page(overdue, START)
    page.locator("#wants_facebook").check()
    press(page, "Prepare a complaint")
    page = our_page(overdue, "Prepare a complaint")
    page.locator("#country").select_option("FR")
    press(page, "Go on")
    page = our_page(overdue, "The draft of your complaint is ready")
    folder = written(overdue, "*-complaint")
    assert {"complaint.html", "complaint.md"} <= {one.name for one in folder.iterdir()}
    assert folder.name in page.locator(".place").inner_text()
    assert str(folder) not in page.locator("main").inner_text(), "the whole path is for who wants it"
    page.get_by_text("The whole path").click()
    assert str(folder) in page.locator(".place").inner_text()


def test_where_there_are_several_authorities_the_person_chooses(overdue: Attempt) -> None:
    page = our_page(overdue, START)
    press(page, "Prepare a complaint")
    page = our_page(overdue, "Prepare a complaint")
    page.locator("#country").select_option("DE")
    press_and_stay(page, "Go on")
    page = our_page(overdue, "Prepare a complaint")
    press_and_stay(page, "Prepare the complaint")
    assert page.get_by_role("alert").get_by_role("link").count() == 1
    page.get_by_label("Mine is not in this list, or I do not know").check()
    press(page, "Prepare the complaint")
    page = our_page(overdue, "That did not work")
    said = page.locator("main").inner_text()
    assert "edpb.europa.eu" in said
    assert "--" not in said
    press(page, "Back")
    press(our_page(overdue, START), "Prepare a complaint")
    page = our_page(overdue, "Prepare a complaint")  # the country is known now
    page.get_by_label("Der Hamburgische Beauftragte").check()
    press(page, "Prepare the complaint")
    our_page(overdue, "The draft of your complaint is ready")
    assert "Hamburgische" in (written(overdue, "*-complaint") / "complaint.md").read_text("utf-8")


def test_a_letter_is_written_sent_and_waited_for(run_attempt: Run, tmp_path: Path, opener: Path) -> None:
    archive = tmp_path / "kept" / "archive"
    attempt = run_attempt(
        FACEBOOK,
        *("--archive", str(archive)),
        subcommand="window",
        beside=INSTAGRAM,
        env={"PATH": f"{opener}:/usr/bin:/bin"},
    )
    press(our_page(attempt, START), "Write a letter or an e-mail")
    page = our_page(attempt, "Object by letter or e-mail")
    page.locator("#address").fill(ADDRESS)
    press_and_stay(page, "Write the draft")
    page.get_by_role("alert").wait_for()
    assert page.locator("#address").input_value() == ADDRESS
    page.get_by_label("Facebook").check()
    page.locator("#country").select_option("FR")
    page.locator("#language").select_option("fr")
    press(page, "Write the draft")
    page = our_page(attempt, "The draft of your letter is ready")
    folder = written(attempt, "facebook-letter")
    assert {"letter.html", "letter.md", "letter.pdf"} == {one.name for one in folder.iterdir()}
    assert "optout-assist " not in page.locator("main").inner_text()
    with page.context.expect_page() as opened:
        press(page, "Read the draft")
    opened.value.get_by_text(ADDRESS).first.wait_for()
    opened.value.close()
    page = our_page(attempt, "The draft of your letter is ready")
    press_and_stay(page, "Open the folder")
    wait_until_opened(page, opener, str(folder))
    press(page, "I sent my letter")
    page = our_page(attempt, "My letter is sent")
    press_and_stay(page, "Note this day")
    page.get_by_role("alert").wait_for()
    page.locator("#on").fill(f"{LONG_AGO:%d.%m.%Y}")
    page.get_by_label("by post").check()
    press(page, "Note this day")
    press(our_page(attempt, "It is noted"), "Back")
    page = our_page(attempt, START)
    standing = page.locator("form.standing").inner_text()
    assert "by post" in standing
    assert "Prepare a complaint" in standing, "a month is over"
    press(page, "Note the receipt of my letter")
    page = our_page(attempt, "My letter is sent")
    assert page.locator("#on").input_value() == f"{LONG_AGO:%d/%m/%Y}"
    press(page, "Take back what is noted")
    press(our_page(attempt, "It is noted"), "Back")
    assert "by post" not in our_page(attempt, START).locator("form.standing").inner_text()


def test_where_no_form_was_offered_the_letter_follows_that_attempt(run_attempt: Run, tmp_path: Path) -> None:
    archive = tmp_path / "kept" / "archive"
    bag = seal_at(
        archive,
        dt.datetime.now(dt.UTC) - dt.timedelta(days=1),
        outcome="unavailable",
        timeline=[{"at": f"{LONG_AGO:%Y-%m-%dT%H:%M:%SZ}", "state": "unavailable"}],
    )
    attempt = run_attempt(FACEBOOK, *("--archive", str(archive)), subcommand="window", beside=INSTAGRAM)
    page = our_page(attempt, START)
    page.locator("form.standing").get_by_role("button", name="Write a letter or an e-mail").click(
        no_wait_after=True
    )
    page = our_page(attempt, "Object by letter or e-mail")
    assert page.locator("#service").count() == 0, "for which account is known"
    assert page.locator("#address").input_value() == ADDRESS
    press(page, "Write the draft")
    our_page(attempt, "The draft of your letter is ready")
    assert written(attempt, f"{bag.name}-letter").is_dir()


def test_dates_and_copies_are_written_where_a_person_looks(overdue: Attempt, opener: Path) -> None:
    page = our_page(overdue, START)
    press(page, "Dates for my calendar")
    page = our_page(overdue, "Your dates are ready")
    path = written(overdue, "optout-assist.ics")
    assert b"BEGIN:VEVENT" in path.read_bytes()
    press_and_stay(page, "Open it")
    wait_until_opened(page, opener, str(path))
    press(page, "Back")
    page = our_page(overdue, START)
    press(page, "A copy to hand over")
    press(our_page(overdue, "The copy is ready"), "Back")
    page = our_page(overdue, START)
    press(page, "A copy without my name and address")
    our_page(overdue, "The copy is ready")
    names = sorted(one.name for one in home_of(overdue).glob("*.zip"))
    assert [one.endswith("-redacted.zip") for one in names] == [True, False], names
    for name in names:
        with zipfile.ZipFile(home_of(overdue) / name) as copy:
            assert copy.testzip() is None


def test_the_folder_is_opened_and_the_report_shown(overdue: Attempt, opener: Path) -> None:
    page = our_page(overdue, START)
    press_and_stay(page, "Open the folder")
    wait_until_opened(page, opener, "facebook")
    with page.context.expect_page() as opened:
        press(page, "See my report")
    opened.value.get_by_role("heading", name="My objections to Meta’s AI").wait_for()
    said = opened.value.locator(".account").inner_text()
    assert "“Prepare a complaint”" in said
    assert "optout-assist " not in said, "nobody is told to type a command"


def test_an_email_is_chosen_and_kept(overdue: Attempt, tmp_path: Path) -> None:
    message = tmp_path / "message.eml"
    message.write_bytes(mail(to=ADDRESS, date=format_datetime(LONG_AGO + dt.timedelta(hours=1))))
    page = our_page(overdue, START)
    press(page, "Add the confirmation e-mail")
    page = our_page(overdue, "Add the confirmation e-mail")
    press(page, "Keep this e-mail")
    page.get_by_role("alert").wait_for()
    choose_file(page, message)
    page.locator("#kind").select_option("acknowledgement")
    press(page, "Keep this e-mail")
    page = our_page(overdue, "The e-mail is kept")
    said = page.locator("main").inner_text()
    assert "acknowledgement" in said
    assert "no electronic signature" in said
    assert "in your archive" in page.locator(".place").inner_text()
    kept = tmp_path / "kept" / "archive"
    assert [one.read_bytes() for one in kept.glob("*.mails/*/*.eml")] == [message.read_bytes()]
    press(page, "Back")
    assert "Acknowledged" in our_page(overdue, START).locator("form.standing").inner_text()


def test_a_file_that_is_no_such_email_is_refused_in_words(overdue: Attempt, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0nothing")
    page = our_page(overdue, START)
    press(page, "Add the confirmation e-mail")
    page = our_page(overdue, "Add the confirmation e-mail")
    choose_file(page, tmp_path / "photo.jpg")
    press(page, "Keep this e-mail")
    page = our_page(overdue, "That did not work")
    press(page, "Back")
    our_page(overdue, "Add the confirmation e-mail")


def test_a_renewal_begins_with_what_was_said_before(run_attempt: Run, tmp_path: Path) -> None:
    archive = tmp_path / "kept" / "archive"
    seal_at(archive, dt.datetime.now(dt.UTC) - dt.timedelta(days=5), outcome="sent_unconfirmed")
    attempt = run_attempt(FACEBOOK, *("--archive", str(archive)), subcommand="window", beside=INSTAGRAM)
    press(our_page(attempt, START), "Renew")
    page = our_page(attempt, "Your explanation")
    assert "once more" in page.locator("main").inner_text()
    press(page, "Open Facebook’s form")
    person = service_person(attempt, FACEBOOK)
    send_kept_elsewhere(attempt, person)
    press_panel(person, "b-go_on")
    page = our_page(attempt, "What happened")
    assert "What has changed since last time" in page.locator("main").inner_text()
    Person(page, FACEBOOK).close_window()
    status, found = finish(attempt)
    assert (status, [one["outcome"] for one in found["attempts"]]) == (0, ["submitted"])
    assert found["attempts"][0]["email_check"]["expected"] == ADDRESS


def send_kept_elsewhere(attempt: Attempt, person: Person) -> None:
    person.log_in()
    person.wait_for_form()
    person.press_send()
    attempt.wait_until_kept()


def test_practising_comes_back_to_our_page(run_attempt: Run) -> None:
    attempt = run_attempt(FACEBOOK, subcommand="window", beside=INSTAGRAM)
    page = our_page(attempt, START)
    with next_browser(attempt):
        press(page, "Practise first")
    (context,) = attempt.browser.contexts
    page = context.pages[0] if context.pages else context.wait_for_event("page")
    page.wait_for_url("https://practice.optout-assist.invalid/**")
    page.locator("#pass").fill("made up")
    page.get_by_role("button", name="Log in").click()
    page.locator("textarea").wait_for()
    attempt.wait_until_said("Text added")
    page.get_by_role("button", name="Send").click(no_wait_after=True)
    page.locator(".answer").wait_for()
    attempt.wait_until_kept()
    with next_browser(attempt):
        press_panel(Person(page, FACEBOOK), "b-go_on")
    page = our_page(attempt, "Your practice run is over")
    assert "Nothing was sent to anybody" in page.locator("main").inner_text()
    press(page, "Back to the first page")
    page = our_page(attempt, START)
    Person(page, FACEBOOK).close_window()
    status, found = finish(attempt)
    assert status == 0
    assert [(one["rehearsal"], one["outcome"]) for one in found["attempts"]] == [(True, "submitted")]
    (bag,) = (attempt.archive / "rehearsals").glob("2*")
    assert verify_bag(bag) == []


def wait_until_opened(page: Page, opener: Path, words: str) -> None:
    """Wait until the system was asked to open something."""
    turns = page.context.new_cdp_session(page)
    for _ in range(3000):
        turns.send("Runtime.evaluate", {"expression": "1"})  # a turn of the browser
        if (opener / "opened").exists() and words in (opener / "opened").read_text("utf-8"):
            return
    raise TimeoutError(f"{words} was not opened")


# How it is entered


def run_from_icon(tmp_path: Path, opener: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Start the program as an icon does: without a terminal, and with nothing to read."""
    environment = bare_environment(
        tmp_path / "home", {"PATH": f"{opener}:/usr/bin:/bin", "BROWSER": str(opener / "a-browser")}
    )
    return subprocess.run(
        [*program_command(), *arguments],
        env=environment,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        start_new_session=True,
        check=False,
    )


def notice(opener: Path) -> str:
    (url,) = (opener / "opened").read_text("utf-8").splitlines()
    return Path(url2pathname(urlsplit(url).path)).read_text("utf-8")


def test_without_a_browser_a_page_says_what_to_install(tmp_path: Path, opener: Path, display: str) -> None:
    done = run_from_icon(tmp_path, opener, "window", "--browser", "chrome")
    assert done.returncode == 5
    assert "could not go on" in notice(opener)
    assert "optout-assist install-browser" not in notice(opener)


def test_a_mistake_in_the_settings_is_shown_too(tmp_path: Path, opener: Path, display: str) -> None:
    (tmp_path / ".env").write_text("OPTOUT_ASSIST_NONSENSE=1\n", "utf-8")
    assert run_from_icon(tmp_path, opener).returncode == 2
    assert "OPTOUT_ASSIST_NONSENSE" in notice(opener)


def test_what_is_asked_of_a_program_is_answered_as_ever(tmp_path: Path, opener: Path, display: str) -> None:
    done = run_from_icon(tmp_path, opener, "--json")
    assert done.returncode == 2
    assert not (opener / "opened").exists()


def test_the_program_alone_opens_the_window_where_there_is_no_terminal(
    tmp_path: Path, opener: Path, display: str
) -> None:
    browser = opener / "google-chrome-stable"
    browser.write_text(f'#!/bin/sh\ntouch {opener}/started\necho "no such luck" >&2\nexit 1\n', "utf-8")
    browser.chmod(0o755)
    assert run_from_icon(tmp_path, opener).returncode == 5
    assert (opener / "started").exists()
    assert "did not start" in notice(opener)
    assert "--browser" not in notice(opener)
