"""What a word on a page can mean: the classes of the words in `words/` and `answers/`."""

from __future__ import annotations

from enum import StrEnum


class Concept(StrEnum):
    """What a word on a page can mean. A page's words are matched to these, never to whole titles."""

    AI = "ai"  # the token for artificial intelligence: IA, KI, SI, tekoäly
    OBJECTION = "objection"  # stems of "object", "objection"
    EMAIL = "email"  # label of the e-mail field
    EXPLANATION = "explanation"  # label of the field that asks why, or how the processing affects the person
    ADDITIONAL = "additional"  # label of a further free text ("additional information")
    IDENTITY = "identity"  # label of a text that tells who one is, or what is meant: name, signature, link, case number
    COUNTRY = "country"
    OPTIONAL = "optional"  # said at a field that need not be filled in
    SEND = "send"  # the button that sends the form
    NOT_SEND = "not_send"  # buttons that do not: cancel, back, close
    NEXT = "next"  # buttons that lead on without sending: next, continue (gateway, login)
    UNDO = "undo"  # buttons beside an answer that undo what was sent: undo, withdraw, cancel
    # What an answer says is read from closed classes of words (helper/recognise/statements.py), found as whole words.
    REQUEST = "request"  # what the person sent, in the singular: request, objection, form, message
    FORM = "form"  # those words of `request` that name the paper: that it "applies" or "is there" says nothing, that it was sent does
    CHOICE = "choice"  # "your choice", "your decision": what the person sent, if the answer speaks of AI, an objection or its scope
    SCOPE = "scope"  # "all your accounts", "Accounts Centre": where an objection applies, and no choice of cookies does
    RIGHT = "right"  # one that people have: beside it what is respected or applied is that, and no request
    RECEIVED = "received"  # forms of verbs that say it arrived: was received, sent, recorded, "you objected"
    ARRIVED = "arrived"  # those of `received` that stand by themselves: "Sent!", and not "Saved!" or "Done!"
    ACCEPTED = "accepted"  # that it counts: accepted, granted, honoured, applies, taken into account, will be examined
    THANKS = "thanks"  # "thank you for" what was sent
    ALREADY = "already"  # "already", "previously"
    STILL = "still"  # "still", "remains", "continues": what goes on; beside data it is the use that does
    AGAIN = "again"  # "again", "another": what need not be done a second time
    BY_NOW = "by_now"  # "already" or "now" (Spanish "ya"): after Send it says nothing of an earlier time
    NEGATION = "negation"  # not, no, nothing, never, "n't"
    WITHOUT = "without"  # "without (further questions)": it denies what follows, and not what was accepted
    ASKED = "asked"  # "further questions", "reasons": without them a request was accepted
    CONCORD = "concord"  # "ninguna", "žádné": in some languages a second denial that goes with the first
    REGRET = "regret"  # unfortunately, sorry: bad news, and no denial by itself
    REFUSED = "refused"  # declined, not admissible, "continue to use": the service will not act on it
    UNDONE = "undone"  # withdrawn, cancelled, expired, a draft, pending: it does not count, or not yet
    UNDERWAY = "underway"  # "being sent", "being saved": it goes on right now, nothing has arrived yet
    FAILURE = "failure"  # an error, a problem, try again
    DEMAND = "demand"  # what the person is to do before it counts: confirm, click, upload, enter the code
    POSSIBLE = "possible"  # can, may, must, would, "is being processed": nothing has come of it so far
    ELSEWHERE = "elsewhere"  # what a request may be about besides AI: a password, cookies, a friend, an order; "any request"
    COMPLEMENT = "complement"  # "to", "for": after "request", where the thing that it is about follows
    DATA = "data"  # what is spared: information, posts, photos, what one shares
    SPARED = "spared"  # that the person's information will not be used, is excluded: what an objection is for
    TRAINED = "trained"  # "train future models": of the person's data as good as AI by name
    # "when we train (our models)": what is done then is bound to nothing that may not come
    OCCASION = "occasion"
    HARMLESS = "harmless"  # denials and conditions that take nothing back: "nothing else to do", "if you have questions"
    # What a remark may be about and take nothing back: what other people share, the spam folder.
    ASIDE = "aside"
    PENDING = "pending"  # what no remark may say: "and this one", "how to finish it", "days to reply"
    ECHO = "echo"  # a word that stands for the verb before: "your posts do", "and we did", "deine Beiträge schon"
    BUT = "but"  # "but", "sondern": those of `conjunction` behind which what was denied is no more
    CONCEDED = "conceded"  # "even if", "although", "despite": what the person did, and something is said nevertheless
    EVEN_THEN = "even_then"  # "auch dann (…, wenn)", "akkor is (…, ha)": a condition that is conceded follows
    NO_USER = "no_user"  # "do not use our products": named beside who objects, and said of nobody's data
    INFORMATION = "information"  # "information": without "your" it may be what others share of the person
    OR = "or"  # "or": behind it another case may follow, of the person's own
    RELATIVE = "relative"  # "that", "die", "którą": behind "information about you" who it is that shares it
    SHARE = "share"  # "share", "post", "upload", as others do: what they can see is no information that they share
    EXAMPLE = "example"  # "such as", "for example": what follows is to be looked at by itself
    LISTED = "listed"  # "a post, a caption or a comment": where one may be, and nothing of the person's own
    PREVENT = "prevent"  # "prevent", "rule out", "entirely": behind a caveat what the service cannot
    OTHERS = "others"  # those as the subject of a sentence: "other people", "your friends", "anybody"
    SHARING = "sharing"  # what they do with what shows the person: "share", "upload", "tag you", "mentions"
    MANAGE = "manage"  # what the person may do about that: "choose who", "limit", "in the settings"
    HEED = "heed"  # "bear in mind that", "please note that": it opens a remark
    ABOUT_YOU = "about_you"  # "information about you": what others share of the person is that, "your posts" are theirs
    BEYOND = "beyond"  # "chats with": those with the service's AI, which an objection never reaches
    PAST = "past"  # "models already", "already used", "past training": what was done before it
    PRIVATE = "private"  # "private messages": those are not used anyway, and no objection need reach them
    REACHES = "reaches"  # "covers", "affects", "can be undone": what is denied of both
    KEPT = "kept"  # "is not deleted", "stays on your profile": what was shared, and nobody's use of it
    SHARED = "shared"  # "your posts", "what you have published": that, and no "information"
    FOLLOWERS = "followers"  # "for the people who follow you", "your friends": who sees it
    ONLY = "only"  # "only", "solely": what is covered then is not all
    NO_CONDITION = "no_condition"  # an "if" or "when" that is none: "(zowel …) als voor", "da quando"
    OTHER_RULES = "other_rules"  # "other rules apply", and a denial in one word: "netýká se"
    EXCEPTED = "excepted"  # "nothing", "more than": with it a denial does reach what is named
    EXCEPTION = "exception"  # "except", "apart from": what a promise does not hold for
    FINAL = "final"  # "this action cannot be undone": a denial, and an error's words, that take nothing back
    CHOSE = "chose"  # "you chose", "you told us": what the person wanted, told to them
    MORE = "more"  # "learn more", "more information": beside a place where to read it, or asked, it is a hint to the reader
    PLACE = "place"  # "Privacy Centre", "Help Centre", "our website": where one reads more
    HOW = "how"  # "how (Meta uses information for AI)": beside a place what one may read there, and nothing of the person
    OBJECTED = "objected"  # "to", "dagegen, dass": after "objection", where what is objected to follows
    SOON = "soon"  # "as soon as possible": where a clause ends with it, it is no condition
    AS_BEFORE = "as_before"  # "continue to do so": of what is accepted it is no refusal
    USE = "use"  # "use of", a noun: a headline that names the use of the person's data says nothing of it
    UNLINKED = "unlinked"  # "for accounts that are not", "for other accounts": with a form of their own
    ACCOUNT = "account"  # "a new account", "several accounts": a condition on them is none of this objection
    REPLY = "reply"  # "we will write to you", "you will hear from us": when, or if, is no condition of the request
    DELAY = "delay"  # "may take (some days)": such a sentence is of the time alone, and claims nothing
    # What a promise may be about that is no answer: private messages, minors, whoever objects, what the person wants.
    GENERAL = "general"
    # All that a remark beside an answer is made of, by what it is about (helper/recognise/topics.py).
    OTHER_ACCOUNTS = "other_accounts"  # "other accounts", "another profile"
    SEPARATE = "separate"  # a form for each account: "fill in", "for each of them", "there too", "with another e-mail"
    WITHDRAW = "withdraw"  # that one may change one's mind: "change", "withdraw", "your mind", "at any time"
    UNTIL = "until"  # those of `conditional` that only end something: "until", "unless"
    NOTICE = "notice"  # where and when one hears of it: "notification", "in the app", "once we are done"
    REFERENCE = "reference"  # the number of the case: "keep", "case number", "contact us", "questions"
    YOU = "you"  # "you have", "vous aurez": in a condition it is the person who is to do something
    CONTACT = "contact"  # "contact us", "write to us", "reach us": under a condition ("if you have questions") no demand
    SPAM = "spam"  # "spam folder", "junk": where a letter may have gone
    # That a letter is not there, and where one looks: "you do not see it", "it does not arrive", "check".
    UNSEEN = "unseen"
    NO_LETTER = "no_letter"  # that no letter comes: "you will not get", "we will not send you", "e-mail"
    FURTHER = "further"  # "another", "any more": of the letters that do not come
    CARRY_ON = "carry_on"  # what one may do now: "close this window", "go back to", "keep using", "as usual"
    OWN_USE = "own_use"  # what the person does with the service: "how you use", "your use of our products"
    UNAFFECTED = "unaffected"  # "does not change", "stays the same": beside `own_use` no bad news
    DURATION = "duration"  # how long it takes: "days", "up to", "longer than usual", "many requests"
    WE = "we"  # the service, where it says what it does: "we", "podemos"
    REDRESS = "redress"  # "complaint", "appeal", "data protection authority": what one may do when refused
    SURVEY = "survey"  # how it went: "helpful", "your experience", "rate"
    GREETING = "greeting"  # "hello", "dear": what follows up to the comma is a name
    CONJUNCTION = "conjunction"  # and, but, so: where a sentence may be cut
    # "therefore", "donc": right before a denial it stands within a clause: "nous n'utiliserons donc pas"
    HENCE = "hence"
    # What else stands in good news and changes nothing of it: the, your, team, today, photos.
    FAMILIAR = "familiar"
    CONDITIONAL = "conditional"  # "if", "when": a sentence that begins so claims nothing
    # What begins a condition without "if", up to a comma: "Wird dein Widerspruch angenommen, …", "Recibida tu solicitud, …".
    INVERTED = "inverted"
    BARE = "bare"  # imperatives and infinitives of dealing with a request: "Review your request", "Antrag prüfen"
    ABBREVIATION = "abbreviation"  # "e.g.", "dvs.": its full stop ends no sentence
    UNAVAILABLE = "unavailable"
    NOT_OPEN = "not_open"  # the deadline has passed, the form will open on a day
    REGION = "region"  # not offered where the person is
    ERROR = "error"  # something failed, also "could not", "was not", "try again"
    TOO_SHORT = "too_short"
    REQUIRED = "required"  # "please fill in this field"
    CODE = "code"  # one-time code
    PASSWORD = "password"  # noqa: S105  what the field of one is called
    PIN = "pin"  # what a field of a code is called that is not called a code: PIN, token
    PAGE_IDENTITY = "page_identity"  # acting as a Page instead of the personal profile
    THIRD_PARTY = "third_party"  # form on information from third parties
    GENERAL_FORM = "general_form"  # general data-protection forms that are not about AI
    # "our decision", "the status of your": of a headline that names one, an objection that was made before
    DECIDED = "decided"
    # what else an objection may be about that names AI: a child, ads, what an AI made, its label, a problem with it
    OTHER_MATTER = "other_matter"
    SUPPORT = "support"  # the heading of what asks a question: "contact support", "need more help?"
    GATEWAY = "gateway"  # "is your request about AI?"
    LOGIN = "login"
    SPEAKER = "speaker"  # "I", "my": who reads the page speaks, and never the service
    TWO_FACTOR = "two_factor"
    CAPTCHA = "captcha"
    CHECKPOINT = "checkpoint"  # the service wants to check the account: confirm that it is you, unusual login
    LOCKED = "locked"  # account locked, disabled or suspended
    COOKIES = "cookies"
    CONSENT = "consent"  # terms or choices to review before going on
    SAVE_LOGIN = "save_login"


