"""An answer counts as long as its page, untouched by the person, says nothing that takes it back."""

from __future__ import annotations

import pytest
from promises import close_and_check, kinds
from replica.attempt import Attempt
from replica.options import Options
from replica.scenario import Scenario
from usual_way import ADDRESS, Run, go_to_form, send

ACCEPTED = "Nous avons bien reçu votre opposition."
REFUSED = "Nous avons examiné votre demande et ne pouvons pas y donner suite."
# What a script of the page writes into the answer, in place of it, or behind it in the same piece of text.
WRITE = {
    "behind": "(text) => document.body.append(Object.assign(document.createElement('p'), {textContent: text}))",
    "instead": "(text) => document.body.innerHTML = `<p role=alert>${text}</p>`",
    "within": """([said, text]) => { for (const node of document.querySelectorAll('body *'))
        if (node.childElementCount === 0 && node.textContent.includes(said)) node.textContent += ' ' + text; }""",
    "letter by letter": """([said, text]) => { for (const node of document.querySelectorAll('body *'))
        if (node.childElementCount === 0 && node.textContent.includes(said)) {
            const letters = [...text]; setInterval(() => { node.textContent += letters.shift() ?? ''; }, 50); } }""",
    "elsewhere": "(text) => { history.pushState(null, '', '/home'); document.body.innerHTML = `<p>${text}</p>`; }",
    "button": "(text) => document.body.append(Object.assign(document.createElement('button'), {textContent: text}))",
}


@pytest.fixture
def answered(run_attempt: Run) -> Attempt:
    """Give an attempt whose form was answered with success; the answer stands there."""
    return _answered(run_attempt, ACCEPTED, "submitted")


def _answered(run_attempt: Run, text: str, state: str, *arguments: str) -> Attempt:
    scenario = Scenario(language="fr", options=Options(answer_text=text), login="none")
    attempt = run_attempt(scenario, "--email", ADDRESS, *arguments)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("state", state=state)
    return attempt


def write(attempt: Attempt, how: str, *text: str) -> None:
    """Let the page's own script change what it says."""
    attempt.person.page.evaluate(WRITE[how], text[0] if len(text) == 1 else list(text))


def draw(attempt: Attempt) -> None:
    """Let the page be drawn so often that what it says now is known to the program."""
    frames = "async () => { for (let i = 0; i < 30; i++) await new Promise(requestAnimationFrame); }"
    attempt.person.page.evaluate(frames)


@pytest.mark.parametrize("how", ["behind", "instead"])
def test_a_refusal_that_follows_the_thanks_counts(answered: Attempt, how: str) -> None:
    write(answered, how, REFUSED)
    answered.wait_for_note("state", state="refused")
    answered.wait_until_said("will not act on your objection")
    result = close_and_check(answered)
    assert (result.outcome, result.exit) == ("refused", 7)
    assert result.record["confirmation"] is None
    assert result.record["refusal"]["text"] == REFUSED
    assert "answer_taken_back" in result.record["notes"]
    assert kinds(result).count("state") >= 1  # the thanks


def test_an_error_in_place_of_the_thanks_counts(answered: Attempt) -> None:
    write(answered, "instead", "Une erreur s’est produite : votre demande n’a pas pu être envoyée.")
    answered.wait_until_said("shows an error")
    result = close_and_check(answered)
    assert (result.outcome, result.exit) == ("rejected", 7)
    assert result.record["confirmation"] is None
    assert "confirmation" not in kinds(result)


@pytest.mark.parametrize("how", ["behind", "within"])
def test_a_condition_behind_the_thanks_makes_them_uncertain(answered: Attempt, how: str) -> None:
    condition = "Elle ne sera enregistrée qu’une fois votre adresse confirmée."
    write(answered, how, *((ACCEPTED, condition) if how == "within" else (condition,)))
    answered.wait_until_said("may take that back")
    answered.wait_for_note("unanswered", stage="taken_back")
    result = close_and_check(answered)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    assert result.record["confirmation"] is None


def test_words_that_go_on_are_kept_whole(answered: Attempt) -> None:
    more = "Nous l’appliquerons à partir de maintenant."
    answered.wait_until_kept()
    answered.wait_for_picture(3)  # the form, the answer at once, the answer whole
    write(answered, "within", ACCEPTED, more)
    answered.wait_for_picture(4)
    result = close_and_check(answered)
    assert result.outcome == "submitted"
    assert result.record["confirmation"]["text"].endswith(more)
    assert more in (result.bag / "data" / "answer.txt").read_text(encoding="utf-8")


