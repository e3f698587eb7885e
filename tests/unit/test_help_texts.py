"""`--help` and Click's own words: complete in both languages, none left over, and read only when they are shown."""

from __future__ import annotations

import ast
import os
import re
import string
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from program_samples import run
from typography import faults, rude_to_the_reader
from write_documents import options_of, walk

import flows
from flows.references import load_references
from helper.cli.help_texts import SERVICE, HelpTexts
from helper.cli.localised import _MODULES, _SAID_TOO_EARLY, Command, Group, name_of, path_of
from helper.cli.options import Shared
from helper.errors import Exit
from helper.texts import Texts
from helper.texts.language import LANGUAGES, asked_language

TEXTS = {language: HelpTexts.load(language) for language in LANGUAGES}
CONTEXTS = {path_of(ctx): ctx for ctx in walk()}

# What Click says to those who write programs, and where this program speaks itself.
NEVER_SHOWN = {
    *("Aborted!", "Choice({choices})", "Unknown color {colour!r}", "Unknown standard stream '{name}'"),
    *("Try '{command} {option}' for help.", "Confirm the action without prompting."),
    *("{editor}: Editing failed", "{editor}: Editing failed: {e}", "Windows error: {error}"),
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Could not determine name for option with declarations {decls!r}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? "
    "Did you mean to pass '--{name}'?",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Invalid start character for option ({option})",
    "Couldn't detect Bash version, shell completion is not supported.",
    "Shell completion is not supported for Bash versions older than 4.4.",
}
# Said, but not written out in Click's source where it is translated; and a title of ours that stands beside Click's.
PUT_TOGETHER = {"required", "Other products of Meta"}


def messages_of_click() -> set[str]:
    """Give every message that Click marks for translation."""
    found = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                count = {"_": 1, "ngettext": 2}.get(node.func.id, 0)
                found |= {a.value for a in node.args[:count] if isinstance(a, ast.Constant)}
    return {one for one in found if isinstance(one, str)}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", CONTEXTS)
def test_every_command_and_option_has_its_words(path: str, language: str) -> None:
    texts, ctx = TEXTS[language], CONTEXTS[path]
    assert isinstance(ctx.command, Group if isinstance(ctx.command, click.Group) else Command)
    assert texts.about(path)
    for option in options_of(ctx):
        assert texts.option(path, name_of(option)), name_of(option)
        assert option.help is None or name_of(option) in ("--help", "--version"), "the words are in the file"
        if not option.is_flag:
            words = re.findall(r"[A-Z][A-Z_]+", option.make_metavar(ctx))
            assert language == "en" or set(words) <= set(texts.values)
    for argument in ctx.command.params:
        if isinstance(argument, click.Argument):
            words = re.findall(r"[A-Z][A-Z_]+", argument.make_metavar(ctx))
            assert language == "en" or set(words) <= set(texts.values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_left_over(language: str) -> None:
    texts = TEXTS[language]
    paths = {*CONTEXTS, SERVICE}
    assert set(texts.commands) - paths == set()
    names = {path: {name_of(one) for one in options_of(ctx)} for path, ctx in CONTEXTS.items()}
    for path, table in texts.commands.items():
        assert set(table) - {"about"} <= names.get(path, set()), path
    owners = {
        option: [
            path for path in names if option in names[path] and option not in texts.commands.get(path, {})
        ]
        for option in texts.options
    }
    assert {option for option, paths in owners.items() if not paths} == set()


def test_both_languages_say_the_same_things() -> None:
    french, english = TEXTS["fr"], TEXTS["en"]
    assert {path: set(table) for path, table in french.commands.items()} == {
        path: set(table) for path, table in english.commands.items()
    }
    assert set(french.options) == set(english.options)
    assert set(french.exits) == set(english.exits) == {str(int(status)) for status in Exit}


def test_click_speaks_french_wherever_a_person_can_hear_it() -> None:
    french = TEXTS["fr"].click
    said = messages_of_click() - NEVER_SHOWN - _SAID_TOO_EARLY
    assert said - set(french) == set()
    assert set(french) - said - PUT_TOGETHER == set()
    assert messages_of_click() >= NEVER_SHOWN


def test_what_click_fills_in_exists() -> None:
    for theirs, ours in TEXTS["fr"].click.items():
        assert placeholders(ours) <= placeholders(theirs)


def test_click_knows_every_module_that_speaks() -> None:
    folder = Path(click.__file__).parent
    speaking = {path.stem for path in folder.glob("*.py") if "from gettext import" in path.read_text("utf-8")}
    # Only this program's own completion and messages to those who write programs come from these.
    assert speaking - set(_MODULES) <= {"shell_completion", "utils", "_winconsole"}


@pytest.mark.parametrize("path", CONTEXTS)
def test_help_in_french_is_french(path: str) -> None:
    result = run("--lang", "fr", *path.split(), "--help")
    assert result.exit_code == 0
    words = re.sub(r"`[^`]*`|« [^»]*»|--[\w-]+|[a-z]+-[a-z-]+", "", result.stdout)
    for english in (
        "Usage:",
        "Options:",
        "Commands:",
        "COMMAND",
        "ARGS",
        "Show",
        "default",
        "FILE",
        "ADDRESS",
    ):
        assert not re.search(rf"(?<!\w){english}(?!\w)", words), english
    assert "Utilisation\u00a0: optout-assist" in result.stdout


@pytest.mark.parametrize("arguments", [["--lang", "fr", "--help"], ["--help", "--lang", "fr"], ["--help"]])
def test_the_language_counts_wherever_it_is_said(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8" if len(arguments) == 1 else "C")
    assert "Commandes\u00a0:" in run(*arguments).stdout


def test_the_environment_names_the_language_for_help_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTOUT_ASSIST_LANG", "fr")
    assert "Commandes\u00a0:" in run("--help").stdout
    assert "Commands:" in run("--lang", "en", "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["archive", "lst"], "La commande 'lst' n’existe pas"),
        (["facebook", "--timout", "3"], "Vouliez-vous dire '--timeout'\u00a0?"),
        (["facebook", "--timeout", "abc"], "'abc' n’est pas un nombre"),
        (["facebook", "--timeout", "-1"], "hors des limites"),
        (["facebook", "--email"], "demande une valeur"),
        (["archive", "show"], "Il manque l’ID"),
        (["--lang", "fr", "flows", "copy", "facebook"], "Il manque l’argument 'FICHIER'"),
        (["flows", "show", "myspace"], "n’est pas dans cette liste"),
        (["doctor", "a", "b"], "arguments de trop"),
    ],
)
def test_a_mistyped_command_is_explained_in_french(arguments: list[str], said: str) -> None:
    result = run("--lang", "fr", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_the_list_of_commands_tells_the_first_line_of_each() -> None:
    shown = " ".join(run("--lang", "en", "archive", "--help").stdout.split())
    assert "seal Finish an interrupted attempt: seal what was captured until then" in shown
    assert "Contacts that one host" not in shown


def test_a_command_without_words_in_the_file_says_its_own() -> None:
    @click.group(cls=Group)
    def group() -> None:
        """Hold one command."""

    @group.command("own", help="Literal help. And more.")
    @click.option("--thing", help="Literal option.")
    def own(thing: str | None) -> None:
        """Do nothing."""

    assert own.__class__ is Command
    shared = Shared(lang="fr")
    listed = CliRunner().invoke(group, ["--help"], obj=shared).stdout
    assert "Literal help" in listed
    shown = CliRunner().invoke(group, ["own", "--help"], obj=shared).stdout
    assert "Literal help. And more." in shown
    assert "Literal option." in shown


def test_each_service_is_named_in_its_help() -> None:
    for service in flows.names():
        assert TEXTS["fr"].about(service)
        assert "{" not in str(TEXTS["fr"].about(service))


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        (["--lang", "fr", "x"], {}, "fr"),
        (["x", "--lang=en"], {"OPTOUT_ASSIST_LANG": "fr"}, "en"),
        (["x"], {"OPTOUT_ASSIST_LANG": "fr"}, "fr"),
        (["--lang", "de"], {}, None),
        (["--lang"], {}, None),
        ([], {}, None),
    ],
)
def test_the_language_asked_for_is_known_before_anything_is_parsed(
    arguments: list[str], environ: dict[str, str], language: str | None
) -> None:
    assert asked_language(arguments, environ) == language


