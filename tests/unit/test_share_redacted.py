"""A redacted copy holds no address: each is masked, and in doubt a picture stays at home."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from evidence_samples import kept, seal_one
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from share_samples import ADDRESS, FIELD, RECORD, SIZE, Run, evidence, record, run, seal, unpack

from helper.evidence.store import Archive
from helper.record import Record
from helper.share.locate import MARGIN, LeftOut, locate_masks
from helper.share.pictures import draw_copy
from helper.share.redact import MASK, mask_addresses, redact_record

__all__ = ["kept", "run"]  # fixtures


# the redacted copy


def test_a_redacted_copy_holds_no_original_and_no_address(run: Run, kept: Archive) -> None:
    explanation = {
        "reference": None,
        "inserted": True,
        "text": f"Write to {ADDRESS.upper()} or x＠example.net.",
    }
    confirmation = {"text": f"We will write to {ADDRESS}.", "signs": [], "words_verified": True}
    bag = seal(kept, {}, explanation=explanation, confirmation=confirmation)
    result = run("--redact")
    files = unpack(result)
    assert {name.split("/")[0] for name in files} == {f"{bag.name}-redacted"}
    assert not any("journal" in name or name.endswith("manifest-sha256.txt") for name in files)
    told = b"".join(content for name, content in files.items() if not name.endswith(".png"))
    assert ADDRESS.encode() not in told.lower()
    assert "x＠example.net".encode() not in told
    record = json.loads(files[f"{bag.name}-redacted/record.json"])
    assert record["redacted"] is True
    assert record["record"]["email_check"] == {"verdict": "match", "displayed": MASK, "expected": MASK}
    assert record["record"]["explanation"]["text"] == f"Write to {MASK} or {MASK}."
    assert "Look at every picture" in result.stderr


def test_a_region_is_black_and_nothing_else_is(run: Run, kept: Archive) -> None:
    bag = seal(kept, {})
    copy = Image.open(io.BytesIO(unpack(run("--redact"))[f"{bag.name}-redacted/01-form.png"]))
    box = (20 - MARGIN, 40 - MARGIN, 120 + MARGIN, 60 + MARGIN)
    assert copy.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), (0, 0, 0))]
    rest = copy.crop((0, 0, *SIZE))
    rest.paste((255, 0, 255), box)
    assert rest.getcolors() == [(SIZE[0] * SIZE[1], (255, 0, 255))]


def test_a_picture_in_doubt_is_left_out_and_that_is_said(run: Run, kept: Archive) -> None:
    bag = seal(kept, {}, {"scale": None})
    result = run("--redact")
    files = unpack(result)
    assert f"{bag.name}-redacted/02-form.png" not in files
    assert "02-form.png" in result.stderr
    for name in ("READ-ME.txt", "LISEZ-MOI.txt"):
        assert "02-form.png" in files[f"{bag.name}-redacted/{name}"].decode()
    answer = json.loads(run("--redact", "--json", "--output", "again.zip").stdout)
    assert answer["left_out"] == [{"path": "02-form.png", "reason": "unlocated"}]
    record = json.loads(files[f"{bag.name}-redacted/record.json"])["record"]
    assert [item["path"] for item in record["evidence"]] == ["01-form.png"]


def test_pictures_from_before_their_scale_was_kept_stay_at_home(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    files = unpack(run("--redact"))
    assert not any(name.endswith(".png") for name in files)
    assert "No picture could be kept." in files[f"{bag.name}-redacted/READ-ME.txt"].decode()


def test_a_file_that_is_no_picture_is_left_out(run: Run, kept: Archive) -> None:
    seal(kept, {}, content=b"\x89PNG no picture")
    for option in ((), ("--redact",)):
        result = run(*option)
        assert not any(name.endswith("copy/01-form.png") for name in unpack(result))
        assert "cannot be read" in result.stderr


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"scale": None}, LeftOut.UNLOCATED),
        ({"regions": []}, LeftOut.NO_ADDRESS),
        ({"regions": [{**FIELD, "what": "name"}]}, LeftOut.NO_ADDRESS),
        ({"kind": "filled", "regions": []}, LeftOut.NO_ADDRESS),
        ({"kind": "confirmation", "regions": []}, LeftOut.NO_ADDRESS),
        ({"regions": [FIELD, {**FIELD, "x": 400.0}]}, LeftOut.OUTSIDE),
        ({"regions": [FIELD, {**FIELD, "y": -20.0}]}, LeftOut.OUTSIDE),
        ({"regions": [FIELD, {**FIELD, "width": 0.0}]}, LeftOut.OUTSIDE),
        ({"regions": [FIELD, {**FIELD, "height": -5.0}]}, LeftOut.OUTSIDE),
        ({"regions": [{**FIELD, "x": 1e300, "width": 1e308}]}, LeftOut.OUTSIDE),
        ({"scale": 40.0}, LeftOut.OUTSIDE),
    ],
)
def test_in_doubt_a_picture_is_left_out(kept: Archive, more: dict[str, Any], why: LeftOut) -> None:
    answer = {"text": f"Bye {ADDRESS}", "signs": [], "words_verified": True}
    assert locate_masks(evidence(**more), SIZE, record(kept, confirmation=answer)) == why


def test_a_page_without_any_address_needs_no_mask(kept: Archive) -> None:
    assert locate_masks(evidence(kind="state", regions=[]), SIZE, record(kept)) == ()


@given(st.floats(-50, 420), st.floats(-50, 320), st.floats(0.1, 500), st.floats(0.1, 500), st.floats(0.4, 4))
def test_a_mask_covers_all_of_its_region(
    x: float, y: float, width: float, height: float, scale: float
) -> None:
    region = {"what": "address", "x": x, "y": y, "width": width, "height": height}
    item = evidence(regions=[region], scale=scale)
    found = locate_masks(item, SIZE, RECORD)
    if isinstance(found, LeftOut):
        assert found is LeftOut.OUTSIDE
        return
    ((left, top, right, bottom),) = found
    assert left <= max(0, x * scale)
    assert top <= max(0, y * scale)
    assert right >= min(SIZE[0], (x + width) * scale)
    assert bottom >= min(SIZE[1], (y + height) * scale)
    assert 0 <= left < right <= SIZE[0]
    assert 0 <= top < bottom <= SIZE[1]


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_around_an_address_saves_it(before: str, after: str) -> None:
    update = {"text": before + ADDRESS + after}
    changed = RECORD.model_copy(update={"explanation": RECORD.explanation.model_copy(update=update)})
    assert ADDRESS not in redact_record(changed, ())


@pytest.mark.parametrize(
    "value",
    [
        [ADDRESS],
        {"signs": [ADDRESS]},
        [[{"text": [f"<{ADDRESS}>", 1, None]}]],
        {"timeline": [{"at": "x", "state": ADDRESS.upper()}]},
    ],
)
def test_an_address_is_masked_however_deep_it_stands(value: Any) -> None:
    masked = json.dumps(mask_addresses(value, [ADDRESS]))
    assert ADDRESS not in masked.lower()
    assert MASK in masked


def test_an_address_among_the_signs_of_the_answer_is_masked() -> None:
    confirmation = {"text": "Merci", "signs": [f"answer to {ADDRESS}"], "words_verified": True}
    changed = Record.model_validate_json(
        json.dumps(json.loads(RECORD.to_json()) | {"confirmation": confirmation})
    )
    assert ADDRESS not in redact_record(changed, ())


def test_a_picture_s_hidden_notes_do_not_go_along() -> None:
    from PIL.PngImagePlugin import PngInfo

    out, notes = io.BytesIO(), PngInfo()
    notes.add_text("Author", "ana")
    Image.new("RGB", SIZE).save(out, "PNG", pnginfo=notes)
    assert b"ana" in out.getvalue()
    assert b"ana" not in draw_copy(out.getvalue(), (), [])


@pytest.mark.parametrize("text", ["marie@intranet", "marie＠chez-elle", "m@rie"])
def test_whatever_has_an_at_sign_in_it_may_be_an_address(text: str) -> None:
    assert mask_addresses({"text": f"Write to {text} please"}, ()) == {"text": f"Write to {MASK} please"}
