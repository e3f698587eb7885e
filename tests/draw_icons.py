"""Draws the icon in the sizes that desktops want, from `optout-assist.svg`: `make icons`, then look at them."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright
from replica.browser_wrapper import browser_path

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def main() -> None:
    """Write `optout-assist-SIZE.png` beside the drawing in the folder that is named."""
    folder = Path(sys.argv[1])
    drawing = (folder / "optout-assist.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path())
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(
                f"<style>body{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{drawing}"
            )
            page.screenshot(path=folder / f"optout-assist-{size}.png", omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
