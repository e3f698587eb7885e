"""How long the whole program takes where a person, or an answer that vanishes, does not wait.

The page's side of each time is noted in the page itself, by observers of the pretend person's connection or by the
browser's own paint timing; the program's side is what it wrote into its record. Both are the same machine's clock.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from statistics import median
from typing import Any

from replica.attempt import Attempt
from replica.scenario import Scenario

from benchmark.figure import Figure, load_now, of_times
from benchmark.stage import ARGUMENTS, Stage, set_stage

RUNS = 4  # of each engine and each delay
# Seconds before the service answers: at once, while what Send did to the page is still being read, and into a quiet page.
DELAYS = {"at_once": 0.0, "late": 1.5}
OPENINGS = 12  # of each command
ENGINES = ("desktop", "react")

# Notes when a person could first see the text field and the answer, and when text stands in the field.
OBSERVER = """(() => {
  const answer = %s;
  const seen = (window.__seen = {});
  const note = (name) => { seen[name] ??= Date.now(); };
  new MutationObserver((changes) => {
    if (document.querySelector("textarea")?.getClientRects().length) note("form");
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (added.some((node) => node.textContent.includes(answer))) note("answer");
  }).observe(document, { childList: true, subtree: true });
  addEventListener("input", (event) => { if (event.target.value) note("text"); }, true);
})()"""

# When the browser drew the first content of this page; asks nothing of the page before.
FIRST_PAINT = """() => new Promise((tell) => new PerformanceObserver((list) => {
  const [paint] = list.getEntriesByName("first-contentful-paint");
  if (paint) tell(performance.timeOrigin + paint.startTime);
}).observe({ type: "paint", buffered: true }))"""

# The least that a Playwright script can do: the same browser, the same arguments of its own, the same address.
BARE_SCRIPT = """
import os, sys, tempfile
from playwright.sync_api import sync_playwright

wrapper, address = sys.argv[sys.argv.index("--browser") + 1], sys.argv[-1]
with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, sync_playwright() as playwright:
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=wrapper, headless=False, no_viewport=True, chromium_sandbox=os.geteuid() != 0
    )
    context.pages[0].goto(address)
    context.wait_for_event("close", timeout=0)
"""


def measure() -> Iterator[Figure]:
    """Run whole attempts for the text and the answer, then openings beside those of a bare script."""
    with set_stage() as stage:
        yield from _of_attempts(stage)
        yield from _of_openings(stage)


# --- whole attempts --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Times:
    """Seconds of one attempt."""

    form_to_text: float
    answer_to_picture: float
    answer_to_kept: float


def _of_attempts(stage: Stage) -> Iterator[Figure]:
    runs: dict[str, list[_Times]] = {name: [] for name in DELAYS}
    for _, name, engine in product(range(RUNS), DELAYS, ENGINES):
        runs[name].append(_attempt(stage, engine, DELAYS[name]))
    for name, times in runs.items():
        yield of_times(f"answer_{name}_to_picture", [t.answer_to_picture for t in times], "ms", "under 300")
        # `captured_at` is when the browser was asked; this is when the picture lay on the disk.
        kept = [t.answer_to_kept for t in times]
        yield of_times(f"answer_{name}_to_picture_on_disk", kept, "ms", "no goal: the end of the one before")
    every = [t.form_to_text for times in runs.values() for t in times]
    yield of_times("form_to_text", every, "ms", "under 500")


def _attempt(stage: Stage, engine: str, delay_s: float) -> _Times:
    with stage.run(Scenario(engine=engine, delay_s=delay_s)) as attempt:
        person = attempt.person
        answer = person.texts.pick("success", attempt.scenario.options.wording)
        person.page.add_init_script(OBSERVER % json.dumps(answer))
        person.log_in()
        attempt.wait_for_note("writing", status="done")
        attempt.wait_for_picture(2)
        person.press_send()
        kept = attempt.wait_for_note("picture", kind="confirmation")
        seen: dict[str, float] = person.page.evaluate("window.__seen")
        attempt.wait_until_kept()
        record = attempt.close_window_and_finish().record
    pictures = [_moment(item["captured_at"]) for item in record["evidence"] if item["kind"] == "confirmation"]
    answered = seen["answer"] / 1000
    return _Times(
        form_to_text=(seen["text"] - seen["form"]) / 1000,
        answer_to_picture=min(pictures) - answered,
        answer_to_kept=_moment(kept["at"]) - answered,
    )


def _moment(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()


# --- openings --------------------------------------------------------------------------------------------------------


def _of_openings(stage: Stage) -> Iterator[Figure]:
    """Open in turn, so that a busy moment of the machine hits both; the first round only warms up."""
    rounds = [(_seconds_of_bare_script(stage), _seconds_of_program(stage)) for _ in range(OPENINGS + 1)][1:]
    bare, program = zip(*rounds, strict=True)
    yield of_times("command_to_form", program, "s", "no goal of its own")
    yield of_times("bare_script_to_form", bare, "s", "no goal: what it is compared with")
    ratio = round(median(program) / median(bare), 2)
    yield Figure(
        "command_to_form_over_bare_script", ratio, "ratio", "at most 1.15", OPENINGS, load=load_now()
    )


def _seconds_of_program(stage: Stage) -> float:
    return _seconds_to_form(stage, ARGUMENTS)


def _seconds_of_bare_script(stage: Stage) -> float:
    address = Scenario(login="none").place.form_url
    return _seconds_to_form(stage, [address], command=[sys.executable, "-c", BARE_SCRIPT])


def _seconds_to_form(stage: Stage, arguments: Any, **more: Any) -> float:
    """Tell how long after its start a command's window shows the form to somebody who is logged in."""
    scenario = Scenario(login="none")
    with stage.run(scenario, arguments, **more) as attempt:
        begin = time.time()
        path = scenario.place.form_paths[0]
        attempt.server.wait_until(lambda server: any(r.path == path for r in server.requests))
        time.sleep(1)  # nobody else speaks to the browser until the form has long been drawn
        return _drawn_at(attempt) - begin


def _drawn_at(attempt: Attempt) -> float:
    page = attempt.person.page
    page.locator("textarea").wait_for()
    return float(page.evaluate(FIRST_PAINT)) / 1000
