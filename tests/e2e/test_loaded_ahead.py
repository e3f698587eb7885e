"""What a browser would do for nobody is not done: no page is made ready for an address bar that nobody types into."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser
from replica.attempt import Attempt
from replica.person import Person
from replica.scenario import Scenario

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


def check(addresses: list[str]) -> None:
    """Check that the form is there, and nothing for the address bar."""
    assert SCENARIO.place.form_url in addresses
    assert [address for address in addresses if "omnibox" in address] == []
