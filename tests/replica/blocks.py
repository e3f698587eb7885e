"""What a page consists of, before any engine turns it into markup."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One thing to fill in, or to read: `key` names it for tests and never reaches the page."""

    key: str
    kind: str  # text email password code textarea contenteditable select combobox radio checkbox file static readonly
    label: str
    name: str = ""
    value: str = ""
    required: bool = False
    maxlength: int | None = None
    choices: tuple[tuple[str, str], ...] = ()  # (value, visible text)


@dataclass(frozen=True)
class Form:
    """Fields with one button; `transport` says whether the browser posts it or a script does."""

    action: str
    fields: tuple[Field, ...]
    button: str
    transport: str = "native"  # native | script
    internal_title: str = ""
    heading: str = ""
    intro: tuple[str, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    notice: str = ""  # an error beside the form
    second_button: tuple[str, str] = ("", "")  # label, action
    is_support: bool = False  # drawn by the engine under test; other forms are drawn plainly


@dataclass(frozen=True)
class Layer:
    """A dialog over the page. One without a form is dismissed by its buttons."""

    title: str
    text: tuple[str, ...] = ()
    form: Form | None = None
    buttons: tuple[tuple[str, str, str], ...] = ()  # label, attribute, address told about the press


@dataclass(frozen=True)
class Page:
    """Everything visible of one state."""

    title: str
    heading: str = ""
    text: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    form: Form | None = None
    layers: tuple[Layer, ...] = ()
    toast: str = ""
    frame: str = ""  # address of an embedded page
    popup: tuple[str, str] = ("", "")  # label, address opened in a popup
    after_frame: str = ""  # where to go when the frame or popup says that it is done
