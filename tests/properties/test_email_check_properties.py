"""What holds for every address, so that a wrong one is never called right."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from helper.email_check import compare_email, find_addresses, is_masked, mask_address, parse_address
from helper.record import Verdict

LOCAL = st.from_regex(r"[a-zA-Zà-ÿ0-9_+-]{1,12}(\.[a-zA-Z0-9]{1,8})?", fullmatch=True)
LABEL = st.from_regex(r"[a-z0-9]{1,10}|bücher|straße|例え|почта", fullmatch=True)
ADDRESSES = st.builds(
    "{}@{}.{}".format, LOCAL, LABEL, st.sampled_from(["test", "example", "org", "co.uk", "рф"])
)
MASKS = st.sampled_from(["•", "••••", "***", "*", "…", "...", "●●", "∗", "×××"])
SCRAPS = st.text(alphabet=st.sampled_from("aаe@.*•…\u200b\u00ad \tÉßKſi\u0307＠．‥-_<x")) | st.text()


def is_address(text: str) -> bool:
    try:
        parse_address(text)
    except ValueError:
        return False
    return True


@given(ADDRESSES)
def test_an_address_matches_itself_however_it_is_capitalised(address: str) -> None:
    assert parse_address(f" {address}\n") == address
    assert compare_email(address, address) is Verdict.MATCH
    assert compare_email(f" {address.lower()} ", address) is Verdict.MATCH


@given(ADDRESSES | SCRAPS, ADDRESSES | SCRAPS)
def test_comparing_is_symmetric_for_unmasked_addresses(one: str, other: str) -> None:
    assume(one.strip() and other.strip() and not is_masked(one) and not is_masked(other))
    assert compare_email(one, other) is compare_email(other, one)


@given(ADDRESSES, ADDRESSES)
def test_a_match_means_equal_letters(one: str, other: str) -> None:
    verdict = compare_email(one, other)
    assert (
        verdict is (Verdict.MATCH if one.casefold() == other.casefold() else Verdict.MISMATCH)
        or "ß" in one + other
    )


@given(SCRAPS, ADDRESSES)
def test_only_an_address_can_match(displayed: str, expected: str) -> None:
    if compare_email(displayed, expected) is Verdict.MATCH:
        assert is_address(displayed)


@given(ADDRESSES, st.data())
def test_an_invisible_character_anywhere_makes_another_address(address: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(address)))
    hidden = data.draw(st.sampled_from("\u200b\u200d\u2060\u00ad\u034f\ufe0f\u202e\u2066\ufeff\u3164\u0000"))
    assert compare_email(address[:at] + hidden + address[at:], address) is Verdict.MISMATCH


@given(st.one_of(SCRAPS, ADDRESSES), MASKS, st.one_of(SCRAPS, ADDRESSES), ADDRESSES)
def test_a_masked_address_never_matches(before: str, mask: str, after: str, expected: str) -> None:
    masked = before + mask + after
    assert is_masked(masked)
    assert compare_email(masked, expected) in {Verdict.COMPATIBLE, Verdict.MISMATCH}


@given(ADDRESSES, MASKS, st.data())
def test_hiding_letters_of_an_address_leaves_it_compatible(
    address: str, mask: str, data: st.DataObject
) -> None:
    local, _, domain = address.partition("@")
    start = data.draw(st.integers(0, len(local) - 1))
    end = data.draw(st.integers(start + 1, len(local)))
    assert compare_email(f"{local[:start]}{mask}{local[end:]}@{domain}", address) is Verdict.COMPATIBLE


@given(ADDRESSES)
def test_an_address_is_found_in_a_sentence(address: str) -> None:
    assert find_addresses(f"We write to ({address}), soon. Not {address}!") == [address]


@given(SCRAPS)
def test_any_text_has_a_verdict_and_a_harmless_short_form(text: str) -> None:
    assert isinstance(compare_email(text, text), Verdict)
    assert all(found in text for found in find_addresses(text))
    assert mask_address(text).isprintable()


@given(ADDRESSES)
def test_the_short_form_never_tells_the_local_part(address: str) -> None:
    local = address.partition("@")[0]
    assert local not in mask_address(address).partition("@")[0]
