"""What one sentence says of the person's request: who or what, what became of it, and whether it takes that back. Pure."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property

from flows.concepts import Concept
from helper.recognise.parts import CLAUSE_END
from helper.recognise.uses import SentenceUses

ADDRESS_MARK = "@"  # stands for every e-mail address: where the answer goes says nothing of it; that it goes somewhere does
BRIEF = 4  # words: "Well received.", "Your choice is noted"
_WORD = re.compile(r"\w[\w'-]*")
_EXCLAIMED = re.compile(r"^[✓✔✅☑]|\w ?[!.✓✔✅☑]+$")
_BRIEFEST = 2  # words: "Sent!", "Done."; "Sent" that is no headline may be the name of a folder
_THING_OF_PERSON = 2  # words: "tvoje interakce"
LABEL = 2  # words: a name, or what a menu offers: "Help Centre", "Facebook:"
# "Sending…", "Processing your request…": what goes on is not done. (The one character is three when normalised.)
_UNFINISHED = re.compile(r"\.\.[\s\"'»”)\]]*$")
_STATUS = re.compile(r"^\w+ ?: ")  # "Status: received", in French "Statut : reçue"
_STEPS = re.compile(r"(?:^|\s)\d[.)]\s.*\s\d[.)]\s")  # "1. Your details 2. Your objection 3. Done"
# "Received: 0", "50 % filled in": that much of nothing.
_NOT_ALL = re.compile(r"(?<![\w.,:/-])0(?![\w.,:/-])|(?<!100)(?<!100 )%")
_NO_CLAIM = (Concept.ELSEWHERE, Concept.POSSIBLE, Concept.ASIDE)
_TAKES_BACK = (Concept.REGRET, Concept.UNDONE, Concept.FAILURE, Concept.DEMAND)


class Meaning(StrEnum):
    """What a text says of the person's request."""

    SUCCESS = "success"  # it arrived, or counts
    ALREADY = "already"  # an earlier one stands
    REFUSED = "refused"  # the service will not act on it


