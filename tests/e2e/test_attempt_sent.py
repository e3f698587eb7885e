"""Whole attempts that end with Send: what reached the service, what was seen, what was kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from promises import check_promises, kinds
from replica.attempt import Attempt, Result
from replica.options import Options
from replica.scenario import Scenario

from flows.references import load_references

ADDRESS = "person@example.org"
DRAFT = "Mes photos de famille sont publiques et je refuse cet usage."
Run = Callable[..., Attempt]


def go_to_form(attempt: Attempt) -> None:
    """Log in, take the steps that the service asks for, and wait until the program knows the form."""
    person = attempt.person
    if attempt.scenario.cookie_dialog:
        person.accept_cookies()
    if attempt.scenario.login != "none":
        person.log_in()
    person.take_steps()
    attempt.wait_for_note("state", state="form")


def send(attempt: Attempt) -> None:
    """Press Send as soon as the form is known: a person may be as quick."""
    attempt.person.press_send()


def finish(attempt: Attempt) -> Result:
    """Close the window and check what holds for every attempt."""
    result = attempt.close_window_and_finish()
    check_promises(attempt, result)
    return result


def submit(attempt: Attempt, *, with_text: bool) -> Result:
    """Go the usual way to the end."""
    go_to_form(attempt)
    if with_text:
        attempt.wait_for_note("writing", status="done")
        attempt.wait_for_picture(2)
    send(attempt)
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_said("The pictures are kept")
    return finish(attempt)


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


@pytest.mark.parametrize("success", ["box", "dialog", "redirect", "toast"])
@pytest.mark.parametrize("engine", ["desktop", "react"])
def test_every_kind_of_answer_is_caught(run_attempt: Run, success: str, engine: str) -> None:
    attempt = run_attempt(
        Scenario(language="fr", engine=engine, options=Options(success=success)), "--email", ADDRESS
    )
    result = submit(attempt, with_text=False)
    assert result.outcome == "submitted"
    assert "confirmation" in kinds(result)


@pytest.mark.parametrize("engine", ["desktop", "rows"])
def test_a_slow_answer_is_waited_for(run_attempt: Run, engine: str) -> None:
    result = submit(
        run_attempt(Scenario(language="fr", engine=engine, delay_s=5), "--email", ADDRESS), with_text=False
    )
    assert result.outcome == "submitted"


@pytest.mark.parametrize(
    "login", ["page", "overlay", "popup", "instant_popup", "two_steps", "frame", "forgets", "none"]
)
def test_every_way_to_log_in_leads_to_the_form(run_attempt: Run, login: str) -> None:
    attempt = run_attempt(Scenario(language="fr", login=login), "--email", ADDRESS)
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
    attempt.wait_until_said("The pictures are kept")
    result = finish(attempt)
    assert result.outcome == "submitted"
    assert "gateway" in result.states


@pytest.mark.proves("promise 2")
def test_a_wrong_address_is_said_loudly_and_sent_as_it_is(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr"), "--email", "somebody.else@example.org")
    go_to_form(attempt)
    attempt.wait_for_note("email_check", verdict="mismatch")
    send(attempt)
    attempt.wait_until_said("The pictures are kept")
    result = finish(attempt)
    assert result.record["email_check"]["verdict"] == "mismatch"
    assert result.received[0].email == ADDRESS


def test_a_correction_of_the_address_counts(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr"), "--email", "somebody.else@example.org")
    go_to_form(attempt)
    attempt.person.correct_email("somebody.else@example.org")
    attempt.wait_for_note("email_check", verdict="match")
    send(attempt)
    attempt.wait_until_said("The pictures are kept")
    result = finish(attempt)
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
    result = finish(attempt)
    assert result.outcome == "not_sent"
    assert result.record["email_check"]["verdict"] == verdict


@pytest.mark.proves("promise 3")
def test_what_the_person_typed_stays_before_the_text(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", engine="react"), "--email", ADDRESS, "--cnil")
    go_to_form(attempt)
    attempt.person.type_explanation(DRAFT, delay_ms=20)
    attempt.wait_for_note("writing", status="done")
    attempt.wait_for_picture(2)
    send(attempt)
    attempt.wait_until_said("The pictures are kept")
    result = finish(attempt)
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
    attempt.wait_until_said("The pictures are kept")
    result = finish(attempt)
    assert result.received[0].explanation == ""
    assert result.record["explanation"]["inserted"] is False


def test_a_form_drawn_anew_gets_the_text_again_and_only_once(run_attempt: Run) -> None:
    options = Options(late_ms=300, remount_ms=900)
    attempt = run_attempt(
        Scenario(language="fr", engine="react", options=options), "--email", ADDRESS, "--cnil"
    )
    result = submit(attempt, with_text=True)
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
    result = finish(attempt)
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
    attempt.wait_until_said("The pictures are kept")
    result = finish(attempt)
    words = load_references()["cnil"].words["fr"]
    wanted = words.forms[1] if code else words.bare
    assert result.received[0].explanation == wanted
    assert result.record["explanation"] == {"reference": code, "inserted": True, "text": wanted}


def test_an_error_that_is_repaired_ends_submitted(run_attempt: Run) -> None:
    options = Options(variant="2024", minimum=100, country_value="France")
    attempt = run_attempt(Scenario(language="fr", options=options), "--email", ADDRESS)
    go_to_form(attempt)
    attempt.person.type_explanation("Court.")
    send(attempt)
    attempt.wait_for_note("state", state="validation_error")
    attempt.person.type_explanation(DRAFT * 3)
    send(attempt)
    attempt.wait_until_said("The pictures are kept")
    result = finish(attempt)
    assert result.outcome == "submitted"
    assert "validation_error" in result.states


@pytest.mark.parametrize("engine", ["desktop", "rows", "react"])
def test_a_code_after_send_is_waited_for(run_attempt: Run, engine: str) -> None:
    attempt = run_attempt(
        Scenario(language="fr", engine=engine, answers=("code", "success")), "--email", ADDRESS
    )
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("state", state="code")
    attempt.person.enter_code()
    attempt.wait_until_said("The pictures are kept")
    result = finish(attempt)
    assert result.outcome == "submitted"
    assert result.states.index("sent") < result.states.index("code") < result.states.index("submitted")


@pytest.mark.proves("already_objected", case="desktop-already-already_objected")
@pytest.mark.proves("rejected", case="rows-error-rejected")
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("error", "rejected"),
        ("never", "sent_unconfirmed"),
        ("500", None),
        ("closed", None),  # some pages say so themselves, which is an error that was shown
        ("nothing", "sent_unconfirmed"),
        ("already", "already_objected"),
    ],
)
@pytest.mark.parametrize("engine", ["desktop", "rows"])
def test_no_answer_and_bad_answers_are_never_called_sent(
    run_attempt: Run, engine: str, answer: str, outcome: str | None
) -> None:
    attempt = run_attempt(Scenario(language="fr", engine=engine, answers=(answer,)), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("send_pressed")
    attempt.server.wait_until(lambda server: server.received)
    if outcome in ("rejected", "already_objected"):
        attempt.wait_for_note("picture", kind="state")
    result = finish(attempt)
    assert "sent" in result.states
    assert result.outcome == outcome if outcome else result.outcome in ("rejected", "sent_unconfirmed")


def test_enter_sends_a_form_too(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", engine="desktop"), "--email", ADDRESS)
    go_to_form(attempt)
    attempt.person.press_enter("email")
    attempt.wait_until_said("The pictures are kept")
    result = finish(attempt)
    assert result.outcome == "submitted"


@pytest.mark.proves("promise 6")
def test_success_words_beside_a_form_that_still_stands_are_no_success(run_attempt: Run) -> None:
    options = Options(success="box", after="kept")
    attempt = run_attempt(Scenario(language="fr", engine="desktop", options=options), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.person.sees_success()
    result = finish(attempt)
    assert result.outcome == "sent_unconfirmed"


@pytest.mark.parametrize("engine", ["desktop", "react"])
def test_words_that_are_gone_when_the_form_gives_way_count_with_it(run_attempt: Run, engine: str) -> None:
    """A toast of 1.5 s beside a form that still stands, which gives way a second later."""
    options = Options(success="toast", after="kept", toast_ms=1500, gives_way_ms=2500)
    attempt = run_attempt(Scenario(language="fr", engine=engine, options=options), "--email", ADDRESS)
    result = submit(attempt, with_text=False)
    assert result.outcome == "submitted"
    assert "confirmation" in kinds(result)
    assert result.record["confirmation"]["signs"][0] == "form_gone"


REFUSAL = "Merci de nous avoir contactés. Nous avons examiné votre demande et ne pouvons pas y donner suite."


@pytest.mark.proves("refused", case="box")
@pytest.mark.parametrize("success", ["box", "dialog"])
def test_a_refusal_is_an_outcome_of_its_own(run_attempt: Run, success: str) -> None:
    options = Options(success=success, answer_text=REFUSAL)
    attempt = run_attempt(Scenario(language="fr", options=options), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("state", state="refused")
    attempt.wait_for_note("picture", kind="confirmation")
    result = finish(attempt)
    assert (result.outcome, result.exit) == ("refused", 7)
    assert result.record["confirmation"] is None
    assert result.record["refusal"]["text"] == REFUSAL


@pytest.mark.parametrize(
    "text",
    [
        "Votre opposition sera prise en compte une fois votre adresse confirmée.",
        "Votre opposition a bien été retirée.",
        "Merci pour votre avis. Vos préférences en matière de cookies ont été enregistrées.",
        "Votre demande a-t-elle été reçue ?",
        "Envoi en cours…",
        "Votre opposition est en cours d’enregistrement.",
    ],
)
def test_an_answer_that_takes_its_words_back_is_no_success(run_attempt: Run, text: str) -> None:
    options = Options(answer_text=text)
    attempt = run_attempt(Scenario(language="fr", options=options), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.person.surface.get_by_text(text).wait_for()
    result = finish(attempt)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)


def test_an_answer_that_is_not_understood_is_kept_and_the_person_told(run_attempt: Run) -> None:
    text = "Envoi en cours…"
    attempt = run_attempt(Scenario(language="fr", options=Options(answer_text=text)), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_until_said("sees no answer on it that it understands")
    assert attempt.wait_for_note("unanswered")["stage"] == "unread"
    result = finish(attempt)
    assert result.outcome == "sent_unconfirmed"
    assert "state" in kinds(result)
    assert text in (result.bag / "data" / "after-send.txt").read_text("utf-8")


def test_an_answer_that_comes_late_still_counts(run_attempt: Run) -> None:
    """The page says that it is sending for longer than the program waits before it says that it knows nothing."""
    options = Options(after="kept", success="toast", toast_ms=60_000, gives_way_ms=7_000)
    attempt = run_attempt(Scenario(language="fr", engine="desktop", options=options), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("unanswered")
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_said("The pictures are kept")
    assert finish(attempt).outcome == "submitted"


def test_silence_after_send_is_told_and_pictured(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", engine="rows", answers=("nothing",)), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    assert attempt.wait_for_note("unanswered", timeout_s=45)["stage"] == "silent"
    attempt.wait_until_said("nothing has changed on the page")
    result = finish(attempt)
    assert result.outcome == "sent_unconfirmed"
    assert "state" in kinds(result)


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
