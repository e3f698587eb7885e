"""What a mail of the service says, by words that a source confirms; all others only hint, and the person decides. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.concepts import Concept
from flows.mails import Mails, Wording
from flows.schema import Vocabulary
from flows.wording import normalise, sentences
from helper.mail.kinds import MailKind
from helper.mail.parse import shown
from helper.recognise.patterns import Matcher
from helper.recognise.sentence import Meaning
from helper.recognise.statements import each_claim
from helper.recognise.words import Hit, Lexicon

LONGEST_QUOTE = 300

# What the words of the services' pages mean in a mail.
_KIND_OF = {
    Meaning.SUCCESS: MailKind.ACKNOWLEDGEMENT,
    Meaning.ALREADY: MailKind.ACKNOWLEDGEMENT,
    Meaning.REFUSED: MailKind.REFUSAL,
}
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"")
# So do the lines that a mail repeats from the one it answers. Such a mail begins with a sign on each line, or with its own
# head, in any language: from there on, nothing is new.
_REPEATED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_SIGNS = re.compile(r"^(?:[ \t]*>)+[ \t]?", re.MULTILINE)
_FIELD = r"[ \t>*]*[^\W\d_][^\n:]{0,30}:"
_HEAD_WITHIN = re.compile(
    rf"^{_FIELD}[^\n]*(?:<|mailto:)[^\s<>]+@[^\n]*(?:\n{_FIELD}[^\n]*){{2}}", re.MULTILINE
)
_BESIDE = 2  # paragraphs before and after what is said
_BEGINNING = 3  # the subject, the greeting and the first paragraph


@dataclass(frozen=True)
class Classification:
    """What the words of a mail came to."""

    kind: MailKind
    quote: str | None = None  # the sentence that decided
    hints: frozenset[MailKind] = frozenset()  # what words that nobody confirmed would say
    is_about: bool = False  # it may be an answer to an objection
    is_announcement: bool = False  # written to everybody


@dataclass(frozen=True)
class _Found:
    kind: MailKind | None  # None: written to everybody
    hit: Hit
    at: int  # the number of its paragraph


class MailClassifier:
    """The words of all languages, ready to read many mails."""

    def __init__(self, lexicon: Lexicon, mails: Mails) -> None:
        self._lexicon = lexicon
        self._own = {
            (language, wording): Matcher.build(vocabulary)
            for language, by_wording in mails.wordings.items()
            for wording, vocabulary in by_wording.items()
        }
        self._others = {language: Matcher.build(words) for language, words in mails.of_others.items()}
        self._objections: dict[str, Matcher] = {}

    def read(self, subject: str, text: str) -> Classification:
        """Say what a mail is: a confirmed wording decides, unless another contradicts it.

        What it repeats of an earlier mail does not say what it is, but may say that it belongs to an objection.
        """
        found = self._read(subject, text)
        whole = _HEAD_WITHIN.sub("\n", _SIGNS.sub("", text))
        if found.is_about or whole == text:
            return found
        return replace(found, is_about=self._read(subject, whole).is_about)

    def _read(self, subject: str, text: str) -> Classification:
        paragraphs = [part for part in (subject, *re.split(r"\n\s*\n", text)) if part.strip()]
        if self._tells_of_others(paragraphs):
            return Classification(MailKind.UNCLEAR)  # whatever is quoted there, the service does not say it
        present = self._lexicon.matches("\n".join(paragraphs), self._lexicon.languages)
        concepts = {(match.language, match.concept) for match in present}
        spoken = list(_said_here(paragraphs))
        found = [*self._shared(spoken, concepts), *self._own_words(spoken)]
        said = [one for one in found if one.kind is not None]
        near = {one: self._is_about_it(one, paragraphs, concepts) for one in said}
        confirmed = [one for one in said if one.hit.is_verified and near[one]]
        kinds = {one.kind for one in confirmed if one.kind is not None}
        is_announcement = any(one.kind is None and one.hit.is_verified for one in found)
        is_clear = (
            len(kinds) == 1
            and not is_announcement
            and not any(self._is_denied(one, said) for one in confirmed)
        )
        return Classification(
            kind=kinds.pop() if is_clear else MailKind.UNCLEAR,
            quote=_quote(confirmed[0].hit.sentence, paragraphs) if is_clear else None,
            hints=frozenset(one.kind for one in said if one.kind is not None),
            is_about=any(near[one] for one in said if one.kind is not MailKind.CODE)
            or self._speaks_of_both(paragraphs, concepts),
            is_announcement=is_announcement,
        )

    def _shared(self, paragraphs: Sequence[str], concepts: set[tuple[str, Concept]]) -> Iterator[_Found]:
        """Find what the words of pages say; a sentence that speaks of a condition claims nothing."""
        for language in sorted({language for language, _ in concepts}):
            for said in each_claim(paragraphs, self._lexicon, language):
                hit = Hit(language, said.is_verified, said.sentence)
                yield _Found(_KIND_OF[said.meaning], hit, paragraphs.index(said.text))
            if (language, Concept.CODE) in concepts:
                for at, text in enumerate(paragraphs):
                    if code := self._lexicon.find(Concept.CODE, text, [language], claims_only=True):
                        yield _Found(MailKind.CODE, code, at)

    def _own_words(self, paragraphs: Iterable[str]) -> Iterator[_Found]:
        """Find what the words of mails say."""
        parts = [
            (at, sentence)
            for at, paragraph in enumerate(paragraphs)
            for sentence in sentences(normalise(paragraph))
        ]
        for (language, wording), matcher in self._own.items():
            for at, sentence in parts:
                word = matcher.find(sentence)
                # Again through the lexicon, which knows what a condition is in each language.
                if word and not self._lexicon.find(Concept.CONDITIONAL, sentence[: word[1]], [language]):
                    yield _Found(_KINDS.get(wording), Hit(language, word[0], sentence), at)

    def _tells_of_others(self, paragraphs: Sequence[str]) -> bool:
        """Tell whether a mail begins with what somebody else did: a comment, a message, an invitation."""
        beginning = [sentence for part in paragraphs[:_BEGINNING] for sentence in sentences(normalise(part))]
        return any(matcher.find(sentence) for matcher in self._others.values() for sentence in beginning)

    def _is_about_it(
        self, one: _Found, paragraphs: Sequence[str], concepts: set[tuple[str, Concept]]
    ) -> bool:
        """Tell whether what is said there is said of an objection: services write of many requests in the same words."""
        if one.kind is MailKind.CODE:
            return True
        around = [paragraphs[0], *paragraphs[max(0, one.at - _BESIDE) : one.at + _BESIDE + 1]]
        languages = {language for language, concept in concepts if concept is Concept.OBJECTION}
        own = self._lexicon.find(Concept.OBJECTION, one.hit.sentence, [one.hit.language])
        if own or any(self._names_objection(text, language) for language in languages for text in around):
            return True
        if self._lexicon.find(Concept.AI, one.hit.sentence, self._languages_of(Concept.AI, concepts)):
            return True
        # What a source confirms is taken for an answer to the objection, unless something else is spoken of.
        elsewhere = self._lexicon.matcher(one.hit.language, Concept.ELSEWHERE)
        return one.hit.is_verified and not any(elsewhere.find(normalise(text)) for text in around)

    def _speaks_of_both(self, paragraphs: Iterable[str], concepts: set[tuple[str, Concept]]) -> bool:
        """Tell whether a paragraph speaks of AI and of the person's objection, although no wording is known."""
        languages = self._languages_of(Concept.OBJECTION, concepts)
        ai = self._languages_of(Concept.AI, concepts)
        return any(
            self._lexicon.find(Concept.AI, text, ai)
            and any(self._names_objection(text, language) for language in languages)
            for text in paragraphs
        )

    @staticmethod
    def _languages_of(wanted: Concept, concepts: set[tuple[str, Concept]]) -> list[str]:
        return sorted(language for language, concept in concepts if concept is wanted)

    def _names_objection(self, text: str, language: str) -> bool:
        """Tell whether a text speaks of an objection that was made, not of the right to object or how to."""
        matcher = self._objection(language)
        free = (Concept.POSSIBLE, Concept.CONDITIONAL, Concept.ELSEWHERE)
        return any(
            matcher.find(sentence)
            and not any(self._lexicon.matcher(language, concept).find(sentence) for concept in free)
            for sentence in self._lexicon.sentences(text, language)
        )

    def _objection(self, language: str) -> Matcher:
        """Give the words for an objection as a thing that is sent: "objection" is one, "object" may be another thing."""
        if language not in self._objections:
            objection = self._lexicon.matcher(language, Concept.OBJECTION)
            things = [
                word
                for word in self._lexicon.words(language, Concept.REQUEST)
                if (found := objection.find(normalise(word))) and found[1] == 0
            ]
            self._objections[language] = (
                Matcher.build(Vocabulary(unverified=tuple(things)), is_closed=True) if things else objection
            )
        return self._objections[language]

    def _is_denied(self, one: _Found, found: Iterable[_Found]) -> bool:
        """Tell whether good news stands beside a word of failure, or beside a refusal anywhere in the mail."""
        if one.kind is not MailKind.ACKNOWLEDGEMENT:
            return False
        if any(other.kind is MailKind.REFUSAL for other in found):
            return True
        return self._lexicon.find(Concept.ERROR, one.hit.sentence, [one.hit.language]) is not None


def _said_here(paragraphs: Iterable[str]) -> Iterator[str]:
    """Give the paragraphs without what somebody else said, or the service in an earlier mail: that is not its answer now."""
    is_over = False
    for text in paragraphs:
        head = None if is_over else _HEAD_WITHIN.search(text)
        own = "" if is_over else text[: head.start()] if head else text
        is_over = is_over or head is not None
        # What stands between quotation marks, somebody else said: a memory or a post that the service shows again.
        yield _QUOTED.sub(" ", _REPEATED.sub(" ", own))


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
