"""What older versions wrote is read for ever; what a newer one wrote is refused whole, with the advice to update."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from bag_samples import archive
from click.testing import CliRunner
from evidence_samples import reseal, seal_one

from helper.errors import ArchiveProblem
from helper.evidence import journal, tombstones
from helper.evidence.journal import parse_journal
from helper.evidence.recovery import seal_later
from helper.evidence.store import Archive, Fault
from helper.evidence.verify import DamageKind, verify_bag
from helper.evidence.versions import NewerSchemaError, refuse_newer
from helper.program import program
from helper.record import SCHEMA_VERSION
from helper.texts import LANGUAGES

__all__ = ["archive"]  # fixtures

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
BAGS = sorted(path.relative_to(GOLDEN) for path in GOLDEN.glob("v*/*/2*") if "." not in path.name)


def golden_archive(name: str, to: Path) -> Archive:
    """Give a copy of a golden archive, for the person only, as an archive is."""
    shutil.copytree(GOLDEN / name, to)
    for path in (to, *to.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return Archive(to)


# For ever


def test_there_are_golden_bags_of_every_version() -> None:
    versions = {path.parts[0] for path in BAGS}
    assert versions == {f"v{number}" for number in range(1, SCHEMA_VERSION + 1)}


@pytest.mark.parametrize("path", BAGS, ids=str)
def test_a_golden_bag_verifies(path: Path) -> None:
    assert verify_bag(GOLDEN / path) == []


@pytest.mark.parametrize("name", sorted({str(path.parent) for path in BAGS}))
def test_a_golden_archive_is_listed_verified_and_goes_on(name: str, tmp_path: Path) -> None:
    kept = golden_archive(name, tmp_path / "archive")
    entries = kept.entries()
    bags = [path.name for path in BAGS if str(path.parent) == name]
    assert [entry.id for entry in entries if entry.sealed and entry.fault is None] == bags
    assert all(entry.record for entry in entries if entry.sealed)
    assert kept.check_chain() == {}
    for entry in entries:
        if not entry.sealed:
            seal_later(kept.path, entry.id)
    for entry in kept.entries():
        kept.delete(entry)
        assert kept.check_chain() == {}
    seal_one(kept)
    assert kept.check_chain() == {}


# Newer


@pytest.mark.parametrize(
    "content", [b'{"schema": 2}', b'{"schema": 999, "id": []}', b' {"x": {"schema": 1}, "schema": 2}']
)
def test_a_newer_schema_is_refused_whatever_else_is_in_it(content: bytes) -> None:
    with pytest.raises(NewerSchemaError):
        refuse_newer(content, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b'{"schema": 1}',
        b'{"schema": true}',
        b'{"schema": "2"}',
        b"[2]",
        b"[" * 100_000,
        b"\xff",
        b"null",
    ],
)
def test_anything_else_is_left_to_its_reader(content: bytes) -> None:
    refuse_newer(content, 1)


def make_newer(path: Path) -> None:
    """Let a file be of the next schema, with something in it that we do not know."""
    document = json.loads(path.read_text())
    document["schema"] += 1
    document["something"] = "new"
    path.write_text(json.dumps(document))


def test_a_newer_record_is_named_as_such_and_nothing_of_it_is_shown(archive: Archive) -> None:
    bag = seal_one(archive)
    make_newer(bag / "data/record.json")
    reseal(bag)
    (entry,) = archive.entries()
    assert (entry.record, entry.fault, entry.outcome) == (None, Fault.NEWER, None)
    assert [(item.kind, item.file) for item in verify_bag(bag)] == [(DamageKind.NEWER, "data/record.json")]


def test_a_newer_tombstone_is_named_as_such(archive: Archive) -> None:
    seal_one(archive)
    kept = archive.find("last")
    archive.delete(kept)
    make_newer(tombstones.tombstone_path(archive.path, kept.id))
    assert {one: [d.kind for d in damage] for one, damage in archive.check_chain().items()} == {
        kept.id: [DamageKind.NEWER]
    }
    seal_one(archive)  # and hinders nothing


def test_the_attempt_of_a_newer_journal_is_left_alone(archive: Archive) -> None:
    work = archive.begin("facebook")
    work.add("form.png", b"x")
    work.close()
    path = work.path / "data/journal.jsonl"
    path.write_text(path.read_text().replace('"schema": 1', '"schema": 2') + '{"torn')
    before = path.read_bytes()
    with pytest.raises(ArchiveProblem) as caught:
        seal_later(archive.path, work.id)
    assert caught.value.key == "archive_newer"
    assert path.read_bytes() == before


def test_every_document_says_its_schema(archive: Archive) -> None:
    bag = seal_one(archive)
    first = json.loads((bag / "data/journal.jsonl").read_text().splitlines()[0])
    assert first["schema"] == journal.SCHEMA
    assert json.loads((bag / "data/record.json").read_text())["schema"] == SCHEMA_VERSION
    archive.delete(archive.find("last"))
    (tombstone,) = archive.path.glob("*.deleted")
    assert json.loads(tombstone.read_text())["schema"] == tombstones.SCHEMA


def test_a_journal_of_the_first_version_says_none_and_is_read() -> None:
    line = b'{"at": "2026-11-22T14:03:11.000Z", "seconds": 0, "event": "begin", "id": "x"}\n'
    assert parse_journal(line).lines[0].event == "begin"


# A record of a newer program is whole: it is not called damaged anywhere


NEWER = {"schema": ("schema", 99), "field": ("weather", "rain")}


def change(bag: Path, name: str, value: object) -> None:
    """Rewrite the record as another program would have written it, and seal it again."""
    path = bag / "data/record.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), name: value}))
    reseal(bag)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("changed", NEWER.values(), ids=NEWER)
@pytest.mark.parametrize(
    "command",
    [
        *("status", "renew facebook", "complaint ID", "letter write ID"),
        *("archive export ID", "archive show ID"),
        *("mail add mail.eml --for ID", "calendar ID", "flows report ID"),
    ],
)
def test_what_a_newer_program_wrote_is_never_called_damaged(
    archive: Archive, tmp_path: Path, changed: tuple[str, object], command: str, lang: str
) -> None:
    bag = seal_one(archive)
    change(bag, *changed)
    (tmp_path / "mail.eml").write_bytes(b"From: a@example.org\n\nHello\n")
    typed = command.replace("ID", bag.name).replace("mail.eml", str(tmp_path / "mail.eml")).split()
    result = CliRunner().invoke(program, ["--lang", lang, "--archive", str(archive.path), *typed])
    assert {"en": "newer version", "fr": "plus récente"}[lang] in result.output
    assert not re.search("damage|backup|endommag|sauvegarde", result.output)
    assert result.exit_code == (0 if command == "status" else 6)


@pytest.mark.parametrize(("name", "value"), [("schema", 99), ("weather", "rain"), ("outcome", "sold")])
def test_a_changed_record_is_damage_whatever_it_says_of_its_version(
    archive: Archive, name: str, value: object
) -> None:
    bag = seal_one(archive)
    change(bag, name, value)
    if name != "outcome":
        (bag / "data/form.png").write_bytes(b"x")
    result = CliRunner().invoke(program, ["--lang", "en", "--archive", str(archive.path), "status"])
    assert "is damaged" in result.output
