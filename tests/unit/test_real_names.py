"""The scripts in a page ask no node under a name that a page's form may have given away: tests/e2e/test_named_away.py says why."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from helper.browser.messages import SCRIPTS

SOURCES = {name: resources.files("helper.browser").joinpath(name).read_text("utf-8") for name in SCRIPTS}
NAMES = set(re.findall(r"\w+", SOURCES["real.js"].partition("const names = `")[2].partition("`")[0]))
# Events, rules of styles and fields that are no form have these too: here a reader has to look.
COMMON = {"name", "type", "value", "form", "id", "title", "labels", "placeholder", "required", "readOnly",
          "maxLength", "minLength", "autocomplete", "noValidate", "alt", "append"}  # fmt: skip
# A document is not hidden from our world by what it holds.
PLAIN = re.compile(rf"(?<!\breal)(?<!\bdocument)\.(?P<name>{'|'.join(sorted(NAMES - COMMON))})\b")


def plain_names_in(script: str) -> list[str]:
    """Give each name that is asked for as a page may have given it away."""
    return [found["name"] for found in PLAIN.finditer(re.sub(r"//.*", "", script))]


def test_nodes_are_asked_under_their_real_names() -> None:
    watcher = [name for name in SOURCES if name.startswith("watcher/")]
    assert watcher
    assert [(name, plain) for name in watcher for plain in plain_names_in(SOURCES[name])] == []


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("element.tagName", ["tagName"]),
        ("e?.parentElement?.isContentEditable", ["parentElement", "isContentEditable"]),
        ("e.matches?.(FIELDS)", ["matches"]),
        ("w.parent.document.querySelectorAll('iframe')", []),
        ("e[real.parentElement]?.[real.matches](FIELDS) // never e.matches", []),
    ],
)
def test_the_search_for_plain_names_finds_them(script: str, names: list[str]) -> None:
    assert plain_names_in(script) == names


def test_each_real_name_is_known_and_used() -> None:
    used = {name for source in SOURCES.values() for name in re.findall(r"\breal\.(\w+)", source)}
    assert {"tagName", "parentElement"} < NAMES == used
