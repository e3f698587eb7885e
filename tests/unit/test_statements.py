"""What an answer says became of the request: each rule by itself, in sentences that no table lists."""

from __future__ import annotations

import pytest
from page_samples import block, button, document, field

from flows.load import load
from flows.schema import State
from helper.guide.history import History
from helper.guide.sending import Judgement, Sending
from helper.page.facts import Page
from helper.recognise import Lexicon, recognise
from helper.recognise.sentence import Meaning
from helper.recognise.statements import says_already, understand

SERVICE = load("facebook")
LEXICON = Lexicon(SERVICE.words)
PRESSED = History(timeline=[], is_pressed=True)


def meaning(text: str, *, language: str = "fr", languages: tuple[str, ...] = ()) -> Meaning | None:
    found = understand(text.split(" / "), LEXICON, languages or (language,))
    return found.meaning if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Votre opposition a été reçue.",
        "Votre demande, que vous avez envoyée ce matin, a été enregistrée.",
        "Merci d’avoir contacté Facebook. / Votre opposition s’appliquera à partir de maintenant.",
        "C’est noté : vos publications ne serviront pas à entraîner l’IA.",
        "Votre formulaire a été transmis et un e-mail vous sera envoyé.",
        "Nous avons bien reçu votre demande. Aucune autre démarche n’est nécessaire.",
        "Votre demande a été reçue. Si vous avez des questions, consultez nos pages d’aide.",
        "État : / Votre opposition a été reçue.",  # a label, and its value
        "Votre opposition est enregistrée sous le numéro XQ-2209/B.",
        "Bonjour Mme Xylander-Qvist, / Votre opposition a été reçue.",  # a name may be any word
        "Votre opposition a été reçue. Une confirmation de votre opposition est en cours d’envoi à m***@exemple.fr.",
        "Bonjour, Zorglub, votre opposition a été reçue.",
        "Votre dossier porte le numéro XQ-22093. Votre opposition a été reçue.",
        "Votre opposition a été reçue. Il est inutile de remplir le formulaire à nouveau.",  # no demand
        "Votre opposition a été reçue. Si vous avez plusieurs comptes, elle s’applique à chacun d’eux.",
        "Votre opposition a été reçue. Sa mise en œuvre peut prendre quelques jours.",
        "Nous respectons votre décision. Nous pourrons toutefois traiter vos informations si d’autres personnes les publient.",
        "Nous avons noté que vous ne voulez pas que vos publications servent à l’IA.",
        "Votre opposition a été reçue. Nous vous écrirons dès que nous l’aurons examinée.",
        "Vos publications ne serviront plus à entraîner notre IA.",  # a promise to the person may be all of the answer
        "Envoyé !",
        "C’est envoyé !",
    ],
)
def test_what_became_of_the_request_is_understood(text: str) -> None:
    assert meaning(text) is Meaning.SUCCESS


