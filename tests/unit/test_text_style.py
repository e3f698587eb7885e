"""What people read is set as they expect, says "vous" to everybody, and names things as they are called."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typography import faults, rude_to_the_reader

from flows.products import load_products
from flows.references import load_references
from helper.rehearsal.site import PracticeSite
from helper.texts import LANGUAGES, Texts

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = {language: Texts.load(language).sentences for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_of_things_stands_behind_its_word(language: str) -> None:
    """So that no sentence needs a plural: "1 files" is wrong in every language, and each has rules of its own."""
    bare = re.compile(r"\{(count|kept|unrelated|days)\}\s\w")
    found = {key for key, sentence in CATALOGUES[language].items() if bare.search(sentence)}
    assert not found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_practice_site_has_all_its_words(language: str) -> None:
    site = PracticeSite(Texts.load(language), "camille.martin@example.org")
    for name in ("login", "form", "answer"):
        assert "practice." not in site._page(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_set_as_its_readers_expect(language: str) -> None:
    found = {key: faults(sentence, language) for key, sentence in CATALOGUES[language].items()}
    assert {key: why for key, why in found.items() if why} == {}


def test_french_says_vous_to_everybody() -> None:
    found = {key: rude_to_the_reader(sentence) for key, sentence in CATALOGUES["fr"].items()}
    assert {key: why for key, why in found.items() if why} == {}


@pytest.mark.parametrize(
    ("language", "planted"),
    [
        ("fr", "Rien n'a été envoyé."),
        ("fr", "Rien n’a été envoyé ; recommencez."),
        ("fr", "Rien n’a été envoyé\u202f; recommencez."),
        ("fr", "L’adresse : {address}"),
        ("fr", "L’adresse:"),
        ("fr", "**Attention :** lisez."),
        ("fr", "**Attention:** lisez."),
        ("fr", "l'**archive**"),
        ("fr", "l'«\u00a0archive\u00a0»"),
        ("fr", "Rien d' {name}."),
        ("fr", "Appuyez sur 'Envoyer'."),
        ("fr", "Une part de 20 %."),
        ("fr", "le règlement n° 1182/71"),
        ("fr", "en 10 000 démarches"),
        ("fr", "Rien n’a été envoyé \u00a0; recommencez."),
        ("fr", "Attendez\u00a0 !"),
        ("fr", "   \u00a0![Une image](x.png)"),
        ("fr", "Patientez..."),
        ("fr", "Rien n’est perdu - recommencez."),
        ("fr", "Rien\u200b n’a été envoyé."),
        ("en", "the peoples' forms"),
        ("en", "Press 'Send'."),
        ("en", "The address :"),
        ("en", "Please wait..."),
        ("en", "Nothing is lost - start again."),
        ("fr", "| quoi |\n| --- |\n| `--json` |\n\nRien n'a été envoyé."),
        ("fr", "Appuyez sur « Envoyer »."),
        ("fr", "Appuyez sur “Envoyer”."),
        ("fr", 'Appuyez sur "Envoyer".'),
        ("en", "Meta's form"),
        ("en", "the services' forms"),
        ("en", 'Press "Send".'),
        ("en", "Press «\u00a0Send\u00a0»."),
        ("en", "Is this the form ?"),
    ],
)
def test_a_sentence_that_is_set_wrongly_is_noticed(language: str, planted: str) -> None:
    assert faults(planted, language)
    if "`" not in planted:
        assert not faults(f"`{planted}`", language), "what is typed is not set"


@pytest.mark.parametrize("opened", ["`", "{", "](", "```\n"])
def test_what_is_left_open_hides_nothing(opened: str) -> None:
    """So that one backtick too many cannot take the rest of a page out of the test."""
    assert faults(f"Tapez {opened}status\n\nRien n'a été envoyé.", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_into_the_form_is_set_as_its_readers_expect(language: str) -> None:
    for reference in load_references().values():
        for form in reference.words[language].forms:
            assert faults(form, language) == []
            assert language == "en" or rude_to_the_reader(form) == []


@pytest.mark.parametrize(("language", "name"), [("fr", "LISEZMOI.txt"), ("en", "README.txt")])
def test_what_lies_beside_the_program_is_set_as_its_readers_expect(language: str, name: str) -> None:
    assert faults((ROOT / "bundle/linux" / name).read_text("utf-8"), language) == []


def test_what_an_icon_or_installer_says_is_set_as_french_readers_expect() -> None:
    menu = re.findall(r"\[fr\]=(.+)", (ROOT / "bundle/linux/optout-assist.desktop").read_text("utf-8"))
    installer = re.findall(
        r"^fr\.\w+=(.+)", (ROOT / "bundle/windows/optout-assist.iss").read_text("utf-8"), re.M
    )
    said = [one for one in menu if not one.endswith(";")] + [re.sub(r"%\w", " ", one) for one in installer]
    assert len(said) >= 4
    for one in said:
        assert faults(one, "fr") + rude_to_the_reader(one) == []


@pytest.mark.parametrize(
    "planted",
    [
        "Vous vous êtes déjà opposé.",
        "Quand vous serez prêt, continuez.",
        "Vous seul pouvez le lire.",
        "As-tu ton code\u00a0?",
    ],
)
def test_a_sentence_that_is_not_for_everybody_is_noticed(planted: str) -> None:
    assert rude_to_the_reader(planted)
    assert not faults(planted, "fr")


@pytest.mark.parametrize(
    ("service", "form", "says"),
    [
        ("Facebook", "le formulaire de Facebook", "que Facebook demande"),
        ("Instagram", "le formulaire d’Instagram", "qu’Instagram demande"),
        ("WhatsApp", "le formulaire de WhatsApp", "que WhatsApp demande"),
    ],
)
def test_french_elides_before_the_name_of_a_service(service: str, form: str, says: str) -> None:
    texts = Texts.load("fr")
    assert form in texts.say("step.opening.now", service=service).replace("Le", "le")
    assert says in texts.say("step.two_factor.now", service=service)
    assert "the form of" not in Texts.load("en").say("step.opening.now", service=service)


def test_the_panel_names_the_subject_as_it_is_called_now_and_as_it_was() -> None:
    """Meta renamed it in French; the facts on its portal say when, with their source."""
    (named,) = (
        one
        for product in load_products().product
        if product.name == "portal"
        for one in product.covered
        if "depuis décembre 2025" in one.fr
    )
    names = re.findall(r"«\u00a0[^»]+\u00a0»", named.fr)
    assert len(names) == 2
    for key in ("way.portal.last", "way.privacy_centre.first"):
        assert all(name in CATALOGUES["fr"][key] for name in names)
        assert "AI at Meta" in CATALOGUES["en"][key]
    assert "AI at Meta" in named.en


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_one_way_to_install_and_explain_says_it(language: str) -> None:
    # Whoever did install it with pipx is told so, and how to remove it.
    said = {key: said for key, said in CATALOGUES[language].items() if not key.startswith("installed.pipx.")}
    assert not [key for key, sentence in said.items() if "pipx" in sentence]
    assert "`optout-assist explain install`" in CATALOGUES[language]["doctor.packages_mixed.remedy"]


@pytest.mark.parametrize(
    ("language", "demanded", "law"),
    [
        ("fr", "Le formulaire ne l’exige pas", "raisons tenant à votre situation"),
        ("en", "The form does not require it", "grounds relating to your"),
    ],
)
def test_who_is_asked_why_learns_what_form_and_law_want(language: str, demanded: str, law: str) -> None:
    asked = Texts.load(language).say("start.reason")
    assert demanded in asked
    assert law in asked
