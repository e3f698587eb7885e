"""What a flow file may say, checked strictly: a flow only observes, it has no verb.

`Flow` is one service's file (`flows/facebook.toml`), `Words` one language's: of the pages
(`flows/words/fr.toml`) or of the answers after Send (`flows/answers/fr.toml`). Unknown keys,
unknown marker kinds, unknown schema versions and hosts outside the built-in list are refused, never skipped.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from flows.concepts import Concept
from flows.hosts import is_allowed, is_nameable_host
from flows.problems import KeyPath

SCHEMA_VERSION = 1


class State(StrEnum):
    """What an attempt's page can show: the words of the record's timeline."""

    OPENING = "opening"
    COOKIE_BANNER = "cookie_banner"
    LOGIN = "login"
    TWO_FACTOR = "two_factor"
    CAPTCHA = "captcha"
    CHECKPOINT = "checkpoint"
    CONSENT = "consent"
    SAVE_LOGIN = "save_login"
    GATEWAY = "gateway"
    FORM = "form"
    CODE = "code"
    VALIDATION_ERROR = "validation_error"
    SENT = "sent"
    SUBMITTED = "submitted"
    REFUSED = "refused"  # the service answered that it will not act on it
    ALREADY_OBJECTED = "already_objected"
    UNAVAILABLE = "unavailable"
    MOVED = "moved"
    WRONG_HOST = "wrong_host"
    PAGE_IDENTITY = "page_identity"
    THIRD_PARTY_FORM = "third_party_form"
    OTHER_FORM = "other_form"
    UNKNOWN = "unknown"
    CLOSED = "closed"


class Purpose(StrEnum):
    """What the form of a flow is for: the state `form` means this form and no other."""

    OBJECTION = "objection"  # to object to AI training with the data of an account
    THIRD_PARTY = "third_party"  # about information from third parties that is used for AI
    WHATSAPP = "whatsapp"  # to object to WhatsApp's own processing


class Strict(BaseModel):
    """Data from a file: nothing extra, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @classmethod
    def arrange(cls, data: dict[str, object]) -> dict[str, object]:
        """Give the file's tables the shape of the model, before they are checked."""
        # Not a validator: what a "before" validator returns is no longer JSON, and strict mode then refuses its arrays.
        return data

    @classmethod
    def where(cls, place: KeyPath) -> KeyPath:
        """Give a place of the model as a place of the file: the way back of `arrange`."""
        return place


def _visible(text: str) -> str:
    if text.isprintable():
        return text  # nearly always, and a hundred times faster than one by one
    for position, char in enumerate(text):
        # `isprintable` is false for spaces too, but for the ordinary one; those are harmless unless they end a line.
        if not char.isprintable() and unicodedata.category(char) != "Zs":
            number, before = f"U+{ord(char):04X}", text[max(0, position - 20) : position]
            raise PydanticCustomError(
                "invisible", "{number} after {before}", {"number": number, "before": before}
            )
    return text


