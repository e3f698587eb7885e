"""Pages whose fields, forms and pictures are called like what the program asks of a page: it is read as if they were not.

A form answers to the names of its fields before its own properties, a document to those of its forms and images, a window
to all of them. The names are taken from the browser in which the test runs, so that none is missing.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from panel_samples import SITUATIONS, panel_model
from playwright.sync_api import BrowserContext
from promises import close_and_check
from replica.scenario import Scenario
from usual_way import ADDRESS, Run
from watched_page import WORLD, WatchedPage

NAMES = """(kind) => {
  const names = new Set(["optout", "optoutPanel", "optoutSay", ...(kind === "Window" ? Object.getOwnPropertyNames(globalThis) : [])]);
  for (let one = globalThis[kind].prototype; one; one = Object.getPrototypeOf(one)) Object.getOwnPropertyNames(one).forEach((name) => names.add(name));
  return [...names];
}"""
# Forms wherever the program looks: around fields and buttons, and as a field, a button, a dialog, an image themselves.
BODY = """
  <header><form id=search role=search><input name=q placeholder=Search><button>Find</button></form></header>
  <form id=main name=objection><h1>Object to AI</h1><input type=hidden name=form_id value=123456789>
    <p>Email address<br><input type=email name=email value="ana@example.org"></p>
    <label>Name <input name=who autocomplete=name></label><label><input type=radio name=r> ana@example.org</label>
    <select name=country><option>France</option></select><p>Security code<br><input name=security_code></p>
    <p>Why?<br><textarea name=why></textarea></p><div id=host></div><div role=alert>A fault</div><x-send>Send it</x-send>
    <iframe width=90 height=90></iframe><img alt="" width=40 height=40 style="border-radius: 9px">
    <button>Send</button></form>
  <form id=dialog role=dialog aria-labelledby=main><p>Are you sure?</p><div role=textbox contenteditable>ana@example.org</div></form>
  <form id=button role=button tabindex=0 style="display: inline">Send all</form>
  <form id=box contenteditable=plaintext-only style="min-height: 40px">typed</form>
  <form id=combobox role=combobox style="height: 20px"></form><form id=radio role=radio>eva@example.org</form>
  <form id=img role=img style="display: block; height: 20px; width: 20px"></form>
  <form id=words style="padding: 20px"><b>words</b> in a form</form>
  <form id=made tabindex=0 style="display: block; height: 20px"></form>
  <script>
    host.attachShadow({ mode: "open" }).innerHTML = "<label>Age <input name=age></label>";
    addEventListener("submit", (event) => event.preventDefault());
  </script>"""
# All that the program asks of a document, but for what is of each reading alone.
ASK = """(...but) => JSON.stringify([optout.collect(), optout.secrets(), optout.size(), optout.personalRegions()],
  (key, value) => (["id", "idle", ...but].includes(key) ? undefined : value))"""
# In another page: these count what stands there.
ELSEWHERE = ("key", "within", "dialog", "inputs")


def hide(names: list[str], tag: str) -> str:
    """Give an element for each name, none of which is seen."""
    return "".join(f'<{tag} hidden name="{name}" id="{name}"></{tag}>' for name in names)


def name_fields(names: list[str]) -> str:
    """Give a field of each name for each form: outside of it, since what holds a field is to be filled in."""
    forms = re.findall(r"<form id=(\w+)", BODY)
    return "".join(f'<input type=hidden form={form} name="{name}">' for form in forms for name in names)


def test_no_name_of_a_field_changes_what_is_read(context: BrowserContext) -> None:
    watched = WatchedPage(context, BODY)
    names = watched.call(NAMES, "HTMLFormElement")
    assert {"tagName", "parentElement", "assignedSlot", "elements", "addEventListener"} < {*names}
    found = watched.call(
        """(names) => {
             const ask = ASK;
             const fields = [...document.querySelectorAll("form")].map((form) => {
               const field = document.createElement("input");
               field.type = "hidden";
               form.append(field);
               return field;
             });
             const before = ask();
             const isApart = (name) => {
               fields.forEach((field) => { field.name = name; });
               return ask() !== before;
             };
             return { before, apart: names.filter(isApart) };
           }""".replace("ASK", ASK),
        names,
    )
    facts = json.loads(found["before"])[0]
    assert not facts["isUnsure"]
    assert {"email", "text", "radio", "select", "code", "textarea", "editable", "combobox", "search"} == {
        field["kind"] for field in facts["fields"]
    }
    assert len(facts["forms"]) == 10
    assert len(facts["dialogs"]) == len(facts["frames"]) == 1
    assert found["apart"] == []


def read(watched: WatchedPage, *but: str, frame: int = 0, world: str = WORLD) -> list[Any]:
    """Give what is read, to compare with another page; the order of texts does not count: what changed last comes first."""
    found: list[Any] = json.loads(watched.call(ASK, *ELSEWHERE, *but, frame=frame, world=world))
    found[0]["blocks"].sort(key=lambda block: block["text"])
    return found


def act(watched: WatchedPage) -> list[Any]:
    """Press, type and insert where forms are, and give what is read and what is reported of it."""
    before = read(watched)
    inserted = watched.call(
        """() => optout.insert(optout.collect().fields.find((field) => field.value === "typed").key, "typed", " and more")"""
    )
    page = watched.page
    for selector in ("#words", "#made", "x-send", "[role=button]", "#main > button"):
        box = page.evaluate(
            """(selector) => {
                 const element = document.querySelector(selector);
                 Element.prototype.scrollIntoView.call(element);
                 const { x, y } = Element.prototype.getBoundingClientRect.call(element);
                 return [x, y]; }""",
            selector,
        )
        page.mouse.click(box[0] + 5, box[1] + 5)
    page.keyboard.press("Enter")
    page.evaluate("document.querySelector('[name=who]').focus()")
    page.keyboard.press("Enter")
    presses = watched.call(
        """() => said.filter((one) => one.kind === "press").map(({ manner, via, isBlocked, text, within, facts }) =>
             ({ manner, via, isBlocked, text, within: within.length, isUnsure: facts.isUnsure, fields: facts.fields.length }))"""
    )
    return [
        before,
        inserted,
        presses,
        read(watched, "x", "y"),
    ]  # how far it is scrolled by then is not the point


def test_fields_of_all_names_hide_nothing_that_is_shown_or_done(context: BrowserContext) -> None:
    plain = WatchedPage(context, BODY)
    names = plain.call(NAMES, "HTMLFormElement")
    usual = act(plain)
    assert usual[1] == {"status": "inserted", "value": "typed and more"}
    assert {"button", "made", "other", "field"} == {press["manner"] for press in usual[2]}
    assert act(WatchedPage(context, BODY + name_fields(names))) == usual


def test_what_the_page_moves_from_a_frame_is_read_as_it_was_there(context: BrowserContext) -> None:
    watched = WatchedPage(context, "<iframe src=/framed></iframe>", BODY)
    usual = read(watched, "sight", frame=1)[0]  # the frame is smaller than the window
    watched.page.evaluate("document.body.append(...frames[0].document.body.childNodes)")
    moved = read(watched, "sight")[0]
    assert usual["fields"]
    assert [moved[part] for part in ("fields", "buttons", "forms")] == [
        usual[part] for part in ("fields", "buttons", "forms")
    ]


def test_the_panel_finds_its_place_beside_them(context: BrowserContext) -> None:
    watched = WatchedPage(context, BODY)
    watched.page.set_viewport_size(
        {"width": 500, "height": 600}
    )  # where it asks for all that one has to reach
    names = {"tagName", "getBoundingClientRect", "checkVisibility", "querySelectorAll"}
    assert names < {*watched.call(NAMES, "HTMLFormElement")}
    watched.page.set_content(BODY + name_fields(sorted(names)))
    model = panel_model(SITUATIONS["form"], "en")
    is_drawn = watched.call(
        """(model) => {
             const { buttons, fields } = optout.collect();
             const keysOf = (things) => things.map((one) => one.key);
             optoutPanel.render({ ...model, avoid: keysOf(buttons), spare: keysOf(fields) });
             return optoutPanel.host().isConnected;
           }""",
        model,
    )
    assert is_drawn


@pytest.mark.parametrize("tag", ["img", "form", "object", "embed"])
def test_what_a_document_holds_hides_nothing_of_it(context: BrowserContext, tag: str) -> None:
    frame = "<iframe src=/framed width=300 height=300></iframe>"
    plain = WatchedPage(context, f"{frame}{BODY}", BODY)
    names = sorted({*plain.call(NAMES, "HTMLDocument"), *plain.call(NAMES, "Window")})
    named = WatchedPage(context, f"{frame}{BODY}{hide(names, tag)}", f"{BODY}{hide(names, tag)}")
    named.begin_anew("later")
    for number in (0, 1):
        usual = read(plain, "forms", frame=number)
        assert not usual[0]["isUnsure"]
        for world in (WORLD, "later"):
            assert read(named, "forms", frame=number, world=world) == usual
    assert named.call("() => typeof optoutPanel.render", world="later") == "function"


@pytest.mark.parametrize("engine", ["rows", "desktop"])
def test_a_form_with_fields_of_all_names_is_recognised_and_sent(run_attempt: Run, engine: str) -> None:
    attempt = run_attempt(Scenario(language="fr", engine=engine), "--email", ADDRESS, "--cnil")
    page = attempt.person.page
    page.context.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
             const names = (NAMES)("HTMLFormElement");
             const form = document.querySelector("form:has(textarea)");
             for (const name of form ? names : []) {
               const field = document.createElement("input");
               field.type = "hidden";
               field.name = name;
               Element.prototype.append.call(form, field);
             }
           })""".replace("NAMES", NAMES)
    )
    attempt.person.log_in()
    attempt.wait_for_note("state", state="form")
    attempt.wait_for_note("writing", status="done")
    attempt.wait_for_picture(2)
    assert page.evaluate("document.querySelector('textarea').form.tagName instanceof HTMLInputElement")
    # By its place: what finds it by its role looks at the forms around it too.
    x, y = page.evaluate(
        """() => { const send = document.querySelector("form:has(textarea) :is(button, [type=submit])");
                   const box = send.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }"""
    )
    page.mouse.click(x, y)
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert result.record["email_check"]["displayed"] == ADDRESS
    assert "https://www.cnil.fr/" in result.received[0].explanation
