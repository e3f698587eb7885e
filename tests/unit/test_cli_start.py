"""The start with questions, as answered; what follows is looked at in a real window elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from evidence_samples import seal_one
from followup_samples import ADDRESS as SEALED_ADDRESS
from followup_samples import seal_at
from keyring_samples import Memory

from flows.references import load_references
from helper.accounts import Account, AccountBook
from helper.browser import find
from helper.cli import questions, series
from helper.cli.attempt_options import AttemptOptions
from helper.cli.console import Console
from helper.cli.options import Shared
from helper.commands import start
from helper.errors import BrowserProblem, Exit
from helper.evidence.store import Archive
from helper.followup.standing import Situation, Standing
from helper.followup.todo import Wanted, still_to_do
from helper.program import program
from helper.residence import FILE_NAME, recall_country, remember_country
from helper.texts import LANGUAGES, Texts

ADDRESS = "claire@example.org"
Answer = Callable[..., Result]


class Asked:
    """What the questions came to."""

    def __init__(self) -> None:
        self.wanted: list[Wanted] | None = None
        self.options = AttemptOptions()
        self.status = 0

    def run(self, _: object, wanted: Sequence[Wanted], options: AttemptOptions) -> int:
        self.wanted, self.options = [*wanted], options
        return self.status


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> AccountBook:
    memory = Memory()
    book = AccountBook(5, lambda: memory)
    for module in (start, series):
        monkeypatch.setattr(module, "account_book", lambda: book)
    return book


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    asked = Asked()
    monkeypatch.setattr(start, "run_series", asked.run)
    return asked


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, book: AccountBook, asked: Asked) -> Answer:
    """Run the program as on a terminal, with these lines typed, by somebody who lives in France."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "archive").mkdir(0o700)
    remember_country(tmp_path / "archive" / FILE_NAME, "FR")
    monkeypatch.setattr(questions, "can_ask", lambda _: True)
    addresses = iter([ADDRESS, ADDRESS])
    monkeypatch.setattr(Console, "ask_address", lambda *_: next(addresses))

    def run(*lines: str, arguments: Sequence[str] = (), lang: str = "en") -> Result:
        typed = "".join(f"{line}\n" for line in lines)
        command = ["--lang", lang, "--archive", str(tmp_path / "archive"), *arguments]
        return CliRunner().invoke(program, command, input=typed)

    return run


def test_enter_alone_leads_to_both_forms_with_the_reference(answer: Answer, asked: Asked) -> None:
    # Services, Accounts Centre, save, reference, reason, open.
    result = answer("", "", "", "", "", "")
    assert result.exit_code == 0, result.output
    assert asked.wanted == [Wanted("facebook", ADDRESS), Wanted("instagram", ADDRESS)]
    assert asked.options.reference == "cnil"
    assert not asked.options.reason


def test_one_service_is_asked_nothing_about_the_other(answer: Answer, asked: Asked) -> None:
    result = answer("3", "n", "n", "1", "y")
    assert "Accounts Centre" not in result.output
    assert asked.wanted == [Wanted("instagram", ADDRESS)]
    assert not asked.options.has_reference


@pytest.mark.parametrize(
    ("linked", "services"),
    [
        (["3", "1"], ["facebook", "instagram"]),
        (["3", "2"], ["facebook"]),
        (["3", "3"], ["instagram"]),
        (["2"], ["facebook", "instagram"]),
        (["1"], ["facebook", "instagram"]),
    ],
)
def test_linked_accounts_get_both_forms_unless_one_is_chosen(
    answer: Answer, asked: Asked, linked: list[str], services: list[str]
) -> None:
    result = answer("1", *linked, "n", "n", "1", "y")
    assert [one.service for one in asked.wanted or ()] == services
    assert ("Sources disagree" in result.output) == (linked[0] == "3")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("code", [None, "cnil", "dpc"])
def test_the_whole_text_is_shown_before_it_is_written(answer: Answer, lang: str, code: str | None) -> None:
    lines = ["2", "n", *(["n"] if code is None else []), "1", "n"]
    arguments = ["start", "--reference", code] if code else []
    result = answer(*lines, arguments=arguments, lang=lang)
    text = load_references()[code or "cnil"].words[lang].forms[0]
    assert "".join(text.split()) in "".join(result.output.split())


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_sentence_of_several_lines_is_said_in_lines(answer: Answer, lang: str) -> None:
    shown = answer("2", "n", "1", "n", arguments=["start", "--cnil"], lang=lang).output
    text = load_references()["cnil"].words[lang].forms[0]
    assert f"\n    {text}\n" in shown


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("command", [["facebook", "--help"], ["authorities", "fr"]])
def test_help_and_the_list_of_authorities_show_the_whole_text(lang: str, command: list[str]) -> None:
    result = CliRunner().invoke(program, ["--lang", lang, *command])
    text = load_references()["cnil"].words[lang].forms[0]
    assert "".join(text.split()) in "".join(result.output.split())


