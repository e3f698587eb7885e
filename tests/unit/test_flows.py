"""Every file in `flows/` loads, means what it says, and a broken or hostile one is refused with its path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import FOLDER, names
from flows.hosts import is_allowed, is_nameable_host, split_web_address, strip_query
from flows.load import MAX_BYTES, FlowError, languages, load, load_file, read, words
from flows.references import MIN_LENGTH, References, load_references
from flows.schema import Concept, Flow, FormIdMarker, FrameMarker, PathMarker, State, Vocabulary, Words
from helper.recognise.words import Lexicon, normalise

SERVICES = ("facebook", "instagram", "practice")
OFFICIAL = [
    "bg",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fi",
    "fr",
    "ga",
    "hr",
    "hu",
    "it",
    "lt",
    "lv",
    "mt",
    "nl",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "sv",
]
FURTHER = ["ar", "ca", "is", "nb", "tr", "uk"]
NEEDED = (
    Concept.AI,
    Concept.OBJECTION,
    Concept.EMAIL,
    Concept.EXPLANATION,
    Concept.ADDITIONAL,
    Concept.COUNTRY,
    Concept.SEND,
    Concept.NOT_SEND,
    Concept.SUCCESS,
    Concept.ALREADY,
    Concept.CONDITIONAL,
    Concept.UNAVAILABLE,
    Concept.REGION,
    Concept.ERROR,
    Concept.TOO_SHORT,
    Concept.REQUIRED,
    Concept.CODE,
    Concept.PAGE_IDENTITY,
    Concept.THIRD_PARTY,
    Concept.GENERAL_FORM,
    Concept.GATEWAY,
    Concept.LOGIN,
    Concept.TWO_FACTOR,
    Concept.CAPTCHA,
    Concept.CHECKPOINT,
    Concept.LOCKED,
    Concept.COOKIES,
    Concept.CONSENT,
    Concept.SAVE_LOGIN,
)
# What is read as a failure next to words of success, and so must not be one with them.
OPPOSITES = (
    Concept.ERROR,
    Concept.ALREADY,
    Concept.UNAVAILABLE,
    Concept.REGION,
    Concept.REQUIRED,
    Concept.TOO_SHORT,
    Concept.CODE,
    Concept.CHECKPOINT,
    Concept.LOCKED,
    Concept.CONDITIONAL,
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Give the words of all languages as the recogniser reads them."""
    return Lexicon(load("facebook").words)


def phrases(vocabulary: Vocabulary) -> Iterator[str]:
    """Give each phrase of a concept as a piece of text."""
    for word in [*vocabulary.unverified, *(w for group in vocabulary.verified for w in group.words)]:
        yield word.replace("…", " ")


