"""What is said in the terminal is said once, and again only after something else."""

from __future__ import annotations

from helper.guide.talk import Voice
from helper.texts import Texts


def test_a_line_is_said_again_only_after_another() -> None:
    said: list[str] = []
    voice = Voice(Texts.load("en"), said.append)
    for line in ("Log in.", "Log in.", "The form is there.", "Log in."):
        voice.tell(line)
    assert said == ["Log in.", "The form is there.", "Log in."]


def test_the_end_of_the_wait_is_told_once_a_minute() -> None:
    said: list[str] = []
    voice = Voice(Texts.load("en"), said.append)
    for minutes in (2, 2, 1):
        voice.tell_time(minutes)
    assert len(said) == 2
