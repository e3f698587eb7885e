"""A page of the replica at its address, and what is right to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from replica.options import Options
from replica.pages import render
from replica.places import FRAME_HOST, PORTAL_HOST, PORTAL_PATH, place_of
from replica.texts import STRANGE_LANGUAGES

from flows.schema import State
from helper.record import Verdict

# Every page that is looked at: its name, which of the replica's states it is, and with which options.
VARIANTS: dict[str, tuple[str, dict[str, object]]] = {
    **{
        state: (state, {})
        for state in (
            "form", "validation_error", "code", "already_objected", "unavailable", "region", "error",
            "third_party_form", "other_form", "gateway", "moved", "privacy_centre", "login", "two_factor", "captcha",
            "checkpoint", "locked", "consent", "save_login", "page_identity", "unknown", "submitted", "cookie_banner",
        )
    },
    "form/2024": ("form", {"variant": "2024"}),
    "form/combobox": ("form", {"variant": "2024", "country": "combobox"}),
    "form/email_select": ("form", {"email": "select"}),
    "form/email_text": ("form", {"email": "text"}),
    "form/email_masked": ("form", {"email": "masked"}),
    "form/email_readonly": ("form", {"email": "readonly"}),
    "form/email_empty": ("form", {"email": "empty"}),
    "form/email_absent": ("form", {"email": "absent"}),
    "form/email_last": ("form", {"email_first": False}),
    "form/editable": ("form", {"explanation": "contenteditable"}),
    "form/additional_before": ("form", {"additional": "before"}),
    "form/additional_after": ("form", {"additional": "after"}),
    "form/decoys": ("form", {"decoys": True}),
    "form/title_2": ("form", {"title": 1}),
    "form/title_3": ("form", {"title": 2}),
    "form/no_lang": ("form", {"html_lang": ""}),
    "form/wrong_lang": ("form", {"html_lang": "en"}),
    "already_objected/no_lang": ("already_objected", {"html_lang": ""}),
    "unavailable/no_lang": ("unavailable", {"html_lang": ""}),
    "other_form/settings": ("other_form", {}),
    "login/overlay": ("login", {"login": "overlay"}),
    "login/two_steps": ("login", {"login": "two_steps"}),
    "login/second_step": ("login", {"login": "two_steps", "step": 2}),
    "login/popup": ("login", {"login": "popup"}),
    "login/frame": ("login", {"login": "frame"}),
    "submitted/dialog": ("submitted", {"success": "dialog"}),
}  # fmt: skip
STATES = tuple(name for name in VARIANTS if "/" not in name)

# What is right for each state; several where either will do.
RIGHT = {
    "form": {State.FORM},
    "validation_error": {State.FORM, State.VALIDATION_ERROR},
    "code": {State.CODE, State.TWO_FACTOR},
    "already_objected": {State.ALREADY_OBJECTED},
    "unavailable": {State.UNAVAILABLE},
    "region": {State.UNAVAILABLE},
    "error": {State.UNAVAILABLE},
    "third_party_form": {State.THIRD_PARTY_FORM},
    "other_form": {State.OTHER_FORM},
    "gateway": {State.GATEWAY},
    "moved": {State.MOVED},
    "privacy_centre": {State.MOVED},
    "login": {State.LOGIN},
    "two_factor": {State.TWO_FACTOR},
    "captcha": {State.CAPTCHA},
    "checkpoint": {State.CHECKPOINT},
    "locked": {State.CHECKPOINT},
    "consent": {State.CONSENT},
    "save_login": {State.SAVE_LOGIN},
    "page_identity": {State.PAGE_IDENTITY},
    "unknown": {State.UNKNOWN},
    "submitted": {State.UNKNOWN, State.SUBMITTED},  # without a press it is only a page without a form
    "cookie_banner": {State.COOKIE_BANNER},
}
# In a language that the program does not know, nothing but words tells these; what lies under a layer is right too.
TOLD_BY_WORDS = {
    "already_objected": {State.UNKNOWN},
    "unavailable": {State.UNKNOWN},
    "region": {State.UNKNOWN},
    "error": {State.UNKNOWN},
    "page_identity": {State.UNKNOWN},
    "other_form": {State.UNKNOWN},  # its number may be that of a gateway
    "cookie_banner": {State.FORM, State.UNKNOWN},
    "form/email_absent": {State.UNKNOWN},
    "login/popup": {State.UNKNOWN},
    "login/two_steps": {State.LOGIN, State.UNKNOWN},
}
VERDICTS = {
    "masked": Verdict.COMPATIBLE,
    "empty": Verdict.EMPTY,
    "absent": Verdict.ABSENT,
}
# Facebook's general objection that the policy links as "settings" (2026-08-22).
SETTINGS_FORM = "1994830130782319"
DECOY_ADDRESSES = ("newsletter@reader.example", "contact@press.example")


@dataclass(frozen=True)
class Exhibit:
    """One page: of which service, which variant, in which language and engine."""

    service: str
    name: str  # of VARIANTS
    language: str
    engine: str

    @property
    def state(self) -> str:
        """The replica's state."""
        return VARIANTS[self.name][0]

    @property
    def options(self) -> Options:
        """The replica's options."""
        return Options(**{"late_ms": 20, **VARIANTS[self.name][1]})

    @property
    def is_strange(self) -> bool:
        """Tell whether the program knows no word of the language."""
        return self.language in STRANGE_LANGUAGES

    @property
    def right(self) -> frozenset[State]:
        """What is right to say."""
        told = (
            TOLD_BY_WORDS.get(self.name, TOLD_BY_WORDS.get(self.state, set())) if self.is_strange else set()
        )
        return frozenset(RIGHT[self.state] | told)

    @property
    def verdict(self) -> Verdict:
        """What is right to say of the address, where a form of ours is recognised."""
        return VERDICTS.get(self.options.email, Verdict.MATCH)

    @property
    def url(self) -> str:
        """The address of the tab."""
        p = place_of(self.service)
        special = {
            "third_party_form": f"https://{p.host}{p.form_path.format(id=p.third_party_id)}",
            "other_form": f"https://{p.host}{p.form_path.format(id=p.general_id)}",
            "moved": f"https://{PORTAL_HOST}{PORTAL_PATH.rstrip('/')}",
            "privacy_centre": f"https://{p.privacy_host}/privacy/genai",
            "login": f"https://{p.login_host}{p.login_path}",
            "two_factor": f"https://{p.login_host}{p.two_factor_path}",
            "captcha": f"https://{p.login_host}{p.captcha_path}",
            "checkpoint": f"https://{p.login_host}{p.checkpoint_path}",
            "locked": f"https://{p.login_host}{p.checkpoint_path}",
            "consent": f"https://{p.login_host}{p.consent_path}",
            "save_login": f"https://{p.login_host}{p.save_login_path}",
            "unknown": f"https://{p.login_host}/",
        }
        if self.name in ("login/overlay", "login/popup", "login/frame"):
            return p.form_url  # the wall stands where the form was asked for
        if self.name == "other_form/settings" and self.service == "facebook":
            return f"https://{p.host}{p.form_path.format(id=SETTINGS_FORM)}"
        return special.get(self.state, p.form_url)

    def pages(self, **more: object) -> Mapping[str, str]:
        """Give the words at each address: the page itself and what its frames show; `more` are options."""
        o = {**vars(self.options), **more}
        found = {self.url: render(self.service, self.engine, self.language, self.state, **o)}
        if "?framed=1" in found[self.url]:
            inside = render(self.service, self.engine, self.language, self.state, **{**o, "framed": True})
            found[f"{self.url}?framed=1"] = inside
        for state, path in (("captcha", "captcha/recaptcha/iframe/"), ("login", "login/frame")):
            if self.state == state:
                body = render(self.service, self.engine, self.language, f"{state}_frame", **o)
                found[f"https://{FRAME_HOST}/{path}?token="] = body
        return found
