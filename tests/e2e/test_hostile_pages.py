"""What a page may do to us, and must not achieve: promises 3, 5 and 6 against pages that hunt, lie and press by themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog
from promises import check_promises, close_and_check, kinds
from replica.attempt import Attempt
from replica.options import Options
from replica.scenario import Scenario

ADDRESS = "person@example.org"
Run = Callable[..., Attempt]


def at_form(run_attempt: Run, *arguments: str, scenario: Scenario | None = None) -> Attempt:
    """Bring an attempt to the form."""
    attempt = run_attempt(scenario or Scenario(language="fr", login="none"), "--email", ADDRESS, *arguments)
    _ = attempt.person
    attempt.wait_for_note("picture", kind="form")
    return attempt


@pytest.mark.proves("promise 5")
def test_the_page_sees_one_empty_element_and_no_name_of_ours(run_attempt: Run) -> None:
    attempt = at_form(run_attempt, "--cnil")
    attempt.wait_for_note("writing", status="done")
    page = attempt.person.page
    found = page.evaluate(
        """() => [...document.documentElement.children].filter((e) => !["HEAD", "BODY"].includes(e.tagName)).map((e) => ({
             tag: e.tagName, attributes: e.attributes.length, children: e.childNodes.length, root: e.shadowRoot }))"""
    )
    assert found == [{"tag": "DIV", "attributes": 0, "children": 0, "root": None}]
    names = page.evaluate("() => Object.getOwnPropertyNames(window).filter((n) => /optout|assist/i.test(n))")
    assert names == []
    assert "optout" not in page.content()
    close_and_check(attempt)


def test_a_press_that_the_page_makes_itself_is_no_press(run_attempt: Run) -> None:
    attempt = at_form(run_attempt)
    attempt.person.page.evaluate("() => document.querySelector('form button, form [type=submit]').click()")
    attempt.server.wait_until(lambda server: server.received)
    attempt.person.sees_success()
    result = attempt.close_window_and_finish()
    assert result.outcome == "not_sent"
    assert "sent" not in result.states


def test_patched_prototypes_change_nothing_of_what_is_read(run_attempt: Run) -> None:
    attempt = at_form(run_attempt)
    attempt.person.page.evaluate(
        """() => {
             Object.defineProperty(HTMLInputElement.prototype, "value", { get: () => "faked@example.com", set: () => {} });
             document.querySelector = () => null; JSON.stringify = () => "{}";
             document.body.append(document.createElement("hr"));
           }"""
    )
    attempt.person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.record["email_check"]["displayed"] == ADDRESS


def test_a_form_that_the_browser_itself_stops_is_not_sent(run_attempt: Run) -> None:
    options = Options(variant="2024", country_value="France")
    attempt = at_form(
        run_attempt, scenario=Scenario(language="fr", engine="rows", login="none", options=options)
    )
    attempt.person.page.evaluate("() => { document.querySelector('textarea').required = true }")
    attempt.person.press_send()
    attempt.wait_for_note("send_blocked")
    result = close_and_check(attempt)
    assert (result.outcome, result.exit) == ("not_sent", 3)


def test_an_error_in_a_box_that_looks_like_success_is_no_success(run_attempt: Run) -> None:
    scenario = Scenario(language="fr", login="none", answers=("nothing",))
    attempt = at_form(run_attempt, scenario=scenario)
    attempt.person.press_send()
    attempt.wait_for_note("state", state="sent")
    attempt.person.page.evaluate(
        """() => { document.querySelector("main, [role=main], body").innerHTML =
             '<div role="status" class="success"><p>Votre demande n’a pas pu être envoyée. Une erreur s’est produite, réessayez.</p></div>' }"""
    )
    attempt.wait_for_note("picture", kind="state")
    assert close_and_check(attempt).outcome == "rejected"


def test_terminal_escapes_and_bidi_controls_reach_nobody(run_attempt: Run) -> None:
    attempt = at_form(run_attempt)
    attempt.person.page.evaluate(
        r"""() => { const p = document.createElement("p"); p.textContent = "\u001b]8;;x\u0007\u202eevil\u009b31m \ud800";
              document.querySelector("form").append(p); document.title = "\u001b[2J\u202e"; }"""
    )
    attempt.person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert not set("\x1b\x9b\u202e\x07") & set(result.stdout + result.stderr)


@pytest.mark.proves("promise 5")
def test_a_picture_never_shows_the_panel(run_attempt: Run) -> None:
    from PIL import Image

    attempt = at_form(run_attempt, "--cnil")
    attempt.wait_for_note("writing", status="done")
    attempt.wait_for_picture(2)
    attempt.person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    panel_bars = {(0x7A, 0x3B, 0x00), (0x14, 0x53, 0x2D), (0x1F, 0x44, 0x68), (0x8F, 0x1D, 0x1D)}
    for item in (one for one in result.record["evidence"] if one["path"].endswith(".png")):
        with Image.open(result.bag / "data" / item["path"]) as picture:
            colours = {colour for count, colour in picture.convert("RGB").getcolors(1 << 24) if count > 300}
        assert not colours & panel_bars, item["path"]
    assert {"form", "filled", "confirmation"} <= set(kinds(result))


def test_text_is_added_after_what_is_being_typed_and_enter_sends_it(run_attempt: Run) -> None:
    attempt = run_attempt(Scenario(language="fr", engine="react", login="none"), "--email", ADDRESS, "--cnil")
    person = attempt.person
    attempt.wait_for_note("state", state="form")
    person.type_explanation("Mes photos de famille sont publiques depuis dix ans.", delay_ms=45)
    attempt.wait_for_note("writing", status="done")
    person.type_explanation(" Merci.", delay_ms=45)
    attempt.wait_for_picture(2)
    person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    text = result.received[0].explanation
    assert "Mes photos de famille sont publiques depuis dix ans." in text
    assert " Merci." in text
    assert text.count("https://www.cnil.fr/") == 1


def test_many_popups_end_with_the_last_of_them(run_attempt: Run) -> None:
    attempt = at_form(run_attempt)
    page = attempt.person.page
    for _ in range(50):
        with page.context.expect_page():
            page.evaluate("() => { window.open('about:blank', '_blank', 'width=300,height=300') }")
    result = close_and_check(attempt)
    assert result.outcome == "not_sent"


@pytest.mark.parametrize("engine", ["desktop", "react"])
def test_a_page_that_changes_all_the_time_does_not_keep_the_form_from_being_sent(
    run_attempt: Run, engine: str
) -> None:
    attempt = at_form(run_attempt, "--cnil", scenario=Scenario(language="fr", engine=engine, login="none"))
    attempt.person.page.evaluate(
        """() => { const p = document.createElement("p"); document.body.append(p); let i = 0;
                   setInterval(() => { p.textContent = "tick " + i++ }, 16) }"""
    )
    attempt.wait_for_note("writing", status="done")
    attempt.wait_for_picture(2)
    attempt.person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert result.record["explanation"]["inserted"] is True


def test_what_the_page_asks_in_a_dialog_of_the_browser_is_answered_by_the_person(run_attempt: Run) -> None:
    attempt = at_form(run_attempt)
    page = attempt.person.page
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", agree)
    # Were one answered for the person, it would be answered with no.
    assert (
        page.evaluate("() => Array.from({ length: 20 }, (_, i) => confirm(`Question ${i}?`))") == [True] * 20
    )
    assert len(asked) == 20
    attempt.person.press_send()
    attempt.wait_until_kept()
    assert close_and_check(attempt).outcome == "submitted"


def test_alerts_without_end_do_not_keep_ctrl_c_from_ending_the_attempt(run_attempt: Run) -> None:
    attempt = at_form(run_attempt)
    attempt.person.page.on("dialog", lambda _: None)  # nobody answers
    attempt.person.page.evaluate("() => { setTimeout(() => { for (;;) alert('again'); }, 0) }")
    attempt.interrupt()
    result = attempt.finish()
    check_promises(attempt, result)
    assert (result.outcome, result.exit) == ("interrupted", 130)


def test_a_page_of_five_megabytes_is_read_and_the_form_in_it_is_sent(run_attempt: Run) -> None:
    attempt = at_form(run_attempt, "--cnil")
    attempt.wait_for_note("writing", status="done")
    attempt.person.page.evaluate(
        """() => { const heap = document.createElement("div");
                   const line = "<p>" + "Un texte sans rapport avec le formulaire. ".repeat(25) + "</p>";
                   heap.innerHTML = line.repeat(5000);
                   document.body.append(heap); }"""
    )
    attempt.person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert result.record["explanation"]["inserted"] is True


def test_an_answer_between_thousands_of_changing_words_is_pictured(run_attempt: Run) -> None:
    attempt = at_form(run_attempt)
    attempt.person.page.evaluate(
        """() => { const words = Array.from({ length: 20000 }, () => document.createElement("p"));
                   document.body.append(...words); let turn = 0;
                   setInterval(() => { turn++; for (const word of words) word.textContent = `${turn}`; }, 16); }"""
    )
    attempt.person.press_send()
    attempt.wait_for_note("picture", kind="confirmation", timeout_s=60)
    result = close_and_check(attempt)
    assert result.outcome == "submitted"


def test_a_page_that_never_stops_loading_itself_anew_can_be_left(run_attempt: Run) -> None:
    attempt = at_form(run_attempt)
    attempt.person.page.add_init_script("setTimeout(() => location.reload(), 30)")
    attempt.person.page.reload()
    visits = len(attempt.server.requests)
    attempt.server.wait_until(lambda server: len(server.requests) > visits + 40)
    attempt.interrupt()
    result = attempt.finish()
    check_promises(attempt, result)
    assert (result.outcome, result.exit) == ("interrupted", 130)


def test_popups_that_close_themselves_leave_the_form_as_it_is(run_attempt: Run) -> None:
    attempt = at_form(run_attempt)
    page = attempt.person.page
    for _ in range(5):
        with page.expect_popup() as popup:
            page.evaluate("() => { window.open(location.href, '_blank', 'width=300,height=300') }")
        with popup.value.expect_event("close"):
            popup.value.evaluate("() => { setTimeout(() => window.close(), 0) }")
    attempt.person.press_send()
    attempt.wait_until_kept()
    assert close_and_check(attempt).outcome == "submitted"


def test_a_download_and_a_wish_for_the_camera_change_nothing(run_attempt: Run) -> None:
    attempt = at_form(run_attempt)
    page = attempt.person.page
    page.evaluate(
        """() => { const link = document.createElement("a");
                   link.href = URL.createObjectURL(new Blob(["x"])); link.download = "x.exe";
                   document.body.append(link); link.click();
                   navigator.geolocation.getCurrentPosition(() => {}, () => {});
                   navigator.mediaDevices?.getUserMedia({ video: true }).catch(() => {});
                   Notification.requestPermission(); }"""
    )
    attempt.person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert not list(attempt.folder.rglob("x.exe"))
