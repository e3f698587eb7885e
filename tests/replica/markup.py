"""Markup of single fields, buttons and forms in the manner of each engine."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from replica.blocks import Field, Form

ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
INPUT_TYPES = {"readonly": "text", "code": "text", "combobox": "text"}
AUTOCOMPLETE = {"code": "one-time-code", "password": "current-password"}


@dataclass(frozen=True)
class Manner:
    """How an engine draws: `row` wraps a control with its label, `button` draws the one that sends."""

    row: Callable[[Field, str, str, Noise], str]  # field, control, id, noise
    button: Callable[[str, Noise], str]
    has_form_element: bool = True
    has_ids: bool = True


class Noise:
    """Random classes and ids, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  noise, not a secret
        self._count = 0

    def classes(self) -> str:
        """Give three meaningless classes."""
        return " ".join("x" + "".join(self._random.choices(ALPHABET, k=7)) for _ in range(3))

    def number(self) -> str:
        """Give a field number as the support forms have them."""
        return str(self._random.randrange(10**14, 10**16))

    def react_id(self) -> str:
        """Give an id as React generates them."""
        self._count += 1
        return f":r{self._count}:"


def attributes(**values: str | bool | int | None) -> str:
    """Write attributes: None and False are left out, True has no value, `_` becomes `-`."""
    parts = []
    for name, value in values.items():
        key = name.strip("_").replace("_", "-")
        if value is True:
            parts.append(f" {key}")
        elif value is not None and value is not False:
            parts.append(f' {key}="{escape(str(value))}"')
    return "".join(parts)


def control(field: Field, identifier: str | None, label: str | None) -> str:
    """Draw the control of a field; `label` becomes its aria-label where the engine has no other."""
    common = {"id": identifier, "aria_label": label}
    if field.kind == "static":
        return f'<span dir="auto"{attributes(**common)}>{escape(field.value)}</span>'
    if field.kind == "textarea":
        rest = attributes(name=field.name, required=field.required, maxlength=field.maxlength, **common)
        return f'<textarea rows="4"{rest}>{escape(field.value)}</textarea>'
    if field.kind == "contenteditable":
        rest = attributes(data_for=field.name, aria_required="true" if field.required else None, **common)
        mirror = f'<input type="hidden"{attributes(name=field.name, value=field.value)}>'
        box = f'<div contenteditable="true" role="textbox" aria-multiline="true"{rest}>{escape(field.value)}</div>'
        return box + mirror
    if field.kind == "select":
        options = "".join(
            f"<option{attributes(value=value, selected=value == field.value)}>{escape(text)}</option>"
            for value, text in field.choices
        )
        return f"<select{attributes(name=field.name, required=field.required, **common)}>{options}</select>"
    if field.kind == "radio":
        return "".join(
            f"<label><input{attributes(type='radio', name=field.name, value=value, required=field.required, id=f'{identifier}.{index}' if identifier else None)}>"
            f"<span>{escape(text)}</span></label>"
            for index, (value, text) in enumerate(field.choices)
        )
    return _input(field, common)


def _input(field: Field, common: dict[str, str | None]) -> str:
    is_file = field.kind == "file"
    rest = attributes(
        type=INPUT_TYPES.get(field.kind, field.kind),
        name=field.name,
        value=None if is_file or field.kind == "checkbox" else field.value,
        required=field.required,
        readonly=field.kind == "readonly",
        maxlength=field.maxlength,
        autocomplete=AUTOCOMPLETE.get(field.kind),
        inputmode="numeric" if field.kind == "code" else None,
        accept="image/*" if is_file else None,
        **common,
    )
    if field.kind != "combobox":
        return f"<input{rest}>"
    options = "".join(f'<li role="option">{escape(text)}</li>' for value, text in field.choices if value)
    extra = ' role="combobox" aria-autocomplete="list" aria-expanded="false" aria-haspopup="listbox"'
    return f'<div class="combo"><input{rest}{extra}><ul role="listbox" hidden>{options}</ul></div>'


def _bare_row(field: Field, drawn: str, identifier: str, noise: Noise) -> str:
    return f'<div id="SupportFormRow.{identifier}">{escape(field.label)}<br/>{drawn}</div>'


