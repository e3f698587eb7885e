"""Takes the documents’ picture of the report, of an invented archive: `make pictures`, then look at it."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from replica.browser_wrapper import browser_path
from replica.display import some_display
from report_samples import DRAWN, fill_archive, take_pictures

from flows.load import languages
from helper.report.gather import gather
from helper.report.render import render_report
from helper.report.story import tell
from helper.texts import Texts

LANGUAGE = "fr"
WIDTH = 1080
MADE_AT = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
SHADES = 256


def main() -> None:
    """Write `report-fr.png` into the folder that is named: the page down to the first account's last fact."""
    target = Path(sys.argv[1]) / f"report-{LANGUAGE}.png"
    with some_display(), sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(
            executable_path=browser_path(),
            headless=False,
            chromium_sandbox=os.geteuid() != 0,
            env=dict(os.environ),
        )
        archive = fill_archive(Path(scratch) / "archive", take_pictures(browser, LANGUAGE), LANGUAGE)
        page_path = archive.path / "report.html"
        told = tell(gather([archive], page_path), MADE_AT, languages())
        page_path.write_text(render_report(told, Texts.load(LANGUAGE), dt.UTC), "utf-8")
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light")
        page.goto(page_path.as_uri())
        page.evaluate(DRAWN)
        shown = page.locator(".facts").first.bounding_box()
        if shown is None:
            sys.exit("the report shows no facts")
        height = shown["y"] + shown["height"] + 12
        page.screenshot(path=target, full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
        browser.close()
    with Image.open(target) as picture:
        picture.convert("RGB").quantize(SHADES, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target}: {target.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
