"""What can be varied on a page, each with the most common value as its default."""

from __future__ import annotations

from dataclasses import dataclass

ENGINES = ("rows", "desktop", "react", "dialog", "shadow", "frame")


@dataclass(frozen=True)
class Options:
    """Options of `render`; see the comment beside each for its values."""

    variant: str = "2025"  # 2025: text optional; 2024: country and text required
    email: str = "input"  # input text select masked readonly empty absent; two: also a locked one
    address: str = "person@example.org"
    other_address: str = "other@example.net"  # second choice of `select`, what can be changed of `two`
    masked: str = "p•••••n@example.org"
    prefilled: str = ""  # already in the explanation
    explanation: str = "textarea"  # textarea contenteditable absent
    additional: str = "none"  # none before after: a second text field and its side
    maxlength: int | None = None
    minimum: int = 0  # the server answers `too_short` below it
    country: str = ""  # "" (none in 2025, select in 2024) none select combobox
    country_value: str = ""  # chosen at first
    decoys: bool = False  # search box, language list, newsletter with another address
    login_aside: bool = False  # a login box in the page's header, beside whatever the page shows
    title: int = 0  # which wording of the title
    wording: int = 0  # which wording of success
    success: str = "box"  # box dialog toast redirect
    after: str = ""  # what becomes of the form: replaced inert disabled kept; "" is what suits `success`
    email_first: bool = True
    late_ms: int = 150  # react: when the form appears
    remount_ms: int = 0  # react: when the nodes are replaced by new ones, once; 0 never
    tick_ms: int = 400  # react: how often state is written back to the nodes
    frame_engine: str = "rows"  # frame: engine of the page in the frame
    toast_ms: int = 0  # how long a toast stands; 0: until the test lets it go
    answer_text: str = ""  # what the answer says, in place of the words of success
    html_lang: str | None = None  # None: the language; "": no attribute
    nonce: str = "replica"
    seed: int = 1  # of random classes and ids
    filled: tuple[tuple[str, str], ...] = ()  # values a server-rendered page gives back after an error
    notice: str = ""  # key of the text shown as an error beside the form
    cookie_dialog: bool = False  # over any state
    token: str = ""  # session token, for frames of another site
    next: str = "/"  # where login goes
    login: str = "page"  # page overlay popup two_steps frame: what `state="login"` looks like
    step: int = 1  # of two_steps
    framed: bool = False  # this page is the inside of a frame
