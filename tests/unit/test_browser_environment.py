"""What would make the driver or the browser write down what is typed never reaches them; everything else does."""

from __future__ import annotations

import os

import pytest

from helper.browser.driver import clean_environment

LEAKY = (
    *("DEBUG", "PWDEBUG", "NODE_OPTIONS", "SSLKEYLOGFILE"),
    *("PLAYWRIGHT_DEBUG", "PLAYWRIGHT_FORCE_TTY", "PW_TEST_REPORTER", "PW_LANG_NAME"),
)
HARMLESS = ("PLAYWRIGHT_BROWSERS_PATH", "DISPLAY", "HTTPS_PROXY", "DEBUGGER", "MY_DEBUG", "PWD", "XAUTHORITY")


@pytest.mark.parametrize("name", LEAKY)
def test_no_variable_that_logs_what_is_typed_reaches_the_driver(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "pw:*")
    with clean_environment():
        assert name not in os.environ
    assert os.environ[name] == "pw:*", "it is the person's: only hidden"


@pytest.mark.parametrize("name", HARMLESS)
def test_every_other_variable_does(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "kept")
    with clean_environment():
        assert os.environ[name] == "kept"


def test_the_variables_come_back_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "pw:*")
    with pytest.raises(OSError, match="full"), clean_environment():
        raise OSError("full")
    assert os.environ["DEBUG"] == "pw:*"
