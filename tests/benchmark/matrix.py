"""How often the recogniser is right: every page of the replica in a real window, state x language x engine.

`make bench FIGURES="matrix"`, quicker `"matrix:quick"`, some languages `"matrix:fr,de"`; beside the figures, lines that
begin with `#` show the confusion matrix and name each cell off its diagonal. The pages stand at the services' real
addresses; nothing else resolves. A page that looks the same in several engines is looked at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from replica.display import some_display
from replica.engines import asset
from replica.options import ENGINES, Options
from replica.texts import LANGUAGES, STRANGE_LANGUAGES

from benchmark.exhibit import DECOY_ADDRESSES, STATES, VARIANTS, Exhibit
from benchmark.figure import Figure
from benchmark.sight import Sight, open_sight, run_in_windows
from flows.load import Service, load
from flows.schema import State
from helper.email_check import compare_addresses
from helper.page.facts import Page
from helper.recognise import Lexicon, Recognition, recognise
from helper.record import Verdict

WINDOWS = 2
ADDRESS = Options().address
MOST_UNKNOWN = 3.2  # percent: autoconsent's best published rate of failing self-tests


@dataclass(frozen=True)
class Cell:
    """One page and what was said of it."""

    exhibit: Exhibit
    said: State
    verdict: Verdict | None  # of the address, where a form was recognised
    matches_decoy: bool  # an address that is not the form's would have been called a match
    misreport: str = ""  # texts that were reported and are not there, or the other way round

    @property
    def outcome(self) -> str:
        """`right`, `unknown` or `wrong`."""
        if self.said in self.exhibit.right:
            return "right"
        return "unknown" if self.said is State.UNKNOWN else "wrong"

    @property
    def is_false_form(self) -> bool:
        """Tell whether a form was seen where none of ours is; below a cookie banner there is one."""
        return self.said is State.FORM and self.outcome == "wrong" and self.exhibit.state != "cookie_banner"

    @property
    def is_false_submitted(self) -> bool:
        """Tell whether a success was seen on a page that nobody sent anything from."""
        return self.said is State.SUBMITTED

    @property
    def is_false_match(self) -> bool:
        """Tell whether the person would have been told wrongly that the address is theirs."""
        return self.matches_decoy or (
            self.verdict is Verdict.MATCH and self.exhibit.verdict is not Verdict.MATCH
        )

    @property
    def is_missed_verdict(self) -> bool:
        """Tell whether the verdict on the address is off, on the safe side."""
        is_seen = self.verdict is not None and self.exhibit.state == "form"
        return is_seen and self.verdict is not self.exhibit.verdict and not self.is_false_match


@cache
def reader(name: str) -> tuple[Service, Lexicon]:
    """Give a service and its words."""
    service = load(name)
    return service, Lexicon(service.words)


def read(service: str, page: Page, *, is_after_send: bool = False) -> Recognition:
    """Recognise a page as the program does."""
    known, lexicon = reader(service)
    return recognise(page, known.flow, lexicon, is_after_send=is_after_send)


def judge(exhibit: Exhibit, page: Page, misreport: str = "") -> Cell:
    """Recognise a page, and compare the address on it with the person's and with others that stand there."""
    said = read(exhibit.service, page)
    shown = said.form.displayed_addresses if said.form else (None,)
    return Cell(
        exhibit,
        said.state,
        compare_addresses(shown, ADDRESS)[0] if said.form else None,
        any(compare_addresses(shown, decoy)[0] is Verdict.MATCH for decoy in DECOY_ADDRESSES),
        misreport,
    )


# --- which pages -----------------------------------------------------------------------------------------------------


def choose(selection: str = "") -> list[Exhibit]:
    """Give the pages to look at: all; `quick` for one engine of each; or those of the languages that are named.

    Facebook's in every engine; variants of a state, and the other service, each in one engine that takes turns.
    """
    is_quick = selection == "quick"
    languages = selection.split(",") if selection and not is_quick else [*LANGUAGES, *STRANGE_LANGUAGES]
    return [
        Exhibit(service, name, language, engine)
        for row, language in enumerate(languages)
        for column, name in enumerate(VARIANTS)
        for service in ("facebook", "instagram")
        for engine in _engines(service, name, row + column, is_quick=is_quick)
    ]


def _engines(service: str, name: str, turn: int, *, is_quick: bool) -> Sequence[str]:
    if service == "facebook" and name in STATES and not is_quick:
        return ENGINES
    if service != "facebook" and (name not in STATES or is_quick):
        return ()
    return (ENGINES[turn % len(ENGINES)],)


def spread(every_language_in: int, every_state_in: int) -> list[Exhibit]:
    """Give a small selection: each language in so many states and each state in so many languages, engines in turn."""
    chosen: dict[tuple[str, str], None] = {}
    for row, language in enumerate(LANGUAGES):
        for step in range(every_language_in):
            chosen[STATES[(row * every_language_in + step) % len(STATES)], language] = None
    for column, state in enumerate(STATES):
        languages = [language for name, language in chosen if name == state]
        others = [language for language in LANGUAGES if language not in languages]
        for step in range(every_state_in - len(languages)):
            chosen[state, others[(column + step) % len(others)]] = None
    return [
        Exhibit("facebook", state, language, ENGINES[turn % len(ENGINES)])
        for turn, (state, language) in enumerate(chosen)
    ]


# --- looking ---------------------------------------------------------------------------------------------------------