def _desktop_row(field: Field, drawn: str, identifier: str, noise: Noise) -> str:
    if field.kind == "checkbox":
        return (
            f'<div class="{noise.classes()}"><label>{drawn}<span>{escape(field.label)}</span></label></div>'
        )
    tag, target = ("div", "") if field.kind == "radio" else ("label", f' for="{identifier}"')
    return (
        f'<div id="SupportFormRow.{identifier}" class="{noise.classes()}"><div><{tag}{target}>'
        f"<span>{escape(field.label)}</span></{tag}></div><div>{drawn}</div></div>"
    )


def _react_row(field: Field, drawn: str, identifier: str, noise: Noise) -> str:
    words = f'<span class="{noise.classes()}">{escape(field.label)}</span>'
    tag = "label" if field.kind in ("text", "email", "textarea", "select", "combobox", "readonly") else "div"
    group = attributes(role="radiogroup", aria_label=field.label) if field.kind == "radio" else ""
    return f'<div class="{noise.classes()}"{group}><{tag} class="{noise.classes()}">{words}<div>{drawn}</div></{tag}></div>'


def _submit(label: str, noise: Noise) -> str:
    return f'<button type="submit" value="{escape(label)}" class="_54k8 {noise.classes()}"><span>{escape(label)}</span></button>'


def _desktop_submit(label: str, noise: Noise) -> str:
    return f'<button type="submit" value="1" class="_42ft _4jy0 _4jy4 _4jy1 selected _51sy">{escape(label)}</button>'


def _role_button(label: str, noise: Noise) -> str:
    words = f'<div class="{noise.classes()}"><span dir="auto">{escape(label)}</span></div>'
    return f'<div role="button" tabindex="0" aria-label="{escape(label)}" class="{noise.classes()}">{words}</div>'


MANNERS = {
    "rows": Manner(_bare_row, _submit, has_ids=False),
    "desktop": Manner(_desktop_row, _desktop_submit),
    "react": Manner(_react_row, _role_button, has_form_element=False),
    "dialog": Manner(_react_row, _desktop_submit),
    "shadow": Manner(_desktop_row, _desktop_submit),
    "plain": Manner(_desktop_row, _desktop_submit),
}


def draw_fields(form: Form, manner: Manner, engine: str, noise: Noise) -> str:
    """Draw every row of a form, hidden fields first."""
    rows = [f'<input type="hidden" autocomplete="off"{attributes(name=n, value=v)}>' for n, v in form.hidden]
    for field in form.fields:
        identifier = noise.react_id() if engine in ("react", "dialog") else noise.number()
        # A label wraps the controls of these engines; a box that is no form control needs words of its own.
        is_named_here = engine != "rows" and field.kind == "contenteditable"
        drawn = control(field, identifier if manner.has_ids else None, field.label if is_named_here else None)
        rows.append(manner.row(field, drawn, identifier, noise))
    return "".join(rows)


def draw_form(form: Form, engine: str, noise: Noise) -> str:
    """Draw a form in the manner of an engine."""
    manner = MANNERS[engine]
    is_post_by_browser = form.transport == "native" or engine == "rows"
    notice = f'<div role="alert" class="notice">{escape(form.notice)}</div>' if form.notice else ""
    heading = f"<h3>{escape(form.heading)}</h3>" if form.heading else ""
    intro = "".join(f"<p>{escape(sentence)}</p>" for sentence in form.intro)
    label, action = form.second_button
    second = (
        f'<button type="submit" formaction="{action}" formnovalidate>{escape(label)}</button>'
        if label
        else ""
    )
    button = manner.button(form.button, noise)
    inside = (
        heading
        + intro
        + notice
        + draw_fields(form, manner, engine, noise)
        + f'<div class="buttons">{second}{button}</div>'
    )
    transport = "native" if is_post_by_browser else "script"
    if not manner.has_form_element:
        return f'<div data-action="{form.action}" data-transport="{transport}">{inside}</div>'
    names_itself = engine == "rows" or not form.is_support
    rest = attributes(
        method="post",
        action=form.action,
        enctype="multipart/form-data",
        id=(form.internal_title or None) if names_itself else None,
        data_transport=transport,
    )
    return f"<form{rest}>{inside}</form>"
