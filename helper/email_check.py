"""Whether the address on the form is the expected one, said without ever being wrongly reassuring.

Two spellings are the same address when they are equal after trimming, NFKC, case folding and, for the domain, IDNA
(UTS 46). Nothing is forgiven beyond that: a look-alike letter or an invisible character makes another address.
A masked address (`m•••@e•••.org`) can only ever be `compatible`. All functions are pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import idna

from helper.record import Verdict

# Octets. RFC 5321 section 4.5.3.1: 64 before the at sign, 256 in all with the angle brackets (RFC 3696, erratum 1690).
LONGEST_ADDRESS = 254
LONGEST_LOCAL_PART = 64

# Drawn as nothing although their category says letter, mark or symbol (Default_Ignorable_Code_Point; braille blank).
# UTS 46 drops some of them without a word, so they are refused before it.
_DRAWN_AS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

# Dots hide something when they come in runs (NFKC writes `…` as three); one alone is a dot.
_MASK_SIGNS = "*•●○◦∙⋯⁎∗※×✕✖✱■▪█⬤⚫"
_MASK = re.compile(rf"(?:[{_MASK_SIGNS}]|[.·‧・]{{2,}})+")
# RFC 5322 atext and what RFC 6531 section 3.3 adds; a star is lawful there, several in a row are a mask.
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u0080-\U0010ffff]+")
_LONE_STAR = re.compile(r"(?<!\*)\*(?!\*)")
_AT = re.compile("[@\ufe6b\uff20]")  # NFKC makes one of them all
_WORD = re.compile(r"""[^\s<>()\[\]{},:;|"\\“”„‟«»‹›‘‚‛–—―¿¡،؛؟。、「」]+""")
_LAST_PUNCTUATION = re.compile(r"[!?'`]$|(?<!\.)\.$")
# A longer word with an at sign is no address; a page may have put it there to cost time.
_LONGEST_WORD = 2 * LONGEST_ADDRESS


_MOST_DOUBTFUL_FIRST = (
    Verdict.MISMATCH,
    Verdict.EMPTY,
    Verdict.ABSENT,
    Verdict.UNCHECKED,
    Verdict.COMPATIBLE,
    Verdict.MATCH,
)


class _Address(NamedTuple):
    """An address in the form in which it is compared."""

    local: str
    domain: str  # A-labels


def parse_address(text: str) -> str:
    """Return the one address that `text` is, trimmed and otherwise as it was written.

    Raises ValueError with a word for the reason: `blank`, `too_long`, `spaces`, `invisible`, `no_at`, `several_at`,
    `masked`, `local_part` or `domain`. Reserved domains (.test, .example) and international addresses are addresses.
    """
    _read(text)
    return text.strip()


def compare_addresses(displayed: Sequence[str | None], expected: str | None) -> tuple[Verdict, str | None]:
    """Judge a form that shows several addresses by the most doubtful one, the first of its kind. Gives that address.

    Which of them the answer goes to is not known, so all have to match.
    """
    verdicts = [(compare_email(address, expected), address) for address in displayed]
    return min(verdicts, key=lambda found: _MOST_DOUBTFUL_FIRST.index(found[0]))


def are_several(displayed: Sequence[str | None]) -> bool:
    """Tell whether a form shows different addresses; a masked one differs only from those that it cannot be."""
    shown = [address for address in displayed if address and address.strip()]
    return any(
        Verdict.MISMATCH is compare_email(one, other) is compare_email(other, one)
        for one, other in combinations(shown, 2)
    )


def compare_email(displayed: str | None, expected: str | None) -> Verdict:
    """Judge the address that the form displays (None: it shows none) against the expected one (None: none was given)."""
    if displayed is None:
        return Verdict.ABSENT
    if not displayed.strip():
        return Verdict.EMPTY
    if expected is None:
        return Verdict.UNCHECKED
    try:
        wanted = _read(expected)
        if is_masked(displayed):
            return Verdict.COMPATIBLE if _may_be(displayed, wanted) else Verdict.MISMATCH
        return Verdict.MATCH if _read(displayed) == wanted else Verdict.MISMATCH
    except ValueError:
        return Verdict.MISMATCH


def is_masked(text: str) -> bool:
    """Tell whether part of what `text` shows is hidden behind dots, stars or an ellipsis."""
    return _MASK.search(_fold(text)) is not None


def find_addresses(text: str) -> list[str]:
    """List what reads as an address, plain or masked, in visible text: each once, in order, as it is written.

    An invisible character inside is kept, so that `compare_email` sees it; around an address it belongs to the text
    (pages in right-to-left languages wrap addresses in such marks).
    """
    candidates = (word for word in _WORD.findall(text) if _AT.search(word) and len(word) <= _LONGEST_WORD)
    words = map(_without_surroundings, candidates)
    return list(dict.fromkeys(word for word in words if _reads_as_address(word)))


