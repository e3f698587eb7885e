"""The archive: where it may be, what it lists, how an attempt is found."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path

import pytest
from bag_samples import archive
from evidence_samples import BEGAN_AT, record_of, seal_one

from helper.errors import ArchiveProblem, UsageProblem
from helper.evidence.ids import is_id, new_id, parse_id
from helper.evidence.store import Archive, Fault
from helper.safe.clean import clean

__all__ = ["archive"]  # fixtures


def randoms(*values: str):
    rest = iter(values)
    return lambda _count: next(rest)


# Names


def test_an_id_tells_time_in_utc_service_and_a_random_part() -> None:
    in_paris = BEGAN_AT.astimezone(dt.timezone(dt.timedelta(hours=1)))
    assert new_id("facebook", in_paris, lambda _: "7f3a9c") == "20261122T140311Z-facebook-7f3a9c"
    assert parse_id("20261122T140311Z-facebook-7f3a9c") == (BEGAN_AT, "facebook")


def test_a_service_may_have_a_hyphen() -> None:
    assert parse_id(new_id("meta-ai", BEGAN_AT)) == (BEGAN_AT, "meta-ai")


@pytest.mark.parametrize(
    "text",
    [
        "", "last", "..", "../../etc", "/etc/passwd", "20261122T140311Z-facebook-7f3a9c/..", "20261122T140311Z--7f3a9c",
        "20261122T140311Z-Facebook-7f3a9c", "20261122T140311Z-fäcebook-7f3a9c", "20261322T140311Z-facebook-7f3a9c",
        "20261122T140311Z-facebook-7F3A9C", "20261122T140311Z-facebook-7f3a9c\n", "20261122T140311Z-facebook-7f3a9c\0",
        "２０261122T140311Z-facebook-7f3a9c", "20261122T140311Z-" + "a" * 300 + "-7f3a9c", "CON", "-rf",
    ],
)  # fmt: skip
def test_anything_else_is_no_id(text: str) -> None:
    assert not is_id(text)


@pytest.mark.parametrize("service", ["", "../x", "A", "a b", "a/b", "x" * 200])
def test_no_id_is_made_for_a_service_of_no_proper_name(service: str) -> None:
    with pytest.raises(ValueError, match="no service"):
        new_id(service, BEGAN_AT)


# The folder


def test_an_archive_that_does_not_exist_is_empty_and_stays_absent(archive: Archive) -> None:
    assert archive.entries() == []
    assert not archive.path.exists()


def test_the_archive_and_the_folders_above_it_are_made_for_the_person_only(tmp_path: Path) -> None:
    previous = os.umask(0)
    try:
        seal_one(Archive(tmp_path / "share" / "optout-assist" / "archive"))
    finally:
        os.umask(previous)
    for path in (tmp_path / "share").rglob("*"):
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.lstat().st_mode) == expected, path


@pytest.mark.parametrize(
    "name", ["avec espace", "été – ü", "with\nnewline", "x" * 250, "-rf", "%41", "[red]"]
)
def test_an_archive_of_any_name_works(tmp_path: Path, name: str) -> None:
    archive = Archive(tmp_path / name)
    bag = seal_one(archive)
    assert [entry.path for entry in archive.entries()] == [bag]


def _make_file(path: Path) -> None:
    path.write_bytes(b"mine")


def _make_symlink(path: Path) -> None:
    (path.parent / "elsewhere").mkdir(mode=0o700)
    path.symlink_to(path.parent / "elsewhere")


def _make_dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def _make_group_writable(path: Path) -> None:
    path.mkdir()
    path.chmod(0o770)


def _make_world_writable(path: Path) -> None:
    path.mkdir()
    path.chmod(0o1777)


def _make_attempt(path: Path) -> None:
    path.mkdir(mode=0o700)
    (path / "bagit.txt").write_bytes(b"")


def _make_fifo(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (_make_file, "archive_not_a_folder"),
        (_make_fifo, "archive_not_a_folder"),
        (_make_attempt, "archive_is_attempt"),
        (_make_symlink, "archive_is_symlink"),
        (_make_dangling, "archive_is_symlink"),
        (_make_group_writable, "archive_open_to_others"),
        (_make_world_writable, "archive_open_to_others"),
    ],
)
def test_a_place_that_is_not_safe_is_refused_untouched(tmp_path: Path, make, key: str) -> None:
    path = tmp_path / "archive"
    make(path)
    with pytest.raises(ArchiveProblem) as caught:
        Archive(path).begin("facebook")
    assert caught.value.key == key
    assert not any(child.is_dir() for child in tmp_path.rglob("*Z-facebook-*"))


def test_the_folder_of_another_user_is_refused(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.prepare()
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(ArchiveProblem) as caught:
        archive.entries()
    assert caught.value.key == "archive_of_another_user"


def test_a_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveProblem) as caught:
        Archive(tmp_path / "file" / "archive" / "below").begin("facebook")
    assert caught.value.key == "archive_not_a_folder"


def test_a_lock_that_is_a_symlink_harms_nothing(archive: Archive, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    archive.prepare()
    (archive.path / ".lock").symlink_to(victim)
    with pytest.raises(ArchiveProblem):
        archive.begin("facebook")
    assert victim.read_bytes() == b"precious"


def test_another_run_that_holds_the_lock_too_long_is_said(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filelock import FileLock

    archive.prepare()
    monkeypatch.setattr("helper.evidence.files.LOCK_SECONDS", 0.0)
    with FileLock(archive.path / ".lock"), pytest.raises(ArchiveProblem) as caught:
        archive.begin("facebook")
    assert caught.value.key == "archive_busy"


def test_an_id_that_is_taken_is_not_given_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path, lambda: BEGAN_AT, randoms("aaaaaa", "aaaaaa", "bbbbbb", "aaaaaa", "cccccc"))
    first, second = archive.begin("facebook"), archive.begin("facebook")
    first.seal(record_of(first, {}))
    third = archive.begin("facebook")
    assert [work.id[-6:] for work in (first, second, third)] == ["aaaaaa", "bbbbbb", "cccccc"]


# The list


def test_sealed_and_unsealed_attempts_are_listed_in_order_of_time(tmp_path: Path) -> None:
    clock = [BEGAN_AT + dt.timedelta(days=3)]
    archive = Archive(tmp_path, lambda: clock[0])
    seal_one(archive)
    clock[0] = BEGAN_AT
    archive.begin("instagram")
    clock[0] = BEGAN_AT + dt.timedelta(days=1)
    seal_one(archive, "threads")
    entries = archive.entries()
    assert [(entry.service, entry.sealed, entry.outcome) for entry in entries] == [
        ("instagram", False, None),
        ("threads", True, "submitted"),
        ("facebook", True, "submitted"),
    ]
    assert entries[0].document()["started_at"] == "2026-11-22T14:03:11.000Z"


def test_what_is_not_an_attempt_is_not_listed(archive: Archive) -> None:
    archive.prepare()
    (archive.path / ".DS_Store").write_bytes(b"")
    (archive.path / "lost+found").mkdir()
    assert archive.entries() == []


def test_an_attempt_that_was_being_sealed_claims_no_outcome(archive: Archive) -> None:
    bag = seal_one(archive)
    bag.rename(bag.with_name(bag.name + ".unsealed"))
    (entry,) = archive.entries()
    assert (entry.sealed, entry.outcome, entry.fault) == (False, None, None)


BREAKAGES = {
    "no record": (lambda bag: (bag / "data/record.json").unlink(), Fault.NO_RECORD),
    "empty": (lambda bag: (bag / "data/record.json").write_bytes(b""), Fault.BAD_RECORD),
    "not JSON": (lambda bag: (bag / "data/record.json").write_bytes(b"\xff{"), Fault.BAD_RECORD),
    "nested deeply": (lambda bag: (bag / "data/record.json").write_bytes(b"[" * 200_000), Fault.BAD_RECORD),
    "too large": (lambda bag: os.truncate(bag / "data/record.json", 10**9), Fault.BAD_RECORD),
    "schema of tomorrow": (
        lambda bag: _edit(bag, '"schema": 1', '"schema": 2'),
        Fault.NEWER,
    ),
    "time before all times": (
        lambda bag: _edit(bag, "2026-11-22T14:03:11.000Z", "0001-01-01T00:00:00+14:00"),
        Fault.BAD_RECORD,
    ),
    "of another service": (
        lambda bag: _edit(bag, '"service": "facebook"', '"service": "x"'),
        Fault.BAD_RECORD,
    ),
    "a folder": (
        lambda bag: ((bag / "data/record.json").unlink(), (bag / "data/record.json").mkdir()),
        Fault.BAD_RECORD,
    ),
    "a FIFO": (
        lambda bag: ((bag / "data/record.json").unlink(), os.mkfifo(bag / "data/record.json")),
        Fault.BAD_RECORD,
    ),
    "a symlink": (
        lambda bag: (
            (bag / "data/record.json").rename(bag.parent / "r"),
            (bag / "data/record.json").symlink_to(bag.parent / "r"),
        ),
        Fault.BAD_RECORD,
    ),
    "the bag a symlink": (
        lambda bag: (bag.rename(bag.parent / "moved"), bag.symlink_to(bag.parent / "moved")),
        Fault.NOT_A_FOLDER,
    ),
    "the bag a file": (
        lambda bag: (bag.rename(bag.parent / "moved"), bag.write_bytes(b"")),
        Fault.NOT_A_FOLDER,
    ),
}


def _edit(bag: Path, old: str, new: str) -> None:
    path = bag / "data" / "record.json"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_broken_record_is_an_entry_with_its_fault(archive: Archive, breakage: str) -> None:
    intact, broken = seal_one(archive), seal_one(archive)
    do, fault = BREAKAGES[breakage]
    do(broken)
    by_id = {entry.id: entry for entry in archive.entries()}
    assert by_id[intact.name].fault is None
    assert by_id[broken.name].fault is fault
    assert by_id[broken.name].outcome is None
    assert by_id[broken.name].document()["service"] == "facebook"


# Finding


def test_an_attempt_is_found_by_id_by_a_beginning_that_is_unique_and_as_last(tmp_path: Path) -> None:
    archive = Archive(tmp_path, lambda: BEGAN_AT, randoms("aaaaaa", "bbbbbb"))
    first, second = archive.begin("facebook"), archive.begin("instagram")
    assert archive.find(first.id).id == first.id
    assert archive.find(first.id + ".unsealed").id == first.id
    assert archive.find("20261122T140311Z-f").id == first.id
    assert archive.find("last").id == second.id


@pytest.mark.parametrize(
    "reference", ["", "..", "../../x", "/", "*", "20261122T140311Z-threads", "LAST", "\0", "é", ".unsealed"]
)
def test_what_names_no_attempt_is_refused(archive: Archive, reference: str) -> None:
    seal_one(archive)
    with pytest.raises(UsageProblem) as caught:
        archive.find(reference)
    assert caught.value.key == "archive_unknown_id"


def test_a_beginning_that_several_share_is_refused_with_their_names(archive: Archive) -> None:
    bags = [seal_one(archive), seal_one(archive)]
    with pytest.raises(UsageProblem) as caught:
        archive.find("2")
    assert caught.value.key == "archive_ambiguous_id"
    assert all(bag.name in str(caught.value.values["ids"]) for bag in bags)


def test_last_of_an_empty_archive_is_refused(archive: Archive) -> None:
    with pytest.raises(UsageProblem):
        archive.find("last")


# Words from outside


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Été à Köln – «ok» 漢字 🎉", "Été à Köln – «ok» 漢字 🎉"),
        ("a\x1b[31mb", "a\\u001b[31mb"),
        ("\x9b31m", "\\u009b31m"),
        ("\x1b]8;;http://x\x07", "\\u001b]8;;http://x\\u0007"),
        ("exe.\u202egnp", "exe.\\u202egnp"),
        ("\u2066\u200b\u2028\u2029\0\x7f", "\\u2066\\u200b\\u2028\\u2029\\u0000\\u007f"),
        ("\udcff\ue000\U000e0041\u0378", "\\udcff\\ue000\\U000e0041\\u0378"),
        ("a\u00a0b c", "a\u00a0b c"),
        ("a\nb\tc", "a\\u000ab\\u0009c"),
    ],
)
def test_words_from_outside_cannot_steer_a_terminal(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_line_ends_can_be_kept_and_length_limited() -> None:
    assert clean("a\nb\r", keep="\n") == "a\nb\\u000d"
    assert clean("abcdef", limit=3) == "abc…"


def test_every_line_and_picture_is_on_the_disk_before_anybody_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: dict[int, int] = {}  # by the number of the file: its size when the disk was waited for
    real = os.fsync

    def sync(file: int) -> None:
        found = os.fstat(file)
        synced[found.st_ino] = found.st_size
        real(file)

    monkeypatch.setattr(os, "fsync", sync)
    work = Archive(tmp_path).begin("facebook")
    for act in (lambda: work.note("capture"), lambda: work.add("01-form.png", b"form")):
        act()
        data = work.path / "data"
        files = {path.stat().st_ino: path.stat().st_size for path in data.iterdir()}
        assert files.items() <= synced.items()
        assert {folder.stat().st_ino for folder in (data, work.path, tmp_path)} <= synced.keys()
