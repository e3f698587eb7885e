"""A browser that the person started: only the tab that we opened is watched, and nothing of it is closed by us."""

from __future__ import annotations

import json
import os
import re
import select
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from replica.attempt import bare_environment, program_command
from replica.browser_wrapper import browser_path, free_port, host_arguments
from replica.certificate import Certificate
from replica.person import Person, connect
from replica.scenario import Scenario
from replica.server import Server

ADDRESS = "person@example.org"


def wait_until_it_listens(port: int, seconds: float = 20) -> None:
    """Wait for the browser's debugging port."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        select.select([], [], [], 0.05)
    raise TimeoutError("the browser does not listen")


def test_an_attached_browser_is_used_and_left_open(
    playwright: Any, display: str, certificate: Certificate, tmp_path: Path
) -> None:
    scenario = Scenario(language="fr", login="none")
    port = free_port()
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with Server(scenario, certificate) as server:
        browser = subprocess.Popen(
            [browser_path(), *flags, *host_arguments(server), "--no-first-run", "--disable-background-networking",
             f"--remote-debugging-port={port}", f"--user-data-dir={tmp_path / 'profile'}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_until_it_listens(port)
            with connect(playwright, port) as person_browser:
                command = [*program_command(), "facebook", "--json", "--email", ADDRESS, "--linger", "0"]
                more = ["--archive", str(tmp_path / "archive"), "--attach", f"http://127.0.0.1:{port}"]
                # A proxy that nobody can reach: this computer's browser is asked directly.
                proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
                environment = bare_environment(tmp_path / "home", proxies)
                with person_browser.contexts[0].expect_page() as opened:
                    program = subprocess.Popen(
                        [*command, *more], stdout=subprocess.PIPE, text=True, cwd=tmp_path, env=environment
                    )
                opened.value.wait_for_url(re.compile("^https://"), wait_until="commit")
                person = Person(opened.value, scenario)
                person.wait_for_form()
                person.press_send()
                stdout, _ = program.communicate(timeout=60)
                assert program.returncode == 0
                assert json.loads(stdout)["outcome"] == "submitted"
                assert browser.poll() is None, "the browser is the person's: it stays open"
        finally:
            browser.kill()
            browser.wait()


def test_only_this_computer_can_be_attached_to(tmp_path: Path) -> None:
    command = [
        *program_command(),
        "facebook",
        "--json",
        "--email",
        ADDRESS,
        "--attach",
        "http://192.0.2.1:9222",
    ]
    environment = bare_environment(tmp_path / "home", {})
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False)
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "usage"
