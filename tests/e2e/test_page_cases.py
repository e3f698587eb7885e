"""Small pages in a real browser, each like or unlike one that was misread: choices, codes and images, lists, buttons."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from page_samples import FORM_URL
from playwright.sync_api import BrowserContext

from flows.load import load
from flows.schema import State
from helper.page.facts import Document, Page
from helper.recognise import Lexicon, Recognition, recognise
from helper.session.running import watched
from helper.texts import Texts

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
WATCHED = watched([SERVICE], Texts.load("en"))
Open = Callable[..., Document]
IMAGE = '<img alt="" width=120 height=40 style="background:#ccc">'
ICON = '<img alt="" width=20 height=20 style="background:#ccc">'
HEADING = "<h1>Object to your information being used for AI at Meta</h1>"
EMAIL = '<p>Email address<br><input type=email name=email value="ana@example.org"></p>'
WHY = "<p>Please explain how this processing affects you<br><textarea name=why></textarea></p>"
SEND = "<button type=submit>Submit</button>"


@pytest.fixture
def open_page(context: BrowserContext) -> Open:
    """Open a page with these words at the form's address, let it do something, and give what is then reported."""

    def open_it(body: str, act: str = "", language: str = "en") -> Document:
        page = context.new_page()
        html = f"<!DOCTYPE html><html lang='{language}'><title>Page</title><body>{body}</body></html>"
        page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.add_init_script(f"globalThis.optoutSay = () => {{}};\n{WATCHED.script()}")
        page.goto(FORM_URL)
        # What changed is read in the same turn, before the watcher's own report.
        facts = page.evaluate(
            f"async () => {{ {act}; await null; return JSON.stringify(optout.collect()); }}"
        )
        page.close()
        return Document.model_validate_json(facts)

    return open_it


def read(document: Document) -> Recognition:
    """Recognise a page."""
    return recognise(Page(document), SERVICE.flow, LEXICON)


# --- codes and images ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Security code"),
        ("en", "Enter the code shown in the image"),
        ("en", "Verification code"),
        ("fr", "Code de sécurité"),
        ("fr", "Code de vérification"),
        ("de", "Sicherheitscode"),
        ("es", "Código de seguridad"),
        ("nl", "Beveiligingscode"),
        ("it", "Codice di sicurezza"),
        ("pt", "Código de segurança"),
    ],
)
@pytest.mark.parametrize("picture", [IMAGE, "<canvas width=150 height=50></canvas>"])
def test_a_code_beside_an_image_is_no_second_factor_and_a_secret_all_the_same(
    open_page: Open, language: str, label: str, picture: str
) -> None:
    shown = open_page(
        "<h1>Contact</h1><form><p>Name<br><input name=name></p><p>E-mail<br><input type=email name=email></p>"
        f"<p>{label}<br>{picture}<input name=security_code size=6></p><button>OK</button></form>",
        language=language,
    )
    assert shown.has_code  # promise 4: before the camera it may be one
    assert read(shown).state in (State.CAPTCHA, State.UNKNOWN)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>We sent a code to your phone.</p><form>{IMAGE}<p>Security code<br><input name=security_code></p><button>OK</button></form>",
        f"<p>We sent a security code to your email.</p><form><p>Code<br><input name=code maxlength=6 inputmode=numeric>{IMAGE}</p><button>OK</button></form>",
        f"<p>Enter the 6-digit code from your authentication app.</p><form>{IMAGE}<p>Security code<br><input name=security_code></p></form>",
        f"<form>{IMAGE}<p>Security code<br><input name=x autocomplete=one-time-code></p><button>OK</button></form>",
        f"<form>{IMAGE}<p>Login code<br><input name=approvals_code></p><button>OK</button></form>",
        "<form><p>Security code<br><input name=security_code></p><button>OK</button></form>",
        f"<form>{ICON}<p>Security code<br><input name=security_code></p><button>OK</button></form>",
        f"<header>{IMAGE}</header><form><p>Security code<br><input name=security_code></p><button>OK</button></form>",
        f"<p>Photo<br>{IMAGE}<input name=name></p><form><p>Security code<br><input name=security_code></p></form>",
        f"<form><p>Security code<br><input name=security_code></p><div hidden>{IMAGE}</div><button>OK</button></form>",
    ],
)
def test_a_code_that_was_sent_or_stands_alone_is_a_second_factor(open_page: Open, body: str) -> None:
    shown = open_page(body)
    assert shown.has_code
    assert read(shown).state is State.TWO_FACTOR


