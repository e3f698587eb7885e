"""Every bag says in plain words, in both languages, what it does not prove and how a stranger verifies it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from evidence_samples import seal_one
from typography import faults

from helper.evidence import bag
from helper.evidence.limits import read_limits
from helper.evidence.store import Archive
from helper.evidence.verify import verify_bag

ENGLISH, FRENCH = bag.LIMITS


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    return seal_one(Archive(tmp_path / "archive"))


def test_both_texts_are_in_every_bag_and_under_its_seal(sealed: Path) -> None:
    listed = bag.parse_manifest((sealed / bag.TAG_MANIFEST).read_bytes())
    for name, text in read_limits().items():
        assert (sealed / name).read_text("utf-8") == text
        assert name in listed


@pytest.mark.parametrize("name", bag.LIMITS)
def test_each_limit_is_named(name: str) -> None:
    text = " ".join(read_limits()[name].split())
    for english, french in (
        ("Who sat at the computer", "Qui était devant l’ordinateur"),
        ("can edit a page before it is pictured", "peut modifier une page avant l’image"),
        ("The newest attempts of an archive can be removed", "Les démarches les plus récentes"),
        ("is not a signature", "n’est pas une signature"),
        ("The time. It is that of the person’s computer", "C’est celle de l’ordinateur de la personne"),
        ("sealed_later", "sealed_later"),
    ):
        assert (english if name == ENGLISH else french) in text


def test_both_texts_have_the_same_parts_and_commands() -> None:
    def commands(text: str) -> list[str]:
        lines = [line.split("  ")[1] for line in text.splitlines() if re.match(r"  [a-z]", line)]
        return [re.sub(r"\b[A-ZÉÎ’-]{5,}\b.*", "", line) for line in lines]

    english, french = read_limits().values()
    assert commands(english) == commands(french)
    assert english.count("\n  - ") == french.count("\n  - ")
    assert [line.isupper() for line in english.splitlines() if line.isupper()] == [
        line.isupper() for line in french.splitlines() if line.isupper()
    ]


@pytest.mark.parametrize("name", bag.LIMITS)
def test_the_commands_that_it_tells_work(sealed: Path, name: str) -> None:
    commands = re.findall(r"^  (sha256sum .+)$", read_limits()[name], re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        subprocess.run(command.split(), cwd=sealed, check=True, capture_output=True)


def test_lines_fit_a_narrow_window_and_are_set_as_their_readers_expect() -> None:
    english, french = read_limits().values()
    assert max(map(len, (english + french).splitlines())) <= 133
    commands = r"(?m)^  \w.*$"
    assert faults(re.sub(commands, "", french), "fr") == []
    assert faults(re.sub(commands, "", english), "en") == []


def test_they_say_who_wrote_what_also_where_the_program_added_a_text() -> None:
    english, french = (" ".join(text.split()) for text in read_limits().values())
    for option in ("--cnil", "--reference", "--reason"):
        assert option in english
        assert option in french
    assert "filling in the form" not in english
    assert "remplir le formulaire" not in french
    assert "never logs in and never presses Send" in english
    assert "ne se connecte jamais et n’appuie jamais sur Envoyer" in french


def test_a_folder_with_the_older_texts_is_as_whole_as_it_was() -> None:
    """What a bag says of itself is under its own seal: new words here change nothing there."""
    (golden,) = Path(__file__).parents[1].glob("golden/v1/chained/*-0a1b2c")
    assert (golden / FRENCH).read_text("utf-8") != read_limits()[FRENCH]
    assert verify_bag(golden) == []
