"""`archive` on the command line: what it prints, what it answers to scripts, what it refuses."""

from __future__ import annotations

import json
import os
import pty
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from evidence_samples import picture, reseal, seal_one

from helper.cli.options import Shared
from helper.commands.archive import archive as archive_command
from helper.errors import ArchiveProblem, UsageProblem
from helper.evidence.store import Archive

Run = Callable[..., Result]


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def run(kept: Archive) -> Run:
    def invoke(*arguments: str, json: bool = False, lang: str = "en", quiet: bool = False) -> Result:
        shared = Shared(lang=lang, archive=kept.path, json=json, quiet=quiet)
        return CliRunner().invoke(archive_command, arguments, obj=shared, standalone_mode=False)

    return invoke


def answer(result: Result) -> object:
    assert result.exception is None, result.exception
    return json.loads(result.stdout)


def test_an_archive_that_does_not_exist_is_an_empty_list(run: Run, kept: Archive) -> None:
    assert answer(run("list", json=True)) == []
    result = run("list")
    assert (result.stdout, result.return_value) == ("", None)
    assert "empty" in result.stderr
    assert answer(run("verify", json=True)) == []
    assert not kept.path.exists()


def test_a_list_for_scripts_has_what_the_contract_names(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    work = kept.begin("instagram")
    by_id = {row["id"]: row for row in answer(run("list", json=True))}  # type: ignore[attr-defined]
    sealed, unsealed = by_id[bag.name], by_id[work.id]
    assert (sealed["service"], sealed["outcome"], sealed["sealed"]) == ("facebook", "submitted", True)
    assert sealed["started_at"] == "2026-11-22T14:03:11.000Z"
    assert (unsealed["service"], unsealed["outcome"], unsealed["sealed"]) == ("instagram", None, False)


@pytest.mark.parametrize(
    ("lang", "word"), [("en", "sent, receipt confirmed"), ("fr", "envoyée, réception confirmée")]
)
def test_a_list_for_people_is_in_their_words(run: Run, kept: Archive, lang: str, word: str) -> None:
    bag = seal_one(kept)
    (line,) = run("list", lang=lang).stdout.splitlines()
    assert word in line
    assert bag.name in line


def test_an_attempt_that_is_not_sealed_is_explained_beside_the_list(run: Run, kept: Archive) -> None:
    kept.begin("facebook")
    assert "not sealed" in run("list").stdout
    assert "its folder" in run("list").stderr
    assert run("list", quiet=True).stderr == ""


def test_show_gives_scripts_the_record_and_its_condition(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    shown = answer(run("show", "last", json=True))
    assert isinstance(shown, dict)
    assert shown.items() >= json.loads((bag / "data/record.json").read_text()).items()
    assert (shown["sealed"], shown["damage"]) == (True, [])


def test_show_gives_people_what_was_sent_and_answered(run: Run, kept: Archive) -> None:
    seal_one(kept)
    shown = run("show", "last").stdout
    for words in (
        "ana@example.org (the expected one)",
        "Je m’oppose.",
        "Merci, c’est noté.",
        "sealed and intact",
        "form.png",
    ):
        assert words in shown


def test_show_speaks_of_an_unsealed_attempt_and_of_a_broken_one(run: Run, kept: Archive) -> None:
    kept.begin("facebook")
    assert "not sealed" in run("show", "last").stdout
    bag = seal_one(kept, "instagram")
    (bag / "data/record.json").write_bytes(b"?")
    shown = run("show", bag.name).stdout
    assert "the record cannot be read" in shown
    assert "changed: data/record.json" in shown


HOSTILE = "\x1b]0;owned\x07\x9b31m\u202egnp.exe\r\n[red]x[/red]"


def test_nothing_from_a_file_steers_the_terminal(run: Run, kept: Archive) -> None:
    bag = seal_one(kept, confirmation={"text": HOSTILE, "signs": [], "words_verified": False})
    (bag / "data" / "a\x1b[31m\u202e").write_bytes(b"")
    for result in (run("show", "last"), run("verify"), run("list")):
        assert not {"\x1b", "\x9b", "\u202e", "\r", "\x07"} & set(result.stdout)
    assert "a\\u001b[31m\\u202e" in run("verify").stdout
    assert "\x1b" not in run("show", "last", json=True).stdout


def test_a_table_on_a_terminal_neither_reads_markup_nor_lets_controls_through(kept: Archive) -> None:
    seal_one(kept, confirmation={"text": HOSTILE, "signs": [], "words_verified": False})
    code = (
        "import sys; from pathlib import Path; from helper.commands.archive import archive; from helper.cli.options import Shared;"
        "archive.main(sys.argv[2:], obj=Shared(lang='en', archive=Path(sys.argv[1])), standalone_mode=False)"
    )
    shown = ""
    for arguments in (["list"], ["show", "last"]):
        leader, follower = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"}
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(kept.path), *arguments], stdout=follower, env=environment
        )
        os.close(follower)
        try:
            while piece := os.read(leader, 65536):
                shown += piece.decode()
        except OSError:  # the terminal is gone with its last user
            pass
        os.close(leader)
        assert child.wait() == 0
    assert "[red]x[/red]" in shown
    assert "\\u001b]0;owned\\u0007\\u009b31m\\u202egnp.exe" in shown
    assert not {"\x9b", "\u202e", "\x07"} & set(shown)
    assert "\x1b]" not in shown
    assert "Outcome" in shown


