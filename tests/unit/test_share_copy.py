"""A copy to hand over: what is in it, what is masked, and that in doubt a picture stays at home."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import stat
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from evidence_samples import picture, record_of, reseal, seal_one
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from helper.browser.regions import PictureArea, has_visible_frame
from helper.evidence.limits import read_limits
from helper.evidence.store import Archive
from helper.page.facts import Document, Frame, Page
from helper.program import program
from helper.record import Evidence, Record, Region
from helper.share.copy import ShareCopy
from helper.share.locate import MARGIN, LeftOut, locate_masks
from helper.share.pictures import draw_copy, is_drawable
from helper.share.redact import MASK, mask_addresses, redact_record
from helper.texts import LANGUAGES, Texts

Run = Callable[..., Result]
ADDRESS = "ana@example.org"
SIZE = (400, 300)
FIELD = {"what": "address", "x": 20.0, "y": 40.0, "width": 100.0, "height": 20.0}


def drawn(colour: str = "#f0f", size: tuple[int, int] = SIZE) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def seal(kept: Archive, *pictures: dict[str, Any], content: bytes | None = None, **changes: Any) -> Path:
    """Seal an attempt with these pictures, each a dict of what its evidence says beside the usual."""
    work = kept.begin("facebook")
    evidence = []
    for number, more in enumerate(pictures, 1):
        name = more.get("path", f"{number:02d}-form.png")
        shown = content or drawn()
        if number > 1:
            shown = drawn("#0f0")
        digest = work.add(name, shown)
        usual = {"path": name, "kind": "form", "captured_at": "2026-11-22T14:04:00Z"}
        evidence.append(
            {
                **usual,
                "url": "https://x.example/help",
                "scale": 1.0,
                "regions": [FIELD],
                **more,
                "sha256": digest,
            }
        )
    return work.seal(record_of(work, {}, evidence=evidence, **changes))


@pytest.fixture
def kept(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def run(kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, lang: str = "en") -> Result:
        options = ["--lang", lang, "--archive", str(kept.path), "archive", "export", "last"]
        return CliRunner().invoke(program, [*options, *arguments])

    return invoke


def unpack(result: Result) -> dict[str, bytes]:
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(result.stdout.strip()) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


# the whole copy


def test_the_exact_bag_and_copies_to_read_are_in_one_file(run: Run, kept: Archive, tmp_path: Path) -> None:
    bag = seal(kept, {})
    files = unpack(run())
    assert {name.split("/")[0] for name in files} == {bag.name, f"{bag.name}-copy"}
    for path in bag.rglob("*"):
        if path.is_file():
            assert files[f"{bag.name}/{path.relative_to(bag).as_posix()}"] == path.read_bytes()
    assert {name.split("/")[1] for name in files if "-copy/" in name} == {
        "01-form.png", "record.json", "LIMITS.txt", "LIMITES.txt", "READ-ME.txt", "LISEZ-MOI.txt",
    }  # fmt: skip
    with zipfile.ZipFile(tmp_path / f"{bag.name}.zip") as packed:
        packed.extractall(tmp_path / "out")
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        command = ["sha256sum", "-c", "--quiet", manifest]
        assert subprocess.run(command, cwd=tmp_path / "out" / bag.name, check=False).returncode == 0


def test_a_copied_picture_is_the_original_with_a_strip_below(run: Run, kept: Archive) -> None:
    bag = seal(kept, {})
    copy = Image.open(io.BytesIO(unpack(run())[f"{bag.name}-copy/01-form.png"]))
    original = Image.open(bag / "data/01-form.png")
    assert copy.crop((0, 0, *SIZE)).tobytes() == original.convert("RGB").tobytes()
    assert copy.height > original.height + 80
    strip = copy.crop((0, original.height, copy.width, copy.height))
    assert len(strip.getcolors(100_000) or []) > 10  # letters


def test_the_instructions_name_every_sum(run: Run, kept: Archive) -> None:
    bag = seal(kept, {})
    files = unpack(run())
    digest = hashlib.sha256((bag / "data/01-form.png").read_bytes()).hexdigest()
    seal_sum = hashlib.sha256((bag / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
    for name in ("READ-ME.txt", "LISEZ-MOI.txt"):
        text = files[f"{bag.name}-copy/{name}"].decode()
        assert digest in text
        assert seal_sum in text
        assert "sha256sum -c manifest-sha256.txt" in text
        assert "{" not in text


def test_a_bag_from_before_there_were_limits_gets_those_of_today(run: Run, kept: Archive) -> None:
    bag = seal_one(kept)
    for name in read_limits():
        (bag / name).unlink()
    reseal(bag)
    files = unpack(run())
    assert files[f"{bag.name}-copy/LIMITS.txt"].decode() == read_limits()["LIMITS.txt"]


def test_the_exact_bag_alone_is_still_to_be_had(run: Run, kept: Archive) -> None:
    bag = seal(kept, {})
    assert {name.split("/")[0] for name in unpack(run("--original"))} == {bag.name}


def test_originals_are_never_changed(run: Run, kept: Archive) -> None:
    bag = seal(kept, {})
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in bag.rglob("*") if path.is_file()}
    unpack(run())
    unpack(run("--redact"))
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in bag.rglob("*") if path.is_file()
    }


def test_it_is_private_whole_and_overwrites_nothing(run: Run, kept: Archive, tmp_path: Path) -> None:
    seal(kept, {})
    target = tmp_path / "x.zip"
    previous = os.umask(0)
    try:
        assert run("--output", str(target), "--redact").exit_code == 0
    finally:
        os.umask(previous)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    assert run("--output", str(target), "--redact").exit_code == 2
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "x.zip"]


@pytest.mark.parametrize("options", [("--redact", "--original"), ("a.zip", "--output", "b.zip")])
def test_two_wishes_that_exclude_each_other_are_refused(
    run: Run, kept: Archive, tmp_path: Path, options: tuple[str, ...]
) -> None:
    seal(kept, {})
    assert run(*options).exit_code == 2
    assert not list(tmp_path.glob("*.zip"))


@pytest.mark.parametrize("without_links", [False, True])
def test_what_appears_meanwhile_is_not_overwritten(
    run: Run, kept: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_links: bool
) -> None:
    seal(kept, {})
    target = tmp_path / "x.zip"
    real_fsync, real_link = os.fsync, os.link

    def appear(file: int) -> None:
        real_fsync(file)
        if not target.exists():
            target.write_bytes(b"precious")

    def link(*arguments: Any) -> None:
        if without_links:
            raise OSError(95, "no links here")
        real_link(*arguments)

    monkeypatch.setattr(os, "fsync", appear)
    monkeypatch.setattr(os, "link", link)
    assert run(str(target)).exit_code == 2
    assert target.read_bytes() == b"precious"
    assert not list(tmp_path.glob(".*.part"))


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


# what is masked, decided without files


def evidence(**more: Any) -> Evidence:
    usual = {
        "path": "x.png",
        "kind": "form",
        "sha256": "0" * 64,
        "captured_at": "2026-11-22T14:04:00Z",
        "url": None,
    }
    return Evidence.model_validate({**usual, "scale": 1.0, "regions": [FIELD], **more})


def record(kept: Archive, **changes: Any) -> Record:
    return record_of(kept.begin("facebook"), {}, **changes)


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


class _Named:
    id = "20261122T140311Z-facebook-7f3a9c"


RECORD = record_of(_Named(), {})  # type: ignore[arg-type]


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


# the capture: how it is known where something stands


PAGE = {"width": 800, "height": 1200, "viewWidth": 400, "viewHeight": 300, "x": 0, "y": 100, "zoom": 1}


def test_a_region_is_told_from_the_picture_s_corner_and_one_that_is_not_in_it_not_at_all() -> None:
    ground = PictureArea.of(PAGE, is_whole=False, is_clipped=False)
    look = [{**FIELD, "y": 140.0}, {**FIELD, "y": 20.0}, {**FIELD, "y": 400.0}]
    assert ground.place(look, look) == (Region(**FIELD),)  # type: ignore[arg-type]
    assert len(ground.place(look, [{**FIELD, "y": 150.0}])) == 2  # it moved meanwhile: both


@pytest.mark.parametrize(
    ("size", "changes", "expected"),
    [
        ((400, 300), {}, 1.0),
        ((800, 600), {}, 2.0),
        ((600, 450), {}, 1.5),
        ((400, 500), {}, None),
        ((400, 300), {"zoom": 1.5}, None),
        ((400, 300), {"viewWidth": 0}, None),
    ],
)
def test_the_scale_is_certain_or_not_told(
    size: tuple[int, int], changes: dict[str, Any], expected: float | None
) -> None:
    ground = PictureArea.of({**PAGE, **changes}, is_whole=False, is_clipped=False)
    assert ground.scale_of(drawn(size=size), ()) == expected


def test_of_too_many_regions_nobody_knows_whether_they_are_all() -> None:
    ground = PictureArea.of(PAGE, is_whole=False, is_clipped=False)
    assert ground.scale_of(drawn(), [Region(**FIELD)] * 200) is None  # type: ignore[arg-type]
    assert ground.scale_of(b"GIF89a" + b"\0" * 40, ()) is None


@pytest.mark.parametrize(("width", "height", "expected"), [(0, 0, False), (1, 1, False), (300, 80, True)])
def test_a_frame_that_can_be_seen_is_noticed(width: int, height: int, expected: bool) -> None:
    frame = Frame(host="x.example", path="/", width=width, height=height, within=())
    top = Document(
        id="1", url="https://x.example/", is_top=True, is_ours=True, inherits=False, has_password=False,
        has_code=False, is_visible=True, ready="complete", frames=(frame,),
    )  # fmt: skip
    assert has_visible_frame(Page(top)) is expected


# the strip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_strip_s_words_can_be_drawn_on_every_system(language: str) -> None:
    sentences = Texts.load(language).sentences
    captions = {key: text for key, text in sentences.items() if key.startswith("share.caption.")}
    assert captions
    for key, text in captions.items():
        assert is_drawable(text.replace("\u00a0", " ")), key


@pytest.mark.parametrize("text", ["W" * 10_000, "é\u202e\x1b[31m日本", "", " ", "a " * 3000])
def test_no_address_breaks_the_strip(text: str) -> None:
    copy = Image.open(io.BytesIO(draw_copy(drawn(), (), [text, "second line"])))
    assert copy.width == 640
    assert copy.height < 4000


def test_a_picture_s_hidden_notes_do_not_go_along() -> None:
    from PIL.PngImagePlugin import PngInfo

    out, notes = io.BytesIO(), PngInfo()
    notes.add_text("Author", "ana")
    Image.new("RGB", SIZE).save(out, "PNG", pnginfo=notes)
    assert b"ana" in out.getvalue()
    assert b"ana" not in draw_copy(out.getvalue(), (), [])


def test_a_grey_picture_of_one_point_gets_its_strip() -> None:
    assert Image.open(io.BytesIO(draw_copy(picture(), (), ["x"]))).width == 640


@pytest.mark.parametrize("text", ["marie@intranet", "marie＠chez-elle", "m@rie"])
def test_whatever_has_an_at_sign_in_it_may_be_an_address(text: str) -> None:
    assert mask_addresses({"text": f"Write to {text} please"}, ()) == {"text": f"Write to {MASK} please"}


def test_a_picture_that_was_changed_since_it_was_verified_is_not_handed_over(kept: Archive) -> None:
    bag = seal(kept, {})
    record = kept.find("last").record
    assert record is not None
    (bag / "data" / "01-form.png").write_bytes(drawn("#00f"))
    copy = ShareCopy(bag, record, Texts.load("en"), is_redacted=False)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        list(copy.files())
