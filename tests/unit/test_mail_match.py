"""What a mail is, and which attempt it answers: confirmed words decide, and what is ambiguous is never guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from mail_samples import mail

from flows.load import languages, vocabularies
from flows.mails import Wording, all_domains, load_mails
from helper.errors import UsageProblem
from helper.mail.classify import MailClassifier
from helper.mail.html_text import strip_html
from helper.mail.kinds import MailKind
from helper.mail.match import Candidate, choose, confirm
from helper.mail.parse import Mail, parse_mail
from helper.recognise.words import Lexicon

MAILS = load_mails()
BOTH = frozenset({"facebook", "instagram"})
T0 = dt.datetime(2026, 11, 22, 14, 4, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def reader() -> MailClassifier:
    return MailClassifier(Lexicon({one: vocabularies(one) for one in languages()}), MAILS)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We will honour your objection for your public information.", "acknowledgement"),
        ("We will honor your objection.", "acknowledgement"),
        ("Vamos a aceptar tu objeción. Esto significa que…", "acknowledgement"),
        ("Ciò significa che la tua richiesta verrà applicata d'ora in avanti.", "acknowledgement"),
        ("We have looked at it and cannot take further action.", "refusal"),
    ],
)
def test_a_wording_that_a_source_confirms_decides(reader: MailClassifier, text: str, kind: str) -> None:
    found = reader.read("Your request", f"Hello,\n\n{text}\n\nBye")
    assert (found.kind, found.is_about) == (kind, True)
    assert found.quote
    assert text.startswith(found.quote)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("We've received your objection.", "acknowledgement"),
        ("Nous avons bien reçu votre opposition.", "acknowledgement"),
        ("Nous ne pouvons pas faire droit à votre opposition.", "refusal"),
        ("Wir benötigen weitere Informationen, um zu antworten.", "more_details"),
        ("We need two further months to answer you.", "extension"),
        ("Your confirmation code is 123456.", "code"),
        ("Votre code de confirmation est 123456.", "code"),
    ],
)
def test_a_wording_that_nobody_confirmed_only_hints(reader: MailClassifier, text: str, hint: str) -> None:
    found = reader.read("", text)
    assert (found.kind, found.quote) == (MailKind.UNCLEAR, None)
    assert hint in found.hints


@pytest.mark.parametrize(
    "text",
    [
        "If your reasons are good, we will honour your objection.",
        "We cannot honor your objection.",
        "We will honour your objection.\n\nUnfortunately we cannot take further action.",
        "We will honour your objection.\n\nWe have decided not to honour the rest.",
        "We could not say that we will honour your objection.",
    ],
)
def test_a_condition_a_denial_or_a_contradiction_leaves_it_unclear(reader: MailClassifier, text: str) -> None:
    assert reader.read("Your objection", text).kind is MailKind.UNCLEAR


def test_what_was_written_to_everybody_is_no_answer(reader: MailClassifier) -> None:
    found = reader.read("Découvrez comment nous utiliserons vos informations à mesure que…", "L’IA de Meta")
    assert (found.kind, found.is_announcement) == (MailKind.UNCLEAR, True)


@pytest.mark.parametrize("text", ["Marie commented on your photo.", "Your login code is 123456", ""])
def test_other_mails_of_the_service_are_not_about_an_objection(reader: MailClassifier, text: str) -> None:
    assert not reader.read("Hello", text).is_about


@pytest.mark.parametrize("marks", ["“”", "„“", "«»", '""'])
def test_what_the_service_only_quotes_it_does_not_say(reader: MailClassifier, marks: str) -> None:
    said = "We will honour your objection."
    assert reader.read("Here it is", f"Hi Ana,\n\n{said}").kind is MailKind.ACKNOWLEDGEMENT
    quoted = f"{marks[0]}{said}{marks[1]}"
    assert reader.read("Here it is", f"Hi Ana,\n\nYou wrote {quoted}").kind is MailKind.UNCLEAR


SAID = "We will honour your objection."
ASKED = "Hi Ana,\n\nPlease tell us more about your objection."
HEAD = "{}: Facebook <support@facebookmail.com>\n{}: 22 November 2026\n{}: Ana\n{}: Your objection\n\n"
REPEATED = {
    "a sign": f"On 22 November, Facebook wrote:\n> Hi Ana,\n>\n> {SAID}\n> Facebook",
    "a sign without a blank": f">Hi Ana,\n>{SAID}",
    "signs of several mails": f"> I asked:\n>> {SAID}",
    "a head": f"-----Original Message-----\n{HEAD.format('From', 'Sent', 'To', 'Subject')}Hi Ana,\n\n{SAID}",
    "a French head": HEAD.format("De\u00a0", "Envoyé\u00a0", "À\u00a0", "Objet\u00a0") + SAID,
    "a head with stars": HEAD.format("*Von", "*Gesendet", "*An", "*Betreff") + SAID,
    "HTML": strip_html(
        f"<p>Facebook wrote:</p><blockquote type=cite><div>Hi Ana,</div><p>{SAID}<br>Bye</blockquote>"
    ),
}


@pytest.mark.parametrize("how", REPEATED)
def test_what_a_mail_repeats_of_an_earlier_one_it_does_not_say(reader: MailClassifier, how: str) -> None:
    found = reader.read("Re: Your objection", f"{ASKED}\n\n{REPEATED[how]}")
    assert (found.kind, found.is_about) == (MailKind.UNCLEAR, True)
    # Above, and below lines that are repeated, the service speaks itself.
    assert reader.read("Re: Your objection", f"Hi Ana,\n\n{SAID}\n\n{REPEATED[how]}").quote == f"{SAID}"
    if "head" not in how:
        answered = f"{REPEATED[how].replace(SAID, 'I object.')}\n\n{SAID}"
        assert reader.read("Re: Your objection", answered).kind is MailKind.ACKNOWLEDGEMENT


@pytest.mark.parametrize(
    "before",
    [
        "Name: Ana\nE-mail: ana@example.org\nCountry: France",  # what the form had, repeated above the answer
        "Note: we use <b@example.org>\nfor answers.\nTo: you",
        "We read this: 2 > 1",
        strip_html("<blockquote></blockquote><p>Hi</p><blockquote hidden><p>x</p></blockquote>"),
    ],
)
def test_what_only_looks_like_a_repetition_hides_nothing(reader: MailClassifier, before: str) -> None:
    assert reader.read("Your objection", f"Hi Ana,\n\n{before}\n\n{SAID}").kind is MailKind.ACKNOWLEDGEMENT


UNRELATED = [
    ("Bob commented", "Bob commented on your post: Meta uses AI, I object!"),
    ("Bob commented on your post", "Bob commented:\n\nWe will honour your objection."),
    ("Bob kommenterede dit opslag", "Bob kommenterede: Meta bruger AI, jeg gør indsigelse!"),
    ("Bob kommenterade ditt inlägg", "Bob kommenterade: jag har lämnat en invändning mot AI."),
    ("CNIL posted", "CNIL posted: how to send your objection to Meta AI."),
    ("Bob sent you a message", "Bob: We have received your objection about AI."),
    ("Bob a commenté votre publication", "Bob a commenté votre publication : l’IA de Meta, je m’oppose !"),
    (
        "Bob hat deinen Beitrag kommentiert",
        "Bob hat deinen Beitrag kommentiert: Meta nutzt KI, ich widerspreche!",
    ),
    ("You are now a member", "Your request has been approved. You are now a member of Garden Friends."),
    ("Your recovery code", "We received your request to reset your Facebook password. Your code is 123456."),
    ("Votre code", "Nous avons reçu votre demande de réinitialisation du mot de passe."),
    ("Tu código", "Hemos recibido tu solicitud para restablecer tu contraseña."),
    ("Your report", "We reviewed your report and cannot take further action."),
    ("Confirm your identity", "We need more information to verify your identity."),
    ("Your appeal", "We have received your appeal. We need more time to review it."),
    ("Meta AI", "Ask Meta AI anything. Object recognition in photos!"),
    (
        "Our privacy policy",
        "We're expanding AI at Meta. You have the right to object to the use of your information.",
    ),
]


@pytest.mark.parametrize(("subject", "text"), UNRELATED)
def test_a_mail_about_something_else_is_not_about_an_objection_and_says_nothing_of_it(
    reader: MailClassifier, subject: str, text: str
) -> None:
    found = reader.read(subject, f"Hi Ana,\n\n{text}")
    assert (found.is_about, found.kind) == (False, MailKind.UNCLEAR)


RELATED = [
    ("", "We've received your objection."),
    ("", "Nous avons bien reçu votre opposition."),
    ("Your objection", "We need more information before we can decide."),
    ("Votre demande d’opposition", "Nous avons besoin de plus de temps pour vous répondre."),
    ("Dein Widerspruch", "Wir benötigen weitere Informationen, um zu antworten."),
    ("Your request", "We've received your request about AI at Meta."),
    ("Hello", "We have read what you wrote about AI and your objection."),
]


@pytest.mark.parametrize(("subject", "text"), RELATED)
def test_a_mail_that_speaks_of_the_objection_is_about_it(
    reader: MailClassifier, subject: str, text: str
) -> None:
    found = reader.read(subject, f"Hi Ana,\n\n{text}")
    assert (found.is_about, found.kind) == (True, MailKind.UNCLEAR)


def test_every_sender_and_wording_has_its_source() -> None:
    assert all(sender.source and sender.date for sender in MAILS.sender)
    assert {sender.domain for sender in MAILS.sender} >= {
        *("facebookmail.com", "support.facebook.com", "mail.instagram.com", "support.instagram.com"),
        *("meta.com",),
    }
    confirmed = {
        wording for by in MAILS.wordings.values() for wording, vocabulary in by.items() if vocabulary.verified
    }
    assert confirmed == {Wording.ACKNOWLEDGEMENT, Wording.REFUSAL, Wording.ANNOUNCEMENT}
    assert {wording.value for wording in Wording} - {"announcement"} < set(map(str, MailKind))


def test_a_domain_is_the_services_exactly_or_below_it() -> None:
    assert MAILS.services_of("facebookmail.com") == {"facebook"}
    assert MAILS.services_of("eu.facebookmail.com") == {"facebook"}
    assert MAILS.services_of("support.facebook.com") == BOTH
    for domain in ("", "com", "facebook.com", "xfacebookmail.com", "facebookmail.com.evil.test", "evil.test"):
        assert not MAILS.services_of(domain)
    assert all_domains(["facebookmail.com", "meta.com"], MAILS)
    assert not all_domains(["facebookmail.com", "evil.test"], MAILS)
    assert not all_domains([], MAILS)


def attempt(name: str = "a", service: str = "facebook", *, days: float = 0, **more: object) -> Candidate:
    at = T0 + dt.timedelta(days=days)
    fields: dict[str, object] = {"displayed": "ana@example.org", "expected": None, "sent_at": at, **more}
    return Candidate(id=name, service=service, started_at=at - dt.timedelta(minutes=5), **fields)  # type: ignore[arg-type]


def written(**more: str | None) -> Mail:
    return parse_mail(mail(**more))  # type: ignore[arg-type]


def chosen(found: Mail, *attempts: Candidate, kind: str = "unclear", services: frozenset[str] = BOTH) -> str:
    return choose(found, MailKind(kind), attempts, services, "x.eml").attempt.id


def refusal(found: Mail, *attempts: Candidate, services: frozenset[str] = BOTH) -> str:
    with pytest.raises(UsageProblem) as caught:
        chosen(found, *attempts, services=services)
    return caught.value.key


def test_the_nearest_attempt_before_the_mail_is_the_one() -> None:
    assert chosen(written(), attempt("a", days=-30), attempt("b"), attempt("c", days=1)) == "b"


def test_the_address_tells_accounts_apart() -> None:
    other = attempt("b", displayed="bo@example.org")
    assert chosen(written(), attempt("a"), other) == "a"
    assert chosen(written(to="Bo <BO@Example.org>"), attempt("a"), other) == "b"
    assert refusal(written(to="carol@example.org"), attempt("a"), other) == "mail_other_account"


def test_an_address_with_a_plus_is_another_account() -> None:
    plain, plus = attempt("a"), attempt("b", displayed="ana+fb@example.org")
    assert chosen(written(to="ana+fb@example.org"), plain, plus) == "b"
    assert chosen(written(to="ana+fb@example.org", Delivered_To="ana@example.org"), plain, plus) == "b"
    assert (
        refusal(written(to="ana+fb@example.org", Delivered_To="ana@example.org"), plain)
        == "mail_other_account"
    )


def test_where_it_was_delivered_counts_when_whom_it_is_to_does_not_tell() -> None:
    hidden = written(to=None, Delivered_To="ana@example.org")
    assert chosen(hidden, attempt("a"), attempt("b", displayed="bo@example.org")) == "a"
    forwarded = written(to="alias@relay.test", Delivered_To="ana@example.org")
    assert chosen(forwarded, attempt("a"), attempt("b", displayed="bo@example.org")) == "a"


def test_an_expected_and_a_masked_address_count_too() -> None:
    assert chosen(written(), attempt("a", displayed=None, expected="ana@example.org")) == "a"
    masked = attempt("a", displayed="a•••@e•••.org")
    assert chosen(written(), masked) == "a"
    assert chosen(written(), masked, attempt("b", days=-1)) == "b"
    assert refusal(written(to="zoe@example.org"), masked) == "mail_other_account"


def test_an_attempt_whose_address_is_unknown_comes_last() -> None:
    unknown = attempt("a", displayed=None)
    assert chosen(written(), unknown) == "a"
    assert chosen(written(), unknown, attempt("b", days=-1)) == "b"


def test_services_are_told_apart_by_sender_then_by_words_and_else_not_at_all() -> None:
    both = attempt("a"), attempt("b", "instagram")
    assert chosen(written(), *both, services=frozenset({"instagram"})) == "b"
    assert chosen(written(text="Your Instagram account"), *both) == "b"
    assert refusal(written(text="Facebook and Instagram"), *both) == "mail_ambiguous"
    assert refusal(written(text="Hello"), *both) == "mail_ambiguous"


def test_what_is_older_undated_or_answers_nothing_that_was_sent_is_refused() -> None:
    assert refusal(written(), attempt(days=1)) == "mail_older"
    assert refusal(written(date=None), attempt()) == "mail_no_date"
    assert refusal(written(), attempt(sent_at=None)) == "mail_never_sent"
    assert refusal(written()) == "mail_no_attempt"
    assert refusal(written(), attempt("a", "threads")) == "mail_no_attempt"


def test_clocks_may_differ_a_little_and_a_code_may_come_before_send() -> None:
    late = attempt(sent_at=T0 + dt.timedelta(minutes=3))  # the mail is of 14:05:30
    assert chosen(written(), late) == "a"
    later = attempt(sent_at=T0 + dt.timedelta(minutes=6))
    assert refusal(written(), later) == "mail_older"
    assert chosen(written(), later, kind="code") == "a"


def test_the_person_may_overrule_address_and_time_and_is_told_what_speaks_against_it() -> None:
    other = attempt("a", "instagram", days=5, displayed="bo@example.org")
    match = confirm(written(), MailKind.REFUSAL, other, frozenset({"facebook"}), "x.eml")
    assert (match.attempt.id, match.doubts) == ("a", ("service", "address", "time"))
    assert confirm(written(), MailKind.REFUSAL, attempt(), BOTH, "x.eml").doubts == ()
    with pytest.raises(UsageProblem, match="mail_never_sent"):
        confirm(written(), MailKind.REFUSAL, attempt(sent_at=None), BOTH, "x.eml")
