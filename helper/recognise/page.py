"""Tells which state a page shows: host and path first, then fields and their relations, then words, else `unknown`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from flows.schema import Flow, State, Way
from helper.page.facts import Page
from helper.recognise.classify import find_our_form, is_named_so
from helper.recognise.form import FormView, is_same_form
from helper.recognise.layers import has_login_aside, state_over
from helper.recognise.notices import state_without_form
from helper.recognise.reading import Reading
from helper.recognise.words import Lexicon

LedTo = Literal["home", "elsewhere"]


@dataclass(frozen=True)
class Recognition:
    """What a page shows. `form` is there also when something (a cookie banner) stands over it."""

    state: State
    form: FormView | None = None
    languages: tuple[str, ...] = ()
    is_wording_checked: bool = False  # words confirm what the structure says
    is_locked_account: bool = False
    has_login_aside: bool = False  # the form stands there, and a login box in the page's header
    has_not_loaded: bool = False  # the browser's own page stands there: no network, no answer, an empty error
    has_crashed: bool = False  # it did load, and died: then it has not loaded either, for who looks at it now
    way: Way | None = None  # of a place that leads on to the form
    led_to: LedTo | None = None  # of a page to which the service led from the address of the form
    showing_address: tuple[FormView, ...] = field(default=(), compare=False)  # a step of a form too
    alike: tuple[FormView, ...] = field(default=(), compare=False)  # nothing tells which of them is the form
    signs: tuple[str, ...] = field(default=(), compare=False)

    @property
    def language(self) -> str | None:
        """The language of the page's words, when one is known."""
        return self.languages[0] if self.languages else None

    def is_as(self, other: Recognition) -> bool:
        """Tell whether both say the same to the person, and of the same form."""
        if self.state is State.FORM and self.form and other.form and not is_same_form(other.form, self.form):
            return False
        mine, others = ((one.state, one.has_not_loaded, one.has_crashed) for one in (self, other))
        return mine == others


def recognise(page: Page, flow: Flow, lexicon: Lexicon, *, is_after_send: bool = False) -> Recognition:
    """Recognise a page. `is_after_send` tells a code that the form asks for from one that the login asks for."""
    top = page.top
    if page.has_crashed:
        return Recognition(State.UNKNOWN, has_not_loaded=True, has_crashed=True, signs=("crashed",))
    if top is None or top.url.startswith("about:"):
        return Recognition(State.OPENING)
    if top.has_not_loaded:
        return Recognition(State.UNKNOWN, has_not_loaded=True, signs=("browser_page",))
    if not top.is_ours or not flow.allows(top.url):
        return Recognition(State.WRONG_HOST)
    return _recognise(Reading(page, top, flow, lexicon, is_after_send))


def _recognise(r: Reading) -> Recognition:
    found = find_our_form(r)
    form = found.form
    over = state_over(r, form)
    state, is_locked = over or ((found.state, False) if found.state else state_without_form(r))
    return Recognition(
        state,
        form,
        r.languages,
        is_wording_checked=form is not None and is_named_so(r, form),
        is_locked_account=is_locked,
        has_login_aside=form is not None and has_login_aside(r),
        way=r.path_marker.way if r.path_marker and state is State.MOVED else None,
        showing_address=tuple(
            f
            for f in r.forms
            if f.displayed_email is not None
            and not r.is_login_step(f.fields, [*(b.text for b in f.send), *r.headings()])
        ),
        alike=found.alike,
    )
