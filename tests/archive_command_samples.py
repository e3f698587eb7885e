"""What the tests of `archive` begin with: an archive, the command, its answer to scripts."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from helper.cli.options import Shared
from helper.commands.archive import archive as archive_command
from helper.evidence.store import Archive

Run = Callable[..., Result]


@pytest.fixture
def run(kept: Archive) -> Run:
    def invoke(*arguments: str, json: bool = False, lang: str = "en", quiet: bool = False) -> Result:
        shared = Shared(lang=lang, archive=kept.path, json=json, quiet=quiet)
        return CliRunner().invoke(archive_command, arguments, obj=shared, standalone_mode=False)

    return invoke


def answer(result: Result) -> object:
    assert result.exception is None, result.exception
    return json.loads(result.stdout)


HOSTILE = "\x1b]0;owned\x07\x9b31m\u202egnp.exe\r\n[red]x[/red]"


def raise_of(result: Result) -> None:
    assert result.exception is not None
    raise result.exception
