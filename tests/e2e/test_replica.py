"""The replica is what it says it is: its pages load, a person can use them, and what was typed arrives."""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from replica.attempt import Attempt
from replica.exchange import Received
from replica.options import ENGINES, Options
from replica.pages import ALL_STATES, render
from replica.person import Person
from replica.places import LOOK_ALIKE_HOST, PORTAL_HOST, PORTAL_PATH
from replica.scenario import Scenario
from replica.server import Server
from replica.texts import CORE_LANGUAGES, LANGUAGES, texts

SitDown = Callable[..., Person]
TEXT = "Je m'oppose à l'utilisation de mes publications."


def sent_by(server: Server) -> Received:
    """Give the one form that was sent."""
    server.wait_until(lambda s: s.received)
    assert len(server.received) == 1
    return server.received[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_language_renders_in_every_engine(language: str) -> None:
    for engine in ENGINES:
        for state in ALL_STATES:
            for service in ("facebook", "instagram"):
                page = render(service, engine, language, state)
                assert page.startswith("<!DOCTYPE html>")
                assert f'lang="{language}"' in page


def test_all_languages_of_the_people_who_may_object_are_there() -> None:
    assert len(LANGUAGES) == 30
    assert set(CORE_LANGUAGES) < set(LANGUAGES)


def test_the_success_sentences_of_a_language_differ() -> None:
    for language in LANGUAGES:
        assert len(set(texts(language).wordings("success"))) >= 2


def test_the_replica_imports_nothing_of_the_product() -> None:
    sources = (Path(__file__).parents[1] / "replica").glob("*.py")
    product = re.compile(r"^\s*(from|import) (helper|flows)\b", re.MULTILINE)
    assert not [path.name for path in sources if product.search(path.read_text("utf-8"))]


@pytest.mark.parametrize("language", ["en", "fr", "de"])
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("service", ["facebook", "instagram"])
def test_what_the_person_typed_arrives(
    service: str, engine: str, language: str, sit_down: SitDown, replica_server: Server
) -> None:
    person = sit_down(Scenario(service=service, engine=engine, language=language))
    person.log_in()
    person.wait_for_form()
    person.type_explanation(TEXT)
    person.press_send()
    person.sees_success()
    received = sent_by(replica_server)
    assert (received.email, received.explanation) == ("person@example.org", TEXT)


@pytest.mark.parametrize("success", ["box", "dialog", "toast", "redirect"])
@pytest.mark.parametrize("engine", ENGINES)
def test_success_appears_in_each_way(
    engine: str, success: str, sit_down: SitDown, replica_server: Server
) -> None:
    options = Options(success=success, wording=1)
    person = sit_down(Scenario(engine=engine, language="it", login="none", options=options))
    person.press_send()
    person.sees_success()
    if success == "toast":
        person.let_toast_go()
        person.surface.locator(".toast").wait_for(state="detached")
    assert sent_by(replica_server).answer == "success"


@pytest.mark.parametrize("login", ["page", "overlay", "popup", "instant_popup", "two_steps", "frame"])
@pytest.mark.parametrize("service", ["facebook", "instagram"])
def test_each_login_leads_to_the_form(service: str, login: str, sit_down: SitDown) -> None:
    person = sit_down(Scenario(service=service, language="fr", login=login))
    person.log_in()
    person.wait_for_form()
    assert person.page.url == person.scenario.place.form_url


def test_a_login_may_forget_where_it_was_going(sit_down: SitDown) -> None:
    person = sit_down(Scenario(login="forgets"))
    person.log_in()
    person.sees(person.texts["home"])
    person.open(person.scenario.place.form_url)
    person.wait_for_form()


@pytest.mark.parametrize("service", ["facebook", "instagram"])
def test_every_step_after_login_can_be_taken(service: str, sit_down: SitDown) -> None:
    steps = ("two_factor", "captcha", "checkpoint", "consent", "save_login")
    person = sit_down(Scenario(service=service, language="de", after_login=steps))
    person.log_in()
    person.take_steps()
    person.wait_for_form()


def test_the_cookie_dialog_stands_in_the_way_until_it_is_answered(sit_down: SitDown) -> None:
    person = sit_down(Scenario(language="es", cookie_dialog=True))
    person.accept_cookies()
    person.log_in()
    person.wait_for_form()
    expect(person.page.get_by_text(person.texts["cookie_title"])).to_have_count(0)


@pytest.mark.parametrize("engine", ["rows", "react", "frame"])
def test_the_gateway_question_leads_to_the_form(engine: str, sit_down: SitDown) -> None:
    person = sit_down(Scenario(engine=engine, language="nl", state="gateway", login="none"))
    person.pass_gateway()
    person.wait_for_form()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_code_and_an_error_come_before_success(
    engine: str, sit_down: SitDown, replica_server: Server
) -> None:
    answers = ("too_short", "code", "success")
    person = sit_down(Scenario(engine=engine, language="pl", login="none", answers=answers))
    person.type_explanation("a")
    person.press_send()
    person.sees(person.texts["too_short"])
    person.type_explanation("bc")
    person.press_send()
    person.enter_code()
    person.sees_success()
    assert [received.answer for received in replica_server.received] == list(answers)
    assert [r.explanation for r in replica_server.received[:2]] == ["a", "abc"]
    assert replica_server.received[2].values["code"] == "654321"


@pytest.mark.parametrize("engine", ENGINES)
def test_the_form_of_2024_wants_a_country_and_a_text(
    engine: str, sit_down: SitDown, replica_server: Server
) -> None:
    options = Options(variant="2024", country="combobox" if engine in ("react", "shadow") else "select")
    person = sit_down(Scenario(engine=engine, language="pt", login="none", options=options))
    person.choose_country()
    person.press_send()  # stopped: the text is missing
    person.type_explanation(TEXT)
    person.press_send()
    person.sees_success()
    values = sent_by(replica_server).values
    assert (values["country"], values["explanation"]) == ("France", TEXT)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_editable_box_and_a_second_field_are_told_apart(
    engine: str, sit_down: SitDown, replica_server: Server
) -> None:
    options = Options(explanation="contenteditable", additional="before", decoys=True, prefilled="Avant.")
    person = sit_down(Scenario(engine=engine, language="fr", login="none", options=options))
    person.type_explanation(" Après.")
    person.type_explanation("Autre", key="additional")
    person.correct_email("new@example.org")
    person.press_send()
    person.sees_success()
    values = sent_by(replica_server).values
    assert values == {"email": "new@example.org", "explanation": "Avant. Après.", "additional": "Autre"}


@pytest.mark.parametrize("email", ["input", "text", "select", "masked", "readonly", "empty", "absent"])
def test_the_address_is_shown_in_each_way(email: str, sit_down: SitDown) -> None:
    person = sit_down(Scenario(login="none", options=Options(email=email)))
    person.wait_for_form()
    shown = person.page.locator("[role=main]").inner_text()
    assert ("person@example.org" in shown) == (email in ("text", "select"))
    assert person.field("email").count() == (email in ("input", "select", "readonly", "empty"))


@pytest.mark.parametrize("engine", ENGINES)
def test_enter_in_the_address_sends(engine: str, sit_down: SitDown, replica_server: Server) -> None:
    person = sit_down(Scenario(engine=engine, login="none"))
    person.press_enter()
    person.sees_success()
    sent_by(replica_server)


def test_the_controlled_page_forgets_what_no_event_announced(
    sit_down: SitDown, replica_server: Server
) -> None:
    person = sit_down(Scenario(engine="react", login="none", options=Options(tick_ms=50)))
    field = person.field("explanation")
    field.evaluate("node => { node.value = 'silent' }")
    expect(field).to_have_value("")
    field.evaluate(
        "node => { node.value = 'x'; node.dispatchEvent(new InputEvent('input', {bubbles: true})) }"
    )
    expect(field).to_have_value("")  # set through the page's own world, so the tracker knows it already
    field.fill("heard")
    person.press_send()
    assert sent_by(replica_server).explanation == "heard"


def test_the_controlled_page_keeps_its_values_over_a_remount(
    sit_down: SitDown, context: BrowserContext
) -> None:
    context.clock.install(time=0)
    context.clock.pause_at(1000)
    person = sit_down(Scenario(engine="react", login="none", options=Options(late_ms=100, remount_ms=300)))
    context.clock.run_for(200)
    person.field("explanation").fill("kept")
    person.field("explanation").evaluate("node => { node.dataset.old = 'yes' }")
    context.clock.run_for(300)
    expect(person.page.locator("[data-old]")).to_have_count(0)
    assert person.read() == "kept"


def test_a_page_identity_can_be_left(sit_down: SitDown) -> None:
    person = sit_down(Scenario(login="none", state="page_identity"))
    person.switch_identity()
    person.wait_for_form()


def test_an_error_after_login_goes_away_on_the_second_opening(sit_down: SitDown) -> None:
    person = sit_down(Scenario(errors_after_login=1))
    person.log_in()
    person.sees(person.texts["error"])
    person.open(person.scenario.place.form_url)
    person.wait_for_form()


@pytest.mark.parametrize("answer", ["error", "500", "already", "unavailable", "region"])
@pytest.mark.parametrize("engine", ["rows", "desktop", "react"])
def test_send_can_be_answered_otherwise(engine: str, answer: str, sit_down: SitDown) -> None:
    person = sit_down(Scenario(engine=engine, login="none", answers=(answer,)))
    person.press_send()
    person.sees(person.texts["error" if answer == "500" else answer])


@pytest.mark.parametrize("engine", ["rows", "desktop"])
def test_the_connection_can_break_on_send(engine: str, sit_down: SitDown, replica_server: Server) -> None:
    person = sit_down(Scenario(engine=engine, login="none", answers=("closed",)))
    with person.page.expect_event("requestfailed"):
        person.press_send()
    sent_by(replica_server)


@pytest.mark.parametrize("engine", ["rows", "react"])
def test_an_answer_may_never_come(engine: str, sit_down: SitDown, replica_server: Server) -> None:
    person = sit_down(Scenario(engine=engine, login="none", answers=("never",)))
    person.wait_for_form()
    person.press_send()
    # Nothing may be asked of the page now: Chromium holds such questions back while the answer to a form is pending.
    assert sent_by(replica_server).answer == "never"


def test_other_addresses_show_other_pages(sit_down: SitDown) -> None:
    place = Scenario().place
    paths = {place.form_paths[0]: f"redirect:https://{PORTAL_HOST}{PORTAL_PATH}"}
    person = sit_down(Scenario(login="none", paths=paths))
    person.sees(person.texts["portal_title"])
    person.open(f"https://{place.host}{place.form_path.format(id=place.third_party_id)}")
    person.sees(person.texts["third_prompt"])
    person.open(f"https://{place.host}{place.form_path.format(id=place.general_id)}")
    person.sees(person.texts["general_reason"])
    person.open(f"https://fr-fr.facebook.com{place.form_paths[1]}")
    person.wait_for_form()
    person.open(f"https://{LOOK_ALIKE_HOST}{place.form_paths[1]}")
    person.wait_for_form()


def test_arabic_runs_from_right_to_left(sit_down: SitDown) -> None:
    person = sit_down(Scenario(language="ar", login="none"))
    person.wait_for_form()
    assert person.page.evaluate("getComputedStyle(document.body).direction") == "rtl"


# Stands in for the program: opens the wrapper as the product will, waits for the window to be closed, prints a record.
STAND_IN = """
import json, os, sys
from playwright.sync_api import sync_playwright
wrapper, address, profile = sys.argv[1:4]
with sync_playwright() as playwright:
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=wrapper, headless=False, chromium_sandbox=os.geteuid() != 0, no_viewport=True)
    page = context.pages[0]
    page.goto(address)
    page.wait_for_event("close", timeout=60000)
print(json.dumps({"id": "x", "outcome": "submitted", "timeline": []}))
"""


@pytest.mark.parametrize("engine", ["react", "frame"])
def test_a_second_connection_acts_in_a_window_opened_through_the_wrapper(
    engine: str, run_attempt: Callable[..., Attempt], tmp_path: Path
) -> None:
    scenario = Scenario(engine=engine, language="fr", login="frame", after_login=("captcha",))
    wrapper = tmp_path / "attempt-0" / "browser-wrapper"
    command = [
        sys.executable,
        "-c",
        STAND_IN,
        str(wrapper),
        scenario.place.form_url,
        str(tmp_path / "profile"),
    ]
    attempt = run_attempt(scenario, command=command)
    person = attempt.person
    person.log_in()
    person.take_steps()
    person.type_explanation(TEXT)
    person.press_send()
    person.sees_success()
    result = attempt.close_window_and_finish()
    assert (result.exit, result.outcome) == (0, "submitted"), result.stderr
    assert [received.explanation for received in result.received] == [TEXT]
    assert json.loads(result.stdout)["id"] == "x"


def test_nothing_outlives_an_attempt(run_attempt: Callable[..., Attempt], tmp_path: Path) -> None:
    scenario = Scenario(login="none", engine="rows", answers=("never",))
    wrapper = tmp_path / "attempt-0" / "browser-wrapper"
    command = [
        sys.executable,
        "-c",
        STAND_IN,
        str(wrapper),
        scenario.place.form_url,
        str(tmp_path / "profile"),
    ]
    attempt = run_attempt(scenario, command=command)
    attempt.person.wait_for_form()
    attempt.person.press_send()
    attempt.server.wait_until(lambda server: server.received)
    attempt.close()
    assert attempt.process.poll() is not None
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", attempt.port), timeout=5)
