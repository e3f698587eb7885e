"""What a sentence names and says nothing of: the use that is objected to, how soon, and that it goes on as before."""

from __future__ import annotations

import pytest
from unseen_answers import NEVER, UnseenAnswer

from flows.schema import State


def read(language: str, *text: str) -> State:
    return UnseenAnswer(language, "other", text).read()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Vi har mottagit din invändning mot att dina uppgifter används för AI på Meta"),
        ("sv", "Din invändning mot att dina inlägg används för AI har tagits emot"),
        ("da", "Vi har modtaget din indsigelse mod, at dine oplysninger bruges til AI hos Meta"),
        ("en", "We've received your objection to Meta using your information for AI"),
        ("en", "We have received your objection to your information being used for AI at Meta"),
        ("fr", "Nous avons bien reçu votre opposition à ce que vos informations soient utilisées pour l’IA"),
        ("es", "Hemos recibido tu objeción a que tu información se use para la IA en Meta"),
        ("de", "Dein Widerspruch dagegen, dass deine Beiträge für KI genutzt werden, ist eingegangen"),
    ],
)
def test_the_use_that_is_objected_to_says_nothing(language: str, text: str) -> None:
    assert read(language, text) is State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Vi har mottagit din invändning men dina inlägg används för AI"),
        ("sv", "Din invändning mot att dina inlägg används för AI avslogs"),
        ("de", "Dein Widerspruch dagegen, dass wir deine Beiträge für KI nutzen, wurde abgelehnt"),
        ("de", "Zu deinem Widerspruch haben wir entschieden, dass deine Beiträge für KI genutzt werden"),
        (
            "de",
            "Wir haben deinen Widerspruch erhalten und festgestellt, dass deine Beiträge für KI genutzt werden",
        ),
        ("en", "Your objection to us was turned down because your posts train AI"),
        ("en", "We received your objection to the processing of your posts and use them for AI"),
        ("en", "We have received your objection to your posts being used for AI once you confirm"),
        ("en", "Your objection to Meta using your posts for AI has no effect"),
        ("en", "You can object to your information being used for AI"),
        (
            "fr",
            "Nous avons reçu votre opposition à l’utilisation de vos publications pour l’IA, mais nous les utilisons",
        ),
        ("fr", "Votre opposition à ce que vos publications servent à l’IA a été refusée"),
    ],
)
def test_what_is_said_beside_it_counts(language: str, text: str) -> None:
    assert read(language, text) not in NEVER


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We will review your objection as soon as we can"),
        ("en", "We will apply your objection as soon as possible."),
        ("en", "We will review your objection as soon as we can and let you know"),
        ("fr", "Nous examinerons votre opposition dès que possible"),
        ("de", "Wir werden deinen Widerspruch so bald wie möglich umsetzen"),
        ("pt", "Vamos analisar a tua objeção assim que pudermos"),
        ("pl", "Rozpatrzymy Twój sprzeciw tak szybko, jak to możliwe"),
        ("en", "We have taken your objection into account since then and will continue to do so"),
        ("fr", "Nous avons tenu compte de votre opposition et continuerons à le faire"),
        ("es", "Hemos tenido en cuenta tu objeción desde entonces y seguiremos haciéndolo"),
        ("da", "Vi har taget hensyn til din indsigelse og vil fortsat gøre det"),
        ("el", "Λάβαμε υπόψη την αντίρρησή σας και θα συνεχίσουμε να το κάνουμε"),
        ("ar", "أخذنا اعتراضك في الاعتبار وسنواصل القيام بذلك"),
        ("fr", "Votre opposition a bien été reçue. Nous continuerons à la respecter."),
    ],
)
def test_how_soon_and_for_how_long_is_no_condition(language: str, text: str) -> None:
    assert read(language, text) is State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We will apply your objection as soon as you confirm it"),
        ("en", "We will review your objection as soon as we can verify your identity"),
        ("en", "We will apply your objection as soon as possible after you confirm it"),
        ("en", "We will review your objection as soon as we can contact you"),
        ("de", "Wir werden deinen Widerspruch umsetzen, sobald wir können und dich erreicht haben"),
        ("en", "Please confirm your objection as soon as possible"),
        ("es", "Revisaremos tu objeción en cuanto podamos verificar tu identidad"),
        ("fr", "Nous examinerons votre opposition dès que possible après votre confirmation"),
        ("en", "We have refused your objection and will continue to do so"),
        ("en", "Your objection has been received. We use your posts to train AI and will continue to do so."),
        ("en", "We have taken your objection into account but we use your photos and will continue to do so"),
        (
            "fr",
            "Nous avons tenu compte de votre opposition, mais nous utilisons vos photos et continuerons à le faire",
        ),
        (
            "fr",
            "Votre opposition est enregistrée. Nous prenons en compte vos photos et continuerons à le faire.",
        ),
        (
            "fr",
            "Votre opposition est enregistrée. Nous continuerons de la respecter et d’utiliser vos publications.",
        ),
    ],
)
def test_a_condition_and_a_use_that_goes_on_are_heard(language: str, text: str) -> None:
    assert read(language, text) not in NEVER


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ("Objection to the use of your information for AI at Meta", "Status: under review")),
        (
            "pl",
            (
                "Sprzeciw wobec wykorzystywania informacji na potrzeby AI w Meta",
                "Status: w trakcie rozpatrywania",
            ),
        ),
        ("ar", ("تم الإرسال بنجاح", "يمكنك إغلاق هذه الصفحة")),
    ],
)
def test_a_headline_is_what_the_line_below_speaks_of(language: str, text: tuple[str, ...]) -> None:
    assert read(language, *text) is State.SUBMITTED


