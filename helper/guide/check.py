"""A privacy check: opens one page after another, each once, and keeps a picture where the person wants one.

The person acts; what they change there is neither seen nor claimed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from flows.hosts import strip_query
from flows.privacy_check import CheckPage
from flows.schema import State
from helper.evidence.work import WorkFolder, utc_now
from helper.guide.check_plan import CheckHistory, CheckPlan, Visit
from helper.guide.check_steps import (
    ASKING,
    TOLD,
    CheckView,
    Refusal,
    button_id,
    check_panel,
    now_of,
    refusal_line,
)
from helper.guide.findings import Findings
from helper.guide.gallery import Gallery
from helper.guide.plan import Say
from helper.guide.timing import Deadlines, Inbox, Patience
from helper.guide.views import Views
from helper.page.facts import Page
from helper.page.ports import (
    Active,
    Arrived,
    BrowserLost,
    Event,
    NoPicture,
    PageChanged,
    PanelPressed,
    Picture,
    Pressed,
    Stopped,
    TabClosed,
    Window,
    WindowClosed,
)
from helper.recognise import Lexicon, Recognition, recognise
from helper.record import Evidence, Kind, Moment
from helper.texts import Texts

# A page counts once it has stood there for so many seconds: what is still being drawn may yet turn out to be a login.
_STEADY_SECONDS = 0.7


class Check:
    """One run through the pages; what it came to is read from `history`, `findings` and `gallery` afterwards."""

    def __init__(
        self, plan: CheckPlan, window: Window, work: WorkFolder, *, texts: Texts, say: Say, detail: Say
    ) -> None:
        """`say` reaches the person always, `detail` only when they asked for more (`-v`)."""
        self.plan = plan
        self.history = CheckHistory(plan.pages)
        self.findings = Findings(page_url=strip_query(plan.pages[0].address.url))
        self.gallery = Gallery(work)

        self._window, self._work, self._texts = window, work, texts
        self._say, self._detail = say, detail
        self._lexicons = {name: Lexicon(service.words) for name, service in plan.services.items()}
        self._inbox = Inbox(window)
        self._deadlines = Deadlines()
        self._patience = Patience(self._deadlines, plan.timeout_seconds)
        self._views = Views()
        self._shown = CheckView(plan.pages, 0, State.OPENING)
        self._candidate: Recognition | None = None
        self._said = ""
        self._is_over = False

    # ---------------------------------------------------------------------------------------------- the loop
    async def run(self) -> None:
        """Go through the pages until the check is over; raises only what the archive or a bug raises."""
        self._inbox.start()
        try:
            self._patience.restart()
            await self._open_next()
            while not self._is_over:
                await self._inbox.wait(self._deadlines.until_next())
                while not self._is_over and (event := self._inbox.pop()):
                    await self._handle(event)
                for name in self._deadlines.take_due():
                    if not self._is_over:
                        await self._handle_due(name)
        finally:
            await self._inbox.stop()

    async def _handle(self, event: Event) -> None:
        match event:
            case PageChanged(tab, page):
                self._views.see(tab, page)
                await self._look()
            case Pressed(tab, page):
                self._patience.restart()
                self._views.see(tab, page)
                await self._look()
            case Arrived():
                flow = self.plan.service_of(self._page).flow
                note = self.findings.arrive(event, flow).model_dump(mode="json", exclude={"at"})
                self._work.note("arrived", **note)
            case Active():
                if self._shown.page and self._patience.restart():
                    await self._show()
            case TabClosed(tab):
                self._views.forget(tab)
                await self._look()
            case PanelPressed():
                await self._on_button(event)
            case WindowClosed() | BrowserLost():
                self.history.is_browser_lost = isinstance(event, BrowserLost)
                self._enter(State.CLOSED)
                self._is_over = True
            case Stopped(status):
                self.history.stopped_with = status
                self._work.note("stopped", status=status)
                self._is_over = True

    async def _handle_due(self, name: str) -> None:
        match name:
            case "steady" if self._candidate is not None:
                await self._commit(self._candidate)
            case "warn":
                self._tell(self._texts.say("panel.time", minutes=self._patience.warn()))
                await self._show()
            case "idle" | "linger":
                self._work.note("time_is_up", after=name)
                self._is_over = True

    # ---------------------------------------------------------------------------------------------- looking
    @property
    def _page(self) -> CheckPage:
        """The page that was opened last."""
        return self.history.visits[-1].page if self.history.visits else self.plan.pages[0]

    def _read(self, page: Page) -> Recognition:
        """Read a page; of one that is neither in the way nor elsewhere nothing is claimed."""
        flow = self.plan.service_of(self._page).flow
        reading = recognise(page, flow, self._lexicons[flow.name])
        is_told = reading.has_not_loaded or reading.state in TOLD
        return reading if is_told else Recognition(State.UNKNOWN, languages=reading.languages)

    async def _look(self) -> None:
        found = self._views.choose(self._read)
        if found is None or self._shown.page is None:
            return
        reading, page = found
        if reading.has_not_loaded and self._views.is_left_behind:
            return  # it stands there until the page comes that was opened since
        is_shown = (reading.state, reading.has_not_loaded) == (self._shown.state, self._shown.has_not_loaded)
        if page.is_loading and reading.state is State.UNKNOWN:
            self._candidate = None  # what stood there before is gone
            self._deadlines.drop("steady")
        elif is_shown:
            self._candidate = None
            self._deadlines.drop("steady")
        elif reading.has_not_loaded or reading.state in ASKING:
            await self._commit(reading)
        else:
            if self._candidate is None or not self._candidate.is_as(reading):
                self._deadlines.set("steady", _STEADY_SECONDS)
            self._candidate = reading

    async def _commit(self, reading: Recognition) -> None:
        self._candidate = None
        self._deadlines.drop("steady")
        self._shown = replace(
            self._shown, state=reading.state, has_not_loaded=reading.has_not_loaded, refusal=None
        )
        if self.history.visits:
            self.history.visits[-1].reached |= not reading.has_not_loaded
        self._enter(reading.state)
        self.findings.remember_page(self._views.page, reading)
        self._tell(now_of(self._shown, self._texts))
        await self._show()

    # ---------------------------------------------------------------------------------------------- pages
    async def _open_next(self) -> None:
        """Open the next page; after the last one there is nothing more to do."""
        if len(self.history.visits) == len(self.plan.pages):
            await self._end()
            return
        self.history.visits.append(Visit(self.plan.pages[len(self.history.visits)], utc_now()))
        await self._open("open")

    async def _open(self, why: Literal["open", "retry"]) -> None:
        """Open the page of the last visit: the next one, or once more because the person asks for it."""
        page = self._page
        self._candidate = None
        self._views.leave()
        self._deadlines.drop("steady")
        self._shown = CheckView(self.plan.pages, len(self.history.visits) - 1, State.OPENING)
        self._enter(State.OPENING)
        self._work.note(why, page=page.name, address=strip_query(page.address.url))
        self._tell(now_of(self._shown, self._texts))
        await self._show()
        await self._window.open(page.address.url)

    async def _end(self) -> None:
        self._deadlines.drop_all()
        if not self.history.is_through:
            self.findings.notes.append("unreachable")
            self._is_over = True  # nothing answered: there is nothing to do in this window
            return
        self._shown = CheckView(self.plan.pages, len(self.plan.pages), self._shown.state)
        self._tell(now_of(self._shown, self._texts))
        self._deadlines.set("linger", self.plan.linger_seconds)
        await self._show()

    # ---------------------------------------------------------------------------------------------- what the person says
    async def _on_button(self, event: PanelPressed) -> None:
        """Keep a picture if it is wanted, and go on; a press that came late belongs to the page before."""
        pressed = next(
            (one for one in self._shown.buttons if button_id(one, self._shown.number) == event.button), None
        )
        if pressed is None:
            return
        self._patience.restart()
        if pressed == "try_again":
            await self._open("retry")
            return
        visit = self.history.visits[-1]
        if pressed == "keep":
            kept = await self._keep_picture(event.tab or self._views.focus)
            if not isinstance(kept, Evidence):
                self._shown = replace(self._shown, refusal=kept)
                self._work.note("no_picture", why=kept)
                self._tell(refusal_line(kept, self._texts))
                await self._show()
                return
            visit.picture = kept.path
        visit.said = "picture" if pressed == "keep" else "no_picture"
        self._work.note("said_by_person", what=visit.said, page=visit.page.name)
        await self._open_next()

    async def _keep_picture(self, tab: int) -> Evidence | Refusal:
        """Keep what stands in a tab, or say why there is no picture of it."""
        picture = await self._window.take_picture(tab, whole=False)
        if not isinstance(picture, Picture):
            return "sensitive" if picture is NoPicture.SENSITIVE else "gone"
        if not self.plan.service_of(self._page).flow.allows(picture.url):
            return "elsewhere"
        evidence = self.gallery.keep(Kind.STATE, picture)
        self._work.note("picture", kind=evidence.kind, path=evidence.path)
        return evidence

    # ---------------------------------------------------------------------------------------------- keeping and telling
    def _enter(self, state: State) -> None:
        if self.history.state is state:
            return
        self.history.timeline.append(Moment(at=utc_now(), state=state))
        self._work.note("state", state=state)
        page = self._views.page
        self._detail(f"{state} | {page.url if page else '-'}")

    def _tell(self, line: str) -> None:
        if line != self._said:
            self._said = line
            self._say(line)

    async def _show(self) -> None:
        view = replace(self._shown, minutes_left=self._patience.minutes_left)
        await self._window.show(check_panel(view, self._texts))
