"""A mistake in a flow file is shown where it is, and what to write instead: a wrong line would be worse than none."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import FOLDER
from flows.lines import Lines
from flows.load import MAX_BYTES, FlowError, check_file, read
from flows.problems import Problem
from flows.schema import Flow, WordsFile

FLOW = (FOLDER / "facebook.toml").read_text(encoding="utf-8")

TEXT = """# a comment = 1
schema = 1
title = '''
[not.a.table]
name = 2
'''

[[host]]
names = ["one", "two"]

  [[host]] # the second
names = [
    "one", "two", # "three",
    "four",

    [
      "five"
    ], { six = "]" },
]
source = "a"

[host.sub]
x.y = { z = [1, 2] }

[words.fr.send]
"verified" = [
    { words = ["a", "b"] },
    { words = ["c"] } ]
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("schema",), 2),
        (("title",), 3),
        (("name",), None),
        (("not",), None),
        (("host",), 8),
        (("host", 0), 8),
        (("host", 0, "names"), 9),
        (("host", 0, "names", 1), 9),
        (("host", 0, "source"), 8),
        (("host", 1), 11),
        (("host", 1, "names", 0), 13),
        (("host", 1, "names", 1), 13),
        (("host", 1, "names", 2), 14),
        (("host", 1, "names", 3), 18),
        (("host", 1, "names", 4, "six"), 18),
        (("host", 1, "source"), 20),
        (("host", 1, "date"), 11),
        (("host", 1, "sub"), 22),
        (("host", 1, "sub", "x", "y", "z", 1), 23),
        (("words",), 25),
        (("words", "fr", "send", "verified", 0, "words", 1), 27),
        (("words", "fr", "send", "verified", 1, "words", 0), 28),
        (("words", "de"), 25),
        ((), None),
    ],
)
def test_a_place_has_its_line(place: tuple[str | int, ...], line: int | None) -> None:
    assert Lines(TEXT).find(place) == line
    assert Lines(TEXT.replace("\n", "\r\n")).find(place) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [(TEXT, None), ('a = 1\nb = [\n"x",\n\n[c]\n', 2), ('a = 1\n\nb = "x\nc = 1\n', 3), ("", None)],
)
def test_a_statement_that_never_ends_is_known_by_where_it_begins(text: str, line: int | None) -> None:
    assert Lines(text).unfinished == line


@pytest.mark.parametrize(
    "text",
    ["a = [\n" + "1, #\n" * 12_000 + "]", "a = " + "[" * 30_000, 'a = """\n' + "x\n" * 30_000],
    ids=["a list of many lines", "brackets", "a text that never ends"],
)
@pytest.mark.timeout(20)
def test_no_file_takes_long(text: str) -> None:
    assert Lines(text).find(("a", 11_999)) in (None, 1, 12_001)


@settings(max_examples=60)
@given(st.data())
def test_a_spoiled_value_is_found_on_its_own_line(data: st.DataObject) -> None:
    """Wherever in the flow a value is made a number, the problem that is reported has the very line."""
    lines = FLOW.split("\n")
    candidates = [
        n for n, line in enumerate(lines) if line.startswith(("source = ", "url = ", "title = ", "id = "))
    ]
    number = data.draw(st.sampled_from(candidates))
    spoiled = [*lines[:number], lines[number].partition(" = ")[0] + " = 7", *lines[number + 1 :]]
    assert [problem.line for problem in problems_in("\n".join(spoiled))] == [number + 1]


