"""Writes the person's reason and the reference into the explanation field: after what stands there, and read back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from helper.explanation import holds_reference, plan_text, read_back
from helper.guide.plan import Plan
from helper.guide.timing import end
from helper.page.facts import PageField
from helper.page.ports import Place, Pressed, Window
from helper.recognise import FormView, is_same_form

Status = Literal[
    "none",
    "waiting",
    "late",
    "done",
    "shortened",
    "does_not_fit",
    "no_field",
    "changed",
    "taken_out",
    "kept_back",
    "by_person",
]

# Forms of 2024 refused a shorter explanation (one public report, June 2024).
_MINIMUM_UNITS = 100
_TRIES = 5
PATIENCE_SECONDS = 0.4
# What a control of the page does to the text may wait for an answer of its server; a text that the person pastes after
# all costs less than one that is put back against their will.
_THEIRS_SECONDS = 5.0
LATE_SECONDS = 4.0  # from here on the person is told that they can paste the text themselves


@dataclass
class _Target:
    """The field of one loaded form."""

    tab: int
    document: str
    key: int
    value: str
    touches: int  # how often the person changed the field
    touches_when_written: int = 0
    is_written: bool = False


@dataclass(frozen=True)
class Written:
    """What stood in the field at a moment that counts."""

    text: str | None
    is_inserted: bool  # our text stood in it


class Writing:
    """Looks after the explanation field of the form that is on the screen."""

    def __init__(self, plan: Plan, window: Window, on_change: Callable[[], None]) -> None:
        self.status: Status = "none"
        self.is_inserted = False  # our text stands in the field, as far as we saw
        self.text: str | None = None  # what stands in the field
        self._plan, self._window, self._on_change = plan, window, on_change
        self._form: FormView | None = None  # the one that was welcomed last
        self._target: _Target | None = None
        self._task: asyncio.Task[None] | None = None
        self._sent: Written | None = None
        self._sent_in = ""  # the load of the document in which Send was pressed
        self._since = 0.0
        # By load of a document: what stood in the field as our text was written, and where nothing is written any more.
        self._before: dict[str, str] = {}
        self._put_back: set[str] = set()
        self._kept_out: set[str] = set()
        self._asked_at = self._pressed_at = 0.0  # seconds, of the monotonic clock
        self._pressed_in: frozenset[str] = frozenset()  # the loads that the page held then

    @property
    def as_sent(self) -> Written:
        """What stood in the field when Send was pressed, else what stands there now."""
        return self._sent or Written(self.text, self.is_inserted)

    @property
    def is_wanted(self) -> bool:
        """Tell whether there is anything to write."""
        return self._plan.reference is not None or bool(self._plan.reason)

    @property
    def shown_status(self) -> Status:
        """What to tell: that the text waits is only worth saying once it does."""
        if self.status != "waiting":
            return self.status
        if self._waited < PATIENCE_SECONDS:
            return "none"
        return "waiting" if self._waited < LATE_SECONDS else "late"

    @property
    def tell_in(self) -> float:
        """In how many seconds there is something else to tell; 0 when all that is known can be told now."""
        if self.status != "waiting" or self._waited >= LATE_SECONDS:
            return 0.0
        return (PATIENCE_SECONDS if self._waited < PATIENCE_SECONDS else LATE_SECONDS) - self._waited

    @property
    def _waited(self) -> float:
        return time.monotonic() - self._since

    def begin(self, tab: int, form: FormView) -> None:
        """Write into a form that has just appeared, unless that was done in this very form."""
        if not self.is_wanted or self._was_sent(form):
            return
        field = form.explanation
        self._form = form
        if field is None:
            self._settle("no_field")
            return
        if form.is_withheld:
            # What stands there is not read, so nothing is written after it: the person may paste the text.
            self._settle("kept_back")
            return
        document, key = form.place_of(field)
        target = self._target
        if target and (target.document, target.key) == (document, key):
            if target.is_written and self.status == "no_field":
                self._settle("done")
            return
        self._target = _Target(tab, document, key, field.value or "", field.touches, field.touches)
        if document in self._before:
            self._target.is_written = True
            self._judge(self._target, form)  # drawn anew: the text is in it still, or is missed
        else:
            self._start(form)

    def follow(self, tab: int, form: FormView) -> None:
        """Keep up with what stands in the field, and notice when the page, not the person, took our text away."""
        if form.is_withheld:
            return
        field = form.explanation
        self.text = field.value if field else None
        if field is None:
            return
        target = self._target
        if self._was_sent(form):
            self._judge_repaired(form, field)
            return
        # Another form than the one that was welcomed, a newsletter perhaps, is welcomed first.
        if self._form is None or not is_same_form(self._form, form):
            return
        if target is None or (target.document, target.key) != form.place_of(field):
            # A slow page drew the field last, or the page drew it anew, or another form was loaded.
            self.begin(tab, form)
            return
        target.value, target.touches = field.value or "", field.touches
        if self._is_running:
            return
        if not target.is_written:
            if self._is_our_text_in(target.value):  # the person pasted it
                target.is_written = self.is_inserted = True
                target.touches_when_written = target.touches
                self._before[target.document] = ""
                self._settle("done")
            return
        self._judge(target, form)

    def note_press(self, event: Pressed) -> None:
        """The person pressed something: what becomes of our text right afterwards is theirs.

        Wherever it is on the page: what empties the field may ask first, in a layer of its own.
        """
        if not event.is_blocked:
            self._pressed_at, self._pressed_in = event.at, frozenset(d.id for d in event.page.documents)

    def _judge(self, target: _Target, form: FormView) -> None:
        """Tell what became of a text that was written: who took it away, and whether it is put back."""
        document = target.document
        is_there = self._is_our_text_in(target.value)
        if document in self._kept_out:
            self.is_inserted = is_there  # the person may have pasted it
            if is_there and self.status in ("taken_out", "changed"):
                self._settle("done")
            elif self.status == "done" and not is_there:
                self._settle("by_person")
        elif is_there:
            return
        elif target.touches > target.touches_when_written:
            self._keep_out(document, "by_person")
        elif self._is_pressed_away(document):
            self._keep_out(document, "taken_out")
        elif target.value in ("", self._before[document]) and document not in self._put_back:
            self._put_back.add(document)  # the page forgot it as it woke up, or drew the form anew
            self._start(form)
        else:
            self._keep_out(document, "changed")

    def _judge_repaired(self, form: FormView, field: PageField) -> None:
        """Tell whether a form that was sent, and has an error to repair, would go off again without our text.

        Nothing is written into it any more: the person may paste the text, and is not told that it stands there.
        """
        is_there = self._is_our_text_in(field.value or "")
        if is_there and self.status == "changed":
            self._settle("done")
        elif self._sent and self._sent.is_inserted and not is_there and self.status in ("done", "shortened"):
            is_same = self._target and (self._target.document, self._target.key) == form.place_of(field)
            touches = self._target.touches if self._target and is_same else 0
            self._settle("by_person" if field.touches > touches else "changed")
        self.is_inserted = is_there

    def _is_pressed_away(self, document: str) -> bool:
        is_shortly_after = self._asked_at < self._pressed_at >= time.monotonic() - _THEIRS_SECONDS
        return document in self._pressed_in and is_shortly_after

    def _keep_out(self, document: str, status: Status) -> None:
        self.is_inserted = False
        self._kept_out.add(document)
        self._settle(status)

    def cancel(self) -> None:
        """Write nothing more."""
        if self._task:
            self._task.cancel()
        if self.status == "waiting":
            self._settle("none")

    def freeze(self, form: FormView) -> None:
        """Send was pressed: what stands in this load of the form is what was sent, and nothing more is written into it.

        Where the service gives the form back in a new load, empty, it is written into again: an error is repaired there.
        """
        self._sent_in = form.document.id
        field = form.explanation
        self.text = field.value if field else None
        self.is_inserted = bool(field and self._is_our_text_in(field.value or ""))
        self._sent = Written(self.text, self.is_inserted)

    async def stop(self) -> None:
        """End what is under way."""
        await end(self._task)

    def text_to_paste(self, languages: tuple[str, ...]) -> str | None:
        """Give the text for a form that was not recognised: there the person pastes it themselves."""
        words = self._plan.reference.sentences_for(languages) if self._plan.reference else None
        parts = (self._plan.reason, words.forms[0] if words else None)
        return "\n\n".join(part for part in parts if part) or None

    def _was_sent(self, form: FormView) -> bool:
        return form.document.id == self._sent_in

    @property
    def _is_running(self) -> bool:
        return self._task is not None and not self._task.done()

    def _start(self, form: FormView) -> None:
        if self._task:
            self._task.cancel()
        self._settle("waiting")
        self._task = asyncio.ensure_future(self._write(form))

    async def _write(self, form: FormView) -> None:
        target = self._target
        field = form.explanation
        if target is None or field is None:
            return
        existing = target.value
        for _ in range(_TRIES):
            planned = plan_text(
                reason=self._plan.reason,
                forms=self._forms_for(form),
                existing=existing,
                max_units=field.max_length,
                min_units=max(_MINIMUM_UNITS, field.min_length or 0),
                multiline=field.kind == "textarea",
            )
            if planned.text is None:
                target.is_written = planned.why == "already_there"
                if target.is_written:
                    self._before[target.document] = existing
                self.is_inserted = target.is_written
                self._settle("done" if target.is_written else "does_not_fit")
                return
            self._asked_at = time.monotonic()
            result = await self._window.insert(
                Place(target.tab, target.document, target.key), existing, planned.text
            )
            if result.status == "changed" and result.value is not None:
                existing = result.value  # the person typed on: planned anew, after what they typed
                continue
            if result.status == "inserted":
                target.is_written = True
                target.touches_when_written = target.touches
                self._before[target.document] = existing
                found = result.value or ""
                self.text = result.value
                self.is_inserted = read_back(existing + planned.text, found) == "present"
                if self.is_inserted:
                    self._settle("shortened" if planned.shortened else "done")
                else:
                    self._settle("changed")
            else:
                self._give_up(form)
            return
        self._give_up(form)

    def _give_up(self, form: FormView) -> None:
        """The text could not be written: the field went, the person pressed something, or never stopped typing."""
        self._settle("none" if self._was_sent(form) else "kept_back")

    def _forms_for(self, form: FormView) -> tuple[str, ...]:
        reference = self._plan.reference
        return reference.sentences_for(form.languages).forms if reference else ()

    def _is_our_text_in(self, value: str) -> bool:
        reference = self._plan.reference
        if reference is not None:
            # Without its link too, and in whatever language the form was when it was written.
            bare = (words.bare for words in reference.words.values())
            return reference.url in value or holds_reference(value, bare)
        reason = (self._plan.reason or "").strip()
        return bool(reason) and reason[:40].partition("\n")[0] in value

    def _settle(self, status: Status) -> None:
        if status != self.status:
            self.status, self._since = status, time.monotonic()
            self._on_change()