@pytest.fixture
def unknown(answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Forget the country, and set the computer to Belgium; gives the file in which one is remembered."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "nl_BE.UTF-8")
    path = tmp_path / "archive" / FILE_NAME
    path.unlink()
    return path


def test_the_country_is_asked_once_and_the_computers_is_proposed(
    answer: Answer, asked: Asked, unknown: Path
) -> None:
    result = answer("2", "n", "", "", "1", "y")
    assert "Belgium" in result.output
    assert recall_country(unknown) == "BE"
    assert asked.options.reference == "cnil", "the stand-in, since no page of the Belgian authority is known"
    assert "France’s authority" in result.output
    again = answer("2", "n", "n", "1", "y")
    assert "Do you live" not in again.output
    assert "In which country" not in again.output


def test_another_country_is_chosen_from_a_list(answer: Answer, asked: Asked, unknown: Path) -> None:
    result = answer("2", "n", "n", "15", "y", "1", "y")
    chosen = recall_country(unknown)
    assert chosen
    assert f"15  {Texts.load('en').say(f'residence.country.{chosen.lower()}')}" in result.output
    assert chosen == "IE"
    assert asked.options.reference == "dpc", "the page of the person's own authority"
    assert "your authority (DPC)" in result.output


def test_enter_alone_claims_no_country_that_nothing_tells(
    answer: Answer, asked: Asked, unknown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "C")
    answer("2", "n", "", "n", "1", "y")
    assert recall_country(unknown) == "other"
    assert not asked.options.has_reference


def test_a_country_in_an_option_is_not_asked_and_remembered(
    answer: Answer, asked: Asked, unknown: Path
) -> None:
    arguments = ["start", "--facebook", ADDRESS, "--no-save", "--country", "de", "--reason", "Mine."]
    result = answer("y", "y", arguments=arguments)
    assert result.exit_code == 0, result.output
    assert recall_country(unknown) == "DE"
    assert asked.options.reference == "hmbbfdi"


def test_an_example_may_be_kept_or_replaced(answer: Answer, asked: Asked) -> None:
    answer("2", "n", "n", "2", "", "y")
    assert (asked.options.reason or "").startswith("I post pictures of my family")


def test_a_reason_of_ones_own(answer: Answer, asked: Asked) -> None:
    answer("2", "n", "n", "4", "They are mine.", "y")
    assert asked.options.reason == "They are mine."


def test_addresses_are_saved_when_that_is_wanted(answer: Answer, book: AccountBook) -> None:
    answer("1", "2", "y", "n", "1", "y")
    assert book.list() == [Account(name, "default", ADDRESS) for name in ("facebook", "instagram")]


def test_nothing_is_saved_or_opened_without_a_yes(answer: Answer, book: AccountBook, asked: Asked) -> None:
    result = answer("1", "2", "n", "n", "1", "n")
    assert result.exit_code == Exit.NOT_SENT
    assert asked.wanted is None
    assert book.list() == []
    assert "nothing was sent" in result.output


def test_what_is_neither_yes_nor_no_nor_a_number_is_asked_again(answer: Answer, asked: Asked) -> None:
    answer("9", "x", "2", "perhaps", "n", "n", "0", "1", "oui")
    assert asked.wanted == [Wanted("facebook", ADDRESS)]


def test_what_an_option_says_is_not_asked(answer: Answer, asked: Asked) -> None:
    arguments = ["start", "--facebook", ADDRESS, "--no-save", "--cnil", "--reason", "Mine."]
    result = answer("", arguments=arguments)
    assert result.exit_code == 0, result.output
    assert asked.wanted == [Wanted("facebook", ADDRESS)]
    assert (asked.options.cnil, asked.options.reason) == (True, "Mine.")


def test_the_end_of_input_is_an_end_and_no_answer(answer: Answer, asked: Asked) -> None:
    result = answer("1")
    assert result.exit_code == Exit.INTERRUPTED
    assert asked.wanted is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_dialogue_is_in_one_language(answer: Answer, lang: str) -> None:
    result = answer("1", "3", "1", "n", "y", "2", "", "n", lang=lang)
    words = {"fr": "Votre choix", "en": "Your choice"}
    assert words.pop(lang) in result.output
    assert not [other for other in words.values() if other in result.output]


def test_with_history_the_status_comes_first_and_the_rest_is_offered(
    answer: Answer, asked: Asked, tmp_path: Path
) -> None:
    seal_one(Archive(tmp_path / "archive"))
    result = answer("yes", "n", "n", "1", "y")
    assert result.exit_code == 0, result.output
    assert result.output.index("facebook".capitalize()) < result.output.index("Not sent yet")
    assert asked.wanted == [Wanted("instagram", ADDRESS)]


def test_the_offer_is_declined_with_anything_but_yes(answer: Answer, asked: Asked, tmp_path: Path) -> None:
    seal_one(Archive(tmp_path / "archive"))
    assert answer("").exit_code == 0
    assert asked.wanted is None


@pytest.mark.parametrize(("said", "fetched"), [("", 1), ("n", 0)])
def test_who_has_no_browser_is_offered_one(
    answer: Answer, asked: Asked, monkeypatch: pytest.MonkeyPatch, said: str, fetched: int
) -> None:
    calls: list[object] = []

    def none(_: str | None) -> None:
        raise BrowserProblem("browser_none")

    monkeypatch.setattr(find, "find_browser", none)
    monkeypatch.setattr(start, "fetch", calls.append)
    result = answer("2", "n", "n", "1", said, "y")
    assert result.exit_code == 0, result.output
    assert len(calls) == fetched
    assert asked.wanted == [Wanted("facebook", ADDRESS)], "the attempt itself says what is missing"


def test_without_a_terminal_the_error_names_the_options(tmp_path: Path) -> None:
    result = CliRunner().invoke(program, ["--lang", "en", "--archive", str(tmp_path / "a"), "start"])
    assert result.exit_code == Exit.USAGE
    assert all(
        name in result.stderr for name in ("--facebook", "--instagram", "--cnil", "--reason", "--save")
    )


def test_all_needs_a_saved_account(tmp_path: Path, book: AccountBook) -> None:
    result = CliRunner().invoke(program, ["--lang", "en", "--archive", str(tmp_path / "a"), "all"])
    assert result.exit_code == Exit.USAGE
    assert "account add" in result.stderr


# What is left to do


def standing(situation: Situation, service: str = "facebook", address: str | None = ADDRESS) -> Standing:
    return Standing(service, address, situation, dt.datetime(2026, 11, 22, tzinfo=dt.UTC), "id")


@pytest.mark.parametrize("situation", Situation)
def test_only_what_was_not_sent_is_left(situation: Situation) -> None:
    left = still_to_do([Wanted("facebook", ADDRESS)], [standing(situation)])
    is_open = situation in (
        *("not_sent", "unread", "rejected", "unfinished", "damaged", "newer", "unavailable"),
    )
    assert bool(left) == is_open


def test_another_account_of_the_service_is_left() -> None:
    other = Wanted("facebook", "other@example.org")
    known = Wanted("facebook", ADDRESS.upper())
    unknown = Wanted("facebook")
    sent = [standing(Situation.ACKNOWLEDGED)]
    assert still_to_do([other, known, unknown], sent) == [other]


@pytest.mark.parametrize(
    ("statuses", "said"),
    [([], 0), ([0, 0], 0), ([0, 4], 4), ([7, 0], 7), ([0, 130], 130), ([3], 3), ([4, 7], 7), ([7, 6], 7)],
)
def test_the_status_of_several_is_the_one_that_says_most(statuses: list[int], said: int) -> None:
    assert series.heaviest(statuses) == said


def test_two_accounts_of_one_service_never_share_a_window() -> None:
    first, second, other = (
        Wanted("facebook", ADDRESS),
        Wanted("facebook", "b@example.org"),
        Wanted("instagram"),
    )
    found = series.windows([first, other, second])
    assert [[turn.wanted for turn in window] for window in found] == [[first, other], [second]]
    assert [turn.next_service for window in found for turn in window] == ["instagram", "facebook", None]
    assert series.windows([]) == []


@pytest.mark.parametrize(
    ("address", "said"), [(SEALED_ADDRESS, "Facebook (c…n@e…e.org)\u00a0: "), (None, "Facebook\u00a0: ")]
)
def test_what_was_sent_already_is_named_with_its_address_if_there_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str | None, said: str
) -> None:
    seal_at(tmp_path, dt.datetime.now(dt.UTC))
    shared = Shared(lang="fr", archive=tmp_path)
    assert series.still_left(shared, [Wanted("facebook", address)]) == []
    assert said in capsys.readouterr().err
