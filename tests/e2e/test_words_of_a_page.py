"""What the watcher takes for a page's words: what is seen and said, and not what is folded away or only named."""

from __future__ import annotations

import pytest
from test_page_cases import EMAIL, SEND, WHY, Open, open_page, read

from flows.schema import State

__all__ = ["open_page"]  # fixture


@pytest.mark.parametrize(
    "choices",
    [
        "<label><input type=radio name=g> Satisfied</label> <label><input type=radio name=g> Not satisfied</label>",
        "<div><label><input type=radio name=g><div>Satisfied</div></label><label><input type=radio name=g><div>Not satisfied</div></label></div>",
        "<input type=radio id=a><label for=a>Satisfied</label> <input type=radio id=b><label for=b><b>Not</b> satisfied</label>",
        "<div role=radiogroup><span role=radio aria-checked=false>Satisfied</span> <span role=radio aria-checked=false>Not satisfied</span></div>",
    ],
)
def test_one_of_several_answers_to_a_question_is_told_from_what_the_page_says(
    open_page: Open, choices: str
) -> None:
    shown = open_page(f"<p>Thanks.</p><form><p>How was it?</p>{choices}<p>We are done.</p>{SEND}</form>")
    said = {block.text: block.is_named_only for block in shown.blocks}
    assert said == {
        "Thanks.": False,
        "How was it?": False,
        "Satisfied": True,
        "Not satisfied": True,
        "We are done.": False,
    }


@pytest.mark.parametrize(
    ("survey", "named"),
    [
        ("<label><input type=radio name=g> Yes <b role=alert>Choose one</b></label>", {"Yes"}),
        ("<div role=status><label><input type=radio name=g> Not satisfied</label></div>", {"Not satisfied"}),
    ],
)
def test_what_is_announced_within_an_answer_is_said(open_page: Open, survey: str, named: set[str]) -> None:
    shown = open_page(f"<p>How was it?</p>{survey}")
    assert {block.text for block in shown.blocks if block.is_named_only} == named


FORM_ALONE = f"<form>{EMAIL}{WHY}{SEND}</form>"


@pytest.mark.parametrize(
    ("around", "is_seen"),
    [
        ("<details><summary>More</summary><p>Words</p>{}</details>", False),
        ("<details><p>Words</p>{}</details>", False),
        ("<details open><summary>More</summary><p>Words</p>{}</details>", True),
        ("<details><summary>More <span>Words</span></summary></details>{}", True),
        ("<div hidden=until-found><p>Words</p>{}</div>", False),
        ("<div style='content-visibility:hidden'><p>Words</p>{}</div>", False),
        ("<div style='content-visibility:auto'><p>Words</p>{}</div>", True),
        ("<div style='height:4000px'></div><div style='content-visibility:auto'><p>Words</p>{}</div>", True),
    ],
)
def test_what_is_folded_away_is_not_read(open_page: Open, around: str, is_seen: bool) -> None:
    shown = open_page(around.format(FORM_ALONE))
    assert any("Words" in block.text for block in shown.blocks) is is_seen
    assert [button.text for button in shown.buttons] == (["Submit"] if is_seen else [])


@pytest.mark.parametrize(
    ("around", "is_seen"),
    [
        ("<div style='height:0;overflow:hidden'>{}</div>", False),
        ("<div style='max-height:0;overflow-y:hidden'><div style='position:relative'>{}</div></div>", False),
        (
            "<div style='display:grid;grid-template-rows:0fr'><div style='overflow:hidden'>{}</div></div>",
            False,
        ),
        ("<div style='width:0;overflow:clip;white-space:nowrap'>{}</div>", False),
        (
            "<div style='height:0;overflow:hidden;position:relative'><div style='position:absolute'>{}</div></div>",
            False,
        ),
        (
            "<div style='height:0;overflow:hidden;transform:scale(1)'><div style='position:fixed'>{}</div></div>",
            False,
        ),
        ("<div style='height:0'>{}</div>", True),  # it stands out
        ("<div style='height:40px;overflow:hidden'>{}</div>", True),
        ("<span style='overflow:hidden'>{}</span>", True),  # nothing is clipped in a line
        ("<div style='height:0;overflow:hidden'><div style='position:fixed'>{}</div></div>", True),
        ("<div style='height:0;overflow:hidden'><div style='position:absolute'>{}</div></div>", True),
    ],
)
def test_what_is_clipped_to_nothing_is_not_read(open_page: Open, around: str, is_seen: bool) -> None:
    shown = open_page(around.format("<b>Words</b>"))
    assert any("Words" in block.text for block in shown.blocks) is is_seen
    # What is new on a page is read first, from the middle of it.
    added = "document.querySelector('b').outerHTML = '<b>Words</b> <i>anew</i>'"
    shown = open_page(f"<p>Lines</p>{around.format('<b>Old</b>')}", added)
    assert any("anew" in block.text for block in shown.blocks) is is_seen


