"""Errors that people can act on: each class carries its exit status, its code for scripts and three sentences.

A message has three parts, because a person who reads it asks three things: what happened, what is safe or saved,
and what to do now. The texts live in the catalogue (`helper.texts`) under `error.<key>.{what,safe,now}`; the code that
raises names only the key and the values.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class Exit(IntEnum):
    """Exit statuses; docs/en/commands.md says what each means."""

    OK = 0
    BUG = 1
    USAGE = 2
    NOT_SENT = 3
    DEAD_END = 4
    BROWSER = 5
    ARCHIVE = 6
    SENT_UNCERTAIN = 7
    KEYRING = 8
    TIMESTAMP = 9
    INTERRUPTED = 130
    TERMINATED = 143


class HelperError(Exception):
    """An error of ours; `key` names its three sentences in the catalogue, `values` fill them."""

    exit: ClassVar[Exit] = Exit.BUG
    code: ClassVar[str] = "bug"

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values


class UsageProblem(HelperError):
    """What was asked for cannot be understood: nothing was started."""

    exit = Exit.USAGE
    code = "usage"


class BrowserProblem(HelperError):
    """No browser or no display, so no attempt could begin."""

    exit = Exit.BROWSER
    code = "browser"


class ArchiveProblem(HelperError):
    """The archive cannot be written or read, or is damaged."""

    exit = Exit.ARCHIVE
    code = "archive"


class KeyringProblem(HelperError):
    """The operating system's keyring cannot be used."""

    exit = Exit.KEYRING
    code = "keyring"


class TimestampProblem(HelperError):
    """A time-stamping authority could not be reached, or what it answered is no time stamp of the attempt."""

    exit = Exit.TIMESTAMP
    code = "timestamp"
