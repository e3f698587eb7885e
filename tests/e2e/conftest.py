"""Fixtures for tests in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext
from replica.person import Person
from replica.scenario import Scenario
from replica.server import Server


@pytest.fixture
def sit_down(context: BrowserContext, replica_server: Server) -> Callable[[Scenario], Person]:
    """Open a scenario's form in a fresh profile without the program, and give the person in front of it."""

    def begin(scenario: Scenario, address: str = "") -> Person:
        replica_server.begin(scenario)
        person = Person(context.new_page(), scenario)
        person.open(address or scenario.place.form_url)
        return person

    return begin
