"""Which element holds a form, and whether something else in that element belongs to it or to a layer above it. Pure."""

from __future__ import annotations

from helper.page.facts import Block, Chain, Document


def find_container(document: Document, within: Chain) -> int | None:
    """Give the smallest element that holds a field (by the elements around it) and a button: its HTML form, its dialog or a common ancestor.

    What floats over the page, a chat perhaps, is a layer too: its buttons send nothing of what stands below, and no button
    below sends what is typed there.
    """
    own = next((a for a in within if a in document.floating), None)
    within = within[: within.index(own) + 1] if own is not None else within
    closed = {form.key for form in document.forms} | {dialog.key for dialog in document.dialogs}
    button_chains = [
        set(button.within)
        for button in document.buttons
        if not button.is_made and not (set(document.floating) - {own}).intersection(button.within)
    ]
    smallest = next((a for a in within if any(a in chain for chain in button_chains)), None)
    for ancestor in within:
        if ancestor in closed:
            holds = any(ancestor in chain for chain in button_chains)
            return ancestor if holds else smallest
    return smallest


def is_held(document: Document, container: int, within: Chain) -> bool:
    """Tell whether something stands in an element, and in no layer that floats above it."""
    if container not in within:
        return False
    return not set(document.floating).intersection(within[: within.index(container)])


def is_of_chat(block: Block, own: frozenset[int] | set[int]) -> bool:
    """Tell whether a text stands in something to write in that floats over the page, and is none of these elements."""
    return block.floating is not None and block.floating not in own
