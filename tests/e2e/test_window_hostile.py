"""Nobody but the person in our own tab gets a page of ours or answers it, even who knows its ticket."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Route
from replica.attempt import Attempt
from replica.panel import press_panel
from replica.person import Person
from replica.scenario import Scenario
from window_visitor import (
    FACEBOOK,
    INSTAGRAM,
    Run,
    choose,
    finish,
    our_page,
    press,
    send,
    service_person,
)

from helper.browser.tickets import ORIGIN

EVIL = "https://evil.example"
OUT = "/out"  # an address of the service that leads to ours
OURS = "meta[name=generator][content^=optout-assist]"
START, NEXT = "Object to Meta’s AI", "Your explanation"
POST = """(url) => {
    const form = document.createElement("form");
    form.method = "post"; form.action = url; form.target = "TARGET";
    for (const [name, value] of [["do", "go"], ["wants_facebook", "yes"], ["country", "FR"]]) {
        const field = document.createElement("input");
        field.name = name; field.value = value; form.append(field);
    }
    document.body.append(form);
    form.submit();
}"""


class Siege:
    """Our page, whose ticket everybody knows, and a hostile page in another tab of the same window."""

    def __init__(self, attempt: Attempt, paths: dict[str, str]) -> None:
        self.attempt, self.paths = attempt, paths
        self.ours = our_page(attempt, START)
        self.ticket = self.ours.url
        (self.context,) = attempt.browser.contexts
        self.context.route(f"{EVIL}/**", self._answer)
        self.evil = self.context.new_page()
        self.evil.goto(f"{EVIL}/")

    @staticmethod
    def _answer(route: Route) -> None:
        route.fulfill(body="<!doctype html><title>evil</title><body>evil", content_type="text/html")

    def holds(self) -> None:
        """See that nothing was answered by anybody else: our page is as it was, and takes the person's own answer."""
        assert self.ours.get_by_role("heading", name=START, exact=True).count() == 1
        choose(self.ours, "facebook")
        page = our_page(self.attempt, NEXT)
        assert page.url != self.ticket


@pytest.fixture
def siege(run_attempt: Run) -> Siege:
    paths: dict[str, str] = {}
    attempt = run_attempt(Scenario(paths=paths), subcommand="window", beside=INSTAGRAM)
    return Siege(attempt, paths)


def shows_ours(page: Page) -> bool:
    """Tell whether a tab or any frame in it holds anything of ours."""
    return any(frame.locator(OURS).count() for frame in page.frames)


def leads_nowhere(page: Page, url: str) -> None:
    with pytest.raises(Error):
        page.goto(url)
    assert not shows_ours(page)


def test_another_tab_gets_nothing(siege: Siege) -> None:
    leads_nowhere(siege.evil, siege.ticket)
    leads_nowhere(siege.evil, f"{ORIGIN}/")
    siege.holds()


def test_a_page_that_goes_there_by_itself_gets_nothing(siege: Siege) -> None:
    with siege.evil.expect_event("requestfailed"):
        siege.evil.evaluate("(url) => { location.href = url; }", siege.ticket)
    assert not shows_ours(siege.evil)
    siege.holds()


@pytest.mark.parametrize("target", ["_self", "_blank"])
def test_a_form_that_is_sent_there_causes_nothing(siege: Siege, target: str) -> None:
    before = len(siege.context.pages)
    if target == "_blank":
        with siege.context.expect_page() as opened:
            siege.evil.evaluate(POST.replace("TARGET", target), siege.ticket)
        assert not shows_ours(opened.value)
        assert len(siege.context.pages) == before + 1
    else:
        with siege.evil.expect_event("requestfailed"):
            siege.evil.evaluate(POST.replace("TARGET", target), siege.ticket)
        assert not shows_ours(siege.evil)
    siege.holds()


def test_a_frame_stays_empty(siege: Siege) -> None:
    with siege.evil.expect_event("requestfailed"):
        siege.evil.evaluate(
            "(url) => { const frame = document.createElement('iframe'); frame.src = url; document.body.append(frame); }",
            siege.ticket,
        )
    assert not shows_ours(siege.evil)
    siege.holds()


