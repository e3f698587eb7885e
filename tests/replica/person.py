"""The pretend person: trusted mouse and keyboard through a second connection to the browser that the program opened."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable

from playwright.sync_api import Browser, CDPSession, Error, FrameLocator, Locator, Page, Playwright

from replica.leaks import FORM_CODE, PASSWORD, TWO_FACTOR_CODE
from replica.scenario import Scenario
from replica.states import NAMES
from replica.texts import texts

TIMEOUT_MS = 30_000
CLOSE_SECONDS = 15.0


def connect(playwright: Playwright, debugging_port: int) -> Browser:
    """Connect to a browser that listens on its debugging port."""
    return playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{debugging_port}", timeout=TIMEOUT_MS)


class Person:
    """Does what a person does in the window, and waits for what a person waits for."""

    def __init__(self, page: Page, scenario: Scenario) -> None:
        self.page = page
        self.scenario = scenario
        self.texts = texts(scenario.language)
        page.set_default_timeout(TIMEOUT_MS)

    @classmethod
    def at(cls, browser: Browser, scenario: Scenario) -> Person:
        """Sit down at the window of a browser, at the tab that shows a page of the service or is about to."""
        pages = browser.contexts[0].pages or [browser.contexts[0].wait_for_event("page", timeout=TIMEOUT_MS)]
        shown = [page for page in pages if page.url.startswith("https://") and "popup=1" not in page.url]
        page = shown[0] if shown else pages[-1]
        page.wait_for_url(re.compile("^https://"), wait_until="commit", timeout=TIMEOUT_MS)
        return cls(page, scenario)

    # --- where things are ----------------------------------------------------------------------------------------

    @property
    def surface(self) -> Page | FrameLocator:
        """Give what the form stands in: the page, or its frame."""
        is_framed = self.scenario.engine == "frame"
        return self.page.frame_locator("iframe[src*=framed]") if is_framed else self.page

    def field(self, key: str) -> Locator:
        """Give the field of the form that tests call `key`."""
        name = NAMES[key]
        return self.surface.locator(f'[name="{name}"]:not([type=hidden]), [data-for="{name}"]')

    def button(self, key: str, inside: Locator | None = None) -> Locator:
        """Give the button with the sentence `key` on it."""
        return (inside or self.surface).get_by_role("button", name=self.texts[key], exact=True)

    def sees(self, sentence: str, timeout_ms: int = TIMEOUT_MS) -> None:
        """Wait until a sentence is visible, in the page or in the form's frame."""
        self.surface.get_by_text(sentence).first.wait_for(timeout=timeout_ms)

    # --- on the way ----------------------------------------------------------------------------------------------

    def open(self, address: str) -> None:
        """Type an address into this tab."""
        self.page.goto(address, wait_until="commit")

    def accept_cookies(self) -> None:
        """Accept all cookies."""
        button = self.page.get_by_role("button", name=self.texts["cookie_accept"], exact=True)
        button.click()
        button.wait_for(state="detached")

    def log_in(self, user: str = "someone", password: str = PASSWORD) -> None:
        """Log in, in whatever way the scenario offers."""
        kind = self.scenario.login
        if kind == "none":
            return
        if kind in ("popup", "instant_popup"):
            with self._popup() as popup:
                self._fill_login(popup, user, password)
            return
        where = self.page.frame_locator("iframe[src*='login/frame']") if kind == "frame" else self.page
        self._fill_login(where, user, password)

    def _popup(self) -> _Popup:
        if self.scenario.login == "popup":
            return _Popup(
                self.page, self.page.get_by_role("button", name=self.texts["login"], exact=True).click
            )
        return _Popup(self.page, lambda: None)

    def _fill_login(self, where: Page | FrameLocator, user: str, password: str) -> None:
        user_field = where.locator('#login_form input[type="text"]')
        user_field.click()
        user_field.press_sequentially(user)
        secret = where.locator('#login_form input[type="password"]')
        if self.scenario.login == "two_steps":
            where.locator("#login_form").get_by_role("button", name=self.texts["next"], exact=True).click()
        secret.click()
        secret.press_sequentially(password)
        where.locator("#login_form").get_by_role("button", name=self.texts["login"], exact=True).click()

    def pass_two_factor(self, code: str = TWO_FACTOR_CODE) -> None:
        """Type the code of the authentication app."""
        self.page.locator("[name=approvals_code]").press_sequentially(code)
        self._onward("next")

    def solve_captcha(self) -> None:
        """Tick the box of the captcha's frame, with the keyboard: a click there may be lost while the frame is new."""
        box = self.page.frame_locator("iframe[src*=captcha]").locator("[name=human]")
        box.press("Space")
        box.press("Enter")
        self.page.locator("iframe[src*=captcha]").wait_for(state="detached")

    def confirm_checkpoint(self) -> None:
        """Go on after approving the login on the telephone."""
        self._onward("next")

    def agree_consent(self) -> None:
        """Agree to what blocks the way."""
        self._onward("agree")

    def decline_saving_login(self) -> None:
        """Answer "save your login info?" with not now."""
        self._onward("not_now")

    def switch_identity(self) -> None:
        """Go from a Page back to the personal profile."""
        self._onward("switch")

    def _onward(self, key: str) -> None:
        with self.page.expect_navigation(wait_until="commit"):
            self.page.get_by_role("button", name=self.texts[key], exact=True).click()

    def take_steps(self) -> None:
        """Take every step that stands between login and form in this scenario."""
        acts: dict[str, Callable[[], None]] = {
            "two_factor": self.pass_two_factor,
            "captcha": self.solve_captcha,
            "checkpoint": self.confirm_checkpoint,
            "consent": self.agree_consent,
            "save_login": self.decline_saving_login,
        }
        for step in self.scenario.after_login:
            acts[step]()

    def pass_gateway(self, answer: str = "yes") -> None:
        """Answer whether it is about AI."""
        self.surface.get_by_text(self.texts[answer], exact=True).click()
        self.button("next").click()

    def leave_portal(self) -> None:
        """Choose the product on the portal and go on."""
        self.field("product").select_option(self.scenario.place.brand)
        self.button("next").click()

    # --- at the form ---------------------------------------------------------------------------------------------

    def wait_for_form(self) -> None:
        """Wait until the form can be filled."""
        self.button("send").wait_for()

    def type_explanation(self, text: str, delay_ms: float = 0, key: str = "explanation") -> None:
        """Click behind what stands in the field and type."""
        field = self.field(key)
        field.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text, delay=delay_ms)

    def clear(self, key: str) -> None:
        """Delete what stands in a field."""
        self.field(key).click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")

    def correct_email(self, address: str) -> None:
        """Replace the address."""
        field = self.field("email")
        if self.scenario.options.email == "select":
            field.select_option(address)
            return
        self.clear("email")
        field.press_sequentially(address)

    def choose_country(self, country: str = "France") -> None:
        """Choose a country from the list, or type it and pick it."""
        field = self.field("country")
        if (self.scenario.options.country or "select") == "select":
            field.select_option(country)
            return
        field.click()
        field.press_sequentially(country[:3])
        self.surface.get_by_role("option", name=country, exact=True).click()

    def read(self, key: str = "explanation") -> str:
        """Read what stands in a field."""
        field = self.field(key)
        is_box = field.get_attribute("contenteditable") is not None
        return field.inner_text() if is_box else field.input_value()

    def press_send(self) -> None:
        """Press Send with the mouse; does not wait for the answer, which may never come."""
        self.button("send").click(no_wait_after=True)

    def press_enter(self, key: str = "email") -> None:
        """Press Enter in a field of one line, or on the Send button with `key="send"`."""
        (self.button("send") if key == "send" else self.field(key)).press("Enter", no_wait_after=True)

    def enter_code(self, code: str = FORM_CODE) -> None:
        """Type the code that came by e-mail and confirm it."""
        self.field("code").press_sequentially(code)
        self.button("next", self.surface.get_by_role("dialog", name=self.texts["code_title"])).click(
            no_wait_after=True
        )

    def sees_success(self, timeout_ms: int = TIMEOUT_MS) -> None:
        """Wait until the service's success sentence is visible."""
        self.sees(self.texts.pick("success", self.scenario.options.wording), timeout_ms)

    # --- what a page does by itself after a while: at the test's word, so that no slow computer comes too late ----

    def let_toast_go(self) -> None:
        """Let the toast vanish."""
        self.surface.locator(".toast").evaluate("toast => toast.remove()")

    def let_form_give_way(self) -> None:
        """Let the form vanish that the page has kept since it was sent."""
        self.button("send").evaluate("button => button.closest('[data-transport]').remove()")

    # --- the window ----------------------------------------------------------------------------------------------

    def crash_page(self) -> None:
        """Let the page's process die, as happens to a page that takes too much memory."""
        with self.page.expect_event("crash"), contextlib.suppress(Error):
            self.page.goto("chrome://crash", wait_until="commit")

    def close_window(self) -> None:
        """Close every tab, as closing the window does: again where a page changed at that moment and took no notice."""
        browser = self.page.context.browser
        assert browser is not None
        until = time.monotonic() + CLOSE_SECONDS
        with contextlib.suppress(Error):  # the program ends its browser once the window is closed
            session = browser.new_browser_cdp_session()
            while tabs := _tabs(session):  # every question is a turn of the browser
                for tab in tabs:
                    with contextlib.suppress(Error):  # it closes already
                        session.send("Target.closeTarget", {"targetId": tab})
                if time.monotonic() > until:
                    raise TimeoutError("the window stays open")


def _tabs(session: CDPSession) -> list[str]:
    targets = session.send("Target.getTargets")["targetInfos"]
    return [target["targetId"] for target in targets if target["type"] == "page"]


class _Popup:
    """A popup that opens after an act, or that is open already; leaves when it has closed itself."""

    def __init__(self, page: Page, act: Callable[[], None]) -> None:
        self._page, self._act = page, act

    def __enter__(self) -> Page:
        others = [page for page in self._page.context.pages if page is not self._page]
        if not others:
            with self._page.context.expect_page(timeout=TIMEOUT_MS) as info:
                self._act()
            others = [info.value]
        self._popup = others[0]
        self._popup.set_default_timeout(TIMEOUT_MS)
        return self._popup

    def __exit__(self, *failure: object) -> None:
        if failure[0] is None and not self._popup.is_closed():
            self._popup.wait_for_event("close", timeout=TIMEOUT_MS)
