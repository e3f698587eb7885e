"""Which form on a page is ours: never an ordinary one, whatever the page's language; and which of its fields is which."""

from __future__ import annotations

from typing import Any

import pytest
from page_samples import block, button, document, field
from replica.texts import LANGUAGES, texts

from flows.load import load
from flows.schema import State
from helper.page.facts import FormElement, Page
from helper.recognise import Lexicon, Recognition, recognise
from helper.recognise.classify import is_named_so
from helper.recognise.reading import Reading

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)


def read(**facts: Any) -> Recognition:
    """Recognise a page."""
    return recognise(Page(document(**facts)), SERVICE.flow, LEXICON)


def asking(label: str, message: str, send: str, title: str, **facts: Any) -> dict[str, Any]:
    """Give the facts of a form with an address and a text field, in words of one's own and no language declared."""
    fields = (
        field(21, "email", before=label, value="ana@example.org", technical="email"),
        field(22, "textarea", message, value="", technical="message"),
    )
    blocks = (block(title, is_heading=True), block(label), block(message))
    usual = {
        "language": "",
        "title": title,
        "blocks": blocks,
        "fields": fields,
        "buttons": (button(30, send),),
    }
    return {**usual, "forms": (FormElement(key=9, is_native=True, technical="", ids=()),), **facts}


# --- languages -------------------------------------------------------------------------------------------------------

CONTACT = {
    "en": ("Your email", "Your message", "Send", "Contact Us"),
    "fr": ("Votre adresse e-mail", "Votre message", "Envoyer", "Nous contacter"),
    "de": ("Ihre E-Mail-Adresse", "Ihre Nachricht", "Absenden", "Kontakt"),
    "es": ("Tu correo electrónico", "Tu mensaje", "Enviar", "Contacto"),
    "pt": ("O seu e-mail", "A sua mensagem", "Enviar", "Contacto"),
    "ca": ("El teu correu electrònic", "El teu missatge", "Envia", "Contacte"),
    "it": ("La tua e-mail", "Il tuo messaggio", "Invia", "Contatti"),
    "nl": ("Je e-mailadres", "Je bericht", "Verzenden", "Contact"),
    "da": ("Din e-mail", "Din besked", "Send", "Kontakt"),
    "nb": ("Din e-post", "Din melding", "Send", "Kontakt"),
    "sv": ("Din e-post", "Ditt meddelande", "Skicka", "Kontakt"),
    "hi": ("आपका ईमेल", "आपका संदेश", "भेजें", "संपर्क करें"),
    "ka": ("თქვენი ელფოსტა", "თქვენი შეტყობინება", "გაგზავნა", "კონტაქტი"),
    "eu": ("Zure helbide elektronikoa", "Zure mezua", "Bidali", "Kontaktua"),
    "ja": ("メールアドレス", "メッセージ", "送信", "お問い合わせ"),
    "id": ("Alamat surel", "Pesan Anda", "Kirim", "Hubungi kami"),
    "vi": ("Thư điện tử của bạn", "Tin nhắn của bạn", "Gửi đi", "Liên hệ"),
}


@pytest.mark.parametrize("declared", ["", "own"])
@pytest.mark.parametrize("language", CONTACT)
def test_an_ordinary_contact_form_under_a_known_number_is_not_ours(language: str, declared: str) -> None:
    said = read(**asking(*CONTACT[language], language=language if declared else ""))
    assert said.state in (State.OTHER_FORM, State.UNKNOWN)
    assert said.form is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_objection_without_a_declared_language_is_ours_in_every_language(language: str) -> None:
    t = texts(language)
    said = read(**asking(t["email"], t["explanation"], t["send"], t.pick("title", 0)))
    assert said.state is State.FORM
    assert language in said.languages


AI_SIGNS: dict[str, dict[str, Any]] = {
    "the heading names Meta AI": {"title": "Meta AI: आपत्ति"},
    "AI in another script": {"title": "Meta में AI के लिए आपत्ति"},
    "IA": {"title": "IA Meta: नमस्ते"},
    "a text on the page": {"blocks": (block("Meta AI დახმარება"),)},
    "the technical name of the form": {
        "forms": (FormElement(key=9, is_native=True, technical="Object to use for AI at Meta", ids=()),)
    },
}
NO_SIGNS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "AI within a word": {"title": "MAIL आपका THAI"},
    "in small letters": {"title": "j'ai ai ki ia संपर्क"},
    "in a footer": {"blocks": (block("Meta AI", is_aside=True),)},
    "the technical names of a contact form": {
        "forms": (FormElement(key=9, is_native=True, technical="contact-form", ids=("712876720715583",)),)
    },
}


