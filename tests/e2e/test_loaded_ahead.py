"""What a browser would do for nobody is not done: no page is made ready for an address bar that nobody types into."""

from __future__ import annotations

from collections.abc import Callable

from replica.attempt import Attempt
from replica.scenario import Scenario


def test_no_page_is_loaded_ahead_for_the_address_bar(run_attempt: Callable[..., Attempt]) -> None:
    attempt = run_attempt(Scenario(login="none"), "--email", "person@example.org")
    attempt.person.wait_for_form()
    attempt.wait_for_picture(1)
    # The filter that takes everything: else the browser leaves its own pages out.
    session = attempt.browser.new_browser_cdp_session()
    targets = session.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
    assert attempt.scenario.place.form_url in {target["url"] for target in targets}
    assert [target["url"] for target in targets if "omnibox" in target["url"]] == []
