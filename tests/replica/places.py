"""Where each service's pages live (public captures of 2018-2026; the flows name the source of each)."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Place:
    """The addresses and names of one service."""

    brand: str
    host: str  # of the form
    login_host: str
    cookie_domain: str
    form_path: str  # with {id}
    form_ids: tuple[str, ...]  # of the AI objection, in the order in which they are commonly named
    third_party_id: str
    general_id: str
    login_path: str
    two_factor_path: str
    checkpoint_path: str
    captcha_path: str
    consent_path: str
    save_login_path: str
    privacy_host: str
    session_cookies: tuple[str, ...]

    @property
    def form_paths(self) -> tuple[str, ...]:
        """Give the paths of the AI objection forms."""
        return tuple(self.form_path.format(id=form_id) for form_id in self.form_ids)

    @property
    def form_url(self) -> str:
        """Give the address of the first form."""
        return f"https://{self.host}{self.form_paths[0]}"


PLACES = {
    "facebook": Place(
        brand="Facebook",
        host="www.facebook.com",
        login_host="www.facebook.com",
        cookie_domain="facebook.com",
        form_path="/help/contact/{id}",
        form_ids=("712876720715583", "6359191084165019"),
        third_party_id="510058597920541",
        general_id="367438723733209",
        login_path="/login/",
        two_factor_path="/two_step_verification/two_factor/",
        checkpoint_path="/checkpoint/1501092823525282/",
        captcha_path="/two_step_verification/authentication/",
        consent_path="/privacy/consent/gdpr/",
        save_login_path="/login/save-device/",
        privacy_host="www.facebook.com",
        session_cookies=("c_user", "xs"),
    ),
    "instagram": Place(
        brand="Instagram",
        host="help.instagram.com",
        login_host="www.instagram.com",
        cookie_domain="instagram.com",
        form_path="/contact/{id}",
        form_ids=("767264225370182", "233964459562201"),
        third_party_id="510058597920541",
        general_id="117037592428568",
        login_path="/accounts/login/",
        two_factor_path="/accounts/login/two_factor",
        checkpoint_path="/challenge/action/",
        captcha_path="/auth_platform/recaptcha/",
        consent_path="/privacy/consent/gdpr/",
        save_login_path="/accounts/onetap/",
        privacy_host="privacycenter.instagram.com",
        session_cookies=("ds_user_id", "sessionid"),
    ),
}

# Forms that are not the objection's.
OTHER_PLACES = {
    "third-party": replace(PLACES["facebook"], form_ids=("510058597920541", "1266025207620918")),
    "whatsapp": replace(
        PLACES["facebook"],
        brand="WhatsApp",
        host="www.whatsapp.com",
        login_host="www.whatsapp.com",
        cookie_domain="whatsapp.com",
        form_path="/contact/forms/{id}/",
        form_ids=("382532939919295",),
        privacy_host="faq.whatsapp.com",
    ),
}


def place_of(service: str) -> Place:
    """Give where a service's pages live."""
    return PLACES[service] if service in PLACES else OTHER_PLACES[service]


PORTAL_HOST = "help.meta.com"
PORTAL_PATH = "/support/privacy/"
FRAME_HOST = "www.fbsbx.com"  # cross-site: login and captcha frames
LOOK_ALIKE_HOST = "www.facebook.com.privacy-objection.example"
HOSTS = (
    "www.facebook.com",
    "*.facebook.com",
    "help.instagram.com",
    "*.instagram.com",
    "help.meta.com",
    "*.meta.com",
    "www.whatsapp.com",
    "*.whatsapp.com",
    FRAME_HOST,
    LOOK_ALIKE_HOST,
    "*.example",
    "*.example.org",
)
LOCALES = {
    "en": "en_GB",
    "da": "da_DK",
    "et": "et_EE",
    "cs": "cs_CZ",
    "el": "el_GR",
    "ga": "ga_IE",
    "sl": "sl_SI",
    "sv": "sv_SE",
    "nb": "nb_NO",
    "uk": "uk_UA",
    "ar": "ar_AR",
    "ca": "ca_ES",
}
RIGHT_TO_LEFT = ("ar",)


def locale(language: str) -> str:
    """Give the locale that the hidden field of a support form carries."""
    return LOCALES.get(language, f"{language}_{language.upper()}")
