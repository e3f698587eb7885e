"""Changes to what stands beside: what every page of a service may carry, and what misleads."""

from __future__ import annotations

from random import Random

from benchmark.canvas import OUR_FORM, UNCHANGED, About, Canvas, Effect, Mutator, synonyms
from flows.schema import State


def add_newsletter(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Offer a newsletter, with the person's own address in it."""
    t = about.words
    canvas.place(
        f'<div><form action="/newsletter"><label>{t["newsletter"]} <input type="email" name="newsletter_email" '
        f'value="{about.expected}"></label><button type="button">{t["subscribe"]}</button></form></div>',
        chance.choice(["top", "end"]),
    )
    return UNCHANGED


def add_search_box(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Offer a search."""
    t = about.words
    shape = chance.choice(
        [
            f'<form role="search"><input type="search" name="q" aria-label="{t["search"]}"></form>',
            f'<div><input type="text" name="q" placeholder="{t["search"]}"><button>{t["search"]}</button></div>',
        ]
    )
    canvas.place(shape, chance.choice(["top", "end"]))
    return UNCHANGED


def add_comment_box(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Let people write elsewhere on the page too."""
    t = about.words
    canvas.place(
        f'<div><textarea name="comment" placeholder="…"></textarea><button type="button">{t["send"]}</button></div>',
        chance.choice(["top", "end"]),
    )
    return UNCHANGED


def add_language_menu(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """List languages, each in its own words."""
    names = (
        "English (UK)",
        "Français (France)",
        "Deutsch",
        "Polski",
        "Türkçe",
        "العربية",
        "Ελληνικά",
        "Suomi",
    )
    if chance.random() < 0.5:
        options = "".join(f"<option>{name}</option>" for name in names)
        canvas.place(f'<div><select name="locale" aria-label="Language">{options}</select></div>', "end")
    else:
        links = "".join(f'<li><a href="#">{name}</a></li>' for name in names)
        canvas.place(f"<ul>{links}</ul>", chance.choice(["top", "end"]))
    return UNCHANGED


def add_footer_links(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Link what every page of a service links, the login and the right to object among it."""
    t = about.words
    names = [
        t["privacy_title"],
        t["login"],
        t["cookie_title"],
        t["object_link"],
        t["portal_title"],
        "Meta AI",
        "©",
    ]
    chance.shuffle(names)
    links = "".join(f'<li><a href="#">{name}</a></li>' for name in names)
    canvas.place(f"<footer><ul>{links}</ul></footer>", "end")
    return UNCHANGED


def add_cookie_bar(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Mention cookies in a bar that blocks nothing."""
    t = about.words
    bar = f'<div><p>{t["cookie_text"]}</p><button type="button">OK</button></div>'
    canvas.place(bar, chance.choice(["top", "end"]))
    return Effect(frozenset({State.COOKIE_BANNER}))


def add_hidden_layers(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Keep dialogs ready that nobody sees yet: a login and a thank-you."""
    t = about.words
    canvas.place(
        f'<div style="display:none"><div role="dialog" aria-modal="true"><h2>{t["login_title"]}</h2><form>'
        f'<input type="text" name="email"><input type="password" name="pass"><button>{t["login"]}</button></form></div>'
        f'<div role="dialog"><p>{t["success"]}</p><button>OK</button></div></div>',
        "end",
    )
    return UNCHANGED


def add_success_beside(canvas: Canvas, about: About, chance: Random) -> Effect | None:
    """Speak of success beside a form that stands there."""
    sentence = chance.choice(
        [*about.words.wordings("success"), *synonyms(about.language).get("condition", [])]
    )
    canvas.place(
        f'<div role="status"><p>{sentence}</p></div>', chance.choice(["top", "before", "after", "end"])
    )
    return UNCHANGED


MUTATORS = (
    Mutator(add_newsletter),
    Mutator(add_search_box),
    Mutator(add_comment_box),
    Mutator(add_language_menu),
    Mutator(add_footer_links),
    Mutator(add_cookie_bar),
    Mutator(add_hidden_layers),
    Mutator(add_success_beside, OUR_FORM),
)
