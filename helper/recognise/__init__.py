"""Recognises what a page shows, from structure first and words second, and says `unknown` rather than guess. Pure."""

from helper.recognise.answer import Answer, read_answer
from helper.recognise.form import FormView, is_same_form
from helper.recognise.page import Recognition, recognise
from helper.recognise.words import Lexicon

__all__ = ["Answer", "FormView", "Lexicon", "Recognition", "is_same_form", "read_answer", "recognise"]
