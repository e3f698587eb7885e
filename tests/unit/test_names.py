"""One name means one thing, and one place does one thing; a module is short, and nothing happens as it is imported."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from source_samples import MODULES, ROOT, TREES


def types_in(tree: ast.Module) -> Iterator[str]:
    """Name the classes and the aliases for types that others may import."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names = [node.name] if isinstance(node, ast.ClassDef) else [getattr(one, "id", "") for one in targets]
        yield from (name for name in names if re.fullmatch(r"[A-Z]\w*[a-z]\w*", name))


def test_a_name_of_a_type_means_one_thing() -> None:
    owners: dict[str, list[str]] = {}
    for module, tree in TREES.items():
        for name in types_in(tree):
            owners.setdefault(name, []).append(module)
    assert {name: several for name, several in owners.items() if len(several) > 1} == {}


def test_the_search_for_types_finds_classes_and_aliases() -> None:
    planted = "class A1b: ...\nWhy = Literal['x']\nType: TypeAlias = int\nMOST = 3\n_Own = int\nurl = 'x'"
    assert list(types_in(ast.parse(planted))) == ["A1b", "Why", "Type"]


def test_one_place_translates_every_error() -> None:
    broad = [
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and is_broad(node) and not is_passed_on(node)
    ]
    assert broad == ["helper/program.py"]


def test_one_place_puts_errors_in_words() -> None:
    """Wherever an error is shown, its sentences come from `Texts.explain`: nobody puts their keys together again."""
    found = {
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        and isinstance(node.values[0], ast.Constant)
        and str(node.values[0].value).startswith("error.")
    }
    assert found == {"helper/texts/__init__.py"}


def is_broad(handler: ast.ExceptHandler) -> bool:
    caught = (
        {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)} if handler.type else set()
    )
    return handler.type is None or bool(caught & {"Exception", "BaseException"})


def is_passed_on(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler only tidies up: its last line is a bare `raise`."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_a_module_fits_in_a_head_and_a_test_file_too() -> None:
    tests = [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")]
    every = {name: (ROOT / name).read_text("utf-8").count("\n") for name in [*MODULES, *tests]}
    assert {name: lines for name, lines in every.items() if lines > 400} == {}


def test_nothing_happens_at_import() -> None:
    for name, tree in MODULES.items():
        for node in tree.body:
            is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            assert not is_call, f"{name}:{node.lineno} does something when it is imported"


def test_no_two_test_files_have_one_name() -> None:
    """They are no packages: pytest refuses the second one, but only when both are collected in one run."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py") if "wheel" not in path.parts]
    assert len(names) == len(set(names))
