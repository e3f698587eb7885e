"""What a newcomer reads first: what can be done without the program, and the one way to install it."""

from __future__ import annotations

import re

import pytest
from document_samples import EVERYWHERE, READMES

from flows.load import load
from flows.references import load_references
from helper.texts.language import LANGUAGES

# What a newcomer reads first, in each language, with the authority whose page the text to paste cites.
FIRST_READ = {
    "fr/start": ("fr", "cnil"),
    "README.fr": ("fr", "cnil"),
    "en/start": ("en", "dpc"),
    "README": ("en", "dpc"),
}
# From uv's own documentation, docs.astral.sh/uv/getting-started/installation, read on 2026-11-27; then our folder.
THE_WAY_TO_INSTALL = [
    'powershell -ExecutionPolicy ByPass -c "irm https://astral.sh/uv/install.ps1 | iex"',
    "curl -LsSf https://astral.sh/uv/install.sh | sh",
    "uv tool install .",
    "optout-assist doctor",
]


@pytest.mark.parametrize("document", FIRST_READ)
def test_what_a_newcomer_reads_first_says_how_to_object_without_the_program(document: str) -> None:
    text, (language, code) = EVERYWHERE[document], FIRST_READ[document]
    what, without, adds, install = (
        next(match.start() for match in re.finditer(f"^## {title}", text, re.MULTILINE))
        for title in (
            (
                "Ce que fait Meta",
                "S’opposer sans ce programme",
                "Ce que le programme ajoute",
                r"(1\. )?Installer",
            )
            if language == "fr"
            else (
                "What Meta does",
                "Object without this program",
                r"What (the|this) program adds",
                r"(1\. )?Install",
            )
        )
    )
    assert what < without < adds < install
    way = text[without:adds]
    for flow in ("facebook", "instagram"):
        assert load(flow).flow.address[0].url in way, "the address that the program tries first"
    full = load_references()[code].words[language].linked[0]
    (to_paste,) = re.findall(r"^ *```text\n(.*?)^ *```", way, re.MULTILINE | re.DOTALL)
    assert " ".join(line.strip(" ") for line in to_paste.splitlines()) == full


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_readmes_lead_to_each_other_in_their_first_line(language: str) -> None:
    text, other = (
        (READMES["README.fr"], "README.md") if language == "fr" else (READMES["README"], "README.fr.md")
    )
    assert re.fullmatch(rf"\[[^]]+\]\({re.escape(other)}\)", text.partition("\n")[0])
    assert text.split("\n\n")[1] == "# optout-assist"


@pytest.mark.parametrize("document", [*FIRST_READ, "fr/install", "en/install"])
def test_the_file_to_download_comes_before_the_one_way_with_python(document: str) -> None:
    text = EVERYWHERE[document]
    file, with_python = text.index(".deb`"), text.index(THE_WAY_TO_INSTALL[0])
    assert file < with_python
    assert "pipx install" not in text[:with_python]


@pytest.mark.parametrize("document", [*FIRST_READ, "fr/install", "en/install"])
def test_no_address_is_given_for_the_files_as_long_as_there_is_none(document: str) -> None:
    for address in re.findall(r"https?://\S+", EVERYWHERE[document]):
        assert not re.search(r"optout|releases?/|download", address), address


@pytest.mark.parametrize("document", [*FIRST_READ, "fr/install", "en/install"])
def test_there_is_one_way_to_install_and_it_is_said_first_where_to_type(document: str) -> None:
    text = EVERYWHERE[document]
    blocks = re.findall(r"^ *```(?:sh|powershell)\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    way = lines.index(THE_WAY_TO_INSTALL[0])
    assert lines[way : way + len(THE_WAY_TO_INSTALL)] == THE_WAY_TO_INSTALL
    assert "terminal" in re.split(r"^ *```(?:sh|powershell)$", text, maxsplit=1, flags=re.MULTILINE)[0]
