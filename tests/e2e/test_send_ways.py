"""Whole attempts in which Send is pressed in every way that a page and a person may think of: it is never `not_sent`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from promises import close_and_check
from replica.attempt import Attempt, Result
from replica.options import Options
from replica.scenario import Scenario

ADDRESS = "person@example.org"
Run = Callable[..., Attempt]

# What a page makes of its Send control. `send` of each sends the form by script, as the replica's own does.
SENDER = """
  const box = document.querySelector("[data-action]") ?? document.querySelector("main form, [role=main] form");
  const old = box.querySelector(".buttons > :last-child");
  const label = old.innerText;
  const data = () => { const d = new FormData(box.tagName === "FORM" ? box : undefined); d.append("page_path", location.pathname);
    if (box.tagName !== "FORM") for (const f of box.querySelectorAll("[name]")) d.append(f.name, f.value); return d; };
  const action = box.dataset.action ?? box.getAttribute("action");
  let count = 0;
  const send = (how = "fetch") => {
    if (count++) return;
    if (how === "beacon") navigator.sendBeacon(action, new URLSearchParams([...data()].filter(([, v]) => typeof v === "string")));
    else fetch(action, { method: "POST", body: data() });
  };
  const put = (html) => { const t = document.createElement("template"); t.innerHTML = html; const e = t.content.firstElementChild; old.replaceWith(e); return e; };
"""
MADE = {
    "div-role-button-keyup": 'const e = put(`<div role="button" tabindex="0" id="s">${label}</div>`); e.addEventListener("keyup", (k) => { if (k.key === " ") send(); });',
    "div-role-button-keydown": 'const e = put(`<div role="button" tabindex="0" id="s">${label}</div>`); e.addEventListener("keydown", (k) => { if (k.key === " ") { k.preventDefault(); send(); } });',
    "div-tabindex": 'const e = put(`<div tabindex="0" id="s">${label}</div>`); e.addEventListener("keydown", (k) => { if (k.key === " ") send(); }); e.addEventListener("click", () => send());',
    "link": 'const e = put(`<a role="button" tabindex="0" id="s">${label}</a>`); e.addEventListener("keydown", (k) => { if (k.key === " ") send(); }); e.addEventListener("click", () => send());',
    "open-element": """const e = put(`<x-send id="s" tabindex="0"></x-send>`); e.attachShadow({ mode: "open" }).innerHTML = `<button>${label}</button>`; e.addEventListener("keydown", (k) => { if (k.key === " ") send(); }); e.addEventListener("click", () => send());""",
    "closed-element": """const e = put(`<x-send id="s" tabindex="0"></x-send>`); e.attachShadow({ mode: "closed" }).innerHTML = `<span>${label}</span>`; e.addEventListener("keydown", (k) => { if (k.key === " ") send(); }); e.addEventListener("click", () => send());""",
    "gone-as-it-goes-down": 'const e = put(`<div role="button" tabindex="0" id="s">${label}</div>`); for (const t of ["pointerdown", "keydown"]) e.addEventListener(t, () => { send(); e.remove(); });',
    "off-as-it-goes-down": 'const e = put(`<button type="button" id="s">${label}</button>`); for (const t of ["mousedown", "keydown"]) e.addEventListener(t, () => { send(); e.disabled = true; });',
    "beacon": 'const e = put(`<div tabindex="0" id="s"><span>${label}</span></div>`); e.addEventListener("keydown", (k) => { if (k.key === " ") send("beacon"); }); e.addEventListener("click", () => send("beacon"));',
}
ACTS: dict[str, Callable[[Page], object]] = {
    "mouse": lambda page: page.locator("#s").click(no_wait_after=True),
    "space": lambda page: page.locator("#s").press("Space", no_wait_after=True),
}
NO_MOUSE = {"div-role-button-keyup", "div-role-button-keydown"}


def at_form(run_attempt: Run, scenario: Scenario) -> Attempt:
    """Bring an attempt to the form."""
    attempt = run_attempt(scenario, "--email", ADDRESS)
    _ = attempt.person
    attempt.wait_for_note("picture", kind="form")
    return attempt


def sent(attempt: Attempt) -> Result:
    """Wait until the form has reached the service and the program has seen that it was sent."""
    attempt.server.wait_until(lambda server: server.received)
    attempt.wait_for_note("state", state="sent")
    result = close_and_check(attempt)
    assert result.received  # the script of the engine `react` may send too
    return result


def test_space_on_a_made_button_is_send(run_attempt: Run) -> None:
    attempt = at_form(run_attempt, Scenario(language="fr", engine="react", login="none"))
    attempt.person.button("send").press("Space", no_wait_after=True)
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("submitted", 0)
    assert result.record["send"]["via"] == "keyboard"


@pytest.mark.parametrize("engine", ["desktop", "react"])
@pytest.mark.parametrize(
    ("made", "act"), [(m, a) for m in MADE for a in ACTS if not (a == "mouse" and m in NO_MOUSE)]
)
def test_whatever_sends_the_form_it_was_sent(run_attempt: Run, engine: str, made: str, act: str) -> None:
    scenario = Scenario(language="fr", engine=engine, login="none", answers=("nothing",))
    attempt = at_form(run_attempt, scenario)
    page = attempt.person.page
    page.evaluate(f"() => {{ {SENDER} {MADE[made]} }}")
    ACTS[act](page)
    assert sent(attempt).outcome == "sent_unconfirmed"


@pytest.mark.parametrize("engine", ["rows", "dialog", "shadow", "frame"])
def test_space_sends_in_frames_dialogs_and_shadow_roots(run_attempt: Run, engine: str) -> None:
    scenario = Scenario(language="fr", engine=engine, login="none", answers=("nothing",))
    attempt = at_form(run_attempt, scenario)
    attempt.person.button("send").press("Space", no_wait_after=True)
    result = sent(attempt)
    assert (result.outcome, result.record["send"]["via"]) == ("sent_unconfirmed", "keyboard")


def touch(page: Page) -> None:
    """Tap on Send with a finger."""
    box = page.locator("#s").bounding_box()
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def hold(page: Page) -> None:
    """Press the mouse down on Send, and not let it go."""
    page.locator("#s").hover()
    page.mouse.down()


def pen(page: Page) -> None:
    """Tap on Send with a pen."""
    box = page.locator("#s").bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    for kind in ("mousePressed", "mouseReleased"):
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        how = {"button": "left", "clickCount": 1, "pointerType": "pen"}
        session.send("Input.dispatchMouseEvent", {"type": kind, **at, **how})


def access_key(page: Page) -> None:
    """Press Alt and S; Playwright's own press names no key that Chromium takes for an access key."""
    page.locator("textarea").focus()
    session = page.context.new_cdp_session(page)
    key = {"key": "s", "code": "KeyS", "windowsVirtualKeyCode": 83, "modifiers": 1}
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "unmodifiedText": "s", **key})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})


