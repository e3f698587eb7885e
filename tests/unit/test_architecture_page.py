"""The page on how the program is built is true of every folder, and each answer in it points to what is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from layers import LAYERS
from write_architecture import first_line, named, paths_of, written_anew

from helper.texts.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    language: (ROOT / "docs" / language / "architecture.md").read_text("utf-8") for language in LANGUAGES
}
MODULES = [
    path.parent if path.name == "__init__.py" else path
    for folder in ("helper", "flows", "bundle")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path.parts[-2:] != ("helper", "__init__.py")
]
# A place in the tree, and the names in it that the answer points to: `a/b.py` (`One`, `Two.three`).
POINTER = re.compile(r"`([\w.-]+(?:/[\w.-]+)+\.\w+)` \((`[\w.]+`(?:, `[\w.]+`)*)\)")


def pointers(page: str) -> Iterator[tuple[str, str]]:
    for file, names in POINTER.findall(page):
        yield from ((file, name) for name in re.findall(r"`([\w.]+)`", names))


def defined_in(tree: ast.AST, prefix: str = "") -> Iterator[str]:
    """Name what a module defines: functions, classes with their methods, values."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield prefix + node.name
            if isinstance(node, ast.ClassDef):
                yield from defined_in(node, f"{prefix}{node.name}.")
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            single = [
                one
                for target in targets
                for one in (target.elts if isinstance(target, ast.Tuple) else [target])
            ]
            yield from (prefix + one.id for one in single if isinstance(one, ast.Name))


def questions(page: str) -> list[tuple[str, str]]:
    """Give the rows of the table of questions."""
    section = next(part for part in page.split("\n## ") if part.startswith(("Questions ", "Questions\n")))
    return re.findall(r"^\| (?!---|question )(.+?) \| (.+) \|$", section, re.MULTILINE)


def test_the_english_page_lists_floors_and_modules_as_they_are() -> None:
    assert PAGES["en"] == written_anew(PAGES["en"]), "type: make documents"


def test_the_french_page_names_every_place_on_its_floor() -> None:
    rows = re.findall(r"^\| (\d+) \| `([^`]+)` \| \S", PAGES["fr"], re.MULTILINE)
    assert rows == [
        (str(number), named(path)) for number, floor in enumerate(LAYERS, start=1) for path in paths_of(floor)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_answer_points_to_what_is_there(language: str) -> None:
    found = list(pointers(PAGES[language]))
    assert len(found) >= 40
    for file, name in found:
        text = (ROOT / file).read_text("utf-8")
        names = set(defined_in(ast.parse(text))) if file.endswith(".py") else set(re.findall(r"\w+", text))
        assert name in names, f"{file} has no {name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_question_has_an_answer_that_names_a_place(language: str) -> None:
    asked = questions(PAGES[language])
    assert len(asked) >= 20
    for question, answer in asked:
        places = re.findall(r"`((?:[\w.-]+/)+[\w.-]*|\.[\w.]+)`", answer)
        assert places, question
        for place in places:
            assert (ROOT / place).exists(), place


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_promise_is_told_with_a_test_of_a_whole_program_that_proves_it(language: str) -> None:
    told = re.findall(r"^\| (\d) \| (.+) \|$", PAGES[language].partition("\n## The floors")[0], re.MULTILINE)
    told = [(number, row) for number, row in told if "tests/" in row]
    assert [int(number) for number, _ in told] == list(range(1, 9))
    for number, row in told:
        tests = [ROOT / path for path in re.findall(r"`(tests/e2e/\w+\.py)`", row)]
        assert any(f'proves("promise {number}"' in test.read_text("utf-8") for test in tests), number
        for place in re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", row):
            assert (ROOT / place).exists(), place


def test_both_languages_answer_the_same_questions_with_the_same_places() -> None:
    french, english = (
        [sorted(re.findall(r"`([^`]+)`", answer)) for _, answer in questions(PAGES[language])]
        for language in ("fr", "en")
    )
    languages_swapped = [
        sorted(re.sub(r"\bhelp\.en\b", "help.fr", place) if other != answer else place for place in answer)
        for other, answer in zip(french, english, strict=True)
    ]
    assert french == languages_swapped


def holds_files(folder: Path) -> bool:
    """Tell a folder of ours from what a tool left behind."""
    is_hidden = folder.name.startswith((".", "__")) and folder.parent != ROOT
    return not is_hidden and any(path.name != "__pycache__" for path in folder.iterdir())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_folder_is_left_out(language: str) -> None:
    known = [ROOT / name for name in ("helper", "flows", "bundle", "docs", "tests", ".ci", ".github")]
    more = [path.parent for path in ROOT.glob("*/*.py")]
    inside = [*(ROOT / "helper").rglob("*"), *(ROOT / "flows").rglob("*"), *(ROOT / "tests").iterdir()]
    for folder in {path for path in (*known, *more, *inside) if path.is_dir() and holds_files(path)}:
        within = f"`{folder.relative_to(ROOT).as_posix()}/"
        assert within in PAGES[language], within


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_says_in_one_plain_line_what_a_reader_finds_there(module: Path) -> None:
    said = first_line(module)
    assert said.endswith((".", "?")), said
    assert len(said.split()) >= 5, said


def test_no_two_modules_say_the_same() -> None:
    said = [first_line(module) for module in MODULES]
    assert sorted(said) == sorted(set(said))
