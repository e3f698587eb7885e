"""Pages of our own that hold words from outside: nothing in them runs, and opening one asks no host for anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache, partial
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from helper.safe.clean import clean

_PALETTE = "/* palette.css */\n"  # where the colours that all pages of ours share are put


def render_inert(
    package: str,
    template: str,
    style: str,
    values: Mapping[str, object],
    *,
    has_pictures: bool = False,
    forms_to: str = "'none'",
) -> str:
    """Fill a template of a package: every value escaped, the colours and `style` the one sheet that the policy lets in.

    No script is let in. `forms_to` is the one origin to which forms may be sent.
    """
    css = read_style(package, style)
    page = _environment(package).get_template(template)
    return page.render(
        **values,
        style=Markup(css),  # noqa: S704  ours, and the policy names its hash
        policy=Markup(_policy(css, has_pictures=has_pictures, forms_to=forms_to)),  # noqa: S704
    )


@cache  # it keeps the templates that it has compiled
def _environment(package: str) -> Environment:
    return Environment(
        loader=FunctionLoader(partial(_read, package)),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def read_style(package: str, name: str) -> str:
    """Give a style sheet; one that begins by asking for the colours that all pages share has them."""
    css = _read(package, name)
    return css.replace(_PALETTE, _read(__package__, "palette.css"), 1)


def _policy(style: str, *, has_pictures: bool, forms_to: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    pictures = "img-src data:; " if has_pictures else ""
    return (
        f"default-src 'none'; {pictures}style-src 'sha256-{digest}'; base-uri 'none'; form-action {forms_to}"
    )


def _finalize(value: object) -> object:
    """See to it that nothing reaches the page that could hide or turn text, whatever the template forgot."""
    if value is None or isinstance(value, Markup | int):
        return "" if value is None else value
    return clean(str(value), keep="\n")


def _read(package: str, name: str) -> str:
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")
