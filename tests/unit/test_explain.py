"""`optout-assist explain` prints the documents of docs/, in the person's language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from program_samples import run

from helper.cli import documents
from helper.cli.documents import TOPICS, for_terminal, load_document
from helper.cli.options import Shared
from helper.texts import Texts
from helper.texts.language import LANGUAGES

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_the_document_itself(topic: str, language: str) -> None:
    result = run("--lang", language, "explain", topic)
    assert result.exit_code == 0
    assert result.stdout == for_terminal((DOCS / language / f"{topic}.md").read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_alone_it_lists_the_topics_with_their_titles(language: str) -> None:
    result = run("--lang", language, "explain")
    assert result.exit_code == 0
    for topic in TOPICS:
        assert re.search(
            rf"^{topic} +{re.escape(load_document(topic, language).title)}$", result.stdout, re.MULTILINE
        )
    assert result.stderr == Texts.load(language).say("explain.how") + "\n"


def test_json_gives_topic_title_and_text() -> None:
    document = json.loads(run("--lang", "fr", "explain", "objection", "--json").stdout)
    assert set(document) == {"topic", "title", "text"}
    assert document["topic"] == "objection"
    assert document["text"].startswith(f"# {document['title']}\n")
    listed = json.loads(run("--json", "explain").stdout)
    assert [one["topic"] for one in listed] == list(TOPICS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", ["facebook", "Start", "../../pyproject", "README"])
def test_an_unknown_topic_is_refused_and_the_topics_are_named(topic: str, language: str) -> None:
    result = run("--lang", language, "explain", topic)
    assert result.exit_code == 2
    assert result.stdout == ""
    for known in TOPICS:
        assert known in result.stderr


@pytest.mark.parametrize(("locale", "word"), [("fr_FR.UTF-8", "# Commencer\n"), ("C", "# Getting started\n")])
def test_it_speaks_the_language_of_the_system(
    locale: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert word in run("explain", "start").stdout


def test_what_only_a_page_can_show_is_left_out() -> None:
    page = "# T\n\n![a picture](../x.png)\n\n<!-- made by -->\n\nSee [this](flows.md#a), [that](../x.md), [web](https://a.example).\n"
    assert for_terminal(page) == (
        "# T\n\nSee this (`optout-assist explain flows`), that, [web](https://a.example).\n"
    )


def test_on_a_terminal_it_is_set_and_no_line_begins_with_a_colon(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(documents.sys.stdout, "isatty", lambda: True, raising=False)
    documents.print_document(
        Shared(),
        "# Titre\n\n**Gras** et long\u00a0: une suite\u00a0; https://a.example/b [lien](https://a.example/c)\n",
    )
    shown = capsys.readouterr().out
    assert "**" not in shown
    assert "long\u00a0:" in shown
    assert "suite\u00a0;" in shown
    assert "https://a.example/c" in shown


ADDRESS = "https://www.example.org/fr/a-page-whose-name-goes-on-and-on-beyond-the-width-of-the-terminal"


@pytest.mark.parametrize(
    "page",
    [
        f"- En savoir plus\u00a0: {ADDRESS}\n",
        f"1. Collez ceci\u00a0:\n\n   ```text\n   Voir la page\u00a0:\n   {ADDRESS}\n   ```\n",
        f"Une phrase, puis {ADDRESS}. Et la suite, puis {ADDRESS}2.\n",
    ],
)
def test_on_a_terminal_a_long_address_is_never_cut(
    page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(documents.sys.stdout, "isatty", lambda: True, raising=False)
    documents.print_document(Shared(), page)
    shown = capsys.readouterr().out
    assert shown.count(ADDRESS) == page.count(ADDRESS)
    assert not re.search("[\ue000-\uf8ff]", shown)
    assert all(len(line.rstrip()) <= 50 for line in shown.splitlines() if ADDRESS not in line)
