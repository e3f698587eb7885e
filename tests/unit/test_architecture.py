"""The shape of the program is a promise: who may import what, and that nothing in it can act on a page for a person."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from layers import LAYERS, layer_of

ROOT = Path(__file__).resolve().parents[2]
MODULES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
    for folder in ("helper", "flows")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
SCRIPTS = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in sorted((ROOT / "helper").rglob("*.js"))
}
PRETEND_PERSON = "helper/rehearsal/pretend_person.py"

# What a program does to a page in place of the person (design, section 2).
ACTS = {
    *(
        "click",
        "dblclick",
        "tap",
        "press",
        "press_sequentially",
        "type",
        "fill",
        "check",
        "uncheck",
        "set_checked",
    ),
    *(
        "select_option",
        "set_input_files",
        "drag_to",
        "drag_and_drop",
        "dispatch_event",
        "submit",
        "request_submit",
    ),
    *("hover", "focus", "keyboard", "mouse", "touchscreen"),
}
# What would keep a cookie, a token or typed text, or would hide or weaken something (contract, promises 1 and 4).
NEVER = {
    *(
        "record_har",
        "record_har_path",
        "route_from_har",
        "tracing",
        "record_video",
        "record_video_dir",
        "storage_state",
    ),
    *("ignore_https_errors", "bypass_csp", "user_agent", "aria_snapshot", "captureSnapshot"),
}
# The same in a script, be it a file or a string in Python that is sent to a page; and what would speak to a host.
SCRIPT_ACTS = re.compile(
    r"""(?:\.|\[\s*["'`])(?P<verb>click|submit|requestSubmit|dispatchEvent|execCommand|setRangeText|showModal|select|reset"""
    r"""|setUserInput|insertText|showPicker|insertAdjacentHTML|sendBeacon)["'`]?\s*\]?\s*(?:\?\.)?(?:\(|\.\s*(?:call|apply|bind)\b)"""
    r"""|\b(?P<call>eval|fetch|XMLHttpRequest|WebSocket|EventSource|Function)\s*\("""
    r"""|\.(?P<property>value|checked|selected|innerText|innerHTML|outerHTML)\s*=(?!=)"""
)
# Where a verb stands in a script, and why it may: everything else is refused.
ALLOWED_ACTS = {
    # The one insert: its text, and the event that tells a controlled field of it.
    "helper/browser/watcher.js": ["setRangeText", "dispatchEvent"],
}
# What would speak to a host beside the browser's own pages: `context.request.post(…)`, `page.request.get(…)`.
REQUESTS = {"post", "put", "patch", "delete", "fetch", "head", "get"}
INPUT_METHODS = re.compile(
    r"\b(Input\.(dispatch|insert|ime)|DOM\.setFileInputFiles|Page\.handleJavaScriptDialog)"
)


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


def names_of(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Give every attribute and every named argument, with its line: `page.keyboard`, `new_context(tracing=…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg, node.value.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            yield from ((str(a.value), a.lineno) for a in node.args[1:2] if isinstance(a, ast.Constant))


def is_click_library(node: ast.Attribute) -> bool:
    """Tell `click.Path` and the like from an act."""
    return isinstance(node.value, ast.Name) and node.value.id == "click"


def acts_in(tree: ast.AST) -> set[str]:
    """Give each call `something.click(…)` and each `something.keyboard`, with its line."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("keyboard", "mouse", "touchscreen"):
            found.add(f"{node.attr} in line {node.lineno}")
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in ACTS and not is_click_library(called):
            found.add(f"{called.attr} in line {called.lineno}")
    return found


def acts_in_script(script: str) -> list[str]:
    """Give each verb of a script, in order; comments count, so that none can hide behind one."""
    return [found["verb"] or found["call"] or found["property"] for found in SCRIPT_ACTS.finditer(script)]


def strings_of(tree: ast.AST) -> Iterator[str]:
    """Give every string of a module but the docstrings: the ends of an f-string as well, and joined pieces as one."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield "".join(str(part.value) for part in ast.walk(node) if isinstance(part, ast.Constant))


def requests_in(tree: ast.AST) -> set[str]:
    """Give each use of Playwright's own way to a host: `context.request.post(…)`, or the object itself."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in REQUESTS:
            owner = node.value
            if isinstance(owner, ast.Attribute) and owner.attr == "request":
                found.add(f"request.{node.attr} in line {node.lineno}")
        if isinstance(node, ast.Attribute) and node.attr in ("APIRequestContext", "new_context"):
            found.add(f"{node.attr} in line {node.lineno}")
        # Of a route or a response `request` is what the page asked for; of a page or a context it is a client.
        if isinstance(node, ast.Attribute) and node.attr == "request":
            owner_name = (
                node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            )
            if owner_name.lstrip("_") not in ("route", "response"):
                found.add(f"{owner_name}.request in line {node.lineno}")
    return found


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


def test_nothing_acts_on_a_page_for_the_person() -> None:
    found = {name: acts_in(tree) for name, tree in MODULES.items() if name != PRETEND_PERSON}
    assert {name: acts for name, acts in found.items() if acts} == {}


def test_the_search_for_acts_finds_them() -> None:
    assert {act.split()[0] for act in acts_in(MODULES[PRETEND_PERSON])} >= {"click", "press_sequentially"}
    planted = "page.locator('x').fill('y')\nawait page.keyboard.down('a')\nform.submit()\nclick.Path()\nclick.style('z')"
    tree = ast.parse(planted, mode="exec", type_comments=False)
    assert acts_in(tree) == {"fill in line 1", "keyboard in line 2", "submit in line 3"}


def test_only_the_autopilot_of_the_rehearsal_meets_the_pretend_person() -> None:
    assert importers("helper.rehearsal.pretend_person") == {"helper/rehearsal/__init__.py"}
    tree = MODULES["helper/rehearsal/__init__.py"]
    branches = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "autopilot"
    ]
    inside = [
        module for branch in branches for module in imports(branch) if module.endswith(".pretend_person")
    ]
    everywhere = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("pretend_person")
    ]
    assert len(inside) == len(everywhere) == 1


def test_the_pretend_person_looks_at_the_host_before_each_act() -> None:
    methods = {
        node.name: node
        for node in ast.walk(MODULES[PRETEND_PERSON])
        if isinstance(node, ast.AsyncFunctionDef)
    }
    acting = {name for name, node in methods.items() if acts_in(node)}
    assert acting
    for name in acting:
        called = {
            node.func.attr
            for node in ast.walk(methods[name])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert "_find" in called, f"{name} acts without having looked"
    assert "PRACTICE_HOST" in {node.id for node in ast.walk(methods["_find"]) if isinstance(node, ast.Name)}


def test_no_script_in_the_page_acts_for_the_person() -> None:
    assert SCRIPTS
    found = {name: acts_in_script(script) for name, script in SCRIPTS.items()}
    assert {name: acts for name, acts in found.items() if acts} == ALLOWED_ACTS


def test_no_script_in_a_string_acts_for_the_person() -> None:
    found = {
        name: [act for text in strings_of(tree) for act in acts_in_script(text)]
        for name, tree in MODULES.items()
    }
    assert {name: acts for name, acts in found.items() if acts} == {}


@pytest.mark.parametrize(
    ("script", "verb"),
    [
        ("() => document.forms[0].requestSubmit()", "requestSubmit"),
        ("(e) => e.click()", "click"),
        ("e?.click?.()", "click"),
        ("e['click']()", "click"),
        ("HTMLElement.prototype.click.call(e)", "click"),
        ("document.forms[0] . submit ()".replace(" . ", "."), "submit"),
        ("field.value = 'x'", "value"),
        ("box.checked=true", "checked"),
        ("e.dispatchEvent(new MouseEvent('click'))", "dispatchEvent"),
        ("fetch('/x', {method: 'POST'})", "fetch"),
        ("navigator.sendBeacon('/x')", "sendBeacon"),
        ("document.execCommand('insertText')", "execCommand"),
        ("new XMLHttpRequest()", "XMLHttpRequest"),
    ],
)
def test_the_search_in_scripts_finds_acts_in_strings_too(script: str, verb: str) -> None:
    assert acts_in_script(script) == [verb]
    tree = ast.parse(f"async def f(page):\n    await page.evaluate({script!r})")
    assert verb in [act for text in strings_of(tree) for act in acts_in_script(text)]


def test_the_search_in_scripts_sees_joined_pieces_and_lets_reading_pass() -> None:
    joined = ast.parse("page.evaluate('document.forms[0].request' + 'Submit()')")
    assert "requestSubmit" in [act for text in strings_of(joined) for act in acts_in_script(text)]
    for harmless in ("a.value === b", "x.closest('button')", "listen('click', f)", "e.matches('select')"):
        assert acts_in_script(harmless) == []


def test_nothing_speaks_to_a_host_past_the_pages() -> None:
    found = {name: requests_in(tree) for name, tree in MODULES.items()}
    assert {name: calls for name, calls in found.items() if calls} == {}
    planted = (
        "context.request.post('x')\nclient = page.request\nroute.request.url\nself._context.request.get('x')"
    )
    assert {call.split()[0] for call in requests_in(ast.parse(planted))} == {
        *("request.post", "context.request", "page.request", "request.get", "_context.request"),
    }


def test_the_browser_is_told_to_do_nothing_with_keys_or_buttons() -> None:
    for name, tree in MODULES.items():
        said = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert not [text for text in said if INPUT_METHODS.search(text)], name


def test_nothing_is_kept_that_could_hold_a_cookie_or_a_password_and_nothing_is_hidden() -> None:
    found = {
        f"{name}:{line} {word}"
        for name, tree in MODULES.items()
        for word, line in names_of(tree)
        if word in NEVER
    }
    assert found == set()


def test_no_page_source_is_kept() -> None:
    calls = {
        f"{name}:{node.lineno}"
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "content"
        and not node.args
    }
    assert calls == set()


# What an insertion and an attempt plan, where an objection and a window stand: pairs that are still to be told apart.
SAME_WORD = {"Plan", "Situation"}


def test_a_class_name_means_one_thing() -> None:
    owners: dict[str, list[str]] = {}
    for name, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                owners.setdefault(node.name, []).append(name)
    assert {name for name, several in owners.items() if len(several) > 1} == SAME_WORD


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


def test_a_module_fits_in_a_head() -> None:
    long = {name: lines for name in MODULES if (lines := (ROOT / name).read_text("utf-8").count("\n")) > 400}
    assert long == {}


def test_nothing_happens_at_import() -> None:
    for name, tree in MODULES.items():
        for node in tree.body:
            is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            assert not is_call, f"{name}:{node.lineno} does something when it is imported"


def test_no_two_test_files_have_one_name() -> None:
    """They are no packages: pytest refuses the second one, but only when both are collected in one run."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py") if "wheel" not in path.parts]
    assert len(names) == len(set(names))
