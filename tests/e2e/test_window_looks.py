"""The window's pages, as people see and use them: alone, enlarged, in small windows, in the dark, by ear and by keyboard."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from window_page_samples import pages_of

from helper.browser.tickets import ORIGIN
from helper.cli.notice import show_notice
from helper.texts import LANGUAGES, Texts
from helper.window.draw import notice_page

ACTION = f"{ORIGIN}/ticket"
NAMES = tuple(pages_of("en"))
HOSTILE = (
    "<script>window.hit=1</script><img src=x onerror=window.hit=1>\u202e\"'><form action=https://example.org>"
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1180])
def test_axe_finds_nothing(browser: Browser, name: str, lang: str, scheme: Any, width: int) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page.set_content(pages_of(lang)[name](ACTION))
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.generate_report() == "Found 0 accessibility violations:\n"
    assert page.locator("html").get_attribute("lang") == lang
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("name", NAMES)
def test_words_can_be_enlarged_and_the_page_read_in_order(page: Page, name: str) -> None:
    page.set_content(pages_of("fr")[name](ACTION))
    levels = page.locator("h1, h2, h3").evaluate_all("all => all.map((one) => Number(one.tagName[1]))")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.set_viewport_size({"width": 720, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 720


@pytest.mark.parametrize("name", NAMES)
def test_no_page_has_a_script_or_sends_anything_elsewhere(page: Page, name: str) -> None:
    page.set_content(pages_of("en")[name](ACTION))
    assert page.locator("script, iframe, object, embed, base, [onclick], [onload]").count() == 0
    actions = page.locator("form").evaluate_all(
        "all => all.map((one) => [one.action, one.method, one.target])"
    )
    assert all(one == [ACTION, "post", ""] for one in actions)
    links = page.locator("a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert all(link.startswith("#") for link in links)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert "default-src 'none'" in policy
    assert f"form-action {ORIGIN}" in policy


def test_the_summary_of_problems_has_the_focus_and_leads_to_each_field(page: Page) -> None:
    page.set_content(pages_of("en")["errors"](ACTION))
    expect(page.get_by_role("alert")).to_be_focused()  # which a page begins with as it is first drawn
    for link in page.locator("[role=alert] a").all():
        target = (link.get_attribute("href") or "")[1:]
        field = page.locator(f"[id='{target}']")
        assert field.get_attribute("aria-invalid") == "true"
        described = field.get_attribute("aria-describedby")
        assert page.locator(f"[id='{described}']").inner_text().strip("!\n ")
    assert page.title().startswith("To correct:")


def test_everything_is_reached_by_keyboard_in_order(page: Page) -> None:
    page.set_content(pages_of("en")["start"](ACTION))
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.innerText"))
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring == "solid", f"nobody sees that {reached[-1]} has the focus"
    assert reached == [
        *("wants_facebook", "address_facebook", "wants_instagram", "address_instagram"),
        *("Do your two accounts belong together?", "saves", "country", "Go on", "Practise first"),
    ]


def test_words_from_outside_run_nothing(page: Page) -> None:
    page.set_content(notice_page(Texts.load("en"), [HOSTILE]))
    assert page.evaluate("window.hit") is None
    assert page.locator("script, img, form").count() == 0
    assert "\\u202e" in page.locator("main").inner_text()


def test_the_notice_is_a_page_that_any_browser_shows(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    monkeypatch.setattr("webbrowser.open", opened.append)
    texts = Texts.load("fr")
    path = show_notice(texts, ["Un", "Deux"])
    assert path is not None
    assert opened == [path.as_uri()]
    assert show_notice(texts, ["Trois"]) == path, "its own page is replaced"
    assert "Trois" in path.read_text("utf-8")
    path.write_text("mine", "utf-8")
    assert show_notice(texts, ["Quatre"]) != path, "no other file is"
    assert path.read_text("utf-8") == "mine"
