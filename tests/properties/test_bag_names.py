"""Manifests say what was meant, for any names and any content."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from contextlib import suppress
from pathlib import Path

from evidence_samples import record_of
from hypothesis import given, settings
from hypothesis import strategies as st

from helper.evidence.bag import MalformedError, is_file_name, parse_info, parse_manifest, render_manifest
from helper.evidence.ids import is_id, new_id, parse_id
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag
from helper.safe.clean import clean

sums = st.binary(max_size=8).map(lambda content: hashlib.sha256(content).hexdigest())
paths = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
names = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True).filter(is_file_name)


@given(st.dictionaries(paths, sums, max_size=8))
def test_a_manifest_is_read_as_it_was_written(listed: dict[str, str]) -> None:
    assert parse_manifest(render_manifest(listed).encode()) == listed


@given(st.dictionaries(names, sums, min_size=1, max_size=4), st.data())
def test_no_byte_of_a_manifest_can_change_unnoticed(listed: dict[str, str], data: st.DataObject) -> None:
    content = bytearray(render_manifest(listed).encode())
    index = data.draw(st.integers(0, len(content) - 1))
    content[index] ^= data.draw(st.integers(1, 255))
    with suppress(MalformedError):
        assert parse_manifest(bytes(content)) != listed


@given(st.binary(max_size=300))
def test_nonsense_is_malformed_and_nothing_worse(content: bytes) -> None:
    for parse in (parse_manifest, parse_info):
        with suppress(MalformedError):
            parse(content)


@settings(max_examples=40)
@given(st.dictionaries(names, st.binary(max_size=2000), max_size=5))
def test_whatever_is_captured_is_sealed_and_comes_back(contents: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Archive(Path(folder)).begin("facebook")
        for name, content in contents.items():
            work.add(name, content)
        bag = work.seal(record_of(work, {}))
        assert verify_bag(bag) == []
        assert {name: (bag / "data" / name).read_bytes() for name in contents} == contents


@given(st.text(max_size=200))
def test_clean_words_have_no_invisible_character_and_are_left_alone(text: str) -> None:
    shown = clean(text)
    assert all(char.isprintable() or char.isspace() for char in shown)
    assert not {"\n", "\r", "\t", "\u2028", "\x1b"} & set(shown)
    assert clean(shown) == shown
    shown.encode("utf-8")


@given(st.text(max_size=60))
def test_an_id_is_a_safe_name_of_a_folder(text: str) -> None:
    assert not is_id(text) or is_file_name(text.lower())


@given(
    st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(9998, 1, 1)),
    st.integers(-14 * 60, 14 * 60),
    st.from_regex(r"[a-z][a-z0-9]{0,10}(-[a-z0-9]{1,5})?", fullmatch=True),
)
def test_ids_tell_their_time_and_sort_by_it(moment: dt.datetime, minutes: int, service: str) -> None:
    now = moment.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)), microsecond=0)
    made = new_id(service, now)
    assert parse_id(made) == (now, service)
    assert made < new_id(service, now + dt.timedelta(seconds=1))
