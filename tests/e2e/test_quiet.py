"""Whom the browser tries to reach, by its own net log: the pages that the person opened, and nobody else."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from promises import close_and_check
from replica.attempt import Attempt, bare_environment, program_command
from replica.browser_wrapper import write_plain_wrapper
from replica.net_log import read_hosts, read_lookups, write_net_log
from replica.scenario import Scenario

ADDRESS = "person@example.org"
FRENCH = {
    "LANG": "fr_FR.UTF-8",
    "LANGUAGE": "fr",
}  # some dictionaries have to be fetched, the English one perhaps not


@pytest.fixture
def rehearse(display: str, tmp_path: Path) -> Callable[..., Path]:
    """Run a whole rehearsal in a browser that is told nothing about hosts, and give its net log."""

    def run(*without: str) -> Path:
        log = tmp_path / "net.json"
        browser = write_plain_wrapper(tmp_path, write_net_log(log), without=without)
        arguments: Sequence[str] = (
            *("--archive", str(tmp_path / "archive"), "rehearse", "--autopilot", "--cnil"),
            *("--linger", "0", "--browser", str(browser)),
        )
        subprocess.run(
            [*program_command(), *arguments],
            env=bare_environment(tmp_path / "home", FRENCH),
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=True,
        )
        return log

    return run


def test_a_rehearsal_asks_nobody_for_anything(rehearse: Callable[..., Path]) -> None:
    log = rehearse()
    assert read_lookups(log) == set()
    assert read_hosts(log) == set()


def test_in_a_rehearsal_even_a_browser_with_a_will_of_its_own_finds_no_host(
    rehearse: Callable[..., Path],
) -> None:
    log = rehearse("gaia-config-contents")
    assert read_hosts(log), "it tried"
    assert read_lookups(log) == set()


@pytest.mark.proves("promise 1", case="facebook")
@pytest.mark.parametrize("service", ["facebook", "instagram"])
def test_an_attempt_reaches_the_hosts_of_its_pages_and_no_other(
    run_attempt: Callable[..., Attempt], tmp_path: Path, service: str
) -> None:
    log = tmp_path / "net.json"
    attempt = run_attempt(
        Scenario(service=service),
        *("--email", ADDRESS, "--cnil"),
        env=FRENCH,
        browser_arguments=write_net_log(log),
    )
    attempt.person.log_in()
    attempt.person.wait_for_form()
    attempt.wait_for_note("writing", status="done")
    attempt.person.type_explanation(" Merci.")
    attempt.person.press_send()
    attempt.wait_until_kept()
    result = close_and_check(attempt)
    assert result.outcome == "submitted"
    assert read_hosts(log) == {request.host for request in attempt.server.requests}
