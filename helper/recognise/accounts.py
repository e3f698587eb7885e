"""What a sentence says of the person's other accounts, which an objection does not reach: they have a form of their own. Pure."""

from __future__ import annotations

import re

from flows.concepts import Concept
from helper.recognise.remarks import SentenceRemarks

# What no remark says in the words that are not of its topic; a topic may spare some of them.
WEIGHTY = frozenset(
    {
        *(Concept.REFUSED, Concept.NEGATION, Concept.UNDONE, Concept.UNDERWAY),
        *(Concept.FAILURE, Concept.DEMAND, Concept.STILL, Concept.ELSEWHERE),
        *(Concept.RECEIVED, Concept.ACCEPTED, Concept.REQUEST, Concept.SEND),
        *(Concept.DATA, Concept.AI, Concept.CODE),
    }
)
_ACCOUNTS = (Concept.UNLINKED, Concept.OTHER_ACCOUNTS)  # the longer ones first, to be cut out
# Words that are not known, of what other accounts are: "that you manage for your club".
_STRANGE_OF_ACCOUNTS = 3
_MOST_BEFORE_ACCOUNTS = 2  # words: "in case of", "w przypadku"
_SPACE = re.compile(r"\s")


class SentenceAccounts(SentenceRemarks):
    """A sentence, and whether it only says what is to be done for other accounts."""

    @property
    def _is_for_other_accounts(self) -> bool:
        """Tell whether other accounts are to have a form of their own: "for accounts that you have not added there, fill in …".

        What these accounts are may be worded in many ways, also with a denial; what is to be done with them is all of
        few words.
        """
        if not (self._has_any(self.text, *_ACCOUNTS) and self.has(Concept.FORM, self.text)):
            return False
        ends = [found.start() for found in _SPACE.finditer(self.text)]
        parts = [(self.text[:end].rstrip(" ,"), self.text[end:].lstrip()) for end in ends]
        return not self._is_question and any(
            (self._names_other_accounts(first) and self._asks_for_form(second))
            or (self._asks_for_form(first) and self._names_other_accounts(second))
            for first, second in parts
        )

    def _names_other_accounts(self, part: str) -> bool:
        """Tell whether a part says of which other accounts it is, and nothing of this one's request."""
        known = (*_ACCOUNTS, Concept.ACCOUNT, Concept.SCOPE, Concept.SEPARATE)
        rest = self._without(part, *known, Concept.NEGATION, Concept.CONDITIONAL)
        weighs = (*(WEIGHTY - {Concept.NEGATION}), Concept.CHOICE, Concept.OBJECTION, Concept.WE)
        return (
            self._begins_with_accounts(part)
            and len(self._lexicon.strange_words(rest, self._language)) <= _STRANGE_OF_ACCOUNTS
            and not self._has_any(rest, *weighs)
        )

    def _begins_with_accounts(self, part: str) -> bool:
        """Tell whether a part is a condition or begins with the accounts: "for accounts that …", not "switch to your other account"."""
        places = [span for one in _ACCOUNTS for span in self._spans(one, part)]
        if not places or self._has_any(part, Concept.CONDITIONAL, Concept.INVERTED, Concept.UNLINKED):
            return bool(places)
        before = part[: min(places)[0]]
        is_begin = len(before.split()) <= _MOST_BEFORE_ACCOUNTS and not self.has(Concept.SEPARATE, before)
        return is_begin and self.has(Concept.NEGATION, part)

    def _asks_for_form(self, part: str) -> bool:
        """Tell whether all that a part says is that a form is to be filled in for something else."""
        rest = self._without(part, Concept.SEPARATE, Concept.POSSIBLE)
        weighs = WEIGHTY - {Concept.REQUEST, Concept.SEND}
        return (
            self.has(Concept.FORM, part)
            and len(self._spans(Concept.SEPARATE, part)) > 1
            and not self._lexicon.strange_words(rest, self._language)
            and not self._has_any(rest, *weighs)
        )
