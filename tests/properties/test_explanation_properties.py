"""What holds for every text, draft and limit: never too long, the link whole or absent, the draft untouched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helper.explanation import PlannedText, plan_text, read_back, utf16_length

LINK = "https://authority.example/ai.html?a=1"
WORDS = st.sampled_from(
    [
        "I",
        "object.",
        "Why?",
        "Non !",
        "3.5",
        "😀",
        "反对。",
        "لماذا؟",
        "https://a.example/x.y!z",
        "www.b.test。c",
        "\n",
        "\r\n\r\n",
    ]
)
SENTENCES = st.lists(WORDS, max_size=25).map(" ".join)
TEXTS = SENTENCES | st.text(max_size=60)
BARE = "I object (21)."
FORMS = st.sampled_from(
    [
        (),
        (f"I object. See the authority: {LINK}", f"See the authority: {LINK}"),
        (f"I object. See the authority: {LINK}", f"See the authority: {LINK}", BARE),
    ]
)
LIMITS = st.none() | st.integers(-1, 250)
FIELDS = {
    "reason": st.none() | TEXTS,
    "forms": FORMS,
    "existing": TEXTS,
    "max_units": LIMITS,
    "min_units": LIMITS,
    "multiline": st.booleans(),
}


@given(st.fixed_dictionaries(FIELDS))
def test_a_plan_keeps_the_limits_the_link_and_the_draft(field: dict[str, object]) -> None:
    plan: PlannedText = plan_text(**field)  # type: ignore[arg-type]
    existing, limit = str(field["existing"]), field["max_units"]
    if plan.text is None:
        assert plan.why in {"nothing_asked", "already_there", "does_not_fit"}
        assert not plan.shortened
        assert not plan.has_reference
        return
    assert plan.text.strip()
    assert limit is None or utf16_length(existing + plan.text) <= int(str(limit))
    assert (LINK in plan.text.split()) == plan.has_reference
    assert plan.text.count("authority.example") == plan.has_reference
    assert field["multiline"] or "\n" not in plan.text
    assert not existing.strip() or existing[-1].isspace() or plan.text[0].isspace()


@given(reason=TEXTS, limit=st.integers(0, 200), multiline=st.booleans())
def test_a_shortened_reason_is_its_own_beginning_and_ends_where_a_word_ends(
    reason: str, limit: int, multiline: bool
) -> None:
    def make(max_units: int | None) -> PlannedText:
        return plan_text(
            reason=reason,
            forms=(),
            existing="",
            max_units=max_units,
            min_units=None,
            multiline=multiline,
        )

    whole, short = make(None).text, make(limit).text
    if whole is None or short is None or whole == short:
        return
    assert whole.startswith(short)
    rest = whole[len(short) :]
    assert rest[0].isspace() or short[-1] in "。\uff01\uff1f\uff61」』”’)"
    for link in ("https://a.example/x.y!z", "www.b.test。c"):
        assert short.count(link) + rest.count(link) == whole.count(link)


@given(reason=st.none() | TEXTS, draft=TEXTS, multiline=st.booleans())
def test_planning_again_after_inserting_adds_nothing(reason: str | None, draft: str, multiline: bool) -> None:
    def make(existing: str) -> PlannedText:
        return plan_text(
            reason=reason,
            forms=(f"I object. See the authority: {LINK}", f"See the authority: {LINK}", BARE),
            existing=existing,
            max_units=None,
            min_units=None,
            multiline=multiline,
        )

    first = make(draft)
    assert first.text is not None
    assert make(draft + first.text) == PlannedText(None, why="already_there")


@given(draft=TEXTS, limit=LIMITS, multiline=st.booleans())
def test_a_reference_is_never_written_twice_however_short(
    draft: str, limit: int | None, multiline: bool
) -> None:
    def make(existing: str) -> PlannedText:
        forms = (f"I object. See the authority: {LINK}", BARE)
        return plan_text(
            reason=None, forms=forms, existing=existing, max_units=limit, min_units=None, multiline=multiline
        )

    first = make(draft)
    if first.text is not None:
        assert make(draft + first.text) == PlannedText(None, why="already_there")


@given(text=TEXTS, before=TEXTS, after=TEXTS)
def test_a_text_that_stands_in_the_field_is_present(text: str, before: str, after: str) -> None:
    assert read_back(text, f"{before}\n{text}\n{after}") == "present"
    assert read_back(text, f"{before}\n{text}\n{after}".replace("\n", "\r\n")) == "present"
