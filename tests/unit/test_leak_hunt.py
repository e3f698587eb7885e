"""The hunt for leaks finds what it is there to find, however it is written down."""

from __future__ import annotations

from pathlib import Path

import pytest
from replica.leaks import FORM_CODE, PASSWORD, TWO_FACTOR_CODE, find_secrets, find_strays


@pytest.mark.parametrize("secret", [PASSWORD, TWO_FACTOR_CODE, FORM_CODE, "0f1e2d3c4b5a6978"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_secret_is_found_in_any_file(tmp_path: Path, secret: str, encoding: str) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "Cookies").write_bytes(b"\0\xff" + f"x={secret}&y".encode(encoding) + b"\0")
    (deep / "clean").write_bytes(b"nothing")
    found = find_secrets([tmp_path], ["0f1e2d3c4b5a6978"])
    assert len(found) == 1
    assert "Cookies" in found[0]


def test_six_digits_within_a_hash_are_no_code(tmp_path: Path) -> None:
    (tmp_path / "manifest").write_text(f"ab{TWO_FACTOR_CODE}cd0{FORM_CODE}\n")
    assert find_secrets([tmp_path], []) == []


def test_the_address_belongs_in_record_pictures_and_texts_of_a_bag_alone(tmp_path: Path) -> None:
    data = tmp_path / "archive" / "one" / "data"
    data.mkdir(parents=True)
    for name in ("record.json", "01-form.png", "form.txt"):
        (data / name).write_text("ana@example.org")
    assert find_strays([tmp_path], ["ana@example.org"]) == []
    (data.parent / "bag-info.txt").write_text("Contact: ana@example.org")
    (tmp_path / "optout-assist.log").write_text("saw ana@example.org")
    assert {Path(line.split(": ")[0]).name for line in find_strays([tmp_path], ["ana@example.org"])} == {
        "bag-info.txt",
        "optout-assist.log",
    }


def test_nobody_is_found_where_nothing_is_looked_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    assert find_strays([tmp_path], []) == []
