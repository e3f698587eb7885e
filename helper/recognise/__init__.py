"""Recognises what a page shows, from structure first and words second, and says `unknown` rather than guess. Pure."""

from helper.recognise.answer import Answer, read_answer
from helper.recognise.form import FormView
from helper.recognise.page import Recognition, recognise
from helper.recognise.words import Lexicon

__all__ = ["Answer", "FormView", "Lexicon", "Recognition", "read_answer", "recognise"]
