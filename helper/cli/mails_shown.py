"""What is said of mails that were added: what was done to each."""

from __future__ import annotations

from collections.abc import Sequence

import click

from helper.cli.options import Shared
from helper.cli.terminal import tell
from helper.errors import Exit, UsageProblem
from helper.mail.add import LONGEST_NAME, Done, Result
from helper.mail.kept import MESSAGE, About
from helper.mail.kinds import DOUBTFUL, MailKind
from helper.record import format_time
from helper.safe.clean import clean
from helper.texts.sentences import Said, in_words, say


def show_results(shared: Shared, results: Sequence[Result], looked_at: int) -> int:
    """Say what was done to each mail, and give the exit status: 0 if everything that was named is kept, else 2."""
    problems = problems_of(results, looked_at)
    error = _error(shared, problems[0]) if problems else None
    document = {
        "looked_at": looked_at,
        "unrelated": looked_at - len(results),
        "mails": [_result_row(shared, one) for one in results],
        **({"error": {"code": problems[0].code, "message": " ".join(error)}} if error else {}),
    }

    def human() -> None:
        for one in results:
            if one.about is not None:
                _print_kept(shared, one, one.about)
        if not shared.quiet:
            for said in counts_on(results, looked_at):
                tell(in_words(said, shared.texts))

    shared.result(document, human)
    for problem in problems_to_tell(results, problems):
        for part in _error(shared, problem):
            tell(part)
    return Exit.USAGE if problems else Exit.OK


def problems_of(results: Sequence[Result], looked_at: int) -> list[UsageProblem]:
    """Give what kept those from being added that were named, or all; the first one says most."""
    is_any_kept = any(one.done is not Done.REFUSED for one in results)
    problems = [one.problem for one in results if one.problem and (one.is_picked or not is_any_kept)]
    if not (is_any_kept or problems):
        problems = [UsageProblem("mail_nothing_belongs", count=looked_at)]
    return problems


def problems_to_tell(results: Sequence[Result], problems: Sequence[UsageProblem]) -> list[UsageProblem]:
    """Give each problem once: those of single mails, then what they come to."""
    return list(dict.fromkeys([*(one.problem for one in results if one.problem), *problems]))


def sentences_on_all(results: Sequence[Result], looked_at: int) -> list[Said]:
    """Say of each mail that is kept all that there is to say, and how many were looked at."""
    kept = [(one, one.about) for one in results if one.about is not None]
    said = [
        sentence for one, about in kept for sentence in (*sentences_on(one, about), *remarks_on(one, about))
    ]
    return [*said, *counts_on(results, looked_at)]


def counts_on(results: Sequence[Result], looked_at: int) -> list[Said]:
    """Say how many mails were looked at, of several."""
    kept = sum(one.done is not Done.REFUSED for one in results)
    counts = say("mail.looked_at", count=looked_at, kept=kept, unrelated=looked_at - len(results))
    return [counts] if looked_at > 1 else []


def _print_kept(shared: Shared, result: Result, about: About) -> None:
    """Say where a mail is, what it is, and what its signature is worth."""
    first, *others = sentences_on(result, about)
    click.echo(in_words(first, shared.texts))
    for said in others:
        click.echo("  " + in_words(said, shared.texts))
    for said in remarks_on(result, about, has_advice=not shared.quiet):
        tell(in_words(said, shared.texts))


def sentences_on(result: Result, about: About) -> list[Said]:
    """Say where a mail is kept, what it is and why, and what its signature is worth."""
    found = [
        say(f"mail.done.{result.done}", mail=result.shown_name, id=about.attempt),
        say(f"mail.said_by.{about.said_by}", kind=say(f"mail.kind.{about.kind}")),
    ]
    if about.quote:
        found.append(say("mail.quote", quote=about.quote))
    signature = about.signature
    reason = say(f"mail.reason.{signature.reason}") if signature.reason else ""
    found.append(say(f"mail.signature.{signature.verdict}", domain=signature.domain or "?", reason=reason))
    return [*found, say("mail.folder", path=result.path)]


def remarks_on(result: Result, about: About, *, has_advice: bool = True) -> list[Said]:
    """Say what is doubtful about a mail, and what to do then."""
    found = [say(f"mail.doubt.{doubt}", id=about.attempt) for doubt in about.doubts]
    if not about.sender_is_service:
        found.append(say("mail.foreign_kept", sender=about.sender or "?"))
    if result.is_attempt_damaged:
        found.append(say("mail.attempt_damaged", id=about.attempt))
    if about.kind is MailKind.UNCLEAR and has_advice:
        found.append(say("mail.unclear_advice", mail=_file_of(result)))
    elif about.signature.verdict in DOUBTFUL and about.said_by == "words" and has_advice:
        found.append(say("mail.unsigned_advice", mail=_file_of(result)))
    return found


def _result_row(shared: Shared, one: Result) -> dict[str, object]:
    about = one.about
    row: dict[str, object] = {"source": one.name, "number": one.number, "result": one.done}
    if one.problem is not None:
        row |= {"reason": one.problem.key, "message": " ".join(_error(shared, one.problem))}
    if about is not None:
        found = about.signature
        row |= {
            "attempt": about.attempt,
            "path": str(one.path),
            "kind": about.kind,
            "said_by": about.said_by,
            "subject": about.subject,
            "sender": about.sender,
            "sender_is_service": about.sender_is_service,
            "sent_at": format_time(about.sent_at) if about.sent_at else None,
            "sha256": about.sha256,
            "doubts": about.doubts,
            "attempt_damaged": one.is_attempt_damaged,
            "dkim": {
                "verdict": found.verdict,
                "reason": found.reason,
                "domain": found.domain,
                "selector": found.selector,
                "key_name": found.key.name if found.key else None,
            },
        }
    return row


def _error(shared: Shared, problem: UsageProblem) -> list[str]:
    return [clean(part, keep="\n") for part in shared.texts.explain(problem)]


def _file_of(result: Result) -> str:
    """Give a file that holds this mail alone, as it is typed: of one among several, the one that is kept."""
    is_alone = result.number is None and result.name != "-"
    name = result.name if is_alone or result.path is None else str(result.path / MESSAGE)
    name = clean(name, limit=LONGEST_NAME)
    return f'"{name}"' if " " in name else name
