"""Takes the README's pictures of the rehearsal's real window: `make pictures`, then look at them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageGrab
from replica.browser_wrapper import write_plain_wrapper
from replica.display import virtual_display

from helper.texts import Texts

SIZE = (1280, 900)
# Without the bar that warns of root's missing sandbox.
FILLING_THE_SCREEN = (f"--window-size={SIZE[0]},{SIZE[1]}", "--window-position=0,0", "--test-type")
SHADES = 128
# The pretend person reads for two seconds before pressing Send.
SECONDS_TO_LOOK = 1.6


def main() -> None:
    """Write `window-fr.png` and `window-en.png` into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    with (
        virtual_display("x".join(map(str, (*SIZE, 24)))) as display,
        tempfile.TemporaryDirectory() as scratch,
    ):
        browser = write_plain_wrapper(Path(scratch), FILLING_THE_SCREEN)
        for language, locale in (("fr", "fr_FR.UTF-8"), ("en", "en_US.UTF-8")):
            environ = os.environ | {"DISPLAY": display, "LANG": locale, "LANGUAGE": language}
            _take(language, folder / f"window-{language}.png", Path(scratch), browser, environ)


def _take(language: str, target: Path, scratch: Path, browser: Path, environ: dict[str, str]) -> None:
    command = [
        *(
            Path(sys.executable).parent / "optout-assist",
            "--lang",
            language,
            "--archive",
            scratch / "archive",
        ),
        *("rehearse", "--autopilot", "--cnil", "--linger", "0", "--browser", browser),
    ]
    inserted = Texts.load(language).say("insertion.done", reference="CNIL")
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr is not None
        for line in program.stderr:
            if inserted in line:
                _look(target, scratch, environ)
    if program.returncode != 0 or not target.exists():
        sys.exit(f"no picture for {language}: the rehearsal ended with {program.returncode}")
    print(f"{target}: {target.stat().st_size // 1024} KiB")


def _look(target: Path, scratch: Path, environ: dict[str, str]) -> None:
    """Keep the picture with most in it: the panel is out of sight for as long as the program takes its own pictures."""
    looks: list[Path] = []
    until = time.monotonic() + SECONDS_TO_LOOK
    while time.monotonic() < until:
        looks.append(scratch / f"{target.stem}-{len(looks)}.png")
        screen = ImageGrab.grab(xdisplay=environ["DISPLAY"])
        screen.quantize(SHADES, dither=Image.Dither.NONE).save(looks[-1], optimize=True)
    shutil.copyfile(max(looks, key=lambda path: path.stat().st_size), target)


if __name__ == "__main__":
    main()
