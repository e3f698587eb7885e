"""`archive list`, `show`, `seal`, `delete` and `open`: what is printed, what scripts get, what is refused."""

from __future__ import annotations

import datetime as dt
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest
from archive_command_samples import HOSTILE, Run, answer, raise_of, run
from evidence_samples import BEGAN_AT, kept, seal_one

from helper.errors import ArchiveProblem, UsageProblem
from helper.evidence.store import Archive
from helper.followup import clock

__all__ = ["kept", "run"]  # fixtures


def test_an_archive_that_does_not_exist_is_an_empty_list(run: Run, kept: Archive) -> None:
    assert answer(run("list", json=True)) == []
    result = run("list")
    assert (result.stdout, result.return_value) == ("", None)
    assert "empty" in result.stderr
    assert answer(run("verify", json=True)) == []
    assert not kept.path.exists()


@pytest.mark.parametrize("command", ["list", "verify"])
def test_that_there_is_no_folder_is_told_from_an_empty_one(run: Run, kept: Archive, command: str) -> None:
    words = "does not exist yet. If it is on another disk"
    assert words in run(command).stderr
    kept.prepare()
    told = run(command).stderr
    assert "is empty" in told
    assert words not in told


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


@pytest.mark.parametrize(("lang", "words"), [("en", "dated in the future"), ("fr", "datée dans le futur")])
def test_a_date_still_to_come_is_said(
    run: Run, kept: Archive, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    bag = seal_one(kept)
    assert words not in run("list", lang=lang).stdout
    monkeypatch.setattr(clock, "read_clock", lambda: clock.Clock(BEGAN_AT - dt.timedelta(days=2), dt.UTC))
    for result in (run("list", lang=lang), run("show", bag.name, lang=lang)):
        assert words in result.stdout


def test_a_dash_is_no_file_to_export_to(
    run: Run, kept: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seal_one(kept)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageProblem, match="archive_export_stdout"):
        raise_of(run("export", "last", "--output", "-"))
    assert not Path("-").exists()


@pytest.mark.parametrize(
    ("lang", "running", "dead"), [("en", "under way", "not sealed"), ("fr", "en cours", "non scellée")]
)
def test_an_attempt_that_is_under_way_is_none_that_stopped(
    run: Run, kept: Archive, lang: str, running: str, dead: str
) -> None:
    work = kept.begin("facebook")
    for result in (run("list", lang=lang), run("show", work.id, lang=lang), run("verify", lang=lang)):
        assert running in result.stdout
        assert dead not in result.stdout
    assert run("list", lang=lang).stderr == ""
    work.close()
    for result in (run("list", lang=lang), run("show", work.id, lang=lang), run("verify", lang=lang)):
        assert dead in result.stdout
    assert "archive seal" in run("list", lang=lang).stderr


def test_an_attempt_that_is_not_sealed_is_explained_beside_the_list(run: Run, kept: Archive) -> None:
    kept.begin("facebook").close()
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


def test_a_text_of_several_lines_is_shown_as_lines_that_are_none_of_ours(run: Run, kept: Archive) -> None:
    text = "First line.\n\n  Second.\r\nFolder: /tmp\x1b\n"
    seal_one(kept, explanation={"reference": None, "inserted": False, "text": text})
    shown = run("show", "last").stdout
    assert "First line.\n  \n    Second.\n  Folder: /tmp\\u001b\n" in shown


def test_show_speaks_of_an_unsealed_attempt_and_of_a_broken_one(run: Run, kept: Archive) -> None:
    kept.begin("facebook")
    assert "not sealed" in run("show", "last").stdout
    bag = seal_one(kept, "instagram")
    (bag / "data/record.json").write_bytes(b"?")
    shown = run("show", bag.name).stdout
    assert "the record cannot be read" in shown
    assert "changed: data/record.json" in shown


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
    shown = b""
    try:
        while b"for good" not in shown:  # what is typed before the question is no answer
            shown += os.read(leader, 65536)
        os.write(leader, said.encode() + b"\n")
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