@pytest.mark.parametrize(
    "text",
    [
        ("Objection to the use of your information for AI at Meta", "Status: declined"),
        ("You can object to the use of your information for AI at Meta", "Status: received"),
        ("Sent items", "We'll get back to you."),
        ("Sent by you", "We'll get back to you."),
    ],
)
def test_a_headline_of_something_else_is_none(text: tuple[str, ...]) -> None:
    assert read("en", *text) not in NEVER


@pytest.mark.parametrize(
    ("language", "standing", "text"),
    [
        ("sv", "Din tidigare invändning gäller fortfarande", "Vi använder fortsatt inte dina uppgifter för att träna AI."),
        ("da", "Din tidligere indsigelse gælder stadig", "Vi bruger fortsat ikke dine oplysninger til at træne AI."),
        ("is", "Fyrri andmæli þín standa", "Við notum áfram ekki upplýsingar þínar til að þjálfa gervigreind."),
        ("pl", "Twój wcześniejszy sprzeciw nadal obowiązuje", "Nadal nie wykorzystujemy Twoich informacji do trenowania AI."),
        ("lt", "Ankstesnis jūsų prieštaravimas tebegalioja", "Ir toliau nenaudojame jūsų informacijos DI mokyti."),
        ("fr", "Votre opposition précédente reste valable", "Nous continuons à ne pas utiliser vos informations pour entraîner l’IA."),
    ],
)  # fmt: skip
def test_it_is_good_news_that_nothing_is_still_used(language: str, standing: str, text: str) -> None:
    assert read(language, standing, text) is State.ALREADY_OBJECTED


@pytest.mark.parametrize(
    ("language", "recorded", "text"),
    [
        ("sv", "Din invändning har registrerats", "Vi använder fortsatt dina inlägg för att träna AI."),
        (
            "fr",
            "Votre opposition est enregistrée",
            "Nous continuons à utiliser vos publications pour entraîner l’IA.",
        ),
        ("lt", "Jūsų prieštaravimas gautas", "Toliau naudojame jūsų įrašus DI mokyti."),
        ("pl", "Twój sprzeciw zapisano", "Nadal wykorzystujemy Twoje posty do trenowania AI."),
    ],
)
def test_what_is_still_used_is_none(language: str, recorded: str, text: str) -> None:
    assert read(language, recorded, text) not in NEVER


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", ("Bezwaar ontvangen", "We zijn gestopt met het verwerken van je bezwaar.")),
        ("cs", ("Námitka přijata", "Přestali jsme vaši námitku zpracovávat.")),
        ("el", ("Η αντίρρηση ελήφθη", "Σταματήσαμε να επεξεργαζόμαστε την αντίρρησή σας.")),
        ("bg", ("Възражението е получено", "Спряхме да обработваме Вашето възражение.")),
        ("tr", ("İtiraz alındı", "İtirazınızı işlemeyi bıraktık.")),
        ("ga", ("Agóid faighte", "Stopamar de d'agóid a phróiseáil.")),
    ],
)
def test_to_stop_with_the_request_is_no_promise(language: str, text: tuple[str, ...]) -> None:
    assert read(language, *text) not in NEVER


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", ("Uso dei tuoi post per l'IA di Meta", "Abbiamo ricevuto la tua opposizione.")),
        ("fr", ("Utilisation de vos informations pour l’IA", "Nous avons reçu votre opposition.")),
        ("fr", ("Votre opposition", "Statut : reçue")),
        ("en", ("Objection accepted", "We honor it under the data protection laws in your region.")),
        ("fr", ("Nous donnerons suite à votre opposition conformément aux lois sur la protection des données applicables dans votre région.",)),
        ("de", ("Widerspruch erhalten", "Wir nutzen deine Informationen von Facebook und Instagram nicht mehr für KI.")),
    ],
)  # fmt: skip
def test_the_topic_and_the_law_say_nothing(language: str, text: tuple[str, ...]) -> None:
    assert read(language, *text) is State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", ("I tuoi post vengono usati per l'IA", "Abbiamo ricevuto la tua opposizione.")),
        ("en", ("We use your information for AI", "We have received your objection.")),
        ("en", ("Use of your information for AI is allowed", "We have received your objection.")),
        ("de", ("Nutzung deiner Beiträge für KI geht weiter", "Wir haben deinen Widerspruch erhalten.")),
        ("fr", ("Votre opposition", "Statut : refusée")),
        ("en", ("Objection received", "This form isn't available in your region.")),
        ("en", ("We received your request.", "It does not apply in your region.")),
        ("en", ("We received your request", "It applies only in your country")),
        ("en", ("Objection received", "Quote this number if you want us to handle your objection.")),
        ("sv", ("Invändning mottagen", "Ange detta nummer om du vill att vi behandlar din invändning.")),
        (
            "nl",
            (
                "Bezwaar ontvangen",
                "Je berichten worden niet gedeeld met Facebook en Instagram gebruikt ze om AI te trainen.",
            ),
        ),
    ],
)
def test_what_says_more_than_the_topic_counts(language: str, text: tuple[str, ...]) -> None:
    assert read(language, *text) not in NEVER