@pytest.mark.parametrize(
    "text",
    [
        "Votre demande a-t-elle été reçue ?",  # a question
        "Une fois votre adresse confirmée, votre demande sera enregistrée.",  # a condition before
        "Votre demande sera prise en compte si vous confirmez votre adresse.",  # and after
        "Votre demande a été reçue. / Cliquez sur le lien que nous vous avons envoyé.",  # a demand elsewhere
        "Votre demande a été reçue. / Une erreur s’est produite.",  # a failure elsewhere
        "Votre demande peut être envoyée.",  # a mere possibility
        "Vous pouvez vous opposer à tout moment, et votre opposition est prise en compte.",  # the law
        "Nous avons envoyé un e-mail au sujet de votre demande.",  # it is the mail that was sent
        "Votre demande de réinitialisation du mot de passe a été reçue.",  # about something else
        "Mot de passe / Votre demande a été reçue.",  # said right beside
        "Votre opposition a bien été retirée.",
        "Votre demande est enregistrée comme brouillon.",
        "Envoyez votre demande.",  # an imperative
        "Bonjour, votre opposition xylandre a été reçue.",  # and no more than a name
        "Votre opposition a été reçue (état : REFUS-2025).",  # no reference holds words
        "Opposition reçue : 0",
        "Votre formulaire a été reçu à 50 %.",
        "Voici une réponse possible : / Votre opposition a été reçue.",
        "Objet de l’e-mail à venir : votre opposition a été reçue.",
        "Votre e-mail : votre opposition a été reçue.",
        "1. Votre adresse 2. Votre opposition 3. Demande reçue",
        "Examiner votre demande",  # what a button is called
        "Reçue votre demande, notre équipe vous écrira.",  # a condition without “if”
        "Ce formulaire s’applique à tous les comptes.",  # the paper, and nothing that was asked
        "Nous avons reçu votre opposition. Il est inutile de la respecter.",
        "Votre opposition à l’IA a été reçue et ne sera pas utilisée.",  # no promise: it is not the data that is spared
        "Votre opposition a été reçue. L’entraînement de l’IA avec vos publications commence aujourd’hui.",
        "Votre opposition a été reçue. Elle est arrivée parmi les spams et a été supprimée.",
        "Bonjour Mme Xylander, annulée. / Votre opposition a été reçue.",
        "Vos messages privés ne serviront pas à entraîner l’IA.",  # that is so for everybody
        "Merci ! Vos messages privés ne serviront pas à entraîner l’IA.",
        "Vous ne voulez pas que vos publications servent à entraîner l’IA.",
        "En savoir plus / Nos principes / Vos publications ne serviront pas à entraîner l’IA.",  # not what the page opens with
        "Enregistré !",  # a draft, perhaps
        "Nous respectons votre décision.",
        "Votre formulaire est toujours enregistré.",
        "Une opposition s’applique à tous les comptes.",
        "Vos photos ne serviront plus à entraîner notre IA. Vos publications, si.",
        "Nous n’excluons plus vos publications de l’entraînement de l’IA. Merci.",
        "Votre opposition est valable dès que nous aurons reçu votre réponse.",
        "Cela peut prendre quelques jours avant que votre opposition soit enregistrée.",
        "Votre opposition a été reçue. Si vous avez plusieurs comptes, confirmez chacun d’eux.",
        "Votre opposition a été reçue. Vos publications et celles d’autres personnes sont utilisées pour l’IA.",
        "Votre opposition a été reçue, et vos publications servent à l’IA.",
        "Voulez-vous vraiment vous opposer ? / Votre opposition s’applique à tous vos comptes.",
        "Envoyé",  # may be the name of a folder
        "C’est fait ! Votre choix est enregistré.",  # of cookies, perhaps
        "Votre opposition a été reçue. Vos publications sont toujours dans nos données.",
        "Votre opposition a été reçue. Si vous avez plusieurs comptes, elle n’est pas valable.",
        "Merci pour votre message. Nous vous écrirons dès que votre opposition aura été reçue.",
        "«\u00a0Votre demande a été reçue et sera traitée au plus vite\u00a0», écrit une lectrice.",
        "Votre demande a été reçue. " + "Voici pourquoi cela compte pour nous. " * 15,  # an article
        "Merci de préciser le motif de votre opposition.",
    ],
)
def test_what_takes_it_back_leaves_no_claim(text: str) -> None:
    assert meaning(text) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Takk, Ingrid. Vi har mottatt forespørselen din."),
        (
            "fi",
            "Vastustuksesi on saapunut numerolla 74-4155. Tietojasi ei enää käytetä tekoälyn kehittämiseen.",
        ),
        (
            "en",
            "Your objection was received. / We may still process information about you if someone else, a friend, shares it.",
        ),
        (
            "en",
            "Your objection was received. / We may still process information about you in posts that others share.",
        ),
        ("en", "Your request that we do not use your posts for AI has been recorded."),
        ("sv", "Vi har registrerat din begäran om att vi inte ska använda din information för AI."),
        ("en", "We received your objection to the use of your posts and comments for AI."),
        ("en", "Your choice has been saved. / It applies to all accounts in your Accounts Centre."),
        ("uk", "Ваш вибір набув чинності негайно, як у Facebook, так і в Instagram."),
        ("el", "Λάβαμε την αντίρρησή σας. / Έχετε άλλον λογαριασμό; Συμπληρώστε τη φόρμα και για αυτόν."),
    ],
)
def test_what_stands_beside_good_news_takes_nothing_back(language: str, text: str) -> None:
    assert meaning(text, language=language) is Meaning.SUCCESS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Det kan ta några dagar innan din invändning har registrerats."),
        ("pt", "Queres mesmo opor-te? / Esta escolha abrange todas as contas do teu Centro de Contas."),
        ("de", "Danke! Deine privaten Nachrichten werden nicht für KI verwendet."),
        ("sv", "Dina bilder kommer inte att användas för AI. Dina offentliga inlägg används."),
        ("ro", "Am încetat să excludem postările tale din antrenarea IA."),
        ("en", "Sent! / Undo"),
        (
            "en",
            "Your objection has been received and recorded by our team today. / "
            "If you have more than one account in your Accounts Centre, your objection must apply to all of them.",
        ),
        ("en", "Thank you. Your photos in Messenger will not be used to train AI."),
        (
            "en",
            "Thank you for your objection. / We will reply to your request when your photos are in our hands.",
        ),
        ("en", "Thank you for your objection. / It may take a few minutes until it is sent."),
        ("en", "Your objection was received. / Someone else in your Accounts Centre has to agree."),
        ("en", "Thank you for your objection. / We will get back to you once you have answered our e-mail."),
        ("nl", "Je bezwaar is ontvangen, en we verwerken je gegevens voor AI."),
        ("en", "Your objection was received. / We may still show your posts and what others share."),
        ("en", "Your objection was received. / We may use your posts, like those of other people."),
        ("en", "Your objection was received. / Your posts may still be used for AI like those of others."),
        ("en", "Your request that we do not use your posts for AI was received, but we will use them."),
        ("en", "Your request that we do not use your posts for AI has not been recorded."),
        ("en", "Your objection will not be processed and your posts are used for AI."),
        (
            "pl",
            "Otrzymaliśmy Twój sprzeciw. / Nie zastosujemy się do niego, ponieważ inne osoby udostępniają Twoje zdjęcia.",
        ),
        ("nl", "Je foto's blijven buiten de training van AI, je reacties niet."),
        ("en", "We exclude your photos from AI training, but not your comments."),
        ("en", "We received your objection and your comments are for AI training."),
        ("en", "We received your objection about your posts and train our AI with your comments."),
        ("en", "We received your objection about your posts, your comments are for AI training."),
        ("en", "Your choice has been saved."),
        ("en", "We respect your privacy and your choices on all your accounts."),
        ("fr", "Votre choix d’accepter s’applique à tous vos comptes."),
        ("en", "Your choice has been saved for all your accounts. / Cookies help us to improve. / Ads too."),
        ("en", "Help / Your choice applies to all your accounts. / Privacy / Terms / Cookies"),
        ("el", "Ελήφθη η αντίρρησή σας; Δείτε τα εισερχόμενά σας."),
        ("el", "Καταχωρίστηκε το αίτημά σας\u037e Δείτε το."),  # its own character
    ],
)
def test_what_limits_good_news_leaves_no_claim(language: str, text: str) -> None:
    assert meaning(text, language=language) is not Meaning.SUCCESS