def problems_in(text: str, *, as_words: bool = False) -> tuple[Problem, ...]:
    """Read a text that must be refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(FlowError) as caught:
            read(path, WordsFile if as_words else Flow)
    return caught.value.problems


HEAD = 'schema = 1\nlanguage = "fr"\n'


@pytest.mark.parametrize(
    ("text", "key", "place", "line"),
    [
        ("[sned]\n", "unknown_name_near", "sned", 3),
        ("[selector]\n", "unknown_name", "selector", 3),
        ("[send]\nunverifid = []\n", "unknown_name_near", "send.unverifid", 4),
        ('[send]\nunverified = "Envoyer"\n', "not_list", "send.unverified", 4),
        ("send = 1\n", "not_table", "send", 3),
        ('[send]\nunverified = [\n"ab",\n7]\n', "not_text", "send.unverified.1", 6),
        ('[send]\nunverified = [""]\n', "empty", "send.unverified.0", 4),
        ('[send]\nunverified = ["' + "a" * 301 + '"]\n', "too_long", "send.unverified.0", 4),
        ('[send]\nunverified = ["a\\u202eb"]\n', "invisible", "send.unverified.0", 4),
        ('[send]\nunverified = ["a\\nb"]\n', "invisible", "send.unverified.0", 4),
        ('[send]\nunverified = ["Été", "ETE"]\n', "twice", "send.unverified.1", 4),
        ('[send]\nunverified = ["ab…"]\n', "gap_at_edge", "send.unverified.0", 4),
        ('[send]\nunverified = ["ab...cd"]\n', "three_dots", "send.unverified.0", 4),
        ('[send]\nunverified = ["ab…ab…ab…ab…ab"]\n', "too_many_gaps", "send.unverified.0", 4),
        ('[send]\nunverified = ["?!"]\n', "no_letters", "send.unverified.0", 4),
        ('[send]\nunverified = ["é"]\n', "one_letter", "send.unverified.0", 4),
        ('[send]\nunverified = ["Merci. Bien"]\n', "two_sentences", "send.unverified.0", 4),
        ('[send]\nunverified = ["ici | là"]\n', "two_sentences", "send.unverified.0", 4),
        ('[abbreviation]\nunverified = ["bah"]\n', "no_full_stop", "abbreviation.unverified.0", 4),
        (
            "[send]\nverified = [{ words = [], source = 'x', date = 2026-01-01 }]\n",
            "empty_list",
            "send.verified.0.words",
            4,
        ),
        (
            "[send]\nverified = [{ words = ['ab'], date = 2026-01-01 }]\n",
            "missing",
            "send.verified.0.source",
            4,
        ),
        (
            "[send]\nverified = [{ words = ['ab'], source = 'x', date = 1 }]\n",
            "not_date",
            "send.verified.0.date",
            4,
        ),
    ],
)
def test_each_mistake_in_words_has_its_own_explanation(text: str, key: str, place: str, line: int) -> None:
    (problem,) = problems_in(HEAD + text, as_words=True)
    assert (problem.key, problem.place, problem.line) == (key, place, line)


@pytest.mark.parametrize(
    ("old", "new", "key", "place"),
    [
        ("schema = 1", "schema = 2", "not_possible", "schema"),
        ('verified_live = "never"', 'verified_live = "yes"', "not_live_date", "verified_live"),
        ('revision = "2026', 'revision = "soon 2026', "wrong_form", "revision"),
        ('kind = "frame"', 'kind = "click"', "not_possible", "marker.N.kind"),
        ('kind = "frame"', 'kind = "fraem"', "not_possible_near", "marker.N.kind"),
        ('kind = "frame"\n', "", "missing", "marker.N.kind"),
        ('state = "captcha"', 'state = "capcha"', "not_possible_near", "marker.N.state"),
        ('"web.facebook.com"', '"www.facebook.example"', "foreign_host", "host.N.names.N"),
        (
            "https://www.facebook.com/privacy/genai",
            "https://www.threads.net/x",
            "foreign_address",
            "address.N.url",
        ),
        ("# Addresses, in", "words.no.send.unverified = ['Send']\n#", "language_alias", "words.no"),
    ],
)
def test_each_mistake_in_a_flow_has_its_own_explanation(old: str, new: str, key: str, place: str) -> None:
    assert FLOW.count(old) >= 1
    (problem,) = problems_in(FLOW.replace(old, new, 1))
    assert (problem.key, re.sub(r"\d+", "N", problem.place)) == (key, place)
    line = FLOW[: FLOW.index(old)].count("\n") + 1
    # A name that is missing is shown at the table where it is missing.
    assert problem.line == line - (1 if key == "missing" else 0)


@pytest.mark.parametrize(
    ("data", "key", "line"),
    [
        (b"schema = 1\nname = facebook\n", "not_toml", 2),
        (b"schema = 1\nname = [\n'x'\n\n", "not_toml", 2),
        (b"a = 1\na = 2\n", "not_toml", 2),
        (b"a = 1\n\nb = '\xff'\n", "not_utf8", 3),
        (b"a = " + b"[" * 9000, "too_deep", None),
        (b"#" * (MAX_BYTES + 1), "too_big", None),
    ],
)
def test_a_file_that_cannot_be_read_is_explained_as_a_whole(
    tmp_path: Path, data: bytes, key: str, line: int
) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(data)
    with pytest.raises(FlowError) as caught:
        check_file(path)
    (problem,) = caught.value.problems
    assert (problem.key, problem.line) == (key, line)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + FLOW.encode())
    assert check_file(path) == []
