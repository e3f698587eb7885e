"""The documents cannot drift: what they name exists, and what exists is named."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from document_samples import DOCS, EVERYWHERE, PAGES, ROOT, code_of, commands_of
from typography import faults, rude_to_the_reader
from write_documents import options_of, variable_of, walk, without_variable, written_anew

import flows
from flows.references import load_references
from helper.cli.documents import TOPICS
from helper.cli.localised import name_of, path_of
from helper.errors import Exit
from helper.followup.standing import Situation
from helper.program import program
from helper.texts import Texts
from helper.texts.language import LANGUAGES

CONTEXTS = {path_of(ctx): ctx for ctx in walk()}
OPTIONS = {
    spelling
    for ctx in CONTEXTS.values()
    for one in options_of(ctx)
    for spelling in (*one.opts, *one.secondary_opts)
}
THEIRS = {"--validate", "--reinstall", "--check", "--ignore-missing"}  # of bagit.py, of uv and of sha256sum


def skeleton(document: str) -> list[str]:
    """Give what two languages of a document have in common: headings, blocks of code, tables, pictures."""
    without_lists = document.partition("<!--")[0]
    return re.findall(r"^(#+|```\w*|\| --- .*\||!\[|\d\.|- )(?= |$|\[|[^#`|])", without_lists, re.MULTILINE)


def test_every_topic_is_there_in_every_language_and_nothing_else() -> None:
    for language in LANGUAGES:
        assert {path.stem for path in (DOCS / language).iterdir()} == {*TOPICS, "README"}


@pytest.mark.parametrize("name", [*TOPICS, "README"])
def test_a_page_is_built_alike_in_both_languages(name: str) -> None:
    french, english = PAGES[f"fr/{name}"], PAGES[f"en/{name}"]
    assert skeleton(french) == skeleton(english)
    assert len(commands_of(french)) == len(commands_of(english))


@pytest.mark.parametrize("document", PAGES)
def test_a_page_begins_with_its_title(document: str) -> None:
    assert re.match(r"# [^\n]+\n\n", PAGES[document])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_names_every_page_by_its_title(language: str) -> None:
    for topic in TOPICS:
        title = PAGES[f"{language}/{topic}"].partition("\n")[0].removeprefix("# ")
        assert f"[{title}]({topic}.md)" in PAGES[f"{language}/README"]


@pytest.mark.parametrize("document", [*EVERYWHERE, "docs/README"])
def test_every_link_leads_somewhere(document: str) -> None:
    path = (DOCS if document in PAGES else ROOT) / f"{document}.md"
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", path.read_text("utf-8")):
        file, _, anchor = target.partition("#")
        linked = (path.parent / file).resolve() if file else path.resolve()
        assert linked.is_file(), target
        assert not anchor or anchor in anchors(linked.read_text("utf-8")), target


def anchors(document: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", document, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", EVERYWHERE)
def test_no_option_is_named_that_does_not_exist(document: str) -> None:
    named = {
        one for code in code_of(EVERYWHERE[document]) for one in re.findall(r"(?<![\w-])--[a-z][a-z-]*", code)
    }
    assert named - OPTIONS - THEIRS == set()


@pytest.mark.parametrize("document", EVERYWHERE)
def test_no_command_is_named_that_does_not_exist_and_its_options_are_its_own(document: str) -> None:
    for code in code_of(EVERYWHERE[document]):
        for typed in re.findall(r"optout-assist ([^|;]+)", code):
            words = typed.split()
            while words and words[0].startswith("-"):
                words = words[1:] if words[0] in ("--json", "--help") else words[2:]
            if words and words[0] in flows.product_names():
                continue  # an answer, found by any of the product's names
            path = max(
                (one for one in CONTEXTS if f"{' '.join(words)} ".startswith(f"{one} ")), key=len, default=""
            )
            assert path or not words, code
            ctx = CONTEXTS[path]
            if isinstance(ctx.command, click.Group) and words:
                rest = words[len(path.split()) :]
                assert not rest or rest[0].startswith(("-", "[")), code
            own = {spelling for one in options_of(ctx) for spelling in (*one.opts, *one.secondary_opts)}
            assert {word for word in words if re.fullmatch(r"--[a-z-]+", word)} <= own, code


@pytest.mark.parametrize("document", PAGES)
def test_no_make_target_is_named_that_does_not_exist(document: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = {match for code in code_of(PAGES[document]) for match in re.findall(r"^make ([a-z-]+)", code)}
    assert named <= set(targets)


@pytest.mark.parametrize("document", PAGES)
def test_no_file_of_ours_is_named_that_does_not_exist(document: str) -> None:
    for code in code_of(PAGES[document]):
        if match := re.fullmatch(r"((?:helper|flows|tests|docs|bundle)/[\w./*-]*)", code):
            assert list(ROOT.glob(match[1].rstrip("/"))), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_option_and_exit_code_is_documented_as_the_program_has_it(language: str) -> None:
    document = PAGES[f"{language}/commands"]
    assert document == written_anew(document, language), "type: make documents"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [path for path in CONTEXTS if path])
def test_every_command_has_its_place_in_the_list(path: str, language: str) -> None:
    document = PAGES[f"{language}/commands"]
    assert re.search(rf"^### `optout-assist {re.escape(path)}[` ]", document, re.MULTILINE)
    for option in options_of(CONTEXTS[path]):
        assert re.search(rf"^\| `[^`]*{re.escape(name_of(option))}[`, ]", document, re.MULTILINE), name_of(
            option
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_exit_code_has_its_place_in_the_list(language: str) -> None:
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", PAGES[f"{language}/commands"], re.MULTILINE)
    assert [int(code) for code, _ in rows] == [int(status) for status in Exit]


@pytest.mark.parametrize("document", EVERYWHERE)
def test_exit_codes_that_are_named_exist(document: str) -> None:
    named = re.findall(
        r"(?:avec le code|finit avec|with code|[Ee]nds? with|exit code|Exit) (\d+)", EVERYWHERE[document]
    )
    assert {int(code) for code in named} <= {int(status) for status in Exit}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_says_is_quoted_as_it_says_it(language: str) -> None:
    texts, install = Texts.load(language), PAGES[f"{language}/install"]
    (quoted,) = re.findall(r"^\| [«“]\W?([^»”]+?)\W?[»”] \|", install, re.MULTILINE)
    assert quoted in texts.say("doctor.display_none.what")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_about_what_meta_takes_has_a_source_and_a_date(language: str) -> None:
    table = PAGES[f"{language}/objection"].partition("| --- | --- | --- |\n")[2].partition("\n\n")[0]
    rows = [row.split("|")[-2] for row in table.splitlines()]
    assert len(rows) >= 6
    for index, source in enumerate(rows):
        same = source.strip() in ("la même", "the same") and index > 0
        assert same or re.search(r"\b20(24|25|26)\b", source), source


@pytest.mark.parametrize("document", EVERYWHERE)
def test_a_page_is_set_as_its_readers_expect(document: str) -> None:
    text = EVERYWHERE[document]
    if document.endswith("/products"):
        text = text.partition("\n## Sources\n")[0]  # as the facts name them
    language = "fr" if document.startswith("fr/") or document == "README.fr" else "en"
    assert faults(text, language) == []
    assert language == "en" or rude_to_the_reader(text) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_holds_when_an_option_is_left_out_is_said_of_each(language: str) -> None:
    above = PAGES[f"{language}/commands"].partition("<!--")[0]
    rows = dict(re.findall(r"^\| (`--.+?`) \| (.+) \|$", above, re.MULTILINE))
    said = {option: text for options, text in rows.items() for option in re.findall(r"--[a-z-]+", options)}
    shared = {name_of(one) for one in options_of(CONTEXTS[""])}
    own = {name_of(one): one for one in options_of(CONTEXTS["facebook"]) if name_of(one) not in shared}
    assert set(said) == set(own)
    for name in ("--timeout", "--linger"):
        assert said[name].startswith(f"{own[name].default:g} "), name
    assert code_words(said["--reference"]) == set(load_references())


def code_words(text: str) -> set[str]:
    return set(re.findall(r"`([a-z]+)`", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_situation_of_status_is_explained(language: str) -> None:
    table = PAGES[f"{language}/commands"].partition("| `situation` |")[2].partition("\n\n")[0]
    assert re.findall(r"`([a-z_]+)`", table)
    assert sorted(re.findall(r"`([a-z_]+)`", table)) == sorted(map(str, Situation))


@pytest.mark.parametrize("name", without_variable())
def test_an_option_that_is_said_to_have_no_variable_has_none(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(variable_of(name.removeprefix("--")), "1")
    assert CliRunner().invoke(program, ["about"], prog_name="optout-assist").exit_code == Exit.USAGE


@pytest.mark.parametrize("path", CONTEXTS)
def test_an_option_reads_the_variable_that_bears_its_name_or_none(path: str) -> None:
    for option in options_of(CONTEXTS[path]):
        wanted = variable_of(name_of(option).removeprefix("--").replace("-", "_"))
        assert option.envvar in (None, wanted)
        assert option.envvar is None or name_of(option) not in without_variable()


@pytest.mark.parametrize("document", EVERYWHERE)
def test_no_page_says_that_every_option_is_a_variable(document: str) -> None:
    for sentence in re.split(r"(?<=[.:!?])\s", EVERYWHERE[document]):
        if "variable" in sentence:
            assert not re.search(r"\b(every|each|all|chaque|toutes?)\b.{0,20}\boptions?\b", sentence, re.I), (
                sentence
            )
