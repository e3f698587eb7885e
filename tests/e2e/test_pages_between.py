"""Small pages in a real browser: a gateway without radio buttons, a form that is not open, a counter, a text struck out."""

from __future__ import annotations

import pytest
from test_page_cases import EMAIL, HEADING, SEND, WHY, Open, open_page, read

from flows.schema import State

__all__ = ["open_page"]  # fixtures

ABOUT = "<p>Is your request about AI at Meta?</p>"
YES_OR_NO = "<button type=button>Yes</button><button type=button>No</button>"
LISTED = "<select><option>Choose<option>AI at Meta<option>Something else</select><button>Next</button>"


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", ABOUT + YES_OR_NO),
        ("en", "<h1>What is your objection about?</h1><div role=button tabindex=0>AI at Meta</div><div role=button tabindex=0>Ads</div>"),
        ("en", f"<form>{ABOUT}{LISTED}</form>"),
        ("en", f"<div role=dialog aria-modal=true>{ABOUT}{YES_OR_NO}</div>"),
        ("en", f"<label>What is your request about? {LISTED}</label>"),
        ("en", f"{ABOUT}<div role=combobox tabindex=0 aria-label='Choose one'>AI at Meta</div><button>Next</button>"),
        ("fr", "<p>Votre demande concerne-t-elle l’IA chez Meta ?</p><button>Oui</button><button>Non</button>"),
        ("de", "<h2>Bezieht sich deine Anfrage auf KI bei Meta?</h2><button>Ja</button><button>Nein</button>"),
    ],
)  # fmt: skip
def test_a_choice_by_a_list_or_by_buttons_is_one_where_it_asks_about_ai(
    open_page: Open, language: str, body: str
) -> None:
    assert read(open_page(body, language=language)).state is State.GATEWAY


@pytest.mark.parametrize(
    "body",
    [
        "<h1>AI at Meta</h1><p>Was this helpful?</p>" + YES_OR_NO,
        "<h1>AI at Meta</h1><p>Do you want to object?</p>" + YES_OR_NO,
        f"<h1>Country</h1><p>Where do you live?</p>{LISTED}",
        f"{ABOUT}<form><p>Name<br><input name=n></p>{YES_OR_NO}</form>",
        f"<footer>{ABOUT}</footer><h1>Help</h1>{YES_OR_NO}",
        f"<p>This form is not available in your region.</p>{ABOUT}{YES_OR_NO}",
    ],
)
def test_a_list_or_buttons_alone_are_none(open_page: Open, body: str) -> None:
    assert read(open_page(body)).state is not State.GATEWAY


# --- no form yet, or no more -----------------------------------------------------------------------------------------

LEAVE = "<form>{}<button>Submit</button></form>".format(EMAIL.replace("ana@example.org", ""))
COMMENT = f"<form>{EMAIL}<label>Comments<textarea></textarea></label>{SEND}</form>"


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", f"{HEADING}<p>The form will open on 1 March. Leave your address and we will tell you.</p>{LEAVE}"),
        ("en", f"{HEADING}<p>The deadline to object has passed.</p>{COMMENT}"),
        ("fr", f"<h1>Vous opposer à l’IA chez Meta</h1><p>La date limite est dépassée.</p>{COMMENT}"),
        ("de", f"<h1>Widerspruch gegen KI bei Meta</h1><p>Die Frist ist abgelaufen.</p>{COMMENT}"),
    ],
)  # fmt: skip
def test_where_one_can_object_no_more_or_not_yet_nothing_is_the_form(
    open_page: Open, language: str, body: str
) -> None:
    reading = read(open_page(body, language=language))
    assert (reading.state, reading.form) == (State.UNKNOWN, None)


def test_a_page_that_says_no_more_than_that_is_unavailable(open_page: Open) -> None:
    assert read(open_page("<h1>AI at Meta</h1><p>This form isn't open yet.</p>")).state is State.UNAVAILABLE


def test_what_asks_why_is_the_form_though_it_names_a_day(open_page: Open) -> None:
    body = f"{HEADING}<p>If the deadline has passed, you can object all the same.</p><form>{EMAIL}{WHY}{SEND}</form>"
    assert read(open_page(body)).state is State.FORM


# --- the text --------------------------------------------------------------------------------------------------------

FIELD = "<textarea id=why></textarea>"


