"""What the watcher itself reports of a page that is not the service's: that it is there, and nothing that stands on it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from replica.places import LOOK_ALIKE_HOST, PLACES
from replica.scenario import Scenario
from replica.server import Server

from helper.browser.messages import Watched

HOST = PLACES["facebook"].host
MERE = {
    *("id", "url", "isTop", "isOurs", "inherits", "hasPassword", "hasCode", "isUnsure", "isVisible", "ready"),
}  # fmt: skip


def facts_of(context: BrowserContext, server: Server, host: str) -> dict[str, Any]:
    """Open the form at a host with the watcher in it, and give its first whole report."""
    path = PLACES["facebook"].form_paths[0]
    server.begin(Scenario(login="none", paths={f"{LOOK_ALIKE_HOST}{path}": "form"}))
    watched = Watched((HOST,), (), ("code",), {}, "en")
    page = context.new_page()
    page.add_init_script(f"globalThis.optoutSay = () => {{}};\n{watched.script()}")
    page.goto(f"https://{host}{path}")
    return dict(json.loads(page.evaluate("JSON.stringify(optout.collect())")))


def test_of_the_services_page_the_fields_are_reported(
    context: BrowserContext, replica_server: Server
) -> None:
    facts = facts_of(context, replica_server, HOST)
    assert facts["isOurs"] is True
    assert facts["fields"]


@pytest.mark.parametrize("host", [LOOK_ALIKE_HOST])
def test_of_another_hosts_page_nothing_that_stands_on_it_is(
    context: BrowserContext, replica_server: Server, host: str
) -> None:
    facts = facts_of(context, replica_server, host)
    assert facts["isOurs"] is False
    assert set(facts) == MERE
