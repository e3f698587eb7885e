"""What would make the driver or the browser write down what is typed never reaches them; everything else does."""

from __future__ import annotations

import asyncio
import gc
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from helper.browser.driver import ask_directly, quiet_environment, tell_of_errors
from helper.browser.launch import attach
from helper.errors import UsageProblem

LEAKY = (
    *("DEBUG", "PWDEBUG", "DEBUG_FILE", "NODE_OPTIONS", "NODE_PATH", "SSLKEYLOGFILE"),
    *("PLAYWRIGHT_DEBUG", "PLAYWRIGHT_FORCE_TTY", "PW_TEST_REPORTER", "PW_LANG_NAME"),
)
HARMLESS = ("PLAYWRIGHT_BROWSERS_PATH", "DISPLAY", "HTTPS_PROXY", "DEBUGGER", "MY_DEBUG", "PWD", "XAUTHORITY")


@pytest.mark.parametrize("name", LEAKY)
def test_no_variable_that_logs_what_is_typed_reaches_the_driver(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "pw:*")
    with quiet_environment():
        assert name not in os.environ
    assert os.environ[name] == "pw:*", "it is the person's: only hidden"


@pytest.mark.parametrize("name", HARMLESS)
def test_every_other_variable_does(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "kept")
    with quiet_environment():
        assert os.environ[name] == "kept"


def test_the_variables_come_back_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "pw:*")
    with pytest.raises(OSError, match="full"), quiet_environment():
        raise OSError("full")
    assert os.environ["DEBUG"] == "pw:*"


@pytest.mark.parametrize("proxy", ["http_proxy", "HTTPS_PROXY", "all_proxy"])
def test_no_proxy_is_asked_for_this_computer(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(proxy, "http://192.0.2.1:3128")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    with quiet_environment():
        assert os.environ[proxy] == "http://192.0.2.1:3128"
        for name in ("no_proxy", "NO_PROXY"):
            assert {"intranet.example", "127.0.0.1", "localhost", "[::1]"} <= set(os.environ[name].split(","))
    assert (os.environ.get("no_proxy"), os.environ["NO_PROXY"]) == (None, "intranet.example")


def test_without_a_proxy_nothing_is_said_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with quiet_environment():
        assert "no_proxy" not in os.environ


def test_what_the_person_says_of_proxies_stays() -> None:
    """As the driver reads it: the lower case first, unless it is empty; a star alone is everything."""
    assert ask_directly({"no_proxy": "*"}) == "*"
    assert ask_directly({"no_proxy": "a", "NO_PROXY": "b"}).split(",")[0] == "a"
    assert ask_directly({"no_proxy": "", "NO_PROXY": "b"}).split(",")[0] == "b"
    assert ask_directly({}).startswith("localhost,")


@pytest.mark.parametrize(
    "address",
    ["http://192.0.2.1:9222", "http://localhost.example:9222", "http://127.0.0.1@192.0.2.1:9222", "9222"],
)
def test_no_browser_of_another_computer_is_used_and_nobody_is_asked(address: str) -> None:
    async def play() -> None:
        async with attach(None, address):  # type: ignore[arg-type]  a driver that is asked for anything fails
            pass

    with pytest.raises(UsageProblem), ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(play())).result()


@pytest.mark.parametrize(
    ("error", "is_told"),
    [
        (Exception("Connection closed while reading from the driver"), False),
        (Exception("something else"), True),
        (ConnectionError("Connection closed"), True),
    ],
)
def test_a_driver_that_is_gone_is_no_news(
    error: Exception, is_told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async def leave_a_question_open() -> None:
        asyncio.get_running_loop().set_exception_handler(tell_of_errors)
        asyncio.get_running_loop().create_future().set_exception(error)

    asyncio.run(leave_a_question_open())
    gc.collect()
    assert ("never retrieved" in caplog.text) == is_told
