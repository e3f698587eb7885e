"""Takes the documents' pictures of the panel in each state: `make pictures`, then look at them."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from panel_samples import SITUATIONS, panel_model, panel_script
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from replica.browser_wrapper import browser_path

from helper.texts import LANGUAGES

SIZE = {"width": 600, "height": 900}  # in a narrower window the panel begins folded
COLOURS = 48  # enough for letters and five colours; a picture has some kilobytes


def take(page: Page, name: str, language: str) -> Image.Image:
    """Draw the panel of a situation in an empty page and give its picture."""
    page.set_viewport_size(SIZE)
    page.goto("about:blank")
    page.add_style_tag(content="html { background: #e9e6df; }")
    page.evaluate(panel_script(panel_model(SITUATIONS[name], language)))
    page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    box = page.locator("section.panel").bounding_box()
    assert box is not None
    clip = {"x": box["x"] - 8, "y": box["y"] - 8, "width": box["width"] + 16, "height": box["height"] + 16}
    return Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")


def main() -> None:
    """Write `panel/<language>/<state>.png` into the folder that is named."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(), chromium_sandbox=os.geteuid() != 0
        )
        page = browser.new_page()
        for language in LANGUAGES:
            folder = Path(sys.argv[1]) / "panel" / language
            folder.mkdir(parents=True, exist_ok=True)
            for name in SITUATIONS:
                picture = take(page, name, language).quantize(COLOURS)
                picture.save(folder / f"{name}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