def test_what_was_asked_not_to_be_done_is_no_refusal() -> None:
    asked = "We've taken into account your request not to use your information for AI."
    assert meaning(asked, language="en") is not Meaning.REFUSED
    refused = "We did not accept your request not to use your information for AI."
    assert meaning(refused, language="en") is Meaning.REFUSED


@pytest.mark.parametrize(
    "text",
    [
        "Votre opposition est toujours en vigueur. / Il est inutile de renvoyer le formulaire.",
        "Vous vous êtes déjà opposé. / Votre choix reste valable.",
    ],
)
def test_what_still_stands_is_an_earlier_objection(text: str) -> None:
    assert meaning(text) is Meaning.ALREADY


# What a language can say to take something back is endless: words that nobody knows may do that.
@pytest.mark.parametrize(
    "text",
    [
        "Votre demande a été reçue zorglub.",
        "Votre demande au sujet de vos informations pour l’IA de Meta a été reçue aujourd’hui et zorglub par notre équipe.",
        "Votre demande a été reçue, zorglub blifor.",
        "Votre demande a été reçue. Zorglub blifor.",
        "Votre demande a été reçue. / Zorglub blifor tarduc.",
        "Votre demande a été reçue. / Zorglub blifor tarduc snargue vlipo.",
        "Zorglub blifor tarduc snargue vlipo. / Votre demande a été reçue.",
    ],
)
def test_good_news_among_strange_words_is_not_believed(text: str) -> None:
    assert meaning(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Zorglub, votre demande a bien été reçue aujourd’hui, et notre équipe va y donner suite.",  # a name
        "Votre demande a été reçue. Notre équipe va y donner suite dès demain et vous écrira, Zorglub.",  # one in many words
        "Votre demande a été reçue. / Zorglub blifor",  # the label of a menu
        "Votre demande a été reçue. / Merci. / Zorglub blifor tarduc snargue vlipo.",  # further down the page
    ],
)
def test_a_name_or_a_menu_takes_nothing_back(text: str) -> None:
    assert meaning(text) is Meaning.SUCCESS


