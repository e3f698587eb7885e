"""Puts a run together and takes it apart: the one place that knows the browser, the archive and the terminal at once."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import logging
import os
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from flows.concepts import Concept
from flows.load import Service
from helper.browser.driver import Driver
from helper.browser.launch import Opened
from helper.browser.messages import Watched
from helper.browser.window import BrowserWindow
from helper.errors import ArchiveProblem, Exit, HelperError
from helper.evidence.store import Archive
from helper.evidence.work import WorkFolder, utc_now
from helper.guide.plan import Say
from helper.guide.run import Run
from helper.page.ports import Window
from helper.recognise import Lexicon
from helper.record import Outcome, Record, Setting
from helper.session.signals import StandingStill, stop_on_signals
from helper.texts import Texts

log = logging.getLogger("optout_assist")
SLOW_SECONDS = 5.0  # after which a person wants to know what they are waiting for
PANEL_LABELS = ("name", "collapse", "expand", "move", "steps", "done")
# By which programs are told of a proxy; what a desktop's settings say is not known here.
_PROXIES = tuple(
    form(name) for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY") for form in (str.upper, str.lower)
)
Opener = Callable[[Driver], AbstractAsyncContextManager[Opened]]
_ASKED = (Concept.EXPLANATION, Concept.ADDITIONAL, Concept.COUNTRY)  # what a form asks for besides an address
AnyRun = TypeVar("AnyRun", bound=Run)  # Python 3.11 has no type parameters on classes


@dataclass(frozen=True)
class Ending:
    """How a run ended: its record, its exit status, its folder, and what went wrong with the archive, if anything."""

    record: Record
    status: int
    folder: Path | None
    problem: HelperError | None = None
    title: str | None = None  # what the service is called in sentences
    is_stopped: bool = False  # by a signal, be it after the answer


@dataclass(frozen=True)
class Took:
    """When a run began, and for how many seconds it lasted, by a clock that nobody sets."""

    started_at: dt.datetime
    seconds: float


def setting_of(window: Window, took: Took, skew: float | None) -> Setting:
    """Say where a run took place, and how long it took."""
    return Setting(
        utc_offset=took.started_at.astimezone().isoformat()[-6:],
        duration_seconds=round(took.seconds, 3),
        is_fresh_profile=window.is_fresh,
        has_proxy=any(os.environ.get(name) for name in _PROXIES),
        skew_seconds=skew,
    )


class Errand(ABC, Generic[AnyRun]):
    """What a run is for: what it needs before, what it is, and what is written down after it."""

    name: str  # under which it is archived
    title: str | None
    services: tuple[Service, ...]  # on whose pages the watcher may read

    @abstractmethod
    def facts(self) -> dict[str, object]:
        """Give what the journal's first line says: a record can be made from it if the program dies."""

    @abstractmethod
    def make(self, window: Window, work: WorkFolder) -> AnyRun:
        """Make the run in its window."""

    @abstractmethod
    def conclude(self, run: AnyRun) -> tuple[Outcome, int]:
        """Give the outcome, and the exit status that the run alone would have."""

    @abstractmethod
    def record_of(self, run: AnyRun, outcome: Outcome, work_id: str, took: Took, window: Window) -> Record:
        """Write down what the run came to."""


async def run_errand(
    driver: Awaitable[Driver],
    errand: Errand[AnyRun],
    *,
    archive: Archive,
    opener: Opener,
    texts: Texts,
    say: Say,
) -> Ending:
    """Go through a run to its end; raises what keeps it from beginning (no browser, no archive)."""
    # The word files take a while to read: the driver and the browser start meanwhile.
    loading = asyncio.create_task(asyncio.to_thread(watched, errand.services, texts))
    # Until the browser has closed too: what is asked twice is still answered with what the run came to.
    async with (
        contextlib.AsyncExitStack() as signals,
        open_window(opener, await driver, texts, say) as opened,
    ):
        window = BrowserWindow(opened, await loading)
        started_at, began = utc_now(), time.monotonic()
        begin = partial(archive.begin, errand.name, **errand.facts())
        _, work = await asyncio.gather(window.start(), asyncio.to_thread(begin))
        try:
            run = errand.make(window, work)
            problem: HelperError | None = None
            standing_still = StandingStill(window, run.fall_behind, say, texts)
            await signals.enter_async_context(stop_on_signals(standing_still.post))
            signals.enter_context(standing_still.heed_signals())
            try:
                await run.run()
            except ArchiveProblem as error:
                problem = error
            took = Took(started_at, time.monotonic() - began)
            outcome, status = errand.conclude(run)
            record = errand.record_of(run, outcome, work.id, took, window)
            folder, problem = seal(work, record, problem)
        finally:
            await window.stop()
    is_stopped = run.history.stopped_with is not None
    return Ending(record, _status(status, problem), folder, problem, errand.title, is_stopped)


def watched(services: Iterable[Service], texts: Texts) -> Watched:
    """Tell the watcher where it may read."""
    all_of = tuple(services)
    lexicons = [Lexicon(one.words) for one in all_of]

    def gather(words_of: Callable[[Lexicon], list[str]]) -> tuple[str, ...]:
        return tuple(sorted({word for lexicon in lexicons for word in words_of(lexicon)}))

    return Watched(
        hosts=tuple(sorted({host for one in all_of for host in one.flow.hosts})),
        locale_domains=tuple(sorted({domain for one in all_of for domain in one.flow.locale_domains})),
        code_words=gather(Lexicon.code_words),
        code_nouns=gather(Lexicon.code_nouns),
        email_words=gather(lambda lexicon: lexicon.words_of_all(Concept.EMAIL)),
        asked_words=gather(lambda lexicon: lexicon.words_of_all(*_ASKED)),
        password_words=gather(lambda lexicon: lexicon.words_of_all(Concept.PASSWORD)),
        pin_words=gather(lambda lexicon: lexicon.words_of_all(Concept.PIN)),
        labels={name: texts.say(f"panel.{name}") for name in PANEL_LABELS},
        language=texts.language,
    )


@contextlib.asynccontextmanager
async def open_window(
    opener: Opener, driver: Driver, texts: Texts, say: Say, *, seconds: float = SLOW_SECONDS
) -> AsyncIterator[Opened]:
    """Open the window; who waits long for it is told so, and why that may be."""
    telling = asyncio.get_running_loop().call_later(seconds, say, texts.say("talk.browser_slow"))
    async with contextlib.AsyncExitStack() as stack:
        try:
            opened = await stack.enter_async_context(opener(driver))
        finally:
            telling.cancel()
        yield opened


def seal(
    work: WorkFolder, record: Record, problem: HelperError | None
) -> tuple[Path | None, HelperError | None]:
    """Seal the evidence; gives its folder, or what went wrong, of which the first counts."""
    try:
        return work.seal(record), problem
    except ArchiveProblem as error:
        log.error("the attempt could not be sealed: %s", error.key)
        return None, problem or error


def _status(status: int, problem: HelperError | None) -> int:
    """What tells most about "was it sent?" wins: 7, then 6, then the others."""
    return status if problem is None or status == Exit.SENT_UNCERTAIN else problem.exit
