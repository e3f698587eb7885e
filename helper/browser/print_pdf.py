"""Makes a PDF of a page of our own, with a browser that shows no window and can reach no host."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from helper.browser.driver import quiet_environment
from helper.browser.find import FoundBrowser, is_root
from helper.errors import BrowserProblem

SECONDS = 60.0

# Only what was handed over is drawn: every name leads nowhere, and nothing is asked for in the background.
_ALONE = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    # The pages of an address bar, which here is not even drawn: a quarter of the processor time (Chromium 156).
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
)


def print_pdf(html: str, browser: FoundBrowser, seconds: float = SECONDS) -> bytes:
    """Give the page as a PDF; raises BrowserProblem when the browser makes none.

    It takes the text of the page and no address: nothing but what we wrote ourselves is ever printed.
    """
    # What the browser writes meanwhile, a profile included, is the person's alone and gone at the end.
    with tempfile.TemporaryDirectory(prefix="optout-assist-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, printed = folder / "page.html", folder / "page.pdf"
        page.write_text(html, encoding="utf-8")
        command = [
            str(browser.path),
            "--headless=new",
            *_ALONE,
            *(["--no-sandbox"] if is_root() else []),  # root prints all the same
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ]
        try:
            with quiet_environment():
                subprocess.run(
                    command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=seconds
                )
            content = printed.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            reason = error if isinstance(error, OSError) else type(error).__name__
            raise BrowserProblem("print_pdf", browser=browser.path, reason=reason) from error
        if not content.startswith(b"%PDF-"):
            raise BrowserProblem("print_pdf", browser=browser.path, reason="PDF")
        return content
