"""What a browser would do for nobody is not done: no page is made ready for an address bar that nobody types into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from replica.attempt import Attempt
from replica.browser_wrapper import write_plain_wrapper
from replica.person import Person
from replica.scenario import Scenario

from helper.browser.find import FoundBrowser
from helper.browser.print_pdf import print_pdf

SCENARIO = Scenario(login="none")


def all_addresses(browser: Browser) -> list[str]:
    """Give the address of whatever the browser has loaded; the filter takes everything, also its own pages."""
    session = browser.new_browser_cdp_session()
    targets = session.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
    return [target["url"] for target in targets]


def test_the_program_s_browser_loads_no_page_ahead(run_attempt: Callable[..., Attempt]) -> None:
    attempt = run_attempt(SCENARIO, "--email", "person@example.org")
    attempt.person.wait_for_form()
    attempt.wait_for_picture(1)
    check(all_addresses(attempt.browser))


def test_nor_does_that_of_the_tests(sit_down: Callable[[Scenario], Person]) -> None:
    person = sit_down(SCENARIO)
    person.wait_for_form()
    assert person.page.context.browser
    check(all_addresses(person.page.context.browser))


@pytest.mark.usefixtures("display")
def test_nor_does_the_one_that_makes_a_pdf(tmp_path: Path) -> None:
    """It has ended before anybody could ask it; but what it starts to draw pages with can be written down."""
    started, noting = tmp_path / "started", tmp_path / "noting"
    noting.write_text(f'#!/bin/sh\necho "$*" >> "{started}"\nexec "$@"\n', "utf-8")
    noting.chmod(0o755)
    browser = write_plain_wrapper(tmp_path, [f"--renderer-cmd-prefix={noting}", "--no-sandbox"])
    assert print_pdf("<p>x</p>", FoundBrowser("other", browser)).startswith(b"%PDF-")
    lines = started.read_text("utf-8").splitlines()
    assert lines, "something has to draw the page"
    assert [line for line in lines if "--top-chrome-webui" in line] == []


def check(addresses: list[str]) -> None:
    """Check that the form is there, and nothing for the address bar."""
    assert SCENARIO.place.form_url in addresses
    assert [address for address in addresses if "omnibox" in address] == []