# --- choices ---------------------------------------------------------------------------------------------------------

RADIOS = (
    "<label><input type=radio name=g value=1> {0}</label><label><input type=radio name=g value=2> {1}</label>"
)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "<h1>Newsletter</h1>" + RADIOS.format("Women's shoes", "Men's shoes")),
        ("en", "<h1>Was this helpful?</h1>" + RADIOS.format("Yes", "No")),
        ("en", "<h1>Report a problem</h1>" + RADIOS.format("On my phone", "On my computer")),
        ("en", "<h1>AI at Meta</h1><p>Email<br><input type=email></p>" + RADIOS.format("Women", "Men")),
        ("en", "<aside>Meta AI</aside><h1>Choose a theme</h1>" + RADIOS.format("Dark", "Light")),
        ("fr", "<h1>Cette page vous a-t-elle été utile ?</h1>" + RADIOS.format("Oui", "Non")),
        ("fr", "<h1>Livraison</h1>" + RADIOS.format("À domicile", "En magasin")),
        ("de", "<h1>War das hilfreich?</h1>" + RADIOS.format("Ja", "Nein")),
        ("ja", "<h1>役に立ちましたか</h1>" + RADIOS.format("はい", "いいえ")),
        ("", "<h1>Ishte e dobishme?</h1>" + RADIOS.format("Po", "Jo")),
    ],
)
def test_two_choices_are_no_gateway(open_page: Open, language: str, body: str) -> None:
    assert (
        read(open_page(f"<form>{body}<button>OK</button></form>", language=language)).state is State.UNKNOWN
    )


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "<p>Is your request about AI at Meta?</p>" + RADIOS.format("Yes", "No")),
        ("en", "<h1>Object to processing</h1>" + RADIOS.format("I object to AI at Meta", "Something else")),
        ("fr", "<p>Votre demande concerne-t-elle l’IA chez Meta ?</p>" + RADIOS.format("Oui", "Non")),
        ("fr", "<h1>Opposition</h1>" + RADIOS.format("Je m’oppose à l’IA de Meta", "Autre")),
        ("de", "<p>Bezieht sich deine Anfrage auf KI bei Meta?</p>" + RADIOS.format("Ja", "Nein")),
        ("es", "<p>¿Tu solicitud está relacionada con la IA de Meta?</p>" + RADIOS.format("Sí", "No")),
        ("it", "<p>La tua richiesta riguarda l’IA di Meta?</p>" + RADIOS.format("Sì", "No")),
        ("nl", "<p>Gaat je verzoek over AI bij Meta?</p>" + RADIOS.format("Ja", "Nee")),
        ("hi", "<p>क्या आपका अनुरोध Meta में AI से संबंधित है?</p>" + RADIOS.format("हाँ", "नहीं")),
        ("ka", "<p>თქვენი მოთხოვნა ხელოვნურ ინტელექტს ეხება?</p>" + RADIOS.format("დიახ", "არა")),
    ],
)
def test_a_choice_that_asks_about_ai_is_one(open_page: Open, language: str, body: str) -> None:
    assert (
        read(open_page(f"<form>{body}<button>OK</button></form>", language=language)).state is State.GATEWAY
    )


# --- the address -----------------------------------------------------------------------------------------------------

COUNTRIES = "<select name=country><option>France</option><option>Ireland</option></select>"
ADDRESSES = "<select name={0}><option>ana@example.org</option><option>eva@example.org</option></select>"


