"""How a draft names a place to turn to: where it is, how sure that is, and since when it is known. Pure."""

from __future__ import annotations

from flows.authorities import Contact, Mailbox, Post
from helper.drafts.blocks import TextLine, TextRun, plain
from helper.drafts.words import Words


def post_lines(post: Post | None, words: Words) -> tuple[TextLine, ...]:
    """Give a postal address as a letter has it; a gap where none is known, or none for sure."""
    if post is None:
        return (words.say("letter.post_missing"),)
    if post.doubt:
        return (words.say("letter.post_doubtful", post=", ".join(post.lines)),)
    return tuple(map(plain, post.lines))


def say_place(place: Contact, words: Words) -> TextLine:
    """Name a place with its certainty and date."""
    if isinstance(place, Post):
        where = TextRun(", ".join(place.lines))
    elif isinstance(place, Mailbox):
        where = TextRun(place.address, "code")
    else:
        where = TextRun(getattr(place, "url", ""), "link")
    sure = words.say(f"sheet.certainty.{place.certainty}", date=words.day(place.date))
    now = (TextRun("; "), *words.say("sheet.now", now=place.now)) if place.now else ()
    return (where, TextRun(" ("), *sure, *now, TextRun(")"))
