"""Tells which state a page shows: host and path first, then fields and their relations, then words, else `unknown`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flows.schema import (
    Concept,
    FieldNameMarker,
    Flow,
    FormIdMarker,
    FormNameMarker,
    FrameMarker,
    PathMarker,
    State,
)
from helper.facts import Document, Page, PageField
from helper.recognise.form import FREE_TEXT, FormView, find_forms
from helper.recognise.words import Hit, Lexicon

# A captcha that asks for nothing (the badge of an invisible one) is smaller than this, in CSS pixels.
_CAPTCHA_MIN_HEIGHT = 60
_SHORT_PAGE = 15  # blocks of text
_PASSED_BY_PATH = (
    State.CAPTCHA,
    State.TWO_FACTOR,
    State.CHECKPOINT,
    State.CONSENT,
    State.SAVE_LOGIN,
    State.LOGIN,
)


@dataclass(frozen=True)
class Recognition:
    """What a page shows. `form` is there also when something (a cookie banner) stands over it."""

    state: State
    form: FormView | None = None
    languages: tuple[str, ...] = ()
    is_wording_checked: bool = False  # words confirm what the structure says
    is_locked_account: bool = False
    signs: tuple[str, ...] = field(default=(), compare=False)

    @property
    def language(self) -> str | None:
        """The language of the page's words, when one is known."""
        return self.languages[0] if self.languages else None


def recognise(page: Page, flow: Flow, lexicon: Lexicon, *, is_after_send: bool = False) -> Recognition:
    """Recognise a page. `is_after_send` tells a code that the form asks for from one that the login asks for."""
    top = page.top
    if top is None or top.url.startswith("about:"):
        return Recognition(State.OPENING)
    if top.url.startswith("chrome"):  # the browser's own error page
        return Recognition(State.UNKNOWN, signs=("browser_page",))
    if not top.is_ours or not flow.allows(top.url):
        return Recognition(State.WRONG_HOST)
    return _Reading(page, top, flow, lexicon, is_after_send).state()


