"""`optout-assist doctor`: would the main job run here, and what to do where it would not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options

if TYPE_CHECKING:
    from helper.doctor import HealthCheck
    from helper.texts import Texts


@click.command(cls=Command)
@click.option("--browser", metavar="NAME|PATH", envvar="OPTOUT_ASSIST_BROWSER")
@shared_options
@click.pass_context
def doctor(ctx: click.Context, browser: str | None) -> int:
    """Run the checks and end with 0 only if the main job would run."""
    from helper.doctor import HealthStatus, examine, exit_of

    shared: Shared = ctx.obj
    texts = shared.texts
    shown: list[dict[str, str | None]] = []
    checks = examine(shared.archive_dir, browser)
    for check in checks:
        what, remedy = explain(check, texts)
        shown.append({"name": check.name, "status": str(check.status), "what": what, "remedy": remedy})
    status = exit_of(checks)

    def human() -> None:
        width = 2 + max(len(texts.say(f"doctor.status.{one}")) for one in HealthStatus)
        for one in shown:
            click.echo(f"{texts.say('doctor.status.' + str(one['status'])):<{width}}{one['what']}")
            if one["remedy"]:
                click.echo(f"{'':<{width}}{one['remedy']}")
        click.echo(texts.say("doctor.good" if status == 0 else "doctor.bad"))

    document = {"ready": status == 0, "exit": int(status), "checks": shown}
    shared.result(document, human, as_written=True)
    return int(status)


def explain(check: HealthCheck, texts: Texts) -> tuple[str, str | None]:
    """Give what a check found and its remedy, if there is one, in words."""
    values = dict(check.values)
    usual = None
    if check.problem is not None:
        values["problem"], usual = texts.explain(check.problem, ("what", "now"))
    remedy = f"doctor.{check.key}.remedy"
    what = texts.say(f"doctor.{check.key}.what", **values)
    return what, texts.say(remedy, **values) if texts.has(remedy) else usual
