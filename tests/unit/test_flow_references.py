"""What people can refer to: every authority in every language, in sentences that fit into short fields."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows import FOLDER
from flows.load import FlowError, languages, read
from flows.references import LIMITS, References, load_references
from helper.explanation import plan_text, utf16_length


def test_the_cnil_can_be_referred_to_in_every_language() -> None:
    cnil = load_references()["cnil"]
    assert set(cnil.words) == set(languages())
    assert cnil.short == "CNIL"


# The stem of "I object" in the words of each language's Article 21: what a text begins with, or, in Turkish, ends with.
OBJECT = {
    "ar": "أعترض", "bg": "Възразявам", "ca": "M’oposo", "cs": "Vznáším námitku", "da": "Jeg gør", "de": "Ich widerspreche",
    "el": "Εναντιώνομαι", "en": "I object", "es": "Me opongo", "et": "Esitan", "fi": "Vastustan", "fr": "Je m’oppose",
    "ga": "Déanaim agóid", "hr": "Ulažem prigovor", "hu": "Tiltakozom", "is": "Ég andmæli", "it": "Mi oppongo",
    "lt": "Nesutinku", "lv": "Iebilstu", "mt": "Noġġezzjona", "nb": "Jeg protesterer", "nl": "Ik maak", "pl": "Wnoszę",
    "pt": "Oponho-me", "ro": "Mă opun", "sk": "Namietam", "sl": "Ugovarjam", "sv": "Jag invänder", "uk": "Заперечую",
}  # fmt: skip
OBJECT_LATER = {
    "tr": "itiraz ediyorum",
    "et": "vastuväite",
    "da": "indsigelse",
    "nl": "bezwaar",
    "pl": "sprzeciw",
}


@pytest.mark.parametrize("code", sorted(load_references()))
def test_each_form_fits_its_limit_and_only_the_shortest_has_no_link(code: str) -> None:
    reference = load_references()[code]
    for language, words in reference.words.items():
        for form, limit in zip(words.forms, LIMITS.values(), strict=True):
            assert utf16_length(form) <= limit, (language, limit)
            assert "21" in form, language
        for form in words.linked:
            assert form.endswith((f" {reference.url}", f"\u00a0{reference.url}")), language
            assert reference.short in form.removesuffix(reference.url), language
            assert utf16_length(form) >= 100, language  # what forms demanded in 2024
        assert "http" not in words.bare, language
        lengths = [utf16_length(form) for form in words.forms]
        assert lengths == sorted(lengths, reverse=True), language


@pytest.mark.parametrize("language", languages())
def test_each_form_objects_before_anything_else(language: str) -> None:
    for form in load_references()["cnil"].words[language].forms:
        assert form.startswith(OBJECT.get(language, ""))
        assert OBJECT_LATER.get(language, "") in form
        assert not re.search(r"\w\(\w{1,2}\)|\w/\w{1,3}\b", form.partition("http")[0])  # objavil(a), a(z)
        typed = form.partition("http")[0]
        assert "'" not in typed
        assert " :" not in typed
        if language == "fr":
            assert typed.endswith("\u00a0: ") or typed == form


@pytest.mark.parametrize("code", sorted(load_references()))
@pytest.mark.parametrize("limit", LIMITS.values())
def test_a_field_of_each_length_gets_the_longest_form_that_fits(code: str, limit: int) -> None:
    for language, words in load_references()[code].words.items():
        plan = plan_text(reason=None, forms=words.forms, existing="", max_units=limit, min_units=None)
        fitting = [form for form in words.forms if utf16_length(form) <= limit]
        assert plan.text == fitting[0], language
        has_link = limit >= LIMITS["short"]
        assert (plan.has_reference, plan.shortened) == (has_link, not has_link), language


def test_a_language_without_sentences_gets_the_english_ones() -> None:
    cnil = load_references()["cnil"]
    assert cnil.sentences_for(()) == cnil.words["en"]
    assert cnil.sentences_for(("ja", "de")) == cnil.words["de"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{url}", "{url}."),
        ("{authority}", "CNIL"),
        ("{authority}", "{controller} {authority}"),
        ('bare = "', 'bare = "{authority} '),
        ("[sentences.en]", "[sentences.eo]"),
        ("schema = 2", "schema = 2\nsurprise = true"),
    ],
)
def test_a_spoiled_file_of_references_is_refused(tmp_path: Path, old: str, new: str) -> None:
    # The last place where it stands is a text, not the comment at the top.
    head, found, tail = (FOLDER / "references.toml").read_text(encoding="utf-8").rpartition(old)
    assert found
    path = tmp_path / "references.toml"
    path.write_text(f"{head}{new}{tail}", encoding="utf-8")
    with pytest.raises(FlowError, match=r"references\.toml"):
        read(path, References)
