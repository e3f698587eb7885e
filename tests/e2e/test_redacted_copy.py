"""A redacted copy of a real attempt: what is personal on the page has a colour of its own, and no point of it is left."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from promises import close_and_check
from replica.attempt import Attempt, Result, bare_environment, program_command
from replica.scenario import Scenario

ADDRESS = "person@example.org"
NAME = "Camille Martin"
Run = Callable[..., Attempt]

# A bar as such pages have it: it stays on top while the page is scrolled. All that is personal is magenta.
BAR = f"""
addEventListener("DOMContentLoaded", () => {{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    header.ours {{ position: POSITION; top: 0; left: 0; right: 0; height: 48px; background: #fff; z-index: 9; }}
    .secret, input[name=email], [data-for=email] {{ color: #f0f !important; -webkit-text-fill-color: #f0f; }}
    .round {{ display: inline-block; width: 32px; height: 32px; border-radius: 50%; background: #f0f; }}
    main, body {{ min-height: 1500px; }}`);
  document.adoptedStyleSheets.push(sheet);
  const bar = document.createElement("header");
  bar.className = "ours";
  bar.innerHTML = `<a class="secret" href="/me">{NAME}</a> <span class="round" role="img" aria-label="{NAME}"></span>
    <button class="secret" aria-label="12 notifications">12</button>`;
  const note = document.createElement("p");
  note.innerHTML = `Copy <b>to</b> <span class="secret">{ADDRESS}</span> and more, so that lines break.`;
  document.body.prepend(bar, note);
}});
"""


def magenta(picture: Image.Image) -> int:
    """Count the points of the personal colour, also where letters are smoothed or the page is dimmed."""
    red, green, blue = picture.convert("RGB").split()
    reddish, bluish = (
        ImageChops.subtract(part, green).point(lambda v: 255 * (v > 40)) for part in (red, blue)
    )
    return ImageChops.multiply(reddish, bluish).histogram()[255]


def export(result: Result, folder: Path, *options: str) -> tuple[zipfile.ZipFile, dict[str, object]]:
    command = [*program_command(), "--json", "--archive", str(result.archive), "archive", "export", "last"]
    target = folder / f"copy{len(options)}.zip"
    done = subprocess.run(
        [*command, str(target), *options],
        capture_output=True,
        text=True,
        env=bare_environment(folder, {}),
        check=True,
    )
    return zipfile.ZipFile(target), json.loads(done.stdout)


def submit(attempt: Attempt, bar: str) -> Result:
    attempt.person.page.add_init_script(bar)
    attempt.person.log_in()
    attempt.wait_for_note("state", state="form")
    attempt.person.page.evaluate("scrollTo(0, 120)")
    attempt.wait_for_note("writing", status="done")
    attempt.wait_for_picture(2)
    attempt.person.press_send()
    attempt.wait_for_note("state", state="submitted")
    attempt.wait_until_kept()
    return close_and_check(attempt)


@pytest.mark.parametrize(
    ("engine", "position"),
    [("rows", "fixed"), ("desktop", "sticky"), ("react", "static"), ("dialog", "fixed")],
)
def test_no_point_of_what_is_personal_is_left(
    run_attempt: Run, tmp_path: Path, engine: str, position: str
) -> None:
    attempt = run_attempt(Scenario(engine=engine), "--email", ADDRESS, "--cnil")
    result = submit(attempt, BAR.replace("POSITION", position))
    packed, answer = export(result, tmp_path, "--redact")
    pictures = [item for item in packed.namelist() if item.endswith(".png")]
    kept = [item for item in result.record["evidence"] if item["path"].endswith(".png")]
    assert len(pictures) + len(answer["left_out"]) == len(kept)  # type: ignore[arg-type]
    shown = {item["kind"] for item in kept if any(name.endswith(item["path"]) for name in pictures)}
    assert {"form", "filled"} <= shown
    for name in pictures:
        original = Image.open(result.bag / "data" / Path(name).name)
        if "form" in name or "filled" in name:  # the answer's is of what is in view, which may hold none
            assert magenta(original) > 200
        assert magenta(Image.open(io.BytesIO(packed.read(name)))) == 0
    texts = b"".join(packed.read(name) for name in packed.namelist() if not name.endswith(".png"))
    assert ADDRESS.encode() not in texts
    assert not any("journal" in name or name.endswith(f"{result.bag.name}/") for name in packed.namelist())


def test_a_form_in_a_frame_cannot_be_located_and_is_left_out(run_attempt: Run, tmp_path: Path) -> None:
    attempt = run_attempt(Scenario(engine="frame"), "--email", ADDRESS, "--cnil")
    result = submit(attempt, "")
    packed, answer = export(result, tmp_path, "--redact")
    left_out = {item["path"] for item in answer["left_out"]}  # type: ignore[attr-defined]
    assert {
        item["path"] for item in result.record["evidence"] if item["kind"] in ("form", "filled")
    } <= left_out
    assert "not included" in packed.read(f"{result.bag.name}-redacted/READ-ME.txt").decode().lower()
