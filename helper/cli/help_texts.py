"""The words of `--help`, and Click's own, in one language: a file of their own, read only when they are shown.

`helper/texts/help.<language>.toml` has a table for each command, named as it is typed, with `about` (its first line stands
in the list of commands) and a text for each option. What several commands share stands under `options`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import flows

FOLDER = Path(__file__).resolve().parents[1] / "texts"
SERVICE = "SERVICE"  # the table of the commands that are made from the flows, one for each service
_NAME = re.compile(r"[A-Z][A-Z_]+")

HelpTable = Mapping[str, str]


@dataclass(frozen=True)
class HelpTexts:
    """What is said about commands and options in one language."""

    commands: Mapping[str, HelpTable]
    options: HelpTable
    values: HelpTable
    click: HelpTable
    exits: HelpTable

    @classmethod
    @cache  # asked for with each option; a file of ours does not change while the program runs
    def load(cls, language: str) -> HelpTexts:
        """Read one language's file; raises FileNotFoundError for a language that we do not speak."""
        # Not with importlib.resources, whose import alone takes as long as a fourth of Click's.
        tables = tomllib.loads((FOLDER / f"help.{language}.toml").read_text("utf-8"))
        commands: dict[str, HelpTable] = tables["commands"]
        of_services = {
            name: {
                key: text.replace("{service}", name.capitalize()) for key, text in commands[SERVICE].items()
            }
            for name in flows.names()
        }
        return cls(
            commands=of_services | commands,
            options=tables["options"],
            values=tables["values"],
            click=tables.get("click", {}),
            exits=tables["exits"],
        )

    def about(self, path: str) -> str | None:
        """Say what a command is for; None for one that is not in the file."""
        return self.commands.get(path, {}).get("about")

    def option(self, path: str, name: str) -> str | None:
        """Say what an option of a command does: in its own words, else in those that all share."""
        return self.commands.get(path, {}).get(name) or self.options.get(name)

    def value(self, metavar: str) -> str:
        """Name what is to be typed in the person's language: `FILE` -> `FICHIER`, each word in capitals by itself."""
        return _NAME.sub(lambda match: self.values.get(match[0], match[0]), metavar)

    def said_by_click(self, message: str) -> str:
        """Give one of Click's own messages in this language; one that is not in the file stays as it is."""
        return self.click.get(message, message)
