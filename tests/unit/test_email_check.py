"""What the person is told about the address on the form; a wrong address must never pass."""

from __future__ import annotations

import pytest

from helper.email_check import (
    are_several,
    compare_addresses,
    compare_email,
    find_addresses,
    is_masked,
    mask_address,
    parse_address,
)
from helper.record import Verdict

MARIE = "marie.dupont@example.org"


@pytest.mark.parametrize(
    "text",
    [
        "marie@example.org",
        "  marie@example.org\n",
        "Marie.O'Brien+meta@Sub.Example.Co.Uk",
        "a@b.test",
        "a@b.invalid",
        "a@b.example",
        "marie@bücher.example",
        "marie@xn--bcher-kva.example",
        "用户@例え.テスト",
        "josé@example.org",
        "a/b=c{d}|e*f@example.org",
        "a.*.b@example.org",
        "m" * 64 + "@example.org",
    ],
)
def test_an_address_is_returned_trimmed_and_as_it_was_written(text: str) -> None:
    assert parse_address(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "blank"),
        (" \n", "blank"),
        ("marie", "no_at"),
        ("marie@a.example@b.example", "several_at"),
        ("a@b.test,c@d.test", "several_at"),
        ("marie dupont@example.org", "spaces"),
        ("Marie <marie@example.org>", "spaces"),
        ("marie@example.org\tx", "spaces"),
        ("marie\u00a0@example.org", "spaces"),
        ("mar\u200bie@example.org", "invisible"),
        ("marie@exam\u00adple.org", "invisible"),
        ("marie@exam\ufe0fple.org", "invisible"),
        ("marie@example.org\x00", "invisible"),
        ("\u202emarie@example.org", "invisible"),
        ("mar\ud800ie@example.org", "invisible"),
        ("m•••@example.org", "masked"),
        ("m***@example.org", "masked"),
        ("m…@example.org", "masked"),
        ("a..b@example.org", "masked"),
        ("marie@e*.org", "masked"),
        ("@example.org", "local_part"),
        (".marie@example.org", "local_part"),
        ("marie.@example.org", "local_part"),
        ("<marie@example.org>", "local_part"),
        ('"marie"@example.org', "local_part"),
        ("mailto:marie@example.org", "local_part"),
        ("m" * 65 + "@example.org", "local_part"),
        ("marie@", "domain"),
        ("marie@localhost", "domain"),
        ("marie@example.org.", "domain"),
        ("marie@-example.org", "domain"),
        ("marie@exa_mple.org", "domain"),
        ("marie@192.168.1.1", "domain"),
        ("marie@[127.0.0.1]", "domain"),
        ("marie@" + "x" * 64 + ".org", "domain"),
        ("m" * 250 + "@example.org", "too_long"),
        ("m" * 64 + "@" + ".".join(["a" * 47] * 4), "too_long"),
    ],
)
def test_what_is_no_single_address_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        parse_address(text)


@pytest.mark.parametrize(
    ("displayed", "expected"),
    [
        (MARIE, MARIE),
        (f"\u00a0{MARIE}\r\n", MARIE),
        ("Marie.DUPONT@Example.ORG", MARIE),
        ("ｍarie.dupont＠example．org", MARIE),
        ("Jose\u0301@example.org", "josé@example.org"),
        ("marie@BÜCHER.example", "marie@xn--bcher-kva.example"),
        ("marie@bu\u0308cher.example", "marie@bücher.example"),
        ("marie@例え。テスト", "marie@例え.テスト"),
    ],
)
def test_spellings_of_the_same_address_match(displayed: str, expected: str) -> None:
    assert compare_email(displayed, expected) is Verdict.MATCH
    assert compare_email(expected, displayed) is Verdict.MATCH


