"""The floors of the program, from the top down: kept by `unit/test_architecture.py`, drawn by `write_architecture.py`."""

from __future__ import annotations

# Each may import what stands on its own floor or below it, never what stands above.
LAYERS = (
    {"program"},
    {"commands"},
    {"desk"},
    {"cli"},
    {"session", "rehearsal", "doctor", "report", "share", "complaint", "letter", "drafts", "about", "window"},
    {"guide", "followup", "products", "privacy_check"},
    {"mail", "drift", "timestamps", "browser", "recognise", "age", "residence"},
    {"evidence", "page", "texts", "accounts", "explanation"},
    {"record", "email_check", "installed", "locks", "log"},
    {"safe", "errors", "working_folder", "flows"},
)


def layer_of(module: str) -> int:
    """Give the floor of a module (`helper.page.ports`, `flows.load`), counted from the top; raises StopIteration for none."""
    top, _, rest = module.partition(".")
    name = "flows" if top == "flows" else rest.partition(".")[0]
    return next(number for number, names in enumerate(LAYERS) if name in names)
