"""How a draft names a place to turn to: where it is, how sure that is, and since when it is known. Pure."""

from __future__ import annotations

from flows.authorities import Mailbox, Place, Post
from helper.drafts.blocks import Line, Run
from helper.drafts.words import Words


def say_place(place: Place, words: Words) -> Line:
    """Name a place with its certainty and date."""
    if isinstance(place, Post):
        where = Run(", ".join(place.lines))
    elif isinstance(place, Mailbox):
        where = Run(place.address, "code")
    else:
        where = Run(getattr(place, "url", ""), "link")
    sure = words.say(f"sheet.certainty.{place.certainty}", date=words.day(place.date))
    now = (Run("; "), *words.say("sheet.now", now=place.now)) if place.now else ()
    return (where, Run(" ("), *sure, *now, Run(")"))
