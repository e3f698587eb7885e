"""What is known of Meta's products, in words: the answer to one of them, the table of all, and the page of documents. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.products import PARTS, Catalogue, Part, Product, Spoken
from flows.schema import Fact
from helper.record import CONFIRMED_OUTCOMES, SENT_OUTCOMES
from helper.texts import Texts

if TYPE_CHECKING:
    from helper.evidence.store import Summary

# Of the table of all products: what covers each, its form, and how it stands with the person.
COLUMNS = ("product", "data", "covered_by", "form", "seen", "state")
# Where somebody looked in vain there is nothing to be certain of.
_KEYS: Mapping[Part, str] = {"unknown": "product.looked"}


@dataclass(frozen=True)
class Told:
    """Something that is known, since when and how surely, and the number of its source."""

    text: str
    since: str


@dataclass(frozen=True)
class Section:
    """One part of an answer."""

    title: str
    told: tuple[Told, ...]


def spoken(texts: Texts) -> Spoken:
    """Name the language of the texts as the facts know it."""
    return "fr" if texts.language == "fr" else "en"


def command_of(service: str, begins_at: str | None = None) -> str:
    """Give what a person types to begin with a service, at an address of its own where there is one."""
    return f"optout-assist {service} --url {begins_at}" if begins_at else f"optout-assist {service}"


def commands_of(product: Product) -> list[str]:
    """Give what a person types to do something for a product."""
    return [command_of(service, product.begins_at) for service in product.starts]


class Sources:
    """The sources of an answer, each told once, by its number: they are in the language in which they were written down."""

    def __init__(self) -> None:
        """Begin a list without any."""
        self.named: list[str] = []

    def number(self, source: str) -> int:
        """Give the number of a source, a new one if it was not named before."""
        if source not in self.named:
            self.named.append(source)
        return self.named.index(source) + 1


def sections(catalogue: Catalogue, product: Product, texts: Texts, sources: Sources) -> list[Section]:
    """Give all that is known of a product, each with its date, certainty and source."""
    found = [
        Section(
            texts.say(f"product.{part}"),
            tuple(
                Told(s.said(spoken(texts)), _since(s, _KEYS.get(part, "product.since"), texts, sources))
                for s in known
            ),
        )
        for part in PARTS
        if (known := catalogue.sentences(product, part))
    ]
    if doors := product.doors:
        told = tuple(Told(door.url, _since(door, "product.seen", texts, sources)) for door in doors)
        found.append(Section(texts.say("product.doors"), told))
    return found


def answer(catalogue: Catalogue, product: Product, texts: Texts) -> str:
    """Write the answer for a terminal, in plain lines."""
    lines, sources = [product.title.said(spoken(texts))], Sources()
    for section in sections(catalogue, product, texts, sources):
        lines += ["", section.title]
        for told in section.told:
            lines += [f"  {told.text}", f"    {told.since}"]
    lines += ["", texts.say("product.sources")]
    lines += [f"  [{number}] {source}" for number, source in enumerate(sources.named, 1)]
    return "\n".join(lines)


def document(catalogue: Catalogue, product: Product, texts: Texts) -> dict[str, object]:
    """Give the answer as JSON."""
    language = spoken(texts)
    known: dict[str, object] = {
        part: [fact_document(s, text=s.said(language)) for s in catalogue.sentences(product, part)]
        for part in PARTS
    }
    return {
        "product": product.name,
        "title": product.title.said(language),
        **known,
        "addresses": [fact_document(door, url=door.url) for door in product.doors],
        "commands": commands_of(product),
    }


def page(catalogue: Catalogue, texts: Texts) -> str:
    """Write the page on all products (Markdown)."""
    language, sources = spoken(texts), Sources()
    parts = [f"# {texts.say('product.page.title')}", texts.say("product.page.intro")]
    for product in catalogue.product:
        parts.append(f"## {product.title.said(language)}")
        names = ", ".join(f"`{name}`" for name in (product.name, *product.aliases))
        parts.append(texts.say("product.page.names", names=names))
        for section in sections(catalogue, product, texts, sources):
            told = "\n".join(f"- {_markdown(t.text)}\n  - *{_markdown(t.since)}*" for t in section.told)
            parts.append(f"**{section.title}**\n\n{told}")
        if product.starts:
            commands = "`, `".join(commands_of(product))
            parts.append(texts.say("product.start", command=commands))
    parts += [f"## {texts.say('product.sources')}", texts.say("product.page.sources")]
    parts.append(
        "\n".join(f"{number}. {_markdown(source)}" for number, source in enumerate(sources.named, 1))
    )
    return "\n\n".join(parts) + "\n"


def outcomes(attempts: Iterable[Summary]) -> dict[str, Summary]:
    """Give how it stands with each service: the newest attempt, but what was sent or confirmed once stays so."""
    found: dict[str, Summary] = {}
    for one in attempts:
        before = found.get(one.service)
        is_told = one.outcome is not None and not one.rehearsal
        if is_told and (before is None or _weight(one) >= _weight(before)):
            found[one.service] = one
    return found


def coverage(catalogue: Catalogue, mine: Mapping[str, Summary], texts: Texts) -> list[tuple[str, ...]]:
    """Give the cells of the table of all products, a row for each, in the order of `COLUMNS`."""
    return [_row(catalogue, product, mine, texts) for product in catalogue.product]


def coverage_document(
    catalogue: Catalogue, mine: Mapping[str, Summary], texts: Texts
) -> list[dict[str, object]]:
    """Give the same as JSON: each product's answer, and how it stands with the person."""
    return [
        document(catalogue, product, texts)
        | {
            "covered_by": list(product.covered_by),
            "form": product.doors[0].url if product.doors else None,
            "last_seen": product.doors[0].date.isoformat() if product.doors else None,
            "yours": {
                service: {"outcome": found.outcome, "at": found.started_at.isoformat()} if found else None
                for service in product.starts
                for found in [mine.get(service)]
            },
        }
        for product in catalogue.product
    ]


