"""What a product of Meta's is, said before anything of it is opened."""

from __future__ import annotations

from helper.cli.options import Shared
from helper.cli.questions import agrees, can_ask
from helper.cli.terminal import tell
from helper.safe.clean import clean


def introduce(shared: Shared, service: str) -> bool:
    """Say what a form is for that is not the objection, before anything is opened; False when it is not wanted then."""
    from flows.products import load_products
    from helper.products import answer

    catalogue = load_products()
    product = next((one for one in catalogue.product if one.flow == service), None)
    if product is None:
        return True
    if not shared.quiet:
        tell(clean(answer(catalogue, product, shared.texts), keep="\n"))
    if not can_ask(shared):
        return True
    is_wanted = agrees(shared.texts.say("product.ask_other"))
    if not is_wanted:
        tell(shared.texts.say("product.not_opened"))
    return is_wanted
