"""An article on the objection is headed as the form is; below it may stand a form for feedback, a report, a survey."""

from __future__ import annotations

import pytest
from test_page_cases import EMAIL, HEADING, SEND, WHY, Open, open_page, read

from flows.schema import State

__all__ = ["open_page"]  # fixtures

ARTICLE = f"{HEADING}<p>You have the right to object to your information being used for AI at Meta.</p>"
ELSE = {
    "feedback": f"<form><h2>Give feedback on this article</h2>{EMAIL}<p>Tell us how to improve it<br><textarea name=f></textarea></p>{SEND}</form>",
    "report": f"<form><h3>Report a problem with this page</h3>{EMAIL}<p>Describe how it occurred<br><textarea name=f></textarea></p>{SEND}</form>",
    "survey": f"<section><h2>Survey</h2>{EMAIL}<p>Explain what you think<br><textarea name=f></textarea></p>{SEND}</section>",
    "rating": f"<form>{EMAIL}<p>Explain your rating<br><textarea name=f></textarea></p>{SEND}</form>",
    "made": f"<div role=form><div role=heading>Feedback</div>{EMAIL}<p>Explain<br><textarea name=f></textarea></p><div role=button tabindex=0>Send</div></div>",
    "helpful": f"<form><p>Was this helpful? Tell us why</p><textarea name=f></textarea>{EMAIL}{SEND}</form>",
    "helpful-heading": f"<section><h2>Was this helpful?</h2><label>Tell us why<textarea name=f></textarea></label>{EMAIL}{SEND}</section>",
    "helpful-label": f"<div>{EMAIL}<label>Did you find what you were looking for? Please explain<textarea name=f></textarea></label>{SEND}</div>",
    "support": f"<section><h2>Contact support</h2>{EMAIL}<label>Explain your problem<textarea name=f></textarea></label>{SEND}</section>",
    "support-alone": f"<section><h2>Contact support</h2>{EMAIL}{SEND}</section>",
    "support-below-a-word": f"<form><p>Hello.</p><h3>Contact us</h3>{EMAIL}<label>Explain your problem<textarea name=f></textarea></label>{SEND}</form>",
    "help": f"<form><h3>Still need help?</h3>{EMAIL}<label>Tell us why<textarea name=f></textarea></label>{SEND}</form>",
    "french-helpful": f"<form><p>Cet article vous a-t-il été utile ? Expliquez pourquoi</p><textarea name=f></textarea>{EMAIL}<button>Envoyer</button></form>",
    "german-support": f"<form><h2>Brauchst du Hilfe?</h2>{EMAIL}<p>Bitte erkläre<br><textarea name=f></textarea></p><button>Senden</button></form>",
    "french": f"<form><h2>Votre avis sur cet article</h2>{EMAIL}<p>Expliquez<br><textarea name=f></textarea></p><button>Envoyer</button></form>",
    "german": f"<form><h2>Feedback zu diesem Artikel</h2>{EMAIL}<p>Bitte erkläre<br><textarea name=f></textarea></p><button>Senden</button></form>",
}
TITLES = {
    "french": ("fr", "<h1>Vous opposer à l’IA chez Meta</h1>"),
    "french-helpful": ("fr", "<h1>Vous opposer à l’IA chez Meta</h1>"),
    "german-support": ("de", "<h1>Widerspruch gegen KI bei Meta</h1>"),
    "german": ("de", "<h1>Widerspruch gegen KI bei Meta</h1>"),
}
OURS = [
    f"<form>{EMAIL}{WHY}{SEND}</form>",
    f"<form><h2>Your objection to AI at Meta</h2>{EMAIL}<p>Your feedback<br><textarea name=why></textarea></p>{SEND}</form>",
    f"<form><p>Do you have questions? Contact us at any time.</p>{EMAIL}{WHY}{SEND}</form>",
    f"<form>{EMAIL}{WHY}<p>Was this form helpful? Tell us why<br><textarea name=more></textarea></p>{SEND}</form>",
    f"<form>{EMAIL}{WHY}{SEND}<h3>Need help?</h3><p>Look into the questions that others asked.</p></form>",
    f"<div><form>{EMAIL}{WHY}{SEND}</form><h3>Contact us</h3></div>",
    f"<form><h2>Your details</h2>{EMAIL}{WHY}<h3>Need help?</h3>{SEND}</form>",
    f"<form><h2>Contact details</h2>{EMAIL}{WHY}{SEND}</form>",
    f"<form>{EMAIL}{WHY}<p>Feedback on this page<br><textarea name=more></textarea></p>{SEND}</form>",
    f"<form>{EMAIL}<p>Why should your posts, photos and comments not be used for AI?<br><textarea name=why></textarea></p>{SEND}</form>",
]


@pytest.mark.parametrize("name", ELSE)
def test_a_form_for_something_else_below_an_article_is_not_ours(open_page: Open, name: str) -> None:
    language, title = TITLES.get(name, ("en", ARTICLE))
    reading = read(open_page(title + ELSE[name], language=language))
    assert (reading.state, reading.form) == (State.UNKNOWN, None)


@pytest.mark.parametrize("name", ["feedback", "report", "survey", "rating", "helpful", "support", "help"])
def test_below_the_form_it_keeps_nobody_from_that(open_page: Open, name: str) -> None:
    reading = read(open_page(ARTICLE + OURS[0] + ELSE[name]))
    assert reading.state is State.FORM
    assert reading.form is not None
    assert [field.technical for field in reading.form.text_fields] == ["why"]


@pytest.mark.parametrize("form", OURS)
def test_what_asks_why_one_objects_is_the_form(open_page: Open, form: str) -> None:
    assert read(open_page(ARTICLE + form)).state is State.FORM
