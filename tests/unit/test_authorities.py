"""The authorities: who they are, how sure each address is, that no fact stands twice, and what the command shows."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows import FOLDER
from flows.authorities import Authorities, Mailbox, Post, load_authorities
from flows.load import FlowError, read
from flows.references import find_reference, load_references
from helper.program import program

Run = Callable[..., Result]
FILE = FOLDER / "authorities.toml"
KNOWN = load_authorities()
# The EEA, and whoever else is in the list.
EEA = {
    *("at", "be", "bg", "hr", "cy", "cz", "dk", "ee", "fi", "fr", "de", "gr", "hu", "is", "ie"),
    *("it", "lv", "li", "lt", "lu", "mt", "nl", "no", "pl", "pt", "ro", "sk", "si", "es", "se"),
}


@pytest.fixture
def run() -> Run:
    def invoke(*arguments: str, lang: str = "en") -> Result:
        return CliRunner().invoke(program, ["--lang", lang, "authorities", *arguments])

    return invoke


def test_all_of_the_eea_hamburg_and_two_neighbours_are_there() -> None:
    assert {one.code for one in KNOWN.authority} == EEA | {"de-hh", "ch", "gb"}
    assert len(KNOWN.authority) == 33
    assert {one.code for one in KNOWN.authority if one.regime != "GDPR"} == {"ch", "gb"}


def test_every_address_says_where_it_is_from_since_when_and_how_sure_it_is() -> None:
    for one in KNOWN.authority:
        assert one.places, one.code
        for what, place in one.places.items():
            assert place.source, (one.code, what)
            assert place.date.year >= 2021, (one.code, what)
            assert (place.certainty == "C") is (place.doubt is not None), (one.code, what)


@pytest.mark.parametrize(
    ("code", "what", "doubt", "now"),
    [
        ("ie", "post", "moved", "6 Pembroke Row"),
        ("pl", "post", "moved", "Moniuszki 1A"),
        ("cz", "site", "renamed", "uoou.gov.cz"),
        ("cz", "email", "renamed", None),
        ("de", "complaint", "changes", None),
        ("at", "complaint", "changes", None),
        ("it", "complaint", "memory", None),
    ],
)
def test_an_address_that_is_stale_is_never_shown_as_sure(
    code: str, what: str, doubt: str, now: str | None
) -> None:
    authority = KNOWN.find(code)
    assert authority
    place = authority.places[what]
    assert (place.certainty, place.doubt) == ("C", doubt)
    assert (now in (place.now or "")) if now else place.now is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("fr", "fr"), ("FR", "fr"), ("cnil", "fr"), ("CNIL", "fr"), (" Garante ", "it"), ("de-hh", "de-hh"),
        ("hmbbfdi", "de-hh"), ("de", "de"), ("personuvernd", "is"), ("Persónuvernd", "is"), ("AEPD", "es"),
    ],
)  # fmt: skip
def test_an_authority_is_found_by_its_code_or_its_short_name(typed: str, code: str) -> None:
    found = KNOWN.find(typed)
    assert found
    assert found.code == code


@pytest.mark.parametrize("typed", ["", " ", "xx", "CNPD", "datatilsynet", "../fr", "f"])
def test_a_name_that_none_has_or_several_have_finds_none(typed: str) -> None:
    assert KNOWN.find(typed) is None


def test_the_references_are_those_of_the_authorities_and_stand_once() -> None:
    assert set(load_references()) == {"cnil", "dpc", "hmbbfdi", "personuvernd"}
    for code, reference in load_references().items():
        authority = KNOWN.find(code)
        assert authority
        assert authority.page
        assert (reference.name, reference.short, reference.url) == (
            authority.name, authority.title, authority.page.url,
        )  # fmt: skip
        sentences = (FOLDER / "references.toml").read_text("utf-8")
        assert authority.page.url not in sentences
        assert authority.name not in sentences


@pytest.mark.parametrize(
    ("typed", "code"), [("fr", "cnil"), ("IE", "dpc"), ("is", "personuvernd"), ("de-hh", "hmbbfdi")]
)
def test_a_reference_is_also_found_by_the_country(typed: str, code: str) -> None:
    found = find_reference(typed)
    assert found
    assert found.code == code


@pytest.mark.parametrize("typed", ["de", "es", "xx"])
def test_a_country_without_a_sentence_or_with_several_authorities_gives_none(typed: str) -> None:
    assert find_reference(typed) is None


def test_the_controllers_of_the_flows_have_an_address() -> None:
    for name in ("facebook", "instagram"):
        controller = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["controller"]
        assert KNOWN.controller_named(controller), name


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = 1\nsurprise = true"),
        ('code = "ie"', 'code = "fr"'),
        ('code = "ie"', 'code = "gb"'),
        ('reference = "dpc"', 'reference = "cnil"'),
        ('reference = "dpc"', ""),
        ('short = "DPC"', 'short = ""'),
        ('languages = ["en", "ga"]', "languages = []"),
        (', doubt = "moved"', ""),
        (', doubt = "moved"', ', doubt = "who knows"'),
        ('certainty = "C", doubt = "moved"', 'certainty = "A", doubt = "moved"'),
        (', certainty = "C", doubt = "moved"', ""),
        ('url = "https://www.dataprotection.ie"', 'url = "javascript:alert(1)"'),
        ('url = "https://www.dataprotection.ie"', 'url = "https://www.dataprotection.ie/\\"><script>"'),
        ('address = "info@dataprotection.ie"', 'address = "info"'),
        ('regime = "GDPR"', 'regime = "LGPD"'),
    ],
)
def test_a_spoiled_file_of_authorities_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = FILE.read_text("utf-8")
    at = text.index(old, text.index('code = "ie"') if old != "schema = 1" else 0)
    path = tmp_path / "authorities.toml"
    path.write_text(text[:at] + new + text[at + len(old) :], "utf-8")
    with pytest.raises(FlowError, match=r"authorities\.toml"):
        read(path, Authorities)


def test_the_file_as_it_ships_has_no_mistake() -> None:
    assert read(FILE, Authorities) == KNOWN


# the command


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_list_has_a_line_for_each_with_its_certainty_and_date(run: Run, lang: str) -> None:
    result = run(lang=lang)
    assert result.exit_code == 0
    assert set(re.findall(r"^([a-z]{2}(?:-[a-z]{2})?) ", result.stdout, re.MULTILINE)) == {
        o.code for o in KNOWN.authority
    }
    assert len(re.findall(r"\d{4}-\d{2}-\d{2}\)", result.stdout)) == 33
    assert KNOWN.fallback.url in result.stderr


@pytest.mark.parametrize("code", sorted(one.code for one in KNOWN.authority))
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_one_authority_is_shown_whole(run: Run, code: str, lang: str) -> None:
    authority = KNOWN.find(code)
    assert authority
    result = run(code, lang=lang)
    assert result.exit_code == 0
    for place in authority.places.values():
        where = (
            place.lines[0]
            if isinstance(place, Post)
            else place.address
            if isinstance(place, Mailbox)
            else place.url
        )  # type: ignore[attr-defined]
        assert where in result.stdout
        assert str(place.date) in result.stdout
        assert (place.now or "") in result.stdout


def test_scripts_get_the_same(run: Run) -> None:
    listed = json.loads(run("--json").stdout)
    assert len(listed) == 33
    assert json.loads(run("cnil", "--json").stdout) == next(one for one in listed if one["code"] == "fr")
    assert listed[0]["complaint"]["certainty"] == "A"


@pytest.mark.parametrize("typed", ["xx", "CNPD", "\x1b]0;x\x07"])
def test_an_unknown_one_is_refused_with_the_list_and_where_all_are(run: Run, typed: str) -> None:
    result = run(typed)
    assert result.exit_code == 2
    assert "de-hh" in result.stderr
    assert KNOWN.fallback.url in result.stderr
    assert "\x1b" not in result.stderr


def test_nobody_is_sent_to_the_wrong_german_authority_without_a_word(run: Run) -> None:
    assert "Land" in run("de").stdout
