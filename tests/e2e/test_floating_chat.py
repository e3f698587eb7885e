"""A chat that floats over the page and is called nothing: neither the form itself nor a part of it, and no answer."""

from __future__ import annotations

import pytest
from test_page_cases import EMAIL, HEADING, LEXICON, SEND, SERVICE, WHY, Open, open_page, read

from flows.schema import State
from helper.guide.press import read_press
from helper.page.facts import Page
from helper.page.ports import Pressed
from helper.recognise import read_answer, recognise
from helper.recognise.standing import find_standing

__all__ = ["open_page"]  # fixtures

FIXED = "position:fixed;right:0;bottom:0;width:300px;height:260px"
MESSAGE = "<p>Write to us</p><textarea name=m></textarea>"
CHATS = {
    "a message": f"<div style={FIXED}>{MESSAGE}<button>Send</button></div>",
    "an address too": f"<div style={FIXED}><p>Your email<br><input type=email name=e value=bot@example.net></p>{MESSAGE}<button>Send</button></div>",
    "in words of the form": f"<div style={FIXED}><p>Email address<br><input type=email value=bot@example.net></p>"
    "<p>Please explain your problem<br><textarea></textarea></p><button>Submit</button></div>",
    "a form of its own": f"<div style={FIXED}><form><input type=email value=bot@example.net>{MESSAGE}<button>Send</button></form></div>",
    "itself a form": f"<form style={FIXED}><input type=email value=bot@example.net>{MESSAGE}<button>Send</button></form>",
    "further in": f"<div><div style={FIXED}><div style='position:fixed'><input type=email value=bot@example.net>{MESSAGE}</div><button>Send</button></div></div>",
    "a line to write in": f"<div style={FIXED}><p>We are here</p><input type=text placeholder='Type a message'><input type=email value=bot@example.net><button>Send</button></div>",
    "a made button": f"<div style={FIXED}><input type=email value=bot@example.net>{MESSAGE}<span tabindex=0>Send</span></div>",
    "an editor": f"<div style={FIXED}><input type=email value=bot@example.net><div contenteditable style='min-height:40px'></div><div role=button tabindex=0>Send</div></div>",
}
# Each holds the whole form: an HTML form, one that only its script can send, one in a flat page.
FORMS = {
    "html": f"{HEADING}<form>{EMAIL}{WHY}{SEND}</form>",
    "flat": f"{HEADING}{EMAIL}{WHY}<button type=button>Submit</button>",
    "main": f"<main>{HEADING}{EMAIL}{WHY}<div role=button tabindex=0>Submit</div></main>",
    "made": f"{HEADING}{EMAIL}{WHY}<div tabindex=0>Submit</div>",
    "made in a part": f"<div>{HEADING}<div>{EMAIL}</div><div>{WHY}</div><x-button>Submit</x-button></div>",
}


@pytest.mark.parametrize("chat", CHATS)
@pytest.mark.parametrize("above", ["", HEADING, f"{HEADING}<p>Loading…</p>"])
def test_a_chat_alone_is_no_form(open_page: Open, chat: str, above: str) -> None:
    reading = read(open_page(above + CHATS[chat]))
    assert (reading.state, reading.form) == (State.UNKNOWN, None)


ROOT = "position:fixed;top:60px;left:0;right:0;height:500px"


@pytest.mark.parametrize("chat", CHATS)
def test_nor_is_one_in_a_page_that_is_fixed_itself(open_page: Open, chat: str) -> None:
    shown = open_page(f"<div style={ROOT}><main>{HEADING}</main>{CHATS[chat]}</div>")
    assert read(shown).form is None


@pytest.mark.parametrize("is_first", [False, True])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("chat", CHATS)
def test_beside_the_form_nothing_of_a_chat_is_taken_for_the_form_s(
    open_page: Open, chat: str, form: str, is_first: bool
) -> None:
    parts = (CHATS[chat], FORMS[form]) if is_first else (FORMS[form], CHATS[chat])
    shown = open_page("".join(parts))
    reading = read(shown)
    assert reading.state is State.FORM
    assert reading.form is not None
    assert reading.form.displayed_addresses == ("ana@example.org",)
    assert [field.technical for field in reading.form.text_fields] == ["why"]
    assert [button.text for button in reading.form.send] == ["Submit"]
    (floating,) = shown.floating
    assert not any(floating in part.within for part in (*reading.form.fields, *reading.form.send))


