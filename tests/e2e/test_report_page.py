"""The report in a real browser: whatever a record holds, nothing runs, nothing is asked for, and people can use the page."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from evidence_samples import picture, record_of, seal_one
from playwright.sync_api import Browser, Page
from report_samples import fill_archive, take_pictures

from flows.load import languages
from helper.evidence.store import Archive
from helper.record import Record
from helper.report.attempts import StampView
from helper.report.gather import find_lost, gather
from helper.report.render import render_report
from helper.report.story import tell
from helper.texts import LANGUAGES, Texts

NOW = dt.datetime(2026, 11, 22, 15, 0, tzinfo=dt.UTC)
WIDTHS = (320, 390, 768, 1180, 1920)

MARKUP = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1>",
    "\"'><iframe src=https://example.org/></iframe>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<link rel=stylesheet href=https://example.org/x.css><style>*{display:none}</style>",
    "</style></blockquote></article></main><base href=https://example.org/>",
    "<form action=https://example.org/><input autofocus onfocus=window.hit=1>",
    "javascript:window.hit=1",
    "{{ 7*7 }}{% raw %}${7*7}",
    "<!--<![CDATA[",
)
CONTROLS = "\x1b]0;x\x07\x9b31m\u202egnp.exe\u2066\u200b\ufeff\x00\x0b\u2028"
LONG = "W" * 10_000
ZALGO = "a" + "\u0310" * 400
HOSTILE = (*MARKUP, CONTROLS, LONG, ZALGO, "שלום " * 40, "\N{FAMILY}" * 300)


def hostile_record(record: Record, text: str) -> Record:
    """Put a text into every field of a record that takes words."""
    update: dict[str, Any] = {
        "flow": record.flow.model_copy(update={"name": text, "revision": text}),
        "page": record.page.model_copy(update={"url": text, "language": text, "variant": text}),
        "email_check": record.email_check.model_copy(
            update={"verdict": "mismatch", "displayed": text, "expected": text}
        ),
        "explanation": record.explanation.model_copy(update={"reference": text, "text": text}),
        "confirmation": record.confirmation
        and record.confirmation.model_copy(update={"text": text, "signs": (text,)}),
        "evidence": tuple(
            item.model_copy(update={"url": text, **({"path": text, "sha256": text} if number == 1 else {})})
            for number, item in enumerate(record.evidence)
        ),
        "software": record.software.model_copy(update={"name": text, "version": text, "browser": text}),
        "notes": (text,),
    }
    return record.model_copy(update=update)


def write_page(folder: Path, kept: Archive, change: Callable[[Record], Record], lang: str = "fr") -> Path:
    """Write the report of an archive whose records were changed after it was read: no text is too strange for that."""
    path = folder / "report.html"
    attempts = [
        type(one)(**{**vars(one), "record": one.record and change(one.record), "stamps": stamps(one.id)})
        for one in gather([kept], path)
    ]
    path.write_text(render_report(tell(attempts, NOW, languages()), Texts.load(lang), dt.UTC), "utf-8")
    return path


def stamps(text: str) -> tuple[StampView, ...]:
    return (StampView("good", text + MARKUP[0] + CONTROLS, NOW), StampView("bad", None, None))


@pytest.fixture
def requests(page: Page) -> list[str]:
    """Everything that the page asks for, the page itself among it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.fixture(scope="module")