# verify


def test_verify_says_that_all_is_intact(run: Run, kept: Archive) -> None:
    bags = [seal_one(kept), seal_one(kept)]
    result = run("verify")
    assert result.return_value == 0
    assert all(f"{bag.name}: sealed and intact" in result.stdout for bag in bags)


def test_verify_names_each_damaged_file_and_exits_with_6(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    (bag / "data/form.png").write_bytes(picture(9))
    (bag / "data/filled.png").unlink()
    (bag / "data/new.png").write_bytes(b"")
    result = run("verify")
    assert result.return_value == 6
    for line in ("changed: data/form.png", "missing: data/filled.png", "added: data/new.png"):
        assert line in result.stdout
    result = run("verify", json=True)
    assert result.return_value == 6
    (row,) = answer(result)  # type: ignore[misc]
    assert (row["id"], row["sealed"], row["intact"]) == (bag.name, True, False)
    assert {(item["kind"], item["file"]) for item in row["damage"]} == {
        ("changed", "data/form.png"), ("missing", "data/filled.png"), ("added", "data/new.png"),
    }  # fmt: skip


def test_an_unsealed_attempt_is_said_and_is_no_damage(run: Run, kept: Archive) -> None:
    seal_one(kept)
    work = kept.begin("facebook")
    result = run("verify")
    assert result.return_value == 0
    assert f"{work.id}: not sealed" in result.stdout
    assert run("verify", work.id).return_value == 0


def test_only_the_named_attempts_are_verified(run: Run, kept: Archive) -> None:
    intact, damaged = seal_one(kept), seal_one(kept)
    (damaged / "data/form.png").unlink()
    assert run("verify", intact.name).return_value == 0
    assert run("verify", intact.name, damaged.name, damaged.name).return_value == 6
    with pytest.raises(UsageProblem):
        raise_of(run("verify", "../../etc"))


def raise_of(result: Result) -> None:
    assert result.exception is not None
    raise result.exception


def test_verify_of_all_names_a_removed_attempt_and_tells_a_deletion_from_it(run: Run, kept: Archive) -> None:
    removed, deleted, last = seal_one(kept), seal_one(kept), seal_one(kept)
    run("delete", deleted.name, "--yes")
    assert run("verify").return_value == 0
    assert f"{deleted.name}: deleted on purpose" in run("verify").stdout
    shutil.rmtree(removed)
    result = run("verify")
    assert result.return_value == 6
    assert f"{removed.name}: DAMAGED\n  gone: a later attempt names it" in result.stdout
    assert f"{last.name}: sealed and intact" in result.stdout
    rows = {row["id"]: row for row in answer(run("verify", json=True))}  # type: ignore[attr-defined]
    assert [item["kind"] for item in rows[removed.name]["damage"]] == ["removed"]
    assert rows[removed.name]["intact"] is False
    assert (rows[deleted.name]["deleted"], rows[deleted.name]["intact"]) == (True, None)
    assert run("verify", last.name).return_value == 0  # a bag that is named is verified alone


def test_verify_names_an_attempt_that_was_written_anew(run: Run, kept: Archive) -> None:
    forged = seal_one(kept)
    seal_one(kept)
    path = forged / "data/record.json"
    path.write_text(path.read_text().replace("Merci", "Refus"))
    reseal(forged)
    result = run("verify")
    assert result.return_value == 6
    assert f"{forged.name}: DAMAGED\n  not the attempt that a later one names" in result.stdout


def test_what_a_newer_version_wrote_is_refused_with_the_advice_to_update(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    path = bag / "data/record.json"
    path.write_text(path.read_text().replace('"schema": 1', '"schema": 2'))
    reseal(bag)
    assert "update the program" in run("list").stdout
    result = run("verify")
    assert result.return_value == 6
    assert "Update the program" in result.stderr
    with pytest.raises(ArchiveProblem, match="archive_newer"):
        raise_of(run("show", "last"))


@pytest.mark.parametrize(
    ("seconds", "quiet", "is_shown"), [(0, False, True), (0, True, False), (60, False, False)]
)
def test_a_bar_shows_on_a_terminal_what_takes_long(
    kept: Archive, seconds: int, quiet: bool, is_shown: bool
) -> None:
    bags = [seal_one(kept), seal_one(kept), seal_one(kept)]
    code = (
        "import sys; from pathlib import Path; from helper.cli import progress; from helper.commands.archive import archive;"
        "from helper.cli.options import Shared; progress.AFTER_SECONDS = float(sys.argv[2]);"
        "shared = Shared(lang='en', archive=Path(sys.argv[1]), quiet=sys.argv[3] == 'True');"
        "archive.main(['verify'], obj=shared, standalone_mode=False)"
    )
    leader, follower = pty.openpty()
    command = [sys.executable, "-c", code, str(kept.path), str(seconds), str(quiet)]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=follower, env={**os.environ, "TERM": "xterm"}
    )
    os.close(follower)
    shown = b""
    try:
        while piece := os.read(leader, 65536):
            shown += piece
    except OSError:  # the terminal is gone with its last user
        pass
    os.close(leader)
    said, _ = child.communicate()
    assert child.returncode == 0
    assert all(f"{bag.name}: sealed and intact" in said.decode() for bag in bags)
    assert (b"Verifying" in shown and b"100%" in shown) == is_shown


# seal


def test_list_names_the_command_that_finishes_an_attempt_and_it_does(run: Run, kept: Archive) -> None:
    work = kept.begin("facebook")
    work.note("send_pressed", via="mouse")
    work.close()
    assert "archive seal" in run("list").stderr
    result = run("seal", work.id)
    assert result.stdout == f"{work.id}: sent, no confirmation seen\n"
    assert "sealed later" in result.stderr
    assert run("verify").return_value == 0
    assert "from the journal alone" in run("show", "last").stdout


def test_seal_tells_scripts_what_came_of_it(run: Run, kept: Archive) -> None:
    work = kept.begin("facebook")
    work.close()
    assert answer(run("seal", "last", json=True)) == {
        "id": work.id,
        "path": str(kept.path / work.id),
        "outcome": "interrupted",
    }
    assert answer(run("show", "last", json=True))["sealed_later"]["source"] == "journal"  # type: ignore[index]


def test_seal_refuses_what_is_sealed_running_or_no_folder(run: Run, kept: Archive, tmp_path: Path) -> None:
    bag, running, linked = seal_one(kept), kept.begin("facebook"), kept.begin("facebook")
    with pytest.raises(UsageProblem, match="archive_sealed_already"):
        raise_of(run("seal", bag.name))
    with pytest.raises(ArchiveProblem, match="archive_running"):
        raise_of(run("seal", running.id))
    linked.close()
    linked.path.rename(tmp_path / "elsewhere")
    linked.path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ArchiveProblem, match="archive_damaged"):
        raise_of(run("seal", linked.id))


