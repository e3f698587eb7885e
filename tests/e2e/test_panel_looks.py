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
@pytest.mark.parametrize("name", ["form_wrong_address", "portal", "submitted"])
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


# Sizes in CSS pixels: a netbook's window at 200 %, a small laptop at 150 %, a narrow window, a telephone, one at 200 %.
SMALL = [(660, 337), (800, 450), (400, 600), (320, 480), (640, 400)]
# What stands in the page, by what a person has to reach there.
PAGES_WITH_FIELDS = {
    "login": """<form style="margin:40px auto;width:60%"><h1>Log in</h1><input style="display:block;width:100%;height:44px">
        <input type="password" style="display:block;width:100%;height:44px;margin:12px 0"><button style="width:100%;height:44px">Log in</button></form>""",
    "form": """<div style="padding:12px"><p>Object</p><input type="email" style="display:block;width:95%;height:36px">
        <textarea style="display:block;width:95%;height:120px;margin:10px 0"></textarea><button style="height:40px">Send</button></div>""",
    "consent": """<div role="dialog" style="position:fixed;inset:10px;background:#eee"><h1>Cookies</h1><p>Text</p>
        <div role="button" tabindex="0" style="position:absolute;left:10px;right:10px;bottom:60px;height:40px">Refuse</div>
        <div role="button" tabindex="0" style="position:absolute;left:10px;right:10px;bottom:10px;height:40px">Allow</div></div>""",
    "captcha": """<iframe style="display:block;margin:90px auto 0;width:290px;height:75px"></iframe><button>Go on</button>""",
    "full": "".join(f'<button style="position:fixed;left:{x}%;top:{y}%;width:18%;height:30%">{x}</button>'
        for x in range(0, 100, 20) for y in (0, 35, 70)),
}  # fmt: skip
# How much of what a person has to reach stands under the panel, in pixels.
COVERED = """() => {
  const panel = document.documentElement.lastElementChild.shadowRoot.querySelector("section").getBoundingClientRect();
  return [...document.querySelectorAll("input, textarea, button, [role=button], iframe")].reduce((sum, one) => {
    const box = one.getBoundingClientRect();
    return sum + Math.max(0, Math.min(box.right, panel.right) - Math.max(box.left, panel.left)) *
      Math.max(0, Math.min(box.bottom, panel.bottom) - Math.max(box.top, panel.top)); }, 0); }"""
FRAME = "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"


def draw_over(page: Page, content: str, name: str, language: str = "fr") -> None:
    """Draw the panel over a page that has something to reach."""
    page.goto("about:blank")
    page.evaluate(
        "content => { document.body.style.margin = 0; document.body.innerHTML = content; }", content
    )
    page.evaluate(panel_script(panel_model(SITUATIONS[name], language)))


def is_folded(page: Page) -> bool:
    return "pill" in (page.locator("section.panel").get_attribute("class") or "")


