"""What others can still do, whatever the person objects to: share photos of them, tag them, write about them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from flows.concepts import Concept
from helper.recognise.caveats import WEIGHS, SentenceCaveats
from helper.recognise.parts import CLAUSE_END, joints

_MOST_UNKNOWN = 2  # words: what others do with a photo matters little, whatever it is
_LONGEST_THING = 4  # words: "des vidéos de vous"
_LONGEST_PRONOUN = 4  # letters, of what is a word of a promise too
# What the sentence says of nobody's photos: of the service, of the request, or of what somebody has to do.
_OF_MORE = (
    *(Concept.WE, Concept.AI, Concept.TRAINED, Concept.REQUEST, Concept.OBJECTION, Concept.CHOICE),
    *(Concept.RECEIVED, Concept.ACCEPTED, Concept.UNDERWAY, Concept.DEMAND, Concept.CODE, Concept.SEND),
    *(Concept.CONDITIONAL, Concept.INVERTED),
)


class SentenceOthers(SentenceCaveats):
    """A sentence, and whether it is of what others can do with what shows the person."""

    @cached_property
    def tells_what_others_do(self) -> bool:
        """Tell whether others, who stand before all else, can share something: "friends can still upload photos of you".

        Not "photos that others share can be used", nor "others can share photos, and yours are analysed".
        """
        text = self._without(self._said, Concept.HEED)
        subjects = [span for span in self._spans(Concept.OTHERS, text) if text[span[1] : span[1] + 1] != "'"]
        if not subjects or self._is_question or not self.has(Concept.POSSIBLE, text):
            return False
        first, last = min(subjects)
        before, done = self._without(text[:first], Concept.STILL, Concept.POSSIBLE), text[last:]
        is_first = not (self._has_any(before, Concept.DATA, Concept.SHARING) or self._knows_not(before))
        return is_first and self.has(Concept.SHARING, done) and self._is_of_sharing(before, done)

    def _is_of_sharing(self, before: str, done: str) -> bool:
        """Tell whether nothing else is done, nor said of anybody else."""
        theirs = (Concept.OTHERS, Concept.SHARING, Concept.ASIDE, Concept.ABOUT_YOU)
        rest = self._without(f"{before} {done}", *theirs, Concept.STILL, Concept.POSSIBLE)
        if self._has_any(rest, *WEIGHS, *_OF_MORE) or self._names_use(rest):
            return False
        parts = [part for one in self._cut_at_joints(done) for part in CLAUSE_END.split(one)]
        return len(self._knows_not(rest)) <= _MOST_UNKNOWN and all(
            (self._has_any(one, *theirs) and not self._does_more(one)) or self._is_thing(one) for one in parts
        )

    def _does_more(self, part: str) -> bool:
        """Tell whether something unknown becomes of data behind what is shared, where "and" is part of a word: "ويتم تحليل"."""
        rest = part[min((last for _, last in self._spans(Concept.SHARING, part)), default=len(part)) :]
        data = self._spans(Concept.DATA, rest)
        return bool(data and self._knows_not(rest[: max(data)[0]]))

    def _names_use(self, text: str) -> bool:
        """Tell whether a word of a text may say that something is used, "folosim", though it is known; "to" and "you" are none."""
        spans = self._lexicon.words_of_use(self._language).spans(self._without(text, Concept.DATA))
        return self._uses_in(text) or any(last - first > _LONGEST_PRONOUN for first, last in spans)

    def _is_thing(self, part: str) -> bool:
        """Tell whether a part is nothing, or only names what is shared: "and videos of you", not "and yours are used"."""
        words = part.strip(" .!").split()
        is_data = self.has(Concept.DATA, " ".join(words[:2])) and len(words) <= _LONGEST_THING
        goes_on = self._has_any(part, Concept.STILL, Concept.SPARED)  # "and your photos stay included"
        return not words or (is_data and not (goes_on or self._knows_not(part)))

    def _cut_at_joints(self, text: str) -> Iterator[str]:
        """Cut a text at each "and" and "or", between two things too."""
        begin = 0
        for first, last in sorted(joints(text, self._lexicon, self._language)):
            yield text[begin:first]
            begin = last
        yield text[begin:]

    def _knows_not(self, text: str) -> list[str]:
        return self._lexicon.strange_words(text, self._language)
