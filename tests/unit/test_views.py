"""Which of several tabs counts: the attempt's own, unless something is asked in another or Send was pressed there."""

from __future__ import annotations

import pytest
from page_samples import document

from flows.schema import State
from helper.guide.views import Views
from helper.page.facts import Page
from helper.recognise import Recognition

OWN, POPUP, LATER = 1, 2, 3


def focus(
    states: dict[int, State], *, sent_in: int | None = None, closed: tuple[int, ...] = ()
) -> int | None:
    """Give the tab that counts when each tab shows such a state."""
    views, pages = Views(), {tab: Page(None) for tab in states}
    for tab, page in pages.items():
        views.see(tab, page)
    if sent_in is not None:
        views.note_send(sent_in)
    for tab in closed:
        views.forget(tab)
    state_of = {id(page): states[tab] for tab, page in pages.items()}
    return views.focus if views.choose(lambda page: Recognition(state_of[id(page)])) else None


@pytest.mark.parametrize("state", [State.LOGIN, State.TWO_FACTOR, State.FORM, State.CODE, State.CAPTCHA])
def test_a_popup_that_asks_something_counts(state: State) -> None:
    assert focus({OWN: State.FORM, POPUP: state}) == POPUP


@pytest.mark.parametrize("state", [State.UNKNOWN, State.WRONG_HOST, State.UNAVAILABLE, State.OPENING])
def test_a_popup_that_asks_nothing_does_not(state: State) -> None:
    assert focus({OWN: State.FORM, POPUP: state}) == OWN


def test_the_newest_of_several_popups_that_ask_counts() -> None:
    assert focus({OWN: State.UNKNOWN, POPUP: State.LOGIN, LATER: State.LOGIN}) == LATER


def test_the_answer_is_looked_for_where_send_was_pressed() -> None:
    assert focus({OWN: State.UNKNOWN, POPUP: State.UNKNOWN}, sent_in=POPUP) == POPUP


def test_what_is_opened_since_send_is_known_where_it_is_a_page_of_the_service() -> None:
    views, ours = Views(), Page(document(id="answer"))
    views.see(OWN, ours)
    views.see(POPUP, ours)
    assert views.opened_since == {}, "nothing was sent"
    views.note_send(OWN)
    for tab, page in ((LATER, ours), (4, Page(document(is_ours=False))), (5, Page(None)), (OWN, ours)):
        views.see(tab, page)
    assert views.opened_since == {LATER: ours}
    assert views.choose(lambda _: Recognition(State.UNKNOWN)) is not None
    assert views.focus == OWN, "it is not taken for the answer"
    views.forget(LATER)
    assert views.opened_since == {}


def test_in_a_tab_that_the_person_opened_since_send_no_answer_is_looked_for() -> None:
    views, ours = Views(), Page(document())
    views.see(OWN, ours)
    views.note_send(OWN)
    views.see(LATER, ours, is_theirs=True)
    assert views.opened_since == {}


def test_a_form_in_a_tab_that_the_person_opened_counts() -> None:
    views, pages = Views(), {OWN: Page(None), LATER: Page(document())}
    for tab, page in pages.items():
        views.see(tab, page, is_theirs=tab == LATER)
    assert views.choose(lambda page: Recognition(State.FORM if page.top else State.UNKNOWN)) is not None
    assert views.focus == LATER


def test_a_closed_tab_counts_no_more() -> None:
    assert focus({OWN: State.UNKNOWN, POPUP: State.UNKNOWN}, closed=(OWN,)) == POPUP
    assert focus({OWN: State.UNKNOWN}, closed=(OWN,)) is None
