"""One call gives any page of any service, in any engine and language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from replica.blocks import Form, Layer, Page
from replica.engines import document, draw_layer
from replica.markup import Noise
from replica.options import ENGINES, Options
from replica.places import place_of
from replica.states import STATES, code_layer, page_of
from replica.texts import texts

ALL_STATES = (*STATES, "cookie_banner")


def render(service: str, engine: str, language: str, state: str, **options: Any) -> str:
    """Give the HTML of a page; `options` are those of `Options`.

    With the engine `frame`, the outer page embeds `?framed=1` of its own address: render that with `framed=True`.
    """
    if engine not in ENGINES:
        raise ValueError(f"unknown engine {engine}")
    o, t, place = replace(Options(), **options), texts(language), place_of(service)
    page = page_of(state, t, replace(o, cookie_dialog=o.cookie_dialog and not o.framed), place)
    is_framed_part = page.form is not None and page.form.is_support
    if engine == "frame":
        engine = o.frame_engine if o.framed else "desktop"
        if is_framed_part and not o.framed:
            page = replace(page, form=None, frame="?framed=1")
    if engine == "rows":
        page = replace(page, layers=tuple(_posted_by_browser(layer) for layer in page.layers))
    return document(page, engine, t, o, place)


def _posted_by_browser(layer: Layer) -> Layer:
    form = layer.form
    return replace(layer, form=replace(form, transport="native")) if isinstance(form, Form) else layer


def fragment(service: str, language: str, kind: str, **options: Any) -> str:
    """Give what a script puts into a page that stays: the `code` dialog, the success `box`, `dialog` or `toast`."""
    o, t, place = replace(Options(), **options), texts(language), place_of(service)
    noise = Noise(o.seed + 1)
    if kind == "code":
        return draw_layer(code_layer(t, o), noise)
    shown: Page = page_of("submitted", t, o, place)
    if kind == "dialog":
        return draw_layer(shown.layers[0], noise)
    sentence = o.answer_text or t.pick("success", o.wording)
    return f'<div class="{kind}" role="{"alert" if kind == "toast" else "status"}"><p>{sentence}</p></div>'