@pytest.mark.parametrize(
    "page",
    [
        # In a layer that is called one, in one that says what it is, over all of the page, in a page that is fixed itself.
        f"<div role=dialog aria-label='Object to AI at Meta' style={FIXED}>{EMAIL}{WHY}{SEND}</div>",
        f"{HEADING}<div role=dialog aria-modal=true style={FIXED}>{EMAIL}{WHY}{SEND}</div>",
        f"<div style={FIXED};overflow:auto>{HEADING}{EMAIL}{WHY}{SEND}</div>",
        f"<div style={FIXED};overflow:auto><form>{HEADING}{EMAIL}{WHY}{SEND}</form></div>",
        f"{HEADING}<div style=position:fixed;inset:0>{EMAIL}{WHY}{SEND}</div>",
        f"{HEADING}<div style=position:fixed;inset:0><div>{EMAIL}{WHY}{SEND}</div></div>",
        f"<div style={FIXED};overflow:auto>{HEADING}{EMAIL}{WHY}<div tabindex=0>Submit</div></div>",
        f"<div style={ROOT}><main>{HEADING}{EMAIL}{WHY}{SEND}</main></div>",
        f"<main>{HEADING}<div style={FIXED}>{EMAIL}{WHY}{SEND}</div></main>",
        f"{HEADING}<div style=position:sticky;top:0>{EMAIL}{WHY}{SEND}</div>",
        # What floats and has nothing to write in is no chat; nor is a bar that floats in the form.
        f"{HEADING}<form>{EMAIL}{WHY}<div style={FIXED}>{SEND}</div></form>",
        f"{HEADING}<form>{EMAIL}<div style={FIXED}>{WHY}{SEND}</div></form>",
        f"{HEADING}{EMAIL}{WHY}<div style=position:fixed;bottom:0>{SEND}</div>",
    ],
)  # fmt: skip
def test_a_form_that_floats_itself_is_the_form(open_page: Open, page: str) -> None:
    reading = read(open_page(page))
    assert reading.state is State.FORM
    assert reading.form is not None
    assert reading.form.displayed_addresses == ("ana@example.org",)
    assert [button.text for button in reading.form.send] == ["Submit"]


@pytest.mark.parametrize(
    ("above", "right"),
    [("<h1>Help Centre</h1>", State.UNKNOWN), (HEADING, State.FORM)],
)
def test_the_heading_of_a_chat_says_nothing_of_the_page(open_page: Open, above: str, right: State) -> None:
    chat = f"<div style={FIXED}><h2>Object to AI at Meta? Ask us</h2>{MESSAGE}<button>Send</button></div>"
    shown = open_page(
        f"{above}<form><p>Email<br><input type=email value=ana@example.org></p><p>Text<br><textarea></textarea></p>{SEND}</form>{chat}"
    )
    assert (read(shown).state is State.FORM) is (right is State.FORM)


SAYS = "<p id=t></p>"
SUCCESS = "Your request has been received"


@pytest.mark.parametrize(
    ("answering", "is_answer"),
    [
        (f"<div style={FIXED}>{SAYS}<textarea></textarea><button>Send</button></div>", False),
        (
            f"<div style={FIXED}><div role=status>{SAYS}</div><textarea></textarea><button>Send</button></div>",
            False,
        ),
        (f"<div style={FIXED}>{SAYS}</div>", True),
        (f"<div role=dialog style={FIXED}>{SAYS}<button>OK</button></div>", True),
        (SAYS, True),
    ],
    ids=["a chat", "a chat that is read out", "a toast", "a dialog", "the page"],
)
def test_what_a_chat_says_is_no_answer(open_page: Open, answering: str, is_answer: bool) -> None:
    before = open_page(FORMS["html"] + answering)
    pressed = read(before).form
    assert pressed is not None
    after = open_page(
        FORMS["html"] + answering, f"document.querySelector('form').remove(); t.textContent = '{SUCCESS}'"
    )
    page = Page(after)
    answer = read_answer(pressed, Page(before).texts(), page, read(after), LEXICON)
    assert (answer.reply() is not None) is is_answer


@pytest.mark.parametrize(("style", "is_told"), [(FIXED, False), ("", True)])
def test_that_an_objection_stands_is_not_told_by_a_chat(open_page: Open, style: str, is_told: bool) -> None:
    chat = f"<div style='{style}'><p>You have already objected to this</p><textarea></textarea><button>Send</button></div>"
    page = Page(open_page(FORMS["html"] + chat))
    assert (find_standing(page, recognise(page, SERVICE.flow, LEXICON), LEXICON) is not None) is is_told


@pytest.mark.parametrize(("style", "is_taken"), [(FIXED, False), ("", True)])
def test_what_is_pressed_in_a_chat_is_not_pressed_in_the_form(
    open_page: Open, style: str, is_taken: bool
) -> None:
    shown = open_page(f"{FORMS['flat']}<div id=c style='{style}'><textarea></textarea><b id=s>Send</b></div>")
    reading = read(shown)
    assert reading.form is not None
    last = max((f for f in shown.fields if f.kind == "textarea"), key=lambda f: f.key)
    event = Pressed(
        1,
        Page(shown),
        shown.id,
        999,
        "mouse",
        is_blocked=False,
        manner="made",
        text="Send",
        within=last.within,
    )
    assert (read_press(event, reading, None, LEXICON) is not None) is is_taken
