"""What else a sentence beside an answer may be all about: the number of the case, a letter that comes, how to change one's mind. Pure.

Such remarks are worded in endless ways, but of few words. A sentence is one where every word of it belongs to one topic, or
to good news, in whatever order: so nothing in it can say that the request came to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from flows.concepts import Concept
from helper.recognise.accounts import WEIGHTY, SentenceAccounts
from helper.recognise.parts import CLAUSE_END, COMMA
from helper.recognise.patterns import products_in

# That something may be, or only if: where all else is of the topic, it is of nothing else.
_MAY = (Concept.POSSIBLE, Concept.CONDITIONAL)
# What may be joined to how long it takes: what one may do, or hear.
_FOLLOWS = (Concept.POSSIBLE, Concept.REPLY, Concept.CARRY_ON, Concept.HARMLESS, Concept.CONDITIONAL)
_BEGIN_OF_PART = 3  # words: "and your confirmation"
_OF_THE_WHOLE = frozenset({Concept.REFUSED, Concept.UNDONE, Concept.DEMAND})
_OURS = (Concept.NOTICE, Concept.DURATION)  # what comes when we are done, and not when the person is
# "Once you have replied, you will get a decision", "once we have your e-mail", "when your answer has come"
_OF_THE_PERSON = (Concept.YOU, Concept.EMAIL, Concept.DATA, Concept.REPLY)
_ARRIVES = (Concept.RECEIVED, Concept.ARRIVED)
_LONGEST_GRANT = 5  # words: "that already applies"


@dataclass(frozen=True)
class Topic:
    """What a remark may be about."""

    words: Concept
    keys: tuple[tuple[Concept, ...], ...]  # a word of each of these groups, or it is about something else
    least: int = 2  # words of the topic, all in all
    spares: frozenset[Concept] = frozenset()  # what may stand in it besides
    holds: frozenset[Concept] = frozenset()  # what its own words may be elsewhere: "withdraw"
    bars: frozenset[Concept] = frozenset()  # what may not stand in it either: "choose what we share"
    # Words that belong to it under a condition: "contact us" alone asks for something.
    if_bound: frozenset[Concept] = frozenset()
    may_bind: bool = True  # whether a condition in it may be one of the request
    # Whether a question stands for the condition: "Have you other accounts? Fill in …".
    may_be_asked: bool = False
    # Whether what is used in it has to be the service: "use Facebook", and not "use them".
    of_products: bool = False
    # Whether nothing in it may be possible, or bound: "you will get no more e-mails", not "… until you sign".
    is_firm: bool = False
    # Whether it is its condition alone that is denied: "if it is not there, …".
    denies_condition: bool = False


_TOPICS = (
    # "If you have other accounts, fill in the form for each of them", and not "send the form from another account"
    Topic(
        Concept.SEPARATE,
        ((Concept.OTHER_ACCOUNTS,), (Concept.CONDITIONAL, Concept.INVERTED, Concept.UNLINKED)),
        spares=frozenset({Concept.REQUEST, Concept.SEND}),
        holds=_OF_THE_WHOLE,
        may_be_asked=True,
    ),
    # "You may change your mind at any time", "your choice is saved, but you may …"
    Topic(
        Concept.WITHDRAW,
        (_MAY,),
        spares=frozenset({Concept.REQUEST, Concept.RECEIVED}),
        holds=frozenset({Concept.UNDONE}),
    ),
    # "It stays in force until you withdraw it"
    Topic(
        Concept.WITHDRAW,
        ((Concept.UNTIL,),),
        least=1,
        spares=frozenset({Concept.REQUEST, Concept.ACCEPTED, Concept.STILL}),
        holds=frozenset({Concept.UNDONE}),
        may_bind=False,
    ),
    # "You will get a notification on Facebook once we have looked at your objection"
    Topic(
        Concept.NOTICE,
        ((Concept.NOTICE, Concept.REPLY),),
        spares=frozenset({Concept.REQUEST, Concept.ACCEPTED}),
    ),
    # "If you do not see it, look in your spam folder", and not "look in your spam folder, it did not arrive"
    Topic(
        Concept.UNSEEN,
        ((Concept.SPAM,),),
        least=1,
        holds=_OF_THE_WHOLE,
        may_bind=False,
        denies_condition=True,
    ),
    # "You will not get any further e-mail from us", and not "you will not get an e-mail"
    Topic(Concept.NO_LETTER, ((Concept.FURTHER,),), holds=_OF_THE_WHOLE, is_firm=True),
    # "Keep this number in case you need to contact us"
    Topic(
        Concept.REFERENCE,
        ((Concept.REFERENCE,),),
        spares=frozenset({Concept.REQUEST}),
        if_bound=frozenset({Concept.CONTACT}),
    ),
    # "You can close this window, and keep using Facebook": what goes on here is no use of anybody's data
    Topic(
        Concept.CARRY_ON,
        ((Concept.CARRY_ON,),),
        spares=frozenset({Concept.AI, Concept.STILL}),  # "you can still use Meta AI as before"
        holds=_OF_THE_WHOLE,
        of_products=True,
    ),
    # "It does not change how you use Facebook", and not "it does not change how we use your posts"
    Topic(
        Concept.UNAFFECTED,
        ((Concept.OWN_USE,), (Concept.UNAFFECTED,)),
        least=1,
        spares=frozenset({Concept.REQUEST}),
        holds=_OF_THE_WHOLE,
    ),
    # "You can choose who may tag you", "learn how to manage tags and mentions", and not "choose what we share"
    Topic(
        Concept.MANAGE,
        ((Concept.SHARING,), (Concept.POSSIBLE, Concept.HOW, Concept.MORE, Concept.PLACE)),
        bars=frozenset({Concept.WE, Concept.OBJECTION, Concept.TRAINED, Concept.CONDITIONAL}),
    ),
    # "It may take a few days until you hear from us"
    Topic(
        Concept.DURATION,
        ((Concept.DELAY, Concept.DURATION),),
        spares=frozenset({Concept.REQUEST, Concept.ACCEPTED}),
    ),
)


class SentenceTopics(SentenceAccounts):
    """A sentence, and whether it is all about something that stands beside an answer and takes nothing back."""

    follows_question_of_accounts = False  # whether this stands right behind one whether there are others

    @property
    def asks_of_accounts(self) -> bool:
        """Tell whether this is the question whether the person has other accounts."""
        return self._is_question and self.has(Concept.OTHER_ACCOUNTS, self.text)

    @cached_property
    def is_of_topic(self) -> bool:
        """Tell whether every word belongs to one of the topics, or to good news, and none of them weighs."""
        if self.has(Concept.REGRET, self.text):
            return False
        # "An account outside this Accounts Centre" is spared nothing.
        if self._is_promise:
            return self._is_for_other_accounts
        is_one = self.keeps_in_place or any(map(self._is_all_of, _TOPICS))
        return is_one or self._is_for_other_accounts

    def _is_barred(self, topic: Topic) -> bool:
        """Tell whether it may be another who does it: "learn how we use tags", "choose who may tag you once you have signed"."""
        rest = self._without(self.text, topic.words, *topic.keys[0])
        # A promise may hold "may" too: "may no longer use".
        return self._has_any(rest, *topic.bars) or self._names_use(self._without(rest, Concept.POSSIBLE))

    @property
    def _we_may(self) -> bool:
        """Tell whether it is the service that may do something: "we can", "können wir", "possiamo"."""
        text = self._plain
        sides = (
            (text[:first].split()[-1:], text[first:last], text[last:].split()[:1])
            for first, last in self._spans(Concept.WE, text)
        )
        return any(
            self.has(Concept.POSSIBLE, " ".join([*before, ours, *after])) for before, ours, after in sides
        )

    @property
    def _uses_else(self) -> bool:
        """Tell whether something is used, and it may be another thing than the service, or by the service itself."""
        if self._we_may:  # "we can carry on as before"
            return True
        if not all(map(self._is_used_by_person, self._clauses(self.text))):
            return True
        # "You can go back to …" says what the person may use; "go back to …" may ask for it.
        is_allowed = self.has(Concept.POSSIBLE, self.text) and not self.has(Concept.WE)
        of_use = self._lexicon.words_of_use(self._language)
        is_used = self._uses_in(self._plain) if is_allowed else of_use.find(self._plain) is not None
        of_service = (Concept.AI, Concept.OWN_USE)
        return is_used and not (products_in(self.text) or self._has_any(self.text, *of_service))

    def _is_used_by_person(self, clause: str) -> bool:
        """Tell whether AI, where a clause names it, is what the person may use: "you can use AI", not "AI can use Facebook"."""
        ai, person = (self._find(one, clause) for one in (Concept.AI, Concept.YOU))
        # "… our products, also Meta AI": nothing is said of it.
        rest = self._without(clause, Concept.AI)
        if len(rest.split()) == 1 and not self._lexicon.words_of_use(self._language).find(rest):
            return True
        if ai is None or (person is not None and person[1] < ai[1]):
            return True
        # "Meta AI kannst du nutzen"; a verb says so itself in many languages: "„Meta AI“ galite naudotis"
        allowed = (clause[first:last] for first, last in self._spans(Concept.YOU, clause))
        return any(self.has(Concept.POSSIBLE, one) for one in allowed)

    @property
    def lets_carry_on(self) -> bool:
        """Tell whether this only says what the person may still do with the service, on no condition: "you can keep using Meta AI"."""
        is_allowed = self.has(Concept.POSSIBLE, self.text) and not self.has(Concept.CONDITIONAL, self.text)
        return is_allowed and self.is_of_topic and self._is_all_of_any(Concept.CARRY_ON)

    @property
    def is_mere_condition(self) -> bool:
        """Tell whether this is a condition alone, of whatever stands before it: "if you get a notification"."""
        condition, main = self._condition_and_main()
        return self.has(Concept.CONDITIONAL) and condition == main

    def _is_all_of(self, topic: Topic) -> bool:
        is_asked = topic.may_be_asked and (
            self.asks_of_accounts if self._is_question else self.follows_question_of_accounts
        )
        if self._is_question and not is_asked:
            return False
        if not (is_asked or all(self._has_any(self.text, *keys) for keys in topic.keys)):
            return False
        if not self._says_enough_of(topic):
            return False
        if topic.of_products and self._uses_else:
            return False
        if topic.bars and self._is_barred(topic):
            return False
        # As a whole too: "valid for up to a few days" is none of how long it takes. "We need a few days" asks for nothing.
        said = self._plain
        if topic.words is Concept.DURATION:  # "potřebujeme [několik] dní" is one word, with what does no harm
            said = self._without(self.text, Concept.DELAY, Concept.HARMLESS)
        if self._has_any(said, *(_OF_THE_WHOLE - topic.holds)):
            return False
        if topic.denies_condition and not self._denies_condition_alone:
            return False
        if topic.words is Concept.DURATION and self._needs_more_than_time:
            return False
        if topic.words is Concept.WITHDRAW and self._ends_it_ourselves:
            return False
        is_bound = self.has(Concept.CONDITIONAL, self.text)
        known = (*topic.if_bound, topic.words) if is_bound else (topic.words,)
        known = (*chain.from_iterable(topic.keys), *known, *_MAY)
        if topic.is_firm:  # its denials first, which a key may stand in: "nu vei mai primi"
            known = (topic.words, *chain.from_iterable(topic.keys))
        rest = self._without(said, *known)
        weighs = (WEIGHTY | topic.if_bound) - topic.spares
        is_known = not self._lexicon.strange_words(rest, self._language)
        return is_known and not self._has_any(rest, *weighs) and self._binds_nothing(topic)

    def _says_enough_of(self, topic: Topic) -> bool:
        """Tell whether words enough are of a topic; of the service one says all of it: "you can keep using | Meta AI"."""
        words = [self.text[first:last] for first, last in self._spans(topic.words, self.text)]
        is_whole = topic.of_products and any(" " in one and self.has(Concept.POSSIBLE, one) for one in words)
        return is_whole or len(words) >= topic.least

    @property
    def _needs_more_than_time(self) -> bool:
        """Tell whether something of the person is joined to the time it takes: "we need a few days and your confirmation"."""
        _, *joined = self._lexicon.matcher(self._language, Concept.CONJUNCTION).cut(self.text)
        of_time = (Concept.DELAY, Concept.DURATION, Concept.ACCEPTED, Concept.RECEIVED, *_FOLLOWS)
        is_more = any(
            not (
                self._has_any(" ".join(one.split()[:_BEGIN_OF_PART]), *of_time)
                or self._has_any(one, *_FOLLOWS)
            )
            for one in joined
            if one.strip(" .")
        )
        return self.has(Concept.DELAY, self.text) and is_more and not self._is_promise

    @property
    def _ends_it_ourselves(self) -> bool:
        """Tell whether it is the service, or another, that may end something: "it stays in force unless we withdraw it"."""
        if self._lexicon.matcher(self._language, Concept.OTHERS).match(self.text):
            return True
        behind = (self.text[last:].split()[:1] for _, last in self._spans(Concept.UNTIL, self.text))
        return any(self.has(Concept.WE, " ".join(one)) for one in behind)

    @property
    def _denies_condition_alone(self) -> bool:
        """Tell whether it is said at most once, and of the person's own search, that something is not there."""
        ends = [first for first, _ in self._spans(Concept.CONDITIONAL, self.text)]
        ends += [found.start() for found in CLAUSE_END.finditer(self.text)]
        places = sorted({0, *ends, len(self.text)})
        parts = [self.text[first:last] for first, last in pairwise(places)]
        # "Correo no deseado" denies nothing.
        denied = [one for one in parts if self.has(Concept.NEGATION, self._without(one, Concept.SPAM))]
        # Without a comma both stand in one part, as in the north: "om du inte ser den kan du titta i skräpposten".
        is_twice = any(
            self.has(Concept.SPAM, one) and len(self._spans(Concept.NEGATION, one)) > 1 for one in denied
        )
        return not (self.has(Concept.WE) or is_twice) and len(denied) <= 1

    def _binds_nothing(self, topic: Topic) -> bool:
        """Tell whether a condition is one of the remark: "it counts once you have written to us with this number" is none."""
        if topic.may_bind and topic.words not in _OURS and self._counts_on_condition:
            return False
        if not topic.may_bind or not self.has(Concept.CONDITIONAL):
            return True
        condition, main = self._condition_and_main()
        keys = chain.from_iterable(topic.keys)
        if not self._has_any(main, topic.words, *keys) or self._accepts(main, topic):
            return False
        if topic.words not in _OURS:
            return True
        rest = self._without(condition, topic.words)  # "once it is completed"
        return not (self._has_any(condition, *_OF_THE_PERSON) or self._has_any(rest, *_ARRIVES))

    def _accepts(self, main: str, topic: Topic) -> bool:
        # How long a review takes is said of the review.
        return topic.words is not Concept.DURATION and self.has(
            Concept.ACCEPTED, self._without(main, topic.words)
        )

    @property
    def _tells_when_we_reply(self) -> bool:
        """Tell whether the condition is one of our letter alone: "we will write to you once we have looked at it"."""
        reply = self._find(Concept.REPLY, self._plain)
        condition = self._find(Concept.CONDITIONAL, self._plain)
        if reply is None or condition is None or reply[1] > condition[1]:
            return False
        # "... once you have answered", "... once we have your e-mail"
        others = (Concept.YOU, Concept.RECEIVED, Concept.EMAIL, Concept.DATA)
        return not any(self.has(concept, self._plain[condition[1] :]) for concept in others)

    @property
    def _letter_waits_for_person(self) -> bool:
        """Tell whether a letter comes only once the person has done something: "we will write to you once you have signed"."""
        if not self.has(Concept.CONDITIONAL):
            return False
        condition, main = self._condition_and_main()
        is_theirs = self.has(Concept.YOU, condition) and not self.has(Concept.REPLY, condition)
        letters = [Concept.REPLY, Concept.DELAY]
        # "Note it, you may be asked for it if you write to us": there something is kept, or looked for.
        if not self._is_all_of_any(Concept.UNSEEN, Concept.REFERENCE):
            letters.append(Concept.NOTICE)
        return is_theirs and self._has_any(main, *letters)

    def _is_all_of_any(self, *concepts: Concept) -> bool:
        return any(self._is_all_of(topic) for topic in _TOPICS if topic.words in concepts)

    @property
    def _may_be_changed(self) -> bool:
        """Tell whether it is the service that may undo what was chosen: "we may change your choice at any time"."""
        # "It may take some days until the change is made in all our systems", and in Estonian "our" is "we".
        is_of_time = self.has(Concept.DELAY, self.text)
        ours = self._find(Concept.WE, self.text)
        if self._is_promise or is_of_time or ours is None or not self.has(Concept.POSSIBLE, self.text):
            return False
        # "Keep it, we may ask for it if you write to us again", and not "we may withdraw it"
        if self.has(Concept.CONDITIONAL, self.text) and self._is_all_of_any(Concept.REFERENCE):
            return False
        rest = self._without(self.text[ours[1] :], Concept.POSSIBLE)
        change, you = self._find(Concept.WITHDRAW, rest), self._find(Concept.YOU, rest)
        # "We may change what you have chosen", and not "we respect it, and you can change your mind"
        return change is not None and (you is None or change[1] < you[1])

    @property
    def grants_wish(self) -> bool:
        """Tell whether a promise is what the person wants, and said to hold: "you said no to the use of your posts, and that applies"."""
        wishes = [self._said[first:last] for first, last in self._spared(self._said)]
        is_wish = bool(wishes) and all(self.has(Concept.GENERAL, one) for one in wishes)
        granted = [one for one in self._clauses() if self.has(Concept.ACCEPTED, one)]
        # "…, and we process your posts", "…, and we comply with the law"
        others = (Concept.DATA, Concept.AI, Concept.WE, Concept.REQUEST)
        is_brief = bool(granted) and not any(
            len(one.split()) > _LONGEST_GRANT or self._has_any(one, *others) for one in granted
        )
        more = (Concept.GENERAL, Concept.NEGATION, Concept.ELSEWHERE, Concept.POSSIBLE)
        return is_wish and is_brief and not (self.strange or any(map(self.has, more)))

    @property
    def tells_right(self) -> bool:
        """Tell whether this says what anybody may do: "you can object at any time", and not "you can withdraw your objection"."""
        is_allowed = self.has(Concept.POSSIBLE) and self.has(Concept.OBJECTION)
        return is_allowed and not (self.is_aside or self.is_of_topic)

    @property
    def tells_arrival(self) -> bool:
        """Tell whether something is said to have come from the person, and not only that it counts."""
        return any(map(self.has, (Concept.RECEIVED, Concept.ALREADY, Concept.THANKS)))

    def _condition_and_main(self) -> tuple[str, str]:
        """Give the part of the sentence that a condition is, and what is said under it; it may begin with either."""
        conditional = self._find(Concept.CONDITIONAL, self._plain)
        begin = conditional[1] if conditional else 0
        before, after = self._plain[:begin], self._plain[begin:]
        if len(before.split()) > 1:
            return after, before
        condition, *main = COMMA.split(after, maxsplit=1)
        return condition, main[0] if main else after  # without a comma nobody can tell where it ends
