"""Flow files are read strictly: what is broken or hostile is refused with its path, whoever wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows import FOLDER
from flows.concepts import Concept
from flows.hosts import is_allowed, is_nameable_host, split_web_address, strip_query
from flows.load import MAX_BYTES, FlowError, load, load_file, read, words
from flows.schema import Flow, WordsFile


def written(folder: Path, text: str, name: str = "facebook.toml") -> Path:
    """Write a flow file for a test."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def facebook() -> str:
    """Give the text of a flow that is sound, to be spoiled."""
    return (FOLDER / "facebook.toml").read_text(encoding="utf-8")


def problem_of(path: Path) -> str:
    """Load a file that must be refused; give the message, which names the file."""
    with pytest.raises(FlowError) as caught:
        load_file(path)
    assert str(path) in str(caught.value)
    assert caught.value.problems
    return str(caught.value)


# A file that is broken or hostile


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "facebook"', 'name = "facebook"\nsurprise = 1', "surprise"),
        ('kind = "frame"', 'kind = "click"', "click"),
        ('kind = "frame"', 'kind = "frame"\nselector = "#x"', "selector"),
        ("schema = 1", "schema = 2", "schema"),
        ("schema = 1", "", "schema"),
        ('verified_live = "never"', 'verified_live = "yes"', "verified_live"),
        ('"web.facebook.com"', '"facebook.com.evil.example"', "evil.example"),
        ('"web.facebook.com"', '"www.xn--facebok-y0a.com"', "xn--facebok"),
        ('"web.facebook.com"', '"notfacebook.com"', "notfacebook.com"),
        (
            'url = "https://www.facebook.com/help/contact/712876720715583"',
            'url = "http://www.facebook.com/help/contact/712876720715583"',
            "foreign_address",
        ),
        (
            'url = "https://www.facebook.com/help/contact/712876720715583"',
            'url = "https://www.threads.net/help/contact/712876720715583"',
            "foreign_address",
        ),
        ('state = "captcha"', 'state = "finished"', "state"),
        ('certainty = "B"', 'certainty = "Z"', "certainty"),
        ("date = 2025-05-27", 'date = "yesterday"', "date"),
    ],
)
def test_a_flow_with_anything_unknown_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = facebook()
    assert old in text
    assert said in problem_of(written(tmp_path, text.replace(old, new, 1)))


def test_a_form_marker_can_never_mean_success(tmp_path: Path) -> None:
    text = facebook().replace('kind = "form_id"\nstate = "form"', 'kind = "form_id"\nstate = "submitted"', 1)
    assert "state" in problem_of(written(tmp_path, text))


def test_a_file_that_is_too_big_is_not_parsed(tmp_path: Path) -> None:
    path = written(tmp_path, facebook() + "#" * MAX_BYTES)
    assert str(MAX_BYTES) in problem_of(path)


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 20_000 + "]" * 20_000, "a = " + "{a=" * 12_000, "not toml at all [", "\x00"],
    ids=["nested arrays", "nested tables", "no TOML", "binary"],
)
def test_a_bomb_is_refused(tmp_path: Path, text: str) -> None:
    problem_of(written(tmp_path, text))


def test_a_file_that_is_not_utf8_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facebook.toml"
    problem_of(path)
    path.write_bytes(b'schema = 1\nname = "\xff\xfe"\n')
    problem_of(path)