@pytest.mark.parametrize(
    ("body", "act", "most"),
    [
        (f"<div>{FIELD}<span>0/200</span></div>", "", 200),
        (f"<div><div>{FIELD}</div><div><small>0 / 1500 characters</small></div></div>", "", 1500),
        (f"<div>{FIELD}<span>5/200</span></div>", "why.value = 'hello'", 200),
        ("<textarea aria-describedby=c></textarea><p>More</p>", "document.body.insertAdjacentHTML('beforeend', '<p id=c>0/300</p>')", 300),
        ("<div><div contenteditable=true style='min-height:80px'>hello</div><p>5/250</p></div>", "", 250),
        ("<div><textarea maxlength=100></textarea><span>0/200</span></div>", "", 100),
        (f"<div>{FIELD}<span>7/200</span></div>", "", None),
        (f"<div>{FIELD}<span>01/02/2027</span></div>", "", None),
        (f"<div>{FIELD}<span>24/7</span></div>", "", None),
        (f"<div>{FIELD}</div><div><input name=other><span>0/200</span></div>", "", None),
        (f"<p>Step 0/20</p><div><div><div><div>{FIELD}</div></div></div></div>", "", None),
    ],
)  # fmt: skip
def test_a_counter_beside_a_field_tells_how_much_it_takes(
    open_page: Open, body: str, act: str, most: int | None
) -> None:
    form = read(open_page(f"{HEADING}<form>{EMAIL}{body}{SEND}</form>", act)).form
    assert form is not None
    assert [field.max_length for field in form.text_fields] == [most]


@pytest.mark.parametrize(
    ("struck", "is_read"),
    [
        ("<del>{}</del>", False),
        ("<p><s>{}</s></p>", False),
        ("<p style='text-decoration:line-through red'>{}</p>", False),
        ("<p style='text-decoration:line-through'><span style='color:red'>{}</span></p>", False),
        ("<section style='text-decoration:line-through'><p>{}</p></section>", False),
        ("<p><u>{}</u></p>", True),
        ("<ins>{}</ins>", True),
    ],
)
@pytest.mark.parametrize("is_late", [False, True])
def test_what_is_struck_out_is_said_no_more(
    open_page: Open, struck: str, is_read: bool, is_late: bool
) -> None:
    said = "We have received your objection."
    body = f"<p>Welcome</p><div>{struck.format('<b id=t></b>' if is_late else said)}</div>"
    shown = open_page(body, f"t.textContent = '{said}'" if is_late else "")
    assert (said in [block.text for block in shown.blocks]) is is_read


# --- who speaks, and of what ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "I have already objected."),
        ("en", "You have already objected on Instagram. Object on Facebook too."),
        ("de", "Ich habe bereits widersprochen."),
        ("fr", "J’ai déjà fait opposition."),
        ("nl", "Ik heb al bezwaar gemaakt."),
    ],
)
def test_what_somebody_says_of_themselves_or_of_another_service_is_no_finding(
    open_page: Open, language: str, said: str
) -> None:
    shown = open_page(f"<h1>AI</h1><p>{said}</p><button type=button>OK</button>", language=language)
    assert read(shown).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "You have already objected."),
        ("en", "You have already objected on Facebook and Instagram."),
        ("en", "You have already objected. Your Instagram account is covered too."),
        ("de", "Du hast bereits widersprochen."),
    ],
)
def test_what_the_service_says_of_this_account_is_one(open_page: Open, language: str, said: str) -> None:
    shown = open_page(f"<h1>AI</h1><p>{said}</p><button type=button>OK</button>", language=language)
    assert read(shown).state is State.ALREADY_OBJECTED


NAMED = "<label>{}<textarea name=a></textarea></label>"


@pytest.mark.parametrize(
    ("label", "is_for_reasons"),
    [
        *((label, False) for label in ("Full name", "Electronic signature", "Link (URL) to the post")),
        *((label, False) for label in ("Your postal address", "Case number", "Subject", "Type your name to sign")),
        *((label, True) for label in ("Your message", "Comments", "Your request", "Which posts?", "")),
        *((label, True) for label in ("Please explain why, with a link", "Additional information with your name")),
    ],
)  # fmt: skip
def test_the_one_text_field_is_for_reasons_unless_it_is_called_something_else(
    open_page: Open, label: str, is_for_reasons: bool
) -> None:
    form = read(open_page(f"{HEADING}<form>{EMAIL}{NAMED.format(label)}{SEND}</form>")).form
    assert form is not None
    assert (form.explanation is not None) is is_for_reasons
