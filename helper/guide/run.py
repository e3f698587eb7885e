"""The loop of a run in the window, whatever the run is for: events in their order, moments that are due, the person's time.

What the run is for comes from those who build on it: the attempt (`attempt.py`) and the privacy check (`check.py`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from flows.hosts import strip_query
from flows.schema import Flow, State
from helper.evidence.work import WorkFolder, utc_now
from helper.guide.findings import Findings
from helper.guide.history import Course
from helper.guide.timing import Deadline, Deadlines, Inbox, Patience
from helper.guide.views import Views
from helper.page import ports
from helper.page.facts import Page
from helper.page.ports import Event, PanelPressed, Pressed, Requested, Swapped, Window
from helper.recognise import Recognition
from helper.record import Moment


class Run(ABC):
    """One run: what is shown must have been there for a moment before it counts; the end comes once, whoever brings it."""

    history: Course
    findings: Findings

    def __init__(self, window: Window, work: WorkFolder, timeout_seconds: float) -> None:
        self._window, self._work = window, work
        self._inbox = Inbox(window)
        self._deadlines = Deadlines()
        self._patience = Patience(self._deadlines, timeout_seconds)
        self._views = Views()
        self._candidate: Recognition | None = None
        self._is_over = False
        self._behind = 0  # how often, without having caught up since

    def fall_behind(self) -> None:
        """The program stood still: until it has heard what happened meanwhile (`WentOn`) nothing is decided by time."""
        self._behind += 1
        self.findings.notes.append("stood_still")

    async def run(self) -> None:
        """Go through it until it is over; raises only what the archive or a bug raises."""
        self._inbox.start()
        try:
            self._patience.restart()
            await self._begin()
            while not self._is_over:
                await self._inbox.wait(None if self._behind else self._deadlines.until_next())
                while not self._is_over and (event := self._inbox.pop()):
                    await self._handle(event)
                for name in self._deadlines.take_due():
                    if self._behind:
                        self._deadlines.set(name, 0.0)
                    elif not self._is_over:
                        await self._handle_due(name)
            self._conclude()
        finally:
            await self._inbox.stop()
            await self._stop()

    # ---------------------------------------------------------------------------------------------- what it is for
    @abstractmethod
    async def _begin(self) -> None:
        """Open the first page."""

    @property
    @abstractmethod
    def _is_settled(self) -> bool:
        """Tell whether nothing that is shown from now on changes anything."""

    @property
    def _is_awaited(self) -> bool:
        """Tell whether the person is still to do something: what they do begins the wait anew."""
        return not self._is_settled

    @abstractmethod
    def _flow(self) -> Flow:
        """Give the flow of what was opened last."""

    @abstractmethod
    def _read(self, page: Page) -> Recognition:
        """Say what a page is."""

    @abstractmethod
    async def _see(self, reading: Recognition, page: Page) -> None:
        """Take in what the tab that counts shows now."""

    @abstractmethod
    async def _commit(self, reading: Recognition) -> None:
        """What is shown counts from now on."""

    @abstractmethod
    async def _on_press(self, event: Pressed) -> None:
        """The person pressed something on the page."""

    @abstractmethod
    async def _on_button(self, event: PanelPressed) -> None:
        """The person pressed a button of the panel."""

    async def _on_request(self, event: Requested) -> None:
        """A page asked for something from its host."""

    async def _on_swapped(self, event: Swapped) -> None:
        """A page put another address in the place of the one that stood there as the person pressed something."""

    async def _on_due(self, name: Deadline) -> None:
        """A moment of its own has come."""

    @abstractmethod
    def _warn(self, minutes: int) -> None:
        """Say that the person's time is nearly over."""

    @abstractmethod
    async def _show(self) -> None:
        """Draw the panel."""

    def _conclude(self) -> None:
        """Note what is known only now that it is over."""

    async def _stop(self) -> None:
        """End what still goes on beside the loop."""

    # ---------------------------------------------------------------------------------------------- events
    async def _handle(self, event: Event) -> None:
        match event:
            case ports.PageChanged(tab, page, is_theirs):
                self._views.see(tab, page, is_theirs=is_theirs)
                await self._look()
            case ports.Arrived():
                note = self.findings.arrive(event, self._flow()).model_dump(mode="json", exclude={"at"})
                self._work.note("arrived", **note)
            case ports.Pressed(tab, page):
                self._patience.restart()
                self._views.see(tab, page)
                await self._on_press(event)
            case ports.Swapped():
                await self._on_swapped(event)
            case ports.Requested():
                await self._on_request(event)
            case ports.Active():
                if self._is_awaited and self._patience.restart():
                    await self._show()
            case ports.TabClosed(tab):
                self._views.forget(tab)
                await self._look()
            case ports.PanelPressed():
                await self._on_button(event)
            case ports.WentOn(is_all):
                self._work.note("went_on", is_all=is_all)
                self.history.is_unwatched |= not is_all
                self._behind -= 1
                self._patience.restart()
                await self._show()
            case ports.WindowClosed() | ports.BrowserLost():
                self.history.is_browser_lost = isinstance(event, ports.BrowserLost)
                self._enter(State.CLOSED)
                self._is_over = True
            case ports.Stopped(status):
                self.history.stopped_with = status
                self._work.note("stopped", status=status)
                self._is_over = True

    async def _handle_due(self, name: Deadline) -> None:
        match name:
            case "steady" if self._candidate is not None:
                await self._commit(self._candidate)
            case "warn":
                self._warn(self._patience.warn())
                await self._show()
            case "idle" | "linger":
                self._work.note("time_is_up", after=name)
                self._is_over = True
            case _:
                await self._on_due(name)

    # ---------------------------------------------------------------------------------------------- looking
    async def _look(self) -> None:
        if self._is_settled:
            return
        found = self._views.choose(self._read)
        if found is None:
            return
        reading, page = found
        if reading.has_not_loaded and self._views.is_left_behind:
            return  # it stands there until the page comes that was opened since
        if page.is_loading and reading.state in (State.UNKNOWN, State.OPENING):
            self._forget_candidate()  # what stood there before is gone
            return
        await self._see(reading, page)

    async def _wait_for(self, reading: Recognition, seconds: float) -> None:
        """Let what is shown count once it has lasted for so long; at once where that is 0."""
        if seconds == 0.0:
            await self._commit(reading)
            return
        if self._candidate is None or self._candidate.state is not reading.state:
            self._deadlines.set("steady", seconds)
        self._candidate = reading

    def _forget_candidate(self) -> None:
        self._candidate = None
        self._deadlines.drop("steady")

    # ---------------------------------------------------------------------------------------------- doing
    async def _go_to(self, address: str, why: str, **facts: str) -> None:
        """Open an address in the tab that counts."""
        self._forget_candidate()
        self._views.leave()
        self._enter(State.OPENING)
        self._work.note(why, **facts, address=strip_query(address))
        await self._show()
        await self._window.open(address)

    def _enter(self, state: State) -> bool:
        """Write down what the window shows now; False when it shows that already."""
        if self.history.timeline and self.history.state is state:
            return False
        self.history.timeline.append(Moment(at=utc_now(), state=state))
        self._work.note("state", state=state)
        return True