@pytest.mark.parametrize(
    "text",
    [
        "Nous avons examiné votre demande et ne pouvons pas y donner suite.",
        "Votre opposition n’est pas recevable.",
        "Votre demande a déjà été refusée.",
        "Votre demande est refusée car vous n’avez pas indiqué de motif.",
        "Merci pour votre message. / Nous continuerons à utiliser vos publications.",
        "Nous avons reçu votre demande. Nous ne prendrons aucune autre mesure.",
        "C’est noté : l’IA n’utilisera pas vos photos, et nous n’acceptons pas votre opposition.",
    ],
)
def test_a_refusal_is_one_however_politely_it_begins(text: str) -> None:
    assert meaning(text) is Meaning.REFUSED


@pytest.mark.parametrize(
    "text",
    [
        "Votre demande n’a pas été refusée.",
        "Votre demande ne peut pas être traitée pour le moment. / Une erreur s’est produite, réessayez.",
        "Nous ne pouvons pas traiter votre demande. / Saisissez d’abord le code reçu.",
        "Nous pouvons refuser une demande manifestement infondée.",
        "Ce mot de passe est refusé.",
    ],
)
def test_no_decision_is_made_up(text: str) -> None:
    assert meaning(text) is None


def test_what_takes_back_in_any_of_several_languages_counts() -> None:
    text = "Votre demande a été reçue. / Merci. / Please confirm your address."
    assert meaning(text) is Meaning.SUCCESS
    assert meaning(text, languages=("fr", "en")) is None


def test_now_in_spanish_means_already_only_before_send() -> None:
    text = "Tu oposición ya está registrada."
    assert meaning(text, language="es") is Meaning.SUCCESS
    assert says_already(text, LEXICON, ["es"])
    assert says_already("Ya te has opuesto a este uso.", LEXICON, ["es"])
    assert not says_already("Tu oposición está registrada.", LEXICON, ["es"])


# Signs over time

WORDS = "Votre opposition a été enregistrée."
FORM = document()
GONE = document(fields=(), buttons=(), forms=(), blocks=(block("Centre de confidentialité"),))


def follow(*pages: tuple[str, ...] | None) -> list[Judgement]:
    """Judge pages in order: the form with these texts beside it, or None where it has given way."""
    form = recognise(Page(FORM), SERVICE.flow, LEXICON).form
    assert form is not None
    sending, seen = Sending(form, Page(FORM).texts()), []
    for texts in pages:
        shown = GONE if texts is None else document(blocks=(*FORM.blocks, *map(block, texts)))
        page = Page(shown)
        reading = recognise(page, SERVICE.flow, LEXICON, is_after_send=True)
        seen.append(sending.judge(page, reading, PRESSED, LEXICON))
        sending = seen[-1].sending
    return seen


