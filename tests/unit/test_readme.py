"""The README says what the program does: every command, option and exit status, and no link or command that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import platformdirs.unix
import pytest

import flows
from helper.errors import Exit
from helper.log import LOG_NAME
from helper.program import program
from helper.record import Outcome

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
FRENCH = (ROOT / "README.fr.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def commands(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for part in command.list_commands(context):
            inner = command.get_command(context, part)
            assert inner is not None
            yield from commands(inner, f"{name} {part}".strip())


COMMANDS = dict(commands(program))


def code_of(text: str) -> set[str]:
    """Give everything that is set as code, in a line or in a block."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return {*re.findall(r"`([^`\n]+)`", text), *"".join(blocks).splitlines()}


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name])
def test_every_command_is_in_the_readme(name: str) -> None:
    group, _, own = name.rpartition(" ")
    rows = [line for line in section("Commands and options").splitlines() if f"`{group or own}" in line]
    assert any(re.search(rf"[` ]{re.escape(own)}[` ]", row) for row in rows)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_in_the_readme(name: str) -> None:
    known = " ".join(code_of(section("Commands and options")))
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", known), option


def test_the_readme_names_no_option_that_does_not_exist() -> None:
    exist = {
        option
        for command in COMMANDS.values()
        for p in command.params
        for option in (*p.opts, *p.secondary_opts)
    }
    theirs = {"--validate", "--help"}  # bagit.py's, and Click's own
    named = {option for code in code_of(README) for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", code)}
    assert named - exist - theirs == set()


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    for code in code_of(README):
        for words in re.findall(r"optout-assist ((?:[a-z][a-z-]*\b ?)+)", code):
            assert any(f"{words.strip()} ".startswith(f"{name} ") for name in COMMANDS if name), code


def test_defaults_in_the_readme_are_those_of_the_program() -> None:
    for command in flows.names():
        for parameter in COMMANDS[command].params:
            if parameter.name in ("timeout", "linger"):
                assert re.search(
                    rf"^\| `--{parameter.name} .*\| {parameter.default:g} \|$", README, re.MULTILINE
                )


def test_the_exit_codes_are_those_of_the_program() -> None:
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", section("Exit codes"), re.MULTILINE)
    assert [int(code) for code, _ in rows] == [int(status) for status in Exit]


def test_outcomes_that_the_readme_names_exist() -> None:
    assert {"sent_unconfirmed"} <= set(map(str, Outcome)) & code_of(README)


def test_the_two_commands_exist() -> None:
    block = section("Try it from a checkout")
    assert re.findall(r"^make (\S+)", block, re.MULTILINE) == ["demo", "test"]


def test_every_make_target_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    named = {match for code in code_of(README) for match in re.findall(r"^make ([a-z-]+)", code)}
    assert named <= targets


@pytest.mark.parametrize("document", ["README.md", "README.fr.md", "CHANGELOG.md"])
def test_links_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    headings = {
        re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-")
        for h in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in headings
        elif not target.startswith("https://"):
            assert (ROOT / target).is_file(), target


def test_what_the_program_adds_begins_with_a_sentence_a_picture_and_a_command() -> None:
    sentence, picture, where, command = section("What this program adds").strip().split("\n\n")[:4]
    assert sentence.count(". ") == 0
    assert picture.startswith("![")
    assert "terminal" in where
    assert re.fullmatch(r"```sh\noptout-assist[^\n]*\n```", command)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (README, ("What it never does", "Limits", "Commands and options")),
        (FRENCH, ("Ce qu’il ne fait jamais", "Limites", "Pour aller plus loin")),
    ],
    ids=["en", "fr"],
)
def test_promises_and_limits_come_before_options(text: str, titles: tuple[str, ...]) -> None:
    order = [text.index(f"\n## {title}\n") for title in titles]
    assert order == sorted(order)


def test_the_french_readme_shows_three_commands_for_three_wishes() -> None:
    block = re.search(r"^## Les trois commandes\n\n```sh\n(.*?)^```", FRENCH, re.MULTILINE | re.DOTALL)
    assert block
    typed = [re.sub(r"\s+#.*", "", line) for line in block[1].splitlines()]
    assert typed == ["optout-assist rehearse --autopilot", "optout-assist", "optout-assist status"]


def test_the_french_readme_shows_the_pictures_and_names_the_folders_of_the_english_one() -> None:
    assert len(re.findall(r"^!\[", FRENCH, re.MULTILINE)) == len(re.findall(r"^!\[", README, re.MULTILINE))
    folders = {code for code in code_of(section("What is stored where")) if code.startswith(("~", "%"))}
    assert len(folders) >= 9
    assert folders <= code_of(FRENCH)


def test_the_folders_on_linux_are_the_real_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/camille")
    folders = platformdirs.unix.Unix("optout-assist", appauthor=False)
    for folder in (
        f"{folders.user_data_dir}/archive",
        f"{folders.user_cache_dir}/profiles",
        folders.user_log_dir,
    ):
        named = f"`{folder.replace('/home/camille', '~')}`"
        assert named in section("What is stored where")
        assert named in FRENCH.split("\n## Ce qui est gardé, et où\n")[1].split("\n## ")[0]
    assert LOG_NAME.endswith(".log")
