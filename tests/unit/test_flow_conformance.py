"""What every file in `flows/` must pass: a new service gets these tests for free.

Services are judged by their flow alone, but for the table of their addresses below; the words of each language by
`test_language_conformance.py`.
"""

from __future__ import annotations

import datetime as dt
import itertools
import unicodedata
from pathlib import Path

import pytest

from flows import FOLDER, OTHER_FILES, names, objection_names
from flows.hosts import is_nameable_host
from flows.load import check_file, languages, load
from flows.schema import Flow, FormIdMarker, FrameMarker, PathMarker, Purpose, State
from helper.texts import LANGUAGES, Texts

FLOWS = sorted({path.stem for path in FOLDER.glob("*.toml")} - OTHER_FILES | {"practice"})
SERVICES = names()

# What an address means: by a path marker, or by none.
ADDRESSES: dict[str, dict[str, State | None]] = {
    "facebook": {
        "www.facebook.com/login/": State.LOGIN,
        "m.facebook.com/login.php": State.LOGIN,
        "www.facebook.com/login/save-device/": State.SAVE_LOGIN,
        "www.facebook.com/two_step_verification/two_factor/": State.TWO_FACTOR,
        "www.facebook.com/checkpoint/1501092823525282/": State.CHECKPOINT,
        "www.facebook.com/privacy/consent/pipa/": State.CONSENT,
        "help.meta.com/support/privacy/": State.MOVED,
        "www.facebook.com/support/privacy/": None,
        "www.facebook.com/privacy/genai": State.MOVED,
        "www.facebook.com/help/contact/712876720715583": None,
    },
    "instagram": {
        "www.instagram.com/accounts/login/": State.LOGIN,
        "www.instagram.com/accounts/login/two_factor": State.TWO_FACTOR,
        "www.instagram.com/auth_platform/codeentry/": State.TWO_FACTOR,
        "www.instagram.com/auth_platform/recaptcha/": State.CAPTCHA,
        "www.instagram.com/challenge/action/": State.CHECKPOINT,
        "www.instagram.com/accounts/onetap/": State.SAVE_LOGIN,
        "privacycenter.instagram.com/privacy/genai/": State.MOVED,
        "help.instagram.com/contact/767264225370182": None,
    },
}
ADDRESSES |= {
    "third-party": {
        "www.facebook.com/login/": State.LOGIN,
        "www.facebook.com/checkpoint/1501092823525282/": State.CHECKPOINT,
        "help.meta.com/support/privacy/": State.MOVED,
        "www.facebook.com/help/contact/510058597920541": None,
    },
    # No login is known there.
    "whatsapp": {
        "www.whatsapp.com/contact/forms/382532939919295/": None,
        "faq.whatsapp.com/1285115568956956": None,
    },
}
# The forms in the order in which they are tried (evidence of the addresses, newest first), then the way by the menus.
ORDER = {
    "facebook": ["712876720715583", "6359191084165019", None],
    "instagram": ["767264225370182", "233964459562201", None],
    "third-party": ["510058597920541", "1266025207620918"],
    "whatsapp": ["382532939919295"],
}

each_flow = pytest.mark.parametrize("name", FLOWS)
each_service = pytest.mark.parametrize("name", SERVICES)


def flow_of(name: str) -> Flow:
    return load(name).flow