def mask_address(address: str) -> str:
    """Shorten an address for a terminal or a shared screen: `marie@example.org` becomes `m…e@e…e.org`."""
    composed = unicodedata.normalize("NFC", address.strip())
    local, _, domain = composed.partition("@")
    if composed.count("@") != 1 or any(map(_is_hidden, composed)) or re.search(r"\s", composed):
        return "…"  # whatever it is, it does not belong on a terminal
    name, dot, ending = domain.rpartition(".")
    return f"{_hide(local)}@{_hide(name or ending)}{dot + ending if name else ''}"


def _read(text: str) -> _Address:
    """Parse an address into the form in which it is compared; ValueError as in `parse_address`."""
    trimmed = text.strip()
    if not trimmed:
        raise ValueError("blank")
    if len(trimmed) > LONGEST_ADDRESS:
        raise ValueError("too_long")
    plain = unicodedata.normalize("NFKC", trimmed)
    if re.search(r"\s", plain):
        raise ValueError("spaces")
    if any(map(_is_hidden, plain)):
        raise ValueError("invisible")
    if plain.count("@") != 1:
        raise ValueError("several_at" if "@" in plain else "no_at")
    local, _, domain = plain.partition("@")
    if is_masked(_LONE_STAR.sub("_", local)) or is_masked(domain):
        raise ValueError("masked")
    if not all(map(_ATOM.fullmatch, local.split("."))) or len(local.encode()) > LONGEST_LOCAL_PART:
        raise ValueError("local_part")
    address = _Address(_fold(local), _to_ascii(domain))
    if len(local.encode()) + len("@") + len(address.domain) > LONGEST_ADDRESS:
        raise ValueError("too_long")
    return address


def _to_ascii(domain: str) -> str:
    """Write a domain of two labels or more in A-labels."""
    try:
        ascii_domain = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
    except UnicodeError:
        raise ValueError("domain") from None
    _, dot, ending = ascii_domain.rpartition(".")
    if not dot or not ending or ending.isdigit():
        raise ValueError("domain")
    return ascii_domain


def _may_be(masked: str, wanted: _Address) -> bool:
    """Tell whether the visible pieces of a masked address fit; a mask stands for one character or more."""
    folded = _fold(masked)
    if len(folded) > LONGEST_ADDRESS or folded.count("@") != 1:
        return False
    local, _, domain = folded.partition("@")
    # A service may have masked the domain as people read it or as the network writes it.
    spellings = (wanted.domain, _fold(idna.decode(wanted.domain)))
    return _fits(local, wanted.local) and any(_fits(domain, spelling) for spelling in spellings)


def _fits(masked: str, whole: str) -> bool:
    """Match one side of a masked address; each inner piece is taken where it comes first, so time stays linear."""
    first, *others = _MASK.split(masked)
    if not others:
        return first == whole
    *inner, last = map(re.escape, others)
    pattern = re.escape(first) + "".join(f"(?>.+?{piece})" for piece in inner) + ".+" + last
    return re.fullmatch(pattern, whole, re.DOTALL) is not None


def _fold(text: str) -> str:
    """Make spellings that mean the same letters equal: NFKC and case folding, trimmed."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def _is_hidden(character: str) -> bool:
    """Tell whether a character is drawn as nothing, steers the text or has no meaning that everybody shares."""
    return unicodedata.category(character) in _HIDDEN_CATEGORIES or bool(_DRAWN_AS_NOTHING.match(character))


def _without_surroundings(word: str) -> str:
    """Strip what stands around an address in a sentence; runs of dots stay, they may be a mask."""
    while word and (_is_hidden(word[0]) or word[0] in "'`"):
        word = word[1:]
    while word and (_is_hidden(word[-1]) or _LAST_PUNCTUATION.search(word)):
        word = word[:-1]
    return word


def _reads_as_address(word: str) -> bool:
    """Tell whether a word is meant as an address, right or wrong: a handle such as `@marie` is not."""
    local, *domains = _AT.split(word)
    return bool(local) and len(domains) == 1 and ("." in domains[0].strip(".") or is_masked(domains[0]))


def _hide(part: str) -> str:
    """Keep the ends of a part that is long enough to stay unknown."""
    if len(part) < 3:
        return "…"
    return f"{part[0]}…{part[-1] if len(part) > 4 and part[-1].isalnum() else ''}"


def is_other_address(now: str | None, before: str | None) -> bool:
    """Tell whether two addresses are surely not the same; of one that is unknown or masked nobody can."""
    if not now or not before or is_masked(now) or is_masked(before):
        return False
    return now.casefold() != before.casefold() and compare_email(now, before) is Verdict.MISMATCH
