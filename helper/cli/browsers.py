"""The browser of an attempt: in which window it takes place, what an administrator forbids it, and getting one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from helper.cli.options import Shared

if TYPE_CHECKING:
    from helper.browser.find import FoundBrowser
    from helper.browser.policies import Policy
    from helper.session.running import Opener


def choose_window(browser: str | None, attach: str | None) -> Opener:
    """Tell in which window an attempt takes place; raises what keeps one from opening."""
    from helper.browser import launch
    from helper.browser.find import find_browser

    if attach is not None:
        launch.require_own_address(attach)
        return partial(launch.attach, address=attach)
    opener = partial(launch.launch, found=find_browser(browser))
    launch.require_display()
    return opener


def find_blocking_policy(browser: str | None, opened: tuple[str, ...]) -> Policy | None:
    """Give the administrator's rule that keeps the browser from opening any address of the form."""
    from helper.browser.find import find_browser
    from helper.browser.policies import find_blocking, read_policies

    found = read_policies(find_browser(browser).name)
    blocking = [find_blocking(found, address) for address in opened]
    return blocking[0] if all(blocking) else None


def fetch(shared: Shared) -> FoundBrowser:
    """Get a browser and say each step; raises BrowserProblem with the line to type when none can be had."""
    from helper.browser import install

    return install.install_browser(install.this_computer(), shared.hint)