class _Reading:
    """One reading of one page; exists so that the rules below share what was found."""

    def __init__(self, page: Page, top: Document, flow: Flow, lexicon: Lexicon, is_after_send: bool) -> None:
        self.page, self.top, self.is_after_send = page, top, is_after_send
        self.flow, self.lexicon = flow, lexicon
        self.ours = [d for d in page.documents if d.is_ours and d.is_visible]
        texts = [t for d in self.ours for t in _all_texts(d)]
        declared = next((d.language for d in self.ours if d.language), "")
        self.languages = lexicon.page_languages(declared, texts)
        self.path_state = next(
            (m.state for m in flow.marker if isinstance(m, PathMarker) and m.matches(top.host, top.path)),
            None,
        )
        self.url_ids = {i for d in self.ours if (i := flow.form_id_in(d.url))}
        self.forms = [form for d in self.ours for form in find_forms(d, lexicon, self.languages)]

    def state(self) -> Recognition:
        form, form_state = self._best_form()
        over = self._over_the_form(form)
        state, is_locked = over or ((form_state, False) if form_state else self._without_form())
        return Recognition(
            state,
            form,
            self.languages,
            is_wording_checked=form is not None and self._speaks_of_objection(form) is not None,
            is_locked_account=is_locked,
        )

    # ------------------------------------------------------------------------------------------- words
    def _find(
        self, concept: Concept, texts: Iterator[str] | list[str], *, claims_only: bool = False
    ) -> Hit | None:
        best: Hit | None = None
        for text in texts:
            hit = self.lexicon.find(concept, text, self.languages, claims_only=claims_only)
            if hit and hit.is_verified:
                return hit
            best = best or hit
        return best

    def _blocks(self) -> list[str]:
        return [b.text for d in self.ours for b in d.blocks]

    def _headings(self) -> list[str]:
        return [t for d in self.ours for t in (d.title, *(b.text for b in d.blocks if b.is_heading)) if t]

    def _objection_and_ai(self, texts: list[str]) -> Hit | None:
        for text in texts:
            objection = self.lexicon.find(Concept.OBJECTION, text, self.languages)
            ai = self.lexicon.find(Concept.AI, text, self.languages)
            if objection and ai:
                return Hit(objection.language, objection.is_verified and ai.is_verified, text)
        return None

    # ------------------------------------------------------------------------------------------- things above the form
    def _over_the_form(self, form: FormView | None) -> tuple[State, bool] | None:
        documents = list(self.page.documents)
        if self._shows_cookie_dialog(form):
            return State.COOKIE_BANNER, False
        if any(d.has_password for d in documents):
            return State.LOGIN, False
        if any(d.has_code and (d.is_visible or d.is_ours) for d in documents):
            return (State.CODE if self.is_after_send else State.TWO_FACTOR), False
        if self.path_state in _PASSED_BY_PATH:
            return self._path_state_in_words(self.path_state)
        if named := self._state_by_field_name():
            return named, False
        if self._shows_captcha(form):
            return State.CAPTCHA, False
        return self._state_of_dialog(form)

    def _path_state_in_words(self, state: State) -> tuple[State, bool]:
        """Refine what the address says: one address serves several questions."""
        if self._shows_captcha(None):
            return State.CAPTCHA, False
        has_fields = any(d.fields for d in self.ours)
        if state is State.LOGIN and not has_fields and self._find(Concept.SAVE_LOGIN, self._blocks()):
            return State.SAVE_LOGIN, False
        if state is not State.CHECKPOINT:
            return state, False
        # A checkpoint that asks for nothing is a closed door; one with a field or a choice can be passed.
        has_way_on = any(d.fields for d in self.ours)
        says_locked = self._find(Concept.LOCKED, self._blocks()) is not None
        return state, says_locked or (not has_way_on and not any(d.buttons for d in self.ours))

    def _state_by_field_name(self) -> State | None:
        names = {n for d in self.ours for f in d.fields for n in f.technical.split()}
        for marker in self.flow.marker:
            if isinstance(marker, FieldNameMarker) and names.intersection(marker.names):
                if marker.state is State.TWO_FACTOR and self.is_after_send:
                    return State.CODE
                return marker.state
        return None

    def _shows_captcha(self, form: FormView | None) -> bool:
        if form is not None and not self.is_after_send:
            return False  # a captcha inside the form is one of its fields
        markers = [m for m in self.flow.marker if isinstance(m, FrameMarker)]
        for document in self.ours:
            for frame in document.frames:
                if frame.height < _CAPTCHA_MIN_HEIGHT:
                    continue
                if any(frame.host == m.host and frame.path.startswith(m.path) for m in markers):
                    return True
        return False

    def _shows_cookie_dialog(self, form: FormView | None) -> bool:
        """A layer about cookies with buttons and nothing to fill in: it blocks whatever stands below it."""
        for document in self.ours:
            for dialog in document.dialogs:
                if form is not None and form.document is document and self._holds_form(dialog.key, form):
                    continue
                texts = [b.text for b in document.blocks if b.dialog == dialog.key]
                has_button = any(dialog.key in b.within for b in document.buttons)
                has_text = any(
                    f.kind in (*FREE_TEXT, "email", "text", "password") and dialog.key in f.within
                    for f in document.fields
                )
                if has_button and not has_text and self._find(Concept.COOKIES, texts):
                    return True
        return False

    def _state_of_dialog(self, form: FormView | None) -> tuple[State, bool] | None:
        for document in self.ours:
            for dialog in document.dialogs:
                if form is not None and form.document is document and self._holds_form(dialog.key, form):
                    continue
                texts = [b.text for b in document.blocks if b.dialog == dialog.key]
                buttons = [b for b in document.buttons if dialog.key in b.within]
                fields = [f for f in document.fields if dialog.key in f.within]
                if self._is_login_step(fields, [*texts, *(b.text for b in buttons)]):
                    return State.LOGIN, False
                for concept, state in (
                    (Concept.SAVE_LOGIN, State.SAVE_LOGIN),
                    (Concept.CONSENT, State.CONSENT),
                ):
                    if buttons and not fields and not self.is_after_send and self._find(concept, texts):
                        return state, False
        return None

    @staticmethod
    def _holds_form(dialog: int, form: FormView) -> bool:
        return form.container == dialog or any(dialog in f.within for f in form.fields)

    def _is_login_step(self, fields: Sequence[PageField], texts: list[str]) -> bool:
        """The first of two login steps: one field for who one is, a login word, no password yet."""
        who = [f for f in fields if f.kind in ("email", "text", "tel")]
        return (
            len(who) == 1
            and not any(f.kind in FREE_TEXT for f in fields)
            and self._find(Concept.LOGIN, texts) is not None
        )

    # ------------------------------------------------------------------------------------------- the form
    def _best_form(self) -> tuple[FormView | None, State | None]:
        """Give the one form that is ours, or what another form on the page is; nothing when nobody can tell."""
        verdicts = [(form, self._classify(form)) for form in self.forms]
        ours = [form for form, state in verdicts if state is State.FORM]
        if len(ours) > 1:
            # Two that both look like it: the one inside a dialog is the one in use, else nobody knows.
            ours = [f for f in ours if any(self._holds_form(d.key, f) for d in f.document.dialogs)]
            return (ours[0], State.FORM) if len(ours) == 1 else (None, State.UNKNOWN)
        if ours:
            return ours[0], State.FORM
        others = [s for _, s in verdicts if s in (State.THIRD_PARTY_FORM, State.OTHER_FORM)]
        return None, (others[0] if others else None)

    def _speaks_of_objection(self, form: FormView) -> Hit | None:
        texts = [form.document.title, *(b.text for b in form.document.blocks)]
        return self._objection_and_ai([*self._headings(), *texts])

    def _classify(self, form: FormView) -> State | None:
        """Tell whether a form is this flow's objection form, another known one, or nothing that we know."""
        ids = form.ids | self.url_ids
        by_id = {m.state for m in self.flow.marker if isinstance(m, FormIdMarker) and m.id in ids}
        technical = form.technical.lower()
        by_name = {
            m.state
            for m in self.flow.marker
            if isinstance(m, FormNameMarker) and all(w.lower() in technical for w in m.words)
        }
        headings = self._headings()
        objection = self._objection_and_ai(headings)
        has_address = form.email_field is not None or form.displayed_email is not None
        is_whole = bool(form.send) and has_address and bool(form.text_fields)
        asks_for_file = any(f.kind == "file" for f in form.fields)

        if State.THIRD_PARTY_FORM in by_id | by_name or asks_for_file:
            return State.THIRD_PARTY_FORM
        if self._find(Concept.THIRD_PARTY, headings):
            return State.THIRD_PARTY_FORM
        if State.OTHER_FORM in by_id | by_name:
            return State.OTHER_FORM
        if not objection and self._find(Concept.GENERAL_FORM, headings):
            return State.OTHER_FORM
        if not form.text_fields and self._is_login_step(form.fields, [b.text for b in form.send] + headings):
            return None
        if State.FORM in by_id:
            if is_whole and (objection or self._may_be_about_ai(form)):
                return State.FORM
            if form.send and objection and (has_address or form.text_fields):
                return State.FORM
            # Words that we can read and that never name AI: the number leads to another form by now.
            return State.OTHER_FORM if is_whole and not self._names_ai() else State.UNKNOWN
        if is_whole and objection:
            return State.FORM
        # Another number, and words that we can read: not this form, unless a gateway's form may be just that.
        is_other = is_whole and bool(self.url_ids) and bool(self.languages)
        if is_other and (State.GATEWAY not in by_id or not self._may_be_about_ai(form)):
            return State.OTHER_FORM
        return State.UNKNOWN

    def _names_ai(self) -> bool:
        return not self.languages or self._find(Concept.AI, [*self._headings(), *self._blocks()]) is not None

    def _may_be_about_ai(self, form: FormView) -> bool:
        """Tell whether the words allow that this is the form: they name the subject, or they cannot be read."""
        if not self.languages:
            return True
        texts = [*self._headings(), *(b.text for b in form.document.blocks)]
        return bool(self._find(Concept.AI, texts)) and bool(self._find(Concept.OBJECTION, texts))

    # ------------------------------------------------------------------------------------------- pages without the form
    def _without_form(self) -> tuple[State, bool]:
        blocks = self._blocks()
        is_form_path = bool(self.url_ids) or any(self.top.url == a.url for a in self.flow.address)
        is_bare = self.top.ready == "complete" and not any(
            f.kind in FREE_TEXT or f.kind == "email" for d in self.ours for f in d.fields
        )

        def stands(hit: Hit | None) -> bool:
            # Unconfirmed words need a sign that is no word: a form's own address that shows no form, or the page that
            # took the form's place after Send.
            return hit is not None and (hit.is_verified or ((is_form_path or self.is_after_send) and is_bare))

        for document in self.ours:
            if not is_form_path and self._is_login_step(document.fields, [b.text for b in document.buttons]):
                return State.LOGIN, False
        if self._is_cookie_page():
            return State.COOKIE_BANNER, False
        if self._is_gateway():
            return State.GATEWAY, False
        if is_bare:
            if stands(self._find(Concept.ALREADY, blocks, claims_only=True)):
                return State.ALREADY_OBJECTED, False
            if stands(self._find(Concept.PAGE_IDENTITY, blocks)):
                return State.PAGE_IDENTITY, False
            if stands(self._find(Concept.LOCKED, blocks)):
                return State.CHECKPOINT, True
            if stands(self._find(Concept.CHECKPOINT, blocks)) and any(d.buttons for d in self.ours):
                return State.CHECKPOINT, False
            # A long page about privacy may say of anything that it is not available somewhere.
            if (self.path_state is not State.MOVED or len(blocks) <= _SHORT_PAGE) and (
                stands(self._find(Concept.REGION, blocks)) or stands(self._find(Concept.UNAVAILABLE, blocks))
            ):
                return State.UNAVAILABLE, False
            if is_form_path and not self.is_after_send and stands(self._find(Concept.ERROR, blocks)):
                return State.UNAVAILABLE, False
        if self.path_state is State.MOVED:
            return State.MOVED, False
        return State.UNKNOWN, False

    def _is_cookie_page(self) -> bool:
        return (
            bool(self._find(Concept.COOKIES, self._headings()))
            and sum(len(d.buttons) for d in self.ours) >= 1
            and not any(d.fields for d in self.ours)
        )

    def _is_gateway(self) -> bool:
        """A choice to make before the form: radio buttons and no text field, at an address of a form or a gateway."""
        radios = [f for d in self.ours for f in d.fields if f.kind == "radio"]
        if len(radios) < 2 or any(f.kind in FREE_TEXT for d in self.ours for f in d.fields):
            return False
        known = self.flow.form_ids(State.GATEWAY) | self.flow.form_ids(State.FORM)
        if self.url_ids & known:
            return True
        words = [*self._blocks(), *(r.words for r in radios)]
        return bool(self.url_ids) and (
            self._find(Concept.GATEWAY, words) is not None or self._objection_and_ai(words) is not None
        )


def _all_texts(document: Document) -> Iterator[str]:
    yield document.title
    for button in document.buttons:
        yield button.text
    for item in document.fields:
        yield item.name
        yield item.hint
    for block in document.blocks:
        yield block.text
