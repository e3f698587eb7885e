"""The README in both languages: short, in the order in which a reader needs it, nothing in it leads nowhere, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import platformdirs.unix
import pytest

import flows
from helper.cli.documents import TOPICS
from helper.errors import Exit
from helper.log import LOG_NAME
from helper.program import program
from helper.record import Outcome
from helper.texts.language import LANGUAGES

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


def section(text: str, title: str) -> str:
    return text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


# What was in tables of the README is in these pages; `test_documents.py` holds them against the program.
REFERENCE = {
    language: (ROOT / "docs" / language / "commands.md").read_text("utf-8") for language in LANGUAGES
}
PRIVACY = {language: (ROOT / "docs" / language / "privacy.md").read_text("utf-8") for language in LANGUAGES}
README_OF = {"en": README, "fr": FRENCH}
TITLES = {
    "en": (
        "What Meta does, and what you can do",
        "Object without this program",
        "What this program adds",
        "Install",
        "Practise, then for real",
        "What it never does",
        "Limits",
        "Documents",
        "For developers",
    ),
    "fr": (
        "Ce que fait Meta, et ce que vous pouvez faire",
        "S’opposer sans ce programme",
        "Ce que le programme ajoute",
        "Installer",
        "S’exercer, puis pour de vrai",
        "Ce qu’il ne fait jamais",
        "Limites",
        "Documents",
        "Pour les développeurs",
    ),
}
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
@pytest.mark.parametrize("name", [name for name in COMMANDS if name])
def test_every_command_is_in_the_page_that_the_readme_names(name: str, language: str) -> None:
    assert re.search(rf"^### `optout-assist {re.escape(name)}[` ]", REFERENCE[language], re.MULTILINE)


@each_language
@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_in_the_page_that_the_readme_names(name: str, language: str) -> None:
    known = " ".join(code_of(REFERENCE[language]))
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", known), option


@each_language
def test_the_readme_leads_to_every_document(language: str) -> None:
    named = set(re.findall(rf"\(docs/{language}/([a-z]+)\.md", README_OF[language]))
    assert {*TOPICS} <= named


@each_language
def test_the_readme_says_it_in_about_120_lines_and_in_this_order(language: str) -> None:
    text = README_OF[language]
    assert len(text.splitlines()) <= 150
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == list(TITLES[language])


@each_language
def test_the_readme_names_no_option_that_does_not_exist(language: str) -> None:
    exist = {
        option
        for command in COMMANDS.values()
        for p in command.params
        for option in (*p.opts, *p.secondary_opts)
    }
    named = {
        option
        for code in code_of(README_OF[language])
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", code)
    }
    assert named - exist == set()


@each_language
def test_the_readme_names_no_command_that_does_not_exist(language: str) -> None:
    for code in code_of(README_OF[language]):
        for words in re.findall(r"optout-assist ((?:[a-z][a-z-]*\b ?)+)", code):
            assert any(f"{words.strip()} ".startswith(f"{name} ") for name in COMMANDS if name), code


@each_language
def test_defaults_are_those_of_the_program(language: str) -> None:
    table = section(
        REFERENCE[language], {"en": "Options of an attempt", "fr": "Options d’une démarche"}[language]
    )
    for command in flows.names():
        for parameter in COMMANDS[command].params:
            if parameter.name in ("timeout", "linger"):
                row = rf"^\| `--{parameter.name} .*\D{parameter.default:g}\) \|$"
                assert re.search(row, table, re.MULTILINE)


@each_language
def test_the_exit_codes_are_those_of_the_program(language: str) -> None:
    table = section(REFERENCE[language], {"en": "Exit codes", "fr": "Codes de sortie"}[language])
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", table, re.MULTILINE)
    assert [int(code) for code, _ in rows] == [int(status) for status in Exit]


@each_language
def test_outcomes_that_are_named_exist(language: str) -> None:
    named = code_of((ROOT / "docs" / language / "start.md").read_text("utf-8"))
    assert {"sent_unconfirmed", "refused"} <= set(map(str, Outcome)) & named


@each_language
def test_the_two_commands_exist(language: str) -> None:
    block = section(README_OF[language], TITLES[language][-1])
    assert re.findall(r"^make (\S+)", block, re.MULTILINE) == ["demo", "test"]


@each_language
def test_every_make_target_in_the_readme_exists(language: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    named = {match for code in code_of(README_OF[language]) for match in re.findall(r"^make ([a-z-]+)", code)}
    assert "demo" in named <= targets


@pytest.mark.parametrize("document", ["README.md", "README.fr.md", "CHANGELOG.md"])
def test_links_lead_somewhere(document: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", (ROOT / document).read_text("utf-8")):
        if not target.startswith("https://"):
            file, _, anchor = target.partition("#")
            linked = ROOT / (file or document)
            assert linked.is_file(), target
            assert not anchor or anchor in headings_of(linked.read_text("utf-8")), target


def headings_of(text: str) -> set[str]:
    return {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }


@each_language
def test_it_opens_with_a_sentence_and_a_picture(language: str) -> None:
    sentence, picture, then = README_OF[language].split("\n\n")[2:5]
    assert re.fullmatch(r"[^.]+\.", sentence)
    assert re.fullmatch(rf"!\[[^\]]+\]\(docs/window-{language}\.png\)", picture)
    assert then == f"## {TITLES[language][0]}"


@each_language
def test_four_commands_stand_for_three_wishes(language: str) -> None:
    block = re.search(
        r"^```sh\n(.*?)^```", section(README_OF[language], TITLES[language][4]), re.MULTILINE | re.DOTALL
    )
    assert block
    typed = [re.sub(r"\s+#.*", "", line) for line in block[1].splitlines()]
    assert typed == [
        f"optout-assist{how}" for how in (" rehearse --autopilot", "", " facebook --cnil", " status")
    ]


def test_both_readmes_have_the_same_parts() -> None:
    def parts(text: str) -> list[str]:
        return re.findall(r"^(#+|```\w*|!\[|\d\.| *-)(?= |$|\[)", text, re.MULTILINE)

    assert parts(README) == parts(FRENCH)


def test_the_limits_that_a_reader_must_know_are_told() -> None:
    for limits, words in (
        (
            section(README, "Limits"),
            ("real form", "Linux only", "legal advice", "first run", "`sha256sum -c` alone", "--attach"),
        ),
        (
            section(FRENCH, "Limites"),
            (
                "vrai formulaire",
                "sous Linux",
                "juridique",
                "première exécution",
                "`sha256sum -c` seul",
                "--attach",
            ),
        ),
    ):
        for one in words:
            assert one in " ".join(limits.split()), one


def test_both_languages_name_the_same_folders() -> None:
    french, english = (
        {code for code in code_of(PRIVACY[language]) if code.startswith(("~", "%"))}
        for language in ("fr", "en")
    )
    assert len(english) >= 9
    assert french == english


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
        for page in PRIVACY.values():
            assert named in page
    assert LOG_NAME.endswith(".log")