# delete


def test_delete_needs_a_yes_where_nobody_can_be_asked(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    for json_too in (False, True):
        with pytest.raises(UsageProblem, match="archive_delete_needs_yes"):
            raise_of(run("delete", "last", json=json_too))
    assert bag.exists()
    assert run("delete", "last", "--yes").stdout == f"{bag.name} was deleted.\n"
    assert not bag.exists()
    with pytest.raises(UsageProblem, match="archive_unknown_id"):
        raise_of(run("delete", bag.name, "--yes"))


def test_delete_tells_scripts_what_came_of_it(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    assert answer(run("delete", "last", "--yes", json=True)) == {"id": bag.name, "deleted": True}
    assert answer(run("list", json=True)) == []


@pytest.mark.parametrize(
    ("said", "is_deleted"), [("y", True), ("Oui", True), ("", False), ("n", False), ("x", False)]
)
def test_delete_asks_on_a_terminal(kept: Archive, said: str, is_deleted: bool) -> None:
    bag = seal_one(kept)
    code = (
        "import sys; from pathlib import Path; from helper.commands.archive import archive; from helper.cli.options import Shared;"
        "archive.main(['delete', 'last'], obj=Shared(lang='en', archive=Path(sys.argv[1])), standalone_mode=False)"
    )
    leader, follower = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(kept.path)], stdin=follower, stdout=follower, stderr=follower
    )
    os.close(follower)
    os.write(leader, said.encode() + b"\n")
    shown = b""
    try:
        while piece := os.read(leader, 65536):
            shown += piece
    except OSError:  # the terminal is gone with its last user
        pass
    os.close(leader)
    assert child.wait() == 0
    assert f"Delete {bag.name} for good".encode() in shown
    assert bag.exists() != is_deleted
    assert (b"Nothing was deleted" in shown) != is_deleted


