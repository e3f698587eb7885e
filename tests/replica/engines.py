"""From a page's blocks to a whole document, in the manner of each engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

from replica.blocks import Layer, Page
from replica.markup import Noise, draw_form
from replica.options import Options
from replica.places import RIGHT_TO_LEFT, Place
from replica.states import LOGIN_ACTION, NATIVE_ACTION
from replica.texts import Texts

ASSETS_DIR = Path(__file__).with_name("assets")


@cache
def asset(name: str) -> str:
    """Read a script or style sheet of the replica."""
    return (ASSETS_DIR / name).read_text("utf-8")


def draw_layer(layer: Layer, noise: Noise, engine: str = "plain") -> str:
    """Draw a dialog over the page; it catches every click, as the services' dialogs do."""
    text = "".join(f"<p>{escape(sentence)}</p>" for sentence in layer.text)
    form = draw_form(layer.form, engine, noise) if layer.form else ""
    buttons = "".join(
        f'<button type="button" {attribute} data-told="{told}">{escape(label)}</button>'
        for label, attribute, told in layer.buttons
    )
    return (
        f'<div class="veil"><div role="dialog" aria-modal="true" aria-label="{escape(layer.title)}">'
        f"<h2>{escape(layer.title)}</h2>{text}{form}{buttons}</div></div>"
    )


def draw_main(page: Page, engine: str, noise: Noise) -> str:
    """Draw the content of a page, without dialogs and without the frame of the site."""
    parts = [f"<h2>{escape(page.heading)}</h2>" if page.heading else ""]
    parts += [f'<div class="box"><p>{escape(sentence)}</p></div>' for sentence in page.text]
    parts += [f'<p><a href="{escape(address)}">{escape(label)}</a></p>' for label, address in page.links]
    if page.form:
        form = page.form
        if engine == "rows" and form.is_support and form.transport == "script":
            form = replace(form, action=NATIVE_ACTION)
        drawn = draw_form(form, engine if form.is_support else "plain", noise)
        parts.append(SURROUNDINGS.get(engine, str)(drawn) if form.is_support else drawn)
    if page.frame:
        parts.append(f'<iframe src="{escape(page.frame)}" width="480" height="420"></iframe>')
    if page.popup[0]:
        parts.append(
            f'<button type="button" data-popup="{escape(page.popup[1])}">{escape(page.popup[0])}</button>'
        )
    return "".join(parts)


def _react(drawn: str) -> str:
    return f'<div id="mount_0_0"></div><script type="application/json" id="late">{_json(drawn)}</script>'


def _dialog(drawn: str) -> str:
    return f'<div class="veil"><div role="dialog" aria-modal="true">{drawn}</div></div>'


def _shadow(drawn: str) -> str:
    inside = f'<style>{asset("style.css")}</style><div class="inside"><div>{drawn}</div></div>'
    return f'<support-form><template shadowrootmode="open">{inside}</template></support-form>'


# How the markup of a support form reaches the page.
SURROUNDINGS: dict[str, Callable[[str], str]] = {"react": _react, "dialog": _dialog, "shadow": _shadow}


def document(page: Page, engine: str, t: Texts, o: Options, place: Place) -> str:
    """Give the whole HTML document of a page."""
    noise = Noise(o.seed)
    main = draw_main(page, engine, noise)
    layers = "".join(draw_layer(layer, noise) for layer in page.layers)
    toast = f'<div role="alert" class="toast">{escape(page.toast)}</div>' if page.toast else ""
    shell = _mobile_shell if engine == "rows" else _desktop_shell
    language = t.language if o.html_lang is None else o.html_lang
    lang = f' lang="{escape(language)}"' if language else ""
    direction = ' dir="rtl"' if t.language in RIGHT_TO_LEFT else ""
    setup = {
        "toast_ms": o.toast_ms,
        "late_ms": o.late_ms,
        "remount_ms": o.remount_ms,
        "tick_ms": o.tick_ms,
        "sending": t["sending"],
        "error": t["error"],
        "after_frame": page.after_frame,
        "instant_popup": page.popup[1] if o.login == "instant_popup" else "",
    }
    scripts = [asset("client.js"), *([asset("react.js")] if engine == "react" else [])]
    nonce = escape(o.nonce)
    return (
        f"<!DOCTYPE html><html{lang}{direction}><head><meta charset='utf-8'><title>{escape(page.title)}</title>"
        f"<meta name='viewport' content='width=device-width'><style nonce='{nonce}'>{asset('style.css')}</style></head>"
        f"{shell(page, main, layers + toast, t, o, place)}"
        f"<script type='application/json' id='setup'>{_json(setup)}</script>"
        + "".join(f"<script nonce='{nonce}'>{script}</script>" for script in scripts)
        + "</body></html>"
    )


def _json(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c")


def _decoys(t: Texts) -> tuple[str, str]:
    """Give a search box with a list of languages, and a newsletter that shows another address."""
    search = (
        f'<form role="search" action="/search"><input type="search" name="q" aria-label="{escape(t["search"])}"></form>'
        '<select name="locale" aria-label="Language"><option>English</option><option>Français</option></select>'
    )
    news = (
        f'<form action="/newsletter"><label>{escape(t["newsletter"])} <input type="email" name="newsletter_email" '
        f'value="newsletter@reader.example"></label><button type="button">{escape(t["subscribe"])}</button></form>'
        "<p>contact@press.example</p>"
    )
    return search, news


def _login_aside(t: Texts, o: Options) -> str:
    """Give the login box that public pages have in their header."""
    if not o.login_aside:
        return ""
    return (
        f'<form action="{LOGIN_ACTION}" method="post"><input type="text" name="login_email" aria-label="{escape(t["login_user"])}">'
        f'<input type="password" name="pass" aria-label="{escape(t["password"])}"><button>{escape(t["login"])}</button></form>'
    )


def _mobile_shell(page: Page, main: str, over: str, t: Texts, o: Options, place: Place) -> str:
    search, news = _decoys(t) if o.decoys else ("", "")
    return (
        f'<body class="touch x1 _fzu _50-3 iframe acw"><h1 class="hidden">{place.brand}</h1>'
        f'<div id="m-future-page-header-title" role="heading">{escape(page.title)}</div>{search}'
        f'<div role="banner">{_login_aside(t, o)}</div>'
        f'<div id="root" role="main" class="_56dx"><div class="acw"><article>{main}</article></div></div>'
        f"<footer>{news}{place.brand} © 2026</footer>{over}"
    )


def _desktop_shell(page: Page, main: str, over: str, t: Texts, o: Options, place: Place) -> str:
    search, news = _decoys(t) if o.decoys else ("", "")
    return (
        f'<body><header role="banner"><a href="/">{place.brand}</a>{search}{_login_aside(t, o)}</header><div role="main">{main}</div>'
        f"<footer>{news}{place.brand} © 2026</footer>{over}"
    )
