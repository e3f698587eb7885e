"""What is known of the services' mails: who sends them, and the words in them; dated facts, read strictly."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from flows import FOLDER
from flows.hosts import REGISTRABLE_DOMAINS
from flows.load import read
from flows.schema import Fact, Language, Slug, Strict, Vocabulary, words_of
from flows.wording import flaw


class Wording(StrEnum):
    """What a mail can say that decides what it is."""

    ACKNOWLEDGEMENT = "acknowledgement"
    REFUSAL = "refusal"
    MORE_DETAILS = "more_details"  # the service asks for something before it decides
    EXTENSION = "extension"  # the service says that it needs two further months
    ANNOUNCEMENT = "announcement"  # written to everybody: no answer to anybody


class Sender(Fact):
    """A domain from which a service writes, itself or by a domain below it."""

    domain: Annotated[str, StringConstraints(pattern=r"^([a-z0-9-]+\.)+[a-z]{2,}$", max_length=100)]
    services: tuple[Slug, ...] = Field(min_length=1)

    def covers(self, domain: str) -> bool:
        """Tell whether a domain is this one or below it."""
        return domain == self.domain or domain.endswith("." + self.domain)


class Mails(Strict):
    """The file of senders and wordings."""

    schema_version: Literal[1] = Field(alias="schema")
    sender: tuple[Sender, ...] = Field(min_length=1)
    wordings: dict[Language, dict[Wording, Vocabulary]]
    # With what mails begin that tell of somebody else's doing, and quote it: nothing in them is the service's own word.
    of_others: dict[Language, Vocabulary]

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        domains = [sender.domain for sender in self.sender]
        if len(set(domains)) != len(domains):
            raise ValueError("sender: a domain occurs twice")
        tables = {f"of_others.{language}": vocabulary for language, vocabulary in self.of_others.items()} | {
            f"wordings.{language}.{kind}": vocabulary
            for language, by_kind in self.wordings.items()
            for kind, vocabulary in by_kind.items()
        }
        for table, vocabulary in tables.items():
            for _, word in words_of(vocabulary):
                if found := flaw(word):
                    raise ValueError(f"{table}: {word!r} never matches ({found})")
        return self

    def services_of(self, domain: str) -> frozenset[str]:
        """Name the services that write from a domain; none for a domain that is not theirs."""
        return frozenset(
            service for sender in self.sender if sender.covers(domain) for service in sender.services
        )

    def may_sign(self, signing: str, sender: str) -> bool:
        """Tell whether the signature of one domain is the service's own on a mail from the other.

        The two are the same, or one is above the other, and both belong to the service (relaxed alignment, RFC 7489
        section 3.1.1, limited to domains that are known).
        """
        is_aligned = signing == sender or sender.endswith("." + signing) or signing.endswith("." + sender)
        is_ours = bool(self.services_of(signing)) or signing in REGISTRABLE_DOMAINS
        return is_aligned and is_ours and bool(self.services_of(sender))


@cache
def load_mails() -> Mails:
    """Read the facts on mails; raises FlowError."""
    return read(FOLDER / "mail.toml", Mails, is_known=True)


def all_domains(domains: Iterable[str], mails: Mails) -> bool:
    """Tell whether there are domains, and all of them are a service's."""
    found = list(domains)
    return bool(found) and all(mails.services_of(domain) for domain in found)