# How a person presses the browser's own button.
NATIVE: dict[str, tuple[str, Callable[[Page], object]]] = {
    "label": (
        "document.body.prepend(Object.assign(document.createElement('label'), { htmlFor: 's', id: 'l', textContent: 'OK' }))",
        lambda page: page.locator("#l").click(no_wait_after=True),
    ),
    # Nobody sees the button, and the label stands where the panel would: it gives way to what is pressed.
    "label-alone": (
        'put(`<p><button id=s style="display: none"></button><label for=s id=l style="position: fixed; right: 20px; bottom: 20px">'
        "${label}</label></p>`)",
        lambda page: page.locator("#l").click(no_wait_after=True),
    ),
    "touch": ("", touch),
    "pen": ("", pen),
    # The browser clicks for the person, as it does for a screen reader: a click that it trusts, and no press before it.
    "accesskey": ("old.accessKey = 's'", access_key),
    "image": (
        "const i = Object.assign(document.createElement('input'), { type: 'image', alt: label, id: 's' }); old.replaceWith(i)",
        lambda page: page.locator("#s").press("Enter", no_wait_after=True),
    ),
    "ctrl-enter": (
        "box.addEventListener('keydown', (e) => { if (e.key === 'Enter' && e.ctrlKey) send(); })",
        lambda page: page.locator("textarea").press("Control+Enter", no_wait_after=True),
    ),
    "ctrl-enter-submit": (
        "box.addEventListener('keydown', (e) => { if (e.key === 'Enter' && e.ctrlKey) box.requestSubmit(); })",
        lambda page: page.locator("textarea").press("Control+Enter", no_wait_after=True),
    ),
    "script-submit": (
        "const e = put('<div id=s><i>→</i></div>'); e.addEventListener('mousedown', () => HTMLFormElement.prototype.submit.call(box))",
        lambda page: page.locator("#s").click(no_wait_after=True),
    ),
    # The page is gone before the button of the mouse is let go: no click comes.
    "script-submit-held": (
        "const e = put('<div id=s><i>→</i></div>'); e.addEventListener('mousedown', () => HTMLFormElement.prototype.submit.call(box))",
        hold,
    ),
}


@pytest.mark.parametrize("way", NATIVE)
def test_every_way_to_press_a_native_button_is_send(run_attempt: Run, way: str) -> None:
    attempt = at_form(
        run_attempt, Scenario(language="fr", engine="desktop", login="none", answers=("nothing",))
    )
    setup, act = NATIVE[way]
    page = attempt.person.page
    page.evaluate(f"() => {{ {SENDER} old.id = 's'; {setup} }}")
    act(page)
    assert sent(attempt).outcome == "sent_unconfirmed"


@pytest.mark.parametrize("engine", ["desktop", "react"])
def test_what_a_page_sends_while_a_person_reads_and_types_is_no_send(run_attempt: Run, engine: str) -> None:
    attempt = at_form(run_attempt, Scenario(language="fr", engine=engine, login="none"))
    page = attempt.person.page
    page.evaluate(
        """() => { for (const type of ["input", "click", "keydown"]) document.addEventListener(type, () => {
             navigator.sendBeacon("/ajax/bz", "q=1"); fetch("/api/draft", { method: "POST", body: "q=1" }); }); }"""
    )
    attempt.person.type_explanation("Mes photos\nsont publiques ")
    page.locator("h1, h2, h3, [role=heading]").first.click()
    page.locator("body").click(position={"x": 5, "y": 5})
    attempt.wait_for_picture(2)
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)


@pytest.mark.parametrize("composition", ["untrusted", "none"])
def test_a_dead_key_keeps_no_text_back(run_attempt: Run, composition: str) -> None:
    """After `^` and `e` Chromium tells the end of the composition by an event that is not trusted, or by none."""
    options = Options(late_ms=2500)
    scenario = Scenario(language="fr", engine="react", login="none", options=options)
    attempt = run_attempt(scenario, "--email", ADDRESS, "--cnil")
    page = attempt.person.page
    page.evaluate(
        "() => { const f = document.createElement('input'); f.id = 'early'; document.body.prepend(f); f.focus(); }"
    )
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "^", "selectionStart": 1, "selectionEnd": 1})
    if composition == "untrusted":
        page.evaluate(
            "() => document.activeElement.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: 'ê' }))"
        )
    page.evaluate("() => document.getElementById('early').remove()")
    attempt.wait_for_note("writing", status="done")
    result = close_and_check(attempt)
    assert result.record["explanation"]["inserted"] is True