@pytest.mark.parametrize(
    ("body", "address"),
    [
        (f"<p>Country {COUNTRIES}</p>{EMAIL}", "ana@example.org"),
        (f"<p>Email address and country {COUNTRIES}</p>{EMAIL}", "ana@example.org"),
        (f"<label>Email address</label>{COUNTRIES}<input name=m value=ana@example.org>", "ana@example.org"),
        (f"{EMAIL}<p>Country of this email address {COUNTRIES}</p>", "ana@example.org"),
        (f"<p>{COUNTRIES} Email address <input name=mail value=ana@example.org></p>", "ana@example.org"),
        (f"<p><select name=mail_country><option>France</option></select></p>{EMAIL}", "ana@example.org"),
        ("<p>Email address <select name=m><option>a•••@e•••.org</option></select></p>", "a•••@e•••.org"),
        (f"<p>Email address {ADDRESSES.format('m')}</p>", "ana@example.org"),
        (f"<p>Which one? {ADDRESSES.format('x')}</p>", "ana@example.org"),
        (f"<p>Country {COUNTRIES}</p><p>Email address {ADDRESSES.format('m')}</p>", "ana@example.org"),
        (f"<p>Email address {COUNTRIES}</p><p>We write to ana@example.org</p>", "ana@example.org"),
    ],
)
def test_a_list_is_the_address_only_if_it_shows_one(open_page: Open, body: str, address: str) -> None:
    form = read(open_page(f"{HEADING}<form>{body}{WHY}{SEND}</form>")).form
    assert form is not None
    assert form.displayed_addresses == (address,)


CHOICE = "<label><input type=radio name=m value=1{0}>eva@example.org</label> <label><input type=radio name=m value=2{1}>ana@example.org</label>"
DRAWN = "<div role=radio aria-checked={0}>eva@example.org</div><div role=radio aria-checked={1} aria-label=ana@example.org></div>"


@pytest.mark.parametrize(
    ("body", "act", "address"),
    [
        (CHOICE.format("", " checked"), "", "ana@example.org"),
        (CHOICE.format(" checked", ""), "", "eva@example.org"),
        (CHOICE.format(" checked", ""), "document.querySelectorAll('input')[1].click()", "ana@example.org"),
        (CHOICE.format("", ""), "", ""),
        (DRAWN.format("false", "true"), "", "ana@example.org"),
        (DRAWN.format("true", "false"), "", "eva@example.org"),
        (DRAWN.format("false", "false"), "", ""),
        (CHOICE.format("", " checked").replace("ana@example.org", "ana@example.org (main)"), "", "ana@example.org"),
        ("<label><input type=radio name=t checked>Facebook</label> <label><input type=radio name=t>Threads</label>"
         "<p>We write to ana@example.org</p>", "", "ana@example.org"),
    ],
)  # fmt: skip
def test_of_addresses_to_choose_among_the_chosen_one_counts(
    open_page: Open, body: str, act: str, address: str
) -> None:
    form = read(open_page(f"{HEADING}<form><div>Email address<br>{body}</div>{WHY}{SEND}</form>", act)).form
    assert form is not None
    assert form.displayed_addresses == (address,)


# --- buttons ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "button",
    [
        "<button type=submit><div id=t></div></button>",
        "<div role=button tabindex=0><span id=t></span></div>",
        "<button><b><i><span id=t></span></i></b></button>",
        "<button><div role=status id=t></div></button>",
        "<button><div aria-live=polite><p id=t></p></div></button>",
    ],
)
@pytest.mark.parametrize(
    "act",
    [
        "t.textContent = 'Your request has been sent'",
        "t.append(document.createElement('p')); t.lastChild.textContent = 'Your request has been sent'",
    ],
)
def test_what_changes_inside_a_button_is_no_text_of_the_page(open_page: Open, button: str, act: str) -> None:
    shown = open_page(f"<p>Welcome</p><form><input name=u>{button}</form>", act)
    assert "Your request has been sent" not in [block.text for block in shown.blocks]


def test_what_changes_beside_a_button_is(open_page: Open) -> None:
    shown = open_page(
        f"<form><input name=u>{SEND}<p id=t></p></form>", "t.textContent = 'Your request has been sent'"
    )
    assert "Your request has been sent" in [block.text for block in shown.blocks]


