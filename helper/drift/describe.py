"""Describes a page so that somebody far away can mend a flow, and so that nothing in it is about a person. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from flows.schema import FieldNameMarker, Flow, FormIdMarker, FormNameMarker, FrameMarker, PathMarker, State
from helper.drift.description import (
    HOST,
    PATH_PART,
    SIGN,
    BlockShape,
    ButtonShape,
    DialogShape,
    DocumentShape,
    FieldShape,
    FormShape,
    FrameShape,
    Label,
    PageShape,
    Position,
    TechnicalWord,
    Word,
    language_tag,
)
from helper.page.facts import Block, Button, Document, FormElement, Frame, Page, PageField
from helper.recognise.fingerprint import fingerprint, label_of, short_hash
from helper.recognise.page import Recognition
from helper.recognise.words import Lexicon

_TECHNICAL: tuple[TechnicalWord, ...] = get_args(TechnicalWord)
_LARGEST_LIMIT = 100_000  # of a field's length: a larger one could be anything
_MOST_DOCUMENTS = 6
_MOST_READ = 150  # blocks of text in which words are looked for
_MOST_BLOCKS = 60
_MOST_WORDS = 8


def shape_of(page: Page, flow: Flow, lexicon: Lexicon, reading: Recognition) -> PageShape:
    """Describe a page; of one with a password or code field only that it was there (promise 4)."""
    documents = list(page.documents)
    is_withheld = any(d.has_secret for d in documents)
    shown = [] if is_withheld else documents[:_MOST_DOCUMENTS]
    describing = _Describing(flow, lexicon, reading)
    return PageShape(
        schema_version=1,
        state=reading.state,
        languages=reading.languages,
        is_wording_checked=reading.is_wording_checked,
        is_locked_account=reading.is_locked_account,
        signs=tuple(sign for sign in reading.signs if SIGN.fullmatch(sign)),
        is_withheld=is_withheld,
        documents=tuple(map(describing.document, shown)),
        other_documents=len(documents) - len(shown),
        fingerprint=fingerprint(reading.form) if reading.form and not is_withheld else None,
    )


class _Describing:
    """One description of one page: what the flow knows, so that nothing else is named."""

    def __init__(self, flow: Flow, lexicon: Lexicon, reading: Recognition) -> None:
        self._flow, self._lexicon, self._form = flow, lexicon, reading.form
        # Where the language was not recognised, the words of any may help.
        self._languages = reading.languages or lexicon.languages
        self._ids = {m.id for m in flow.marker if isinstance(m, FormIdMarker)}
        self._ids |= {i for address in flow.address if (i := flow.form_id_in(address.url))}
        paths = [m.path for m in flow.marker if isinstance(m, PathMarker)]
        paths += [address.url.partition("://")[2].partition("/")[2] for address in flow.address]
        self._found: dict[str, tuple[Word, ...]] = {}
        self._parts = {part for path in paths for part in path.split("/") if PATH_PART.fullmatch(part)}

    def document(self, document: Document) -> DocumentShape:
        """Describe a document; of one elsewhere no more than that it is there (promise 7)."""
        is_top, is_visible, ready = document.is_top, document.is_visible, document.ready
        if not document.is_ours or not (document.inherits or self._flow.allows(document.url)):
            return DocumentShape(is_top=is_top, is_visible=is_visible, ready=ready)
        dialogs = [d.key for d in document.dialogs]
        blocks = [self._block(block, dialogs) for block in document.blocks[:_MOST_READ]]
        telling = [b for b in blocks if b.words or b.is_heading or b.live or b.dialog is not None]
        telling = telling[:_MOST_BLOCKS]
        groups = list(dict.fromkeys(f.group for f in document.fields if f.kind == "radio"))
        return DocumentShape(
            host=None if document.inherits else document.host,
            path=None if document.inherits else self._path(document.path),
            marks=() if document.inherits else self._marks(document),
            is_top=is_top,
            is_ours=True,
            is_visible=is_visible,
            ready=ready,
            language=language_tag(document.language),
            is_cut=document.is_cut,
            title=self._label(document.title, is_hashed=False),
            fields=tuple(self._field(f, document, groups) for f in document.fields),
            buttons=tuple(self._button(b, document) for b in document.buttons),
            forms=tuple(map(self._form_element, document.forms)),
            dialogs=tuple(
                DialogShape(is_modal=d.is_modal, dialog=_nearest(d.within, dialogs)) for d in document.dialogs
            ),
            frames=tuple(map(self._frame, document.frames)),
            blocks=tuple(telling),
            other_blocks=len(document.blocks) - len(telling),
        )

    # ---------------------------------------------------------------------------------------------- what stands there
    def _field(self, field: PageField, document: Document, groups: Sequence[str]) -> FieldShape:
        technical = field.technical.split()
        named = [m for m in self._flow.marker if isinstance(m, FieldNameMarker)]
        label = label_of(field, document.blocks)
        place = _place(field, document)
        # People and pages to choose from have names; the fields of a form do not.
        is_hashed = field.kind not in ("radio", "checkbox") or _is_enclosed(place)
        return FieldShape(
            kind=field.kind,
            purpose=self._purpose(field, document),
            is_required=field.is_required,
            is_locked=field.is_locked,
            is_invalid=field.is_invalid,
            has_name=bool(field.name),
            has_hint=bool(field.hint),
            has_technical=bool(technical),
            label=self._label(label, is_hashed=is_hashed),
            hint=self._label(field.hint),
            markers=tuple(name for m in named for name in m.names if name in technical),
            technical=tuple(word for word in _TECHNICAL if _is_technical(word, technical)),
            choice=groups.index(field.group) if field.kind == "radio" else None,
            max_length=_limit(field.max_length),
            min_length=_limit(field.min_length),
            place=place,
        )

    def _purpose(
        self, field: PageField, document: Document
    ) -> Literal["email", "explanation", "text", "other"] | None:
        form, place = self._form, (document.id, field.key)
        if form is None:
            return None
        if place == form.explanation_place:
            return "explanation"
        if place in map(form.place_of, form.text_fields):
            return "text"
        if form.document.id != document.id or field.key not in {f.key for f in form.fields}:
            return None
        return "email" if form.email_field and field.key == form.email_field.key else "other"

    def _button(self, button: Button, document: Document) -> ButtonShape:
        form = self._form
        is_send = (
            form is not None and form.document.id == document.id and button.key in {b.key for b in form.send}
        )
        place = _place(button, document)
        # A menu may hold the person's name.
        is_hashed = is_send or button.is_submit or _is_enclosed(place)
        return ButtonShape(
            is_submit=button.is_submit,
            is_off=button.is_off,
            is_send=is_send,
            label=self._label(button.text, is_hashed=is_hashed),
            place=place,
        )

    def _form_element(self, form: FormElement) -> FormShape:
        technical = form.technical.lower()
        names = [m for m in self._flow.marker if isinstance(m, FormNameMarker)]
        return FormShape(
            is_native=form.is_native,
            ids=tuple(i for i in form.ids if i in self._ids),
            unknown_ids=sum(i not in self._ids for i in form.ids),
            named_like=_unique([m.state for m in names if all(w.lower() in technical for w in m.words)]),
        )

    def _frame(self, frame: Frame) -> FrameShape:
        markers = [m for m in self._flow.marker if isinstance(m, FrameMarker) and m.host == frame.host]
        is_known = bool(markers) or self._flow.allows(f"https://{frame.host}/")
        is_known = is_known and HOST.fullmatch(frame.host) is not None
        return FrameShape(
            host=frame.host if is_known else None,
            marks=_unique([m.state for m in markers if frame.path.startswith(m.path)]),
            width=max(0, round(frame.width, -1)),
            height=max(0, round(frame.height, -1)),
        )

    def _block(self, block: Block, dialogs: Sequence[int]) -> BlockShape:
        return BlockShape(
            length=round(len(block.text), -1),
            is_heading=block.is_heading,
            live=block.live,
            dialog=dialogs.index(block.dialog) if block.dialog in dialogs else None,
            words=self._words(block.text),
        )

    # ---------------------------------------------------------------------------------------------- where and what it says
    def _marks(self, document: Document) -> tuple[State, ...]:
        markers = [m for m in self._flow.marker if isinstance(m, PathMarker)]
        return _unique([m.state for m in markers if m.matches(document.host, document.path)])

    def _path(self, path: str) -> str:
        return "".join(f"/{self._part(part)}" for part in path.split("/")[1:][:20])

    def _part(self, part: str) -> str:
        known = self._ids if part.isdigit() else self._parts
        return part if part in known or not part else f"{{{len(part)}}}"

    def _label(self, text: str, *, is_hashed: bool = True) -> Label:
        return Label(
            length=len(text) if is_hashed else round(len(text), -1),
            hash=short_hash(text) if is_hashed else None,
            words=self._words(text),
        )

    def _words(self, text: str) -> tuple[Word, ...]:
        if text not in self._found:
            matches = {(m.concept, m.word): m for m in reversed(self._lexicon.matches(text, self._languages))}
            self._found[text] = tuple(
                Word(concept=m.concept, word=m.word, language=m.language, is_verified=m.is_verified)
                for m in list(reversed(matches.values()))[:_MOST_WORDS]
            )
        return self._found[text]


def _place(item: PageField | Button, document: Document) -> Position:
    return Position(
        form=_nearest(item.within, [f.key for f in document.forms]),
        dialog=_nearest(item.within, [d.key for d in document.dialogs]),
        depth=len(item.within),
    )


def _is_enclosed(place: Position) -> bool:
    return place.form is not None or place.dialog is not None


def _nearest(within: Sequence[int], keys: Sequence[int]) -> int | None:
    return next((keys.index(ancestor) for ancestor in within if ancestor in keys), None)


def _is_technical(word: str, technical: Sequence[str]) -> bool:
    if word.startswith("*"):
        return any(word.strip("*") in name.lower() for name in technical)
    return word in technical


def _limit(value: int | None) -> int | None:
    return None if value is None else max(0, min(value, _LARGEST_LIMIT))


def _unique(states: Sequence[State]) -> tuple[State, ...]:
    return tuple(dict.fromkeys(states))
