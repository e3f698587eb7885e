"""A page as PDF: made by the person's browser, which gets nothing but that page and can reach nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from helper.browser import print_pdf
from helper.browser.find import FoundBrowser
from helper.errors import BrowserProblem


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("#!/bin/sh\nexit 1\n", "CalledProcessError"),
        ("#!/bin/sh\nexit 0\n", "FileNotFoundError"),
        ("no program", "OSError"),
        ("#!/bin/sh\nexec sleep 60\n", "TimeoutExpired"),
        (
            '#!/bin/sh\nfor one; do case "$one" in --print-to-pdf=*) echo no > "${one#*=}";; esac; done\n',
            "PDF",
        ),
    ],
)
def test_a_browser_that_makes_no_pdf_is_said_to_make_none(tmp_path: Path, script: str, reason: str) -> None:
    program_file = tmp_path / "browser"
    program_file.write_text(script)
    program_file.chmod(0o700)
    with pytest.raises(BrowserProblem) as caught:
        print_pdf.print_pdf("<p>x</p>", FoundBrowser("other", program_file), seconds=0.5)
    assert caught.value.key == "print_pdf"
    found = caught.value.values["reason"]
    assert reason == (type(found).__name__ if isinstance(found, OSError) else found)


def test_the_browser_gets_nothing_but_our_own_page_and_can_reach_nobody(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    program_file = tmp_path / "browser"
    program_file.write_text(
        f'#!/bin/sh\nfor one; do echo "$one" >> {seen}; case "$one" in --print-to-pdf=*) echo %PDF-1 > "${{one#*=}}";; esac; done\n'
    )
    program_file.chmod(0o700)
    assert print_pdf.print_pdf("<p>x</p>", FoundBrowser("other", program_file)) == b"%PDF-1\n"
    arguments = seen.read_text().splitlines()
    assert [one for one in arguments if not one.startswith("--")] == [arguments[-1]]
    assert arguments[-1].startswith("file:///")
    assert arguments[-1].endswith("/page.html")
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in arguments
    assert "--headless=new" in arguments
    assert not Path(arguments[-1].removeprefix("file://")).exists()