@pytest.mark.parametrize(
    "buttons",
    [
        "<button type=button>Cancel</button><div tabindex=0>Submit</div>",
        "<div tabindex=0>Submit</div><button type=button>Cancel</button>",
        "<div role=button tabindex=0>Cancel</div><span onclick='1'>Submit</span>",
        "<button type=button>Cancel</button><x-button>Submit</x-button>",
        "<button type=button>Go back</button><div onclick='1'>Submit</div><div tabindex=0>More about this</div>",
    ],
)
def test_a_made_control_beside_cancel_is_what_sends(open_page: Open, buttons: str) -> None:
    reading = read(open_page(f"{HEADING}<form>{EMAIL}{WHY}{buttons}</form>"))
    assert reading.state is State.FORM
    assert reading.form is not None
    assert [button.text for button in reading.form.send] == ["Submit"]


@pytest.mark.parametrize(
    ("buttons", "sends"),
    [
        ("<button>Submit</button><div tabindex=0>Submit later</div>", "Submit"),
        ("<div role=button tabindex=0>Submit</div><span tabindex=0>Help</span>", "Submit"),
        ("<button type=button>Submit</button><div onclick='1'>Submit</div>", "Submit"),
        ("<button type=button>Object</button><span tabindex=0>i</span>", "Object"),
    ],
)
def test_a_button_comes_before_what_the_page_made(open_page: Open, buttons: str, sends: str) -> None:
    form = read(open_page(f"{HEADING}<form>{EMAIL}{WHY}{buttons}</form>")).form
    assert form is not None
    assert [(button.text, button.is_made) for button in form.send] == [(sends, False)]


# --- languages -------------------------------------------------------------------------------------------------------

CONTACT = "<form><p>{0}<br><input name=n></p><p>{1}<br><input type=email name=e></p><p>{2}<br><textarea name=m></textarea></p><button>{3}</button></form>"


@pytest.mark.parametrize(
    "words",
    [
        ("Your name", "Your email", "Your message", "Send"),
        ("Name", "E-mail", "Message", "OK"),
        ("Votre nom", "Votre e-mail", "Votre message", "Envoyer"),
        ("Navn", "E-mail", "Besked", "Send"),
        ("Navn", "E-post", "Melding", "Send"),
        ("Emri", "Posta elektronike", "Mesazhi", "Dërgo"),
        ("Izena", "Helbide elektronikoa", "Mezua", "Bidali"),
        ("名前", "メール", "メッセージ", "送信"),
        ("Nama", "Surel", "Pesan dari Anda di sini", "Kirim"),
        ("Imię", "E-mail", "Wiadomość", "Wyślij"),
        ("Nome", "E-mail", "Messaggio", "Invia"),
    ],
)
def test_a_contact_form_without_a_language_is_not_ours(open_page: Open, words: tuple[str, ...]) -> None:
    shown = open_page("<h1>Contact</h1>" + CONTACT.format(*words), language="")
    assert read(shown).state in (State.UNKNOWN, State.OTHER_FORM)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Meta AI: Aurka egitea", ("Izena", "Helbide elektronikoa", "Azalpena", "Bidali")),
        ("Metako AArako erabiltzearen aurka", ("Izena", "Helbide elektronikoa", "Azalpena", "Bidali")),
        ("Meta में AI पर आपत्ति", ("नाम", "ईमेल", "क्यों", "भेजें")),
        ("Meta-ს ხელოვნური ინტელექტი", ("სახელი", "ელფოსტა", "რატომ", "გაგზავნა")),
        ("MetaのAIへの異議", ("名前", "メール", "理由", "送信")),
        ("Kundërshtim ndaj IA në Meta", ("Emri", "Posta elektronike", "Pse", "Dërgo")),
        ("Возражение против ИИ Meta", ("Имя", "Эл. почта", "Почему", "Отправить")),
        ("Keberatan terhadap AI di Meta", ("Nama", "Surel", "Alasan", "Kirim")),
        ("Phản đối AI của Meta", ("Tên", "Thư điện tử", "Lý do", "Gửi")),
        ("Meta의 인공지능에 대한 이의", ("이름", "이메일", "이유", "보내기")),
    ],
)
def test_a_form_in_a_language_that_nobody_knows_is_ours_if_it_names_ai(
    open_page: Open, title: str, words: tuple[str, ...]
) -> None:
    assert read(open_page(f"<h1>{title}</h1>" + CONTACT.format(*words), language="")).state is State.FORM
