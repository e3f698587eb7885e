"""What a kept mail can be, and what its signature can be worth."""

from __future__ import annotations

from enum import StrEnum


class MailKind(StrEnum):
    """What the service says in a mail. One that has nothing to do with an attempt is never kept, and so has no kind."""

    ACKNOWLEDGEMENT = "acknowledgement"
    CODE = "code"
    REFUSAL = "refusal"
    MORE_DETAILS = "more_details"
    EXTENSION = "extension"
    UNCLEAR = "unclear"  # no words that a source confirms, and nobody has said


class DkimVerdict(StrEnum):
    """What the DKIM signature of a mail (RFC 6376) says of its sender."""

    ALIGNED = "aligned"  # it holds, and the service's own domain made it
    NOT_ALIGNED = "not_aligned"  # signed by another domain than the sender's, or by none of the service's
    ABSENT = "absent"
    UNCHECKED = "unchecked"  # there is one, and no key to check it with
    REFUSED = "refused"  # it does not hold, or holds and does not cover what matters


# With these, anybody may have written the mail: it counts only on the person's own word.
DOUBTFUL = frozenset({DkimVerdict.ABSENT, DkimVerdict.NOT_ALIGNED, DkimVerdict.REFUSED})


class DkimReason(StrEnum):
    """Why a signature is unchecked or refused; the first that applies."""

    NO_KEY = "no_key"  # nobody asked for it
    NOT_PUBLISHED = "not_published"  # there is none under that name (any more)
    NO_ANSWER = "no_answer"  # the name server did not answer
    DOUBLE_FROM = "double_from"
    DOUBLE_SUBJECT = "double_subject"
    DOUBLE_DATE = "double_date"
    MALFORMED = "malformed"  # the head of the mail, or the signature, cannot be read beyond doubt
    LENGTH = "length"  # `l=`: anything may follow what was signed
    UNSIGNED_FROM = "unsigned_from"
    UNSIGNED_SUBJECT = "unsigned_subject"
    UNSIGNED_DATE = "unsigned_date"
    ALGORITHM = "algorithm"  # SHA-1, which can be forged (RFC 8301), or one that cannot be checked here
    KEY_REVOKED = "key_revoked"
    KEY_MALFORMED = "key_malformed"
    KEY_WEAK = "key_weak"
    EXPIRED = "expired"  # by its own `x=`
    BODY_CHANGED = "body_changed"
    BROKEN = "broken"