@pytest.mark.parametrize(
    "displayed",
    [
        "marie.dupond@example.org",
        "mariedupont@example.org",
        "marie.dupont+meta@example.org",
        "marie.dupont@example.com",
        "marie.dupont@mail.example.org",
        "marie.dupont@example.org.",
        "marie.dupont@example.org.evil.test",
        "m\u0430rie.dupont@example.org",  # Cyrillic а
        "marie.dup\u03bfnt@example.org",  # Greek omicron
        "marie.dupont@ex\u0430mple.org",
        "marie.dupont@xn--exmple-4nf.org",  # the same, as the network writes it
        "marıe.dupont@example.org",  # dotless i
        "marie.dupont@examp1e.org",
        "mar\u200bie.dupont@example.org",
        "marie.dupont\u200d@example.org",
        "marie.dupont@exam\u00adple.org",
        "marie.dupont@exam\u034fple.org",
        "marie.dupont@exam\ufe0fple.org",
        "marie.dupont@example.org\u200b",
        "\u202e" + MARIE,
        "\u2068" + MARIE + "\u2069",
        "marie .dupont@example.org",
        f"{MARIE}, other@example.org",
        f"Marie <{MARIE}>",
        "marie.dupont",
        "no address here",
    ],
)
def test_another_address_is_a_mismatch_however_alike_it_looks(displayed: str) -> None:
    assert compare_email(displayed, MARIE) is Verdict.MISMATCH


def test_sharp_s_tells_two_domains_apart() -> None:
    assert compare_email("marie@straße.example", "marie@strasse.example") is Verdict.MISMATCH


@pytest.mark.parametrize("expected", [None, MARIE])
def test_a_form_without_an_address_is_absent_or_empty_whatever_is_expected(expected: str | None) -> None:
    assert compare_email(None, expected) is Verdict.ABSENT
    assert compare_email("", expected) is Verdict.EMPTY
    assert compare_email(" \u00a0\n", expected) is Verdict.EMPTY


def test_without_an_expected_address_nothing_is_judged() -> None:
    assert compare_email(MARIE, None) is Verdict.UNCHECKED
    assert compare_email("m•••@example.org", None) is Verdict.UNCHECKED


@pytest.mark.parametrize(
    "displayed",
    [
        "m••••t@ex•••••.org",
        "m•t@e•.org",
        "M***@E***.org",
        "m…@example.org",
        "m...@example.org",
        "m∗∗∗t@example.org",
        "m×××t@example.org",
        "●●●●@example.org",
        "ma•••.du••••@example.org",
        "marie.d*****@example.org",
        "m*@example.org",
        "marie.dupont@e…",
        "••••@••••",
        "m＊＊＊t@ｅxample.org",
        "m··········t@example.org",
    ],
)
def test_a_masked_address_that_fits_is_compatible_and_no_more(displayed: str) -> None:
    assert is_masked(displayed)
    assert compare_email(displayed, MARIE) is Verdict.COMPATIBLE


@pytest.mark.parametrize(
    "displayed",
    [
        "p••••t@ex•••••.org",
        "m••••e@ex•••••.org",
        "m••••t@ex•••••.com",
        "m••••t@gm•••.org",
        "marie.dupont•@example.org",
        "•marie.dupont@example.org",
        "marie.dupont•dupont@example.org",
        "m•z•t@example.org",
        "m••••t",
        "m••••@a@example.org",
        "m\u0430•••@example.org",
        "m•\u200b•t@example.org",
        "m•••t @example.org",
        "•" * 300 + "@example.org",
    ],
)
def test_a_masked_address_whose_visible_pieces_do_not_fit_is_a_mismatch(displayed: str) -> None:
    assert compare_email(displayed, MARIE) is Verdict.MISMATCH


@pytest.mark.parametrize("displayed", ["m•••@b•••r.example", "m•••@xn--b•••.example", "marie@bü….example"])
def test_an_international_domain_may_be_masked_in_either_spelling(displayed: str) -> None:
    assert compare_email(displayed, "marie@bücher.example") is Verdict.COMPATIBLE


