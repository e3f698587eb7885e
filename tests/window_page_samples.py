"""The window's pages with invented values, for tests and pictures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from flows.authorities import load_authorities
from helper.cli.folders import documents_dir
from helper.cli.options import Shared
from helper.cli.wishes import offer_text
from helper.desk import complaint_pages, letter_pages, pages
from helper.desk.doing import ToldResult
from helper.errors import UsageProblem
from helper.followup.sentences import situation_of
from helper.followup.standing import Situation, Standing
from helper.report.attempts import Thumbnail
from helper.residence import Residence
from helper.texts import Texts
from helper.texts.sentences import in_words, say
from helper.window.asked import AskedAccount, AskedAccounts, AskedExplanation, AskedMistake
from helper.window.asked_letters import AskedLetter, AskedSending, AskedSubject
from helper.window.deeds import Deed
from helper.window.draw import WindowPage
from helper.window.shown import Ended, ShownPicture, show_standing

NOW = dt.datetime(2026, 11, 22, 15, 0, tzinfo=dt.UTC)
ATTEMPT = "20261122T140311Z-facebook-7f3a9c"
# One grey dot.
DOT = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="


def standing(situation: Situation, service: str = "facebook") -> Standing:
    return Standing(
        service=service,
        address="claire.exemple@example.org",
        situation=situation,
        since=NOW,
        attempt_id=ATTEMPT,
        due=dt.date(2026, 12, 22),
        sent_at=NOW,
    )


def accounts(*, is_wrong: bool = False) -> AskedAccounts:
    return AskedAccounts(
        (
            AskedAccount(
                "facebook", "Facebook", True, "claire.exemple" if is_wrong else "claire.exemple@example.org"
            ),
            AskedAccount("instagram", "Instagram", True),
        ),
        "FR",
    )


def home(texts: Texts, *situations: Situation, may_save: bool = True) -> pages.Home:
    standings = [
        standing(one, name) for one, name in zip(situations, ("facebook", "instagram"), strict=False)
    ]
    return pages.Home(
        form=accounts(),
        countries=[("other", "…"), ("DE", "Allemagne"), ("FR", "France")],
        standings=standings,
        shown=[
            show_standing(
                one,
                texts.say("status.account", service=one.service.capitalize(), address="c…e@e…e.org"),
                in_words(situation_of(one, dt.UTC), texts),
                texts,
            )
            for one in standings
        ],
        lost=[],
        may_save=may_save,
    )


LETTER = AskedLetter(AskedSubject("facebook", ATTEMPT, "claire.exemple@example.org"), "FR", "fr")


SENT = AskedSending(LETTER.subject, "20/11/2026", "post")


def choice_of(shared: Shared, country: str) -> complaint_pages.Choice:
    """Give what a person chooses from who says that they live in a country."""
    choice = complaint_pages.choice_among(shared, load_authorities(), Residence(country, is_told=True))
    if choice is None:
        raise LookupError(country)
    return choice


def pages_of(language: str) -> dict[str, WindowPage]:
    """Give each kind of page, by a name for it."""
    texts, shared = Texts.load(language), Shared(lang=language)
    offered = offer_text(shared, Residence("FR", is_told=True))
    wrong = [
        AskedMistake("address_facebook", say("window.problem.address", service="Facebook")),
        AskedMistake("country", say("window.problem.country")),
    ]
    picture = ShownPicture(
        Thumbnail(DOT, 520, 700, is_beginning=False), texts.say("report_page.picture.filled"), "Image"
    )
    ended = Ended(
        texts.say("outcome.submitted", service="Facebook"),
        "good",
        (texts.say("window.talk.folder"), texts.say("outcome_next.submitted")),
        (picture, picture, picture),
        ATTEMPT,
        is_rehearsal=False,
        path="/home/claire/.local/share/optout-assist/archive/20261122T140311Z-facebook-7f3a9c",
    )
    error = UsageProblem("mail_nothing_belongs", count=1)

    def ended_page(left: str | None, *endings: Ended) -> WindowPage:
        values = {
            "endings": endings,
            "folders": [Deed("folder", ATTEMPT)],
            "letters": [],
            "has_kept": True,
            "is_rehearsal": False,
            "next": left,
            "notes": [],
            "troubles": [],
        }
        return WindowPage("ended.html", values, texts)

    return {
        "start": pages.start_page(shared, home(texts), accounts(), [], []),
        "history": pages.start_page(
            shared,
            replace(home(texts, Situation.MAIL_AWAITED, Situation.OVERDUE), lost=[ATTEMPT]),
            accounts(),
            [],
            [texts.say("window.nothing_left")],
        ),
        "errors": pages.start_page(shared, home(texts), accounts(is_wrong=True), wrong, []),
        "explanation": pages.explanation_page(
            shared, offered, AskedExplanation("cnil"), usual="cnil", service="facebook", problems=[], notes=[]
        ),
        "explanation-errors": pages.explanation_page(
            shared,
            offered,
            AskedExplanation("cnil", reason="own"),
            usual="dpc",
            service="facebook",
            problems=[AskedMistake("own", say("window.problem.own_empty"))],
            notes=[texts.say("start.saved")],
        ),
        "between": ended_page("Instagram", ended),
        "ended": ended_page(None, ended, ended),
        "country": WindowPage(
            "country.html", {"countries": [("other", "…"), ("FR", "France")], "country": "FR"}, texts
        ),
        "authority": complaint_pages.authority_page(shared, choice_of(shared, "DE"), []),
        "authority-all": complaint_pages.authority_page(
            shared,
            choice_of(shared, "other"),
            [AskedMistake("authority", say("window.problem.no_authority"))],
        ),
        "authority-errors": complaint_pages.authority_page(
            shared,
            choice_of(shared, "DE"),
            [AskedMistake("authority", say("window.problem.no_authority"))],
        ),
        "letter": letter_pages.letter_page(shared, LETTER, []),
        "letter-errors": letter_pages.letter_page(
            shared,
            replace(LETTER, subject=AskedSubject(address="claire@"), reason="own"),
            [
                AskedMistake("service", say("window.problem.no_service")),
                AskedMistake("address", say("window.problem.address_of_letter")),
                AskedMistake("own", say("window.problem.own_empty")),
            ],
        ),
        "sent": letter_pages.sent_page(
            shared,
            letter_pages.BegunSending(SENT, is_noted=True, asks_address=False),
            SENT,
            [],
        ),
        "sent-errors": letter_pages.sent_page(
            shared,
            letter_pages.BegunSending(AskedSending(AskedSubject()), is_noted=False, asks_address=True),
            AskedSending(AskedSubject()),
            [
                AskedMistake("service", say("window.problem.no_service")),
                AskedMistake("on", say("error.letter_when.what")),
            ],
        ),
        "mail": pages.mail_page(
            shared,
            "",
            [AskedMistake("file", say("window.problem.no_file"))],
            [(ATTEMPT, "Facebook, 22 novembre 2026"), ("x", "Instagram")],
        ),
        "told": pages.told_page(
            shared,
            ToldResult(
                say("window.done.letter"),
                (texts.say("window.by_letter.written", count=7), texts.say("window.by_letter.then")),
                path=documents_dir() / f"{ATTEMPT}-letter",
                page=Path("letter.html"),
                deeds=(Deed("sent", ATTEMPT),),
            ),
        ),
        "wrong": pages.told_page(
            shared,
            ToldResult(say("window.went_wrong"), tuple(pages.explain(error, shared.texts)), tone="bad"),
        ),
        "wait": WindowPage("wait.html", {"line": texts.say("window.wait.work")}, texts),
    }
