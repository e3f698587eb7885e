"""How the recogniser bears pages that it has never seen: seeded mutants of the replica's pages, in a real window.

`make bench FIGURES="mutations"` looks at 2,000; from `tests/`, `python -m benchmark.mutations --replay SEED-NUMBER` looks at
one again and tells everything about it. Each mutant says what is right of it. `unknown` is acceptable, within a bound;
a wrong `form`, `submitted` or e-mail `match` never is.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from replica.display import some_display

from benchmark.canvas import Canvas
from benchmark.exhibit import DECOY_ADDRESSES
from benchmark.figure import Figure
from benchmark.matrix import ADDRESS, WINDOWS, read, reader
from benchmark.mutant import After, Mutant
from benchmark.mutants import make
from benchmark.sight import Sight, open_sight, run_in_windows
from flows.schema import State
from helper.email_check import compare_addresses
from helper.guide.history import History
from helper.guide.sending import Sending
from helper.page.facts import Page
from helper.record import Verdict

SEED = 20261122
COUNT = 2000
MOST_UNKNOWN = 15.0  # percent
REDRAW = """([title, body]) => { document.title = title; document.body.setHTMLUnsafe(body); }"""
INSERT = """([where, html]) => {
  const form = document.querySelector("[data-transport]") ?? document.querySelector("support-form") ?? document.body;
  const place = where === "before" ? form : document.body;
  place.insertAdjacentHTML(where === "before" ? "beforebegin" : "beforeend", html);
}"""


@dataclass(frozen=True)
class Finding:
    """What was said of a mutant."""

    mutant: Mutant
    said: State
    verdict: Verdict | None
    matches_decoy: bool
    misreport: str = ""  # texts that were reported and are not there, or the other way round

    @property
    def outcome(self) -> str:
        """`right`, `unknown` or `wrong`."""
        if self.said in self.mutant.right:
            return "right"
        is_unsure = self.said in (State.UNKNOWN, State.SENT) or (
            self.mutant.after is not None and not self.is_false_submitted
        )
        return "unknown" if is_unsure else "wrong"

    @property
    def is_false_form(self) -> bool:
        """Tell whether a form of ours was seen where none is; below a cookie banner there is one."""
        is_there = State.FORM in self.mutant.right or self.mutant.exhibit.state == "cookie_banner"
        return self.said is State.FORM and not is_there

    @property
    def is_false_submitted(self) -> bool:
        """Tell whether a success was seen where there is none."""
        return self.said is State.SUBMITTED and State.SUBMITTED not in self.mutant.right

    @property
    def is_false_match(self) -> bool:
        """Tell whether the person would have been told wrongly that the address is theirs."""
        return self.matches_decoy or (
            self.verdict is Verdict.MATCH and Verdict.MATCH not in self.mutant.verdicts
        )

    @property
    def is_never_acceptable(self) -> bool:
        """Tell whether it is one of the three errors that must not be."""
        return self.is_false_form or self.is_false_submitted or self.is_false_match

    def describe(self) -> str:
        """Tell what was said and what is right."""
        right = (
            "/".join(sorted(self.mutant.right)) if len(self.mutant.right) < 5 else "anything but submitted"
        )
        false = [name for name in ("form", "submitted", "match") if getattr(self, f"is_false_{name}")]
        never = f" FALSE {' '.join(false).upper()}" if false else ""
        told = f" | {self.misreport}" if self.misreport else ""
        said = f"{self.said} {self.verdict or ''}".strip()
        return f"{self.outcome}{never}: said {said}, right {right} | {self.mutant.name}{told}"


# --- looking ---------------------------------------------------------------------------------------------------------


def look(mutants: Sequence[Mutant], windows: int = WINDOWS) -> list[Finding]:
    """Look at every mutant; there must be a display."""
    findings: dict[str, Finding] = {}
    for service in dict.fromkeys(mutant.exhibit.service for mutant in mutants):
        chosen = [mutant for mutant in mutants if mutant.exhibit.service == service]
        known, _ = reader(service)
        for finding in run_in_windows(lambda known=known: open_sight(known), chosen, look_at, windows):
            findings[finding.mutant.id] = finding
    return [findings[mutant.id] for mutant in mutants]


async def look_at(sight: Sight, mutant: Mutant) -> Finding:
    """Look at one mutant."""
    page = await sight.open_pages(mutant.exhibit.url, mutant.pages)
    if mutant.after is not None:
        state = await _say_after(sight, mutant, mutant.after, page)
        return Finding(mutant, state, None, False, sight.misreport)
    said = read(mutant.exhibit.service, page)
    if said.form is None:
        return Finding(mutant, said.state, None, False, sight.misreport)
    shown = said.form.displayed_addresses
    decoys = any(compare_addresses(shown, decoy)[0] is Verdict.MATCH for decoy in DECOY_ADDRESSES)
    return Finding(mutant, said.state, compare_addresses(shown, ADDRESS)[0], decoys, sight.misreport)


async def _say_after(sight: Sight, mutant: Mutant, after: After, before: Page) -> State:
    """Change the page as Send did, and say what came of it as an attempt does."""
    service = mutant.exhibit.service
    form = read(service, before).form
    if form is None:
        return State.UNKNOWN
    tab = sight.tab.page
    if after.manner == "new_page":
        page = await sight.open_pages(mutant.exhibit.url, {mutant.exhibit.url: after.html})
    else:
        if after.manner == "inserted":
            await tab.evaluate(INSERT, json.loads(after.html))
        else:
            canvas = Canvas(after.html)
            title = canvas.page.title.get_text() if canvas.page.title else ""
            body = canvas.page.body.decode_contents() if canvas.page.body else ""
            await tab.evaluate(REDRAW, [title, body])
        await sight.settle()
        page = sight.tab.view()
    now = read(service, page, is_after_send=True)
    pressed = History(timeline=[], is_pressed=True)
    return Sending(form, before.texts()).judge(page, now, pressed, reader(service)[1]).reading.state


# --- telling ---------------------------------------------------------------------------------------------------------


def measure(selection: str = "") -> Iterator[Figure]:
    """Look at the mutants and sum up; `selection` may be how many. Those that are not right are named at the end."""
    mutants = [make(SEED, number) for number in range(int(selection or COUNT))]
    with some_display():
        findings = look(mutants)
    runs = len(findings)
    for outcome, goal in (
        ("right", "as many as can be"),
        ("unknown", f"under {MOST_UNKNOWN:g}"),
        ("wrong", "as few as can be"),
    ):
        share = 100 * sum(f.outcome == outcome for f in findings) / runs
        yield Figure(f"mutations_{outcome}", round(share, 2), "%", goal, runs)
    for error in ("form", "submitted", "match"):
        count = sum(getattr(f, f"is_false_{error}") for f in findings)
        yield Figure(f"mutations_wrong_{error}", count, "pages", "0", runs)
    yield Figure("mutations_misreported", sum(bool(f.misreport) for f in findings), "pages", "0", runs)
    print("\n".join(describe(findings)), flush=True)


def describe(findings: Sequence[Finding]) -> Iterator[str]:
    """Name every mutant that is not right, the worst first, and which mutators stand out among them."""
    off = [f for f in findings if f.outcome != "right" or f.is_never_acceptable or f.misreport]
    yield f"# seed {SEED}; not right: {len(off)} of {len(findings)}; replay with python -m benchmark.mutations --replay ID"
    for title, key in (("mutator", _mutators_of), ("page", _page_of), ("language", _language_of)):
        every = Counter(name for f in findings for name in key(f))
        bad = Counter(name for f in off for name in key(f))
        shares = ", ".join(f"{name} {n}/{every[name]}" for name, n in bad.most_common(12))
        yield f"# by {title}: {shares}"
    for finding in sorted(off, key=lambda f: (not f.is_never_acceptable, f.outcome == "unknown")):
        yield f"#   {finding.describe()}"


def _mutators_of(finding: Finding) -> Sequence[str]:
    return finding.mutant.mutators


def _page_of(finding: Finding) -> Sequence[str]:
    after = finding.mutant.after
    return [after.kind if after else finding.mutant.exhibit.name]


def _language_of(finding: Finding) -> Sequence[str]:
    return [finding.mutant.exhibit.language]


def replay(name: str) -> Iterator[str]:
    """Look at one mutant again and tell everything about it, its words included."""
    seed, _, number = name.partition("-")
    mutant = make(int(seed), int(number))
    after = {"after Send": mutant.after.html} if mutant.after else {}
    for where, html in {**mutant.pages, **after}.items():
        yield f"# {where}\n{_what_is_drawn(html)}"
    with some_display():
        yield look([mutant], windows=1)[0].describe()


def _what_is_drawn(html: str) -> str:
    """Give a page's elements, a line each, without scripts and style sheets."""
    canvas = Canvas(html)
    for part in canvas.parts:
        for tag in part.select("style, script:not(#late)"):
            tag.decompose()
    shown = [part.prettify() for part in canvas.parts]
    return "\n".join(shown)


def main() -> None:
    """Measure, or replay one."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmark.mutations")
    parser.add_argument("--replay", metavar="ID", help="look at one mutant again: SEED-NUMBER")
    parser.add_argument("--count", type=int, default=COUNT, help="how many mutants")
    arguments = parser.parse_args()
    lines = (
        replay(arguments.replay) if arguments.replay else (f.to_json() for f in measure(str(arguments.count)))
    )
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
