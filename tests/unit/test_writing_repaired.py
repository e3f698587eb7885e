"""What is told of our text while an error is repaired in the very form that was sent, where nothing is written any more."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from test_writing import Obedient, cnil_plan, drawn_anew, form_with

from flows.references import find_reference
from helper.guide.writing import Status, Writing
from helper.recognise import FormView

OURS = "Je m’oppose. " + find_reference("cnil").url


def repaired(*shown: FormView, sent: str = OURS) -> tuple[Obedient, Writing]:
    """Write into a form, send it with `sent` in its field, and show the guide what stands there after the error."""
    window = Obedient()
    writing = Writing(cnil_plan(), window, lambda: None)  # type: ignore[arg-type]

    async def run() -> None:
        writing.begin(1, form_with("fr"))
        assert writing._task
        await writing._task
        writing.freeze(form_with("fr", sent))
        for form in shown:
            writing.follow(1, form)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(run())).result()
    return window, writing


@pytest.mark.parametrize(
    ("shown", "status"),
    [
        ([drawn_anew(form_with("fr"), 72)], "changed"),  # the page drew the field anew, and empty
        ([form_with("fr")], "changed"),  # it emptied the field itself
        ([drawn_anew(form_with("fr", OURS), 72)], "done"),
        ([form_with("fr", OURS + " Vraiment.", touches=1)], "done"),
        ([form_with("fr", "Mes photos.", touches=1)], "by_person"),
        ([drawn_anew(form_with("fr", "Mes photos.", touches=1), 72)], "by_person"),
        (
            [drawn_anew(form_with("fr"), 72), drawn_anew(form_with("fr", OURS, touches=1), 72)],
            "done",
        ),  # pasted
    ],
)
def test_a_text_that_is_missing_in_a_form_to_repair_is_told_and_not_put_back(
    shown: list[FormView], status: Status
) -> None:
    window, writing = repaired(*shown)
    assert (len(window.written), writing.status) == (1, status)
    assert writing.as_sent.is_inserted, "what was sent stays so"


def test_a_text_that_was_not_sent_is_not_missed() -> None:
    _, writing = repaired(drawn_anew(form_with("fr"), 72), sent="")
    assert writing.status == "done"