# Nothing that a terminal obeys or that turns a text's direction; the no-break space is welcome.
Text = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_visible)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,30}$")]
Digits = Annotated[str, StringConstraints(pattern=r"^\d{5,20}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


def _nameable(host: str) -> str:
    if not is_nameable_host(host):
        raise PydanticCustomError(
            "foreign_host", "{host} is not under a domain that flows may name", {"host": host}
        )
    return host


Host = Annotated[str, AfterValidator(_nameable)]


Way = Literal["portal", "privacy_centre"]  # a place from which one goes on to the form


class Fact(Strict):
    """Something that somebody saw: where and when."""

    source: Text
    date: dt.date
    certainty: Literal["A", "B", "C", "D"] = "C"


class Address(Fact):
    """One way to the form, in the order in which they are tried."""

    url: Text
    kind: Literal["form", "privacy_centre"] = "form"


class HostFact(Fact):
    """Hosts on which this service's pages legitimately appear."""

    names: tuple[Host, ...]
    locale_labels_below: Host | None = None  # fr-fr.facebook.com, de-de.facebook.com


class PathMarker(Fact):
    """An address that means a state by itself: a login wall, a checkpoint."""

    kind: Literal["path"]
    state: State
    path: Annotated[str, StringConstraints(pattern=r"^/")]  # the page's path begins with this
    host: Host | None = None  # else any host of the flow
    # Of a place from which the person goes on to the form: which directions help there.
    way: Way | None = None

    def matches(self, host: str, path: str) -> bool:
        """Tell whether a page's address carries this marker; `/login` matches `/login/x` and `/login.php`, not `/loginx`."""
        if self.host is not None and host != self.host:
            return False
        if self.path == "/":
            return path in ("", "/")
        stem = self.path.rstrip("/")
        return path == stem or path.startswith((stem + "/", stem + "."))


class FormIdMarker(Fact):
    """A number of the service's form engine, in the address or in a hidden field, and what that form is."""

    kind: Literal["form_id"]
    state: Literal[State.FORM, State.GATEWAY, State.THIRD_PARTY_FORM, State.OTHER_FORM]
    id: Digits


class FieldNameMarker(Fact):
    """A technical field name, the same in every language, that means a state."""

    kind: Literal["field_name"]
    state: State
    names: tuple[Text, ...]


class FrameMarker(Fact):
    """A frame from elsewhere that means a state: a captcha."""

    kind: Literal["frame"]
    state: State
    host: Text
    path: Text = "/"


class FormNameMarker(Fact):
    """The form engine's internal English title, which stays English in every language."""

    kind: Literal["form_name"]
    state: Literal[State.FORM, State.GATEWAY, State.THIRD_PARTY_FORM, State.OTHER_FORM]
    words: tuple[Text, ...]  # all of them occur in the form's id or name, in any case


Marker = Annotated[
    PathMarker | FormIdMarker | FieldNameMarker | FrameMarker | FormNameMarker, Field(discriminator="kind")
]


class WordGroup(Fact):
    """Words that one source shows."""

    words: tuple[Text, ...] = Field(min_length=1)


class Vocabulary(Strict):
    """The words of one concept in one language; nobody has confirmed the `unverified` ones."""

    verified: tuple[WordGroup, ...] = ()
    unverified: tuple[Text, ...] = ()


# Codes that browsers or people use for a language whose words have another name here.
LANGUAGE_ALIASES = {"no": "nb", "nn": "nb", "iw": "he"}


def words_of(vocabulary: Vocabulary) -> Iterator[tuple[KeyPath, str]]:
    """Give every word of a concept and where it stands in its table, the confirmed ones first."""
    for number, group in enumerate(vocabulary.verified):
        for position, word in enumerate(group.words):
            yield ("verified", number, "words", position), word
    for position, word in enumerate(vocabulary.unverified):
        yield ("unverified", position), word


class WordsFile(Strict):
    """What is known of one language. A word of up to three letters must stand alone, a longer one may begin a word;
    `…` inside a phrase stands for any text within the same sentence. The words of a closed class stand alone, unless `*`
    at an edge lets them go on."""

    schema_version: Literal[1] = Field(alias="schema")
    language: Language
    concepts: dict[Concept, Vocabulary]

    @classmethod
    def arrange(cls, data: dict[str, object]) -> dict[str, object]:
        """Let the file name each concept as a table of its own: `[send]`, not `[concepts.send]`."""
        head = {key: value for key, value in data.items() if key in ("schema", "language")}
        return head | {"concepts": {key: value for key, value in data.items() if key not in head}}

    @classmethod
    def where(cls, place: KeyPath) -> KeyPath:
        """Give a place of the model as a place of the file."""
        return tuple(part for part in place if part not in ("concepts", "[key]"))


class Flow(Strict):
    """The dated facts on one service's form."""

    schema_version: Literal[1] = Field(alias="schema")
    name: Slug
    title: Text
    purpose: Purpose = Purpose.OBJECTION
    controller: Text
    revision: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}(\.\d+)?$")]
    verified_live: Literal["never"] | dt.date
    address: tuple[Address, ...] = Field(min_length=1)
    host: tuple[HostFact, ...] = Field(min_length=1)
    marker: tuple[Marker, ...] = ()
    # What is this service's own, added to the shared words.
    words: dict[Language, dict[Concept, Vocabulary]] = {}

    @classmethod
    def where(cls, place: KeyPath) -> KeyPath:
        """Give a place of the model as a place of the file, without what only says which kind of value was tried."""
        if place[:1] == ("verified_live",):
            return place[:1]
        if place[:1] == ("marker",):
            return place[:2] + place[3:]
        return tuple(part for part in place if part != "[key]")

    @property
    def hosts(self) -> frozenset[str]:
        """All exact hosts of the flow."""
        return frozenset(name for fact in self.host for name in fact.names)

    @property
    def locale_domains(self) -> frozenset[str]:
        """Domains below which a language label (`fr-fr`) is a host of the flow too."""
        return frozenset(fact.locale_labels_below for fact in self.host if fact.locale_labels_below)

    def allows(self, url: str) -> bool:
        """Tell whether `url` is an https address on exactly one of the flow's hosts."""
        return is_allowed(url, self.hosts, self.locale_domains)

    def form_ids(self, state: State) -> frozenset[str]:
        """Give the form numbers that mean `state`."""
        return frozenset(m.id for m in self.marker if isinstance(m, FormIdMarker) and m.state is state)

    def form_id_in(self, url: str) -> str | None:
        """Give the form number in the path of a form address, if one is there.

        `/help/contact/<id>`, `/contact/<id>`; on WhatsApp's site `/contact/forms/<id>`.
        """
        found = re.search(r"/contact/(?:forms/)?(\d{5,20})(?:/|$)", urlsplit(url).path)
        return found.group(1) if found else None
