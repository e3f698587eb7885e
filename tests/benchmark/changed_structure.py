"""Changes to how a page is built: its fields, their order and names, and what they stand in."""

from __future__ import annotations

from random import Random

from benchmark.canvas import (
    ADDRESS_FIELDS,
    FORMS,
    KEPT_IDS,
    MAY_BE_UNKNOWN,
    NO_MATCH,
    OUR_FORM,
    UNCHANGED,
    About,
    Canvas,
    Effect,
    Mutator,
)
from flows.schema import State
from helper.record import Verdict


def _noise(chance: Random, length: int = 8) -> str:
    return "".join(chance.choices("abcdefghijkmnpqrstuvwxyz0123456789", k=length))


def replace_classes_and_ids(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Give every element other classes and ids."""
    named: dict[str, str] = {}
    for part in canvas.parts:
        for tag in part.find_all(True):
            if tag.get("class") and not {"hidden", "veil", "toast", "inside"}.intersection(tag["class"]):
                tag["class"] = f"q{_noise(chance)} q{_noise(chance, 5)}"
            if tag.get("id") and tag["id"] not in KEPT_IDS:
                tag["id"] = named.setdefault(str(tag["id"]), f"n{_noise(chance)}")
    for part in canvas.parts:
        for tag in part.find_all(True):
            if tag.get("for") in named:
                tag["for"] = named[str(tag["for"])]
    return UNCHANGED


def rename_fields(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Give the fields technical names that say nothing."""
    fields = canvas.form.select("[data-transport] :is(input, textarea, select)[name]:not([type=hidden])")
    for field in fields:
        field["name"] = f"f{chance.randrange(10**9)}"
    return UNCHANGED if fields else None


def drop_hidden_fields(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Leave out the form engine's hidden fields."""
    fields = canvas.form.select("[data-transport] input[type=hidden]")
    for field in fields:
        field.decompose()
    return UNCHANGED if fields else None


def shuffle_rows(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Change the order of the fields."""
    rows = canvas.rows
    if len(rows) < 2:
        return None
    marks = []
    for row in rows:
        mark = canvas.page.new_tag("i")
        row.replace_with(mark)
        marks.append(mark)
    for mark, row in zip(marks, chance.sample(rows, len(rows)), strict=True):
        mark.replace_with(row)
    return UNCHANGED


def wrap_nodes(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Put elements into boxes, and these into others."""
    kinds = "div, form, label, p, h2, h3, button, input:not([type=hidden]), textarea, select, span"
    tags = [tag for part in canvas.parts for tag in part.select(kinds)]
    for tag in chance.sample(tags, min(len(tags), chance.randint(3, 8))):
        # Around an inline piece of a sentence, what wraps it is inline too.
        kind = "span" if tag.name == "span" else "div"
        for _ in range(chance.randint(1, 4)):
            tag.wrap(canvas.page.new_tag(kind, attrs={"class": f"w{_noise(chance, 4)}"}))
    return UNCHANGED if tags else None


def buttons_to_divs(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Draw buttons as elements that only act as such."""
    buttons = [tag for part in canvas.parts for tag in part.select("button")]
    for button in buttons:
        button.name = "div"
        button.attrs = {"role": "button", "tabindex": "0", "class": f"b{_noise(chance, 5)}"}
    return UNCHANGED if buttons else None


def add_field(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Ask for one thing more."""
    rows = canvas.rows
    label = chance.choice(["Ref.", "2", "", about.words["search"]])
    field = chance.choice(
        [
            '<input type="text" name="reference">',
            '<select name="topic"><option>1</option><option>2</option></select>',
            '<input type="checkbox" name="agreed">',
            '<input type="date" name="since">',
            '<input type="tel" name="phone">',
            '<input type="url" name="link">',
        ]
    )
    if not rows:
        return None
    chance.choice(rows).insert_before(canvas.new(f"<div><label><span>{label}</span>{field}</label></div>"))
    return UNCHANGED


def hide_email_field(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Hide the address: then nothing can be said of it, and perhaps nothing of the form."""
    rows = [row for row in canvas.rows if row.select(ADDRESS_FIELDS)]
    way = chance.choice(["display:none", "visibility:hidden", "opacity:0"])
    for row in rows:
        row["style"] = way
    if not rows:
        return None
    return Effect(frozenset({State.UNKNOWN}), frozenset({Verdict.ABSENT}))


def hide_text_field(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Hide what could be written into."""
    rows = [row for row in canvas.rows if row.select("textarea, [contenteditable]")]
    for row in rows:
        row["style"] = "display:none"
    return MAY_BE_UNKNOWN if rows else None


def add_hidden_fields(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Add fields that nobody sees: an address that is the person's, a text field, a password."""
    if canvas.box is None:
        return None
    extra = (
        f'<div style="display:none"><input type="email" name="contact_email" value="{about.expected}">'
        '<textarea name="message"></textarea><input type="password" name="pass"></div>'
    )
    canvas.box.insert(chance.choice([0, len(canvas.box.contents)]), canvas.new(extra))
    return UNCHANGED


def duplicate_field(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Show a field twice, with what stands in it: the text field then may be either."""
    rows = canvas.rows
    if not rows:
        return None
    row = chance.choice(rows)
    row.insert_after(canvas.new(str(row)))
    return MAY_BE_UNKNOWN if row.select("textarea, [contenteditable]") else UNCHANGED


def second_email_field(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Show two addresses in the form: whichever is meant, nobody may be reassured."""
    row = next((row for row in canvas.rows if row.select(ADDRESS_FIELDS)), None)
    if row is None:
        return None
    other = about.expected if about.displayed != about.expected else "someone.else@example.net"
    label = chance.choice([about.words["email"], "E-mail 2", ""])
    kind = chance.choice(["email", "text"])
    extra = canvas.new(
        f'<div><label><span>{label}</span><input type="{kind}" name="email_2" value="{other}"></label></div>'
    )
    (row.insert_before if chance.random() < 0.5 else row.insert_after)(extra)
    return Effect(frozenset({State.UNKNOWN}), NO_MATCH)


MUTATORS = (
    Mutator(replace_classes_and_ids),
    Mutator(rename_fields, FORMS),
    Mutator(drop_hidden_fields, FORMS | {"gateway"}),
    Mutator(shuffle_rows, FORMS),
    Mutator(wrap_nodes),
    Mutator(buttons_to_divs),
    Mutator(add_field, FORMS),
    Mutator(hide_email_field, OUR_FORM),
    Mutator(hide_text_field, OUR_FORM),
    Mutator(add_hidden_fields, FORMS),
    Mutator(duplicate_field, OUR_FORM),
    Mutator(second_email_field, OUR_FORM),
)
