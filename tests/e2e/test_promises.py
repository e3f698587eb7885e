"""The check of the promises itself: an address that went off emptied or altered is not let through."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from promises import check_sent_address


def record(displayed: str | None) -> Any:
    return SimpleNamespace(email_check=SimpleNamespace(displayed=displayed))


def received(**values: str) -> Any:
    return [SimpleNamespace(values=values, email=values.get("email", ""))]


@pytest.mark.parametrize("sent", ["", "other@example.org", "ANA@example.org "])
def test_another_address_than_the_displayed_one_is_refused(sent: str) -> None:
    with pytest.raises(AssertionError):
        check_sent_address(record("ana@example.org"), received(email=sent))


@pytest.mark.parametrize(
    ("displayed", "values"),
    [
        ("ana@example.org", {"email": "ana@example.org"}),
        ("ana@example.org", {}),
        ("a•••@example.org", {"email": "ana@example.org"}),
        (None, {"email": ""}),
    ],
)
def test_what_the_form_showed_or_could_not_show_is_accepted(
    displayed: str | None, values: dict[str, str]
) -> None:
    check_sent_address(record(displayed), received(**values))