def look(exhibits: Sequence[Exhibit], windows: int = WINDOWS) -> list[Cell]:
    """Look at every page; there must be a display."""
    cells: dict[Exhibit, Cell] = {}
    for service in dict.fromkeys(exhibit.service for exhibit in exhibits):
        known, _ = reader(service)
        alike = group_alike(exhibit for exhibit in exhibits if exhibit.service == service)

        async def act(sight: Sight, exhibit: Exhibit) -> Cell:
            page = await sight.open_pages(exhibit.url, exhibit.pages())
            return judge(exhibit, page, sight.misreport)

        seen = run_in_windows(lambda known=known: open_sight(known), list(alike), act, windows)
        for cell in seen:
            for exhibit in alike[cell.exhibit]:
                cells[exhibit] = replace(cell, exhibit=exhibit)
    return [cells[exhibit] for exhibit in exhibits]


def group_alike(exhibits: Iterable[Exhibit]) -> Mapping[Exhibit, list[Exhibit]]:
    """Give the first of each group of pages that a browser cannot tell apart, with all of its group."""
    groups: dict[tuple[str, ...], list[Exhibit]] = {}
    for exhibit in exhibits:
        # The script of an engine does nothing on a page without its form.
        script = f"<script nonce='{exhibit.options.nonce}'>{asset('react.js')}</script>"
        words = [
            body if 'id="mount_0_0"' in body else body.replace(script, "")
            for body in exhibit.pages().values()
        ]
        groups.setdefault((exhibit.url, *words), []).append(exhibit)
    return {group[0]: group for group in groups.values()}


# --- telling ---------------------------------------------------------------------------------------------------------


def measure(selection: str = "") -> Iterator[Figure]:
    """Look at the pages and sum up; the matrix is printed at the end."""
    with some_display():
        cells = look(choose(selection))
    known = [cell for cell in cells if not cell.exhibit.is_strange]
    strange = [cell for cell in cells if cell.exhibit.is_strange]
    yield _share("matrix_right", known, "right", "at least 96.8")
    yield _share("matrix_unknown", known, "unknown", f"at most {MOST_UNKNOWN}")
    yield _share("matrix_wrong", known, "wrong", "as few as can be")
    yield _share(
        "matrix_unknown_words_right", strange, "right", "no goal: languages that the program does not know"
    )
    yield _count("matrix_wrong_form", sum(cell.is_false_form for cell in cells), len(cells))
    yield _count("matrix_wrong_submitted", sum(cell.is_false_submitted for cell in cells), len(cells))
    yield _count("matrix_wrong_match", sum(cell.is_false_match for cell in cells), len(cells))
    yield _count("matrix_misreported", sum(bool(cell.misreport) for cell in cells), len(cells))
    print("\n".join(describe(cells)), flush=True)


def _share(name: str, cells: Sequence[Cell], outcome: str, goal: str) -> Figure:
    hits = sum(cell.outcome == outcome for cell in cells)
    return Figure(name, round(100 * hits / len(cells), 2) if cells else 0.0, "%", goal, len(cells))


def _count(name: str, hits: int, runs: int) -> Figure:
    return Figure(name, hits, "pages", "0", runs)


def describe(cells: Sequence[Cell]) -> Iterator[str]:
    """Give the confusion matrix, then each cell off its diagonal, as lines that begin with `#`."""
    yield from table([(cell.exhibit.name, cell.said.value, cell.outcome == "right") for cell in cells])
    for title, off in (
        ("off the diagonal", [c for c in cells if c.outcome != "right"]),
        ("wrong verdict match", [c for c in cells if c.is_false_match]),
        ("verdict off, on the safe side", [c for c in cells if c.is_missed_verdict]),
        ("other texts reported than stood there", [c for c in cells if c.misreport]),
    ):
        yield f"# {title}: {len(off)} of {len(cells)}"
        yield from name_cells(off)


def table(rows: Sequence[tuple[str, str, bool]]) -> Iterator[str]:
    """Give what was shown against what was said: `.` for never, brackets where that is right."""
    counts = Counter((shown, said) for shown, said, _ in rows)
    right = {(shown, said) for shown, said, is_right in rows if is_right}
    names, answers = list(dict.fromkeys(r[0] for r in rows)), sorted({r[1] for r in rows})
    width = max(map(len, names), default=0)
    yield "# what was said, by column: " + ", ".join(f"{n}={said}" for n, said in enumerate(answers, 1))
    yield f"# {'':{width}}" + "".join(f"{n:>8}" for n in range(1, len(answers) + 1))
    for shown in names:
        cells = ""
        for said in answers:
            count = counts[shown, said]
            cells += f"{f'[{count}]' if (shown, said) in right else count or '.':>8}"
        yield f"# {shown:{width}}{cells}"


def name_cells(cells: Sequence[Cell]) -> Iterator[str]:
    """Name cells, those of one language that differ in the engine only on one line."""
    engines: dict[tuple[str, ...], list[str]] = {}
    for cell in cells:
        e = cell.exhibit
        key = (e.name, f"{cell.said} {cell.verdict or ''}".strip(), e.service, e.language)
        engines.setdefault(key, []).append(e.engine)
    for (name, said, service, language), found in sorted(engines.items()):
        which = "every engine" if len(found) == len(ENGINES) else " ".join(found)
        yield f"#   {name} -> {said}: {service} {language}, {which}"