def _row(
    catalogue: Catalogue, product: Product, mine: Mapping[str, Summary], texts: Texts
) -> tuple[str, ...]:
    language = spoken(texts)
    titles = {one.flow: one.title.said(language) for one in catalogue.product if one.flow}
    door = product.doors[0] if product.doors else None
    covered_by = ", ".join(titles.get(service, service) for service in product.covered_by)
    return (
        product.title.said(language),
        product.data[0].said(language),
        covered_by or texts.say("coverage.own"),
        door.url if door else texts.say("coverage.none"),
        door.date.isoformat() if door else "–",
        "; ".join(_state(titles.get(s, s), mine.get(s), texts) for s in product.starts),
    )


def _state(title: str, mine: Summary | None, texts: Texts) -> str:
    if mine is None:
        return texts.say("coverage.state_nothing", service=title)
    said = texts.say(f"archive.outcome.{mine.told_as}")
    return texts.say("coverage.state", service=title, outcome=said, date=mine.started_at.date().isoformat())


def _weight(mine: Summary) -> tuple[bool, bool, dt.datetime]:
    was_sent = mine.outcome in SENT_OUTCOMES or mine.told_as != mine.outcome
    return mine.outcome in CONFIRMED_OUTCOMES, was_sent, mine.started_at


def _since(fact: Fact, key: str, texts: Texts, sources: Sources) -> str:
    return texts.say(
        key,
        date=fact.date.isoformat(),
        certainty=texts.say(f"product.certainty.{fact.certainty}"),
        number=sources.number(fact.source),
    )


def fact_document(fact: Fact, **what: str) -> dict[str, str]:
    """Give a fact ready for JSON: what it says, and where that is from."""
    return {**what, "source": fact.source, "date": fact.date.isoformat(), "certainty": fact.certainty}


def _markdown(text: str) -> str:
    return text.replace("<", "&lt;").replace("*", "\\*")