def test_delete_finishes_what_an_earlier_one_could_not(run: Run, kept: Archive) -> None:
    half, other = seal_one(kept), seal_one(kept)
    half.rename(half.with_name(half.name + ".deleting"))
    run("delete", other.name, "--yes")
    assert sorted(path.name for path in kept.path.glob("2*")) == [
        f"{bag.name}.deleted" for bag in sorted((half, other))
    ]
    assert run("verify").return_value == 0


# open


def test_open_gives_the_folder_to_the_system_s_opener(
    run: Run, kept: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = seal_one(kept)
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", lambda path: opened.append(path) or 0)
    assert run("open", "last").stdout == f"{bag}\n"
    assert answer(run("open", "last", json=True)) == {"id": bag.name, "path": str(bag)}
    assert opened == [str(bag)] * 2


def test_a_missing_opener_is_said_with_the_path(
    run: Run, kept: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_one(kept)
    monkeypatch.setattr(click, "launch", lambda _path: 1)
    with pytest.raises(UsageProblem, match="archive_no_opener"):
        raise_of(run("open", "last"))


def test_a_symlink_in_place_of_an_attempt_is_not_opened(
    run: Run, kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = seal_one(kept)
    bag.rename(tmp_path / "elsewhere")
    bag.symlink_to("/etc")
    monkeypatch.setattr(click, "launch", lambda _path: pytest.fail("opened"))
    with pytest.raises(ArchiveProblem):
        raise_of(run("open", "last"))


# export


def test_export_writes_a_private_zip_that_unpacks_to_the_bag(run: Run, kept: Archive, tmp_path: Path) -> None:
    bag = seal_one(kept)
    target = tmp_path / "for my lawyer.zip"
    previous = os.umask(0)
    try:
        assert run("export", "last", str(target)).stdout == f"{target}\n"
    finally:
        os.umask(previous)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with zipfile.ZipFile(target) as packed:
        assert packed.testzip() is None
        for item in packed.infolist():
            assert item.filename.split("/")[0] in (bag.name, f"{bag.name}-copy")
            assert stat.S_ISREG(item.external_attr >> 16)
        packed.extractall(tmp_path / "unpacked")
    code = "import bagit, sys; bagit.Bag(sys.argv[1]).validate()"
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "unpacked" / bag.name)], check=True, capture_output=True
    )