class Sentence(SentenceUses):
    """A sentence, and what it says of the request."""

    is_among_ai = False  # whether the text speaks of AI, or of an objection, here or elsewhere
    is_in_scope = False  # whether it says that something is so for all accounts
    is_answered = False  # whether it is all of the text, or the rest speaks of a request, an e-mail or thanks

    @property
    def announces(self) -> bool:
        """Tell whether this sentence says what the next piece of text is: "If you live in Brazil:", and not "Status:"."""
        is_label = " " not in self.text.rstrip(" :") or bool(self._name) or self.has(Concept.REQUEST)
        return self.text.endswith(":") and not is_label

    @property
    def speaks_of_ai(self) -> bool:
        """Tell whether this sentence names AI or an objection, which is about nothing else here."""
        return self._is_promise or self.has(Concept.OBJECTION) or self.has(Concept.AI)

    @property
    def _is_statement(self) -> bool:
        """Tell whether the sentence says something at all: it may ask, bind itself, name a step, or announce what comes."""
        is_other = self._is_question or self._is_bound or self._is_label or self._announces_quote
        return not (is_other or _STEPS.search(self.text))

    @property
    def _is_label(self) -> bool:
        """Tell whether this is what a button or a step is called: "Review your request", "Antrag prüfen"."""
        bare = self._lexicon.matcher(self._language, Concept.BARE)
        ends_bare = any(not rest.strip(" .") for _, rest in bare.ends(self.text))
        return bool(bare.match(self.text)) or (ends_bare and self.length <= BRIEF)

    @property
    def _announces_quote(self) -> bool:
        """Tell whether what follows a colon is announced, and not said: "You will receive an e-mail: …"."""
        before, colon, _ = self._plain.partition(": ")
        if not colon or self._is_promise:
            return False
        says = (Concept.THANKS, Concept.RECEIVED, Concept.REQUEST, Concept.ACCEPTED, Concept.ALREADY)
        is_long = len(before.split()) > LABEL
        return self.has(Concept.EMAIL, before) or (is_long and not any(self.has(one, before) for one in says))

    @property
    def _is_unfinished(self) -> bool:
        return bool(_UNFINISHED.search(self.text))

    @property
    def _is_underway(self) -> bool:
        """Tell whether the request is only on its way: "your request is being sent", not a copy of it by e-mail."""
        return any(
            self.has(Concept.REQUEST, one) and not (ADDRESS_MARK in one or self.has(Concept.EMAIL, one))
            for one in self._clauses()
            if self._goes_on_in(one)
        )

    def _goes_on_in(self, clause: str) -> bool:
        """Tell whether something is only on its way in a clause: "submitting your objection", and no thanks for that."""
        thanks, underway = (self._find(one, clause) for one in (Concept.THANKS, Concept.UNDERWAY))
        return underway is not None and not (thanks is not None and thanks[1] < underway[1])

    @cached_property
    def _begins_with_condition(self) -> bool:
        """Tell whether a condition, even a harmless one, comes before what is said: "once we have received it, we …"."""
        condition = self._find(Concept.CONDITIONAL, self._unbound)
        said = [self._find(concept, self._unbound) for concept in (Concept.RECEIVED, Concept.ACCEPTED)]
        return condition is not None and all(one is None or condition[1] <= one[1] for one in said)

    @cached_property
    def takes_back(self) -> bool:
        """Tell whether this sentence may take back what another one claims."""
        if self.leaves_open:
            return True
        if self.is_aside or self.is_about_other_accounts or self.tells_where_to_read or self.names_topic:
            return False
        waits = self._letter_waits_for_person or self._is_yet_to_arrive or self._waits_for_more
        if waits or self._is_sent_later or self._may_be_changed or self._needs_more_than_time:
            return True
        if self.is_of_topic:
            return False
        if self._is_denied or self._refuses or self._is_underway or self._uses_other_data:
            return True
        if any(self.has(concept) for concept in _TAKES_BACK) or _NOT_ALL.search(self.text):
            return True
        if self._is_about_ai_alone or self._tells_what_ai_does or self._goes_on or self.is_used_all_the_same:
            return True
        is_limited = self.limits_what_is_covered and not self._is_promise
        if self._need_not_accept or self._stops_request or is_limited:
            return True
        about = (Concept.REQUEST, Concept.RECEIVED, Concept.ACCEPTED)
        if self._is_question:  # "Has your request been received?", "Do you really want to object?"
            is_asked = self.has(Concept.OBJECTION) and (self.has(Concept.POSSIBLE) or self.has(Concept.SEND))
            return is_asked or (self.has(Concept.REQUEST) and self.has(Concept.RECEIVED))
        if self._tells_when_we_reply:
            return False
        return (self._is_bound or self._is_unfinished) and any(self.has(concept) for concept in about)

    @property
    def names_topic(self) -> bool:
        """Tell whether this heads an answer and only names what it is about: "Use of your information for AI at Meta"."""
        rest = self._lexicon.matcher(self._language, Concept.USE).remove(self.text)
        is_named = rest != self.text and self.has(Concept.AI) and self.has(Concept.DATA)
        said = (Concept.RECEIVED, Concept.ACCEPTED, Concept.REFUSED, Concept.NEGATION, Concept.STILL)
        is_more = any(self.has(one, rest) for one in (*_TAKES_BACK, *said, Concept.POSSIBLE))
        is_known = not (is_more or self._is_question or self._lexicon.strange_words(rest, self._language))
        return self.is_headline and is_named and is_known

    @property
    def _stops_request(self) -> bool:
        """Tell whether it may be the request that is left out: "we stopped processing your objection", "it will be excluded"."""
        affirmed = self._lexicon.affirmed_promises(self._language)
        parts = [one for one in self._clauses(self._said) if self.has(Concept.REQUEST, one)]
        if self.length <= BRIEF + 1:
            parts.append(self._said)
        return any(affirmed.find(one) and not self._has_any(one, Concept.DATA, Concept.AI) for one in parts)

    @property
    def _need_not_accept(self) -> bool:
        """Tell whether what "need not" be done is to accept: "we do not need to honour it"."""
        harmless = self._lexicon.matcher(self._language, Concept.HARMLESS)
        negation = self._lexicon.matcher(self._language, Concept.NEGATION)
        return any(
            negation.find(phrase) and self.has(Concept.ACCEPTED, CLAUSE_END.split(rest)[0])
            for phrase, rest in harmless.ends(self.text)
        )

    @property
    def spares(self) -> bool:
        """Tell whether this sentence promises, without more ado, that AI will not have the person's information."""
        return self._is_promise and self._states() and not self._is_promised_later

    @property
    def _is_promised_later(self) -> bool:
        """Tell whether a condition, even a harmless one, comes before the promise: "once it is received, we stop using …"."""
        condition, promise = (self._find(one, self._unbound) for one in (Concept.CONDITIONAL, Concept.SPARED))
        return condition is not None and promise is not None and condition[1] <= promise[1]

    @property
    def spares_the_person(self) -> bool:
        """Tell whether the promise may be the answer by itself: it is about the person's own, and no wish of theirs."""
        others = (Concept.GENERAL, Concept.FORM, Concept.ELSEWHERE)
        return (
            self.spares
            and self.has(Concept.DATA, self.text)
            and not any(self.has(one, self.text) for one in others)
            and not self._is_wish_alone
        )

    @property
    def _is_wish_alone(self) -> bool:
        """Tell whether the promise is only named, as what is wished or decided: "your right that we do not use your posts"."""
        said = (Concept.THANKS, Concept.RECEIVED, Concept.ACCEPTED)
        begin = min(
            (first for one in (Concept.RIGHT, Concept.CHOICE) for first, _ in self._spans(one, self.text)),
            default=None,
        )
        is_first = begin is not None and len(self.text[:begin].split()) <= 1
        return is_first and not self._has_any(self.text, *said)

    @property
    def is_subject(self) -> bool:
        """Tell whether this names the request and says nothing of it, as a heading does: "Your objection (to AI)"."""
        is_named = self._has_bare(Concept.REQUEST, self._plain) or (
            self.has(Concept.OBJECTION) and self.has(Concept.AI)
        )
        said = (
            *(*_NO_CLAIM, Concept.UNDERWAY, Concept.RECEIVED),
            *(Concept.ACCEPTED, Concept.ALREADY, Concept.STILL),
        )
        return self._is_statement and is_named and not (self.takes_back or any(map(self.has, said)))

    @property
    def has_no_subject(self) -> bool:
        """Tell whether this begins with what became of it: "Received on 28 May", "Status: accepted"."""
        said = _STATUS.sub("", self.text)
        return any(
            self._lexicon.matcher(self._language, one).match(said)
            for one in (Concept.RECEIVED, Concept.ACCEPTED)
        )

    @property
    def asks_nothing_more(self) -> bool:
        """Tell whether this only says that nothing is left to do, or that one will hear of it."""
        says = self.has(Concept.HARMLESS, self.text) or self.has(Concept.REPLY)
        others = (Concept.DATA, Concept.CODE, Concept.ELSEWHERE)
        is_other = any(self.has(one, self.text) for one in others)
        return says and not (self.takes_back or self.strange or is_other)

    @property
    def acknowledges(self) -> bool:
        """Tell whether this sentence shows that the person is answered, although it does not say what became of what."""
        if not self._states() or self.has(Concept.ELSEWHERE):
            return False
        # "Noted: your posts will not be used for AI", or "Noted." by itself.
        is_brief = self._is_promise or len(self._plain.split()) <= BRIEF
        # That a form or a request is named says nothing: "with this form you tell us that …".
        return (is_brief and self.has(Concept.RECEIVED)) or self.has(Concept.THANKS)

    def _states(self) -> bool:
        return self._is_statement and not (self.takes_back or self.has(Concept.POSSIBLE))

    @property
    def is_refusal(self) -> bool:
        """Tell whether this sentence says that the service will not act."""
        # That photos which others share are still used is no answer to the request.
        if self._is_question or self._is_bound or self.has(Concept.UNDONE):
            return False
        is_remark = self._is_about_others or self.is_aside or self.is_of_topic or self.is_limited
        # "Learn how we use data in our Privacy Centre" refuses nobody.
        if is_remark or (self._is_hint and not self.has(Concept.REQUEST)):
            return False
        if self._refuses:
            return any(map(self._refuses_in, self._clauses()))
        if self._is_promise:
            return self._is_promise_denied or self._denies_request
        return any(self._does_not_accept(one) for one in self._clauses())

    def _refuses_in(self, clause: str) -> bool:
        """Tell whether a clause refuses: "not refused", "continues to apply" do not, "refused because you did not say why" does."""
        refused = self._lexicon.matcher(self._language, Concept.REFUSED)
        ends = refused.ends(clause)
        if self.has(Concept.POSSIBLE, clause):  # "it may be refused"
            return False
        # "No tomaremos | ninguna medida": what is denied already is not for us, and a second denial may go with the first.
        is_negative = any(self.has(Concept.NEGATION, found) for found, _ in ends)
        is_for_us = not is_negative and all(self.has(Concept.ACCEPTED, rest) for _, rest in ends)
        is_denied = self.has(Concept.NEGATION, self._without(clause, Concept.REFUSED, Concept.CONCORD))
        return bool(ends) and not (is_for_us or is_denied or self._names_use_objected_to(clause))

    def _names_use_objected_to(self, clause: str) -> bool:
        """Tell whether "your data is used" is what the person objects to: "that you object to your data being used"."""
        complement, refused = (
            self._lexicon.matcher(self._language, one) for one in (Concept.COMPLEMENT, Concept.REFUSED)
        )
        for _, rest in self._lexicon.matcher(self._language, Concept.REQUEST).ends(clause):
            to = complement.match(use := rest.lstrip())
            if to and any(self.has(Concept.DATA, use[to.end() : last]) for _, last in refused.spans(use)):
                return True
        return False

    @property
    def _is_promise_denied(self) -> bool:
        """Tell whether "we keep … out" is denied, behind its verb too, as in the north: "vi undantar inte …"."""
        affirmed = self._lexicon.affirmed_promises(self._language)
        clauses = self._clauses(self._lexicon.matcher(self._language, Concept.HARMLESS).remove(self._said))
        promises = [one for one in clauses if self.has(Concept.SPARED, one)]
        # "We no longer exclude them", "we stopped excluding them"
        if any(
            self.has(Concept.NEGATION, one) or len(affirmed.ends(one)) > 1
            for one in promises
            if affirmed.find(one)
        ):
            return True
        # "We leave out your photos, not your comments"; what is denied after "we will not use" belongs to it.
        others = (one for one in clauses if one not in promises and self.has(Concept.DATA, one))
        return all(map(affirmed.find, promises)) and any(self.has(Concept.NEGATION, one) for one in others)

    @property
    def _is_denied(self) -> bool:
        if not self._is_promise:
            return self.has(Concept.NEGATION)
        if self._is_promise_denied:
            return True
        # Of "neither your posts nor …" too, which is not understood.
        return self.has(Concept.NEGATION, self._before_denied_promise) or self._denies_request

    @property
    def _before_denied_promise(self) -> str:
        """Give what stands before a promise, without the "neither" of what goes with its denial: "ani vaše fotky nebudou použity"."""
        neither = self._lexicon.matcher(self._language, Concept.CONCORD).match(self._before_promise)
        affirmed = self._lexicon.affirmed_promises(self._language)
        if neither is None or affirmed.find(self._said):
            return self._before_promise
        rest = self._before_promise[neither.end() :]
        is_of_data = self.has(Concept.DATA, " ".join(rest.split()[:_THING_OF_PERSON]))
        return rest if is_of_data else self._before_promise

    @property
    def _denies_request(self) -> bool:
        """Tell whether a promise goes on to a denial of the request: "… and we do not accept your objection"."""
        denied = (Concept.NEGATION, Concept.ACCEPTED, Concept.REQUEST)
        return any(all(self.has(concept, one) for concept in denied) for one in self._clauses())

    @cached_property
    def claim(self) -> tuple[Meaning, bool] | None:
        """Give what this sentence claims, and whether a source confirms its words."""
        if not self._is_statement or self._begins_with_condition or self.takes_back or self.is_aside:
            return None
        if self.has(
            Concept.SPEAKER, self.text
        ):  # "I have already objected": whoever says so, not the service
            return None
        if self.has(Concept.DELAY, self.text):  # "it may take some days before your objection is recorded"
            return None
        if self._is_exclaimed and self.is_answered:
            return Meaning.SUCCESS, False
        has_thing = False
        # At last the sentence as a whole: "we will look at everything, which you sent us".
        for clause, is_whole in (*((one, False) for one in self._clauses()), (self._plain, True)):
            if self.has(Concept.POSSIBLE, clause) and self.has(Concept.OBJECTION, clause):
                return None  # "you can object at any time, and we honour it": what the law says, no answer
            # "An objection of another user" neither.
            if self._goes_on_in(clause) or any(self.has(concept, clause) for concept in _NO_CLAIM):
                has_thing = False
                continue
            # "We sent an e-mail about your request": it is the mail that was sent; "we examine it by e-mail" is no such case.
            is_about_mail = any(self.has(concept, clause) for concept in (Concept.EMAIL, Concept.CODE))
            # "We respect your right to object": nothing was sent. "Your right to object has been recorded": it was.
            # "An objection applies to all accounts" is said of any.
            others = (Concept.RIGHT, Concept.GENERAL)
            is_asked = self._asks_more_than_form(clause) and not any(self.has(one, clause) for one in others)
            done = self._find(Concept.ACCEPTED, clause) if is_asked else None
            if not is_about_mail:
                done = self._find(Concept.RECEIVED, clause) or done
                if done is None and not is_whole:  # "as you asked, here is the form" is no thanks for one
                    done = self._find(Concept.THANKS, clause)
            # "We respect your privacy, and your choices": a choice has to stand beside what became of it.
            has_choice = not is_whole and self._names_choice(clause)
            has_thing = self._names_request(clause) or (has_thing and not is_about_mail)
            if self.has(Concept.STILL, clause) and not self.has(Concept.ALREADY, clause):
                # "Your form is still saved" says nothing; "your objection is still in force" does.
                done = self._find(Concept.ACCEPTED, clause) if is_asked else None
            is_earlier = self.has(Concept.ALREADY, clause) or self.has(Concept.STILL, clause)
            if done and is_earlier and (has_thing or has_choice or self.has(Concept.OBJECTION, clause)):
                return Meaning.ALREADY, done[0]
            if done and (has_thing or has_choice) and not is_earlier:
                return Meaning.SUCCESS, done[0]
        return None

    @property
    def _is_exclaimed(self) -> bool:
        """Tell whether this says without a subject that it arrived: "Sent!", "Thanks, we got it."."""
        most = BRIEF + 1 if self.has(Concept.THANKS) else _BRIEFEST
        arrived = self._lexicon.matcher(self._language, Concept.ARRIVED)
        # "Sent successfully", and not "Sent items"
        is_all = self.is_headline and not _WORD.search(arrived.remove(self.text))
        if not is_all and len(_WORD.findall(self.text)) > most:
            return False
        if not (is_all or (self.is_headline and self.thanks_for_arrival) or _EXCLAIMED.search(self.text)):
            return False
        others = (
            *(*_NO_CLAIM, Concept.UNDERWAY, Concept.EMAIL),
            *(Concept.CODE, Concept.DATA, Concept.ALREADY, Concept.STILL),
        )
        return bool(arrived.find(self.text)) and not any(map(self.has, others))

    def _asks_more_than_form(self, clause: str) -> bool:
        """Tell whether a clause is about more than the paper: "the form is live" says nothing of what was asked."""
        if not self.has(Concept.FORM, clause):
            return True
        return self.has(Concept.REQUEST, self._lexicon.matcher(self._language, Concept.FORM).remove(clause))

    def _names_request(self, clause: str) -> bool:
        """Tell whether a clause names the person's request, and not one "to join", "for a badge": unless it names AI."""
        if self.is_among_ai and self.has(Concept.CHOICE, clause):
            return True
        if self.speaks_of_ai:
            return self.has(Concept.REQUEST, clause)
        return self._has_bare(Concept.REQUEST, clause)

    def _names_choice(self, clause: str) -> bool:
        """Tell whether a clause names a choice that is said to be so for all accounts, and not one "to accept"."""
        return self.is_in_scope and self._has_bare(Concept.CHOICE, clause)
