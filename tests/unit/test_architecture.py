"""Who may import what is a promise: imports go one way, and what has effects is known to few."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable

import pytest
from layers import LAYERS, layer_of
from source_samples import TREES, importers, imports

# The names of the program and of its two packages.
ROOTS = {"helper", "helper.__main__"}


def for_types(tree: ast.AST) -> set[int]:
    """Name the nodes that only a type checker reads."""
    return {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for one in node.body
        for inner in ast.walk(one)
    }


def ours_among(nodes: Iterable[ast.AST]) -> set[str]:
    """Name the modules of ours that these imports bring, a package only where nothing inside it is meant."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inside & set(TREES) or {node.module or ""}
    return found & set(TREES)


def top_of(tree: ast.Module) -> list[ast.stmt]:
    return [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]


def all_of(tree: ast.AST) -> list[ast.AST]:
    skipped = for_types(tree)
    return [node for node in ast.walk(tree) if id(node) not in skipped]


IMPORTS = {name: ours_among(all_of(tree)) - {name} for name, tree in TREES.items()}
IMPORTS_AT_THE_TOP = {name: ours_among(top_of(tree)) - {name} for name, tree in TREES.items()}


def reached_from(names: Iterable[str], graph: dict[str, set[str]]) -> set[str]:
    """Name everything that these modules bring along, themselves included."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += graph[name]
    return found


def modules_at_the_top(name: str) -> set[str]:
    return set().union(*map(imports, top_of(TREES[name]))) - {"helper", "flows"}


def is_called_pure(name: str) -> bool:
    return bool(re.search(r"\b[Pp]ure\b", ast.get_docstring(TREES[name]) or ""))


def test_the_flows_are_a_leaf() -> None:
    assert {name for name in importers("helper") if name.startswith("flows/")} == set()


def test_only_the_browser_and_the_rehearsal_know_playwright() -> None:
    assert {
        name
        for name in importers("playwright")
        if not name.startswith(("helper/browser/", "helper/rehearsal/"))
    } == set()


def test_only_the_accounts_know_the_keyring() -> None:
    assert importers("keyring") == {"helper/accounts.py"}


def test_only_the_time_stamps_talk_to_a_host_themselves_and_only_their_command_makes_them() -> None:
    for package in (
        "http.client",
        "ssl",
        "socket",
        "urllib.request",
        "httpx",
        "urllib3",
        "requests",
        "aiohttp",
    ):
        assert importers(package) <= {"helper/timestamps/client.py"}, package
    assert importers("helper.timestamps.client") == {"helper/commands/archive/timestamp.py"}
    assert importers("rfc3161_client") == {"helper/timestamps/judgement.py"}


def test_only_the_check_of_a_signature_asks_a_name_server_and_only_its_command_makes_it() -> None:
    assert importers("dns") == {"helper/mail/resolver.py"}
    assert importers("helper.mail.resolver") == {"helper/commands/mail.py"}
    assert importers("dkim") == {"helper/mail/signature.py"}


@pytest.mark.parametrize(
    "package",
    ["playwright", "click", "rich", "keyring", "helper.browser", "helper.cli", "helper.cli.console"],
)
def test_mails_know_neither_browser_nor_terminal(package: str) -> None:
    assert {name for name in importers(package) if name.startswith("helper/mail/")} == set()


@pytest.mark.parametrize(
    "package",
    ["playwright", "click", "rich", "keyring", "helper.browser", "helper.cli", "helper.cli.console"],
)
def test_the_guide_knows_neither_browser_nor_terminal(package: str) -> None:
    assert {name for name in importers(package) if name.startswith("helper/guide/")} == set()


# What does something: a terminal, a browser, a keyring, another host, another process.
EFFECTS = {"playwright", "click", "rich", "keyring", "subprocess", "socket", "ssl", "urllib3", "http", "dns"}
# They read what ships with the program, once, and do nothing else.
PURE_PACKAGES = ("helper.recognise", "helper.page.facts", "helper.record", "helper.email_check", "flows")
TOUCHED = {name: {module.split(".")[0] for module in imports(tree)} for name, tree in TREES.items()}


def test_what_calls_itself_pure_is() -> None:
    """A module whose first lines say so reaches nothing that does anything, however far one follows its imports."""
    pure = {name for name in IMPORTS if is_called_pure(name) or name.startswith(PURE_PACKAGES)}
    assert len(pure) > 40
    for name in sorted(pure):
        for reached in reached_from({name}, IMPORTS):
            found = TOUCHED[reached] & EFFECTS
            assert not found, f"{name} reaches {reached}, which imports {found}"


@pytest.mark.parametrize(
    "package", ["playwright", "click", "rich", "helper.guide", "helper.browser", "helper.cli"]
)
def test_the_evidence_knows_only_values_and_files(package: str) -> None:
    assert {name for name in importers(package) if name.startswith("helper/evidence/")} == set()


def test_every_module_has_one_floor_and_every_floor_its_modules() -> None:
    parts = {
        "flows" if name.startswith("flows") else name.split(".")[1] for name in TREES if name not in ROOTS
    }
    named = [one for names in LAYERS for one in names]
    assert sorted(named) == sorted(parts)


def test_imports_go_down() -> None:
    upwards = {
        f"{name} -> {module}"
        for name, edges in IMPORTS.items()
        for module in edges
        if name not in ROOTS and module not in ROOTS and layer_of(module) < layer_of(name)
    }
    assert upwards == set()


def command_of(module: str) -> str:
    """Name the command that a module belongs to: `helper.commands.archive.export` is a part of `archive`."""
    return module.split(".")[2] if module.startswith("helper.commands.") else ""


def test_a_command_needs_no_other_command() -> None:
    """What two of them need stands in `helper/cli` or below; a command of several files may use its own."""
    found = {
        f"{name} -> {module}"
        for name, edges in IMPORTS.items()
        for module in edges
        if command_of(name) and command_of(module) and command_of(name) != command_of(module)
    }
    assert found == set()
    assert command_of("helper.commands.archive.export") == command_of("helper.commands.archive") == "archive"


def test_no_module_needs_itself() -> None:
    circles = {name for name in IMPORTS if name in reached_from(IMPORTS[name], IMPORTS)}
    assert circles == set()


def test_help_imports_nothing_heavy() -> None:
    """Only what stands at the top of a module runs for `--help`, and not what is there for types alone."""
    light = sys.stdlib_module_names - {"asyncio", "email", "locale", "sqlite3", "ssl", "http", "urllib"}
    commands = {name for name in IMPORTS if name.startswith("helper.commands.")}
    loaded = reached_from({"helper.program"} | commands, IMPORTS_AT_THE_TOP)
    for name in sorted(loaded):
        for module in modules_at_the_top(name):
            is_light = module.split(".")[0] in light | {"click", "flows", "helper"}
            assert is_light, f"{name} imports {module} for every --help"
