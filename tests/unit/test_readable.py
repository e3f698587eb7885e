"""The text of a page that is kept: what stands there, and nothing where a password or a code is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_samples import block, document, field

from helper.evidence.store import Archive
from helper.guide.kept import Kept
from helper.page.facts import Page
from helper.page.readable import readable


def test_a_form_is_written_with_its_headings_fields_and_buttons() -> None:
    assert readable(Page(document())) == (
        "https://www.facebook.com/help/contact/712876720715583\n"
        "Objection\n"
        "# M’opposer à l’utilisation de mes informations pour l’IA\n"
        "Adresse e-mail\n"
        "Expliquez en quoi ce traitement vous affecte\n"
        "[email] Adresse e-mail: ana@example.org\n"
        "(Envoyer)\n"
    )


@pytest.mark.parametrize("secret", ["has_password", "has_code", "is_unsure"])
def test_nothing_is_written_while_a_secret_is_asked_for_in_any_frame(secret: str) -> None:
    frame = document(id="2", is_top=False, **{secret: True})
    assert readable(Page(document(), (frame,))) is None


def test_a_foreign_frame_is_left_out() -> None:
    frame = document(id="2", is_top=False, is_ours=False, blocks=(block("Publicité"),))
    assert "Publicité" not in (readable(Page(document(), (frame,))) or "")


def test_what_could_turn_or_hide_text_is_shown_by_its_number() -> None:
    page = Page(
        document(blocks=(block("a\u202eb\x1b[2J"),), fields=(field(1, "textarea", value="x\u2066y"),))
    )
    text = readable(page) or ""
    assert "\\u202e" in text
    assert not {"\u202e", "\x1b", "\u2066"} & set(text)


def test_a_page_without_end_is_cut() -> None:
    page = Page(document(blocks=tuple(block(f"line {n}") for n in range(2000))))
    assert (readable(page) or "").count("\n") < 500


def test_of_each_text_the_last_one_is_kept_and_none_beside_a_secret(tmp_path: Path) -> None:
    work = Archive(tmp_path).begin("facebook")
    texts = Kept(work)
    texts.keep_text("form", Page(document(has_password=True)))
    texts.keep_text("form", None)
    assert not texts.evidence
    for title in ("first", "second"):
        texts.keep_text("form", Page(document(title=title)))
    [kept] = texts.evidence
    assert "second" in (work.path / "data" / kept.path).read_text(encoding="utf-8")
    texts.keep_text("form", Page(document(title="third"), (document(id="2", is_top=False, has_code=True),)))
    assert work.files == {kept.path: kept.sha256}
