"""Takes the documents’ pictures of a practice run in the program’s own window: `make pictures`, then look at them.

What is shown names the person's home: it has to be one that nobody has. The first picture, of a desktop's menu, is no
window of ours and not taken here.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageGrab
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright
from replica.attempt import KEPT_VARIABLES, program_command
from replica.browser_wrapper import free_port, is_listening, write_plain_wrapper
from replica.display import virtual_display
from replica.panel import press_panel
from replica.person import TIMEOUT_MS, Person, connect
from replica.scenario import Scenario

from helper.texts import Texts

LANGUAGE, HOME, ADDRESS = "fr", Path("/home/camille"), "camille.martin@example.org"
SIZE, WIDTH, SHADES = (1000, 688), 760, 128
# As long as the program takes pictures of its own, its panel is out of sight.
SECONDS_TO_LOOK = 1.6


class Visit:
    """Somebody who sits at the window and takes a picture of each step."""

    def __init__(self, playwright: Playwright, port: int, folder: Path, said: Path) -> None:
        self._playwright, self._port, self._folder, self._said = playwright, port, folder, said
        self._texts = Texts.load(LANGUAGE)
        self._browser: Browser | None = None

    def go(self) -> None:
        """Practise once, and look at the report."""
        say = self._texts.say
        page = self._page(lambda one: one.locator("#wants_facebook").count() > 0)
        page.locator("#wants_facebook").check()
        page.locator("#address_facebook").fill(ADDRESS)
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        self._look("2-questions")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        self._look("3-practise")
        self._press(page, say("window.start.try"))

        page = self._page(lambda one: "practice." in one.url)
        self._wait_until_said(say("step.login.now", service="").split(" à ")[0])
        self._look("4-log-in")
        page.locator("#pass").fill("inventé")
        page.locator("button[type=submit]").click()
        page.locator("textarea").wait_for()
        self._wait_until_said(say("insertion.done", reference="CNIL").split(" (")[0])
        page.locator("button[type=submit]").scroll_into_view_if_needed()
        self._look("5-send")
        page.locator("button[type=submit]").click(no_wait_after=True)
        page.locator(".answer").wait_for()
        self._wait_until_said(say("step.submitted.kept"))
        self._look("6-answer")
        press_panel(Person(page, Scenario()), "b-go_on")

        page = self._page(lambda one: one.locator("figure img").count() > 2)
        self._look("7-kept")
        with page.context.expect_page() as opened:
            self._press(page, say("window.deed.report"))
        opened.value.wait_for_load_state()
        self._look("8-report")
        Person(page, Scenario()).close_window()

    def _press(self, page: Page, name: str) -> None:
        page.get_by_role("button", name=name, exact=True).click(no_wait_after=True)

    def _page(self, is_wanted: Callable[[Page], bool]) -> Page:
        """Give the page that shows what is wanted, in a browser that may have taken another one's place."""
        until = time.monotonic() + TIMEOUT_MS / 1000
        while time.monotonic() < until:
            try:
                if self._browser is None and is_listening(self._port):
                    self._browser = connect(self._playwright, self._port)
                if self._browser is not None:
                    self._browser.new_browser_cdp_session().detach()  # a turn, in which it says what is new
                    for page in self._browser.contexts[0].pages:
                        if is_wanted(page):
                            page.set_default_timeout(TIMEOUT_MS)
                            return page
            except Error:
                self._browser = None  # it is closed for the next one
            select.select([], [], [], 0.1)
        sys.exit(f"the window never came to the next step; {self._said.read_text('utf-8')}")

    def _wait_until_said(self, words: str) -> None:
        until = time.monotonic() + TIMEOUT_MS / 1000
        while words not in " ".join(self._said.read_text("utf-8").split()):
            if time.monotonic() > until:
                sys.exit(f"never said {words!r}; {self._said.read_text('utf-8')}")
            select.select([], [], [], 0.1)

    def _look(self, name: str) -> None:
        """Keep the picture with most in it, once what moved has come to rest."""
        looks: list[Image.Image] = []
        until = time.monotonic() + SECONDS_TO_LOOK
        while time.monotonic() < until:
            looks.append(ImageGrab.grab(xdisplay=os.environ["DISPLAY"]).convert("RGB"))
            select.select([], [], [], 0.2)
        fullest = max(looks[len(looks) // 2 :], key=lambda one: one.entropy())
        small = fullest.resize(
            (WIDTH, round(fullest.height * WIDTH / fullest.width)), Image.Resampling.LANCZOS
        )
        target = self._folder / f"{name}.png"
        small.quantize(SHADES, dither=Image.Dither.NONE).save(target, optimize=True)
        print(f"{target}: {target.stat().st_size // 1024} KiB")


def main() -> None:
    """Write `window/2-questions.png` and those after it into the folder that is named."""
    folder = Path(sys.argv[1]) / "window"
    folder.mkdir(exist_ok=True)
    with (
        virtual_display("x".join(map(str, (*SIZE, 24)))) as display,
        tempfile.TemporaryDirectory() as scratch,
        _nobodys_home(),
        sync_playwright() as playwright,
    ):
        os.environ["DISPLAY"] = display
        port, said = free_port(), Path(scratch) / "stderr"
        # It fills the screen, can be looked into, and has no bar that warns of root's missing sandbox.
        filling = ("--window-position=0,0", f"--window-size={SIZE[0]},{SIZE[1]}", "--test-type")
        browser = write_plain_wrapper(Path(scratch), [*filling, f"--remote-debugging-port={port}"])
        command = [
            *program_command(),
            *("--lang", LANGUAGE, "window", "--browser", str(browser)),
        ]
        environ = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        environ |= {"HOME": str(HOME), "LANG": "fr_FR.UTF-8", "LANGUAGE": LANGUAGE, "DISPLAY": display}
        with (
            said.open("wb") as err,
            subprocess.Popen(command, env=environ, stderr=err, cwd=scratch) as program,
        ):
            try:
                Visit(playwright, port, folder, said).go()
            finally:
                program.terminate()


@contextlib.contextmanager
def _nobodys_home() -> Iterator[None]:
    """Make the home whose name is shown, where nobody has it, and remove it afterwards."""
    try:
        HOME.mkdir(mode=0o700)
    except OSError as error:
        sys.exit(f"{HOME} has to be made for these pictures, and nobody's: {error}")
    try:
        yield
    finally:
        shutil.rmtree(HOME)


if __name__ == "__main__":
    main()
