"""The guide panel in every state, drawn in an empty page: for its tests and for the documents' pictures."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from typing import Any

from flows.schema import Purpose, State
from helper.browser import messages
from helper.guide.steps import PanelSituation, panel_of, passed_stages
from helper.guide.swaps import Swap
from helper.record import Verdict
from helper.session.running import PANEL_LABELS
from helper.texts import Texts

ADDRESS, OTHER = "claire@example.org", "c.martin@example.net"

_START = PanelSituation(State.OPENING, "Facebook", expected=ADDRESS)
_FORM = replace(
    _START,
    state=State.FORM,
    email_verdict=Verdict.MATCH,
    displayed=ADDRESS,
    reference="CNIL",
    insertion="done",
)
# In the order in which a person may meet them.
SITUATIONS: dict[str, PanelSituation] = {
    **{
        state.value: replace(_START, state=state)
        for state in (
            *(State.OPENING, State.COOKIE_BANNER, State.LOGIN, State.TWO_FACTOR, State.CAPTCHA),
            *(State.CHECKPOINT, State.CONSENT, State.SAVE_LOGIN, State.GATEWAY),
        )
    },
    "login_aside": replace(_START, state=State.LOGIN, has_login_aside=True),
    "locked": replace(_START, state=State.CHECKPOINT, is_account_locked=True),
    "form": _FORM,
    "form_wrong_address": replace(_FORM, email_verdict=Verdict.MISMATCH, displayed=OTHER, minutes_left=2),
    "form_different_addresses": replace(
        _FORM, email_verdict=Verdict.MISMATCH, displayed=OTHER, has_several_addresses=True
    ),
    "form_beside_a_login": replace(
        _FORM,
        purpose=Purpose.THIRD_PARTY,
        email_verdict=Verdict.UNCHECKED,
        displayed=None,
        insertion="none",
        has_login_aside=True,
    ),
    "form_unknown_words": replace(_FORM, email_verdict=Verdict.COMPATIBLE, displayed="c•••@e•••", is_wording_checked=False),
    "form_text_to_copy": replace(
        _FORM, insertion="late", text_to_paste="Je m’oppose à cette utilisation de mes données, comme l’explique la CNIL."
    ),
    "form_says_already": replace(_FORM, says_already=True),
    "review": replace(_FORM, state=State.UNKNOWN, is_review=True, passed=1),
    "code": replace(_FORM, state=State.CODE),
    "validation_error": replace(_FORM, state=State.VALIDATION_ERROR),
    "sent": replace(_FORM, state=State.SENT),
    "sent_swapped": replace(_FORM, state=State.SENT, swap=Swap(ADDRESS, OTHER, is_sure=True)),
    "sent_swap_unsure": replace(_FORM, state=State.SENT, swap=Swap(ADDRESS, OTHER, is_sure=False)),
    "unread": replace(_FORM, state=State.SENT, unanswered="unread"),
    "silent": replace(_FORM, state=State.SENT, unanswered="silent"),
    "taken_back": replace(_FORM, state=State.SENT, unanswered="taken_back"),
    "undone": replace(_FORM, state=State.SENT, unanswered="undone"),
    "anew": replace(_FORM, state=State.SENT, unanswered="anew"),
    "submitted": replace(_FORM, state=State.SUBMITTED),
    "submitted_swapped": replace(_FORM, state=State.SUBMITTED, swap=Swap(ADDRESS, OTHER, is_sure=True)),
    "submitted_unpictured": replace(_FORM, state=State.SUBMITTED, unpictured="answer"),
    "submitted_next": replace(_FORM, state=State.SUBMITTED, next_service="Instagram"),
    "refused": replace(_FORM, state=State.REFUSED),
    "already_objected": replace(_START, state=State.ALREADY_OBJECTED),
    "unavailable": replace(_START, state=State.UNAVAILABLE, passed=1),
    "unavailable_next_service": replace(
        _START, state=State.UNAVAILABLE, next_service="Instagram", passed=1
    ),
    "home": replace(_START, state=State.MOVED, led_to="home", passed=1),
    "home_next": replace(_START, state=State.MOVED, led_to="home", has_next_address=True, passed=1),
    "moved_next": replace(_START, state=State.MOVED, led_to="elsewhere", has_next_address=True, passed=1),
    "unavailable_next": replace(_START, state=State.UNAVAILABLE, has_next_address=True, passed=1),
    "moved": replace(_START, state=State.MOVED, passed=1),
    "portal": replace(_START, state=State.MOVED, way="portal", passed=1),
    "privacy_centre": replace(_START, state=State.MOVED, way="privacy_centre", passed=1),
    "wrong_host": replace(_START, state=State.WRONG_HOST),
    "page_identity": replace(_START, state=State.PAGE_IDENTITY, passed=1),
    "third_party_form": replace(_START, state=State.THIRD_PARTY_FORM, passed=1),
    "other_form": replace(_START, state=State.OTHER_FORM, passed=1),
    "unknown": replace(_START, state=State.UNKNOWN, passed=1),
    "not_loaded": replace(_START, state=State.UNKNOWN, has_not_loaded=True),
    "not_loaded_sent": replace(_FORM, state=State.SENT, has_not_loaded=True),
    "crashed": replace(_START, state=State.UNKNOWN, has_not_loaded=True, has_crashed=True),
    "crashed_sent": replace(_FORM, state=State.SENT, has_not_loaded=True, has_crashed=True),
    "by_hand_offered": replace(_START, state=State.UNKNOWN, by_hand="offered", passed=1),
    "by_hand_form": replace(
        _START, state=State.UNKNOWN, by_hand="form", text_to_paste="Je m’oppose à cette utilisation de mes données."
    ),
    "by_hand_sent": replace(_START, state=State.UNKNOWN, by_hand="sent"),
    "rehearsal": replace(_FORM, is_rehearsal=True),
}  # fmt: skip


def panel_model(situation: PanelSituation, language: str) -> dict[str, Any]:
    """Give what the program sends to the panel's script."""
    texts = Texts.load(language)
    panel = panel_of(replace(situation, passed=passed_stages(situation)), texts)
    labels = {name: texts.say(f"panel.{name}") for name in PANEL_LABELS}
    return messages.panel_model(
        panel, language=language, labels=labels, document="", place=None, is_page=situation.has_not_loaded
    )


def panel_script(model: dict[str, Any]) -> str:
    """Give a script that draws the panel in a page; its root is open, for tools that look inside."""
    folder = resources.files("helper.browser")
    source = "\n".join(folder.joinpath(name).read_text("utf-8") for name in ("real.js", "panel.js"))
    return f"""(() => {{
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) {{ return attach.call(this, {{ ...init, mode: "open" }}); }};
      globalThis.said = [];
      globalThis.optoutSay = (message) => said.push(JSON.parse(message));
      {source};
      optoutPanel.render({json.dumps(model)});
    }})()"""
