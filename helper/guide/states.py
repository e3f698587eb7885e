"""What is done about each state, as data."""

from __future__ import annotations

from flows.schema import State

# How long a state must last before it counts, in seconds. What is positive (a form, a login) counts at once; what may be
# a page that is still being drawn does not.
STEADY_SECONDS = {
    State.UNKNOWN: 1.5,
    State.UNAVAILABLE: 0.7,
    State.ALREADY_OBJECTED: 0.4,
    State.MOVED: 0.7,
    State.OTHER_FORM: 0.7,
    State.THIRD_PARTY_FORM: 0.7,
    State.PAGE_IDENTITY: 0.7,
    State.WRONG_HOST: 0.4,
    State.VALIDATION_ERROR: 0.1,
}
PICTURED = frozenset(
    {
        State.UNAVAILABLE,
        State.MOVED,
        State.OTHER_FORM,
        State.THIRD_PARTY_FORM,
        State.PAGE_IDENTITY,
        State.CHECKPOINT,
        State.VALIDATION_ERROR,
        State.ALREADY_OBJECTED,
    }
)
# The form is there, or was: no address that said before that there is none counts any more.
AT_THE_FORM = frozenset({State.FORM, State.CODE, State.VALIDATION_ERROR, State.ALREADY_OBJECTED})
BEFORE_THE_FORM = frozenset(
    {State.LOGIN, State.TWO_FACTOR, State.CAPTCHA, State.CHECKPOINT, State.CONSENT, State.SAVE_LOGIN}
)
# What a page may look like while the answer to Send is on its way.
STILL_WAITING = frozenset(
    {State.FORM, State.UNKNOWN, State.OPENING, State.UNAVAILABLE, State.OTHER_FORM, State.MOVED}
)
