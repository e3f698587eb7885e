"""The words of a BagIt bag (RFC 8493), as pure functions: what our bags say, and the strict reading of it.

Our bags are flat: payload files lie directly in `data/`, tag files directly in the bag. A manifest has one form only
(sorted, lower case, two spaces as `sha256sum` wants them), so that no byte of it can change unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from helper.evidence.ids import is_id

BAGIT = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
DATA = "data"
# Others that a tool may have put beside ours, with sums of any other kind: each has to be whole and right as well.
_ANY_MANIFEST = re.compile(r"(tag)?manifest-(.+)\.txt", re.IGNORECASE)
RECORD = "record.json"
JOURNAL = "journal.jsonl"
# What a bag shows and what it does not prove, in English and in French.
LIMITS = ("LIMITS.txt", "LIMITES.txt")
PREVIOUS = "Previous-Attempt"

BAGIT_TEXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

# Safe on every system: no hidden name, no option, no device of Windows, no case to fold, nothing to encode.
_FILE_NAME = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[a-z0-9][a-z0-9._-]{0,99}(?<!\.)", re.ASCII
)
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
# RFC 8493, 2.1.3: sums in either case, any blank between sum and path; `md5sum` writes an asterisk before the path.
_ANY_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")
_INFO_LINE = re.compile(r"([A-Za-z-]+): (.+)")
# RFC 8493, 2.1.3: these three characters of a path are percent-encoded, and no others.
_ENCODED = {"%": "%25", "\n": "%0A", "\r": "%0D"}
_DECODED = {code: char for char, code in _ENCODED.items()}


class MalformedError(ValueError):
    """A file of the bag is not written as ours are."""


class Named(NamedTuple):
    """An attempt that a later one names: what its tag manifest was when the later one was sealed."""

    id: str
    sha256: str


def name_in_data(path: str) -> str:
    """Give a file's name as `data/` lists it: a record may name the folder too."""
    return path.removeprefix(f"{DATA}/")


def is_file_name(name: str) -> bool:
    """Tell whether we may write a file of that name."""
    return _FILE_NAME.fullmatch(name) is not None


def render_manifest(sums: Mapping[str, str]) -> str:
    """Write a manifest: path below the bag -> SHA-256."""
    return "".join(f"{sums[path]}  {_encode(path)}\n" for path in sorted(sums))


def parse_manifest(content: bytes) -> dict[str, str]:
    """Read a manifest of the form that we write; raises MalformedError for any other."""
    text = _decode_text(content)
    sums: dict[str, str] = {}
    for line in text.split("\n")[:-1]:
        match = _LINE.fullmatch(line)
        if match is None:
            raise MalformedError("a line is not “sum, two spaces, path”")
        sums[_decode(match[2])] = match[1]
    if render_manifest(sums) != text:
        raise MalformedError("the lines are not as they were written")
    return sums


class Manifest(NamedTuple):
    """What the name of a manifest says: whether it lists tag files or the payload, and by what kind of sum."""

    of_tags: bool
    algorithm: str


def manifest_named(file: str) -> Manifest | None:
    """Tell whether a file of the bag is a manifest, by its name (RFC 8493, 2.1.3 and 2.2.1)."""
    match = _ANY_MANIFEST.fullmatch(file)
    return Manifest(match[1] is not None, match[2].lower()) if match else None


def parse_other_manifest(content: bytes) -> dict[str, str]:
    """Read a manifest that others wrote beside ours; raises MalformedError.

    A file that comes twice, and a path in a form that names it otherwise, is none: nobody could tell what it means.
    """
    sums: dict[str, str] = {}
    for line in re.split(r"\r\n|\r|\n", re.sub(r"(\r\n|\r|\n)\Z", "", _decode_text(content))):
        match = _ANY_LINE.fullmatch(line)
        path = _decode(match[2]) if match else ""
        if match is None or path in sums:
            raise MalformedError("a line is not “sum, path”, or comes twice")
        sums[path] = match[1].lower()
    return sums


def render_info(fields: Iterable[tuple[str, str]]) -> str:
    """Write `bag-info.txt`."""
    return "".join(f"{label}: {value}\n" for label, value in fields)


def parse_info(content: bytes) -> dict[str, str]:
    """Read `bag-info.txt` of the form that we write; raises MalformedError for any other."""
    text = _decode_text(content)
    fields: dict[str, str] = {}
    for line in text.split("\n")[:-1]:
        match = _INFO_LINE.fullmatch(line)
        if match is None or match[1] in fields:
            raise MalformedError("a line is not “Label: value”, or comes twice")
        fields[match[1]] = match[2]
    if render_info(fields.items()) != text:
        raise MalformedError("the lines are not as they were written")
    return fields


def render_oxum(octets: int, files: int) -> str:
    """Write the Payload-Oxum, the bag's quick check of size and count."""
    return f"{octets}.{files}"


def parse_oxum(text: str) -> tuple[int, int]:
    """Read a Payload-Oxum; raises MalformedError."""
    match = re.fullmatch(r"(\d{1,18})\.(\d{1,9})", text, re.ASCII)
    if match is None:
        raise MalformedError("Payload-Oxum is not “octets.files”")
    return int(match[1]), int(match[2])


def render_previous(previous: Iterable[Named]) -> str:
    """Write which attempts of the archive were sealed before this one and were not named by another yet."""
    return ", ".join(f"{one.id} {one.sha256}" for one in previous) or "none"


def parse_previous(text: str) -> tuple[Named, ...]:
    """Read which attempts a bag names; raises MalformedError."""
    if text == "none":
        return ()
    matches = [re.fullmatch(r"(\S+) ([0-9a-f]{64})", part, re.ASCII) for part in text.split(", ")]
    named = tuple(Named(match[1], match[2]) for match in matches if match and is_id(match[1]))
    if len(named) != len(matches):
        raise MalformedError(f"{PREVIOUS} is not “name sum”")
    return named


def _decode_text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedError("not UTF-8") from error


def _encode(path: str) -> str:
    return re.sub(r"[%\r\n]", lambda match: _ENCODED[match[0]], path)


def _decode(path: str) -> str:
    return re.sub(r"%(?:25|0A|0D)", lambda match: _DECODED[match[0]], path)
