"""Whole attempts from Send on: what the service answers, and what is made of it."""

from __future__ import annotations

import re
import select

import pytest
from playwright.sync_api import expect
from promises import check_promises, close_and_check, kinds
from replica.options import Options
from replica.scenario import Scenario
from usual_way import ADDRESS, DRAFT, Run, go_to_form, send, submit

REFUSAL = "Merci de nous avoir contactés. Nous avons examiné votre demande et ne pouvons pas y donner suite."


@pytest.mark.parametrize("success", ["box", "dialog", "redirect", "toast"])
@pytest.mark.parametrize("engine", ["desktop", "react"])
def test_every_kind_of_answer_is_caught(run_attempt: Run, success: str, engine: str) -> None:
    attempt = run_attempt(
        Scenario(language="fr", engine=engine, options=Options(success=success)), "--email", ADDRESS
    )
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    if success == "toast":
        attempt.person.let_toast_go()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert "confirmation" in kinds(result)


@pytest.mark.parametrize("engine", ["desktop", "rows"])
def test_a_slow_answer_is_waited_for(run_attempt: Run, engine: str) -> None:
    result = submit(
        run_attempt(Scenario(language="fr", engine=engine, delay_s=5), "--email", ADDRESS), with_text=False
    )
    assert result.outcome == "submitted"


def test_an_error_that_is_repaired_ends_submitted(run_attempt: Run) -> None:
    options = Options(variant="2024", minimum=100, country_value="France")
    attempt = run_attempt(Scenario(language="fr", options=options), "--email", ADDRESS)
    go_to_form(attempt)
    attempt.person.type_explanation("Court.")
    send(attempt)
    attempt.wait_for_note("state", state="validation_error")
    attempt.person.type_explanation(DRAFT * 3)
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert "validation_error" in result.states


@pytest.mark.proves("promise 2")
def test_what_is_repaired_and_not_sent_again_is_not_in_the_record(run_attempt: Run) -> None:
    """That record, text and address are what the service got is looked at after every attempt."""
    attempt = run_attempt(Scenario(language="fr", answers=("error",)), "--email", "somebody.else@example.org")
    go_to_form(attempt)
    attempt.person.type_explanation(DRAFT)
    send(attempt)
    attempt.wait_for_note("state", state="validation_error")
    attempt.person.type_explanation("Jamais envoyé.")
    attempt.person.correct_email("somebody.else@example.org")
    attempt.wait_for_note("email_check", verdict="match")
    result = close_and_check(attempt)
    assert result.outcome == "rejected"
    assert result.record["email_check"]["verdict"] == "mismatch"


@pytest.mark.proves("promise 3")
@pytest.mark.parametrize("engine", ["rows", "react"])
def test_a_form_that_is_loaded_anew_after_send_gets_the_text_again(run_attempt: Run, engine: str) -> None:
    """The connection broke, and the person opens the form once more: else it would go off bare."""
    attempt = run_attempt(
        Scenario(language="fr", engine=engine, answers=("closed", "success")), "--email", ADDRESS, "--cnil"
    )
    go_to_form(attempt)
    attempt.wait_for_note("writing", status="done")
    send(attempt)
    attempt.server.wait_until(lambda server: server.received)
    if engine == "rows":
        attempt.wait_for_note("not_loaded")
        # Until it stands there it would cut the next page off.
        expect(attempt.person.page).to_have_url(re.compile("^chrome-error:"))
    attempt.person.open(attempt.scenario.place.form_url)
    expect(attempt.person.field("explanation")).to_have_value(re.compile("cnil.fr"))
    attempt.wait_until_said("the form stands there once more")
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert result.record["explanation"]["inserted"] is True


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        ("success", "submitted"),
        ("already", "already_objected"),
        ("never", "sent_unconfirmed"),
        ("error", "sent_unconfirmed"),
    ],
)
@pytest.mark.parametrize("engine", ["rows", "react"])
def test_what_is_sent_once_more_after_the_answer_is_what_the_record_speaks_of(
    run_attempt: Run, engine: str, second: str, outcome: str
) -> None:
    """The address was wrong: the person opens the form again and corrects it."""
    attempt = run_attempt(
        Scenario(language="fr", engine=engine, answers=("success", second)), "--email", "other@example.org"
    )
    go_to_form(attempt)
    send(attempt)
    attempt.wait_until_kept()
    attempt.person.open(attempt.scenario.place.form_url)
    attempt.person.correct_email("other@example.org")
    send(attempt)
    attempt.wait_for_note("sent_again")
    attempt.server.wait_until(lambda server: len(server.received) == 2)
    if second == "success":
        attempt.wait_until_kept(count=2)
    elif second == "already":
        attempt.wait_until_said("an objection is already on record")
    elif second == "error":
        attempt.wait_for_note("state", state="validation_error")
    result = close_and_check(attempt)
    assert result.outcome == outcome
    assert result.record["email_check"]["verdict"] == "match"
    assert (result.record["confirmation"] is not None) is (second == "success")
    assert ("confirmation" in kinds(result)) is (second == "success")
    assert "sent_again" in result.record["notes"]


