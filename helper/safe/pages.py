"""Pages of our own that hold words from outside: nothing in them runs, and opening one asks no host for anything."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from helper.safe.clean import clean


def render_inert(
    package: str, template: str, style: str, values: dict[str, object], *, has_pictures: bool = False
) -> str:
    """Fill a template of a package: every value escaped, `style` the one sheet that the policy lets in, no script."""
    css = _read(package, style)
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_finalize, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_read(package, template)).render(
        **values,
        style=Markup(css),  # noqa: S704  ours, and the policy names its hash
        policy=Markup(_policy(css, has_pictures=has_pictures)),  # noqa: S704
    )


def _policy(style: str, *, has_pictures: bool) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    pictures = "img-src data:; " if has_pictures else ""
    return f"default-src 'none'; {pictures}style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _finalize(value: object) -> object:
    """See to it that nothing reaches the page that could hide or turn text, whatever the template forgot."""
    if value is None or isinstance(value, Markup | int):
        return "" if value is None else value
    return clean(str(value), keep="\n")


def _read(package: str, name: str) -> str:
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")
