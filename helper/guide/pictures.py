"""When a picture is taken, and what it may be called afterwards: nothing claims to show more than it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from helper.guide.kept import Kept, Values
from helper.page.facts import FieldSight, Page
from helper.page.ports import NoPicture, Picture, Window
from helper.recognise import FormView, is_same_form
from helper.record import Evidence, Kind

# Seconds until a picture is tried again: the person pauses, a late frame answers, a busy page has time for us.
_AGAIN_AFTER = {NoPicture.TYPING: 0.32, NoPicture.SENSITIVE: 1.0, NoPicture.GONE: 1.0}

# What a field may be without the picture showing all of it.
_HIDING: Mapping[bool, frozenset[FieldSight]] = {True: frozenset({"cut"}), False: frozenset({"cut", "off"})}

FindForm = Callable[[Page], FormView | None]


class Pictures:
    """Takes the pictures of an attempt at the moments that matter."""

    def __init__(self, window: Window, kept: Kept, find_form: FindForm) -> None:
        self._window, self._kept, self._find_form = window, kept, find_form
        self._form: FormView | None = None  # the one that was welcomed last
        self._words: tuple[str, str] | None = None  # words of an answer, and the picture that shows them

    async def keep_state(self, tab: int) -> bool:
        """Keep a dated picture of a page that matters; False when none could be taken."""
        picture = await self._window.take_picture(tab, whole=False)
        if isinstance(picture, Picture):
            self._kept.keep(Kind.STATE, picture)
        return isinstance(picture, Picture)

    async def keep_states(self, *tabs: int) -> bool:
        """Keep dated pictures of what stands in several tabs; False when one of them could not be taken."""
        return all([await self.keep_state(tab) for tab in tabs])

    async def keep_state_of_press(self, tab: int) -> None:
        """Keep what stood there as the person pressed a button whose meaning is not known."""
        picture = await self._window.take_urgent_picture(tab)
        if isinstance(picture, Picture):
            self._kept.keep(Kind.STATE, picture)

    async def keep_form(self, tab: int, form: FormView) -> None:
        """Keep the form as it first stands; it may be sent just so, hence it is the first draft too."""
        welcomed, self._form = self._form, form
        if self._kept.has(Kind.FORM):
            if welcomed is None or is_same_form(welcomed, form):
                return
            self._kept.rename_all(Kind.FORM, Kind.STATE)  # another form of the page was drawn first
        picture = await self._window.take_picture(tab, whole=True)
        if picture is NoPicture.TYPING:
            picture = await self._window.take_picture(tab, whole=False)
        if isinstance(picture, Picture):
            self._kept.keep(Kind.FORM, picture)
            self._keep_draft(picture)

    async def keep_draft(self, tab: int, form: FormView) -> float | None:
        """Keep the form as it stands now; gives the seconds after which it should be tried again."""
        if self._kept.draft_shows(form.values):
            return None
        picture = await self._window.take_picture(tab, whole=True)
        if not isinstance(picture, Picture):
            return _AGAIN_AFTER[picture] if picture is not NoPicture.GONE else None
        if not self._kept.has(Kind.FORM):
            self._kept.keep(Kind.FORM, picture)  # before, a secret was in view, or a frame had not answered
        self._kept.note(self._keep_draft(picture))
        return None

    async def keep_sent(self, tab: int, sent: FormView) -> None:
        """Send was pressed: if no picture shows what was sent, the form may still stand there with it."""
        if self._kept.draft_shows(sent.values):
            return
        picture = await self._window.take_urgent_picture(tab)
        if isinstance(picture, Picture) and self._values_in(picture) == sent.values:
            self._kept.note(self._keep_draft(picture))

    async def keep_words(self, tab: int, text: str) -> None:
        """Keep words of an answer at once, before anything else speaks for it: a state, until it is known to be one."""
        picture = await self._window.take_picture(tab, whole=False)
        if isinstance(picture, Picture):
            evidence = self._kept.keep(Kind.STATE, picture)
            if text in picture.before.texts() | picture.after.texts():
                self._words = (text, evidence.path)

    def forget_words(self) -> None:
        """The form was sent once more: the same words in its answer are pictured anew."""
        self._words = None

    async def keep_answer(self, tab: int, text: str) -> None:
        """Keep the answer at once, even if it vanishes; a picture that does not show it is one of a state."""
        if self._words is not None and self._words[0] == text:
            self._kept.rename(self._words[1], Kind.CONFIRMATION)  # it was pictured when it was seen
            return
        for _ in range(2):
            picture = await self._window.take_picture(tab, whole=False)
            if isinstance(picture, Picture):
                is_shown = text in picture.before.texts() | picture.after.texts()
                self._kept.keep(Kind.CONFIRMATION if is_shown else Kind.STATE, picture)
                return

    async def keep_whole_answer(self, tab: int, text: str) -> float | None:
        """Keep the whole page of the answer too, as long as it stands there; gives when it should be tried again."""
        picture = await self._window.take_picture(tab, whole=True)
        if not isinstance(picture, Picture):
            return _AGAIN_AFTER[picture]
        if text in picture.before.texts() & picture.after.texts():
            self._kept.keep(Kind.CONFIRMATION, picture)
        return None

    def _keep_draft(self, picture: Picture) -> Evidence:
        forms = [self._find_form(page) for page in (picture.before, picture.after)]
        shows_all = all(form is not None and shows_all_of(form, picture) for form in forms)
        return self._kept.keep_draft(picture, self._values_in(picture), shows_all=shows_all)

    def _values_in(self, picture: Picture) -> Values | None:
        """What the form held while the picture was taken; None when it changed meanwhile."""
        before, after = self._find_form(picture.before), self._find_form(picture.after)
        if before is None or after is None or before.values != after.values:
            return None
        return before.values


def shows_all_of(form: FormView, picture: Picture) -> bool:
    """Tell whether a picture shows each field of the form that something stands in, and all of it.

    What stands in a frame is seen as far as the frame lets it: a picture of the whole page shows no more of it.
    """
    hiding = _HIDING[picture.is_whole]
    fields = {*form.fields, *form.text_fields, *form.email_fields}
    framed = {one.field for one in form.framed}
    is_in_frame = not form.document.is_top
    around = picture.before.top.frames if picture.before.top and (is_in_frame or framed) else ()
    return not any(frame.sight in hiding for frame in around) and not any(
        field.sight in (_HIDING[False] if is_in_frame or field in framed else hiding)
        for field in fields
        if field.value != ""
    )
