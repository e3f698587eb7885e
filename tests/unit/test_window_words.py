"""Nothing that is said in the window tells anybody to type: each error that can reach it has words of its own for that."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from followup_samples import SENT_AT, root, seal_at
from source_samples import TREES
from test_architecture import IMPORTS, reached_from
from window_page_samples import pages_of

from helper.cli import settings
from helper.commands.window import window
from helper.errors import HelperError, UsageProblem
from helper.evidence import files
from helper.evidence.store import Archive
from helper.report.gather import gather
from helper.report.render import render_report
from helper.report.story import tell
from helper.texts import LANGUAGES, Texts
from helper.window.words import explain, in_the_window

__all__ = ["root"]  # fixtures

COMMANDS = "|".join(
    sorted(
        name.split(".")[2].replace("_", "-")
        for name in TREES
        if name.count(".") > 1 and "helper.commands" in name
    )
)
# Whoever started the program with an icon cannot type any of these.
TYPED = re.compile(
    rf"optout-assist\W? ({COMMANDS}|facebook|instagram)\b|`optout-assist`|--[a-z]|[Tt]apez [`c]|[Tt]ype [`c]"
    r"|\bcommande\b|\bcommand\b|chmod|\bexport \w+="
)
PROBLEMS = {one.__name__ for one in HelperError.__subclasses__()}
# What the window says besides: of standings, endings, e-mails, drafts, copies.
SAID = (
    "status.",
    "outcome",
    "mail.",
    "by_letter.",
    "drafted.",
    "share.",
    "start.",
    "renew.",
    "authorities.hint.",
)
# Of these the window has pages or words of its own.
NOT_SAID = {
    *("mail.ask", "mail.unclear_mail", "mail.asks", "status.empty"),
    *("start.practise", "start.nothing_left"),
}
CALLS_WITH_KEY_SECOND = ("named_failures", "write_file")
# Of a typed option that the window does not have; the name of each option is in its sentences.
OF_OPTIONS = {
    "attach": "--attach",
    "attach_host": "--attach",
    "account_label": "--label",
    "account_unknown": "--label",
    "account_none": "--account",
    "account_which": "--label",
    "reference_twice": "--reference",
    "reason_twice": "--reason",
    "url_of_other": "--url",
}


def keys_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        name = node.func.id
        if name in CALLS_WITH_KEY_SECOND:
            yield from constants(node.args[1])
        elif name in PROBLEMS:
            yield from constants(node.args[0])


def constants(node: ast.AST) -> Iterator[str]:
    yield from (
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    )


def window_errors() -> set[str]:
    """Name the errors of every module that the window needs, of the settings, and of what runs before any command."""
    reached = reached_from(
        ["helper.desk.conversation", "helper.cli.settings", "helper.working_folder"], IMPORTS
    )
    found = {key for name in reached for key in keys_in(TREES[name])}
    return found | set(settings._EXPECTED.values()) | set(files._KEY_OF_ERRNO.values()) | {"setting_value"}


ERRORS = sorted(window_errors())


def test_the_errors_of_the_window_are_found() -> None:
    assert len(ERRORS) > 80
    for key in (
        "mail_ambiguous",
        "complaint_which_of_several",
        "letter_when",
        "archive_full",
        "keyring_locked",
    ):
        assert key in ERRORS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", [key for key in ERRORS if key not in OF_OPTIONS])
def test_no_error_tells_somebody_in_the_window_to_type(key: str, language: str) -> None:
    texts = in_the_window(Texts.load(language))
    said = " ".join(texts.sentences.get(f"error.{key}.{part}", "") for part in ("what", "safe", "now"))
    assert said.strip()
    assert not TYPED.search(said), said


def test_an_exception_is_of_an_option_that_the_window_does_not_have() -> None:
    options = {name for param in window.params for name in param.opts}
    assert set(OF_OPTIONS) <= set(ERRORS)
    assert options.isdisjoint(OF_OPTIONS.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_in_words_of_the_window_keeps_its_values(language: str) -> None:
    texts = Texts.load(language)
    error = UsageProblem("complaint_which_of_several", known="de, de-hh", url="https://edpb.europa.eu/")
    typed, shown = texts.explain(error), explain(error, texts)
    assert "--authority" in " ".join(typed)
    assert "https://edpb.europa.eu/" in " ".join(shown)
    assert "--authority" not in " ".join(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_step_of_the_panel_names_a_command(language: str) -> None:
    said = Texts.load(language).sentences
    assert not [
        key
        for key, text in said.items()
        if key.startswith(("step.", "panel.", "purpose.")) and TYPED.search(text)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_else_that_the_window_says_names_a_command(language: str) -> None:
    said = in_the_window(Texts.load(language)).sentences
    assert not {key for key, text in said.items() if key.startswith(SAID) and TYPED.search(text)} - NOT_SAID


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(pages_of("en")))
def test_no_page_names_a_command(name: str, language: str) -> None:
    page = pages_of(language)[name]("https://window.example/ticket")
    body = re.sub(r"<[^>]*>", " ", page.partition("<main>")[2].partition("</main>")[0])
    assert not TYPED.search(body), body


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_law_that_a_day_is_counted_by_is_one_fold_deeper(language: str) -> None:
    page = BeautifulSoup(pages_of(language)["history"]("https://window.example/ticket"), "html.parser")
    (fold,) = (one for one in page.select("details") if "1182/71" in one.get_text())
    assert not fold.has_attr("open")
    fold.extract()
    shown = page.get_text()
    assert "1182" not in shown
    assert Texts.load(language).say("status.counted") in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "outcome", ["submitted", "sent_unconfirmed", "rejected", "refused", "unavailable", "not_sent"]
)
def test_the_report_from_the_window_tells_nobody_to_type(root: Path, outcome: str, language: str) -> None:
    seal_at(root, SENT_AT, outcome=outcome)
    for late in (dt.timedelta(hours=50), dt.timedelta(days=40), dt.timedelta(days=400)):
        told = tell(gather([Archive(root)], root / "report.html"), SENT_AT + late, (), zone=dt.UTC)
        texts = Texts.load(language)
        said = [
            BeautifulSoup(render_report(told, one), "html.parser") for one in (texts, in_the_window(texts))
        ]
        for page in said:
            for back in page.select(".back"):  # for whoever verifies, by hand
                back.extract()
        typed, pressed = (page.get_text(" ") for page in said)
        assert TYPED.search(typed)
        assert not TYPED.search(pressed), pressed
        assert texts.say("window.report_page.where") in pressed
