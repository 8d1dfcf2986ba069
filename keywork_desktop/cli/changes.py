"""`log`, `undo` and `redo`; and how every command that changes something answers."""

from __future__ import annotations

from typing import Annotated

import typer

from keywork_desktop.actions import changing
from keywork_desktop.cli import as_json
from keywork_desktop.cli.printing import print_json, print_table, say
from keywork_desktop.cli.surroundings import Surroundings
from keywork_desktop.domain.changes import ChangeSet


def register(app: typer.Typer) -> None:
    for command in (log, undo, redo):
        app.command()(command)


def answer_change(here: Surroundings, change: ChangeSet) -> None:
    """Say what was changed."""
    if here.json:
        print_json(as_json.change(change))
    else:
        say_change(change)


def say_change(change: ChangeSet) -> None:
    """Say in words what was changed, and what to mind about it."""
    say(change.summary if change.id else f"Nothing was changed. ({change.summary})")
    for warning in change.warnings:
        say(f"▲ {warning}")


def log(
    context: typer.Context,
    prisoner: Annotated[str | None, typer.Option(metavar="N", help="Only about this prison number.")] = None,
    limit: Annotated[int | None, typer.Option(metavar="K", min=1, help="Only the newest.")] = None,
) -> None:
    """What was changed, newest first."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        entries = changing.log(desk, prisoner, limit)
    if here.json:
        print_json(as_json.log(entries))
        return
    rows = [
        (f"{entry.at:%d/%m/%Y %H:%M}", entry.actor, entry.device, entry.summary, "undone" if entry.undone else "")
        for entry in entries
    ]
    print_table(("When (UTC)", "Who", "Where", "What", ""), rows)


def undo(context: typer.Context, dry_run: Annotated[bool, typer.Option("--dry-run")] = False) -> None:
    """Take back the newest change."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = changing.undo(desk)
    answer_change(here, change)


def redo(context: typer.Context, dry_run: Annotated[bool, typer.Option("--dry-run")] = False) -> None:
    """Do again what was taken back last."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        change = changing.redo(desk)
    answer_change(here, change)
