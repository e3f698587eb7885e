"""What is said of damage: the same for pictures, mails, time stamps and letters, with the file cleaned and named."""

from __future__ import annotations

import pytest

from helper.cli.beside import damage_rows, print_damage
from helper.cli.options import Shared
from helper.evidence.verify import Damage, DamageKind

MAIL = Damage(DamageKind.CHANGED, "20261122T140311Z-facebook-7f3a9c.mails/01/message.eml", "0" * 64, "1" * 64)


def test_a_file_is_named_with_what_is_wrong_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    print_damage(Shared(lang="en"), [MAIL])
    assert capsys.readouterr().out == f"    changed: {MAIL.file}\n"


def test_a_hostile_name_steers_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_damage(Shared(lang="en"), [Damage(DamageKind.ADDED, "data/\x1b]0;owned\x07\u202egnp.exe")], "  ")
    assert capsys.readouterr().out == "  added: data/\\u001b]0;owned\\u0007\\u202egnp.exe\n"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_of_what_is_wrong_with_an_attempt_as_a_whole_no_file_is_named(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = Shared(lang=language)
    print_damage(shared, [Damage(DamageKind.REMOVED, ".")])
    assert capsys.readouterr().out == f"    {shared.texts.say('archive.damage.removed')}\n"


def test_scripts_learn_which_file_and_what_is_wrong_with_it() -> None:
    assert damage_rows([MAIL]) == [{"kind": "changed", "file": MAIL.file}]
