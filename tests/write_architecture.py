"""Writes the floors and modules in `docs/en/architecture.md` from what the modules say of themselves: `make documents`."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from layers import LAYERS

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Rewrite what stands below the comment in the English page; the French one names the floors by hand."""
    page = Path(sys.argv[1]) / "en" / "architecture.md"
    page.write_text(written_anew(page.read_text("utf-8")), "utf-8")


def written_anew(page: str) -> str:
    """Give the page with its floors and modules as they are now; what stands above the comment is written by hand."""
    above, marker, rest = page.partition("<!--")
    comment = rest.partition("-->")[0]
    return f"{above}{marker}{comment}-->\n\n" + "\n".join(_lists()).rstrip() + "\n"


def paths_of(floor: set[str]) -> list[Path]:
    """Give what stands on a floor, packages before single modules; raises FileNotFoundError for what is not there."""
    found = [ROOT / "flows" if name == "flows" else ROOT / "helper" / name for name in floor]
    known = [path if path.is_dir() else path.with_suffix(".py") for path in found]
    for path in known:
        if not path.exists():
            raise FileNotFoundError(path)
    return sorted(known, key=lambda path: (path.is_file(), path.name))


def named(path: Path) -> str:
    """Give a place as the documents write it: `helper/page/`, `helper/record.py`."""
    return f"{path.relative_to(ROOT).as_posix()}{'/' if path.is_dir() else ''}"


def first_line(path: Path) -> str:
    """Give what a module or a package says of itself in its first line, set as a reader expects it."""
    source = path / "__init__.py" if path.is_dir() else path
    said = ast.get_docstring(ast.parse(source.read_text("utf-8"))) or ""
    return _set(said.partition("\n")[0]).replace("|", "\\|")


def _set(line: str) -> str:
    """Set apostrophes and quotation marks as print does, except in code."""
    parts = re.split(r"(`[^`]*`)", line)
    return "".join(part if part.startswith("`") else _curl(part) for part in parts)


def _curl(prose: str) -> str:
    return re.sub(r'"([^"]*)"', r"“\1”", prose).replace("'", "’")


def _lists() -> Iterator[str]:
    yield "## The floors\n"
    yield "Each place may import what stands on its own floor or below it, never what stands above.\n"
    yield "| floor | place | what is in it |\n| --- | --- | --- |"
    for number, floor in enumerate(LAYERS, start=1):
        yield from (f"| {number} | `{named(path)}` | {first_line(path)} |" for path in paths_of(floor))
    yield "\n## The modules\n"
    for floor in LAYERS:
        for package in filter(Path.is_dir, paths_of(floor)):
            yield from _package(package)
    yield from _package(ROOT / "bundle")


def _package(package: Path) -> Iterator[str]:
    yield f"### `{named(package)}`\n"
    yield "| module | what is in it |\n| --- | --- |"
    for module in sorted(package.rglob("*.py")):
        place = module.parent if module.name == "__init__.py" else module
        if place != package:
            yield f"| `{named(place)}` | {first_line(place)} |"
    yield ""


if __name__ == "__main__":
    main()
