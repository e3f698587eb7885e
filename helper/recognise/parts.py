"""What stands in one sentence: its words by their class, its clauses, whom it greets, what it promises. Pure."""

from __future__ import annotations

import re

from flows.concepts import Concept
from helper.recognise.patterns import PRODUCT_NAMES
from helper.recognise.words import Lexicon

# A colon within a word ends nothing: in Finnish an ending follows it, "Meta AI:ta".
CLAUSE_END = re.compile(r"[,;،؛()]|:(?!\w)|\s-\s")
COMMA = re.compile("[,،]")
# "Thank you, Anna."
_THANKED = re.compile(r"^(?:\w+ ){0,2}\w+, \w+[.!]?$")
# "Dear Mr and Mrs Miller,", "Good morning, Anna,": so many words may be a name.
_NAME = re.compile(r"(?:[,،]\W*\w+|(?:\W+\w+){0,5}?)\W*(?:[,!:،]|$)")
# Between a request and what it is about at most "of yours" stands.
_NEXT = re.compile(r"\W*(\w{1,9}\W+)?\Z")
_WORD_CHARACTER = re.compile(r"\w")
_CLAUSE_ENDS = re.compile(rf"\s*(?:{CLAUSE_END.pattern})")
# Of a stem ("object") the rest of the word, and at most "of yours".
_REST = re.compile(r"\w*\W*(\w{1,9}\W+)?")
_NEAR = re.compile(r"\W*(?:\w{1,3}\W+)?")  # "continue to", "fortsätter att"
_LONGEST_USE = 14  # words: "Meta using your public posts and comments for generative AI"
_THING = 2  # words: "your comments", "commentaires publics"
# Both products by name: as good as "all your accounts".
_BOTH_SERVICES = re.compile(r"facebook.*instagram|instagram.*facebook|فيسبوك.*نستغرام|نستغرام.*فيسبوك")
_PRODUCT = rf"(?:{'|'.join(sorted(PRODUCT_NAMES))})"
_BEFORE_PRODUCT, _BEHIND_PRODUCT = re.compile(rf"{_PRODUCT}\W*$"), re.compile(rf"\W*{_PRODUCT}\b")
# "On Facebook", and not "are shared on Facebook".
_ON_PRODUCT = re.compile(rf"\s*(?:\w{{1,4}} )?{_PRODUCT}\s*")
_ENDS_WITH_PRODUCT = re.compile(rf"{_PRODUCT}\s*$")  # behind a comma another clause may begin
_QUESTION = re.compile(r"[?؟]|^¿")


def joints(text: str, lexicon: Lexicon, language: str) -> list[tuple[int, int]]:
    """Give where "and" and "but" stand in a text, but not within a word for "still": "ir toliau", "i dalje" ("and further")."""
    still = lexicon.matcher(language, Concept.STILL).spans(text)
    found = lexicon.matcher(language, Concept.CONJUNCTION).spans(text)
    return [one for one in found if not any(first <= one[0] and one[1] <= last for first, last in still)]


