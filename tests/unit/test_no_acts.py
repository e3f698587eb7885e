"""Nothing in the program can act on a page for a person, hide anything, or keep what is theirs alone: a promise."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from source_samples import MODULES, ROOT, importers, imports

SCRIPTS = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in sorted((ROOT / "helper").rglob("*.js"))
}
PRETEND_PERSON = "helper/rehearsal/pretend_person.py"
# What a program does to a page in place of the person.
ACTS = {
    *("click", "dblclick", "tap", "press", "press_sequentially", "type", "fill", "check", "uncheck"),
    *("set_checked",),
    *("select_option", "set_input_files", "drag_to", "drag_and_drop", "dispatch_event", "submit"),
    *("request_submit",),
    *("hover", "focus", "keyboard", "mouse", "touchscreen"),
}
# What would keep a cookie, a token or typed text, or would hide or weaken something (promises 1 and 4).
NEVER = {
    *("record_har", "record_har_path", "route_from_har", "tracing", "record_video", "record_video_dir"),
    *("storage_state",),
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
    "helper/browser/watcher/insert.js": ["setRangeText", "dispatchEvent"],
}
# What would speak to a host beside the browser's own pages: `context.request.post(…)`, `page.request.get(…)`.
REQUESTS = {"post", "put", "patch", "delete", "fetch", "head", "get"}
INPUT_METHODS = re.compile(
    r"\b(Input\.(dispatch|insert|ime)|DOM\.setFileInputFiles|Page\.handleJavaScriptDialog)"
)


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
        ("e[real.click]()", "click"),
        ("form?.[real.submit]?.()", "submit"),
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
