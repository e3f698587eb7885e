"""`optout-assist privacy-check`: the pages where a person reduces what is public, one after another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from helper.cli.attempt_options import window_options
from helper.cli.attempts import print_record, ready_run
from helper.cli.browsers import choose_window
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options
from helper.safe.clean import clean, clean_lines

if TYPE_CHECKING:
    from flows.privacy_check import CheckPage
    from helper.guide.check_plan import CheckPlan
    from helper.record import Record
    from helper.session.opening import ReadyRun
    from helper.session.running import Ending


@click.command("privacy-check", cls=Command)
@click.argument("pages", nargs=-1, metavar="[PAGE]...")
@click.option("--list", "is_list", is_flag=True)
@click.option("--attach", metavar="URL", envvar="OPTOUT_ASSIST_ATTACH")
@window_options
@shared_options
@click.pass_obj
def privacy_check(
    shared: Shared,
    *,
    pages: tuple[str, ...],
    is_list: bool,
    browser: str | None,
    attach: str | None,
    timeout: float,
    linger: float,
) -> int:
    """Go through the pages where you reduce what is public."""
    chosen = _choose(pages)
    if is_list:
        _list(shared, chosen)
        return 0
    from helper.session.opening import run_attempt

    def prepare() -> ReadyRun:
        from helper.cli.console import Console
        from helper.evidence.store import Archive
        from helper.log import open_log
        from helper.session.check import CheckErrand

        open_log()
        console = Console(shared)
        archive = Archive(shared.archive_dir)
        plan = _plan(chosen, timeout, linger)
        archive.prepare()
        opener = choose_window(browser, attach)
        console.say(shared.texts.say("check.before"))
        errand = CheckErrand(plan, shared.texts, console.say, console.detail)
        return ready_run(shared, console, errand, archive, opener)

    return _show(shared, run_attempt(prepare), chosen)


def _choose(typed: tuple[str, ...]) -> tuple[CheckPage, ...]:
    from flows.privacy_check import load_check
    from flows.products import nearest
    from helper.errors import UsageProblem

    check = load_check()
    found = check.choose(typed)
    if isinstance(found, str):
        known = [page.name for page in check.pages]
        if near := nearest(found, known):
            raise UsageProblem("check_page_near", typed=found, nearest=near)
        raise UsageProblem("check_page_unknown", typed=found, known=", ".join(known))
    return found


def _plan(chosen: tuple[CheckPage, ...], timeout: float, linger: float) -> CheckPlan:
    from flows.load import load
    from flows.privacy_check import load_check
    from helper.guide.check_plan import CheckPlan

    file = load_check()
    return CheckPlan(
        pages=chosen,
        services={page.flow: load(page.flow) for page in chosen},
        revision=file.revision,
        sha256=file.sha256,
        timeout_seconds=timeout * 60,
        linger_seconds=linger,
    )


def _list(shared: Shared, chosen: tuple[CheckPage, ...]) -> None:
    from helper.privacy_check import document, listing

    found = [document(page, shared.texts) for page in chosen]
    shared.result(found, lambda: click.echo(clean(listing(chosen, shared.texts), keep="\n")), as_written=True)


def _show(shared: Shared, ending: Ending, chosen: tuple[CheckPage, ...]) -> int:
    """Print the record or what became of each page, and what went wrong with the archive, if anything."""

    problem = " ".join(shared.texts.explain(ending.problem)) if ending.problem else ""
    shared.has_attempt = True
    if shared.json:
        print_record(ending, problem)
    else:
        click.echo(clean(_summary(shared, ending.record, ending.folder, chosen), keep="\n"))
    if problem:
        click.echo(clean_lines(problem), err=True)
    return ending.status


def _summary(shared: Shared, record: Record, folder: Path | None, chosen: tuple[CheckPage, ...]) -> str:
    from helper.privacy_check import told

    texts = shared.texts
    lines = [texts.say(f"check.ended.{record.outcome}"), *told(record, chosen, texts)]
    if folder:
        lines.append(texts.say("talk.folder", folder=folder))
    return "\n\n".join([lines[0], "\n".join(lines[1:])])
