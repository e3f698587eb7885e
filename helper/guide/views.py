"""What each tab of the window shows, and which of them counts. Pure."""

from __future__ import annotations

from collections.abc import Callable

from flows.schema import State
from helper.guide.states import BEFORE_THE_FORM
from helper.page.facts import Page
from helper.recognise import Recognition

_ASKS_SOMETHING = BEFORE_THE_FORM | {State.FORM, State.CODE}


class Views:
    """The tabs by number: the attempt's own, the one where Send was pressed, the one that counts now."""

    def __init__(self) -> None:
        self.focus = 0
        self.pressed = 0
        self._home = 0
        self._left_behind = ""  # the document that stood there as an address was opened
        self._pages: dict[int, Page] = {}
        self._at_send: frozenset[int] = frozenset()
        self._theirs: set[int] = set()  # tabs that the person opened by themselves

    @property
    def page(self) -> Page | None:
        """What the tab that counts shows."""
        return self._pages.get(self.focus)

    @property
    def is_on_ours(self) -> bool:
        """Tell whether that tab shows a page of the service."""
        return self.page is not None and self.page.top is not None and self.page.top.is_ours

    @property
    def is_left_behind(self) -> bool:
        """Tell whether it still shows what stood there as an address was opened last."""
        return self.page is not None and self.page.top is not None and self.page.top.id == self._left_behind

    @property
    def opened_since(self) -> dict[int, Page]:
        """The tabs with a page of the service that a page opened since Send: one may show the answer."""
        known = self._at_send | self._theirs
        since = {tab: page for tab, page in self._pages.items() if tab not in known}
        return {tab: page for tab, page in since.items() if self.pressed and page.top and page.top.is_ours}

    def leave(self) -> None:
        """An address is opened: what stands in the tab that counts is over."""
        self._left_behind = self.page.top.id if self.page and self.page.top else ""

    def see(self, tab: int, page: Page, *, is_theirs: bool = False) -> None:
        """Remember what a tab shows; the first one seen is the attempt's own."""
        if is_theirs:
            self._theirs.add(tab)
        self._home = self._home or tab
        self._pages[tab] = page

    def forget(self, tab: int) -> None:
        """A tab was closed: another one takes the place of the attempt's own."""
        self._pages.pop(tab, None)
        if tab == self._home and self._pages:
            self._home = max(self._pages)

    def note_send(self, tab: int) -> None:
        """Send was pressed in this tab: from now on its answer counts."""
        self.pressed = self.focus = tab
        self._at_send = frozenset(self._pages)

    def choose(self, read: Callable[[Page], Recognition]) -> tuple[Recognition, Page] | None:
        """Choose the tab that counts from now on (`focus`): a popup in which something is asked, the tab of Send, or ours;
        give what it shows."""
        readings = {tab: read(page) for tab, page in self._pages.items()}
        if not readings:
            return None
        asking = [t for t in readings if t != self._home and readings[t].state in _ASKS_SOMETHING]
        usual = next((t for t in (self.pressed, self._home) if t in readings), max(readings))
        self.focus = max(asking, default=usual)
        return readings[self.focus], self._pages[self.focus]
