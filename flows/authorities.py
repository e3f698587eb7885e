"""The supervisory authorities: where to complain, in which languages, and how sure each address is."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from flows import FOLDER
from flows.load import read
from flows.schema import Fact, Language, Slug, Strict, Text

Code = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]{2})?$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
WebAddress = Annotated[
    str, StringConstraints(pattern=r"^https?://[a-z0-9.-]+(?:/[\w./?=&%#;:+~,-]*)?$", max_length=300)
]
MailAddress = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+@[a-z0-9.-]+$", max_length=100)]

# A: a copy of the official page was seen. B: from a public collection. C: from memory, or doubtful.
Certainty = Literal["A", "B", "C"]
# Why an address has to be looked at before it is relied on: the authority moved, has another name or domain, gives its
# form a new number now and then; or the address was written down from memory.
Doubt = Literal["moved", "renamed", "changes", "memory"]
# What somebody has to know before they choose an authority: private persons complain to that of their Land.
Hint = Literal["german_lands"]


# What an authority has of places to turn to, in the order in which one looks for them.
PLACES = ("complaint", "easy", "site", "email", "post")


class Contact(Fact):
    """Somewhere to go or to write to."""

    certainty: Certainty
    doubt: Doubt | None = None
    now: Text | None = None  # what it is said to be now; nobody has seen a source

    @model_validator(mode="after")
    def _is_as_sure_as_it_says(self) -> Self:
        if (self.certainty == "C") is not (self.doubt is not None):
            raise ValueError("certainty: C has a doubt that names its reason, and nothing else has one")
        if self.now is not None and self.doubt not in ("moved", "renamed"):
            raise ValueError("now: only of what moved or was renamed")
        return self


class Link(Contact):
    """An address on the web."""

    url: WebAddress


class Mailbox(Contact):
    """An e-mail address."""

    address: MailAddress


class Post(Contact):
    """A postal address, line by line."""

    lines: tuple[Text, ...] = Field(min_length=1, max_length=6)


class AuthorityPage(Fact):
    """What an authority published about AI training and the right to object; reference sentences end with it."""

    url: Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+/\S+$", max_length=300)]


class Controller(Strict):
    """Whom complaints are about, and whom one objects to."""

    name: Text
    post: Post
    contact: Link | None = None  # its page for questions of privacy, where it names no e-mail address


class Authority(Fact):
    """One supervisory authority; what its places do not say of their source is as the authority says."""

    certainty: Certainty
    code: Code
    country: Country
    name: Text
    short: Text | None = None
    languages: tuple[Language, ...] = Field(min_length=1)  # in which it works, its first one first
    regime: Literal["GDPR", "UK GDPR", "FADP"]  # the law that it applies
    hint: Hint | None = None
    site: Link
    complaint: Link | None = None  # its page or form for complaints
    easy: Link | None = None  # what it says of them in easy-to-read language
    email: Mailbox | None = None
    post: Post | None = None
    reference: Slug | None = None  # the code of its reference sentence
    page: AuthorityPage | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if (self.reference is None) is not (self.page is None):
            raise ValueError("reference: goes together with the page that the sentence cites")
        if not self.code.startswith(self.country.lower()):
            raise ValueError("code: begins with the country")
        return self

    @property
    def title(self) -> str:
        """Name it as people know it: the short name if it has one."""
        return self.short or self.name

    @property
    def places(self) -> dict[str, Contact]:
        """Give every place to turn to, by what it is."""
        return {what: place for what in PLACES if (place := getattr(self, what)) is not None}


class Authorities(Strict):
    """The file of authorities."""

    schema_version: Literal[1] = Field(alias="schema")
    fallback: Link  # the list of all authorities, for what does not hold any more
    controller: tuple[Controller, ...] = Field(min_length=1)
    authority: tuple[Authority, ...] = Field(min_length=1)

    @classmethod
    def arrange(cls, data: dict[str, object]) -> dict[str, object]:
        """Give each place of an authority the source, date and certainty that it does not say itself."""
        listed = data.get("authority")
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            return data
        return data | {"authority": [_inherit(one) for one in listed]}

    @model_validator(mode="after")
    def _is_unambiguous(self) -> Self:
        codes = [one.code for one in self.authority]
        references = [one.reference for one in self.authority if one.reference]
        for what, names in (("code", codes), ("reference", references)):
            if len(set(names)) != len(names):
                raise ValueError(f"{what}: one occurs twice")
        return self

    def find(self, typed: str) -> Authority | None:
        """Give the authority that somebody means: by its code, its reference's code, or a short name that no other has."""
        wanted = typed.strip().casefold()
        for name in ("code", "reference", "short"):
            found = [one for one in self.authority if (getattr(one, name) or "").casefold() == wanted != ""]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def of_country(self, country: str) -> tuple[Authority, ...]:
        """Give the authorities of a country (ISO 3166-1, `FR`)."""
        return tuple(one for one in self.authority if one.country == country.upper())

    def controller_named(self, name: str) -> Controller | None:
        """Give what is known of a controller, as a flow names it."""
        return next((one for one in self.controller if one.name == name), None)

    @property
    def countries(self) -> tuple[str, ...]:
        """Name the countries of which an authority is known (ISO 3166-1)."""
        return tuple(dict.fromkeys(one.country for one in self.authority))


def _inherit(authority: dict[str, object]) -> dict[str, object]:
    shared = {name: authority[name] for name in ("source", "date", "certainty") if name in authority}
    return {
        name: shared | value if name in PLACES and isinstance(value, dict) else value
        for name, value in authority.items()
    }


@cache
def load_authorities() -> Authorities:
    """Read the authorities; raises FlowError."""
    return read(FOLDER / "authorities.toml", Authorities, is_known=True)
