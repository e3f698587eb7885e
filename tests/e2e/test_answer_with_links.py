"""Whole programs: the service answers, and beside its good news stand links to other pages, or one that asks for more."""

from __future__ import annotations

import pytest
from promises import close_and_check
from replica.options import Options
from replica.scenario import Scenario
from usual_way import ADDRESS, Run, go_to_form, send

RECEIPT = "Votre opposition a été enregistrée."


@pytest.mark.parametrize("engine", ["desktop", "react", "shadow"])
def test_the_ways_on_from_good_news_take_nothing_back(run_attempt: Run, engine: str) -> None:
    links = (
        '<a href="/help/">Retour à l’accueil</a></p><p><a role="link" tabindex="0">Gérer vos paramètres</a>'
    )
    options = Options(answer_text=f"{RECEIPT}</p><p>{links}")
    attempt = run_attempt(Scenario(language="fr", engine=engine, options=options), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert RECEIPT in result.record["confirmation"]["text"]


def test_a_link_that_asks_for_more_does(run_attempt: Run) -> None:
    options = Options(answer_text=f'{RECEIPT}</p><p><a href="/help/">Confirmer votre demande</a>')
    attempt = run_attempt(Scenario(language="fr", options=options), "--email", ADDRESS)
    go_to_form(attempt)
    send(attempt)
    attempt.wait_for_note("unanswered")
    assert close_and_check(attempt).outcome == "sent_unconfirmed"