def test_the_words_of_help_are_not_read_by_a_command_that_does_its_work() -> None:
    code = (
        "import sys; sys.argv = ['optout-assist', '--lang', 'fr', 'flows', 'list']\n"
        "from helper.program import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.exit('helper.cli.help_texts' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False).returncode == 0
    )


def test_help_loads_no_command_that_has_its_words() -> None:
    code = (
        "import sys; sys.argv = ['optout-assist', '--help']\n"
        "from helper.program import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.exit(bool({'helper.commands.archive', 'helper.commands.service', 'rich', 'pydantic'} & set(sys.modules)))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False).returncode == 0
    )


def test_help_loads_no_compressor_and_no_table_of_locales() -> None:
    code = (
        "import sys; import click; before = set(sys.modules); sys.argv = ['optout-assist', '--help']\n"
        "from helper.program import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.exit(' '.join({'shutil', 'bz2', 'lzma', 'locale'} & set(sys.modules) - before) or 0)"
    )
    environ = {**os.environ, "LC_ALL": "C.UTF-8"}  # where it names no language, the system is asked for one
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_shows_all_that_is_written_with_its_address_whole(language: str) -> None:
    said = run("--lang", language, "facebook", "--help").output
    written = load_references()["cnil"].sentences_for([language]).forms[0]
    assert written.split()[-1] in said.split()
    assert " ".join(written.split()) in " ".join(said.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_set_as_its_readers_expect(language: str) -> None:
    texts = TEXTS[language]
    for words in [
        *texts.options.values(),
        *texts.exits.values(),
        *texts.click.values(),
        *(text for table in texts.commands.values() for text in table.values()),
    ]:
        assert faults(words, language) == []
        assert language == "en" or rude_to_the_reader(words) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_follows_an_option_is_called_as_in_the_help(language: str) -> None:
    """So that `--label NOM` in an error is what `--help` shows."""
    metavars = {
        name for ctx in CONTEXTS.values() for one in options_of(ctx) for name in metavars_of(one, language)
    }
    for key, sentence in Texts.load(language).sentences.items():
        named = set(re.findall(r"--[a-z-]+ ([A-ZÀ-Ÿ]{2,})\b", sentence))
        assert named <= metavars, key


def metavars_of(option: click.Parameter, language: str) -> set[str]:
    return set(re.findall(r"[A-ZÀ-Ÿ]{2,}", TEXTS[language].value(option.metavar or "")))


@pytest.mark.parametrize(("language", "receipt"), [("fr", r"réception"), ("en", r"receipt|received")])
def test_only_the_receipt_is_said_to_be_confirmed(language: str, receipt: str) -> None:
    """That the service has it is all that its page tells; whether it follows the objection comes later."""
    said = Texts.load(language).sentences
    for key in (
        "archive.outcome.submitted",
        "outcome.submitted",
        "report_page.figure.confirmed",
        "report_page.standing.submitted",
    ):
        assert re.search(receipt, said[key]), key
    assert re.search(receipt, TEXTS[language].exits["0"])
