"""What a sentence says of how far an objection reaches: what it covers, in time too, and that what was shared stays in place. Pure."""

from __future__ import annotations

import re

from flows.concepts import Concept
from helper.recognise.caveats import WEIGHS
from helper.recognise.others import SentenceOthers
from helper.recognise.parts import CLAUSE_END
from helper.recognise.patterns import WORD

_LONGEST_PRONOUN = 4  # letters, of those that are words of a promise too: "it will not be used"
# Between "conversations with" and AI at most one word stands: "with our AI", in Hungarian "AI features led conversations".
_BETWEEN = re.compile(r"[-']?\w*\W*(?:\w+\W+)?")
_WORD_REST = re.compile(r"\w*")  # "gervigreindareiginleika"
# No sentence that tells what is covered says any of these, whatever else it says.
_BOUND = (*WEIGHS, Concept.POSSIBLE, Concept.CONDITIONAL, Concept.DEMAND, Concept.EXCEPTION)
# What stands for the words of a class once they are cut out, and what part of the remark it is.
_KEPT, _FOLLOWED, _UNCHANGED, _SHARED = "†‡§¶"
_MARKS = (
    (Concept.KEPT, _KEPT),
    (Concept.FOLLOWERS, _FOLLOWED),
    (Concept.UNAFFECTED, _UNCHANGED),
    (Concept.SHARED, _SHARED),
)
_AND = "و"  # Arabic joins it to the word that follows
_LONGEST_ARTICLE = 3  # letters: "the", "dem"


class SentenceCoverage(SentenceOthers):
    """A sentence, and whether it only says what the objection reaches, or that it takes nothing off the person's profile."""

    @property
    def tells_what_it_covers(self) -> bool:
        """Tell whether this says what the objection reaches: "it covers your posts, and your interactions with AI at Meta"."""
        said = self._without_chats_with_ai(self._plain)
        if not self.has(Concept.REACHES) or self._is_question or self._has_any(said, *_BOUND, Concept.ONLY):
            return False
        # What else names AI says what becomes of the posts: "it applies: AI learns from them".
        is_used = self._has_any(said, Concept.AI, Concept.TRAINED) or self._is_of_use(said)
        # "It covers chats with Meta AI", and nothing else: then it covers no posts.
        rest = self._without(said, Concept.BEYOND)
        is_known = self.has(Concept.DATA, rest) and not self._lexicon.strange_words(rest, self._language)
        return is_known and not is_used

    @property
    def limits_what_is_covered(self) -> bool:
        """Tell whether it is the use that covers something, or the objection only a part: "it only covers what you share from now on"."""
        said = self._without_chats_with_ai(self._plain)
        is_some = self.has(Concept.ONLY) or self._is_of_use(said)
        return self.has(Concept.REACHES) and self.has(Concept.DATA) and is_some

    def _is_of_use(self, said: str) -> bool:
        """Tell whether what reaches the data is no objection: "we include your posts", "training covers your posts"."""
        # In Icelandic "we" is a part of "applies to" too.
        if self.has(Concept.WE, self._without(said, Concept.REACHES)):
            return True
        # Where the verb comes last: "Bu, gönderilerin için geçerlidir".
        firsts = [*self._spans(Concept.REACHES, self._plain), *self._spans(Concept.DATA, self._plain)]
        subject = self._plain[: min(firsts, default=(0, 0))[0]]
        if self._has_any(subject, Concept.REQUEST, Concept.OBJECTION, Concept.CHOICE):
            return False
        # "It", "elle", or no word at all, as in Italian
        nouns = (word for word in subject.split() if len(word) > _LONGEST_PRONOUN)
        return self._lexicon.words_of_use(self._language).find(" ".join(nouns)) is not None

    def _without_chats_with_ai(self, text: str) -> str:
        """Leave out AI where it is what the person writes with, on either side: "your conversations with our AI"."""
        for first, last in self._spans(Concept.BEYOND, text):
            for begin, stem in self._spans(Concept.AI, text):
                end = next(_WORD_REST.finditer(text, stem)).end()
                apart = text[last:begin] if first < begin else text[end:first]
                if (begin < last and first < end) or _BETWEEN.fullmatch(apart):
                    return self._without_chats_with_ai(
                        f"{text[: min(first, begin)]} {text[max(last, end) :]}"
                    )
        return text

    @property
    def keeps_in_place(self) -> bool:
        """Tell whether this only says that what was shared stays where it is: "your posts are not deleted, and your friends see them".

        Nothing may be said besides, not even where it stays: "your posts are not deleted from our models".
        """
        if self._is_question:
            return False
        text = self.text
        for concept, mark in _MARKS:
            for first, last in self._spans(concept, text):
                text = f"{text[:first]}{',' if text[first] == _AND else ''} {mark} {text[last:]}"
        # "Nothing changes for your posts" may say that they are used.
        is_unclear = _UNCHANGED in text and _FOLLOWED not in text
        conjunction = self._lexicon.matcher(self._language, Concept.CONJUNCTION)
        parts = [part for one in CLAUSE_END.split(text) for part in conjunction.cut(one)]
        return _KEPT in text and not is_unclear and all(map(self._is_of_place, parts))

    def _is_of_place(self, part: str) -> bool:
        part = self._without(part, Concept.STILL)
        words = WORD.findall(part)
        is_bare = all(len(word) <= _LONGEST_ARTICLE for word in words)
        is_known = not (self._lexicon.strange_words(part, self._language) or self._has_any(part, *WEIGHS))
        is_unchanged = _UNCHANGED in part and _SHARED in part
        return is_bare and is_known and not (is_unchanged or self.has(Concept.AI, part))
