"""The documents cannot drift: what they name exists, what exists is named, and what they tell people to type works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from evidence_samples import seal_one
from time_authority import Authority, Server, serving
from typography import faults, rude_to_the_reader
from write_documents import options_of, variable_of, walk, without_variable, written_anew

import flows
from flows.load import load
from flows.references import load_references
from helper.browser.find import find_browser
from helper.cli.documents import TOPICS
from helper.cli.localised import name_of, path_of
from helper.errors import BrowserProblem, Exit
from helper.evidence.store import Archive
from helper.followup.standing import Situation
from helper.program import program
from helper.texts import Texts
from helper.texts.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = {
    f"{language}/{name}": (DOCS / language / f"{name}.md").read_text("utf-8")
    for language in LANGUAGES
    for name in (*TOPICS, "README")
}
READMES = {name: (ROOT / f"{name}.md").read_text("utf-8") for name in ("README", "README.fr")}
EVERYWHERE = PAGES | READMES
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
CONTEXTS = {path_of(ctx): ctx for ctx in walk()}
OPTIONS = {
    spelling
    for ctx in CONTEXTS.values()
    for one in options_of(ctx)
    for spelling in (*one.opts, *one.secondary_opts)
}
THEIRS = {"--validate", "--reinstall", "--check", "--ignore-missing"}  # of bagit.py, of uv and of sha256sum

# What is told to be typed but cannot be here, and why.
NOT_HERE = {
    r"optout-assist (facebook|instagram|rehearse|start|all)\b.*": "opens a window: tests/e2e and tests/wheel",
    r"optout-assist": "asks a person: tests/unit/test_cli_start.py",
    r"optout-assist install-browser": "downloads a browser",
    r"optout-assist mail add .*": "wants a mail: tests/unit/test_mail_command.py",
    r"optout-assist letter sent .*": "a day that may not have come: tests/unit/test_letter_command.py",
    r"optout-assist complaint .*": "a month to pass: tests/unit/test_complaint_command.py",
    r"optout-assist flows (copy|check) .*": "tests/e2e/test_flow_documents.py",
    r"(pipx|uv|curl) .*": "installs or removes something: .ci/test-install",
    r"sha256sum --check .*": "wants the files of make package: tests/unit/test_bundle.py",
    r"make .*": "for developers: CI types these",
}
ATTEMPT = "20261122T140311Z-facebook-7f3a9c"


def code_of(document: str) -> Iterator[str]:
    """Give everything that is set as code: in a line, and line by line in blocks."""
    for block in re.findall(r"^ *```(?:sh|powershell)\n(.*?)^ *```", document, re.MULTILINE | re.DOTALL):
        yield from (re.sub(r"\s+#.*", "", line).strip() for line in block.splitlines())
    # What a program answers and what stands in a flow file is not typed.
    for code in re.findall(
        r"`([^`\n]+)`", re.sub(r"^ *```.*?^ *```", "", document, flags=re.MULTILINE | re.DOTALL)
    ):
        yield code.replace("\\|", "|")


def commands_of(document: str) -> list[str]:
    """Give the lines that are to be typed, without what stands there as a comment."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", document, re.MULTILINE | re.DOTALL)
    lines = [re.sub(r"\s+#.*", "", line).strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def is_not_here(line: str) -> bool:
    return any(re.fullmatch(pattern, line) for pattern in NOT_HERE)


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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Authority]]:
    """Run a time-stamping authority on loopback, in place of the one that a person would choose."""
    authority = Authority(tmp_path_factory.mktemp("authority"))
    with serving(authority) as running:
        yield running, authority


Type = Callable[[str], None]


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: tuple[Server, Authority]) -> Type:
    """Type a line of a document: an empty home with one sealed attempt, no network, nothing opened on a screen."""
    for name in [name for name in os.environ if name.startswith(("OPTOUT_ASSIST_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(click, "launch", lambda _: 0)
    archive = Archive(tmp_path / ".local/share/optout-assist/archive")
    bag = seal_one(archive)
    running, authority = server

    def fill_in(line: str) -> str:
        line = line.replace(ATTEMPT, bag.name).replace("../../ID/", f"../../{bag.name}/")
        line = re.sub(r"--tsa \S+", f"--yes --tsa {running.url}", line)
        line = re.sub(r"--ca \S+", f"--ca {authority.root.path}", line)
        line = re.sub(r"-CAfile \S+", f"-CAfile {authority.root.path}", line)
        return re.sub(r"-attime \d+ ", "", line)  # the time in the document is an example's

    def type_line(line: str) -> None:
        words = shlex.split(fill_in(line))
        if words[0] == "optout-assist":
            result = CliRunner().invoke(program, words[1:], prog_name="optout-assist")
            # Whether there is a screen, a keyring and a browser here is for another test.
            expected = {0, Exit.BROWSER} if words[1] == "doctor" else {0}
            assert result.exit_code in expected, result.output
            return
        folder = {"bagit.py": bag.parent, "openssl": bag.parent / f"{bag.name}.timestamps" / "01"}.get(
            words[0], bag
        )
        if words[0] == "openssl" and not folder.exists():
            type_line("optout-assist archive timestamp last --tsa https://tsa.example.org/tsr --ca root.pem")
        if words[0] == "bagit.py":
            # Not by its first line, which names an interpreter whose path may hold a space.
            words[:1] = [sys.executable, str(Path(sys.executable).parent / "bagit.py")]
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    return type_line


@pytest.mark.parametrize("document", EVERYWHERE)
def test_what_a_page_tells_people_to_type_works(document: str, typed: Type) -> None:
    for line in commands_of(EVERYWHERE[document]):
        if not is_not_here(line):
            typed(line)


def test_every_reason_for_not_typing_something_is_still_needed() -> None:
    lines = {line for document in EVERYWHERE.values() for line in commands_of(document)}
    for pattern in NOT_HERE:
        assert any(re.fullmatch(pattern, line) for line in lines), pattern


def test_firefox_will_not_do_as_the_pages_say() -> None:
    with pytest.raises(BrowserProblem):
        find_browser("firefox")


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


def test_sums_alone_do_not_see_a_file_that_was_added_as_the_pages_say(tmp_path: Path) -> None:
    bag = seal_one(Archive(tmp_path / "archive"))
    (bag / "data" / "added.png").write_bytes(b"not ours")
    for sums in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        done = subprocess.run(["sha256sum", "-c", sums], cwd=bag, capture_output=True, check=False)
        assert done.returncode == 0
    ours = ["--archive", str(bag.parent), "archive", "verify", bag.name]
    assert CliRunner().invoke(program, ours, prog_name="optout-assist").exit_code == Exit.ARCHIVE
    theirs = [sys.executable, str(Path(sys.executable).parent / "bagit.py"), "--validate", str(bag)]
    assert subprocess.run(theirs, capture_output=True, check=False).returncode != 0
    for language, warning in (("fr", "ne voit pas tout"), ("en", "does not see everything")):
        assert warning in PAGES[f"{language}/evidence"]