def test_a_window_that_a_page_opens_stays_empty_and_knows_no_other(siege: Siege) -> None:
    with siege.context.expect_page() as opened:
        siege.evil.evaluate("(url) => { window.popup = window.open(url, 'ours'); }", siege.ticket)
    assert not shows_ours(opened.value)
    assert siege.ours.evaluate("[window.opener, window.name, window.length]") == [None, "", 0]
    siege.holds()


@pytest.mark.parametrize("mode", ["cors", "no-cors"])
def test_nothing_is_fetched(siege: Siege, mode: str) -> None:
    said = siege.evil.evaluate(
        """async ([url, mode]) => {
            const asked = ["GET", "POST"].map((method) => fetch(url, { method, mode, credentials: "include" }));
            return (await Promise.allSettled(asked)).map((one) => one.status);
        }""",
        [siege.ticket, mode],
    )
    assert said == ["rejected", "rejected"]
    siege.holds()


def test_a_redirect_gets_nothing(siege: Siege) -> None:
    siege.paths[OUT] = f"redirect:{siege.ticket}"
    leads_nowhere(siege.evil, f"https://{FACEBOOK.place.login_host}{OUT}")
    siege.holds()


def test_a_ticket_is_not_good_twice_in_our_own_tab(siege: Siege) -> None:
    choose(siege.ours, "facebook")
    page = our_page(siege.attempt, NEXT)
    with pytest.raises(Error, match="ERR_ABORTED"):
        page.goto(siege.ticket)
    page.evaluate(POST.replace("TARGET", "_self"), siege.ticket)
    with pytest.raises(Error, match="ERR_ABORTED"):
        page.reload()
    with pytest.raises(Error, match="ERR_ABORTED"):
        page.go_back()
    assert page.get_by_role("heading", name=NEXT, exact=True).count() == 1
    press(page, "Open Facebook’s form")
    service_person(siege.attempt, FACEBOOK)


def test_who_goes_elsewhere_in_our_tab_takes_nothing_along(siege: Siege) -> None:
    wanderer = siege.ours
    wanderer.goto(f"{EVIL}/")
    siege.ours = our_page(siege.attempt, START)
    assert siege.ours is not wanderer
    siege.ticket = siege.ours.url
    with wanderer.expect_event("requestfailed"):
        wanderer.evaluate(POST.replace("TARGET", "_self"), siege.ticket)
    assert not shows_ours(wanderer)
    siege.holds()


def test_a_frame_in_our_own_tab_gets_nothing(siege: Siege) -> None:
    """Our pages have no frame; were there one, it would stay empty, whatever it asks for."""
    siege.ours.evaluate(
        """(url) => { const frame = document.createElement("iframe"); frame.src = url; document.body.append(frame); }""",
        siege.ticket,
    )
    assert not any(
        frame.locator(OURS).count() for frame in siege.ours.frames if frame is not siege.ours.main_frame
    )
    siege.ours.locator("iframe").evaluate("(frame) => frame.remove()")
    siege.holds()


def test_no_page_of_a_service_finds_ours_before_or_after(run_attempt: Run) -> None:
    attempt = run_attempt(FACEBOOK, subcommand="window", beside=INSTAGRAM)
    page = our_page(attempt, START)
    tickets = [page.url]
    choose(page, "facebook")
    page = our_page(attempt, NEXT)
    tickets.append(page.url)
    press(page, "Open Facebook’s form")
    person = service_person(attempt, FACEBOOK)
    assert page.is_closed(), "ours is left before"
    knock_from(person.page.context, person, tickets)
    send(attempt, person)
    knock_from(person.page.context, person, tickets)
    press_panel(person, "b-go_on")
    page = our_page(attempt, "What happened")
    assert person.page.is_closed(), "the service's is closed before ours is shown"
    Person(page, FACEBOOK).close_window()
    status, found = finish(attempt)
    assert (status, [one["outcome"] for one in found["attempts"]]) == (0, ["submitted"])


def knock_from(context: BrowserContext, person: Person, tickets: list[str]) -> None:
    """Let the service's page look for ours in the ways that leave itself standing."""
    for ticket in tickets:
        said = person.page.evaluate(
            "(url) => fetch(url, { mode: 'no-cors' }).then(() => 'there', () => 'gone')", ticket
        )
        assert said == "gone"
        with context.expect_page() as opened:
            person.page.evaluate("(url) => { window.open(url); }", ticket)
        assert not shows_ours(opened.value)
        opened.value.close()
