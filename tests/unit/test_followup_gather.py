"""What the follow-up takes from an attempt in the archive: when the form went off, and only where one did."""

from __future__ import annotations

from pathlib import Path

import pytest
from followup_samples import SENT_AT, root, seal_at

from helper.evidence.store import Archive
from helper.followup.gather import gather
from helper.record import SENT_OUTCOMES, Outcome

__all__ = ["root"]  # fixtures
WENT_OFF = {"submitted", "refused", "sent_unconfirmed", "rejected"}


@pytest.mark.parametrize("outcome", [str(one) for one in Outcome if one is not Outcome.REVIEWED])
def test_an_attempt_whose_form_went_off_has_a_time_of_sending_and_no_other(root: Path, outcome: str) -> None:
    seal_at(root, SENT_AT, outcome=outcome, timeline=[{"at": SENT_AT.isoformat(), "state": "sent"}])
    (found,) = gather(Archive(root)).past
    assert found.sent_at == (SENT_AT if outcome in WENT_OFF else None)
    assert (outcome in SENT_OUTCOMES) is (outcome in WENT_OFF)
