"""`optout-assist flows`: what is known of each service, where it was seen and when, and the check of a repaired file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import flows
from helper.cli.attempts import load_service
from helper.cli.localised import Group
from helper.cli.options import Shared, shared_options
from helper.cli.terminal import tell
from helper.commands.flows.report import report
from helper.safe.clean import clean

if TYPE_CHECKING:
    from flows.load import Service
    from flows.problems import Problem


@click.group("flows", commands=[report], cls=Group)
@shared_options
def flows_group() -> None:
    """Hold the commands on flows."""


@flows_group.command("list")
@shared_options
@click.pass_obj
def list_flows(shared: Shared) -> None:
    """List every flow that ships."""
    found = [
        {
            "service": service.flow.name,
            "title": service.flow.title,
            "revision": service.flow.revision,
            "verified_live": str(service.flow.verified_live),
            "addresses": [address.url for address in service.flow.address],
        }
        for service in map(load_service, flows.names())
    ]

    def human() -> None:
        for one in found:
            live = _live(shared, str(one["verified_live"]))
            click.echo(f"{one['service']}  {one['title']}  {one['revision']}  {live}")
            for url in one["addresses"]:
                click.echo(f"    {url}")

    shared.result(found, human, as_written=True)


@flows_group.command()
@click.argument("name", type=click.Choice(flows.names()))
@shared_options
@click.pass_obj
def show(shared: Shared, name: str) -> None:
    """Show one flow."""
    document = describe(load_service(name))
    shared.result(document, lambda: _print(shared, document), as_written=True)


@flows_group.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@shared_options
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...]) -> int:
    """Check flows and end with 2 when one has a problem."""
    from flows.load import FlowError, answers, check_file, languages, load, words
    from helper.errors import Exit
    from helper.texts.flow_problems import explain

    shared: Shared = ctx.obj
    tasks: dict[str, Callable[[], Any]] = {str(file): partial(check_file, file) for file in files}
    if not files:
        tasks = {name: partial(load, name) for name in (*flows.names(), "practice")}
        tasks |= {f"words/{language}": partial(words, language) for language in languages()}
        tasks |= {f"answers/{language}": partial(answers, language) for language in languages()}
    good: list[str] = []
    problems: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []

    def listed(path: Path, found: Iterable[Problem], key: str) -> list[dict[str, Any]]:
        said = [(one.line, clean(explain(one, shared.texts), limit=1000)) for one in found]
        return [{"file": str(path), "line": line, key: text} for line, text in said]

    for name, task in tasks.items():
        try:
            doubts = task()
        except FlowError as error:
            problems += listed(error.path, error.problems, "problem")
        else:
            good.append(name)
            notes += listed(Path(name), doubts if files else (), "note")

    def human() -> None:
        for name in good:
            click.echo(shared.texts.say("flows.good", name=name))
        for one in [*notes, *problems]:
            place = f"{one['file']}:{one['line']}" if one["line"] else one["file"]
            text = one.get("problem") or shared.texts.say("flows.note", doubt=one["note"])
            click.echo(f"{place}: {text}")
        if problems:
            tell(shared.texts.say("flows.bad", count=len(problems)))

    document = {"good": good, "problems": problems, "notes": notes}
    shared.result(document, human, as_written=True)
    return Exit.USAGE if problems else Exit.OK


@flows_group.command()
@click.argument("name", type=click.Choice(flows.names()))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@shared_options
@click.pass_obj
def copy(shared: Shared, name: str, file: Path) -> None:
    """Copy a flow that ships; what is there already stays."""
    from helper.errors import UsageProblem

    try:
        with file.open("xb") as target:
            target.write((flows.FOLDER / f"{name}.toml").read_bytes())
    except OSError as error:
        raise UsageProblem("cannot_copy", file=file, reason=error) from error
    shared.result(
        {"service": name, "file": str(file)},
        lambda: click.echo(shared.texts.say("flows.copied", file=file)),
        as_written=True,
    )


def describe(service: Service) -> dict[str, Any]:
    """Give all of a flow as one JSON document: addresses, hosts, states with their markers, counts of words."""
    flow = service.flow
    states: dict[str, list[dict[str, Any]]] = {}
    for marker in flow.marker:
        entry = marker.model_dump(mode="json", exclude={"state"}, exclude_none=True)
        states.setdefault(str(marker.state), []).append(entry)
    languages = {}
    for language, concepts in sorted(service.words.items()):
        verified = sum(len(group.words) for vocabulary in concepts.values() for group in vocabulary.verified)
        unverified = sum(len(vocabulary.unverified) for vocabulary in concepts.values())
        languages[language] = {"verified": verified, "unverified": unverified}
    return {
        "service": flow.name,
        "title": flow.title,
        "controller": flow.controller,
        "revision": flow.revision,
        "verified_live": str(flow.verified_live),
        "sha256": service.sha256,
        "addresses": [address.model_dump(mode="json") for address in flow.address],
        "hosts": [host.model_dump(mode="json", exclude_none=True) for host in flow.host],
        "states": states,
        "languages": languages,
    }


def _live(shared: Shared, verified_live: str) -> str:
    if verified_live == "never":
        return shared.texts.say("flows.never")
    return shared.texts.say("flows.live", date=verified_live)


def _print(shared: Shared, document: dict[str, Any]) -> None:
    say = shared.texts.say
    click.echo(f"{document['title']} ({document['service']}), {document['controller']}")
    click.echo(f"{document['revision']}  {_live(shared, document['verified_live'])}")
    click.echo(f"\n{say('flows.addresses')}")
    for address in document["addresses"]:
        click.echo(f"  {address['url']}  [{address['kind']}]\n    {_where(address)}")
    click.echo(f"\n{say('flows.hosts')}")
    for host in document["hosts"]:
        click.echo(f"  {', '.join(host['names'])}\n    {_where(host)}")
    click.echo(f"\n{say('flows.states')}")
    for state, markers in document["states"].items():
        kinds = Counter(marker["kind"] for marker in markers)
        click.echo(f"  {state}: {', '.join(f'{kind} × {count}' for kind, count in sorted(kinds.items()))}")
        for marker in markers:
            shown = {k: v for k, v in marker.items() if k not in ("kind", "source", "date", "certainty")}
            click.echo(
                f"    {marker['kind']} {json.dumps(shown, ensure_ascii=False)}\n      {_where(marker)}"
            )
    click.echo(f"\n{say('flows.languages')}")
    for language, counts in document["languages"].items():
        click.echo(f"  {language}: {say('flows.words', **counts)}")


def _where(fact: dict[str, Any]) -> str:
    return f"{fact['date']}, {fact['certainty']}: {fact['source']}"
