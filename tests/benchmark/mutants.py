"""Makes mutants: a page of the replica, changed in one to three ways; a seed and a number give the same one always."""

from __future__ import annotations

from random import Random

from replica.options import ENGINES
from replica.texts import LANGUAGES

from benchmark.canvas import About, mutate
from benchmark.exhibit import VARIANTS, Exhibit
from benchmark.matrix import ADDRESS
from benchmark.mutant import RICH_LANGUAGES, Mutant, page_with_form
from benchmark.mutators import MUTATORS
from benchmark.sent_mutants import make_answer
from helper.record import Verdict

OTHER_ADDRESS = "someone.else@example.net"
# How often each page is the one that is changed: what can go wrong most is looked at most.
WEIGHTS = {
    **{name: 2.0 for name in VARIANTS if name.startswith("form/")},
    "form": 14.0, "validation_error": 3.0, "cookie_banner": 2.0, "code": 2.0,
    "third_party_form": 4.0, "other_form": 4.0, "other_form/settings": 2.0, "gateway": 4.0,
    "already_objected": 4.0, "unavailable": 3.0, "region": 2.0, "error": 2.0, "page_identity": 3.0,
    "login": 2.0, "login/overlay": 1.0, "login/two_steps": 1.0, "login/frame": 1.0, "two_factor": 2.0,
    "captcha": 1.5, "checkpoint": 1.5, "locked": 1.0, "consent": 1.5, "save_login": 1.5,
    "moved": 1.5, "privacy_centre": 1.0, "unknown": 2.0, "submitted": 1.0,
}  # fmt: skip
ANSWERED = 0.2  # the share of mutants that are answers to Send


def make(seed: int, number: int) -> Mutant:
    """Make a mutant; the same seed and number give the same."""
    chance = Random(f"{seed}-{number}")  # noqa: S311  repeatable, not secret
    if chance.random() < ANSWERED:
        return make_answer(f"{seed}-{number}", chance)
    exhibit = Exhibit(
        chance.choice(["facebook", "facebook", "instagram"]),
        chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0],
        chance.choice(RICH_LANGUAGES if chance.random() < 0.5 else LANGUAGES),
        chance.choice(ENGINES),
    )
    is_other = chance.random() < 0.3 and exhibit.verdict is Verdict.MATCH
    displayed = OTHER_ADDRESS if is_other else ADDRESS
    about = About(exhibit.state, exhibit.language, displayed, ADDRESS)
    pages = dict(exhibit.pages(address=displayed))
    where = page_with_form(exhibit, pages)
    right, verdicts = exhibit.right, frozenset({Verdict.MISMATCH if is_other else exhibit.verdict})
    done: list[str] = []
    wanted = chance.choices([1, 2, 3], [35, 40, 25])[0]
    for name in _in_any_order(about.state, chance):
        if len(done) < wanted and (changed := mutate(pages[where], MUTATORS[name], about, chance)):
            pages[where], effect = changed
            right |= effect.also
            verdicts = _without_match(effect.verdicts or verdicts, verdicts)
            done.append(name)
    return Mutant(f"{seed}-{number}", exhibit, displayed, tuple(done), pages, right, verdicts)


def _in_any_order(state: str, chance: Random) -> list[str]:
    names = [name for name, m in MUTATORS.items() if m.states is None or state in m.states]
    return chance.sample(names, len(names))


def _without_match(now: frozenset[Verdict], before: frozenset[Verdict]) -> frozenset[Verdict]:
    return now if Verdict.MATCH in before else now - {Verdict.MATCH}