def test_a_custom_flow_may_bring_its_own_words(tmp_path: Path) -> None:
    path = written(tmp_path, facebook() + '\n[words.fr.send]\nunverified = ["Expédier"]\n')
    service = load_file(path)
    assert service.origin == "custom"
    assert "Expédier" in service.words["fr"][Concept.SEND].unverified
    assert set(words("fr").concepts[Concept.SEND].unverified) < set(
        service.words["fr"][Concept.SEND].unverified
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('schema = 1\nlanguage = "fr"\n[sned]\nunverified = ["Envoyer"]\n', "sned"),
        ('schema = 1\nlanguage = "fr"\n[send]\nguessed = ["Envoyer"]\n', "guessed"),
        ('schema = 1\nlanguage = "french"\n', "language"),
        ('schema = 9\nlanguage = "fr"\n', "schema"),
        ('schema = 1\nlanguage = "fr"\n[send]\nverified = [{ words = ["Envoyer"] }]\n', "source"),
        ('schema = 1\nlanguage = "fr"\n[send]\nunverified = ["…"]\n', "…"),
        ('schema = 1\nlanguage = "fr"\n[send]\nunverified = [""]\n', "send"),
        ('schema = 1\nlanguage = "no"\n', "nb"),
    ],
)
def test_a_word_file_with_anything_unknown_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text, "fr.toml")
    with pytest.raises(FlowError, match=r"fr\.toml") as caught:
        read(path, WordsFile)
    assert said in str(caught.value)


def test_a_flow_is_not_read_as_words_nor_words_as_a_flow() -> None:
    with pytest.raises(FlowError):
        read(FOLDER / "words" / "fr.toml", Flow)
    with pytest.raises(FlowError):
        read(FOLDER / "facebook.toml", WordsFile)


# Hosts


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/help/contact/1",
        "https://www.facebook.com:443/help",
        "https://WWW.Facebook.com/help",
        "https://fr-fr.facebook.com/help/contact/1",
        "https://help.meta.com/support/privacy/?entry_point=x",
    ],
)
def test_addresses_on_the_flows_hosts_are_allowed(address: str) -> None:
    assert load("facebook").flow.allows(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://www.facebook.com/help",
        "https://facebook.com.evil.example/help",
        "https://www.facebook.com.evil.example/",
        "https://www.facebook.com@evil.example/",
        "https://user:secret@www.facebook.com/",
        "https://www.facebook.com:8443/",
        "https://www.facebook.com./",
        "https://www.facebооk.com/",  # two Cyrillic letters
        "https://www.xn--facebk-tbaa.com/",
        "https://notfacebook.com/",
        "https://evil.www.facebook.com/",
        "https://a.fr-fr.facebook.com/",
        "https://fr-fr.instagram.com/",
        "https://frfr.facebook.com/",
        "https://fr-fra.facebook.com/",
        "https://help.instagram.com/contact/1",
        "https:\\\\www.facebook.com/",
        "https://www.facebook.com\\@evil.example/",
        "https://[::1]/",
        "https://www.facebook.com:99999/",
        "//www.facebook.com/",
        "javascript:alert(1)//https://www.facebook.com/",
        "data:text/html,https://www.facebook.com/",
        "file:///www.facebook.com/",
        "https:///www.facebook.com/",
        "",
    ],
)
def test_look_alikes_are_refused(address: str) -> None:
    assert not load("facebook").flow.allows(address)


@pytest.mark.parametrize(
    "host", ["www.facebook.com", "a.b.instagram.com", "meta.com", "practice.optout-assist.invalid"]
)
def test_hosts_under_the_built_in_domains_can_be_named(host: str) -> None:
    assert is_nameable_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "facebook.com.evil.example",
        "xfacebook.com",
        "facebook.com.",
        "FACEBOOK.com",
        "*.facebook.com",
        ".facebook.com",
        "",
    ],
)
def test_other_hosts_cannot_be_named(host: str) -> None:
    assert not is_nameable_host(host)


def test_an_address_is_split_only_when_it_can_mean_one_thing() -> None:
    parts = split_web_address("https://www.facebook.com/help/contact/1?next=secret#x")
    assert parts is not None
    assert parts.hostname == "www.facebook.com"
    assert split_web_address("https://www.facebook.com:abc/") is None
    assert is_allowed("https://www.facebook.com/", ["www.facebook.com"])
    assert not is_allowed("https://www.facebook.com/", ["facebook.com"])


def test_secrets_of_an_address_are_cut() -> None:
    assert strip_query("https://www.instagram.com/auth_platform/codeentry/?apc=secret#f") == (
        "https://www.instagram.com/auth_platform/codeentry/"
    )
