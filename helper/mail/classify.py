"""What a mail of the service says, by words that a source confirms; all others only hint, and the person decides. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flows.mails import Mails, Wording
from flows.schema import Concept
from flows.wording import normalise, sentences
from helper.mail.kinds import MailKind
from helper.mail.parse import shown
from helper.recognise.statements import Meaning, each_claim
from helper.recognise.words import Hit, Lexicon, Matcher

LONGEST_QUOTE = 300

# What the words of the services' pages mean in a mail.
_KIND_OF = {
    Meaning.SUCCESS: MailKind.ACKNOWLEDGEMENT,
    Meaning.ALREADY: MailKind.ACKNOWLEDGEMENT,
    Meaning.REFUSED: MailKind.REFUSAL,
}
# What makes a mail one about the objection, although no wording of it is confirmed.
_SUBJECT = (Concept.OBJECTION, Concept.AI)


@dataclass(frozen=True)
class Reading:
    """What the words of a mail came to."""

    kind: MailKind
    quote: str | None = None  # the sentence that decided
    hints: frozenset[MailKind] = frozenset()  # what words that nobody confirmed would say
    is_about: bool = False  # it may be an answer to an objection
    is_announcement: bool = False  # written to everybody


@dataclass(frozen=True)
class _Found:
    kind: MailKind
    hit: Hit


class Reader:
    """The words of all languages, ready to read many mails."""

    def __init__(self, lexicon: Lexicon, mails: Mails) -> None:
        self._lexicon = lexicon
        self._own = {
            (language, wording): Matcher.build(vocabulary)
            for language, by_wording in mails.wordings.items()
            for wording, vocabulary in by_wording.items()
        }

    def read(self, subject: str, text: str) -> Reading:
        """Say what a mail is: a confirmed wording decides, unless another contradicts it."""
        paragraphs = [part for part in (subject, *re.split(r"\n\s*\n", text)) if part.strip()]
        present = self._lexicon.matches("\n".join(paragraphs), self._lexicon.languages)
        concepts = {(match.language, match.concept) for match in present}
        shared = list(self._shared(paragraphs, concepts))
        own = list(self._own_words(paragraphs))
        found = shared + [_Found(MailKind(wording), hit) for wording, hit in own if wording in _KINDS]
        confirmed = [one for one in found if one.hit.is_verified]
        kinds = {one.kind for one in confirmed}
        is_announcement = any(w is Wording.ANNOUNCEMENT and hit.is_verified for w, hit in own)
        is_clear = (
            len(kinds) == 1
            and not is_announcement
            and not any(self._is_denied(one, found) for one in confirmed)
        )
        return Reading(
            kind=kinds.pop() if is_clear else MailKind.UNCLEAR,
            quote=_quote(confirmed[0].hit.sentence, paragraphs) if is_clear else None,
            hints=frozenset(one.kind for one in found),
            is_about=bool(own)
            or any(one.kind is not MailKind.CODE for one in shared)
            or all(any(concept is wanted for _, concept in concepts) for wanted in _SUBJECT),
            is_announcement=is_announcement,
        )

    def _shared(self, paragraphs: Iterable[str], concepts: set[tuple[str, Concept]]) -> Iterable[_Found]:
        """Find what the words of pages say; a sentence that speaks of a condition claims nothing."""
        texts = list(paragraphs)
        for language in sorted({language for language, _ in concepts}):
            for said in each_claim(texts, self._lexicon, language):
                yield _Found(_KIND_OF[said.meaning], Hit(language, said.is_verified, said.sentence))
            if (language, Concept.CODE) in concepts:
                for text in texts:
                    if hit := self._lexicon.find(Concept.CODE, text, [language], claims_only=True):
                        yield _Found(MailKind.CODE, hit)

    def _own_words(self, paragraphs: Iterable[str]) -> Iterable[tuple[Wording, Hit]]:
        """Find what the words of mails say."""
        parts = [sentence for paragraph in paragraphs for sentence in sentences(normalise(paragraph))]
        for (language, wording), matcher in self._own.items():
            for sentence in parts:
                word = matcher.find(sentence)
                # Again through the lexicon, which knows what a condition is in each language.
                if word and not self._is_conditional(sentence, language, word[1]):
                    yield wording, Hit(language, word[0], sentence)

    def _is_conditional(self, sentence: str, language: str, at: int) -> bool:
        before = self._lexicon.find(Concept.CONDITIONAL, sentence[:at], [language])
        return before is not None

    def _is_denied(self, one: _Found, found: Iterable[_Found]) -> bool:
        """Tell whether good news stands beside a word of failure, or beside a refusal anywhere in the mail."""
        if one.kind is not MailKind.ACKNOWLEDGEMENT:
            return False
        if any(other.kind is MailKind.REFUSAL for other in found):
            return True
        return self._lexicon.find(Concept.ERROR, one.hit.sentence, [one.hit.language]) is not None


def _quote(sentence: str, paragraphs: Iterable[str]) -> str:
    """Give the sentence as the mail has it: it was found without accents and capitals."""
    for paragraph in paragraphs:
        for one in re.split(r"(?<=[.!?])\s+", paragraph):
            if normalise(one) == sentence:
                return shown(one, LONGEST_QUOTE)
    return shown(sentence, LONGEST_QUOTE)


_KINDS: Mapping[Wording, MailKind] = {
    wording: MailKind(wording.value) for wording in Wording if wording is not Wording.ANNOUNCEMENT
}
