"""docs/en/flows.md and docs/fr/flows.md keep their word: what they tell people to type is typed here, and gives what they say."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from promises import close_and_check
from replica.attempt import Attempt, bare_environment, program_command
from replica.scenario import Scenario

from flows.concepts import Concept
from flows.load import languages, load, load_file
from flows.schema import Vocabulary
from helper.recognise.words import Lexicon

DOCS = Path(__file__).resolve().parents[2] / "docs"
ADDRESS = "person@example.org"


@dataclass(frozen=True)
class Document:
    """What a document shows, in its order: commands, lines to add, answers, the label, the names in its table."""

    language: str
    file: str
    copy: str
    check: str
    use: str
    added: str
    answer: str
    answer_to_mistake: str
    label: str
    names: tuple[str, ...]


def read(language: str, name: str) -> Document:
    text = (DOCS / name).read_text(encoding="utf-8")

    def blocks(kind: str) -> list[str]:
        found = re.findall(rf"^( *)```{kind}\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
        return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]

    copy, check, use = blocks("sh")
    (added,) = blocks("toml")
    answer, answer_to_mistake = blocks("text")
    (label,) = re.findall(r"^> (.+)$", text, re.MULTILINE)
    names = tuple(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    return Document(
        language, copy.split()[-1], copy, check, use, added, answer, answer_to_mistake, label, names
    )


@pytest.fixture(params=[("en", "en/flows.md"), ("fr", "fr/flows.md")], ids=["en", "fr"])
def document(request: pytest.FixtureRequest) -> Document:
    """Give each document."""
    return read(*request.param)


@pytest.fixture
def typed(tmp_path: Path, document: Document) -> Callable[[str], str]:
    """Type a command of the document into a terminal in an empty folder; gives what is said."""

    def run(command: str) -> str:
        words = command.split()
        assert words[0] == "optout-assist"
        done = subprocess.run(
            [*program_command(), "--lang", document.language, *words[1:]],
            cwd=tmp_path,
            env=bare_environment(tmp_path / "home", {}),
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    return run


def add(path: Path, lines: str) -> None:
    """Do what the document says: go to the file's end and add lines."""
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")


def test_the_repair_gives_what_the_document_says(
    document: Document, typed: Callable[[str], str], tmp_path: Path
) -> None:
    file = tmp_path / document.file
    typed(document.copy)
    add(file, document.added)
    assert typed(document.check) == document.answer

    def knows_label(lexicon: Lexicon) -> bool:
        return lexicon.find(Concept.EXPLANATION, document.label, [document.language]) is not None

    assert not knows_label(Lexicon(load("facebook").words)), "the example needs words that are not known yet"
    assert knows_label(Lexicon(load_file(file).words))


def test_a_mistake_is_explained_as_the_document_says(
    document: Document, typed: Callable[[str], str], tmp_path: Path
) -> None:
    typed(document.copy)
    add(tmp_path / document.file, document.added.replace("explanation", "explanaton"))

    def without_line(text: str) -> str:
        assert re.search(r":\d+: ", text)
        return re.sub(r":\d+: ", ":LINE: ", text)

    assert without_line(typed(document.check)) == without_line(document.answer_to_mistake)


def test_every_name_in_the_table_exists(document: Document) -> None:
    assert document.names
    assert len(languages()) == 30, "the documents say thirty"
    assert set(document.names) <= set(map(str, Concept))


@pytest.mark.parametrize(
    ("word", "text", "is_found"),
    [
        ("describ", "describe", True),
        ("describ", "describing", True),
        ("the", "then", False),
        ("describe…changes", "Describe what this changes for you", True),
        ("décri", "décrire", True),
        ("décri", "décrivez", True),
        ("les", "lesquels", False),
        ("décrivez…change", "Décrivez ce que cela change pour vous", True),
        ("describe what", "Please describe. What else?", False),
    ],
)
def test_words_are_found_as_the_documents_say(word: str, text: str, is_found: bool) -> None:
    lexicon = Lexicon({"xx": {Concept.EXPLANATION: Vocabulary(unverified=(word,))}})
    assert (lexicon.find(Concept.EXPLANATION, text, ["xx"]) is not None) is is_found


def test_the_repaired_file_is_used_and_claims_no_more_than_sent(
    document: Document, typed: Callable[[str], str], run_attempt: Callable[..., Attempt], tmp_path: Path
) -> None:
    typed(document.copy)
    file = tmp_path / document.file
    add(file, document.added)
    arguments = document.use.replace(document.file, str(file)).split()
    service, *options = arguments[1:]
    attempt = run_attempt(Scenario(service=service, language=document.language), "--email", ADDRESS, *options)
    attempt.person.log_in()
    attempt.wait_for_note("state", state="form")
    attempt.person.press_send()
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("sent_unconfirmed", 7)
    assert result.record["flow"]["origin"] == "custom"
