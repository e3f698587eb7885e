"""The guide panel by itself, in a real browser: people can read and reach all of it, and the documents show it as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from panel_samples import SITUATIONS, panel_model, panel_script
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page
from take_panel_pictures import take

from helper.texts import LANGUAGES

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "panel"
# The other machine may have other fonts and draw letters a little otherwise: pictures are compared as if from far away.
FAR_AWAY = (24, 40)
MEAN_DIFFERENCE = 10.0  # of 255

each_language = pytest.mark.parametrize("language", LANGUAGES)


def draw(page: Page, name: str, language: str = "fr") -> None:
    """Draw the panel in an empty page."""
    page.goto("about:blank")
    page.evaluate("document.title = 'A page'; document.documentElement.lang = 'en'")
    page.evaluate(panel_script(panel_model(SITUATIONS[name], language)))


@each_language
def test_axe_finds_nothing_to_complain_about(page: Page, language: str) -> None:
    page.set_viewport_size({"width": 1000, "height": 800})
    # What the page around the panel lacks (a heading, a landmark) is not the panel's.
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    for name in SITUATIONS:
        draw(page, name, language)
        result = Axe().run(page, options=rules)
        assert result.violations_count == 0, f"{name}: {result.generate_report()}"


@each_language
@pytest.mark.parametrize("size", [(320, 480), (640, 450), (1280, 300)], ids=["phone", "zoom-200", "low"])
@pytest.mark.parametrize("name", ["form_wrong_address", "moved", "submitted"])
def test_all_of_it_can_be_read_in_a_small_window(
    page: Page, name: str, size: tuple[int, int], language: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    draw(page, name, language)
    panel = page.locator("section.panel")
    if size[0] < 560:
        assert "pill" in (panel.get_attribute("class") or ""), "a narrow window begins with the page"
        page.locator("#fold").click()
    box = panel.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["y"] + box["height"] <= size[1]
    body = page.locator(".body")
    assert body.evaluate("body => body.scrollWidth <= body.clientWidth"), "nothing is cut off at the side"
    if body.evaluate("body => body.scrollHeight > body.clientHeight"):
        body.focus()
        page.keyboard.press("End")
        page.wait_for_function(
            """() => { const body = document.documentElement.lastElementChild.shadowRoot.querySelector(".body");
                return body.scrollTop + body.clientHeight >= body.scrollHeight - 1; }"""
        )


def test_every_button_is_reached_and_pressed_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 800})
    draw(page, "by_hand_offered")
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.documentElement.lastElementChild.shadowRoot.activeElement?.id")
        )
    assert reached == ["move", "fold", "b-is_form", "b-was_sent"]
    page.keyboard.press("Enter")
    assert page.evaluate("said") == [{"kind": "panel", "button": "was_sent"}]


def test_what_changes_is_announced_once(page: Page) -> None:
    draw(page, "login")
    status = page.locator("[role=status]")
    before = status.text_content()
    page.evaluate(f"optoutPanel.render({panel_model_js('login')})")
    assert status.text_content() == before
    page.evaluate(f"optoutPanel.render({panel_model_js('form')})")
    said = status.text_content() or ""
    assert said != before
    assert "claire@example.org" in said


def test_steps_say_where_one_is_in_words_too(page: Page) -> None:
    draw(page, "form")
    assert page.locator("ol li[aria-current=step]").all_text_contents() == ["Vérifier, envoyer"]
    assert page.locator("ol li[data-status=done]").all_text_contents() == ["✓ fait : Connexion"]
    draw(page, "submitted")
    assert page.locator("ol li[data-status=done]").count() == 3
    assert page.locator("ol li[aria-current]").count() == 0


@pytest.mark.parametrize("way", ["button", "drag"])
def test_it_stands_on_the_next_page_where_the_person_put_it(page: Page, way: str) -> None:
    page.set_viewport_size({"width": 1200, "height": 900})
    draw(page, "login")
    panel = page.locator("section.panel")
    if way == "button":
        page.locator("#move").click()
    else:
        bar = page.locator(".bar").bounding_box()
        assert bar is not None
        page.mouse.move(bar["x"] + 40, bar["y"] + 15)
        page.mouse.down()
        page.mouse.move(400, 200)
        page.mouse.up()
    box = panel.bounding_box()
    [*_, kept] = page.evaluate("said")
    assert kept.pop("kind") == "place"

    page.goto("about:blank")
    page.evaluate(panel_script(panel_model(SITUATIONS["form"], "fr") | {"place": kept}))
    there = panel.bounding_box()
    assert box is not None
    assert there is not None
    assert abs(there["x"] - box["x"]) <= 1
    if way == "drag":
        assert abs(there["y"] - box["y"]) <= 1


def test_it_stays_folded_on_the_next_page(page: Page) -> None:
    page.set_viewport_size({"width": 1200, "height": 900})
    draw(page, "login")
    page.locator("#fold").click()
    [*_, kept] = page.evaluate("said")
    del kept["kind"]
    page.goto("about:blank")
    page.evaluate(panel_script(panel_model(SITUATIONS["captcha"], "fr") | {"place": kept}))
    assert "pill" in (page.locator("section.panel").get_attribute("class") or "")


@pytest.mark.parametrize(
    "forced", [{"forced_colors": "active"}, {"contrast": "more"}, {"color_scheme": "dark"}]
)
def test_a_person_who_needs_strong_contrast_sees_the_steps_apart(page: Page, forced: dict[str, str]) -> None:
    page.emulate_media(**forced)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 1000, "height": 800})
    draw(page, "form")
    result = Axe().run(page, options={"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    assert result.violations_count == 0, result.generate_report()
    borders = page.locator("ol li").evaluate_all(
        "items => items.map((item) => getComputedStyle(item).borderTopColor + getComputedStyle(item).borderTopStyle)"
    )
    assert borders[1] != borders[2]


@each_language
def test_the_documents_show_it_as_it_is(page: Page, language: str) -> None:
    for name in SITUATIONS:
        kept = Image.open(PICTURES / language / f"{name}.png").convert("RGB")
        now = take(page, name, language)
        assert abs(now.width - kept.width) <= 4, name
        assert abs(now.height - kept.height) <= kept.height * 0.15, name
        grey = [picture.convert("L").resize(FAR_AWAY) for picture in (now, kept)]
        difference = ImageStat.Stat(ImageChops.difference(*grey)).mean[0]
        assert difference < MEAN_DIFFERENCE, f"{name}: take the pictures anew: make pictures"


def test_a_picture_of_another_state_is_told_apart(page: Page) -> None:
    """The tolerance above is worth something: it does not let one state pass for another."""
    kept = Image.open(PICTURES / "fr" / "login.png").convert("L").resize(FAR_AWAY)
    other = take(page, "form", "fr").convert("L").resize(FAR_AWAY)
    assert ImageStat.Stat(ImageChops.difference(other, kept)).mean[0] > MEAN_DIFFERENCE


def panel_model_js(name: str) -> str:
    """Give the model of a situation as a script's literal."""
    return json.dumps(panel_model(SITUATIONS[name], "fr"))


@pytest.mark.parametrize("address", ["about:blank", "https://example.org/"])
def test_the_text_is_copied_or_selected_and_never_without_a_press(page: Page, address: str) -> None:
    """A page without TLS has no clipboard, and one with a policy may forbid it: then Ctrl+C does it."""
    page.route("https://example.org/", lambda route: route.fulfill(body="<title>A page</title>"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 1000, "height": 800})
    page.goto(address)
    page.evaluate(panel_script(panel_model(SITUATIONS["form_text_to_copy"], "fr")))
    text = SITUATIONS["form_text_to_copy"].text_to_paste
    said = page.locator(".paste [role=status]")
    page.locator("#copy").evaluate("button => button.click()")
    assert said.text_content() == ""
    page.locator("#copy").click()
    if address == "about:blank":
        page.get_by_text("Appuyez sur Ctrl+C").wait_for()
        selected = page.locator("#paste").evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
        assert selected == text
    else:
        page.get_by_text("Copié.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == text
    page.evaluate(f"optoutPanel.render({panel_model_js('form')})")
    assert page.locator("#paste").count() == 0  # the text stands in the field by now
