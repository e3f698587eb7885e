"""The pretend person refuses every site but the practice one, whatever its page looks like: nothing is pressed there."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from flows.hosts import PRACTICE_HOST
from helper.rehearsal import pretend_person
from helper.rehearsal.pretend_person import PretendPerson


class _Page:
    """Stands for Playwright's page, and for whatever is found on it; notes each act."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.acts: list[str] = []

    def locator(self, _: str) -> _Page:
        return self

    async def wait_for(self) -> None:
        """It is there."""

    async def click(self) -> None:
        self.acts.append("click")

    async def press_sequentially(self, text: str, **_: Any) -> None:
        self.acts.append(text)

    async def close(self) -> None:
        self.acts.append("close")


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pretend_person, "_BETWEEN_ACTS", 0)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/help/contact/712876720715583",
        f"https://{PRACTICE_HOST}.example/login",
        f"https://{PRACTICE_HOST}@www.facebook.com/login",
        f"https://www.facebook.com/{PRACTICE_HOST}",
        f"https://sub.{PRACTICE_HOST}/",
        "about:blank",
        "data:text/html,<input type=password>",
        "",
    ],
)
def test_nothing_is_pressed_or_typed_on_any_other_site(url: str) -> None:
    page: Any = _Page(url)
    with pytest.raises(PermissionError):
        asyncio.run(PretendPerson(page).go_through())
    assert page.acts == []


def test_on_the_practice_site_the_whole_way_is_gone() -> None:
    page: Any = _Page(f"https://{PRACTICE_HOST}/login")
    asyncio.run(PretendPerson(page).go_through())
    assert page.acts == ["practice", "click", "click", "close"]
