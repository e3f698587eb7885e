"""The program as syntax trees, for tests of its shape: every module, and what it imports."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
    for folder in ("helper", "flows")
    for path in sorted((ROOT / folder).rglob("*.py"))
}


@cache
def imports(tree: ast.AST) -> set[str]:
    """Name every module that is imported, at the top or inside a function."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "absolute imports say where something lives"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def importers(package: str) -> set[str]:
    return {
        name
        for name, tree in MODULES.items()
        if any(module == package or module.startswith(f"{package}.") for module in imports(tree))
    }


def name_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


TREES = {name_of(path): tree for path, tree in MODULES.items()}
