"""Changes to what a page says: other words, other languages, none; and how they are set."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from replica.texts import texts

from benchmark.canvas import (
    ALL_LABELS,
    FORMS,
    LABELS,
    MAY_BE_UNKNOWN,
    NOTICES,
    OUR_FORM,
    UNCHANGED,
    About,
    Canvas,
    Effect,
    Mutator,
    synonyms,
)


def reword_labels(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Say each label and the button in other words of the same language."""
    others, is_changed = synonyms(about.language), False
    for key in (*LABELS, "send"):
        if found := others.get(key.removesuffix("_required")):
            is_changed |= canvas.say_instead(about.words[key], chance.choice(found))
    return UNCHANGED if is_changed else None


def reword_title(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Say the title in other words of the same language."""
    found = synonyms(about.language).get("title")
    if not found:
        return None
    title = chance.choice(found)
    return UNCHANGED if any(canvas.say_instead(t, title) for t in about.words.wordings("title")) else None


def translate_labels(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Show labels and button in another language; sometimes all of the form's words."""
    other = texts(
        chance.choice([code for code in ("de", "fr", "pl", "el", "fi", "ar") if code != about.language])
    )
    keys: Sequence[str] = (*ALL_LABELS, "send")
    if chance.random() < 0.4:
        keys = (*keys, "title", "intro", "third_title", "general_title")
    hits = [canvas.say_instead(old, other[key]) for key in keys for old in about.words.wordings(key)]
    return UNCHANGED if any(hits) else None


def translate_notice(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Show what a page says in another language than the rest of it: then nobody need understand it."""
    other = texts(chance.choice([code for code in ("de", "fr", "pl", "fi") if code != about.language]))
    key = NOTICES[about.state]
    return MAY_BE_UNKNOWN if canvas.say_instead(about.words[key], other[key]) else None


def remove_labels(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Leave the fields without a word beside them."""
    hits = [canvas.say_instead(about.words[key], "") for key in ALL_LABELS]
    return UNCHANGED if any(hits) else None


def labels_to_placeholders(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Write what the labels said into the fields themselves."""
    is_changed = False
    for row in canvas.rows:
        said = " ".join(row.get_text(" ", strip=True).split())
        field = row.select_one("input, textarea")
        label = next((about.words[key] for key in ALL_LABELS if about.words[key] in said), None)
        if field is None or label is None or row.select("select, [role=combobox]"):
            continue
        for node in row.find_all(string=True):
            if node.strip() == label:
                node.replace_with("")
        field["placeholder"] = label
        is_changed = True
    return UNCHANGED if is_changed else None


def split_texts(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Spread sentences over several spans, also within words."""
    for node in canvas.texts():
        words = str(node)
        if len(words) < 8 or chance.random() < 0.3:
            continue
        cuts = sorted(chance.sample(range(1, len(words)), chance.randint(1, 3)))
        pieces = [words[a:b] for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)]
        for piece in pieces:
            span = canvas.page.new_tag("span")
            span.string = piece
            node.insert_before(span)
        node.extract()
    return UNCHANGED


def odd_spaces(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Set no-break spaces, soft hyphens and line ends where typesetters set them."""
    for node in canvas.texts():
        words = [
            word[: len(word) // 2] + "\u00ad" + word[len(word) // 2 :]
            if len(word) > 9 and "@" not in word
            else word
            for word in str(node).split()
        ]
        node.replace_with("".join(word + chance.choice([" ", " ", "\u00a0", "\n  "]) for word in words))
    return UNCHANGED


def remove_heading(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Take away title and headings: then little may tell the general form, whose number may be a gateway's."""
    if canvas.page.title:
        canvas.page.title.string = ""
    for part in canvas.parts:
        for tag in part.select("h1, h2, h3, [role=heading]"):
            tag.decompose()
    return MAY_BE_UNKNOWN if about.state == "other_form" else UNCHANGED


def change_language_mark(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Declare no language, a region of it, or another one."""
    html = canvas.page.html
    if html is None:
        return None
    mark = chance.choice(["", f"{about.language}-XX", "en" if about.language != "en" else "fr"])
    if mark:
        html["lang"] = mark
    else:
        del html["lang"]
    return UNCHANGED


MUTATORS = (
    Mutator(reword_labels, FORMS),
    Mutator(reword_title, OUR_FORM),
    Mutator(translate_labels, FORMS),
    Mutator(translate_notice, frozenset(NOTICES)),
    Mutator(remove_labels, FORMS),
    Mutator(labels_to_placeholders, FORMS),
    Mutator(split_texts),
    Mutator(odd_spaces),
    Mutator(remove_heading),
    Mutator(change_language_mark),
)
