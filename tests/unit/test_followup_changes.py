"""`flows/changes.toml` is read strictly: a change without a day, a source or a known service is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from typography import faults, rude_to_the_reader

from flows.changes import load_changes
from flows.load import FlowError

GOOD = """
schema = 1
[[change]]
effective = 2026-01-02
services = ["facebook"]
source = "a policy"
date = 2026-01-02
about = { en = "the policy changed" }
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "changes.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (change,) = load_changes(write(tmp_path, GOOD))
    assert (str(change.effective), change.certainty) == ("2026-01-02", "C")


def test_every_sentence_is_set_as_its_readers_expect() -> None:
    for change in load_changes():
        assert faults(change.in_words("fr"), "fr") + rude_to_the_reader(change.in_words("fr")) == []
        assert faults(change.in_words("en"), "en") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = 2"),
        ("effective = 2026-01-02\n", ""),
        ("effective = 2026-01-02", 'effective = "soon"'),
        ('source = "a policy"\n', ""),
        ('["facebook"]', '["myspace"]'),
        ('["facebook"]', "[]"),
        ("en =", "fr ="),
        ("changed", "changed."),
        ("changed", "\\u202echanged"),
        ("about", "why"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, old: str, new: str) -> None:
    assert old in GOOD
    with pytest.raises(FlowError):
        load_changes(write(tmp_path, GOOD.replace(old, new)))


def test_the_oldest_comes_first(tmp_path: Path) -> None:
    two = GOOD + GOOD.removeprefix("\nschema = 1\n").replace(
        "effective = 2026-01-02", "effective = 2025-01-02"
    )
    with pytest.raises(FlowError):
        load_changes(write(tmp_path, two))
