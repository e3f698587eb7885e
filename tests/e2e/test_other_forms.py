"""Forms that are not the objection: guided and archived like it, never taken for it, and filled in by the person alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from benchmark import matrix
from benchmark.exhibit import Exhibit
from promises import close_and_check, kinds
from replica.attempt import Attempt
from replica.options import ENGINES
from replica.scenario import Scenario
from replica.texts import LANGUAGES, STRANGE_LANGUAGES

from flows.schema import State

ADDRESS = "person@example.org"
PHONE = "+33612345678"
Run = Callable[..., Attempt]

THIRD_PARTY = Scenario(service="third-party", state="third_party_form")


@pytest.mark.parametrize(("language", "engine"), [("en", "desktop"), ("fr", "rows"), ("de", "react")])
def test_the_third_party_form_is_guided_and_nothing_is_filled_in_or_attached(
    run_attempt: Run, language: str, engine: str
) -> None:
    scenario = Scenario(service="third-party", state="third_party_form", language=language, engine=engine)
    attempt = run_attempt(scenario, "--email", ADDRESS, "--cnil")
    person = attempt.person
    person.log_in()
    attempt.wait_for_note("state", state="form")
    attempt.wait_for_note("writing", status="no_field")
    assert person.read("email") == ""
    assert person.read("prompt") == ""
    person.correct_email(ADDRESS)
    person.choose_country()
    person.type_explanation("Who is Camille Martin?", key="prompt")
    person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("submitted", 0)
    assert result.record["service"] == result.record["flow"]["name"] == "third-party"
    assert result.record["email_check"]["verdict"] == "match"
    assert result.record["explanation"] == {"reference": "cnil", "inserted": False, "text": None}
    assert result.received[-1].values["prompt"] == "Who is Camille Martin?"
    assert not result.received[-1].values.get("evidence")
    assert {"form", "filled", "confirmation"} <= set(kinds(result))
    assert "not the objection form of an account" in result.stderr


@pytest.mark.parametrize(("language", "engine"), [("en", "react"), ("fr", "desktop")])
def test_the_whatsapp_form_gets_the_reference_on_request_and_its_telephone_number_from_the_person(
    run_attempt: Run, language: str, engine: str
) -> None:
    scenario = Scenario(
        service="whatsapp", state="whatsapp_form", login="none", language=language, engine=engine
    )
    attempt = run_attempt(scenario, "--email", ADDRESS, "--cnil")
    attempt.wait_for_note("state", state="form")
    attempt.wait_for_note("writing", status="done")
    person = attempt.person
    assert person.read("phone") == ""
    attempt.wait_for_picture(2)  # the form, and the form with the reference
    for number, (key, text) in enumerate([("email", ADDRESS), ("phone", PHONE)], start=3):
        person.field(key).click()
        person.page.keyboard.insert_text(text)
        attempt.wait_for_picture(number)  # also of the telephone number, though nobody reads it
    person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("submitted", 0)
    assert result.received[-1].values["phone"] == PHONE
    assert "cnil.fr" in result.received[-1].explanation
    written = [p for p in result.bag.rglob("*") if p.suffix != ".png" and p.is_file()]
    assert not [p.name for p in written if PHONE in p.read_text("utf-8")]
    # Nobody read the number, and a copy to hand over masks its place.
    filled = next(item for item in result.record["evidence"] if item["kind"] == "filled")
    assert filled["matches_sent"] is True
    assert "field" in {region["what"] for region in filled["regions"]}
    assert "This form does not cover Meta AI" in result.stderr


@pytest.mark.parametrize("shown", ["form", "other_form"])
def test_the_objection_form_is_another_form_there(run_attempt: Run, shown: str) -> None:
    objection = "/help/contact/712876720715583"
    first = THIRD_PARTY.place.form_paths[0]
    paths = {first: f"redirect:https://www.facebook.com{objection}", objection: shown}
    scenario = Scenario(service="third-party", state=shown, language="fr", login="none", paths=paths)
    attempt = run_attempt(scenario, "--email", ADDRESS, "--cnil")
    attempt.wait_for_note("state", state="other_form")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)
    assert result.record["explanation"]["inserted"] is False


def test_a_choice_before_the_form_is_made_by_the_person(run_attempt: Run) -> None:
    paths = {THIRD_PARTY.place.form_paths[0]: "gateway"}
    attempt = run_attempt(
        Scenario(service="third-party", language="fr", login="none", state="third_party_form", paths=paths)
    )
    attempt.wait_for_note("state", state="gateway")
    assert close_and_check(attempt).outcome == "not_sent"


def test_the_third_party_form_is_recognised_in_every_language(display: str) -> None:
    chosen = [
        Exhibit("third-party", "third_party_form", language, ENGINES[turn % len(ENGINES)])
        for turn, language in enumerate([*LANGUAGES, *STRANGE_LANGUAGES])
    ]
    cells = matrix.look(chosen, windows=1)
    assert {cell.said for cell in cells} == {State.FORM}, "\n".join(matrix.describe(cells))