def test_the_same_form_sent_once_more_has_an_answer_and_a_picture_of_its_own(run_attempt: Run) -> None:
    scenario = Scenario(language="fr", engine="react", options=Options(success="toast"))
    attempt = run_attempt(scenario, "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_until_kept()
    attempt.person.open(attempt.scenario.place.form_url)
    send(attempt)
    attempt.wait_for_note("sent_again")
    attempt.wait_until_kept(count=2)
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    [sent_at] = [m["at"] for m in result.record["timeline"] if m["state"] == "sent"][-1:]
    answers = [e["captured_at"] for e in result.record["evidence"] if e["kind"] == "confirmation"]
    assert answers
    assert min(answers) > sent_at


@pytest.mark.parametrize("engine", ["desktop", "rows", "react"])
def test_a_code_after_send_is_waited_for(run_attempt: Run, engine: str) -> None:
    attempt = run_attempt(
        Scenario(language="fr", engine=engine, answers=("code", "success")), "--email", ADDRESS
    )
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("state", state="code")
    attempt.person.enter_code()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
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
    result = close_and_check(attempt)
    assert "sent" in result.states
    assert result.outcome == outcome if outcome else result.outcome in ("rejected", "sent_unconfirmed")


def test_ctrl_c_again_and_again_after_send_never_says_that_nothing_was_sent(run_attempt: Run) -> None:
    """Somebody may press it until the window is gone: while the evidence is sealed, and while the browser closes."""
    attempt = run_attempt(Scenario(language="fr", answers=("never",)), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("send_pressed")
    attempt.interrupt()
    profiles = attempt.folder / "home" / "cache" / "optout-assist" / "profiles"
    while list(profiles.glob("profile-*/*")) and attempt.process.poll() is None:
        attempt.interrupt()
        select.select([], [], [], 0.02)
    result = attempt.finish()
    check_promises(attempt, result)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)


@pytest.mark.proves("promise 6")
def test_success_words_beside_a_form_that_still_stands_are_no_success(run_attempt: Run) -> None:
    options = Options(success="box", after="kept")
    attempt = run_attempt(Scenario(language="fr", engine="desktop", options=options), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.person.sees_success()
    result = close_and_check(attempt)
    assert result.outcome == "sent_unconfirmed"


@pytest.mark.parametrize("engine", ["desktop", "react"])
def test_words_that_are_gone_when_the_form_gives_way_count_with_it(run_attempt: Run, engine: str) -> None:
    """A toast beside a form that still stands, which gives way after it."""
    options = Options(success="toast", after="kept")
    attempt = run_attempt(Scenario(language="fr", engine=engine, options=options), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("picture", kind="state")
    attempt.person.let_toast_go()
    attempt.person.let_form_give_way()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert "confirmation" in kinds(result)
    assert result.record["confirmation"]["signs"][0] == "form_gone"


@pytest.mark.proves("refused", case="box")
@pytest.mark.parametrize("success", ["box", "dialog"])
def test_a_refusal_is_an_outcome_of_its_own(run_attempt: Run, success: str) -> None:
    options = Options(success=success, answer_text=REFUSAL)
    attempt = run_attempt(Scenario(language="fr", options=options), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("state", state="refused")
    attempt.wait_for_note("picture", kind="confirmation")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("refused", 7)
    assert result.record["confirmation"] is None
    assert result.record["refusal"]["text"] == REFUSAL


# The second has words of an error too: beside a form that stands the person may still repair something.
@pytest.mark.parametrize(
    ("text", "kept"),
    [(REFUSAL, "sent_unconfirmed"), ("Nous ne pouvons pas donner suite à votre demande.", "rejected")],
)
@pytest.mark.parametrize("gives_way", [True, False])
def test_a_refusal_that_is_gone_when_the_form_gives_way_is_one(
    run_attempt: Run, text: str, kept: str, gives_way: bool
) -> None:
    options = Options(success="toast", after="kept", answer_text=text)
    attempt = run_attempt(Scenario(language="fr", engine="desktop", options=options), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("picture", kind="state")
    attempt.person.let_toast_go()
    if gives_way:
        attempt.person.let_form_give_way()
        attempt.wait_for_note("state", state="refused")
        attempt.wait_until_said("it will not act on your objection")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("refused" if gives_way else kept, 7)
    assert ("confirmation" in kinds(result)) is gives_way


@pytest.mark.parametrize("how", ["cancelled", "left"])
def test_a_form_that_the_person_leaves_after_an_error_was_not_refused(run_attempt: Run, how: str) -> None:
    options = Options(success="toast", after="kept", answer_text="Nous ne pouvons pas traiter votre demande.")
    attempt = run_attempt(Scenario(language="fr", engine="desktop", options=options), "--email", ADDRESS)
    go_to_form(attempt)
    page = attempt.person.page
    page.evaluate(
        """() => { const button = document.createElement("button"); button.textContent = "Annuler";
             button.onclick = () => { document.querySelector("[data-transport]").remove(); button.remove(); };
             document.body.prepend(button); }"""
    )
    send(attempt)
    attempt.wait_for_note("state", state="validation_error")
    attempt.person.let_toast_go()
    if how == "cancelled":
        page.get_by_role("button", name="Annuler").click()
    else:
        page.goto("https://www.facebook.com/", wait_until="commit")
    attempt.wait_for_note("unanswered")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("rejected", 7)


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
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)


def test_an_answer_that_is_not_understood_is_kept_and_the_person_told(run_attempt: Run) -> None:
    text = "Envoi en cours…"
    attempt = run_attempt(Scenario(language="fr", options=Options(answer_text=text)), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_until_said("sees no answer on it that it understands")
    assert attempt.wait_for_note("unanswered")["stage"] == "unread"
    result = close_and_check(attempt)
    assert result.outcome == "sent_unconfirmed"
    assert "state" in kinds(result)
    assert text in (result.bag / "data" / "after-send.txt").read_text("utf-8")


def test_an_answer_that_comes_late_still_counts(run_attempt: Run) -> None:
    """The form stands for longer than the program waits before it says that it knows nothing."""
    options = Options(after="kept", success="toast")
    attempt = run_attempt(Scenario(language="fr", engine="desktop", options=options), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("unanswered")
    attempt.person.let_form_give_way()
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    assert close_and_check(attempt).outcome == "submitted"


@pytest.mark.parametrize("sending_s", [0.0, 1.5])  # so long stands "Sending…" there
def test_silence_after_send_is_told_and_pictured(run_attempt: Run, sending_s: float) -> None:
    scenario = Scenario(language="fr", answers=("nothing",), delay_s=sending_s)
    attempt = run_attempt(scenario, "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    assert attempt.wait_for_note("unanswered", timeout_s=45)["stage"] == "silent"
    attempt.wait_until_said("nothing has changed on the page")
    result = close_and_check(attempt)
    assert result.outcome == "sent_unconfirmed"
    assert "state" in kinds(result)


def test_the_form_in_place_of_an_answer_is_told_and_pictured(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", engine="rows", answers=("nothing",)), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    assert attempt.wait_for_note("unanswered", timeout_s=45)["stage"] == "anew"
    attempt.wait_until_said("the form stands there once more")
    result = close_and_check(attempt)
    assert result.outcome == "sent_unconfirmed"
    assert "state" in kinds(result)


def test_after_a_refusal_beside_the_form_one_that_is_loaded_anew_gets_the_text(run_attempt: Run) -> None:
    options = Options(success="toast", after="kept", answer_text=REFUSAL)
    scenario = Scenario(language="fr", engine="desktop", login="none", options=options)
    attempt = run_attempt(scenario, "--email", ADDRESS, "--cnil")
    go_to_form(attempt)
    attempt.wait_for_note("writing", status="done")
    send(attempt)
    attempt.wait_for_note("picture", kind="state")
    attempt.person.page.reload()
    expect(attempt.person.field("explanation")).to_have_value(re.compile("cnil.fr"))
    assert close_and_check(attempt).outcome == "sent_unconfirmed"
