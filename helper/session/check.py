"""Puts a privacy check together and takes it apart, in the same window and with the same kind of evidence as an attempt."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable
from functools import partial

from flows import CHECK
from helper.browser.driver import Driver
from helper.browser.window import BrowserWindow
from helper.errors import ArchiveProblem, HelperError
from helper.evidence.store import Archive
from helper.evidence.work import utc_now
from helper.guide.check import Check
from helper.guide.check_plan import CheckPlan, conclude_check
from helper.guide.plan import Say
from helper.page.ports import Window
from helper.record import EmailCheck, Explanation, FlowUsed, PageSeen, Record, Verdict
from helper.session.attempt import Ending, Opener, open_window, seal, stop_on_signals, watched
from helper.session.recording import setting_of, software_of
from helper.texts import Texts


async def run_check(
    driver: Awaitable[Driver],
    *,
    plan: CheckPlan,
    archive: Archive,
    opener: Opener,
    texts: Texts,
    say: Say,
    detail: Say,
) -> Ending:
    """Run a check to its end; raises what keeps it from beginning (no browser, no archive)."""
    # The word files take a while to read: the driver and the browser start meanwhile.
    loading = asyncio.create_task(asyncio.to_thread(watched, plan.services.values(), texts))
    async with open_window(opener, await driver, texts, say) as opened:
        window = BrowserWindow(opened, await loading)
        started_at, began = utc_now(), time.monotonic()
        begin = partial(
            archive.begin,
            CHECK,
            flow=_flow_used(plan).model_dump(mode="json"),
            rehearsal=False,
            reference=None,
        )
        _, work = await asyncio.gather(window.start(), asyncio.to_thread(begin))
        try:
            check = Check(plan, window, work, texts=texts, say=say, detail=detail)
            problem: HelperError | None = None
            async with stop_on_signals(window):
                try:
                    await check.run()
                except ArchiveProblem as error:
                    problem = error
                record = _record_of(check, work.id, started_at, time.monotonic() - began, window)
                folder, problem = seal(work, record, problem)
        finally:
            await window.stop()
    _, status = conclude_check(check.history)
    return Ending(record, problem.exit if problem else status, folder, problem, texts.say("check.title"))


def _flow_used(plan: CheckPlan) -> FlowUsed:
    return FlowUsed(name=CHECK, revision=plan.revision, sha256=plan.sha256, origin="shipped")


def _record_of(check: Check, work_id: str, started_at: dt.datetime, seconds: float, window: Window) -> Record:
    """Write down what the check came to: pages that were opened, what the person said, pictures; never what they changed."""
    outcome, _ = conclude_check(check.history)
    findings = check.findings
    return Record(
        id=work_id,
        service=CHECK,
        flow=_flow_used(check.plan),
        outcome=outcome,
        started_at=started_at,
        ended_at=utc_now(),
        page=PageSeen(url=findings.page_url, language=findings.page_language, variant=None),
        email_check=EmailCheck(verdict=Verdict.UNCHECKED, displayed=None, expected=None),
        explanation=Explanation(reference=None, inserted=False, text=None),
        confirmation=None,
        timeline=tuple(check.history.timeline),
        evidence=check.gallery.evidence,
        software=software_of(window),
        navigations=tuple(findings.navigations),
        setting=setting_of(window, started_at, seconds, findings.skew_seconds),
        privacy_check=check.history.document(),
        notes=tuple(dict.fromkeys(findings.notes)),
    )
