"""What a draft says, read back from its page and its Markdown by parsers of others: all parts, no more than the archive shows."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from complaint_samples import DUE, FORM, ID, LETTER, PARIS, TODAY, case, draft, record
from draft_samples import letter_of, markdown_page_of, page_of, part, said, text_of
from followup_samples import ADDRESS, SENT_AT, after, mail

from flows.law import load_law
from helper.complaint.grounds import Ground
from helper.drafts.words import LANGUAGES, Words
from helper.mail.kinds import DkimVerdict, MailKind
from helper.texts import LANGUAGES as OURS
from helper.texts import Texts

# all parts, in every language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ground", [*Ground])
def test_every_language_has_every_part_in_page_and_markdown(ground: Ground, language: str) -> None:
    one = draft(case(ground, code="lu"), language)
    for page in (page_of(one), markdown_page_of(one)):
        heads = [text_of(head) for head in page.find_all("h2")]
        titles = [
            f"{name}.title" for name in ("who", "controller", "asked", "answer", "claim", "wish", "proof")
        ]
        assert heads == [said(language, title) for title in titles]
        # Article 4(1) of Regulation (EU) 2025/2518 has the points (a) to (e); each is named where it is answered.
        for number, points in enumerate(["abc", "d", "e", "e", "e"]):
            for point in points:
                assert re.search(rf"\b{point}\b", heads[number]), heads[number]
        whole = text_of(page)
        for key in (
            "who.person",
            "who.body",
            "controller.text",
            "wish.handle",
            "proof.seal",
            "sheet.advice",
            "letter.foot",
        ):
            assert part(language, key) in whole, key
        for exact in (
            "Meta Platforms Ireland Ltd, Merrion Road",
            ADDRESS,
            FORM,
            ID,
            f"{ID}-copy",
            "a" * 64,
            "c" * 64,
        ):
            assert exact in whole
        assert "2025/2518" in whole
        assert "77" in whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_markdown_say_the_same(language: str) -> None:
    one = draft(case(), language)
    words = [
        text_of(page).replace(" ", "").replace("\\", "")
        for page in (page_of(one).body, markdown_page_of(one))
    ]
    assert words[0] == words[1]


@pytest.mark.parametrize(
    ("ground", "articles"),
    [
        (Ground.NO_ANSWER, {"12(3)", "12(4)", "21(1)"}),
        (Ground.LETTER_UNANSWERED, {"12(3)", "12(4)", "21(1)"}),
        (Ground.REFUSAL, {"21(1)", "12(4)"}),
        (Ground.NO_FORM, {"21(4)", "12(2)", "21(1)"}),
        (Ground.EARLY, {"21(1)", "12(3)", "12(4)"}),
    ],
)
def test_each_ground_has_its_articles(ground: Ground, articles: set[str]) -> None:
    letter = letter_of(draft(case(ground)))
    claim = letter[letter.index("5. The infringement") : letter.index("6. What I ask for")]
    assert set(re.findall(r"\b(?:12|21)\(\d\)", claim)) == articles
    assert "77(1)" in letter
    assert "Article 80" in letter


@pytest.mark.parametrize("ground", [*Ground])
def test_the_month_is_said_to_be_over_only_when_it_is(ground: Ground) -> None:
    letter = letter_of(draft(case(ground)))
    is_late = ground in (Ground.NO_ANSWER, Ground.LETTER_UNANSWERED)
    assert ("1 October 2026" in letter) is (is_late or ground is Ground.EARLY)
    assert ("that time is not over" in letter) is (ground is Ground.EARLY)
    assert ("my archive shows no information on action taken" in letter) is is_late


def test_an_extended_month_is_told_as_such() -> None:
    made = case()
    letter = letter_of(draft(replace(made, decision=replace(made.decision, is_extended=True))))
    assert "announced that it needed two more months" in letter
    assert "within one month of receipt" not in letter


# only what the archive shows


def test_times_have_the_zone_of_the_attempt() -> None:
    assert "1 September 2026, 11:00 (UTC+02:00)" in letter_of(draft(case()))
    assert "1er septembre 2026 à 11:00 (UTC+02:00)" in letter_of(draft(case(), "fr"))


def test_text_and_answer_are_quoted_whole_and_in_their_language() -> None:
    page = page_of(draft(case()))
    quotes = page.find_all("blockquote")
    assert [quote.get_text() for quote in quotes] == ["Je m’oppose.\n\nVoir la CNIL.", "Merci, c’est noté."]
    assert {quote["lang"] for quote in quotes} == {"fr"}
    again = markdown_page_of(draft(case())).find_all("blockquote")
    assert [text_of(quote) for quote in again] == ["Je m’oppose. Voir la CNIL.", "Merci, c’est noté."]


def test_what_is_not_in_the_archive_is_not_said() -> None:
    bare = record(
        outcome="sent_unconfirmed",
        confirmation=None,
        explanation={"reference": None, "inserted": False, "text": None},
        email_check={"verdict": "absent", "displayed": None, "expected": None},
    )
    letter = letter_of(draft(case(Ground.NO_ANSWER, record=bare, sent_at=None)))
    assert "On [TO FILL IN: date and time] , I sent" in letter
    assert "[TO FILL IN: e-mail address of the account]" in letter
    assert "My archive holds no explanation text" in letter
    assert "my archive shows no answer of the page" in letter
    assert "My archive holds no e-mail" in letter
    assert "The form showed" not in letter


def test_a_masked_address_is_shown_as_it_was_and_the_account_is_asked_for() -> None:
    masked = record(email_check={"verdict": "unchecked", "displayed": "c••••@e••••.org", "expected": None})
    letter = letter_of(draft(case(record=masked)))
    assert "The form showed the e-mail address c••••@e••••.org" in letter
    assert "[TO FILL IN: e-mail address of the account]" in letter


def test_a_form_with_another_address_is_told() -> None:
    other = record(email_check={"verdict": "mismatch", "displayed": "b@example.org", "expected": ADDRESS})
    assert f"b@example.org ; I had expected {ADDRESS}" in letter_of(draft(case(record=other)))


@pytest.mark.parametrize(("state", "notes"), [("sent", []), ("form", ["unread_sent"])])
def test_that_only_the_person_says_that_it_was_sent_is_told(state: str, notes: list[str]) -> None:
    by_hand = record(
        outcome="sent_unconfirmed",
        confirmation=None,
        timeline=[{"at": SENT_AT.isoformat(), "state": state, "said_by": "person"}],
        notes=notes,
    )
    one = draft(case(record=by_hand))
    assert "my own statement" in letter_of(one)
    assert "your own word" in text_of(page_of(one).aside)
    assert "my own statement" not in letter_of(draft(case()))


def test_a_missing_form_is_told_with_its_pages_and_no_claim_that_something_was_sent() -> None:
    letter = letter_of(draft(case(Ground.NO_FORM)))
    assert f"I opened {FORM}" in letter
    assert "I sent the form" not in letter
    assert "exercised my right" not in letter
    assert "Since nothing could be sent" in letter


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("received", [None, SENT_AT.date()])
@pytest.mark.parametrize("by", ["post", "email"])
def test_a_letter_is_told_as_the_persons_own_statement(
    language: str, by: str, received: dt.date | None
) -> None:
    sent = replace(LETTER, by=by, received_on=received)
    made = case(Ground.LETTER_UNANSWERED)
    letter = letter_of(draft(replace(made, decision=replace(made.decision, letter=sent)), language))
    assert part(language, f"asked.letter_{by}") in letter
    assert (part(language, "asked.letter_received") in letter) is (received is not None)
    # A letter travels: without the day of receipt, nobody knows when the month is over.
    assert (part(language, "claim.due_posted") in letter) is (by == "post" and received is None)
    assert part(language, "asked.sent") not in letter
    assert part(language, "proof.letter") in letter


def test_of_a_letter_after_a_form_that_was_sent_both_are_told() -> None:
    made = case()
    letter = letter_of(draft(replace(made, decision=replace(made.decision, letter=LETTER))))
    assert "I sent the form" in letter
    assert "I sent my objection by post" in letter


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_person_lives_is_a_place_to_check_unless_they_told(language: str) -> None:
    told, unsure = draft(case(), language), draft(case(is_residence_told=False), language)
    assert unsure.gaps == told.gaps + 1
    assert part(language, "who.residence_unsure") in letter_of(unsure)
    assert part(language, "who.residence") in letter_of(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_of_2027_are_said_to_ask_for_an_objection_only_once_they_do(language: str) -> None:
    applies = load_law().find("procedure").applies_from
    assert applies
    before = letter_of(draft(case(today=applies - dt.timedelta(1)), language))
    since = letter_of(draft(case(today=applies), language))
    assert part(language, "asked.before") not in before
    assert part(language, "asked.before") in since
    for letter in (before, since):
        assert part(language, "asked.right") in letter
        assert Words.load(language, "helper.complaint").day(applies) in letter


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_of_the_authority_is_what_it_can_order(language: str) -> None:
    wishes = {
        ground: letter_of(draft(case(ground), language)).partition(said(language, "wish.title"))[2]
        for ground in (Ground.NO_ANSWER, Ground.NO_FORM)
    }
    for key in ("act", "stop", "erase"):
        assert part(language, f"wish.{key}") in wishes[Ground.NO_ANSWER]
        assert part(language, f"wish.{key}") not in wishes[Ground.NO_FORM]
    assert part(language, "wish.offer") in wishes[Ground.NO_FORM]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_an_objection_the_first_thing_said_is_to_object(language: str) -> None:
    sheet = page_of(draft(case(Ground.NO_FORM), language)).aside
    assert sheet
    assert sheet.li
    first = text_of(sheet.li)
    assert part(language, "sheet.object_first") in first
    assert "Merrion Road" in first
    if language in OURS:  # the window speaks these two: its button is named before the command
        button = Texts.load(language).say("window.deed.letter")
        assert 0 < first.find(button) < first.find("optout-assist letter")


def test_a_record_that_was_sealed_later_and_its_stamps_are_told_for_what_they_are() -> None:
    later = record(sealed_later={"at": SENT_AT.isoformat(), "source": "journal", "journal": "torn"})
    letter = letter_of(draft(case(record=later)))
    assert "finished afterwards" in letter
    assert "“Test TSA” signed a time stamp" in letter
    assert "“Other” signed" in letter
    assert letter.count("was not checked") == 1


@pytest.mark.parametrize("kind", [kind for kind in MailKind if kind is not MailKind.CODE])
@pytest.mark.parametrize("verdict", [*DkimVerdict])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_mail_is_told_with_what_its_signature_is_worth(
    language: str, verdict: DkimVerdict, kind: MailKind
) -> None:
    mails = (mail(kind, after(days=2), dkim=verdict), mail(kind, None, dkim=verdict))
    letter = letter_of(draft(case(mails=mails), language))
    assert letter.count(said(language, f"answer.kind.{kind}")) >= 2
    assert letter.count(said(language, f"answer.signature.{verdict}")) == 2
    assert said(language, "answer.mail_undated") in letter
    assert part(language, "answer.no_mail") not in letter


def test_the_samples_are_of_one_story() -> None:
    assert DUE < TODAY
    assert SENT_AT.astimezone(PARIS).date().isoformat() == "2026-09-01"
