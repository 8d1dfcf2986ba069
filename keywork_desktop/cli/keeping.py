"""`backup`, `restore` and `check`: the store kept safe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from keywork_desktop.actions import keeping
from keywork_desktop.cli.ended import Ended
from keywork_desktop.cli.printing import print_json, say
from keywork_desktop.cli.surroundings import Surroundings, moment

File = Annotated[Path, typer.Argument(metavar="FILE")]


def register(app: typer.Typer) -> None:
    for command in (backup, restore, check):
        app.command()(command)


def backup(
    context: typer.Context,
    file: File,
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of an older backup.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Make and read the copy; keep nothing.")] = False,
) -> None:
    """Copy the whole store to FILE, and read the copy back."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        made, change = keeping.back_up(desk, file, replace=replace)
    if here.json:
        print_json({"path": made.path, "bytes": made.size, "schema": made.schema, "change": change.id or None})
    elif dry_run:
        say(f"The store can be backed up: {made.size / 1_000_000:.1f} MB, read back whole.")
    else:
        say(f"Backed up and read back: {made.path} ({made.size / 1_000_000:.1f} MB)")


def restore(
    context: typer.Context,
    file: File,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read the backup; change nothing.")] = False,
) -> None:
    """Put the backup FILE in the place of the store; the present store is kept aside."""
    here: Surroundings = context.obj
    made = keeping.restore_backup(here.store, file, here.key(), moment(), dry_run=dry_run)
    change = made.change.id if made.change else None
    if here.json:
        print_json({"store": made.path, "backup": made.backup, "kept_aside": made.kept_aside, "change": change})
    elif dry_run:
        say(f"{made.backup} is whole and can be restored.")
    else:
        say(f"Restored: {made.path}")
        if made.kept_aside:
            say(f"The store that was there is kept: {made.kept_aside}")


def check(context: typer.Context) -> Ended:
    """Check the file, its references, and what must always hold; exit status 1 if something is wrong."""
    here: Surroundings = context.obj
    with here.desk() as desk:
        found = keeping.check_store(desk)
    if here.json:
        items = [{"code": each.code, "text": each.text, "details": each.details} for each in found]
        print_json({"ok": not found, "findings": items})
    elif found:
        for each in found:
            say(f"{each.code}: {each.text}")
    else:
        say("All is well: the file is whole, everything refers to something, and the log tells how it came about.")
    return Ended(1 if found else 0)
