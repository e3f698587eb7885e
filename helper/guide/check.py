"""A privacy check: opens one page after another, each once, and keeps a picture where the person wants one.

The person acts; what they change there is neither seen nor claimed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from flows.hosts import strip_query
from flows.privacy_check import CheckPage
from flows.schema import Flow, State
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
from helper.guide.kept import Kept
from helper.guide.plan import Say
from helper.guide.run import Run
from helper.guide.talk import Voice
from helper.page.facts import Page
from helper.page.ports import NoPicture, PanelPressed, Picture, Pressed, Window
from helper.recognise import Lexicon, Recognition, recognise
from helper.record import Evidence, Kind
from helper.texts import Texts

# A page counts once it has stood there for so many seconds: what is still being drawn may yet turn out to be a login.
_STEADY_SECONDS = 0.7


class Check(Run):
    """One run through the pages; what it came to is read from `history`, `findings` and `kept` afterwards."""

    history: CheckHistory

    def __init__(
        self, plan: CheckPlan, window: Window, work: WorkFolder, *, texts: Texts, say: Say, detail: Say
    ) -> None:
        """`say` reaches the person always, `detail` only when they asked for more (`-v`)."""
        super().__init__(window, work, plan.timeout_seconds)
        self.plan = plan
        self.history = CheckHistory(wanted=plan.pages)
        self.findings = Findings(page_url=strip_query(plan.pages[0].address.url))
        self.kept = Kept(work)

        self._texts, self._detail = texts, detail
        self._voice = Voice(texts, say)
        self._lexicons = {name: Lexicon(service.words) for name, service in plan.services.items()}
        self._shown = CheckView(plan.pages, 0, State.OPENING)

    # ---------------------------------------------------------------------------------------------- the run
    async def _begin(self) -> None:
        await self._open_next()

    @property
    def _is_settled(self) -> bool:
        return self._shown.page is None

    @property
    def _page(self) -> CheckPage:
        """The page that was opened last."""
        return self.history.visits[-1].page

    def _flow(self) -> Flow:
        return self.plan.service_of(self._page).flow

    async def _on_press(self, event: Pressed) -> None:
        await self._look()

    def _warn(self, minutes: int) -> None:
        self._voice.tell_time(minutes)

    # ---------------------------------------------------------------------------------------------- looking
    def _read(self, page: Page) -> Recognition:
        """Read a page; of one that is neither in the way nor elsewhere nothing is claimed."""
        flow = self._flow()
        reading = recognise(page, flow, self._lexicons[flow.name])
        is_told = reading.has_not_loaded or reading.state in TOLD
        return reading if is_told else Recognition(State.UNKNOWN, languages=reading.languages)

    async def _see(self, reading: Recognition, page: Page) -> None:
        shown = (self._shown.state, self._shown.has_not_loaded, self._shown.has_crashed)
        if (reading.state, reading.has_not_loaded, reading.has_crashed) == shown:
            self._forget_candidate()
        else:
            counts_at_once = reading.has_not_loaded or reading.state in ASKING
            await self._wait_for(reading, 0.0 if counts_at_once else _STEADY_SECONDS)

    async def _commit(self, reading: Recognition) -> None:
        self._forget_candidate()
        self._shown = replace(
            self._shown,
            state=reading.state,
            has_not_loaded=reading.has_not_loaded,
            has_crashed=reading.has_crashed,
            refusal=None,
        )
        self.history.visits[-1].reached |= not reading.has_not_loaded
        self._enter(reading.state)
        self.findings.remember_page(self._views.page, reading)
        self._voice.tell(now_of(self._shown, self._texts))
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
        self._shown = CheckView(self.plan.pages, len(self.history.visits) - 1, State.OPENING)
        self._voice.tell(now_of(self._shown, self._texts))
        await self._go_to(page.address.url, why, page=page.name)

    async def _end(self) -> None:
        self._deadlines.drop_all()
        if not self.history.is_through:
            self.findings.notes.append("unreachable")
            self._is_over = True  # nothing answered: there is nothing to do in this window
            return
        self._shown = CheckView(self.plan.pages, len(self.plan.pages), self._shown.state)
        self._voice.tell(now_of(self._shown, self._texts))
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
            kept = await self._keep_picture(event.tab)
            if not isinstance(kept, Evidence):
                self._shown = replace(self._shown, refusal=kept)
                self._work.note("no_picture", why=kept)
                self._voice.tell(refusal_line(kept, self._texts))
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
        return self.kept.keep(Kind.STATE, picture)

    # ---------------------------------------------------------------------------------------------- keeping and telling
    def _enter(self, state: State) -> bool:
        if not super()._enter(state):
            return False
        page = self._views.page
        self._detail(f"{state} | {page.url if page else '-'}")
        return True

    async def _show(self) -> None:
        view = replace(self._shown, minutes_left=self._patience.minutes_left)
        await self._window.show(check_panel(view, self._texts))
