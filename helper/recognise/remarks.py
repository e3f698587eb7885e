"""What a sentence says besides the answer: of others, of other accounts, of what no objection reaches. It takes nothing back. Pure."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from flows.concepts import Concept
from helper.recognise.caveats import WEIGHS
from helper.recognise.coverage import SentenceCoverage
from helper.recognise.parts import CLAUSE_END, COMMA

_BEYOND = (Concept.BEYOND, Concept.PAST, Concept.PRIVATE)
_REACH = (Concept.FINAL, Concept.OTHER_RULES, Concept.REACHES)  # the longer ones first, to be cut out

_WHICH = (Concept.SCOPE, Concept.ACCOUNT, Concept.OTHER_ACCOUNTS)  # "to all of them"
_FULL_STOPS = frozenset(".!?؟")


class SentenceRemarks(SentenceCoverage):
    """A sentence, how much of it is not known, and whether it is a mere remark."""

    @property
    def length(self) -> int:
        """The number of words."""
        return len(self.text.split())

    @property
    def has_no_full_stop(self) -> bool:
        """Tell whether this ends without a full stop, as a name or a label does."""
        return self.text[-1:] not in _FULL_STOPS

    @property
    def strange(self) -> int:
        """The number of words that no class of good news holds; whoever is addressed may be called anything."""
        return len(self._strange_words)

    def strange_beside(self, names: Collection[str]) -> int:
        """The same, but for names, where this stands beside a claim; in one, "your message to Ivan" is no request."""
        return sum(word not in names for word in self._strange_words)

    @cached_property
    def _strange_words(self) -> list[str]:
        said = self._said.removeprefix(self._name)
        if self.is_about_other_accounts:
            said = said.partition(",")[2]
        words = self._lexicon.strange_words(said, self._language, is_promise=self._is_promise)
        if words and self.tells_where_to_read:
            # That one "can" read something there binds nobody.
            rest = self._without(self._without_how(said), Concept.POSSIBLE)
            # "We explain how" may be known, and "we explain" not.
            left = self._lexicon.strange_words(rest, self._language)
            return [one for one in words if one in left]
        return words

    @property
    def may_use_data(self) -> bool:
        """Tell whether something may become of the person's data: "your posts may be included", whatever the verb."""
        # "You may get an e-mail with more information"
        clauses = (self._without(one, Concept.MORE) for one in self._clauses())
        may_be = any(self.has(Concept.DATA, one) and self.has(Concept.POSSIBLE, one) for one in clauses)
        is_possible = may_be and not self.tells_where_to_read
        return is_possible or (self.has(Concept.DATA) and self.may_use_something)

    @property
    def may_use_something(self) -> bool:
        """Tell whether something is used, by a word that else only promises to spare it hold: "we use them for our models"."""
        is_hint = self.is_aside or self.tells_where_to_read
        of_use = self._lexicon.words_of_use(self._language)
        return not is_hint and any(map(of_use.find, self._strange_words))

    @property
    def thanks_for_arrival(self) -> bool:
        """Tell whether this is a word of arrival and one of thanks, and nothing more: "Sent, thanks", not "Sent items, thanks"."""
        of_both = [self._lexicon.matcher(self._language, one) for one in (Concept.ARRIVED, Concept.THANKS)]
        parts = [one.strip(" .!") for one in CLAUSE_END.split(self.text)]
        said = [next((n for n, one in enumerate(of_both) if one.is_all_of(part)), None) for part in parts]
        return sorted(said, key=str) == [0, 1]

    @property
    def begins_bound(self) -> bool:
        """Tell whether the sentence begins with a condition, whatever it is one of."""
        first = (Concept.CONDITIONAL, Concept.INVERTED)
        return any(self._lexicon.matcher(self._language, one).match(self.text) for one in first)

    @property
    def is_caveat(self) -> bool:
        """Tell whether this is the caveat of an answer to an objection: what others share of the person is still processed."""
        return self.is_aside and self.has(Concept.DATA) and self._may_happen

    @property
    def _may_happen(self) -> bool:
        """Tell whether it is only said what may happen, if others do something, or with what they do."""
        if not self.has(Concept.POSSIBLE):
            return False
        if self.has(Concept.CONDITIONAL):
            # "Your posts are used for AI, even if your friends can see them"
            before = self._plain[: min(self._spans(Concept.CONDITIONAL, self._plain))[0]]
            is_used = self._has_any(before, Concept.AI, Concept.TRAINED) and self.has(Concept.DATA, before)
            is_open = self.has(Concept.POSSIBLE, before) or not is_used
            return is_open and self._has_in_order(self._plain, Concept.CONDITIONAL, Concept.ASIDE)
        # "We may use your posts for AI, like those of others"
        if self.has(Concept.AI) or self._refuses or not self._is_all_of_others:
            return False
        # "We may still use your photos, like others", "your posts that others see may still be processed"
        if self._has_any(self._plain, Concept.WE, Concept.ACCEPTED) and not self.has(Concept.ABOUT_YOU):
            return False
        # "You may still be seen in posts that others share", "others can still share photos of you": whatever the verb is.
        data, others = (self._find(one, self._plain) for one in (Concept.DATA, Concept.ASIDE))
        is_theirs = data is None or others is None or others[1] < data[1]
        is_yours = self._has_any(self._plain, Concept.YOU, Concept.ABOUT_YOU)
        if self.has(Concept.STILL) and (is_theirs or is_yours):
            return True
        rest = self._without(self._plain, Concept.POSSIBLE)
        return not self._lexicon.strange_words(rest, self._language)

    @property
    def _is_beyond(self) -> bool:
        """Tell whether this sentence is about what an objection never reaches: chats with the service's AI, past training."""
        rest = self._lexicon.matcher(self._language, Concept.BEYOND).remove(self._plain)
        is_chat = rest != self._plain and self.has(Concept.AI) and not self.has(Concept.DATA, rest)
        # "Only chats with Meta AI are covered": a word that is not known.
        known = (*_BEYOND, *_REACH, Concept.NEGATION)
        is_reached = not self._denies_reach or self.is_limited or self._weighs(*known)
        # "It does not cover private messages", and not "… private messages in your posts"
        rest = self._without(self._plain, Concept.PRIVATE)
        is_private = rest != self._plain and not self.has(Concept.DATA, rest)
        return (is_chat or is_private or self.has(Concept.PAST)) and not is_reached

    @property
    def is_limited(self) -> bool:
        """Tell whether an objection is said to reach such a thing alone: "it covers nothing but your chats with Meta AI"."""
        is_named = self._has_any(self.text, Concept.BEYOND, Concept.PRIVATE)
        return is_named and self._has_any(self.text, Concept.EXCEPTED, Concept.EXCEPTION)

    @property
    def _denies_reach(self) -> bool:
        """Tell whether it is denied that the objection reaches what lies beyond it, and of nothing else."""
        is_denied = (
            self.has(Concept.OTHER_RULES)
            or self.has(Concept.FINAL)
            or any(
                self.has(Concept.REACHES, one) and self.has(Concept.NEGATION, one) for one in self._clauses()
            )
        )
        behind = [
            rest
            for concept in _BEYOND
            for _, rest in self._lexicon.matcher(self._language, concept).ends(self._plain)
        ]
        # "It covers neither chats with Meta AI nor anything else", "… are not affected, nor are the new ones"
        denials = (one for one in (*behind, *self._clauses()) if self.has(Concept.NEGATION, one))
        # "It does not cover chats with Meta AI and the rest"
        conjunction = self._lexicon.matcher(self._language, Concept.CONJUNCTION)
        more = (one for rest in behind for one in conjunction.cut(rest)[1:])
        return (
            is_denied
            and all(self._has_any(one, *_REACH) for one in denials)
            and all(self._has_any(one, *_BEYOND, *_REACH) for one in more)
        )

    @property
    def _tells_choice(self) -> bool:
        """Tell whether the person is told what they chose: "you chose not to have your information used for AI"."""
        chose = self._lexicon.matcher(self._language, Concept.CHOSE).match(self.text)
        is_wish = (
            bool(chose) and self.has(Concept.NEGATION) and self.has(Concept.AI) and self.has(Concept.DATA)
        )
        # "You chose not to object", "not to exclude your posts"
        affirmed = self._lexicon.affirmed_promises(self._language)
        others = (Concept.REQUEST, Concept.CHOICE, Concept.OBJECTION, Concept.STILL)
        is_other = any(map(self.has, others)) or affirmed.find(self.text)
        return is_wish and not (is_other or self._is_question or self._is_bound or self._refuses)

    @property
    def _is_for_unlinked(self) -> bool:
        """Tell whether other accounts are to have a form of their own: "for accounts that are not linked, send another"."""
        rest = self._lexicon.matcher(self._language, Concept.UNLINKED).remove(self._plain)
        others = (Concept.RECEIVED, Concept.ACCEPTED, Concept.UNDONE, Concept.REGRET, Concept.FAILURE)
        # "…, the objection does not count", "…, first send a form before we start"
        bound = (Concept.NEGATION, Concept.CONDITIONAL, Concept.ELSEWHERE)
        return (
            rest != self._plain
            and self.has(Concept.FORM, rest)
            and not (self._refuses or self._has_any(rest, *others, *bound))
        )

    @property
    def tells_where_to_read(self) -> bool:
        """Tell whether this only says where one may read more: "to learn more about AI, visit our Privacy Centre"."""
        about = (Concept.REQUEST, Concept.CHOICE, Concept.OBJECTION)
        others = (Concept.UNDERWAY, Concept.STILL, Concept.ELSEWHERE)
        # "How we use data" refuses nobody where one reads it.
        rest = self._without_how(self._firm) if self._tells_how else self._firm
        weighs = (one for one in (*about, *WEIGHS, *others) if one is not Concept.REFUSED)
        is_more = self.has(Concept.REFUSED, rest) or any(map(self.has, weighs))
        return self._is_hint and not (is_more or self._says_more_than_where)

    @property
    def _says_more_than_where(self) -> bool:
        """Tell whether a hint says what is done, or asks for something: "read there why your posts are used", "see it to confirm"."""
        text = self._without(self._without_how(self.text), Concept.HARMLESS)
        # "If you want to know more, …", and not "read more before it counts"
        is_bound = any(
            self.has(Concept.CONDITIONAL, one)
            and not self._has_in_order(one, Concept.CONDITIONAL, Concept.MORE)
            for one in self._clauses(text)
        )
        rest = self._without(text, Concept.MORE, Concept.PLACE)
        is_used = self.has(Concept.DATA, rest) and self._uses_in(rest)
        # "It is written in our Privacy Policy": what is said of a place is not said of the request.
        return is_bound or is_used or self._has_any(rest, Concept.DEMAND, Concept.RECEIVED, Concept.ACCEPTED)

    @property
    def _is_hint(self) -> bool:
        is_there = self.has(Concept.PLACE, self.text)
        return (self.has(Concept.MORE, self.text) and (self._is_question or is_there)) or self._tells_how

    @property
    def _tells_how(self) -> bool:
        """Tell whether one may read in some place how AI is made, and this is all: "learn in our Privacy Policy how Meta uses …"."""
        rest = self._without_how(self.text)
        is_all = rest != self.text and not self._has_any(rest, Concept.AI, Concept.DATA)
        return is_all and self.has(Concept.PLACE, self.text) and not self._is_question

    def _without_how(self, text: str) -> str:
        """Leave out what one may read about, up to the next mark, the place where it stands, or what refuses besides."""
        joined = self._spans(Concept.CONJUNCTION, text)
        for first, _ in self._spans(Concept.HOW, text):
            ends = [mark.start() for mark in CLAUSE_END.finditer(text, first)]
            ends += [begin for begin, _ in self._spans(Concept.PLACE, text) if begin > first]
            ends += [
                begin for begin, end in joined if begin > first and self.has(Concept.REFUSED, text[end:])
            ]
            text = f"{text[:first]} {text[min(ends, default=len(text)) :]}"
        return text

    @property
    def _is_final(self) -> bool:
        """Tell whether it is only said that what was done cannot be undone."""
        return self.has(Concept.FINAL) and not (
            self._is_question or self._weighs(Concept.FINAL) or self._has_any(self._plain, Concept.DATA)
        )

    def _weighs(self, *known: Concept) -> bool:
        """Tell whether something is left that weighs, or is not known, once the words of these classes are cut out."""
        rest = self._without(self._plain, *known)
        others = (Concept.REFUSED, Concept.UNDONE, Concept.REGRET, Concept.FAILURE, Concept.DEMAND)
        return self._has_any(rest, *others) or bool(self._lexicon.strange_words(rest, self._language))

    @cached_property
    def is_aside(self) -> bool:
        """Tell whether this sentence is about others, where an e-mail may end up, or a question: nothing of the request."""
        if self._concession:
            return self._is_beside_objection
        is_remark = self._is_beyond or self._asks_of_else or self._tells_choice or self._is_for_unlinked
        is_remark = is_remark or self._is_final or self._asks_how_it_went or self._cannot_be_prevented
        if is_remark or self.tells_what_others_do:
            return True
        if not self._is_about_others or self.has(Concept.DEMAND) or self.has(Concept.FAILURE):
            return False
        if any(map(self._does_not_accept, self._clauses())):
            return False  # "We will not apply it, since other people share your photos"
        is_done = self.has(Concept.UNDONE) or self.has(Concept.REGRET) or self._refuses
        is_used = self.has(Concept.AI) and self.has(Concept.DATA)
        # "Your posts and those of other people are used for AI", "somebody else has to agree"
        is_of_others = self._is_all_of_others and not (is_done or is_used or self.has(Concept.POSSIBLE))
        return is_of_others or (self._may_happen and self.has(Concept.DATA))

    @property
    def tells_redress(self) -> bool:
        """Tell whether this says what one may do against a refusal: "you can complain to your data protection authority"."""
        is_allowed = self._has_any(self._plain, Concept.POSSIBLE, Concept.RIGHT)
        about = (Concept.REQUEST, Concept.FORM, Concept.CODE)
        return is_allowed and self.has(Concept.REDRESS) and not any(map(self.has, about))

    @property
    def is_caveat_of_others(self) -> bool:
        """Tell whether this is a remark on what others share, the case of one or both in one."""
        return self.has(Concept.ASIDE) and self.is_aside

    @property
    def is_case_of_others(self) -> bool:
        """Tell whether this is of what others may share, and nothing else: "for example, if somebody else mentions you"."""
        return self._is_about_others and self.is_aside

    @property
    def _asks_of_else(self) -> bool:
        """Tell whether this is a denial that is only asked, and not about the request: "can't find it?"."""
        about = (Concept.REQUEST, Concept.CHOICE, Concept.OBJECTION, Concept.ACCEPTED, Concept.DATA)
        others = (Concept.ELSEWHERE, Concept.UNDONE, Concept.REGRET, Concept.FAILURE, Concept.DEMAND)
        is_denial = self._is_question and self.has(Concept.NEGATION)
        return is_denial and not (self._refuses or any(map(self.has, (*about, *others))))

    @property
    def _asks_how_it_went(self) -> bool:
        """Tell whether this is of a survey: "was this form helpful?", and not "would it be useful to cancel your objection?"."""
        rest = self._without(self._plain, Concept.SURVEY)
        about = (Concept.REQUEST, Concept.CHOICE, Concept.OBJECTION, Concept.RECEIVED, Concept.ACCEPTED)
        others = (Concept.DATA, Concept.AI, Concept.CODE, Concept.CONDITIONAL, Concept.STILL, Concept.DEMAND)
        buttons = (Concept.SEND, Concept.NOT_SEND, Concept.UNDO)
        bare = self._without(rest, Concept.FORM)
        is_more = self._refuses or self._has_any(bare, *about, *others, *buttons)
        # "Rate your experience" asks without a question mark: of one that goes on nobody knows what it asks for.
        most = 1 if self._is_question else 0
        is_known = len(self._lexicon.strange_words(bare, self._language)) <= most
        return rest != self._plain and is_known and not is_more

    @property
    def is_about_other_accounts(self) -> bool:
        """Tell whether the sentence begins with a condition on accounts: "if you have several, it applies to all of them"."""
        condition, _, rest = self._plain.partition(",")
        others = (*WEIGHS, Concept.DEMAND, Concept.POSSIBLE)
        return (
            all(self.has(concept, condition) for concept in (Concept.CONDITIONAL, Concept.ACCOUNT))
            and self.has(Concept.ACCEPTED, rest)
            # "Once you have added another account, we will process it"
            and (not self.has(Concept.WE, rest) or self._has_any(rest, *_WHICH))
            and not self.has(Concept.REQUEST, condition)
            and not (self.has(Concept.CONDITIONAL, rest) or self.has(Concept.DATA, rest))
            and not any(map(self.has, others))
        )

    @property
    def _is_about_others(self) -> bool:
        # Where a letter may have gone is a remark where nothing of it is denied, or not known: "…, and confirm it".
        if not self.has(Concept.ASIDE, self._without(self._plain, Concept.SPAM)):
            rest = self._without(
                self._said, Concept.UNSEEN, Concept.SPAM, Concept.POSSIBLE, Concept.CONDITIONAL
            )
            if self.has(Concept.NEGATION) or self._lexicon.strange_words(rest, self._language):
                return False
        return self.has(Concept.ASIDE) and not self.has(Concept.REQUEST)

    @cached_property
    def _is_bound(self) -> bool:
        if self.has(Concept.CONDITIONAL) or self._counts_once_received or self._counts_on_condition:
            return True
        before, comma, _ = self.text.partition(",")
        is_inverted = self._lexicon.matcher(self._language, Concept.INVERTED).match(self.text)
        return bool(comma and is_inverted) and self.has(Concept.REQUEST, before)

    @property
    def _counts_once_received(self) -> bool:
        """Tell whether something has to arrive first: "it applies as soon as we have your confirmation"."""
        return self._has_in_order(self.text, Concept.ACCEPTED, Concept.CONDITIONAL, Concept.RECEIVED)

    @property
    def _counts_on_condition(self) -> bool:
        """Tell whether a condition that does no harm elsewhere is one of the request: "we will apply it if you contact us"."""
        harmless = self._lexicon.matcher(self._language, Concept.HARMLESS)
        for first, last in harmless.spans(self._said):
            before = self._said[:first]
            # "It stays in force unless you change your mind" is said of what counts already.
            if self.has(Concept.STILL, before) or not self.has(Concept.CONDITIONAL, self._said[first:last]):
                continue
            # "Quote this number if you want us to handle your objection"
            after = next(iter(self._clauses(self._said[last:])), "")
            if self.has(Concept.ACCEPTED, after) and self.has(Concept.REQUEST, after):
                return True
            accepted, reply = self._find(Concept.ACCEPTED, before), self._find(Concept.REPLY, before)
            if accepted and (reply is None or reply[1] < accepted[1]):
                return True
        return False

    @property
    def _waits_for_more(self) -> bool:
        """Tell whether something has to come before it counts: "once we have your answer, we will process it".

        "Once we have reviewed it, we will apply it" waits for the service's own work alone.
        """
        begin, condition = (
            self._lexicon.matcher(self._language, one).match(self._said)
            for one in (Concept.HARMLESS, Concept.CONDITIONAL)
        )
        if not (begin and condition):
            return False
        before, *main = COMMA.split(self._said[begin.end() :], maxsplit=1)
        if not main:  # then the one word that it counts may belong to the condition, or to what follows
            return len(self._spans(Concept.ACCEPTED, before)) == 1 and not self.has(Concept.REPLY, before)
        return self.has(Concept.ACCEPTED, main[0]) and not self.has(Concept.ACCEPTED, before)

    def _does_not_accept(self, clause: str) -> bool:
        # "We accepted it without …" denies what follows, whatever that is.
        clause = self._without(clause, Concept.WITHOUT)
        if not (self.has(Concept.NEGATION, clause) and self.has(Concept.ACCEPTED, clause)):
            return False
        # "We accept your request not to use your posts"
        order = (Concept.ACCEPTED, Concept.REQUEST, Concept.NEGATION, Concept.DATA)
        return not self._has_in_order(clause, *order)

    @property
    def _refuses(self) -> bool:
        # In the whole sentence: "we take no further action" is a refusal, though "no further action" does no harm.
        return self.has(Concept.REFUSED, self._firm)
