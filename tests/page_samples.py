"""Pages as the watcher would report them, to describe in tests."""

from __future__ import annotations

from typing import Any

from helper.page.facts import Block, Button, Dialog, Document, FormElement, PageField

FORM_URL = "https://www.facebook.com/help/contact/712876720715583"


def block(text: str, **facts: Any) -> Block:
    """Make a block of text."""
    return Block(text=text, **facts)


def field(key: int, kind: Any, name: str = "", **facts: Any) -> PageField:
    """Make a field of the form with key 9."""
    usual: dict[str, Any] = dict.fromkeys(("before", "hint", "technical", "group"), "")
    usual |= dict.fromkeys(("is_required", "is_locked", "is_invalid"), False)
    usual |= {"value": None, "max_length": None, "min_length": None, "touches": 0, "within": (9, 1)}
    return PageField(key=key, kind=kind, name=name, **{**usual, **facts})


def button(key: int, text: str, **facts: Any) -> Button:
    """Make a button of the form with key 9."""
    return Button(key=key, text=text, **{"is_submit": True, "is_off": False, "within": (9, 1), **facts})


def document(**facts: Any) -> Document:
    """Make a document with the French form, in which `facts` are other."""
    usual: dict[str, Any] = {
        "id": "1",
        "url": FORM_URL,
        "is_top": True,
        "is_ours": True,
        "inherits": False,
        "has_password": False,
        "has_code": False,
        "is_visible": True,
        "ready": "complete",
        "language": "fr",
        "title": "Objection",
        "blocks": (
            block("M’opposer à l’utilisation de mes informations pour l’IA", is_heading=True),
            block("Adresse e-mail"),
            block("Expliquez en quoi ce traitement vous affecte"),
        ),
        "fields": (
            field(20, "select", "Pays"),
            field(21, "email", before="Adresse e-mail", value="ana@example.org", is_required=True),
            field(22, "textarea", "Expliquez en quoi ce traitement vous affecte", value=""),
        ),
        "buttons": (button(30, "Envoyer"),),
        "forms": (FormElement(key=9, is_native=True, technical="", ids=()),),
    }
    return Document(**{**usual, **facts})


def dialog(key: int, **facts: Any) -> Dialog:
    """Make a dialog layer."""
    return Dialog(key=key, **{"is_modal": True, "within": (1,), **facts})
