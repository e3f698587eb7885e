"""The facts on Meta's products: sourced, dated, in both languages, told once, and understood under every name."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from typography import faults, rude_to_the_reader

from flows import FOLDER, names, objection_names, product_names
from flows.load import FlowError, load
from flows.products import PARTS, Product, SourcedSentence, key_of, load_products, nearest
from flows.schema import Flow, PathMarker
from helper.products import answer, page
from helper.texts import Texts

CATALOGUE = load_products()
ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 22)  # on which the facts were last looked up

each_product = pytest.mark.parametrize("product", CATALOGUE.product, ids=lambda one: one.name)
each_language = pytest.mark.parametrize("language", ["fr", "en"])


def sentences_of(product: Product) -> list[SourcedSentence]:
    return [one for part in PARTS for one in CATALOGUE.sentences(product, part)]


def find(typed: str) -> str | None:
    product = CATALOGUE.find(typed)
    return product.name if product else None


@each_product
def test_every_fact_has_a_source_and_a_day_that_is_past(product: Product) -> None:
    for fact in (*sentences_of(product), *product.form):
        assert len(fact.source) > 10, fact
        assert dt.date(2018, 1, 1) <= fact.date <= TODAY, fact


@each_product
def test_an_answer_says_what_is_used_and_what_covers_it_or_not(product: Product) -> None:
    assert product.data
    assert CATALOGUE.sentences(product, "covered") or CATALOGUE.sentences(product, "not_covered")


@each_product
def test_every_answer_leads_to_something_that_can_be_started(product: Product) -> None:
    assert product.starts
    assert set(product.starts) <= set(names())
    assert set(product.covered_by) <= set(objection_names())


def test_every_flow_belongs_to_one_product() -> None:
    assert sorted(one.flow for one in CATALOGUE.product if one.flow) == names()


def test_names_can_be_listed_without_reading_the_facts() -> None:
    assert product_names() == [one.name for one in CATALOGUE.product]


def test_what_holds_for_every_objection_is_said_where_one_covers_the_product_and_only_there() -> None:
    for product in CATALOGUE.product:
        told = CATALOGUE.sentences(product, "not_covered")
        assert set(CATALOGUE.general.not_covered).issubset(told) is bool(product.covered_by)
    own = [s for one in CATALOGUE.product for part in PARTS for s in getattr(one, part)]
    assert not set(own) & {*CATALOGUE.general.covered, *CATALOGUE.general.not_covered}


def test_a_product_whose_commands_begin_elsewhere_begins_where_they_may() -> None:
    begin = {one.name: one.begins_at for one in CATALOGUE.product if one.begins_at}
    assert set(begin) == {"portal"}
    for service in ("facebook", "instagram"):
        flow = load(service).flow
        assert flow.allows(begin["portal"])
        assert recognised_by_path(flow, begin["portal"]) == "portal"


def recognised_by_path(flow: Flow, url: str) -> str | None:
    """Give the way that an address alone means."""
    parts = urlsplit(url)
    markers = [
        m for m in flow.marker if isinstance(m, PathMarker) and m.matches(parts.hostname or "", parts.path)
    ]
    return markers[0].way if markers else None


def test_a_form_of_a_flow_has_its_addresses_there_alone() -> None:
    for product in CATALOGUE.product:
        if product.flow:
            forms = [a for a in load(product.flow).flow.address if a.kind == "form"]
            assert [(d.url, d.date) for d in product.doors] == [(a.url, a.date) for a in forms]
    urls = chain.from_iterable((d.url for d in one.form) for one in CATALOGUE.product)
    assert not {a.url for name in names() for a in load(name).flow.address} & set(urls)


def test_what_the_answers_must_not_leave_out() -> None:
    def says(name: str, *words: str) -> bool:
        text = answer(CATALOGUE, next(one for one in CATALOGUE.product if one.name == name), Texts.load("en"))
        return all(word in text for word in words)

    assert says(
        "whatsapp",
        "According to Meta",
        "CNIL",
        "not used for this training",
        "does not cover Meta AI",
        "382532939919295",
    )
    assert says("third-party", "510058597920541", "1266025207620918", "not the objection form", "picture")
    assert says("threads", "Instagram account", "2025")
    assert says("messenger", "Facebook account", "private messages")
    assert says("meta-account", "CNIL", "its address has not been published")
    assert says("pages", "as a Page", "personal profile")


# Names


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((name, name) for name in product_names()),
        *[("fb", "facebook"), ("FACEBOOK", "facebook"), ("insta", "instagram"), ("ig", "instagram")],
        *[("Oculus", "quest"), ("quest 3", "quest"), ("ray-ban", "glasses"), ("Ray Ban Meta", "glasses")],
        *[("lunettes", "glasses"), ("llama", "meta-ai"), ("Méta IA", "meta-ai"), ("Meta AI", "meta-ai")],
        *[("MetaAI", "meta-ai"), ("meta", "meta"), ("Facebook Messenger", "messenger"), ("wa", "whatsapp")],
        *[("Whats App", "whatsapp"), ("WhatsApp Business", "whatsapp"), ("page", "pages"), ("tiers", "third-party")],
        *[("thirdparty", "third-party"), ("accounts centre", "meta-account"), ("Espace Comptes", "meta-account")],
        *[("business", "pages"), ("Horizon Worlds", "meta-account"), ("reels", "instagram"), ("vibes", "meta-ai")],
    ],
)  # fmt: skip
def test_a_product_is_understood_under_its_names(typed: str, meant: str) -> None:
    assert find(typed) == meant


@pytest.mark.parametrize("typed", ["", "-", "myspace", "facbook", "linkedin", "é"])
def test_another_word_is_no_product(typed: str) -> None:
    assert find(typed) is None


def test_no_name_is_one_of_a_command() -> None:
    from helper.program import COMMANDS

    keys = {key for one in CATALOGUE.product for key in one.spellings}
    assert not keys & set(map(key_of, COMMANDS))


@pytest.mark.parametrize(
    ("typed", "near"), [("facbook", "facebook"), ("instgram", "instagram"), ("whatapp", "whatsapp")]
)
def test_a_mistyped_name_has_a_nearest(typed: str, near: str) -> None:
    assert nearest(typed, product_names()) == near


def test_nothing_is_near_a_word_of_another_kind() -> None:
    assert nearest("xyzzyq", product_names()) is None


# The file


def write(folder: Path, old: str, new: str) -> Path:
    text = (FOLDER / "products.toml").read_text("utf-8")
    assert old in text
    path = folder / "products.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('flow = "facebook"', 'flow = "myspace"'),
        ('covered_by = ["instagram"]', 'covered_by = ["myspace"]'),
        ('aliases = ["thread",', 'aliases = ["insta",'),
        (
            'url = "https://help.meta.com/support/privacy"',
            'url = "https://help.meta.example/support/privacy"',
        ),
        ('certainty = "A"', 'certainty = "E"'),
        ("date = 2025-04-14", 'date = "soon"'),
        ("schema = 1", "schema = 2"),
        ('name = "threads"', 'name = "threads"\nverb = "press"'),
    ],
)
def test_a_file_that_cannot_be_right_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(FlowError):
        load_products(write(tmp_path, old, new))


# The words


def test_every_sentence_is_set_as_its_readers_expect() -> None:
    sentences = {s for one in CATALOGUE.product for s in sentences_of(one)}
    for said in (*sentences, *(one.title for one in CATALOGUE.product)):
        assert faults(said.fr, "fr") + rude_to_the_reader(said.fr) == []
        assert faults(said.en, "en") == []


@each_language
def test_the_page_in_the_documents_is_made_from_the_facts(language: str) -> None:
    written = (ROOT / "docs" / language / "products.md").read_text("utf-8")
    assert written == page(CATALOGUE, Texts.load(language)), "type `make products`"
