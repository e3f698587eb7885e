"""Makes mutants of what follows Send: successes in other words and places, and what must never be taken for one."""

from __future__ import annotations

import json
from random import Random

from replica.options import ENGINES
from replica.pages import render
from replica.texts import LANGUAGES, texts

from benchmark.canvas import About, Canvas, mutate, synonyms
from benchmark.exhibit import Exhibit
from benchmark.matrix import ADDRESS
from benchmark.mutant import RICH_LANGUAGES, After, Mutant, page_with_form
from benchmark.mutators import MUTATORS
from flows.schema import State
from helper.record import Verdict

# What follows Send, and how often; the form is gone in all but those that say that it stands.
SUCCESSES = {"success": 4, "success_reworded": 3, "success_translated": 1}
NO_SUCCESSES = {
    "success_beside_standing_form": 4,
    "hidden_success_beside_standing_form": 1,
    "error_in_success_box": 4,
    "success_and_error": 3,
    "condition_only": 2,
    "sending_only": 1,
    "said_before_send": 2,
    "code_asked": 1,
    "login_wall": 1,
}
ERRORS = ("error", "too_short", "unavailable", "region")
AFTERWARDS = (
    "split_texts", "odd_spaces", "remove_heading", "change_language_mark", "replace_classes_and_ids", "wrap_nodes",
    "buttons_to_divs", "add_newsletter", "add_search_box", "add_language_menu", "add_footer_links",
)  # fmt: skip


def make_answer(name: str, chance: Random) -> Mutant:
    kinds = SUCCESSES | NO_SUCCESSES
    kind = chance.choices(list(kinds), list(kinds.values()))[0]
    needs_words = kind in ("success_reworded", "condition_only")
    languages = RICH_LANGUAGES if needs_words or chance.random() < 0.4 else LANGUAGES
    service = chance.choice(["facebook", "instagram"])
    exhibit = Exhibit(service, "form", chance.choice(languages), chance.choice(ENGINES))
    stands = kind.endswith("standing_form")
    manner = chance.choice(["new_page", "redrawn", *(("inserted",) if stands else ())])
    if exhibit.engine == "frame":
        manner = "new_page"
    pages = dict(exhibit.pages())
    box = _box(kind, exhibit.language, chance)
    if kind == "said_before_send":
        where = page_with_form(exhibit, pages)
        canvas = Canvas(pages[where])
        canvas.place(box, "end")
        pages[where] = canvas.html()
    done: list[str] = []
    if manner == "inserted":
        html = json.dumps([chance.choice(["before", "end"]), box])
    else:
        html = _page_after(kind, exhibit, box)
        about = About("submitted", exhibit.language, ADDRESS, ADDRESS)
        for each in chance.sample(AFTERWARDS, chance.choice([0, 1, 2])):
            if changed := mutate(html, MUTATORS[each], about, chance):
                html = changed[0]
                done.append(each)
    may_be = kind in SUCCESSES
    right = frozenset({State.SUBMITTED}) if may_be else frozenset(State) - {State.SUBMITTED}
    after = After(kind, manner, html, may_be)
    return Mutant(name, exhibit, ADDRESS, tuple(done), pages, right, frozenset(Verdict), after)


def _box(kind: str, language: str, chance: Random) -> str:
    """Give what the service says, in the box in which it says success."""
    t, others = texts(language), synonyms(language)
    success, error = chance.choice(t.wordings("success")), t[chance.choice(ERRORS)]
    foreign = texts(chance.choice([code for code in ("de", "fr", "pl", "fi") if code != language]))
    said = {
        "success_reworded": lambda: chance.choice(others["success"]),
        "success_translated": lambda: chance.choice(foreign.wordings("success")),
        "error_in_success_box": lambda: error,
        "success_and_error": lambda: (
            f"{success}</p><p>{error}" if chance.random() < 0.5 else f"{error} {success}"
        ),
        "condition_only": lambda: chance.choice(others["condition"]),
        "sending_only": lambda: t["sending"],
    }.get(kind, lambda: success)()
    style = ' style="display:none"' if kind.startswith("hidden") else ""
    return f'<div class="box success" role="status"{style}><p>{said}</p></div>'


def _page_after(kind: str, exhibit: Exhibit, box: str) -> str:
    """Give the page that followed Send."""
    state = {"login_wall": "login", "code_asked": "code"}.get(kind, "submitted")
    stands = kind.endswith("standing_form")
    # What the react engine puts in late is there at once when it redraws.
    engine = "desktop" if exhibit.engine in ("react", "frame") else exhibit.engine
    if stands or kind == "code_asked":
        html = render(exhibit.service, engine, exhibit.language, "form" if stands else "code")
        canvas = Canvas(html)
        canvas.place(box, "before")
        if not stands and canvas.box is not None:
            canvas.box.decompose()  # the code is asked for beside a form that is gone
        return canvas.html()
    html = render(exhibit.service, engine, exhibit.language, state)
    canvas = Canvas(html)
    if state == "submitted":
        sentence = texts(exhibit.language)["success"]
        old = next(tag for tag in canvas.page.select(".box") if sentence in tag.get_text())
        old.replace_with(canvas.new(box))
    return canvas.html()
