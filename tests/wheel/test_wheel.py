"""The wheel holds everything and nothing else: `make test-wheel` runs this with the source tree out of the way."""

from __future__ import annotations

import sys
from importlib import metadata, resources
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]


def test_the_source_tree_is_out_of_the_way() -> None:
    import flows
    import helper

    for package in (helper, flows):
        place = Path(str(package.__file__)).resolve()
        assert place.is_relative_to(Path(sys.prefix).resolve())
        assert place.parent.parent.name == "site-packages"
    assert str(SOURCE) not in sys.path


def test_every_file_of_the_packages_was_installed_and_nothing_else() -> None:
    for package in ("helper", "flows"):
        there = Path(str(resources.files(package)))
        wanted = {
            path.relative_to(SOURCE / package) for path in (SOURCE / package).rglob("*") if is_content(path)
        }
        if package == "helper":  # what `explain` reads
            wanted |= {Path("documents", *path.parts[-2:]) for path in (SOURCE / "docs").glob("??/*.md")}
        assert {path.relative_to(there) for path in there.rglob("*") if is_content(path)} == wanted
    tops = {
        Path(str(file)).parts[0]
        for file in metadata.files("optout-assist") or ()
        if not str(file).startswith("..")
    }
    assert {top for top in tops if not top.endswith(".dist-info")} == {"helper", "flows"}


def is_content(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts
