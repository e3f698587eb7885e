"""What is known of each service, as dated facts in TOML, and the schema that reads them. Imports nothing of `helper`."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent

# The pages where a person reduces what is public: no form, and never counted among the objections.
CHECK = "privacy-check"

# Files of facts beside the flows that are no service's flow.
OTHER_FILES = frozenset(
    {
        "practice",
        "references",
        "former-references",
        "authorities",
        "products",
        "changes",
        "law",
        "mail",
        CHECK,
    }
)


_OTHER_PURPOSE = re.compile(r'^purpose = "(?!objection")', re.MULTILINE)


def names() -> list[str]:
    """Name the services that ship, without reading a file: `--help` must stay fast."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in OTHER_FILES)


def objection_names() -> list[str]:
    """Name the services whose form is the one to object with: the heads of the other files say another purpose."""
    return [name for name in names() if not _OTHER_PURPOSE.search(_head_of(name))]


def _head_of(name: str) -> str:
    with (FOLDER / f"{name}.toml").open(encoding="utf-8") as file:
        return file.read(2000)


def product_names() -> list[str]:
    """Name Meta's products in the order of their file, without reading what is known of them: `--help` must stay fast."""
    text = (FOLDER / "products.toml").read_text(encoding="utf-8")
    return re.findall(r'^name = "([a-z0-9-]+)"$', text, re.MULTILINE)
