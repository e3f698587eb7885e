"""What people can refer to: every authority in every language, in sentences that fit into short fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows import FOLDER
from flows.load import FlowError, languages, read
from flows.references import MIN_LENGTH, References, load_references


def test_the_cnil_can_be_referred_to_in_every_language() -> None:
    cnil = load_references()["cnil"]
    assert set(cnil.words) == set(languages())
    assert cnil.short == "CNIL"


@pytest.mark.parametrize("code", sorted(load_references()))
def test_each_reference_is_one_sentence_that_names_the_authority_and_ends_with_its_link(code: str) -> None:
    reference = load_references()[code]
    for language, sentences in reference.words.items():
        assert reference.short in sentences.essential, language
        assert sentences.essential.endswith(reference.url), language
        assert len(sentences.essential) >= MIN_LENGTH, language
        before = sentences.essential.removesuffix(reference.url)
        assert not any(mark in before for mark in (". ", "! ", "? ", "{", "\n")), language
        assert "21" in sentences.extra, language
        assert reference.url not in sentences.extra, language
        assert len(sentences.essential) + len(sentences.extra) < 600, language


def test_a_language_without_sentences_gets_the_english_ones() -> None:
    cnil = load_references()["cnil"]
    assert cnil.sentences_for(()) == cnil.words["en"]
    assert cnil.sentences_for(("ja", "de")) == cnil.words["de"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("opposition : {url}", "opposition : {url}."),
        ("{authority}", "CNIL"),
        ("{authority}", "{controller} {authority}"),
        ("[sentences.en]", "[sentences.eo]"),
        ("schema = 1", "schema = 1\nsurprise = true"),
    ],
)
def test_a_spoiled_file_of_references_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (
        (FOLDER / "references.toml")
        .read_text(encoding="utf-8")
        .replace("s’y opposer\\u00a0: {url}", "l’opposition : {url}")
    )
    assert old in text
    # The last place where it stands is a sentence, not the comment at the top.
    head, _, tail = text.rpartition(old)
    path = tmp_path / "references.toml"
    path.write_text(f"{head}{new}{tail}", encoding="utf-8")
    with pytest.raises(FlowError, match=r"references\.toml"):
        read(path, References)
