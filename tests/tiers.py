"""Which tests run when: a place and a mark decide, and this file says how.

`make check`     what is `pure`: in tests/unit or tests/properties, without a folder, a browser or a program of its own.
`make test`      all but `thorough` and `slow`; of tests/e2e only what `proves` an outcome or a promise.
`make test-all`  all but `slow`.
`make test-long` all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

# The languages of the program; what is tried in all thirty is tried in these by `make test`.
OF_THE_PROGRAM = ("en", "fr")
_PURE_FOLDERS = ("unit", "properties")
# Whoever asks for one of these looks at more than decisions.
_WORLDLY = {"tmp_path", "tmp_path_factory", "display", "playwright", "capfd", "secret_service"}
_WORLDLY_MODULES = ("subprocess", "tempfile")  # named in the test's own file


def marks_of(item: pytest.Item) -> Iterator[pytest.MarkDecorator]:
    """Give the marks that a test has because of where it stands and what it asks for."""
    folder = item.path.parent.name
    if folder == "e2e" and not proven_by(item):
        yield pytest.mark.thorough
    fixtures = set(getattr(item, "fixturenames", ()))
    module = getattr(item, "module", None)
    is_worldly = fixtures & _WORLDLY or any(hasattr(module, name) for name in _WORLDLY_MODULES)
    is_marked = {"slow", "thorough", "programs"} & set(item.keywords)
    if folder in _PURE_FOLDERS and not is_worldly and not is_marked:
        yield pytest.mark.pure


def proven_by(item: pytest.Item) -> set[str]:
    """Name the outcomes and promises for which a whole-program test stands; `case` is one among its parameters."""
    case = item.callspec.id if hasattr(item, "callspec") else None
    marks = [mark for mark in item.iter_markers("proves") if mark.kwargs.get("case", case) == case]
    return {what for mark in marks for what in mark.args}


def in_turn(cases: Iterable[str | tuple[str, ...]]) -> list[Any]:
    """Give languages, or what begins with one, as parameters: all for `make test-all`, those of the program for `make test`."""
    values = ((case,) if isinstance(case, str) else case for case in cases)
    return [pytest.param(*one, marks=marks_of_language(one[0])) for one in values]


def marks_of_language(language: str) -> tuple[pytest.MarkDecorator, ...]:
    """Give the marks of what is tried in each language."""
    return () if language in OF_THE_PROGRAM else (pytest.mark.thorough,)


class Watch:
    """Hears of every program that is started, and fails who starts one while that is forbidden."""

    def __init__(self) -> None:
        self._is_forbidden = False
        sys.addaudithook(self._hear)  # for as long as Python runs: there is no way to take it back

    def _hear(self, event: str, _arguments: object) -> None:
        if self._is_forbidden and event in ("subprocess.Popen", "os.fork", "os.posix_spawn"):
            raise AssertionError("a pure test starts no program: tests/tiers.py says which tests are pure")

    @contextmanager
    def forbidding(self) -> Iterator[None]:
        """Let nothing be started meanwhile."""
        self._is_forbidden = True
        try:
            yield
        finally:
            self._is_forbidden = False
