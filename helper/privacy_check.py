"""The pages of a privacy check in words: the list of all, and what became of each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.privacy_check import CheckPage
from flows.schema import Fact
from helper.products import fact_document, spoken
from helper.record import Record
from helper.texts import Texts


def listing(pages: Iterable[CheckPage], texts: Texts) -> str:
    """Write the pages for a terminal, each fact with its source, date and certainty."""
    blocks = []
    for page in pages:
        lines = [f"{page.name}: {page.title.said(spoken(texts))}", f"  {page.address.url}"]
        lines.append(f"    {_where(page.address, texts)}")
        for one in page.sentences:
            lines += [f"  {one.said(spoken(texts))}", f"    {_where(one, texts)}"]
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, texts.say("check.list_hint")])


def document(page: CheckPage, texts: Texts) -> dict[str, object]:
    """Give the same as JSON."""
    language = spoken(texts)
    parts = {"what": page.what, "menu": page.menu, "limit": page.limit}
    return {
        "name": page.name,
        "title": page.title.said(language),
        "service": page.flow,
        "address": fact_document(page.address, url=page.address.url),
        **{part: [fact_document(s, text=s.said(language)) for s in known] for part, known in parts.items()},
    }


def told(record: Record, pages: Iterable[CheckPage], texts: Texts) -> Iterator[str]:
    """Say of each page what the person said and which picture there is: never what they changed."""
    titles = {page.name: page.title.said(spoken(texts)) for page in pages}
    check = record.privacy_check
    if check is None:
        return
    for page in check.pages:
        title, file = titles.get(page.name, page.name), page.picture or "–"
        became = page.said or "left_open" if page.reached else "unreachable"
        yield texts.say(f"check.visited.{became}", page=title, file=file)
    for name in check.unopened:
        yield texts.say("check.visited.unopened", page=titles.get(name, name), file="–")


def _where(fact: Fact, texts: Texts) -> str:
    certainty = texts.say(f"product.certainty.{fact.certainty}")
    return texts.say("product.fact", source=fact.source, date=fact.date.isoformat(), certainty=certainty)
