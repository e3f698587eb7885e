"""What is known of each service, as dated facts in TOML, and the schema that reads them. Imports nothing of `helper`."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """Name the services that ship, without reading a file: `--help` must stay fast."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in ("practice", "references"))
