"""`checks`, `not-in-nomis` and `correct`: what is owed beside sessions, and records that were wrong."""

from __future__ import annotations

from typing import Annotated

import typer

from keywork_desktop.actions import checking, correcting
from keywork_desktop.cli import measures_json
from keywork_desktop.cli.changes import answer_change
from keywork_desktop.cli.printing import print_json, print_table
from keywork_desktop.cli.surroundings import Surroundings, day
from keywork_desktop.domain.wording import GROUP_NAMES, long_date


def register(app: typer.Typer) -> None:
    for command in (checks, not_in_nomis, correct):
        app.command()(command)


def checks(
    context: typer.Context,
    on: Annotated[str | None, typer.Option(metavar="D", help="Another day than today.")] = None,
) -> None:
    """Wellbeing checks owed: priority prisoners whose session could not be held at level 4."""
    here: Surroundings = context.obj
    looked_at = day(on) if on else here.as_of
    with here.desk() as desk:
        owed = checking.checks(desk, looked_at)
    if here.json:
        print_json({"as_of": looked_at, "items": [measures_json.check(each) for each in owed]})
        return
    rows = [
        (
            "done" if each.done else "▲ owed",
            each.prisoner.name,
            each.prisoner.prison_number,
            each.cell,
            GROUP_NAMES.get(each.group, each.group),
            f"{each.because_session_due_on:%d/%m/%Y}",
            each.level,
        )
        for each in owed
    ]
    title = f"Wellbeing checks, {long_date(looked_at)}: {sum(not each.done for each in owed)} to do"
    print_table(("", "Name", "Number", "Cell", "Because of", "Session due", "Level"), rows, title)


def not_in_nomis(
    context: typer.Context,
    on: Annotated[str | None, typer.Option(metavar="D", help="Another day than today.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Those of the last days too.")] = False,
) -> None:
    """Sessions recorded here three days ago or longer, of which NOMIS shows no note."""
    here: Surroundings = context.obj
    looked_at = day(on) if on else here.as_of
    with here.desk() as desk:
        waiting = checking.not_in_nomis(desk, looked_at, listed_only=not everything)
    if here.json:
        print_json({"as_of": looked_at, "items": [measures_json.waiting_for_nomis(each) for each in waiting]})
        return
    rows = [(each.prison_number, f"{each.on:%d/%m/%Y}", each.staff_id or "–", each.days) for each in waiting]
    print_table(("Number", "Session on", "Recorded for", "Days"), rows, f"Not yet in NOMIS: {len(waiting)}")


def correct(
    context: typer.Context,
    change: Annotated[str, typer.Argument(metavar="CHANGE", help="The id of the change that recorded it; see log.")],
    reason: Annotated[str, typer.Option(metavar="T", help="Why: it stays in the log.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")] = False,
) -> None:
    """Take back a session, entry or check that was recorded against the wrong man."""
    here: Surroundings = context.obj
    with here.desk(dry_run=dry_run) as desk:
        made = correcting.correct(desk, change, reason)
    answer_change(here, made)