@pytest.mark.parametrize(("place", "is_seen"), [("fixed", True), ("absolute", True), ("static", False)])
def test_what_comes_into_a_part_that_is_clipped_to_nothing(
    open_page: Open, place: str, is_seen: bool
) -> None:
    toast = f'<p style="position:{place}">Words</p>'
    shown = open_page(
        "<p>Lines</p><div id=d style='height:0;overflow:hidden'></div>",
        f"document.getElementById('d').innerHTML = '{toast}'",
    )
    assert any("Words" in block.text for block in shown.blocks) is is_seen


def test_words_of_a_button_that_are_not_drawn_do_not_name_it(open_page: Open) -> None:
    shown = open_page(
        "<button><span style='display:none'>Submit</span>→</button><button><i hidden>Submit</i></button>"
    )
    assert [button.text for button in shown.buttons] == ["→", ""]


STEPS = ("Your details", "Review", "Objection submitted")


def steps(now: int, item: str, mark: str = " aria-current=step") -> str:
    """A way in three steps; `item` is what each is made of."""
    return "".join(item.format(name, mark if number == now else "") for number, name in enumerate(STEPS))


@pytest.mark.parametrize(
    "way",
    [
        "<ol>{}</ol>".format(steps(1, "<li{1}>{0}</li>")),
        "<ul>{}</ul>".format(steps(1, "<li><a href=#{1}>{0}</a></li>")),
        "<div role=list>{}</div>".format(steps(1, "<div role=listitem><span{1}>{0}</span></div>")),
    ],
)
def test_another_step_than_the_one_where_one_is_says_nothing(open_page: Open, way: str) -> None:
    shown = open_page(f"<h1>Your objection</h1>{way}<p>Please check.</p><button>Next</button>")
    assert {b.text for b in shown.blocks if b.is_named_only} == {"Your details", "Objection submitted"}
    assert read(shown).state is not State.ALREADY_OBJECTED


@pytest.mark.parametrize(
    "way",
    [
        "<ol>{}</ol>".format(steps(2, "<li{1}>{0}</li>")),  # it is the step where one is
        "<ol>{}</ol>".format(steps(1, "<li{1}>{0}</li>", mark="")),
        "<p aria-current=step>Step 3 of 3</p><p>Objection submitted</p>",  # beside it may be anything
    ],
)
def test_what_may_be_said_of_now_is_text(open_page: Open, way: str) -> None:
    shown = open_page(f"<h1>Your objection</h1>{way}")
    assert "Objection submitted" in {b.text for b in shown.blocks if not b.is_named_only}


def test_what_one_ticks_may_be_a_condition_of_the_page(open_page: Open) -> None:
    shown = open_page("<label><input type=checkbox> I know that nothing is done before I confirm</label>")
    assert [block.is_named_only for block in shown.blocks] == [False]


LINKED = (
    ("<a href=/help>Back to help</a>", {"Back to help"}),
    ("<p><a href=/help>Help</a> · <a href=/terms>Terms</a></p>", {"Help · Terms"}),
    ("<a href=/help><div><b>Back</b> to help</div></a>", {"Back to help"}),
    ("<span role=link tabindex=0>Back to help</span>", {"Back to help"}),
    ("<p>Read our <a href=/policy>policy</a></p>", set()),
    ("<p><a href=/policy>Policy</a>, which we changed</p>", set()),
    ("<p><a>Back to help</a></p>", set()),
)


@pytest.mark.parametrize(("part", "links"), LINKED)
def test_what_is_a_link_from_end_to_end_is_told_from_what_holds_one(
    open_page: Open, part: str, links: set[str]
) -> None:
    shown = open_page(f"<p>Your objection was received.</p>{part}<p>We are done.</p>")
    assert {block.text for block in shown.blocks if block.is_link} == links
    assert {"Your objection was received.", "We are done."} <= {b.text for b in shown.blocks}


def test_a_link_in_a_shadow_root_is_one_too(open_page: Open) -> None:
    shown = open_page(
        "<a href=/help><x-label><template shadowrootmode=open>Back to help</template></x-label></a><p>Done.</p>"
    )
    assert {block.text: block.is_link for block in shown.blocks} == {"Back to help": True, "Done.": False}