def test_words_beside_a_form_that_stands_are_remembered_until_it_gives_way() -> None:
    words, gone = follow((WORDS,), None)
    assert words.reading.state is State.SENT
    assert words.words is not None
    assert gone.reading.state is State.SUBMITTED
    assert gone.reply is not None
    assert gone.reply.text == WORDS


def test_each_words_are_told_once() -> None:
    assert [one.words is not None for one in follow((WORDS,), (WORDS,), ())] == [True, False, False]


@pytest.mark.parametrize(
    "meanwhile",
    [
        "Une erreur s’est produite, réessayez.",
        "Cliquez sur le lien que nous vous avons envoyé.",
        "Votre opposition a été retirée.",
    ],
)
def test_words_are_forgotten_when_something_takes_them_back(meanwhile: str) -> None:
    assert follow((WORDS,), (meanwhile,), None)[-1].reading.state is not State.SUBMITTED


def test_a_form_that_gives_way_without_words_is_no_success() -> None:
    assert follow(None)[-1].reading.state is State.SENT


def test_a_refusal_needs_the_form_to_be_gone_too() -> None:
    refusal = "Nous avons examiné votre demande et ne pouvons pas y donner suite."
    assert follow((refusal,))[-1].reading.state is not State.REFUSED


@pytest.mark.parametrize("before", [(), (WORDS,)])
def test_a_refusal_is_remembered_too_and_replaces_a_success(before: tuple[str, ...]) -> None:
    refusal = "Nous avons examiné votre demande et ne pouvons pas y donner suite."
    gone = follow(before, (refusal,), (), None)[-1]
    assert gone.reading.state is State.REFUSED
    assert gone.reply is not None
    assert gone.reply.text == refusal
    assert not gone.sending.is_claimed  # a form loaded anew may be filled in again


def test_the_label_of_a_menu_or_a_footer_is_no_answer() -> None:
    form = recognise(Page(FORM), SERVICE.flow, LEXICON).form
    assert form is not None
    footer = block(WORDS, is_aside=True)
    page = Page(document(fields=(), buttons=(), forms=(), blocks=(block("Accueil"), footer)))
    reading = recognise(page, SERVICE.flow, LEXICON, is_after_send=True)
    judged = Sending(form, Page(FORM).texts()).judge(page, reading, PRESSED, LEXICON)
    assert judged.reading.state is State.SENT


def test_a_password_field_beside_the_words_is_only_a_step() -> None:
    form = recognise(Page(FORM), SERVICE.flow, LEXICON).form
    assert form is not None
    shown = document(
        id="2",
        blocks=(block(WORDS),),
        fields=(field(9, "password"),),
        buttons=(button(8, "OK"),),
        has_password=True,
    )
    page = Page(shown)
    reading = recognise(page, SERVICE.flow, LEXICON, is_after_send=True)
    judged = Sending(form, Page(FORM).texts()).judge(page, reading, PRESSED, LEXICON)
    assert judged.reading.state is not State.SUBMITTED


def test_a_condition_may_begin_with_its_verb() -> None:
    assert meaning("Dein Widerspruch wurde angenommen, danke.", language="de") is Meaning.SUCCESS
    assert meaning("Wurde dein Widerspruch angenommen, danken wir dir.", language="de") is None


@pytest.mark.parametrize(
    "text",
    [
        "申し訳ありませんが、お客様の異議申し立てには対応できません。",
        "抱歉，我们无法处理您的反对。",
        "ขออภัย เราไม่สามารถดำเนินการตามคำคัดค้านของคุณได้",
        "К сожалению, мы не можем этого сделать.",
    ],
)
def test_a_sentence_that_nobody_here_can_read_may_take_back_what_stands_beside_it(text: str) -> None:
    """Where no spaces are set between words, it is no single word, and no label."""
    assert meaning(f"Votre opposition a été reçue. / {text}") is None
    assert meaning("Votre opposition a été reçue. / 日本語") is Meaning.SUCCESS
