"""What is said of the law has an act, a source and a date beside it, and nothing is said to apply before it does."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from flows import FOLDER
from flows.law import Law, load_law
from flows.load import FlowError, read

ROOT = Path(__file__).resolve().parents[2]


def test_every_statement_has_its_act_its_source_and_its_date() -> None:
    for one in load_law().provision:
        assert re.search(r"Article|CNIL", one.act), one.name
        assert one.source
        assert one.date <= dt.date(2026, 11, 27)
        assert (one.certainty == "C") is ("from memory" in one.source), one.name


def test_the_rules_of_2027_apply_from_their_day() -> None:
    procedure = load_law().find("procedure")
    assert not procedure.applies_on(dt.date(2027, 4, 1))
    assert procedure.applies_on(dt.date(2027, 4, 2))
    assert load_law().find("residence").applies_on(dt.date(2026, 1, 1))


def test_every_provision_that_code_or_texts_name_is_there() -> None:
    named = set()
    for path in [*(ROOT / "helper").rglob("*.py"), *(ROOT / "helper").rglob("*.toml")]:
        named |= set(re.findall(r"flows/law\.toml, `([a-z_]+)`", path.read_text("utf-8")))
    assert {"residence", "prior_request", "counting", "orders", "meanwhile", "grounds", "identity"} <= named
    assert named <= {one.name for one in load_law().provision}
    with pytest.raises(KeyError):
        load_law().find("nothing")


def test_a_statement_without_a_source_or_said_twice_is_refused(tmp_path: Path) -> None:
    text = (FOLDER / "law.toml").read_text("utf-8")
    twice = text + text[text.index("[[provision]]") :]
    for number, broken in enumerate((text.replace("source = ", "from = ", 1), twice)):
        path = tmp_path / f"{number}.toml"
        path.write_text(broken, "utf-8")
        with pytest.raises(FlowError):
            read(path, Law)
