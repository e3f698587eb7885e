"""Sentences alike: each hostile one that was once swallowed stands beside likely ones that must stay good news."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from unseen_answers import FOLDER, RIGHT, UnseenAnswer

PAIRS = sorted((FOLDER / "earlier" / "twentyseventh").glob("*.toml"))


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_no_mend_takes_back_what_is_good_news(path: Path) -> None:
    answers = tomllib.loads(path.read_text(encoding="utf-8"))["answer"]
    good = [
        UnseenAnswer(path.stem, one["kind"], tuple(one["text"]))
        for one in answers
        if one["kind"] == "success"
    ]
    assert good
    assert [one.text for one in good if one.read() not in RIGHT["success"]] == []
