"""`optout-assist window`: the same questions, attempts and results, in the browser window alone; what the icon starts."""

from __future__ import annotations

import json
from typing import Any

import click

from helper.cli.attempts import window_options
from helper.cli.localised import Command
from helper.cli.options import Shared, shared_options


@click.command(cls=Command)
@window_options
@shared_options
@click.pass_obj
def window(shared: Shared, /, **options: Any) -> int:
    """Ask in the window and show there what became of it, until the person closes it."""
    return open_window(shared, **options)


def open_window(shared: Shared, *, browser: str | None, timeout: float, linger: float) -> int:
    """Hold the whole conversation; gives the exit status that says most of what was tried."""
    from helper.commands.all import heaviest
    from helper.desk.conversation import hold
    from helper.desk.state import Conversation, Settings

    conversation = Conversation(shared, Settings(browser, timeout, linger))
    stopped_with = hold(conversation)
    records = [json.loads(ending.record.to_json()) for ending in conversation.endings]
    left = [one.service for one in conversation.left]
    shared.result(json.dumps({"attempts": records, "left": left}), lambda: None)
    statuses = [ending.status for ending in conversation.endings if not ending.record.rehearsal]
    return heaviest([*statuses, *([stopped_with] if stopped_with else [])])
