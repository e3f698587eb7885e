"""Write the pages on Meta's products from the facts: `python tests/write_products.py docs`; a test compares them."""

from __future__ import annotations

import sys
from pathlib import Path

from flows.products import load_products
from helper.products import page
from helper.texts import LANGUAGES, Texts

if __name__ == "__main__":
    for language in LANGUAGES:
        target = Path(sys.argv[1]) / language / "products.md"
        target.write_text(page(load_products(), Texts.load(language)), "utf-8")
        print(target)