def test_export_goes_to_the_present_folder_by_default(
    run: Run, kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = seal_one(kept)
    monkeypatch.chdir(tmp_path)
    assert answer(run("export", "last", json=True)) == {
        "id": bag.name,
        "path": str(tmp_path / f"{bag.name}.zip"),
        "left_out": [],
    }
    assert (tmp_path / f"{bag.name}.zip").exists()


@pytest.mark.parametrize("kind", ["file", "symlink", "dangling", "folder"])
def test_export_overwrites_nothing(run: Run, kept: Archive, tmp_path: Path, kind: str) -> None:
    seal_one(kept)
    victim, target = tmp_path / "victim", tmp_path / "x.zip"
    victim.write_bytes(b"precious")
    if kind == "file":
        target.write_bytes(b"precious")
    elif kind == "folder":
        target.mkdir()
    else:
        target.symlink_to(victim if kind == "symlink" else tmp_path / "nowhere")
    with pytest.raises(UsageProblem, match="archive_export_exists"):
        raise_of(run("export", "last", str(target)))
    assert victim.read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()
    assert kind != "file" or target.read_bytes() == b"precious"


def test_export_into_the_archive_would_damage_it_and_is_refused(
    run: Run, kept: Archive, tmp_path: Path
) -> None:
    bag = seal_one(kept)
    (tmp_path / "way").symlink_to(bag)
    for target in (bag / "x.zip", bag / "data" / "x.zip", kept.path / "x.zip", tmp_path / "way" / "x.zip"):
        with pytest.raises(UsageProblem, match="archive_export_inside"):
            raise_of(run("export", "last", str(target)))
    assert run("verify").return_value == 0


def test_export_refuses_what_is_damaged_or_not_sealed(run: Run, kept: Archive, tmp_path: Path) -> None:
    bag, work = seal_one(kept), kept.begin("instagram")
    (bag / "data/form.png").write_bytes(b"")
    with pytest.raises(ArchiveProblem, match="archive_damaged"):
        raise_of(run("export", bag.name, str(tmp_path / "x.zip")))
    with pytest.raises(UsageProblem, match="archive_not_sealed"):
        raise_of(run("export", work.id, str(tmp_path / "x.zip")))
    assert not (tmp_path / "x.zip").exists()


def test_export_to_a_full_disk_leaves_no_half_file(
    run: Run, kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_one(kept)

    def fail(_file: int) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(ArchiveProblem, match="archive_export_failed"):
            raise_of(run("export", "last", str(tmp_path / "x.zip")))
    assert not (tmp_path / "x.zip").exists()
    with pytest.raises(ArchiveProblem, match="archive_export_failed"):
        raise_of(run("export", "last", str(tmp_path / "absent" / "x.zip")))


@pytest.mark.parametrize("command", ["show", "open", "export", "verify", "seal", "delete"])
@pytest.mark.parametrize("reference", ["../../x", "/etc/passwd", "nothing", "%s", "{id}", "\x1b[31m"])
def test_a_name_that_is_none_is_refused_everywhere(
    run: Run, kept: Archive, command: str, reference: str
) -> None:
    seal_one(kept)
    with pytest.raises(UsageProblem, match="archive_unknown_id"):
        raise_of(run(command, "--", reference))


def test_every_sentence_that_errors_may_need_is_there_in_both_languages() -> None:
    import re

    from helper.evidence import store
    from helper.texts import LANGUAGES, Texts

    source = "".join(path.read_text() for path in Path(store.__file__).parent.glob("*.py"))
    source += Path(sys.modules["helper.commands.archive"].__file__ or "").read_text()
    keys = {f"error.{key}.what" for key in re.findall(r'"(archive_[a-z_]+)"', source)}
    keys |= set(re.findall(r'"(archive\.[a-z_]+)"', source))
    from helper.evidence.verify import DamageKind
    from helper.record import Outcome, Verdict

    keys |= {f"archive.outcome.{outcome}" for outcome in Outcome}
    keys |= {f"archive.damage.{kind}" for kind in DamageKind}
    keys |= {f"archive.fault.{fault}" for fault in store.Fault}
    keys |= {f"archive.email.{verdict}" for verdict in Verdict}
    for language in LANGUAGES:
        texts = Texts.load(language)
        assert [key for key in sorted(keys) if not texts.has(key)] == []
