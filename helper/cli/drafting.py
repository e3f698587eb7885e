"""What the commands that write drafts share: their files, the PDF."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from helper.cli.options import Shared
from helper.cli.terminal import tell
from helper.safe.clean import clean_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from helper.drafts.blocks import Draft
    from helper.errors import BrowserProblem
    from helper.evidence.export import Item


def print_draft(
    shared: Shared, draft: Draft, on_missed: Callable[[BrowserProblem], None] | None = None
) -> bytes | None:
    """Make the PDF; where no browser makes one, `on_missed` is told, and the draft is there all the same."""
    from helper.browser.find import find_browser
    from helper.browser.print_pdf import print_pdf
    from helper.drafts.page import to_html
    from helper.errors import BrowserProblem

    try:
        return print_pdf(to_html(draft), find_browser())
    except BrowserProblem as error:
        (on_missed or partial(_say_missed, shared))(error)
        return None


def _say_missed(shared: Shared, error: BrowserProblem) -> None:
    for said in shared.texts.explain(error, ("what", "now")):
        tell(clean_lines(said))
    tell(shared.texts.say("drafted.no_pdf"))


def draft_items(name: str, draft: Draft, printed: bytes | None) -> list[Item]:
    """Give the files of a draft, each in a form of its own."""
    from helper.drafts.markdown import to_markdown
    from helper.drafts.page import to_html

    items = [
        (f"{name}.md", to_markdown(draft).encode("utf-8")),
        (f"{name}.html", to_html(draft).encode("utf-8")),
    ]
    return [*items, (f"{name}.pdf", printed)] if printed is not None else items