class SentenceParts:
    """A normalised sentence, without the denials and conditions that do no harm."""

    def __init__(
        self, text: str, lexicon: Lexicon, language: str, *, is_about_objection: bool = False
    ) -> None:
        """`is_about_objection`: what it stands in names AI or an objection, so that it need not do so itself."""
        self.text = text
        self._is_about_objection = is_about_objection
        self._lexicon, self._language = lexicon, language
        self._found: dict[tuple[Concept, str], tuple[bool, int] | None] = {}
        self._cut: dict[str, list[str]] = {}
        self._name = self._addressee()
        # The sentence as it stands, but for when AI is trained: what else may bind it is looked for there.
        self._unbound = self._without(self._without_occasion(text), Concept.NO_CONDITION)
        said = self._without_repeats(self._without_hence(self._unbound))
        self._said = self._without_objected(self._without_manner(said))
        self._plain = lexicon.matcher(language, Concept.HARMLESS).remove(self._said)
        promise = self._promise()
        # "We will not use your posts, nor your comments": what is denied after the promise belongs to it.
        self._is_promise, self._before_promise = promise is not None, self._plain[: promise or 0]
        self._firm = self._said
        if self._is_promise or any(map(self._asks_to_spare, self._clauses())):
            self._plain, self._firm = self._without_spared(self._plain), self._without_spared(self._said)
        self._is_question = bool(_QUESTION.search(text))

    def has(self, concept: Concept, part: str | None = None) -> bool:
        """Tell whether a word of a class stands in the sentence, or in a part of it."""
        return self._find(concept, self._plain if part is None else part) is not None

    def _without(self, text: str, *concepts: Concept) -> str:
        for concept in concepts:
            text = self._lexicon.matcher(self._language, concept).remove(text)
        return text

    def _has_any(self, part: str, *concepts: Concept) -> bool:
        return any(self.has(one, part) for one in concepts)

    @property
    def names_scope(self) -> bool:
        """Tell whether the sentence says that something is so for all accounts, or for both services."""
        return self.has(Concept.SCOPE) or bool(_BOTH_SERVICES.search(self.text))

    @property
    def tells_scope(self) -> bool:
        """Tell whether the sentence says that what was said applies to all accounts."""
        return self.names_scope and self.has(Concept.ACCEPTED)

    def _uses_in(self, part: str) -> bool:
        """Tell whether something may be used in a part: by a word that else only a promise to spare it holds."""
        of_use = self._lexicon.words_of_use(self._language)
        return any(map(of_use.find, self._lexicon.strange_words(part, self._language)))

    def _find(self, concept: Concept, part: str) -> tuple[bool, int] | None:
        key = concept, part
        if key not in self._found:  # each rule asks anew
            self._found[key] = self._lexicon.matcher(self._language, concept).find(part)
        return self._found[key]

    def _without_repeats(self, text: str) -> str:
        """Leave out the clauses that say what need not be done again: "there is no need to fill in the form again"."""
        for clause in self._clauses(text):
            if self.has(Concept.AGAIN, clause) and self._needs_not(clause):
                text = text.replace(clause, " ")
        return text

    def _without_occasion(self, text: str) -> str:
        """Leave out that something is done when AI is trained, which is no condition: not "when we have looked at it and train AI"."""
        is_of_ai = self.has(Concept.AI, text) or self.has(Concept.TRAINED, text)
        of_request = (Concept.REQUEST, Concept.RECEIVED, Concept.ACCEPTED)
        others = (*of_request, Concept.YOU, Concept.DATA, Concept.CONJUNCTION)
        for first, last in self._spans(Concept.OCCASION, text) if is_of_ai else ():
            if not any(self.has(one, text[first:last]) for one in others):
                text = f"{text[:first]} {text[last:]}"
        return text

    def _without_hence(self, text: str) -> str:
        """Leave out a "therefore" that stands beside a denial within its clause, where no other clause can begin.

        "Wir nutzen deine Beiträge also nicht", "nebudeme proto používat"; not "they are not deleted therefore we use them",
        and not one behind a comma.
        """
        negation = self._lexicon.matcher(self._language, Concept.NEGATION)
        for first, last in self._spans(Concept.HENCE, text):
            before, after = text[:first].rstrip(), text[last:].lstrip()
            # "Ne seront donc plus utilisées": what denies stands on both sides.
            is_between = any(
                begin < first and last < end and len(text[last:end].split()) == 1
                for begin, end in negation.spans(text)
            )
            is_beside = is_between or negation.match(after) or negation.is_all_of(before)
            if before and is_beside and not CLAUSE_END.search(before[-1]):
                text = f"{before} {after}"
        return text

    def _without_manner(self, text: str) -> str:
        """Leave out that it is done as soon as possible, goes on as before, and that nothing was asked first: it refuses nothing."""
        text = self._without_asking(text)
        for first, last in self._spans(Concept.SOON, text):
            if self._ends_clause(text[last:]):  # "as soon as we can verify your identity" is a condition
                text = f"{text[:first]} {text[last:]}"
        for first, last in self._spans(Concept.AS_BEFORE, text):
            before = text[:first]
            # Without the account in "taken into account".
            rest = self._lexicon.matcher(self._language, Concept.ACCEPTED).remove(before)
            # "Continue to do so" is said of what came before, "continue to respect it" of the request.
            is_accepted = rest != before or self.has(Concept.ACCEPTED, text[first:last])
            # Of "we take your posts into account, and will continue to do so" it may be one, and so where it goes on:
            # "continue to respect it, and to use your posts".
            if is_accepted and not (self.has(Concept.DATA, rest) or self.has(Concept.DATA, text[last:])):
                text = f"{before} {text[last:]}"
        return text

    def _without_asking(self, text: str) -> str:
        """Leave out that one was asked nothing: "accepted without further questions" denies the questions.

        In some languages they stand before: "további kérdések nélkül". Whatever else denies stays: "not without reasons".
        """
        asked, *done = (
            self._lexicon.matcher(self._language, one)
            for one in (Concept.ASKED, Concept.ACCEPTED, Concept.REFUSED)
        )
        for first, last in self._spans(Concept.WITHOUT, text):
            end, begin = last, first
            while found := asked.match(text[end:].lstrip()):
                end = len(text) - len(text[end:].lstrip()) + found.end()
            rest = text[end:]
            if end == last:
                while ends := [a for a, b in asked.spans(text[:begin]) if not text[b:begin].strip()]:
                    begin = ends[0]
            # "Without any | difference"
            elif _WORD_CHARACTER.match(rest.lstrip()) and not any(one.match(rest.lstrip()) for one in done):
                continue
            if (begin, end) != (first, last):
                text = f"{text[:begin]} {rest}"
        return text

    def _ends_clause(self, rest: str) -> bool:
        """Tell whether what was said ends here: "as soon as we can and have reached you" goes on, "… and let you know" does not."""
        goes_on = self._lexicon.matcher(self._language, Concept.CONJUNCTION).match(rest.lstrip())
        is_letter = bool(goes_on) and self.has(Concept.REPLY, rest)
        return is_letter or not _WORD_CHARACTER.search(rest) or bool(_CLAUSE_ENDS.match(rest))

    def _without_objected(self, text: str) -> str:
        """Leave out the use that is objected to: nothing is said of it by "your objection to your posts being used for AI"."""
        for first, begin in self._spans(Concept.OBJECTED, text):
            if not self._is_behind_objection(text[:first]):
                continue
            # "Widerspruch dagegen erhalten, dass …" is all of the clause, whose verb comes last.
            if use := self._use(text[begin:], is_clause="," in text[first:begin]):
                to, ai = self._spans(Concept.AI, use)[-1]
                return f"{text[:begin]} {use[to:ai]} {text[begin + len(use) :]}"
        return text

    def _is_behind_objection(self, before: str) -> bool:
        objection = self._lexicon.matcher(self._language, Concept.OBJECTION)
        return any(_REST.fullmatch(rest) for _, rest in objection.ends(before))

    def _use(self, rest: str, *, is_clause: bool) -> str:
        """Give the use of the person's data for AI that a text begins with; nothing where it is none, or says more than that."""
        clause = self._cut_up(rest)[0]
        data, ai = self._spans(Concept.DATA, clause), self._spans(Concept.AI, clause)
        # "Your objection to the AI label of this post" is about that.
        if not (data and ai) or ai[-1] < data[-1]:
            return ""
        use = clause if is_clause else clause[: ai[-1][1]]
        said = (Concept.RECEIVED, Concept.ACCEPTED, Concept.UNDONE, Concept.REGRET, Concept.FAILURE)
        others = (Concept.DEMAND, Concept.NEGATION, Concept.CONDITIONAL, Concept.STILL)
        # "Posts are used" refuses where it stands by itself.
        is_refused = any(
            not self.has(Concept.DATA, use[first:last]) for first, last in self._spans(Concept.REFUSED, use)
        )
        is_more = is_refused or any(self.has(one, use) for one in (*said, *others))
        return "" if is_more or len(use.split()) > _LONGEST_USE else use

    def _spans(self, concept: Concept, text: str) -> list[tuple[int, int]]:
        """Tell where the words of a class stand in a text, the last one first."""
        return sorted(self._lexicon.matcher(self._language, concept).spans(text), reverse=True)

    def _needs_not(self, clause: str) -> bool:
        negation = self._lexicon.matcher(self._language, Concept.NEGATION)
        harmless = self._lexicon.matcher(self._language, Concept.HARMLESS)
        weighs = (Concept.ACCEPTED, Concept.REFUSED, Concept.UNDONE, Concept.REGRET)
        said = harmless.remove(clause)
        return any(negation.find(found) for found, _ in harmless.ends(clause)) and not any(
            self.has(concept, said) for concept in weighs
        )

    def _promise(self) -> int | None:
        """Find where the sentence begins to say that AI will not have the person's data; not that it will not have the request."""
        # What models are trained with is AI, whether or not it is called so.
        may_be_ai = self._is_about_objection or self.has(Concept.TRAINED) or self._unbound != self.text
        is_about_ai = self.has(Concept.AI) or (may_be_ai and self.has(Concept.DATA))
        found = min((first for first, _ in self._spared(self._plain)), default=None) if is_about_ai else None
        if found is None or not self.has(Concept.REQUEST):
            return found
        rest = self._without_spared(self._plain)
        others = (
            one
            for one in self._clauses()
            if self.has(Concept.SPARED, one) and not self.has(Concept.REQUEST, one)
        )
        # "Your objection was received and will not be processed"
        is_of_data = any(self.has(Concept.DATA, one) for one in others) or self.has(Concept.ACCEPTED, rest)
        return found if is_of_data else None

    def _spared(self, text: str) -> list[tuple[int, int]]:
        """Find the promises in a text, none from one clause to the next: "it does not apply, and your posts are used"."""
        conjunction = self._lexicon.matcher(self._language, Concept.CONJUNCTION)
        return [
            (self._begin_of_promise(text, first), last)
            for first, last in self._lexicon.matcher(self._language, Concept.SPARED).spans(text)
            # "not to object to your posts being used" spares nothing
            if not self.has(Concept.OBJECTION, text[first:last])
            and not self._begins_within(text, first, last)
            and all(
                self._is_list(text[first:start], text[stop:last], is_within=True, is_mark=False)
                or self._is_of_both(text[:first], text[first:start], text[stop:last])
                for start, stop in conjunction.spans(text)
                if first < start and stop < last
            )
        ]

    def _begins_within(self, text: str, first: int, last: int) -> bool:
        """Tell whether a denial may be of what the data is, and its verb another's: "posts that are not public, are used"."""
        denial, *rest = COMMA.split(text[first:last], maxsplit=1)
        # "We do not use your posts, to train …" promises all of it before the comma.
        if not rest or self.has(Concept.SPARED, denial):
            return False
        # "We will not stop | , to use your posts"
        return self.has(Concept.DATA, text[:first]) or self.has(Concept.REFUSED, denial)

    def _is_of_both(self, before: str, promise: str, after: str) -> bool:
        """Tell whether a promise names both products before it ends: "we keep your posts on Facebook and Instagram | out of".

        "We do not share your posts on Facebook and Instagram | uses them" has a verb of its own on either side.
        """
        product = _BEHIND_PRODUCT.match(after)
        if not product or not _ENDS_WITH_PRODUCT.search(promise):
            return False
        if self._lexicon.ends_of_affirmed(self._language).is_all_of(after[product.end() :].strip()):
            return True
        # "None of your posts on Facebook and Instagram | will be used": so begins the sentence, and no verb has come yet.
        denied = self._lexicon.begins_of_promises(self._language).match(promise)
        if denied is None or before.strip():
            return False
        data = self._lexicon.matcher(self._language, Concept.DATA).match(promise[denied.end() :].lstrip())
        return bool(data and _ON_PRODUCT.fullmatch(data.string[data.end() :]))

    def _begin_of_promise(self, text: str, begin: int) -> int:
        """Tell where a promise begins: with "still" and "continue to", what goes on is that nothing is used."""
        stills = self._spans(Concept.STILL, text[:begin])
        return next((first for first, last in stills if _NEAR.fullmatch(text[last:begin])), begin)

    def _without_spared(self, text: str) -> str:
        for first, last in sorted(self._spared(text), reverse=True):
            text = f"{text[:first]} {text[last:]}"
        return text

    @property
    def _uses_other_data(self) -> bool:
        """Tell whether beside a promise, in a clause of its own, data may be used: "…, your comments are used", "…, we use it"."""
        return self._is_promise and any(
            (self.has(Concept.DATA, one) and self._lexicon.strange_words(one, self._language))
            or (self.has(Concept.WE, one) and self._uses_in(one))
            for one in self._clauses(self._said)
            if one in self._firm  # and no part of the promise
        )

    def _asks_to_spare(self, clause: str) -> bool:
        """Tell whether a clause names what was asked for: "your request that we do not use your posts", in this order."""
        return self.has(Concept.AI) and self._has_in_order(
            clause, Concept.REQUEST, Concept.SPARED, Concept.DATA
        )

    def _has_in_order(self, part: str, *concepts: Concept) -> bool:
        """Tell whether the first words of these classes stand in this order, and a word of the last class behind them."""
        *firsts, last = concepts
        found = [self._find(one, part) for one in firsts]
        places = [one[1] for one in found if one]
        is_ordered = len(places) == len(found) and places == sorted(places)
        return is_ordered and self.has(last, part[places[-1] :])

    def _has_bare(self, concept: Concept, clause: str) -> bool:
        """Tell whether a word of a class stands in a clause, and nothing behind it says what it is about."""
        complement = self._lexicon.matcher(self._language, Concept.COMPLEMENT)
        return any(
            not any(_NEXT.match(before) for before in complement.before(rest))
            for _, rest in self._lexicon.matcher(self._language, concept).ends(clause)
        )

    def _addressee(self) -> str:
        """Give the greeting that the sentence begins with, and the name up to the comma."""
        thanks = self._lexicon.matcher(self._language, Concept.THANKS)
        if _THANKED.search(self.text) and thanks.find(self.text):
            return self.text
        greeting = self._lexicon.matcher(self._language, Concept.GREETING).match(self.text)
        name = _NAME.match(self.text, greeting.end()) if greeting else None
        return self.text[: name.end()] if name else ""

    def _clauses(self, text: str | None = None) -> list[str]:
        text = self._plain if text is None else text
        if text not in self._cut:
            self._cut[text] = [part for part in self._cut_up(text) if part.strip()]
        return self._cut[text]

    def _cut_up(self, text: str) -> list[str]:
        """Cut where a clause may end, and not between two things: "your posts and comments"."""
        spared = self._spared(text)
        ends = [(*span, False) for span in joints(text, self._lexicon, self._language)]
        ends += [(*found.span(), True) for found in CLAUSE_END.finditer(text)]
        parts, begin = [], 0
        for start, stop, is_mark in sorted(ends):
            before, after = text[begin:start], text[stop:]
            is_within = any(first < start and stop < last for first, last in spared)
            if is_within and not is_mark:
                continue  # or it would be no promise
            if not self._is_list(before, after, is_within=is_within, is_mark=is_mark):
                parts.append(before)
                begin = stop
        return [*parts, text[begin:]]

    def _are_products(self, before: str, after: str) -> bool:
        """Tell whether both sides end and begin with a product: "from Facebook and Instagram for AI", not "and Instagram uses them"."""
        product = _BEHIND_PRODUCT.match(after)
        if not product or not _BEFORE_PRODUCT.search(before):
            return False
        rest = after[product.end() :].lstrip()
        follows = (
            self._lexicon.matcher(self._language, one) for one in (Concept.COMPLEMENT, Concept.NEGATION)
        )
        return not rest or bool(_CLAUSE_ENDS.match(rest)) or any(one.match(rest) for one in follows)

    def _is_list(self, before: str, after: str, *, is_within: bool, is_mark: bool) -> bool:
        """Tell whether what ends here goes on as a list: of things, or within a promise of what they are used for."""
        if is_mark and not is_within:
            return False  # "your posts, your comments are used"
        if self._are_products(before, after):
            return True
        sides = " ".join(before.split()[-_THING:]), " ".join(after.split()[:_THING])
        if all(self.has(Concept.DATA, side) and not self.has(Concept.NEGATION, side) for side in sides):
            return True
        if self.has(Concept.DATA, sides[1]) and not self.has(Concept.DATA, sides[0]):
            return False  # "it does not apply, and your posts are used"
        # "not used to develop and improve AI", and not "not deleted and used for AI"
        words = before.split()[-1:], after.split()[:1]
        return is_within and all(self.has(Concept.FAMILIAR, " ".join(word)) for word in words)
