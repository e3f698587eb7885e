"""A stand-in for the person's browser: the real one, told where the services live and where the pretend person waits."""

from __future__ import annotations

import shlex
import shutil
import socket
from collections.abc import Sequence
from pathlib import Path

from replica.places import HOSTS
from replica.server import Server

# What Chromium makes ready in every new window for an address bar that no test types into: a renderer with two pages, over
# a third of the processor time of a test with a page of its own. The program turns it off in its profile
# (helper/browser/launch.py); a profile that the driver makes has no place for that.
_LOADED_AHEAD = "WebUIOmniboxPopup,WebUIOmniboxAimPopup"


def browser_path() -> str:
    """Find a Chromium-family browser; raises FileNotFoundError when there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"):
        if found := shutil.which(name):
            return found
    raise FileNotFoundError("no Chromium-family browser on PATH; on Debian: apt-get install chromium")


def free_port() -> int:
    """Give a port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_listening(port: int) -> bool:
    """Tell whether somebody listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def host_arguments(server: Server) -> list[str]:
    """Give the arguments that make the services' addresses lead to the replica and every other to nothing."""
    rules = ", ".join(f"MAP {host} 127.0.0.1:{server.port}" for host in HOSTS)
    return [
        f"--host-resolver-rules={rules}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        f"--ignore-certificate-errors-spki-list={server.certificate.spki_hash}",
    ]


def write_plain_wrapper(folder: Path, arguments: Sequence[str], *, without: Sequence[str] = ()) -> Path:
    """Write an executable that is the browser with these arguments, and nothing more; `without` names those to leave out."""
    path = folder / "browser"
    path.write_text(
        f'#!/bin/sh\n{_leave_out(without)}exec {shlex.quote(browser_path())} "$@" {shlex.join(arguments)}\n',
        "utf-8",
    )
    path.chmod(0o755)
    return path


def write_lean_wrapper(folder: Path) -> Path:
    """Write an executable that is the browser and loads nothing ahead for its address bar; for windows that a test opens."""
    path = folder / "lean-browser"
    # Added to the driver's own list: of two the browser takes the last.
    added = f'--disable-features=*) set -- "$@" "$one,{_LOADED_AHEAD}" ;; '
    path.write_text(f'#!/bin/sh\n{_for_each(added)}exec {shlex.quote(browser_path())} "$@"\n', "utf-8")
    path.chmod(0o755)
    return path


def _leave_out(names: Sequence[str]) -> str:
    """Give the lines of a shell that drop these arguments: of two resolver rules the browser does not take the last."""
    return _for_each("".join(f"--{name}=*) ;; " for name in names))


def _for_each(cases: str) -> str:
    """Give the line of a shell that treats arguments as these cases say, and leaves every other as it is."""
    return f'for one; do shift; case "$one" in {cases}*) set -- "$@" "$one" ;; esac; done\n'


def write_wrapper(folder: Path, server: Server, debugging_port: int, *extra: str) -> Path:
    """Write the executable for `--browser`; beside it, `browser.pid` says which process it became."""
    arguments = [*host_arguments(server), f"--remote-debugging-port={debugging_port}", *extra]
    path = folder / "browser-wrapper"
    noted = shlex.quote(str(folder / "browser.pid"))
    path.write_text(
        "#!/bin/sh\n"
        # Asked for its version, the browser must not leave a process id behind. Who reads it finds the one before or this
        # one, never an empty file: `>` empties first and writes later.
        f'case "$*" in *--version*) ;; *) echo $$ > {noted}.$$ && /bin/mv -f {noted}.$$ {noted} ;; esac\n'
        # The services' addresses lead to the replica, and every other name to nothing.
        f"{_leave_out(['host-resolver-rules'])}"
        f'exec {shlex.quote(browser_path())} "$@" {shlex.join(arguments)}\n',
        "utf-8",
    )
    path.chmod(0o755)
    return path