@pytest.mark.parametrize(
    ("language", "received", "text"),
    [
        ("it", "Abbiamo ricevuto la tua opposizione.", "Le informazioni che hai fornito vengono usate per addestrare l'IA."),
        ("nl", "We hebben je bezwaar ontvangen.", "De informatie die je hebt verstrekt wordt gebruikt om AI te trainen."),
        ("ca", "Hem rebut la teva oposició.", "La informació que has proporcionat s'utilitza per entrenar la IA."),
        ("is", "Við höfum móttekið andmæli þín.", "Við notum upplýsingarnar sem þú gafst upp til að þjálfa gervigreind."),
        ("mt", "Irċevejna l-oġġezzjoni tiegħek.", "L-informazzjoni li tajtna tintuża biex inħarrġu l-AI."),
        ("sv", "Vi har mottagit din invändning.", "Informationen du skickade används för att träna AI."),
    ],
)  # fmt: skip
def test_what_the_person_gave_is_data_where_it_is_used(language: str, received: str, text: str) -> None:
    assert read(language, received, text) not in NEVER


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ("We have received your objection.", "Our team is reviewing the information you provided about AI.")),
        ("it", ("La tua richiesta è in fase di revisione", "Il nostro team sta esaminando le informazioni che ci hai fornito.")),
    ],
)  # fmt: skip
def test_what_the_person_gave_is_the_request_where_it_is_looked_at(
    language: str, text: tuple[str, ...]
) -> None:
    assert read(language, *text) is State.SUBMITTED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Many people have already objected."),
        ("en", "Some of our users have already objected to this."),
        ("fr", "De nombreuses personnes se sont déjà opposées."),
        ("de", "Viele Menschen haben bereits widersprochen."),
        ("es", "Muchas personas ya se han opuesto."),
        ("sv", "Många har redan invänt."),
        ("da", "Mange har allerede gjort indsigelse."),
    ],
)
def test_that_others_have_objected_is_no_objection_of_the_person(language: str, text: str) -> None:
    assert read(language, text) not in NEVER


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You have already objected."),
        ("fr", "Vous vous êtes déjà opposé."),
        ("de", "Du hast bereits widersprochen."),
    ],
)
def test_that_the_person_has_is(language: str, text: str) -> None:
    assert read(language, text) is State.ALREADY_OBJECTED


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            (
                "Are you sure you want to send your objection?",
                "Once it is received, we stop using your posts for AI.",
            ),
        ),
        (
            "nb",
            (
                "Er du sikker på at du vil sende inn innsigelsen?",
                "Når den er mottatt, slutter vi å bruke informasjonen din til KI.",
            ),
        ),
        ("nb", ("Når den er mottatt, slutter vi å bruke informasjonen din til KI.",)),
        ("en", ("As soon as it is received, we will not use your posts for AI.",)),
    ],
)
def test_what_is_asked_or_promised_for_later_is_no_answer(language: str, text: tuple[str, ...]) -> None:
    assert read(language, *text) not in NEVER