# Every file


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: path.stem)
def test_a_file_holds_nothing_that_cannot_be_seen(path: Path) -> None:
    """Nor in a comment: what turns the direction of a text can make a file look like another one."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        hidden = [
            f"U+{ord(char):04X}" for char in line if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")
        ]
        assert not hidden, f"line {number}"


# Every flow


@each_flow
def test_a_flow_loads_under_its_own_name_with_all_languages(name: str) -> None:
    service = load(name)
    assert service.flow.name == name
    assert service.origin == "shipped"
    assert set(service.words) == set(languages())
    assert check_file(FOLDER / f"{name}.toml") == []


@each_flow
def test_every_fact_names_its_source_and_is_no_younger_than_its_flow(name: str) -> None:
    flow = flow_of(name)
    revised = dt.date.fromisoformat(flow.revision[:10])
    for fact in (*flow.address, *flow.host, *flow.marker):
        assert len(fact.source) > 10, fact
        assert dt.date(2018, 1, 1) <= fact.date <= revised, fact
    assert flow.verified_live == "never" or flow.verified_live <= revised


@each_flow
def test_hosts_are_named_once_and_could_be_named(name: str) -> None:
    flow = flow_of(name)
    hosts = [host for fact in flow.host for host in fact.names]
    assert len(hosts) == len(set(hosts))
    assert all(map(is_nameable_host, [*hosts, *flow.locale_domains]))


@each_flow
def test_addresses_are_on_the_hosts_and_stand_there_once(name: str) -> None:
    flow = flow_of(name)
    urls = [address.url for address in flow.address]
    assert len(urls) == len(set(urls))
    assert all(map(flow.allows, urls))


@each_flow
def test_a_form_comes_first_and_each_form_address_carries_a_number_of_this_flow(name: str) -> None:
    flow = flow_of(name)
    forms = [address.url for address in flow.address if address.kind == "form"]
    assert forms[0] == flow.address[0].url
    for url in forms:
        assert flow.form_id_in(url) in flow.form_ids(State.FORM)


@each_flow
def test_no_form_number_means_two_things(name: str) -> None:
    ids = [marker.id for marker in flow_of(name).marker if isinstance(marker, FormIdMarker)]
    assert len(ids) == len(set(ids))


@each_flow
def test_a_more_exact_path_stands_before_a_wider_one(name: str) -> None:
    """The recogniser takes the first path marker that matches."""
    markers = [marker for marker in flow_of(name).marker if isinstance(marker, PathMarker)]
    for earlier, later in itertools.combinations(markers, 2):
        can_meet = later.host is None or earlier.host in (None, later.host)
        if later.state is not earlier.state and can_meet:
            host = earlier.host or later.host or "any"
            assert not earlier.matches(host, later.path), (earlier.path, later.path)


# Every service: flows but the practice site


def test_practice_is_no_service() -> None:
    assert set(FLOWS) - set(SERVICES) == {"practice"}


@each_service
def test_a_flow_of_another_purpose_says_so_in_its_head(name: str) -> None:
    """Which services are there to object with is told without the schema, because `--help` must stay fast."""
    assert (name in objection_names()) is (flow_of(name).purpose is Purpose.OBJECTION)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("purpose", [one for one in Purpose if one is not Purpose.OBJECTION])
def test_another_kind_of_form_is_told_in_words_of_its_own(purpose: Purpose, language: str) -> None:
    """Else the panel would say of it what it says of the objection."""
    texts = Texts.load(language)
    said = (
        "gateway.now",
        "form.now",
        "form.next",
        "submitted.next",
        "other_form.now",
        "by_hand_offered.next",
    )
    assert [one for one in said if not texts.has(f"purpose.{purpose}.{one}")] == []


@pytest.mark.parametrize("name", objection_names())
def test_the_last_way_is_the_one_by_the_menus(name: str) -> None:
    assert flow_of(name).address[-1].kind == "privacy_centre"


@each_service
def test_no_way_that_leads_to_the_objection_is_shown_for_another_form(name: str) -> None:
    flow = flow_of(name)
    ways = {marker.way for marker in flow.marker if isinstance(marker, PathMarker)} - {None}
    assert bool(ways) is (flow.purpose is Purpose.OBJECTION)


@each_service
def test_addresses_come_in_the_order_of_the_facts(name: str) -> None:
    flow = flow_of(name)
    assert [flow.form_id_in(address.url) for address in flow.address] == ORDER[name]


@each_service
def test_an_address_means_its_state(name: str) -> None:
    markers = [marker for marker in flow_of(name).marker if isinstance(marker, PathMarker)]
    assert State.LOGIN in ADDRESSES[name].values() or name == "whatsapp"
    for address, state in ADDRESSES[name].items():
        host, _, path = address.partition("/")
        found = [marker.state for marker in markers if marker.matches(host, f"/{path}")]
        assert (found[0] if found else None) is state, address


@each_service
def test_captchas_are_known_by_their_frames(name: str) -> None:
    frames = {m.host for m in flow_of(name).marker if isinstance(m, FrameMarker) and m.state is State.CAPTCHA}
    assert {"www.fbsbx.com", "www.google.com", "www.recaptcha.net"} <= frames


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations(SERVICES, 2)))
def test_a_form_of_one_service_is_another_form_to_the_others(one: str, other: str) -> None:
    first, second = flow_of(one), flow_of(other)
    assert not first.form_ids(State.FORM) & second.form_ids(State.FORM)
    if first.controller == second.controller:
        third_party = first.purpose is Purpose.THIRD_PARTY
        known_as = State.THIRD_PARTY_FORM if third_party else State.OTHER_FORM
        assert first.form_ids(State.FORM) <= second.form_ids(known_as)