def test_a_window_that_is_closed_in_the_middle_of_a_sentence_leaves_the_answer_unknown(
    answered: Attempt,
) -> None:
    answered.wait_until_kept()
    write(answered, "letter by letter", ACCEPTED, " Nous l’appliquerons à partir de maintenant." * 20)
    draw(answered)
    result = close_and_check(answered)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    assert result.record["confirmation"] is None
    assert "still writing its answer as the window closed" in answered.stderr


def test_a_sentence_that_came_letter_by_letter_counts_once_it_stands_there(answered: Attempt) -> None:
    answered.wait_until_kept()
    answered.wait_for_picture(3)
    more = "Merci."
    write(answered, "letter by letter", ACCEPTED, f" {more}")
    answered.wait_for_picture(4)  # of the whole answer
    result = close_and_check(answered)
    assert result.outcome == "submitted"
    assert result.record["confirmation"]["text"].endswith(more)


def test_after_an_act_of_the_person_nothing_is_taken_back(answered: Attempt) -> None:
    answered.wait_until_kept()
    write(answered, "button", "Annuler")
    answered.person.page.get_by_role("button", name="Annuler").click()
    write(answered, "behind", REFUSED)
    draw(answered)
    assert close_and_check(answered).outcome == "submitted"


def test_what_another_page_shows_takes_nothing_back(answered: Attempt) -> None:
    answered.wait_until_kept()
    write(answered, "elsewhere", "Une erreur s’est produite. Réessayez plus tard.")
    draw(answered)
    assert close_and_check(answered).outcome == "submitted"


def test_what_the_answer_said_is_kept_though_another_page_follows_at_once(run_attempt: Run) -> None:
    attempt = _answered(run_attempt, ACCEPTED, "submitted", "--linger", "5")
    write(attempt, "elsewhere", "Du nouveau chez vos amis.")
    result = attempt.finish()
    assert result.outcome == "submitted"
    assert ACCEPTED in (result.bag / "data" / "answer.txt").read_text(encoding="utf-8")


def test_an_answer_that_comes_back_counts(run_attempt: Run) -> None:
    """The window waits as before Send: `--linger` counts from the answer that holds."""
    attempt = _answered(run_attempt, ACCEPTED, "submitted", "--linger", "5")
    script = "(text) => void setTimeout(() => { document.body.innerHTML = `<p>${text}</p>`; }, 6000)"
    attempt.person.page.evaluate(script, ACCEPTED)
    write(attempt, "instead", "Une erreur s’est produite : votre demande n’a pas pu être envoyée.")
    attempt.wait_for_note("state", state="validation_error")
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert result.states.count("submitted") == 2


def test_an_answer_is_told_though_the_window_closes_at_once(answered: Attempt) -> None:
    result = close_and_check(answered)
    assert "confirms that it received the form" in result.stderr
    assert ("The pictures are kept" in result.stderr) == ("confirmation" in kinds(result))


def test_a_success_in_place_of_a_refusal_counts(run_attempt: Run) -> None:
    attempt = _answered(run_attempt, REFUSED, "refused")
    write(attempt, "instead", ACCEPTED)
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert "refusal" not in result.record


def test_who_objected_before_may_still_send_the_form(run_attempt: Run) -> None:
    scenario = Scenario(language="fr", login="none", answers=("nothing",))
    first, second = scenario.place.form_paths[:2]
    scenario = Scenario(language="fr", login="none", answers=("nothing",), paths={first: "already_objected"})
    attempt = run_attempt(scenario, "--email", ADDRESS, "--cnil", "--linger", "8")
    attempt.wait_for_note("state", state="already_objected")
    attempt.person.open(f"https://{scenario.place.form_url.split('/')[2]}{second}")
    attempt.wait_for_note("state", state="form")
    attempt.wait_for_note("writing", status="done")
    send(attempt)
    attempt.server.wait_until(lambda server: server.received)
    attempt.wait_for_note("state", state="sent")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    assert "cnil.fr" in result.received[0].explanation


def test_who_objected_before_and_sends_nothing_more_is_not_kept_waiting(run_attempt: Run) -> None:
    scenario = Scenario(language="fr", login="none", state="already_objected")
    attempt = run_attempt(scenario, "--email", ADDRESS, "--linger", "0.5")
    result = attempt.finish()
    assert (result.outcome, result.exit) == ("already_objected", 0)