def example(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return fill_archive(tmp_path_factory.mktemp("example") / "archive", take_pictures(browser, "fr"), "fr")


@pytest.fixture(scope="module")
def troubled(example: Archive, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The example with everything that can go wrong, so that each kind of line is on the page."""
    path = tmp_path_factory.mktemp("troubled") / "archive"
    shutil.copytree(example.path, path)
    kept = Archive(path)
    damaged = seal_one(kept, rehearsal=True)
    (damaged / "data/form.png").write_bytes(picture(9))
    gone = seal_one(kept)
    seal_one(kept)
    shutil.rmtree(gone)
    kept.begin("facebook")
    return kept


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text)[:30] for text in HOSTILE])
def test_no_text_of_a_record_runs_asks_or_breaks_the_layout(
    page: Page, requests: list[str], tmp_path: Path, text: str
) -> None:
    kept = Archive(tmp_path / "archive")
    seal_one(kept)
    bag = seal_one(kept, "instagram")
    (bag / "data" / "odd <b>name\u202e").write_bytes(b"")
    path = write_page(tmp_path, kept, lambda record: hostile_record(record, text))
    page.add_init_script("addEventListener('securitypolicyviolation', () => { window.broken = 1; });")
    page.goto(path.as_uri())
    assert page.evaluate("[window.hit, window.broken]") == [None, None]
    assert [url for url in requests if not url.startswith("data:")] == [path.as_uri()]
    assert page.locator("script, iframe, form, input, base, link, svg, object, embed").count() == 0
    assert page.locator("meta[http-equiv]").count() == 1
    assert page.locator("style").count() == 1
    shown = page.locator("body").inner_text()
    assert not set(shown) & set("\x1b\x9b\x07\u202e\u2066\u200b\ufeff\u2028")
    assert "odd <b>name\\u202e" in shown
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert all(
        link.startswith("./archive/2")
        for link in page.locator("a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    )


def test_the_policy_alone_would_stop_what_the_escaping_stops(page: Page, tmp_path: Path) -> None:
    kept = Archive(tmp_path / "archive")
    seal_one(kept)
    path = write_page(tmp_path, kept, lambda record: record)
    planted = (
        "<script>window.hit=1</script><img src=x onerror=window.hit=1><style>h1{color:red}</style></main>"
    )
    path.write_text(path.read_text("utf-8").replace("</main>", planted), "utf-8")
    page.goto(path.as_uri())
    assert page.evaluate("window.hit") is None
    assert page.locator("h1").evaluate("(one) => getComputedStyle(one).color") != "rgb(255, 0, 0)"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1180])
def test_axe_finds_nothing(browser: Browser, troubled: Archive, lang: str, scheme: Any, width: int) -> None:
    path = troubled.path / f"{lang}.html"
    attempts = gather([troubled], path, with_rehearsals=True)
    told = tell(attempts, NOW, languages(), find_lost([troubled]))
    assert (told.damaged, len(told.lost)) == (1, 1)
    path.write_text(render_report(told, Texts.load(lang), dt.UTC), "utf-8")
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page.goto(path.as_uri())
    found = Axe().run(page, options={"resultTypes": ["violations", "incomplete"]})
    assert found.generate_report() == "Found 0 accessibility violations:\n"
    # What axe cannot judge by itself: single signs, which only repeat the words beside them.
    unsure = [
        (check["data"]["messageKey"], node["html"])
        for item in found.response["incomplete"]
        for node in item["nodes"]
        for check in node["any"]
    ]
    assert [one for one in unsure if one[0] not in ("shortTextContent", "nonBmp")] == []
    assert page.locator("html").get_attribute("lang") == lang
    page.close()


def test_the_small_pictures_are_drawn_and_lead_to_the_full_ones(page: Page, example: Archive) -> None:
    path = write_page(example.path, example, lambda record: record)
    page.goto(path.as_uri())
    sizes = page.locator("img").evaluate_all("all => all.map((one) => [one.naturalWidth, one.alt])")
    assert len(sizes) >= 6
    assert all(width > 100 and alt.startswith("Image\u00a0: ") for width, alt in sizes)
    page.get_by_role("link", name="Le formulaire juste avant Envoyer, 18 novembre").click()
    page.wait_for_url("**/02-filled.png")


def test_it_prints_on_a4_and_cuts_no_picture(page: Page, example: Archive) -> None:
    path = write_page(example.path, example, lambda record: record)
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(path.as_uri())
    # Dark is for screens: paper is white.
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 31, 36)"
    kept = page.locator(".pictures figure").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).breakInside)"
    )
    assert set(kept) == {"avoid"}
    highest = page.locator(".pictures figure").evaluate_all(
        "all => Math.max(...all.map((one) => one.getBoundingClientRect().height))"
    )
    assert highest < 900  # CSS pixels; a page of A4 has 990 within its margins
    document = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in document or b"/MediaBox [0 0 595" in document


def test_words_can_be_enlarged_and_the_page_read_in_order(page: Page, example: Archive) -> None:
    path = write_page(example.path, example, lambda record: record)
    page.goto(path.as_uri())
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.set_viewport_size({"width": 640, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_a_hostile_title_of_a_record_is_no_title_of_the_page(page: Page, tmp_path: Path) -> None:
    kept = Archive(tmp_path / "archive")
    work = kept.begin("facebook")
    work.seal(record_of(work, {}))
    path = write_page(tmp_path, kept, lambda record: hostile_record(record, "<title>owned</title>"), "en")
    page.goto(path.as_uri())
    assert page.title() == "My objections to Meta’s AI"
