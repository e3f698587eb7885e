"""Whoever sits at the window that asks: finds our page, answers it, goes on at the service's form."""

from __future__ import annotations

import contextlib
import json
import re
import select
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page
from replica.attempt import Attempt
from replica.person import TIMEOUT_MS, Person
from replica.scenario import Scenario

from helper.browser.tickets import ORIGIN

FACEBOOK, INSTAGRAM = Scenario(), Scenario(service="instagram")
ADDRESS = "person@example.org"
Run = Callable[..., Attempt]


def sit_down(run_attempt: Run, *arguments: str, **more: Any) -> Attempt:
    return run_attempt(FACEBOOK, *arguments, subcommand="window", beside=INSTAGRAM, **more)


@contextlib.contextmanager
def next_browser(attempt: Attempt) -> Iterator[None]:
    """Do what opens another window, and return when its browser has started."""
    before = attempt.browser_pid
    yield
    until = time.monotonic() + 30
    while attempt.browser_pid == before:
        if time.monotonic() > until:
            raise TimeoutError("no other browser started")
        select.select([], [], [], 0.02)  # there is no portable event for a line in a file
    attempt.forget_browser()


def our_page(attempt: Attempt, heading: str) -> Page:
    """Give the tab with our page once it shows a heading."""
    (context,) = attempt.browser.contexts
    turns = attempt.browser.new_browser_cdp_session()
    until = time.monotonic() + TIMEOUT_MS / 1000
    while time.monotonic() < until and attempt.process.poll() is None:
        turns.send("Target.getTargets")  # a turn of the browser, in which new tabs are heard of
        for page in [one for one in context.pages if one.url.startswith(ORIGIN)]:
            with contextlib.suppress(Error):  # it is closed for the next one
                if page.get_by_role("heading", name=heading, exact=True).count():
                    page.set_default_timeout(TIMEOUT_MS)
                    return page
    shown = [(one.url, one.locator("main").all_inner_texts()) for one in context.pages]
    ended = attempt.process.poll()
    raise TimeoutError(f"no page {heading!r} but {shown}; exit {ended}; stderr:\n{attempt.stderr}")


def choose(page: Page, *services: str, address: str = ADDRESS) -> None:
    for service in ("facebook", "instagram"):
        page.locator(f"#wants_{service}").set_checked(service in services)
        if service in services:
            page.locator(f"#address_{service}").fill(address)
    page.locator("#country").select_option("FR")
    press(page, "Go on")


def press_and_stay(page: Page, name: str) -> None:
    """Press a button after which the same page is shown anew, with a new ticket."""
    before = page.url
    press(page, name)
    until = time.monotonic() + TIMEOUT_MS / 1000
    while page.url == before:
        if time.monotonic() > until:
            raise TimeoutError(f"{name} led nowhere")
        with contextlib.suppress(Error):  # a turn of the browser
            page.evaluate("1")
    page.wait_for_load_state()


def choose_file(page: Page, path: Path) -> None:
    """Choose a file as the system's dialogue does, by its path: a second client would only bring its contents."""
    session = page.context.new_cdp_session(page)
    found = session.send("Runtime.evaluate", {"expression": "document.getElementById('file')"})
    session.send("DOM.setFileInputFiles", {"files": [str(path)], "objectId": found["result"]["objectId"]})


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click(no_wait_after=True)


def service_person(attempt: Attempt, scenario: Scenario) -> Person:
    attempt.server.wait_until(
        lambda server: any(scenario.service in request.host for request in server.requests)
    )
    (context,) = attempt.browser.contexts
    pages = [page for page in context.pages if scenario.service in page.url]
    page = pages[0] if pages else context.wait_for_event("page")
    page.wait_for_url(re.compile(rf"{scenario.service}\.com/"), wait_until="commit")
    return Person(page, scenario)


def send(attempt: Attempt, person: Person) -> None:
    before = len(attempt.received)
    done = attempt.times_kept()
    person.log_in()
    person.wait_for_form()
    attempt.wait_for_note("writing", status="done")
    person.press_send()
    attempt.server.wait_until(lambda server: len(server.received) > before)
    attempt.wait_until_kept(count=done + 1)


def finish(attempt: Attempt) -> tuple[int, dict[str, Any]]:
    status = attempt.process.wait(40)
    return status, json.loads(attempt.stdout_path.read_text())
