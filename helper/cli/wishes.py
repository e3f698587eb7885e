"""What is asked before an objection, decided once for terminal and window: the countries, the text that is offered, the wishes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helper.cli.options import Shared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.authorities import Authorities
    from flows.references import Reference
    from helper.accounts import Account, AccountBook
    from helper.followup.todo import Wanted
    from helper.residence import Residence

SERVICES = ("both", "facebook", "instagram")
EXAMPLES = ("family", "sensitive")  # reasons that a person may take and change


@dataclass(frozen=True)
class Offered:
    """The text that is offered for the explanation, whole, and what is said of where it comes from."""

    reference: Reference
    text: str
    cites: str


def offer_text(shared: Shared, residence: Residence, asked: Reference | None = None) -> Offered:
    """Give the text that was asked for, else the one that cites the authority of the person's country."""
    from flows.authorities import load_authorities
    from flows.references import load_references
    from helper.complaint.choice import reference_for

    authority, is_stand_in = reference_for(load_authorities(), residence)
    chosen = asked or load_references()[authority.reference or ""]
    if asked:
        cites = shared.texts.say("start.cites_chosen", authority=asked.short)
    else:
        cites = shared.texts.say(
            "start.stand_in" if is_stand_in else "start.cites", authority=authority.title
        )
    return Offered(chosen, chosen.sentences_for([shared.language]).forms[0], cites)


def wish_for(reference: Reference | None) -> dict[str, Any]:
    """Give the options that ask for a text; the CNIL's has one of its own."""
    if reference is None:
        return {"cnil": False}
    return {"cnil": True} if reference.code == "cnil" else {"reference": reference.code}


def country_answers(shared: Shared, known: Authorities, without: str | None = None) -> list[tuple[str, str]]:
    """Give the countries to choose from, with their names; none of them first, so that no answer claims nothing."""
    from helper.residence import ELSEWHERE

    names = sorted((_sort_key(name_of(shared, code)), code) for code in known.countries if code != without)
    return [(code, name_of(shared, code)) for code in (ELSEWHERE, *(code for _, code in names))]


def name_of(shared: Shared, code: str) -> str:
    """Name a country in the person's language."""
    return shared.texts.say(f"residence.country.{code.lower()}")


def reason_answers(shared: Shared) -> list[tuple[str, str]]:
    """Give the answers to the question whether the person wants to say why."""
    texts = shared.texts
    return [
        ("none", texts.say("start.reason_none")),
        *((name, texts.say(f"start.example.{name}")) for name in EXAMPLES),
        ("own", texts.say("start.reason_own")),
    ]


def proposed_address(saved: Sequence[Account], service: str) -> str | None:
    """Give the saved address of a service, if it has exactly one."""
    known = [account.address for account in saved if account.service == service]
    return known[0] if len(known) == 1 else None


def worth_saving(saved: Sequence[Account], wanted: Sequence[Wanted]) -> list[Wanted]:
    """Give what is not saved yet."""
    known = {(one.service, one.address) for one in saved}
    return [one for one in wanted if one.address and (one.service, one.address) not in known]


def save_addresses(book: AccountBook, wanted: Sequence[Wanted]) -> None:
    """Keep the addresses in the keyring; raises KeyringProblem."""
    from helper.accounts import DEFAULT_LABEL, Account

    for one in wanted:
        if one.address:
            book.add(Account(one.service, DEFAULT_LABEL, one.address))


def _sort_key(name: str) -> str:
    """Sort a name as people look for it, whatever its accents."""
    return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().casefold()