@pytest.mark.parametrize("name", AI_SIGNS)
def test_in_a_language_that_nobody_knows_something_speaks_of_ai(name: str) -> None:
    said = read(**{**asking(*CONTACT["hi"]), **AI_SIGNS[name]})
    assert said.languages == ()
    assert said.state is State.FORM


@pytest.mark.parametrize("name", NO_SIGNS)
def test_else_nobody_knows_whether_it_is_ours(name: str) -> None:
    said = read(**{**asking(*CONTACT["hi"]), **NO_SIGNS[name]})
    assert said.languages == ()
    assert said.state is State.UNKNOWN


# --- the address -----------------------------------------------------------------------------------------------------

COUNTRIES: dict[str, dict[str, Any]] = {
    "named by a label": {"name": "Pays de résidence"},
    "named by what stands before it, the next label too": {"before": "Pays de résidence Adresse e-mail"},
    "below the label of the address": {"before": "Adresse e-mail"},
    "named for the address": {"name": "Pays de votre adresse e-mail"},
    "with a technical name that says mail": {"name": "Pays", "technical": "email_country"},
    "with a hint": {"hint": "Choisissez le pays de votre adresse e-mail"},
    "without words": {},
}


@pytest.mark.parametrize("name", COUNTRIES)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_list_that_offers_no_address_is_none(name: str, is_first: bool) -> None:
    country = field(20, "select", **COUNTRIES[name])
    address, why = document().fields[1:]
    fields = (country, address, why) if is_first else (address, country, why)
    said = read(fields=fields)
    assert said.form is not None
    assert said.form.displayed_addresses == ("ana@example.org",)


@pytest.mark.parametrize(
    ("value", "shown"), [("ana@example.org", "ana@example.org"), ("a•••@e•••.org", "a•••@e•••.org")]
)
def test_a_list_of_addresses_is_the_address(value: str, shown: str) -> None:
    fields = (
        field(20, "select", "Pays"),
        field(21, "select", "Choisissez", value=value),
        document().fields[2],
    )
    said = read(fields=fields)
    assert said.form is not None
    assert said.form.displayed_email == shown


def test_a_made_list_without_a_name_of_its_own_is_no_address() -> None:
    country = field(20, "combobox", before="Adresse e-mail", value=None)
    said = read(fields=(country, *document().fields[1:]))
    assert said.form is not None
    assert said.form.displayed_addresses == ("ana@example.org",)


# --- a captcha -------------------------------------------------------------------------------------------------------


def coding(*said: str, words: str, language: str = "en", by_image: bool = True, **asked: Any) -> State:
    """Say what a page is that asks for something like a code."""
    code = field(20, "code", words, is_beside_image=by_image, **asked)
    blocks = (*map(block, said), block(words))
    facts = {"title": "", "blocks": blocks, "fields": (code,), "language": language, "has_code": True}
    return read(url="https://www.facebook.com/x", **facts).state


PICTURED = {
    "en": ("Contact us", "Security code"),
    "fr": ("Nous contacter", "Code de sécurité"),
    "de": ("Kontakt", "Sicherheitscode"),
    "es": ("Contacto", "Código de seguridad"),
    "it": ("Contatti", "Codice di sicurezza"),
    "nl": ("Contact", "Beveiligingscode"),
    "pt": ("Contacto", "Código de segurança"),
    "pl": ("Kontakt", "Kod bezpieczeństwa"),
    "sv": ("Kontakt", "Säkerhetskod"),
    "ro": ("Contact", "Cod de securitate"),
}
SENT = {
    "en": "We sent a security code to your phone.",
    "fr": "Nous avons envoyé un code à votre téléphone.",
    "de": "Wir haben einen Bestätigungscode an dein Handy gesendet.",
    "es": "Te hemos enviado un código a tu teléfono.",
    "it": "Abbiamo inviato un codice di conferma al tuo telefono.",
    "nl": "We hebben een bevestigingscode naar je telefoon verzonden.",
    "pt": "Enviámos um código de confirmação para o teu telemóvel.",
    "pl": "Wysłaliśmy kod potwierdzający na Twój telefon.",
    "sv": "Vi har skickat en bekräftelsekod till din telefon.",
    "ro": "Am trimis un cod de confirmare pe telefonul tău.",
}