# Concepts whose words are found as whole words, unless `*` leaves an edge open; alone they mean nothing.
CLOSED = frozenset(
    {
        *(Concept.REQUEST, Concept.FORM, Concept.CHOICE, Concept.SCOPE, Concept.RIGHT, Concept.RECEIVED),
        *(Concept.ARRIVED, Concept.ACCEPTED, Concept.THANKS, Concept.ALREADY, Concept.STILL, Concept.AGAIN),
        *(Concept.BY_NOW, Concept.NEGATION, Concept.WITHOUT, Concept.ASKED, Concept.CONCORD),
        *(Concept.REGRET, Concept.REFUSED, Concept.UNDONE, Concept.UNDERWAY, Concept.FAILURE),
        *(Concept.DEMAND, Concept.POSSIBLE, Concept.ELSEWHERE, Concept.COMPLEMENT, Concept.DATA),
        *(Concept.SPARED, Concept.TRAINED, Concept.OCCASION, Concept.HARMLESS, Concept.ASIDE),
        *(Concept.PENDING, Concept.ECHO, Concept.BUT, Concept.CONCEDED, Concept.EVEN_THEN, Concept.NO_USER),
        *(Concept.INFORMATION, Concept.OR, Concept.RELATIVE, Concept.SHARE, Concept.EXAMPLE),
        *(Concept.LISTED, Concept.PREVENT, Concept.OTHERS, Concept.SHARING, Concept.MANAGE, Concept.HEED),
        *(Concept.ABOUT_YOU, Concept.BEYOND, Concept.PAST, Concept.PRIVATE, Concept.REACHES),
        *(Concept.KEPT, Concept.SHARED),
        *(Concept.FOLLOWERS, Concept.ONLY, Concept.NO_CONDITION, Concept.OTHER_RULES, Concept.EXCEPTED),
        *(Concept.EXCEPTION, Concept.FINAL, Concept.CHOSE, Concept.MORE, Concept.PLACE, Concept.HOW),
        *(Concept.OBJECTED, Concept.SOON, Concept.AS_BEFORE, Concept.USE, Concept.UNLINKED),
        *(Concept.ACCOUNT, Concept.REPLY, Concept.DELAY, Concept.GENERAL, Concept.OTHER_ACCOUNTS),
        *(Concept.SEPARATE, Concept.WITHDRAW, Concept.UNTIL, Concept.NOTICE, Concept.REFERENCE),
        *(Concept.YOU, Concept.CONTACT, Concept.SPAM, Concept.UNSEEN, Concept.NO_LETTER, Concept.FURTHER),
        *(Concept.CARRY_ON, Concept.OWN_USE, Concept.UNAFFECTED, Concept.DURATION, Concept.WE),
        *(Concept.REDRESS, Concept.SURVEY, Concept.GREETING, Concept.CONJUNCTION, Concept.HENCE),
        *(Concept.FAMILIAR, Concept.INVERTED, Concept.BARE),
    }
)