@each_language
@pytest.mark.parametrize("size", SMALL, ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("content", [name for name in PAGES_WITH_FIELDS if name != "full"])
def test_in_a_small_window_it_gives_way_to_what_the_person_has_to_reach(
    page: Page, content: str, size: tuple[int, int], language: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for name in ("login", "form_wrong_address", "by_hand_offered"):
        draw_over(page, PAGES_WITH_FIELDS[content], name, language)
        assert page.evaluate(COVERED) == 0, name
        box = page.locator("section.panel").bounding_box()
        assert box is not None
        assert (box["x"] >= 0, box["y"] >= 0) == (True, True)
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] + box["height"] <= size[1]
        if is_folded(page):
            assert box["height"] <= 42, "a thin bar"


def test_where_even_the_bar_finds_no_place_a_button_is_left_that_says_whose_turn_it_is(page: Page) -> None:
    page.set_viewport_size({"width": 660, "height": 337})
    draw_over(page, PAGES_WITH_FIELDS["full"], "login")
    box = page.locator("section.panel").bounding_box()
    assert box is not None
    assert box["width"] <= 42
    assert page.locator(".turn").text_content() == "À vous"
    page.locator("#fold").click()
    assert not is_folded(page)


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_it_opens_when_the_person_wants_and_gives_way_when_they_turn_to_the_page(
    page: Page, way: str
) -> None:
    page.set_viewport_size({"width": 660, "height": 337})
    draw_over(page, PAGES_WITH_FIELDS["login"], "login")
    assert is_folded(page)
    fold = page.locator("#fold")
    if way == "mouse":
        fold.click()
    else:
        fold.focus()
        page.keyboard.press("Enter")
        assert (
            page.evaluate("document.documentElement.lastElementChild.shadowRoot.activeElement.id") == "fold"
        )
    assert fold.get_attribute("aria-expanded") == "true"
    # It stays open while it is read, also when something changes.
    page.evaluate(f"optoutPanel.render({panel_model_js('two_factor')})")
    page.evaluate("optoutPanel.follow()")
    page.evaluate(FRAME)
    assert not is_folded(page)
    if way == "mouse":
        page.mouse.click(10, 10)
    else:
        page.locator("input").first.focus()
    page.evaluate(FRAME)
    assert is_folded(page)
    assert page.evaluate(COVERED) == 0


def test_it_comes_back_when_the_window_has_room_again(page: Page) -> None:
    page.set_viewport_size({"width": 660, "height": 337})
    draw_over(page, PAGES_WITH_FIELDS["login"], "login")
    assert is_folded(page)
    page.set_viewport_size({"width": 1200, "height": 900})
    page.wait_for_function(
        "!document.documentElement.lastElementChild.shadowRoot.querySelector('section').matches('.pill')"
    )


def test_it_gives_way_to_fields_that_come_later_and_to_those_that_are_scrolled_under_it(page: Page) -> None:
    page.set_viewport_size({"width": 660, "height": 337})
    draw_over(page, "<p>Loading</p>", "login")
    assert not is_folded(page), "nothing is in its way yet"
    page.evaluate(
        "content => { document.body.innerHTML = content; optoutPanel.follow(); }",
        PAGES_WITH_FIELDS["login"],
    )
    page.evaluate(FRAME)
    assert is_folded(page)
    page.evaluate("document.body.style.height = '2000px'; window.scrollTo(0, 60); optoutPanel.follow()")
    page.evaluate(FRAME)
    assert page.evaluate(COVERED) == 0


def test_the_folded_bar_is_not_left_over_a_field_where_it_was_dragged(page: Page) -> None:
    page.set_viewport_size({"width": 660, "height": 337})
    draw_over(page, PAGES_WITH_FIELDS["login"], "login")
    bar, field = page.locator(".turn").bounding_box(), page.locator("input").first.bounding_box()
    assert bar is not None
    assert field is not None
    page.mouse.move(bar["x"] + 5, bar["y"] + 5)
    page.mouse.down()
    page.mouse.move(field["x"] + 50, field["y"] + 10)
    page.mouse.up()
    page.evaluate(FRAME)
    assert page.evaluate(COVERED) == 0


def test_the_folded_bar_says_that_there_is_a_warning_to_read(page: Page) -> None:
    page.set_viewport_size({"width": 660, "height": 337})
    for name, is_warned in (("form", False), ("form_wrong_address", True)):
        draw_over(page, PAGES_WITH_FIELDS["form"], name)
        assert is_folded(page)
        assert page.locator(".alarm").count() == is_warned
    page.locator("#fold").click()
    assert page.locator(".alarm").count() == 0


def test_a_large_window_keeps_it_open_beside_the_fields(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    draw_over(page, PAGES_WITH_FIELDS["login"], "login")
    assert not is_folded(page)


def test_folded_it_is_as_good_for_everybody(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 480})
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    draw(page, "login")
    for content in ("", PAGES_WITH_FIELDS["full"]):
        page.evaluate("content => { document.body.innerHTML = content; optoutPanel.follow(); }", content)
        page.evaluate(FRAME)
        assert is_folded(page)
        result = Axe().run(page, options=rules)
        assert result.violations_count == 0, result.generate_report()


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