def test_a_lawful_star_still_makes_no_match() -> None:
    assert compare_email("m*e@example.org", "m*e@example.org") is Verdict.COMPATIBLE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your address: marie@example.org.", ["marie@example.org"]),
        ("E-mail:marie@example.org (main), m•••@g•••.com!", ["marie@example.org", "m•••@g•••.com"]),
        ("« marie@example.org » ou 'o'brien@example.org'?", ["marie@example.org", "o'brien@example.org"]),
        ("„marie@bücher.example“ j...@example.org", ["marie@bücher.example", "j...@example.org"]),
        ("<marie@example.org>\u00a0marie@example.org", ["marie@example.org"]),
        ("البريد \u2068marie@example.org\u2069.", ["marie@example.org"]),
        ("mar\u200bie@example.org", ["mar\u200bie@example.org"]),
        ("m…@example.org … j••@g••", ["m…@example.org", "j••@g••"]),
        ("ｍarie＠example.org", ["ｍarie＠example.org"]),
        ("@marie, marie@home, @, a@b@c.example, https://social.example/@marie", []),
        ("", []),
    ],
)
def test_addresses_are_found_in_visible_text(text: str, found: list[str]) -> None:
    assert find_addresses(text) == found


@pytest.mark.parametrize(
    "hostile", ["a" * 2_000_000, "@" * 2_000_000, "a@" * 200_000, "\u200b." * 500_000 + "@a.b"]
)
def test_a_hostile_text_holds_no_address(hostile: str) -> None:
    assert find_addresses(hostile) == []


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("marie@example.org", "m…e@e…e.org"),
        ("bob@gmx.de", "b…@g….de"),
        ("me@x.org", "…@….org"),
        ("a@b.c.example", "…@b….example"),
        ("marie@mail.example.co.uk", "m…e@m…o.uk"),
        ("m••••e@ex•••••.org", "m…e@e….org"),
        ("marie@localhost", "m…e@l…t"),
        ("not an address", "…"),
        ("a@b@c", "…"),
        ("mar\x1b[31mie@example.org", "…"),
        ("", "…"),
    ],
)
def test_an_address_is_shortened_for_a_terminal(address: str, shown: str) -> None:
    assert mask_address(address) == shown


@pytest.mark.parametrize(
    ("displayed", "verdict", "named"),
    [
        (("ana@example.org", "eva@example.org"), Verdict.MISMATCH, "eva@example.org"),
        (("eva@example.org", "ana@example.org"), Verdict.MISMATCH, "eva@example.org"),
        (("a…a@example.org", "eva@example.org"), Verdict.MISMATCH, "eva@example.org"),
        (("bob@example.org", "eva@example.org"), Verdict.MISMATCH, "bob@example.org"),
        (("ana@example.org", "a…a@example.org"), Verdict.COMPATIBLE, "a…a@example.org"),
        (("ana@example.org", ""), Verdict.EMPTY, ""),
        (("ana@example.org", "Ana@Example.org"), Verdict.MATCH, "ana@example.org"),
    ],
)
def test_one_doubtful_address_outweighs_those_that_match(
    displayed: tuple[str, ...], verdict: Verdict, named: str
) -> None:
    assert compare_addresses(displayed, "ana@example.org") == (verdict, named)


@pytest.mark.parametrize(
    ("displayed", "several"),
    [
        ((None,), False),
        (("ana@example.org", ""), False),
        (("ana@example.org", "Ana@Example.org"), False),
        (("a…a@example.org", "ana@example.org"), False),
        (("ana@example.org", "a…a@example.org"), False),
        (("ana@example.org", "eva@example.org"), True),
        (("a…a@example.org", "eva@example.org"), True),
    ],
)
def test_different_addresses_are_told_from_spellings_of_one(
    displayed: tuple[str | None, ...], several: bool
) -> None:
    assert are_several(displayed) is several
