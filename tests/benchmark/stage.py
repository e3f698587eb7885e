"""A display, a certificate and a folder, on which the whole program is run against the replica outside pytest."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright
from replica.attempt import Attempt
from replica.certificate import Certificate, make_certificate
from replica.display import some_display
from replica.scenario import Scenario

ADDRESS = "person@example.org"
ARGUMENTS = ("--email", ADDRESS, "--cnil")


@dataclass(frozen=True)
class Stage:
    """What attempts need that stays the same from one to the next."""

    playwright: Playwright
    certificate: Certificate
    folder: Path

    @contextlib.contextmanager
    def run(
        self, scenario: Scenario, arguments: Sequence[str] = ARGUMENTS, *, command: Sequence[str] = ()
    ) -> Iterator[Attempt]:
        """Run the program, or another command given the same arguments; it is ended for certain."""
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        attempt = Attempt(self.playwright, scenario, self.certificate, folder, arguments, command=command)
        try:
            yield attempt
        finally:
            attempt.close()


@contextlib.contextmanager
def set_stage() -> Iterator[Stage]:
    """Give the stage, on the display that is there or one of its own."""
    with (
        some_display(),
        # The browser's last processes may still write as they end.
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        sync_playwright() as playwright,
    ):
        yield Stage(playwright, make_certificate(Path(folder)), Path(folder))