@pytest.mark.parametrize("language", PICTURED)
def test_the_letters_of_a_picture_are_a_captcha(language: str) -> None:
    title, words = PICTURED[language]
    assert coding(title, words=words, language=language) is State.CAPTCHA


@pytest.mark.parametrize("language", PICTURED)
def test_without_a_picture_a_code_is_one(language: str) -> None:
    title, words = PICTURED[language]
    assert coding(title, words=words, language=language, by_image=False) is State.TWO_FACTOR


@pytest.mark.parametrize("language", SENT)
def test_a_code_that_was_sent_is_never_a_captcha_beside_a_picture_either(language: str) -> None:
    title, words = PICTURED[language]
    said = coding(title, SENT[language], words=words, language=language)
    # Where the word for "sent" is not known nobody claims to know which it is.
    assert said is (State.UNKNOWN if language in ("pt", "pl") else State.TWO_FACTOR)


def test_the_label_itself_may_say_that_a_code_was_sent() -> None:
    assert coding("Log in", words="Enter the security code we sent to your phone") is State.TWO_FACTOR


def test_the_words_of_a_captcha_tell_it_from_a_code() -> None:
    assert coding("Enter the code", words="Security code") is State.UNKNOWN
    assert coding("Enter the code", "Type the characters you see.", words="Security code") is State.CAPTCHA


@pytest.mark.parametrize("technical", ["approvals_code", "code one-time-code", "otp", "login_2fa"])
def test_a_technical_name_tells_a_code_from_a_captcha(technical: str) -> None:
    assert coding("Contact us", words="Security code", technical=technical) is State.TWO_FACTOR


def test_in_a_language_that_nobody_knows_a_code_beside_a_picture_is_unknown() -> None:
    assert coding("संपर्क करें", words="कोड", language="hi") is State.UNKNOWN


def test_the_form_itself_may_ask_for_the_letters_of_a_picture() -> None:
    letters = field(24, "code", "Code de sécurité", is_beside_image=True)
    said = read(fields=(*document().fields, letters), has_code=True)
    assert said.state is State.FORM
    assert Page(document(fields=(letters,), has_code=True)).has_secret  # for the camera it stays one


def test_a_form_that_asks_for_a_file_is_another_one_whatever_its_number_says() -> None:
    asked = document().fields
    assert read(fields=(*asked, field(29, "file", "Capture d’écran"))).state is State.THIRD_PARTY_FORM


def test_a_kind_of_form_that_has_no_words_of_its_own_is_judged_like_no_other() -> None:
    form = read().form
    assert form
    flow = SERVICE.flow.model_copy(update={"purpose": "survey"})
    with pytest.raises(AssertionError, match="survey"):
        is_named_so(Reading(Page(document()), document(), flow, LEXICON, is_after_send=False), form)


# --- forms that are looked over before they are sent -----------------------------------------------------------------


@pytest.mark.parametrize("label", ["Continuer", "Suivant"])
def test_a_form_that_leads_on_to_a_look_at_it_is_the_form(label: str) -> None:
    found = read(buttons=(button(30, label), button(31, "Annuler", is_submit=False)))
    assert found.state is State.FORM
    assert found.form
    assert (found.form.send, [b.key for b in found.form.onward]) == ((), [30])


@pytest.mark.parametrize(
    "facts",
    [
        {"buttons": (button(30, "Continuer"), button(31, "Envoyer"))},
        {"buttons": (button(31, "Envoyer"),)},
    ],
)
def test_where_something_sends_nothing_else_leads_on(facts: dict[str, Any]) -> None:
    found = read(**facts)
    assert found.form
    assert ([b.key for b in found.form.send], found.form.is_step) == ([31], False)


@pytest.mark.parametrize(
    "facts",
    [
        {"buttons": (button(30, "Annuler"),)},
        {
            "url": "https://www.facebook.com/help/contact/999999999999999",
            "title": "Contact",
            "blocks": (block("Nous contacter"),),
        },
    ],
)
def test_half_a_form_or_another_that_leads_on_is_not_ours(facts: dict[str, Any]) -> None:
    assert read(**{"buttons": (button(30, "Continuer"),), **facts}).state is not State.FORM
