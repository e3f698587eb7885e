"""In a real window: a text field in a frame belongs to the form around it, and a country beside the address is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from benchmark.matrix import read, reader
from benchmark.sight import Sight, open_sight, run_in_windows

from flows.schema import State
from helper.page.ports import Place

FORM = "https://www.facebook.com/help/contact/712876720715583"
EDITOR = "https://www.facebook.com/help/editor"
ELSEWHERE = "https://elsewhere.example/editor"
TITLE = "M’opposer à l’utilisation de mes informations pour l’IA chez Meta"
WHY = "Expliquez en quoi ce traitement vous affecte"
ADDRESS = "ana@example.org"


@dataclass(frozen=True)
class Seen:
    """What was said of a page."""

    state: State
    has_form: bool
    addresses: tuple[str | None, ...]
    explanation: str | None  # kind of its field
    texts: tuple[str, ...]
    written: str | None  # what stands in the explanation field after a text was put there


def page(body: str, *, lang: str = "fr", title: str = TITLE) -> str:
    """Give a page with a heading."""
    declared = f' lang="{lang}"' if lang else ""
    return f"<!DOCTYPE html><html{declared}><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"


def form(address: str, why: str = f"<p>{WHY}<br><textarea name=why></textarea></p>") -> str:
    """Give the form, with its rows as they are."""
    return f"<form method=post>{address}{why}<button type=submit>Envoyer</button></form>"


def look(pages: Mapping[str, Mapping[str, str]]) -> dict[str, Seen]:
    """Look at pages, by name: each is what its addresses show, the first of them is opened."""
    service, _ = reader("facebook")

    async def act(sight: Sight, name: str) -> Seen:
        bodies = pages[name]
        shown = await sight.open_pages(next(iter(bodies)), bodies)
        said = read("facebook", shown)
        written = None
        if said.form and said.form.explanation_place:
            place = Place(sight.tab.number, *said.form.explanation_place)
            written = (await sight.insert(place, said.form.explanation.value or "", "Voici pourquoi.")).value
        return Seen(
            said.state,
            said.form is not None,
            said.form.displayed_addresses if said.form else (),
            said.form.explanation.kind if said.form and said.form.explanation else None,
            tuple(block.text for document in shown.documents for block in document.blocks),
            written,
        )

    names = list(pages)
    return dict(zip(names, run_in_windows(lambda: open_sight(service), names, act, 1), strict=True))


# --- the address -----------------------------------------------------------------------------------------------------

COUNTRIES = "<select name=country><option>Choisir un pays</option><option>France</option><option>Irlande</option></select>"
INPUT = f"<input type=text name=a1 value={ADDRESS}>"
WITH_A_COUNTRY = {
    "a label around": f"<p><label>Pays<br>{COUNTRIES}</label></p><p><label>Adresse e-mail<br>{INPUT}</label></p>",
    "bare text": f"<p>Pays<br>{COUNTRIES}</p><p>Adresse e-mail<br>{INPUT}</p>",
    "a table with its labels above": f"<table><tr><th>Pays<th>Adresse e-mail<tr><td>{COUNTRIES}<td>{INPUT}</table>",
    "below the label of the address": f"<div>Adresse e-mail</div><div>{COUNTRIES} {INPUT}</div>",
    "one label for both": f"<div>Adresse e-mail de votre compte, et pays</div><div>{COUNTRIES} {INPUT}</div>",
    "after the address": f"<p>Adresse e-mail<br>{INPUT} {COUNTRIES}</p>",
    "a technical name that says mail": "<p>Pays de l’adresse e-mail<br><select name=email_country><option>France</select></p>"
    f"<p>Adresse e-mail<br>{INPUT}</p>",
    "a long text that speaks of e-mail before": f"<p>Nous vous répondrons par e-mail.</p><p>{COUNTRIES}</p><p>{INPUT}</p>",
    "a made list": "<div>Adresse e-mail</div><div><div role=combobox tabindex=0>Choisir un pays</div>" + INPUT + "</div>",
    "a made list and a table": "<table><tr><th>Pays<th>E-mail<tr><td><div role=combobox tabindex=0>France</div><td>"
    + INPUT
    + "</table>",
}  # fmt: skip


def test_a_country_is_no_address_wherever_it_stands(display: str) -> None:
    seen = look({name: {FORM: page(form(rows))} for name, rows in WITH_A_COUNTRY.items()})
    assert {name: one.addresses for name, one in seen.items()} == dict.fromkeys(WITH_A_COUNTRY, (ADDRESS,))
    assert {one.state for one in seen.values()} == {State.FORM}


# --- a text field in a frame -----------------------------------------------------------------------------------------

ROWS = f"<p>Pays<br>{COUNTRIES}</p><p>Adresse e-mail<br>{INPUT}</p>"
BOX = "<html><body contenteditable=true style='min-height: 100px'><p><br></p></body></html>"
WHOLE = page(form(ROWS))
FRAMED = {
    "an editor that is written into the page": f'<iframe srcdoc="{escape(BOX)}" width=500 height=150></iframe>',
    "an editor that a script makes": "<iframe id=e width=500 height=150></iframe><script>"
    "e.contentDocument.body.contentEditable = 'true'; e.contentDocument.body.style.minHeight = '100px'</script>",
    "a text field that is written into the page": '<iframe srcdoc="<textarea rows=5></textarea>" width=500 height=150></iframe>',
    "a text field at an address": f"<iframe src={EDITOR} width=500 height=150></iframe>",
}
FRAMED_ELSEWHERE = {
    "of another site": f"<iframe src={ELSEWHERE} width=500 height=150></iframe>",
    "outside the form": f'</form><iframe srcdoc="{escape(BOX)}" width=500 height=150></iframe><form>',
}
IN_FRAMES = {EDITOR: "<textarea rows=5></textarea>", ELSEWHERE: "<textarea rows=5></textarea>"}


def test_the_text_goes_into_a_field_in_a_frame_of_the_form(display: str) -> None:
    pages = {
        name: {FORM: page(form(ROWS, f"<p>{WHY}</p>{frame}")), **IN_FRAMES} for name, frame in FRAMED.items()
    }
    seen = look(pages)
    assert {(one.state, one.addresses) for one in seen.values()} == {(State.FORM, (ADDRESS,))}
    assert {name: (one.written or "").strip() for name, one in seen.items()} == dict.fromkeys(
        FRAMED, "Voici pourquoi."
    )


def test_nothing_is_written_into_a_frame_that_is_not_the_form_s(display: str) -> None:
    pages = {
        name: {FORM: page(form(ROWS, f"<p>{WHY}</p>{frame}")), **IN_FRAMES}
        for name, frame in FRAMED_ELSEWHERE.items()
    }
    assert {name: one.written for name, one in look(pages).items()} == dict.fromkeys(FRAMED_ELSEWHERE)


def test_a_whole_form_in_a_frame_is_ours_only_if_the_page_around_it_is(display: str) -> None:
    inside = f'<iframe srcdoc="{escape(WHOLE)}" width=700 height=500></iframe>'
    around = f"<iframe src={ELSEWHERE} width=800 height=600></iframe>"
    made = (
        "<iframe id=made width=700 height=500></iframe>"
        f"<script>made.src = URL.createObjectURL(new Blob([{json.dumps(WHOLE)}], {{ type: 'text/html;charset=utf-8' }}))</script>"
    )
    seen = look(
        {
            "of the page": {FORM: page(inside)},
            "made by its script": {FORM: page(made)},
            "of another site": {FORM: page(around), ELSEWHERE: page(inside)},
            "made by another's": {FORM: page(around), ELSEWHERE: page(made)},
        }
    )
    for name in ("of the page", "made by its script"):
        assert (seen[name].state, seen[name].written) == (State.FORM, "Voici pourquoi.")
    for name in ("of another site", "made by another's"):
        assert not seen[name].has_form
        assert WHY not in " ".join(seen[name].texts)  # nothing of it is even read