def written(folder: Path, text: str, name: str = "facebook.toml") -> Path:
    """Write a flow file for a test."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def facebook() -> str:
    """Give the text of a flow that is sound, to be spoiled."""
    return (FOLDER / "facebook.toml").read_text(encoding="utf-8")


def problem_of(path: Path) -> str:
    """Load a file that must be refused; give the message, which names the file."""
    with pytest.raises(FlowError) as caught:
        load_file(path)
    assert str(path) in str(caught.value)
    assert caught.value.problems
    return str(caught.value)


# Files that ship


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_loads(name: str) -> None:
    service = load(name)
    assert service.flow.name == name
    assert service.origin == "shipped"
    assert set(service.words) == set(languages())


def test_practice_is_no_service() -> None:
    assert names() == ["facebook", "instagram"]


@pytest.mark.parametrize("name", SERVICES)
def test_each_first_address_is_a_form_of_this_flow(name: str) -> None:
    flow = load(name).flow
    forms = [address.url for address in flow.address if address.kind == "form"]
    assert forms[0] == flow.address[0].url
    for url in forms:
        assert flow.form_id_in(url) in flow.form_ids(State.FORM)


def test_addresses_come_in_the_order_of_the_facts() -> None:
    facebook_ids = [load("facebook").flow.form_id_in(a.url) for a in load("facebook").flow.address]
    instagram_ids = [load("instagram").flow.form_id_in(a.url) for a in load("instagram").flow.address]
    assert facebook_ids == ["712876720715583", "6359191084165019", None]
    assert instagram_ids == ["767264225370182", "233964459562201", None]
    for name in names():
        assert load(name).flow.address[-1].kind == "privacy_centre"


@pytest.mark.parametrize("name", SERVICES)
def test_no_form_number_means_two_things(name: str) -> None:
    ids = [m.id for m in load(name).flow.marker if isinstance(m, FormIdMarker)]
    assert len(ids) == len(set(ids))


def test_a_form_of_one_service_is_not_the_form_of_the_other() -> None:
    first, second = load("facebook").flow, load("instagram").flow
    assert not first.form_ids(State.FORM) & second.form_ids(State.FORM)
    assert first.form_ids(State.FORM) <= second.form_ids(State.OTHER_FORM)
    assert second.form_ids(State.FORM) <= first.form_ids(State.OTHER_FORM)


@pytest.mark.parametrize("name", ["facebook", "instagram"])
def test_a_more_exact_path_marker_stands_before_a_wider_one(name: str) -> None:
    """The recogniser takes the first path marker that matches."""
    markers = [m for m in load(name).flow.marker if isinstance(m, PathMarker)]
    for index, later in enumerate(markers):
        for earlier in markers[:index]:
            if later.state is not earlier.state and (
                later.host is None or earlier.host in (None, later.host)
            ):
                assert not earlier.matches(earlier.host or later.host or "any", later.path), (
                    earlier.path,
                    later.path,
                )


@pytest.mark.parametrize(
    ("name", "host", "path", "state"),
    [
        ("facebook", "www.facebook.com", "/login/", State.LOGIN),
        ("facebook", "m.facebook.com", "/login.php", State.LOGIN),
        ("facebook", "www.facebook.com", "/login/save-device/", State.SAVE_LOGIN),
        ("facebook", "www.facebook.com", "/two_step_verification/two_factor/", State.TWO_FACTOR),
        ("facebook", "www.facebook.com", "/checkpoint/1501092823525282/", State.CHECKPOINT),
        ("facebook", "www.facebook.com", "/privacy/consent/pipa/", State.CONSENT),
        ("facebook", "help.meta.com", "/support/privacy/", State.MOVED),
        ("facebook", "www.facebook.com", "/support/privacy/", None),
        ("facebook", "www.facebook.com", "/privacy/genai", State.MOVED),
        ("facebook", "www.facebook.com", "/help/contact/712876720715583", None),
        ("instagram", "www.instagram.com", "/accounts/login/", State.LOGIN),
        ("instagram", "www.instagram.com", "/accounts/login/two_factor", State.TWO_FACTOR),
        ("instagram", "www.instagram.com", "/auth_platform/codeentry/", State.TWO_FACTOR),
        ("instagram", "www.instagram.com", "/auth_platform/recaptcha/", State.CAPTCHA),
        ("instagram", "www.instagram.com", "/challenge/action/", State.CHECKPOINT),
        ("instagram", "www.instagram.com", "/accounts/onetap/", State.SAVE_LOGIN),
        ("instagram", "privacycenter.instagram.com", "/privacy/genai/", State.MOVED),
        ("instagram", "help.instagram.com", "/contact/767264225370182", None),
    ],
)
def test_an_address_means_its_state(name: str, host: str, path: str, state: State | None) -> None:
    found = [m.state for m in load(name).flow.marker if isinstance(m, PathMarker) and m.matches(host, path)]
    assert (found[0] if found else None) is state


@pytest.mark.parametrize("name", ["facebook", "instagram"])
def test_captchas_are_known_by_their_frames(name: str) -> None:
    frames = {
        m.host for m in load(name).flow.marker if isinstance(m, FrameMarker) and m.state is State.CAPTCHA
    }
    assert {"www.fbsbx.com", "www.google.com", "www.recaptcha.net"} <= frames


@pytest.mark.parametrize("name", SERVICES)
def test_each_fact_names_its_source(name: str) -> None:
    flow = load(name).flow
    for fact in (*flow.address, *flow.host, *flow.marker):
        assert len(fact.source) > 10, fact
        assert fact.date.year >= 2018, fact


# Words


def test_all_languages_of_the_objection_have_words() -> None:
    assert set(languages()) == {*OFFICIAL, *FURTHER}


@pytest.mark.parametrize("language", [*OFFICIAL, *FURTHER])
def test_each_language_has_words_for_each_concept(language: str) -> None:
    concepts = words(language).concepts
    missing = [concept for concept in NEEDED if not list(phrases(concepts.get(concept, Vocabulary())))]
    assert not missing


@pytest.mark.parametrize("language", [*OFFICIAL, *FURTHER])
def test_no_word_is_listed_twice_or_empty_once_normalised(language: str) -> None:
    for concept, vocabulary in words(language).concepts.items():
        for word in phrases(vocabulary):
            assert len(normalise(word)) > 1, (concept, word)
        assert len(set(vocabulary.unverified)) == len(vocabulary.unverified), concept


@pytest.mark.parametrize("language", [*OFFICIAL, *FURTHER])
def test_words_of_success_are_no_words_of_anything_else(language: str, lexicon: Lexicon) -> None:
    """Else each success would look like a failure, or a failure like a success."""
    concepts = words(language).concepts
    clashes = [
        (concept, word)
        for word in phrases(concepts[Concept.SUCCESS])
        for concept in OPPOSITES
        if lexicon.find(concept, word, (language,))
    ]
    # "We have already received your objection" holds words of success, and both are good news: only the way above counts.
    others = (
        *(o for o in OPPOSITES if o is not Concept.ALREADY),
        Concept.GATEWAY,
        Concept.LOGIN,
        Concept.CONSENT,
    )
    clashes += [
        (concept, word)
        for concept in others
        for word in phrases(concepts[concept])
        if lexicon.find(Concept.SUCCESS, word, (language,))
    ]
    assert not clashes


@pytest.mark.parametrize("language", [*OFFICIAL, *FURTHER])
def test_a_button_that_sends_is_not_one_that_does_not(language: str, lexicon: Lexicon) -> None:
    concepts = words(language).concepts
    for word in phrases(concepts[Concept.SEND]):
        assert not lexicon.find(Concept.NOT_SEND, word, (language,)), word
        assert not lexicon.find(Concept.NEXT, word, (language,)), word


@pytest.mark.parametrize("language", [*OFFICIAL, *FURTHER])
def test_the_further_text_field_is_not_taken_for_the_explanation(language: str, lexicon: Lexicon) -> None:
    concepts = words(language).concepts
    for word in phrases(concepts[Concept.EXPLANATION]):
        assert not lexicon.find(Concept.ADDITIONAL, word, (language,)), word


@pytest.mark.parametrize("language", [*OFFICIAL, *FURTHER])
def test_an_objection_that_stands_already_is_no_failure(language: str, lexicon: Lexicon) -> None:
    concepts = words(language).concepts
    for word in phrases(concepts[Concept.ALREADY]):
        assert not lexicon.find(Concept.ERROR, word, (language,)), word


SUCCESSES = {
    "en": [
        "Thanks for contacting us. We've received your request and will get back to you as soon as possible.",
        "Your objection has been submitted. We won't use your information for AI at Meta.",
        "Your request has been received. You don't need to do anything else. No further action is required.",
        "This means your request will be applied going forward.",
        "We will honour your objection for your public information.",
    ],
    "fr": [
        "Votre demande a bien été envoyée.",
        "Merci de nous avoir contactés. Nous avons bien reçu votre demande et vous répondrons dès que possible.",
        "Votre opposition a été enregistrée. Aucune autre action n’est requise de votre part.",
        "Votre demande d’opposition a bien été prise en compte. Vous n’avez rien d’autre à faire.",
    ],
    "de": [
        "Dein Widerspruch wurde übermittelt. Es ist keine weitere Aktion erforderlich.",
        "Danke, dass du uns kontaktiert hast. Wir haben deine Anfrage erhalten.",
        "Dein Antrag ist eingegangen. Wir verwenden deine Informationen nicht mehr für KI bei Meta.",
    ],
    "it": [
        "Ciò significa che la tua richiesta verrà applicata d'ora in avanti allo sviluppo e al miglioramento dell'IA in Meta.",
        "La tua richiesta è stata inviata.",
        "Grazie per averci contattato. Abbiamo ricevuto la tua richiesta.",
    ],
    "es": [
        "Tu solicitud se ha enviado correctamente.",
        "Se ha enviado tu solicitud.",
        "Hemos recibido tu solicitud. Gracias por ponerte en contacto con nosotros.",
        "Vamos a aceptar tu objeción.",
    ],
    "nl": ["Je bezwaar is verzonden.", "Bedankt voor je verzoek. We hebben je bezwaar ontvangen."],
    "pt": ["O teu pedido foi enviado.", "Recebemos a sua solicitação. Obrigado por entrar em contato."],
    "pl": [
        "Twój sprzeciw został wysłany.",
        "Dziękujemy za przesłanie zgłoszenia. Otrzymaliśmy Twoje zgłoszenie.",
    ],
    "sv": ["Din begäran har skickats.", "Tack för att du kontaktade oss. Vi har tagit emot din invändning."],
    "da": ["Din indsigelse er sendt.", "Tak for din henvendelse. Vi har modtaget din anmodning."],
    "nb": ["Forespørselen din er sendt.", "Takk for at du kontaktet oss. Vi har mottatt protesten din."],
    "fi": ["Pyyntösi on lähetetty.", "Kiitos yhteydenotostasi. Olemme vastaanottaneet vastustuksesi."],
    "cs": [
        "Vaše žádost byla odeslána.",
        "Děkujeme, že jste nás kontaktovali. Obdrželi jsme vaši námitku.",
        "Žádost jsme přijali a vaší námitce vyhovíme.",
    ],
    "sk": [
        "Vaša žiadosť bola odoslaná.",
        "Dostali sme vašu námietku.",
        "Žiadosť sme prijali a vašej námietke vyhovieme.",
    ],
    "hu": ["A kérelmedet megkaptuk.", "Köszönjük, hogy felvetted velünk a kapcsolatot."],
    "ro": ["Solicitarea ta a fost trimisă.", "Îți mulțumim că ne-ai contactat. Am primit obiecția ta."],
    "el": ["Το αίτημά σας υποβλήθηκε.", "Ευχαριστούμε που επικοινωνήσατε μαζί μας. Λάβαμε το αίτημά σας."],
    "bg": ["Възражението ви е изпратено.", "Получихме вашата заявка."],
    "hr": ["Vaš zahtjev je poslan.", "Primili smo vaš prigovor.", "Vaš prigovor smo zaprimili."],
    "sl": ["Vaš ugovor je bil poslan.", "Prejeli smo vašo zahtevo.", "Vašo zahtevo smo prejeli."],
    "uk": ["Ваше заперечення надіслано.", "Ми отримали ваш запит."],
    "tr": ["İtirazınız gönderildi.", "Bizimle iletişime geçtiğiniz için teşekkür ederiz."],
    "ar": ["تم إرسال طلبك.", "لقد تلقينا اعتراضك."],
    "ca": [
        "La teva sol·licitud s’ha enviat.",
        "S’ha enviat la teva sol·licitud.",
        "Hem rebut la teva oposició.",
    ],
    "is": ["Beiðni þín hefur verið send.", "Andmæli þín hafa verið móttekin."],
    "et": ["Sinu taotlus on saadetud.", "Vastuväide on esitatud."],
    "lv": ["Jūsu pieprasījums ir nosūtīts.", "Mēs saņēmām jūsu iebildumu."],
    "lt": ["Jūsų prašymas išsiųstas.", "Gavome jūsų prieštaravimą."],
    "mt": ["It-talba tiegħek intbagħtet.", "Irċevejna l-oġġezzjoni tiegħek."],
    "ga": ["Seoladh d’iarratas.", "Tá d’agóid faighte againn."],
}
FAILURES = {
    "en": [
        "Your request could not be submitted. Please try again.",
        "Your objection has not been sent.",
        "Something went wrong.",
    ],
    "fr": [
        "Votre demande n’a pas pu être envoyée. Veuillez réessayer.",
        "Une erreur s’est produite.",
        "Désolé, un problème est survenu.",
    ],
    "de": [
        "Deine Anfrage konnte leider nicht gesendet werden.",
        "Es ist ein Fehler aufgetreten.",
        "Etwas ist schiefgelaufen.",
    ],
    "it": [
        "Non è stato possibile inviare la richiesta.",
        "Si è verificato un errore.",
        "La tua richiesta non è stata inviata.",
    ],
    "es": [
        "No se ha podido enviar tu solicitud.",
        "Se ha producido un error.",
        "Algo salió mal. Inténtalo de nuevo.",
    ],
    "nl": [
        "Je verzoek is niet verzonden.",
        "Er is iets misgegaan.",
        "We konden je bezwaar helaas niet verwerken.",
    ],
    "pt": ["Não foi possível enviar o teu pedido.", "Ocorreu um erro.", "Algo deu errado. Tente novamente."],
    "pl": ["Nie udało się wysłać zgłoszenia.", "Wystąpił błąd.", "Coś poszło nie tak. Spróbuj ponownie."],
    "sv": ["Din begäran kunde inte skickas.", "Något gick fel."],
    "da": ["Din anmodning kunne ikke sendes.", "Noget gik galt."],
    "nb": ["Forespørselen kunne ikke sendes.", "Noe gikk galt."],
    "fi": ["Pyyntöä ei voitu lähettää.", "Jokin meni vikaan."],
    "cs": ["Žádost se nepodařilo odeslat.", "Něco se pokazilo."],
    "sk": ["Žiadosť sa nepodarilo odoslať.", "Niečo sa pokazilo."],
    "hu": ["Nem sikerült elküldeni a kérelmet.", "Hiba történt."],
    "ro": ["Solicitarea nu a putut fi trimisă.", "A apărut o eroare."],
    "el": ["Δεν ήταν δυνατή η υποβολή του αιτήματος.", "Παρουσιάστηκε σφάλμα."],
    "bg": ["Заявката ви не можа да бъде изпратена.", "Възникна грешка."],
    "hr": ["Zahtjev nije poslan.", "Došlo je do pogreške."],
    "sl": ["Zahteve ni bilo mogoče poslati.", "Prišlo je do napake."],
    "uk": ["Не вдалося надіслати запит.", "Сталася помилка."],
    "tr": ["İsteğiniz gönderilemedi.", "Bir sorun oluştu."],
    "ar": ["تعذر إرسال طلبك.", "لم يتم إرسال طلبك.", "حدث خطأ ما."],
    "ca": ["No s’ha pogut enviar la sol·licitud.", "S’ha produït un error."],
    "is": ["Ekki tókst að senda beiðnina.", "Villa kom upp."],
    "et": ["Taotlust ei õnnestunud saata.", "Tekkis viga."],
    "lv": ["Pieprasījumu neizdevās nosūtīt.", "Radās kļūda."],
    "lt": ["Nepavyko išsiųsti prašymo.", "Įvyko klaida."],
    "mt": ["It-talba tiegħek ma ntbagħtitx.", "Kien hemm żball."],
    "ga": ["Níor seoladh d’iarratas.", "Tharla earráid."],
}
# What stands on the form's own page, before anything was sent.
ON_THE_FORM = {
    "en": [
        "If your objection is honored, it will be applied going forward.",
        "We'll review objection requests in accordance with relevant data protection laws.",
        "We’ll send an email confirming that we won't use your interactions with AI at Meta features.",
        "If you've already objected, you don't need to submit another request.",
        "You have the right to object to the use of your information for AI at Meta.",
        "We've sent a confirmation code to your email address.",
    ],
    "fr": [
        "S’il est fait droit à votre opposition, nous n’utiliserons plus d’informations publiques.",
        "Si vous avez déjà fait part de votre opposition, vous n’avez pas besoin d’envoyer une autre demande.",
        "Vous avez le droit de vous opposer à l’utilisation de vos informations.",
        "Un code de confirmation a bien été envoyé à votre adresse.",
    ],
    "de": [
        "Wenn du bereits widersprochen hast, brauchst du keinen weiteren Antrag zu stellen.",
        "Dann werden wir dir eine E-Mail mit der Bestätigung senden, dass wir deine Interaktionen nicht mehr verwenden.",
        "Der Code wurde erfolgreich gesendet.",
    ],
    "it": [
        "Hai diritto di opporti all'uso delle tue informazioni per tali finalità.",
        "Il codice è stato inviato.",
    ],
    "es": [
        "Te enviaremos un correo electrónico para confirmarte que no utilizaremos tus interacciones.",
        "Ya tienes una cuenta.",
    ],
    "pl": ["Masz już konto?", "Kod został już wysłany."],
    "nb": ["Har du allerede en konto?"],
    "nl": ["Heb je al een account?", "De code is verzonden."],
}


@pytest.mark.parametrize("language", sorted(SUCCESSES))
def test_a_natural_answer_is_read_as_success(language: str, lexicon: Lexicon) -> None:
    for text in SUCCESSES[language]:
        assert lexicon.find(Concept.SUCCESS, text, (language,), claims_only=True), text
        for concept in (
            Concept.ERROR,
            Concept.TOO_SHORT,
            Concept.REQUIRED,
            Concept.UNAVAILABLE,
            Concept.ALREADY,
        ):
            hit = lexicon.find(concept, text, (language,), claims_only=True)
            assert hit is None, (concept, text)


@pytest.mark.parametrize("language", sorted(FAILURES))
def test_a_natural_failure_is_read_as_an_error_and_never_as_success(language: str, lexicon: Lexicon) -> None:
    for text in FAILURES[language]:
        assert lexicon.find(Concept.ERROR, text, (language,)), text
        # Irish negates before the verb ("níor seoladh"): there only the word of error beside it tells.
        assert language == "ga" or not lexicon.find(Concept.SUCCESS, text, (language,)), text


@pytest.mark.parametrize("language", sorted(ON_THE_FORM))
def test_what_the_form_promises_is_no_answer(language: str, lexicon: Lexicon) -> None:
    for text in ON_THE_FORM[language]:
        for concept in (Concept.SUCCESS, Concept.ALREADY):
            assert not lexicon.find(concept, text, (language,), claims_only=True), (concept, text)


def test_every_language_reads_failures_and_successes() -> None:
    assert set(SUCCESSES) == set(FAILURES) == set(languages())


SEEN = {
    Concept.ALREADY: {
        "en": [
            "You've already objected to this use of your information.",
            "Your objection is already on file.",
        ],
        "fr": [
            "Vous vous êtes déjà opposé à cette utilisation.",
            "Votre opposition a déjà été prise en compte.",
        ],
        "de": ["Du hast bereits widersprochen.", "Dein Widerspruch liegt uns bereits vor."],
        "it": ["Ti sei già opposto a questo uso.", "La tua opposizione è già stata registrata."],
        "es": ["Ya te has opuesto a este uso.", "Tu objeción ya se ha registrado."],
        "nl": ["Je hebt al bezwaar gemaakt.", "Je bezwaar is al geregistreerd."],
        "pt": ["Já te opuseste a esta utilização.", "A sua oposição já foi registada."],
        "pl": ["Twój sprzeciw został już przyjęty.", "Sprzeciw w tej sprawie został już wniesiony."],
        "cs": ["Námitku proti tomu jste už vznesli.", "Vaši námitku už máme."],
        "sk": ["Proti tomu ste už namietali.", "Vašu námietku už máme."],
        "et": ["Oled juba vastuväite esitanud.", "Vastuväide on juba esitatud."],
        "ga": ["Chuir tú i gcoinne na húsáide seo cheana."],
    },
    Concept.UNAVAILABLE: {
        "en": ["This form is no longer available.", "Sorry, this page isn't available.", "Page not found"],
        "fr": ["Ce formulaire n’est plus disponible.", "Cette page n’est malheureusement pas disponible."],
        "de": ["Dieses Formular ist nicht mehr verfügbar.", "Diese Seite ist leider nicht verfügbar."],
        "it": ["Questo modulo non è più disponibile.", "Pagina non trovata"],
        "es": ["Este formulario ya no está disponible.", "Esta página no está disponible."],
        "nl": ["Dit formulier is niet meer beschikbaar.", "Deze pagina is niet beschikbaar."],
        "pt": ["Este formulário já não está disponível.", "Esta página não está disponível."],
        "pl": ["Ten formularz nie jest już dostępny.", "Ta strona jest niedostępna."],
    },
    Concept.REGION: {
        "en": ["This form isn't available in your region."],
        "fr": ["Ce formulaire n’est pas disponible dans votre région.", "Indisponible dans ton pays."],
        "de": ["Dieses Formular ist in deinem Land nicht verfügbar."],
        "it": ["Questo modulo non è disponibile nel tuo Paese."],
        "es": ["Este formulario no está disponible en tu región."],
        "nl": ["Dit formulier is niet beschikbaar in jouw land."],
        "pt": ["Este formulário não está disponível na tua região."],
        "pl": ["Ten formularz nie jest dostępny w Twoim regionie."],
    },
    Concept.TOO_SHORT: {
        "en": ["Your explanation is too short. Please enter at least 100 characters."],
        "fr": [
            "Votre explication est trop courte : elle doit compter au moins 100 caractères.",
            "Texte trop court.",
        ],
        "de": ["Die Erklärung ist zu kurz. Bitte gib mindestens 100 Zeichen ein."],
        "it": ["Il testo è troppo breve. Inserisci almeno 100 caratteri."],
        "es": ["El texto es demasiado corto. Escribe al menos 100 caracteres."],
        "nl": ["De uitleg is te kort. Voer minstens 100 tekens in."],
        "pt": ["O texto é demasiado curto. Escreve pelo menos 100 caracteres."],
        "pl": ["Tekst jest za krótki. Wpisz co najmniej 100 znaków."],
    },
    Concept.CODE: {
        "en": ["Enter the 6-digit code we sent to your email.", "Confirmation code"],
        "fr": ["Saisissez le code à 6 chiffres que nous vous avons envoyé.", "Code de confirmation"],
        "de": ["Gib den 6-stelligen Code ein.", "Bestätigungscode"],
        "it": ["Inserisci il codice a 6 cifre.", "Codice di conferma"],
        "es": ["Introduce el código de 6 dígitos.", "Código de confirmación"],
        "nl": ["Voer de 6-cijferige code in.", "Bevestigingscode"],
        "pt": ["Introduz o código de 6 dígitos.", "Código de confirmação"],
        "pl": ["Wpisz 6-cyfrowy kod.", "Kod potwierdzający"],
    },
    Concept.PAGE_IDENTITY: {
        "en": ["You're acting as a Page. Switch to your profile to continue."],
        "fr": ["Vous utilisez Facebook en tant que Page. Passez à votre profil pour continuer."],
        "de": ["Du nutzt Facebook als Seite. Wechsle zu deinem Profil."],
        "it": ["Stai usando Facebook come Pagina. Passa al tuo profilo."],
        "es": ["Estás usando Facebook como página. Cambia a tu perfil."],
        "nl": ["Je gebruikt Facebook als pagina. Schakel over naar je profiel."],
        "pt": ["Estás a usar o Facebook como Página. Muda para o teu perfil."],
        "pl": ["Korzystasz z Facebooka jako strona. Przełącz się na swój profil."],
    },
    Concept.GATEWAY: {
        "en": ["Is your request about AI at Meta?"],
        "fr": [
            "Votre demande concerne-t-elle l’IA chez Meta ?",
            "Votre demande porte-t-elle sur l’IA de Meta ?",
        ],
        "de": ["Bezieht sich deine Anfrage auf KI bei Meta?"],
        "it": ["La tua richiesta riguarda l'IA in Meta?"],
        "es": ["¿Tu solicitud está relacionada con la IA en Meta?"],
        "nl": ["Gaat je verzoek over AI bij Meta?"],
        "pt": ["O teu pedido está relacionado com a IA na Meta?"],
        "pl": ["Czy Twoje zgłoszenie dotyczy SI w Meta?"],
    },
    Concept.CHECKPOINT: {
        "en": ["Confirm that this is your account", "We noticed an unusual login", "Was this you?"],
        "fr": ["Confirmez qu’il s’agit bien de vous", "Connexion depuis un nouvel appareil"],
        "de": ["Bestätige, dass du es bist", "Anmeldeversuch von einem neuen Gerät"],
        "it": ["Conferma che sei tu", "Abbiamo notato un accesso insolito"],
        "es": ["Confirma que eres tú", "Hemos detectado un inicio de sesión inusual"],
        "nl": ["Bevestig dat jij het bent", "We hebben een verdachte aanmelding gezien"],
        "pt": ["Confirma que és tu", "Confirme sua identidade", "Detetámos atividade invulgar"],
        "pl": ["Potwierdź swoją tożsamość", "Zauważyliśmy nietypowe logowanie"],
        "sv": ["Bekräfta att det är du", "Inloggning från en ny enhet"],
        "da": ["Bekræft, at det er dig", "Bekræft at det er dig"],
        "nb": ["Bekreft at det er deg", "Vi har oppdaget en uvanlig pålogging"],
        "is": ["Staðfestu hver þú ert", "Óvenjuleg innskráning"],
        "fi": ["Vahvista henkilöllisyytesi", "Havaitsimme epätavallisen sisäänkirjautumisen"],
        "cs": ["Potvrďte svou totožnost", "Zjistili jsme podezřelou aktivitu"],
        "sk": ["Overte svoju totožnosť", "Zistili sme podozrivú aktivitu"],
        "sl": ["Potrdite svojo identiteto", "Zaznali smo nenavadno prijavo"],
        "hr": ["Potvrdite svoj identitet", "Jeste li to bili vi?"],
        "hu": ["Igazold a személyazonosságodat", "Te voltál az?"],
        "ro": ["Confirmă-ți identitatea", "Am observat o activitate suspectă"],
        "el": ["Επιβεβαιώστε την ταυτότητά σας", "Εντοπίσαμε ύποπτη σύνδεση"],
        "bg": ["Потвърдете самоличността си", "Забелязахме подозрителен вход"],
        "uk": ["Підтвердьте свою особу", "Ми помітили підозрілий вхід"],
        "tr": ["Kimliğini doğrula", "Şüpheli bir giriş fark ettik"],
        "ar": ["تأكيد هويتك", "لاحظنا نشاطًا مريبًا"],
        "ca": ["Confirma que ets tu", "Hem detectat activitat sospitosa"],
        "et": ["Kinnita oma isik", "Märkasime kahtlast tegevust"],
        "lv": ["Apstipriniet savu identitāti", "Aizdomīga pieteikšanās"],
        "lt": ["Patvirtinkite savo tapatybę", "Įtartinas prisijungimas"],
        "mt": ["Ikkonferma l-identità tiegħek", "Attività suspettuża"],
        "ga": ["Deimhnigh d’aitheantas", "Logáil isteach amhrasach"],
    },
    Concept.CODE: {
        "hu": ["Írd be a 6 számjegyű kódot"],
        "is": ["Við sendum 6 stafa kóða"],
        "lt": ["Įveskite 6 skaitmenų kodą", "Patvirtinimo kodas"],
        "lv": ["Ievadiet 6 ciparu kodu", "Apstiprinājuma kods"],
        "fi": ["Lähetimme 6-numeroisen koodin"],
    },
    Concept.LOCKED: {
        "en": ["We've suspended your account", "Your account has been temporarily locked"],
        "fr": ["Nous avons suspendu votre compte", "Votre compte a été temporairement verrouillé"],
        "de": ["Dein Konto wurde gesperrt", "Wir haben dein Konto gesperrt"],
        "it": ["Il tuo account è stato sospeso", "Abbiamo bloccato il tuo account"],
        "es": ["Hemos suspendido tu cuenta", "Tu cuenta está bloqueada"],
        "nl": ["Je account is vergrendeld", "We hebben je account opgeschort"],
        "pt": ["A tua conta foi bloqueada", "Suspendemos a tua conta"],
        "pl": ["Twoje konto zostało zablokowane", "Zawiesiliśmy Twoje konto"],
        "cs": ["Váš účet jsme zablokovali"],
        "sk": ["Vaše konto sme zablokovali", "Vaše konto je uzamknuté"],
        "sl": ["Vaš račun smo onemogočili"],
    },
    Concept.THIRD_PARTY: {
        "en": ["Data subject rights for third-party information used for AI at Meta"],
        "fr": ["Informations provenant de tiers utilisées pour l’IA"],
        "de": ["Informationen von Dritten für KI bei Meta"],
        "it": ["Informazioni di terzi usate per l'IA"],
        "es": ["Información de terceros utilizada para la IA"],
        "nl": ["Informatie van derden die wordt gebruikt voor AI"],
        "pt": ["Informações de terceiros usadas para a IA"],
        "pl": ["Informacje od osób trzecich wykorzystywane na potrzeby SI"],
    },
    Concept.EXPLANATION: {
        "en": [
            "Please tell us how this processing impacts you (optional)",
            "Explain your objection",
            "Why do you object?",
        ],
        "fr": [
            "Expliquez en quoi ce traitement vous affecte (facultatif)",
            "Motif de votre opposition",
            "Dites-nous pourquoi",
        ],
        "de": [
            "Erkläre, wie sich diese Verarbeitung auf dich auswirkt",
            "Begründung",
            "Warum widersprichst du?",
        ],
        "it": ["Spiegaci in che modo questo trattamento influisce su di te", "Motivazione"],
        "es": ["Explica cómo te afecta este tratamiento", "Motivo de tu objeción"],
        "nl": ["Leg uit hoe deze verwerking gevolgen voor je heeft", "Reden van je bezwaar"],
        "pt": ["Explica como este tratamento te afeta", "Motivo da oposição"],
        "pl": ["Wyjaśnij, jak to przetwarzanie na Ciebie wpływa", "Powód sprzeciwu"],
    },
}


@pytest.mark.parametrize(
    ("concept", "language"), [(concept, language) for concept, texts in SEEN.items() for language in texts]
)
def test_natural_wordings_are_read(concept: Concept, language: str, lexicon: Lexicon) -> None:
    for text in SEEN[concept][language]:
        assert lexicon.find(concept, text, (language,), claims_only=concept is Concept.ALREADY), text
        if concept is not Concept.ALREADY:
            assert not lexicon.find(Concept.SUCCESS, text, (language,)), text


@pytest.mark.parametrize("language", [*OFFICIAL, *FURTHER])
def test_an_account_that_is_checked_is_not_one_that_is_shut(language: str, lexicon: Lexicon) -> None:
    """A check can be passed, a shut account cannot: the person is told something else."""
    concepts = words(language).concepts
    for word in phrases(concepts[Concept.CHECKPOINT]):
        assert not lexicon.find(Concept.LOCKED, word, (language,)), word
    for word in phrases(concepts[Concept.LOCKED]):
        assert not lexicon.find(Concept.CHECKPOINT, word, (language,)), word


@pytest.mark.parametrize("language", [*OFFICIAL, *FURTHER])
def test_what_stands_on_a_form_or_answers_it_asks_for_no_check(language: str, lexicon: Lexicon) -> None:
    concepts = words(language).concepts
    for concept in (
        Concept.SUCCESS,
        Concept.ALREADY,
        Concept.ERROR,
        Concept.REQUIRED,
        Concept.UNAVAILABLE,
        Concept.OBJECTION,
        Concept.EMAIL,
        Concept.EXPLANATION,
        Concept.ADDITIONAL,
        Concept.COUNTRY,
        Concept.SEND,
        Concept.CODE,
        Concept.CAPTCHA,
        Concept.GATEWAY,
    ):
        for word in phrases(concepts[concept]):
            assert not lexicon.find(Concept.CHECKPOINT, word, (language,)), (concept, word)
    for text in (*SUCCESSES.get(language, ()), *FAILURES.get(language, ()), *ON_THE_FORM.get(language, ())):
        assert not lexicon.find(Concept.CHECKPOINT, text, (language,)), text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "No se ha enviado tu solicitud."),
        ("es", "No se recibió tu solicitud."),
        ("es", "No hemos recibido tu solicitud."),
        ("ca", "No s’ha enviat la teva sol·licitud."),
        ("ca", "No hem registrat la teva oposició."),
        ("it", "Non è stata inviata la tua richiesta."),
        ("pt", "Não foi enviado o teu pedido."),
        ("ro", "Nu a fost trimisă solicitarea ta."),
    ],
)
def test_where_the_verb_comes_first_a_denied_success_says_error(
    language: str, text: str, lexicon: Lexicon
) -> None:
    assert lexicon.find(Concept.ERROR, text, (language,), claims_only=True)


TITLES = {
    "en": "Object to your information being used for AI at Meta",
    "fr": "S’opposer à l’utilisation de vos informations pour l’IA chez Meta",
    "de": "Einspruch gegen die Verwendung deiner Informationen für KI bei Meta",
    "it": "Opponiti all'uso delle tue informazioni per l'IA in Meta",
    "es": "Oponerte al uso de tu información para la IA en Meta",
    "nl": "Bezwaar maken tegen het gebruik van je informatie voor AI bij Meta",
    "pt": "Opõe-te à utilização das tuas informações pela IA na Meta",
    "pl": "Sprzeciw wobec wykorzystania Twoich informacji na potrzeby SI w Meta",
    "ro": "Opune-te utilizării informațiilor tale pentru AI la Meta",
    "hu": "Tiltakozás az adataid MI-hez való felhasználása ellen a Metánál",
    "ar": "الاعتراض على استخدام معلوماتك للذكاء الاصطناعي في Meta",
    "fi": "Vastusta tietojesi käyttöä tekoälyyn Metassa",
    "el": "Εναντίωση στη χρήση των πληροφοριών σας για την τεχνητή νοημοσύνη στη Meta",
    "tr": "Bilgilerinin Meta'da yapay zekâ için kullanılmasına itiraz et",
    "ga": "Cuir i gcoinne úsáid d'fhaisnéise le haghaidh IS ag Meta",
}


@pytest.mark.parametrize("language", sorted(TITLES))
def test_a_title_of_the_form_is_recognised(language: str, lexicon: Lexicon) -> None:
    assert lexicon.find(Concept.OBJECTION, TITLES[language], (language,))
    assert lexicon.find(Concept.AI, TITLES[language], (language,))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "J’ai le droit de m’opposer à la prospection."),
        ("ro", "Ai dreptul să te opui prelucrării."),
        ("ga", "Is leatsa an fhaisnéis seo agus is féidir leat cur i gcoinne."),
        ("it", "Puoi opporti ai trattamenti dei tuoi dati."),
        ("pt", "Esta é uma oportunidade."),
    ],
)
def test_common_words_are_not_taken_for_artificial_intelligence(
    language: str, text: str, lexicon: Lexicon
) -> None:
    assert not lexicon.find(Concept.AI, text, (language,))


def test_a_word_of_chance_is_no_objection(lexicon: Lexicon) -> None:
    assert not lexicon.find(Concept.OBJECTION, "Esta é uma oportunidade.", ("pt",))


@pytest.mark.parametrize("text", ["Postal code", "Country code", "Promo code"])
def test_other_codes_are_no_one_time_codes(text: str, lexicon: Lexicon) -> None:
    assert not lexicon.find(Concept.CODE, text, ("en",))


# A file that is broken or hostile


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "facebook"', 'name = "facebook"\nsurprise = 1', "surprise"),
        ('kind = "frame"', 'kind = "click"', "click"),
        ('kind = "frame"', 'kind = "frame"\nselector = "#x"', "selector"),
        ("schema = 1", "schema = 2", "schema"),
        ("schema = 1", "", "schema"),
        ('verified_live = "never"', 'verified_live = "yes"', "verified_live"),
        ('"web.facebook.com"', '"facebook.com.evil.example"', "evil.example"),
        ('"web.facebook.com"', '"www.xn--facebok-y0a.com"', "xn--facebok"),
        ('"web.facebook.com"', '"notfacebook.com"', "notfacebook.com"),
        (
            'url = "https://www.facebook.com/help/contact/712876720715583"',
            'url = "http://www.facebook.com/help/contact/712876720715583"',
            "not on one of this flow's hosts",
        ),
        (
            'url = "https://www.facebook.com/help/contact/712876720715583"',
            'url = "https://www.threads.net/help/contact/712876720715583"',
            "not on one of this flow's hosts",
        ),
        ('state = "captcha"', 'state = "finished"', "state"),
        ('certainty = "B"', 'certainty = "Z"', "certainty"),
        ("date = 2025-05-27", 'date = "yesterday"', "date"),
    ],
)
def test_a_flow_with_anything_unknown_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = facebook()
    assert old in text
    assert said in problem_of(written(tmp_path, text.replace(old, new, 1)))


def test_a_form_marker_can_never_mean_success(tmp_path: Path) -> None:
    text = facebook().replace('kind = "form_id"\nstate = "form"', 'kind = "form_id"\nstate = "submitted"', 1)
    assert "state" in problem_of(written(tmp_path, text))


def test_a_file_that_is_too_big_is_not_parsed(tmp_path: Path) -> None:
    path = written(tmp_path, facebook() + "#" * MAX_BYTES)
    assert str(MAX_BYTES) in problem_of(path)


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 20_000 + "]" * 20_000, "a = " + "{a=" * 12_000, "not toml at all [", "\x00"],
    ids=["nested arrays", "nested tables", "no TOML", "binary"],
)
def test_a_bomb_is_refused(tmp_path: Path, text: str) -> None:
    problem_of(written(tmp_path, text))


def test_a_file_that_is_not_utf8_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facebook.toml"
    problem_of(path)
    path.write_bytes(b'schema = 1\nname = "\xff\xfe"\n')
    problem_of(path)


def test_a_custom_flow_may_bring_its_own_words(tmp_path: Path) -> None:
    path = written(tmp_path, facebook() + '\n[words.fr.send]\nunverified = ["Expédier"]\n')
    service = load_file(path)
    assert service.origin == "custom"
    assert "Expédier" in service.words["fr"][Concept.SEND].unverified
    assert set(words("fr").concepts[Concept.SEND].unverified) < set(
        service.words["fr"][Concept.SEND].unverified
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('schema = 1\nlanguage = "fr"\n[sned]\nunverified = ["Envoyer"]\n', "sned"),
        ('schema = 1\nlanguage = "fr"\n[send]\nguessed = ["Envoyer"]\n', "guessed"),
        ('schema = 1\nlanguage = "french"\n', "language"),
        ('schema = 9\nlanguage = "fr"\n', "schema"),
        ('schema = 1\nlanguage = "fr"\n[send]\nverified = [{ words = ["Envoyer"] }]\n', "source"),
        ('schema = 1\nlanguage = "fr"\n[send]\nunverified = ["…"]\n', "…"),
        ('schema = 1\nlanguage = "fr"\n[send]\nunverified = [""]\n', "send"),
    ],
)
def test_a_word_file_with_anything_unknown_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text, "fr.toml")
    with pytest.raises(FlowError, match=r"fr\.toml") as caught:
        read(path, Words)
    assert said in str(caught.value)


def test_a_flow_is_not_read_as_words_nor_words_as_a_flow() -> None:
    with pytest.raises(FlowError):
        read(FOLDER / "words" / "fr.toml", Flow)
    with pytest.raises(FlowError):
        read(FOLDER / "facebook.toml", Words)


# Hosts


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/help/contact/1",
        "https://www.facebook.com:443/help",
        "https://WWW.Facebook.com/help",
        "https://fr-fr.facebook.com/help/contact/1",
        "https://help.meta.com/support/privacy/?entry_point=x",
    ],
)
def test_addresses_on_the_flows_hosts_are_allowed(address: str) -> None:
    assert load("facebook").flow.allows(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://www.facebook.com/help",
        "https://facebook.com.evil.example/help",
        "https://www.facebook.com.evil.example/",
        "https://www.facebook.com@evil.example/",
        "https://user:secret@www.facebook.com/",
        "https://www.facebook.com:8443/",
        "https://www.facebook.com./",
        "https://www.facebооk.com/",  # two Cyrillic letters
        "https://www.xn--facebk-tbaa.com/",
        "https://notfacebook.com/",
        "https://evil.www.facebook.com/",
        "https://a.fr-fr.facebook.com/",
        "https://fr-fr.instagram.com/",
        "https://frfr.facebook.com/",
        "https://fr-fra.facebook.com/",
        "https://help.instagram.com/contact/1",
        "https:\\\\www.facebook.com/",
        "https://www.facebook.com\\@evil.example/",
        "https://[::1]/",
        "https://www.facebook.com:99999/",
        "//www.facebook.com/",
        "javascript:alert(1)//https://www.facebook.com/",
        "data:text/html,https://www.facebook.com/",
        "file:///www.facebook.com/",
        "https:///www.facebook.com/",
        "",
    ],
)
def test_look_alikes_are_refused(address: str) -> None:
    assert not load("facebook").flow.allows(address)


@pytest.mark.parametrize(
    "host", ["www.facebook.com", "a.b.instagram.com", "meta.com", "practice.optout-assist.invalid"]
)
def test_hosts_under_the_built_in_domains_can_be_named(host: str) -> None:
    assert is_nameable_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "facebook.com.evil.example",
        "xfacebook.com",
        "facebook.com.",
        "FACEBOOK.com",
        "*.facebook.com",
        ".facebook.com",
        "",
    ],
)
def test_other_hosts_cannot_be_named(host: str) -> None:
    assert not is_nameable_host(host)


def test_an_address_is_split_only_when_it_can_mean_one_thing() -> None:
    parts = split_web_address("https://www.facebook.com/help/contact/1?next=secret#x")
    assert parts is not None
    assert parts.hostname == "www.facebook.com"
    assert split_web_address("https://www.facebook.com:abc/") is None
    assert is_allowed("https://www.facebook.com/", ["www.facebook.com"])
    assert not is_allowed("https://www.facebook.com/", ["facebook.com"])


def test_secrets_of_an_address_are_cut() -> None:
    assert strip_query("https://www.instagram.com/auth_platform/codeentry/?apc=secret#f") == (
        "https://www.instagram.com/auth_platform/codeentry/"
    )


# References


def test_the_cnil_can_be_referred_to_in_every_language() -> None:
    cnil = load_references()["cnil"]
    assert set(cnil.words) == set(languages())
    assert cnil.short == "CNIL"


@pytest.mark.parametrize("code", sorted(load_references()))
def test_each_reference_is_one_sentence_that_names_the_authority_and_ends_with_its_link(code: str) -> None:
    reference = load_references()[code]
    for language, sentences in reference.words.items():
        assert reference.short in sentences.essential, language
        assert sentences.essential.endswith(reference.url), language
        assert len(sentences.essential) >= MIN_LENGTH, language
        before = sentences.essential.removesuffix(reference.url)
        assert not any(mark in before for mark in (". ", "! ", "? ", "{", "\n")), language
        assert "21" in sentences.extra, language
        assert reference.url not in sentences.extra, language
        assert len(sentences.essential) + len(sentences.extra) < 600, language


def test_a_language_without_sentences_gets_the_english_ones() -> None:
    cnil = load_references()["cnil"]
    assert cnil.sentences_for(()) == cnil.words["en"]
    assert cnil.sentences_for(("ja", "de")) == cnil.words["de"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("opposition : {url}", "opposition : {url}."),
        ("{authority}", "CNIL"),
        ("{authority}", "{controller} {authority}"),
        ('code = "dpc"', 'code = "cnil"'),
        ("[sentences.en]", "[sentences.eo]"),
        ("schema = 1", "schema = 1\nsurprise = true"),
    ],
)
def test_a_spoiled_file_of_references_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (
        (FOLDER / "references.toml")
        .read_text(encoding="utf-8")
        .replace("s’y opposer\\u00a0: {url}", "l’opposition : {url}")
    )
    assert old in text
    # The last place where it stands is a sentence, not the comment at the top.
    head, _, tail = text.rpartition(old)
    path = written(tmp_path, f"{head}{new}{tail}", "references.toml")
    with pytest.raises(FlowError, match=r"references\.toml"):
        read(path, References)
