"""Whole attempts up to Send: the way to the form, the address, the text; what reached the service and what was kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from promises import close_and_check, kinds
from replica.options import Options
from replica.scenario import Scenario
from usual_way import ADDRESS, DRAFT, Run, go_to_form, send, submit, submit_form

from flows.references import load_references


@pytest.mark.proves("submitted", "promise 2", "promise 3", "promise 8", case="fr-desktop")
@pytest.mark.parametrize("engine", ["rows", "desktop", "react", "dialog", "shadow", "frame"])
@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_a_sent_form_is_submitted_with_everything_kept(run_attempt: Run, engine: str, language: str) -> None:
    attempt = run_attempt(Scenario(language=language, engine=engine), "--email", ADDRESS, "--cnil")
    result = submit(attempt, with_text=True)
    record = result.record
    assert record["outcome"] == "submitted"
    assert record["email_check"] == {"verdict": "match", "displayed": ADDRESS, "expected": ADDRESS}
    assert record["explanation"]["reference"] == "cnil"
    assert record["explanation"]["inserted"] is True
    assert record["explanation"]["text"].count("https://www.cnil.fr/") == 1
    assert kinds(result)[0] == "form"
    assert "confirmation" in kinds(result)
    filled = [e for e in record["evidence"] if e["kind"] == "filled"]
    assert [e["matches_sent"] for e in filled] == [True]
    assert record["page"]["language"].startswith(language)


@pytest.mark.parametrize("language", ["it", "es", "nl", "pt", "pl"])
@pytest.mark.parametrize(("service", "engine"), [("facebook", "desktop"), ("instagram", "react")])
def test_the_other_languages_are_understood(
    run_attempt: Run, language: str, service: str, engine: str
) -> None:
    result = submit(
        run_attempt(
            Scenario(service=service, language=language, engine=engine), "--email", ADDRESS, "--cnil"
        ),
        with_text=True,
    )
    assert result.outcome == "submitted"


@pytest.mark.parametrize(
    "login", ["page", "overlay", "popup", "instant_popup", "two_steps", "frame", "forgets", "none"]
)
def test_every_way_to_log_in_leads_to_the_form(run_attempt: Run, login: str) -> None:
    attempt = run_attempt(Scenario(language="fr", login=login), "--email", ADDRESS)
    if login != "none":  # nobody types a password before the panel has asked for it
        attempt.wait_for_note("state", state="login")
    result = submit(attempt, with_text=False)
    assert result.outcome == "submitted"
    assert ("login" in result.states) == (login != "none")


def test_what_the_service_asks_before_the_form_is_named_step_by_step(run_attempt: Run) -> None:
    steps = ("two_factor", "captcha", "checkpoint", "consent", "save_login")
    attempt = run_attempt(Scenario(language="fr", cookie_dialog=True, after_login=steps), "--email", ADDRESS)
    result = submit(attempt, with_text=False)
    for state in ("cookie_banner", "login", *steps, "form", "sent", "submitted"):
        assert state in result.states


def test_an_error_right_after_login_is_opened_once_more(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", errors_after_login=1), "--email", ADDRESS)
    assert submit(attempt, with_text=False).outcome == "submitted"


def test_a_gateway_question_leads_to_the_form(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", state="gateway"), "--email", ADDRESS)
    attempt.person.log_in()
    attempt.wait_for_note("state", state="gateway")
    attempt.person.pass_gateway("yes")
    attempt.wait_for_note("state", state="form")
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert "gateway" in result.states


@pytest.mark.proves("promise 2")
def test_a_wrong_address_is_said_loudly_and_sent_as_it_is(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr"), "--email", "somebody.else@example.org")
    go_to_form(attempt)
    attempt.wait_for_note("email_check", verdict="mismatch")
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.record["email_check"]["verdict"] == "mismatch"
    assert result.received[0].email == ADDRESS


def test_a_correction_of_the_address_counts(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr"), "--email", "somebody.else@example.org")
    go_to_form(attempt)
    attempt.person.correct_email("somebody.else@example.org")
    attempt.wait_for_note("email_check", verdict="match")
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.record["email_check"] == {
        "verdict": "match",
        "displayed": "somebody.else@example.org",
        "expected": "somebody.else@example.org",
    }


@pytest.mark.parametrize(
    ("shown", "verdict"),
    [
        ("text", "match"),
        ("select", "match"),
        ("masked", "compatible"),
        ("readonly", "match"),
        ("empty", "empty"),
        ("absent", "absent"),
    ],
)
@pytest.mark.parametrize("engine", ["desktop", "react"])
def test_the_address_is_read_however_it_is_shown(
    run_attempt: Run, shown: str, verdict: str, engine: str
) -> None:
    options = Options(email=shown, decoys=True)
    attempt = run_attempt(Scenario(language="fr", engine=engine, options=options), "--email", ADDRESS)
    go_to_form(attempt)
    attempt.wait_for_note("email_check", verdict=verdict)
    result = close_and_check(attempt)
    assert result.outcome == "not_sent"
    assert result.record["email_check"]["verdict"] == verdict


@pytest.mark.parametrize("engine", ["desktop", "react"])
def test_a_locked_address_that_is_right_does_not_vouch_for_the_one_that_is_sent(
    run_attempt: Run, engine: str
) -> None:
    options = Options(email="two")
    attempt = run_attempt(Scenario(engine=engine, options=options), "--email", ADDRESS)
    go_to_form(attempt)
    attempt.wait_until_said("The form shows different addresses")
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.received[0].email == options.other_address
    assert result.record["email_check"] == {
        "verdict": "mismatch",
        "displayed": options.other_address,
        "expected": ADDRESS,
    }


# Leaves of the form the address and "Next", which is corrected as "Next" is pressed, and then shows everything else.
FIRST_STEP = """([address]) => {
  const email = document.querySelector("input[type=email]");
  const [first, ...others] = email.form.querySelectorAll("[id^=SupportFormRow], .buttons");
  const next = document.createElement("button");
  next.type = "button";
  next.textContent = "Next";
  next.onmousedown = () => { email.value = address; };
  next.onclick = () => { next.remove(); first.hidden = true; others.forEach((one) => (one.hidden = false)); };
  others.forEach((one) => (one.hidden = true));
  email.form.append(next);
}"""
SECOND_STEP = (
    "() => { document.querySelector('input[type=email]').closest('[id^=SupportFormRow]').hidden = true; }"
)


def test_the_address_that_a_form_showed_in_a_step_before_counts(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(), "--email", ADDRESS)
    go_to_form(attempt)
    attempt.wait_for_note("email_check", verdict="match")
    attempt.person.page.evaluate(SECOND_STEP)
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.record["email_check"] == {"verdict": "match", "displayed": ADDRESS, "expected": ADDRESS}
    assert "address_of_earlier_step" in result.record["notes"]


def test_the_address_of_a_step_before_is_the_one_that_stood_there_as_the_person_went_on(
    run_attempt: Run,
) -> None:
    other = "somebody.else@example.org"
    attempt = run_attempt(Scenario(), "--email", other)
    go_to_form(attempt)
    attempt.wait_for_note("email_check", verdict="mismatch")
    attempt.person.page.evaluate(FIRST_STEP, [other])
    attempt.person.page.get_by_role("button", name="Next").click()
    attempt.wait_for_note("email_check", verdict="match")
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.received[0].email == result.record["email_check"]["displayed"] == other


@pytest.mark.proves("promise 3")
def test_what_the_person_typed_stays_before_the_text(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", engine="react"), "--email", ADDRESS, "--cnil")
    go_to_form(attempt)
    attempt.person.type_explanation(DRAFT, delay_ms=20)
    attempt.wait_for_note("writing", status="done")
    attempt.wait_for_picture(2)
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    text = result.received[0].explanation
    assert DRAFT in text
    assert text.count("https://www.cnil.fr/") == 1


def test_what_the_person_deleted_is_not_put_back(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", engine="react"), "--email", ADDRESS, "--cnil")
    go_to_form(attempt)
    attempt.wait_for_note("writing", status="done")
    attempt.person.clear("explanation")
    attempt.wait_for_note("writing", status="by_person")
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.received[0].explanation == ""
    assert result.record["explanation"]["inserted"] is False


def test_a_form_drawn_anew_gets_the_text_again_and_only_once(run_attempt: Run) -> None:
    options = Options(late_ms=300, remount_ms=900)
    attempt = run_attempt(
        Scenario(language="fr", engine="react", options=options), "--email", ADDRESS, "--cnil"
    )
    go_to_form(attempt)
    attempt.person.page.locator("[data-mounts='2']").wait_for()
    expect(attempt.person.field("explanation")).to_have_value(re.compile("cnil"))
    result = submit_form(attempt)
    assert result.received[0].explanation.count("https://www.cnil.fr/") == 1


@pytest.mark.parametrize("additional", ["before", "after"])
def test_the_explanation_is_found_by_words_not_by_order(run_attempt: Run, additional: str) -> None:
    attempt = run_attempt(
        Scenario(language="fr", options=Options(additional=additional)), "--email", ADDRESS, "--cnil"
    )
    result = submit(attempt, with_text=True)
    assert "https://www.cnil.fr/" in result.received[0].explanation


def test_a_field_that_is_too_short_gets_nothing_and_says_so(run_attempt: Run) -> None:
    attempt = run_attempt(
        Scenario(language="fr", options=Options(maxlength=60)), "--email", ADDRESS, "--cnil"
    )
    go_to_form(attempt)
    attempt.wait_for_note("writing", status="does_not_fit")
    result = close_and_check(attempt)
    assert result.record["explanation"]["inserted"] is False


@pytest.mark.parametrize(("room", "status", "code"), [(300, "done", "cnil"), (120, "shortened", None)])
def test_a_short_field_gets_the_form_that_fits(
    run_attempt: Run, room: int, status: str, code: str | None
) -> None:
    attempt = run_attempt(
        Scenario(language="fr", options=Options(maxlength=room)), "--email", ADDRESS, "--cnil"
    )
    go_to_form(attempt)
    attempt.wait_for_note("writing", status=status)
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    words = load_references()["cnil"].words["fr"]
    wanted = words.forms[1] if code else words.bare
    assert result.received[0].explanation == wanted
    assert result.record["explanation"] == {"reference": code, "inserted": True, "text": wanted}


def test_enter_sends_a_form_too(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", engine="desktop"), "--email", ADDRESS)
    go_to_form(attempt)
    attempt.person.press_enter("email")
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"


def test_the_record_says_where_each_page_came_from_and_when(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr"), "--email", ADDRESS)
    result = submit(attempt, with_text=False)
    record = result.record
    pages = record["navigations"]
    assert [page["url"] for page in pages if "/help/contact/" in page["url"]]
    assert all("?" not in page["url"] and page["status"] in (200, 302, 303) for page in pages)
    server = pages[-1]["server"]
    assert (server["address"], server["port"]) == ("127.0.0.1", attempt.server.port)
    assert server["protocol"].startswith("TLS")
    assert server["valid_from"] < record["started_at"] < server["valid_to"]
    assert abs(pages[-1]["skew_seconds"]) < 5
    assert record["send"]["via"] == "mouse"
    assert pages[0]["at"] <= record["send"]["at"] <= record["ended_at"]
    setting = record["setting"]
    assert setting["is_fresh_profile"] is True
    assert 0 < setting["duration_seconds"] < 120
    texts = {
        item["path"]: (result.bag / "data" / item["path"]).read_text()
        for item in record["evidence"]
        if item["kind"] == "text"
    }
    assert ADDRESS in texts["form.txt"]
    assert record["confirmation"]["text"] in texts["answer.txt"]
